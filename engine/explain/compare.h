// SPDX-License-Identifier: MIT
// Comparisons: why one therapist stands above another, as parts that add up to exactly the difference of
// their scores. Made of explanations alone; definitions in docs/EXPLAIN.md.
#ifndef ATTUNE_EXPLAIN_COMPARE_H
#define ATTUNE_EXPLAIN_COMPARE_H

#include "explain/report.h"

typedef enum compare_kind { COMPARE_FACTOR, COMPARE_FLAG, COMPARE_CEILING, COMPARE_FLOOR } compare_kind;

// One criterion that the two did not get the same of: both sides' explanations of it.
typedef struct criterion_difference {
    const criterion_explanation *above, *below;
    int64_t difference; // micro-points, above - below; never 0
} criterion_difference;

// What one cause did to both scores: a factor's contribution, a flag's deduction, a ceiling's cut, or the
// cut at 0. Deductions and ceiling cuts are negative.
typedef struct compare_part {
    compare_kind kind;
    str id, title;                        // of the factor or the flag; empty for the floor
    str because;                          // of a flag that took points off: its message
    int64_t above, below;                 // micro-points of each score
    int64_t difference;                   // above - below
    const criterion_difference *criteria; // of a factor: largest first
    size_t criterion_count;
} compare_part;

// What put one of two above the other: a gate wherever one of them is excluded.
typedef enum compare_decided {
    DECIDED_SCORE,
    DECIDED_LOW,
    DECIDED_HIGH,
    DECIDED_COVERAGE,
    DECIDED_ID,
    DECIDED_GATE
} compare_decided;
const char *compare_decided_name(compare_decided d); // "score", "low", "high", "coverage", "id", "gate"

typedef struct comparison {
    const explanation *above, *below;
    int64_t difference; // above's score - below's; negative only where the order is not by score, or below is
                        // excluded
    compare_decided decided;
    bool ranges_overlap;       // what is not known could turn it around
    const compare_part *parts; // largest first; their differences add up to difference
    size_t part_count;
} comparison;

// Compares two explanations of one client's report (EXPLAIN_RULES at least). It points into them.
void compare_pair(arena *a, const explanation *above, const explanation *below, rank_order order,
                  comparison *out);

// Two or more therapists of a pool, each with the next one below it.
typedef struct compare_report {
    report report; // items: those compared, as they stand in the ranking, then excluded ones by id
    const comparison *comparisons;
    size_t comparison_count; // one less than the items
} compare_report;

// Puts explanations of out->report's client in the order of the ranking, in place, and compares each with the
// next; fills the rest of out.
void compare_all(arena *a, explanation *items, size_t count, compare_report *out);

#endif
