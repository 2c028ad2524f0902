// SPDX-License-Identifier: MIT
// Many clients: attune rank --clients, its parts put together by attune merge, and going on after an
// interruption.
#include "support/support.h"

#include <stdio.h>
#include <stdlib.h>

#define RULES "-r", "tests/cli/data/batch-rules.xml"
#define DAY "--today", "2026-03-01"
#define RANK "rank", "-q", DAY, RULES

enum { CLIENTS = 23, THERAPISTS = 90 };

static const char *const GOALS[] = {"sleep", "calm", "work", "grief"};

// Many score alike, so that ids decide; of some little is known.
static const char *pool_file(arena *a)
{
    const char *path = test_temp_path(a, "pool.ndjson");
    builder out = builder_new(a);
    uint64_t seed = 5;
    for (int i = 0; i < THERAPISTS; i++) {
        builder_addf(&out, "{\"id\":\"t%02d\",\"focus\":[\"%s\"]", (i * 37) % THERAPISTS,
                     GOALS[test_random(&seed) % 4]);
        if (i % 3)
            builder_addf(&out, ",\"fee\":%d,\"name\":\"N %d\"", (int)(80 + 40 * (test_random(&seed) % 5)), i);
        if (i % 5)
            builder_addf(&out, ",\"licensed_in\":[\"%s\"]", i % 2 ? "NY" : "CA");
        builder_addf(&out, ",\"statement\":\"%s\"}\n", i % 4 ? "I listen." : i % 8 ? "I talk." : "");
    }
    test_write_file(path, builder_str(&out));
    return path;
}

// Clients of many kinds; one cannot be read.
static const char *clients_file(arena *a)
{
    builder out = builder_new(a);
    uint64_t seed = 11;
    for (int i = 0; i < CLIENTS; i++) {
        const char *goal = i == 13 ? "no_goal" : GOALS[test_random(&seed) % 4];
        builder_addf(&out, "{\"id\":\"c%d\",\"goals\":[\"%s\"],\"max_fee\":%d,\"state\":\"%s\"}\n", i, goal,
                     (int)(90 + test_random(&seed) % 200), i % 3 ? "NY" : "CA");
    }
    const char *path = test_temp_path(a, "clients.ndjson");
    test_write_file(path, builder_str(&out));
    return path;
}

static const char *path_of(arena *a, const char *name, int number)
{
    return test_temp_path(a, str_printf(a, "%s-%d.ndjson", name, number).data);
}

static str whole_run(arena *a, const char *clients)
{
    command_result run = RUN_ATTUNE(a, RANK, "--clients", clients, pool_file(a));
    assert_run(run, 0, NULL, NULL);
    return run.out;
}

static size_t lines_in(str text)
{
    size_t count = 0;
    while (text.length) {
        test_next_piece(&text, '\n');
        count++;
    }
    return count;
}

ARENA_TEST(each_client_gets_a_line_in_the_order_of_the_file)
{
    const char *clients = clients_file(a);
    str out = whole_run(a, clients), rest = out;
    assert_int_equal(lines_in(out), CLIENTS);
    for (int i = 0; i < CLIENTS; i++) {
        str line = test_next_piece(&rest, '\n');
        assert_text_contains(line, str_printf(a, "\"number\":%d,", i + 1).data);
        if (i != 13)
            assert_text_contains(line, str_printf(a, "\"client\":\"c%d\"", i).data);
    }
    command_result alone =
        RUN_ATTUNE(a, "rank", DAY, RULES, "--threads", "1", "--clients", clients, pool_file(a));
    assert_text_equal(alone.out, out);
    assert_text_contains(alone.err, "1 of 23 clients could not be read");
}

ARENA_TEST(a_line_has_the_places_and_points_that_rank_gives_the_client)
{
    const char *client = test_temp_path(a, "client.json"), *pool = pool_file(a);
    test_write_file(client,
                    STR("{\"id\":\"x\",\"goals\":[\"calm\",\"work\"],\"max_fee\":130,\"state\":\"NY\"}"));
    command_result many = RUN_ATTUNE(a, RANK, "-k", "3", "--clients", client, pool);
    assert_run(many, 0, NULL, NULL);
    assert_golden(many.out, "cli/batch.ndjson");
    str lines = RUN_ATTUNE(a, RANK, "-k", "3", "--format", "csv", "-c", client, pool).out;
    test_next_piece(&lines, '\n');
    for (int place = 1; place <= 3; place++) {
        str line = test_next_piece(&lines, '\n');
        test_next_piece(&line, ',');
        str id = test_next_piece(&line, ',');
        assert_text_contains(many.out,
                             str_printf(a, "\"place\":%d,\"id\":\"%.*s\"", place, STR_ARGS(id)).data);
    }
}

ARENA_TEST(a_bad_client_gets_a_line_that_says_so_and_none_of_the_text)
{
    command_result run = RUN_ATTUNE(a, "rank", DAY, RULES, "--clients", clients_file(a), pool_file(a));
    assert_run(run, 0, "\"error\":{\"code\":\"unknown-field-term\",\"line\":14,\"column\":", "warning: ");
    assert_false(str_contains(run.err, STR("no_goal")));
    command_result strict =
        RUN_ATTUNE(a, "rank", DAY, RULES, "--strict", "--clients", clients_file(a), pool_file(a));
    assert_run(strict, 4, NULL, "error: ");
    assert_int_equal(lines_in(strict.out), 13);
}

static void assert_parts_make_the_whole(arena *a, const char *of, int count)
{
    const char *clients = clients_file(a), *paths[8];
    for (int i = 0; i < count; i++) {
        paths[i] = path_of(a, of, i);
        const char *which = str_printf(a, "%s:%d/%d", of, i + 1, count).data;
        assert_run(RUN_ATTUNE(a, RANK, "--clients", clients, "--shard", which, "-o", paths[i], pool_file(a)),
                   0, NULL, NULL);
    }
    const char *arguments[11] = {"merge"};
    for (int i = 0; i < count; i++)
        arguments[i + 1] = paths[(i + 1) % count];
    command_result merged = run_attune(a, arguments, STR_NONE);
    assert_run(merged, 0, NULL, NULL);
    assert_text_equal(merged.out, whole_run(a, clients));
}

ARENA_TEST(the_parts_of_a_pool_put_together_are_one_run_byte_for_byte)
{
    for (int count = 1; count <= 7; count += 2)
        assert_parts_make_the_whole(a, "pool", count);
}

ARENA_TEST(the_parts_of_the_clients_put_together_are_one_run_byte_for_byte)
{
    for (int count = 1; count <= 7; count += 2)
        assert_parts_make_the_whole(a, "clients", count);
}

ARENA_TEST(what_does_not_belong_together_is_not_merged)
{
    const char *clients = clients_file(a), *one = path_of(a, "one", 1), *two = path_of(a, "two", 2);
    RUN_ATTUNE(a, RANK, "--clients", clients, "--shard", "pool:1/2", "-o", one, pool_file(a));
    RUN_ATTUNE(a, "rank", "-q", "--today", "2026-03-02", RULES, "--clients", clients, "--shard", "pool:2/2",
               "-o", two, pool_file(a));
    assert_run(RUN_ATTUNE(a, "merge", one, two), 4, NULL, "its \"today\" is another than in");
    assert_run(RUN_ATTUNE(a, "merge", one, one), 4, NULL, "are the same part");
    assert_run(RUN_ATTUNE(a, "merge", one), 4, NULL, "is one of 2 parts; 1 are given");
    RUN_ATTUNE(a, RANK, "--order", "cautious", "--clients", clients, "--shard", "pool:2/2", "-o", two,
               pool_file(a));
    assert_run(RUN_ATTUNE(a, "merge", one, two), 4, NULL, "its \"order\" is another than in");
    RUN_ATTUNE(a, RANK, "-r", "rules/practice.xml", "--clients", clients, "--shard", "pool:2/2", "-o", two,
               "profiles/therapists.ndjson");
    assert_run(RUN_ATTUNE(a, "merge", one, two), 4, NULL, NULL);
    RUN_ATTUNE(a, RANK, "--clients", clients, "--shard", "pool:2/2", "-o", two, pool_file(a));
    str whole = test_read_file(a, two);
    test_write_file(two, str_slice(whole, 0, whole.length - 5));
    assert_run(RUN_ATTUNE(a, "merge", one, two), 4, NULL, "the line is torn");
    str rest = whole;
    test_next_piece(&rest, '\n');
    test_write_file(two, rest);
    assert_run(RUN_ATTUNE(a, "merge", one, two), 4, NULL, "this is another client than in the other files");
    test_write_file(two, STR("{\"a\":1}\n"));
    assert_run(RUN_ATTUNE(a, "merge", one, two), 4, NULL, "this is no result of attune rank --clients");
    assert_run(RUN_ATTUNE(a, "merge", "not-there"), 4, NULL, "cannot be read");
    assert_run(RUN_ATTUNE(a, "merge"), 2, NULL, "name the files");
}

ARENA_TEST(a_missing_part_of_the_clients_is_noticed)
{
    const char *clients = clients_file(a), *one = path_of(a, "one", 1);
    RUN_ATTUNE(a, RANK, "--clients", clients, "--shard", "clients:1/2", "-o", one, pool_file(a));
    assert_run(RUN_ATTUNE(a, "merge", one), 4, NULL, "client 2 is in none of the files");
    assert_run(RUN_ATTUNE(a, "merge", one, one), 4, NULL, "client 1 is there twice");
}

// Cut anywhere, the output is completed to what one run gives.
ARENA_TEST(an_interrupted_run_goes_on_where_it_was)
{
    const char *clients = clients_file(a), *out = path_of(a, "out", 0);
    str whole = whole_run(a, clients);
    uint64_t seed = 3;
    for (int i = 0; i < 12; i++) {
        size_t cut = i == 0 ? 0 : i == 1 ? whole.length : test_random(&seed) % whole.length;
        test_write_file(out, str_slice(whole, 0, cut));
        assert_run(RUN_ATTUNE(a, RANK, "--clients", clients, "--skip-done", out, "-o", out, pool_file(a)), 0,
                   NULL, NULL);
        assert_text_equal(test_read_file(a, out), whole);
    }
    remove(out);
    assert_run(RUN_ATTUNE(a, RANK, "--clients", clients, "--skip-done", out, "-o", out, pool_file(a)), 0,
               NULL, NULL);
    assert_text_equal(test_read_file(a, out), whole);
}

ARENA_TEST(it_does_not_go_on_with_other_rules_other_days_or_other_clients)
{
    const char *clients = clients_file(a), *out = path_of(a, "out", 0);
    str whole = whole_run(a, clients), rest = whole;
    str first = test_next_piece(&rest, '\n');
    test_write_file(out, str_slice(whole, 0, first.length + 1));
    assert_run(RUN_ATTUNE(a, "rank", "-q", "--today", "2026-03-02", RULES, "--clients", clients,
                          "--skip-done", out, pool_file(a)),
               2, NULL, "was made with another \"today\"");
    assert_run(
        RUN_ATTUNE(a, RANK, "--clients", "profiles/clients/maya.xml", "--skip-done", out, pool_file(a)), 2,
        NULL, "these are other clients");
    test_write_file(out, str_slice(whole, 0, first.length + 20));
    assert_run(RUN_ATTUNE(a, RANK, "--clients", clients, "--skip-done", out, pool_file(a)), 2, NULL,
               "is torn");
    test_write_file(out, STR("no result\n"));
    assert_run(RUN_ATTUNE(a, RANK, "--clients", clients, "--skip-done", out, pool_file(a)), 2, NULL,
               "is no result of attune rank --clients");
    assert_text_equal(test_read_file(a, out), STR("no result\n"));
    test_write_file(out, STR("something else"));
    assert_run(RUN_ATTUNE(a, RANK, "--clients", clients, "--skip-done", out, "-o", out, pool_file(a)), 2,
               NULL, "holds no result of attune rank --clients");
    assert_text_equal(test_read_file(a, out), STR("something else"));
}

// The first lines of a whole run, as a run that was ended leaves them.
static str first_lines(str whole, int count)
{
    str rest = whole;
    for (int i = 0; i < count; i++)
        test_next_piece(&rest, '\n');
    return str_slice(whole, 0, whole.length - rest.length);
}

ARENA_TEST(what_is_done_is_kept_by_whichever_name_its_file_is_called)
{
    const char *clients = clients_file(a), *out = path_of(a, "out", 0);
    str whole = whole_run(a, clients);
    const char *other_name = test_temp_path(a, "./out-0.ndjson");
    test_write_file(out, first_lines(whole, 9));
    assert_run(RUN_ATTUNE(a, RANK, "--clients", clients, "--skip-done", other_name, "-o", out, pool_file(a)),
               0, NULL, NULL);
    assert_text_equal(test_read_file(a, out), whole);
}

ARENA_TEST(it_does_not_go_on_behind_what_it_cannot_tell)
{
    const char *clients = clients_file(a), *out = path_of(a, "out", 0), *few = path_of(a, "few", 0);
    str whole = whole_run(a, clients), done = first_lines(whole, 5);
    str blank = str_printf(a, "%.*s\n", STR_ARGS(done));
    test_write_file(out, blank);
    assert_run(RUN_ATTUNE(a, RANK, "--clients", clients, "--skip-done", out, "-o", out, pool_file(a)), 2,
               NULL, "is no result of attune rank --clients");
    assert_text_equal(test_read_file(a, out), blank);
    test_write_file(out, done);
    assert_run(RUN_ATTUNE(a, RANK, "--clients", clients, "--shard", "clients:2/2", "--skip-done", out, "-o",
                          out, pool_file(a)),
               2, NULL, "was made with another \"part\"");
    test_write_file(few, first_lines(test_read_file(a, clients), 3));
    assert_run(RUN_ATTUNE(a, RANK, "--clients", few, "--skip-done", out, "-o", out, pool_file(a)), 2, NULL,
               "there is no client 5");
    assert_text_equal(test_read_file(a, out), done);
}

ARENA_TEST(what_is_read_is_never_written_over)
{
    const char *clients = clients_file(a), *pool = pool_file(a), *part = path_of(a, "part", 0);
    str before = test_read_file(a, clients), therapists = test_read_file(a, pool);
    assert_run(RUN_ATTUNE(a, RANK, "--clients", clients, "-o", clients, pool), 2, NULL, "holds the clients");
    assert_run(RUN_ATTUNE(a, RANK, "--clients", clients, "-o", pool, pool), 2, NULL, "holds the pool");
    assert_text_equal(test_read_file(a, clients), before);
    assert_text_equal(test_read_file(a, pool), therapists);
    test_write_file(part, whole_run(a, clients));
    assert_run(RUN_ATTUNE(a, "merge", part, "-o", part), 2, NULL, "is one of the parts");
    assert_text_equal(test_read_file(a, part), whole_run(a, clients));
}

// More parts than clients: some have no line.
ARENA_TEST(a_part_without_clients_may_stand_anywhere)
{
    const char *clients = clients_file(a), *none = path_of(a, "none", 0), *all = path_of(a, "all", 0);
    test_write_file(none, STR(""));
    test_write_file(all, whole_run(a, clients));
    assert_text_equal(RUN_ATTUNE(a, "merge", all, none).out, whole_run(a, clients));
    assert_text_equal(RUN_ATTUNE(a, "merge", none, all).out, whole_run(a, clients));
}

ARENA_TEST(clients_come_from_xml_json_and_standard_input_too)
{
    const char *list = test_temp_path(a, "list.json"), *xml = test_temp_path(a, "list.xml");
    test_write_file(list, STR("[{\"id\":\"x\"},{\"id\":\"y\"}]"));
    test_write_file(xml, STR("<profiles xmlns='urn:attune:profile:1'><client id='x'/><therapist id='t'/>"
                             "<client id='y'/></profiles>"));
    command_result json = RUN_ATTUNE(a, RANK, "--clients", list, pool_file(a));
    assert_int_equal(lines_in(json.out), 2);
    assert_text_equal(RUN_ATTUNE(a, RANK, "--clients", xml, pool_file(a)).out, json.out);
    const char *const arguments[] = {RANK, "--clients", "-", pool_file(a), NULL};
    assert_text_equal(run_attune(a, arguments, STR("{\"id\":\"x\"}\n{\"id\":\"y\"}\n")).out, json.out);
}

ARENA_TEST(wrong_uses_say_what_is_wrong)
{
    assert_run(RUN_ATTUNE(a, "rank", RULES, "--clients", "x", "-c", "y", pool_file(a)), 2, NULL,
               "give one of them");
    assert_run(RUN_ATTUNE(a, "rank", RULES, "--clients", "x", "--format", "html", pool_file(a)), 2, NULL,
               "is not possible");
    assert_run(RUN_ATTUNE(a, "rank", RULES, "--clients", "x", "--shard", "pool:3/2", pool_file(a)), 2, NULL,
               "is not of the form");
    assert_run(RUN_ATTUNE(a, "rank", RULES, "--clients", "x", "--shard", "rows:1/2", pool_file(a)), 2, NULL,
               "is not of the form");
    assert_run(RUN_ATTUNE(a, "rank", RULES, "-c", "x", "--shard", "pool:1/2", pool_file(a)), 2, NULL,
               "give --clients FILE");
    assert_run(RUN_ATTUNE(a, "rank", DAY, RULES, "--clients", "not-there.xml", pool_file(a)), 5, NULL,
               "not-there.xml");
    assert_run(RUN_ATTUNE(a, "rank", DAY, RULES, "--clients", "profiles/therapists.csv", pool_file(a)), 4,
               NULL, "not read from CSV");
    assert_run(RUN_ATTUNE(a, "rank", DAY, RULES, "--clients", "profiles/therapists.xml", pool_file(a)), 4,
               NULL, "no client in the file");
}

int main(void)
{
    unsetenv("ATTUNE_TODAY");
    test_use_shipped_rules();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_client_gets_a_line_in_the_order_of_the_file),
        cmocka_unit_test(a_line_has_the_places_and_points_that_rank_gives_the_client),
        cmocka_unit_test(a_bad_client_gets_a_line_that_says_so_and_none_of_the_text),
        cmocka_unit_test(the_parts_of_a_pool_put_together_are_one_run_byte_for_byte),
        cmocka_unit_test(the_parts_of_the_clients_put_together_are_one_run_byte_for_byte),
        cmocka_unit_test(what_does_not_belong_together_is_not_merged),
        cmocka_unit_test(a_missing_part_of_the_clients_is_noticed),
        cmocka_unit_test(an_interrupted_run_goes_on_where_it_was),
        cmocka_unit_test(it_does_not_go_on_with_other_rules_other_days_or_other_clients),
        cmocka_unit_test(what_is_done_is_kept_by_whichever_name_its_file_is_called),
        cmocka_unit_test(it_does_not_go_on_behind_what_it_cannot_tell),
        cmocka_unit_test(what_is_read_is_never_written_over),
        cmocka_unit_test(a_part_without_clients_may_stand_anywhere),
        cmocka_unit_test(clients_come_from_xml_json_and_standard_input_too),
        cmocka_unit_test(wrong_uses_say_what_is_wrong),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
