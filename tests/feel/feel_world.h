// SPDX-License-Identifier: MIT
// A small world for the tests of FEEL: a scope with a client and a therapist as a rule set declares them, and
// helpers that compile, evaluate and keep what was reported.
#ifndef ATTUNE_TESTS_FEEL_WORLD_H
#define ATTUNE_TESTS_FEEL_WORLD_H

#include "support/support.h"

#include "feel/feel.h"

typedef struct world {
    arena *arena;
    limits limits;
    feel_scope scope;
    feel_value values[16];
    bool lenient;
    bool unary_tests;
    bool unknown_nulls;
    builder reports; // a line for each: code @offset+length: message [help]
    size_t report_count;
    bool stopped; // by the last evaluation
} world;

// client: goals (list of goal), goal (goal), age (number), name (string), since (date), likes (list of
// string),
//   encounters (list of context: therapist, felt (number), when (date));  therapist: focus (list of goal),
//   fee; today (date); any (anything);  "max fee" (number). The values are set, too.
world world_new(arena *a);

void world_note(void *world, const feel_problem *p);              // adds to its reports
const feel_expression *world_compile(world *w, const char *text); // NULL after reports
feel_value world_evaluate(world *w, const feel_expression *e);
feel_value world_value(world *w, const char *text);

// The value of text as FEEL source; fails where it does not compile.
#define assert_feel(w, text, source) assert_feel_at((w), (text), (source), __FILE__, __LINE__)
void assert_feel_at(world *w, const char *text, const char *source, const char *file, int line);

// Does not compile, and reports exactly these lines.
#define assert_refused(w, text, reports) assert_refused_at((w), (text), (reports), __FILE__, __LINE__)
void assert_refused_at(world *w, const char *text, const char *reports, const char *file, int line);

#define assert_type(w, text, name) assert_type_at((w), (text), (name), __FILE__, __LINE__)
void assert_type_at(world *w, const char *text, const char *name, const char *file, int line);

#endif
