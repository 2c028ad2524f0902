// SPDX-License-Identifier: MIT
// Import: a file with other headings (CSV, JSON, NDJSON) to profiles, by a map (XML, urn:attune:map:1).
#ifndef ATTUNE_POOL_IMPORT_H
#define ATTUNE_POOL_IMPORT_H

#include "pool/profile.h"

typedef struct import_map import_map;

// Loads and checks a map against the rule set's fields. NULL after diagnostics.
const import_map *import_map_load(arena *a, const ruleset *r, const char *path, diagnostics *d);

typedef struct import_result {
    const profile *profiles;
    size_t count;
    size_t rows;    // read
    size_t skipped; // profiles left out because of errors
} import_result;

// Reads path by the map; false where the file as a whole could not be read. Profiles in order of first
// appearance.
bool import_file(arena *a, const ruleset *r, const import_map *m, const char *path, bool strict,
                 diagnostics *d, import_result *out);

// The profiles as a document that attune rank reads.
void import_write_xml(builder *out, const ruleset *r, const import_result *result);

#endif
