// SPDX-License-Identifier: MIT
// Rows out of CSV and JSON files: finds the map's columns in the header, or by dotted paths in objects.
#include "pool/import_rows.h"

enum { COLUMNS_LISTED = 20 };

typedef struct row_reader {
    importer *importer;
    arena *arena;
    const ruleset *rules;
    const import_map *map;
    const char *path;
    const source *loaded; // NULL: streamed
    diagnostics *diagnostics;
    arena records;
    size_t items, errors; // diagnostics up to the last whole row
    uint32_t *places;     // CSV: the map's columns in the file
    bool *seen;           // JSON: the column was in some object
    VEC(str) names;       // of columns that the file has, for suggestions
    bool bad;             // a column is missing
    bool no_table;        // it looks like a document of another format: its words are no columns
} row_reader;

static void note_diagnostics(row_reader *r)
{
    r->items = r->diagnostics->items.count;
    r->errors = r->diagnostics->errors;
}

static void unknown_column(row_reader *r, const map_column *c)
{
    r->bad = true;
    diagnostic *item = diagnose(r->diagnostics, CODE_unknown_column, c->where,
                                "no column \"%-.*s\" in \"%-s\"", STR_ARGS(c->name), r->path);
    if (r->no_table)
        return;
    suggestion nearest = suggestion_for(c->name);
    for (size_t i = 0; i < r->names.count; i++)
        suggestion_offer(&nearest, r->names.items[i]);
    diagnostic_suggest(r->diagnostics, item, &nearest);
    if (suggestion_found(&nearest) || r->names.count > COLUMNS_LISTED)
        return;
    builder list = builder_new(r->arena);
    for (size_t i = 0; i < r->names.count; i++)
        builder_addf(&list, "%s%.*s", i ? ", " : "", STR_ARGS(r->names.items[i]));
    diagnostic_help(r->diagnostics, item, "columns: %.*s", STR_ARGS(builder_str(&list)));
}

// ---- CSV ----

static bool header_csv(void *user, const csv_row *header)
{
    row_reader *r = user;
    r->no_table = header->where.source->is_private;
    for (size_t i = 0; i < header->count; i++)
        *ARENA_PUSH(r->arena, &r->names) = str_copy(r->arena, str_trim(header->cells[i].text));
    for (size_t i = 0; i < r->map->columns.count; i++) {
        const map_column *c = &r->map->columns.items[i];
        r->places[i] = NO_COLUMN;
        for (uint32_t k = 0; k < header->count && r->places[i] == NO_COLUMN; k++)
            if (str_equal(r->names.items[k], c->name))
                r->places[i] = k;
        if (r->places[i] == NO_COLUMN)
            unknown_column(r, c);
    }
    note_diagnostics(r);
    return !r->bad;
}

static bool row_csv(void *user, const csv_row *row)
{
    row_reader *r = user;
    size_t count = r->map->columns.count;
    raw_text *values = ARENA_ARRAY(&r->records, raw_text, count);
    import_cell *cells = ARENA_ARRAY(&r->records, import_cell, count);
    for (size_t i = 0; i < count; i++) {
        const csv_cell *cell = &row->cells[r->places[i]];
        values[i] = raw_from_cell(cell);
        cells[i] = (import_cell){.values = &values[i], .count = 1, .where = cell->where};
    }
    importer_row(r->importer, &(import_row){cells, row->where, &r->records});
    note_diagnostics(r);
    return true;
}

static bool bad_row(void *user, place row)
{
    (void)row;
    row_reader *r = user;
    importer_broken(r->importer, r->items, r->errors);
    note_diagnostics(r);
    return true;
}

static bool read_csv(row_reader *r)
{
    csv_handler handler = {header_csv, row_csv, bad_row, r};
    const limits *l = &r->rules->limits;
    return r->loaded ? csv_read_source(r->arena, &r->records, r->loaded, l, r->diagnostics, &handler)
                     : csv_read(r->arena, &r->records, r->path, l, r->diagnostics, &handler);
}

// ---- JSON ----

typedef VEC(raw_text) raw_list;

static void add_leaf(arena *a, const json_value *v, import_cell *cell, raw_list *to)
{
    switch (v->kind) {
    case JSON_NULL:
        return;
    case JSON_FALSE:
    case JSON_TRUE:
        *ARENA_PUSH(a, to) = raw_from(v->kind == JSON_TRUE ? STR("true") : STR("false"), v->where);
        return;
    case JSON_NUMBER:
    case JSON_STRING:
        *ARENA_PUSH(a, to) = raw_from_json(v);
        return;
    case JSON_ARRAY:
        for (const json_value *entry = v->first_child; entry; entry = entry->next)
            add_leaf(a, entry, cell, to);
        return;
    case JSON_OBJECT:
        cell->has_structure = true;
        cell->where = v->where;
        return;
    }
}

// Follows a dotted path; lists on the way are gone through. Depth is bounded by the document's.
static bool follow(arena *a, const json_value *v, str path, import_cell *cell, raw_list *to)
{
    if (path.length == 0) {
        add_leaf(a, v, cell, to);
        return true;
    }
    bool found = false;
    if (v->kind == JSON_ARRAY)
        for (const json_value *entry = v->first_child; entry; entry = entry->next)
            found = follow(a, entry, path, cell, to) || found;
    if (v->kind != JSON_OBJECT)
        return found;
    size_t dot = str_find(path, STR("."), 0);
    size_t end = dot == SIZE_MAX ? path.length : dot;
    const json_value *member = json_member(v, str_slice(path, 0, end));
    return member &&
           follow(a, member, str_slice(path, dot == SIZE_MAX ? end : end + 1, path.length), cell, to);
}

static bool object_json(void *user, const json_value *v)
{
    row_reader *r = user;
    if (v->kind != JSON_OBJECT) {
        diagnose(r->diagnostics, CODE_wrong_field_value, v->where,
                 "a row is a JSON object, and this is none");
        return bad_row(r, v->where);
    }
    size_t count = r->map->columns.count;
    import_cell *cells = ARENA_ARRAY(&r->records, import_cell, count);
    for (const json_value *m = v->first_child; m && r->names.count < COLUMNS_LISTED; m = m->next) {
        bool known = false;
        for (size_t i = 0; i < r->names.count; i++)
            known = known || str_equal(r->names.items[i], m->name);
        if (!known)
            *ARENA_PUSH(r->arena, &r->names) = str_copy(r->arena, m->name);
    }
    for (size_t i = 0; i < count; i++) {
        raw_list values = {0};
        cells[i].where = v->where;
        if (follow(&r->records, v, r->map->columns.items[i].name, &cells[i], &values))
            r->seen[i] = true;
        cells[i].values = values.items;
        cells[i].count = values.count;
    }
    importer_row(r->importer, &(import_row){cells, v->where, &r->records});
    note_diagnostics(r);
    return true;
}

static bool read_document(row_reader *r)
{
    const source *s = r->loaded;
    if (!s)
        s = load_document(r->arena, r->path, r->rules->limits.document_bytes, "document_bytes",
                          r->diagnostics);
    const json_value *root =
        s ? json_parse(r->arena, s, 0, s->bytes.length, &r->rules->limits, r->diagnostics) : NULL;
    if (!root)
        return false;
    if (root->kind != JSON_ARRAY)
        return object_json(r, root);
    for (const json_value *v = root->first_child; v; v = v->next) {
        object_json(r, v);
        arena_reset(&r->records);
    }
    return true;
}

static bool read_json(row_reader *r)
{
    json_lines_handler handler = {object_json, bad_row, r};
    const limits *l = &r->rules->limits;
    bool whole;
    if (r->map->from == FORMAT_JSON)
        whole = read_document(r);
    else if (r->loaded)
        whole = json_lines_source(r->arena, &r->records, r->loaded, l, r->diagnostics, &handler);
    else
        whole = json_lines(r->arena, &r->records, r->path, l, r->diagnostics, &handler);
    for (size_t i = 0; i < r->map->columns.count && whole && r->names.count > 0; i++)
        if (!r->seen[i])
            unknown_column(r, &r->map->columns.items[i]);
    return whole;
}

bool import_read_rows(importer *m, arena *a, const ruleset *rules, const import_map *map, const char *path,
                      diagnostics *d)
{
    row_reader *r = ARENA_NEW(a, row_reader);
    *r = (row_reader){.importer = m, .arena = a, .rules = rules, .map = map, .path = path, .diagnostics = d};
    arena_init_within(&r->records, a);
    r->places = ARENA_ARRAY(a, uint32_t, map->columns.count);
    r->seen = ARENA_ARRAY(a, bool, map->columns.count);
    note_diagnostics(r);
    uint64_t size;
    if (!is_plain_file(path, &size)) {
        r->loaded = load_document(a, path, rules->limits.piped_bytes, "piped_bytes", d);
        if (!r->loaded)
            return false;
    }
    bool whole = map->from == FORMAT_CSV ? read_csv(r) : read_json(r);
    arena_free(&r->records);
    return whole && !r->bad;
}
