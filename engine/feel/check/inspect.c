// SPDX-License-Identifier: MIT
// What an expression compares with what: a walk over the tree that follows values from where they are read to
// where they are compared. See feel/inspect.h.
#include "feel/inspect.h"

#include "feel/evaluate/reads.h"
#include "feel/functions/builtin.h"
#include "feel/table.h"

#include <string.h>

// What a part may come to: something read, or a constant; opaque where it is made of them.
typedef struct flow {
    VEC(feel_read) reads;
    VEC(feel_value) constants;
    bool opaque;
    bool element; // an item of what is read, or a part of such
} flow;

typedef struct inspector {
    arena *arena;
    feel_inspection *found;
    VEC(feel_comparison) comparisons;
} inspector;

static flow visit(inspector *k, const node *n, const origin *bindings);

static void add_read(inspector *k, flow *f, const feel_read *read)
{
    for (size_t i = 0; i < f->reads.count; i++) {
        const feel_read *r = &f->reads.items[i];
        if (r->slot == read->slot && r->depth == read->depth &&
            memcmp(r->members, read->members, sizeof r->members) == 0)
            return;
    }
    *ARENA_PUSH(k->arena, &f->reads) = *read;
}

static void add_constant(inspector *k, flow *f, feel_value v)
{
    if (v.kind == FEEL_LIST)
        for (size_t i = 0; i < v.as.list->count; i++)
            add_constant(k, f, v.as.list->items[i]);
    else if (v.kind == FEEL_RANGE) {
        add_constant(k, f, v.as.range->low);
        add_constant(k, f, v.as.range->high);
    } else if (v.kind != FEEL_NULL)
        *ARENA_PUSH(k->arena, &f->constants) = v;
}

static void join(inspector *k, flow *to, const flow *from)
{
    for (size_t i = 0; i < from->reads.count; i++)
        add_read(k, to, &from->reads.items[i]);
    for (size_t i = 0; i < from->constants.count; i++)
        *ARENA_PUSH(k->arena, &to->constants) = from->constants.items[i];
    to->opaque = to->opaque || from->opaque;
    to->element = to->element || from->element;
}

static void compare(inspector *k, const flow *f, feel_comparing by)
{
    if (f->opaque || f->element)
        by = FEEL_OTHERWISE;
    if (by == FEEL_OTHERWISE)
        k->found->exact = false;
    if (f->reads.count)
        *ARENA_PUSH(k->arena, &k->comparisons) =
            (feel_comparison){by, f->reads.items, f->reads.count, f->constants.items, f->constants.count};
}

static flow visit_children(inspector *k, const node *n, size_t from, const origin *bindings)
{
    flow all = {0};
    for (size_t i = from; i < n->count; i++) {
        flow part = visit(k, n->children[i], bindings);
        join(k, &all, &part);
    }
    return all;
}

// What becomes of its parts in a way that is not followed: their constants only hint at what may matter.
static flow opaque_of(inspector *k, flow parts)
{
    parts.opaque = true;
    compare(k, &parts, FEEL_OTHERWISE);
    return parts;
}

static bool is_null(const node *n)
{
    return (n->kind == NODE_LITERAL || n->folded) && n->value.kind == FEEL_NULL;
}

// count(list) held against constants.
static bool visit_count(inspector *k, const node *call, const node *other, const origin *bindings)
{
    feel_read read;
    bool counts = call->kind == NODE_APPLY && strcmp(call->builtin->name, "count") == 0 && call->count == 1 &&
                  (call->children[0]->kind == NODE_VARIABLE || call->children[0]->kind == NODE_PATH) &&
                  origin_of(call->children[0], bindings, &read) && (other->kind == NODE_LITERAL);
    if (!counts)
        return false;
    flow f = visit(k, call->children[0], bindings);
    add_constant(k, &f, other->value);
    compare(k, &f, FEEL_BY_COUNT);
    return true;
}

static flow visit_compare(inspector *k, const node *n, const origin *bindings)
{
    flow nothing = {0};
    const node *left = n->children[0], *right = n->children[1];
    if (visit_count(k, left, right, bindings) || visit_count(k, right, left, bindings))
        return nothing;
    flow both = visit_children(k, n, 0, bindings);
    if (!is_null(left) && !is_null(right))
        compare(k, &both, n->op > OP_NOT_EQUAL ? FEEL_BY_ORDER : FEEL_BY_EQUALITY);
    return nothing;
}

static bool is_order_test(const node *n)
{
    if (n->kind == NODE_TEST)
        return n->op > OP_NOT_EQUAL;
    if (n->kind != NODE_TESTS)
        return n->kind == NODE_RANGE || n->value.kind == FEEL_RANGE;
    for (size_t i = 0; i < n->count; i++)
        if (is_order_test(n->children[i]))
            return true;
    return false;
}

static flow visit_in(inspector *k, const node *n, const origin *bindings)
{
    flow all = visit_children(k, n, 0, bindings), nothing = {0};
    bool order = n->kind == NODE_BETWEEN;
    for (size_t i = 1; i < n->count; i++) {
        order = order || is_order_test(n->children[i]);
        if (n->children[i]->type && n->children[i]->type->kind == FEEL_LIST &&
            n->children[i]->kind != NODE_LIST && !n->children[i]->folded)
            all.opaque = true; // in a list that is read
        if (n->children[i]->standalone)
            all.opaque = true;
    }
    compare(k, &all, order ? FEEL_BY_ORDER : FEEL_BY_EQUALITY);
    return nothing;
}

// list contains(list, item)
static flow visit_membership(inspector *k, const node *n, const origin *bindings)
{
    flow all = {0}, nothing = {0};
    flow list = visit(k, n->children[0], bindings), item = visit(k, n->children[1], bindings);
    join(k, &all, &list);
    join(k, &all, &item);
    bool constant_list = list.reads.count == 0 && !list.opaque;
    if (!constant_list && (list.reads.count != 1 || list.constants.count))
        all.opaque = true;
    compare(k, &all, constant_list ? FEEL_BY_EQUALITY : FEEL_BY_MEMBERSHIP);
    return nothing;
}

static flow visit_apply(inspector *k, const node *n, const origin *bindings)
{
    flow nothing = {0};
    const char *name = n->builtin->name;
    if (strcmp(name, "list contains") == 0 && n->count == 2)
        return visit_membership(k, n, bindings);
    flow all = visit_children(k, n, 0, bindings);
    return strcmp(name, "not") == 0 ? nothing : opaque_of(k, all);
}

// Loops and filters: what they go through is bound to a name, item by item.
static flow visit_loop(inspector *k, const node *n, const origin *bindings)
{
    flow all = {0};
    const origin *inner = bindings;
    if (n->kind == NODE_FOR) {
        origin *partial = ARENA_NEW(k->arena, origin);
        partial->parent = bindings;
        inner = partial;
    }
    for (size_t i = 0; i < n->count; i++) {
        flow part = visit(k, n->children[i], inner);
        join(k, &all, &part);
        if (i + 1 == n->count)
            break;
        origin *bound = ARENA_NEW(k->arena, origin);
        if (n->children[i]->kind != NODE_STRETCH)
            *bound = bound_to(n->children[i], inner);
        bound->parent = inner;
        inner = bound;
    }
    all.element = true;
    return opaque_of(k, all);
}

static flow visit_context(inspector *k, const node *n, const origin *bindings)
{
    flow all = {0};
    for (size_t i = 0; i < n->count; i++) {
        flow part = visit(k, n->children[i], bindings);
        join(k, &all, &part);
        origin *bound = ARENA_NEW(k->arena, origin);
        *bound = bound_to(n->children[i], bindings);
        bindings = bound;
    }
    return opaque_of(k, all);
}

static flow visit_function(inspector *k, const node *n, const origin *bindings)
{
    for (size_t i = 0; i < n->name_count; i++) {
        origin *unknown = ARENA_NEW(k->arena, origin);
        unknown->parent = bindings;
        bindings = unknown;
    }
    return opaque_of(k, visit_children(k, n, 0, bindings));
}

// Which rows hit decides, and, of outputs that are read, what they are.
static flow visit_table(inspector *k, const node *n, const origin *bindings)
{
    flow outputs = {0};
    for (size_t i = 0; i + 1 < n->count; i += 2) {
        visit(k, n->children[i], bindings);
        flow one = visit(k, n->children[i + 1], bindings);
        join(k, &outputs, &one);
    }
    bool picked = n->index == FEEL_HIT_FIRST || n->index == FEEL_HIT_UNIQUE;
    if (outputs.reads.count || (outputs.opaque && !picked))
        return opaque_of(k, outputs);
    outputs.opaque = outputs.opaque || !picked;
    return outputs;
}

static flow visit_parts(inspector *k, const node *n, const origin *bindings)
{
    flow nothing = {0};
    switch (n->kind) {
    case NODE_COMPARE:
        return visit_compare(k, n, bindings);
    case NODE_IN:
    case NODE_BETWEEN:
        return visit_in(k, n, bindings);
    case NODE_AND:
    case NODE_OR:
        visit_children(k, n, 0, bindings);
        return nothing;
    case NODE_IF:
        visit(k, n->children[0], bindings);
        return visit_children(k, n, 1, bindings);
    case NODE_TABLE:
        return visit_table(k, n, bindings);
    case NODE_LIST:
    case NODE_TEST:
    case NODE_TESTS:
    case NODE_RANGE:
    case NODE_LABEL:
    case NODE_TEXT:
        return visit_children(k, n, 0, bindings);
    case NODE_APPLY:
        return visit_apply(k, n, bindings);
    case NODE_FILTER:
    case NODE_FOR:
    case NODE_SOME:
    case NODE_EVERY:
        return visit_loop(k, n, bindings);
    case NODE_CONTEXT:
        return visit_context(k, n, bindings);
    case NODE_FUNCTION:
        return visit_function(k, n, bindings);
    default:
        return opaque_of(k, visit_children(k, n, 0, bindings));
    }
}

static bool is_plain_path(const node *n)
{
    while (n->kind == NODE_PATH)
        n = n->children[0];
    return n->kind == NODE_VARIABLE;
}

static flow visit(inspector *k, const node *n, const origin *bindings)
{
    flow f = {0};
    feel_read read;
    if (n->kind == NODE_MISSING)
        return f;
    if (n->kind == NODE_LITERAL || n->folded) {
        add_constant(k, &f, n->value);
        return f;
    }
    if (n->kind == NODE_NEGATE && n->children[0]->kind == NODE_LITERAL &&
        n->children[0]->value.kind == FEEL_NUMBER) {
        add_constant(k, &f, feel_number(decimal_negate(n->children[0]->value.as.number)));
        return f;
    }
    if (n->kind == NODE_FILTER || !origin_of(n, bindings, &read)) {
        if (n->kind == NODE_LOCAL) {
            f.element = true;
            return f;
        }
        return visit_parts(k, n, bindings);
    }
    read.offset = n->offset;
    read.length = n->length;
    add_read(k, &f, &read);
    if (is_plain_path(n))
        return f;
    f.element = true;
    k->found->exact = false;
    // The last of the filters that the path goes through; it takes those before it along.
    while (n->kind == NODE_PATH)
        n = n->children[0];
    if (n->kind == NODE_FILTER)
        visit_loop(k, n, bindings);
    return f;
}

static bool says_null(const node *n)
{
    if (n->kind == NODE_IF)
        return says_null(n->children[1]) || says_null(n->children[2]);
    return is_null(n);
}

const feel_inspection *feel_inspect(arena *a, const feel_expression *e)
{
    feel_inspection *found = ARENA_NEW(a, feel_inspection);
    inspector k = {.arena = a, .found = found};
    found->exact = true;
    flow result = visit(&k, e->root, NULL);
    found->comparisons = k.comparisons.items;
    found->comparison_count = k.comparisons.count;
    found->result_reads = result.reads.items;
    found->result_read_count = result.reads.count;
    found->result_constants = result.constants.items;
    found->result_constant_count = result.constants.count;
    found->says_null = says_null(e->root);
    found->opaque = result.opaque || result.element;
    return found;
}
