// SPDX-License-Identifier: MIT
// Private to the match stage: a client's plan, as the scan reads it.
#ifndef ATTUNE_MATCH_PLAN_H
#define ATTUNE_MATCH_PLAN_H

#include "match/facts.h"

// Rules by when they are evaluated: column ones stand in the pool's facts, pair ones are left to the scan.
typedef struct rule_list {
    uint32_t *items; // indexes, ascending
    size_t count;
} rule_list;

// What flags that hold come to: of each group the largest deduction, and the lowest ceiling. A flag in no
// group is a group of its own.
typedef struct flag_tally {
    int64_t *largest; // by group
    int64_t deducted; // their sum
    int64_t ceiling;
} flag_tally;

struct client_plan {
    const ruleset *rules;
    const profile *client;
    feel_date today;
    points_table points;

    rule_list unmet_gates; // that read the client alone: they exclude everybody
    rule_list column_gates, pair_gates;

    int64_t sum, low, high, coverage; // of criteria that read the client alone
    rule_list column_criteria, pair_criteria;
    int64_t *unknown_shares; // by criterion: its contribution where it is unknown

    flag_tally holding, possible; // of flags that read the client alone: those that hold; also those unknown
    rule_list held_flags, open_flags; // of these: that hold; that are unknown
    rule_list column_flags, pair_flags;

    feel_value *lets; // client-only ones that are wanted
    bool *let_made, *let_error;
};

void flag_tally_add(flag_tally *t, const client_plan *plan, uint32_t flag_index);
int64_t flag_tally_score(const flag_tally *t, int64_t sum);

#endif
