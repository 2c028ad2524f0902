// SPDX-License-Identifier: MIT
// Name maps and "did you mean".
#include "support/support.h"

#include "base/codes.h"
#include "base/limits.h"

#include <string.h>

ARENA_TEST(names_are_found_again)
{
    name_map map = {0};
    assert_int_equal(name_map_get(&map, STR("x")), NAME_MISSING);
    for (uint32_t i = 0; i < 5000; i++)
        assert_true(name_map_put(&map, a, str_printf(a, "name%u", (unsigned)i), i));
    for (uint32_t i = 0; i < 5000; i++)
        assert_int_equal(name_map_get(&map, str_printf(a, "name%u", (unsigned)i)), i);
    assert_int_equal(name_map_get(&map, STR("name5000")), NAME_MISSING);
    assert_int_equal(map.count, 5000);
}

ARENA_TEST(putting_a_name_twice_changes_nothing)
{
    name_map map = {0};
    assert_true(name_map_put(&map, a, STR("goal"), 1));
    assert_false(name_map_put(&map, a, STR("goal"), 2));
    assert_int_equal(name_map_get(&map, STR("goal")), 1);
    name_map_set(&map, a, STR("goal"), 3);
    name_map_set(&map, a, STR("fee"), 4);
    assert_int_equal(name_map_get(&map, STR("goal")), 3);
    assert_int_equal(name_map_get(&map, STR("fee")), 4);
}

ARENA_TEST(the_empty_name_is_a_name)
{
    name_map map = {0};
    assert_true(name_map_put(&map, a, STR_NONE, 7));
    assert_false(name_map_put(&map, a, STR(""), 8));
    assert_int_equal(name_map_get(&map, STR_NONE), 7);
}

static const char *suggest(const char *wanted)
{
    static const char *const names[] = {"goals", "max_fee", "functioning", "state", "states", "id"};
    suggestion s = suggestion_for(str_from(wanted));
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        suggestion_offer(&s, str_from(names[i]));
    return suggestion_found(&s) ? s.best.data : NULL;
}

static void the_nearest_name_is_suggested(void **state)
{
    (void)state;
    assert_string_equal(suggest("gaols"), "goals");    // swapped letters
    assert_string_equal(suggest("Goals"), "goals");    // case
    assert_string_equal(suggest("maxfee"), "max_fee"); // left out
    assert_string_equal(suggest("functionning"), "functioning");
    assert_string_equal(suggest("stat"), "state"); // of two as near, the first offered is kept
    assert_string_equal(suggest("statse"), "state");
}

static void nothing_is_suggested_where_nothing_is_near(void **state)
{
    (void)state;
    assert_null(suggest("encounters"));
    assert_null(suggest("x"));
    assert_null(suggest("sta")); // of a short name, one letter at most may be wrong
    assert_null(suggest(""));
    char longer[200];
    memset(longer, 'g', sizeof longer - 1);
    longer[sizeof longer - 1] = '\0';
    assert_null(suggest(longer));
    suggestion none = suggestion_for(STR("x"));
    assert_false(suggestion_found(&none));
}

static void codes_are_unique_and_described(void **state)
{
    (void)state;
    for (int i = 0; i < CODE_COUNT; i++) {
        const code_info *code = code_describe((diagnostic_code)i);
        assert_true(strlen(code->name) < 32); // fits attune_error
        assert_true(strlen(code->meaning) > 0);
        assert_true(code->status != ATTUNE_OK);
        for (int k = 0; k < i; k++)
            assert_string_not_equal(code->name, code_describe((diagnostic_code)k)->name);
    }
}

static void defaults_are_within_their_ceilings(void **state)
{
    (void)state;
    limits l = limits_default();
#define CHECK(name, default_value, ceiling, unit, reason)                                                    \
    assert_true(l.name == (default_value) && l.name > 0 && l.name <= (ceiling));
    ATTUNE_LIMITS(CHECK)
#undef CHECK
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_are_found_again),
        cmocka_unit_test(putting_a_name_twice_changes_nothing),
        cmocka_unit_test(the_empty_name_is_a_name),
        cmocka_unit_test(the_nearest_name_is_suggested),
        cmocka_unit_test(nothing_is_suggested_where_nothing_is_near),
        cmocka_unit_test(codes_are_unique_and_described),
        cmocka_unit_test(defaults_are_within_their_ceilings),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
