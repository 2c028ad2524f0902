// SPDX-License-Identifier: MIT
// The form of facts: see facts_form.h. Read back, everything is checked against the rule set: which gates,
// flags and columns there are, and of what kind their values are.
#include "match/facts_form.h"

#include <string.h>

enum { FLAG_CODES = 243, PACKED_BYTE = 256, PACKED_MOST = 1 << 16, MOST_VALUES = 1 << 20 };

// ---- the arrays

typedef struct lister {
    arena *arena;
    VEC(facts_section) items;
} lister;

static void list(lister *l, const void *data, size_t chunk_bytes, section_check check, uint32_t below)
{
    *ARENA_PUSH(l->arena, &l->items) = (facts_section){(void *)data, chunk_bytes, check, below};
}

static void list_bits(lister *l, const uint64_t *data)
{
    list(l, data, SCAN_CHUNK_WORDS * sizeof *data, SECTION_BITS, 0);
}

static size_t flag_bytes(const pool_facts *f)
{
    return (f->flag_count + FLAGS_PER_BYTE - 1) / FLAGS_PER_BYTE;
}

facts_sections facts_sections_of(arena *a, const ruleset *r, const pool_facts *f)
{
    lister l = {.arena = a};
    for (size_t i = 0; i < r->gate_count; i++)
        if (f->gates_unmet[i]) {
            list_bits(&l, f->gates_unmet[i]);
            list_bits(&l, f->gates_unknown[i]);
        }
    list_bits(&l, f->flagged);
    for (size_t i = 0; i < flag_bytes(f); i++)
        list(&l, f->flags[i], SCAN_CHUNK_ROWS, SECTION_BYTES, FLAG_CODES);
    for (size_t i = 0; i < f->criteria_count; i++) {
        const packed_criteria *c = &f->criteria[i];
        if (c->bytes)
            list(&l, c->bytes, SCAN_CHUNK_ROWS, SECTION_BYTES, c->size);
        else
            list(&l, c->pairs, SCAN_CHUNK_ROWS * sizeof *c->pairs, SECTION_PAIRS, c->size);
    }
    list_bits(&l, f->columns.irregular);
    for (size_t i = 0; i < f->columns.pack_count; i++)
        list(&l, f->columns.packs[i].bytes, SCAN_CHUNK_ROWS, SECTION_BYTES, f->columns.packs[i].size);
    for (size_t i = 0; i < f->sights->column_count; i++) {
        const scan_column *c = &f->columns.items[i];
        if (c->words)
            list(&l, c->words, (size_t)c->planes * SCAN_CHUNK_WORDS * sizeof *c->words, SECTION_PLANES,
                 c->nulls + c->value_count);
    }
    return (facts_sections){l.items.items, l.items.count};
}

// ---- writing

static void put_bytes(builder *out, const void *bytes, size_t count)
{
    builder_add(out, (str){bytes, count});
}

static void put(builder *out, uint32_t number)
{
    put_bytes(out, &number, sizeof number);
}

static void put_str(builder *out, str text)
{
    put(out, (uint32_t)text.length);
    builder_add(out, text);
}

static void put_value(builder *out, feel_value v)
{
    put(out, (uint32_t)v.kind);
    switch (v.kind) {
    case FEEL_BOOLEAN:
        put(out, v.as.boolean);
        break;
    case FEEL_NUMBER:
        put_bytes(out, v.as.number.words, sizeof v.as.number.words);
        break;
    case FEEL_DATE:
        put(out, (uint32_t)v.as.date.year);
        put(out, v.as.date.month);
        put(out, v.as.date.day);
        break;
    case FEEL_STRING:
        put_str(out, v.as.string);
        break;
    case FEEL_LIST:
        put(out, (uint32_t)v.as.list->count);
        for (size_t i = 0; i < v.as.list->count; i++)
            put_value(out, v.as.list->items[i]);
        break;
    default:
        break;
    }
}

static void put_criteria(builder *out, const packed_criteria *c)
{
    put(out, c->pairs != NULL);
    put(out, (uint32_t)c->part_count);
    for (size_t i = 0; i < c->part_count; i++) {
        const packed_part *part = &c->parts[i];
        put(out, part->criterion);
        put(out, part->digits);
        put(out, part->has_unknown);
        for (uint32_t k = 0; k + part->has_unknown < part->digits; k++)
            put_bytes(out, part->values[k].words, sizeof part->values[k].words);
    }
}

static void put_column(builder *out, const scan_column *c)
{
    put(out, c->words != NULL);
    if (!c->words)
        return;
    put(out, c->wish.source);
    put(out, c->wish.index);
    put(out, c->coded);
    put(out, c->nulls);
    put(out, c->value_count);
    put(out, c->pack);
    for (uint32_t i = 0; c->coded && i < c->value_count; i++)
        put_value(out, c->values[i]);
    put(out, c->itemised ? (uint32_t)c->items.count : NAME_MISSING);
    for (size_t i = 0; c->itemised && i < c->items.count; i++)
        put_str(out, c->item_names[i]);
}

str facts_form_write(arena *a, const ruleset *r, const pool_facts *f)
{
    builder out = builder_new(a);
    put(&out, f->keyed);
    put(&out, (uint32_t)r->criterion_count);
    for (size_t i = 0; i < r->criterion_count; i++)
        put(&out, f->unpacked[i]);
    put(&out, (uint32_t)f->criteria_count);
    for (size_t i = 0; i < f->criteria_count; i++)
        put_criteria(&out, &f->criteria[i]);
    put(&out, (uint32_t)f->sights->column_count);
    for (size_t i = 0; i < f->sights->column_count; i++)
        put_column(&out, &f->columns.items[i]);
    return builder_str(&out);
}

// ---- reading

typedef struct form_reader {
    arena *arena;
    const ruleset *rules;
    pool_facts *facts;
    str rest;
    bool bad;
} form_reader;

static str get_bytes(form_reader *in, size_t count)
{
    if (in->bad || in->rest.length < count) {
        in->bad = true;
        return STR_NONE;
    }
    str bytes = str_slice(in->rest, 0, count);
    in->rest = str_slice(in->rest, count, in->rest.length);
    return bytes;
}

static uint32_t get(form_reader *in)
{
    uint32_t number = 0;
    str bytes = get_bytes(in, sizeof number);
    if (bytes.data)
        memcpy(&number, bytes.data, sizeof number);
    return number;
}

// A number that is at most that; 0, and bad, where it is not.
static uint32_t get_within(form_reader *in, uint32_t most)
{
    uint32_t number = get(in);
    in->bad = in->bad || number > most;
    return in->bad ? 0 : number;
}

static decimal get_decimal(form_reader *in)
{
    decimal number = decimal_from_int(0);
    str bytes = get_bytes(in, sizeof number.words);
    if (bytes.data)
        memcpy(number.words, bytes.data, sizeof number.words);
    in->bad = in->bad || !decimal_is_finite(number);
    return number;
}

static str get_str(form_reader *in)
{
    str text = get_bytes(in, get(in));
    in->bad = in->bad || !utf8_valid(text, NULL);
    return text.length ? text : STR("");
}

static feel_date get_date(form_reader *in)
{
    int32_t year = (int32_t)get(in);
    uint32_t month = get(in), day = get(in);
    in->bad = in->bad || !feel_date_is_valid(year, month, day);
    return in->bad ? (feel_date){1970, 1, 1} : (feel_date){year, (uint8_t)month, (uint8_t)day};
}

static feel_value get_value(form_reader *in, feel_kind kind, feel_kind items);

static feel_value get_list(form_reader *in, feel_kind items)
{
    uint32_t count = get(in);
    VEC(feel_value) values = {0};
    for (uint32_t i = 0; i < count && !in->bad; i++)
        *ARENA_PUSH(in->arena, &values) = get_value(in, items, FEEL_NULL);
    return feel_make_list(in->arena, values.items, values.count);
}

// A value of the kind; of a list, all of whose items are of one kind, too.
static feel_value get_value(form_reader *in, feel_kind kind, feel_kind items)
{
    if (get(in) != (uint32_t)kind)
        in->bad = true;
    if (in->bad)
        return FEEL_NULL_VALUE;
    switch (kind) {
    case FEEL_BOOLEAN:
        return feel_boolean(get_within(in, 1) != 0);
    case FEEL_NUMBER:
        return feel_number(get_decimal(in));
    case FEEL_DATE:
        return (feel_value){.kind = FEEL_DATE, .as.date = get_date(in)};
    case FEEL_STRING:
        return feel_string(get_str(in));
    case FEEL_LIST:
        return get_list(in, items);
    default:
        in->bad = true;
        return FEEL_NULL_VALUE;
    }
}

static bool once_per_pool(const expression *x)
{
    return timing_of(x->reads) == ONCE_PER_POOL;
}

// Not initialised: all of it is read from the store.
static void *keep(form_reader *in, size_t count, size_t size)
{
    if (size && count > SIZE_MAX / 2 / size)
        guard_fail(in->arena->guard, ATTUNE_LIMIT);
    in->facts->bytes += count * size;
    return arena_alloc(in->arena, count * size);
}

static uint64_t *keep_bits(form_reader *in)
{
    return keep(in, in->facts->chunks, SCAN_CHUNK_WORDS * sizeof(uint64_t));
}

static void make_gates_and_flags(form_reader *in)
{
    const ruleset *r = in->rules;
    pool_facts *f = in->facts;
    f->gates_unmet = ARENA_ARRAY(in->arena, uint64_t *, r->gate_count);
    f->gates_unknown = ARENA_ARRAY(in->arena, uint64_t *, r->gate_count);
    for (size_t i = 0; i < r->gate_count; i++)
        if (once_per_pool(&r->gates[i].require)) {
            f->gates_unmet[i] = keep_bits(in);
            f->gates_unknown[i] = keep_bits(in);
        }
    f->flag_numbers = ARENA_ARRAY(in->arena, uint32_t, r->flag_count);
    for (size_t i = 0; i < r->flag_count; i++)
        f->flag_numbers[i] = once_per_pool(&r->flags[i].when) ? (uint32_t)f->flag_count++ : NAME_MISSING;
    f->flags = ARENA_ARRAY(in->arena, uint8_t *, flag_bytes(f));
    for (size_t i = 0; i < flag_bytes(f); i++)
        f->flags[i] = keep(in, f->chunks, SCAN_CHUNK_ROWS);
    f->flagged = keep_bits(in);
}

// What a criterion comes to: from 0 to 1.
static decimal get_share(form_reader *in)
{
    decimal share = get_decimal(in);
    in->bad = in->bad || decimal_compare(share, decimal_from_int(0)) < 0 ||
              decimal_compare(share, decimal_from_int(1)) > 0;
    return share;
}

// Whose value is packed so far is noted in seen.
static void get_part(form_reader *in, packed_criteria *c, packed_part *part, bool *seen)
{
    uint32_t criterion = get(in);
    bool known = criterion < in->rules->criterion_count && !seen[criterion] &&
                 once_per_pool(&in->rules->criteria[criterion].value);
    *part = (packed_part){.criterion = criterion, .weight = c->size, .digits = get_within(in, PACKED_MOST)};
    part->has_unknown = get_within(in, 1);
    uint32_t values = part->digits - part->has_unknown;
    in->bad = in->bad || !known || part->digits < 1 || (uint64_t)c->size * part->digits > PACKED_MOST ||
              in->rest.length / sizeof(decimal) < values;
    if (in->bad)
        return;
    seen[criterion] = true;
    decimal *out = keep(in, values, sizeof *out);
    for (uint32_t i = 0; i < values; i++)
        out[i] = get_share(in);
    part->values = out;
    c->size *= part->digits;
}

static void get_criteria(form_reader *in)
{
    const ruleset *r = in->rules;
    pool_facts *f = in->facts;
    bool *seen = ARENA_ARRAY(in->arena, bool, r->criterion_count);
    in->bad = in->bad || get(in) != r->criterion_count;
    f->unpacked = ARENA_ARRAY(in->arena, bool, r->criterion_count);
    for (size_t i = 0; i < r->criterion_count; i++)
        seen[i] = f->unpacked[i] = get_within(in, 1) && once_per_pool(&r->criteria[i].value);
    uint32_t count = get_within(in, (uint32_t)r->criterion_count);
    packed_criteria *all = ARENA_ARRAY(in->arena, packed_criteria, count);
    for (uint32_t i = 0; i < count && !in->bad; i++) {
        packed_criteria *c = &all[i];
        bool wide = get_within(in, 1);
        c->part_count = get_within(in, (uint32_t)r->criterion_count);
        c->size = 1;
        packed_part *parts = ARENA_ARRAY(in->arena, packed_part, c->part_count);
        for (size_t k = 0; k < c->part_count && !in->bad; k++)
            get_part(in, c, &parts[k], seen);
        c->parts = parts;
        in->bad = in->bad || (!wide && c->size > PACKED_BYTE);
        if (wide)
            c->pairs = keep(in, f->chunks, SCAN_CHUNK_ROWS * sizeof *c->pairs);
        else
            c->bytes = keep(in, f->chunks, SCAN_CHUNK_ROWS);
    }
    for (size_t i = 0; i < r->criterion_count; i++)
        in->bad = in->bad || (once_per_pool(&r->criteria[i].value) && !seen[i]);
    f->criteria = all;
    f->criteria_count = count;
}

// ---- reading columns

static feel_kind kind_of_field(const field *f)
{
    switch (f->kind) {
    case FIELD_BOOLEAN:
        return FEEL_BOOLEAN;
    case FIELD_NUMBER:
        return FEEL_NUMBER;
    case FIELD_DATE:
        return FEEL_DATE;
    case FIELD_STRING:
    case FIELD_TERM:
        return FEEL_STRING;
    default:
        return FEEL_NULL; // texts and records are not coded
    }
}

static feel_kind column_kind(const ruleset *r, const column_wish *wish, feel_kind *items)
{
    *items = FEEL_NULL;
    switch (wish->source) {
    case COLUMN_SIGNAL:
        return FEEL_BOOLEAN;
    case COLUMN_COUNT:
        return FEEL_NUMBER;
    case COLUMN_LET:
        return r->lets[wish->index].type->kind;
    default:
        break;
    }
    const field *f = &r->therapist.fields[wish->index];
    *items = kind_of_field(f);
    return f->list && *items != FEEL_NULL ? FEEL_LIST : *items;
}

static void get_values(form_reader *in, scan_column *c)
{
    feel_kind items, kind = column_kind(in->rules, &c->wish, &items);
    feel_value *values = ARENA_ARRAY(in->arena, feel_value, c->value_count);
    in->bad = in->bad || c->value_count > in->rest.length;
    for (uint32_t i = 0; i < c->value_count && !in->bad; i++)
        values[i] = get_value(in, kind, items);
    c->values = values;
    c->kind = c->value_count ? kind : FEEL_NULL;
}

static void get_items(form_reader *in, scan_column *c)
{
    uint32_t count = get(in);
    const field *f = c->wish.source == COLUMN_FIELD ? &in->rules->therapist.fields[c->wish.index] : NULL;
    if (count == NAME_MISSING || in->bad)
        return;
    in->bad = !f || !f->list || kind_of_field(f) != FEEL_STRING || count > in->rest.length;
    if (in->bad)
        return;
    c->itemised = true;
    str *names = ARENA_ARRAY(in->arena, str, count);
    for (uint32_t i = 0; i < count && !in->bad; i++) {
        names[i] = get_str(in);
        in->bad = in->bad || !name_map_put(&c->items, in->arena, names[i], i);
    }
    c->item_names = names;
    c->postings = keep(in, count * in->facts->chunks, sizeof *c->postings);
}

// The pack that holds its codes, of those there are or the next.
static void get_pack(form_reader *in, scan_column *c)
{
    scan_columns *all = &in->facts->columns;
    packed_codes *packs = (packed_codes *)all->packs; // made here
    c->pack = get(in);
    if (c->pack == NAME_MISSING || in->bad)
        return;
    in->bad = c->pack > all->pack_count || c->pack >= in->facts->sights->column_count;
    if (in->bad)
        return;
    packed_codes *pack = &packs[c->pack];
    if (c->pack == all->pack_count) {
        *pack = (packed_codes){keep(in, in->facts->chunks, SCAN_CHUNK_ROWS), 1};
        all->pack_count++;
    }
    c->weight = pack->size;
    in->bad = (uint64_t)pack->size * column_codes(c) > PACKED_BYTE || column_codes(c) == 0;
    pack->size *= in->bad ? 1 : column_codes(c);
}

static void get_column(form_reader *in, const column_wish *wish, scan_column *c)
{
    *c = (scan_column){.wish = *wish, .pack = NAME_MISSING};
    bool made = get_within(in, 1), wanted = wish->for_pairs && in->facts->keyed;
    in->bad = in->bad || made != wanted;
    if (!made || in->bad)
        return;
    in->bad = get(in) != (uint32_t)wish->source || get(in) != wish->index;
    c->coded = get_within(in, 1);
    c->nulls = get_within(in, 2);
    c->value_count = get_within(in, MOST_VALUES);
    in->bad = in->bad || (c->coded && !wish->values) || (!c->coded && c->value_count != 1);
    c->planes = code_bits(column_codes(c));
    get_pack(in, c);
    if (c->coded && !in->bad)
        get_values(in, c);
    if (!in->bad)
        c->words = keep(in, in->facts->chunks * c->planes, SCAN_CHUNK_WORDS * sizeof(uint64_t));
    get_items(in, c);
}

static void get_columns(form_reader *in)
{
    pool_facts *f = in->facts;
    scan_column *columns = ARENA_ARRAY(in->arena, scan_column, f->sights->column_count);
    f->columns = (scan_columns){.rows = f->rows, .chunks = f->chunks, .items = columns};
    f->columns.irregular = keep_bits(in);
    f->columns.packs = ARENA_ARRAY(in->arena, packed_codes, f->sights->column_count);
    in->bad = in->bad || get(in) != f->sights->column_count;
    for (size_t i = 0; i < f->sights->column_count && !in->bad; i++)
        get_column(in, &f->sights->columns[i], &columns[i]);
}

pool_facts *facts_form_read(arena *a, const ruleset *r, size_t rows, str bytes)
{
    pool_facts *f = ARENA_NEW(a, pool_facts);
    f->rows = rows;
    f->chunks = scan_chunks(rows);
    f->sights = sights_of(a, r);
    form_reader in = {.arena = a, .rules = r, .facts = f, .rest = bytes, .bad = !bytes.data};
    f->keyed = get_within(&in, 1);
    make_gates_and_flags(&in);
    get_criteria(&in);
    get_columns(&in);
    return in.bad || in.rest.length ? NULL : f;
}
