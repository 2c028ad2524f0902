// SPDX-License-Identifier: MIT
// What each stage costs: loads the shipped rules, makes a pool of N invented therapists out of the thirty
// samples (seeded, so that runs repeat), and times every stage on one thread.
//   bench_stages [N]     N: therapists, 10000 where it is not given
#include "api/handles.h"

#include "bench.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void row(const char *stage, double seconds, const char *rate_name, double rate)
{
    printf("%-34s %10.2f ms   %12.1f %s\n", stage, seconds * 1e3, rate, rate_name);
}

static void stop_on(attune_status status, const attune_error *error)
{
    if (status == ATTUNE_OK || status == ATTUNE_EMPTY)
        return;
    fprintf(stderr, "%s:%u: %s\n", error->file, (unsigned)error->line, error->message);
    exit(1);
}

// Writes count therapists: each a sample one under a new id. Returns the file's size.
static size_t write_pool(arena *a, const attune_pool *samples, size_t count, const char *path)
{
    FILE *file = fopen(path, "wb");
    if (!file) {
        perror(path);
        exit(1);
    }
    fputs("<profiles xmlns=\"urn:attune:profile:1\">\n", file);
    uint64_t state = BENCH_SEED;
    size_t size = 0;
    for (size_t i = 0; i < count; i++) {
        arena_mark mark = arena_get_mark(a);
        uint32_t sample = (uint32_t)(next_random(&state) % pool_count(samples->pool));
        profile p = pool_profile(samples->pool, sample, a);
        p.id = str_printf(a, "t%07zu", i);
        p.values[0] = feel_string(p.id);
        builder out = builder_new(a);
        profile_write_xml(&out, samples->rules, &p, 1);
        size += out.length;
        fwrite(out.data, 1, out.length, file);
        arena_rewind(a, mark);
    }
    fputs("</profiles>\n", file);
    if (fclose(file) != 0) {
        perror(path);
        exit(1);
    }
    return size;
}

typedef struct benched {
    arena arena;
    guard guard;
    size_t count;
    const char *path;
} benched;

static void time_scan(benched *b, const attune_ruleset *rules, const attune_client *client,
                      const attune_pool *pool)
{
    feel_date today = {2026, 3, 1};
    diagnostics d;
    diagnostics_init(&d, &b->arena, 10);
    double start = now();
    const client_plan *plan = client_plan_make(&b->arena, rules->rules, client->profile, today, &d);
    double planned = now();
    row("client plan", planned - start, "plans/s", 1 / (planned - start));
    pair_score *scores = ARENA_ARRAY(&b->arena, pair_score, b->count);
    scan_run *run = scan_run_new(&b->arena, rules->rules, plan, pool->pool, pool->facts);
    start = now();
    scan_rows(run, 0, (uint32_t)b->count, scores);
    double scanned = now() - start;
    row("scan (all pairs of one client)", scanned, "pairs/s", (double)b->count / scanned);
    size_t explained = b->count < 1000 ? b->count : 1000;
    explain_run *explainer = explain_run_new(&b->arena, rules->rules, plan, pool->pool, pool->facts);
    start = now();
    for (uint32_t i = 0; i < explained; i++) {
        explanation e;
        explain_run_row(explainer, &b->arena, i, 1, EXPLAIN_RULES, &e);
    }
    double took = now() - start;
    row("explain (1000 pairs at most)", took, "pairs/s", (double)explained / took);
}

static void run_bench(void *context)
{
    benched *b = context;
    attune_error error;
    attune_options options;
    attune_options_init(&options);
    options.threads = 1;
    double start = now();
    attune_ruleset *rules;
    stop_on(attune_ruleset_load("rules/alliance.xml", &options, &rules, &error), &error);
    row("load and check the rule set", now() - start, "rule sets/s", 1 / (now() - start));
    attune_client *client;
    stop_on(attune_client_load(rules, "profiles/clients/maya.xml", &options, &client, &error), &error);
    attune_pool *samples, *pool;
    const char *sample_path = "profiles/therapists.xml";
    stop_on(attune_pool_load(rules, &sample_path, 1, &options, &samples, &error), &error);
    size_t size = write_pool(&b->arena, samples, b->count, b->path);
    start = now();
    stop_on(attune_pool_load(rules, &b->path, 1, &options, &pool, &error), &error);
    double read = now() - start;
    row("read, search texts, make facts", read, "MB/s of XML", (double)size / 1e6 / read);
    time_scan(b, rules, client, pool);
    attune_query query = {.year = 2026, .month = 3, .day = 1, .top = 10};
    start = now();
    attune_report *report;
    stop_on(attune_rank(client, pool, &query, &options, &report, &error), &error);
    row("rank, with ten explanations", now() - start, "rankings/s", 1 / (now() - start));
    attune_report_free(report);
    attune_pool_free(pool);
    attune_pool_free(samples);
    attune_client_free(client);
    attune_ruleset_free(rules);
}

int main(int count, char **arguments)
{
    benched b = {.count = count > 1 ? (size_t)strtoul(arguments[1], NULL, 10) : 10000};
    char path[] = "/tmp/attune-bench-XXXXXX";
    int descriptor = mkstemp(path);
    if (b.count == 0 || descriptor < 0) {
        fprintf(stderr, "usage: bench_stages [N]\n");
        return 2;
    }
    b.path = path;
    printf("%zu therapists, one thread\n", b.count);
    arena_init(&b.arena, NULL, &b.guard, 0);
    attune_status status = guard_run(&b.guard, run_bench, &b);
    arena_free(&b.arena);
    remove(path);
    return status == ATTUNE_OK ? 0 : 1;
}
