// SPDX-License-Identifier: MIT
// Sharing points by largest remainder, exactly.
#include "support/support.h"

#include "match/points.h"

enum { MOST = 8 };

// Shares total over the weights, "3 1 1", and compares with the shares, "60 20 20".
static void assert_shares(arena *a, int64_t total, const char *weights, const char *expected)
{
    decimal parsed[MOST];
    int64_t shares[MOST];
    size_t count = 0;
    str rest = str_from(weights), word;
    while (str_next_word(&rest, &word)) {
        assert_true(count < MOST);
        assert_true(decimal_parse(word, &parsed[count++]));
    }
    share_points(a, total, parsed, count, shares);
    builder b = builder_new(a);
    for (size_t i = 0; i < count; i++)
        builder_addf(&b, i ? " %lld" : "%lld", (long long)shares[i]);
    assert_str_equal(builder_str(&b), expected);
}

ARENA_TEST(a_value_takes_its_share_of_the_points_rounded_to_even)
{
    (void)a;
    decimal third = decimal_divide(decimal_from_int(1), decimal_from_int(3));
    decimal half = decimal_divide(decimal_from_int(1), decimal_from_int(2));
    assert_int_equal(points_scale(third, 1000000), 333333);
    assert_int_equal(points_scale(half, 25), 12);
    assert_int_equal(points_scale(half, 27), 14);
    assert_int_equal(points_scale(decimal_from_int(1), 1000000000), 1000000000);
    assert_int_equal(points_scale(decimal_from_int(0), 1000000000), 0);
}

ARENA_TEST(shares_are_in_proportion_to_weights)
{
    assert_shares(a, 100, "3 1 1", "60 20 20");
    assert_shares(a, 100, "0.3 0.1 0.1", "60 20 20");
    assert_shares(a, 100, "7", "100");
}

ARENA_TEST(what_rounding_leaves_goes_to_the_largest_remainders)
{
    // Quotas 16.67, 33.33, 50: one is left.
    assert_shares(a, 100, "1 2 3", "17 33 50");
    // Quotas 14.28, 28.57, 57.14.
    assert_shares(a, 100, "1 2 4", "14 29 57");
}

ARENA_TEST(equal_remainders_go_to_the_earlier_share)
{
    assert_shares(a, 100, "1 1 1", "34 33 33");
    assert_shares(a, 101, "1 1 1", "34 34 33");
    assert_shares(a, 3, "1 1 1 1 1", "1 1 1 0 0");
}

ARENA_TEST(no_weight_gives_no_share)
{
    assert_shares(a, 100, "0 0", "0 0");
    assert_shares(a, 100, "0 5", "0 100");
    assert_shares(a, 100, "-5 5", "0 100");
    assert_shares(a, 0, "1 2", "0 0");
    assert_shares(a, 100, "", "");
}

ARENA_TEST(weights_of_any_size_are_shared)
{
    assert_shares(a, 100000000, "1e-6000 3e-6000", "25000000 75000000");
    assert_shares(a, 100000000, "1e6000 3e6000", "25000000 75000000");
    assert_shares(a, 100000000, "1e6000 1e-6000", "100000000 0");
    assert_shares(a, 100000000, "999999999999999999 1", "100000000 0");
    assert_shares(a, 100000000, "0.000001 99.999999", "1 99999999");
}

ARENA_TEST(a_difference_in_the_last_digit_decides_a_tie)
{
    assert_shares(a, 1, "0.1 0.100000000000000001", "0 1");
    assert_shares(a, 1, "0.100000000000000001 0.1", "1 0");
}

// Each share is its quota cut, or one more; and no share that got one more had a smaller remainder than one
// that did not, nor an equal one that stands before it.
static void check_by_definition(const int64_t *weights, const int64_t *shares, size_t count, int64_t total)
{
    int64_t all = 0, sum = 0;
    for (size_t i = 0; i < count; i++) {
        all += weights[i];
        sum += shares[i];
    }
    assert_int_equal(sum, total);
    for (size_t i = 0; i < count; i++) {
        int64_t more = shares[i] - total * weights[i] / all, remainder = total * weights[i] % all;
        assert_true(more == 0 || more == 1);
        for (size_t k = 0; more && k < count; k++) {
            int64_t other = total * weights[k] % all;
            if (shares[k] == total * weights[k] / all)
                assert_true(remainder > other || (remainder == other && i < k));
        }
    }
}

ARENA_TEST(shares_are_those_of_the_definition)
{
    enum { COUNT = 40 };
    int64_t weights[COUNT], shares[COUNT];
    decimal as_decimals[COUNT];
    uint64_t state = 1;
    for (int i = 0; i < 1000; i++) {
        for (size_t k = 0; k < COUNT; k++) {
            state = state * 6364136223846793005u + 1442695040888963407u;
            weights[k] = (int64_t)(state >> (i % 2 ? 44 : 60));
            as_decimals[k] = decimal_divide(decimal_from_int(weights[k]), decimal_from_int(1000));
        }
        weights[0] = 1; // never all 0
        as_decimals[0] = decimal_divide(decimal_from_int(1), decimal_from_int(1000));
        share_points(a, (int64_t)100 * MICRO, as_decimals, COUNT, shares);
        check_by_definition(weights, shares, COUNT, (int64_t)100 * MICRO);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_value_takes_its_share_of_the_points_rounded_to_even),
        cmocka_unit_test(shares_are_in_proportion_to_weights),
        cmocka_unit_test(what_rounding_leaves_goes_to_the_largest_remainders),
        cmocka_unit_test(equal_remainders_go_to_the_earlier_share),
        cmocka_unit_test(no_weight_gives_no_share),
        cmocka_unit_test(weights_of_any_size_are_shared),
        cmocka_unit_test(a_difference_in_the_last_digit_decides_a_tie),
        cmocka_unit_test(shares_are_those_of_the_definition),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
