// SPDX-License-Identifier: MIT
// Decision tables: values for which no row hits, rows that both hit where only one may, and rows that can
// never decide. Goes through the representative values of all that the rows read (study.h); where these do
// not tell all, through those of the columns (table_columns.h).
#include "analysis/finding.h"
#include "analysis/table_columns.h"

enum {
    MOST_ROWS = 2000,    // of a table that is looked at
    LEAST_VISITS = 2000, // of one table
    VISIT_STEPS = 4      // of evaluation that a row's test takes, about
};

typedef struct row_finding {
    bool hits, decides; // for some values; decides: and no row above it does, or may with another output
    size_t overlaps;    // the first row above it that hits as well; itself for none
    const feel_value *together; // of the overlap
} row_finding;

typedef struct table_search {
    analysis *k;
    const feel_expression *whole;
    const decision_table *table;
    study *study;     // or
    columns *columns; // else NULL
    row_finding *rows;
    const feel_value *gap;
    size_t of, with; // rows at hand while values are made simpler
} table_search;

typedef enum hit_state { MISSES, HITS, MAY_HIT } hit_state;

static hit_state state_of(const table_search *t, size_t row)
{
    feel_value v = t->columns ? columns_value(t->columns, t->columns->tests[row])
                              : world_value(t->study->world, t->table->rows[row].hits);
    return v.kind != FEEL_BOOLEAN ? MAY_HIT : v.as.boolean ? HITS : MISSES;
}

static bool is_known(const table_search *t)
{
    if (t->columns)
        return !t->columns->constant || !feel_is_null(columns_value(t->columns, t->columns->whole));
    return !feel_is_null(world_value(t->study->world, t->whole)) || t->study->world->gave_up;
}

// The values at hand, to come back to.
static const feel_value *values_now(const table_search *t)
{
    if (!t->columns)
        return study_values(t->study, t->study->arena);
    feel_value *values = ARENA_ARRAY(t->columns->arena, feel_value, t->table->input_count);
    for (size_t i = 0; i < t->table->input_count; i++)
        values[i] = t->columns->values[i];
    return values;
}

// Each row for the values at hand.
static bool visit(void *user)
{
    table_search *t = user;
    size_t first = t->table->row_count;
    bool all_miss = true, unsure = false;
    for (size_t i = 0; i < t->table->row_count; i++) {
        hit_state state = state_of(t, i);
        row_finding *row = &t->rows[i];
        all_miss = all_miss && state == MISSES;
        bool behind_unsure = unsure;
        unsure = unsure || state == MAY_HIT;
        if (state != HITS)
            continue;
        row->hits = true;
        if (first < t->table->row_count && !row->together && t->table->hit == FEEL_HIT_UNIQUE) {
            row->overlaps = first;
            row->together = values_now(t);
        }
        row->decides = row->decides || (first == t->table->row_count && (!behind_unsure || is_known(t)));
        first = first < i ? first : i;
        if (t->table->hit == FEEL_HIT_FIRST)
            break; // those below do not matter here
    }
    if (all_miss && !t->gap)
        t->gap = values_now(t);
    return true;
}

static bool still_overlaps(void *user)
{
    const table_search *t = user;
    return state_of(t, t->of) == HITS && state_of(t, t->with) == HITS;
}

static bool still_misses(void *user)
{
    const table_search *t = user;
    for (size_t i = 0; i < t->table->row_count; i++)
        if (state_of(t, i) != MISSES)
            return false;
    return true;
}

// Without the columns that do not matter.
static str column_gap(table_search *t)
{
    for (size_t i = 0; i < t->table->input_count; i++)
        t->columns->values[i] = t->gap[i];
    for (size_t i = 0; i < t->table->input_count; i++) {
        t->columns->values[i] = FEEL_NULL_VALUE;
        if (!still_misses(t))
            t->columns->values[i] = t->gap[i];
    }
    return columns_example(t->columns, t->columns->values, t->k->arena);
}

static str example(table_search *t, const feel_value *found, bool (*still)(void *user))
{
    feel_value *values = ARENA_ARRAY(t->study->arena, feel_value, t->study->input_count);
    for (size_t i = 0; i < t->study->input_count; i++)
        values[i] = found[i];
    study_simplify(t->study, values, still, t);
    return study_example(t->study, values, t->k->arena);
}

static void report_overlap(table_search *t, size_t row)
{
    const row_finding *found = &t->rows[row];
    t->of = found->overlaps, t->with = row;
    str with = example(t, found->together, still_overlaps);
    diagnostic *item = diagnose(t->k->out, CODE_table_overlap, t->table->rows[row].where,
                                "row %zu and row %zu both hit%s%.*s, and of this table only one may",
                                found->overlaps + 1, row + 1, with.length ? " with " : "", STR_ARGS(with));
    help_other(t->k, item, str_printf(t->k->arena, "row %zu", found->overlaps + 1).data,
               t->table->rows[found->overlaps].where);
    diagnostic_help(t->k->out, item,
                    "narrow one of them, or write hit=\"first\": then the upper row goes first");
}

static void report_hidden(table_search *t, size_t row)
{
    const row_finding *found = &t->rows[row];
    place where = t->table->rows[row].where;
    diagnostic *item;
    if (found->hits || t->table->hit == FEEL_HIT_FIRST)
        item = diagnose(t->k->out, CODE_table_row_hidden, where,
                        "row %zu never decides: wherever it hits, a row above it does, or may", row + 1);
    else
        item = diagnose(t->k->out, CODE_table_row_hidden, where,
                        "row %zu never hits: no values meet all its tests", row + 1);
    bool tests_null = false;
    for (size_t i = 0; i < t->table->input_count; i++)
        tests_null = tests_null || str_equals(t->table->rows[row].tests[i].text, "null");
    if (tests_null)
        diagnostic_help(
            t->k->out, item,
            "where the input is null, rows above that test it may hit: put the test for null first");
    else
        diagnostic_help(t->k->out, item,
                        "remove it, or look for a test that is too wide above it, or too narrow in it");
}

static void report_gap(table_search *t)
{
    static const char *const MEANINGS[] = {
        [FEEL_HIT_FIRST] =
            "the value is then null, that is, unknown; a last row with - in all its tests catches what "
            "is left",
        [FEEL_HIT_UNIQUE] = "the value is then null, that is, unknown; add a row for it",
        [FEEL_HIT_MIN] =
            "the value is then null, that is, unknown; add a row for it, or one with - in all its tests",
        [FEEL_HIT_MAX] =
            "the value is then null, that is, unknown; add a row for it, or one with - in all its tests",
        [FEEL_HIT_COUNT] = NULL,
    };
    const char *meaning = MEANINGS[t->table->hit]; // of the others, none has a meaning of its own
    if (!t->gap || !meaning)
        return;
    str with = t->columns ? column_gap(t) : example(t, t->gap, still_misses);
    const char *what = !with.length ? "no row hits"
                       : t->columns ? "no row is written for "
                                    : "no row hits with ";
    diagnostic *item = diagnose(t->k->out, CODE_table_gap, t->table->where, "%s%.*s", what, STR_ARGS(with));
    diagnostic_help(t->k->out, item, "%s", meaning);
}

// Whether it is never the row that decides, or, in a table where all that hit count, never hits.
static bool is_hidden(const table_search *t, const row_finding *row)
{
    return t->table->hit == FEEL_HIT_FIRST ? !row->decides : !row->hits;
}

static table_search search_study(analysis *k, const expression *e, uint64_t visits, bool *whole)
{
    arena *a = &k->scratch;
    table_search t = {.k = k, .whole = e->feel, .table = e->table};
    const feel_expression **tests = ARENA_ARRAY(a, const feel_expression *, t.table->row_count);
    for (size_t i = 0; i < t.table->row_count; i++)
        tests[i] = t.table->rows[i].hits;
    t.rows = ARENA_ARRAY(a, row_finding, t.table->row_count);
    t.study = study_new(k->world, a, tests, t.table->row_count, false);
    *whole = study_walk(t.study, k->steps * 2, visits, STR("table"), visit, &t);
    return t;
}

static table_search search_columns(analysis *k, const expression *e, uint64_t visits, bool *whole)
{
    table_search t = {.k = k, .whole = e->feel, .table = e->table};
    t.rows = ARENA_ARRAY(&k->scratch, row_finding, t.table->row_count);
    t.columns = columns_new(k->world, &k->scratch, e);
    *whole = columns_walk(t.columns, k->steps * 2, visits, visit, &t) && t.columns->exact;
    return t;
}

static void look_at(analysis *k, const expression *e)
{
    size_t rows = e->table->row_count;
    uint64_t visits = k->steps / (VISIT_STEPS * rows);
    visits = visits < LEAST_VISITS ? LEAST_VISITS : visits;
    bool whole, columns_whole = false;
    table_search real = search_study(k, e, visits, &whole), columns = {0};
    if (!whole)
        columns = search_columns(k, e, visits, &columns_whole);
    report_gap(real.gap || whole ? &real : &columns);
    table_search *proof = whole ? &real : columns_whole ? &columns : NULL;
    for (size_t i = 0; i < rows; i++) {
        if (proof && is_hidden(proof, &proof->rows[i]))
            report_hidden(proof, i);
        if (real.rows[i].together)
            report_overlap(&real, i);
    }
    world_move(k->world);
    arena_reset(&k->scratch);
}

void find_tables(analysis *k)
{
    const ruleset *r = k->rules;
    for (size_t i = 0; i < r->let_count + r->criterion_count; i++) {
        const expression *e = i < r->let_count ? &r->lets[i].value : &r->criteria[i - r->let_count].value;
        if (e->feel && e->table && e->table->row_count <= MOST_ROWS && is_in_main_file(k, e->table->where))
            look_at(k, e);
    }
}
