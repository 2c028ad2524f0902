// SPDX-License-Identifier: MIT
// What is said of a failed expectation, and what --update makes of it.
#include "examples/running.h"

static const char RULES[] =
    "<ruleset xmlns=\"urn:attune:ruleset:1\" id=\"r\" version=\"1\">\n"
    "<client><field name=\"goals\" type=\"string\" list=\"true\"/><field name=\"max_fee\" "
    "type=\"number\"/></client>\n"
    "<therapist><field name=\"focus\" type=\"string\" list=\"true\"/><field name=\"fee\" type=\"number\"/>\n"
    "<field name=\"text\" type=\"text\"/></therapist>\n"
    "<trigger id=\"never\" kind=\"negated\" direction=\"forward\">never</trigger>\n"
    "<signal name=\"lower\" in=\"therapist.text\" absent=\"false\"><phrase>aim lower</phrase></signal>\n"
    "<let name=\"shared\" value=\"client.goals[list contains(therapist.focus, item)]\"/>\n"
    "<gate id=\"paid\" require=\"therapist.fee &lt;= client.max_fee\"><unmet>Too dear.</unmet>\n"
    "<ask>What is your fee?</ask></gate>\n"
    "<factor id=\"goals\" weight=\"1\">\n"
    "<adjust id=\"raised\" when=\"client.max_fee > 10\" weight=\"+1\"><because>Rich.</because></adjust>\n"
    "<criterion id=\"works\" points=\"1\" value=\"count(shared) / count(client.goals)\"><met>All "
    "\"goals\".</met>\n"
    "<ask>What do you do?</ask></criterion></factor>\n"
    "<flag id=\"lower\" when=\"signals.lower\" deduct=\"30\"><because>Says: {evidence}</because></flag>\n"
    "<advice id=\"save\" when=\"client.max_fee &lt; 10\"><say>Save up.</say></advice>\n"
    "</ruleset>\n";

#define PEOPLE                                                                                               \
    "<client><goals>a</goals><goals>b</goals><max_fee>50</max_fee></client>"                                 \
    "<therapist id=\"ana\"><focus>a</focus><fee>40</fee></therapist>"                                        \
    "<therapist id=\"bo\"><focus>a</focus><focus>b</focus><text>You should aim lower.</text></therapist>"    \
    "<therapist id=\"cy\"><fee>90</fee><text>I never say: aim lower.</text></therapist>\n"

// The failures of one expectation, with their facts.
static str failures_of(arena *a, const char *expectation)
{
    running r = run_both(
        a, RULES, str_printf(a, TESTS "<test id=\"t\">" PEOPLE "%s</test></tests>\n", expectation).data);
    builder out = builder_new(a);
    for (size_t i = 0; i < r.report.results.items[0].failures.count; i++) {
        const example_failure *f = &r.report.results.items[0].failures.items[i];
        place_view view = place_look(f->where, a);
        builder_addf(&out, "%u:%u %.*s\n", view.line, view.column, STR_ARGS(f->text));
        for (size_t k = 0; k < f->facts.count; k++)
            builder_addf(&out, "%c %.*s: %.*s\n", "-+ "[f->facts.items[k].kind],
                         STR_ARGS(f->facts.items[k].label), STR_ARGS(f->facts.items[k].text));
    }
    return builder_str(&out);
}

ARENA_TEST(a_criterion_shows_what_it_read_and_what_it_counted)
{
    str said = failures_of(a, "<outcome therapist=\"ana\" criterion=\"works\" is=\"met\"/>");
    assert_text_contains(said, "3:48 expected criterion works of ana to be met, but it is partly\n"
                               "- is: met\n+ is: partly\n"
                               "  value: count(shared) / count(client.goals)\n"
                               "  reads: shared = [\"a\"]\n"
                               "  : client.goals = [\"a\", \"b\"]\n"
                               "  : therapist.focus = [\"a\"]\n"
                               "  counts: 50 of 100 points\n");
    assert_text_contains(said, "rules.xml:12:16\n");
}

ARENA_TEST(a_flag_shows_its_quotes_and_how_they_were_judged)
{
    str said = failures_of(a, "<flag therapist=\"cy\" flag=\"lower\" is=\"holds\"/>");
    assert_text_contains(said, "expected flag lower of cy to hold, but it does not\n- is: holds\n+ is: not\n"
                               "  when: signals.lower\n  reads: signals.lower = false\n"
                               "  quote: “I never say: aim lower.” does not count: negated by “never”\n");
    said = failures_of(a, "<flag therapist=\"bo\" flag=\"lower\" is=\"not\"/>");
    assert_text_contains(said, "  takes off: 30 points\n  says: Says: You should aim lower.\n"
                               "  quote: “You should aim lower.” counts: said in the author's own voice\n");
}

ARENA_TEST(an_order_shows_in_what_the_two_differ)
{
    str said = failures_of(a, "<order>ana bo</order>");
    assert_text_contains(said,
                         "3:8 expected the order ana bo, but it is bo ana\n- order: ana bo\n+ order: bo ana\n"
                         "  scores: bo 70, range 70 to 70\n  : ana 50, range 20 to 50\n"
                         "  differ: bo +50 by works (bo met, ana partly)\n"
                         "  : ana +30 by red flag lower (of bo)\n");
    said = failures_of(a, "<order>bo ana cy</order>");
    assert_text_contains(said, "  excluded: by paid: Too dear.\n");
    said = failures_of(a, "<order>bo ann</order>");
    assert_text_contains(said, "  but: there is no therapist \"ann\" in this example\n");
}

ARENA_TEST(a_score_shows_where_points_were_lost)
{
    assert_text_contains(failures_of(a, "<score therapist=\"bo\" is=\"100\"/>"),
                         "expected the score of bo to be 100, but it is 70\n- is: 100\n+ is: 70\n"
                         "  score: 70, range 70 to 70\n  lost: 30  lower (red flag)\n");
    assert_text_contains(failures_of(a, "<score therapist=\"ana\" of=\"low\" min=\"50.5\"/>"),
                         "expected the low of ana to be at least 50.5, but it is 20\n");
}

ARENA_TEST(signals_quotes_that_do_not_count_and_who_is_not_excluded_can_be_expected)
{
    assert_str_equal(
        failures_of(a, "<excluded therapist=\"ana\" is=\"not\"/><excluded therapist=\"cy\"/>"
                       "<signal therapist=\"bo\" signal=\"lower\" is=\"true\"/>"
                       "<signal therapist=\"cy\" signal=\"lower\" is=\"false\"/>"
                       "<quote therapist=\"cy\" signal=\"lower\" contains=\"never\" is=\"discounted\"/>"
                       "<quote therapist=\"bo\" signal=\"lower\" contains=\"should\"/>"
                       "<weight criterion=\"works\" is=\"100\"/>"),
        "");
    str said = failures_of(a, "<signal therapist=\"ana\" signal=\"lower\" is=\"false\"/>");
    assert_text_contains(said, "expected signal lower of ana to be false, but it is unknown\n");
    assert_text_contains(said, "  quote: none: none of its patterns is found\n");
    assert_text_contains(failures_of(a, "<excluded therapist=\"cy\" is=\"not\"/>"),
                         "expected cy not to be excluded\n");
    assert_text_contains(failures_of(a, "<adjusted adjust=\"raised\" is=\"no\"/>"),
                         "expected adjust raised not to hold, but it does\n");
    assert_text_contains(failures_of(a, "<advice advice=\"save\"/>"),
                         "expected advice save to be given, but it is not\n");
    assert_text_contains(failures_of(a, "<question therapist=\"ana\" contains=\"fee\"/>"),
                         "  asks: What do you do? (works)\n");
}

ARENA_TEST(update_changes_the_values_that_failed_and_nothing_else)
{
    static const char before[] =
        TESTS "<!-- kept: is=\"met\" -->\n<test id=\"t\"  title='x'>" PEOPLE
              "<order >\n  ana   bo </order><score therapist='bo' is='1.00'  /><score therapist=\"bo\" "
              "min=\"70.5\"/>\n"
              "<outcome therapist=\"ana\" criterion=\"works\" is=\"met\" value=\"1\"/>\n"
              "<message therapist=\"bo\" criterion=\"works\" contains='None'/>\n"
              "<above first=\"ana\" second=\"bo\"/><score therapist=\"ana\" max=\"60\"/></test></tests>\n";
    static const char after[] =
        TESTS "<!-- kept: is=\"met\" -->\n<test id=\"t\"  title='x'>" PEOPLE
              "<order >\n  bo ana </order><score therapist='bo' is='70.00'  /><score therapist=\"bo\" "
              "min=\"70.0\"/>\n"
              "<outcome therapist=\"ana\" criterion=\"works\" is=\"partly\" value=\"0.5\"/>\n"
              "<message therapist=\"bo\" criterion=\"works\" contains='All &quot;goals&quot;.'/>\n"
              "<above first=\"ana\" second=\"bo\"/><score therapist=\"ana\" max=\"60\"/></test></tests>\n";
    size_t mended;
    running r = run_both(a, RULES, before);
    str updated = examples_updated(a, r.examples, &r.report, &mended);
    assert_str_equal(updated, after);
    assert_int_equal(mended, 6);
    running again = run_both(a, RULES, updated.data);
    assert_int_equal(again.report.results.items[0].failures.count, 1); // <above>
}

ARENA_TEST(profiles_come_from_files_whole_or_as_variants)
{
    test_write_file(
        test_temp_path(a, "people.xml"),
        STR("<profiles xmlns=\"urn:attune:profile:1\"><client id=\"kim\"><goals>a</goals></client>"
            "<therapist id=\"x\"><focus>a</focus></therapist><therapist id=\"y\"/></profiles>"));
    running r =
        run_both(a, RULES,
                 TESTS "<therapist id=\"shared\" file=\"people.xml\" ref=\"x\"/>\n"
                       "<test id=\"t\"><client file=\"people.xml\"/><therapist ref=\"shared\"/>"
                       "<therapist file=\"people.xml\" ref=\"y\"/>"
                       "<therapist file=\"people.xml\" ref=\"x\" id=\"other\"><focus>b</focus></therapist>"
                       "<order>shared y other</order></test></tests>\n");
    assert_int_equal(r.report.failed, 0);
}

ARENA_TEST(a_profile_that_a_file_does_not_have_is_reported_where_it_is_named)
{
    static const struct {
        const char *element, *said;
    } cases[] = {
        {"<therapist file=\"people.xml\" ref=\"z\"/>", "no therapist \"z\" in \"people.xml\""},
        {"<therapist file=\"people.xml\"/>", "\"people.xml\" holds 2 therapists: say which with ref"},
        {"<therapist file=\"nobody.xml\"/>", "cannot read"},
        {"<therapist file=\"rules.xml\"/>",
         "a file of profiles starts with <client>, <therapist> or <profiles>"},
    };
    limits l = limits_default();
    test_write_file(test_temp_path(a, "rules.xml"), str_from(RULES));
    test_write_file(test_temp_path(a, "people.xml"),
                    STR("<profiles xmlns=\"urn:attune:profile:1\"><therapist id=\"x\"/><therapist id=\"y\"/>"
                        "</profiles>"));
    const char *path = test_temp_path(a, "rules.test.xml");
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        test_write_file(path,
                        str_printf(a, TESTS "<test id=\"t\"><client/>%s<score is=\"1\"/></test></tests>\n",
                                   cases[i].element));
        diagnostics d;
        examples_report report;
        diagnostics_init(&d, a, (size_t)l.diagnostics);
        const examples *x = examples_read(a, path, &l, &d);
        const ruleset *r = x ? ruleset_load_source(a, examples_ruleset_source(x), STR_NONE, &l, &d) : NULL;
        assert_false(r && examples_run(a, x, r, &d, &report));
        assert_int_equal(d.items.count, 1);
        assert_text_contains(d.items.items[0].message, cases[i].said);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_criterion_shows_what_it_read_and_what_it_counted),
        cmocka_unit_test(a_flag_shows_its_quotes_and_how_they_were_judged),
        cmocka_unit_test(an_order_shows_in_what_the_two_differ),
        cmocka_unit_test(a_score_shows_where_points_were_lost),
        cmocka_unit_test(signals_quotes_that_do_not_count_and_who_is_not_excluded_can_be_expected),
        cmocka_unit_test(update_changes_the_values_that_failed_and_nothing_else),
        cmocka_unit_test(profiles_come_from_files_whole_or_as_variants),
        cmocka_unit_test(a_profile_that_a_file_does_not_have_is_reported_where_it_is_named),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
