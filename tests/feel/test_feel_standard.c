// SPDX-License-Identifier: MIT
// The standard (DMN 1.5 §10.3), row by row: each tests/feel/standard/*.tsv holds lines of an expression, a
// tab and what it comes to:
//     FEEL source      the value, as feel_value_source() writes it
//     null             a plain null: nothing is reported
//     error: PART      null, and a message that contains PART
//     syntax: PART     it does not compile, and a message contains PART
// A third column, where there is one, is FEEL for "?": the expression is then a set of unary tests over it.
// Each expression is printed again, too, and must then come to the same.
// Lines that start with "#" head a section. ⏎ and ⇥ stand for a line's end and a tab within an expression.
#include "support/support.h"

#include "feel/feel.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_FILES = 64, LONGEST_REPRINT = 4000 }; // 1e6144 is printed with all its digits

typedef struct outcome {
    builder reports;
    str source; // the expression, printed again
    feel_value value;
    feel_value implied; // of "?"
    bool compiled;
} outcome;

static unsigned rows, failures;

static void note(void *user, const feel_problem *problem)
{
    builder *reports = user;
    if (reports->length)
        builder_adds(reports, "; ");
    builder_add(reports, problem->message);
}

static feel_value implied_value(void *host, uint32_t slot)
{
    (void)slot;
    return ((const outcome *)host)->implied;
}

static void evaluate_over(arena *a, str text, const feel_type *implied, outcome *o)
{
    static const feel_date_time NOW = {.date = {.year = 2026, .month = 3, .day = 1},
                                       .clock = {.hour = 12, .zoned = true}};
    feel_variable variable = {.name = STR("?"), .type = implied};
    limits l = limits_default();
    feel_scope scope = {.variables = &variable, .count = implied ? 1 : 0};
    o->reports = builder_new(a);
    feel_options options = {.limits = &l,
                            .lenient = true,
                            .unary_tests = implied != NULL,
                            .report = note,
                            .report_user = &o->reports};
    feel_run run = {.arena = a,
                    .limits = &l,
                    .variable = implied_value,
                    .host = o,
                    .report = note,
                    .report_user = &o->reports,
                    .now = &NOW};
    const feel_expression *e = feel_compile(a, text, &scope, &options);
    o->compiled = e != NULL;
    o->value = e ? feel_evaluate(e, &run) : FEEL_NULL_VALUE;
    o->source = e ? feel_expression_source(a, e) : STR_NONE;
}

static str described(arena *a, outcome *o)
{
    str reports = builder_str(&o->reports);
    if (!o->compiled)
        return str_printf(a, "syntax: %.*s", STR_ARGS(reports));
    str source = feel_value_source(a, o->value);
    if (!reports.length)
        return source;
    if (feel_is_null(o->value))
        return str_printf(a, "error: %.*s", STR_ARGS(reports));
    return str_printf(a, "%.*s (reported: %.*s)", STR_ARGS(source), STR_ARGS(reports));
}

// A value may stand beside a report: of a part of it that is null.
static bool is_expected(arena *a, outcome *o, str expected)
{
    str actual = described(a, o);
    static const char *const FAILURES[] = {"error:", "syntax:"};
    for (size_t i = 0; i < 2; i++)
        if (str_starts(expected, str_from(FAILURES[i])))
            return str_starts(actual, str_from(FAILURES[i])) &&
                   str_contains(actual, str_trim(str_slice(expected, strlen(FAILURES[i]), expected.length)));
    if (str_equal(expected, actual))
        return true;
    return o->compiled && !feel_is_null(o->value) && str_equal(expected, feel_value_source(a, o->value));
}

// Printed and parsed again it must come to the same.
static void check_reprint(arena *a, const char *file, unsigned line, outcome *o, const feel_type *implied)
{
    outcome again = {.implied = o->implied};
    evaluate_over(a, o->source, implied, &again);
    if (again.compiled && str_equal(feel_value_source(a, o->value), feel_value_source(a, again.value)))
        return;
    failures++;
    print_message("%s:%u: printed again as %.*s\n    that gives %.*s\n", file, line, STR_ARGS(o->source),
                  STR_ARGS(described(a, &again)));
}

static str unescaped(arena *a, str cell)
{
    builder out = builder_new(a);
    for (size_t i = 0; i < cell.length;) {
        size_t start = i;
        uint32_t c = utf8_decode(cell, &i);
        if (c == 0x23ce || c == 0x21e5)
            builder_addc(&out, c == 0x23ce ? '\n' : '\t');
        else
            builder_add(&out, str_slice(cell, start, i));
    }
    return builder_str(&out);
}

static void check_row(arena *a, const char *file, unsigned line, str row)
{
    str cells[3] = {{NULL, 0}};
    size_t count = 0;
    while (count < 3) {
        size_t tab = str_find(row, STR("\t"), 0);
        cells[count++] = str_slice(row, 0, tab);
        if (tab == SIZE_MAX)
            break;
        row = str_slice(row, tab + 1, row.length);
    }
    outcome o = {.implied = FEEL_NULL_VALUE};
    const feel_type *implied = NULL;
    if (count == 3) {
        evaluate_over(a, unescaped(a, cells[2]), NULL, &o);
        o.implied = o.value;
        implied = feel_value_type(a, o.implied);
    }
    evaluate_over(a, unescaped(a, cells[0]), implied, &o);
    rows++;
    if (o.compiled && o.source.length <= LONGEST_REPRINT)
        check_reprint(a, file, line, &o, implied);
    if (count >= 2 && is_expected(a, &o, cells[1]))
        return;
    failures++;
    print_message("%s:%u: %.*s\n    expected  %.*s\n    got       %.*s\n", file, line, STR_ARGS(cells[0]),
                  STR_ARGS(cells[1]), STR_ARGS(described(a, &o)));
}

static void check_file(arena *a, const char *folder, const char *name)
{
    str path = str_printf(a, "%s/%s", folder, name);
    str text = test_read_file(a, path.data);
    unsigned line = 0;
    for (size_t at = 0; at < text.length;) {
        size_t end = str_find(text, STR("\n"), at);
        str row = str_slice(text, at, end);
        at = end == SIZE_MAX ? text.length : end + 1;
        line++;
        if (!row.length || row.data[0] == '#')
            continue;
        arena cell;
        arena_init(&cell, NULL, a->guard, 0);
        check_row(&cell, name, line, row);
        arena_free(&cell);
    }
}

static int by_name(const void *x, const void *y)
{
    return strcmp(*(char *const *)x, *(char *const *)y);
}

ARENA_TEST(rows_of_the_standard_hold)
{
    const char *names[MOST_FILES];
    size_t count = 0;
    const char *source = getenv("ATTUNE_SOURCE_DIR");
    str folder = str_printf(a, "%s/tests/feel/standard", source ? source : ".");
    const char *only = getenv("ATTUNE_ROWS"); // a part of the names of the files to look at
    DIR *listing = opendir(folder.data);
    assert_non_null(listing);
    for (struct dirent *entry; (entry = readdir(listing)) && count < MOST_FILES;) {
        str name = str_from(entry->d_name);
        if (str_ends(name, STR(".tsv")) && (!only || str_contains(name, str_from(only))))
            names[count++] = str_terminated(a, name);
    }
    closedir(listing);
    qsort(names, count, sizeof *names, by_name);
    for (size_t i = 0; i < count; i++)
        check_file(a, folder.data, names[i]);
    print_message("%u rows of %zu files, %u not as the standard has it\n", rows, count, failures);
    assert_true(rows > 0);
    assert_int_equal(failures, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(rows_of_the_standard_hold)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
