// SPDX-License-Identifier: MIT
// Expressions with a part left out, to see whether it decides anything: see feel/inspect.h. Copies the nodes
// on the way from the root to the change; all others are shared.
#include "feel/inspect.h"

#include "feel/functions/builtin.h"

#include <string.h>

// The way from the root: of each node on it, and which of its children comes next.
typedef struct step {
    const struct step *up;
    const node *node;
    size_t child;
} step;

typedef struct varying {
    arena *arena;
    const feel_expression *expression;
    size_t most;
    VEC(feel_variant) found;
} varying;

static void add_variant(varying *k, const step *way, node *changed, const node *part, unsigned branch)
{
    if (k->found.count >= k->most)
        return;
    for (; way; way = way->up) {
        node *copy = ARENA_NEW(k->arena, node);
        *copy = *way->node;
        copy->children = ARENA_ARRAY(k->arena, node *, copy->count);
        memcpy(copy->children, way->node->children, copy->count * sizeof *copy->children);
        copy->children[way->child] = changed;
        changed = copy;
    }
    feel_expression *e = ARENA_NEW(k->arena, feel_expression);
    *e = *k->expression;
    e->root = changed;
    *ARENA_PUSH(k->arena, &k->found) = (feel_variant){e, branch, part->offset, part->length};
}

// "x = null", or made of such.
static bool tests_null(const node *n)
{
    if (n->kind == NODE_COMPARE && (n->op == OP_EQUAL || n->op == OP_NOT_EQUAL))
        for (size_t i = 0; i < 2; i++)
            if ((n->children[i]->kind == NODE_LITERAL || n->children[i]->folded) &&
                n->children[i]->value.kind == FEEL_NULL)
                return true;
    bool made_of = n->kind == NODE_AND || n->kind == NODE_OR ||
                   (n->kind == NODE_APPLY && strcmp(n->builtin->name, "not") == 0);
    for (size_t i = 0; made_of && i < n->count; i++)
        made_of = tests_null(n->children[i]);
    return made_of && n->count > 0;
}

static void leave_out(varying *k, const step *way, const node *n)
{
    for (size_t i = 0; i < n->count; i++) {
        if (tests_null(n->children[i]) || n->children[i]->kind == NODE_LITERAL)
            continue;
        if (n->count == 2) {
            add_variant(k, way, n->children[1 - i], n->children[i], 0);
            continue;
        }
        node *copy = ARENA_NEW(k->arena, node);
        *copy = *n;
        copy->children = ARENA_ARRAY(k->arena, node *, n->count);
        copy->count = 0;
        for (size_t j = 0; j < n->count; j++)
            if (j != i)
                copy->children[copy->count++] = n->children[j];
        add_variant(k, way, copy, n->children[i], 0);
    }
}

static void vary(varying *k, const step *way, const node *n)
{
    switch (n->kind) {
    case NODE_AND:
    case NODE_OR:
        leave_out(k, way, n);
        break;
    case NODE_IF:
        for (unsigned branch = 1; branch <= 2 && !tests_null(n->children[0]); branch++)
            add_variant(k, way, n->children[branch], n->children[0], branch);
        break;
    case NODE_COMPARE:
    case NODE_APPLY:
    case NODE_ARITHMETIC:
    case NODE_TEXT:
        break;
    default:
        return;
    }
    for (size_t i = 0; i < n->count; i++) {
        step next = {way, n, i};
        vary(k, &next, n->children[i]);
    }
}

const feel_variant *feel_variants(arena *a, const feel_expression *e, size_t most, size_t *count)
{
    varying k = {.arena = a, .expression = e, .most = most};
    vary(&k, NULL, e->root);
    *count = k.found.count;
    return k.found.items;
}
