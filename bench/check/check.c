// SPDX-License-Identifier: MIT
// bench_check RULESET: what it takes to load a rule set and to look for advice on it: processor time, time on
// the wall, memory.
#define _DEFAULT_SOURCE // getrusage()
#include "analysis/analysis.h"

#include "bench.h"

#include <stdio.h>
#include <sys/resource.h>

typedef struct cost {
    double wall, processor;
    long kilobytes;
} cost;

typedef struct checking {
    const char *path;
    arena arena;
    size_t criteria, patterns, errors, warnings, hints;
    cost loaded, analysed;
} checking;

static cost time_now(void)
{
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return (cost){now(), now_processor(), usage.ru_maxrss};
}

static cost since(cost start)
{
    cost end = time_now();
    return (cost){end.wall - start.wall, end.processor - start.processor, end.kilobytes};
}

static void check(void *context)
{
    checking *k = context;
    limits l = limits_default();
    diagnostics d;
    diagnostics_init(&d, &k->arena, (size_t)l.diagnostics);
    cost start = time_now();
    const ruleset *r = ruleset_load(&k->arena, k->path, STR_NONE, &l, &d);
    k->loaded = since(start);
    start = time_now();
    if (r)
        analyze_ruleset(&k->arena, r, &(analysis_options){.today = {2026, 3, 1}, .path = k->path}, &d);
    k->analysed = since(start);
    k->errors = d.errors;
    k->warnings = d.warnings;
    k->hints = d.hints;
    if (!r)
        return;
    size_t signals;
    const signal_spec *specs = text_rules_signals(r->text, &signals);
    for (size_t i = 0; i < signals; i++)
        k->patterns += specs[i].pattern_count;
    k->criteria = r->criterion_count;
}

static void print(const char *what, cost t)
{
    printf("  %-10s %7.2f s of processor  %7.2f s  %6.0f MB at most until then\n", what, t.processor, t.wall,
           (double)t.kilobytes / 1024);
}

int main(int count, char **arguments)
{
    guard g = {0};
    checking k = {.path = count > 1 ? arguments[1] : ""};
    arena_init(&k.arena, NULL, &g, 0);
    attune_status status = guard_run(&g, check, &k);
    printf("%zu criteria, %zu patterns: %zu errors, %zu warnings, %zu hints\n", k.criteria, k.patterns,
           k.errors, k.warnings, k.hints);
    print("loading", k.loaded);
    print("advice", k.analysed);
    arena_free(&k.arena);
    return status != ATTUNE_OK || k.errors > 0;
}
