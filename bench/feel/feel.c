// SPDX-License-Identifier: MIT
// FEEL as a library: compiles the conditions of a file once, evaluates each over N invented contexts (seeded,
// so that runs repeat), and leaves contexts and answers for peers.mjs, which compares both with other
// engines.
//   bench_feel CONDITIONS N CONTEXTS ANSWERS     the last two are written
#include "base/memory.h"
#include "feel/feel.h"

#include "bench.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CLIENT, THERAPIST, VARIABLES, MOST_MEMBERS = 9, MOST_ITEMS = 4 };

typedef struct member {
    const char *name;
    feel_kind kind;
    const char *const *words; // what a text or a list's items are taken from
    size_t word_count;
    int64_t low, high; // of a number; years of a date
} member;

static const char *const STATES[] = {"CO", "WY", "UT", "NM", "AZ"};
static const char *const GOALS[] = {"stress", "confidence", "career", "sleep", "relationships", "grief"};
static const char *const LEVELS[] = {"high", "medium", "low"};
static const char *const METHODS[] = {"cbt", "act", "emdr", "psychodynamic", "dbt"};
static const char *const GENDERS[] = {"female", "male", "nonbinary"};
static const char *const HEADLINES[] = {
    "I help people reach the goals that matter to them, at work and at home.",
    "Your Goals, your pace: therapy for people who achieve and are tired.",
    "A calm place to think, whatever brings you here today."};

#define WORDS(list) .words = (list), .word_count = sizeof(list) / sizeof *(list)

static const member MEMBERS[VARIABLES][MOST_MEMBERS] = {
    [CLIENT] = {{"max_fee", FEEL_NUMBER, .low = 60, .high = 260},
                {"state", FEEL_STRING, WORDS(STATES)},
                {"goals", FEEL_LIST, WORDS(GOALS)},
                {"functioning", FEEL_STRING, WORDS(LEVELS)},
                {"method", FEEL_STRING, WORDS(METHODS)},
                {"start", FEEL_DATE, .low = 2026, .high = 2027}},
    [THERAPIST] = {{"fee", FEEL_NUMBER, .low = 60, .high = 260},
                   {"licensed_in", FEEL_LIST, WORDS(STATES)},
                   {"focus", FEEL_LIST, WORDS(GOALS)},
                   {"years", FEEL_NUMBER, .low = 0, .high = 35},
                   {"gender", FEEL_STRING, WORDS(GENDERS)},
                   {"methods", FEEL_LIST, WORDS(METHODS)},
                   {"sliding_scale", FEEL_BOOLEAN, .low = 0, .high = 1},
                   {"headline", FEEL_STRING, WORDS(HEADLINES)},
                   {"available_from", FEEL_DATE, .low = 2026, .high = 2027}}};
static const char *const NAMES[VARIABLES] = {"client", "therapist"};

typedef struct bench {
    arena arena, scratch;
    guard guard;
    limits limits;
    feel_scope scope;
    const feel_type *types[VARIABLES];
    size_t count;
    feel_value (*rows)[VARIABLES][MOST_MEMBERS]; // of each context
    feel_value contexts[VARIABLES];
    size_t at; // the context being looked at
    const char *const *arguments;
} bench;

static int64_t random_between(uint64_t *state, int64_t low, int64_t high)
{
    return low + (int64_t)((next_random(state) >> 33) % (uint64_t)(high - low + 1));
}

static feel_value random_word(const member *m, uint64_t *state)
{
    return feel_string(str_from(m->words[random_between(state, 0, (int64_t)m->word_count - 1)]));
}

static feel_value random_value(arena *a, const member *m, uint64_t *state)
{
    switch (m->kind) {
    case FEEL_BOOLEAN:
        return feel_boolean(random_between(state, m->low, m->high) == 1);
    case FEEL_NUMBER:
        return feel_integer(random_between(state, m->low, m->high));
    case FEEL_STRING:
        return random_word(m, state);
    case FEEL_DATE:
        return (feel_value){.kind = FEEL_DATE,
                            .as.date = {(int32_t)random_between(state, m->low, m->high),
                                        (uint8_t)random_between(state, 1, 12),
                                        (uint8_t)random_between(state, 1, 28)}};
    default: {
        feel_value items[MOST_ITEMS];
        size_t count = (size_t)random_between(state, 1, MOST_ITEMS);
        for (size_t i = 0; i < count; i++)
            items[i] = random_word(m, state);
        return feel_make_list(a, items, count);
    }
    }
}

static const feel_type *type_of(arena *a, const member *m)
{
    return m->kind == FEEL_LIST ? feel_type_list(a, feel_type_basic(FEEL_STRING)) : feel_type_basic(m->kind);
}

static size_t member_count(size_t variable)
{
    size_t count = 0;
    while (count < MOST_MEMBERS && MEMBERS[variable][count].name)
        count++;
    return count;
}

static void make_scope(bench *b)
{
    feel_variable *variables = ARENA_ARRAY(&b->arena, feel_variable, VARIABLES);
    for (size_t v = 0; v < VARIABLES; v++) {
        feel_member *members = ARENA_ARRAY(&b->arena, feel_member, MOST_MEMBERS);
        for (size_t m = 0; m < member_count(v); m++)
            members[m] = (feel_member){str_from(MEMBERS[v][m].name), type_of(&b->arena, &MEMBERS[v][m])};
        b->types[v] = feel_type_context(&b->arena, members, member_count(v), false);
        variables[v] = (feel_variable){str_from(NAMES[v]), b->types[v]};
    }
    b->scope = (feel_scope){.variables = variables, .count = VARIABLES};
}

static void make_rows(bench *b)
{
    uint64_t state = BENCH_SEED;
    b->rows = arena_array(&b->arena, b->count, sizeof *b->rows);
    for (size_t i = 0; i < b->count; i++)
        for (size_t v = 0; v < VARIABLES; v++)
            for (size_t m = 0; m < member_count(v); m++)
                b->rows[i][v][m] = random_value(&b->arena, &MEMBERS[v][m], &state);
}

static feel_value client_member(void *host, uint32_t index)
{
    bench *b = host;
    return b->rows[b->at][CLIENT][index];
}

static feel_value therapist_member(void *host, uint32_t index)
{
    bench *b = host;
    return b->rows[b->at][THERAPIST][index];
}

static feel_value variable(void *host, uint32_t slot)
{
    return ((bench *)host)->contexts[slot];
}

static void write_json(FILE *file, feel_value v)
{
    switch (v.kind) {
    case FEEL_STRING:
        fprintf(file, "\"%.*s\"", STR_ARGS(v.as.string));
        break;
    case FEEL_DATE:
        fprintf(file, "\"%04d-%02u-%02u\"", v.as.date.year, v.as.date.month, v.as.date.day);
        break;
    case FEEL_LIST:
        fputc('[', file);
        for (size_t i = 0; i < v.as.list->count; i++) {
            fputs(i ? "," : "", file);
            write_json(file, v.as.list->items[i]);
        }
        fputc(']', file);
        break;
    case FEEL_NUMBER: {
        int64_t whole;
        fprintf(file, "%" PRId64, decimal_to_int(v.as.number, &whole) ? whole : 0);
        break;
    }
    default:
        fputs(feel_is_null(v) ? "null" : feel_is_true(v) ? "true" : "false", file);
        break;
    }
}

static FILE *open_or_exit(const char *path, const char *mode)
{
    FILE *file = fopen(path, mode);
    if (!file) {
        perror(path);
        exit(1);
    }
    return file;
}

static void close_or_exit(FILE *file, const char *path)
{
    if (fclose(file) != 0) {
        perror(path);
        exit(1);
    }
}

static void write_contexts(bench *b, const char *path)
{
    FILE *file = open_or_exit(path, "wb");
    for (size_t i = 0; i < b->count; i++) {
        for (size_t v = 0; v < VARIABLES; v++) {
            fprintf(file, "%s\"%s\":{", v ? "," : "{", NAMES[v]);
            for (size_t m = 0; m < member_count(v); m++) {
                fprintf(file, "%s\"%s\":", m ? "," : "", MEMBERS[v][m].name);
                write_json(file, b->rows[i][v][m]);
            }
            fputc('}', file);
        }
        fputs("}\n", file);
    }
    close_or_exit(file, path);
}

static void report_problem(void *user, const feel_problem *problem)
{
    fprintf(stderr, "%.*s: %.*s\n", STR_ARGS(*(const str *)user), STR_ARGS(problem->message));
}

// Evaluates over all contexts; values may be NULL. Returns nanoseconds for one.
static double evaluate_all(bench *b, const feel_expression *e, str *values)
{
    feel_run run = {.arena = &b->scratch, .limits = &b->limits, .variable = variable, .host = b};
    double start = now();
    for (b->at = 0; b->at < b->count; b->at++) {
        feel_value value = feel_evaluate(e, &run);
        if (values)
            values[b->at] = feel_value_source(&b->arena, value);
        arena_reset(&b->scratch);
    }
    return (now() - start) / (double)b->count;
}

// The same where the condition is compiled for each context, as those do it that take it as text.
static double compile_all(bench *b, str condition, const feel_options *options)
{
    feel_run run = {.arena = &b->scratch, .limits = &b->limits, .variable = variable, .host = b};
    double start = now();
    for (b->at = 0; b->at < b->count; b->at++) {
        const feel_expression *e = feel_compile(&b->scratch, condition, &b->scope, options);
        feel_evaluate(e, &run);
        arena_reset(&b->scratch);
    }
    return (now() - start) / (double)b->count;
}

static void answer(bench *b, str condition, FILE *file)
{
    feel_options options = {.limits = &b->limits, .report = report_problem, .report_user = &condition};
    const feel_expression *e = feel_compile(&b->arena, condition, &b->scope, &options);
    if (!e)
        exit(1);
    str *values = ARENA_ARRAY(&b->arena, str, b->count);
    evaluate_all(b, e, values); // and so warm
    fprintf(file, "{\"ns\":%.1f,", evaluate_all(b, e, NULL));
    fprintf(file, "\"text_ns\":%.1f,\"values\":[", compile_all(b, condition, &options));
    for (size_t i = 0; i < b->count; i++)
        fprintf(file, "%s%.*s", i ? "," : "", STR_ARGS(values[i]));
    fputs("]}\n", file);
}

static void run_bench(void *context)
{
    bench *b = context;
    make_scope(b);
    make_rows(b);
    b->contexts[CLIENT] = feel_host_context(&b->arena, b->types[CLIENT], client_member, b);
    b->contexts[THERAPIST] = feel_host_context(&b->arena, b->types[THERAPIST], therapist_member, b);
    write_contexts(b, b->arguments[3]);
    FILE *conditions = open_or_exit(b->arguments[1], "rb");
    FILE *answers = open_or_exit(b->arguments[4], "wb");
    char line[4096];
    while (fgets(line, sizeof line, conditions))
        if (line[0] != '#' && line[0] != '\n') {
            size_t length = strcspn(line, "\t\n");
            answer(b, str_copy(&b->arena, (str){line, length}), answers);
        }
    fclose(conditions);
    close_or_exit(answers, b->arguments[4]);
}

int main(int count, char **arguments)
{
    bench b = {.limits = limits_default(), .arguments = (const char *const *)arguments};
    b.count = count == 5 ? (size_t)strtoul(arguments[2], NULL, 10) : 0;
    if (b.count == 0) {
        fprintf(stderr, "usage: bench_feel CONDITIONS N CONTEXTS ANSWERS\n");
        return 2;
    }
    arena_init(&b.arena, NULL, &b.guard, 0);
    arena_init(&b.scratch, NULL, &b.guard, 0);
    attune_status status = guard_run(&b.guard, run_bench, &b);
    arena_free(&b.scratch);
    arena_free(&b.arena);
    return status == ATTUNE_OK ? 0 : 1;
}
