// SPDX-License-Identifier: MIT
// Decision tables to one tree: parses the parts where they stand, puts the inputs in the places of what their
// tests imply, and joins the tests of a row. Knows nothing of what a table comes to.
#include "feel/syntax/parse.h"
#include "feel/table.h"

#include <string.h>

// Parts of inputs that are put into tests: a large input in many places would take all memory.
enum { MOST_IMPLIED = 1000000 };

typedef struct table_parser {
    arena *arena;
    const feel_table *table;
    const feel_options *options;
    size_t implied;
    bool closures, failed;
} table_parser;

// NULL after a report.
static node *parse_part(table_parser *t, feel_stretch part, node *(*parse)(parser *p))
{
    parser p = {.arena = t->arena, .options = t->options, .own = {.arena = t->arena}};
    p.text = str_slice(t->table->text, 0, part.to);
    size_t bad;
    if (part.to - part.from > t->options->limits->expression_bytes)
        parse_fail(&p, CODE_expression_limit, part.from, 0, "the expression is longer than %llu bytes",
                   (unsigned long long)t->options->limits->expression_bytes);
    else if (!utf8_valid(str_slice(p.text, part.from, part.to), &bad))
        parse_fail(&p, CODE_invalid_utf8, part.from + bad, 1, "the expression is not valid UTF-8");
    parse_from(&p, part.from);
    node *n = parse(&p);
    if (!p.failed && p.token.kind != TOKEN_END)
        parse_fail_token(&p, "an operator or the end");
    t->closures = t->closures || p.closures;
    t->failed = t->failed || p.failed;
    return p.failed ? NULL : n;
}

// Past MOST_IMPLIED only its beginning, which nobody looks at.
static node *copy_tree(table_parser *t, const node *n)
{
    node *copy = ARENA_NEW(t->arena, node);
    *copy = *n;
    copy->implied = true;
    copy->count = 0;
    if (t->implied++ >= MOST_IMPLIED)
        return copy;
    copy->children = ARENA_ARRAY(t->arena, node *, n->count);
    while (copy->count < n->count) {
        copy->children[copy->count] = copy_tree(t, n->children[copy->count]);
        copy->count++;
    }
    return copy;
}

// The input in the places of "?".
static void put_input(table_parser *t, node *n, const node *input, size_t number)
{
    if (n->kind == NODE_NAME && str_equals(n->name, "?")) {
        *n = *copy_tree(t, input);
        n->input = (uint32_t)number + 1;
        return;
    }
    for (size_t i = 0; i < n->count; i++)
        put_input(t, n->children[i], input, number);
}

static void fail_too_large(table_parser *t, feel_stretch cell)
{
    parser p = {.arena = t->arena, .options = t->options, .text = t->table->text};
    parse_fail(&p, CODE_expression_limit, cell.from, cell.to - cell.from,
               "with its inputs in the places of all its tests, the table has more than %d parts",
               MOST_IMPLIED);
    t->failed = true;
}

static bool is_anything(const node *test)
{
    return test->kind == NODE_LITERAL && str_equals(test->name, "-");
}

static node *parse_cell(table_parser *t, feel_stretch cell, const node *input, size_t number)
{
    if (str_trim(str_slice(t->table->text, cell.from, cell.to)).length == 0)
        return feel_any_test(t->arena, cell.from);
    node *test = parse_part(t, cell, feel_parse_tests);
    if (!test) // reported; the others can still be checked
        return feel_any_test(t->arena, cell.from);
    bool fits = t->implied < MOST_IMPLIED;
    if (fits)
        put_input(t, test, input, number);
    if (t->implied < MOST_IMPLIED)
        return test;
    if (fits) // told once
        fail_too_large(t, cell);
    return feel_any_test(t->arena, cell.from);
}

// Whether the row hits: its tests joined with "and", without those that hold for anything.
static node *parse_row(table_parser *t, const feel_stretch *cells, node **inputs)
{
    VEC(node *) tests = {0};
    node *cell = feel_any_test(t->arena, cells[0].from);
    for (size_t i = 0; i < t->table->input_count; i++) {
        cell = parse_cell(t, cells[i], inputs[i], i);
        if (!is_anything(cell))
            *ARENA_PUSH(t->arena, &tests) = cell;
    }
    if (tests.count < 2)
        return tests.count ? tests.items[0] : cell;
    const node *last = tests.items[tests.count - 1];
    uint32_t offset = tests.items[0]->offset;
    node *row = node_new(t->arena, NODE_AND, offset, last->offset + last->length - offset);
    row->children = tests.items;
    row->count = tests.count;
    return row;
}

static node *parse_output(table_parser *t, feel_stretch output)
{
    node *n = parse_part(t, output, parse_expression);
    if (!n) {
        n = node_new(t->arena, NODE_LITERAL, output.from, 0);
        n->value = FEEL_NULL_VALUE;
    }
    return n;
}

bool feel_parse_table(arena *a, const feel_table *table, const feel_options *options, parsed_table *out)
{
    table_parser t = {.arena = a, .table = table, .options = options};
    out->inputs = ARENA_ARRAY(a, node *, table->input_count);
    for (size_t i = 0; i < table->input_count; i++)
        out->inputs[i] = parse_part(&t, table->inputs[i], parse_expression);
    out->root = NULL;
    if (t.failed)
        return false;
    node *n = out->root = node_new(a, NODE_TABLE, 0, table->text.length);
    n->index = table->hit;
    n->count = 2 * table->row_count;
    n->children = ARENA_ARRAY(a, node *, n->count);
    for (size_t row = 0; row < table->row_count; row++) {
        const feel_stretch *cells = &table->cells[row * (table->input_count + 1)];
        n->children[2 * row] = parse_row(&t, cells, out->inputs);
        n->children[2 * row + 1] = parse_output(&t, cells[table->input_count]);
    }
    out->closures = t.closures;
    return !t.failed;
}
