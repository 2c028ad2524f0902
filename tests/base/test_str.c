// SPDX-License-Identifier: MIT
// Slices, UTF-8 and builders.
#include "support/support.h"

#include <string.h>

typedef struct utf8_case {
    const char *bytes;
    size_t bad_at; // SIZE_MAX: valid
} utf8_case;

// After the boundaries of Unicode 15, table 3-7.
static const utf8_case utf8_cases[] = {
    {"", SIZE_MAX},
    {"plain", SIZE_MAX},
    {"\x7F", SIZE_MAX},
    {"\xC2\x80", SIZE_MAX},
    {"\xDF\xBF", SIZE_MAX},
    {"\xE0\xA0\x80", SIZE_MAX},
    {"\xED\x9F\xBF", SIZE_MAX},
    {"\xEE\x80\x80", SIZE_MAX},
    {"\xEF\xBF\xBF", SIZE_MAX},
    {"\xF0\x90\x80\x80", SIZE_MAX},
    {"\xF4\x8F\xBF\xBF", SIZE_MAX},
    {"\x80", 0}, // a continuation alone
    {"a\xBF", 1},
    {"\xC0\xAF", 0}, // overlong
    {"\xC1\xBF", 0},
    {"\xE0\x9F\xBF", 0},
    {"\xF0\x8F\xBF\xBF", 0},
    {"\xED\xA0\x80", 0}, // surrogates
    {"\xED\xBF\xBF", 0},
    {"\xF4\x90\x80\x80", 0}, // past U+10FFFF
    {"\xF5\x80\x80\x80", 0},
    {"\xFE", 0},
    {"\xFF", 0},
    {"ab\xC3", 2}, // cut short
    {"ab\xE2\x82", 2},
    {"ab\xF0\x9F\x98", 2},
    {"\xC3(", 0},
    {"\xE2\x28\xA1", 0},
    {"\xE2\x82\x28", 0},
    {"ok \xE2\x82\xAC \xF0\x9F\x98\x80 \xED\xA0\x81", 12},
};

static void utf8_validity_is_judged_by_the_standard(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof utf8_cases / sizeof *utf8_cases; i++) {
        size_t bad = SIZE_MAX;
        bool valid = utf8_valid(str_from(utf8_cases[i].bytes), &bad);
        if (valid != (utf8_cases[i].bad_at == SIZE_MAX) || bad != utf8_cases[i].bad_at)
            fail_msg("case %zu: valid %d, bad at %zu", i, valid, bad);
    }
}

static void every_code_point_survives_a_round_trip(void **state)
{
    (void)state;
    for (uint32_t c = 0; c <= 0x10FFFF; c++) {
        if (c >= 0xD800 && c <= 0xDFFF)
            continue;
        char bytes[4];
        str s = {bytes, utf8_encode(c, bytes)};
        size_t at = 0;
        if (!utf8_valid(s, NULL) || utf8_decode(s, &at) != c || at != s.length)
            fail_msg("U+%04X", (unsigned)c);
    }
}

static void invalid_bytes_decode_to_one_replacement_each(void **state)
{
    (void)state;
    str s = STR("\xE2\x82"
                "a\xFF");
    uint32_t expected[] = {0xFFFD, 0xFFFD, 'a', 0xFFFD};
    size_t at = 0;
    for (size_t i = 0; i < 4; i++)
        assert_int_equal(utf8_decode(s, &at), expected[i]);
    assert_int_equal(at, s.length);
    assert_int_equal(utf8_length(s), 4);
}

static void slices_are_cut_to_what_is_there(void **state)
{
    (void)state;
    str s = STR("therapist");
    assert_str_equal(str_slice(s, 0, 3), "the");
    assert_str_equal(str_slice(s, 3, SIZE_MAX), "rapist");
    assert_str_equal(str_slice(s, 9, 12), "");
    assert_str_equal(str_slice(s, 5, 2), "");
    assert_str_equal(str_slice(STR_NONE, 0, 9), "");
    assert_str_equal(str_trim(STR(" \t\r\n a b \n")), "a b");
    assert_str_equal(str_trim(STR(" \n ")), "");
}

static void searching_finds_the_first_and_never_reads_past_the_end(void **state)
{
    (void)state;
    str s = STR("aab aab");
    assert_int_equal(str_find(s, STR("ab"), 0), 1);
    assert_int_equal(str_find(s, STR("ab"), 2), 5);
    assert_int_equal(str_find(s, STR("ab"), 6), SIZE_MAX);
    assert_int_equal(str_find(s, STR("aab aab!"), 0), SIZE_MAX);
    assert_int_equal(str_find(s, STR(""), 7), 7);
    assert_int_equal(str_find(s, STR(""), 8), SIZE_MAX);
    assert_int_equal(str_find(s, STR("a"), SIZE_MAX), SIZE_MAX);
    assert_true(str_contains(s, STR("b a")));
    assert_true(str_starts(s, STR("aa")) && str_ends(s, STR("ab")) && !str_ends(STR("b"), STR("ab")));
}

static void comparison_is_by_bytes(void **state)
{
    (void)state;
    assert_true(str_compare(STR("a"), STR("b")) < 0);
    assert_true(str_compare(STR("a"), STR("ab")) < 0);
    assert_true(str_compare(STR("\xC3\xA9"), STR("z")) > 0);
    assert_int_equal(str_compare(STR_NONE, STR("")), 0);
    assert_true(str_equal_nocase(STR("CBT"), STR("cbt")) &&
                !str_equal_nocase(STR("\xC3\x89"), STR("\xC3\xA9")));
}

static void words_are_split_at_white_space(void **state)
{
    (void)state;
    str rest = STR("  one\ttwo\n three "), word;
    assert_true(str_next_word(&rest, &word));
    assert_str_equal(word, "one");
    assert_true(str_next_word(&rest, &word));
    assert_str_equal(word, "two");
    assert_true(str_next_word(&rest, &word));
    assert_str_equal(word, "three");
    assert_false(str_next_word(&rest, &word));
    assert_false(str_next_word(&rest, &word));
}

ARENA_TEST(builders_grow_and_stay_terminated)
{
    builder b = builder_new(a);
    for (int i = 0; i < 1000; i++)
        builder_addf(&b, "%d,", i);
    builder_add_code_point(&b, 0x20AC);
    builder_addc(&b, '\0');
    builder_add(&b, STR_NONE);
    str s = builder_str(&b);
    assert_int_equal(s.length, 3890 + 3 + 1);
    assert_int_equal(s.data[s.length], '\0');
    assert_true(str_ends(s, STR("999,\xE2\x82\xAC\0")));
    builder_add(&b, builder_str(&b)); // a builder may be added to itself
    assert_int_equal(builder_str(&b).length, 2 * (3890 + 3 + 1));
    builder none = builder_new(a);
    assert_str_equal(builder_str(&none), "");
}

ARENA_TEST(copies_are_terminated)
{
    str copy = str_copy(a, str_slice(STR("abcdef"), 1, 3));
    assert_string_equal(copy.data, "bc");
    assert_string_equal(str_terminated(a, STR_NONE), "");
    assert_str_equal(str_printf(a, "%s-%03d", "x", 7), "x-007");
}

static void the_hash_is_the_same_on_every_machine(void **state)
{
    (void)state;
    assert_true(str_hash(STR("")) == 0xCBF29CE484222325u);
    assert_true(str_hash(STR("foobar")) == 0x85944171F73967E8u);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(utf8_validity_is_judged_by_the_standard),
        cmocka_unit_test(every_code_point_survives_a_round_trip),
        cmocka_unit_test(invalid_bytes_decode_to_one_replacement_each),
        cmocka_unit_test(slices_are_cut_to_what_is_there),
        cmocka_unit_test(searching_finds_the_first_and_never_reads_past_the_end),
        cmocka_unit_test(comparison_is_by_bytes),
        cmocka_unit_test(words_are_split_at_white_space),
        cmocka_unit_test(builders_grow_and_stay_terminated),
        cmocka_unit_test(copies_are_terminated),
        cmocka_unit_test(the_hash_is_the_same_on_every_machine),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
