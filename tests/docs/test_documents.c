// SPDX-License-Identifier: MIT
// The examples in README.md and docs/*.md are what they say: files shown are written, commands shown are run,
// and their output must be what stands there.
//
//   <!-- file: NAME -->     the next fenced block is written to NAME
//   ```console              lines "$ command" are run in a folder with those files, rules/ and profiles/; the
//   lines
//                           behind each are its output; a line "…" stands for any lines
//   ```feel                 lines "EXPRESSION → VALUE", or "→ null (MESSAGE)" for a null that comes of an
//   error. "// with NAME: VALUE, …" gives names to the lines below it, up to the next heading; other lines
//   that start with // are comments
//   <!-- feel table -->     `EXPRESSION → VALUE` in the cells of the table below is run likewise
//
// ATTUNE_UPDATE_GOLDEN=1 writes the real output into the documents: as many lines before and behind a "…"
// as stood there.
#include "support/support.h"

#include "feel/feel.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

typedef struct lines {
    VEC(str) list;
} lines;

static lines split(arena *a, str text)
{
    lines out = {0};
    while (text.length)
        *ARENA_PUSH(a, &out.list) = test_next_piece(&text, '\n');
    return out;
}

static bool is_gap(str line)
{
    return str_equals(str_trim(line), "…");
}

// Whether actual[from…] starts with expected[at…end-1].
static bool starts_here(const lines *actual, size_t from, const lines *expected, size_t at, size_t end)
{
    if (from + (end - at) > actual->list.count)
        return false;
    for (size_t i = at; i < end; i++)
        if (!str_equal(actual->list.items[from + i - at], expected->list.items[i]))
            return false;
    return true;
}

// Matches expected lines, with gaps, against actual ones.
static bool matches(const lines *expected, const lines *actual)
{
    size_t from = 0;
    for (size_t at = 0; at <= expected->list.count;) {
        size_t end = at;
        while (end < expected->list.count && !is_gap(expected->list.items[end]))
            end++;
        bool first = at == 0, last = end == expected->list.count;
        if (last && end == at && !first)
            return true; // a gap at the very end
        if (last && !first)
            from = actual->list.count >= end - at && actual->list.count - (end - at) >= from
                       ? actual->list.count - (end - at)
                       : actual->list.count + 1;
        while (!first && !last && from <= actual->list.count && !starts_here(actual, from, expected, at, end))
            from++;
        if (!starts_here(actual, from, expected, at, end))
            return false;
        from += end - at;
        if (last)
            return from == actual->list.count;
        at = end + 1;
    }
    return true;
}

// actual, with gaps where expected has them: the lines before the first and behind the last gap.
static void write_with_gaps(builder *out, const lines *expected, const lines *actual)
{
    size_t first_gap = expected->list.count, last_gap = expected->list.count;
    for (size_t i = 0; i < expected->list.count; i++)
        if (is_gap(expected->list.items[i])) {
            first_gap = first_gap == expected->list.count ? i : first_gap;
            last_gap = i;
        }
    size_t tail = first_gap == expected->list.count ? 0 : expected->list.count - last_gap - 1;
    size_t head = first_gap == expected->list.count ? actual->list.count : first_gap;
    if (head + tail >= actual->list.count)
        head = actual->list.count, tail = 0;
    for (size_t i = 0; i < head; i++)
        builder_addf(out, "%.*s\n", STR_ARGS(actual->list.items[i]));
    if (head < actual->list.count)
        builder_adds(out, "…\n");
    for (size_t i = actual->list.count - tail; i < actual->list.count; i++)
        builder_addf(out, "%.*s\n", STR_ARGS(actual->list.items[i]));
}

typedef struct document {
    arena *arena;
    const char *path;
    const char *folder; // commands run there
    builder updated;
    str file_name; // of the block to come
    str given;     // entries of a context, seen by what is run: "a: 1, b: 2"
    size_t commands, wrong;
} document;

static lines run_shown(document *d, str command)
{
    str script = str_printf(d->arena,
                            "cd '%s' && PATH=\"$PWD/bin:$PATH\" LC_ALL=C.UTF-8 && export PATH LC_ALL && "
                            "unset COLUMNS && { %.*s\n} 2>&1",
                            d->folder, STR_ARGS(command));
    const char *const argv[] = {"sh", "-c", script.data, NULL};
    command_result result = run_command(d->arena, argv, STR_NONE);
    return split(d->arena, str_copy(d->arena, result.out));
}

static void check_command(document *d, str command, const lines *expected)
{
    lines actual = run_shown(d, command);
    d->commands++;
    builder_addf(&d->updated, "$ %.*s\n", STR_ARGS(command));
    write_with_gaps(&d->updated, expected, &actual);
    if (matches(expected, &actual))
        return;
    d->wrong++;
    builder now = builder_new(d->arena);
    write_with_gaps(&now, &(lines){0}, &actual);
    print_error("%s: $ %.*s\nnow prints:\n%.*s\n", d->path, STR_ARGS(command), STR_ARGS(builder_str(&now)));
}

// Runs a console block, lines from…to-1.
static void check_console(document *d, const lines *all, size_t from, size_t to)
{
    for (size_t i = from; i < to;) {
        str line = all->list.items[i++];
        if (!str_starts(line, STR("$ "))) {
            print_error("%s: a console block must start with \"$ \": %.*s\n", d->path, STR_ARGS(line));
            d->wrong++;
            return;
        }
        builder command = builder_new(d->arena);
        builder_add(&command, str_slice(line, 2, line.length));
        for (; str_ends(builder_str(&command), STR("\\")) && i < to; i++)
            builder_addf(&command, "\n%.*s", STR_ARGS(all->list.items[i]));
        lines expected = {0};
        while (i < to && !str_starts(all->list.items[i], STR("$ ")))
            *ARENA_PUSH(d->arena, &expected.list) = all->list.items[i++];
        check_command(d, builder_str(&command), &expected);
    }
}

typedef struct feel_problems {
    arena *arena;
    str first;
} feel_problems;

static void note_problem(void *user, const feel_problem *problem)
{
    feel_problems *p = user;
    if (!p->first.length)
        p->first = str_copy(p->arena, problem->message);
}

// What a reader sees of an expression's value.
static str shown_value(arena *a, str text)
{
    limits l = limits_default();
    feel_problems problems = {.arena = a};
    feel_scope scope = {0};
    feel_options options = {.limits = &l, .lenient = true, .report = note_problem, .report_user = &problems};
    feel_run run = {.arena = a, .limits = &l, .report = note_problem, .report_user = &problems};
    const feel_expression *e = feel_compile(a, text, &scope, &options);
    str value = feel_value_source(a, e ? feel_evaluate(e, &run) : FEEL_NULL_VALUE);
    return problems.first.length ? str_printf(a, "%.*s (%.*s)", STR_ARGS(value), STR_ARGS(problems.first))
                                 : value;
}

// Adds "EXPRESSION → VALUE" as it is now; says so where text, which has an arrow, is not that.
static void check_value(document *d, str text)
{
    const str arrow = STR(" → ");
    size_t at = str_find(text, arrow, 0);
    str expression = str_slice(text, 0, at), wanted = str_slice(text, at + arrow.length, text.length);
    str trimmed = str_trim(expression);
    str run = d->given.length ? str_printf(d->arena, "{%.*s, shown value: %.*s}.shown value",
                                           STR_ARGS(d->given), STR_ARGS(trimmed))
                              : trimmed;
    str shown = shown_value(d->arena, run);
    builder_addf(&d->updated, "%.*s → %.*s", STR_ARGS(expression), STR_ARGS(shown));
    d->commands++;
    if (str_equal(wanted, shown))
        return;
    d->wrong++;
    print_error("%s: %.*s gives %.*s, not %.*s\n", d->path, STR_ARGS(trimmed), STR_ARGS(shown),
                STR_ARGS(wanted));
}

static void check_feel(document *d, const lines *all, size_t from, size_t to)
{
    const str with = STR("// with ");
    for (size_t i = from; i < to; i++) {
        str line = all->list.items[i];
        bool is_comment = str_starts(line, STR("//"));
        if (str_starts(line, with))
            d->given = str_printf(d->arena, "%.*s%s%.*s", STR_ARGS(d->given), d->given.length ? ", " : "",
                                  STR_ARGS(str_slice(line, with.length, line.length)));
        if (!is_comment && str_find(line, STR(" → "), 0) != SIZE_MAX) {
            check_value(d, line);
        } else {
            builder_add(&d->updated, line);
            if (line.length && !is_comment) {
                print_error("%s: a line of FEEL needs an arrow: %.*s\n", d->path, STR_ARGS(line));
                d->wrong++;
            }
        }
        builder_addc(&d->updated, '\n');
    }
}

// Runs what stands in code in a table's row.
static void check_row(document *d, str row)
{
    while (row.length) {
        size_t start = str_find(row, STR("`"), 0);
        size_t end = start == SIZE_MAX ? SIZE_MAX : str_find(row, STR("`"), start + 1);
        if (end == SIZE_MAX)
            break;
        str code = str_slice(row, start + 1, end);
        builder_add(&d->updated, str_slice(row, 0, start + 1));
        if (str_find(code, STR(" → "), 0) == SIZE_MAX)
            builder_add(&d->updated, code);
        else
            check_value(d, code);
        row = str_slice(row, end, row.length);
        builder_addc(&d->updated, '`');
        row = str_slice(row, 1, row.length);
    }
    builder_add(&d->updated, row);
    builder_addc(&d->updated, '\n');
}

static void write_shown_file(document *d, const lines *all, size_t from, size_t to)
{
    builder content = builder_new(d->arena);
    for (size_t i = from; i < to; i++)
        builder_addf(&content, "%.*s\n", STR_ARGS(all->list.items[i]));
    test_write_file(str_printf(d->arena, "%s/%.*s", d->folder, STR_ARGS(d->file_name)).data,
                    builder_str(&content));
    d->file_name = STR_NONE;
}

static void keep(document *d, const lines *all, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++)
        builder_addf(&d->updated, "%.*s\n", STR_ARGS(all->list.items[i]));
}

static void check_document(document *d)
{
    lines all = split(d->arena, test_read_file(d->arena, d->path));
    const str marker = STR("<!-- file: ");
    bool in_table = false;
    for (size_t i = 0; i < all.list.count; i++) {
        str line = all.list.items[i];
        in_table = str_equals(line, "<!-- feel table -->") || (in_table && str_starts(line, STR("|")));
        if (in_table && str_starts(line, STR("|"))) {
            check_row(d, line);
            continue;
        }
        if (str_starts(line, STR("#")))
            d->given = STR_NONE;
        builder_addf(&d->updated, "%.*s\n", STR_ARGS(line));
        if (str_starts(line, marker))
            d->file_name = str_trim(str_slice(line, marker.length, str_find(line, STR("-->"), 0)));
        if (!str_starts(line, STR("```")))
            continue;
        size_t end = i + 1;
        while (end < all.list.count && !str_starts(all.list.items[end], STR("```")))
            end++;
        bool console = str_equals(line, "```console"), feel = str_equals(line, "```feel");
        if (console)
            check_console(d, &all, i + 1, end);
        else if (feel)
            check_feel(d, &all, i + 1, end);
        else
            keep(d, &all, i + 1, end);
        if (!console && !feel && d->file_name.length)
            write_shown_file(d, &all, i + 1, end);
        builder_adds(&d->updated, "```\n");
        i = end;
    }
}

// A folder with rules, profiles and the program, as a reader has it.
static const char *make_folder(arena *a, const char *name)
{
    const char *source = getenv("ATTUNE_SOURCE_DIR"), *build = getenv("ATTUNE_BUILD_DIR");
    const char *folder = test_temp_path(a, name);
    assert_non_null(source);
    assert_non_null(build);
    assert_int_equal(mkdir(folder, 0755), 0);
    assert_int_equal(mkdir(str_printf(a, "%s/bin", folder).data, 0755), 0);
    static const char *const linked[] = {"rules", "profiles", "docs", "../shared"};
    for (size_t i = 0; i < sizeof linked / sizeof *linked; i++) {
        str target = str_printf(a, "%s/%s", source, linked[i]);
        const char *base = strrchr(linked[i], '/') ? strrchr(linked[i], '/') + 1 : linked[i];
        assert_int_equal(symlink(target.data, str_printf(a, "%s/%s", folder, base).data), 0);
    }
    str program = str_printf(a, "%s/attune", build);
    assert_int_equal(symlink(program.data, str_printf(a, "%s/attune", folder).data), 0);
    assert_int_equal(symlink(program.data, str_printf(a, "%s/bin/attune", folder).data), 0);
    return folder;
}

static size_t run_document(arena *a, const char *path, const char *folder_name)
{
    document d = {.arena = a, .path = path, .folder = make_folder(a, folder_name), .updated = builder_new(a)};
    check_document(&d);
    const char *update = getenv("ATTUNE_UPDATE_GOLDEN");
    if (update && strcmp(update, "1") == 0)
        test_write_file(path, builder_str(&d.updated));
    else
        assert_int_equal(d.wrong, 0);
    return d.commands;
}

ARENA_TEST(the_readme_shows_what_the_program_prints)
{
    if (!test_file_exists("README.md"))
        skip();
    assert_true(run_document(a, "README.md", "readme") > 0);
}

ARENA_TEST(the_documents_show_what_the_program_prints)
{
    DIR *folder = opendir("docs");
    assert_non_null(folder);
    size_t number = 0;
    for (const struct dirent *entry = readdir(folder); entry; entry = readdir(folder))
        if (str_ends(str_from(entry->d_name), STR(".md")))
            run_document(a, str_printf(a, "docs/%s", entry->d_name).data,
                         str_printf(a, "doc%zu", number++).data);
    closedir(folder);
}

static bool text_matches(arena *a, str expected, str actual)
{
    lines wanted = split(a, expected), found = split(a, actual);
    return matches(&wanted, &found);
}

ARENA_TEST(a_wrong_output_would_be_noticed)
{
    str actual = STR("one\ntwo\nthree\nfour\n");
    assert_true(text_matches(a, STR("one\n…\nfour\n"), actual));
    assert_true(text_matches(a, STR("one\ntwo\n…\n"), actual));
    assert_false(text_matches(a, STR("one\n…\nfive\n"), actual));
    assert_false(text_matches(a, STR("one\ntwo\nthree\n"), actual));
    assert_false(text_matches(a, STR("…\ntwo\n"), actual));
}

int main(void)
{
    setenv("ATTUNE_TODAY", "2026-11-22", 1);
    setenv("NO_COLOR", "1", 1);
    test_use_shipped_rules();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_readme_shows_what_the_program_prints),
        cmocka_unit_test(the_documents_show_what_the_program_prints),
        cmocka_unit_test(a_wrong_output_would_be_noticed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
