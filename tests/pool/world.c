// SPDX-License-Identifier: MIT
// What the tests of profiles, pools and imports share.
#include "pool/world.h"

diagnostics *world_diagnostics(arena *a)
{
    diagnostics *d = ARENA_NEW(a, diagnostics);
    diagnostics_init(d, a, 200);
    d->show_data = true; // what is found in a client's document is compared, too
    return d;
}

str world_list(arena *a, const diagnostics *d)
{
    static const char *const SEVERITIES[] = {"error", "warning", "hint"};
    builder out = builder_new(a);
    for (size_t i = 0; i < d->items.count; i++) {
        const diagnostic *item = &d->items.items[i];
        place_view view = place_look(item->where, a);
        builder_addf(&out, "%u:%u %s %s: %.*s", (unsigned)view.line, (unsigned)view.column,
                     SEVERITIES[item->severity], code_describe(item->code)->name, STR_ARGS(item->message));
        if (item->help.length)
            builder_addf(&out, " | %.*s", STR_ARGS(item->help));
        builder_addc(&out, '\n');
    }
    return builder_str(&out);
}

const ruleset *world_rules(arena *a)
{
    diagnostics *d = world_diagnostics(a);
    limits l = limits_default();
    const ruleset *r = ruleset_load(a, DATA "rules.xml", STR_NONE, &l, d);
    assert_str_equal(world_list(a, d), "");
    assert_non_null(r);
    return r;
}

pool *world_pool(arena *a, const char *path, bool strict, diagnostics *d, bool *whole)
{
    pool *p = pool_new(a, world_rules(a));
    pool_options options = {.strict = strict};
    bool good = pool_read(p, path, &options, d);
    if (whole)
        *whole = good;
    pool_finish(p);
    return p;
}

pool *world_pool_of(arena *a, const char *name, const char *text, bool strict, diagnostics *d, bool *whole)
{
    const char *path = test_temp_path(a, name);
    test_write_file(path, str_from(text));
    return world_pool(a, path, strict, d, whole);
}

str world_dump(arena *a, const pool *p)
{
    builder out = builder_new(a);
    const ruleset *r = pool_ruleset(p);
    for (uint32_t row = 0; row < pool_count(p); row++) {
        for (uint32_t i = 0; i < r->therapist.count; i++)
            builder_addf(&out, "%.*s: %.*s\n", STR_ARGS(r->therapist.fields[i].name),
                         STR_ARGS(feel_value_source(a, pool_value(p, row, i, a))));
        for (uint32_t i = 0; i < r->signal_count; i++)
            builder_addf(&out, "%.*s = %d\n", STR_ARGS(r->signals[i].name), (int)pool_signal(p, row, i));
        size_t count;
        const text_match *m = pool_matches(p, row, &count);
        for (size_t i = 0; i < count; i++)
            builder_addf(&out, "match %u %u %u %zu-%zu %d: %.*s\n", m[i].signal, m[i].field, m[i].item,
                         m[i].start, m[i].end, (int)m[i].counts,
                         STR_ARGS(str_slice(pool_text(p, row, m[i].field, m[i].item), m[i].start, m[i].end)));
    }
    return builder_str(&out);
}

str world_value(arena *a, const pool *p, const char *id, const char *field_name)
{
    uint32_t row = pool_find(p, str_from(id));
    uint32_t number = ruleset_find_field(&pool_ruleset(p)->therapist, str_from(field_name));
    assert_int_not_equal(row, NAME_MISSING);
    assert_int_not_equal(number, NAME_MISSING);
    return feel_value_source(a, pool_value(p, row, number, a));
}
