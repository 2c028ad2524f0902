// SPDX-License-Identifier: MIT
// What the parts of the analysis share. Private to this stage.
#ifndef ATTUNE_ANALYSIS_FINDING_H
#define ATTUNE_ANALYSIS_FINDING_H

#include "analysis/analysis.h"
#include "analysis/study.h"

typedef struct analysis {
    arena *arena;  // for what lasts as long as the analysis, and for findings
    arena scratch; // of one condition; the part that uses it resets it
    const ruleset *rules;
    const analysis_options *options;
    diagnostics *out;
    world *world;
    uint64_t steps; // of evaluation for one condition
    uint64_t most;  // evaluations of one condition
} analysis;

typedef enum rule_kind {
    RULE_GATE,
    RULE_GATE_APPLIES,
    RULE_CRITERION,
    RULE_CRITERION_APPLIES,
    RULE_FLAG,
    RULE_ADVICE,
    RULE_ADJUST
} rule_kind;

// A condition or value of a rule.
typedef struct subject {
    rule_kind kind;
    uint32_t index; // of the gate, criterion, …
    str id;
    const expression *x;
    bool is_share;  // a criterion's value
    outcomes found; // conditions.c; its values live in the analysis' arena or are NULL
    uint64_t key;   // alike for subjects that are proven to come to the same everywhere; 0: not known
    uint64_t reads; // alike for subjects that read the same
    uint32_t
        only; // the one input that it reads, where that is compared with constants alone; else NAME_MISSING
    bool limited;  // it has an "applies" beside it; what was found is so where that is true
    bool reported; // that it always or never holds
} subject;

typedef struct subject_list {
    VEC(subject) all;
    uint32_t first[RULE_ADJUST + 1]; // by kind: its first; they stand together, in the order of their indexes
} subject_list;

// Each looks for one kind of thing.
void find_conditions(analysis *k, subject_list *subjects); // fills found, key and reported
void find_repeats(analysis *k, const subject_list *subjects);
void find_parts(analysis *k, const subject_list *subjects);
void find_messages(analysis *k, const subject_list *subjects);
void find_siblings(analysis *k, const subject_list *subjects);
void find_gates(analysis *k, const subject_list *subjects);
void find_flags(analysis *k, const subject_list *subjects);
void find_weights(analysis *k, const subject_list *subjects);
void find_units(analysis *k, const subject_list *subjects);
void find_tables(analysis *k);
void find_patterns(analysis *k);
void find_unused(analysis *k);
void find_languages(analysis *k);
void find_missing(analysis *k, const subject_list *subjects);

subject *subject_of(const subject_list *list, rule_kind kind, uint32_t index); // NULL: no such expression

bool is_in_main_file(const analysis *k, place where); // not in what is included or extended
// Of bytes of decoded text that stands at where, past entities; and of an expression's text.
place place_of_part(place where, size_t offset, size_t length);
place expression_part(const expression *x, size_t offset, size_t length);
void help_other(analysis *k, diagnostic *item, const char *what,
                place where); // "what is at FILE:LINE:COLUMN"

// "client.age is known", "client.age and client.fee are known": what the condition reads, at most three by
// name.
str names_read(analysis *k, const study *s);

#endif
