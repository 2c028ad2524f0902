// SPDX-License-Identifier: MIT
// Diagnostic codes: each has a page in docs/codes, each page's example is reported as its code and nothing
// else, and each code has a case in tests/invalid.
//
// A page's first fenced block is its example. The kind of the example stands in a comment ahead of it:
//   (none)                  a rule set, or a part of one that goes into the frame of docs/codes/README.md
//   <!-- example: bytes -->  the same with \NNN for bytes
//   client, client.json      a client; it is ranked with the frame and a pool
//   pool, pool.csv           a pool, likewise
//   command                  "$ attune …"; a second block is the file named there that the frame is not
//   none: REASON             not run
// "The example is read with `--limit NAME=N`" adds options.
// A page for an error: exactly this code among errors and warnings. For a warning: no errors, and exactly
// this code among warnings. For a hint: no errors, no warnings, and this code among the hints: what an
// example leaves out gives hints of its own.
#include "support/support.h"

#include "findings.h"
#include "render/code_pages.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define PAGES "docs/codes"

static str page_of(arena *a, diagnostic_code code)
{
    const char *path = str_printf(a, PAGES "/%s.md", code_describe(code)->name).data;
    return test_file_exists(path) ? test_read_file(a, path) : STR_NONE;
}

// ---- pages

ARENA_TEST(every_code_has_a_page_that_says_what_to_do)
{
    int missing = 0;
    for (int code = 0; code < CODE_COUNT; code++) {
        const code_info *info = code_describe((diagnostic_code)code);
        str page = page_of(a, (diagnostic_code)code);
        static const char *const levels[] = {"Error: ", "Warning: ", "Hint: "};
        const char *title = str_printf(a, "# %s\n%s", info->name, levels[info->severity]).data;
        bool whole = str_contains(page, str_from(title)) && str_contains(page, STR("**Why it matters.**")) &&
                     str_contains(page, STR("**The way out.**")) && str_contains(page, STR("\n```"));
        if (!whole)
            fprintf(stderr, PAGES "/%s.md: there is no such page, or a part of it is missing\n", info->name);
        missing += !whole;
    }
    assert_int_equal(missing, 0);
}

ARENA_TEST(every_page_is_of_a_code)
{
    (void)a;
    DIR *folder = opendir(PAGES);
    assert_non_null(folder);
    int wrong = 0;
    for (struct dirent *entry; (entry = readdir(folder)) != NULL;) {
        str name = str_from(entry->d_name);
        diagnostic_code code;
        if (!str_ends(name, STR(".md")) || str_equals(name, "README.md") ||
            find_code(str_slice(name, 0, name.length - 3), &code))
            continue;
        fprintf(stderr, PAGES "/%s is no code's page\n", entry->d_name);
        wrong++;
    }
    closedir(folder);
    assert_int_equal(wrong, 0);
}

ARENA_TEST(the_index_lists_every_code_with_its_severity_and_meaning)
{
    str index = test_read_file(a, PAGES "/README.md");
    int missing = 0;
    for (int code = 0; code < CODE_COUNT; code++) {
        const code_info *info = code_describe((diagnostic_code)code);
        str row = str_printf(a, "| [%s](%s.md) | %s | %s |\n", info->name, info->name,
                             severity_name(info->severity), info->meaning);
        if (!str_contains(index, row))
            fprintf(stderr, PAGES "/README.md lacks the row\n%.*s", STR_ARGS(row));
        missing += !str_contains(index, row);
    }
    assert_int_equal(missing, 0);
}

ARENA_TEST(the_program_carries_every_page_as_its_file_is)
{
    for (int code = 0; code < CODE_COUNT; code++)
        assert_text_equal(code_page(code_describe((diagnostic_code)code)->name),
                          page_of(a, (diagnostic_code)code));
    assert_int_equal(code_page("README").length, 0);
}

ARENA_TEST(explain_prints_the_page_and_lists_the_codes)
{
    command_result run = RUN_ATTUNE(a, "check", "--explain", "unknown-term");
    assert_int_equal(run.status, 0);
    assert_text_contains(run.out, "unknown-term\nError: a text is compared");
    assert_text_contains(run.out, "    <criterion id=\"works_on_anxiety\"");
    assert_false(str_contains(run.out, STR("```")) || str_contains(run.out, STR("SPDX")));
    run = RUN_ATTUNE(a, "check", "--explain");
    assert_int_equal(run.status, 0);
    for (int code = 0; code < CODE_COUNT; code++)
        assert_text_contains(run.out, code_describe((diagnostic_code)code)->meaning);
    run = RUN_ATTUNE(a, "check", "--explain", "unknown-trem");
    assert_int_equal(run.status, 2);
    assert_text_contains(run.err, "did you mean \"unknown-term\"?");
    assert_text_contains(run.err, "wrong-type ");
}

// ---- examples

typedef struct example {
    str kind;  // empty: a rule set
    str block; // the first
    str second;
    str options;
} example;

// The fenced block that begins at or behind *at; *at moves behind it.
static str next_block(str page, size_t *at)
{
    size_t fence = str_find(page, STR("\n```"), *at);
    if (fence == SIZE_MAX)
        return STR_NONE;
    size_t start = str_find(page, STR("\n"), fence + 1) + 1;
    size_t end = str_find(page, STR("\n```"), start);
    *at = end + 4;
    return str_slice(page, start, end + 1);
}

static str between(str text, const char *before, const char *behind)
{
    size_t start = str_find(text, str_from(before), 0);
    if (start == SIZE_MAX)
        return STR_NONE;
    start += strlen(before);
    return str_slice(text, start, str_find(text, str_from(behind), start));
}

static example read_example(str page)
{
    size_t at = 0;
    example e = {.kind = between(page, "<!-- example: ", " -->"),
                 .options = between(page, "The example is read with `", "`")};
    e.block = next_block(page, &at);
    e.second = next_block(page, &at);
    return e;
}

static str with_bytes(arena *a, str text)
{
    builder out = builder_new(a);
    for (size_t i = 0; i < text.length; i++) {
        if (text.data[i] != '\\' || i + 3 >= text.length) {
            builder_addc(&out, text.data[i]);
            continue;
        }
        int byte = 0;
        for (int k = 0; k < 3; k++)
            byte = byte * 8 + (text.data[++i] - '0');
        builder_addc(&out, (char)byte);
    }
    return builder_str(&out);
}

// A part of a rule set in the frame; a rule set or another document as it is.
static str in_frame(arena *a, str part)
{
    if (str_starts(part, STR("<ruleset")) || str_starts(part, STR("<!DOCTYPE")))
        return part;
    size_t at = 0;
    str readme = test_read_file(a, PAGES "/README.md");
    next_block(readme, &at);
    str frame = next_block(readme, &at);
    const str mark = STR("  <!-- the example -->\n");
    size_t here = str_find(frame, mark, 0);
    assert_true(here != SIZE_MAX);
    bool criterion = str_starts(part, STR("<criterion"));
    return str_printf(a, "%.*s%s%.*s%s%.*s", STR_ARGS(str_slice(frame, 0, here)),
                      criterion ? "<factor id=\"example\" weight=\"10\">\n" : "", STR_ARGS(part),
                      criterion ? "</factor>\n" : "",
                      STR_ARGS(str_slice(frame, here + mark.length, frame.length)));
}

static void write_in(arena *a, const char *folder, const char *name, str content)
{
    test_write_file(str_printf(a, "%s/%s", folder, name).data, content);
}

// The file of the command that is none of those that are always there.
static str own_file(str command)
{
    str rest = command, word;
    while (str_next_word(&rest, &word))
        if (str_ends(word, STR(".xml")) && !str_equals(word, "rules.xml") &&
            !str_equals(word, "client.xml") && !str_equals(word, "pool.xml"))
            return word;
    return STR_NONE;
}

// Writes the example's files and gives the command that reads them.
static str prepare(arena *a, const example *e, const char *folder)
{
    write_in(a, folder, "rules.xml", in_frame(a, STR_NONE));
    write_in(a, folder, "client.xml",
             STR("<client xmlns=\"urn:attune:profile:1\" id=\"kim\"><goals>sleep</goals>"
                 "<max_fee>120</max_fee></client>\n"));
    write_in(a, folder, "pool.xml",
             STR("<profiles xmlns=\"urn:attune:profile:1\"><therapist id=\"ana\"><focus>sleep</focus>"
                 "<fee>100</fee></therapist></profiles>\n"));
    if (str_equals(e->kind, "command")) {
        str command = str_trim(str_slice(e->block, 2, e->block.length)), file = own_file(command);
        bool tests = str_starts(e->second, STR("<tests"));
        str name = str_slice(file, 0, file.length - 4);
        if (file.length)
            write_in(a, folder, str_terminated(a, file), in_frame(a, tests ? STR_NONE : e->second));
        if (tests)
            write_in(a, folder, str_printf(a, "%.*s.test.xml", STR_ARGS(name)).data, e->second);
        return command;
    }
    if (e->kind.length == 0 || str_equals(e->kind, "bytes")) {
        str text = in_frame(a, e->block);
        write_in(a, folder, "example.xml", e->kind.length ? with_bytes(a, text) : text);
        return STR("attune check --format compact example.xml");
    }
    bool pool = str_starts(e->kind, STR("pool"));
    str name = str_contains(e->kind, STR(".")) ? e->kind : str_printf(a, "%.*s.xml", STR_ARGS(e->kind));
    write_in(a, folder, str_terminated(a, name), e->block);
    return str_printf(a, "attune rank -r rules.xml -c %.*s %.*s", STR_ARGS(pool ? STR("client.xml") : name),
                      STR_ARGS(pool ? name : STR("pool.xml")));
}

typedef struct outcome {
    bool seen[CODE_COUNT];
    size_t count[3]; // codes, by severity
} outcome;

static outcome outcome_of(arena *a, const command_result *run)
{
    outcome out = {0};
    printed_findings found = {0};
    read_printed_findings(a, run->out, &found);
    read_printed_findings(a, run->err, &found);
    for (size_t i = 0; i < found.list.count; i++) {
        const printed_finding *f = &found.list.items[i];
        out.count[f->level] += !out.seen[f->code];
        out.seen[f->code] = true;
    }
    return out;
}

static bool is_as_the_page_says(diagnostic_code code, const outcome *found)
{
    severity level = code_describe(code)->severity;
    size_t grave = found->count[SEVERITY_ERROR] + found->count[SEVERITY_WARNING];
    if (!found->seen[code])
        return false;
    return level == SEVERITY_HINT ? grave == 0 : grave == 1;
}

static bool run_example(arena *a, diagnostic_code code)
{
    example e = read_example(page_of(a, code));
    if (str_starts(e.kind, STR("none: ")))
        return true;
    const char *folder = test_temp_path(a, code_describe(code)->name);
    mkdir(folder, 0777);
    str command = prepare(a, &e, folder);
    command = str_printf(a, "%.*s %.*s", STR_ARGS(command), STR_ARGS(e.options));
    command_result run = run_in_folder(a, folder, command);
    outcome found = outcome_of(a, &run);
    if (str_starts(e.second, STR("<tests"))) { // what is beside it must hold
        str test = str_printf(a, "attune test %.*s", STR_ARGS(own_file(command)));
        assert_int_equal(run_in_folder(a, folder, test).status, 0);
    }
    if (is_as_the_page_says(code, &found))
        return true;
    fprintf(stderr, "%s: the example is reported otherwise:\n%.*s%.*s\n", code_describe(code)->name,
            STR_ARGS(run.out), STR_ARGS(run.err));
    return false;
}

ARENA_TEST(each_example_is_reported_as_its_code_and_nothing_else)
{
    if (!attune_is_built(a))
        skip();
    const char *only = getenv("ATTUNE_CASE");
    int failed = 0;
    for (int code = 0; code < CODE_COUNT; code++)
        if (!only || strcmp(only, code_describe((diagnostic_code)code)->name) == 0)
            failed += !run_example(a, (diagnostic_code)code);
    assert_int_equal(failed, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_code_has_a_page_that_says_what_to_do),
        cmocka_unit_test(every_page_is_of_a_code),
        cmocka_unit_test(the_index_lists_every_code_with_its_severity_and_meaning),
        cmocka_unit_test(the_program_carries_every_page_as_its_file_is),
        cmocka_unit_test(explain_prints_the_page_and_lists_the_codes),
        cmocka_unit_test(each_example_is_reported_as_its_code_and_nothing_else),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
