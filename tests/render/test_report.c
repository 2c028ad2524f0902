// SPDX-License-Identifier: MIT
// Reports to read and to pass on: the HTML page is sound and nothing in it can be markup, cells of CSV are no
// formulas, and with --redact nobody's words are left.
#include "support/support.h"

#include "document/xml.h"

#include <stdio.h>
#include <stdlib.h>

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
        str to = link ? link->value : STR_NONE;
        if (link && i == 0)
            assert_true(str_starts(to, STR("#"))); // nothing leads out of the page
        to = i == 0 ? str_slice(to, 1, to.length) : to;
        if (link && name_map_get(&s->ids, to) == NAME_MISSING)
            fail_msg("nothing has the id %.*s", STR_ARGS(to));
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
    assert_text_contains(run.out, "Not met.");
    assert_text_contains(run.out, "Costs only 60.");        // a therapist's, and no text
    assert_text_contains(run.out, "Words weigh more here"); // of an adjust
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
    const char *source = getenv("ATTUNE_SOURCE_DIR");
    static char rules[4096];
    snprintf(rules, sizeof rules, "%s/rules", source ? source : ".");
    setenv("ATTUNE_RULES", rules, 1);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_page_of_the_sample_ranking_is_as_it_was_reviewed),
        cmocka_unit_test(pages_of_every_sample_client_are_sound),
        cmocka_unit_test(one_therapist_whole_says_why_and_what_to_ask),
        cmocka_unit_test(what_cannot_wait_stands_ahead_of_the_ranking),
        cmocka_unit_test(a_page_where_all_are_excluded_says_so),
        cmocka_unit_test(hostile_profiles_put_no_markup_into_the_page),
        cmocka_unit_test(cells_of_csv_are_no_formulas),
        cmocka_unit_test(no_cell_of_csv_starts_as_a_formula_does),
        cmocka_unit_test(redacted_reports_hold_no_word_of_client_or_texts),
        cmocka_unit_test(redacting_keeps_scores_titles_and_what_the_rule_set_says),
        cmocka_unit_test(redacted_reports_of_the_samples_quote_nobody),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
