// SPDX-License-Identifier: MIT
// The environment of evaluation: gives expressions the client, the therapist, signals, lets and today.
// One per thread; lets are evaluated on demand and kept until the environment moves to another therapist.
#ifndef ATTUNE_MATCH_ENVIRONMENT_H
#define ATTUNE_MATCH_ENVIRONMENT_H

#include "match/evaluation.h"
#include "pool/pool.h"

typedef struct environment environment;

// What an evaluation met on its way: fields and signals that were asked for and are not known.
typedef struct missing {
    enum { MISSING_CLIENT_FIELD, MISSING_THERAPIST_FIELD, MISSING_SIGNAL, MISSING_ENCOUNTER } kind;
    uint32_t index; // of the field or signal
} missing;

environment *environment_new(arena *a, const ruleset *r, const profile *client, feel_date today);

// Moves to a therapist: a row of a pool, or a profile with its signals' states (NULL: all unknown). Lets that
// read a therapist are forgotten; those that read the client alone are kept.
void environment_set_row(environment *e, const pool *p, uint32_t row);
void environment_set_profile(environment *e, const profile *therapist, const signal_state *signals);
void environment_set_none(environment *e); // no therapist: their fields and signals are null

// Preset values of lets, or NULL for none. The column answers for a let and a row (NAME_MISSING where the
// environment stands at no row): *known false leaves the let to be evaluated; *error says that its null came
// of an error (which was reported when the column was made). Not asked by environment_missing().
typedef feel_value (*let_column)(const void *user, uint32_t let, uint32_t row, bool *known, bool *error);
void environment_set_let_column(environment *e, let_column column, const void *user);

// The same for conditions and criteria that read the therapist alone: false where the value is not known to
// the host, or came of an error. Neither is asked for what reads a field that is tried out.
typedef bool (*known_value)(const void *user, const expression *x, uint32_t row, feel_value *value);
void environment_set_known(environment *e, known_value known, const void *user);

// At a row of a pool: tries out another value of one therapist field, until the next one or NULL (which takes
// it back; give the same index) or a move.
void environment_try_value(environment *e, uint32_t index, const feel_value *value);

// Evaluates. Problems are collected in *error where it is given (set true when the null came of an error,
// false otherwise). The value lives until the environment moves on.
feel_value environment_value(environment *e, const expression *x, bool *error);
truth environment_truth(environment *e, const expression *x,
                        bool *error); // null is unknown; a missing expression is TRUE

// A let's value, from the cache where it is there.
feel_value environment_let(environment *e, uint32_t let, bool *error);

// A message as text; empty where there is none. evidence: the value of {evidence}, may be empty for null. The
// text lives in out, or as long as the environment, or the rule set.
str environment_message(environment *e, const message *m, str evidence, arena *out);

// Evaluates x anew and lists what is missing (in order of first asking, each once); in out, or as long as the
// environment.
const missing *environment_missing(environment *e, const expression *x, arena *out, size_t *count);

// Reports that x came to nothing for the pair that the environment stands at (evaluation-error).
void environment_report(environment *e, const expression *x, str why);

// Where errors go while evaluating (may be NULL).
void environment_set_diagnostics(environment *e, diagnostics *d);

#endif
