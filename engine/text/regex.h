// SPDX-License-Identifier: MIT
// Regular expressions: the one wrapper around PCRE2. Always with limits, UTF and a JIT where there is one.
#ifndef ATTUNE_TEXT_REGEX_H
#define ATTUNE_TEXT_REGEX_H

#include "base/limits.h"
#include "base/str.h"

typedef struct regex regex;                 // immutable: shared by threads
typedef struct regex_scratch regex_scratch; // match data, limits and JIT stack of one thread

typedef enum regex_flags {
    REGEX_CASELESS = 1,
    REGEX_MULTILINE = 2, // ^ and $ at lines
    REGEX_DOTALL = 4,
    REGEX_EXTENDED = 8, // white space in the pattern is ignored
    REGEX_LITERAL = 16,
    REGEX_WORDS = 32, // \b and \w know Unicode letters
    REGEX_ANCHORED = 64
} regex_flags;

typedef struct regex_error {
    size_t offset; // in the pattern, bytes
    char message[160];
} regex_error;

// Returns NULL with *error filled where the pattern is invalid. Freed with the arena.
const regex *regex_compile(arena *a, str pattern, unsigned flags, const limits *l, regex_error *error);
bool regex_matches_empty(const regex *r); // its shortest match has length 0
size_t regex_groups(const regex *r);      // capture groups, without the whole match

regex_scratch *regex_scratch_new(arena *a, const limits *l); // grows as needed; freed with the arena

typedef enum regex_result { REGEX_NO_MATCH, REGEX_MATCH, REGEX_LIMIT } regex_result;

// Searches subject (valid UTF-8) from byte offset start. On a match *spans points at pairs of byte offsets,
// whole match first, SIZE_MAX for groups that took no part; valid until the scratch's next use.
// REGEX_LIMIT: given up at a limit; whether it matches is not known. The limit holds at each place of the
// text that PCRE2 tries, and a multiple of it for all places together: no search goes on for ever. Searches
// that go on in the same subject (start above 0) share that; one from 0, of either kind, begins anew.
regex_result regex_search(const regex *r, regex_scratch *s, str subject, size_t start, const size_t **spans);

// The same with at most so many steps of backtracking at each place, where that is less than the limit.
regex_result regex_search_within(const regex *r, regex_scratch *s, str subject, size_t start, uint32_t steps,
                                 const size_t **spans);

const char *regex_version(void); // PCRE2's, such as "10.42 2022-12-11"

#endif
