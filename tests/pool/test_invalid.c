// SPDX-License-Identifier: MIT
// Every file in tests/invalid/profiles gets exactly the diagnostics that it expects, in their order.
//
// What is expected stands in the file itself, in comments (XML), or beside it in NAME.expect, one a line:
//     LINE:COLUMN code "part of the message or the help"
// Files are read as pools, strictly; those named client-… as clients; those named map-… as maps, which then
// import data/import.csv.
#include "pool/world.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FOLDER "tests/invalid/profiles/"

enum { FEWEST_FILES = 30, MOST_FILES = 200 };

typedef struct expectation {
    str place, code, part;
} expectation;

typedef struct expectations {
    VEC(expectation) list;
} expectations;

static void add_line(arena *a, expectations *e, str line)
{
    expectation *x = ARENA_PUSH(a, &e->list);
    assert_true(str_next_word(&line, &x->place) && str_next_word(&line, &x->code));
    size_t from = str_find(line, STR("\""), 0);
    assert_int_not_equal(from, SIZE_MAX);
    size_t to = line.length;
    while (line.data[to - 1] != '"')
        to--;
    x->part = str_slice(line, from + 1, to - 1);
}

static expectations read_expectations(arena *a, const char *path)
{
    expectations e = {0};
    const char *beside = str_printf(a, "%s.expect", path).data;
    if (test_file_exists(beside)) {
        str text = test_read_file(a, beside);
        for (size_t at = 0; at < text.length;) {
            size_t end = str_find(text, STR("\n"), at);
            str line = str_trim(str_slice(text, at, end == SIZE_MAX ? text.length : end));
            if (line.length > 0)
                add_line(a, &e, line);
            at = end == SIZE_MAX ? text.length : end + 1;
        }
        return e;
    }
    str text = test_read_file(a, path), mark = STR("<!-- expect: ");
    for (size_t at = 0; (at = str_find(text, mark, at)) != SIZE_MAX; at++)
        add_line(a, &e, str_slice(text, at + mark.length, str_find(text, STR("-->"), at)));
    return e;
}

static void read_invalid(arena *a, const char *name, const char *path, diagnostics *d)
{
    if (strncmp(name, "client-", 7) == 0) {
        assert_null(client_read(a, world_rules(a), path, d));
    } else if (strncmp(name, "map-", 4) == 0) {
        const ruleset *r = world_rules(a);
        const import_map *m = import_map_load(a, r, path, d);
        import_result result;
        assert_false(m && import_file(a, r, m, DATA "import.csv", true, d, &result));
    } else {
        bool whole = true;
        world_pool(a, path, true, d, &whole);
        assert_false(whole);
    }
}

static void check_file(arena *a, const char *name)
{
    const char *path = str_printf(a, FOLDER "%s", name).data;
    expectations e = read_expectations(a, path);
    diagnostics *d = world_diagnostics(a);
    read_invalid(a, name, path, d);
    str all = world_list(a, d);
    bool good = e.list.count == d->items.count && e.list.count > 0;
    for (size_t i = 0; i < e.list.count && good; i++) {
        const expectation *x = &e.list.items[i];
        const diagnostic *item = &d->items.items[i];
        place_view view = place_look(item->where, a);
        good = str_equal(x->place, str_printf(a, "%u:%u", (unsigned)view.line, (unsigned)view.column)) &&
               str_equals(x->code, code_describe(item->code)->name) &&
               (str_contains(item->message, x->part) || str_contains(item->help, x->part));
    }
    if (!good)
        fprintf(stderr, "%s is not diagnosed as expected, but so:\n%.*s", path, STR_ARGS(all));
    assert_true(good);
}

static int compare_names(const void *x, const void *y)
{
    return strcmp(*(const char *const *)x, *(const char *const *)y);
}

static bool is_invalid_file(const char *name)
{
    str s = str_from(name);
    return str_ends(s, STR(".xml")) || str_ends(s, STR(".json")) || str_ends(s, STR(".ndjson")) ||
           str_ends(s, STR(".csv"));
}

static void run_check(void **state)
{
    const char *name = *state;
    assert_int_equal(
        run_in_arena(NULL, 0, (void (*)(arena *, void *))(void (*)(void))check_file, (void *)(uintptr_t)name),
        ATTUNE_OK);
}

static char *names[MOST_FILES];
static struct CMUnitTest tests[MOST_FILES];

int main(void)
{
    size_t count = 0;
    DIR *folder = opendir(FOLDER);
    if (!folder)
        return 1;
    for (struct dirent *entry; (entry = readdir(folder)) != NULL && count < MOST_FILES;)
        if (is_invalid_file(entry->d_name))
            names[count++] = strdup(entry->d_name);
    closedir(folder);
    qsort(names, count, sizeof *names, compare_names);
    for (size_t i = 0; i < count; i++)
        tests[i] = (struct CMUnitTest){names[i], run_check, NULL, NULL, names[i]};
    int failed = _cmocka_run_group_tests("invalid profiles", tests, count, NULL, NULL);
    for (size_t i = 0; i < count; i++)
        free(names[i]);
    if (count < FEWEST_FILES)
        printf("only %zu files\n", count);
    return failed || count < FEWEST_FILES;
}
