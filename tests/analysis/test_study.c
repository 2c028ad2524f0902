// SPDX-License-Identifier: MIT
// Representative values, and what conditions come to over them.
#include "support/support.h"

#include "analysis/points.h"
#include "analysis/study.h"

#define NS "<ruleset xmlns=\"urn:attune:ruleset:1\" id=\"x\" version=\"1.0.0\">"

static const char FIELDS[] = NS
    "<vocabulary name=\"goal\"><term id=\"sleep\" broader=\"rest\"/><term id=\"rest\"/><term id=\"work\"/>"
    "<term id=\"love\"/><term id=\"fun\"/></vocabulary>"
    "<client><field name=\"age\" type=\"number\" min=\"0\" max=\"120\"/><field name=\"fee\" type=\"number\"/>"
    "<field name=\"goals\" type=\"goal\" list=\"true\" broader=\"true\"/><field name=\"goal\" type=\"goal\"/>"
    "<field name=\"born\" type=\"date\"/><field name=\"name\" type=\"string\"/>"
    "<record name=\"met\" list=\"true\" match=\"who\" as=\"meeting\"><field name=\"who\" type=\"string\"/>"
    "<field name=\"good\" type=\"boolean\"/></record></client>"
    "<therapist><field name=\"fee\" type=\"number\" min=\"0\"/><field name=\"focus\" type=\"goal\" "
    "list=\"true\"/>"
    "</therapist>"
    "<let name=\"dear\" value=\"therapist.fee > client.fee\"/>"
    "<let name=\"cheapest\" value=\"if therapist.fee &lt; 10 then therapist.fee else client.fee\"/>"
    "<factor id=\"f\" weight=\"1\">";

typedef struct one {
    arena *arena;
    world *world;
    const ruleset *rules;
    const feel_expression *feel;
} one;

// A rule set with one criterion of that condition.
static one load(arena *a, const char *condition)
{
    limits l = limits_default();
    diagnostics d;
    diagnostics_init(&d, a, 10);
    str text = str_printf(a, "%s<criterion id=\"c\" points=\"1\" %s/></factor></ruleset>", FIELDS, condition);
    const ruleset *r = ruleset_load_source(a, source_from_bytes(a, STR("x.xml"), text), STR_NONE, &l, &d);
    assert_non_null(r);
    return (one){a, world_new(a, r, (feel_date){2026, 3, 1}), r, r->criteria[0].value.feel};
}

static outcomes outcomes_of(arena *a, const char *condition, bool share)
{
    one o = load(a, condition);
    study *s = study_new(o.world, a, &o.feel, 1, share);
    outcomes found;
    study_outcomes(s, o.feel, NULL, 1000000, 20000, &found);
    return found;
}

static uint32_t client_input(const one *o, const char *name)
{
    return ruleset_find_field(&o->rules->client, str_from(name));
}

static uint32_t therapist_input(const one *o, const char *name)
{
    return o->world->first_therapist + ruleset_find_field(&o->rules->therapist, str_from(name));
}

// Bit 0: below, 1: equal, 2: above.
static unsigned order_of(decimal x, decimal y)
{
    int order = decimal_compare(x, y);
    return order < 0 ? 0 : order == 0 ? 1 : 2;
}

ARENA_TEST(two_numbers_stand_in_every_order_beside_a_constant)
{
    one o = load(a, "when=\"client.fee &lt; therapist.fee\"");
    uint32_t both[] = {client_input(&o, "fee"), therapist_input(&o, "fee")};
    feel_value constant = feel_integer(50);
    point_class c = {
        .scalars = both, .scalar_count = 2, .constants = &constant, .constant_count = 1, .ordered = true};
    point_list x = points_of(o.world, a, &c, both[0]), y = points_of(o.world, a, &c, both[1]);
    bool seen[3][3][3] = {{{false}}};
    assert_true(x.exact && y.exact);
    assert_true(feel_is_null(x.items[0]));
    for (size_t i = 1; i < x.count; i++)
        for (size_t k = 1; k < y.count; k++) {
            decimal p = x.items[i].as.number, q = y.items[k].as.number;
            seen[order_of(p, constant.as.number)][order_of(q, constant.as.number)][order_of(p, q)] = true;
        }
    for (unsigned p = 0; p < 3; p++)
        for (unsigned q = 0; q < 3; q++)
            for (unsigned order = 0; order < 3; order++) {
                bool possible = p < q ? order == 0 : p > q ? order == 2 : p != 1 || order == 1;
                assert_int_equal(seen[p][q][order], possible);
            }
}

ARENA_TEST(numbers_keep_within_the_bounds_of_their_field)
{
    one o = load(a, "when=\"client.age > 200\"");
    uint32_t age = client_input(&o, "age");
    feel_value constant = feel_integer(200);
    point_class c = {
        .scalars = &age, .scalar_count = 1, .constants = &constant, .constant_count = 1, .ordered = true};
    point_list points = points_of(o.world, a, &c, age);
    bool lowest = false, highest = false;
    for (size_t i = 1; i < points.count; i++) {
        decimal d = points.items[i].as.number;
        assert_true(decimal_compare(d, decimal_from_int(0)) >= 0);
        assert_true(decimal_compare(d, decimal_from_int(120)) <= 0);
        lowest = lowest || decimal_is_zero(d);
        highest = highest || decimal_compare(d, decimal_from_int(120)) == 0;
    }
    assert_true(lowest && highest);
}

ARENA_TEST(days_around_a_day_are_tried_over_the_ends_of_months)
{
    one o = load(a, "when=\"client.born > date(&quot;2024-03-01&quot;)\"");
    uint32_t born = client_input(&o, "born");
    feel_value constant = {.kind = FEEL_DATE, .as.date = {2024, 3, 1}};
    point_class c = {
        .scalars = &born, .scalar_count = 1, .constants = &constant, .constant_count = 1, .ordered = true};
    point_list points = points_of(o.world, a, &c, born);
    bool before = false, on = false, after = false;
    for (size_t i = 1; i < points.count; i++) {
        str text = feel_date_text(a, points.items[i].as.date);
        before = before || str_equals(text, "2024-02-29");
        on = on || str_equals(text, "2024-03-01");
        after = after || str_equals(text, "2024-03-02");
    }
    assert_true(before && on && after);
}

ARENA_TEST(lists_are_all_sets_and_hold_the_broader_terms)
{
    one o = load(a, "when=\"list contains(client.goals, &quot;sleep&quot;)\"");
    uint32_t goals = client_input(&o, "goals");
    feel_value constants[] = {feel_string(STR("sleep")), feel_string(STR("work"))};
    point_class c = {.lists = &goals, .list_count = 1, .constants = constants, .constant_count = 2};
    point_list points = points_of(o.world, a, &c, goals);
    assert_true(points.exact);
    assert_int_equal(points.count, 9); // null, and the sets of sleep, work and one other
    for (size_t i = 1; i < points.count; i++) {
        str text = feel_value_source(a, points.items[i]);
        assert_true(!str_contains(text, STR("sleep")) || str_contains(text, STR("rest")));
    }
}

ARENA_TEST(what_never_comes_out_is_proven_by_comparisons_alone)
{
    outcomes o = outcomes_of(a, "when=\"client.age &lt; 10 and client.age > 20\"", false);
    assert_true(o.exhausted);
    assert_true(outcome_impossible(&o, RESULT_YES));
    assert_false(outcome_impossible(&o, RESULT_NO));
    o = outcomes_of(a, "when=\"dear or therapist.fee &lt;= client.fee\"", false);
    assert_true(o.exhausted);
    assert_true(outcome_impossible(&o, RESULT_NO));
    assert_true(outcome_impossible_if_known(&o, RESULT_NULL));
    assert_false(outcome_impossible(&o, RESULT_NULL));
    o = outcomes_of(a, "when=\"cheapest = client.fee or cheapest &lt; 10\"", false);
    assert_true(o.exhausted);
    assert_true(outcome_impossible(&o, RESULT_NO));
    assert_false(outcome_impossible(&o, RESULT_YES));
}

ARENA_TEST(nothing_is_claimed_of_what_a_sample_did_not_show)
{
    outcomes o = outcomes_of(a, "when=\"client.fee * client.fee = 1369\"", false);
    assert_false(o.exhausted);
    assert_false(outcome_impossible(&o, RESULT_YES));
    assert_false(outcome_impossible(&o, RESULT_NO));
    o = outcomes_of(a, "when=\"lower case(client.name) = &quot;x&quot;\"", false);
    assert_false(outcome_impossible(&o, RESULT_YES));
    o = outcomes_of(a, "when=\"some g in client.goals satisfies list contains(therapist.focus, g)\"", false);
    assert_false(o.exhausted);
    assert_true(o.seen[RESULT_YES] && o.seen[RESULT_NO]);
}

ARENA_TEST(the_shape_of_an_expression_shows_what_it_cannot_be)
{
    outcomes o =
        outcomes_of(a, "value=\"if count(client.goals[item = &quot;fun&quot;]) > 2 then 1 else 0\"", true);
    assert_false(o.exhausted);
    assert_true(outcome_impossible(&o, RESULT_PARTLY));
    assert_true(outcome_impossible(&o, RESULT_NULL));
    o = outcomes_of(a, "when=\"count(client.goals[item = &quot;fun&quot;]) >= 0\"", false);
    assert_true(outcome_impossible(&o, RESULT_NO));
    assert_false(outcome_impossible(&o, RESULT_NULL));
    o = outcomes_of(a, "when=\"client.name != null and upper case(client.name) = client.name\"", false);
    assert_false(outcome_impossible(&o, RESULT_NO));
}

ARENA_TEST(the_entry_of_this_pair_is_among_the_entries)
{
    outcomes o = outcomes_of(
        a, "when=\"meeting.good = true and not(some m in client.met satisfies m.good = true)\"", false);
    assert_false(o.seen[RESULT_YES]); // no made-up pair tells two things of one meeting
    assert_true(o.seen[RESULT_NO]);
    o = outcomes_of(a, "when=\"meeting = null\"", false);
    assert_true(o.seen[RESULT_YES] && o.seen[RESULT_NO]);
}

ARENA_TEST(the_same_condition_gives_the_same_examples)
{
    const char *condition = "value=\"therapist.fee / client.fee\"";
    str first = STR_NONE;
    for (unsigned i = 0; i < 2; i++) {
        one o = load(a, condition);
        study *s = study_new(o.world, a, &o.feel, 1, true);
        outcomes found;
        study_outcomes(s, o.feel, NULL, 1000000, 20000, &found);
        assert_true(found.seen[RESULT_OUTSIDE]);
        str example = study_example(s, found.values[RESULT_OUTSIDE], a);
        if (i)
            assert_text_equal(example, first);
        first = example;
    }
    assert_text_contains(first, "therapist.fee = ");
}

// What was looked at twice at each level would never come to an end.
ARENA_TEST(conditions_within_conditions_are_looked_at_once)
{
    enum { DEEP = 24 };
    builder condition = builder_new(a);
    builder_adds(&condition, "when=\"");
    for (int i = 0; i < DEEP; i++)
        builder_adds(&condition, "list contains([");
    builder_adds(&condition, "client.age > 2");
    for (int i = 0; i < DEEP; i++)
        builder_adds(&condition, "], client.age > 1)");
    builder_adds(&condition, "\"");
    one o = load(a, builder_str(&condition).data);
    assert_int_equal(feel_inspect(a, o.feel)->comparison_count, DEEP + 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(two_numbers_stand_in_every_order_beside_a_constant),
        cmocka_unit_test(numbers_keep_within_the_bounds_of_their_field),
        cmocka_unit_test(days_around_a_day_are_tried_over_the_ends_of_months),
        cmocka_unit_test(lists_are_all_sets_and_hold_the_broader_terms),
        cmocka_unit_test(what_never_comes_out_is_proven_by_comparisons_alone),
        cmocka_unit_test(nothing_is_claimed_of_what_a_sample_did_not_show),
        cmocka_unit_test(the_shape_of_an_expression_shows_what_it_cannot_be),
        cmocka_unit_test(the_entry_of_this_pair_is_among_the_entries),
        cmocka_unit_test(the_same_condition_gives_the_same_examples),
        cmocka_unit_test(conditions_within_conditions_are_looked_at_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
