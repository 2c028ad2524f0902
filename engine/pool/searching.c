// SPDX-License-Identifier: MIT
// See searching.h. The jobs stand in a ring: filled at the end by the caller, taken by threads in that order,
// emptied by the caller from the front. Who holds a job alone touches what is in it.
#include "pool/searching.h"

#include <pthread.h>
#include <string.h>
#include <unistd.h>

enum {
    JOB_ROWS = 64,
    JOB_BYTES = 1 << 18, // of texts: a job of long ones has fewer rows
    JOBS_PER_THREAD = 4,
    MOST_THREADS = 64,
    THREAD_STACK = 8 << 20
};

typedef struct job_row {
    uint32_t row;
    place profile;
    size_t first_text, text_count;
    text_result result;
} job_row;

typedef struct job {
    arena arena; // of all below
    VEC(text_value) texts;
    job_row rows[JOB_ROWS];
    size_t row_count, bytes;
    bool done;            // guarded by the mutex, as is the status
    attune_status status; // why it was given up
} job;

typedef struct worker {
    searching *searching;
    pthread_t thread;
    arena arena;
    guard guard;
    text_run *run;
    job *job; // at hand
} worker;

struct searching {
    arena *arena;
    const text_rules *rules;
    searching_taker *take;
    void *user;
    text_run *run; // the caller's own
    job *jobs;     // a ring: from first to last - 1 are full, last is being filled
    size_t job_count;
    size_t first, last; // count up; a job's place is the remainder
    worker *workers;
    size_t worker_count; // wanted
    size_t started;

    pthread_mutex_t mutex; // guards what follows
    pthread_cond_t handed_over, finished;
    size_t next; // the job to be taken next, first ≤ next ≤ last
    bool stopped;
};

static job *job_at(searching *s, size_t number)
{
    return &s->jobs[number % s->job_count];
}

static void search_rows(job *j, text_run *run)
{
    for (size_t i = 0; i < j->row_count; i++) {
        job_row *r = &j->rows[i];
        r->result = text_search(run, j->texts.items + r->first_text, r->text_count, &j->arena);
    }
}

// ---- threads

// The next job that nobody has taken; NULL where there is none. The mutex is held.
static job *take_job(searching *s)
{
    return s->next < s->last ? job_at(s, s->next++) : NULL;
}

static void finish_job(searching *s, job *j, attune_status status)
{
    pthread_mutex_lock(&s->mutex);
    j->status = status;
    j->done = true;
    pthread_cond_signal(&s->finished);
    pthread_mutex_unlock(&s->mutex);
}

static void work_in_guard(void *context)
{
    worker *w = context;
    if (!w->run)
        w->run = text_run_new(&w->arena, w->searching->rules);
    search_rows(w->job, w->run);
}

static void *work(void *context)
{
    worker *w = context;
    searching *s = w->searching;
    pthread_mutex_lock(&s->mutex);
    while (!s->stopped) {
        w->job = take_job(s);
        if (!w->job) {
            pthread_cond_wait(&s->handed_over, &s->mutex);
            continue;
        }
        pthread_mutex_unlock(&s->mutex);
        w->job->arena.guard = &w->guard;
        finish_job(s, w->job, guard_run(&w->guard, work_in_guard, w));
        pthread_mutex_lock(&s->mutex);
    }
    pthread_mutex_unlock(&s->mutex);
    return NULL;
}

// Ends the threads: when the arena is freed, whatever has become of the work.
static void stop_threads(void *thing)
{
    searching *s = thing;
    pthread_mutex_lock(&s->mutex);
    s->stopped = true;
    pthread_cond_broadcast(&s->handed_over);
    pthread_mutex_unlock(&s->mutex);
    for (size_t i = 0; i < s->started; i++)
        pthread_join(s->workers[i].thread, NULL);
    pthread_cond_destroy(&s->finished);
    pthread_cond_destroy(&s->handed_over);
    pthread_mutex_destroy(&s->mutex);
}

// Not enough threads is no failure: those that there are do the work.
static void start_threads(searching *s)
{
    pthread_attr_t attributes;
    if (pthread_attr_init(&attributes) != 0)
        return;
    pthread_attr_setstacksize(&attributes, THREAD_STACK);
    while (s->started < s->worker_count &&
           pthread_create(&s->workers[s->started].thread, &attributes, work, &s->workers[s->started]) == 0)
        s->started++;
    s->worker_count = s->started;
    pthread_attr_destroy(&attributes);
}

static size_t threads_for(unsigned asked)
{
    long online = asked ? (long)asked : sysconf(_SC_NPROCESSORS_ONLN);
    if (online < 1)
        return 1;
    return online > MOST_THREADS ? MOST_THREADS : (size_t)online;
}

searching *searching_new(arena *a, const text_rules *rules, unsigned threads, searching_taker *take,
                         void *user)
{
    searching *s = ARENA_NEW(a, searching);
    s->arena = a;
    s->rules = rules;
    s->take = take;
    s->user = user;
    s->worker_count = threads_for(threads) - 1;
    s->job_count = JOBS_PER_THREAD * (s->worker_count + 1);
    s->jobs = ARENA_ARRAY(a, job, s->job_count);
    for (size_t i = 0; i < s->job_count; i++)
        arena_init_within(&s->jobs[i].arena, a);
    s->workers = ARENA_ARRAY(a, worker, s->worker_count);
    for (size_t i = 0; i < s->worker_count; i++) {
        s->workers[i].searching = s;
        arena_init_within(&s->workers[i].arena, a);
        s->workers[i].arena.guard = &s->workers[i].guard;
    }
    if (pthread_mutex_init(&s->mutex, NULL) != 0)
        guard_fail(a->guard, ATTUNE_SYSTEM);
    if (pthread_cond_init(&s->handed_over, NULL) != 0 || pthread_cond_init(&s->finished, NULL) != 0)
        guard_fail(a->guard, ATTUNE_SYSTEM);
    arena_defer(a, stop_threads, s); // last: it runs before the arenas above are freed
    return s;
}

// ---- the caller's side

// Searches a job on the caller's thread; false where nobody waits for one.
static bool help(searching *s)
{
    pthread_mutex_lock(&s->mutex);
    job *j = take_job(s);
    pthread_mutex_unlock(&s->mutex);
    if (!j)
        return false;
    if (!s->run)
        s->run = text_run_new(s->arena, s->rules);
    j->arena.guard = s->arena->guard;
    search_rows(j, s->run);
    finish_job(s, j, ATTUNE_OK);
    return true;
}

static void wait_for(searching *s, const job *j)
{
    pthread_mutex_lock(&s->mutex);
    while (!j->done)
        pthread_cond_wait(&s->finished, &s->mutex);
    pthread_mutex_unlock(&s->mutex);
}

// Gives the rows of the first job to the taker, and the job back to the ring.
static void take_first(searching *s)
{
    job *j = job_at(s, s->first);
    wait_for(s, j);
    j->arena.guard = s->arena->guard;
    if (j->status != ATTUNE_OK)
        guard_fail(s->arena->guard, j->status);
    for (size_t i = 0; i < j->row_count; i++)
        s->take(s->user, j->rows[i].row, j->rows[i].profile, &j->rows[i].result);
    arena_reset(&j->arena);
    memset(&j->texts, 0, sizeof j->texts);
    j->row_count = j->bytes = 0;
    j->done = false;
    s->first++;
}

static bool first_is_done(searching *s)
{
    pthread_mutex_lock(&s->mutex);
    bool done = s->first < s->last && job_at(s, s->first)->done;
    pthread_mutex_unlock(&s->mutex);
    return done;
}

// Hands over the job that was filled, and sees to it that the next one is empty: with a full ring the caller
// searches, too, for it could only wait.
static void hand_over(searching *s)
{
    if (s->started < s->worker_count)
        start_threads(s);
    pthread_mutex_lock(&s->mutex);
    s->last++;
    pthread_cond_signal(&s->handed_over);
    pthread_mutex_unlock(&s->mutex);
    while (first_is_done(s))
        take_first(s);
    while (s->last - s->first == s->job_count) {
        help(s);
        while (first_is_done(s))
            take_first(s);
        if (s->last - s->first == s->job_count)
            take_first(s);
    }
}

void searching_add(searching *s, uint32_t row, place profile, const text_value *texts, size_t count)
{
    job *j = job_at(s, s->last);
    j->arena.guard = s->arena->guard;
    j->rows[j->row_count++] =
        (job_row){.row = row, .profile = profile, .first_text = j->texts.count, .text_count = count};
    for (size_t i = 0; i < count; i++) {
        *ARENA_PUSH(&j->arena, &j->texts) = texts[i];
        j->bytes += texts[i].text.length;
    }
    if (j->row_count == JOB_ROWS || j->bytes >= JOB_BYTES)
        hand_over(s);
}

void searching_drain(searching *s)
{
    if (job_at(s, s->last)->row_count > 0)
        hand_over(s);
    while (help(s))
        continue;
    while (s->first < s->last)
        take_first(s);
}
