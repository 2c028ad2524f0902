// SPDX-License-Identifier: MIT
// What would lift a score to a target: proven minimal against all sets there are, on random cases; and what
// is never proposed.
#include "match/random_rules.h"

#include "explain/target.h"

#include <stdio.h>

enum { MOST_CHANGES = 14 };

static size_t targets_tried, targets_possible;

// All subsets of the changes, scored by the reference from its own evaluation.
typedef struct brute {
    world *world;
    const evaluation *evaluation;
    const target_explanation *target;
    bool *holds; // scratch
    uint32_t usable[MOST_CHANGES];
    size_t count;
    size_t fewest, different, solutions; // solutions 0: none
} brute;

static int64_t score_of(brute *b, uint32_t set)
{
    const ruleset *r = b->world->rules;
    int64_t sum = b->evaluation->score.sum;
    for (size_t i = 0; i < r->flag_count; i++)
        b->holds[i] = b->evaluation->flags[i].holds == TRUTH_TRUE;
    for (size_t i = 0; i < b->count; i++) {
        const target_change *c = &b->target->changes[b->usable[i]];
        if (!(set >> i & 1))
            continue;
        if (c->flag)
            b->holds[c->number] = false;
        else
            sum +=
                b->evaluation->criteria[c->number].points - b->evaluation->criteria[c->number].contribution;
    }
    return reference_score(r, sum, b->holds, b->world->arena).score;
}

static void count_set(brute *b, uint32_t set, size_t *count, size_t *different)
{
    *count = *different = 0;
    for (size_t i = 0; i < b->count; i++)
        if (set >> i & 1) {
            ++*count;
            *different += b->target->changes[b->usable[i]].how == CHANGE_DIFFERENT;
        }
}

static void try_all(brute *b, change_how most)
{
    for (uint32_t i = 0; i < b->target->change_count; i++)
        if (b->target->changes[i].how <= most)
            b->usable[b->count++] = i;
    for (uint32_t set = 0; set < 1u << b->count; set++) {
        size_t count, different;
        if (score_of(b, set) < b->target->target)
            continue;
        count_set(b, set, &count, &different);
        bool better = !b->solutions || count < b->fewest || (count == b->fewest && different < b->different);
        if (better)
            b->solutions = 0;
        if (better || (count == b->fewest && different == b->different)) {
            b->fewest = count;
            b->different = different;
            b->solutions++;
        }
    }
}

static uint32_t as_subset(const brute *b, const target_set *set)
{
    uint32_t out = 0;
    for (size_t k = 0; k < set->count; k++)
        for (size_t i = 0; i < b->count; i++)
            if (b->usable[i] == set->changes[k])
                out |= 1u << i;
    return out;
}

// The listed sets are different ones of the right size that reach the target with the score that they
// promise.
static void check_listed(brute *b, const target_sets *sets)
{
    for (size_t i = 0; i < sets->count; i++) {
        uint32_t set = as_subset(b, &sets->items[i]);
        size_t count, different;
        count_set(b, set, &count, &different);
        assert_int_equal(count, sets->items[i].count);
        assert_int_equal(count, b->fewest);
        assert_int_equal(different, b->different);
        assert_int_equal(score_of(b, set), sets->items[i].score);
        assert_true(sets->items[i].score >= b->target->target);
        for (size_t k = 0; k < i; k++)
            assert_true(as_subset(b, &sets->items[k]) != set);
    }
}

static void check_sets(world *w, const evaluation *v, const target_explanation *t, change_how most,
                       const target_sets *sets)
{
    brute b = {.world = w, .evaluation = v, .target = t};
    b.holds = ARENA_ARRAY(w->arena, bool, w->rules->flag_count);
    try_all(&b, most);
    assert_int_equal(sets->possible, b.solutions > 0);
    assert_int_equal((most == CHANGE_ASK ? t->best_by_answers : t->best) >= t->target, b.solutions > 0);
    if (!b.solutions)
        return;
    assert_int_equal(sets->fewest, b.fewest);
    assert_int_equal(sets->different, b.different);
    assert_int_equal(sets->count, b.solutions < TARGET_SETS ? b.solutions : TARGET_SETS);
    assert_int_equal(sets->more, b.solutions > TARGET_SETS);
    check_listed(&b, sets);
    targets_possible++;
}

// Everything that costs points is there, whether it can change or not.
static void check_changes(const evaluation *v, const target_explanation *t, const ruleset *r)
{
    size_t expected = 0;
    for (size_t i = 0; i < r->criterion_count; i++)
        expected += v->criteria[i].contribution < v->criteria[i].points;
    for (size_t i = 0; i < r->flag_count; i++)
        expected += v->flags[i].holds == TRUTH_TRUE;
    assert_int_equal(t->change_count, expected);
}

static void check_case(arena *a, void *context)
{
    chance c = {3000000 + (uint64_t) * (const uint32_t *)context};
    const ruleset *r = world_rules(a, random_rules(a, &c));
    const profile *client = world_client(a, r, random_client(a, &c));
    world *w = world_of(a, r, client, world_pool(a, r, random_therapists(a, &c, 2)));
    for (uint32_t row = 0; row < 2; row++) {
        explanation x;
        explain_row(a, r, w->plan, w->pool, row, 0, EXPLAIN_RULES, &x);
        const evaluation *v = world_evaluate_row(w, row);
        int64_t target = (int64_t)chance_below(&c, 101) * MICRO + (chance_percent(&c, 30) ? 1 : 0);
        target_explanation t;
        explain_target(a, r, w->plan, w->pool, &x, target, &t);
        check_changes(v, &t, r);
        assert_int_equal(t.reached, x.score.score >= target);
        if (t.reached || t.change_count > MOST_CHANGES)
            continue;
        targets_tried++;
        check_sets(w, v, &t, CHANGE_DIFFERENT, &t.any);
        check_sets(w, v, &t, CHANGE_ASK, &t.by_answers);
    }
}

static void no_smaller_set_reaches_the_target(void **state)
{
    (void)state;
    uint32_t cases = run_random_cases(check_case);
    assert_true(cases < 2000 || (targets_tried >= 1000 && targets_possible >= 1000));
    printf("figure: targets: %zu random cases against all sets, %zu lists of sets\n", targets_tried,
           targets_possible);
}

// ---- what can change

// comfort and trust 25 each, skill and warmth 25 each.
static const char RULE_SET[] = RULES(
    "<client><field name='wish' type='boolean'/><record name='met' list='true' match='therapist' "
    "as='encounter'>"
    "<field name='therapist' type='string'/><field name='felt' type='boolean'/></record></client>"
    "<therapist><field name='skilled' type='boolean'/><field name='warm' type='boolean'/>"
    "<field name='kind' type='boolean'/></therapist>"
    "<factor id='f' weight='1'>"
    "<criterion id='comfort' points='1' when='encounter.felt'/>"
    "<criterion id='trust' points='1' when='encounter.felt and therapist.kind'/>"
    "<criterion id='skill' points='1' when='therapist.skilled'/>"
    "<criterion id='warmth' points='1' when='therapist.warm = client.wish'/></factor>"
    "<flag id='felt_bad' when='encounter.felt = false' deduct='10'><because>Felt bad.</because></flag>"
    "<flag id='cold' when='therapist.warm = false' deduct='5' ceiling='60'><because>Cold.</because></flag>");

static const target_explanation *reach(arena *a, const char *client, const char *therapist, int64_t target)
{
    world *w = world_make(a, RULE_SET, str_printf(a, CLIENT("%s"), client).data,
                          str_printf(a, POOL("<therapist id='ann'>%s</therapist>"), therapist).data);
    explanation *x = ARENA_NEW(a, explanation);
    explain_row(a, w->rules, w->plan, w->pool, 0, 1, EXPLAIN_RULES, x);
    target_explanation *t = ARENA_NEW(a, target_explanation);
    explain_target(a, w->rules, w->plan, w->pool, x, target, t);
    return t;
}

static change_how how(const target_explanation *t, const char *id)
{
    for (size_t i = 0; i < t->change_count; i++) {
        const target_change *c = &t->changes[i];
        if (str_equals(c->flag ? c->flag->id : c->criterion->id, id))
            return c->how;
    }
    fail_msg("no change of %s", id);
    return CHANGE_NEVER;
}

#define FELT(value) "<wish>true</wish><met><therapist>ann</therapist><felt>" value "</felt></met>"

ARENA_TEST(what_was_felt_cannot_change)
{
    const target_explanation *t = reach(a, FELT("false"), "<skilled>false</skilled>", points(60));
    assert_int_equal(how(t, "comfort"), CHANGE_NEVER);
    assert_int_equal(how(t, "trust"), CHANGE_NEVER); // the past alone decides it, whatever else is true
    assert_int_equal(how(t, "felt_bad"), CHANGE_NEVER);
    assert_int_equal(how(t, "skill"), CHANGE_DIFFERENT);
    assert_int_equal(how(t, "warmth"), CHANGE_ASK);
    assert_int_equal(t->best, points(40)); // skill and warmth, less 10
    assert_false(t->any.possible);
}

ARENA_TEST(what_the_past_does_not_decide_can_change)
{
    const target_explanation *t = reach(a, FELT("true"), "<kind>false</kind>", points(100));
    assert_int_equal(how(t, "trust"), CHANGE_DIFFERENT);
}

ARENA_TEST(a_meeting_that_was_not_yet_can_be_asked_for)
{
    const target_explanation *t = reach(a, "<wish>true</wish>", "<skilled>true</skilled>", points(80));
    assert_int_equal(how(t, "comfort"), CHANGE_ASK);
    assert_int_equal(how(t, "trust"), CHANGE_ASK);
    // 25, and 12.5 for each of three unknown ones: 62.5; two of them give 87.5.
    assert_true(t->by_answers.possible);
    assert_int_equal(t->any.fewest, 2);
    assert_int_equal(t->any.different, 0);
    assert_int_equal(t->any.count, 3);
    assert_int_equal(t->any.items[0].score, points(87.5));
}

ARENA_TEST(answers_come_before_facts_where_as_few_do)
{
    const target_explanation *t =
        reach(a, "<wish>true</wish>", "<skilled>false</skilled><kind>false</kind>", points(50));
    assert_int_equal(t->any.fewest, 1); // 25; skill, or trust if they ever met
    assert_int_equal(t->any.different, 1);
    t = reach(a, "<wish>true</wish>", "<skilled>false</skilled>", points(50));
    assert_int_equal(t->any.fewest, 1); // 37.5: one answer does it, and so would skill
    assert_int_equal(t->any.different, 0);
    assert_int_equal(t->any.count, 3);
}

ARENA_TEST(a_flag_goes_where_its_ceiling_is_below_the_target)
{
    const target_explanation *t =
        reach(a, FELT("true"), "<skilled>true</skilled><kind>true</kind><warm>false</warm>", points(70));
    assert_int_equal(t->any.fewest, 1); // 75 - 5, cut to 60
    assert_int_equal(t->any.different, 1);
    assert_str_equal(t->changes[t->any.items[0].changes[0]].flag->id, "cold");
    assert_int_equal(t->any.items[0].score, points(75));
    assert_false(t->by_answers.possible);
    assert_int_equal(t->best_by_answers, points(60));
}

ARENA_TEST(nothing_is_proposed_where_the_target_is_reached)
{
    const target_explanation *t = reach(a, "", "", points(50));
    assert_true(t->reached);
    assert_int_equal(t->any.count, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(no_smaller_set_reaches_the_target, name_random_case),
        cmocka_unit_test(what_was_felt_cannot_change),
        cmocka_unit_test(what_the_past_does_not_decide_can_change),
        cmocka_unit_test(a_meeting_that_was_not_yet_can_be_asked_for),
        cmocka_unit_test(answers_come_before_facts_where_as_few_do),
        cmocka_unit_test(a_flag_goes_where_its_ceiling_is_below_the_target),
        cmocka_unit_test(nothing_is_proposed_where_the_target_is_reached),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
