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

// How an attribute of an expectation is used: left out at will, required, one of those marked so, or at least
// one of those.
typedef enum attribute_use { OPTIONAL, REQUIRED, ONE_OF, SOME_OF, ATTRIBUTE_USES } attribute_use;

typedef enum attribute_holds {
    HOLDS_TEXT,
    HOLDS_NUMBER,
    HOLDS_WORD, // one of the words
    HOLDS_THERAPIST,
    HOLDS_GATE,
    HOLDS_CRITERION,
    HOLDS_FLAG,
    HOLDS_ADVICE,
    HOLDS_FACTOR,
    HOLDS_ADJUST
} attribute_holds;

typedef struct expectation_attribute {
    const char *name;
    attribute_use use;
    attribute_holds holds;
    const char *words;     // of HOLDS_WORD
    const char *only_with; // another attribute, or NULL
} expectation_attribute;

// The expectation elements: what each may say and how it is judged.
typedef struct expectation_kind {
    const char *name;
    void (*judge)(example_run *run, const xml_node *n);
    bool holds_ids;                          // as its text
    const expectation_attribute *attributes; // ended by one without a name
} expectation_kind;
extern const expectation_kind expectation_kinds[]; // ends with a NULL name

void expectation_failed(example_run *run, const xml_node *n, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

// Judges one expectation: what it names must be there, then what it says must hold.
void judge_expectation(example_run *run, const expectation_kind *k, const xml_node *n);

// structure.c: whether a file's structure is right; reported where not. What follows relies on it.
bool check_example_structure(const xml_node *root, diagnostics *d);
const expectation_kind *find_expectation(str name);         // NULL where there is none
bool example_is_profile(const xml_node *n);                 // <client> or <therapist>
str example_attribute(const xml_node *n, const char *name); // empty where there is none

#endif
