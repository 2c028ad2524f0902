// SPDX-License-Identifier: MIT
// What must hold of any rule set, client and pool: tried on random ones. ATTUNE_CASES sets how many; a
// failure names its case, and ATTUNE_CASE=n runs that one alone.
#include "match/random_rules.h"

#include <stdio.h>

static void check_points(const world *w)
{
    const points_table *t = client_plan_points(w->plan);
    int64_t of_criteria = 0, of_factors = 0;
    for (size_t i = 0; i < w->rules->criterion_count; i++) {
        assert_true(t->criterion_points[i] >= 0);
        assert_true(t->applies[i] || t->criterion_points[i] == 0);
        of_criteria += t->criterion_points[i];
    }
    for (size_t i = 0; i < w->rules->factor_count; i++) {
        const factor *f = &w->rules->factors[i];
        int64_t within = 0;
        for (uint32_t k = f->first_criterion; k < f->first_criterion + f->criterion_count; k++)
            within += t->criterion_points[k];
        assert_int_equal(within, t->factor_points[i]);
        of_factors += t->factor_points[i];
    }
    assert_int_equal(of_criteria, of_factors);
    assert_true(of_criteria == 0 || of_criteria == (int64_t)100 * MICRO);
}

static void check_steps(const score_steps *s)
{
    assert_int_equal(s->score, s->sum - s->deducted - s->ceiling_cut + s->floor_lift);
    assert_true(s->score >= 0 && s->score <= (int64_t)100 * MICRO);
    assert_true(s->ceiling_cut >= 0 && s->floor_lift >= 0 && s->deducted >= 0);
}

static void check_evaluation(const world *w, const evaluation *v)
{
    int64_t sum = 0, deducted = 0;
    for (size_t i = 0; i < w->rules->criterion_count; i++) {
        const criterion_result *c = &v->criteria[i];
        assert_true(0 <= c->low && c->low <= c->contribution && c->contribution <= c->high &&
                    c->high <= c->points);
        sum += c->contribution;
    }
    for (size_t i = 0; i < w->rules->flag_count; i++)
        deducted += v->flags[i].deducted;
    assert_int_equal(sum, v->score.sum);
    assert_int_equal(deducted, v->score.deducted);
    check_steps(&v->score);
    check_steps(&v->low);
    check_steps(&v->high);
    assert_true(v->low.score <= v->score.score && v->score.score <= v->high.score);
    assert_true(v->coverage >= 0 && v->coverage <= (int64_t)100 * MICRO);
}

// The scan gives the reference's answers, for each row.
static void check_scan(world *w)
{
    uint32_t rows = (uint32_t)pool_count(w->pool);
    scan_run *run = scan_run_new(w->arena, w->rules, w->plan, w->pool, w->facts);
    pair_score *fast = ARENA_ARRAY(w->arena, pair_score, rows);
    scan_rows(run, 0, rows, fast);
    for (uint32_t row = 0; row < rows; row++) {
        const evaluation *v = world_evaluate_row(w, row);
        check_evaluation(w, v);
        pair_score slow = pair_score_of(v, row);
        assert_same_scores(&fast[row], &slow, 1);
    }
}

static void check_order(world *w)
{
    for (int order = ORDER_SCORE; order <= ORDER_HOPEFUL; order++) {
        ranking one = world_rank(w, (rank_order)order, 1, 0);
        assert_int_equal(one.ranked + one.excluded_count, pool_count(w->pool));
        for (size_t i = 1; i < one.count; i++) {
            assert_true(rank_compare(w->pool, (rank_order)order, &one.items[i - 1], &one.items[i]) < 0);
            assert_true(rank_compare(w->pool, (rank_order)order, &one.items[i], &one.items[i - 1]) > 0);
        }
        for (unsigned threads = 2; threads <= 3; threads++) {
            ranking other = world_rank(w, (rank_order)order, threads, 0);
            assert_int_equal(other.count, one.count);
            assert_same_scores(other.items, one.items, one.count);
            assert_same_scores(other.excluded, one.excluded, one.excluded_count);
        }
    }
}

static void check_case(arena *a, void *context)
{
    uint32_t number = *(const uint32_t *)context;
    chance c = {number};
    // Threads only meet in pools of several chunks of rows.
    uint32_t rows = number % 200 == 199 ? 1000 : 1 + chance_below(&c, 8);
    const ruleset *r = world_rules(a, random_rules(a, &c));
    const profile *client = world_client(a, r, random_client(a, &c));
    world *w = world_of(a, r, client, world_pool(a, r, random_therapists(a, &c, rows)));
    check_points(w);
    check_scan(w);
    check_order(w);
}

static void the_scan_gives_the_references_answers_and_they_add_up(void **state)
{
    (void)state;
    uint32_t count = run_random_cases(check_case);
    printf("figure: scan against reference: %u random rule sets\n", (unsigned)count);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(the_scan_gives_the_references_answers_and_they_add_up, name_random_case),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
