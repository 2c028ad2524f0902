// SPDX-License-Identifier: MIT
// Built-in functions on lists: looking into them and rebuilding them.
#include "feel/functions/builtin.h"

#include <string.h>

typedef VEC(feel_value) value_list;

static const feel_list *list_argument(const call *c, size_t index)
{
    return c->arguments[index].as.list;
}

static feel_value *new_items(call *c, size_t count)
{
    return ARENA_ARRAY(call_arena(c), feel_value, count);
}

static void put_items(feel_value *to, const feel_value *from, size_t count)
{
    if (count)
        memcpy(to, from, count * sizeof *from);
}

feel_value builtin_count(call *c)
{
    return feel_integer((int64_t)list_argument(c, 0)->count);
}

feel_value builtin_list_contains(call *c)
{
    const feel_list *list = list_argument(c, 0);
    const node *n = c->node;
    if (n->count == 2 && c->arguments[1].kind == FEEL_NULL &&
        eval_stays_unknown(c->evaluation, c->arguments[1], c->arguments[1], n->children[0], n->children[1]))
        return FEEL_NULL_VALUE;
    if (!call_spend(c, list->count))
        return FEEL_NULL_VALUE;
    bool text = c->arguments[1].kind == FEEL_STRING;
    for (size_t i = 0; i < list->count; i++) {
        const feel_value *item = &list->items[i];
        if (text && item->kind == FEEL_STRING && item->as.string.length != c->arguments[1].as.string.length)
            continue; // most are told apart by this
        if (call_equal(c, *item, c->arguments[1]))
            return FEEL_TRUE_VALUE;
    }
    return FEEL_FALSE_VALUE;
}

// A position from 1, or from -1 backwards, as an index; false where it lies outside of count items.
static bool position_argument(call *c, size_t argument, size_t count, size_t *index)
{
    int64_t position;
    if (!call_integer(c, argument, &position) || position == 0 || position > (int64_t)count ||
        position < -(int64_t)count) {
        call_fail(c, CODE_not_evaluable, "the position lies outside of the list");
        return false;
    }
    *index = (size_t)(position > 0 ? position - 1 : (int64_t)count + position);
    return true;
}

feel_value builtin_sublist(call *c)
{
    const feel_list *list = list_argument(c, 0);
    size_t start;
    int64_t length = 0;
    if (!position_argument(c, 1, list->count, &start))
        return FEEL_NULL_VALUE;
    size_t rest = list->count - start;
    if (call_given(c, 2)) {
        if (!call_integer(c, 2, &length) || length < 0 || (uint64_t)length > rest)
            return call_fail(c, CODE_not_evaluable, "the list does not go on for that length");
        rest = (size_t)length;
    }
    return feel_make_list(call_arena(c), list->items + start, rest);
}

feel_value builtin_append(call *c)
{
    const feel_list *list = list_argument(c, 0);
    size_t added = c->count - 1;
    if (!call_list_fits(c, list->count + added) || !call_spend(c, list->count))
        return FEEL_NULL_VALUE;
    feel_value *items = new_items(c, list->count + added);
    put_items(items, list->items, list->count);
    put_items(items + list->count, c->arguments + 1, added);
    return call_list(c, items, list->count + added);
}

static feel_value joined(call *c, bool distinct)
{
    value_list out = {0};
    for (size_t i = 0; i < c->count; i++) {
        const feel_list *list = list_argument(c, i);
        if (!call_list_fits(c, out.count + list->count) || !call_spend(c, list->count))
            return FEEL_NULL_VALUE;
        for (size_t j = 0; j < list->count; j++) {
            bool there = false;
            if (distinct && !call_spend(c, out.count / 64))
                return FEEL_NULL_VALUE;
            for (size_t k = 0; distinct && k < out.count && !there; k++)
                there = call_equal(c, out.items[k], list->items[j]);
            if (!there)
                *ARENA_PUSH(call_arena(c), &out) = list->items[j];
        }
    }
    return call_list(c, out.items, out.count);
}

feel_value builtin_concatenate(call *c)
{
    return joined(c, false);
}

feel_value builtin_union(call *c)
{
    return joined(c, true);
}

feel_value builtin_distinct_values(call *c)
{
    return joined(c, true);
}

feel_value builtin_insert_before(call *c)
{
    const feel_list *list = list_argument(c, 0);
    size_t index;
    if (!position_argument(c, 1, list->count, &index) || !call_spend(c, list->count) ||
        !call_list_fits(c, list->count + 1))
        return FEEL_NULL_VALUE;
    feel_value *items = new_items(c, list->count + 1);
    put_items(items, list->items, index);
    items[index] = c->arguments[2];
    put_items(items + index + 1, list->items + index, list->count - index);
    return call_list(c, items, list->count + 1);
}

feel_value builtin_remove(call *c)
{
    const feel_list *list = list_argument(c, 0);
    size_t index;
    if (!position_argument(c, 1, list->count, &index) || !call_spend(c, list->count))
        return FEEL_NULL_VALUE;
    feel_value *items = new_items(c, list->count);
    put_items(items, list->items, index);
    put_items(items + index, list->items + index + 1, list->count - index - 1);
    return call_list(c, items, list->count - 1);
}

static feel_value replace_matching(call *c, feel_value *items, size_t count)
{
    for (size_t i = 0; i < count && !c->evaluation->run->stopped; i++) {
        feel_value arguments[] = {items[i], c->arguments[2]};
        feel_value hit = call_function(c, c->arguments[1], arguments, 2);
        if (hit.kind != FEEL_BOOLEAN)
            return call_fail(c, CODE_wrong_type, "the function to match items must give true or false");
        if (hit.as.boolean)
            items[i] = c->arguments[2];
    }
    return call_list(c, items, count);
}

feel_value builtin_list_replace(call *c)
{
    const feel_list *list = list_argument(c, 0);
    size_t index;
    if (!call_spend(c, list->count))
        return FEEL_NULL_VALUE;
    feel_value *items = new_items(c, list->count);
    put_items(items, list->items, list->count);
    if (c->arguments[1].kind == FEEL_FUNCTION)
        return replace_matching(c, items, list->count);
    if (!position_argument(c, 1, list->count, &index))
        return FEEL_NULL_VALUE;
    items[index] = c->arguments[2];
    return call_list(c, items, list->count);
}

feel_value builtin_reverse(call *c)
{
    const feel_list *list = list_argument(c, 0);
    if (!call_spend(c, list->count))
        return FEEL_NULL_VALUE;
    feel_value *items = new_items(c, list->count);
    for (size_t i = 0; i < list->count; i++)
        items[i] = list->items[list->count - 1 - i];
    return call_list(c, items, list->count);
}

feel_value builtin_index_of(call *c)
{
    const feel_list *list = list_argument(c, 0);
    value_list out = {0};
    if (!call_spend(c, list->count))
        return FEEL_NULL_VALUE;
    for (size_t i = 0; i < list->count; i++)
        if (call_equal(c, list->items[i], c->arguments[1]))
            *ARENA_PUSH(call_arena(c), &out) = feel_integer((int64_t)i + 1);
    return call_list(c, out.items, out.count);
}

static bool flatten_into(call *c, value_list *out, const feel_list *list, int depth)
{
    if (depth == 0 || !call_spend(c, list->count + 1)) {
        eval_stop(c->evaluation, c->node, "lists are nested too deeply");
        return false;
    }
    for (size_t i = 0; i < list->count; i++) {
        if (list->items[i].kind == FEEL_LIST) {
            if (!flatten_into(c, out, list->items[i].as.list, depth - 1))
                return false;
        } else if (call_list_fits(c, out->count + 1)) {
            *ARENA_PUSH(call_arena(c), out) = list->items[i];
        } else {
            return false;
        }
    }
    return true;
}

feel_value builtin_flatten(call *c)
{
    value_list out = {0};
    if (!flatten_into(c, &out, list_argument(c, 0), VALUE_DEPTH))
        return FEEL_NULL_VALUE;
    return call_list(c, out.items, out.count);
}

// Whether x comes ahead of y: by the caller's function, else by their own order. False where that is not
// known.
static bool precedes(call *c, feel_value x, feel_value y, bool *known)
{
    if (call_given(c, 1)) {
        feel_value arguments[] = {x, y};
        feel_value result = call_function(c, c->arguments[1], arguments, 2);
        *known = *known && result.kind == FEEL_BOOLEAN;
        return feel_is_true(result);
    }
    int order = 0;
    eval_read(c->evaluation, x);
    *known = *known && value_order(x, y, &order);
    return order < 0;
}

// Merges two sorted halves; the first one's items stay ahead where neither precedes.
static void merge(call *c, const feel_value *from, feel_value *to, size_t middle, size_t count, bool *known)
{
    size_t left = 0, right = middle;
    for (size_t i = 0; i < count; i++) {
        bool take_right =
            left == middle || (right < count && *known && precedes(c, from[right], from[left], known));
        to[i] = take_right ? from[right++] : from[left++];
    }
}

feel_value builtin_sort(call *c)
{
    const feel_list *list = list_argument(c, 0);
    if (!call_spend(c, list->count))
        return FEEL_NULL_VALUE;
    feel_value *items = new_items(c, list->count);
    feel_value *other = new_items(c, list->count);
    put_items(items, list->items, list->count);
    const feel_run *run = c->evaluation->run;
    uint64_t reported = run->state.reported;
    bool known = true;
    for (size_t width = 1; width < list->count && known; width *= 2) {
        for (size_t at = 0; at < list->count; at += 2 * width) {
            size_t rest = list->count - at;
            size_t count = rest < 2 * width ? rest : 2 * width;
            merge(c, items + at, other + at, width < count ? width : count, count, &known);
        }
        feel_value *swap = items;
        items = other;
        other = swap;
    }
    if (!known && run->state.reported > reported)
        return FEEL_NULL_VALUE; // the function's own problem is the reason
    if (!known)
        return call_fail(c, CODE_not_evaluable, "the items cannot be put into an order");
    return call_list(c, items, list->count);
}
