// SPDX-License-Identifier: MIT
// What there is to change of a score, and whether it can: see target.h. The search is in target_search.c.
#include "explain/target.h"

// ---- what can change
//
// The past is the client's record of encounters, and the day. A condition that reads nothing else cannot
// come out otherwise; nor can one that comes out the same where all else is taken away.

typedef struct past {
    const ruleset *rules;
    environment *alone; // stands at a therapist of whom the id alone is known, with a client of whom the
                        // encounters alone are
} past;

static profile only_field(arena *a, const profile *of, uint32_t kept)
{
    profile out = *of;
    out.values = ARENA_ARRAY(a, feel_value, of->side->count);
    for (uint32_t i = 1; i < of->side->count; i++)
        out.values[i] = i == kept ? of->values[i] : FEEL_NULL_VALUE;
    out.values[0] = of->values[0];
    return out;
}

static past past_of(arena *a, const ruleset *r, const client_plan *plan, const pool *p, uint32_t row)
{
    profile *client = ARENA_NEW(a, profile), *therapist = ARENA_NEW(a, profile);
    profile whole = pool_profile(p, row, a);
    *client = only_field(a, client_plan_client(plan), r->encounter_field);
    *therapist = only_field(a, &whole, NAME_MISSING);
    past out = {r, environment_new(a, r, client, client_plan_today(plan))};
    environment_set_profile(out.alone, therapist, NULL);
    return out;
}

static bool reads_other_than_past(const ruleset *r, const expression *x)
{
    if (x->signal_count)
        return true;
    for (size_t i = 0; i < x->therapist_field_count; i++)
        if (x->therapist_fields[i] != 0)
            return true;
    for (size_t i = 0; i < x->client_field_count; i++)
        if (x->client_fields[i] != 0 && x->client_fields[i] != r->encounter_field)
            return true;
    return false;
}

static bool reads_past(const ruleset *r, const expression *x)
{
    bool reads = (x->reads & (READS_TODAY | READS_ENCOUNTER)) != 0;
    for (size_t i = 0; i < x->client_field_count; i++)
        reads = reads || x->client_fields[i] == r->encounter_field;
    return reads;
}

static bool criterion_is_fixed(const past *b, const criterion *c, const criterion_result *result)
{
    if (!reads_other_than_past(b->rules, &c->value))
        return true;
    decimal value;
    bool error;
    return reads_past(b->rules, &c->value) && result->outcome != OUTCOME_ERROR &&
           reference_criterion_value(b->alone, c, &value, &error) &&
           decimal_compare(value, result->value) == 0;
}

static bool flag_is_fixed(const past *b, const flag *f)
{
    if (!reads_other_than_past(b->rules, &f->when))
        return true;
    return reads_past(b->rules, &f->when) && environment_truth(b->alone, &f->when, NULL) == TRUTH_TRUE;
}

// An unknown outcome can be asked about, also what was felt at an encounter; but of the day there is nothing
// to ask.
static change_how how_of_criterion(const past *b, const criterion *c, const criterion_result *result)
{
    if (result->outcome == OUTCOME_UNKNOWN)
        return reads_other_than_past(b->rules, &c->value) || (c->value.reads & READS_ENCOUNTER) ||
                       c->value.client_field_count
                   ? CHANGE_ASK
                   : CHANGE_NEVER;
    return criterion_is_fixed(b, c, result) ? CHANGE_NEVER : CHANGE_DIFFERENT;
}

// ---- the changes

typedef VEC(target_change) change_list;

static void add_flags(arena *a, const past *b, const explanation *of, change_list *list)
{
    for (size_t i = 0; i < of->flag_count; i++) {
        const flag_explanation *f = &of->flags[i];
        uint32_t number = ruleset_find_flag(b->rules, f->id);
        if (f->holds == TRUTH_TRUE) // an unknown one takes nothing off
            *ARENA_PUSH(a, list) = (target_change){
                .flag = f,
                .how = flag_is_fixed(b, &b->rules->flags[number]) ? CHANGE_NEVER : CHANGE_DIFFERENT,
                .number = number,
                .gain = f->deduct,
            };
    }
}

static void add_criteria(arena *a, const past *b, const evaluation *v, const explanation *of,
                         change_list *list)
{
    for (uint32_t i = 0; i < b->rules->criterion_count; i++)
        if (of->criteria[i].lost > 0)
            *ARENA_PUSH(a, list) = (target_change){
                .criterion = &of->criteria[i],
                .how = how_of_criterion(b, &b->rules->criteria[i], &v->criteria[i]),
                .number = i,
                .gain = of->criteria[i].lost,
            };
}

int64_t target_score_with(const target_score *s, const bool *taken)
{
    arena_mark mark = arena_get_mark(s->scratch);
    bool *holds = ARENA_ARRAY(s->scratch, bool, s->rules->flag_count);
    int64_t sum = s->of->score.sum;
    for (size_t i = 0; i < s->target->change_count; i++) {
        const target_change *c = &s->target->changes[i];
        if (c->flag)
            holds[c->number] = !taken[i];
        else if (taken[i])
            sum += c->gain;
    }
    int64_t score = reference_score(s->rules, sum, holds, s->scratch).score;
    arena_rewind(s->scratch, mark);
    return score;
}

static int64_t best_with(const target_score *s, change_how most)
{
    bool *taken = ARENA_ARRAY(s->scratch, bool, s->target->change_count);
    for (size_t i = 0; i < s->target->change_count; i++)
        taken[i] = s->target->changes[i].how <= most;
    return target_score_with(s, taken);
}

void explain_target(arena *a, const ruleset *r, const client_plan *plan, const pool *p, const explanation *of,
                    int64_t target, target_explanation *out)
{
    arena *scratch = arena_new_within(a);
    past b = past_of(scratch, r, plan, p, of->row);
    environment *e = environment_new(scratch, r, client_plan_client(plan), client_plan_today(plan));
    environment_set_row(e, p, of->row);
    evaluation v;
    reference_evaluate(e, r, client_plan_points(plan), scratch, &v);
    change_list list = {0};
    add_flags(a, &b, of, &list);
    add_criteria(a, &b, &v, of, &list);
    *out = (target_explanation){
        .target = target,
        .reached = of->score.score >= target,
        .changes = list.items,
        .change_count = list.count,
    };
    target_score s = {r, of, out, scratch};
    out->best_by_answers = best_with(&s, CHANGE_ASK);
    out->best = best_with(&s, CHANGE_DIFFERENT);
    if (!out->reached) {
        target_search(a, &s, CHANGE_DIFFERENT, &out->any);
        target_search(a, &s, CHANGE_ASK, &out->by_answers);
    }
    arena_free(scratch);
}
