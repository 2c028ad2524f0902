// SPDX-License-Identifier: MIT
// What a document may hold, as data: the one form from which the schemas for editors and the reference page
// are written. Made from the tables that the checkers use, so that neither can say what Attune does not do.
// Knows no schema language.
#ifndef ATTUNE_RENDER_GRAMMAR_H
#define ATTUNE_RENDER_GRAMMAR_H

#include "base/str.h"
#include "ruleset/ruleset.h"
#include "ruleset/schema.h"

typedef enum grammar_use {
    GRAMMAR_OPTIONAL,
    GRAMMAR_REQUIRED,
    GRAMMAR_ONE_OF, // exactly one of those so marked, attributes and elements
    GRAMMAR_SOME_OF // at least one of the attributes so marked
} grammar_use;

typedef struct grammar_attribute {
    const char *name;
    const char *type;   // the name of a grammar_type, or NULL: one of values
    const char *values; // with spaces between
    grammar_use use;
    const char *only_with; // another attribute, not one of those marked SOME_OF; NULL: with all
    const char *initial;   // what holds where it is left out, or NULL
    const char *meaning;
} grammar_attribute;

// Of an element that has an optional xml:lang: which of them may stand here.
typedef enum grammar_languages {
    GRAMMAR_ANY_LANGUAGE,
    GRAMMAR_EACH_LANGUAGE,  // one without xml:lang, as its use says, and any number with it
    GRAMMAR_OTHER_LANGUAGES // those with xml:lang alone: what they translate is an attribute
} grammar_languages;

typedef struct grammar_child {
    const char *key; // of a grammar_element
    grammar_use use;
    bool many;
    grammar_languages languages;
} grammar_child;

typedef enum grammar_content {
    GRAMMAR_ELEMENTS,
    GRAMMAR_TEXT,       // something other than white space
    GRAMMAR_MAYBE_TEXT, // anything
    GRAMMAR_FIELDS      // a profile's fields: elements of any name
} grammar_content;

// One of the forms that an element has: what it holds depends on an attribute or on what it is used for.
typedef struct grammar_form {
    const char *about; // such as "in a rule set that extends another"; NULL where there is one form alone
    grammar_content content;
    const char *text;         // of GRAMMAR_TEXT: what it is, such as "a PCRE2 pattern"
    const char *content_type; // of GRAMMAR_TEXT: the name of a grammar_type; NULL: any text that is not empty
    VEC(grammar_attribute) attributes;
    VEC(grammar_child) children;
} grammar_form;

typedef struct grammar_element {
    const char *key;  // the name, or more where elements of one name differ by where they stand
    const char *name; // as it is written
    const char *meaning;
    VEC(grammar_form) forms;
} grammar_element;

typedef struct grammar {
    const char *name;   // of the outermost element
    const char *title;  // "Rule sets"
    const char *limits; // a sentence on what a schema cannot see
    const char *namespace_uri;
    VEC(grammar_element) elements;
    size_t roots;                     // so many of the elements, the first, may be the outermost
    const struct grammar_type *types; // ended by one without a name
} grammar;

// The kinds of values.
typedef struct grammar_type {
    const char *name;
    const char *base;    // of XML Schema: string (taken as it is written) or token (white space is collapsed)
    const char *pattern; // NULL: at least one character
    const char *words;   // values to offer beside the pattern, or NULL
    const char *meaning; // "a number such as 20 or 0.5"
} grammar_type;

extern const grammar_type grammar_types[]; // ended by one without a name
extern const char GRAMMAR_CONTENT_TYPE[];  // of elements that hold text

grammar *grammar_of_rulesets(arena *a);
grammar *grammar_of_translations(arena *a);
grammar *grammar_of_tests(arena *a);                          // grammar_tests.c
grammar *grammar_of_profiles(arena *a, const ruleset *r);     // of one rule set; grammar_profiles.c
bool grammar_has_word(const char *words, const char *wanted); // words: with spaces between
const grammar_element *grammar_find(const grammar *g, const char *key);

const grammar_attribute *grammar_attribute_of(const grammar_form *f, const char *name); // NULL: none

// All forms of an element as one: what any of them may hold, and what all of them require. An attribute that
// holds values of several kinds has their names as its type, with blanks between. grammar_merge.c.
grammar_form grammar_merged(arena *a, const grammar *g, const grammar_element *e);

// A short example of the element, which stands so in tests/schemas/examples/; NULL where there is none.
const char *grammar_example(const grammar *g, const char *key); // schema_examples.c

// One file each.
void schema_write_rng(const grammar *g, builder *out); // RELAX NG, XML syntax
void schema_write_rnc(const grammar *g, builder *out); // RELAX NG, compact syntax
void schema_write_xsd(const grammar *g, builder *out); // XML Schema 1.0
void schema_write_reference(const grammar *const *grammars, size_t count, builder *out); // Markdown

#endif
