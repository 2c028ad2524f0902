// SPDX-License-Identifier: MIT
// FEEL's types (DMN 1.5 §10.3.2.6), as the checker sees them.
#ifndef ATTUNE_FEEL_TYPE_H
#define ATTUNE_FEEL_TYPE_H

#include "base/str.h"

typedef enum feel_kind {
    FEEL_NULL, // as a type: the type of null alone
    FEEL_BOOLEAN,
    FEEL_NUMBER,
    FEEL_STRING,
    FEEL_DATE,
    FEEL_TIME,
    FEEL_DATE_TIME,
    FEEL_DAYS_DURATION,   // days and time duration
    FEEL_MONTHS_DURATION, // years and months duration
    FEEL_LIST,
    FEEL_CONTEXT,
    FEEL_RANGE,
    FEEL_FUNCTION,
    FEEL_ANY // as a type only: not known before evaluation
} feel_kind;

typedef struct feel_type feel_type;

// A named set of strings: comparing a value of such a type with a string constant that is not in it is an
// error. labels, where given, run parallel to terms: what people read instead of the term.
typedef struct feel_domain {
    str name; // such as "goal", for messages
    const str *terms;
    const str *labels; // may be NULL
    size_t count;
    name_map index; // term to its number
} feel_domain;

typedef struct feel_member {
    str name;
    const feel_type *type;
} feel_member;

// Immutable; lives in the arena it was made in, the basic ones for ever. Every type admits null.
struct feel_type {
    feel_kind kind;
    const feel_domain *domain;  // of a FEEL_STRING, or NULL
    const feel_type *element;   // of a list or range; FEEL_FUNCTION: what it returns
    const feel_member *members; // of a context, in the order of their numbers; FEEL_FUNCTION: parameters
    size_t member_count;
    bool open; // a context that may have members besides those listed
};

const feel_type *feel_type_basic(
    feel_kind kind); // any kind but list, context, range and function: those with elements of any type
const feel_type *feel_type_enumeration(arena *a, const feel_domain *domain);
// element: NULL where it is not known.
const feel_type *feel_type_list(arena *a, const feel_type *element);
const feel_type *feel_type_range(arena *a, const feel_type *element);
const feel_type *feel_type_context(arena *a, const feel_member *members, size_t count,
                                   bool open);                  // members are kept by reference
uint32_t feel_domain_term(const feel_domain *domain, str term); // its number, or NAME_MISSING
uint32_t feel_type_member(const feel_type *context, str name);  // its number, or NAME_MISSING
bool feel_type_equal(const feel_type *a, const feel_type *b);
str feel_type_name(arena *a, const feel_type *type); // for messages: "list of goal", "number"

#endif
