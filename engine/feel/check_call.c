// SPDX-License-Identifier: MIT
// Calls: which row of the table of built-in functions is meant, whether the arguments fit, what comes out.
#include "feel/check.h"

#include "feel/pattern.h"
#include "feel/slips.h"

#include <string.h>

static str signature(checker *c, const builtin *b)
{
    builder text = builder_new(c->arena);
    builder_addf(&text, "%s(", b->name);
    for (size_t i = 0; i < builtin_parameter_count(b); i++) {
        const builtin_parameter *p = &b->parameters[i];
        builder_addf(&text, "%s%s%s%s", i ? ", " : "", p->name,
                     p->flags & MAY_MISS && !(p->flags & REST) ? "?" : "", p->flags & REST ? ", …" : "");
    }
    builder_addc(&text, ')');
    return builder_str(&text);
}

static str signatures(checker *c, const builtin *rows, size_t count)
{
    builder text = builder_new(c->arena);
    builder_adds(&text, "it is called as ");
    for (size_t i = 0; i < count; i++) {
        if (i)
            builder_adds(&text, " or ");
        builder_add(&text, signature(c, &rows[i]));
    }
    return builder_str(&text);
}

static size_t required(const builtin *b)
{
    size_t count = 0;
    for (size_t i = 0; i < builtin_parameter_count(b); i++)
        if (!(b->parameters[i].flags & MAY_MISS))
            count = i + 1;
    return count ? count : (builtin_has_rest(b) ? 1 : 0);
}

static const builtin_parameter *parameter_of(const builtin *b, size_t argument)
{
    size_t count = builtin_parameter_count(b);
    return &b->parameters[argument < count ? argument : count - 1];
}

static bool accepts(const builtin_parameter *p, const feel_type *type)
{
    return !p->kinds || is_open_type(type) || (p->kinds >> type->kind & 1);
}

static bool row_accepts(const builtin *b, const node *site)
{
    for (size_t i = 1; i < site->count; i++)
        if (!accepts(parameter_of(b, i - 1), site->children[i]->type))
            return false;
    return true;
}

static const builtin *by_position(const builtin *rows, size_t count, const node *site)
{
    const builtin *best = NULL;
    size_t given = site->count - 1;
    for (size_t i = 0; i < count; i++) {
        size_t most = builtin_has_rest(&rows[i]) ? SIZE_MAX : builtin_parameter_count(&rows[i]);
        if (given < required(&rows[i]) || given > most)
            continue;
        if (row_accepts(&rows[i], site))
            return &rows[i];
        if (!best)
            best = &rows[i];
    }
    return best;
}

static size_t parameter_named(const builtin *b, str name)
{
    for (size_t i = 0; i < builtin_parameter_count(b); i++)
        if (str_equals(name, b->parameters[i].name))
            return i;
    return SIZE_MAX;
}

static size_t argument_named(const node *site, const char *name)
{
    for (size_t i = 0; i < site->name_count; i++)
        if (str_equals(site->names[i], name))
            return i + 1;
    return 0;
}

static bool names_fit(const builtin *b, const node *site)
{
    for (size_t i = 0; i < site->name_count; i++) {
        if (parameter_named(b, site->names[i]) == SIZE_MAX)
            return false;
        for (size_t j = 0; j < i; j++)
            if (str_equal(site->names[i], site->names[j]))
                return false;
    }
    for (size_t i = 0; i < builtin_parameter_count(b); i++) {
        bool must = !(b->parameters[i].flags & MAY_MISS) || (b->parameters[i].flags & REST);
        if (must && !argument_named(site, b->parameters[i].name))
            return false;
    }
    return true;
}

static const builtin *by_name(const builtin *rows, size_t count, const node *site)
{
    for (size_t i = 0; i < count; i++)
        if (names_fit(&rows[i], site))
            return &rows[i];
    return NULL;
}

// Puts named arguments into the order of the parameters.
static void order_arguments(checker *c, node *n)
{
    size_t count = builtin_parameter_count(n->builtin);
    node **children = ARENA_ARRAY(c->arena, node *, count);
    for (size_t i = 0; i < count; i++) {
        size_t argument = argument_named(n, n->builtin->parameters[i].name);
        children[i] = argument ? n->children[argument] : node_new(c->arena, NODE_MISSING, n->offset, 0);
    }
    n->children = children;
    n->count = count;
}

static void wrong_call(checker *c, node *n, const builtin *rows, size_t count)
{
    str help = signatures(c, rows, count);
    for (size_t i = 0; i < n->name_count; i++) {
        bool known = false;
        for (size_t r = 0; r < count; r++)
            known = known || parameter_named(&rows[r], n->names[i]) != SIZE_MAX;
        if (known)
            continue;
        str message =
            str_printf(c->arena, "\"%s\" has no parameter \"%.*s\"", rows->name, STR_ARGS(n->names[i]));
        complain_or_defer(c, n, CODE_wrong_arguments, n->name_offsets[i], n->names[i].length, message, help);
        return;
    }
    size_t given = n->count - 1;
    str message =
        n->name_count
            ? str_printf(c->arena, "\"%s\" is called with arguments missing or given twice", rows->name)
            : str_printf(c->arena, "\"%s\" cannot be called with %zu argument%s", rows->name, given,
                         given == 1 ? "" : "s");
    complain_or_defer(c, n, CODE_wrong_arguments, n->offset, n->length, message, help);
}

static str kinds_text(checker *c, uint32_t kinds)
{
    builder text = builder_new(c->arena);
    for (int kind = FEEL_BOOLEAN; kind < FEEL_ANY; kind++) {
        if (!(kinds >> kind & 1))
            continue;
        kinds &= ~KIND(kind);
        builder_addf(&text, "%s%.*s", text.length ? (kinds ? ", " : " or ") : "",
                     STR_ARGS(kind_name((feel_kind)kind)));
    }
    return builder_str(&text);
}

static bool check_argument(checker *c, const node *n, const builtin_parameter *p, const node *argument,
                           const feel_type *type)
{
    if (accepts(p, type))
        return true;
    str wanted = kinds_text(c, p->kinds);
    str found = feel_type_name(c->arena, type);
    str message = str_printf(c->arena, "\"%s\" needs %.*s as its %s, not %.*s", n->builtin->name,
                             STR_ARGS(wanted), p->name, STR_ARGS(found));
    complain(c, CODE_wrong_type, argument->offset, argument->length, message, STR_NONE);
    return false;
}

static bool takes_list(const node *n)
{
    return (n->builtin->checks & LIST_OR_ITEMS) && n->count == 1 && n->children[0]->type->kind == FEEL_LIST;
}

static bool check_arguments(checker *c, node *n)
{
    bool fits = true;
    if (takes_list(n))
        return check_argument(c, n, &n->builtin->parameters[0], n->children[0],
                              n->children[0]->type->element);
    for (size_t i = 0; i < n->count; i++)
        if (n->children[i]->kind != NODE_MISSING)
            fits = check_argument(c, n, parameter_of(n->builtin, i), n->children[i], n->children[i]->type) &&
                   fits;
    return fits;
}

static void check_item(checker *c, const node *n)
{
    const feel_type *list = n->children[0]->type;
    if (list->kind != FEEL_LIST)
        return;
    for (size_t i = n->builtin->item_parameter; i < n->count; i++) {
        const node *item = n->children[i];
        const feel_type *element = list->element;
        check_term(c, element, item);
        if (n->builtin->result == RESULT_KIND || n->builtin->result == RESULT_FLAT) // it compares
            check_term(c, item->type, n->children[0]);
        if (is_open_type(element) || is_open_type(item->type) || element->kind == item->type->kind)
            continue;
        str wanted = feel_type_name(c->arena, element);
        str found = feel_type_name(c->arena, item->type);
        complain(c, CODE_wrong_type, item->offset, item->length,
                 str_printf(c->arena, "the list holds %.*s, so it cannot hold %.*s", STR_ARGS(wanted),
                            STR_ARGS(found)),
                 item->type->kind == FEEL_LIST ? common_item_help(c, item, n->children[0]) : STR_NONE);
    }
}

static const feel_type *element_type(checker *c, const node *n)
{
    if (n->count == 1)
        return n->children[0]->type->kind == FEEL_LIST ? n->children[0]->type->element : n->children[0]->type;
    const feel_type *type = feel_type_basic(FEEL_NULL);
    for (size_t i = 0; i < n->count; i++)
        type = join_types(c->arena, type, n->children[i]->type);
    return type->kind == FEEL_NULL ? feel_type_basic(FEEL_ANY) : type;
}

static const feel_type *list_type(checker *c, const node *n)
{
    const feel_type *first = n->children[0]->type;
    if (first->kind != FEEL_LIST || !(n->builtin->checks & CHECK_ITEM))
        return first->kind == FEEL_LIST ? first : feel_type_basic(FEEL_LIST);
    const feel_type *element = first->element;
    for (size_t i = n->builtin->item_parameter; i < n->count; i++)
        element = join_types(c->arena, element, n->children[i]->type);
    return feel_type_list(c->arena, element);
}

static const feel_type *joined_type(checker *c, const node *n)
{
    const feel_type *type = feel_type_basic(FEEL_NULL);
    for (size_t i = 0; i < n->count; i++)
        type = join_types(c->arena, type, n->children[i]->type);
    return type->kind == FEEL_LIST ? type : feel_type_basic(FEEL_LIST);
}

static const feel_type *result_type(checker *c, const node *n)
{
    switch (n->builtin->result) {
    case RESULT_FIRST:
        return n->children[0]->type;
    case RESULT_LIST:
        return list_type(c, n);
    case RESULT_ELEMENT:
        return element_type(c, n);
    case RESULT_ELEMENTS:
        return feel_type_list(c->arena, element_type(c, n));
    case RESULT_STRINGS:
        return feel_type_list(c->arena, feel_type_basic(FEEL_STRING));
    case RESULT_FLAT:
        return feel_type_basic(FEEL_LIST);
    case RESULT_JOINED:
        return joined_type(c, n);
    case RESULT_KIND:
        break;
    }
    return feel_type_basic(n->builtin->result_kind);
}

typedef struct captured {
    bool failed;
    diagnostic_code code;
    str message;
} captured;

static void capture(void *user, const feel_problem *problem)
{
    captured *c = user;
    c->failed = true;
    c->code = problem->code;
    c->message = problem->message;
}

// Evaluates what holds constants only.
static feel_value constant_value(checker *c, const node *n, captured *failure)
{
    feel_run run = {
        .arena = c->arena, .limits = c->options->limits, .report = capture, .report_user = failure};
    run.memory_start = c->arena->used;
    evaluation ev = {.run = &run, .expression = c->expression};
    return eval_node(&ev, NULL, n);
}

static bool is_constant(const node *n)
{
    if (n->problem.length ||
        (n->kind != NODE_LITERAL && n->kind != NODE_ARITHMETIC && n->kind != NODE_NEGATE))
        return false;
    for (size_t i = 0; i < n->count; i++)
        if (!is_constant(n->children[i]))
            return false;
    return true;
}

void check_constant_result(checker *c, node *n)
{
    captured failure = {0};
    if (c->options->lenient || !is_constant(n))
        return;
    constant_value(c, n, &failure);
    if (failure.failed)
        complain_or_defer(c, n, failure.code, n->offset, n->length, failure.message, STR_NONE);
}

// A call whose arguments are constants becomes what it gives; where it gives an error, that shows now.
static void fold_constant(checker *c, node *n)
{
    for (size_t i = 0; i < n->count; i++)
        if (n->children[i]->kind != NODE_MISSING &&
            (n->children[i]->kind != NODE_LITERAL || n->children[i]->problem.length ||
             feel_is_null(n->children[i]->value)))
            return;
    captured failure = {0};
    feel_value value = constant_value(c, n, &failure);
    if (failure.failed) {
        const node *at = n->count == 1 ? n->children[0] : n;
        complain(c, CODE_invalid_constant, at->offset, at->length, failure.message, STR_NONE);
        n->type = feel_type_basic(FEEL_ANY);
        return;
    }
    n->kind = NODE_LITERAL;
    n->value = value;
    n->count = 0;
    n->depth = 1;
    n->type = value.kind == FEEL_RANGE ? feel_type_range(c->arena, feel_type_basic(value.as.range->low.kind))
                                       : feel_type_basic(value.kind);
}

static bool constant_string(const node *n, str *out)
{
    if (n->kind != NODE_LITERAL || n->value.kind != FEEL_STRING)
        return false;
    *out = n->value.as.string;
    return true;
}

static void compile_pattern(checker *c, node *n)
{
    str pattern, flags = STR_NONE;
    size_t flags_index = builtin_parameter_count(n->builtin) - 1;
    if (n->count < 2 || !constant_string(n->children[1], &pattern))
        return;
    if (flags_index > 1 && flags_index < n->count && n->children[flags_index]->kind != NODE_MISSING &&
        str_equals(str_from(n->builtin->parameters[flags_index].name), "flags") &&
        !constant_string(n->children[flags_index], &flags))
        return;
    str error;
    n->pattern = pattern_compile(c->arena, pattern, flags, c->options->limits, &error);
    if (!n->pattern)
        complain(c, CODE_invalid_constant, n->children[1]->offset, n->children[1]->length, error, STR_NONE);
}

static void become_apply(checker *c, node *n, const builtin *b)
{
    n->kind = NODE_APPLY;
    n->builtin = b;
    if (n->name_count) {
        order_arguments(c, n);
    } else {
        n->children++;
        n->count--;
    }
    bool fits = check_arguments(c, n);
    n->type = fits ? result_type(c, n) : feel_type_basic(FEEL_ANY);
    if (!fits)
        return;
    if (b->checks & CHECK_ITEM)
        check_item(c, n);
    if (b->checks & CHECK_PATTERN)
        compile_pattern(c, n);
    if (b->checks & CHECK_CONSTANT)
        fold_constant(c, n);
}

static void check_builtin_call(checker *c, node *n, const builtin *rows, size_t count)
{
    const builtin *b = n->name_count ? by_name(rows, count, n) : by_position(rows, count, n);
    n->children[0]->builtin = rows;
    if (b)
        become_apply(c, n, b);
    else
        wrong_call(c, n, rows, count);
}

static void check_value_call(checker *c, node *n)
{
    node *callee = n->children[0];
    const feel_type *type = callee->type;
    if (is_open_type(type))
        return;
    if (type->kind != FEEL_FUNCTION) {
        str name = feel_type_name(c->arena, type);
        complain(c, CODE_wrong_type, callee->offset, callee->length,
                 str_printf(c->arena, "%.*s is no function, so it cannot be called", STR_ARGS(name)),
                 STR_NONE);
        return;
    }
    n->type = type->element;
    if (!type->open && n->count - 1 != type->member_count)
        complain(c, CODE_wrong_arguments, n->offset, n->length,
                 str_printf(c->arena, "the function takes %zu argument%s, not %zu", type->member_count,
                            type->member_count == 1 ? "" : "s", n->count - 1),
                 STR_NONE);
}

static bool may_be_function(const feel_type *type)
{
    return type->kind == FEEL_FUNCTION || is_open_type(type);
}

// Whether a call of this name calls what the name is bound to. A variable that is no function hides no
// built-in function: a let may be named "count".
static bool calls_bound(const checker *c, const scope_binding *scope, str name)
{
    size_t rows;
    bool builtin_too = builtin_find(name, &rows) != NULL;
    for (; scope; scope = scope->parent) {
        if (str_equal(scope->name, name))
            return !builtin_too || may_be_function(scope->type);
        if (!scope->filtered || scope->type->kind != FEEL_CONTEXT)
            continue;
        uint32_t member = feel_type_member(scope->type, name);
        if (member != NAME_MISSING)
            return !builtin_too || may_be_function(scope->type->members[member].type);
    }
    uint32_t slot = name_map_get(&c->options->names->variables, name);
    return slot != NAME_MISSING &&
           (!builtin_too || c->expression->scope->variables[slot].type->kind == FEEL_FUNCTION);
}

static void unknown_function(checker *c, node *n)
{
    node *callee = n->children[0];
    suggestion s = suggestion_for(callee->name);
    builtin_suggest(&s);
    str help = slip_name_help(callee->name);
    complain_or_defer(c, n, CODE_unknown_name, callee->offset, callee->length,
                      str_printf(c->arena, "there is no function \"%.*s\"", STR_ARGS(callee->name)),
                      help.length ? help : suggestion_help(c, &s));
}

void check_call(checker *c, const scope_binding *scope, node *n)
{
    node *callee = n->children[0];
    n->type = feel_type_basic(FEEL_ANY);
    for (size_t i = 1; i < n->count; i++)
        check_node(c, scope, n->children[i]);
    if (callee->kind == NODE_NAME && !calls_bound(c, scope, callee->name)) {
        size_t count;
        const builtin *rows = builtin_find(callee->name, &count);
        if (rows)
            check_builtin_call(c, n, rows, count);
        else
            unknown_function(c, n);
        return;
    }
    check_node(c, scope, callee);
    check_value_call(c, n);
}
