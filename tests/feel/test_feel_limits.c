// SPDX-License-Identifier: MIT
// Hostile expressions end soon, with a report, and never crash.
#include "feel_world.h"

#include <time.h>

static double seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void assert_stops(world *w, const char *text, const char *report_part)
{
    double start = seconds();
    feel_value v = world_value(w, text);
    assert_int_equal(v.kind, FEEL_NULL);
    assert_true(w->stopped);
    assert_text_contains(builder_str(&w->reports), report_part);
    assert_int_equal(w->report_count, 1);
    assert_true(seconds() - start < 5);
}

ARENA_TEST(endless_work_is_ended)
{
    world w = world_new(a);
    assert_stops(&w, "for i in 1..1000000000 return i", "too many items");
    assert_stops(&w, "every i in 1..1000000000 satisfies i > 0", "too many steps");
    assert_stops(&w, "count(for i in 1..9000, j in 1..9000 return i)", "too many items");
    assert_stops(&w, "some i in 1..5000, j in 1..5000 satisfies i * j < 0", "too many steps");
    assert_stops(&w, "(for i in 1..64 return if i = 1 then \"x\" else partial[-1] + partial[-1])[-1]",
                 "memory");
    assert_stops(&w, "(function(f) f(f))(function(f) f(f))", "too deeply");
    assert_stops(&w, "(function(f) f(f, 1))(function(f, n) f(f, n + 1))", "");
}

ARENA_TEST(a_quantifier_over_a_huge_range_can_be_decided_at_once)
{
    world w = world_new(a);
    assert_feel(&w, "some i in 1..1000000000 satisfies i > 5", "true");
    assert_feel(&w, "every i in 1..1000000000 satisfies i < 3", "false");
}

ARENA_TEST(values_that_share_their_parts_do_not_blow_up)
{
    world w = world_new(a);
    const char *twice = "for i in 1..60 return if i = 1 then [1] else [partial[-1], partial[-1]]";
    str text = str_printf(a, "string((%s)[-1])", twice);
    assert_stops(&w, text.data, "too large");
    text = str_printf(a, "(%s)[-1] = (%s)[-1]", twice, twice);
    assert_stops(&w, text.data, "too large");
    text = str_printf(a, "count(flatten((%s)[-1]))", twice);
    assert_stops(&w, text.data, "");
    assert_stops(&w, "string((for i in 1..9000 return [partial])[-1])", "");
}

static str repeated(arena *a, const char *part, size_t times, const char *end)
{
    builder b = builder_new(a);
    for (size_t i = 0; i < times; i++)
        builder_adds(&b, part);
    builder_adds(&b, end);
    return builder_str(&b);
}

ARENA_TEST(deep_nesting_is_refused)
{
    world w = world_new(a);
    static const char *const PARTS[] = {
        "(", "[", "{a:", "-", "if true then 1 else ", "abs(", "function(x) ", "1 + (", "not(", "1 in ("};
    for (size_t i = 0; i < sizeof PARTS / sizeof *PARTS; i++) {
        assert_null(world_compile(&w, repeated(a, PARTS[i], 400, "1").data));
        assert_text_contains(builder_str(&w.reports), "too-deep");
    }
    assert_null(world_compile(&w, repeated(a, "1 + ", 2000, "1").data));
    assert_null(world_compile(&w, repeated(a, "1", 1, repeated(a, "[1]", 2000, "").data).data));
    assert_null(
        world_compile(&w, repeated(a, "1 instance of list<", 1, repeated(a, "list<", 900, "").data).data));
}

ARENA_TEST(long_chains_of_conditions_are_not_deep)
{
    world w = world_new(a);
    assert_feel(&w, repeated(a, "1 = 2 or ", 1000, "true").data, "true");
    assert_feel(&w, repeated(a, "1 = 1 and ", 900, "true").data, "true");
}

ARENA_TEST(too_long_a_text_and_bad_bytes_are_refused)
{
    world w = world_new(a);
    assert_null(world_compile(&w, repeated(a, "1 or ", 3000, "true").data));
    assert_text_contains(builder_str(&w.reports), "expression-limit");
    assert_refused(&w, "\"a\xff\"", "invalid-utf8 @2+1: the expression is not valid UTF-8");
}

static const char *const PIECES[] = {"1",
                                     "-2",
                                     "\"a\"",
                                     "client",
                                     ".age",
                                     ".goals",
                                     "[",
                                     "]",
                                     "(",
                                     ")",
                                     "{",
                                     "}",
                                     "a:",
                                     ",",
                                     "+",
                                     "-",
                                     "*",
                                     "/",
                                     "**",
                                     "<",
                                     ">=",
                                     "=",
                                     "!=",
                                     " and ",
                                     " or ",
                                     " in ",
                                     " between ",
                                     "if ",
                                     " then ",
                                     " else ",
                                     "for i in ",
                                     " return ",
                                     "some x in ",
                                     " satisfies ",
                                     "..",
                                     "item",
                                     "i",
                                     "count(",
                                     "sum(",
                                     "function(x) ",
                                     "null",
                                     "true",
                                     " instance of ",
                                     "number",
                                     "list<",
                                     "not(",
                                     "@\"2026-01-01\"",
                                     "date(",
                                     "\"x",
                                     "string join(",
                                     "?",
                                     ".",
                                     "partial",
                                     "max fee",
                                     "date and time(",
                                     "sort(",
                                     "range(\"[1..2]\")",
                                     "today",
                                     "replace(\"a\",",
                                     "concatenate(",
                                     "/*",
                                     "\\"};

// A text made of pieces of the grammar: whatever it is, it ends.
static void random_text(arena *a, void *context)
{
    uint64_t *seed = context;
    world w = world_new(a);
    w.lenient = *seed % 2;
    w.unary_tests = *seed % 5 == 0;
    builder text = builder_new(a);
    for (uint64_t i = 0, pieces = 3 + *seed % 15; i < pieces; i++) {
        *seed ^= *seed << 13;
        *seed ^= *seed >> 7;
        *seed ^= *seed << 17;
        builder_adds(&text, PIECES[*seed % (sizeof PIECES / sizeof *PIECES)]);
    }
    const feel_expression *e = world_compile(&w, builder_str(&text).data);
    if (!e) {
        assert_true(w.report_count > 0);
        return;
    }
    world_evaluate(&w, e);
    feel_expression_source(a, e);
    world_evaluate(&w, feel_for_people(a, e));
}

static void random_texts_never_crash(void **state)
{
    (void)state;
    uint64_t seed = 88172645463325252u;
    for (int round = 0; round < 20000; round++)
        assert_int_equal(run_in_arena(NULL, 0, random_text, &seed), ATTUNE_OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(endless_work_is_ended),
        cmocka_unit_test(a_quantifier_over_a_huge_range_can_be_decided_at_once),
        cmocka_unit_test(values_that_share_their_parts_do_not_blow_up),
        cmocka_unit_test(deep_nesting_is_refused),
        cmocka_unit_test(long_chains_of_conditions_are_not_deep),
        cmocka_unit_test(too_long_a_text_and_bad_bytes_are_refused),
        cmocka_unit_test(random_texts_never_crash),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
