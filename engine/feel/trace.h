// SPDX-License-Identifier: MIT
// What one evaluation did, as a tree: each part of the expression with its value, what names stood for in it,
// and what went wrong there; so that a person sees why an expression came to what it did. Bounded: a part
// past the bounds is counted where it would stand.
//
//     static void report(void *user, const feel_problem *problem)
//     {
//         feel_tracing_problem(user, problem);
//     }
//     …
//     feel_tracing *tracing = feel_tracing_new(a, text, NULL);
//     run.trace = feel_tracing_events(tracing);
//     run.report = report;
//     run.report_user = tracing;
//     feel_evaluate(expression, &run);
//     const feel_part *root = feel_tracing_root(tracing);
#ifndef ATTUNE_FEEL_TRACE_H
#define ATTUNE_FEEL_TRACE_H

#include "feel/feel.h"

typedef struct feel_part feel_part;

typedef enum feel_part_state {
    FEEL_PART_DONE,
    FEEL_PART_NOT_NEEDED // its value could not change the outcome: "and" after a false, the other branch of
                         // an if
} feel_part_state;

typedef struct feel_part_problem {
    struct feel_part_problem *next;
    diagnostic_code code;
    str message, help;
} feel_part_problem;

// Turns of a loop like the one before them that are not kept: none of them is null or went wrong.
typedef struct feel_turns {
    uint64_t count;
    uint64_t yes, no; // how many came to true, and to false
} feel_turns;

struct feel_part {
    const struct node *node; // private
    feel_part *parent, *first, *last, *next;
    str text; // of the expression; "?" for what unary tests are about
    size_t offset, length;
    str label; // what it is to its parent: "then", "else", "in", a context's key; may be empty
    feel_part_state state;
    // Says nothing that its parent's text does not say: a literal, a name whose value is bound just above,
    // the beginning of a path. Its children may say something.
    bool obvious;
    bool is_name; // a name by itself
    feel_value value;
    const feel_entry *bindings; // what names stand for in it since its parent: of loops, filters, functions
    size_t binding_count;
    uint64_t turn; // of a filter or a loop through one list: which item the first binding is; else 0
    feel_part_problem *problems; // that arose in it and not in a part of it
    feel_turns turns;            // left out behind it
    uint64_t left_out;           // parts in it that are not kept since there were too many
};

typedef struct feel_tracing_bounds {
    size_t parts; // kept in all; a tenth of them for parts near the root
    size_t turns; // of one loop; those past it are kept only where they are null or went wrong, as many again
} feel_tracing_bounds;

typedef struct feel_tracing feel_tracing;

// One evaluation of an expression of this text, the bytes that it was compiled from, which are kept by
// reference. It lives within arena a, in an arena of its own; a may be the run's. Values and messages are the
// run's and live as long as its arena. bounds: NULL for 2,000 parts and 10 turns.
feel_tracing *feel_tracing_new(arena *a, str text, const feel_tracing_bounds *bounds);
const feel_trace *feel_tracing_events(const feel_tracing *tracing);
void feel_tracing_problem(feel_tracing *tracing, const feel_problem *problem); // for the run's report
const feel_part *feel_tracing_root(const feel_tracing *tracing);               // NULL before the evaluation

// A value within so many columns of a terminal, or little more, as FEEL source. What is left out is counted:
// ["a", "b", … 40 in all], "the first words…" (2000 characters).
str feel_brief_value(arena *a, feel_value v, size_t columns);

// The text of an expression in one line, without comments, within so many columns: what stands in brackets
// becomes "…", the innermost first; then the end is cut.
str feel_brief_text(arena *a, str text, size_t columns);

size_t feel_columns(str text); // that it takes on a terminal

#endif
