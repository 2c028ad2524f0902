// SPDX-License-Identifier: MIT
// Expressions that read nothing are evaluated while a rule set loads: what cannot be evaluated, or is no
// share of points where one is needed, would be wrong for everyone. Knows nothing of what the expressions are
// for.
#include "ruleset/expressions.h"

// An expression while it is evaluated, with the first problem met.
typedef struct constant_run {
    loader *l;
    feel_run run;
    bool failed;
    diagnostic_code code;
    str message; // in the loader's arena
} constant_run;

static void note_problem(void *user, const feel_problem *problem)
{
    constant_run *c = user;
    if (c->failed)
        return;
    c->failed = true;
    c->code = problem->code;
    c->message = str_copy(c->l->arena, problem->message);
}

// What a constant reads can only be other constant lets.
static feel_value let_value(void *host, uint32_t slot)
{
    constant_run *c = host;
    if (slot < SLOT_FIRST_LET)
        return FEEL_NULL_VALUE;
    return feel_evaluate_within(c->l->lets[slot - SLOT_FIRST_LET].value.feel, &c->run);
}

// Whether it reads nothing, and no let with an error.
static bool is_sound_constant(const loader *l, const expression *e)
{
    bool sound = e->feel && e->reads == READS_NOTHING && l->constant_limits.expression_steps > 0;
    for (size_t i = 0; i < e->let_count && sound; i++)
        sound = l->lets[e->lets[i]].value.feel && !l->doubtful[e->lets[i]];
    return sound;
}

static void check_share(loader *l, const expression *e, decimal share)
{
    decimal none = decimal_from_int(0), whole = decimal_from_int(1), hundred = decimal_from_int(100);
    if (decimal_compare(share, none) >= 0 && decimal_compare(share, whole) <= 0)
        return;
    diagnostic *item = diagnose(l->diagnostics, CODE_value_range, e->where, "value is %.*s, not from 0 to 1",
                                STR_ARGS(decimal_text(l->arena, share)));
    bool percent = decimal_compare(share, none) > 0 && decimal_compare(share, hundred) <= 0;
    str percents = decimal_text(l->arena, percent ? share : decimal_from_int(50));
    str written = decimal_text(l->arena, percent ? decimal_divide(share, hundred)
                                                 : decimal_divide(whole, decimal_from_int(2)));
    diagnostic_help(l->diagnostics, item, "it is a share of the points, from 0 to 1: write %.*s for %.*s %%",
                    STR_ARGS(written), STR_ARGS(percents));
}

void constants_begin(loader *l)
{
    l->constant_limits = *l->limits;
    arena_init_within(&l->constant_values, l->arena);
}

// All constants of a rule set share one allowance of steps: a file full of long ones must not hold up
// loading. What is stopped by it goes unchecked.
static void take_steps(loader *l, const feel_run *run)
{
    uint64_t left = l->constant_limits.expression_steps;
    l->constant_limits.expression_steps = run->state.steps < left ? left - run->state.steps : 0;
}

bool check_constant(loader *l, const expression *e, const char *what, bool is_share)
{
    if (!is_sound_constant(l, e))
        return true;
    size_t errors = l->diagnostics->errors;
    constant_run c = {.l = l};
    c.run = (feel_run){.arena = &l->constant_values,
                       .limits = &l->constant_limits,
                       .variable = let_value,
                       .host = &c,
                       .report = note_problem,
                       .report_user = &c};
    feel_value value = feel_evaluate(e->feel, &c.run);
    if (c.failed && feel_is_null(value) && !c.run.stopped)
        diagnose(l->diagnostics, c.code, e->where, "%s cannot be evaluated: %.*s", what, STR_ARGS(c.message));
    else if (value.kind == FEEL_NUMBER && is_share)
        check_share(l, e, value.as.number);
    take_steps(l, &c.run);
    arena_reset(&l->constant_values);
    return l->diagnostics->errors == errors;
}
