// SPDX-License-Identifier: MIT
// FEEL's values: making, reading, copying and printing them. Knows nothing of expressions.
#include "feel/value.h"

#include "feel/values/temporal.h"
#include "feel/values/values.h"

#include <string.h>

enum { DEFAULT_NODES = 1000000, DEFAULT_BYTES = 16 << 20, COPIED_BYTES = 128 << 20 };
enum { TYPED_VALUES = 1 << 20, TYPES_MADE = 1 << 16 }; // by feel_value_type()

const feel_value FEEL_NULL_VALUE = {.kind = FEEL_NULL};
const feel_value FEEL_TRUE_VALUE = {.kind = FEEL_BOOLEAN, .as.boolean = true};
const feel_value FEEL_FALSE_VALUE = {.kind = FEEL_BOOLEAN, .as.boolean = false};

value_walk value_walk_default(void)
{
    return (value_walk){.nodes = DEFAULT_NODES, .bytes = DEFAULT_BYTES, .depth = VALUE_DEPTH};
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

bool feel_string_checked(str s, feel_value *out)
{
    bool valid = utf8_valid(s, NULL);
    *out = valid ? feel_string(s) : FEEL_NULL_VALUE;
    return valid;
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

feel_value value_new_list(arena *a, const feel_value *items, size_t count)
{
    feel_list *list = ARENA_NEW(a, feel_list);
    *list = (feel_list){.count = count, .items = items};
    return (feel_value){.kind = FEEL_LIST, .as.list = list};
}

feel_value value_new_range(arena *a, feel_range range)
{
    feel_range *copy = ARENA_NEW(a, feel_range);
    *copy = range;
    return (feel_value){.kind = FEEL_RANGE, .as.range = copy};
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

bool feel_parse_temporal(arena *a, feel_kind kind, str text, feel_value *out)
{
    return parse_temporal(a, text, out) && out->kind == kind;
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

// A copy shares nothing, so what shares parts may be far larger afterwards.
typedef struct copying {
    arena *arena;
    uint64_t bytes; // that may still be copied
    unsigned depth; // levels that may still be entered
} copying;

static void spend_copy(copying *c, size_t bytes)
{
    if (c->depth == 0 || bytes > c->bytes)
        guard_fail(c->arena->guard, ATTUNE_LIMIT);
    c->bytes -= bytes;
}

static feel_value copy_value(copying *c, feel_value v);

static feel_value copy_list(copying *c, const feel_list *list)
{
    feel_value *items = ARENA_ARRAY(c->arena, feel_value, list->count);
    for (size_t i = 0; i < list->count; i++)
        items[i] = copy_value(c, list->items[i]);
    return value_new_list(c->arena, items, list->count);
}

static feel_value copy_context(copying *c, const feel_context *context)
{
    size_t count = context_count(context);
    feel_entry *entries = ARENA_ARRAY(c->arena, feel_entry, count);
    for (size_t i = 0; i < count; i++) {
        str name = context_name(context, i);
        spend_copy(c, name.length);
        entries[i].name = str_copy(c->arena, name);
        entries[i].value = copy_value(c, context_value(context, i));
    }
    feel_context *copy = ARENA_NEW(c->arena, feel_context);
    *copy = (feel_context){.count = count, .entries = entries};
    return (feel_value){.kind = FEEL_CONTEXT, .as.context = copy};
}

static feel_value copy_range(copying *c, feel_range range)
{
    range.low = copy_value(c, range.low);
    range.high = copy_value(c, range.high);
    return value_new_range(c->arena, range);
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

static feel_value copy_parts(copying *c, feel_value v)
{
    arena *a = c->arena;
    switch (v.kind) {
    case FEEL_STRING:
        spend_copy(c, v.as.string.length);
        return feel_string(str_copy(a, v.as.string));
    case FEEL_TIME:
        return value_time(a, copy_clock(a, *v.as.time));
    case FEEL_DATE_TIME:
        return value_date_time(a,
                               (feel_date_time){v.as.date_time->date, copy_clock(a, v.as.date_time->clock)});
    case FEEL_LIST:
        return copy_list(c, v.as.list);
    case FEEL_CONTEXT:
        return copy_context(c, v.as.context);
    case FEEL_RANGE:
        return copy_range(c, *v.as.range);
    case FEEL_FUNCTION: // refers to its expression, which outlives every run; what it captured does not
        return FEEL_NULL_VALUE;
    default:
        return v;
    }
}

static feel_value copy_value(copying *c, feel_value v)
{
    spend_copy(c, sizeof v);
    c->depth--;
    feel_value copy = copy_parts(c, v);
    c->depth++;
    return copy;
}

feel_value feel_copy(arena *a, feel_value v)
{
    copying c = {.arena = a, .bytes = COPIED_BYTES, .depth = VALUE_DEPTH};
    return copy_value(&c, v);
}

// Values may share parts, so that a small one is huge unfolded, and so would be its type.
typedef struct typing {
    arena *arena;
    size_t visits; // of values that are still allowed
    size_t made;   // members and types that may still be made
} typing;

static bool spend_typing(typing *t, size_t visits, size_t made)
{
    bool fits = visits <= t->visits && made <= t->made;
    t->visits -= fits ? visits : t->visits;
    t->made -= fits ? made : t->made;
    return fits;
}

static const feel_type *type_within(typing *t, feel_value v, int depth);

static const feel_type *list_type(typing *t, const feel_list *list, int depth)
{
    const feel_type *element = NULL;
    if (!spend_typing(t, list->count, 1))
        return feel_type_basic(FEEL_LIST);
    for (size_t i = 0; i < list->count; i++) {
        const feel_type *type = type_within(t, list->items[i], depth - 1);
        if (element && !feel_type_equal(element, type))
            return feel_type_basic(FEEL_LIST);
        element = type;
    }
    return feel_type_list(t->arena, element);
}

static const feel_type *context_type(typing *t, const feel_context *context, int depth)
{
    size_t count = context_count(context);
    if (!spend_typing(t, count, count + 1))
        return feel_type_basic(FEEL_CONTEXT);
    feel_member *members = ARENA_ARRAY(t->arena, feel_member, count);
    for (size_t i = 0; i < count; i++) {
        members[i].name = context_name(context, i);
        members[i].type = type_within(t, context_value(context, i), depth - 1);
    }
    return feel_type_context(t->arena, members, count, false);
}

static const feel_type *type_within(typing *t, feel_value v, int depth)
{
    if (depth == 0 || v.kind == FEEL_NULL)
        return feel_type_basic(FEEL_ANY);
    if (v.kind == FEEL_LIST)
        return list_type(t, v.as.list, depth);
    if (v.kind == FEEL_CONTEXT)
        return context_type(t, v.as.context, depth);
    if (v.kind == FEEL_RANGE && spend_typing(t, 1, 1)) {
        feel_kind end = v.as.range->low.kind ? v.as.range->low.kind : v.as.range->high.kind;
        return feel_type_range(t->arena, feel_type_basic(end));
    }
    return feel_type_basic(v.kind);
}

const feel_type *feel_value_type(arena *a, feel_value v)
{
    typing t = {.arena = a, .visits = TYPED_VALUES, .made = TYPES_MADE};
    return type_within(&t, v, VALUE_DEPTH);
}

static bool print_within(arena *a, feel_value v, uint64_t most, value_style style, str *out)
{
    value_walk walk = {.nodes = most, .bytes = most, .depth = VALUE_DEPTH};
    builder text = builder_new(a);
    value_print(&walk, &text, v, style);
    bool fits = !walk.exhausted && text.length <= most;
    *out = fits ? builder_str(&text) : STR_NONE;
    return fits;
}

bool feel_value_source_within(arena *a, feel_value v, uint64_t most, str *out)
{
    return print_within(a, v, most, STYLE_SOURCE, out);
}

bool feel_value_text_within(arena *a, feel_value v, uint64_t most, str *out)
{
    return print_within(a, v, most, STYLE_TEXT, out);
}

str feel_value_source(arena *a, feel_value v)
{
    str text;
    if (!print_within(a, v, DEFAULT_BYTES, STYLE_SOURCE, &text))
        guard_fail(a->guard, ATTUNE_LIMIT);
    return text;
}

str feel_value_text(arena *a, feel_value v)
{
    str text;
    if (!print_within(a, v, DEFAULT_BYTES, STYLE_TEXT, &text))
        guard_fail(a->guard, ATTUNE_LIMIT);
    return text;
}
