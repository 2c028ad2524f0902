// SPDX-License-Identifier: MIT
// What a score means: design §5, rule by rule. This file is the definition; it is written to be read, and
// what is faster elsewhere must give the same answers. All points are whole micro-points.
#include "match/reference.h"

const char *outcome_name(outcome o)
{
    static const char *const names[] = {"met", "partly", "unmet", "unknown", "not_applicable", "error"};
    return names[o];
}

// ---- §5.1 Gates

// A gate that does not apply to the client excludes nobody; one that is unknown is a question.
static outcome gate_outcome(environment *e, const gate *g)
{
    if (environment_truth(e, &g->applies, NULL) != TRUTH_TRUE)
        return OUTCOME_NOT_APPLICABLE;
    bool error;
    truth holds = environment_truth(e, &g->require, &error);
    if (error)
        return OUTCOME_ERROR;
    if (holds == TRUTH_UNKNOWN)
        return OUTCOME_UNKNOWN;
    return holds == TRUTH_TRUE ? OUTCOME_MET : OUTCOME_UNMET;
}

static void evaluate_gates(environment *e, const ruleset *r, evaluation *out)
{
    for (size_t i = 0; i < r->gate_count; i++)
        out->gates[i] = gate_outcome(e, &r->gates[i]);
}

static void exclude(const ruleset *r, evaluation *out)
{
    for (size_t i = 0; i < r->gate_count; i++)
        if (out->gates[i] == OUTCOME_UNMET)
            out->excluded = true;
}

// ---- §5.2 Effective points (the sharing itself is in points.c)

void reference_points(environment *e, const ruleset *r, arena *a, points_table *out)
{
    out->applies = ARENA_ARRAY(a, bool, r->criterion_count);
    for (size_t i = 0; i < r->criterion_count; i++)
        out->applies[i] = environment_truth(e, &r->criteria[i].applies, NULL) == TRUTH_TRUE;
    out->adjusts = ARENA_ARRAY(a, truth, r->adjust_count);
    for (size_t i = 0; i < r->adjust_count; i++)
        out->adjusts[i] = environment_truth(e, &r->adjusts[i].when, NULL);
    points_share(a, r, out);
}

// ---- §5.3 Contributions

static bool is_share(decimal value)
{
    return decimal_compare(value, decimal_from_int(0)) >= 0 &&
           decimal_compare(value, decimal_from_int(1)) <= 0;
}

bool reference_criterion_value(environment *e, const criterion *c, decimal *value, bool *error)
{
    feel_value found = environment_value(e, &c->value, error);
    if (found.kind == FEEL_BOOLEAN) {
        *value = decimal_from_int(found.as.boolean ? 1 : 0);
        return true;
    }
    if (found.kind != FEEL_NUMBER)
        return false;
    if (!is_share(found.as.number)) {
        environment_report(e, &c->value, STR("its value is not in 0…1"));
        *error = true;
        return false;
    }
    *value = found.as.number;
    return true;
}

static outcome outcome_of_value(decimal value)
{
    if (decimal_is_zero(value))
        return OUTCOME_UNMET;
    return decimal_compare(value, decimal_from_int(1)) == 0 ? OUTCOME_MET : OUTCOME_PARTLY;
}

static criterion_result known_criterion(decimal value, int64_t points)
{
    int64_t contribution = points_scale(value, points);
    return (criterion_result){
        .outcome = outcome_of_value(value),
        .value = value,
        .points = points,
        .contribution = contribution,
        .low = contribution,
        .high = contribution,
    };
}

// ---- §5.4 Unknown: the author's share of the points; low takes none of them, high all

static criterion_result unknown_criterion(const criterion *c, int64_t points, bool error)
{
    return (criterion_result){
        .outcome = error ? OUTCOME_ERROR : OUTCOME_UNKNOWN,
        .value = decimal_from_int(0),
        .points = points,
        .contribution = points_scale(c->unknown_value, points),
        .low = 0,
        .high = points,
    };
}

static criterion_result evaluate_criterion(environment *e, const criterion *c, bool applies, int64_t points)
{
    if (!applies)
        return (criterion_result){.outcome = OUTCOME_NOT_APPLICABLE, .value = decimal_from_int(0)};
    decimal value;
    bool error;
    if (reference_criterion_value(e, c, &value, &error))
        return known_criterion(value, points);
    return unknown_criterion(c, points, error);
}

static bool is_known(const criterion_result *c)
{
    return c->outcome == OUTCOME_MET || c->outcome == OUTCOME_PARTLY || c->outcome == OUTCOME_UNMET;
}

static void evaluate_criteria(environment *e, const ruleset *r, const points_table *points, evaluation *out)
{
    for (size_t i = 0; i < r->criterion_count; i++)
        out->criteria[i] =
            evaluate_criterion(e, &r->criteria[i], points->applies[i], points->criterion_points[i]);
}

static void add_criteria(const ruleset *r, evaluation *out)
{
    for (size_t i = 0; i < r->criterion_count; i++) {
        const criterion_result *result = &out->criteria[i];
        out->score.sum += result->contribution;
        out->low.sum += result->low;
        out->high.sum += result->high;
        if (is_known(result))
            out->coverage += result->points;
    }
}

// ---- §5.5 Flags

// Of one group only the largest deduction counts; the first of those that are equally large. counts: by flag.
static void find_counting(const ruleset *r, const bool *holds, arena *scratch, bool *counts)
{
    uint32_t *largest = ARENA_ARRAY(scratch, uint32_t, r->flag_group_count); // by group: the flag + 1
    for (uint32_t i = 0; i < r->flag_count; i++) {
        const flag *f = &r->flags[i];
        uint32_t *best = &largest[f->group_number];
        counts[i] = holds[i] && f->deduct > 0 && (*best == 0 || f->deduct > r->flags[*best - 1].deduct);
        if (!counts[i])
            continue;
        if (*best != 0)
            counts[*best - 1] = false;
        *best = i + 1;
    }
}

// The flag whose ceiling is the lowest of those that hold, the first of equally low ones; NAME_MISSING for
// none.
static uint32_t lowest_ceiling(const ruleset *r, const bool *holds)
{
    uint32_t lowest = NAME_MISSING;
    for (uint32_t i = 0; i < r->flag_count; i++)
        if (holds[i] && r->flags[i].has_ceiling)
            if (lowest == NAME_MISSING || r->flags[i].ceiling < r->flags[lowest].ceiling)
                lowest = i;
    return lowest;
}

// First the deductions, then the lowest ceiling, then the cut to 0…100. (A sum of contributions is never over
// 100.)
score_steps reference_steps(const ruleset *r, int64_t sum, int64_t deducted, uint32_t ceiling_flag)
{
    score_steps steps = {.sum = sum, .deducted = deducted, .ceiling_flag = ceiling_flag};
    steps.score = sum - deducted;
    if (ceiling_flag != NAME_MISSING && steps.score > r->flags[ceiling_flag].ceiling) {
        steps.ceiling_cut = steps.score - r->flags[ceiling_flag].ceiling;
        steps.score -= steps.ceiling_cut;
    }
    if (steps.score < 0) {
        steps.floor_lift = -steps.score;
        steps.score = 0;
    }
    return steps;
}

score_steps reference_score(const ruleset *r, int64_t sum, const bool *holds, arena *scratch)
{
    arena_mark mark = arena_get_mark(scratch);
    bool *counts = ARENA_ARRAY(scratch, bool, r->flag_count);
    int64_t deducted = 0;
    find_counting(r, holds, scratch, counts);
    for (size_t i = 0; i < r->flag_count; i++)
        deducted += counts[i] ? r->flags[i].deduct : 0;
    arena_rewind(scratch, mark);
    return reference_steps(r, sum, deducted, lowest_ceiling(r, holds));
}

static void evaluate_flags(environment *e, const ruleset *r, evaluation *out)
{
    for (size_t i = 0; i < r->flag_count; i++)
        out->flags[i].holds = environment_truth(e, &r->flags[i].when, NULL);
}

// A flag that is unknown takes no part in score and high; it takes part in low.
static void apply_flags(const ruleset *r, arena *a, evaluation *out)
{
    bool *holds = ARENA_ARRAY(a, bool, r->flag_count);
    bool *may_hold = ARENA_ARRAY(a, bool, r->flag_count);
    for (size_t i = 0; i < r->flag_count; i++) {
        holds[i] = out->flags[i].holds == TRUTH_TRUE;
        may_hold[i] = out->flags[i].holds != TRUTH_FALSE;
    }
    bool *counts = ARENA_ARRAY(a, bool, r->flag_count);
    find_counting(r, holds, a, counts);
    for (size_t i = 0; i < r->flag_count; i++) {
        out->flags[i].counts = counts[i];
        out->flags[i].deducted = out->flags[i].counts ? r->flags[i].deduct : 0;
    }
    out->score = reference_score(r, out->score.sum, holds, a);
    out->high = reference_score(r, out->high.sum, holds, a);
    out->low = reference_score(r, out->low.sum, may_hold, a);
}

// ---- the whole

static evaluation new_evaluation(const ruleset *r, arena *a)
{
    return (evaluation){
        .gates = ARENA_ARRAY(a, outcome, r->gate_count),
        .criteria = ARENA_ARRAY(a, criterion_result, r->criterion_count),
        .flags = ARENA_ARRAY(a, flag_result, r->flag_count),
        .advice = ARENA_ARRAY(a, truth, r->advice_count),
    };
}

void reference_evaluate(environment *e, const ruleset *r, const points_table *points, arena *a,
                        evaluation *out)
{
    *out = new_evaluation(r, a);
    evaluate_gates(e, r, out);
    exclude(r, out);
    evaluate_criteria(e, r, points, out);
    add_criteria(r, out);
    evaluate_flags(e, r, out);
    apply_flags(r, a, out);
    for (size_t i = 0; i < r->advice_count; i++)
        out->advice[i] = environment_truth(e, &r->advice[i].when, NULL);
}

// ---- the same again, where one field of the therapist is another

static bool reads_field(const expression *x, uint32_t field)
{
    for (size_t i = 0; i < x->therapist_field_count; i++)
        if (x->therapist_fields[i] == field)
            return true;
    return false;
}

void reference_evaluate_changed(environment *e, const ruleset *r, const evaluation *before, uint32_t field,
                                arena *a, evaluation *out)
{
    *out = new_evaluation(r, a);
    for (size_t i = 0; i < r->gate_count; i++) {
        const gate *g = &r->gates[i];
        out->gates[i] = reads_field(&g->require, field) ? gate_outcome(e, g) : before->gates[i];
    }
    exclude(r, out);
    for (size_t i = 0; i < r->criterion_count; i++) {
        const criterion *c = &r->criteria[i];
        const criterion_result *known = &before->criteria[i];
        bool applies = known->outcome != OUTCOME_NOT_APPLICABLE;
        bool again = applies && reads_field(&c->value, field);
        out->criteria[i] = again ? evaluate_criterion(e, c, applies, known->points) : *known;
    }
    add_criteria(r, out);
    for (size_t i = 0; i < r->flag_count; i++) {
        const expression *when = &r->flags[i].when;
        out->flags[i].holds =
            reads_field(when, field) ? environment_truth(e, when, NULL) : before->flags[i].holds;
    }
    apply_flags(r, a, out);
    for (size_t i = 0; i < r->advice_count; i++) {
        const expression *when = &r->advice[i].when;
        out->advice[i] = reads_field(when, field) ? environment_truth(e, when, NULL) : before->advice[i];
    }
}
