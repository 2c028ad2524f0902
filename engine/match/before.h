// SPDX-License-Identifier: MIT
// Private to the match stage: facts of a pool as they were before an update. What did not change since is
// taken from them, so that only changed therapists are judged.
#ifndef ATTUNE_MATCH_BEFORE_H
#define ATTUNE_MATCH_BEFORE_H

#include "match/scan.h"
#include "match/scan_columns.h"

typedef struct facts_before {
    const pool_facts *facts; // made with the same rules
    const uint32_t *rows;    // by row: where it stood then, or NAME_MISSING for one that is new
} facts_before;

// As pool_facts_make(); p is asked for the rows that are new alone.
const pool_facts *pool_facts_update(arena *a, const ruleset *r, const pool *p, const facts_before *before,
                                    progress told, diagnostics *d);

// The items of a column's lists by row: of row r from starts[r] to starts[r + 1] - 1. Of an item that a list
// has twice, it may be there once.
typedef struct items_by_row {
    const uint32_t *starts, *items;
} items_by_row;
items_by_row column_items_by_row(arena *a, const scan_columns *all, const scan_column *c);

#endif
