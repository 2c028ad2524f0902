// SPDX-License-Identifier: MIT
// The values that decided an outcome, found in the tree of its condition: which comparisons, memberships and
// booleans, what the fields held, what would have to hold instead, and how far off it is. What decides, and
// what is looked through, is defined in docs/EXPLAIN.md. Signals are not here: quotes show them.
#ifndef ATTUNE_EXPLAIN_BECAUSE_H
#define ATTUNE_EXPLAIN_BECAUSE_H

#include "base/str.h"

typedef struct decided_value {
    str name;         // "therapist.fee"; of something reckoned: as it is written
    str value;        // FEEL source, cut short where it is long
    str label, words; // the same for people: "the fee", "240"; terms by their labels. label may be empty
    bool of_client;   // it tells of the client or of an encounter
    bool of_text;     // of a therapist's texts
} decided_value;

// One comparison, membership or boolean, or what a number was made of.
typedef struct decided {
    str expression; // as the rule set has it
    bool is_condition;
    bool holds; // of a condition
    const decided_value *values;
    size_t value_count;
    str text;   // "therapist.fee = 240 > client.max_fee = 200"
    str needed; // what would have to hold instead: "therapist.fee at most 200"; empty where that is no
                // matter of the therapist's (or, of a gate, of the client's) that could be otherwise
    str amount; // where needed is about order: how far off, as digits; empty where it cannot be told
    str unit;   // of the amount: "USD", "days"; may be empty
    str by;     // the same for people: "40 USD too much"
} decided;

typedef struct decided_list {
    const decided *items;
    size_t count;
    size_t more; // that are left out
    str needed;  // what would have to hold, of all together
} decided_list;

enum {
    DECIDED_MOST = 12,       // conditions of one rule
    DECIDED_LIST_ITEMS = 5,  // of a list; the others are counted
    DECIDED_CHARACTERS = 60, // of a text; then "…"
};

#endif
