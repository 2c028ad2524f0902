// SPDX-License-Identifier: MIT
// Laws that hold for all values: of three-valued logic, of decimals, and of printing and parsing again.
#include "feel_world.h"

static const char *const TRUTHS[] = {"true", "false", "null"};

static str value_of(world *w, const char *format, const char *x, const char *y, const char *z)
{
    builder text = builder_new(w->arena);
    const char *const arguments[] = {x, y, z};
    for (const char *c = format; *c; c++) {
        if (*c >= '1' && *c <= '3')
            builder_adds(&text, arguments[*c - '1']);
        else
            builder_addc(&text, *c);
    }
    return feel_value_source(w->arena, world_value(w, builder_str(&text).data));
}

static void assert_same(world *w, const char *left, const char *right, const char *x, const char *y,
                        const char *z)
{
    str l = value_of(w, left, x, y, z);
    str r = value_of(w, right, x, y, z);
    if (!str_equal(l, r))
        fail_msg("%s is %.*s, and %s is %.*s for %s, %s, %s", left, STR_ARGS(l), right, STR_ARGS(r), x, y, z);
}

ARENA_TEST(laws_of_three_valued_logic)
{
    static const char *const LAWS[][2] = {
        {"1 and 2", "2 and 1"},
        {"1 or 2", "2 or 1"},
        {"(1 and 2) and 3", "1 and (2 and 3)"},
        {"(1 or 2) or 3", "1 or (2 or 3)"},
        {"1 and (2 or 3)", "(1 and 2) or (1 and 3)"},
        {"1 or (2 and 3)", "(1 or 2) and (1 or 3)"},
        {"not(1 and 2)", "not(1) or not(2)"},
        {"not(1 or 2)", "not(1) and not(2)"},
        {"not(not(1))", "1"},
        {"1 and 1", "1"},
        {"1 or false", "1"},
        {"all([1, 2, 3])", "1 and 2 and 3"},
        {"any([1, 2, 3])", "1 or 2 or 3"},
        {"every x in [1, 2, 3] satisfies x", "1 and 2 and 3"},
        {"some x in [1, 2, 3] satisfies x", "1 or 2 or 3"},
    };
    world w = world_new(a);
    for (size_t law = 0; law < sizeof LAWS / sizeof *LAWS; law++)
        for (int i = 0; i < 27; i++)
            assert_same(&w, LAWS[law][0], LAWS[law][1], TRUTHS[i % 3], TRUTHS[i / 3 % 3], TRUTHS[i / 9]);
}

static decimal random_decimal(uint64_t *seed)
{
    int64_t digits = (int64_t)(test_random(seed) % 2000000) - 1000000;
    decimal unit =
        decimal_power(decimal_from_int(10), decimal_from_int((int64_t)(test_random(seed) % 7) - 5));
    return decimal_multiply(decimal_from_int(digits), unit);
}

static void equal_decimals(decimal x, decimal y)
{
    assert_int_equal(decimal_compare(x, y), 0);
}

ARENA_TEST(laws_of_decimals)
{
    uint64_t seed = 42;
    for (int i = 0; i < 3000; i++) {
        arena_mark mark = arena_get_mark(a);
        decimal x = random_decimal(&seed), y = random_decimal(&seed), z = random_decimal(&seed);
        equal_decimals(decimal_add(x, y), decimal_add(y, x));
        equal_decimals(decimal_add(decimal_add(x, y), z), decimal_add(x, decimal_add(y, z)));
        equal_decimals(decimal_multiply(x, decimal_add(y, z)),
                       decimal_add(decimal_multiply(x, y), decimal_multiply(x, z)));
        equal_decimals(decimal_subtract(x, y), decimal_negate(decimal_subtract(y, x)));
        decimal again;
        assert_true(decimal_parse(decimal_text(a, x), &again));
        equal_decimals(x, again);
        if (!decimal_is_zero(y)) {
            decimal rest = decimal_modulo(x, y);
            decimal floor = decimal_round(decimal_divide(x, y), 0, ROUND_FLOOR);
            equal_decimals(rest, decimal_subtract(x, decimal_multiply(y, floor)));
        }
        decimal down = decimal_round(x, 1, ROUND_FLOOR);
        assert_true(decimal_compare(down, x) <= 0 &&
                    decimal_compare(x, decimal_round(x, 1, ROUND_CEILING)) <= 0);
        arena_rewind(a, mark);
    }
}

static void add_random(builder *out, uint64_t *seed, int depth)
{
    static const char *const LEAVES[] = {"1",      "-2",       "0.5",        "\"a\"",         "true",
                                         "null",   "today",    "client.age", "client.goals",  "any",
                                         "[1, 2]", "@\"P1D\"", "max fee",    "{a: 1, b c: 2}"};
    static const char *const FORMS[][4] = {{"(", ") + (", ")", ""},
                                           {"(", ") * (", ")", ""},
                                           {"-(", ")", "", ""},
                                           {"(", ") = (", ")", ""},
                                           {"(", ") and (", ")", ""},
                                           {"(", ") or (", ")", ""},
                                           {"if (", ") then (", ") else 1", ""},
                                           {"for i in (", ") return (", ")", ""},
                                           {"some i in (", ") satisfies (", ")", ""},
                                           {"(", ")[", "]", ""},
                                           {"[", ", ", "]", ""},
                                           {"count(", ")", "", ""},
                                           {"(", ") in (", ", < 3)", ""},
                                           {"(", ") between (", ") and 3", ""},
                                           {"{k: ", ", \"x y\": ", "}", ""},
                                           {"(", ").a", "", ""},
                                           {"(", ") instance of number", "", ""},
                                           {"not(", ")", "", ""},
                                           {"(", ") ** (", ")", ""},
                                           {"(", ") - (", ")", ""}};
    if (depth == 0 || test_random(seed) % 4 == 0) {
        builder_adds(out, LEAVES[test_random(seed) % (sizeof LEAVES / sizeof *LEAVES)]);
        return;
    }
    const char *const *form = FORMS[test_random(seed) % (sizeof FORMS / sizeof *FORMS)];
    for (int i = 0; form[i][0]; i++) {
        builder_adds(out, form[i]);
        if (form[i + 1][0])
            add_random(out, seed, depth - 1);
    }
}

static void printing_twice(arena *a, void *context)
{
    uint64_t *seed = context;
    world w = world_new(a);
    w.lenient = true;
    builder text = builder_new(a);
    add_random(&text, seed, 4);
    const feel_expression *e = world_compile(&w, builder_str(&text).data);
    if (!e)
        fail_msg("%s: %.*s", builder_str(&text).data, STR_ARGS(builder_str(&w.reports)));
    str source = feel_expression_source(a, e);
    str value = feel_value_source(a, world_value(&w, builder_str(&text).data));
    str again = feel_value_source(a, world_value(&w, source.data));
    if (!str_equal(value, again))
        fail_msg("%s gives %.*s; printed as %s it gives %.*s", builder_str(&text).data, STR_ARGS(value),
                 source.data, STR_ARGS(again));
    assert_text_equal(feel_expression_source(a, world_compile(&w, source.data)), source);
}

static void printed_expressions_mean_the_same(void **state)
{
    (void)state;
    uint64_t seed = 7;
    for (int i = 0; i < 3000; i++)
        assert_int_equal(run_in_arena(NULL, 0, printing_twice, &seed), ATTUNE_OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(laws_of_three_valued_logic),
        cmocka_unit_test(laws_of_decimals),
        cmocka_unit_test(printed_expressions_mean_the_same),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
