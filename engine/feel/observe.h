// SPDX-License-Identifier: MIT
// What an evaluation can see of what it reads: whoever knows the answers to all that is listed here knows
// what the expression comes to, without knowing the values. Reads expressions, never evaluates them.
#ifndef ATTUNE_FEEL_OBSERVE_H
#define ATTUNE_FEEL_OBSERVE_H

#include "feel/feel.h"

typedef enum feel_sight {
    FEEL_SEES_NULL,    // whether it is null
    FEEL_SEES_COUNT,   // whether it is null, and how many items the list has
    FEEL_SEES_MEMBERS, // whether it is null, and which of some items the list has
    FEEL_SEES_EQUAL,   // whether it is null, and whether it is equal to some values
    FEEL_SEES_ORDER,   // whether it is null, and how it compares with some values: less, equal, more
    FEEL_SEES_ALL
} feel_sight;

typedef struct feel_observation {
    feel_read read;
    feel_sight sight;
    // MEMBERS, EQUAL and ORDER: the items or values, made of what is fixed alone: what it comes to; of a list
    // each of its items, of a range its two ends.
    const feel_expression *with;
    bool each; // a loop goes through with: a range stands for all that is between its ends
} feel_observation;

// fixed: whether the host holds what is read fixed; of that nothing is listed. An observation may be listed
// more than once. False, and nothing listed, where the expression cannot be followed.
bool feel_observe(arena *a, const feel_expression *e, bool (*fixed)(void *user, const feel_read *read),
                  void *user, const feel_observation **found, size_t *count);

#endif
