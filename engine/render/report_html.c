// SPDX-License-Identifier: MIT
// A report as one HTML page: what cannot wait, what counts, the table of places, a card for each, questions
// to take to the call, the excluded, what is missing, and how it was computed. Decides nothing; see html.h
// for why nothing in it can be markup.
#include "render/report_html.h"

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
            builder_adds(p->out, urgent ? "<section class=\"urgent\" aria-labelledby=\"first\">\n<h2 "
                                          "id=\"first\">Before anything else</h2>\n"
                                        : "<section>\n<h2>For you</h2>\n");
        report_advice(p, advice);
    }
    if (written)
        builder_adds(p->out, "</section>\n");
    return written;
}

static str page_title(const report_page *p)
{
    const report *r = p->report;
    if (!r->single)
        return str_printf(p->arena, "Ranking for %.*s", STR_ARGS(r->client_id));
    const explanation *e = r->count ? &r->items[0] : &r->excluded[0];
    return str_printf(p->arena, "%.*s, for %.*s", STR_ARGS(report_name(e)), STR_ARGS(r->client_id));
}

static void write_header(const report_page *p)
{
    const report *r = p->report;
    str title = text_label(text_message_plain(&r->ruleset->title), r->ruleset->id);
    html_addf(p->out,
              "<header>\n<h1>%t</h1>\n<p class=\"soft\">By “%t”, version %t, on <time>%t</time>. %m</p>\n",
              page_title(p), title, r->ruleset->version, feel_date_text(p->arena, r->today),
              r->redacted ? "Quotes, and words that repeat what the client said, are left out." : "");
    if (r->skipped)
        html_addf(
            p->out,
            "<p class=\"warning\">%u %m left out because of errors in the file; the warnings of the run say "
            "which, and why.</p>\n",
            (unsigned)r->skipped, r->skipped == 1 ? "profile was" : "profiles were");
    builder_adds(p->out, "</header>\n");
}

static void write_row(const report_page *p, const explanation *e, bool has_card)
{
    html_addf(p->out, "<tr><td class=\"number place\">%u</td><th scope=\"row\">", (unsigned)e->place);
    if (has_card)
        html_addf(p->out, "<a href=\"#place-%u\">%t</a>", (unsigned)e->place, report_name(e));
    else
        html_text(p->out, report_name(e));
    builder_adds(p->out, "</th><td class=\"range\">");
    report_whisker(p, e);
    html_addf(p->out, "</td><td class=\"number\"><b>%t</b></td></tr>\n", report_points(p, e->score.score));
}

static void write_table(const report_page *p)
{
    const report *r = p->report;
    builder_adds(p->out,
                 "<table class=\"places\">\n<caption>The mark is the score; the line shows where it could "
                 "come to lie once what is not known is known, from 0 to 100.</caption>\n"
                 "<thead><tr><th scope=\"col\" class=\"number\"><span class=\"unseen\">Place</span></th><th "
                 "scope=\"col\">Therapist</th><th scope=\"col\">Range</th><th scope=\"col\" "
                 "class=\"number\">Score</th></tr></thead>\n<tbody>\n");
    for (size_t i = 0; i < r->count; i++)
        write_row(p, &r->items[i], i < CARDS_SHOWN);
    builder_adds(p->out, "</tbody>\n</table>\n");
}

static void write_ranking(const report_page *p)
{
    const report *r = p->report;
    if (r->count == r->ranked_total)
        html_addf(p->out, "<section id=\"ranking\">\n<h2>Ranked: %u</h2>\n", (unsigned)r->count);
    else
        html_addf(p->out, "<section id=\"ranking\">\n<h2>The first %u of %u</h2>\n", (unsigned)r->count,
                  (unsigned)r->ranked_total);
    if (r->count == 0)
        builder_adds(p->out, "<p>Nobody can be ranked: see who was excluded, and why.</p>\n");
    else
        write_table(p);
    if (r->count)
        builder_adds(p->out,
                     "<p class=\"legend small soft\" aria-hidden=\"true\"><span><i class=\"certain\"></i>"
                     "certain</span> <span><i class=\"counted\"></i>not known, counted in part</span> "
                     "<span><i class=\"possible\"></i>possible</span> <span><i class=\"out\"></i>lost"
                     "</span></p>\n");
    for (size_t i = 0; i < r->count && i < CARDS_SHOWN; i++)
        report_card(p, &r->items[i]);
    if (r->count > CARDS_SHOWN)
        html_addf(p->out,
                  "<p class=\"soft\">The first %u are shown with their reasons; attune explain shows any "
                  "one whole.</p>\n",
                  (unsigned)CARDS_SHOWN);
    builder_adds(p->out, "</section>\n");
}

static void write_calls(const report_page *p)
{
    const report *r = p->report;
    bool any = false;
    for (size_t i = 0; i < r->count && i < CARDS_SHOWN; i++)
        any = any || r->items[i].question_count;
    if (!any)
        return;
    builder_adds(p->out,
                 "<section id=\"calls\" class=\"calls\">\n<h2>Questions to take to the first call</h2>\n"
                 "<p class=\"soft\">Most hangs on the first of each list. The boxes are for ticking "
                 "on paper.</p>\n");
    for (size_t i = 0; i < r->count && i < CARDS_SHOWN; i++)
        report_questions(p, &r->items[i], 3);
    builder_adds(p->out, "</section>\n");
}

void render_html_report(const report *r, builder *out)
{
    report_page page = {r, out, out->arena, widest_factor(r)}, *p = &page;
    html_begin(out, page_title(p), report_style);
    html_addf(out, "<a class=\"skip\" href=\"#%s\">Skip to the %s</a>\n<div class=\"report\">\n",
              r->single ? "whole" : "ranking", r->single ? "score" : "ranking");
    builder_adds(out, "<main>\n");
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
    builder_adds(out, "</main>\n</div>\n");
    html_end(out);
}
