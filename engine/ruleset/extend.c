// SPDX-License-Identifier: MIT
// Merging trees: applies an extending rule set to the one it extends, and what a rule set changes of the
// files that it includes, before anything is checked but structure. Nodes keep pointing into the files they
// came from. Knows the table of elements, and how things are referred to.
#include "ruleset/loader.h"

#include <string.h>

// All things of one kind in the base, by what refers to them.
typedef struct target_index {
    bool ready;
    name_map numbers;
    VEC(str) references;
    VEC(xml_node *) nodes;
} target_index;

enum { MOST_KINDS = 16 };

typedef struct extending {
    loader *l;
    xml_node *base;                 // NULL where nothing is extended
    xml_node *root;                 // of the rule set that changes, with what it includes
    target_index kinds[MOST_KINDS]; // as schema_change_kinds
    name_map changed;               // "KIND REFERENCE PART" of the attributes and elements changed so far
    VEC(place) changed_places;      // by their number
} extending;

static void add_target(extending *x, target_index *index, str reference, xml_node *node)
{
    if (reference.length == 0 ||
        !name_map_put(&index->numbers, x->l->arena, reference, (uint32_t)index->nodes.count))
        return;
    *ARENA_PUSH(x->l->arena, &index->references) = reference;
    *ARENA_PUSH(x->l->arena, &index->nodes) = node;
}

static void add_fields(extending *x, target_index *index, xml_node *node, str path, const char *kind)
{
    for (xml_node *c = node->first_child; c; c = c->next) {
        bool record = is_element(c, "record");
        if (!record && !is_element(c, "field"))
            continue;
        str reference =
            str_printf(x->l->arena, "%.*s.%.*s", STR_ARGS(path), STR_ARGS(attribute_text(c, "name")));
        if (is_element(c, kind))
            add_target(x, index, reference, c);
        if (record && strcmp(kind, "field") == 0)
            add_fields(x, index, c, reference, kind);
    }
}

static void add_within(extending *x, target_index *index, xml_node *node, const char *kind)
{
    for (xml_node *c = node->first_child; c; c = c->next) {
        if (is_element(c, kind)) {
            str id = attribute_text(c, "id");
            add_target(x, index, id.length ? id : attribute_text(c, "name"), c);
        } else if (is_element(c, "factor"))
            add_within(x, index, c, kind);
    }
}

static bool may_be_included(const char *kind)
{
    for (size_t i = 0; schema_included_change_kinds[i]; i++)
        if (strcmp(schema_included_change_kinds[i], kind) == 0)
            return true;
    return false;
}

// What stands in the root, but for what the rule set holds itself.
static void add_included(extending *x, target_index *index, const char *kind)
{
    for (xml_node *c = x->root->first_child; c; c = c->next) {
        if (!is_element(c, kind) || c->where.source == x->root->where.source)
            continue;
        str id = attribute_text(c, "id");
        add_target(x, index, id.length ? id : attribute_text(c, "name"), c);
    }
}

static target_index *index_of(extending *x, const char *kind)
{
    size_t number = 0;
    while (strcmp(schema_change_kinds[number], kind) != 0)
        number++;
    target_index *index = &x->kinds[number];
    if (index->ready)
        return index;
    index->ready = true;
    bool fields = strcmp(kind, "field") == 0 || strcmp(kind, "record") == 0;
    if (!fields && x->base)
        add_within(x, index, x->base, kind);
    if (may_be_included(kind))
        add_included(x, index, kind);
    for (xml_node *c = x->base ? x->base->first_child : NULL; fields && c; c = c->next)
        if (is_element(c, "client") || is_element(c, "therapist"))
            add_fields(x, index, c, c->name, kind);
    return index;
}

// Whether it has not been removed.
static bool is_still_there(const extending *x, const xml_node *node)
{
    while (node->parent)
        node = node->parent;
    return node == x->base || node == x->root;
}

static bool holds_itself(const extending *x, const char *kind, str reference)
{
    for (const xml_node *c = x->root->first_child; c; c = c->next)
        if (is_element(c, kind) && c->where.source == x->root->where.source &&
            (str_equal(attribute_text(c, "id"), reference) ||
             str_equal(attribute_text(c, "name"), reference)))
            return true;
    return false;
}

static xml_node *find_target(extending *x, const char *kind, const xml_attribute *reference)
{
    target_index *index = index_of(x, kind);
    uint32_t number = name_map_get(&index->numbers, reference->value);
    if (number != NAME_MISSING && is_still_there(x, index->nodes.items[number]))
        return index->nodes.items[number];
    if (is_lost(x->l, reference->value) || x->l->unreadable)
        return NULL;
    diagnostics *d = x->l->diagnostics;
    const char *looked_in = !x->base ? "includes" : may_be_included(kind) ? "extends or includes" : "extends";
    diagnostic *item = diagnose(d, CODE_unknown_reference, reference->value_place,
                                "there is no %s \"%.*s\" in what this rule set %s", kind,
                                STR_ARGS(reference->value), looked_in);
    if (number != NAME_MISSING)
        diagnostic_help(d, item, "it was removed before");
    if (number != NAME_MISSING || d->errors > d->limit)
        return NULL;
    if (holds_itself(x, kind, reference->value))
        diagnostic_help(d, item, "this rule set holds it itself: change it there");
    suggestion near = suggestion_for(reference->value);
    for (size_t i = 0; i < index->references.count; i++)
        if (is_still_there(x, index->nodes.items[i]))
            suggestion_offer(&near, index->references.items[i]);
    diagnostic_suggest(d, item, &near);
    return NULL;
}

// Gives node the attribute, in place of one of the same name; false where it already has this value.
static bool change_attribute(loader *l, xml_node *node, const xml_attribute *attribute)
{
    xml_attribute *copy = ARENA_ARRAY(l->arena, xml_attribute, node->attribute_count + 1);
    size_t count = 0;
    bool replaced = false;
    for (size_t i = 0; i < node->attribute_count; i++) {
        const xml_attribute *old = &node->attributes[i];
        bool same_name = str_equal(old->name, attribute->name);
        if (same_name && str_equal(old->value, attribute->value))
            return false;
        replaced = replaced || same_name;
        copy[count++] = same_name ? *attribute : *old;
    }
    if (!replaced)
        copy[count++] = *attribute;
    node->attributes = copy;
    node->attribute_count = count;
    return true;
}

void put_attribute(loader *l, xml_node *node, const xml_attribute *attribute)
{
    change_attribute(l, node, attribute);
}

void drop_attribute(loader *l, xml_node *node, const char *name)
{
    xml_attribute *copy = ARENA_ARRAY(l->arena, xml_attribute, node->attribute_count + 1);
    size_t count = 0;
    for (size_t i = 0; i < node->attribute_count; i++)
        if (!str_equals(node->attributes[i].name, name))
            copy[count++] = node->attributes[i];
    node->attributes = copy;
    node->attribute_count = count;
}

static void drop_children(xml_node *node, const char *name)
{
    for (xml_node *c = node->first_child, *next; c; c = next) {
        next = c->next;
        if (is_element(c, name))
            xml_remove(c);
    }
}

// A title may be written as an attribute or as an element. Other names that are both, such as a criterion's
// unknown, are two things.
static bool is_title(str name)
{
    return str_equals(name, "title");
}

// A let has a value or a table, a criterion a value, a when or a table: giving one takes the place of the
// others.
static void drop_other_values(loader *l, xml_node *target, const xml_node *change, str given)
{
    static const char *const NAMES[] = {"value", "when"};
    if (!is_element(target, "criterion") && !is_element(target, "let"))
        return;
    bool one = str_equals(given, "table");
    for (size_t i = 0; i < 2; i++)
        one = one || str_equals(given, NAMES[i]);
    for (size_t i = 0; one && i < 2; i++)
        if (!str_equals(given, NAMES[i]) && !attribute_of(change, NAMES[i]))
            drop_attribute(l, target, NAMES[i]);
    if (one && !str_equals(given, "table") && !child_of(change, "table"))
        drop_children(target, "table");
}

// The same text, and the same attributes.
static bool is_same_element(loader *l, const xml_node *a, const xml_node *b)
{
    bool same = a->attribute_count == b->attribute_count &&
                str_equal(xml_text_content(l->arena, a), xml_text_content(l->arena, b));
    for (size_t i = 0; same && i < a->attribute_count; i++) {
        const xml_attribute *other = xml_find_attribute(b, a->attributes[i].name);
        same = other && str_equal(a->attributes[i].value, other->value);
    }
    return same;
}

// Of two changes of one thing, the second would silently win.
static void note_changed(extending *x, const char *kind, str reference, str part, bool attribute, place where)
{
    loader *l = x->l;
    str key = str_printf(l->arena, "%s %.*s %s%.*s", kind, STR_ARGS(reference),
                         attribute && !is_title(part) ? "@" : "", STR_ARGS(part));
    if (name_map_put(&x->changed, l->arena, key, (uint32_t)x->changed_places.count)) {
        *ARENA_PUSH(l->arena, &x->changed_places) = where;
        return;
    }
    diagnostic *item =
        diagnose(l->diagnostics, CODE_repeated_element, where, "%.*s of %s \"%.*s\" is changed twice",
                 STR_ARGS(part), kind, STR_ARGS(reference));
    help_first(l, item, x->changed_places.items[name_map_get(&x->changed, key)]);
}

static bool change_attributes(extending *x, xml_node *target, const xml_node *change, const char *kind)
{
    loader *l = x->l;
    bool changed = false;
    str reference = attribute_text(change, kind);
    for (size_t i = 0; i < change->attribute_count; i++) {
        const xml_attribute *a = &change->attributes[i];
        if (str_equals(a->name, kind) || memchr(a->name.data, ':', a->name.length))
            continue;
        note_changed(x, kind, reference, a->name, true, a->name_place);
        bool differs = change_attribute(l, target, a);
        if (differs && is_text_attribute(schema_find_element(kind), a->name))
            variants_drop(target, a->name);
        changed = differs || changed;
        if (is_title(a->name))
            drop_children(target, "title");
        drop_other_values(l, target, change, a->name);
        // A trigger's number of words belongs to scope words.
        if (is_element(target, "trigger") && str_equals(a->name, "scope") && !attribute_of(change, "words") &&
            !str_equals(a->value, "words"))
            drop_attribute(l, target, "words");
    }
    return changed;
}

// What the child takes the place of: an element that may stand once, or a text in the same language.
static xml_node *find_replaced(xml_node *target, const xml_node *child, const schema_child *known)
{
    str language = variant_language(child);
    if (language.length)
        return variant_find(target, child->name, language);
    for (xml_node *c = target->first_child; c && known->maximum == 1; c = c->next)
        if (is_element(c, known->name) && variant_language(c).length == 0)
            return c;
    return NULL;
}

// Texts of other languages say the same as one that is changed; they go with it, but for those that the
// change brings.
static void drop_translations(loader *l, xml_node *target, const xml_node *change)
{
    for (const xml_node *c = xml_first_element(change); c; c = xml_next_element(c)) {
        const schema_element *schema = schema_find_element(str_terminated(l->arena, c->name));
        if (!schema_is_translatable(schema) || variant_language(c).length)
            continue;
        const xml_node *old = target->first_child;
        while (old &&
               (old->kind != XML_ELEMENT || !str_equal(old->name, c->name) || variant_language(old).length))
            old = old->next;
        if (!old || !is_same_element(l, old, c))
            variants_drop(target, c->name);
    }
}

static bool change_children(extending *x, xml_node *target, xml_node *change, const char *kind)
{
    loader *l = x->l;
    const schema_element *schema = schema_find_element(kind);
    bool changed = false;
    drop_translations(l, target, change);
    for (xml_node *child = change->first_child, *next; child; child = next) {
        next = child->next;
        if (child->kind != XML_ELEMENT)
            continue;
        str language = variant_language(child);
        const schema_child *known = schema_find_child(schema, str_terminated(l->arena, child->name));
        bool both_ways = is_title(child->name) && attribute_of(change, "title"); // reported with the messages
        if (known->maximum == 1 && !both_ways && language.length == 0)
            note_changed(x, kind, attribute_text(change, kind), child->name, false, child->where);
        if (is_title(child->name) && !both_ways && language.length == 0)
            drop_attribute(l, target, "title");
        drop_other_values(l, target, change, child->name);
        xml_node *old = find_replaced(target, child, known);
        if (old && is_same_element(l, old, child))
            continue;
        if (old)
            xml_remove(old);
        xml_remove(child);
        xml_append(target, child);
        changed = true;
    }
    return changed;
}

static xml_node *phrases_of(const xml_node *node)
{
    xml_node *text = node->first_child;
    while (text && (text->kind != XML_TEXT || str_trim(text->text).length == 0))
        text = text->next;
    return text;
}

// Of a trigger or a boundary: its phrases give way to those of the change.
static bool change_phrases(extending *x, xml_node *target, const xml_node *change, const char *kind)
{
    xml_node *text = phrases_of(change), *old = phrases_of(target);
    if (!text || schema_find_element(kind)->content != SCHEMA_PHRASES)
        return false;
    note_changed(x, kind, attribute_text(change, kind), STR("text"), false, text->where);
    if (old && str_equal(str_trim(old->text), str_trim(text->text)))
        return false;
    while (target->first_child)
        xml_remove(target->first_child);
    xml_remove(text);
    xml_append(target, text);
    return true;
}

static const char *kind_of_change(const xml_node *node)
{
    for (size_t i = 0; schema_change_kinds[i]; i++)
        if (attribute_of(node, schema_change_kinds[i]))
            return schema_change_kinds[i];
    return NULL; // not after the structural check
}

static void note_removed(extending *x, const char *kind, const xml_attribute *reference,
                         const xml_node *target)
{
    loader *l = x->l;
    static const char *const naming[] = {"id", "name", "as"};
    for (size_t i = 0; i < sizeof naming / sizeof *naming; i++) {
        str name = attribute_text(target, naming[i]);
        if (name.length)
            name_map_set(&l->removed, l->arena, name, (uint32_t)l->removed_things.count);
    }
    *ARENA_PUSH(l->arena, &l->removed_things) =
        (removed_thing){kind, reference->value, reference->value_place};
}

void help_removed(loader *l, diagnostic *item, str name)
{
    uint32_t number = name_map_get(&l->removed, name);
    if (number == NAME_MISSING)
        return;
    const removed_thing *thing = &l->removed_things.items[number];
    place_view view = place_look(thing->where, l->arena);
    diagnostic_help(l->diagnostics, item, "the %s \"%.*s\" was removed at %.*s:%u:%u", thing->kind,
                    STR_ARGS(thing->reference), STR_ARGS(thing->where.source->name), view.line, view.column);
}

static void apply_change(extending *x, xml_node *node)
{
    loader *l = x->l;
    const char *kind = kind_of_change(node);
    if (!kind)
        return;
    const xml_attribute *reference = attribute_of(node, kind);
    xml_node *target = find_target(x, kind, reference);
    if (!target) {
        note_lost(l, node);
        return;
    }
    if (is_element(node, "remove")) {
        if (schema_find_element(kind)->content != SCHEMA_PHRASES) // nothing refers to a trigger
            note_removed(x, kind, reference, target);
        xml_remove(target);
        return;
    }
    bool changed = change_attributes(x, target, node, kind);
    changed = change_children(x, target, node, kind) || changed;
    changed = change_phrases(x, target, node, kind) || changed;
    if (!changed && name_map_get(&l->faulty_changes, change_key(l, node)) == NAME_MISSING)
        diagnose(l->diagnostics, CODE_nothing_changed, node->where, "this change leaves %s \"%.*s\" as it is",
                 kind, STR_ARGS(reference->value));
}

// The base's own text with its translations, where the extension has one; else what it says in other
// languages.
static void drop_replaced(xml_node *base, const xml_node *extension, const char *name)
{
    for (const xml_node *c = xml_first_element(extension); c; c = xml_next_element(c)) {
        str language = is_element(c, name) ? variant_language(c) : STR_NONE;
        xml_node *old = language.length ? variant_find(base, c->name, language) : NULL;
        if (old)
            xml_remove(old);
        else if (is_element(c, name) && language.length == 0)
            drop_children(base, name);
    }
}

xml_node *extend_apply(loader *l, xml_node *base, xml_node *extension)
{
    extending x = {.l = l, .base = base, .root = extension};
    for (xml_node *c = extension->first_child, *next; c; c = next) {
        next = c->next;
        if (!is_element(c, "change") && !is_element(c, "remove"))
            continue;
        xml_remove(c);
        apply_change(&x, c);
    }
    if (!base)
        return extension;
    drop_replaced(base, extension, "title");
    drop_replaced(base, extension, "description");
    xml_node added = {.kind = XML_ELEMENT};
    while (extension->first_child) {
        xml_node *c = extension->first_child;
        xml_remove(c);
        xml_append(&added, c);
    }
    xml_node *const parts[] = {base, &added};
    for (size_t i = 0; i < 2; i++)
        while (parts[i]->first_child) {
            xml_node *c = parts[i]->first_child;
            xml_remove(c);
            xml_append(extension, c);
        }
    return extension;
}

static bool has_adjust(const xml_node *node, str id)
{
    for (const xml_node *c = xml_first_element(node); c; c = xml_next_element(c))
        if (is_element(c, "adjust") && str_equal(attribute_text(c, "id"), id))
            return true;
    return false;
}

static void name_adjust(loader *l, const xml_node *parent, xml_node *node, size_t *number)
{
    str id;
    do
        id = str_printf(l->arena, "%.*s.adjust.%zu", STR_ARGS(attribute_text(parent, "id")), (*number)++);
    while (has_adjust(parent, id));
    xml_attribute attribute = {STR("id"), id, node->where, node->where};
    put_attribute(l, node, &attribute);
}

void extend_name_adjusts(loader *l, xml_node *root)
{
    for (const xml_node *parent = xml_first_element(root); parent; parent = xml_next_element(parent)) {
        size_t number = 1;
        for (xml_node *c = parent->first_child; is_element(parent, "factor") && c; c = c->next) {
            if (!is_element(c, "adjust"))
                continue;
            if (attribute_of(c, "id"))
                number++;
            else
                name_adjust(l, parent, c, &number);
        }
    }
}

static void fold(xml_node *root, const char *name)
{
    xml_node *first = NULL;
    for (xml_node *c = root->first_child, *next; c; c = next) {
        next = c->next;
        if (!is_element(c, name))
            continue;
        if (!first) {
            first = c;
            continue;
        }
        while (c->first_child) {
            xml_node *moved = c->first_child;
            xml_remove(moved);
            xml_append(first, moved);
        }
        xml_remove(c);
    }
}

void extend_fold_sides(xml_node *root)
{
    fold(root, "client");
    fold(root, "therapist");
}
