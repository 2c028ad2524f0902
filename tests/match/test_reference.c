// SPDX-License-Identifier: MIT
// What a score means (design §5), each rule with an example worked out by hand.
#include "match/world.h"

// Fields that the examples share. Each t… is a boolean of the therapist, n a number of theirs.
#define FIELDS                                                                                               \
    "<client><field name='c1' type='boolean'/><field name='c2' type='boolean'/>"                             \
    "<record name='met' list='true' match='therapist' as='encounter'>"                                       \
    "<field name='therapist' type='string'/><field name='felt' type='boolean'/></record></client>"           \
    "<therapist><field name='t1' type='boolean'/><field name='t2' type='boolean'/>"                          \
    "<field name='t3' type='boolean'/><field name='t4' type='boolean'/><field name='n' type='number'/>"      \
    "<field name='m' type='number'/><field name='words' type='text'/></therapist>"
#define ONE_CRITERION "<factor id='f' weight='1'><criterion id='k' points='1' when='therapist.t1'/></factor>"

static world *with(arena *a, const char *rules, const char *client_fields, const char *therapist_fields)
{
    str client = str_printf(a, CLIENT("%s"), client_fields);
    str therapists = str_printf(a, POOL("<therapist id='ann'>%s</therapist>"), therapist_fields);
    return world_make(a, rules, client.data, therapists.data);
}

static void assert_points(const world *w, const char *criterion_id, double expected)
{
    const points_table *table = client_plan_points(w->plan);
    assert_int_equal(table->criterion_points[criterion_number(w, criterion_id)], points(expected));
}

static void assert_scores(const evaluation *v, double low, double score, double high)
{
    assert_int_equal(v->low.score, points(low));
    assert_int_equal(v->score.score, points(score));
    assert_int_equal(v->high.score, points(high));
}

// ---- §5.2

ARENA_TEST(a_factor_gets_its_weights_share_and_a_criterion_its_points_share)
{
    world *w =
        with(a,
             RULES(FIELDS "<factor id='f' weight='30'><criterion id='k1' points='1' when='therapist.t1'/>"
                          "<criterion id='k2' points='2' when='therapist.t2'/></factor>"
                          "<factor id='g' weight='10'><criterion id='k3' points='5' when='therapist.t3'/>"
                          "</factor>"),
             "", "<t1>true</t1><t2>false</t2><t3>true</t3>");
    assert_points(w, "k1", 25);
    assert_points(w, "k2", 50);
    assert_points(w, "k3", 25);
    assert_scores(world_evaluate(w, "ann"), 50, 50, 50);
}

ARENA_TEST(a_third_of_100_points_is_rounded_by_largest_remainder)
{
    world *w =
        with(a,
             RULES(FIELDS "<factor id='f' weight='30'><criterion id='k1' points='1' when='therapist.t1'/>"
                          "<criterion id='k2' points='1' when='therapist.t2'/>"
                          "<criterion id='k3' points='1' when='therapist.t3'/></factor>"),
             "", "<t1>true</t1><t2>false</t2><t3>true</t3>");
    assert_points(w, "k1", 33.333334);
    assert_points(w, "k2", 33.333333);
    assert_points(w, "k3", 33.333333);
    assert_int_equal(world_evaluate(w, "ann")->score.score, 66666667);
}

#define APPLIES                                                                                              \
    RULES(                                                                                                   \
        FIELDS                                                                                               \
        "<factor id='f' weight='3'><criterion id='k1' points='1' when='therapist.t1'/>"                      \
        "<criterion id='k2' points='1' when='therapist.t2' applies='client.c1'/></factor>"                   \
        "<factor id='g' weight='1'><criterion id='k3' points='1' when='therapist.t3' applies='client.c2'/>"  \
        "</factor>")

ARENA_TEST(what_does_not_apply_leaves_its_points_to_the_others)
{
    world *all = with(a, APPLIES, "<c1>true</c1><c2>true</c2>", "<t1>true</t1>");
    assert_points(all, "k1", 37.5);
    assert_points(all, "k2", 37.5);
    assert_points(all, "k3", 25);
    world *some = with(a, APPLIES, "<c1>false</c1><c2>true</c2>", "<t1>true</t1>");
    assert_points(some, "k1", 75);
    assert_points(some, "k2", 0);
    assert_points(some, "k3", 25);
    assert_int_equal(world_evaluate(some, "ann")->criteria[1].outcome, OUTCOME_NOT_APPLICABLE);
}

ARENA_TEST(an_applies_that_is_unknown_does_not_apply)
{
    world *w = with(a, APPLIES, "", "<t1>true</t1>");
    assert_points(w, "k1", 100);
    assert_points(w, "k2", 0);
    assert_points(w, "k3", 0);
    assert_scores(world_evaluate(w, "ann"), 100, 100, 100);
    assert_int_equal(world_evaluate(w, "ann")->coverage, points(100));
}

ARENA_TEST(where_nothing_applies_there_are_no_points)
{
    world *w = with(a,
                    RULES(FIELDS "<factor id='f' weight='1'><criterion id='k' points='1' when='therapist.t1' "
                                 "applies='client.c1'/></factor>"),
                    "", "<t1>true</t1>");
    assert_points(w, "k", 0);
    assert_scores(world_evaluate(w, "ann"), 0, 0, 0);
    assert_int_equal(world_evaluate(w, "ann")->coverage, 0);
}

static void assert_weight(arena *a, const char *adjusts, const char *expected)
{
    str rules = str_printf(a,
                           RULES(FIELDS "<factor id='f' weight='10'>%s<criterion id='k1' points='1' "
                                        "when='therapist.t1'/></factor>"
                                        "<factor id='g' weight='10'><criterion id='k2' points='1' "
                                        "when='therapist.t1'/></factor>"),
                           adjusts);
    world *w = with(a, rules.data, "<c1>true</c1>", "");
    assert_str_equal(decimal_text(a, client_plan_points(w->plan)->weights[0]), expected);
}

#define ADJUST(when, weight) "<adjust when='" when "' weight='" weight "'><because>So.</because></adjust>"

ARENA_TEST(adjusts_add_take_off_multiply_and_set_in_document_order)
{
    assert_weight(a, ADJUST("client.c1", "+5"), "15");
    assert_weight(a, ADJUST("client.c1", "-5"), "5");
    assert_weight(a, ADJUST("client.c1", "*0.5"), "5");
    assert_weight(a, ADJUST("client.c1", "=20"), "20");
    assert_weight(a, ADJUST("client.c1", "+5") ADJUST("client.c1", "*0.5"), "7.5");
    assert_weight(a, ADJUST("client.c1", "*0.5") ADJUST("client.c1", "+5"), "10");
}

ARENA_TEST(an_adjust_counts_only_where_it_holds)
{
    assert_weight(a, ADJUST("not(client.c1)", "+5"), "10");
    assert_weight(a, ADJUST("client.c2", "+5"), "10"); // unknown
}

ARENA_TEST(a_weight_is_never_below_0)
{
    assert_weight(a, ADJUST("client.c1", "-50"), "0");
    assert_weight(a, ADJUST("client.c1", "-50") ADJUST("client.c1", "+5"), "5");
}

ARENA_TEST(points_follow_the_adjusted_weight)
{
    world *w =
        with(a,
             RULES(FIELDS "<factor id='f' weight='10'>" ADJUST(
                 "client.c1",
                 "+20") "<criterion id='k1' points='1' when='therapist.t1'/></factor>"
                        "<factor id='g' weight='10'><criterion id='k2' points='1' when='therapist.t1'/>"
                        "</factor>"),
             "<c1>true</c1>", "");
    assert_points(w, "k1", 75);
    assert_points(w, "k2", 25);
}

// ---- §5.3, §5.4

#define TWO_VALUES                                                                                           \
    RULES(FIELDS "<factor id='f' weight='1'><criterion id='k1' points='3' value='therapist.n'/>"             \
                 "<criterion id='k2' points='1' value='therapist.m' unknown='0.2'/></factor>")

ARENA_TEST(a_value_earns_its_share_of_the_points)
{
    const evaluation *v = world_evaluate(with(a, TWO_VALUES, "", "<n>0.4</n><m>1</m>"), "ann");
    assert_int_equal(v->criteria[0].contribution, points(30));
    assert_int_equal(v->criteria[0].outcome, OUTCOME_PARTLY);
    assert_int_equal(v->criteria[1].outcome, OUTCOME_MET);
    assert_scores(v, 55, 55, 55);
}

ARENA_TEST(a_value_of_0_is_unmet)
{
    const evaluation *v = world_evaluate(with(a, TWO_VALUES, "", "<n>0</n><m>0.0</m>"), "ann");
    assert_int_equal(v->criteria[0].outcome, OUTCOME_UNMET);
    assert_int_equal(v->criteria[1].outcome, OUTCOME_UNMET);
    assert_scores(v, 0, 0, 0);
    assert_int_equal(v->coverage, points(100));
}

ARENA_TEST(what_is_unknown_counts_half_or_as_the_author_says)
{
    const evaluation *v = world_evaluate(with(a, TWO_VALUES, "", ""), "ann");
    assert_int_equal(v->criteria[0].outcome, OUTCOME_UNKNOWN);
    assert_int_equal(v->criteria[0].contribution, points(37.5));
    assert_int_equal(v->criteria[1].contribution, points(5));
    assert_scores(v, 0, 42.5, 100);
    assert_int_equal(v->coverage, 0);
}

ARENA_TEST(coverage_is_the_share_of_points_that_is_known)
{
    const evaluation *v = world_evaluate(with(a, TWO_VALUES, "", "<m>1</m>"), "ann");
    assert_int_equal(v->coverage, points(25));
    assert_scores(v, 25, 62.5, 100);
}

ARENA_TEST(a_value_past_1_is_an_error_and_counts_like_unknown)
{
    world *w = with(a, TWO_VALUES, "", "<n>1.5</n><m>1</m>");
    environment_set_diagnostics(w->environment, &w->found);
    size_t before = w->found.items.count;
    const evaluation *v = world_evaluate(w, "ann");
    assert_int_equal(v->criteria[0].outcome, OUTCOME_ERROR);
    assert_scores(v, 25, 62.5, 100);
    assert_int_equal(v->coverage, points(25));
    assert_int_equal(w->found.items.count, before + 1);
    const diagnostic *told = &w->found.items.items[before];
    assert_int_equal(told->code, CODE_evaluation_error);
    assert_text_contains(told->message, "\"ann\"");
    assert_ptr_equal(told->where.source, w->rules->criteria[0].value.where.source);
    assert_int_equal(told->where.offset, w->rules->criteria[0].value.where.offset);
}

ARENA_TEST(an_evaluation_that_fails_is_an_error_and_counts_like_unknown)
{
    world *w = with(a,
                    RULES(FIELDS "<factor id='f' weight='1'>"
                                 "<criterion id='k1' points='1' value='therapist.n / therapist.m'/>"
                                 "<criterion id='k2' points='1' when='therapist.t1'/></factor>"),
                    "", "<n>1</n><m>0</m><t1>true</t1>");
    const evaluation *v = world_evaluate(w, "ann");
    assert_int_equal(v->criteria[0].outcome, OUTCOME_ERROR);
    assert_scores(v, 50, 75, 100);
    assert_true(w->found.items.count > 0); // told when the pool's facts were made
}

// ---- §5.5

#define FLAGS(flags)                                                                                         \
    RULES(FIELDS                                                                                             \
          "<factor id='f' weight='1'><criterion id='k' points='1' value='therapist.n'/></factor>" flags)
#define FLAG(id, when, attributes)                                                                           \
    "<flag id='" id "' when='" when "' " attributes "><because>Because.</because></flag>"

ARENA_TEST(flags_that_hold_deduct)
{
    world *w =
        with(a, FLAGS(FLAG("x", "therapist.t1", "deduct='10'") FLAG("y", "therapist.t2", "deduct='5.5'")), "",
             "<n>0.9</n><t1>true</t1><t2>true</t2>");
    const evaluation *v = world_evaluate(w, "ann");
    assert_scores(v, 74.5, 74.5, 74.5);
    assert_int_equal(v->score.deducted, points(15.5));
    assert_true(v->flags[0].counts && v->flags[1].counts);
}

ARENA_TEST(a_flag_that_does_not_hold_changes_nothing)
{
    world *w =
        with(a, FLAGS(FLAG("x", "therapist.t1", "deduct='10' ceiling='20'")), "", "<n>0.9</n><t1>false</t1>");
    assert_scores(world_evaluate(w, "ann"), 90, 90, 90);
}

#define GROUPED                                                                                              \
    FLAGS(FLAG("x", "therapist.t1", "deduct='10' group='g'")                                                 \
              FLAG("y", "therapist.t2", "deduct='15' group='g'")                                             \
                  FLAG("z", "therapist.t3", "deduct='15' group='g'")                                         \
                      FLAG("o", "therapist.t4", "deduct='15' group='h'"))

ARENA_TEST(of_a_group_only_the_largest_deduction_counts)
{
    world *w = with(a, GROUPED, "", "<n>1</n><t1>true</t1><t2>true</t2><t3>true</t3><t4>true</t4>");
    const evaluation *v = world_evaluate(w, "ann");
    assert_scores(v, 70, 70, 70);
    assert_false(v->flags[0].counts);
    assert_true(v->flags[1].counts); // the first of equals
    assert_false(v->flags[2].counts);
    assert_true(v->flags[3].counts);
    assert_int_equal(v->flags[0].deducted, 0);
    assert_int_equal(v->flags[1].deducted, points(15));
}

ARENA_TEST(what_does_not_hold_takes_no_part_in_its_group)
{
    world *w = with(a, GROUPED, "", "<n>1</n><t1>true</t1><t2>false</t2><t3>false</t3><t4>false</t4>");
    assert_scores(world_evaluate(w, "ann"), 90, 90, 90);
}

#define CEILINGS                                                                                             \
    FLAGS(FLAG("x", "therapist.t1", "ceiling='60'")                                                          \
              FLAG("y", "therapist.t2", "ceiling='40' deduct='1' group='g'")                                 \
                  FLAG("z", "therapist.t3", "deduct='50' group='g'"))

ARENA_TEST(the_lowest_ceiling_of_those_that_hold_cuts)
{
    world *w = with(a, CEILINGS, "", "<n>1</n><t1>true</t1><t2>true</t2><t3>false</t3>");
    const evaluation *v = world_evaluate(w, "ann");
    assert_scores(v, 40, 40, 40);
    assert_int_equal(v->score.ceiling_cut, points(59));
    assert_int_equal(v->score.ceiling_flag, flag_number(w, "y"));
}

ARENA_TEST(a_ceiling_holds_also_where_its_flags_deduction_does_not_count)
{
    world *w = with(a, CEILINGS, "", "<n>1</n><t1>false</t1><t2>true</t2><t3>true</t3>");
    const evaluation *v = world_evaluate(w, "ann");
    assert_scores(v, 40, 40, 40);
    assert_int_equal(v->score.deducted, points(50));
    assert_int_equal(v->score.ceiling_cut, points(10));
}

ARENA_TEST(a_ceiling_above_the_score_cuts_nothing)
{
    world *w = with(a, CEILINGS, "", "<n>0.5</n><t1>true</t1><t2>false</t2><t3>false</t3>");
    const evaluation *v = world_evaluate(w, "ann");
    assert_scores(v, 50, 50, 50);
    assert_int_equal(v->score.ceiling_cut, 0);
}

ARENA_TEST(a_score_is_never_below_0)
{
    world *w = with(a, FLAGS(FLAG("x", "therapist.t1", "deduct='30'")), "", "<n>0.1</n><t1>true</t1>");
    const evaluation *v = world_evaluate(w, "ann");
    assert_scores(v, 0, 0, 0);
    assert_int_equal(v->score.floor_lift, points(20));
}

ARENA_TEST(a_flag_that_is_unknown_counts_in_low_alone)
{
    world *w =
        with(a, FLAGS(FLAG("x", "therapist.t1", "deduct='30'") FLAG("y", "therapist.t2", "ceiling='50'")), "",
             "<n>1</n>");
    const evaluation *v = world_evaluate(w, "ann");
    assert_scores(v, 50, 100, 100);
    assert_int_equal(v->low.deducted, points(30));
    assert_int_equal(v->low.ceiling_cut, points(20));
    assert_int_equal(v->flags[0].holds, TRUTH_UNKNOWN);
    assert_false(v->flags[0].counts);
}

ARENA_TEST(in_low_an_unknown_flag_can_be_the_largest_of_its_group)
{
    world *w = with(a, GROUPED, "", "<n>1</n><t1>true</t1><t3>false</t3><t4>false</t4>");
    assert_scores(world_evaluate(w, "ann"), 85, 90, 90);
}

// ---- §5.1

ARENA_TEST(a_gate_that_is_false_excludes)
{
    const char *rules = RULES(FIELDS ONE_CRITERION "<gate id='open' require='therapist.t2'/>");
    assert_false(world_evaluate(with(a, rules, "", "<t2>true</t2>"), "ann")->excluded);
    const evaluation *v = world_evaluate(with(a, rules, "", "<t1>true</t1><t2>false</t2>"), "ann");
    assert_true(v->excluded);
    assert_int_equal(v->gates[0], OUTCOME_UNMET);
    assert_scores(v, 100, 100, 100); // the explanation still has a score
}

ARENA_TEST(a_gate_that_is_unknown_does_not_exclude)
{
    const char *rules = RULES(FIELDS ONE_CRITERION "<gate id='open' require='therapist.t2'/>");
    const evaluation *v = world_evaluate(with(a, rules, "", ""), "ann");
    assert_false(v->excluded);
    assert_int_equal(v->gates[0], OUTCOME_UNKNOWN);
}

ARENA_TEST(a_gate_that_does_not_apply_does_not_exclude)
{
    const char *rules =
        RULES(FIELDS ONE_CRITERION "<gate id='open' require='therapist.t2' applies='client.c1'/>");
    const char *closed = "<t2>false</t2>";
    assert_true(world_evaluate(with(a, rules, "<c1>true</c1>", closed), "ann")->excluded);
    assert_false(world_evaluate(with(a, rules, "<c1>false</c1>", closed), "ann")->excluded);
    const evaluation *v = world_evaluate(with(a, rules, "", closed), "ann");
    assert_false(v->excluded);
    assert_int_equal(v->gates[0], OUTCOME_NOT_APPLICABLE);
}

ARENA_TEST(a_gate_on_the_client_alone_excludes_everybody)
{
    const char *rules = RULES(FIELDS ONE_CRITERION "<gate id='g' require='client.c1'/>");
    world *w = with(a, rules, "<c1>false</c1>", "<t1>true</t1>");
    ranking all = world_rank(w, ORDER_SCORE, 1, 0);
    assert_int_equal(all.ranked, 0);
    assert_int_equal(all.excluded_count, 1);
}

// ---- what expressions see

ARENA_TEST(encounter_is_this_pairs_entry_or_null)
{
    const char *rules =
        RULES(FIELDS "<factor id='f' weight='1'><criterion id='k' points='1' when='encounter.felt'/>"
                     "</factor>");
    world *w = with(a, rules, "<met><therapist>ann</therapist><felt>true</felt></met>", "");
    assert_int_equal(world_evaluate(w, "ann")->criteria[0].outcome, OUTCOME_MET);
    w = with(a, rules, "<met><therapist>bob</therapist><felt>true</felt></met>", "");
    assert_int_equal(world_evaluate(w, "ann")->criteria[0].outcome, OUTCOME_UNKNOWN);
}

ARENA_TEST(signals_are_true_false_or_unknown)
{
    const char *rules =
        RULES(FIELDS "<signal name='warm' in='therapist.words' absent='false'>"
                     "<pattern>warm</pattern></signal>"
                     "<factor id='f' weight='1'><criterion id='k' points='1' when='signals.warm'/>"
                     "</factor>");
    outcome yes = world_evaluate(with(a, rules, "", "<words>I am warm.</words>"), "ann")->criteria[0].outcome;
    outcome no =
        world_evaluate(with(a, rules, "", "<words>I am strict.</words>"), "ann")->criteria[0].outcome;
    outcome none = world_evaluate(with(a, rules, "", ""), "ann")->criteria[0].outcome;
    assert_int_equal(yes, OUTCOME_MET);
    assert_int_equal(no, OUTCOME_UNMET);
    assert_int_equal(none, OUTCOME_UNKNOWN);
}

ARENA_TEST(lets_may_read_lets_to_any_length)
{
    builder rules = builder_new(a);
    builder_adds(&rules, "<ruleset xmlns='urn:attune:ruleset:1' id='long' version='1'>" FIELDS);
    builder_adds(&rules, "<let name='l0' value='if therapist.t1 and client.c1 then 1 else 0'/>");
    for (int i = 1; i < 3000; i++)
        builder_addf(&rules, "<let name='l%d' value='l%d + 0'/>", i, i - 1);
    builder_adds(&rules,
                 "<factor id='f' weight='1'><criterion id='k' points='1' value='l2999'/></factor></ruleset>");
    world *w = with(a, builder_str(&rules).data, "<c1>true</c1>", "<t1>true</t1>");
    assert_int_equal(world_evaluate(w, "ann")->criteria[0].outcome, OUTCOME_MET);
    assert_int_equal(world_rank(w, ORDER_SCORE, 1, 0).items[0].score, points(100));
}

ARENA_TEST(missing_fields_are_named_in_order_of_asking)
{
    world *w =
        with(a,
             RULES(FIELDS "<let name='both' value='therapist.t2 and client.c1'/><factor id='f' weight='1'>"
                          "<criterion id='k' points='1' when='both and therapist.t1 and encounter.felt'/>"
                          "</factor>"),
             "", "<t1>true</t1>");
    size_t count;
    environment_set_row(w->environment, w->pool, 0);
    const missing *m = environment_missing(w->environment, &w->rules->criteria[0].value, a, &count);
    assert_int_equal(count, 3);
    assert_int_equal(m[0].kind, MISSING_THERAPIST_FIELD);
    assert_int_equal(m[0].index, ruleset_find_field(&w->rules->therapist, STR("t2")));
    assert_int_equal(m[1].kind, MISSING_CLIENT_FIELD);
    assert_int_equal(m[1].index, ruleset_find_field(&w->rules->client, STR("c1")));
    assert_int_equal(m[2].kind, MISSING_ENCOUNTER);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_factor_gets_its_weights_share_and_a_criterion_its_points_share),
        cmocka_unit_test(a_third_of_100_points_is_rounded_by_largest_remainder),
        cmocka_unit_test(what_does_not_apply_leaves_its_points_to_the_others),
        cmocka_unit_test(an_applies_that_is_unknown_does_not_apply),
        cmocka_unit_test(where_nothing_applies_there_are_no_points),
        cmocka_unit_test(adjusts_add_take_off_multiply_and_set_in_document_order),
        cmocka_unit_test(an_adjust_counts_only_where_it_holds),
        cmocka_unit_test(a_weight_is_never_below_0),
        cmocka_unit_test(points_follow_the_adjusted_weight),
        cmocka_unit_test(a_value_earns_its_share_of_the_points),
        cmocka_unit_test(a_value_of_0_is_unmet),
        cmocka_unit_test(what_is_unknown_counts_half_or_as_the_author_says),
        cmocka_unit_test(coverage_is_the_share_of_points_that_is_known),
        cmocka_unit_test(a_value_past_1_is_an_error_and_counts_like_unknown),
        cmocka_unit_test(an_evaluation_that_fails_is_an_error_and_counts_like_unknown),
        cmocka_unit_test(flags_that_hold_deduct),
        cmocka_unit_test(a_flag_that_does_not_hold_changes_nothing),
        cmocka_unit_test(of_a_group_only_the_largest_deduction_counts),
        cmocka_unit_test(what_does_not_hold_takes_no_part_in_its_group),
        cmocka_unit_test(the_lowest_ceiling_of_those_that_hold_cuts),
        cmocka_unit_test(a_ceiling_holds_also_where_its_flags_deduction_does_not_count),
        cmocka_unit_test(a_ceiling_above_the_score_cuts_nothing),
        cmocka_unit_test(a_score_is_never_below_0),
        cmocka_unit_test(a_flag_that_is_unknown_counts_in_low_alone),
        cmocka_unit_test(in_low_an_unknown_flag_can_be_the_largest_of_its_group),
        cmocka_unit_test(a_gate_that_is_false_excludes),
        cmocka_unit_test(a_gate_that_is_unknown_does_not_exclude),
        cmocka_unit_test(a_gate_that_does_not_apply_does_not_exclude),
        cmocka_unit_test(a_gate_on_the_client_alone_excludes_everybody),
        cmocka_unit_test(encounter_is_this_pairs_entry_or_null),
        cmocka_unit_test(signals_are_true_false_or_unknown),
        cmocka_unit_test(lets_may_read_lets_to_any_length),
        cmocka_unit_test(missing_fields_are_named_in_order_of_asking),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
