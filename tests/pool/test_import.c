// SPDX-License-Identifier: MIT
// Import: other people's files to profiles by a map.
#include "pool/world.h"

#include <string.h>

#define COUNSEL_CHAT "../shared/data/counsel-chat/20200325_counsel_chat.csv"

static const char MAP[] = "<map xmlns='urn:attune:map:1' from='%s' %s><id column='%s'/>%s</map>";

// Imports text by a map of these parts; gives the result as XML.
static str import_text(arena *a, const char *from, const char *attributes, const char *id, const char *fields,
                       const char *text, bool strict, diagnostics *d)
{
    const ruleset *r = world_rules(a);
    const char *map = test_temp_path(a, "map.xml"), *data = test_temp_path(a, "data.any");
    test_write_file(map, str_printf(a, MAP, from, attributes, id, fields));
    test_write_file(data, str_from(text));
    const import_map *m = import_map_load(a, r, map, d);
    import_result result;
    builder out = builder_new(a);
    if (m && import_file(a, r, m, data, strict, d, &result))
        import_write_xml(&out, r, &result);
    return builder_str(&out);
}

ARENA_TEST(rows_of_one_key_make_one_profile)
{
    const ruleset *r = world_rules(a);
    diagnostics *d = world_diagnostics(a);
    const import_map *m = import_map_load(a, r, DATA "import-map.xml", d);
    import_result result;
    assert_true(import_file(a, r, m, DATA "import.csv", true, d, &result));
    assert_int_equal(result.rows, 3);
    assert_int_equal(result.count, 2);
    assert_int_equal(result.skipped, 0);
    builder out = builder_new(a);
    import_write_xml(&out, r, &result);
    assert_golden(builder_str(&out), "pool/import.xml");
    bool whole;
    pool *p = world_pool_of(a, "imported.xml", builder_str(&out).data, true, d, &whole);
    assert_str_equal(world_list(a, d), "");
    assert_int_equal(pool_count(p), 2);
}

ARENA_TEST(counsel_chat_gives_307_therapists)
{
    if (!test_file_exists(COUNSEL_CHAT))
        skip();
    const ruleset *r = world_rules(a);
    diagnostics *d = world_diagnostics(a);
    const import_map *m = import_map_load(a, r, DATA "counsel-chat-map.xml", d);
    import_result result;
    assert_true(import_file(a, r, m, COUNSEL_CHAT, true, d, &result));
    assert_str_equal(world_list(a, d), "");
    assert_int_equal(result.rows, 2129);
    assert_int_equal(result.count, 307);
    uint32_t answers = ruleset_find_field(&r->therapist, STR("answers"));
    size_t texts = 0;
    for (size_t i = 0; i < result.count; i++)
        texts += result.profiles[i].values[answers].as.list->count;
    assert_int_equal(texts, 2129);
    assert_str_equal(result.profiles[0].id, "sherry-katz-lcsw");
    builder out = builder_new(a);
    import_write_xml(&out, r, &result);
    bool whole;
    pool *p = world_pool_of(a, "counsel-chat.xml", builder_str(&out).data, true, d, &whole);
    assert_true(whole);
    assert_int_equal(pool_count(p), 307);
}

ARENA_TEST(json_columns_are_dotted_paths)
{
    static const char FIELDS[] =
        "<field name='name' column='person.name'/><field name='methods' column='ways.label'/>"
        "<field name='accepting' column='open'/><field name='fee' column='fee'/>";
    diagnostics *d = world_diagnostics(a);
    str from_lines =
        import_text(a, "ndjson", "", "person.key", FIELDS,
                    "{\"person\": {\"key\": \"A B\", \"name\": \"Ada\"}, \"ways\": [{\"label\": \"x\"}, "
                    "{\"label\": \"y\"}, {\"label\": \"x\"}], \"open\": true, \"fee\": 12.50}\n",
                    true, d);
    assert_str_equal(world_list(a, d), "");
    assert_text_contains(from_lines,
                         "<therapist id=\"a-b\">\n    <name>Ada</name>\n    <accepting>true</accepting>\n"
                         "    <fee>12.5</fee>\n    <methods>x</methods>\n    <methods>y</methods>\n");
    str from_list =
        import_text(a, "json", "", "person.key", FIELDS,
                    "[{\"person\": {\"key\": \"A B\", \"name\": \"Ada\"}, \"ways\": [{\"label\": \"x\"}, "
                    "{\"label\": \"y\"}], \"open\": true, \"fee\": 12.5}]",
                    true, d);
    assert_text_equal(from_list, from_lines);
}

ARENA_TEST(a_json_path_that_no_row_has_is_an_unknown_column)
{
    diagnostics *d = world_diagnostics(a);
    import_text(a, "ndjson", "", "key", "<field name='name' column='nmae'/>",
                "{\"key\": \"a\", \"name\": \"A\"}\n", true, d);
    assert_text_contains(world_list(a, d), "error unknown-column: no column \"nmae\"");
    assert_text_contains(world_list(a, d), "did you mean \"name\"?");
}

ARENA_TEST(take_says_which_rows_of_a_group_count)
{
    diagnostics *d = world_diagnostics(a);
    str xml = import_text(a, "csv", "key='k'", "k",
                          "<field name='methods' column='m' split=',' take='first'/>"
                          "<field name='answers' column='t'/><field name='name' column='n'/>",
                          "k,n,m,t\na,,,same\na,Ada,\"x,y,x\",same\na,Other,z,\n", true, d);
    assert_str_equal(world_list(a, d), "");
    assert_text_contains(xml, "<name>Ada</name>\n    <methods>x</methods>\n    <methods>y</methods>\n"
                              "    <answers>same</answers>\n    <answers>same</answers>\n  </therapist>");
}

ARENA_TEST(entities_and_tags_are_stripped_and_what_is_neither_stays)
{
    diagnostics *d = world_diagnostics(a);
    str xml =
        import_text(a, "csv", "", "k", "<field name='statement' column='t' strip='tags entities'/>",
                    "k,t\na,\"<p class='a>b'>One&nbsp;two</p><ul><li>th&#x72;ee</li></ul><script>x()</script>"
                    "<!-- no -->4 < 5 &lt;b&gt; &#146;s &nope; &#0; &amp;amp; <b>bold</b> AT&T\"\n",
                    true, d);
    assert_str_equal(world_list(a, d), "");
    assert_text_contains(xml, "One two");
    assert_text_contains(xml, "three");
    assert_text_contains(xml,
                         "4 &lt; 5 &lt;b&gt; ’s &amp;nope; &amp;#0; &amp;amp; bold AT&amp;T</statement>");
    assert_false(str_contains(xml, STR("x()")));
}

ARENA_TEST(bad_profiles_are_left_out_or_stop_it_when_strict)
{
    static const char FIELDS[] = "<field name='fee' column='f'/>";
    static const char DATA_TEXT[] = "k,f\na,1\nb,much\n,3\nA,4\nc\nd,5\n";
    diagnostics *d = world_diagnostics(a);
    str xml = import_text(a, "csv", "key='k'", "k", FIELDS, DATA_TEXT, false, d);
    assert_int_equal(d->errors, 0);
    str list = world_list(a, d);
    assert_text_contains(list, "3:3 warning wrong-field-value");
    assert_text_contains(list, "4:1 warning missing-id");
    assert_text_contains(list, "5:1 warning duplicate-profile");
    assert_text_contains(list, "6:1 warning csv-syntax");
    assert_text_contains(list, "warning profile-skipped: 4 of 6 profiles");
    assert_text_contains(xml, "<fee>1</fee>");
    assert_text_contains(xml, "<fee>5</fee>");
    xml = import_text(a, "csv", "key='k'", "k", FIELDS, DATA_TEXT, true, d);
    assert_int_equal(xml.length, 0);
    assert_int_equal(d->errors, 4);
}

ARENA_TEST(values_that_the_map_does_not_know_can_be_errors)
{
    diagnostics *d = world_diagnostics(a);
    import_text(a, "csv", "", "k",
                "<field name='accepting' column='o' unmatched='error'><as from='open' to='yes'/></field>",
                "k,o\na,OPEN\nb,closed\n", true, d);
    assert_text_contains(world_list(a, d), "3:3 error wrong-field-value: \"closed\" is not among the values");
}

ARENA_TEST(a_client_can_be_imported)
{
    diagnostics *d = world_diagnostics(a);
    str xml = import_text(a, "csv", "profile='client'", "k", "<field name='max_fee' column='f'/>",
                          "k,f\na,1\n", true, d);
    assert_text_contains(xml, "<client id=\"a\">\n    <max_fee>1</max_fee>\n  </client>");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_of_one_key_make_one_profile),
        cmocka_unit_test(counsel_chat_gives_307_therapists),
        cmocka_unit_test(json_columns_are_dotted_paths),
        cmocka_unit_test(a_json_path_that_no_row_has_is_an_unknown_column),
        cmocka_unit_test(take_says_which_rows_of_a_group_count),
        cmocka_unit_test(entities_and_tags_are_stripped_and_what_is_neither_stays),
        cmocka_unit_test(bad_profiles_are_left_out_or_stop_it_when_strict),
        cmocka_unit_test(values_that_the_map_does_not_know_can_be_errors),
        cmocka_unit_test(a_client_can_be_imported),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
