// SPDX-License-Identifier: MIT
// FEEL as a library by itself: a condition is compiled once, checked against the types of what it reads, and
// evaluated for each row of a table. Prints the rows that meet it, and what was wrong where a value is null.
#include "base/memory.h"
#include "feel/feel.h"

#include <stdio.h>

enum { FEE, METHODS, VARIABLES };

static void report(void *user, const feel_problem *problem)
{
    str text = *(const str *)user;
    printf("%.*s\n%*s^ %.*s\n", STR_ARGS(text), (int)problem->offset, "", STR_ARGS(problem->message));
}

// The row that is being looked at is the host's; the evaluation asks for what it needs.
static feel_value variable(void *host, uint32_t slot)
{
    const feel_value *row = host;
    return row[slot];
}

// For each row the arena of the one before is reset, so that many rows take no more memory than one does.
static void print_rows(arena *a, const feel_expression *condition, const limits *bounds, str *text)
{
    const feel_value cbt = feel_string(STR("cbt")), act = feel_string(STR("act"));
    const feel_value both[] = {cbt, act};
    const feel_value rows[][VARIABLES] = {
        {feel_integer(120), feel_make_list(a, both, 2)},
        {feel_integer(150), feel_make_list(a, &act, 1)},
        {FEEL_NULL_VALUE, feel_make_list(a, &cbt, 1)}, // no fee is known, but it can't be met
        {FEEL_NULL_VALUE, feel_make_list(a, &act, 1)}, // may be met
    };
    arena *row_arena = arena_new_within(a);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        feel_run evaluation = {.arena = row_arena,
                               .limits = bounds,
                               .variable = variable,
                               .host = (void *)rows[i],
                               .report = report,
                               .report_user = text};
        feel_value met = feel_evaluate(condition, &evaluation);
        printf("row %zu: %.*s\n", i + 1, STR_ARGS(feel_value_source(row_arena, met)));
        arena_reset(row_arena); // met is gone with it
    }
}

static void run(void *context)
{
    arena *a = context;
    const limits bounds = limits_default();
    const feel_type *methods = feel_type_list(a, feel_type_basic(FEEL_STRING));
    const feel_variable variables[VARIABLES] = {{STR("fee"), feel_type_basic(FEEL_NUMBER)},
                                                {STR("methods"), methods}};
    const feel_scope scope = {.variables = variables, .count = VARIABLES};
    str text = STR("fee * 1.1 <= 132 and list contains(methods, \"act\")");
    const feel_options options = {.limits = &bounds, .report = report, .report_user = &text};

    const feel_expression *condition = feel_compile(a, text, &scope, &options);
    if (condition) // else what is wrong has been reported, all of it
        print_rows(a, condition, &bounds, &text);
}

int main(void)
{
    guard g = {0}; // where running out of memory comes out
    arena a;       // all memory of this program
    arena_init(&a, NULL, &g, 0);
    attune_status status = guard_run(&g, run, &a);
    arena_free(&a);
    return status == ATTUNE_OK ? 0 : 1;
}
