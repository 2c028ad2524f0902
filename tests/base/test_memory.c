// SPDX-License-Identifier: MIT
// Arenas and guards: what happens when memory or a limit runs out, and in which order things are released.
#include "support/support.h"

#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static void allocate_much(arena *a, void *context)
{
    (void)context;
    for (size_t i = 1; i < 400; i++)
        memset(arena_alloc(a, i * 40), 0xA5, i * 40);
    VEC(int) numbers = {0};
    for (int i = 0; i < 10000; i++)
        *ARENA_PUSH(a, &numbers) = i;
    for (int i = 0; i < 10000; i++)
        assert_int_equal(numbers.items[i], i);
}

static void each_failing_allocation_unwinds_and_leaves_nothing(void **state)
{
    (void)state;
    assert_true(assert_survives_failing_allocations(allocate_much, NULL) > 5);
}

static void allocate_bytes(arena *a, void *context)
{
    arena_alloc(a, *(const size_t *)context);
    arena_alloc(a, *(const size_t *)context);
}

static void the_limit_holds_to_the_byte(void **state)
{
    (void)state;
    size_t half = 512, more = 513;
    assert_int_equal(run_in_arena(NULL, 1024, allocate_bytes, &half), ATTUNE_OK);
    assert_int_equal(run_in_arena(NULL, 1024, allocate_bytes, &more), ATTUNE_LIMIT);
    assert_int_equal(run_in_arena(NULL, 1023, allocate_bytes, &half), ATTUNE_LIMIT);
}

static void allocate_impossible(arena *a, void *context)
{
    arena_array(a, *(const size_t *)context, 16);
}

static void sizes_that_overflow_are_a_limit(void **state)
{
    (void)state;
    size_t counts[] = {SIZE_MAX, SIZE_MAX / 16 + 1, SIZE_MAX / 2};
    for (size_t i = 0; i < 3; i++)
        assert_int_equal(run_in_arena(NULL, 0, allocate_impossible, &counts[i]), ATTUNE_LIMIT);
}

static char released[8];

static void note_release(void *thing)
{
    strcat(released, thing);
}

static void defer_three(arena *a, void *context)
{
    arena_defer(a, note_release, "1");
    arena_defer(a, note_release, "2");
    arena_defer(a, note_release, "3");
    if (context)
        guard_fail(a->guard, ATTUNE_CANCELLED);
}

static void clean_ups_run_newest_first(void **state)
{
    (void)state;
    released[0] = '\0';
    assert_int_equal(run_in_arena(NULL, 0, defer_three, NULL), ATTUNE_OK);
    assert_string_equal(released, "321");
}

static void clean_ups_run_after_unwinding_too(void **state)
{
    (void)state;
    released[0] = '\0';
    assert_int_equal(run_in_arena(NULL, 0, defer_three, released), ATTUNE_CANCELLED);
    assert_string_equal(released, "321");
}

ARENA_TEST(rewinding_gives_back_what_came_after_the_mark)
{
    char *kept = arena_alloc(a, 100);
    memset(kept, 'k', 100);
    arena_mark mark = arena_get_mark(a);
    size_t used = a->used;
    for (int round = 0; round < 50; round++) {
        for (size_t i = 0; i < 100; i++)
            memset(arena_alloc(a, 1000), 'x', 1000);
        arena_rewind(a, mark);
        assert_int_equal(a->used, used);
    }
    for (size_t i = 0; i < 100; i++)
        assert_int_equal(kept[i], 'k');
}

static void scratch_rounds(arena *a, void *context)
{
    failing_allocator *f = context;
    arena_alloc(a, 3000);
    arena_reset(a);
    size_t calls = f->calls;
    for (int round = 0; round < 20; round++) {
        arena_mark mark = arena_get_mark(a);
        arena_alloc(a, 2000);
        arena_rewind(a, mark);
        arena_alloc(a, 3000);
        arena_reset(a);
    }
    assert_int_equal(f->calls, calls);
}

static void a_steady_state_allocates_nothing(void **state)
{
    (void)state;
    failing_allocator f;
    failing_allocator_init(&f, 0);
    assert_int_equal(run_in_arena(&f.allocator, 0, scratch_rounds, &f), ATTUNE_OK);
    assert_int_equal(f.live, 0);
}

ARENA_TEST(memory_is_aligned_and_zeroed)
{
    for (size_t i = 1; i < 200; i++) {
        memset(arena_alloc(a, i), 0xFF, i);
        unsigned char *zeroed = arena_zalloc(a, i);
        assert_int_equal((uintptr_t)zeroed % _Alignof(max_align_t), 0);
        for (size_t k = 0; k < i; k++)
            assert_int_equal(zeroed[k], 0);
    }
    assert_non_null(arena_alloc(a, 0));
}

static void freeing_an_unused_arena_is_legal(void **state)
{
    (void)state;
    arena a;
    arena_init(&a, NULL, NULL, 0);
    arena_reset(&a);
    arena_free(&a);
    arena_free(&a);
}

typedef struct nesting {
    guard *guard;
    attune_status inner;
    int went_on;
} nesting;

static void fail_at_once(void *context)
{
    const nesting *n = context;
    guard_fail(n->guard, ATTUNE_MEMORY);
}

static void run_another_and_fail(void *context)
{
    nesting *n = context;
    n->inner = guard_run(n->guard, fail_at_once, n);
    n->went_on++;
    guard_fail(n->guard, ATTUNE_LIMIT);
}

static void run_another_and_return(void *context)
{
    nesting *n = context;
    n->inner = guard_run(n->guard, fail_at_once, n);
}

static void a_guard_nests_in_itself(void **state)
{
    (void)state;
    guard g = {0};
    nesting n = {.guard = &g};
    assert_int_equal(guard_run(&g, run_another_and_fail, &n), ATTUNE_LIMIT);
    assert_int_equal(n.inner, ATTUNE_MEMORY);
    assert_int_equal(n.went_on, 1);
    assert_int_equal(guard_run(&g, run_another_and_return, &n), ATTUNE_OK);
}

static void do_nothing(void *context)
{
    (void)context;
}

// In a process of its own: it ends with an abort, where it used to jump into a frame that is gone.
static void failing_when_no_guard_runs_any_more_is_a_bug_that_ends_the_program(void **state)
{
    (void)state;
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        guard g = {0};
        arena a;
        signal(SIGABRT, SIG_DFL);
        close(STDERR_FILENO);
        arena_init(&a, NULL, &g, 64);
        guard_run(&g, do_nothing, NULL);
        arena_alloc(&a, 128);
        _exit(0);
    }
    int status = 0;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_guard_nests_in_itself),
        cmocka_unit_test(failing_when_no_guard_runs_any_more_is_a_bug_that_ends_the_program),
        cmocka_unit_test(each_failing_allocation_unwinds_and_leaves_nothing),
        cmocka_unit_test(the_limit_holds_to_the_byte),
        cmocka_unit_test(sizes_that_overflow_are_a_limit),
        cmocka_unit_test(clean_ups_run_newest_first),
        cmocka_unit_test(clean_ups_run_after_unwinding_too),
        cmocka_unit_test(rewinding_gives_back_what_came_after_the_mark),
        cmocka_unit_test(a_steady_state_allocates_nothing),
        cmocka_unit_test(memory_is_aligned_and_zeroed),
        cmocka_unit_test(freeing_an_unused_arena_is_legal),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
