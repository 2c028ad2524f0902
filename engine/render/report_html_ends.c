// SPDX-License-Identifier: MIT
// The chapters of the HTML report around the therapists: what counts for this client, who was excluded, what
// the client did not say, and how it was computed.
#include "render/because.h"
#include "render/report_html.h"
#include "render/summary.h"

#include "text/regex.h"

#include <inttypes.h>

enum { EXCLUDED_SHOWN = 50 };

// ---- what counts

static bool said_before(const client_explanation *c, size_t factor, str because)
{
    for (size_t i = 0; i < factor; i++)
        for (size_t k = 0; c->factors[i].points && k < c->factors[i].because.count; k++)
            if (str_equal(c->factors[i].because.items[k], because))
                return true;
    return false;
}

static void write_reasons(const report_page *p)
{
    const client_explanation *c = &p->report->client;
    bool any = false;
    for (size_t i = 0; i < c->factor_count; i++)
        for (size_t k = 0; c->factors[i].points && k < c->factors[i].because.count; k++) {
            str because = c->factors[i].because.items[k];
            if (said_before(c, i, because))
                continue;
            frame_markup(p->out, p->language, "%m<li>%t</li>\n",
                         any ? "" : "<p>Weighed for you, because:</p>\n<ul>\n", because);
            any = true;
        }
    if (any)
        frame_markup(p->out, p->language, "</ul>\n");
}

void report_shares(const report_page *p)
{
    const client_explanation *c = &p->report->client;
    frame_markup(p->out, p->language, "<section>\n<h2>What counts for you, of 100 points</h2>\n");
    report_chart_begin(p, "quiet", "Points of each factor", "Points");
    for (size_t i = 0; i < c->factor_count; i++) {
        const factor_explanation *f = &c->factors[i];
        if (f->points == 0)
            continue; // nothing of it applies to this client
        frame_markup(p->out, p->language,
                     "<tr><th scope=\"row\">%t</th><td><svg class=\"bar\" viewBox=\"0 0 100 10\" "
                     "preserveAspectRatio=\"none\" aria-hidden=\"true\"><rect class=\"share\" width=\"%t\" "
                     "height=\"10\"/></svg></td><td class=\"number\">%t</td></tr>\n",
                     text_label(f->title, f->id), report_points(p, f->points * 100 * MICRO / p->widest),
                     report_points(p, f->points));
    }
    frame_markup(p->out, p->language, "</tbody>\n</table>\n");
    write_reasons(p);
    frame_markup(p->out, p->language, "</section>\n");
}

// ---- the excluded

static void write_excluded(const report_page *p, const explanation *e)
{
    frame_markup(p->out, p->language, "<li><b>%t</b>", report_name(e));
    if (e->name.length)
        frame_markup(p->out, p->language, " <code class=\"soft\">%t</code>", e->id);
    frame_markup(p->out, p->language, "<ul>\n");
    for (size_t i = 0; i < e->gate_count; i++) {
        const gate_explanation *g = &e->gates[i];
        if (g->outcome != OUTCOME_UNMET)
            continue;
        frame_markup(p->out, p->language, "<li>%t", text_message(g->message, g->title, g->id));
        report_quotes(p, g->message, g->quotes, g->quote_count);
        report_because(p, g->message, &g->decided_by);
        report_needed(p, &g->decided_by);
        frame_markup(p->out, p->language, "</li>\n");
    }
    frame_markup(p->out, p->language, "</ul></li>\n");
}

void report_excluded(const report_page *p)
{
    const report *r = p->report;
    if (r->excluded_count == 0)
        return;
    frame_markup(p->out, p->language, "<section>\n<h2>Excluded: %t</h2>\n",
                 summary_count(p->arena, r->excluded_total));
    if (r->summary && r->excluded_total > 1)
        report_gate_counts(p);
    size_t shown = r->excluded_count < EXCLUDED_SHOWN ? r->excluded_count : EXCLUDED_SHOWN;
    frame_markup(p->out, p->language,
                 "<details>\n<summary>Who, and why</summary>\n<ul class=\"excluded\">\n");
    for (size_t i = 0; i < shown; i++)
        write_excluded(p, because_shown(p->because, &r->excluded[i]));
    frame_markup(p->out, p->language, "</ul>\n");
    if (shown < r->excluded_total)
        frame_markup(p->out, p->language,
                     "<p class=\"soft\">and %t more; attune explain -t ID shows each</p>\n",
                     summary_count(p->arena, r->excluded_total - shown));
    frame_markup(p->out, p->language, "</details>\n</section>\n");
}

// ---- what is missing, and how it was computed

void report_not_said(const report_page *p)
{
    const client_explanation *c = &p->report->client;
    if (c->missing_count == 0)
        return;
    frame_markup(p->out, p->language,
                 "<section>\n<h2>What you did not say, and what would make this sharper</h2>\n<ul>\n");
    for (size_t i = 0; i < c->missing_count; i++)
        frame_markup(p->out, p->language, "<li>%t</li>\n", c->missing[i].ask);
    frame_markup(p->out, p->language, "</ul>\n</section>\n");
}

static void write_weights(const report_page *p)
{
    const client_explanation *c = &p->report->client;
    frame_markup(p->out, p->language,
                 "<details>\n<summary>Effective points of every criterion</summary>\n<table "
                 "class=\"stack\">\n<caption>The criteria that apply to you share 100 points: each factor by "
                 "its weight, each criterion by its points within the factor.</caption>\n<thead><tr><th "
                 "scope=\"col\">Criterion</th><th scope=\"col\" class=\"number\">Points</th></tr></thead>\n");
    for (size_t i = 0; i < c->factor_count; i++) {
        const factor_explanation *f = &c->factors[i];
        frame_markup(p->out, p->language,
                     "<tbody>\n<tr class=\"head\"><th scope=\"rowgroup\">%t <span class=\"soft\">(weight %t",
                     text_label(f->title, f->id), f->weight);
        if (!str_equal(f->weight, f->adjusted_weight))
            frame_markup(p->out, p->language, ", for you %t", f->adjusted_weight);
        frame_markup(p->out, p->language, ")</span></th><td class=\"number\">%t</td></tr>\n",
                     report_points(p, f->points));
        for (uint32_t k = f->first_criterion; k < f->first_criterion + f->criterion_count; k++)
            if (c->criteria[k].outcome != OUTCOME_NOT_APPLICABLE)
                frame_markup(p->out, p->language,
                             "<tr><th scope=\"row\">%t</th><td class=\"number\">%t</td></tr>\n",
                             text_label(c->criteria[k].title, c->criteria[k].id),
                             report_points(p, c->criteria[k].points));
        frame_markup(p->out, p->language, "</tbody>\n");
    }
    frame_markup(p->out, p->language, "</table>\n</details>\n");
}

void report_origin(const report_page *p)
{
    static const char *const orders[] = {[ORDER_SCORE] = "by score",
                                         [ORDER_CAUTIOUS] = "by the low end of the range first",
                                         [ORDER_HOPEFUL] = "by the high end of the range first"};
    const report *r = p->report;
    frame_markup(
        p->out, p->language,
        "<section id=\"how\">\n<h2>How this was computed</h2>\n<dl class=\"facts\">\n<dt>Rule set</dt>"
        "<dd>%t, version "
        "%t</dd>\n<dt>SHA-256</dt><dd><code>%t</code></dd>\n<dt>Engine</dt><dd>Attune " ATTUNE_VERSION
        ", PCRE2 %s</dd>\n<dt>Reckoned with</dt><dd>%t</dd>\n<dt>Order</dt><dd>%s</dd>\n"
        "<dt>Pool</dt><dd>%t ranked, %t excluded</dd>\n</dl>\n",
        r->ruleset->id, r->ruleset->version, r->ruleset->sha256, regex_version(),
        feel_date_text(p->arena, r->today), orders[r->order], summary_count(p->arena, r->ranked_total),
        summary_count(p->arena, r->excluded_total));
    frame_markup(
        p->out, p->language,
        "<p>Conditions that must hold exclude and earn nothing. Each criterion wins its share of the "
        "points; where nothing is known, a part of them counts, and the range says from where to "
        "where the score could come. Red flags take points off or put a ceiling on the score. "
        "Figures are rounded to one digit; JSON has them exactly.</p>\n");
    write_weights(p);
    frame_markup(p->out, p->language, "</section>\n");
}
