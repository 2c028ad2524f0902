// SPDX-License-Identifier: MIT
// The evaluator's words: what is said of values that do not fit, and what to write instead. They are the
// checker's words, with the types that the values turned out to have.
#include "feel/check/check.h"
#include "feel/values/values.h"

enum { SHOWN_TEXT = 60, LOOKED_AT = 100, SEARCHED = 1000 }; // items of a list, members of a context

bool eval_explains(const evaluation *ev)
{
    const feel_run *run = ev->run;
    return ev->expression->lenient && run->report && !run->stopped &&
           run->state.reported < run->limits->diagnostics; // or more than anybody will read
}

static checker checker_of(const evaluation *ev)
{
    return (checker){.arena = ev->run->arena, .expression = ev->expression};
}

feel_value eval_fail_help(evaluation *ev, const node *n, diagnostic_code code, str help, const char *format,
                          ...)
{
    builder message = builder_new(ev->run->arena);
    va_list arguments;
    va_start(arguments, format);
    builder_addv(&message, format, arguments);
    va_end(arguments);
    return eval_report(ev, code, n->offset, n->length, builder_str(&message), help);
}

// The type of a value, as far as it can be told without going deep.
static const feel_type *type_of(arena *a, feel_value v)
{
    if (v.kind != FEEL_LIST || !v.as.list->count)
        return feel_type_basic(v.kind);
    const feel_list *list = v.as.list;
    feel_kind kind = list->items[0].kind;
    for (size_t i = 1; i < list->count && i < LOOKED_AT; i++)
        if (list->items[i].kind != kind)
            return feel_type_basic(FEEL_LIST);
    return feel_type_list(a, feel_type_basic(kind));
}

// A copy of the node that has the value's type.
static side side_of(const evaluation *ev, node *copy, const node *n, feel_value v)
{
    *copy = *n;
    copy->type = type_of(ev->run->arena, v);
    return (side){copy, copy->type};
}

static bool is_filtered(const node *n)
{
    while (n->kind == NODE_PATH)
        n = n->children[0];
    return n->kind == NODE_FILTER;
}

// A filter's result is a list also where only one item is left.
static str filtered_help(checker *c, const side *list, feel_value v, const char *which)
{
    size_t count = v.as.list->count;
    str text = node_text(c, list->node);
    if (count == 0)
        return str_printf(c->arena, "the %s side is an empty list: the filter leaves no item", which);
    if (text.length > SHOWN_TEXT)
        return str_printf(c->arena, "the %s side is a list of %zu item%s; put [1] behind it for the first",
                          which, count, count == 1 ? "" : "s");
    return str_printf(c->arena, "the %s side is a list of %zu item%s; for the %s write %.*s[1]", which, count,
                      count == 1 ? "" : "s", count == 1 ? "item itself" : "first of them", STR_ARGS(text));
}

static bool same_kind(const node *x, const node *y)
{
    return x->kind == NODE_LITERAL && y->kind == NODE_LITERAL && x->value.kind == y->value.kind;
}

str eval_operands_help(evaluation *ev, const node *n, feel_value x, feel_value y)
{
    bool test = n->kind == NODE_TEST;
    bool pair = n->kind == NODE_ARITHMETIC || n->kind == NODE_COMPARE ||
                (n->kind == NODE_BETWEEN && same_kind(n->children[1], n->children[2]));
    if (!eval_explains(ev) || !(test || pair))
        return STR_NONE;
    checker c = checker_of(ev);
    node first = {.kind = NODE_NAME}, second;
    node blank = first;
    side left = side_of(ev, &first, test ? &blank : n->children[0], x);
    side right = side_of(ev, &second, n->children[test ? 0 : 1], y);
    bool left_list = x.kind == FEEL_LIST && y.kind != FEEL_LIST;
    bool right_list = y.kind == FEEL_LIST && x.kind != FEEL_LIST;
    if (left_list && is_filtered(left.node))
        return filtered_help(&c, &left, x, "left");
    if (right_list && is_filtered(right.node))
        return filtered_help(&c, &right, y, "right");
    if (test && (left_list || right_list))
        return STR_NONE;
    if (n->kind == NODE_ARITHMETIC)
        return arithmetic_help(&c, n->op, left, right);
    str chained = chained_comparison_help(&c, left, right);
    return chained.length ? chained : comparison_help(&c, n->op <= OP_NOT_EQUAL, left, right);
}

// Where the member's name stands.
static size_t name_length(const evaluation *ev, const node *n)
{
    size_t end = lex_spaced(ev->expression->text, n->name_offset, n->name);
    return end == SIZE_MAX ? n->offset + n->length - n->name_offset : end - n->name_offset;
}

static feel_value fail_at_name(evaluation *ev, const node *n, str message, str help)
{
    return eval_report(ev, CODE_unknown_member, n->name_offset, name_length(ev, n), message, help);
}

str eval_member_help(evaluation *ev, feel_value context, str name, const char *what)
{
    if (!eval_explains(ev) || context.kind != FEEL_CONTEXT)
        return STR_NONE;
    checker c = checker_of(ev);
    size_t count = context_count(context.as.context);
    suggestion s = suggestion_for(name);
    str *names = ARENA_ARRAY(c.arena, str, count < SEARCHED ? count : SEARCHED);
    for (size_t i = 0; i < count && i < SEARCHED; i++) {
        names[i] = context_name(context.as.context, i);
        if (names[i].length > SHOWN_TEXT)
            names[i] = STR("…");
        else
            suggestion_offer(&s, names[i]);
    }
    str near = suggestion_help(&c, &s), all = names_help(&c, what, names, count);
    if (!near.length || !all.length)
        return near.length ? near : all;
    return str_printf(c.arena, "%.*s\n%.*s", STR_ARGS(near), STR_ARGS(all));
}

feel_value eval_no_member(evaluation *ev, const node *n, feel_value base, bool in_list)
{
    str kind = kind_name(base.kind);
    str message = str_printf(ev->run->arena, "%.*s has no \"%.*s\"", STR_ARGS(kind), STR_ARGS(n->name));
    if (base.kind == FEEL_CONTEXT || !eval_explains(ev))
        return fail_at_name(ev, n, message, eval_member_help(ev, base, n->name, "it has: "));
    checker c = checker_of(ev);
    node owner;
    side given = side_of(ev, &owner, n->children[0], base);
    if (in_list)
        owner.type = feel_type_basic(FEEL_LIST);
    return fail_at_name(ev, n, message, member_help(&c, given.node, given.type, n->name));
}

void eval_note_lacking(evaluation *ev, const node *n, const feel_list *list, feel_value first)
{
    if (!ev->expression->lenient)
        return;
    str message = str_printf(ev->run->arena, "no item of the list has \"%.*s\"", STR_ARGS(n->name));
    str help = eval_member_help(ev, first, n->name, list->count == 1 ? "it has: " : "the first has: ");
    fail_at_name(ev, n, message, help);
}

// The argument's own node, where the call stands as such in the text.
static const node *argument_node(const call *c, size_t index)
{
    const node *n = c->node;
    if ((c->builtin->checks & LIST_OR_ITEMS) && c->count == 1) // the list
        return NULL;
    if (n->kind == NODE_APPLY && str_equals(str_from(n->builtin->name), c->builtin->name))
        return index < n->count ? n->children[index] : NULL;
    if (n->kind == NODE_CALL && !n->name_count && index + 1 < n->count)
        return n->children[index + 1];
    return NULL;
}

feel_value call_wrong_argument(call *c, const builtin_parameter *p, size_t index, feel_value v)
{
    evaluation *ev = c->evaluation;
    checker words = checker_of(ev);
    node copy, blank = {.kind = NODE_NAME}, site = *c->node;
    const node *argument = argument_node(c, index);
    side given = side_of(ev, &copy, argument ? argument : &blank, v);
    str message = argument_message(&words, c->builtin, p, given), help = STR_NONE;
    bool item = c->builtin->checks & LIST_OR_ITEMS;
    if (item)
        message = str_printf(words.arena, "%.*s (item %zu)", STR_ARGS(message), index + 1);
    site.builtin = c->builtin;
    if (argument && site.kind == NODE_APPLY && !item && eval_explains(ev))
        help = argument_help(&words, p, given.node, &site);
    const node *at = argument ? argument : c->node;
    return eval_report(ev, CODE_wrong_type, at->offset, at->length, message, help);
}

feel_value call_null_item(call *c, size_t index)
{
    evaluation *ev = c->evaluation;
    const node *n = c->node;
    str help = STR_NONE;
    if (!ev->expression->lenient || ev->run->state.reported != ev->run->state.reported_before)
        return FEEL_NULL_VALUE;
    if (eval_explains(ev) && n->kind == NODE_APPLY && n->builtin == c->builtin && n->count == 1) {
        checker words = checker_of(ev);
        str text = node_text(&words, n->children[0]);
        if (text.length <= SHOWN_TEXT)
            help = str_printf(ev->run->arena, "to leave it out write %s(%.*s[item != null])",
                              c->builtin->name, STR_ARGS(text));
    }
    return eval_fail_help(ev, n, CODE_not_evaluable, help, "item %zu of \"%s\" is null", index + 1,
                          c->builtin->name);
}

feel_value eval_wrong_count(evaluation *ev, const node *n, const node *definition, size_t count)
{
    checker c = checker_of(ev);
    size_t wanted = definition->name_count;
    str help = eval_explains(ev) ? names_help(&c, "its parameters: ", definition->names, wanted) : STR_NONE;
    return eval_fail_help(ev, n, CODE_wrong_arguments, help, "%.*s takes %zu argument%s, not %zu",
                          STR_ARGS(callee_text(&c, n)), wanted, wanted == 1 ? "" : "s", count);
}

feel_value eval_not_given(evaluation *ev, const node *n, const node *definition, size_t index)
{
    checker c = checker_of(ev);
    size_t count = definition->name_count;
    str help = eval_explains(ev) ? names_help(&c, "its parameters: ", definition->names, count) : STR_NONE;
    return eval_fail_help(ev, n, CODE_wrong_arguments, help, "%.*s is called without its \"%.*s\"",
                          STR_ARGS(callee_text(&c, n)), STR_ARGS(definition->names[index]));
}

feel_value eval_wrong_parameter(evaluation *ev, const node *n, const node *definition, size_t index,
                                feel_value v)
{
    checker c = checker_of(ev);
    const node *argument = NULL;
    for (size_t i = 1; n->kind == NODE_CALL && i < n->count; i++)
        if (n->name_count ? str_equal(n->names[i - 1], definition->names[index]) : i == index + 1)
            argument = n->children[i];
    node copy, blank = {.kind = NODE_NAME};
    side given = side_of(ev, &copy, argument ? argument : &blank, v);
    const feel_type *wanted = definition->types[index];
    str help = argument && eval_explains(ev) ? conversion_help(&c, wanted->kind, given.node) : STR_NONE;
    str message = str_printf(c.arena, "%.*s needs %.*s as its \"%.*s\", not %.*s",
                             STR_ARGS(callee_text(&c, n)), STR_ARGS(feel_type_name(c.arena, wanted)),
                             STR_ARGS(definition->names[index]), STR_ARGS(side_text(&c, given)));
    const node *at = argument ? argument : n;
    return eval_report(ev, CODE_wrong_type, at->offset, at->length, message, help);
}
