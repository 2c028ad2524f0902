// SPDX-License-Identifier: MIT
// Text evidence: N statements of 750 bytes, cut out of a file of real text (seeded, so that runs repeat),
// searched for thirty signals of one pattern each; beside PCRE2 alone, every pattern over every statement.
// The matches must be the same.
//   bench_text PATTERNS FILE N
#include "base/memory.h"
#include "text/prepare.h"
#include "text/regex.h"
#include "text/signals.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { STATEMENT = 750 };

typedef struct bench {
    arena arena, scratch;
    guard guard;
    limits limits;
    const char *const *arguments;
    str text;
    VEC(str) patterns;
    VEC(const regex *) compiled;
    size_t count;
    str *statements;
} bench;

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static str read_file(arena *a, const char *path)
{
    builder out = builder_new(a);
    FILE *file = fopen(path, "rb");
    if (!file) {
        perror(path);
        exit(1);
    }
    char buffer[65536];
    for (size_t got; (got = fread(buffer, 1, sizeof buffer, file)) > 0;)
        builder_add(&out, (str){buffer, got});
    fclose(file);
    return builder_str(&out);
}

static void read_patterns(bench *b)
{
    str text = read_file(&b->arena, b->arguments[1]);
    for (size_t at = 0; at < text.length;) {
        size_t end = str_find(text, STR("\n"), at);
        end = end == SIZE_MAX ? text.length : end;
        regex_error error;
        str source = str_slice(text, at, end);
        *ARENA_PUSH(&b->arena, &b->patterns) = source;
        const regex *r = regex_compile(&b->arena, source, REGEX_CASELESS | REGEX_WORDS, &b->limits, &error);
        if (!r) {
            fprintf(stderr, "%.*s: %s\n", STR_ARGS(source), error.message);
            exit(1);
        }
        *ARENA_PUSH(&b->arena, &b->compiled) = r;
        at = end + 1;
    }
}

static size_t start_of_character(str text, size_t at)
{
    while (at > 0 && at < text.length && ((unsigned char)text.data[at] & 0xc0) == 0x80)
        at--;
    return at;
}

// A pseudo-random sequence (xorshift64*, Vigna 2016) with a fixed seed.
static void cut_statements(bench *b)
{
    uint64_t state = 88172645463325252u;
    b->statements = ARENA_ARRAY(&b->arena, str, b->count);
    for (size_t i = 0; i < b->count; i++) {
        state ^= state >> 12;
        state ^= state << 25;
        state ^= state >> 27;
        size_t at = (size_t)(state * 2685821657736338717u % (b->text.length - STATEMENT));
        at = start_of_character(b->text, at);
        size_t end = start_of_character(b->text, at + STATEMENT);
        b->statements[i] = str_copy(&b->arena, str_slice(b->text, at, end));
    }
}

static size_t search_alone(bench *b)
{
    size_t matches = 0;
    regex_scratch *scratch = regex_scratch_new(&b->arena, &b->limits);
    for (size_t i = 0; i < b->count; i++) {
        prepared_text p = text_prepare(&b->scratch, b->statements[i]);
        for (size_t k = 0; k < b->compiled.count; k++) {
            const size_t *spans = NULL;
            size_t from = 0;
            while (regex_search(b->compiled.items[k], scratch, p.plain, from, &spans) == REGEX_MATCH) {
                matches++;
                from = spans[1];
            }
        }
        arena_reset(&b->scratch);
    }
    return matches;
}

static text_rules *make_rules(bench *b)
{
    static const uint32_t FIELD = 0;
    diagnostics d;
    diagnostics_init(&d, &b->arena, 10);
    signal_spec *signals = ARENA_ARRAY(&b->arena, signal_spec, b->patterns.count);
    pattern_spec *patterns = ARENA_ARRAY(&b->arena, pattern_spec, b->patterns.count);
    for (size_t i = 0; i < b->patterns.count; i++) {
        patterns[i] = (pattern_spec){.source = b->patterns.items[i]};
        signals[i] = (signal_spec){.name = b->patterns.items[i],
                                   .patterns = &patterns[i],
                                   .pattern_count = 1,
                                   .fields = &FIELD,
                                   .field_count = 1};
    }
    return text_rules_build(&b->arena, &b->limits, NULL, 0, NULL, 0, signals, b->patterns.count, &d);
}

static size_t search_signals(bench *b, text_run *run)
{
    size_t matches = 0;
    for (size_t i = 0; i < b->count; i++) {
        text_value value = {.text = b->statements[i]};
        matches += text_search(run, &value, 1, &b->scratch).match_count;
        arena_reset(&b->scratch);
    }
    return matches;
}

static void run_bench(void *context)
{
    bench *b = context;
    b->text = read_file(&b->arena, b->arguments[2]);
    if (b->text.length <= STATEMENT || !utf8_valid(b->text, NULL)) {
        fprintf(stderr, "%s: not UTF-8, or too short\n", b->arguments[2]);
        exit(1);
    }
    read_patterns(b);
    cut_statements(b);
    text_run *run = text_run_new(&b->arena, make_rules(b));
    double megabytes = (double)b->count * STATEMENT / 1e6;
    printf("%zu statements of %d bytes, %zu signals, one thread\n", b->count, STATEMENT, b->patterns.count);
    search_signals(b, run);
    double start = now();
    size_t found = search_signals(b, run);
    double took = now() - start;
    printf("signals, found and judged   %8.1f MB/s   %zu matches\n", megabytes / took, found);
    start = now();
    size_t alone = search_alone(b);
    double alone_took = now() - start;
    printf("PCRE2 alone, not judged     %8.1f MB/s   %zu matches\n", megabytes / alone_took, alone);
    printf("%.1f times as fast; the matches are %s\n", alone_took / took,
           found == alone ? "as many" : "NOT as many");
}

int main(int count, char **arguments)
{
    bench b = {.limits = limits_default(), .arguments = (const char *const *)arguments};
    b.count = count == 4 ? (size_t)strtoul(arguments[3], NULL, 10) : 0;
    if (b.count == 0) {
        fprintf(stderr, "usage: bench_text PATTERNS FILE N\n");
        return 2;
    }
    arena_init(&b.arena, NULL, &b.guard, 0);
    arena_init(&b.scratch, NULL, &b.guard, 0);
    attune_status status = guard_run(&b.guard, run_bench, &b);
    arena_free(&b.scratch);
    arena_free(&b.arena);
    return status == ATTUNE_OK ? 0 : 1;
}
