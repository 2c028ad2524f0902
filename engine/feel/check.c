// SPDX-License-Identifier: MIT
// Resolves names and works out types (DMN 1.5 §10.3.2.9). Changes the tree that the parser made; knows
// nothing of evaluation but the order in which names are bound.
#include "feel/check.h"

#include "feel/slips.h"

void complain(checker *c, diagnostic_code code, size_t offset, size_t length, str message, str help)
{
    if (c->options->lenient)
        return;
    c->problems++;
    report_problem(c->options->report, c->options->report_user, code, offset, length, message, help);
}

void complain_or_defer(checker *c, node *n, diagnostic_code code, size_t offset, size_t length, str message,
                       str help)
{
    n->type = feel_type_basic(FEEL_ANY);
    n->problem = message;
    n->problem_help = help;
    n->problem_code = code;
    complain(c, code, offset, length, message, help);
}

bool is_open_type(const feel_type *t)
{
    return t->kind == FEEL_ANY || t->kind == FEEL_NULL;
}

str suggestion_help(checker *c, const suggestion *s)
{
    if (!suggestion_found(s))
        return STR_NONE;
    return str_printf(c->arena, "did you mean \"%.*s\"?", STR_ARGS(s->best));
}

str node_text(const checker *c, const node *n)
{
    return str_slice(c->expression->text, n->offset, n->offset + n->length);
}

str common_item_help(checker *c, const node *items, const node *list)
{
    str x = node_text(c, items);
    str y = node_text(c, list);
    return str_printf(c->arena, "for one in common, write some x in %.*s satisfies list contains(%.*s, x)",
                      STR_ARGS(x), STR_ARGS(y));
}

static void become_local(node *n, uint32_t hops, const scope_binding *b)
{
    n->kind = NODE_LOCAL;
    n->index = hops;
    n->type = b->type;
}

static node *local_node(checker *c, const node *at, uint32_t hops, const scope_binding *b)
{
    node *n = node_new(c->arena, NODE_NAME, at->offset, at->length);
    n->name = b->name;
    become_local(n, hops, b);
    return n;
}

static bool resolve_outside(checker *c, node *n)
{
    uint32_t slot = name_map_get(&c->options->names->variables, n->name);
    size_t rows;
    if (slot != NAME_MISSING) {
        n->kind = NODE_VARIABLE;
        n->index = slot;
        n->type = c->expression->scope->variables[slot].type;
        return true;
    }
    n->builtin = builtin_find(n->name, &rows);
    if (!n->builtin)
        return false;
    n->kind = NODE_BUILTIN;
    n->type = feel_type_basic(FEEL_FUNCTION);
    return true;
}

// A name that is the member of a variable: "client.age".
static str owner_help(checker *c, str name)
{
    const feel_scope *outside = c->expression->scope;
    for (size_t i = 0; outside && i < outside->count; i++) {
        const feel_variable *v = &outside->variables[i];
        if (v->name.length && v->type->kind == FEEL_CONTEXT &&
            feel_type_member(v->type, name) != NAME_MISSING)
            return str_printf(c->arena, "did you mean \"%.*s.%.*s\"?", STR_ARGS(v->name), STR_ARGS(name));
    }
    return STR_NONE;
}

static str name_help(checker *c, const scope_binding *scope, str name)
{
    str help = slip_name_help(name);
    if (!help.length)
        help = owner_help(c, name);
    if (help.length || c->options->names->searches++ >= c->options->limits->diagnostics)
        return help; // or more than anybody will read
    suggestion s = suggestion_for(name);
    for (; scope; scope = scope->parent) {
        suggestion_offer(&s, scope->name);
        for (size_t i = 0; scope->filtered && i < scope->type->member_count; i++)
            suggestion_offer(&s, scope->type->members[i].name);
    }
    const feel_scope *outside = c->expression->scope;
    for (size_t i = 0; outside && i < outside->count; i++)
        suggestion_offer(&s, outside->variables[i].name);
    return suggestion_help(c, &s);
}

static void unknown_name(checker *c, const scope_binding *scope, node *n)
{
    bool item = str_equals(n->name, "item");
    str message = item ? STR("\"item\" is the entry inside a filter, and this stands in none")
                       : str_printf(c->arena, "nothing is named \"%.*s\" here", STR_ARGS(n->name));
    str help = item                  ? STR("a filter stands in square brackets behind a list: list[item > 3]")
               : c->options->lenient ? slip_name_help(n->name) // suggestions take time, and many are not read
                                     : name_help(c, scope, n->name);
    complain_or_defer(c, n, CODE_unknown_name, n->offset, n->length, message, help);
}

// Turns n into item.name where the filtered item is known to have such a member.
static bool resolve_member(checker *c, node *n, const scope_binding *b, uint32_t hops)
{
    if (b->type->kind != FEEL_CONTEXT)
        return false;
    uint32_t member = feel_type_member(b->type, n->name);
    if (member == NAME_MISSING)
        return false;
    node **children = ARENA_ARRAY(c->arena, node *, 1);
    children[0] = local_node(c, n, hops, b);
    n->kind = NODE_IMPLICIT;
    n->children = children;
    n->count = 1;
    n->depth = 2;
    n->index = member;
    n->type = b->type->members[member].type;
    return true;
}

static bool may_have_members(const scope_binding *b)
{
    return b->filtered && (is_open_type(b->type) || (b->type->kind == FEEL_CONTEXT && b->type->open));
}

static void resolve_from(checker *c, const scope_binding *b, uint32_t hops, node *n);

// Whether the item has a member of this name shows at evaluation only; else the name means what is outside.
static void resolve_implicit(checker *c, const scope_binding *b, uint32_t hops, node *n)
{
    node *otherwise = node_new(c->arena, NODE_NAME, n->offset, n->length);
    otherwise->name = n->name;
    scope_binding item_only = *b;
    item_only.filtered = false;
    feel_options lenient = *c->options;
    lenient.lenient = true;
    checker quiet = *c;
    quiet.options = &lenient;
    resolve_from(&quiet, &item_only, hops, otherwise);
    node **children = ARENA_ARRAY(c->arena, node *, 2);
    children[0] = local_node(c, n, hops, b);
    children[1] = otherwise;
    n->kind = NODE_IMPLICIT;
    n->index = NAME_MISSING;
    n->children = children;
    n->count = 2;
    n->depth = otherwise->depth + 1;
    n->type = str_equal(n->name, b->name) ? b->type : feel_type_basic(FEEL_ANY);
}

static void resolve_from(checker *c, const scope_binding *scope, uint32_t hops, node *n)
{
    for (const scope_binding *b = scope; b; b = b->parent, hops++) {
        if (b->filtered && resolve_member(c, n, b, hops))
            return;
        if (may_have_members(b)) {
            resolve_implicit(c, b, hops, n);
            return;
        }
        if (str_equal(b->name, n->name)) {
            become_local(n, hops, b);
            return;
        }
    }
    if (!resolve_outside(c, n))
        unknown_name(c, scope, n);
}

static void check_children(checker *c, const scope_binding *scope, node *n)
{
    for (size_t i = 0; i < n->count; i++)
        check_node(c, scope, n->children[i]);
}

static void check_list(checker *c, const scope_binding *scope, node *n)
{
    check_children(c, scope, n);
    const feel_type *element = feel_type_basic(n->count ? FEEL_NULL : FEEL_ANY);
    for (size_t i = 0; i < n->count; i++)
        element = join_types(c->arena, element, n->children[i]->type);
    if (element->kind == FEEL_NULL)
        element = feel_type_basic(FEEL_ANY);
    n->type = feel_type_list(c->arena, element);
}

// Entries see those ahead of them.
static void check_context(checker *c, const scope_binding *scope, node *n)
{
    feel_member *members = ARENA_ARRAY(c->arena, feel_member, n->count);
    scope_binding *bindings = ARENA_ARRAY(c->arena, scope_binding, n->count);
    for (size_t i = 0; i < n->count; i++) {
        check_node(c, scope, n->children[i]);
        for (size_t j = 0; j < i; j++) {
            if (!str_equal(n->names[i], n->names[j]))
                continue;
            str message = str_printf(c->arena, "the key \"%.*s\" is given twice", STR_ARGS(n->names[i]));
            complain_or_defer(c, n, CODE_wrong_arguments, n->name_offsets[i], n->names[i].length, message,
                              STR_NONE);
            break;
        }
        members[i] = (feel_member){.name = n->names[i], .type = n->children[i]->type};
        bindings[i] = (scope_binding){.parent = scope, .name = n->names[i], .type = members[i].type};
        scope = &bindings[i];
    }
    n->type = feel_type_context(c->arena, members, n->count, false);
}

static void need_boolean(checker *c, const node *n)
{
    if (n->type->kind == FEEL_BOOLEAN || is_open_type(n->type))
        return;
    str name = feel_type_name(c->arena, n->type);
    str message = str_printf(c->arena, "a condition is needed here (boolean), not %.*s", STR_ARGS(name));
    complain(c, CODE_wrong_type, n->offset, n->length, message, STR_NONE);
}

static void check_if(checker *c, const scope_binding *scope, node *n)
{
    check_children(c, scope, n);
    need_boolean(c, n->children[0]);
    n->type = join_types(c->arena, n->children[1]->type, n->children[2]->type);
}

static const feel_type *domain_element(checker *c, const node *domain)
{
    const feel_type *type = domain->type;
    if (domain->kind == NODE_STRETCH) {
        const feel_type *low = domain->children[0]->type;
        const feel_type *high = domain->children[1]->type;
        bool fits = (low->kind == FEEL_NUMBER || low->kind == FEEL_DATE || is_open_type(low)) &&
                    (high->kind == low->kind || is_open_type(low) || is_open_type(high));
        if (!fits)
            complain(c, CODE_wrong_type, domain->offset, domain->length,
                     STR("only numbers and dates can be counted through with \"..\""), STR_NONE);
        return fits ? join_types(c->arena, low, high) : feel_type_basic(FEEL_ANY);
    }
    if (type->kind == FEEL_LIST || type->kind == FEEL_RANGE)
        return type->element;
    if (!is_open_type(type)) {
        str name = feel_type_name(c->arena, type);
        complain(c, CODE_wrong_type, domain->offset, domain->length,
                 str_printf(c->arena, "a list is needed to go through, not %.*s", STR_ARGS(name)), STR_NONE);
        return type;
    }
    return feel_type_basic(FEEL_ANY);
}

static bool mentions(const node *n, str local)
{
    if ((n->kind == NODE_LOCAL || n->kind == NODE_IMPLICIT) && str_equal(n->name, local))
        return true;
    for (size_t i = 0; i < n->count; i++)
        if (mentions(n->children[i], local))
            return true;
    return false;
}

// Bindings, outermost first: partial (of a for), then one for each variable.
static void check_loop(checker *c, const scope_binding *scope, node *n)
{
    scope_binding *bindings = ARENA_ARRAY(c->arena, scope_binding, n->count);
    size_t domains = n->count - 1;
    if (n->kind == NODE_FOR) {
        bindings[domains] =
            (scope_binding){.parent = scope, .name = STR("partial"), .type = feel_type_basic(FEEL_LIST)};
        scope = &bindings[domains];
    }
    for (size_t i = 0; i < domains; i++) {
        node *domain = n->children[i];
        check_node(c, scope, domain);
        bindings[i] =
            (scope_binding){.parent = scope, .name = n->names[i], .type = domain_element(c, domain)};
        scope = &bindings[i];
    }
    node *body = n->children[domains];
    check_node(c, scope, body);
    if (n->kind == NODE_FOR) {
        n->index = mentions(body, STR("partial"));
        n->type = feel_type_list(c->arena, body->type->kind == FEEL_NULL ? NULL : body->type);
        return;
    }
    need_boolean(c, body);
    n->type = feel_type_basic(FEEL_BOOLEAN);
}

static void check_filter(checker *c, const scope_binding *scope, node *n)
{
    node *base = n->children[0];
    node *condition = n->children[1];
    check_node(c, scope, base);
    const feel_type *item = base->type->kind == FEEL_LIST ? base->type->element : base->type;
    scope_binding binding = {.parent = scope, .name = STR("item"), .type = item, .filtered = true};
    check_node(c, &binding, condition);
    const feel_type *list = base->type->kind == FEEL_LIST ? base->type : feel_type_list(c->arena, item);
    switch (condition->type->kind) {
    case FEEL_BOOLEAN:
        n->type = list;
        break;
    case FEEL_NUMBER:
        n->type = item;
        if (condition->kind == NODE_LITERAL && decimal_is_zero(condition->value.as.number))
            complain(c, CODE_invalid_constant, condition->offset, condition->length,
                     STR("items are counted from 1, or from -1 backwards; there is no item 0"), STR_NONE);
        break;
    default:
        n->type = feel_type_basic(FEEL_ANY);
        if (!is_open_type(condition->type)) {
            str name = feel_type_name(c->arena, condition->type);
            complain(
                c, CODE_wrong_type, condition->offset, condition->length,
                str_printf(c->arena, "a filter needs a condition or a position, not %.*s", STR_ARGS(name)),
                STR_NONE);
        }
    }
}

static void check_function(checker *c, const scope_binding *scope, node *n)
{
    feel_member *parameters = ARENA_ARRAY(c->arena, feel_member, n->name_count);
    scope_binding *bindings = ARENA_ARRAY(c->arena, scope_binding, n->name_count);
    for (size_t i = 0; i < n->name_count; i++) {
        parameters[i] = (feel_member){.name = n->names[i], .type = n->types[i]};
        bindings[i] = (scope_binding){.parent = scope, .name = n->names[i], .type = n->types[i]};
        scope = &bindings[i];
    }
    check_node(c, scope, n->children[0]);
    feel_type *type = ARENA_NEW(c->arena, feel_type);
    type->kind = FEEL_FUNCTION;
    type->element = n->children[0]->type;
    type->members = parameters;
    type->member_count = n->name_count;
    n->type = type;
}

static void check_range(checker *c, node *n)
{
    const node *low = n->children[0];
    const node *high = n->children[1];
    n->type = feel_type_range(c->arena, join_types(c->arena, low->type, high->type));
    check_comparable(c, n, low, high, true);
    int order;
    if (low->kind == NODE_LITERAL && high->kind == NODE_LITERAL &&
        value_order(low->value, high->value, &order) && order > 0)
        complain(c, CODE_invalid_constant, n->offset, n->length,
                 STR("the range ends before it begins, so nothing is in it"), STR_NONE);
}

static void check_negate(checker *c, node *n)
{
    const feel_type *type = n->children[0]->type;
    n->type = type;
    if (type->kind == FEEL_NUMBER || type->kind == FEEL_DAYS_DURATION || type->kind == FEEL_MONTHS_DURATION ||
        is_open_type(type))
        return;
    n->type = feel_type_basic(FEEL_ANY);
    str name = feel_type_name(c->arena, type);
    complain(c, CODE_wrong_type, n->offset, n->length,
             str_printf(c->arena, "cannot negate %.*s", STR_ARGS(name)), STR_NONE);
}

static void check_instance(checker *c, node *n)
{
    n->type = feel_type_basic(FEEL_BOOLEAN);
    if (!n->wanted)
        complain_or_defer(c, n, CODE_unknown_name, n->offset, n->length,
                          STR("\"instance of\" names a type that is not known"), STR_NONE);
}

static void check_tests(checker *c, node *n)
{
    n->type = feel_type_basic(FEEL_ANY);
    if (n->count == 1)
        n->type = n->children[0]->type;
    else
        complain_or_defer(c, n, CODE_expression_syntax, n->offset, n->length,
                          STR("several values in parentheses make sense only behind \"in\""),
                          STR("a list stands in square brackets"));
}

static void check_literal(checker *c, node *n)
{
    n->type = feel_type_basic(n->value.kind);
    if (n->problem.length)
        complain_or_defer(c, n, n->problem_code, n->offset, n->length, n->problem, STR_NONE);
}

// What needs its children checked first, in the same scope.
static void check_operation(checker *c, const scope_binding *scope, node *n)
{
    check_children(c, scope, n);
    n->type = feel_type_basic(FEEL_BOOLEAN);
    switch (n->kind) {
    case NODE_RANGE:
        check_range(c, n);
        break;
    case NODE_TEST:
        n->type = feel_type_range(c->arena, n->children[0]->type);
        break;
    case NODE_TESTS:
        check_tests(c, n);
        break;
    case NODE_BETWEEN:
        check_comparable(c, n, n->children[0], n->children[1], true);
        check_comparable(c, n, n->children[0], n->children[2], true);
        break;
    case NODE_NEGATE:
        check_negate(c, n);
        break;
    case NODE_ARITHMETIC:
        check_arithmetic(c, n);
        break;
    case NODE_COMPARE:
        check_comparable(c, n, n->children[0], n->children[1], n->op >= OP_LESS);
        break;
    case NODE_AND:
    case NODE_OR:
        for (size_t i = 0; i < n->count; i++)
            need_boolean(c, n->children[i]);
        break;
    case NODE_PATH:
        check_path(c, n);
        break;
    case NODE_INSTANCE:
        check_instance(c, n);
        break;
    default:
        n->type = feel_type_basic(FEEL_ANY);
        break;
    }
}

// The tests of an "in" are not values of their own, so parentheses and comparisons are looked through.
static void check_membership(checker *c, const scope_binding *scope, node *n)
{
    n->type = feel_type_basic(FEEL_BOOLEAN);
    check_node(c, scope, n->children[0]);
    for (size_t i = 1; i < n->count; i++) {
        node *test = n->children[i];
        if (test->kind == NODE_TESTS)
            check_children(c, scope, test);
        else
            check_node(c, scope, test);
    }
    check_in(c, n);
}

void check_node(checker *c, const scope_binding *scope, node *n)
{
    switch (n->kind) {
    case NODE_LITERAL:
        check_literal(c, n);
        break;
    case NODE_NAME:
        resolve_from(c, scope, 0, n);
        break;
    case NODE_LIST:
        check_list(c, scope, n);
        break;
    case NODE_CONTEXT:
        check_context(c, scope, n);
        break;
    case NODE_IF:
        check_if(c, scope, n);
        break;
    case NODE_FOR:
    case NODE_SOME:
    case NODE_EVERY:
        check_loop(c, scope, n);
        break;
    case NODE_FILTER:
        check_filter(c, scope, n);
        break;
    case NODE_FUNCTION:
        check_function(c, scope, n);
        break;
    case NODE_CALL:
        check_call(c, scope, n);
        break;
    case NODE_IN:
        check_membership(c, scope, n);
        break;
    default:
        check_operation(c, scope, n);
        break;
    }
}

size_t feel_check(arena *a, feel_expression *e, node *root, const feel_options *options)
{
    checker c = {.arena = a, .options = options, .expression = e};
    check_node(&c, NULL, root);
    return c.problems;
}
