// SPDX-License-Identifier: MIT
// One client's result in a batch, as a line of NDJSON (docs/batch.schema.json), and how the lines of shards
// become one again.
#ifndef ATTUNE_RENDER_BATCH_LINE_H
#define ATTUNE_RENDER_BATCH_LINE_H

#include "document/json.h"
#include "match/rank.h"

// What all lines of a run have in common. Lines of different origin are never mixed.
typedef struct batch_origin {
    str ruleset_id, ruleset_version, ruleset_sha256;
    str engine, pcre2;
    str today;
    str order; // "score", "cautious", "hopeful"
    uint64_t top;
} batch_origin;

typedef enum shard_axis { SHARD_NONE, SHARD_POOL, SHARD_CLIENTS } shard_axis;

// Part index (from 1) of count.
typedef struct shard {
    shard_axis of;
    uint64_t index, count;
} shard;

typedef struct batch_place {
    str id, name;
    int64_t score, low, high, coverage; // micro-points
} batch_place;

typedef struct batch_line {
    batch_origin origin;
    shard shard;     // only of the pool is written: parts of the clients are whole lines
    uint64_t number; // of the client in its file, from 1
    str client;      // its id; empty where it is not known
    bool good;       // else the profile could not be read: error tells why, and no place is known
    str error;       // its first diagnostic's code
    uint64_t error_line, error_column; // 0: no place
    uint64_t therapists, skipped, ranked, excluded;
    const batch_place *places;
    size_t place_count;
} batch_line;

void batch_line_write(const batch_line *line, builder *out);

// Reads what batch_line_write() wrote. False where it is something else.
bool batch_line_read(arena *a, const json_value *value, batch_line *out);

// NULL, or the name of the member in which two origins differ.
const char *batch_origin_difference(const batch_origin *x, const batch_origin *y);

// The order of two places, as rank_compare(): < 0 where x comes first.
int batch_place_compare(str order, const batch_place *x, const batch_place *y);

// Puts the results of all parts of the pool for one client together: exactly what one run gives.
void batch_line_merge(arena *a, const batch_line *parts, size_t count, batch_line *out);

#endif
