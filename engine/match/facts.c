// SPDX-License-Identifier: MIT
// Facts of a pool: what conditions that read the therapist alone come to, packed, and the columns that other
// conditions see. Made once and shared by all clients and threads.
#include "match/before.h"
#include "match/facts.h"

#include <string.h>

enum {
    PACKED_BYTE = 256,
    PACKED_MOST = 1 << 16,
    // With less room than this, what an evaluation comes to may hang on how much work it is.
    ROOMY_STEPS = 100000,
    ROOMY_MEMORY = 1 << 20
};

// A criterion's outcomes while the facts are made: digits by row.
typedef struct outcomes {
    uint32_t criterion;
    uint16_t *digits; // 0: unknown; else the number of the value + 1
    name_map numbers; // of values, by their bytes
    VEC(decimal) values;
    bool has_unknown, too_many;
} outcomes;

typedef struct facts_maker {
    arena *arena, *scratch;
    const ruleset *rules;
    const pool *pool;
    const facts_before *before; // NULL: there are none
    uint32_t old_row;           // where the row at hand stood in them, or NAME_MISSING
    progress progress;
    pool_facts *facts;
    environment *environment;
    outcomes *criteria;
    size_t criterion_count;
    VEC(packed_criteria) packed;
    size_t padded_rows;
} facts_maker;

static bool once_per_pool(const expression *x)
{
    return timing_of(x->reads) == ONCE_PER_POOL;
}

static void *keep(facts_maker *m, size_t count, size_t size)
{
    m->facts->bytes += count * size;
    return arena_array(m->arena, count, size);
}

// ---- gates and flags

static void start_gates(facts_maker *m)
{
    const ruleset *r = m->rules;
    pool_facts *f = m->facts;
    f->gates_unmet = ARENA_ARRAY(m->arena, uint64_t *, r->gate_count);
    f->gates_unknown = ARENA_ARRAY(m->arena, uint64_t *, r->gate_count);
    for (size_t i = 0; i < r->gate_count; i++) {
        if (!once_per_pool(&r->gates[i].require))
            continue;
        f->gates_unmet[i] = keep(m, m->padded_rows / 64, sizeof(uint64_t));
        f->gates_unknown[i] = keep(m, m->padded_rows / 64, sizeof(uint64_t));
    }
}

static void start_flags(facts_maker *m)
{
    const ruleset *r = m->rules;
    pool_facts *f = m->facts;
    f->flag_numbers = ARENA_ARRAY(m->arena, uint32_t, r->flag_count);
    for (size_t i = 0; i < r->flag_count; i++)
        f->flag_numbers[i] = once_per_pool(&r->flags[i].when) ? (uint32_t)f->flag_count++ : NAME_MISSING;
    size_t bytes = (f->flag_count + FLAGS_PER_BYTE - 1) / FLAGS_PER_BYTE;
    f->flags = ARENA_ARRAY(m->arena, uint8_t *, bytes);
    for (size_t i = 0; i < bytes; i++)
        f->flags[i] = keep(m, m->padded_rows, 1);
    f->flagged = keep(m, m->padded_rows / 64, sizeof(uint64_t));
}

static void fill_conditions(facts_maker *m, uint32_t row)
{
    static const uint8_t weights[FLAGS_PER_BYTE] = {1, 3, 9, 27, 81};
    const ruleset *r = m->rules;
    const pool_facts *f = m->facts;
    const uint64_t bit = UINT64_C(1) << row % 64;
    for (size_t i = 0; i < r->gate_count; i++) {
        if (!f->gates_unmet[i])
            continue;
        truth t = m->old_row != NAME_MISSING ? facts_gate(m->before->facts, (uint32_t)i, m->old_row)
                                             : environment_truth(m->environment, &r->gates[i].require, NULL);
        if (t == TRUTH_FALSE)
            f->gates_unmet[i][row / 64] |= bit;
        if (t == TRUTH_UNKNOWN)
            f->gates_unknown[i][row / 64] |= bit;
    }
    for (size_t i = 0; i < r->flag_count; i++) {
        uint32_t number = f->flag_numbers[i];
        if (number == NAME_MISSING)
            continue;
        truth t = m->old_row != NAME_MISSING ? facts_flag(m->before->facts, (uint32_t)i, m->old_row)
                                             : environment_truth(m->environment, &r->flags[i].when, NULL);
        f->flags[number / FLAGS_PER_BYTE][row] += (uint8_t)((unsigned)t * weights[number % FLAGS_PER_BYTE]);
        if (t != TRUTH_FALSE)
            f->flagged[row / 64] |= bit;
    }
}

truth facts_gate(const pool_facts *f, uint32_t gate_index, uint32_t row)
{
    if (f->gates_unmet[gate_index][row / 64] >> row % 64 & 1)
        return TRUTH_FALSE;
    return f->gates_unknown[gate_index][row / 64] >> row % 64 & 1 ? TRUTH_UNKNOWN : TRUTH_TRUE;
}

truth facts_flag(const pool_facts *f, uint32_t flag_index, uint32_t row)
{
    uint32_t number = f->flag_numbers[flag_index];
    unsigned byte = f->flags[number / FLAGS_PER_BYTE][row];
    for (uint32_t i = number % FLAGS_PER_BYTE; i > 0; i--)
        byte /= 3;
    return (truth)(byte % 3);
}

// ---- criteria

static void start_criteria(facts_maker *m)
{
    const ruleset *r = m->rules;
    m->facts->unpacked = ARENA_ARRAY(m->arena, bool, r->criterion_count);
    m->criteria = ARENA_ARRAY(m->scratch, outcomes, r->criterion_count);
    for (size_t i = 0; i < r->criterion_count; i++) {
        if (!once_per_pool(&r->criteria[i].value))
            continue;
        outcomes *o = &m->criteria[m->criterion_count++];
        o->criterion = (uint32_t)i;
        o->digits = ARENA_ARRAY(m->scratch, uint16_t, m->facts->rows);
        o->too_many = m->before && m->before->facts->unpacked[i];
    }
}

static void fill_criterion(facts_maker *m, outcomes *o, uint32_t row)
{
    decimal value;
    bool error;
    if (o->too_many)
        return;
    bool known =
        m->old_row != NAME_MISSING
            ? facts_criterion(m->before->facts, o->criterion, m->old_row, &value)
            : reference_criterion_value(m->environment, &m->rules->criteria[o->criterion], &value, &error);
    if (!known) {
        o->has_unknown = true;
        return;
    }
    if (o->too_many)
        return;
    str key = {(const char *)value.words, sizeof value.words};
    uint32_t number = name_map_get(&o->numbers, key);
    if (number == NAME_MISSING) {
        number = (uint32_t)o->values.count;
        o->too_many = number + 1 >= PACKED_MOST;
        *ARENA_PUSH(m->scratch, &o->values) = value;
        name_map_put(&o->numbers, m->scratch, str_copy(m->scratch, key), number);
    }
    o->digits[row] = (uint16_t)(number + 1);
}

static uint32_t digits_of(const outcomes *o)
{
    return (uint32_t)o->values.count + o->has_unknown;
}

static packed_part make_part(facts_maker *m, const outcomes *o, uint32_t weight)
{
    decimal *values = keep(m, o->values.count, sizeof *values);
    if (o->values.count)
        memcpy(values, o->values.items, o->values.count * sizeof *values);
    return (packed_part){o->criterion, weight, digits_of(o), o->has_unknown, values};
}

static void add_digits(facts_maker *m, const outcomes *o, uint32_t weight, uint8_t *bytes, uint16_t *pairs)
{
    const uint32_t base = o->has_unknown ? 0 : 1; // what digit 0 is among o->digits
    for (size_t row = 0; row < m->facts->rows; row++) {
        uint32_t digit = (o->digits[row] - base) * weight;
        if (bytes)
            bytes[row] = (uint8_t)(bytes[row] + digit);
        else
            pairs[row] = (uint16_t)(pairs[row] + digit);
    }
}

// Packs the criterion at first, and of those behind it that are not packed yet all that find room.
static void pack_from(facts_maker *m, size_t first, bool *packed)
{
    const bool wide = digits_of(&m->criteria[first]) > PACKED_BYTE;
    uint8_t *bytes = wide ? NULL : keep(m, m->padded_rows, sizeof *bytes);
    uint16_t *pairs = wide ? keep(m, m->padded_rows, sizeof *pairs) : NULL;
    packed_part *parts = ARENA_ARRAY(m->arena, packed_part, m->criterion_count);
    packed_criteria *out = ARENA_PUSH(m->arena, &m->packed);
    *out = (packed_criteria){.bytes = bytes, .pairs = pairs, .size = 1, .parts = parts};
    for (size_t i = first; i < m->criterion_count; i++) {
        const outcomes *o = &m->criteria[i];
        if (packed[i] || (i > first && (wide || out->size * digits_of(o) > PACKED_BYTE)))
            continue;
        parts[out->part_count++] = make_part(m, o, out->size);
        add_digits(m, o, out->size, bytes, pairs);
        out->size *= digits_of(o);
        packed[i] = true;
    }
}

static void pack_criteria(facts_maker *m)
{
    bool *packed = ARENA_ARRAY(m->scratch, bool, m->criterion_count);
    for (size_t i = 0; i < m->criterion_count; i++)
        m->criteria[i].has_unknown |= m->facts->rows == 0; // so that there is a digit
    for (size_t i = 0; i < m->criterion_count; i++)
        if (m->criteria[i].too_many)
            packed[i] = m->facts->unpacked[m->criteria[i].criterion] = true;
    for (size_t i = 0; i < m->criterion_count; i++)
        if (!packed[i])
            pack_from(m, i, packed);
    m->facts->criteria = m->packed.items;
    m->facts->criteria_count = m->packed.count;
}

static bool value_in(const packed_criteria *packed, uint32_t criterion, uint32_t row, decimal *value)
{
    for (size_t i = 0; i < packed->part_count; i++) {
        const packed_part *part = &packed->parts[i];
        if (part->criterion != criterion)
            continue;
        uint32_t number = packed->bytes ? packed->bytes[row] : packed->pairs[row];
        uint32_t digit = number / part->weight % part->digits;
        if (digit < part->has_unknown)
            return false;
        *value = part->values[digit - part->has_unknown];
        return true;
    }
    return false;
}

bool facts_criterion(const pool_facts *f, uint32_t criterion_index, uint32_t row, decimal *value)
{
    for (size_t i = 0; i < f->criteria_count; i++)
        if (value_in(&f->criteria[i], criterion_index, row, value))
            return true;
    return false;
}

// ---- lets

static bool let_in(const scan_column *c, uint32_t row, feel_value *value, bool *error)
{
    uint32_t code = column_code(c, row);
    *error = code == 1 && c->nulls == 2;
    if (!c->coded && code >= c->nulls)
        return false;
    *value = code < c->nulls ? FEEL_NULL_VALUE : c->values[code - c->nulls];
    return true;
}

bool facts_let(const pool_facts *f, uint32_t let_index, uint32_t row, feel_value *value, bool *error)
{
    for (size_t i = 0; row != NAME_MISSING && i < f->sights->column_count; i++) {
        const scan_column *c = &f->columns.items[i];
        if (c->wish.source == COLUMN_LET && c->wish.index == let_index && c->words)
            return let_in(c, row, value, error);
    }
    return false;
}

// ---- the whole

static void tell_progress(const facts_maker *m, size_t row)
{
    if (row % SCAN_CHUNK_ROWS == 0 && m->progress.report &&
        !m->progress.report(m->progress.user, "judging", row, m->facts->rows))
        guard_fail(m->arena->guard, ATTUNE_CANCELLED);
}

static void fill_rows(facts_maker *m, diagnostics *d)
{
    // No client and no day: nothing that is evaluated here asks for them.
    m->environment = environment_new(m->scratch, m->rules, NULL, (feel_date){1970, 1, 1});
    environment_set_diagnostics(m->environment, d);
    for (uint32_t row = 0; row < m->facts->rows; row++) {
        tell_progress(m, row);
        m->old_row = m->before ? m->before->rows[row] : NAME_MISSING;
        if (m->old_row == NAME_MISSING)
            environment_set_row(m->environment, m->pool, row);
        fill_conditions(m, row);
        for (size_t i = 0; i < m->criterion_count; i++)
            fill_criterion(m, &m->criteria[i], row);
    }
    environment_set_none(m->environment);
}

static void make_columns(facts_maker *m)
{
    const sights *s = m->facts->sights;
    bool *wanted = ARENA_ARRAY(m->scratch, bool, s->column_count);
    for (size_t i = 0; i < s->column_count; i++)
        wanted[i] = s->columns[i].for_pairs && m->facts->keyed;
    columns_before before = {0};
    if (m->before)
        before = (columns_before){&m->before->facts->columns, m->before->rows};
    scan_columns_make(m->arena, m->rules, m->pool, s, wanted, &before, &m->facts->columns);
    m->facts->bytes += m->facts->columns.bytes;
}

static bool ids_ascend(const pool *p)
{
    for (uint32_t row = 1; row < pool_count(p); row++)
        if (str_compare(pool_id(p, row - 1), pool_id(p, row)) >= 0)
            return false;
    return true;
}

const pool_facts *pool_facts_update(arena *a, const ruleset *r, const pool *p, const facts_before *before,
                                    progress told, diagnostics *d)
{
    pool_facts *f = ARENA_NEW(a, pool_facts);
    f->rows = pool_count(p);
    f->chunks = scan_chunks(f->rows);
    f->ids_ascend = ids_ascend(p);
    f->sights = sights_of(a, r);
    f->keyed = r->limits.expression_steps >= ROOMY_STEPS && r->limits.expression_memory >= ROOMY_MEMORY;
    facts_maker m = {.arena = a,
                     .scratch = arena_new_within(a),
                     .rules = r,
                     .pool = p,
                     .before = before,
                     .progress = told,
                     .facts = f};
    m.padded_rows = f->chunks * SCAN_CHUNK_ROWS;
    start_gates(&m);
    start_flags(&m);
    start_criteria(&m);
    fill_rows(&m, d);
    pack_criteria(&m);
    make_columns(&m);
    arena_free(m.scratch);
    return f;
}

const pool_facts *pool_facts_make(arena *a, const ruleset *r, const pool *p, progress told, diagnostics *d)
{
    return pool_facts_update(a, r, p, NULL, told, d);
}

size_t pool_facts_bytes(const pool_facts *f)
{
    return f->bytes;
}
