// SPDX-License-Identifier: MIT
// Ranking: the whole pool's scores in order.
#ifndef ATTUNE_MATCH_RANK_H
#define ATTUNE_MATCH_RANK_H

#include "match/summary.h"

typedef enum rank_order { ORDER_SCORE, ORDER_CAUTIOUS, ORDER_HOPEFUL } rank_order;

const char *rank_order_name(rank_order order); // "score", "cautious", "hopeful"

typedef struct rank_options {
    rank_order order;
    unsigned threads;         // 0: as many as the machine has
    size_t top;               // places wanted in order, 0 for all; the rest is only counted
    bool places_only;         // with top, and without a summary: nothing is kept but the places and how many
                              // are ranked and excluded, which takes a fraction of the time and memory
    size_t excluded_most;     // so many of the excluded are listed, 0 for all
    progress progress;        // called by the calling thread only
    diagnostics *diagnostics; // told of evaluations that came to an error, in order of rows, until it is
                              // full; may be NULL
    ranking_summary *summary; // what the whole pool comes to is added to it; NULL where it is not wanted
} rank_options;

typedef struct ranking {
    const pair_score *items; // the first count places, in order (design §5.6); behind them, up to ranked, the
                             // rest of those ranked, in no order
    size_t count;
    size_t ranked;              // not excluded, in all
    const pair_score *excluded; // by id, as many as were wanted; NULL where only places were
    size_t excluded_listed;
    size_t excluded_count; // in all
} ranking;

// Total order of two scores: <0 where x comes first.
int rank_compare(const pool *p, rank_order order, const pair_score *x, const pair_score *y);

// Scans with threads and sorts; the arena's allocator must bear use by several threads where threads is
// not 1. Results are the same for every number of threads. The status is that of a limit, cancelling or
// memory; ATTUNE_EMPTY where the pool is empty or all are excluded (the ranking is filled all the same).
attune_status rank_pool(arena *a, const ruleset *r, const client_plan *plan, const pool *p,
                        const pool_facts *facts, const rank_options *options, ranking *out);

#endif
