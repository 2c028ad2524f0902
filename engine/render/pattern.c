// SPDX-License-Identifier: MIT
// From a grammar to RELAX NG patterns: see pattern.h.
#include "render/pattern.h"

#include <string.h>

static pattern *make(arena *a, pattern_kind kind, const char *name)
{
    pattern *p = ARENA_NEW(a, pattern);
    p->kind = kind;
    p->name = name;
    return p;
}

static pattern *add(arena *a, pattern *whole, pattern *part)
{
    *ARENA_PUSH(a, &whole->parts) = part;
    return whole;
}

// The pattern around one part.
static pattern *around(arena *a, pattern_kind kind, pattern *part)
{
    return add(a, make(a, kind, NULL), part);
}

// Without a layer that has one part alone.
static pattern *slim(pattern *p)
{
    return p->parts.count == 1 ? p->parts.items[0] : p;
}

str schema_attribute_note(arena *a, const grammar_attribute *at)
{
    const char *also = at->only_with ? str_printf(a, " (goes only with %s)", at->only_with).data : "";
    return at->initial ? str_printf(a, "%s%s. Default: %s", at->meaning, also, at->initial)
                       : str_printf(a, "%s%s", at->meaning, also);
}

static pattern *choice_of_words(arena *a, const char *words)
{
    pattern *choice = make(a, PATTERN_CHOICE, NULL);
    str rest = str_from(words), word;
    while (str_next_word(&rest, &word))
        add(a, choice, make(a, PATTERN_VALUE, str_terminated(a, word)));
    return choice;
}

static pattern *attribute(arena *a, const grammar_attribute *at)
{
    pattern *p = make(a, PATTERN_ATTRIBUTE, at->name);
    p->note = schema_attribute_note(a, at);
    return add(a, p,
               at->values ? slim(choice_of_words(a, at->values)) : make(a, PATTERN_REFERENCE, at->type));
}

// An attribute with those that go only with it.
static pattern *with_followers(arena *a, const grammar_form *f, const grammar_attribute *at)
{
    pattern *group = around(a, PATTERN_GROUP, attribute(a, at));
    for (size_t i = 0; i < f->attributes.count; i++) {
        const grammar_attribute *other = &f->attributes.items[i];
        if (other->only_with && strcmp(other->only_with, at->name) == 0)
            add(a, group, around(a, PATTERN_OPTIONAL, attribute(a, other)));
    }
    return slim(group);
}

// Exactly one of the attributes and elements that are marked so; NULL where there are none.
static pattern *one_of(arena *a, const grammar_form *f)
{
    pattern *choice = make(a, PATTERN_CHOICE, NULL);
    for (size_t i = 0; i < f->attributes.count; i++)
        if (f->attributes.items[i].use == GRAMMAR_ONE_OF)
            add(a, choice, with_followers(a, f, &f->attributes.items[i]));
    for (size_t i = 0; i < f->children.count; i++)
        if (f->children.items[i].use == GRAMMAR_ONE_OF)
            add(a, choice, make(a, PATTERN_REFERENCE, f->children.items[i].key));
    return choice->parts.count ? slim(choice) : NULL;
}

// At least one of the attributes that are marked so: the first with any of the others, or the second with any
// of those behind it, and so on. NULL where there are none.
static pattern *some_of(arena *a, const grammar_form *f)
{
    pattern *choice = make(a, PATTERN_CHOICE, NULL);
    for (size_t i = 0; i < f->attributes.count; i++) {
        if (f->attributes.items[i].use != GRAMMAR_SOME_OF)
            continue;
        pattern *group = around(a, PATTERN_GROUP, attribute(a, &f->attributes.items[i]));
        for (size_t k = i + 1; k < f->attributes.count; k++)
            if (f->attributes.items[k].use == GRAMMAR_SOME_OF)
                add(a, group, around(a, PATTERN_OPTIONAL, attribute(a, &f->attributes.items[k])));
        add(a, choice, slim(group));
    }
    return choice->parts.count ? slim(choice) : NULL;
}

static void add_attributes(arena *a, pattern *element, const grammar_form *f)
{
    for (size_t i = 0; i < f->attributes.count; i++) {
        const grammar_attribute *at = &f->attributes.items[i];
        if (at->only_with)
            continue;
        if (at->use == GRAMMAR_REQUIRED)
            add(a, element, with_followers(a, f, at));
        if (at->use == GRAMMAR_OPTIONAL)
            add(a, element, around(a, PATTERN_OPTIONAL, with_followers(a, f, at)));
    }
    pattern *some = some_of(a, f);
    if (some)
        add(a, element, some);
    add(a, element, make(a, PATTERN_REFERENCE, "Foreign"));
}

// The name of what an element with xml:lang is defined as, apart from the one without.
static const char *in_language(arena *a, const char *key)
{
    return str_printf(a, "%s.language", key).data;
}

// One text in the language of the document, and any number in others ahead of it and behind it.
static pattern *each_language(arena *a, const grammar_child *c, bool required)
{
    pattern *group = make(a, PATTERN_GROUP, NULL), *own = make(a, PATTERN_REFERENCE, c->key);
    const char *key = in_language(a, c->key);
    add(a, group, around(a, PATTERN_ANY_NUMBER, make(a, PATTERN_REFERENCE, key)));
    add(a, group, required ? own : around(a, PATTERN_OPTIONAL, own));
    return add(a, group, around(a, PATTERN_ANY_NUMBER, make(a, PATTERN_REFERENCE, key)));
}

// The children: those of any number together, the others each for itself, all in any order.
static pattern *children(arena *a, const grammar_form *f)
{
    pattern *whole = make(a, PATTERN_INTERLEAVE, NULL), *many = make(a, PATTERN_CHOICE, NULL);
    for (size_t i = 0; i < f->children.count; i++) {
        const grammar_child *c = &f->children.items[i];
        bool other = c->languages == GRAMMAR_OTHER_LANGUAGES;
        pattern *one = make(a, PATTERN_REFERENCE, other ? in_language(a, c->key) : c->key);
        if (c->use == GRAMMAR_ONE_OF)
            continue;
        if (c->languages == GRAMMAR_EACH_LANGUAGE) {
            add(a, whole, each_language(a, c, c->use == GRAMMAR_REQUIRED));
            continue;
        }
        if (c->use == GRAMMAR_REQUIRED)
            add(a, whole, c->many ? around(a, PATTERN_ONE_OR_MORE, one) : one);
        else
            add(a, c->many ? many : whole, c->many ? one : around(a, PATTERN_OPTIONAL, one));
    }
    if (many->parts.count)
        add(a, whole, around(a, PATTERN_ANY_NUMBER, slim(many)));
    pattern *alternatives = one_of(a, f);
    if (alternatives)
        add(a, whole, alternatives);
    return whole->parts.count ? slim(whole) : NULL;
}

static pattern *form(arena *a, const grammar_element *e, const grammar_form *f)
{
    pattern *element = make(a, PATTERN_ELEMENT, e->name);
    element->note = str_from(e->meaning);
    add_attributes(a, element, f);
    pattern *inner = children(a, f);
    if (inner)
        add(a, element, inner);
    if (f->content == GRAMMAR_TEXT)
        add(a, element, make(a, PATTERN_REFERENCE, f->content_type ? f->content_type : GRAMMAR_CONTENT_TYPE));
    else if (f->content == GRAMMAR_MAYBE_TEXT)
        add(a, element, make(a, PATTERN_TEXT, NULL));
    else if (f->content == GRAMMAR_FIELDS)
        add(a, element, around(a, PATTERN_ANY_NUMBER, make(a, PATTERN_REFERENCE, "Field")));
    return element;
}

static void define(arena *a, pattern_grammar *out, const char *name, pattern *body)
{
    *ARENA_PUSH(a, &out->definitions) = (pattern_definition){name, body};
}

static void define_type(arena *a, pattern_grammar *out, const grammar_type *t)
{
    pattern *choice = t->words ? choice_of_words(a, t->words) : make(a, PATTERN_CHOICE, NULL);
    if (t->pattern || !t->words) {
        pattern *data = make(a, PATTERN_DATA, NULL);
        data->type = t;
        add(a, choice, data);
    }
    define(a, out, t->name, slim(choice));
}

static bool uses(const pattern *p, const char *definition)
{
    if (p->kind == PATTERN_REFERENCE && strcmp(p->name, definition) == 0)
        return true;
    for (size_t i = 0; i < p->parts.count; i++)
        if (uses(p->parts.items[i], definition))
            return true;
    return false;
}

static bool is_used(const pattern_grammar *g, const char *definition)
{
    for (size_t i = 0; i < g->definitions.count; i++)
        if (uses(g->definitions.items[i].body, definition))
            return true;
    return false;
}

static bool has_attribute(const grammar *g, const char *name)
{
    for (size_t i = 0; i < g->elements.count; i++)
        for (size_t k = 0; k < g->elements.items[i].forms.count; k++)
            if (grammar_attribute_of(&g->elements.items[i].forms.items[k], name))
                return true;
    return false;
}

// The element's form with xml:lang, or without: a text in another language, or in that of the document.
static pattern *form_in(arena *a, const grammar_element *e, bool other_language)
{
    grammar_form f = e->forms.items[0];
    grammar_attribute *kept = ARENA_ARRAY(a, grammar_attribute, f.attributes.count);
    size_t count = 0;
    for (size_t i = 0; i < f.attributes.count; i++) {
        grammar_attribute at = f.attributes.items[i];
        bool language = strcmp(at.name, "xml:lang") == 0;
        at.use = language ? GRAMMAR_REQUIRED : at.use;
        if (!language || other_language)
            kept[count++] = at;
    }
    f.attributes.items = kept;
    f.attributes.count = count;
    return form(a, e, &f);
}

static bool is_used_in_languages(const grammar *g, const char *key)
{
    for (size_t i = 0; i < g->elements.count; i++)
        for (size_t k = 0; k < g->elements.items[i].forms.count; k++) {
            const grammar_form *f = &g->elements.items[i].forms.items[k];
            for (size_t c = 0; c < f->children.count; c++)
                if (f->children.items[c].languages && strcmp(f->children.items[c].key, key) == 0)
                    return true;
        }
    return false;
}

pattern_grammar *patterns_of(arena *a, const grammar *g)
{
    pattern_grammar *out = ARENA_NEW(a, pattern_grammar);
    out->source = g;
    pattern *start = make(a, PATTERN_CHOICE, NULL);
    for (size_t i = 0; i < g->roots; i++)
        add(a, start, make(a, PATTERN_REFERENCE, g->elements.items[i].key));
    out->start = slim(start);
    for (size_t i = 0; i < g->elements.count; i++) {
        const grammar_element *e = &g->elements.items[i];
        pattern *choice = make(a, PATTERN_CHOICE, NULL);
        if (is_used_in_languages(g, e->key)) {
            define(a, out, e->key, form_in(a, e, false));
            define(a, out, in_language(a, e->key), form_in(a, e, true));
            continue;
        }
        for (size_t k = 0; k < e->forms.count; k++)
            add(a, choice, form(a, e, &e->forms.items[k]));
        define(a, out, e->key, slim(choice));
    }
    if (is_used(out, "Field")) {
        pattern *field = make(a, PATTERN_ANY_ELEMENT, NULL), *inner = make(a, PATTERN_CHOICE, NULL);
        add(a, inner, make(a, PATTERN_TEXT, NULL));
        add(a, inner, around(a, PATTERN_ONE_OR_MORE, make(a, PATTERN_REFERENCE, "Field")));
        define(a, out, "Field", add(a, field, inner));
    }
    for (const grammar_type *t = g->types; t->name; t++)
        if (is_used(out, t->name))
            define_type(a, out, t);
    const char *but =
        has_attribute(g, "xml:lang") ? "xml:lang" : NULL; // which its elements have, or have not
    define(a, out, "Foreign", around(a, PATTERN_ANY_NUMBER, make(a, PATTERN_ANY_ATTRIBUTE, but)));
    return out;
}
