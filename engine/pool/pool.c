// SPDX-License-Identifier: MIT
// The pool: rows of therapists in columns, their ids, and what the signals found in their texts.
// Owns its columns and text; reads no file (read.c does).
#include "pool/found.h"
#include "pool/pool_private.h"
#include "pool/stored.h"

#include <string.h>

enum { FIRST_ROWS = 64, ROWS_FACTOR = 4, FIRST_ID_SLOTS = 256 };

pool *pool_new(arena *a, const ruleset *r)
{
    pool *p = ARENA_NEW(a, pool);
    p->arena = a;
    p->rules = r;
    p->columns = ARENA_ARRAY(a, column, r->therapist.count);
    for (size_t i = 0; i < r->therapist.count; i++)
        column_init(&p->columns[i], &r->therapist.fields[i]);
    arena_init_within(&p->scratch, a);
    p->threads = 1;
    return p;
}

// ---- ids ----

static str row_id(const pool *p, uint32_t row)
{
    size_t count;
    const str *id = column_strings(&p->columns[0], row, &count);
    return id ? *id : STR_NONE;
}

static size_t id_slot(const pool *p, str id)
{
    size_t slot = str_hash(id) & (p->id_capacity - 1);
    while (p->id_slots[slot] != 0 && !str_equal(row_id(p, p->id_slots[slot] - 1), id))
        slot = (slot + 1) & (p->id_capacity - 1);
    return slot;
}

static void ids_grow(pool *p)
{
    if (p->count * 2 < p->id_capacity)
        return;
    p->id_capacity = p->id_capacity ? p->id_capacity * 2 : FIRST_ID_SLOTS;
    p->id_slots = ARENA_ARRAY(p->arena, uint32_t, p->id_capacity);
    for (uint32_t row = 0; row < p->count; row++)
        p->id_slots[id_slot(p, row_id(p, row))] = row + 1;
}

uint32_t pool_find(const pool *p, str id)
{
    if (p->stored)
        return stored_find(p->stored, id);
    if (p->id_capacity == 0)
        return NAME_MISSING;
    uint32_t found = p->id_slots[id_slot(p, id)];
    return found ? found - 1 : NAME_MISSING;
}

// ---- rows ----

static void evidence_resize(pool *p, evidence_chunk *e, size_t from_rows, size_t to_rows)
{
    evidence_chunk old = *e;
    size_t signals = p->rules->signal_count;
    e->states = arena_array(p->arena, signals, to_rows);
    e->match_starts = ARENA_ARRAY(p->arena, uint32_t, to_rows + 1);
    e->offsets = ARENA_ARRAY(p->arena, uint64_t, to_rows);
    if (from_rows == 0)
        return;
    for (size_t s = 0; s < signals; s++)
        memcpy(e->states + s * to_rows, old.states + s * from_rows, from_rows);
    memcpy(e->match_starts, old.match_starts, (from_rows + 1) * sizeof *e->match_starts);
    memcpy(e->offsets, old.offsets, from_rows * sizeof *e->offsets);
}

static void close_chunk(pool *p, diagnostics *d)
{
    if (p->evidence.count == 0)
        return;
    pool_search_end(p, d);
    for (size_t i = 0; i < p->rules->therapist.count; i++)
        column_close(&p->columns[i], p->arena);
    p->evidence.items[p->evidence.count - 1]->matches =
        gathering_take(&p->open_matches, p->arena, sizeof(text_match));
}

// Makes room for one more row: in the open chunk, which may grow, or in a new one.
static void make_room(pool *p, diagnostics *d)
{
    size_t row = p->count % CHUNK_ROWS;
    bool first_chunk = p->count < CHUNK_ROWS;
    if (row == 0) {
        close_chunk(p, d);
        p->open_rows = first_chunk ? FIRST_ROWS : CHUNK_ROWS;
        for (size_t i = 0; i < p->rules->therapist.count; i++)
            column_open(&p->columns[i], p->arena, p->open_rows);
        evidence_chunk *e = ARENA_NEW(p->arena, evidence_chunk);
        evidence_resize(p, e, 0, p->open_rows);
        *ARENA_PUSH(p->arena, &p->evidence) = e;
    } else if (row == p->open_rows) {
        size_t rows = p->open_rows * ROWS_FACTOR;
        for (size_t i = 0; i < p->rules->therapist.count; i++)
            column_grow(&p->columns[i], p->arena, p->open_rows, rows);
        evidence_resize(p, p->evidence.items[p->evidence.count - 1], p->open_rows, rows);
        p->open_rows = rows;
    }
}

static void report_duplicate(const pool *p, const profile *t, uint32_t first, diagnostics *d)
{
    diagnostic *item = diagnose(d, CODE_duplicate_profile, t->id_where,
                                "a second therapist with the id \"%.*s\"", STR_ARGS(t->id));
    const source *file = NULL;
    for (size_t i = 0; i < p->sources.count && p->sources.items[i].first_row <= first; i++)
        file = p->sources.items[i].source;
    uint64_t offset = p->evidence.items[first / CHUNK_ROWS]->offsets[first % CHUNK_ROWS];
    place_view view = {0};
    if (file)
        view = place_look(place_at(file, offset, 0), d->arena);
    if (view.line > 0)
        diagnostic_help(d, item, "the first one is at %.*s:%u:%u", STR_ARGS(file->name), (unsigned)view.line,
                        (unsigned)view.column);
    else
        diagnostic_help(d, item, "the first one is therapist %u of the pool", (unsigned)first + 1);
}

static void note_source(pool *p, const profile *t, bool source_stays)
{
    const source *file = source_stays ? t->id_where.source : NULL;
    if (p->sources.count == 0 || p->sources.items[p->sources.count - 1].source != file)
        *ARENA_PUSH(p->arena, &p->sources) = (source_run){file, (uint32_t)p->count};
}

// All texts of the open chunk's row that signals may read; they point into the pool.
static size_t row_texts(const pool *p, uint32_t row, arena *a, text_value **out)
{
    VEC(text_value) texts = {0};
    for (uint32_t i = 0; i < p->rules->therapist.count; i++) {
        if (p->rules->therapist.fields[i].kind != FIELD_TEXT)
            continue;
        size_t count;
        const str *items = column_strings(&p->columns[i], row, &count);
        for (uint32_t k = 0; k < count; k++)
            *ARENA_PUSH(a, &texts) = (text_value){i, k, items[k]};
    }
    *out = texts.items;
    return texts.count;
}

static str text_named(const ruleset *r, const text_limit *limit, str id, arena *a)
{
    if (limit->field == NAME_MISSING)
        return STR("the text");
    const field *f = &r->therapist.fields[limit->field];
    builder b = builder_new(a);
    builder_add(&b, f->name);
    if (f->list)
        builder_addf(&b, ", item %u,", (unsigned)limit->item + 1);
    if (id.length)
        builder_addf(&b, " of \"%.*s\"", STR_ARGS(id));
    return builder_str(&b);
}

void pool_report_limit(const ruleset *r, const text_limit *limit, str id, place where, diagnostics *d)
{
    bool kept = d->items.count < d->limit; // else nobody sees what the words below say
    str name = r->signals[limit->signal].name;
    str text = kept ? text_named(r, limit, id, d->arena) : STR_NONE;
    diagnostic *item =
        limit->too_many
            ? diagnose(d, CODE_pattern_limit, where,
                       "signal \"%-.*s\" has more than %llu matches in %-.*s: not searched from byte %zu on",
                       STR_ARGS(name), (unsigned long long)r->limits.matches_per_text, STR_ARGS(text),
                       limit->at)
            : diagnose(
                  d, CODE_pattern_limit, where,
                  "a search for signal \"%-.*s\" in %-.*s was given up at its limit: not searched from byte "
                  "%zu on",
                  STR_ARGS(name), STR_ARGS(text), limit->at);
    place pattern = text_rules_place(r->text, limit->signal, limit->pattern);
    place_view view = kept ? place_look(pattern, d->arena) : (place_view){0};
    if (view.line > 0)
        diagnostic_help(d, item, "the pattern is at %-.*s:%u:%u", STR_ARGS(pattern.source->name),
                        (unsigned)view.line, (unsigned)view.column);
    if (kept)
        diagnostic_help(d, item, "the signal is unknown here, unless enough of it was found");
}

// Keeps what was found in a row of the open chunk.
static void take_found(void *user, uint32_t row, place profile, const text_result *found)
{
    pool *p = user;
    evidence_chunk *e = p->evidence.items[p->evidence.count - 1];
    for (size_t s = 0; s < p->rules->signal_count; s++)
        e->states[s * p->open_rows + row % CHUNK_ROWS] = (uint8_t)found->states[s];
    gathering_add(&p->open_matches, p->arena, found->matches, found->match_count, sizeof(text_match));
    e->match_starts[row % CHUNK_ROWS + 1] = (uint32_t)p->open_matches.count;
    for (size_t i = 0; i < found->limits_hit; i++)
        *ARENA_PUSH(p->arena, &p->given_up) = (given_up){row, profile, found->limits[i]};
}

void pool_search_end(pool *p, diagnostics *d)
{
    if (!p->searching)
        return;
    searching_drain(p->searching);
    for (size_t i = 0; i < p->given_up.count; i++) {
        const given_up *g = &p->given_up.items[i];
        pool_report_limit(p->rules, &g->limit, row_id(p, g->row), g->profile, d);
    }
    p->given_up.count = 0;
}

static void search_texts(pool *p, const profile *t, uint32_t row)
{
    const text_rules *rules = p->rules->signal_count > 0 ? p->rules->text : NULL;
    if (!rules)
        return;
    if (!p->searching)
        p->searching = searching_new(p->arena, rules, p->threads, take_found, p);
    text_value *texts;
    p->scratch.guard = p->arena->guard;
    size_t count = row_texts(p, row, &p->scratch, &texts);
    searching_add(p->searching, row, t->where, texts, count);
    arena_reset(&p->scratch);
}

// The row of an added profile, without what is in its texts; NAME_MISSING after a diagnostic.
static uint32_t add_row(pool *p, const profile *t, bool source_stays, diagnostics *d)
{
    uint32_t first = pool_find(p, t->id);
    if (first != NAME_MISSING) {
        report_duplicate(p, t, first, d);
        return NAME_MISSING;
    }
    if (p->count >= p->rules->limits.profiles) {
        diagnose(d, CODE_too_many, t->where, "more than %llu therapists in one pool",
                 (unsigned long long)p->rules->limits.profiles);
        return NAME_MISSING;
    }
    make_room(p, d);
    note_source(p, t, source_stays);
    size_t row = p->count % CHUNK_ROWS;
    for (size_t i = 0; i < p->rules->therapist.count; i++)
        column_set(&p->columns[i], p->arena, &p->strings, row, i == 0 ? feel_string(t->id) : t->values[i]);
    ids_grow(p);
    size_t slot = id_slot(p, t->id);
    p->id_slots[slot] = (uint32_t)p->count + 1;
    p->evidence.items[p->evidence.count - 1]->offsets[row] = t->id_where.offset;
    return (uint32_t)p->count++;
}

bool pool_add(pool *p, const profile *t, bool source_stays, diagnostics *d)
{
    uint32_t row = add_row(p, t, source_stays, d);
    if (row != NAME_MISSING)
        search_texts(p, t, row);
    return row != NAME_MISSING;
}

// What was found in t, with cues in the pool's own texts.
static text_result found_in_pool(pool *p, const profile *t, uint32_t row, const text_result *found, arena *a)
{
    text_result out = *found;
    text_match *matches = ARENA_ARRAY(a, text_match, found->match_count);
    for (size_t i = 0; i < found->match_count; i++) {
        text_match *m = &matches[i];
        *m = found->matches[i];
        if (!m->cue.length)
            continue;
        size_t at = (size_t)(m->cue.data - profile_text(t, m->field, m->item).data);
        m->cue = str_slice(pool_text(p, row, m->field, m->item), at, at + m->cue.length);
    }
    out.matches = matches;
    return out;
}

bool pool_append_found(pool *p, const profile *t, const text_result *found, diagnostics *d)
{
    uint32_t row = add_row(p, t, false, d);
    if (row == NAME_MISSING)
        return false;
    p->scratch.guard = p->arena->guard;
    text_result own = found_in_pool(p, t, row, found, &p->scratch);
    take_found(p, row, t->where, &own);
    arena_reset(&p->scratch);
    return true;
}

bool pool_append(pool *p, const profile *therapist, diagnostics *d)
{
    bool added = pool_add(p, therapist, false, d);
    pool_search_end(p, d);
    return added;
}

void pool_finish(pool *p)
{
    if (!p->finished)
        close_chunk(p, NULL); // reading and appending have seen to all that could be reported
    p->finished = true;
}

// ---- what is asked of it ----

size_t pool_count(const pool *p)
{
    return p->count;
}

size_t pool_skipped(const pool *p)
{
    return p->skipped;
}

const ruleset *pool_ruleset(const pool *p)
{
    return p->rules;
}

str pool_id(const pool *p, uint32_t row)
{
    if (p->stored)
        return stored_id(p->stored, row);
    return row_id(p, row);
}

str pool_name(const pool *p, uint32_t row)
{
    if (p->rules->name_field == NAME_MISSING)
        return STR_NONE;
    return pool_text(p, row, p->rules->name_field, 0);
}

str pool_show_name(const pool *p, uint32_t row, arena *a)
{
    if (!p->stored || p->rules->name_field == NAME_MISSING)
        return pool_name(p, row);
    return stored_text(p->stored, row, p->rules->name_field, a);
}

feel_value pool_value(const pool *p, uint32_t row, uint32_t number, arena *a)
{
    pool_fetch(p, row, a->guard);
    if (p->stored)
        return stored_fetched(p->stored, row)->profile.values[number];
    return column_get(&p->columns[number], row, a);
}

str pool_text(const pool *p, uint32_t row, uint32_t number, uint32_t item)
{
    if (p->stored)
        return profile_text(&stored_fetched(p->stored, row)->profile, number, item);
    size_t count;
    const str *texts = column_strings(&p->columns[number], row, &count);
    return item < count ? texts[item] : STR_NONE;
}

signal_state pool_signal(const pool *p, uint32_t row, uint32_t signal)
{
    if (p->stored)
        return stored_fetched(p->stored, row)->found.states[signal];
    size_t chunk = row / CHUNK_ROWS;
    size_t rows = chunk + 1 == p->evidence.count ? p->open_rows : CHUNK_ROWS;
    return (signal_state)p->evidence.items[chunk]->states[signal * rows + row % CHUNK_ROWS];
}

const text_match *pool_matches(const pool *p, uint32_t row, size_t *count)
{
    if (p->stored) {
        const fetched_row *fetched = stored_fetched(p->stored, row);
        *count = fetched->found.match_count;
        return fetched->found.matches;
    }
    const evidence_chunk *e = p->evidence.items[row / CHUNK_ROWS];
    row %= CHUNK_ROWS;
    *count = e->match_starts[row + 1] - e->match_starts[row];
    return *count > 0 ? e->matches + e->match_starts[row] : NULL;
}

profile pool_profile(const pool *p, uint32_t row, arena *a)
{
    const side *s = &p->rules->therapist;
    profile out = {.side = s, .id = pool_id(p, row), .values = ARENA_ARRAY(a, feel_value, s->count)};
    for (uint32_t i = 0; i < s->count; i++)
        out.values[i] = pool_value(p, row, i, a);
    return out;
}

text_result pool_search_profile(const ruleset *r, const profile *t, arena *a)
{
    VEC(text_value) texts = {0};
    for (uint32_t i = 0; i < r->therapist.count; i++) {
        feel_value v = t->values[i];
        if (r->therapist.fields[i].kind != FIELD_TEXT || feel_is_null(v))
            continue;
        size_t count = v.kind == FEEL_LIST ? v.as.list->count : 1;
        for (uint32_t k = 0; k < count; k++)
            *ARENA_PUSH(a, &texts) =
                (text_value){i, k, v.kind == FEEL_LIST ? v.as.list->items[k].as.string : v.as.string};
    }
    if (!r->text || r->signal_count == 0)
        return (text_result){.states = ARENA_ARRAY(a, signal_state, r->signal_count)};
    return text_search(text_run_new(a, r->text), texts.items, texts.count, a);
}
