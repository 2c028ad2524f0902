// SPDX-License-Identifier: MIT
// The scale benchmark's own parts: what the other engines are given, and what Attune's measurements share.
#ifndef ATTUNE_BENCH_SCALE_H
#define ATTUNE_BENCH_SCALE_H

#include "api/handles.h"

#include <stdio.h>

// Writes for the other engines what they need to know of a client, with the effective points of each
// criterion (full, and where it is unknown) worked out: FOLDER/ID.json, FOLDER/ID.sql (parameters of the
// sqlite3 shell) and FOLDER/ID.fct (facts of CLIPS).
void write_parameters(arena *a, const char *folder, const ruleset *rules, const client_plan *plan);

// Writes the answers that they must come to, as FOLDER/ID.attune: a line "id score" in micro-points for each
// of the first ten, then "all COUNT SUM" over everybody who is ranked.
void write_answers(arena *a, const char *folder, const pool *pool, const client_plan *plan,
                   const ranking *all);

// FOLDER/ID.SUFFIX; ends the program where it can't be written.
FILE *open_answer(arena *a, const char *folder, const client_plan *plan, const char *suffix);
void close_answer(FILE *file);

// A scan written by hand over packed bits, to compare with: see yardstick.c.
typedef struct yardstick yardstick;
yardstick *yardstick_new(arena *a, size_t rows);
int32_t yardstick_run(const yardstick *y); // the tenth best score

#endif
