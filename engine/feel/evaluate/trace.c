// SPDX-License-Identifier: MIT
// Collects an evaluation's events into a tree: see trace.h. Works as a stack does: what a turn of a loop that
// is not worth keeping has allocated is given up when it ends, so that memory stays within the bounds.
#include "feel/trace.h"

#include "feel/syntax/ast.h"
#include "feel/values/values.h"

enum { MOST_PARTS = 2000, MOST_TURNS = 10, NEAR_ROOT = 4 };

// A part that is still being evaluated.
typedef struct open_part {
    feel_part part; // first, for its address
    arena_mark mark;
    size_t kept_before;
    uint32_t depth;
    bool in_turn;          // in some turn of a loop
    bool again;            // and not in the first
    bool varies;           // reads what loops and functions bind
    VEC(feel_entry) names; // bound for its children so far
    bool wrong;            // it or a part of it
} open_part;

struct feel_tracing {
    arena *arena;
    str text;
    feel_tracing_bounds bounds;
    feel_trace events;
    open_part *root, *open;
    size_t kept;
    uint64_t skipping; // depth among parts that are not kept
    bool ended;        // by a limit
};

static bool has_room(const feel_tracing *t)
{
    bool near_root = !t->open || t->open->depth < NEAR_ROOT;
    return t->kept < (near_root ? t->bounds.parts : t->bounds.parts - t->bounds.parts / 10);
}

static bool is_name(const node *n)
{
    return n->kind == NODE_NAME || n->kind == NODE_VARIABLE || n->kind == NODE_LOCAL ||
           n->kind == NODE_IMPLICIT;
}

static const feel_part *child_at(const feel_part *part, const node *n)
{
    const feel_part *child = part->first;
    while (child && child->node != n)
        child = child->next;
    return child;
}

static str label_of(const feel_part *parent, const node *n)
{
    const node *of = parent->node;
    for (size_t i = 0; i < of->count; i++) {
        if (of->children[i] != n)
            continue;
        if (of->kind == NODE_CONTEXT)
            return of->names[i];
        if (of->kind == NODE_IF)
            return i == 0 ? STR("if") : i == 1 ? STR("then") : STR("else");
        if (of->kind == NODE_IN && i > 0 && !of->inner_implied && n->kind != NODE_TEST)
            return STR("in");
    }
    bool one_of_several = of->kind == NODE_IN && !of->inner_implied && n->kind != NODE_TEST;
    for (size_t i = 1; one_of_several && i < of->count; i++)
        for (size_t j = 0; of->children[i]->kind == NODE_TESTS && j < of->children[i]->count; j++)
            if (of->children[i]->children[j] == n)
                return STR("in");
    return STR_NONE;
}

static void append(feel_part *parent, feel_part *child)
{
    child->parent = parent;
    if (parent->last)
        parent->last->next = child;
    else
        parent->first = child;
    parent->last = child;
}

// What was passed over stands where the text has it.
static void insert(feel_part *parent, feel_part *child)
{
    feel_part *before = NULL;
    for (feel_part *sibling = parent->first; sibling && sibling->offset < child->offset;
         sibling = sibling->next)
        before = sibling;
    if (before == parent->last) {
        append(parent, child);
        return;
    }
    child->parent = parent;
    child->next = before ? before->next : parent->first;
    if (before)
        before->next = child;
    else
        parent->first = child;
}

// A part that starts with a name in parentheses starts behind the "(".
static size_t balanced_start(str text, size_t offset, size_t length)
{
    size_t open = 0;
    for (size_t at = offset; at < offset + length && at < text.length; at++) {
        if (text.data[at] == '"')
            break; // brackets in strings are none; what matters stands before
        if (text.data[at] == '(')
            open++;
        else if (text.data[at] == ')' && open-- == 0)
            break;
    }
    size_t start = offset;
    while (open == SIZE_MAX && start > 0 && text.data[start] != '(')
        start--;
    return start;
}

static void describe(const feel_tracing *t, feel_part *part, const node *n, size_t offset, size_t length)
{
    part->node = n;
    part->offset = length ? balanced_start(t->text, offset, length) : offset;
    part->length = offset + length - part->offset;
    part->text = length ? str_slice(t->text, part->offset, offset + length) : n->name;
    part->is_name = is_name(n);
}

// A name that is bound anew ends the names bound within it.
static void bind(void *user, str name, feel_value value)
{
    feel_tracing *t = user;
    if (t->skipping || !t->open)
        return;
    open_part *o = t->open;
    size_t at = 0;
    while (at < o->names.count && !str_equal(o->names.items[at].name, name))
        at++;
    feel_entry *entry = at < o->names.count ? &o->names.items[at] : ARENA_PUSH(t->arena, &o->names);
    *entry = (feel_entry){name, value};
    o->names.count = at + 1;
}

// Whether a node's value can be read off its text.
static bool shows_itself(const node *n)
{
    bool holds_constants = n->kind == NODE_LIST || n->kind == NODE_CONTEXT || n->kind == NODE_RANGE ||
                           n->kind == NODE_TEST || n->kind == NODE_STRETCH ||
                           (n->kind == NODE_NEGATE && n->children[0]->kind == NODE_LITERAL);
    for (size_t i = 0; holds_constants && i < n->count; i++)
        holds_constants = shows_itself(n->children[i]);
    return holds_constants || n->kind == NODE_LITERAL || n->kind == NODE_MISSING || n->kind == NODE_BUILTIN ||
           n->kind == NODE_FUNCTION;
}

// Such as date("2026-03-01").
static bool is_constant_call(const feel_part *part)
{
    const node *n = part->node;
    bool constant = n->kind == NODE_APPLY && value_is_temporal(part->value.kind);
    for (size_t i = 0; constant && i < n->count; i++)
        constant = n->children[i]->kind == NODE_LITERAL || n->children[i]->kind == NODE_MISSING;
    return constant;
}

static bool is_bound_above(const feel_part *part)
{
    if (str_equals(part->text, "?") && part->parent->node->kind != NODE_IN)
        return true; // shown with the tests
    for (const open_part *up = (const open_part *)part->parent; up; up = (const open_part *)up->part.parent)
        for (size_t i = 0; i < up->names.count; i++)
            if (str_equal(up->names.items[i].name, part->text))
                return true;
    return false;
}

// A turn of a loop, or a function's body.
static bool is_turn(const feel_part *part)
{
    const node *parent = part->parent ? part->parent->node : NULL;
    if (!parent || ((const open_part *)part->parent)->names.count == 0)
        return false;
    bool loops = parent->kind == NODE_FOR || parent->kind == NODE_SOME || parent->kind == NODE_EVERY ||
                 parent->kind == NODE_FILTER;
    return !loops || part->node == parent->children[parent->count - 1];
}

static void enter_within(open_part *o, const open_part *parent)
{
    bool turn = is_turn(&o->part);
    o->part.label = label_of(&parent->part, o->part.node);
    o->in_turn = parent->in_turn || turn;
    o->again = parent->again || (turn && child_at(&parent->part, o->part.node));
    o->varies = o->part.node->kind == NODE_LOCAL || o->part.node->kind == NODE_IMPLICIT;
}

static void enter(void *user, const node *n, size_t offset, size_t length)
{
    feel_tracing *t = user;
    if (t->skipping || !has_room(t)) {
        t->skipping++;
        if (t->open)
            t->open->part.left_out++;
        return;
    }
    arena_mark mark = arena_get_mark(t->arena);
    open_part *o = ARENA_NEW(t->arena, open_part);
    o->mark = mark;
    o->kept_before = t->kept++;
    o->depth = t->open ? t->open->depth + 1 : 0;
    o->part.parent = t->open ? &t->open->part : NULL;
    describe(t, &o->part, n, offset, length);
    if (t->open)
        enter_within(o, t->open);
    else
        t->root = o;
    t->open = o;
}

static bool is_path_start(const feel_part *part)
{
    const node *parent = part->parent ? part->parent->node : NULL;
    return parent && parent->kind == NODE_PATH && parent->children[0] == part->node &&
           part->value.kind != FEEL_NULL && (part->is_name || part->node->kind == NODE_PATH);
}

// The outcome of one of the tests behind "in".
static bool is_outcome(const feel_part *part)
{
    const node *parent = part->parent ? part->parent->node : NULL;
    return parent && parent->kind == NODE_IN && parent->children[0] != part->node;
}

// In a later turn of a loop and the same as in the first.
static bool is_as_before(const feel_part *part)
{
    const open_part *o = (const open_part *)part;
    return o->again && !o->varies && !o->wrong && part->value.kind != FEEL_NULL;
}

static bool is_obvious(const feel_part *part)
{
    if (!part->parent || part->problems || is_outcome(part) || is_turn(part))
        return false;
    return shows_itself(part->node) || is_constant_call(part) || part->value.kind == FEEL_FUNCTION ||
           (part->is_name && is_bound_above(part)) || is_path_start(part) || is_as_before(part);
}

static void add_not_needed(feel_tracing *t, feel_part *parent, const node *n)
{
    if (shows_itself(n) || child_at(parent, n))
        return;
    if (!has_room(t)) {
        parent->left_out++;
        return;
    }
    feel_part *part = &ARENA_NEW(t->arena, open_part)->part;
    part->state = FEEL_PART_NOT_NEEDED;
    part->value = FEEL_NULL_VALUE;
    describe(t, part, n, n->offset, n->length);
    part->label = label_of(parent, n);
    insert(parent, part);
    t->kept++;
}

// The parts that were passed over since the outcome did not depend on them.
static void add_all_not_needed(feel_tracing *t, feel_part *part)
{
    const node *n = part->node;
    if (t->ended || part->left_out || ((const open_part *)part)->in_turn)
        return;
    if (n->kind == NODE_AND || n->kind == NODE_OR || n->kind == NODE_IF || n->kind == NODE_TABLE)
        for (size_t i = 0; i < n->count; i++)
            add_not_needed(t, part, n->children[i]);
    for (size_t i = 1; n->kind == NODE_IN && i < n->count; i++) {
        const node *test = n->children[i];
        for (size_t j = 0; test->kind == NODE_TESTS && j < test->count; j++)
            add_not_needed(t, part, test->children[j]);
        if (test->kind != NODE_TESTS)
            add_not_needed(t, part, test);
    }
}

// The last turn before this one that is kept, and how many are.
static feel_part *turn_before(const feel_part *part, size_t *count)
{
    feel_part *before = NULL;
    *count = 0;
    for (feel_part *sibling = part->parent->first; sibling; sibling = sibling->next)
        if (sibling->node == part->node) {
            before = sibling;
            ++*count;
        }
    return before;
}

// Whether a turn is given up and only counted.
static bool given_up(feel_tracing *t, open_part *o)
{
    if (!is_turn(&o->part))
        return false;
    size_t count;
    feel_part *before = turn_before(&o->part, &count);
    bool telling = o->wrong || o->part.value.kind == FEEL_NULL;
    if (count < t->bounds.turns || (telling && count < 2 * t->bounds.turns))
        return false;
    before->turns.count++;
    before->turns.yes += feel_is_true(o->part.value);
    before->turns.no += o->part.value.kind == FEEL_BOOLEAN && !o->part.value.as.boolean;
    return true;
}

// Which item it is about, of a filter or a loop through one list; 0 where that cannot be told.
static uint64_t turn_number(const feel_part *part)
{
    const node *parent = part->parent->node;
    bool loop = parent->kind == NODE_FOR || parent->kind == NODE_SOME || parent->kind == NODE_EVERY;
    if (!is_turn(part) || part->parent->left_out ||
        !(parent->kind == NODE_FILTER || (loop && parent->count == 2)))
        return 0;
    uint64_t number = 1;
    for (const feel_part *sibling = part->parent->first; sibling; sibling = sibling->next)
        if (sibling->node == part->node)
            number += 1 + sibling->turns.count;
    return number;
}

static void leave(void *user, feel_value value)
{
    feel_tracing *t = user;
    if (t->skipping) {
        t->skipping--;
        return;
    }
    open_part *o = t->open;
    open_part *parent = (open_part *)o->part.parent;
    o->part.value = value;
    t->open = parent;
    if (parent) {
        parent->wrong = parent->wrong || o->wrong;
        parent->varies = parent->varies || o->varies;
    }
    if (parent && given_up(t, o)) {
        t->kept = o->kept_before;
        arena_rewind(t->arena, o->mark);
        return;
    }
    add_all_not_needed(t, &o->part);
    o->part.obvious = is_obvious(&o->part);
    if (!parent)
        return;
    o->part.binding_count = parent->names.count;
    if (parent->names.count) {
        feel_entry *bindings = ARENA_ARRAY(t->arena, feel_entry, parent->names.count);
        for (size_t i = 0; i < parent->names.count; i++)
            bindings[i] = parent->names.items[i];
        o->part.bindings = bindings;
        o->part.turn = turn_number(&o->part);
    }
    append(&parent->part, &o->part);
}

void feel_tracing_problem(feel_tracing *t, const feel_problem *problem)
{
    if (problem->code == CODE_expression_limit)
        t->ended = true;
    if (!t->open)
        return;
    t->open->wrong = true;
    if (t->skipping)
        return;
    feel_part_problem **at = &t->open->part.problems;
    for (; *at; at = &(*at)->next)
        if (str_equal((*at)->message, problem->message))
            return; // of each end of a range, of each item
    *at = ARENA_NEW(t->arena, feel_part_problem);
    **at = (feel_part_problem){NULL, problem->code, problem->message, problem->help};
}

feel_tracing *feel_tracing_new(arena *a, str text, const feel_tracing_bounds *bounds)
{
    feel_tracing *t = ARENA_NEW(a, feel_tracing);
    t->arena = arena_new_within(a); // what it gives up again must be its own
    t->text = text;
    t->bounds = bounds ? *bounds : (feel_tracing_bounds){MOST_PARTS, MOST_TURNS};
    t->events = (feel_trace){.enter = enter, .bind = bind, .leave = leave, .user = t};
    return t;
}

const feel_trace *feel_tracing_events(const feel_tracing *t)
{
    return &t->events;
}

const feel_part *feel_tracing_root(const feel_tracing *t)
{
    return t->root ? &t->root->part : NULL;
}
