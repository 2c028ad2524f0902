// SPDX-License-Identifier: MIT
// Slips of people who write rule sets by hand, each reported at its place and nothing else with it:
// tests/invalid/slips/slips.txt says what is changed in base.xml, and what must be said of it.
#include "support/support.h"

#include "ruleset/ruleset.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FOLDER "tests/invalid/slips/"
#define BASE FOLDER "base.xml"

// "\n" and "\\" as they are meant.
static str unescaped(arena *a, str text)
{
    builder out = builder_new(a);
    for (size_t i = 0; i < text.length; i++) {
        bool escape = text.data[i] == '\\' && i + 1 < text.length;
        i += escape;
        builder_addc(&out, escape && text.data[i] == 'n' ? '\n' : text.data[i]);
    }
    return builder_str(&out);
}

static str replaced(arena *a, str text, str old, str new, bool everywhere)
{
    builder out = builder_new(a);
    size_t at = 0;
    for (size_t hit; (hit = str_find(text, old, at)) != SIZE_MAX; at = hit + old.length) {
        builder_add(&out, str_slice(text, at, hit));
        builder_add(&out, new);
        if (!everywhere) {
            at = hit + old.length;
            break;
        }
    }
    builder_add(&out, str_slice(text, at, text.length));
    return builder_str(&out);
}

// What is said of the text, as slips.txt has it.
static str findings_of(arena *a, str text)
{
    limits l = limits_default();
    diagnostics d;
    diagnostics_init(&d, a, l.diagnostics);
    ruleset_load_source(a, source_from_bytes(a, STR(BASE), text), STR("rules"), &l, &d);
    builder out = builder_new(a);
    for (size_t i = 0; i < d.items.count; i++) {
        const diagnostic *item = &d.items.items[i];
        place_view view = place_look(item->where, a);
        builder_addf(&out, "%u:%u %s %.*s\n", view.line, view.column, code_describe(item->code)->name,
                     STR_ARGS(item->message));
        str help = str_slice(item->help, 0, str_find(item->help, STR("\n"), 0));
        if (help.length)
            builder_addf(&out, "    %.*s\n", STR_ARGS(help));
    }
    return replaced(a, builder_str(&out), STR(BASE), STR("FILE"), true);
}

// Of "- old\n+ new\nexpected…": what is reported now, and whether it is what was expected.
static bool run_slip(arena *a, str base, str slip, builder *out)
{
    str rest = slip, old = test_next_piece(&rest, '\n'), new = test_next_piece(&rest, '\n');
    assert_true(str_starts(old, STR("- ")) && str_starts(new, STR("+ ")));
    str from = unescaped(a, str_slice(old, 2, old.length));
    assert_true(str_contains(base, from));
    str text = replaced(a, base, from, unescaped(a, str_slice(new, 2, new.length)), false);
    str found = findings_of(a, text);
    builder_addf(out, "%.*s\n%.*s\n%.*s\n", STR_ARGS(old), STR_ARGS(new), STR_ARGS(found));
    if (found.length && str_equal(str_trim(found), str_trim(rest)))
        return true;
    fprintf(stderr, "%.*s\n%.*s\nis reported as\n%.*s\n", STR_ARGS(old), STR_ARGS(new), STR_ARGS(found));
    return false;
}

ARENA_TEST(each_slip_is_reported_at_its_place_and_nothing_else)
{
    str base = test_read_file(a, BASE), rest = test_read_file(a, FOLDER "slips.txt");
    builder out = builder_new(a);
    int slips = 0, failed = 0;
    assert_true(findings_of(a, base).length == 0);
    while (rest.length) {
        size_t end = str_find(rest, STR("\n\n"), 0);
        str part = str_slice(rest, 0, end == SIZE_MAX ? rest.length : end + 1);
        rest = end == SIZE_MAX ? STR_NONE : str_slice(rest, end + 2, rest.length);
        if (str_starts(part, STR("#"))) {
            builder_addf(&out, "%.*s\n", STR_ARGS(part));
            continue;
        }
        failed += !run_slip(a, base, part, &out);
        slips++;
    }
    if (getenv("ATTUNE_UPDATE_GOLDEN") && failed)
        test_write_file(FOLDER "slips.txt", str_printf(a, "%.*s\n", STR_ARGS(str_trim(builder_str(&out)))));
    else
        assert_int_equal(failed, 0);
    assert_true(slips > 200);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(each_slip_is_reported_at_its_place_and_nothing_else)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
