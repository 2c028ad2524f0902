// SPDX-License-Identifier: MIT
// Attune's rows of the scale benchmark. Each row goes to standard output as
//   WORK<tab>ENGINE<tab>THERAPISTS<tab>MILLISECONDS<tab>PEAK MB<tab>NOTE
// which is what the other engines' programs print too. A new row is a function in the table at the end.
//   bench_scale POOL FOLDER CLIENT…             all measurements; also writes what --answers writes
//   bench_scale --answers POOL FOLDER CLIENT…   what the other engines are given, and must come to
//   bench_scale --read POOL                     reads a pool and searches no text, on one thread
#include "scale/scale.h"

#include "bench.h"

#include <inttypes.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

enum { MOST_CLIENTS = 8, BATCH = 1000, MOST_RUNS = 15, PLACES = 10 };
static const double MOST_SECONDS = 3, BATCH_SECONDS = 6;
static const feel_date TODAY = {2026, 3, 1};

// --- Memory, counted ---

static atomic_size_t live_bytes;

static void *counted_allocate(void *user, size_t size)
{
    (void)user;
    size_t *memory = malloc(size + 16);
    if (!memory)
        return NULL;
    *memory = size;
    atomic_fetch_add(&live_bytes, size);
    return (char *)memory + 16;
}

static void counted_release(void *user, void *memory)
{
    (void)user;
    if (!memory)
        return;
    size_t *start = (void *)((char *)memory - 16);
    atomic_fetch_sub(&live_bytes, *start);
    free(start);
}

static const attune_allocator counted = {counted_allocate, counted_release, NULL};

static double peak_megabytes(void)
{
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return (double)usage.ru_maxrss / 1024;
}

// --- What is measured with ---

typedef struct scale {
    arena arena; // emptied ahead of each run
    guard guard;
    attune_ruleset *rules;
    attune_pool *pool;
    attune_client *clients[MOST_CLIENTS];
    size_t client_count;
    const char *pool_path, *folder;
    double load_seconds;
    size_t pool_bytes;
    bool answers_only;
} scale;

static void stop_on(attune_status status, const attune_error *error)
{
    if (status == ATTUNE_OK)
        return;
    fprintf(stderr, "%s:%u: %s\n", error->file, (unsigned)error->line, error->message);
    exit(1);
}

static attune_options options_of(unsigned threads)
{
    attune_options options;
    attune_options_init(&options);
    options.allocator = &counted;
    options.rules_dir = "rules";
    options.threads = threads;
    return options;
}

static void print_row(const scale *s, const char *work, double seconds, const char *note)
{
    printf("%s\tAttune\t%zu\t%.3f\t%.0f\t%s\n", work, attune_pool_count(s->pool), seconds * 1e3,
           peak_megabytes(), note);
    fflush(stdout);
}

// The shortest of a few runs after a warm-up, which itself is the answer where it took long.
static double measure(scale *s, void (*run)(scale *s, const void *context), const void *context)
{
    double best = 0, total = 0;
    for (size_t runs = 0; runs <= MOST_RUNS && total < MOST_SECONDS; runs++) {
        double start = now();
        run(s, context);
        double took = now() - start;
        total += took;
        if (runs < 2 || took < best)
            best = took;
    }
    return best;
}

// --- One client ---

static const client_plan *rank_client(arena *a, const scale *s, const profile *client, size_t top,
                                      ranking *out)
{
    diagnostics d;
    diagnostics_init(&d, a, 10);
    const client_plan *plan = client_plan_make(a, s->rules->rules, client, TODAY, &d);
    rank_options options = {.threads = 1, .top = top, .places_only = top > 0};
    attune_status status = rank_pool(a, s->rules->rules, plan, s->pool->pool, s->pool->facts, &options, out);
    if (status != ATTUNE_OK && status != ATTUNE_EMPTY)
        guard_fail(a->guard, status);
    return plan;
}

static void run_rank(scale *s, const void *client)
{
    ranking ranked;
    arena_reset(&s->arena);
    rank_client(&s->arena, s, client, PLACES, &ranked);
}

static void run_plan(scale *s, const void *client)
{
    arena_reset(&s->arena);
    diagnostics d;
    diagnostics_init(&d, &s->arena, 10);
    client_plan_make(&s->arena, s->rules->rules, client, TODAY, &d);
}

static void write_client(scale *s, const profile *client)
{
    ranking all;
    arena_reset(&s->arena);
    const client_plan *plan = rank_client(&s->arena, s, client, 0, &all);
    write_parameters(&s->arena, s->folder, s->rules->rules, plan);
    write_answers(&s->arena, s->folder, s->pool->pool, plan, &all);
}

// The work is called as the client is.
static void time_clients(scale *s)
{
    for (size_t i = 0; i < s->client_count; i++) {
        const profile *client = s->clients[i]->profile;
        ranking ranked;
        arena_reset(&s->arena);
        rank_client(&s->arena, s, client, PLACES, &ranked);
        char note[80];
        snprintf(note, sizeof note, "plan, scan and first ten of %zu; one thread", ranked.ranked);
        print_row(s, s->clients[i]->id, measure(s, run_rank, client), note);
    }
    print_row(s, "plan", measure(s, run_plan, s->clients[0]->profile), "the client plan alone");
}

static volatile int32_t tenth_best; // so that the work is done

static void run_yardstick(scale *s, const void *context)
{
    (void)s;
    tenth_best = yardstick_run(context);
}

static void time_yardstick(scale *s)
{
    arena_reset(&s->arena);
    const yardstick *y = yardstick_new(&s->arena, attune_pool_count(s->pool));
    double seconds = measure(s, run_yardstick, y);
    printf("yardstick\tby hand\t%zu\t%.3f\t-\t24 random bits a therapist, three look-ups, the first ten; one "
           "thread\n",
           attune_pool_count(s->pool), seconds * 1e3);
}

// --- Many clients ---

// Clients like the first one, who want other things; no gate keeps anybody from them.
static profile draw_client(arena *a, const profile *like, uint64_t number)
{
    profile p = *like;
    uint64_t state = BENCH_SEED ^ (number * 0x9e3779b97f4a7c15u);
    p.values = ARENA_ARRAY(a, feel_value, like->side->count);
    memcpy(p.values, like->values, like->side->count * sizeof *p.values);
    for (size_t i = 1; i < like->side->count; i++) {
        const field *f = &like->side->fields[i];
        if (f->kind != FIELD_TERM || feel_is_null(p.values[i]) || str_equal(f->name, str_from("language")) ||
            str_equal(f->name, str_from("ways")))
            continue;
        if (!f->list) {
            p.values[i] = feel_string(f->terms->terms[next_random(&state) % f->terms->count].id);
            continue;
        }
        feel_value items[4];
        size_t count = 1 + next_random(&state) % 4, first = next_random(&state) % f->terms->count;
        for (size_t j = 0; j < count; j++)
            items[j] = feel_string(f->terms->terms[(first + j * 5) % f->terms->count].id);
        p.values[i] = feel_make_list(a, items, count);
    }
    return p;
}

typedef struct batch {
    const scale *scale;
    pthread_t thread;
    guard guard;
    arena arena;
    uint64_t from, step, done;
    double until;
} batch;

static void rank_batch(void *context)
{
    batch *b = context;
    for (uint64_t i = b->from; i < BATCH && now() < b->until; i += b->step) {
        ranking ranked;
        arena_reset(&b->arena);
        profile client = draw_client(&b->arena, b->scale->clients[0]->profile, i);
        rank_client(&b->arena, b->scale, &client, PLACES, &ranked);
        b->done++;
    }
}

static void *run_batch(void *context)
{
    batch *b = context;
    arena_init(&b->arena, NULL, &b->guard, 0);
    if (guard_run(&b->guard, rank_batch, b) != ATTUNE_OK)
        b->done = 0;
    arena_free(&b->arena);
    return NULL;
}

// Ranks as many of the clients as there is time for, and scales up.
static double time_batch(const scale *s, size_t threads, uint64_t *done)
{
    batch batches[2] = {{0}};
    double start = now();
    for (size_t i = 0; i < threads; i++) {
        batches[i] = (batch){.scale = s, .from = i, .step = threads, .until = start + BATCH_SECONDS};
        if (i)
            pthread_create(&batches[i].thread, NULL, run_batch, &batches[i]);
    }
    run_batch(&batches[0]);
    for (size_t i = 1; i < threads; i++)
        pthread_join(batches[i].thread, NULL);
    double took = now() - start;
    *done = batches[0].done + batches[1].done;
    return took * BATCH / (double)*done;
}

static void time_batches(scale *s)
{
    double one = 0;
    for (size_t threads = 1; threads <= 2; threads++) {
        uint64_t done;
        char note[160];
        double seconds = time_batch(s, threads, &done);
        double rate = BATCH * (double)attune_pool_count(s->pool) / seconds / 1e6;
        int length = snprintf(note, sizeof note, "no gate filters; %.2f million pairs/s", rate);
        if (threads == 2)
            length += snprintf(note + length, sizeof note - length, ", %.2f times one thread", rate / one);
        if (done < BATCH)
            snprintf(note + length, sizeof note - length, "; scaled up from %" PRIu64 " clients", done);
        one = rate;
        print_row(s, threads == 1 ? "1,000 clients, 1 thread" : "1,000 clients, 2 threads", seconds, note);
    }
}

// --- The pool ---

static void report_pool(scale *s)
{
    const pool *p = s->pool->pool;
    size_t rows = pool_count(p), texts = 0;
    for (uint32_t row = 0; row < rows; row++)
        for (uint32_t i = 0; i < s->rules->rules->therapist.count; i++)
            if (s->rules->rules->therapist.fields[i].kind == FIELD_TEXT)
                texts += pool_text(p, row, i, 0).length;
    print_row(s, "read, search, facts", s->load_seconds,
              "the pool's XML, texts searched, facts made; all cores");
    char note[160];
    snprintf(note, sizeof note, "%.1f bytes of memory a therapist without the %.1f of the statement",
             (double)(s->pool_bytes - texts) / (double)rows, (double)texts / (double)rows);
    printf("open pool\tAttune\t%zu\t-\t%.1f\t%s\n", rows, (double)s->pool_bytes / 1e6, note);
}

static void load(scale *s, char **client_paths)
{
    attune_error error;
    attune_options options = options_of(0);
    stop_on(attune_ruleset_load("bench/scale/ruleset.xml", &options, &s->rules, &error), &error);
    for (size_t i = 0; i < s->client_count; i++)
        stop_on(attune_client_load(s->rules, client_paths[i], &options, &s->clients[i], &error), &error);
    size_t before = atomic_load(&live_bytes);
    double start = now();
    stop_on(attune_pool_load(s->rules, &s->pool_path, 1, &options, &s->pool, &error), &error);
    s->load_seconds = now() - start;
    s->pool_bytes = atomic_load(&live_bytes) - before;
}

static void unload(scale *s)
{
    attune_pool_free(s->pool);
    for (size_t i = 0; i < s->client_count; i++)
        attune_client_free(s->clients[i]);
    attune_ruleset_free(s->rules);
}

static int read_alone(const char *path)
{
    attune_error error;
    attune_options options = options_of(1);
    attune_ruleset *rules;
    attune_pool *pool;
    stop_on(attune_ruleset_load("bench/scale/reading.xml", &options, &rules, &error), &error);
    stop_on(attune_pool_load(rules, &path, 1, &options, &pool, &error), &error);
    attune_pool_free(pool);
    attune_ruleset_free(rules);
    return 0;
}

// In this order, so that what takes little memory is measured before what takes much.
static void (*const measurements[])(scale *s) = {report_pool, time_clients, time_yardstick, time_batches};

static void run(void *context)
{
    scale *s = context;
    for (size_t i = 0; !s->answers_only && i < sizeof measurements / sizeof *measurements; i++)
        measurements[i](s);
    for (size_t i = 0; i < s->client_count; i++)
        write_client(s, s->clients[i]->profile);
}

int main(int count, char **arguments)
{
    if (count == 3 && strcmp(arguments[1], "--read") == 0)
        return read_alone(arguments[2]);
    scale s = {.answers_only = count > 1 && strcmp(arguments[1], "--answers") == 0};
    int first = s.answers_only ? 2 : 1;
    if (count < first + 3 || count > first + 2 + MOST_CLIENTS) {
        fprintf(stderr, "usage: bench_scale [--answers] POOL FOLDER CLIENT... | bench_scale --read POOL\n");
        return 2;
    }
    s.pool_path = arguments[first];
    s.folder = arguments[first + 1];
    s.client_count = (size_t)(count - first - 2);
    load(&s, arguments + first + 2);
    arena_init(&s.arena, NULL, &s.guard, 0);
    attune_status status = guard_run(&s.guard, run, &s);
    arena_free(&s.arena);
    unload(&s);
    if (status != ATTUNE_OK)
        fprintf(stderr, "bench_scale: %s\n", attune_status_text(status));
    return status == ATTUNE_OK ? 0 : 1;
}
