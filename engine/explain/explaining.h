// SPDX-License-Identifier: MIT
// Private to the explain stage: what its files share while one row is explained.
#ifndef ATTUNE_EXPLAIN_EXPLAINING_H
#define ATTUNE_EXPLAIN_EXPLAINING_H

#include "explain/explanation.h"

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
} explaining;

// quotes.c: what a condition's signals matched, best first; and the value of {evidence}.
const quote *explain_quotes(const explaining *x, const expression *condition, size_t *count);
str explain_evidence(const quote *quotes, size_t count);

// missing.c
const missing_item *explain_missing(const explaining *x, const expression *condition, size_t *count);
const missing_item *explain_client_missing(arena *out, arena *scratch, const ruleset *r, environment *e,
                                           const points_table *points, size_t *count);

// titles.c: a title message, or else the name with blanks for underscores.
str explain_title(environment *e, const message *title, str name, str evidence, arena *out);
str explain_plain_name(str name, arena *out);
str explain_field_label(const field *f, arena *out); // missing.c: its label, or else its plain name
const factor_explanation *explain_factors(environment *e, const ruleset *r, const points_table *points,
                                          const evaluation *v, arena *out);
const advice_explanation *explain_advice(environment *e, const ruleset *r, const truth *holds,
                                         bool per_client, arena *out, size_t *count);

// weigh.c: the score were the sum of contributions another, or were a flag to hold or not.
int64_t explain_score_with_sum(const explaining *x, int64_t sum);
int64_t explain_score_with_flag(const explaining *x, size_t flag_index, bool holds);
void explain_questions(const explaining *x, explanation *out);
void explain_losses(const explaining *x, explanation *out);
str explain_weakest(const explanation *out);

// answers.c
void explain_answers(const explaining *x, explanation *out);

#endif
