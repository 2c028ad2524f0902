// SPDX-License-Identifier: MIT
// One example while it runs, and the table of expectations. Private to this folder.
#ifndef ATTUNE_EXAMPLES_RUN_H
#define ATTUNE_EXAMPLES_RUN_H

#include "examples/examples.h"

typedef struct example_run {
    arena *arena;
    const ruleset *rules;
    example_result *result;
    const pool *pool;
    ranking ranking;
    client_explanation client;
    const points_table *points;
    explanation *explanations; // by row
} example_run;

// The expectation elements: what each may say and how it is judged.
typedef struct expectation_kind {
    const char *name;
    const char *attributes; // words
    void (*judge)(example_run *run, const xml_node *n);
} expectation_kind;
extern const expectation_kind expectation_kinds[]; // ends with a NULL name

void expectation_failed(example_run *run, const xml_node *n, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

#endif
