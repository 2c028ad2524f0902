// SPDX-License-Identifier: MIT
// Text evidence: N statements of 750 bytes, cut out of a file of real text (seeded, so that runs repeat),
// searched for thirty signals of one pattern each; beside PCRE2 alone, every pattern over every statement.
// Both take turns, so that they meet the same other load, and the best round of each counts. The matches must
// be the same, one by one.
//   bench_text PATTERNS FILE N
#include "base/memory.h"
#include "text/prepare.h"
#include "text/regex.h"
#include "text/signals.h"

#include "bench.h"

#include <stdio.h>
#include <stdlib.h>

enum { STATEMENT = 750, ROUNDS = 5 };

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
    text_run *run;
    regex_scratch *regexes;
} bench;

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

static void cut_statements(bench *b)
{
    uint64_t state = BENCH_SEED;
    b->statements = ARENA_ARRAY(&b->arena, str, b->count);
    for (size_t i = 0; i < b->count; i++) {
        size_t at = (size_t)(next_random(&state) % (b->text.length - STATEMENT));
        at = start_of_character(b->text, at);
        size_t end = start_of_character(b->text, at + STATEMENT);
        b->statements[i] = str_copy(&b->arena, str_slice(b->text, at, end));
    }
}

// The matches of one statement, added up to a number that tells whether others are the same.
static uint64_t fingerprint(size_t statement, size_t signal, size_t start, size_t end)
{
    uint64_t state = ((uint64_t)statement << 32 | signal << 20 | start << 10 | end) + 1;
    return next_random(&state);
}

typedef struct outcome {
    size_t matches;
    uint64_t fingerprint;
} outcome;

static void search_alone(bench *b, outcome *out)
{
    *out = (outcome){0};
    for (size_t i = 0; i < b->count; i++) {
        prepared_text p = text_prepare(&b->scratch, b->statements[i]);
        for (size_t k = 0; k < b->compiled.count; k++) {
            const size_t *spans = NULL;
            size_t from = 0;
            while (regex_search(b->compiled.items[k], b->regexes, p.plain, from, &spans) == REGEX_MATCH) {
                out->matches++;
                out->fingerprint +=
                    fingerprint(i, k, text_original(&p, spans[0]), text_original(&p, spans[1]));
                from = spans[1];
            }
        }
        arena_reset(&b->scratch);
    }
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

static void search_signals(bench *b, outcome *out)
{
    *out = (outcome){0};
    for (size_t i = 0; i < b->count; i++) {
        text_value value = {.text = b->statements[i]};
        text_result found = text_search(b->run, &value, 1, &b->scratch);
        out->matches += found.match_count;
        for (size_t k = 0; k < found.match_count; k++) {
            const text_match *m = &found.matches[k];
            out->fingerprint += fingerprint(i, m->signal, m->start, m->end);
        }
        arena_reset(&b->scratch);
    }
}

// Two times: by the processor's clock, and by the one on the wall.
typedef struct times {
    double processor, wall;
} times;

static times time_round(bench *b, void (*search)(bench *b, outcome *out), outcome *out)
{
    times start = {now_processor(), now()};
    search(b, out);
    return (times){now_processor() - start.processor, now() - start.wall};
}

static void keep_best(times *best, times t)
{
    if (best->processor == 0 || t.processor < best->processor)
        best->processor = t.processor;
    if (best->wall == 0 || t.wall < best->wall)
        best->wall = t.wall;
}

static void print_row(const bench *b, const char *what, times best, size_t matches)
{
    double megabytes = (double)b->count * STATEMENT / 1e6;
    printf("%-28s %8.1f %8.1f MB/s   %zu matches\n", what, megabytes / best.processor, megabytes / best.wall,
           matches);
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
    b->run = text_run_new(&b->arena, make_rules(b));
    b->regexes = regex_scratch_new(&b->arena, &b->limits);
    printf("%zu statements of %d bytes, %zu signals, one thread, the best of %d rounds\n", b->count,
           STATEMENT, b->patterns.count, ROUNDS);
    outcome found, alone;
    times found_best = {0}, alone_best = {0};
    for (int i = 0; i < ROUNDS; i++) {
        keep_best(&found_best, time_round(b, search_signals, &found));
        keep_best(&alone_best, time_round(b, search_alone, &alone));
    }
    printf("%-28s %8s %8s\n", "", "CPU time", "wall");
    print_row(b, "signals, found and judged", found_best, found.matches);
    print_row(b, "PCRE2 alone, not judged", alone_best, alone.matches);
    bool same = found.matches == alone.matches && found.fingerprint == alone.fingerprint;
    printf("%.1f times as fast by CPU time; the matches are %s\n",
           alone_best.processor / found_best.processor, same ? "the same" : "NOT the same");
    if (!same)
        exit(1);
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
