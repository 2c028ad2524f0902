// SPDX-License-Identifier: MIT
// NDJSON: one value a line; a bad line does not disturb the next.
#include "support/support.h"

#include "document_support.h"

#include <string.h>

#define LINES                                                                                                \
    "\xEF\xBB\xBF{\"a\":1}\n\n{\"a\":\"caf\xC3\xA9 \xE2\x82\xAC\"}\r\n  \t\n[1,2\n{\"b\":\"\xFF\"}\n "       \
    "\"x\\u00e9\" \n7"

ARENA_TEST(each_line_is_given_with_its_places)
{
    assert_str_equal(read_json_lines(a, STR("{\"a\":1}\n\n[2]\r\n 3"), 65536),
                     "object(a@1+3:number(1)@5+1)@0+7\n"
                     "array(number(2)@10+1)@9+3\n"
                     "number(3)@15+1\n"
                     "whole\n");
}

ARENA_TEST(bad_lines_are_reported_and_passed_over)
{
    str got = read_json_lines(a, STR(LINES), 65536);
    assert_text_contains(got, "bad @35+4\n");
    assert_text_contains(got, "bad @40+9\n");
    assert_text_contains(got, "number(7)");
    assert_text_contains(
        got, "whole\njson-syntax@35+1: the array that begins here is never closed\ninvalid-utf8@46+1");
}

ARENA_TEST(chunks_of_every_size_give_the_same)
{
    str text = STR(LINES), whole = read_json_lines(a, text, 65536);
    for (size_t chunk = 1; chunk <= text.length; chunk++)
        assert_text_equal(read_json_lines(a, text, chunk), whole);
}

ARENA_TEST(the_handler_decides_whether_a_bad_line_ends_the_reading)
{
    reading *r = new_reading(a);
    r->give_up_on_bad = true;
    json_lines_handler h = log_json(r);
    source *s = text_source(a, STR("1\n?\n3\n"));
    assert_false(json_lines_source(a, r->records, s, &r->limits, &r->diagnostics, &h));
    assert_int_equal(r->count, 1);
    r->stop_after = 2;
    s = text_source(a, STR("1\n2\n3\n"));
    assert_false(json_lines_source(a, r->records, s, &r->limits, &r->diagnostics, &h));
    assert_int_equal(r->count, 2);
}

ARENA_TEST(a_line_past_its_limit_is_passed_over_without_being_kept)
{
    size_t length = 3u << 20;
    char *text = arena_alloc(a, length);
    memset(text, ' ', length);
    memcpy(text, "1\n[2", 4);
    memcpy(text + length - 5, "]\n[3]", 5);
    reading *r = new_reading(a);
    r->limits.profile_bytes = 1000;
    json_lines_handler h = log_json(r);
    size_t before = a->used;
    source *s = text_source(a, (str){text, length});
    assert_true(json_lines_source(a, r->records, s, &r->limits, &r->diagnostics, &h));
    assert_int_equal(r->count, 2);
    assert_int_equal(r->diagnostics.errors, 1);
    assert_int_equal(r->diagnostics.items.items[0].code, CODE_file_too_large);
    assert_int_equal(r->diagnostics.items.items[0].where.offset, 2);
    assert_true(a->used - before < 16 * 1024);
    const char *path = test_temp_path(a, "long.jsonl");
    test_write_file(path, (str){text, length});
    assert_true(json_lines(a, r->records, path, &r->limits, &r->diagnostics, &h));
    assert_int_equal(r->count, 4);
}

ARENA_TEST(memory_does_not_grow_with_the_number_of_lines)
{
    reading *r = new_reading(a);
    json_lines_handler h = log_json(r);
    builder text = builder_new(a);
    for (int i = 0; i < 20000; i++)
        builder_addf(&text, "{\"id\":\"t%d\",\"text\":\"some \\u00e9 text\"}\n", i);
    source *s = text_source(a, builder_str(&text));
    r->log = (builder){.arena = a, .data = arena_alloc(a, 1u << 22), .capacity = 1u << 22};
    size_t before = a->used;
    assert_true(json_lines_source(a, r->records, s, &r->limits, &r->diagnostics, &h));
    assert_int_equal(r->count, 20000);
    assert_true(a->used - before < 4096);
    assert_true(r->most_used < 4096);
}

ARENA_TEST(a_missing_file_is_said_to_be_missing)
{
    reading *r = new_reading(a);
    json_lines_handler h = log_json(r);
    assert_false(json_lines(a, r->records, "no/such.jsonl", &r->limits, &r->diagnostics, &h));
    assert_int_equal(r->diagnostics.items.items[0].code, CODE_file_missing);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_line_is_given_with_its_places),
        cmocka_unit_test(bad_lines_are_reported_and_passed_over),
        cmocka_unit_test(chunks_of_every_size_give_the_same),
        cmocka_unit_test(the_handler_decides_whether_a_bad_line_ends_the_reading),
        cmocka_unit_test(a_line_past_its_limit_is_passed_over_without_being_kept),
        cmocka_unit_test(memory_does_not_grow_with_the_number_of_lines),
        cmocka_unit_test(a_missing_file_is_said_to_be_missing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
