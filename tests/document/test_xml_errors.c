// SPDX-License-Identifier: MIT
// XML documents that are refused: each with its code, at its exact place, in words of ours.
#include "support/support.h"

#include "document_support.h"

#include <string.h>

typedef struct bad_document {
    const char *text;
    diagnostic_code code;
    const char *mark;    // the place: the first such text in the document
    const char *message; // part of it
} bad_document;

static const bad_document bad_documents[] = {
    {"<a><b>x</A></a>", CODE_xml_syntax, "A", "</A> where </b> should be"},
    {"<a>\n <b>x</b>\n</c>", CODE_xml_syntax, "c", "</c> where </a> should be"},
    {"<a/></b>", CODE_xml_syntax, "</b>", "closes nothing"},
    {"<a><open x='1'>", CODE_xml_syntax, "<open", "<open> is never closed"},
    {"<a><!-- x", CODE_xml_syntax, "<!--", "never closed"},
    {"<a><![CDATA[ x", CODE_xml_syntax, "<![CDATA[", "never closed"},
    {"<a b='1", CODE_xml_syntax, "<", "never closed"},
    {"<a bb='1' bb='2'/>", CODE_xml_syntax, "bb='2'", ""},
    {"<a b=1/>", CODE_xml_syntax, "1", "quotes"},
    {"<a bc/>", CODE_xml_syntax, "bc", "has no value"},
    {"<a b='x < y'/>", CODE_xml_syntax, "< y", ""},
    {"<a b='1'c='2'/>", CODE_xml_syntax, "c", "white space"},
    {"<a>x & y</a>", CODE_xml_syntax, "&", "a lone \"&\""},
    {"<a b='x & y'/>", CODE_xml_syntax, "&", "a lone \"&\""},
    {"<a>&nbsp;</a>", CODE_xml_syntax, "&nbsp;", "the entity \"&nbsp;\" is not known"},
    {"<a b='&foo;'/>", CODE_xml_syntax, "&foo;", "is not known"},
    {"<a>&#1;</a>", CODE_xml_syntax, "&#1;", "is no character"},
    {"<a>&#xD800;</a>", CODE_xml_syntax, "&#xD800;", "is no character"},
    {"<a>&#99999999999;</a>", CODE_xml_syntax, "&#99999999999;", "is no character"},
    {"<a>\x01</a>", CODE_xml_syntax, "\x01", "U+0001"},
    {"<a>\xEF\xBF\xBF</a>", CODE_xml_syntax, "\xEF\xBF\xBF", "U+FFFF"},
    {"<a><x:b/></a>", CODE_xml_syntax, "x", "the prefix \"x\" is not declared"},
    {"<a x:b='1'/>", CODE_xml_syntax, "x", "the prefix \"x\" is not declared"},
    {"<a/><b/>", CODE_xml_syntax, "<b/>", "a second element"},
    {"<a/>text", CODE_xml_syntax, "text", "text after"},
    {"hello", CODE_xml_syntax, "hello", "text before"},
    {"<a>]]></a>", CODE_xml_syntax, "]]>", ""},
    {"<?xml version='1.0' encoding='latin1'?><a/>", CODE_xml_syntax, "latin1", "only UTF-8"},
    {"<!DOCTYPE a><a/>", CODE_xml_doctype, "<!DOCTYPE", "DOCTYPE"},
    {"<?xml version='1.0'?>\n<!DOCTYPE a SYSTEM 'file:///etc/passwd'><a/>", CODE_xml_doctype, "<!DOCTYPE",
     ""},
    {"<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a>&x;</a>", CODE_xml_doctype, "<!DOCTYPE", ""},
    {"<!DOCTYPE l [<!ENTITY l0 'l'><!ENTITY l1 '&l0;&l0;&l0;'>]><l>&l1;</l>", CODE_xml_doctype, "<!DOCTYPE",
     ""},
    {"<a><!DOCTYPE b></a>", CODE_xml_doctype, "<!DOCTYPE", ""},
    {"<a>ab\xFF</a>", CODE_invalid_utf8, "\xFF", "UTF-8"},
    {"<a b='\xC0\xAF'/>", CODE_invalid_utf8, "\xC0", "UTF-8"},
    {"<a>caf\xE9</a>", CODE_invalid_utf8, "\xE9", "UTF-8"},
    {"<a>\xED\xA0\x80</a>", CODE_invalid_utf8, "\xED", "UTF-8"},
    {"<a/>\xF0\x9F", CODE_invalid_utf8, "\xF0", "UTF-8"},
    {"\xFF\xFE<", CODE_invalid_utf8, "\xFF", "UTF-16"},
};

static reading *parse_bad(arena *a, str text)
{
    reading *r = new_reading(a);
    xml_node *root = xml_parse(a, text_source(a, text), &r->limits, &r->diagnostics);
    if (root)
        fail_msg("accepted: %.*s", STR_ARGS(text));
    assert_int_equal(r->diagnostics.errors, 1);
    return r;
}

// The place's begin only: a mark may be longer, to be found once.
static void assert_bad(arena *a, const bad_document *bad)
{
    str text = str_from(bad->text);
    reading *r = parse_bad(a, text);
    const diagnostic *item = &r->diagnostics.items.items[0];
    str mark = str_slice(str_from(bad->mark), 0, (size_t)item->where.length);
    if (!str_equal(raw_at(item->where), mark) || item->where.offset != str_find(text, str_from(bad->mark), 0))
        fail_msg("%s: reported at %u+%u: %.*s", bad->text, (unsigned)item->where.offset,
                 (unsigned)item->where.length, STR_ARGS(item->message));
    assert_string_equal(code_describe(item->code)->name, code_describe(bad->code)->name);
    assert_text_contains(item->message, bad->message);
}

ARENA_TEST(each_fault_is_reported_once_at_its_place)
{
    for (size_t i = 0; i < sizeof bad_documents / sizeof bad_documents[0]; i++)

        assert_bad(a, &bad_documents[i]);
}

ARENA_TEST(a_wrong_end_tag_says_where_the_right_one_was_opened)
{
    reading *r = parse_bad(a, STR("<a>\n  <goals>\n</gaols></a>"));
    const diagnostic *item = &r->diagnostics.items.items[0];
    assert_str_equal(item->message, "</gaols> where </goals> should be");
    assert_str_equal(item->help, "<goals> was opened in line 2, column 3");
    assert_int_equal(item->where.offset, 16);
    assert_int_equal(item->related.offset, 6);
}

ARENA_TEST(an_element_that_is_not_closed_is_reported_where_it_opens)
{
    reading *r = parse_bad(a, STR("<a>\n  <goals>\n</a>"));
    const diagnostic *item = &r->diagnostics.items.items[0];
    assert_str_equal(item->message, "<goals> is not closed");
    assert_str_equal(item->help, "</goals> is missing ahead of </a> in line 3, column 1");
    assert_int_equal(item->where.offset, 6);
    assert_int_equal(item->related.offset, 14);
    r = parse_bad(a, STR("<a><met>x<met></a>"));
    assert_text_contains(r->diagnostics.items.items[0].help, "or was </met> meant here?");
}

ARENA_TEST(what_a_tag_lacks_is_reported_at_the_tag)
{
    reading *r = parse_bad(a, STR("<a>\n<b\n<c/></b></a>"));
    const diagnostic *item = &r->diagnostics.items.items[0];
    assert_str_equal(item->message, "the tag that begins here is never closed with \">\"");
    assert_int_equal(item->where.offset, 4);
    r = parse_bad(a, STR("<a>\n<b x=\"1/>\n<c y=\"2\"/></a>"));
    item = &r->diagnostics.items.items[0];
    assert_str_equal(item->message, "the value that begins here is not closed by its quote");
    assert_int_equal(item->where.offset, 9);
    r = parse_bad(a, STR("<a b=\"1\", c=\"2\"/>"));
    assert_int_equal(r->diagnostics.items.items[0].where.offset, 8);
}

ARENA_TEST(an_empty_document_is_refused)
{
    reading *r = parse_bad(a, STR_NONE);
    assert_text_contains(r->diagnostics.items.items[0].message, "no element");
}

static str nested(arena *a, size_t depth)
{
    builder b = builder_new(a);
    for (size_t i = 0; i < depth; i++)
        builder_adds(&b, "<n>");
    for (size_t i = 0; i < depth; i++)
        builder_adds(&b, "</n>");
    return builder_str(&b);
}

ARENA_TEST(nesting_up_to_the_limit_is_read_and_one_more_is_not)
{
    reading *r = new_reading(a);
    size_t most = (size_t)r->limits.nesting;
    assert_non_null(xml_parse(a, text_source(a, nested(a, most)), &r->limits, &r->diagnostics));
    assert_null(xml_parse(a, text_source(a, nested(a, most + 1)), &r->limits, &r->diagnostics));
    const diagnostic *item = &r->diagnostics.items.items[0];
    assert_int_equal(item->code, CODE_too_deep);
    assert_int_equal(item->where.offset, 3 * most);
    assert_int_equal(item->where.length, 2);
}

ARENA_TEST(the_deepest_nesting_that_can_be_allowed_is_read)
{
    reading *r = new_reading(a);
    r->limits.nesting = 256;
    assert_non_null(xml_parse(a, text_source(a, nested(a, 256)), &r->limits, &r->diagnostics));
}

ARENA_TEST(ten_thousand_nested_elements_are_refused)
{
    reading *r = parse_bad(a, nested(a, 10000));
    assert_int_equal(r->diagnostics.items.items[0].code, CODE_too_deep);
}

ARENA_TEST(a_document_past_its_limit_is_refused)
{
    reading *r = new_reading(a);
    r->limits.document_bytes = 10;
    assert_non_null(xml_parse(a, text_source(a, STR("<a>123</a>")), &r->limits, &r->diagnostics));
    assert_null(xml_parse(a, text_source(a, STR("<a>1234</a>")), &r->limits, &r->diagnostics));
    assert_int_equal(r->diagnostics.items.items[0].code, CODE_file_too_large);
}

ARENA_TEST(a_value_longer_than_libxml2_takes_is_an_error_and_no_cut)
{
    size_t length = 11000000;
    char *text = arena_alloc(a, length);
    memset(text, 'x', length);
    memcpy(text, "<a b='", 6);
    memcpy(text + length - 3, "'/>", 3);
    reading *r = new_reading(a);
    xml_node *root = xml_parse(a, text_source(a, (str){text, length}), &r->limits, &r->diagnostics);
    if (root)
        assert_int_equal(root->attributes[0].value.length, length - 9);
    else
        assert_int_equal(r->diagnostics.errors, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_fault_is_reported_once_at_its_place),
        cmocka_unit_test(a_wrong_end_tag_says_where_the_right_one_was_opened),
        cmocka_unit_test(an_element_that_is_not_closed_is_reported_where_it_opens),
        cmocka_unit_test(what_a_tag_lacks_is_reported_at_the_tag),
        cmocka_unit_test(an_empty_document_is_refused),
        cmocka_unit_test(nesting_up_to_the_limit_is_read_and_one_more_is_not),
        cmocka_unit_test(the_deepest_nesting_that_can_be_allowed_is_read),
        cmocka_unit_test(ten_thousand_nested_elements_are_refused),
        cmocka_unit_test(a_document_past_its_limit_is_refused),
        cmocka_unit_test(a_value_longer_than_libxml2_takes_is_an_error_and_no_cut),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
