// SPDX-License-Identifier: MIT
// The values that decided an outcome, as text, JSON and HTML. Knows nothing of how they are found.
#include "render/because.h"

#include "render/redact.h"
#include "render/text.h"

enum { SHOWN = 3 }; // in one line for people; JSON has all

struct because_source {
    const report *report;
    explain_run *run;
    arena *of_one; // explanation
    frame_language language;
};

static str say(const void *language, const char *english)
{
    return frame_words(*(const frame_language *)language, str_from(english));
}

because_source *because_source_new(arena *a, const report *r)
{
    because_source *b = ARENA_NEW(a, because_source);
    b->report = r;
    b->of_one = arena_new_within(a);
    b->run = r->plan ? explain_run_new(a, r->ruleset, r->plan, r->pool, r->facts) : NULL;
    b->language = frame_language_of(r->ruleset->language);
    if (b->run && b->language != FRAME_ENGLISH)
        explain_run_say(b->run, say, &b->language);
    return b;
}

const explanation *because_shown(because_source *b, const explanation *e)
{
    if (!b->run)
        return e;
    arena_reset(b->of_one);
    const explanation *shown = explain_decided(b->run, b->of_one, e, b->report->redacted);
    return b->report->redacted ? redact_decided(b->of_one, shown) : shown;
}

static bool is_said(str said, const decided *item)
{
    for (size_t i = 0; i < item->value_count; i++)
        if (!str_contains(said, item->values[i].words))
            return false;
    return item->by.length == 0;
}

// The line; empty where what is said tells it all.
static str line_of(arena *a, frame_language l, str said, const decided_list *list)
{
    bool all_said = true;
    size_t shown = 0;
    builder line = builder_new(a);
    for (size_t i = 0; i < list->count; i++) {
        const decided *item = &list->items[i];
        if (item->text.length == 0) // redacted
            continue;
        all_said = all_said && is_said(said, item);
        if (shown++ >= SHOWN)
            continue;
        builder_addf(&line, "%s%.*s", shown > 1 ? "; " : "", STR_ARGS(item->text));
        if (item->by.length)
            builder_addf(&line, " (%.*s)", STR_ARGS(item->by));
    }
    if (shown + list->more > SHOWN)
        builder_addf(&line, frame_say(l, "; and %zu more"), shown + list->more - SHOWN);
    return all_said ? STR_NONE : builder_str(&line);
}

void text_because(page *p, unsigned indent, str said, const decided_list *list)
{
    str line = line_of(p->out->arena, p->style.language, said, list);
    if (line.length)
        page_entry(p, indent, "because: ", INK_DIM, line, NULL);
}

void text_exclusion(page *p, const explanation *e)
{
    bool any = false;
    for (size_t i = 0; i < e->gate_count; i++) {
        const gate_explanation *g = &e->gates[i];
        if (g->outcome != OUTCOME_UNMET)
            continue;
        if (!any)
            page_heading(p, "Why excluded, and what would have to hold");
        any = true;
        page_entry(p, 2, "x ", INK_BAD, text_message(g->message, g->title, g->id), NULL);
        text_because(p, 4, g->message, &g->decided_by);
        if (g->decided_by.needed.length)
            page_entry(p, 4, "instead: ", INK_DIM, g->decided_by.needed, NULL);
    }
}

str because_roots(arena *a, frame_language in, const explanation *e, const loss *l)
{
    builder text = builder_new(a);
    for (size_t i = 0; i < l->follows_count; i++) {
        const criterion_explanation *c = explanation_criterion(e, l->follows_from[i]);
        const flag_explanation *f = explanation_flag(e, l->follows_from[i]);
        str title = c ? c->title : f ? f->title : STR_NONE;
        const char *between = i == 0 ? "" : i + 1 == l->follows_count ? frame_say(in, " and ") : ", ";
        builder_addf(&text, in == FRAME_GERMAN ? "%s„%.*s“" : "%s“%.*s”", between,
                     STR_ARGS(text_label(title, l->follows_from[i])));
    }
    return builder_str(&text);
}

// ---- JSON

static void write_values(json_writer *w, const decided *item)
{
    json_key(w, "values");
    json_open_array(w);
    for (size_t i = 0; i < item->value_count; i++) {
        const decided_value *v = &item->values[i];
        json_open_object(w);
        json_key_string(w, "name", v->name);
        report_key_text(w, "value", v->value);
        report_key_text(w, "label", v->label);
        report_key_text(w, "words", v->words);
        json_close_object(w);
    }
    json_close_array(w);
}

void json_because(json_writer *w, const decided_list *list)
{
    if (list->count == 0)
        return;
    json_key(w, "decided_by");
    json_open_array(w);
    for (size_t i = 0; i < list->count; i++) {
        const decided *item = &list->items[i];
        json_open_object(w);
        json_key_string(w, "expression", item->expression);
        if (item->is_condition)
            json_key_boolean(w, "holds", item->holds);
        write_values(w, item);
        report_key_text(w, "text", item->text);
        report_key_text(w, "needed", item->needed);
        if (item->amount.length) {
            json_key(w, "by");
            json_open_object(w);
            json_key(w, "amount");
            json_number_text(w, item->amount);
            report_key_text(w, "unit", item->unit);
            json_key_string(w, "text", item->by);
            json_close_object(w);
        }
        json_close_object(w);
    }
    json_close_array(w);
    if (list->more)
        json_key_integer(w, "decided_by_more", (int64_t)list->more);
    report_key_text(w, "needed", list->needed);
}

// ---- HTML

void report_because(const report_page *p, str said, const decided_list *list)
{
    str line = line_of(p->arena, p->language, said, list);
    if (line.length)
        frame_markup(p->out, p->language, "<p class=\"small soft\">Because: %t</p>\n", line);
}

void report_needed(const report_page *p, const decided_list *list)
{
    if (list->needed.length)
        frame_markup(p->out, p->language, "<p class=\"small soft\">Would have to hold: %t</p>\n",
                     list->needed);
}
