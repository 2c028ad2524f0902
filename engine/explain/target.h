// SPDX-License-Identifier: MIT
// What would change a score: the smallest sets of changes that lift it to a target. A change is one outcome:
// a criterion that becomes met, or a flag that no longer holds. Definitions in docs/EXPLAIN.md.
#ifndef ATTUNE_EXPLAIN_TARGET_H
#define ATTUNE_EXPLAIN_TARGET_H

#include "explain/report.h"

typedef struct target_explanation target_explanation;

typedef enum change_how {
    CHANGE_ASK,       // it is not known: an answer may do it
    CHANGE_DIFFERENT, // it is known: a fact would have to be different
    CHANGE_NEVER      // it rests on what has happened, or on nothing that could be otherwise
} change_how;

typedef struct target_change {
    const criterion_explanation *criterion; // either becomes met,
    const flag_explanation *flag;           // or no longer holds; the other is NULL
    change_how how;
    uint32_t number; // of the criterion or flag in the rule set
    int64_t gain;    // micro-points: what the criterion lacks of its points; what the flag deducts as written
} target_change;

typedef struct target_set {
    const uint32_t *changes; // into the target's, flags first, then criteria as in the rule set
    size_t count;
    int64_t score; // micro-points with all of them
} target_set;

// Sets of one size that reach the target: none is smaller, and of that size none asks for fewer things to be
// different.
typedef struct target_sets {
    bool possible;
    size_t fewest;           // changes in each
    size_t different;        // of these, how many are CHANGE_DIFFERENT
    const target_set *items; // those with the largest gains first; none where they have over 64 changes
    size_t count;
    bool more; // than are listed
} target_sets;

struct target_explanation {
    int64_t target;                // micro-points, 0…100 points
    str above;                     // the therapist whose score it is to pass; empty where a number was given
    str above_name;                // may be empty
    bool reached;                  // already
    int64_t best_by_answers, best; // the score with all that can be asked; with all that can change
    const target_change *changes;  // all that could lift the score, and all that cannot change
    size_t change_count;
    target_sets any;        // of all changes
    target_sets by_answers; // of those alone that can be asked
};

enum { TARGET_SETS = 10 }; // listed of each kind

// of: the explanation of a row (EXPLAIN_RULES at least); the result points into it.
void explain_target(arena *a, const ruleset *r, const client_plan *plan, const pool *p, const explanation *of,
                    int64_t target, target_explanation *out);

// What there is to change, without the search: changes and best scores of out.
typedef struct target_score {
    const ruleset *rules;
    const explanation *of;
    const target_explanation *target;
    arena *scratch;
} target_score;

// The exact score with some of the changes: taken by change.
int64_t target_score_with(const target_score *s, const bool *taken);

// Private to the stage: target_search.c. Fills sets, of changes with how <= most.
void target_search(arena *a, const target_score *s, change_how most, target_sets *sets);

#endif
