// SPDX-License-Identifier: MIT
// Import: rows gather in groups by their key, and each group becomes a profile through the same path as any
// other. What a row is (CSV, JSON) is import_rows.c's business.
#include "pool/import_rows.h"

#include "pool/html.h"

typedef enum value_fault { FAULT_NONE, FAULT_UNMATCHED, FAULT_STRUCTURE, FAULT_LIMIT } value_fault;

typedef struct gathered_value {
    raw_text raw;
    value_fault fault; // said when the profile is made, as its error
} gathered_value;

typedef struct gathered {
    VEC(gathered_value) values;
    size_t row; // that the first value came from
} gathered;

// The rows with one key.
typedef struct import_group {
    place where;
    raw_text id;
    bool has_id;
    bool no_key;
    gathered *fields; // one for each of the map's fields
} import_group;

struct importer {
    arena *arena;
    const ruleset *rules;
    const import_map *map;
    diagnostics *diagnostics;
    regex_scratch *scratch;
    bool strict;
    VEC(import_group) groups;
    name_map keys;
    size_t rows, broken;
};

enum { KEPT_FREE = 8 }; // of the diagnostics' room, for what matters more than one profile

// Where bad profiles are left out, their errors become warnings.
static void lower(importer *m, size_t items, size_t errors)
{
    diagnostics *d = m->diagnostics;
    if (m->strict)
        return;
    d->warnings += d->errors - errors;
    d->errors = errors;
    for (size_t i = items; i < d->items.count; i++)
        if (d->items.items[i].severity == SEVERITY_ERROR)
            d->items.items[i].severity = SEVERITY_WARNING;
    if (d->limit > KEPT_FREE && d->items.count > d->limit - KEPT_FREE && d->items.count > items)
        d->items.count = items > d->limit - KEPT_FREE ? items : d->limit - KEPT_FREE;
}

void importer_broken(importer *m, size_t items, size_t errors)
{
    m->broken++;
    lower(m, items, errors);
}

// ---- rows to groups ----

static raw_text keep(importer *m, raw_text raw)
{
    raw.text = str_copy(m->arena, raw.text);
    return raw;
}

// The pattern's first group, or the whole match where it has none. False where it does not match.
static bool extract(importer *m, const regex *pattern, raw_text *raw, bool *limit)
{
    const size_t *spans;
    regex_result result = regex_search(pattern, m->scratch, raw->text, 0, &spans);
    *limit = *limit || result == REGEX_LIMIT;
    if (result != REGEX_MATCH)
        return false;
    size_t group = regex_groups(pattern) > 0;
    if (spans[2 * group] == SIZE_MAX)
        return false;
    *raw = raw_slice(*raw, spans[2 * group], spans[2 * group + 1]);
    return true;
}

static bool is_skipped(importer *m, const map_field *f, raw_text raw, bool *limit)
{
    const size_t *spans;
    if (!f->unless)
        return false;
    regex_result result = regex_search(f->unless, m->scratch, raw.text, 0, &spans);
    *limit = *limit || result == REGEX_LIMIT;
    return result == REGEX_MATCH;
}

static void add_value(importer *m, const map_field *f, gathered *to, raw_text raw)
{
    raw = raw_trim(raw);
    gathered_value value = {.raw = raw};
    bool limit = false;
    if (raw.text.length == 0 || is_skipped(m, f, raw, &limit))
        return;
    bool matched = f->case_count == 0 && f->unmatched == UNMATCHED_KEEP;
    for (size_t i = 0; i < f->case_count && !matched; i++) {
        matched = str_equal_nocase(f->cases[i].from, raw.text);
        if (matched)
            value.raw = raw_from(f->cases[i].to, raw_place(raw));
    }
    if (!matched && f->unmatched == UNMATCHED_DROP)
        return;
    if (!matched && f->unmatched == UNMATCHED_ERROR)
        value.fault = FAULT_UNMATCHED;
    if (limit)
        value.fault = FAULT_LIMIT;
    if (value.raw.text.length == 0)
        return;
    value.raw = keep(m, value.raw);
    *ARENA_PUSH(m->arena, &to->values) = value;
}

static void add_parts(importer *m, const map_field *f, gathered *to, raw_text raw, arena *scratch)
{
    if (f->strip_tags || f->strip_entities) {
        str plain = f->strip_tags ? html_strip_tags(scratch, raw.text) : raw.text;
        if (f->strip_entities)
            plain = html_decode_entities(scratch, plain);
        if (!str_equal(plain, raw.text))
            raw = raw_from(plain, raw_place(raw));
    }
    bool limit = false;
    if (f->match && !extract(m, f->match, &raw, &limit)) {
        if (limit)
            *ARENA_PUSH(m->arena, &to->values) = (gathered_value){keep(m, raw), FAULT_LIMIT};
        return;
    }
    if (f->split.length == 0) {
        add_value(m, f, to, raw);
        return;
    }
    for (size_t at = 0; at <= raw.text.length;) {
        size_t end = str_find(raw.text, f->split, at);
        if (end == SIZE_MAX)
            end = raw.text.length;
        add_value(m, f, to, raw_slice(raw, at, end));
        at = end + f->split.length;
    }
}

static void add_field(importer *m, const map_field *f, gathered *to, const import_row *row)
{
    bool first = to->values.count == 0;
    if (!first && (!f->target->list || (!f->take_all && to->row != m->rows)))
        return;
    if (first)
        to->row = m->rows;
    if (f->column == NO_COLUMN) {
        if (first)
            add_value(m, f, to, raw_from(f->constant, f->where));
        return;
    }
    const import_cell *cell = &row->cells[f->column];
    if (cell->has_structure)
        *ARENA_PUSH(m->arena, &to->values) =
            (gathered_value){raw_from(STR_NONE, cell->where), FAULT_STRUCTURE};
    for (size_t i = 0; i < cell->count; i++) {
        if (!f->target->list && to->values.count > 0)
            return;
        add_parts(m, f, to, cell->values[i], row->scratch);
    }
}

static import_group *new_group(importer *m, const import_row *row)
{
    import_group *g = ARENA_PUSH(m->arena, &m->groups);
    g->where = row->where;
    g->fields = ARENA_ARRAY(m->arena, gathered, m->map->fields.count);
    return g;
}

static import_group *find_group(importer *m, const import_row *row)
{
    if (m->map->key == NO_COLUMN)
        return new_group(m, row);
    const import_cell *cell = &row->cells[m->map->key];
    str key = cell->count > 0 ? str_trim(cell->values[0].text) : STR_NONE;
    if (key.length == 0) {
        import_group *g = new_group(m, row);
        g->no_key = true;
        g->where = cell->where;
        return g;
    }
    uint32_t number = name_map_get(&m->keys, key);
    if (number != NAME_MISSING)
        return &m->groups.items[number];
    name_map_put(&m->keys, m->arena, str_copy(m->arena, key), (uint32_t)m->groups.count);
    return new_group(m, row);
}

// Letters, digits and ._- in lower case; what is neither becomes "-".
static str slug(arena *a, str text)
{
    builder out = builder_new(a);
    for (size_t at = 0; at < text.length;) {
        uint32_t c = utf8_decode(text, &at);
        bool upper = c >= 'A' && c <= 'Z';
        bool kept = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-';
        builder_addc(&out, upper ? (char)(c - 'A' + 'a') : kept ? (char)c : '-');
    }
    return builder_str(&out);
}

static void take_id(importer *m, import_group *g, const import_row *row)
{
    const import_cell *cell = &row->cells[m->map->id];
    if (g->has_id || cell->count == 0)
        return;
    raw_text raw = raw_trim(cell->values[0]);
    bool limit = false;
    if (m->map->id_match && !extract(m, m->map->id_match, &raw, &limit))
        return;
    raw = raw_trim(raw);
    if (raw.text.length == 0)
        return;
    g->id = raw_from(slug(m->arena, raw.text), raw_place(raw));
    g->has_id = true;
}

void importer_row(importer *m, const import_row *row)
{
    import_group *g = find_group(m, row);
    take_id(m, g, row);
    for (size_t i = 0; i < m->map->fields.count; i++)
        add_field(m, &m->map->fields.items[i], &g->fields[i], row);
    m->rows++;
}

// ---- groups to profiles ----

static void report_fault(importer *m, field_filler *f, const field *target, const gathered_value *v)
{
    f->bad = true;
    if (v->fault == FAULT_LIMIT)
        diagnose(m->diagnostics, CODE_wrong_field_value, v->raw.where,
                 "the map's pattern for \"%-.*s\" was given up at its limit", STR_ARGS(target->name));
    else if (v->fault == FAULT_STRUCTURE)
        diagnose(m->diagnostics, CODE_wrong_field_value, v->raw.where,
                 "an object cannot fill field \"%-.*s\"; name one of its members", STR_ARGS(target->name));
    else
        diagnose(m->diagnostics, CODE_wrong_field_value, raw_place(v->raw),
                 "\"%.*s\" is not among the values that the map has for \"%-.*s\"",
                 STR_ARGS(shown(m->arena, v->raw.text)), STR_ARGS(target->name));
}

static void fill(importer *m, field_filler *f, uint32_t number, const map_field *from, const gathered *values)
{
    const field *target = from->target;
    name_map seen = {0};
    if (values->values.count > 0 && !(f->slots[number].given && target->list))
        filler_mention(f, number, values->values.items[0].raw.where);
    for (size_t i = 0; i < values->values.count; i++) {
        const gathered_value *v = &values->values.items[i];
        if (v->fault != FAULT_NONE)
            report_fault(m, f, target, v);
        else if (target->kind != FIELD_STRING || !target->list ||
                 name_map_put(&seen, m->arena, v->raw.text, 0))
            filler_add_text(f, number, v->raw);
    }
}

static void fill_member(importer *m, field_filler *f, const import_group *g, size_t first)
{
    uint32_t number = m->map->fields.items[first].path.field;
    if (f->slots[number].given)
        return;
    field_filler record;
    filler_start_record(&record, f, &f->fields[number]);
    for (size_t i = first; i < m->map->fields.count; i++)
        if (m->map->fields.items[i].path.field == number)
            fill(m, &record, m->map->fields.items[i].path.member, &m->map->fields.items[i], &g->fields[i]);
    filler_mention(f, number, g->where);
    filler_add_record(f, number, &record, g->where);
}

static bool make_profile(importer *m, const import_group *g, name_map *ids, profile *out)
{
    field_filler f;
    filler_start_side(&f, m->arena, m->rules, m->diagnostics, m->map->side);
    if (g->no_key) {
        diagnose(m->diagnostics, CODE_missing_id, g->where,
                 "a row without a value in the key column \"%-.*s\"",
                 STR_ARGS(m->map->columns.items[m->map->key].name));
        return false;
    }
    if (g->has_id) {
        filler_mention(&f, 0, g->id.where);
        filler_add_text(&f, 0, g->id);
    }
    for (size_t i = 0; i < m->map->fields.count; i++) {
        const map_field *from = &m->map->fields.items[i];
        if (from->path.member == NO_MEMBER)
            fill(m, &f, from->path.field, from, &g->fields[i]);
        else
            fill_member(m, &f, g, i);
    }
    if (!filler_finish_profile(&f, m->map->side, true, g->where, out))
        return false;
    if (name_map_put(ids, m->arena, out->id, 0))
        return true;
    diagnose(m->diagnostics, CODE_duplicate_profile, out->id_where, "a second %-.*s with the id \"%.*s\"",
             STR_ARGS(f.owner), STR_ARGS(out->id));
    return false;
}

static void make_profiles(importer *m, import_result *out)
{
    profile *profiles = ARENA_ARRAY(m->arena, profile, m->groups.count);
    name_map ids = {0};
    for (size_t i = 0; i < m->groups.count; i++) {
        size_t items = m->diagnostics->items.count, errors = m->diagnostics->errors;
        if (make_profile(m, &m->groups.items[i], &ids, &profiles[out->count]))
            out->count++;
        else
            lower(m, items, errors);
    }
    out->profiles = profiles;
    out->rows = m->rows;
    out->skipped = m->groups.count - out->count + m->broken;
}

bool import_file(arena *a, const ruleset *r, const import_map *map, const char *path, bool strict,
                 diagnostics *d, import_result *out)
{
    importer m = {.arena = a, .rules = r, .map = map, .diagnostics = d, .strict = strict};
    size_t errors = d->errors;
    *out = (import_result){0};
    d->of_client = map->side == &r->client;
    m.scratch = regex_scratch_new(a, &r->limits);
    if (!import_read_rows(&m, a, r, map, path, d))
        return false;
    make_profiles(&m, out);
    if (out->skipped > 0 && !strict)
        diagnose(d, CODE_profile_skipped, (place){0},
                 "%zu of %zu profiles from \"%s\" left out because of errors", out->skipped,
                 out->skipped + out->count, path);
    if (out->count == 0 && d->errors == errors)
        diagnose(d, CODE_no_profiles, (place){0}, "no profile came of \"%s\"", path);
    return d->errors == errors;
}
