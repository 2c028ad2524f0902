// SPDX-License-Identifier: MIT
// Columns: values to cells and back. Owns no row numbers beyond a chunk's; the pool opens and closes chunks.
#include "pool/columns.h"

#include <string.h>

enum { HEAP_BLOCK = 1 << 16, WORD_BITS = 64, MONTH_SHIFT = 5, YEAR_SHIFT = 9 };

str heap_copy(heap *h, arena *a, str s)
{
    if (s.length == 0)
        return STR_NONE;
    char *to;
    if (s.length > HEAP_BLOCK / 4) {
        to = arena_alloc(a, s.length);
    } else {
        if (s.length > h->left) {
            h->at = arena_alloc(a, HEAP_BLOCK);
            h->left = HEAP_BLOCK;
        }
        to = h->at;
        h->at += s.length;
        h->left -= s.length;
    }
    memcpy(to, s.data, s.length);
    return (str){to, s.length};
}

void gathering_add(gathering *g, arena *a, const void *cells, size_t count, size_t cell_size)
{
    if (count == 0)
        return;
    if (g->count + count > g->capacity) {
        size_t capacity = g->capacity * 2 > g->count + count ? g->capacity * 2 : g->count + count;
        char *grown = arena_array(a, capacity, cell_size);
        if (g->count > 0)
            memcpy(grown, g->cells, g->count * cell_size);
        g->cells = grown;
        g->capacity = capacity;
    }
    memcpy(g->cells + g->count * cell_size, cells, count * cell_size);
    g->count += count;
}

void *gathering_take(gathering *g, arena *a, size_t cell_size)
{
    void *exact = arena_array(a, g->count, cell_size);
    if (g->count > 0)
        memcpy(exact, g->cells, g->count * cell_size);
    g->count = 0;
    return exact;
}

int32_t date_pack(feel_date d)
{
    return (int32_t)(d.year * (1 << YEAR_SHIFT) + d.month * (1 << MONTH_SHIFT) + d.day);
}

feel_date date_unpack(int32_t packed)
{
    int32_t days = packed & ((1 << YEAR_SHIFT) - 1);
    return (feel_date){.year = (packed - days) / (1 << YEAR_SHIFT),
                       .month = (uint8_t)(days >> MONTH_SHIFT),
                       .day = (uint8_t)(days & ((1 << MONTH_SHIFT) - 1))};
}

static size_t cell_size(field_kind kind)
{
    switch (kind) {
    case FIELD_BOOLEAN:
        return sizeof(uint8_t);
    case FIELD_NUMBER:
        return sizeof(decimal);
    case FIELD_DATE:
        return sizeof(int32_t);
    case FIELD_TERM:
        return sizeof(uint32_t);
    case FIELD_STRING:
    case FIELD_TEXT:
        return sizeof(str);
    case FIELD_RECORD:
        break;
    }
    return sizeof(feel_value);
}

void column_init(column *c, const field *f)
{
    *c = (column){.field = f, .cell_size = cell_size(f->kind)};
}

void column_open(column *c, arena *a, size_t rows)
{
    column_chunk *chunk = ARENA_NEW(a, column_chunk);
    if (c->field->list)
        chunk->starts = ARENA_ARRAY(a, uint32_t, rows + 1);
    else
        chunk->cells = arena_array(a, rows, c->cell_size);
    *ARENA_PUSH(a, &c->chunks) = chunk;
}

void column_grow(column *c, arena *a, size_t from_rows, size_t to_rows)
{
    column_chunk *chunk = c->chunks.items[c->chunks.count - 1];
    if (c->field->list) {
        uint32_t *starts = ARENA_ARRAY(a, uint32_t, to_rows + 1);
        memcpy(starts, chunk->starts, (from_rows + 1) * sizeof *starts);
        chunk->starts = starts;
    } else {
        void *cells = arena_array(a, to_rows, c->cell_size);
        memcpy(cells, chunk->cells, from_rows * c->cell_size);
        chunk->cells = cells;
    }
}

// A cell as bytes, whatever it is.
typedef union cell {
    uint8_t boolean;
    decimal number;
    int32_t date;
    uint32_t term;
    str string;
    feel_value record;
} cell;

static cell make_cell(const column *c, arena *a, heap *h, feel_value v)
{
    cell out;
    memset(&out, 0, sizeof out);
    switch (c->field->kind) {
    case FIELD_BOOLEAN:
        out.boolean = v.as.boolean;
        break;
    case FIELD_NUMBER:
        out.number = v.as.number;
        break;
    case FIELD_DATE:
        out.date = date_pack(v.as.date);
        break;
    case FIELD_TERM:
        out.term = name_map_get(&c->field->terms->domain.index, v.as.string);
        break;
    case FIELD_STRING:
    case FIELD_TEXT:
        out.string = heap_copy(h, a, v.as.string);
        break;
    case FIELD_RECORD:
        out.record = feel_copy(a, v);
        break;
    }
    return out;
}

void column_set(column *c, arena *a, heap *h, size_t row, feel_value value)
{
    column_chunk *chunk = c->chunks.items[c->chunks.count - 1];
    bool known = !feel_is_null(value);
    if (known)
        chunk->known[row / WORD_BITS] |= UINT64_C(1) << row % WORD_BITS;
    if (!c->field->list) {
        if (known) {
            cell made = make_cell(c, a, h, value);
            memcpy((char *)chunk->cells + row * c->cell_size, &made, c->cell_size);
        }
        return;
    }
    for (size_t i = 0; known && i < value.as.list->count; i++) {
        cell made = make_cell(c, a, h, value.as.list->items[i]);
        gathering_add(&c->open_items, a, &made, 1, c->cell_size);
    }
    chunk->starts[row + 1] = (uint32_t)c->open_items.count;
}

void column_close(column *c, arena *a)
{
    column_chunk *chunk = c->chunks.items[c->chunks.count - 1];
    if (c->field->list)
        chunk->cells = gathering_take(&c->open_items, a, c->cell_size);
}

static feel_value cell_value(const column *c, const void *at)
{
    const field *f = c->field;
    switch (f->kind) {
    case FIELD_BOOLEAN:
        return feel_boolean(*(const uint8_t *)at);
    case FIELD_NUMBER:
        return feel_number(*(const decimal *)at);
    case FIELD_DATE:
        return (feel_value){.kind = FEEL_DATE, .as.date = date_unpack(*(const int32_t *)at)};
    case FIELD_TERM:
        return feel_string(f->terms->terms[*(const uint32_t *)at].id);
    case FIELD_STRING:
    case FIELD_TEXT:
        return feel_string(*(const str *)at);
    case FIELD_RECORD:
        break;
    }
    return *(const feel_value *)at;
}

feel_value column_get(const column *c, size_t row, arena *a)
{
    const column_chunk *chunk = c->chunks.items[row / CHUNK_ROWS];
    row %= CHUNK_ROWS;
    if (!(chunk->known[row / WORD_BITS] >> row % WORD_BITS & 1))
        return FEEL_NULL_VALUE;
    if (!c->field->list)
        return cell_value(c, (const char *)chunk->cells + row * c->cell_size);
    feel_list *list = ARENA_NEW(a, feel_list);
    const char *first = (const char *)chunk->cells + chunk->starts[row] * c->cell_size;
    list->count = chunk->starts[row + 1] - chunk->starts[row];
    if (c->field->kind == FIELD_RECORD) {
        list->items = (const feel_value *)(const void *)first;
    } else {
        feel_value *items = ARENA_ARRAY(a, feel_value, list->count);
        for (size_t i = 0; i < list->count; i++)
            items[i] = cell_value(c, first + i * c->cell_size);
        list->items = items;
    }
    return (feel_value){.kind = FEEL_LIST, .as.list = list};
}

const str *column_strings(const column *c, size_t row, size_t *count)
{
    const column_chunk *chunk = c->chunks.items[row / CHUNK_ROWS];
    bool open = row / CHUNK_ROWS + 1 == c->chunks.count && c->open_items.count > 0;
    row %= CHUNK_ROWS;
    *count = chunk->known[row / WORD_BITS] >> row % WORD_BITS & 1;
    if (*count == 0)
        return NULL;
    if (!c->field->list)
        return (const str *)chunk->cells + row;
    *count = chunk->starts[row + 1] - chunk->starts[row];
    const str *cells = open ? (const str *)(const void *)c->open_items.cells : chunk->cells;
    return *count > 0 ? cells + chunk->starts[row] : NULL;
}
