// SPDX-License-Identifier: MIT
// Calls: of built-in functions, with the conversions of DMN 1.5 §10.3.2.9.4, and of functions that are
// values.
#include "feel/functions/builtin.h"

#include "feel/values/temporal.h"

#include <string.h>

static const builtin_parameter *parameter_of(const builtin *b, size_t parameters, size_t argument)
{
    return &b->parameters[argument < parameters ? argument : parameters - 1];
}

static bool kind_fits(const builtin_parameter *p, feel_kind kind)
{
    return !p->kinds || (p->kinds >> kind & 1);
}

// Converts v to what p accepts, between an item and a list of one; false where that is not possible.
static bool convert(arena *a, const builtin_parameter *p, feel_value *v)
{
    if (kind_fits(p, v->kind))
        return true;
    if (p->kinds == KIND(FEEL_LIST)) {
        *v = feel_make_list(a, v, 1);
        return true;
    }
    if (v->kind == FEEL_LIST && v->as.list->count == 1 && kind_fits(p, v->as.list->items[0].kind)) {
        *v = v->as.list->items[0];
        return true;
    }
    return false;
}

// One argument against its parameter; false after a report.
static bool admit(call *c, const builtin_parameter *p, size_t index, feel_value *v)
{
    if (!call_given(c, index) || (c->builtin->checks & LIST_OR_ITEMS))
        return true;
    if (v->kind == FEEL_NULL) {
        if (p->flags & MAY_NULL || (!p->kinds && p->flags & REST))
            return true;
        call_unknown(c, "\"%s\" is called with null as its %s", c->builtin->name, p->name);
        return false;
    }
    if (convert(call_arena(c), p, v))
        return true;
    call_wrong_argument(c, p, index, *v);
    return false;
}

static bool row_fits(const builtin *row, const feel_value *arguments, size_t given)
{
    for (size_t i = 0; i < given; i++)
        if (!kind_fits(&row->parameters[i], arguments[i].kind))
            return false;
    return true;
}

static bool holds_null(const feel_value *arguments, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (arguments[i].kind == FEEL_NULL)
            return true;
    return false;
}

// A row of the same name and parameter count that accepts the arguments as they are, else b.
static const builtin *better_row(const builtin *b, const feel_value *arguments, size_t given)
{
    size_t rows;
    const builtin *row = builtin_find(str_from(b->name), &rows);
    size_t parameters = builtin_parameter_count(b);
    for (size_t r = 0; r < rows; r++, row++)
        if (builtin_parameter_count(row) == parameters && !builtin_has_rest(row) &&
            row_fits(row, arguments, given))
            return row;
    return b;
}

static feel_value apply(evaluation *ev, const node *n, const builtin *b, feel_value *arguments, size_t given,
                        uint32_t given_bits)
{
    call c = {.evaluation = ev, .node = n, .arguments = arguments, .count = given, .given = given_bits};
    bool has_rest = builtin_has_rest(b);
    for (size_t i = 0; i < given; i++)
        eval_read(ev, arguments[i]);
    if (!has_rest && row_fits(b, arguments, given) && !holds_null(arguments, given)) {
        c.builtin = b;
        return b->function(&c);
    }
    c.builtin = has_rest || n->name_count ? b : better_row(b, arguments, given); // names settle the row
    size_t parameters = builtin_parameter_count(b);
    for (size_t i = 0; i < given; i++)
        if (!admit(&c, parameter_of(c.builtin, parameters, i), i, &arguments[i]))
            return FEEL_NULL_VALUE;
    return c.builtin->function(&c);
}

feel_value eval_apply(evaluation *ev, const binding_cell *bindings, const node *n)
{
    feel_value local[BUILTIN_PARAMETERS];
    feel_value *arguments = local;
    for (size_t i = n->count; i < BUILTIN_PARAMETERS; i++)
        local[i] = FEEL_NULL_VALUE;
    uint32_t given_bits = 0;
    if (n->count > BUILTIN_PARAMETERS)
        arguments = ARENA_ARRAY(ev->run->arena, feel_value, n->count);
    for (size_t i = 0; i < n->count; i++) {
        arguments[i] = eval_node(ev, bindings, n->children[i]);
        if (n->children[i]->kind != NODE_MISSING && i < 32)
            given_bits |= 1u << i;
    }
    if (ev->run->stopped)
        return FEEL_NULL_VALUE;
    return apply(ev, n, n->builtin, arguments, n->count, given_bits);
}

static feel_value call_builtin_value(evaluation *ev, const node *n, const builtin *b, const feel_value *given,
                                     size_t count)
{
    size_t rows;
    const builtin *row = builtin_find(str_from(b->name), &rows);
    for (size_t r = 0; r < rows; r++, row++) {
        size_t parameters = builtin_parameter_count(row);
        if (count < builtin_required_count(row) || (count > parameters && !builtin_has_rest(row)))
            continue;
        size_t room = count > BUILTIN_PARAMETERS ? count : BUILTIN_PARAMETERS;
        feel_value *arguments = ARENA_ARRAY(ev->run->arena, feel_value, room);
        memcpy(arguments, given, count * sizeof *given);
        return apply(ev, n, row, arguments, count, UINT32_MAX);
    }
    return eval_fail(ev, n, CODE_wrong_arguments, "\"%s\" cannot be called with %zu argument%s", b->name,
                     count, count == 1 ? "" : "s");
}

// The implicit conversions of §10.3.2.9.4: an item to and from a list of one, a date to its midnight in UTC.
static bool conform(evaluation *ev, const node *n, const feel_type *type, feel_value *v)
{
    arena *a = ev->run->arena;
    if (v->kind == FEEL_NULL || eval_is_instance(ev, n, *v, type))
        return true;
    if (type->kind == FEEL_DATE_TIME && v->kind == FEEL_DATE)
        *v = value_date_time(a, (feel_date_time){.date = v->as.date, .clock = {.zoned = true}});
    else if (type->kind == FEEL_LIST && v->kind != FEEL_LIST)
        *v = feel_make_list(a, v, 1);
    else if (v->kind == FEEL_LIST && v->as.list->count == 1)
        *v = v->as.list->items[0];
    else
        return false;
    return eval_is_instance(ev, n, *v, type);
}

feel_value eval_function(evaluation *ev, const node *n, feel_value v, const feel_value *arguments,
                         size_t count)
{
    if (v.kind != FEEL_FUNCTION)
        return eval_fail(ev, n, CODE_wrong_type, "%.*s is no function, so it cannot be called",
                         STR_ARGS(kind_name(v.kind)));
    const feel_function *f = v.as.function;
    if (f->builtin)
        return call_builtin_value(ev, n, f->builtin, arguments, count);
    const node *definition = f->definition;
    if (count != definition->name_count)
        return eval_wrong_count(ev, n, definition, count);
    const binding_cell *bindings = f->bindings;
    for (size_t i = 0; i < count; i++) {
        feel_value argument = arguments[i];
        if (!conform(ev, n, definition->types[i], &argument))
            return eval_wrong_parameter(ev, n, definition, i, arguments[i]);
        binding_cell *cell = ARENA_NEW(ev->run->arena, binding_cell);
        *cell = (binding_cell){.parent = bindings, .value = argument};
        eval_bind(ev, definition->names[i], argument);
        bindings = cell;
    }
    evaluation inner = {.run = ev->run, .expression = f->expression};
    return eval_node(&inner, bindings, definition->children[0]);
}

static bool order_named(evaluation *ev, const node *n, feel_value callee, feel_value *arguments)
{
    const node *definition = callee.kind == FEEL_FUNCTION ? callee.as.function->definition : NULL;
    if (!definition || n->name_count != definition->name_count) {
        eval_fail(ev, n, CODE_wrong_arguments, "the function cannot be called with these named arguments");
        return false;
    }
    feel_value *ordered = ARENA_ARRAY(ev->run->arena, feel_value, n->name_count);
    for (size_t i = 0; i < n->name_count; i++) {
        size_t found = n->name_count;
        for (size_t j = 0; j < n->name_count; j++)
            if (str_equal(n->names[j], definition->names[i]))
                found = j;
        if (found == n->name_count) {
            eval_not_given(ev, n, definition, i);
            return false;
        }
        ordered[i] = arguments[found];
    }
    if (n->name_count)
        memcpy(arguments, ordered, n->name_count * sizeof *ordered);
    return true;
}

feel_value eval_call(evaluation *ev, const binding_cell *bindings, const node *n)
{
    feel_value callee = eval_node(ev, bindings, n->children[0]);
    size_t count = n->count - 1;
    feel_value *arguments = ARENA_ARRAY(ev->run->arena, feel_value, count + 1);
    for (size_t i = 0; i < count; i++)
        arguments[i] = eval_node(ev, bindings, n->children[i + 1]);
    if (ev->run->stopped || (n->name_count && !order_named(ev, n, callee, arguments)))
        return FEEL_NULL_VALUE;
    return eval_function(ev, n, callee, arguments, count);
}

feel_value call_fail(call *c, diagnostic_code code, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    eval_failv(c->evaluation, c->node, code, format, arguments);
    va_end(arguments);
    return FEEL_NULL_VALUE;
}

feel_value call_unknown(call *c, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    eval_unknownv(c->evaluation, c->node, format, arguments);
    va_end(arguments);
    return FEEL_NULL_VALUE;
}

feel_value call_number(call *c, decimal d)
{
    if (decimal_is_finite(d))
        return feel_number(d);
    return call_fail(c, CODE_not_evaluable, "\"%s\" gives no finite number here", c->builtin->name);
}

arena *call_arena(const call *c)
{
    return c->evaluation->run->arena;
}

bool call_spend(call *c, uint64_t steps)
{
    return eval_spend(c->evaluation, c->node, steps);
}

bool call_room(call *c, size_t bytes)
{
    return eval_room(c->evaluation, c->node, bytes);
}

bool call_list_fits(call *c, size_t count)
{
    return eval_list_fits(c->evaluation, c->node, count);
}

feel_value call_function(call *c, feel_value function, const feel_value *arguments, size_t count)
{
    return eval_function(c->evaluation, c->node, function, arguments, count);
}

bool call_equal(call *c, feel_value x, feel_value y)
{
    return feel_is_true(eval_equal(c->evaluation, c->node, x, y));
}

bool call_given(const call *c, size_t parameter)
{
    return parameter < c->count && (parameter >= 32 || (c->given >> parameter & 1));
}

feel_value call_list(call *c, feel_value *items, size_t count)
{
    if (!call_list_fits(c, count))
        return FEEL_NULL_VALUE;
    return value_new_list(call_arena(c), items, count);
}

bool call_items(call *c, feel_list *out)
{
    if (c->count == 1 && feel_is_null(c->arguments[0])) {
        call_unknown(c, "\"%s\" is called with null as its list", c->builtin->name);
        return false;
    }
    *out = (feel_list){.count = c->count, .items = c->arguments};
    if (c->count == 1)
        *out = value_as_list(call_arena(c), c->arguments[0]);
    return call_spend(c, out->count);
}

bool call_integer(call *c, size_t argument, int64_t *out)
{
    return decimal_to_int(decimal_round(c->arguments[argument].as.number, 0, ROUND_DOWN), out);
}
