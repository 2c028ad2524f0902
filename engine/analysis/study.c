// SPDX-License-Identifier: MIT
// Collects what expressions read and compare, makes classes of it, and gives each input its points: see
// study.h. Knows nothing of findings.
#include "analysis/study.h"

#include "analysis/points.h"

#include <stdlib.h>
#include <string.h>

// A class while it grows: inputs joined with each other, and constants.
typedef struct class_draft {
    VEC(feel_value) constants;
    bool ordered, loose; // loose: it meets in what is not followed
} class_draft;

typedef struct member_draft {
    uint32_t input;
    uint32_t joined; // to this one; itself for the first of a class
    VEC(feel_value) counts;
    bool counted, compared;
    class_draft of; // of the first of a class
} member_draft;

// Lets that one study looks through, and what they may be compared with: past these it is no longer exact.
enum { MOST_LETS = 200, MOST_OPERANDS = 4000 };

typedef struct drafting {
    world *world;
    arena *arena; // scratch
    VEC(member_draft) members;
    uint32_t *number; // by input: index among members + 1
    bool *let_seen;
    size_t lets, operands;
    uint32_t *looked_through; // by let: the comparison that looked through it last
    uint32_t comparison;
    bool exact;
} drafting;

static uint32_t first_of(drafting *d, uint32_t member)
{
    while (d->members.items[member].joined != member)
        member = d->members.items[member].joined;
    return member;
}

static uint32_t member_of(drafting *d, uint32_t input)
{
    if (!d->number[input]) {
        uint32_t index = (uint32_t)d->members.count;
        *ARENA_PUSH(d->arena, &d->members) = (member_draft){.input = input, .joined = index};
        d->number[input] = index + 1;
    }
    return d->number[input] - 1;
}

static void join_members(drafting *d, uint32_t x, uint32_t y)
{
    x = first_of(d, x);
    y = first_of(d, y);
    if (x == y)
        return;
    member_draft *to = &d->members.items[x], *from = &d->members.items[y];
    from->joined = x;
    for (size_t i = 0; i < from->of.constants.count; i++)
        *ARENA_PUSH(d->arena, &to->of.constants) = from->of.constants.items[i];
    to->of.ordered = to->of.ordered || from->of.ordered;
    to->of.loose = to->of.loose || from->of.loose;
}

// What a comparison is about once lets are looked through: inputs and constants.
typedef struct operands {
    VEC(uint32_t) members;
    VEC(feel_value) constants;
    bool opaque;
} operands;

static void add_operand(drafting *d, operands *o, const feel_read *read)
{
    if (d->operands++ > MOST_OPERANDS) {
        o->opaque = true;
        return;
    }
    if (read->slot >= SLOT_FIRST_LET) {
        uint32_t let = read->slot - SLOT_FIRST_LET;
        const feel_inspection *found = world_let_inspection(d->world, let);
        if (d->looked_through[let] == d->comparison)
            return;
        d->looked_through[let] = d->comparison;
        o->opaque = o->opaque || found->opaque || read->depth > 0;
        for (size_t i = 0; i < found->result_read_count; i++)
            add_operand(d, o, &found->result_reads[i]);
        for (size_t i = 0; i < found->result_constant_count; i++)
            *ARENA_PUSH(d->arena, &o->constants) = found->result_constants[i];
        return;
    }
    uint32_t input = world_input(d->world, read);
    bool whole_entry = read->slot == SLOT_CLIENT && read->depth > 1; // a field of a record
    o->opaque = o->opaque || input == NAME_MISSING || whole_entry;
    if (input != NAME_MISSING)
        *ARENA_PUSH(d->arena, &o->members) = member_of(d, input);
}

static bool is_list(const drafting *d, uint32_t member)
{
    const field *f = d->world->inputs[d->members.items[member].input].field;
    return f && f->list;
}

static bool is_record(const drafting *d, uint32_t member)
{
    const field *f = d->world->inputs[d->members.items[member].input].field;
    return f && f->kind == FIELD_RECORD;
}

static void add_count(drafting *d, const operands *o)
{
    if (o->members.count != 1 || !is_list(d, o->members.items[0])) {
        d->exact = false;
        return;
    }
    member_draft *m = &d->members.items[o->members.items[0]];
    m->counted = true;
    for (size_t i = 0; i < o->constants.count; i++)
        *ARENA_PUSH(d->arena, &m->counts) = o->constants.items[i];
}

static void add_class(drafting *d, const operands *o, feel_comparing by)
{
    uint32_t first = o->members.items[0];
    for (size_t i = 0; i < o->members.count; i++) {
        uint32_t m = o->members.items[i];
        bool list_aside = is_list(d, m) && (by != FEEL_BY_MEMBERSHIP || i > 0);
        if (list_aside || is_record(d, m))
            d->exact = false;
        d->members.items[m].compared = true;
        join_members(d, first, m);
    }
    class_draft *c = &d->members.items[first_of(d, first)].of;
    for (size_t i = 0; i < o->constants.count; i++)
        *ARENA_PUSH(d->arena, &c->constants) = o->constants.items[i];
    c->ordered = c->ordered || by == FEEL_BY_ORDER;
    c->loose = c->loose || by == FEEL_OTHERWISE;
}

static void add_comparison(drafting *d, const feel_comparison *c)
{
    operands o = {0};
    d->comparison++;
    for (size_t i = 0; i < c->read_count; i++)
        add_operand(d, &o, &c->reads[i]);
    for (size_t i = 0; i < c->constant_count; i++)
        *ARENA_PUSH(d->arena, &o.constants) = c->constants[i];
    feel_comparing by = o.opaque ? FEEL_OTHERWISE : c->by;
    if (by == FEEL_OTHERWISE)
        d->exact = false;
    if (o.members.count == 0)
        return;
    if (by == FEEL_BY_COUNT)
        add_count(d, &o);
    else
        add_class(d, &o, by);
}

static void add_expression(drafting *d, const feel_expression *e, const feel_inspection *found);

static void add_read(void *user, const feel_read *read)
{
    drafting *d = user;
    if (read->slot >= SLOT_FIRST_LET) {
        uint32_t let = read->slot - SLOT_FIRST_LET;
        if (d->let_seen[let])
            return;
        d->let_seen[let] = true;
        if (++d->lets > MOST_LETS) { // what only those read stays as it is: not known
            d->exact = false;
            return;
        }
        add_expression(d, d->world->rules->lets[let].value.feel, world_let_inspection(d->world, let));
        return;
    }
    uint32_t input = world_input(d->world, read);
    if (input != NAME_MISSING)
        member_of(d, input);
    else if (read->slot != SLOT_EVIDENCE)
        d->exact = false; // a side as a whole
    if (input != NAME_MISSING &&
        input == d->world->rules->encounter_field) // this pair's entry is one of those
        member_of(d, d->world->met);
}

static void add_expression(drafting *d, const feel_expression *e, const feel_inspection *found)
{
    d->exact = d->exact && found->exact;
    for (size_t i = 0; i < found->comparison_count; i++)
        add_comparison(d, &found->comparisons[i]);
    feel_visit_reads(e, add_read, d);
}

// A share's outcomes are told apart at 0 and 1.
static void add_share(drafting *d, const feel_inspection *found)
{
    feel_value ends[] = {feel_integer(0), feel_integer(1)};
    feel_comparison c = {FEEL_BY_ORDER, found->result_reads, found->result_read_count, ends, 2};
    if (found->opaque)
        d->exact = false;
    else if (found->result_read_count)
        add_comparison(d, &c);
}

static int by_input(const void *x, const void *y)
{
    const study_input *a = x, *b = y;
    return (a->input > b->input) - (a->input < b->input);
}

// The inputs of each class, by its first member.
typedef struct class_inputs {
    VEC(uint32_t) scalars, lists;
} class_inputs;

static class_inputs *list_classes(drafting *d)
{
    class_inputs *all = ARENA_ARRAY(d->arena, class_inputs, d->members.count);
    for (uint32_t i = 0; i < d->members.count; i++) {
        class_inputs *of = &all[first_of(d, i)];
        if (is_list(d, i))
            *ARENA_PUSH(d->arena, &of->lists) = d->members.items[i].input;
        else
            *ARENA_PUSH(d->arena, &of->scalars) = d->members.items[i].input;
    }
    return all;
}

static void give_points(drafting *d, const class_inputs *classes, uint32_t member, arena *a, study_input *out)
{
    const member_draft *m = &d->members.items[member];
    uint32_t first = first_of(d, member);
    const class_draft *draft = &d->members.items[first].of;
    point_class c = {classes[first].scalars.items,
                     classes[first].scalars.count,
                     classes[first].lists.items,
                     classes[first].lists.count,
                     draft->constants.items,
                     draft->constants.count,
                     draft->ordered};
    point_list points = m->counted && !m->compared
                            ? points_of_count(d->world, a, m->input, m->counts.items, m->counts.count)
                            : points_of(d->world, a, &c, m->input);
    d->exact = d->exact && points.exact && !(m->counted && m->compared);
    *out = (study_input){m->input, points.items, points.count};
}

study *study_new(world *w, arena *a, const feel_expression *const *expressions, size_t count, bool as_share)
{
    drafting d = {.world = w, .arena = a, .exact = true};
    d.number = ARENA_ARRAY(a, uint32_t, w->input_count);
    d.let_seen = ARENA_ARRAY(a, bool, w->rules->let_count);
    d.looked_through = ARENA_ARRAY(a, uint32_t, w->rules->let_count);
    for (size_t i = 0; i < count; i++) {
        if (!expressions[i])
            continue;
        const feel_inspection *found = feel_inspect(a, expressions[i]);
        add_expression(&d, expressions[i], found);
        if (as_share && i == 0)
            add_share(&d, found);
    }
    study *s = ARENA_NEW(a, study);
    *s = (study){.world = w, .arena = a, .total = 1, .input_count = d.members.count};
    s->inputs = ARENA_ARRAY(a, study_input, s->input_count);
    const class_inputs *classes = list_classes(&d);
    for (uint32_t i = 0; i < d.members.count; i++)
        give_points(&d, classes, i, a, &s->inputs[i]);
    s->exact = d.exact;
    s->too_large = d.lets > MOST_LETS;
    if (s->input_count)
        qsort(s->inputs, s->input_count, sizeof *s->inputs, by_input);
    for (size_t i = 0; i < s->input_count; i++)
        s->total = s->total > UINT64_MAX / s->inputs[i].count ? UINT64_MAX : s->total * s->inputs[i].count;
    return s;
}

// ---- going through

static void set_input(const study *s, size_t i, size_t point)
{
    s->world->values[s->inputs[i].input] = s->inputs[i].points[point];
}

// The numbers of splitmix64 (Steele, Lea, Flood 2014): the same sequence everywhere.
static uint64_t next_random(uint64_t *state)
{
    uint64_t z = *state += 0x9E3779B97F4A7C15u;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
}

static bool walk_all(study *s, uint64_t end, study_visit visit, void *user)
{
    size_t *at = ARENA_ARRAY(s->arena, size_t, s->input_count);
    for (size_t i = 0; i < s->input_count; i++)
        set_input(s, i, 0);
    for (;;) {
        world_move(s->world);
        if (!visit(user) || s->world->steps > end || s->world->gave_up)
            return false;
        size_t i = 0;
        for (; i < s->input_count && ++at[i] == s->inputs[i].count; i++)
            set_input(s, i, at[i] = 0);
        if (i == s->input_count)
            return true;
        set_input(s, i, at[i]);
    }
}

// First each input's points beside something known of the others, then at random.
static void walk_some(study *s, uint64_t end, uint64_t most, str seed, study_visit visit, void *user)
{
    uint64_t state = str_hash(seed), number = 0;
    for (size_t turn = 0; turn < most; turn++) {
        size_t varied = (size_t)(number++ % (s->input_count + 1));
        for (size_t i = 0; i < s->input_count; i++) {
            uint64_t r = next_random(&state);
            size_t point = (size_t)(r >> 8) % s->inputs[i].count;
            if (point == 0 && i != varied && (r & 3) != 0) // null less often than its share
                point = s->inputs[i].count - 1;
            set_input(s, i, point);
        }
        world_move(s->world);
        if (!visit(user) || s->world->steps > end || s->world->gave_up)
            return;
    }
}

bool study_walk(study *s, uint64_t steps, uint64_t most, str seed, study_visit visit, void *user)
{
    uint64_t end = s->world->steps + steps;
    const feel_value *before = study_values(s, s->arena);
    bool whole = false;
    if (s->too_large)
        return false;
    if (s->total <= most)
        whole = walk_all(s, end, visit, user);
    else
        walk_some(s, end, most, seed, visit, user);
    study_return(s, before);
    return whole && s->exact;
}

feel_value *study_values(const study *s, arena *a)
{
    feel_value *values = ARENA_ARRAY(a, feel_value, s->input_count);
    for (size_t i = 0; i < s->input_count; i++)
        values[i] = s->world->values[s->inputs[i].input];
    return values;
}

void study_return(const study *s, const feel_value *values)
{
    for (size_t i = 0; i < s->input_count; i++)
        s->world->values[s->inputs[i].input] = values[i];
    world_move(s->world);
}

bool study_all_known(const study *s)
{
    for (size_t i = 0; i < s->input_count; i++)
        if (feel_is_null(s->world->values[s->inputs[i].input]))
            return false;
    return true;
}

void study_simplify(const study *s, feel_value *values, bool (*still)(void *user), void *user)
{
    const feel_value *before = study_values(s, s->arena);
    study_return(s, values);
    for (size_t i = 0; i < s->input_count; i++) {
        feel_value kept = values[i];
        values[i] = s->inputs[i].points[0];
        study_return(s, values);
        if (still(user))
            continue;
        values[i] = kept;
        study_return(s, values);
    }
    study_return(s, before);
}
