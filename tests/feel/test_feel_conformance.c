// SPDX-License-Identifier: MIT
// The expressions of the DMN conformance suite (DMN TCK working group), where they are at hand: what part of
// them comes to the value, or to null with a diagnostic, that the suite expects. Also: an expression printed
// and parsed again comes to the same value.
#include "support/support.h"

#include "base/source.h"
#include "document/json.h"
#include "feel/feel.h"
#include "feel/values/temporal.h"
#include "feel/values/values.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#ifndef ATTUNE_SOURCE_DIR
#define ATTUNE_SOURCE_DIR "."
#endif

enum { AREAS = 3, MOST_INPUTS = 32 };
static const char *const AREA_NAMES[AREAS] = {"core", "function", "temporal"};

typedef struct tally {
    unsigned values, values_met; // cases that expect a value
    unsigned errors, errors_met; // cases that expect null and a diagnostic
    unsigned nulls, nulls_met;   // cases that expect null alone
} tally;

static tally tallies[AREAS];
static tally declared; // of these, the cases with types that this test declares
static unsigned reprinted, reprinted_same;

// Types of the suite's DMN models, which the file of cases does not bring along, as the cases show them.
static const char *const MODEL_TYPES[][2] = {
    {"t255", "number"},
    {"tNumberList", "list<number>"},
    {"tAnyList", "list<Any>"},
    {"t_context_013", "context<a: string, b: string>"},
};
enum { MODEL_TYPE_COUNT = sizeof MODEL_TYPES / sizeof *MODEL_TYPES };

typedef struct outcome {
    feel_value value;
    bool reported;
    bool compiled;
    str source; // printed again
} outcome;

static void note_report(void *user, const feel_problem *problem)
{
    outcome *o = user;
    o->reported = true;
    if (getenv("ATTUNE_SHOW_REPORTS"))
        fprintf(stderr, "    %.*s (%zu+%zu)\n", STR_ARGS(problem->message), problem->offset, problem->length);
}

static feel_value input_value(void *host, uint32_t slot)
{
    return ((const feel_value *)host)[slot];
}

static feel_value from_json(arena *a, const json_value *j);

static feel_value scalar_from_json(arena *a, str type, str text)
{
    feel_value v = FEEL_NULL_VALUE;
    if (str_equals(type, "decimal")) {
        decimal d;
        assert_true(decimal_parse(text, &d));
        return feel_number(d);
    }
    if (str_equals(type, "boolean"))
        return feel_boolean(str_equals(text, "true"));
    if (str_equals(type, "string"))
        return feel_string(text);
    if (!parse_temporal(a, text, &v))
        fail_msg("the case's value \"%.*s\" is not understood", STR_ARGS(text));
    return v;
}

static feel_value from_json(arena *a, const json_value *j)
{
    if (!j || j->kind != JSON_OBJECT)
        return FEEL_NULL_VALUE;
    const json_value *list = json_member(j, STR("list"));
    const json_value *context = json_member(j, STR("ctx"));
    if (list) {
        feel_value *items = ARENA_ARRAY(a, feel_value, list->count);
        size_t count = 0;
        for (const json_value *item = list->first_child; item; item = item->next)
            items[count++] = from_json(a, item);
        return feel_make_list(a, items, count);
    }
    if (context) {
        feel_entry *entries = ARENA_ARRAY(a, feel_entry, context->count);
        size_t count = 0;
        for (const json_value *item = context->first_child; item; item = item->next)
            entries[count++] = (feel_entry){item->name, from_json(a, item)};
        return feel_make_context(a, entries, count);
    }
    return scalar_from_json(a, json_member(j, STR("t"))->text, json_member(j, STR("v"))->text);
}

static bool same(arena *a, feel_value x, feel_value y);

static bool same_numbers(decimal x, decimal y)
{
    decimal tolerance;
    decimal difference = decimal_subtract(x, y);
    decimal_parse(STR("1e-8"), &tolerance);
    if (decimal_compare(difference, decimal_from_int(0)) < 0)
        difference = decimal_negate(difference);
    return decimal_compare(difference, tolerance) <= 0;
}

static bool same_contexts(arena *a, const feel_context *x, const feel_context *y)
{
    if (x->count != y->count)
        return false;
    for (size_t i = 0; i < x->count; i++)
        if (!same(a, x->entries[i].value, feel_context_get(y, x->entries[i].name)))
            return false;
    return true;
}

static bool same(arena *a, feel_value x, feel_value y)
{
    if (x.kind != y.kind)
        return false;
    if (x.kind == FEEL_NUMBER)
        return same_numbers(x.as.number, y.as.number);
    if (x.kind == FEEL_CONTEXT)
        return same_contexts(a, x.as.context, y.as.context);
    if (x.kind == FEEL_FUNCTION)
        return true; // two of one source
    value_walk walk = value_walk_default();
    if (x.kind != FEEL_LIST)
        return feel_is_true(value_equal(&walk, x, y)) &&
               str_equal(feel_value_source(a, x), feel_value_source(a, y));
    if (x.as.list->count != y.as.list->count)
        return false;
    for (size_t i = 0; i < x.as.list->count; i++)
        if (!same(a, x.as.list->items[i], y.as.list->items[i]))
            return false;
    return true;
}

static bool has_model_type(str expression)
{
    for (size_t i = 0; i < MODEL_TYPE_COUNT; i++)
        if (str_contains(expression, str_from(MODEL_TYPES[i][0])))
            return true;
    return false;
}

static const feel_named_type *model_types(arena *a)
{
    limits l = limits_default();
    feel_options options = {.limits = &l};
    feel_named_type *types = ARENA_ARRAY(a, feel_named_type, MODEL_TYPE_COUNT);
    for (size_t i = 0; i < MODEL_TYPE_COUNT; i++) {
        types[i].name = str_from(MODEL_TYPES[i][0]);
        types[i].type = feel_parse_type(a, str_from(MODEL_TYPES[i][1]), NULL, &options);
        assert_non_null(types[i].type);
    }
    return types;
}

static outcome run_case(arena *a, str text, const feel_scope *scope, feel_value *inputs)
{
    limits l = limits_default();
    outcome o = {.value = FEEL_NULL_VALUE};
    feel_options options = {.limits = &l, .lenient = true, .report = note_report, .report_user = &o};
    const feel_expression *e = feel_compile(a, text, scope, &options);
    if (!e)
        return o;
    feel_date_time now = {.date = {.year = 2026, .month = 3, .day = 1}, .clock = {.hour = 12, .zoned = true}};
    feel_run run = {.arena = a,
                    .limits = &l,
                    .variable = input_value,
                    .host = inputs,
                    .report = note_report,
                    .report_user = &o,
                    .now = &now};
    o.compiled = true;
    o.value = feel_evaluate(e, &run);
    o.source = feel_expression_source(a, e);
    return o;
}

static void count_case(tally *t, feel_value expected, bool error, bool met)
{
    unsigned *all = expected.kind != FEEL_NULL ? &t->values : (error ? &t->errors : &t->nulls);
    unsigned *good = expected.kind != FEEL_NULL ? &t->values_met : (error ? &t->errors_met : &t->nulls_met);
    ++*all;
    *good += met;
}

static void check_reprint(arena *a, str expression, const outcome *o, const feel_scope *scope,
                          feel_value *inputs)
{
    if (!o->compiled)
        return;
    outcome again = run_case(a, o->source, scope, inputs);
    bool equal = again.compiled && same(a, o->value, again.value);
    reprinted++;
    reprinted_same += equal;
    if (!equal)
        print_message("printed as another expression: %.*s  ->  %.*s\n", STR_ARGS(expression),
                      STR_ARGS(o->source));
}

static bool one_case(void *user, const json_value *j)
{
    arena *a = user;
    arena_mark mark = arena_get_mark(a);
    (void)mark;
    feel_variable variables[MOST_INPUTS];
    feel_value inputs[MOST_INPUTS];
    size_t count = 0;
    for (const json_value *i = json_member(j, STR("inputs"))->first_child; i && count < MOST_INPUTS;
         i = i->next) {
        inputs[count] = from_json(a, i);
        variables[count] = (feel_variable){i->name, feel_value_type(a, inputs[count])};
        count++;
    }
    str expression = json_member(j, STR("expr"))->text;
    feel_scope scope = {.variables = variables, .count = count};
    if (has_model_type(expression)) {
        scope.types = model_types(a);
        scope.type_count = MODEL_TYPE_COUNT;
    }
    feel_value expected = from_json(a, json_member(j, STR("expected")));
    bool error = json_member(j, STR("error"))->kind == JSON_TRUE;
    outcome o = run_case(a, expression, &scope, inputs);
    bool met = same(a, expected, o.value) && (!error || o.reported);
    str area = json_member(j, STR("area"))->text;
    for (size_t i = 0; i < AREAS; i++)
        if (str_equals(area, AREA_NAMES[i]))
            count_case(&tallies[i], expected, error, met);
    if (has_model_type(expression))
        count_case(&declared, expected, error, met);
    if (!met && getenv("ATTUNE_SHOW_CASES"))
        print_message("%.*s  %.*s\n    expected %.*s%s, got %.*s%s\n",
                      STR_ARGS(json_member(j, STR("suite"))->text), STR_ARGS(expression),
                      STR_ARGS(feel_value_source(a, expected)), error ? " and a report" : "",
                      STR_ARGS(feel_value_source(a, o.value)), o.reported ? " (reported)" : "");
    check_reprint(a, expression, &o, &scope, inputs);
    return true;
}

static double share(unsigned part, unsigned all)
{
    return all ? 100.0 * part / all : 100.0;
}

static void print_tally(const char *name, const tally *t)
{
    print_message("%-8s  %u of %u values (%.1f %%), %u of %u errors (%.1f %%), %u of %u plain nulls\n", name,
                  t->values_met, t->values, share(t->values_met, t->values), t->errors_met, t->errors,
                  share(t->errors_met, t->errors), t->nulls_met, t->nulls);
}

static void add_tally(tally *sum, const tally *t)
{
    sum->values += t->values;
    sum->values_met += t->values_met;
    sum->errors += t->errors;
    sum->errors_met += t->errors_met;
    sum->nulls += t->nulls;
    sum->nulls_met += t->nulls_met;
}

static void conforms_to_the_suite_in(arena *a)
{
    const char *folder = getenv("ATTUNE_SHARED_DATA");
    str path = str_printf(a, "%s/feel/cases.jsonl", folder ? folder : ATTUNE_SOURCE_DIR "/../shared/data");
    if (!test_file_exists(path.data)) {
        print_message("skipped: %s is not there\n", path.data);
        skip();
    }
    limits l = limits_default();
    diagnostics d;
    diagnostics_init(&d, a, 10);
    arena records;
    arena_init(&records, NULL, a->guard, 0);
    json_lines_handler handler = {.record = one_case, .user = &records};
    assert_true(json_lines(a, &records, path.data, &l, &d, &handler));
    arena_free(&records);
    tally all = {0};
    for (size_t i = 0; i < AREAS; i++) {
        print_tally(AREA_NAMES[i], &tallies[i]);
        add_tally(&all, &tallies[i]);
    }
    print_tally("all", &all);
    print_message("of these, with types that this test declares: %u of %u values, %u of %u errors\n",
                  declared.values_met, declared.values, declared.errors_met, declared.errors);
    print_message("printed and parsed again: %u of %u the same\n", reprinted_same, reprinted);
    assert_true(share(all.values_met, all.values) >= 99.0);
    assert_true(share(all.errors_met, all.errors) >= 97.0);
    assert_int_equal(reprinted_same, reprinted);
}

static void conforms_to_the_suite(void **state)
{
    (void)state;
    run_arena_test(conforms_to_the_suite_in);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(conforms_to_the_suite)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
