// SPDX-License-Identifier: MIT
// Cases for codes: every code has one in tests/invalid, and those of whole commands, in
// tests/invalid/commands, come out as they say. Such a file holds a command and what it must report, in this
// order and nothing else:
//     $ attune check --limit document_bytes=100 rules.xml
//     LINE:COLUMN code "part of the message"      ("-" for no place)
// A line "# ..." is a remark. The command runs in that folder; what it writes there, it may not.
#include "support/support.h"

#include "findings.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define FOLDER "tests/invalid/commands"

typedef struct expected {
    str place, code, part;
} expected;

typedef struct command_case {
    str command;
    VEC(expected) list;
} command_case;

static void read_expected(arena *a, str line, command_case *c)
{
    expected *e = ARENA_PUSH(a, &c->list);
    assert_true(str_next_word(&line, &e->place) && str_next_word(&line, &e->code));
    line = str_trim(line);
    assert_true(line.length >= 2 && line.data[0] == '"');
    e->part = str_slice(line, 1, line.length - 1);
}

static command_case read_case(arena *a, const char *path)
{
    command_case c = {0};
    str text = test_read_file(a, path);
    while (text.length) {
        str line = str_trim(test_next_piece(&text, '\n'));
        if (str_starts(line, STR("$ ")))
            c.command = str_slice(line, 2, line.length);
        else if (line.length && line.data[0] != '#')
            read_expected(a, line, &c);
    }
    return c;
}

static bool is_met(const expected *e, const printed_finding *f)
{
    return str_equal(e->place, f->place) && str_equals(e->code, code_describe(f->code)->name) &&
           str_contains(f->message, e->part);
}

static bool run_case(arena *a, const char *name)
{
    command_case c = read_case(a, str_printf(a, FOLDER "/%s", name).data);
    command_result run = run_in_folder(a, FOLDER, c.command);
    printed_findings found = {0};
    read_printed_findings(a, run.err, &found);
    read_printed_findings(a, run.out, &found);
    bool met = c.list.count > 0 && c.list.count == found.list.count;
    for (size_t i = 0; met && i < c.list.count; i++)
        met = is_met(&c.list.items[i], &found.list.items[i]);
    if (!met)
        fprintf(stderr, FOLDER "/%s: reported is\n%.*s%.*s\n", name, STR_ARGS(run.err), STR_ARGS(run.out));
    return met;
}

static int is_case(const struct dirent *entry)
{
    return str_ends(str_from(entry->d_name), STR(".case"));
}

ARENA_TEST(each_command_reports_what_its_case_says_and_nothing_else)
{
    if (!attune_is_built(a))
        skip();
    struct dirent **entries = NULL;
    int count = scandir(FOLDER, &entries, is_case, alphasort), failed = 0;
    for (int i = 0; i < count; i++) {
        failed += !run_case(a, entries[i]->d_name);
        free(entries[i]);
    }
    free(entries);
    assert_true(count > 8);
    assert_int_equal(failed, 0);
}

// ---- a case for every code

// Notes the codes in lines "… LINE:COLUMN code "…": in comments of XML files, in .expect and .case files.
static void note_codes(str text, bool seen[CODE_COUNT])
{
    while (text.length) {
        str line = test_next_piece(&text, '\n'), word;
        while (str_next_word(&line, &word)) {
            diagnostic_code code;
            bool place =
                str_equals(word, "-") || (word.data[word.length - 1] >= '0' &&
                                          word.data[word.length - 1] <= '9' && str_contains(word, STR(":")));
            if (place && str_next_word(&line, &word) && find_code(word, &code) &&
                str_starts(str_trim(line), STR("\"")))
                seen[code] = true;
        }
    }
}

static void walk(arena *a, const char *folder, bool seen[CODE_COUNT])
{
    DIR *open = opendir(folder);
    assert_non_null(open);
    for (struct dirent *entry; (entry = readdir(open)) != NULL;) {
        if (entry->d_name[0] == '.')
            continue;
        const char *path = str_printf(a, "%s/%s", folder, entry->d_name).data;
        struct stat about;
        if (stat(path, &about) == 0 && S_ISDIR(about.st_mode))
            walk(a, path, seen);
        else
            note_codes(test_read_file(a, path), seen);
    }
    closedir(open);
}

ARENA_TEST(every_code_has_a_case)
{
    bool seen[CODE_COUNT] = {0};
    walk(a, "tests/invalid", seen);
    int missing = 0;
    for (int code = 0; code < CODE_COUNT; code++) {
        if (!seen[code])
            fprintf(stderr, "%s: no case in tests/invalid expects it\n",
                    code_describe((diagnostic_code)code)->name);
        missing += !seen[code];
    }
    assert_int_equal(missing, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_command_reports_what_its_case_says_and_nothing_else),
        cmocka_unit_test(every_code_has_a_case),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
