// SPDX-License-Identifier: MIT
// Conditions that divide the values of one field among them: what falls between two of them, what falls to
// both, and which option none names. Flags on the same fields that can hold together, and gates that cannot.
//
// All siblings are evaluated at the same points, ascending, so that each becomes a row of yes and no.
#include "analysis/finding.h"

#include "analysis/points.h"

#include <stdlib.h>

enum { MOST_SIBLINGS = 64, MOST_PAIRS = 200 };

// Siblings on one input, and the points at which they are looked at.
typedef struct group {
    analysis *k;
    const subject **items;
    size_t count;
    uint32_t input;
    study *study;
    feel_value *points; // ascending where they have an order; null left out
    size_t point_count;
    bool *yes; // [sibling * point_count + point]
} group;

// ---- the table

static int by_value(const void *a, const void *b)
{
    const feel_value *x = a, *y = b;
    if (x->kind == FEEL_NUMBER && y->kind == FEEL_NUMBER)
        return decimal_compare(x->as.number, y->as.number);
    if (x->kind != FEEL_DATE || y->kind != FEEL_DATE)
        return 0;
    const feel_date *d = &x->as.date, *e = &y->as.date;
    if (d->year != e->year)
        return d->year < e->year ? -1 : 1;
    return (d->month * 32 + d->day) - (e->month * 32 + e->day);
}

static bool fill_table(group *g)
{
    analysis *k = g->k;
    const feel_expression **all = ARENA_ARRAY(&k->scratch, const feel_expression *, g->count);
    for (size_t i = 0; i < g->count; i++)
        all[i] = g->items[i]->x->feel;
    g->study = study_new(k->world, &k->scratch, all, g->count, false);
    if (!g->study->exact || g->study->input_count != 1)
        return false;
    const study_input *in = &g->study->inputs[0];
    g->points = ARENA_ARRAY(&k->scratch, feel_value, in->count);
    for (size_t i = 0; i < in->count; i++)
        if (!feel_is_null(in->points[i]))
            g->points[g->point_count++] = in->points[i];
    bool ordered = g->point_count && (g->points[0].kind == FEEL_NUMBER || g->points[0].kind == FEEL_DATE);
    if (ordered)
        qsort(g->points, g->point_count, sizeof *g->points, by_value);
    g->yes = ARENA_ARRAY(&k->scratch, bool, g->count * g->point_count);
    const feel_value *before = study_values(g->study, &k->scratch);
    bool gave_up = false;
    for (size_t p = 0; p < g->point_count; p++) {
        study_return(g->study, &g->points[p]);
        for (size_t i = 0; i < g->count; i++)
            g->yes[i * g->point_count + p] = feel_is_true(world_value(k->world, all[i]));
        gave_up = gave_up || k->world->gave_up;
    }
    study_return(g->study, before);
    return !gave_up;
}

static bool holds(const group *g, size_t sibling, size_t point)
{
    return g->yes[sibling * g->point_count + point];
}

static str example_at(const group *g, size_t point)
{
    return study_example(g->study, &g->points[point], g->k->arena);
}

// ---- ranges

typedef struct stretch { // of points at which a sibling holds
    size_t first, last, sibling;
} stretch;

// False where it holds nowhere, or in more than one piece.
static bool stretch_of(const group *g, size_t sibling, stretch *out)
{
    size_t pieces = 0;
    for (size_t p = 0; p < g->point_count; p++) {
        if (!holds(g, sibling, p))
            continue;
        if (p == 0 || !holds(g, sibling, p - 1)) {
            pieces++;
            out->first = p;
        }
        out->last = p;
    }
    out->sibling = sibling;
    return pieces == 1;
}

static int by_first(const void *a, const void *b)
{
    const stretch *x = a, *y = b;
    if (x->first != y->first)
        return x->first < y->first ? -1 : 1;
    return (x->sibling > y->sibling) - (x->sibling < y->sibling);
}

static void report_gap(group *g, const stretch *x, const stretch *y)
{
    analysis *k = g->k;
    const subject *low = g->items[x->sibling], *high = g->items[y->sibling];
    size_t middle = x->last + 1 + (y->first - x->last - 2) / 2;
    diagnostic *item = diagnose(k->out, CODE_boundary_gap, high->x->where,
                                "between \"%.*s\" and \"%.*s\" a value falls to neither: %.*s",
                                STR_ARGS(low->id), STR_ARGS(high->id), STR_ARGS(example_at(g, middle)));
    help_other(k, item, "the other condition", low->x->where);
    diagnostic_help(k->out, item, "where one ends the next should begin: < beside >=, or <= beside >");
}

static void report_overlap(group *g, const stretch *x, const stretch *y)
{
    analysis *k = g->k;
    const subject *low = g->items[x->sibling], *high = g->items[y->sibling];
    diagnostic *item =
        diagnose(k->out, CODE_boundary_overlap, high->x->where,
                 "\"%.*s\" and \"%.*s\" both hold at their boundary: %.*s", STR_ARGS(low->id),
                 STR_ARGS(high->id), STR_ARGS(example_at(g, y->first + (x->last - y->first) / 2)));
    help_other(k, item, "the other condition", low->x->where);
    diagnostic_help(k->out, item, "where one ends the next should begin: < beside >=, or <= beside >");
}

// Whether the sibling holds between two points that stand beside each other in the table.
static bool holds_between(group *g, size_t sibling, size_t point)
{
    feel_value low = g->points[point], high = g->points[point + 1];
    if (low.kind != FEEL_NUMBER)
        return points_are_neighbours(low, high);
    const feel_value *before = study_values(g->study, &g->k->scratch);
    feel_value middle = feel_number(points_middle(low.as.number, high.as.number));
    study_return(g->study, &middle);
    bool yes = feel_is_true(world_value(g->k->world, g->items[sibling]->x->feel));
    study_return(g->study, before);
    return yes;
}

// A value alone between two ranges; of three or more that divide the values, also a wider stretch between two
// of them.
static bool is_gap(group *g, const stretch *x, const stretch *y, bool divide)
{
    if (divide && y->first > x->last + 1)
        return true;
    return y->first == x->last + 2 && holds_between(g, x->sibling, x->last) &&
           holds_between(g, y->sibling, x->last + 1);
}

// One value that both share at their ends; or a wider stretch, likewise.
static bool is_overlap(group *g, const stretch *x, const stretch *y, bool divide)
{
    bool apart = x->first < y->first && x->last < y->last;
    if (!apart || (divide && y->first < x->last))
        return apart;
    return y->first == x->last && !holds_between(g, y->sibling, x->last - 1) &&
           !holds_between(g, x->sibling, x->last);
}

static void check_ranges(group *g)
{
    stretch *all = ARENA_ARRAY(&g->k->scratch, stretch, g->count);
    size_t count = 0, touching = 0;
    for (size_t i = 0; i < g->count; i++)
        count += stretch_of(g, i, &all[count]);
    if (count < 2)
        return;
    qsort(all, count, sizeof *all, by_first);
    for (size_t i = 0; i + 1 < count; i++)
        touching += all[i + 1].first == all[i].last + 1;
    // Ranges of which all but one pair of neighbours touch divide the values among them.
    bool divide = count >= 3 && touching + 2 == count;
    for (size_t i = 0; i + 1 < count; i++) {
        if (all[i + 1].first > all[i].last && is_gap(g, &all[i], &all[i + 1], divide))
            report_gap(g, &all[i], &all[i + 1]);
        else if (is_overlap(g, &all[i], &all[i + 1], divide))
            report_overlap(g, &all[i], &all[i + 1]);
    }
}

// ---- options

static void check_options(group *g)
{
    const field *f = g->k->world->inputs[g->input].field;
    size_t left = 0, without = 0, wide = 0;
    if (!f->terms || f->list || f->terms->count < 3 || g->point_count != f->terms->count)
        return;
    for (size_t p = 0; p < g->point_count; p++) {
        size_t named = 0;
        for (size_t i = 0; i < g->count; i++)
            named += holds(g, i, p);
        wide += named > 1;
        if (named == 0) {
            left++;
            without = p;
        }
    }
    if (left != 1 || wide || g->count + 1 != f->terms->count)
        return;
    const subject *last = g->items[g->count - 1];
    diagnostic *item = diagnose(g->k->out, CODE_option_left_out, last->x->where,
                                "of all options of %.*s only one has no condition here: %.*s",
                                STR_ARGS(world_input_name(g->k->world, g->input, g->k->arena)),
                                STR_ARGS(example_at(g, without)));
    diagnostic_help(g->k->out, item, "if nothing is to happen there, leave it so");
}

// ---- which conditions stand beside each other

// Siblings are of one kind and scope, on the same input.
static uint32_t scope_of(const analysis *k, const subject_list *list, const subject *s)
{
    switch (s->kind) {
    case RULE_CRITERION:
        if (s->is_share || subject_of(list, RULE_CRITERION_APPLIES, s->index))
            return NAME_MISSING;
        return k->rules->criteria[s->index].factor;
    case RULE_CRITERION_APPLIES:
        return k->rules->criteria[s->index].factor;
    case RULE_ADJUST:
        return k->rules->adjusts[s->index].factor;
    case RULE_FLAG:
    case RULE_ADVICE:
        return 0;
    default:
        return NAME_MISSING;
    }
}

typedef struct family {
    VEC(const subject *) items;
} family;

typedef struct families {
    name_map numbers;
    VEC(family) all;
} families;

static void add_to_family(analysis *k, families *f, str key, const subject *s)
{
    uint32_t number = name_map_get(&f->numbers, key);
    if (number == NAME_MISSING) {
        number = (uint32_t)f->all.count;
        *ARENA_PUSH(k->arena, &f->all) = (family){0};
        name_map_put(&f->numbers, k->arena, key, number);
    }
    *ARENA_PUSH(k->arena, &f->all.items[number].items) = s;
}

static void check_family(analysis *k, const family *f)
{
    if (f->items.count < 2 || f->items.count > MOST_SIBLINGS)
        return;
    group g = {.k = k, .items = f->items.items, .count = f->items.count, .input = f->items.items[0]->only};
    if (fill_table(&g) && g.point_count) {
        if (g.points[0].kind == FEEL_NUMBER || g.points[0].kind == FEEL_DATE)
            check_ranges(&g);
        else if (k->world->inputs[g.input].field)
            check_options(&g);
    }
    arena_reset(&k->scratch);
}

void find_siblings(analysis *k, const subject_list *subjects)
{
    families f = {0};
    for (size_t i = 0; i < subjects->all.count; i++) {
        const subject *s = &subjects->all.items[i];
        uint32_t scope = scope_of(k, subjects, s);
        if (s->only != NAME_MISSING && scope != NAME_MISSING && !s->reported)
            add_to_family(k, &f, str_printf(k->arena, "%d %u %u", (int)s->kind, scope, s->only), s);
    }
    for (size_t i = 0; i < f.all.count; i++)
        check_family(k, &f.all.items[i]);
}

// ---- flags

typedef struct together {
    const subject *x, *y;
    study *study;
    feel_value *values;
} together;

static bool both_hold(void *user)
{
    const together *t = user;
    world *w = t->study->world;
    return feel_is_true(world_value(w, t->x->x->feel)) && feel_is_true(world_value(w, t->y->x->feel));
}

static bool look_for_both(void *user)
{
    together *t = user;
    if (!both_hold(t))
        return true;
    t->values = study_values(t->study, t->study->arena);
    return false;
}

static void check_pair(analysis *k, const subject *x, const subject *y)
{
    const flag *f = &k->rules->flags[x->index], *g = &k->rules->flags[y->index];
    if (f->deduct == 0 || g->deduct == 0 || f->group_number == g->group_number ||
        (x->key && x->key == y->key))
        return;
    const feel_expression *const both[] = {x->x->feel, y->x->feel};
    together t = {.x = x, .y = y, .study = study_new(k->world, &k->scratch, both, 2, false)};
    study_walk(t.study, k->steps, k->most, f->id, look_for_both, &t);
    if (t.values) {
        study_simplify(t.study, t.values, both_hold, &t);
        diagnostic *item =
            diagnose(k->out, CODE_flags_overlap, y->x->where,
                     "flags \"%.*s\" and \"%.*s\" look at the same, and both are deducted with %.*s",
                     STR_ARGS(f->id), STR_ARGS(g->id), STR_ARGS(study_example(t.study, t.values, k->arena)));
        help_other(k, item, "the other condition", x->x->where);
        diagnostic_help(k->out, item, "give both the same group, and only the larger deduction counts");
    }
    world_move(k->world);
    arena_reset(&k->scratch);
}

void find_flags(analysis *k, const subject_list *subjects)
{
    families f = {0};
    for (size_t i = 0; i < subjects->all.count; i++) {
        const subject *s = &subjects->all.items[i];
        if (s->kind == RULE_FLAG && s->reads && !s->reported)
            add_to_family(k, &f, str_printf(k->arena, "%llx", (unsigned long long)s->reads), s);
    }
    size_t pairs = 0;
    for (size_t i = 0; i < f.all.count; i++)
        for (size_t x = 0; x < f.all.items[i].items.count; x++)
            for (size_t y = x + 1; y < f.all.items[i].items.count && pairs < MOST_PAIRS; y++, pairs++)
                check_pair(k, f.all.items[i].items.items[x], f.all.items[i].items.items[y]);
}

// ---- gates

typedef struct gate_pair {
    const feel_expression *require[2], *applies[2];
    study *study;
    bool passed;
} gate_pair;

static bool look_for_passing(void *user)
{
    gate_pair *g = user;
    world *w = g->study->world;
    bool passes = true;
    for (size_t i = 0; i < 2 && passes; i++)
        passes = (g->applies[i] && !feel_is_true(world_value(w, g->applies[i]))) ||
                 feel_is_true(world_value(w, g->require[i]));
    g->passed = g->passed || passes || w->gave_up;
    return !g->passed;
}

static void check_gates(analysis *k, const subject_list *subjects, const subject *x, const subject *y)
{
    const subject *both[] = {x, y};
    gate_pair g = {{NULL, NULL}, {NULL, NULL}, NULL, false};
    const feel_expression *all[4];
    for (size_t i = 0; i < 2; i++) {
        const subject *applies = subject_of(subjects, RULE_GATE_APPLIES, both[i]->index);
        all[2 * i] = g.require[i] = both[i]->x->feel;
        all[2 * i + 1] = g.applies[i] = applies ? applies->x->feel : NULL;
    }
    g.study = study_new(k->world, &k->scratch, all, 4, false);
    if (study_walk(g.study, k->steps, k->most, x->id, look_for_passing, &g) && !g.passed) {
        diagnostic *item = diagnose(
            k->out, CODE_never_true, y->x->where,
            "gates \"%.*s\" and \"%.*s\" never hold together: nobody of whom it is known passes both",
            STR_ARGS(x->id), STR_ARGS(y->id));
        help_other(k, item, "the other condition", x->x->where);
        diagnostic_help(k->out, item, "what may be either is one gate with \"or\"");
    }
    world_move(k->world);
    arena_reset(&k->scratch);
}

void find_gates(analysis *k, const subject_list *subjects)
{
    families f = {0};
    for (size_t i = 0; i < subjects->all.count; i++) {
        const subject *s = &subjects->all.items[i];
        if (s->kind == RULE_GATE && s->reads && !s->reported)
            add_to_family(k, &f, str_printf(k->arena, "%llx", (unsigned long long)s->reads), s);
    }
    size_t pairs = 0;
    for (size_t i = 0; i < f.all.count; i++)
        for (size_t x = 0; x < f.all.items[i].items.count; x++)
            for (size_t y = x + 1; y < f.all.items[i].items.count && pairs < MOST_PAIRS; y++, pairs++)
                check_gates(k, subjects, f.all.items[i].items.items[x], f.all.items[i].items.items[y]);
}
