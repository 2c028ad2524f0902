// SPDX-License-Identifier: MIT
// What any match of a pattern must contain: the pattern is read, never run. Private to this stage.
#ifndef ATTUNE_TEXT_REQUIRED_H
#define ATTUNE_TEXT_REQUIRED_H

#include "base/memory.h"
#include "base/str.h"

enum { REQUIRED_SHORTEST = 3 };

// One of the literals is in every match: ASCII without capitals, each of REQUIRED_SHORTEST bytes at least.
// None where nothing is known: then every text has to be searched.
typedef struct required {
    const str *literals;
    size_t count;
} required;

// Of a PCRE2 pattern that is searched without regard to case, in texts without U+017F and U+212A, which match
// s and k then. It says less than is true rather than more; of what it doesn't know it says nothing.
required required_by(arena *a, str pattern);

// How often a text is met at a place of an English text, roughly: to compare with others.
double required_frequency(str text);

#endif
