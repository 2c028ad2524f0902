// SPDX-License-Identifier: MIT
// Signals: from elements to what text/signals.h builds from.
#include "ruleset/loader.h"

#include "base/ascii.h"
#include "text/phrase.h"

enum { MOST_LEAST = 100 };

static const xml_node *text_of(const xml_node *node)
{
    const xml_node *text = node->first_child;
    while (text && text->kind != XML_TEXT)
        text = text->next;
    return text;
}

str element_text(const xml_node *node, place *where)
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
    suggestion near = suggestion_for(name);
    for (size_t i = 0; i < s->count; i++)
        if (s->fields[i].kind == FIELD_TEXT)
            suggestion_offer(&near, s->fields[i].name);
    if (may_be_nameless(l, &near))
        return;
    diagnostic *item = diagnose(l->diagnostics, CODE_unknown_reference, where,
                                "no field named \"%.*s\" in therapist", STR_ARGS(name));
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
    if (is_lost(l, name))
        return NAME_MISSING; // its type has an error, which was reported
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

// Fields with a comma between them.
static bool diagnose_comma(loader *l, const xml_attribute *in, str word)
{
    size_t comma = str_find(word, STR(","), 0);
    if (comma == SIZE_MAX)
        return false;
    place where = xml_place_in_value(in, (size_t)(word.data - in->value.data) + comma, 1);
    diagnostic *item = diagnose(l->diagnostics, CODE_wrong_value, where,
                                "fields stand with blanks between them, not with commas");
    diagnostic_fix(l->diagnostics, item, where, "%s", comma + 1 < word.length ? " " : "");
    return true;
}

// The word follows another: what goes begins with the blanks between.
static void diagnose_again(loader *l, const xml_attribute *in, str word, place where)
{
    diagnostic *item =
        diagnose(l->diagnostics, CODE_duplicate_id, where, "\"%.*s\" stands here twice", STR_ARGS(word));
    size_t start = (size_t)(word.data - in->value.data), end = start + word.length;
    while (start > 0 && ascii_is_blank(in->value.data[start - 1]))
        start--;
    diagnostic_fix(l->diagnostics, item, xml_place_in_value(in, start, end - start), "%s", "");
}

static void read_text_fields(loader *l, const xml_node *node, signal_spec *spec)
{
    VEC(uint32_t) fields = {0};
    const xml_attribute *in = attribute_of(node, "in");
    str rest = in ? in->value : STR_NONE, word;
    while (str_next_word(&rest, &word)) {
        place where = xml_place_in_value(in, (size_t)(word.data - in->value.data), word.length);
        if (diagnose_comma(l, in, word))
            continue;
        uint32_t number = read_text_field(l, word, where);
        bool again = false;
        for (size_t i = 0; i < fields.count; i++)
            again = again || fields.items[i] == number;
        if (again)
            diagnose_again(l, in, word, where);
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

typedef struct signal_reader {
    loader *l;
    VEC(pattern_spec) patterns;
    VEC(near_spec) nears;
    bool any; // a pattern, phrase or near that finds something; or what would be one but for its errors
} signal_reader;

static bool is_part(const xml_node *node)
{
    return is_element(node, "phrase") || is_element(node, "pattern");
}

static void add_pattern(signal_reader *r, const xml_node *node, pattern_spec p)
{
    p.source = element_text(node, &p.where);
    if (is_element(node, "phrase") && p.source.length)
        p.source = read_phrase(r->l, node, p.source);
    if (p.source.length)
        *ARENA_PUSH(r->l->arena, &r->patterns) = p;
}

static void check_parts(loader *l, const xml_node *node, size_t count)
{
    if (count < 2 && is_faulty(l, node))
        return;
    if (count < 2) {
        diagnostic *item = diagnose(l->diagnostics, CODE_missing_element, node->where, "near has %s",
                                    count ? "one part alone, and nothing to be near to" : "no parts");
        diagnostic_help(l->diagnostics, item, "write two or more <phrase> or <pattern> into it");
    } else if (count > NEAR_MOST_PARTS) {
        diagnose(l->diagnostics, CODE_too_many, node->where, "near has %zu parts, and may have %d", count,
                 NEAR_MOST_PARTS);
    }
}

static void read_near(signal_reader *r, const xml_node *node)
{
    loader *l = r->l;
    near_spec near = {.first_part = (uint32_t)r->patterns.count};
    size_t count = 0;
    for (const xml_node *c = xml_first_element(node); c; c = xml_next_element(c)) {
        if (!is_part(c))
            continue;
        const xml_attribute *unless = attribute_of(c, "unless");
        if (unless) {
            diagnostic *item = diagnose(l->diagnostics, CODE_unknown_attribute, unless->name_place,
                                        "a phrase in near has no attribute \"unless\"");
            diagnostic_help(l->diagnostics, item, "what discounts a match stands beside near, in the signal");
        }
        count++;
        add_pattern(r, c, (pattern_spec){.part = true});
    }
    check_parts(l, node, count);
    const xml_attribute *words = attribute_of(node, "words");
    if (words)
        near.words = read_count(l, words, NEAR_MOST_WORDS);
    near.part_count = (uint32_t)r->patterns.count - near.first_part;
    if (near.words > 0 && near.part_count == count && count >= 2 && count <= NEAR_MOST_PARTS)
        *ARENA_PUSH(l->arena, &r->nears) = near;
}

static void read_patterns(loader *l, const xml_node *node, signal_spec *spec)
{
    signal_reader r = {.l = l};
    for (const xml_node *c = xml_first_element(node); c; c = xml_next_element(c)) {
        bool unless = is_element(c, "unless") ||
                      (is_element(c, "phrase") && str_equals(attribute_text(c, "unless"), "true"));
        if (is_element(c, "near"))
            read_near(&r, c);
        else if (is_part(c) || unless)
            add_pattern(&r, c, (pattern_spec){.unless = unless});
        r.any = r.any || is_element(c, "near") || (is_part(c) && !unless);
    }
    if (!r.any && !is_faulty(l, node)) {
        diagnostic *item = diagnose(l->diagnostics, CODE_missing_element, node->where,
                                    "signal has no pattern and no phrase");
        diagnostic_help(l->diagnostics, item, "write <phrase>words to find</phrase> into it");
    }
    spec->patterns = r.patterns.items;
    spec->pattern_count = r.patterns.count;
    spec->nears = r.nears.items;
    spec->near_count = r.nears.count;
}

// A signal with patterns of its own.
static void read_search(loader *l, const xml_node *node, signal_spec *spec)
{
    const xml_attribute *least = attribute_of(node, "least");
    spec->absent_false = str_equals(attribute_text(node, "absent"), "false");
    if (least)
        spec->least = read_count(l, least, MOST_LEAST);
    if (slip_for_attribute(l, node, schema_find_element("signal"), "denial-of"))
        return;
    if (!attribute_of(node, "in") && !slip_for_attribute(l, node, schema_find_element("signal"), "in")) {
        diagnostic *item =
            diagnose(l->diagnostics, CODE_missing_attribute, node->where, "signal has no attribute \"in\"");
        diagnostic_help(l->diagnostics, item, "in: %s",
                        schema_find_attribute(schema_find_element("signal"), "in")->meaning);
    }
    read_text_fields(l, node, spec);
    read_patterns(l, node, spec);
}

// ---- denials

// A denial has nothing of its own but its name and title.
static void check_denial(loader *l, const xml_node *node)
{
    static const char *const own[] = {"in", "absent", "least"};
    const char *help = "it is found by what the other signal looks for, in the texts that the other reads";
    for (size_t i = 0; i < sizeof own / sizeof *own; i++) {
        const xml_attribute *a = attribute_of(node, own[i]);
        diagnostic *item = a ? diagnose(l->diagnostics, CODE_conflicting_attributes, a->name_place,
                                        "a signal with denial-of has no \"%s\" of its own", own[i])
                             : NULL;
        if (item)
            diagnostic_help(l->diagnostics, item, "%s", help);
    }
    for (const xml_node *c = xml_first_element(node); c; c = xml_next_element(c)) {
        if (is_element(c, "title"))
            continue;
        diagnostic *item = diagnose(l->diagnostics, CODE_unknown_element, c->where,
                                    "a signal with denial-of holds no %.*s", STR_ARGS(c->name));
        diagnostic_help(l->diagnostics, item, "%s", help);
    }
}

static void unknown_signal(loader *l, const xml_attribute *reference)
{
    if (is_lost(l, reference->value) || str_trim(reference->value).length == 0)
        return; // reported
    diagnostic *item = diagnose(l->diagnostics, CODE_unknown_reference, reference->value_place,
                                "no signal named \"%.*s\"", STR_ARGS(reference->value));
    suggestion near = suggestion_for(reference->value);
    for (size_t i = 0; i < l->ruleset->signal_count; i++)
        suggestion_offer(&near, l->ruleset->signals[i].name);
    diagnostic_suggest(l->diagnostics, item, &near);
    help_removed(l, item, reference->value);
}

// Once all signals are known. reference: of the signal's denial-of.
static void resolve_denial(loader *l, const xml_attribute *reference, signal_spec *specs, size_t number)
{
    uint32_t other = name_map_get(&l->signals, reference->value);
    if (other == NAME_MISSING) {
        unknown_signal(l, reference);
        return;
    }
    if (specs[other].is_denial) {
        diagnostic *item =
            other == number
                ? diagnose(l->diagnostics, CODE_cycle, reference->value_place, "it would deny itself")
                : diagnose(l->diagnostics, CODE_wrong_value, reference->value_place,
                           "\"%.*s\" is the denial of another signal itself", STR_ARGS(reference->value));
        diagnostic_help(l->diagnostics, item, "name a signal that searches texts");
        return;
    }
    specs[number].denial_of = other;
    specs[number].fields = specs[other].fields;
    specs[number].field_count = specs[other].field_count;
}

// ---- all of them

typedef struct signal_list {
    VEC(signal_spec) specs;
    VEC(signal_info) infos;
    VEC(const xml_attribute *) denials; // by number: its denial-of, or NULL
} signal_list;

static void read_signal(loader *l, const xml_node *node, signal_list *list)
{
    const xml_attribute *name = attribute_of(node, "name");
    if (!name || !check_is_name(name->value))
        return;
    if (!name_map_put(&l->signals, l->arena, name->value, (uint32_t)list->infos.count)) {
        diagnostic *item = diagnose(l->diagnostics, CODE_duplicate_id, name->value_place,
                                    "there are two signals \"%.*s\"", STR_ARGS(name->value));
        help_first(l, item, list->infos.items[name_map_get(&l->signals, name->value)].where);
        return;
    }
    signal_info *info = ARENA_PUSH(l->arena, &list->infos);
    *info = (signal_info){.name = name->value, .where = name->value_place};
    signal_spec *spec = ARENA_PUSH(l->arena, &list->specs);
    spec->name = name->value;
    const xml_attribute *denial = attribute_of(node, "denial-of");
    *ARENA_PUSH(l->arena, &list->denials) = denial;
    spec->is_denial = denial != NULL;
    if (denial)
        check_denial(l, node);
    else
        read_search(l, node, spec);
}

// Those of a rule set that has the same: in the same order, but at places of this tree.
static void take_over_signals(loader *l)
{
    size_t count = l->like->signal_count, number = 0;
    signal_info *infos = ARENA_ARRAY(l->arena, signal_info, count);
    for (const xml_node *c = xml_first_element(l->root); c && number < count; c = xml_next_element(c)) {
        const xml_attribute *name = is_element(c, "signal") ? attribute_of(c, "name") : NULL;
        if (!name || !name_map_put(&l->signals, l->arena, name->value, (uint32_t)number))
            continue;
        infos[number++] = (signal_info){.name = name->value, .where = name->value_place};
    }
    l->ruleset->signals = infos;
    l->ruleset->signal_count = number;
    l->ruleset->text = l->like->text;
}

void signals_declare(loader *l)
{
    if (l->like) {
        take_over_signals(l);
        return;
    }
    signal_list list = {0};
    for (const xml_node *c = xml_first_element(l->root); c; c = xml_next_element(c))
        if (is_element(c, "signal"))
            read_signal(l, c, &list);
    l->ruleset->signals = list.infos.items;
    l->ruleset->signal_count = list.infos.count;
    for (size_t i = 0; i < list.specs.count; i++)
        if (list.denials.items[i])
            resolve_denial(l, list.denials.items[i], list.specs.items, i);
    trigger_spec *triggers;
    boundary_spec *boundaries;
    size_t trigger_count, boundary_count;
    triggers_declare(l, &triggers, &trigger_count, &boundaries, &boundary_count);
    l->ruleset->text = text_rules_build(l->arena, l->limits, triggers, trigger_count, boundaries,
                                        boundary_count, list.specs.items, list.specs.count, l->diagnostics);
}
