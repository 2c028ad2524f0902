// SPDX-License-Identifier: MIT
// Explanations: evaluations turned into records that renderers print. Data, no layout: sentences are only
// those of the rule set's messages.
#ifndef ATTUNE_EXPLAIN_EXPLANATION_H
#define ATTUNE_EXPLAIN_EXPLANATION_H

#include "explain/because.h"
#include "match/rank.h"

// A stretch of a therapist's text that a signal matched. Of several matches of one signal in one sentence
// that are judged alike only the first is given. Where a rule has quotes that count, only those; else the
// discounted ones.
typedef struct quote {
    str signal;        // name
    str field;         // name of the therapist's field
    uint32_t item;     // in a list of texts, from 0
    str sentence;      // the sentence around the match, as written, white space folded
    str matched;       // the matched words as written
    size_t start, end; // bytes of the match in the text
    bool counts;
    str because; // why it counted or did not
} quote;

typedef struct missing_item {
    str name;  // "therapist.fee", "client.max_fee", "signals.builds_skills", "encounter"
    str label; // for people
    str ask;   // the field's question; may be empty
} missing_item;

typedef struct reason_list {
    const str *items;
    size_t count;
} reason_list;

typedef struct criterion_explanation {
    str id, title;
    outcome outcome;
    str value;                          // as text; empty where unknown or not applicable
    int64_t points, contribution, lost; // micro-points; lost = points - contribution
    str message;                        // of its outcome; may be empty
    str ask;
    const quote *quotes;
    size_t quote_count;
    const missing_item *missing;
    size_t missing_count;                 // where unknown
    int64_t score_if_met, score_if_unmet; // where unknown: the pair's score were it known as 1 or 0
    bool rest_on_signals;
    decided_list decided_by; // where known; of explain_decided()
} criterion_explanation;

typedef struct factor_explanation {
    str id, title;
    int64_t points, contribution, low, high;
    str weight, adjusted_weight;               // as text, before and after the adjusts
    reason_list because;                       // of the adjusts that hold
    uint32_t first_criterion, criterion_count; // into the criteria
} factor_explanation;

typedef struct flag_explanation {
    str id, title, group;
    truth holds; // true or unknown; flags that do not hold are left out
    bool counts;
    int64_t deducted; // micro-points off this score
    int64_t deduct;   // as written
    bool has_ceiling;
    int64_t ceiling;
    bool ceiling_binds; // it is the one that cut this score
    str because, ask;
    const quote *quotes;
    size_t quote_count;
    const missing_item *missing;
    size_t missing_count;
    int64_t score_if_held;   // where unknown
    decided_list decided_by; // where it holds; of explain_decided()
} flag_explanation;

typedef struct gate_explanation {
    str id, title;
    outcome outcome;
    str message, ask;
    const quote *quotes;
    size_t quote_count;
    const missing_item *missing;
    size_t missing_count;
    decided_list decided_by; // where known; of explain_decided()
} gate_explanation;

typedef struct advice_explanation {
    str id, title, say, ask;
    bool urgent;
} advice_explanation;

// What is asked: unmet, unknown and erroneous gates; unknown, erroneous and partly met criteria; flags that
// hold or may hold. Where an unknown criterion has no question, the first of its missing therapist fields
// lends its own.
typedef struct question {
    str about; // id of the gate, criterion or flag
    str text;
    int64_t
        stake; // micro-points between the best and the worst answer; a gate's is 100 points, advice's 0. What
               // is known stands: a partly met criterion can only gain, a flag that holds can only fall away
} question;

// What one answer would do: the exact score were this field known to have this value.
typedef struct answer {
    str field;              // "therapist.accepting"
    str value;              // FEEL source: true, "online"
    str label, value_label; // the same for people
    bool excluded;          // would be excluded by it
    int64_t score;          // micro-points
} answer;

typedef struct loss { // one cause of a score below 100, largest first; roots just ahead of what follows
    enum { LOSS_CRITERION, LOSS_FLAG, LOSS_CEILING } kind;
    str id;
    int64_t points;          // micro-points
    bool unknown;            // lost only for want of knowing
    const str *follows_from; // ids of the losses ahead of it that it likely follows from
    size_t follows_count;
} loss;

typedef struct stability stability;
typedef struct ask_answer ask_answer; // explain/ask.h
typedef struct ask_question ask_question;

typedef struct explanation {
    uint32_t row;
    str id, name;
    size_t place; // in the ranking, from 1; 0 where excluded or not ranked
    bool excluded;
    score_steps score, low, high;
    int64_t coverage;
    str weakest; // title of the factor with the smallest share of its points won; empty where none has points
    const factor_explanation *factors;
    size_t factor_count;
    const criterion_explanation *criteria;
    size_t criterion_count; // all, also not applicable ones
    const flag_explanation *flags;
    size_t flag_count;
    const gate_explanation *gates;
    size_t gate_count;
    const advice_explanation *advice;
    size_t advice_count; // of this pair
    const question *questions;
    size_t question_count; // by stake, largest first; each text once
    const answer *answers;
    size_t answer_count;
    const ask_question *asks; // in a ranking: what to ask first (explain/ask.h)
    size_t ask_count;
    const loss *losses;
    size_t loss_count;
    const stability *next; // in a ranking: how near the next one is (explain/stability.h); else NULL
} explanation;

// What is the same for all therapists: the client's side of a report.
typedef struct client_explanation {
    str id;
    const factor_explanation *factors;
    size_t factor_count; // points and reasons; contributions are 0
    const criterion_explanation *criteria;
    size_t criterion_count; // points; outcome: not applicable or unknown
    const advice_explanation *advice;
    size_t advice_count; // urgent ones first
    const missing_item *missing;
    size_t missing_count; // the client's fields with a question that conditions asked for and found empty
} client_explanation;

// The part with this id, or NULL. (Flags that do not hold have none.)
const gate_explanation *explanation_gate(const explanation *e, str id);
const criterion_explanation *explanation_criterion(const explanation *e, str id);
const flag_explanation *explanation_flag(const explanation *e, str id);

void explain_client(arena *a, const ruleset *r, const client_plan *plan, client_explanation *out);

// How much of a pair is explained: its gates and score alone (the rest of the record stays empty), all but
// what answers would do, or that as well.
typedef enum explain_depth { EXPLAIN_GATES, EXPLAIN_RULES, EXPLAIN_ANSWERS } explain_depth;

// Explains pairs of one client, one after the other: what is the same for all of them is made once, and
// memory is used again. Belongs to one thread. facts: the pool's, or NULL, where all is evaluated.
typedef struct explain_run explain_run;
explain_run *explain_run_new(arena *a, const ruleset *r, const client_plan *plan, const pool *p,
                             const pool_facts *facts);

// Words of decisions ("at most", "too long") in another language than English, which these are in as long as
// nothing is given; to is handed on.
typedef str explain_say(const void *to, const char *english);
void explain_run_say(explain_run *run, explain_say *say, const void *to);

// Explains a row. position is put into the record, which lives in a, in the run's arena, in the rule set and
// in the pool.
void explain_run_row(explain_run *run, arena *a, uint32_t row, size_t position, explain_depth depth,
                     explanation *out);

// A copy of an explained row with the values that decided it (because.h), which take longer than all the
// rest: for those who show them. Lives in a and the run's arena until the run goes on, and as long as e.
// without_client: of rules that read the therapist alone, so that no value of the client's has a say in it.
const explanation *explain_decided(explain_run *run, arena *a, const explanation *e, bool without_client);

// Explains one row alone, in a.
void explain_row(arena *a, const ruleset *r, const client_plan *plan, const pool *p, uint32_t row,
                 size_t position, explain_depth depth, explanation *out);

#endif
