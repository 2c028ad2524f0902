// SPDX-License-Identifier: MIT
// The checker's rules for arithmetic, comparison, membership and members; and terms of enumerations.
#include "feel/check.h"

#include "feel/temporal.h"

enum { SHOWN_TERMS = 8 };

const feel_type *join_types(arena *a, const feel_type *x, const feel_type *y)
{
    if (x->kind == FEEL_NULL || feel_type_equal(x, y))
        return y;
    if (y->kind == FEEL_NULL)
        return x;
    if (x->kind != y->kind)
        return feel_type_basic(FEEL_ANY);
    if (x->kind == FEEL_LIST || x->kind == FEEL_RANGE) {
        const feel_type *element = join_types(a, x->element, y->element);
        return x->kind == FEEL_LIST ? feel_type_list(a, element) : feel_type_range(a, element);
    }
    return feel_type_basic(x->kind);
}

// The number of the term that people read as wanted, or as something close to it.
static size_t labelled(const feel_domain *domain, str wanted)
{
    suggestion s = suggestion_for(wanted);
    size_t best = 0;
    for (size_t i = 0; domain->labels && i < domain->count; i++) {
        size_t distance = s.distance;
        suggestion_offer(&s, domain->labels[i]);
        if (s.distance < distance)
            best = i;
    }
    return suggestion_found(&s) ? best : domain->count;
}

static str terms_help(checker *c, const feel_domain *domain, str wanted)
{
    size_t number = labelled(domain, wanted);
    if (number < domain->count && str_equal_nocase(domain->labels[number], wanted))
        return str_printf(c->arena, "\"%.*s\" is what people read; write its id: \"%.*s\"",
                          STR_ARGS(domain->labels[number]), STR_ARGS(domain->terms[number]));
    suggestion s = suggestion_for(wanted);
    for (size_t i = 0; i < domain->count; i++)
        suggestion_offer(&s, domain->terms[i]);
    builder help = builder_new(c->arena);
    if (suggestion_found(&s))
        builder_addf(&help, "did you mean \"%.*s\"?\n", STR_ARGS(s.best));
    else if (number < domain->count)
        builder_addf(&help, "did you mean \"%.*s\"?\n", STR_ARGS(domain->terms[number]));
    builder_adds(&help, "allowed: ");
    for (size_t i = 0; i < domain->count && i < SHOWN_TERMS; i++)
        builder_addf(&help, "%s%.*s", i ? ", " : "", STR_ARGS(domain->terms[i]));
    if (domain->count > SHOWN_TERMS)
        builder_addf(&help, ", and %zu more", domain->count - SHOWN_TERMS);
    return builder_str(&help);
}

static bool has_term(const feel_domain *domain, str term)
{
    return feel_domain_term(domain, term) != NAME_MISSING;
}

static void check_terms(checker *c, const feel_domain *domain, const node *n)
{
    switch (n->kind) {
    case NODE_LITERAL:
        if (n->value.kind == FEEL_STRING && !has_term(domain, n->value.as.string)) {
            str term = n->value.as.string;
            str message = domain->name.length
                              ? str_printf(c->arena, "%.*s has no term \"%.*s\"", STR_ARGS(domain->name),
                                           STR_ARGS(term))
                              : str_printf(c->arena, "there is no choice \"%.*s\"", STR_ARGS(term));
            complain(c, CODE_unknown_term, n->offset, n->length, message, terms_help(c, domain, term));
        }
        break;
    case NODE_LIST:
    case NODE_TESTS:
    case NODE_TEST:
    case NODE_RANGE:
        for (size_t i = 0; i < n->count; i++)
            check_terms(c, domain, n->children[i]);
        break;
    case NODE_IF:
        check_terms(c, domain, n->children[1]);
        check_terms(c, domain, n->children[2]);
        break;
    default:
        break;
    }
}

// The enumeration that a type is of, also as the element of a list.
static const feel_domain *type_domain(const feel_type *type)
{
    while (type->kind == FEEL_LIST)
        type = type->element;
    return type->domain;
}

void check_term(checker *c, const feel_type *type, const node *constant)
{
    const feel_domain *domain = type_domain(type);
    if (domain)
        check_terms(c, domain, constant);
}

static bool share_term(const feel_domain *x, const feel_domain *y)
{
    for (size_t i = 0; i < x->count; i++)
        if (has_term(y, x->terms[i]))
            return true;
    return x->count == 0 || y->count == 0;
}

static bool is_duration(feel_kind k)
{
    return k == FEEL_DAYS_DURATION || k == FEEL_MONTHS_DURATION;
}

static bool is_moment(feel_kind k)
{
    return k == FEEL_DATE || k == FEEL_DATE_TIME;
}

// How a constant text is written that is to be compared with kind.
static str constant_help(checker *c, feel_kind kind, const node *text)
{
    static const feel_kind KINDS[] = {FEEL_DATE, FEEL_TIME, FEEL_DATE_TIME, FEEL_DAYS_DURATION,
                                      FEEL_MONTHS_DURATION};
    if (!text || text->kind != NODE_LITERAL)
        return STR_NONE;
    str value = text->value.as.string;
    feel_value parsed;
    decimal number;
    if (kind == FEEL_NUMBER && decimal_parse(value, &number))
        return str_printf(c->arena, "write %.*s, without quotes", STR_ARGS(value));
    for (size_t i = 0; i < sizeof KINDS / sizeof *KINDS; i++) {
        if (!feel_parse_temporal(c->arena, KINDS[i], value, &parsed))
            continue;
        if (kind != KINDS[i] && !(is_moment(kind) && is_moment(KINDS[i])))
            continue;
        return str_printf(c->arena, "write %.*s(\"%.*s\")",
                          STR_ARGS(is_duration(KINDS[i]) ? STR("duration") : kind_name(KINDS[i])),
                          STR_ARGS(value));
    }
    return STR_NONE;
}

static str comparison_help(checker *c, const node *at, const feel_type *x, const feel_type *y)
{
    bool sides = at->kind == NODE_COMPARE;
    const node *left = sides ? at->children[0] : NULL;
    const node *right = sides ? at->children[1] : NULL;
    if (x->kind == FEEL_LIST || y->kind == FEEL_LIST) {
        const node *list = x->kind == FEEL_LIST ? left : right;
        const node *item = x->kind == FEEL_LIST ? right : left;
        const feel_type *element = x->kind == FEEL_LIST ? x->element : y->element;
        const feel_type *other = x->kind == FEEL_LIST ? y : x;
        if (!is_open_type(element) && element->kind != other->kind)
            return STR_NONE;
        return sides ? str_printf(c->arena, "write list contains(%.*s, %.*s)", STR_ARGS(node_text(c, list)),
                                  STR_ARGS(node_text(c, item)))
                     : STR("write list contains(list, item)");
    }
    if (x->kind == FEEL_STRING || y->kind == FEEL_STRING) {
        feel_kind kind = x->kind == FEEL_STRING ? y->kind : x->kind;
        str help = constant_help(c, kind, x->kind == FEEL_STRING ? left : right);
        if (!help.length && kind == FEEL_DATE)
            return STR("a date is written date(\"2026-03-01\")");
        return help;
    }
    return STR_NONE;
}

static void complain_comparison(checker *c, const node *at, const feel_type *x, const feel_type *y,
                                const char *why)
{
    str left = feel_type_name(c->arena, x);
    str right = feel_type_name(c->arena, y);
    str message =
        str_printf(c->arena, "cannot compare %.*s with %.*s%s", STR_ARGS(left), STR_ARGS(right), why);
    complain(c, CODE_wrong_type, at->offset, at->length, message, comparison_help(c, at, x, y));
}

static bool types_compare(checker *c, const node *at, const feel_type *x, const feel_type *y, bool ordered)
{
    if (ordered) { // what has no order cannot be on either side
        const feel_type *odd = !is_open_type(x) && !value_is_ordered(x->kind) ? x : y;
        if (!is_open_type(odd) && !value_is_ordered(odd->kind)) {
            str name = feel_type_name(c->arena, odd);
            complain(c, CODE_wrong_type, at->offset, at->length,
                     str_printf(c->arena, "%.*s has no order: it can be compared with = and != only",
                                STR_ARGS(name)),
                     STR_NONE);
            return false;
        }
    }
    if (is_open_type(x) || is_open_type(y))
        return true;
    if (x->kind != y->kind) {
        complain_comparison(c, at, x, y, "");
        return false;
    }
    if (x->kind == FEEL_LIST)
        return types_compare(c, at, x->element, y->element, false);
    if (x->domain && y->domain && x->domain != y->domain && !share_term(x->domain, y->domain)) {
        complain_comparison(c, at, x, y, ": they have no term in common");
        return false;
    }
    return true;
}

bool check_comparable(checker *c, const node *n, const node *x, const node *y, bool ordered)
{
    if (!types_compare(c, n, x->type, y->type, ordered))
        return false;
    check_term(c, x->type, y);
    check_term(c, y->type, x);
    return true;
}

static bool reads_implied(const node *n)
{
    if (n->kind == NODE_VARIABLE && str_equals(n->name, "?"))
        return true;
    for (size_t i = 0; i < n->count; i++)
        if (reads_implied(n->children[i]))
            return true;
    return false;
}

static void check_one_test(checker *c, node *in, const node *value, node *test)
{
    const feel_type *type = test->type;
    if (in->inner_implied && reads_implied(test)) {
        test->standalone = true;
        if (type->kind != FEEL_BOOLEAN && !is_open_type(type))
            complain(c, CODE_wrong_type, test->offset, test->length,
                     STR("a test that reads \"?\" must come to true or false"), STR_NONE);
        return;
    }
    if (test->kind == NODE_TEST) {
        check_comparable(c, in, value, test->children[0], test->op >= OP_LESS);
        return;
    }
    if (type->kind == FEEL_LIST && value->type->kind != FEEL_LIST)
        type = type->element;
    if (type->kind == FEEL_RANGE)
        type = type->element;
    if (value->type->kind == FEEL_LIST && type->kind == FEEL_LIST && type->element->kind == FEEL_LIST)
        type = type->element;
    if (!types_compare(c, in, value->type, type, false))
        return;
    check_term(c, value->type, test);
    check_term(c, test->type, value);
}

// A list behind "in" is asked for each of its items, of which none is a list.
static bool list_in_plain_list(const node *in, const node *value, const node *test)
{
    return !in->inner_implied && value->type->kind == FEEL_LIST && test->type->kind == FEEL_LIST &&
           !is_open_type(value->type->element) && !is_open_type(test->type->element) &&
           test->type->element->kind == value->type->element->kind && test->type->element->kind != FEEL_LIST;
}

void check_in(checker *c, node *n)
{
    const node *value = n->children[0];
    for (size_t i = 1; i < n->count; i++) {
        node *test = n->children[i];
        if (list_in_plain_list(n, value, test)) {
            str name = feel_type_name(c->arena, test->type);
            complain(c, CODE_wrong_type, n->offset, n->length,
                     str_printf(c->arena, "a list is no item of a %.*s", STR_ARGS(name)),
                     common_item_help(c, value, test));
            continue;
        }
        if (test->kind != NODE_TESTS) {
            check_one_test(c, n, value, test);
            continue;
        }
        for (size_t j = 0; j < test->count; j++)
            check_one_test(c, n, value, test->children[j]);
    }
}

// The kind of x op y, FEEL_NULL where there is none.
static feel_kind sum_kind(operator op, feel_kind x, feel_kind y)
{
    if (x == y && (x == FEEL_NUMBER || is_duration(x) || (x == FEEL_STRING && op == OP_ADD)))
        return x;
    if ((is_moment(x) && is_duration(y)) || (x == FEEL_TIME && y == FEEL_DAYS_DURATION))
        return x;
    if (op == OP_ADD && ((is_moment(y) && is_duration(x)) || (y == FEEL_TIME && x == FEEL_DAYS_DURATION)))
        return y;
    if (op == OP_SUBTRACT && ((is_moment(x) && is_moment(y)) || (x == FEEL_TIME && y == FEEL_TIME)))
        return FEEL_DAYS_DURATION;
    return FEEL_NULL;
}

static feel_kind arithmetic_kind(operator op, feel_kind x, feel_kind y)
{
    if (op == OP_ADD || op == OP_SUBTRACT)
        return sum_kind(op, x, y);
    if (x == FEEL_NUMBER && y == FEEL_NUMBER)
        return FEEL_NUMBER;
    if (op == OP_MULTIPLY && is_duration(x) && y == FEEL_NUMBER)
        return x;
    if (op == OP_MULTIPLY && is_duration(y) && x == FEEL_NUMBER)
        return y;
    if (op == OP_DIVIDE && is_duration(x))
        return y == FEEL_NUMBER ? x : (x == y ? FEEL_NUMBER : FEEL_NULL);
    return FEEL_NULL;
}

static bool never_in_arithmetic(operator op, feel_kind kind)
{
    return kind == FEEL_BOOLEAN || kind == FEEL_LIST || kind == FEEL_CONTEXT || kind == FEEL_RANGE ||
           kind == FEEL_FUNCTION || (kind == FEEL_STRING && op != OP_ADD) ||
           (op == OP_POWER && kind != FEEL_NUMBER);
}

void check_arithmetic(checker *c, node *n)
{
    static const char *const PHRASES[] = {
        [OP_ADD] = "cannot add %.*s and %.*s",
        [OP_SUBTRACT] = "cannot subtract %.*s from %.*s",
        [OP_MULTIPLY] = "cannot multiply %.*s by %.*s",
        [OP_DIVIDE] = "cannot divide %.*s by %.*s",
        [OP_POWER] = "cannot raise %.*s to the power of %.*s",
    };
    const feel_type *x = n->children[0]->type;
    const feel_type *y = n->children[1]->type;
    n->type = feel_type_basic(FEEL_ANY);
    bool open = is_open_type(x) || is_open_type(y);
    if (open && (is_open_type(x) || !never_in_arithmetic(n->op, x->kind)) &&
        (is_open_type(y) || !never_in_arithmetic(n->op, y->kind)))
        return;
    feel_kind kind = open ? FEEL_NULL : arithmetic_kind(n->op, x->kind, y->kind);
    if (kind != FEEL_NULL) {
        n->type = feel_type_basic(kind);
        check_constant_result(c, n);
        return;
    }
    str first = feel_type_name(c->arena, n->op == OP_SUBTRACT ? y : x);
    str second = feel_type_name(c->arena, n->op == OP_SUBTRACT ? x : y);
    builder message = builder_new(c->arena);
    // every phrase takes the two names
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
    builder_addf(&message, PHRASES[n->op], STR_ARGS(first), STR_ARGS(second));
#pragma GCC diagnostic pop
    str help = n->op == OP_ADD && (x->kind == FEEL_STRING || y->kind == FEEL_STRING)
                   ? STR("string(…) makes a string of any value")
                   : STR_NONE;
    complain(c, CODE_wrong_type, n->offset, n->length, builder_str(&message), help);
}

static const feel_type *range_member(checker *c, const feel_type *range, str name)
{
    (void)c;
    if (str_equals(name, "start") || str_equals(name, "end"))
        return range->element;
    if (str_equals(name, "start included") || str_equals(name, "end included"))
        return feel_type_basic(FEEL_BOOLEAN);
    return NULL;
}

static void unknown_member(checker *c, node *n, const feel_type *base)
{
    suggestion s = suggestion_for(n->name);
    for (size_t i = 0; i < base->member_count; i++)
        suggestion_offer(&s, base->members[i].name);
    const node *owner = n->children[0];
    bool named = owner->kind == NODE_VARIABLE || owner->kind == NODE_LOCAL || owner->kind == NODE_PATH;
    str where = named ? owner->name : feel_type_name(c->arena, base);
    str message =
        base->kind == FEEL_CONTEXT
            ? str_printf(c->arena, "no field named \"%.*s\" in %.*s", STR_ARGS(n->name), STR_ARGS(where))
            : str_printf(c->arena, "%.*s has no \"%.*s\"", STR_ARGS(feel_type_name(c->arena, base)),
                         STR_ARGS(n->name));
    complain(c, CODE_unknown_member, n->name_offset, n->offset + n->length - n->name_offset, message,
             suggestion_help(c, &s));
}

// The type of base.name, also where base is a list of contexts.
void check_path(checker *c, node *n)
{
    const feel_type *base = n->children[0]->type;
    bool mapped = base->kind == FEEL_LIST;
    const feel_type *owner = mapped ? base->element : base;
    const feel_type *member = NULL;
    n->index = NAME_MISSING;
    n->type = feel_type_basic(FEEL_ANY);
    if (is_open_type(owner))
        return;
    if (owner->kind == FEEL_CONTEXT) {
        n->index = feel_type_member(owner, n->name);
        if (n->index != NAME_MISSING)
            member = owner->members[n->index].type;
        else if (owner->open)
            return;
    } else if (owner->kind == FEEL_RANGE) {
        member = range_member(c, owner, n->name);
    } else {
        feel_kind kind = temporal_member_kind(owner->kind, n->name);
        if (kind != FEEL_NULL)
            member = feel_type_basic(kind);
    }
    if (member)
        n->type = mapped ? feel_type_list(c->arena, member) : member;
    else
        unknown_member(c, n, owner);
}
