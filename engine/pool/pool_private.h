// SPDX-License-Identifier: MIT
// What a pool is made of. Private to pool/; columns.h explains chunks.
#ifndef ATTUNE_POOL_POOL_PRIVATE_H
#define ATTUNE_POOL_POOL_PRIVATE_H

#include "pool/columns.h"
#include "pool/pool.h"
#include "pool/searching.h"

// What the signals found in the texts of a chunk's rows, and where the rows came from.
typedef struct evidence_chunk {
    uint8_t *states;        // a signal_state each: of signal s and row r at s * capacity + r
    uint32_t *match_starts; // as starts of a list column
    const text_match *matches;
    uint64_t *offsets; // of the row's id in its source, for "the first one is at …"
} evidence_chunk;

// Rows from first_row on were read from source (NULL: not from a file that is still there).
typedef struct source_run {
    const source *source;
    uint32_t first_row;
} source_run;

// A search that was given up, to be reported when all rows before it are done.
typedef struct given_up {
    uint32_t row;
    place profile;
    text_limit limit;
} given_up;

struct pool {
    struct stored_rows *stored; // NULL: all is in memory, in what follows
    arena *arena;
    const ruleset *rules;
    column *columns; // one for each field of the therapist
    VEC(evidence_chunk *) evidence;
    gathering open_matches; // of the open chunk
    heap strings;
    size_t count;
    size_t skipped;
    uint64_t dealt;   // profiles met, of all parts
    size_t open_rows; // room of the open chunk
    bool finished;
    uint32_t *id_slots; // open addressing by the id's hash: a row's number + 1, or 0
    size_t id_capacity; // a power of two, or 0
    VEC(source_run) sources;
    searching *searching; // NULL: no row had texts yet
    unsigned threads;     // of the search; 0: as many as the machine has
    VEC(given_up) given_up;
    arena scratch; // of one row's texts; freed with the arena
};

// pool_append() for a profile whose source stays as long as the pool.
bool pool_add(pool *p, const profile *therapist, bool source_stays, diagnostics *d);

// Waits until all rows' texts are searched, and reports what was given up.
void pool_search_end(pool *p, diagnostics *d);

#endif
