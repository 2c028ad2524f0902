// SPDX-License-Identifier: MIT
// Comments for the checker: which are found, and the stretch that each is about.
#include "support/support.h"

#include "document/xml_notes.h"

#include <string.h>

static str cut(str text, place p)
{
    return str_slice(text, p.offset, p.offset + p.length);
}

// The text that the note with this number is about.
static str covered(arena *a, const char *text, size_t number)
{
    str bytes = str_from(text);
    xml_note_list notes = xml_notes(a, source_from_bytes(a, STR("test.xml"), bytes));
    assert_true(number < notes.count);
    return cut(bytes, notes.items[number].covers);
}

ARENA_TEST(a_note_is_about_the_element_behind_it_with_all_in_it)
{
    assert_str_equal(covered(a, "<r><!-- attune: x --> <a><a/><b>t</b></a><c/></r>", 0),
                     "<a><a/><b>t</b></a>");
    assert_str_equal(covered(a, "<r><!--attune: x--><a/><b/></r>", 0), "<a/>");
    assert_str_equal(covered(a, "<r><a><!-- attune: x --><b y='>/>'></b ></a></r>", 0), "<b y='>/>'></b >");
}

ARENA_TEST(notes_that_follow_each_other_are_about_the_same_element)
{
    const char *text =
        "<r><!-- attune: x -->\n<!-- a remark -->\n<!-- attune: y --><a><!-- attune: z --><b/></a></r>";
    assert_str_equal(covered(a, text, 0), "<a><!-- attune: z --><b/></a>");
    assert_str_equal(covered(a, text, 1), "<a><!-- attune: z --><b/></a>");
    assert_str_equal(covered(a, text, 2), "<b/>");
}

ARENA_TEST(a_note_ahead_of_the_outermost_element_is_about_the_whole_file)
{
    const char *text = "<?xml version='1.0'?><!-- attune: x --><r><a/></r>\n";
    assert_str_equal(covered(a, text, 0), text);
}

ARENA_TEST(a_note_behind_the_last_element_is_about_nothing)
{
    assert_str_equal(covered(a, "<r><a/><!-- attune: x --> </r>", 0), "");
    assert_str_equal(covered(a, "<r><a><!-- attune: x --></a><b/></r>", 0), "");
    assert_str_equal(covered(a, "<r/><!-- attune: x -->", 0), "");
}

ARENA_TEST(what_only_looks_like_a_note_is_none)
{
    str text = STR("<r a='<!-- attune: x -->'><![CDATA[<!-- attune: x -->]]><!-- for attune: x --><?x <!-- "
                   "attune: y?></r>");
    xml_note_list notes = xml_notes(a, source_from_bytes(a, STR("test.xml"), text));
    assert_int_equal(notes.count, 0);
}

ARENA_TEST(places_are_those_of_the_comment_and_its_text)
{
    str text = STR("<r>\n <!--  attune: x y\n --><a/></r>");
    xml_note_list notes = xml_notes(a, source_from_bytes(a, STR("test.xml"), text));
    assert_int_equal(notes.count, 1);
    assert_str_equal(cut(text, notes.items[0].comment), "<!--  attune: x y\n -->");
    assert_str_equal(cut(text, notes.items[0].text), "attune: x y");
}

// Any part of a file, well-formed or not: what is found stays within it, and it ends.
ARENA_TEST(torn_files_do_no_harm)
{
    const char *whole =
        "<r><!-- attune: a --><a><!-- attune: b --></a></b></r></r><!-- attune: c --><x y=\"<\" /></>";
    for (size_t from = 0; from < strlen(whole); from++)
        for (size_t to = from; to <= strlen(whole); to++) {
            str text = str_copy(a, (str){whole + from, to - from});
            xml_note_list notes = xml_notes(a, source_from_bytes(a, STR("test.xml"), text));
            for (size_t i = 0; i < notes.count; i++)
                assert_true(notes.items[i].covers.offset + notes.items[i].covers.length <= text.length);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_note_is_about_the_element_behind_it_with_all_in_it),
        cmocka_unit_test(notes_that_follow_each_other_are_about_the_same_element),
        cmocka_unit_test(a_note_ahead_of_the_outermost_element_is_about_the_whole_file),
        cmocka_unit_test(a_note_behind_the_last_element_is_about_nothing),
        cmocka_unit_test(what_only_looks_like_a_note_is_none),
        cmocka_unit_test(places_are_those_of_the_comment_and_its_text),
        cmocka_unit_test(torn_files_do_no_harm),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
