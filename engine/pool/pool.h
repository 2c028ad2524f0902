// SPDX-License-Identifier: MIT
// Pools: the therapists being ranked, in columns, with what the signals found in their texts.
// A pool is built by one thread (pool_new, then reading or appending) and is immutable after pool_finish().
#ifndef ATTUNE_POOL_POOL_H
#define ATTUNE_POOL_POOL_H

#include "pool/profile.h"

typedef struct pool pool;

// Progress and cancelling of long work: called now and then with bytes or rows done and the total (0: not
// known). Returning false stops the work with ATTUNE_CANCELLED.
typedef struct progress {
    bool (*report)(void *user, const char *what, uint64_t done, uint64_t total);
    void *user;
} progress;

typedef struct pool_options {
    bool strict;        // a bad profile is an error for the whole; else it is left out, with a warning
    const char *format; // "xml", "json", "ndjson", "csv", or NULL for by ending and content
    unsigned threads;   // of the search of texts; 0: as many as the machine has. With more than 1 the pool's
                        // allocator must bear use by several threads; what is read is the same for any number
    unsigned part, parts; // of the profiles read, dealt out one by one, part (1…parts) alone; 0: all
    progress progress;
} pool_options;

// An empty pool for profiles of r's therapists. The pool lives in a, and r must outlive it.
pool *pool_new(arena *a, const ruleset *r);

// Reads a file ("-" is standard input) into the pool. A profile with an error is reported; without strict its
// errors become warnings closed by one profile-skipped warning that counts. False where the file as a whole
// could not be read (or on the first bad profile's file end, with strict). Profiles of clients in the file
// are passed over.
bool pool_read(pool *p, const char *path, const pool_options *options, diagnostics *d);

// The same over bytes in memory; the format by the source's name or its content.
bool pool_read_source(pool *p, const source *s, const pool_options *options, diagnostics *d);

// Adds one profile (its values are copied); false with duplicate-profile where its id is there already.
bool pool_append(pool *p, const profile *therapist, diagnostics *d);

// The same with what was found in its texts, which are then not searched: for a pool all of whose profiles
// come so. Cues are slices of its texts.
bool pool_append_found(pool *p, const profile *therapist, const text_result *found, diagnostics *d);

void pool_finish(pool *p);

size_t pool_count(const pool *p);
size_t pool_skipped(const pool *p); // bad profiles left out
const ruleset *pool_ruleset(const pool *p);
uint32_t pool_find(const pool *p, str id); // row, or NAME_MISSING
str pool_id(const pool *p, uint32_t row);

// Gets a row of a stored pool from its file, once; of other pools all is there. Before any of the functions
// below but pool_value() is asked about the row. May be called by several threads. Unwinds to g where the
// file cannot be read.
void pool_fetch(const pool *p, uint32_t row, guard *g);

// One field of one row; lists and records are made in a (term lists) or point into the pool.
feel_value pool_value(const pool *p, uint32_t row, uint32_t field, arena *a);

str pool_name(const pool *p, uint32_t row); // what to show beside the id; empty where nothing is known
str pool_show_name(const pool *p, uint32_t row,
                   arena *a); // the same without pool_fetch(); lives as long as a

signal_state pool_signal(const pool *p, uint32_t row, uint32_t signal);
// All matches of a row's texts, in the order of text_search().
const text_match *pool_matches(const pool *p, uint32_t row, size_t *count);
str pool_text(const pool *p, uint32_t row, uint32_t field, uint32_t item); // item 0 for a single text

// A profile holding a row's values (they point into the pool), for changing one and evaluating anew.
profile pool_profile(const pool *p, uint32_t row, arena *a);

// Reports a search that was given up. id: the profile's, empty for a text that is no profile's; of that the
// limit's field is NAME_MISSING.
void pool_report_limit(const ruleset *r, const text_limit *limit, str id, place where, diagnostics *d);

// Searches texts of a profile that is in no pool.
text_result pool_search_profile(const ruleset *r, const profile *therapist, arena *a);

#endif
