// SPDX-License-Identifier: MIT
// How a place looks to a person: line, column, the line's text cut around it. See source.h.
// A streamed source's stretch is read again from its file; where that can't be done, the text stays empty.
#include "base/source.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

enum {
    SHOWN = 160,        // code points of a line that are shown at most
    MARGIN = 4 * SHOWN, // bytes that certainly hold as many
    CHUNK = 16 * 1024,  // bytes read again at a time
    REPLACEMENT = 0xFFFD,
    ELLIPSIS = 0x2026,
};

// What the bytes of a source are read through.
typedef struct reader {
    const source *source;
    int file; // of a streamed source that was opened again, else -1
} reader;

static uint64_t source_length(const source *s)
{
    return s->streamed ? s->noted_bytes : s->bytes.length;
}

// Bytes from…to-1 as far as they can be had, at most size; returns how many were put into out.
static size_t read_range(const reader *r, uint64_t from, uint64_t to, char *out, size_t size)
{
    if (to > source_length(r->source))
        to = source_length(r->source);
    if (from >= to)
        return 0;
    size_t wanted = to - from < size ? (size_t)(to - from) : size;
    if (!r->source->streamed) {
        memcpy(out, r->source->bytes.data + from, wanted);
        return wanted;
    }
    size_t got = 0;
    while (r->file >= 0 && got < wanted) {
        ssize_t n = pread(r->file, out + got, wanted - got, (off_t)(from + got));
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            break;
        got += (size_t)n;
    }
    return got;
}

// The index of the last noted line start that is not past the offset.
static size_t nearest_start(const source *s, uint64_t offset)
{
    size_t low = 0, high = s->line_starts.count;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (s->line_starts.items[middle] <= offset)
            low = middle;
        else
            high = middle;
    }
    return low;
}

// Line (from 1) and the offset where it starts.
static uint64_t find_line(const reader *r, uint64_t offset, uint64_t *start)
{
    const source *s = r->source;
    uint64_t line = 1, at = 0;
    if (s->line_starts.count) {
        size_t index = nearest_start(s, offset);
        at = s->line_starts.items[index];
        line += s->streamed && s->rereadable ? (uint64_t)index * SOURCE_LINE_STRIDE : index;
    }
    *start = at;
    char bytes[CHUNK];
    for (size_t got; at < offset && (got = read_range(r, at, offset, bytes, sizeof bytes)) > 0; at += got)
        for (size_t i = 0; i < got; i++)
            if (bytes[i] == '\n') {
                line++;
                *start = at + i + 1;
            }
    return line;
}

// How many bytes at the start of text are ASCII, in steps of eight.
static size_t ascii_start(const char *text, size_t length)
{
    size_t at = 0;
    for (uint64_t eight; at + sizeof eight <= length; at += sizeof eight) {
        memcpy(&eight, text + at, sizeof eight);
        if (eight & 0x8080808080808080u)
            break;
    }
    return at;
}

// Code points in from…to-1; a byte that is no part of one counts as one.
static uint64_t count_code_points(const reader *r, uint64_t from, uint64_t to)
{
    char bytes[CHUNK];
    uint64_t count = 0;
    while (from < to) {
        size_t got = read_range(r, from, to, bytes, sizeof bytes);
        if (got == 0)
            return count + (to - from);
        size_t at = ascii_start(bytes, got);
        count += at;
        // A sequence cut by the chunk's end is left for the next chunk.
        while (at < got && (got - at >= 4 || from + got >= to)) {
            utf8_decode((str){bytes, got}, &at);
            count++;
        }
        from += at;
    }
    return count;
}

// Control characters and marks that turn the writing direction would deceive whoever reads a terminal.
static uint32_t made_visible(uint32_t c)
{
    bool control = (c < 0x20 && c != '\t') || (c >= 0x7F && c <= 0x9F);
    bool turns_direction = (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
    bool separates = c == 0x2028 || c == 0x2029;
    return control || turns_direction || separates ? REPLACEMENT : c;
}

// A stretch of a line as code points.
typedef struct stretch {
    uint32_t items[MARGIN + 4];
    size_t count;
    bool complete; // reaches the line's start, or its end
} stretch;

static void decode(str bytes, stretch *out)
{
    for (size_t at = 0; at < bytes.length;)
        out->items[out->count++] = made_visible(utf8_decode(bytes, &at));
}

static void read_before(const reader *r, uint64_t line_start, uint64_t offset, stretch *out)
{
    uint64_t from = offset - line_start > MARGIN ? offset - MARGIN : line_start;
    char bytes[MARGIN];
    size_t got = read_range(r, from, offset, bytes, sizeof bytes);
    size_t skip = 0;
    while (from > line_start && skip < got && skip < 3 && ((unsigned char)bytes[skip] & 0xC0) == 0x80)
        skip++;
    decode((str){bytes + skip, got - skip}, out);
    out->complete = from == line_start;
}

static void read_after(const reader *r, uint64_t offset, stretch *out)
{
    char bytes[MARGIN + 4];
    size_t got = read_range(r, offset, UINT64_MAX, bytes, sizeof bytes);
    const char *newline = got ? memchr(bytes, '\n', got) : NULL;
    out->complete = newline != NULL || got < sizeof bytes;
    size_t length = newline ? (size_t)(newline - bytes) : got;
    if (newline && length > 0 && bytes[length - 1] == '\r')
        length--;
    decode((str){bytes, length}, out);
}

// Puts the shown part of the line together and says where the caret stands in it.
static void cut_line(place_view *view, const stretch *before, const stretch *after, arena *a)
{
    size_t half = before->count < SHOWN / 2 ? before->count : SHOWN / 2;
    size_t right = after->count < SHOWN - half ? after->count : SHOWN - half;
    size_t left = before->count < SHOWN - right ? before->count : SHOWN - right;
    bool cut_left = left < before->count || !before->complete;
    bool cut_right = right < after->count || !after->complete;
    builder text = builder_new(a);
    if (cut_left)
        builder_add_code_point(&text, ELLIPSIS);
    for (size_t i = before->count - left; i < before->count; i++)
        builder_add_code_point(&text, before->items[i]);
    for (size_t i = 0; i < right; i++)
        builder_add_code_point(&text, after->items[i]);
    if (cut_right)
        builder_add_code_point(&text, ELLIPSIS);
    view->line_text = builder_str(&text);
    view->caret = (uint32_t)(left + cut_left);
    if (view->caret_length > right)
        view->caret_length = right ? (uint32_t)right : 1;
}

static uint32_t clamp32(uint64_t n)
{
    return n > UINT32_MAX ? UINT32_MAX : (uint32_t)n;
}

static place_view look(const reader *r, place p, arena *a)
{
    uint64_t end = source_length(r->source);
    uint64_t offset = p.offset < end ? p.offset : end;
    uint64_t stop = p.length < end - offset ? offset + p.length : end;
    uint64_t start;
    place_view view = {.line = clamp32(find_line(r, offset, &start))};
    // A place on a line's CR LF stands right behind the line's text.
    char around[2] = {0};
    if (offset > start && read_range(r, offset - 1, offset + 1, around, 2) == 2 &&
        memcmp(around, "\r\n", 2) == 0)
        offset--;
    view.column = clamp32(count_code_points(r, start, offset) + 1);
    if (stop - offset > MARGIN)
        stop = offset + MARGIN;
    view.caret_length = clamp32(count_code_points(r, offset, stop));
    if (view.caret_length == 0)
        view.caret_length = 1;
    stretch before = {.count = 0}, after = {.count = 0};
    read_before(r, start, offset, &before);
    read_after(r, offset, &after);
    cut_line(&view, &before, &after, a);
    return view;
}

// look() may run out of memory; the file is closed even then.
typedef struct guarded_look {
    reader reader;
    place place;
    arena *arena;
    place_view view;
} guarded_look;

static void run_look(void *context)
{
    guarded_look *g = context;
    g->view = look(&g->reader, g->place, g->arena);
}

static place_view look_again(place p, arena *a)
{
    guarded_look g = {{p.source, -1}, p, a, {0}};
    const char *path = str_terminated(a, p.source->name);
    g.reader.file = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
    guard *outer = a->guard;
    guard inner = {0};
    a->guard = &inner;
    attune_status status = guard_run(&inner, run_look, &g);
    a->guard = outer;
    if (g.reader.file >= 0)
        close(g.reader.file);
    if (status != ATTUNE_OK)
        guard_fail(outer, status);
    return g.view;
}

place_view place_look(place p, arena *a)
{
    if (!p.source || source_length(p.source) == 0)
        return (place_view){0};
    place_view view;
    if (p.source->streamed && p.source->rereadable) {
        view = look_again(p, a);
    } else {
        reader r = {p.source, -1};
        view = look(&r, p, a);
    }
    view.withheld = p.source->is_private;
    if (view.withheld || (p.source->streamed && !p.source->rereadable))
        view.line_text = STR_NONE;
    return view;
}
