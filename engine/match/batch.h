// SPDX-License-Identifier: MIT
// A batch: one pool ranked for many clients, each on a thread of its own, the results in the clients' order.
#ifndef ATTUNE_MATCH_BATCH_H
#define ATTUNE_MATCH_BATCH_H

#include "match/rank.h"

typedef struct batch batch;

typedef struct batch_options {
    rank_order order;
    size_t top; // places wanted, at least 1
    feel_date today;
    unsigned threads; // 0: as many as the machine has
    size_t problems;  // diagnostics kept of each client
    bool show_data;   // of clients, in diagnostics
} batch_options;

// What came of one client. All lives until the taker returns.
typedef struct batch_result {
    uint64_t number;
    str client_id;               // empty where it is not known
    bool good;                   // the profile could be read; else nothing below is filled
    ranking found;               // the places wanted; of the excluded, the count
    const diagnostics *problems; // evaluations that came to an error; a bad profile's errors
} batch_result;

typedef void batch_taker(void *user, const batch_result *result);

// Everything lives in a, whose allocator must bear use by several threads where threads is not 1.
batch *batch_new(arena *a, const ruleset *r, const pool *p, const pool_facts *facts,
                 const batch_options *options, batch_taker *take, void *user);

// Ranks for the next client, soon: the profile is copied. client NULL: a bad profile, of which id (may be
// empty) and problems are passed through, so that it is taken in its order.
void batch_add(batch *b, uint64_t number, const profile *client, const diagnostics *problems);

// Takes what is left. Unwinds with the status of a ranking that failed (a limit, memory).
void batch_drain(batch *b);

#endif
