// SPDX-License-Identifier: MIT
// Missing: what a condition asked for and found empty, with the names and questions that people know it by.
#include "explain/explaining.h"

static missing_item field_item(const side *s, const char *prefix, uint32_t index, arena *out)
{
    const field *f = &s->fields[index];
    return (missing_item){
        .name = str_printf(out, "%s.%.*s", prefix, STR_ARGS(f->name)),
        .label = f->label.length ? f->label : explain_plain_name(f->name, out),
        .ask = f->ask,
    };
}

static missing_item encounter_item(const ruleset *r, uint32_t index, arena *out)
{
    if (index == NAME_MISSING)
        return (missing_item){.name = STR("encounter"), .label = STR("encounter")};
    const field *f = &r->client.fields[index];
    return (missing_item){
        .name = f->as,
        .label = f->label.length ? f->label : explain_plain_name(f->as, out),
        .ask = f->ask,
    };
}

static missing_item signal_item(environment *e, const ruleset *r, uint32_t index, arena *out)
{
    const signal_info *s = &r->signals[index];
    return (missing_item){
        .name = str_printf(out, "signals.%.*s", STR_ARGS(s->name)),
        .label = explain_title(e, &s->title, s->name, STR_NONE, out),
    };
}

static missing_item item_of(environment *e, const ruleset *r, missing m, arena *out)
{
    switch (m.kind) {
    case MISSING_CLIENT_FIELD:
        return field_item(&r->client, "client", m.index, out);
    case MISSING_THERAPIST_FIELD:
        return field_item(&r->therapist, "therapist", m.index, out);
    case MISSING_SIGNAL:
        return signal_item(e, r, m.index, out);
    case MISSING_ENCOUNTER:
        break;
    }
    return encounter_item(r, m.index, out);
}

const missing_item *explain_missing(const explaining *x, const expression *condition, size_t *count)
{
    arena_mark mark = arena_get_mark(x->scratch);
    const missing *found = environment_missing(x->environment, condition, x->scratch, count);
    missing_item *items = ARENA_ARRAY(x->out, missing_item, *count);
    for (size_t i = 0; i < *count; i++) {
        items[i] = item_of(x->environment, x->rules, found[i], x->out);
        if (found[i].kind == MISSING_THERAPIST_FIELD)
            x->fields_missing[found[i].index] = true;
    }
    arena_rewind(x->scratch, mark);
    return items;
}

// ---- the client's side

typedef struct client_missing {
    arena *out, *scratch;
    const ruleset *rules;
    environment *environment;
    bool *seen; // by client field
    VEC(missing_item) items;
} client_missing;

static void look_through(client_missing *c, const expression *x)
{
    size_t count;
    if (!x->feel)
        return;
    arena_mark mark = arena_get_mark(c->scratch);
    const missing *found = environment_missing(c->environment, x, c->scratch, &count);
    for (size_t i = 0; i < count; i++) {
        if (found[i].kind != MISSING_CLIENT_FIELD || c->seen[found[i].index])
            continue;
        c->seen[found[i].index] = true;
        *ARENA_PUSH(c->out, &c->items) = item_of(c->environment, c->rules, found[i], c->out);
    }
    arena_rewind(c->scratch, mark);
}

const missing_item *explain_client_missing(arena *out, arena *scratch, const ruleset *r, environment *e,
                                           const points_table *points, size_t *count)
{
    client_missing c = {out, scratch, r, e, ARENA_ARRAY(out, bool, r->client.count), {0}};
    for (size_t i = 0; i < r->gate_count; i++) {
        look_through(&c, &r->gates[i].applies);
        if (environment_truth(e, &r->gates[i].applies, NULL) == TRUTH_TRUE)
            look_through(&c, &r->gates[i].require);
    }
    for (size_t i = 0; i < r->adjust_count; i++)
        look_through(&c, &r->adjusts[i].when);
    for (size_t i = 0; i < r->criterion_count; i++) {
        look_through(&c, &r->criteria[i].applies);
        if (points->applies[i])
            look_through(&c, &r->criteria[i].value);
    }
    for (size_t i = 0; i < r->flag_count; i++)
        look_through(&c, &r->flags[i].when);
    for (size_t i = 0; i < r->advice_count; i++)
        look_through(&c, &r->advice[i].when);
    *count = c.items.count;
    return c.items.items;
}
