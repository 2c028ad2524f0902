// SPDX-License-Identifier: MIT
// What a ranking's text and an explanation's text have in common.
#include "render/text.h"

str text_label(str title, str id)
{
    return title.length ? title : id;
}

str text_message(str message, str title, str id)
{
    return message.length ? message : text_label(title, id);
}

str text_who(const explanation *e, arena *a)
{
    builder who = builder_new(a);
    builder_add_visible(&who, e->name.length ? e->name : e->id, false);
    if (e->name.length)
        builder_addf(&who, " (%.*s)", STR_ARGS(e->id));
    return builder_str(&who);
}

void text_quote_unless_said(page *p, unsigned indent, str said, const quote *quotes, size_t count, arena *a)
{
    for (size_t i = 0; i < count; i++) {
        if (!quotes[i].counts)
            continue;
        if (!str_contains(said, quotes[i].sentence) && !str_contains(said, quotes[i].matched))
            page_entry(p, indent, NULL, INK_PLAIN,
                       str_printf(a, page_say(p, "“%.*s”"), STR_ARGS(quotes[i].sentence)), NULL);
        return;
    }
}

str text_message_plain(const message *m)
{
    return m->count && !m->parts[0].feel ? m->parts[0].literal : STR_NONE;
}

static void entry_with_ask(page *p, const advice_explanation *advice, const char *lead, ink i)
{
    page_entry(p, 0, lead, i, text_message(advice->say, advice->title, advice->id), NULL);
    if (advice->ask.length)
        page_entry(p, 2, "? ", INK_ASK, advice->ask, NULL);
}

void text_header(page *p, const report *r, arena *a)
{
    bool urgent = false;
    for (size_t i = 0; i < r->client.advice_count; i++)
        if (r->client.advice[i].urgent) {
            entry_with_ask(p, &r->client.advice[i], "! ", INK_BAD);
            urgent = true;
        }
    if (urgent)
        page_blank(p);
    str title = text_message_plain(&r->ruleset->title);
    page_line(p, INK_STRONG, "%.*s", STR_ARGS(text_label(title, r->ruleset->id)));
    str day = feel_date_text(a, r->today);
    if (r->redacted)
        page_line(p, INK_DIM, "%.*s %.*s, on %.*s", STR_ARGS(r->ruleset->id), STR_ARGS(r->ruleset->version),
                  STR_ARGS(day));
    else
        page_line(p, INK_DIM, "%.*s %.*s, for %.*s on %.*s", STR_ARGS(r->ruleset->id),
                  STR_ARGS(r->ruleset->version), STR_ARGS(r->client_id), STR_ARGS(day));
    if (r->redacted)
        page_entry(p, 0, NULL, INK_DIM,
                   page_words(p, STR("Quotes and what the client said are left out; figures, outcomes and "
                                     "the titles of rules stay.")),
                   NULL);
}

// Whether an earlier factor gives the same reason: people read it once.
static bool said_before(const client_explanation *c, size_t factor, str because)
{
    for (size_t i = 0; i < factor; i++)
        for (size_t k = 0; c->factors[i].points && k < c->factors[i].because.count; k++)
            if (str_equal(c->factors[i].because.items[k], because))
                return true;
    return false;
}

void text_shares(page *p, const client_explanation *c)
{
    page_heading(p, "What counts for you, of 100 points");
    for (size_t i = 0; i < c->factor_count; i++) {
        const factor_explanation *f = &c->factors[i];
        char points[24];
        if (f->points) // else nothing of it applies to this client
            page_entry(p, 2, NULL, INK_PLAIN, text_label(f->title, f->id), points_text(points, f->points));
    }
    for (size_t i = 0; i < c->factor_count; i++) {
        const factor_explanation *f = &c->factors[i];
        for (size_t k = 0; f->points && k < f->because.count; k++)
            if (!said_before(c, i, f->because.items[k]))
                page_entry(p, 2, "because: ", INK_DIM, f->because.items[k], NULL);
    }
}

void text_client_missing(page *p, const client_explanation *c)
{
    if (c->missing_count)
        page_heading(p, "What you did not say, and what would make this sharper");
    for (size_t i = 0; i < c->missing_count; i++)
        page_entry(p, 2, "- ", INK_DIM, c->missing[i].ask, NULL);
}

void text_client_advice(page *p, const client_explanation *c)
{
    bool any = false;
    for (size_t i = 0; i < c->advice_count; i++) {
        if (c->advice[i].urgent)
            continue;
        if (!any)
            page_heading(p, "For you");
        any = true;
        entry_with_ask(p, &c->advice[i], "* ", INK_STRONG);
    }
}
