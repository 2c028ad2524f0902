// SPDX-License-Identifier: MIT
// A crew does jobs on threads and gives them back in order, and ends whatever happens.
#include "support/support.h"

#include "base/crew.h"

#include <pthread.h>
#include <signal.h>

typedef struct sum_job {
    crew_job base;
    uint64_t number;
    const uint64_t *sums; // in the job's arena
} sum_job;

typedef struct sums {
    crew *crew;
    uint64_t taken; // jobs
    uint64_t fails; // the job that fails, from 1
    bool in_order;
} sums;

static void *equip(void *user, arena *a)
{
    (void)user;
    return ARENA_ARRAY(a, uint64_t, 4);
}

static void add_up(void *user, void *equipment, void *at)
{
    const sums *s = user;
    sum_job *j = at;
    uint64_t *scratch = equipment;
    if (j->number + 1 == s->fails)
        guard_fail(j->base.arena.guard, ATTUNE_LIMIT);
    scratch[0] = 0;
    for (uint64_t i = 0; i <= j->number * 50; i++)
        scratch[0] += i;
    uint64_t *out = ARENA_NEW(&j->base.arena, uint64_t);
    *out = scratch[0];
    j->sums = out;
}

static void take_sum(void *user, void *at)
{
    sums *s = user;
    const sum_job *j = at;
    uint64_t most = j->number * 50;
    s->in_order = s->in_order && j->number == s->taken && *j->sums == most * (most + 1) / 2;
    s->taken++;
}

static void run(arena *a, sums *s, unsigned threads, size_t ring, uint64_t jobs)
{
    const crew_tasks tasks = {sizeof(sum_job), equip, add_up, take_sum, s};
    s->in_order = true;
    s->taken = 0;
    s->crew = crew_new(a, &tasks, threads, ring);
    for (uint64_t i = 0; i < jobs; i++) {
        sum_job *j = crew_next_job(s->crew);
        j->number = i;
        crew_hand_over(s->crew);
        if (i % 97 == 96)
            crew_drain(s->crew);
    }
    crew_drain(s->crew);
}

ARENA_TEST(jobs_come_back_done_and_in_order_for_any_number_of_threads)
{
    static const unsigned THREADS[] = {1, 2, 3, 8};
    static const size_t RINGS[] = {0, 1, 2, 5};
    for (size_t i = 0; i < 4; i++)
        for (size_t k = 0; k < 4; k++) {
            sums s = {0};
            run(a, &s, THREADS[i], RINGS[k], 500);
            assert_int_equal(s.taken, 500);
            assert_true(s.in_order);
        }
}

static void run_with_a_failure(arena *a, void *context)
{
    run(a, context, 4, 0, 200);
}

ARENA_TEST(a_job_that_fails_ends_the_work_with_its_status_after_those_before_it)
{
    (void)a;
    for (uint64_t fails = 1; fails <= 200; fails += 13) {
        sums s = {.fails = fails};
        assert_int_equal(run_in_arena(NULL, 0, run_with_a_failure, &s), ATTUNE_LIMIT);
        assert_true(s.in_order);
        assert_int_equal(s.taken, fails - 1);
    }
}

typedef struct signal_job {
    crew_job base;
    bool on_thread, held;
} signal_job;

typedef struct signals_seen {
    pthread_t caller;
    size_t on_threads, held;
} signals_seen;

static void look_at_mask(void *user, void *equipment, void *at)
{
    const signals_seen *s = user;
    signal_job *j = at;
    sigset_t mask;
    (void)equipment;
    pthread_sigmask(SIG_BLOCK, NULL, &mask);
    j->on_thread = !pthread_equal(s->caller, pthread_self());
    j->held = sigismember(&mask, SIGINT) && sigismember(&mask, SIGTERM) && !sigismember(&mask, SIGSEGV);
}

static void take_mask(void *user, void *at)
{
    signals_seen *s = user;
    const signal_job *j = at;
    s->on_threads += j->on_thread;
    s->held += j->on_thread && j->held;
}

// The caller may hold a signal back while it writes; on another thread it would end the program all the same.
ARENA_TEST(a_signal_reaches_the_caller_and_none_of_the_threads)
{
    signals_seen s = {.caller = pthread_self()};
    const crew_tasks tasks = {sizeof(signal_job), equip, look_at_mask, take_mask, &s};
    crew *c = crew_new(a, &tasks, 3, 0);
    for (size_t i = 0; i < 100000 && s.on_threads < 10; i++) {
        crew_next_job(c);
        crew_hand_over(c);
    }
    crew_drain(c);
    assert_true(s.on_threads >= 10);
    assert_int_equal(s.held, s.on_threads);
    sigset_t mask;
    pthread_sigmask(SIG_BLOCK, NULL, &mask);
    assert_false(sigismember(&mask, SIGINT));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(jobs_come_back_done_and_in_order_for_any_number_of_threads),
        cmocka_unit_test(a_job_that_fails_ends_the_work_with_its_status_after_those_before_it),
        cmocka_unit_test(a_signal_reaches_the_caller_and_none_of_the_threads),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
