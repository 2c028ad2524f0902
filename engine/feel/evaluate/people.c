// SPDX-License-Identifier: MIT
// An expression whose result people are to read: terms become their labels wherever they are shown.
#include "feel/functions/builtin.h"

#include <string.h>

static node *copy_node(arena *a, const node *n)
{
    node *copy = ARENA_NEW(a, node);
    *copy = *n;
    copy->children = ARENA_ARRAY(a, node *, n->count);
    if (n->count)
        memcpy(copy->children, n->children, n->count * sizeof *n->children);
    return copy;
}

static node *wrap(arena *a, node_kind kind, node *child, const feel_type *type)
{
    node *n = node_new(a, kind, child->offset, child->length);
    n->children = ARENA_ARRAY(a, node *, 1);
    n->children[0] = child;
    n->count = 1;
    n->depth = child->depth + 1;
    n->type = type;
    return n;
}

static const feel_type *shown_enumeration(const feel_type *type)
{
    if (type->kind == FEEL_LIST)
        type = type->element;
    return type->kind == FEEL_STRING && type->domain && type->domain->labels ? type : NULL;
}

static bool shows_first_argument(const node *n)
{
    static const char *const NAMES[] = {"string join", "string", "upper case", "lower case"};
    for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++)
        if (n->kind == NODE_APPLY && n->count && str_equals(str_from(NAMES[i]), n->builtin->name))
            return true;
    return false;
}

// n with labels in the places of terms; n itself where nothing changes.
static node *with_labels(arena *a, node *n)
{
    size_t from = n->count, to = n->count;
    const feel_type *enumeration = shown_enumeration(n->type);
    if (enumeration) {
        node *label = wrap(a, NODE_LABEL, n, n->type);
        label->wanted = enumeration;
        return label;
    }
    if (n->kind == NODE_IF) {
        from = 1;
    } else if (n->kind == NODE_LIST || (n->kind == NODE_ARITHMETIC && n->type->kind == FEEL_STRING)) {
        from = 0;
    } else if (n->kind == NODE_FOR) {
        from = n->count - 1;
    } else if (shows_first_argument(n)) {
        from = 0;
        to = 1;
    }
    if (from >= to)
        return n;
    node *copy = copy_node(a, n);
    for (size_t i = from; i < to; i++)
        copy->children[i] = with_labels(a, copy->children[i]);
    return copy;
}

const feel_expression *feel_for_people(arena *a, const feel_expression *e)
{
    feel_expression *result = ARENA_NEW(a, feel_expression);
    *result = *e;
    node *root = with_labels(a, copy_node(a, e->root));
    result->root = wrap(a, NODE_TEXT, root, feel_type_basic(FEEL_STRING));
    return result;
}
