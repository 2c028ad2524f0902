// SPDX-License-Identifier: MIT
// The invariant of explanations (design §5.7), tried on random rule sets and profiles: what is explained adds
// up to exactly the score, and an answer filled in gives exactly the score that was promised for it.
// 10,000 of them, or as many as ATTUNE_CASES says; a failure names its case, and ATTUNE_CASE=n runs that one
// alone.
#include "match/random_rules.h"

#include "explain/explanation.h"

#include <stdio.h>
#include <string.h>

static size_t answers_tried;

static void check_factors(const explanation *x)
{
    int64_t of_factors = 0;
    for (size_t i = 0; i < x->factor_count; i++) {
        const factor_explanation *f = &x->factors[i];
        int64_t contribution = 0, points_of_criteria = 0;
        for (uint32_t k = f->first_criterion; k < f->first_criterion + f->criterion_count; k++) {
            contribution += x->criteria[k].contribution;
            points_of_criteria += x->criteria[k].points;
            assert_int_equal(x->criteria[k].lost, x->criteria[k].points - x->criteria[k].contribution);
        }
        assert_int_equal(f->contribution, contribution);
        assert_int_equal(f->points, points_of_criteria);
        of_factors += f->contribution;
    }
    assert_int_equal(of_factors, x->score.sum);
}

// Contributions, deductions and the ceiling's cut add up to the score; losses to what is missing of the
// total.
static void check_sums(const explanation *x)
{
    int64_t total = 0, contributions = 0, deducted = 0, lost = 0;
    for (size_t i = 0; i < x->criterion_count; i++) {
        total += x->criteria[i].points;
        contributions += x->criteria[i].contribution;
    }
    for (size_t i = 0; i < x->flag_count; i++)
        deducted += x->flags[i].deducted;
    for (size_t i = 0; i < x->loss_count; i++) {
        assert_true(x->losses[i].points > 0);
        assert_true(i == 0 || x->losses[i - 1].points >= x->losses[i].points);
        lost += x->losses[i].points;
    }
    assert_true(total == 0 || total == (int64_t)100 * MICRO);
    assert_int_equal(x->score.score, contributions - deducted - x->score.ceiling_cut + x->score.floor_lift);
    assert_int_equal(x->score.score, total - lost + x->score.floor_lift);
}

static void check_questions(const explanation *x)
{
    for (size_t i = 0; i < x->question_count; i++) {
        assert_true(x->questions[i].stake >= 0);
        assert_true(i == 0 || x->questions[i - 1].stake >= x->questions[i].stake);
        for (size_t k = 0; k < i; k++)
            assert_false(str_equal(x->questions[k].text, x->questions[i].text));
    }
}

// What an outcome would do lies within the range.
static void check_promises(const explanation *x)
{
    for (size_t i = 0; i < x->criterion_count; i++) {
        const criterion_explanation *c = &x->criteria[i];
        if (c->outcome != OUTCOME_UNKNOWN && c->outcome != OUTCOME_ERROR)
            continue;
        assert_true(x->low.score <= c->score_if_unmet && c->score_if_unmet <= x->score.score);
        assert_true(x->score.score <= c->score_if_met && c->score_if_met <= x->high.score);
    }
    for (size_t i = 0; i < x->flag_count; i++)
        if (x->flags[i].holds == TRUTH_UNKNOWN)
            assert_true(x->flags[i].score_if_held <= x->score.score);
}

// Writes the therapist with the answer as XML, reads it into a new pool and ranks that.
static void check_answer(world *w, uint32_t row, const answer *promised)
{
    arena *a = w->arena;
    str name = str_slice(promised->field, strlen("therapist."), promised->field.length);
    uint32_t number = ruleset_find_field(&w->rules->therapist, name);
    assert_int_not_equal(number, NAME_MISSING);
    profile changed = pool_profile(w->pool, row, a);
    assert_true(feel_is_null(changed.values[number]));
    if (str_equals(promised->value, "true") || str_equals(promised->value, "false"))
        changed.values[number] = feel_boolean(str_equals(promised->value, "true"));
    else // "term"
        changed.values[number] = feel_string(str_slice(promised->value, 1, promised->value.length - 1));
    builder xml = builder_new(a);
    builder_adds(&xml, "<profiles xmlns=\"urn:attune:profile:1\">\n");
    profile_write_xml(&xml, w->rules, &changed, 1);
    builder_adds(&xml, "</profiles>\n");
    world *other = world_of(a, w->rules, w->client, world_pool(a, w->rules, builder_str(&xml)));
    ranking r = world_rank(other, ORDER_SCORE, 1, 0);
    assert_int_equal(r.excluded_count, promised->excluded);
    if (!promised->excluded)
        assert_int_equal(r.items[0].score, promised->score);
    else
        assert_int_equal(world_evaluate_row(other, 0)->score.score, promised->score);
    answers_tried++;
}

static void check_case(arena *a, void *context)
{
    uint32_t number = *(const uint32_t *)context;
    chance c = {1000000 + (uint64_t)number};
    const ruleset *r = world_rules(a, random_rules(a, &c));
    const profile *client = world_client(a, r, random_client(a, &c));
    world *w = world_of(a, r, client, world_pool(a, r, random_therapists(a, &c, 1 + chance_below(&c, 3))));
    ranking ranked = world_rank(w, ORDER_SCORE, 1, 0);
    for (uint32_t row = 0; row < pool_count(w->pool); row++) {
        explanation x;
        explain_row(a, r, w->plan, w->pool, row, 0, EXPLAIN_ANSWERS, &x);
        check_factors(&x);
        check_sums(&x);
        check_questions(&x);
        check_promises(&x);
        for (size_t i = 0; i < x.answer_count; i++)
            check_answer(w, row, &x.answers[i]);
    }
    for (size_t i = 0; i < ranked.count; i++) {
        explanation x;
        explain_row(a, r, w->plan, w->pool, ranked.items[i].row, i + 1, EXPLAIN_RULES, &x);
        assert_int_equal(x.score.score, ranked.items[i].score);
        assert_int_equal(x.answer_count, 0);
    }
    client_explanation of_client;
    explain_client(a, r, w->plan, &of_client);
}

static void explanations_add_up_and_keep_their_promises(void **state)
{
    (void)state;
    uint32_t count = run_many_random_cases(10000, check_case);
    assert_true(count < 10000 || answers_tried >= 10000);
    printf("figure: explanations: %u random rule sets, %zu answers filled in\n", (unsigned)count,
           answers_tried);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(explanations_add_up_and_keep_their_promises, name_random_case),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
