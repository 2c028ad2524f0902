// SPDX-License-Identifier: MIT
// What a whole ranking comes to, as text and as JSON; and what all renderers of it have in common.
#include "render/summary.h"

#include "render/text.h"

#include <stdio.h>

bool summary_is_shown(const report *r)
{
    return r->summary && r->ranked_total + r->excluded_total > SUMMARY_FROM;
}

size_t summary_middle(const size_t bins[SUMMARY_BINS])
{
    size_t all = 0, below = 0, bin = 0;
    for (size_t i = 0; i < SUMMARY_BINS; i++)
        all += bins[i];
    while (bin + 1 < SUMMARY_BINS && (below + bins[bin]) * 2 < all)
        below += bins[bin++];
    return bin;
}

size_t summary_most(const size_t bins[SUMMARY_BINS])
{
    size_t most = 0;
    for (size_t i = 0; i < SUMMARY_BINS; i++)
        most = bins[i] > most ? bins[i] : most;
    return most;
}

str summary_count(arena *a, size_t count)
{
    str digits = str_printf(a, "%zu", count);
    builder out = builder_new(a);
    for (size_t i = 0; i < digits.length; i++) {
        if (i && (digits.length - i) % 3 == 0)
            builder_addc(&out, ',');
        builder_addc(&out, digits.data[i]);
    }
    return builder_str(&out);
}

str summary_title(arena *a, const message *title, str id)
{
    str plain = text_message_plain(title);
    if (plain.length)
        return plain;
    builder name = builder_new(a);
    for (size_t i = 0; i < id.length; i++)
        builder_addc(&name, id.data[i] == '_' ? ' ' : id.data[i]);
    return builder_str(&name);
}

// ---- JSON

static void write_bins(json_writer *w, const char *key, const size_t bins[SUMMARY_BINS])
{
    json_key(w, key);
    json_open_array(w);
    for (size_t i = 0; i < SUMMARY_BINS; i++)
        json_integer(w, (int64_t)bins[i]);
    json_close_array(w);
}

void json_summary(json_writer *w, const report *r)
{
    const ranking_summary *s = r->summary;
    if (!s)
        return;
    json_key(w, "summary");
    json_open_object(w);
    json_key_integer(w, "bin_points", SUMMARY_BIN_POINTS);
    write_bins(w, "scores", s->scores);
    write_bins(w, "coverage", s->coverage);
    json_key(w, "gates");
    json_open_array(w);
    for (size_t i = 0; i < r->ruleset->gate_count; i++) {
        json_open_object(w);
        json_key_string(w, "id", r->ruleset->gates[i].id);
        json_key_integer(w, "unmet", (int64_t)s->gates[i].unmet);
        json_key_integer(w, "alone", (int64_t)s->gates[i].alone);
        json_close_object(w);
    }
    json_close_array(w);
    json_key(w, "flags");
    json_open_array(w);
    for (size_t i = 0; i < r->ruleset->flag_count; i++) {
        json_open_object(w);
        json_key_string(w, "id", r->ruleset->flags[i].id);
        json_key_integer(w, "holds", (int64_t)s->flags[i].holds);
        json_key_integer(w, "unknown", (int64_t)s->flags[i].unknown);
        json_close_object(w);
    }
    json_close_array(w);
    json_close_object(w);
}

// ---- text

// A column for each bin, from the baseline up: an eighth of a line at least where there is anybody.
static void add_sparkline(builder *out, const size_t bins[SUMMARY_BINS])
{
    static const char *const levels[] = {"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
    size_t most = summary_most(bins);
    for (size_t i = 0; i < SUMMARY_BINS; i++)
        builder_adds(out, bins[i] ? levels[(bins[i] * 8 + most - 1) / most - 1] : "·");
}

void text_scores(page *p, const report *r)
{
    if (!summary_is_shown(r) || r->ranked_total == 0)
        return;
    const ranking_summary *s = r->summary;
    arena *a = p->out->arena;
    unsigned middle = (unsigned)summary_middle(s->scores) * SUMMARY_BIN_POINTS;
    builder line = builder_new(a);
    builder_adds(&line, "0 ");
    add_sparkline(&line, s->scores);
    builder_addf(&line, page_say(p, " 100   all %.*s scores; the middle one: %u to %u"),
                 STR_ARGS(summary_count(a, r->ranked_total)), middle, middle + SUMMARY_BIN_POINTS);
    page_entry(p, 0, NULL, INK_DIM, builder_str(&line), NULL);
}

void text_gates(page *p, const report *r)
{
    arena *a = p->out->arena;
    for (size_t i = 0; summary_is_shown(r) && i < r->ruleset->gate_count; i++) {
        const gate *g = &r->ruleset->gates[i];
        const gate_count *count = &r->summary->gates[i];
        if (count->unmet == 0)
            continue;
        str said = str_printf(a, page_say(p, "fail “%.*s”, %.*s of them nothing else"),
                              STR_ARGS(summary_title(a, &g->title, g->id)),
                              STR_ARGS(summary_count(a, count->alone)));
        str lead = str_printf(a, "%9.*s ", STR_ARGS(summary_count(a, count->unmet)));
        page_entry(p, 2, str_terminated(a, lead), INK_STRONG, said, NULL);
    }
}
