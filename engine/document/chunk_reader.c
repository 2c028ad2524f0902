// SPDX-License-Identifier: MIT
// The shared chunk reader: see chunk_reader.h.
#include "document/chunk_reader.h"

#include <errno.h>
#include <string.h>

static void close_file(void *thing)
{
    FILE **slot = thing;
    if (*slot)
        fclose(*slot);
}

bool chunk_open(chunk_reader *r, arena *a, arena *work, const char *path, diagnostics *d)
{
    *r = (chunk_reader){.arena = work, .chunk = CHUNK_BYTES};
    r->noted = source_stream(a, path);
    r->source = r->noted;
    r->capacity = 2 * CHUNK_BYTES;
    r->buffer = arena_alloc(work, r->capacity);
    r->data = r->buffer;
    // The clean-up is tied to the arena before there is anything to clean up, so that nothing can leak.
    FILE **slot = ARENA_NEW(work, FILE *);
    arena_defer(work, close_file, slot);
    FILE *file = fopen(path, "rb");
    if (!file) {
        diagnose_unreadable(d, (place){0}, path, 0, "");
        return false;
    }
    *slot = file;
    setvbuf(file, NULL, _IONBF, 0);
    r->file = file;
    return true;
}

void chunk_over(chunk_reader *r, arena *work, const source *s)
{
    *r = (chunk_reader){
        .arena = work, .source = s, .chunk = CHUNK_BYTES, .data = s->bytes.data ? s->bytes.data : ""};
}

// Makes room for a chunk behind the window: moves it to the buffer's front, or to a larger buffer.
static void make_room(chunk_reader *r)
{
    size_t before = (size_t)(r->data - r->buffer);
    if (r->capacity - before - r->length >= r->chunk)
        return;
    char *to = r->buffer;
    if (r->capacity - r->length < r->chunk || r->length > r->capacity / 2) {
        r->capacity = (r->length + r->chunk) * 2;
        to = arena_alloc(r->arena, r->capacity);
    }
    memmove(to, r->data, r->length);
    r->buffer = to;
    r->data = to;
}

static bool read_file(chunk_reader *r, diagnostics *d)
{
    make_room(r);
    char *to = r->buffer + (r->data - r->buffer) + r->length;
    errno = 0;
    size_t got = fread(to, 1, r->chunk, r->file);
    r->length += got;
    if (got)
        source_note(r->noted, to, got);
    if (got < r->chunk) {
        r->at_end = true;
        if (ferror(r->file)) {
            r->error = errno ? errno : EIO;
            errno = r->error;
            diagnose_unreadable(d, (place){0}, str_terminated(d->arena, r->source->name), 0, "");
        }
    }
    return got > 0;
}

bool chunk_more(chunk_reader *r, diagnostics *d)
{
    if (r->at_end)
        return false;
    if (r->file)
        return read_file(r, d);
    size_t left = r->source->bytes.length - (size_t)chunk_end(r);
    size_t step = left < r->chunk ? left : r->chunk;
    r->length += step;
    r->at_end = step == left;
    return step > 0;
}

void chunk_drop(chunk_reader *r, uint64_t before)
{
    if (before <= r->offset)
        return;
    size_t count = (size_t)(before - r->offset);
    r->data += count;
    r->length -= count;
    r->offset = before;
}

// How far s is plain ASCII from at on, eight bytes at a time.
static size_t skip_ascii(str s, size_t at)
{
    for (; at + 8 <= s.length; at += 8) {
        uint64_t word;
        memcpy(&word, s.data + at, 8);
        if (word & 0x8080808080808080u)
            break;
    }
    while (at < s.length && (unsigned char)s.data[at] < 0x80)
        at++;
    return at;
}

// Whether s, at most 3 bytes, could be the front of a valid sequence.
static bool could_go_on(str s)
{
    unsigned char lead = (unsigned char)s.data[0];
    size_t wanted = lead >= 0xC2 && lead <= 0xDF   ? 2
                    : (lead & 0xF0) == 0xE0        ? 3
                    : lead >= 0xF0 && lead <= 0xF4 ? 4
                                                   : 0;
    if (s.length >= wanted)
        return false;
    // Any valid sequence of this lead and these bytes will do; only the second byte's range depends on the
    // lead.
    char trial[4] = {s.data[0], lead == 0xED || lead == 0xF4 ? (char)0x80 : (char)0xBF, (char)0x80,
                     (char)0x80};
    if (lead == 0xF0)
        trial[1] = (char)0x90;
    for (size_t i = 1; i < s.length; i++)
        trial[i] = s.data[i];
    return utf8_valid((str){trial, wanted}, NULL);
}

size_t utf8_valid_front(str s, bool *cut)
{
    *cut = false;
    size_t at = 0;
    while ((at = skip_ascii(s, at)) < s.length) {
        size_t here = at;
        if (utf8_decode(s, &at) != 0xFFFD || at - here == 3)
            continue;
        size_t left = s.length - here;
        *cut = left <= 3 && could_go_on(str_slice(s, here, s.length));
        return here;
    }
    return at;
}
