// SPDX-License-Identifier: MIT
// Hostile expressions are ended by a limit, with a report, and never crash. (What does not end runs into the
// time limit of ctest.)
#include "feel_world.h"

#include <pthread.h>

static void assert_stops(world *w, const char *text, const char *report_part)
{
    feel_value v = world_value(w, text);
    assert_int_equal(v.kind, FEEL_NULL);
    assert_true(w->stopped);
    assert_text_contains(builder_str(&w->reports), report_part);
    assert_int_equal(w->report_count, 1);
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
    builder type = builder_new(a);
    for (int i = 0; i < 40; i++)
        builder_adds(&type, "list<");
    builder_adds(&type, "number");
    for (int i = 0; i < 40; i++)
        builder_addc(&type, '>');
    const char *forty = "for i in 1..40 return if i = 1 then [1] else [partial[-1], partial[-1]]";
    text = str_printf(a, "(%s)[-1] instance of %.*s", forty, STR_ARGS(builder_str(&type)));
    assert_stops(&w, text.data, "too large");
    text = str_printf(a, "count(flatten((%s)[-1]))", twice);
    assert_stops(&w, text.data, "");
    assert_stops(&w, "string((for i in 1..9000 return [partial])[-1])", "");
}

ARENA_TEST(what_is_too_large_as_text_is_said_so_and_never_cut)
{
    world w = world_new(a);
    str text;
    feel_value shared = world_value(&w, "for i in 1..24 return partial");
    assert_false(feel_value_source_within(a, shared, 1 << 20, &text));
    assert_int_equal(text.length, 0);
    assert_false(feel_value_text_within(a, shared, 1 << 20, &text));
    feel_value large = world_value(&w, "for i in 1..18 return partial");
    assert_true(feel_value_source_within(a, large, 1 << 20, &text));
    assert_true(str_ends(text, STR("]]]]")) || str_ends(text, STR("]]")));
    assert_true(feel_value_source_within(a, world_value(&w, "[1, 2]"), 6, &text));
    assert_str_equal(text, "[1, 2]");
    assert_false(feel_value_source_within(a, world_value(&w, "[1, 2]"), 5, &text));
}

static void print_shared(arena *a, void *context)
{
    (void)context;
    world w = world_new(a);
    feel_value_source(a, world_value(&w, "for i in 1..200 return partial"));
}

static void copy_shared(arena *a, void *context)
{
    world w = world_new(a);
    feel_copy(a, world_value(&w, context));
}

static void a_copy_that_would_be_huge_ends_the_call(void **state)
{
    (void)state;
    assert_int_equal(run_in_arena(NULL, 0, copy_shared, (char[]){"for i in 1..16 return partial"}),
                     ATTUNE_OK);
    assert_int_equal(run_in_arena(NULL, 0, copy_shared, (char[]){"for i in 1..60 return partial"}),
                     ATTUNE_LIMIT);
    static char strings[] = "(function(s) for i in 1..9000 return s)"
                            "(string join(for j in 1..9000 return \"0123456789\"))";
    assert_int_equal(run_in_arena(NULL, 0, copy_shared, strings), ATTUNE_LIMIT);
}

static void what_must_be_text_but_is_too_large_ends_the_call(void **state)
{
    (void)state;
    assert_int_equal(run_in_arena(NULL, 0, print_shared, NULL), ATTUNE_LIMIT);
}

ARENA_TEST(fractions_of_any_length_are_read)
{
    world w = world_new(a);
    w.lenient = true;
    assert_feel(&w, "date and time(\"2020-01-01T11:00:00.99999999999999999999\")",
                "@\"2020-01-01T11:00:00.999999999\"");
    assert_feel(&w, "duration(\"PT1.00000000099999999999999999999S\")", "@\"PT1S\"");
    assert_feel(&w, "time(\"11:00:00.12345678901234567890123456789Z\")", "@\"11:00:00.123456789Z\"");
    assert_feel(&w, "date(\"99999999999999999999-01-01\")", "null");
    assert_feel(&w, "duration(\"P99999999999999999999D\")", "null");
}

ARENA_TEST(types_that_are_not_known_are_reported_at_any_depth)
{
    world w = world_new(a);
    static const char *const TYPES[] = {"foo",
                                        "context<a: foo>",
                                        "list<context<a: range<foo>>>",
                                        "function<foo>->number",
                                        "function<number>->foo",
                                        "context<a: context<b: foo, c: number>>"};
    for (size_t i = 0; i < sizeof TYPES / sizeof *TYPES; i++) {
        str text = str_printf(a, "{a: 1} instance of %s", TYPES[i]);
        w.lenient = false;
        assert_null(world_compile(&w, text.data));
        assert_text_contains(builder_str(&w.reports), "there is no type \"foo\"");
        w.lenient = true;
        const feel_expression *e = world_compile(&w, text.data);
        assert_int_equal(world_evaluate(&w, e).kind, FEEL_NULL);
        feel_expression_source(a, e);
        text = str_printf(a, "(function(x: %s) x)(1)", TYPES[i]);
        world_value(&w, text.data);
        text = str_printf(a, "for x: %s in [1] return x", TYPES[i]);
        world_value(&w, text.data);
    }
}

enum { MANY = 9000 };

// As a rule set with very many lets does it.
ARENA_TEST(many_expressions_over_a_large_scope_are_compiled_soon)
{
    limits l = limits_default();
    feel_variable *variables = ARENA_ARRAY(a, feel_variable, MANY);
    feel_member *member = ARENA_NEW(a, feel_member);
    *member = (feel_member){STR("the fee"), feel_type_basic(FEEL_NUMBER)};
    for (size_t i = 0; i < MANY; i++)
        variables[i] = (feel_variable){str_printf(a, i % 2 ? "v%zu" : "v%zu of it", i),
                                       feel_type_context(a, member, 1, false)};
    feel_scope scope = {.variables = variables, .count = MANY};
    uint64_t searches = 0;
    feel_options options = {.limits = &l, .names = feel_names_new(a, &scope), .searches = &searches};
    for (size_t i = 0; i < MANY; i++) {
        str text = str_printf(a, i % 2 ? "v%zu.the fee + 1" : "v%zu of it.the fee + 1", i);
        const feel_expression *e = feel_compile(a, text, &scope, &options);
        assert_non_null(e);
        assert_int_equal(feel_expression_type(e)->kind, FEEL_NUMBER);
        assert_null(feel_compile(a, str_printf(a, "vx%zu.the fee", i), &scope, &options));
    }
}

ARENA_TEST(names_learnt_later_are_known_and_the_longest_is_meant)
{
    limits l = limits_default();
    feel_variable variables[] = {{STR("fee"), feel_type_basic(FEEL_NUMBER)},
                                 {STR("fee of"), feel_type_basic(FEEL_STRING)},
                                 {STR("fee of the day"), feel_type_basic(FEEL_DATE)},
                                 {STR("later"), feel_type_basic(FEEL_ANY)}};
    feel_scope scope = {.variables = variables, .count = 4};
    feel_names *names = feel_names_new(a, &scope);
    feel_options options = {.limits = &l, .names = names};
    static const feel_kind KINDS[] = {FEEL_NUMBER, FEEL_STRING, FEEL_DATE};
    for (size_t i = 0; i < 3; i++) {
        const feel_expression *e = feel_compile(a, variables[i].name, &scope, &options);
        assert_int_equal(feel_expression_type(e)->kind, KINDS[i]);
    }
    assert_null(feel_compile(a, STR("later.so far + 1"), &scope, &options));
    feel_member member = {STR("so far"), feel_type_basic(FEEL_NUMBER)};
    variables[3].type = feel_type_context(a, &member, 1, false);
    feel_names_learn(names, variables[3].type);
    assert_non_null(feel_compile(a, STR("later.so far + 1"), &scope, &options));
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
                                     "&&",
                                     "|",
                                     "!",
                                     "%",
                                     "$",
                                     "'",
                                     "“",
                                     "”",
                                     "1,000",
                                     " AND ",
                                     "not ",
                                     "True",
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
        builder_adds(&text, PIECES[test_random(seed) % (sizeof PIECES / sizeof *PIECES)]);
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

ARENA_TEST(patterns_that_are_made_while_evaluating_are_work)
{
    world w = world_new(a);
    assert_stops(&w, "every i in 1..30000 satisfies not(matches(\"x\", \"(abcd|efgh){1,800}\" + string(i)))",
                 "too many steps");
    assert_stops(&w, "every i in 1..30000 satisfies not(matches(\"aaaaaaaaaaaaaaaaaab\", \"^(a+)+$\"))",
                 "too many steps");
}

static void recurse_in(arena *a)
{
    world w = world_new(a);
    assert_stops(&w, "{f: function(g) [1, if true then g(g) + 1 else 0][1], r: f(f)}.r", "too deeply");
    assert_stops(&w, "(function(f) f(f))(function(f) some x in [1] satisfies f(f))", "too deeply");
    assert_stops(&w, "(function(f) f(f))(function(f) sort([2, 1], function(a, b) f(f)))", "too deeply");
}

static void *recurse(void *context)
{
    (void)context;
    run_arena_test(recurse_in);
    return NULL;
}

// As large as threads' are by default on some systems. Sanitizers' frames take several times as much.
ARENA_TEST(the_deepest_evaluation_fits_a_small_stack)
{
    (void)a;
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    const size_t size = 4096 * 1024;
#else
    const size_t size = 512 * 1024;
#endif
    pthread_attr_t attributes;
    pthread_t thread;
    assert_int_equal(pthread_attr_init(&attributes), 0);
    assert_int_equal(pthread_attr_setstacksize(&attributes, size), 0);
    assert_int_equal(pthread_create(&thread, &attributes, recurse, NULL), 0);
    assert_int_equal(pthread_join(thread, NULL), 0);
    pthread_attr_destroy(&attributes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(endless_work_is_ended),
        cmocka_unit_test(a_quantifier_over_a_huge_range_can_be_decided_at_once),
        cmocka_unit_test(values_that_share_their_parts_do_not_blow_up),
        cmocka_unit_test(what_is_too_large_as_text_is_said_so_and_never_cut),
        cmocka_unit_test(what_must_be_text_but_is_too_large_ends_the_call),
        cmocka_unit_test(a_copy_that_would_be_huge_ends_the_call),
        cmocka_unit_test(fractions_of_any_length_are_read),
        cmocka_unit_test(types_that_are_not_known_are_reported_at_any_depth),
        cmocka_unit_test(many_expressions_over_a_large_scope_are_compiled_soon),
        cmocka_unit_test(names_learnt_later_are_known_and_the_longest_is_meant),
        cmocka_unit_test(deep_nesting_is_refused),
        cmocka_unit_test(long_chains_of_conditions_are_not_deep),
        cmocka_unit_test(too_long_a_text_and_bad_bytes_are_refused),
        cmocka_unit_test(random_texts_never_crash),
        cmocka_unit_test(patterns_that_are_made_while_evaluating_are_work),
        cmocka_unit_test(the_deepest_evaluation_fits_a_small_stack),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
