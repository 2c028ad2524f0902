// SPDX-License-Identifier: MIT
// Plans as text and JSON: see render/plan.h.
#include "render/plan.h"

#include "document/json.h"

enum { PLAN_SCHEMA_VERSION = 1 };

static const char *way_of(const planned_condition *c)
{
    if (!c->applies)
        return "does not apply";
    if (c->timing == ONCE_PER_CLIENT)
        return "once per client";
    if (c->timing == ONCE_PER_POOL)
        return "once per pool";
    if (!c->looked_up)
        return "evaluated for each pair";
    return c->key_count ? "looked up by what it sees" : "once for all whom the client has not met";
}

static void write_key(const planned_key *k, builder *out)
{
    static const char *const seen[] = {"whether it is known", "which items it holds of",
                                       "how it compares with", "how many items it has", "its value"};
    builder_addf(out, "      %.*s: %s", STR_ARGS(k->of), seen[k->sight]);
    if (k->with.length)
        builder_addf(out, " %.*s", STR_ARGS(k->with));
    if (k->counted)
        builder_addf(out, " (%zu value%s)", k->values, k->values == 1 ? "" : "s");
    builder_addc(out, '\n');
}

static void write_condition(const planned_condition *c, builder *out)
{
    builder_addf(out, "  %s %.*s: %s", planned_rule_name(c->rule), STR_ARGS(c->id), way_of(c));
    if (c->applies && c->why)
        builder_addf(out, ", because %s", c->why);
    builder_addc(out, '\n');
    for (size_t i = 0; c->applies && c->looked_up && i < c->key_count; i++)
        write_key(&c->keys[i], out);
}

void render_plan_text(const ruleset *r, const plan_view *plan, builder *out)
{
    size_t looked_up = 0, evaluated = 0;
    builder_addf(out, "%.*s: how its conditions are run\n", STR_ARGS(r->id));
    for (size_t i = 0; i < plan->count; i++) {
        const planned_condition *c = &plan->items[i];
        looked_up += c->applies && c->timing == PER_PAIR && c->looked_up;
        evaluated += c->applies && c->timing == PER_PAIR && !c->looked_up;
        write_condition(c, out);
    }
    builder_addf(out, "  of those that read both sides, %zu are looked up and %zu evaluated for each pair\n",
                 looked_up, evaluated);
    if (r->encounter_field != NAME_MISSING)
        builder_adds(out, "  of therapists whom the client has met, all these are evaluated\n");
}

// ---- JSON

static void write_json_key(json_writer *w, const planned_key *k)
{
    json_open_object(w);
    json_key_string(w, "of", k->of);
    json_key_string(w, "sees", str_from(planned_sight_name(k->sight)));
    if (k->with.length)
        json_key_string(w, "with", k->with);
    if (k->counted)
        json_key_integer(w, "values", (int64_t)k->values);
    json_close_object(w);
}

static void write_json_condition(json_writer *w, const planned_condition *c)
{
    json_open_object(w);
    json_key_string(w, "rule", str_from(planned_rule_name(c->rule)));
    json_key_string(w, "id", c->id);
    json_key_string(w, "timing", str_from(timing_name(c->timing)));
    json_key_boolean(w, "applies", c->applies);
    if (c->timing == PER_PAIR) {
        json_key_boolean(w, "looked_up", c->looked_up);
        if (c->why)
            json_key_string(w, "because", str_from(c->why));
        json_key(w, "keys");
        json_open_array(w);
        for (size_t i = 0; i < c->key_count; i++)
            write_json_key(w, &c->keys[i]);
        json_close_array(w);
    }
    json_close_object(w);
}

void render_plan_json(const ruleset *r, const plan_view *plan, bool with_client, builder *out)
{
    json_writer w = json_writer_new(out, true);
    json_open_object(&w);
    json_key_integer(&w, "schema_version", PLAN_SCHEMA_VERSION);
    json_key(&w, "ruleset");
    json_open_object(&w);
    json_key_string(&w, "id", r->id);
    json_key_string(&w, "version", r->version);
    json_key_string(&w, "sha256", r->sha256);
    json_close_object(&w);
    json_key_boolean(&w, "with_client", with_client);
    json_key(&w, "conditions");
    json_open_array(&w);
    for (size_t i = 0; i < plan->count; i++)
        write_json_condition(&w, &plan->items[i]);
    json_close_array(&w);
    json_close_object(&w);
    builder_addc(out, '\n');
}
