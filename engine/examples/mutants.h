// SPDX-License-Identifier: MIT
// What mutation is made of. Private to this folder.
#ifndef ATTUNE_EXAMPLES_MUTANTS_H
#define ATTUNE_EXAMPLES_MUTANTS_H

#include "examples/mutation.h"
#include "examples/run.h"

typedef struct mutant_list {
    arena *arena;
    const ruleset *rules; // as it is
    const limits *limits;
    VEC(mutant) items;
    str rule;      // at hand
    bool in_texts; // likewise
} mutant_list;

// mutants.c: all changes to the rule set's own file.
void mutants_make(mutant_list *m, const xml_node *root);

// Adds one that replaces the raw bytes at edit; where: what to show. hint: what would notice it, where no
// example comes near.
mutant *mutants_add(mutant_list *m, place edit, str replacement, str change, const char *hint);

// mutate_expression.c: the changes to an expression that an attribute holds.
void mutants_of_expression(mutant_list *m, const xml_attribute *a);
void mutants_of_content(mutant_list *m, const xml_node *n); // the same of an element's text

// differences.c: the first thing in which a mutant's run of an example differs from the rule set's own, as an
// expectation that would notice it; empty where there is none.
str runs_differ(arena *a, const example_run *own, const example_run *mutated);

#endif
