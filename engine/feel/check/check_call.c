// SPDX-License-Identifier: MIT
// Calls: which row of the table of built-in functions is meant, whether the arguments fit, what comes out.
#include "feel/check/check.h"

#include "feel/syntax/slips.h"

#include <string.h>

enum { COMPARED_PARTS = 1000 };

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
        if (given < builtin_required_count(&rows[i]) || given > most)
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

// As in before(range: …, point: …), where only the order tells it from before(point: …, range: …).
static bool names_in_order(const builtin *b, const node *site)
{
    for (size_t i = 0; i < site->name_count; i++)
        if (i >= builtin_parameter_count(b) || !str_equals(site->names[i], b->parameters[i].name))
            return false;
    return true;
}

static const builtin *by_name(const builtin *rows, size_t count, const node *site)
{
    for (size_t i = 0; i < count; i++)
        if (names_fit(&rows[i], site) && names_in_order(&rows[i], site))
            return &rows[i];
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
    const uint32_t durations = KIND(FEEL_DAYS_DURATION) | KIND(FEEL_MONTHS_DURATION);
    builder text = builder_new(c->arena);
    for (int kind = FEEL_BOOLEAN; kind < FEEL_ANY; kind++) {
        if (!(kinds >> kind & 1))
            continue;
        bool any_duration = (kinds & durations) == durations && (durations >> kind & 1);
        kinds &= any_duration ? ~durations : ~KIND(kind);
        builder_addf(&text, "%s%.*s", text.length ? (kinds ? ", " : " or ") : "",
                     STR_ARGS(any_duration ? STR("duration") : kind_name((feel_kind)kind)));
    }
    return builder_str(&text);
}

// By the first kind that the argument can be made into.
str argument_help(checker *c, const builtin_parameter *p, const node *argument, const node *call)
{
    const feel_type *type = argument->type;
    str text = node_text(c, argument);
    if (p->kinds == KIND(FEEL_LIST))
        return str_printf(c->arena, "a list of this one value is [%.*s]", STR_ARGS(text));
    if (call->builtin->function == builtin_remove && p->kinds == KIND(FEEL_NUMBER))
        return str_printf(c->arena, "to leave an item out write %.*s[item != %.*s]",
                          STR_ARGS(node_text(c, call->children[0])), STR_ARGS(text));
    if (str_equals(STR("from"), p->name) && call->builtin->result == RESULT_KIND &&
        call->builtin->result_kind == type->kind && call->count == 1)
        return str_printf(c->arena, "it is %.*s already", STR_ARGS(kind_name(type->kind)));
    for (feel_kind kind = FEEL_BOOLEAN; kind < FEEL_LIST; kind++) {
        bool string_too = kind == FEEL_STRING && p->kinds != KIND(FEEL_STRING); // hardly meant
        if (kind > FEEL_NUMBER && p->kinds & KIND(FEEL_NUMBER) && argument->kind == NODE_LITERAL)
            break;
        str help = p->kinds >> kind & 1 && !string_too ? conversion_help(c, kind, argument) : STR_NONE;
        if (help.length)
            return help;
    }
    if (type->kind != FEEL_LIST || !(p->kinds >> type->element->kind & 1) || text.length > 60)
        return STR_NONE;
    if (call->count == 1)
        return str_printf(c->arena, "for each item, write for x in %.*s return %s(x)", STR_ARGS(text),
                          call->builtin->name);
    return str_printf(c->arena, "for each item, write for x in %.*s return …; the first item is %.*s[1]",
                      STR_ARGS(text), STR_ARGS(text));
}

str argument_message(checker *c, const builtin *b, const builtin_parameter *p, side given)
{
    str wanted = kinds_text(c, p->kinds);
    str found = side_text(c, given);
    builder message = builder_new(c->arena);
    builder_addf(&message, "\"%s\" needs %.*s", b->name, STR_ARGS(wanted));
    if (builtin_parameter_count(b) > 1)
        builder_addf(&message, " as its \"%s\"", p->name);
    builder_addf(&message, ", not %.*s", STR_ARGS(found));
    return builder_str(&message);
}

static str item_help(checker *c, const node *call, side given)
{
    if (call->builtin->function == builtin_sum && given.type != given.node->type)
        return str_printf(c->arena, "count(%.*s) is the number of its items",
                          STR_ARGS(node_text(c, given.node)));
    return STR_NONE;
}

static bool check_argument(checker *c, node *n, const builtin_parameter *p, side given)
{
    const node *argument = given.node;
    if (is_null_literal(argument) && p->kinds && !(p->flags & (MAY_NULL | REST))) {
        complain_at(
            c, CODE_wrong_type, argument,
            str_printf(c->arena, "\"%s\" with null as its \"%s\" is always null", n->builtin->name, p->name),
            STR_NONE);
        return false;
    }
    if (accepts(p, given.type))
        return true;
    bool item = given.type != argument->type || (n->builtin->checks & LIST_OR_ITEMS);
    complain_at(c, CODE_wrong_type, argument, argument_message(c, n->builtin, p, given),
                item ? item_help(c, n, given) : argument_help(c, p, argument, n));
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
        return check_argument(c, n, &n->builtin->parameters[0],
                              (side){n->children[0], n->children[0]->type->element});
    for (size_t i = 0; i < n->count; i++) {
        side given = {n->children[i], n->children[i]->type};
        if (given.node->kind != NODE_MISSING)
            fits = check_argument(c, n, parameter_of(n->builtin, i), given) && fits;
    }
    return fits;
}

// An item that is looked for must be of the list's kind; one that is added need not be.
static void check_item(checker *c, const node *n)
{
    const node *list = n->children[0];
    if (list->type->kind != FEEL_LIST)
        return;
    bool looked_for = n->builtin->result == RESULT_KIND || n->builtin->result == RESULT_FLAT;
    side element = {list, list->type->element};
    for (size_t i = n->builtin->item_parameter; i < n->count; i++) {
        const node *item = n->children[i];
        check_term(c, element.type, item);
        if (looked_for)
            check_term(c, item->type, list);
        if (looked_for && !types_share_term(element.type, item->type))
            complain_at(c, CODE_wrong_type, item,
                        str_printf(c->arena, "%.*s is never in %.*s: they have no term in common",
                                   STR_ARGS(node_side_text(c, item)), STR_ARGS(node_side_text(c, list))),
                        STR_NONE);
        if (!looked_for || is_open_type(element.type) || is_open_type(item->type) ||
            element.type->kind == item->type->kind)
            continue;
        str wanted = feel_type_name(c->arena, element.type);
        str found = node_side_text(c, item);
        complain_at(c, CODE_wrong_type, item,
                    str_printf(c->arena, "the list holds %.*s, so it cannot hold %.*s", STR_ARGS(wanted),
                               STR_ARGS(found)),
                    item->type->kind == FEEL_LIST
                        ? common_item_help(c, item, list)
                        : comparison_help(c, true, element, (side){item, item->type}));
    }
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
    if (!check_arguments(c, n) || !check_items(c, n)) {
        n->type = feel_type_basic(FEEL_ANY);
        n->faulty = true;
        return;
    }
    n->type = result_type(c, n);
    if (b->checks & CHECK_ITEM)
        check_item(c, n);
    if (b->checks & CHECK_PATTERN)
        compile_pattern(c, n);
    if (b->checks & CHECK_CONSTANT)
        fold_constant(c, n);
    if (n->kind == NODE_APPLY && !n->faulty)
        check_constant_result(c, n);
    if (n->kind == NODE_APPLY && !n->faulty)
        check_constant_arguments(c, n);
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

static bool may_be_within(const feel_type *found, const feel_type *wanted, uint32_t *budget)
{
    if (is_open_type(found) || is_open_type(wanted) || *budget == 0)
        return true;
    if (found->kind != wanted->kind)
        return false;
    --*budget;
    switch (wanted->kind) {
    case FEEL_LIST:
    case FEEL_RANGE:
        return may_be_within(found->element, wanted->element, budget);
    case FEEL_CONTEXT:
        for (size_t i = 0; i < wanted->member_count; i++) {
            uint32_t member = feel_type_member(found, wanted->members[i].name);
            if (member == NAME_MISSING
                    ? !found->open
                    : !may_be_within(found->members[member].type, wanted->members[i].type, budget))
                return false;
        }
        return true;
    case FEEL_FUNCTION:
        return found->open || wanted->open || found->member_count == wanted->member_count;
    default:
        return true;
    }
}

bool type_may_be(const feel_type *found, const feel_type *wanted)
{
    uint32_t budget = COMPARED_PARTS;
    return may_be_within(found, wanted, &budget);
}

str callee_text(checker *c, const node *call)
{
    const node *callee = call->kind == NODE_CALL ? call->children[0] : NULL;
    bool named = callee && callee->name.length && callee->kind != NODE_LITERAL;
    return named ? str_printf(c->arena, "\"%.*s\"", STR_ARGS(callee->name)) : STR("the function");
}

static str parameters_help(checker *c, const feel_type *type)
{
    str *names = ARENA_ARRAY(c->arena, str, type->member_count);
    for (size_t i = 0; i < type->member_count; i++)
        names[i] = type->members[i].name;
    return names_help(c, "its parameters: ", names, type->member_count);
}

// Which field of a context is not as the parameter asks.
static str misfit_text(checker *c, str callee, const feel_member *parameter, const feel_type *found)
{
    const feel_type *wanted = parameter->type;
    for (size_t i = 0; i < wanted->member_count; i++) {
        str name = wanted->members[i].name;
        uint32_t member = feel_type_member(found, name);
        if (member == NAME_MISSING && !found->open)
            return str_printf(c->arena, "%.*s needs a \"%.*s\" in its \"%.*s\"", STR_ARGS(callee),
                              STR_ARGS(name), STR_ARGS(parameter->name));
        if (member == NAME_MISSING || type_may_be(found->members[member].type, wanted->members[i].type))
            continue;
        str needed = feel_type_name(c->arena, wanted->members[i].type);
        str given = feel_type_name(c->arena, found->members[member].type);
        return str_printf(c->arena, "%.*s needs %.*s as \"%.*s\" in its \"%.*s\", not %.*s", STR_ARGS(callee),
                          STR_ARGS(needed), STR_ARGS(name), STR_ARGS(parameter->name), STR_ARGS(given));
    }
    return STR_NONE;
}

static void check_function_argument(checker *c, const node *call, const feel_member *parameter,
                                    const node *argument)
{
    str callee = callee_text(c, call);
    const feel_type *found = argument->type, *wanted = parameter->type;
    check_term(c, wanted, argument);
    if (type_may_be(found, wanted))
        return;
    str message;
    if (wanted->kind == FEEL_CONTEXT && found->kind == FEEL_CONTEXT)
        message = misfit_text(c, callee, parameter, found);
    else if (wanted->kind == FEEL_FUNCTION && found->kind == FEEL_FUNCTION)
        message = str_printf(c->arena, "%.*s needs a function of %zu parameter%s as its \"%.*s\", not of %zu",
                             STR_ARGS(callee), wanted->member_count, wanted->member_count == 1 ? "" : "s",
                             STR_ARGS(parameter->name), found->member_count);
    else
        message = str_printf(c->arena, "%.*s needs %.*s as its \"%.*s\", not %.*s", STR_ARGS(callee),
                             STR_ARGS(feel_type_name(c->arena, wanted)), STR_ARGS(parameter->name),
                             STR_ARGS(node_side_text(c, argument)));
    complain_at(c, CODE_wrong_type, argument, message, conversion_help(c, wanted->kind, argument));
}

static void check_named_arguments(checker *c, const node *n, const feel_type *type)
{
    for (size_t i = 0; i < n->name_count; i++) {
        uint32_t parameter = NAME_MISSING;
        for (size_t j = 0; j < type->member_count; j++)
            if (str_equal(type->members[j].name, n->names[i]))
                parameter = (uint32_t)j;
        if (parameter != NAME_MISSING) {
            check_function_argument(c, n, &type->members[parameter], n->children[i + 1]);
            continue;
        }
        suggestion s = suggestion_for(n->names[i]);
        for (size_t j = 0; j < type->member_count; j++)
            suggestion_offer(&s, type->members[j].name);
        str help = suggestion_help(c, &s);
        complain(c, CODE_wrong_arguments, n->name_offsets[i], n->names[i].length,
                 str_printf(c->arena, "%.*s has no parameter \"%.*s\"", STR_ARGS(callee_text(c, n)),
                            STR_ARGS(n->names[i])),
                 help.length ? help : parameters_help(c, type));
    }
}

static bool has_nameless(const feel_type *type)
{
    for (size_t i = 0; i < type->member_count; i++)
        if (!type->members[i].name.length)
            return true;
    return false;
}

// A name that stands twice leaves another out.
static bool all_given(checker *c, const node *n, const feel_type *type)
{
    for (size_t i = 0; i < n->name_count; i++) {
        for (size_t j = 0; j < i; j++) {
            if (!str_equal(n->names[i], n->names[j]))
                continue;
            complain(c, CODE_wrong_arguments, n->name_offsets[i], n->names[i].length,
                     str_printf(c->arena, "\"%.*s\" is given twice", STR_ARGS(n->names[i])),
                     parameters_help(c, type));
            return false;
        }
    }
    return true;
}

static void check_value_call(checker *c, node *n)
{
    node *callee = n->children[0];
    const feel_type *type = callee->type;
    n->type = type->kind == FEEL_NULL ? type : feel_type_basic(FEEL_ANY);
    if (is_open_type(type))
        return;
    if (type->kind != FEEL_FUNCTION) {
        str name = node_side_text(c, callee);
        complain_at(c, CODE_wrong_type, callee,
                    str_printf(c->arena, "%.*s is no function, so it cannot be called", STR_ARGS(name)),
                    STR_NONE);
        return;
    }
    n->type = type->element;
    if (type->open)
        return;
    if (n->count - 1 != type->member_count) {
        complain_at(c, CODE_wrong_arguments, n,
                    str_printf(c->arena, "%.*s takes %zu argument%s, not %zu", STR_ARGS(callee_text(c, n)),
                               type->member_count, type->member_count == 1 ? "" : "s", n->count - 1),
                    has_nameless(type) ? STR_NONE : parameters_help(c, type));
        return;
    }
    if (n->name_count && !has_nameless(type) && all_given(c, n, type))
        check_named_arguments(c, n, type);
    for (size_t i = 0; i < type->member_count && !n->name_count; i++)
        check_function_argument(c, n, &type->members[i], n->children[i + 1]);
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

// today() and now() where no clock is given.
static void clock_call(checker *c, node *n)
{
    node *callee = n->children[0];
    complain(c, CODE_unknown_name, callee->offset, callee->length,
             str_printf(c->arena, "there is no function \"%.*s\" here", STR_ARGS(callee->name)),
             STR("the day is today, without parentheses; the hour is not known"));
    n->type = feel_type_basic(FEEL_ANY);
    n->faulty = true;
}

static void unknown_function(checker *c, node *n)
{
    node *callee = n->children[0];
    suggestion s = suggestion_for(callee->name);
    builtin_suggest(&s);
    str help = slip_function_help(callee->name);
    complain_or_defer(c, n, CODE_unknown_name, callee->offset, callee->length,
                      str_printf(c->arena, "there is no function \"%.*s\"", STR_ARGS(callee->name)),
                      help.length ? help : suggestion_help(c, &s));
}

// Checks a function under the types that it is called with, where it names none itself.
static void check_with(checker *c, const scope_binding *scope, node *function, const feel_type *const *given,
                       size_t count)
{
    c->given = given;
    c->given_count = count;
    check_node(c, scope, function);
    c->given = NULL;
}

// The arguments; functions last, since the others say what they are called with.
static void check_call_arguments(checker *c, const scope_binding *scope, node *n, const builtin *rows)
{
    size_t count = 0;
    for (size_t i = 1; i < n->count; i++)
        if (n->children[i]->kind != NODE_FUNCTION)
            check_node(c, scope, n->children[i]);
    const feel_type *const *given = rows ? callback_parameters(c, n, rows, &count) : NULL;
    for (size_t i = 1; i < n->count; i++)
        if (n->children[i]->kind == NODE_FUNCTION)
            check_with(c, scope, n->children[i], given, count);
}

static void check_definition_call(checker *c, const scope_binding *scope, node *n)
{
    const feel_type **given = ARENA_ARRAY(c->arena, const feel_type *, n->count);
    for (size_t i = 1; i < n->count; i++)
        given[i - 1] = n->children[i]->type;
    check_with(c, scope, n->children[0], n->name_count ? NULL : given, n->name_count ? 0 : n->count - 1);
}

void check_call(checker *c, const scope_binding *scope, node *n)
{
    node *callee = n->children[0];
    const builtin *rows = NULL;
    size_t count = 0;
    n->type = feel_type_basic(FEEL_ANY);
    bool bound = callee->kind != NODE_NAME || calls_bound(c, scope, callee->name);
    if (!bound)
        rows = builtin_find(callee->name, &count);
    check_call_arguments(c, scope, n, rows);
    if (rows && c->options->no_clock &&
        (str_equals(callee->name, "today") || str_equals(callee->name, "now"))) {
        clock_call(c, n);
    } else if (rows) {
        check_builtin_call(c, n, rows, count);
    } else if (!bound) {
        unknown_function(c, n);
    } else {
        if (callee->kind == NODE_FUNCTION)
            check_definition_call(c, scope, n);
        else
            check_node(c, scope, callee);
        check_value_call(c, n);
    }
}
