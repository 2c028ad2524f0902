// SPDX-License-Identifier: MIT
// attune check as its user meets it: formats, --deny and --allow, comments that allow findings, --fix and
// --diff.
#include "support/support.h"

#include <stdlib.h>
#include <string.h>

#define SLIPS "tests/cli/data/check/slips.xml"
#define ADVICE "tests/cli/data/check/advice.xml"

static const char *copy_of(arena *a, const char *from, const char *name)
{
    const char *path = test_temp_path(a, name);
    test_write_file(path, test_read_file(a, from));
    return path;
}

// The file with a namespace, so that all its other slips show.
static const char *slips(arena *a, const char *name)
{
    str text = test_read_file(a, SLIPS);
    size_t at = str_find(text, STR("<ruleset "), 0) + 9;
    const char *path = test_temp_path(a, name);
    test_write_file(path,
                    str_printf(a, "%.*sxmlns=\"urn:attune:ruleset:1\" %.*s", STR_ARGS(str_slice(text, 0, at)),
                               STR_ARGS(str_slice(text, at, text.length))));
    return path;
}

ARENA_TEST(each_format_shows_places_messages_help_and_edits)
{
    assert_run(RUN_ATTUNE(a, "check", SLIPS), 1, "1 error; --fix can mend 1\n", NULL);
    static const char *const formats[] = {"compact", "json", "sarif"};
    for (size_t i = 0; i < 3; i++) {
        command_result run =
            RUN_ATTUNE(a, "check", "--format", formats[i], SLIPS, "tests/cli/data/check/none.xml");
        assert_int_equal(run.status, 5);
        assert_golden(run.out, str_printf(a, "cli/check-slips.%s", formats[i]).data);
    }
}

ARENA_TEST(a_file_of_examples_is_checked_as_such)
{
    assert_run(RUN_ATTUNE(a, "check", "tests/cli/data/practice.test.xml"), 0,
               "practice.test.xml: no problems\n  examples ", NULL);
    const char *path = test_temp_path(a, "names.test.xml");
    copy_of(a, "rules/template.xml", "template.xml");
    copy_of(a, "rules/context-en.xml", "context-en.xml");
    test_write_file(path,
                    STR("<tests xmlns=\"urn:attune:test:1\" ruleset=\"template.xml\" today=\"2026-03-01\">\n"
                        "<test id=\"one\"><client/><therapist id=\"ana\"/>\n"
                        "<outcome criterion=\"skils\" is=\"met\"/>\n"
                        "<order>ana bo</order></test>\n"
                        "<test id=\"two\"><client/></test></tests>\n"));
    command_result run = RUN_ATTUNE(a, "check", "--format", "compact", path);
    assert_run(run, 1,
               "names.test.xml:3:21: error: there is no criterion \"skils\"; did you mean \"skills\"?", NULL);
    assert_text_contains(run.out,
                         ":4:12: error: there is no therapist \"bo\" in this example [unknown-reference]");
    assert_text_contains(run.out, ":5:1: error: the example expects nothing [missing-element]");
    assert_run(RUN_ATTUNE(a, "check", copy_of(a, "rules/template.xml", "none.test.xml")), 1, "[wrong-root]",
               NULL);
    assert_run(RUN_ATTUNE(a, "check", path), 1, "names.test.xml: 3 errors\n", NULL);
}

ARENA_TEST(a_column_counts_characters_and_an_offset_bytes)
{
    const char *path = test_temp_path(a, "columns.xml");
    test_write_file(path, STR("<ruleset xmlns=\"urn:attune:ruleset:1\" id=\"x\" version=\"1\">\n"
                              "<title>größer</title><titel/>\n</ruleset>\n"));
    command_result run = RUN_ATTUNE(a, "check", "--format", "json", path);
    assert_run(run, 1, "\"line\": 2,\n    \"column\": 22,\n    \"end_line\": 2,\n    \"end_column\": 28,\n",
               NULL);
    assert_text_contains(run.out, "\"offset\": 81,\n    \"length\": 6,\n");
}

ARENA_TEST(deny_makes_errors_and_allow_hides)
{
    assert_run(RUN_ATTUNE(a, "check", ADVICE), 0, "1 warning and 2 hints found in 1 file, 2 allowed there",
               NULL);
    assert_run(RUN_ATTUNE(a, "check", "--deny", "warnings", ADVICE), 1, "error: nothing reads the let", NULL);
    assert_run(RUN_ATTUNE(a, "check", "--deny", "unused-field", ADVICE), 1,
               "error: no rule reads therapist.street", NULL);
    assert_run(RUN_ATTUNE(a, "check", "--deny", "warnings", "--allow", "unused-let", ADVICE), 0,
               "2 hints found", NULL);
    assert_run(RUN_ATTUNE(a, "check", "--allow", "unused-let", "--deny", "warnings", ADVICE), 0,
               "2 hints found", NULL);
    assert_run(RUN_ATTUNE(a, "check", "--allow=warnings", "--allow=hints", ADVICE), 0,
               "no problems found in 1 file", NULL);
    assert_run(RUN_ATTUNE(a, "check", "-q", ADVICE), 0, "no problems found in 1 file", NULL);
}

ARENA_TEST(deny_and_allow_know_the_codes)
{
    assert_run(RUN_ATTUNE(a, "check", "--deny", "unused-lte", ADVICE), 2, NULL,
               "did you mean \"unused-let\"?");
    assert_run(RUN_ATTUNE(a, "check", "--allow", "xyzzy", ADVICE), 2, NULL,
               "attune check --explain lists them");
    assert_run(RUN_ATTUNE(a, "check", "--allow", "wrong-type", ADVICE), 2, NULL, "errors cannot be allowed");
}

ARENA_TEST(what_a_file_allows_stands_in_sarif_with_its_reason)
{
    command_result run = RUN_ATTUNE(a, "check", "--format", "sarif", ADVICE);
    assert_run(run, 0, "\"kind\": \"inSource\",\n              \"justification\": \"shown on the web page\"",
               NULL);
    run = RUN_ATTUNE(a, "check", "--format", "json", ADVICE);
    assert_run(run, 0, "therapist.street", NULL);
    assert_false(str_contains(run.out, STR("therapist.photo")));
}

ARENA_TEST(errors_cannot_be_allowed_in_the_file)
{
    const char *path = test_temp_path(a, "error.xml");
    test_write_file(
        path, STR("<!-- attune: allow unknown-element: please -->\n"
                  "<ruleset xmlns=\"urn:attune:ruleset:1\" id=\"x\" version=\"1\"><titel/></ruleset>\n"));
    command_result run = RUN_ATTUNE(a, "check", "--format", "compact", path);
    assert_run(run, 1, ":2:58: error: no element \"titel\"", NULL);
    assert_text_contains(run.out, ":1:20: warning: unknown-element is an error");
}

ARENA_TEST(diff_shows_what_fix_would_do_and_changes_nothing)
{
    str before = test_read_file(a, SLIPS);
    command_result run = RUN_ATTUNE(a, "check", "--diff", SLIPS);
    assert_run(run, 1, NULL, "9 would be mended; then: 1 error\n");
    assert_golden(run.out, "cli/check-slips.diff");
    assert_text_equal(test_read_file(a, SLIPS), before);
    assert_run(RUN_ATTUNE(a, "check", "--diff", "rules/alliance.xml"), 0, NULL, "0 would be mended");
}

ARENA_TEST(fix_mends_what_is_certain_once_and_for_all)
{
    const char *path = copy_of(a, SLIPS, "slips.xml");
    assert_run(RUN_ATTUNE(a, "check", "--fix", path), 1, "did you mean \"warm\"?", NULL);
    str mended = test_read_file(a, path);
    assert_golden(mended, "cli/check-slips-fixed.xml");
    command_result again = RUN_ATTUNE(a, "check", "--fix", path);
    assert_run(again, 1, ": 1 error\n", NULL);
    assert_text_equal(test_read_file(a, path), mended);
}

ARENA_TEST(the_diff_applied_gives_what_fix_writes)
{
    const char *path = slips(a, "patched.xml");
    command_result diff = RUN_ATTUNE(a, "check", "--diff", path);
    command_result patch = run_command(a, (const char *const[]){"patch", "--version", NULL}, STR_NONE);
    if (patch.status != 0)
        skip();
    const char *copy = copy_of(a, path, "patched-copy.xml");
    patch = run_command(a, (const char *const[]){"patch", "-s", copy, NULL}, diff.out);
    assert_int_equal(patch.status, 0);
    assert_run(RUN_ATTUNE(a, "check", "--fix", path), 1, NULL, NULL);
    assert_text_equal(test_read_file(a, copy), test_read_file(a, path));
}

// Line ends, a byte order mark, tabs and a missing last line end stay.
ARENA_TEST(fix_keeps_every_other_byte)
{
#define FILE_WITH(weight)                                                                                    \
    STR("\xEF\xBB\xBF<ruleset xmlns=\"urn:attune:ruleset:1\" id=\"x\" version=\"1\">\r\n"                    \
        "\t<factor id='f'   weight=\"" weight "\"  >\r\n<criterion id=\"c\" points=\"1\" when=\"true\"/>"    \
        "\t</factor>\r\n<!-- ü --></ruleset>")
    const char *path = test_temp_path(a, "bytes.xml");
    test_write_file(path, FILE_WITH("0,5"));
    RUN_ATTUNE(a, "check", "--fix", path);
    assert_text_equal(test_read_file(a, path), FILE_WITH("0.5"));
#undef FILE_WITH
}

ARENA_TEST(fix_leaves_included_files_and_hopeless_ones_alone)
{
    const char *part = test_temp_path(a, "part.xml"), *whole = test_temp_path(a, "whole.xml");
    str wrong = STR("<ruleset xmlns=\"urn:attune:ruleset:1\" id=\"part\" version=\"1\">\n"
                    "<therapist><field name=\"x\" type=\"text\" list=\"yes\"/></therapist></ruleset>\n");
    test_write_file(part, wrong);
    str includes = STR("<ruleset xmlns=\"urn:attune:ruleset:1\" id=\"whole\" version=\"1\">"
                       "<include href=\"part.xml\"/></ruleset>\n");
    test_write_file(whole, includes);
    assert_run(RUN_ATTUNE(a, "check", "--fix", whole), 1, "part.xml:2:", NULL);
    assert_text_equal(test_read_file(a, part), wrong);
    assert_text_equal(test_read_file(a, whole), includes);
    str torn = STR("<ruleset><title>");
    test_write_file(whole, torn);
    assert_run(RUN_ATTUNE(a, "check", "--fix", whole), 1, "never closed", NULL);
    assert_text_equal(test_read_file(a, whole), torn);
}

ARENA_TEST(fix_mends_also_what_is_not_shown)
{
    const char *path = copy_of(a, ADVICE, "quiet.xml");
    assert_run(RUN_ATTUNE(a, "check", "--fix", "-q", path), 0, "; 1 mended\n", NULL);
    assert_run(RUN_ATTUNE(a, "check", "--fix", path), 0, NULL, NULL);
    path = copy_of(a, SLIPS, "limited.xml");
    assert_run(RUN_ATTUNE(a, "check", "--fix", path), 1, "; 9 mended\n", NULL);
    str mended = test_read_file(a, path);
    path = copy_of(a, SLIPS, "limited.xml");
    assert_run(RUN_ATTUNE(a, "check", "--fix", "--limit", "diagnostics=2", path), 1, NULL, NULL);
    assert_text_equal(test_read_file(a, path), mended);
}

ARENA_TEST(fix_takes_out_comments_that_allow_nothing)
{
    const char *path = copy_of(a, ADVICE, "advice.xml");
    assert_run(RUN_ATTUNE(a, "check", "--fix", path), 0, "; 1 mended\n", NULL);
    str text = test_read_file(a, path);
    assert_false(str_contains(text, STR("never-true")));
    assert_text_contains(text, "attune: allow unused-field");
}

ARENA_TEST(fix_needs_a_file_that_can_be_written)
{
    assert_run(RUN_ATTUNE(a, "check", "--fix"), 2, NULL, "name the rule sets to mend");
    const char *const argv[] = {"check", "--fix", "-", NULL};
    assert_run(run_attune(a, argv, STR("<ruleset/>")), 2, NULL, "standard input cannot be mended");
    assert_run(RUN_ATTUNE(a, "check", "--fix", "no-such-file.xml"), 5, "file-missing", NULL);
}

ARENA_TEST(what_is_allowed_takes_nobodys_place_under_the_limit)
{
    builder text = builder_new(a);
    builder_adds(&text, "<ruleset xmlns=\"urn:attune:ruleset:1\" id=\"x\" version=\"1\"><therapist>\n"
                        "<!-- attune: allow unused-field: many -->\n<record name=\"r\">\n");
    for (int i = 0; i < 30; i++)
        builder_addf(&text, "<field name=\"f%d\" type=\"string\"/>\n", i);
    builder_adds(&text, "</record><field name=\"z\" type=\"string\"/></therapist>\n"
                        "<factor id=\"f\" weight=\"1\"><criterion id=\"c\" points=\"1\" "
                        "when=\"true\"/></factor></ruleset>\n");
    const char *path = test_temp_path(a, "many.xml");
    test_write_file(path, builder_str(&text));
    command_result run = RUN_ATTUNE(a, "check", "--limit", "diagnostics=5", path);
    assert_run(run, 0, "no rule reads therapist.z", NULL);
}

ARENA_TEST(what_is_not_shown_is_counted)
{
    builder text = builder_new(a);
    builder_adds(&text, "<ruleset xmlns=\"urn:attune:ruleset:1\" id=\"x\" version=\"1\">");
    for (int i = 0; i < 12; i++)
        builder_adds(&text, "<titel/>");
    builder_adds(&text, "</ruleset>");
    const char *path = test_temp_path(a, "errors.xml");
    test_write_file(path, builder_str(&text));
    command_result run = RUN_ATTUNE(a, "check", "--limit", "diagnostics=5", path);
    assert_run(run, 1, "7 more problems are not shown; the limit is named diagnostics\n", NULL);
    assert_text_contains(run.out, ": 12 errors\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_format_shows_places_messages_help_and_edits),
        cmocka_unit_test(a_file_of_examples_is_checked_as_such),
        cmocka_unit_test(a_column_counts_characters_and_an_offset_bytes),
        cmocka_unit_test(deny_makes_errors_and_allow_hides),
        cmocka_unit_test(deny_and_allow_know_the_codes),
        cmocka_unit_test(what_a_file_allows_stands_in_sarif_with_its_reason),
        cmocka_unit_test(errors_cannot_be_allowed_in_the_file),
        cmocka_unit_test(diff_shows_what_fix_would_do_and_changes_nothing),
        cmocka_unit_test(fix_mends_what_is_certain_once_and_for_all),
        cmocka_unit_test(the_diff_applied_gives_what_fix_writes),
        cmocka_unit_test(fix_keeps_every_other_byte),
        cmocka_unit_test(fix_leaves_included_files_and_hopeless_ones_alone),
        cmocka_unit_test(fix_mends_also_what_is_not_shown),
        cmocka_unit_test(fix_takes_out_comments_that_allow_nothing),
        cmocka_unit_test(fix_needs_a_file_that_can_be_written),
        cmocka_unit_test(what_is_allowed_takes_nobodys_place_under_the_limit),
        cmocka_unit_test(what_is_not_shown_is_counted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
