// SPDX-License-Identifier: MIT
// Reads the named types that attune eval is given. Knows nothing of expressions.
#include "cli/eval_types.h"

// More make it slow to find an order in which each type uses those before it.
enum { MOST_TYPES = 256 };

// A type that waits for those it uses.
typedef struct declaration {
    str name;
    const source *text;
    size_t at; // of the type in text
    bool made;
} declaration;

typedef struct reading {
    arena *arena;
    arena *scratch; // for attempts
    const limits *limits;
    diagnostics *diagnostics;
    named_types *types; // those that are made
    VEC(declaration) declared;
} reading;

typedef struct reporting {
    const declaration *declaration;
    diagnostics *diagnostics;
} reporting;

static void report_type(void *user, const feel_problem *p)
{
    const reporting *r = user;
    const declaration *of = r->declaration;
    diagnostic *item = diagnose(r->diagnostics, p->code, place_at(of->text, of->at + p->offset, p->length),
                                "%.*s", STR_ARGS(p->message));
    if (p->help.length)
        diagnostic_help(r->diagnostics, item, "%.*s", STR_ARGS(p->help));
}

static void pass_over(void *user, const feel_problem *p)
{
    (void)user;
    (void)p;
}

static place place_of(const declaration *of)
{
    return place_at(of->text, 0, of->text->bytes.length);
}

static bool is_taken(const reading *r, str name)
{
    for (size_t i = 0; i < r->types->count; i++)
        if (str_equal(r->types->items[i].name, name))
            return true;
    for (size_t i = 0; i < r->declared.count; i++)
        if (str_equal(r->declared.items[i].name, name))
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

// The type stands in text from at on.
static bool declare(reading *r, str name, const source *text, size_t at)
{
    declaration added = {plain_name(r->arena, name), text, at, false};
    if (is_taken(r, added.name)) {
        diagnose(r->diagnostics, CODE_duplicate_id, place_of(&added), "the type \"%.*s\" is declared twice",
                 STR_ARGS(added.name));
        return false;
    }
    if (r->types->count + r->declared.count == MOST_TYPES) {
        diagnose(r->diagnostics, CODE_wrong_arguments, place_of(&added), "more than %d types are declared",
                 MOST_TYPES);
        return false;
    }
    *ARENA_PUSH(r->arena, &r->declared) = added;
    return true;
}

static const feel_type *parse_type(const reading *r, arena *a, const declaration *of,
                                   const named_types *known, bool silent)
{
    reporting user = {of, r->diagnostics};
    feel_scope scope = {.types = known->items, .type_count = known->count};
    feel_options options = {
        .limits = r->limits, .report = silent ? pass_over : report_type, .report_user = &user};
    return feel_parse_type(a, str_slice(of->text->bytes, of->at, of->text->bytes.length), &scope, &options);
}

// Makes the types that use no more than those that are made. False where there is none to make.
static bool make_next(reading *r)
{
    bool any = false;
    for (size_t i = 0; i < r->declared.count; i++) {
        declaration *next = &r->declared.items[i];
        if (next->made)
            continue;
        arena_reset(r->scratch);
        if (!parse_type(r, r->scratch, next, r->types, true))
            continue;
        feel_named_type made = {next->name, parse_type(r, r->arena, next, r->types, true)};
        *ARENA_PUSH(r->arena, r->types) = made;
        next->made = any = true;
    }
    return any;
}

// Says why those that are not made cannot be: for what stands in them, or else as they need each other.
static bool report_unmade(reading *r)
{
    named_types known = {0};
    builder names = builder_new(r->arena);
    const declaration *first = NULL;
    bool wrong = false;
    for (size_t i = 0; i < r->types->count; i++)
        *ARENA_PUSH(r->arena, &known) = r->types->items[i];
    for (size_t i = 0; i < r->declared.count; i++) {
        const declaration *of = &r->declared.items[i];
        if (of->made)
            continue;
        *ARENA_PUSH(r->arena, &known) = (feel_named_type){of->name, feel_type_basic(FEEL_ANY)};
        builder_addf(&names, "%s\"%.*s\"", names.length ? ", " : "", STR_ARGS(of->name));
        first = first ? first : of;
    }
    for (size_t i = 0; i < r->declared.count; i++)
        if (!r->declared.items[i].made)
            wrong = !parse_type(r, r->arena, &r->declared.items[i], &known, false) || wrong;
    if (!wrong && first)
        diagnose(r->diagnostics, CODE_cycle, place_of(first), "types go round in a circle: %.*s",
                 STR_ARGS(builder_str(&names)));
    return !first;
}

static bool make_all(reading *r)
{
    while (make_next(r))
        ;
    return report_unmade(r);
}

static reading reading_into(arena *a, const limits *l, diagnostics *d, named_types *types)
{
    return (reading){
        .arena = a, .scratch = arena_new_within(a), .limits = l, .diagnostics = d, .types = types};
}

// NAME=TYPE.
static bool declare_option(reading *r, str text)
{
    const source *s = source_from_bytes(r->arena, STR("--type"), text);
    size_t equals = str_find(text, STR("="), 0);
    str name = str_slice(text, 0, equals == SIZE_MAX ? 0 : equals);
    if (str_trim(name).length)
        return declare(r, name, s, equals + 1);
    diagnose(r->diagnostics, CODE_wrong_arguments, place_at(s, 0, text.length),
             "a type is declared as NAME=TYPE, such as prices=list<number>");
    return false;
}

bool eval_types_from_options(arena *a, const options *o, const limits *l, diagnostics *d, named_types *types)
{
    if (!o->type_count)
        return true;
    reading r = reading_into(a, l, d, types);
    bool good = true;
    for (size_t i = 0; i < o->type_count; i++)
        good = declare_option(&r, str_from(o->types[i])) && good;
    return make_all(&r) && good;
}

bool eval_types_from_json(arena *a, const json_value *object, const limits *l, diagnostics *d,
                          named_types *types)
{
    if (object->kind != JSON_OBJECT) {
        diagnose(d, CODE_wrong_type, object->where, "\"types\" must be an object of names and types");
        return false;
    }
    reading r = reading_into(a, l, d, types);
    bool good = true;
    for (const json_value *member = object->first_child; member; member = member->next) {
        if (member->kind != JSON_STRING) {
            diagnose(d, CODE_wrong_type, member->where, "a type must be a string, such as \"list<number>\"");
            good = false;
            continue;
        }
        good = declare(&r, member->name, source_from_bytes(a, STR("types"), member->text), 0) && good;
    }
    return make_all(&r) && good;
}
