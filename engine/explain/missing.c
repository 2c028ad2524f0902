// SPDX-License-Identifier: MIT
// Missing: what a condition asked for and found empty, with the names and questions that people know it by.
#include "explain/explaining.h"

str explain_field_label(const field *f, arena *out)
{
    return f->label.length ? f->label : explain_plain_name(f->name, out);
}

static missing_item field_item(const side *s, const char *prefix, uint32_t index, arena *out)
{
    const field *f = &s->fields[index];
    return (missing_item){
        .name = str_printf(out, "%s.%.*s", prefix, STR_ARGS(f->name)),
        .label = explain_field_label(f, out),
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

missing_item explain_missing_field(const explaining *x, uint32_t index)
{
    missing_item *kept = &x->names->therapist[index];
    if (!kept->name.length)
        *kept = field_item(&x->rules->therapist, "therapist", index, x->names->arena);
    return *kept;
}

static missing_item item_of(const explaining *x, missing m)
{
    const ruleset *r = x->rules;
    switch (m.kind) {
    case MISSING_CLIENT_FIELD:
        if (!x->names->client[m.index].name.length)
            x->names->client[m.index] = field_item(&r->client, "client", m.index, x->names->arena);
        return x->names->client[m.index];
    case MISSING_THERAPIST_FIELD:
        return explain_missing_field(x, m.index);
    case MISSING_SIGNAL:
        if (!x->names->signals[m.index].name.length)
            x->names->signals[m.index] = signal_item(x->environment, r, m.index, x->names->arena);
        return x->names->signals[m.index];
    case MISSING_ENCOUNTER:
        break;
    }
    bool named = m.index != NAME_MISSING;
    return (missing_item){.name = named ? r->client.fields[m.index].as : STR("encounter"),
                          .label = STR("a meeting of the two of you")};
}

const missing_item *explain_missing(const explaining *x, const expression *condition, size_t *count)
{
    arena_mark mark = arena_get_mark(x->scratch);
    const missing *found = environment_missing(x->environment, condition, x->scratch, count);
    missing_item *items = ARENA_ARRAY(x->out, missing_item, *count);
    for (size_t i = 0; i < *count; i++) {
        items[i] = item_of(x, found[i]);
        if (found[i].kind == MISSING_THERAPIST_FIELD)
            x->fields_missing[found[i].index] = true;
    }
    arena_rewind(x->scratch, mark);
    return items;
}

// ---- the client's side

typedef struct client_missing {
    arena *scratch;
    const ruleset *rules;
    environment *environment;
    bool *missing; // by client field
} client_missing;

static void look_through(client_missing *c, const expression *x)
{
    size_t count;
    if (!x->feel)
        return;
    arena_mark mark = arena_get_mark(c->scratch);
    const missing *found = environment_missing(c->environment, x, c->scratch, &count);
    for (size_t i = 0; i < count; i++)
        if (found[i].kind == MISSING_CLIENT_FIELD)
            c->missing[found[i].index] = true;
    arena_rewind(c->scratch, mark);
}

const missing_item *explain_client_missing(arena *out, arena *scratch, const ruleset *r, environment *e,
                                           const points_table *points, size_t *count)
{
    client_missing c = {scratch, r, e, ARENA_ARRAY(out, bool, r->client.count)};
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
    missing_item *items = ARENA_ARRAY(out, missing_item, r->client.count);
    *count = 0;
    for (uint32_t i = 0; i < r->client.count; i++) // as declared: what matters most stands first there
        if (c.missing[i] && r->client.fields[i].ask.length) // else nothing that a person would be asked
            items[(*count)++] = field_item(&r->client, "client", i, out);
    return items;
}
