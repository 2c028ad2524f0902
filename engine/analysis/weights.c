// SPDX-License-Identifier: MIT
// Points that count next to nothing or nearly all, factors that may count nothing, ceilings that never bind.
#include "analysis/finding.h"

#include "match/points.h"

// ---- ceilings

// No score is below 0.
static str points_left(arena *a, int64_t micro)
{
    decimal points = decimal_divide(decimal_from_int(micro), decimal_from_int(MICRO));
    return micro > 0 ? decimal_text(a, points) : STR("0");
}

// The score is at most 100, and less by what a flag deducts wherever it holds.
static void check_ceiling(analysis *k, const flag *f)
{
    const int64_t whole = (int64_t)100 * MICRO;
    if (!f->has_ceiling || f->ceiling < whole - f->deduct)
        return;
    diagnostic *item;
    if (f->deduct == 0)
        item = diagnose(k->out, CODE_ceiling_never_binds, f->ceiling_where,
                        "the ceiling of flag \"%.*s\" never binds: no score is above 100", STR_ARGS(f->id));
    else
        item = diagnose(k->out, CODE_ceiling_never_binds, f->ceiling_where,
                        "the ceiling of flag \"%.*s\" never binds: with its deduction no score is above %.*s",
                        STR_ARGS(f->id), STR_ARGS(points_left(k->arena, whole - f->deduct)));
    diagnostic_help(k->out, item, "write a ceiling below that, or leave it out");
}

// ---- factors that may count nothing

typedef struct factor_search {
    analysis *k;
    const factor *factor;
    study *study;
    feel_value *values;
} factor_search;

static bool none_applies(void *user)
{
    const factor_search *f = user;
    world *w = f->study->world;
    for (uint32_t i = 0; i < f->factor->criterion_count; i++) {
        const criterion *c = &w->rules->criteria[f->factor->first_criterion + i];
        if (!decimal_is_zero(c->points) && feel_is_true(world_value(w, c->applies.feel)))
            return false;
    }
    return !w->gave_up;
}

static bool look_for_none(void *user)
{
    factor_search *f = user;
    if (!none_applies(f))
        return true;
    f->values = study_values(f->study, f->study->arena);
    return false;
}

static bool always_has_one(const ruleset *r, const factor *f)
{
    for (uint32_t i = 0; i < f->criterion_count; i++)
        if (!r->criteria[f->first_criterion + i].applies.feel)
            return true;
    return f->criterion_count == 0;
}

static void check_factor(analysis *k, const factor *f)
{
    const ruleset *r = k->rules;
    if (!decimal_is_zero(f->weight) && f->criterion_count == 0)
        diagnostic_help(k->out,
                        diagnose(k->out, CODE_factor_may_not_apply, f->where,
                                 "factor \"%.*s\" has no criterion, so it counts nothing", STR_ARGS(f->id)),
                        "write a criterion into it, or take it out");
    if (decimal_is_zero(f->weight) || always_has_one(r, f))
        return;
    const feel_expression **all = ARENA_ARRAY(&k->scratch, const feel_expression *, f->criterion_count);
    for (uint32_t i = 0; i < f->criterion_count; i++)
        all[i] = r->criteria[f->first_criterion + i].applies.feel;
    factor_search search = {.k = k, .factor = f};
    search.study = study_new(k->world, &k->scratch, all, f->criterion_count, false);
    study_walk(search.study, k->steps, k->most, f->id, look_for_none, &search);
    if (search.values) {
        study_simplify(search.study, search.values, none_applies, &search);
        diagnostic *item =
            diagnose(k->out, CODE_factor_may_not_apply, f->where,
                     "factor \"%.*s\" counts nothing where none of its criteria applies: %.*s",
                     STR_ARGS(f->id), STR_ARGS(study_example(search.study, search.values, k->arena)));
        diagnostic_help(
            k->out, item,
            "its points then go to the other factors; a criterion without \"applies\" keeps them here");
    }
    world_move(k->world);
    arena_reset(&k->scratch);
}

// ---- points

// The weight of a factor at its highest, or lowest, that adjusts allow.
static decimal extreme_weight(const ruleset *r, const factor *f, bool highest)
{
    decimal weight = f->weight, zero = decimal_from_int(0);
    for (uint32_t i = f->first_adjust; i < f->first_adjust + f->adjust_count; i++) {
        const adjust *a = &r->adjusts[i];
        decimal changed = a->kind == ADJUST_ADD        ? decimal_add(weight, a->amount)
                          : a->kind == ADJUST_MULTIPLY ? decimal_multiply(weight, a->amount)
                                                       : a->amount;
        if (decimal_is_finite(changed) && (decimal_compare(changed, weight) > 0) == highest)
            weight = decimal_compare(changed, zero) > 0 ? changed : zero;
    }
    return weight;
}

// What criteria count at most, for any client: where no more of the others apply than must, and the adjusts
// are all in its favour.
typedef struct most_points {
    decimal all_lowest; // the lowest weights of the factors that always apply
    decimal *lowest, *highest;
    bool *always;      // by factor
    decimal *standing; // by factor: points of its criteria that always apply
} most_points;

static most_points reckon_most(analysis *k)
{
    const ruleset *r = k->rules;
    most_points m = {.all_lowest = decimal_from_int(0)};
    m.lowest = ARENA_ARRAY(k->arena, decimal, r->factor_count);
    m.highest = ARENA_ARRAY(k->arena, decimal, r->factor_count);
    m.standing = ARENA_ARRAY(k->arena, decimal, r->factor_count);
    m.always = ARENA_ARRAY(k->arena, bool, r->factor_count);
    for (size_t i = 0; i < r->factor_count; i++) {
        const factor *f = &r->factors[i];
        m.lowest[i] = extreme_weight(r, f, false);
        m.highest[i] = extreme_weight(r, f, true);
        m.standing[i] = decimal_from_int(0);
        for (uint32_t c = f->first_criterion; c < f->first_criterion + f->criterion_count; c++)
            if (!r->criteria[c].applies.feel)
                m.standing[i] = decimal_add(m.standing[i], r->criteria[c].points);
        m.always[i] = !decimal_is_zero(m.standing[i]);
        if (m.always[i])
            m.all_lowest = decimal_add(m.all_lowest, m.lowest[i]);
    }
    return m;
}

// Of 100; 0 where it has none anyhow.
static decimal most_of(const most_points *m, const criterion *c)
{
    uint32_t f = c->factor;
    decimal others = m->all_lowest, standing = m->standing[f], zero = decimal_from_int(0);
    if (m->always[f])
        others = decimal_subtract(others, m->lowest[f]);
    if (c->applies.feel)
        standing = decimal_add(standing, c->points);
    if (decimal_is_zero(c->points) || decimal_is_zero(m->highest[f]))
        return zero;
    decimal share = decimal_divide(m->highest[f], decimal_add(m->highest[f], others));
    return decimal_multiply(decimal_multiply(decimal_from_int(100), share),
                            decimal_divide(c->points, standing));
}

static void report_negligible(analysis *k, const factor *f, const criterion *first, decimal points,
                              size_t count)
{
    str most = decimal_text(k->arena, decimal_round(points, 3, ROUND_UP));
    diagnostic *item;
    if (count == 1)
        item = diagnose(k->out, CODE_negligible_points, first->points_where,
                        "criterion \"%.*s\" counts at most %.*s of 100 points, for any client",
                        STR_ARGS(first->id), STR_ARGS(most));
    else
        item = diagnose(
            k->out, CODE_negligible_points, f->where,
            "%zu criteria of factor \"%.*s\" count less than 0.1 of 100 points, such as \"%.*s\": at "
            "most %.*s",
            count, STR_ARGS(f->id), STR_ARGS(first->id), STR_ARGS(most));
    diagnostic_help(k->out, item, "nobody's place will hang on that: give more points, or leave it out");
}

static void check_negligible(analysis *k)
{
    const ruleset *r = k->rules;
    const decimal little = decimal_divide(decimal_from_int(1), decimal_from_int(10));
    most_points m = reckon_most(k);
    for (size_t i = 0; i < r->factor_count; i++) {
        const factor *f = &r->factors[i];
        const criterion *first = NULL;
        decimal points = decimal_from_int(0);
        size_t count = 0;
        for (uint32_t c = f->first_criterion; c < f->first_criterion + f->criterion_count; c++) {
            decimal most = most_of(&m, &r->criteria[c]);
            if (decimal_is_zero(most) || decimal_compare(most, little) >= 0)
                continue;
            if (count++ == 0) {
                first = &r->criteria[c];
                points = most;
            }
        }
        if (count)
            report_negligible(k, f, first, points, count);
    }
}

// Which criteria count most, for the client to whom all applies that can.
typedef struct dominating {
    analysis *k;
    points_table table;
    size_t applying;
    bool *told; // by criterion
} dominating;

// adjust: the one that holds; NULL for none.
static void check_table(dominating *w, const adjust *holding)
{
    enum { MOST = 40 };
    const ruleset *r = w->k->rules;
    points_share(&w->k->scratch, r, &w->table);
    for (uint32_t i = 0; i < r->criterion_count; i++) {
        if (w->table.criterion_points[i] <= (int64_t)MOST * MICRO || w->told[i])
            continue;
        w->told[i] = true;
        decimal points =
            decimal_divide(decimal_from_int(w->table.criterion_points[i]), decimal_from_int(MICRO));
        str where =
            holding ? str_printf(w->k->arena, " where \"%.*s\" holds", STR_ARGS(holding->id)) : STR_NONE;
        diagnostic *item =
            diagnose(w->k->out, CODE_dominating_points, r->criteria[i].points_where,
                     "criterion \"%.*s\" counts %.*s of 100 points%.*s, even where all %zu criteria apply",
                     STR_ARGS(r->criteria[i].id),
                     STR_ARGS(decimal_text(w->k->arena, decimal_round(points, 1, ROUND_HALF_EVEN))),
                     STR_ARGS(where), w->applying);
        diagnostic_help(w->k->out, item,
                        "if the others are to matter, give it fewer points or its factor less weight; if "
                        "nobody without it fits, make it a gate");
    }
    arena_reset(&w->k->scratch);
}

// First with no adjust holding, then with each alone.
static void check_dominating(analysis *k, const subject_list *subjects)
{
    enum { SEVERAL = 4, MOST_ADJUSTS = 50 };
    const ruleset *r = k->rules;
    dominating w = {.k = k, .told = ARENA_ARRAY(k->arena, bool, r->criterion_count)};
    w.table.applies = ARENA_ARRAY(k->arena, bool, r->criterion_count);
    w.table.adjusts = ARENA_ARRAY(k->arena, truth, r->adjust_count);
    for (uint32_t i = 0; i < r->criterion_count; i++) {
        const subject *applies = subject_of(subjects, RULE_CRITERION_APPLIES, i);
        w.table.applies[i] = !applies || !outcome_impossible(&applies->found, RESULT_YES);
        w.applying += w.table.applies[i];
    }
    if (w.applying < SEVERAL)
        return;
    check_table(&w, NULL);
    for (uint32_t i = 0; i < r->adjust_count && r->adjust_count <= MOST_ADJUSTS; i++) {
        const subject *when = subject_of(subjects, RULE_ADJUST, i);
        if (!when || outcome_impossible(&when->found, RESULT_YES))
            continue;
        w.table.adjusts[i] = TRUTH_TRUE;
        check_table(&w, &r->adjusts[i]);
        w.table.adjusts[i] = TRUTH_FALSE;
    }
}

void find_weights(analysis *k, const subject_list *subjects)
{
    const ruleset *r = k->rules;
    for (size_t i = 0; i < r->flag_count; i++)
        check_ceiling(k, &r->flags[i]);
    for (size_t i = 0; i < r->factor_count; i++)
        check_factor(k, &r->factors[i]);
    if (r->criterion_count == 0)
        return;
    check_negligible(k);
    check_dominating(k, subjects);
}
