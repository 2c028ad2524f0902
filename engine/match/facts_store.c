// SPDX-License-Identifier: MIT
// Facts in a store: see facts_store.h. Nothing that is read is believed: numbers that tables are looked up by
// are checked, as are kinds of values, so that a file that somebody made up can give wrong answers, and no
// more. The same walk over the facts' arrays serves writing and reading.
#include "match/facts_store.h"

#include "match/facts_form.h"

#include <string.h>

// ---- a chunk's bytes

static size_t padded(size_t bytes)
{
    return (bytes + 7) / 8 * 8;
}

static size_t posting_bytes(uint32_t count)
{
    return count > POSTING_FEW ? SCAN_CHUNK_WORDS * sizeof(uint64_t) : padded(count * sizeof(uint16_t));
}

static void add_postings(builder *out, const scan_columns *columns, const scan_column *c, size_t chunk)
{
    static const char zeros[8] = {0};
    for (size_t i = 0; i < c->items.count; i++) {
        const posting *p = &c->postings[i * columns->chunks + chunk];
        const uint64_t count = p->count;
        builder_add(out, (str){(const char *)&count, sizeof count});
        if (p->words)
            builder_add(out, (str){(const char *)p->words, posting_bytes(p->count)});
        else if (p->count)
            builder_add(out, (str){(const char *)p->rows, p->count * sizeof *p->rows});
        if (!p->words)
            builder_add(out, (str){zeros, padded(p->count * sizeof *p->rows) - p->count * sizeof *p->rows});
    }
}

static str chunk_bytes(arena *work, const pool_facts *f, const facts_sections *all, size_t chunk)
{
    builder out = builder_new(work);
    for (size_t i = 0; i < all->count; i++) {
        const facts_section *s = &all->items[i];
        builder_add(&out, (str){(const char *)s->data + chunk * s->chunk_bytes, s->chunk_bytes});
    }
    for (size_t i = 0; i < f->sights->column_count; i++)
        if (f->columns.items[i].itemised)
            add_postings(&out, &f->columns, &f->columns.items[i], chunk);
    return builder_str(&out);
}

size_t facts_store(arena *work, const ruleset *r, const pool_facts *f, store *s)
{
    facts_sections all = facts_sections_of(work, r, f);
    size_t written = store_put_part(s, "facts", 0, facts_form_write(work, r, f));
    arena *chunk = arena_new_within(work);
    for (size_t i = 0; i < f->chunks; i++) {
        written += store_put_part(s, "chunks", (uint32_t)i, chunk_bytes(chunk, f, &all, i));
        arena_reset(chunk);
    }
    store_cut_parts(s, "chunks", (uint32_t)f->chunks);
    arena_free(chunk);
    return written;
}

// ---- reading

typedef struct chunk_reader {
    arena *arena;
    pool_facts *facts;
    facts_sections sections;
    uint32_t first; // chunk of the store
    str rest;
} chunk_reader;

static const void *take(chunk_reader *reader, size_t bytes)
{
    if (reader->rest.length < bytes)
        return NULL;
    const void *at = reader->rest.data;
    reader->rest.data += bytes;
    reader->rest.length -= bytes;
    return at;
}

static bool all_below(const facts_section *s, const void *bytes)
{
    uint32_t most = 0;
    if (s->check == SECTION_BYTES) {
        const uint8_t *numbers = bytes;
        for (size_t i = 0; i < SCAN_CHUNK_ROWS; i++)
            most = numbers[i] > most ? numbers[i] : most;
    } else {
        const uint16_t *numbers = bytes;
        for (size_t i = 0; i < SCAN_CHUNK_ROWS; i++)
            most = numbers[i] > most ? numbers[i] : most;
    }
    return most < s->below;
}

// Whether the codes of all rows are below the limit, from the highest plane down.
static bool codes_below(const facts_section *s, const uint64_t *planes)
{
    const size_t count = s->chunk_bytes / sizeof(uint64_t) / SCAN_CHUNK_WORDS;
    uint64_t bad = 0;
    if (s->below >> count)
        return true;
    for (size_t word = 0; word < SCAN_CHUNK_WORDS; word++) {
        uint64_t below = 0, equal = UINT64_MAX;
        for (size_t plane = count; plane-- > 0;) {
            uint64_t bits = planes[plane * SCAN_CHUNK_WORDS + word];
            bool set = s->below >> plane & 1;
            below |= set ? equal & ~bits : 0;
            equal &= set ? bits : ~bits;
        }
        bad |= ~below;
    }
    return !bad;
}

static bool take_section(chunk_reader *reader, const facts_section *s, size_t chunk)
{
    const void *bytes = take(reader, s->chunk_bytes);
    if (!bytes)
        return false;
    void *to = (char *)s->data + chunk * s->chunk_bytes;
    if (s->chunk_bytes)
        memcpy(to, bytes, s->chunk_bytes);
    switch (s->check) {
    case SECTION_BITS:
        return true;
    case SECTION_PLANES:
        return codes_below(s, to);
    default:
        return all_below(s, to);
    }
}

static bool take_posting(chunk_reader *reader, posting *out)
{
    uint64_t count = 0;
    const void *bytes = take(reader, sizeof count);
    if (!bytes)
        return false;
    memcpy(&count, bytes, sizeof count);
    if (count >= UINT32_MAX)
        return false;
    *out = (posting){.count = (uint32_t)count};
    if (!count)
        return true;
    const size_t length = posting_bytes(out->count);
    bytes = take(reader, length);
    if (!bytes)
        return false;
    void *copy = memcpy(arena_alloc(reader->arena, length), bytes, length);
    reader->facts->columns.bytes += length;
    if (count > POSTING_FEW) {
        out->words = copy;
        return true;
    }
    out->rows = copy;
    for (uint32_t i = 0; i < count; i++)
        if (out->rows[i] >= SCAN_CHUNK_ROWS)
            return false;
    return true;
}

static bool take_postings(chunk_reader *reader, const scan_column *c, size_t chunk)
{
    posting *postings = (posting *)c->postings; // made here
    for (size_t i = 0; i < c->items.count; i++)
        if (!take_posting(reader, &postings[i * reader->facts->chunks + chunk]))
            return false;
    return true;
}

static bool read_chunk(void *user, uint32_t piece, str bytes)
{
    chunk_reader *reader = user;
    const pool_facts *f = reader->facts;
    size_t chunk = piece - reader->first;
    reader->rest = bytes;
    for (size_t i = 0; i < reader->sections.count; i++)
        if (!take_section(reader, &reader->sections.items[i], chunk))
            return false;
    for (size_t i = 0; i < f->sights->column_count; i++)
        if (f->columns.items[i].itemised && !take_postings(reader, &f->columns.items[i], chunk))
            return false;
    return reader->rest.length == 0;
}

const pool_facts *facts_restore(arena *a, const ruleset *r, store *s, uint32_t first_row, size_t rows,
                                const char *path, diagnostics *d)
{
    const uint32_t first = first_row / SCAN_CHUNK_ROWS, chunks = (uint32_t)scan_chunks(rows);
    str form = store_part(s, "facts", 0, a);
    size_t bytes = (size_t)store_part_bytes(s, "chunks", first, first + chunks);
    arena_reserve(a, bytes + bytes / 8); // what postings are found by comes to it
    pool_facts *f = facts_form_read(a, r, rows, form);
    if (f) {
        chunk_reader reader = {
            .arena = a, .facts = f, .sections = facts_sections_of(a, r, f), .first = first};
        if (store_each_part(s, "chunks", first, first + chunks, read_chunk, &reader)) {
            f->bytes += f->columns.bytes;
            return f;
        }
    }
    diagnose(d, CODE_stored_pool, (place){0}, "%s: is damaged: what it holds for the scan cannot be", path);
    return NULL;
}
