// SPDX-License-Identifier: MIT
// What happens when a signal ends the program: the file that is being written is removed, the line of
// progress erased, and the signal does what it always does, so that whoever waits sees it as the cause of the
// end. The two variables here are all that a signal can reach.
#include "cli/cli.h"

#include <pthread.h>
#include <signal.h>
#include <unistd.h>

static const int caught[] = {SIGINT, SIGTERM, SIGHUP};
enum { CAUGHT = sizeof caught / sizeof *caught };

static const char *volatile removed; // NULL, or the file to remove
static volatile sig_atomic_t erased; // a line stands on the terminal

// Only what a signal's handler may call. The signal is back at its default by now, and waits for the end of
// this.
static void end_by(int number)
{
    if (removed)
        unlink(removed);
    if (erased && write(STDERR_FILENO, "\r\033[K", 4) < 0)
        erased = 0;
    raise(number);
}

void interrupts_catch(void)
{
    for (size_t i = 0; i < CAUGHT; i++) {
        struct sigaction now, ours = {.sa_handler = end_by, .sa_flags = (int)SA_RESETHAND};
        sigemptyset(&ours.sa_mask);
        if (sigaction(caught[i], NULL, &now) == 0 && now.sa_handler == SIG_DFL) // and not nohup's SIG_IGN
            sigaction(caught[i], &ours, NULL);
    }
}

void interrupts_hold(bool hold)
{
    sigset_t all;
    sigemptyset(&all);
    for (size_t i = 0; i < CAUGHT; i++)
        sigaddset(&all, caught[i]);
    pthread_sigmask(hold ? SIG_BLOCK : SIG_UNBLOCK, &all, NULL);
}

void interrupt_removes(const char *path)
{
    removed = path;
}

void interrupt_erases(bool line)
{
    erased = line;
}

void end_by_closed_pipe(void)
{
    signal(SIGPIPE, SIG_DFL);
    raise(SIGPIPE);
}
