// SPDX-License-Identifier: MIT
// The line that tells how far long work is: when it is due, and what it says. Draws nothing itself.
#ifndef ATTUNE_CLI_PROGRESS_H
#define ATTUNE_CLI_PROGRESS_H

#include <stdbool.h>
#include <stdint.h>

enum { PROGRESS_LINE = 192 };

typedef struct progress_line {
    char what[24]; // the work at hand; empty before the first
    double started, drawn;
    uint64_t first, done; // of it, at its first and last report
    bool visible;         // a line stands on the terminal
} progress_line;

// A report of work at a time in seconds (any clock that never goes back). True where a line is due, which is
// put into line, at most columns long: for work that takes a second or more by the look of it, and ten times
// a second at most.
bool progress_due(progress_line *p, double now, const char *what, uint64_t done, uint64_t total,
                  unsigned columns, char line[PROGRESS_LINE]);

#endif
