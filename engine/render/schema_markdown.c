// SPDX-License-Identifier: MIT
// The reference page, in Markdown: see grammar.h.
#include "render/grammar.h"

#include <string.h>

typedef struct reference_page {
    builder *out;
    const grammar *const *grammars;
    size_t count;
    const grammar *now; // the one being written
} reference_page;

// Text from the tables, with the signs that Markdown would take for its own kept as they are.
static str plain(arena *a, const char *text)
{
    builder out = builder_new(a);
    for (const char *p = text; *p; p++) {
        if (strchr("*_|<`", *p))
            builder_addc(&out, '\\');
        builder_addc(&out, *p);
    }
    return builder_str(&out);
}

static str sentence(arena *a, const char *text)
{
    str out = str_printf(a, "%.*s.", STR_ARGS(plain(a, text)));
    if (out.data[0] >= 'a' && out.data[0] <= 'z')
        ((char *)out.data)[0] -= 'a' - 'A';
    return out;
}

// What tells an element from another of its name: the key of one that stands in just one place has a dot.
static const char *where_of(const grammar_element *e, const char *words)
{
    return strchr(e->key, '.') ? words : "";
}

// The first heading of a name is reached by the name, the next by the name and "-1".
static str element_link(const reference_page *p, const grammar_element *e)
{
    const char *again = "";
    for (size_t i = 0; i < p->count && p->grammars[i] != p->now; i++)
        if (grammar_find(p->grammars[i], e->key))
            again = "-1";
    return str_printf(p->out->arena, "[`%s`](#%s%s%s)", e->name, e->name, where_of(e, "-in-test"), again);
}

// "`a`, `b` and `c`"
static void add_word(builder *out, size_t number, size_t count, const char *last, str word)
{
    builder_addf(out, "%s%.*s", number == 0 ? "" : number + 1 == count ? last : ", ", STR_ARGS(word));
}

static void write_values(reference_page *p, const grammar_attribute *at)
{
    arena *a = p->out->arena;
    str rest = str_from(at->values ? at->values : at->type), word;
    size_t number = 0;
    while (str_next_word(&rest, &word)) {
        builder_adds(p->out, number++ ? at->values ? ", " : " or " : "");
        builder_add(p->out, at->values ? str_printf(a, "`%.*s`", STR_ARGS(word))
                                       : str_printf(a, "[%.*s](#values)", STR_ARGS(word)));
    }
}

static str names_of_use(arena *a, const grammar_form *f, grammar_use use)
{
    builder out = builder_new(a);
    for (size_t i = 0; i < f->attributes.count; i++)
        if (f->attributes.items[i].use == use)
            builder_addf(&out, "%s`%s`", out.length ? ", " : "", f->attributes.items[i].name);
    for (size_t i = 0; i < f->children.count; i++)
        if (f->children.items[i].use == use)
            builder_addf(&out, "%s`<%s>`", out.length ? ", " : "", f->children.items[i].key);
    return builder_str(&out);
}

// The form in which an attribute is optional that others require; NULL where there is none.
static const grammar_form *exempt_form(const grammar_element *e, const char *name)
{
    const grammar_form *exempt = NULL;
    bool required = false;
    for (size_t i = 0; i < e->forms.count; i++) {
        const grammar_attribute *at = grammar_attribute_of(&e->forms.items[i], name);
        required = required || (at && at->use == GRAMMAR_REQUIRED);
        if (at && at->use != GRAMMAR_REQUIRED)
            exempt = &e->forms.items[i];
    }
    return required ? exempt : NULL;
}

static void write_use(reference_page *p, const grammar_element *e, const grammar_form *f,
                      const grammar_attribute *at)
{
    arena *a = p->out->arena;
    const grammar_form *exempt = exempt_form(e, at->name);
    if (exempt)
        builder_addf(p->out, "required, but not %s", exempt->about);
    else if (at->use == GRAMMAR_REQUIRED)
        builder_adds(p->out, "required");
    else if (at->use == GRAMMAR_ONE_OF)
        builder_addf(p->out, "just one of %.*s", STR_ARGS(names_of_use(a, f, GRAMMAR_ONE_OF)));
    else if (at->use == GRAMMAR_SOME_OF)
        builder_addf(p->out, "at least one of %.*s", STR_ARGS(names_of_use(a, f, GRAMMAR_SOME_OF)));
    else if (at->initial)
        builder_addf(p->out, strchr(at->initial, ' ') ? "default: %.*s" : "default: `%.*s`",
                     STR_ARGS(str_from(at->initial)));
    if (at->only_with)
        builder_addf(p->out, "%sonly with `%s`", at->initial ? "; " : "", at->only_with);
}

static void write_attributes(reference_page *p, const grammar_element *e, const grammar_form *f)
{
    if (f->attributes.count == 0)
        return;
    builder_adds(p->out, "\n| attribute | value | | meaning |\n|---|---|---|---|\n");
    for (size_t i = 0; i < f->attributes.count; i++) {
        const grammar_attribute *at = &f->attributes.items[i];
        builder_addf(p->out, "| `%s` | ", at->name);
        write_values(p, at);
        builder_adds(p->out, " | ");
        write_use(p, e, f, at);
        builder_addf(p->out, " | %.*s |\n", STR_ARGS(plain(p->out->arena, at->meaning)));
    }
}

// Whether a child is named with those that may stand so often: one that stands instead of an attribute may
// also be left out.
static bool belongs(const grammar_child *c, bool many, grammar_use use)
{
    return c->many == many && (c->use == use || (c->use == GRAMMAR_ONE_OF && use == GRAMMAR_OPTIONAL));
}

static size_t count_children(const grammar_form *f, bool many, grammar_use use)
{
    size_t count = 0;
    for (size_t i = 0; i < f->children.count; i++)
        count += belongs(&f->children.items[i], many, use);
    return count;
}

static void write_children_of(reference_page *p, const grammar_form *f, const char *lead, bool many,
                              grammar_use use)
{
    size_t count = count_children(f, many, use), number = 0;
    if (count == 0)
        return;
    builder_adds(p->out, lead);
    for (size_t i = 0; i < f->children.count; i++)
        if (belongs(&f->children.items[i], many, use))
            add_word(p->out, number++, count, " and ",
                     element_link(p, grammar_find(p->now, f->children.items[i].key)));
}

static void write_content(reference_page *p, const grammar_form *f)
{
    builder *out = p->out;
    if (f->content == GRAMMAR_FIELDS) {
        builder_adds(out, "Holds the profile's fields.");
    } else if (f->text) {
        builder_addf(out, "Holds %s.", f->text);
    } else if (f->children.count == 0) {
        builder_adds(out, "Holds nothing.");
    } else {
        builder_adds(out, f->children.count > 1 ? "Holds, in any order:" : "Holds");
        size_t before = out->length;
        write_children_of(p, f, " one ", false, GRAMMAR_REQUIRED);
        write_children_of(p, f, out->length > before ? "; one or more of " : " one or more of ", true,
                          GRAMMAR_REQUIRED);
        write_children_of(p, f, out->length > before ? "; at most one " : " at most one ", false,
                          GRAMMAR_OPTIONAL);
        write_children_of(p, f, out->length > before ? "; any number of " : " any number of ", true,
                          GRAMMAR_OPTIONAL);
        builder_addc(out, '.');
    }
}

static bool holds(const grammar_element *parent, const char *key)
{
    for (size_t i = 0; i < parent->forms.count; i++)
        for (size_t k = 0; k < parent->forms.items[i].children.count; k++)
            if (strcmp(parent->forms.items[i].children.items[k].key, key) == 0)
                return true;
    return false;
}

// The change and remove of what is included have none: they are written like the others and can do less.
static bool has_entry(const grammar_element *e)
{
    return strchr(e->key, '-') == NULL || strcmp(e->key, e->name) == 0;
}

static void write_parents(reference_page *p, const grammar_element *e)
{
    VEC(str) parents = {0};
    for (size_t i = 0; i < p->now->elements.count; i++) {
        const grammar_element *parent = &p->now->elements.items[i];
        if (has_entry(parent) && holds(parent, e->key))
            *ARENA_PUSH(p->out->arena, &parents) = element_link(p, parent);
    }
    builder_adds(p->out, parents.count ? "Stands in " : "The outermost element");
    for (size_t i = 0; i < parents.count; i++)
        add_word(p->out, i, parents.count, " and ", parents.items[i]);
    builder_adds(p->out, ". ");
}

// Of change and remove: what can be named, and what a change of it may hold.
static void write_kinds(reference_page *p, const grammar_element *e)
{
    bool holding = strcmp(e->name, "change") == 0;
    builder_adds(p->out, holding ? "\n| names | to replace or add |\n|---|---|\n" : "\n| names |\n|---|\n");
    for (size_t i = 0; i < e->forms.count; i++) {
        const grammar_form *f = &e->forms.items[i];
        const grammar_attribute *named = grammar_attribute_of(f, f->about);
        size_t number = 0;
        builder_addf(p->out, "| `%s`: %.*s |", f->about, STR_ARGS(plain(p->out->arena, named->meaning)));
        for (size_t k = 0; k < f->attributes.count; k++)
            if (&f->attributes.items[k] != named)
                builder_addf(p->out, "%s`%s`", number++ ? ", " : " ", f->attributes.items[k].name);
        for (size_t k = 0; k < f->children.count; k++)
            builder_addf(p->out, "%s`<%s>`", number++ ? ", " : " ", f->children.items[k].key);
        if (f->content == GRAMMAR_MAYBE_TEXT)
            builder_addf(p->out, "%sphrases", number ? ", " : " ");
        builder_adds(p->out, holding ? " |\n" : "\n");
    }
}

static void write_element(reference_page *p, const grammar_element *e)
{
    arena *a = p->out->arena;
    builder_addf(p->out, "\n### %s%s\n%.*s\n\n", e->name, where_of(e, " in test"),
                 STR_ARGS(sentence(a, e->meaning)));
    write_parents(p, e);
    bool kinds = e->forms.count > 1 && grammar_attribute_of(&e->forms.items[0], e->forms.items[0].about);
    const grammar_form f = grammar_merged(a, p->now, e);
    if (kinds) {
        builder_adds(p->out, "Names just one of these:\n");
        write_kinds(p, e);
    } else {
        write_content(p, &f);
        builder_addc(p->out, '\n');
        write_attributes(p, e, &f);
    }
    const char *example = grammar_example(p->now, e->key);
    if (example)
        builder_addf(p->out, "\n```xml\n%s\n```\n", example);
}

static void write_grammar(reference_page *p)
{
    builder_addf(p->out, "\n## %s\nNamespace `%s`.", p->now->title, p->now->namespace_uri);
    for (size_t i = 0; i < p->now->elements.count; i++)
        if (has_entry(&p->now->elements.items[i]))
            builder_addf(p->out, "%s%.*s", i ? " · " : "\n\n",
                         STR_ARGS(element_link(p, &p->now->elements.items[i])));
    builder_addc(p->out, '\n');
    for (size_t i = 0; i < p->now->elements.count; i++)
        if (has_entry(&p->now->elements.items[i]))
            write_element(p, &p->now->elements.items[i]);
}

static void write_types(builder *out)
{
    builder_adds(out, "\n## Values\n| in the tables | is |\n|---|---|\n");
    for (const grammar_type *t = grammar_types; t->name; t++)
        if (t->name != GRAMMAR_CONTENT_TYPE)
            builder_addf(out, "| %s | %s |\n", t->name, t->meaning);
}

void schema_write_reference(const grammar *const *grammars, size_t count, builder *out)
{
    reference_page p = {.out = out, .grammars = grammars, .count = count};
    builder_adds(
        out, "<!-- SPDX-License-Identifier: MIT -->\n"
             "<!-- Written by: attune schema --format markdown -->\n"
             "# Reference\n\n"
             "Every element and attribute, from the tables that `attune check` and `attune test` use.\n"
             "[RULES.md](RULES.md) teaches the language step by step, [FEEL.md](FEEL.md) has the language of "
             "conditions.\n\n"
             "Attributes and elements may stand in any order; the order of elements of one kind is kept, and "
             "matters where their meaning says so.\n"
             "Attributes with a prefix (`xml:lang`, `xsi:schemaLocation`) are passed over.\n");
    for (size_t i = 0; i < count; i++) {
        p.now = grammars[i];
        write_grammar(&p);
    }
    write_types(out);
}
