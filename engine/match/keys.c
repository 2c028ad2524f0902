// SPDX-License-Identifier: MIT
// Keys: see keys.h. Knows how values fall into classes that a condition cannot see into; nothing of what
// conditions come to.
#include "match/keys.h"

#include <string.h>

enum { MOST_CONSTANTS = 64 };

// Bits gathered for one key.
typedef struct gatherer {
    arena *arena;
    environment *client;
    key_bits *all;
    const scan_column *column; // at hand
    bool whole;                // all of its value is seen
    key *key;
    const char *why; // it cannot be made; NULL while it can
    VEC(feel_value) constants;
} gatherer;

static uint32_t bit_number(gatherer *g, key_bit_kind kind, uint32_t parameter)
{
    for (size_t i = 0; i < g->all->bits.count; i++) {
        const key_bit *b = &g->all->bits.items[i];
        if (b->column == g->column && b->kind == kind && b->parameter == parameter)
            return (uint32_t)i;
    }
    *ARENA_PUSH(g->arena, &g->all->bits) = (key_bit){g->column, kind, parameter};
    return (uint32_t)g->all->bits.count - 1;
}

static void add_bit(gatherer *g, key_bit_kind kind, uint32_t parameter)
{
    uint32_t number = bit_number(g, kind, parameter);
    unsigned at = 0;
    while (at < g->key->count && g->key->bits[at] < number)
        at++;
    if (at < g->key->count && g->key->bits[at] == number)
        return;
    if (g->key->count == KEY_MOST_BITS) {
        g->why = "it sees more than fits into a key";
        return;
    }
    memmove(&g->key->bits[at + 1], &g->key->bits[at], (g->key->count - at) * sizeof g->key->bits[0]);
    g->key->bits[at] = number;
    g->key->count++;
}

// Whether codes are below the threshold or not; nothing where all are on one side.
static void add_threshold(gatherer *g, uint32_t code)
{
    if (code > 0 && code < g->column->nulls + g->column->value_count)
        add_bit(g, KEY_AT_LEAST, code);
}

// False where the value stands for others that are not listed.
static bool add_constants(gatherer *g, feel_value v, bool each)
{
    if (v.kind == FEEL_NULL)
        return true;
    if (v.kind == FEEL_LIST) {
        for (size_t i = 0; i < v.as.list->count; i++)
            if (v.as.list->items[i].kind == FEEL_LIST || !add_constants(g, v.as.list->items[i], each))
                return false;
        return true;
    }
    if (v.kind == FEEL_RANGE)
        return !each && add_constants(g, v.as.range->low, false) && add_constants(g, v.as.range->high, false);
    if (g->constants.count == MOST_CONSTANTS)
        return false;
    *ARENA_PUSH(g->arena, &g->constants) = v;
    return true;
}

// What the client's values come to that the column is held against.
static bool find_constants(gatherer *g, const sight *s)
{
    const expression with = {.feel = s->with};
    g->constants.count = 0;
    return add_constants(g, environment_value(g->client, &with, NULL), s->each);
}

// Whoever has one of the ids is set apart; to all others the condition is the same.
static void see_id(gatherer *g, const sight *s)
{
    bool fits = find_constants(g, s);
    for (size_t i = 0; i < g->constants.count; i++)
        fits = fits && g->constants.items[i].kind == FEEL_STRING;
    if (!fits)
        g->why = "it sees ids that are not listed";
    for (size_t i = 0; fits && i < g->constants.count; i++)
        *ARENA_PUSH(g->arena, &g->all->ids) = g->constants.items[i].as.string;
}

static void see_order(gatherer *g, const sight *s)
{
    const scan_column *c = g->column;
    bool ordered = c->kind == FEEL_NUMBER || c->kind == FEEL_STRING || c->kind == FEEL_DATE;
    if (c->coded && c->value_count == 0)
        return;
    bool fits = c->coded && ordered && find_constants(g, s);
    for (size_t i = 0; fits && i < g->constants.count; i++)
        fits = g->constants.items[i].kind == c->kind;
    g->whole = g->whole || !fits;
    for (size_t i = 0; fits && i < g->constants.count; i++) {
        add_threshold(g, column_first_code(c, g->constants.items[i], true));
        add_threshold(g, column_first_code(c, g->constants.items[i], false));
    }
}

static void see_members(gatherer *g, const sight *s)
{
    bool fits = g->column->itemised && find_constants(g, s);
    for (size_t i = 0; fits && i < g->constants.count; i++)
        fits = g->constants.items[i].kind == FEEL_STRING;
    g->whole = g->whole || !fits;
    for (size_t i = 0; fits && i < g->constants.count; i++) {
        uint32_t item = name_map_get(&g->column->items, g->constants.items[i].as.string);
        if (item != NAME_MISSING)
            add_bit(g, KEY_ITEM, item);
    }
}

static void see_planes(gatherer *g)
{
    if (!g->column->coded)
        g->why = "it sees values of too many kinds";
    for (unsigned i = 0; i < g->column->planes && !g->why; i++)
        add_bit(g, KEY_PLANE, i);
}

// All that the condition sees of one column.
static void see_column(gatherer *g, const sight_list *seen, uint32_t column)
{
    key before = *g->key;
    g->whole = false;
    for (uint32_t i = 1; i <= g->column->nulls; i++)
        add_threshold(g, i);
    for (size_t i = 0; i < seen->count && !g->whole; i++) {
        const sight *s = &seen->items[i];
        if (s->column != column)
            continue;
        if (s->of_id)
            see_id(g, s);
        else if (s->sight == FEEL_SEES_ORDER || s->sight == FEEL_SEES_EQUAL)
            see_order(g, s);
        else if (s->sight == FEEL_SEES_MEMBERS)
            see_members(g, s);
        else
            g->whole = s->sight == FEEL_SEES_ALL;
    }
    bool more = g->key->count - before.count > g->column->planes && !g->column->itemised;
    if (g->whole || (more && g->column->coded)) {
        *g->key = before;
        g->why = NULL;
        see_planes(g);
    }
}

bool key_make(arena *a, key_bits *all, const sight_list *seen, const scan_columns *columns,
              environment *client, key *out, const char **why)
{
    *out = (key){0};
    *why = seen->why;
    gatherer g = {.arena = a, .client = client, .all = all, .key = out};
    for (size_t i = 0; seen->followed && i < seen->count && !g.why; i++) {
        bool first = true;
        for (size_t k = 0; k < i; k++)
            first = first && seen->items[k].column != seen->items[i].column;
        g.column = &columns->items[seen->items[i].column];
        if (first)
            see_column(&g, seen, seen->items[i].column);
    }
    if (seen->followed)
        *why = g.why;
    return !*why;
}

// ---- the bits of a chunk

// By planes, from the highest: a code is past another where it has the first bit that the other has not.
static void at_least(const scan_column *c, size_t chunk, uint32_t code, uint64_t *restrict out)
{
    uint64_t equal[SCAN_CHUNK_WORDS];
    for (size_t i = 0; i < SCAN_CHUNK_WORDS; i++) {
        out[i] = 0;
        equal[i] = UINT64_MAX;
    }
    for (unsigned plane = c->planes; plane-- > 0;) {
        const uint64_t *restrict bits = column_plane(c, chunk, plane);
        if (code >> plane & 1)
            for (size_t i = 0; i < SCAN_CHUNK_WORDS; i++)
                equal[i] &= bits[i];
        else
            for (size_t i = 0; i < SCAN_CHUNK_WORDS; i++) {
                out[i] |= equal[i] & bits[i];
                equal[i] &= ~bits[i];
            }
    }
    for (size_t i = 0; i < SCAN_CHUNK_WORDS; i++)
        out[i] |= equal[i];
}

const uint64_t *key_bit_words(const key_bit *bit, const scan_columns *columns, size_t chunk, uint64_t *room)
{
    const scan_column *c = bit->column;
    if (bit->kind == KEY_PLANE)
        return column_plane(c, chunk, bit->parameter);
    if (bit->kind == KEY_AT_LEAST) {
        at_least(c, chunk, bit->parameter, room);
        return room;
    }
    const posting *p = &c->postings[bit->parameter * columns->chunks + chunk];
    if (p->words)
        return p->words;
    memset(room, 0, SCAN_CHUNK_WORDS * sizeof *room);
    for (uint32_t i = 0; i < p->count; i++)
        room[p->rows[i] / 64] |= UINT64_C(1) << p->rows[i] % 64;
    return room;
}
