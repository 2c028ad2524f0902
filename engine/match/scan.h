// SPDX-License-Identifier: MIT
// The scan: a client's plan run over a pool. Facts that depend on a therapist alone are made once per pool,
// what depends on the client alone is folded into the plan, the rest is evaluated for each pair.
#ifndef ATTUNE_MATCH_SCAN_H
#define ATTUNE_MATCH_SCAN_H

#include "match/reference.h"

// Facts of a pool: columns of therapist-only lets and conditions. Immutable; shared by threads.
typedef struct pool_facts pool_facts;
const pool_facts *pool_facts_make(arena *a, const ruleset *r, const pool *p, diagnostics *d);

// A client's plan: points, and the outcomes of all client-only expressions. Immutable; shared by threads.
typedef struct client_plan client_plan;
const client_plan *client_plan_make(arena *a, const ruleset *r, const profile *client, feel_date today,
                                    diagnostics *d);
const points_table *client_plan_points(const client_plan *plan);
const profile *client_plan_client(const client_plan *plan);
feel_date client_plan_today(const client_plan *plan);

// Of an excluded pair score, low, high and coverage are 0: nobody ranks by them, so nobody need compute them.
typedef struct pair_score {
    uint32_t row;
    bool excluded;
    int32_t score, low, high, coverage; // micro-points, 0…10^8
} pair_score;

// What an evaluation of the reference amounts to as a pair's score.
pair_score pair_score_of(const evaluation *v, uint32_t row);

// One thread's scratch.
typedef struct scan_run scan_run;
scan_run *scan_run_new(arena *a, const ruleset *r, const client_plan *plan, const pool *p,
                       const pool_facts *facts);

// Scores rows from…to-1 into out[0…to-from-1].
void scan_rows(scan_run *run, uint32_t from, uint32_t to, pair_score *out);

// How many evaluations have come to an error since the run was made. Errors of facts and of the plan are not
// among them: those are reported when these are made.
uint64_t scan_errors(const scan_run *run);

// Where errors are reported while scanning; NULL, the default, for nowhere.
void scan_set_diagnostics(scan_run *run, diagnostics *d);

#endif
