// SPDX-License-Identifier: MIT
// An expression's tree as FEEL source again.
#include "feel/functions/builtin.h"

enum {
    LEVEL_FORM,
    LEVEL_OR,
    LEVEL_AND,
    LEVEL_COMPARE,
    LEVEL_ADD,
    LEVEL_MULTIPLY,
    LEVEL_POWER,
    LEVEL_INSTANCE,
    LEVEL_NEGATE,
    LEVEL_PRIMARY
};

const char *operator_text(operator op)
{
    static const char *const TEXTS[] = {"", "+", "-", "*", "/", "**", "=", "!=", "<", "<=", ">", ">="};
    return TEXTS[op];
}

// Unary tests of a value that is not named.
static bool is_unary(const node *n)
{
    return n->inner_implied && !n->children[0]->implied;
}

static int level_of(const node *n)
{
    switch (n->kind) {
    case NODE_LITERAL:
        return n->value.kind == FEEL_NUMBER && decimal_compare(n->value.as.number, decimal_from_int(0)) < 0
                   ? LEVEL_NEGATE
                   : LEVEL_PRIMARY;
    case NODE_IF:
    case NODE_FOR:
    case NODE_SOME:
    case NODE_EVERY:
    case NODE_FUNCTION:
        return LEVEL_FORM;
    case NODE_OR:
        return LEVEL_OR;
    case NODE_AND:
        return LEVEL_AND;
    case NODE_COMPARE:
    case NODE_BETWEEN:
        return LEVEL_COMPARE;
    case NODE_IN:
        return is_unary(n) ? LEVEL_PRIMARY : LEVEL_COMPARE;
    case NODE_ARITHMETIC:
        if (n->op == OP_ADD || n->op == OP_SUBTRACT)
            return LEVEL_ADD;
        return n->op == OP_POWER ? LEVEL_POWER : LEVEL_MULTIPLY;
    case NODE_INSTANCE: // in parentheses within operations: "<" behind a type's name is read as of the type
        return LEVEL_COMPARE;
    case NODE_NEGATE:
        return LEVEL_NEGATE;
    case NODE_LABEL:
    case NODE_TEXT:
        return level_of(n->children[0]);
    default:
        return LEVEL_PRIMARY;
    }
}

static void print(builder *out, const node *n);

static void print_at(builder *out, const node *n, int least)
{
    bool wrapped = level_of(n) < least;
    if (wrapped)
        builder_addc(out, '(');
    print(out, n);
    if (wrapped)
        builder_addc(out, ')');
}

static void print_children(builder *out, const node *n, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++) {
        if (i > from)
            builder_adds(out, ", ");
        print(out, n->children[i]);
    }
}

// What stands behind "and". In parentheses where the three would be read as one name: in "date and (time)".
static void print_behind_and(builder *out, const node *n, int least)
{
    builder_adds(out, " and ");
    builder right = builder_new(out->arena);
    print_at(&right, n, least);
    str left = builder_str(out), text = builder_str(&right);
    bool one_name = (str_ends(left, STR("date and ")) && str_starts(text, STR("time"))) ||
                    (str_ends(left, STR("years and ")) && str_starts(text, STR("months duration")));
    builder_adds(out, one_name ? "(" : "");
    builder_add(out, text);
    builder_adds(out, one_name ? ")" : "");
}

static void print_infix(builder *out, const node *n, const char *symbol, int level)
{
    for (size_t i = 0; i < n->count; i++) {
        if (i)
            builder_addf(out, " %s ", symbol);
        bool typed = n->children[i]->kind == NODE_INSTANCE && n->kind == NODE_COMPARE;
        print_at(out, n->children[i], i || typed ? level + 1 : level);
    }
}

static void print_conjunction(builder *out, const node *n)
{
    print_at(out, n->children[0], LEVEL_AND);
    for (size_t i = 1; i < n->count; i++)
        print_behind_and(out, n->children[i], LEVEL_AND + 1);
}

static void print_key(builder *out, str key)
{
    if (is_plain_name(key))
        builder_add(out, key);
    else
        print_quoted(out, key);
}

static void print_context(builder *out, const node *n)
{
    builder_addc(out, '{');
    for (size_t i = 0; i < n->count; i++) {
        if (i)
            builder_adds(out, ", ");
        print_key(out, n->names[i]);
        builder_adds(out, ": ");
        print(out, n->children[i]);
    }
    builder_addc(out, '}');
}

static void print_loop(builder *out, const node *n)
{
    builder_adds(out, n->kind == NODE_FOR ? "for " : (n->kind == NODE_SOME ? "some " : "every "));
    for (size_t i = 0; i + 1 < n->count; i++) {
        builder_addf(out, "%s%.*s in ", i ? ", " : "", STR_ARGS(n->names[i]));
        print(out, n->children[i]);
    }
    builder_adds(out, n->kind == NODE_FOR ? " return " : " satisfies ");
    print(out, n->children[n->count - 1]);
}

static void print_function(builder *out, const node *n)
{
    builder_adds(out, "function(");
    for (size_t i = 0; i < n->name_count; i++) {
        builder_addf(out, "%s%.*s", i ? ", " : "", STR_ARGS(n->names[i]));
        if (n->written[i].text.length)
            builder_addf(out, ": %.*s", STR_ARGS(n->written[i].text));
    }
    builder_adds(out, ") ");
    print(out, n->children[0]);
}

static void print_arguments(builder *out, const node *n, size_t from)
{
    builder_addc(out, '(');
    for (size_t i = from; i < n->count; i++) {
        if (i > from)
            builder_adds(out, ", ");
        if (n->name_count)
            builder_addf(out, "%.*s: ", STR_ARGS(n->names[i - from]));
        print(out, n->children[i]);
    }
    builder_addc(out, ')');
}

// By position, unless an argument is missing ahead of others, or the names tell which row of the table is
// meant.
static void print_apply(builder *out, const node *n)
{
    size_t count = n->count;
    while (count && n->children[count - 1]->kind == NODE_MISSING)
        count--;
    size_t rows;
    bool named = n->name_count && builtin_find(str_from(n->builtin->name), &rows) && rows > 1;
    for (size_t i = 0; i < count; i++)
        named = named || n->children[i]->kind == NODE_MISSING;
    builder_addf(out, "%s(", n->builtin->name);
    bool first = true;
    for (size_t i = 0; i < count; i++) {
        if (n->children[i]->kind == NODE_MISSING)
            continue;
        if (!first)
            builder_adds(out, ", ");
        first = false;
        if (named)
            builder_addf(out, "%s: ", n->builtin->parameters[i].name);
        print(out, n->children[i]);
    }
    builder_addc(out, ')');
}

static void print_literal(builder *out, const node *n)
{
    if (n->problem.length && n->problem_code == CODE_invalid_constant) { // an @"…" that is not valid
        builder_addc(out, '@');
        print_quoted(out, n->name);
    } else if (n->name.data && feel_is_true(n->value)) { // the unary test "-"
        builder_add(out, n->name);
    } else {
        builder_add(out, feel_value_source(out->arena, n->value));
    }
}

// A constant range without one end. As a test, "(>= 1)" is read as a comparison, which reports otherwise.
static bool is_open_range(const node *n)
{
    return n->kind == NODE_LITERAL && n->value.kind == FEEL_RANGE &&
           (n->value.as.range->low.kind == FEEL_NULL || n->value.as.range->high.kind == FEEL_NULL);
}

static void print_range_call(builder *out, const feel_range *r)
{
    builder text = builder_new(out->arena);
    builder_addc(&text, r->low_included ? '[' : '(');
    if (r->low.kind != FEEL_NULL)
        builder_add(&text, feel_value_source(out->arena, r->low));
    builder_adds(&text, "..");
    if (r->high.kind != FEEL_NULL)
        builder_add(&text, feel_value_source(out->arena, r->high));
    builder_addc(&text, r->high_included ? ']' : ')');
    builder_adds(out, "range(");
    print_quoted(out, builder_str(&text));
    builder_addc(out, ')');
}

static void print_tests(builder *out, const node *n)
{
    for (size_t i = 1; i < n->count; i++) {
        if (i > 1)
            builder_adds(out, ", ");
        if (is_open_range(n->children[i]))
            print_range_call(out, n->children[i]->value.as.range);
        else
            print(out, n->children[i]);
    }
}

static void print_in(builder *out, const node *n)
{
    if (n->inner_implied && n->children[0]->implied) { // of a table
        print_at(out, n->children[0], LEVEL_COMPARE);
        builder_adds(out, " in (");
        print_tests(out, n);
        builder_addc(out, ')');
        return;
    }
    if (n->inner_implied) {
        builder tests = builder_new(out->arena);
        print_tests(&tests, n);
        str text = builder_str(&tests);
        bool negation = n->count == 2 && str_starts(text, STR("not(")); // which would turn the tests round
        builder_adds(out, negation ? "(" : "");
        builder_add(out, text);
        builder_adds(out, negation ? ")" : "");
        return;
    }
    print_at(out, n->children[0], LEVEL_COMPARE);
    builder_adds(out, " in ");
    print_at(out, n->children[1], LEVEL_ADD);
}

static void print_operation(builder *out, const node *n)
{
    switch (n->kind) {
    case NODE_ARITHMETIC:
    case NODE_COMPARE:
        print_infix(out, n, operator_text(n->op), level_of(n));
        break;
    case NODE_AND:
        print_conjunction(out, n);
        break;
    case NODE_OR:
        print_infix(out, n, "or", LEVEL_OR);
        break;
    case NODE_NEGATE:
        builder_addc(out, '-');
        print_at(out, n->children[0], LEVEL_PRIMARY);
        break;
    case NODE_TEST:
        builder_addf(out, "%s ", operator_text(n->op));
        print_at(out, n->children[0], LEVEL_ADD);
        break;
    case NODE_BETWEEN:
        print_at(out, n->children[0], LEVEL_COMPARE);
        builder_adds(out, " between ");
        print_at(out, n->children[1], LEVEL_ADD);
        print_behind_and(out, n->children[2], LEVEL_ADD);
        break;
    case NODE_RANGE:
        builder_addc(out, n->low_included ? '[' : '(');
        print_at(out, n->children[0], LEVEL_ADD);
        builder_adds(out, "..");
        print_at(out, n->children[1], LEVEL_ADD);
        builder_addc(out, n->high_included ? ']' : ')');
        break;
    case NODE_INSTANCE:
        print_at(out, n->children[0], LEVEL_INSTANCE);
        builder_adds(out, " instance of ");
        builder_add(out, n->written->text);
        break;
    default:
        builder_add(out, n->name);
        break;
    }
}

static void print_if(builder *out, const node *n)
{
    builder_adds(out, "if ");
    print(out, n->children[0]);
    builder_adds(out, " then ");
    print(out, n->children[1]);
    builder_adds(out, " else ");
    print(out, n->children[2]);
}

// Not FEEL: tables have no form as text there.
static void print_table(builder *out, const node *n)
{
    static const char *const HITS[] = {"first", "unique", "collect", "sum", "min", "max", "count"};
    builder_addf(out, "%s of (", HITS[n->index]);
    for (size_t i = 0; i + 1 < n->count; i += 2) {
        builder_adds(out, i ? ", if " : "if ");
        print(out, n->children[i]);
        builder_adds(out, " then ");
        print(out, n->children[i + 1]);
    }
    builder_addc(out, ')');
}

static void print_stretch(builder *out, const node *n)
{
    print_at(out, n->children[0], LEVEL_OR);
    builder_adds(out, "..");
    print_at(out, n->children[1], LEVEL_OR);
}

static void print_postfix(builder *out, const node *n)
{
    print_at(out, n->children[0], LEVEL_PRIMARY);
    if (n->kind == NODE_CALL) {
        print_arguments(out, n, 1);
    } else if (n->kind == NODE_PATH) {
        builder_addc(out, '.');
        builder_add(out, n->name);
    } else {
        builder_addc(out, '[');
        print(out, n->children[1]);
        builder_addc(out, ']');
    }
}

static void print(builder *out, const node *n)
{
    switch (n->kind) {
    case NODE_LITERAL:
        print_literal(out, n);
        break;
    case NODE_LIST:
    case NODE_TESTS:
        builder_addc(out, n->kind == NODE_LIST ? '[' : '(');
        print_children(out, n, 0, n->count);
        builder_addc(out, n->kind == NODE_LIST ? ']' : ')');
        break;
    case NODE_CONTEXT:
        print_context(out, n);
        break;
    case NODE_IN:
        print_in(out, n);
        break;
    case NODE_IF:
        print_if(out, n);
        break;
    case NODE_TABLE:
        print_table(out, n);
        break;
    case NODE_FOR:
    case NODE_SOME:
    case NODE_EVERY:
        print_loop(out, n);
        break;
    case NODE_STRETCH:
        print_stretch(out, n);
        break;
    case NODE_FILTER:
    case NODE_PATH:
    case NODE_CALL:
        print_postfix(out, n);
        break;
    case NODE_APPLY:
        print_apply(out, n);
        break;
    case NODE_FUNCTION:
        print_function(out, n);
        break;
    case NODE_LABEL:
    case NODE_TEXT:
        print(out, n->children[0]);
        break;
    default:
        print_operation(out, n);
        break;
    }
}

str feel_expression_source(arena *a, const feel_expression *e)
{
    builder out = builder_new(a);
    print(&out, e->root);
    return builder_str(&out);
}
