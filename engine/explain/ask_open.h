// SPDX-License-Identifier: MIT
// Private to the explain stage: what is open of a pair, that is not known and can be asked, put together by
// question.
#ifndef ATTUNE_EXPLAIN_ASK_OPEN_H
#define ATTUNE_EXPLAIN_ASK_OPEN_H

#include "explain/explanation.h"

typedef struct open_rule {
    enum { OPEN_GATE, OPEN_CRITERION, OPEN_FLAG } kind;
    uint32_t number; // in the rule set
    str id, text;
    const missing_item *missing;
    size_t missing_count;
    uint32_t field;  // the therapist's field that is all that is missing on their side, or NAME_MISSING
    size_t question; // the first rule of the same question: its own index or a lower one
} open_rule;

typedef struct open_rules {
    const open_rule *items; // gates, criteria, flags; each as in the rule set
    size_t count;
} open_rules;

// of: an explanation with all its rules. Lives in a; points into the explanation.
open_rules ask_open(arena *a, const ruleset *r, const explanation *of);

#endif
