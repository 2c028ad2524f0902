// SPDX-License-Identifier: MIT
// Pools: what comes of a file of therapists, in every format, and what bad profiles do.
#include "pool/world.h"

#include <string.h>

static str dump_file(arena *a, const char *path, const char *format)
{
    diagnostics *d = world_diagnostics(a);
    pool *p = pool_new(a, world_rules(a));
    pool_options options = {.strict = true, .format = format};
    bool whole = pool_read(p, path, &options, d);
    assert_str_equal(world_list(a, d), "");
    assert_true(whole);
    pool_finish(p);
    return world_dump(a, p);
}

ARENA_TEST(a_pool_is_the_same_from_every_format)
{
    str expected = dump_file(a, DATA "pool.xml", NULL);
    assert_golden(expected, "pool/pool.txt");
    assert_text_equal(dump_file(a, DATA "pool.ndjson", NULL), expected);
    assert_text_equal(dump_file(a, DATA "pool.json", NULL), expected);
    assert_text_equal(dump_file(a, DATA "pool.csv", NULL), expected);
}

ARENA_TEST(the_format_is_told_from_the_content_or_by_name)
{
    str expected = dump_file(a, DATA "pool.xml", NULL);
    static const char *const FORMATS[] = {"xml", "ndjson", "json", "csv"};
    for (size_t i = 0; i < 4; i++) {
        str path = str_printf(a, DATA "pool.%s", FORMATS[i]);
        const char *copy = test_temp_path(a, "pool.data");
        test_write_file(copy, test_read_file(a, path.data));
        assert_text_equal(dump_file(a, copy, NULL), expected);
        assert_text_equal(dump_file(a, copy, FORMATS[i]), expected);
    }
}

ARENA_TEST(an_unknown_format_is_an_error)
{
    diagnostics *d = world_diagnostics(a);
    pool *p = pool_new(a, world_rules(a));
    assert_false(pool_read(p, DATA "pool.xml", &(pool_options){.format = "yaml"}, d));
    assert_text_contains(world_list(a, d), "no format named \"yaml\"");
}

ARENA_TEST(a_missing_file_is_a_clear_error)
{
    bool whole;
    diagnostics *d = world_diagnostics(a);
    world_pool(a, "tests/pool/data/nowhere.xml", false, d, &whole);
    assert_false(whole);
    assert_text_contains(world_list(a, d), "error file-missing: cannot");
    assert_text_contains(world_list(a, d), "nowhere.xml");
}

static const char BAD_POOL[] = "<profiles xmlns='urn:attune:profile:1'>\n"
                               "<therapist id='a'><fee>100</fee></therapist>\n"
                               "<therapist id='b'><fee>cheap</fee><feee>3</feee></therapist>\n"
                               "<therapist id='c'><treats>panik</treats></therapist>\n"
                               "<therapist id='a'/>\n"
                               "<therapist><name>Nobody</name></therapist>\n"
                               "<therapist id='d'><statement>I listen.</statement></therapist>\n"
                               "</profiles>\n";

ARENA_TEST(without_strict_bad_profiles_are_left_out_with_warnings_and_counted)
{
    bool whole;
    diagnostics *d = world_diagnostics(a);
    pool *p = world_pool_of(a, "bad.xml", BAD_POOL, false, d, &whole);
    assert_true(whole);
    assert_int_equal(d->errors, 0);
    assert_int_equal(d->warnings, 6);
    assert_int_equal(pool_count(p), 2);
    assert_int_equal(pool_skipped(p), 4);
    str list = world_list(a, d);
    assert_text_contains(
        list, "3:24 warning wrong-field-value: field \"fee\" of therapist needs a number, not \"cheap\"");
    assert_text_contains(
        list, "3:35 warning unknown-field: no field named \"feee\" in therapist | did you mean \"fee\"?");
    assert_text_contains(list, "4:27 warning unknown-field-term: field \"treats\" of therapist needs a term "
                               "of \"goal\", not \"panik\"");
    assert_text_contains(list, "did you mean \"panic\"?");
    assert_text_contains(list, "5:16 warning duplicate-profile");
    assert_text_contains(list, "bad.xml:2:16");
    assert_text_contains(list, "6:1 warning missing-id");
    assert_text_contains(list, "warning profile-skipped: 4 of 6 therapists");
}

ARENA_TEST(bad_profiles_do_not_touch_the_others)
{
    diagnostics *d = world_diagnostics(a);
    pool *bad = world_pool_of(a, "bad.xml", BAD_POOL, false, d, NULL);
    pool *good =
        world_pool_of(a, "good.xml",
                      "<profiles xmlns='urn:attune:profile:1'><therapist id='a'><fee>100</fee></therapist>"
                      "<therapist id='d'><statement>I listen.</statement></therapist></profiles>",
                      true, d, NULL);
    assert_text_equal(world_dump(a, bad), world_dump(a, good));
}

ARENA_TEST(with_strict_the_errors_of_all_profiles_are_reported)
{
    bool whole;
    diagnostics *d = world_diagnostics(a);
    world_pool_of(a, "bad.xml", BAD_POOL, true, d, &whole);
    assert_false(whole);
    assert_int_equal(d->errors, 5);
    assert_int_equal(d->warnings, 0);
}

ARENA_TEST(bad_lines_of_ndjson_and_bad_rows_of_csv_are_bad_profiles)
{
    bool whole;
    diagnostics *d = world_diagnostics(a);
    pool *p =
        world_pool_of(a, "bad.ndjson", "{\"id\": \"a\"}\n{\"id\": \n{\"id\": \"b\"}\n", false, d, &whole);
    assert_true(whole);
    assert_int_equal(pool_count(p), 2);
    assert_int_equal(pool_skipped(p), 1);
    p = world_pool_of(a, "bad.csv", "id,fee\na,1\nb\nc,2\n", false, d, &whole);
    assert_true(whole);
    assert_int_equal(pool_count(p), 2);
    assert_int_equal(pool_skipped(p), 1);
}

ARENA_TEST(a_torn_file_is_an_error_also_without_strict)
{
    bool whole;
    diagnostics *d = world_diagnostics(a);
    world_pool_of(a, "torn.csv", "id,name\na,\"Ana\nb,Ben\n", false, d, &whole);
    assert_false(whole);
    assert_int_equal(d->errors, 1);
    world_pool_of(a, "torn.xml", "<profiles xmlns='urn:attune:profile:1'><therapist id='a'/>", false, d,
                  &whole);
    assert_false(whole);
    assert_int_equal(d->errors, 2);
}

ARENA_TEST(a_thousand_bad_profiles_fill_no_list_and_hide_no_summary)
{
    builder text = builder_new(a);
    builder_adds(&text, "id,fee\n");
    for (int i = 0; i < 1000; i++)
        builder_addf(&text, "t%d,%s\n", i, i % 2 ? "much" : "100");
    bool whole;
    diagnostics *d = world_diagnostics(a);
    pool *p = world_pool_of(a, "many.csv", builder_str(&text).data, false, d, &whole);
    assert_true(whole);
    assert_int_equal(pool_count(p), 500);
    assert_int_equal(d->warnings, 501);
    assert_true(d->items.count <= 200);
    assert_text_contains(world_list(a, d), "500 of 1000 therapists");
}

ARENA_TEST(several_files_make_one_pool_and_share_no_id)
{
    diagnostics *d = world_diagnostics(a);
    pool *p = pool_new(a, world_rules(a));
    pool_options options = {0};
    assert_true(pool_read(p, DATA "pool.xml", &options, d));
    const char *path = test_temp_path(a, "more.csv");
    test_write_file(path, STR("id,name\ndan,Dan\nben,Another\n"));
    assert_true(pool_read(p, path, &options, d));
    pool_finish(p);
    assert_int_equal(pool_count(p), 4);
    assert_text_contains(world_list(a, d),
                         "3:1 warning duplicate-profile: a second therapist with the id \"ben\"");
    assert_text_contains(world_list(a, d), "the first one is at tests/pool/data/pool.xml:28:18");
    assert_str_equal(pool_name(p, pool_find(p, STR("dan"))), "Dan");
    assert_str_equal(pool_name(p, pool_find(p, STR("cyd"))), "");
    assert_int_equal(pool_find(p, STR("eve")), NAME_MISSING);
}

ARENA_TEST(a_single_therapist_is_a_file_too_and_a_client_is_none)
{
    bool whole;
    diagnostics *d = world_diagnostics(a);
    pool *p =
        world_pool_of(a, "one.xml", "<therapist xmlns='urn:attune:profile:1' id='a'><fee>5</fee></therapist>",
                      true, d, &whole);
    assert_true(whole);
    assert_str_equal(world_value(a, p, "a", "fee"), "5");
    world_pool_of(a, "client.xml", "<client xmlns='urn:attune:profile:1' id='a'/>", true, d, &whole);
    assert_false(whole);
    assert_text_contains(world_list(a, d), "error no-profiles: no therapist in");
}

ARENA_TEST(values_survive_chunks_and_growth)
{
    enum { ROWS = 10000 };
    builder text = builder_new(a);
    builder_adds(&text, "id,name,accepting,fee,confirmed_on,main_focus,treats,methods,statement\n");
    for (int i = 0; i < ROWS; i++)
        builder_addf(&text, "t%d,Name %d,%s,%d.5,2026-01-%02d,%s,%s,m%d|n,%s\n", i, i, i % 2 ? "yes" : "no",
                     i % 1000, i % 28 + 1, i % 3 ? "panic" : "", i % 5 ? "stress|panic" : "", i,
                     i % 7 ? "I listen." : "");
    bool whole;
    diagnostics *d = world_diagnostics(a);
    pool *p = world_pool_of(a, "large.csv", builder_str(&text).data, true, d, &whole);
    assert_str_equal(world_list(a, d), "");
    assert_true(whole);
    assert_int_equal(pool_count(p), ROWS);
    for (int i = 0; i < ROWS; i += 37) {
        str id = str_printf(a, "t%d", i);
        assert_int_equal(pool_find(p, id), i);
        assert_str_equal(world_value(a, p, id.data, "name"), str_printf(a, "\"Name %d\"", i).data);
        assert_str_equal(world_value(a, p, id.data, "fee"), str_printf(a, "%d.5", i % 1000).data);
        assert_str_equal(world_value(a, p, id.data, "accepting"), i % 2 ? "true" : "false");
        assert_str_equal(world_value(a, p, id.data, "main_focus"), i % 3 ? "\"panic\"" : "null");
        assert_str_equal(world_value(a, p, id.data, "treats"),
                         i % 5 ? "[\"stress_management\", \"panic\"]" : "null");
        assert_str_equal(world_value(a, p, id.data, "methods"), str_printf(a, "[\"m%d\", \"n\"]", i).data);
        size_t matches;
        pool_matches(p, (uint32_t)i, &matches);
        assert_int_equal(matches, i % 7 ? 1 : 0);
        assert_int_equal(pool_signal(p, (uint32_t)i, 1), i % 7 ? SIGNAL_TRUE : SIGNAL_UNKNOWN);
        assert_int_equal(pool_signal(p, (uint32_t)i, 0), SIGNAL_UNKNOWN);
    }
}

ARENA_TEST(a_row_can_be_had_as_a_profile_and_searched_anew)
{
    diagnostics *d = world_diagnostics(a);
    pool *p = world_pool(a, DATA "pool.xml", true, d, NULL);
    profile ada = pool_profile(p, pool_find(p, STR("ada")), a);
    assert_str_equal(ada.id, "ada");
    text_result found = pool_search_profile(pool_ruleset(p), &ada, a);
    size_t count;
    const text_match *kept = pool_matches(p, pool_find(p, STR("ada")), &count);
    assert_int_equal(found.match_count, count);
    assert_true(count >= 2);
    for (size_t i = 0; i < count; i++)
        assert_int_equal(found.matches[i].start, kept[i].start);
}

static bool stop_at_once(void *user, const char *what, uint64_t done, uint64_t total)
{
    size_t *calls = user;
    ++*calls;
    assert_non_null(what);
    assert_true(done <= total);
    return false;
}

static void read_and_cancel(arena *a, void *context)
{
    pool *p = pool_new(a, world_rules(a));
    pool_options options = {.progress = {stop_at_once, context}};
    pool_read(p, test_temp_path(a, "large.csv"), &options, world_diagnostics(a));
    fail_msg("reading went on");
}

static void progress_can_cancel(void **state)
{
    (void)state;
    size_t calls = 0;
    assert_int_equal(run_in_arena(NULL, 0, read_and_cancel, &calls), ATTUNE_CANCELLED);
    assert_int_equal(calls, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_pool_is_the_same_from_every_format),
        cmocka_unit_test(the_format_is_told_from_the_content_or_by_name),
        cmocka_unit_test(an_unknown_format_is_an_error),
        cmocka_unit_test(a_missing_file_is_a_clear_error),
        cmocka_unit_test(without_strict_bad_profiles_are_left_out_with_warnings_and_counted),
        cmocka_unit_test(bad_profiles_do_not_touch_the_others),
        cmocka_unit_test(with_strict_the_errors_of_all_profiles_are_reported),
        cmocka_unit_test(bad_lines_of_ndjson_and_bad_rows_of_csv_are_bad_profiles),
        cmocka_unit_test(a_torn_file_is_an_error_also_without_strict),
        cmocka_unit_test(a_thousand_bad_profiles_fill_no_list_and_hide_no_summary),
        cmocka_unit_test(several_files_make_one_pool_and_share_no_id),
        cmocka_unit_test(a_single_therapist_is_a_file_too_and_a_client_is_none),
        cmocka_unit_test(values_survive_chunks_and_growth),
        cmocka_unit_test(a_row_can_be_had_as_a_profile_and_searched_anew),
        cmocka_unit_test(progress_can_cancel),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
