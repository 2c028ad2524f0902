// SPDX-License-Identifier: MIT
// What a client's document says reaches no error and no diagnostic: a secret word is put into every place of
// documents that are well and that are broken, and whatever is said about them must do without it.
#include "support/support.h"

#include <stdio.h>
#include <string.h>

static const char SECRET[] = "zqsecret";

static const char RULES[] =
    "<ruleset xmlns='urn:attune:ruleset:1' id='r' version='1.0.0'><title>T</title>"
    "<vocabulary name='wish'><term id='calm'/><term id='skills'/></vocabulary>"
    "<client><field name='wants' type='wish' list='true'/><field name='age' type='number' min='0' max='120'/>"
    "<field name='born' type='date'/><field name='own' type='string'/><field name='told' type='text'/>"
    "<field name='sure' type='boolean'/>"
    "<record name='met' match='therapist' as='meeting' list='true'><field name='therapist' type='string'/>"
    "<field name='times' type='number'/></record></client>"
    "<therapist><field name='name' type='string'/><field name='offers' type='wish' list='true'/></therapist>"
    "<let name='figure' value='number(client.own)'/>"
    "<factor id='f' weight='1'><criterion id='a' points='1' when='list contains(therapist.offers, "
    "client.wants[1])'/>"
    "<criterion id='b' points='1' value='if number(client.own) > 3 then 1 else 0'/>"
    "<criterion id='c' points='1' when='figure > 3 and therapist.name != null'/>"
    "<criterion id='d' points='1' when='date(client.own) &lt; client.born'/>"
    "<criterion id='e' points='1' when='matches(&quot;a&quot;, client.own)'/></factor></ruleset>";

static const char POOL[] = "<profiles xmlns='urn:attune:profile:1'><therapist id='ana'><name>Ana</name>"
                           "<offers>calm</offers></therapist><therapist id='bo'/></profiles>";

static const char CLIENT_XML[] =
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!-- a note -->\n"
    "<client xmlns=\"urn:attune:profile:1\" id=\"kim\">\n  <wants>calm</wants>\n  <age>33</age>\n"
    "  <born>1990-01-02</born>\n  <own>words</own>\n  <told><![CDATA[more]]> &amp; <!-- x --> more</told>\n"
    "  <sure>true</sure>\n  <met><therapist>ana</therapist><times>3</times></met>\n</client>\n";

static const char CLIENT_JSON[] =
    "{\"id\": \"kim\", \"wants\": [\"calm\"], \"age\": 33,\n \"born\": \"1990-01-02\", \"own\": "
    "\"wo\\nrds\",\n"
    " \"told\": \"more\", \"sure\": true, \"met\": [{\"therapist\": \"ana\", \"times\": 3}]}\n";

// What is put in. Each holds the secret; most break the document one way or another.
static const char *const WAYS[] = {
    "zqsecret",
    " zqsecret ",
    "<zqsecret>",
    "<zqsecret/>",
    "</zqsecret>",
    "<zqsecret",
    "&zqsecret;",
    "&zqsecret",
    "\"zqsecret",
    "\" zqsecret=\"zqsecret\" ",
    "'zqsecret'",
    "<!--zqsecret",
    "<!--zqsecret-->",
    "<![CDATA[zqsecret",
    "<?zqsecret?>",
    "<!DOCTYPE zqsecret>",
    "zqsecret:x",
    "<zqsecret:x/>",
    "\x01zqsecret",
    "\xffzqsecret",
    ",\"zqsecret\":1,",
    ",zqsecret,",
    "\\zqsecret",
    "\",\"zqsecret\":\"",
    "{\"zqsecret\":[",
    "]zqsecret",
    "-zqsecret",
    "\n\nzqsecret\n",
    "<wants>zqsecret</wants>",
    "<age>zqsecret</age>",
};
enum { WAY_COUNT = sizeof WAYS / sizeof *WAYS };

typedef struct listening {
    size_t told, shown; // diagnostics; those with the secret in them
    size_t lines;       // that were left out
} listening;

static void listen(void *user, const attune_diagnostic *d)
{
    listening *l = user;
    l->told++;
    l->lines += strstr(d->rendered, "--show-data") != NULL;
    l->shown += strstr(d->message, SECRET) || strstr(d->help, SECRET) || strstr(d->rendered, SECRET);
}

typedef struct world {
    attune_ruleset *rules;
    attune_pool *pool;
} world;

static world world_new(void)
{
    world w = {0};
    attune_error error;
    if (attune_ruleset_parse("rules.xml", RULES, strlen(RULES), NULL, &w.rules, &error) ||
        attune_pool_parse(w.rules, "pool.xml", POOL, strlen(POOL), NULL, &w.pool, &error))
        fail_msg("%s: %s", error.file, error.message);
    return w;
}

static void world_free(world *w)
{
    attune_pool_free(w->pool);
    attune_ruleset_free(w->rules);
}

static const attune_query DAY = {.year = 2026, .month = 3, .day = 1};

// Reads the document as a client and does with it what can be done; false where an error holds the secret.
static bool use_client(const world *w, const char *name, str document, const attune_options *options)
{
    static const char *const both[] = {"ana", "bo"};
    attune_client *client;
    attune_error errors[4] = {0};
    attune_client_parse(w->rules, name, document.data, document.length, options, &client, &errors[0]);
    attune_report *reports[3] = {0};
    if (client) {
        attune_rank(client, w->pool, &DAY, options, &reports[0], &errors[1]);
        attune_explain_target(client, w->pool, "ana", 0, "bo", &DAY, options, &reports[1], &errors[2]);
        attune_compare(client, w->pool, both, 2, &DAY, options, &reports[2], &errors[3]);
    }
    bool quiet = true;
    for (size_t i = 0; i < 4; i++)
        quiet = quiet && !strstr(errors[i].message, SECRET);
    for (size_t i = 0; i < 3; i++)
        attune_report_free(reports[i]);
    attune_client_free(client);
    return quiet;
}

static str with(arena *a, str text, size_t at, const char *way)
{
    return str_printf(a, "%.*s%s%.*s", STR_ARGS(str_slice(text, 0, at)), way,
                      STR_ARGS(str_slice(text, at, text.length)));
}

// The secret in all places of a document, put there in all ways.
static listening put_everywhere(arena *a, const char *name, str text, bool show)
{
    world w = world_new();
    listening l = {0};
    attune_options options;
    attune_options_init(&options);
    options.on_diagnostic = listen;
    options.diagnostic_user = &l;
    options.show_data = show;
    options.threads = 1;
    arena *one = arena_new_within(a);
    for (size_t at = 0; at <= text.length; at += show ? 7 : 1)
        for (size_t way = 0; way < WAY_COUNT; way++) {
            size_t shown = l.shown;
            bool quiet = use_client(&w, name, with(one, text, at, WAYS[way]), &options);
            if (!show && (!quiet || l.shown > shown))
                fail_msg("%s: the secret was told, put at byte %zu as %s", name, at, WAYS[way]);
            arena_reset(one);
        }
    world_free(&w);
    return l;
}

static void check_everywhere(arena *a, const char *name, const char *text)
{
    listening hidden = put_everywhere(a, name, str_from(text), false);
    assert_int_equal(hidden.shown, 0);
    assert_true(hidden.told > 1000);
    assert_true(hidden.lines > 1000);
    listening open = put_everywhere(a, name, str_from(text), true); // or else the test would see nothing
    assert_true(open.shown > 200);
    assert_int_equal(open.lines, 0);
}

ARENA_TEST(no_place_of_a_clients_xml_tells_what_it_says)
{
    check_everywhere(a, "kim.xml", CLIENT_XML);
}

ARENA_TEST(no_place_of_a_clients_json_tells_what_it_says)
{
    check_everywhere(a, "kim.json", CLIENT_JSON);
}

// A client among therapists, or a client's document given as rules.
ARENA_TEST(a_client_in_a_pool_or_as_rules_tells_nothing)
{
    str text = str_printf(a, "<profiles xmlns='urn:attune:profile:1'>\n%s\n<therapist id='ana'/></profiles>",
                          strstr(CLIENT_XML, "<client"));
    size_t from = str_find(text, STR("<client"), 0), to = str_find(text, STR("</client>"), 0);
    for (int as_rules = 0; as_rules < 2; as_rules++) {
        world w = world_new();
        listening l = {0};
        attune_options options;
        attune_options_init(&options);
        options.on_diagnostic = listen;
        options.diagnostic_user = &l;
        for (size_t at = from + strlen("<client "); at < to; at++)
            for (size_t way = 0; way < WAY_COUNT; way++) {
                str document = with(a, text, at, WAYS[way]);
                attune_pool *pool = NULL;
                attune_ruleset *rules = NULL;
                attune_error error = {0};
                if (as_rules)
                    attune_ruleset_parse("kim.xml", document.data, document.length, &options, &rules, &error);
                else
                    attune_pool_parse(w.rules, "kim.xml", document.data, document.length, &options, &pool,
                                      &error);
                if (l.shown || strstr(error.message, SECRET))
                    fail_msg("the secret was told, put at byte %zu as %s", at, WAYS[way]);
                attune_pool_free(pool);
                attune_ruleset_free(rules);
            }
        assert_true(l.told > 1000);
        world_free(&w);
    }
}

typedef struct last_told {
    char message[300], help[300], rendered[1000];
    uint32_t line, column;
} last_told;

static void keep(void *user, const attune_diagnostic *d)
{
    last_told *last = user;
    snprintf(last->message, sizeof last->message, "%s", d->message);
    snprintf(last->help, sizeof last->help, "%s", d->help);
    snprintf(last->rendered, sizeof last->rendered, "%s", d->rendered);
    last->line = d->line;
    last->column = d->column;
}

static last_told told_of(const char *document, bool show)
{
    world w = world_new();
    last_told last = {0};
    attune_options options;
    attune_options_init(&options);
    options.on_diagnostic = keep;
    options.diagnostic_user = &last;
    options.show_data = show;
    attune_client *client;
    attune_client_parse(w.rules, "kim.xml", document, strlen(document), &options, &client, NULL);
    assert_null(client);
    world_free(&w);
    return last;
}

ARENA_TEST(place_field_and_way_out_are_told_all_the_same)
{
    (void)a;
    static const char document[] =
        "<client xmlns='urn:attune:profile:1' id='kim'>\n<wants>clam</wants></client>";
    last_told last = told_of(document, false);
    assert_int_equal(last.line, 2);
    assert_int_equal(last.column, 8);
    assert_string_equal(last.message, "field \"wants\" of client needs a term of \"wish\", not \"…\"");
    assert_string_equal(last.help, "allowed: calm, skills"); // what is near would tell what was there
    assert_text_contains(str_from(last.rendered),
                         "(the line is not shown: it is a client's; --show-data shows it)");
    last = told_of(document, true);
    assert_text_contains(str_from(last.message), "not \"clam\"");
    assert_text_contains(str_from(last.help), "did you mean \"calm\"?");
    assert_text_contains(str_from(last.rendered), "<wants>clam</wants>");
    // A name of the rule set's is no text of the client's.
    last = told_of("<client xmlns='urn:attune:profile:1' id='kim'><want>calm</want></client>", false);
    assert_string_equal(last.message, "no field named \"…\" in client");
    assert_string_equal(last.help, "did you mean \"wants\"?");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_place_of_a_clients_xml_tells_what_it_says),
        cmocka_unit_test(no_place_of_a_clients_json_tells_what_it_says),
        cmocka_unit_test(a_client_in_a_pool_or_as_rules_tells_nothing),
        cmocka_unit_test(place_field_and_way_out_are_told_all_the_same),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
