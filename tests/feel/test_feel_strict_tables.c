// SPDX-License-Identifier: MIT
// What the checker says of an expression before any evaluation, line by line: each tests/feel/strict/*.tsv
// holds lines of an expression, a tab and
//     type: T                                          it compiles, and is of the type T
//     error: CODE@offset+length: message [help]        it is refused; several problems with " ; " between
//     them
// An expression that is accepted is evaluated, too: its value is of its type, and no wrong type is met unless
// something in the expression is of a type that is not known before evaluation.
// Lines that start with "#" head a section; \n in an expectation is a line's end.
// ATTUNE_SHOW_TABLE=1 prints the lines with what came out in place of what was expected.
#include "feel_world.h"

#include "feel/evaluate/eval.h"
#include "feel/values/values.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_FILES = 64 };

static unsigned rows, failures;

static str escaped(arena *a, str reports)
{
    builder out = builder_new(a);
    for (size_t i = 0; i < reports.length; i++) {
        str rest = str_slice(reports, i, reports.length);
        if (reports.data[i] != '\n')
            builder_addc(&out, reports.data[i]);
        else
            builder_adds(&out, str_starts(rest, STR("\nallowed: ")) || str_starts(rest, STR("\ndid you"))
                                   ? "\\n"
                                   : " ; ");
    }
    return builder_str(&out);
}

static bool is_open(const feel_type *type)
{
    return type->kind == FEEL_ANY || type->kind == FEEL_NULL || (type->element && is_open(type->element));
}

static bool has_open_part(const node *n)
{
    for (size_t i = 0; i < n->count; i++)
        if (has_open_part(n->children[i]))
            return true;
    return is_open(n->type);
}

// What is wrong with the value of an accepted expression; empty where nothing is.
static str unsound(world *w, const feel_expression *e)
{
    w->reports = builder_new(w->arena);
    feel_value v = world_evaluate(w, e);
    const feel_type *type = feel_expression_type(e);
    if (!feel_is_null(v) && type->kind != FEEL_ANY && !feel_value_is(v, type))
        return str_printf(w->arena, "its value is %.*s", STR_ARGS(feel_value_source(w->arena, v)));
    str reports = builder_str(&w->reports);
    if (str_contains(reports, STR("wrong-type")) && !has_open_part(e->root))
        return str_printf(w->arena, "its evaluation says %.*s", STR_ARGS(reports));
    return STR_NONE;
}

static str what_comes_out(world *w, str expression)
{
    const feel_expression *e = world_compile(w, expression.data);
    if (!e)
        return str_printf(w->arena, "error: %.*s", STR_ARGS(escaped(w->arena, builder_str(&w->reports))));
    str wrong = unsound(w, e);
    return str_printf(w->arena, "type: %.*s%s%.*s",
                      STR_ARGS(feel_type_name(w->arena, feel_expression_type(e))), wrong.length ? "; " : "",
                      STR_ARGS(wrong));
}

// Named types, and a variable for each kind of value that the world has none of.
static world strict_world(arena *a)
{
    static const char *const MORE[][3] = {
        {"flag", "boolean", "true"},
        {"clock", "time", "@\"10:30:00\""},
        {"moment", "date and time", "@\"2026-01-01T10:30:00Z\""},
        {"span", "days and time duration", "@\"P2DT3H\""},
        {"years", "years and months duration", "@\"P1Y6M\""},
        {"matrix", "list<list<number>>", "[[1, 2], [3]]"},
        {"fees", "range<number>", "[80..120]"},
        {"visit", "context<day: date, notes: list<string>>", "{day: @\"2026-02-10\", notes: [\"a\"]}"},
    };
    enum { COUNT = sizeof MORE / sizeof *MORE };
    world w = world_new(a);
    feel_options options = {.limits = &w.limits};
    feel_named_type *types = ARENA_ARRAY(a, feel_named_type, 2);
    types[0] = (feel_named_type){STR("goal"), w.scope.variables[0].type->members[1].type};
    types[1] = (feel_named_type){STR("price list"), feel_type_list(a, feel_type_basic(FEEL_NUMBER))};
    feel_variable *variables = ARENA_ARRAY(a, feel_variable, w.scope.count + COUNT);
    memcpy(variables, w.scope.variables, w.scope.count * sizeof *variables);
    for (size_t i = 0; i < COUNT; i++) {
        const feel_type *type = feel_parse_type(a, str_from(MORE[i][1]), NULL, &options);
        variables[w.scope.count + i] = (feel_variable){str_from(MORE[i][0]), type};
        w.values[w.scope.count + i] = world_value(&w, MORE[i][2]);
    }
    w.scope =
        (feel_scope){.variables = variables, .count = w.scope.count + COUNT, .types = types, .type_count = 2};
    return w;
}

typedef struct row {
    str line;
    const char *file;
    size_t number;
} row;

static void check_row(arena *a, void *context)
{
    const row *r = context;
    world w = strict_world(a);
    str rest = r->line;
    str text = test_next_piece(&rest, '\t');
    str expression = str_printf(a, "%.*s", STR_ARGS(text)); // ends with a NUL
    str found = what_comes_out(&w, expression);
    rows++;
    if (getenv("ATTUNE_SHOW_TABLE"))
        printf("%.*s\t%.*s\n", STR_ARGS(expression), STR_ARGS(found));
    if (str_equal(found, rest))
        return;
    failures++;
    if (!getenv("ATTUNE_SHOW_TABLE"))
        print_message("%s:%zu: %.*s\n  expected %.*s\n  found    %.*s\n", r->file, r->number,
                      STR_ARGS(expression), STR_ARGS(rest), STR_ARGS(found));
}

static void check_file(arena *a, const char *path)
{
    const source *s = source_load(a, path, 1 << 20);
    assert_non_null(s);
    str rest = s->bytes;
    for (size_t number = 1; rest.length; number++) {
        row r = {test_next_piece(&rest, '\n'), path, number};
        if (getenv("ATTUNE_SHOW_TABLE") && (!r.line.length || r.line.data[0] == '#'))
            printf("%.*s\n", STR_ARGS(r.line));
        if (r.line.length && r.line.data[0] != '#')
            assert_int_equal(run_in_arena(NULL, 0, check_row, &r), ATTUNE_OK);
    }
}

static int by_name(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

ARENA_TEST(expressions_are_typed_or_refused_as_the_tables_say)
{
    const char *source = getenv("ATTUNE_SOURCE_DIR");
    const char *folder = str_printf(a, "%s/tests/feel/strict", source ? source : ".").data;
    const char *files[MOST_FILES];
    size_t count = 0;
    DIR *d = opendir(folder);
    assert_non_null(d);
    for (struct dirent *entry; (entry = readdir(d)) && count < MOST_FILES;)
        if (strstr(entry->d_name, ".tsv"))
            files[count++] = str_printf(a, "%s/%s", folder, entry->d_name).data;
    closedir(d);
    qsort(files, count, sizeof *files, by_name);
    for (size_t i = 0; i < count; i++)
        check_file(a, files[i]);
    print_message("%u lines, %u not as expected\n", rows, failures);
    assert_int_equal(failures, 0);
}

static const char *const LEAVES[] = {"1",
                                     "2",
                                     "-1",
                                     "\"a\"",
                                     "\"grief\"",
                                     "true",
                                     "null",
                                     "[]",
                                     "today",
                                     "clock",
                                     "moment",
                                     "span",
                                     "years",
                                     "flag",
                                     "any",
                                     "client.age",
                                     "client.goal",
                                     "client.goals",
                                     "client.name",
                                     "client.likes",
                                     "client.since",
                                     "client.encounters",
                                     "client.encounters.felt",
                                     "client.encounters[1]",
                                     "matrix",
                                     "fees",
                                     "visit",
                                     "therapist.fee",
                                     "[1, 2]",
                                     "[\"a\", null]",
                                     "{a: 1, b c: \"x\"}",
                                     "@\"P1D\"",
                                     "@\"2026-01-02\"",
                                     "[1..3]"};
static const char *const FORMS[] = {"($ + $)",
                                    "($ - $)",
                                    "($ * $)",
                                    "($ / $)",
                                    "($ ** $)",
                                    "(-$)",
                                    "($ = $)",
                                    "($ < $)",
                                    "($ and $)",
                                    "($ or $)",
                                    "(if $ then $ else $)",
                                    "(for i in $ return $)",
                                    "(for i in $ return i)",
                                    "(for i in $ return (i + $))",
                                    "(for i in $ return if i = $ then $ else partial[-1])",
                                    "(for i in $ return (sum(partial) + $))",
                                    "(some i in $ satisfies $)",
                                    "(every i in $ satisfies (i = $))",
                                    "$[1]",
                                    "$[$]",
                                    "$[item = $]",
                                    "$[felt > $]",
                                    "[$, $]",
                                    "[$..$]",
                                    "(< $)",
                                    "($ in ($, < $))",
                                    "($ in $)",
                                    "($ between $ and $)",
                                    "{k: $, b: $}",
                                    "$.a",
                                    "$.felt",
                                    "$.year",
                                    "$.start",
                                    "($ instance of list<number>)",
                                    "($ instance of goal)",
                                    "not($)",
                                    "count($)",
                                    "sum($)",
                                    "max($, $)",
                                    "min($)",
                                    "mean($)",
                                    "median($)",
                                    "mode($)",
                                    "abs($)",
                                    "append($, $)",
                                    "concatenate($, $)",
                                    "union($, $)",
                                    "flatten($)",
                                    "sort($)",
                                    "sort($, function(x, y) x < y)",
                                    "list replace($, 1, $)",
                                    "list replace($, function(i, n) i = $, $)",
                                    "reverse($)",
                                    "sublist($, 1)",
                                    "remove($, 1)",
                                    "index of($, $)",
                                    "list contains($, $)",
                                    "distinct values($)",
                                    "insert before($, 1, $)",
                                    "get value($, \"a\")",
                                    "get entries($)",
                                    "context put($, \"a\", $)",
                                    "context merge([$, $])",
                                    "string($)",
                                    "string join($, \",\")",
                                    "substring($, 1)",
                                    "upper case($)",
                                    "split($, \" \")",
                                    "(function(x) (x + $))($)",
                                    "(function(x: number) x)($)",
                                    "(function(l: list<number>) l[1])($)",
                                    "{f: function(x) [x, $], r: f($)}.r",
                                    "date($)",
                                    "duration($)",
                                    "before($, $)",
                                    "is($, $)",
                                    "all($)",
                                    "any($)",
                                    "string length($)",
                                    "contains($, $)",
                                    "years and months duration($, $)",
                                    "day of week($)",
                                    "number($)",
                                    "product($)",
                                    "stddev($)"};

// An expression of leaves in forms; $ in a form is a part.
static void add_random(builder *out, uint64_t *seed, int depth)
{
    if (depth == 0 || test_random(seed) % 4 == 0) {
        builder_adds(out, LEAVES[test_random(seed) % (sizeof LEAVES / sizeof *LEAVES)]);
        return;
    }
    const char *form = FORMS[test_random(seed) % (sizeof FORMS / sizeof *FORMS)];
    for (; *form; form++) {
        if (*form == '$')
            add_random(out, seed, depth - 1);
        else
            builder_addc(out, *form);
    }
}

typedef struct trial {
    uint64_t seed;
    unsigned accepted;
} trial;

static void one_trial(arena *a, void *context)
{
    trial *t = context;
    world w = strict_world(a);
    builder text = builder_new(a);
    add_random(&text, &t->seed, 1 + (int)(test_random(&t->seed) % 3));
    for (int lenient = 0; lenient < 2; lenient++) {
        w.lenient = lenient;
        const feel_expression *e = world_compile(&w, builder_str(&text).data);
        assert_true(e || !lenient);
        if (!e)
            continue;
        t->accepted += !lenient;
        str wrong = unsound(&w, e);
        bool only_said = str_contains(wrong, STR("its evaluation says"));
        if (getenv("ATTUNE_TRIALS") && wrong.length && !(lenient && only_said))
            print_message("%s is %.*s; %.*s\n", builder_str(&text).data,
                          STR_ARGS(feel_type_name(a, feel_expression_type(e))), STR_ARGS(wrong));
        else if (wrong.length && !(lenient && only_said))
            fail_msg("%s is %.*s; %.*s", builder_str(&text).data,
                     STR_ARGS(feel_type_name(a, feel_expression_type(e))), STR_ARGS(wrong));
    }
}

static void values_are_of_the_type_that_was_found(void **state)
{
    (void)state;
    const char *more = getenv("ATTUNE_TRIALS");
    const char *seed = getenv("ATTUNE_SEED");
    long trials = more ? atol(more) : 6000;
    trial t = {.seed = seed ? (uint64_t)atol(seed) : 7};
    for (long i = 0; i < trials; i++)
        assert_int_equal(run_in_arena(NULL, 0, one_trial, &t), ATTUNE_OK);
    print_message("%u of %ld random expressions were accepted\n", t.accepted, trials);
    assert_true(t.accepted > (unsigned long)trials / 10);
}

static void one_pair(arena *a, void *context)
{
    world w = strict_world(a);
    const char *text = ((const str *)context)->data;
    bool accepted = world_compile(&w, text) != NULL;
    w.lenient = true;
    w.reports = builder_new(a);
    const feel_expression *e = world_compile(&w, text);
    feel_value v = world_evaluate(&w, e);
    if (feel_is_null(v) == accepted)
        fail_msg("%s is %s, and comes to %.*s (%.*s)", text, accepted ? "accepted" : "refused",
                 STR_ARGS(feel_value_source(a, v)), STR_ARGS(builder_str(&w.reports)));
}

// What is refused is null whatever the values are, and what is accepted is not.
ARENA_TEST(every_pair_of_kinds_is_refused_where_it_gives_an_error_and_nowhere_else)
{
    static const char *const OF_KINDS[] = {"flag",         "therapist.fee", "client.name", "today",
                                           "clock",        "moment",        "span",        "years",
                                           "client.likes", "visit",         "fees",        "count"};
    static const char *const OPERATORS[] = {"+", "-", "*", "/", "**", "=", "!=", "<", ">="};
    enum { KINDS = sizeof OF_KINDS / sizeof *OF_KINDS };
    for (size_t op = 0; op < sizeof OPERATORS / sizeof *OPERATORS; op++)
        for (size_t i = 0; i < (size_t)KINDS * KINDS; i++) {
            str text = str_printf(a, "%s %s %s", OF_KINDS[i / KINDS], OPERATORS[op], OF_KINDS[i % KINDS]);
            assert_int_equal(run_in_arena(NULL, 0, one_pair, &text), ATTUNE_OK);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_pair_of_kinds_is_refused_where_it_gives_an_error_and_nowhere_else),
        cmocka_unit_test(values_are_of_the_type_that_was_found),
        cmocka_unit_test(expressions_are_typed_or_refused_as_the_tables_say),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
