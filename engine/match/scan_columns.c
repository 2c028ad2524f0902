// SPDX-License-Identifier: MIT
// Columns for the scan: see scan_columns.h. Reads the pool row by row, once for each column.
#include "match/before.h"

#include <stdlib.h>
#include <string.h>

enum {
    MOST_NUMBERS = 1 << 20, // different numbers or dates that a column tells apart; past them it holds nulls
    MOST_STRINGS = 1 << 16, // the same for strings,
    MOST_LISTS = 1 << 12,   // for lists as a whole,
    MOST_ITEMS = 1 << 12,   // and for the items of lists
    REGULAR_ITEMS = 64,     // longer lists and strings are left to the reference: there work has limits
    REGULAR_BYTES = 1024,
    ERROR_CODE = 1
};

// A column being made.
typedef struct making {
    arena *arena;    // what stays
    arena *scratch;  // of this column
    arena *row_work; // of a row
    const ruleset *rules;
    const pool *pool;
    environment *environment; // of lets
    scan_columns *all;
    scan_column *column;
    uint32_t *codes; // by row: the number of the value + 2, 0 for null, ERROR_CODE
    name_map numbers;
    VEC(feel_value) values;
    bool has_null, has_error;
    const columns_before *before;
    const scan_column *old;     // the column then, or NULL
    uint32_t *old_numbers;      // by its values: the number now and 1, 0 where it has none yet
    items_by_row old_items;     // of its lists
    uint32_t *old_item_numbers; // by these items: the number now and 1, or 0
    // Items, with the row that has each, in order of rows.
    VEC(str) items;
    VEC(uint32_t) held_items;
    VEC(uint32_t) held_rows;
} making;

static size_t most_values(feel_kind kind)
{
    if (kind == FEEL_LIST)
        return MOST_LISTS;
    return kind == FEEL_STRING ? MOST_STRINGS : MOST_NUMBERS;
}

static void note_irregular(making *m, uint32_t row)
{
    m->all->irregular[row / 64] |= UINT64_C(1) << row % 64;
}

// ---- the values of a row

static feel_value row_value(making *m, uint32_t row, bool *error)
{
    const column_wish *wish = &m->column->wish;
    *error = false;
    switch (wish->source) {
    case COLUMN_SIGNAL: {
        pool_fetch(m->pool, row, m->row_work->guard);
        signal_state state = pool_signal(m->pool, row, wish->index);
        return state == SIGNAL_UNKNOWN ? FEEL_NULL_VALUE : feel_boolean(state == SIGNAL_TRUE);
    }
    case COLUMN_LET:
        environment_set_row(m->environment, m->pool, row);
        return environment_let(m->environment, wish->index, error);
    default:
        return pool_value(m->pool, row, wish->index, m->row_work);
    }
}

static feel_value count_value(feel_value list)
{
    return list.kind == FEEL_LIST ? feel_integer((int64_t)list.as.list->count) : FEEL_NULL_VALUE;
}

static bool is_regular(feel_value v)
{
    if (v.kind == FEEL_STRING)
        return v.as.string.length <= REGULAR_BYTES;
    if (v.kind != FEEL_LIST)
        return true;
    bool regular = v.as.list->count <= REGULAR_ITEMS;
    for (size_t i = 0; regular && i < v.as.list->count; i++)
        regular = is_regular(v.as.list->items[i]);
    return regular;
}

// Bytes that are the same for what no expression can tell apart; of a string those it has.
static str value_key(making *m, feel_value v)
{
    switch (v.kind) {
    case FEEL_STRING:
        return v.as.string;
    case FEEL_BOOLEAN:
        return v.as.boolean ? STR("t") : STR("f");
    case FEEL_NUMBER: {
        decimal *copy = ARENA_NEW(m->row_work, decimal);
        *copy = v.as.number;
        return (str){(const char *)copy->words, sizeof copy->words};
    }
    case FEEL_DATE: {
        int32_t *parts = ARENA_ARRAY(m->row_work, int32_t, 3);
        parts[0] = v.as.date.year;
        parts[1] = v.as.date.month;
        parts[2] = v.as.date.day;
        return (str){(const char *)parts, 3 * sizeof *parts};
    }
    default:
        break;
    }
    builder b = builder_new(m->row_work);
    for (size_t i = 0; i < v.as.list->count; i++) {
        str item = value_key(m, v.as.list->items[i]);
        builder_addf(&b, "%zu:", item.length);
        builder_add(&b, item);
    }
    return builder_str(&b);
}

// ---- numbering values

static bool can_be_coded(feel_value v)
{
    if (v.kind == FEEL_LIST) {
        for (size_t i = 0; i < v.as.list->count; i++)
            if (v.as.list->items[i].kind == FEEL_LIST || !can_be_coded(v.as.list->items[i]))
                return false;
        return true;
    }
    return v.kind == FEEL_STRING || v.kind == FEEL_BOOLEAN || v.kind == FEEL_NUMBER || v.kind == FEEL_DATE;
}

static uint32_t number_of(making *m, feel_value v)
{
    str key = value_key(m, v);
    uint32_t number = name_map_get(&m->numbers, key);
    if (number != NAME_MISSING)
        return number;
    number = (uint32_t)m->values.count;
    if (number == most_values(v.kind))
        return NAME_MISSING;
    name_map_put(&m->numbers, m->scratch, str_copy(m->scratch, key), number);
    *ARENA_PUSH(m->scratch, &m->values) = feel_copy(m->scratch, v);
    return number;
}

static void give_code(making *m, uint32_t row, feel_value v, bool error)
{
    uint32_t code = error ? ERROR_CODE : 0;
    m->has_error = m->has_error || error;
    m->has_null = m->has_null || (feel_is_null(v) && !error);
    if (!feel_is_null(v)) {
        code = 2;
        m->column->coded = m->column->coded && can_be_coded(v);
        if (m->column->coded) {
            m->column->kind = v.kind;
            uint32_t number = number_of(m, v);
            m->column->coded = number != NAME_MISSING;
            code += m->column->coded ? number : 0;
        }
    }
    m->codes[row] = code;
}

static void hold_number(making *m, uint32_t row, uint32_t number)
{
    *ARENA_PUSH(m->scratch, &m->held_items) = number;
    *ARENA_PUSH(m->scratch, &m->held_rows) = row;
}

static uint32_t item_number(making *m, str item)
{
    uint32_t number = name_map_get(&m->column->items, item);
    if (number == NAME_MISSING) {
        number = (uint32_t)m->items.count;
        m->column->itemised = number < MOST_ITEMS;
        item = str_copy(m->arena, item);
        name_map_put(&m->column->items, m->arena, item, number);
        *ARENA_PUSH(m->scratch, &m->items) = item;
    }
    return number;
}

static void hold_items(making *m, uint32_t row, feel_value v)
{
    if (v.kind != FEEL_LIST || !m->column->itemised)
        return;
    for (size_t i = 0; i < v.as.list->count; i++)
        hold_number(m, row, item_number(m, v.as.list->items[i].as.string));
}

// ---- rows as they were before an update

static void start_old(making *m, const scan_column *old)
{
    m->old = old;
    m->column->coded = m->column->coded && old->coded;
    m->column->itemised = m->column->itemised && old->itemised;
    m->old_numbers = ARENA_ARRAY(m->scratch, uint32_t, old->value_count);
    if (m->column->itemised) {
        m->old_items = column_items_by_row(m->scratch, m->before->columns, old);
        m->old_item_numbers = ARENA_ARRAY(m->scratch, uint32_t, old->items.count);
    }
}

// Of a value that was coded then.
static feel_value old_value(const making *m, uint32_t code)
{
    if (code < m->old->nulls)
        return FEEL_NULL_VALUE;
    return m->old->coded ? m->old->values[code - m->old->nulls] : FEEL_TRUE_VALUE;
}

static void hold_old_items(making *m, uint32_t row, uint32_t old_row)
{
    const items_by_row *of = &m->old_items;
    for (uint32_t i = of->starts[old_row]; i < of->starts[old_row + 1]; i++) {
        uint32_t *known = &m->old_item_numbers[of->items[i]];
        if (!*known)
            *known = 1 + item_number(m, m->old->item_names[of->items[i]]);
        hold_number(m, row, *known - 1);
    }
}

static void take_old(making *m, uint32_t row, uint32_t old_row)
{
    const uint32_t code = column_code(m->old, old_row);
    if (m->before->columns->irregular[old_row / 64] >> old_row % 64 & 1)
        note_irregular(m, row);
    if (m->column->itemised)
        hold_old_items(m, row, old_row);
    uint32_t *known =
        code < m->old->nulls || !m->column->coded ? NULL : &m->old_numbers[code - m->old->nulls];
    if (known && *known) {
        m->codes[row] = 1 + *known;
        return;
    }
    give_code(m, row, old_value(m, code), code == ERROR_CODE && m->old->nulls == 2);
    if (known)
        *known = m->codes[row] - 1;
}

static void read_rows(making *m)
{
    const column_wish *wish = &m->column->wish;
    for (uint32_t row = 0; row < m->all->rows; row++) {
        bool error;
        if (m->old && m->before->rows[row] != NAME_MISSING) {
            take_old(m, row, m->before->rows[row]);
            continue;
        }
        arena_reset(m->row_work);
        feel_value v = row_value(m, row, &error);
        if (!is_regular(v))
            note_irregular(m, row);
        hold_items(m, row, v);
        if (wish->source == COLUMN_COUNT)
            v = count_value(v);
        give_code(m, row, v, error);
    }
}

// ---- the order of values

typedef struct numbered {
    feel_value value;
    uint32_t number;
} numbered;

static int compare_dates(feel_date x, feel_date y)
{
    if (x.year != y.year)
        return x.year < y.year ? -1 : 1;
    if (x.month != y.month)
        return x.month < y.month ? -1 : 1;
    return (x.day > y.day) - (x.day < y.day);
}

// Of values of one kind; lists have no order.
static int compare_values(feel_value x, feel_value y)
{
    switch (x.kind) {
    case FEEL_BOOLEAN:
        return x.as.boolean - y.as.boolean;
    case FEEL_NUMBER:
        return decimal_compare(x.as.number, y.as.number);
    case FEEL_DATE:
        return compare_dates(x.as.date, y.as.date);
    case FEEL_STRING:
        return str_compare(x.as.string, y.as.string);
    default:
        return 0;
    }
}

static int by_value(const void *left, const void *right)
{
    const numbered *x = left, *y = right;
    int by_order = compare_values(x->value, y->value);
    return by_order ? by_order : (x->number > y->number) - (x->number < y->number);
}

uint32_t column_first_code(const scan_column *c, feel_value value, bool or_equal)
{
    uint32_t low = 0, high = c->value_count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        int order = compare_values(c->values[middle], value);
        if (order < 0 || (order == 0 && !or_equal))
            low = middle + 1;
        else
            high = middle;
    }
    return c->nulls + low;
}

// Puts the values in order; the place of each by its number.
static const uint32_t *order_values(making *m)
{
    size_t count = m->values.count;
    numbered *sorted = ARENA_ARRAY(m->scratch, numbered, count);
    for (size_t i = 0; i < count; i++)
        sorted[i] = (numbered){m->values.items[i], (uint32_t)i};
    if (count > 1)
        qsort(sorted, count, sizeof *sorted, by_value);
    feel_value *values = ARENA_ARRAY(m->arena, feel_value, count);
    uint32_t *places = ARENA_ARRAY(m->scratch, uint32_t, count + 1);
    for (size_t i = 0; i < count; i++) {
        values[i] = feel_copy(m->arena, sorted[i].value);
        places[sorted[i].number] = (uint32_t)i;
    }
    m->column->values = values;
    m->column->value_count = (uint32_t)count;
    return places;
}

// ---- writing

static void write_planes(making *m)
{
    scan_column *c = m->column;
    if (!c->coded)
        m->values.count = 0;
    const uint32_t *places = order_values(m);
    if (!c->coded)
        c->value_count = 1; // all that is not null
    c->nulls = m->has_error ? 2 : m->has_null;
    c->planes = code_bits(c->nulls + c->value_count);
    size_t words = m->all->chunks * c->planes * SCAN_CHUNK_WORDS;
    uint64_t *out = ARENA_ARRAY(m->arena, uint64_t, words);
    c->words = out;
    m->all->bytes += words * sizeof *out + c->value_count * sizeof *c->values;
    for (size_t row = 0; row < m->all->rows; row++) {
        uint32_t code = m->codes[row];
        if (code > ERROR_CODE)
            code = c->nulls + (c->coded ? places[code - 2] : 0);
        size_t within = row % SCAN_CHUNK_ROWS;
        uint64_t *at = out + row / SCAN_CHUNK_ROWS * c->planes * SCAN_CHUNK_WORDS + within / 64;
        for (unsigned plane = 0; plane < c->planes; plane++)
            at[(size_t)plane * SCAN_CHUNK_WORDS] |= (uint64_t)(code >> plane & 1) << within % 64;
    }
}

static void write_posting(making *m, posting *out, const uint16_t *rows, uint32_t count)
{
    *out = (posting){.count = count};
    if (count > POSTING_FEW) {
        uint64_t *words = ARENA_ARRAY(m->arena, uint64_t, SCAN_CHUNK_WORDS);
        for (uint32_t i = 0; i < count; i++)
            words[rows[i] / 64] |= UINT64_C(1) << rows[i] % 64;
        out->words = words;
        m->all->bytes += SCAN_CHUNK_WORDS * sizeof *words;
    } else if (count) {
        uint16_t *copy = ARENA_ARRAY(m->arena, uint16_t, count);
        memcpy(copy, rows, count * sizeof *rows);
        out->rows = copy;
        m->all->bytes += count * sizeof *copy;
    }
}

// The rows of one chunk, which holds the items from first to last, gathered by item.
static void write_chunk_postings(making *m, posting *postings, size_t chunk, size_t first, size_t last)
{
    size_t items = m->items.count;
    arena_reset(m->row_work);
    uint32_t *ends = ARENA_ARRAY(m->row_work, uint32_t, items + 1);
    uint16_t *rows = ARENA_ARRAY(m->row_work, uint16_t, last - first);
    for (size_t i = first; i < last; i++)
        ends[m->held_items.items[i] + 1]++;
    for (size_t i = 0; i < items; i++)
        ends[i + 1] += ends[i];
    for (size_t i = first; i < last; i++)
        rows[ends[m->held_items.items[i]]++] = (uint16_t)(m->held_rows.items[i] % SCAN_CHUNK_ROWS);
    for (size_t i = 0; i < items; i++) {
        uint32_t from = i ? ends[i - 1] : 0;
        write_posting(m, &postings[i * m->all->chunks + chunk], rows + from, ends[i] - from);
    }
}

static void write_postings(making *m)
{
    scan_column *c = m->column;
    if (!c->itemised)
        return;
    posting *postings = ARENA_ARRAY(m->arena, posting, m->items.count * m->all->chunks);
    m->all->bytes += m->items.count * m->all->chunks * sizeof *postings;
    c->postings = postings;
    str *names = ARENA_ARRAY(m->arena, str, m->items.count);
    if (m->items.count)
        memcpy(names, m->items.items, m->items.count * sizeof *names);
    c->item_names = names;
    size_t at = 0;
    for (size_t chunk = 0; chunk < m->all->chunks; chunk++) {
        size_t first = at;
        while (at < m->held_rows.count && m->held_rows.items[at] / SCAN_CHUNK_ROWS == chunk)
            at++;
        write_chunk_postings(m, postings, chunk, first, at);
    }
}

// ---- packed codes

enum { PACK_SIZE = 256 };

static bool can_be_packed(const scan_column *c)
{
    uint32_t codes = column_codes(c);
    return c->wish.for_criteria && c->coded && codes > 1 && codes <= PACK_SIZE;
}

static void add_codes(const scan_columns *all, const scan_column *c, uint8_t *bytes)
{
    for (uint32_t row = 0; row < all->rows; row++)
        bytes[row] = (uint8_t)(bytes[row] + column_code(c, row) * c->weight);
}

// Packs the column at first and, of those behind it, all that find room.
static void pack_from(arena *a, scan_columns *all, scan_column *columns, size_t count, size_t first,
                      packed_codes *pack)
{
    uint8_t *bytes = ARENA_ARRAY(a, uint8_t, all->chunks * SCAN_CHUNK_ROWS);
    *pack = (packed_codes){.bytes = bytes, .size = 1};
    for (size_t i = first; i < count; i++) {
        scan_column *c = &columns[i];
        if (c->pack != NAME_MISSING || !can_be_packed(c) || pack->size * column_codes(c) > PACK_SIZE)
            continue;
        c->pack = (uint32_t)all->pack_count;
        c->weight = pack->size;
        add_codes(all, c, bytes);
        pack->size *= column_codes(c);
    }
    all->pack_count++;
    all->bytes += all->chunks * SCAN_CHUNK_ROWS;
}

static void pack_columns(arena *a, scan_columns *all, scan_column *columns, size_t count)
{
    packed_codes *packs = ARENA_ARRAY(a, packed_codes, count);
    for (size_t i = 0; i < count; i++)
        columns[i].pack = NAME_MISSING;
    for (size_t i = 0; i < count; i++)
        if (columns[i].pack == NAME_MISSING && can_be_packed(&columns[i]))
            pack_from(a, all, columns, count, i, &packs[all->pack_count]);
    all->packs = packs;
}

// ---- all of them

static bool items_are_strings(const ruleset *r, const column_wish *wish)
{
    if (wish->source != COLUMN_FIELD)
        return false;
    const field *f = &r->therapist.fields[wish->index];
    return f->list && (f->kind == FIELD_TERM || f->kind == FIELD_STRING);
}

static void make_column(making *m, scan_column *c, const column_wish *wish, const scan_column *old)
{
    *m = (making){
        .arena = m->arena,
        .scratch = m->scratch,
        .row_work = m->row_work,
        .rules = m->rules,
        .pool = m->pool,
        .environment = m->environment,
        .all = m->all,
        .column = c,
        .before = m->before,
    };
    *c = (scan_column){.wish = *wish, .coded = wish->values};
    c->itemised = wish->items && items_are_strings(m->rules, wish);
    m->codes = ARENA_ARRAY(m->scratch, uint32_t, m->all->rows);
    if (old)
        start_old(m, old);
    read_rows(m);
    write_planes(m);
    write_postings(m);
    arena_reset(m->scratch);
}

void scan_columns_make(arena *a, const ruleset *r, const pool *p, const sights *s, const bool *wanted,
                       const columns_before *before, scan_columns *out)
{
    *out = (scan_columns){.rows = pool_count(p)};
    out->chunks = scan_chunks(out->rows);
    scan_column *columns = ARENA_ARRAY(a, scan_column, s->column_count);
    out->items = columns;
    out->irregular = ARENA_ARRAY(a, uint64_t, out->chunks * SCAN_CHUNK_WORDS);
    out->bytes = out->chunks * SCAN_CHUNK_WORDS * sizeof *out->irregular;
    making m = {.arena = a, .rules = r, .pool = p, .all = out, .before = before};
    m.scratch = arena_new_within(a);
    m.row_work = arena_new_within(a);
    m.environment = environment_new(a, r, NULL, (feel_date){.year = 1970, .month = 1, .day = 1});
    for (size_t i = 0; i < s->column_count; i++)
        if (wanted[i])
            make_column(&m, &columns[i], &s->columns[i], before->columns ? &before->columns->items[i] : NULL);
    pack_columns(a, out, columns, s->column_count);
    arena_free(m.scratch);
    arena_free(m.row_work);
}
