// SPDX-License-Identifier: MIT
// Examples: what an expectation may say, and what becomes of profiles and examples that are wrong.
#include "support/support.h"

#include "examples/examples.h"

static const char RULES[] =
    "<ruleset xmlns=\"urn:attune:ruleset:1\" id=\"r\" version=\"1\">\n"
    "<client><field name=\"wants\" type=\"boolean\"/><field name=\"max_fee\" type=\"number\"/></client>\n"
    "<therapist><field name=\"warm\" type=\"boolean\"/><field name=\"fee\" type=\"number\"/></therapist>\n"
    "<gate id=\"affordable\" require=\"therapist.fee &lt;= client.max_fee\"><unmet>Too dear.</unmet></gate>\n"
    "<factor id=\"manner\" weight=\"1\">\n"
    "<adjust id=\"raised\" when=\"client.wants\" weight=\"+1\"><because>Wanted.</because></adjust>\n"
    "<criterion id=\"is_warm\" points=\"1\" when=\"therapist.warm\"><met>Is warm.</met>\n"
    "<ask>Are you warm?</ask></criterion></factor>\n"
    "<flag id=\"cold\" when=\"not(therapist.warm)\" deduct=\"5\"><because>Is cold.</because></flag>\n"
    "<advice id=\"save\" when=\"client.max_fee &lt; 10\"><say>Save up.</say></advice>\n"
    "</ruleset>\n";

typedef struct outcome_of_run {
    bool ran;
    examples_report report;
    str diagnostics, failures;
} outcome_of_run;

static outcome_of_run run_file(arena *a, const char *content)
{
    const char *path = test_temp_path(a, "rules.test.xml");
    test_write_file(test_temp_path(a, "rules.xml"), str_from(RULES));
    test_write_file(path, str_from(content));
    limits l = limits_default();
    diagnostics d;
    diagnostics_init(&d, a, l.diagnostics);
    outcome_of_run out = {0};
    const examples *x = examples_read(a, path, &l, &d);
    const ruleset *r = x ? ruleset_load_source(a, examples_ruleset_source(x), STR_NONE, &l, &d) : NULL;
    out.ran = r && examples_run(a, x, r, &d, &out.report);
    builder said = builder_new(a), failed = builder_new(a);
    for (size_t i = 0; i < d.items.count; i++) {
        const diagnostic *item = &d.items.items[i];
        place_view view = place_look(item->where, a);
        builder_addf(&said, "%u:%u %s: %.*s", view.line, view.column, code_describe(item->code)->name,
                     STR_ARGS(item->message));
        if (item->help.length)
            builder_addf(&said, " (%.*s)", STR_ARGS(item->help));
        builder_addc(&said, '\n');
    }
    for (size_t i = 0; i < out.report.results.count; i++)
        for (size_t k = 0; k < out.report.results.items[i].failures.count; k++)
            builder_addf(&failed, "%.*s\n", STR_ARGS(out.report.results.items[i].failures.items[k].text));
    out.diagnostics = builder_str(&said);
    out.failures = builder_str(&failed);
    return out;
}

// An example, from line 3 on, of one client and one warm therapist.
static outcome_of_run run_example(arena *a, const char *expectations)
{
    return run_file(a, str_printf(a,
                                  "<tests xmlns=\"urn:attune:test:1\" ruleset=\"rules.xml\" "
                                  "today=\"2026-03-01\">\n<test id=\"t\"><client/><therapist id=\"ana\">"
                                  "<warm>yes</warm><fee>5</fee></therapist>\n%s</test></tests>\n",
                                  expectations)
                           .data);
}

typedef struct wrong_case {
    const char *expectation, *said;
} wrong_case;

ARENA_TEST(words_and_numbers_that_an_expectation_cannot_say_are_errors_at_their_place)
{
    static const wrong_case cases[] = {
        {"<adjusted adjust=\"raised\" is=\"noo\"/>",
         "3:31 wrong-value: is cannot be \"noo\" (did you mean \"no\"?\nallowed: yes, no)\n"},
        {"<advice advice=\"save\" is=\"nto\"/>",
         "3:27 wrong-value: is cannot be \"nto\" (did you mean \"not\"?\nallowed: given, not)\n"},
        {"<question contains=\"warm\" is=\"typo\"/>",
         "3:31 wrong-value: is cannot be \"typo\" (allowed: asked, not)\n"},
        {"<score of=\"lwo\" is=\"1\"/>",
         "3:12 wrong-value: of cannot be \"lwo\" (did you mean \"low\"?\nallowed: low, high)\n"},
        {"<flag flag=\"cold\" is=\"hold\"/>",
         "3:23 wrong-value: is cannot be \"hold\" (did you mean \"holds\"?\nallowed: holds, not, unknown)\n"},
        {"<score min=\"x\"/>", "3:13 wrong-value: min \"x\" is not a number\n"},
        {"<score is=\"\"/>", "3:8 empty-value: is is empty\n"},
        {"<message criterion=\"is_warm\" contains=\"\"/>", "3:30 empty-value: contains is empty\n"},
        {"<outcome gate=\"affordable\" is=\"met\" value=\"1\"/>",
         "3:37 conflicting-attributes: value goes only with criterion\n"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        outcome_of_run r = run_example(a, cases[i].expectation);
        assert_text_equal(r.diagnostics, str_from(cases[i].said));
        assert_false(r.ran);
    }
}

ARENA_TEST(attributes_that_an_expectation_needs_are_missed)
{
    static const wrong_case cases[] = {
        {"<quote flag=\"cold\"/>", "3:1 missing-attribute: <quote> needs contains\n"},
        {"<question is=\"not\"/>", "3:1 missing-attribute: <question> needs contains\n"},
        {"<message criterion=\"is_warm\"/>", "3:1 missing-attribute: <message> needs contains\n"},
        {"<message contains=\"x\"/>",
         "3:1 missing-attribute: <message> needs criterion, flag, gate or advice\n"},
        {"<message contains=\"x\" flag=\"cold\" advice=\"save\"/>",
         "3:35 conflicting-attributes: <message> is of flag or advice, not of both\n"},
        {"<quote contains=\"x\"/>", "3:1 missing-attribute: <quote> needs flag, criterion or signal\n"},
        {"<outcome criterion=\"is_warm\"/>", "3:1 missing-attribute: <outcome> needs is\n"},
        {"<score/>", "3:1 missing-attribute: <score> needs is, min or max\n"},
        {"<weight is=\"1\"/>", "3:1 missing-attribute: <weight> needs factor or criterion\n"},
        {"<above first=\"ana\"/>", "3:1 missing-attribute: <above> needs second\n"},
        {"<advice is=\"not\"/>", "3:1 missing-attribute: <advice> needs advice\n"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_text_equal(run_example(a, cases[i].expectation).diagnostics, str_from(cases[i].said));
}

ARENA_TEST(an_expectation_of_something_that_is_not_there_fails)
{
    static const wrong_case cases[] = {
        {"<message criterion=\"nosuch\" contains=\"x\"/>", "there is no criterion \"nosuch\"\n"},
        {"<quote flag=\"colt\" contains=\"x\"/>", "there is no flag \"colt\"; did you mean \"cold\"?\n"},
        {"<outcome gate=\"x\" is=\"met\"/>", "there is no gate \"x\"\n"},
        {"<excluded gate=\"afordable\"/>", "there is no gate \"afordable\"; did you mean \"affordable\"?\n"},
        {"<flag flag=\"cool\" is=\"not\"/>", "there is no flag \"cool\"\n"},
        {"<advice advice=\"safe\" is=\"not\"/>", "there is no advice \"safe\"; did you mean \"save\"?\n"},
        {"<weight factor=\"nosuch\" min=\"0\"/>", "there is no factor \"nosuch\"\n"},
        {"<adjusted adjust=\"lowered\" is=\"no\"/>", "there is no adjust \"lowered\"\n"},
        {"<advice advice=\"save\" therapist=\"bo\" is=\"not\"/>",
         "there is no therapist \"bo\" in this example\n"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        outcome_of_run r = run_example(a, cases[i].expectation);
        assert_text_equal(r.failures, str_from(cases[i].said));
        assert_int_equal(r.report.failed, 1);
    }
}

ARENA_TEST(expectations_that_are_right_hold)
{
    outcome_of_run r =
        run_example(a, "<order>ana</order><score is=\"100\"/><score of=\"low\" max=\"100\"/>"
                       "<outcome criterion=\"is_warm\" is=\"met\" value=\"1\"/>"
                       "<outcome gate=\"affordable\" is=\"unknown\"/><flag flag=\"cold\" is=\"not\"/>"
                       "<advice advice=\"save\" is=\"not\"/><weight factor=\"manner\" min=\"100\"/>"
                       "<adjusted adjust=\"raised\" is=\"no\"/><question contains=\"Are you\" is=\"not\"/>"
                       "<message therapist=\"ana\" criterion=\"is_warm\" contains=\"Is warm\"/>");
    assert_text_equal(r.diagnostics, STR_NONE);
    assert_text_equal(r.failures, STR_NONE);
    assert_true(r.ran);
    assert_int_equal(r.report.results.items[0].expectations, 11);
}

ARENA_TEST(what_is_not_part_of_an_example_is_refused)
{
    static const wrong_case cases[] = {
        {"stray", "3:1 unexpected-text: <test> holds no text\n"},
        {"<score is=\"1\">stray</score>", "3:15 unexpected-text: <score> holds no text\n"},
        {"<score is=\"1\"><min/></score>", "3:15 unknown-element: <min> is not known here\n"},
        {"<order><b/></order>", "3:8 unknown-element: <b> is not known here\n"},
        {"<score is=\"1\" xmlns=\"urn:other\"/>",
         "3:1 unknown-element: <score> is not known here (its namespace is \"urn:other\", not "
         "\"urn:attune:test:1\")\n"},
        {"<client/>", "3:1 repeated-element: a second client; an example is of one (the first stands on "
                      "line 2)\n"},
        {"<client ref=\"x\">stray</client>",
         "3:17 unexpected-text: <client> holds no text\n"
         "3:1 repeated-element: a second client; an example is of one (the first stands on line 2)\n"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        outcome_of_run r = run_example(a, cases[i].expectation);
        assert_text_contains(r.diagnostics, cases[i].said);
        assert_false(r.ran);
    }
}

#define TESTS_HEAD "<tests xmlns=\"urn:attune:test:1\" ruleset=\"rules.xml\" today=\"2026-03-01\">\n"
#define ANA "<therapist id=\"ana\"><warm>yes</warm><fee>5</fee></therapist>"

ARENA_TEST(an_override_of_a_field_that_is_not_declared_is_an_error_even_when_empty)
{
    outcome_of_run r =
        run_file(a, TESTS_HEAD "<client id=\"me\"><max_fee>9</max_fee></client>\n"
                               "<test id=\"t\"><client ref=\"me\"><max_fe/></client>" ANA
                               "<score is=\"100\"/></test>\n"
                               "<test id=\"u\"><client ref=\"me\"><max_fee/></client>" ANA
                               "<outcome gate=\"affordable\" is=\"unknown\"/></test>\n</tests>\n");
    assert_text_equal(r.diagnostics,
                      STR("3:31 unknown-field: no field named \"max_fe\" in client (did you mean "
                          "\"max_fee\"?)\n"));
    assert_int_equal(r.report.not_run, 1);
    assert_false(r.report.results.items[0].ran);
    assert_true(r.report.results.items[1].ran);
    assert_text_equal(r.failures, STR_NONE);
}

ARENA_TEST(shared_profiles_are_read_and_reported_once)
{
    outcome_of_run r = run_file(
        a, TESTS_HEAD "<client id=\"me\"><wants>perhaps</wants></client>\n"
                      "<therapist id=\"unused\"><fee>much</fee></therapist>\n"
                      "<test id=\"t\"><client ref=\"me\"/>" ANA "<score is=\"1\"/></test>\n"
                      "<test id=\"u\"><client ref=\"me\"><max_fee>1</max_fee></client>" ANA
                      "<score is=\"1\"/></test>\n<test id=\"v\"><client/>" ANA "<score is=\"100\"/></test>\n"
                      "<test id=\"w\"><client ref=\"mee\"/>" ANA "<score is=\"1\"/></test>\n</tests>\n");
    assert_text_contains(r.diagnostics, "2:24 wrong-field-value");
    assert_text_contains(r.diagnostics, "3:29 wrong-field-value");
    assert_text_contains(r.diagnostics, "7:27 unknown-reference: no shared client \"mee\" in this file "
                                        "(did you mean \"me\"?)");
    size_t first = str_find(r.diagnostics, STR("wrong-field-value"), 0);
    size_t second = str_find(r.diagnostics, STR("wrong-field-value"), first + 1);
    assert_true(str_find(r.diagnostics, STR("wrong-field-value"), second + 1) == SIZE_MAX);
    assert_int_equal(r.report.not_run, 3);
    assert_int_equal(r.report.failed, 0);
    assert_int_equal(r.report.results.count, 4);
}

ARENA_TEST(a_rule_set_that_is_not_there_is_reported_where_it_is_named)
{
    outcome_of_run r = run_file(a, "<tests xmlns=\"urn:attune:test:1\" ruleset=\"rule.xml\" "
                                   "today=\"2026-03-01\"/>\n");
    assert_text_contains(r.diagnostics, "1:43 file-missing");
}

ARENA_TEST(examples_that_could_not_run_are_not_counted_as_passed)
{
    command_result run = RUN_ATTUNE(a, "test", "tests/cli/data/not_run.test.xml");
    assert_int_equal(run.status, 4);
    assert_text_contains(run.out, "NOT RUN wrong\n");
    assert_text_contains(run.out, "2 examples with 1 expectation: 1 passed, 0 failed, 1 not run\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_and_numbers_that_an_expectation_cannot_say_are_errors_at_their_place),
        cmocka_unit_test(attributes_that_an_expectation_needs_are_missed),
        cmocka_unit_test(an_expectation_of_something_that_is_not_there_fails),
        cmocka_unit_test(expectations_that_are_right_hold),
        cmocka_unit_test(what_is_not_part_of_an_example_is_refused),
        cmocka_unit_test(an_override_of_a_field_that_is_not_declared_is_an_error_even_when_empty),
        cmocka_unit_test(shared_profiles_are_read_and_reported_once),
        cmocka_unit_test(a_rule_set_that_is_not_there_is_reported_where_it_is_named),
        cmocka_unit_test(examples_that_could_not_run_are_not_counted_as_passed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
