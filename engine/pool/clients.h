// SPDX-License-Identifier: MIT
// Many clients out of one file, one after the other, with memory that does not grow with the file.
#ifndef ATTUNE_POOL_CLIENTS_H
#define ATTUNE_POOL_CLIENTS_H

#include "pool/profile.h"

typedef struct clients_handler {
    // One client: number counts them in the file from 0, the bad ones too. client is NULL where the profile
    // has errors; problems are its diagnostics. Both live during the call. False: stop reading.
    bool (*client)(void *user, uint64_t number, const profile *client, const diagnostics *problems);
    void *user;
} clients_handler;

// Reads clients from XML (<profiles>, of which the therapists are passed over; or one <client>), NDJSON, or a
// JSON list ("-" is standard input). format: a name as in pool_options, or NULL. A file that can be opened
// again is streamed, but for JSON. False after an error diagnostic in d (the file as a whole could not be
// read), or where the handler stopped. What is wrong with one client goes to the handler alone.
bool clients_read(arena *a, const ruleset *r, const char *path, const char *format, diagnostics *d,
                  const clients_handler *handler);

#endif
