// SPDX-License-Identifier: MIT
// Conformance between types (DMN 1.5 §10.3.2.9), as far as functions need it: whether a function can stand
// where one of another type is asked for. What is not known of it counts as fitting.
#include "feel/builtin.h"

enum { TYPE_DEPTH = 32 };

static bool conforms(const feel_type *type, const feel_type *to, int depth);

// What the function is given must suit it; what it gives must suit those who asked.
static bool function_conforms(const feel_type *type, const feel_type *to, int depth)
{
    if (type->open || to->open)
        return true;
    if (type->member_count != to->member_count)
        return false;
    for (size_t i = 0; i < to->member_count; i++)
        if (!conforms(to->members[i].type, type->members[i].type, depth))
            return false;
    return conforms(type->element, to->element, depth);
}

static bool context_conforms(const feel_type *type, const feel_type *to, int depth)
{
    for (size_t i = 0; i < to->member_count; i++) {
        uint32_t member = feel_type_member(type, to->members[i].name);
        if (member == NAME_MISSING ? !type->open
                                   : !conforms(type->members[member].type, to->members[i].type, depth))
            return false;
    }
    return true;
}

static bool conforms(const feel_type *type, const feel_type *to, int depth)
{
    if (!type || !to || to->kind == FEEL_ANY || type->kind == FEEL_ANY || type->kind == FEEL_NULL ||
        depth == 0)
        return true;
    if (type->kind != to->kind)
        return false;
    switch (type->kind) {
    case FEEL_LIST:
    case FEEL_RANGE:
        return conforms(type->element, to->element, depth - 1);
    case FEEL_CONTEXT:
        return context_conforms(type, to, depth - 1);
    case FEEL_FUNCTION:
        return function_conforms(type, to, depth - 1);
    default:
        return true;
    }
}

static bool row_conforms(const builtin *row, const feel_type *to)
{
    size_t parameters = builtin_parameter_count(row);
    if (to->member_count > parameters && !builtin_has_rest(row))
        return false;
    for (size_t i = 0; i < parameters; i++) {
        const builtin_parameter *p = &row->parameters[i];
        const feel_type *given = i < to->member_count ? to->members[i].type : NULL;
        if (i >= to->member_count && !(p->flags & (MAY_MISS | REST)))
            return false;
        if (given && given->kind != FEEL_ANY && p->kinds && !(p->kinds >> given->kind & 1))
            return false;
    }
    return row->result != RESULT_KIND || conforms(feel_type_basic(row->result_kind), to->element, TYPE_DEPTH);
}

static bool definition_conforms(const node *definition, const feel_type *to)
{
    if (definition->name_count != to->member_count)
        return false;
    for (size_t i = 0; i < to->member_count; i++)
        if (!conforms(to->members[i].type, definition->types[i], TYPE_DEPTH))
            return false;
    return conforms(definition->children[0]->type, to->element, TYPE_DEPTH);
}

bool function_instance_of(const feel_function *f, const feel_type *type)
{
    if (type->open || type->kind != FEEL_FUNCTION)
        return true;
    if (f->definition)
        return definition_conforms(f->definition, type);
    size_t rows;
    const builtin *row = builtin_find(str_from(f->builtin->name), &rows);
    for (size_t i = 0; i < rows; i++)
        if (row_conforms(&row[i], type))
            return true;
    return false;
}
