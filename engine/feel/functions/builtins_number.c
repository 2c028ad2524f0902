// SPDX-License-Identifier: MIT
// Built-in functions on numbers, and number() and not().
#include "feel/functions/builtin.h"

#include "feel/values/temporal.h"

enum { LEAST_SCALE = -6111, MOST_SCALE = 6176 };

static str without(arena *a, str text, str separator)
{
    builder out = builder_new(a);
    for (size_t i = 0; i < text.length;) {
        if (separator.length && str_starts(str_slice(text, i, text.length), separator)) {
            i += separator.length;
            continue;
        }
        builder_addc(&out, text.data[i++]);
    }
    return builder_str(&out);
}

static bool is_one_of(str s, const char *set)
{
    for (; *set; set++)
        if (s.length == 1 && s.data[0] == *set)
            return true;
    return false;
}

feel_value builtin_number(call *c)
{
    const feel_value *a = c->arguments;
    str grouping = a[1].kind == FEEL_STRING ? a[1].as.string : STR_NONE;
    str point = a[2].kind == FEEL_STRING ? a[2].as.string : STR_NONE;
    if ((a[1].kind == FEEL_STRING && !is_one_of(grouping, " ,.")) ||
        (a[2].kind == FEEL_STRING && !is_one_of(point, ".,")) ||
        (grouping.length && str_equal(grouping, point)))
        return call_fail(c, CODE_not_evaluable,
                         "the separators must be one of \" \", \",\" and \".\", and differ");
    str text = without(call_arena(c), a[0].as.string, grouping);
    if (str_equals(point, ",")) {
        if (str_contains(text, STR(".")))
            text = STR("?");
        builder swapped = builder_new(call_arena(c));
        for (size_t i = 0; i < text.length; i++)
            builder_addc(&swapped, text.data[i] == ',' ? '.' : text.data[i]);
        text = builder_str(&swapped);
    }
    decimal value;
    if (decimal_parse(text, &value))
        return feel_number(value);
    return call_fail(c, CODE_not_evaluable, "\"%.*s\" is no number",
                     STR_ARGS(value_shown(call_arena(c), a[0].as.string)));
}

feel_value builtin_not(call *c)
{
    feel_value v = c->arguments[0];
    if (v.kind == FEEL_BOOLEAN)
        return feel_boolean(!v.as.boolean);
    return FEEL_NULL_VALUE;
}

static feel_value rounded(call *c, decimal_rounding mode)
{
    int64_t scale = 0;
    if (call_given(c, 1) && (!call_integer(c, 1, &scale) || scale < LEAST_SCALE || scale > MOST_SCALE))
        return call_fail(c, CODE_not_evaluable, "the scale must be between %d and %d", LEAST_SCALE,
                         MOST_SCALE);
    return call_number(c, decimal_round(c->arguments[0].as.number, (int32_t)scale, mode));
}

feel_value builtin_decimal(call *c)
{
    return rounded(c, ROUND_HALF_EVEN);
}

feel_value builtin_floor(call *c)
{
    return rounded(c, ROUND_FLOOR);
}

feel_value builtin_ceiling(call *c)
{
    return rounded(c, ROUND_CEILING);
}

feel_value builtin_round_up(call *c)
{
    return rounded(c, ROUND_UP);
}

feel_value builtin_round_down(call *c)
{
    return rounded(c, ROUND_DOWN);
}

feel_value builtin_round_half_up(call *c)
{
    return rounded(c, ROUND_HALF_UP);
}

feel_value builtin_round_half_down(call *c)
{
    return rounded(c, ROUND_HALF_DOWN);
}

feel_value builtin_abs(call *c)
{
    feel_value v = c->arguments[0];
    bool negative;
    if (v.kind == FEEL_NUMBER)
        return decimal_compare(v.as.number, decimal_from_int(0)) < 0
                   ? feel_number(decimal_negate(v.as.number))
                   : v;
    if (v.kind == FEEL_MONTHS_DURATION)
        negative = v.as.months < 0;
    else
        negative = v.as.duration.seconds < 0 || v.as.duration.nanoseconds < 0;
    if (negative && !temporal_negate(v, &v))
        return call_fail(c, CODE_not_evaluable, "the duration is too long");
    return v;
}

feel_value builtin_modulo(call *c)
{
    if (decimal_is_zero(c->arguments[1].as.number))
        return call_fail(c, CODE_not_evaluable, "division by zero");
    return call_number(c, decimal_modulo(c->arguments[0].as.number, c->arguments[1].as.number));
}

feel_value builtin_sqrt(call *c)
{
    return call_number(c, decimal_sqrt(c->arguments[0].as.number));
}

feel_value builtin_log(call *c)
{
    return call_number(c, decimal_log(c->arguments[0].as.number));
}

feel_value builtin_exp(call *c)
{
    return call_number(c, decimal_exp(c->arguments[0].as.number));
}

static bool is_even(decimal d)
{
    return decimal_is_zero(decimal_modulo(d, decimal_from_int(2)));
}

feel_value builtin_odd(call *c)
{
    decimal d = c->arguments[0].as.number;
    return feel_boolean(decimal_is_integer(d) && !is_even(d));
}

feel_value builtin_even(call *c)
{
    decimal d = c->arguments[0].as.number;
    return feel_boolean(decimal_is_integer(d) && is_even(d));
}
