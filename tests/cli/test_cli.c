// SPDX-License-Identifier: MIT
// The command line as a user meets it: outputs (golden files), exit statuses, and what bad calls get.
#include "support/support.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define MAYA "profiles/clients/maya.xml"
#define POOL "profiles/therapists.xml"
#define DAY "--today=2026-11-22"

ARENA_TEST(rank_prints_the_sample_ranking)
{
    command_result run = RUN_ATTUNE(a, "rank", DAY, "-c", MAYA, POOL);
    assert_run(run, 0, NULL, NULL);
    assert_golden(run.out, "cli/rank.txt");
    assert_str_equal(run.err, "");
}

ARENA_TEST(rank_prints_every_client_of_the_samples)
{
    static const char *const clients[] = {"amal", "jonas", "lena", "renata", "sam"};
    for (size_t i = 0; i < sizeof clients / sizeof *clients; i++) {
        str path = str_printf(a, "profiles/clients/%s.xml", clients[i]);
        command_result run = RUN_ATTUNE(a, "rank", DAY, "-k", "3", "-c", path.data, POOL);
        assert_run(run, 0, NULL, NULL);
        assert_golden(run.out, str_printf(a, "cli/rank-%s.txt", clients[i]).data);
    }
}

ARENA_TEST(rank_prints_json_ndjson_and_csv)
{
    static const char *const formats[] = {"json", "ndjson", "csv"};
    for (size_t i = 0; i < 3; i++) {
        command_result run = RUN_ATTUNE(a, "rank", DAY, "-k", "2", "-c", MAYA, "--format", formats[i], POOL);
        assert_run(run, 0, NULL, NULL);
        assert_golden(run.out, str_printf(a, "cli/rank.%s", formats[i]).data);
    }
}

ARENA_TEST(xml_csv_and_ndjson_give_the_same_bytes)
{
    command_result xml = RUN_ATTUNE(a, "rank", DAY, "-k", "100", "--format", "json", "-c", MAYA, POOL);
    command_result csv =
        RUN_ATTUNE(a, "rank", DAY, "-k", "100", "--format", "json", "-c", MAYA, "profiles/therapists.csv");
    command_result ndjson =
        RUN_ATTUNE(a, "rank", DAY, "-k", "100", "--format", "json", "-c", MAYA, "profiles/therapists.ndjson");
    assert_run(xml, 0, NULL, NULL);
    assert_text_equal(csv.out, xml.out);
    assert_text_equal(ndjson.out, xml.out);
}

ARENA_TEST(the_number_of_threads_changes_nothing)
{
    command_result one = RUN_ATTUNE(a, "rank", DAY, "--threads", "1", "--format", "json", "-c", MAYA, POOL);
    command_result many = RUN_ATTUNE(a, "rank", DAY, "--threads", "7", "--format", "json", "-c", MAYA, POOL);
    assert_run(one, 0, NULL, NULL);
    assert_text_equal(many.out, one.out);
}

ARENA_TEST(explain_prints_one_therapist_whole)
{
    command_result ranked = RUN_ATTUNE(a, "rank", DAY, "-k", "1", "--format", "csv", "-c", MAYA, POOL);
    assert_run(ranked, 0, "place,id", NULL);
    size_t line = str_find(ranked.out, STR("\n1,"), 0) + 3;
    str id = str_slice(ranked.out, line, str_find(ranked.out, STR(","), line));
    command_result run = RUN_ATTUNE(a, "explain", DAY, "-c", MAYA, "-t", str_terminated(a, id), POOL);
    assert_run(run, 0, "Place 1 of", NULL);
    assert_golden(run.out, "cli/explain-first.txt");
}

ARENA_TEST(explain_suggests_the_nearest_id)
{
    command_result run = RUN_ATTUNE(a, "explain", DAY, "-c", MAYA, "-t", "nobody-of-this-name", POOL);
    assert_run(run, 4, NULL, "no therapist \"nobody-of-this-name\"");
}

ARENA_TEST(eval_gives_values_and_reasons_for_null)
{
    assert_run(RUN_ATTUNE(a, "eval", "200 * 1.1 = 220"), 0, "true\n", NULL);
    assert_run(RUN_ATTUNE(a, "eval", "--context", "{\"fee\": 120}", "fee in [100..150]"), 0, "true\n", NULL);
    assert_run(RUN_ATTUNE(a, "eval", "1 + \"a\""), 1, "null\n", "[wrong-type]");
    assert_run(RUN_ATTUNE(a, "eval", "1 +"), 3, NULL, "[expression-syntax]");
    const char *const argv[] = {"eval", "--ndjson", NULL};
    command_result run =
        run_attune(a, argv,
                   STR("{\"expr\": \"a + 1\", \"context\": {\"a\": {\"t\": \"decimal\", \"v\": \"2\"}}}\n"
                       "{\"expr\": \"[1, \\\"x\\\"]\"}\n{\"expr\": \"nothing\"}\nno json\n"));
    assert_run(run, 0, "{\"value\":{\"t\":\"decimal\",\"v\":\"3\"},\"error\":null}\n", NULL);
    assert_golden(run.out, "cli/eval.ndjson");
}

ARENA_TEST(a_thousand_million_steps_end_at_once)
{
    assert_run(RUN_ATTUNE(a, "eval", "count(for i in 1..1000000000 return i)"), 1, "null\n",
               "[expression-limit]");
}

ARENA_TEST(the_shipped_rules_pass_check_and_test)
{
    command_result checked = RUN_ATTUNE(a, "check", "rules/alliance.xml", "rules/alliance-evidence.xml");
    assert_run(checked, 0, "no problems found", NULL);
    assert_golden(checked.out, "cli/check.txt");
    assert_run(RUN_ATTUNE(a, "test", "rules/alliance.xml", "rules/alliance-evidence.xml"), 0, " 0 failed",
               NULL);
}

ARENA_TEST(test_says_what_was_expected_and_what_came_out)
{
    command_result run = RUN_ATTUNE(a, "test", "tests/cli/data/failing.test.xml");
    assert_run(run, 1, NULL, NULL);
    assert_golden(run.out, "cli/test-failing.txt");
    command_result wrong = RUN_ATTUNE(a, "test", "tests/cli/data/wrong.test.xml");
    assert_run(wrong, 3, NULL, NULL);
    assert_golden(wrong.err, "cli/test-wrong.txt");
}

ARENA_TEST(check_reports_in_three_formats)
{
    const char *bad = test_temp_path(a, "bad.xml");
    test_write_file(
        bad, STR("<ruleset xmlns=\"urn:attune:ruleset:1\" id=\"bad\" version=\"1\">\n"
                 "  <client><field name=\"age\" type=\"number\"/></client>\n"
                 "  <factor id=\"f\" weight=\"1\"><criterion id=\"c\" points=\"1\" when=\"client.agee > 3\"/>"
                 "</factor>\n</ruleset>\n"));
    assert_run(RUN_ATTUNE(a, "check", bad), 1, "did you mean", NULL);
    assert_run(RUN_ATTUNE(a, "check", "--format", "compact", bad), 1, ":3:", NULL);
    assert_run(RUN_ATTUNE(a, "check", "--format", "json", bad), 1, "\"line\": 3", NULL);
}

ARENA_TEST(fields_lists_what_profiles_may_hold)
{
    command_result run = RUN_ATTUNE(a, "fields", "-r", "tests/api/small.xml");
    assert_run(run, 0, "offers: list of wish", NULL);
    assert_golden(run.out, "cli/fields.txt");
    assert_run(RUN_ATTUNE(a, "fields", "-r", "tests/api/small.xml", "wish"), 0, "skills: new skills", NULL);
    assert_run(RUN_ATTUNE(a, "fields", "-r", "tests/api/small.xml", "wihs"), 2, NULL,
               "no vocabulary \"wihs\"");
}

ARENA_TEST(wrong_usage_is_2_and_says_what_to_do)
{
    assert_run(RUN_ATTUNE(a, "rnak"), 2, NULL, "did you mean \"rank\"");
    assert_run(RUN_ATTUNE(a, "rank"), 2, NULL, "-c CLIENT");
    assert_run(RUN_ATTUNE(a, "rank", "-c", MAYA), 2, NULL, "name one or more files");
    assert_run(RUN_ATTUNE(a, "rank", "--formt", "json"), 2, NULL, "did you mean --format");
    assert_run(RUN_ATTUNE(a, "rank", "--format", "yaml", "-c", MAYA, POOL), 2, NULL,
               "none of: text json ndjson csv");
    assert_run(RUN_ATTUNE(a, "rank", "--today", "2026-02-30", "-c", MAYA, POOL), 2, NULL, "is not a date");
    assert_run(RUN_ATTUNE(a, "rank", "-k", "0", "-c", MAYA, POOL), 2, NULL, "--top 0");
    assert_run(RUN_ATTUNE(a, "rank", "--limit", "nonsense=1", "-c", MAYA, POOL), 2, NULL, "no such limit");
    assert_run(RUN_ATTUNE(a, "eval"), 2, NULL, "give one expression");
    assert_run(RUN_ATTUNE(a, "rank", "--help"), 0, "attune rank -c profiles/clients/maya.xml", NULL);
}

ARENA_TEST(wrong_rules_are_3_wrong_profiles_4_missing_files_5)
{
    const char *rules = test_temp_path(a, "broken.xml");
    test_write_file(rules, STR("<ruleset>"));
    assert_run(RUN_ATTUNE(a, "rank", DAY, "-r", rules, "-c", MAYA, POOL), 3, NULL, "broken.xml:1:");
    const char *client = test_temp_path(a, "client.xml");
    test_write_file(
        client,
        STR("<client xmlns=\"urn:attune:profile:1\" id=\"x\">\n  <gaols>stress</gaols>\n</client>\n"));
    assert_run(RUN_ATTUNE(a, "rank", DAY, "-c", client, POOL), 4, NULL, "client.xml:2:");
    assert_run(RUN_ATTUNE(a, "rank", DAY, "-c", "no-such-file.xml", POOL), 5, NULL, "no-such-file.xml");
    assert_run(RUN_ATTUNE(a, "rank", DAY, "-c", MAYA, "no-such-file.xml"), 5, NULL, "no-such-file.xml");
    assert_run(RUN_ATTUNE(a, "rank", DAY, "-r", "no-such-file.xml", "-c", MAYA, POOL), 5, NULL,
               "no-such-file.xml");
}

ARENA_TEST(an_output_appears_whole_or_not_at_all)
{
    const char *target = test_temp_path(a, "out.txt");
    command_result direct = RUN_ATTUNE(a, "rank", DAY, "-c", MAYA, POOL);
    assert_run(RUN_ATTUNE(a, "rank", DAY, "-c", MAYA, POOL, "-o", target), 0, NULL, NULL);
    assert_text_equal(test_read_file(a, target), direct.out);
    assert_run(RUN_ATTUNE(a, "rank", DAY, "-c", MAYA, POOL, "-o", "/no/such/folder/out.txt"), 5, NULL,
               "[write-failed]");
    test_write_file(target, STR("what was there"));
    assert_run(RUN_ATTUNE(a, "rank", DAY, "-c", "no-such-file.xml", POOL, "-o", target), 5, NULL, NULL);
    assert_str_equal(test_read_file(a, target), "what was there");
}

ARENA_TEST(an_output_keeps_the_mode_of_a_file_and_follows_links)
{
    const char *target = test_temp_path(a, "private.txt"), *by_link = test_temp_path(a, "link.txt");
    struct stat about;
    test_write_file(target, STR("old"));
    assert_int_equal(chmod(target, 0600), 0);
    assert_int_equal(symlink(target, by_link), 0);
    assert_run(RUN_ATTUNE(a, "eval", "1 + 1", "-o", by_link), 0, NULL, NULL);
    assert_str_equal(test_read_file(a, target), "2\n");
    assert_int_equal(stat(target, &about), 0);
    assert_int_equal(about.st_mode & 0777, 0600);
    assert_int_equal(lstat(by_link, &about), 0);
    assert_true(S_ISLNK(about.st_mode));
}

ARENA_TEST(help_is_there_for_everything)
{
    static const char *const commands[] = {"rank",   "explain", "fields",   "check", "test",
                                           "import", "eval",    "evidence", "new",   "schema"};
    assert_run(RUN_ATTUNE(a, "--version"), 0, ATTUNE_VERSION, NULL);
    assert_run(RUN_ATTUNE(a, "--limits"), 0, "pattern_steps", NULL);
    command_result all = RUN_ATTUNE(a, "--help");
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) {
        assert_run(all, 0, commands[i], NULL);
        assert_run(RUN_ATTUNE(a, commands[i], "--help"), 0,
                   str_printf(a, "usage: attune %s", commands[i]).data, NULL);
    }
    assert_run(RUN_ATTUNE(a, "eval", "-1"), 0, "-1\n", NULL);
}

ARENA_TEST(options_are_given_once_and_limits_several_times)
{
    assert_run(RUN_ATTUNE(a, "rank", "-k", "3", "-k", "4"), 2, NULL, "--top is given twice");
    assert_run(RUN_ATTUNE(a, "eval", "--limit", "expression_steps=5", "--limit", "list_items=5",
                          "[1, 2, 3][item > 1]"),
               1, NULL, "[expression-limit]");
    assert_run(RUN_ATTUNE(a, "eval", "--quiet=x", "1"), 2, NULL, "takes no value");
    assert_run(RUN_ATTUNE(a, "rank", "-c", "-", "-"), 2, NULL, "not both");
}

ARENA_TEST(urgent_advice_stands_beside_machine_formats)
{
    command_result run =
        RUN_ATTUNE(a, "rank", DAY, "-q", "--format", "csv", "-c", "profiles/clients/sam.xml", POOL);
    assert_run(run, 0, "place,id", "URGENT: You say that you are in danger now.");
}

ARENA_TEST(a_full_disk_is_an_error)
{
    if (access("/dev/full", W_OK) != 0)
        skip();
    assert_run(RUN_ATTUNE(a, "rank", DAY, "-c", MAYA, POOL, "-o", "/dev/full"), 5, NULL, "[write-failed]");
}

ARENA_TEST(a_bad_profile_is_left_out_and_moves_nobody)
{
    const char *good = test_temp_path(a, "good.xml"), *mixed = test_temp_path(a, "mixed.xml");
    str head =
        STR("<profiles xmlns=\"urn:attune:profile:1\">\n<therapist id=\"a\"><fee>100</fee></therapist>\n");
    str tail = STR("<therapist id=\"c\"><accepting>yes</accepting></therapist>\n</profiles>\n");
    test_write_file(good, str_printf(a, "%.*s%.*s", STR_ARGS(head), STR_ARGS(tail)));
    test_write_file(mixed, str_printf(a, "%.*s<therapist id=\"b\"><fee>much</fee></therapist>\n%.*s",
                                      STR_ARGS(head), STR_ARGS(tail)));
    command_result alone = RUN_ATTUNE(a, "rank", DAY, "--format", "csv", "-c", MAYA, good);
    command_result beside = RUN_ATTUNE(a, "rank", DAY, "--format", "csv", "-c", MAYA, mixed);
    assert_run(beside, 0, NULL, "mixed.xml:3:");
    assert_text_contains(beside.err, "[profile-skipped]");
    assert_text_equal(beside.out, alone.out);
    assert_run(RUN_ATTUNE(a, "rank", DAY, "--strict", "-c", MAYA, mixed), 4, NULL, "mixed.xml:3:");
    assert_str_equal(RUN_ATTUNE(a, "rank", DAY, "-q", "--format", "csv", "-c", MAYA, mixed).err, "");
}

ARENA_TEST(nobody_to_rank_is_1_and_says_why)
{
    const char *pool = test_temp_path(a, "nobody.xml");
    test_write_file(pool, STR("<profiles xmlns=\"urn:attune:profile:1\">\n<therapist id=\"a\">"
                              "<accepting>no</accepting></therapist>\n</profiles>\n"));
    assert_run(RUN_ATTUNE(a, "rank", DAY, "-c", MAYA, pool), 1, "Excluded: 1", "nobody can be ranked");
}

ARENA_TEST(real_answers_become_a_pool_that_ranks_with_quotes)
{
    const char *shared = getenv("ATTUNE_SHARED_DATA");
    str data = str_printf(a, "%s/counsel-chat/20200325_counsel_chat.csv", shared ? shared : "../shared/data");
    if (!test_file_exists(data.data)) {
        print_message("skipped: %s is not there\n", data.data);
        skip();
    }
    const char *pool = test_temp_path(a, "counsel.xml");
    command_result imported =
        RUN_ATTUNE(a, "import", "profiles/maps/counsel-chat.xml", data.data, "-o", pool);
    assert_run(imported, 0, NULL, "2129 rows became 307 profiles");
    command_result ranked = RUN_ATTUNE(a, "rank", DAY, "-k", "5", "-c", MAYA, pool);
    assert_run(ranked, 0, "The first 5 of", NULL);
    assert_text_contains(ranked.out, "“");
}

int main(void)
{
    unsetenv("ATTUNE_TODAY");
    unsetenv("COLUMNS");
    test_use_shipped_rules();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rank_prints_the_sample_ranking),
        cmocka_unit_test(rank_prints_every_client_of_the_samples),
        cmocka_unit_test(rank_prints_json_ndjson_and_csv),
        cmocka_unit_test(xml_csv_and_ndjson_give_the_same_bytes),
        cmocka_unit_test(the_number_of_threads_changes_nothing),
        cmocka_unit_test(explain_prints_one_therapist_whole),
        cmocka_unit_test(explain_suggests_the_nearest_id),
        cmocka_unit_test(eval_gives_values_and_reasons_for_null),
        cmocka_unit_test(a_thousand_million_steps_end_at_once),
        cmocka_unit_test(the_shipped_rules_pass_check_and_test),
        cmocka_unit_test(test_says_what_was_expected_and_what_came_out),
        cmocka_unit_test(check_reports_in_three_formats),
        cmocka_unit_test(fields_lists_what_profiles_may_hold),
        cmocka_unit_test(wrong_usage_is_2_and_says_what_to_do),
        cmocka_unit_test(wrong_rules_are_3_wrong_profiles_4_missing_files_5),
        cmocka_unit_test(an_output_appears_whole_or_not_at_all),
        cmocka_unit_test(an_output_keeps_the_mode_of_a_file_and_follows_links),
        cmocka_unit_test(help_is_there_for_everything),
        cmocka_unit_test(options_are_given_once_and_limits_several_times),
        cmocka_unit_test(urgent_advice_stands_beside_machine_formats),
        cmocka_unit_test(a_full_disk_is_an_error),
        cmocka_unit_test(a_bad_profile_is_left_out_and_moves_nobody),
        cmocka_unit_test(nobody_to_rank_is_1_and_says_why),
        cmocka_unit_test(real_answers_become_a_pool_that_ranks_with_quotes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
