// SPDX-License-Identifier: MIT
// Where a score would stand among those of a ranking, were it one therapist's: exact, and cheap to ask for
// often.
#ifndef ATTUNE_MATCH_PLACES_H
#define ATTUNE_MATCH_PLACES_H

#include "match/rank.h"

typedef struct places places;

// scores: of all that are ranked, in any order (ranking.items, to ranking.ranked). They must outlive it, and
// so must the pool.
const places *places_make(arena *a, const pool *p, rank_order order, const pair_score *scores, size_t count);

// The place, from 1, that the therapist who now has the score now would take with the score then, while all
// others stand. Neither of the two is excluded; now is one of the scores.
size_t places_of(const places *p, const pair_score *now, const pair_score *then);

#endif
