// SPDX-License-Identifier: MIT
// attune eval --trace, unary tests, and expressions from files: what a person sees.
#include "support/support.h"

#include <stdlib.h>

#define WORLD                                                                                                \
    "{\"client\": {\"goals\": [\"stress\", \"sleep\"], \"age\": null, \"encounters\": ["                     \
    "{\"therapist\": \"a\", \"felt\": 2}, {\"therapist\": \"b\", \"felt\": null}, "                          \
    "{\"therapist\": \"c\", \"felt\": 5}]}, \"therapist\": {\"focus\": [\"stress\", \"grief\"], \"fee\": "   \
    "120}}"

// Each expression with what it prints on both streams.
static void add_trace(arena *a, builder *out, const char *expression)
{
    command_result run = RUN_ATTUNE(a, "eval", "--trace", "--context", WORLD, expression);
    builder_addf(out, "$ %s\n%.*s", expression, STR_ARGS(run.out));
    if (run.err.length)
        builder_addf(out, "stderr:\n%.*s", STR_ARGS(run.err));
    builder_addf(out, "exit status %d\n\n", run.status);
}

static void speak_utf8(void)
{
    setenv("LC_ALL", "C.UTF-8", 1);
}

ARENA_TEST(the_tree_shows_how_a_value_came_about)
{
    static const char *const EXPRESSIONS[] = {
        "count(client.goals[list contains(therapist.focus, item)]) / count(client.goals)",
        "client.age > 18 and therapist.fee < 150",
        "therapist.fee < 100 and client.age > 18 and count(client.goals) > 1",
        "if therapist.fee > 100 then client.age else therapist.fee * 2",
        "client.encounters[felt > 3].therapist",
        "every e in client.encounters satisfies e.felt < 5",
        "for x in [1, 2], y in [x, 10] return x * y",
        "for i in 1..40 return if i = 35 then \"a\" + i else 10 * i",
        "therapist.fee in (< 100, [110..130])",
        "{f: function(a, b) a + b, x: f(1, 2), y: x * therapist.fee}.y",
        "client.gaols = null or therapist.fee * 2 > 100",
        "(client.age) between 3 and therapist.fee + 1",
        "count(for i in 1..1000000000 return i) > therapist.fee",
    };
    speak_utf8();
    builder out = builder_new(a);
    for (size_t i = 0; i < sizeof EXPRESSIONS / sizeof *EXPRESSIONS; i++)
        add_trace(a, &out, EXPRESSIONS[i]);
    assert_golden(builder_str(&out), "cli/eval-trace.txt");
}

ARENA_TEST(the_tree_is_also_there_as_json)
{
    command_result run = RUN_ATTUNE(a, "eval", "--trace", "--format", "json", "--context", WORLD,
                                    "count(client.goals[item = \"sleep\"]) > 0 or client.age > 18");
    assert_int_equal(run.status, 0);
    assert_golden(run.out, "cli/eval-trace.json");
    run = RUN_ATTUNE(a, "eval", "--trace", "--format", "json", "count(for i in 1..9000 return i)");
    assert_text_contains(run.out, "{\n          \"shortened\": \"[1, 2, 3,");
    assert_text_contains(run.out, "\"turnsLeftOut\": 8990");
}

ARENA_TEST(each_line_has_its_own_trace_and_input)
{
    const char *const argv[] = {"eval", "--trace", "--ndjson", NULL};
    command_result run =
        run_attune(a, argv,
                   STR("{\"expr\": \"< 10, [20..30]\", \"input\": 25}\n"
                       "{\"expr\": \"> 10\", \"input\": {\"t\": \"number\", \"v\": \"x\"}}\n"
                       "{\"expr\": \"1 +\"}\n{\"expr\": \"a + 1\", \"context\": {\"a\": 2}}\n"));
    assert_int_equal(run.status, 0);
    assert_golden(run.out, "cli/eval-trace.ndjson");
}

ARENA_TEST(unary_tests_are_about_the_input)
{
    assert_str_equal(RUN_ATTUNE(a, "eval", "--input", "25", "< 10, [20..30]").out, "true\n");
    assert_str_equal(RUN_ATTUNE(a, "eval", "--input", "15", "< 10, [20..30]").out, "false\n");
    assert_str_equal(RUN_ATTUNE(a, "eval", "--input", "\"b\"", "not(\"b\", \"c\")").out, "false\n");
    assert_str_equal(RUN_ATTUNE(a, "eval", "--input", "@\"2026-03-01\"", "--context", "{\"from\": 2020}",
                                "? > date(from, 1, 1)")
                         .out,
                     "true\n");
    assert_str_equal(RUN_ATTUNE(a, "eval", "--context", "{\"x\": 4}", "--input", "x + 1", "5").out, "true\n");
    command_result run = RUN_ATTUNE(a, "eval", "--input", "1 +", "< 10");
    assert_int_equal(run.status, 2);
    assert_text_contains(run.err, "--input:1:4: error: ");
    speak_utf8();
    run = RUN_ATTUNE(a, "eval", "--trace", "--input", "25", "< 10, [20..30], ? > 40");
    assert_str_equal(run.out, "true\n\n"
                              "< 10, [20..30], ? > 40 → true\n"
                              "├─ ? → 25\n"
                              "├─ < 10 → false\n"
                              "├─ [20..30] → true\n"
                              "└─ ? > 40: not needed\n");
    run = RUN_ATTUNE(a, "eval", "--trace", "--input", "\"a\"", "not(\"b\", \"c\")");
    assert_str_equal(run.out, "true\n\n"
                              "not(\"b\", \"c\") → true\n"
                              "└─ \"b\", \"c\" → false\n"
                              "   ├─ ? → \"a\"\n"
                              "   ├─ \"b\" → false\n"
                              "   └─ \"c\" → false\n");
}

ARENA_TEST(other_locales_get_a_tree_in_ascii)
{
    static const char EXPRESSION[] = "1 / 0 > 1 and count(for i in 1..30 return i) > 1";
    setenv("LC_ALL", "de_DE.ISO-8859-1", 1);
    command_result run = RUN_ATTUNE(a, "eval", "--trace", EXPRESSION);
    assert_text_contains(run.out, "|- 1 / 0 > 1 -> null");
    assert_text_contains(run.out, "1 / 0 -> null  ! division by zero");
    assert_text_contains(run.out, "`- ... 20 more");
    for (size_t i = 0; i < run.out.length; i++)
        assert_true((unsigned char)run.out.data[i] < 0x80);
    speak_utf8();
    run = RUN_ATTUNE(a, "eval", "--trace", "--color", "always", EXPRESSION);
    assert_text_contains(run.out, "\033[31m");
}

ARENA_TEST(what_values_hold_cannot_steer_the_terminal)
{
    command_result run =
        RUN_ATTUNE(a, "eval", "--trace", "--context", "{\"a\": \"\\u001b[2J\\u202e\"}", "a = \"x\"");
    assert_false(str_contains(run.out, STR("\033")));
    assert_false(str_contains(run.out, STR("\xE2\x80\xAE")));
}

ARENA_TEST(expressions_come_from_files_and_standard_input)
{
    const char *path = test_temp_path(a, "condition.feel");
    test_write_file(path, STR("// two lines\n1 + 1 =\n  2 + \"a\"\n"));
    command_result run = RUN_ATTUNE(a, "eval", "--file", path);
    assert_int_equal(run.status, 1);
    assert_text_contains(run.err, "condition.feel:3:3: error: ");
    assert_text_contains(run.err, "    3 |   2 + \"a\"\n      |   ^~~~~~~\n");
    const char *const argv[] = {"eval", "-", NULL};
    run = run_attune(a, argv, STR("1 +\n 1\n"));
    assert_str_equal(run.out, "2\n");
    run = run_attune(a, argv, STR("1 +\n +"));
    assert_int_equal(run.status, 3);
    assert_text_contains(run.err, "-:2:2: error: ");
    run = RUN_ATTUNE(a, "eval", "-f", "no-such-file.feel");
    assert_int_equal(run.status, 5);
    assert_text_contains(run.err, "[file-missing]");
    assert_int_equal(RUN_ATTUNE(a, "eval", "-f", path, "1").status, 2);
    assert_int_equal(RUN_ATTUNE(a, "eval", "--ndjson", "--input", "1").status, 2);
    assert_int_equal(RUN_ATTUNE(a, "eval", "--ndjson", "--context", "{}").status, 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_tree_shows_how_a_value_came_about),
        cmocka_unit_test(the_tree_is_also_there_as_json),
        cmocka_unit_test(each_line_has_its_own_trace_and_input),
        cmocka_unit_test(unary_tests_are_about_the_input),
        cmocka_unit_test(other_locales_get_a_tree_in_ascii),
        cmocka_unit_test(what_values_hold_cannot_steer_the_terminal),
        cmocka_unit_test(expressions_come_from_files_and_standard_input),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
