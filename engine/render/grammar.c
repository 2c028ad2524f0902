// SPDX-License-Identifier: MIT
// The grammar of rule sets, from the table of the structural checker. See grammar.h.
#include "render/grammar.h"

#include <string.h>

const char GRAMMAR_CONTENT_TYPE[] = "Content";

#define NAME_PATTERN "[A-Za-z_][A-Za-z0-9_]*"
#define DOTTED_PATTERN "[A-Za-z_][A-Za-z0-9_.\\-]*"
#define DIGITS "[0-9]+(\\.[0-9]+)?"

const grammar_type grammar_types[] = {
    {"Name", "string", NAME_PATTERN, NULL, "a name: a letter or `_`, then letters, digits and `_`"},
    {"Id", "string", NAME_PATTERN, NULL,
     "an id: a letter or `_`, then letters, digits and `_`; no other rule has it (or no other term of the "
     "vocabulary)"},
    {"DottedId", "string", DOTTED_PATTERN, NULL,
     "an id that may also hold dots and hyphens behind its first letter"},
    {"Expression", "token", NULL, NULL, "a FEEL expression, typed when the rule set is loaded"},
    {"Number", "string", "[+\\-]?" DIGITS, NULL, "a number such as `20` or `0.5`, of up to 34 digits"},
    {"Boolean", "string", NULL, "true false", "`true` or `false`"},
    {"FieldType", "string", NAME_PATTERN, "boolean number string date text choice",
     "a type: `boolean`, `number`, `string`, `date`, `text`, `choice`, or the name of a vocabulary"},
    {"Reference", "token", DOTTED_PATTERN, NULL, "the name of something that is declared elsewhere"},
    {"References", "token", DOTTED_PATTERN "( " DOTTED_PATTERN ")*", NULL, "such names, with blanks between"},
    {"Path", "token", NULL, NULL,
     "a file: a relative path, below the rule set's folder or the installed rules"},
    {"WeightChange", "string", "[+\\-*=]" DIGITS, NULL, "a change of weight: `+5`, `-5`, `*0.5` or `=20`"},
    {"Decimal", "token", "[+\\-]?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)([eE][+\\-]?[0-9]+)?", NULL,
     "a number such as `20`, `0.5` or `1e-3`"},
    {"Date", "string", "-?[0-9]{4,9}-[0-9]{2}-[0-9]{2}", NULL, "a day such as `2026-03-01`"},
    {"Language", "string", "[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*", NULL,
     "a language such as `de` or `de-AT` (BCP 47)"},
    {"Text", "token", NULL, NULL, "text, not empty"},
    {GRAMMAR_CONTENT_TYPE, "token", NULL, NULL, "the text within an element, not empty"},
    {NULL, NULL, NULL, NULL, NULL},
};

static const char *type_of(schema_kind kind)
{
    static const char *const names[] = {
        [SCHEMA_NAME] = "Name",
        [SCHEMA_ID] = "Id",
        [SCHEMA_DOTTED_ID] = "DottedId",
        [SCHEMA_EXPRESSION] = "Expression",
        [SCHEMA_NUMBER] = "Number",
        [SCHEMA_BOOLEAN] = "Boolean",
        [SCHEMA_TYPE] = "FieldType",
        [SCHEMA_REFERENCE] = "Reference",
        [SCHEMA_REFERENCES] = "References",
        [SCHEMA_HREF] = "Path",
        [SCHEMA_WEIGHT] = "WeightChange",
        [SCHEMA_LANGUAGE] = "Language",
        [SCHEMA_TEXT] = "Text",
    };
    return kind == SCHEMA_ONE_OF ? NULL : names[kind];
}

// What the loader asks for beyond the table of elements: how attributes of one element go together.
typedef struct refinement {
    const char *element;
    grammar_use use;
    const char *names;     // of attributes and elements
    const char *only_with; // these are used so only with that one
} refinement;

static const refinement refinements[] = {
    {"criterion", GRAMMAR_ONE_OF, "value when table", NULL}, {"let", GRAMMAR_ONE_OF, "value table", NULL},
    {"flag", GRAMMAR_SOME_OF, "deduct ceiling", NULL},       {"signal", GRAMMAR_ONE_OF, "in denial-of", NULL},
    {"signal", GRAMMAR_OPTIONAL, "least absent", "in"},      {"record", GRAMMAR_OPTIONAL, "as", "match"},
    {"trigger", GRAMMAR_OPTIONAL, "words", "scope"},
};

bool grammar_has_word(const char *words, const char *wanted)
{
    return str_has_word(str_from(words), str_from(wanted));
}

static void refine(const char *element, const char *name, grammar_use *use, const char **only_with)
{
    for (size_t i = 0; i < sizeof refinements / sizeof *refinements; i++)
        if (strcmp(refinements[i].element, element) == 0 && grammar_has_word(refinements[i].names, name)) {
            *use = refinements[i].use;
            *only_with = refinements[i].only_with;
        }
}

static bool in_list(const char *const *list, const char *name)
{
    for (; *list; list++)
        if (strcmp(*list, name) == 0)
            return true;
    return false;
}

static void add_attribute(arena *a, grammar_form *f, const schema_attribute *s, grammar_use use)
{
    *ARENA_PUSH(a, &f->attributes) = (grammar_attribute){.name = s->name,
                                                         .type = type_of(s->kind),
                                                         .values = s->values,
                                                         .use = use,
                                                         .initial = s->initial,
                                                         .meaning = s->meaning};
}

static const char *text_meaning(schema_content content)
{
    static const char *const meanings[] = {
        [SCHEMA_MESSAGE] = "a message: text with `{expressions}`; `{{` and `}}` are braces",
        [SCHEMA_PATTERN] = "a PCRE2 pattern",
        [SCHEMA_PHRASES] = "phrases, with `|` between",
        [SCHEMA_PLAIN] = "text",
    };
    return content == SCHEMA_ELEMENTS ? NULL : meanings[content];
}

static grammar_form *add_form(arena *a, grammar_element *e, const schema_element *s)
{
    grammar_form *f = ARENA_PUSH(a, &e->forms);
    f->content = s->content == SCHEMA_ELEMENTS ? GRAMMAR_ELEMENTS : GRAMMAR_TEXT;
    f->text = text_meaning(s->content);
    return f;
}

static grammar_child make_child(const schema_element *parent, const schema_child *c, grammar_use use)
{
    const schema_element *e = schema_find_element(c->name);
    grammar_child child = {.key = c->name, .use = use, .many = c->maximum != 1};
    bool texts = parent != translation_elements && e && schema_is_translatable(e) &&
                 !schema_find_attribute(e, "xml:lang")->required;
    for (const schema_element *t = translation_elements; t->name; t++)
        texts = texts && parent != t;
    if (texts)
        child.languages = child.many ? GRAMMAR_OTHER_LANGUAGES : GRAMMAR_EACH_LANGUAGE;
    child.many = child.many || texts;
    return child;
}

// The attributes and children as the table has them.
static void fill_form(arena *a, grammar_form *f, const schema_element *s)
{
    for (const schema_attribute *at = s->attributes; at->name; at++) {
        add_attribute(a, f, at, at->required ? GRAMMAR_REQUIRED : GRAMMAR_OPTIONAL);
        grammar_attribute *added = &f->attributes.items[f->attributes.count - 1];
        refine(s->name, at->name, &added->use, &added->only_with);
    }
    for (const schema_child *c = s->children; c->name; c++) {
        const char *with_all = NULL;
        grammar_use use = c->minimum ? GRAMMAR_REQUIRED : GRAMMAR_OPTIONAL;
        refine(s->name, c->name, &use, &with_all);
        *ARENA_PUSH(a, &f->children) = make_child(s, c, use);
    }
}

// The form of change or remove that names one kind of thing. A change holds any of what that thing holds.
static void add_change_form(arena *a, grammar_element *e, const schema_element *s, const char *kind)
{
    const schema_element *target = schema_find_element(kind);
    grammar_form *f = add_form(a, e, s);
    f->about = kind;
    add_attribute(a, f, schema_find_attribute(s, kind), GRAMMAR_REQUIRED);
    if (strcmp(s->name, "remove") == 0)
        return;
    for (const schema_attribute *at = target->attributes; at->name; at++)
        if (strcmp(at->name, "id") != 0 && strcmp(at->name, "name") != 0)
            add_attribute(a, f, at, GRAMMAR_OPTIONAL);
    for (const schema_child *c = target->children; c->name; c++)
        *ARENA_PUSH(a, &f->children) = make_child(target, c, GRAMMAR_OPTIONAL);
    if (target->content == SCHEMA_PHRASES)
        f->content = GRAMMAR_MAYBE_TEXT;
}

static bool is_change(const char *name)
{
    return strcmp(name, "change") == 0 || strcmp(name, "remove") == 0;
}

static void add_change(arena *a, grammar *g, const schema_element *s, const char *key,
                       const char *const *kinds)
{
    grammar_element *e = ARENA_PUSH(a, &g->elements);
    *e = (grammar_element){.key = key, .name = s->name, .meaning = s->meaning};
    for (; *kinds; kinds++)
        add_change_form(a, e, s, *kinds);
}

// The key of the change or remove that needs no extends.
static const char *included_key(const char *name)
{
    return strcmp(name, "change") == 0 ? "change-included" : "remove-included";
}

// The outermost element: what it holds depends on whether it extends another, or is only included by others.
static void add_root(arena *a, grammar *g, const schema_element *s)
{
    grammar_element *e = ARENA_PUSH(a, &g->elements);
    *e = (grammar_element){.key = s->name, .name = s->name, .meaning = s->meaning};
    static const char *const abouts[] = {"in a rule set that extends another",
                                         "in a rule set that extends no other",
                                         "in a file that others include"};
    for (int i = 0; i < 3; i++) {
        grammar_form *f = add_form(a, e, s), whole = {0};
        fill_form(a, &whole, s);
        f->about = abouts[i];
        for (size_t k = 0; k < whole.attributes.count; k++) {
            grammar_attribute at = whole.attributes.items[k];
            bool extends = strcmp(at.name, "extends") == 0;
            if (extends && i > 0)
                continue;
            at.use = extends ? GRAMMAR_REQUIRED : i == 2 ? GRAMMAR_OPTIONAL : at.use;
            *ARENA_PUSH(a, &f->attributes) = at;
        }
        for (size_t k = 0; k < whole.children.count; k++) {
            grammar_child c = whole.children.items[k];
            if (i == 2 && !in_list(schema_included_children, c.key))
                continue;
            if (i == 1 && is_change(c.key))
                c.key = included_key(c.key);
            *ARENA_PUSH(a, &f->children) = c;
        }
    }
}

grammar *grammar_of_rulesets(arena *a)
{
    grammar *g = ARENA_NEW(a, grammar);
    g->name = schema_elements[0].name;
    g->title = "Rule sets";
    g->namespace_uri = RULESET_NAMESPACE;
    g->limits =
        "It does not know what names refer to, nor what expressions and patterns mean: attune check does.";
    g->roots = 1;
    g->types = grammar_types;
    add_root(a, g, &schema_elements[0]);
    for (const schema_element *s = schema_elements + 1; s->name; s++) {
        if (is_change(s->name)) {
            add_change(a, g, s, s->name, schema_change_kinds);
            add_change(a, g, s, included_key(s->name), schema_included_change_kinds);
            continue;
        }
        grammar_element *e = ARENA_PUSH(a, &g->elements);
        *e = (grammar_element){.key = s->name, .name = s->name, .meaning = s->meaning};
        fill_form(a, add_form(a, e, s), s);
    }
    return g;
}

grammar *grammar_of_translations(arena *a)
{
    grammar *g = ARENA_NEW(a, grammar);
    g->name = translation_elements[0].name;
    g->title = "Translations";
    g->namespace_uri = TRANSLATION_NAMESPACE;
    g->limits = "It does not know what the rule set holds that the names refer to: attune check does.";
    g->roots = 1;
    g->types = grammar_types;
    for (const schema_element *s = translation_elements; s->name; s++) {
        grammar_element *e = ARENA_PUSH(a, &g->elements);
        *e = (grammar_element){.key = s->name, .name = s->name, .meaning = s->meaning};
        fill_form(a, add_form(a, e, s), s);
    }
    return g;
}

const grammar_element *grammar_find(const grammar *g, const char *key)
{
    for (size_t i = 0; i < g->elements.count; i++)
        if (strcmp(g->elements.items[i].key, key) == 0)
            return &g->elements.items[i];
    return NULL;
}
