// SPDX-License-Identifier: MIT
// All forms of an element as one, for where they cannot be told apart. See grammar.h.
#include "render/grammar.h"

#include <string.h>

const grammar_attribute *grammar_attribute_of(const grammar_form *f, const char *name)
{
    for (size_t i = 0; i < f->attributes.count; i++)
        if (strcmp(f->attributes.items[i].name, name) == 0)
            return &f->attributes.items[i];
    return NULL;
}

static const grammar_child *child_named(const grammar *g, const grammar_form *f, const char *name)
{
    for (size_t i = 0; i < f->children.count; i++)
        if (strcmp(grammar_find(g, f->children.items[i].key)->name, name) == 0)
            return &f->children.items[i];
    return NULL;
}

static void merge_attribute(arena *a, grammar_form *whole, const grammar_attribute *at)
{
    grammar_attribute *there = (grammar_attribute *)grammar_attribute_of(whole, at->name);
    if (!there)
        *ARENA_PUSH(a, &whole->attributes) = *at;
    else if (there->type && at->type && !grammar_has_word(there->type, at->type))
        there->type = str_printf(a, "%s %s", there->type, at->type).data;
}

static void merge_child(arena *a, const grammar *g, grammar_form *whole, const grammar_child *c)
{
    grammar_child *there = (grammar_child *)child_named(g, whole, grammar_find(g, c->key)->name);
    if (!there)
        *ARENA_PUSH(a, &whole->children) = *c;
    else
        there->many = there->many || c->many;
}

// What is not required in each form is not required.
static void drop_requirements(const grammar *g, const grammar_element *e, grammar_form *whole)
{
    for (size_t k = 0; k < e->forms.count; k++) {
        const grammar_form *f = &e->forms.items[k];
        for (size_t i = 0; i < whole->attributes.count; i++) {
            grammar_attribute *at = &whole->attributes.items[i];
            const grammar_attribute *here = grammar_attribute_of(f, at->name);
            if (!here || here->use != GRAMMAR_REQUIRED)
                at->use = at->use == GRAMMAR_REQUIRED ? GRAMMAR_OPTIONAL : at->use;
        }
        for (size_t i = 0; i < whole->children.count; i++) {
            grammar_child *c = &whole->children.items[i];
            const grammar_child *here = child_named(g, f, grammar_find(g, c->key)->name);
            if (!here || here->use != GRAMMAR_REQUIRED)
                c->use = c->use == GRAMMAR_REQUIRED ? GRAMMAR_OPTIONAL : c->use;
        }
    }
}

grammar_form grammar_merged(arena *a, const grammar *g, const grammar_element *e)
{
    grammar_form whole = {.content = e->forms.items[0].content,
                          .text = e->forms.items[0].text,
                          .content_type = e->forms.items[0].content_type};
    for (size_t i = 0; i < e->forms.count; i++) {
        const grammar_form *f = &e->forms.items[i];
        if (f->content != whole.content)
            whole.content = GRAMMAR_MAYBE_TEXT;
        for (size_t k = 0; k < f->attributes.count; k++)
            merge_attribute(a, &whole, &f->attributes.items[k]);
        for (size_t k = 0; k < f->children.count; k++)
            merge_child(a, g, &whole, &f->children.items[k]);
    }
    drop_requirements(g, e, &whole);
    return whole;
}
