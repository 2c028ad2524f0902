// SPDX-License-Identifier: MIT
// The shape of rule sets as data: which elements there are, what they hold, and what each part means. ONE
// table for the structural checker (check.c), the merging of extends (extend.c), the reference page and the
// schemas. Knows nothing of types, expressions or files.
#ifndef ATTUNE_RULESET_SCHEMA_H
#define ATTUNE_RULESET_SCHEMA_H

#include <stdbool.h>
#include <stddef.h>

#define RULESET_NAMESPACE "urn:attune:ruleset:1"

// What an attribute's value is. The checker tests its form; what it refers to is tested where it is used.
typedef enum schema_kind {
    SCHEMA_NAME,       // [A-Za-z_][A-Za-z0-9_]*
    SCHEMA_ID,         // the same; unique among the rules (or the terms of a vocabulary)
    SCHEMA_DOTTED_ID,  // an id that may also hold dots and hyphens
    SCHEMA_EXPRESSION, // FEEL
    SCHEMA_NUMBER,     // digits with an optional sign and fraction
    SCHEMA_BOOLEAN,    // true or false
    SCHEMA_ONE_OF,     // one of the listed values
    SCHEMA_TYPE,       // a field's type: a basic one or a vocabulary's name
    SCHEMA_REFERENCE,  // the name of something declared elsewhere
    SCHEMA_REFERENCES, // such names with spaces between
    SCHEMA_HREF,       // a relative path
    SCHEMA_WEIGHT,     // +5, -5, *0.5 or =20
    SCHEMA_LANGUAGE,   // a language tag: de, de-AT
    SCHEMA_TEXT        // anything
} schema_kind;

typedef struct schema_attribute {
    const char *name;
    schema_kind kind;
    bool required;
    const char *values;  // of SCHEMA_ONE_OF: the values with spaces between; else NULL
    const char *initial; // what holds where it is left out; NULL where nothing does
    const char *meaning; // one line
} schema_attribute;

enum { SCHEMA_MANY = 0 }; // as a maximum: any number

typedef struct schema_child {
    const char *name;
    unsigned minimum;
    unsigned maximum; // or SCHEMA_MANY
} schema_child;

typedef enum schema_content {
    SCHEMA_ELEMENTS, // elements, or nothing
    SCHEMA_MESSAGE,  // text with {expressions}
    SCHEMA_PATTERN,  // a PCRE2 pattern
    SCHEMA_PHRASES,  // phrases with | between
    SCHEMA_PLAIN     // text
} schema_content;

typedef struct schema_element {
    const char *name;
    schema_content content;
    const schema_attribute *attributes; // ended by one without a name
    const schema_child *children;       // likewise
    const char *meaning;                // one line
} schema_element;

// All elements, ended by one without a name; the first is the root.
extern const schema_element schema_elements[];

const schema_element *schema_find_element(const char *name); // NULL where there is none
const schema_attribute *schema_find_attribute(const schema_element *element, const char *name);
const schema_child *schema_find_child(const schema_element *element, const char *name);

// Whether an element holds people's words that may also stand there in other languages, with xml:lang.
bool schema_is_translatable(const schema_element *element);

// What a document of translations may hold: elements as above, each with the texts of what it names. Ended by
// one without a name; the first is the root.
#define TRANSLATION_NAMESPACE "urn:attune:translation:1"
extern const schema_element translation_elements[];
const schema_element *translation_find_element(const char *name); // NULL where there is none

// What <change> and <remove> may name: the attribute's name is also the element's. Ended by NULL.
extern const char *const schema_change_kinds[];

// Those that they may also name where an <include> brings them in: a subset. Ended by NULL.
extern const char *const schema_included_change_kinds[];

// What a file that is brought in by <include> may hold: a subset of the root's children. Ended by NULL.
extern const char *const schema_included_children[];

const char *schema_kind_meaning(schema_kind kind); // such as "an expression", for messages and the reference

#endif
