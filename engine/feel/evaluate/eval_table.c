// SPDX-License-Identifier: MIT
// The evaluation of decision tables: see feel/table.h for what they mean; and their compilation.
#include "feel/evaluate/eval.h"

#include "feel/table.h"
#include "feel/values/values.h"

// What a row's test came to.
typedef enum row_state { ROW_MISSES, ROW_HITS, ROW_MAY_HIT } row_state;

typedef struct table_walk {
    evaluation *ev;
    const binding_cell *bindings;
    const node *table;
    size_t rows;
} table_walk;

static row_state test_row(const table_walk *t, size_t row)
{
    const node *test = t->table->children[2 * row];
    feel_value v = eval_node(t->ev, t->bindings, test);
    if (v.kind == FEEL_BOOLEAN)
        return v.as.boolean ? ROW_HITS : ROW_MISSES;
    if (v.kind != FEEL_NULL)
        eval_fail(t->ev, test, CODE_wrong_type, "a condition is needed here (boolean), not %.*s",
                  STR_ARGS(kind_name(v.kind)));
    return ROW_MAY_HIT;
}

static feel_value output_of(const table_walk *t, size_t row)
{
    return eval_node(t->ev, t->bindings, t->table->children[2 * row + 1]);
}

// The first row that hits. Behind a row that may hit, only the same output leaves the value known.
static feel_value first_hit(const table_walk *t)
{
    feel_value pending = FEEL_NULL_VALUE;
    for (size_t row = 0; row < t->rows && !t->ev->run->stopped; row++) {
        row_state state = test_row(t, row);
        if (state == ROW_MISSES)
            continue;
        feel_value output = output_of(t, row);
        if (feel_is_null(output))
            return FEEL_NULL_VALUE;
        if (!feel_is_null(pending) && !feel_is_true(eval_equal(t->ev, t->table, pending, output)))
            return FEEL_NULL_VALUE;
        if (state == ROW_HITS)
            return output;
        pending = output;
    }
    return FEEL_NULL_VALUE;
}

static feel_value unique_hit(const table_walk *t)
{
    size_t hit = t->rows;
    bool unknown = false;
    for (size_t row = 0; row < t->rows && !t->ev->run->stopped; row++) {
        row_state state = test_row(t, row);
        unknown = unknown || state == ROW_MAY_HIT;
        if (state == ROW_HITS && hit < t->rows)
            return eval_fail(t->ev, t->table->children[2 * row], CODE_not_evaluable,
                             "rows %zu and %zu of the table both hit, and only one may", hit + 1, row + 1);
        if (state == ROW_HITS)
            hit = row;
    }
    return unknown || hit == t->rows ? FEEL_NULL_VALUE : output_of(t, hit);
}

static feel_value all_hits(const table_walk *t)
{
    feel_value *items = ARENA_ARRAY(t->ev->run->arena, feel_value, t->rows);
    size_t count = 0;
    bool unknown = false;
    for (size_t row = 0; row < t->rows && !t->ev->run->stopped; row++) {
        row_state state = test_row(t, row);
        unknown = unknown || state == ROW_MAY_HIT;
        if (state == ROW_HITS)
            items[count++] = output_of(t, row);
    }
    if (unknown || !eval_list_fits(t->ev, t->table, count))
        return FEEL_NULL_VALUE;
    return value_new_list(t->ev->run->arena, items, count);
}

static feel_value count_hits(const table_walk *t)
{
    int64_t count = 0;
    bool unknown = false;
    for (size_t row = 0; row < t->rows && !t->ev->run->stopped; row++) {
        row_state state = test_row(t, row);
        unknown = unknown || state == ROW_MAY_HIT;
        count += state == ROW_HITS;
    }
    return unknown ? FEEL_NULL_VALUE : feel_integer(count);
}

// The output of a row as a number; false where it is null, or, which is reported, none.
static bool number_of(const table_walk *t, size_t row, decimal *out)
{
    feel_value v = output_of(t, row);
    if (v.kind == FEEL_NUMBER)
        *out = v.as.number;
    else if (v.kind != FEEL_NULL)
        eval_fail(t->ev, t->table->children[2 * row + 1], CODE_wrong_type,
                  "a number is needed here, not %.*s", STR_ARGS(kind_name(v.kind)));
    return v.kind == FEEL_NUMBER;
}

static feel_value sum_of_hits(const table_walk *t)
{
    feel_value sum = feel_integer(0);
    for (size_t row = 0; row < t->rows && !t->ev->run->stopped; row++) {
        decimal number;
        row_state state = test_row(t, row);
        if (state == ROW_MISSES)
            continue;
        if (!number_of(t, row, &number) || (state == ROW_MAY_HIT && !decimal_is_zero(number)))
            return FEEL_NULL_VALUE;
        if (state == ROW_HITS)
            sum = eval_arithmetic(t->ev, t->table, OP_ADD, sum, feel_number(number));
    }
    return sum;
}

// The least or the most. possible is that of the rows that may hit, beside which it has to be ahead.
static feel_value extreme_of_hits(const table_walk *t, int sign)
{
    decimal best = decimal_from_int(0), possible = best;
    bool any = false, any_possible = false;
    for (size_t row = 0; row < t->rows && !t->ev->run->stopped; row++) {
        decimal number;
        row_state state = test_row(t, row);
        if (state == ROW_MISSES)
            continue;
        if (!number_of(t, row, &number))
            return FEEL_NULL_VALUE;
        decimal *of = state == ROW_HITS ? &best : &possible;
        bool *found = state == ROW_HITS ? &any : &any_possible;
        if (!*found || decimal_compare(number, *of) * sign > 0)
            *of = number;
        *found = true;
    }
    bool known = any && (!any_possible || decimal_compare(possible, best) * sign <= 0);
    return known ? feel_number(best) : FEEL_NULL_VALUE;
}

feel_value eval_table(evaluation *ev, const binding_cell *bindings, const node *n)
{
    table_walk t = {ev, bindings, n, n->count / 2};
    switch ((feel_hit)n->index) {
    case FEEL_HIT_FIRST:
        return first_hit(&t);
    case FEEL_HIT_UNIQUE:
        return unique_hit(&t);
    case FEEL_HIT_SUM:
        return sum_of_hits(&t);
    case FEEL_HIT_MIN:
        return extreme_of_hits(&t, -1);
    case FEEL_HIT_MAX:
        return extreme_of_hits(&t, 1);
    case FEEL_HIT_COUNT:
        return count_hits(&t);
    case FEEL_HIT_COLLECT:
        break;
    }
    return all_hits(&t);
}

const feel_expression *feel_compile_table(arena *a, const feel_table *table, const feel_scope *scope,
                                          const feel_options *options)
{
    feel_expression *e = ARENA_NEW(a, feel_expression);
    *e = (feel_expression){.text = table->text,
                           .scope = scope,
                           .lenient = options->lenient,
                           .unknown_nulls = options->unknown_nulls};
    feel_options complete = *options;
    if (!complete.names)
        complete.names = feel_names_new(a, scope);
    parsed_table parsed;
    bool right = feel_parse_table(a, table, &complete, &parsed);
    node *root = parsed.root;
    for (size_t i = 0; root && i < table->input_count; i++)
        if (feel_check(a, e, parsed.inputs[i], &complete) > 0)
            root = NULL; // the tests of it would only say the same
    if (!root || feel_check(a, e, root, &complete) > 0 || !right)
        return NULL;
    e->closures = parsed.closures;
    e->root = root;
    return e;
}

static const feel_expression *part_of(arena *a, const feel_expression *table, const node *part)
{
    feel_expression *e = ARENA_NEW(a, feel_expression);
    *e = *table;
    e->root = part;
    return e;
}

static node *with_columns(arena *a, const node *n, uint32_t first)
{
    node *copy = ARENA_NEW(a, node);
    *copy = *n;
    if (n->input) {
        copy->kind = NODE_VARIABLE;
        copy->index = first + n->input - 1;
        copy->count = 0;
        copy->folded = copy->constant = false;
        return copy;
    }
    copy->children = ARENA_ARRAY(a, node *, n->count);
    for (size_t i = 0; i < n->count; i++)
        copy->children[i] = with_columns(a, n->children[i], first);
    return copy;
}

const feel_expression *feel_table_columns(arena *a, const feel_expression *table)
{
    return part_of(a, table, with_columns(a, table->root, (uint32_t)table->scope->count));
}

const feel_expression *feel_table_test(arena *a, const feel_expression *table, size_t row)
{
    return part_of(a, table, table->root->children[2 * row]);
}

const feel_expression *feel_table_output(arena *a, const feel_expression *table, size_t row)
{
    return part_of(a, table, table->root->children[2 * row + 1]);
}
