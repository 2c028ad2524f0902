// SPDX-License-Identifier: MIT
// What to ask: of what is not known of a therapist, the questions whose answers could move their place in a
// ranking most, with what each answer would do. Definitions in docs/EXPLAIN.md.
#ifndef ATTUNE_EXPLAIN_ASK_H
#define ATTUNE_EXPLAIN_ASK_H

#include "explain/explanation.h"
#include "match/places.h"

enum { ASKS_MOST = 5 };

// What one answer would do, all else as it is.
struct ask_answer {
    str value; // of the question's one field: FEEL source; empty where the question rests on no such field
    str label; // the same for people
    bool good; // where value is empty: all that is asked comes out well, or else all of it badly
    bool excluded;            // by this answer; then place, low and high are 0
    size_t place;             // among the others, whose scores stand
    int64_t score, low, high; // micro-points
    bool has_chance;
    int64_t chance; // millionths: how likely, by what the rules' authors say that counts while it is unknown
};

struct ask_question {
    const str *about; // ids of the gates, criteria and flags asked about; the text is the first one's
    size_t about_count;
    const str *fields; // "therapist.fee": what is missing of the profile
    size_t field_count;
    str text;
    const ask_answer *answers; // values of the field as they are declared; or the good one and the bad one
    size_t answer_count;
    size_t moves;     // places between the best and the worst answer; exclusion is the place behind the last
    int64_t expected; // millionths of a place: how far it moves on average, from where it is now
    bool has_chance;  // expected rests on chances; else on all answers being equally likely
    int64_t stake;    // micro-points between the best and the worst answer; exclusion counts as 0
};

// Fills the asks of all items that are ranked: explanations (EXPLAIN_RULES at least) of rows of found.
void ask_fill(arena *a, const ruleset *r, const client_plan *plan, const pool *p, rank_order order,
              const ranking *found, explanation *items, size_t count);

#endif
