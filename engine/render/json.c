// SPDX-License-Identifier: MIT
// A report as JSON (docs/report.schema.json) and as NDJSON. Points are JSON numbers with six digits behind
// the point at most, exact; nothing is rounded.
#include "explain/stability.h"
#include "render/summary.h"
#include "render/ask.h"
#include "render/because.h"
#include "render/target.h"
#include "render/text.h"
#include "text/regex.h"

#include <inttypes.h>
#include <stdlib.h>

enum { SCHEMA_VERSION = 1 };

void report_key_points(json_writer *w, const char *key, int64_t micro)
{
    int64_t size = micro < 0 ? -micro : micro;
    builder digits = builder_new(w->out->arena);
    builder_addf(&digits, "%s%" PRId64 ".%06" PRId64, micro < 0 ? "-" : "", size / MICRO, size % MICRO);
    while (digits.data[digits.length - 1] == '0')
        digits.length--;
    if (digits.data[digits.length - 1] == '.')
        digits.length--;
    json_key(w, key);
    json_number_text(w, builder_str(&digits));
}

void report_key_text(json_writer *w, const char *key, str text)
{
    if (text.length)
        json_key_string(w, key, text);
}

static void write_quotes(json_writer *w, const quote *quotes, size_t count)
{
    json_key(w, "quotes");
    json_open_array(w);
    for (size_t i = 0; i < count; i++) {
        const quote *q = &quotes[i];
        json_open_object(w);
        json_key_string(w, "signal", q->signal);
        json_key_string(w, "field", q->field);
        json_key_integer(w, "item", q->item);
        json_key_string(w, "sentence", q->sentence);
        json_key_string(w, "quote", q->matched);
        json_key_integer(w, "start", (int64_t)q->start);
        json_key_integer(w, "end", (int64_t)q->end);
        json_key_boolean(w, "counts", q->counts);
        json_key_string(w, "because", q->because);
        json_close_object(w);
    }
    json_close_array(w);
}

static void write_missing(json_writer *w, const missing_item *items, size_t count)
{
    json_key(w, "missing");
    json_open_array(w);
    for (size_t i = 0; i < count; i++) {
        json_open_object(w);
        json_key_string(w, "name", items[i].name);
        report_key_text(w, "label", items[i].label);
        report_key_text(w, "ask", items[i].ask);
        json_close_object(w);
    }
    json_close_array(w);
}

static void write_criterion(json_writer *w, const criterion_explanation *c)
{
    json_open_object(w);
    json_key_string(w, "id", c->id);
    report_key_text(w, "title", c->title);
    json_key_string(w, "outcome", str_from(outcome_name(c->outcome)));
    if (c->value.length) {
        json_key(w, "value");
        json_number_text(w, c->value);
    }
    report_key_points(w, "points", c->points);
    report_key_points(w, "contribution", c->contribution);
    report_key_points(w, "lost", c->lost);
    report_key_text(w, "message", c->message);
    report_key_text(w, "ask", c->ask);
    write_quotes(w, c->quotes, c->quote_count);
    if (c->outcome == OUTCOME_UNKNOWN || c->outcome == OUTCOME_ERROR) {
        write_missing(w, c->missing, c->missing_count);
        report_key_points(w, "score_if_met", c->score_if_met);
        report_key_points(w, "score_if_unmet", c->score_if_unmet);
    }
    json_because(w, &c->decided_by);
    json_close_object(w);
}

static void write_factors(json_writer *w, const factor_explanation *factors, size_t count,
                          const criterion_explanation *criteria)
{
    json_key(w, "factors");
    json_open_array(w);
    for (size_t i = 0; i < count; i++) {
        const factor_explanation *f = &factors[i];
        json_open_object(w);
        json_key_string(w, "id", f->id);
        report_key_text(w, "title", f->title);
        json_key(w, "weight");
        json_number_text(w, f->weight);
        json_key(w, "adjusted_weight");
        json_number_text(w, f->adjusted_weight);
        json_key(w, "because");
        json_open_array(w);
        for (size_t k = 0; k < f->because.count; k++)
            json_string(w, f->because.items[k]);
        json_close_array(w);
        report_key_points(w, "points", f->points);
        report_key_points(w, "contribution", f->contribution);
        report_key_points(w, "low", f->low);
        report_key_points(w, "high", f->high);
        json_key(w, "criteria");
        json_open_array(w);
        for (uint32_t k = 0; k < f->criterion_count; k++)
            write_criterion(w, &criteria[f->first_criterion + k]);
        json_close_array(w);
        json_close_object(w);
    }
    json_close_array(w);
}

static void write_flags(json_writer *w, const explanation *e)
{
    json_key(w, "flags");
    json_open_array(w);
    for (size_t i = 0; i < e->flag_count; i++) {
        const flag_explanation *f = &e->flags[i];
        json_open_object(w);
        json_key_string(w, "id", f->id);
        report_key_text(w, "title", f->title);
        report_key_text(w, "group", f->group);
        json_key_string(w, "holds", f->holds == TRUTH_TRUE ? STR("true") : STR("unknown"));
        json_key_boolean(w, "counts", f->counts);
        report_key_points(w, "deduct", f->deduct);
        report_key_points(w, "deducted", f->deducted);
        if (f->has_ceiling) {
            report_key_points(w, "ceiling", f->ceiling);
            json_key_boolean(w, "ceiling_binds", f->ceiling_binds);
        }
        report_key_text(w, "because", f->because);
        report_key_text(w, "ask", f->ask);
        write_quotes(w, f->quotes, f->quote_count);
        if (f->holds == TRUTH_UNKNOWN) {
            write_missing(w, f->missing, f->missing_count);
            report_key_points(w, "score_if_held", f->score_if_held);
        }
        json_because(w, &f->decided_by);
        json_close_object(w);
    }
    json_close_array(w);
}

static void write_gates(json_writer *w, const explanation *e)
{
    json_key(w, "gates");
    json_open_array(w);
    for (size_t i = 0; i < e->gate_count; i++) {
        const gate_explanation *g = &e->gates[i];
        json_open_object(w);
        json_key_string(w, "id", g->id);
        report_key_text(w, "title", g->title);
        json_key_string(w, "outcome", str_from(outcome_name(g->outcome)));
        report_key_text(w, "message", g->message);
        report_key_text(w, "ask", g->ask);
        write_quotes(w, g->quotes, g->quote_count);
        if (g->outcome == OUTCOME_UNKNOWN || g->outcome == OUTCOME_ERROR)
            write_missing(w, g->missing, g->missing_count);
        json_because(w, &g->decided_by);
        json_close_object(w);
    }
    json_close_array(w);
}

static void write_advice(json_writer *w, const char *key, const advice_explanation *advices, size_t count)
{
    json_key(w, key);
    json_open_array(w);
    for (size_t i = 0; i < count; i++) {
        json_open_object(w);
        json_key_string(w, "id", advices[i].id);
        json_key_boolean(w, "urgent", advices[i].urgent);
        report_key_text(w, "title", advices[i].title);
        report_key_text(w, "say", advices[i].say);
        report_key_text(w, "ask", advices[i].ask);
        json_close_object(w);
    }
    json_close_array(w);
}

static void write_next_steps(json_writer *w, const explanation *e)
{
    json_key(w, "questions");
    json_open_array(w);
    for (size_t i = 0; i < e->question_count; i++) {
        json_open_object(w);
        json_key_string(w, "about", e->questions[i].about);
        json_key_string(w, "text", e->questions[i].text);
        report_key_points(w, "stake", e->questions[i].stake);
        json_close_object(w);
    }
    json_close_array(w);
    json_key(w, "answers");
    json_open_array(w);
    for (size_t i = 0; i < e->answer_count; i++) {
        json_open_object(w);
        json_key_string(w, "field", e->answers[i].field);
        json_key_string(w, "value", e->answers[i].value);
        json_key_string(w, "label", e->answers[i].label);
        json_key_string(w, "value_label", e->answers[i].value_label);
        json_key_boolean(w, "excluded", e->answers[i].excluded);
        report_key_points(w, "score", e->answers[i].score);
        json_close_object(w);
    }
    json_close_array(w);
}

static void write_losses(json_writer *w, const explanation *e)
{
    static const char *const kinds[] = {"criterion", "flag", "ceiling"};
    json_key(w, "losses");
    json_open_array(w);
    for (size_t i = 0; i < e->loss_count; i++) {
        json_open_object(w);
        json_key_string(w, "kind", str_from(kinds[e->losses[i].kind]));
        json_key_string(w, "id", e->losses[i].id);
        report_key_points(w, "points", e->losses[i].points);
        json_key_boolean(w, "unknown", e->losses[i].unknown);
        if (e->losses[i].follows_count) {
            json_key(w, "follows_from");
            json_open_array(w);
            for (size_t k = 0; k < e->losses[i].follows_count; k++)
                json_string(w, e->losses[i].follows_from[k]);
            json_close_array(w);
        }
        json_close_object(w);
    }
    json_close_array(w);
}

// How near the next place is.
static void write_stability(json_writer *w, const explanation *e)
{
    const stability *next = e->next;
    if (!next)
        return;
    json_key(w, "next");
    json_open_object(w);
    json_key_string(w, "lead", next->close ? STR("close call") : STR("clear"));
    if (next->swaps) {
        json_key_string(w, "factor", e->factors[next->factor].id);
        report_key_points(w, "share", next->share);
        report_key_points(w, "swaps_at", next->at);
    }
    json_close_object(w);
}

void report_write_standing(json_writer *w, const explanation *e)
{
    json_key_string(w, "id", e->id);
    report_key_text(w, "name", e->name);
    if (e->place)
        json_key_integer(w, "place", (int64_t)e->place);
    json_key_boolean(w, "excluded", e->excluded);
    report_key_points(w, "score", e->score.score);
    report_key_points(w, "low", e->low.score);
    report_key_points(w, "high", e->high.score);
    report_key_points(w, "coverage", e->coverage);
}

static void write_explanation(json_writer *w, because_source *because, const explanation *e)
{
    e = because_shown(because, e);
    json_open_object(w);
    report_write_standing(w, e);
    report_key_text(w, "weakest", e->weakest);
    json_key(w, "steps");
    json_open_object(w);
    report_key_points(w, "sum", e->score.sum);
    report_key_points(w, "deducted", e->score.deducted);
    report_key_points(w, "ceiling_cut", e->score.ceiling_cut);
    report_key_points(w, "floor_lift", e->score.floor_lift);
    json_close_object(w);
    write_stability(w, e);
    write_losses(w, e);
    write_gates(w, e);
    write_factors(w, e->factors, e->factor_count, e->criteria);
    write_flags(w, e);
    write_advice(w, "advice", e->advice, e->advice_count);
    json_asks(w, e);
    write_next_steps(w, e);
    json_close_object(w);
}

void report_write_origin(json_writer *w, const report *r)
{
    json_key_integer(w, "schema_version", SCHEMA_VERSION);
    json_key(w, "ruleset");
    json_open_object(w);
    json_key_string(w, "id", r->ruleset->id);
    json_key_string(w, "version", r->ruleset->version);
    json_key_string(w, "sha256", r->ruleset->sha256);
    if (!str_equal(r->ruleset->language, r->ruleset->own_language))
        json_key_string(w, "language", r->ruleset->language);
    json_close_object(w);
    json_key(w, "engine");
    json_open_object(w);
    json_key_string(w, "attune", STR(ATTUNE_VERSION));
    json_key_string(w, "pcre2", str_from(regex_version()));
    json_close_object(w);
    json_key_string(w, "today", feel_date_text(w->out->arena, r->today));
    json_key_string(w, "order", str_from(rank_order_name(r->order)));
    if (r->redacted)
        json_key_boolean(w, "redacted", true);
}

static void write_client(json_writer *w, const report *r)
{
    json_key(w, "client");
    json_open_object(w);
    json_key_string(w, "id", r->client_id);
    write_advice(w, "advice", r->client.advice, r->client.advice_count); // first: it may be urgent
    json_key(w, "shares");
    json_open_array(w);
    for (size_t i = 0; i < r->client.factor_count; i++) {
        const factor_explanation *f = &r->client.factors[i];
        json_open_object(w);
        json_key_string(w, "factor", f->id);
        report_key_points(w, "points", f->points);
        json_key(w, "because");
        json_open_array(w);
        for (size_t k = 0; k < f->because.count; k++)
            json_string(w, f->because.items[k]);
        json_close_array(w);
        json_close_object(w);
    }
    json_close_array(w);
    write_missing(w, r->client.missing, r->client.missing_count);
    json_close_object(w);
}

static void write_list(json_writer *w, because_source *because, const char *key, const explanation *items,
                       size_t count)
{
    json_key(w, key);
    json_open_array(w);
    for (size_t i = 0; i < count; i++)
        write_explanation(w, because, &items[i]);
    json_close_array(w);
}

void render_json(const report *r, builder *out)
{
    because_source *because = because_source_new(out->arena, r);
    json_writer w = json_writer_new(out, true);
    json_open_object(&w);
    report_write_origin(&w, r);
    write_client(&w, r);
    json_key_integer(&w, "ranked_total", (int64_t)r->ranked_total);
    json_key_integer(&w, "excluded_total", (int64_t)r->excluded_total);
    json_key_integer(&w, "skipped", (int64_t)r->skipped);
    json_summary(&w, r);
    write_list(&w, because, "therapists", r->items, r->count);
    write_list(&w, because, "excluded", r->excluded, r->excluded_count);
    json_target(&w, r);
    json_close_object(&w);
    builder_addc(out, '\n');
}

static void write_line(const report *r, because_source *because, const explanation *e, builder *out)
{
    json_writer w = json_writer_new(out, false);
    json_open_object(&w);
    report_write_origin(&w, r);
    json_key_string(&w, "client", r->client_id);
    write_advice(&w, "client_advice", r->client.advice, r->client.advice_count);
    json_key(&w, "therapist");
    write_explanation(&w, because, e);
    json_target(&w, r);
    json_close_object(&w);
    builder_addc(out, '\n');
}

void render_ndjson(const report *r, builder *out)
{
    because_source *because = because_source_new(out->arena, r);
    for (size_t i = 0; i < r->count; i++)
        write_line(r, because, &r->items[i], out);
    for (size_t i = 0; i < r->excluded_count; i++)
        write_line(r, because, &r->excluded[i], out);
}
