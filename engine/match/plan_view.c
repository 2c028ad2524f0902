// SPDX-License-Identifier: MIT
// A plan for people: see plan_view.h. Tells what sights.h found.
#include "match/plan_view.h"

#include "match/environment.h"
#include "match/sights.h"

// Keys have so many bits (keys.h); items take one each.
enum { MOST_ITEMS = 15 };

typedef struct viewer {
    arena *arena;
    const ruleset *rules;
    const sights *sights;
    environment *client; // NULL where none is given
    VEC(planned_condition) conditions;
} viewer;

const char *planned_rule_name(planned_rule rule)
{
    static const char *const names[] = {"gate", "criterion", "flag"};
    return names[rule];
}

const char *planned_sight_name(planned_sight sight)
{
    static const char *const names[] = {"known", "items", "order", "count", "value"};
    return names[sight];
}

static str name_of(const viewer *v, const column_wish *wish)
{
    const ruleset *r = v->rules;
    switch (wish->source) {
    case COLUMN_SIGNAL:
        return str_printf(v->arena, "signals.%.*s", STR_ARGS(r->signals[wish->index].name));
    case COLUMN_LET:
        return r->lets[wish->index].name;
    default:
        return str_printf(v->arena, "therapist.%.*s", STR_ARGS(r->therapist.fields[wish->index].name));
    }
}

// Of what is true or false all is seen, whatever it is compared with.
static bool is_boolean(const viewer *v, const column_wish *wish)
{
    if (wish->source == COLUMN_FIELD)
        return v->rules->therapist.fields[wish->index].kind == FIELD_BOOLEAN;
    if (wish->source == COLUMN_LET)
        return v->rules->lets[wish->index].type->kind == FEEL_BOOLEAN;
    return wish->source == COLUMN_SIGNAL;
}

static planned_sight sight_of(const viewer *v, const column_wish *wish, feel_sight sight)
{
    if (wish->source == COLUMN_COUNT)
        return PLANNED_COUNT;
    if (sight == FEEL_SEES_NULL)
        return PLANNED_NULL;
    if (sight == FEEL_SEES_MEMBERS)
        return PLANNED_MEMBERS;
    return sight != FEEL_SEES_ALL && !is_boolean(v, wish) ? PLANNED_ORDER : PLANNED_VALUE;
}

static size_t count_values(feel_value v)
{
    if (v.kind == FEEL_LIST)
        return v.as.list->count;
    return v.kind == FEEL_NULL ? 0 : 1;
}

static planned_key key_of(viewer *v, const sight *s)
{
    const column_wish *wish = &v->sights->columns[s->column];
    planned_key key = {.of = name_of(v, wish), .sight = sight_of(v, wish, s->sight)};
    if (key.sight != PLANNED_MEMBERS && key.sight != PLANNED_ORDER)
        return key;
    key.with = feel_expression_source(v->arena, s->with);
    if (v->client) {
        const expression with = {.feel = s->with};
        key.counted = true;
        key.values = count_values(environment_value(v->client, &with, NULL));
    }
    return key;
}

// Whether x goes without saying where y is said: a value as a whole tells all that is seen of it, and
// whatever is seen of it tells whether it is known.
static bool is_implied(const planned_key *x, const planned_key *y)
{
    if (!str_equal(x->of, y->of) || (x->sight == PLANNED_COUNT) != (y->sight == PLANNED_COUNT))
        return false;
    if (x->sight == y->sight)
        return str_equal(x->with, y->with);
    return y->sight == PLANNED_VALUE || x->sight == PLANNED_NULL;
}

static void add_keys(viewer *v, const sight_list *seen, planned_condition *out)
{
    planned_key *all = ARENA_ARRAY(v->arena, planned_key, seen->count);
    planned_key *keys = ARENA_ARRAY(v->arena, planned_key, seen->count);
    size_t items = 0;
    for (size_t i = 0; i < seen->count; i++)
        all[i] = key_of(v, &seen->items[i]);
    for (size_t i = 0; i < seen->count; i++) {
        bool implied = false;
        for (size_t k = 0; k < seen->count; k++)
            implied = implied ||
                      (k != i && is_implied(&all[i], &all[k]) && (k < i || !is_implied(&all[k], &all[i])));
        if (implied)
            continue;
        items += all[i].sight == PLANNED_MEMBERS ? all[i].values : 0;
        keys[out->key_count++] = all[i];
    }
    out->keys = keys;
    out->looked_up = seen->followed && items <= MOST_ITEMS;
    out->why = seen->followed ? out->looked_up ? NULL : "it sees more than fits into a key" : seen->why;
}

static void add_condition(viewer *v, planned_rule rule, str id, const expression *x,
                          const expression *applies, const sight_list *seen)
{
    planned_condition *out = ARENA_PUSH(v->arena, &v->conditions);
    *out = (planned_condition){.rule = rule, .id = id, .timing = timing_of(x->reads), .applies = true};
    if (v->client && applies)
        out->applies = environment_truth(v->client, applies, NULL) == TRUTH_TRUE;
    if (out->timing == PER_PAIR)
        add_keys(v, seen, out);
}

plan_view plan_view_make(arena *a, const ruleset *r, const profile *client, feel_date today)
{
    viewer v = {.arena = a, .rules = r, .sights = sights_of(a, r)};
    v.client = client ? environment_new(a, r, client, today) : NULL;
    for (size_t i = 0; i < r->gate_count; i++)
        add_condition(&v, PLANNED_GATE, r->gates[i].id, &r->gates[i].require, &r->gates[i].applies,
                      &v.sights->gates[i]);
    for (size_t i = 0; i < r->criterion_count; i++)
        add_condition(&v, PLANNED_CRITERION, r->criteria[i].id, &r->criteria[i].value,
                      &r->criteria[i].applies, &v.sights->criteria[i]);
    for (size_t i = 0; i < r->flag_count; i++)
        add_condition(&v, PLANNED_FLAG, r->flags[i].id, &r->flags[i].when, NULL, &v.sights->flags[i]);
    return (plan_view){v.conditions.items, v.conditions.count};
}
