// SPDX-License-Identifier: MIT
// Facts of a pool: columns of what depends on the therapist alone, made once and shared by all clients and
// threads. A condition takes a byte a row; a criterion given as a value takes a decimal beside it.
#include "match/facts.h"

typedef struct let_cell {
    feel_value value;
    bool error;
} let_cell;

struct pool_facts {
    size_t rows;
    uint8_t **gates;    // by gate: truths by row; NULL where it reads more than the therapist
    uint8_t **flags;    // by flag
    uint8_t **criteria; // by criterion: truths, for a value TRUTH_TRUE where it is known
    decimal **values;   // by criterion: for those given as a value
    let_cell **lets;    // by let: for those wanted
};

static bool once_per_pool(const expression *x)
{
    return timing_of(x->reads) == ONCE_PER_POOL;
}

static void want_lets_of(const expression *x, bool *wanted)
{
    if (timing_of(x->reads) == PER_PAIR)
        for (size_t i = 0; i < x->let_count; i++)
            wanted[x->lets[i]] = true;
}

const bool *lets_wanted(arena *a, const ruleset *r)
{
    bool *wanted = ARENA_ARRAY(a, bool, r->let_count);
    for (size_t i = 0; i < r->gate_count; i++)
        want_lets_of(&r->gates[i].require, wanted);
    for (size_t i = 0; i < r->criterion_count; i++)
        want_lets_of(&r->criteria[i].value, wanted);
    for (size_t i = 0; i < r->flag_count; i++)
        want_lets_of(&r->flags[i].when, wanted);
    // A let comes after those it reads.
    for (size_t i = r->let_count; i-- > 0;)
        if (wanted[i])
            want_lets_of(&r->lets[i].value, wanted);
    return wanted;
}

static void make_columns(arena *a, const ruleset *r, pool_facts *f)
{
    f->gates = ARENA_ARRAY(a, uint8_t *, r->gate_count);
    for (size_t i = 0; i < r->gate_count; i++)
        if (once_per_pool(&r->gates[i].require))
            f->gates[i] = ARENA_ARRAY(a, uint8_t, f->rows);
    f->flags = ARENA_ARRAY(a, uint8_t *, r->flag_count);
    for (size_t i = 0; i < r->flag_count; i++)
        if (once_per_pool(&r->flags[i].when))
            f->flags[i] = ARENA_ARRAY(a, uint8_t, f->rows);
    f->criteria = ARENA_ARRAY(a, uint8_t *, r->criterion_count);
    f->values = ARENA_ARRAY(a, decimal *, r->criterion_count);
    for (size_t i = 0; i < r->criterion_count; i++) {
        if (!once_per_pool(&r->criteria[i].value))
            continue;
        f->criteria[i] = ARENA_ARRAY(a, uint8_t, f->rows);
        if (!r->criteria[i].is_condition)
            f->values[i] = ARENA_ARRAY(a, decimal, f->rows);
    }
    f->lets = ARENA_ARRAY(a, let_cell *, r->let_count);
    const bool *wanted = lets_wanted(a, r);
    for (size_t i = 0; i < r->let_count; i++)
        if (wanted[i] && once_per_pool(&r->lets[i].value))
            f->lets[i] = ARENA_ARRAY(a, let_cell, f->rows);
}

static void fill_criterion(environment *e, const ruleset *r, pool_facts *f, size_t index, uint32_t row)
{
    decimal value;
    bool error;
    bool known = reference_criterion_value(e, &r->criteria[index], &value, &error);
    if (!known)
        f->criteria[index][row] = TRUTH_UNKNOWN;
    else if (f->values[index]) {
        f->criteria[index][row] = TRUTH_TRUE;
        f->values[index][row] = value;
    } else
        f->criteria[index][row] = decimal_is_zero(value) ? TRUTH_FALSE : TRUTH_TRUE;
}

static void fill_row(arena *a, environment *e, const ruleset *r, pool_facts *f, uint32_t row)
{
    for (size_t i = 0; i < r->gate_count; i++)
        if (f->gates[i])
            f->gates[i][row] = (uint8_t)environment_truth(e, &r->gates[i].require, NULL);
    for (size_t i = 0; i < r->flag_count; i++)
        if (f->flags[i])
            f->flags[i][row] = (uint8_t)environment_truth(e, &r->flags[i].when, NULL);
    for (size_t i = 0; i < r->criterion_count; i++)
        if (f->criteria[i])
            fill_criterion(e, r, f, i, row);
    for (size_t i = 0; i < r->let_count; i++) {
        if (!f->lets[i])
            continue;
        let_cell *cell = &f->lets[i][row];
        cell->value = feel_copy(a, environment_let(e, (uint32_t)i, &cell->error));
    }
}

const pool_facts *pool_facts_make(arena *a, const ruleset *r, const pool *p, diagnostics *d)
{
    pool_facts *f = ARENA_NEW(a, pool_facts);
    f->rows = pool_count(p);
    make_columns(a, r, f);
    // No client and no day: nothing that is evaluated here asks for them.
    environment *e = environment_new(a, r, NULL, (feel_date){.year = 1970, .month = 1, .day = 1});
    environment_set_diagnostics(e, d);
    for (uint32_t row = 0; row < f->rows; row++) {
        environment_set_row(e, p, row);
        fill_row(a, e, r, f, row);
    }
    environment_set_none(e);
    return f;
}

truth facts_gate(const pool_facts *f, uint32_t gate_index, uint32_t row)
{
    return (truth)f->gates[gate_index][row];
}

truth facts_flag(const pool_facts *f, uint32_t flag_index, uint32_t row)
{
    return (truth)f->flags[flag_index][row];
}

bool facts_criterion(const pool_facts *f, uint32_t criterion_index, uint32_t row, decimal *value)
{
    truth t = (truth)f->criteria[criterion_index][row];
    if (t == TRUTH_UNKNOWN)
        return false;
    const decimal *values = f->values[criterion_index];
    *value = values ? values[row] : decimal_from_int(t == TRUTH_TRUE);
    return true;
}

bool facts_let(const pool_facts *f, uint32_t let_index, uint32_t row, feel_value *value, bool *error)
{
    if (row == NAME_MISSING || !f->lets[let_index])
        return false;
    *value = f->lets[let_index][row].value;
    *error = f->lets[let_index][row].error;
    return true;
}
