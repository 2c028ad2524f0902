// SPDX-License-Identifier: MIT
// See stored.h and pool.h. Of a pool that stands on a store only the ids are in memory; a row's profile, and
// what was found in its texts, are fetched when they are first looked at, and stay.
#include "pool/stored.h"

#include "pool/found.h"
#include "pool/pool_private.h"
#include "pool/profile_xml.h"

#include <pthread.h>
#include <stdio.h>
#include <string.h>

// So many rows stay once they were fetched for no more than their name: a long batch meets most of a pool.
enum { FIRST_SLOTS = 64, MOST_KEPT = 1 << 14, ID_PIECE_ROOM = 64 };

// Ids come in pieces of a chunk's rows: the piece's offsets, one more than rows, then the bytes.
typedef struct id_piece {
    const uint32_t *offsets;
    const char *bytes;
} id_piece;

typedef struct slot {
    uint32_t row_and_one; // 0: free
    fetched_row *fetched;
} slot;

struct stored_rows {
    const ruleset *rules;
    store *store;
    uint32_t first, rows; // of the store: those that are rows 0 … here
    id_piece *ids;
    pthread_mutex_t mutex; // guards what follows, and the store
    arena arena;           // of what was fetched
    arena work;            // of one row while it is read
    slot *slots;
    size_t slot_count, fetched;
};

// ---- writing

static void write_ids(store *s, uint32_t piece, uint32_t rows, row_namer *id, const void *user, arena *work)
{
    uint32_t from = piece * CHUNK_ROWS, to = rows - from < CHUNK_ROWS ? rows : from + CHUNK_ROWS;
    uint32_t *offsets = ARENA_ARRAY(work, uint32_t, to - from + 1);
    builder bytes = builder_new(work), all = builder_new(work);
    for (uint32_t row = from; row < to; row++) {
        builder_add(&bytes, id(user, row));
        offsets[row - from + 1] = (uint32_t)bytes.length;
    }
    builder_add(&all, (str){(const char *)offsets, (to - from + 1) * sizeof *offsets});
    builder_add(&all, builder_str(&bytes));
    store_put_part(s, "ids", piece, builder_str(&all));
}

void store_put_ids(store *s, uint32_t rows, row_namer *id, const void *user, arena *work)
{
    uint32_t pieces = (rows + CHUNK_ROWS - 1) / CHUNK_ROWS;
    for (uint32_t piece = 0; piece < pieces; piece++) {
        write_ids(s, piece, rows, id, user, work);
        arena_reset(work);
    }
    store_cut_parts(s, "ids", pieces);
}

static str profile_document(arena *work, const ruleset *r, const profile *p)
{
    builder out = builder_new(work);
    profile_write_xml(&out, r, p, 0);
    return builder_str(&out);
}

void pool_store_row(const pool *p, uint32_t row, store *s, uint32_t stored_at, arena *work)
{
    const ruleset *r = p->rules;
    profile t = pool_profile(p, row, work);
    signal_state *states = ARENA_ARRAY(work, signal_state, r->signal_count);
    for (uint32_t i = 0; i < r->signal_count; i++)
        states[i] = pool_signal(p, row, i);
    size_t count;
    const text_match *matches = pool_matches(p, row, &count);
    const stored_row written = {t.id, profile_document(work, r, &t),
                                found_encode(work, r, &t, states, matches, count)};
    store_put_row(s, stored_at, &written);
}

void pool_store_rows(const pool *p, store *s)
{
    arena *work = arena_new_within(p->arena);
    for (uint32_t row = 0; row < pool_count(p); row++) {
        pool_store_row(p, row, s, row, work);
        arena_reset(work);
    }
    arena_free(work);
}

// ---- reading

static bool read_document(arena *work, const ruleset *r, str document, profile *out)
{
    diagnostics unused;
    diagnostics_init(&unused, work, 1);
    const source *s = source_from_bytes(work, STR("stored"), document);
    const xml_node *root = xml_parse(work, s, &r->limits, &unused);
    return root && profile_from_xml(work, r, &r->therapist, root, true, &unused, out) && unused.errors == 0;
}

// Without the room that lists had to grow in.
static profile copy_profile(arena *a, const profile *p)
{
    profile out = {.side = p->side, .values = ARENA_ARRAY(a, feel_value, p->side->count)};
    for (size_t i = 0; i < p->side->count; i++)
        out.values[i] = feel_copy(a, p->values[i]);
    out.id = out.values[0].kind == FEEL_STRING ? out.values[0].as.string : STR_NONE;
    return out;
}

bool stored_decode(arena *a, arena *work, const ruleset *r, const stored_row *row, profile *t,
                   text_result *found)
{
    profile read;
    if (!read_document(work, r, row->profile, &read) || !str_equal(read.id, row->id))
        return false;
    *t = copy_profile(a, &read);
    return !found || found_decode(a, r, t, row->found, found);
}

static slot *slot_of(const stored_rows *s, uint32_t row)
{
    size_t at = (row * UINT64_C(0x9E3779B97F4A7C15) >> 32) & (s->slot_count - 1);
    while (s->slots[at].row_and_one != 0 && s->slots[at].row_and_one != row + 1)
        at = (at + 1) & (s->slot_count - 1);
    return &s->slots[at];
}

static void grow_slots(stored_rows *s)
{
    if (s->fetched * 2 < s->slot_count)
        return;
    stored_rows old = *s;
    s->slot_count = old.slot_count ? old.slot_count * 2 : FIRST_SLOTS;
    s->slots = ARENA_ARRAY(&s->arena, slot, s->slot_count);
    for (size_t i = 0; i < old.slot_count; i++)
        if (old.slots[i].row_and_one)
            *slot_of(s, old.slots[i].row_and_one - 1) = old.slots[i];
}

typedef struct fetching {
    stored_rows *stored;
    uint32_t row;
    uint32_t field; // whose text is wanted
    arena *arena;   // for it, or NULL
    str text;
} fetching;

// The profile's tree and the bytes last until the next row is read.
static void read_row(stored_rows *s, uint32_t row, arena *a, fetched_row *out)
{
    stored_row stored;
    arena_reset(&s->work);
    if (!store_row(s->store, s->first + row, &s->work, &stored) ||
        !stored_decode(a, &s->work, s->rules, &stored, &out->profile, &out->found))
        guard_fail(s->arena.guard, ATTUNE_SYSTEM);
}

static const fetched_row *fetch_row(stored_rows *s, uint32_t row)
{
    grow_slots(s);
    slot *at = slot_of(s, row);
    if (at->row_and_one)
        return at->fetched;
    fetched_row *made = ARENA_NEW(&s->arena, fetched_row);
    read_row(s, row, &s->arena, made);
    *at = (slot){row + 1, made};
    s->fetched++;
    return made;
}

static void fetch_in_guard(void *context)
{
    const fetching *f = context;
    fetch_row(f->stored, f->row);
}

static void read_text_in_guard(void *context)
{
    fetching *f = context;
    stored_rows *s = f->stored;
    fetched_row passing;
    bool kept = s->fetched < MOST_KEPT || slot_of(s, f->row)->row_and_one;
    const fetched_row *row = &passing;
    if (kept)
        row = fetch_row(s, f->row);
    else
        read_row(s, f->row, &s->work, &passing);
    str text = profile_text(&row->profile, f->field, 0);
    f->text = kept ? text : str_copy(f->arena, text);
}

// Under a guard of its own, so that the mutex is given back whatever happens.
static void run_locked(fetching *f, void (*body)(void *context), guard *g)
{
    stored_rows *s = f->stored;
    guard own = {0}, *outer = f->arena ? f->arena->guard : NULL;
    pthread_mutex_lock(&s->mutex);
    guard *kept = s->arena.guard, *store_kept = store_set_guard(s->store, &own);
    s->arena.guard = s->work.guard = &own;
    if (f->arena)
        f->arena->guard = &own;
    attune_status status = guard_run(&own, body, f);
    if (f->arena)
        f->arena->guard = outer;
    s->arena.guard = s->work.guard = kept;
    store_set_guard(s->store, store_kept);
    pthread_mutex_unlock(&s->mutex);
    if (status != ATTUNE_OK)
        guard_fail(g, status);
}

void stored_fetch(const stored_rows *s, uint32_t row, guard *g)
{
    fetching f = {.stored = (stored_rows *)s, .row = row};
    run_locked(&f, fetch_in_guard, g);
}

str stored_text(const stored_rows *s, uint32_t row, uint32_t field, arena *a)
{
    fetching f = {.stored = (stored_rows *)s, .row = row, .field = field, .arena = a};
    run_locked(&f, read_text_in_guard, a->guard);
    return f.text;
}

const fetched_row *stored_fetched(const stored_rows *shared, uint32_t row)
{
    stored_rows *s = (stored_rows *)shared;
    pthread_mutex_lock(&s->mutex);
    const fetched_row *found = s->slot_count ? slot_of(s, row)->fetched : NULL;
    pthread_mutex_unlock(&s->mutex);
    return found;
}

str stored_id(const stored_rows *s, uint32_t row)
{
    const id_piece *piece = &s->ids[row / CHUNK_ROWS];
    const uint32_t *offset = piece->offsets + row % CHUNK_ROWS;
    return (str){piece->bytes + offset[0], offset[1] - offset[0]};
}

uint32_t stored_find(const stored_rows *shared, str id)
{
    stored_rows *s = (stored_rows *)shared;
    pthread_mutex_lock(&s->mutex);
    uint32_t row = store_find(s->store, id);
    pthread_mutex_unlock(&s->mutex);
    return row != NAME_MISSING && row >= s->first && row - s->first < s->rows ? row - s->first : NAME_MISSING;
}

// ---- opening

typedef struct id_reader {
    arena *arena;
    stored_rows *stored;
} id_reader;

static bool read_ids(void *user, uint32_t piece, str bytes)
{
    const id_reader *reader = user;
    stored_rows *s = reader->stored;
    piece -= s->first / CHUNK_ROWS;
    uint32_t left = s->rows - piece * CHUNK_ROWS, count = left < CHUNK_ROWS ? left : CHUNK_ROWS;
    size_t head = (count + (size_t)1) * sizeof(uint32_t);
    if (bytes.length < head)
        return false;
    bytes = str_copy(reader->arena, bytes);
    const uint32_t *offsets = (const uint32_t *)(const void *)bytes.data;
    for (uint32_t k = 0; k < count; k++)
        if (offsets[k] > offsets[k + 1])
            return false;
    s->ids[piece] = (id_piece){offsets, bytes.data + head};
    return offsets[0] == 0 && offsets[count] == bytes.length - head &&
           utf8_valid(str_slice(bytes, head, bytes.length), NULL);
}

static void end_mutex(void *thing)
{
    stored_rows *s = thing;
    pthread_mutex_destroy(&s->mutex);
}

// The chunks of a part of the store.
static uint32_t first_chunk(uint32_t chunks, unsigned part, unsigned parts)
{
    return (uint32_t)((uint64_t)chunks * part / parts);
}

pool *pool_on_store(arena *a, const ruleset *r, store *file, const char *path, const pool_options *options,
                    diagnostics *d)
{
    pool *p = pool_new(a, r);
    stored_rows *s = ARENA_NEW(a, stored_rows);
    s->rules = r;
    s->store = file;
    arena_init_within(&s->arena, a);
    arena_init_within(&s->work, a);
    uint32_t rows = store_row_count(file), chunks = (rows + CHUNK_ROWS - 1) / CHUNK_ROWS;
    unsigned parts = options->parts ? options->parts : 1, part = options->parts ? options->part - 1 : 0;
    uint32_t from = first_chunk(chunks, part, parts), to = first_chunk(chunks, part + 1, parts);
    s->first = from * CHUNK_ROWS;
    s->rows = to == chunks ? rows - s->first : (to - from) * CHUNK_ROWS;
    s->ids = ARENA_ARRAY(a, id_piece, to - from);
    id_reader reader = {a, s};
    arena_reserve(a, (size_t)store_part_bytes(file, "ids", from, to) + (to - from) * (size_t)ID_PIECE_ROOM);
    if (!store_each_part(file, "ids", from, to, read_ids, &reader)) {
        diagnose(d, CODE_stored_pool, (place){0}, "%s: is damaged: its ids do not agree with its rows", path);
        return NULL;
    }
    if (pthread_mutex_init(&s->mutex, NULL) != 0)
        guard_fail(a->guard, ATTUNE_SYSTEM);
    arena_defer(a, end_mutex, s);
    p->stored = s;
    p->count = s->rows;
    p->finished = true;
    return p;
}

uint32_t pool_stored_first(const pool *p)
{
    return p->stored->first;
}

void pool_fetch(const pool *p, uint32_t row, guard *g)
{
    if (p->stored)
        stored_fetch(p->stored, row, g);
}
