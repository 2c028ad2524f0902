// SPDX-License-Identifier: MIT
// The file of a stored pool: what is written is there again, readers see one state, a writer waits for nobody
// to finish reading, and what is damaged is refused.
#include "pool/world.h"

#include "pool/stored.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static store *open_store(arena *a, const char *path, store_mode mode)
{
    diagnostics *d = world_diagnostics(a);
    store *s = store_open(a, path, mode, d);
    assert_str_equal(world_list(a, d), "");
    return s;
}

static const char *new_path(arena *a, const char *name)
{
    const char *path = test_temp_path(a, name);
    remove(path);
    return path;
}

static str note(arena *a, const char *path)
{
    arena *own = arena_new_within(a);
    str text = str_copy(a, store_note(open_store(own, path, STORE_READ), "state", own));
    arena_free(own);
    return text;
}

static void write_note(arena *a, const char *path, store_mode mode, const char *text, bool commit)
{
    arena *own = arena_new_within(a);
    store *s = open_store(own, path, mode);
    store_put_note(s, "state", str_from(text));
    if (commit)
        store_commit(s);
    arena_free(own);
}

ARENA_TEST(what_is_written_is_there_once_it_is_committed)
{
    const char *path = new_path(a, "notes");
    assert_false(store_is_one(path));
    write_note(a, path, STORE_CREATE, "one", true);
    assert_true(store_is_one(path));
    write_note(a, path, STORE_CHANGE, "two", false);
    assert_str_equal(note(a, path), "one");
    write_note(a, path, STORE_CHANGE, "two", true);
    assert_str_equal(note(a, path), "two");
}

ARENA_TEST(a_reader_sees_the_state_it_began_with)
{
    const char *path = new_path(a, "readers");
    write_note(a, path, STORE_CREATE, "old", true);
    store *before = open_store(a, path, STORE_READ);
    assert_str_equal(store_note(before, "state", a), "old");
    store *writer = open_store(a, path, STORE_CHANGE);
    store_put_note(writer, "state", STR("new"));
    assert_str_equal(note(a, path), "old");
    store_commit(writer);
    assert_str_equal(store_note(before, "state", a), "old");
    assert_str_equal(note(a, path), "new");
}

ARENA_TEST(nothing_is_left_beside_the_file_when_all_have_closed_it)
{
    const char *path = new_path(a, "litter");
    write_note(a, path, STORE_CREATE, "x", true);
    write_note(a, path, STORE_CHANGE, "y", true);
    note(a, path);
    static const char *const endings[] = {"-wal", "-shm", "-journal"};
    for (size_t i = 0; i < 3; i++)
        assert_false(test_file_exists(str_printf(a, "%s%s", path, endings[i]).data));
}

// Else SQLite would take what is beside the old file for the new one's.
ARENA_TEST(a_pool_is_not_replaced_while_somebody_reads_it_and_nothing_of_it_stays)
{
    const char *path = new_path(a, "replaced"), *beside = str_printf(a, "%s-wal", path).data;
    write_note(a, path, STORE_CREATE, "x", true);
    arena *own = arena_new_within(a);
    store *reader = open_store(own, path, STORE_READ);
    write_note(a, path, STORE_CHANGE, "y", true);
    diagnostics *d = world_diagnostics(a);
    assert_false(store_make_way(a, path, d));
    assert_text_contains(world_list(a, d), "is in use, and cannot be replaced now");
    assert_str_equal(store_note(reader, "state", a), "x");
    arena_free(own);
    d = world_diagnostics(a);
    assert_true(store_make_way(a, path, d));
    assert_str_equal(note(a, path), "y");
    remove(path);
    test_write_file(beside, STR("of a pool that was removed"));
    assert_true(store_make_way(a, path, d));
    assert_false(test_file_exists(beside));
}

ARENA_TEST(rows_are_found_moved_and_removed)
{
    store *s = open_store(a, new_path(a, "rows"), STORE_CREATE);
    for (uint32_t i = 0; i < 5; i++) {
        stored_row row = {str_printf(a, "id%u", i), str_printf(a, "profile %u", i), STR("")};
        store_put_row(s, i, &row);
    }
    assert_int_equal(store_row_count(s), 5);
    assert_int_equal(store_find(s, STR("id3")), 3);
    assert_int_equal(store_find(s, STR("id")), NAME_MISSING);
    store_move_row(s, 4, 1, a);
    assert_int_equal(store_row_count(s), 4);
    assert_int_equal(store_find(s, STR("id4")), 1);
    assert_int_equal(store_find(s, STR("id1")), NAME_MISSING);
    stored_row row;
    assert_true(store_row(s, 1, a, &row));
    assert_str_equal(row.profile, "profile 4");
    store_remove_row(s, 3);
    assert_false(store_row(s, 3, a, &row));
    assert_int_equal(store_row_count(s), 3);
}

static bool add_piece(void *user, uint32_t piece, str bytes)
{
    builder *out = user;
    builder_addf(out, "%u=%.*s ", (unsigned)piece, STR_ARGS(bytes));
    return true;
}

ARENA_TEST(parts_come_back_piece_by_piece_and_are_written_where_they_differ)
{
    const char *path = new_path(a, "parts");
    store *s = open_store(a, path, STORE_CREATE);
    assert_true(store_put_part(s, "x", 0, STR("a")));
    assert_true(store_put_part(s, "x", 1, STR("bb")));
    assert_true(store_put_part(s, "x", 2, STR("")));
    assert_true(store_put_part(s, "y", 1, STR("other")));
    store_commit(s);
    s = open_store(a, path, STORE_CHANGE);
    assert_false(store_put_part(s, "x", 1, STR("bb")));
    assert_true(store_put_part(s, "x", 1, STR("bc")));
    builder out = builder_new(a);
    assert_true(store_each_part(s, "x", 0, 3, add_piece, &out));
    assert_str_equal(builder_str(&out), "0=a 1=bc 2= ");
    assert_false(store_each_part(s, "x", 0, 4, add_piece, &out));
    assert_false(store_each_part(s, "y", 0, 1, add_piece, &out));
    store_cut_parts(s, "x", 1);
    assert_null(store_part(s, "x", 1, a).data);
    assert_str_equal(store_part(s, "x", 0, a), "a");
    assert_int_equal(store_part_bytes(s, "y", 0, UINT32_MAX), 5);
}

// ---- a pool in it

static str id_of(const void *user, uint32_t row)
{
    return pool_id(user, row);
}

static const char *stored_pool(arena *a, const pool *p, const char *name)
{
    const char *path = new_path(a, name);
    arena *own = arena_new_within(a);
    store *s = open_store(own, path, STORE_CREATE);
    pool_store_rows(p, s);
    store_put_ids(s, (uint32_t)pool_count(p), id_of, p, arena_new_within(own));
    store_commit(s);
    arena_free(own);
    return path;
}

static const pool *some_pool(arena *a)
{
    diagnostics *d = world_diagnostics(a);
    const pool *p = world_pool(a, DATA "pool.xml", false, d, NULL);
    assert_true(pool_count(p) > 2);
    return p;
}

static pool *open_pool(arena *a, const char *path, diagnostics *d)
{
    store *s = store_open(a, path, STORE_READ, d);
    return s ? pool_on_store(a, world_rules(a), s, path, &(pool_options){0}, d) : NULL;
}

ARENA_TEST(a_pool_that_was_stored_knows_all_that_it_knew)
{
    const pool *p = some_pool(a);
    diagnostics *d = world_diagnostics(a);
    pool *stored = open_pool(a, stored_pool(a, p, "pool"), d);
    assert_non_null(stored);
    for (uint32_t row = 0; row < pool_count(stored); row++)
        pool_fetch(stored, row, a->guard);
    assert_text_equal(world_dump(a, stored), world_dump(a, p));
    assert_int_equal(pool_find(stored, pool_id(p, 1)), 1);
    assert_int_equal(pool_find(stored, STR("nobody")), NAME_MISSING);
}

typedef struct reading {
    const char *path;
    str expected;
    bool whole, same;
} reading;

static void read_all(arena *a, void *context)
{
    reading *r = context;
    diagnostics *d = world_diagnostics(a);
    pool *p = open_pool(a, r->path, d);
    if (!p) {
        assert_true(d->errors > 0);
        return;
    }
    for (uint32_t row = 0; row < pool_count(p); row++)
        pool_fetch(p, row, a->guard);
    r->whole = true;
    r->same = str_equal(world_dump(a, p), r->expected);
}

// Whatever happened to its bytes: it is refused, or what can be read of it is right.
ARENA_TEST(a_damaged_file_never_gives_what_was_not_in_it)
{
    enum { DAMAGES = 400 };
    const pool *p = some_pool(a);
    const char *path = stored_pool(a, p, "good"), *bad = test_temp_path(a, "bad");
    str good = test_read_file(a, path);
    uint64_t seed = 17;
    size_t refused = 0;
    for (int i = 0; i < DAMAGES; i++) {
        char *bytes = (char *)str_copy(a, good).data;
        size_t length = i % 8 ? good.length : test_random(&seed) % good.length;
        for (int k = 0; k <= i % 3; k++)
            bytes[test_random(&seed) % good.length] ^= (char)(1 << test_random(&seed) % 8);
        test_write_file(bad, (str){bytes, length});
        reading r = {.path = bad, .expected = world_dump(a, p)};
        attune_status status = run_in_arena(NULL, 0, read_all, &r);
        refused += status != ATTUNE_OK || !r.whole;
        assert_true(status == ATTUNE_OK || status == ATTUNE_SYSTEM);
        if (r.whole && status == ATTUNE_OK)
            assert_true(r.same);
    }
    assert_true(refused > DAMAGES / 10);
}

ARENA_TEST(what_is_no_stored_pool_is_not_opened)
{
    diagnostics *d = world_diagnostics(a);
    const char *path = test_temp_path(a, "text");
    test_write_file(path, STR("SQLite format 3"));
    assert_false(store_is_one(path));
    assert_false(store_is_one(test_temp_path(a, "nothing-there")));
    assert_null(store_open(a, path, STORE_READ, d));
    assert_text_contains(world_list(a, d), "stored-pool");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_written_is_there_once_it_is_committed),
        cmocka_unit_test(a_reader_sees_the_state_it_began_with),
        cmocka_unit_test(nothing_is_left_beside_the_file_when_all_have_closed_it),
        cmocka_unit_test(a_pool_is_not_replaced_while_somebody_reads_it_and_nothing_of_it_stays),
        cmocka_unit_test(rows_are_found_moved_and_removed),
        cmocka_unit_test(parts_come_back_piece_by_piece_and_are_written_where_they_differ),
        cmocka_unit_test(a_pool_that_was_stored_knows_all_that_it_knew),
        cmocka_unit_test(a_damaged_file_never_gives_what_was_not_in_it),
        cmocka_unit_test(what_is_no_stored_pool_is_not_opened),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
