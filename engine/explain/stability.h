// SPDX-License-Identifier: MIT
// How far one factor's share of the 100 points would have to move before two neighbours of a ranking swap
// places. Definitions in docs/EXPLAIN.md.
#ifndef ATTUNE_EXPLAIN_STABILITY_H
#define ATTUNE_EXPLAIN_STABILITY_H

#include "explain/report.h"

enum { CLOSE_CALL = 5 * MICRO }; // a swap by so many points or fewer is a close call

struct stability {
    bool swaps;        // some factor's share could make them swap
    bool close;        // by CLOSE_CALL or less
    uint32_t factor;   // the one that has to move least: into the explanations' factors
    int64_t share, at; // of the 100 points, micro-points: now, and the nearest at which they have swapped
};

// What makes below pass above in the order; the shares of the other factors keep their proportions.
stability stability_of_pair(const ruleset *r, const explanation *above, const explanation *below,
                            rank_order order);

// Fills next of all explanations of a ranking but the last.
void stability_fill(arena *a, const ruleset *r, rank_order order, explanation *items, size_t count);

#endif
