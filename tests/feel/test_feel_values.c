// SPDX-License-Identifier: MIT
// Decimals, types and values on their own.
#include "feel_world.h"

#include "feel/values/temporal.h"

static str rounded(arena *a, const char *number, int scale, decimal_rounding mode)
{
    decimal d;
    assert_true(decimal_parse(str_from(number), &d));
    return decimal_text(a, decimal_round(d, scale, mode));
}

ARENA_TEST(numbers_are_printed_without_exponents)
{
    static const char *const CASES[][2] = {
        {"220.0", "220"},
        {"-0.50", "-0.5"},
        {"1e6", "1000000"},
        {"1E-3", "0.001"},
        {"-0", "0"},
        {"00012.300", "12.3"},
        {"9999999999999999999999999999999999", "9999999999999999999999999999999999"}};
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        decimal d;
        assert_true(decimal_parse(str_from(CASES[i][0]), &d));
        assert_str_equal(decimal_text(a, d), CASES[i][1]);
    }
    decimal d, again;
    assert_true(decimal_parse(STR("-1.5e6000"), &d));
    assert_true(decimal_parse(decimal_text(a, d), &again)); // 6,001 digits
    assert_int_equal(decimal_compare(d, again), 0);
    assert_true(
        decimal_parse(STR("0.00000000000000000000000000000000000000000000000000000000000000000000012"), &d));
    assert_true(decimal_parse(STR("12e-71"), &again));
    assert_int_equal(decimal_compare(d, again), 0);
    static const char *const BAD[] = {"", "1.", "e5", "--1", "1e", "nan", "inf", "1 ", "0x1", "1e99999"};
    for (size_t i = 0; i < sizeof BAD / sizeof *BAD; i++)
        assert_false(decimal_parse(str_from(BAD[i]), &d));
}

ARENA_TEST(all_ways_of_rounding)
{
    assert_str_equal(rounded(a, "1.5", 0, ROUND_HALF_EVEN), "2");
    assert_str_equal(rounded(a, "2.5", 0, ROUND_HALF_EVEN), "2");
    assert_str_equal(rounded(a, "-2.5", 0, ROUND_HALF_UP), "-3");
    assert_str_equal(rounded(a, "-2.5", 0, ROUND_HALF_DOWN), "-2");
    assert_str_equal(rounded(a, "2.51", 0, ROUND_HALF_DOWN), "3");
    assert_str_equal(rounded(a, "1.121", 2, ROUND_UP), "1.13");
    assert_str_equal(rounded(a, "-1.129", 2, ROUND_DOWN), "-1.12");
    assert_str_equal(rounded(a, "-1.5", 0, ROUND_FLOOR), "-2");
    assert_str_equal(rounded(a, "-1.5", 0, ROUND_CEILING), "-1");
    assert_str_equal(rounded(a, "1234", -2, ROUND_HALF_UP), "1200");
}

ARENA_TEST(dates_are_checked_against_the_calendar)
{
    feel_date d;
    assert_true(feel_parse_date(STR("2024-02-29"), &d));
    assert_str_equal(feel_date_text(a, d), "2024-02-29");
    assert_false(feel_parse_date(STR("2023-02-29"), &d));
    assert_false(feel_parse_date(STR("2024-13-01"), &d));
    assert_false(feel_parse_date(STR("2024-1-01"), &d));
    assert_false(feel_parse_date(STR("24-01-01"), &d));
    for (int64_t day = -1000000; day < 1000000; day += 997) {
        assert_true(date_from_days(day, &d));
        assert_true(date_to_days(d) == day);
    }
}

static feel_value host_member(void *host, uint32_t index)
{
    (void)host;
    return index == 0 ? feel_integer(1) : feel_string(STR("x"));
}

ARENA_TEST(host_contexts_are_like_any_other)
{
    feel_member members[] = {{STR("n"), feel_type_basic(FEEL_NUMBER)},
                             {STR("s"), feel_type_basic(FEEL_STRING)}};
    const feel_type *type = feel_type_context(a, members, 2, false);
    feel_value v = feel_host_context(a, type, host_member, NULL);
    assert_str_equal(feel_value_source(a, v), "{n: 1, s: \"x\"}");
    assert_str_equal(feel_value_source(a, feel_context_get(v.as.context, STR("s"))), "\"x\"");
    assert_true(feel_is_null(feel_context_get(v.as.context, STR("t"))));
    feel_value copy = feel_copy(a, v);
    assert_null(copy.as.context->get);
    assert_str_equal(feel_value_source(a, copy), "{n: 1, s: \"x\"}");
}

ARENA_TEST(equality_is_null_between_kinds_and_deep_within_one)
{
    world w = world_new(a);
    w.lenient = true;
    assert_feel(&w, "[1, \"a\"] = [1, \"a\"]", "true");
    assert_feel(&w, "[1, \"a\"] = 1", "null");
    assert_feel(&w, "[1, \"a\"] = null", "false");
}

ARENA_TEST(people_read_values_without_quotes)
{
    feel_value list = feel_make_list(a, (feel_value[]){feel_string(STR("a")), feel_integer(2)}, 2);
    assert_str_equal(feel_value_text(a, list), "a, 2");
    assert_str_equal(feel_value_source(a, list), "[\"a\", 2]");
    assert_str_equal(feel_value_source(a, feel_string(STR("a\"b\\\n"))), "\"a\\\"b\\\\\\n\"");
}

static void compile_and_run(arena *a, void *context)
{
    (void)context;
    world w = world_new(a);
    world_value(&w, "sort(client.goals[item != \"grief\"], function(x, y) x < y)");
    world_value(&w, "{k: for i in 1..3 return string(i) + client.name}");
}

static void survives_failing_allocations(void **state)
{
    (void)state;
    assert_true(assert_survives_failing_allocations(compile_and_run, NULL) > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_are_printed_without_exponents),
        cmocka_unit_test(all_ways_of_rounding),
        cmocka_unit_test(dates_are_checked_against_the_calendar),
        cmocka_unit_test(host_contexts_are_like_any_other),
        cmocka_unit_test(equality_is_null_between_kinds_and_deep_within_one),
        cmocka_unit_test(people_read_values_without_quotes),
        cmocka_unit_test(survives_failing_allocations),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
