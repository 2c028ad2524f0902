// SPDX-License-Identifier: MIT
// Explanations: what is said of a pair and of a client, worked out by hand.
#include "match/world.h"

#include "explain/explanation.h"

static const char RULE_SET[] = RULES(
    "<vocabulary name='mode'><term id='online'/><term id='room' label='in a room'/></vocabulary>"
    "<client><field name='busy' type='boolean' ask='Are you busy?'/>"
    "<field name='budget' type='number' label='most you can pay' ask='What can you pay?'/>"
    "<record name='met' list='true' match='therapist' as='encounter'><field name='therapist' type='string'/>"
    "<field name='felt' type='boolean'/></record></client>"
    "<therapist><field name='name' type='string'/><field name='open' type='boolean' ask='Do you take new "
    "clients?'/>"
    "<field name='fee' type='number' label='fee for an hour'/><field name='mode' type='mode' ask='Where do "
    "we meet?'/>"
    "<field name='skills' type='number'/><field name='strict' type='boolean'/>"
    "<field name='words' type='text' list='true'/></therapist>"
    "<signal name='warm' in='therapist.words'><title>Speaks warmly</title><pattern>warm</pattern><unless>not "
    "warm</unless></signal>"
    "<signal name='harsh' in='therapist.words'><pattern>harsh</pattern></signal>"
    "<let name='is_warm' value='signals.warm'/>"
    "<gate id='takes_clients' require='therapist.open'><title>Takes clients</title><met>Has room.</met>"
    "<unmet>Is full.</unmet><unknown>May be full.</unknown><ask>Do you have room?</ask></gate>"
    "<factor id='means' weight='20'><title>Means</title>"
    "<adjust when='client.busy' weight='+20'><because>You are busy.</because></adjust>"
    "<criterion id='affordable' points='1' when='therapist.fee &lt;= client.budget'><title>Affordable</title>"
    "<met>Costs {therapist.fee} of {client.budget}.</met><unknown>Fee {therapist.fee}.</unknown>"
    "<ask>What is your fee?</ask></criterion>"
    "<criterion id='online' points='1' when='if therapist.mode = null then null else therapist.mode = "
    "\"online\"'><met>Meets {therapist.mode}.</met>"
    "</criterion></factor>"
    "<factor id='manner' weight='60'><title>Manner</title>"
    "<criterion id='warmth' points='2' when='is_warm'><title>Warmth</title><met>Writes: "
    "{evidence}</met></criterion>"
    "<criterion id='skill' points='1' value='therapist.skills' unknown='0'><partly>Some.</partly>"
    "<ask>What can you do?</ask></criterion></factor>"
    "<flag id='strictness' when='therapist.strict' deduct='10' group='tone'><title>Strict</title>"
    "<because>Is strict.</because><ask>How strict are you?</ask></flag>"
    "<flag id='harshness' when='signals.harsh' deduct='20' ceiling='50' group='tone'><because>Says: "
    "{evidence}</because>"
    "<ask>How strict are you?</ask></flag>"
    "<advice id='rest' when='client.busy'><say>Rest.</say></advice>"
    "<advice id='help' when='client.busy' urgent='true'><say>Seek help.</say></advice>"
    "<advice id='talk' when='encounter.felt = false'><say>Talk about it.</say></advice>");

static world *about(arena *a, const char *client_fields, const char *therapist_fields)
{
    return world_make(
        a, RULE_SET, str_printf(a, CLIENT("%s"), client_fields).data,
        str_printf(a, POOL("<therapist id='ann'><name>Ann Other</name>%s</therapist>"), therapist_fields)
            .data);
}

static const explanation *explain(world *w)
{
    explanation *x = ARENA_NEW(w->arena, explanation);
    explain_row(w->arena, w->rules, w->plan, w->pool, 0, 3, EXPLAIN_ANSWERS, x);
    return x;
}

#define BUSY "<busy>true</busy><budget>100</budget>"
#define KNOWN "<open>true</open><fee>90</fee><mode>online</mode><skills>0.5</skills><strict>false</strict>"
#define WARM "<words>Hello. I am a warm\n person, I say. Bye.</words>"

// means: 40 of 100, affordable 20, online 20; manner 60: warmth 40, skill 20.

ARENA_TEST(who_and_where)
{
    const explanation *x = explain(about(a, BUSY, KNOWN WARM));
    assert_str_equal(x->id, "ann");
    assert_str_equal(x->name, "Ann Other");
    assert_int_equal(x->place, 3);
    assert_false(x->excluded);
    assert_int_equal(x->score.score, points(90));
    assert_int_equal(x->coverage, points(100));
}

ARENA_TEST(factors_say_their_points_and_why)
{
    const explanation *x = explain(about(a, BUSY, KNOWN WARM));
    assert_int_equal(x->factor_count, 2);
    assert_str_equal(x->factors[0].title, "Means");
    assert_int_equal(x->factors[0].points, points(40));
    assert_int_equal(x->factors[0].contribution, points(40));
    assert_str_equal(x->factors[0].weight, "20");
    assert_str_equal(x->factors[0].adjusted_weight, "40");
    assert_int_equal(x->factors[0].because.count, 1);
    assert_str_equal(x->factors[0].because.items[0], "You are busy.");
    assert_int_equal(x->factors[1].contribution, points(50));
    assert_int_equal(x->factors[1].because.count, 0);
    assert_str_equal(x->weakest, "Manner");
}

ARENA_TEST(criteria_say_their_outcome_and_message)
{
    const explanation *x = explain(about(a, BUSY, KNOWN WARM));
    assert_int_equal(x->criterion_count, 4);
    assert_str_equal(x->criteria[0].title, "Affordable");
    assert_str_equal(x->criteria[0].message, "Costs 90 of 100.");
    assert_str_equal(x->criteria[0].value, "1");
    assert_str_equal(x->criteria[1].title, "online"); // the id where there is no title
    assert_str_equal(x->criteria[1].message, "Meets online.");
    assert_false(x->criteria[1].rest_on_signals);
    assert_true(x->criteria[2].rest_on_signals);
    assert_str_equal(x->criteria[3].message, "Some.");
    assert_str_equal(x->criteria[3].value, "0.5");
    assert_int_equal(x->criteria[3].lost, points(10));
}

ARENA_TEST(quotes_show_the_sentence_as_written)
{
    const explanation *x = explain(about(a, BUSY, KNOWN WARM));
    const criterion_explanation *c = &x->criteria[2];
    assert_int_equal(c->outcome, OUTCOME_MET);
    assert_int_equal(c->quote_count, 1);
    assert_str_equal(c->quotes[0].signal, "warm");
    assert_str_equal(c->quotes[0].field, "words");
    assert_str_equal(c->quotes[0].matched, "warm");
    assert_str_equal(c->quotes[0].sentence, "I am a warm person, I say.");
    assert_int_equal(c->quotes[0].start, 14);
    assert_int_equal(c->quotes[0].end, 18);
    assert_true(c->quotes[0].counts);
    assert_true(c->quotes[0].because.length > 0);
    assert_str_equal(c->message, "Writes: I am a warm person, I say.");
}

ARENA_TEST(what_is_unknown_names_what_is_missing_and_what_it_would_do)
{
    const explanation *x = explain(about(a, "<budget>100</budget>", "<open>true</open>"));
    const criterion_explanation *c = &x->criteria[0];
    assert_int_equal(c->outcome, OUTCOME_UNKNOWN);
    assert_str_equal(c->message, "Fee not known.");
    assert_str_equal(c->value, "");
    assert_int_equal(c->missing_count, 1);
    assert_str_equal(c->missing[0].name, "therapist.fee");
    assert_str_equal(c->missing[0].label, "fee for an hour");
    // Weights 20 and 60: 12.5, 12.5, 50, 25; unknown: 6.25 + 6.25 + 25 + 0.
    assert_int_equal(x->score.score, points(37.5));
    assert_int_equal(c->score_if_met, points(43.75));
    assert_int_equal(c->score_if_unmet, points(31.25));
    const criterion_explanation *warmth = &x->criteria[2];
    assert_int_equal(warmth->missing_count, 1);
    assert_str_equal(warmth->missing[0].name, "signals.warm");
    assert_str_equal(warmth->missing[0].label, "Speaks warmly");
}

ARENA_TEST(gates_say_how_they_came_out)
{
    const explanation *full = explain(about(a, BUSY, "<open>false</open>"));
    assert_true(full->excluded);
    assert_int_equal(full->gates[0].outcome, OUTCOME_UNMET);
    assert_str_equal(full->gates[0].message, "Is full.");
    const explanation *unsure = explain(about(a, BUSY, ""));
    assert_false(unsure->excluded);
    assert_str_equal(unsure->gates[0].message, "May be full.");
    assert_str_equal(unsure->gates[0].missing[0].name, "therapist.open");
    assert_str_equal(unsure->gates[0].missing[0].ask, "Do you take new clients?");
}

ARENA_TEST(flags_that_hold_or_may_hold_are_listed)
{
    world *w =
        about(a, BUSY,
              "<open>true</open><fee>90</fee><mode>online</mode><skills>1</skills><strict>true</strict>"
              "<words>I am warm. I am harsh.</words>");
    const explanation *x = explain(w);
    assert_int_equal(x->flag_count, 2);
    assert_false(x->flags[0].counts);
    assert_int_equal(x->flags[0].deducted, 0);
    assert_true(x->flags[1].counts);
    assert_int_equal(x->flags[1].deducted, points(20));
    assert_true(x->flags[1].ceiling_binds);
    assert_str_equal(x->flags[1].because, "Says: I am harsh.");
    assert_int_equal(x->score.score, points(50));
    assert_int_equal(x->score.ceiling_cut, points(30));
}

ARENA_TEST(a_flag_that_is_unknown_says_the_score_were_it_to_hold)
{
    const explanation *x =
        explain(about(a, BUSY,
                      "<open>true</open><fee>90</fee><mode>online</mode>"
                      "<skills>1</skills><strict>false</strict><words>I am warm.</words>"));
    assert_int_equal(x->flag_count, 1);
    assert_str_equal(x->flags[0].id, "harshness");
    assert_int_equal(x->flags[0].holds, TRUTH_UNKNOWN);
    assert_int_equal(x->score.score, points(100));
    assert_int_equal(x->flags[0].score_if_held, points(50));
    assert_str_equal(x->flags[0].missing[0].name, "signals.harsh");
}

ARENA_TEST(questions_come_by_stake_each_text_once)
{
    // Known: skill partly 0.5. Unknown: the gate, affordable (20), online (20, its field asks), strict,
    // harsh.
    const explanation *x = explain(about(a, BUSY, "<skills>0.5</skills><words>I am warm.</words>"));
    assert_int_equal(x->question_count, 5);
    assert_str_equal(x->questions[0].text, "Do you have room?");
    assert_int_equal(x->questions[0].stake, points(100));
    // 20/2 + 20/2 + 40 + 10 = 70; harsh: 50, so 20 are at stake, more than strict's 10 with the same
    // question.
    assert_int_equal(x->score.score, points(70));
    assert_str_equal(x->questions[1].about, "affordable");
    assert_int_equal(x->questions[1].stake, points(20));
    assert_str_equal(x->questions[2].about, "online");
    assert_str_equal(x->questions[2].text, "Where do we meet?");
    assert_str_equal(x->questions[3].about, "harshness");
    assert_int_equal(x->questions[3].stake, points(20));
    assert_str_equal(x->questions[4].about, "skill");
    assert_int_equal(x->questions[4].stake, points(10));
}

ARENA_TEST(losses_come_largest_first_and_add_up_to_what_is_missing_to_100)
{
    world *w = about(a, BUSY,
                     "<open>true</open><mode>online</mode><skills>0.5</skills><strict>true</strict>"
                     "<words>I am warm. I am harsh.</words>");
    const explanation *x = explain(w);
    // 10 of 20 + 20 + 40 + 10 = 80, harsh takes 20 and its ceiling 10.
    assert_int_equal(x->loss_count, 4);
    assert_str_equal(x->losses[0].id, "harshness");
    assert_int_equal(x->losses[0].kind, LOSS_FLAG);
    assert_int_equal(x->losses[0].points, points(20));
    assert_str_equal(x->losses[1].id, "affordable");
    assert_true(x->losses[1].unknown);
    assert_str_equal(x->losses[2].id, "skill");
    assert_false(x->losses[2].unknown);
    assert_int_equal(x->losses[3].kind, LOSS_CEILING);
    assert_int_equal(x->losses[3].points, points(10));
    assert_int_equal(x->score.score, points(50));
}

static const answer *answer_for(const explanation *x, const char *field_name, const char *value)
{
    for (size_t i = 0; i < x->answer_count; i++)
        if (str_equals(x->answers[i].field, field_name) && str_equals(x->answers[i].value, value))
            return &x->answers[i];
    fail_msg("no answer for %s = %s", field_name, value);
    return NULL;
}

ARENA_TEST(answers_give_the_score_that_each_would_make)
{
    const explanation *x =
        explain(about(a, BUSY, "<fee>90</fee><skills>1</skills><words>I am warm.</words>"));
    // 20 + 10 + 40 + 20
    assert_int_equal(x->score.score, points(90));
    assert_int_equal(x->answer_count, 6); // open, mode, strict, with two values each
    assert_true(answer_for(x, "therapist.open", "false")->excluded);
    assert_false(answer_for(x, "therapist.open", "true")->excluded);
    assert_int_equal(answer_for(x, "therapist.mode", "\"online\"")->score, points(100));
    assert_int_equal(answer_for(x, "therapist.mode", "\"room\"")->score, points(80));
    assert_int_equal(answer_for(x, "therapist.strict", "true")->score, points(80));
    assert_int_equal(answer_for(x, "therapist.strict", "false")->score, points(90));
}

ARENA_TEST(advice_of_the_pair_stands_with_the_pair)
{
    const explanation *x =
        explain(about(a, BUSY "<met><therapist>ann</therapist><felt>false</felt></met>", KNOWN));
    assert_int_equal(x->advice_count, 1);
    assert_str_equal(x->advice[0].say, "Talk about it.");
}

ARENA_TEST(the_clients_side_has_points_reasons_advice_and_what_is_missing)
{
    world *w = about(a, "<busy>true</busy>", KNOWN);
    client_explanation x;
    explain_client(a, w->rules, w->plan, &x);
    assert_str_equal(x.id, "client");
    assert_int_equal(x.factors[0].points, points(40));
    assert_str_equal(x.factors[0].because.items[0], "You are busy.");
    assert_int_equal(x.criteria[2].points, points(40));
    assert_int_equal(x.advice_count, 2);
    assert_str_equal(x.advice[0].say, "Seek help.");
    assert_true(x.advice[0].urgent);
    assert_str_equal(x.advice[1].say, "Rest.");
    assert_int_equal(x.missing_count, 1);
    assert_str_equal(x.missing[0].name, "client.budget");
    assert_str_equal(x.missing[0].label, "most you can pay");
}

ARENA_TEST(several_matches_in_a_sentence_are_one_quote)
{
    const explanation *x = explain(about(a, BUSY, "<words>Warm, warm, warm. I am warm.</words>"));
    assert_int_equal(x->criteria[2].quote_count, 2);
    assert_str_equal(x->criteria[2].quotes[0].sentence, "Warm, warm, warm.");
    assert_str_equal(x->criteria[2].quotes[1].sentence, "I am warm.");
}

ARENA_TEST(what_was_discounted_is_quoted_where_nothing_counts)
{
    const explanation *x = explain(about(a, BUSY, "<words>I am not warm.</words>"));
    assert_int_equal(x->criteria[2].quote_count, 1);
    assert_false(x->criteria[2].quotes[0].counts);
    assert_str_equal(x->criteria[2].message, "");
    x = explain(about(a, BUSY, "<words>I am not warm. I am warm.</words>"));
    assert_int_equal(x->criteria[2].quote_count, 1);
    assert_true(x->criteria[2].quotes[0].counts);
}

static void explain_in(arena *a, void *context)
{
    world *w = context;
    const pool_facts *facts = pool_facts_make(a, w->rules, w->pool, (progress){0}, NULL);
    const client_plan *plan = client_plan_make(a, w->rules, w->client, w->today, NULL);
    explanation x;
    explain_row(a, w->rules, plan, w->pool, 0, 1, EXPLAIN_ANSWERS, &x);
    client_explanation of_client;
    explain_client(a, w->rules, plan, &of_client);
    assert_non_null(facts);
}

ARENA_TEST(running_out_of_memory_ends_explaining_cleanly)
{
    world *w = about(a, BUSY, "<words>I am warm. I am harsh.</words>");
    assert_true(assert_survives_failing_allocations(explain_in, w) > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(who_and_where),
        cmocka_unit_test(factors_say_their_points_and_why),
        cmocka_unit_test(criteria_say_their_outcome_and_message),
        cmocka_unit_test(quotes_show_the_sentence_as_written),
        cmocka_unit_test(what_is_unknown_names_what_is_missing_and_what_it_would_do),
        cmocka_unit_test(gates_say_how_they_came_out),
        cmocka_unit_test(flags_that_hold_or_may_hold_are_listed),
        cmocka_unit_test(a_flag_that_is_unknown_says_the_score_were_it_to_hold),
        cmocka_unit_test(questions_come_by_stake_each_text_once),
        cmocka_unit_test(losses_come_largest_first_and_add_up_to_what_is_missing_to_100),
        cmocka_unit_test(answers_give_the_score_that_each_would_make),
        cmocka_unit_test(advice_of_the_pair_stands_with_the_pair),
        cmocka_unit_test(the_clients_side_has_points_reasons_advice_and_what_is_missing),
        cmocka_unit_test(several_matches_in_a_sentence_are_one_quote),
        cmocka_unit_test(what_was_discounted_is_quoted_where_nothing_counts),
        cmocka_unit_test(running_out_of_memory_ends_explaining_cleanly),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
