// SPDX-License-Identifier: MIT
// Reads the named types that attune eval is given. Knows nothing of expressions.
#include "cli/eval_types.h"

typedef struct reading {
    const source *text;
    size_t at; // of the type in text
    diagnostics *diagnostics;
} reading;

static void report_type(void *user, const feel_problem *p)
{
    reading *r = user;
    diagnostic *item = diagnose(r->diagnostics, p->code, place_at(r->text, r->at + p->offset, p->length),
                                "%.*s", STR_ARGS(p->message));
    if (p->help.length)
        diagnostic_help(r->diagnostics, item, "%.*s", STR_ARGS(p->help));
}

static bool is_taken(const named_types *types, str name)
{
    for (size_t i = 0; i < types->count; i++)
        if (str_equal(types->items[i].name, name))
            return true;
    return false;
}

// With single spaces between its words, as the engine knows names.
static str plain_name(arena *a, str name)
{
    builder words = builder_new(a);
    str word;
    while (str_next_word(&name, &word))
        builder_addf(&words, "%s%.*s", words.length ? " " : "", STR_ARGS(word));
    return builder_str(&words);
}

// The type stands in r->text from r->at on.
static bool add_type(arena *a, str name, reading *r, const limits *l, named_types *types)
{
    str wanted = str_slice(r->text->bytes, r->at, r->text->bytes.length);
    feel_scope scope = {.types = types->items, .type_count = types->count};
    feel_options options = {.limits = l, .report = report_type, .report_user = r};
    if (is_taken(types, name)) {
        diagnose(r->diagnostics, CODE_duplicate_id, place_at(r->text, 0, r->text->bytes.length),
                 "the type \"%.*s\" is declared twice", STR_ARGS(name));
        return false;
    }
    feel_named_type added = {.name = name, .type = feel_parse_type(a, wanted, &scope, &options)};
    if (added.type)
        *ARENA_PUSH(a, types) = added;
    return added.type != NULL;
}

// NAME=TYPE.
static bool add_option(arena *a, str text, const limits *l, diagnostics *d, named_types *types)
{
    reading r = {.text = source_from_bytes(a, STR("--type"), text), .diagnostics = d};
    size_t equals = str_find(text, STR("="), 0);
    str name = plain_name(a, str_slice(text, 0, equals == SIZE_MAX ? 0 : equals));
    if (!name.length) {
        diagnose(d, CODE_wrong_arguments, place_at(r.text, 0, text.length),
                 "a type is declared as NAME=TYPE, such as prices=list<number>");
        return false;
    }
    r.at = equals + 1;
    return add_type(a, name, &r, l, types);
}

bool eval_types_from_options(arena *a, const options *o, const limits *l, diagnostics *d, named_types *types)
{
    bool good = true;
    for (size_t i = 0; i < o->type_count; i++)
        good = add_option(a, str_from(o->types[i]), l, d, types) && good;
    return good;
}

bool eval_types_from_json(arena *a, const json_value *object, const limits *l, diagnostics *d,
                          named_types *types)
{
    if (object->kind != JSON_OBJECT) {
        diagnose(d, CODE_wrong_type, object->where, "\"types\" must be an object of names and types");
        return false;
    }
    bool good = true;
    for (const json_value *member = object->first_child; member; member = member->next) {
        if (member->kind != JSON_STRING) {
            diagnose(d, CODE_wrong_type, member->where, "a type must be a string, such as \"list<number>\"");
            good = false;
            continue;
        }
        reading r = {.text = source_from_bytes(a, STR("types"), member->text), .diagnostics = d};
        good = add_type(a, plain_name(a, member->name), &r, l, types) && good;
    }
    return good;
}
