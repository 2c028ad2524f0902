// SPDX-License-Identifier: MIT
// The table of names that the expressions of one scope share.
#include "feel/syntax/names.h"

enum { MEMBER_LEVELS = 4 }; // of contexts within contexts whose members are known to the parser

static str first_word(str name)
{
    size_t end = 0;
    for (size_t next = 0; next < name.length && is_name_part(utf8_decode(name, &next));)
        end = next;
    return str_slice(name, 0, end);
}

void names_know(feel_names *names, str name)
{
    str word = first_word(name);
    if (word.length == name.length || !word.length)
        return; // one word, or no name at all
    if (!name_map_put(&names->spaced, names->arena, name, (uint32_t)names->list.count))
        return;
    spaced_name *added = ARENA_PUSH(names->arena, &names->list);
    *added = (spaced_name){.name = name, .next = name_map_get(&names->firsts, word)};
    name_map_set(&names->firsts, names->arena, word, (uint32_t)names->list.count - 1);
}

size_t names_longest(const feel_names *names, str text, token word, str *name)
{
    size_t best = 0;
    uint32_t number = name_map_get(&names->firsts, str_slice(text, word.start, word.end));
    while (number != NAME_MISSING) {
        const spaced_name *candidate = &names->list.items[number];
        size_t end = lex_spaced(text, word.start, candidate->name);
        if (end != SIZE_MAX && end > best) {
            best = end;
            *name = candidate->name;
        }
        number = candidate->next;
    }
    return best;
}

static void know_members(feel_names *names, const feel_type *type, int levels)
{
    if (!type || levels == 0)
        return;
    if (type->kind == FEEL_LIST)
        know_members(names, type->element, levels - 1);
    if (type->kind != FEEL_CONTEXT)
        return;
    for (size_t i = 0; i < type->member_count; i++) {
        names_know(names, type->members[i].name);
        know_members(names, type->members[i].type, levels - 1);
    }
}

void feel_names_learn(feel_names *names, const feel_type *type)
{
    know_members(names, type, MEMBER_LEVELS);
}

feel_names *feel_names_new(arena *a, const feel_scope *scope)
{
    feel_names *names = ARENA_NEW(a, feel_names);
    names->arena = a;
    for (size_t i = 0; scope && i < scope->count; i++) {
        name_map_put(&names->variables, a, scope->variables[i].name, (uint32_t)i);
        names_know(names, scope->variables[i].name);
        feel_names_learn(names, scope->variables[i].type);
    }
    for (size_t i = 0; scope && i < scope->type_count; i++)
        feel_names_learn(names, scope->types[i].type);
    names->types = scope ? scope->types : NULL;
    names->type_count = scope ? scope->type_count : 0;
    return names;
}
