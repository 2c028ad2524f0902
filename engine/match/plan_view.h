// SPDX-License-Identifier: MIT
// How the conditions of a rule set are run over a pool, for people: when each is evaluated, and what those of
// pairs are looked up by, or why they are evaluated for each pair.
#ifndef ATTUNE_MATCH_PLAN_VIEW_H
#define ATTUNE_MATCH_PLAN_VIEW_H

#include "pool/profile.h"

typedef enum planned_rule { PLANNED_GATE, PLANNED_CRITERION, PLANNED_FLAG } planned_rule;
const char *planned_rule_name(planned_rule rule); // "gate", "criterion", "flag"

typedef enum planned_sight {
    PLANNED_NULL,    // whether it is known
    PLANNED_MEMBERS, // which items of with it holds
    PLANNED_ORDER,   // how it compares with with
    PLANNED_COUNT,   // how many items it has
    PLANNED_VALUE    // its value
} planned_sight;
const char *planned_sight_name(planned_sight sight); // "known", "items", "order", "count", "value"

// What a condition sees of a therapist.
typedef struct planned_key {
    str of; // as in FEEL: therapist.fee, signals.warm, a let
    planned_sight sight;
    str with;     // FEEL, or empty
    bool counted; // a client is given, and with comes to so many values:
    size_t values;
} planned_key;

typedef struct planned_condition {
    planned_rule rule;
    str id;
    timing timing;
    bool applies;    // to the client; true where none is given
    bool looked_up;  // of a pair: by these keys
    const char *why; // of a pair that is not: why it is evaluated for each
    const planned_key *keys;
    size_t key_count;
} planned_condition;

typedef struct plan_view {
    const planned_condition *items; // gates, then criteria, then flags
    size_t count;
} plan_view;

// client: NULL for none; then what its values come to is left open. Whether a pool's values are too many for
// a key shows with the pool alone.
plan_view plan_view_make(arena *a, const ruleset *r, const profile *client, feel_date today);

#endif
