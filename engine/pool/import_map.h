// SPDX-License-Identifier: MIT
// What a map says, checked: private to pool/. language: docs/RULES.md, "Import map".
#ifndef ATTUNE_POOL_IMPORT_MAP_H
#define ATTUNE_POOL_IMPORT_MAP_H

#include "pool/import.h"
#include "pool/load.h"
#include "pool/values.h"
#include "text/regex.h"

#define NO_COLUMN UINT32_MAX

// A column that the map names; each name once.
typedef struct map_column {
    str name;
    place where; // of its first mention, for unknown-column
} map_column;

typedef enum map_unmatched { UNMATCHED_KEEP, UNMATCHED_DROP, UNMATCHED_ERROR } map_unmatched;

typedef struct map_case {
    str from, to; // to: empty for nothing
} map_case;

typedef struct map_field {
    field_path path;
    const field *target; // the field itself, or the record's
    uint32_t column;     // number in the map's columns; NO_COLUMN: the value is a constant
    str constant;
    place where; // of the constant or column
    bool strip_tags, strip_entities;
    const regex *match;  // NULL: the whole value
    str split;           // empty: one value
    const regex *unless; // NULL: no value is skipped
    const map_case *cases;
    size_t case_count;
    map_unmatched unmatched;
    bool take_all; // over a group's rows; else those of the first row that has any
} map_field;

struct import_map {
    document_format from;
    const side *side;
    VEC(map_column) columns;
    uint32_t key; // NO_COLUMN: each row is a profile
    uint32_t id;
    const regex *id_match;
    VEC(map_field) fields;
};

#endif
