// SPDX-License-Identifier: MIT
// Mutation: changes a rule set in one place at a time and looks whether some example notices. What no example
// notices is not tested.
#ifndef ATTUNE_EXAMPLES_MUTATION_H
#define ATTUNE_EXAMPLES_MUTATION_H

#include "examples/examples.h"

typedef enum mutant_state {
    MUTANT_NOTICED,    // some expectation fails
    MUTANT_SURVIVED,   // none does
    MUTANT_EQUIVALENT, // none could: the change cannot change any result
    MUTANT_INVALID     // the rule set does not load with it
} mutant_state;

typedef struct mutant {
    place where; // what is changed, in the rule set's own file
    str rule;    // "criterion works_on_goals"
    str change;  // "\"<=\" became \"<\""
    place edit;
    str replacement; // raw
    bool in_texts;   // it concerns signals, triggers or boundaries
    mutant_state state;
    str hint;    // of one that survived: what would notice it
    str example; // of one that survived: where it shows; empty where it shows nowhere
} mutant;

typedef struct mutation_options {
    unsigned threads; // 0: one for each processor
    size_t sample;    // 0: all; else so many of them, always the same
    progress progress;
} mutation_options;

typedef struct mutation_report {
    const mutant *items; // those that were tried, from top to bottom
    size_t count;
    size_t made; // before a sample was taken
    size_t noticed, survived, equivalent, invalid;
} mutation_report;

// r: the rule set as it is, for which all examples hold. Results live in a.
attune_status mutation_run(arena *a, const examples *x, const ruleset *r, str rules_dir, const limits *l,
                           const mutation_options *options, mutation_report *out);

// Noticed of those that could be noticed, in hundredths of a percent, rounded down; 10000 where there are
// none.
unsigned mutation_score(const mutation_report *m);

#endif
