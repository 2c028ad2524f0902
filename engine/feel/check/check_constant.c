// SPDX-License-Identifier: MIT
// Constants: what reads nothing is worked out while it is checked, within a budget, to find what gives an
// error whatever is read. Knows the evaluator.
#include "feel/check/check.h"

#include "feel/functions/pattern.h"

#include <string.h>

enum { STEPS_EACH = 20000, STEPS_OF_ALL = 200000, MEMORY_EACH = 4 << 20 };

typedef struct captured {
    bool failed;
    feel_problem problem;
} captured;

static void capture(void *user, const feel_problem *problem)
{
    captured *c = user;
    if (!c->failed)
        c->problem = *problem;
    c->failed = true;
}

// False where that takes too much for a check: then nothing is known of it.
static bool constant_value(checker *c, arena *a, const node *n, feel_value *out, captured *failure)
{
    limits bounds = *c->options->limits;
    bounds.expression_steps = STEPS_EACH;
    bounds.expression_memory = MEMORY_EACH;
    feel_run run = {.arena = a, .limits = &bounds, .report = capture, .report_user = failure};
    feel_expression part = *c->expression;
    part.root = n;
    if (c->constant_steps >= STEPS_OF_ALL)
        return false;
    *out = feel_evaluate(&part, &run);
    c->constant_steps += run.state.steps + 1;
    return !run.stopped;
}

static bool reads_clock(const builtin *b)
{
    return b->function == builtin_now || b->function == builtin_today;
}

bool is_constant(const node *n)
{
    return n->constant;
}

void note_constant(node *n)
{
    n->constant = false;
    switch (n->kind) {
    case NODE_LITERAL:
        n->constant = !n->problem.length;
        return;
    case NODE_APPLY:
        if (n->problem.length || reads_clock(n->builtin))
            return;
        break;
    case NODE_MISSING:
    case NODE_LIST:
    case NODE_CONTEXT:
    case NODE_RANGE:
    case NODE_NEGATE:
    case NODE_ARITHMETIC:
    case NODE_COMPARE:
    case NODE_BETWEEN:
    case NODE_FILTER:
        break;
    default:
        return;
    }
    for (size_t i = 0; i < n->count; i++)
        if (!n->children[i]->constant && n->children[i]->kind != NODE_MISSING)
            return;
    n->constant = !n->faulty;
}

void check_constant_result(checker *c, node *n)
{
    captured failure = {0};
    feel_value value;
    note_constant(n);
    if (c->options->lenient || !n->constant || n->kind == NODE_LITERAL || n->kind == NODE_LIST ||
        n->kind == NODE_CONTEXT)
        return;
    // An arena of its own and no rewinding: the evaluation may leave clean-ups, of patterns.
    arena *scratch = arena_new_within(c->arena);
    bool known = constant_value(c, scratch, n, &value, &failure);
    const feel_problem *p = &failure.problem;
    if (known && failure.failed) {
        n->constant = false;
        complain_or_defer(c, n, p->code, p->offset, p->length, str_copy(c->arena, p->message),
                          str_copy(c->arena, p->help));
    }
    arena_free(scratch);
}

static bool has_literals_only(const node *n)
{
    for (size_t i = 0; i < n->count; i++)
        if (n->children[i]->kind != NODE_MISSING &&
            (n->children[i]->kind != NODE_LITERAL || n->children[i]->problem.length ||
             feel_is_null(n->children[i]->value)))
            return false;
    return true;
}

void fold_constant(checker *c, node *n)
{
    captured failure = {0};
    feel_value value;
    if (!has_literals_only(n) || !constant_value(c, c->arena, n, &value, &failure))
        return;
    if (failure.failed) {
        const node *at = n->count == 1 ? n->children[0] : n;
        complain_at(c, CODE_invalid_constant, at, failure.problem.message, failure.problem.help);
        n->type = feel_type_basic(FEEL_ANY);
        n->faulty = true;
        return;
    }
    n->kind = NODE_LITERAL;
    n->value = value;
    n->count = 0;
    n->depth = 1;
    n->type = feel_value_type(c->arena, value);
}

void keep_constants(checker *c, node *n)
{
    captured failure = {0};
    feel_value value;
    if (n->constant && n->kind != NODE_LITERAL && constant_value(c, c->arena, n, &value, &failure) &&
        !failure.failed) {
        n->value = value;
        n->folded = true;
        return;
    }
    for (size_t i = 0; i < n->count; i++)
        keep_constants(c, n->children[i]);
}

// The number that n comes to, where that is known.
static bool constant_number(checker *c, const node *n, decimal *out)
{
    captured failure = {0};
    feel_value value;
    if (!n->constant || n->type->kind != FEEL_NUMBER || !constant_value(c, c->arena, n, &value, &failure) ||
        value.kind != FEEL_NUMBER)
        return false;
    *out = value.as.number;
    return true;
}

void check_divisor(checker *c, const node *n, const node *divisor)
{
    decimal number;
    if (!n->constant && constant_number(c, divisor, &number) && decimal_is_zero(number))
        complain_at(c, CODE_not_evaluable, divisor, STR("division by zero"), STR_NONE);
}

bool check_position(checker *c, const node *position, bool whole)
{
    decimal number;
    int64_t integer;
    if (!constant_number(c, position, &number))
        return true;
    if (whole && !decimal_to_int(number, &integer)) {
        complain_at(c, CODE_invalid_constant, position, STR("an item's position must be a whole number"),
                    STR_NONE);
        return false;
    }
    if (!decimal_is_zero(decimal_round(number, 0, ROUND_DOWN)))
        return true;
    complain_at(c, CODE_invalid_constant, position,
                STR("items are counted from 1, or from -1 backwards; there is no item 0"), STR_NONE);
    return false;
}

void check_whole(checker *c, const node *n)
{
    decimal number;
    int64_t integer;
    if (constant_number(c, n, &number) && !decimal_to_int(number, &integer))
        complain_at(c, CODE_invalid_constant, n, STR("only whole numbers can be counted through"), STR_NONE);
}

void check_constant_arguments(checker *c, const node *n)
{
    for (size_t i = 0; i < n->count && i < builtin_parameter_count(n->builtin); i++) {
        const char *name = n->builtin->parameters[i].name;
        if (strcmp(name, "position") == 0 || strcmp(name, "start position") == 0)
            check_position(c, n->children[i], false);
        else if (strcmp(name, "divisor") == 0)
            check_divisor(c, n, n->children[i]);
    }
}

static bool constant_string(const node *n, str *out)
{
    if (n->kind != NODE_LITERAL || n->value.kind != FEEL_STRING)
        return false;
    *out = n->value.as.string;
    return true;
}

void compile_pattern(checker *c, node *n)
{
    str pattern, flags = STR_NONE;
    size_t flags_index = builtin_parameter_count(n->builtin) - 1;
    if (n->count < 2 || !constant_string(n->children[1], &pattern))
        return;
    if (flags_index > 1 && flags_index < n->count && n->children[flags_index]->kind != NODE_MISSING &&
        str_equals(str_from(n->builtin->parameters[flags_index].name), "flags") &&
        !constant_string(n->children[flags_index], &flags))
        return;
    str error;
    n->pattern = pattern_compile(c->arena, pattern, flags, c->options->limits, &error);
    if (n->pattern)
        return;
    n->faulty = true;
    complain_at(c, CODE_invalid_constant, n->children[1], error, STR_NONE);
}
