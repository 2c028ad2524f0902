// SPDX-License-Identifier: MIT
// What an expression reads of the scope's variables, also through the items that loops and filters go
// through.
#include "feel/evaluate/reads.h"

enum { READ_LEVELS = 2 };

typedef struct reader {
    void (*visit)(void *user, const feel_read *read);
    void *user;
} reader;

static bool member_origin(const node *owner, uint32_t member, const origin *bindings, feel_read *out)
{
    if (member == NAME_MISSING || !origin_of(owner, bindings, out))
        return false;
    if (out->depth < READ_LEVELS)
        out->members[out->depth++] = member;
    return true;
}

bool origin_of(const node *n, const origin *bindings, feel_read *out)
{
    switch (n->kind) {
    case NODE_VARIABLE:
        *out = (feel_read){.slot = n->index};
        return true;
    case NODE_LOCAL:
        for (uint32_t i = 0; i < n->index; i++)
            bindings = bindings->parent;
        *out = bindings->read;
        return bindings->known;
    case NODE_PATH:
        return member_origin(n->children[0], n->index, bindings, out);
    case NODE_IMPLICIT:
        return n->count == 1 && member_origin(n->children[0], n->index, bindings, out);
    case NODE_FILTER:
        return origin_of(n->children[0], bindings, out);
    default:
        return false;
    }
}

origin bound_to(const node *n, const origin *bindings)
{
    origin o = {.parent = bindings};
    o.known = origin_of(n, bindings, &o.read);
    return o;
}

static void visit(const reader *r, const node *n, const origin *bindings);

// The conditions of the filters that a path goes through.
static void visit_filters(const reader *r, const node *n, const origin *bindings)
{
    for (; n->kind == NODE_PATH || n->kind == NODE_FILTER; n = n->children[0]) {
        if (n->kind != NODE_FILTER)
            continue;
        origin item = bound_to(n->children[0], bindings);
        visit(r, n->children[1], &item);
    }
}

// children[index] and those after it, each bound for the next ones.
static void visit_bound(const reader *r, const node *n, size_t index, const origin *bindings, bool last_binds)
{
    visit(r, n->children[index], bindings);
    if (index + 1 == n->count)
        return;
    origin bound = {.parent = bindings};
    if (last_binds || n->children[index]->kind != NODE_STRETCH)
        bound = bound_to(n->children[index], bindings);
    visit_bound(r, n, index + 1, &bound, last_binds);
}

// A function's body, where nothing is known of the parameters.
static void visit_body(const reader *r, const node *n, size_t parameters, const origin *bindings)
{
    origin unknown = {.parent = bindings};
    if (parameters)
        visit_body(r, n, parameters - 1, &unknown);
    else
        visit(r, n->children[0], bindings);
}

static void visit_parts(const reader *r, const node *n, const origin *bindings)
{
    switch (n->kind) {
    case NODE_FILTER: {
        visit(r, n->children[0], bindings);
        origin item = bound_to(n->children[0], bindings);
        visit(r, n->children[1], &item);
        break;
    }
    case NODE_FOR: {
        origin partial = {.parent = bindings};
        visit_bound(r, n, 0, &partial, false);
        break;
    }
    case NODE_SOME:
    case NODE_EVERY:
        visit_bound(r, n, 0, bindings, false);
        break;
    case NODE_CONTEXT:
        if (n->count)
            visit_bound(r, n, 0, bindings, true);
        break;
    case NODE_FUNCTION:
        visit_body(r, n, n->name_count, bindings);
        break;
    default:
        for (size_t i = 0; i < n->count; i++)
            visit(r, n->children[i], bindings);
        break;
    }
}

static void visit(const reader *r, const node *n, const origin *bindings)
{
    feel_read read;
    if (n->kind == NODE_LOCAL)
        return;
    if (!origin_of(n, bindings, &read)) {
        visit_parts(r, n, bindings);
        return;
    }
    read.offset = n->offset;
    read.length = n->length;
    r->visit(r->user, &read);
    visit_filters(r, n, bindings);
}

void feel_visit_reads(const feel_expression *e, void (*visitor)(void *user, const feel_read *read),
                      void *user)
{
    reader r = {.visit = visitor, .user = user};
    visit(&r, e->root, NULL);
}
