// SPDX-License-Identifier: MIT
// What an expression may come to, whatever it reads: a walk over the tree that knows of each part whether it
// can be null, true, false or one of a few numbers. Errs on the side of too much. See feel/inspect.h.
#include "feel/inspect.h"

#include "feel/evaluate/reads.h"
#include "feel/functions/builtin.h"
#include "feel/table.h"

#include <string.h>

const feel_bounds FEEL_BOUNDS_ANY = {.null = true, .yes = true, .no = true, .other = true};
const feel_bounds FEEL_BOUNDS_CONDITION = {.null = true, .yes = true, .no = true};

// A read that is not null where the part at hand matters.
typedef struct fact {
    const struct fact *outer;
    feel_read read;
} fact;

// Parts under "and" and "or" are looked at twice, so that deep ones are looked at often: past this many parts
// nothing is known.
enum { MOST_PARTS = 20000 };

typedef struct bounding {
    feel_read_bounds bounds;
    void *user;
    uint32_t parts;
} bounding;

static feel_bounds bound(bounding *k, const node *n, const fact *facts);

static bool same_read(const feel_read *a, const feel_read *b)
{
    if (a->slot != b->slot || a->depth != b->depth)
        return false;
    for (size_t i = 0; i < a->depth; i++)
        if (a->members[i] != b->members[i])
            return false;
    return true;
}

static bool is_known(const feel_read *read, const fact *facts)
{
    for (; facts; facts = facts->outer)
        if (same_read(&facts->read, read))
            return true;
    return false;
}

static bool is_null_literal(const node *n)
{
    return (n->kind == NODE_LITERAL || n->folded) && n->value.kind == FEEL_NULL;
}

// A variable, or a member of one.
static bool plain_read(const node *n, feel_read *out)
{
    for (const node *p = n; p->kind != NODE_VARIABLE; p = p->children[0])
        if (p->kind != NODE_PATH)
            return false;
    return origin_of(n, NULL, out);
}

// Of "x = null" (op is the operator) gives x.
static const node *null_test(const node *n)
{
    if (n->kind != NODE_COMPARE || n->op > OP_NOT_EQUAL || n->op < OP_EQUAL)
        return NULL;
    return is_null_literal(n->children[1])   ? n->children[0]
           : is_null_literal(n->children[0]) ? n->children[1]
                                             : NULL;
}

enum { MOST_FACTS = 16 };

typedef struct fact_list {
    fact items[MOST_FACTS];
    size_t count;
    const fact *top;
} fact_list;

static void add_fact(fact_list *list, const node *n)
{
    feel_read read;
    if (list->count == MOST_FACTS || !plain_read(n, &read))
        return;
    list->items[list->count] = (fact){list->top, read};
    list->top = &list->items[list->count++];
}

// What is not null where the condition is not false (holds), or not true.
static void add_facts(fact_list *list, const node *n, bool holds)
{
    const node *tested = null_test(n);
    if (tested && (n->op == OP_NOT_EQUAL) == holds)
        add_fact(list, tested);
    else if (n->kind == (holds ? NODE_AND : NODE_OR))
        for (size_t i = 0; i < n->count; i++)
            add_facts(list, n->children[i], holds);
    else if (n->kind == NODE_APPLY && strcmp(n->builtin->name, "not") == 0)
        add_facts(list, n->children[0], !holds);
}

// The same where it is true: then none of what "and" joins is null.
static void add_true_facts(fact_list *list, const node *n)
{
    feel_read read;
    add_facts(list, n, true);
    for (size_t i = 0; n->kind == NODE_AND && i < n->count; i++)
        add_true_facts(list, n->children[i]);
    if (n->kind == NODE_COMPARE && !null_test(n))
        for (size_t i = 0; i < 2; i++)
            if (plain_read(n->children[i], &read))
                add_fact(list, n->children[i]);
}

static void add_number(feel_bounds *b, decimal d)
{
    size_t at = 0;
    while (at < b->constant_count && decimal_compare(b->constants[at], d) < 0)
        at++;
    if (at < b->constant_count && decimal_compare(b->constants[at], d) == 0)
        return;
    if (b->constant_count == FEEL_BOUND_CONSTANTS) {
        b->not_negative = !b->other && decimal_compare(b->constants[0], decimal_from_int(0)) >= 0 &&
                          decimal_compare(d, decimal_from_int(0)) >= 0;
        b->other = true;
        b->constant_count = 0;
        return;
    }
    memmove(&b->constants[at + 1], &b->constants[at], (b->constant_count - at) * sizeof *b->constants);
    b->constants[at] = d;
    b->constant_count++;
}

static feel_bounds either(feel_bounds x, feel_bounds y)
{
    feel_bounds both = {.null = x.null || y.null, .yes = x.yes || y.yes, .no = x.no || y.no};
    both.other = x.other || y.other;
    both.not_negative = both.other && (!x.other || x.not_negative) && (!y.other || y.not_negative);
    both.constant_count = x.constant_count;
    memcpy(both.constants, x.constants, sizeof x.constants);
    for (size_t i = 0; i < y.constant_count; i++)
        add_number(&both, y.constants[i]);
    return both;
}

static feel_bounds literal(feel_value v)
{
    feel_bounds b = {.null = v.kind == FEEL_NULL};
    if (v.kind == FEEL_BOOLEAN)
        b.yes = v.as.boolean, b.no = !v.as.boolean;
    else if (v.kind == FEEL_NUMBER)
        add_number(&b, v.as.number);
    else
        b.other = v.kind != FEEL_NULL;
    return b;
}

static bool holds_between(operator op, int order)
{
    switch (op) {
    case OP_EQUAL:
        return order == 0;
    case OP_NOT_EQUAL:
        return order != 0;
    case OP_LESS:
        return order < 0;
    case OP_LESS_EQUAL:
        return order <= 0;
    case OP_GREATER:
        return order > 0;
    default:
        return order >= 0;
    }
}

// Adds how numbers of x and y compare.
static void compare_numbers(operator op, const feel_bounds *x, const feel_bounds *y, feel_bounds *out)
{
    decimal zero = decimal_from_int(0);
    for (size_t i = 0; i < x->constant_count; i++)
        for (size_t k = 0; k < y->constant_count; k++)
            if (holds_between(op, decimal_compare(x->constants[i], y->constants[k])))
                out->yes = true;
            else
                out->no = true;
    // 0 or more against a number below 0, or against 0.
    for (size_t k = 0; x->other && k < y->constant_count; k++) {
        int order = x->not_negative ? decimal_compare(y->constants[k], zero) : 1;
        bool below = order > 0; // what is 0 or more may be below the constant
        out->yes = out->yes || holds_between(op, 1) || (order >= 0 && holds_between(op, 0)) ||
                   (below && holds_between(op, -1));
        out->no = out->no || !holds_between(op, 1) || (order >= 0 && !holds_between(op, 0)) ||
                  (below && !holds_between(op, -1));
    }
}

static bool is_number(const node *n)
{
    return n->type && n->type->kind == FEEL_NUMBER;
}

// Of one kind whose values can all be compared: then only null makes null.
static bool are_alike(const node *x, const node *y)
{
    return x->type && y->type && x->type->kind == y->type->kind &&
           (x->type->kind == FEEL_STRING || x->type->kind == FEEL_BOOLEAN || x->type->kind == FEEL_DATE);
}

static operator mirrored(operator op)
{
    return op == OP_LESS            ? OP_GREATER
           : op == OP_LESS_EQUAL    ? OP_GREATER_EQUAL
           : op == OP_GREATER       ? OP_LESS
           : op == OP_GREATER_EQUAL ? OP_LESS_EQUAL
                                    : op;
}

static feel_bounds bound_compare(bounding *k, const node *n, const fact *facts)
{
    const node *tested = null_test(n);
    if (tested) {
        feel_bounds b = bound(k, tested, facts);
        bool something = b.yes || b.no || b.other || b.constant_count;
        bool equal = n->op == OP_EQUAL;
        return (feel_bounds){.yes = equal ? b.null : something, .no = equal ? something : b.null};
    }
    feel_bounds x = bound(k, n->children[0], facts), y = bound(k, n->children[1], facts);
    if (are_alike(n->children[0], n->children[1]))
        return (feel_bounds){.null = x.null || y.null, .yes = true, .no = true};
    if (!is_number(n->children[0]) || !is_number(n->children[1]))
        return FEEL_BOUNDS_CONDITION;
    feel_bounds out = {.null = x.null || y.null};
    if (x.other && y.other)
        out.yes = out.no = true;
    compare_numbers(n->op, &x, &y, &out);
    y.constant_count = y.other ? y.constant_count : 0; // the pairs of constants are done
    feel_bounds only = y;
    only.constant_count = 0;
    if (only.other)
        compare_numbers(mirrored(n->op), &only, &x, &out);
    return out;
}

// And, or: each part matters only where no other one decides.
static feel_bounds bound_logic(bounding *k, const node *n, const fact *facts)
{
    bool and = n->kind == NODE_AND, all = true;
    feel_bounds out = {0};
    for (size_t i = 0; i < n->count; i++) {
        fact_list list = {.top = facts};
        for (size_t j = 0; j < n->count; j++)
            if (j != i)
                add_facts(&list, n->children[j], and);
        feel_bounds narrow = bound(k, n->children[i], list.top), wide = bound(k, n->children[i], facts);
        out.null = out.null || narrow.null || narrow.other || narrow.constant_count > 0;
        all = all && (and? narrow.yes : narrow.no);
        bool decides = and? wide.no : wide.yes;
        out.no = out.no || (and&&decides);
        out.yes = out.yes || (!and&&decides);
    }
    if (and)
        out.yes = all;
    else
        out.no = all;
    return out;
}

static feel_bounds bound_if(bounding *k, const node *n, const fact *facts)
{
    feel_bounds condition = bound(k, n->children[0], facts), out = {0};
    fact_list then = {.top = facts}, otherwise = {.top = facts};
    add_true_facts(&then, n->children[0]);
    add_facts(&otherwise, n->children[0], false);
    if (condition.yes)
        out = bound(k, n->children[1], then.top);
    if (condition.no || condition.null || condition.other || condition.constant_count)
        out = either(out, bound(k, n->children[2], otherwise.top));
    return out;
}

// One of the outputs, or a sum of some.
static feel_bounds bound_table(bounding *k, const node *n, const fact *facts)
{
    feel_bounds out = {0};
    bool sure = false; // that a row hits, and that those before it do or do not
    bool unknown = false;
    for (size_t i = 0; i + 1 < n->count && !sure; i += 2) {
        feel_bounds hits = bound(k, n->children[i], facts);
        fact_list list = {.top = facts};
        add_true_facts(&list, n->children[i]);
        if (hits.yes || hits.null)
            out = either(out, bound(k, n->children[i + 1], hits.null ? facts : list.top));
        unknown = unknown || hits.null || hits.other || hits.constant_count;
        sure = n->index == FEEL_HIT_FIRST && hits.yes && !hits.no && !hits.null;
    }
    out.null = out.null || unknown || !sure;
    if (n->index == FEEL_HIT_FIRST || n->index == FEEL_HIT_UNIQUE || n->index == FEEL_HIT_MIN ||
        n->index == FEEL_HIT_MAX)
        return out;
    bool positive = (!out.other || out.not_negative) &&
                    (!out.constant_count || decimal_compare(out.constants[0], decimal_from_int(0)) >= 0);
    bool reckoned = n->index == FEEL_HIT_SUM || n->index == FEEL_HIT_COUNT;
    return (feel_bounds){
        .null = true, .other = true, .not_negative = reckoned && (positive || n->index == FEEL_HIT_COUNT)};
}

static feel_bounds bound_arithmetic(bounding *k, const node *n, const fact *facts)
{
    feel_bounds x = bound(k, n->children[0], facts), y = bound(k, n->children[1], facts);
    bool plain = is_number(n->children[0]) && is_number(n->children[1]) &&
                 (n->op == OP_ADD || n->op == OP_SUBTRACT || n->op == OP_MULTIPLY);
    decimal zero = decimal_from_int(0);
    bool x_up =
        (!x.other || x.not_negative) && (!x.constant_count || decimal_compare(x.constants[0], zero) >= 0);
    bool y_up =
        (!y.other || y.not_negative) && (!y.constant_count || decimal_compare(y.constants[0], zero) >= 0);
    feel_bounds out = {.null = !plain || x.null || y.null, .other = true};
    out.not_negative = x_up && y_up && is_number(n->children[0]) && is_number(n->children[1]) &&
                       n->op != OP_SUBTRACT && n->op != OP_POWER;
    return out;
}

static feel_bounds bound_apply(bounding *k, const node *n, const fact *facts)
{
    const char *name = n->builtin->name;
    if (strcmp(name, "not") == 0 && n->count == 1) {
        feel_bounds b = bound(k, n->children[0], facts);
        return (feel_bounds){.yes = b.no, .no = b.yes, .null = b.null || b.other || b.constant_count};
    }
    if (strcmp(name, "count") == 0 && n->count == 1)
        return (feel_bounds){
            .null = bound(k, n->children[0], facts).null, .other = true, .not_negative = true};
    return n->type && n->type->kind == FEEL_BOOLEAN ? FEEL_BOUNDS_CONDITION : FEEL_BOUNDS_ANY;
}

static feel_bounds bound(bounding *k, const node *n, const fact *facts)
{
    feel_read read;
    if (n->problem.length || k->parts++ >= MOST_PARTS)
        return FEEL_BOUNDS_ANY;
    if (n->kind == NODE_LITERAL || n->folded)
        return literal(n->value);
    if (plain_read(n, &read)) {
        feel_bounds b = k->bounds(k->user, &read);
        b.null = b.null && !is_known(&read, facts);
        return b;
    }
    switch (n->kind) {
    case NODE_COMPARE:
        return bound_compare(k, n, facts);
    case NODE_AND:
    case NODE_OR:
        return bound_logic(k, n, facts);
    case NODE_IF:
        return bound_if(k, n, facts);
    case NODE_TABLE:
        return bound_table(k, n, facts);
    case NODE_ARITHMETIC:
        return bound_arithmetic(k, n, facts);
    case NODE_APPLY:
        return bound_apply(k, n, facts);
    case NODE_INSTANCE:
        return (feel_bounds){.yes = true, .no = true};
    case NODE_TEXT:
    case NODE_LABEL:
        return (feel_bounds){.null = bound(k, n->children[0], facts).null, .other = true};
    case NODE_IN:
    case NODE_BETWEEN:
    case NODE_SOME:
    case NODE_EVERY:
        return FEEL_BOUNDS_CONDITION;
    default:
        return FEEL_BOUNDS_ANY;
    }
}

feel_bounds feel_bounds_of(const feel_expression *e, feel_read_bounds bounds, void *user)
{
    bounding k = {bounds, user, 0};
    return bound(&k, e->root, NULL);
}
