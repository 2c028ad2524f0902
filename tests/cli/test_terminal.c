// SPDX-License-Identifier: MIT
// The command line on a terminal, and how signals and closed pipes end it: progress is drawn on a terminal
// alone and erased, no half file is left, and nothing is said to a reader who has gone.
#include "support/support.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define DATA "tests/render/data/"

// ---- runs whose streams and signals are in the test's hands

typedef struct running {
    pid_t child;
    int in, out, err; // given to it, or -1 for nowhere
    void (*before)(void);
} running;

static const char *program(arena *a)
{
    const char *build = getenv("ATTUNE_BUILD_DIR");
    const char *path = str_printf(a, "%s/attune", build ? build : "build").data;
    if (!test_file_exists(path)) {
        fprintf(stderr, "%s is not built\n", path);
        skip();
    }
    return path;
}

static int or_nowhere(int descriptor)
{
    return descriptor >= 0 ? descriptor : open("/dev/null", O_RDWR);
}

static void start(arena *a, running *r, const char *const *arguments)
{
    const char *argv[16] = {program(a)};
    for (size_t i = 0; arguments[i]; i++)
        argv[i + 1] = arguments[i];
    r->child = fork();
    assert_true(r->child >= 0);
    if (r->child)
        return;
    dup2(or_nowhere(r->in), STDIN_FILENO);
    dup2(or_nowhere(r->out), STDOUT_FILENO);
    dup2(or_nowhere(r->err), STDERR_FILENO);
    setenv("TERM", "xterm", 1);
    if (r->before)
        r->before();
    execv(argv[0], (char *const *)(uintptr_t)argv);
    _exit(127);
}
#define START(a, r, ...) start((a), (r), (const char *const[]){__VA_ARGS__, NULL})

// Its ends are not the child's but where they are its streams, so that closing them here ends the pipe.
static void open_pipe(int ends[2])
{
    assert_int_equal(pipe(ends), 0);
    for (int i = 0; i < 2; i++)
        assert_true(fcntl(ends[i], F_SETFD, FD_CLOEXEC) == 0);
}

static int wait_for(const running *r)
{
    int status = 0;
    while (waitpid(r->child, &status, 0) < 0)
        assert_int_equal(errno, EINTR);
    return status;
}

// The signal that ended it; 0 where it ended by itself.
static int ended_by(const running *r)
{
    int status = wait_for(r);
    return WIFSIGNALED(status) ? WTERMSIG(status) : 0;
}

static void sleep_for(long milliseconds)
{
    nanosleep(&(struct timespec){milliseconds / 1000, milliseconds % 1000 * 1000000}, NULL);
}

// ---- progress

// Ends of a new pseudo terminal: what is written to *slave comes out of the one given.
static int open_terminal(int *slave)
{
    int master = posix_openpt(O_RDWR | O_NOCTTY);
    if (master < 0 || grantpt(master) != 0 || unlockpt(master) != 0)
        skip(); // no pseudo terminals here
    *slave = open(ptsname(master), O_RDWR | O_NOCTTY | O_CLOEXEC);
    assert_true(*slave >= 0 && fcntl(master, F_SETFD, FD_CLOEXEC) == 0);
    return master;
}

static void take_what_is_there(int master, builder *seen)
{
    char bytes[4096];
    struct pollfd ready = {.fd = master, .events = POLLIN};
    while (poll(&ready, 1, 0) > 0 && (ready.revents & POLLIN)) {
        ssize_t got = read(master, bytes, sizeof bytes);
        if (got <= 0)
            return;
        builder_add(seen, (str){bytes, (size_t)got});
    }
}

static const char *large_pool(arena *a)
{
    const char *path = test_temp_path(a, "large.ndjson");
    builder b = builder_new(a);
    for (unsigned i = 0; i < 60000; i++)
        builder_addf(&b, "{\"id\": \"t%05u\", \"name\": \"Therapist %u\", \"fee\": %u}\n", i, i,
                     50 + i % 300);
    test_write_file(path, builder_str(&b));
    return path;
}

// What a run writes to a terminal that is its stderr. It is stopped for most of the time, so that its work
// takes seconds by the clock on a machine of any speed.
static str drawn(arena *a, bool quiet)
{
    running r = {.in = -1, .out = -1};
    int master = open_terminal(&r.err);
    const char *pool = large_pool(a);
    builder seen = builder_new(a);
    START(a, &r, "rank", "--threads=1", "-r", DATA "report.xml", "-c", DATA "report-client.xml", pool,
          quiet ? "--quiet" : "--today=2026-11-22");
    int status = 0;
    pid_t ended = 0;
    for (unsigned i = 0; i < 6000 && ended == 0; i++) {
        if (i < 40) {
            kill(r.child, SIGSTOP);
            sleep_for(150);
            kill(r.child, SIGCONT);
        }
        sleep_for(5);
        take_what_is_there(master, &seen);
        ended = waitpid(r.child, &status, WNOHANG);
    }
    take_what_is_there(master, &seen);
    close(r.err);
    close(master);
    assert_int_equal(ended, r.child);
    assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    return builder_str(&seen);
}

ARENA_TEST(long_work_draws_one_line_on_a_terminal_and_erases_it)
{
    str seen = drawn(a, false);
    assert_text_contains(seen, "\rreading: ");
    assert_text_contains(seen, " left\033[K");
    assert_false(str_contains(seen, STR("\n"))); // else there would be several lines
    str erase = STR("\r\033[K");
    assert_true(seen.length > erase.length);
    assert_str_equal(str_slice(seen, seen.length - erase.length, seen.length), "\r\033[K");
}

ARENA_TEST(quiet_work_draws_nothing)
{
    assert_str_equal(drawn(a, true), "");
}

ARENA_TEST(short_work_draws_nothing_on_a_terminal)
{
    running r = {.in = -1, .out = -1};
    int master = open_terminal(&r.err);
    builder seen = builder_new(a);
    START(a, &r, "rank", "-r", DATA "report.xml", "-c", DATA "report-client.xml", DATA "report-pool.xml");
    assert_int_equal(wait_for(&r), 0);
    take_what_is_there(master, &seen);
    close(r.err);
    close(master);
    assert_str_equal(builder_str(&seen), "");
}

ARENA_TEST(progress_is_for_terminals_alone)
{
    command_result run =
        RUN_ATTUNE(a, "rank", "-r", DATA "report.xml", "-c", DATA "report-client.xml", large_pool(a));
    assert_run(run, 0, "The first 10 of 60,000", NULL);
    assert_str_equal(run.err, "");
}

// ---- signals

static size_t files_in(const char *folder)
{
    size_t count = 0;
    DIR *entries = opendir(folder);
    assert_non_null(entries);
    for (const struct dirent *e = readdir(entries); e; e = readdir(entries))
        count += e->d_name[0] != '.';
    closedir(entries);
    return count;
}

ARENA_TEST(a_signal_ends_it_by_that_signal_and_leaves_no_file)
{
    static const int signals[] = {SIGINT, SIGTERM, SIGHUP};
    size_t before = files_in(test_temp_dir());
    for (size_t i = 0; i < 3; i++) {
        int input[2];
        open_pipe(input);
        running r = {.in = input[0], .out = -1, .err = -1};
        START(a, &r, "rank", "-r", DATA "report.xml", "-c", DATA "report-client.xml", "-o",
              test_temp_path(a, "ended.html"), "--format", "html", "-");
        sleep_for(50); // it waits for its input, which does not come
        kill(r.child, signals[i]);
        assert_int_equal(ended_by(&r), signals[i]);
        close(input[0]);
        close(input[1]);
    }
    assert_int_equal(files_in(test_temp_dir()), before);
}

static void load_ending(void)
{
    setenv("LD_PRELOAD", ATTUNE_ENDING, 1);
}

ARENA_TEST(a_signal_while_writing_leaves_the_old_file_and_no_half_one)
{
    if (!test_file_exists(ATTUNE_ENDING))
        skip(); // with sanitizers nothing can be loaded ahead of them
    const char *path = test_temp_path(a, "kept.html");
    test_write_file(path, STR("old"));
    size_t before = files_in(test_temp_dir());
    running r = {.in = -1, .out = -1, .err = -1, .before = load_ending};
    START(a, &r, "rank", "-r", DATA "report.xml", "-c", DATA "report-client.xml", "-o", path, "--format",
          "html", DATA "report-pool.xml");
    assert_int_equal(ended_by(&r), SIGTERM);
    assert_str_equal(test_read_file(a, path), "old");
    assert_int_equal(files_in(test_temp_dir()), before);
}

static void ignore_hangup(void)
{
    signal(SIGHUP, SIG_IGN);
}

ARENA_TEST(what_runs_under_nohup_is_not_ended_by_a_hangup)
{
    int input[2];
    open_pipe(input);
    running r = {.in = input[0], .out = -1, .err = -1, .before = ignore_hangup};
    START(a, &r, "rank", "-r", DATA "report.xml", "-c", DATA "report-client.xml", "-");
    close(input[0]);
    sleep_for(50);
    kill(r.child, SIGHUP);
    sleep_for(50);
    assert_int_equal(waitpid(r.child, NULL, WNOHANG), 0); // it still waits
    close(input[1]);
    assert_true(WIFEXITED(wait_for(&r)));
}

static void ignore_closed_pipes(void)
{
    signal(SIGPIPE, SIG_IGN);
}

ARENA_TEST(a_reader_who_has_gone_is_told_nothing)
{
    for (int ignored = 0; ignored < 2; ignored++) {
        int output[2], errors[2];
        char said;
        open_pipe(output);
        open_pipe(errors);
        close(output[0]);
        running r = {.in = -1, .out = output[1], .err = errors[1]};
        r.before = ignored ? ignore_closed_pipes : NULL;
        START(a, &r, "rank", "-r", DATA "report.xml", "-c", DATA "report-client.xml", DATA "report-pool.xml");
        close(output[1]);
        close(errors[1]);
        assert_int_equal(ended_by(&r), SIGPIPE);
        assert_int_equal(read(errors[0], &said, 1), 0);
        close(errors[0]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(long_work_draws_one_line_on_a_terminal_and_erases_it),
        cmocka_unit_test(quiet_work_draws_nothing),
        cmocka_unit_test(short_work_draws_nothing_on_a_terminal),
        cmocka_unit_test(progress_is_for_terminals_alone),
        cmocka_unit_test(a_signal_ends_it_by_that_signal_and_leaves_no_file),
        cmocka_unit_test(a_signal_while_writing_leaves_the_old_file_and_no_half_one),
        cmocka_unit_test(what_runs_under_nohup_is_not_ended_by_a_hangup),
        cmocka_unit_test(a_reader_who_has_gone_is_told_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
