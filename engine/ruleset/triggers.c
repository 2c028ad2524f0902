// SPDX-License-Identifier: MIT
// Triggers and boundaries: from elements to what text/signals.h builds from.
#include "ruleset/loader.h"

enum { MOST_TRIGGER_WORDS = 50 };

uint32_t read_count(loader *l, const xml_attribute *a, uint32_t most)
{
    decimal number;
    int64_t count = 0;
    if (!decimal_parse(a->value, &number))
        return 0; // reported by the structural check
    if (decimal_to_int(number, &count) && count >= 1 && count <= most)
        return (uint32_t)count;
    diagnose(l->diagnostics, CODE_value_range, a->value_place,
             "%.*s is %.*s; it must be a whole number from 1 to %u", STR_ARGS(a->name), STR_ARGS(a->value),
             most);
    return 0;
}

// Numbers of the words of the language; the count where the word is none (then reported by the structural
// check).
static unsigned look_up(str word, const char *(*name)(unsigned), unsigned count)
{
    unsigned i = 0;
    while (i < count && !str_equals(word, name(i)))
        i++;
    return i;
}

static const char *kind_name(unsigned i)
{
    return trigger_kind_name((trigger_kind)i);
}

static const char *direction_name(unsigned i)
{
    return trigger_direction_name((trigger_direction)i);
}

static const char *scope_name(unsigned i)
{
    return trigger_scope_name((trigger_scope)i);
}

static void read_words(loader *l, const xml_node *node, trigger_spec *spec)
{
    const xml_attribute *words = attribute_of(node, "words");
    if (!words && spec->scope == TRIGGER_WORDS)
        diagnose(l->diagnostics, CODE_missing_attribute, attribute_of(node, "scope")->name_place,
                 "scope words also needs the attribute \"words\"");
    if (words && spec->scope != TRIGGER_WORDS)
        diagnose(l->diagnostics, CODE_conflicting_attributes, words->name_place,
                 "words is only for scope=\"words\"");
    if (words)
        spec->words = read_count(l, words, MOST_TRIGGER_WORDS);
}

static bool read_trigger(loader *l, const xml_node *node, trigger_spec *out)
{
    str scope = attribute_text(node, "scope");
    unsigned kind = look_up(attribute_text(node, "kind"), kind_name, TRIGGER_KIND_COUNT);
    unsigned direction = look_up(attribute_text(node, "direction"), direction_name, TRIGGER_DIRECTION_COUNT);
    unsigned reach_of = scope.length ? look_up(scope, scope_name, TRIGGER_SCOPE_COUNT) : TRIGGER_CLAUSE;
    if (kind == TRIGGER_KIND_COUNT || direction == TRIGGER_DIRECTION_COUNT || reach_of == TRIGGER_SCOPE_COUNT)
        return false;
    *out = (trigger_spec){.id = attribute_text(node, "id"),
                          .kind = (trigger_kind)kind,
                          .direction = (trigger_direction)direction,
                          .scope = (trigger_scope)reach_of};
    read_words(l, node, out);
    out->phrases = element_text(node, &out->where);
    return out->phrases.length > 0 && (out->words > 0 || out->scope != TRIGGER_WORDS);
}

typedef struct known_ids {
    const char *kind;
    name_map numbers;
    VEC(place) places; // by number
} known_ids;

static bool is_new(loader *l, const xml_node *node, known_ids *ids)
{
    const xml_attribute *id = attribute_of(node, "id");
    if (!id)
        return true;
    if (name_map_put(&ids->numbers, l->arena, id->value, (uint32_t)ids->places.count)) {
        *ARENA_PUSH(l->arena, &ids->places) = id->value_place;
        return true;
    }
    diagnostic *item = diagnose(l->diagnostics, CODE_duplicate_id, id->value_place,
                                "there are two %s \"%.*s\"", ids->kind, STR_ARGS(id->value));
    help_first(l, item, ids->places.items[name_map_get(&ids->numbers, id->value)]);
    diagnostic_help(l->diagnostics, item,
                    "to change one that is included or extended, write <change %.*s=\"%.*s\" …>",
                    STR_ARGS(node->name), STR_ARGS(id->value));
    return false;
}

void triggers_declare(loader *l, trigger_spec **triggers, size_t *trigger_count, boundary_spec **boundaries,
                      size_t *boundary_count)
{
    VEC(trigger_spec) all = {0};
    VEC(boundary_spec) ends = {0};
    known_ids trigger_ids = {.kind = "triggers"}, boundary_ids = {.kind = "boundaries"};
    for (const xml_node *c = xml_first_element(l->root); c; c = xml_next_element(c)) {
        trigger_spec trigger;
        boundary_spec boundary;
        if (is_element(c, "trigger") && is_new(l, c, &trigger_ids) && read_trigger(l, c, &trigger)) {
            *ARENA_PUSH(l->arena, &all) = trigger;
        } else if (is_element(c, "boundary") && is_new(l, c, &boundary_ids)) {
            boundary.phrases = element_text(c, &boundary.where);
            if (boundary.phrases.length)
                *ARENA_PUSH(l->arena, &ends) = boundary;
        }
    }
    *triggers = all.items;
    *trigger_count = all.count;
    *boundaries = ends.items;
    *boundary_count = ends.count;
}
