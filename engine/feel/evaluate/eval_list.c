// SPDX-License-Identifier: MIT
// Loops, quantifiers, filters and paths. Ranges are counted through, never unfolded.
#include "feel/evaluate/eval.h"

#include "feel/values/temporal.h"
#include "feel/values/values.h"

// What a loop goes through: the items of a list, or whole numbers or days from first to last.
typedef struct domain {
    const feel_list *list; // NULL: counts
    feel_list single;
    feel_value item;
    bool days;
    int64_t at, last, step;
    size_t next;
    bool done;
} domain;

typedef struct loop {
    evaluation *ev;
    const node *node;
    VEC(feel_value) results; // of a for
    binding_cell *partial;   // of a for
    bool decided;            // of a quantifier: no need to go on
    bool unknown;
} loop;

static bool whole(feel_value v, bool days, int64_t *out)
{
    if (days) {
        *out = date_to_days(v.as.date);
        return true;
    }
    return decimal_to_int(v.as.number, out);
}

static bool count_between(evaluation *ev, const node *n, domain *d, feel_value low, feel_value high)
{
    if (low.kind == FEEL_NULL || high.kind == FEEL_NULL) {
        eval_unknown(ev, n, "the range to go through has no end");
        return false;
    }
    if (low.kind != high.kind || (low.kind != FEEL_NUMBER && low.kind != FEEL_DATE)) {
        eval_fail(ev, n, CODE_wrong_type, "cannot count from %.*s to %.*s", STR_ARGS(kind_name(low.kind)),
                  STR_ARGS(kind_name(high.kind)));
        return false;
    }
    d->days = low.kind == FEEL_DATE;
    if (!whole(low, d->days, &d->at) || !whole(high, d->days, &d->last)) {
        eval_fail(ev, n, CODE_not_evaluable, "only whole numbers can be counted through");
        return false;
    }
    d->step = d->at <= d->last ? 1 : -1;
    return true;
}

static bool domain_start(evaluation *ev, const binding_cell *bindings, const node *n, domain *d)
{
    *d = (domain){0};
    if (n->kind == NODE_STRETCH) {
        feel_value low = eval_node(ev, bindings, n->children[0]);
        return count_between(ev, n, d, low, eval_node(ev, bindings, n->children[1]));
    }
    feel_value v = eval_node(ev, bindings, n);
    if (v.kind == FEEL_NULL) {
        eval_unknown(ev, n, "the list to go through is null");
        return false;
    }
    if (v.kind == FEEL_RANGE) {
        const feel_range *range = v.as.range;
        if (!count_between(ev, n, d, range->low, range->high))
            return false;
        d->done = d->at == d->last && !(range->low_included && range->high_included);
        d->at += range->low_included ? 0 : d->step;
        d->last -= range->high_included ? 0 : d->step;
        d->done = d->done || (d->step > 0 ? d->at > d->last : d->at < d->last);
        return true;
    }
    d->item = v;
    d->list = v.kind == FEEL_LIST ? v.as.list : NULL;
    if (!d->list) {
        feel_value *copy = ARENA_NEW(ev->run->arena, feel_value);
        *copy = v;
        d->single = (feel_list){.count = 1, .items = copy};
        d->list = &d->single;
    }
    return true;
}

static bool domain_next(domain *d, feel_value *out)
{
    if (d->list) {
        if (d->next >= d->list->count)
            return false;
        *out = d->list->items[d->next++];
        return true;
    }
    if (d->done)
        return false;
    *out = feel_integer(d->at);
    if (d->days) {
        feel_date date = {0};
        date_from_days(d->at, &date);
        *out = value_date(date);
    }
    d->done = d->at == d->last;
    d->at += d->done ? 0 : d->step;
    return true;
}

// This turn's bindings, from the innermost to "partial", for functions that keep them longer.
static const binding_cell *copy_bindings(const loop *l, const binding_cell *bindings)
{
    binding_cell *copy = ARENA_NEW(l->ev->run->arena, binding_cell);
    *copy = *bindings;
    if (bindings != l->partial)
        copy->parent = copy_bindings(l, bindings->parent);
    return copy;
}

static void loop_body(loop *l, const binding_cell *bindings)
{
    const node *n = l->node;
    evaluation *ev = l->ev;
    if (n->kind == NODE_FOR) {
        if (n->index) { // the body reads "partial"
            l->partial->value = value_new_list(ev->run->arena, l->results.items, l->results.count);
            if (ev->expression->closures)
                bindings = copy_bindings(l, bindings);
            eval_bind(ev, STR("partial"), l->partial->value);
        }
        if (!eval_list_fits(ev, n, l->results.count + 1))
            return;
        feel_value v = eval_node(ev, bindings, n->children[n->count - 1]);
        *ARENA_PUSH(ev->run->arena, &l->results) = v;
        return;
    }
    const node *body = n->children[n->count - 1];
    feel_value v = eval_node(ev, bindings, body);
    if (v.kind == FEEL_BOOLEAN) {
        l->decided = v.as.boolean == (n->kind == NODE_SOME);
        return;
    }
    l->unknown = true;
    if (v.kind != FEEL_NULL)
        eval_fail(ev, body, CODE_wrong_type, "a condition is needed here (boolean), not %.*s",
                  STR_ARGS(kind_name(v.kind)));
}

// Goes through domain number index and, within, those after it. False where a domain is none.
static bool loop_through(loop *l, const binding_cell *bindings, size_t index)
{
    if (index + 1 == l->node->count) {
        loop_body(l, bindings);
        return true;
    }
    domain d;
    if (!domain_start(l->ev, bindings, l->node->children[index], &d))
        return false;
    binding_cell local = {.parent = bindings};
    binding_cell *cell = &local;
    feel_value item;
    while (!l->decided && !l->ev->run->stopped && domain_next(&d, &item)) {
        if (!eval_spend(l->ev, l->node, 1))
            return false;
        if (l->ev->expression->closures) { // a function made in the body may outlive this turn
            cell = ARENA_NEW(l->ev->run->arena, binding_cell);
            cell->parent = bindings;
        }
        cell->value = item;
        eval_bind(l->ev, l->node->names[index], item);
        if (!loop_through(l, cell, index + 1))
            return false;
    }
    return true;
}

feel_value eval_loop(evaluation *ev, const binding_cell *bindings, const node *n)
{
    loop l = {.ev = ev, .node = n};
    if (n->kind == NODE_FOR) {
        l.partial = ARENA_NEW(ev->run->arena, binding_cell);
        l.partial->parent = bindings;
        bindings = l.partial;
    }
    if (!loop_through(&l, bindings, 0))
        return FEEL_NULL_VALUE;
    if (n->kind == NODE_FOR) {
        return value_new_list(ev->run->arena, l.results.items, l.results.count);
    }
    if (l.decided)
        return feel_boolean(n->kind == NODE_SOME);
    return l.unknown ? FEEL_NULL_VALUE : feel_boolean(n->kind == NODE_EVERY);
}

static feel_value item_at(evaluation *ev, const node *n, const feel_list *list, decimal position)
{
    int64_t index;
    if (!decimal_to_int(position, &index))
        return eval_fail(ev, n, CODE_not_evaluable, "an item's position must be a whole number");
    if (index == 0)
        return eval_fail(ev, n, CODE_not_evaluable,
                         "items are counted from 1, or from -1 backwards; there is no item 0");
    int64_t count = (int64_t)list->count;
    if (index > count || index < -count)
        return FEEL_NULL_VALUE;
    return list->items[index > 0 ? index - 1 : count + index];
}

static feel_value filter_items(evaluation *ev, const binding_cell *bindings, const node *n,
                               const feel_list *list)
{
    const node *condition = n->children[1];
    VEC(feel_value) kept = {0};
    binding_cell local = {.parent = bindings};
    binding_cell *cell = &local;
    bool unknown = false;
    for (size_t i = 0; i < list->count && !ev->run->stopped; i++) {
        if (ev->expression->closures) {
            cell = ARENA_NEW(ev->run->arena, binding_cell);
            cell->parent = bindings;
        }
        cell->value = list->items[i];
        eval_bind(ev, STR("item"), cell->value);
        feel_value v = eval_node(ev, cell, condition);
        unknown = unknown || (v.kind == FEEL_NULL && ev->expression->unknown_nulls);
        if (v.kind == FEEL_NUMBER && i == 0)
            return item_at(ev, condition, list, v.as.number);
        if (feel_is_true(v))
            *ARENA_PUSH(ev->run->arena, &kept) = list->items[i];
        else if (v.kind != FEEL_BOOLEAN && v.kind != FEEL_NULL)
            return eval_fail(ev, condition, CODE_wrong_type,
                             "a filter needs a condition or a position, not %.*s",
                             STR_ARGS(kind_name(v.kind)));
    }
    if (unknown)
        return eval_unknown(ev, condition, "the condition is null for some item");
    return value_new_list(ev->run->arena, kept.items, kept.count);
}

feel_value eval_filter(evaluation *ev, const binding_cell *bindings, const node *n)
{
    feel_value base = eval_node(ev, bindings, n->children[0]);
    if (base.kind == FEEL_NULL)
        return eval_unknown(ev, n, "the list to filter is null");
    feel_list list = value_as_list(ev->run->arena, base);
    if (n->children[1]->type->kind != FEEL_NUMBER)
        return filter_items(ev, bindings, n, &list);
    binding_cell none = {.parent = bindings, .value = list.count ? list.items[0] : FEEL_NULL_VALUE};
    feel_value position = eval_node(ev, &none, n->children[1]);
    if (position.kind != FEEL_NUMBER)
        return eval_unknown(ev, n, "an item's position is null");
    return item_at(ev, n->children[1], &list, position.as.number);
}

static bool range_member(const feel_range *r, str name, feel_value *out)
{
    if (str_equals(name, "start"))
        *out = r->low;
    else if (str_equals(name, "end"))
        *out = r->high;
    else if (str_equals(name, "start included"))
        *out = feel_boolean(r->low_included);
    else if (str_equals(name, "end included"))
        *out = feel_boolean(r->high_included);
    else
        return false;
    return true;
}

static bool member_of(const node *n, feel_value base, feel_value *out)
{
    if (base.kind == FEEL_CONTEXT) {
        const feel_context *c = base.as.context;
        if (c->get && n->index < c->type->member_count &&
            (c->type == n->children[0]->type || str_equal(context_name(c, n->index), n->name))) {
            *out = c->get(c->host, n->index);
            return true;
        }
        return context_find(c, n->name, out);
    }
    if (base.kind == FEEL_RANGE)
        return range_member(base.as.range, n->name, out);
    return temporal_member(base, n->name, out);
}

// What a path through a list met.
typedef struct path_walk {
    bool found;         // the member, in some item
    feel_value without; // the first context that does not have it, or null
} path_walk;

static bool members_of(evaluation *ev, const node *n, const feel_list *list, int depth, path_walk *walk,
                       feel_value *out);

// The member of one item; within a list of lists, of each of its items (§10.3.1.5).
static bool item_member(evaluation *ev, const node *n, feel_value item, int depth, path_walk *walk,
                        feel_value *out)
{
    *out = FEEL_NULL_VALUE;
    if (item.kind == FEEL_LIST)
        return members_of(ev, n, item.as.list, depth, walk, out);
    if (member_of(n, item, out)) {
        walk->found = true;
        return true;
    }
    if (item.kind == FEEL_CONTEXT && walk->without.kind == FEEL_NULL)
        walk->without = item;
    if (item.kind == FEEL_CONTEXT || item.kind == FEEL_NULL)
        return true;
    eval_no_member(ev, n, item, true);
    return false;
}

static bool members_of(evaluation *ev, const node *n, const feel_list *list, int depth, path_walk *walk,
                       feel_value *out)
{
    if (depth == 0)
        eval_stop(ev, n, "lists in it are nested too deeply");
    if (depth == 0 || !eval_spend(ev, n, list->count))
        return false;
    feel_value *items = ARENA_ARRAY(ev->run->arena, feel_value, list->count);
    for (size_t i = 0; i < list->count; i++)
        if (!item_member(ev, n, list->items[i], depth - 1, walk, &items[i]))
            return false;
    *out = value_new_list(ev->run->arena, items, list->count);
    return true;
}

feel_value eval_path(evaluation *ev, const binding_cell *bindings, const node *n)
{
    feel_value base = eval_node(ev, bindings, n->children[0]);
    feel_value member;
    if (base.kind == FEEL_NULL)
        return eval_unknown(ev, n, "null has no \"%.*s\"", STR_ARGS(n->name));
    if (base.kind == FEEL_LIST) {
        path_walk walk = {.without = FEEL_NULL_VALUE};
        if (!members_of(ev, n, base.as.list, VALUE_DEPTH, &walk, &member))
            return FEEL_NULL_VALUE;
        if (!walk.found && walk.without.kind == FEEL_CONTEXT)
            eval_note_lacking(ev, n, base.as.list, walk.without);
        return member;
    }
    return member_of(n, base, &member) ? member : eval_no_member(ev, n, base, false);
}
