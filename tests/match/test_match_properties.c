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

static void assert_same_problems(const diagnostics *x, const diagnostics *y)
{
    assert_int_equal(x->items.count, y->items.count);
    for (size_t i = 0; i < x->items.count; i++)
        assert_true(str_equal(x->items.items[i].message, y->items.items[i].message));
}

static ranking rank_telling(world *w, const rank_options *like, diagnostics *told)
{
    rank_options options = *like;
    ranking out;
    diagnostics_init(told, w->arena, 50);
    options.diagnostics = told;
    attune_status status = rank_pool(w->arena, w->rules, w->plan, w->pool, w->facts, &options, &out);
    assert_int_equal(status, out.ranked ? ATTUNE_OK : ATTUNE_EMPTY);
    return out;
}

// What is to be told: of each 64 rows all that evaluating each pair by itself tells, if a condition came to
// an error for one of them.
static void tell_all(world *w, diagnostics *told)
{
    enum { ROWS = 64 };
    const size_t rows = pool_count(w->pool);
    pair_score unused[ROWS];
    diagnostics here;
    diagnostics_init(told, w->arena, 50);
    for (size_t from = 0; from < rows && told->items.count < told->limit; from += ROWS) {
        scan_run *run = scan_run_new(w->arena, w->rules, w->plan, w->pool, w->facts);
        diagnostics_init(&here, w->arena, 50);
        scan_set_diagnostics(run, &here);
        scan_rows(run, (uint32_t)from, (uint32_t)(rows - from < ROWS ? rows : from + ROWS), unused);
        for (size_t i = 0; scan_errors(run) && i < here.items.count && told->items.count < told->limit; i++)
            *ARENA_PUSH(w->arena, &told->items) = here.items.items[i];
    }
}

static const unsigned THREADS[] = {1, 2, 7};

// The first places, looked for alone, are those of the whole order; so is what is told of errors.
static void check_places(world *w, rank_order order, const ranking *all, const diagnostics *told)
{
    static const size_t tops[] = {1, 3, 100};
    for (size_t t = 0; t < sizeof tops / sizeof *tops; t++) {
        const rank_options options = {
            .order = order, .threads = THREADS[t], .top = tops[t], .places_only = true};
        diagnostics here;
        ranking best = rank_telling(w, &options, &here);
        assert_int_equal(best.ranked, all->ranked);
        assert_int_equal(best.excluded_count, all->excluded_count);
        assert_int_equal(best.count, tops[t] < all->ranked ? tops[t] : all->ranked);
        assert_same_scores(best.items, all->items, best.count);
        assert_same_problems(&here, told);
    }
}

static void check_order(world *w)
{
    for (int order = ORDER_SCORE; order <= ORDER_HOPEFUL; order++) {
        rank_options options = {.order = (rank_order)order, .threads = 1};
        diagnostics told, here;
        tell_all(w, &here);
        ranking one = rank_telling(w, &options, &told);
        assert_same_problems(&told, &here);
        assert_int_equal(one.ranked + one.excluded_count, pool_count(w->pool));
        for (size_t i = 1; i < one.count; i++) {
            assert_true(rank_compare(w->pool, (rank_order)order, &one.items[i - 1], &one.items[i]) < 0);
            assert_true(rank_compare(w->pool, (rank_order)order, &one.items[i], &one.items[i - 1]) > 0);
        }
        for (size_t t = 1; t < sizeof THREADS / sizeof *THREADS; t++) {
            options.threads = THREADS[t];
            ranking other = rank_telling(w, &options, &here);
            assert_int_equal(other.count, one.count);
            assert_same_scores(other.items, one.items, one.count);
            assert_same_scores(other.excluded, one.excluded, one.excluded_count);
            assert_same_problems(&here, &told);
        }
        check_places(w, (rank_order)order, &one, &told);
    }
}

// Threads only meet in pools of several chunks of rows; large pools have larger ones.
static uint32_t rows_for(uint32_t number, chance *c)
{
    if (number % 1000 == 999)
        return 9000;
    return number % 200 == 199 ? 1000 : 1 + chance_below(c, 8);
}

static void check_case(arena *a, void *context)
{
    uint32_t number = *(const uint32_t *)context;
    chance c = {number};
    uint32_t rows = rows_for(number, &c);
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

static scan_counts conditions; // of all rich rule sets

static void check_rich_case(arena *a, void *context)
{
    uint32_t number = *(const uint32_t *)context;
    chance c = {number};
    uint32_t rows = number % 40 == 39 ? 100 : rows_for(number, &c);
    const ruleset *loaded = world_rules(a, random_rich_rules(a, &c));
    ruleset *r = ARENA_NEW(a, ruleset);
    *r = *loaded;
    if (number % 50 == 49) // where evaluations may reach a limit, keys do not speak for others
        r->limits.expression_steps = 40;
    const profile *client = world_client(a, r, random_rich_client(a, &c));
    world *w = world_of(a, r, client, world_pool(a, r, random_rich_therapists(a, &c, rows)));
    scan_counts found = scan_program_counts(scan_program_make(a, r, w->plan, w->pool, w->facts));
    conditions.keyed += found.keyed;
    conditions.evaluated += found.evaluated;
    check_scan(w);
    check_order(w);
}

static void conditions_of_every_kind_come_out_the_same_by_key_and_by_evaluation(void **state)
{
    (void)state;
    conditions = (scan_counts){0};
    uint32_t count = run_random_cases(check_rich_case);
    printf("figure: keys against reference: %u random rule sets, %zu conditions by key, %zu evaluated\n",
           (unsigned)count, conditions.keyed, conditions.evaluated);
    if (count < 100)
        return;
    assert_true(conditions.keyed > conditions.evaluated);
    assert_true(conditions.evaluated > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(the_scan_gives_the_references_answers_and_they_add_up, name_random_case),
        cmocka_unit_test_teardown(conditions_of_every_kind_come_out_the_same_by_key_and_by_evaluation,
                                  name_random_case),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
