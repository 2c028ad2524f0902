// SPDX-License-Identifier: MIT
// Signals, triggers and boundaries: from elements to what text/signals.h builds from.
#include "ruleset/loader.h"

#include "text/phrase.h"

enum { MOST_TRIGGER_WORDS = 50 };

static const xml_node *text_of(const xml_node *node)
{
    const xml_node *text = node->first_child;
    while (text && text->kind != XML_TEXT)
        text = text->next;
    return text;
}

// The only text of an element, without white space around it.
static str element_text(const xml_node *node, place *where)
{
    const xml_node *text = text_of(node);
    *where = node->where;
    if (!text)
        return STR_NONE;
    str trimmed = str_trim(text->text);
    if (trimmed.length)
        *where = xml_place_in_text(text, (size_t)(trimmed.data - text->text.data), trimmed.length);
    return trimmed;
}

static void unknown_text_field(loader *l, str name, place where)
{
    if (is_lost(l, name))
        return;
    const side *s = &l->ruleset->therapist;
    diagnostic *item = diagnose(l->diagnostics, CODE_unknown_reference, where,
                                "no field named \"%.*s\" in therapist", STR_ARGS(name));
    suggestion near = suggestion_for(name);
    for (size_t i = 0; i < s->count; i++)
        if (s->fields[i].kind == FIELD_TEXT)
            suggestion_offer(&near, s->fields[i].name);
    diagnostic_suggest(l->diagnostics, item, &near);
    help_removed(l, item, name);
}

// The number of the field that a word of "in" names, or NAME_MISSING, reported.
static uint32_t read_text_field(loader *l, str word, place where)
{
    if (!str_starts(word, STR("therapist."))) {
        diagnostic *item =
            diagnose(l->diagnostics, CODE_wrong_value, where,
                     "signals search texts of the therapist, and \"%.*s\" is none", STR_ARGS(word));
        diagnostic_help(l->diagnostics, item, "write therapist.NAME with the name of a field of type text");
        return NAME_MISSING;
    }
    str name = str_slice(word, sizeof "therapist." - 1, word.length);
    uint32_t number = ruleset_find_field(&l->ruleset->therapist, name);
    if (number == NAME_MISSING) {
        unknown_text_field(l, name, where);
        return NAME_MISSING;
    }
    const field *f = &l->ruleset->therapist.fields[number];
    if (f->kind == FIELD_TEXT)
        return number;
    diagnostic *item =
        diagnose(l->diagnostics, CODE_wrong_type, where,
                 "therapist.%.*s is not of type text, so signals cannot search it", STR_ARGS(name));
    if (f->where.source) {
        place_view view = place_look(f->where, l->arena);
        diagnostic_help(l->diagnostics, item, "it is declared at %.*s:%u:%u", STR_ARGS(f->where.source->name),
                        view.line, view.column);
    }
    return NAME_MISSING;
}

static void read_text_fields(loader *l, const xml_node *node, signal_spec *spec)
{
    VEC(uint32_t) fields = {0};
    const xml_attribute *in = attribute_of(node, "in");
    str rest = in ? in->value : STR_NONE, word;
    while (str_next_word(&rest, &word)) {
        place where = xml_place_in_value(in, (size_t)(word.data - in->value.data), word.length);
        uint32_t number = read_text_field(l, word, where);
        bool again = false;
        for (size_t i = 0; i < fields.count; i++)
            again = again || fields.items[i] == number;
        if (again)
            diagnose(l->diagnostics, CODE_duplicate_id, where, "\"%.*s\" stands here twice", STR_ARGS(word));
        else if (number != NAME_MISSING)
            *ARENA_PUSH(l->arena, &fields) = number;
    }
    spec->fields = fields.items;
    spec->field_count = fields.count;
}

// The pattern that a phrase stands for; STR_NONE, reported, where it is none.
static str read_phrase(loader *l, const xml_node *node, str source)
{
    phrase_fault fault;
    str pattern = phrase_pattern(l->arena, source, l->limits, &fault);
    if (pattern.length)
        return pattern;
    const xml_node *text = text_of(node);
    place where =
        xml_place_in_text(text, (size_t)(source.data - text->text.data) + fault.offset, fault.length);
    diagnostic *item = diagnose(l->diagnostics, fault.nothing ? CODE_empty_value : CODE_wrong_value, where,
                                "%s", fault.message);
    diagnostic_help(l->diagnostics, item, "%s", fault.help);
    return STR_NONE;
}

static void read_patterns(loader *l, const xml_node *node, signal_spec *spec)
{
    VEC(pattern_spec) patterns = {0};
    bool any = false;
    for (const xml_node *c = xml_first_element(node); c; c = xml_next_element(c)) {
        bool phrase = is_element(c, "phrase");
        if (!phrase && !is_element(c, "pattern") && !is_element(c, "unless"))
            continue;
        pattern_spec p = {.unless = phrase ? str_equals(attribute_text(c, "unless"), "true")
                                           : is_element(c, "unless")};
        any = any || !p.unless;
        p.source = element_text(c, &p.where);
        if (phrase && p.source.length)
            p.source = read_phrase(l, c, p.source);
        if (p.source.length)
            *ARENA_PUSH(l->arena, &patterns) = p;
    }
    if (!any) {
        diagnostic *item = diagnose(l->diagnostics, CODE_missing_element, node->where,
                                    "signal has no pattern and no phrase");
        diagnostic_help(l->diagnostics, item, "write <phrase>words to find</phrase> into it");
    }
    spec->patterns = patterns.items;
    spec->pattern_count = patterns.count;
}

typedef VEC(signal_spec) signal_specs;
typedef VEC(signal_info) signal_infos;

static void read_signal(loader *l, const xml_node *node, signal_specs *specs, signal_infos *infos)
{
    const xml_attribute *name = attribute_of(node, "name");
    if (!name || !check_is_name(name->value))
        return;
    if (!name_map_put(&l->signals, l->arena, name->value, (uint32_t)infos->count)) {
        diagnostic *item = diagnose(l->diagnostics, CODE_duplicate_id, name->value_place,
                                    "there are two signals \"%.*s\"", STR_ARGS(name->value));
        help_first(l, item, infos->items[name_map_get(&l->signals, name->value)].where);
        return;
    }
    signal_info *info = ARENA_PUSH(l->arena, infos);
    *info = (signal_info){.name = name->value, .where = name->value_place};
    signal_spec *spec = ARENA_PUSH(l->arena, specs);
    spec->name = name->value;
    spec->absent_false = str_equals(attribute_text(node, "absent"), "false");
    read_text_fields(l, node, spec);
    read_patterns(l, node, spec);
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
    decimal number;
    int64_t count = 0;
    if (!words || !decimal_parse(words->value, &number))
        return;
    if (!decimal_to_int(number, &count) || count < 1 || count > MOST_TRIGGER_WORDS)
        diagnose(l->diagnostics, CODE_value_range, words->value_place,
                 "words is %.*s; it must be a whole number from 1 to %d", STR_ARGS(words->value),
                 MOST_TRIGGER_WORDS);
    else
        spec->words = (uint32_t)count;
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

static bool is_new_trigger(loader *l, const xml_node *node, name_map *ids)
{
    const xml_attribute *id = attribute_of(node, "id");
    if (!id || name_map_put(ids, l->arena, id->value, 0))
        return true;
    diagnose(l->diagnostics, CODE_duplicate_id, id->value_place, "there are two triggers \"%.*s\"",
             STR_ARGS(id->value));
    return false;
}

void signals_declare(loader *l)
{
    signal_specs specs = {0};
    signal_infos infos = {0};
    VEC(trigger_spec) triggers = {0};
    VEC(boundary_spec) boundaries = {0};
    name_map trigger_ids = {0};
    for (const xml_node *c = xml_first_element(l->root); c; c = xml_next_element(c)) {
        trigger_spec trigger;
        if (is_element(c, "signal"))
            read_signal(l, c, &specs, &infos);
        else if (is_element(c, "trigger") && is_new_trigger(l, c, &trigger_ids) &&
                 read_trigger(l, c, &trigger))
            *ARENA_PUSH(l->arena, &triggers) = trigger;
        else if (is_element(c, "boundary")) {
            boundary_spec *b = ARENA_PUSH(l->arena, &boundaries);
            b->phrases = element_text(c, &b->where);
            boundaries.count -= b->phrases.length == 0;
        }
    }
    l->ruleset->signals = infos.items;
    l->ruleset->signal_count = infos.count;
    l->ruleset->text = text_rules_build(l->arena, l->limits, triggers.items, triggers.count, boundaries.items,
                                        boundaries.count, specs.items, specs.count, l->diagnostics);
}
