// SPDX-License-Identifier: MIT
// Phrases as authors write them, translated to patterns: "lower your expectations" also finds "lowering their
// expectation". Search, prefilter and limits are those of patterns. docs/RULES.md section 6 says what a
// phrase stands for.
#ifndef ATTUNE_TEXT_PHRASE_H
#define ATTUNE_TEXT_PHRASE_H

#include "base/limits.h"
#include "base/str.h"

enum { PHRASE_LONGEST_GAP = 10 };

typedef struct phrase_fault {
    size_t offset, length; // in the phrase's source, bytes
    bool nothing;          // what is there is empty, rather than wrong
    char message[160];
    const char *help;
} phrase_fault;

// The PCRE2 pattern of "a b | c * d | "exactly this"", to be searched without regard to case with
// REGEX_WORDS. Valid, never matches the empty text, and no longer than pattern_bytes. STR_NONE with *fault
// filled where the source is not a phrase. The source must be valid UTF-8.
str phrase_pattern(arena *a, str source, const limits *l, phrase_fault *fault);

#endif
