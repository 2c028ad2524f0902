// SPDX-License-Identifier: MIT
#include "feel_world.h"

static const str TERMS[] = {{"stress_management", 17}, {"confidence", 10}, {"grief", 5}, {"anxiety", 7}};
static const str LABELS[] = {{"managing stress", 15}, {"confidence", 10}, {"grief", 5}, {"anxiety", 7}};

static feel_value texts(arena *a, const char *const *words, size_t count)
{
    feel_value *items = ARENA_ARRAY(a, feel_value, count);
    for (size_t i = 0; i < count; i++)
        items[i] = feel_string(str_from(words[i]));
    return feel_make_list(a, items, count);
}

static feel_value day(const char *text)
{
    feel_value v = {.kind = FEEL_DATE};
    assert_true(feel_parse_date(str_from(text), &v.as.date));
    return v;
}

static feel_value encounter(arena *a, const char *therapist, int felt, const char *when)
{
    feel_entry entries[] = {{STR("therapist"), feel_string(str_from(therapist))},
                            {STR("felt"), feel_integer(felt)},
                            {STR("when"), day(when)}};
    return feel_make_context(a, entries, 3);
}

static void add_client(world *w, feel_variable *variable, const feel_type *goal)
{
    arena *a = w->arena;
    const feel_type *string = feel_type_basic(FEEL_STRING);
    const feel_type *number = feel_type_basic(FEEL_NUMBER);
    const feel_type *date = feel_type_basic(FEEL_DATE);
    static feel_member encounter_members[3];
    encounter_members[0] = (feel_member){STR("therapist"), string};
    encounter_members[1] = (feel_member){STR("felt"), number};
    encounter_members[2] = (feel_member){STR("when"), date};
    feel_member *m = ARENA_ARRAY(a, feel_member, 7);
    m[0] = (feel_member){STR("goals"), feel_type_list(a, goal)};
    m[1] = (feel_member){STR("goal"), goal};
    m[2] = (feel_member){STR("age"), number};
    m[3] = (feel_member){STR("name"), string};
    m[4] = (feel_member){STR("since"), date};
    m[5] = (feel_member){STR("likes"), feel_type_list(a, string)};
    m[6] = (feel_member){STR("encounters"),
                         feel_type_list(a, feel_type_context(a, encounter_members, 3, false))};
    *variable = (feel_variable){STR("client"), feel_type_context(a, m, 7, false)};
    const char *const goals[] = {"stress_management", "confidence"};
    const char *const likes[] = {"walks", "music"};
    feel_value met[] = {encounter(a, "anna", 4, "2026-01-05"), encounter(a, "ben", 2, "2026-02-10")};
    feel_entry entries[] = {{STR("goals"), texts(a, goals, 2)},
                            {STR("goal"), feel_string(STR("confidence"))},
                            {STR("age"), FEEL_NULL_VALUE},
                            {STR("name"), feel_string(STR("Kim"))},
                            {STR("since"), day("2025-12-31")},
                            {STR("likes"), texts(a, likes, 2)},
                            {STR("encounters"), feel_make_list(a, met, 2)}};
    w->values[0] = feel_make_context(a, entries, 7);
}

static void add_therapist(world *w, feel_variable *variable, const feel_type *goal)
{
    arena *a = w->arena;
    feel_member *m = ARENA_ARRAY(a, feel_member, 2);
    m[0] = (feel_member){STR("focus"), feel_type_list(a, goal)};
    m[1] = (feel_member){STR("fee"), feel_type_basic(FEEL_NUMBER)};
    *variable = (feel_variable){STR("therapist"), feel_type_context(a, m, 2, false)};
    const char *const focus[] = {"confidence", "grief"};
    feel_entry entries[] = {{STR("focus"), texts(a, focus, 2)}, {STR("fee"), feel_integer(120)}};
    w->values[1] = feel_make_context(a, entries, 2);
}

world world_new(arena *a)
{
    world w = {.arena = a, .limits = limits_default(), .reports = builder_new(a)};
    feel_domain *domain = ARENA_NEW(a, feel_domain);
    *domain = (feel_domain){.name = STR("goal"), .terms = TERMS, .labels = LABELS, .count = 4};
    const feel_type *goal = feel_type_enumeration(a, domain);
    feel_variable *v = ARENA_ARRAY(a, feel_variable, 6);
    add_client(&w, &v[0], goal);
    add_therapist(&w, &v[1], goal);
    v[2] = (feel_variable){STR("today"), feel_type_basic(FEEL_DATE)};
    w.values[2] = day("2026-03-01");
    v[3] = (feel_variable){STR("any"), feel_type_basic(FEEL_ANY)};
    w.values[3] = feel_integer(7);
    v[4] = (feel_variable){STR("max fee"), feel_type_basic(FEEL_NUMBER)};
    w.values[4] = feel_integer(150);
    v[5] = (feel_variable){STR("?"), feel_type_basic(FEEL_NUMBER)};
    w.values[5] = feel_integer(25);
    w.scope = (feel_scope){.variables = v, .count = 6};
    return w;
}

void world_note(void *user, const feel_problem *p)
{
    world *w = user;
    builder_addf(&w->reports, "%s%s @%zu+%zu: %.*s", w->report_count ? "\n" : "",
                 (const char *[]){
#define CODE(identifier, name, severity, status, meaning) name,
                     ATTUNE_CODES(CODE)
#undef CODE
                 }[p->code],
                 p->offset, p->length, STR_ARGS(p->message));
    if (p->help.length)
        builder_addf(&w->reports, " [%.*s]", STR_ARGS(p->help));
    w->report_count++;
}

static feel_value value_of(void *host, uint32_t slot)
{
    return ((world *)host)->values[slot];
}

const feel_expression *world_compile(world *w, const char *text)
{
    w->reports = builder_new(w->arena);
    w->report_count = 0;
    feel_options options = {.limits = &w->limits,
                            .lenient = w->lenient,
                            .unary_tests = w->unary_tests,
                            .unknown_nulls = w->unknown_nulls,
                            .report = world_note,
                            .report_user = w};
    feel_scope *scope = ARENA_NEW(w->arena, feel_scope);
    *scope = w->scope;
    return feel_compile(w->arena, str_from(text), scope, &options);
}

feel_value world_evaluate(world *w, const feel_expression *e)
{
    feel_run r = {.arena = w->arena,
                  .limits = &w->limits,
                  .variable = value_of,
                  .host = w,
                  .report = world_note,
                  .report_user = w};
    feel_value v = feel_evaluate(e, &r);
    w->stopped = r.stopped;
    return v;
}

feel_value world_value(world *w, const char *text)
{
    const feel_expression *e = world_compile(w, text);
    if (!e)
        fail_msg("%s does not compile: %.*s", text, STR_ARGS(builder_str(&w->reports)));
    return world_evaluate(w, e);
}

void assert_feel_at(world *w, const char *text, const char *source, const char *file, int line)
{
    str value = feel_value_source(w->arena, world_value(w, text));
    if (!str_equals(value, source)) {
        print_message("%s\n  gave %.*s\n%.*s\n", text, STR_ARGS(value), STR_ARGS(builder_str(&w->reports)));
        _assert_true(0, source, file, line);
    }
}

void assert_refused_at(world *w, const char *text, const char *reports, const char *file, int line)
{
    const feel_expression *e = world_compile(w, text);
    str found = builder_str(&w->reports);
    if (e || !str_equals(found, reports)) {
        print_message("%s %s\n  reported: %.*s\n  expected: %s\n", text, e ? "compiles" : "is refused",
                      STR_ARGS(found), reports);
        _assert_true(0, "the reports", file, line);
    }
}

void assert_type_at(world *w, const char *text, const char *name, const char *file, int line)
{
    const feel_expression *e = world_compile(w, text);
    str found = e ? feel_type_name(w->arena, feel_expression_type(e)) : STR("refused");
    if (!str_equals(found, name)) {
        print_message("%s\n  has the type %.*s, not %s\n", text, STR_ARGS(found), name);
        _assert_true(0, name, file, line);
    }
}
