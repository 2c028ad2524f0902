// SPDX-License-Identifier: MIT
// XML record by record: the same records and places however the bytes arrive, with memory that does not grow.
#include "support/support.h"

#include "document_support.h"

#include <string.h>

#define DOCUMENT                                                                                             \
    "\xEF\xBB\xBF<?xml version=\"1.0\" encoding=\"UTF-8\"?>\r\n<!-- \xC3\xA9 > -->\n"                        \
    "<pool xmlns='urn:p' note='a&amp;b'>\n"                                                                  \
    "  <one id=\"\xC3\xA9&quot;&#233;&amp;\r\n>\">text \xE2\x82\xAC "                                        \
    "&lt;<![CDATA[<raw>]]\xF0\x9F\x98\x80]]> end</one>"                                                      \
    "stray &amp; text<two/><!-- between --><?pi ?>\r\n<x:three xmlns:x='u:x' "                               \
    "x:a=''><b><c>deep</c>\n</b></x:three>\n"                                                                \
    "</pool>\n<!-- after -->\n"

ARENA_TEST(records_are_given_one_by_one_with_their_places)
{
    str got = read_xml(a, STR("<p a='1'>\n<r>x</r> <r b='&lt;'/>\nstray\n</p>"), 65536);
    assert_str_equal(got, "root <p@0+2 a@3+1='1'@6+1></>\n"
                          "<r@10+2>\"x\"@13+1</>\n"
                          "<r@19+2 b@22+1='<'@25+4></>\n"
                          "\"\nstray\n\"@32+7\n"
                          "whole\n");
}

ARENA_TEST(chunks_of_every_size_give_the_same)
{
    str text = STR(DOCUMENT), whole = read_xml(a, text, 65536);
    assert_text_contains(whole, "stray & text");
    assert_text_contains(whole, "whole\n");
    for (size_t chunk = 1; chunk <= text.length; chunk++)
        assert_text_equal(read_xml(a, text, chunk), whole);
}

ARENA_TEST(every_cut_off_document_gives_the_same_for_every_chunk_size)
{
    for (size_t length = 0; length < sizeof DOCUMENT - 40; length += 3) {
        str text = {DOCUMENT, length}, whole = read_xml(a, text, 65536);
        assert_text_contains(whole, "stopped\n");
        for (size_t chunk = 1; chunk <= 9; chunk += 2)
            assert_text_equal(read_xml(a, text, chunk), whole);
    }
}

ARENA_TEST(errors_are_the_same_for_every_chunk_size)
{
    static const char *const texts[] = {
        "<p><r>x & y</r></p>",
        "<p><r>a</r><r>\xFF</r></p>",
        "<p><r/></q>",
        "<p><r/><!DOCTYPE p></p>",
        "<p><r a='&nope;'/></p>",
        "<p><r a='1' a='2'/></p>",
        "<p><r/></p>more",
        "<p><r>\xE2\x82</r></p>",
        "<p><r><x:s/></r></p>",
        "<p><r/>&#1;</p>",
        "<p><r <s/></p>",
        "<!DOCTYPE p><p/>",
    };
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        str text = str_from(texts[i]), whole = read_xml(a, text, 65536);
        assert_text_contains(whole, "stopped\n");
        for (size_t chunk = 1; chunk <= text.length; chunk++)
            assert_text_equal(read_xml(a, text, chunk), whole);
    }
}

ARENA_TEST(records_before_an_error_are_given)
{
    str got = read_xml(a, STR("<p><r>1</r><r>2</r><r>3</x></p>"), 65536);
    assert_text_contains(got, "\"1\"");
    assert_text_contains(got, "\"2\"");
    assert_text_contains(got, "xml-syntax@25+1: </x> where </r> should be");
    assert_int_equal(str_find(got, STR("\"3\""), 0), SIZE_MAX);
}

ARENA_TEST(a_handler_can_stop_the_reading)
{
    reading *r = new_reading(a);
    r->stop_after = 2;
    xml_stream_handler h = log_xml(r);
    source *s = text_source(a, STR("<p><r/><r/><r/><broken"));
    assert_false(xml_stream_source(a, r->records, s, &r->limits, &r->diagnostics, &h));
    assert_int_equal(r->count, 2);
    assert_int_equal(r->diagnostics.errors, 0);
}

ARENA_TEST(a_record_past_its_limit_is_refused_at_its_start)
{
    reading *r = new_reading(a);
    r->limits.profile_bytes = 20;
    xml_stream_handler h = log_xml(r);
    source *s = text_source(a, STR("<p><r>1234567890123</r><rr>12345678901234</rr></p>"));
    assert_false(xml_stream_source(a, r->records, s, &r->limits, &r->diagnostics, &h));
    assert_int_equal(r->count, 1);
    const diagnostic *item = &r->diagnostics.items.items[0];
    assert_int_equal(item->code, CODE_file_too_large);
    assert_str_equal(raw_at(item->where), "<rr");
}

// One part again and again, up to size bytes.
static str repeated(arena *a, const char *front, const char *part, size_t size, const char *back)
{
    size_t step = strlen(part), before = strlen(front), after = strlen(back);
    size = before + (size - before) / step * step;
    char *text = arena_alloc(a, size + after);
    memcpy(text, front, before);
    for (size_t at = before; at < size; at += step)
        memcpy(text + at, part, step);
    memcpy(text + size, back, after);
    return (str){text, size + after};
}

static void assert_refused_early(arena *a, const char *front, const char *part, const char *back)
{
    reading *r = new_reading(a);
    xml_stream_handler h = log_xml(r);
    source *s = text_source(a, repeated(a, front, part, 12u << 20, back));
    size_t before = a->used;
    assert_false(xml_stream_source(a, r->records, s, &r->limits, &r->diagnostics, &h));
    assert_int_equal(r->diagnostics.items.items[0].code, CODE_file_too_large);
    assert_true(a->used - before < 64 * 1024);
    assert_true(r->most_used < 1024);
}

ARENA_TEST(endless_text_comments_tags_and_attributes_are_refused_at_the_limit)
{
    assert_refused_early(a, "<p><r>", "text ", "</r></p>");
    assert_refused_early(a, "<p>", "text ", "</p>");
    assert_refused_early(a, "<p>", "text &amp; &#233;", "</p>");
    assert_refused_early(a, "<p>", " \n", "</p>");
    assert_refused_early(a, "<p><!--", "text ", "--></p>");
    assert_refused_early(a, "<p><r a='", "text ", "'/></p>");
    assert_refused_early(a, "<p><r ", "          ", "/></p>");
    assert_refused_early(a, "<p><", "name", "/></p>");
    assert_refused_early(a, "<p", " ", "/>");
    assert_refused_early(a, "<?pi", "?", "?><p/>");
    assert_refused_early(a, "<p><r>", "<a></a>", "</r></p>");
}

ARENA_TEST(memory_does_not_grow_with_the_number_of_records)
{
    reading *r = new_reading(a);
    xml_stream_handler h = log_xml(r);
    source *s =
        text_source(a, repeated(a, "<p>", "<r id='1'>some text<a/><b>more</b></r>\n", 300000, "</p>"));
    r->log = (builder){.arena = a, .data = arena_alloc(a, 1u << 21), .capacity = 1u << 21};
    size_t before = a->used;
    assert_true(xml_stream_source(a, r->records, s, &r->limits, &r->diagnostics, &h));
    assert_true(r->count > 7000);
    assert_true(r->most_used < 2048);
    assert_true(a->used - before < 8192);
    assert_int_equal(r->records->used, 0);
}

ARENA_TEST(a_file_is_streamed_with_exact_places)
{
    const char *path = test_temp_path(a, "pool.xml");
    str text = repeated(a, "<p>\n", "<r id='\xC3\xA9'>some text</r>\n", 300000, "<bad></r>\n</p>");
    test_write_file(path, text);
    reading *r = new_reading(a);
    xml_stream_handler h = log_xml(r);
    assert_false(xml_stream(a, r->records, path, &r->limits, &r->diagnostics, &h));
    assert_int_equal(r->diagnostics.errors, 1);
    const diagnostic *item = &r->diagnostics.items.items[0];
    assert_int_equal(item->where.offset, str_find(text, STR("<bad>"), 0) + 7);
    place_view view = place_look(item->where, a);
    assert_int_equal(view.line, r->count + 2);
    assert_int_equal(view.column, 8);
    assert_str_equal(view.line_text, "<bad></r>");
}

ARENA_TEST(a_missing_file_is_said_to_be_missing)
{
    reading *r = new_reading(a);
    xml_stream_handler h = log_xml(r);
    assert_false(xml_stream(a, r->records, "no/such/file.xml", &r->limits, &r->diagnostics, &h));
    assert_int_equal(r->diagnostics.items.items[0].code, CODE_file_missing);
    assert_text_contains(r->diagnostics.items.items[0].message, "no/such/file.xml");
    assert_false(xml_stream(a, r->records, "/", &r->limits, &r->diagnostics, &h)); // a folder
    assert_int_equal(r->diagnostics.errors, 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(records_are_given_one_by_one_with_their_places),
        cmocka_unit_test(chunks_of_every_size_give_the_same),
        cmocka_unit_test(every_cut_off_document_gives_the_same_for_every_chunk_size),
        cmocka_unit_test(errors_are_the_same_for_every_chunk_size),
        cmocka_unit_test(records_before_an_error_are_given),
        cmocka_unit_test(a_handler_can_stop_the_reading),
        cmocka_unit_test(a_record_past_its_limit_is_refused_at_its_start),
        cmocka_unit_test(endless_text_comments_tags_and_attributes_are_refused_at_the_limit),
        cmocka_unit_test(memory_does_not_grow_with_the_number_of_records),
        cmocka_unit_test(a_file_is_streamed_with_exact_places),
        cmocka_unit_test(a_missing_file_is_said_to_be_missing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
