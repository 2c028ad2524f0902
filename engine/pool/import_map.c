// SPDX-License-Identifier: MIT
// Loads a map and checks all that can be checked without the file to import.
#include "pool/import_map.h"

#include "pool/profile_xml.h"

#define MAP_NAMESPACE "urn:attune:map:1"

typedef struct map_loader {
    arena *arena;
    const ruleset *rules;
    diagnostics *diagnostics;
    import_map *map;
    bool misspelt; // the element at hand has an unknown attribute: what it lacks is then no news
} map_loader;

static void only_attributes(map_loader *m, const xml_node *n, const char *const *known)
{
    m->misspelt = !xml_only_attributes(n, known, m->diagnostics);
}

// An attribute that must be there and must not be empty; NULL after a diagnostic.
static const xml_attribute *need_attribute(map_loader *m, const xml_node *n, const char *name)
{
    const xml_attribute *a = xml_find_attribute(n, str_from(name));
    if (!a && m->misspelt)
        return NULL;
    if (!a)
        diagnose(m->diagnostics, CODE_missing_attribute, n->where,
                 "element \"%.*s\" needs the attribute \"%s\"", STR_ARGS(n->name), name);
    else if (str_trim(a->value).length == 0)
        diagnose(m->diagnostics, CODE_empty_value, a->value_place, "attribute \"%s\" is empty", name);
    else
        return a;
    return NULL;
}

// The number of the attribute's value in words (ended by NULL); fallback where there is no attribute or the
// value is none of them, which is diagnosed.
static unsigned read_choice(map_loader *m, const xml_node *n, const char *name, const char *const *words,
                            unsigned fallback)
{
    const xml_attribute *a = xml_find_attribute(n, str_from(name));
    if (!a)
        return fallback;
    suggestion nearest = suggestion_for(a->value);
    builder allowed = builder_new(m->arena);
    for (unsigned i = 0; words[i]; i++) {
        if (str_equals(a->value, words[i]))
            return i;
        suggestion_offer(&nearest, str_from(words[i]));
        builder_addf(&allowed, "%s%s", i ? ", " : "", words[i]);
    }
    diagnostic *item = diagnose(m->diagnostics, CODE_wrong_value, a->value_place,
                                "\"%.*s\" is no value for \"%s\"", STR_ARGS(shown(m->arena, a->value)), name);
    diagnostic_suggest(m->diagnostics, item, &nearest);
    diagnostic_help(m->diagnostics, item, "allowed: %.*s", STR_ARGS(builder_str(&allowed)));
    return fallback;
}

static const regex *read_pattern(map_loader *m, const xml_node *n, const char *name)
{
    const xml_attribute *a = xml_find_attribute(n, str_from(name));
    if (!a)
        return NULL;
    regex_error error;
    const regex *compiled = regex_compile(m->arena, a->value, REGEX_WORDS, &m->rules->limits, &error);
    if (compiled)
        return compiled;
    size_t at = error.offset < a->value.length ? error.offset : a->value.length;
    diagnose(m->diagnostics, CODE_invalid_pattern, xml_place_in_value(a, at, at < a->value.length), "%s",
             error.message);
    return NULL;
}

// A pattern for what to skip must not match everything.
static const regex *read_unless(map_loader *m, const xml_node *n)
{
    const regex *compiled = read_pattern(m, n, "unless");
    if (compiled && regex_matches_empty(compiled))
        diagnose(m->diagnostics, CODE_empty_pattern, xml_find_attribute(n, STR("unless"))->value_place,
                 "the pattern matches the empty text, so it would skip every value");
    return compiled;
}

static uint32_t column_number(map_loader *m, const xml_attribute *a)
{
    str name = str_trim(a->value);
    for (uint32_t i = 0; i < m->map->columns.count; i++)
        if (str_equal(m->map->columns.items[i].name, name))
            return i;
    *ARENA_PUSH(m->arena, &m->map->columns) = (map_column){name, a->value_place};
    return (uint32_t)m->map->columns.count - 1;
}

static void no_children(map_loader *m, const xml_node *n)
{
    xml_no_text(n, m->diagnostics);
    for (const xml_node *child = xml_first_element(n); child; child = xml_next_element(child))
        diagnose(m->diagnostics, CODE_unknown_element, child->where,
                 "element \"%.*s\" in \"%.*s\", which is empty", STR_ARGS(shown(m->arena, child->name)),
                 STR_ARGS(n->name));
}

static void read_id(map_loader *m, const xml_node *n)
{
    static const char *const ATTRIBUTES[] = {"column", "match", NULL};
    only_attributes(m, n, ATTRIBUTES);
    no_children(m, n);
    const xml_attribute *column = need_attribute(m, n, "column");
    if (m->map->id != NO_COLUMN)
        diagnose(m->diagnostics, CODE_repeated_element, n->where, "a second \"id\"");
    else if (column)
        m->map->id = column_number(m, column);
    m->map->id_match = read_pattern(m, n, "match");
}

static void read_strip(map_loader *m, const xml_node *n, map_field *out)
{
    const xml_attribute *a = xml_find_attribute(n, STR("strip"));
    str rest = a ? a->value : STR_NONE, word;
    while (str_next_word(&rest, &word)) {
        if (str_equals(word, "tags")) {
            out->strip_tags = true;
        } else if (str_equals(word, "entities")) {
            out->strip_entities = true;
        } else {
            size_t at = (size_t)(word.data - a->value.data);
            diagnostic *item =
                diagnose(m->diagnostics, CODE_wrong_value, xml_place_in_value(a, at, word.length),
                         "\"%.*s\" is nothing that can be stripped", STR_ARGS(shown(m->arena, word)));
            diagnostic_help(m->diagnostics, item, "allowed: tags, entities");
        }
    }
}

// Whether the field takes this value; reports where it does not.
static void check_value(map_loader *m, const map_field *f, const xml_attribute *a)
{
    field_filler filler;
    filler_start(&filler, m->arena, m->rules, m->diagnostics, side_word(m->rules, m->map->side), f->target,
                 1);
    filler_add_text(&filler, 0, raw_from_attribute(a));
}

static void read_cases(map_loader *m, const xml_node *n, map_field *out)
{
    static const char *const ATTRIBUTES[] = {"from", "to", NULL};
    VEC(map_case) cases = {0};
    for (const xml_node *child = xml_first_element(n); child; child = xml_next_element(child)) {
        if (!str_equals(child->name, "as") || !str_equals(child->namespace_uri, MAP_NAMESPACE)) {
            diagnose(m->diagnostics, CODE_unknown_element, child->where,
                     "element \"%.*s\" in \"field\", which holds \"as\" only",
                     STR_ARGS(shown(m->arena, child->name)));
            continue;
        }
        only_attributes(m, child, ATTRIBUTES);
        no_children(m, child);
        const xml_attribute *from = need_attribute(m, child, "from");
        const xml_attribute *to = xml_find_attribute(child, STR("to"));
        if (!to)
            need_attribute(m, child, "to");
        if (!from || !to)
            continue;
        check_value(m, out, to);
        *ARENA_PUSH(m->arena, &cases) = (map_case){str_trim(from->value), str_trim(to->value)};
    }
    out->cases = cases.items;
    out->case_count = cases.count;
}

// Either a column or a constant.
static bool read_origin(map_loader *m, const xml_node *n, map_field *out)
{
    const xml_attribute *column = xml_find_attribute(n, STR("column"));
    const xml_attribute *value = xml_find_attribute(n, STR("value"));
    if (column && value) {
        diagnose(m->diagnostics, CODE_conflicting_attributes, value->name_place,
                 "\"column\" and \"value\" exclude each other");
        return false;
    }
    if (!column && !value && m->misspelt)
        return false;
    if (!column && !value) {
        diagnose(m->diagnostics, CODE_conflicting_attributes, n->where,
                 "element \"field\" needs \"column\" or \"value\"");
        return false;
    }
    out->column = NO_COLUMN;
    out->where = (column ? column : value)->value_place;
    if (value) {
        out->constant = value->value;
        check_value(m, out, value);
        return true;
    }
    column = need_attribute(m, n, "column");
    if (column)
        out->column = column_number(m, column);
    return column != NULL;
}

// Finds the field and notes that it is given; false after a diagnostic.
static bool read_target(map_loader *m, const xml_node *n, map_field *out)
{
    const xml_attribute *name = need_attribute(m, n, "name");
    if (!name)
        return false;
    field_filler fields;
    filler_start_side(&fields, m->arena, m->rules, m->diagnostics, m->map->side);
    raw_text trimmed = raw_trim(raw_from_attribute(name));
    if (!filler_find_path(&fields, trimmed.text, raw_place(trimmed), &out->path))
        return false;
    out->target = &fields.fields[out->path.field];
    if (out->path.field == 0) {
        diagnostic *item =
            diagnose(m->diagnostics, CODE_wrong_value, name->value_place, "the id is no field here");
        diagnostic_help(m->diagnostics, item, "write <id column=\"…\"/>");
        return false;
    }
    if (out->path.member != NO_MEMBER)
        out->target = &out->target->fields[out->path.member];
    bool again = false;
    for (size_t i = 0; i < m->map->fields.count; i++)
        again = again || m->map->fields.items[i].target == out->target;
    if (again && !out->target->list)
        diagnose(m->diagnostics, CODE_repeated_element, name->value_place,
                 "field \"%.*s\" is filled twice, and it holds one value", STR_ARGS(trimmed.text));
    return true;
}

static void read_field(map_loader *m, const xml_node *n)
{
    static const char *const ATTRIBUTES[] = {"name", "column", "split", "match",     "strip",
                                             "take", "unless", "value", "unmatched", NULL};
    static const char *const TAKES[] = {"first", "all", NULL};
    static const char *const UNMATCHED[] = {"keep", "drop", "error", NULL};
    only_attributes(m, n, ATTRIBUTES);
    xml_no_text(n, m->diagnostics);
    map_field out = {0};
    const xml_attribute *take = xml_find_attribute(n, STR("take"));
    const xml_attribute *split = xml_find_attribute(n, STR("split"));
    read_strip(m, n, &out);
    out.match = read_pattern(m, n, "match");
    out.unless = read_unless(m, n);
    out.unmatched = (map_unmatched)read_choice(m, n, "unmatched", UNMATCHED, UNMATCHED_KEEP);
    if (split && split->value.length == 0)
        diagnose(m->diagnostics, CODE_empty_value, split->value_place, "attribute \"split\" is empty");
    bool found = read_target(m, n, &out);
    out.take_all = read_choice(m, n, "take", TAKES, found && out.target->list);
    if (!found)
        return;
    out.split = split ? split->value : STR_NONE;
    if (!out.target->list && (split || (take && out.take_all)))
        diagnose(m->diagnostics, CODE_conflicting_attributes, (split ? split : take)->name_place,
                 "field \"%.*s\" holds one value, and \"%s\" makes a list", STR_ARGS(out.target->name),
                 split ? "split" : "take");
    bool whole = read_origin(m, n, &out);
    read_cases(m, n, &out);
    if (whole)
        *ARENA_PUSH(m->arena, &m->map->fields) = out;
}

static void read_children(map_loader *m, const xml_node *root)
{
    for (const xml_node *n = xml_first_element(root); n; n = xml_next_element(n)) {
        bool ours = str_equals(n->namespace_uri, MAP_NAMESPACE);
        if (ours && str_equals(n->name, "id")) {
            read_id(m, n);
        } else if (ours && str_equals(n->name, "field")) {
            read_field(m, n);
        } else {
            diagnostic *item = diagnose(m->diagnostics, CODE_unknown_element, n->where,
                                        "element \"%.*s\" in \"map\"", STR_ARGS(shown(m->arena, n->name)));
            suggestion nearest = suggestion_for(n->name);
            suggestion_offer(&nearest, STR("field"));
            suggestion_offer(&nearest, STR("id"));
            diagnostic_suggest(m->diagnostics, item, &nearest);
        }
    }
}

static bool check_root(map_loader *m, const xml_node *root)
{
    if (str_equals(root->name, "map") && str_equals(root->namespace_uri, MAP_NAMESPACE))
        return true;
    diagnostic *item = diagnose(m->diagnostics, CODE_wrong_root, root->where,
                                "the outermost element is \"%.*s\"%-s, not \"map\" of \"%-s\"",
                                STR_ARGS(shown(m->arena, root->name)),
                                root->namespace_uri.length ? "" : " of no namespace", MAP_NAMESPACE);
    diagnostic_help(m->diagnostics, item, "begin with <map xmlns=\"%-s\" from=\"csv\">", MAP_NAMESPACE);
    return false;
}

static void read_root(map_loader *m, const xml_node *root)
{
    static const char *const ATTRIBUTES[] = {"from", "profile", "key", NULL};
    static const char *const FORMATS[] = {"csv", "ndjson", "json", NULL};
    static const document_format FORMAT_OF[] = {FORMAT_CSV, FORMAT_NDJSON, FORMAT_JSON};
    static const char *const SIDES[] = {"therapist", "client", NULL};
    only_attributes(m, root, ATTRIBUTES);
    xml_no_text(root, m->diagnostics);
    if (need_attribute(m, root, "from"))
        m->map->from = FORMAT_OF[read_choice(m, root, "from", FORMATS, 0)];
    bool of_client = read_choice(m, root, "profile", SIDES, 0) == 1;
    m->map->side = of_client ? &m->rules->client : &m->rules->therapist;
    const xml_attribute *key = xml_find_attribute(root, STR("key"));
    if (key && need_attribute(m, root, "key"))
        m->map->key = column_number(m, key);
    read_children(m, root);
    if (m->map->id == NO_COLUMN) {
        bool said = false;
        for (const xml_node *n = xml_first_element(root); n; n = xml_next_element(n))
            said = said || str_equals(n->name, "id");
        if (!said)
            diagnose(m->diagnostics, CODE_missing_element, root->where,
                     "a map needs <id column=\"…\"/>: where the profiles' ids come from");
    }
}

const import_map *import_map_load(arena *a, const ruleset *r, const char *path, diagnostics *d)
{
    size_t errors = d->errors;
    const source *s = load_document(a, path, r->limits.document_bytes, "document_bytes", d);
    const xml_node *root = s ? xml_parse(a, s, &r->limits, d) : NULL;
    if (!root)
        return NULL;
    map_loader m = {.arena = a, .rules = r, .diagnostics = d, .map = ARENA_NEW(a, import_map)};
    m.map->key = m.map->id = NO_COLUMN;
    if (check_root(&m, root))
        read_root(&m, root);
    return d->errors == errors ? m.map : NULL;
}
