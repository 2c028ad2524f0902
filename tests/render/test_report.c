// SPDX-License-Identifier: MIT
// Reports to read and to pass on: the HTML page is sound and nothing in it can be markup, cells of CSV are no
// formulas, and with --redact nobody's words are left.
#include "support/support.h"

#include "document/xml.h"

#include <stdio.h>

#define DATA "tests/render/data/"
#define DAY "--today=2026-11-22"
#define MAYA "profiles/clients/maya.xml"
#define POOL "profiles/therapists.xml"
#define TALKING "-r", DATA "report.xml", "-c", DATA "report-client.xml", DATA "report-pool.xml"

// ---- what may be in a page

typedef struct soundness {
    arena *arena;
    name_map ids;
    unsigned level; // of the last heading
} soundness;

static void check_heading(soundness *s, const xml_node *n)
{
    if (n->name.length != 2 || n->name.data[0] != 'h' || n->name.data[1] < '1' || n->name.data[1] > '6')
        return;
    unsigned here = (unsigned)(n->name.data[1] - '0');
    if (here > s->level + 1)
        fail_msg("a heading of level %u follows one of level %u", here, s->level);
    s->level = here;
}

static void look_at(soundness *s, const xml_node *n)
{
    static const char *const attributes[] = {"charset",
                                             "http-equiv",
                                             "content",
                                             "name",
                                             "lang",
                                             "class",
                                             "id",
                                             "href",
                                             "open",
                                             "aria-label",
                                             "aria-hidden",
                                             "role",
                                             "scope",
                                             "height",
                                             "viewBox",
                                             "xmlns",
                                             "width",
                                             "d",
                                             "span",
                                             "aria-labelledby",
                                             "preserveAspectRatio"};
    static const char *const refused[] = {"script", "img",  "iframe", "object",
                                          "embed",  "link", "form",   "base"};
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++)
        assert_false(str_equals(n->name, refused[i]));
    for (size_t i = 0; i < n->attribute_count; i++) {
        const xml_attribute *at = &n->attributes[i];
        bool known = false;
        for (size_t k = 0; k < sizeof attributes / sizeof *attributes; k++)
            known = known || str_equals(at->name, attributes[k]);
        if (!known)
            fail_msg("an attribute %.*s", STR_ARGS(at->name));
        if (str_equals(at->name, "id") && !name_map_put(&s->ids, s->arena, at->value, 1))
            fail_msg("two elements have the id %.*s", STR_ARGS(at->value));
    }
    check_heading(s, n);
    for (const xml_node *c = n->first_child; c; c = c->next)
        if (c->kind == XML_ELEMENT)
            look_at(s, c);
}

static void follow_links(const soundness *s, const xml_node *n)
{
    static const char *const names[] = {"href", "aria-labelledby"};
    for (size_t i = 0; i < 2; i++) {
        const xml_attribute *link = xml_find_attribute(n, str_from(names[i]));
        str to = link ? link->value : STR_NONE, id;
        if (link && i == 0)
            assert_true(str_starts(to, STR("#"))); // nothing leads out of the page
        to = i == 0 ? str_slice(to, 1, to.length) : to;
        if (link && to.length == 0)
            fail_msg("an empty %s", names[i]);
        while (str_next_word(&to, &id))
            if (name_map_get(&s->ids, id) == NAME_MISSING)
                fail_msg("nothing has the id %.*s", STR_ARGS(id));
    }
    for (const xml_node *c = n->first_child; c; c = c->next)
        if (c->kind == XML_ELEMENT)
            follow_links(s, c);
}

static void assert_sound(arena *a, str page)
{
    str doctype = STR("<!DOCTYPE html>\n");
    assert_true(str_starts(page, doctype));
    limits l = limits_default();
    diagnostics d;
    diagnostics_init(&d, a, 1);
    str rest = str_slice(page, doctype.length, page.length);
    const xml_node *root = xml_parse(a, source_from_bytes(a, STR("page"), rest), &l, &d);
    assert_non_null(root);
    soundness s = {.arena = a};
    look_at(&s, root);
    follow_links(&s, root);
    assert_text_contains(page, "content=\"default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; "
                               "form-action 'none'\"");
    assert_false(str_contains(page, STR("url(")) || str_contains(page, STR("@import")));
}

static str page_of(arena *a, command_result run)
{
    if (run.status != 0)
        fail_msg("exit status %d\n%.*s", run.status, STR_ARGS(run.err));
    assert_sound(a, run.out);
    return run.out;
}

// ---- the page

ARENA_TEST(the_page_of_the_sample_ranking_is_as_it_was_reviewed)
{
    str page = page_of(a, RUN_ATTUNE(a, "rank", DAY, "-k", "2", "-c", MAYA, "--format", "html", POOL));
    size_t body = str_find(page, STR("<body>"), 0);
    assert_golden(str_slice(page, body, page.length), "cli/rank.html");
}

ARENA_TEST(pages_of_every_sample_client_are_sound)
{
    static const char *const clients[] = {"amal", "jonas", "lena", "maya", "renata", "sam"};
    for (size_t i = 0; i < sizeof clients / sizeof *clients; i++) {
        const char *client = str_printf(a, "profiles/clients/%s.xml", clients[i]).data;
        page_of(a, RUN_ATTUNE(a, "rank", DAY, "-q", "-c", client, "--format", "html", POOL));
    }
}

ARENA_TEST(one_therapist_whole_says_why_and_what_to_ask)
{
    str page =
        page_of(a, RUN_ATTUNE(a, "explain", DAY, "-c", MAYA, "-t", "helen-brandt", "--format", "html", POOL));
    assert_text_contains(page, "<h2>Where points were lost, largest first</h2>");
    assert_text_contains(page, "but <mark>your expectations are unreasonable</mark>, and most");
    assert_text_contains(page, "<h2>How the score adds up</h2>");
    assert_text_contains(page, "What to ask Helen Brandt");
}

ARENA_TEST(one_who_is_excluded_shown_whole_says_why_first)
{
    str page =
        page_of(a, RUN_ATTUNE(a, "explain", DAY, "-c", MAYA, "-t", "wei-lin", "--format", "html", POOL));
    size_t why = str_find(page, STR("<h2>Why excluded, and what would have to hold</h2>"), 0);
    assert_true(why < str_find(page, STR("<h2>Where points were lost"), 0));
    assert_true(str_find(page, STR("<p>Holds sessions in Mandarin, Cantonese only.</p>"), why) < page.length);
    assert_false(str_contains(page, STR("the score with each answer"))); // all of them would leave it at that
}

ARENA_TEST(what_cannot_wait_stands_ahead_of_the_ranking)
{
    str page = page_of(
        a, RUN_ATTUNE(a, "rank", DAY, "-q", "-c", "profiles/clients/sam.xml", "--format", "html", POOL));
    size_t urgent = str_find(page, STR("class=\"urgent\""), 0);
    assert_true(urgent < str_find(page, STR("<table"), 0));
}

ARENA_TEST(a_page_where_all_are_excluded_says_so)
{
    const char *path = test_temp_path(a, "excluded.xml");
    test_write_file(path,
                    STR("<client xmlns=\"urn:attune:profile:1\" id=\"poor\"><budget>1</budget></client>"));
    command_result run = RUN_ATTUNE(a, "rank", DAY, "-r", DATA "report.xml", "-c", path, "--format", "html",
                                    DATA "report-pool.xml");
    assert_int_equal(run.status, 1);
    assert_sound(a, run.out);
    assert_text_contains(run.out, "Nobody can be ranked");
    assert_text_contains(run.out, "<h2>Excluded: 5</h2>");
}

ARENA_TEST(hostile_profiles_put_no_markup_into_the_page)
{
    str page = page_of(a, RUN_ATTUNE(a, "rank", DAY, TALKING, "--format", "html"));
    assert_text_contains(page, "&lt;script&gt;alert(1)&lt;/script&gt;");
    assert_text_contains(page, "&lt;script&gt;mottoquux()"); // of the client
    assert_text_contains(page, "I <mark>listen</mark> statementquux &lt;script src=");
    assert_false(str_contains(page, STR("\u202E"))); // turns the direction of writing
    page_of(a, RUN_ATTUNE(a, "explain", DAY, "-t", "hostile", TALKING, "--format", "html"));
    page_of(a, RUN_ATTUNE(a, "explain", DAY, "-t", "dear", TALKING, "--format", "html"));
}

// ---- large pools

#define LARGE 20000

// Three in ten are too dear, one in ten of these and of the others has a licence that lapsed.
static const char *large_rules(arena *a)
{
    const char *path = test_temp_path(a, "large.xml");
    test_write_file(
        path,
        STR("<ruleset xmlns='urn:attune:ruleset:1' id='large' version='1'>"
            "<client><field name='goal' type='string'/></client>"
            "<therapist><field name='name' type='string'/><field name='fee' type='number'/>"
            "<field name='active' type='boolean'/><field name='skill' type='number' ask='How able?'/>"
            "</therapist>"
            "<gate id='affordable' require='therapist.fee &lt; 70'><title>Within your means</title></gate>"
            "<gate id='in_force' require='therapist.active'/>"
            "<factor id='able' weight='1'><title>Able</title><criterion id='skill' points='1' "
            "value='therapist.skill'><title>Skill</title></criterion></factor>"
            "<flag id='cheap' when='therapist.fee &lt; 10' deduct='1'><title>Cheap</title><because>Costs "
            "{therapist.fee}.</because></flag></ruleset>"));
    return path;
}

static const char *large_pool(arena *a)
{
    const char *path = test_temp_path(a, "large.ndjson");
    builder b = builder_new(a);
    for (unsigned i = 0; i < LARGE; i++) {
        builder_addf(&b, "{\"id\": \"t%05u\", \"name\": \"Therapist %u\", \"fee\": %u, \"active\": %s", i, i,
                     i % 100, i / 100 % 10 ? "true" : "false");
        if (i % 7)
            builder_addf(&b, ", \"skill\": 0.%04u", i * 7919 % 10000);
        builder_adds(&b, "}\n");
    }
    test_write_file(path, builder_str(&b));
    return path;
}

static str run_large(arena *a, const char *places, const char *format)
{
    const char *client = test_temp_path(a, "large-client.xml");
    test_write_file(client, STR("<client xmlns='urn:attune:profile:1' id='c'><goal>rest</goal></client>"));
    command_result run = RUN_ATTUNE(a, "rank", DAY, "-q", "-k", places, "-r", large_rules(a), "-c", client,
                                    large_pool(a), "--format", format);
    assert_run(run, 0, NULL, NULL);
    return run.out;
}

static size_t occurrences(str text, const char *part)
{
    size_t count = 0;
    for (size_t at = str_find(text, str_from(part), 0); at != SIZE_MAX;
         at = str_find(text, str_from(part), at + 1))
        count++;
    return count;
}

ARENA_TEST(the_page_of_a_large_pool_sums_it_up_and_stays_small)
{
    str page = run_large(a, "10", "html");
    assert_sound(a, page);
    assert_true(page.length < 200000);
    assert_text_contains(page, "<h2>The first 10 of 12,600</h2>");
    assert_text_contains(page, "<h3>All 12,600 who are ranked</h3>");
    assert_text_contains(page, "<h2>Excluded: 7,400</h2>");
    assert_text_contains(page, "6,000<small>5,400 alone</small>"); // too dear
    assert_text_contains(page, "2,000<small>1,400 alone</small>"); // lapsed
    assert_text_contains(page, "<th scope=\"row\">Cheap</th>");
    assert_text_contains(page, "and 7,350 more; attune explain -t ID shows each");
}

ARENA_TEST(a_page_of_all_places_is_one_that_browsers_open)
{
    str page = run_large(a, "20000", "html");
    assert_sound(a, page);
    assert_true(page.length < 2000000);
    assert_int_equal(occurrences(page, "<tr><td class=\"number place\">"), 1000);
    assert_int_equal(occurrences(page, "<section class=\"card\"") + occurrences(page, "<article"), 100);
    assert_text_contains(page, "and 11,600 more; attune rank --format csv lists them all");
}

ARENA_TEST(the_text_of_a_large_pool_shows_its_scores_and_what_excludes)
{
    str text = run_large(a, "2", "text");
    assert_text_contains(text, "The first 2 of 12,600");
    assert_text_contains(text, "all 12,600 scores; the middle one: 50 to 55");
    assert_text_contains(text, "6,000 fail “Within your means”, 5,400 of them nothing else");
    assert_text_contains(text, "2,000 fail “in force”, 1,400 of them nothing else");
    assert_true(text.length < 10000);
}

ARENA_TEST(the_json_of_a_large_pool_counts_it_whole_and_lists_some)
{
    str json = run_large(a, "2", "json");
    assert_text_contains(json, "\"ranked_total\": 12600");
    assert_text_contains(json, "\"unmet\": 6000,\n        \"alone\": 5400");
    assert_int_equal(occurrences(json, "\"excluded\": true"), 1000);
}

ARENA_TEST(small_rankings_are_not_summed_up)
{
    str page = page_of(a, RUN_ATTUNE(a, "rank", DAY, "-q", "-c", MAYA, "--format", "html", POOL));
    assert_false(str_contains(page, STR("who are ranked")));
    command_result run = RUN_ATTUNE(a, "rank", DAY, "-c", MAYA, POOL);
    assert_false(str_contains(run.out, STR("the middle one")) || str_contains(run.out, STR("nothing else")));
}

// ---- CSV

ARENA_TEST(cells_of_csv_are_no_formulas)
{
    command_result run = RUN_ATTUNE(a, "rank", DAY, "-q", TALKING, "--format", "csv");
    assert_int_equal(run.status, 0);
    assert_text_contains(run.out, ",'=HYPERLINK(1),'=cmd|' /C calc'!A1,");
    assert_text_contains(run.out, ",'-2+3,'@SUM(1;2),");
    assert_text_contains(run.out, ",'+1,'\uFF1D1+1,");
    assert_text_contains(run.out, ",dear,\"Ann \"\"quoted\"\", Bo\",");
}

ARENA_TEST(no_cell_of_csv_starts_as_a_formula_does)
{
    static const char *const starts[] = {"=", "+", "-", "@", "\uFF1D", "\uFF0B", "\uFF0D", "\uFF20"};
    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++) {
        const char *path = test_temp_path(a, "start.ndjson");
        test_write_file(path, str_printf(a, "{\"id\": \"x\", \"name\": \"%s1\", \"fee\": 1}\n", starts[i]));
        command_result run = RUN_ATTUNE(a, "rank", DAY, "-q", "-r", DATA "report.xml", "-c",
                                        DATA "report-client.xml", path, "--format", "csv");
        assert_int_equal(run.status, 0);
        assert_text_contains(run.out, str_printf(a, ",x,'%s1,", starts[i]).data);
    }
}

// ---- --redact

// All that the client and the therapists wrote in these files holds "quux" or is 73119.
static void assert_no_words(str text)
{
    assert_false(str_contains(text, STR("quux")));
    assert_false(str_contains(text, STR("73119")));
}

ARENA_TEST(redacted_reports_hold_no_word_of_client_or_texts)
{
    static const char *const formats[] = {"text", "json", "ndjson", "csv", "html"};
    static const char *const therapists[] = {"hostile", "dear", "+1"};
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
        command_result open = RUN_ATTUNE(a, "rank", DAY, TALKING, "--format", formats[i]);
        assert_text_contains(open.out, "quux"); // else this test would not see it
        command_result run = RUN_ATTUNE(a, "rank", DAY, "--redact", TALKING, "--format", formats[i]);
        assert_int_equal(run.status, 0);
        assert_no_words(run.out);
        assert_no_words(run.err);
        for (size_t k = 0; k < sizeof therapists / sizeof *therapists; k++) {
            run = RUN_ATTUNE(a, "explain", DAY, "--redact", "-t", therapists[k], TALKING, "--format",
                             formats[i]);
            assert_int_equal(run.status, 0);
            assert_no_words(run.out);
            assert_no_words(run.err);
        }
    }
}

ARENA_TEST(redacting_keeps_scores_titles_and_what_the_rule_set_says)
{
    command_result run = RUN_ATTUNE(a, "rank", DAY, "--redact", TALKING);
    assert_text_contains(run.out, "60.0");
    assert_text_contains(run.out, "! Lectures");
    assert_text_contains(run.out, "Met before");                       // not what the client said of it
    assert_text_contains(run.out, "Costs only 60.");                   // a therapist's, and no text
    assert_false(str_contains(run.out, STR("Words weigh more here"))); // an adjust reads the client
    assert_text_contains(run.out, "are left out");
    run = RUN_ATTUNE(a, "rank", DAY, "--redact", TALKING, "--format", "json");
    assert_text_contains(run.out, "\"redacted\": true");
    assert_golden(run.out, "cli/rank-redacted.json"); // schema.sh validates it
}

// Each sentence that is quoted of a therapist of the samples, in an open report, is gone from a redacted one.
ARENA_TEST(redacted_reports_of_the_samples_quote_nobody)
{
    str open = RUN_ATTUNE(a, "rank", DAY, "-k", "50", "-c", MAYA, "--format", "json", POOL).out;
    str closed = RUN_ATTUNE(a, "rank", DAY, "-k", "50", "-c", MAYA, "--redact", "--format", "json", POOL).out;
    str mark = STR("\"sentence\": \"");
    size_t quotes = 0;
    for (size_t at = str_find(open, mark, 0); at != SIZE_MAX; at = str_find(open, mark, at)) {
        at += mark.length;
        str sentence = str_slice(open, at, str_find(open, STR("\",\n"), at));
        assert_true(sentence.length > 0);
        assert_false(str_contains(closed, sentence));
        quotes++;
    }
    assert_true(quotes > 50);
    static const char *const values[] = {"maya", "$220", "burnout", "New York"};
    for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
        assert_text_contains(open, values[i]);
        assert_false(str_contains(closed, str_from(values[i])));
    }
}

int main(void)
{
    test_use_shipped_rules();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_page_of_the_sample_ranking_is_as_it_was_reviewed),
        cmocka_unit_test(pages_of_every_sample_client_are_sound),
        cmocka_unit_test(one_therapist_whole_says_why_and_what_to_ask),
        cmocka_unit_test(one_who_is_excluded_shown_whole_says_why_first),
        cmocka_unit_test(what_cannot_wait_stands_ahead_of_the_ranking),
        cmocka_unit_test(a_page_where_all_are_excluded_says_so),
        cmocka_unit_test(hostile_profiles_put_no_markup_into_the_page),
        cmocka_unit_test(the_page_of_a_large_pool_sums_it_up_and_stays_small),
        cmocka_unit_test(a_page_of_all_places_is_one_that_browsers_open),
        cmocka_unit_test(the_text_of_a_large_pool_shows_its_scores_and_what_excludes),
        cmocka_unit_test(the_json_of_a_large_pool_counts_it_whole_and_lists_some),
        cmocka_unit_test(small_rankings_are_not_summed_up),
        cmocka_unit_test(cells_of_csv_are_no_formulas),
        cmocka_unit_test(no_cell_of_csv_starts_as_a_formula_does),
        cmocka_unit_test(redacted_reports_hold_no_word_of_client_or_texts),
        cmocka_unit_test(redacting_keeps_scores_titles_and_what_the_rule_set_says),
        cmocka_unit_test(redacted_reports_of_the_samples_quote_nobody),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
