// SPDX-License-Identifier: MIT
// A made-up pair of client and therapist, for evaluating conditions before there are profiles. Private to
// this stage.
#ifndef ATTUNE_ANALYSIS_WORLD_H
#define ATTUNE_ANALYSIS_WORLD_H

#include "feel/inspect.h"
#include "ruleset/ruleset.h"

typedef enum input_kind {
    INPUT_CLIENT,
    INPUT_THERAPIST,
    INPUT_SIGNAL,
    INPUT_MET,       // whether the two have met: true or null
    INPUT_ENCOUNTER, // a field of this pair's entry
    INPUT_TODAY
} input_kind;

typedef struct input {
    input_kind kind;
    uint32_t index;     // of the field or signal
    const field *field; // NULL for signals, whether they met, and today
} input;

// All that conditions may read. Inputs are numbered: fields of the client, fields of the therapist, signals,
// fields of the encounter, met, today.
typedef struct world {
    arena *arena;
    arena scratch; // of one moment: reset by world_move()
    const ruleset *rules;
    feel_date today;
    input *inputs;
    uint32_t input_count;
    uint32_t first_therapist, first_signal, first_encounter, met, today_input;
    feel_value *values;  // by input: the pair at hand
    feel_value evidence; // null, or a sentence
    uint64_t steps;      // spent in all
    bool error;          // the last evaluation's null came of an error
    bool gave_up;        // an evaluation for this pair took too long: what it gave means nothing
    str problem;         // the first one's message, in scratch

    feel_bounds *let_bounds[2]; // outcomes.c: of each let; [1]: where all that is read is known
    struct world_state *state;  // private
} world;

world *world_new(arena *a, const ruleset *r, feel_date today);

// The number of what is read; NAME_MISSING for a let, and for a side as a whole.
uint32_t world_input(const world *w, const feel_read *read);

// To be called once values have changed: forgets what lets came to.
void world_move(world *w);

// Evaluates for the pair at hand. The value lives until the world moves on.
feel_value world_value(world *w, const feel_expression *e);

// What a let does with what it reads; made once.
const feel_inspection *world_let_inspection(world *w, uint32_t let);

str world_input_name(const world *w, uint32_t input, arena *out); // "client.max_fee"

#endif
