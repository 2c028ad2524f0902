// SPDX-License-Identifier: MIT
// The evaluation of one pair, as data: what the reference evaluator makes and the fast path must equal.
#ifndef ATTUNE_MATCH_EVALUATION_H
#define ATTUNE_MATCH_EVALUATION_H

#include "match/points.h"

typedef enum outcome {
    OUTCOME_MET,
    OUTCOME_PARTLY,
    OUTCOME_UNMET,
    OUTCOME_UNKNOWN,
    OUTCOME_NOT_APPLICABLE,
    OUTCOME_ERROR
} outcome;
const char *outcome_name(outcome o); // "met", "partly", "unmet", "unknown", "not_applicable", "error"

typedef struct criterion_result {
    outcome outcome;
    decimal value;        // 0…1 where the outcome is met, partly or unmet
    int64_t points;       // effective, micro-points
    int64_t contribution; // to the score; of an unknown (or error): its unknown value's share
    int64_t low, high;    // to low and high
} criterion_result;

typedef struct flag_result {
    truth holds;
    bool counts; // it holds, has a deduction, and that is the one of its group that counts (in the score)
    int64_t deducted; // micro-points off the score by it: its deduct where it counts, else 0
} flag_result;

// How a sum of contributions became a score: sum - deducted, then the ceiling, then 0…100.
typedef struct score_steps {
    int64_t sum;           // of contributions
    int64_t deducted;      // by flags
    int64_t ceiling_cut;   // taken off by the ceiling, ≥ 0
    int64_t floor_lift;    // added where it was below 0, ≥ 0
    int64_t score;         // sum - deducted - ceiling_cut + floor_lift, 0…100 points
    uint32_t ceiling_flag; // whose ceiling was the lowest of those that hold, or NAME_MISSING
} score_steps;

typedef struct evaluation {
    bool excluded;  // some gate is unmet
    outcome *gates; // met, unmet, unknown, not_applicable (or error: shown, does not exclude)
    criterion_result *criteria;
    flag_result *flags;
    truth *advice; // advice that is given once per client is evaluated here too
    score_steps score, low, high;
    int64_t coverage; // micro-points known
} evaluation;

#endif
