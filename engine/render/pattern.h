// SPDX-License-Identifier: MIT
// RELAX NG patterns as a tree, made from a grammar: the two syntaxes are two ways to print it.
#ifndef ATTUNE_RENDER_PATTERN_H
#define ATTUNE_RENDER_PATTERN_H

#include "render/grammar.h"

typedef enum pattern_kind {
    PATTERN_ELEMENT,      // name, parts
    PATTERN_ATTRIBUTE,    // name, parts
    PATTERN_GROUP,        // parts in order; of attributes, in any
    PATTERN_INTERLEAVE,   // parts in any order
    PATTERN_CHOICE,       // one of the parts
    PATTERN_OPTIONAL,     // one part
    PATTERN_ANY_NUMBER,   // one part
    PATTERN_ONE_OR_MORE,  // one part
    PATTERN_REFERENCE,    // name: of a definition
    PATTERN_VALUE,        // name: the very text
    PATTERN_DATA,         // type
    PATTERN_TEXT,         // any text
    PATTERN_ANY_ELEMENT,  // of the document's namespace; parts
    PATTERN_ANY_ATTRIBUTE // of another namespace: xml:lang, xsi:schemaLocation
} pattern_kind;

typedef struct pattern pattern;
struct pattern {
    pattern_kind kind;
    const char *name;
    str note; // documentation; empty for none
    const grammar_type *type;
    VEC(pattern *) parts;
};

typedef struct pattern_definition {
    const char *name;
    pattern *body;
} pattern_definition;

typedef struct pattern_grammar {
    const grammar *source;
    pattern *start; // a reference, or a choice of such
    VEC(pattern_definition) definitions;
} pattern_grammar;

pattern_grammar *patterns_of(arena *a, const grammar *g);

#define SCHEMA_HEAD "%s, for editors: written by attune schema from what Attune itself checks.\n%s%s"

str schema_attribute_note(arena *a, const grammar_attribute *at); // "its meaning. Default: 0.5"

#endif
