// SPDX-License-Identifier: MIT
// The values of a table's columns: see table_columns.h. Knows nothing of findings.
#include "analysis/table_columns.h"

#include "feel/trace.h"

#include <stdlib.h>

enum { MOST_POINTS = 60, LETS_DEEP = 20 };

typedef VEC(feel_value) value_list;

static feel_value give_column(void *host, uint32_t slot)
{
    const columns *c = host;
    return slot >= c->first ? c->values[slot - c->first] : FEEL_NULL_VALUE;
}

// What a column is compared with.
typedef struct column_draft {
    value_list constants;
    bool ordered, loose;
} column_draft;

// Past MOST_POINTS the column is not gone through anyway.
static void add_constant(columns *c, column_draft *d, feel_value v)
{
    for (size_t i = 0; i < d->constants.count; i++) {
        const feel_value *old = &d->constants.items[i];
        if (old->kind == v.kind &&
            ((v.kind == FEEL_NUMBER && decimal_compare(old->as.number, v.as.number) == 0) ||
             (v.kind == FEEL_STRING && str_equal(old->as.string, v.as.string))))
            return;
    }
    if (d->constants.count > MOST_POINTS)
        c->exact = false;
    else
        *ARENA_PUSH(c->arena, &d->constants) = v;
}

static void add_comparison(columns *c, column_draft *drafts, const feel_comparison *found)
{
    for (size_t i = 0; i < found->read_count; i++) {
        if (found->reads[i].slot < c->first)
            continue;
        column_draft *d = &drafts[found->reads[i].slot - c->first];
        d->ordered = d->ordered || found->by == FEEL_BY_ORDER;
        d->loose = d->loose || found->read_count > 1 || found->by == FEEL_OTHERWISE || found->reads[i].depth;
        for (size_t k = 0; k < found->constant_count; k++)
            add_constant(c, d, found->constants[k]);
    }
}

static int by_number(const void *x, const void *y)
{
    return decimal_compare(((const feel_value *)x)->as.number, ((const feel_value *)y)->as.number);
}

// Whether it is count(…) as a whole: then there is nothing between whole numbers.
static bool is_count(arena *a, const feel_expression *e)
{
    str source = feel_expression_source(a, e);
    size_t depth = 0;
    if (!str_starts(source, STR("count(")))
        return false;
    for (size_t i = 0; i < source.length; i++) {
        depth += source.data[i] == '(';
        if (source.data[i] == ')' && --depth == 0)
            return i + 1 == source.length;
    }
    return false;
}

static feel_bounds any_read(void *user, const feel_read *read)
{
    (void)user, (void)read;
    return FEEL_BOUNDS_ANY;
}

// The constants, and numbers between, below and above them.
static void number_points(columns *c, const column_draft *d, const feel_expression *input, value_list *out)
{
    const decimal one = decimal_from_int(1), two = decimal_from_int(2);
    size_t count = d->constants.count;
    feel_value *sorted = ARENA_ARRAY(c->arena, feel_value, count + 1);
    for (size_t i = 0; i < count; i++)
        sorted[i] = d->constants.items[i];
    if (count)
        qsort(sorted, count, sizeof *sorted, by_number);
    bool whole = is_count(c->arena, input);
    for (size_t i = 0; i < count; i++) {
        decimal low = sorted[i].as.number;
        decimal before = i == 0  ? decimal_subtract(low, one)
                         : whole ? decimal_subtract(low, one)
                                 : decimal_divide(decimal_add(sorted[i - 1].as.number, low), two);
        if (!whole || i == 0 || decimal_compare(before, sorted[i - 1].as.number) > 0)
            *ARENA_PUSH(c->arena, out) = feel_number(before);
        *ARENA_PUSH(c->arena, out) = sorted[i];
    }
    *ARENA_PUSH(c->arena, out) =
        feel_number(count ? decimal_add(sorted[count - 1].as.number, one) : decimal_from_int(1));
    feel_bounds bounds = feel_bounds_of(input, any_read, NULL);
    size_t kept = 0;
    for (size_t i = 0; i < out->count; i++)
        if (!(bounds.not_negative && decimal_compare(out->items[i].as.number, decimal_from_int(0)) < 0))
            out->items[kept++] = out->items[i];
    out->count = kept;
}

// Where the input is a let that can only come to some constants: these.
static bool let_constants(const columns *c, const feel_expression *input, value_list *out)
{
    const feel_inspection *found = feel_inspect(c->arena, input);
    for (size_t depth = 0; depth < LETS_DEEP; depth++) {
        if (found->opaque || found->result_read_count > 1)
            return false;
        if (found->result_read_count == 0) {
            for (size_t i = 0; i < found->result_constant_count; i++)
                *ARENA_PUSH(c->arena, out) = found->result_constants[i];
            return out->count > 0;
        }
        const feel_read *read = &found->result_reads[0];
        if (read->slot < SLOT_FIRST_LET || read->depth || found->result_constant_count)
            return false;
        found = world_let_inspection(c->world, read->slot - SLOT_FIRST_LET);
    }
    return false;
}

static void string_points(columns *c, const column_draft *d, const feel_expression *input, value_list *out)
{
    const feel_type *type = feel_expression_type(input);
    if (type->domain) {
        for (size_t i = 0; i < type->domain->count; i++)
            *ARENA_PUSH(c->arena, out) = feel_string(type->domain->terms[i]);
        return;
    }
    if (let_constants(c, input, out))
        return;
    for (size_t i = 0; i < d->constants.count; i++)
        *ARENA_PUSH(c->arena, out) = d->constants.items[i];
    *ARENA_PUSH(c->arena, out) = feel_string(STR("something else"));
    c->exact = c->exact && !d->ordered;
}

static void give_points(columns *c, size_t column, const column_draft *d)
{
    const feel_expression *input = c->table->input_values[column];
    value_list points = {0};
    *ARENA_PUSH(c->arena, &points) = FEEL_NULL_VALUE;
    value_list known = {0};
    bool of_one_kind = true;
    feel_kind kind = feel_expression_type(input)->kind;
    for (size_t i = 0; i < d->constants.count; i++)
        of_one_kind = of_one_kind && d->constants.items[i].kind == kind;
    if (kind == FEEL_NUMBER && of_one_kind)
        number_points(c, d, input, &known);
    else if (kind == FEEL_STRING && of_one_kind)
        string_points(c, d, input, &known);
    else if (kind == FEEL_BOOLEAN) {
        *ARENA_PUSH(c->arena, &known) = FEEL_TRUE_VALUE;
        *ARENA_PUSH(c->arena, &known) = FEEL_FALSE_VALUE;
    } else
        c->exact = false;
    c->exact = c->exact && !d->loose && known.count <= MOST_POINTS;
    for (size_t i = 0; i < known.count && i < MOST_POINTS; i++)
        *ARENA_PUSH(c->arena, &points) = known.items[i];
    c->points[column] = points.items;
    c->counts[column] = points.count;
    c->total = c->total > UINT64_MAX / points.count ? UINT64_MAX : c->total * points.count;
}

columns *columns_new(world *w, arena *a, const expression *e)
{
    const decision_table *t = e->table;
    columns *c = ARENA_NEW(a, columns);
    *c = (columns){.world = w, .arena = a, .table = t, .exact = true, .constant = true, .total = 1};
    c->first = (uint32_t)w->rules->scope.count;
    c->whole = feel_table_columns(a, e->feel);
    c->tests = ARENA_ARRAY(a, const feel_expression *, t->row_count);
    c->points = ARENA_ARRAY(a, const feel_value *, t->input_count);
    c->counts = ARENA_ARRAY(a, size_t, t->input_count);
    c->values = ARENA_ARRAY(a, feel_value, t->input_count);
    column_draft *drafts = ARENA_ARRAY(a, column_draft, t->input_count);
    for (size_t row = 0; row < t->row_count; row++) {
        c->tests[row] = feel_table_test(a, c->whole, row);
        const feel_inspection *found = feel_inspect(a, c->tests[row]);
        c->exact = c->exact && found->exact;
        for (size_t i = 0; i < found->comparison_count; i++)
            add_comparison(c, drafts, &found->comparisons[i]);
        const feel_inspection *output = feel_inspect(a, t->rows[row].gives);
        c->constant = c->constant && output->result_read_count == 0 && !output->opaque;
    }
    for (size_t i = 0; i < t->input_count; i++)
        give_points(c, i, &drafts[i]);
    c->run =
        (feel_run){.arena = &w->scratch, .limits = &w->rules->limits, .variable = give_column, .host = c};
    return c;
}

bool columns_walk(columns *c, uint64_t steps, uint64_t most, bool (*visit)(void *user), void *user)
{
    size_t count = c->table->input_count;
    size_t *at = ARENA_ARRAY(c->arena, size_t, count);
    uint64_t before = c->world->steps;
    if (c->total > most)
        return false;
    for (size_t i = 0; i < count; i++)
        c->values[i] = c->points[i][0];
    for (;;) {
        world_move(c->world);
        if (!visit(user) || c->world->steps - before > steps)
            return false;
        size_t i = 0;
        for (; i < count && ++at[i] == c->counts[i]; i++)
            c->values[i] = c->points[i][at[i] = 0];
        if (i == count)
            return true;
        c->values[i] = c->points[i][at[i]];
    }
}

feel_value columns_value(columns *c, const feel_expression *e)
{
    feel_value v = feel_evaluate(e, &c->run);
    c->world->steps += c->run.state.steps + 1;
    return v;
}

str columns_example(const columns *c, const feel_value *values, arena *a)
{
    enum { MOST_COLUMNS = 40 };
    builder b = builder_new(a);
    for (size_t i = 0; i < c->table->input_count; i++)
        if (!feel_is_null(values[i]))
            builder_addf(&b, "%s%.*s = %.*s", b.length ? ", " : "",
                         STR_ARGS(feel_brief_text(a, c->table->inputs[i].text, MOST_COLUMNS)),
                         STR_ARGS(feel_brief_value(a, values[i], MOST_COLUMNS)));
    return builder_str(&b);
}
