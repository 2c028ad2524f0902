// SPDX-License-Identifier: MIT
// Expectations of a number of points: is compares as many digits as are given, min and max bound it.
#include "examples/run.h"

#include <inttypes.h>

str micro_text(arena *a, int64_t micro)
{
    int64_t size = micro < 0 ? -micro : micro;
    str text = str_printf(a, "%s%" PRId64 ".%06" PRId64, micro < 0 ? "-" : "", size / MICRO, size % MICRO);
    while (text.data[text.length - 1] == '0')
        text.length--;
    if (text.data[text.length - 1] == '.')
        text.length--;
    return str_copy(a, text);
}

// Points as micro-points; false, with a failure, where text is no number.
static bool parse_points(example_run *run, const xml_node *n, const char *name, str text, int64_t *out)
{
    decimal number, micro;
    if (decimal_parse(str_trim(text), &number)) {
        micro = decimal_round(decimal_multiply(number, decimal_from_int(MICRO)), 0, ROUND_HALF_EVEN);
        if (decimal_to_int(micro, out))
            return true;
    }
    expectation_failed(run, n, name, "\"%.*s\" is not a number of points", STR_ARGS(text));
    return false;
}

static int32_t digits_of(str number)
{
    size_t point = str_find(number, STR("."), 0);
    return point == SIZE_MAX ? 0 : (int32_t)(number.length - point - 1);
}

// Micro-points as points, written with as many digits as like is.
static str points_like(arena *a, int64_t micro, str like, decimal_rounding rounding, decimal *out)
{
    decimal exact = decimal_divide(decimal_from_int(micro), decimal_from_int(MICRO));
    int32_t digits = digits_of(like);
    *out = decimal_round(exact, digits, rounding);
    builder b = builder_new(a);
    decimal_print(&b, *out);
    int32_t has = digits_of(builder_str(&b));
    for (int32_t i = has; i < digits; i++)
        builder_adds(&b, i == 0 ? ".0" : "0");
    return builder_str(&b);
}

static example_failure *number_failed(example_run *run, const xml_node *n, const char *name, str what,
                                      const char *relation, str wanted, int64_t actual, str replacement)
{
    str is = micro_text(run->arena, actual);
    example_failure *f = expectation_failed(run, n, name, "expected %.*s to be %s%.*s, but it is %.*s",
                                            STR_ARGS(what), relation, STR_ARGS(wanted), STR_ARGS(is));
    reason_sides(run, f, name, wanted, is);
    f->edit = xml_find_attribute(n, str_from(name))->value_place;
    f->replacement = replacement;
    return f;
}

example_failure *judge_number(example_run *run, const xml_node *n, str what, int64_t actual)
{
    str is = str_trim(example_attribute(n, "is")), least = str_trim(example_attribute(n, "min")),
        most = str_trim(example_attribute(n, "max"));
    int64_t wanted;
    decimal rounded, expected;
    example_failure *failed = NULL;
    if (is.length && parse_points(run, n, "is", is, &wanted)) {
        str now = points_like(run->arena, actual, is, ROUND_HALF_UP, &rounded);
        if (!decimal_parse(is, &expected) || decimal_compare(rounded, expected) != 0)
            failed = number_failed(run, n, "is", what, "", is, actual, now);
    }
    if (least.length && parse_points(run, n, "min", least, &wanted) && actual < wanted)
        failed = number_failed(run, n, "min", what, "at least ", least, actual,
                               points_like(run->arena, actual, least, ROUND_DOWN, &rounded));
    if (most.length && parse_points(run, n, "max", most, &wanted) && actual > wanted)
        failed = number_failed(run, n, "max", what, "at most ", most, actual,
                               points_like(run->arena, actual, most, ROUND_UP, &rounded));
    return failed;
}
