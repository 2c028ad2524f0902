// SPDX-License-Identifier: MIT
// Built-in functions on contexts, and is().
#include "feel/functions/builtin.h"

#include "feel/values/temporal.h"

typedef VEC(feel_entry) entry_list;

static void put(call *c, entry_list *entries, str name, feel_value value)
{
    for (size_t i = 0; i < entries->count; i++) {
        if (str_equal(entries->items[i].name, name)) {
            entries->items[i].value = value;
            return;
        }
    }
    *ARENA_PUSH(call_arena(c), entries) = (feel_entry){.name = name, .value = value};
}

static void put_all(call *c, entry_list *entries, const feel_context *context)
{
    bool first = entries->count == 0; // then no name of it is there
    for (size_t i = 0; i < context_count(context); i++) {
        if (first)
            *ARENA_PUSH(call_arena(c), entries) =
                (feel_entry){.name = context_name(context, i), .value = context_value(context, i)};
        else
            put(c, entries, context_name(context, i), context_value(context, i));
    }
}

static feel_value finish(call *c, entry_list entries)
{
    feel_context *context = ARENA_NEW(call_arena(c), feel_context);
    *context = (feel_context){.count = entries.count, .entries = entries.items};
    return (feel_value){.kind = FEEL_CONTEXT, .as.context = context};
}

feel_value builtin_get_value(call *c)
{
    feel_value value = FEEL_NULL_VALUE;
    if (!context_find(c->arguments[0].as.context, c->arguments[1].as.string, &value))
        return call_unknown(c, "the context has no \"%.*s\"",
                            STR_ARGS(value_shown(call_arena(c), c->arguments[1].as.string)));
    return value;
}

feel_value builtin_get_entries(call *c)
{
    const feel_context *context = c->arguments[0].as.context;
    size_t count = context_count(context);
    feel_value *items = ARENA_ARRAY(call_arena(c), feel_value, count);
    if (!call_spend(c, count))
        return FEEL_NULL_VALUE;
    for (size_t i = 0; i < count; i++) {
        feel_entry pair[] = {{STR("key"), feel_string(context_name(context, i))},
                             {STR("value"), context_value(context, i)}};
        items[i] = feel_make_context(call_arena(c), pair, 2);
    }
    return call_list(c, items, count);
}

feel_value builtin_context(call *c)
{
    const feel_list *list = c->arguments[0].as.list;
    entry_list entries = {0};
    for (size_t i = 0; i < list->count; i++) {
        feel_value key, value;
        bool pair = list->items[i].kind == FEEL_CONTEXT &&
                    context_find(list->items[i].as.context, STR("key"), &key) &&
                    context_find(list->items[i].as.context, STR("value"), &value) && key.kind == FEEL_STRING;
        if (!pair || !call_spend(c, entries.count))
            return call_fail(c, CODE_wrong_type,
                             "an entry needs a \"key\", which is a string, and a \"value\"");
        size_t before = entries.count;
        put(c, &entries, key.as.string, value);
        if (entries.count == before)
            return call_fail(c, CODE_wrong_arguments, "the key \"%.*s\" is given twice",
                             STR_ARGS(value_shown(call_arena(c), key.as.string)));
    }
    return finish(c, entries);
}

// The context with the value at the end of a path of keys.
static feel_value put_path(call *c, const feel_context *context, const feel_value *keys, size_t count)
{
    entry_list entries = {0};
    put_all(c, &entries, context);
    feel_value value = c->arguments[2];
    if (keys[0].kind != FEEL_STRING || !call_spend(c, entries.count + 1))
        return call_fail(c, CODE_wrong_type, "a key must be a string, not %.*s",
                         STR_ARGS(kind_name(keys[0].kind)));
    if (count > 1) {
        feel_value inner = FEEL_NULL_VALUE;
        context_find(context, keys[0].as.string, &inner);
        if (inner.kind != FEEL_CONTEXT || count > VALUE_DEPTH)
            return call_fail(c, CODE_not_evaluable, "there is no context at \"%.*s\"",
                             STR_ARGS(value_shown(call_arena(c), keys[0].as.string)));
        value = put_path(c, inner.as.context, keys + 1, count - 1);
        if (value.kind == FEEL_NULL)
            return value;
    }
    put(c, &entries, keys[0].as.string, value);
    return finish(c, entries);
}

feel_value builtin_context_put(call *c)
{
    feel_list keys = value_as_list(call_arena(c), c->arguments[1]);
    if (!keys.count)
        return call_fail(c, CODE_not_evaluable, "at least one key is needed");
    return put_path(c, c->arguments[0].as.context, keys.items, keys.count);
}

feel_value builtin_context_merge(call *c)
{
    const feel_list *list = c->arguments[0].as.list;
    entry_list entries = {0};
    for (size_t i = 0; i < list->count; i++) {
        if (list->items[i].kind != FEEL_CONTEXT)
            return call_fail(c, CODE_wrong_type, "only contexts can be merged, not %.*s",
                             STR_ARGS(kind_name(list->items[i].kind)));
        const feel_context *added = list->items[i].as.context;
        if (!call_spend(c, 1 + (entries.count + 1) * context_count(added) / 8))
            return FEEL_NULL_VALUE;
        put_all(c, &entries, added);
    }
    return finish(c, entries);
}

static bool same_zone(const feel_clock *x, const feel_clock *y)
{
    if (x->zoned != y->zoned || !x->zone != !y->zone || x->nanosecond != y->nanosecond)
        return false;
    return x->zone ? str_equal(*x->zone, *y->zone) : x->offset == y->offset;
}

// The same element of the same domain: no conversion between zones (§10.3.4.6).
feel_value builtin_is(call *c)
{
    feel_value x = c->arguments[0];
    feel_value y = c->arguments[1];
    if (x.kind != y.kind)
        return FEEL_FALSE_VALUE;
    if (x.kind == FEEL_TIME && !same_zone(x.as.time, y.as.time))
        return FEEL_FALSE_VALUE;
    if (x.kind == FEEL_DATE_TIME && !same_zone(&x.as.date_time->clock, &y.as.date_time->clock))
        return FEEL_FALSE_VALUE;
    return feel_boolean(call_equal(c, x, y));
}
