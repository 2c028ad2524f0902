// SPDX-License-Identifier: MIT
// The rows of a decision table apart from what its inputs are made of: each input is a column with values of
// its own, taken from the constants that its tests compare it with. Finds what is true of the rows as they
// are written, also where an input is reckoned or found by a function. Private to this stage.
#ifndef ATTUNE_ANALYSIS_TABLE_COLUMNS_H
#define ATTUNE_ANALYSIS_TABLE_COLUMNS_H

#include "analysis/world.h"

typedef struct columns {
    world *world;
    arena *arena;
    const decision_table *table;
    const feel_expression *whole; // of the columns' variables
    const feel_expression **tests;
    uint32_t first;            // slot of the first column
    const feel_value **points; // of each column
    size_t *counts;
    feel_value *values; // at hand
    bool exact;         // the rows depend on nothing but the columns, and their points leave nothing out
    bool constant;      // so do the outputs
    uint64_t total;     // size of the product; UINT64_MAX where that is more
    feel_run run;
} columns;

columns *columns_new(world *w, arena *a, const expression *e);

// Goes through the product. False where it has more than most, or takes more steps of evaluation.
bool columns_walk(columns *c, uint64_t steps, uint64_t most, bool (*visit)(void *user), void *user);

feel_value columns_value(columns *c, const feel_expression *e); // of a test, or whole

// "price = "high", client.fee = 30": columns that are null are left out.
str columns_example(const columns *c, const feel_value *values, arena *a);

#endif
