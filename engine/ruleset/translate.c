// SPDX-License-Identifier: MIT
// A document of translations: tests it against its table, finds what its elements name in the rule set's
// tree, and puts its texts there as texts with xml:lang. Knows nothing of which language is taken.
#include "ruleset/loader.h"

#include "base/language.h"

#include <string.h>

// What may be named: by its path, such as "vocabulary goal/term stress".
typedef struct nameable {
    str above, kind, key;
    xml_node *node;
} nameable;

typedef struct translating {
    loader *l;
    const translation_file *file;
    xml_node *root; // of the rule set
    name_map numbers;
    VEC(nameable) things;
    VEC(const xml_node *) named_by; // by number: what names it in the document, or NULL
} translating;

static const char *naming_of(str kind)
{
    const schema_element *e = schema_find_element(kind.data);
    return e && schema_find_attribute(e, "id") ? "id" : "name";
}

// ---- what the tree holds

static str path_of(translating *t, str above, str kind, str key)
{
    return str_printf(t->l->arena, "%.*s/%.*s %.*s", STR_ARGS(above), STR_ARGS(kind), STR_ARGS(key));
}

static void list_things(translating *t, xml_node *parent, str above)
{
    for (xml_node *c = parent->first_child; c; c = c->next) {
        const schema_element *schema =
            c->kind == XML_ELEMENT ? translation_find_element(str_terminated(t->l->arena, c->name)) : NULL;
        if (!schema || schema->content != SCHEMA_ELEMENTS)
            continue;
        bool in_factor = is_element(parent, "factor");
        str kind = str_from(schema->name), key = attribute_text(c, naming_of(kind));
        str path = path_of(t, in_factor ? STR_NONE : above, kind, key);
        if (name_map_put(&t->numbers, t->l->arena, path, (uint32_t)t->things.count)) {
            *ARENA_PUSH(t->l->arena, &t->things) = (nameable){in_factor ? STR_NONE : above, kind, key, c};
            *ARENA_PUSH(t->l->arena, &t->named_by) = NULL;
        }
        list_things(t, c, path);
    }
}

// ---- the document's structure

static void help_with_names(translating *t, diagnostic *item, str found, const schema_element *e,
                            bool children)
{
    suggestion near = suggestion_for(found);
    builder list = builder_new(t->l->arena);
    for (size_t i = 0; children ? e->children[i].name != NULL : e->attributes[i].name != NULL; i++) {
        const char *name = children ? e->children[i].name : e->attributes[i].name;
        suggestion_offer(&near, str_from(name));
        builder_addf(&list, "%s%s", list.length ? ", " : "", name);
    }
    diagnostic_suggest(t->l->diagnostics, item, &near);
    if (list.length)
        diagnostic_help(t->l->diagnostics, item, "allowed: %.*s", STR_ARGS(builder_str(&list)));
}

static void check_attributes(translating *t, const xml_node *node, const schema_element *schema)
{
    diagnostics *d = t->l->diagnostics;
    for (size_t i = 0; i < node->attribute_count; i++) {
        const xml_attribute *a = &node->attributes[i];
        if (schema_find_attribute(schema, str_terminated(t->l->arena, a->name))) {
            if (str_trim(a->value).length == 0)
                diagnose(d, CODE_empty_value, a->name_place, "%.*s is empty", STR_ARGS(a->name));
        } else if (!memchr(a->name.data, ':', a->name.length)) {
            diagnostic *item = diagnose(d, CODE_unknown_attribute, a->name_place,
                                        "%s has no attribute \"%.*s\"", schema->name, STR_ARGS(a->name));
            help_with_names(t, item, a->name, schema, false);
        }
    }
    for (const schema_attribute *s = schema->attributes; s->name; s++)
        if (s->required && !attribute_of(node, s->name))
            diagnose(d, CODE_missing_attribute, node->where, "%s has no attribute \"%s\"", schema->name,
                     s->name);
}

static bool is_known_child(translating *t, const xml_node *child, const schema_element *schema)
{
    diagnostics *d = t->l->diagnostics;
    if (child->kind == XML_TEXT) {
        if (str_trim(child->text).length)
            diagnose(d, CODE_unexpected_text, child->where, "%s holds elements, not text", schema->name);
        return false;
    }
    bool space = str_equals(child->namespace_uri, TRANSLATION_NAMESPACE);
    if (space && schema_find_child(schema, str_terminated(t->l->arena, child->name)))
        return true;
    diagnostic *item = diagnose(d, CODE_unknown_element, child->where, "no element \"%.*s\" is allowed in %s",
                                STR_ARGS(child->name), schema->name);
    if (!space)
        diagnostic_help(d, item, "all elements are in the namespace \"" TRANSLATION_NAMESPACE "\"");
    else
        help_with_names(t, item, child->name, schema, true);
    return false;
}

static bool is_text_alone(translating *t, const xml_node *node)
{
    const xml_node *inner = xml_first_element(node);
    if (inner)
        diagnose(t->l->diagnostics, CODE_unknown_element, inner->where,
                 "no element \"%.*s\" is allowed in %.*s", STR_ARGS(inner->name), STR_ARGS(node->name));
    else if (str_trim(xml_text_content(t->l->arena, node)).length == 0)
        diagnose(t->l->diagnostics, CODE_empty_value, node->where, "%.*s is empty", STR_ARGS(node->name));
    else
        return true;
    return false;
}

// ---- its texts

static void set_language(translating *t, xml_node *node)
{
    const xml_attribute *given = attribute_of(t->file->tree, "xml:lang");
    xml_attribute language = {STR("xml:lang"), t->file->tag, given->name_place, given->value_place};
    put_attribute(t->l, node, &language);
}

// A text of a file further in gives way; one of the same document, or inline beside it, is a second one.
static void add_variant(translating *t, xml_node *target, xml_node *variant)
{
    loader *l = t->l;
    set_language(t, variant);
    xml_node *old = variant_find(target, variant->name, t->file->tag);
    if (old && (old->where.source == variant->where.source || old->where.source == t->root->where.source)) {
        diagnostic *item = diagnose(l->diagnostics, CODE_repeated_element, variant->where,
                                    "%.*s of this %.*s is there in \"%.*s\" already", STR_ARGS(variant->name),
                                    STR_ARGS(target->name), STR_ARGS(t->file->tag));
        help_first(l, item, old->where);
        return;
    }
    if (old)
        xml_remove(old);
    xml_append(target, variant);
}

static void add_attribute_variant(translating *t, xml_node *target, const xml_attribute *a)
{
    xml_node *node = ARENA_NEW(t->l->arena, xml_node), *text = ARENA_NEW(t->l->arena, xml_node);
    *text = (xml_node){.kind = XML_TEXT, .text = a->value, .where = a->value_place};
    *node = (xml_node){.kind = XML_ELEMENT,
                       .name = a->name,
                       .namespace_uri = STR(RULESET_NAMESPACE),
                       .where = a->name_place};
    xml_append(node, text);
    add_variant(t, target, node);
}

static void unknown_thing(translating *t, const xml_node *node, str above, str kind, const xml_attribute *key)
{
    diagnostics *d = t->l->diagnostics;
    diagnostic *item = diagnose(d, CODE_unknown_reference, key ? key->value_place : node->where,
                                "the rule set has no %.*s%s%.*s%s", STR_ARGS(kind), key ? " \"" : "",
                                STR_ARGS(key ? key->value : STR_NONE), key ? "\"" : "");
    if (!key || d->errors > d->limit)
        return;
    suggestion near = suggestion_for(key->value);
    for (size_t i = 0; i < t->things.count; i++)
        if (str_equal(t->things.items[i].above, above) && str_equal(t->things.items[i].kind, kind))
            suggestion_offer(&near, t->things.items[i].key);
    diagnostic_suggest(d, item, &near);
}

static xml_node *find_thing(translating *t, const xml_node *node, str above, str path)
{
    const xml_attribute *key = attribute_of(node, naming_of(node->name));
    uint32_t number = name_map_get(&t->numbers, path);
    if (number == NAME_MISSING) {
        unknown_thing(t, node, above, node->name, key);
        return NULL;
    }
    const xml_node **named_by = &t->named_by.items[number];
    if (*named_by && key) {
        diagnostic *item =
            diagnose(t->l->diagnostics, CODE_repeated_element, node->where,
                     "%.*s \"%.*s\" is translated twice", STR_ARGS(node->name), STR_ARGS(key->value));
        help_first(t->l, item, (*named_by)->where);
        return NULL;
    }
    *named_by = node;
    return t->things.items[number].node;
}

static void translate(translating *t, xml_node *node, xml_node *target, const schema_element *schema,
                      str path);

static void translate_child(translating *t, xml_node *child, xml_node *target, str path)
{
    child->name = str_copy(t->l->arena, child->name);
    const schema_element *schema = translation_find_element(child->name.data);
    if (schema->content != SCHEMA_ELEMENTS) {
        check_attributes(t, child, schema);
        if (!is_text_alone(t, child))
            return;
        xml_remove(child);
        add_variant(t, target, child);
        return;
    }
    check_attributes(t, child, schema);
    str key = attribute_text(child, naming_of(child->name));
    if (schema->attributes[0].name && key.length == 0)
        return; // reported
    str inner = path_of(t, path, child->name, key);
    xml_node *thing = find_thing(t, child, path, inner);
    if (thing)
        translate(t, child, thing, schema, inner);
}

static void translate(translating *t, xml_node *node, xml_node *target, const schema_element *schema,
                      str path)
{
    for (size_t i = 0; i < node->attribute_count; i++)
        if (is_text_attribute(schema, node->attributes[i].name) && str_trim(node->attributes[i].value).length)
            add_attribute_variant(t, target, &node->attributes[i]);
    for (xml_node *c = node->first_child, *next; c; c = next) {
        next = c->next;
        if (is_known_child(t, c, schema))
            translate_child(t, c, target, path);
    }
}

// ---- the document

static bool check_root(translating *t)
{
    const xml_node *tree = t->file->tree;
    diagnostics *d = t->l->diagnostics;
    if (!str_equals(tree->name, "translation") || !str_equals(tree->namespace_uri, TRANSLATION_NAMESPACE)) {
        diagnostic *item =
            diagnose(d, CODE_wrong_root, tree->where, "the outermost element is no translation");
        diagnostic_help(d, item,
                        "a document of this name starts with <translation xmlns=\"" TRANSLATION_NAMESPACE
                        "\" xml:lang=\"%.*s\" of=\"%.*s\">",
                        STR_ARGS(t->file->tag), STR_ARGS(t->file->id));
        return false;
    }
    size_t errors = d->errors;
    check_attributes(t, tree, &translation_elements[0]);
    if (d->errors > errors)
        return false;
    const xml_attribute *language = attribute_of(tree, "xml:lang"), *of = attribute_of(tree, "of");
    if (!str_equal_nocase(language->value, t->file->tag)) {
        diagnose(d, CODE_invalid_language, language->value_place,
                 "xml:lang is \"%.*s\", but the file is named for \"%.*s\"", STR_ARGS(language->value),
                 STR_ARGS(t->file->tag));
        return false;
    }
    if (t->file->id.length && !str_equal(of->value, t->file->id)) {
        diagnose(d, CODE_unknown_reference, of->value_place,
                 "this is the translation of \"%.*s\", but stands beside \"%.*s\"", STR_ARGS(of->value),
                 STR_ARGS(t->file->id));
        return false;
    }
    return true;
}

void translation_apply(loader *l, xml_node *root, const translation_file *file)
{
    translating t = {.l = l, .file = file, .root = root};
    if (!check_root(&t) || !languages_note(l, file->tag, file->tree->where))
        return;
    list_things(&t, root, STR_NONE);
    translate(&t, file->tree, root, &translation_elements[0], STR_NONE);
}
