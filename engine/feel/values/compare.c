// SPDX-License-Identifier: MIT
// Equality, order and membership of values (DMN 1.5 §10.3.2.15).
#include "feel/values/temporal.h"
#include "feel/values/values.h"

static feel_value equal_nested(value_walk *walk, feel_value x, feel_value y)
{
    feel_value result = value_equal(walk, x, y);
    return feel_boolean(feel_is_true(result)); // within a list or context, other kinds are simply not equal
}

static feel_value equal_lists(value_walk *walk, const feel_list *x, const feel_list *y)
{
    if (x->count != y->count)
        return FEEL_FALSE_VALUE;
    for (size_t i = 0; i < x->count; i++)
        if (!feel_is_true(equal_nested(walk, x->items[i], y->items[i])))
            return FEEL_FALSE_VALUE;
    return FEEL_TRUE_VALUE;
}

// Looking a name up among count others is work, too.
static bool spend_search(value_walk *walk, size_t count)
{
    uint64_t cost = count / 8;
    walk->exhausted = walk->exhausted || walk->nodes < cost;
    walk->nodes -= walk->exhausted ? 0 : cost;
    return !walk->exhausted;
}

static feel_value equal_contexts(value_walk *walk, const feel_context *x, const feel_context *y)
{
    size_t count = context_count(x);
    if (count != context_count(y))
        return FEEL_FALSE_VALUE;
    for (size_t i = 0; i < count; i++) {
        feel_value other;
        if (str_equal(context_name(x, i), context_name(y, i)))
            other = context_value(y, i);
        else if (!spend_search(walk, count) || !context_find(y, context_name(x, i), &other))
            return FEEL_FALSE_VALUE;
        if (!feel_is_true(equal_nested(walk, context_value(x, i), other)))
            return FEEL_FALSE_VALUE;
    }
    return FEEL_TRUE_VALUE;
}

static feel_value equal_ranges(value_walk *walk, const feel_range *x, const feel_range *y)
{
    return feel_boolean(x->low_included == y->low_included && x->high_included == y->high_included &&
                        feel_is_true(equal_nested(walk, x->low, y->low)) &&
                        feel_is_true(equal_nested(walk, x->high, y->high)));
}

static feel_value equal_kind(value_walk *walk, feel_value x, feel_value y)
{
    switch (x.kind) {
    case FEEL_BOOLEAN:
        return feel_boolean(x.as.boolean == y.as.boolean);
    case FEEL_NUMBER:
        return feel_boolean(decimal_compare(x.as.number, y.as.number) == 0);
    case FEEL_STRING: {
        uint64_t work = x.as.string.length / 64;
        walk->nodes -= work < walk->nodes ? work : walk->nodes;
        return feel_boolean(str_equal(x.as.string, y.as.string));
    }
    case FEEL_DATE:
        return feel_boolean(date_to_days(x.as.date) == date_to_days(y.as.date));
    case FEEL_TIME: // equal where all properties are (§10.3.2.3.6), and seconds are whole there
        return feel_boolean(same_zoning(x.as.time, y.as.time) &&
                            clock_seconds(x.as.time) == clock_seconds(y.as.time));
    case FEEL_DATE_TIME:
        return feel_boolean(same_zoning(&x.as.date_time->clock, &y.as.date_time->clock) &&
                            date_time_instant(x.as.date_time) == date_time_instant(y.as.date_time));
    case FEEL_DAYS_DURATION:
        return feel_boolean(x.as.duration.seconds == y.as.duration.seconds &&
                            x.as.duration.nanoseconds == y.as.duration.nanoseconds);
    case FEEL_MONTHS_DURATION:
        return feel_boolean(x.as.months == y.as.months);
    case FEEL_LIST:
        return equal_lists(walk, x.as.list, y.as.list);
    case FEEL_CONTEXT:
        return equal_contexts(walk, x.as.context, y.as.context);
    case FEEL_RANGE:
        return equal_ranges(walk, x.as.range, y.as.range);
    case FEEL_FUNCTION:
        return feel_boolean(x.as.function == y.as.function);
    default:
        return FEEL_TRUE_VALUE;
    }
}

feel_value value_equal(value_walk *walk, feel_value x, feel_value y)
{
    if (x.kind == FEEL_NULL || y.kind == FEEL_NULL)
        return feel_boolean(x.kind == y.kind);
    if (x.kind != y.kind)
        return FEEL_NULL_VALUE;
    if (walk->exhausted || walk->nodes == 0 || walk->depth == 0) {
        walk->exhausted = true;
        return FEEL_FALSE_VALUE;
    }
    walk->nodes--;
    walk->depth--;
    feel_value result = equal_kind(walk, x, y);
    walk->depth++;
    return result;
}

static int order_of(int64_t x, int64_t y)
{
    return x < y ? -1 : x > y;
}

static int order_then(int first, int64_t x, int64_t y)
{
    return first ? first : order_of(x, y);
}

bool value_is_temporal(feel_kind kind)
{
    return kind >= FEEL_DATE && kind <= FEEL_MONTHS_DURATION;
}

bool value_is_ordered(feel_kind kind)
{
    return kind == FEEL_NUMBER || kind == FEEL_STRING || value_is_temporal(kind);
}

static bool order_clocks(const feel_clock *x, const feel_clock *y, int64_t x_seconds, int64_t y_seconds,
                         int *order)
{
    *order = order_then(order_of(x_seconds, y_seconds), x->nanosecond, y->nanosecond);
    return same_zoning(x, y);
}

bool value_order(feel_value x, feel_value y, int *order)
{
    if (x.kind != y.kind)
        return false;
    switch (x.kind) {
    case FEEL_NUMBER:
        *order = decimal_compare(x.as.number, y.as.number);
        return true;
    case FEEL_STRING:
        *order = order_of(str_compare(x.as.string, y.as.string), 0);
        return true;
    case FEEL_DATE:
        *order = order_of(date_to_days(x.as.date), date_to_days(y.as.date));
        return true;
    case FEEL_TIME:
        return order_clocks(x.as.time, y.as.time, clock_seconds(x.as.time), clock_seconds(y.as.time), order);
    case FEEL_DATE_TIME:
        return order_clocks(&x.as.date_time->clock, &y.as.date_time->clock, date_time_instant(x.as.date_time),
                            date_time_instant(y.as.date_time), order);
    case FEEL_DAYS_DURATION:
        *order = order_then(order_of(x.as.duration.seconds, y.as.duration.seconds), x.as.duration.nanoseconds,
                            y.as.duration.nanoseconds);
        return true;
    case FEEL_MONTHS_DURATION:
        *order = order_of(x.as.months, y.as.months);
        return true;
    default:
        return false;
    }
}

feel_value value_in_range(const feel_range *range, feel_value v)
{
    int order;
    if (v.kind == FEEL_NULL || !value_is_ordered(v.kind))
        return FEEL_NULL_VALUE;
    if (range->low.kind != FEEL_NULL) {
        if (!value_order(v, range->low, &order))
            return FEEL_NULL_VALUE;
        if (order < 0 || (order == 0 && !range->low_included))
            return FEEL_FALSE_VALUE;
    }
    if (range->high.kind != FEEL_NULL) {
        if (!value_order(v, range->high, &order))
            return FEEL_NULL_VALUE;
        if (order > 0 || (order == 0 && !range->high_included))
            return FEEL_FALSE_VALUE;
    }
    return FEEL_TRUE_VALUE;
}
