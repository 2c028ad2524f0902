// SPDX-License-Identifier: MIT
// A stored pool's file: profiles by row, what was found in their texts, and named parts of bytes that later
// stages keep beside them. The only user of SQLite. Knows nothing of what profiles and parts mean.
//
// Readers see the file as it was when they opened it, whatever is written meanwhile. What is written becomes
// visible as a whole with store_commit(), and is then safe from a kill or a loss of power; before that it is
// as if it had never been written.
#ifndef ATTUNE_POOL_STORE_H
#define ATTUNE_POOL_STORE_H

#include "base/diagnostics.h"

typedef struct store store;

// Whether a file is a stored pool, by its first bytes.
bool store_is_one(const char *path);

typedef enum store_mode {
    STORE_READ,
    STORE_CHANGE, // one at a time; waits for another some seconds
    STORE_CREATE  // a new file, which nobody else looks at yet: made without a journal, safe once committed
} store_mode;

// NULL after a diagnostic (file-missing, stored-pool). Closed with a. One thread at a time uses a store.
store *store_open(arena *a, const char *path, store_mode mode, diagnostics *d);

// Before another file takes the place of the one at path, or of none: what SQLite keeps beside a store would
// be taken for the other's. Clears it away; false after a diagnostic (stored-pool) where somebody has it
// open.
bool store_make_way(arena *a, const char *path, diagnostics *d);

// All below unwind with ATTUNE_SYSTEM where the file cannot be read or written, or its bytes are not those
// that were written: to a's guard, or to the one that was set, which is given back. The diagnostics are told
// why, where there are any.
guard *store_set_guard(store *s, guard *g);
void store_set_diagnostics(store *s, diagnostics *d); // NULL: nobody is told; at first those of store_open()
void store_set_name(store *s, const char *name);      // in diagnostics; NULL: the path. It must stay
void store_commit(store *s);

// Named texts: what the pool was made with. NULL data where there is none.
void store_put_note(store *s, const char *name, str text);
str store_note(store *s, const char *name, arena *a);

typedef struct stored_row {
    str id;
    str profile; // a document
    str found;   // in its texts
} stored_row;

// Rows are numbered from 0 without gaps.
void store_put_row(store *s, uint32_t row, const stored_row *r); // also over what is there
bool store_row(store *s, uint32_t row, arena *a, stored_row *out);
uint32_t store_find(store *s, str id); // row, or NAME_MISSING
void store_remove_row(store *s, uint32_t row);
void store_move_row(store *s, uint32_t from, uint32_t to, arena *work); // over what is there
uint32_t store_row_count(store *s);

// Calls each with all rows in order; false from it ends the walk.
void store_each_row(store *s, bool (*each)(void *user, uint32_t row, const stored_row *r), void *user);

// Parts of bytes under a name, in pieces numbered from 0. Writing what is there already writes nothing, and
// gives false.
bool store_put_part(store *s, const char *name, uint32_t piece, str bytes);
str store_part(store *s, const char *name, uint32_t piece, arena *a); // NULL data where it is not there
void store_cut_parts(store *s, const char *name, uint32_t from);      // drops the pieces from there on

// Calls each with the pieces from … to - 1 in order, whose bytes last until it returns. False where one is
// missing, or each gave false.
bool store_each_part(store *s, const char *name, uint32_t from, uint32_t to,
                     bool (*each)(void *user, uint32_t piece, str bytes), void *user);

uint64_t store_part_bytes(store *s, const char *name, uint32_t from, uint32_t to); // of pieces from … to - 1
uint64_t store_bytes(store *s);                                                    // of the file

#endif
