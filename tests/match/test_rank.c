// SPDX-License-Identifier: MIT
// Ranking: the order, the top places, the excluded, threads, progress and cancelling.
#include "match/world.h"

// score = 100 n, low = score unless doubt is unknown (then 10 less), coverage 100 or less by m.
#define SCORED                                                                                               \
    RULES("<client><field name='c' type='boolean'/></client>"                                                \
          "<therapist><field name='n' type='number'/><field name='m' type='number'/>"                        \
          "<field name='doubt' type='boolean'/><field name='open' type='boolean'/></therapist>"              \
          "<gate id='open' require='therapist.open'/>"                                                       \
          "<factor id='f' weight='1'><criterion id='k1' points='1' value='therapist.n'/>"                    \
          "<criterion id='k2' points='1' value='therapist.m' unknown='0.5'/></factor>"                       \
          "<flag id='x' when='therapist.doubt' deduct='10'><because>Doubt.</because></flag>")
#define ONE(id, n, m, more) "<therapist id='" id "'><n>" n "</n><m>" m "</m>" more "</therapist>"
#define SURE "<doubt>false</doubt><open>true</open>"

static world *scored(arena *a, const char *therapists)
{
    return world_make(a, SCORED, CLIENT(""), str_printf(a, POOL("%s"), therapists).data);
}

static str ids(arena *a, const pool *p, const pair_score *items, size_t count)
{
    builder b = builder_new(a);
    for (size_t i = 0; i < count; i++) {
        if (i)
            builder_addc(&b, ' ');
        builder_add(&b, pool_id(p, items[i].row));
    }
    return builder_str(&b);
}

static void assert_order(arena *a, world *w, rank_order order, const char *expected)
{
    ranking r = world_rank(w, order, 1, 0);
    assert_str_equal(ids(a, w->pool, r.items, r.count), expected);
}

ARENA_TEST(the_highest_score_comes_first)
{
    world *w =
        scored(a, ONE("a", "0.2", "0.2", SURE) ONE("b", "0.9", "0.9", SURE) ONE("c", "0.5", "0.5", SURE));
    assert_order(a, w, ORDER_SCORE, "b c a");
}

ARENA_TEST(equal_scores_are_told_apart_by_low_then_coverage_then_id)
{
    // Scores all 75. d: doubt unknown, so low is less; c: m unknown, so low and coverage are less.
    world *w = scored(a, ONE("z", "1", "0.5", SURE) ONE("b", "1", "0.5", SURE) ONE("c", "1", "", SURE)
                             ONE("d", "1", "0.5", "<open>true</open>"));
    assert_order(a, w, ORDER_SCORE, "b z d c");
}

ARENA_TEST(cautious_order_puts_low_before_score_and_hopeful_high)
{
    // a: 60 known. b: low 45, score 70, high 95.
    world *w =
        scored(a, ONE("a", "0.6", "0.6", SURE) ONE("b", "0.9", "", SURE) ONE("c", "0.65", "0.85", SURE));
    assert_order(a, w, ORDER_SCORE, "c b a");
    assert_order(a, w, ORDER_CAUTIOUS, "c a b");
    assert_order(a, w, ORDER_HOPEFUL, "b c a");
}

ARENA_TEST(the_excluded_stand_apart_by_id)
{
    world *w = scored(a, ONE("m", "1", "1", "<open>false</open>") ONE("a", "0", "0", SURE)
                             ONE("c", "1", "1", "<open>false</open>") ONE("b", "1", "1", ""));
    ranking r = world_rank(w, ORDER_SCORE, 1, 0);
    assert_str_equal(ids(a, w->pool, r.items, r.count), "b a");
    assert_str_equal(ids(a, w->pool, r.excluded, r.excluded_count), "c m");
    assert_int_equal(r.ranked, 2);
}

static const char *many(arena *a, int count)
{
    builder b = builder_new(a);
    builder_adds(&b, "<profiles xmlns='urn:attune:profile:1'>");
    for (int i = 0; i < count; i++)
        builder_addf(&b,
                     "<therapist id='t%04d'><n>0.%03d</n><m>0.%03d</m><doubt>false</doubt><open>%s</open>"
                     "</therapist>",
                     i, i * 7919 % 1000, i * 104729 % 1000, i % 10 ? "true" : "false");
    builder_adds(&b, "</profiles>");
    return builder_str(&b).data;
}

ARENA_TEST(the_top_places_are_the_first_of_the_whole_order)
{
    world *w = world_make(a, SCORED, CLIENT(""), many(a, 1500));
    ranking all = world_rank(w, ORDER_SCORE, 1, 0);
    assert_int_equal(all.count, 1350);
    for (size_t i = 1; i < all.count; i++)
        assert_true(rank_compare(w->pool, ORDER_SCORE, &all.items[i - 1], &all.items[i]) < 0);
    static const size_t tops[] = {1, 2, 10, 999, 1349, 1350, 5000};
    for (size_t t = 0; t < sizeof tops / sizeof *tops; t++) {
        ranking top = world_rank(w, ORDER_SCORE, 1, tops[t]);
        assert_int_equal(top.ranked, 1350);
        assert_int_equal(top.excluded_count, 150);
        assert_int_equal(top.count, tops[t] < 1350 ? tops[t] : 1350);
        assert_same_scores(top.items, all.items, top.count);
    }
}

ARENA_TEST(any_number_of_threads_gives_the_same_ranking)
{
    world *w = world_make(a, SCORED, CLIENT(""), many(a, 1500));
    ranking one = world_rank(w, ORDER_SCORE, 1, 100);
    static const unsigned threads[] = {0, 2, 3, 7, 1000};
    for (size_t t = 0; t < sizeof threads / sizeof *threads; t++) {
        ranking other = world_rank(w, ORDER_SCORE, threads[t], 100);
        assert_int_equal(other.count, one.count);
        assert_same_scores(other.items, one.items, one.count);
    }
}

ARENA_TEST(an_empty_pool_ranks_nobody)
{
    world *w = world_make(a, SCORED, CLIENT(""), POOL(""));
    ranking r = world_rank(w, ORDER_SCORE, 0, 10);
    assert_int_equal(r.ranked + r.excluded_count, 0);
}

typedef struct told {
    uint64_t calls, last_done, total, stop_at;
} told;

static bool tell(void *user, const char *what, uint64_t done, uint64_t total)
{
    told *t = user;
    assert_non_null(what);
    assert_true(done >= t->last_done && done <= total);
    t->calls++;
    t->last_done = done;
    t->total = total;
    return !t->stop_at || done < t->stop_at;
}

static attune_status rank_telling(world *w, told *t, unsigned threads, ranking *out)
{
    rank_options options = {.threads = threads, .progress = {tell, t}};
    return rank_pool(w->arena, w->rules, w->plan, w->pool, w->facts, &options, out);
}

ARENA_TEST(progress_is_told_in_rows)
{
    world *w = world_make(a, SCORED, CLIENT(""), many(a, 1500));
    told t = {0};
    ranking r;
    assert_int_equal(rank_telling(w, &t, 1, &r), ATTUNE_OK);
    assert_int_equal(t.total, 1500);
    assert_int_equal(t.last_done, 1500);
    assert_true(t.calls > 1);
}

ARENA_TEST(progress_can_cancel)
{
    world *w = world_make(a, SCORED, CLIENT(""), many(a, 1500));
    told t = {.stop_at = 300};
    ranking r;
    assert_int_equal(rank_telling(w, &t, 1, &r), ATTUNE_CANCELLED);
    assert_int_equal(r.count + r.ranked + r.excluded_count, 0);
}

// Errors in conditions that read both sides show up while scanning.
#define FAILING                                                                                              \
    RULES(                                                                                                   \
        "<client><field name='c' type='number'/></client><therapist><field name='n' "                        \
        "type='number'/></therapist>"                                                                        \
        "<factor id='f' weight='1'><criterion id='k' points='1' value='client.c / therapist.n'/></factor>")

ARENA_TEST(errors_while_scanning_are_told_in_order_of_rows_once_each)
{
    world *w = world_make(a, FAILING, CLIENT("<c>1</c>"),
                          POOL("<therapist id='b'><n>0</n></therapist><therapist id='c'><n>2</n></therapist>"
                               "<therapist id='a'><n>0.5</n></therapist><therapist id='d'/>"));
    for (unsigned threads = 1; threads <= 3; threads++) {
        size_t before = w->found.items.count;
        world_rank(w, ORDER_SCORE, threads, 0);
        assert_int_equal(w->found.items.count, before + 2);
        assert_text_contains(w->found.items.items[before].message, "\"b\"");
        assert_text_contains(w->found.items.items[before + 1].message, "\"a\"");
    }
}

static void rank_in(arena *a, void *context)
{
    world *w = context;
    rank_options options = {.threads = 1};
    ranking r;
    attune_status status = rank_pool(a, w->rules, w->plan, w->pool, w->facts, &options, &r);
    if (status == ATTUNE_MEMORY)
        guard_fail(a->guard, status);
    assert_int_equal(status, ATTUNE_OK);
}

ARENA_TEST(running_out_of_memory_ends_ranking_cleanly)
{
    world *w = world_make(a, SCORED, CLIENT(""), many(a, 20));
    assert_true(assert_survives_failing_allocations(rank_in, w) > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_highest_score_comes_first),
        cmocka_unit_test(equal_scores_are_told_apart_by_low_then_coverage_then_id),
        cmocka_unit_test(cautious_order_puts_low_before_score_and_hopeful_high),
        cmocka_unit_test(the_excluded_stand_apart_by_id),
        cmocka_unit_test(the_top_places_are_the_first_of_the_whole_order),
        cmocka_unit_test(any_number_of_threads_gives_the_same_ranking),
        cmocka_unit_test(an_empty_pool_ranks_nobody),
        cmocka_unit_test(progress_is_told_in_rows),
        cmocka_unit_test(progress_can_cancel),
        cmocka_unit_test(errors_while_scanning_are_told_in_order_of_rows_once_each),
        cmocka_unit_test(running_out_of_memory_ends_ranking_cleanly),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
