// SPDX-License-Identifier: MIT
// Coverage as text: what no example saw first, then all, with how often each outcome was seen.
#include "render/examples.h"
#include "render/page.h"

#include <stdio.h>

static void add_sightings(builder *out, const coverage_item *item, unsigned which, bool with_times)
{
    bool first = true;
    for (unsigned s = 0; s < SIGHTINGS; s++) {
        if (!(which & (1u << s)))
            continue;
        builder_addf(out, "%s%s", first ? "" : ", ", sighting_name((sighting)s));
        if (with_times)
            builder_addf(out, " %u", (unsigned)item->times[s]);
        first = false;
    }
}

static str name_of(const coverage_item *item, arena *a)
{
    if (item->kind == COVERAGE_PATTERN)
        return str_printf(a, "%s of %.*s", coverage_kind_name(item->kind), STR_ARGS(item->id));
    return str_printf(a, "%s %.*s", coverage_kind_name(item->kind), STR_ARGS(item->id));
}

static bool is_text(const coverage_item *item)
{
    return item->kind == COVERAGE_PATTERN || item->kind == COVERAGE_TRIGGER;
}

// The beginning of what a pattern or trigger says.
static str beginning(const coverage_item *item, arena *a)
{
    enum { SHOWN = 44 };
    size_t at = 0, count = 0;
    while (at < item->text.length && count++ < SHOWN)
        (void)utf8_decode(item->text, &at);
    return str_printf(a, "%.*s%s", STR_ARGS(str_slice(item->text, 0, at)), at < item->text.length ? "…" : "");
}

static void write_unseen(page *p, const coverage_item *item)
{
    arena *a = p->out->arena;
    builder text = builder_new(a);
    place_view view = place_look(item->where, a);
    builder_addf(&text, "%.*s: never ", STR_ARGS(name_of(item, a)));
    add_sightings(&text, item, item->wanted & ~item->seen, false);
    if (is_text(item))
        builder_addf(&text, ": %.*s", STR_ARGS(beginning(item, a)));
    builder_addf(&text, " (%.*s:%u)", STR_ARGS(item->where.source->name), view.line);
    page_entry(p, 2, "! ", INK_BAD, builder_str(&text), NULL);
}

static bool is_unseen(const coverage_item *item, bool texts_too)
{
    return !item->included && (item->wanted & ~item->seen) && (texts_too || !is_text(item));
}

// Items of other files are counted, not listed.
static void write_list(page *p, const coverage *c)
{
    bool any = false;
    for (size_t i = 0; i < c->count; i++) {
        if (!is_unseen(&c->items[i], true))
            continue;
        if (!any)
            page_heading(p, "Never seen");
        any = true;
        write_unseen(p, &c->items[i]);
    }
}

void render_unseen_text(const coverage *c, const render_style *style, builder *out)
{
    enum { SHOWN = 12 };
    page p = page_new(out, style);
    size_t count = 0;
    for (size_t i = 0; i < c->count; i++)
        if (is_unseen(&c->items[i], false) && count++ < SHOWN)
            write_unseen(&p, &c->items[i]);
    if (count > SHOWN)
        page_line(&p, INK_PLAIN, "  and %zu more: attune test --coverage shows all", count - SHOWN);
}

static void write_item(page *p, const coverage_item *item)
{
    builder times = builder_new(p->out->arena);
    add_sightings(&times, item, item->possible | item->seen, true);
    bool all = !(item->wanted & ~item->seen);
    str said = is_text(item) ? str_printf(p->out->arena, ": %.*s", STR_ARGS(beginning(item, p->out->arena)))
                             : STR_NONE;
    page_entry(p, 2, all ? "  " : "! ", all ? INK_GOOD : INK_BAD,
               str_printf(p->out->arena, "%.*s: %.*s%.*s", STR_ARGS(item->id), STR_ARGS(builder_str(&times)),
                          STR_ARGS(said)),
               NULL);
}

void render_coverage_text(const tested *t, const render_style *style, builder *out)
{
    static const char *const headings[] = {
        "Gates", "Criteria", "Red flags", "Adjusts", "Advice", "Patterns, by signal", "Context triggers"};
    const coverage *c = t->report->coverage;
    page p = page_new(out, style);
    write_list(&p, c);
    for (coverage_kind k = 0; k < COVERAGE_KINDS; k++) {
        bool any = false;
        for (size_t i = c->first[k]; i < c->first[k + 1]; i++) {
            if (c->items[i].included || !c->items[i].possible)
                continue;
            if (!any)
                page_heading(&p, headings[k]);
            any = true;
            write_item(&p, &c->items[i]);
        }
    }
}
