// SPDX-License-Identifier: MIT
// A ranking summed up is what a plain count over all its rows comes to, on random rule sets and pools, and
// the same for any number of threads. ATTUNE_CASES sets how many; ATTUNE_CASE=n runs that one alone.
#include "match/random_rules.h"

static ranking_summary *summed_up(world *w, unsigned threads)
{
    ranking_summary *s = ranking_summary_new(w->arena, w->rules);
    ranking unused;
    rank_options options = {.threads = threads, .top = 1, .summary = s};
    attune_status status = rank_pool(w->arena, w->rules, w->plan, w->pool, w->facts, &options, &unused);
    assert_true(status == ATTUNE_OK || status == ATTUNE_EMPTY);
    return s;
}

static size_t bin_of(int64_t micro)
{
    for (size_t bin = 0; bin < 19; bin++)
        if (micro < (int64_t)(bin + 1) * 5000000)
            return bin;
    return 19;
}

// As the reference evaluator has it, row by row.
static void count_plainly(world *w, ranking_summary *s)
{
    for (uint32_t row = 0; row < pool_count(w->pool); row++) {
        const evaluation *v = world_evaluate_row(w, row);
        size_t unmet = 0;
        for (size_t i = 0; i < w->rules->gate_count; i++)
            unmet += v->gates[i] == OUTCOME_UNMET;
        for (size_t i = 0; i < w->rules->gate_count; i++) {
            s->gates[i].unmet += v->gates[i] == OUTCOME_UNMET;
            s->gates[i].alone += v->gates[i] == OUTCOME_UNMET && unmet == 1;
        }
        s->excluded += v->excluded;
        if (v->excluded)
            continue;
        s->ranked++;
        s->scores[bin_of(v->score.score)]++;
        s->coverage[bin_of(v->coverage)]++;
        for (size_t i = 0; i < w->rules->flag_count; i++) {
            s->flags[i].holds += v->flags[i].holds == TRUTH_TRUE;
            s->flags[i].unknown += v->flags[i].holds == TRUTH_UNKNOWN;
        }
    }
}

static void assert_same(const world *w, const ranking_summary *x, const ranking_summary *y)
{
    assert_int_equal(x->ranked, y->ranked);
    assert_int_equal(x->excluded, y->excluded);
    assert_memory_equal(x->scores, y->scores, sizeof x->scores);
    assert_memory_equal(x->coverage, y->coverage, sizeof x->coverage);
    for (size_t i = 0; i < w->rules->gate_count; i++) {
        assert_int_equal(x->gates[i].unmet, y->gates[i].unmet);
        assert_int_equal(x->gates[i].alone, y->gates[i].alone);
    }
    for (size_t i = 0; i < w->rules->flag_count; i++) {
        assert_int_equal(x->flags[i].holds, y->flags[i].holds);
        assert_int_equal(x->flags[i].unknown, y->flags[i].unknown);
    }
}

static void check_case(arena *a, void *context)
{
    uint32_t number = *(const uint32_t *)context;
    chance c = {number};
    uint32_t rows = number % 50 == 49 ? 1000 : 1 + chance_below(&c, 20);
    const bool rich = number % 2;
    const ruleset *r = world_rules(a, rich ? random_rich_rules(a, &c) : random_rules(a, &c));
    const profile *client = world_client(a, r, rich ? random_rich_client(a, &c) : random_client(a, &c));
    str therapists = rich ? random_rich_therapists(a, &c, rows) : random_therapists(a, &c, rows);
    world *w = world_of(a, r, client, world_pool(a, r, therapists));
    ranking_summary *plain = ranking_summary_new(a, r);
    count_plainly(w, plain);
    assert_same(w, summed_up(w, 1), plain);
    assert_same(w, summed_up(w, 3), plain);
}

static void a_summary_is_a_plain_count_over_all_rows(void **state)
{
    (void)state;
    run_random_cases(check_case);
}

#define SCORED                                                                                               \
    RULES("<therapist><field name='n' type='number'/><field name='near' type='boolean'/>"                    \
          "<field name='open' type='boolean'/></therapist>"                                                  \
          "<gate id='near' require='therapist.near'/><gate id='open' require='therapist.open'/>"             \
          "<factor id='f' weight='1'><criterion id='k' points='1' value='therapist.n'/></factor>"            \
          "<flag id='low' when='therapist.n &lt; 0.01' deduct='1'><because>Low.</because></flag>")
#define ONE(id, n, near, open)                                                                               \
    "<therapist id='" id "'><n>" n "</n><near>" near "</near><open>" open "</open></therapist>"

ARENA_TEST(bins_hold_their_lower_end_and_the_last_one_100)
{
    world *w = world_make(a, SCORED, CLIENT(""),
                          POOL(ONE("a", "0", "true", "true") ONE("b", "0.0499999", "true", "true")
                                   ONE("c", "0.05", "true", "true") ONE("d", "0.95", "true", "")
                                       ONE("e", "1", "", "true")));
    const ranking_summary *s = summed_up(w, 1);
    assert_int_equal(s->ranked, 5);
    assert_int_equal(s->scores[0], 2);
    assert_int_equal(s->scores[1], 1);
    assert_int_equal(s->scores[18], 0);
    assert_int_equal(s->scores[19], 2);
    assert_int_equal(s->flags[0].holds, 1);
}

ARENA_TEST(a_gate_excludes_alone_who_meets_the_others_or_leaves_them_open)
{
    world *w = world_make(a, SCORED, CLIENT(""),
                          POOL(ONE("a", "1", "false", "false") ONE("b", "1", "false", "true")
                                   ONE("c", "1", "true", "false") ONE("d", "1", "", "false")
                                       ONE("e", "1", "true", "true")));
    const ranking_summary *s = summed_up(w, 1);
    assert_int_equal(s->ranked, 1);
    assert_int_equal(s->excluded, 4);
    assert_int_equal(s->gates[0].unmet, 2);
    assert_int_equal(s->gates[0].alone, 1);
    assert_int_equal(s->gates[1].unmet, 3);
    assert_int_equal(s->gates[1].alone, 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(a_summary_is_a_plain_count_over_all_rows, name_random_case),
        cmocka_unit_test(bins_hold_their_lower_end_and_the_last_one_100),
        cmocka_unit_test(a_gate_excludes_alone_who_meets_the_others_or_leaves_them_open),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
