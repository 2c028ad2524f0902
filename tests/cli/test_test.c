// SPDX-License-Identifier: MIT
// attune test as a user meets it: its outputs (golden files), options and exit statuses.
#include "support/support.h"

#define PRACTICE "tests/cli/data/practice.xml"
#define WRONG "tests/cli/data/practice-wrong.test.xml"

static command_result expect(command_result run, int status)
{
    if (run.status != status)
        print_error("exit status %d, not %d\n%.*s%.*s\n", run.status, status, STR_ARGS(run.out),
                    STR_ARGS(run.err));
    assert_int_equal(run.status, status);
    return run;
}

// What xmllint says of a document; the test is skipped where there is none.
static void assert_well_formed(arena *a, str document)
{
    const char *const there[] = {"sh", "-c", "command -v xmllint >/dev/null", NULL};
    if (run_command(a, there, STR_NONE).status != 0)
        skip();
    const char *const argv[] = {"xmllint", "--noout", "--nonet", "-", NULL};
    command_result run = run_command(a, argv, document);
    assert_str_equal(run.err, "");
    assert_int_equal(run.status, 0);
}

ARENA_TEST(coverage_lists_what_was_never_seen_first)
{
    assert_golden(expect(RUN_ATTUNE(a, "test", "--coverage", PRACTICE), 0).out, "cli/test-coverage.txt");
}

ARENA_TEST(the_page_is_well_formed_loads_nothing_and_holds_markup_as_text)
{
    const char *page = test_temp_path(a, "coverage.html");
    expect(RUN_ATTUNE(a, "test", "--coverage", "html", "--mutate", "-o", page, PRACTICE), 0);
    str html = test_read_file(a, page);
    assert_golden(html, "cli/test-coverage.html");
    assert_text_contains(html, "default-src 'none'");
    assert_text_contains(html, "&lt;script&gt;aim lower");
    static const char *const never[] = {"<script", "<link", "<img",  "<iframe",
                                        "@import", "url(",  "href=", "src="};
    for (size_t i = 0; i < sizeof never / sizeof *never; i++)
        assert_false(str_contains(html, str_from(never[i])));
    assert_well_formed(a, html);
}

ARENA_TEST(mutate_lists_what_nobody_noticed_and_what_would_notice_it)
{
    assert_golden(expect(RUN_ATTUNE(a, "test", "--mutate", PRACTICE), 0).out, "cli/test-mutate.txt");
    command_result sample = expect(RUN_ATTUNE(a, "test", "--mutate=5", "--threads", "2", PRACTICE), 0);
    assert_text_contains(sample.out, "; a sample of 5 of ");
}

ARENA_TEST(tap_is_a_stream_of_all_files)
{
    assert_golden(expect(RUN_ATTUNE(a, "test", "--format", "tap", PRACTICE, WRONG), 1).out, "cli/test.tap");
}

ARENA_TEST(junit_is_well_formed_and_holds_the_failures)
{
    str xml =
        expect(RUN_ATTUNE(a, "test", "--format", "junit", PRACTICE, WRONG, "tests/cli/data/not_run.test.xml"),
               4)
            .out;
    assert_golden(xml, "cli/test-junit.xml");
    assert_well_formed(a, xml);
}

ARENA_TEST(json_holds_results_coverage_and_mutants)
{
    assert_golden(expect(RUN_ATTUNE(a, "test", "--format", "json", "--mutate", PRACTICE), 0).out,
                  "cli/test.json");
}

ARENA_TEST(update_shows_the_difference_and_then_all_passes)
{
    const char *copy = test_temp_path(a, "wrong.test.xml");
    test_write_file(test_temp_path(a, "practice.xml"), test_read_file(a, PRACTICE));
    test_write_file(copy, test_read_file(a, WRONG));
    command_result run = expect(RUN_ATTUNE(a, "test", "--update", copy), 0);
    assert_text_contains(run.out, "\n-    <order>eli fay dee</order>\n");
    assert_text_contains(run.out, "\n+    <order>eli dee fay</order>\n");
    assert_text_contains(run.out, "3 of 3 failed expectations now say what came out: review them\n");
    expect(RUN_ATTUNE(a, "test", copy), 0);
    str before = test_read_file(a, copy);
    run = expect(RUN_ATTUNE(a, "test", "--update", copy), 0);
    assert_text_contains(run.out, ": 0 of 0 failed expectations");
    assert_text_equal(test_read_file(a, copy), before);
}

ARENA_TEST(what_a_title_holds_does_not_steer_the_terminal)
{
    const char *copy = test_temp_path(a, "steering.test.xml"), *rules = test_temp_path(a, "practice.xml");
    str examples = test_read_file(a, WRONG), title = STR("title=\"");
    size_t at = str_find(examples, title, 0) + title.length;
    test_write_file(copy, str_printf(a,
                                     "%.*s\xC2\x9B"
                                     "31m%.*s",
                                     STR_ARGS(str_slice(examples, 0, at)),
                                     STR_ARGS(str_slice(examples, at, examples.length))));
    test_write_file(rules, test_read_file(a, PRACTICE));
    static const char *const formats[] = {"text", "tap", "junit", "json"};
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
        command_result run = RUN_ATTUNE(a, "test", "--format", formats[i], copy);
        assert_text_contains(run.out, "31m");
        assert_false(str_contains(run.out, STR("\xC2\x9B")));
    }
}

ARENA_TEST(figures_that_are_too_low_are_findings)
{
    command_result run = expect(RUN_ATTUNE(a, "test", "--min-coverage", "100", PRACTICE), 1);
    assert_text_contains(run.err, "practice.test.xml: outcomes seen: 72.72 %, wanted are 100.00 %\n");
    expect(RUN_ATTUNE(a, "test", "--min-coverage", "72.7", PRACTICE), 0);
    run = expect(RUN_ATTUNE(a, "test", "--mutate", "--min-mutants=95", PRACTICE), 1);
    assert_text_contains(run.err, "mutants noticed: ");
    expect(RUN_ATTUNE(a, "test", "--mutate", "--min-mutants", "10", PRACTICE), 0);
}

ARENA_TEST(mutants_are_tried_only_where_the_examples_hold)
{
    command_result run = expect(RUN_ATTUNE(a, "test", "--mutate", WRONG), 1);
    assert_text_contains(run.err, "mutants are tried once all examples pass\n");
}

ARENA_TEST(options_that_do_not_go_together_are_refused)
{
    static const struct {
        const char *options[3];
        const char *said;
    } cases[] = {
        {{"--min-mutants", "95"}, "--min-mutants goes with --mutate"},
        {{"--min-coverage", "101"}, "--min-coverage 101 is not a number from 0 to 100"},
        {{"--mutate=x"}, "--mutate=x is not a number of mutants"},
        {{"--coverage=pdf"}, "--coverage=pdf: write --coverage or --coverage html"},
        {{"--coverage=html", "--format=tap"}, "leave out --format tap"},
        {{"--update", "--mutate"}, "--update goes without --coverage and --mutate"},
        {{"--update", "--format=json"}, "leave out --format json"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *const *o = cases[i].options;
        const char *const arguments[] = {"test", PRACTICE, o[0], o[1], NULL};
        command_result run = expect(run_attune(a, arguments, STR_NONE), 2);
        assert_text_contains(run.err, cases[i].said);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(coverage_lists_what_was_never_seen_first),
        cmocka_unit_test(the_page_is_well_formed_loads_nothing_and_holds_markup_as_text),
        cmocka_unit_test(mutate_lists_what_nobody_noticed_and_what_would_notice_it),
        cmocka_unit_test(tap_is_a_stream_of_all_files),
        cmocka_unit_test(junit_is_well_formed_and_holds_the_failures),
        cmocka_unit_test(json_holds_results_coverage_and_mutants),
        cmocka_unit_test(update_shows_the_difference_and_then_all_passes),
        cmocka_unit_test(what_a_title_holds_does_not_steer_the_terminal),
        cmocka_unit_test(figures_that_are_too_low_are_findings),
        cmocka_unit_test(mutants_are_tried_only_where_the_examples_hold),
        cmocka_unit_test(options_that_do_not_go_together_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
