// SPDX-License-Identifier: MIT
// Stored pools: building, updating and opening their files. For the command line; programs open them with
// attune_pool_load().
#ifndef ATTUNE_API_STORED_H
#define ATTUNE_API_STORED_H

#include "api/handles.h"
#include "pool/store.h"

// What was done, or what a file holds.
typedef struct stored_summary {
    size_t therapists, skipped;
    size_t changed, added, removed, not_there; // not_there: ids to be removed that nobody has
    bool judged_anew, searched_anew;           // all therapists, because the rules are others
    size_t pieces;                             // of facts that were written
} stored_summary;

typedef struct stored_request {
    const attune_ruleset *ruleset;
    const char *path;         // the stored pool
    const char *replaced;     // of a build: the place that the file is to take
    const char *const *paths; // of profiles
    size_t count;
    const str *removed; // ids
    size_t removed_count;
    str day; // to be noted; empty: none
    stored_summary out;
} stored_request;

// Writes a new pool of the profiles into the file at path, which must be empty and nobody else's. What is
// kept beside a pool in the place that it is to take is cleared away; an error where somebody has that open.
attune_status stored_build(stored_request *request, const attune_options *options, attune_error *error);

// Takes the profiles over those of the same id or as new ones, after the ids in removed are gone, and fits
// the pool to the rule set. Readers see the pool as it was until all is done.
attune_status stored_update(stored_request *request, const attune_options *options, attune_error *error);

// What a file holds; all texts live in a.
typedef struct stored_info {
    size_t therapists;
    str id, version, digest, engine, day;      // day: empty where none was noted
    uint64_t file_bytes, scan_bytes, id_bytes; // scan and ids: what an open pool keeps of the file
} stored_info;
attune_status stored_look(arena *a, const char *path, stored_info *out, const attune_options *options,
                          attune_error *error);

// Private to the API: what building and updating share.
pool *stored_read_profiles(api_call *call, const stored_request *request); // NULL after a diagnostic
void stored_note_identity(api_call *call, store *s, const stored_request *request);

// Opens a stored pool for reading into the handle; false after a diagnostic.
bool stored_open(api_call *call, attune_pool *handle, const char *path, const pool_options *options);

#endif
