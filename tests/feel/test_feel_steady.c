// SPDX-License-Identifier: MIT
// Compiled use: after the first evaluations, with an arena that is reset, nothing is allocated any more.
#include "feel_world.h"

#include "text/regex.h"

static feel_value variable(void *host, uint32_t slot)
{
    return ((const world *)host)->values[slot];
}

static const char *const CONDITIONS[] = {
    "client.age >= 18 and client.name = \"Ann\"",
    "client.goal in (\"grief\", \"anxiety\")",
    "client.age in [13..17]",
    "client.age * 1.5 + therapist.fee / 3",
    "client.goals[list contains(therapist.focus, item)]",
    "count(client.goals[list contains(therapist.focus, item)]) / count(client.goals)",
    "some goal in client.goals satisfies goal = client.goal",
    "for i in 1..20 return i ** 2",
    "if client.since < date(\"2025-01-01\") then upper case(client.name) else lower case(client.name)",
    "matches(client.name, \"^a.*n$\", \"i\")",
    "string join(client.likes, \", \")",
    "client.encounters[item.felt > 3].when",
    "client.since + duration(\"P1M\")",
    "sort(client.goals, function(x, y) x < y)",
    "{total: sum([1, 2, 3]), half: total / 2}.half",
};

typedef struct steady {
    arena arena;
    guard guard;
    failing_allocator counting; // fails none
    world *world;
    const feel_expression *expression;
    regex_scratch *scratch;
} steady;

static void evaluate_often(void *context)
{
    steady *s = context;
    feel_run run = {.arena = &s->arena,
                    .limits = &s->world->limits,
                    .variable = variable,
                    .host = s->world,
                    .scratch = s->scratch};
    size_t warm = 0;
    for (int i = 0; i < 100; i++) {
        feel_evaluate(s->expression, &run);
        arena_reset(&s->arena);
        if (i == 1)
            warm = s->counting.calls;
    }
    assert_int_equal(s->counting.calls, warm);
}

ARENA_TEST(evaluating_again_allocates_nothing)
{
    world w = world_new(a);
    for (size_t i = 0; i < sizeof CONDITIONS / sizeof *CONDITIONS; i++) {
        steady s = {.world = &w, .expression = world_compile(&w, CONDITIONS[i])};
        if (!s.expression)
            fail_msg("%s: %.*s", CONDITIONS[i], STR_ARGS(builder_str(&w.reports)));
        s.scratch = regex_scratch_new(a, &w.limits);
        failing_allocator_init(&s.counting, 0);
        arena_init(&s.arena, &s.counting.allocator, &s.guard, 0);
        assert_int_equal(guard_run(&s.guard, evaluate_often, &s), ATTUNE_OK);
        arena_free(&s.arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(evaluating_again_allocates_nothing)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
