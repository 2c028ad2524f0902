// SPDX-License-Identifier: MIT
// Whatever the bytes and whenever memory runs out: no crash, no leak, and an error wherever nothing was read.
#include "support/support.h"

#include "document_support.h"

#include <string.h>

#define XML_TEXT                                                                                             \
    "<?xml version='1.0'?><!-- c --><p xmlns='urn:p' a='&lt;1'><r id='x&#233;'>text &amp; "                  \
    "<b>deep</b><![CDATA[<]]>"                                                                               \
    "</r> stray <x:s xmlns:x='u' x:y='z'/><?pi?></p>"
#define JSON_TEXT                                                                                            \
    "{\"a\":[1,-2.5e3,true,false,null],\"b\":{\"c\":\"caf\\u00e9 "                                           \
    "\\ud83d\\ude00\"},\"d\":\"\xC3\xA9\"}\n[1,2]\n"
#define CSV_TEXT "id,name,about\r\n1,\"A \"\"B\"\"\",\"two\r\nlines\"\n2,x,\xC3\xA9\n"

static void read_all(arena *a, void *context)
{
    const str *texts = context;
    reading *r = new_reading(a);
    xml_parse(a, text_source(a, texts[0]), &r->limits, &r->diagnostics);
    read_xml(a, texts[0], 7);
    read_json_lines(a, texts[1], 65536);
    json_parse(a, text_source(a, texts[1]), 0, texts[1].length, &r->limits, &r->diagnostics);
    read_csv(a, texts[2], 5);
}

static void good_documents_survive_failing_allocations(void **state)
{
    (void)state;
    str texts[] = {STR(XML_TEXT), STR(JSON_TEXT), STR(CSV_TEXT)};
    assert_true(assert_survives_failing_allocations(read_all, texts) > 5);
}

static void bad_documents_survive_failing_allocations(void **state)
{
    (void)state;
    str texts[] = {STR("<p><r>x</q></p>"), STR("{\"a\":1,\"a\":2}"), STR("a,b\n1\n\"torn")};
    assert_true(assert_survives_failing_allocations(read_all, texts) > 5);
}

// One part again and again between a front and a back, static so that no allocation of its own can fail.
static str repeat_into(char *to, size_t size, const char *front, const char *part, const char *back)
{
    size_t length = strlen(front), step = strlen(part), after = strlen(back);
    memcpy(to, front, length);
    for (; length + step + after <= size; length += step)
        memcpy(to + length, part, step);
    memcpy(to + length, back, after);
    return (str){to, length + after};
}

// Documents that need many blocks, so that allocation fails in the midst of each.
static void large_documents_survive_failing_allocations(void **state)
{
    (void)state;
    static char xml[40000], json[40000], csv[40000];
    str texts[] = {repeat_into(xml, sizeof xml, "<p><r>", "<a b='&lt;'>x</a>", "</r></p>"),
                   repeat_into(json, sizeof json, "[", "[\"a\\u00e9\"],", "0]"),
                   repeat_into(csv, sizeof csv, "", "\"a\"\"b\",", "end")};
    assert_true(assert_survives_failing_allocations(read_all, texts) > 20);
}

static void an_arena_limit_ends_reading_without_leaks(void **state)
{
    (void)state;
    str texts[] = {STR(XML_TEXT), STR(JSON_TEXT), STR(CSV_TEXT)};
    size_t limit = 500;
    for (attune_status status = ATTUNE_LIMIT; status != ATTUNE_OK; limit += 500) {
        status = run_in_arena(NULL, limit, read_all, texts);
        assert_true(status == ATTUNE_OK || status == ATTUNE_LIMIT);
    }
    assert_true(limit > 1000);
}

static bool unwind(void *user, const xml_node *record)
{
    (void)record;
    const reading *r = user;
    guard_fail(r->a->guard, ATTUNE_PROFILE);
}

static void read_and_unwind(arena *a, void *context)
{
    (void)context;
    reading *r = new_reading(a);
    xml_stream_handler h = log_xml(r);
    h.record = unwind;
    xml_stream_source(a, r->records, text_source(a, STR(XML_TEXT)), &r->limits, &r->diagnostics, &h);
}

static void a_handler_may_unwind_to_its_own_guard(void **state)
{
    (void)state;
    assert_int_equal(run_in_arena(NULL, 0, read_and_unwind, NULL), ATTUNE_PROFILE);
}

static void mutate(char *bytes, size_t *length, size_t capacity, uint64_t *seed)
{
    static const char likely[] = "<>&;\"'/!?[]{}:,-=\\u\n\r\t \x80\xC3\xFF#x0";
    for (uint64_t n = 1 + test_random(seed) % 4; n > 0 && *length > 0; n--) {
        size_t at = test_random(seed) % *length;
        switch (test_random(seed) % 4) {
        case 0:
            bytes[at] = (char)test_random(seed);
            break;
        case 1:
            bytes[at] = likely[test_random(seed) % (sizeof likely - 1)];
            break;
        case 2: // leave a byte out
            memmove(bytes + at, bytes + at + 1, *length - at - 1);
            --*length;
            break;
        default: { // write a stretch twice
            size_t piece = 1 + test_random(seed) % 8;
            if (at + piece <= *length && *length + piece <= capacity) {
                memmove(bytes + at + piece, bytes + at, *length - at);
                *length += piece;
            }
            break;
        }
        }
    }
}

typedef struct mutation {
    str text;
    size_t chunk;
    str (*read)(arena *a, str text, size_t chunk);
} mutation;

// However a broken document is cut into chunks, the outcome is the same.
static void read_mutation(arena *a, void *context)
{
    const mutation *m = context;
    str whole = m->read(a, m->text, 65536);
    str chunked = m->read(a, m->text, m->chunk);
    if (!str_equal(chunked, whole))
        print_message("chunk %zu of: %.*s\n", m->chunk, STR_ARGS(m->text));
    assert_text_equal(chunked, whole);
    if (str_contains(whole, STR("stopped\n")))
        assert_false(str_ends(whole, STR("stopped\n"))); // with a diagnostic
}

enum { ROUNDS = 4000 };

static void mutate_often(int rounds, str text, str (*read)(arena *a, str text, size_t chunk))
{
    uint64_t seed = 20240229;
    for (int i = 0; i < rounds; i++) {
        char bytes[512];
        size_t length = text.length;
        memcpy(bytes, text.data, length);
        mutate(bytes, &length, sizeof bytes, &seed);
        mutation m = {{bytes, length}, 1 + test_random(&seed) % 20, read};
        assert_int_equal(run_in_arena(NULL, 0, read_mutation, &m), ATTUNE_OK);
    }
}

static void mutated_xml_is_read_or_refused(void **state)
{
    (void)state;
    mutate_often(ROUNDS, STR(XML_TEXT), read_xml);
}

static void mutated_json_is_read_or_refused(void **state)
{
    (void)state;
    mutate_often(ROUNDS, STR(JSON_TEXT), read_json_lines);
}

static void mutated_csv_is_read_or_refused(void **state)
{
    (void)state;
    mutate_often(ROUNDS, STR(CSV_TEXT), read_csv);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(good_documents_survive_failing_allocations),
        cmocka_unit_test(bad_documents_survive_failing_allocations),
        cmocka_unit_test(large_documents_survive_failing_allocations),
        cmocka_unit_test(an_arena_limit_ends_reading_without_leaks),
        cmocka_unit_test(a_handler_may_unwind_to_its_own_guard),
        cmocka_unit_test(mutated_xml_is_read_or_refused),
        cmocka_unit_test(mutated_json_is_read_or_refused),
        cmocka_unit_test(mutated_csv_is_read_or_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
