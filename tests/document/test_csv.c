// SPDX-License-Identifier: MIT
// CSV: cells and rows with their places; torn quotes and uneven rows are found where they begin.
#include "support/support.h"

#include "document_support.h"

#include <string.h>

#define TABLE                                                                                                \
    "\xEF\xBB\xBFid,name,about\r\n1,\"A \"\"B\"\"\",\"two\r\nlines, "                                        \
    "\xC3\xA9\"\n\n2,,\"\"\r\n3,a\"b,\xE2\x82\xAC"                                                           \
    " \n4,\"x\",\xFF\n5,6\n7,8,9,10\n11,\"12\",\"13\""

ARENA_TEST(cells_are_decoded_and_placed)
{
    assert_str_equal(read_csv(a, STR("id,text\n1,\"a \"\"b\"\"\"\n2,\n"), 65536),
                     "header @0+7 [id]@0+2 [text]@3+4\n"
                     "@8+11 [1]@8+1 \"a \"b\"\"@10+9\n"
                     "@20+2 [2]@20+1 []@22+0\n"
                     "whole\n");
}

ARENA_TEST(a_quoted_cell_may_span_lines_and_hold_commas)
{
    assert_str_equal(read_csv(a, STR("a,b\r\n\"x,\r\ny\",z\r\n"), 65536), "header @0+3 [a]@0+1 [b]@2+1\n"
                                                                          "@5+9 \"x,\r\ny\"@5+7 [z]@13+1\n"
                                                                          "whole\n");
}

ARENA_TEST(the_last_line_needs_no_end_and_blank_lines_are_passed_over)
{
    str expected = STR("header @0+1 [a]@0+1\n@3+1 [1]@3+1\n@5+2 \"\"@5+2\nwhole\n");
    assert_text_equal(read_csv(a, STR("a\n\n1\n\"\""), 65536), expected);
    assert_text_equal(read_csv(a, STR("a\n\n1\n\"\"\r\n"), 65536), expected);
    assert_text_equal(read_csv(a, STR("a\n\n1\n\"\"\r"), 65536), expected);
}

ARENA_TEST(bad_rows_are_reported_and_passed_over)
{
    str got = read_csv(a, STR(TABLE), 65536);
    assert_text_contains(got, "[3]");
    assert_text_contains(got, "[a\"b]");
    assert_text_contains(got, "[11]");
    assert_text_contains(got, "whole\n"
                              "invalid-utf8@72+1: this byte is not valid UTF-8\n"
                              "csv-syntax@76+1: the row has 2 cells, the header has 3\n"
                              "csv-syntax@84+2: the row has 4 cells, the header has 3\n");
}

ARENA_TEST(chunks_of_every_size_give_the_same)
{
    str text = STR(TABLE), whole = read_csv(a, text, 65536);
    for (size_t chunk = 1; chunk <= text.length; chunk++)
        assert_text_equal(read_csv(a, text, chunk), whole);
}

ARENA_TEST(every_cut_off_table_gives_the_same_for_every_chunk_size)
{
    for (size_t length = 0; length < sizeof TABLE - 1; length++) {
        str text = {TABLE, length}, whole = read_csv(a, text, 65536);
        for (size_t chunk = 1; chunk <= 7; chunk++)
            assert_text_equal(read_csv(a, text, chunk), whole);
    }
}

static void assert_torn(arena *a, const char *text, const char *mark, const char *message)
{
    str s = str_from(text);
    reading *r = new_reading(a);
    csv_handler h = log_csv(r);
    assert_false(csv_read_source(a, r->records, text_source(a, s), &r->limits, &r->diagnostics, &h));
    assert_int_equal(r->diagnostics.errors, 1);
    const diagnostic *item = &r->diagnostics.items.items[0];
    assert_int_equal(item->code, CODE_csv_syntax);
    assert_int_equal(item->where.offset, str_find(s, str_from(mark), 0));
    assert_text_contains(item->message, message);
    for (size_t chunk = 1; chunk < 9; chunk++)
        assert_text_equal(read_csv(a, s, chunk), read_csv(a, s, 65536));
}

ARENA_TEST(a_torn_quote_is_reported_where_it_begins)
{
    assert_torn(a, "a,b\n1,\"never\nclosed,2\n3,4\n", "\"never", "never closed");
    assert_torn(a, "a,b\n1,\"x\"y\n", "y", "text behind the closing quote");
    assert_torn(a, "a,b\n1,\"x\" ,2\n", " ,2", "text behind the closing quote");
    assert_torn(a, "a,b\n\"x\"\ry,2\n", "\ry", "text behind the closing quote");
    assert_torn(a, "\"", "\"", "never closed");
}

ARENA_TEST(a_file_without_a_header_is_refused)
{
    assert_text_contains(read_csv(a, STR_NONE, 65536), "no header line");
    assert_text_contains(read_csv(a, STR("\xEF\xBB\xBF\r\n\n"), 65536), "no header line");
}

ARENA_TEST(too_many_columns_and_too_long_rows_are_refused)
{
    reading *r = new_reading(a);
    csv_handler h = log_csv(r);
    r->limits.csv_columns = 3;
    source *s = text_source(a, STR("a,b,c\n1,2,3\n4,5,6,7\n"));
    assert_false(csv_read_source(a, r->records, s, &r->limits, &r->diagnostics, &h));
    assert_int_equal(r->diagnostics.items.items[0].code, CODE_too_many);
    assert_str_equal(raw_at(r->diagnostics.items.items[0].where), "7");
    r->limits.profile_bytes = 10;
    s = text_source(a, STR("a,b\n1,\"long and never closed\n"));
    assert_false(csv_read_source(a, r->records, s, &r->limits, &r->diagnostics, &h));
    assert_int_equal(r->diagnostics.items.items[1].code, CODE_file_too_large);
    assert_int_equal(r->diagnostics.items.items[1].where.offset, 6);
    s = text_source(a, STR("a,b\n1,12345678\n1,123456789\n"));
    assert_false(csv_read_source(a, r->records, s, &r->limits, &r->diagnostics, &h));
    assert_int_equal(r->diagnostics.items.items[2].where.offset, 15);
}

ARENA_TEST(handlers_can_stop_the_reading)
{
    reading *r = new_reading(a);
    csv_handler h = log_csv(r);
    r->stop_after = 1;
    source *s = text_source(a, STR("a\n1\n2\n\"torn"));
    assert_false(csv_read_source(a, r->records, s, &r->limits, &r->diagnostics, &h));
    assert_int_equal(r->count, 1);
    r->give_up_on_bad = true;
    s = text_source(a, STR("a\n1,2\n3\n"));
    assert_false(csv_read_source(a, r->records, s, &r->limits, &r->diagnostics, &h));
    assert_int_equal(r->count, 1);
}

ARENA_TEST(a_large_file_is_read_with_flat_memory)
{
    builder text = builder_new(a);
    builder_adds(&text, "id,text\n");
    for (int i = 0; i < 20000; i++)
        builder_addf(&text, "%d,\"some \"\"quoted\"\" text,\nand more\"\n", i);
    const char *path = test_temp_path(a, "table.csv");
    test_write_file(path, builder_str(&text));
    reading *r = new_reading(a);
    csv_handler h = log_csv(r);
    r->log = (builder){.arena = a, .data = arena_alloc(a, 1u << 22), .capacity = 1u << 22};
    size_t before = a->used;
    assert_true(csv_read(a, r->records, path, &r->limits, &r->diagnostics, &h));
    assert_int_equal(r->count, 20000);
    assert_true(a->used - before < 16 * 1024);
    assert_true(r->most_used < 1024);
}

ARENA_TEST(an_escaped_cell_is_read_back_the_same)
{
    static const char *const texts[] = {"plain", "a,b", "say \"no\"", "two\r\nlines", "", "\xC3\xA9"};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        builder b = builder_new(a);
        builder_adds(&b, "h,i\n");
        csv_escape(&b, str_from(texts[i]));
        builder_adds(&b, ",x\n");
        str got = read_csv(a, builder_str(&b), 65536);
        assert_text_contains(got, texts[i]);
        assert_text_contains(got, "whole\n");
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cells_are_decoded_and_placed),
        cmocka_unit_test(a_quoted_cell_may_span_lines_and_hold_commas),
        cmocka_unit_test(the_last_line_needs_no_end_and_blank_lines_are_passed_over),
        cmocka_unit_test(bad_rows_are_reported_and_passed_over),
        cmocka_unit_test(chunks_of_every_size_give_the_same),
        cmocka_unit_test(every_cut_off_table_gives_the_same_for_every_chunk_size),
        cmocka_unit_test(a_torn_quote_is_reported_where_it_begins),
        cmocka_unit_test(a_file_without_a_header_is_refused),
        cmocka_unit_test(too_many_columns_and_too_long_rows_are_refused),
        cmocka_unit_test(handlers_can_stop_the_reading),
        cmocka_unit_test(a_large_file_is_read_with_flat_memory),
        cmocka_unit_test(an_escaped_cell_is_read_back_the_same),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
