// SPDX-License-Identifier: MIT
// What a call of a built-in function gives, and what such a function asks of the items of its lists and of
// the functions it is given, beyond what the table of built-in functions says.
#include "feel/check/check.h"

#include "feel/values/values.h"

static const feel_type *first_type(const node *n)
{
    return n->children[0]->type;
}

static const feel_type *element_type(checker *c, const node *n)
{
    if (n->count == 1)
        return first_type(n)->kind == FEEL_LIST ? first_type(n)->element : first_type(n);
    const feel_type *type = feel_type_basic(FEEL_NULL);
    for (size_t i = 0; i < n->count; i++)
        type = join_types(c->arena, type, n->children[i]->type);
    return type;
}

static bool is_term_of(const node *n, const feel_domain *domain)
{
    return domain && n->kind == NODE_LITERAL && n->value.kind == FEEL_STRING &&
           feel_domain_term(domain, n->value.as.string) != NAME_MISSING;
}

static const feel_type *list_type(checker *c, const node *n)
{
    if (first_type(n)->kind != FEEL_LIST)
        return feel_type_basic(FEEL_LIST);
    const feel_type *element = first_type(n)->element;
    for (size_t i = n->builtin->item_parameter; n->builtin->checks & CHECK_ITEM && i < n->count; i++)
        if (!is_term_of(n->children[i], element->domain))
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

// The items of lists within lists, however deep. What is not known may be a list, too.
static const feel_type *flat_type(checker *c, const node *n)
{
    const feel_type *type = first_type(n);
    while (type->kind == FEEL_LIST)
        type = type->element;
    return feel_type_list(c->arena, type);
}

static const feel_type *entries_type(checker *c, const feel_type *context)
{
    const feel_type *value = feel_type_basic(context->open ? FEEL_ANY : FEEL_NULL);
    for (size_t i = 0; i < context->member_count; i++)
        value = join_types(c->arena, value, context->members[i].type);
    feel_member *members = ARENA_ARRAY(c->arena, feel_member, 2);
    members[0] = (feel_member){STR("key"), feel_type_basic(FEEL_STRING)};
    members[1] = (feel_member){STR("value"), value};
    return feel_type_list(c->arena, feel_type_context(c->arena, members, 2, false));
}

// The context with a member more, or another type for it.
static const feel_type *with_member(arena *a, const feel_type *context, str name, const feel_type *type)
{
    feel_member *members = ARENA_ARRAY(a, feel_member, context->member_count + 1);
    size_t count = context->member_count;
    for (size_t i = 0; i < count; i++)
        members[i] = context->members[i];
    uint32_t at = feel_type_member(context, name);
    if (at == NAME_MISSING)
        at = (uint32_t)count++;
    members[at] = (feel_member){name, type};
    return feel_type_context(a, members, count, context->open);
}

static bool constant_key(const node *n, str *out)
{
    if (n->kind != NODE_LITERAL || n->value.kind != FEEL_STRING)
        return false;
    *out = n->value.as.string;
    return true;
}

static const feel_type *put_type(checker *c, const feel_type *context, node *const *keys, size_t count,
                                 const feel_type *value)
{
    str key;
    if (context->kind != FEEL_CONTEXT || !count || !constant_key(keys[0], &key))
        return feel_type_basic(FEEL_CONTEXT);
    uint32_t inner = feel_type_member(context, key);
    if (count > 1)
        value = inner == NAME_MISSING ? feel_type_basic(FEEL_ANY)
                                      : put_type(c, context->members[inner].type, keys + 1, count - 1, value);
    return with_member(c->arena, context, key, value);
}

static const feel_type *put_call_type(checker *c, const node *n)
{
    node *keys = n->children[1];
    const feel_type *value = n->children[2]->type;
    if (keys->kind == NODE_LIST)
        return put_type(c, first_type(n), keys->children, keys->count, value);
    return put_type(c, first_type(n), &keys, 1, value);
}

// Later ones hide what is in earlier ones; one that is open may hide anything.
static const feel_type *merge_type(checker *c, const node *list)
{
    const feel_type *merged = feel_type_context(c->arena, NULL, 0, false);
    if (list->kind != NODE_LIST)
        return feel_type_basic(FEEL_CONTEXT);
    for (size_t i = 0; i < list->count; i++) {
        const feel_type *next = list->children[i]->type;
        if (next->kind != FEEL_CONTEXT)
            return feel_type_basic(FEEL_CONTEXT);
        if (next->open)
            merged = feel_type_context(c->arena, NULL, 0, true);
        for (size_t j = 0; j < next->member_count; j++)
            merged = with_member(c->arena, merged, next->members[j].name, next->members[j].type);
    }
    return merged;
}

static const feel_type *get_type(const node *n)
{
    str key;
    const feel_type *context = first_type(n);
    if (context->kind != FEEL_CONTEXT || !constant_key(n->children[1], &key))
        return feel_type_basic(FEEL_ANY);
    uint32_t member = feel_type_member(context, key);
    return member == NAME_MISSING ? feel_type_basic(FEEL_ANY) : context->members[member].type;
}

// NULL where the table says it all.
static const feel_type *special_type(checker *c, const node *n)
{
    builtin_function f = n->builtin->function;
    if (f == builtin_get_value && n->count == 2)
        return get_type(n);
    if (f == builtin_context_put && n->count == 3)
        return put_call_type(c, n);
    if (f == builtin_context_merge)
        return merge_type(c, n->children[0]);
    if (f == builtin_get_entries && first_type(n)->kind == FEEL_CONTEXT)
        return entries_type(c, first_type(n));
    if (f == builtin_index_of)
        return feel_type_list(c->arena, feel_type_basic(FEEL_NUMBER));
    if (f == builtin_flatten)
        return flat_type(c, n);
    return NULL;
}

const feel_type *result_type(checker *c, const node *n)
{
    const feel_type *special = special_type(c, n);
    if (special)
        return special;
    switch (n->builtin->result) {
    case RESULT_FIRST:
        return first_type(n);
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

// Items of one kind, as a list of it or one after the other: what comes second is held against the first.
static bool items_agree(checker *c, const node *n, node *const *items, size_t count)
{
    const node *first = NULL;
    for (size_t i = 0; i < count; i++) {
        if (is_open_type(items[i]->type))
            continue;
        if (!first) {
            first = items[i];
        } else if (items[i]->type->kind != first->type->kind) {
            str one = node_side_text(c, first);
            str other = node_side_text(c, items[i]);
            complain_at(
                c, CODE_wrong_type, items[i],
                str_printf(c->arena, "\"%s\" cannot take %.*s and %.*s together", n->builtin->name,
                           STR_ARGS(one), STR_ARGS(other)),
                comparison_help(c, true, (side){first, first->type}, (side){items[i], items[i]->type}));
            return false;
        }
    }
    return true;
}

static bool check_alike(checker *c, const node *n)
{
    if (n->count == 1 && n->children[0]->kind == NODE_LIST)
        return items_agree(c, n, n->children[0]->children, n->children[0]->count);
    return n->count == 1 || items_agree(c, n, n->children, n->count);
}

static str texts_help(checker *c, const node *list)
{
    if (list->kind == NODE_FOR)
        return str_printf(c->arena, "write return string(%.*s)",
                          STR_ARGS(node_text(c, list->children[list->count - 1])));
    return str_printf(c->arena, "write for x in %.*s return string(x)", STR_ARGS(node_text(c, list)));
}

static bool need_items(checker *c, const node *n, feel_kind kind)
{
    const node *list = n->children[0];
    const feel_type *element = list->type->kind == FEEL_LIST ? list->type->element : list->type;
    if (is_open_type(element) || element->kind == kind)
        return true;
    str found = side_text(c, (side){list, element});
    complain_at(c, CODE_wrong_type, list,
                str_printf(c->arena, "\"%s\" needs a list of %.*s, and the items are %.*s", n->builtin->name,
                           STR_ARGS(kind_name(kind)), STR_ARGS(found)),
                kind == FEEL_STRING && element->kind != FEEL_LIST && element->kind != FEEL_CONTEXT
                    ? texts_help(c, list)
                    : STR_NONE);
    return false;
}

// Whether the parameters, where the function says what they are, can be the list's items.
static bool takes_items(checker *c, const node *n, const node *function)
{
    const node *list = n->children[0];
    if (list->type->kind != FEEL_LIST)
        return true;
    for (size_t i = 0; i < 2; i++) {
        const feel_member *parameter = &function->type->members[i];
        side given = {list, list->type->element};
        if (i && n->builtin->function == builtin_list_replace)
            given = (side){n->children[2], n->children[2]->type};
        if (type_may_be(given.type, parameter->type))
            continue;
        str found = side_text(c, given);
        str wanted = feel_type_name(c->arena, parameter->type);
        complain_at(c, CODE_wrong_type, function,
                    str_printf(c->arena, "\"%s\" calls the function with %.*s, and its \"%.*s\" is %.*s",
                               n->builtin->name, STR_ARGS(found), STR_ARGS(parameter->name),
                               STR_ARGS(wanted)),
                    STR_NONE);
        return false;
    }
    return true;
}

static bool check_callback(checker *c, const node *n, const node *function)
{
    const feel_type *type = function->type;
    bool sorting = n->builtin->function == builtin_sort;
    if (type->kind != FEEL_FUNCTION || type->open)
        return true;
    if (type->member_count != 2) {
        complain_at(c, CODE_wrong_arguments, function,
                    str_printf(c->arena, "\"%s\" needs a function of two parameters, and this one has %zu",
                               n->builtin->name, type->member_count),
                    sorting ? STR("such as function(x, y) x < y")
                            : STR("such as function(item, newItem) item = 2"));
        return false;
    }
    if (!takes_items(c, n, function))
        return false;
    const feel_type *result = type->element;
    if (result->kind == FEEL_BOOLEAN || is_open_type(result))
        return true;
    str found = feel_type_name(c->arena, result);
    complain_at(c, CODE_wrong_type, function,
                str_printf(c->arena, "\"%s\" needs a function that comes to true or false, not to %.*s",
                           n->builtin->name, STR_ARGS(found)),
                sorting ? STR("such as function(x, y) x < y")
                        : STR("such as function(item, newItem) item = 2"));
    return false;
}

static bool check_sort(checker *c, const node *n)
{
    const node *list = n->children[0];
    if (n->count > 1 && n->children[1]->kind != NODE_MISSING)
        return check_callback(c, n, n->children[1]);
    if (list->type->kind != FEEL_LIST || is_open_type(list->type->element) ||
        value_is_ordered(list->type->element->kind))
        return true;
    str found = side_text(c, (side){list, list->type->element});
    complain_at(c, CODE_wrong_type, list,
                str_printf(c->arena, "%.*s has no order of its own", STR_ARGS(found)),
                str_printf(c->arena, "say what goes first: sort(%.*s, function(x, y) x.… < y.…)",
                           STR_ARGS(node_text(c, list))));
    return false;
}

static bool check_key(checker *c, const node *n)
{
    str key;
    const feel_type *context = first_type(n);
    const node *at = n->children[1];
    if (context->kind != FEEL_CONTEXT || context->open || !constant_key(at, &key) ||
        feel_type_member(context, key) != NAME_MISSING)
        return true;
    unknown_member(c, n->children[0], context, key, at->offset, at->length);
    return false;
}

static bool compares_ends(builtin_function f)
{
    static const builtin_function FUNCTIONS[] = {
        builtin_before,      builtin_after,           builtin_meets,          builtin_met_by,
        builtin_overlaps,    builtin_overlaps_before, builtin_overlaps_after, builtin_finishes,
        builtin_finished_by, builtin_includes,        builtin_during,         builtin_starts,
        builtin_started_by,  builtin_coincides};
    for (size_t i = 0; i < sizeof FUNCTIONS / sizeof *FUNCTIONS; i++)
        if (f == FUNCTIONS[i])
            return true;
    return false;
}

static side end_of(const node *n)
{
    return (side){n, n->type->kind == FEEL_RANGE ? n->type->element : n->type};
}

// The points of a function that asks how two of them, or two ranges, lie to each other.
static bool check_ends(checker *c, const node *n)
{
    if (n->count != 2)
        return true;
    side x = end_of(n->children[0]), y = end_of(n->children[1]);
    if (is_open_type(x.type) || is_open_type(y.type) || x.type->kind == y.type->kind)
        return true;
    str one = side_text(c, x), other = side_text(c, y);
    complain_at(c, CODE_wrong_type, n->children[1],
                str_printf(c->arena, "cannot compare %.*s with %.*s", STR_ARGS(one), STR_ARGS(other)),
                comparison_help(c, false, x, y));
    return false;
}

static bool check_keys(checker *c, const node *n)
{
    const node *keys = n->children[1];
    const feel_type *type = keys->type;
    if (keys->type->kind != FEEL_LIST || is_open_type(type->element) || type->element->kind == FEEL_STRING)
        return true;
    str found = side_text(c, (side){keys, type->element});
    complain_at(c, CODE_wrong_type, keys,
                str_printf(c->arena, "a key must be a string, not %.*s", STR_ARGS(found)), STR_NONE);
    return false;
}

bool check_items(checker *c, const node *n)
{
    builtin_function f = n->builtin->function;
    if (f == builtin_all || f == builtin_any)
        return true;
    if (n->builtin->checks & LIST_OR_ITEMS)
        return check_alike(c, n);
    if (f == builtin_string_join)
        return need_items(c, n, FEEL_STRING);
    if (f == builtin_context_merge || f == builtin_context)
        return need_items(c, n, FEEL_CONTEXT);
    if (f == builtin_sort)
        return check_sort(c, n);
    if (f == builtin_list_replace)
        return check_callback(c, n, n->children[1]);
    if (f == builtin_get_value && n->count == 2)
        return check_key(c, n);
    if (f == builtin_context_put)
        return check_keys(c, n);
    return !compares_ends(f) || check_ends(c, n);
}

static const node *argument_of(const node *site, const char *name, size_t position)
{
    if (!site->name_count)
        return position + 1 < site->count ? site->children[position + 1] : NULL;
    for (size_t i = 0; i < site->name_count; i++)
        if (str_equals(site->names[i], name))
            return site->children[i + 1];
    return NULL;
}

const feel_type *const *callback_parameters(checker *c, const node *site, const builtin *rows, size_t *count)
{
    bool replacing = rows->function == builtin_list_replace;
    const node *list = argument_of(site, "list", 0);
    const node *item = replacing ? argument_of(site, "newItem", 2) : list;
    *count = 0;
    if ((!replacing && rows->function != builtin_sort) || !list || !item || list->kind == NODE_FUNCTION ||
        item->kind == NODE_FUNCTION || list->type->kind != FEEL_LIST)
        return NULL;
    const feel_type **types = ARENA_ARRAY(c->arena, const feel_type *, 2);
    types[0] = list->type->element;
    types[1] = replacing ? item->type : types[0];
    *count = 2;
    return types;
}
