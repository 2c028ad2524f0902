// SPDX-License-Identifier: MIT
// Effective points: how the 100 points are shared among the criteria that apply to a client (design §5.2).
#ifndef ATTUNE_MATCH_POINTS_H
#define ATTUNE_MATCH_POINTS_H

#include "ruleset/ruleset.h"

// What a condition came to.
typedef enum truth { TRUTH_FALSE, TRUTH_TRUE, TRUTH_UNKNOWN } truth;

typedef struct points_table {
    bool *applies;          // by criterion
    truth *adjusts;         // by adjust: whether its condition holds
    decimal *weights;       // by factor, after the adjusts
    int64_t *factor_points; // by factor, micro-points: the sum of its criteria's
    int64_t *
        criterion_points; // by criterion, micro-points; add up to exactly 100 points, or 0 where none applies
} points_table;

// Shares total micro-points over count shares in proportion to weights (≥ 0), by largest remainder; ties go
// to the lower index. All zero where all weights are. (Hamilton's method.)
void share_points(arena *a, int64_t total, const decimal *weights, size_t count, int64_t *out);

// Works out the table from what applies and which adjusts hold (inputs filled by the caller in *table, the
// rest is filled here). A factor none of whose criteria applies (or has points) gets nothing.
void points_share(arena *a, const ruleset *r, points_table *table);

// What a criterion's value (0…1) is worth of its micro-points (0…10^9), as an integer, ties to even: exact
// before the rounding.
int64_t points_scale(decimal value, int64_t micro);

#endif
