// SPDX-License-Identifier: MIT
// NDJSON line by line: see json.h.
#include "document/json_reader.h"

#include "document/chunk_reader.h"
#include "document/chunks.h"

#include <inttypes.h>
#include <string.h>

typedef struct line_reader {
    chunk_reader bytes;
    arena *records, *work, *scratch; // scratch: for one line
    const limits *limits;
    diagnostics *diagnostics;
    const json_lines_handler *handler;
    uint64_t start;    // of the line
    uint64_t searched; // no line end up to here
    bool skipping;     // a line that is too long, diagnosed already
} line_reader;

static void open_reader(line_reader *r, arena *a, arena *records, const limits *l, diagnostics *d,
                        const json_lines_handler *handler)
{
    *r = (line_reader){.records = records,
                       .work = arena_new_within(a),
                       .scratch = arena_new_within(a),
                       .limits = l,
                       .diagnostics = d,
                       .handler = handler};
}

static void close_reader(line_reader *r)
{
    arena_free(r->scratch);
    arena_free(r->work);
}

static bool refuse_length(line_reader *r, uint64_t end)
{
    const source *s = r->bytes.source;
    diagnostic *item =
        diagnose(r->diagnostics, CODE_file_too_large, place_at(s, r->start, 1),
                 "this line is longer than the limit of %" PRIu64 " bytes", r->limits->profile_bytes);
    diagnostic_help(r->diagnostics, item, "the limit is named profile_bytes");
    return r->handler->bad(r->handler->user, place_at(s, r->start, end - r->start));
}

// Takes the line that ends before end.
static bool take_line(line_reader *r, uint64_t end)
{
    const json_lines_handler *h = r->handler;
    if (r->skipping) {
        r->skipping = false;
        return true;
    }
    str line = {chunk_at(&r->bytes, r->start), (size_t)(end - r->start)};
    if (json_skip_space(line, 0) == line.length)
        return true;
    if (line.length > r->limits->profile_bytes)
        return refuse_length(r, end);
    json_text text = {r->bytes.source, line, r->start};
    const json_value *value = json_parse_text(r->records, r->scratch, text, r->limits, r->diagnostics);
    arena_reset(r->scratch);
    bool go_on =
        value ? h->record(h->user, value) : h->bad(h->user, place_at(text.source, text.offset, line.length));
    arena_reset(r->records);
    return go_on;
}

// Takes all lines that are at hand whole.
static bool take_lines(line_reader *r)
{
    for (;;) {
        size_t left = (size_t)(chunk_end(&r->bytes) - r->searched);
        const char *from = chunk_at(&r->bytes, r->searched);
        const char *hit = left ? memchr(from, '\n', left) : NULL;
        if (!hit) {
            r->searched += left;
            return true;
        }
        uint64_t end = r->searched + (uint64_t)(hit - from);
        if (!take_line(r, end))
            return false;
        r->start = r->searched = end + 1;
    }
}

static bool run(line_reader *r)
{
    while (chunk_end(&r->bytes) < 3 && chunk_more(&r->bytes, r->diagnostics))
        ;
    if (str_starts((str){r->bytes.data, r->bytes.length}, STR("\xEF\xBB\xBF")))
        r->start = r->searched = 3;
    while (!r->bytes.error) {
        if (!take_lines(r))
            return false;
        if (r->bytes.at_end)
            return r->start == chunk_end(&r->bytes) || take_line(r, chunk_end(&r->bytes));
        if (!r->skipping && r->searched - r->start > r->limits->profile_bytes) {
            if (!refuse_length(r, r->searched))
                return false;
            r->skipping = true;
        }
        if (r->skipping)
            r->start = r->searched;
        chunk_drop(&r->bytes, r->start);
        chunk_more(&r->bytes, r->diagnostics);
    }
    return false;
}

bool json_lines(arena *a, arena *record_arena, const char *path, const limits *l, diagnostics *d,
                const json_lines_handler *handler)
{
    line_reader r;
    open_reader(&r, a, record_arena, l, d, handler);
    bool whole = chunk_open(&r.bytes, a, r.work, path, d) && run(&r);
    close_reader(&r);
    return whole;
}

bool json_lines_source(arena *a, arena *record_arena, const source *s, const limits *l, diagnostics *d,
                       const json_lines_handler *handler)
{
    return json_lines_chunks(a, record_arena, s, CHUNK_BYTES, l, d, handler);
}

bool json_lines_chunks(arena *a, arena *record_arena, const source *s, size_t chunk, const limits *l,
                       diagnostics *d, const json_lines_handler *handler)
{
    line_reader r;
    open_reader(&r, a, record_arena, l, d, handler);
    chunk_over(&r.bytes, r.work, s);
    r.bytes.chunk = chunk;
    bool whole = run(&r);
    close_reader(&r);
    return whole;
}
