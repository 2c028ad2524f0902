// SPDX-License-Identifier: MIT
// How near two neighbours are: the share that is named swaps them, and no nearer one does.
#include "match/random_rules.h"

#include "explain/stability.h"

#include <stdio.h>

static size_t pairs_tried, swaps_found;

// The key of the order with another share of one factor, in floating point, step by step.
static double key_with(const ruleset *r, const explanation *e, uint32_t factor, double share,
                       rank_order order)
{
    const score_steps *steps = order == ORDER_CAUTIOUS  ? &e->low
                               : order == ORDER_HOPEFUL ? &e->high
                                                        : &e->score;
    double now = (double)e->factors[factor].points, total = 100.0 * MICRO, sum = 0;
    for (uint32_t i = 0; i < e->factor_count; i++) {
        const factor_explanation *f = &e->factors[i];
        double won = (double)(order == ORDER_CAUTIOUS  ? f->low
                              : order == ORDER_HOPEFUL ? f->high
                                                       : f->contribution);
        sum += i == factor ? won * share / now : won * (total - share) / (total - now);
    }
    double key = sum - (double)steps->deducted;
    if (steps->ceiling_flag != NAME_MISSING && key > (double)r->flags[steps->ceiling_flag].ceiling)
        key = (double)r->flags[steps->ceiling_flag].ceiling;
    return key < 0 ? 0 : key;
}

static void check_pair(const ruleset *r, const explanation *x, const explanation *y, rank_order order)
{
    stability s = stability_of_pair(r, x, y, order);
    pairs_tried++;
    int64_t nearest = s.swaps ? s.at - s.share : INT64_MAX;
    nearest = nearest < 0 ? -nearest : nearest;
    if (s.swaps) {
        swaps_found++;
        assert_int_equal(s.share, x->factors[s.factor].points);
        assert_int_equal(s.close, nearest <= CLOSE_CALL);
        assert_true(key_with(r, y, s.factor, (double)s.at, order) >
                    key_with(r, x, s.factor, (double)s.at, order) - 1e-3);
    }
    for (uint32_t i = 0; i < x->factor_count; i++) {
        int64_t now = x->factors[i].points;
        for (int64_t at = 0; now > 0 && now < (int64_t)100 * MICRO && at <= (int64_t)100 * MICRO;
             at += MICRO / 2) {
            int64_t distance = at < now ? now - at : at - now;
            if (distance < nearest) // a little slack for floating point
                assert_true(key_with(r, y, i, (double)at, order) <=
                            key_with(r, x, i, (double)at, order) + 1e-3);
        }
    }
}

static void check_case(arena *a, void *context)
{
    chance c = {4000000 + (uint64_t) * (const uint32_t *)context};
    const ruleset *r = world_rules(a, random_rules(a, &c));
    const profile *client = world_client(a, r, random_client(a, &c));
    world *w = world_of(a, r, client, world_pool(a, r, random_therapists(a, &c, 4)));
    rank_order order = (rank_order)chance_below(&c, 3);
    ranking ranked = world_rank(w, order, 1, 0);
    explanation items[4];
    for (size_t i = 0; i < ranked.count; i++)
        explain_row(a, r, w->plan, w->pool, ranked.items[i].row, i + 1, EXPLAIN_RULES, &items[i]);
    stability_fill(a, r, order, items, ranked.count);
    for (size_t i = 0; i < ranked.count; i++) {
        assert_int_equal(items[i].next != NULL, i + 1 < ranked.count);
        if (items[i].next)
            check_pair(r, &items[i], &items[i + 1], order);
    }
}

static void no_nearer_share_swaps_them(void **state)
{
    (void)state;
    run_random_cases(check_case);
    printf("figure: stability: %zu random neighbours, %zu of them can swap\n", pairs_tried, swaps_found);
}

// ann wins all of f and nothing of g, bea the other way round: with f at 60 ann leads by 20.
static const char *rules_with(arena *a, const char *weight)
{
    return str_printf(
               a,
               RULES("<client/><therapist><field name='f' type='boolean'/><field name='g' type='boolean'/>"
                     "</therapist><factor id='f' weight='%s'><criterion id='cf' points='1' "
                     "when='therapist.f'/></factor><factor id='g' weight='40'><criterion id='cg' points='1' "
                     "when='therapist.g'/></factor>"),
               weight)
        .data;
}

static world *ann_and_bea(arena *a, const char *weight)
{
    return world_make(a, rules_with(a, weight), CLIENT(""),
                      POOL("<therapist id='ann'><f>true</f><g>false</g></therapist>"
                           "<therapist id='bea'><f>false</f><g>true</g></therapist>"));
}

static stability next_of_first(world *w)
{
    ranking ranked = world_rank(w, ORDER_SCORE, 1, 0);
    explanation items[2];
    for (size_t i = 0; i < 2; i++)
        explain_row(w->arena, w->rules, w->plan, w->pool, ranked.items[i].row, i + 1, EXPLAIN_RULES,
                    &items[i]);
    return stability_of_pair(w->rules, &items[0], &items[1], ORDER_SCORE);
}

ARENA_TEST(a_wide_lead_is_clear_and_a_narrow_one_a_close_call)
{
    stability wide = next_of_first(ann_and_bea(a, "60"));
    assert_true(wide.swaps);
    assert_false(wide.close);
    assert_int_equal(wide.share, points(60));
    assert_int_equal(wide.at, points(50) - 1);
    assert_true(next_of_first(ann_and_bea(a, "44")).close); // 52.4 to 47.6
}

ARENA_TEST(weights_beyond_the_share_named_swap_the_ranking)
{
    ranking before = world_rank(ann_and_bea(a, "40.001"), ORDER_SCORE, 1, 0);
    ranking after = world_rank(ann_and_bea(a, "39.999"), ORDER_SCORE, 1, 0);
    assert_int_equal(before.items[0].row, 0);
    assert_int_equal(after.items[0].row, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(no_nearer_share_swaps_them, name_random_case),
        cmocka_unit_test(a_wide_lead_is_clear_and_a_narrow_one_a_close_call),
        cmocka_unit_test(weights_beyond_the_share_named_swap_the_ranking),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
