// SPDX-License-Identifier: MIT
// Rule sets that mean harm: each is refused with a clear error, quickly, and takes little memory.
#include "support/support.h"

#include "ruleset/ruleset.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#define BEGIN "<ruleset xmlns=\"urn:attune:ruleset:1\" id=\"x\" version=\"1\">"
#define RULES "<factor id=\"f\" weight=\"1\"><criterion id=\"c\" points=\"1\" when=\"true\"/></factor>"
#define END RULES "</ruleset>"

enum { MEGABYTE = 1 << 20 };

typedef struct outcome {
    ruleset *rules;
    diagnostics d;
} outcome;

static outcome load_path(arena *a, const char *path)
{
    limits l = limits_default();
    outcome o;
    diagnostics_init(&o.d, a, l.diagnostics);
    o.rules = ruleset_load(a, path, STR_NONE, &l, &o.d);
    return o;
}

static outcome load_text(arena *a, str text)
{
    const char *path = test_temp_path(a, "case.xml");
    test_write_file(path, text);
    return load_path(a, path);
}

// One error and no other, with this code.
static void assert_only(const outcome *o, diagnostic_code code)
{
    assert_null(o->rules);
    assert_int_equal(o->d.errors, 1);
    assert_string_equal(code_describe(o->d.items.items[0].code)->name, code_describe(code)->name);
}

ARENA_TEST(ten_thousand_nested_elements_are_too_deep)
{
    builder b = builder_new(a);
    builder_adds(&b, BEGIN);
    for (int i = 0; i < 10000; i++)
        builder_adds(&b, "<client>");
    for (int i = 0; i < 10000; i++)
        builder_adds(&b, "</client>");
    builder_adds(&b, END);
    outcome o = load_text(a, builder_str(&b));
    assert_only(&o, CODE_too_deep);
}

ARENA_TEST(a_gigabyte_is_too_large_and_is_not_read)
{
    const char *path = test_temp_path(a, "large.xml");
    test_write_file(path, STR(BEGIN "<title>"));
    assert_int_equal(truncate(path, 1024l * MEGABYTE), 0); // sparse: takes no room
    size_t before = a->used;
    outcome o = load_path(a, path);
    assert_only(&o, CODE_file_too_large);
    assert_true(a->used - before < MEGABYTE);
    unlink(path);
}

ARENA_TEST(a_rule_set_has_a_largest_number_of_elements)
{
    builder b = builder_new(a);
    builder_adds(&b, BEGIN);
    for (int i = 0; i < 20001; i++)
        builder_addf(&b, "<let name=\"l%d\" value=\"1\"/>", i);
    builder_adds(&b, END);
    outcome o = load_text(a, builder_str(&b));
    assert_only(&o, CODE_too_many);
    assert_text_contains(o.d.items.items[0].help, "the limit is named rules");
}

// 20,000 phrases are as many as the limit allows.
static str with_phrases(arena *a, int count)
{
    builder b = builder_new(a);
    builder_adds(&b, BEGIN "<trigger id=\"no\" kind=\"negated\" direction=\"forward\">no");
    for (int i = 1; i < count; i++)
        builder_addf(&b, "|no w%d", i);
    builder_adds(&b, "</trigger>" END);
    return builder_str(&b);
}

ARENA_TEST(triggers_have_a_largest_number_of_phrases)
{
    outcome fits = load_text(a, with_phrases(a, 20000));
    assert_int_equal(fits.d.errors, 0);
    outcome o = load_text(a, with_phrases(a, 20001));
    assert_only(&o, CODE_too_many);
}

ARENA_TEST(a_broader_term_named_a_million_times_is_taken_once)
{
    builder b = builder_new(a);
    builder_adds(&b, BEGIN "<vocabulary name=\"v\"><term id=\"A\" broader=\"");
    for (int i = 0; i < 1000000; i++)
        builder_adds(&b, "B ");
    builder_adds(&b, "\"/><term id=\"B\"/>");
    for (int i = 0; i < 9000; i++)
        builder_addf(&b, "<term id=\"t%d\" broader=\"A\"/>", i);
    builder_adds(&b, "</vocabulary>" END);
    outcome o = load_text(a, builder_str(&b));
    assert_int_equal(o.d.errors, 0);
    assert_int_equal(o.rules->vocabularies[0].terms[0].broader_count, 1);
    assert_int_equal(o.rules->vocabularies[0].terms[2].broader_count, 2);
}

ARENA_TEST(includes_have_a_greatest_depth)
{
    for (int i = 0; i < 80; i++) {
        str name = str_printf(a, "deep%d.xml", i);
        str text = str_printf(
            a, "<ruleset xmlns=\"urn:attune:ruleset:1\"><include href=\"deep%d.xml\"/></ruleset>", i + 1);
        test_write_file(test_temp_path(a, name.data), text);
    }
    outcome o = load_text(a, STR(BEGIN "<include href=\"deep0.xml\"/>" END));
    assert_only(&o, CODE_too_deep);
}

ARENA_TEST(a_link_that_leads_out_of_the_folder_is_not_followed)
{
    const char *path = test_temp_path(a, "link.xml");
    unlink(path);
    assert_int_equal(symlink("/etc/passwd", path), 0);
    outcome o = load_text(a, STR(BEGIN "<include href=\"link.xml\"/>" END));
    assert_only(&o, CODE_path_outside);
}

ARENA_TEST(a_pipe_is_no_file_to_include)
{
    const char *path = test_temp_path(a, "pipe.xml");
    unlink(path);
    assert_int_equal(mkfifo(path, 0600), 0);
    outcome o = load_text(a, STR(BEGIN "<include href=\"pipe.xml\"/>" END));
    assert_only(&o, CODE_file_missing);
}

ARENA_TEST(a_chain_of_lets_may_be_long)
{
    builder b = builder_new(a);
    builder_adds(&b, BEGIN);
    for (int i = 0; i < 2000; i++)
        builder_addf(&b, "<let name=\"l%d\" value=\"l%d + 1\"/>", i, i + 1);
    builder_adds(&b, "<let name=\"l2000\" value=\"string length(client.id)\"/>" END);
    outcome o = load_text(a, builder_str(&b));
    assert_non_null(o.rules);
    assert_int_equal(o.rules->lets[2000].value.reads, READS_CLIENT);
}

ARENA_TEST(a_circle_of_lets_is_found_however_long)
{
    builder b = builder_new(a);
    builder_adds(&b, BEGIN);
    for (int i = 0; i < 2000; i++)
        builder_addf(&b, "<let name=\"l%d\" value=\"l%d + 1\"/>", i, (i + 1) % 2000);
    builder_adds(&b, END);
    outcome o = load_text(a, builder_str(&b));
    assert_only(&o, CODE_cycle);
}

ARENA_TEST(chains_of_broader_terms_have_a_greatest_length)
{
    for (int upwards = 0; upwards < 2; upwards++) {
        builder b = builder_new(a);
        builder_adds(&b, BEGIN "<vocabulary name=\"v\"><term id=\"t0\"/>");
        for (int i = 1; i < 2000; i++) {
            int number = upwards ? 2000 - i : i;
            builder_addf(&b, "<term id=\"t%d\" broader=\"t%d\"/>", number, number - 1);
        }
        builder_adds(&b, "</vocabulary>" END);
        outcome o = load_text(a, builder_str(&b));
        assert_null(o.rules);
        assert_int_equal(o.d.items.items[0].code, CODE_too_deep);
        assert_int_equal(o.d.errors, 1); // once, not for each term
    }
}

// A file full of long constants does not hold up loading: once the work allowed is done, the rest goes
// unchecked, such as the last one here, which is wrong.
ARENA_TEST(constants_share_one_allowance_of_work)
{
    static const char wrong[] = "<let name=\"zero\" value=\"0\"/><let name=\"w\" value=\"1 / zero\"/>";
    builder b = builder_new(a);
    builder_adds(&b, BEGIN);
    for (int i = 0; i < 20; i++)
        builder_addf(&b, "<let name=\"l%d\" value=\"some i in 1..300, j in 1..300 satisfies i = 1000\"/>", i);
    builder_adds(&b, wrong);
    builder_adds(&b, END);
    outcome o = load_text(a, builder_str(&b));
    assert_int_equal(o.d.errors, 0);
    outcome alone = load_text(a, str_printf(a, BEGIN "%s" END, wrong));
    assert_int_equal(alone.d.errors, 1);
}

ARENA_TEST(every_prefix_of_a_rule_set_gives_an_error_and_no_crash)
{
    str whole = test_read_file(a, "tests/ruleset/data/whole.xml");
    for (size_t length = 0; length + 12 < whole.length; length += 29) {
        arena_mark mark = arena_get_mark(a);
        outcome o;
        limits l = limits_default();
        arena inner;
        arena_init(&inner, NULL, a->guard, 0);
        diagnostics_init(&o.d, &inner, l.diagnostics);
        const source *s =
            source_from_bytes(&inner, STR("tests/ruleset/data/prefix.xml"), str_slice(whole, 0, length));
        o.rules = ruleset_load_source(&inner, s, STR_NONE, &l, &o.d);
        assert_null(o.rules);
        assert_true(o.d.errors > 0);
        arena_free(&inner);
        arena_rewind(a, mark);
    }
}

// Random damage: bytes changed, dropped and doubled, from a fixed seed.
ARENA_TEST(a_damaged_rule_set_gives_an_error_or_loads_and_never_crashes)
{
    str whole = test_read_file(a, "tests/ruleset/data/whole.xml");
    uint64_t random = 20260301;
    for (int round = 0; round < 150; round++) {
        arena inner;
        arena_init(&inner, NULL, a->guard, 0);
        str damaged = str_copy(&inner, whole);
        for (int i = 0; i < 3; i++) {
            random = random * 6364136223846793005u + 1442695040888963407u;
            size_t at = (size_t)(random >> 33) % damaged.length;
            static const char bytes[] = "<>\"'&;{}()[]=+a0 .\xff/";
            ((char *)(uintptr_t)damaged.data)[at] = bytes[(random >> 20) % (sizeof bytes - 1)];
        }
        limits l = limits_default();
        diagnostics d;
        diagnostics_init(&d, &inner, l.diagnostics);
        const source *s = source_from_bytes(&inner, STR("tests/ruleset/data/damaged.xml"), damaged);
        ruleset *r = ruleset_load_source(&inner, s, STR_NONE, &l, &d);
        assert_true((r == NULL) == (d.errors > 0));
        builder out = builder_new(&inner);
        for (size_t i = 0; i < d.items.count; i++)
            diagnostic_print(&d.items.items[i], true, &out);
        arena_free(&inner);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ten_thousand_nested_elements_are_too_deep),
        cmocka_unit_test(a_gigabyte_is_too_large_and_is_not_read),
        cmocka_unit_test(a_rule_set_has_a_largest_number_of_elements),
        cmocka_unit_test(triggers_have_a_largest_number_of_phrases),
        cmocka_unit_test(a_broader_term_named_a_million_times_is_taken_once),
        cmocka_unit_test(includes_have_a_greatest_depth),
        cmocka_unit_test(a_link_that_leads_out_of_the_folder_is_not_followed),
        cmocka_unit_test(a_pipe_is_no_file_to_include),
        cmocka_unit_test(a_chain_of_lets_may_be_long),
        cmocka_unit_test(a_circle_of_lets_is_found_however_long),
        cmocka_unit_test(chains_of_broader_terms_have_a_greatest_length),
        cmocka_unit_test(constants_share_one_allowance_of_work),
        cmocka_unit_test(every_prefix_of_a_rule_set_gives_an_error_and_no_crash),
        cmocka_unit_test(a_damaged_rule_set_gives_an_error_or_loads_and_never_crashes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
