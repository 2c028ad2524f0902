// SPDX-License-Identifier: MIT
// Private to engine/feel: regular expressions as XPath writes them (DMN 1.5 §10.3.4.3), on top of
// text/regex.h.
#ifndef ATTUNE_FEEL_PATTERN_H
#define ATTUNE_FEEL_PATTERN_H

#include "text/regex.h"

// NULL with *error set where the pattern or a flag (of s, m, i, x, q) is not valid. Freed with the arena.
const regex *pattern_compile(arena *a, str pattern, str flags, const limits *l, str *error);

// The first and last code point of a Unicode block, by its name without spaces and without "Is"; false where
// there is none of that name.
bool pattern_block(str name, uint32_t *first, uint32_t *last);

#endif
