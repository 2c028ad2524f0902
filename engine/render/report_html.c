// SPDX-License-Identifier: MIT
// A report as one HTML page: what cannot wait, what counts, the table of places, a card for each, questions
// to take to the call, the excluded, what is missing, and how it was computed. Decides nothing; see html.h
// for why nothing in it can be markup.
#include "render/report_html.h"
#include "render/because.h"
#include "render/summary.h"

static int64_t widest_factor(const report *r)
{
    int64_t widest = 1;
    for (size_t i = 0; i < r->client.factor_count; i++)
        if (r->client.factors[i].points > widest)
            widest = r->client.factors[i].points;
    return widest;
}

// Urgent advice ahead of everything; the rest for the client in its own place.
static size_t write_client_advice(const report_page *p, bool urgent)
{
    size_t written = 0;
    for (size_t i = 0; i < p->report->client.advice_count; i++) {
        const advice_explanation *advice = &p->report->client.advice[i];
        if (advice->urgent != urgent)
            continue;
        if (written++ == 0)
            frame_markup(p->out, p->language,
                         urgent ? "<section class=\"urgent\" aria-labelledby=\"first\">\n<h2 "
                                  "id=\"first\">Before anything else</h2>\n"
                                : "<section>\n<h2>For you</h2>\n");
        report_advice(p, advice);
    }
    if (written)
        frame_markup(p->out, p->language, "</section>\n");
    return written;
}

static str page_title(const report_page *p)
{
    const report *r = p->report;
    if (!r->single && r->redacted)
        return frame_words(p->language, STR("Ranking"));
    if (!r->single)
        return str_printf(p->arena, frame_say(p->language, "Ranking for %.*s"), STR_ARGS(r->client_id));
    const explanation *e = r->count ? &r->items[0] : &r->excluded[0];
    if (r->redacted)
        return report_name(e);
    return str_printf(p->arena, frame_say(p->language, "%.*s, for %.*s"), STR_ARGS(report_name(e)),
                      STR_ARGS(r->client_id));
}

static void write_header(const report_page *p)
{
    const report *r = p->report;
    str title = text_label(text_message_plain(&r->ruleset->title), r->ruleset->id);
    frame_markup(
        p->out, p->language,
        "<header>\n<h1>%t</h1>\n<p class=\"soft\">By “%t”, version %t, on <time>%t</time>. %m</p>\n",
        page_title(p), title, r->ruleset->version, feel_date_text(p->arena, r->today),
        r->redacted
            ? "Quotes and what the client said are left out; figures, outcomes and the titles of rules stay."
            : "");
    if (r->skipped)
        frame_markup(
            p->out, p->language,
            "<p class=\"warning\">%u %m left out because of errors in the file; the warnings of the run say "
            "which, and why.</p>\n",
            (unsigned)r->skipped, r->skipped == 1 ? "profile was" : "profiles were");
    frame_markup(p->out, p->language, "</header>\n");
}

static void write_row(const report_page *p, const explanation *e, bool has_card)
{
    frame_markup(p->out, p->language, "<tr><td class=\"number place\">%u</td><th scope=\"row\">",
                 (unsigned)e->place);
    if (has_card)
        frame_markup(p->out, p->language, "<a href=\"#place-%u\">%t</a>", (unsigned)e->place, report_name(e));
    else
        html_text(p->out, report_name(e));
    frame_markup(p->out, p->language, "</th><td class=\"range\">");
    report_whisker(p, e);
    frame_markup(p->out, p->language, "</td><td class=\"number\"><b>%t</b></td></tr>\n",
                 report_points(p, e->score.score));
}

static void write_table(const report_page *p)
{
    const report *r = p->report;
    frame_markup(p->out, p->language,
                 "<table class=\"places\">\n<caption>The mark is the score; the line shows where it could "
                 "come to lie once what is not known is known, from 0 to 100.</caption>\n"
                 "<thead><tr><th scope=\"col\" class=\"number\"><span class=\"unseen\">Place</span></th><th "
                 "scope=\"col\">Therapist</th><th scope=\"col\">Range</th><th scope=\"col\" "
                 "class=\"number\">Score</th></tr></thead>\n<tbody>\n");
    for (size_t i = 0; i < r->count && i < ROWS_SHOWN; i++)
        write_row(p, &r->items[i], i < CARDS_SHOWN);
    frame_markup(p->out, p->language, "</tbody>\n</table>\n");
    if (r->count > ROWS_SHOWN)
        frame_markup(p->out, p->language,
                     "<p class=\"soft\">and %t more; attune rank --format csv lists them all</p>\n",
                     summary_count(p->arena, r->count - ROWS_SHOWN));
}

static void write_ranking(const report_page *p)
{
    const report *r = p->report;
    if (r->count == r->ranked_total)
        frame_markup(p->out, p->language, "<section id=\"ranking\">\n<h2>Ranked: %t</h2>\n",
                     summary_count(p->arena, r->count));
    else
        frame_markup(p->out, p->language, "<section id=\"ranking\">\n<h2>The first %t of %t</h2>\n",
                     summary_count(p->arena, r->count), summary_count(p->arena, r->ranked_total));
    if (r->count == 0)
        frame_markup(p->out, p->language, "<p>Nobody can be ranked: see who was excluded, and why.</p>\n");
    else
        write_table(p);
    report_scores(p);
    if (r->count)
        frame_markup(p->out, p->language,
                     "<p class=\"legend small soft\" aria-hidden=\"true\"><span><i class=\"certain\"></i>"
                     "certain</span> <span><i class=\"counted\"></i>not known, counted in part</span> "
                     "<span><i class=\"possible\"></i>possible</span> <span><i class=\"out\"></i>lost"
                     "</span></p>\n");
    for (size_t i = 0; i < r->count && i < CARDS_SHOWN; i++)
        report_card(p, &r->items[i]);
    if (r->count > CARDS_SHOWN)
        frame_markup(p->out, p->language,
                     "<p class=\"soft\">The first %u are shown with their reasons; attune explain shows any "
                     "one whole.</p>\n",
                     (unsigned)CARDS_SHOWN);
    frame_markup(p->out, p->language, "</section>\n");
}

static void write_calls(const report_page *p)
{
    const report *r = p->report;
    bool any = false;
    for (size_t i = 0; i < r->count && i < CARDS_SHOWN; i++)
        any = any || report_has_questions(&r->items[i]);
    if (!any)
        return;
    frame_markup(p->out, p->language,
                 "<section id=\"calls\" class=\"calls\">\n<h2>Questions to take to the first call</h2>\n"
                 "<p class=\"soft\">Most hangs on the first of each list. The boxes are for ticking "
                 "on paper.</p>\n");
    for (size_t i = 0; i < r->count && i < CARDS_SHOWN; i++)
        report_questions(p, &r->items[i], 3);
    frame_markup(p->out, p->language, "</section>\n");
}

void render_html_report(const report *r, builder *out)
{
    report_page page = {.report = r,
                        .because = because_source_new(out->arena, r),
                        .out = out,
                        .arena = out->arena,
                        .widest = widest_factor(r),
                        .language = frame_language_of(r->ruleset->language)},
                *p = &page;
    html_begin_in(out, frame_language_tag(p->language), page_title(p), report_style);
    frame_markup(out, p->language,
                 "<a class=\"skip\" href=\"#%s\">Skip to the %s</a>\n<div class=\"report\">\n",
                 r->single ? "whole" : "ranking", r->single ? "score" : "ranking");
    frame_markup(out, p->language, "<main>\n");
    write_header(p);
    write_client_advice(p, true);
    if (r->single) {
        report_whole(p, r->count ? &r->items[0] : &r->excluded[0]);
        write_client_advice(p, false);
        report_shares(p);
    } else {
        report_shares(p);
        write_client_advice(p, false);
        write_ranking(p);
        write_calls(p);
        report_excluded(p);
    }
    report_not_said(p);
    report_origin(p);
    frame_markup(out, p->language, "</main>\n</div>\n");
    html_end(out);
}
