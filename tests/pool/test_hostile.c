// SPDX-License-Identifier: MIT
// Inputs that are too large, too deep or too many, and memory that runs out: clear errors, no leak, no crash.
#include "pool/world.h"

#include <stdio.h>
#include <string.h>

enum { MEGABYTE = 1 << 20 };

// Writes front, then megabytes of "a", then back; not kept in memory.
static const char *write_large(arena *a, const char *name, const char *front, size_t megabytes,
                               const char *back)
{
    const char *path = test_temp_path(a, name);
    char *piece = arena_alloc(a, MEGABYTE);
    memset(piece, 'a', MEGABYTE);
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    fputs(front, file);
    for (size_t i = 0; i < megabytes; i++)
        assert_int_equal(fwrite(piece, 1, MEGABYTE, file), MEGABYTE);
    fputs(back, file);
    assert_int_equal(fclose(file), 0);
    return path;
}

typedef struct large_file {
    const char *name, *front, *back;
} large_file;

static const large_file LARGE_FILES[] = {
    {"large.xml", "<profiles xmlns='urn:attune:profile:1'>\n<therapist id='a'><statement>",
     "</statement></therapist></profiles>"},
    {"large.ndjson", "\n{\"id\": \"a\", \"statement\": \"", "\"}\n"},
    {"large.csv", "id,statement\na,\"", "\"\n"},
};

static void read_large(arena *a, void *context)
{
    const large_file *l = context;
    const char *path = write_large(a, l->name, l->front, 1024, l->back);
    bool whole;
    diagnostics *d = world_diagnostics(a);
    world_pool(a, path, true, d, &whole);
    str list = world_list(a, d);
    remove(path);
    assert_false(whole);
    assert_int_equal(d->errors, 1);
    assert_text_contains(list, "2:");
    assert_text_contains(list, "error file-too-large");
}

static void a_text_of_a_gigabyte_is_refused_without_being_read_whole(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof LARGE_FILES / sizeof *LARGE_FILES; i++)
        assert_int_equal(run_in_arena(NULL, 64u << 20, read_large, (void *)(uintptr_t)&LARGE_FILES[i]),
                         ATTUNE_OK);
}

ARENA_TEST(a_text_over_its_limit_is_an_error_of_its_profile)
{
    const char *path = write_large(a, "text.csv", "id,statement\na,", 2, "\nb,short\n");
    bool whole;
    diagnostics *d = world_diagnostics(a);
    pool *p = world_pool(a, path, false, d, &whole);
    assert_true(whole);
    assert_int_equal(pool_count(p), 1);
    assert_text_contains(world_list(a, d),
                         "2:3 warning file-too-large: field \"statement\" of therapist has 2097152 bytes");
}

ARENA_TEST(a_record_over_its_limit_ends_xml_but_not_ndjson)
{
    const char *path = write_large(a, "record.ndjson", "{\"id\": \"a\"}\n{\"id\": \"b\", \"name\": \"", 5,
                                   "\"}\n{\"id\": \"c\"}\n");
    bool whole;
    diagnostics *d = world_diagnostics(a);
    pool *p = world_pool(a, path, false, d, &whole);
    assert_true(whole);
    assert_int_equal(pool_count(p), 2);
}

static void nest(builder *out, const char *piece, size_t count)
{
    for (size_t i = 0; i < count; i++)
        builder_adds(out, piece);
}

ARENA_TEST(ten_thousand_nested_elements_are_too_deep)
{
    builder xml = builder_new(a), json = builder_new(a);
    builder_adds(&xml, "<profiles xmlns='urn:attune:profile:1'><therapist id='a'>");
    nest(&xml, "<a>", 10000);
    nest(&xml, "</a>", 10000);
    builder_adds(&xml, "</therapist></profiles>");
    builder_adds(&json, "{\"id\": \"a\", \"focus\": ");
    nest(&json, "[", 10000);
    nest(&json, "]", 10000);
    builder_adds(&json, "}");
    bool whole;
    diagnostics *d = world_diagnostics(a);
    world_pool_of(a, "deep.xml", builder_str(&xml).data, true, d, &whole);
    assert_false(whole);
    world_pool_of(a, "deep.ndjson", builder_str(&json).data, true, d, &whole);
    assert_false(whole);
    assert_int_equal(d->errors, 2);
    assert_int_equal(d->items.items[0].code, CODE_too_deep);
    assert_int_equal(d->items.items[1].code, CODE_too_deep);
}

ARENA_TEST(a_list_over_its_limit_is_reported_once)
{
    builder json = builder_new(a);
    builder_adds(&json, "{\"id\": \"a\", \"slots\": [0");
    nest(&json, ",1", 20000);
    builder_adds(&json, "]}\n");
    bool whole;
    diagnostics *d = world_diagnostics(a);
    world_pool_of(a, "long.ndjson", builder_str(&json).data, true, d, &whole);
    assert_false(whole);
    assert_int_equal(d->errors, 1);
    assert_text_contains(world_list(a, d),
                         "error too-many: field \"slots\" of therapist has more than 10000 entries");
}

static const char *const POOLS[] = {DATA "pool.xml", DATA "pool.csv", DATA "pool.ndjson", DATA "pool.json"};

static void read_pools(arena *a, void *context)
{
    diagnostics *d = world_diagnostics(a);
    const ruleset *r = context;
    for (size_t i = 0; i < sizeof POOLS / sizeof *POOLS; i++) {
        pool *p = pool_new(a, r);
        assert_true(pool_read(p, POOLS[i], &(pool_options){.strict = false}, d));
        pool_finish(p);
        assert_int_equal(pool_count(p), 3);
    }
}

static void read_bad_pool(arena *a, void *context)
{
    diagnostics *d = world_diagnostics(a);
    pool *p = pool_new(a, context);
    pool_read(p, "tests/invalid/profiles/all-errors-of-all.xml", &(pool_options){.strict = false}, d);
    pool_finish(p);
}

static void import_all(arena *a, void *context)
{
    diagnostics *d = world_diagnostics(a);
    const ruleset *r = context;
    const import_map *m = import_map_load(a, r, DATA "import-map.xml", d);
    import_result result;
    assert_true(m && import_file(a, r, m, DATA "import.csv", true, d, &result));
    builder out = builder_new(a);
    import_write_xml(&out, r, &result);
}

ARENA_TEST(memory_that_runs_out_anywhere_is_a_clean_end)
{
    void *rules = (void *)(uintptr_t)world_rules(a);
    assert_true(assert_survives_failing_allocations(read_pools, rules) > 4);
    assert_true(assert_survives_failing_allocations(read_bad_pool, rules) > 2);
    assert_true(assert_survives_failing_allocations(import_all, rules) > 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_text_of_a_gigabyte_is_refused_without_being_read_whole),
        cmocka_unit_test(a_text_over_its_limit_is_an_error_of_its_profile),
        cmocka_unit_test(a_record_over_its_limit_ends_xml_but_not_ndjson),
        cmocka_unit_test(ten_thousand_nested_elements_are_too_deep),
        cmocka_unit_test(a_list_over_its_limit_is_reported_once),
        cmocka_unit_test(memory_that_runs_out_anywhere_is_a_clean_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
