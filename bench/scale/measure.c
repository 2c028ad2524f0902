// SPDX-License-Identifier: MIT
// Runs a command and prints how long it took and the most memory that it held, as a row of the scale
// benchmark:
//   bench_measure RUNS OUTPUT WORK ENGINE THERAPISTS NOTE COMMAND…
// RUNS: how often at most; no further run is begun after three seconds, and the shortest counts. What it
// prints goes to the file OUTPUT. A command that fails makes this one fail.
#include "bench.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

// Seconds; less than 0 where it failed.
static double run(const char *output, char **command)
{
    double start = now();
    pid_t child = fork();
    if (child == 0) {
        int file = open(output, O_WRONLY | O_CREAT | O_TRUNC, 0666);
        if (file >= 0 && dup2(file, STDOUT_FILENO) >= 0)
            execvp(command[0], command);
        perror(file < 0 ? output : command[0]);
        _exit(127);
    }
    int status;
    if (child < 0 || waitpid(child, &status, 0) != child || !WIFEXITED(status) || WEXITSTATUS(status) != 0)
        return -1;
    return now() - start;
}

int main(int count, char **arguments)
{
    long most = count >= 8 ? strtol(arguments[1], NULL, 10) : 0;
    if (most < 1) {
        fprintf(stderr, "usage: bench_measure RUNS OUTPUT WORK ENGINE THERAPISTS NOTE COMMAND...\n");
        return 2;
    }
    double best = 0, total = 0;
    for (long runs = 0; runs < most && total < 3; runs++) {
        double took = run(arguments[2], arguments + 7);
        if (took < 0)
            return 1;
        total += took;
        if (runs == 0 || took < best)
            best = took;
    }
    struct rusage usage;
    getrusage(RUSAGE_CHILDREN, &usage);
    printf("%s\t%s\t%s\t%.3f\t%.0f\t%s\n", arguments[3], arguments[4], arguments[5], best * 1e3,
           (double)usage.ru_maxrss / 1024, arguments[6]);
    return 0;
}
