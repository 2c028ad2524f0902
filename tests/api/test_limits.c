// SPDX-License-Identifier: MIT
// Every limit of base/limits.h, just under and just over: what fits exactly goes through, one less is an
// error or a warning with its code. A limit without a case here fails the test.
#include "support/support.h"

#include "base/limits.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { LONG_TEXT = 40001, DEPTH = 12 };

#define EXPRESSION "count(for i in 1..5 return i + count(client.words)) / 5"
#define LONGEST_PATTERN "(*NO_JIT)^(?:(a)|b)*c$" // PCRE2's limit on memory is not for compiled code

static const char RULES[] =
    "<ruleset xmlns=\"urn:attune:ruleset:1\" id=\"limits\" version=\"1\">\n"
    "<client><field name=\"words\" type=\"string\" list=\"true\"/></client>\n"
    "<therapist><field name=\"words\" type=\"string\" list=\"true\"/>"
    "<field name=\"statement\" type=\"text\"/></therapist>\n"
    "<signal name=\"warm\" in=\"therapist.statement\"><pattern>warm</pattern></signal>\n"
    "<signal name=\"long\" in=\"therapist.statement\"><pattern>" LONGEST_PATTERN "</pattern></signal>\n"
    "<signal name=\"slow\" in=\"therapist.statement\"><pattern>^(?:a+)+$</pattern></signal>\n"
    "<factor id=\"f\" weight=\"1\"><criterion id=\"c\" points=\"1\" "
    "value=\"" EXPRESSION "\"/></factor>\n"
    "</ruleset>\n";
enum { ELEMENTS = 14, WORDS = 5, THERAPISTS = 3, WARM = 4 };

static const char CSV[] = "id,words,statement\na,x,y\n";

// The files that the cases read.
typedef struct files {
    const char *rules, *client, *pool, *csv;
    size_t longest_line;
} files;

typedef enum input { INPUT_POOL, INPUT_CSV, INPUT_PIPE } input;

typedef struct limit_case {
    const char *name;
    uint64_t fits; // 0: to be found out
    const char *code;
    input input;
} limit_case;

static files write_files(arena *a)
{
    files f = {test_temp_path(a, "limits.xml"), test_temp_path(a, "client.json"),
               test_temp_path(a, "pool.ndjson"), test_temp_path(a, "pool.csv"), 0};
    test_write_file(f.rules, str_from(RULES));
    test_write_file(f.csv, str_from(CSV));
    builder client = builder_new(a), pool = builder_new(a);
    builder_adds(&client, "{\"id\": \"kim\", \"words\": ");
    for (int i = 1; i < DEPTH; i++)
        builder_addc(&client, '[');
    for (int i = 1; i < DEPTH; i++)
        builder_addc(&client, ']');
    builder_addc(&client, '}');
    test_write_file(f.client, builder_str(&client));
    builder_adds(&pool, "{\"id\": \"a\", \"words\": [\"1\", \"2\", \"3\", \"4\", \"5\"], \"statement\": \"");
    for (int i = 1; i < LONG_TEXT; i++)
        builder_addc(&pool, i % 2 ? 'a' : 'b');
    builder_adds(&pool, "c\"}");
    f.longest_line = pool.length;
    builder_adds(
        &pool,
        "\n{\"id\": \"b\", \"statement\": \"aaaaaaaaaaaa! warm, warm, warm, warm.\"}\n{\"id\": \"c\"}\n");
    test_write_file(f.pool, builder_str(&pool));
    return f;
}

typedef struct watch {
    const char *code;
    bool seen;
    size_t count;
} watch;

static void look(void *user, const attune_diagnostic *d)
{
    watch *w = user;
    w->seen = w->seen || strcmp(d->code, w->code) == 0;
    w->count++;
}

// A pipe that the CSV file waits in, as a path; *end is to be closed.
static const char *open_pipe(arena *a, int *end)
{
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    assert_int_equal(write(ends[1], CSV, sizeof CSV - 1), sizeof CSV - 1);
    close(ends[1]);
    *end = ends[0];
    return str_printf(a, "/dev/fd/%d", ends[0]).data;
}

static void load_and_rank(arena *a, const limit_case *c, const files *f, const attune_options *options)
{
    attune_ruleset *rules = NULL;
    attune_client *deep = NULL, *client = NULL;
    attune_pool *pool = NULL;
    attune_report *report = NULL;
    static const attune_query day = {.year = 2026, .month = 3, .day = 1};
    static const char kim[] = "{\"id\": \"kim\", \"words\": [\"x\"]}";
    int end = -1;
    const char *path = c->input == INPUT_PIPE ? open_pipe(a, &end) : c->input == INPUT_CSV ? f->csv : f->pool;
    if (attune_ruleset_load(f->rules, options, &rules, NULL) == ATTUNE_OK) {
        attune_client_load(rules, f->client, options, &deep, NULL);
        attune_pool_load(rules, &path, 1, options, &pool, NULL);
        attune_client_parse(rules, "kim.json", kim, sizeof kim - 1, options, &client, NULL);
    }
    if (client && pool)
        attune_rank(client, pool, &day, options, &report, NULL);
    attune_report_free(report);
    attune_pool_free(pool);
    attune_client_free(client);
    attune_client_free(deep);
    attune_ruleset_free(rules);
    if (end >= 0)
        close(end);
}

// Whether anything is said with the case's code where the limit has this value.
static bool is_over(arena *a, const limit_case *c, const files *f, uint64_t value)
{
    watch w = {.code = c->code};
    attune_options options;
    attune_options_init(&options);
    options.on_diagnostic = look;
    options.diagnostic_user = &w;
    options.threads = 1;
    options.limits[0] = (struct attune_limit){c->name, value};
    load_and_rank(a, c, f, &options);
    return w.seen;
}

// The smallest value that is enough, at most most; 0 where not even that is.
static uint64_t find_enough(arena *a, const limit_case *c, const files *f, uint64_t most)
{
    uint64_t low = 0, high = most; // low is too little, high is enough
    if (is_over(a, c, f, high))
        return 0;
    while (high - low > 1) {
        uint64_t middle = low + (high - low) / 2;
        if (is_over(a, c, f, middle))
            low = middle;
        else
            high = middle;
    }
    return high;
}

static void try_case(arena *a, const limit_case *c, const files *f, uint64_t ceiling)
{
    uint64_t fits = c->fits ? c->fits : find_enough(a, c, f, ceiling);
    if (fits < 2)
        fail_msg("%s: every value is enough, or none", c->name);
    if (is_over(a, c, f, fits))
        fail_msg("%s=%llu is refused", c->name, (unsigned long long)fits);
    if (!is_over(a, c, f, fits - 1))
        fail_msg("%s=%llu goes through", c->name, (unsigned long long)(fits - 1));
}

ARENA_TEST(each_limit_holds_to_the_last_item_and_not_one_further)
{
    files f = write_files(a);
    const limit_case cases[] = {
        {"document_bytes", sizeof RULES - 1, "file-too-large", INPUT_POOL},
        {"profile_bytes", f.longest_line, "file-too-large", INPUT_POOL},
        {"text_bytes", LONG_TEXT, "file-too-large", INPUT_POOL},
        {"nesting", DEPTH, "too-deep", INPUT_POOL},
        {"list_items", WORDS, "too-many", INPUT_POOL},
        {"profiles", THERAPISTS, "too-many", INPUT_POOL},
        {"rules", ELEMENTS, "too-many", INPUT_POOL},
        {"expression_bytes", sizeof EXPRESSION - 1, "expression-limit", INPUT_POOL},
        {"expression_steps", 0, "evaluation-error", INPUT_POOL},
        {"expression_depth", 0, "evaluation-error", INPUT_POOL},
        {"expression_memory", 0, "evaluation-error", INPUT_POOL},
        {"pattern_bytes", sizeof LONGEST_PATTERN - 1, "invalid-pattern", INPUT_POOL},
        {"pattern_steps", 0, "pattern-limit", INPUT_POOL},
        {"pattern_memory", 0, "pattern-limit", INPUT_POOL},
        {"matches_per_text", WARM, "pattern-limit", INPUT_POOL},
        {"csv_columns", 3, "too-many", INPUT_CSV},
        {"piped_bytes", sizeof CSV - 1, "file-too-large", INPUT_PIPE},
    };
    static const struct {
        const char *name;
        uint64_t ceiling;
    } limits_there_are[] = {
#define NAME_AND_CEILING(name, default_value, ceiling, unit, reason) {#name, ceiling},
        ATTUNE_LIMITS(NAME_AND_CEILING)
#undef NAME_AND_CEILING
    };
    for (size_t i = 0; i < sizeof limits_there_are / sizeof *limits_there_are; i++) {
        const limit_case *found = NULL;
        for (size_t k = 0; k < sizeof cases / sizeof *cases; k++)
            if (strcmp(cases[k].name, limits_there_are[i].name) == 0)
                found = &cases[k];
        if (found)
            try_case(a, found, &f, limits_there_are[i].ceiling);
        else if (strcmp(limits_there_are[i].name, "diagnostics") != 0) // below
            fail_msg("no case for the limit %s", limits_there_are[i].name);
    }
}

ARENA_TEST(as_many_diagnostics_are_handed_on_as_the_limit_says)
{
    const char *path = test_temp_path(a, "wrong.xml");
    test_write_file(path, STR("<ruleset xmlns=\"urn:attune:ruleset:1\" id=\"b\" version=\"1\">\n"
                              "<gatte/><flagg/><lett/></ruleset>\n"));
    for (size_t limit = 2; limit <= 4; limit++) {
        watch w = {.code = ""};
        attune_options options;
        attune_options_init(&options);
        options.on_diagnostic = look;
        options.diagnostic_user = &w;
        options.limits[0] = (struct attune_limit){"diagnostics", limit};
        attune_ruleset *rules;
        assert_int_equal(attune_ruleset_load(path, &options, &rules, NULL), ATTUNE_RULES);
        assert_int_equal(w.count, limit < 3 ? limit + 1 : 3); // one more says how many are not shown
    }
}

ARENA_TEST(a_limit_cannot_be_set_to_nothing_or_past_its_ceiling)
{
    (void)a;
    limits l = limits_default();
#define TRY(name, default_value, ceiling, unit, reason)                                                      \
    assert_true(limits_set(&l, #name, (ceiling)));                                                           \
    assert_false(limits_set(&l, #name, (uint64_t)(ceiling) + 1));                                            \
    assert_false(limits_set(&l, #name, 0));                                                                  \
    assert_true(l.name == (ceiling));
    ATTUNE_LIMITS(TRY)
#undef TRY
    assert_false(limits_set(&l, "no_such_limit", 1));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_limit_holds_to_the_last_item_and_not_one_further),
        cmocka_unit_test(as_many_diagnostics_are_handed_on_as_the_limit_says),
        cmocka_unit_test(a_limit_cannot_be_set_to_nothing_or_past_its_ceiling),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
