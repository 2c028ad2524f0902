// SPDX-License-Identifier: MIT
// Coverage: what examples saw of a rule set, and what they could have seen.
#include "examples/running.h"

static const char RULES[] =
    "<ruleset xmlns=\"urn:attune:ruleset:1\" id=\"r\" version=\"1\">\n"
    "<client><field name=\"wants\" type=\"boolean\"/><field name=\"max_fee\" type=\"number\"/></client>\n"
    "<therapist><field name=\"warm\" type=\"boolean\"/><field name=\"share\" type=\"number\"/>\n"
    "<field name=\"text\" type=\"text\"/></therapist>\n"
    "<trigger id=\"never\" kind=\"negated\" direction=\"forward\">never</trigger>\n"
    "<trigger id=\"once\" kind=\"past\" direction=\"forward\">once</trigger>\n"
    "<signal name=\"kind\" in=\"therapist.text\"><phrase>kind words</phrase><pattern>gentle</pattern>\n"
    "<unless>dogs?</unless></signal>\n"
    "<gate id=\"known\" require=\"therapist.warm != null\"/>\n"
    "<factor id=\"manner\" weight=\"1\">\n"
    "<adjust id=\"raised\" when=\"client.wants\" weight=\"+1\"><because>Wanted.</because></adjust>\n"
    "<criterion id=\"is_warm\" points=\"1\" when=\"therapist.warm\"/>\n"
    "<criterion id=\"is_kind\" points=\"1\" applies=\"client.wants != null\" when=\"signals.kind\"/>\n"
    "<criterion id=\"shares\" points=\"1\" value=\"therapist.share\"/>\n"
    "<criterion id=\"steps\" points=\"1\" value=\"if therapist.warm = null then null else if therapist.warm "
    "then 1 else 0\"/></factor>\n"
    "<flag id=\"cold\" when=\"therapist.warm = false\" deduct=\"5\"><because>Is cold.</because></flag>\n"
    "<advice id=\"save\" when=\"if client.max_fee = null then false else client.max_fee &lt; 10\">"
    "<say>Save up.</say></advice>\n"
    "</ruleset>\n";

static const char EXAMPLES[] = TESTS
    "<test id=\"t\"><client><wants>yes</wants></client>\n"
    "<therapist id=\"a\"><warm>yes</warm><share>0.5</share>"
    "<text>I have kind words. I am never gentle.</text></therapist>\n"
    "<therapist id=\"b\"><warm>no</warm><share>1</share><text>My dog likes kind words.</text></therapist>\n"
    "<order>a b</order></test></tests>\n";

static const coverage_item *item_of(const coverage *c, coverage_kind kind, const char *id, size_t number)
{
    for (size_t i = c->first[kind]; i < c->first[kind + 1]; i++)
        if (str_equals(c->items[i].id, id) && number-- == 0)
            return &c->items[i];
    fail_msg("there is no %s", id);
    return NULL;
}

static str sightings(arena *a, unsigned which)
{
    builder out = builder_new(a);
    for (unsigned s = 0; s < SIGHTINGS; s++)
        if (which & (1u << s))
            builder_addf(&out, "%s%s", out.length ? ", " : "", sighting_name((sighting)s));
    return builder_str(&out);
}

ARENA_TEST(outcomes_that_cannot_be_are_not_asked_for)
{
    static const struct {
        coverage_kind kind;
        const char *id, *possible;
    } cases[] = {
        {COVERAGE_GATE, "known", "met, unmet"},
        {COVERAGE_CRITERION, "is_warm", "met, unmet, unknown"},
        {COVERAGE_CRITERION, "is_kind", "met, unmet, unknown, not applicable"},
        {COVERAGE_CRITERION, "shares", "met, partly, unmet, unknown"},
        {COVERAGE_CRITERION, "steps", "met, unmet, unknown"},
        {COVERAGE_FLAG, "cold", "holding, not holding, unknown"},
        {COVERAGE_ADJUST, "raised", "holding, not holding"},
        {COVERAGE_ADVICE, "save", "holding, not holding"},
    };
    running r = run_both(a, RULES, EXAMPLES);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const coverage_item *item = item_of(r.report.coverage, cases[i].kind, cases[i].id, 0);
        assert_str_equal(sightings(a, item->possible), cases[i].possible);
    }
}

ARENA_TEST(what_was_seen_is_counted_by_therapist)
{
    running r = run_both(a, RULES, EXAMPLES);
    const coverage *c = r.report.coverage;
    const coverage_item *warm = item_of(c, COVERAGE_CRITERION, "is_warm", 0);
    assert_int_equal(warm->times[SEEN_MET], 1);
    assert_int_equal(warm->times[SEEN_UNMET], 1);
    assert_str_equal(sightings(a, warm->wanted & ~warm->seen), "unknown");
    assert_str_equal(sightings(a, item_of(c, COVERAGE_CRITERION, "shares", 0)->seen), "met, partly");
    assert_str_equal(sightings(a, item_of(c, COVERAGE_FLAG, "cold", 0)->seen), "holding, not holding");
    assert_str_equal(sightings(a, item_of(c, COVERAGE_ADJUST, "raised", 0)->seen), "holding");
    assert_str_equal(sightings(a, item_of(c, COVERAGE_ADVICE, "save", 0)->seen), "not holding");
    coverage_figure f = coverage_figure_of(c, COVERAGE_GATE, COVERAGE_ADVICE, false);
    assert_int_equal(f.wanted, 23);
    assert_int_equal(f.seen, 13);
}

ARENA_TEST(patterns_count_are_discounted_or_hit_and_triggers_decide)
{
    running r = run_both(a, RULES, EXAMPLES);
    const coverage *c = r.report.coverage;
    assert_str_equal(sightings(a, item_of(c, COVERAGE_PATTERN, "kind", 0)->seen), "counted, discounted");
    assert_str_equal(sightings(a, item_of(c, COVERAGE_PATTERN, "kind", 1)->seen), "discounted");
    assert_str_equal(sightings(a, item_of(c, COVERAGE_PATTERN, "kind", 2)->seen), "hit");
    assert_str_equal(sightings(a, item_of(c, COVERAGE_TRIGGER, "never", 0)->seen), "decided");
    assert_str_equal(sightings(a, item_of(c, COVERAGE_TRIGGER, "once", 0)->seen), "");
    assert_str_equal(item_of(c, COVERAGE_PATTERN, "kind", 0)->text, "kind words");
}

ARENA_TEST(what_another_file_declares_is_counted_apart)
{
    test_write_file(test_temp_path(a, "part.xml"),
                    STR("<ruleset xmlns=\"urn:attune:ruleset:1\" id=\"part\" version=\"1\">"
                        "<trigger id=\"never\" kind=\"negated\" direction=\"forward\">never</trigger>"
                        "</ruleset>\n"));
    running r = run_both(a,
                         "<ruleset xmlns=\"urn:attune:ruleset:1\" id=\"r\" version=\"1\">"
                         "<include href=\"part.xml\"/><client/><therapist><field name=\"text\" "
                         "type=\"text\"/></therapist><signal name=\"kind\" in=\"therapist.text\">"
                         "<phrase>kind</phrase></signal><factor id=\"f\" weight=\"1\"><criterion id=\"c\" "
                         "points=\"1\" when=\"signals.kind\"/></factor></ruleset>\n",
                         TESTS "<test id=\"t\"><client/><therapist id=\"a\"><text>I am never kind.</text>"
                               "</therapist><outcome criterion=\"c\" is=\"unmet\"/></test></tests>\n");
    const coverage *c = r.report.coverage;
    coverage_figure own = coverage_figure_of(c, COVERAGE_TRIGGER, COVERAGE_TRIGGER, false);
    coverage_figure others = coverage_figure_of(c, COVERAGE_TRIGGER, COVERAGE_TRIGGER, true);
    assert_int_equal(own.wanted, 0);
    assert_int_equal(others.wanted, 1);
    assert_int_equal(others.seen, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(outcomes_that_cannot_be_are_not_asked_for),
        cmocka_unit_test(what_was_seen_is_counted_by_therapist),
        cmocka_unit_test(patterns_count_are_discounted_or_hit_and_triggers_decide),
        cmocka_unit_test(what_another_file_declares_is_counted_apart),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
