// SPDX-License-Identifier: MIT
// All limits of the engine: name, default, ceiling, unit, reason. Past a limit is an error, never a cut.
// attune_options_set_limit() changes one by its name, up to its ceiling.
#ifndef ATTUNE_BASE_LIMITS_H
#define ATTUNE_BASE_LIMITS_H

#include <stdbool.h>
#include <stdint.h>

// clang-format off
#define ATTUNE_LIMITS(LIMIT) \
    LIMIT(document_bytes,      16u << 20,        1u << 30, "bytes",    "a rule set, a client, a map or a test file; the largest shipped one is under 100 kB") \
    LIMIT(profile_bytes,        4u << 20,       64u << 20, "bytes",    "one therapist's profile; the longest real one seen is 60 kB") \
    LIMIT(text_bytes,           1u << 20,       16u << 20, "bytes",    "one value of a field; texts are searched by every signal") \
    LIMIT(nesting,                    64,             256, "levels",   "elements, JSON values, included files and expressions; keeps recursion on any stack") \
    LIMIT(list_items,             10000,         1000000, "items",    "entries of one list in a profile, or one made by an expression") \
    LIMIT(profiles,             5000000,       100000000, "profiles", "therapists in one pool") \
    LIMIT(rules,                  20000,         1000000, "elements", "elements of one rule set, with what it includes") \
    LIMIT(diagnostics,              200,          100000, "items",    "diagnostics kept for printing; the rest are counted") \
    LIMIT(expression_bytes,       10000,         1000000, "bytes",    "one condition; nobody can review more") \
    LIMIT(expression_steps,     1000000,     1000000000u, "steps",    "work of one evaluation; a typical condition takes under 100") \
    LIMIT(expression_depth,          400,            4000, "levels",   "parts of one evaluation within another, through functions that call each other; each takes up to 1 KiB of stack") \
    LIMIT(expression_memory,   16u << 20,       1u << 30, "bytes",    "memory of one evaluation") \
    LIMIT(pattern_bytes,          10000,          100000, "bytes",    "one pattern's source") \
    LIMIT(pattern_steps,        1000000,      100000000u, "steps",    "backtracking of a search at one place of a text (PCRE2's match limit); at all places together 32 times as much") \
    LIMIT(pattern_memory,         20000,         1000000, "KiB",      "PCRE2's heap limit for one search") \
    LIMIT(matches_per_text,         200,           10000, "matches",  "matches of one signal in one value") \
    LIMIT(csv_columns,             2000,           10000, "columns",  "columns of a CSV file") \
    LIMIT(piped_bytes,        256u << 20,       1u << 30, "bytes",    "profiles from standard input or a pipe, which are read whole; files are streamed")
// clang-format on

typedef struct limits {
#define ATTUNE_LIMIT_MEMBER(name, default_value, ceiling, unit, reason) uint64_t name;
    ATTUNE_LIMITS(ATTUNE_LIMIT_MEMBER)
#undef ATTUNE_LIMIT_MEMBER
} limits;

limits limits_default(void);

// Changes the limit of that name; false where there is none, or value is 0 or past its ceiling.
bool limits_set(limits *l, const char *name, uint64_t value);

#endif
