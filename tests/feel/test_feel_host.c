// SPDX-License-Identifier: MIT
// FEEL as a host of its own uses it: texts that come from anywhere, one arena for all, threads, memory that
// runs out, and a report that has heard enough.
#include "feel_world.h"

#include "feel/trace.h"
#include "feel/values/values.h"

#include <pthread.h>
#include <string.h>

static feel_value variable(void *host, uint32_t slot)
{
    return ((const world *)host)->values[slot];
}

ARENA_TEST(only_texts_of_valid_utf8_become_strings)
{
    (void)a;
    feel_value v = FEEL_NULL_VALUE;
    assert_true(feel_string_checked(STR("na\303\257ve"), &v));
    assert_int_equal(v.kind, FEEL_STRING);
    assert_true(feel_string_checked(STR_NONE, &v));
    static const str BAD[] = {{"ab\xf0", 3}, {"\xc0\x80", 2}, {"\xed\xa0\x80", 3}, {"a\x80", 2}};
    for (size_t i = 0; i < sizeof BAD / sizeof *BAD; i++) {
        v = feel_integer(1);
        assert_false(feel_string_checked(BAD[i], &v));
        assert_int_equal(v.kind, FEEL_NULL);
    }
}

// Pattern functions give null where the host broke its word; anything but a crash.
ARENA_TEST(a_search_in_what_is_not_utf8_is_no_match_and_no_crash)
{
    world w = world_new(a);
    w.lenient = true;
    char *cut = arena_alloc(a, 3); // under a sanitizer reading on is found
    memcpy(cut, "ab\xf0", 3);
    w.values[3] = feel_string((str){cut, 3});
    assert_feel(&w, "matches(any, \"a.*c\", \"i\")", "null");
    assert_feel(&w, "replace(any, \"[^a]\", \"b\")", "null");
    assert_feel(&w, "split(any, \"b\")", "null");
    assert_feel(&w, "string length(any)", "3");
}

ARENA_TEST(a_trace_in_the_arena_of_the_run_leaves_its_values_alone)
{
    world w = world_new(a);
    str text = STR("for i in 1..30 return [i, i]");
    const feel_expression *e = world_compile(&w, text.data);
    feel_tracing *tracing = feel_tracing_new(a, text, NULL);
    feel_run run = {.arena = a, .limits = &w.limits, .trace = feel_tracing_events(tracing)};
    feel_value traced = feel_evaluate(e, &run);
    run.trace = NULL;
    feel_value plain = feel_evaluate(e, &run);
    str text_of_plain = feel_value_source(a, plain);
    assert_text_equal(feel_value_source(a, traced), text_of_plain);
    assert_int_equal(feel_tracing_root(tracing)->value.as.list->count, 30);
}

ARENA_TEST(nul_and_other_control_characters_are_like_any_other)
{
    world w = world_new(a);
    w.lenient = true;
    assert_feel(&w, "matches(\"b\", \"[a\\u0000b]\")", "true");
    assert_feel(&w, "matches(\"\\u0000\", \"[a\\u0000b]\")", "true");
    assert_feel(&w, "matches(\"b\", \"[^a\\u0000b]\")", "false");
    assert_feel(&w, "matches(\"c\", \"[a-d-[\\u0000c]]\")", "false");
    assert_feel(&w, "\"a\\u0000b\"", "\"a\\u0000b\"");
    assert_feel(&w, "\"\\u001B[1m\\u007F\\u0085\"", "\"\\u001B[1m\\u007F\\u0085\"");
    assert_feel(&w, "{\"a\\u0000b\": 1}", "{\"a\\u0000b\": 1}");
    assert_feel(&w, "number(\"1\\u00002\")", "null");
    assert_text_contains(builder_str(&w.reports), "\"1\\u00002\" is no number");
    assert_feel(&w, "matches(\"a\", \"(\\u0000b\")", "null");
    assert_text_contains(builder_str(&w.reports), "the pattern \"(\\u0000b\" is not valid");
    assert_feel(&w, "{a: 1}.b", "null");
    assert_feel(&w, "get value({a: 1}, \"b\\u0000c\")", "null");
    assert_text_contains(builder_str(&w.reports), "no \"b\\u0000c\"");
}

static void stop_at_the_third(void *user, const feel_problem *problem)
{
    feel_run *run = user;
    (void)problem;
    run->stopped = ++*(size_t *)run->host == 3;
}

ARENA_TEST(a_report_can_end_the_evaluation)
{
    world w = world_new(a);
    w.lenient = true;
    size_t heard = 0;
    const feel_expression *e = world_compile(&w, "for i in 1..9000 return 1 / (i - i)");
    feel_run run = {.arena = a, .limits = &w.limits, .host = &heard, .report = stop_at_the_third};
    run.report_user = &run;
    assert_true(feel_is_null(feel_evaluate(e, &run)));
    assert_true(run.stopped);
    assert_int_equal(heard, 3);
    heard = 3; // not again
    assert_int_equal(feel_evaluate(e, &run).as.list->count, 9000);
}

ARENA_TEST(the_type_of_a_value_that_is_huge_unfolded_is_its_kind)
{
    world w = world_new(a);
    w.lenient = true;
    feel_value shared =
        world_value(&w, "(for i in 1..60 return if i = 1 then [1] else [partial[-1], partial[-1]])[-1]");
    size_t before = a->used;
    assert_int_equal(feel_value_type(a, shared)->kind, FEEL_LIST);
    assert_true(a->used - before < 16 << 20);
    feel_value flat = world_value(&w, "for i in 1..9000 return {a: i, b: [i]}");
    assert_str_equal(feel_type_name(a, feel_value_type(a, flat)->element->members[1].type), "list of number");
}

static const char *const SURVIVING[] = {
    "sort(client.goals[item != \"grief\"], function(x, y) x < y)",
    "{k: for i in 1..3 return string(i) + client.name, m: matches(client.name, \"(a)|\" + \"b\")}",
    "string join(for x in client.encounters return x.therapist + string(1 / x.felt), \", \")",
};

static void note_and_trace(void *user, const feel_problem *problem)
{
    feel_tracing_problem(user, problem);
}

typedef struct evaluating {
    const feel_expression *expression;
    str text;
    world *world;
    feel_run *run;
    arena *trace_arena;
    feel_value value;
} evaluating;

static void evaluate_traced(void *context)
{
    evaluating *e = context;
    feel_tracing *tracing = feel_tracing_new(e->trace_arena, e->text, NULL);
    e->run->trace = feel_tracing_events(tracing);
    e->run->report = note_and_trace;
    e->run->report_user = tracing;
    e->value = feel_evaluate(e->expression, e->run);
    if (feel_tracing_root(tracing))
        feel_brief_value(e->trace_arena, feel_tracing_root(tracing)->value, 80);
}

static void evaluate_again(evaluating *e, failing_allocator *failing, guard *g, str wanted)
{
    failing->fail_at = 0;
    assert_int_equal(guard_run(g, evaluate_traced, e), ATTUNE_OK);
    assert_text_equal(feel_value_source(e->world->arena, e->value), wanted);
}

// The allocation that fails is another one each time; the run that was interrupted is used again.
static void survive(arena *a, const char *text)
{
    world w = world_new(a);
    w.lenient = true;
    const feel_expression *e = world_compile(&w, text);
    assert_non_null(e);
    str wanted = feel_value_source(a, world_value(&w, text));
    for (size_t fail_at = 1;; fail_at++) {
        guard g = {0};
        failing_allocator failing;
        arena values, trace;
        failing_allocator_init(&failing, fail_at);
        arena_init(&values, &failing.allocator, &g, 0);
        arena_init(&trace, &failing.allocator, &g, 0);
        feel_run run = {.arena = &values, .limits = &w.limits, .variable = variable, .host = &w};
        evaluating running = {e, str_from(text), &w, &run, &trace, FEEL_NULL_VALUE};
        attune_status status = guard_run(&g, evaluate_traced, &running);
        arena_reset(&values);
        arena_reset(&trace);
        evaluate_again(&running, &failing, &g, wanted);
        arena_free(&values);
        arena_free(&trace);
        assert_int_equal(failing.live, 0);
        if (status == ATTUNE_OK)
            return;
        assert_int_equal(status, ATTUNE_MEMORY);
    }
}

ARENA_TEST(a_run_that_memory_ran_out_in_can_be_used_again)
{
    for (size_t i = 0; i < sizeof SURVIVING / sizeof *SURVIVING; i++)
        survive(a, SURVIVING[i]);
}

static void compile_only(arena *a, void *context)
{
    world w = world_new(a);
    world_compile(&w, context);
}

static void compiling_survives_failing_allocations(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof SURVIVING / sizeof *SURVIVING; i++)
        assert_true(assert_survives_failing_allocations(compile_only, (void *)SURVIVING[i]) > 0);
    assert_true(assert_survives_failing_allocations(compile_only, (char[]){"clientt.name + nope"}) > 0);
}

enum { THREADS = 4, TURNS = 50 };

// What the threads share, all of it read only.
typedef struct shared {
    const world *world;
    const feel_names *names;
    const feel_expression *expression;
    str wanted;
} shared;

typedef struct thread_work {
    const shared *shared;
    pthread_t thread;
    arena arena;
    size_t wrong;
} thread_work;

static void work(void *context)
{
    thread_work *t = context;
    const world *w = t->shared->world;
    for (int i = 0; i < TURNS; i++) {
        feel_options options = {.limits = &w->limits, .names = t->shared->names};
        const feel_expression *own = feel_compile(&t->arena, STR("max fee + 1"), &w->scope, &options);
        t->wrong += own == NULL;
        t->wrong += feel_compile(&t->arena, STR("maxx fee + nope"), &w->scope, &options) != NULL;
        feel_run run = {.arena = &t->arena, .limits = &w->limits, .variable = variable, .host = (void *)w};
        feel_value value = feel_evaluate(t->shared->expression, &run);
        t->wrong += !str_equal(feel_value_source(&t->arena, value), t->shared->wanted);
        arena_reset(&t->arena);
    }
}

static void *work_in_thread(void *context)
{
    thread_work *t = context;
    guard g = {0};
    arena_init(&t->arena, NULL, &g, 0);
    t->wrong += guard_run(&g, work, t) != ATTUNE_OK;
    arena_free(&t->arena);
    return NULL;
}

ARENA_TEST(threads_share_names_and_an_expression)
{
    static const char text[] = "{m: matches(client.name, \"^k\", \"i\"), n: count(client.goals)}";
    world w = world_new(a);
    shared s = {.world = &w, .names = feel_names_new(a, &w.scope)};
    s.expression = world_compile(&w, text);
    s.wanted = feel_value_source(a, world_value(&w, text));
    thread_work threads[THREADS];
    for (size_t i = 0; i < THREADS; i++) {
        threads[i] = (thread_work){.shared = &s};
        assert_int_equal(pthread_create(&threads[i].thread, NULL, work_in_thread, &threads[i]), 0);
    }
    for (size_t i = 0; i < THREADS; i++) {
        pthread_join(threads[i].thread, NULL);
        assert_int_equal(threads[i].wrong, 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_texts_of_valid_utf8_become_strings),
        cmocka_unit_test(a_search_in_what_is_not_utf8_is_no_match_and_no_crash),
        cmocka_unit_test(a_trace_in_the_arena_of_the_run_leaves_its_values_alone),
        cmocka_unit_test(nul_and_other_control_characters_are_like_any_other),
        cmocka_unit_test(a_report_can_end_the_evaluation),
        cmocka_unit_test(the_type_of_a_value_that_is_huge_unfolded_is_its_kind),
        cmocka_unit_test(a_run_that_memory_ran_out_in_can_be_used_again),
        cmocka_unit_test(compiling_survives_failing_allocations),
        cmocka_unit_test(threads_share_names_and_an_expression),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
