// SPDX-License-Identifier: MIT
// Parts that stand near each other: from where each part is in a text to where all of them are together.
// Private to this stage; judges nothing.
#ifndef ATTUNE_TEXT_NEAR_H
#define ATTUNE_TEXT_NEAR_H

#include "text/prepare.h"

// Where one of the parts was found; not empty.
typedef struct near_part {
    text_span span;
    uint32_t part; // its number, below NEAR_MOST_PARTS
} near_part;

typedef struct near_match {
    const text_span *parts; // one of each part, in the order of the text; none overlaps another
} near_match;

typedef VEC(near_match) near_matches;

// Adds the closest places where all part_count parts are in one sentence, in any order, with at most `words`
// words from each to the next: a place that holds a closer one is left out. In the order of the text. found
// is sorted. The sentences of the text must have been found.
void near_find(arena *a, const prepared_text *text, near_part *found, size_t count, size_t part_count,
               uint32_t words, near_matches *out);

#endif
