// SPDX-License-Identifier: MIT
// Runs the examples against each mutant, on all threads. What the mutants are is mutants.c's business. The
// outcome is the same for any number of threads: a mutant is noticed or it is not, whichever example comes
// first.
#include "examples/mutation.h"

#include "base/crew.h"
#include "examples/mutants.h"

#include <pthread.h>
#include <string.h>

enum { MOST_THREADS = 64 };

typedef struct mutating {
    const examples *file;
    const ruleset *own;
    const source *source;
    str rules_dir;
    const limits *limits;
    mutant *items;
    size_t count;
    const xml_node **tests;
    size_t test_count;
    pthread_mutex_t mutex; // guards next, done, status
    size_t next, done;
    attune_status status;
    progress progress;
} mutating;

// One thread's work.
typedef struct worker {
    mutating *job;
    bool first; // it shows the progress
    pthread_t thread;
    guard guard;
    arena scratch; // of one mutant
    arena kept;    // hints
    size_t *order; // of tests: the one that noticed the last mutant stands first
    mutant *mutant;
} worker;

// ---- one mutant

static const ruleset *load_mutant(worker *w)
{
    const mutating *job = w->job;
    const mutant *x = w->mutant;
    str bytes = job->source->bytes;
    builder text = builder_new(&w->scratch);
    builder_add(&text, str_slice(bytes, 0, (size_t)x->edit.offset));
    builder_add(&text, x->replacement);
    builder_add(&text, str_slice(bytes, (size_t)(x->edit.offset + x->edit.length), bytes.length));
    diagnostics d;
    diagnostics_init(&d, &w->scratch, 1);
    const source *s = source_from_bytes(&w->scratch, job->source->name, builder_str(&text));
    return ruleset_load_variant(&w->scratch, s, x->in_texts ? NULL : job->own, job->rules_dir, job->limits,
                                &d);
}

static bool notices(worker *w, examples_runner *runner, const xml_node *test)
{
    example_run run;
    example_result result = {0};
    if (!runner_evaluate(runner, &w->scratch, test, &run))
        return true;
    run.result = &result;
    runner_judge(&run, test);
    return result.failures.count > 0;
}

static void move_to_front(size_t *order, size_t at)
{
    size_t number = order[at];
    memmove(order + 1, order, at * sizeof *order);
    order[0] = number;
}

// Where the mutant shows, and what would notice it there.
static void look_closer(worker *w, examples_runner *mutated)
{
    const mutating *job = w->job;
    diagnostics d;
    diagnostics_init(&d, &w->scratch, 1);
    examples_runner own = {.brief = true};
    runner_start(&own, &w->scratch, job->file, job->own, &d);
    for (size_t i = 0; i < job->test_count; i++) {
        example_run before, after;
        if (!runner_evaluate(&own, &w->scratch, job->tests[i], &before) ||
            !runner_evaluate(mutated, &w->scratch, job->tests[i], &after))
            continue;
        str hint = runs_differ(&w->scratch, &before, &after);
        if (hint.length == 0)
            continue;
        w->mutant->hint = str_copy(&w->kept, hint);
        w->mutant->example = example_attribute(job->tests[i], "id");
        return;
    }
}

static void try_mutant(void *context)
{
    worker *w = context;
    const ruleset *r = load_mutant(w);
    if (!r) {
        w->mutant->state = MUTANT_INVALID;
        return;
    }
    if (w->mutant->state == MUTANT_EQUIVALENT)
        return;
    diagnostics d;
    diagnostics_init(&d, &w->scratch, 1);
    examples_runner runner = {.brief = true};
    runner_start(&runner, &w->scratch, w->job->file, r, &d);
    w->mutant->state = MUTANT_NOTICED;
    for (size_t i = 0; i < w->job->test_count; i++)
        if (notices(w, &runner, w->job->tests[w->order[i]])) {
            move_to_front(w->order, i);
            return;
        }
    w->mutant->state = MUTANT_SURVIVED;
    look_closer(w, &runner);
}

// ---- threads

// The next mutant to try, or NULL. tell: this thread shows the progress.
static mutant *take(mutating *job, bool tell)
{
    pthread_mutex_lock(&job->mutex);
    mutant *x = job->status == ATTUNE_OK && job->next < job->count ? &job->items[job->next++] : NULL;
    if (tell && job->progress.report &&
        !job->progress.report(job->progress.user, "mutants", job->done, job->count))
        job->status = ATTUNE_CANCELLED;
    pthread_mutex_unlock(&job->mutex);
    return x;
}

static void *work(void *context)
{
    worker *w = context;
    while ((w->mutant = take(w->job, w->first))) {
        attune_status status = guard_run(&w->guard, try_mutant, w);
        arena_reset(&w->scratch);
        pthread_mutex_lock(&w->job->mutex);
        w->job->done++;
        if (status == ATTUNE_MEMORY)
            w->job->status = status;
        else if (status != ATTUNE_OK)
            w->mutant->state = MUTANT_NOTICED; // it goes past a limit
        pthread_mutex_unlock(&w->job->mutex);
    }
    return NULL;
}

static unsigned thread_count(const mutation_options *options, size_t mutants)
{
    return (unsigned)crew_threads(options->threads, mutants < MOST_THREADS ? mutants : MOST_THREADS);
}

// Hints lie in the workers' arenas, which end with them.
static void end_workers(arena *a, mutating *job, worker *workers, unsigned threads)
{
    for (size_t i = 0; i < job->count; i++)
        job->items[i].hint = str_copy(a, job->items[i].hint);
    for (unsigned i = 0; i < threads; i++) {
        arena_free(&workers[i].scratch);
        arena_free(&workers[i].kept);
    }
}

static attune_status run_threads(arena *a, mutating *job, unsigned threads)
{
    worker *workers = ARENA_ARRAY(a, worker, threads);
    size_t *orders = ARENA_ARRAY(a, size_t, threads * job->test_count);
    for (unsigned i = 0; i < threads; i++) {
        worker *w = &workers[i];
        w->job = job;
        w->first = i == 0;
        w->order = orders + i * job->test_count;
        for (size_t k = 0; k < job->test_count; k++)
            w->order[k] = k;
        arena_init(&w->scratch, NULL, &w->guard, 0);
        arena_init(&w->kept, NULL, &w->guard, 0);
    }
    if (pthread_mutex_init(&job->mutex, NULL) != 0)
        return ATTUNE_SYSTEM;
    unsigned started = 1;
    while (started < threads && pthread_create(&workers[started].thread, NULL, work, &workers[started]) == 0)
        started++;
    work(&workers[0]);
    for (unsigned i = 1; i < started; i++)
        pthread_join(workers[i].thread, NULL);
    pthread_mutex_destroy(&job->mutex);
    end_workers(a, job, workers, threads);
    return job->status;
}

// ---- the whole

static int by_place(const mutant *x, const mutant *y)
{
    if (x->where.offset != y->where.offset)
        return x->where.offset < y->where.offset ? -1 : 1;
    return str_compare(x->replacement, y->replacement);
}

// Takes count of the list by a generator with a fixed seed, in the list's order.
static void take_sample(mutant_list *m, size_t count)
{
    uint64_t state = 0x9E3779B97F4A7C15u;
    size_t left = m->items.count, taken = 0;
    for (size_t i = 0; i < m->items.count; i++, left--) {
        state = state * 6364136223846793005u + 1442695040888963407u;
        if ((state >> 33) % left < count - taken)
            m->items.items[taken++] = m->items.items[i];
    }
    m->items.count = taken;
}

static void list_tests(arena *a, mutating *job)
{
    VEC(const xml_node *) tests = {0};
    for (const xml_node *n = xml_first_element(job->file->root); n; n = xml_next_element(n))
        if (str_equals(n->name, "test"))
            *ARENA_PUSH(a, &tests) = n;
    job->tests = tests.items;
    job->test_count = tests.count;
}

static void sort_mutants(mutant_list *m)
{
    for (size_t i = 1; i < m->items.count; i++) {
        mutant moving = m->items.items[i];
        size_t at = i;
        for (; at > 0 && by_place(&m->items.items[at - 1], &moving) > 0; at--)
            m->items.items[at] = m->items.items[at - 1];
        m->items.items[at] = moving;
    }
}

attune_status mutation_run(arena *a, const examples *x, const ruleset *r, str rules_dir, const limits *l,
                           const mutation_options *options, mutation_report *out)
{
    *out = (mutation_report){0};
    mutating job = {.file = x,
                    .own = r,
                    .source = examples_ruleset_source(x),
                    .rules_dir = rules_dir,
                    .limits = l,
                    .progress = options->progress};
    diagnostics d;
    diagnostics_init(&d, a, 1);
    const xml_node *root = xml_parse(a, job.source, l, &d);
    if (!root)
        return diagnostics_status(&d);
    mutant_list list = {.arena = a, .rules = r, .limits = l};
    mutants_make(&list, root);
    sort_mutants(&list);
    out->made = list.items.count;
    if (options->sample && options->sample < list.items.count)
        take_sample(&list, options->sample);
    job.items = list.items.items;
    job.count = list.items.count;
    list_tests(a, &job);
    attune_status status = run_threads(a, &job, thread_count(options, job.count));
    for (size_t i = 0; i < job.count; i++) {
        mutant_state state = job.items[i].state;
        out->noticed += state == MUTANT_NOTICED;
        out->survived += state == MUTANT_SURVIVED;
        out->equivalent += state == MUTANT_EQUIVALENT;
        out->invalid += state == MUTANT_INVALID;
    }
    out->items = job.items;
    out->count = job.count;
    return status;
}

unsigned mutation_score(const mutation_report *m)
{
    size_t could = m->noticed + m->survived;
    return could ? (unsigned)(m->noticed * 10000 / could) : 10000;
}
