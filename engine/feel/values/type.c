// SPDX-License-Identifier: MIT
// FEEL's types: making, comparing and naming them. Knows nothing of expressions.
#include "feel/type.h"

enum { NAME_DEPTH = 4, EQUAL_PARTS = 1000 };

static const feel_type BASIC[FEEL_ANY + 1] = {
    [FEEL_NULL] = {.kind = FEEL_NULL},
    [FEEL_BOOLEAN] = {.kind = FEEL_BOOLEAN},
    [FEEL_NUMBER] = {.kind = FEEL_NUMBER},
    [FEEL_STRING] = {.kind = FEEL_STRING},
    [FEEL_DATE] = {.kind = FEEL_DATE},
    [FEEL_TIME] = {.kind = FEEL_TIME},
    [FEEL_DATE_TIME] = {.kind = FEEL_DATE_TIME},
    [FEEL_DAYS_DURATION] = {.kind = FEEL_DAYS_DURATION},
    [FEEL_MONTHS_DURATION] = {.kind = FEEL_MONTHS_DURATION},
    [FEEL_LIST] = {.kind = FEEL_LIST, .element = &BASIC[FEEL_ANY]},
    [FEEL_CONTEXT] = {.kind = FEEL_CONTEXT, .open = true},
    [FEEL_RANGE] = {.kind = FEEL_RANGE, .element = &BASIC[FEEL_ANY]},
    [FEEL_FUNCTION] = {.kind = FEEL_FUNCTION, .element = &BASIC[FEEL_ANY], .open = true},
    [FEEL_ANY] = {.kind = FEEL_ANY},
};

const feel_type *feel_type_basic(feel_kind kind)
{
    return &BASIC[kind];
}

const feel_type *feel_type_enumeration(arena *a, const feel_domain *domain)
{
    feel_type *type = ARENA_NEW(a, feel_type);
    type->kind = FEEL_STRING;
    type->domain = domain;
    return type;
}

static const feel_type *with_element(arena *a, feel_kind kind, const feel_type *element)
{
    if (!element || element == &BASIC[FEEL_ANY])
        return &BASIC[kind];
    feel_type *type = ARENA_NEW(a, feel_type);
    type->kind = kind;
    type->element = element;
    return type;
}

const feel_type *feel_type_list(arena *a, const feel_type *element)
{
    return with_element(a, FEEL_LIST, element);
}

const feel_type *feel_type_range(arena *a, const feel_type *element)
{
    return with_element(a, FEEL_RANGE, element);
}

const feel_type *feel_type_context(arena *a, const feel_member *members, size_t count, bool open)
{
    feel_type *type = ARENA_NEW(a, feel_type);
    type->kind = FEEL_CONTEXT;
    type->members = members;
    type->member_count = count;
    type->open = open;
    return type;
}

uint32_t feel_domain_term(const feel_domain *domain, str term)
{
    if (domain->index.count)
        return name_map_get(&domain->index, term);
    for (size_t i = 0; i < domain->count; i++)
        if (str_equal(domain->terms[i], term))
            return (uint32_t)i;
    return NAME_MISSING;
}

uint32_t feel_type_member(const feel_type *context, str name)
{
    for (size_t i = 0; i < context->member_count; i++)
        if (str_equal(context->members[i].name, name))
            return (uint32_t)i;
    return NAME_MISSING;
}

// Types may share parts, so that a small one is huge when it is unfolded: past the budget two are not equal.
static bool equal_within(const feel_type *a, const feel_type *b, uint32_t *budget)
{
    if (a == b)
        return true;
    if (*budget == 0 || a->kind != b->kind || a->domain != b->domain || a->open != b->open ||
        a->member_count != b->member_count)
        return false;
    --*budget;
    if ((a->element || b->element) &&
        !(a->element && b->element && equal_within(a->element, b->element, budget)))
        return false;
    for (size_t i = 0; i < a->member_count; i++)
        if (!str_equal(a->members[i].name, b->members[i].name) ||
            !equal_within(a->members[i].type, b->members[i].type, budget))
            return false;
    return true;
}

bool feel_type_equal(const feel_type *a, const feel_type *b)
{
    uint32_t budget = EQUAL_PARTS;
    return equal_within(a, b, &budget);
}

static str name_within(arena *a, const feel_type *type, int depth)
{
    static const char *const NAMES[] = {
        [FEEL_NULL] = "null",
        [FEEL_BOOLEAN] = "boolean",
        [FEEL_NUMBER] = "number",
        [FEEL_STRING] = "string",
        [FEEL_DATE] = "date",
        [FEEL_TIME] = "time",
        [FEEL_DATE_TIME] = "date and time",
        [FEEL_DAYS_DURATION] = "days and time duration",
        [FEEL_MONTHS_DURATION] = "years and months duration",
        [FEEL_LIST] = "list",
        [FEEL_CONTEXT] = "context",
        [FEEL_RANGE] = "range",
        [FEEL_FUNCTION] = "function",
        [FEEL_ANY] = "any value",
    };
    if (type->domain && type->domain->name.length)
        return type->domain->name;
    bool collection = type->kind == FEEL_LIST || type->kind == FEEL_RANGE;
    if (collection && depth && type->element && type->element->kind != FEEL_ANY &&
        type->element->kind != FEEL_NULL) {
        str element = name_within(a, type->element, depth - 1);
        return str_printf(a, "%s of %.*s", NAMES[type->kind], STR_ARGS(element));
    }
    return str_from(NAMES[type->kind]);
}

str feel_type_name(arena *a, const feel_type *type)
{
    return name_within(a, type, NAME_DEPTH);
}
