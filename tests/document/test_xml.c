// SPDX-License-Identifier: MIT
// XML documents as trees: names, values and the exact places of everything.
#include "support/support.h"

#include "document_support.h"

static xml_node *parse(arena *a, str text)
{
    reading *r = new_reading(a);
    xml_node *root = xml_parse(a, text_source(a, text), &r->limits, &r->diagnostics);
    builder log = builder_new(a);
    log_diagnostics(&log, &r->diagnostics);
    assert_str_equal(builder_str(&log), "");
    assert_non_null(root);
    return root;
}

static const xml_attribute *attribute(const xml_node *n, const char *name)
{
    const xml_attribute *found = xml_find_attribute(n, str_from(name));
    assert_non_null(found);
    return found;
}

ARENA_TEST(elements_stand_from_bracket_to_the_end_of_their_name)
{
    xml_node *root = parse(
        a, STR("<?xml version=\"1.0\"?>\n<!-- > < -->\n<rule\n id='x'><x:part xmlns:x='u:x' /></rule>"));
    assert_str_equal(root->name, "rule");
    assert_str_equal(raw_at(root->where), "<rule");
    const xml_node *part = xml_first_element(root);
    assert_str_equal(part->name, "part");
    assert_str_equal(part->namespace_uri, "u:x");
    assert_str_equal(raw_at(part->where), "<x:part");
    assert_int_equal(part->attribute_count, 0); // the declaration of a namespace is none
}

ARENA_TEST(attributes_know_their_name_and_value_places)
{
    xml_node *root = parse(
        a, STR("<r xmlns='urn:a' one = 'q>\"'\n\ttwo=\"a &quot;b&#233;&amp;\" xmlns:x='u' x:three=''/>"));
    assert_int_equal(root->attribute_count, 3);
    assert_str_equal(root->namespace_uri, "urn:a");
    const xml_attribute *one = attribute(root, "one"), *two = attribute(root, "two");
    const xml_attribute *three = attribute(root, "x:three");
    assert_str_equal(one->value, "q>\"");
    assert_str_equal(raw_at(one->name_place), "one");
    assert_str_equal(raw_at(one->value_place), "q>\"");
    assert_str_equal(two->value, "a \"b\xC3\xA9&");
    assert_str_equal(raw_at(two->name_place), "two");
    assert_str_equal(raw_at(two->value_place), "a &quot;b&#233;&amp;");
    assert_str_equal(three->value, "");
    assert_str_equal(raw_at(three->name_place), "x:three");
    assert_int_equal(three->value_place.length, 0);
    assert_null(xml_find_attribute(root, STR("xmlns")));
}

ARENA_TEST(line_ends_and_tabs_in_attributes_become_spaces_but_references_stay)
{
    xml_node *root = parse(a, STR("<r v='a\r\nb\nc\td&#10;e&#x9;f'/>"));
    assert_str_equal(attribute(root, "v")->value, "a b c d\ne\tf");
}

ARENA_TEST(text_cdata_and_references_are_one_node)
{
    xml_node *root =
        parse(a, STR("<r>one &lt;<![CDATA[<two> &amp;]]> th<!-- no -->ree<?pi x?> &#x1F600;<a/>tail</r>"));
    const xml_node *text = root->first_child;
    assert_int_equal(text->kind, XML_TEXT);
    assert_str_equal(text->text, "one <<two> &amp; three \xF0\x9F\x98\x80");
    assert_str_equal(raw_at(text->where),
                     "one &lt;<![CDATA[<two> &amp;]]> th<!-- no -->ree<?pi x?> &#x1F600;");
    assert_str_equal(raw_at(text->next->next->where), "tail");
    assert_str_equal(xml_text_content(a, root), "one <<two> &amp; three \xF0\x9F\x98\x80tail");
    assert_str_equal(xml_text_content(a, xml_first_element(root)), "");
}

ARENA_TEST(line_ends_in_text_are_one_newline)
{
    xml_node *root = parse(a, STR("<r>a\r\nb\rc\nd</r>"));
    assert_str_equal(root->first_child->text, "a\nb\nc\nd");
}

ARENA_TEST(a_byte_order_mark_is_passed_over)
{
    xml_node *root = parse(a, STR("\xEF\xBB\xBF<?xml version='1.0' encoding='utf-8'?><r a='1'/>"));
    assert_int_equal(root->where.offset, 41);
    assert_str_equal(raw_at(attribute(root, "a")->value_place), "1");
}

ARENA_TEST(a_part_of_a_value_is_found_in_the_file)
{
    xml_node *root =
        parse(a, STR("<r v='a &quot;b&#233;\r\n&amp;end'>x&gt;y<![CDATA[<z>]]>\r\n<!-- c -->w</r>"));
    const xml_attribute *v = attribute(root, "v"); // a "bé &end
    assert_str_equal(raw_at(xml_place_in_value(v, 0, 1)), "a");
    assert_str_equal(raw_at(xml_place_in_value(v, 2, 1)), "&quot;");
    assert_str_equal(raw_at(xml_place_in_value(v, 2, 2)), "&quot;b");
    assert_str_equal(raw_at(xml_place_in_value(v, 4, 2)), "&#233;");
    assert_str_equal(raw_at(xml_place_in_value(v, 6, 2)), "\r\n&amp;");
    assert_str_equal(raw_at(xml_place_in_value(v, 8, 3)), "end");
    assert_int_equal(xml_place_in_value(v, 11, 0).offset, v->value_place.offset + v->value_place.length);
    assert_int_equal(xml_place_in_value(v, 8, 0).offset, xml_place_in_value(v, 8, 3).offset);
    const xml_node *t = root->first_child; // x>y<z>\nw
    assert_str_equal(t->text, "x>y<z>\nw");
    assert_str_equal(raw_at(xml_place_in_text(t, 1, 1)), "&gt;");
    assert_str_equal(raw_at(xml_place_in_text(t, 3, 3)), "<z>");
    assert_str_equal(raw_at(xml_place_in_text(t, 6, 1)), "\r\n");
    assert_str_equal(raw_at(xml_place_in_text(t, 7, 1)), "w");
}

ARENA_TEST(every_part_of_a_value_lies_within_its_stretch)
{
    xml_node *root =
        parse(a, STR("<r v='&amp;&#xe9;x\r\n\t&apos;'>&lt;\r\n<![CDATA[]]><![CDATA[a]]>&gt;</r>"));
    const xml_attribute *v = attribute(root, "v");
    const xml_node *t = root->first_child;
    for (size_t from = 0; from <= v->value.length + 2; from++)
        for (size_t length = 0; length <= v->value.length + 2; length++) {
            place p = xml_place_in_value(v, from, length), q = xml_place_in_text(t, from, length);
            assert_true(p.offset >= v->value_place.offset);
            assert_true(p.offset + p.length <= v->value_place.offset + v->value_place.length);
            assert_true(q.offset >= t->where.offset);
            assert_true(q.offset + q.length <= t->where.offset + t->where.length);
        }
}

ARENA_TEST(elements_are_walked_past_text)
{
    xml_node *root = parse(a, STR("<r> <a/> <b/>x<c/> </r>"));
    const xml_node *n = xml_first_element(root);
    assert_str_equal(n->name, "a");
    n = xml_next_element(n);
    assert_str_equal(n->name, "b");
    n = xml_next_element(n);
    assert_str_equal(n->name, "c");
    assert_null(xml_next_element(n));
}

ARENA_TEST(a_copy_is_deep_and_keeps_its_places)
{
    xml_node *root = parse(a, STR("<r a='1'>text<b c='2'><d/></b></r>"));
    xml_node *copy = xml_copy(a, root);
    builder one = builder_new(a), two = builder_new(a);
    log_xml_node(&one, root);
    log_xml_node(&two, copy);
    assert_text_equal(builder_str(&two), builder_str(&one));
    assert_ptr_not_equal(copy->first_child, root->first_child);
    assert_null(copy->parent);
}

ARENA_TEST(children_are_removed_and_appended)
{
    xml_node *root = parse(a, STR("<r><a/><b/><c/></r>"));
    xml_node *first = root->first_child, *last = root->last_child;
    xml_remove(last);
    xml_remove(first);
    assert_ptr_equal(root->first_child, root->last_child);
    assert_null(root->first_child->next);
    xml_append(root, first);
    xml_append(root, last);
    builder log = builder_new(a);
    log_xml_node(&log, root);
    assert_str_equal(builder_str(&log), "<r@0+2><b@7+2></><a@3+2></><c@11+2></></>");
    xml_remove(root); // without a parent: nothing happens
}

ARENA_TEST(what_is_escaped_is_read_back_the_same)
{
    str text = STR("a<b>&\"c\" \xC3\xA9\r'\n");
    builder out = builder_new(a);
    builder_adds(&out, "<r>");
    xml_escape(&out, text);
    builder_adds(&out, "</r>");
    assert_text_equal(parse(a, builder_str(&out))->first_child->text, text);
}

ARENA_TEST(what_xml_cannot_hold_is_written_as_a_replacement)
{
    builder out = builder_new(a);
    xml_escape(&out, STR("a\x01"
                         "b\xFF"
                         "c\xEF\xBF\xBF"));
    assert_str_equal(builder_str(&out), "a\xEF\xBF\xBD"
                                        "b\xEF\xBF\xBD"
                                        "c\xEF\xBF\xBD");
}

ARENA_TEST(many_attributes_and_long_values_are_kept_whole)
{
    builder text = builder_new(a);
    builder_adds(&text, "<r");
    for (int i = 0; i < 300; i++)
        builder_addf(&text, " a%d='%d'", i, i);
    builder_adds(&text, " long='");
    for (int i = 0; i < 50000; i++)
        builder_adds(&text, "1234567890");
    builder_adds(&text, "'/>");
    xml_node *root = parse(a, builder_str(&text));
    assert_int_equal(root->attribute_count, 301);
    assert_int_equal(attribute(root, "long")->value.length, 500000);
    assert_str_equal(raw_at(attribute(root, "a299")->value_place), "299");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(elements_stand_from_bracket_to_the_end_of_their_name),
        cmocka_unit_test(attributes_know_their_name_and_value_places),
        cmocka_unit_test(line_ends_and_tabs_in_attributes_become_spaces_but_references_stay),
        cmocka_unit_test(text_cdata_and_references_are_one_node),
        cmocka_unit_test(line_ends_in_text_are_one_newline),
        cmocka_unit_test(a_byte_order_mark_is_passed_over),
        cmocka_unit_test(a_part_of_a_value_is_found_in_the_file),
        cmocka_unit_test(every_part_of_a_value_lies_within_its_stretch),
        cmocka_unit_test(elements_are_walked_past_text),
        cmocka_unit_test(a_copy_is_deep_and_keeps_its_places),
        cmocka_unit_test(children_are_removed_and_appended),
        cmocka_unit_test(what_is_escaped_is_read_back_the_same),
        cmocka_unit_test(what_xml_cannot_hold_is_written_as_a_replacement),
        cmocka_unit_test(many_attributes_and_long_values_are_kept_whole),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
