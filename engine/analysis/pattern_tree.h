// SPDX-License-Identifier: MIT
// A PCRE2 pattern as a tree: as much of it as is needed to say what it can match. Private to this stage.
#ifndef ATTUNE_ANALYSIS_PATTERN_TREE_H
#define ATTUNE_ANALYSIS_PATTERN_TREE_H

#include "base/str.h"

typedef enum part_kind {
    PART_CHARACTER,   // code_point
    PART_CLASS,       // ascii, beyond, own
    PART_SEQUENCE,    // children
    PART_ALTERNATION, // children
    PART_REPEAT,      // children[0], least to most times
    PART_BOUNDARY,    // \b; \B where negative
    PART_START,       // ^ \A
    PART_END,         // $ \z \Z
    PART_LOOK,        // children[0]: lookahead, or lookbehind where behind
    PART_NOTHING,     // matches the empty text: \K, a comment
    PART_OTHER        // what is not read: a back reference, recursion, a verb
} part_kind;

typedef struct part part;
struct part {
    part_kind kind;
    uint32_t code_point;
    uint64_t ascii[2];   // of a class: the characters below 128 in it, case folded in
    bool beyond;         // it may hold characters beyond ASCII that are not listed in own
    const uint32_t *own; // those beyond ASCII that it lists
    size_t own_count;
    bool negative, behind;
    uint32_t least, most; // UINT32_MAX: no end
    bool possessive;
    part **children;
    size_t count;
    size_t offset, length; // in the pattern
};

enum { VERSION_QUANTIFIER = 1, VERSION_SPACES = 2, VERSION_LOOKBEHIND = 4 };

typedef struct pattern_tree {
    part *root;
    bool whole; // false: PART_OTHER or an option that changes meaning is in it
    // What means something else before and after PCRE2 10.43: the first such thing.
    unsigned differs;
    size_t differs_offset, differs_length;
} pattern_tree;

// Of a valid pattern. NULL where it is nested too deeply or not understood.
const pattern_tree *pattern_read(arena *a, str pattern);

bool class_has(const part *p, uint32_t code_point); // of a PART_CLASS or PART_CHARACTER, case aside

#endif
