// SPDX-License-Identifier: MIT
// attune eval with values that are hard to read or to write: typed JSON, and results that share their parts.
#include "support/support.h"

#define SHARED "for i in 1..24 return partial"
#define TOO_LARGE "the value is too large to be written out"

static str answers(arena *a, const char *lines)
{
    command_result run = run_attune(a, (const char *const[]){"eval", "--ndjson", NULL}, str_from(lines));
    assert_int_equal(run.status, 0);
    return run.out;
}

ARENA_TEST(a_value_too_large_to_be_written_is_null_and_an_error)
{
    command_result run = RUN_ATTUNE(a, "eval", SHARED);
    assert_int_equal(run.status, 1);
    assert_str_equal(run.out, "null\n");
    assert_text_contains(run.err, TOO_LARGE " [expression-limit]");
    run = RUN_ATTUNE(a, "eval", "for i in 1..9000 return [partial[-1]]");
    assert_str_equal(run.out, "null\n");
    assert_text_contains(run.err, "[expression-limit]");
}

ARENA_TEST(names_with_spaces_are_known_at_every_level_of_the_context)
{
    assert_str_equal(
        RUN_ATTUNE(a, "eval", "--context", "{\"a loan\": {\"amount due\": 5}}", "a loan.amount due + 1").out,
        "6\n");
    assert_str_equal(answers(a, "{\"expr\": \"loans[amount due > 3].amount due\", \"context\": "
                                "{\"loans\": [{\"amount due\": 2}, {\"amount due\": 4}]}}\n"),
                     "{\"value\":{\"list\":[{\"t\":\"decimal\",\"v\":\"4\"}]},\"error\":null}\n");
}

ARENA_TEST(a_large_value_is_written_whole)
{
    command_result run = RUN_ATTUNE(a, "eval", "for i in 1..1500, j in 1..6 return [i, j]");
    assert_int_equal(run.status, 0);
    assert_true(str_ends(run.out, STR("[1500, 6]]\n")));
    run = RUN_ATTUNE(a, "eval", "for i in 1..18 return partial");
    assert_int_equal(run.status, 0);
    assert_true(str_ends(run.out, STR("]]\n")));
}

ARENA_TEST(the_same_problem_in_each_turn_of_a_loop_is_shown_once)
{
    command_result run = RUN_ATTUNE(a, "eval", "count(for i in 1..1000 return i + \"a\")");
    assert_int_equal(run.status, 1);
    assert_str_equal(run.out, "1000\n");
    assert_text_contains(run.err, "the values are number and string, and 999 more like this [wrong-type]");
    assert_text_contains(run.err, "help: string(i) makes a string of it");
    assert_int_equal(str_find(run.err, STR("error:"), str_find(run.err, STR("error:"), 0) + 1), SIZE_MAX);
}

ARENA_TEST(one_bad_line_loses_no_other_answer)
{
    str out = answers(a, "{\"expr\": \"1 + 1\"}\n"
                         "{\"expr\": \"" SHARED "\"}\n"
                         "{\"expr\": \"for i in 1..9000 return [partial[-1]]\"}\n"
                         "{\"expr\": \"[{a: 1}, \\\"x\\\"]\"}\n");
    assert_str_equal(
        out, "{\"value\":{\"t\":\"decimal\",\"v\":\"2\"},\"error\":null}\n"
             "{\"value\":null,\"error\":\"" TOO_LARGE " [expression-limit]\"}\n"
             "{\"value\":null,\"error\":\"" TOO_LARGE " [expression-limit]\"}\n"
             "{\"value\":{\"list\":[{\"ctx\":{\"a\":{\"t\":\"decimal\",\"v\":\"1\"}}},{\"t\":\"string\","
             "\"v\":\"x\"}]},\"error\":null}\n");
}

#define GIVEN(type, text)                                                                                    \
    "{\"expr\": \"x\", \"context\": {\"x\": {\"t\": \"" type "\", \"v\": \"" text "\"}}}\n"
#define BACK(type, text) "{\"value\":{\"t\":\"" type "\",\"v\":\"" text "\"},\"error\":null}\n"
#define REFUSED                                                                                              \
    "{\"value\":null,\"error\":\"the context holds a value that is not of its type [wrong-type]\"}\n"

ARENA_TEST(typed_values_are_read_as_their_type_only)
{
    assert_str_equal(answers(a, GIVEN("date", "2026-03-01") GIVEN("time", "10:00:00Z")
                                    GIVEN("dateTime", "2026-03-01T10:00:00") GIVEN("duration", "P1D")
                                        GIVEN("duration", "P1Y2M") GIVEN("string", "P1D")),
                     BACK("date", "2026-03-01") BACK("time", "10:00:00Z")
                         BACK("dateTime", "2026-03-01T10:00:00") BACK("duration", "P1D")
                             BACK("duration", "P1Y2M") BACK("string", "P1D"));
    assert_str_equal(answers(a,
                             GIVEN("date", "P1D") GIVEN("time", "2026-03-01") GIVEN("foo", "2026-03-01")
                                 GIVEN("duration", "2026-03-01") GIVEN("date", "2026-01-01\\\" + @\\\"P1D")),
                     REFUSED REFUSED REFUSED REFUSED REFUSED);
}

ARENA_TEST(types_can_be_given_a_name)
{
    assert_str_equal(RUN_ATTUNE(a, "eval", "--type", "price=number", "--type", "price list=list<price>",
                                "[[1] instance of price list, [\"a\"] instance of price list]")
                         .out,
                     "[true, false]\n");
    assert_str_equal(answers(a, "{\"expr\": \"{a: 1} instance of t\", \"types\": {\"n\": \"number\", \"t\": "
                                "\"context<a: n>\"}}\n{\"expr\": \"1 instance of n\"}\n"
                                "{\"expr\": \"1\", \"types\": {\"t\": \"lst<number>\"}}\n"),
                     "{\"value\":{\"t\":\"boolean\",\"v\":\"true\"},\"error\":null}\n"
                     "{\"value\":null,\"error\":\"there is no type \\\"n\\\" [unknown-name]\"}\n"
                     "{\"value\":null,\"error\":\"there is no type \\\"lst\\\": did you mean \\\"list\\\"? "
                     "[unknown-name]\"}\n");
    command_result run = RUN_ATTUNE(a, "eval", "--type", "list<number>", "1");
    assert_int_equal(run.status, 2);
    assert_text_contains(run.err, "a type is declared as NAME=TYPE");
    run = RUN_ATTUNE(a, "eval", "--type", "t=nmber", "1");
    assert_int_equal(run.status, 2);
    assert_text_contains(run.err, "--type:1:3: error: there is no type \"nmber\"");
}

ARENA_TEST(types_may_use_each_other_in_any_order)
{
    assert_str_equal(RUN_ATTUNE(a, "eval", "--type", "order=context<lines: order lines>", "--type",
                                "order lines=list<line>", "--type", "line=number",
                                "[{lines: [1]} instance of order, {lines: [\"a\"]} instance of order]")
                         .out,
                     "[true, false]\n");
    assert_str_equal(
        answers(a, "{\"expr\": \"[1] instance of t\", \"types\": {\"t\": \"list<n>\", \"n\": "
                   "\"number\"}}\n"
                   "{\"expr\": \"1\", \"types\": {\"t\": \"list<n>\", \"n\": \"list<t>\"}}\n"),
        "{\"value\":{\"t\":\"boolean\",\"v\":\"true\"},\"error\":null}\n"
        "{\"value\":null,\"error\":\"types go round in a circle: \\\"t\\\", \\\"n\\\" [cycle]\"}\n");
    command_result run = RUN_ATTUNE(a, "eval", "--type", "a=list<b>", "--type", "b=list<c>", "1");
    assert_int_equal(run.status, 2);
    assert_text_contains(run.err, "there is no type \"c\"");
    assert_int_equal(str_find(run.err, STR("circle"), 0), SIZE_MAX); // no error that follows from another
    run = RUN_ATTUNE(a, "eval", "--type", "a=number", "--type", "a=string", "1");
    assert_int_equal(run.status, 2);
    assert_text_contains(run.err, "the type \"a\" is declared twice");
}

ARENA_TEST(a_dash_is_standard_input_but_with_an_input_a_test)
{
    str given = STR("1 + 1\n");
    const char *const argv[] = {"eval", "-", NULL};
    assert_str_equal(run_attune(a, argv, given).out, "2\n");
    assert_str_equal(RUN_ATTUNE(a, "eval", "--input", "25", "-").out, "true\n");
    assert_str_equal(RUN_ATTUNE(a, "eval", "--input", "null", "--", "-").out, "true\n");
    const char *const tests[] = {"eval", "--input", "25", "--file", "-", NULL};
    assert_str_equal(run_attune(a, tests, STR("< 10, [20..30]\n")).out, "true\n");
    const char *const behind[] = {"eval", "--", "-", NULL};
    assert_int_equal(run_attune(a, behind, given).status, 3);
}

ARENA_TEST(a_file_in_place_of_a_context_is_told_how_to_be_given)
{
    assert_text_contains(RUN_ATTUNE(a, "eval", "--context", "data/ann.json", "1").err,
                         "help: --context takes the JSON itself: --context \"$(cat data/ann.json)\"");
    assert_text_contains(RUN_ATTUNE(a, "eval", "--context", "@ann.json", "1").err, "\"$(cat ann.json)\"");
    assert_text_contains(RUN_ATTUNE(a, "eval", "--context", "x; y", "1").err, "\"$(cat person.json)\"");
    assert_int_equal(str_find(RUN_ATTUNE(a, "eval", "--context", "{a: 1}", "1").err, STR("help"), 0),
                     SIZE_MAX);
}

ARENA_TEST(a_lines_id_comes_back_with_its_answer)
{
    assert_str_equal(answers(a, "{\"id\": \"a \\\"1\\\"\", \"expr\": \"1\"}\n"
                                "{\"expr\": \"true\", \"id\": 1.50}\n"
                                "{\"id\": null, \"expr\": \"1 +\"}\n"
                                "{\"id\": false}\n"
                                "{\"id\": [1], \"expr\": \"1\"}\n"
                                "{\"expr\": \"null\"}\n"),
                     "{\"id\":\"a \\\"1\\\"\",\"value\":{\"t\":\"decimal\",\"v\":\"1\"},\"error\":null}\n"
                     "{\"id\":1.50,\"value\":{\"t\":\"boolean\",\"v\":\"true\"},\"error\":null}\n"
                     "{\"id\":null,\"value\":null,\"error\":\"the expression ends where a value is needed "
                     "[expression-syntax]\"}\n"
                     "{\"id\":false,\"value\":null,\"error\":\"the line has no string \\\"expr\\\" "
                     "[missing-attribute]\"}\n"
                     "{\"value\":null,\"error\":\"\\\"id\\\" must be a string, a number, true, false or null "
                     "[wrong-type]\"}\n"
                     "{\"value\":null,\"error\":null}\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_value_too_large_to_be_written_is_null_and_an_error),
        cmocka_unit_test(names_with_spaces_are_known_at_every_level_of_the_context),
        cmocka_unit_test(a_large_value_is_written_whole),
        cmocka_unit_test(the_same_problem_in_each_turn_of_a_loop_is_shown_once),
        cmocka_unit_test(one_bad_line_loses_no_other_answer),
        cmocka_unit_test(typed_values_are_read_as_their_type_only),
        cmocka_unit_test(types_can_be_given_a_name),
        cmocka_unit_test(types_may_use_each_other_in_any_order),
        cmocka_unit_test(a_dash_is_standard_input_but_with_an_input_a_test),
        cmocka_unit_test(a_file_in_place_of_a_context_is_told_how_to_be_given),
        cmocka_unit_test(a_lines_id_comes_back_with_its_answer),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
