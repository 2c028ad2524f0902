// SPDX-License-Identifier: MIT
// Private to engine/feel: the names that parser and checker know of. Plain names need no telling to the
// parser; those with spaces and signs in them do.
#ifndef ATTUNE_FEEL_NAMES_H
#define ATTUNE_FEEL_NAMES_H

#include "feel/feel.h"
#include "feel/syntax/lex.h"

typedef struct spaced_name {
    str name;
    uint32_t next; // with the same first word; NAME_MISSING at the end
} spaced_name;

struct feel_names {
    arena *arena;
    name_map variables; // to their slots
    name_map spaced;    // every name that holds more than name characters, to its number in list
    name_map firsts;    // the first word of such names to the number of one; next leads to the others
    VEC(spaced_name) list;
    const feel_named_type *types;
    size_t type_count;
};

void names_know(feel_names *names, str name); // where it holds more than name characters

// The longest known one that stands at the word given; its end in the text, or 0 where there is none.
size_t names_longest(const feel_names *names, str text, token word, str *name);

#endif
