// SPDX-License-Identifier: MIT
// The language as authors use it: values of expressions.
#include "feel_world.h"

ARENA_TEST(decimals_are_exact)
{
    world w = world_new(a);
    assert_feel(&w, "200 * 1.1 = 220", "true");
    assert_feel(&w, "0.1 + 0.2", "0.3");
    assert_feel(&w, "1 / 3 * 3", "0.9999999999999999999999999999999999");
    assert_feel(&w, "1.50", "1.5");
    assert_feel(&w, "2 ** 10", "1024");
    assert_feel(&w, "-3 ** 2", "9");
    assert_feel(&w, "1e3 + .5", "1000.5");
}

ARENA_TEST(precedence_is_that_of_the_standard)
{
    world w = world_new(a);
    assert_feel(&w, "1 + 2 * 3 ** 2", "19");
    assert_feel(&w, "true or false and false", "true");
    assert_feel(&w, "1 + 1 = 2 and 3 > 2", "true");
    assert_feel(&w, "10 - 3 - 2", "5");
    assert_feel(&w, "-1 instance of number", "true");
    assert_feel(&w, "1 in [1..2] and 5 in (3, 5)", "true");
}

ARENA_TEST(names_may_hold_spaces)
{
    world w = world_new(a);
    assert_feel(&w, "max fee - 50", "100");
    assert_feel(&w, "max  fee>therapist.fee", "true");
    assert_feel(&w, "{first name: \"Kim\", greeting: \"hi \" + first name}.greeting", "\"hi Kim\"");
    assert_feel(&w, "[{first name: 1}, {first name: 2}][first name = 2].first name", "[2]");
    assert_feel(&w, "for my item in [1, 2] return my item * 2", "[2, 4]");
    assert_feel(&w, "string length(\"ab\")", "2");
    assert_feel(&w, "string   length (\"ab\")", "2");
}

ARENA_TEST(lists_are_filtered_by_condition_or_position)
{
    world w = world_new(a);
    assert_feel(&w, "client.goals[list contains(therapist.focus, item)]", "[\"confidence\"]");
    assert_feel(&w, "[1, 2, 3, 4][item > 2]", "[3, 4]");
    assert_feel(&w, "[1, 2, 3][-1]", "3");
    assert_feel(&w, "[1, 2, 3][9]", "null");
    assert_feel(&w, "[1, 2, 3][count([1, 2])]", "2");
    assert_feel(&w, "client.encounters[therapist = \"anna\"][1].felt", "4");
    assert_feel(&w, "client.encounters.felt", "[4, 2]");
    assert_feel(&w, "[{a: 1}, {b: 2}][a = 1]", "[{a: 1}]");
    assert_feel(&w, "[[1, 2], [3]][count(item) = 1]", "[[3]]");
    assert_feel(&w, "[1, 2, 3][some x in [2, 3] satisfies x = item]", "[2, 3]");
    assert_feel(&w, "[][item > 1]", "[]");
}

ARENA_TEST(loops_and_quantifiers)
{
    world w = world_new(a);
    assert_feel(&w, "for i in 1..3, j in 1..i return i * j", "[1, 2, 4, 3, 6, 9]");
    assert_feel(&w, "for i in 0..4 return if i = 0 then 1 else i * partial[-1]", "[1, 1, 2, 6, 24]");
    assert_feel(&w, "for i in 3..1 return i", "[3, 2, 1]");
    assert_feel(&w, "for d in @\"2026-02-27\"..@\"2026-03-01\" return d.day", "[27, 28, 1]");
    assert_feel(&w, "for i in [1..3] return i", "[1, 2, 3]");
    assert_feel(&w, "for i in (1..3) return i", "[2]");
    assert_feel(&w, "for i in (1..2) return i", "[]");
    assert_feel(&w, "some x in [1, null] satisfies x > 3", "null");
    assert_feel(&w, "some x in [1, null, 4] satisfies x > 3", "true");
    assert_feel(&w, "every x in [1, null] satisfies x > 3", "false");
    assert_feel(&w, "every x in [] satisfies x", "true");
    assert_feel(&w, "every g in client.goals satisfies list contains(therapist.focus, g)", "false");
}

ARENA_TEST(functions_are_values_and_remember_their_surroundings)
{
    world w = world_new(a);
    assert_feel(&w, "(function(x, y) x - y)(5, 3)", "2");
    assert_feel(&w, "(function(x, y) x - y)(y: 5, x: 3)", "-2");
    assert_feel(&w, "(function(x: number) function(y) x + y)(1)(2)", "3");
    assert_feel(&w, "(for i in 1..3 return function() i)[2]()", "2");
    assert_feel(&w, "{double: function(n) n * 2, r: double(4)}.r", "8");
    assert_feel(&w, "sort([3, 1, 2], function(x, y) x < y)", "[1, 2, 3]");
    assert_feel(&w, "sort(client.encounters, function(x, y) x.felt < y.felt)[1].therapist", "\"ben\"");
    assert_feel(&w, "(function(f) f([1, 5, 2]))(max)", "5");
    assert_feel(&w, "list replace([1, 2, 3], function(x, y) x > 1, 0)", "[1, 0, 0]");
}

ARENA_TEST(membership_takes_values_lists_ranges_and_tests)
{
    world w = world_new(a);
    assert_feel(&w, "5 in (1, > 4)", "true");
    assert_feel(&w, "5 in [6..9]", "false");
    assert_feel(&w, "5 in (5..9]", "false");
    assert_feel(&w, "5 in ]4..9[", "true");
    assert_feel(&w, "\"grief\" in therapist.focus", "true");
    assert_feel(&w, "client.goal in (\"grief\", \"confidence\")", "true");
    assert_feel(&w, "5 in ([1..2], [4..6])", "true");
    assert_feel(&w, "(< 10).end", "10");
}

ARENA_TEST(unary_tests_are_over_the_question_mark)
{
    world w = world_new(a);
    w.unary_tests = true;
    assert_feel(&w, "< 30", "true");
    assert_feel(&w, "-", "true");
    assert_feel(&w, "[20..30]", "true");
    assert_feel(&w, "1, 2, > 24", "true");
    assert_feel(&w, "not(25)", "false");
    assert_feel(&w, "not(1, 2)", "true");
    assert_feel(&w, "? * 2 = 50", "true");
    assert_feel(&w, "odd(?), 3", "true");
    assert_feel(&w, "therapist.fee", "false");
    assert_refused(&w, "\"a\"", "wrong-type @0+3: cannot compare number with string (\"a\")");
}

ARENA_TEST(dates_and_durations)
{
    world w = world_new(a);
    assert_feel(&w, "today - client.since", "@\"P60D\"");
    assert_feel(&w, "today - client.since > duration(\"P30D\")", "true");
    assert_feel(&w, "date(\"2024-01-31\") + duration(\"P1M\")", "@\"2024-02-29\"");
    assert_feel(&w, "today.year - client.since.year", "1");
    assert_feel(&w, "years and months duration(client.since, today).months", "2");
    assert_feel(&w, "day of week(today)", "\"Sunday\"");
    assert_feel(&w, "date(2026, 3, 1) = today", "true");
    assert_feel(&w, "max(client.encounters.when)", "@\"2026-02-10\"");
    assert_feel(&w, "date and time(\"2026-03-01T10:00:00Z\") - date and time(\"2026-03-01T09:30:00Z\")",
                "@\"PT30M\"");
    assert_feel(&w, "time(\"23:30:00\") + duration(\"PT1H\")", "@\"00:30:00\"");
}

ARENA_TEST(named_zones_follow_their_rules)
{
    world w = world_new(a);
    if (!test_file_exists("/usr/share/zoneinfo/Europe/Paris"))
        skip();
    w.lenient = true;
    assert_feel(&w, "@\"2026-07-01T12:00:00@Europe/Paris\".time offset", "@\"PT2H\"");
    assert_feel(&w, "@\"2026-01-01T12:00:00@Europe/Paris\".time offset", "@\"PT1H\"");
    assert_feel(&w, "@\"2150-07-01T12:00:00@Europe/Paris\".time offset", "@\"PT2H\"");
    assert_feel(&w, "@\"2150-01-01T12:00:00@Australia/Melbourne\".time offset", "@\"PT11H\"");
    assert_feel(&w, "@\"1985-01-01T12:00:00@Asia/Dhaka\".time offset", "@\"PT6H\"");
    assert_feel(&w, "@\"2020-03-29T01:30:00@Europe/Paris\" + @\"PT1H\"",
                "@\"2020-03-29T03:30:00@Europe/Paris\"");
    assert_feel(&w, "@\"2026-07-01T12:00:00@Europe/Paris\" = @\"2026-07-01T10:00:00Z\"", "true");
    assert_feel(&w, "@\"10:00:00@../../../etc/passwd\"", "null");
    assert_feel(&w, "@\"10:00:00@Europe\"", "null");
    assert_feel(&w, "@\"10:00:00@Nowhere/At_All\"", "null");
}

ARENA_TEST(ranges_are_related)
{
    world w = world_new(a);
    assert_feel(&w, "before([1..5), 5)", "true");
    assert_feel(&w, "after(5, [1..5))", "true");
    assert_feel(&w, "meets([1..5], [5..9])", "true");
    assert_feel(&w, "met by([5..9], [1..5])", "true");
    assert_feel(&w, "overlaps([1..5], [5..8])", "true");
    assert_feel(&w, "overlaps([1..5), [5..8])", "false");
    assert_feel(&w, "overlaps before([1..5], [3..8])", "true");
    assert_feel(&w, "overlaps after([3..8], [1..5])", "true");
    assert_feel(&w, "overlaps after([1..5], [1..3])", "false");
    assert_feel(&w, "finishes(9, [1..9])", "true");
    assert_feel(&w, "finished by([1..9], [4..9])", "true");
    assert_feel(&w, "includes([1..9], [1..9))", "true");
    assert_feel(&w, "during((1..9), [1..9])", "true");
    assert_feel(&w, "starts(1, [1..9])", "true");
    assert_feel(&w, "started by([1..9], [1..3])", "true");
    assert_feel(&w, "coincides([1..9), [1..9])", "false");
    assert_feel(&w, "includes((> 5), 6)", "true");
}

ARENA_TEST(texts_count_code_points_and_patterns_are_those_of_xpath)
{
    world w = world_new(a);
    assert_feel(&w, "string length(\"h\xc3\xa9\xf0\x9f\x98\x80\")", "3");
    assert_feel(&w, "\"\\u00e9\\U01F600\"", "\"\xc3\xa9\xf0\x9f\x98\x80\"");
    assert_feel(&w, "upper case(\"h\xc3\xa9llo \xd0\xb6\")", "\"H\xc3\x89LLO \xd0\x96\"");
    assert_feel(&w, "upper case(\"stra\u00dfe \u03c3\u03c2 \u01c6 \u0565\")",
                "\"STRASSE \u03a3\u03a3 \u01c4 \u0535\"");
    assert_feel(&w, "lower case(\"\u0130I \u03a3 \u01c4 \u1e9e\")", "\"ii \u03c3 \u01c6 \u00df\"");
    assert_feel(&w, "substring(\"foobar\", -3, 2)", "\"ba\"");
    assert_feel(&w, "split(\"a, b;c\", \"[,;]\\s*\")", "[\"a\", \"b\", \"c\"]");
    assert_feel(&w, "replace(\"John Smith\", \"(\\w+)\\s(\\w+)\", \"$2, $1\")", "\"Smith, John\"");
    assert_feel(&w, "matches(\"Kim\", \"^k\", \"i\")", "true");
    assert_feel(&w, "matches(\"b\", \"[a-z-[aeiou]]\")", "true");
    assert_feel(&w, "matches(\"e\", \"[a-z-[aeiou]]\")", "false");
    assert_feel(&w, "matches(\"hello world\", \"hello\\ sworld\", \"x\")", "true");
    assert_feel(&w, "matches(\"hello world\", \"\\p{ I s B asicLatin }+\", \"x\")", "true");
    assert_feel(&w, "matches(\"a\\nb\", \"a.b\")", "false");
    assert_feel(&w, "matches(\"a\\nb\", \"a.b\", \"s\")", "true");
    assert_feel(&w, "replace(\"a.b\", \".\", \"-\", \"q\")", "\"a-b\"");
    assert_feel(&w, "string([1, \"a\", null])", "\"[1, \\\"a\\\", null]\"");
    w.lenient = true;
    assert_feel(&w, "replace(\"abc\", \"x\", \"$\")", "null");
}

ARENA_TEST(labels_are_shown_to_people)
{
    world w = world_new(a);
    static const char *const CASES[][2] = {
        {"client.goals", "\"managing stress, confidence\""},
        {"client.goals[1]", "\"managing stress\""},
        {"string join(client.goals, \" and \")", "\"managing stress and confidence\""},
        {"string join(for g in client.goals return \"<\" + g + \">\", \"\")",
         "\"<managing stress><confidence>\""},
        {"if therapist.fee > 3 then client.goals[1] else \"none\"", "\"managing stress\""},
        {"client.age", "null"},
        {"therapist.fee", "\"120\""},
        {"today", "\"2026-03-01\""},
        {"client.likes", "\"walks, music\""},
    };
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        const feel_expression *e = world_compile(&w, CASES[i][0]);
        assert_non_null(e);
        const feel_expression *shown = feel_for_people(a, e);
        assert_int_equal(feel_expression_type(shown)->kind, FEEL_STRING);
        assert_str_equal(feel_value_source(a, world_evaluate(&w, shown)), CASES[i][1]);
    }
}

static void source_is(world *w, const char *text, const char *source)
{
    const feel_expression *e = world_compile(w, text);
    assert_non_null(e);
    assert_str_equal(feel_expression_source(w->arena, e), source);
}

ARENA_TEST(expressions_are_printed_normalised)
{
    world w = world_new(a);
    source_is(&w, "( 1+2 )*3", "(1 + 2) * 3");
    source_is(&w, "1-(2-3)", "1 - (2 - 3)");
    source_is(&w, "client . goals[ item=\"grief\" ]", "client.goals[item = \"grief\"]");
    source_is(&w, "number(from:\"1,5\",decimal separator:\",\")", "1.5");
    source_is(&w, "substring(length:1,string:client.name,start position:2)", "substring(client.name, 2, 1)");
    source_is(&w, "date(\"2026-01-01\")", "@\"2026-01-01\"");
    source_is(&w, "(true or any = 1) and not(any = 2)", "(true or any = 1) and not(any = 2)");
    source_is(&w, "any in (1,<5,[7..9))", "any in (1, < 5, [7..9))");
}

ARENA_TEST(optional_arguments_may_be_missing_where_a_builtin_is_a_value)
{
    world w = world_new(a);
    w.lenient = true;
    assert_feel(&w, "[floor][1](1.5)", "1");
    assert_feel(&w, "[floor][1](1.55, 1)", "1.5");
    assert_feel(&w, "[substring][1](\"abc\", 2)", "\"bc\"");
    assert_feel(&w, "[substring][1](\"abc\")", "null");
    assert_text_contains(builder_str(&w.reports), "\"substring\" cannot be called with 1 argument");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(optional_arguments_may_be_missing_where_a_builtin_is_a_value),
        cmocka_unit_test(decimals_are_exact),
        cmocka_unit_test(precedence_is_that_of_the_standard),
        cmocka_unit_test(names_may_hold_spaces),
        cmocka_unit_test(lists_are_filtered_by_condition_or_position),
        cmocka_unit_test(loops_and_quantifiers),
        cmocka_unit_test(functions_are_values_and_remember_their_surroundings),
        cmocka_unit_test(membership_takes_values_lists_ranges_and_tests),
        cmocka_unit_test(unary_tests_are_over_the_question_mark),
        cmocka_unit_test(dates_and_durations),
        cmocka_unit_test(named_zones_follow_their_rules),
        cmocka_unit_test(ranges_are_related),
        cmocka_unit_test(texts_count_code_points_and_patterns_are_those_of_xpath),
        cmocka_unit_test(labels_are_shown_to_people),
        cmocka_unit_test(expressions_are_printed_normalised),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
