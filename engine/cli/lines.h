// SPDX-License-Identifier: MIT
// Output that grows line by line, and the end of what an earlier run left: for work that is long enough to be
// interrupted.
#ifndef ATTUNE_CLI_LINES_H
#define ATTUNE_CLI_LINES_H

#include "cli/cli.h"

// The last whole line of a file, and where the next one belongs.
typedef struct last_line {
    str text;     // without its end
    uint64_t end; // bytes up to and with the end of that line; 0 where there is none
    bool torn;    // something stands behind it: a line that was being written
    str rest;     // that; only where there is no whole line
} last_line;

// Whether two names lead to the same file. Pipes and devices never do.
bool lines_same_file(const char *x, const char *y);

// False after a message: the file could not be read, or its last line is longer than a line can be.
bool lines_read_last(cli *c, const char *path, last_line *out);

typedef struct line_output {
    int descriptor;
    const char *path; // for messages
} line_output;

// Standard output for NULL and "-"; else the file, cut to keep bytes first. False after a message.
bool lines_open(const char *path, uint64_t keep, line_output *out);
// Writes whole lines; a signal waits meanwhile, so that none is torn. False after a message.
bool lines_write(line_output *o, str lines);
bool lines_close(line_output *o);

#endif
