// SPDX-License-Identifier: MIT
// What an evaluation can see of what it reads: a walk over the tree. See feel/observe.h. In doubt, all of a
// value is seen.
#include "feel/observe.h"

#include "feel/functions/builtin.h"

#include <string.h>

// What a name that is bound within the expression stands for.
typedef struct bound {
    const struct bound *parent;
    bool fixed;
    const node *items; // it is an item of these, which are fixed and read no bound name; or NULL
} bound;

typedef struct observer {
    arena *arena;
    const feel_expression *expression;
    bool (*fixed)(void *user, const feel_read *read);
    void *user;
    VEC(feel_observation) found;
    bool lost; // something cannot be followed
} observer;

static bool observe(observer *o, const node *n, const bound *names);

static bool is_constant(const node *n)
{
    return n->kind == NODE_LITERAL || n->folded;
}

static bool is_null(const node *n)
{
    return is_constant(n) && n->value.kind == FEEL_NULL;
}

static bool is_call(const node *n, const char *name, size_t count)
{
    return n->kind == NODE_APPLY && n->count == count && strcmp(n->builtin->name, name) == 0;
}

// A variable, or a member of one. Past two levels the member of the second one is named, which holds the
// rest.
static bool read_of(const node *n, feel_read *out)
{
    if (n->problem.length)
        return false;
    if (n->kind == NODE_VARIABLE) {
        *out = (feel_read){.slot = n->index, .offset = n->offset, .length = n->length};
        return true;
    }
    if (n->kind != NODE_PATH || n->index == NAME_MISSING || !read_of(n->children[0], out))
        return false;
    if (out->depth < sizeof out->members / sizeof *out->members)
        out->members[out->depth++] = n->index;
    return true;
}

// A read of what is not fixed.
static bool is_subject(const observer *o, const node *n, feel_read *out)
{
    return read_of(n, out) && !o->fixed(o->user, out);
}

static const bound *name_of(const node *local, const bound *names)
{
    for (uint32_t i = 0; names && i < local->index; i++)
        names = names->parent;
    return names;
}

static void add(observer *o, const feel_read *read, feel_sight sight, const node *with, bool each)
{
    feel_expression *e = NULL;
    if (with) {
        e = ARENA_NEW(o->arena, feel_expression);
        *e = *o->expression;
        e->root = with;
    }
    *ARENA_PUSH(o->arena, &o->found) = (feel_observation){*read, sight, e, each};
}

// Whether a part reads no name that is bound around it; in doubt, not.
static bool stands_alone(const node *n)
{
    if (is_constant(n))
        return true;
    if (n->kind == NODE_LOCAL || n->kind == NODE_IMPLICIT || n->problem.length)
        return false;
    for (size_t i = 0; i < n->count; i++)
        if (!stands_alone(n->children[i]))
            return false;
    return true;
}

// The value that the read is held against, which is fixed: what it can be made from, outside of all loops.
static void add_with(observer *o, const feel_read *read, feel_sight sight, const node *with,
                     const bound *names)
{
    const bound *name = with->kind == NODE_LOCAL && !is_constant(with) ? name_of(with, names) : NULL;
    if (name && name->items)
        add(o, read, sight, name->items, true);
    else if (stands_alone(with))
        add(o, read, sight, with, false);
    else
        add(o, read, FEEL_SEES_ALL, NULL, false);
}

static bool observe_children(observer *o, const node *n, const bound *names)
{
    bool fixed = true;
    for (size_t i = 0; i < n->count; i++)
        fixed = observe(o, n->children[i], names) && fixed;
    return fixed;
}

static bool observe_pair(observer *o, const node *subject, const node *other, feel_sight sight,
                         const bound *names)
{
    feel_read read;
    if (!is_subject(o, subject, &read))
        return false;
    if (is_null(other))
        add(o, &read, sight == FEEL_SEES_MEMBERS ? sight : FEEL_SEES_NULL, other, false);
    else if (observe(o, other, names))
        add_with(o, &read, sight, other, names);
    else
        add(o, &read, FEEL_SEES_ALL, NULL, false);
    return true;
}

static bool observe_compare(observer *o, const node *n, const bound *names)
{
    const node *left = n->children[0], *right = n->children[1];
    feel_sight sight = n->op > OP_NOT_EQUAL ? FEEL_SEES_ORDER : FEEL_SEES_EQUAL;
    if (observe_pair(o, left, right, sight, names) || observe_pair(o, right, left, sight, names))
        return false;
    return observe_children(o, n, names);
}

static bool observe_apply(observer *o, const node *n, const bound *names)
{
    feel_read read;
    if (is_call(n, "list contains", 2) &&
        (observe_pair(o, n->children[0], n->children[1], FEEL_SEES_MEMBERS, names) ||
         observe_pair(o, n->children[1], n->children[0], FEEL_SEES_EQUAL, names)))
        return false;
    if (is_call(n, "count", 1) && is_subject(o, n->children[0], &read)) {
        add(o, &read, FEEL_SEES_COUNT, NULL, false);
        return false;
    }
    return observe_children(o, n, names);
}

// What a test behind "in" holds the value against.
static void add_test(observer *o, const feel_read *read, const node *test, const bound *names)
{
    bool parts = !is_constant(test) &&
                 (test->kind == NODE_TEST || test->kind == NODE_TESTS || test->kind == NODE_RANGE);
    for (size_t i = 0; parts && i < test->count; i++)
        add_test(o, read, test->children[i], names);
    if (!parts)
        add_with(o, read, FEEL_SEES_ORDER, test, names);
}

// in, between
static bool observe_in(observer *o, const node *n, const bound *names)
{
    feel_read read;
    if (!is_subject(o, n->children[0], &read))
        return observe_children(o, n, names);
    bool plain = true;
    for (size_t i = 1; i < n->count; i++)
        plain = !n->children[i]->standalone && observe(o, n->children[i], names) && plain;
    for (size_t i = 1; plain && i < n->count; i++)
        add_test(o, &read, n->children[i], names);
    add(o, &read, plain ? FEEL_SEES_NULL : FEEL_SEES_ALL, NULL, false);
    return false;
}

// Children one after the other, each bound to a name for those behind it.
static bool observe_bound(observer *o, const node *n, bool items, const bound *names)
{
    bool fixed = true;
    for (size_t i = 0; i < n->count; i++) {
        bool one = observe(o, n->children[i], names);
        fixed = fixed && one;
        bound *next = ARENA_NEW(o->arena, bound);
        bool known = items && one && n->children[i]->kind != NODE_STRETCH && stands_alone(n->children[i]);
        *next = (bound){names, one, known ? n->children[i] : NULL};
        names = next;
    }
    return fixed;
}

static bool observe_unbound(observer *o, const node *n, size_t count, const bound *names)
{
    for (size_t i = 0; i < count; i++) {
        bound *next = ARENA_NEW(o->arena, bound);
        next->parent = names;
        names = next;
    }
    return n->kind == NODE_FOR ? observe_bound(o, n, true, names) : observe_children(o, n, names);
}

static bool observe_parts(observer *o, const node *n, const bound *names)
{
    switch (n->kind) {
    case NODE_COMPARE:
        return observe_compare(o, n, names);
    case NODE_APPLY:
        return observe_apply(o, n, names);
    case NODE_IN:
    case NODE_BETWEEN:
        return observe_in(o, n, names);
    case NODE_FOR: // "partial" is bound, too
        return observe_unbound(o, n, 1, names);
    case NODE_FUNCTION:
        return observe_unbound(o, n, n->name_count, names);
    case NODE_SOME:
    case NODE_EVERY:
    case NODE_FILTER:
        return observe_bound(o, n, true, names);
    case NODE_CONTEXT:
        return observe_bound(o, n, false, names);
    default:
        return observe_children(o, n, names);
    }
}

// Lists what is seen of the part's value, all of which is; whether the part is fixed.
static bool observe(observer *o, const node *n, const bound *names)
{
    feel_read read;
    if (is_constant(n) || n->kind == NODE_MISSING || n->kind == NODE_BUILTIN)
        return true;
    if (n->kind == NODE_NAME || n->problem.length) {
        o->lost = true;
        return false;
    }
    if (n->kind == NODE_LOCAL) {
        const bound *name = name_of(n, names);
        o->lost = o->lost || !name;
        return name && name->fixed;
    }
    if (!read_of(n, &read))
        return observe_parts(o, n, names);
    if (o->fixed(o->user, &read))
        return true;
    add(o, &read, FEEL_SEES_ALL, NULL, false);
    return false;
}

bool feel_observe(arena *a, const feel_expression *e, bool (*fixed)(void *user, const feel_read *read),
                  void *user, const feel_observation **found, size_t *count)
{
    observer o = {.arena = a, .expression = e, .fixed = fixed, .user = user};
    observe(&o, e->root, NULL);
    *found = o.lost ? NULL : o.found.items;
    *count = o.lost ? 0 : o.found.count;
    return !o.lost;
}
