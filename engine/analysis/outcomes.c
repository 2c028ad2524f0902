// SPDX-License-Identifier: MIT
// What a condition comes to: by evaluation over a study's points, and by the shape of the expression. And
// examples in words. See study.h.
#include "analysis/study.h"

#include "feel/trace.h"

result result_of(feel_value v, bool error)
{
    if (v.kind == FEEL_NULL)
        return error ? RESULT_ERROR : RESULT_NULL;
    if (v.kind == FEEL_BOOLEAN)
        return v.as.boolean ? RESULT_YES : RESULT_NO;
    if (v.kind != FEEL_NUMBER)
        return RESULT_OTHER;
    int from_zero = decimal_compare(v.as.number, decimal_from_int(0));
    int to_one = decimal_compare(v.as.number, decimal_from_int(1));
    if (from_zero == 0 || to_one == 0)
        return to_one == 0 ? RESULT_YES : RESULT_NO;
    return from_zero > 0 && to_one < 0 ? RESULT_PARTLY : RESULT_OUTSIDE;
}

typedef struct observing {
    study *study;
    const feel_expression *feel, *where;
    outcomes *out;
    result wanted; // for simplifying
} observing;

static result result_now(const observing *k)
{
    world *w = k->study->world;
    feel_value v = world_value(w, k->feel);
    return result_of(v, w->error);
}

// Examples without numbers below 0 are the ones that people believe.
static bool has_negative(const study *s, const feel_value *values)
{
    for (size_t i = 0; i < s->input_count; i++)
        if (values[i].kind == FEEL_NUMBER && decimal_compare(values[i].as.number, decimal_from_int(0)) < 0)
            return true;
    return false;
}

static void keep_example(const observing *k, result r)
{
    const feel_value **kept = &k->out->values[r];
    if (*kept && (r != RESULT_OUTSIDE || !has_negative(k->study, *kept)))
        return;
    const feel_value *values = study_values(k->study, k->study->arena);
    if (!*kept || !has_negative(k->study, values))
        *kept = values;
}

static bool observe(void *user)
{
    observing *k = user;
    outcomes *o = k->out;
    if (k->where && !feel_is_true(world_value(k->study->world, k->where)))
        return true;
    result r = result_now(k);
    if (k->study->world->gave_up)
        return false;
    o->hash = (o->hash ^ (uint64_t)r) * 0x100000001B3u;
    keep_example(k, r);
    o->seen[r] = true;
    if (!o->known[r])
        o->known[r] = study_all_known(k->study);
    return true;
}

static bool is_wanted(void *user)
{
    const observing *k = user;
    return (!k->where || feel_is_true(world_value(k->study->world, k->where))) &&
           result_now(k) == k->wanted && !k->study->world->gave_up;
}

void study_outcomes(study *s, const feel_expression *e, const feel_expression *where, uint64_t steps,
                    uint64_t most, outcomes *out)
{
    *out = (outcomes){.hash = 0xCBF29CE484222325u};
    observing k = {.study = s, .feel = e, .where = where, .out = out};
    out->exhausted = study_walk(s, steps, most, feel_expression_source(s->arena, e), observe, &k);
    out->bounds = study_bounds(s->world, e, false);
    out->known_bounds = study_bounds(s->world, e, true);
    k.wanted = RESULT_OUTSIDE;
    if (out->seen[RESULT_OUTSIDE]) {
        feel_value *simple = ARENA_ARRAY(s->arena, feel_value, s->input_count);
        for (size_t i = 0; i < s->input_count; i++)
            simple[i] = out->values[RESULT_OUTSIDE][i];
        study_simplify(s, simple, is_wanted, &k);
        out->values[RESULT_OUTSIDE] = simple;
    }
}

// Whether it can be a number strictly between 0 and 1, or outside.
static bool bounds_hold(const feel_bounds *b, result r)
{
    if (b->other)
        return true;
    for (size_t i = 0; i < b->constant_count; i++)
        if (result_of(feel_number(b->constants[i]), false) == r)
            return true;
    return false;
}

static bool excluded(const feel_bounds *b, result r)
{
    switch (r) {
    case RESULT_NULL:
    case RESULT_ERROR:
        return !b->null;
    case RESULT_YES:
        return !b->yes && !bounds_hold(b, r);
    case RESULT_NO:
        return !b->no && !bounds_hold(b, r);
    default:
        return !bounds_hold(b, r);
    }
}

bool outcome_impossible(const outcomes *o, result r)
{
    return !o->seen[r] && (o->exhausted || excluded(&o->bounds, r));
}

bool outcome_impossible_if_known(const outcomes *o, result r)
{
    return !o->known[r] && (o->exhausted || excluded(&o->known_bounds, r));
}

// ---- bounds

typedef struct bounding {
    const world *world;
    bool known;
} bounding;

static feel_bounds bounds_of_input(const world *w, uint32_t number)
{
    const input *i = &w->inputs[number];
    if (i->kind == INPUT_TODAY)
        return (feel_bounds){.other = true};
    if (i->kind == INPUT_MET)
        return (feel_bounds){.null = true, .other = true};
    if (i->kind == INPUT_SIGNAL || (i->field->kind == FIELD_BOOLEAN && !i->field->list))
        return FEEL_BOUNDS_CONDITION;
    feel_bounds b = {.null = !str_equals(i->field->name, "id"), .other = true};
    b.not_negative = i->field->kind == FIELD_NUMBER && !i->field->list && i->field->has_min &&
                     decimal_compare(i->field->min, decimal_from_int(0)) >= 0;
    return b;
}

static feel_bounds bounds_of_read(void *user, const feel_read *read)
{
    const bounding *k = user;
    if (read->slot >= SLOT_FIRST_LET)
        return read->depth ? FEEL_BOUNDS_ANY : k->world->let_bounds[k->known][read->slot - SLOT_FIRST_LET];
    uint32_t number = world_input(k->world, read);
    bool whole_entry = read->slot == SLOT_CLIENT && read->depth > 1;
    if (number == NAME_MISSING || whole_entry)
        return FEEL_BOUNDS_ANY;
    feel_bounds b = bounds_of_input(k->world, number);
    b.null = b.null && !k->known;
    return b;
}

// All lets, each after those that it reads.
static void bound_lets(world *w)
{
    size_t count = w->rules->let_count;
    for (int known = 0; known < 2; known++) {
        w->let_bounds[known] = ARENA_ARRAY(w->arena, feel_bounds, count + 1);
        for (size_t i = 0; i < count; i++)
            w->let_bounds[known][i] = study_bounds(w, w->rules->lets[i].value.feel, known == 1);
    }
}

feel_bounds study_bounds(world *w, const feel_expression *e, bool known)
{
    if (!w->let_bounds[0])
        bound_lets(w);
    bounding k = {w, known};
    return feel_bounds_of(e, bounds_of_read, &k);
}

// ---- examples

enum { EXAMPLE_COLUMNS = 40, EXAMPLE_PARTS = 5 };

static void add_part(builder *b, size_t *parts, str text)
{
    if (*parts == EXAMPLE_PARTS)
        builder_adds(b, " …");
    else if (*parts < EXAMPLE_PARTS)
        builder_addf(b, "%s%.*s", *parts ? ", " : "", STR_ARGS(text));
    (*parts)++;
}

// Nothing is known: of what.
static void add_unknown(const study *s, const feel_value *values, arena *a, builder *b)
{
    enum { MOST_NAMES = 3 };
    size_t left = 0, told = 0;
    for (size_t i = 0; i < s->input_count; i++)
        left += feel_is_null(values[i]);
    for (size_t i = 0; i < s->input_count && told < MOST_NAMES; i++) {
        if (!feel_is_null(values[i]))
            continue;
        left--;
        builder_addf(b, "%s%.*s",
                     told == 0   ? ""
                     : left == 0 ? " and "
                                 : ", ",
                     STR_ARGS(world_input_name(s->world, s->inputs[i].input, a)));
        told++;
    }
    if (left)
        builder_addf(b, " and %zu more", left);
    builder_adds(b, " not known");
}

str study_example(const study *s, const feel_value *values, arena *a)
{
    builder b = builder_new(a);
    size_t parts = 0;
    for (size_t i = 0; i < s->input_count; i++) {
        const input *in = &s->world->inputs[s->inputs[i].input];
        if (feel_is_null(values[i]) || s->inputs[i].count == 1)
            continue;
        str name = world_input_name(s->world, s->inputs[i].input, a);
        if (in->kind != INPUT_MET)
            add_part(&b, &parts,
                     str_printf(a, "%.*s = %.*s", STR_ARGS(name),
                                STR_ARGS(feel_brief_value(a, values[i], EXAMPLE_COLUMNS))));
    }
    if (parts == 0)
        add_unknown(s, values, a, &b);
    return builder_str(&b);
}
