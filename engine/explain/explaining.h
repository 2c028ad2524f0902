// SPDX-License-Identifier: MIT
// Private to the explain stage: what its files share while one row is explained.
#ifndef ATTUNE_EXPLAIN_EXPLAINING_H
#define ATTUNE_EXPLAIN_EXPLAINING_H

#include "explain/explanation.h"

// What missing fields and signals are called, by index; made when first asked for.
typedef struct missing_names {
    arena *arena;
    missing_item *client, *therapist, *signals;
} missing_names;

typedef struct explaining {
    arena *out;     // of the explanation
    arena *scratch; // of evaluations
    const ruleset *rules;
    const points_table *points;
    const pool *pool;
    uint32_t row;
    environment *environment; // stands at the row
    const evaluation *evaluation;
    bool *holds;          // by flag: it takes part in the score
    bool *fields_missing; // by therapist field: an unknown outcome asked for it
    missing_names *names;
    const factor_explanation *factors; // as the client alone has them
    struct explained_parts *parts;     // of conditions: explain/deciding.h
    explain_say *say;                  // NULL: English
    const void *say_to;
} explaining;

// explain.c: evaluates a row; what the parts below are worked out from. *v must live as long.
explaining *explain_start(explain_run *run, arena *a, uint32_t row, evaluation *v);

// quotes.c: what a condition's signals matched, best first; and the value of {evidence}.
const quote *explain_quotes(const explaining *x, const expression *condition, size_t *count);
str explain_evidence(const quote *quotes, size_t count);

// missing.c
const missing_item *explain_missing(const explaining *x, const expression *condition, size_t *count);
missing_item explain_missing_field(const explaining *x, uint32_t index); // of the therapist
const missing_item *explain_client_missing(arena *out, arena *scratch, const ruleset *r, environment *e,
                                           const points_table *points, size_t *count);

// roots.c: puts losses that others likely follow from ahead of these; they are sorted.
void explain_roots(const explaining *x, const explanation *of, loss *losses, size_t count);

// because.c: of the gates, criteria and flags of out, which get copies of their own.
void explain_because(const explaining *x, bool without_client, explanation *out);
struct explained_parts *explain_parts_new(arena *a, const ruleset *r); // because_parts.c

// titles.c: a title message, or else the name with blanks for underscores.
str explain_title(environment *e, const message *title, str name, str evidence, arena *out);
str explain_plain_name(str name, arena *out);
str explain_field_label(const field *f, arena *out); // missing.c: its label, or else its plain name
const factor_explanation *explain_factors(environment *e, const ruleset *r, const points_table *points,
                                          arena *out);
const advice_explanation *explain_advice(environment *e, const ruleset *r, const truth *holds,
                                         bool per_client, arena *out, size_t *count);

// weigh.c: the score were the sum of contributions another, or were a flag to hold or not.
int64_t explain_score_with_sum(const explaining *x, int64_t sum);
int64_t explain_score_with_flag(const explaining *x, size_t flag_index, bool holds);
void explain_questions(const explaining *x, explanation *out);
void explain_losses(const explaining *x, explanation *out);
str explain_weakest(const explanation *out);

// answers.c: the values that a field with few of them may have (0 of other fields), as declared.
size_t explain_value_count(const field *f);
feel_value explain_value(const field *f, size_t index, str *label);
void explain_answers(const explaining *x, explanation *out);

#endif
