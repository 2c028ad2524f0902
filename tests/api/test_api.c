// SPDX-License-Identifier: MIT
// The public functions as a program outside uses them: results, errors, lifetimes, memory that runs out,
// threads.
#include "support/support.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

static const char RULES[] = "tests/api/small.xml";
static const char CLIENT[] = "tests/api/client.xml";
static const char *const POOL[] = {"tests/api/pool.xml"};

typedef struct loaded {
    attune_ruleset *rules;
    attune_client *client;
    attune_pool *pool;
} loaded;

static void load(loaded *l)
{
    attune_error error = {0};
    if (attune_ruleset_load(RULES, NULL, &l->rules, &error) ||
        attune_client_load(l->rules, CLIENT, NULL, &l->client, &error) ||
        attune_pool_load(l->rules, POOL, 1, NULL, &l->pool, &error))
        fail_msg("%s:%u: %s [%s]", error.file, (unsigned)error.line, error.message, error.code);
}

static void unload(loaded *l)
{
    attune_pool_free(l->pool);
    attune_client_free(l->client);
    attune_ruleset_free(l->rules);
}

static const attune_query DAY = {.year = 2026, .month = 3, .day = 1};

static int append(void *user, const char *bytes, size_t length)
{
    builder_add(user, (str){bytes, length});
    return 0;
}

static int refuse(void *user, const char *bytes, size_t length)
{
    (void)user, (void)bytes, (void)length;
    return 1;
}

ARENA_TEST(a_pool_is_ranked_and_written)
{
    loaded l = {0};
    load(&l);
    assert_string_equal(attune_ruleset_id(l.rules), "small");
    assert_int_equal(strlen(attune_ruleset_sha256(l.rules)), 64);
    assert_string_equal(attune_client_id(l.client), "kim");
    assert_int_equal(attune_pool_count(l.pool), 3);
    attune_report *report;
    assert_int_equal(attune_rank(l.client, l.pool, &DAY, NULL, &report, NULL), ATTUNE_OK);
    assert_int_equal(attune_report_ranked(report), 2);
    assert_int_equal(attune_report_excluded(report), 1);
    attune_place first, second, none;
    assert_int_equal(attune_report_place(report, 0, &first), ATTUNE_OK);
    assert_int_equal(attune_report_place(report, 1, &second), ATTUNE_OK);
    assert_int_equal(attune_report_place(report, 2, &none), ATTUNE_USAGE);
    assert_string_equal(first.id, "ana");
    assert_int_equal(first.score, 100000000);
    assert_int_equal(second.score, 25000000); // half of the unknown 50 points
    assert_int_equal(second.low, 0);
    assert_int_equal(second.high, 50000000);
    builder out = builder_new(a);
    assert_int_equal(attune_report_write(report, ATTUNE_FORMAT_JSON, append, &out, NULL), ATTUNE_OK);
    assert_text_contains(builder_str(&out), "\"schema_version\": 1");
    assert_int_equal(attune_report_write(report, ATTUNE_FORMAT_TEXT, refuse, NULL, NULL), ATTUNE_CANCELLED);
    attune_report_free(report);
    unload(&l);
}

ARENA_TEST(one_therapist_is_explained_excluded_or_not)
{
    (void)a;
    loaded l = {0};
    load(&l);
    static const char *const ids[] = {"ana", "cy"};
    for (int i = 0; i < 2; i++) {
        attune_report *report;
        attune_place place;
        assert_int_equal(attune_explain(l.client, l.pool, ids[i], &DAY, NULL, &report, NULL), ATTUNE_OK);
        assert_int_equal(attune_report_count(report), 1);
        assert_int_equal(attune_report_place(report, 0, &place), ATTUNE_OK);
        assert_string_equal(place.id, ids[i]);
        assert_int_equal(place.excluded, i);
        assert_int_equal(place.place, 1 - i);
        assert_int_equal(attune_report_place(report, 1, &place), ATTUNE_USAGE);
        attune_report_free(report);
    }
    unload(&l);
}

static attune_status discard(const attune_report *report, attune_format format)
{
    return attune_report_write(report, format, refuse, NULL, NULL);
}

ARENA_TEST(therapists_are_compared_in_the_order_of_the_ranking)
{
    loaded l = {0};
    load(&l);
    static const char *const ids[] = {"cy", "bo", "ana", NULL};
    attune_report *report;
    attune_error error;
    assert_int_equal(attune_compare(l.client, l.pool, ids, 3, &DAY, NULL, &report, NULL), ATTUNE_OK);
    assert_int_equal(attune_report_count(report), 3);
    assert_int_equal(attune_report_ranked(report), 2);
    static const char *const order[] = {"ana", "bo", "cy"};
    for (size_t i = 0; i < 3; i++) {
        attune_place place;
        assert_int_equal(attune_report_place(report, i, &place), ATTUNE_OK);
        assert_string_equal(place.id, order[i]);
        assert_int_equal(place.place, i < 2 ? i + 1 : 0);
        assert_int_equal(place.excluded, i == 2);
    }
    builder out = builder_new(a);
    assert_int_equal(attune_report_write(report, ATTUNE_FORMAT_JSON, append, &out, NULL), ATTUNE_OK);
    assert_text_contains(builder_str(&out), "\"comparisons\": [");
    assert_int_equal(attune_report_write(report, ATTUNE_FORMAT_HTML, append, &out, NULL), ATTUNE_OK);
    assert_text_contains(builder_str(&out), "<h2>Ana above bo: +75.0 points</h2>");
    assert_int_equal(attune_report_write(report, ATTUNE_FORMAT_TEXT, append, &out, NULL), ATTUNE_OK);
    assert_int_equal(discard(report, ATTUNE_FORMAT_CSV), ATTUNE_USAGE);
    assert_int_equal(discard(report, ATTUNE_FORMAT_NDJSON), ATTUNE_USAGE);
    attune_report_free(report);
    static const char *const twice[] = {"ana", "ana"}, *const missing[] = {"ana", "anna"};
    assert_int_equal(attune_compare(l.client, l.pool, ids, 1, &DAY, NULL, &report, &error), ATTUNE_USAGE);
    assert_int_equal(attune_compare(l.client, l.pool, ids, 4, &DAY, NULL, &report, &error), ATTUNE_USAGE);
    assert_int_equal(attune_compare(l.client, l.pool, ids, 8, &DAY, NULL, &report, &error), ATTUNE_USAGE);
    assert_int_equal(attune_compare(l.client, l.pool, twice, 2, &DAY, NULL, &report, &error), ATTUNE_USAGE);
    assert_int_equal(attune_compare(l.client, l.pool, missing, 2, &DAY, NULL, &report, &error),
                     ATTUNE_PROFILE);
    assert_string_equal(error.code, "unknown-profile");
    assert_null(report);
    unload(&l);
}

ARENA_TEST(what_would_lift_a_score_is_asked_for_by_points_or_by_therapist)
{
    loaded l = {0};
    load(&l);
    attune_report *report;
    for (int past = 0; past < 2; past++) {
        const char *other = past ? "ana" : NULL;
        assert_int_equal(
            attune_explain_target(l.client, l.pool, "bo", 50000000, other, &DAY, NULL, &report, NULL),
            ATTUNE_OK);
        builder out = builder_new(a);
        assert_int_equal(attune_report_write(report, ATTUNE_FORMAT_JSON, append, &out, NULL), ATTUNE_OK);
        assert_text_contains(builder_str(&out), "\"target\": {");
        assert_text_contains(builder_str(&out), past ? "\"above\": \"ana\"" : "\"score\": 50");
        attune_report_free(report);
    }
    static const struct {
        const char *id, *past;
        int64_t target;
        attune_status status;
    } wrong[] = {
        {"bo", NULL, -1, ATTUNE_USAGE},   {"bo", NULL, 100000001, ATTUNE_USAGE},
        {"bo", "bo", 0, ATTUNE_USAGE},    {"bo", "cy", 0, ATTUNE_USAGE}, // who is excluded
        {"bo", "zoe", 0, ATTUNE_PROFILE}, {"zoe", NULL, 0, ATTUNE_PROFILE},
    };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        assert_int_equal(attune_explain_target(l.client, l.pool, wrong[i].id, wrong[i].target, wrong[i].past,
                                               &DAY, NULL, &report, NULL),
                         wrong[i].status);
        assert_null(report);
    }
    unload(&l);
}

ARENA_TEST(an_error_names_file_line_column_and_code)
{
    (void)a;
    attune_error error;
    attune_ruleset *rules;
    test_write_file(test_temp_path(a, "bad.xml"),
                    STR("<ruleset xmlns=\"urn:attune:ruleset:1\" id=\"b\" version=\"1\">\n"
                        "  <gatte/>\n</ruleset>\n"));
    assert_int_equal(attune_ruleset_load(test_temp_path(a, "bad.xml"), NULL, &rules, &error), ATTUNE_RULES);
    assert_null(rules);
    assert_string_equal(error.code, "unknown-element");
    assert_int_equal(error.line, 2);
    assert_int_equal(error.column, 3);
    assert_int_equal(attune_ruleset_load("no-such-file.xml", NULL, &rules, &error), ATTUNE_SYSTEM);
    assert_int_equal(attune_ruleset_load(NULL, NULL, &rules, &error), ATTUNE_USAGE);
    assert_int_equal(attune_ruleset_load(RULES, NULL, NULL, NULL), ATTUNE_USAGE);
}

static void count_diagnostics(void *user, const attune_diagnostic *d)
{
    assert_non_null(strstr(d->rendered, d->code));
    ++*(int *)user;
}

ARENA_TEST(all_diagnostics_of_a_call_are_handed_on)
{
    int count = 0;
    attune_options options;
    attune_options_init(&options);
    options.on_diagnostic = count_diagnostics;
    options.diagnostic_user = &count;
    test_write_file(
        test_temp_path(a, "bad2.xml"),
        STR("<ruleset xmlns=\"urn:attune:ruleset:1\" id=\"b\" version=\"1\">\n"
            "  <gatte/>\n  <flagg/>\n  <factor id=\"f\" weight=\"x\"><criterion id=\"c\" points=\"1\" "
            "when=\"true\"/></factor>\n</ruleset>\n"));
    attune_ruleset *rules;
    assert_int_equal(attune_ruleset_load(test_temp_path(a, "bad2.xml"), &options, &rules, NULL),
                     ATTUNE_RULES);
    assert_int_equal(count, 3);
}

ARENA_TEST(misuse_is_refused)
{
    (void)a;
    loaded l = {0}, other = {0};
    load(&l);
    load(&other);
    attune_report *report;
    attune_error error;
    attune_query no_day = {.year = 2026, .month = 2, .day = 30};
    assert_int_equal(attune_rank(l.client, l.pool, &no_day, NULL, &report, &error), ATTUNE_USAGE);
    assert_string_equal(error.code, "not-a-date");
    assert_int_equal(attune_rank(other.client, l.pool, &DAY, NULL, &report, &error), ATTUNE_USAGE);
    assert_string_equal(error.code, "mixed-rule-sets");
    assert_int_equal(attune_rank(NULL, l.pool, &DAY, NULL, &report, &error), ATTUNE_USAGE);
    assert_int_equal(attune_explain(l.client, l.pool, "anna", &DAY, NULL, &report, &error), ATTUNE_PROFILE);
    assert_string_equal(error.code, "unknown-profile");
    assert_null(report);
    attune_options options;
    attune_options_init(&options);
    options.limits[0].name = "no_such_limit";
    options.limits[0].value = 1;
    assert_int_equal(attune_rank(l.client, l.pool, &DAY, &options, &report, &error), ATTUNE_USAGE);
    assert_string_equal(error.code, "unknown-limit");
    const attune_options not_set_up = {.threads = 1};
    assert_int_equal(attune_rank(l.client, l.pool, &DAY, &not_set_up, &report, &error), ATTUNE_USAGE);
    assert_string_equal(error.code, "options-not-set-up");
    const attune_query no_order = {.year = 2026, .month = 3, .day = 1, .order = (attune_order)3};
    assert_int_equal(attune_rank(l.client, l.pool, &no_order, NULL, &report, &error), ATTUNE_USAGE);
    const char *const no_path[] = {NULL};
    attune_pool *pool;
    assert_int_equal(attune_pool_load(l.rules, no_path, 1, NULL, &pool, &error), ATTUNE_USAGE);
    assert_null(pool);
    unload(&l);
    unload(&other);
    attune_report_free(NULL);
    attune_ruleset_free(NULL);
}

ARENA_TEST(a_client_is_read_from_memory)
{
    (void)a;
    loaded l = {0};
    load(&l);
    static const char json[] = "{\"id\": \"lee\", \"wants\": [\"calm\"]}";
    attune_client *client;
    assert_int_equal(attune_client_parse(l.rules, "lee.json", json, sizeof json - 1, NULL, &client, NULL),
                     ATTUNE_OK);
    assert_string_equal(attune_client_id(client), "lee");
    attune_client_free(client);
    attune_error error;
    assert_int_equal(attune_client_parse(l.rules, "x", "{", 1, NULL, &client, &error), ATTUNE_PROFILE);
    assert_string_equal(error.code, "json-syntax");
    unload(&l);
}

ARENA_TEST(a_rule_set_and_a_pool_are_read_from_memory)
{
    str rules_text = test_read_file(a, RULES), pool_text = test_read_file(a, POOL[0]);
    attune_ruleset *rules;
    attune_client *client;
    attune_pool *pool;
    attune_report *report;
    attune_place first;
    assert_int_equal(
        attune_ruleset_parse("small.xml", rules_text.data, rules_text.length, NULL, &rules, NULL), ATTUNE_OK);
    assert_int_equal(attune_client_load(rules, CLIENT, NULL, &client, NULL), ATTUNE_OK);
    assert_int_equal(attune_pool_parse(rules, NULL, pool_text.data, pool_text.length, NULL, &pool, NULL),
                     ATTUNE_OK);
    assert_int_equal(attune_pool_count(pool), 3);
    assert_int_equal(attune_rank(client, pool, &DAY, NULL, &report, NULL), ATTUNE_OK);
    assert_int_equal(attune_report_place(report, 0, &first), ATTUNE_OK);
    assert_string_equal(first.id, "ana");
    attune_report_free(report);
    attune_pool_free(pool);
    attune_client_free(client);
    attune_ruleset_free(rules);
    attune_error error;
    assert_int_equal(attune_ruleset_parse("x.xml", "<ruleset", 8, NULL, &rules, &error), ATTUNE_RULES);
    assert_string_equal(error.file, "x.xml");
}

ARENA_TEST(a_client_to_whom_nothing_applies_is_said_so)
{
    static const char text[] =
        "<ruleset xmlns='urn:attune:ruleset:1' id='r' version='1'>"
        "<client><field name='b' type='boolean'/></client>"
        "<factor id='f' weight='1'><criterion id='c' points='1' applies='client.b' when='true'/>"
        "</factor></ruleset>";
    static const char nobody[] = "{\"id\": \"n\", \"b\": false}", pool_text[] = "{\"id\": \"t\"}";
    (void)a;
    attune_ruleset *rules;
    attune_client *client;
    attune_pool *pool;
    attune_report *report;
    assert_int_equal(attune_ruleset_parse("r.xml", text, sizeof text - 1, NULL, &rules, NULL), ATTUNE_OK);
    assert_int_equal(attune_client_parse(rules, "n.json", nobody, sizeof nobody - 1, NULL, &client, NULL),
                     ATTUNE_OK);
    assert_int_equal(attune_pool_parse(rules, "t.ndjson", pool_text, sizeof pool_text - 1, NULL, &pool, NULL),
                     ATTUNE_OK);
    assert_int_equal(attune_rank(client, pool, &DAY, NULL, &report, NULL), ATTUNE_EMPTY);
    assert_non_null(report);
    attune_report_free(report);
    attune_pool_free(pool);
    attune_client_free(client);
    attune_ruleset_free(rules);
}

// ---- memory that runs out

typedef struct memory_case {
    loaded l;
} memory_case;

static attune_options with(const attune_allocator *allocator)
{
    attune_options options;
    attune_options_init(&options);
    options.allocator = allocator;
    options.threads = 1;
    return options;
}

static attune_status load_rules_call(const attune_allocator *allocator, void *context)
{
    (void)context;
    attune_options options = with(allocator);
    attune_ruleset *rules;
    attune_status status = attune_ruleset_load(RULES, &options, &rules, NULL);
    attune_ruleset_free(rules);
    return status;
}

static attune_status load_client_call(const attune_allocator *allocator, void *context)
{
    attune_options options = with(allocator);
    attune_client *client;
    attune_status status =
        attune_client_load(((memory_case *)context)->l.rules, CLIENT, &options, &client, NULL);
    attune_client_free(client);
    return status;
}

static attune_status parse_call(const attune_allocator *allocator, void *context)
{
    (void)context;
    static const char rules_text[] =
        "<ruleset xmlns='urn:attune:ruleset:1' id='r' version='1'><factor id='f' weight='1'>"
        "<criterion id='c' points='1' when='true'/></factor></ruleset>";
    static const char person[] = "{\"id\": \"n\"}";
    attune_options options = with(allocator);
    attune_ruleset *rules = NULL;
    attune_client *client = NULL;
    attune_pool *pool = NULL;
    attune_status status =
        attune_ruleset_parse("r.xml", rules_text, sizeof rules_text - 1, &options, &rules, NULL);
    if (status == ATTUNE_OK)
        status = attune_client_parse(rules, "n.json", person, sizeof person - 1, &options, &client, NULL);
    if (status == ATTUNE_OK)
        status = attune_pool_parse(rules, "p.ndjson", person, sizeof person - 1, &options, &pool, NULL);
    attune_pool_free(pool);
    attune_client_free(client);
    attune_ruleset_free(rules);
    return status;
}

static attune_status load_pool_call(const attune_allocator *allocator, void *context)
{
    attune_options options = with(allocator);
    attune_pool *pool;
    attune_status status =
        attune_pool_load(((memory_case *)context)->l.rules, POOL, 1, &options, &pool, NULL);
    attune_pool_free(pool);
    return status;
}

static attune_status rank_call(const attune_allocator *allocator, void *context)
{
    loaded *l = &((memory_case *)context)->l;
    attune_options options = with(allocator);
    attune_report *report;
    attune_status status = attune_rank(l->client, l->pool, &DAY, &options, &report, NULL);
    if (status == ATTUNE_OK) {
        arena scratch;
        arena_init(&scratch, NULL, NULL, 0);
        builder out = builder_new(&scratch);
        status = attune_report_write(report, ATTUNE_FORMAT_TEXT, append, &out, NULL);
        arena_free(&scratch);
    }
    attune_report_free(report);
    return status;
}

static attune_status explain_call(const attune_allocator *allocator, void *context)
{
    loaded *l = &((memory_case *)context)->l;
    attune_options options = with(allocator);
    attune_report *report;
    attune_status status = attune_explain(l->client, l->pool, "bo", &DAY, &options, &report, NULL);
    attune_report_free(report);
    return status;
}

ARENA_TEST(memory_that_runs_out_anywhere_is_an_error_and_no_leak)
{
    (void)a;
    memory_case c = {0};
    load(&c.l);
    assert_api_survives_failing_allocations(load_rules_call, &c, 0);
    assert_api_survives_failing_allocations(load_client_call, &c, 0);
    assert_api_survives_failing_allocations(parse_call, &c, 0);
    assert_api_survives_failing_allocations(load_pool_call, &c, 0);
    assert_api_survives_failing_allocations(rank_call, &c, 0);
    assert_api_survives_failing_allocations(explain_call, &c, 0);
    unload(&c.l);
}

// ---- threads

static void *rank_in_thread(void *context)
{
    const loaded *l = context;
    for (int i = 0; i < 20; i++) {
        attune_report *report;
        attune_place first = {0};
        attune_status status = attune_rank(l->client, l->pool, &DAY, NULL, &report, NULL);
        if (status != ATTUNE_OK || attune_report_place(report, 0, &first) || first.score != 100000000)
            return "wrong";
        attune_report_free(report);
    }
    return NULL;
}

ARENA_TEST(threads_share_rules_client_and_pool)
{
    (void)a;
    loaded l = {0};
    load(&l);
    pthread_t threads[4];
    for (int i = 0; i < 4; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, rank_in_thread, &l), 0);
    for (int i = 0; i < 4; i++) {
        void *result;
        pthread_join(threads[i], &result);
        assert_null(result);
    }
    unload(&l);
}

static void a_rule_set_is_loaded_in_the_language_asked_for(void **state)
{
    (void)state;
    static const char text[] =
        "<ruleset xmlns=\"urn:attune:ruleset:1\" id=\"x\" version=\"1\"><title>one</title><title "
        "xml:lang=\"de\">eins</title><therapist><field name=\"online\" type=\"boolean\"/></therapist><factor "
        "id=\"f\" weight=\"1\"><criterion id=\"c\" points=\"1\" "
        "when=\"therapist.online\"/></factor></ruleset>";
    static const char *const wanted[][2] = {{NULL, "en"}, {"de-CH", "de"}, {"fr", "en"}};
    attune_options options;
    attune_options_init(&options);
    attune_ruleset *rules;
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
        options.language = wanted[i][0];
        assert_int_equal(attune_ruleset_parse("r.xml", text, sizeof text - 1, &options, &rules, NULL),
                         ATTUNE_OK);
        assert_string_equal(attune_ruleset_language(rules), wanted[i][1]);
        attune_ruleset_free(rules);
    }
    attune_error error;
    options.language = "../german";
    assert_int_equal(attune_ruleset_parse("r.xml", text, sizeof text - 1, &options, &rules, &error),
                     ATTUNE_USAGE);
    assert_null(rules);
    assert_string_equal(error.code, "wrong-language");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_pool_is_ranked_and_written),
        cmocka_unit_test(one_therapist_is_explained_excluded_or_not),
        cmocka_unit_test(therapists_are_compared_in_the_order_of_the_ranking),
        cmocka_unit_test(what_would_lift_a_score_is_asked_for_by_points_or_by_therapist),
        cmocka_unit_test(an_error_names_file_line_column_and_code),
        cmocka_unit_test(all_diagnostics_of_a_call_are_handed_on),
        cmocka_unit_test(misuse_is_refused),
        cmocka_unit_test(a_client_is_read_from_memory),
        cmocka_unit_test(a_rule_set_and_a_pool_are_read_from_memory),
        cmocka_unit_test(a_client_to_whom_nothing_applies_is_said_so),
        cmocka_unit_test(a_rule_set_is_loaded_in_the_language_asked_for),
        cmocka_unit_test(memory_that_runs_out_anywhere_is_an_error_and_no_leak),
        cmocka_unit_test(threads_share_rules_client_and_pool),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
