// SPDX-License-Identifier: MIT
// Diagnostics: how they print, what is kept past the limit, what the caller's error gets.
#include "support/support.h"

#include "base/diagnostics.h"

#include <string.h>

static str print_all(const diagnostics *d, bool color, arena *a)
{
    builder out = builder_new(a);
    for (size_t i = 0; i < d->items.count; i++)
        diagnostic_print(&d->items.items[i], color, &out);
    return builder_str(&out);
}

// A bit of everything: a suggestion, several lines of help, tabs, a place nowhere, an empty file, a warning.
static void report_samples(diagnostics *d, arena *a)
{
    const source *rules = source_from_bytes(
        a, STR("rules/sample.xml"),
        STR("<ruleset>\n\t<let name=\"shared\"\tvalue=\"count(client.gaols)\"/>\n</ruleset>\n"));
    diagnostic *item =
        diagnose(d, CODE_unknown_member, place_at(rules, 52, 5), "no field named \"%s\" in client", "gaols");
    suggestion s = suggestion_for(STR("gaols"));
    suggestion_offer(&s, STR("goals"));
    diagnostic_suggest(d, item, &s);
    item = diagnose(d, CODE_wrong_value, place_at(rules, 1, 7), "an attribute is not right");
    diagnostic_help(d, item, "allowed: true, false");
    diagnostic_help(d, item, "declared in rules/base.xml\nand in rules/other.xml");
    diagnose(d, CODE_no_points, (place){0}, "nothing earns points");
    diagnose(d, CODE_missing_element, place_at(source_from_bytes(a, STR("empty.xml"), STR_NONE), 0, 0),
             "the document is empty");
    diagnose(d, CODE_profile_skipped, place_at(rules, 10, 0), "\"a\nb\033[2J\" was left out");
}

ARENA_TEST(diagnostics_print_with_line_caret_and_help)
{
    diagnostics d;
    diagnostics_init(&d, a, 100);
    report_samples(&d, a);
    assert_golden(print_all(&d, false, a), "base/diagnostics.txt");
}

ARENA_TEST(colours_change_nothing_but_colours)
{
    diagnostics d;
    diagnostics_init(&d, a, 100);
    report_samples(&d, a);
    str colored = print_all(&d, true, a);
    builder stripped = builder_new(a);
    for (size_t at = 0; at < colored.length;) {
        size_t end = colored.data[at] == '\033' ? str_find(colored, STR("m"), at) : SIZE_MAX;
        if (end == SIZE_MAX)
            builder_addc(&stripped, colored.data[at++]);
        else
            at = end + 1;
    }
    assert_text_equal(builder_str(&stripped), print_all(&d, false, a));
}

ARENA_TEST(past_the_limit_diagnostics_are_counted)
{
    diagnostics d;
    diagnostics_init(&d, a, 3);
    for (int i = 0; i < 10; i++)
        diagnose(&d, CODE_profile_skipped, (place){0}, "skipped %d", i);
    size_t used = a->used;
    for (int i = 0; i < 1000; i++) {
        diagnostic *item = diagnose(&d, CODE_profile_skipped, (place){0}, "skipped");
        diagnostic_help(&d, item, "not kept");
    }
    assert_int_equal(a->used, used);
    assert_int_equal(d.items.count, 3);
    assert_int_equal(d.warnings, 1010);
    assert_int_equal(diagnostics_status(&d), ATTUNE_OK);
    // The first error is kept nevertheless.
    diagnose(&d, CODE_duplicate_id, (place){0}, "twice");
    diagnose(&d, CODE_missing_id, (place){0}, "none");
    assert_int_equal(d.items.count, 4);
    assert_int_equal(d.errors, 2);
    assert_int_equal(diagnostics_status(&d), ATTUNE_RULES);
}

ARENA_TEST(the_callers_error_is_the_first_error)
{
    diagnostics d;
    diagnostics_init(&d, a, 100);
    attune_error error = {.status = ATTUNE_OK, .line = 77};
    diagnostics_to_error(&d, &error);
    assert_int_equal(error.line, 77);
    const source *s = source_from_bytes(a, STR("pool.xml"), STR("<a>\n<b/>\n"));
    diagnose(&d, CODE_profile_skipped, place_at(s, 0, 1), "a warning");
    diagnose(&d, CODE_missing_id, place_at(s, 5, 1), "the profile has no id");
    diagnose(&d, CODE_duplicate_profile, place_at(s, 0, 1), "another");
    diagnostics_to_error(&d, &error);
    assert_int_equal(error.status, ATTUNE_PROFILE);
    assert_string_equal(error.code, "missing-id");
    assert_string_equal(error.file, "pool.xml");
    assert_int_equal(error.line, 2);
    assert_int_equal(error.column, 2);
    assert_string_equal(error.message, "the profile has no id");
    diagnostics_to_error(&d, NULL);
}

ARENA_TEST(long_texts_are_cut_at_whole_characters)
{
    builder b = builder_new(a);
    for (int i = 0; i < 100000; i++)
        builder_add_code_point(&b, 0x20AC);
    diagnostics d;
    diagnostics_init(&d, a, 100);
    diagnose(&d, CODE_unknown_name, (place){0}, "no \"%s\" here", builder_str(&b).data);
    str message = d.items.items[0].message;
    assert_true(message.length < 1300);
    assert_true(utf8_valid(message, NULL));
    assert_true(str_starts(message, STR("no \"")) && str_ends(message, STR("\" here")));
    attune_error error;
    diagnostics_to_error(&d, &error);
    assert_true(strlen(error.message) > 500 && utf8_valid(str_from(error.message), NULL));
}

static void report_and_print(arena *a, void *context)
{
    (void)context;
    diagnostics d;
    diagnostics_init(&d, a, 100);
    for (int i = 0; i < 20; i++)
        report_samples(&d, a);
    print_all(&d, true, a);
}

static void memory_that_runs_out_is_reported(void **state)
{
    (void)state;
    assert_survives_failing_allocations(report_and_print, NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(diagnostics_print_with_line_caret_and_help),
        cmocka_unit_test(colours_change_nothing_but_colours),
        cmocka_unit_test(past_the_limit_diagnostics_are_counted),
        cmocka_unit_test(the_callers_error_is_the_first_error),
        cmocka_unit_test(long_texts_are_cut_at_whole_characters),
        cmocka_unit_test(memory_that_runs_out_is_reported),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
