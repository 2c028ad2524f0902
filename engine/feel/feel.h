// SPDX-License-Identifier: MIT
// FEEL, the Friendly Enough Expression Language of DMN 1.5 (OMG), as a library: compile once, evaluate often.
// Knows nothing of therapists. Depends on base/ and, for patterns, on text/regex.h.
//
// Memory: all of it comes from arenas (base/memory.h), and failure to get some unwinds to the guard_run()
// that every call here must stand in. Pointers that are taken are kept, not copied, unless it says otherwise.
//
// Threads: a guard, an arena, a feel_run with its regex_scratch, and a feel_tracing belong to one thread
// each. Scopes, types, limits, names (once nothing more is learnt), values and compiled expressions are only
// read, and are shared freely.
//
// The outside world: a date and time with a named zone opens that zone's file under /usr/share/zoneinfo, when
// it is compiled or evaluated; nothing else is read, neither a clock nor the environment nor the locale.
#ifndef ATTUNE_FEEL_FEEL_H
#define ATTUNE_FEEL_FEEL_H

#include "base/diagnostics.h"
#include "base/limits.h"
#include "feel/value.h"

typedef struct feel_expression feel_expression;

// A variable: its slot is its index in the scope. Names may hold spaces where a host declares such. type may
// not be NULL; feel_type_basic(FEEL_ANY) where it is not known.
typedef struct feel_variable {
    str name;
    const feel_type *type;
} feel_variable;

// A type by its name, for "instance of" and for the parameters of functions: DMN's item definitions.
typedef struct feel_named_type {
    str name;
    const feel_type *type;
} feel_named_type;

// What expressions are compiled against, or NULL for nothing. It and what it points at, names too, must live
// as long as the expressions do.
typedef struct feel_scope {
    const feel_variable *variables;
    size_t count;
    const feel_named_type *types;
    size_t type_count;
} feel_scope;

// The names of a scope, of its types and of its variables' members, made once where many expressions are
// compiled against the scope. Where a variable gets another type later, feel_names_learn() takes its members'
// names up. Compiling only reads them, so threads may share them.
typedef struct feel_names feel_names;
feel_names *feel_names_new(arena *a, const feel_scope *scope);
void feel_names_learn(feel_names *names, const feel_type *type);

// What went wrong in an expression: offset and length are bytes of its text; help may be empty. The problem
// itself is gone after the report; message and help live as long as the arena: that of the compilation, of
// the run where the evaluation reports.
typedef struct feel_problem {
    diagnostic_code code;
    size_t offset, length;
    str message, help;
} feel_problem;

typedef void (*feel_report)(void *user, const feel_problem *problem);

typedef struct feel_options {
    const limits *limits; // never NULL: limits_default() gives some; not kept
    // The text is unary tests, such as  < 10, [20..30], over a variable "?" that the scope must have, with
    // the type of what is tested.
    bool unary_tests;
    bool lenient; // undeclared names and type errors are found at evaluation (as the standard has it) and
                  // not at compile time; syntax errors always at compile time
    bool unknown_nulls; // =, !=, in and list contains give null where one side comes to null, unless that
                        // side is the constant null, and a filter where its condition is null for some
                        // item; the standard says false or leaves the item out: "not known" becomes "no"
    bool no_clock;      // evaluations are given no time: today() and now() are problems
    const feel_names *names; // of the scope; NULL: they are gathered for this expression alone
    // Counts searches for what an unknown name may mean, which take a look at all variables, and ends them
    // past limits->diagnostics: for all expressions that share it. NULL: for this one alone.
    uint64_t *searches;
    feel_report report; // may be NULL
    void *report_user;
} feel_options;

// Parses, resolves and type-checks text. Returns NULL after reporting at least one problem; reports all
// it can find. The expression is immutable, lives in arena a, and refers to text's bytes, to the scope and to
// its names and types.
const feel_expression *feel_compile(arena *a, str text, const feel_scope *scope, const feel_options *options);

// A type by itself, as it stands behind "instance of": FEEL's names, the scope's, and list<…>, range<…>,
// context<…> and function<…>->… of them. The type may refer to the scope's. NULL after a report, also in
// lenient mode. Of options, limits, names and report are read.
const feel_type *feel_parse_type(arena *a, str text, const feel_scope *scope, const feel_options *options);

const feel_type *feel_expression_type(const feel_expression *e);

// Calls visit for each read of a variable: path holds the member numbers of the fields read through it (one
// or two levels; empty for the variable as a whole). Iteration variables are not reported, but reads through
// an element of a list member (client.encounters[item.felt]) are, as member of the list's element.
typedef struct feel_read {
    uint32_t slot;
    uint32_t members[2];
    size_t depth; // of members used
    size_t offset, length;
} feel_read;
void feel_visit_reads(const feel_expression *e, void (*visit)(void *user, const feel_read *read), void *user);

struct node; // private: a part of an expression

// What an evaluation does, told while it happens: enter and leave come in pairs that nest as the expression's
// parts do, each with the part's place in the text; node is what feel/trace.h knows the part by. A test
// behind "in" and a unary test are parts, too, which come to their outcome. bind comes before a part is
// entered under a new value of a name (an iteration's variable, "item", "partial", a parameter). Problems are
// reported between the enter and the leave of the part they arose in. Values live as long as the evaluation's
// arena.
typedef struct feel_trace {
    void (*enter)(void *user, const struct node *node, size_t offset, size_t length);
    void (*bind)(void *user, str name, feel_value value);
    void (*leave)(void *user, feel_value value);
    void *user;
} feel_trace;

// Of the evaluation under way or the last one; private, but for steps, which a host may read.
typedef struct feel_run_state {
    uint64_t steps;           // work done
    uint64_t reported;        // problems so far
    uint64_t reported_before; // those before the part under way
    uint32_t depth;
    size_t memory_end;                 // what the arena may have handed out
    struct regex_scratch *own_scratch; // where the host gave none
    struct late_pattern *late_pattern; // compiled last, of those that are no constants
} feel_run_state;

// One evaluation's surroundings; reused for many. Belongs to one thread.
typedef struct feel_run {
    arena *arena;         // results and temporaries; the caller resets it
    const limits *limits; // never NULL
    // The value of a scope's variable, asked for at each read of it: of its type or null, its strings valid
    // UTF-8. NULL where there are no variables.
    feel_value (*variable)(void *host, uint32_t slot);
    void *host;
    // Told why a null came of an error: within a loop once for each time, so possibly as often as
    // limits->expression_steps; it may set stopped when it has heard enough. NULL: nobody is told.
    feel_report report;
    void *report_user;
    const feel_trace *trace;   // told of every part; NULL for none
    const feel_date_time *now; // what now() and today() give; NULL: they are not known
    // For searches with patterns: regex_scratch_new() of text/regex.h, once a thread, so that no search
    // allocates. NULL: each evaluation that searches makes one in the arena.
    struct regex_scratch *scratch;
    feel_run_state state;
    bool stopped; // out: a limit ended the evaluation; the value is null. A callback may set it to end one
} feel_run;

// The value; null where FEEL says so, and where an error or a limit ended it (then reported). The result may
// point into run->arena, into the expression and into what variables gave.
feel_value feel_evaluate(const feel_expression *e, feel_run *run);

// The same from within run->variable, where a variable is itself an expression: its work counts with that of
// the evaluation under way.
feel_value feel_evaluate_within(const feel_expression *e, feel_run *run);

// The expression as FEEL source, normalised; for messages and for tests that reparse it.
str feel_expression_source(arena *a, const feel_expression *e);

// Wraps an expression so that its result is a string for people: terms of an enumeration become their labels
// (also inside string join and where a list of terms is the result), lists are joined with ", ", numbers and
// dates as text; null stays null. The result's type is string.
const feel_expression *feel_for_people(arena *a, const feel_expression *e);

#endif
