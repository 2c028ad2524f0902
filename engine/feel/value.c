// SPDX-License-Identifier: MIT
// FEEL's values: making, reading, copying and printing them. Knows nothing of expressions.
#include "feel/value.h"

#include "feel/temporal.h"
#include "feel/values.h"

#include <string.h>

enum { DEFAULT_NODES = 1000000, DEFAULT_BYTES = 16 << 20 };

const feel_value FEEL_NULL_VALUE = {.kind = FEEL_NULL};
const feel_value FEEL_TRUE_VALUE = {.kind = FEEL_BOOLEAN, .as.boolean = true};
const feel_value FEEL_FALSE_VALUE = {.kind = FEEL_BOOLEAN, .as.boolean = false};

value_walk value_walk_default(void)
{
    return (value_walk){.nodes = DEFAULT_NODES, .bytes = DEFAULT_BYTES, .depth = VALUE_DEPTH};
}

feel_value feel_boolean(bool b)
{
    return b ? FEEL_TRUE_VALUE : FEEL_FALSE_VALUE;
}

feel_value feel_number(decimal d)
{
    if (!decimal_is_finite(d))
        return FEEL_NULL_VALUE;
    return (feel_value){.kind = FEEL_NUMBER, .as.number = d};
}

feel_value feel_integer(int64_t i)
{
    return feel_number(decimal_from_int(i));
}

feel_value feel_string(str s)
{
    return (feel_value){.kind = FEEL_STRING, .as.string = s};
}

feel_value feel_make_list(arena *a, const feel_value *items, size_t count)
{
    feel_list *list = ARENA_NEW(a, feel_list);
    feel_value *copy = ARENA_ARRAY(a, feel_value, count);
    if (count)
        memcpy(copy, items, count * sizeof *items);
    list->items = copy;
    list->count = count;
    return (feel_value){.kind = FEEL_LIST, .as.list = list};
}

feel_value feel_make_context(arena *a, const feel_entry *entries, size_t count)
{
    feel_context *context = ARENA_NEW(a, feel_context);
    feel_entry *copy = ARENA_ARRAY(a, feel_entry, count);
    if (count)
        memcpy(copy, entries, count * sizeof *entries);
    context->entries = copy;
    context->count = count;
    return (feel_value){.kind = FEEL_CONTEXT, .as.context = context};
}

feel_value feel_host_context(arena *a, const feel_type *type, feel_value (*get)(void *host, uint32_t index),
                             void *host)
{
    feel_context *context = ARENA_NEW(a, feel_context);
    context->type = type;
    context->get = get;
    context->host = host;
    context->count = type->member_count;
    return (feel_value){.kind = FEEL_CONTEXT, .as.context = context};
}

feel_value value_new_range(arena *a, feel_range range)
{
    feel_range *copy = ARENA_NEW(a, feel_range);
    *copy = range;
    return (feel_value){.kind = FEEL_RANGE, .as.range = copy};
}

bool feel_is_true(feel_value v)
{
    return v.kind == FEEL_BOOLEAN && v.as.boolean;
}

bool feel_is_null(feel_value v)
{
    return v.kind == FEEL_NULL;
}

size_t context_count(const feel_context *c)
{
    return c->get ? c->type->member_count : c->count;
}

str context_name(const feel_context *c, size_t index)
{
    return c->get ? c->type->members[index].name : c->entries[index].name;
}

feel_value context_value(const feel_context *c, size_t index)
{
    return c->get ? c->get(c->host, (uint32_t)index) : c->entries[index].value;
}

bool context_find(const feel_context *c, str name, feel_value *out)
{
    size_t count = context_count(c);
    for (size_t i = 0; i < count; i++) {
        if (str_equal(context_name(c, i), name)) {
            *out = context_value(c, i);
            return true;
        }
    }
    return false;
}

feel_value feel_context_get(const feel_context *c, str name)
{
    feel_value value = FEEL_NULL_VALUE;
    context_find(c, name, &value);
    return value;
}

bool feel_parse_date(str text, feel_date *out)
{
    return parse_date(text, out);
}

str feel_date_text(arena *a, feel_date d)
{
    builder out = builder_new(a);
    print_temporal(&out, value_date(d));
    return builder_str(&out);
}

feel_list value_as_list(arena *a, feel_value v)
{
    if (v.kind == FEEL_LIST)
        return *v.as.list;
    if (v.kind == FEEL_NULL)
        return (feel_list){0};
    return *feel_make_list(a, &v, 1).as.list;
}

static feel_value copy_within(arena *a, feel_value v, int depth);

static feel_value copy_list(arena *a, const feel_list *list, int depth)
{
    feel_value *items = ARENA_ARRAY(a, feel_value, list->count);
    for (size_t i = 0; i < list->count; i++)
        items[i] = copy_within(a, list->items[i], depth);
    feel_list *copy = ARENA_NEW(a, feel_list);
    *copy = (feel_list){.count = list->count, .items = items};
    return (feel_value){.kind = FEEL_LIST, .as.list = copy};
}

static feel_value copy_context(arena *a, const feel_context *c, int depth)
{
    size_t count = context_count(c);
    feel_entry *entries = ARENA_ARRAY(a, feel_entry, count);
    for (size_t i = 0; i < count; i++) {
        entries[i].name = str_copy(a, context_name(c, i));
        entries[i].value = copy_within(a, context_value(c, i), depth);
    }
    feel_context *copy = ARENA_NEW(a, feel_context);
    *copy = (feel_context){.count = count, .entries = entries};
    return (feel_value){.kind = FEEL_CONTEXT, .as.context = copy};
}

static feel_clock copy_clock(arena *a, feel_clock clock)
{
    if (clock.zone) {
        str *zone = ARENA_NEW(a, str);
        *zone = str_copy(a, *clock.zone);
        clock.zone = zone;
    }
    return clock;
}

static feel_value copy_within(arena *a, feel_value v, int depth)
{
    if (depth == 0)
        guard_fail(a->guard, ATTUNE_LIMIT);
    switch (v.kind) {
    case FEEL_STRING:
        return feel_string(str_copy(a, v.as.string));
    case FEEL_TIME:
        return value_time(a, copy_clock(a, *v.as.time));
    case FEEL_DATE_TIME:
        return value_date_time(a,
                               (feel_date_time){v.as.date_time->date, copy_clock(a, v.as.date_time->clock)});
    case FEEL_LIST:
        return copy_list(a, v.as.list, depth - 1);
    case FEEL_CONTEXT:
        return copy_context(a, v.as.context, depth - 1);
    case FEEL_RANGE: {
        feel_range range = *v.as.range;
        range.low = copy_within(a, range.low, depth - 1);
        range.high = copy_within(a, range.high, depth - 1);
        return value_new_range(a, range);
    }
    case FEEL_FUNCTION: // refers to its expression, which outlives every run; what it captured does not
        return FEEL_NULL_VALUE;
    default:
        return v;
    }
}

feel_value feel_copy(arena *a, feel_value v)
{
    return copy_within(a, v, VALUE_DEPTH);
}

static const feel_type *type_within(arena *a, feel_value v, int depth)
{
    if (depth == 0 || v.kind == FEEL_NULL)
        return feel_type_basic(FEEL_ANY);
    if (v.kind == FEEL_LIST) {
        const feel_type *element = NULL;
        for (size_t i = 0; i < v.as.list->count; i++) {
            const feel_type *type = type_within(a, v.as.list->items[i], depth - 1);
            if (element && !feel_type_equal(element, type))
                return feel_type_basic(FEEL_LIST);
            element = type;
        }
        return feel_type_list(a, element);
    }
    if (v.kind == FEEL_CONTEXT) {
        size_t count = context_count(v.as.context);
        feel_member *members = ARENA_ARRAY(a, feel_member, count);
        for (size_t i = 0; i < count; i++) {
            members[i].name = context_name(v.as.context, i);
            members[i].type = type_within(a, context_value(v.as.context, i), depth - 1);
        }
        return feel_type_context(a, members, count, false);
    }
    if (v.kind == FEEL_RANGE)
        return feel_type_range(
            a, feel_type_basic(v.as.range->low.kind ? v.as.range->low.kind : v.as.range->high.kind));
    return feel_type_basic(v.kind);
}

const feel_type *feel_value_type(arena *a, feel_value v)
{
    return type_within(a, v, VALUE_DEPTH);
}

str feel_value_source(arena *a, feel_value v)
{
    value_walk walk = value_walk_default();
    builder out = builder_new(a);
    value_print(&walk, &out, v, STYLE_SOURCE);
    return builder_str(&out);
}

str feel_value_text(arena *a, feel_value v)
{
    value_walk walk = value_walk_default();
    builder out = builder_new(a);
    value_print(&walk, &out, v, STYLE_TEXT);
    return builder_str(&out);
}
