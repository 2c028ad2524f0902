// SPDX-License-Identifier: MIT
// CSV by a state machine of its own, because each cell needs its place: see csv.h.
#include "document/csv.h"

#include "document/chunk_reader.h"
#include "document/chunks.h"

#include <inttypes.h>
#include <string.h>

typedef enum csv_state {
    AT_CELL, // before a cell's first byte
    IN_CELL, // in a cell without quotes
    IN_QUOTES,
    AFTER_QUOTE, // behind a quote within quotes: the closing one, or the first of two
    AFTER_RETURN // behind a closing quote and a carriage return
} csv_state;

typedef enum csv_event { CSV_MORE, CSV_ROW, CSV_TORN } csv_event;

typedef struct csv_raw {
    uint64_t from, to;
    bool quoted;  // from and to are then without the quotes
    bool doubled; // has doubled quotes within
} csv_raw;

typedef struct csv_reader {
    chunk_reader bytes;
    arena *records, *work;
    const limits *limits;
    diagnostics *diagnostics;
    const csv_handler *handler;
    csv_state state;
    VEC(csv_raw) cells;    // of the row, up to the one that is read
    csv_raw cell;          // that is read
    uint64_t row, row_end; // where the row begins and ends, without its line end
    uint64_t at;           // the next byte
    size_t columns;        // of the header; 0 before it
} csv_reader;

static void end_cell(csv_reader *r, uint64_t to)
{
    if (!r->cell.quoted)
        r->cell.to = to;
    *ARENA_PUSH(r->work, &r->cells) = r->cell;
    r->cell = (csv_raw){0};
    r->state = AT_CELL;
}

// Ends the row at the line end that begins at end.
static csv_event end_row(csv_reader *r, uint64_t end)
{
    bool has_return = end > r->cell.from && r->state == IN_CELL && *chunk_at(&r->bytes, end - 1) == '\r';
    r->row_end = has_return || r->state == AFTER_RETURN ? end - 1 : end;
    end_cell(r, r->row_end);
    return CSV_ROW;
}

// Goes on in a cell without quotes to its end.
static const char *skip_plain(const char *p, const char *end)
{
    while (p < end && *p != ',' && *p != '\n')
        p++;
    return p;
}

static bool take_after_quote(csv_reader *r, char c)
{
    if (c == '"') {
        r->cell.doubled = true;
        r->state = IN_QUOTES;
        return true;
    }
    r->cell.to = r->at - 1;
    if (c == '\r')
        r->state = AFTER_RETURN;
    return c == '\r' || c == ',' || c == '\n';
}

// Reads on to the row's end, or as far as the bytes at hand go.
static csv_event scan(csv_reader *r)
{
    const char *end = r->bytes.data + r->bytes.length;
    for (const char *p = chunk_at(&r->bytes, r->at); p < end; p++) {
        if (r->state == AT_CELL) {
            r->cell = (csv_raw){.from = r->at, .quoted = *p == '"'};
            r->state = r->cell.quoted ? IN_QUOTES : IN_CELL;
            if (r->cell.quoted) {
                r->cell.from = ++r->at;
                continue;
            }
        }
        if (r->state == IN_QUOTES || r->state == IN_CELL) {
            const char *from = p;
            const char *quote = r->state == IN_QUOTES ? memchr(p, '"', (size_t)(end - p)) : NULL;
            p = r->state == IN_CELL ? skip_plain(p, end) : quote ? quote : end;
            r->at += (uint64_t)(p - from);
            if (p == end)
                break;
        }
        if (r->state == IN_QUOTES)
            r->state = AFTER_QUOTE;
        else if (r->state == AFTER_RETURN && *p != '\n')
            return CSV_TORN;
        else if (r->state == AFTER_QUOTE && !take_after_quote(r, *p))
            return CSV_TORN;
        else if (*p == ',' && (r->state == IN_CELL || r->state == AFTER_QUOTE))
            end_cell(r, r->at);
        else if (*p == '\n' && r->state != IN_QUOTES)
            return end_row(r, r->at++);
        r->at++;
    }
    return CSV_MORE;
}

static bool diagnose_torn(csv_reader *r)
{
    bool open = r->state == IN_QUOTES;
    uint64_t at = open ? r->cell.from - 1 : r->state == AFTER_RETURN ? r->at - 1 : r->at;
    diagnostic *item = diagnose(r->diagnostics, CODE_csv_syntax, place_at(r->bytes.source, at, 1),
                                open ? "the quote that opens here is never closed"
                                     : "text behind the closing quote of a cell");
    diagnostic_help(r->diagnostics, item, "within a quoted cell a quote is written twice: \"\"");
    return false;
}

// What is read of a row must not grow without end.
static bool check_size(csv_reader *r, uint64_t end)
{
    const source *s = r->bytes.source;
    size_t columns = r->cells.count;
    if (columns > r->limits->csv_columns) {
        uint64_t at = r->cells.items[r->limits->csv_columns].from;
        diagnostic *item = diagnose(r->diagnostics, CODE_too_many, place_at(s, at, 1),
                                    "the row has more than %" PRIu64 " cells", r->limits->csv_columns);
        diagnostic_help(r->diagnostics, item, "the limit is named csv_columns");
        return false;
    }
    if (end - r->row <= r->limits->profile_bytes)
        return true;
    bool open = r->state == IN_QUOTES;
    diagnostic *item =
        diagnose(r->diagnostics, CODE_file_too_large, place_at(s, open ? r->cell.from - 1 : r->row, 1),
                 "a row is longer than the limit of %" PRIu64 " bytes", r->limits->profile_bytes);
    diagnostic_help(r->diagnostics, item,
                    open ? "is the quote that opens here never closed?" : "the limit is named profile_bytes");
    return false;
}

static bool check_utf8(csv_reader *r)
{
    str raw = {chunk_at(&r->bytes, r->row), (size_t)(r->row_end - r->row)};
    bool cut;
    size_t valid = utf8_valid_front(raw, &cut);
    if (valid == raw.length)
        return true;
    diagnostic *item = diagnose(r->diagnostics, CODE_invalid_utf8,
                                place_at(r->bytes.source, r->row + valid, 1), "this byte is not valid UTF-8");
    diagnostic_help(r->diagnostics, item, "save the file as UTF-8");
    return false;
}

// The place of a cell with its quotes.
static place cell_place(const csv_reader *r, const csv_raw *c)
{
    return place_at(r->bytes.source, c->from - c->quoted, c->to - c->from + 2u * c->quoted);
}

static bool check_count(csv_reader *r)
{
    size_t count = r->cells.count;
    if (r->columns == 0 || count == r->columns)
        return true;
    bool many = count > r->columns;
    const csv_raw *cell = many ? &r->cells.items[r->columns] : &r->cells.items[count - 1];
    diagnose(r->diagnostics, CODE_csv_syntax, cell_place(r, cell), "the row has %zu %s, the header has %zu",
             count, count == 1 ? "cell" : "cells", r->columns);
    return false;
}

// A cell's text; quotes written twice are made one.
static str cell_text(csv_reader *r, const csv_raw *c)
{
    str raw = {chunk_at(&r->bytes, c->from), (size_t)(c->to - c->from)};
    if (!c->doubled)
        return raw;
    char *out = arena_alloc(r->records, raw.length);
    size_t length = 0;
    for (size_t i = 0; i < raw.length; i++) {
        out[length++] = raw.data[i];
        if (raw.data[i] == '"')
            i++;
    }
    return (str){out, length};
}

static bool hand_on(csv_reader *r)
{
    csv_cell *cells = ARENA_ARRAY(r->records, csv_cell, r->cells.count);
    for (size_t i = 0; i < r->cells.count; i++) {
        const csv_raw *raw = &r->cells.items[i];
        cells[i] = (csv_cell){cell_text(r, raw), cell_place(r, raw), raw->quoted};
    }
    csv_row row = {cells, r->cells.count, place_at(r->bytes.source, r->row, r->row_end - r->row)};
    const csv_handler *h = r->handler;
    if (r->columns)
        return h->row(h->user, &row);
    r->columns = row.count;
    return h->header(h->user, &row);
}

// Takes the row that was just read whole.
static bool take_row(csv_reader *r)
{
    const csv_raw *first = &r->cells.items[0];
    bool blank = r->cells.count == 1 && !first->quoted && first->to == first->from;
    bool go_on = true;
    if (!check_size(r, r->row_end))
        go_on = false;
    else if (blank)
        ;
    else if (check_utf8(r) && check_count(r))
        go_on = hand_on(r);
    else if (r->columns == 0)
        go_on = false;
    else
        go_on = r->handler->bad(r->handler->user, place_at(r->bytes.source, r->row, r->row_end - r->row));
    arena_reset(r->records);
    r->cells.count = 0;
    r->row = r->at;
    return go_on;
}

// The last row may lack its line end.
static bool finish(csv_reader *r)
{
    if (r->state == IN_QUOTES)
        return diagnose_torn(r);
    if (r->state == AFTER_QUOTE)
        r->cell.to = r->at - 1;
    if (r->at > r->row) {
        if (r->state == AT_CELL)
            r->cell.from = r->at;
        end_row(r, r->at);
        if (!take_row(r))
            return false;
    }
    if (r->columns)
        return true;
    diagnose(r->diagnostics, CODE_csv_syntax, place_at(r->bytes.source, 0, 0), "the file has no header line");
    return false;
}

static bool run(csv_reader *r)
{
    while (chunk_end(&r->bytes) < 3 && chunk_more(&r->bytes, r->diagnostics))
        ;
    if (str_starts((str){r->bytes.data, r->bytes.length}, STR("\xEF\xBB\xBF")))
        r->row = r->at = 3;
    // A document of another format was taken for a table; it may be a client's.
    if (r->bytes.length > r->at && memchr("<{[", r->bytes.data[r->at], 3))
        diagnostics_withhold(r->diagnostics, r->bytes.source);
    while (!r->bytes.error) {
        csv_event event = scan(r);
        if (event == CSV_TORN)
            return diagnose_torn(r);
        if (event == CSV_ROW) {
            if (!take_row(r))
                return false;
            continue;
        }
        if (!check_size(r, r->at))
            return false;
        if (r->bytes.at_end)
            return finish(r);
        chunk_drop(&r->bytes, r->row);
        chunk_more(&r->bytes, r->diagnostics);
    }
    return false;
}

static csv_reader open_reader(arena *a, arena *records, const limits *l, diagnostics *d,
                              const csv_handler *handler)
{
    return (csv_reader){
        .records = records, .work = arena_new_within(a), .limits = l, .diagnostics = d, .handler = handler};
}

bool csv_read(arena *a, arena *record_arena, const char *path, const limits *l, diagnostics *d,
              const csv_handler *handler)
{
    csv_reader r = open_reader(a, record_arena, l, d, handler);
    bool whole = chunk_open(&r.bytes, a, r.work, path, d) && run(&r);
    arena_free(r.work);
    return whole;
}

bool csv_read_source(arena *a, arena *record_arena, const source *s, const limits *l, diagnostics *d,
                     const csv_handler *handler)
{
    return csv_read_chunks(a, record_arena, s, CHUNK_BYTES, l, d, handler);
}

bool csv_read_chunks(arena *a, arena *record_arena, const source *s, size_t chunk, const limits *l,
                     diagnostics *d, const csv_handler *handler)
{
    csv_reader r = open_reader(a, record_arena, l, d, handler);
    chunk_over(&r.bytes, r.work, s);
    r.bytes.chunk = chunk;
    bool whole = run(&r);
    arena_free(r.work);
    return whole;
}

void csv_escape(builder *out, str text)
{
    bool plain = true;
    for (size_t i = 0; i < text.length && plain; i++)
        plain = !strchr(",\"\r\n", text.data[i]) || text.data[i] == '\0';
    if (plain) {
        builder_add(out, text);
        return;
    }
    builder_addc(out, '"');
    for (size_t i = 0; i < text.length; i++) {
        if (text.data[i] == '"')
            builder_addc(out, '"');
        builder_addc(out, text.data[i]);
    }
    builder_addc(out, '"');
}
