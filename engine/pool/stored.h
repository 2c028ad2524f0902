// SPDX-License-Identifier: MIT
// Stored pools: writing a pool into a store, and a pool whose rows are fetched from one when they are looked
// at.
#ifndef ATTUNE_POOL_STORED_H
#define ATTUNE_POOL_STORED_H

#include "pool/pool.h"
#include "pool/store.h"

// Writing: rows with what was found in their texts; and the ids of all, which must be those of the rows.
void pool_store_row(const pool *p, uint32_t row, store *s, uint32_t stored_at, arena *work);
void pool_store_rows(const pool *p, store *s);
typedef str row_namer(const void *user, uint32_t row);
void store_put_ids(store *s, uint32_t rows, row_namer *id, const void *user, arena *work);

// A pool of the rows of a store, which must live as long, like r; with parts, of that part of the rows, which
// stand together in whole chunks. Only ids are read; pool_fetch() gets the rest. NULL after a diagnostic.
pool *pool_on_store(arena *a, const ruleset *r, store *file, const char *path, const pool_options *options,
                    diagnostics *d);
uint32_t pool_stored_first(const pool *p); // of a pool on a store: where its rows begin there

typedef struct stored_rows stored_rows; // of a pool that stands on a store

typedef struct fetched_row {
    profile profile;
    text_result found;
} fetched_row;

// What was fetched of a row; NULL where it was not.
const fetched_row *stored_fetched(const stored_rows *s, uint32_t row);

str stored_id(const stored_rows *s, uint32_t row);
uint32_t stored_find(const stored_rows *s, str id);
void stored_fetch(const stored_rows *s, uint32_t row, guard *g);
str stored_text(const stored_rows *s, uint32_t row, uint32_t field, arena *a); // in a, or in the pool

// A row as it was written, in a; work is scratch. False where its bytes are of other rules or damaged. found
// may be NULL: what was found is not wanted.
bool stored_decode(arena *a, arena *work, const ruleset *r, const stored_row *row, profile *t,
                   text_result *found);

#endif
