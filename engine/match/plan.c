// SPDX-License-Identifier: MIT
// A client's plan: the rule set with this client folded in. What reads the client alone is evaluated here,
// what does not apply is dropped, and the rest is listed for the scan by where its value comes from.
#include "match/plan.h"

void flag_tally_add(flag_tally *t, const client_plan *plan, uint32_t flag_index)
{
    const flag *f = &plan->rules->flags[flag_index];
    int64_t *largest = &t->largest[f->group_number];
    if (f->deduct > *largest) {
        t->deducted += f->deduct - *largest;
        *largest = f->deduct;
    }
    if (f->has_ceiling && f->ceiling < t->ceiling)
        t->ceiling = f->ceiling;
}

int64_t flag_tally_score(const flag_tally *t, int64_t sum)
{
    int64_t score = sum - t->deducted;
    if (score > t->ceiling)
        score = t->ceiling;
    return score < 0 ? 0 : score;
}

static rule_list list_for(arena *a, size_t capacity)
{
    return (rule_list){.items = ARENA_ARRAY(a, uint32_t, capacity)};
}

static void list_add(rule_list *list, size_t index)
{
    list->items[list->count++] = (uint32_t)index;
}

static void want_lets_of(const expression *x, bool *wanted)
{
    if (timing_of(x->reads) == PER_PAIR)
        for (size_t i = 0; i < x->let_count; i++)
            wanted[x->lets[i]] = true;
}

// Which lets conditions read that are left to the scan, also through lets left to it.
static const bool *lets_wanted(arena *a, const ruleset *r)
{
    bool *wanted = ARENA_ARRAY(a, bool, r->let_count);
    for (size_t i = 0; i < r->gate_count; i++)
        want_lets_of(&r->gates[i].require, wanted);
    for (size_t i = 0; i < r->criterion_count; i++)
        want_lets_of(&r->criteria[i].value, wanted);
    for (size_t i = 0; i < r->flag_count; i++)
        want_lets_of(&r->flags[i].when, wanted);
    // A let comes after those it reads.
    for (size_t i = r->let_count; i-- > 0;)
        if (wanted[i])
            want_lets_of(&r->lets[i].value, wanted);
    return wanted;
}

static void fold_lets(client_plan *plan, environment *e, arena *a)
{
    const ruleset *r = plan->rules;
    const bool *wanted = lets_wanted(a, r);
    plan->lets = ARENA_ARRAY(a, feel_value, r->let_count);
    plan->let_made = ARENA_ARRAY(a, bool, r->let_count);
    plan->let_error = ARENA_ARRAY(a, bool, r->let_count);
    for (size_t i = 0; i < r->let_count; i++) {
        if (!wanted[i] || timing_of(r->lets[i].value.reads) != ONCE_PER_CLIENT)
            continue;
        plan->lets[i] = feel_copy(a, environment_let(e, (uint32_t)i, &plan->let_error[i]));
        plan->let_made[i] = true;
    }
}

static void fold_gates(client_plan *plan, environment *e, arena *a)
{
    const ruleset *r = plan->rules;
    plan->unmet_gates = list_for(a, r->gate_count);
    plan->column_gates = list_for(a, r->gate_count);
    plan->pair_gates = list_for(a, r->gate_count);
    for (size_t i = 0; i < r->gate_count; i++) {
        const gate *g = &r->gates[i];
        if (environment_truth(e, &g->applies, NULL) != TRUTH_TRUE)
            continue;
        timing t = timing_of(g->require.reads);
        if (t == ONCE_PER_POOL)
            list_add(&plan->column_gates, i);
        else if (t == PER_PAIR)
            list_add(&plan->pair_gates, i);
        else if (environment_truth(e, &g->require, NULL) == TRUTH_FALSE)
            list_add(&plan->unmet_gates, i);
    }
}

static void fold_criterion(client_plan *plan, environment *e, size_t index)
{
    const int64_t points = plan->points.criterion_points[index];
    decimal value;
    bool error;
    plan->high += points;
    if (reference_criterion_value(e, &plan->rules->criteria[index], &value, &error)) {
        int64_t contribution = points_scale(value, points);
        plan->sum += contribution;
        plan->low += contribution;
        plan->high += contribution - points;
        plan->coverage += points;
    } else
        plan->sum += plan->unknown_shares[index];
}

static void fold_criteria(client_plan *plan, environment *e, arena *a)
{
    const ruleset *r = plan->rules;
    plan->column_criteria = list_for(a, r->criterion_count);
    plan->pair_criteria = list_for(a, r->criterion_count);
    plan->unknown_shares = ARENA_ARRAY(a, int64_t, r->criterion_count);
    for (size_t i = 0; i < r->criterion_count; i++) {
        const criterion *c = &r->criteria[i];
        // Without points it cannot change a score.
        if (!plan->points.applies[i] || plan->points.criterion_points[i] == 0)
            continue;
        plan->unknown_shares[i] = points_scale(c->unknown_value, plan->points.criterion_points[i]);
        timing t = timing_of(c->value.reads);
        if (t == ONCE_PER_POOL)
            list_add(&plan->column_criteria, i);
        else if (t == PER_PAIR)
            list_add(&plan->pair_criteria, i);
        else
            fold_criterion(plan, e, i);
    }
}

static flag_tally empty_tally(const ruleset *r, arena *a)
{
    return (flag_tally){.largest = ARENA_ARRAY(a, int64_t, r->flag_group_count),
                        .ceiling = (int64_t)100 * MICRO};
}

static void fold_flags(client_plan *plan, environment *e, arena *a)
{
    const ruleset *r = plan->rules;
    plan->holding = empty_tally(r, a);
    plan->possible = empty_tally(r, a);
    plan->held_flags = list_for(a, r->flag_count);
    plan->open_flags = list_for(a, r->flag_count);
    plan->column_flags = list_for(a, r->flag_count);
    plan->pair_flags = list_for(a, r->flag_count);
    for (size_t i = 0; i < r->flag_count; i++) {
        timing t = timing_of(r->flags[i].when.reads);
        if (t == ONCE_PER_POOL) {
            list_add(&plan->column_flags, i);
            continue;
        }
        if (t == PER_PAIR) {
            list_add(&plan->pair_flags, i);
            continue;
        }
        truth holds = environment_truth(e, &r->flags[i].when, NULL);
        if (holds != TRUTH_FALSE)
            list_add(holds == TRUTH_TRUE ? &plan->held_flags : &plan->open_flags, i);
        if (holds == TRUTH_TRUE)
            flag_tally_add(&plan->holding, plan, (uint32_t)i);
        if (holds != TRUTH_FALSE)
            flag_tally_add(&plan->possible, plan, (uint32_t)i);
    }
}

const client_plan *client_plan_make(arena *a, const ruleset *r, const profile *client, feel_date today,
                                    diagnostics *d)
{
    client_plan *plan = ARENA_NEW(a, client_plan);
    *plan = (client_plan){.rules = r, .client = client, .today = today};
    environment *e = environment_new(a, r, client, today);
    environment_set_diagnostics(e, d);
    reference_points(e, r, a, &plan->points);
    fold_gates(plan, e, a);
    fold_criteria(plan, e, a);
    fold_flags(plan, e, a);
    fold_lets(plan, e, a);
    return plan;
}

const points_table *client_plan_points(const client_plan *plan)
{
    return &plan->points;
}

const profile *client_plan_client(const client_plan *plan)
{
    return plan->client;
}

feel_date client_plan_today(const client_plan *plan)
{
    return plan->today;
}
