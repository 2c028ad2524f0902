// SPDX-License-Identifier: MIT
// Decimals against the Intel decimal library, which is the reference: the same bits for every pair.
#include "support/support.h"

#include "feel/decimal.h"

#define DECIMAL_CALL_BY_REFERENCE 0
#define DECIMAL_GLOBAL_ROUNDING 0
#define DECIMAL_GLOBAL_EXCEPTION_FLAGS 0
#include <bid_conf.h>
#include <bid_functions.h>

#include <stdio.h>
#include <string.h>

static BID_UINT128 to_bid(decimal d)
{
    BID_UINT128 b;
    memcpy(&b, d.words, sizeof b);
    return b;
}

static void assert_bits(decimal d, BID_UINT128 wanted, const char *operation, const char *x, const char *y)
{
    if (memcmp(d.words, &wanted, sizeof wanted) != 0)
        fail_msg("%s of %s and %s is not what the library gives", operation, x, y);
}

static void assert_pair(const char *x_text, const char *y_text)
{
    decimal x, y;
    assert_true(decimal_parse(str_from(x_text), &x));
    assert_true(decimal_parse(str_from(y_text), &y));
    _IDEC_flags flags = 0;
    assert_bits(decimal_add(x, y), bid128_add(to_bid(x), to_bid(y), 0, &flags), "the sum", x_text, y_text);
    assert_bits(decimal_subtract(x, y), bid128_sub(to_bid(x), to_bid(y), 0, &flags), "the difference", x_text,
                y_text);
    assert_bits(decimal_multiply(x, y), bid128_mul(to_bid(x), to_bid(y), 0, &flags), "the product", x_text,
                y_text);
    int order = bid128_quiet_less(to_bid(x), to_bid(y), &flags)      ? -1
                : bid128_quiet_greater(to_bid(x), to_bid(y), &flags) ? 1
                                                                     : 0;
    int ours = decimal_compare(x, y);
    if ((ours > 0) - (ours < 0) != order)
        fail_msg("%s and %s compare as %d, not %d", x_text, y_text, ours, order);
}

static void edges_are_what_the_library_gives(void **state)
{
    (void)state;
    // Zeros with scales and signs, both sides of 32, 53 and 63 bits, the ends of the exponents, 34 digits.
    static const char *const EDGES[] = {"0",
                                        "-0",
                                        "0.00",
                                        "-0e5",
                                        "1",
                                        "-1",
                                        "0.7",
                                        "-0.10",
                                        "1e1",
                                        "1e9",
                                        "1e10",
                                        "1e-9",
                                        "1e-10",
                                        "2147483647",
                                        "2147483648",
                                        "-2147483648",
                                        "-2147483649",
                                        "4294967295",
                                        "4294967296",
                                        "9007199254740991",
                                        "9007199254740992",
                                        "-9007199254740991",
                                        "9223372036854775807",
                                        "18446744073709551616",
                                        "9999999999999999999999999999999999",
                                        "0.9999999999999999999999999999999999",
                                        "1e6111",
                                        "9e6144",
                                        "1e-6176",
                                        "-1e-6176",
                                        "5e-6170",
                                        "3e6105"};
    const size_t count = sizeof EDGES / sizeof *EDGES;
    for (size_t i = 0; i < count; i++)
        for (size_t j = 0; j < count; j++)
            assert_pair(EDGES[i], EDGES[j]);
}

// By less than 10^-31 of it.
static bool is_near(decimal x, decimal wanted)
{
    decimal share;
    assert_true(decimal_parse(STR("1e-31"), &share));
    decimal apart = decimal_subtract(decimal_divide(x, wanted), decimal_from_int(1));
    return decimal_compare(apart, share) < 0 && decimal_compare(decimal_negate(apart), share) < 0;
}

// Exact where the result is representable; right to 31 digits where the exponent is large.
static void powers_are_right_to_the_edges(void **state)
{
    (void)state;
    static const char *const CASES[][3] = {
        {"10", "-6150", "1e-6150"},
        {"10", "-6176", "1e-6176"},
        {"10", "-6177", "0"},
        {"0.1", "6176", "1e-6176"},
        {"-10", "-6151", "-1e-6151"},
        {"10", "6144", "1e6144"},
        {"0.1", "-6144", "1e6144"},
        {"1e-6176", "-1", NULL},
        {"1e-3088", "2", "1e-6176"},
        {"100", "-3088", "1e-6176"},
        {"2", "-3", "0.125"},
        {"4", "-20", "9.094947017729282379150390625e-13"},
        {"3", "-1", "0.3333333333333333333333333333333333"},
        {"3", "-2", "0.1111111111111111111111111111111111"},
        {"0", "-1", NULL},
        {"0", "0", "1"},
        {"2", "-20000", "2.512388057698744585180135042133610e-6021"},
        {"2", "20000", "3.980276840337966592354307206191202e6020"},
        {"2", "-10000", "5.012372749206452009297555933742978e-3011"},
        {"7", "-7000", "2.059301331033032891947171636801481e-5916"},
    };
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        decimal x, y, wanted;
        assert_true(decimal_parse(str_from(CASES[i][0]), &x));
        assert_true(decimal_parse(str_from(CASES[i][1]), &y));
        decimal power = decimal_power(x, y);
        if (decimal_is_finite(power) != (CASES[i][2] != NULL))
            fail_msg("%s ** %s", CASES[i][0], CASES[i][1]);
        if (!CASES[i][2])
            continue;
        assert_true(decimal_parse(str_from(CASES[i][2]), &wanted));
        bool large = strlen(CASES[i][2]) > 36;
        if (large ? !is_near(power, wanted) : decimal_compare(power, wanted) != 0)
            fail_msg("%s ** %s is not %s", CASES[i][0], CASES[i][1], CASES[i][2]);
    }
}

// Of up to 19 digits and of mostly near exponents, where the way without the library begins and ends.
static void random_number(uint64_t *seed, char *out, size_t size)
{
    uint64_t digits = test_random(seed) >> (test_random(seed) % 64);
    int exponent = (int)(test_random(seed) % 25) - 12;
    snprintf(out, size, "%s%lluE%d", test_random(seed) % 2 ? "-" : "", (unsigned long long)digits, exponent);
}

static void integers_are_what_the_library_gives(void **state)
{
    (void)state;
    static const int64_t INTEGERS[] = {0,         1,         -1,           42,        INT64_MAX,
                                       INT64_MIN, 1LL << 53, -(1LL << 53), INT32_MIN, INT64_MIN + 1};
    for (size_t i = 0; i < sizeof INTEGERS / sizeof *INTEGERS; i++) {
        decimal d = decimal_from_int(INTEGERS[i]);
        BID_UINT128 wanted = bid128_from_int64(INTEGERS[i]);
        assert_memory_equal(d.words, &wanted, sizeof wanted);
        assert_true(decimal_is_finite(d));
    }
    assert_false(decimal_is_finite(decimal_divide(decimal_from_int(1), decimal_from_int(0))));
    assert_false(decimal_is_finite(decimal_divide(decimal_from_int(0), decimal_from_int(0))));
    assert_false(decimal_is_finite(decimal_divide(decimal_from_int(-1), decimal_from_int(0))));
}

static void random_pairs_are_what_the_library_gives(void **state)
{
    (void)state;
    uint64_t seed = 88172645463325252u;
    for (int i = 0; i < 20000; i++) {
        char x[64], y[64];
        random_number(&seed, x, sizeof x);
        random_number(&seed, y, sizeof y);
        assert_pair(x, y);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(powers_are_right_to_the_edges),
        cmocka_unit_test(edges_are_what_the_library_gives),
        cmocka_unit_test(integers_are_what_the_library_gives),
        cmocka_unit_test(random_pairs_are_what_the_library_gives),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
