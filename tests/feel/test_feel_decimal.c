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

static uint64_t next_random(uint64_t *seed)
{
    *seed ^= *seed << 13;
    *seed ^= *seed >> 7;
    *seed ^= *seed << 17;
    return *seed;
}

// Of up to 19 digits and of mostly near exponents, where the way without the library begins and ends.
static void random_number(uint64_t *seed, char *out, size_t size)
{
    uint64_t digits = next_random(seed) >> (next_random(seed) % 64);
    int exponent = (int)(next_random(seed) % 25) - 12;
    snprintf(out, size, "%s%lluE%d", next_random(seed) % 2 ? "-" : "", (unsigned long long)digits, exponent);
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
        cmocka_unit_test(edges_are_what_the_library_gives),
        cmocka_unit_test(integers_are_what_the_library_gives),
        cmocka_unit_test(random_pairs_are_what_the_library_gives),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
