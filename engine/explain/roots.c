// SPDX-License-Identifier: MIT
// Root causes before consequences: where a criterion lost points that, as the rule set says, likely follows
// from others that lost some too, those stand first. Changes the order of losses, never a figure. Defined in
// docs/EXPLAIN.md.
#include "explain/explaining.h"

#include <string.h>

typedef struct ordering {
    const explaining *x;
    const explanation *of;
    loss *losses;
    size_t count;
    name_map by_id; // of criteria and flags that are low, to their loss
    loss *ordered;
    size_t placed;
    bool *is_placed;
} ordering;

// Known, and half of its points lost or more: a little less than all has no cause to look for.
static bool is_low(const ordering *o, const loss *l)
{
    if (l->kind != LOSS_CRITERION)
        return l->kind == LOSS_FLAG;
    const criterion_explanation *c = explanation_criterion(o->of, l->id);
    return !l->unknown && c->lost >= c->points - c->lost;
}

static void place_loss(ordering *o, size_t index)
{
    if (o->is_placed[index])
        return;
    o->is_placed[index] = true;
    o->ordered[o->placed++] = o->losses[index];
}

// Numbers of the losses that it follows from, as they stand: largest first.
static size_t roots_of(const ordering *o, const loss *l, size_t *roots)
{
    uint32_t number = l->kind == LOSS_CRITERION ? ruleset_find_criterion(o->x->rules, l->id) : NAME_MISSING;
    const criterion *c = number == NAME_MISSING ? NULL : &o->x->rules->criteria[number];
    size_t count = 0;
    for (size_t i = 0; c && i < c->follows_count && is_low(o, l); i++) {
        uint32_t root = name_map_get(&o->by_id, c->follows[i]);
        size_t at = count;
        if (root == NAME_MISSING)
            continue;
        for (; at > 0 && roots[at - 1] > root; at--)
            roots[at] = roots[at - 1];
        roots[at] = root;
        count++;
    }
    return count;
}

static void place_with_roots(ordering *o, size_t index, size_t *roots)
{
    loss *l = &o->losses[index];
    size_t count = roots_of(o, l, roots);
    str *ids = ARENA_ARRAY(o->x->out, str, count);
    for (size_t i = 0; i < count; i++) {
        place_loss(o, roots[i]);
        ids[i] = o->losses[roots[i]].id;
    }
    l->follows_from = ids;
    l->follows_count = count;
    place_loss(o, index);
}

void explain_roots(const explaining *x, const explanation *of, loss *losses, size_t count)
{
    size_t most = 0;
    for (size_t i = 0; i < x->rules->criterion_count; i++)
        if (x->rules->criteria[i].follows_count > most)
            most = x->rules->criteria[i].follows_count;
    if (most == 0)
        return;
    ordering o = {.x = x, .of = of, .losses = losses, .count = count};
    o.ordered = ARENA_ARRAY(x->scratch, loss, count);
    o.is_placed = ARENA_ARRAY(x->scratch, bool, count);
    for (size_t i = 0; i < count; i++)
        if (is_low(&o, &losses[i]))
            name_map_put(&o.by_id, x->scratch, losses[i].id, (uint32_t)i);
    size_t *roots = ARENA_ARRAY(x->scratch, size_t, most);
    for (size_t i = 0; i < count; i++)
        if (!o.is_placed[i])
            place_with_roots(&o, i, roots);
    if (count)
        memcpy(losses, o.ordered, count * sizeof *losses);
}
