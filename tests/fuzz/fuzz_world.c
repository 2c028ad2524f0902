// SPDX-License-Identifier: MIT
#include "fuzz/fuzz.h"

static const str TERMS[] = {{"stress", 6}, {"grief", 5}, {"anger", 5}, {"two words", 9}};
static const str LABELS[] = {{"managing stress", 15}, {"grief", 5}, {"getting angry", 13}, {"\"two\"", 5}};
static const feel_domain GOALS = {.name = {"goal", 4}, .terms = TERMS, .labels = LABELS, .count = 4};

typedef struct maker {
    arena *arena;
    VEC(feel_variable) variables;
    VEC(feel_value) values;
    VEC(feel_named_type) types;
} maker;

static const feel_type *basic(feel_kind kind)
{
    return feel_type_basic(kind);
}

static void add(maker *m, const char *name, const feel_type *type, feel_value value)
{
    *ARENA_PUSH(m->arena, &m->variables) = (feel_variable){str_from(name), type};
    *ARENA_PUSH(m->arena, &m->values) = value;
}

static void name_type(maker *m, const char *name, const feel_type *type)
{
    *ARENA_PUSH(m->arena, &m->types) = (feel_named_type){str_from(name), type};
}

static feel_value temporal(maker *m, feel_kind kind, const char *text)
{
    feel_value v = FEEL_NULL_VALUE;
    feel_parse_temporal(m->arena, kind, str_from(text), &v);
    return v;
}

static feel_value words(maker *m, const char *const *texts, size_t count)
{
    feel_value items[8];
    for (size_t i = 0; i < count && i < 8; i++)
        items[i] = texts[i] ? feel_string(str_from(texts[i])) : FEEL_NULL_VALUE;
    return feel_make_list(m->arena, items, count);
}

static void add_scalars(maker *m)
{
    add(m, "?", basic(FEEL_NUMBER), feel_integer(25));
    add(m, "n", basic(FEEL_NUMBER), feel_integer(7));
    add(m, "s", basic(FEEL_STRING), feel_string(STR("Kim \xc3\x84 \"\\ \xf0\x9f\x90\x8e")));
    add(m, "b", basic(FEEL_BOOLEAN), FEEL_TRUE_VALUE);
    add(m, "no", basic(FEEL_NUMBER), FEEL_NULL_VALUE);
    add(m, "any", basic(FEEL_ANY), feel_integer(-3));
    add(m, "none", basic(FEEL_NULL), FEEL_NULL_VALUE);
    add(m, "max fee", basic(FEEL_NUMBER), feel_integer(150));
    add(m, "d", basic(FEEL_DATE), temporal(m, FEEL_DATE, "2024-02-29"));
    add(m, "t", basic(FEEL_TIME), temporal(m, FEEL_TIME, "10:30:00.5"));
    add(m, "tz", basic(FEEL_TIME), temporal(m, FEEL_TIME, "23:59:59-05:00"));
    add(m, "tb", basic(FEEL_TIME), temporal(m, FEEL_TIME, "10:30:00@Europe/Berlin"));
    add(m, "dt", basic(FEEL_DATE_TIME), temporal(m, FEEL_DATE_TIME, "2026-03-29T02:30:00"));
    add(m, "dtz", basic(FEEL_DATE_TIME), temporal(m, FEEL_DATE_TIME, "2026-03-29T02:30:00Z"));
    add(m, "dtb", basic(FEEL_DATE_TIME), temporal(m, FEEL_DATE_TIME, "2026-10-25T02:30:00@Europe/Berlin"));
    add(m, "days", basic(FEEL_DAYS_DURATION), temporal(m, FEEL_DAYS_DURATION, "P1DT2H3M4.5S"));
    add(m, "months", basic(FEEL_MONTHS_DURATION), temporal(m, FEEL_MONTHS_DURATION, "-P1Y2M"));
}

static void add_lists(maker *m, const feel_type *goal)
{
    static const char *const GOAL_ITEMS[] = {"stress", "anger", NULL};
    static const char *const TEXTS[] = {"a", "bc", "", "A b"};
    arena *a = m->arena;
    feel_value numbers[] = {feel_integer(3), feel_integer(1), feel_integer(2), feel_integer(3)};
    feel_value nums = feel_make_list(a, numbers, 4);
    feel_value mixed[] = {feel_integer(1), feel_string(STR("x")),
                          FEEL_NULL_VALUE, nums,
                          FEEL_TRUE_VALUE, temporal(m, FEEL_DATE, "1970-01-01")};
    feel_value rows[] = {nums, feel_make_list(a, NULL, 0), nums};
    add(m, "nums", feel_type_list(a, basic(FEEL_NUMBER)), nums);
    add(m, "texts", feel_type_list(a, basic(FEEL_STRING)), words(m, TEXTS, 4));
    add(m, "goal", goal, feel_string(TERMS[1]));
    add(m, "goals", feel_type_list(a, goal), words(m, GOAL_ITEMS, 3));
    add(m, "mixed", basic(FEEL_LIST), feel_make_list(a, mixed, 6));
    add(m, "rows", feel_type_list(a, feel_type_list(a, basic(FEEL_NUMBER))), feel_make_list(a, rows, 3));
    add(m, "empty", basic(FEEL_LIST), feel_make_list(a, NULL, 0));
}

// A host's context gives number index; its "pets" are contexts of a host, too.
static feel_value get_pet(void *host, uint32_t index)
{
    return index ? feel_integer((int64_t)(uintptr_t)host) : feel_string(STR("Rex"));
}

static feel_value get_member(void *host, uint32_t index)
{
    return ((const feel_value *)host)[index];
}

static const feel_type *pet_type(maker *m)
{
    feel_member *members = ARENA_ARRAY(m->arena, feel_member, 2);
    members[0] = (feel_member){STR("name"), basic(FEEL_STRING)};
    members[1] = (feel_member){STR("age"), basic(FEEL_NUMBER)};
    return feel_type_context(m->arena, members, 2, false);
}

static void add_host(maker *m, const feel_type *goal)
{
    arena *a = m->arena;
    const feel_type *pet = pet_type(m);
    feel_member *members = ARENA_ARRAY(a, feel_member, 5);
    members[0] = (feel_member){STR("name"), basic(FEEL_STRING)};
    members[1] = (feel_member){STR("first pet"), pet};
    members[2] = (feel_member){STR("pets"), feel_type_list(a, pet)};
    members[3] = (feel_member){STR("goal"), goal};
    members[4] = (feel_member){STR("n"), basic(FEEL_NUMBER)};
    const feel_type *host = feel_type_context(a, members, 5, false);
    feel_value pets[] = {feel_host_context(a, pet, get_pet, (void *)3),
                         feel_host_context(a, pet, get_pet, (void *)12)};
    feel_value *values = ARENA_ARRAY(a, feel_value, 5);
    values[0] = feel_string(STR("Ann"));
    values[1] = pets[0];
    values[2] = feel_make_list(a, pets, 2);
    values[3] = feel_string(TERMS[3]);
    values[4] = FEEL_NULL_VALUE;
    add(m, "host", host, feel_host_context(a, host, get_member, values));
    name_type(m, "tPet", pet);
    name_type(m, "t pets", feel_type_list(a, pet));
    name_type(m, "goal", goal);
    name_type(m, "tAge", basic(FEEL_NUMBER));
}

static void add_contexts(maker *m)
{
    arena *a = m->arena;
    feel_entry inner[] = {{STR("x y"), feel_integer(5)}, {STR("z"), FEEL_NULL_VALUE}};
    feel_value inside = feel_make_context(a, inner, 2);
    feel_entry entries[] = {{STR("a"), feel_integer(1)},
                            {STR("in side"), inside},
                            {STR("list"), feel_make_list(a, &inside, 1)},
                            {STR("item"), feel_string(STR("it"))}};
    feel_member *inner_members = ARENA_ARRAY(a, feel_member, 2);
    inner_members[0] = (feel_member){STR("x y"), basic(FEEL_NUMBER)};
    inner_members[1] = (feel_member){STR("z"), basic(FEEL_STRING)};
    const feel_type *inner_type = feel_type_context(a, inner_members, 2, false);
    feel_member *members = ARENA_ARRAY(a, feel_member, 4);
    members[0] = (feel_member){STR("a"), basic(FEEL_NUMBER)};
    members[1] = (feel_member){STR("in side"), inner_type};
    members[2] = (feel_member){STR("list"), feel_type_list(a, inner_type)};
    members[3] = (feel_member){STR("item"), basic(FEEL_STRING)};
    feel_value value = feel_make_context(a, entries, 4);
    add(m, "ctx", feel_type_context(a, members, 4, false), value);
    add(m, "open", basic(FEEL_CONTEXT), value);
    name_type(m, "tCtx", feel_type_context(a, members, 4, true));
    feel_range *range = ARENA_NEW(a, feel_range);
    *range = (feel_range){feel_integer(1), feel_integer(10), true, false};
    add(m, "r", feel_type_range(a, basic(FEEL_NUMBER)), (feel_value){.kind = FEEL_RANGE, .as.range = range});
}

static void make(fuzz_world *w, arena *a)
{
    maker m = {.arena = a};
    const feel_type *goal = feel_type_enumeration(a, &GOALS);
    add_scalars(&m);
    add_lists(&m, goal);
    add_host(&m, goal);
    add_contexts(&m);
    w->scope = (feel_scope){m.variables.items, m.variables.count, m.types.items, m.types.count};
    w->values = m.values.items;
    w->now = *temporal(&m, FEEL_DATE_TIME, "2026-02-28T12:00:00+01:00").as.date_time;
    w->limits = limits_default();
    w->limits.expression_steps = 20000;
    w->limits.expression_memory = 1 << 20;
    w->limits.list_items = 1000;
    w->limits.pattern_steps = 1000;
}

typedef struct making {
    fuzz_world world;
    arena arena;
    bool done;
} making;

static void make_guarded(void *context)
{
    making *m = context;
    make(&m->world, &m->arena);
    m->done = true;
}

const fuzz_world *fuzz_world_get(void)
{
    static making m;
    static guard outermost;
    if (!m.done) {
        arena_init(&m.arena, NULL, &outermost, 0);
        guard_run(&outermost, make_guarded, &m);
    }
    return m.done ? &m.world : NULL;
}
