// SPDX-License-Identifier: MIT
// Ranking: see rank.h. Threads take chunks of rows and write their scores to where the rows belong, so that
// nothing depends on who was faster; ordering is done when all are scored.
#include "match/order.h"

#include "base/crew.h"
#include "match/facts.h"

#include <pthread.h>

// Threads take so many rows at once: few of a small pool, so that all have some.
enum { FEW_ROWS = 256, MANY_ROWS = 4096, LARGE_POOL = 1 << 16, MOST_THREADS = 256, THREAD_STACK = 8 << 20 };

// What the threads share. The mutex guards what changes.
typedef struct worker worker;
typedef struct job {
    const ruleset *rules;
    const client_plan *plan;
    const pool *pool;
    const pool_facts *facts;
    const scan_program *program;
    const rank_options *options;
    attune_allocator allocator;
    pair_score *scores; // by row; NULL where only places are wanted
    bool *erroneous;    // by chunk: an evaluation in it came to an error
    size_t rows, chunk_rows;
    worker *workers;
    size_t worker_count;

    pthread_mutex_t mutex;
    size_t next_row;
    size_t done_rows;
    attune_status status; // why it was stopped
} job;

struct worker {
    job *job;
    bool reports; // it runs on the calling thread
    pthread_t thread;
    arena arena;
    guard guard;
    scan_run *run;
    ranking_summary *summary; // NULL where none is wanted
    order_best best;          // where only places are wanted: in an arena that outlives the thread's
    size_t ranked;
};

static size_t chunk_end(const job *j, size_t from)
{
    return j->rows - from < j->chunk_rows ? j->rows : from + j->chunk_rows;
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
    const progress *told = &j->options->progress;
    if (w->reports && told->report && !told->report(told->user, "ranking", done, j->rows))
        stop(j, ATTUNE_CANCELLED);
}

static void add_summary(const worker *w)
{
    pthread_mutex_lock(&w->job->mutex);
    summary_add(w->job->options->summary, w->summary, w->job->plan);
    pthread_mutex_unlock(&w->job->mutex);
}

static int32_t first_figure(rank_order order, const pair_score *x)
{
    return order == ORDER_CAUTIOUS ? x->low : order == ORDER_HOPEFUL ? x->high : x->score;
}

static scan_figure figure_of(rank_order order)
{
    return order == ORDER_CAUTIOUS ? SCAN_LOW : order == ORDER_HOPEFUL ? SCAN_HIGH : SCAN_SCORE;
}

typedef struct taking {
    worker *worker;
    scan_taker taker;
} taking;

static void take_score(void *user, const pair_score *score)
{
    taking *t = user;
    order_best *best = &t->worker->best;
    order_offer(best, score);
    if (best->count == best->most)
        t->taker.least = first_figure(t->worker->job->options->order, &best->items[0]);
}

static void work_in_guard(void *context)
{
    worker *w = context;
    job *j = w->job;
    size_t from;
    taking t = {w, {.figure = figure_of(j->options->order), .take = take_score, .user = &t}};
    w->run = scan_run_of(&w->arena, j->program);
    if (j->options->summary)
        w->summary = ranking_summary_new(&w->arena, j->rules);
    if (w->summary)
        scan_count(w->run, w->summary, &w->arena);
    while (take_chunk(j, &from)) {
        size_t to = chunk_end(j, from);
        uint64_t errors = scan_errors(w->run);
        if (j->scores)
            scan_rows(w->run, (uint32_t)from, (uint32_t)to, j->scores + from);
        else
            w->ranked += scan_best(w->run, (uint32_t)from, (uint32_t)to, &t.taker);
        j->erroneous[from / j->chunk_rows] = scan_errors(w->run) > errors;
        if (w->summary)
            summary_rows(w->summary, j->scores + from, to - from);
        note_done(w, to - from);
    }
    if (w->summary)
        add_summary(w);
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

const char *rank_order_name(rank_order order)
{
    return order == ORDER_CAUTIOUS ? "cautious" : order == ORDER_HOPEFUL ? "hopeful" : "score";
}

static size_t threads_for(unsigned asked, const job *j)
{
    size_t chunks = (j->rows + j->chunk_rows - 1) / j->chunk_rows;
    return crew_threads(asked, chunks < MOST_THREADS ? chunks : MOST_THREADS);
}

static int by_rank(const void *user, const pair_score *x, const pair_score *y);

static void start_best(arena *a, const job *j, worker *w)
{
    size_t most = j->options->top < j->rows ? j->options->top : j->rows;
    w->best =
        (order_best){.items = ARENA_ARRAY(a, pair_score, most), .most = most, .order = by_rank, .user = j};
}

// Nothing may unwind to the caller while threads run, so all it needs is allocated before.
static attune_status score_all(arena *a, job *j)
{
    j->worker_count = threads_for(j->options->threads, j);
    j->workers = ARENA_ARRAY(a, worker, j->worker_count);
    for (size_t i = 0; i < j->worker_count; i++) {
        j->workers[i].job = j;
        if (!j->scores)
            start_best(a, j, &j->workers[i]);
    }
    j->workers[0].reports = true;
    if (pthread_mutex_init(&j->mutex, NULL) != 0)
        return ATTUNE_SYSTEM;
    size_t started = start_threads(j->workers + 1, j->worker_count - 1);
    work_on_thread(&j->workers[0]);
    for (size_t i = 0; i < started; i++)
        pthread_join(j->workers[i + 1].thread, NULL);
    pthread_mutex_destroy(&j->mutex);
    return j->status;
}

// Scans the chunks that had errors once more, in order, a few rows at a time, and tells of those in which
// there are some.
static void report_errors(arena *a, const job *j, diagnostics *d)
{
    enum { ROWS = 64 };
    scan_run *finding = NULL, *telling = NULL;
    pair_score unused[ROWS];
    for (size_t from = 0; from < j->rows && d->items.count < d->limit; from += ROWS) {
        size_t to = j->rows - from < ROWS ? j->rows : from + ROWS;
        if (!j->erroneous[from / j->chunk_rows])
            continue;
        if (!finding) {
            finding = scan_run_of(a, j->program);
            telling = scan_run_of(a, j->program);
            scan_set_diagnostics(telling, d);
        }
        uint64_t before = scan_errors(finding);
        scan_rows(finding, (uint32_t)from, (uint32_t)to, unused);
        if (scan_errors(finding) > before)
            scan_rows(telling, (uint32_t)from, (uint32_t)to, unused);
    }
}

static int descending(int32_t x, int32_t y)
{
    return (x < y) - (x > y);
}

// All but the id.
static int compare_figures(rank_order order, const pair_score *x, const pair_score *y)
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
    return by_low ? by_low : descending(x->coverage, y->coverage);
}

static int compare_ids(const pool *p, const pair_score *x, const pair_score *y)
{
    return str_compare(pool_id(p, x->row), pool_id(p, y->row));
}

int rank_compare(const pool *p, rank_order order, const pair_score *x, const pair_score *y)
{
    int by_figures = compare_figures(order, x, y);
    return by_figures ? by_figures : compare_ids(p, x, y);
}

static int by_id(const void *user, const pair_score *x, const pair_score *y)
{
    const job *j = user;
    if (j->facts->ids_ascend)
        return (x->row > y->row) - (x->row < y->row);
    return compare_ids(j->pool, x, y);
}

static int by_rank(const void *user, const pair_score *x, const pair_score *y)
{
    const job *j = user;
    int by_figures = compare_figures(j->options->order, x, y);
    return by_figures ? by_figures : by_id(j, x, y);
}

static size_t at_most(size_t wanted, size_t count)
{
    return wanted && wanted < count ? wanted : count;
}

// The first of the items, in order; the others behind them.
static void order_first(arena *a, const job *j, pair_score *items, size_t count, size_t first,
                        score_order order)
{
    order_select(items, count, first, order, j);
    order_sort(items, first, ARENA_ARRAY(a, pair_score, first), order, j);
}

// The excluded that are wanted, by id.
static void list_excluded(arena *a, const job *j, ranking *out)
{
    order_best best = {.most = at_most(j->options->excluded_most, out->excluded_count), .order = by_id};
    best.items = ARENA_ARRAY(a, pair_score, best.most);
    best.user = j;
    for (size_t i = 0; i < j->rows; i++)
        if (j->scores[i].excluded)
            order_offer(&best, &j->scores[i]);
    order_first(a, j, best.items, best.count, best.count, by_id);
    out->excluded = best.items;
    out->excluded_listed = best.count;
}

// Scores are in the order of rows; in the end those that are ranked stand where the first of them stood.
static void order_scores(arena *a, const job *j, ranking *out)
{
    for (size_t i = 0; i < j->rows; i++)
        out->excluded_count += j->scores[i].excluded;
    list_excluded(a, j, out);
    for (size_t i = 0; i < j->rows; i++)
        if (!j->scores[i].excluded)
            j->scores[out->ranked++] = j->scores[i];
    out->items = j->scores;
    out->count = at_most(j->options->top, out->ranked);
    order_first(a, j, j->scores, out->ranked, out->count, by_rank);
}

// The best of what each thread found best.
static void order_places(arena *a, const job *j, ranking *out)
{
    size_t found = 0;
    for (size_t i = 0; i < j->worker_count; i++)
        found += j->workers[i].best.count;
    pair_score *items = ARENA_ARRAY(a, pair_score, found);
    *out = (ranking){.items = items, .count = at_most(j->options->top, found)};
    for (size_t i = 0, at = 0; i < j->worker_count; i++) {
        const worker *w = &j->workers[i];
        for (size_t k = 0; k < w->best.count; k++)
            items[at++] = w->best.items[k];
        out->ranked += w->ranked;
    }
    out->excluded_count = j->rows - out->ranked;
    order_first(a, j, items, found, out->count, by_rank);
}

// Not cleared first: each is written.
static pair_score *room_for_scores(arena *a, size_t rows)
{
    if (rows > SIZE_MAX / sizeof(pair_score))
        guard_fail(a->guard, ATTUNE_LIMIT);
    return arena_alloc(a, rows * sizeof(pair_score));
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
        .program = scan_program_make(a, r, plan, p, facts),
        .options = options,
        .allocator = a->allocator,
        .rows = pool_count(p),
    };
    bool places_only = options->places_only && options->top && !options->summary;
    j->chunk_rows = j->rows < LARGE_POOL ? FEW_ROWS : MANY_ROWS;
    if (!places_only)
        j->scores = room_for_scores(a, j->rows);
    j->erroneous = ARENA_ARRAY(a, bool, j->rows / j->chunk_rows + 1);
    attune_status status = score_all(a, j);
    if (status != ATTUNE_OK)
        return status;
    if (options->diagnostics)
        report_errors(a, j, options->diagnostics);
    if (places_only)
        order_places(a, j, out);
    else
        order_scores(a, j, out);
    return out->ranked ? ATTUNE_OK : ATTUNE_EMPTY;
}
