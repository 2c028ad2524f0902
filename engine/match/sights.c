// SPDX-License-Identifier: MIT
// What conditions see: see sights.h. Lets are followed into, but for those that read the therapist alone and
// give single values: these are columns of their own.
#include "match/sights.h"

typedef struct finder {
    arena *arena;
    const ruleset *rules;
    VEC(column_wish) columns;
    VEC(sight) found; // of the condition at hand
    bool *entered;    // lets that it was followed into
    const char *lost; // why it cannot be followed, NULL while it can
    bool for_pairs, for_criteria;
} finder;

static bool reads_therapist(unsigned reads)
{
    return (reads & READS_THERAPIST) != 0;
}

// Of a therapist whom the client has not met: nothing else depends on who it is.
static bool is_fixed(void *user, const feel_read *read)
{
    const finder *f = user;
    if (read->slot >= SLOT_FIRST_LET)
        return !reads_therapist(f->rules->lets[read->slot - SLOT_FIRST_LET].value.reads);
    return read->slot != SLOT_THERAPIST && read->slot != SLOT_SIGNALS;
}

static uint32_t column_for(finder *f, column_source source, uint32_t index)
{
    for (size_t i = 0; i < f->columns.count; i++)
        if (f->columns.items[i].source == source && f->columns.items[i].index == index)
            return (uint32_t)i;
    *ARENA_PUSH(f->arena, &f->columns) = (column_wish){.source = source, .index = index};
    return (uint32_t)f->columns.count - 1;
}

static void add_sight(finder *f, column_source source, uint32_t index, const feel_observation *o)
{
    const bool of_id = source == COLUMN_FIELD && index == 0 && o->sight == FEEL_SEES_EQUAL;
    sight s = {column_for(f, source, index), o->sight, of_id, o->with, o->each};
    if (o->sight == FEEL_SEES_COUNT)
        s.sight = FEEL_SEES_ALL;
    column_wish *wish = &f->columns.items[s.column];
    wish->items = wish->items || s.sight == FEEL_SEES_MEMBERS;
    wish->values = wish->values || (s.sight >= FEEL_SEES_EQUAL && !of_id);
    wish->for_pairs = wish->for_pairs || f->for_pairs;
    wish->for_criteria = wish->for_criteria || (f->for_pairs && f->for_criteria);
    *ARENA_PUSH(f->arena, &f->found) = s;
}

static bool is_single(const feel_type *type)
{
    return type->kind == FEEL_BOOLEAN || type->kind == FEEL_NUMBER || type->kind == FEEL_STRING ||
           type->kind == FEEL_DATE;
}

static void follow(finder *f, const expression *x);

static void follow_let(finder *f, uint32_t number, const feel_observation *o)
{
    const let *l = &f->rules->lets[number];
    if (timing_of(l->value.reads) == ONCE_PER_POOL && is_single(l->type)) {
        add_sight(f, COLUMN_LET, number, o);
        return;
    }
    if (!f->entered[number]) {
        f->entered[number] = true;
        follow(f, &l->value);
    }
}

static void follow_field(finder *f, const feel_observation *o)
{
    if (o->read.depth == 0) {
        f->lost = "it takes the therapist as a whole";
        return;
    }
    uint32_t index = o->read.members[0];
    const field *field = &f->rules->therapist.fields[index];
    bool all = o->sight != FEEL_SEES_NULL;
    if (field->kind == FIELD_RECORD && (all || o->read.depth > 1))
        f->lost = "it reads a record of the therapist";
    else if (field->kind == FIELD_TEXT && all && o->sight != FEEL_SEES_COUNT)
        f->lost = "it reads a text";
    else
        add_sight(f, o->sight == FEEL_SEES_COUNT ? COLUMN_COUNT : COLUMN_FIELD, index, o);
}

// What is seen in an expression, added to what is found of the condition.
static void follow(finder *f, const expression *x)
{
    const feel_observation *seen;
    size_t count;
    if (!feel_observe(f->arena, x->feel, is_fixed, f, &seen, &count))
        f->lost = "it cannot be followed";
    for (size_t i = 0; i < count && !f->lost; i++) {
        const feel_observation *o = &seen[i];
        if (o->read.slot >= SLOT_FIRST_LET)
            follow_let(f, o->read.slot - SLOT_FIRST_LET, o);
        else if (o->read.slot == SLOT_SIGNALS && o->read.depth == 0)
            f->lost = "it takes all signals as a whole";
        else if (o->read.slot == SLOT_SIGNALS)
            add_sight(f, COLUMN_SIGNAL, o->read.members[0], o);
        else
            follow_field(f, o);
    }
}

static sight_list find(finder *f, const expression *x)
{
    if (!x->feel || !reads_therapist(x->reads))
        return (sight_list){.followed = true};
    for (size_t i = 0; i < f->rules->let_count; i++)
        f->entered[i] = false;
    f->found.items = NULL;
    f->found.count = f->found.capacity = 0;
    f->lost = NULL;
    f->for_pairs = timing_of(x->reads) == PER_PAIR;
    follow(f, x);
    return (sight_list){f->found.items, f->lost ? 0 : f->found.count, !f->lost, f->lost};
}

const sights *sights_of(arena *a, const ruleset *r)
{
    finder f = {.arena = a, .rules = r, .entered = ARENA_ARRAY(a, bool, r->let_count)};
    sights *out = ARENA_NEW(a, sights);
    sight_list *gates = ARENA_ARRAY(a, sight_list, r->gate_count);
    sight_list *criteria = ARENA_ARRAY(a, sight_list, r->criterion_count);
    sight_list *flags = ARENA_ARRAY(a, sight_list, r->flag_count);
    sight_list *lets = ARENA_ARRAY(a, sight_list, r->let_count);
    for (size_t i = 0; i < r->gate_count; i++)
        gates[i] = find(&f, &r->gates[i].require);
    f.for_criteria = true;
    for (size_t i = 0; i < r->criterion_count; i++)
        criteria[i] = find(&f, &r->criteria[i].value);
    f.for_criteria = false;
    for (size_t i = 0; i < r->flag_count; i++)
        flags[i] = find(&f, &r->flags[i].when);
    // What lets that are columns see makes columns, too, which may be lets again: of lower numbers.
    for (uint32_t i = (uint32_t)r->let_count; i-- > 0;)
        for (size_t k = 0; k < f.columns.count; k++)
            if (f.columns.items[k].source == COLUMN_LET && f.columns.items[k].index == i) {
                lets[i] = find(&f, &r->lets[i].value);
                break;
            }
    *out = (sights){f.columns.items, f.columns.count, gates, criteria, flags, lets};
    return out;
}
