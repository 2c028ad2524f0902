// SPDX-License-Identifier: MIT
// Text layout: wrapping, alignment of figures, exact rounding of points.
#include "support/support.h"

#include "render/examples.h"
#include "render/page.h"

static void assert_points(int64_t micro, const char *expected)
{
    char buffer[24];
    assert_string_equal(points_text(buffer, micro), expected);
}

static void points_are_rounded_half_away_from_zero(void **state)
{
    (void)state;
    char buffer[24];
    assert_points(0, "0.0");
    assert_points(49999, "0.0");
    assert_points(50000, "0.1");
    assert_points(-49999, "0.0");
    assert_points(-50000, "-0.1");
    assert_points(99950000, "100.0");
    assert_points(72449999, "72.4");
    assert_string_equal(points_signed(buffer, 14200000), "+14.2");
    assert_string_equal(points_signed(buffer, -6000000), "-6.0");
    assert_string_equal(points_signed(buffer, 0), "0.0");
}

ARENA_TEST(long_text_wraps_under_its_first_word)
{
    builder out = builder_new(a);
    render_style style = {.width = 40};
    page p = page_new(&out, &style);
    page_entry(&p, 2, "+ ", INK_GOOD, STR("one two three four five six seven eight nine ten"), "+1.0");
    assert_str_equal(builder_str(&out), "  + one two three four five six     +1.0\n"
                                        "    seven eight nine ten\n");
}

ARENA_TEST(width_is_counted_in_characters_not_bytes)
{
    builder out = builder_new(a);
    render_style style = {.width = 40};
    page p = page_new(&out, &style);
    page_entry(&p, 0, NULL, INK_PLAIN, STR("“ééééééééé éééééééééé éééééééééé éééé”"), NULL);
    assert_str_equal(builder_str(&out), "“ééééééééé éééééééééé éééééééééé éééé”\n");
}

ARENA_TEST(figures_align_behind_wide_characters_and_combining_marks)
{
    builder out = builder_new(a);
    render_style style = {.width = 40};
    page p = page_new(&out, &style);
    page_entry(&p, 0, NULL, INK_PLAIN, STR("Ren\u00e9e Zhang"), "+1.0");
    page_entry(&p, 0, NULL, INK_PLAIN, STR("Rene\u0301e Zhang"), "+1.0");
    page_entry(&p, 0, NULL, INK_PLAIN, STR("\u5f20\u4f1f Zhang"), "+1.0");
    assert_str_equal(builder_str(&out), "Ren\u00e9e Zhang                         +1.0\n"
                                        "Rene\u0301e Zhang                         +1.0\n"
                                        "\u5f20\u4f1f Zhang                          +1.0\n");
}

ARENA_TEST(wide_characters_wrap_where_the_columns_end_and_marks_stay_with_their_letter)
{
    builder out = builder_new(a);
    render_style style = {.width = 40};
    page p = page_new(&out, &style);
    page_entry(&p, 19, NULL, INK_PLAIN, STR("心心心心心心心心心心心"), NULL);
    page_entry(&p, 20, NULL, INK_PLAIN, STR("aaaaaaaaaaaaaaaaaaae\u0301b"), NULL);
    assert_str_equal(builder_str(&out), "                   心心心心心心心心心心\n"
                                        "                   心\n"
                                        "                    aaaaaaaaaaaaaaaaaaae\u0301\n"
                                        "                    b\n");
}

ARENA_TEST(a_word_longer_than_the_page_is_cut_and_nothing_hangs)
{
    builder out = builder_new(a);
    render_style style = {.width = 1};
    page p = page_new(&out, &style);
    page_entry(&p, 30, "x", INK_PLAIN, STR("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa b"),
               "1");
    assert_text_contains(builder_str(&out), " b\n");
}

ARENA_TEST(colours_are_used_only_where_wanted)
{
    builder plain = builder_new(a), colored = builder_new(a);
    page p = page_new(&plain, &(render_style){.width = 80});
    page q = page_new(&colored, &(render_style){.width = 80, .color = true});
    page_line(&p, INK_BAD, "x");
    page_line(&q, INK_BAD, "x");
    assert_str_equal(builder_str(&plain), "x\n");
    assert_str_equal(builder_str(&colored), "\033[31mx\033[0m\n");
}

ARENA_TEST(the_bar_tells_sure_counted_and_possible_apart)
{
    assert_str_equal(points_bar(a, 10, 20000000, 50000000, 80000000), "██▓▓▓░░░··");
}

ARENA_TEST(running_text_changes_ink_within_a_word_and_between_words)
{
    builder out = builder_new(a);
    render_style style = {.width = 40, .color = true};
    page p = page_new(&out, &style);
    flow f = flow_start(&p, 2);
    flow_text(&f, STR("one  "), INK_PLAIN);
    flow_text(&f, STR("two\tthree"), INK_GOOD);
    flow_glue(&f, STR("(1)"), INK_DIM);
    flow_text(&f, STR(". four\n\n\nfive"), INK_PLAIN);
    flow_end(&f);
    assert_str_equal(builder_str(&out), "  one \033[32mtwo three\033[0m\033[2m(1)\033[0m. four\n\n  five\n");
}

ARENA_TEST(running_text_wraps_between_words_and_cuts_what_no_line_holds)
{
    builder out = builder_new(a);
    render_style style = {.width = 40};
    page p = page_new(&out, &style);
    flow f = flow_start(&p, 2);
    flow_text(&f,
              STR("\u5f20\u4f1f\u5f20\u4f1f\u5f20\u4f1f\u5f20\u4f1f\u5f20\u4f1f wide characters take two "
                  "cccccccccccccccccccccccccccccccccccccccccccccc"),
              INK_PLAIN);
    flow_end(&f);
    assert_str_equal(builder_str(&out),
                     "  \u5f20\u4f1f\u5f20\u4f1f\u5f20\u4f1f\u5f20\u4f1f\u5f20\u4f1f wide characters\n"
                     "  take two\n"
                     "  cccccccccccccccccccccccccccccccccccccc\n"
                     "  cccccccc\n");
}

static void set_table(page *p, str last)
{
    static const char *const headings[] = {"", "Name", "Empty", "Why"};
    const table_cell cells[] = {{STR("+1"), INK_GOOD}, {STR("\u5f20\u4f1f"), INK_PLAIN},
                                {STR_NONE, INK_PLAIN}, {STR("short"), INK_PLAIN},
                                {STR("-12"), INK_DIM}, {STR("somebody"), INK_PLAIN},
                                {STR_NONE, INK_PLAIN}, {last, INK_PLAIN}};
    page_table(p, &(table_layout){2, headings, 4}, cells, 2);
}

ARENA_TEST(a_table_wraps_its_widest_column_and_leaves_out_empty_ones)
{
    builder out = builder_new(a);
    render_style style = {.width = 40};
    page p = page_new(&out, &style);
    set_table(&p, STR("as long as it takes to be wrapped"));
    assert_str_equal(builder_str(&out), "       Name      Why\n"
                                        "  +1   \u5f20\u4f1f      short\n"
                                        "  -12  somebody  as long as it takes to\n"
                                        "                 be wrapped\n");
}

ARENA_TEST(a_table_that_does_not_fit_becomes_paragraphs)
{
    builder out = builder_new(a);
    render_style style = {.width = 40};
    page p = page_new(&out, &style);
    set_table(&p, STR("a_word_that_cannot_be_wrapped_at_all"));
    assert_str_equal(builder_str(&out), "  +1  \u5f20\u4f1f\n"
                                        "      Why: short\n"
                                        "  -12 somebody\n"
                                        "      Why: a_word_that_cannot_be_wrapped\n"
                                        "           _at_all\n");
}

ARENA_TEST(what_would_steer_a_terminal_is_made_visible)
{
    builder out = builder_new(a);
    render_style style = {.width = 40};
    page p = page_new(&out, &style);
    page_line(&p, INK_PLAIN, "%s",
              "a\033[2Jb\xC2\x9B"
              "c\nd");
    page_entry(&p, 0, NULL, INK_PLAIN, STR("e\033f"), NULL);
    assert_str_equal(builder_str(&out), "a\uFFFD[2Jb\uFFFD"
                                        "c\nd\ne\uFFFDf\n");
}

static str difference(arena *a, const char *before, const char *after, bool for_terminal)
{
    builder out = builder_new(a);
    render_style style = {.width = 80};
    render_line_difference(STR("x"), str_from(before), str_from(after), for_terminal, &style, &out);
    return builder_str(&out);
}

ARENA_TEST(a_difference_is_one_that_patch_takes)
{
    assert_str_equal(difference(a, "a\nb\n", "a\nb\n", false), "");
    assert_str_equal(difference(a, "1\n2\n3\n4\n5\n", "1\n2\n3\n4\n", false),
                     "--- x\n+++ x\n@@ -2,4 +2,3 @@\n 2\n 3\n 4\n-5\n");
    assert_str_equal(difference(a, "", "a", false),
                     "--- x\n+++ x\n@@ -0,0 +1 @@\n+a\n\\ No newline at end of file\n");
    assert_str_equal(difference(a, "\033\n", "b\n", false), "--- x\n+++ x\n@@ -1 +1 @@\n-\033\n+b\n");
    assert_str_equal(difference(a, "\033\n", "b\n", true), "--- x\n+++ x\n@@ -1 +1 @@\n-\uFFFD\n+b\n");
}

ARENA_TEST(a_file_of_which_every_line_differs_is_soon_shown)
{
    enum { LINES = 50000 };
    builder before = builder_new(a), after = builder_new(a);
    for (unsigned i = 0; i < LINES; i++) {
        builder_addf(&before, "old %u\n", i);
        builder_addf(&after, "new %u\n", i);
    }
    str shown = difference(a, builder_str(&before).data, builder_str(&after).data, false);
    assert_text_contains(shown, "@@ -1,50000 +1,50000 @@\n-old 0\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(points_are_rounded_half_away_from_zero),
        cmocka_unit_test(long_text_wraps_under_its_first_word),
        cmocka_unit_test(width_is_counted_in_characters_not_bytes),
        cmocka_unit_test(figures_align_behind_wide_characters_and_combining_marks),
        cmocka_unit_test(wide_characters_wrap_where_the_columns_end_and_marks_stay_with_their_letter),
        cmocka_unit_test(a_word_longer_than_the_page_is_cut_and_nothing_hangs),
        cmocka_unit_test(colours_are_used_only_where_wanted),
        cmocka_unit_test(the_bar_tells_sure_counted_and_possible_apart),
        cmocka_unit_test(running_text_changes_ink_within_a_word_and_between_words),
        cmocka_unit_test(running_text_wraps_between_words_and_cuts_what_no_line_holds),
        cmocka_unit_test(a_table_wraps_its_widest_column_and_leaves_out_empty_ones),
        cmocka_unit_test(a_table_that_does_not_fit_becomes_paragraphs),
        cmocka_unit_test(what_would_steer_a_terminal_is_made_visible),
        cmocka_unit_test(a_difference_is_one_that_patch_takes),
        cmocka_unit_test(a_file_of_which_every_line_differs_is_soon_shown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
