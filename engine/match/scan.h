// SPDX-License-Identifier: MIT
// The scan: a client's plan run over a pool. Facts that depend on a therapist alone are made once per pool,
// what depends on the client alone is folded into the plan; of the rest, conditions are evaluated once for
// all therapists who look the same to them, and looked up for the others.
#ifndef ATTUNE_MATCH_SCAN_H
#define ATTUNE_MATCH_SCAN_H

#include "match/reference.h"

// Facts of a pool: what therapist-only conditions come to, and columns of what others see. Immutable; shared
// by threads. Progress that returns false unwinds with ATTUNE_CANCELLED.
typedef struct pool_facts pool_facts;
const pool_facts *pool_facts_make(arena *a, const ruleset *r, const pool *p, progress told, diagnostics *d);
size_t pool_facts_bytes(const pool_facts *f);

// A client's plan: points, and the outcomes of all client-only expressions. Immutable; shared by threads.
typedef struct client_plan client_plan;
const client_plan *client_plan_make(arena *a, const ruleset *r, const profile *client, feel_date today,
                                    diagnostics *d);
const points_table *client_plan_points(const client_plan *plan);
const profile *client_plan_client(const client_plan *plan);
feel_date client_plan_today(const client_plan *plan);

// The plan made ready for a pool: immutable; shared by threads.
typedef struct scan_program scan_program;
const scan_program *scan_program_make(arena *a, const ruleset *r, const client_plan *plan, const pool *p,
                                      const pool_facts *facts);

// How many conditions of the program are looked up by key, and how many are evaluated for each pair.
typedef struct scan_counts {
    size_t keyed, evaluated;
} scan_counts;
scan_counts scan_program_counts(const scan_program *program);

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
scan_run *scan_run_of(arena *a, const scan_program *program);

// Scores rows from…to-1 into out[0…to-from-1].
void scan_rows(scan_run *run, uint32_t from, uint32_t to, pair_score *out);

// What may be among the first places: those that are not excluded and whose figure, before flags take off
// what they do, is at least this.
typedef enum scan_figure { SCAN_SCORE, SCAN_LOW, SCAN_HIGH } scan_figure;
typedef struct scan_taker {
    scan_figure figure;
    int32_t least; // the figure that is wanted at least; take may raise it
    void (*take)(void *user, const pair_score *score);
    void *user;
} scan_taker;

// Offers of rows from…to-1 those that may be wanted to the taker, in order of rows. Returns how many are not
// excluded.
size_t scan_best(scan_run *run, uint32_t from, uint32_t to, scan_taker *taker);

// From now on, scan_rows() counts gates and flags into *counted (summary.h).
struct ranking_summary;
void scan_count(scan_run *run, struct ranking_summary *counted, arena *a);

// How many evaluations have come to an error since the run was made, each counted for all rows that it stood
// for. Errors of facts and of the plan are not among them: those are reported when these are made.
uint64_t scan_errors(const scan_run *run);

// Where errors are reported while scanning; NULL, the default, for nowhere. With it, every pair is evaluated
// for itself.
void scan_set_diagnostics(scan_run *run, diagnostics *d);

#endif
