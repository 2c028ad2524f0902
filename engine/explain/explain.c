// SPDX-License-Identifier: MIT
// Explanations: the reference's evaluation of a pair, or of a client alone, as a record. See explanation.h.
#include "explain/explaining.h"
#include "match/known.h"

static bool not_known(outcome o)
{
    return o == OUTCOME_UNKNOWN || o == OUTCOME_ERROR;
}

static str say(const explaining *x, const message *m, str evidence)
{
    return environment_message(x->environment, m, evidence, x->out);
}

// ---- gates

static const message *gate_message(const gate *g, outcome o)
{
    if (o == OUTCOME_MET)
        return &g->met;
    return o == OUTCOME_UNMET ? &g->unmet : &g->unknown;
}

static void explain_gate(const explaining *x, const gate *g, outcome o, gate_explanation *out)
{
    *out = (gate_explanation){.id = g->id, .outcome = o};
    out->quotes = explain_quotes(x, &g->require, &out->quote_count);
    str evidence = explain_evidence(out->quotes, out->quote_count);
    out->title = explain_title(x->environment, &g->title, g->id, evidence, x->out);
    if (o == OUTCOME_NOT_APPLICABLE)
        return;
    out->message = say(x, gate_message(g, o), evidence);
    out->ask = say(x, &g->ask, evidence);
    if (not_known(o))
        out->missing = explain_missing(x, &g->require, &out->missing_count);
}

// ---- criteria

static const message *criterion_message(const criterion *c, outcome o)
{
    if (o == OUTCOME_MET)
        return &c->met;
    if (o == OUTCOME_PARTLY)
        return &c->partly;
    return o == OUTCOME_UNMET ? &c->unmet : &c->unknown;
}

static void explain_criterion(const explaining *x, const criterion *c, const criterion_result *result,
                              criterion_explanation *out)
{
    *out = (criterion_explanation){
        .id = c->id,
        .outcome = result->outcome,
        .points = result->points,
        .contribution = result->contribution,
        .lost = result->points - result->contribution,
        .rest_on_signals = c->value.signal_count > 0,
    };
    out->quotes = explain_quotes(x, &c->value, &out->quote_count);
    str evidence = explain_evidence(out->quotes, out->quote_count);
    out->title = explain_title(x->environment, &c->title, c->id, evidence, x->out);
    if (result->outcome == OUTCOME_NOT_APPLICABLE)
        return;
    out->message = say(x, criterion_message(c, result->outcome), evidence);
    out->ask = say(x, &c->ask, evidence);
    if (!not_known(result->outcome)) {
        out->value = decimal_text(x->out, result->value);
        return;
    }
    out->missing = explain_missing(x, &c->value, &out->missing_count);
    int64_t others = x->evaluation->score.sum - result->contribution;
    out->score_if_met = explain_score_with_sum(x, others + result->points);
    out->score_if_unmet = explain_score_with_sum(x, others);
}

// ---- flags

static void explain_flag(const explaining *x, uint32_t index, flag_explanation *out)
{
    const flag *f = &x->rules->flags[index];
    const flag_result *result = &x->evaluation->flags[index];
    const score_steps *steps = &x->evaluation->score;
    *out = (flag_explanation){
        .id = f->id,
        .group = f->group,
        .holds = result->holds,
        .counts = result->counts,
        .deducted = result->deducted,
        .deduct = f->deduct,
        .has_ceiling = f->has_ceiling,
        .ceiling = f->ceiling,
        .ceiling_binds = steps->ceiling_cut > 0 && steps->ceiling_flag == index,
    };
    out->quotes = explain_quotes(x, &f->when, &out->quote_count);
    str evidence = explain_evidence(out->quotes, out->quote_count);
    out->title = explain_title(x->environment, &f->title, f->id, evidence, x->out);
    out->because = say(x, &f->because, evidence);
    out->ask = say(x, &f->ask, evidence);
    if (result->holds == TRUTH_UNKNOWN) {
        out->missing = explain_missing(x, &f->when, &out->missing_count);
        out->score_if_held = explain_score_with_flag(x, index, true);
    }
}

// ---- a row

static void explain_gates(const explaining *x, explanation *out)
{
    const ruleset *r = x->rules;
    gate_explanation *gates = ARENA_ARRAY(x->out, gate_explanation, r->gate_count);
    for (size_t i = 0; i < r->gate_count; i++)
        explain_gate(x, &r->gates[i], x->evaluation->gates[i], &gates[i]);
    out->gates = gates;
    out->gate_count = r->gate_count;
}

// The client's, and what this row won.
static const factor_explanation *factors_of_row(const explaining *x)
{
    const ruleset *r = x->rules;
    factor_explanation *items = ARENA_ARRAY(x->out, factor_explanation, r->factor_count);
    for (size_t i = 0; i < r->factor_count; i++) {
        factor_explanation *f = &items[i];
        *f = x->factors[i];
        for (uint32_t k = f->first_criterion; k < f->first_criterion + f->criterion_count; k++) {
            f->contribution += x->evaluation->criteria[k].contribution;
            f->low += x->evaluation->criteria[k].low;
            f->high += x->evaluation->criteria[k].high;
        }
    }
    return items;
}

static void explain_rules(const explaining *x, explanation *out)
{
    const ruleset *r = x->rules;
    const evaluation *v = x->evaluation;
    out->factors = factors_of_row(x);
    out->factor_count = r->factor_count;
    criterion_explanation *criteria = ARENA_ARRAY(x->out, criterion_explanation, r->criterion_count);
    for (size_t i = 0; i < r->criterion_count; i++)
        explain_criterion(x, &r->criteria[i], &v->criteria[i], &criteria[i]);
    flag_explanation *flags = ARENA_ARRAY(x->out, flag_explanation, r->flag_count);
    for (uint32_t i = 0; i < r->flag_count; i++)
        if (v->flags[i].holds != TRUTH_FALSE)
            explain_flag(x, i, &flags[out->flag_count++]);
    out->criteria = criteria;
    out->criterion_count = r->criterion_count;
    out->flags = flags;
    out->advice = explain_advice(x->environment, r, v->advice, false, x->out, &out->advice_count);
    out->weakest = explain_weakest(out);
    explain_questions(x, out);
    explain_losses(x, out);
}

struct explain_run {
    const client_plan *plan;
    arena scratch;
    missing_names names;
    explaining x; // of the row at hand
};

explain_run *explain_run_new(arena *a, const ruleset *r, const client_plan *plan, const pool *p,
                             const pool_facts *facts)
{
    explain_run *run = ARENA_NEW(a, explain_run);
    run->plan = plan;
    arena_init_within(&run->scratch, a);
    environment *e = environment_new(a, r, client_plan_client(plan), client_plan_today(plan));
    if (facts)
        environment_use_facts(a, e, plan, facts);
    run->names = (missing_names){
        .arena = a,
        .client = ARENA_ARRAY(a, missing_item, r->client.count),
        .therapist = ARENA_ARRAY(a, missing_item, r->therapist.count),
        .signals = ARENA_ARRAY(a, missing_item, r->signal_count),
    };
    const points_table *points = client_plan_points(plan);
    run->x = (explaining){
        .scratch = &run->scratch,
        .rules = r,
        .points = points,
        .pool = p,
        .environment = e,
        .names = &run->names,
        .factors = explain_factors(e, r, points, a),
        .parts = explain_parts_new(a, r),
    };
    return run;
}

void explain_run_say(explain_run *run, explain_say *say, const void *to)
{
    run->x.say = say;
    run->x.say_to = to;
}

explaining *explain_start(explain_run *run, arena *a, uint32_t row, evaluation *v)
{
    explaining *x = &run->x;
    const ruleset *r = x->rules;
    arena_reset(&run->scratch);
    pool_fetch(x->pool, row, a->guard);
    environment_set_row(x->environment, x->pool, row);
    reference_evaluate(x->environment, r, x->points, x->scratch, v);
    x->out = a;
    x->row = row;
    x->evaluation = v;
    x->holds = ARENA_ARRAY(x->scratch, bool, r->flag_count);
    for (size_t i = 0; i < r->flag_count; i++)
        x->holds[i] = v->flags[i].holds == TRUTH_TRUE;
    x->fields_missing = ARENA_ARRAY(x->scratch, bool, r->therapist.count);
    return x;
}

void explain_run_row(explain_run *run, arena *a, uint32_t row, size_t position, explain_depth depth,
                     explanation *out)
{
    evaluation v;
    explaining *x = explain_start(run, a, row, &v);
    *out = (explanation){
        .row = row,
        .id = pool_id(x->pool, row),
        .name = pool_name(x->pool, row),
        .place = position,
        .excluded = v.excluded,
        .score = v.score,
        .low = v.low,
        .high = v.high,
        .coverage = v.coverage,
    };
    explain_gates(x, out);
    if (depth != EXPLAIN_GATES)
        explain_rules(x, out);
    if (depth == EXPLAIN_ANSWERS)
        explain_answers(x, out);
    x->evaluation = NULL;
}

const explanation *explain_decided(explain_run *run, arena *a, const explanation *e, bool without_client)
{
    evaluation v;
    explaining *x = explain_start(run, a, e->row, &v);
    explanation *out = ARENA_NEW(a, explanation);
    *out = *e;
    explain_because(x, without_client, out);
    x->evaluation = NULL;
    return out;
}

void explain_row(arena *a, const ruleset *r, const client_plan *plan, const pool *p, uint32_t row,
                 size_t position, explain_depth depth, explanation *out)
{
    explain_run *run = explain_run_new(a, r, plan, p, NULL);
    explain_run_row(run, a, row, position, depth, out);
    arena_free(&run->scratch);
}

// ---- a client

static const criterion_explanation *client_criteria(environment *e, const ruleset *r,
                                                    const points_table *points, arena *out)
{
    criterion_explanation *items = ARENA_ARRAY(out, criterion_explanation, r->criterion_count);
    for (size_t i = 0; i < r->criterion_count; i++) {
        const criterion *c = &r->criteria[i];
        items[i] = (criterion_explanation){
            .id = c->id,
            .title = explain_title(e, &c->title, c->id, STR_NONE, out),
            .outcome = points->applies[i] ? OUTCOME_UNKNOWN : OUTCOME_NOT_APPLICABLE,
            .points = points->criterion_points[i],
            .rest_on_signals = c->value.signal_count > 0,
        };
    }
    return items;
}

void explain_client(arena *a, const ruleset *r, const client_plan *plan, client_explanation *out)
{
    arena *scratch = arena_new_within(a);
    environment *e = environment_new(a, r, client_plan_client(plan), client_plan_today(plan));
    const points_table *points = client_plan_points(plan);
    truth *advice_holds = ARENA_ARRAY(scratch, truth, r->advice_count);
    for (size_t i = 0; i < r->advice_count; i++)
        advice_holds[i] = environment_truth(e, &r->advice[i].when, NULL);
    *out = (client_explanation){
        .id = client_plan_client(plan)->id,
        .factors = explain_factors(e, r, points, a),
        .factor_count = r->factor_count,
        .criteria = client_criteria(e, r, points, a),
        .criterion_count = r->criterion_count,
    };
    out->advice = explain_advice(e, r, advice_holds, true, a, &out->advice_count);
    out->missing = explain_client_missing(a, scratch, r, e, points, &out->missing_count);
    environment_set_none(e);
    arena_free(scratch);
}
