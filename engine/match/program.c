// SPDX-License-Identifier: MIT
// Programs: see program.h. Decides what is looked up by key and what is left to the evaluator.
#include "match/program.h"

#include <string.h>

typedef struct builder_of_program {
    arena *arena;
    scan_program *program;
    environment *client;
} maker;

sums worth_of(const client_plan *plan, uint32_t criterion, bool known, decimal value)
{
    const int32_t points = (int32_t)plan->points.criterion_points[criterion];
    if (!known)
        return (sums){(int32_t)plan->unknown_shares[criterion], 0, points, 0};
    const int32_t share = (int32_t)points_scale(value, points);
    return (sums){share, share, share, points};
}

uint32_t unit_key(const unit *u, const unit_group *group, uint32_t group_key)
{
    if (u->own)
        return u->own[group_key];
    uint32_t own = 0;
    unsigned at = 0;
    for (unsigned i = 0; i < u->key.count; i++) {
        while (group->key.bits[at] != u->key.bits[i])
            at++;
        own |= (group_key >> at & 1) << i;
    }
    return own;
}

// ---- units

static rule_list list_for(arena *a, size_t capacity)
{
    return (rule_list){.items = ARENA_ARRAY(a, uint32_t, capacity)};
}

// The pack that holds all that the condition sees, or NAME_MISSING.
static uint32_t pack_of(const scan_columns *columns, const sight_list *seen)
{
    uint32_t pack = seen->count ? columns->items[seen->items[0].column].pack : NAME_MISSING;
    for (size_t i = 1; i < seen->count; i++)
        if (columns->items[seen->items[i].column].pack != pack)
            return NAME_MISSING;
    return pack;
}

static bool comes_again(const sight_list *seen, size_t index)
{
    for (size_t i = index + 1; i < seen->count; i++)
        if (seen->items[i].column == seen->items[index].column)
            return true;
    return false;
}

// By all codes that the pack can hold, the number of those that the unit sees.
static void use_pack(maker *m, unit *u, const sight_list *seen, uint32_t pack)
{
    const scan_columns *columns = &m->program->facts->columns;
    const uint32_t size = columns->packs[pack].size;
    uint8_t *own = ARENA_ARRAY(m->arena, uint8_t, size);
    u->pack = pack;
    u->keys = 1;
    for (size_t i = 0; i < seen->count; i++) {
        const scan_column *c = &columns->items[seen->items[i].column];
        if (comes_again(seen, i))
            continue;
        for (uint32_t code = 0; code < size; code++)
            own[code] = (uint8_t)(own[code] + code / c->weight % column_codes(c) * u->keys);
        u->keys *= column_codes(c);
    }
    u->own = own;
}

static bool make_unit(maker *m, unit *u, const sight_list *seen, bool packs)
{
    scan_program *p = m->program;
    const uint32_t pack = packs && seen->followed ? pack_of(&p->facts->columns, seen) : NAME_MISSING;
    const char *why;
    u->pack = NAME_MISSING;
    if (pack != NAME_MISSING) {
        use_pack(m, u, seen, pack);
        return true;
    }
    bool made = key_make(m->arena, &p->bits, seen, &p->facts->columns, m->client, &u->key, &why);
    u->keys = UINT32_C(1) << u->key.count;
    return made;
}

// Of the rules in from, those that get keys, and the others. packs: whether packed codes will do.
static void split_rules(maker *m, const rule_list *from, const sight_list *seen, bool packs, unit_list *keyed,
                        rule_list *slow)
{
    scan_program *p = m->program;
    keyed->items = ARENA_ARRAY(m->arena, unit, from->count);
    for (size_t i = 0; i < from->count; i++) {
        unit *u = &keyed->items[keyed->count];
        u->index = from->items[i];
        if (p->facts->keyed && make_unit(m, u, &seen[u->index], packs))
            keyed->count++;
        else
            slow->items[slow->count++] = u->index;
    }
}

// ---- groups

static key join_keys(const key *x, const key *y)
{
    key both = {0};
    unsigned i = 0, k = 0;
    while ((i < x->count || k < y->count) && both.count < KEY_MOST_BITS) {
        bool left = k == y->count || (i < x->count && x->bits[i] <= y->bits[k]);
        uint32_t bit = left ? x->bits[i] : y->bits[k];
        i += i < x->count && x->bits[i] == bit;
        k += k < y->count && y->bits[k] == bit;
        both.bits[both.count++] = bit;
    }
    return both;
}

// The group that grows least by the unit, or the number of groups.
static size_t best_group(const scan_program *p, const unit *u)
{
    size_t best = p->group_count;
    unsigned least = KEY_BYTE_BITS + 1;
    for (size_t i = 0; i < p->group_count; i++) {
        if (u->pack != NAME_MISSING && p->groups[i].pack == u->pack)
            return i;
        if (u->pack != NAME_MISSING || p->groups[i].pack != NAME_MISSING)
            continue;
        key both = join_keys(&p->groups[i].key, &u->key);
        unsigned growth = both.count - p->groups[i].key.count;
        if (both.count <= KEY_BYTE_BITS && growth < least) {
            best = i;
            least = growth;
        }
    }
    return best;
}

// Units of a group stand together.
static void sort_by_group(maker *m, const size_t *group_of)
{
    scan_program *p = m->program;
    unit *sorted = ARENA_ARRAY(m->arena, unit, p->criteria.count);
    size_t at = 0;
    for (size_t g = 0; g < p->group_count; g++) {
        p->groups[g].first = at;
        for (size_t i = 0; i < p->criteria.count; i++)
            if (group_of[i] == g)
                sorted[at++] = p->criteria.items[i];
        p->groups[g].count = at - p->groups[g].first;
    }
    p->criteria = (unit_list){sorted, at};
}

static void add_to_group(const scan_program *p, unit_group *group, const unit *u)
{
    if (u->pack != NAME_MISSING) {
        const packed_codes *pack = &p->facts->columns.packs[u->pack];
        group->bytes = pack->bytes;
        group->keys = pack->size;
        return;
    }
    group->key = join_keys(&group->key, &u->key);
    group->keys = UINT32_C(1) << group->key.count;
}

static void make_groups(maker *m)
{
    scan_program *p = m->program;
    size_t *group_of = ARENA_ARRAY(m->arena, size_t, p->criteria.count);
    p->groups = ARENA_ARRAY(m->arena, unit_group, p->criteria.count);
    for (size_t i = 0; i < p->criteria.count; i++) {
        const unit *u = &p->criteria.items[i];
        size_t g = u->key.count > KEY_BYTE_BITS ? p->group_count : best_group(p, u);
        group_of[i] = g;
        if (g == p->group_count && g == MOST_GROUPS) {
            p->slow_criteria.items[p->slow_criteria.count++] = u->index;
            group_of[i] = SIZE_MAX;
            continue;
        }
        if (g == p->group_count)
            p->groups[p->group_count++].pack = u->pack;
        add_to_group(p, &p->groups[g], u);
    }
    sort_by_group(m, group_of);
}

// ---- criteria of the facts

static void add_part(const client_plan *plan, const packed_criteria *packed, const packed_part *part,
                     sums *worth)
{
    for (uint32_t digit = 0; digit < part->digits; digit++) {
        bool known = digit > 0 || !part->has_unknown;
        decimal value = known ? part->values[digit - part->has_unknown] : decimal_from_int(0);
        sums one = worth_of(plan, part->criterion, known, value);
        for (uint32_t at = digit * part->weight; at < packed->size; at += part->digits * part->weight)
            for (uint32_t i = 0; i < part->weight; i++)
                worth[at + i] += one;
    }
}

static bool has_points(const client_plan *plan, const packed_part *part)
{
    for (size_t i = 0; i < plan->column_criteria.count; i++)
        if (plan->column_criteria.items[i] == part->criterion)
            return true;
    return false;
}

static void weigh_facts(maker *m)
{
    scan_program *p = m->program;
    const pool_facts *f = p->facts;
    p->packed = ARENA_ARRAY(m->arena, packed_sums, f->criteria_count);
    for (size_t i = 0; i < f->criteria_count; i++) {
        const packed_criteria *packed = &f->criteria[i];
        sums *worth = ARENA_ARRAY(m->arena, sums, packed->size);
        size_t used = 0;
        for (size_t k = 0; k < packed->part_count; k++)
            if (has_points(p->plan, &packed->parts[k])) {
                add_part(p->plan, packed, &packed->parts[k], worth);
                used++;
            }
        if (used)
            p->packed[p->packed_count++] = (packed_sums){packed, worth};
    }
}

// Therapist-only criteria with too many values for the facts.
static void add_unpacked(maker *m)
{
    scan_program *p = m->program;
    for (size_t i = 0; i < p->plan->column_criteria.count; i++)
        if (p->facts->unpacked[p->plan->column_criteria.items[i]])
            p->slow_criteria.items[p->slow_criteria.count++] = p->plan->column_criteria.items[i];
}

// ---- therapists whom the client has met

static void add_met(scan_program *p, uint32_t *rows, uint32_t row)
{
    size_t at = p->met_count;
    if (row == NAME_MISSING)
        return;
    while (at > 0 && rows[at - 1] > row)
        at--;
    if (at > 0 && rows[at - 1] == row)
        return;
    memmove(&rows[at + 1], &rows[at], (p->met_count - at) * sizeof *rows);
    rows[at] = row;
    p->met_count++;
}

// Also of those for whose ids some condition asks.
static void find_met(maker *m)
{
    scan_program *p = m->program;
    const ruleset *r = p->rules;
    const profile *client = p->plan->client;
    const bool any = r->encounter_field != NAME_MISSING && !feel_is_null(client->values[r->encounter_field]);
    const field *record = any ? &r->client.fields[r->encounter_field] : NULL;
    feel_value entries = any ? client->values[r->encounter_field] : FEEL_NULL_VALUE;
    size_t count = !any ? 0 : record->list ? entries.as.list->count : 1;
    uint32_t *rows = ARENA_ARRAY(m->arena, uint32_t, count + p->bits.ids.count);
    p->met = rows;
    for (size_t i = 0; i < count; i++) {
        feel_value entry = record->list ? entries.as.list->items[i] : entries;
        feel_value id = entry.as.context->entries[record->match].value;
        if (id.kind == FEEL_STRING)
            add_met(p, rows, pool_find(p->pool, id.as.string));
    }
    for (size_t i = 0; i < p->bits.ids.count; i++)
        add_met(p, rows, pool_find(p->pool, p->bits.ids.items[i]));
}

// ---- the whole

const scan_program *scan_program_make(arena *a, const ruleset *r, const client_plan *plan, const pool *pool,
                                      const pool_facts *facts)
{
    scan_program *p = ARENA_NEW(a, scan_program);
    *p = (scan_program){.rules = r, .plan = plan, .pool = pool, .facts = facts};
    p->base = (sums){(int32_t)plan->sum, (int32_t)plan->low, (int32_t)plan->high, (int32_t)plan->coverage};
    maker m = {.arena = a, .program = p};
    m.client = environment_new(a, r, plan->client, plan->today);
    p->slow_gates = list_for(a, r->gate_count);
    p->slow_criteria = list_for(a, r->criterion_count);
    p->slow_flags = list_for(a, r->flag_count);
    const sights *s = facts->sights;
    split_rules(&m, &plan->pair_gates, s->gates, false, &p->gates, &p->slow_gates);
    split_rules(&m, &plan->pair_criteria, s->criteria, true, &p->criteria, &p->slow_criteria);
    split_rules(&m, &plan->pair_flags, s->flags, false, &p->flags, &p->slow_flags);
    make_groups(&m);
    weigh_facts(&m);
    add_unpacked(&m);
    find_met(&m);
    return p;
}

scan_counts scan_program_counts(const scan_program *p)
{
    return (scan_counts){
        .keyed = p->gates.count + p->criteria.count + p->flags.count,
        .evaluated = p->slow_gates.count + p->slow_criteria.count + p->slow_flags.count,
    };
}
