// SPDX-License-Identifier: MIT
// What to ask: see ask.h. Each answer is evaluated: a value of a field by the reference with that value in
// the field's place; where a question rests on no such field, the rules it is of come out well or badly.
#include "explain/ask.h"

#include "explain/ask_open.h"
#include "explain/explaining.h"

// What all rows share.
typedef struct asker {
    const ruleset *rules;
    const points_table *points;
    const pool *pool;
    const places *places;
    size_t ranked;
    environment *environment;
    arena *scratch; // emptied with each row
    arena *trial;   // emptied with each answer, as there may be thousands
} asker;

// One row.
typedef struct asking {
    const asker *of;
    const evaluation *evaluation; // as it is
    pair_score now;
    size_t place;
    open_rules open;
} asking;

// One question under way.
typedef struct draft {
    size_t question; // its first rule in asking.open
    size_t rule_count;
    ask_answer *answers;
    size_t answer_count;
    bool has_chance;
    size_t moves;
    int64_t expected, stake;
} draft;

// ---- answers

static ask_answer answer_with(const asking *k, const evaluation *v)
{
    pair_score then = pair_score_of(v, k->now.row);
    return (ask_answer){
        .excluded = v->excluded,
        .place = v->excluded ? 0 : places_of(k->of->places, &k->now, &then),
        .score = v->score.score,
        .low = then.low,
        .high = then.high,
    };
}

static ask_answer answer_with_value(const asking *k, uint32_t field, size_t index, evaluation *v)
{
    const asker *of = k->of;
    str label;
    feel_value value = explain_value(&of->rules->therapist.fields[field], index, &label);
    environment_try_value(of->environment, field, &value);
    reference_evaluate_changed(of->environment, of->rules, k->evaluation, field, of->trial, v);
    environment_try_value(of->environment, field, NULL);
    ask_answer out = answer_with(k, v);
    out.value = feel_value_source(of->scratch, value);
    out.label = label;
    return out;
}

static void settle_criterion(const criterion_result *now, bool good, evaluation *v)
{
    int64_t won = good ? now->points : 0;
    v->score.sum += won - now->contribution;
    v->low.sum += won - now->low;
    v->high.sum += won - now->high;
    v->coverage += now->points;
}

// All rules of a question come out well, or all of them badly.
static ask_answer answer_with_outcome(const asking *k, size_t question, bool good)
{
    const asker *of = k->of;
    const ruleset *r = of->rules;
    evaluation v = *k->evaluation;
    bool *holds = ARENA_ARRAY(of->trial, bool, r->flag_count);
    bool *may_hold = ARENA_ARRAY(of->trial, bool, r->flag_count);
    for (size_t i = 0; i < r->flag_count; i++) {
        holds[i] = v.flags[i].holds == TRUTH_TRUE;
        may_hold[i] = v.flags[i].holds != TRUTH_FALSE;
    }
    for (size_t i = question; i < k->open.count; i++) {
        const open_rule *o = &k->open.items[i];
        if (o->question != question)
            continue;
        if (o->kind == OPEN_GATE)
            v.excluded = v.excluded || !good;
        else if (o->kind == OPEN_CRITERION)
            settle_criterion(&v.criteria[o->number], good, &v);
        else
            holds[o->number] = may_hold[o->number] = !good;
    }
    v.score = reference_score(r, v.score.sum, holds, of->trial);
    v.low = reference_score(r, v.low.sum, may_hold, of->trial);
    v.high = reference_score(r, v.high.sum, holds, of->trial);
    ask_answer out = answer_with(k, &v);
    arena_reset(of->trial);
    out.good = good;
    out.label = good ? STR("a good answer") : STR("a bad answer");
    return out;
}

// ---- chances
//
// What counts of a criterion while it is unknown is its author's guess; with that as the chance that it is
// met, the score now is what the score after the answer will be on average.

static bool chance_of_criteria(const asking *k, size_t question, int64_t *chance)
{
    const ruleset *r = k->of->rules;
    const criterion *first = NULL;
    int64_t points = 0, counted = 0;
    bool alike = true;
    for (size_t i = question; i < k->open.count; i++) {
        const open_rule *o = &k->open.items[i];
        if (o->question != question)
            continue;
        if (o->kind != OPEN_CRITERION)
            return false;
        const criterion *c = &r->criteria[o->number];
        first = first ? first : c;
        alike = alike && decimal_compare(c->unknown_value, first->unknown_value) == 0;
        points += k->evaluation->criteria[o->number].points;
        counted += k->evaluation->criteria[o->number].contribution;
    }
    // counted is at most 10^8, so the product is at most 10^14.
    *chance = alike || points == 0 ? points_scale(first->unknown_value, MICRO)
                                   : (counted * MICRO + points / 2) / points;
    return true;
}

// Of a field's values the chances are known where there are two, one of which meets the only rule that is
// asked about, a criterion, while the other leaves it unmet.
static bool chances_of_values(const asking *k, const draft *d, const outcome *came_to, int64_t *first)
{
    if (d->rule_count != 1 || d->answer_count != 2 || !chance_of_criteria(k, d->question, first))
        return false;
    bool met_first = came_to[0] == OUTCOME_MET && came_to[1] == OUTCOME_UNMET;
    if (!met_first)
        *first = MICRO - *first;
    return met_first || (came_to[0] == OUTCOME_UNMET && came_to[1] == OUTCOME_MET);
}

static void set_chances(draft *d, int64_t first)
{
    d->has_chance = d->answers[0].has_chance = d->answers[1].has_chance = true;
    d->answers[0].chance = first;
    d->answers[1].chance = MICRO - first;
}

// ---- questions

// The field whose value all rules of a question wait for, where it has few; else NAME_MISSING.
static uint32_t field_to_try(const asking *k, size_t question)
{
    uint32_t field = k->open.items[question].field;
    for (size_t i = question + 1; i < k->open.count; i++)
        if (k->open.items[i].question == question && k->open.items[i].field != field)
            return NAME_MISSING;
    bool few = field != NAME_MISSING && explain_value_count(&k->of->rules->therapist.fields[field]) > 0;
    return few ? field : NAME_MISSING;
}

static outcome came_to_of(const open_rule *o, const evaluation *v)
{
    if (o->kind == OPEN_GATE)
        return v->gates[o->number];
    if (o->kind == OPEN_CRITERION)
        return v->criteria[o->number].outcome;
    truth holds = v->flags[o->number].holds;
    return holds == TRUTH_UNKNOWN ? OUTCOME_UNKNOWN : holds == TRUTH_TRUE ? OUTCOME_UNMET : OUTCOME_MET;
}

static bool decides_any(const asking *k, size_t question, const evaluation *v)
{
    for (size_t i = question; i < k->open.count; i++)
        if (k->open.items[i].question == question && came_to_of(&k->open.items[i], v) != OUTCOME_UNKNOWN)
            return true;
    return false;
}

// False where no value decides any of the rules: they wait for more than the field.
static bool try_values(const asking *k, draft *d, uint32_t field)
{
    bool decided = false;
    d->answer_count = explain_value_count(&k->of->rules->therapist.fields[field]);
    d->answers = ARENA_ARRAY(k->of->scratch, ask_answer, d->answer_count);
    outcome *came_to = ARENA_ARRAY(k->of->scratch, outcome, d->answer_count);
    for (size_t i = 0; i < d->answer_count; i++) {
        evaluation v;
        d->answers[i] = answer_with_value(k, field, i, &v);
        came_to[i] = came_to_of(&k->open.items[d->question], &v);
        decided = decided || decides_any(k, d->question, &v);
        arena_reset(k->of->trial);
    }
    int64_t first;
    if (chances_of_values(k, d, came_to, &first))
        set_chances(d, first);
    return decided;
}

static void try_outcomes(const asking *k, draft *d)
{
    d->answer_count = 2;
    d->has_chance = false;
    d->answers = ARENA_ARRAY(k->of->scratch, ask_answer, 2);
    d->answers[0] = answer_with_outcome(k, d->question, true);
    d->answers[1] = answer_with_outcome(k, d->question, false);
    int64_t chance;
    if (chance_of_criteria(k, d->question, &chance))
        set_chances(d, chance);
}

// ---- what it is worth to ask

static size_t size_of_move(size_t from, size_t to)
{
    return from < to ? to - from : from - to;
}

static void weigh(const asking *k, draft *d)
{
    size_t best = SIZE_MAX, worst = 0;
    int64_t highest = 0, lowest = INT64_MAX;
    for (size_t i = 0; i < d->answer_count; i++) {
        const ask_answer *x = &d->answers[i];
        size_t place = x->excluded ? k->of->ranked + 1 : x->place;
        int64_t score = x->excluded ? 0 : x->score;
        int64_t by = (int64_t)size_of_move(k->place, place);
        best = place < best ? place : best;
        worst = place > worst ? place : worst;
        highest = score > highest ? score : highest;
        lowest = score < lowest ? score : lowest;
        d->expected += by * (d->has_chance ? x->chance : MICRO);
    }
    if (!d->has_chance)
        d->expected /= (int64_t)d->answer_count;
    d->moves = worst - best;
    d->stake = highest - lowest;
}

static bool goes_ahead(const draft *x, const draft *y)
{
    if (x->moves != y->moves)
        return x->moves > y->moves;
    if (x->expected != y->expected)
        return x->expected > y->expected;
    return x->stake > y->stake;
}

// Keeps the first ASKS_MOST, in order; of equal ones those that came first.
static void keep(draft *kept, size_t *count, const draft *new)
{
    size_t at = *count < ASKS_MOST ? (*count)++ : ASKS_MOST;
    for (; at > 0 && goes_ahead(new, &kept[at - 1]); at--)
        if (at < ASKS_MOST)
            kept[at] = kept[at - 1];
    if (at < ASKS_MOST)
        kept[at] = *new;
}

static void choose(const asking *k, draft *kept, size_t *count)
{
    for (size_t i = 0; i < k->open.count; i++) {
        draft d = {.question = i};
        if (k->open.items[i].question != i)
            continue;
        for (size_t m = i; m < k->open.count; m++)
            d.rule_count += k->open.items[m].question == i;
        uint32_t field = field_to_try(k, i);
        if (field == NAME_MISSING || !try_values(k, &d, field))
            try_outcomes(k, &d);
        weigh(k, &d);
        if (d.moves || d.stake) // else nothing hangs on it
            keep(kept, count, &d);
    }
}

// ---- the record

static void add_field(str *fields, size_t *count, str name)
{
    for (size_t i = 0; i < *count; i++)
        if (str_equal(fields[i], name))
            return;
    fields[(*count)++] = name;
}

static ask_question tell(arena *a, const asking *k, const draft *d)
{
    const open_rule *first = &k->open.items[d->question];
    size_t fields_most = 0, field_count = 0, about_count = 0;
    for (size_t i = d->question; i < k->open.count; i++)
        if (k->open.items[i].question == d->question)
            fields_most += k->open.items[i].missing_count;
    str *about = ARENA_ARRAY(a, str, d->rule_count), *fields = ARENA_ARRAY(a, str, fields_most);
    for (size_t i = d->question; i < k->open.count; i++) {
        const open_rule *o = &k->open.items[i];
        if (o->question != d->question)
            continue;
        about[about_count++] = o->id;
        for (size_t m = 0; m < o->missing_count; m++)
            if (str_starts(o->missing[m].name, STR("therapist.")))
                add_field(fields, &field_count, o->missing[m].name);
    }
    ask_answer *answers = ARENA_ARRAY(a, ask_answer, d->answer_count);
    for (size_t i = 0; i < d->answer_count; i++) {
        answers[i] = d->answers[i];
        answers[i].value = str_copy(a, d->answers[i].value);
    }
    return (ask_question){
        .about = about,
        .about_count = about_count,
        .fields = fields,
        .field_count = field_count,
        .text = first->text,
        .answers = answers,
        .answer_count = d->answer_count,
        .moves = d->moves,
        .expected = d->expected,
        .has_chance = d->has_chance,
        .stake = d->stake,
    };
}

static void ask_of(arena *a, const asker *of, explanation *e)
{
    evaluation v;
    pool_fetch(of->pool, e->row, of->scratch->guard);
    environment_set_row(of->environment, of->pool, e->row);
    reference_evaluate(of->environment, of->rules, of->points, of->scratch, &v);
    const asking k = {
        .of = of,
        .evaluation = &v,
        .now = pair_score_of(&v, e->row),
        .place = e->place,
        .open = ask_open(of->scratch, of->rules, e),
    };
    draft kept[ASKS_MOST];
    size_t count = 0;
    choose(&k, kept, &count);
    ask_question *asks = ARENA_ARRAY(a, ask_question, count);
    for (size_t i = 0; i < count; i++)
        asks[i] = tell(a, &k, &kept[i]);
    e->asks = asks;
    e->ask_count = count;
}

void ask_fill(arena *a, const ruleset *r, const client_plan *plan, const pool *p, rank_order order,
              const ranking *found, explanation *items, size_t count)
{
    arena *home = arena_new_within(a), *scratch = arena_new_within(a), *trial = arena_new_within(a);
    const asker of = {
        .rules = r,
        .points = client_plan_points(plan),
        .pool = p,
        .places = places_make(home, p, order, found->items, found->ranked),
        .ranked = found->ranked,
        .environment = environment_new(home, r, client_plan_client(plan), client_plan_today(plan)),
        .scratch = scratch,
        .trial = trial,
    };
    for (size_t i = 0; i < count; i++) {
        if (!items[i].excluded)
            ask_of(a, &of, &items[i]);
        arena_reset(scratch);
    }
    arena_free(home);
    arena_free(scratch);
    arena_free(trial);
}
