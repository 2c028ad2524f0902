// SPDX-License-Identifier: MIT
// attune evidence as a user meets it: texts with marks, tables, NDJSON and JSON, of texts and of profiles.
#include "support/support.h"

#include <stdlib.h>

#define RULES "tests/cli/data/evidence.xml"
#define TEXT "tests/cli/data/evidence.txt"
#define POOL "tests/cli/data/evidence-pool.xml"

static str said(command_result run, int status)
{
    if (run.status != status)
        print_error("%.*s%.*s\n", STR_ARGS(run.out), STR_ARGS(run.err));
    assert_int_equal(run.status, status);
    return run.out;
}

// Of a text on standard input.
static command_result read_from_input(arena *a, str text, const char *format)
{
    const char *const argv[] = {"evidence", "-r", RULES, "--format", format, NULL};
    return run_attune(a, argv, text);
}

static void assert_lacks(str text, const char *part)
{
    if (str_contains(text, str_from(part)))
        fail_msg("\"%s\" stands in:\n%.*s", part, STR_ARGS(text));
}

ARENA_TEST(a_text_is_shown_with_marks_a_table_and_the_signals)
{
    assert_golden(said(RUN_ATTUNE(a, "evidence", "-r", RULES, TEXT), 0), "cli/evidence.txt");
}

ARENA_TEST(a_narrow_terminal_gets_paragraphs_instead_of_a_table)
{
    setenv("COLUMNS", "40", 1);
    str out = said(RUN_ATTUNE(a, "evidence", "-r", RULES, TEXT), 0);
    unsetenv("COLUMNS");
    assert_golden(out, "cli/evidence-narrow.txt");
}

ARENA_TEST(colours_take_the_place_of_brackets)
{
    str out = said(RUN_ATTUNE(a, "evidence", "--color", "always", "-r", RULES, TEXT), 0);
    assert_golden(out, "cli/evidence-color.txt");
    assert_lacks(out, "[lower");
}

ARENA_TEST(a_terminal_without_utf8_gets_numbers_in_ascii)
{
    setenv("LC_ALL", "C", 1);
    str out = said(RUN_ATTUNE(a, "evidence", "-r", RULES, TEXT), 0);
    setenv("LC_ALL", "C.UTF-8", 1);
    assert_text_contains(out, "{never}(-1,+2,-3)");
    assert_lacks(out, "⁻");
}

ARENA_TEST(of_a_long_text_only_what_stands_beside_matches_is_shown)
{
    builder text = builder_new(a);
    for (int i = 0; i < 12; i++)
        builder_addf(&text, "This is filler number %d, as long as sentences often are. ", i);
    builder_adds(&text, "I will never tell you to lower your expectations. ");
    for (int i = 20; i < 32; i++)
        builder_addf(&text, "This is filler number %d, as long as sentences often are. ", i);
    str out = said(read_from_input(a, builder_str(&text), "text"), 0);
    assert_golden(out, "cli/evidence-long.txt");
    const char *const argv[] = {"evidence", "--all", "-r", RULES, NULL};
    str whole = said(run_attune(a, argv, builder_str(&text)), 0);
    assert_text_contains(whole, "number 0,");
    assert_text_contains(whole, "number 31,");
    assert_lacks(whole, "…");
}

ARENA_TEST(a_therapists_texts_are_shown_field_by_field)
{
    str out = said(RUN_ATTUNE(a, "evidence", "-r", RULES, "-t", "anna-berg", POOL), 0);
    assert_golden(out, "cli/evidence-profile.txt");
    assert_text_contains(said(RUN_ATTUNE(a, "evidence", "-r", RULES, "-t", "ben-okafor", POOL), 0),
                         "holds no text");
}

ARENA_TEST(a_match_is_one_object_a_line)
{
    assert_golden(said(RUN_ATTUNE(a, "evidence", "-r", RULES, "--format", "ndjson", TEXT), 0),
                  "cli/evidence.ndjson");
    assert_golden(
        said(RUN_ATTUNE(a, "evidence", "-r", RULES, "--format", "ndjson", "-t", "anna-berg", POOL), 0),
        "cli/evidence-profile.ndjson");
}

ARENA_TEST(the_members_that_programs_rely_on_come_first_and_in_order)
{
    str out = said(read_from_input(a, STR("I will never tell you to aim lower."), "ndjson"), 0);
    str start = STR("{\"signal\":\"aims_lower\",\"quote\":\"aim lower\",\"start\":25,\"end\":34,"
                    "\"polarity\":\"negated\",\"holder\":\"author\",\"mood\":\"fact\",\"counts\":false,"
                    "\"because\":\"negated by “never”\",");
    assert_text_equal(str_slice(out, 0, start.length), start);
    assert_text_contains(out, "\"reason\":\"negated\",\"cue\":\"never\",\"cue_start\":7,\"cue_end\":12,");
}

// The digest of a rule set and the versions of the engine change with neither.
static str without_origin(str json)
{
    return str_slice(json, str_find(json, STR("\"texts\""), 0), json.length);
}

ARENA_TEST(a_document_holds_texts_matches_and_signals)
{
    str text = said(RUN_ATTUNE(a, "evidence", "-r", RULES, "--format", "json", TEXT), 0);
    assert_text_contains(text, "\"schema_version\": 1");
    assert_golden(without_origin(text), "cli/evidence-document.txt");
    str profile =
        said(RUN_ATTUNE(a, "evidence", "-r", RULES, "--format", "json", "-t", "anna-berg", POOL), 0);
    assert_text_contains(profile, "\"therapist\": \"anna-berg\"");
}

ARENA_TEST(a_match_in_several_fields_rules_is_shown_once)
{
    str out = said(read_from_input(a, STR("We build skills. We build skills."), "ndjson"), 0);
    size_t lines = 0;
    for (size_t i = 0; i < out.length; i++)
        lines += out.data[i] == '\n';
    assert_int_equal(lines, 2);
}

ARENA_TEST(a_text_in_which_nothing_is_found_says_so)
{
    str out = said(read_from_input(a, STR("I like cats.\n"), "text"), 0);
    assert_text_contains(out, "No signal matches.");
    assert_text_contains(out, "aims_lower  false  no match");
    assert_text_contains(out, "All others: unknown.");
    assert_text_equal(said(read_from_input(a, STR_NONE, "ndjson"), 0), STR_NONE);
}

ARENA_TEST(a_search_that_is_given_up_is_reported_with_its_place)
{
    builder text = builder_new(a);
    for (int i = 0; i < 300; i++)
        builder_adds(&text, "what you hope for ");
    command_result run = read_from_input(a, builder_str(&text), "json");
    assert_int_equal(run.status, 0);
    assert_text_contains(run.err, "[pattern-limit]");
    assert_text_contains(run.err,
                         "signal \"speaks_of_hopes\" has more than 200 matches in the text: not searched");
    assert_text_contains(run.out, "\"too_many\": true");
}

ARENA_TEST(profiles_given_as_a_text_get_a_hint)
{
    assert_text_contains(RUN_ATTUNE(a, "evidence", "-r", RULES, POOL).err, "-t ID");
    assert_text_equal(RUN_ATTUNE(a, "evidence", "-q", "-r", RULES, POOL).err, STR_NONE);
}

ARENA_TEST(wrong_calls_say_what_to_do)
{
    command_result unknown = RUN_ATTUNE(a, "evidence", "-r", RULES, "-t", "ana-berg", POOL);
    said(unknown, 4);
    assert_text_contains(unknown.err, "did you mean \"anna-berg\"?");
    command_result two = RUN_ATTUNE(a, "evidence", "-r", RULES, TEXT, TEXT);
    said(two, 2);
    assert_text_contains(two.err, "-t ID");
    said(RUN_ATTUNE(a, "evidence", "-r", RULES, "-t", "anna-berg"), 2);
    said(RUN_ATTUNE(a, "evidence", "-r", RULES, "no-such-file.txt"), 5);
}

ARENA_TEST(a_text_with_control_characters_is_refused)
{
    command_result run = read_from_input(a, STR("I teach \033[31mskills."), "text");
    said(run, 4);
    assert_text_contains(run.err, "control character (U+001B)");
}

int main(void)
{
    test_use_shipped_rules();
    setenv("LC_ALL", "C.UTF-8", 1);
    unsetenv("COLUMNS");
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_text_is_shown_with_marks_a_table_and_the_signals),
        cmocka_unit_test(a_narrow_terminal_gets_paragraphs_instead_of_a_table),
        cmocka_unit_test(colours_take_the_place_of_brackets),
        cmocka_unit_test(a_terminal_without_utf8_gets_numbers_in_ascii),
        cmocka_unit_test(of_a_long_text_only_what_stands_beside_matches_is_shown),
        cmocka_unit_test(a_therapists_texts_are_shown_field_by_field),
        cmocka_unit_test(a_match_is_one_object_a_line),
        cmocka_unit_test(the_members_that_programs_rely_on_come_first_and_in_order),
        cmocka_unit_test(a_document_holds_texts_matches_and_signals),
        cmocka_unit_test(a_match_in_several_fields_rules_is_shown_once),
        cmocka_unit_test(a_text_in_which_nothing_is_found_says_so),
        cmocka_unit_test(a_search_that_is_given_up_is_reported_with_its_place),
        cmocka_unit_test(profiles_given_as_a_text_get_a_hint),
        cmocka_unit_test(wrong_calls_say_what_to_do),
        cmocka_unit_test(a_text_with_control_characters_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
