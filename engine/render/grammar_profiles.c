// SPDX-License-Identifier: MIT
// The grammar of profiles, from the fields that a rule set declares. See grammar.h.
#include "render/grammar.h"

#include <string.h>

// All may be empty: that is an empty list, or nothing known. Of terms the ids are offered, and any other
// spelling is taken.
static const grammar_type plain_types[] = {
    {"YesNo", "token", "([Yy][Ee][Ss]|[Nn][Oo]|[Tt][Rr][Uu][Ee]|[Ff][Aa][Ll][Ss][Ee])?", "yes no", NULL},
    {"Number", "token", "([+\\-]?([0-9]+(\\.[0-9]+)?|\\.[0-9]+))?", NULL, NULL},
    {"Date", "token", "([0-9]{4}-[0-9]{2}-[0-9]{2})?", NULL, NULL},
    {"AnyText", "string", "[\\s\\S]*", NULL, NULL},
    {"Text", "token", NULL, NULL, NULL},
};
enum { PLAIN_TYPES = sizeof plain_types / sizeof *plain_types };

typedef struct profile_grammar {
    arena *arena;
    const ruleset *rules;
    grammar *grammar;
    VEC(grammar_type) types;
} profile_grammar;

static const char *terms_type(profile_grammar *p, const char *key, const field *f)
{
    const vocabulary *v = f->terms, *all = p->rules->vocabularies;
    const char *name = str_printf(p->arena, "Terms.%s", key).data;
    for (size_t i = 0; i < p->rules->vocabulary_count; i++)
        if (v == &all[i])
            name = str_printf(p->arena, "Terms.%.*s", STR_ARGS(v->name)).data;
    for (size_t i = 0; i < p->types.count; i++)
        if (strcmp(p->types.items[i].name, name) == 0)
            return name;
    builder words = builder_new(p->arena);
    for (size_t i = 0; i < v->count; i++)
        builder_addf(&words, "%s%.*s", i ? " " : "", STR_ARGS(v->terms[i].id));
    *ARENA_PUSH(p->arena, &p->types) = (grammar_type){.name = name,
                                                      .base = "token",
                                                      .pattern = ".*",
                                                      .words = str_copy(p->arena, builder_str(&words)).data};
    return name;
}

static const char *type_of(profile_grammar *p, const char *key, const field *f)
{
    switch (f->kind) {
    case FIELD_BOOLEAN:
        return "YesNo";
    case FIELD_NUMBER:
        return "Number";
    case FIELD_DATE:
        return "Date";
    case FIELD_TERM:
        return terms_type(p, key, f);
    default:
        return "AnyText";
    }
}

// What is told of a field: its label, the question that finds it out, unit, and whether it may be repeated.
static const char *meaning_of(arena *a, const field *f)
{
    builder out = builder_new(a);
    builder_add(&out, f->label);
    if (f->unit.length)
        builder_addf(&out, " (%.*s)", STR_ARGS(f->unit));
    if (f->ask.length)
        builder_addf(&out, ". %.*s", STR_ARGS(f->ask));
    if (f->list)
        builder_adds(&out, " Any number of them.");
    return str_copy(a, builder_str(&out)).data;
}

static grammar_form *add_element(profile_grammar *p, const char *key, const char *name, const char *meaning)
{
    grammar_element *e = ARENA_PUSH(p->arena, &p->grammar->elements);
    *e = (grammar_element){.key = key, .name = name, .meaning = meaning};
    return ARENA_PUSH(p->arena, &e->forms);
}

static void add_fields(profile_grammar *p, size_t parent, const char *parent_key, const field *fields,
                       size_t count);

static void add_field(profile_grammar *p, size_t parent, const char *parent_key, const field *f)
{
    const char *name = str_terminated(p->arena, f->name);
    const char *key = str_printf(p->arena, "%s.%s", parent_key, name).data;
    grammar_form *owner = &p->grammar->elements.items[parent].forms.items[0];
    *ARENA_PUSH(p->arena, &owner->children) = (grammar_child){.key = key, .many = f->list};
    size_t number = p->grammar->elements.count;
    grammar_form *form = add_element(p, key, name, meaning_of(p->arena, f));
    if (f->kind == FIELD_RECORD) {
        add_fields(p, number, key, f->fields, f->field_count);
        return;
    }
    form->content = GRAMMAR_TEXT;
    form->content_type = type_of(p, key, f);
}

static void add_fields(profile_grammar *p, size_t parent, const char *parent_key, const field *fields,
                       size_t count)
{
    for (size_t i = 0; i < count; i++)
        add_field(p, parent, parent_key, &fields[i]);
}

static void add_side(profile_grammar *p, const char *name, const char *meaning, grammar_use id)
{
    grammar_form *form = add_element(p, name, name, meaning);
    *ARENA_PUSH(p->arena, &form->attributes) =
        (grammar_attribute){.name = "id", .type = "Text", .use = id, .meaning = "the name in results"};
}

grammar *grammar_of_profiles(arena *a, const ruleset *r)
{
    grammar *g = ARENA_NEW(a, grammar);
    *g = (grammar){.name = "profiles",
                   .title = "Profiles",
                   .limits = "It does not know what values a number may have, nor all spellings of terms.",
                   .namespace_uri = "urn:attune:profile:1",
                   .roots = 3};
    profile_grammar p = {.arena = a, .rules = r, .grammar = g};
    for (size_t i = 0; i < PLAIN_TYPES; i++)
        *ARENA_PUSH(a, &p.types) = plain_types[i];
    grammar_form *all = add_element(&p, "profiles", "profiles", "profiles of clients or therapists");
    *ARENA_PUSH(a, &all->children) = (grammar_child){.key = "client", .many = true};
    *ARENA_PUSH(a, &all->children) = (grammar_child){.key = "therapist", .many = true};
    add_side(&p, "client", "what is known of a client", GRAMMAR_OPTIONAL);
    add_side(&p, "therapist", "what is known of a therapist", GRAMMAR_REQUIRED);
    // Field 0 is the id, which XML gives as an attribute.
    add_fields(&p, 1, "client", r->client.fields + 1, r->client.count - 1);
    add_fields(&p, 2, "therapist", r->therapist.fields + 1, r->therapist.count - 1);
    *ARENA_PUSH(a, &p.types) = (grammar_type){0};
    g->types = p.types.items;
    return g;
}
