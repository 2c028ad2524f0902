// SPDX-License-Identifier: MIT
// The scan: what is left of the rules once a pool's facts and a client's plan are made, row by row. Gates
// come first; a row that one of them excludes is not looked at further.
#include "match/plan.h"

#include <string.h>

struct scan_run {
    const client_plan *plan;
    const pool *pool;
    const pool_facts *facts;
    environment *environment;
    flag_tally holding, possible; // of the row at hand
    uint64_t errors;
};

pair_score pair_score_of(const evaluation *v, uint32_t row)
{
    if (v->excluded)
        return (pair_score){.row = row, .excluded = true};
    return (pair_score){
        .row = row,
        .score = (int32_t)v->score.score,
        .low = (int32_t)v->low.score,
        .high = (int32_t)v->high.score,
        .coverage = (int32_t)v->coverage,
    };
}

// Lets from the plan or from the facts.
static feel_value known_let(const void *user, uint32_t number, uint32_t row, bool *known, bool *error)
{
    const scan_run *run = user;
    feel_value value = FEEL_NULL_VALUE;
    *known = run->plan->let_made[number];
    if (*known) {
        *error = run->plan->let_error[number];
        return run->plan->lets[number];
    }
    *known = facts_let(run->facts, number, row, &value, error);
    return value;
}

scan_run *scan_run_new(arena *a, const ruleset *r, const client_plan *plan, const pool *p,
                       const pool_facts *facts)
{
    scan_run *run = ARENA_NEW(a, scan_run);
    run->plan = plan;
    run->pool = p;
    run->facts = facts;
    run->environment = environment_new(a, r, plan->client, plan->today);
    environment_set_let_column(run->environment, known_let, run);
    run->holding.largest = ARENA_ARRAY(a, int64_t, plan->rules->flag_group_count);
    run->possible.largest = ARENA_ARRAY(a, int64_t, plan->rules->flag_group_count);
    return run;
}

// The truth of a pair condition; counts errors.
static truth pair_truth(scan_run *run, const expression *x)
{
    bool error;
    truth t = environment_truth(run->environment, x, &error);
    run->errors += error;
    return t;
}

static bool is_excluded(scan_run *run, uint32_t row)
{
    const client_plan *plan = run->plan;
    if (plan->excludes_all)
        return true;
    for (size_t i = 0; i < plan->column_gates.count; i++)
        if (facts_gate(run->facts, plan->column_gates.items[i], row) == TRUTH_FALSE)
            return true;
    for (size_t i = 0; i < plan->pair_gates.count; i++)
        if (pair_truth(run, &plan->rules->gates[plan->pair_gates.items[i]].require) == TRUTH_FALSE)
            return true;
    return false;
}

// The sums of contributions to score, low and high, and what is known.
typedef struct sums {
    int64_t score, low, high, coverage;
} sums;

static void add_criterion(const client_plan *plan, uint32_t index, bool known, decimal value, sums *s)
{
    const int64_t points = plan->points.criterion_points[index];
    if (!known) {
        s->score += plan->unknown_shares[index];
        s->high += points;
        return;
    }
    const int64_t contribution = points_scale(value, points);
    s->score += contribution;
    s->low += contribution;
    s->high += contribution;
    s->coverage += points;
}

static sums add_criteria(scan_run *run, uint32_t row)
{
    const client_plan *plan = run->plan;
    sums s = {plan->sum, plan->low, plan->high, plan->coverage};
    decimal value = decimal_from_int(0);
    for (size_t i = 0; i < plan->column_criteria.count; i++) {
        uint32_t index = plan->column_criteria.items[i];
        bool known = facts_criterion(run->facts, index, row, &value);
        add_criterion(plan, index, known, value, &s);
    }
    for (size_t i = 0; i < plan->pair_criteria.count; i++) {
        uint32_t index = plan->pair_criteria.items[i];
        bool error;
        bool known =
            reference_criterion_value(run->environment, &plan->rules->criteria[index], &value, &error);
        run->errors += error;
        add_criterion(plan, index, known, value, &s);
    }
    return s;
}

static void start_tally(flag_tally *t, const flag_tally *from, size_t groups)
{
    if (groups)
        memcpy(t->largest, from->largest, groups * sizeof *t->largest);
    t->deducted = from->deducted;
    t->ceiling = from->ceiling;
}

static void add_flag(scan_run *run, uint32_t index, truth holds)
{
    if (holds == TRUTH_TRUE)
        flag_tally_add(&run->holding, run->plan, index);
    if (holds != TRUTH_FALSE)
        flag_tally_add(&run->possible, run->plan, index);
}

static void tally_flags(scan_run *run, uint32_t row)
{
    const client_plan *plan = run->plan;
    start_tally(&run->holding, &plan->holding, plan->rules->flag_group_count);
    start_tally(&run->possible, &plan->possible, plan->rules->flag_group_count);
    for (size_t i = 0; i < plan->column_flags.count; i++) {
        uint32_t index = plan->column_flags.items[i];
        add_flag(run, index, facts_flag(run->facts, index, row));
    }
    for (size_t i = 0; i < plan->pair_flags.count; i++) {
        uint32_t index = plan->pair_flags.items[i];
        add_flag(run, index, pair_truth(run, &plan->rules->flags[index].when));
    }
}

static pair_score score_row(scan_run *run, uint32_t row)
{
    environment_set_row(run->environment, run->pool, row);
    if (is_excluded(run, row))
        return (pair_score){.row = row, .excluded = true};
    sums s = add_criteria(run, row);
    tally_flags(run, row);
    return (pair_score){
        .row = row,
        .score = (int32_t)flag_tally_score(&run->holding, s.score),
        .low = (int32_t)flag_tally_score(&run->possible, s.low),
        .high = (int32_t)flag_tally_score(&run->holding, s.high),
        .coverage = (int32_t)s.coverage,
    };
}

void scan_rows(scan_run *run, uint32_t from, uint32_t to, pair_score *out)
{
    for (uint32_t row = from; row < to; row++)
        out[row - from] = score_row(run, row);
}

uint64_t scan_errors(const scan_run *run)
{
    return run->errors;
}

void scan_set_diagnostics(scan_run *run, diagnostics *d)
{
    environment_set_diagnostics(run->environment, d);
}
