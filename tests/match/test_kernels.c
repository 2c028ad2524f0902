// SPDX-License-Identifier: MIT
// The scan's inner loops against plain ones, in the form for this machine and in that for any.
#include "match/random_rules.h"

#include "match/kernels.h"

// The form for any machine, under names of its own.
#undef __SSE2__
#define kernel_keys any_kernel_keys
#define kernel_add any_kernel_add
#define kernel_any any_kernel_any
void any_kernel_keys(const uint64_t *const *words, unsigned count, size_t word, uint8_t out[WORD_ROWS]);
void any_kernel_add(const lookup *lookups, size_t count, int32_t base, int32_t out[WORD_ROWS]);
bool any_kernel_any(const int32_t sums[WORD_ROWS], int32_t least);
#include "match/kernels.c"
#undef kernel_keys
#undef kernel_add
#undef kernel_any

static uint64_t some_word(chance *c)
{
    uint64_t word = 0;
    for (int i = 0; i < 4; i++)
        word = word << 16 | chance_below(c, 1 << 16);
    return word;
}

ARENA_TEST(a_rows_key_has_its_bits_of_all_words)
{
    chance c = {1};
    for (unsigned count = 0; count <= WORD_BITMAPS; count++) {
        const uint64_t *words[WORD_BITMAPS];
        for (unsigned i = 0; i < WORD_BITMAPS; i++) {
            uint64_t *two = ARENA_ARRAY(a, uint64_t, 2);
            two[1] = some_word(&c);
            words[i] = two;
        }
        uint8_t keys[WORD_ROWS], any[WORD_ROWS];
        kernel_keys(words, count, 1, keys);
        any_kernel_keys(words, count, 1, any);
        for (unsigned row = 0; row < WORD_ROWS; row++) {
            unsigned expected = 0;
            for (unsigned i = 0; i < count; i++)
                expected |= (unsigned)(words[i][1] >> row & 1) << i;
            assert_int_equal(keys[row], expected);
            assert_int_equal(any[row], expected);
        }
    }
}

ARENA_TEST(each_row_gets_the_sum_of_what_it_finds)
{
    chance c = {2};
    for (size_t count = 0; count <= 9; count++) {
        lookup *lookups = ARENA_ARRAY(a, lookup, count);
        for (size_t i = 0; i < count; i++) {
            int32_t *table = ARENA_ARRAY(a, int32_t, 256);
            uint8_t *bytes = ARENA_ARRAY(a, uint8_t, WORD_ROWS);
            for (size_t k = 0; k < 256; k++)
                table[k] = (int32_t)chance_below(&c, 100000) - 50000;
            for (size_t k = 0; k < WORD_ROWS; k++)
                bytes[k] = (uint8_t)chance_below(&c, 256);
            lookups[i] = (lookup){table, bytes};
        }
        int32_t sums[WORD_ROWS];
        kernel_add(lookups, count, 7, sums);
        for (size_t row = 0; row < WORD_ROWS; row++) {
            int32_t expected = 7;
            for (size_t i = 0; i < count; i++)
                expected += lookups[i].table[lookups[i].bytes[row]];
            assert_int_equal(sums[row], expected);
        }
    }
}

ARENA_TEST(a_sum_that_is_high_enough_or_below_zero_is_found_wherever_it_stands)
{
    (void)a;
    for (size_t row = 0; row < WORD_ROWS; row++) {
        int32_t sums[WORD_ROWS] = {0};
        assert_false(kernel_any(sums, 10));
        sums[row] = 9;
        assert_false(kernel_any(sums, 10));
        sums[row] = 10;
        assert_true(kernel_any(sums, 10));
        sums[row] = -1;
        assert_true(kernel_any(sums, 10));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_rows_key_has_its_bits_of_all_words),
        cmocka_unit_test(each_row_gets_the_sum_of_what_it_finds),
        cmocka_unit_test(a_sum_that_is_high_enough_or_below_zero_is_found_wherever_it_stands),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
