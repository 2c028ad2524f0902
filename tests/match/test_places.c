// SPDX-License-Identifier: MIT
// Places: where a score would stand is as many as come before it, counted one by one, and one; in every
// order, among equal scores, at both ends, and for pools larger than there are buckets.
#include "match/random_rules.h"

#include "match/places.h"

static const char RULE_SET[] = RULES(
    "<client/><therapist/><factor id='f' weight='1'><criterion id='c' points='1' when='true'/></factor>");

static pool *pool_of(arena *a, const ruleset *r, uint32_t count)
{
    builder xml = builder_new(a);
    builder_adds(&xml, "<profiles xmlns=\"urn:attune:profile:1\">");
    for (uint32_t i = 0; i < count; i++)
        builder_addf(&xml, "<therapist id='t%u'/>", (unsigned)(i * 7919 % count)); // ids in no order
    builder_adds(&xml, "</profiles>");
    return world_pool(a, r, builder_str(&xml));
}

// Few different figures, so that there are ties of all kinds; 0 and 100 among them.
static int32_t some_points(chance *c, bool few)
{
    return few ? (int32_t)chance_below(c, 4) * 25 * MICRO + (int32_t)chance_below(c, 2)
               : (int32_t)chance_below(c, 100 * MICRO + 1);
}

static pair_score some_score(chance *c, uint32_t row, bool few)
{
    pair_score out = {.row = row};
    out.score = some_points(c, few);
    out.low = some_points(c, few);
    out.high = some_points(c, few);
    out.coverage = some_points(c, few);
    out.score = out.score > 100 * MICRO ? 100 * MICRO : out.score;
    return out;
}

static void check_pool(arena *a, chance *c, uint32_t count, uint32_t tries)
{
    const ruleset *r = world_rules(a, str_from(RULE_SET));
    const pool *p = pool_of(a, r, count);
    pair_score *scores = ARENA_ARRAY(a, pair_score, count);
    bool few = chance_percent(c, 50);
    for (uint32_t i = 0; i < count; i++)
        scores[i] = some_score(c, i, few);
    for (rank_order order = ORDER_SCORE; order <= ORDER_HOPEFUL; order++) {
        const places *all = places_make(a, p, order, scores, count);
        for (uint32_t k = 0; k < tries; k++) {
            const pair_score *now = &scores[chance_below(c, count)];
            pair_score then = chance_percent(c, 20) ? *now : some_score(c, now->row, few);
            size_t place = 1;
            for (uint32_t i = 0; i < count; i++)
                place += i != now->row && rank_compare(p, order, &scores[i], &then) < 0;
            assert_int_equal(places_of(all, now, &then), place);
        }
    }
}

ARENA_TEST(a_place_is_as_many_as_come_before_and_one)
{
    chance c = {31};
    for (uint32_t i = 0; i < 60; i++)
        check_pool(a, &c, 1 + chance_below(&c, 40), 40);
}

ARENA_TEST(a_pool_of_more_than_there_are_buckets_is_counted_as_exactly)
{
    chance c = {32};
    check_pool(a, &c, 70000, 20);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_place_is_as_many_as_come_before_and_one),
        cmocka_unit_test(a_pool_of_more_than_there_are_buckets_is_counted_as_exactly),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
