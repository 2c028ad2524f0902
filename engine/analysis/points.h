// SPDX-License-Identifier: MIT
// Representative values. Private to this stage.
#ifndef ATTUNE_ANALYSIS_POINTS_H
#define ATTUNE_ANALYSIS_POINTS_H

#include "analysis/world.h"

// Inputs that are compared with each other, and with what.
typedef struct point_class {
    const uint32_t *scalars; // inputs that are one value; NULL where they are none of the inputs
    size_t scalar_count;
    const uint32_t *lists; // inputs that are lists of such values
    size_t list_count;
    const feel_value *constants; // in any order, also repeated
    size_t constant_count;
    bool ordered; // by < and the like, not by equality alone
} point_class;

typedef struct point_list {
    const feel_value *items; // null first, where it can be null
    size_t count;
    bool exact; // with those of the other inputs of the class, no case is left out
} point_list;

// Those of one input of the class.
point_list points_of(const world *w, arena *a, const point_class *c, uint32_t input);

// Of a list of which only the number of items matters.
point_list points_of_count(const world *w, arena *a, uint32_t input, const feel_value *constants,
                           size_t count);

// Of a record, and of what else has no order and no equality: some values, never exact.
point_list points_of_record(const world *w, arena *a, uint32_t input, const feel_value *hints, size_t count);

// Whether one day comes right after the other; and a number between two.
bool points_are_neighbours(feel_value low, feel_value high);
decimal points_middle(decimal low, decimal high);

#endif
