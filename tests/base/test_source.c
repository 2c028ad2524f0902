// SPDX-License-Identifier: MIT
// Places: line, column and what is shown, for loaded and for streamed sources.
#include "support/support.h"

#include "base/source.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

static void assert_look(place_view view, uint32_t line, uint32_t column, const char *text, uint32_t caret,
                        uint32_t caret_length)
{
    assert_str_equal(view.line_text, text);
    assert_int_equal(view.line, line);
    assert_int_equal(view.column, column);
    assert_int_equal(view.caret, caret);
    assert_int_equal(view.caret_length, caret_length);
}

static place_view look_at(arena *a, str bytes, uint64_t offset, uint64_t length)
{
    return place_look(place_at(source_from_bytes(a, STR("x"), bytes), offset, length), a);
}

ARENA_TEST(lines_and_columns_count_from_one)
{
    str text = STR("first\nsecond line\n\nlast");
    assert_look(look_at(a, text, 0, 5), 1, 1, "first", 0, 5);
    assert_look(look_at(a, text, 13, 4), 2, 8, "second line", 7, 4);
    assert_look(look_at(a, text, 18, 0), 3, 1, "", 0, 1);
    assert_look(look_at(a, text, 19, 1), 4, 1, "last", 0, 1);
}

ARENA_TEST(places_at_and_past_the_end_stay_in_the_text)
{
    str text = STR("ab\ncd");
    assert_look(look_at(a, text, 5, 0), 2, 3, "cd", 2, 1);
    assert_look(look_at(a, text, 999, 7), 2, 3, "cd", 2, 1);
    assert_look(look_at(a, text, 2, 1), 1, 3, "ab", 2, 1);
    assert_look(look_at(a, text, 0, UINT64_MAX), 1, 1, "ab", 0, 2);
    assert_look(look_at(a, STR("ab\n"), 3, 0), 2, 1, "", 0, 1);
}

ARENA_TEST(line_ends_of_windows_are_not_shown)
{
    str text = STR("one\r\ntwo\r\n");
    assert_look(look_at(a, text, 5, 3), 2, 1, "two", 0, 3);
    assert_look(look_at(a, text, 3, 1), 1, 4, "one", 3, 1);
    assert_look(look_at(a, text, 4, 1), 1, 4, "one", 3, 1);
}

ARENA_TEST(columns_count_code_points)
{
    str text = STR("\tna\xC3\xAFve \xF0\x9F\x98\x80 x");
    assert_look(look_at(a, text, 13, 1), 1, 10, "\tna\xC3\xAFve \xF0\x9F\x98\x80 x", 9, 1);
    assert_look(look_at(a, text, 1, 6), 1, 2, "\tna\xC3\xAFve \xF0\x9F\x98\x80 x", 1, 5);
}

ARENA_TEST(what_deceives_a_reader_is_made_visible)
{
    place_view view = look_at(a,
                              STR("a\033[31mb\xE2\x80\xAE"
                                  "c\xFF"
                                  "d"),
                              11, 1);
    assert_look(view, 1, 10,
                "a\xEF\xBF\xBD[31mb\xEF\xBF\xBD"
                "c\xEF\xBF\xBD"
                "d",
                9, 1);
}

static str repeat(arena *a, const char *part, size_t count)
{
    builder b = builder_new(a);
    while (count--)
        builder_adds(&b, part);
    return builder_str(&b);
}

ARENA_TEST(long_lines_are_cut_around_the_place)
{
    str text = str_printf(a, "%sHERE%s\n", repeat(a, "\xC3\xA4", 5000).data, repeat(a, "z", 5000).data);
    place_view view = look_at(a, text, 10000, 4);
    assert_int_equal(view.column, 5001);
    assert_int_equal(utf8_length(view.line_text), 162);
    assert_int_equal(view.caret, 81);
    assert_true(str_starts(view.line_text, STR("\xE2\x80\xA6\xC3\xA4")));
    assert_true(str_ends(view.line_text, STR("z\xE2\x80\xA6")));
    assert_text_contains(view.line_text, "\xC3\xA4HEREz");
    view = look_at(a, text, 0, 5000);
    assert_int_equal(view.caret, 0);
    assert_int_equal(view.caret_length, 160);
    assert_int_equal(utf8_length(view.line_text), 161);
    view = look_at(a, text, text.length - 1, 0);
    assert_int_equal(view.caret, 161);
    assert_false(str_ends(view.line_text, STR("\xE2\x80\xA6")));
}

ARENA_TEST(nowhere_and_empty_sources_have_no_line)
{
    assert_int_equal(place_look((place){0}, a).line, 0);
    assert_int_equal(look_at(a, STR_NONE, 0, 0).line, 0);
}

// Feeds a file to a streamed source in chunks of an odd size.
static source *stream_file(arena *a, const char *path, str content)
{
    test_write_file(path, content);
    source *s = source_stream(a, path);
    for (size_t at = 0; at < content.length; at += 777)
        source_note(s, content.data + at, content.length - at < 777 ? content.length - at : 777);
    return s;
}

ARENA_TEST(a_streamed_place_looks_like_a_loaded_one)
{
    builder b = builder_new(a);
    for (int i = 0; i < 3000; i++)
        builder_addf(&b, "%d \xC3\xA9t\xC3\xA9 %.*s\r\n", i, i % 97, repeat(a, "-", 97).data);
    builder_add(&b, repeat(a, "\xE2\x82\xAC", 30000)); // one line longer than what is read at a time
    str content = builder_str(&b);
    source *streamed = stream_file(a, test_temp_path(a, "streamed.txt"), content);
    source *loaded = source_from_bytes(a, STR("x"), content);
    assert_true(streamed->line_starts.count < 20);
    for (uint64_t offset = 0; offset <= content.length + 5; offset += 1013) {
        place_view expected = place_look(place_at(loaded, offset, 3), a);
        place_view view = place_look(place_at(streamed, offset, 3), a);
        assert_text_equal(view.line_text, expected.line_text);
        assert_look(view, expected.line, expected.column, expected.line_text.data, expected.caret,
                    expected.caret_length);
    }
}

ARENA_TEST(a_streamed_source_that_is_gone_still_gives_its_line)
{
    const char *path = test_temp_path(a, "gone.txt");
    source *s = stream_file(a, path, STR("one\ntwo\nthree\n"));
    remove(path);
    assert_int_equal(place_look(place_at(s, 5, 1), a).line_text.length, 0);
    source *input = source_stream(a, "-");
    source_note(input, "one\ntwo\nth", 10);
    source_note(input, "ree\nfour\n", 9);
    place_view view = place_look(place_at(input, 16, 2), a);
    assert_int_equal(view.line, 4);
    assert_int_equal(view.column, 3);
    assert_int_equal(view.line_text.length, 0);
}

ARENA_TEST(files_are_loaded_up_to_their_largest_size)
{
    const char *path = test_temp_path(a, "file.txt");
    test_write_file(path, STR("12345"));
    assert_str_equal(source_load(a, path, 5)->bytes, "12345");
    assert_null(source_load(a, path, 4));
    assert_int_equal(errno, EFBIG);
    assert_null(source_load(a, "/dev/zero", 100000));
    assert_int_equal(errno, EFBIG);
    test_write_file(path, STR_NONE);
    assert_int_equal(source_load(a, path, 0)->bytes.length, 0);
}

ARENA_TEST(what_cannot_be_read_says_why)
{
    assert_null(source_load(a, test_temp_path(a, "missing.txt"), 100));
    assert_int_equal(errno, ENOENT);
    assert_null(source_load(a, test_temp_dir(), 100));
    assert_int_equal(errno, EISDIR);
}

static void load_and_look(arena *a, void *context)
{
    source *s = source_load(a, context, 1u << 20);
    place_look(place_at(s, 4000, 2), a);
    source *streamed = source_stream(a, context);
    source_note(streamed, s->bytes.data, s->bytes.length);
    place_look(place_at(streamed, 4000, 2), a);
}

ARENA_TEST(no_file_stays_open_when_memory_runs_out)
{
    const char *path = test_temp_path(a, "many.txt");
    test_write_file(path, repeat(a, "line\n", 2000));
    for (int i = 0; i < 100; i++)
        assert_survives_failing_allocations(load_and_look, (void *)(uintptr_t)path);
    FILE *next = fopen(path, "rb");
    assert_non_null(next);
    assert_true(fileno(next) < 20);
    fclose(next);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_and_columns_count_from_one),
        cmocka_unit_test(places_at_and_past_the_end_stay_in_the_text),
        cmocka_unit_test(line_ends_of_windows_are_not_shown),
        cmocka_unit_test(columns_count_code_points),
        cmocka_unit_test(what_deceives_a_reader_is_made_visible),
        cmocka_unit_test(long_lines_are_cut_around_the_place),
        cmocka_unit_test(nowhere_and_empty_sources_have_no_line),
        cmocka_unit_test(a_streamed_place_looks_like_a_loaded_one),
        cmocka_unit_test(a_streamed_source_that_is_gone_still_gives_its_line),
        cmocka_unit_test(files_are_loaded_up_to_their_largest_size),
        cmocka_unit_test(what_cannot_be_read_says_why),
        cmocka_unit_test(no_file_stays_open_when_memory_runs_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
