// SPDX-License-Identifier: MIT
// What the tests of profiles, pools and imports share.
#ifndef ATTUNE_TESTS_POOL_WORLD_H
#define ATTUNE_TESTS_POOL_WORLD_H

#include "support/support.h"

#include "pool/import.h"
#include "pool/pool.h"

#define DATA "tests/pool/data/"

// The rule set in data/rules.xml; fails the test where it has errors.
const ruleset *world_rules(arena *a);

diagnostics *world_diagnostics(arena *a);

// Reads a file, or a text that is written to one of this name, into a pool of its own and finishes it.
// *whole: what pool_read() said; may be NULL.
pool *world_pool(arena *a, const char *path, bool strict, diagnostics *d, bool *whole);
pool *world_pool_of(arena *a, const char *name, const char *text, bool strict, diagnostics *d, bool *whole);

// All that a pool knows, as text.
str world_dump(arena *a, const pool *p);

// All diagnostics, one a line: LINE:COLUMN severity code: message | help
str world_list(arena *a, const diagnostics *d);

// A field of a row as FEEL source.
str world_value(arena *a, const pool *p, const char *id, const char *field_name);

#endif
