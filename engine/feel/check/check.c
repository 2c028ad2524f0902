// SPDX-License-Identifier: MIT
// Resolves names and works out types (DMN 1.5 §10.3.2.9). Changes the tree that the parser made; knows
// nothing of evaluation but the order in which names are bound.
#include "feel/check/check.h"

#include "feel/syntax/parse.h"
#include "feel/syntax/slips.h"
#include "feel/table.h"
#include "feel/values/values.h"

enum {
    MOST_GUESSES = 16, // at the type of partial, in one expression
    PROMISED_PARTS = 1000
};

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
    n->faulty = true;
    n->problem = message;
    n->problem_help = help;
    n->problem_code = code;
    n->problem_offset = (uint32_t)offset;
    n->problem_length = (uint32_t)length;
    complain(c, code, offset, length, message, help);
}

void complain_at(checker *c, diagnostic_code code, const node *n, str message, str help)
{
    const node *at = n->implied && c->cell ? c->cell : n; // not at the input, which many tests share
    complain(c, code, at->offset, at->length, message, help);
}

bool is_open_type(const feel_type *t)
{
    return t->kind == FEEL_ANY || t->kind == FEEL_NULL;
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

str owner_help(checker *c, str name)
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
    if (help.length || (*c->searches)++ >= c->options->limits->diagnostics)
        return help; // or more than anybody will read
    help = owner_help(c, name);
    if (help.length)
        return help;
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
    str help = item ? STR("a filter stands in square brackets behind a list: list[item > 3]")
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
    const feel_type *element = feel_type_basic(FEEL_NULL);
    for (size_t i = 0; i < n->count; i++)
        element = join_types(c->arena, element, n->children[i]->type);
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
            str message = str_printf(c->arena, "the key \"%.*s\" is given twice",
                                     STR_ARGS(value_shown(c->arena, n->names[i])));
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
    str found = node_side_text(c, n);
    complain_at(c, CODE_wrong_type, n,
                str_printf(c->arena, "a condition is needed here (boolean), not %.*s", STR_ARGS(found)),
                conversion_help(c, FEEL_BOOLEAN, n));
}

static void check_if(checker *c, const scope_binding *scope, node *n)
{
    check_children(c, scope, n);
    need_boolean(c, n->children[0]);
    n->type = join_types(c->arena, n->children[1]->type, n->children[2]->type);
}

// What its outputs have in common, or what is reckoned from them.
static void check_table(checker *c, const scope_binding *scope, node *n)
{
    check_children(c, scope, n);
    const feel_type *outputs = feel_type_basic(FEEL_NULL);
    for (size_t i = 0; i < n->count; i += 2) {
        need_boolean(c, n->children[i]);
        outputs = join_types(c->arena, outputs, n->children[i + 1]->type);
    }
    if (n->index == FEEL_HIT_FIRST || n->index == FEEL_HIT_UNIQUE)
        n->type = outputs;
    else if (n->index == FEEL_HIT_COLLECT)
        n->type = feel_type_list(c->arena, outputs);
    else
        n->type = feel_type_basic(FEEL_NUMBER);
}

static bool counts_through(const feel_type *type)
{
    return type->kind == FEEL_NUMBER || type->kind == FEEL_DATE || is_open_type(type);
}

// What is counted through from low to high; both are of one kind, or it is an error.
static const feel_type *counted_type(checker *c, const node *domain, side low, side high)
{
    const side *odd = !counts_through(low.type) ? &low : !counts_through(high.type) ? &high : NULL;
    if (odd) {
        str found = side_text(c, *odd);
        complain_at(c, CODE_wrong_type, odd->node,
                    str_printf(c->arena,
                               "only numbers and dates can be counted through with \"..\", not %.*s",
                               STR_ARGS(found)),
                    STR_NONE);
        return feel_type_basic(FEEL_ANY);
    }
    if (is_open_type(low.type))
        return high.type->kind == FEEL_NULL ? low.type : high.type;
    if (is_open_type(high.type) || low.type->kind == high.type->kind)
        return low.type;
    str from = side_text(c, low), to = side_text(c, high);
    complain_at(c, CODE_wrong_type, domain,
                str_printf(c->arena, "cannot count from %.*s to %.*s", STR_ARGS(from), STR_ARGS(to)),
                STR_NONE);
    return feel_type_basic(FEEL_ANY);
}

static const feel_type *domain_element(checker *c, const node *domain)
{
    for (size_t i = 0; i < domain->count && (domain->kind == NODE_STRETCH || domain->kind == NODE_RANGE); i++)
        check_whole(c, domain->children[i]);
    const feel_type *type = domain->type;
    if (domain->kind == NODE_STRETCH)
        return counted_type(c, domain, (side){domain->children[0], domain->children[0]->type},
                            (side){domain->children[1], domain->children[1]->type});
    if (type->kind == FEEL_LIST)
        return type->element;
    if (type->kind == FEEL_RANGE)
        return counted_type(c, domain, (side){domain, type->element}, (side){domain, type->element});
    if (is_open_type(type))
        return type;
    str found = node_side_text(c, domain);
    complain_at(c, CODE_wrong_type, domain,
                str_printf(c->arena, "a list is needed to go through, not %.*s", STR_ARGS(found)),
                str_printf(c->arena, "a list of this one value is [%.*s]", STR_ARGS(node_text(c, domain))));
    return type;
}

static bool mentions(const node *n, str local)
{
    if ((n->kind == NODE_NAME || n->kind == NODE_LOCAL || n->kind == NODE_IMPLICIT) &&
        str_equal(n->name, local))
        return true;
    for (size_t i = 0; i < n->count; i++)
        if (mentions(n->children[i], local))
            return true;
    return false;
}

// What a loop's body gives, which is checked under the type of list that partial is taken for.
static void check_body(checker *c, const scope_binding *scope, node *n, const feel_type *partial)
{
    scope_binding *bindings = ARENA_ARRAY(c->arena, scope_binding, n->count);
    size_t domains = n->count - 1;
    if (n->kind == NODE_FOR) {
        bindings[domains] = (scope_binding){.parent = scope, .name = STR("partial"), .type = partial};
        scope = &bindings[domains];
    }
    for (size_t i = 0; i < domains; i++) {
        node *domain = n->children[i];
        check_node(c, scope, domain);
        bindings[i] =
            (scope_binding){.parent = scope, .name = n->names[i], .type = domain_element(c, domain)};
        scope = &bindings[i];
    }
    check_node(c, scope, n->children[domains]);
}

static node *copy_tree(arena *a, const node *n)
{
    node *copy = ARENA_NEW(a, node);
    *copy = *n;
    copy->children = ARENA_ARRAY(a, node *, n->count);
    for (size_t i = 0; i < n->count; i++)
        copy->children[i] = copy_tree(a, n->children[i]);
    return copy;
}

static const feel_type *guess_body(checker *c, const scope_binding *scope, const node *n,
                                   const feel_type *partial)
{
    feel_options lenient = *c->options;
    lenient.lenient = true;
    checker quiet = *c;
    quiet.options = &lenient;
    quiet.guessing = true;
    node *copy = copy_tree(c->arena, n);
    check_body(&quiet, scope, copy, partial);
    c->constant_steps = quiet.constant_steps;
    return feel_type_list(c->arena, copy->children[copy->count - 1]->type);
}

// The results so far are of the type that the body gives if it gives the same type under that assumption.
static const feel_type *partial_type(checker *c, const scope_binding *scope, const node *n)
{
    const node *body = n->children[n->count - 1];
    if (c->guessing || !mentions(body, STR("partial")) || c->guesses >= MOST_GUESSES)
        return feel_type_basic(FEEL_LIST);
    c->guesses++;
    const feel_type *first = guess_body(c, scope, n, feel_type_list(c->arena, feel_type_basic(FEEL_NULL)));
    const feel_type *second = guess_body(c, scope, n, first);
    return feel_type_equal(first, second) ? first : feel_type_basic(FEEL_LIST);
}

// Bindings, outermost first: partial (of a for), then one for each variable.
static void check_loop(checker *c, const scope_binding *scope, node *n)
{
    node *body = n->children[n->count - 1];
    if (n->kind == NODE_FOR) {
        check_body(c, scope, n, partial_type(c, scope, n));
        n->index = mentions(body, STR("partial"));
        n->type = feel_type_list(c->arena, body->type);
        return;
    }
    check_body(c, scope, n, NULL);
    need_boolean(c, body);
    n->type = feel_type_basic(FEEL_BOOLEAN);
}

// Such as client.goals["grief"].
static str filter_help(checker *c, const feel_type *item, const node *condition)
{
    str text = node_text(c, condition);
    if (condition->kind != NODE_LITERAL)
        return STR_NONE;
    if (item->kind == condition->type->kind)
        return str_printf(c->arena, "write item = %.*s", STR_ARGS(text));
    return STR_NONE;
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
        n->faulty = !check_position(c, condition, true);
        break;
    default:
        n->type = feel_type_basic(FEEL_ANY);
        if (is_open_type(condition->type))
            break;
        str found = node_side_text(c, condition);
        complain_at(
            c, CODE_wrong_type, condition,
            str_printf(c->arena, "a filter needs a condition or a position, not %.*s", STR_ARGS(found)),
            filter_help(c, item, condition));
    }
}

static void unknown_type(checker *c, node *n, const written_type *written)
{
    str message, help;
    type_unknown_text(c->arena, c->options->names, written->unknown, &message, &help);
    complain_or_defer(c, n, CODE_unknown_name, written->unknown_offset, written->unknown.length, message,
                      help);
}

// A call asks of a function that it is given for its number of parameters, not for what it gives. Past the
// budget only the kind is kept, since types may share parts.
static const feel_type *promised_within(arena *a, const feel_type *type, uint32_t *budget)
{
    const feel_type *element;
    if (type->kind == FEEL_FUNCTION)
        return feel_type_basic(FEEL_FUNCTION);
    if (type->kind != FEEL_LIST && type->kind != FEEL_CONTEXT)
        return type;
    if (*budget == 0)
        return feel_type_basic(type->kind);
    --*budget;
    if (type->kind == FEEL_LIST) {
        element = promised_within(a, type->element, budget);
        return element == type->element ? type : feel_type_list(a, element);
    }
    feel_member *members = ARENA_ARRAY(a, feel_member, type->member_count);
    for (size_t i = 0; i < type->member_count; i++)
        members[i] = (feel_member){type->members[i].name, promised_within(a, type->members[i].type, budget)};
    return feel_type_context(a, members, type->member_count, true);
}

static const feel_type *promised_type(arena *a, const feel_type *type)
{
    uint32_t budget = PROMISED_PARTS;
    return promised_within(a, type, &budget);
}

static void check_function(checker *c, const scope_binding *scope, node *n)
{
    const feel_type *const *given = c->given;
    size_t given_count = given ? c->given_count : 0;
    c->given = NULL;
    feel_member *parameters = ARENA_ARRAY(c->arena, feel_member, n->name_count);
    scope_binding *bindings = ARENA_ARRAY(c->arena, scope_binding, n->name_count);
    for (size_t i = 0; i < n->name_count; i++) {
        if (n->written[i].unknown.length && !c->options->lenient)
            unknown_type(c, n, &n->written[i]);
        const feel_type *type = promised_type(c->arena, n->types[i]);
        if (!n->written[i].text.length && given_count == n->name_count)
            type = given[i];
        parameters[i] = (feel_member){.name = n->names[i], .type = n->types[i]};
        bindings[i] = (scope_binding){.parent = scope, .name = n->names[i], .type = type};
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

static bool ends_agree(checker *c, const node *n)
{
    const node *low = n->children[0];
    const node *high = n->children[1];
    if (is_open_type(low->type) || is_open_type(high->type) || low->type->kind == high->type->kind)
        return true;
    str from = node_side_text(c, low), to = node_side_text(c, high);
    complain_at(c, CODE_wrong_type, n,
                str_printf(c->arena, "a range cannot go from %.*s to %.*s", STR_ARGS(from), STR_ARGS(to)),
                comparison_help(c, false, (side){low, low->type}, (side){high, high->type}));
    return false;
}

static void check_range(checker *c, node *n)
{
    const node *low = n->children[0];
    const node *high = n->children[1];
    const feel_type *type = is_open_type(low->type)    ? feel_type_basic(high->type->kind)
                            : is_open_type(high->type) ? feel_type_basic(low->type->kind)
                                                       : join_types(c->arena, low->type, high->type);
    bool fits = ends_agree(c, n) && check_comparable(c, n, low, high, true);
    n->type = feel_type_range(c->arena, fits ? type : feel_type_basic(FEEL_ANY));
    n->faulty = !fits;
    int order;
    if (!fits || low->kind != NODE_LITERAL || high->kind != NODE_LITERAL ||
        !value_order(low->value, high->value, &order) || order <= 0)
        return;
    str from = node_text(c, low), to = node_text(c, high);
    complain_at(c, CODE_invalid_constant, n, STR("the range ends before it begins, so nothing is in it"),
                str_printf(c->arena, "write %c%.*s..%.*s%c", n->low_included ? '[' : '(', STR_ARGS(to),
                           STR_ARGS(from), n->high_included ? ']' : ')'));
}

static void check_negate(checker *c, node *n)
{
    const feel_type *type = n->children[0]->type;
    n->type = type;
    if (type->kind == FEEL_NUMBER || type->kind == FEEL_DAYS_DURATION || type->kind == FEEL_MONTHS_DURATION ||
        is_open_type(type))
        return;
    n->type = feel_type_basic(FEEL_ANY);
    n->faulty = true;
    str found = node_side_text(c, n->children[0]);
    complain_at(
        c, CODE_wrong_type, n->children[0], str_printf(c->arena, "cannot negate %.*s", STR_ARGS(found)),
        type->kind == FEEL_BOOLEAN ? STR("write not(…)") : conversion_help(c, FEEL_NUMBER, n->children[0]));
}

static void check_instance(checker *c, node *n)
{
    n->type = feel_type_basic(FEEL_BOOLEAN);
    if (!n->wanted)
        unknown_type(c, n, n->written);
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

// Such as (< 10), which is a range; behind "in" it is a test, and != may stand there.
static void check_test(checker *c, node *n)
{
    const node *end = n->children[0];
    n->type = feel_type_range(c->arena, end->type);
    if (n->op == OP_NOT_EQUAL) {
        n->type = feel_type_basic(FEEL_ANY);
        complain_at(c, CODE_wrong_type, n, STR("a test with != stands only behind \"in\""), STR_NONE);
    } else if (!is_open_type(end->type) && !value_is_ordered(end->type->kind)) {
        str found = node_side_text(c, end);
        complain_at(c, CODE_wrong_type, end,
                    str_printf(c->arena, "%.*s has no order, so it is no end of a range", STR_ARGS(found)),
                    STR_NONE);
    }
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
        check_test(c, n);
        break;
    case NODE_TESTS:
        check_tests(c, n);
        break;
    case NODE_BETWEEN:
        if (check_comparable(c, n, n->children[0], n->children[1], true) &&
            check_comparable(c, n, n->children[0], n->children[2], true))
            check_constant_result(c, n);
        break;
    case NODE_NEGATE:
        check_negate(c, n);
        break;
    case NODE_ARITHMETIC:
        check_arithmetic(c, n);
        break;
    case NODE_COMPARE:
        if (check_comparable(c, n, n->children[0], n->children[1], n->op >= OP_LESS))
            check_constant_result(c, n);
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

static void check_inner_test(checker *c, const scope_binding *scope, node *test)
{
    if (test->kind != NODE_TESTS && test->kind != NODE_TEST) {
        check_node(c, scope, test);
        return;
    }
    for (size_t i = 0; i < test->count; i++)
        check_inner_test(c, scope, test->children[i]);
    test->type = feel_type_range(c->arena, test->children[0]->type);
}

// The tests of an "in" are not values of their own, so parentheses and comparisons are looked through.
static void check_membership(checker *c, const scope_binding *scope, node *n)
{
    n->type = feel_type_basic(FEEL_BOOLEAN);
    c->cell = n->inner_implied && n->children[0]->implied ? n : c->cell;
    check_node(c, scope, n->children[0]);
    for (size_t i = 1; i < n->count; i++)
        check_inner_test(c, scope, n->children[i]);
    check_in(c, n);
}

void check_node(checker *c, const scope_binding *scope, node *n)
{
    size_t problems = c->problems;
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
    case NODE_TABLE:
        check_table(c, scope, n);
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
    n->faulty = n->faulty || c->problems > problems;
    note_constant(n);
}

size_t feel_check(arena *a, feel_expression *e, node *root, const feel_options *options)
{
    uint64_t searches = 0;
    checker c = {.arena = a, .options = options, .expression = e};
    c.searches = options->searches ? options->searches : &searches;
    check_node(&c, NULL, root);
    if (!options->lenient && c.problems == 0)
        keep_constants(&c, root);
    return c.problems;
}
