// SPDX-License-Identifier: MIT
// Letter case, white space and width of code points.
#include "support/support.h"

#include "base/unicode.h"

static void assert_case(uint32_t capital, uint32_t small)
{
    assert_int_equal(unicode_lower(capital), small);
    assert_int_equal(unicode_lower(small), small);
    assert_int_equal(unicode_upper(small), capital);
    assert_int_equal(unicode_upper(capital), capital);
    assert_int_equal(unicode_fold(capital), small);
    assert_int_equal(unicode_fold(small), small);
}

static void letters_of_many_scripts_have_their_case(void **state)
{
    (void)state;
    assert_case('A', 'a');
    assert_case(0xC9, 0xE9);       // É
    assert_case(0x178, 0xFF);      // Ÿ, whose small letter is in another block
    assert_case(0x3A3, 0x3C3);     // Σ
    assert_case(0x42F, 0x44F);     // Я, Cyrillic
    assert_case(0x401, 0x451);     // Ё
    assert_case(0x531, 0x561);     // Ա, Armenian
    assert_case(0x1C90, 0x10D0);   // Ა, Georgian
    assert_case(0x10A0, 0x2D00);   // Ⴀ, old Georgian
    assert_case(0x10400, 0x10428); // Deseret, beyond 16 bits
}

static void what_has_no_case_stays(void **state)
{
    (void)state;
    static const uint32_t kept[] = {0,      '1',     '\'',     0xD7,     0x2019,    0x5D0,
                                    0x4E2D, 0x1F600, 0x10FFFF, 0x110000, UINT32_MAX};
    for (size_t i = 0; i < sizeof kept / sizeof *kept; i++) {
        assert_int_equal(unicode_lower(kept[i]), kept[i]);
        assert_int_equal(unicode_upper(kept[i]), kept[i]);
        assert_int_equal(unicode_fold(kept[i]), kept[i]);
    }
}

static void sharp_s_stays_one_letter(void **state)
{
    (void)state;
    assert_int_equal(unicode_lower(0x1E9E), 0xDF);
    assert_int_equal(unicode_upper(0xDF), 0x1E9E);
    assert_int_equal(unicode_fold(0x1E9E), 0xDF);
    assert_int_equal(unicode_fold(0xDF), 0xDF);
}

static void final_sigma_folds_to_sigma(void **state)
{
    (void)state;
    assert_int_equal(unicode_lower(0x3C2), 0x3C2);
    assert_int_equal(unicode_upper(0x3C2), 0x3A3);
    assert_int_equal(unicode_fold(0x3C2), 0x3C3);
}

static void turkish_letters_fold_to_themselves(void **state)
{
    (void)state;
    assert_int_equal(unicode_lower(0x130), 'i');
    assert_int_equal(unicode_upper(0x130), 0x130);
    assert_int_equal(unicode_fold(0x130), 0x130);
    assert_int_equal(unicode_lower(0x131), 0x131);
    assert_int_equal(unicode_upper(0x131), 'I');
    assert_int_equal(unicode_fold(0x131), 0x131);
}

static void digraphs_have_three_forms_of_which_two_fold_to_the_third(void **state)
{
    (void)state;
    assert_case(0x1C4, 0x1C6); // Ǆ, ǆ
    assert_int_equal(unicode_lower(0x1C5), 0x1C6);
    assert_int_equal(unicode_upper(0x1C5), 0x1C4);
    assert_int_equal(unicode_fold(0x1C5), 0x1C6);
}

static void letters_that_look_the_same_fold_to_one(void **state)
{
    (void)state;
    assert_int_equal(unicode_fold(0x212A), 'k');    // KELVIN SIGN
    assert_int_equal(unicode_fold(0x17F), 's');     // ſ
    assert_int_equal(unicode_fold(0xB5), 0x3BC);    // µ, MICRO SIGN
    assert_int_equal(unicode_fold(0x1F88), 0x1F80); // ᾈ, which the full folding makes two of
    assert_int_equal(unicode_fold(0x149), 0x149);   // ŉ, which has only a full folding
}

static void spaces_are_those_of_unicode(void **state)
{
    (void)state;
    static const uint32_t spaces[] = {'\t',   '\n',   '\v',   '\f',   '\r',   ' ',    0x85,   0xA0,  0x1680,
                                      0x2000, 0x2009, 0x200A, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000};
    static const uint32_t others[] = {0,      0x1C,   0x1F,   'a',    0x180E,   0x200B,    0x200D,
                                      0x2060, 0xFEFF, 0x2800, 0xFFFD, 0x110000, UINT32_MAX};
    for (size_t i = 0; i < sizeof spaces / sizeof *spaces; i++)
        assert_true(unicode_is_space(spaces[i]));
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        assert_false(unicode_is_space(others[i]));
}

static void widths_are_those_of_a_terminal(void **state)
{
    (void)state;
    static const uint32_t none[] = {0x301, 0x20D7, 0x5B0, 0xE31, 0x200B, 0x200D, 0xFE0F};
    static const uint32_t one[] = {'a',    0xE9,   0x42F,  0x10D0,   0xB7,      0x2019,
                                   0x2588, 0xFF76, 0xFFFD, 0x110000, UINT32_MAX};
    static const uint32_t two[] = {0x4E2D, 0x3042, 0xAC00, 0x3000, 0xFF21, 0x20000, 0x1F600, 0x1F49A};
    for (size_t i = 0; i < sizeof none / sizeof *none; i++)
        assert_int_equal(unicode_width(none[i]), 0);
    for (size_t i = 0; i < sizeof one / sizeof *one; i++)
        assert_int_equal(unicode_width(one[i]), 1);
    for (size_t i = 0; i < sizeof two / sizeof *two; i++)
        assert_int_equal(unicode_width(two[i]), 2);
}

static void folding_is_the_same_once_and_twice(void **state)
{
    (void)state;
    for (uint32_t c = 0; c <= 0x10FFFF; c++) {
        uint32_t folded = unicode_fold(c);
        if (unicode_fold(folded) != folded)
            fail_msg("U+%04X folds to U+%04X, which folds on", (unsigned)c, (unsigned)folded);
        if (unicode_width(c) > 2)
            fail_msg("U+%04X is wider than 2", (unsigned)c);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(letters_of_many_scripts_have_their_case),
        cmocka_unit_test(what_has_no_case_stays),
        cmocka_unit_test(sharp_s_stays_one_letter),
        cmocka_unit_test(final_sigma_folds_to_sigma),
        cmocka_unit_test(turkish_letters_fold_to_themselves),
        cmocka_unit_test(digraphs_have_three_forms_of_which_two_fold_to_the_third),
        cmocka_unit_test(letters_that_look_the_same_fold_to_one),
        cmocka_unit_test(spaces_are_those_of_unicode),
        cmocka_unit_test(widths_are_those_of_a_terminal),
        cmocka_unit_test(folding_is_the_same_once_and_twice),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
