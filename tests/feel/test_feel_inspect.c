// SPDX-License-Identifier: MIT
// What an expression does with what it reads, found without evaluating it: comparisons, what it may come to,
// and variants without a part.
#include "support/support.h"

#include "feel/inspect.h"

static const feel_expression *compile(arena *a, const char *text)
{
    static limits l;
    l = limits_default();
    feel_member *members = ARENA_ARRAY(a, feel_member, 3);
    members[0] = (feel_member){STR("age"), feel_type_basic(FEEL_NUMBER)};
    members[1] = (feel_member){STR("ready"), feel_type_basic(FEEL_BOOLEAN)};
    members[2] = (feel_member){STR("goals"), feel_type_list(a, feel_type_basic(FEEL_STRING))};
    feel_variable *variables = ARENA_ARRAY(a, feel_variable, 1);
    variables[0] = (feel_variable){STR("client"), feel_type_context(a, members, 3, false)};
    feel_scope *scope = ARENA_NEW(a, feel_scope);
    *scope = (feel_scope){.variables = variables, .count = 1};
    feel_options options = {.limits = &l, .unknown_nulls = true};
    const feel_expression *e = feel_compile(a, str_from(text), scope, &options);
    assert_non_null(e);
    return e;
}

static const feel_comparison *only_comparison(arena *a, const char *text, bool exact)
{
    const feel_inspection *found = feel_inspect(a, compile(a, text));
    assert_int_equal(found->comparison_count, 1);
    assert_int_equal(found->exact, exact);
    return &found->comparisons[0];
}

ARENA_TEST(comparisons_name_what_is_held_against_what)
{
    const feel_comparison *c = only_comparison(a, "client.age < 18", true);
    assert_int_equal(c->by, FEEL_BY_ORDER);
    assert_int_equal(c->read_count, 1);
    assert_int_equal(c->reads[0].members[0], 0);
    assert_int_equal(c->constant_count, 1);
    c = only_comparison(a, "client.age in (1, 2, 5)", true);
    assert_int_equal(c->by, FEEL_BY_EQUALITY);
    assert_int_equal(c->constant_count, 3);
    c = only_comparison(a, "client.age between 3 and 9", true);
    assert_int_equal(c->by, FEEL_BY_ORDER);
    assert_int_equal(c->constant_count, 2);
    c = only_comparison(a, "list contains(client.goals, \"sleep\")", true);
    assert_int_equal(c->by, FEEL_BY_MEMBERSHIP);
    c = only_comparison(a, "count(client.goals) >= 3", true);
    assert_int_equal(c->by, FEEL_BY_COUNT);
}

ARENA_TEST(what_is_not_followed_is_a_hint_alone)
{
    const feel_inspection *found = feel_inspect(a, compile(a, "client.age * 2 > 36"));
    assert_false(found->exact);
    for (size_t i = 0; i < found->comparison_count; i++)
        assert_int_equal(found->comparisons[i].by, FEEL_OTHERWISE);
    assert_false(feel_inspect(a, compile(a, "some g in client.goals satisfies g = \"a\""))->exact);
    assert_true(feel_inspect(a, compile(a, "client.ready and client.age = null"))->exact);
}

ARENA_TEST(results_are_followed_through_branches)
{
    const feel_inspection *found = feel_inspect(
        a, compile(a, "if client.ready then client.age else if client.age = 3 then 7 else null"));
    assert_false(found->opaque);
    assert_true(found->says_null);
    assert_int_equal(found->result_read_count, 1);
    assert_int_equal(found->result_constant_count, 1);
    assert_true(feel_inspect(a, compile(a, "client.age + 1"))->opaque);
}

static feel_bounds read_bounds(void *user, const feel_read *read)
{
    (void)user;
    if (read->depth && read->members[0] == 1)
        return FEEL_BOUNDS_CONDITION;
    return (feel_bounds){.null = true, .other = true, .not_negative = read->depth && read->members[0] == 0};
}

static feel_bounds bounds_of(arena *a, const char *text)
{
    return feel_bounds_of(compile(a, text), read_bounds, NULL);
}

ARENA_TEST(bounds_say_what_cannot_be)
{
    feel_bounds b = bounds_of(a, "client.age = null");
    assert_true(b.yes && b.no && !b.null);
    b = bounds_of(a, "client.age >= 0");
    assert_true(b.yes && !b.no && b.null);
    b = bounds_of(a, "client.age != null and client.age >= 0");
    assert_true(b.yes && b.no && !b.null);
    b = bounds_of(a, "if client.ready then 1 else if client.age > 3 then 0.5 else 0");
    assert_true(!b.other && !b.null && b.constant_count == 3);
    b = bounds_of(a, "if client.age = null then 0 else count(client.goals)");
    assert_true(b.null && b.other && b.not_negative);
    b = bounds_of(a, "not(client.age < 0)");
    assert_true(b.yes && !b.no);
    b = bounds_of(a, "client.age / client.age");
    assert_true(b.null && b.other);
}

ARENA_TEST(variants_leave_out_one_part_each)
{
    size_t count;
    const char *text = "client.age > 1 and client.age != null and client.ready";
    const feel_variant *all = feel_variants(a, compile(a, text), 10, &count);
    assert_int_equal(count, 2); // not the test for null
    assert_str_equal(feel_expression_source(a, all[0].feel), "client.age != null and client.ready");
    assert_str_equal(str_slice(str_from(text), all[0].offset, all[0].offset + all[0].length),
                     "client.age > 1");
    assert_str_equal(feel_expression_source(a, all[1].feel), "client.age > 1 and client.age != null");
    all = feel_variants(a, compile(a, "not(if client.ready then client.age > 1 else true)"), 10, &count);
    assert_int_equal(count, 2);
    assert_str_equal(feel_expression_source(a, all[0].feel), "not(client.age > 1)");
    assert_int_equal(all[0].branch, 1);
    assert_str_equal(feel_expression_source(a, all[1].feel), "not(true)");
    feel_variants(a, compile(a, text), 1, &count);
    assert_int_equal(count, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(comparisons_name_what_is_held_against_what),
        cmocka_unit_test(what_is_not_followed_is_a_hint_alone),
        cmocka_unit_test(results_are_followed_through_branches),
        cmocka_unit_test(bounds_say_what_cannot_be),
        cmocka_unit_test(variants_leave_out_one_part_each),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
