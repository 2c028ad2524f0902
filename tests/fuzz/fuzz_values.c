// SPDX-License-Identifier: MIT
#include "fuzz/fuzz_values.h"

#include "feel/functions/builtin.h"
#include "feel/values/temporal.h"

#include <string.h>

// Of the two hours that one becomes where summer time ends, source can say the first only.
static bool moment_has_source(const feel_date_time *t)
{
    int32_t offset;
    int64_t local = date_time_instant(t) + t->clock.offset;
    return !t->clock.zone || (zone_offset(*t->clock.zone, local, &offset) && offset == t->clock.offset);
}

bool value_has_source(feel_value v)
{
    if (v.kind == FEEL_DATE_TIME)
        return moment_has_source(v.as.date_time);
    if (v.kind == FEEL_FUNCTION)
        return false;
    if (v.kind == FEEL_RANGE)
        return (!feel_is_null(v.as.range->low) || !feel_is_null(v.as.range->high)) &&
               value_has_source(v.as.range->low) && value_has_source(v.as.range->high);
    if (v.kind == FEEL_LIST)
        for (size_t i = 0; i < v.as.list->count; i++)
            if (!value_has_source(v.as.list->items[i]))
                return false;
    if (v.kind == FEEL_CONTEXT)
        for (size_t i = 0; i < context_count(v.as.context); i++)
            if (!value_has_source(context_value(v.as.context, i)))
                return false;
    return true;
}

static bool list_conforms(const feel_list *list, const feel_type *element)
{
    for (size_t i = 0; i < list->count; i++)
        if (!value_conforms(list->items[i], element))
            return false;
    return true;
}

static bool context_conforms(const feel_context *c, const feel_type *type)
{
    for (size_t i = 0; i < context_count(c); i++) {
        uint32_t member = feel_type_member(type, context_name(c, i));
        if (member == NAME_MISSING ? !type->open
                                   : !value_conforms(context_value(c, i), type->members[member].type))
            return false;
    }
    return true;
}

bool value_conforms(feel_value v, const feel_type *type)
{
    if (v.kind == FEEL_NULL || type->kind == FEEL_ANY)
        return true;
    if (v.kind != type->kind)
        return false;
    switch (v.kind) {
    case FEEL_STRING:
        return !type->domain || feel_domain_term(type->domain, v.as.string) != NAME_MISSING;
    case FEEL_LIST:
        return list_conforms(v.as.list, type->element);
    case FEEL_CONTEXT:
        return context_conforms(v.as.context, type);
    case FEEL_RANGE:
        return value_conforms(v.as.range->low, type->element) &&
               value_conforms(v.as.range->high, type->element);
    default:
        return true;
    }
}

static bool holds_null(feel_value v)
{
    if (v.kind == FEEL_LIST)
        for (size_t i = 0; i < v.as.list->count; i++)
            if (holds_null(v.as.list->items[i]))
                return true;
    return v.kind == FEEL_NULL || v.kind == FEEL_CONTEXT; // which has members, and lacks all others
}

// Functions for which null is an answer.
static bool function_may_be_null(const builtin *b)
{
    static const char *const NAMES[] = {"get value", "min",    "max",  "sum",          "mean",
                                        "median",    "stddev", "mode", "context merge"};
    for (size_t i = 0; b && i < sizeof NAMES / sizeof *NAMES; i++)
        if (str_equals(str_from(NAMES[i]), b->name))
            return true;
    return false;
}

static bool node_may_be_null(const node *n, const feel_value *values)
{
    switch (n->kind) {
    case NODE_LITERAL:
        return feel_is_null(n->value) && !n->problem.length;
    case NODE_VARIABLE:
        return !values || holds_null(values[n->index]);
    case NODE_FILTER:
    case NODE_PATH:
    case NODE_IMPLICIT:
        return true;
    default:
        break;
    }
    if (function_may_be_null(n->builtin))
        return true;
    for (size_t i = 0; i < n->count; i++)
        if (node_may_be_null(n->children[i], values))
            return true;
    return false;
}

bool expression_may_be_null(const feel_expression *e, const feel_value *values)
{
    return node_may_be_null(e->root, values);
}

static bool node_names_signs(const node *n)
{
    for (size_t i = 0; i < n->name_count; i++)
        for (size_t at = 0; at < n->names[i].length; at++)
            if (strchr("+-*/.", n->names[i].data[at]))
                return true;
    for (size_t i = 0; i < n->count; i++)
        if (node_names_signs(n->children[i]))
            return true;
    return false;
}

bool expression_names_signs(const feel_expression *e)
{
    return node_names_signs(e->root);
}
