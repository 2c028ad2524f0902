// SPDX-License-Identifier: MIT
// The command line and what is a client's: nothing of it on standard error without --show-data, whichever
// command a document is given to; nothing of it on standard output with --redact. (tests/api/test_privacy.c
// puts the secret into every place.)
#include "support/support.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char SECRET[] = "zqsecret";
static const char RULES[] = "tests/api/small.xml";
static const char POOL[] = "tests/api/pool.xml";
static const char MAP[] = "profiles/maps/counsel-chat.xml";
#define DAY "--today", "2026-03-01"

// Documents with the secret where something is wrong; the last ones are well, but nothing for whoever reads
// them.
static const struct {
    const char *name, *text;
} DOCUMENTS[] = {
    {"value.xml", "<client xmlns='urn:attune:profile:1' id='zqsecret'><wants>zqsecret</wants></client>"},
    {"field.xml", "<client xmlns='urn:attune:profile:1' id='kim'><zqsecret>calm</zqsecret></client>"},
    {"attribute.xml", "<client xmlns='urn:attune:profile:1' id='kim' zqsecret='zqsecret'/>"},
    {"namespace.xml", "<client xmlns='urn:zqsecret' id='zqsecret'/>"},
    {"text.xml", "<client xmlns='urn:attune:profile:1' id='kim'>zqsecret</client>"},
    {"twice.xml", "<client xmlns='urn:attune:profile:1' id='zqsecret' id='zqsecret'/>"},
    {"open.xml", "<client xmlns='urn:attune:profile:1' id='kim'><wants>zqsecret</client>"},
    {"entity.xml", "<client xmlns='urn:attune:profile:1' id='kim'>&zqsecret;</client>"},
    {"prefix.xml", "<client xmlns='urn:attune:profile:1' id='kim'><zqsecret:wants/></client>"},
    {"comment.xml", "<client xmlns='urn:attune:profile:1' id='kim'><!-- zqsecret -- zqsecret --></client>"},
    {"cut.xml", "<client xmlns='urn:attune:profile:1' id='kim'><wants>zqsecret"},
    {"tag.xml", "<client xmlns='urn:attune:profile:1' id='zqsecret"},
    {"among.xml",
     "<profiles xmlns='urn:attune:profile:1'><client id='kim'><wants>zqsecret</want></client></profiles>"},
    {"value.json", "{\"id\": \"zqsecret\", \"wants\": [\"zqsecret\"]}"},
    {"field.json", "{\"id\": \"kim\", \"zqsecret\": true}"},
    {"twice.json", "{\"zqsecret\": 1, \"zqsecret\": 2}"},
    {"word.json", "{\"id\": \"kim\", \"wants\": zqsecret}"},
    {"cut.json", "{\"id\": \"zqsecret\", \"wants\": [\"zqsecret"},
    {"escape.json", "{\"id\": \"kim\", \"wants\": \"zqsecret\\q\"}"},
    {"well.xml", "<client xmlns='urn:attune:profile:1' id='zqsecret'/>"},
    {"well.json", "{\"id\": \"zqsecret\"}"},
};
enum { DOCUMENT_COUNT = sizeof DOCUMENTS / sizeof *DOCUMENTS };

static bool tells(str text)
{
    return str_contains(text, str_from(SECRET));
}

static const char *written(arena *a, size_t document)
{
    const char *path = test_temp_path(a, DOCUMENTS[document].name);
    test_write_file(path, str_from(DOCUMENTS[document].text));
    return path;
}

// A command with the document's path at "FILE"; with --show-data or without.
static command_result run_with(arena *a, const char *const *words, const char *path, bool show)
{
    const char *arguments[24];
    size_t count = 0;
    for (; words[count]; count++)
        arguments[count] = strcmp(words[count], "FILE") == 0 ? path : words[count];
    if (show)
        arguments[count++] = "--show-data";
    arguments[count] = NULL;
    return run_attune(a, arguments, STR_NONE);
}

// Every document to a command: how many of its messages tell the secret.
static size_t count_told(arena *a, const char *const *words, bool show)
{
    size_t told = 0;
    for (size_t i = 0; i < DOCUMENT_COUNT; i++) {
        command_result run = run_with(a, words, written(a, i), show);
        told += tells(run.err);
        if (!show && tells(run.err))
            fail_msg("attune %s tells what %s says:\n%.*s", words[0], DOCUMENTS[i].name, STR_ARGS(run.err));
    }
    return told;
}

#define COMMAND(...) ((const char *const[]){__VA_ARGS__, NULL})

ARENA_TEST(commands_for_a_client_tell_nothing_of_the_client)
{
    const char *const *commands[] = {
        COMMAND("rank", DAY, "-r", RULES, "-c", "FILE", POOL),
        COMMAND("rank", DAY, "-r", RULES, "--format", "json", "-c", "FILE", POOL),
        COMMAND("explain", DAY, "-r", RULES, "-c", "FILE", "-t", "ana", "--target", "bo", POOL),
        COMMAND("compare", DAY, "-r", RULES, "-c", "FILE", "-t", "ana", "-t", "bo", POOL),
    };
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) {
        assert_int_equal(count_told(a, commands[i], false), 0);
        assert_true(count_told(a, commands[i], true) > 12);
    }
}

ARENA_TEST(commands_for_something_else_tell_nothing_of_a_client)
{
    const char *const *commands[] = {
        COMMAND("check", "FILE"),
        COMMAND("check", "--format", "compact", "FILE"),
        COMMAND("test", "FILE"),
        COMMAND("import", MAP, "FILE"),
        COMMAND("import", "FILE", "profiles/therapists.csv"),
        COMMAND("rulebook", "FILE"),
        COMMAND("fields", "-r", "FILE"),
    };
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++)
        assert_int_equal(count_told(a, commands[i], false), 0);
}

// What a rule set's examples take from a file of clients, and clients that a map makes.
ARENA_TEST(a_clients_file_that_is_named_elsewhere_tells_nothing)
{
    const char *tests = test_temp_path(a, "r.test.xml"), *rules = test_temp_path(a, "r.xml");
    test_write_file(rules, test_read_file(a, RULES));
    test_write_file(tests,
                    STR("<tests xmlns='urn:attune:test:1' ruleset='r.xml' today='2026-03-01'><test id='t'>"
                        "<client file='value.xml'/><therapist id='ana'/><score therapist='ana' "
                        "min='0'/></test></tests>"));
    written(a, 0);
    for (int check = 0; check < 2; check++) {
        command_result run =
            run_with(a, COMMAND(check ? "check" : "test", "FILE"), check ? tests : rules, false);
        assert_false(tells(run.err));
        assert_false(tells(run.out) && check);
        assert_true(run.status != 0);
    }
    const char *map = test_temp_path(a, "map.xml"), *rows = test_temp_path(a, "rows.csv");
    test_write_file(
        map, STR("<map xmlns='urn:attune:map:1' from='csv' profile='client' key='who'><id column='who'/>"
                 "<field name='wants' column='wish'/></map>"));
    test_write_file(rows, STR("who,wish\nkim,zqsecret\n,zqsecret\nzqsecret,\"zqsecret\"zqsecret\n"));
    command_result run = RUN_ATTUNE(a, "import", "-r", RULES, map, rows);
    assert_false(tells(run.err));
    assert_text_contains(run.err, "--show-data");
    assert_true(tells(RUN_ATTUNE(a, "import", "-r", RULES, "--show-data", map, rows).err));
}

// ---- what is passed on

static const char WELL[] =
    "<client xmlns='urn:attune:profile:1' id='zqsecret'>\n"
    "<goals>ease_on_stage</goals><topics>performance_anxiety</topics><city>zqsecret</"
    "city>"
    "<meet>in_person</meet>" // so that the city decides whether they can meet
    "<wants_tone>challenge</wants_tone>"
    "<wants_tone_importance>3</wants_tone_importance>"
    "<encounters><therapist>helen-brandt</therapist><felt>off</felt></encounters>"
    "<encounters><therapist>zqsecret</therapist><felt>off</felt></encounters></client>\n";

static void check_redacted(arena *a, const char *command, const char *format, const char *client)
{
    const char *arguments[32] = {command, DAY, "-c", client, "--format", format, "profiles/therapists.xml"};
    size_t count = 8;
    static const char *const named[] = {"-t", "helen-brandt", "-t", "ruth-adeyemi"};
    size_t names = strcmp(command, "rank") == 0 ? 0 : strcmp(command, "explain") == 0 ? 2 : 4;
    for (size_t i = 0; i < names; i++)
        arguments[count++] = named[i];
    command_result open = run_attune(a, arguments, STR_NONE);
    assert_int_equal(open.status, 0);
    assert_false(tells(open.err));
    bool nameless = strcmp(format, "csv") == 0 || strcmp(format, "ndjson") == 0; // they need not tell it
    assert_true(nameless || tells(open.out));
    arguments[count] = "--redact";
    command_result redacted = run_attune(a, arguments, STR_NONE);
    assert_int_equal(redacted.status, 0);
    if (tells(redacted.out) || tells(redacted.err))
        fail_msg("attune %s --redact --format %s tells what the client said", command, format);
}

ARENA_TEST(a_redacted_report_tells_nothing_in_any_format)
{
    const char *client = test_temp_path(a, "well-known.xml");
    test_write_file(client, str_from(WELL));
    static const char *const formats[] = {"text", "json", "html", "csv", "ndjson"};
    for (size_t i = 0; i < 5; i++) {
        check_redacted(a, "rank", formats[i], client);
        check_redacted(a, "explain", formats[i], client);
        if (i < 3)
            check_redacted(a, "compare", formats[i], client);
    }
}

static const char URGENT_RULES[] =
    "<ruleset xmlns='urn:attune:ruleset:1' id='r' version='1.0.0'><title>T</title>"
    "<client><field name='told' type='string'/></client><therapist><field name='open' "
    "type='boolean'/></therapist>"
    "<factor id='f' weight='1'><criterion id='a' points='1' when='therapist.open and client.told = "
    "null'/></factor>"
    "<advice id='call' when='client.told != null' urgent='true'><title>Call somebody now</title>"
    "<say>You said {client.told}.</say></advice></ruleset>";

// Advice that cannot wait is on standard error beside the formats for programs; there it does without the
// words.
ARENA_TEST(urgent_advice_on_standard_error_repeats_nothing)
{
    const char *rules = test_temp_path(a, "urgent.xml"), *client = test_temp_path(a, "told.xml");
    const char *pool = test_temp_path(a, "open.xml");
    test_write_file(
        pool,
        STR("<profiles xmlns='urn:attune:profile:1'><therapist id='ana'/><therapist id='bo'/></profiles>"));
    test_write_file(rules, str_from(URGENT_RULES));
    test_write_file(client,
                    STR("<client xmlns='urn:attune:profile:1' id='kim'><told>zqsecret</told></client>"));
    static const char *const formats[] = {"json", "html"};
    for (size_t i = 0; i < 2; i++) {
        const char *f = formats[i];
        command_result runs[] = {
            RUN_ATTUNE(a, "rank", DAY, "-r", rules, "-c", client, pool, "--format", f),
            RUN_ATTUNE(a, "compare", DAY, "-r", rules, "-c", client, "-t", "ana", "-t", "bo", pool,
                       "--format", f),
        };
        for (size_t k = 0; k < 2; k++) {
            assert_text_contains(runs[k].err, "URGENT: Call somebody now");
            assert_false(tells(runs[k].err));
        }
        assert_true(tells(runs[0].out));
    }
    assert_text_contains(
        RUN_ATTUNE(a, "rank", DAY, "-r", rules, "-c", client, pool, "--format", "json", "--show-data").err,
        "URGENT: You said zqsecret.");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(commands_for_a_client_tell_nothing_of_the_client),
        cmocka_unit_test(commands_for_something_else_tell_nothing_of_a_client),
        cmocka_unit_test(a_clients_file_that_is_named_elsewhere_tells_nothing),
        cmocka_unit_test(a_redacted_report_tells_nothing_in_any_format),
        cmocka_unit_test(urgent_advice_on_standard_error_repeats_nothing),
    };
    unsetenv("ATTUNE_TODAY");
    unsetenv("COLUMNS");
    test_use_shipped_rules();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
