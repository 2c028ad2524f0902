// SPDX-License-Identifier: MIT
// Loads sources and keeps their line index: see source.h. How a place looks is in place.c.
// Opens the files it is named and no others; keeps none open.
#include "base/source.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { FIRST_READ = 64 * 1024 };

typedef struct load {
    arena *arena;
    int file;
    uint64_t max_bytes;
    uint64_t expected; // the size that the file system gives, 0 where it gives none
    char *data;
    size_t length;
    int error; // an errno, 0 for none
} load;

// Like read(), but goes on after signals.
static ssize_t read_some(int file, char *to, size_t size)
{
    ssize_t got;
    do
        got = read(file, to, size);
    while (got < 0 && errno == EINTR);
    return got;
}

static void grow_load(load *l, size_t *capacity)
{
    size_t larger = *capacity ? *capacity * 2 : l->expected ? (size_t)l->expected + 2 : FIRST_READ;
    char *moved = arena_alloc(l->arena, larger);
    if (l->length)
        memcpy(moved, l->data, l->length);
    l->data = moved;
    *capacity = larger;
}

// Reads to the end. One byte past the largest size is asked for, to tell a full file from a larger one.
static void read_all(void *context)
{
    load *l = context;
    size_t capacity = 0;
    for (;;) {
        if (l->length + 1 >= capacity)
            grow_load(l, &capacity);
        ssize_t got = read_some(l->file, l->data + l->length, capacity - l->length - 1);
        if (got < 0)
            l->error = errno;
        if (got <= 0)
            break;
        l->length += (size_t)got;
        if (l->length > l->max_bytes) {
            l->error = EFBIG;
            break;
        }
    }
    l->data[l->length] = '\0';
}

// Reads under a guard of its own, so that the file is closed also when memory runs out.
static void read_guarded(load *l)
{
    guard *outer = l->arena->guard;
    guard inner = {0};
    l->arena->guard = &inner;
    attune_status status = guard_run(&inner, read_all, l);
    l->arena->guard = outer;
    if (l->file != STDIN_FILENO)
        close(l->file);
    if (status != ATTUNE_OK)
        guard_fail(outer, status);
}

static void index_lines(source *s)
{
    *ARENA_PUSH(s->arena, &s->line_starts) = 0;
    for (size_t at = 0; at < s->bytes.length;) {
        const char *end = memchr(s->bytes.data + at, '\n', s->bytes.length - at);
        if (!end)
            break;
        at = (size_t)(end - s->bytes.data) + 1;
        *ARENA_PUSH(s->arena, &s->line_starts) = at;
    }
}

source *source_load(arena *a, const char *path, uint64_t max_bytes)
{
    source *s = ARENA_NEW(a, source);
    str name = str_copy(a, str_from(path));
    bool standard_input = strcmp(path, "-") == 0;
    load l = {.arena = a, .max_bytes = max_bytes};
    l.file = standard_input ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    if (l.file < 0)
        return NULL;
    struct stat about;
    if (fstat(l.file, &about) == 0 && S_ISREG(about.st_mode) && about.st_size > 0)
        l.expected = (uint64_t)about.st_size;
    if (l.expected > max_bytes) {
        if (!standard_input)
            close(l.file);
        errno = EFBIG;
        return NULL;
    }
    read_guarded(&l);
    if (l.error) {
        errno = l.error;
        return NULL;
    }
    *s = (source){.name = name, .bytes = {l.data, l.length}, .arena = a};
    index_lines(s);
    return s;
}

source *source_from_bytes(arena *a, str name, str bytes)
{
    source *s = ARENA_NEW(a, source);
    *s = (source){.name = name, .bytes = bytes, .arena = a};
    index_lines(s);
    return s;
}

source *source_stream(arena *a, const char *path)
{
    source *s = ARENA_NEW(a, source);
    *s = (source){.name = str_copy(a, str_from(path)), .streamed = true, .arena = a};
    struct stat about;
    s->rereadable = strcmp(path, "-") != 0 && stat(path, &about) == 0 && S_ISREG(about.st_mode);
    *ARENA_PUSH(a, &s->line_starts) = 0;
    return s;
}

void source_note(source *s, const char *chunk, size_t length)
{
    // What can't be read again needs every line's start, for the line number to be exact.
    uint64_t stride = s->rereadable ? SOURCE_LINE_STRIDE : 1;
    const char *at = chunk, *end = chunk + length;
    while (at < end && (at = memchr(at, '\n', (size_t)(end - at))) != NULL) {
        at++;
        s->noted_lines++;
        if (s->noted_lines % stride == 0)
            *ARENA_PUSH(s->arena, &s->line_starts) = s->noted_bytes + (uint64_t)(at - chunk);
    }
    s->noted_bytes += length;
}

void source_withhold(const source *s)
{
    ((source *)s)->is_private = true; // every source was made by this file, none of them const
}

place place_at(const source *s, uint64_t offset, uint64_t length)
{
    return (place){s, offset, length};
}
