// SPDX-License-Identifier: MIT
// Facts of a pool in its store: one part says what they are made of ("facts"), another holds them chunk by
// chunk
// ("chunks"), so that a part of the rows can be read alone, and an update writes the chunks that changed.
// Numbers stand in the byte order of the machine.
#ifndef ATTUNE_MATCH_FACTS_STORE_H
#define ATTUNE_MATCH_FACTS_STORE_H

#include "match/facts.h"
#include "pool/store.h"

// Gives the number of chunks that were written; those that are there as they are need not be.
size_t facts_store(arena *work, const ruleset *r, const pool_facts *f, store *s);

// Facts of rows rows of a pool on a store, which begin there at row first_row, the first of a chunk. r must
// be the rule set that they were made with. NULL after a diagnostic (stored-pool) where what is there cannot
// be.
const pool_facts *facts_restore(arena *a, const ruleset *r, store *s, uint32_t first_row, size_t rows,
                                const char *path, diagnostics *d);

#endif
