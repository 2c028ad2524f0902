// SPDX-License-Identifier: MIT
#include "match/world.h"

#include <stdio.h>

static void fail_with(arena *a, const char *what, const diagnostics *d, str xml)
{
    builder b = builder_new(a);
    for (size_t i = 0; i < d->items.count; i++)
        diagnostic_print(&d->items.items[i], false, &b);
    print_error("%s has errors:\n%s\n%.*s\n", what, builder_str(&b).data, STR_ARGS(xml));
    fail();
}

static diagnostics new_diagnostics(arena *a)
{
    diagnostics d;
    diagnostics_init(&d, a, 20);
    return d;
}

const ruleset *world_rules(arena *a, str xml)
{
    limits l = limits_default();
    diagnostics d = new_diagnostics(a);
    const source *s = source_from_bytes(a, STR("rules.xml"), xml);
    const ruleset *r = ruleset_load_source(a, s, STR_NONE, &l, &d);
    if (!r || d.errors)
        fail_with(a, "the rule set", &d, xml);
    return r;
}

const profile *world_client(arena *a, const ruleset *r, str xml)
{
    diagnostics d = new_diagnostics(a);
    const profile *client = client_from_source(a, r, source_from_bytes(a, STR("client.xml"), xml), &d);
    if (!client || d.errors)
        fail_with(a, "the client", &d, xml);
    return client;
}

static const xml_node *parse(arena *a, str xml, diagnostics *d)
{
    limits l = limits_default();
    const xml_node *root = xml_parse(a, source_from_bytes(a, STR("pool.xml"), xml), &l, d);
    if (!root)
        fail_with(a, "the document", d, xml);
    return root;
}

profile world_therapist(arena *a, const ruleset *r, str xml)
{
    diagnostics d = new_diagnostics(a);
    profile p;
    if (!profile_from_xml(a, r, &r->therapist, parse(a, xml, &d), true, &d, &p))
        fail_with(a, "the therapist", &d, xml);
    return p;
}

pool *world_pool(arena *a, const ruleset *r, str xml)
{
    diagnostics d = new_diagnostics(a);
    pool *p = pool_new(a, r);
    for (const xml_node *n = xml_first_element(parse(a, xml, &d)); n; n = xml_next_element(n)) {
        profile therapist;
        if (!profile_from_xml(a, r, &r->therapist, n, true, &d, &therapist) ||
            !pool_append(p, &therapist, &d))
            fail_with(a, "the pool", &d, xml);
    }
    pool_finish(p);
    return p;
}

world *world_of(arena *a, const ruleset *r, const profile *client, const pool *p)
{
    world *w = ARENA_NEW(a, world);
    *w = (world){.arena = a, .rules = r, .client = client, .pool = p, .today = {2026, 3, 1}};
    diagnostics_init(&w->found, a, 100);
    w->facts = pool_facts_make(a, r, p, (progress){0}, &w->found);
    w->plan = client_plan_make(a, r, client, w->today, &w->found);
    w->environment = environment_new(a, r, client, w->today);
    return w;
}

world *world_make(arena *a, const char *rules, const char *client, const char *therapists)
{
    const ruleset *r = world_rules(a, str_from(rules));
    return world_of(a, r, world_client(a, r, str_from(client)), world_pool(a, r, str_from(therapists)));
}

const evaluation *world_evaluate_row(world *w, uint32_t row)
{
    evaluation *v = ARENA_NEW(w->arena, evaluation);
    environment_set_row(w->environment, w->pool, row);
    reference_evaluate(w->environment, w->rules, client_plan_points(w->plan), w->arena, v);
    return v;
}

const evaluation *world_evaluate(world *w, const char *therapist)
{
    uint32_t row = pool_find(w->pool, str_from(therapist));
    assert_int_not_equal(row, NAME_MISSING);
    return world_evaluate_row(w, row);
}

ranking world_rank(world *w, rank_order order, unsigned threads, size_t top)
{
    rank_options options = {.order = order, .threads = threads, .top = top, .diagnostics = &w->found};
    ranking out;
    attune_status status = rank_pool(w->arena, w->rules, w->plan, w->pool, w->facts, &options, &out);
    assert_int_equal(status, out.ranked ? ATTUNE_OK : ATTUNE_EMPTY);
    return out;
}

uint32_t criterion_number(const world *w, const char *id)
{
    uint32_t number = ruleset_find_criterion(w->rules, str_from(id));
    assert_int_not_equal(number, NAME_MISSING);
    return number;
}

uint32_t flag_number(const world *w, const char *id)
{
    uint32_t number = ruleset_find_flag(w->rules, str_from(id));
    assert_int_not_equal(number, NAME_MISSING);
    return number;
}

void assert_same_scores(const pair_score *x, const pair_score *y, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        assert_int_equal(x[i].row, y[i].row);
        assert_int_equal(x[i].excluded, y[i].excluded);
        assert_int_equal(x[i].score, y[i].score);
        assert_int_equal(x[i].low, y[i].low);
        assert_int_equal(x[i].high, y[i].high);
        assert_int_equal(x[i].coverage, y[i].coverage);
    }
}

int64_t points(double p)
{
    return (int64_t)(p * MICRO + (p < 0 ? -0.5 : 0.5));
}
