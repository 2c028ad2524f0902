// SPDX-License-Identifier: MIT
// Facts that are written to a store and read back, and facts of which only what changed is made anew, give
// the answers of facts that are made from the pool; and bytes that nobody wrote do no harm.
#include "match/random_rules.h"

#include "match/before.h"
#include "match/facts_store.h"
#include "pool/stored.h"

#include <stdio.h>
#include <string.h>

enum { ROWS = 120, CASES = 60, DAMAGES = 600 };

static str id_of(const void *user, uint32_t row)
{
    return pool_id(user, row);
}

static const char *store_world(arena *a, const world *w, const char *name)
{
    const char *path = test_temp_path(a, name);
    remove(path);
    arena *own = arena_new_within(a);
    diagnostics d;
    diagnostics_init(&d, a, 10);
    store *s = store_open(own, path, STORE_CREATE, &d);
    assert_non_null(s);
    pool_store_rows(w->pool, s);
    store_put_ids(s, (uint32_t)pool_count(w->pool), id_of, w->pool, arena_new_within(own));
    facts_store(arena_new_within(own), w->rules, w->facts, s);
    store_commit(s);
    arena_free(own);
    return path;
}

// A world whose pool and facts come out of the store. NULL where they cannot.
static world *world_on_store(const world *like, store *s, const pool_options *options)
{
    world *w = ARENA_NEW(like->arena, world);
    *w = *like;
    diagnostics_init(&w->found, w->arena, 100);
    w->pool = pool_on_store(w->arena, w->rules, s, "test", options, &w->found);
    if (!w->pool)
        return NULL;
    w->facts = facts_restore(w->arena, w->rules, s, pool_stored_first(w->pool), pool_count(w->pool), "test",
                             &w->found);
    return w->facts ? w : NULL;
}

static world *open_world(const world *like, const char *path, const pool_options *options)
{
    diagnostics d;
    diagnostics_init(&d, like->arena, 10);
    store *s = store_open(like->arena, path, STORE_READ, &d);
    assert_non_null(s);
    world *w = world_on_store(like, s, options);
    assert_non_null(w);
    return w;
}

static void assert_same_ranking(world *x, world *y)
{
    for (rank_order order = ORDER_SCORE; order <= ORDER_HOPEFUL; order++) {
        ranking left = world_rank(x, order, 2, 0), right = world_rank(y, order, 1, 0);
        assert_int_equal(left.ranked, right.ranked);
        assert_same_scores(left.items, right.items, left.ranked);
        assert_int_equal(left.excluded_count, right.excluded_count);
        assert_same_scores(left.excluded, right.excluded, left.excluded_count);
    }
}

static world *random_world(arena *a, chance *c, uint32_t rows)
{
    const ruleset *r = world_rules(a, random_rich_rules(a, c));
    const profile *client = world_client(a, r, random_rich_client(a, c));
    return world_of(a, r, client, world_pool(a, r, random_rich_therapists(a, c, rows)));
}

// ---- there and back

static void check_stored(arena *a, void *number)
{
    chance c = {*(uint32_t *)number};
    world *w = random_world(a, &c, chance_below(&c, ROWS));
    world *stored = open_world(w, store_world(a, w, "stored"), &(pool_options){0});
    assert_int_equal(pool_count(stored->pool), pool_count(w->pool));
    for (uint32_t row = 0; row < pool_count(w->pool); row++)
        assert_true(str_equal(pool_id(w->pool, row), pool_id(stored->pool, row)));
    assert_same_ranking(w, stored);
    // What is looked up by row, too.
    for (uint32_t row = 0; row < pool_count(w->pool); row += 7) {
        const evaluation *x = world_evaluate_row(w, row);
        stored->environment = environment_new(a, w->rules, w->client, w->today);
        const evaluation *y = world_evaluate_row(stored, row);
        assert_int_equal(x->score.score, y->score.score);
        assert_int_equal(x->low.score, y->low.score);
    }
}

static void what_is_stored_gives_the_same_answers(void **state)
{
    (void)state;
    run_many_random_cases(CASES, check_stored);
}

// Two chunks and a bit; the second part of two begins at a chunk.
ARENA_TEST(a_part_of_a_stored_pool_is_its_rows_and_no_more)
{
    chance c = {7};
    world *w = random_world(a, &c, 2 * SCAN_CHUNK_ROWS + 60);
    const char *path = store_world(a, w, "parts");
    ranking whole = world_rank(w, ORDER_SCORE, 1, 0);
    size_t rows = 0, ranked = 0;
    for (unsigned part = 1; part <= 5; part++) {
        world *one = open_world(w, path, &(pool_options){.part = part, .parts = 5});
        if (pool_count(one->pool) == 0)
            continue;
        ranking found = world_rank(one, ORDER_SCORE, 1, 0);
        ranked += found.ranked;
        for (uint32_t row = 0; row < pool_count(one->pool); row += 100)
            assert_true(str_equal(pool_id(one->pool, row), pool_id(w->pool, (uint32_t)rows + row)));
        rows += pool_count(one->pool);
    }
    assert_int_equal(rows, pool_count(w->pool));
    assert_int_equal(ranked, whole.ranked);
    assert_same_ranking(w, open_world(w, path, &(pool_options){0}));
}

// ---- updates

// Of the first pool's rows some, in any order, among profiles of the second.
static const pool *mixed_pool(arena *a, chance *c, const pool *first, const pool *second, uint32_t *rows)
{
    diagnostics d;
    diagnostics_init(&d, a, 10);
    pool *out = pool_new(a, pool_ruleset(first));
    uint32_t count = (uint32_t)pool_count(first), *order = ARENA_ARRAY(a, uint32_t, count);
    for (uint32_t i = 0; i < count; i++) {
        uint32_t at = chance_below(c, i + 1);
        order[i] = order[at];
        order[at] = i;
    }
    for (uint32_t i = 0; i < count; i++) {
        bool kept = chance_percent(c, 70);
        profile p = pool_profile(kept ? first : second, kept ? order[i] : i, a);
        rows[i] = kept ? order[i] : NAME_MISSING;
        if (!kept) {
            p.id = str_printf(a, "new-%u", (unsigned)i);
            p.values[0] = feel_string(p.id);
        }
        assert_true(pool_append(out, &p, &d));
    }
    pool_finish(out);
    return out;
}

static void check_update(arena *a, void *number)
{
    chance c = {*(uint32_t *)number + UINT64_C(77000)};
    const uint32_t count = 1 + chance_below(&c, ROWS);
    world *w = random_world(a, &c, count);
    const pool *other = world_pool(a, w->rules, random_rich_therapists(a, &c, count));
    uint32_t *rows = ARENA_ARRAY(a, uint32_t, count);
    world *fresh = world_of(a, w->rules, w->client, mixed_pool(a, &c, w->pool, other, rows));
    world patched = *fresh;
    // Once from facts in memory, once from those that a store gave, which may not hold the same bytes.
    for (int stored = 0; stored <= 1; stored++) {
        const world *then = stored ? open_world(w, store_world(a, w, "before"), &(pool_options){0}) : w;
        const facts_before before = {then->facts, rows};
        // Of a stored pool rows come when they are asked for.
        const pool *p =
            stored ? open_world(fresh, store_world(a, fresh, "now"), &(pool_options){0})->pool : fresh->pool;
        patched.facts = pool_facts_update(a, w->rules, p, &before, (progress){0}, &fresh->found);
        assert_same_ranking(fresh, &patched);
    }
    assert_same_ranking(fresh, open_world(fresh, store_world(a, &patched, "after"), &(pool_options){0}));
}

static void facts_of_which_some_are_kept_give_the_same_answers(void **state)
{
    (void)state;
    run_many_random_cases(CASES, check_update);
}

// ---- damage

static str damaged(arena *a, chance *c, str bytes)
{
    char *copy = (char *)str_copy(a, bytes).data;
    size_t length = bytes.length;
    if (chance_percent(c, 10))
        return (str){copy, chance_below(c, (uint32_t)length)};
    for (uint32_t i = 1 + chance_below(c, 3); i > 0; i--) {
        // Most that matters is told in whole numbers, of which the lowest bytes are small.
        uint32_t at = chance_below(c, (uint32_t)length);
        copy[chance_percent(c, 50) ? at / 4 * 4 : at] = (char)chance_below(c, 256);
    }
    return (str){copy, length};
}

// The bytes are changed before the store takes them, so that its own proofs do not notice.
ARENA_TEST(bytes_that_nobody_wrote_are_refused_or_do_no_harm)
{
    chance c = {3};
    world *w = random_world(a, &c, ROWS);
    diagnostics d;
    diagnostics_init(&d, a, 10);
    store *s = store_open(a, store_world(a, w, "damage"), STORE_CHANGE, &d);
    size_t refused = 0;
    for (int i = 0; i < DAMAGES; i++) {
        const char *part = i % 2 ? "chunks" : "facts";
        arena *own = arena_new_within(a);
        str good = store_part(s, part, 0, own);
        store_put_part(s, part, 0, damaged(own, &c, good));
        world here = *w;
        here.arena = own;
        world *opened = world_on_store(&here, s, &(pool_options){0});
        if (opened) {
            ranking out;
            rank_options options = {.threads = 1};
            rank_pool(own, w->rules, w->plan, opened->pool, opened->facts, &options, &out);
        }
        refused += !opened;
        store_put_part(s, part, 0, good);
        arena_free(own);
    }
    assert_in_range(refused, DAMAGES / 20, DAMAGES - 1);
    assert_non_null(world_on_store(w, s, &(pool_options){0}));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(what_is_stored_gives_the_same_answers, name_random_case),
        cmocka_unit_test_teardown(facts_of_which_some_are_kept_give_the_same_answers, name_random_case),
        cmocka_unit_test(a_part_of_a_stored_pool_is_its_rows_and_no_more),
        cmocka_unit_test(bytes_that_nobody_wrote_are_refused_or_do_no_harm),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
