// SPDX-License-Identifier: MIT
// Comparisons: whatever tells two therapists apart adds up to exactly the difference of their scores, on
// 10,000 random pairs and in cases worked out by hand.
#include "match/random_rules.h"

#include "explain/compare.h"

#include <stdio.h>

static size_t pairs_compared;

static int64_t size_of(int64_t micro)
{
    return micro < 0 ? -micro : micro;
}

static void check_factor(const compare_part *part)
{
    int64_t sum = 0;
    for (size_t i = 0; i < part->criterion_count; i++) {
        const criterion_difference *d = &part->criteria[i];
        assert_true(d->difference != 0);
        assert_int_equal(d->difference, d->above->contribution - d->below->contribution);
        assert_true(str_equal(d->above->id, d->below->id));
        assert_true(i == 0 || size_of(part->criteria[i - 1].difference) >= size_of(d->difference));
        sum += d->difference;
    }
    assert_true(part->criterion_count > 0);
    assert_int_equal(sum, part->difference);
}

static void check_comparison(const comparison *c)
{
    int64_t sum = 0;
    for (size_t i = 0; i < c->part_count; i++) {
        const compare_part *part = &c->parts[i];
        assert_int_equal(part->difference, part->above - part->below);
        assert_true(part->kind == COMPARE_FACTOR || part->difference != 0);
        assert_true(i == 0 || size_of(c->parts[i - 1].difference) >= size_of(part->difference));
        if (part->kind == COMPARE_FACTOR)
            check_factor(part);
        sum += part->difference;
    }
    assert_int_equal(sum, c->difference);
    assert_int_equal(c->difference, c->above->score.score - c->below->score.score);
}

// Which of the two comes first must be what the ranking says.
static void check_order(const comparison *c, const world *w, const ranking *r)
{
    if (c->decided == DECIDED_GATE) {
        assert_true(c->below->excluded);
        return;
    }
    assert_true(c->above->place < c->below->place);
    assert_true(r->items[c->above->place - 1].row == c->above->row);
    assert_true(w->pool != NULL);
    if (c->decided == DECIDED_SCORE)
        assert_true(c->difference > 0);
    if (c->decided == DECIDED_COVERAGE || c->decided == DECIDED_ID)
        assert_int_equal(c->difference, 0);
}

static void compare_rows(arena *a, void *context)
{
    chance c = {2000000 + (uint64_t) * (const uint32_t *)context};
    const ruleset *r = world_rules(a, random_rules(a, &c));
    const profile *client = world_client(a, r, random_client(a, &c));
    world *w = world_of(a, r, client, world_pool(a, r, random_therapists(a, &c, 6)));
    rank_order order = (rank_order)chance_below(&c, 3);
    ranking ranked = world_rank(w, order, 1, 0);
    explanation items[6] = {0};
    for (uint32_t row = 0; row < 6; row++) {
        size_t place = 0;
        for (size_t i = 0; i < ranked.count; i++)
            if (ranked.items[i].row == row)
                place = i + 1;
        explain_row(a, r, w->plan, w->pool, row, place, EXPLAIN_RULES, &items[row]);
    }
    compare_report made = {.report = {.order = order}};
    compare_all(a, items, 6, &made);
    assert_int_equal(made.comparison_count, 5);
    for (size_t i = 0; i < made.comparison_count; i++) {
        check_comparison(&made.comparisons[i]);
        check_order(&made.comparisons[i], w, &ranked);
    }
    pairs_compared += made.comparison_count;
}

static void differences_add_up_to_the_difference_of_the_scores(void **state)
{
    (void)state;
    run_random_cases(compare_rows);
    printf("figure: comparisons: %zu random pairs add up\n", pairs_compared);
}

// goals 60: shared 40, skills 20; manner 40: warm 40.
static const char RULE_SET[] = RULES(
    "<client/><therapist><field name='shared' type='number'/><field name='skills' type='boolean'/>"
    "<field name='warm' type='boolean'/><field name='harsh' type='boolean'/>"
    "<field name='late' type='boolean'/><field name='open' type='boolean'/></therapist>"
    "<gate id='takes' require='therapist.open'/>"
    "<factor id='goals' weight='60'><criterion id='shares' points='2' value='therapist.shared'/>"
    "<criterion id='skilled' points='1' when='therapist.skills'/></factor>"
    "<factor id='manner' weight='40'><criterion id='warmth' points='1' when='therapist.warm'/></factor>"
    "<flag id='harshness' when='therapist.harsh' deduct='10' ceiling='50'><because>Harsh.</because></flag>"
    "<flag id='lateness' when='therapist.late' deduct='5'><because>Late.</because></flag>");

static const compare_report *compare(arena *a, const char *ann, const char *bea)
{
    const char *pool = str_printf(a,
                                  POOL("<therapist id='ann'><open>true</open>%s</therapist>"
                                       "<therapist id='bea'>%s</therapist>"),
                                  ann, bea)
                           .data;
    world *w = world_make(a, RULE_SET, CLIENT(""), pool);
    ranking ranked = world_rank(w, ORDER_SCORE, 1, 0);
    explanation *items = ARENA_ARRAY(a, explanation, 2);
    for (uint32_t row = 0; row < 2; row++)
        explain_row(a, w->rules, w->plan, w->pool, row, 0, EXPLAIN_RULES, &items[row]);
    for (size_t i = 0; i < ranked.count; i++)
        items[ranked.items[i].row].place = i + 1;
    compare_report *made = ARENA_NEW(a, compare_report);
    compare_all(a, items, 2, made);
    return made;
}

ARENA_TEST(parts_come_largest_first_with_criteria_in_their_factors)
{
    const compare_report *made = compare(
        a, "<shared>1</shared><skills>false</skills><warm>false</warm><late>false</late>",
        "<open>true</open><shared>0</shared><skills>true</skills><warm>false</warm><late>true</late>");
    const comparison *c = &made->comparisons[0];
    assert_str_equal(c->above->id, "ann");
    assert_int_equal(c->difference, points(25)); // 40 to 20 - 5
    assert_int_equal(c->part_count, 2);
    assert_str_equal(c->parts[0].id, "goals");
    assert_int_equal(c->parts[0].difference, points(20));
    assert_int_equal(c->parts[0].criterion_count, 2);
    assert_str_equal(c->parts[0].criteria[0].above->id, "shares");
    assert_int_equal(c->parts[0].criteria[0].difference, points(40));
    assert_int_equal(c->parts[0].criteria[1].difference, -points(20));
    assert_int_equal(c->parts[1].kind, COMPARE_FLAG);
    assert_str_equal(c->parts[1].id, "lateness");
    assert_int_equal(c->parts[1].below, -points(5));
    assert_int_equal(c->decided, DECIDED_SCORE);
}

ARENA_TEST(a_ceiling_is_a_part_of_its_own)
{
    const compare_report *made = compare(
        a, "<shared>1</shared><skills>true</skills><warm>false</warm><harsh>false</harsh>",
        "<open>true</open><shared>1</shared><skills>true</skills><warm>true</warm><harsh>true</harsh>");
    const comparison *c = &made->comparisons[0];
    assert_int_equal(c->difference, points(10)); // 60 to 100 - 10, cut to 50
    assert_int_equal(c->part_count, 3);
    assert_int_equal(c->parts[0].difference, -points(40));
    assert_int_equal(c->parts[1].kind, COMPARE_CEILING);
    assert_int_equal(c->parts[1].difference, points(40));
    assert_int_equal(c->parts[2].kind, COMPARE_FLAG);
    assert_int_equal(c->parts[2].difference, points(10));
}

ARENA_TEST(an_excluded_one_stands_below_whatever_its_score)
{
    const compare_report *made =
        compare(a, "<shared>0</shared>", "<open>false</open><shared>1</shared><warm>true</warm>");
    const comparison *c = &made->comparisons[0];
    assert_str_equal(c->below->id, "bea");
    assert_int_equal(c->decided, DECIDED_GATE);
    assert_true(c->difference < 0);
}

ARENA_TEST(equal_ones_have_no_parts)
{
    const compare_report *made = compare(a, "<shared>1</shared>", "<open>true</open><shared>1</shared>");
    const comparison *c = &made->comparisons[0];
    assert_int_equal(c->part_count, 0);
    assert_int_equal(c->decided, DECIDED_ID);
    assert_true(c->ranges_overlap);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(differences_add_up_to_the_difference_of_the_scores, name_random_case),
        cmocka_unit_test(parts_come_largest_first_with_criteria_in_their_factors),
        cmocka_unit_test(a_ceiling_is_a_part_of_its_own),
        cmocka_unit_test(an_excluded_one_stands_below_whatever_its_score),
        cmocka_unit_test(equal_ones_have_no_parts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
