// SPDX-License-Identifier: MIT
// What an expression does with what it reads, and what it can come to: for checks that are made before there
// are any values. Reads expressions, never evaluates them.
#ifndef ATTUNE_FEEL_INSPECT_H
#define ATTUNE_FEEL_INSPECT_H

#include "feel/feel.h"

typedef enum feel_comparing {
    FEEL_BY_EQUALITY,   // =, !=, in
    FEEL_BY_ORDER,      // <, between, ranges
    FEEL_BY_MEMBERSHIP, // whether the list reads[0] contains the others
    FEEL_BY_COUNT,      // count() of the list reads[0], with constants
    FEEL_OTHERWISE      // they meet in a loop, a sum, a function: constants hint at what may matter
} feel_comparing;

// Parts of variables and constants that an expression holds against each other. Null is no constant.
typedef struct feel_comparison {
    feel_comparing by;
    const feel_read *reads;
    size_t read_count;
    const feel_value *constants;
    size_t constant_count;
} feel_comparison;

typedef struct feel_inspection {
    // The outcome depends on nothing but: which of the reads are null, what those are that are boolean, and
    // how the comparisons come out, none of which is FEEL_OTHERWISE.
    bool exact;
    const feel_comparison *comparisons;
    size_t comparison_count;
    // What the outcome is, where it is no condition: one of these, or null; unless opaque.
    const feel_read *result_reads;
    size_t result_read_count;
    const feel_value *result_constants;
    size_t result_constant_count;
    bool opaque;
    bool says_null; // a branch of it is the constant null
} feel_inspection;

const feel_inspection *feel_inspect(arena *a, const feel_expression *e);

// An expression with one part of an "and" or "or" left out, or with one branch in the place of an "if": where
// it comes to the same as before, the part decides nothing. Tests for null, which are written for clarity,
// and what stands in loops are passed over.
typedef struct feel_variant {
    const feel_expression *feel;
    unsigned branch;       // of an "if" whose condition is the part: 1 for then, 2 for else; 0: none
    size_t offset, length; // of the part, in the text
} feel_variant;
const feel_variant *feel_variants(arena *a, const feel_expression *e, size_t most, size_t *count);

// What an expression may come to, never less than that.
enum { FEEL_BOUND_CONSTANTS = 8 };
typedef struct feel_bounds {
    bool null, yes, no;
    bool other;                              // a value that is not boolean, and not one of these numbers:
    decimal constants[FEEL_BOUND_CONSTANTS]; // ascending
    size_t constant_count;
    bool not_negative; // all numbers among the others are 0 or more
} feel_bounds;

// What a read of a variable may come to; depth 0 for a variable as a whole.
typedef feel_bounds (*feel_read_bounds)(void *user, const feel_read *read);

feel_bounds feel_bounds_of(const feel_expression *e, feel_read_bounds bounds, void *user);

extern const feel_bounds FEEL_BOUNDS_ANY;       // anything
extern const feel_bounds FEEL_BOUNDS_CONDITION; // true, false or null

#endif
