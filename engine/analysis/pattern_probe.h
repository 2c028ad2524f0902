// SPDX-License-Identifier: MIT
// Texts made from patterns, and what no text can match. Private to this stage.
//
// Texts are searched in their plain form (text/prepare.h): typographic quotes and hyphens are plain, white
// space of any kind and length is one blank, there are no line ends. What a pattern asks for beside that is
// in no text.
#ifndef ATTUNE_ANALYSIS_PATTERN_PROBE_H
#define ATTUNE_ANALYSIS_PATTERN_PROBE_H

#include "analysis/pattern_tree.h"

// A text that the part matches, assertions aside: repeats as seldom as they may be, but once.
str pattern_sample(arena *a, const part *p);

// The same with a mark (U+0301) behind each letter that a class asks for, as some systems write é.
str pattern_marked_sample(arena *a, const part *p);

typedef struct fault {
    const part *part; // that no text can match
    const char *message;
    str plain;     // what stands in plain texts for the character that is asked for; may be empty
    bool is_blank; // it asks for white space that is not there
} fault;

// The parts that no text can match, each once; whole: the pattern cannot match at all because of the first.
typedef struct fault_list {
    VEC(fault) items;
    bool whole;
} fault_list;
fault_list pattern_faults(arena *a, const pattern_tree *tree);

// All texts that the pattern matches, assertions aside; false where there are more than most of them.
typedef VEC(str) text_list;
bool pattern_texts(arena *a, const part *p, size_t most, text_list *out);

// What to repeat so that a search for the pattern may take long: text before, a unit, and text behind.
typedef struct pump {
    str before, unit;
} pump;
typedef VEC(pump) pump_list;
void pattern_pumps(arena *a, const pattern_tree *tree, pump_list *out);

#endif
