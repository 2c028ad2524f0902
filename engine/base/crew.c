// SPDX-License-Identifier: MIT
// See crew.h. Who holds a job alone touches what is in it; the mutex guards who holds it.
#include "base/crew.h"

#include <pthread.h>
#include <signal.h>
#include <unistd.h>

enum { JOBS_PER_THREAD = 4, MOST_THREADS = 256, THREAD_STACK = 8 << 20 };

typedef struct worker {
    crew *crew;
    pthread_t thread;
    arena arena;
    guard guard;
    void *equipment; // NULL: not made yet
    crew_job *job;   // at hand
} worker;

struct crew {
    arena *arena;
    crew_tasks tasks;
    char *jobs; // a ring: first to last - 1 are handed over, last is being filled
    size_t job_count;
    size_t first, last; // count up; a job's place in the ring is the remainder
    worker *workers;    // 0 is the caller
    size_t worker_count;
    size_t started; // threads

    pthread_mutex_t mutex; // guards what follows, and each job's done and status
    pthread_cond_t handed_over, finished;
    size_t next; // the job that is worked on next, first ≤ next ≤ last
    bool stopped;
};

static crew_job *job_at(crew *c, size_t number)
{
    return (crew_job *)(void *)(c->jobs + number % c->job_count * c->tasks.job_size);
}

// ---- working

// The next job that nobody works on; NULL where there is none. The mutex is held.
static crew_job *pick_job(crew *c)
{
    return c->next < c->last ? job_at(c, c->next++) : NULL;
}

static void finish_job(crew *c, crew_job *j, attune_status status)
{
    pthread_mutex_lock(&c->mutex);
    j->status = status;
    j->done = true;
    pthread_cond_signal(&c->finished);
    pthread_mutex_unlock(&c->mutex);
}

static void work_on_job(void *context)
{
    worker *w = context;
    const crew_tasks *tasks = &w->crew->tasks;
    if (!w->equipment)
        w->equipment = tasks->equip(tasks->user, &w->arena);
    tasks->work(tasks->user, w->equipment, w->job);
}

static void *run_thread(void *context)
{
    worker *w = context;
    crew *c = w->crew;
    pthread_mutex_lock(&c->mutex);
    while (!c->stopped) {
        w->job = pick_job(c);
        if (!w->job) {
            pthread_cond_wait(&c->handed_over, &c->mutex);
            continue;
        }
        pthread_mutex_unlock(&c->mutex);
        w->job->arena.guard = &w->guard;
        finish_job(c, w->job, guard_run(&w->guard, work_on_job, w));
        pthread_mutex_lock(&c->mutex);
    }
    pthread_mutex_unlock(&c->mutex);
    return NULL;
}

// ---- making and ending

static void stop_threads(void *thing)
{
    crew *c = thing;
    pthread_mutex_lock(&c->mutex);
    c->stopped = true;
    pthread_cond_broadcast(&c->handed_over);
    pthread_mutex_unlock(&c->mutex);
    for (size_t i = 0; i < c->started; i++)
        pthread_join(c->workers[i + 1].thread, NULL);
    pthread_cond_destroy(&c->finished);
    pthread_cond_destroy(&c->handed_over);
    pthread_mutex_destroy(&c->mutex);
}

// Signals of the process are its own threads' business, which may hold them back while they write; these
// threads take none. What a thread does itself (a fault) reaches it all the same.
static void hold_signals(sigset_t *before)
{
    static const int faults[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT, SIGTRAP};
    sigset_t all;
    sigfillset(&all);
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++)
        sigdelset(&all, faults[i]);
    pthread_sigmask(SIG_SETMASK, &all, before);
}

// Not enough threads is no failure: those that there are do the work.
static void start_threads(crew *c)
{
    pthread_attr_t attributes;
    if (c->started + 1 == c->worker_count || pthread_attr_init(&attributes) != 0)
        return;
    pthread_attr_setstacksize(&attributes, THREAD_STACK);
    sigset_t before;
    hold_signals(&before); // a new thread has what its maker has
    while (c->started + 1 < c->worker_count) {
        worker *w = &c->workers[c->started + 1];
        if (pthread_create(&w->thread, &attributes, run_thread, w) != 0)
            break;
        c->started++;
    }
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    c->worker_count = c->started + 1;
    pthread_attr_destroy(&attributes);
}

size_t crew_threads(unsigned asked, size_t most)
{
    long count = asked ? (long)asked : sysconf(_SC_NPROCESSORS_ONLN);
    if (count < 1 || most < 1)
        return 1;
    return (size_t)count < most ? (size_t)count : most;
}

crew *crew_new(arena *a, const crew_tasks *tasks, unsigned threads, size_t jobs)
{
    crew *c = ARENA_NEW(a, crew);
    c->arena = a;
    c->tasks = *tasks;
    c->worker_count = crew_threads(threads, MOST_THREADS);
    c->job_count = jobs ? jobs : JOBS_PER_THREAD * c->worker_count;
    c->jobs = arena_array(a, c->job_count, tasks->job_size);
    for (size_t i = 0; i < c->job_count; i++)
        arena_init_within(&job_at(c, i)->arena, a);
    c->workers = ARENA_ARRAY(a, worker, c->worker_count);
    for (size_t i = 0; i < c->worker_count; i++) {
        c->workers[i].crew = c;
        arena_init_within(&c->workers[i].arena, a);
        if (i > 0)
            c->workers[i].arena.guard = &c->workers[i].guard;
    }
    if (pthread_mutex_init(&c->mutex, NULL) != 0 || pthread_cond_init(&c->handed_over, NULL) != 0 ||
        pthread_cond_init(&c->finished, NULL) != 0)
        guard_fail(a->guard, ATTUNE_SYSTEM);
    arena_defer(a, stop_threads, c); // last: it runs before the arenas above are freed
    return c;
}

// ---- the caller's side

// Does a job on the caller's thread; false where none waits.
static bool help(crew *c)
{
    worker *w = &c->workers[0];
    pthread_mutex_lock(&c->mutex);
    w->job = pick_job(c);
    pthread_mutex_unlock(&c->mutex);
    if (!w->job)
        return false;
    w->arena.guard = w->job->arena.guard = c->arena->guard;
    finish_job(c, w->job, guard_run(c->arena->guard, work_on_job, w));
    return true;
}

// Waits for the first job and takes it.
static void take_first(crew *c)
{
    crew_job *j = job_at(c, c->first);
    pthread_mutex_lock(&c->mutex);
    while (!j->done)
        pthread_cond_wait(&c->finished, &c->mutex);
    pthread_mutex_unlock(&c->mutex);
    j->arena.guard = c->arena->guard;
    if (j->status != ATTUNE_OK)
        guard_fail(c->arena->guard, j->status);
    c->tasks.take(c->tasks.user, j);
    arena_reset(&j->arena);
    j->done = false;
    c->first++;
}

static bool first_is_done(crew *c)
{
    pthread_mutex_lock(&c->mutex);
    bool done = c->first < c->last && job_at(c, c->first)->done;
    pthread_mutex_unlock(&c->mutex);
    return done;
}

static void take_done(crew *c)
{
    while (first_is_done(c))
        take_first(c);
}

void *crew_next_job(crew *c)
{
    crew_job *j = job_at(c, c->last);
    j->arena.guard = c->arena->guard;
    return j;
}

void crew_hand_over(crew *c)
{
    start_threads(c);
    pthread_mutex_lock(&c->mutex);
    c->last++;
    pthread_cond_signal(&c->handed_over);
    pthread_mutex_unlock(&c->mutex);
    take_done(c);
    // A full ring has no job to fill: the caller works, for it could only wait.
    while (c->last - c->first == c->job_count) {
        if (!help(c))
            take_first(c);
        take_done(c);
    }
}

void crew_drain(crew *c)
{
    while (help(c))
        take_done(c);
    while (c->first < c->last)
        take_first(c);
}
