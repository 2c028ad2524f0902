// SPDX-License-Identifier: MIT
// The checker's rules for arithmetic, comparison, membership and members; and terms of enumerations.
#include "feel/check/check.h"

#include "feel/values/temporal.h"

enum { JOINED_PARTS = 200 };

static bool all_in(const feel_type *x, const feel_type *y)
{
    for (size_t i = 0; i < x->member_count; i++)
        if (feel_type_member(y, x->members[i].name) == NAME_MISSING)
            return false;
    return true;
}

// Types may share parts, so that a small one is huge when it is unfolded.
typedef struct joining {
    arena *arena;
    uint32_t parts; // that may still be joined; then only the kind is kept
} joining;

static const feel_type *join_within(joining *j, const feel_type *x, const feel_type *y);

// What the two have in common; open where there may be more.
static const feel_type *join_contexts(joining *j, const feel_type *x, const feel_type *y)
{
    feel_member *members = ARENA_ARRAY(j->arena, feel_member, x->member_count);
    size_t count = 0;
    for (size_t i = 0; i < x->member_count; i++) {
        uint32_t other = feel_type_member(y, x->members[i].name);
        if (other == NAME_MISSING)
            continue;
        members[count].name = x->members[i].name;
        members[count++].type = join_within(j, x->members[i].type, y->members[other].type);
    }
    bool same = !x->open && !y->open && all_in(x, y) && all_in(y, x);
    return feel_type_context(j->arena, members, count, !same);
}

static const feel_type *join_functions(joining *j, const feel_type *x, const feel_type *y)
{
    if (x->open || y->open || x->member_count != y->member_count)
        return feel_type_basic(FEEL_FUNCTION);
    feel_type *type = ARENA_NEW(j->arena, feel_type);
    feel_member *members = ARENA_ARRAY(j->arena, feel_member, x->member_count);
    for (size_t i = 0; i < x->member_count; i++) {
        bool named = str_equal(x->members[i].name, y->members[i].name);
        bool equal = feel_type_equal(x->members[i].type, y->members[i].type);
        members[i].name = named ? x->members[i].name : STR_NONE;
        members[i].type = equal ? x->members[i].type : feel_type_basic(FEEL_ANY);
    }
    *type = (feel_type){.kind = FEEL_FUNCTION,
                        .element = join_within(j, x->element, y->element),
                        .members = members,
                        .member_count = x->member_count};
    return type;
}

static const feel_type *join_within(joining *j, const feel_type *x, const feel_type *y)
{
    if (x->kind == FEEL_NULL || feel_type_equal(x, y))
        return y;
    if (y->kind == FEEL_NULL)
        return x;
    if (x->kind != y->kind)
        return feel_type_basic(FEEL_ANY);
    if (j->parts == 0)
        return feel_type_basic(x->kind);
    j->parts--;
    switch (x->kind) {
    case FEEL_LIST:
        return feel_type_list(j->arena, join_within(j, x->element, y->element));
    case FEEL_RANGE:
        return feel_type_range(j->arena, join_within(j, x->element, y->element));
    case FEEL_CONTEXT:
        return join_contexts(j, x, y);
    case FEEL_FUNCTION:
        return join_functions(j, x, y);
    default:
        return feel_type_basic(x->kind);
    }
}

const feel_type *join_types(arena *a, const feel_type *x, const feel_type *y)
{
    joining j = {.arena = a, .parts = JOINED_PARTS};
    return join_within(&j, x, y);
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
    if (number < domain->count && str_equal_nocase(domain->labels[number], wanted) &&
        !str_equal_nocase(domain->terms[number], wanted))
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
    builder_add(&help, names_help(c, "allowed: ", domain->terms, domain->count));
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
            str term = value_shown(c->arena, n->value.as.string);
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

bool types_share_term(const feel_type *x, const feel_type *y)
{
    return !x->domain || !y->domain || x->domain == y->domain || share_term(x->domain, y->domain);
}

static bool is_duration(feel_kind k)
{
    return k == FEEL_DAYS_DURATION || k == FEEL_MONTHS_DURATION;
}

static bool is_moment(feel_kind k)
{
    return k == FEEL_DATE || k == FEEL_DATE_TIME;
}

static side whole(const node *n)
{
    return (side){n, n->type};
}

static side item_of(side s)
{
    return (side){s.node, s.type->element};
}

// What is most likely to be changed: the constant of the two, where there is one; else all of it.
static const node *mismatch_place(const node *at, side x, side y)
{
    bool left = is_constant(x.node), right = is_constant(y.node);
    bool lists = x.type->kind == FEEL_LIST || y.type->kind == FEEL_LIST; // then the operator is the wrong one
    return left == right || lists ? at : left ? x.node : y.node;
}

static void complain_comparison(checker *c, const node *at, side x, side y, bool ordered, const char *why)
{
    str left = side_text(c, x);
    str right = side_text(c, y);
    str message =
        str_printf(c->arena, "cannot compare %.*s with %.*s%s", STR_ARGS(left), STR_ARGS(right), why);
    complain_at(c, CODE_wrong_type, mismatch_place(at, x, y), message,
                *why ? STR_NONE : comparison_help(c, !ordered, x, y));
}

bool is_null_literal(const node *n)
{
    return n->kind == NODE_LITERAL && feel_is_null(n->value) && !n->problem.length;
}

// What has no order cannot be on either side.
static bool sides_have_order(checker *c, side x, side y)
{
    side odd = !is_open_type(x.type) && !value_is_ordered(x.type->kind) ? x : y;
    side other = odd.node == x.node ? y : x;
    if (!is_open_type(odd.type) && !value_is_ordered(odd.type->kind)) {
        str text = side_text(c, odd);
        complain_at(
            c, CODE_wrong_type, odd.node,
            str_printf(c->arena, "%.*s has no order: it can be compared with = and != only", STR_ARGS(text)),
            odd.type->kind == FEEL_LIST ? comparison_help(c, false, x, y) : chained_comparison_help(c, x, y));
        return false;
    }
    const node *null = is_null_literal(x.node) ? x.node : is_null_literal(y.node) ? y.node : NULL;
    if (!null)
        return true;
    str known = node_text(c, null == odd.node ? other.node : odd.node);
    complain_at(c, CODE_wrong_type, null,
                STR("null is neither more nor less than anything, so this is never true"),
                str_printf(c->arena, "to ask whether it is known, write %.*s != null", STR_ARGS(known)));
    return false;
}

static bool sides_compare(checker *c, const node *at, side x, side y, bool ordered)
{
    if (ordered && !sides_have_order(c, x, y))
        return false;
    if (is_open_type(x.type) || is_open_type(y.type))
        return true;
    if (x.type->kind != y.type->kind) {
        complain_comparison(c, at, x, y, ordered, "");
        return false;
    }
    if (x.type->kind == FEEL_LIST || x.type->kind == FEEL_RANGE)
        return sides_compare(c, at, item_of(x), item_of(y), false);
    if (!types_share_term(x.type, y.type)) {
        complain_comparison(c, at, x, y, ordered, ": they have no term in common");
        return false;
    }
    return true;
}

bool check_comparable(checker *c, const node *n, const node *x, const node *y, bool ordered)
{
    if (!sides_compare(c, n, whole(x), whole(y), ordered))
        return false;
    check_term(c, x->type, y);
    check_term(c, y->type, x);
    return true;
}

static bool reads_implied(const node *n)
{
    if (n->implied || (n->kind == NODE_VARIABLE && str_equals(n->name, "?")))
        return true;
    for (size_t i = 0; i < n->count; i++)
        if (reads_implied(n->children[i]))
            return true;
    return false;
}

// The items of a list that is written out are tests, each by itself.
static bool is_plain_list(const node *value, const node *test)
{
    return test->kind == NODE_LIST && test->count && value->type->kind != FEEL_LIST &&
           !is_open_type(value->type);
}

static void check_one_test(checker *c, node *in, const node *value, node *test)
{
    side wanted = whole(test);
    if (in->inner_implied && reads_implied(test)) {
        test->standalone = true;
        if (test->type->kind != FEEL_BOOLEAN && !is_open_type(test->type))
            complain_at(c, CODE_wrong_type, test,
                        str_printf(c->arena, "a test that reads \"?\" must come to true or false, not %.*s",
                                   STR_ARGS(node_side_text(c, test))),
                        STR_NONE);
        return;
    }
    if (test->kind == NODE_TEST) {
        check_comparable(c, in, value, test->children[0], test->op >= OP_LESS);
        return;
    }
    if (is_plain_list(value, test)) {
        for (size_t i = 0; i < test->count; i++)
            check_one_test(c, in, value, test->children[i]);
        return;
    }
    if (wanted.type->kind == FEEL_LIST && value->type->kind != FEEL_LIST)
        wanted = item_of(wanted);
    if (wanted.type->kind == FEEL_RANGE && value->type->kind != FEEL_RANGE)
        wanted = item_of(wanted);
    if (value->type->kind == FEEL_LIST && wanted.type->kind == FEEL_LIST &&
        wanted.type->element->kind == FEEL_LIST)
        wanted = item_of(wanted);
    if (!sides_compare(c, in, whole(value), wanted, false))
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
            str name = node_side_text(c, test);
            complain_at(c, CODE_wrong_type, value,
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

// The kind of x op y where one of them, of kind FEEL_ANY, is not known: FEEL_ANY where several are possible,
// FEEL_NULL where none is.
static feel_kind possible_kind(operator op, feel_kind x, feel_kind y)
{
    feel_kind found = FEEL_NULL;
    if (x != FEEL_ANY && y != FEEL_ANY)
        return arithmetic_kind(op, x, y);
    for (feel_kind kind = FEEL_BOOLEAN; kind < FEEL_ANY; kind++) {
        feel_kind result = x == FEEL_ANY ? possible_kind(op, kind, y) : arithmetic_kind(op, x, kind);
        if (result != FEEL_NULL && found != FEEL_NULL && result != found)
            return FEEL_ANY;
        found = result != FEEL_NULL ? result : found;
    }
    return found;
}

static str arithmetic_message(checker *c, operator op, side x, side y)
{
    str left = side_text(c, x);
    str right = side_text(c, y);
    switch (op) {
    case OP_ADD:
        return str_printf(c->arena, "cannot add %.*s and %.*s", STR_ARGS(left), STR_ARGS(right));
    case OP_SUBTRACT:
        return str_printf(c->arena, "cannot subtract %.*s from %.*s", STR_ARGS(right), STR_ARGS(left));
    case OP_MULTIPLY:
        return str_printf(c->arena, "cannot multiply %.*s by %.*s", STR_ARGS(left), STR_ARGS(right));
    case OP_DIVIDE:
        return str_printf(c->arena, "cannot divide %.*s by %.*s", STR_ARGS(left), STR_ARGS(right));
    default:
        return str_printf(c->arena, "cannot raise %.*s to the power of %.*s", STR_ARGS(left),
                          STR_ARGS(right));
    }
}

static void complain_arithmetic(checker *c, const node *n)
{
    side x = whole(n->children[0]), y = whole(n->children[1]);
    bool left_fits =
        possible_kind(n->op, x.type->kind == FEEL_NULL ? FEEL_ANY : x.type->kind, FEEL_ANY) != FEEL_NULL;
    bool right_fits =
        possible_kind(n->op, FEEL_ANY, y.type->kind == FEEL_NULL ? FEEL_ANY : y.type->kind) != FEEL_NULL;
    const node *at = left_fits == right_fits ? mismatch_place(n, x, y) : left_fits ? y.node : x.node;
    complain_at(c, CODE_wrong_type, at, arithmetic_message(c, n->op, x, y), arithmetic_help(c, n->op, x, y));
}

static bool check_null_operand(checker *c, const node *n)
{
    for (size_t i = 0; i < n->count; i++) {
        if (!is_null_literal(n->children[i]))
            continue;
        complain_at(c, CODE_wrong_type, n->children[i],
                    STR("null is no value to calculate with, so this is always null"), STR_NONE);
        return false;
    }
    return true;
}

void check_arithmetic(checker *c, node *n)
{
    feel_kind x = n->children[0]->type->kind;
    feel_kind y = n->children[1]->type->kind;
    bool null = x == FEEL_NULL || y == FEEL_NULL;
    feel_kind kind = possible_kind(n->op, x == FEEL_NULL ? FEEL_ANY : x, y == FEEL_NULL ? FEEL_ANY : y);
    n->type = feel_type_basic(null ? FEEL_NULL : kind == FEEL_NULL ? FEEL_ANY : kind);
    if (kind == FEEL_NULL)
        complain_arithmetic(c, n);
    else if (check_null_operand(c, n))
        check_constant_result(c, n);
    if (n->op == OP_DIVIDE && !n->faulty)
        check_divisor(c, n, n->children[1]);
}

static const feel_type *range_member(const feel_type *range, str name)
{
    if (str_equals(name, "start") || str_equals(name, "end"))
        return range->element;
    if (str_equals(name, "start included") || str_equals(name, "end included"))
        return feel_type_basic(FEEL_BOOLEAN);
    return NULL;
}

static str parts_help(checker *c, const feel_type *base)
{
    static const char *const PARTS[] = {
        "year",        "month",    "day",   "weekday",        "hour",        "minute", "second",
        "time offset", "timezone", "years", "months",         "days",        "hours",  "minutes",
        "seconds",     "start",    "end",   "start included", "end included"};
    VEC(str) names = {0};
    for (size_t i = 0; base->kind == FEEL_CONTEXT && i < base->member_count; i++)
        *ARENA_PUSH(c->arena, &names) = base->members[i].name;
    for (size_t i = 0; i < sizeof PARTS / sizeof *PARTS; i++)
        if (base->kind == FEEL_RANGE ? range_member(base, str_from(PARTS[i])) != NULL
                                     : temporal_member_kind(base->kind, str_from(PARTS[i])) != FEEL_NULL)
            *ARENA_PUSH(c->arena, &names) = str_from(PARTS[i]);
    return names_help(c, base->kind == FEEL_CONTEXT ? "its fields: " : "its parts: ", names.items,
                      names.count);
}

str member_help(checker *c, const node *owner, const feel_type *base, str name)
{
    static const char *const SIZES[] = {"length", "size", "count", "len", "Count", "Length"};
    suggestion s = suggestion_for(name);
    for (size_t i = 0; i < base->member_count && base->kind == FEEL_CONTEXT; i++)
        suggestion_offer(&s, base->members[i].name);
    if (suggestion_found(&s))
        return suggestion_help(c, &s);
    for (size_t i = 0; i < sizeof SIZES / sizeof *SIZES; i++) {
        if (!str_equals(name, SIZES[i]))
            continue;
        if (owner->type->kind == FEEL_LIST)
            return str_printf(c->arena, "write count(%.*s)", STR_ARGS(node_text(c, owner)));
        if (owner->type->kind == FEEL_STRING)
            return str_printf(c->arena, "write string length(%.*s)", STR_ARGS(node_text(c, owner)));
    }
    str elsewhere = owner->kind == NODE_VARIABLE ? owner_help(c, name) : STR_NONE;
    if (elsewhere.length)
        return elsewhere;
    if (base->kind == FEEL_DATE_TIME && (str_equals(name, "date") || str_equals(name, "time")))
        return str_printf(c->arena, "write %.*s(%.*s)", STR_ARGS(name), STR_ARGS(node_text(c, owner)));
    return parts_help(c, base);
}

void unknown_member(checker *c, const node *owner, const feel_type *base, str name, size_t offset,
                    size_t length)
{
    bool named = owner->kind == NODE_VARIABLE || owner->kind == NODE_LOCAL || owner->kind == NODE_PATH ||
                 owner->kind == NODE_IMPLICIT;
    str where = named && owner->name.length ? owner->name : feel_type_name(c->arena, base);
    str message =
        base->kind == FEEL_CONTEXT
            ? str_printf(c->arena, "no field named \"%.*s\" in %.*s", STR_ARGS(name), STR_ARGS(where))
            : str_printf(c->arena, "%.*s has no \"%.*s\"", STR_ARGS(side_text(c, (side){owner, base})),
                         STR_ARGS(name));
    complain(c, CODE_unknown_member, offset, length, message, member_help(c, owner, base, name));
}

// The type of owner.name; NULL where there is none.
static const feel_type *member_type(const feel_type *owner, str name, uint32_t *index)
{
    *index = NAME_MISSING;
    if (is_open_type(owner))
        return owner;
    if (owner->kind == FEEL_RANGE)
        return range_member(owner, name);
    if (owner->kind == FEEL_CONTEXT) {
        *index = feel_type_member(owner, name);
        if (*index != NAME_MISSING)
            return owner->members[*index].type;
        return owner->open ? feel_type_basic(FEEL_ANY) : NULL;
    }
    feel_kind kind = temporal_member_kind(owner->kind, name);
    return kind == FEEL_NULL ? NULL : feel_type_basic(kind);
}

// The type of base.name, also where base is a list of contexts, or of such lists.
void check_path(checker *c, node *n)
{
    const feel_type *owner = n->children[0]->type;
    size_t lists = 0;
    for (; owner->kind == FEEL_LIST; owner = owner->element)
        lists++;
    const feel_type *member = member_type(owner, n->name, &n->index);
    if (!member) {
        n->type = feel_type_basic(FEEL_ANY);
        unknown_member(c, n->children[0], owner, n->name, n->name_offset,
                       n->offset + n->length - n->name_offset);
        return;
    }
    n->type = member;
    while (lists--)
        n->type = feel_type_list(c->arena, n->type);
}
