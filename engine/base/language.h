// SPDX-License-Identifier: MIT
// Language tags (BCP 47): "de", "de-AT", "zh-Hant-TW". Knows their form and how one falls back on a wider
// one, not which languages there are.
#ifndef ATTUNE_BASE_LANGUAGE_H
#define ATTUNE_BASE_LANGUAGE_H

#include "base/str.h"

// Whether it has the form of a tag: a language of two or three letters, then parts of one to eight letters
// and digits, at most MOST_LANGUAGE_TAG bytes in all.
enum { MOST_LANGUAGE_TAG = 35 };
bool language_is_tag(str tag);

// The tag as it is commonly written: de, de-AT, zh-Hant-TW. tag must have the form of one.
str language_canonical(arena *a, str tag);

// What it falls back on: de-AT on de; nothing where it is a language alone. A part of one letter goes with
// the part behind it.
str language_wider(str tag);

// Whether it is the language of a text that is asked for as wanted: the same, or what wanted falls back on.
// Both canonical.
bool language_serves(str tag, str wanted);

#endif
