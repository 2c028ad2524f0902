// SPDX-License-Identifier: MIT
// A report: a ranking with its explanations and how it was computed; what renderers are given.
#ifndef ATTUNE_EXPLAIN_REPORT_H
#define ATTUNE_EXPLAIN_REPORT_H

#include "explain/explanation.h"

typedef struct report {
    const ruleset *ruleset;
    const pool *pool;
    str client_id;
    feel_date today;
    rank_order order;
    client_explanation client;
    const explanation *items;
    size_t count; // the places shown
    const explanation *excluded;
    size_t excluded_count; // those shown; all are counted in excluded_total
    size_t ranked_total, excluded_total, skipped;
    const ranking_summary *summary;          // of a ranking; else NULL
    bool single;                             // one therapist whole (attune explain) and not a ranking
    bool redacted;                           // without quotes and what the client said (render/redact.h)
    const client_plan *plan;                 // what pairs are explained with: see explain_decided()
    const pool_facts *facts;                 // the pool's, or NULL
    const struct target_explanation *target; // of a single one, where it was asked for (explain/target.h)
} report;

#endif
