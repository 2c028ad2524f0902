// SPDX-License-Identifier: MIT
// Arithmetic, comparison, membership, ranges and instance of, on values.
#include "feel/evaluate/eval.h"

#include "feel/values/temporal.h"
#include "feel/values/values.h"

#include <string.h>

static bool number_result(operator op, decimal x, decimal y, feel_value *out)
{
    decimal result;
    switch (op) {
    case OP_ADD:
        result = decimal_add(x, y);
        break;
    case OP_SUBTRACT:
        result = decimal_subtract(x, y);
        break;
    case OP_MULTIPLY:
        result = decimal_multiply(x, y);
        break;
    case OP_DIVIDE:
        result = decimal_divide(x, y);
        break;
    default:
        result = decimal_power(x, y);
        break;
    }
    *out = feel_number(result);
    return decimal_is_finite(result);
}

static feel_value join_strings(evaluation *ev, const node *n, str x, str y)
{
    if (!eval_room(ev, n, x.length + y.length))
        return FEEL_NULL_VALUE;
    char *joined = arena_alloc(ev->run->arena, x.length + y.length + 1);
    if (x.length)
        memcpy(joined, x.data, x.length);
    if (y.length)
        memcpy(joined + x.length, y.data, y.length);
    joined[x.length + y.length] = '\0';
    return feel_string((str){joined, x.length + y.length});
}

static bool temporal_result(evaluation *ev, operator op, feel_value x, feel_value y, feel_value *out)
{
    switch (op) {
    case OP_ADD:
        return temporal_add(ev->run->arena, x, y, 1, out);
    case OP_SUBTRACT:
        return temporal_add(ev->run->arena, x, y, -1, out);
    case OP_MULTIPLY:
        if (x.kind == FEEL_NUMBER)
            return temporal_multiply(y, x.as.number, out);
        return y.kind == FEEL_NUMBER && temporal_multiply(x, y.as.number, out);
    case OP_DIVIDE:
        return temporal_divide(x, y, out);
    default:
        return false;
    }
}

// Such as "client.age is null", of the operands of n.
static str what_is_null(const evaluation *ev, const node *n, feel_value x, feel_value y)
{
    enum { LONGEST = 60 };
    if (x.kind == FEEL_NULL && y.kind == FEEL_NULL)
        return STR("both sides are null");
    if (!ev->expression->lenient || (n->kind != NODE_COMPARE && n->kind != NODE_ARITHMETIC))
        return STR("a value is null");
    bool left = x.kind == FEEL_NULL;
    const node *side = n->children[left ? 0 : 1];
    str text = str_slice(ev->expression->text, side->offset, side->offset + side->length);
    if (side->kind == NODE_LITERAL || !text.length || text.length > LONGEST || str_contains(text, STR("\n")))
        return left ? STR("the left side is null") : STR("the right side is null");
    return str_printf(ev->run->arena, "%.*s is null", STR_ARGS(text));
}

feel_value eval_arithmetic(evaluation *ev, const node *n, operator op, feel_value x, feel_value y)
{
    static const char *const VERBS[] = {[OP_ADD] = "add",
                                        [OP_SUBTRACT] = "subtract",
                                        [OP_MULTIPLY] = "multiply",
                                        [OP_DIVIDE] = "divide",
                                        [OP_POWER] = "raise to a power"};
    feel_value out;
    if (x.kind == FEEL_NULL || y.kind == FEEL_NULL)
        return eval_unknown(ev, n, "cannot %s: %.*s", VERBS[op], STR_ARGS(what_is_null(ev, n, x, y)));
    if (x.kind == FEEL_NUMBER && y.kind == FEEL_NUMBER) {
        if (number_result(op, x.as.number, y.as.number, &out))
            return out;
        if (op == OP_DIVIDE && decimal_is_zero(y.as.number))
            return eval_fail(ev, n, CODE_not_evaluable, "division by zero");
        return eval_fail(ev, n, CODE_not_evaluable, "the result is no finite number");
    }
    if (op == OP_ADD && x.kind == FEEL_STRING && y.kind == FEEL_STRING)
        return join_strings(ev, n, x.as.string, y.as.string);
    if (temporal_result(ev, op, x, y, &out))
        return out;
    const char *misfit = op == OP_POWER ? NULL : temporal_misfit("+-*/"[op - OP_ADD], x, y);
    if (misfit)
        return eval_fail_help(ev, n, CODE_not_evaluable, eval_operands_help(ev, n, x, y), "cannot %s: %s",
                              VERBS[op], misfit);
    return eval_fail_help(ev, n, CODE_wrong_type, eval_operands_help(ev, n, x, y),
                          "cannot %s: the values are %.*s and %.*s", VERBS[op], STR_ARGS(kind_name(x.kind)),
                          STR_ARGS(kind_name(y.kind)));
}

static bool in_order(operator op, int order)
{
    switch (op) {
    case OP_LESS:
        return order < 0;
    case OP_LESS_EQUAL:
        return order <= 0;
    case OP_GREATER:
        return order > 0;
    default:
        return order >= 0;
    }
}

static feel_value incomparable(evaluation *ev, const node *n, feel_value x, feel_value y)
{
    const char *misfit = temporal_misfit('<', x, y);
    if (misfit)
        return eval_fail_help(ev, n, CODE_not_evaluable, eval_operands_help(ev, n, x, y),
                              "cannot compare: %s", misfit);
    return eval_fail_help(ev, n, CODE_wrong_type, eval_operands_help(ev, n, x, y),
                          "cannot compare %.*s with %.*s", STR_ARGS(kind_name(x.kind)),
                          STR_ARGS(kind_name(y.kind)));
}

feel_value eval_compare(evaluation *ev, const node *n, operator op, feel_value x, feel_value y)
{
    int order = 0;
    eval_read(ev, x);
    if (op == OP_EQUAL || op == OP_NOT_EQUAL) {
        feel_value result = eval_equal(ev, n, x, y);
        if (result.kind == FEEL_BOOLEAN)
            return feel_boolean(result.as.boolean == (op == OP_EQUAL));
        if (ev->run->stopped)
            return result;
    } else if (x.kind == FEEL_NULL || y.kind == FEEL_NULL) {
        return eval_unknown(ev, n, "cannot compare: %.*s", STR_ARGS(what_is_null(ev, n, x, y)));
    } else if (value_order(x, y, &order)) {
        return feel_boolean(in_order(op, order));
    }
    return incomparable(ev, n, x, y);
}

static bool is_null_constant(const node *n)
{
    return n->kind == NODE_LITERAL && feel_is_null(n->value);
}

bool eval_stays_unknown(const evaluation *ev, feel_value x, feel_value y, const node *left, const node *right)
{
    return ev->expression->unknown_nulls && (x.kind == FEEL_NULL || y.kind == FEEL_NULL) &&
           !is_null_constant(left) && !is_null_constant(right);
}

feel_value eval_range(evaluation *ev, const node *n, feel_range range)
{
    int order;
    eval_read(ev, range.low);
    if (range.low.kind == FEEL_NULL || range.high.kind == FEEL_NULL)
        return eval_unknown(ev, n, "a range's end is null");
    if (!value_order(range.low, range.high, &order)) {
        const char *misfit = temporal_misfit('<', range.low, range.high);
        if (misfit)
            return eval_fail(ev, n, CODE_not_evaluable, "there is no such range: of its ends, %s", misfit);
        return eval_fail(ev, n, CODE_wrong_type, "a range cannot go from %.*s to %.*s",
                         STR_ARGS(kind_name(range.low.kind)), STR_ARGS(kind_name(range.high.kind)));
    }
    return value_new_range(ev->run->arena, range);
}

static feel_value range_test(evaluation *ev, const node *n, const feel_range *range, feel_value v)
{
    eval_read(ev, v);
    feel_value result = value_in_range(range, v);
    if (result.kind == FEEL_BOOLEAN)
        return result;
    if (v.kind == FEEL_NULL)
        return eval_unknown(ev, n, "null cannot be in a range");
    feel_value end = range->low.kind == FEEL_NULL ? range->high : range->low;
    if (temporal_misfit('<', v, end))
        return incomparable(ev, n, v, end);
    return eval_fail(ev, n, CODE_wrong_type, "cannot compare %.*s with a range of %.*s",
                     STR_ARGS(kind_name(v.kind)), STR_ARGS(kind_name(end.kind)));
}

static feel_value list_test(evaluation *ev, const node *n, const feel_list *list, feel_value v)
{
    feel_value whole = {.kind = FEEL_LIST, .as.list = list};
    if (v.kind == FEEL_LIST && feel_is_true(eval_equal(ev, n, v, whole)))
        return FEEL_TRUE_VALUE;
    if (!eval_spend(ev, n, list->count))
        return FEEL_NULL_VALUE;
    for (size_t i = 0; i < list->count; i++) {
        feel_value item = list->items[i];
        feel_value hit = item.kind == FEEL_RANGE && v.kind != FEEL_RANGE ? value_in_range(item.as.range, v)
                                                                         : eval_equal(ev, n, v, item);
        if (feel_is_true(hit))
            return FEEL_TRUE_VALUE;
    }
    return FEEL_FALSE_VALUE;
}

static feel_value one_test(evaluation *ev, const binding_cell *bindings, const node *in, const node *test,
                           feel_value v)
{
    feel_value wanted;
    if (test->kind == NODE_TEST) {
        wanted = eval_node(ev, bindings, test->children[0]);
        if (test->op <= OP_NOT_EQUAL && eval_stays_unknown(ev, v, v, in->children[0], test->children[0]))
            return FEEL_NULL_VALUE;
        return eval_compare(ev, test, test->op, v, wanted);
    }
    wanted = eval_node(ev, bindings, test);
    if (test->standalone && (wanted.kind == FEEL_BOOLEAN || wanted.kind == FEEL_NULL))
        return wanted;
    if (eval_stays_unknown(ev, v, v, in->children[0], test))
        return FEEL_NULL_VALUE;
    if (wanted.kind == FEEL_RANGE && v.kind != FEEL_RANGE)
        return range_test(ev, in, wanted.as.range, v);
    if (wanted.kind == FEEL_LIST)
        return list_test(ev, in, wanted.as.list, v);
    if (wanted.kind == FEEL_NULL && test->kind != NODE_LITERAL)
        return eval_unknown(ev, in, "what follows \"in\" is null");
    return eval_compare(ev, in, OP_EQUAL, v, wanted);
}

// Tells the trace each test's outcome; what a test reads is evaluated within.
static feel_value traced_test(evaluation *ev, const binding_cell *bindings, const node *in, const node *test,
                              feel_value v)
{
    const feel_trace *trace = ev->run->trace;
    if (!trace || (test->standalone && test->kind != NODE_TEST))
        return one_test(ev, bindings, in, test, v);
    trace->enter(trace->user, test, test->offset, test->length);
    feel_value hit = one_test(ev, bindings, in, test, v);
    trace->leave(trace->user, hit);
    return hit;
}

feel_value eval_in(evaluation *ev, const binding_cell *bindings, const node *n)
{
    feel_value v = eval_node(ev, bindings, n->children[0]);
    bool unknown = false;
    for (size_t i = 1; i < n->count && !ev->run->stopped; i++) {
        const node *test = n->children[i];
        size_t count = test->kind == NODE_TESTS ? test->count : 1;
        for (size_t j = 0; j < count; j++) {
            feel_value hit =
                traced_test(ev, bindings, n, test->kind == NODE_TESTS ? test->children[j] : test, v);
            if (feel_is_true(hit))
                return hit;
            unknown = unknown || hit.kind != FEEL_BOOLEAN;
        }
    }
    return unknown ? FEEL_NULL_VALUE : FEEL_FALSE_VALUE;
}
