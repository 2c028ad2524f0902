// SPDX-License-Identifier: MIT
// Whether a value is of a type (DMN 1.5 §10.3.2.9, §10.3.2.15). Values and types may share parts and be huge
// when they are unfolded, so each part that is looked at counts as a step.
#include "feel/functions/builtin.h"

static bool is_instance(value_walk *walk, feel_value v, const feel_type *type);

// One more part, a level below; false where that is too much.
static bool descend(value_walk *walk)
{
    if (walk->exhausted || walk->nodes == 0 || walk->depth == 0) {
        walk->exhausted = true;
        return false;
    }
    walk->nodes--;
    walk->depth--;
    return true;
}

// ---- types of functions: what is not known of one counts as fitting

static bool conforms(value_walk *walk, const feel_type *type, const feel_type *to);

// What the function is given must suit it; what it gives must suit those who asked.
static bool function_conforms(value_walk *walk, const feel_type *type, const feel_type *to)
{
    if (type->open || to->open)
        return true;
    if (type->member_count != to->member_count)
        return false;
    for (size_t i = 0; i < to->member_count; i++)
        if (!conforms(walk, to->members[i].type, type->members[i].type))
            return false;
    return conforms(walk, type->element, to->element);
}

static bool context_conforms(value_walk *walk, const feel_type *type, const feel_type *to)
{
    for (size_t i = 0; i < to->member_count; i++) {
        uint32_t member = feel_type_member(type, to->members[i].name);
        if (member == NAME_MISSING ? !type->open
                                   : !conforms(walk, type->members[member].type, to->members[i].type))
            return false;
    }
    return true;
}

static bool kinds_conform(value_walk *walk, const feel_type *type, const feel_type *to)
{
    if (type->kind != to->kind)
        return false;
    switch (type->kind) {
    case FEEL_LIST:
    case FEEL_RANGE:
        return conforms(walk, type->element, to->element);
    case FEEL_CONTEXT:
        return context_conforms(walk, type, to);
    case FEEL_FUNCTION:
        return function_conforms(walk, type, to);
    default:
        return true;
    }
}

static bool conforms(value_walk *walk, const feel_type *type, const feel_type *to)
{
    if (!type || !to || to->kind == FEEL_ANY || type->kind == FEEL_ANY || type->kind == FEEL_NULL)
        return true;
    if (!descend(walk))
        return false;
    bool result = kinds_conform(walk, type, to);
    walk->depth++;
    return result;
}

// A parameter that takes the items of a list takes the list as well.
static bool accepts(const builtin *row, const builtin_parameter *p, const feel_type *given)
{
    if (given->kind == FEEL_ANY || !p->kinds || (p->kinds >> given->kind & 1))
        return true;
    return (row->checks & LIST_OR_ITEMS) && given->kind == FEEL_LIST &&
           (given->element->kind == FEEL_ANY || (p->kinds >> given->element->kind & 1));
}

static bool row_conforms(value_walk *walk, const builtin *row, const feel_type *to)
{
    size_t parameters = builtin_parameter_count(row);
    if (to->member_count > parameters && !builtin_has_rest(row))
        return false;
    for (size_t i = 0; i < parameters; i++) {
        const builtin_parameter *p = &row->parameters[i];
        const feel_type *given = i < to->member_count ? to->members[i].type : NULL;
        if (i >= to->member_count && !(p->flags & (MAY_MISS | REST)))
            return false;
        if (given && !accepts(row, p, given))
            return false;
    }
    return row->result != RESULT_KIND || conforms(walk, feel_type_basic(row->result_kind), to->element);
}

static bool definition_conforms(value_walk *walk, const node *definition, const feel_type *to)
{
    if (definition->name_count != to->member_count)
        return false;
    for (size_t i = 0; i < to->member_count; i++)
        if (!conforms(walk, to->members[i].type, definition->types[i]))
            return false;
    return conforms(walk, definition->children[0]->type, to->element);
}

static bool is_function_of(value_walk *walk, const feel_function *f, const feel_type *type)
{
    if (type->open || type->kind != FEEL_FUNCTION)
        return true;
    if (f->definition)
        return definition_conforms(walk, f->definition, type);
    size_t rows;
    const builtin *row = builtin_find(str_from(f->builtin->name), &rows);
    for (size_t i = 0; i < rows; i++)
        if (row_conforms(walk, &row[i], type))
            return true;
    return false;
}

// ---- values

// Null is of every type within a value.
static bool is_part(value_walk *walk, feel_value v, const feel_type *type)
{
    return v.kind == FEEL_NULL || is_instance(walk, v, type);
}

static bool items_are(value_walk *walk, const feel_list *list, const feel_type *element)
{
    for (size_t i = 0; i < list->count && element->kind != FEEL_ANY; i++)
        if (!is_part(walk, list->items[i], element))
            return false;
    return true;
}

static bool members_are(value_walk *walk, const feel_context *c, const feel_type *type)
{
    for (size_t i = 0; i < type->member_count; i++) {
        feel_value member;
        if (!context_find(c, type->members[i].name, &member) || !is_part(walk, member, type->members[i].type))
            return false;
    }
    return true;
}

static bool parts_are(value_walk *walk, feel_value v, const feel_type *type)
{
    switch (type->kind) {
    case FEEL_STRING:
        return !type->domain || feel_domain_term(type->domain, v.as.string) != NAME_MISSING;
    case FEEL_LIST:
        return items_are(walk, v.as.list, type->element);
    case FEEL_CONTEXT:
        return members_are(walk, v.as.context, type);
    case FEEL_RANGE:
        return is_part(walk, v.as.range->low, type->element) &&
               is_part(walk, v.as.range->high, type->element);
    case FEEL_FUNCTION:
        return is_function_of(walk, v.as.function, type);
    default:
        return true;
    }
}

static bool is_instance(value_walk *walk, feel_value v, const feel_type *type)
{
    if (type->kind == FEEL_ANY)
        return v.kind != FEEL_NULL;
    if (v.kind != type->kind || !descend(walk))
        return false;
    bool result = parts_are(walk, v, type);
    walk->depth++;
    return result;
}

bool feel_value_is(feel_value v, const feel_type *type)
{
    value_walk walk = value_walk_default();
    return is_instance(&walk, v, type) && !walk.exhausted;
}

bool eval_is_instance(evaluation *ev, const node *n, feel_value v, const feel_type *type)
{
    uint64_t left = eval_steps_left(ev);
    value_walk walk = {.nodes = left, .depth = VALUE_DEPTH};
    bool result = is_instance(&walk, v, type);
    ev->run->state.steps += left - walk.nodes;
    if (walk.exhausted)
        eval_stop(ev, n, "a value is too large or nested too deeply to be told its type");
    return result && !walk.exhausted;
}
