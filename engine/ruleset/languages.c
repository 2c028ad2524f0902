// SPDX-License-Identifier: MIT
// Texts of one element in several languages: which there are, and which is taken. A text of another language
// is an element of the same name beside the original, with xml:lang; for a label, a question or a unit, which
// are attributes, an element of that name. Works on trees alone, so the later parts know one language only.
#include "ruleset/loader.h"

#include "base/language.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_LANGUAGES = 64 };

void languages_begin(loader *l, const xml_node *root, bool included)
{
    str given = attribute_text(root, "xml:lang");
    bool known = language_is_tag(given);
    l->file_language = known ? language_canonical(l->arena, given) : STR("en");
    l->in_part = included;
    if (known && !included &&
        l->own_language.length == 0) // the extending rule set's before the extended one's
        l->own_language = l->file_language;
}

bool languages_note(loader *l, str tag, place where)
{
    if (l->in_part)
        return true;
    str canonical = language_canonical(l->arena, tag);
    for (size_t i = 0; i < l->languages.count; i++)
        if (str_equal(l->languages.items[i], canonical))
            return true;
    if (l->languages.count == MOST_LANGUAGES) {
        diagnose(l->diagnostics, CODE_too_many, where, "the rule set has texts in more than %d languages",
                 MOST_LANGUAGES);
        return false;
    }
    *ARENA_PUSH(l->arena, &l->languages) = canonical;
    return true;
}

str variant_language(const xml_node *node)
{
    return node->kind == XML_ELEMENT ? attribute_text(node, "xml:lang") : STR_NONE;
}

void variant_be_own(loader *l, xml_node *node)
{
    if (str_equal_nocase(variant_language(node), l->file_language))
        drop_attribute(l, node, "xml:lang");
}

xml_node *variant_find(xml_node *parent, str name, str language)
{
    for (xml_node *c = parent->first_child; c; c = c->next)
        if (c->kind == XML_ELEMENT && str_equal(c->name, name) &&
            str_equal_nocase(variant_language(c), language))
            return c;
    return NULL;
}

void variants_drop(xml_node *parent, str name)
{
    for (xml_node *c = parent->first_child, *next; c; c = next) {
        next = c->next;
        if (c->kind == XML_ELEMENT && str_equal(c->name, name) && variant_language(c).length)
            xml_remove(c);
    }
}

bool is_text_attribute(const schema_element *element, str name)
{
    static const char names[] = "label ask unit";
    if (!str_has_word(str_from(names), name))
        return false;
    for (const schema_attribute *a = element->attributes; a->name; a++)
        if (str_equals(name, a->name))
            return true;
    return false;
}

// ---- choosing

typedef struct choosing {
    loader *l;
    str wanted; // empty: the rule set's own
    VEC(untranslated) missing;
    size_t texts;
} choosing;

// How near a language is to the one wanted: 0 for the same, 1 for what it falls back on, …
static size_t distance_of(const choosing *c, str tag)
{
    size_t distance = 0;
    for (str wanted = c->wanted; wanted.length; wanted = language_wider(wanted), distance++) {
        if (str_equal_nocase(tag, wanted))
            return distance;
        if (str_equal(wanted, c->l->own_language))
            return SIZE_MAX; // the original is nearer
    }
    return SIZE_MAX;
}

// What the original text stands in: an attribute or a child.
typedef struct original {
    const xml_attribute *attribute;
    xml_node *node;
    bool is_name; // no label is given: the name or id serves
} original;

static original find_original(xml_node *node, const schema_element *schema, str name)
{
    original o = {0};
    bool attribute = is_text_attribute(schema, name);
    if (attribute || str_equals(name, "title"))
        o.attribute = xml_find_attribute(node, name);
    o.is_name = !o.attribute && attribute && str_equals(name, "label");
    for (xml_node *c = node->first_child; c && !attribute; c = c->next)
        if (c->kind == XML_ELEMENT && str_equal(c->name, name) && variant_language(c).length == 0)
            o.node = c;
    return o;
}

static const char *naming_of(const xml_node *node)
{
    return attribute_of(node, "id") ? "id" : "name";
}

static void note_missing(choosing *c, const xml_node *node, str path, str name, const original *o)
{
    loader *l = c->l;
    const xml_attribute *naming = attribute_of(node, naming_of(node));
    untranslated *u = ARENA_PUSH(l->arena, &c->missing);
    u->what = node->parent ? str_printf(l->arena, "%.*s of %.*s \"%.*s\"", STR_ARGS(name),
                                        STR_ARGS(node->name), STR_ARGS(path))
                           : str_printf(l->arena, "%.*s of the rule set", STR_ARGS(name));
    u->where = o->node        ? o->node->where
               : o->attribute ? o->attribute->value_place
               : naming       ? naming->value_place
                              : node->where;
}

// A label, question or unit: the attribute takes the variant's text. What a term was called before stays
// known.
static void take_attribute(choosing *c, xml_node *node, str name, const original *o, const xml_node *variant)
{
    loader *l = c->l;
    const xml_node *text = variant->first_child;
    bool is_term = is_element(node, "term") || is_element(node, "option");
    xml_attribute written = {STR(WRITTEN_LABEL), label_or_spaces(l, node, naming_of(node)), node->where,
                             o->attribute ? o->attribute->value_place : node->where};
    if (is_term && !attribute_of(node, WRITTEN_LABEL))
        put_attribute(l, node, &written);
    xml_attribute taken = {name, str_trim(xml_text_content(l->arena, variant)), variant->where,
                           text ? text->where : variant->where};
    put_attribute(l, node, &taken);
}

static void nothing_to_translate(choosing *c, const xml_node *node, str path, const xml_node *variant)
{
    diagnostic *item = diagnose(c->l->diagnostics, CODE_unknown_reference, variant->where,
                                "%.*s \"%.*s\" has no %.*s to translate", STR_ARGS(node->name),
                                STR_ARGS(path), STR_ARGS(variant->name));
    diagnostic_help(c->l->diagnostics, item, "the text in the language of the rule set (%.*s) comes first",
                    STR_ARGS(c->l->own_language));
}

// The variant to take of one text, or NULL.
static xml_node *nearest_variant(choosing *c, xml_node *node, str path, str name, const original *o)
{
    bool there = o->attribute || o->node || o->is_name;
    xml_node *best = NULL;
    size_t nearest = SIZE_MAX;
    for (xml_node *v = node->first_child; v; v = v->next) {
        if (v->kind != XML_ELEMENT || !str_equal(v->name, name) || variant_language(v).length == 0)
            continue;
        size_t distance = distance_of(c, variant_language(v));
        if (!there)
            nothing_to_translate(c, node, path, v);
        if (there && distance < nearest) {
            nearest = distance;
            best = v;
        }
    }
    return best;
}

static void choose_text(choosing *c, xml_node *node, const schema_element *schema, str path, str name)
{
    original o = find_original(node, schema, name);
    xml_node *best = nearest_variant(c, node, path, name, &o);
    bool counts = (o.attribute || o.node || o.is_name) && !str_equals(name, "unit");
    c->texts += counts;
    if (c->wanted.length && counts && !best && !language_serves(c->l->own_language, c->wanted))
        note_missing(c, node, path, name, &o);
    if (best && is_text_attribute(schema, name)) {
        take_attribute(c, node, name, &o, best);
    } else if (best) {
        if (o.node)
            xml_remove(o.node);
        drop_attribute(c->l, best, "xml:lang");
        if (o.attribute)
            drop_attribute(c->l, node, "title");
    }
    variants_drop(node, name);
}

static str path_below(choosing *c, str path, const xml_node *node)
{
    if (is_element(node, "client") || is_element(node, "therapist"))
        return node->name;
    str name = attribute_text(node, naming_of(node));
    bool rule = path.length == 0 || (node->parent && is_element(node->parent, "factor"));
    return rule ? name : str_printf(c->l->arena, "%.*s.%.*s", STR_ARGS(path), STR_ARGS(name));
}

static void choose_in(choosing *c, xml_node *node, str path)
{
    const schema_element *schema = schema_find_element(str_terminated(c->l->arena, node->name));
    if (!schema || schema->content != SCHEMA_ELEMENTS)
        return;
    for (const schema_child *s = schema->children; s->name; s++)
        if (schema_is_translatable(schema_find_element(s->name)))
            choose_text(c, node, schema, path, str_from(s->name));
    for (xml_node *child = node->first_child; child; child = child->next)
        if (child->kind == XML_ELEMENT)
            choose_in(c, child, path_below(c, path, child));
}

// The language that is wanted as far as the rule set has it.
static str best_language(const loader *l)
{
    for (str wanted = l->wanted_language; wanted.length; wanted = language_wider(wanted)) {
        for (size_t i = 0; i < l->languages.count; i++)
            if (str_equal(l->languages.items[i], wanted))
                return wanted;
        if (str_equal(l->own_language, wanted))
            return wanted;
    }
    return l->own_language;
}

void languages_choose(loader *l, xml_node *root)
{
    ruleset *r = l->ruleset;
    if (l->own_language.length == 0)
        l->own_language = STR("en");
    choosing c = {.l = l};
    r->own_language = l->own_language;
    r->language = best_language(l);
    if (!str_equal(r->language, r->own_language))
        c.wanted = l->wanted_language;
    choose_in(&c, root, STR_NONE);
    r->inline_languages = l->languages.items;
    r->inline_language_count = l->languages.count;
    r->whole_files = l->whole_files.items;
    r->whole_file_count = l->whole_files.count;
    r->text_count = c.texts;
    r->untranslated = c.missing.items;
    r->untranslated_count = c.missing.count;
}

// ---- which there are

typedef VEC(str) tag_list;

static void add_tag(arena *a, tag_list *list, str tag)
{
    for (size_t i = 0; i < list->count; i++)
        if (str_equal(list->items[i], tag))
            return;
    *ARENA_PUSH(a, list) = tag;
}

static void close_folder(void *folder)
{
    closedir(folder);
}

// NAME.TAG.xml beside NAME.xml.
static void add_documents(arena *a, tag_list *list, str path)
{
    str folder = files_folder_of(path);
    str stem = str_slice(path, folder.length, str_ends(path, STR(".xml")) ? path.length - 4 : path.length);
    if (str_starts(stem, STR("/")))
        stem = str_slice(stem, 1, stem.length);
    DIR *open = opendir(folder.length ? str_terminated(a, folder) : ".");
    if (open)
        arena_defer(a, close_folder, open);
    for (struct dirent *entry; open && (entry = readdir(open)) != NULL;) {
        str name = str_from(entry->d_name);
        if (!str_starts(name, stem) || !str_ends(name, STR(".xml")) || name.length < stem.length + 7 ||
            name.data[stem.length] != '.')
            continue;
        str tag = str_slice(name, stem.length + 1, name.length - 4);
        if (language_is_tag(tag))
            add_tag(a, list, language_canonical(a, tag));
    }
}

static int by_tag(const void *a, const void *b)
{
    return str_compare(*(const str *)a, *(const str *)b);
}

const str *ruleset_languages(arena *a, const ruleset *r, size_t *count)
{
    tag_list list = {0};
    for (size_t i = 0; i < r->inline_language_count; i++)
        add_tag(a, &list, r->inline_languages[i]);
    for (size_t i = 0; i < r->whole_file_count; i++)
        add_documents(a, &list, r->whole_files[i]);
    if (list.count)
        qsort(list.items, list.count, sizeof *list.items, by_tag);
    *count = list.count < MOST_LANGUAGES ? list.count : MOST_LANGUAGES;
    return list.items;
}
