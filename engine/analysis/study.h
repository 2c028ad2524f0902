// SPDX-License-Identifier: MIT
// What a condition comes to over the representative values of all that it reads. Private to this stage.
//
// Fields that are compared with each other, and the constants they are compared with, form a class; its
// points are the constants and, between, below and above them, as many more as there are fields in it: no
// order of the fields among the constants is left out. Terms and texts, which have no order, get as many
// others instead. Lists get the sets of such points.
#ifndef ATTUNE_ANALYSIS_STUDY_H
#define ATTUNE_ANALYSIS_STUDY_H

#include "analysis/world.h"
#include "feel/inspect.h"

// What an evaluation came to. Numbers count as shares: 1 is yes, 0 is no.
typedef enum result {
    RESULT_YES,
    RESULT_NO,
    RESULT_NULL,
    RESULT_ERROR,
    RESULT_PARTLY,
    RESULT_OUTSIDE, // a number below 0 or above 1
    RESULT_OTHER,
    RESULT_COUNT
} result;

result result_of(feel_value v, bool error);

typedef struct study_input {
    uint32_t input;
    const feel_value *points;
    size_t count;
} study_input;

typedef struct study {
    world *world;
    arena *arena;
    study_input *inputs; // by number, ascending
    size_t input_count;
    bool exact;     // the product of the points leaves nothing out
    bool too_large; // too many lets to go through it at all
    uint64_t total; // its size; UINT64_MAX where that is more
} study;

// Of what these expressions read together; NULL ones are left out. as_share: the first one's outcomes are
// shares of points, which are told apart at 0 and 1.
study *study_new(world *w, arena *a, const feel_expression *const *expressions, size_t count, bool as_share);

// Goes through the product, or through a sample of it, which the seed decides. visit is called with the
// world moved to each pair; it returns false to stop. Stops past so many steps of evaluation. True where the
// product is exact and was gone through to its end.
typedef bool (*study_visit)(void *user);
bool study_walk(study *s, uint64_t steps, uint64_t most, str seed, study_visit visit, void *user);

// The values of the pair at hand, to come back to.
feel_value *study_values(const study *s, arena *a);
void study_return(const study *s, const feel_value *values);
bool study_all_known(const study *s); // none of the pair's values is null

// Makes values simpler, input by input, as long as still(user) holds for the pair.
void study_simplify(const study *s, feel_value *values, bool (*still)(void *user), void *user);

// "client.fee = 200 and client.max_fee = 100", for people; what is not known only where nothing else is said.
str study_example(const study *s, const feel_value *values, arena *a);

typedef struct outcomes {
    bool seen[RESULT_COUNT];
    bool known[RESULT_COUNT];               // where all that is read is known
    const feel_value *values[RESULT_COUNT]; // of the first one seen
    bool exhausted;                         // what was not seen cannot be
    feel_bounds bounds;                     // by its shape
    feel_bounds known_bounds;               // the same where all that is read is known
    uint64_t hash;                          // of all outcomes in their order
} outcomes;

// where: NULL, or what must be true for a pair to count.
void study_outcomes(study *s, const feel_expression *e, const feel_expression *where, uint64_t steps,
                    uint64_t most, outcomes *out);

bool outcome_impossible(const outcomes *o, result r);          // proven
bool outcome_impossible_if_known(const outcomes *o, result r); // where all that is read is known

// Bounds of an expression in this rule set. known: nothing that it reads is null.
feel_bounds study_bounds(world *w, const feel_expression *e, bool known);

#endif
