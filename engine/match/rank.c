// SPDX-License-Identifier: MIT
// Ranking: see rank.h. Threads take chunks of rows and write their scores to where the rows belong, so that
// nothing depends on who was faster; ordering is done when all are scored.
#include "match/order.h"

#include <pthread.h>
#include <unistd.h>

enum { SCAN_ROWS = 256, MOST_THREADS = 256, THREAD_STACK = 8 << 20 };

// What the threads share. The mutex guards what changes.
typedef struct job {
    const ruleset *rules;
    const client_plan *plan;
    const pool *pool;
    const pool_facts *facts;
    const progress *progress;
    attune_allocator allocator;
    pair_score *scores; // by row
    bool *erroneous;    // by chunk: an evaluation in it came to an error
    size_t rows;

    pthread_mutex_t mutex;
    size_t next_row;
    size_t done_rows;
    attune_status status; // why it was stopped
} job;

typedef struct worker {
    job *job;
    bool reports; // it runs on the calling thread
    pthread_t thread;
    arena arena;
    guard guard;
    scan_run *run;
} worker;

static size_t chunk_end(const job *j, size_t from)
{
    return j->rows - from < SCAN_ROWS ? j->rows : from + SCAN_ROWS;
}

// Takes the next chunk; false where there is none or the job was stopped.
static bool take_chunk(job *j, size_t *from)
{
    pthread_mutex_lock(&j->mutex);
    bool more = j->status == ATTUNE_OK && j->next_row < j->rows;
    if (more) {
        *from = j->next_row;
        j->next_row = chunk_end(j, *from);
    }
    pthread_mutex_unlock(&j->mutex);
    return more;
}

static void stop(job *j, attune_status status)
{
    pthread_mutex_lock(&j->mutex);
    if (j->status == ATTUNE_OK)
        j->status = status;
    pthread_mutex_unlock(&j->mutex);
}

static void note_done(worker *w, size_t rows)
{
    job *j = w->job;
    pthread_mutex_lock(&j->mutex);
    j->done_rows += rows;
    size_t done = j->done_rows;
    pthread_mutex_unlock(&j->mutex);
    if (w->reports && j->progress->report &&
        !j->progress->report(j->progress->user, "ranking", done, j->rows))
        stop(j, ATTUNE_CANCELLED);
}

static void work_in_guard(void *context)
{
    worker *w = context;
    job *j = w->job;
    size_t from;
    w->run = scan_run_new(&w->arena, j->rules, j->plan, j->pool, j->facts);
    while (take_chunk(j, &from)) {
        size_t to = chunk_end(j, from);
        uint64_t errors = scan_errors(w->run);
        scan_rows(w->run, (uint32_t)from, (uint32_t)to, j->scores + from);
        j->erroneous[from / SCAN_ROWS] = scan_errors(w->run) > errors;
        note_done(w, to - from);
    }
}

static void *work_on_thread(void *context)
{
    worker *w = context;
    arena_init(&w->arena, &w->job->allocator, &w->guard, 0);
    attune_status status = guard_run(&w->guard, work_in_guard, w);
    if (status != ATTUNE_OK)
        stop(w->job, status);
    arena_free(&w->arena);
    return NULL;
}

// Not enough threads is no failure: those that there are do the work.
static size_t start_threads(worker *workers, size_t count)
{
    size_t started = 0;
    pthread_attr_t attributes;
    if (count == 0 || pthread_attr_init(&attributes) != 0)
        return 0;
    pthread_attr_setstacksize(&attributes, THREAD_STACK);
    while (started < count &&
           pthread_create(&workers[started].thread, &attributes, work_on_thread, &workers[started]) == 0)
        started++;
    pthread_attr_destroy(&attributes);
    return started;
}

static size_t threads_for(unsigned asked, size_t rows)
{
    size_t threads = asked;
    if (!threads) {
        long online = sysconf(_SC_NPROCESSORS_ONLN);
        threads = online > 0 ? (size_t)online : 1;
    }
    size_t chunks = (rows + SCAN_ROWS - 1) / SCAN_ROWS;
    if (threads > chunks)
        threads = chunks;
    if (threads > MOST_THREADS)
        threads = MOST_THREADS;
    return threads ? threads : 1;
}

// Nothing may unwind to the caller while threads run, so all it needs is allocated before.
static attune_status score_all(arena *a, job *j, unsigned threads_asked)
{
    size_t threads = threads_for(threads_asked, j->rows);
    worker *workers = ARENA_ARRAY(a, worker, threads);
    for (size_t i = 0; i < threads; i++)
        workers[i].job = j;
    workers[0].reports = true;
    if (pthread_mutex_init(&j->mutex, NULL) != 0)
        return ATTUNE_SYSTEM;
    size_t started = start_threads(workers + 1, threads - 1);
    work_on_thread(&workers[0]);
    for (size_t i = 0; i < started; i++)
        pthread_join(workers[i + 1].thread, NULL);
    pthread_mutex_destroy(&j->mutex);
    return j->status;
}

// Runs the chunks that had errors once more, in order, telling of them this time.
static void report_errors(arena *a, const job *j, diagnostics *d)
{
    scan_run *run = NULL;
    pair_score unused[SCAN_ROWS];
    for (size_t from = 0; from < j->rows && d->items.count < d->limit; from = chunk_end(j, from)) {
        if (!j->erroneous[from / SCAN_ROWS])
            continue;
        if (!run)
            run = scan_run_new(a, j->rules, j->plan, j->pool, j->facts);
        scan_set_diagnostics(run, d);
        scan_rows(run, (uint32_t)from, (uint32_t)chunk_end(j, from), unused);
    }
}

static int descending(int32_t x, int32_t y)
{
    return (x < y) - (x > y);
}

static int compare_ids(const pool *p, const pair_score *x, const pair_score *y)
{
    return str_compare(pool_id(p, x->row), pool_id(p, y->row));
}

int rank_compare(const pool *p, rank_order order, const pair_score *x, const pair_score *y)
{
    if (x->excluded != y->excluded)
        return x->excluded ? 1 : -1;
    int by_score = descending(x->score, y->score);
    int by_low = descending(x->low, y->low);
    int first = by_score;
    if (order == ORDER_CAUTIOUS)
        first = by_low;
    else if (order == ORDER_HOPEFUL)
        first = descending(x->high, y->high);
    if (first)
        return first;
    if (by_score)
        return by_score;
    if (by_low)
        return by_low;
    int by_coverage = descending(x->coverage, y->coverage);
    return by_coverage ? by_coverage : compare_ids(p, x, y);
}

typedef struct ordering {
    const pool *pool;
    rank_order order;
} ordering;

static int by_rank(const void *user, const pair_score *x, const pair_score *y)
{
    const ordering *o = user;
    return rank_compare(o->pool, o->order, x, y);
}

static int by_id(const void *user, const pair_score *x, const pair_score *y)
{
    const ordering *o = user;
    return compare_ids(o->pool, x, y);
}

// Puts the excluded behind the ranked, and each part in its order.
static void order_scores(arena *a, const job *j, const rank_options *options, ranking *out)
{
    pair_score *sorted = ARENA_ARRAY(a, pair_score, j->rows);
    pair_score *scratch = ARENA_ARRAY(a, pair_score, j->rows);
    const ordering o = {j->pool, options->order};
    size_t ranked = 0, excluded = 0;
    for (size_t i = 0; i < j->rows; i++)
        if (!j->scores[i].excluded)
            sorted[ranked++] = j->scores[i];
    for (size_t i = 0; i < j->rows; i++)
        if (j->scores[i].excluded)
            sorted[ranked + excluded++] = j->scores[i];
    size_t places = options->top && options->top < ranked ? options->top : ranked;
    order_select(sorted, ranked, places, by_rank, &o);
    order_sort(sorted, places, scratch, by_rank, &o);
    order_sort(sorted + ranked, excluded, scratch, by_id, &o);
    *out = (ranking){
        .items = sorted,
        .count = places,
        .ranked = ranked,
        .excluded = sorted + ranked,
        .excluded_count = excluded,
    };
}

attune_status rank_pool(arena *a, const ruleset *r, const client_plan *plan, const pool *p,
                        const pool_facts *facts, const rank_options *options, ranking *out)
{
    *out = (ranking){0};
    job *j = ARENA_NEW(a, job);
    *j = (job){
        .rules = r,
        .plan = plan,
        .pool = p,
        .facts = facts,
        .progress = &options->progress,
        .allocator = a->allocator,
        .rows = pool_count(p),
    };
    j->scores = ARENA_ARRAY(a, pair_score, j->rows);
    j->erroneous = ARENA_ARRAY(a, bool, j->rows / SCAN_ROWS + 1);
    attune_status status = score_all(a, j, options->threads);
    if (status != ATTUNE_OK)
        return status;
    if (options->diagnostics)
        report_errors(a, j, options->diagnostics);
    order_scores(a, j, options, out);
    return out->ranked ? ATTUNE_OK : ATTUNE_EMPTY;
}
