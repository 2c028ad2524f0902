// SPDX-License-Identifier: MIT
// Expressions taken apart: see feel/pieces.h. Each part shares its nodes with the whole; a test that is
// written otherwise gets a comparison's node of its own.
#include "feel/pieces.h"

#include "feel/functions/builtin.h"
#include "feel/table.h"
#include "feel/values/temporal.h"

#include <string.h>

typedef VEC(const feel_expression *) part_list;

typedef struct taking {
    arena *arena;
    const feel_expression *whole;
    part_list parts;
} taking;

static const node *plain(const node *n)
{
    while (n->kind == NODE_LABEL || n->kind == NODE_TEXT)
        n = n->children[0];
    return n;
}

static void add_part(taking *t, const node *n)
{
    feel_expression *part = ARENA_NEW(t->arena, feel_expression);
    *part = *t->whole;
    part->root = plain(n);
    *ARENA_PUSH(t->arena, &t->parts) = part;
}

static void add_children(taking *t, const node *n, size_t from)
{
    for (size_t i = from; i < n->count; i++)
        if (n->children[i]->kind != NODE_MISSING)
            add_part(t, n->children[i]);
}

static bool is_constant(const node *n)
{
    return n->kind == NODE_LITERAL || n->folded;
}

static bool is_null(const node *n)
{
    return is_constant(n) && n->value.kind == FEEL_NULL;
}

static bool is_call(const node *n, const char *name)
{
    return n->kind == NODE_APPLY && strcmp(n->builtin->name, name) == 0;
}

static bool tests_null(const node *n)
{
    n = plain(n);
    if (n->kind == NODE_COMPARE && (n->op == OP_EQUAL || n->op == OP_NOT_EQUAL))
        return is_null(n->children[0]) || is_null(n->children[1]);
    bool made_of = n->count && (n->kind == NODE_AND || n->kind == NODE_OR || is_call(n, "not"));
    for (size_t i = 0; made_of && i < n->count; i++)
        made_of = tests_null(n->children[i]);
    return made_of;
}

static bool is_closed_within(const node *n, uint32_t levels);

// Loops bind a name for each domain and one more for what "for" has made so far.
static bool is_loop_closed(const node *n, uint32_t levels)
{
    uint32_t own = n->kind == NODE_FOR;
    for (size_t i = 0; i < n->count; i++)
        if (!is_closed_within(n->children[i], levels + (i ? own : 0) + (uint32_t)i))
            return false;
    return true;
}

static bool is_closed_within(const node *n, uint32_t levels)
{
    if (n->kind == NODE_LOCAL || n->kind == NODE_IMPLICIT)
        return n->kind == NODE_LOCAL ? n->index < levels : levels > 0;
    if (n->kind == NODE_FOR || n->kind == NODE_SOME || n->kind == NODE_EVERY || n->kind == NODE_FILTER)
        return is_loop_closed(n, levels);
    if (n->kind == NODE_CONTEXT || n->kind == NODE_FUNCTION)
        levels = 0; // what they bind is not followed
    for (size_t i = 0; i < n->count; i++)
        if (!is_closed_within(n->children[i], levels))
            return false;
    return true;
}

// Whether it stands by itself: it reads no name that a loop around it binds.
static bool is_closed(const node *n)
{
    return is_closed_within(n, 0);
}

// ---- what is read

static bool is_read(const node *n, feel_read *out)
{
    if (n->kind == NODE_VARIABLE) {
        *out = (feel_read){.slot = n->index, .offset = n->offset, .length = n->length};
        return true;
    }
    if (n->kind != NODE_PATH || n->index == NAME_MISSING || !is_read(n->children[0], out) ||
        out->depth == sizeof out->members / sizeof *out->members)
        return false;
    out->members[out->depth++] = n->index;
    out->offset = n->offset;
    out->length = n->length;
    return true;
}

static bool same_read(const feel_read *a, const feel_read *b)
{
    return a->slot == b->slot && a->depth == b->depth &&
           memcmp(a->members, b->members, a->depth * sizeof *a->members) == 0;
}

static bool is_there(const taking *t, const feel_read *read)
{
    for (size_t i = 0; i < t->parts.count; i++) {
        feel_read other;
        if (is_read(t->parts.items[i]->root, &other) && same_read(&other, read))
            return true;
    }
    return false;
}

static void add_reads(taking *t, const node *n)
{
    feel_read read;
    if (is_read(n, &read)) {
        if (!is_there(t, &read))
            add_part(t, n);
        return;
    }
    for (size_t i = 0; i < n->count; i++)
        add_reads(t, n->children[i]);
}

// ---- comparisons

static feel_relation relation_of(operator op)
{
    static const feel_relation relations[] = {
        [OP_EQUAL] = FEEL_IS,           [OP_NOT_EQUAL] = FEEL_IS_NOT, [OP_LESS] = FEEL_LESS,
        [OP_LESS_EQUAL] = FEEL_AT_MOST, [OP_GREATER] = FEEL_MORE,     [OP_GREATER_EQUAL] = FEEL_AT_LEAST};
    return relations[op];
}

const char *feel_relation_text(feel_relation r)
{
    static const char *const texts[] = {"=", "!=", "<", "<=", ">", ">="};
    return texts[r];
}

feel_relation feel_relation_denied(feel_relation r)
{
    static const feel_relation denials[] = {FEEL_IS_NOT, FEEL_IS,      FEEL_AT_LEAST,
                                            FEEL_MORE,   FEEL_AT_MOST, FEEL_LESS};
    return denials[r];
}

feel_relation feel_relation_turned(feel_relation r)
{
    static const feel_relation turns[] = {FEEL_IS,       FEEL_IS_NOT, FEEL_MORE,
                                          FEEL_AT_LEAST, FEEL_LESS,   FEEL_AT_MOST};
    return turns[r];
}

static node *literal_of(taking *t, const node *like, feel_value v)
{
    node *n = ARENA_NEW(t->arena, node);
    *n = (node){.kind = NODE_LITERAL,
                .value = v,
                .depth = 1,
                .type = feel_type_basic(v.kind),
                .offset = like->offset,
                .length = like->length};
    return n;
}

static const node *comparison_of(taking *t, const node *test, operator op, const node *left,
                                 const node *right)
{
    node *n = ARENA_NEW(t->arena, node);
    *n = (node){.kind = NODE_COMPARE,
                .op = op,
                .depth = test->depth + 1,
                .count = 2,
                .type = feel_type_basic(FEEL_BOOLEAN),
                .offset = test->offset,
                .length = test->length};
    n->children = ARENA_ARRAY(t->arena, node *, 2);
    n->children[0] = (node *)(uintptr_t)left;
    n->children[1] = (node *)(uintptr_t)right;
    return n;
}

static feel_piece piece_of(const taking *t, feel_piece_kind kind)
{
    return (feel_piece){.kind = kind, .parts = t->parts.items, .count = t->parts.count};
}

static feel_piece relation(taking *t, operator op, const node *left, const node *right)
{
    add_part(t, left);
    add_part(t, right);
    feel_piece p = piece_of(t, FEEL_PIECE_RELATION);
    p.relation = relation_of(op);
    return p;
}

// Both ends of a range; an end that is open is left out.
static feel_piece within(taking *t, const node *test, const node *v, const node *low, operator least,
                         const node *high, operator most)
{
    if (low && high) {
        add_part(t, comparison_of(t, test, least, v, low));
        add_part(t, comparison_of(t, test, most, v, high));
        return piece_of(t, FEEL_PIECE_ALL);
    }
    return low ? relation(t, least, v, low) : relation(t, most, v, high);
}

static feel_piece made(taking *t, const node *n)
{
    bool closed = true;
    for (size_t i = 0; closed && i < n->count; i++)
        closed = is_closed(n->children[i]);
    bool loop = n->kind == NODE_FOR || n->kind == NODE_SOME || n->kind == NODE_EVERY ||
                n->kind == NODE_FILTER || n->kind == NODE_CONTEXT || n->kind == NODE_FUNCTION ||
                n->kind == NODE_IN || n->kind == NODE_CALL || n->kind == NODE_PATH;
    if (loop || !closed)
        add_reads(t, n);
    else
        add_children(t, n, 0);
    feel_piece p = piece_of(t, FEEL_PIECE_MADE);
    p.rises =
        !loop && closed &&
        (is_call(n, "count") || is_call(n, "floor") || (n->kind == NODE_ARITHMETIC && n->op != OP_POWER));
    return p;
}

static feel_piece in(taking *t, const node *n)
{
    const node *v = n->children[0], *test = n->count == 2 ? plain(n->children[1]) : NULL;
    if (!test || test->standalone || (n->inner_implied && !v->implied))
        return made(t, n);
    if (test->kind == NODE_TEST)
        return relation(t, test->op, v, test->children[0]);
    if (test->kind == NODE_RANGE) {
        const node *low = is_null(test->children[0]) ? NULL : test->children[0];
        const node *high = is_null(test->children[1]) ? NULL : test->children[1];
        if (low || high)
            return within(t, n, v, low, test->low_included ? OP_GREATER_EQUAL : OP_GREATER, high,
                          test->high_included ? OP_LESS_EQUAL : OP_LESS);
    }
    if (is_constant(test) && test->value.kind == FEEL_RANGE) {
        const feel_range *range = test->value.as.range;
        const node *low = feel_is_null(range->low) ? NULL : literal_of(t, test, range->low);
        const node *high = feel_is_null(range->high) ? NULL : literal_of(t, test, range->high);
        if (low || high)
            return within(t, n, v, low, range->low_included ? OP_GREATER_EQUAL : OP_GREATER, high,
                          range->high_included ? OP_LESS_EQUAL : OP_LESS);
    }
    bool one = test->type && test->type->kind != FEEL_LIST && test->type->kind != FEEL_RANGE &&
               test->type->kind != FEEL_ANY && test->kind != NODE_TESTS && test->kind != NODE_RANGE &&
               test->value.kind != FEEL_RANGE;
    return one ? relation(t, OP_EQUAL, v, test) : made(t, n);
}

// ---- lists

// list contains(list, the item that a loop goes through), where the list is the same for all items.
static const node *held_against(const node *condition)
{
    condition = plain(condition);
    if (!is_call(condition, "list contains") || condition->count != 2)
        return NULL;
    const node *list = plain(condition->children[0]), *item = plain(condition->children[1]);
    return item->kind == NODE_LOCAL && item->index == 0 && is_closed(list) ? list : NULL;
}

// item = other, or that in small letters on both sides, where other is the same for all items.
static const node *equal_to(const node *condition)
{
    condition = plain(condition);
    if (condition->kind != NODE_COMPARE || condition->op != OP_EQUAL)
        return NULL;
    const node *sides[2];
    bool lower = is_call(plain(condition->children[0]), "lower case") &&
                 is_call(plain(condition->children[1]), "lower case");
    for (int i = 0; i < 2; i++) {
        sides[i] = plain(condition->children[i]);
        sides[i] = lower ? plain(sides[i]->children[0]) : sides[i];
    }
    for (int i = 0; i < 2; i++)
        if (sides[i]->kind == NODE_LOCAL && sides[i]->index == 0 && is_closed(sides[1 - i]))
            return sides[1 - i];
    return NULL;
}

// "some x in list satisfies list contains(other, x) and …": those of list for which the rest holds.
static const node *without_membership(taking *t, const node *n, const node **other)
{
    const node *body = plain(n->children[1]);
    for (size_t i = 0; body->kind == NODE_AND && i < body->count; i++) {
        *other = held_against(body->children[i]);
        if (!*other)
            continue;
        node *rest = ARENA_NEW(t->arena, node), *filter = ARENA_NEW(t->arena, node);
        *rest = *body;
        rest->count = 0;
        rest->children = ARENA_ARRAY(t->arena, node *, body->count);
        for (size_t k = 0; k < body->count; k++)
            if (k != i)
                rest->children[rest->count++] = body->children[k];
        *filter = *n;
        filter->kind = NODE_FILTER;
        filter->children = ARENA_ARRAY(t->arena, node *, 2);
        filter->children[0] = n->children[0];
        filter->children[1] = rest->count == 1 ? rest->children[0] : rest;
        filter->type = n->children[0]->type;
        return filter;
    }
    return NULL;
}

static feel_piece some(taking *t, const node *n)
{
    if (n->count != 2 || !is_closed(n->children[0]) || n->children[0]->kind == NODE_STRETCH)
        return made(t, n);
    const node *item = equal_to(n->children[1]), *other = NULL;
    const node *list = item ? NULL : without_membership(t, n, &other);
    if (!item && !list)
        return made(t, n);
    add_part(t, item ? n->children[0] : list);
    add_part(t, item ? item : other);
    return piece_of(t, item ? FEEL_PIECE_CONTAINS : FEEL_PIECE_SHARES);
}

static feel_piece loop(taking *t, const node *n, feel_piece_kind kind)
{
    const node *other = n->count == 2 && is_closed(n->children[0]) && n->children[0]->kind != NODE_STRETCH
                            ? held_against(n->children[1])
                            : NULL;
    if (!other)
        return n->kind == NODE_SOME ? some(t, n) : made(t, n);
    add_part(t, n->children[0]);
    add_part(t, other);
    return piece_of(t, kind);
}

static feel_piece applied(taking *t, const node *n)
{
    if (is_call(n, "not") && n->count == 1) {
        add_children(t, n, 0);
        return piece_of(t, FEEL_PIECE_NOT);
    }
    if (is_call(n, "list contains") && n->count == 2 && is_closed(n)) {
        add_children(t, n, 0);
        return piece_of(t, FEEL_PIECE_CONTAINS);
    }
    if ((is_call(n, "min") || is_call(n, "max")) && n->count > 1 && is_closed(n)) {
        add_children(t, n, 0);
        return piece_of(t, FEEL_PIECE_PICKED);
    }
    return made(t, n);
}

static feel_piece joined(taking *t, const node *n, feel_piece_kind kind)
{
    add_children(t, n, 0);
    return piece_of(t, kind);
}

static feel_piece take(taking *t, const node *n)
{
    switch (n->kind) {
    case NODE_AND:
        return joined(t, n, FEEL_PIECE_ALL);
    case NODE_OR:
        return joined(t, n, FEEL_PIECE_ANY);
    case NODE_IF:
        return joined(t, n, FEEL_PIECE_IF);
    case NODE_TABLE:
        return joined(t, n,
                      n->index == FEEL_HIT_FIRST || n->index == FEEL_HIT_UNIQUE ? FEEL_PIECE_TABLE
                                                                                : FEEL_PIECE_MADE);
    case NODE_COMPARE:
        return relation(t, n->op, n->children[0], n->children[1]);
    case NODE_BETWEEN:
        return within(t, n, n->children[0], n->children[1], OP_GREATER_EQUAL, n->children[2], OP_LESS_EQUAL);
    case NODE_IN:
        return in(t, n);
    case NODE_SOME:
        return loop(t, n, FEEL_PIECE_SHARES);
    case NODE_FILTER:
        return loop(t, n, FEEL_PIECE_SHARED);
    case NODE_APPLY:
        return applied(t, n);
    default:
        return made(t, n);
    }
}

feel_piece feel_take_apart(arena *a, const feel_expression *e)
{
    const node *n = plain(e->root);
    feel_piece p = {.kind = FEEL_PIECE_CONSTANT, .value = n->value};
    if (is_constant(n))
        return p;
    if (is_read(n, &p.read)) {
        p.kind = FEEL_PIECE_READ;
        return p;
    }
    taking t = {.arena = a, .whole = e};
    p = take(&t, n);
    p.tests_null = tests_null(n);
    return p;
}

str feel_written(arena *a, const feel_expression *e)
{
    const node *n = e->root;
    builder b = builder_new(a);
    if (n->implied || n->inner_implied || n->length == 0)
        return feel_expression_source(a, e);
    str rest = str_slice(e->text, n->offset, (size_t)n->offset + n->length), word;
    while (str_next_word(&rest, &word)) {
        if (b.length)
            builder_addc(&b, ' ');
        builder_add(&b, word);
    }
    return builder_str(&b);
}

int64_t feel_days_between(feel_date from, feel_date to)
{
    return date_to_days(to) - date_to_days(from);
}
