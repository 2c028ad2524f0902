// SPDX-License-Identifier: MIT
// Properties of single code points, from utf8proc (whose tables are Unicode 15's in version 2.8). Only
// unicode.c knows that library. Nothing depends on a locale; what is no code point comes back unchanged.
#ifndef ATTUNE_BASE_UNICODE_H
#define ATTUNE_BASE_UNICODE_H

#include <stdbool.h>
#include <stdint.h>

// Simple case mappings, one code point to one: utf8proc_tolower(), utf8proc_toupper(). Context does not
// count: Σ becomes σ also at a word's end; σ and ς become Σ. İ becomes i, ı becomes I. The one departure from
// Unicode's simple mappings is utf8proc's: upper ß is ẞ (for "SS", write it yourself).
uint32_t unicode_lower(uint32_t code_point);
uint32_t unicode_upper(uint32_t code_point);

// Simple case folding (statuses C and S of Unicode's CaseFolding.txt), for comparing: ς and σ fold to σ; ẞ
// folds to ß, which stays, so that "ß" and "ss" differ; İ and ı stay, so that neither is i.
// utf8proc_decompose_char() with UTF8PROC_CASEFOLD, the full folding; where that gives several code points,
// utf8proc_tolower().
uint32_t unicode_fold(uint32_t code_point);

// Unicode's property White_Space: utf8proc_category() is a separator (no-break spaces are among these), or
// one of the controls that are white space.
bool unicode_is_space(uint32_t code_point);

// Columns on a terminal, utf8proc_charwidth(): 0 for combining marks, joiners and controls; 2 for wide East
// Asian characters and emoji; else 1. An emoji of several code points counts as their sum.
unsigned unicode_width(uint32_t code_point);

#endif
