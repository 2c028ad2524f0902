// SPDX-License-Identifier: MIT
// Mutation: which changes of a rule set its examples notice, and what would notice the others.
#include "examples/running.h"

static const char RULES[] =
    "<ruleset xmlns=\"urn:attune:ruleset:1\" id=\"r\" version=\"1\">\n"
    "<client><field name=\"max_fee\" type=\"number\"/></client>\n"
    "<therapist><field name=\"fee\" type=\"number\"/><field name=\"text\" type=\"text\"/>\n"
    "<field name=\"tone\" type=\"choice\"><option id=\"warm\"/><option id=\"dry\"/></field></therapist>\n"
    "<signal name=\"kind\" in=\"therapist.text\"><phrase>kind</phrase></signal>\n"
    "<gate id=\"paid\" require=\"therapist.fee &lt;= client.max_fee\"/>\n"
    "<factor id=\"f\" weight=\"1\">\n"
    "<criterion id=\"tone\" points=\"3\" when='therapist.tone = \"warm\"'/>\n"
    "<criterion id=\"kind\" points=\"1\" when=\"signals.kind\"/></factor>\n"
    "<flag id=\"dear\" when=\"therapist.fee > 100\" deduct=\"10\" "
    "group=\"money\"><because>Dear.</because></flag>\n"
    "</ruleset>\n";

#define KIM "<client><max_fee>200</max_fee></client>"

// Notices all that can be noticed.
static const char ALL[] = TESTS
    "<test id=\"kind\">" KIM "<therapist id=\"a\"><fee>200</fee><tone>warm</tone><text>I am kind.</text>"
    "</therapist><therapist id=\"b\"><fee>201</fee></therapist><outcome therapist=\"a\" gate=\"paid\" "
    "is=\"met\"/>"
    "<excluded therapist=\"b\" gate=\"paid\"/><score therapist=\"a\" is=\"90\"/></test>\n"
    "<test id=\"dry\">" KIM
    "<therapist id=\"a\"><fee>100</fee><tone>dry</tone><text>I am kind.</text></therapist>"
    "<flag flag=\"dear\" is=\"not\"/><score is=\"25\"/></test>\n"
    "<test id=\"cheap\">" KIM "<therapist id=\"a\"><fee>95</fee><tone>warm</tone></therapist>"
    "<flag flag=\"dear\" is=\"not\"/><score is=\"87.5\"/></test>\n"
    "<test id=\"near\">" KIM "<therapist id=\"a\"><fee>105</fee><tone>warm</tone></therapist>"
    "<flag flag=\"dear\" is=\"holds\"/></test></tests>\n";

static mutation_report mutate(arena *a, const running *r, unsigned threads, size_t sample)
{
    mutation_options options = {.threads = threads, .sample = sample};
    mutation_report m;
    assert_int_equal(r->report.failed, 0);
    assert_int_equal(mutation_run(a, r->examples, r->rules, STR_NONE, &r->limits, &options, &m), ATTUNE_OK);
    return m;
}

// One line a mutant: what became of it, and what would notice it.
static str listed(arena *a, const mutation_report *m, bool survivors_only)
{
    static const char *const states[] = {"noticed", "SURVIVED", "equivalent", "invalid"};
    builder out = builder_new(a);
    for (size_t i = 0; i < m->count; i++) {
        const mutant *x = &m->items[i];
        if (survivors_only && x->state != MUTANT_SURVIVED)
            continue;
        builder_addf(&out, "%s %.*s: %.*s", states[x->state], STR_ARGS(x->rule), STR_ARGS(x->change));
        if (x->state == MUTANT_SURVIVED)
            builder_addf(&out, " [%.*s] %.*s", STR_ARGS(x->example), STR_ARGS(x->hint));
        builder_addc(&out, '\n');
    }
    return builder_str(&out);
}

ARENA_TEST(every_kind_of_change_is_tried_and_good_examples_notice_all)
{
    running r = run_both(a, RULES, ALL);
    mutation_report m = mutate(a, &r, 2, 0);
    assert_str_equal(listed(a, &m, false), "noticed signal kind: <phrase> was taken out\n"
                                           "noticed gate paid: <gate> was taken out\n"
                                           "noticed gate paid: require was turned into its opposite\n"
                                           "noticed gate paid: in require, <= became <\n"
                                           "invalid factor f: weight \"1\" became \"0\"\n"
                                           "equivalent factor f: weight \"1\" became \"2\"\n"
                                           "noticed criterion tone: <criterion> was taken out\n"
                                           "noticed criterion tone: points \"3\" became \"0\"\n"
                                           "noticed criterion tone: points \"3\" became \"6\"\n"
                                           "noticed criterion tone: when was turned into its opposite\n"
                                           "noticed criterion tone: in when, = became !=\n"
                                           "noticed criterion tone: in when, \"warm\" became \"dry\"\n"
                                           "noticed criterion kind: <criterion> was taken out\n"
                                           "noticed criterion kind: points \"1\" became \"0\"\n"
                                           "noticed criterion kind: points \"1\" became \"2\"\n"
                                           "noticed criterion kind: when was turned into its opposite\n"
                                           "noticed flag dear: <flag> was taken out\n"
                                           "noticed flag dear: when was turned into its opposite\n"
                                           "noticed flag dear: in when, > became >=\n"
                                           "noticed flag dear: in when, 100 became 110\n"
                                           "noticed flag dear: in when, 100 became 90\n"
                                           "noticed flag dear: deduct \"10\" became \"0\"\n"
                                           "noticed flag dear: deduct \"10\" became \"20\"\n"
                                           "equivalent flag dear: group=\"money\" was taken out\n");
    assert_int_equal(mutation_score(&m), 10000);
}

ARENA_TEST(a_survivor_that_shows_in_an_example_comes_with_the_expectation_that_is_missing)
{
    running r = run_both(a, RULES,
                         TESTS "<test id=\"only\">" KIM
                               "<therapist id=\"a\"><fee>200</fee><tone>warm</tone><text>I am kind.</text>"
                               "</therapist><score min=\"50\"/></test></tests>\n");
    mutation_report m = mutate(a, &r, 1, 0);
    str all = listed(a, &m, true);
    assert_text_contains(
        all, "SURVIVED flag dear: <flag> was taken out [only] <flag flag=\"dear\" is=\"holds\"/>\n");
    assert_text_contains(all, "SURVIVED flag dear: deduct \"10\" became \"20\" [only] <score is=\"90\"/>\n");
    assert_text_contains(
        all, "SURVIVED gate paid: <gate> was taken out [only] <outcome gate=\"paid\" is=\"met\"/>\n");
    assert_text_contains(all,
                         "SURVIVED flag dear: in when, > became >= [] an example in which the two sides are "
                         "equal\n");
}

ARENA_TEST(the_number_of_threads_does_not_matter_and_a_sample_is_always_the_same)
{
    running r = run_both(a, RULES, ALL);
    mutation_report one = mutate(a, &r, 1, 0), four = mutate(a, &r, 4, 0);
    assert_text_equal(listed(a, &one, false), listed(a, &four, false));
    mutation_report sample = mutate(a, &r, 1, 7), again = mutate(a, &r, 3, 7);
    assert_int_equal(sample.count, 7);
    assert_int_equal(sample.made, one.made);
    assert_text_equal(listed(a, &sample, false), listed(a, &again, false));
}

ARENA_TEST(a_place_is_that_of_the_changed_value_also_behind_entities)
{
    running r = run_both(a, RULES, ALL);
    mutation_report m = mutate(a, &r, 1, 0);
    for (size_t i = 0; i < m.count; i++)
        if (str_contains(m.items[i].change, STR("<= became <"))) {
            place_view view = place_look(m.items[i].where, a);
            assert_int_equal(view.line, 6);
            assert_int_equal(view.column, 40);
            assert_str_equal(str_slice(m.items[i].where.source->bytes, (size_t)m.items[i].where.offset,
                                       (size_t)(m.items[i].where.offset + m.items[i].where.length)),
                             "&lt;=");
        }
}

ARENA_TEST(rows_of_decision_tables_are_changed_too)
{
    static const char rules[] =
        "<ruleset xmlns=\"urn:attune:ruleset:1\" id=\"r\" version=\"1\"><client/>\n"
        "<therapist><field name=\"fee\" type=\"number\"/></therapist>\n"
        "<factor id=\"f\" weight=\"1\"><criterion id=\"c\" points=\"1\"><table hit=\"first\">\n"
        "<input>therapist.fee</input>\n<row><when>&lt; 100</when><then>1</then></row>\n"
        "<row><when>-</when><then>0</then></row></table></criterion></factor></ruleset>\n";
    running r = run_both(a, rules,
                         TESTS "<test id=\"t\"><client/><therapist id=\"a\"><fee>50</fee></therapist>"
                               "<score is=\"100\"/></test></tests>\n");
    mutation_report m = mutate(a, &r, 1, 0);
    str all = listed(a, &m, false);
    assert_text_contains(all, "noticed criterion c: <row> was taken out\n");
    assert_text_contains(all,
                         "SURVIVED criterion c: in when, < became <= [] an example in which the two sides "
                         "are equal\n");
    assert_text_contains(all, "SURVIVED criterion c: in when, 100 became 110 []");
    assert_text_contains(all, "noticed criterion c: in then, 1 became 0\n");
    assert_text_contains(all, "SURVIVED criterion c: <row> was taken out []");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_kind_of_change_is_tried_and_good_examples_notice_all),
        cmocka_unit_test(a_survivor_that_shows_in_an_example_comes_with_the_expectation_that_is_missing),
        cmocka_unit_test(the_number_of_threads_does_not_matter_and_a_sample_is_always_the_same),
        cmocka_unit_test(rows_of_decision_tables_are_changed_too),
        cmocka_unit_test(a_place_is_that_of_the_changed_value_also_behind_entities),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
