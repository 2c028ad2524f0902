// SPDX-License-Identifier: MIT
// Guarded arenas, failing allocation, texts and goldens for tests: see support.h. (Commands: command.c.)
#include "support/support.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

typedef struct guarded_body {
    arena arena;
    void (*body)(arena *a, void *context);
    void *context;
} guarded_body;

static void run_body(void *context)
{
    guarded_body *g = context;
    g->body(&g->arena, g->context);
}

attune_status run_in_arena(const attune_allocator *allocator, size_t limit,
                           void (*body)(arena *a, void *context), void *context)
{
    guard outermost = {0};
    guarded_body g = {.body = body, .context = context};
    arena_init(&g.arena, allocator, &outermost, limit);
    attune_status status = guard_run(&outermost, run_body, &g);
    arena_free(&g.arena);
    return status;
}

typedef struct plain_body {
    void (*body)(arena *a);
} plain_body;

static void run_plain(arena *a, void *context)
{
    const plain_body *plain = context;
    plain->body(a);
}

void run_arena_test(void (*body)(arena *a))
{
    plain_body plain = {body};
    attune_status status = run_in_arena(NULL, 0, run_plain, &plain);
    if (status != ATTUNE_OK)
        fail_msg("the test's guard unwound with status %d", (int)status);
}

static void *allocate(void *user, size_t size)
{
    failing_allocator *f = user;
    f->calls++;
    if (f->fail_at && f->calls >= f->fail_at)
        return NULL;
    void *memory = malloc(size);
    if (memory)
        f->live++;
    return memory;
}

static void release(void *user, void *memory)
{
    failing_allocator *f = user;
    if (memory)
        f->live--;
    free(memory);
}

void failing_allocator_init(failing_allocator *f, size_t fail_at)
{
    *f = (failing_allocator){.allocator = {allocate, release, f}, .fail_at = fail_at};
}

typedef struct arena_call {
    void (*body)(arena *a, void *context);
    void *context;
} arena_call;

static attune_status call_in_arena(const attune_allocator *allocator, void *context)
{
    const arena_call *call = context;
    return run_in_arena(allocator, 0, call->body, call->context);
}

size_t assert_survives_failing_allocations(void (*body)(arena *a, void *context), void *context)
{
    arena_call call = {body, context};
    return assert_api_survives_failing_allocations(call_in_arena, &call, 0);
}

size_t assert_api_survives_failing_allocations(attune_status (*call)(const attune_allocator *allocator,
                                                                     void *context),
                                               void *context, size_t at_most)
{
    for (size_t n = 1;; n++) {
        bool last = at_most && n > at_most;
        failing_allocator f;
        failing_allocator_init(&f, last ? 0 : n);
        attune_status status = call(&f.allocator, context);
        if (f.live)
            fail_msg("%zu allocations left behind when allocation %zu fails", f.live, n);
        if (f.calls < n || last) {
            if (status == ATTUNE_MEMORY)
                fail_msg("memory reported short though no allocation failed");
            return f.calls;
        }
        if (status != ATTUNE_MEMORY)
            fail_msg("status %d when allocation %zu fails, not ATTUNE_MEMORY", (int)status, n);
    }
}

uint64_t test_random(uint64_t *seed)
{
    *seed ^= *seed << 13;
    *seed ^= *seed >> 7;
    *seed ^= *seed << 17;
    return *seed;
}

str test_next_piece(str *rest, char end)
{
    size_t i = 0;
    while (i < rest->length && rest->data[i] != end)
        i++;
    str piece = str_slice(*rest, 0, i);
    *rest = str_slice(*rest, i + 1, rest->length);
    return piece;
}

enum { CONTEXT = 3, SHOWN_LINES = 12 };

static void print_lines(const char *label, str text, size_t first_line)
{
    size_t line = 1;
    fprintf(stderr, "--- %s\n", label);
    for (size_t at = 0; at < text.length; line++) {
        size_t end = str_find(text, STR("\n"), at);
        str shown = str_slice(text, at, end);
        if (line + CONTEXT >= first_line && line < first_line + SHOWN_LINES)
            fprintf(stderr, "%c%5zu %.*s\n", line == first_line ? '>' : ' ', line, STR_ARGS(shown));
        at = end == SIZE_MAX ? text.length : end + 1;
    }
    if (line <= first_line)
        fprintf(stderr, ">      (ends after line %zu)\n", line - 1);
}

// Shows both texts from the first line that differs.
static void print_difference(str actual, str expected)
{
    size_t line = 1;
    size_t shorter = actual.length < expected.length ? actual.length : expected.length;
    for (size_t i = 0; i < shorter && actual.data[i] == expected.data[i]; i++)
        line += actual.data[i] == '\n';
    print_lines("expected", expected, line);
    print_lines("actual", actual, line);
}

void assert_text_equal_at(str actual, str expected, const char *file, int line)
{
    if (str_equal(actual, expected))
        return;
    print_difference(actual, expected);
    fprintf(stderr, "%s:%d: texts differ\n", file, line);
    _fail(file, line);
}

void assert_text_contains_at(str text, const char *part, const char *file, int line)
{
    if (str_contains(text, str_from(part)))
        return;
    fprintf(stderr, "%s:%d: \"%s\" is not in the text:\n%.*s\n", file, line, part, STR_ARGS(text));
    _fail(file, line);
}

// Digits, points, hyphens and blanks between them: a version with its date.
static size_t version_length(str text, size_t at)
{
    size_t end = at;
    while (end < text.length && text.data[end] && strchr("0123456789.- ", text.data[end]))
        end++;
    while (end > at && text.data[end - 1] == ' ')
        end--;
    return end - at;
}

// A copy with "*" for PCRE2's version, which is the machine's and no behaviour of ours. Freed by the caller.
static str without_versions(str text)
{
    static const char *const marks[] = {"\"pcre2\":\"", "\"pcre2\": \"", "PCRE2 "};
    char *copy = malloc(text.length + 1);
    size_t length = 0;
    assert_non_null(copy);
    for (size_t at = 0; at < text.length;) {
        size_t skipped = 0;
        for (size_t i = 0; !skipped && i < sizeof marks / sizeof *marks; i++) {
            str mark = str_from(marks[i]);
            if (text.length - at < mark.length || memcmp(text.data + at, mark.data, mark.length) != 0)
                continue;
            size_t version = version_length(text, at + mark.length);
            memcpy(copy + length, mark.data, mark.length);
            length += mark.length;
            copy[length] = '*';
            length += version > 0; // it has at least a character to stand for
            skipped = mark.length + version;
        }
        if (!skipped)
            copy[length++] = text.data[at++];
        at += skipped;
    }
    return (str){copy, length};
}

static void compare_golden(str actual, const char *name, const char *file, int line)
{
    char path[512];
    snprintf(path, sizeof path, "tests/golden/%s", name);
    const char *update = getenv("ATTUNE_UPDATE_GOLDEN");
    if (update && strcmp(update, "1") == 0) {
        test_write_file(path, actual);
        return;
    }
    if (!test_file_exists(path)) {
        fprintf(stderr, "%s:%d: there is no %s; ./run-tests --update-golden writes it\n", file, line, path);
        _fail(file, line);
    }
    FILE *stream = fopen(path, "rb");
    assert_non_null(stream);
    struct stat about;
    assert_int_equal(fstat(fileno(stream), &about), 0);
    char *expected = malloc((size_t)about.st_size + 1);
    assert_non_null(expected);
    size_t length = fread(expected, 1, (size_t)about.st_size, stream);
    fclose(stream);
    bool same = str_equal(actual, (str){expected, length});
    if (!same)
        print_difference(actual, (str){expected, length});
    free(expected);
    if (!same) {
        fprintf(stderr, "%s:%d: differs from %s\n", file, line, path);
        _fail(file, line);
    }
}

void assert_golden_at(str actual, const char *name, const char *file, int line)
{
    str told = without_versions(actual);
    compare_golden(told, name, file, line);
    free((char *)told.data);
}
