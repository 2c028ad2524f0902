// SPDX-License-Identifier: MIT
// JSON documents: trees with exact places, faults at theirs, and the writer.
#include "support/support.h"

#include "document_support.h"

static json_value *parse(arena *a, str text)
{
    reading *r = new_reading(a);
    json_value *root = json_parse(a, text_source(a, text), 0, text.length, &r->limits, &r->diagnostics);
    builder log = builder_new(a);
    log_diagnostics(&log, &r->diagnostics);
    assert_str_equal(builder_str(&log), "");
    assert_non_null(root);
    return root;
}

static str logged(arena *a, str text)
{
    builder log = builder_new(a);
    log_json_value(&log, parse(a, text));
    return builder_str(&log);
}

ARENA_TEST(values_and_keys_know_their_places)
{
    assert_str_equal(
        logged(a, STR(" {\"a\" : [1, -2.50e3,true ,false,null],\n\"b\":{}, \"c\":\"x\"} ")),
        "object(a@2+3:array(number(1)@9+1 number(-2.50e3)@12+7 true()@20+4 false()@26+5 null()@32+4)@8+29"
        " b@39+3:object()@43+2 c@47+3:string(x)@51+3)@1+54");
}

ARENA_TEST(a_value_may_stand_alone)
{
    assert_str_equal(logged(a, STR("12")), "number(12)@0+2");
    assert_str_equal(logged(a, STR(" \"\" ")), "string()@1+2");
    assert_str_equal(logged(a, STR("\xEF\xBB\xBFnull\r\n")), "null()@3+4");
    assert_str_equal(logged(a, STR("[]")), "array()@0+2");
}

ARENA_TEST(numbers_keep_their_digits)
{
    const json_value *v = parse(a, STR("[0.10, 123456789012345678901234567890, 1E+400, -0]"))->first_child;
    assert_str_equal(v->text, "0.10");
    assert_str_equal(v->next->text, "123456789012345678901234567890");
    assert_str_equal(v->next->next->text, "1E+400");
    assert_str_equal(v->next->next->next->text, "-0");
}

ARENA_TEST(escapes_are_decoded_and_the_place_is_raw)
{
    json_value *root =
        parse(a, STR("{\"k\\u00e9y\": \"\\\"\\\\\\/\\b\\f\\n\\r\\t \\u20AC \\ud83d\\ude00 \xC3\xA9\"}"));
    const json_value *v = json_member(root, STR("k\xC3\xA9y"));
    assert_non_null(v);
    assert_str_equal(v->text, "\"\\/\b\f\n\r\t \xE2\x82\xAC \xF0\x9F\x98\x80 \xC3\xA9");
    assert_str_equal(raw_at(v->name_place), "\"k\\u00e9y\"");
    assert_str_equal(raw_at(v->where), "\"\\\"\\\\\\/\\b\\f\\n\\r\\t \\u20AC \\ud83d\\ude00 \xC3\xA9\"");
    assert_null(json_member(root, STR("key")));
}

ARENA_TEST(a_part_of_a_source_can_be_parsed)
{
    reading *r = new_reading(a);
    source *s = text_source(a, STR("xx[1]yy"));
    json_value *root = json_parse(a, s, 2, 5, &r->limits, &r->diagnostics);
    assert_str_equal(raw_at(root->first_child->where), "1");
    assert_null(json_parse(a, s, 1, 5, &r->limits, &r->diagnostics));
    assert_int_equal(r->diagnostics.items.items[0].where.offset, 1);
}

typedef struct bad_text {
    const char *text, *mark, *message;
} bad_text;

static const bad_text bad_texts[] = {
    {"[1, 2", "[", "array that begins here is never closed"},
    {"{\"a\": {\"b\": 1}", "{", "object that begins here is never closed"},
    {"{\"a\": \"x", "\"x", "string that begins here"},
    {"[1 2]", "2", "\",\" is missing"},
    {"[1,]", "]", "\",\" too many"},
    {"{\"a\":1,}", "}", "\",\" too many"},
    {"[,1]", ",", "a value is missing"},
    {"{\"a\" 1}", "1", "\":\" is missing"},
    {"{\"a\":}", "}", "a value is missing"},
    {"{a:1}", "a", "a key must be a string"},
    {"[1}", "}", "\"}\" where \"]\" should be"},
    {"{\"a\":1]", "]", "\"]\" where \"}\" should be"},
    {"[] []", "[]", ""},
    {"[True]", "True", "is no value of JSON"},
    {"['x']", "'", "single quote"},
    {"[1, // x\n2]", "/", "comment"},
    {"[01]", "1", ""},
    {"[1.]", "1.", "is no number"},
    {"[-]", "-", "is no number"},
    {"[NaN]", "NaN", "is no value"},
    {"[\"a\\xb\"]", "\\x", "escape"},
    {"[\"a\\u12G4\"]", "\\u", "escape"},
    {"[\"a\nb\"]", "\n", "control character"},
    {"[\"\\ud800\"]", "\\ud800", "surrogate"},
    {"[\"\\udc00x\"]", "\\udc00", "surrogate"},
    {"{\"a\":1,\"b\":2,\"a\" :3}", "\"a\" ", "the key \"a\" is given twice"},
    {"{\"a\":1,\"\\u0061\" :3}", "\"\\u0061\"", "the key \"a\" is given twice"},
    {"\x02", "\x02", "character"},
};

ARENA_TEST(each_fault_is_reported_once_at_its_place)
{
    for (size_t i = 0; i < sizeof bad_texts / sizeof bad_texts[0]; i++) {
        const bad_text *bad = &bad_texts[i];
        str text = str_from(bad->text);
        reading *r = new_reading(a);
        if (json_parse(a, text_source(a, text), 0, text.length, &r->limits, &r->diagnostics))
            fail_msg("accepted: %s", bad->text);
        assert_int_equal(r->diagnostics.errors, 1);
        const diagnostic *item = &r->diagnostics.items.items[0];
        size_t at = str_find(text, str_from(bad->mark), 0);
        if (str_starts(text, STR("[] ")))
            at = 3;
        assert_string_equal(code_describe(item->code)->name, "json-syntax");
        if (item->where.offset != at)
            fail_msg("%s: reported at %u+%u: %.*s", bad->text, (unsigned)item->where.offset,
                     (unsigned)item->where.length, STR_ARGS(item->message));
        assert_text_contains(item->message, bad->message);
    }
}

ARENA_TEST(an_empty_text_is_refused)
{
    reading *r = new_reading(a);
    assert_null(json_parse(a, text_source(a, STR(" \n")), 0, 2, &r->limits, &r->diagnostics));
    assert_text_contains(r->diagnostics.items.items[0].message, "there is no JSON value");
}

ARENA_TEST(invalid_utf8_is_reported_at_its_byte)
{
    reading *r = new_reading(a);
    str text = STR("[\"caf\xE9\"]");
    assert_null(json_parse(a, text_source(a, text), 0, text.length, &r->limits, &r->diagnostics));
    assert_reported(&r->diagnostics, CODE_invalid_utf8, text, "\xE9", "UTF-8");
}

ARENA_TEST(nesting_up_to_the_limit_is_read_and_one_more_is_not)
{
    reading *r = new_reading(a);
    size_t most = (size_t)r->limits.nesting;
    for (size_t depth = most; depth <= 10000; depth = depth == most ? most + 1 : depth * 10) {
        builder b = builder_new(a);
        for (size_t i = 0; i < depth; i++)
            builder_addc(&b, '[');
        for (size_t i = 0; i < depth; i++)
            builder_addc(&b, ']');
        str text = builder_str(&b);
        json_value *root = json_parse(a, text_source(a, text), 0, text.length, &r->limits, &r->diagnostics);
        assert_true((root != NULL) == (depth == most));
    }
    assert_int_equal(r->diagnostics.items.items[0].code, CODE_too_deep);
    assert_int_equal(r->diagnostics.items.items[0].where.offset, most);
}

ARENA_TEST(a_key_given_twice_is_found_among_many)
{
    builder b = builder_new(a);
    builder_adds(&b, "{");
    for (int i = 0; i < 20000; i++)
        builder_addf(&b, "\"k%d\":%d,", i, i);
    builder_adds(&b, "\"k7777\" :0}");
    str text = builder_str(&b);
    reading *r = new_reading(a);
    assert_null(json_parse(a, text_source(a, text), 0, text.length, &r->limits, &r->diagnostics));
    const diagnostic *item = &r->diagnostics.items.items[0];
    assert_text_contains(item->message, "the key \"k7777\" is given twice");
    assert_int_equal(item->where.offset, str_find(text, STR("\"k7777\" "), 0));
}

static void write_sample(json_writer *w)
{
    json_open_object(w);
    json_key_string(w, "text", STR("a\"b\\c\n\x01 \xC3\xA9"));
    json_key_integer(w, "least", INT64_MIN);
    json_key_boolean(w, "yes", true);
    json_key(w, "list");
    json_open_array(w);
    json_number_text(w, STR("0.10"));
    json_null(w);
    json_open_object(w);
    json_close_object(w);
    json_open_array(w);
    json_close_array(w);
    json_close_array(w);
    json_key(w, "inner");
    json_open_object(w);
    json_key_boolean(w, "no", false);
    json_close_object(w);
    json_close_object(w);
}

ARENA_TEST(the_writer_writes_one_line)
{
    builder b = builder_new(a);
    json_writer w = json_writer_new(&b, false);
    write_sample(&w);
    assert_str_equal(
        builder_str(&b),
        "{\"text\":\"a\\\"b\\\\c\\n\\u0001 \xC3\xA9\",\"least\":-9223372036854775808,\"yes\":true,"
        "\"list\":[0.10,null,{},[]],\"inner\":{\"no\":false}}");
    parse(a, builder_str(&b));
}

ARENA_TEST(the_writer_writes_indented_lines)
{
    builder b = builder_new(a);
    json_writer w = json_writer_new(&b, true);
    write_sample(&w);
    assert_str_equal(builder_str(&b), "{\n"
                                      "  \"text\": \"a\\\"b\\\\c\\n\\u0001 \xC3\xA9\",\n"
                                      "  \"least\": -9223372036854775808,\n"
                                      "  \"yes\": true,\n"
                                      "  \"list\": [\n"
                                      "    0.10,\n"
                                      "    null,\n"
                                      "    {},\n"
                                      "    []\n"
                                      "  ],\n"
                                      "  \"inner\": {\n"
                                      "    \"no\": false\n"
                                      "  }\n"
                                      "}");
}

ARENA_TEST(any_bytes_written_as_a_string_are_read_back)
{
    char bytes[256];
    for (int i = 0; i < 256; i++)
        bytes[i] = (char)i;
    builder b = builder_new(a);
    json_writer w = json_writer_new(&b, false);
    json_string(&w, (str){bytes, 128});
    assert_text_equal(parse(a, builder_str(&b))->text, ((str){bytes, 128}));
    builder again = builder_new(a);
    json_writer other = json_writer_new(&again, false);
    json_string(&other, (str){bytes + 0x80, 128}); // not UTF-8 at all
    assert_int_equal(utf8_length(parse(a, builder_str(&again))->text), 128);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values_and_keys_know_their_places),
        cmocka_unit_test(a_value_may_stand_alone),
        cmocka_unit_test(numbers_keep_their_digits),
        cmocka_unit_test(escapes_are_decoded_and_the_place_is_raw),
        cmocka_unit_test(a_part_of_a_source_can_be_parsed),
        cmocka_unit_test(each_fault_is_reported_once_at_its_place),
        cmocka_unit_test(an_empty_text_is_refused),
        cmocka_unit_test(invalid_utf8_is_reported_at_its_byte),
        cmocka_unit_test(nesting_up_to_the_limit_is_read_and_one_more_is_not),
        cmocka_unit_test(a_key_given_twice_is_found_among_many),
        cmocka_unit_test(the_writer_writes_one_line),
        cmocka_unit_test(the_writer_writes_indented_lines),
        cmocka_unit_test(any_bytes_written_as_a_string_are_read_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
