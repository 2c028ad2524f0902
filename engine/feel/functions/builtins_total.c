// SPDX-License-Identifier: MIT
// Built-in functions that bring a list to one value: sums, extremes, middles, and all and any.
#include "feel/functions/builtin.h"

#include "feel/values/temporal.h"

#include <string.h>

static feel_value wrong_item(call *c, feel_value item, size_t index)
{
    return call_wrong_argument(c, &c->builtin->parameters[0], index, item);
}

// An item that does not go with what was brought together so far; op as temporal_misfit() has it.
static feel_value misfitting_item(call *c, char op, feel_value so_far, feel_value item, size_t index)
{
    const char *misfit = temporal_misfit(op, so_far, item);
    if (misfit)
        return call_fail(c, CODE_not_evaluable, "\"%s\" cannot take all items: %s", c->builtin->name, misfit);
    if (!(c->builtin->parameters[0].kinds >> item.kind & 1))
        return wrong_item(c, item, index);
    return call_fail(c, CODE_wrong_type, "\"%s\" cannot take %.*s and %.*s together (item %zu)",
                     c->builtin->name, STR_ARGS(kind_name(so_far.kind)), STR_ARGS(kind_name(item.kind)),
                     index + 1);
}

static feel_value no_items(call *c)
{
    return call_unknown(c, "\"%s\" needs at least one item", c->builtin->name);
}

static feel_value extreme(call *c, int sign)
{
    feel_list list;
    if (!call_items(c, &list))
        return FEEL_NULL_VALUE;
    if (!list.count)
        return no_items(c);
    feel_value best = list.items[0];
    for (size_t i = 0; i < list.count; i++) {
        int order;
        if (list.items[i].kind == FEEL_NULL)
            return call_null_item(c, i);
        eval_read(c->evaluation, list.items[i]);
        if (!value_order(list.items[i], best, &order))
            return misfitting_item(c, '<', best, list.items[i], i);
        if (order * sign > 0)
            best = list.items[i];
    }
    return best;
}

feel_value builtin_min(call *c)
{
    return extreme(c, -1);
}

feel_value builtin_max(call *c)
{
    return extreme(c, 1);
}

// The sum of numbers or of durations of one kind.
static feel_value total(call *c, const feel_list *list)
{
    feel_value sum = FEEL_NULL_VALUE;
    for (size_t i = 0; i < list->count; i++) {
        feel_value item = list->items[i];
        if (item.kind == FEEL_NULL)
            return call_null_item(c, i);
        bool number = item.kind == FEEL_NUMBER;
        if (!number && item.kind != FEEL_DAYS_DURATION && item.kind != FEEL_MONTHS_DURATION)
            return wrong_item(c, item, i);
        if (i == 0)
            sum = item;
        else if (number && sum.kind == FEEL_NUMBER)
            sum = call_number(c, decimal_add(sum.as.number, item.as.number));
        else if (number || !temporal_add(call_arena(c), sum, item, 1, &sum))
            return misfitting_item(c, '+', sum, item, i);
        if (sum.kind == FEEL_NULL)
            return sum;
    }
    return list->count ? sum : no_items(c);
}

feel_value builtin_sum(call *c)
{
    feel_list list;
    return call_items(c, &list) ? total(c, &list) : FEEL_NULL_VALUE;
}

static feel_value divided(call *c, feel_value v, decimal by)
{
    if (v.kind == FEEL_NUMBER)
        return call_number(c, decimal_divide(v.as.number, by));
    if (v.kind == FEEL_NULL || temporal_divide(v, feel_number(by), &v))
        return v;
    return call_fail(c, CODE_not_evaluable, "the duration is too long");
}

feel_value builtin_mean(call *c)
{
    feel_list list;
    if (!call_items(c, &list))
        return FEEL_NULL_VALUE;
    return divided(c, total(c, &list), decimal_from_int((int64_t)list.count));
}

feel_value builtin_product(call *c)
{
    feel_list list;
    if (!call_items(c, &list))
        return FEEL_NULL_VALUE;
    if (!list.count)
        return no_items(c);
    decimal product = decimal_from_int(1);
    for (size_t i = 0; i < list.count; i++) {
        if (list.items[i].kind == FEEL_NULL)
            return call_null_item(c, i);
        if (list.items[i].kind != FEEL_NUMBER)
            return wrong_item(c, list.items[i], i);
        product = decimal_multiply(product, list.items[i].as.number);
    }
    return call_number(c, product);
}

// All (stop = false) and any (stop = true).
static feel_value decided(call *c, bool stop)
{
    feel_list list;
    if (!call_items(c, &list))
        return FEEL_NULL_VALUE;
    bool unknown = false;
    size_t odd = list.count;
    for (size_t i = 0; i < list.count; i++) {
        feel_value item = list.items[i];
        if (item.kind == FEEL_BOOLEAN && item.as.boolean == stop)
            return item;
        unknown = unknown || item.kind != FEEL_BOOLEAN;
        if (item.kind != FEEL_BOOLEAN && item.kind != FEEL_NULL)
            odd = i;
    }
    if (odd < list.count)
        return wrong_item(c, list.items[odd], odd);
    return unknown ? FEEL_NULL_VALUE : feel_boolean(!stop);
}

feel_value builtin_all(call *c)
{
    return decided(c, false);
}

feel_value builtin_any(call *c)
{
    return decided(c, true);
}

static bool value_less(feel_value x, feel_value y)
{
    int order = 0;
    value_order(x, y, &order);
    return order < 0;
}

static void sift(feel_value *items, size_t root, size_t count)
{
    for (size_t child; (child = 2 * root + 1) < count; root = child) {
        if (child + 1 < count && value_less(items[child], items[child + 1]))
            child++;
        if (!value_less(items[root], items[child]))
            return;
        feel_value swap = items[root];
        items[root] = items[child];
        items[child] = swap;
    }
}

// Numbers, or durations of one kind, sorted; false after a report.
static bool sorted_items(call *c, feel_value **out, size_t *count)
{
    feel_list list;
    if (!call_items(c, &list))
        return false;
    feel_value *items = ARENA_ARRAY(call_arena(c), feel_value, list.count);
    for (size_t i = 0; i < list.count; i++) {
        feel_kind kind = list.items[i].kind;
        if (kind == FEEL_NULL) {
            call_null_item(c, i);
            return false;
        }
        if (kind != list.items[0].kind || !(c->builtin->parameters[0].kinds >> kind & 1)) {
            misfitting_item(c, ' ', list.items[0], list.items[i], i);
            return false;
        }
        items[i] = list.items[i];
    }
    for (size_t i = list.count / 2; i-- > 0;)
        sift(items, i, list.count);
    for (size_t end = list.count; end-- > 1;) {
        feel_value swap = items[0];
        items[0] = items[end];
        items[end] = swap;
        sift(items, 0, end);
    }
    *out = items;
    *count = list.count;
    return true;
}

feel_value builtin_median(call *c)
{
    feel_value *items;
    size_t count;
    if (!sorted_items(c, &items, &count))
        return FEEL_NULL_VALUE;
    if (!count)
        return no_items(c);
    if (count % 2)
        return items[count / 2];
    feel_list middle = {.count = 2, .items = items + count / 2 - 1};
    return divided(c, total(c, &middle), decimal_from_int(2));
}

feel_value builtin_mode(call *c)
{
    feel_value *items;
    size_t count;
    VEC(feel_value) modes = {0};
    size_t most = 0;
    if (!sorted_items(c, &items, &count))
        return FEEL_NULL_VALUE;
    for (size_t start = 0, end; start < count; start = end) {
        for (end = start; end < count && !value_less(items[start], items[end]);)
            end++;
        if (end - start < most)
            continue;
        if (end - start > most)
            modes.count = 0;
        most = end - start;
        *ARENA_PUSH(call_arena(c), &modes) = items[start];
    }
    return call_list(c, modes.items, modes.count);
}

feel_value builtin_stddev(call *c)
{
    feel_value *items;
    size_t count;
    if (!sorted_items(c, &items, &count))
        return FEEL_NULL_VALUE;
    if (count < 2)
        return call_unknown(c, "\"stddev\" needs at least two items");
    decimal mean = decimal_from_int(0);
    for (size_t i = 0; i < count; i++)
        mean = decimal_add(mean, items[i].as.number);
    mean = decimal_divide(mean, decimal_from_int((int64_t)count));
    decimal squares = decimal_from_int(0);
    for (size_t i = 0; i < count; i++) {
        decimal difference = decimal_subtract(items[i].as.number, mean);
        squares = decimal_add(squares, decimal_multiply(difference, difference));
    }
    return call_number(c, decimal_sqrt(decimal_divide(squares, decimal_from_int((int64_t)count - 1))));
}
