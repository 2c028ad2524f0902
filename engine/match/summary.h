// SPDX-License-Identifier: MIT
// A ranking summed up: how the scores of the whole pool are spread, and what excludes how many. A scan need
// not ask all gates of everybody; whoever wants all of them counted asks for a summary.
#ifndef ATTUNE_MATCH_SUMMARY_H
#define ATTUNE_MATCH_SUMMARY_H

#include "match/scan.h"

enum { SUMMARY_BINS = 20, SUMMARY_BIN_POINTS = 5 };

typedef struct gate_count {
    size_t unmet; // by so many
    size_t alone; // of them, those who meet all others, or leave them open
} gate_count;

typedef struct flag_count {
    size_t holds, unknown; // among those who are ranked
} flag_count;

// Counts over a whole pool. Bin i is from 5 i to below 5 (i + 1) points, the last one with 100.
typedef struct ranking_summary {
    size_t ranked, excluded;
    size_t scores[SUMMARY_BINS]; // of those who are ranked, as what follows
    size_t coverage[SUMMARY_BINS];
    gate_count *gates; // by gate of the rule set
    flag_count *flags; // by flag
} ranking_summary;

ranking_summary *ranking_summary_new(arena *a, const ruleset *r);

// Counts scores and coverage, and how many are ranked, of what scan_rows() made of some rows. Gates and flags
// are counted by the scan itself: scan_count().
void summary_rows(ranking_summary *s, const pair_score *scores, size_t count);

// Adds what one thread has counted, when it is done; in whichever order, the sum is the same.
void summary_add(ranking_summary *to, const ranking_summary *from, const client_plan *plan);

#endif
