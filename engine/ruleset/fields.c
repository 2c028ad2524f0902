// SPDX-License-Identifier: MIT
// The fields of clients and therapists: kinds, types for the checker, records, and which entry is this
// pair's.
#include "ruleset/loader.h"

typedef struct basic_type {
    const char *name;
    field_kind kind;
    feel_kind feel;
} basic_type;

static const basic_type basic_types[] = {
    {"boolean", FIELD_BOOLEAN, FEEL_BOOLEAN}, {"number", FIELD_NUMBER, FEEL_NUMBER},
    {"string", FIELD_STRING, FEEL_STRING},    {"date", FIELD_DATE, FEEL_DATE},
    {"text", FIELD_TEXT, FEEL_STRING},        {"choice", FIELD_TERM, FEEL_STRING},
};
enum { BASIC_TYPE_COUNT = sizeof basic_types / sizeof *basic_types };

bool is_basic_type(str name)
{
    for (size_t i = 0; i < BASIC_TYPE_COUNT; i++)
        if (str_equals(name, basic_types[i].name))
            return true;
    return false;
}

// The fields of one side, or of one record.
typedef struct group {
    loader *l;
    const char *side; // "client" or "therapist"
    str path;         // "client", "client.encounters"
    VEC(field) fields;
    VEC(feel_member) members;
    name_map names;
} group;

static void unknown_type(loader *l, const xml_attribute *type)
{
    if (is_lost(l, type->value) || str_trim(type->value).length == 0)
        return;
    suggestion near = suggestion_for(type->value);
    builder list = builder_new(l->arena);
    for (size_t i = 0; i < BASIC_TYPE_COUNT; i++) {
        suggestion_offer(&near, str_from(basic_types[i].name));
        builder_addf(&list, "%s%s", i ? ", " : "", basic_types[i].name);
    }
    for (size_t i = 0; i < l->ruleset->vocabulary_count; i++) {
        suggestion_offer(&near, l->ruleset->vocabularies[i].name);
        builder_addf(&list, ", %.*s", STR_ARGS(l->ruleset->vocabularies[i].name));
    }
    if (may_be_nameless(l, &near))
        return;
    diagnostic *item = diagnose(l->diagnostics, CODE_unknown_reference, type->value_place,
                                "\"%.*s\" is neither a type nor a vocabulary", STR_ARGS(type->value));
    if (!slip_in_type(l, item, type->value))
        diagnostic_suggest(l->diagnostics, item, &near);
    diagnostic_help(l->diagnostics, item, "allowed: %.*s", STR_ARGS(builder_str(&list)));
    help_removed(l, item, type->value);
}

// Of any type where there are no terms, which was reported: no use of it is wrong for that.
static const feel_type *type_of_terms(loader *l, const vocabulary *v)
{
    return v->count ? feel_type_enumeration(l->arena, &v->domain) : feel_type_basic(FEEL_ANY);
}

static const feel_type *read_choice(loader *l, const xml_node *node, field *f)
{
    vocabulary *options = ARENA_NEW(l->arena, vocabulary);
    declare_terms(l, node, f->name, options);
    if (!child_of(node, "option") && !is_faulty(l, node))
        diagnose(l->diagnostics, CODE_missing_element, node->where, "the choice \"%.*s\" has no option",
                 STR_ARGS(f->name));
    f->terms = options;
    return type_of_terms(l, options);
}

// Sets kind and terms, and gives the type of one value.
static const feel_type *read_type(loader *l, const xml_node *node, field *f)
{
    f->kind = FIELD_STRING;
    const xml_attribute *type = attribute_of(node, "type");
    if (!type) {
        add_lost(l, f->name);
        return feel_type_basic(FEEL_ANY);
    }
    if (str_equals(type->value, "choice")) {
        f->kind = FIELD_TERM;
        return read_choice(l, node, f);
    }
    for (size_t i = 0; i < BASIC_TYPE_COUNT; i++)
        if (str_equals(type->value, basic_types[i].name)) {
            f->kind = basic_types[i].kind;
            return feel_type_basic(basic_types[i].feel);
        }
    uint32_t number = name_map_get(&l->vocabularies, type->value);
    if (number == NAME_MISSING) {
        unknown_type(l, type);
        add_lost(l, f->name);
        return feel_type_basic(FEEL_ANY);
    }
    f->kind = FIELD_TERM;
    f->terms = &l->ruleset->vocabularies[number];
    return type_of_terms(l, f->terms);
}

static void only_for(loader *l, const xml_node *node, const char *attribute, bool allowed, const char *whom)
{
    const xml_attribute *a = attribute_of(node, attribute);
    if (a && !allowed)
        diagnose(l->diagnostics, CODE_conflicting_attributes, a->name_place, "%s is only for %s", attribute,
                 whom);
}

static bool read_bound(const xml_node *node, const char *name, decimal *out)
{
    const xml_attribute *a = attribute_of(node, name);
    return a && decimal_parse(a->value, out);
}

// A wrong value, which was reported, rather means that it is a list.
static bool read_list(const xml_node *node)
{
    const xml_attribute *list = attribute_of(node, "list");
    return list && !str_equals(list->value, "false");
}

static void read_extras(loader *l, const xml_node *node, field *f, bool known_type)
{
    bool choice = str_equals(attribute_text(node, "type"), "choice");
    f->list = read_list(node);
    f->broader = str_equals(attribute_text(node, "broader"), "true");
    f->unit = str_trim(attribute_text(node, "unit"));
    f->has_min = read_bound(node, "min", &f->min);
    f->has_max = read_bound(node, "max", &f->max);
    if (!known_type)
        return;
    only_for(l, node, "unit", f->kind == FIELD_NUMBER, "numbers");
    only_for(l, node, "min", f->kind == FIELD_NUMBER, "numbers");
    only_for(l, node, "max", f->kind == FIELD_NUMBER, "numbers");
    only_for(l, node, "broader", !f->broader || (f->kind == FIELD_TERM && !choice && f->list),
             "lists of a vocabulary's terms");
    if (f->has_min && f->has_max && decimal_compare(f->min, f->max) > 0)
        diagnose(l->diagnostics, CODE_value_range, attribute_of(node, "min")->value_place,
                 "min %.*s is above max %.*s", STR_ARGS(attribute_text(node, "min")),
                 STR_ARGS(attribute_text(node, "max")));
    const xml_node *option = child_of(node, "option");
    if (option && !choice)
        diagnostic_help(l->diagnostics,
                        diagnose(l->diagnostics, CODE_unknown_element, option->where,
                                 "option is only for fields of type choice"),
                        "write type=\"choice\"");
}

static field *add_field(group *g, const xml_node *node)
{
    const xml_attribute *name = attribute_of(node, "name");
    if (!name || !check_is_name(name->value))
        return NULL;
    if (name_map_put(&g->names, g->l->arena, name->value, (uint32_t)g->fields.count)) {
        field *f = ARENA_PUSH(g->l->arena, &g->fields);
        *f = (field){.name = name->value,
                     .label = label_or_spaces(g->l, node, "name"),
                     .ask = str_trim(attribute_text(node, "ask")),
                     .match = NAME_MISSING,
                     .where = name->value_place};
        return f;
    }
    const field *first = &g->fields.items[name_map_get(&g->names, name->value)];
    if (first->where.source == NULL) { // the implicit id
        diagnose(g->l->diagnostics, CODE_reserved_name, name->value_place,
                 "every %s has the field \"id\" already", g->side);
        return NULL;
    }
    diagnostic *item = diagnose(g->l->diagnostics, CODE_duplicate_id, name->value_place,
                                "%.*s has two fields \"%.*s\"", STR_ARGS(g->path), STR_ARGS(name->value));
    help_first(g->l, item, first->where);
    return NULL;
}

// Where list is neither true nor false, which was reported, the field is of any type: either may be meant.
static void add_member(group *g, const xml_node *node, const field *f, const feel_type *type)
{
    const xml_attribute *list = node ? attribute_of(node, "list") : NULL;
    bool misspelt =
        node && slip_for_attribute(
                    g->l, node, schema_find_element(is_element(node, "record") ? "record" : "field"), "list");
    if (misspelt || (list && !str_equals(list->value, "true") && !str_equals(list->value, "false")))
        type = feel_type_basic(FEEL_ANY);
    else if (f->list)
        type = feel_type_list(g->l->arena, type);
    *ARENA_PUSH(g->l->arena, &g->members) = (feel_member){f->name, type};
}

static void read_field(group *g, const xml_node *node)
{
    field *f = add_field(g, node);
    if (!f)
        return;
    const feel_type *type = read_type(g->l, node, f);
    read_extras(g->l, node, f, type->kind != FEEL_ANY);
    add_member(g, node, f, type);
}

static void check_match_field(group *g, const group *inner, const xml_attribute *match, field *record)
{
    loader *l = g->l;
    record->match = name_map_get(&inner->names, match->value);
    if (record->match == NAME_MISSING) {
        if (is_lost(l, match->value))
            return;
        diagnostic *item = diagnose(l->diagnostics, CODE_unknown_reference, match->value_place,
                                    "the record \"%.*s\" has no field \"%.*s\"", STR_ARGS(record->name),
                                    STR_ARGS(match->value));
        suggestion near = suggestion_for(match->value);
        for (size_t i = 0; i < inner->fields.count; i++)
            suggestion_offer(&near, inner->fields.items[i].name);
        diagnostic_suggest(l->diagnostics, item, &near);
        help_removed(l, item, match->value);
        return;
    }
    const field *f = &inner->fields.items[record->match];
    if (f->kind != FIELD_STRING || f->list)
        diagnose(l->diagnostics, CODE_wrong_type, match->value_place,
                 "the field \"%.*s\" holds therapists' ids, so it must be one string", STR_ARGS(f->name));
}

// Names that every expression has, and the words of FEEL.
static bool is_reserved(str name)
{
    static const char words[] =
        "client therapist signals today evidence item true false null if then else for in return "
        "some every satisfies and or not between instance of function external";
    str rest = str_from(words), word;
    while (str_next_word(&rest, &word))
        if (str_equal(name, word))
            return true;
    return false;
}

// Whether a let or the name of a pair's entry may be so called; reported where not.
bool check_not_reserved(loader *l, const xml_attribute *name)
{
    if (!is_reserved(name->value))
        return true;
    diagnose(l->diagnostics, CODE_reserved_name, name->value_place,
             "\"%.*s\" has a meaning of its own in expressions", STR_ARGS(name->value));
    return false;
}

static void read_match(group *g, const group *inner, const xml_node *node, field *record)
{
    loader *l = g->l;
    const xml_attribute *match = attribute_of(node, "match"), *as = attribute_of(node, "as");
    if (!match && !as)
        return;
    const xml_attribute *given = match ? match : as;
    if (!is_element(node->parent, "client")) {
        diagnose(l->diagnostics, CODE_unknown_attribute, given->name_place,
                 "%.*s is only for records of the client", STR_ARGS(given->name));
        return;
    }
    if (!match || !as) {
        diagnose(l->diagnostics, CODE_missing_attribute, given->name_place, "%s also needs %s",
                 match ? "match" : "as", match ? "as" : "match");
        return;
    }
    if (!record->list)
        diagnose(l->diagnostics, CODE_conflicting_attributes, match->name_place,
                 "a record with match holds one entry for each therapist: it needs list=\"true\"");
    if (l->ruleset->encounter_field != NAME_MISSING) {
        diagnostic *item = diagnose(l->diagnostics, CODE_repeated_element, match->name_place,
                                    "only one record can be matched with the therapist");
        help_first(l, item, g->fields.items[l->ruleset->encounter_field].where);
        return;
    }
    check_match_field(g, inner, match, record);
    if (check_is_name(as->value) && check_not_reserved(l, as))
        record->as = as->value;
    l->ruleset->encounter_field = (uint32_t)(record - g->fields.items);
}

static void read_record(group *g, const xml_node *node)
{
    field *f = add_field(g, node);
    if (!f)
        return;
    f->kind = FIELD_RECORD;
    f->list = read_list(node);
    group inner = {.l = g->l, .side = g->side};
    inner.path = str_printf(g->l->arena, "%.*s.%.*s", STR_ARGS(g->path), STR_ARGS(f->name));
    for (const xml_node *c = xml_first_element(node); c; c = xml_next_element(c))
        read_field(&inner, c);
    f->fields = inner.fields.items;
    f->field_count = inner.fields.count;
    read_match(g, &inner, node, f);
    add_member(g, node, f, feel_type_context(g->l->arena, inner.members.items, inner.members.count, false));
}

static side declare_side(loader *l, const char *name)
{
    group g = {.l = l, .side = name, .path = str_from(name)};
    name_map_put(&g.names, l->arena, STR("id"), 0);
    field *id = ARENA_PUSH(l->arena, &g.fields);
    *id = (field){.name = STR("id"), .label = STR("id"), .kind = FIELD_STRING, .match = NAME_MISSING};
    add_member(&g, NULL, id, feel_type_basic(FEEL_STRING));
    const xml_node *node = child_of(l->root, name);
    for (const xml_node *c = node ? xml_first_element(node) : NULL; c; c = xml_next_element(c)) {
        if (is_element(c, "record"))
            read_record(&g, c);
        else
            read_field(&g, c);
    }
    return (side){.fields = g.fields.items,
                  .count = g.fields.count,
                  .names = g.names,
                  .type = feel_type_context(l->arena, g.members.items, g.members.count, false)};
}

void fields_declare(loader *l)
{
    ruleset *r = l->ruleset;
    r->encounter_field = NAME_MISSING;
    r->client = declare_side(l, "client");
    r->therapist = declare_side(l, "therapist");
    r->name_field = ruleset_find_field(&r->therapist, STR("name"));
    if (r->name_field != NAME_MISSING) {
        const field *f = &r->therapist.fields[r->name_field];
        if (f->kind != FIELD_STRING || f->list)
            r->name_field = NAME_MISSING;
    }
}
