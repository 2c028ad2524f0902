// SPDX-License-Identifier: MIT
// Runs of the scan, and rows that are scored one by one: those of therapists whom the client has met, those
// that hold something huge, and all where errors are told. Gates come first; a row that one of them excludes
// is not looked at further.
#include "match/scan_run.h"

#include <string.h>

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

// ---- runs

// Lets from the plan.
static feel_value known_let(const void *user, uint32_t number, uint32_t row, bool *known, bool *error)
{
    (void)row;
    const client_plan *plan = user;
    *known = plan->let_made[number];
    *error = plan->let_error[number];
    return plan->lets[number];
}

static uint8_t **truths_of(arena *a, const unit_list *units)
{
    uint8_t **truths = ARENA_ARRAY(a, uint8_t *, units->count);
    for (size_t i = 0; i < units->count; i++)
        truths[i] = ARENA_ARRAY(a, uint8_t, units->items[i].keys);
    return truths;
}

static sums *worth_not_yet(arena *a, size_t count)
{
    sums *worth = ARENA_ARRAY(a, sums, count);
    for (size_t i = 0; i < count; i++)
        worth[i] = (sums){SUM_NOT_YET, 0, 0, 0};
    return worth;
}

static void start_criteria(arena *a, scan_run *run)
{
    const scan_program *p = run->program;
    run->unit_worth = ARENA_ARRAY(a, sums *, p->criteria.count);
    run->unit_errors = ARENA_ARRAY(a, bool *, p->criteria.count);
    for (size_t i = 0; i < p->criteria.count; i++) {
        run->unit_worth[i] = worth_not_yet(a, p->criteria.items[i].keys);
        run->unit_errors[i] = ARENA_ARRAY(a, bool, p->criteria.items[i].keys);
    }
    run->group_worth = ARENA_ARRAY(a, sums *, p->group_count);
    run->group_figures = ARENA_ARRAY(a, int32_t *, p->group_count);
    for (size_t i = 0; i < p->group_count; i++) {
        run->group_worth[i] = worth_not_yet(a, p->groups[i].keys);
        run->group_figures[i] = ARENA_ARRAY(a, int32_t, p->groups[i].keys);
    }
    run->packed_most = ARENA_ARRAY(a, int32_t, p->packed_count);
    run->packed_figures = ARENA_ARRAY(a, int32_t *, p->packed_count);
    for (size_t i = 0; i < p->packed_count; i++)
        run->packed_figures[i] = ARENA_ARRAY(a, int32_t, p->packed[i].packed->size);
    run->lookups = ARENA_ARRAY(a, lookup, p->packed_count + p->group_count);
}

scan_run *scan_run_of(arena *a, const scan_program *p)
{
    scan_run *run = ARENA_NEW(a, scan_run);
    run->program = p;
    run->at = NAME_MISSING;
    run->environment = environment_new(a, p->rules, p->plan->client, p->plan->today);
    environment_set_let_column(run->environment, known_let, p->plan);
    run->holding.largest = ARENA_ARRAY(a, int64_t, p->rules->flag_group_count);
    run->possible.largest = ARENA_ARRAY(a, int64_t, p->rules->flag_group_count);
    run->gate_truths = truths_of(a, &p->gates);
    run->flag_truths = truths_of(a, &p->flags);
    start_criteria(a, run);
    run->room = ARENA_ARRAY(a, uint64_t, p->bits.bits.count * SCAN_CHUNK_WORDS);
    run->bits = ARENA_ARRAY(a, const uint64_t *, p->bits.bits.count);
    return run;
}

scan_run *scan_run_new(arena *a, const ruleset *r, const client_plan *plan, const pool *p,
                       const pool_facts *facts)
{
    return scan_run_of(a, scan_program_make(a, r, plan, p, facts));
}

uint64_t scan_errors(const scan_run *run)
{
    return run->errors;
}

void scan_set_diagnostics(scan_run *run, diagnostics *d)
{
    run->tells = d != NULL;
    environment_set_diagnostics(run->environment, d);
}

void scan_count(scan_run *run, ranking_summary *counted, arena *a)
{
    run->counted = counted;
    run->unmet = ARENA_ARRAY(a, gate_rows, run->program->rules->gate_count);
}

void scan_move(scan_run *run, uint32_t row)
{
    if (run->at == row)
        return;
    environment_set_row(run->environment, run->program->pool, row);
    run->at = row;
}

// ---- flags

static void start_one(flag_tally *t, const flag_tally *from, size_t groups)
{
    if (groups)
        memcpy(t->largest, from->largest, groups * sizeof *t->largest);
    t->deducted = from->deducted;
    t->ceiling = from->ceiling;
}

void tally_start(scan_run *run)
{
    const client_plan *plan = run->program->plan;
    start_one(&run->holding, &plan->holding, plan->rules->flag_group_count);
    start_one(&run->possible, &plan->possible, plan->rules->flag_group_count);
}

void tally_flag(scan_run *run, uint32_t index, truth holds)
{
    if (run->counted) {
        run->counted->flags[index].holds += holds == TRUTH_TRUE;
        run->counted->flags[index].unknown += holds == TRUTH_UNKNOWN;
    }
    if (holds == TRUTH_TRUE)
        flag_tally_add(&run->holding, run->program->plan, index);
    if (holds != TRUTH_FALSE)
        flag_tally_add(&run->possible, run->program->plan, index);
}

pair_score tally_score(const scan_run *run, uint32_t row, sums s)
{
    return (pair_score){
        .row = row,
        .score = (int32_t)flag_tally_score(&run->holding, s[SUM_SCORE]),
        .low = (int32_t)flag_tally_score(&run->possible, s[SUM_LOW]),
        .high = (int32_t)flag_tally_score(&run->holding, s[SUM_HIGH]),
        .coverage = s[SUM_COVERAGE],
    };
}

// ---- a row by itself

// The truth of a pair condition; counts errors.
static truth pair_truth(scan_run *run, const expression *x)
{
    bool error;
    truth t = environment_truth(run->environment, x, &error);
    run->errors += error;
    return t;
}

// Gate number i of those that are asked for each row: those of the facts first.
static bool is_unmet(scan_run *run, size_t i, uint32_t row, uint32_t *gate)
{
    const client_plan *plan = run->program->plan;
    if (i < plan->column_gates.count) {
        *gate = plan->column_gates.items[i];
        return facts_gate(run->program->facts, *gate, row) == TRUTH_FALSE;
    }
    *gate = plan->pair_gates.items[i - plan->column_gates.count];
    return pair_truth(run, &plan->rules->gates[*gate].require) == TRUTH_FALSE;
}

static void count_gates(scan_run *run, uint32_t row)
{
    const client_plan *plan = run->program->plan;
    const size_t count = plan->column_gates.count + plan->pair_gates.count;
    size_t unmet = plan->unmet_gates.count;
    uint32_t last = unmet ? plan->unmet_gates.items[0] : 0, gate;
    for (size_t i = 0; i < plan->unmet_gates.count; i++)
        run->counted->gates[plan->unmet_gates.items[i]].unmet++;
    for (size_t i = 0; i < count; i++)
        if (is_unmet(run, i, row, &gate)) {
            run->counted->gates[gate].unmet++;
            last = gate;
            unmet++;
        }
    if (unmet == 1)
        run->counted->gates[last].alone++;
}

static bool is_excluded(scan_run *run, uint32_t row)
{
    const client_plan *plan = run->program->plan;
    const size_t count = plan->column_gates.count + plan->pair_gates.count;
    bool excluded = plan->unmet_gates.count > 0;
    uint32_t gate;
    for (size_t i = 0; i < count && !excluded; i++)
        excluded = is_unmet(run, i, row, &gate);
    if (excluded && run->counted)
        count_gates(run, row);
    return excluded;
}

static void add_criterion(scan_run *run, uint32_t index, sums *s)
{
    const client_plan *plan = run->program->plan;
    decimal value = decimal_from_int(0);
    bool error;
    bool known = reference_criterion_value(run->environment, &plan->rules->criteria[index], &value, &error);
    run->errors += error;
    *s += worth_of(plan, index, known, value);
}

sums facts_worth(const scan_program *p, uint32_t row)
{
    sums s = p->base;
    for (size_t i = 0; i < p->packed_count; i++) {
        const packed_criteria *packed = p->packed[i].packed;
        s += p->packed[i].worth[packed->bytes ? packed->bytes[row] : packed->pairs[row]];
    }
    return s;
}

static sums add_criteria(scan_run *run, uint32_t row)
{
    const scan_program *p = run->program;
    const client_plan *plan = p->plan;
    sums s = facts_worth(p, row);
    for (size_t i = 0; i < plan->column_criteria.count; i++)
        if (p->facts->unpacked[plan->column_criteria.items[i]])
            add_criterion(run, plan->column_criteria.items[i], &s);
    for (size_t i = 0; i < plan->pair_criteria.count; i++)
        add_criterion(run, plan->pair_criteria.items[i], &s);
    return s;
}

pair_score score_row(scan_run *run, uint32_t row)
{
    const client_plan *plan = run->program->plan;
    scan_move(run, row);
    if (is_excluded(run, row))
        return (pair_score){.row = row, .excluded = true};
    sums s = add_criteria(run, row);
    tally_start(run);
    for (size_t i = 0; i < plan->column_flags.count; i++) {
        uint32_t index = plan->column_flags.items[i];
        tally_flag(run, index, facts_flag(run->program->facts, index, row));
    }
    for (size_t i = 0; i < plan->pair_flags.count; i++) {
        uint32_t index = plan->pair_flags.items[i];
        tally_flag(run, index, pair_truth(run, &plan->rules->flags[index].when));
    }
    return tally_score(run, row, s);
}
