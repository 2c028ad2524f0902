// SPDX-License-Identifier: MIT
// Rule sets that are wrong, or that deserve advice: each file of tests/invalid/rules says in comments what
// must be reported of it, and nothing else may be:
//     <!-- expect: LINE:COLUMN code "part of the message" -->
//     <!-- expect: LINE:COLUMN code "part of the message" help "part of the help" -->
// An error in another file has that file's path, below tests/invalid/rules, and a colon before the line.
#include "support/support.h"

#include "analysis/analysis.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FOLDER "tests/invalid/rules"

typedef struct expectation {
    str file; // as diagnostics show it
    unsigned line, column;
    str code, part;
    str help; // empty: any
    bool met;
} expectation;

typedef struct one_case {
    str path;
    VEC(expectation) expected;
    builder wrong; // what differs
} one_case;

static unsigned read_number(str *rest)
{
    unsigned n = 0;
    while (rest->length && rest->data[0] >= '0' && rest->data[0] <= '9') {
        n = n * 10 + (unsigned)(rest->data[0] - '0');
        *rest = str_slice(*rest, 1, rest->length);
    }
    return n;
}

// Of "parts/a.xml:3:4 code "part"", without the comment around it.
static expectation read_expectation(arena *a, str path, str text)
{
    expectation e = {.file = path};
    str rest = str_trim(text), place_word;
    str_next_word(&rest, &place_word);
    if (place_word.data[0] < '0' || place_word.data[0] > '9') {
        size_t colon = str_find(place_word, STR(":"), 0);
        e.file = str_printf(a, FOLDER "/%.*s", STR_ARGS(str_slice(place_word, 0, colon)));
        place_word = str_slice(place_word, colon + 1, place_word.length);
    }
    e.line = read_number(&place_word);
    place_word = str_slice(place_word, 1, place_word.length);
    e.column = read_number(&place_word);
    str_next_word(&rest, &e.code);
    rest = str_trim(rest);
    str help = STR("\" help \"");
    size_t end = str_find(rest, help, 0);
    e.part = str_slice(rest, 1, end == SIZE_MAX ? rest.length - 1 : end);
    if (end != SIZE_MAX)
        e.help = str_slice(rest, end + help.length, rest.length - 1);
    return e;
}

static void read_expectations(arena *a, one_case *c, str content)
{
    const str begin = STR("<!-- expect:");
    for (size_t at = str_find(content, begin, 0); at != SIZE_MAX; at = str_find(content, begin, at)) {
        size_t end = str_find(content, STR("-->"), at);
        *ARENA_PUSH(a, &c->expected) =
            read_expectation(a, c->path, str_slice(content, at + begin.length, end));
        at = end;
    }
}

static bool meets(const expectation *e, const diagnostic *item, place_view view)
{
    str file = item->where.source ? item->where.source->name : STR_NONE;
    return !e->met && str_equal(e->file, file) && e->line == view.line && e->column == view.column &&
           str_equals(e->code, code_describe(item->code)->name) && str_contains(item->message, e->part) &&
           str_contains(item->help, e->help);
}

static void compare(arena *a, one_case *c, const diagnostics *d)
{
    for (size_t i = 0; i < d->items.count; i++) {
        const diagnostic *item = &d->items.items[i];
        place_view view = place_look(item->where, a);
        bool found = false;
        for (size_t k = 0; k < c->expected.count && !found; k++) {
            found = meets(&c->expected.items[k], item, view);
            c->expected.items[k].met = c->expected.items[k].met || found;
        }
        if (!found) {
            builder_adds(&c->wrong, "  not expected: ");
            diagnostic_print(item, false, &c->wrong);
        }
    }
    for (size_t k = 0; k < c->expected.count; k++) {
        const expectation *e = &c->expected.items[k];
        if (!e->met)
            builder_addf(&c->wrong, "  missing: %.*s:%u:%u %.*s \"%.*s\"\n", STR_ARGS(e->file), e->line,
                         e->column, STR_ARGS(e->code), STR_ARGS(e->part));
    }
}

static void run_case(arena *a, const char *name, builder *failures)
{
    one_case c = {.path = str_printf(a, FOLDER "/%s", name), .wrong = builder_new(a)};
    read_expectations(a, &c, test_read_file(a, c.path.data));
    if (c.expected.count == 0)
        builder_adds(&c.wrong, "  the file says nothing of what to expect\n");
    limits l = limits_default();
    diagnostics d;
    diagnostics_init(&d, a, l.diagnostics);
    const ruleset *r = ruleset_load(a, c.path.data, STR("rules"), &l, &d);
    if (r) {
        // Of examples beside them only some say something.
        bool examples = str_starts(str_from(name), STR("advice_examples"));
        analysis_options options = {.today = {2026, 3, 1}, .path = examples ? c.path.data : NULL};
        analyze_ruleset(a, r, &options, &d);
    }
    compare(a, &c, &d);
    if (c.wrong.length)
        builder_addf(failures, "%s:\n%.*s", name, STR_ARGS(builder_str(&c.wrong)));
}

static int is_rule_set(const struct dirent *entry)
{
    str name = str_from(entry->d_name);
    return str_ends(name, STR(".xml")) && !str_ends(name, STR(".test.xml")) &&
           !str_ends(name, STR(".de.xml"));
}

ARENA_TEST(each_rule_set_is_reported_as_it_says_and_nothing_else)
{
    struct dirent **entries = NULL;
    int count = scandir(FOLDER, &entries, is_rule_set, alphasort);
    const char *only = getenv("ATTUNE_CASE");
    builder failures = builder_new(a);
    int cases = 0;
    for (int i = 0; i < count; i++) {
        if (!only || strstr(entries[i]->d_name, only)) {
            run_case(a, entries[i]->d_name, &failures);
            cases++;
        }
        free(entries[i]);
    }
    free(entries);
    if (failures.length)
        fprintf(stderr, "%.*s", STR_ARGS(builder_str(&failures)));
    assert_int_equal(failures.length, 0);
    assert_true(only ? cases > 0 : cases >= 55);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_rule_set_is_reported_as_it_says_and_nothing_else)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
