// SPDX-License-Identifier: MIT
// Stored pools: attune pool build, update and info, and a stored pool wherever a POOL is.
#include "support/support.h"

#include <stdio.h>
#include <stdlib.h>

#define DAY "--today", "2026-03-01"
#define RULES "tests/cli/data/batch-rules.xml"

enum { THERAPISTS = 120, STEPS = 12, KILLS = 30 };

static const char *const GOALS[] = {"sleep", "calm", "work", "grief"};

// ---- a directory: who is in it, a line for each

typedef struct directory {
    str lines[2 * THERAPISTS]; // empty: not there
} directory;

static str therapist(arena *a, int number, uint64_t *seed)
{
    builder out = builder_new(a);
    builder_addf(&out, "{\"id\":\"t%03d\",\"focus\":[\"%s\",\"%s\"]", number, GOALS[test_random(seed) % 2],
                 GOALS[2 + test_random(seed) % 2]);
    if (test_random(seed) % 4)
        builder_addf(&out, ",\"fee\":%d.5,\"name\":\"N %d\"", (int)(80 + test_random(seed) % 60), number);
    if (test_random(seed) % 4)
        builder_addf(&out, ",\"licensed_in\":[\"%s\"]", test_random(seed) % 2 ? "NY" : "CA");
    builder_addf(&out, ",\"statement\":\"%s <&> \\u00e9 %d\"}\n",
                 test_random(seed) % 2 ? "I listen." : "I never listen.", (int)(test_random(seed) % 100));
    return builder_str(&out);
}

static directory *directory_new(arena *a, uint64_t *seed)
{
    directory *d = ARENA_NEW(a, directory);
    for (int i = 0; i < THERAPISTS; i++)
        d->lines[i] = therapist(a, i, seed);
    return d;
}

static const char *write_lines(arena *a, const char *name, const str *lines, size_t count)
{
    const char *path = test_temp_path(a, name);
    builder out = builder_new(a);
    for (size_t i = 0; i < count; i++)
        builder_add(&out, lines[i]);
    test_write_file(path, builder_str(&out));
    return path;
}

static const char *directory_file(arena *a, const directory *d)
{
    return write_lines(a, "directory.ndjson", d->lines, sizeof d->lines / sizeof *d->lines);
}

static const char *client_file(arena *a)
{
    const char *path = test_temp_path(a, "client.json");
    test_write_file(path,
                    STR("{\"id\":\"x\",\"goals\":[\"calm\",\"work\"],\"max_fee\":110,\"state\":\"NY\"}"));
    return path;
}

static const char *build(arena *a, const char *rules, const char *from, const char *name)
{
    const char *path = test_temp_path(a, name);
    remove(path);
    assert_run(RUN_ATTUNE(a, "pool", "build", "-r", rules, from, "-o", path), 0, NULL, " therapists");
    return path;
}

static str ranked(arena *a, const char *rules, const char *pool)
{
    command_result run = RUN_ATTUNE(a, "rank", "-q", DAY, "-r", rules, "-c", client_file(a), "-k", "1000",
                                    "--format", "json", pool);
    assert_run(run, 0, NULL, NULL);
    return run.out;
}

static void assert_same_answers(arena *a, const char *rules, const char *pool, const directory *d)
{
    const char *file = directory_file(a, d);
    assert_text_equal(ranked(a, rules, pool), ranked(a, rules, file));
    assert_text_equal(ranked(a, rules, build(a, rules, file, "fresh")), ranked(a, rules, file));
}

// ---- wherever a pool is

ARENA_TEST(a_stored_pool_gives_every_answer_of_the_file_it_was_built_from)
{
    static const char file[] = "profiles/therapists.xml", client[] = "profiles/clients/maya.xml";
    const char *pool = build(a, "rules/alliance.xml", file, "shipped");
    static const char *const commands[][6] = {
        {"rank", "-c", client, "--format", "text"},
        {"rank", "-c", client, "--format", "html"},
        {"rank", "-c", client, "--format", "csv"},
        {"rank", "-c", client, "--lang", "de"},
        {"explain", "-c", client, "-t", "helen-brandt"},
        {"explain", "-c", client, "-t", "nobody"},
        {"compare", "-c", client, "-truth-adeyemi", "-tgrace-whitlock"},
        {"evidence", "-t", "helen-brandt", "--format", "json"},
    };
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) {
        const char *arguments[10] = {0};
        size_t count = 0;
        while (count < 6 && commands[i][count]) {
            arguments[count] = commands[i][count];
            count++;
        }
        arguments[count] = file;
        command_result of_file = run_attune(a, arguments, STR_NONE);
        arguments[count] = pool;
        command_result of_pool = run_attune(a, arguments, STR_NONE);
        assert_int_equal(of_pool.status, of_file.status);
        assert_text_equal(of_pool.out, of_file.out);
        assert_text_equal(of_pool.err, of_file.err);
    }
}

ARENA_TEST(parts_of_a_stored_pool_put_together_are_one_run)
{
    uint64_t seed = 4;
    const char *pool = build(a, RULES, directory_file(a, directory_new(a, &seed)), "parts");
    const char *clients = client_file(a);
    const char *one = test_temp_path(a, "one"), *two = test_temp_path(a, "two");
#define BATCH(...) RUN_ATTUNE(a, "rank", "-q", DAY, "-r", RULES, "--clients", clients, pool, __VA_ARGS__)
    assert_run(BATCH("--shard", "pool:1/2", "-o", one), 0, NULL, NULL);
    assert_run(BATCH("--shard", "pool:2/2", "-o", two), 0, NULL, NULL);
    assert_text_equal(RUN_ATTUNE(a, "merge", one, two).out, BATCH("-k", "10").out);
}

ARENA_TEST(info_says_what_a_pool_holds)
{
    uint64_t seed = 4;
    const char *pool = build(a, RULES, directory_file(a, directory_new(a, &seed)), "info");
    command_result run = RUN_ATTUNE(a, "pool", "info", pool);
    assert_run(run, 0, "therapists  120\n", NULL);
    assert_text_contains(run.out, "batch 1.0.0, SHA-256 ");
    assert_false(str_contains(run.out, STR("day ")));
    assert_run(RUN_ATTUNE(a, "pool", "info", "--format", "json", pool), 0, "\"therapists\": 120,", NULL);
    assert_run(RUN_ATTUNE(a, "pool", "update", "-q", "-r", RULES, DAY, pool), 0, NULL, NULL);
    assert_run(RUN_ATTUNE(a, "pool", "info", pool), 0, "day         2026-03-01\n", NULL);
}

// ---- updates

// Some change, some come, some go; gone: a file of their ids.
static const char *random_step(arena *a, directory *d, uint64_t *seed, const char **gone)
{
    str changed[2 * THERAPISTS];
    size_t count = 0;
    builder ids = builder_new(a);
    for (int i = 0; i < 2 * THERAPISTS; i++) {
        int what = (int)(test_random(seed) % 12);
        if (what == 0 && d->lines[i].length) {
            builder_addf(&ids, "t%03d\n", i);
            d->lines[i] = STR_NONE;
        } else if (what == 1) {
            changed[count++] = d->lines[i] = therapist(a, i, seed);
        }
    }
    *gone = test_temp_path(a, "gone");
    test_write_file(*gone, builder_str(&ids));
    return write_lines(a, "changed.ndjson", changed, count);
}

ARENA_TEST(updates_give_what_a_pool_built_anew_gives)
{
    uint64_t seed = 21;
    directory *d = directory_new(a, &seed);
    const char *pool = build(a, RULES, directory_file(a, d), "updated"), *gone;
    for (int step = 0; step < STEPS; step++) {
        const char *changed = random_step(a, d, &seed, &gone);
        assert_run(RUN_ATTUNE(a, "pool", "update", "-r", RULES, pool, changed, "--remove", gone), 0, NULL,
                   " changed, ");
        assert_same_answers(a, RULES, pool, d);
    }
}

ARENA_TEST(ids_that_nobody_has_are_counted_and_all_can_go)
{
    uint64_t seed = 8;
    directory *d = directory_new(a, &seed);
    const char *pool = build(a, RULES, directory_file(a, d), "emptied"), *gone = test_temp_path(a, "gone");
    test_write_file(gone, STR("t003\r\n\n  nobody \nt004"));
    assert_run(RUN_ATTUNE(a, "pool", "update", "-r", RULES, pool, "--remove", gone), 0, NULL,
               "118 therapists: 0 changed, 0 added, 2 removed; 1 of the ids to remove are not there");
    builder all = builder_new(a);
    for (int i = 0; i < THERAPISTS; i++)
        builder_addf(&all, "t%03d\n", i);
    test_write_file(gone, builder_str(&all));
    assert_run(RUN_ATTUNE(a, "pool", "update", "-r", RULES, pool, "--remove", gone), 0, NULL,
               "0 therapists: 0 changed, 0 added, 118 removed");
    assert_run(RUN_ATTUNE(a, "rank", DAY, "-r", RULES, "-c", client_file(a), pool), 1, NULL,
               "the pool has 0 therapists");
    const char *back = write_lines(a, "back.ndjson", d->lines, THERAPISTS);
    assert_run(RUN_ATTUNE(a, "pool", "update", "-r", RULES, pool, back), 0, NULL, "120 added");
    assert_same_answers(a, RULES, pool, d);
}

ARENA_TEST(two_updates_at_once_are_both_done)
{
    uint64_t seed = 9;
    directory *d = directory_new(a, &seed);
    const char *pool = build(a, RULES, directory_file(a, d), "twice");
    d->lines[5] = therapist(a, 5, &seed);
    d->lines[150] = therapist(a, 150, &seed);
    const char *one = write_lines(a, "one.ndjson", &d->lines[5], 1);
    const char *two = write_lines(a, "two.ndjson", &d->lines[150], 1);
    const char *build_dir = getenv("ATTUNE_BUILD_DIR");
    str update =
        str_printf(a, "%s/attune pool update -q -r " RULES " '%s'", build_dir ? build_dir : "build", pool);
    str script = str_printf(a, "%.*s '%s' & %.*s '%s'; b=$?; wait $! && exit $b", STR_ARGS(update), one,
                            STR_ARGS(update), two);
    assert_run(run_command(a, (const char *const[]){"sh", "-c", script.data, NULL}, STR_NONE), 0, NULL, NULL);
    assert_same_answers(a, RULES, pool, d);
}

// What is there after a kill is what was there before, or all that was to be.
ARENA_TEST(a_kill_at_any_moment_leaves_the_old_or_the_new_state)
{
    uint64_t seed = 33;
    directory *d = directory_new(a, &seed);
    const char *pool = build(a, RULES, directory_file(a, d), "killed"), *gone;
    const char *build_dir = getenv("ATTUNE_BUILD_DIR");
    const char *program = str_printf(a, "%s/attune", build_dir ? build_dir : "build").data;
    str before = ranked(a, RULES, pool);
    int killed = 0, old = 0;
    for (int i = 0; i < KILLS; i++) {
        const char *changed = random_step(a, d, &seed, &gone);
        str after = ranked(a, RULES, directory_file(a, d));
        const char *when = str_printf(a, "0.%03d", 1 + (int)(test_random(&seed) % 60)).data;
        command_result run =
            run_command(a,
                        (const char *const[]){"timeout", "-s", "KILL", when, program, "pool", "update", "-q",
                                              "-r", RULES, pool, changed, "--remove", gone, NULL},
                        STR_NONE);
        str now = ranked(a, RULES, pool);
        killed += run.status != 0;
        old += str_equal(now, before);
        assert_true(str_equal(now, before) || str_equal(now, after));
        assert_true(run.status != 0 || str_equal(now, after));
        if (str_equal(now, before))
            assert_run(RUN_ATTUNE(a, "pool", "update", "-q", "-r", RULES, pool, changed, "--remove", gone), 0,
                       NULL, NULL);
        before = ranked(a, RULES, pool);
        assert_text_equal(before, after);
    }
    print_message("%d of %d were killed, %d left the old state\n", killed, KILLS, old);
}

// ---- other rules

static const char *other_rules(arena *a, const char *what, const char *with)
{
    str rules = test_read_file(a, RULES);
    size_t at = str_find(rules, str_from(what), 0);
    assert_true(at != SIZE_MAX);
    const char *path = test_temp_path(a, "rules.xml");
    test_write_file(
        path, str_printf(a, "%.*s%s%s", (int)at, rules.data, with, rules.data + at + str_from(what).length));
    return path;
}

// what becomes of a pool when the rules are changed so: said NULL, it can be used as it is.
static void check_other_rules(arena *a, const char *what, const char *with, const char *said)
{
    uint64_t seed = 14;
    directory *d = directory_new(a, &seed);
    const char *pool = build(a, RULES, directory_file(a, d), "rules.attune");
    const char *rules = other_rules(a, what, with);
    if (said) {
        assert_run(RUN_ATTUNE(a, "rank", DAY, "-r", rules, "-c", client_file(a), pool), 4, NULL,
                   "[stored-rules]\n      help: fit it to these rules with attune pool update ");
        assert_run(RUN_ATTUNE(a, "pool", "update", "-r", rules, pool), 0, NULL, said);
    }
    assert_same_answers(a, rules, pool, d);
}

ARENA_TEST(a_pool_fits_rules_that_differ_in_points_and_words)
{
    check_other_rules(a, "weight=\"3\"", "weight=\"5\"", NULL);
    check_other_rules(a, "Costs more than twice as much.", "Too dear.", NULL);
}

ARENA_TEST(under_other_conditions_an_update_judges_all_and_searches_no_text)
{
    check_other_rules(a, "2 * client.max_fee", "therapist.fee - 1", "all therapists were judged anew");
    check_other_rules(a, "when=\"therapist.fee &lt;=", "when=\"therapist.fee &lt;",
                      "all therapists were judged anew");
    check_other_rules(a, "<term id=\"sleep\"/>", "<term id=\"sleep\"/><term id=\"rest\"/>",
                      "all therapists were judged anew");
}

ARENA_TEST(with_other_signals_an_update_searches_all_texts)
{
    check_other_rules(a, "\\blisten", "\\bnever", "all texts were searched");
    check_other_rules(a, "<field name=\"fee\" type=\"number\"/>",
                      "<field name=\"city\" type=\"string\"/><field name=\"fee\" type=\"number\"/>",
                      "all texts were searched");
}

ARENA_TEST(an_update_to_rules_that_profiles_do_not_fit_changes_nothing)
{
    uint64_t seed = 15;
    const char *pool = build(a, RULES, directory_file(a, directory_new(a, &seed)), "unfit");
    str before = ranked(a, RULES, pool);
    const char *rules = other_rules(a, "<term id=\"grief\"/>", "");
    assert_run(RUN_ATTUNE(a, "pool", "update", "-r", rules, pool), 4, NULL,
               "does not fit these rules [stored-rules]\n      help: build the pool anew from its sources");
    assert_text_equal(ranked(a, RULES, pool), before);
}

// ---- whole or not at all, and wrong uses

ARENA_TEST(a_build_that_fails_leaves_what_was_there)
{
    uint64_t seed = 16;
    const char *pool = build(a, RULES, directory_file(a, directory_new(a, &seed)), "kept");
    str before = test_read_file(a, pool);
    const char *bad = test_temp_path(a, "bad.ndjson");
    test_write_file(bad, STR("{\"id\":\"a\"}\n{\"id\":\"b\",\"focus\":[\"nothing\"]}\n"));
    assert_run(RUN_ATTUNE(a, "pool", "build", "--strict", "-r", RULES, bad, "-o", pool), 4, NULL, "error: ");
    assert_text_equal(test_read_file(a, pool), before);
    assert_run(RUN_ATTUNE(a, "pool", "update", "--strict", "-r", RULES, pool, bad), 4, NULL, "error: ");
    assert_text_equal(test_read_file(a, pool), before);
    assert_run(RUN_ATTUNE(a, "pool", "build", "-r", RULES, bad, "-o", pool), 0, NULL, ": 1 therapists");
    str script = str_printf(a, "ls '%s' | grep -c 'kept'", test_temp_dir());
    assert_run(run_command(a, (const char *const[]){"sh", "-c", script.data, NULL}, STR_NONE), 0, "1\n",
               NULL);
}

ARENA_TEST(wrong_uses_say_what_is_wrong)
{
    uint64_t seed = 17;
    const char *file = directory_file(a, directory_new(a, &seed));
    const char *pool = build(a, RULES, file, "wrong"), *cut = test_temp_path(a, "cut");
    assert_run(RUN_ATTUNE(a, "pool"), 2, NULL, "attune pool does one of: build, info, update");
    assert_run(RUN_ATTUNE(a, "pool", "build", "-r", RULES, file), 2, NULL, "and -o FILE");
    assert_run(RUN_ATTUNE(a, "pool", "info", file), 2, NULL, "is no stored pool");
    assert_run(RUN_ATTUNE(a, "pool", "update", "-r", RULES, file), 2, NULL, "is no stored pool");
    assert_run(RUN_ATTUNE(a, "pool", "update", "-r", RULES), 2, NULL, "needs a stored pool");
    assert_run(RUN_ATTUNE(a, "pool", "update", "-r", RULES, pool, "--remove", "not-there"), 4, NULL,
               "file-missing");
    assert_run(RUN_ATTUNE(a, "rank", DAY, "-r", RULES, "-c", client_file(a), pool, file), 4, NULL,
               "is a stored pool, which is used alone [stored-pool]");
    assert_run(RUN_ATTUNE(a, "pool", "build", "-r", RULES, pool, "-o", cut), 4, NULL,
               "is a stored pool itself");
    str bytes = test_read_file(a, pool);
    test_write_file(cut, str_slice(bytes, 0, bytes.length / 2));
    assert_run(RUN_ATTUNE(a, "rank", DAY, "-r", RULES, "-c", client_file(a), cut), 4, NULL, "[stored-pool]");
}

int main(void)
{
    unsetenv("ATTUNE_TODAY");
    test_use_shipped_rules();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_stored_pool_gives_every_answer_of_the_file_it_was_built_from),
        cmocka_unit_test(parts_of_a_stored_pool_put_together_are_one_run),
        cmocka_unit_test(info_says_what_a_pool_holds),
        cmocka_unit_test(updates_give_what_a_pool_built_anew_gives),
        cmocka_unit_test(ids_that_nobody_has_are_counted_and_all_can_go),
        cmocka_unit_test(two_updates_at_once_are_both_done),
        cmocka_unit_test(a_kill_at_any_moment_leaves_the_old_or_the_new_state),
        cmocka_unit_test(a_pool_fits_rules_that_differ_in_points_and_words),
        cmocka_unit_test(under_other_conditions_an_update_judges_all_and_searches_no_text),
        cmocka_unit_test(with_other_signals_an_update_searches_all_texts),
        cmocka_unit_test(an_update_to_rules_that_profiles_do_not_fit_changes_nothing),
        cmocka_unit_test(a_build_that_fails_leaves_what_was_there),
        cmocka_unit_test(wrong_uses_say_what_is_wrong),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
