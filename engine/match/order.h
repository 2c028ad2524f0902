// SPDX-License-Identifier: MIT
// Private to the match stage: putting scores in order without recursion or allocation that depends on the
// data.
#ifndef ATTUNE_MATCH_ORDER_H
#define ATTUNE_MATCH_ORDER_H

#include "match/rank.h"

// A total order: <0 where x comes first.
typedef int (*score_order)(const void *user, const pair_score *x, const pair_score *y);

// Sorts items; scratch is as long as items.
void order_sort(pair_score *items, size_t count, pair_score *scratch, score_order order, const void *user);

// Moves the first top items of the order to the front, in no order of their own.
void order_select(pair_score *items, size_t count, size_t top, score_order order, const void *user);

// The first items of the order among all that were offered, in no order of their own.
typedef struct order_best {
    pair_score *items; // room for most of them; the last in the order is the first here once there are most
    size_t count, most;
    score_order order;
    const void *user;
} order_best;

void order_offer(order_best *best, const pair_score *item);

#endif
