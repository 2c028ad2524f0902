// SPDX-License-Identifier: MIT
// A comparison as JSON (docs/compare.schema.json). Points are exact.
#include "render/compare.h"
#include "render/json_parts.h"

static void write_therapist(json_writer *w, const explanation *e)
{
    json_open_object(w);
    report_write_standing(w, e);
    json_key(w, "unmet_gates");
    json_open_array(w);
    for (size_t i = 0; i < e->gate_count; i++)
        if (e->gates[i].outcome == OUTCOME_UNMET)
            json_string(w, e->gates[i].id);
    json_close_array(w);
    json_close_object(w);
}

static void write_side(json_writer *w, const char *key, const criterion_explanation *c)
{
    json_key(w, key);
    json_open_object(w);
    json_key_string(w, "outcome", str_from(outcome_name(c->outcome)));
    report_key_points(w, "contribution", c->contribution);
    report_key_text(w, "message", c->message);
    json_close_object(w);
}

static void write_criteria(json_writer *w, const compare_part *part)
{
    json_key(w, "criteria");
    json_open_array(w);
    for (size_t i = 0; i < part->criterion_count; i++) {
        const criterion_difference *d = &part->criteria[i];
        json_open_object(w);
        json_key_string(w, "id", d->above->id);
        report_key_text(w, "title", d->above->title);
        report_key_points(w, "points", d->above->points);
        report_key_points(w, "difference", d->difference);
        write_side(w, "above", d->above);
        write_side(w, "below", d->below);
        json_close_object(w);
    }
    json_close_array(w);
}

static void write_part(json_writer *w, const compare_part *part)
{
    static const char *const kinds[] = {"factor", "flag", "ceiling", "floor"};
    json_open_object(w);
    json_key_string(w, "kind", str_from(kinds[part->kind]));
    report_key_text(w, "id", part->id);
    report_key_text(w, "title", part->title);
    report_key_text(w, "because", part->because);
    report_key_points(w, "difference", part->difference);
    report_key_points(w, "above", part->above);
    report_key_points(w, "below", part->below);
    if (part->kind == COMPARE_FACTOR)
        write_criteria(w, part);
    json_close_object(w);
}

static void write_comparison(json_writer *w, const comparison *c)
{
    json_open_object(w);
    json_key_string(w, "above", c->above->id);
    json_key_string(w, "below", c->below->id);
    report_key_points(w, "difference", c->difference);
    json_key_string(w, "decided_by", str_from(compare_decided_name(c->decided)));
    json_key_boolean(w, "ranges_overlap", c->ranges_overlap);
    json_key(w, "parts");
    json_open_array(w);
    for (size_t i = 0; i < c->part_count; i++)
        write_part(w, &c->parts[i]);
    json_close_array(w);
    json_close_object(w);
}

void render_compare_json(const compare_report *r, builder *out)
{
    json_writer w = json_writer_new(out, true);
    json_open_object(&w);
    report_write_origin(&w, &r->report);
    json_key_string(&w, "client", r->report.client_id);
    json_key_integer(&w, "ranked_total", (int64_t)r->report.ranked_total);
    json_key(&w, "therapists");
    json_open_array(&w);
    for (size_t i = 0; i < r->report.count; i++)
        write_therapist(&w, &r->report.items[i]);
    json_close_array(&w);
    json_key(&w, "comparisons");
    json_open_array(&w);
    for (size_t i = 0; i < r->comparison_count; i++)
        write_comparison(&w, &r->comparisons[i]);
    json_close_array(&w);
    json_close_object(&w);
    builder_addc(out, '\n');
}
