// SPDX-License-Identifier: MIT
// Private to the match stage: a client's plan made ready for a pool. Conditions become keys with outcomes;
// criteria whose keys fit into a byte together are looked up together. Immutable; shared by threads.
#ifndef ATTUNE_MATCH_PROGRAM_H
#define ATTUNE_MATCH_PROGRAM_H

#include "match/keys.h"
#include "match/plan.h"

// Sums of contributions, all four at once.
enum { SUM_SCORE, SUM_LOW, SUM_HIGH, SUM_COVERAGE, SUM_COUNT };
typedef int32_t sums __attribute__((vector_size(SUM_COUNT * sizeof(int32_t))));

enum { MOST_GROUPS = 20 }; // so many marks of what is not known yet (scan_run.h) stay within 32 bits

// A condition and its key. Where all that it sees are packed codes, these are its group's key, and own tells
// by that which its own is.
typedef struct unit {
    uint32_t index; // of the gate, criterion or flag
    uint32_t keys;  // so many different ones
    key key;
    uint32_t pack; // NAME_MISSING where it has bits
    const uint8_t *own;
} unit;

typedef struct unit_list {
    unit *items;
    size_t count;
} unit_list;

// Criteria that are looked up together: units first … first + count - 1 of the program's criteria.
typedef struct unit_group {
    uint32_t keys;
    key key;
    uint32_t pack;        // NAME_MISSING where it has bits
    const uint8_t *bytes; // packed codes by row, or NULL
    size_t first, count;
} unit_group;

// Therapist-only criteria: the facts' numbers, and what each is worth to this client.
typedef struct packed_sums {
    const packed_criteria *packed;
    const sums *worth;
} packed_sums;

struct scan_program {
    const ruleset *rules;
    const client_plan *plan;
    const pool *pool;
    const pool_facts *facts;
    key_bits bits;
    unit_list gates, criteria, flags;
    unit_group *groups;
    size_t group_count;
    packed_sums *packed;
    size_t packed_count;
    sums base; // of what reads the client alone
    // What is left to the evaluator, for each row.
    rule_list slow_gates, slow_criteria, slow_flags;
    const uint32_t *met; // rows of therapists whom the client has met: left to the evaluator as a whole
    size_t met_count;    // ascending
};

// A unit's own key within the key of its group.
uint32_t unit_key(const unit *u, const unit_group *group, uint32_t group_key);

// What a criterion is worth to the client where its value is known, and where not.
sums worth_of(const client_plan *plan, uint32_t criterion, bool known, decimal value);

#endif
