// SPDX-License-Identifier: MIT
// The HTML report's drawings of the whole pool: how scores and what is known are spread, where the therapists
// shown stand in it, red flags, and what excludes how many. All figures also stand as text.
#include "render/report_html.h"
#include "render/summary.h"

// ---- how scores are spread

static str bin_name(const report_page *p, size_t bin)
{
    unsigned from = (unsigned)bin * SUMMARY_BIN_POINTS;
    return str_printf(p->arena, frame_say(p->language, "%u to %u"), from, from + SUMMARY_BIN_POINTS);
}

// Columns on a ground of 100 by 40; who stands alone in one is still to be seen.
static void write_columns(const report_page *p, const size_t bins[SUMMARY_BINS])
{
    size_t most = summary_most(bins);
    for (size_t i = 0; i < SUMMARY_BINS; i++) {
        if (bins[i] == 0)
            continue;
        unsigned left = (unsigned)i * SUMMARY_BIN_POINTS, tenths = (unsigned)(bins[i] * 400 / most);
        unsigned top = 400 - (tenths > 5 ? tenths : 5);
        builder_addf(p->out, "<path class=\"share\" d=\"M%u.2 40V%u.%uH%u.8V40Z\"><title>", left, top / 10,
                     top % 10, left + SUMMARY_BIN_POINTS - 1);
        frame_markup(p->out, p->language, "%t: %t</title></path>", bin_name(p, i),
                     summary_count(p->arena, bins[i]));
    }
}

// A mark for each of those shown, below the columns.
static void write_marks(const report_page *p, bool scores)
{
    const report *r = p->report;
    frame_markup(p->out, p->language,
                 "<svg class=\"marks\" viewBox=\"0 0 100 10\" preserveAspectRatio=\"none\" "
                 "aria-hidden=\"true\"><path d=\"");
    for (size_t i = 0; i < r->count && i < ROWS_SHOWN; i++)
        frame_markup(p->out, p->language, "M%t 0V10",
                     report_points(p, scores ? r->items[i].score.score : r->items[i].coverage));
    frame_markup(p->out, p->language, "\"/></svg>\n");
}

static void write_spread(const report_page *p, const char *id, const char *title, bool scores)
{
    const ranking_summary *s = p->report->summary;
    const size_t *bins = scores ? s->scores : s->coverage;
    frame_markup(
        p->out, p->language,
        "<figure class=\"spread\">\n<figcaption>%s</figcaption>\n"
        "<p class=\"top\" aria-hidden=\"true\">%t</p>\n"
        "<svg class=\"columns\" viewBox=\"0 0 100 40\" preserveAspectRatio=\"none\" role=\"img\" "
        "aria-labelledby=\"%s %s-said\"><title id=\"%s\">%s</title><desc id=\"%s-said\">Columns of 5 "
        "points. The fullest holds %t; the middle one of all %t lies from %t.</desc>"
        "<path class=\"scale\" d=\"M0 0H100M0 20H100M0 40H100\"/>",
        title, summary_count(p->arena, summary_most(bins)), id, id, id, title, id,
        summary_count(p->arena, summary_most(bins)), summary_count(p->arena, s->ranked),
        bin_name(p, summary_middle(bins)));
    write_columns(p, bins);
    frame_markup(p->out, p->language, "</svg>\n");
    write_marks(p, scores);
    frame_markup(p->out, p->language,
                 "<p class=\"axis\" aria-hidden=\"true\"><span>0</span><span>25</span><span>50</span>"
                 "<span>75</span><span>100</span></p>\n</figure>\n");
}

static void write_figures(const report_page *p)
{
    const ranking_summary *s = p->report->summary;
    frame_markup(p->out, p->language,
                 "<details class=\"as-seen\">\n<summary>These figures as a "
                 "table</summary>\n<table>\n<thead><tr><th scope=\"col\">Points</th><th scope=\"col\" "
                 "class=\"number\">Score so much</th><th scope=\"col\" class=\"number\">Known so much</th>"
                 "</tr></thead>\n<tbody>\n");
    for (size_t i = 0; i < SUMMARY_BINS; i++)
        frame_markup(
            p->out, p->language,
            "<tr><th scope=\"row\">%t</th><td class=\"number\">%t</td><td class=\"number\">%t</td></tr>\n",
            bin_name(p, i), summary_count(p->arena, s->scores[i]), summary_count(p->arena, s->coverage[i]));
    frame_markup(p->out, p->language, "</tbody>\n</table>\n</details>\n");
}

// ---- red flags

static size_t most_flags(const report *r)
{
    size_t most = 0;
    for (size_t i = 0; i < r->ruleset->flag_count; i++)
        most = r->summary->flags[i].holds > most ? r->summary->flags[i].holds : most;
    return most;
}

static void write_flags(const report_page *p)
{
    const report *r = p->report;
    size_t most = most_flags(r);
    if (most == 0)
        return;
    frame_markup(p->out, p->language,
                 "<details class=\"as-seen\">\n<summary>Red flags, and how many carry each</summary>\n");
    report_chart_begin(p, "quiet", "Red flags among all ranked", "Therapists");
    for (size_t i = 0; i < r->ruleset->flag_count; i++) {
        const flag *f = &r->ruleset->flags[i];
        size_t holds = r->summary->flags[i].holds;
        if (holds)
            frame_markup(
                p->out, p->language,
                "<tr><th scope=\"row\">%t</th><td><svg class=\"bar\" viewBox=\"0 0 100 10\" "
                "preserveAspectRatio=\"none\" aria-hidden=\"true\"><rect class=\"lost\" width=\"%t\" "
                "height=\"10\"/></svg></td><td class=\"number\">%t</td></tr>\n",
                summary_title(p->arena, &f->title, f->id),
                report_points(p, (int64_t)(holds * 100 * MICRO / most)), summary_count(p->arena, holds));
    }
    frame_markup(p->out, p->language, "</tbody>\n</table>\n</details>\n");
}

void report_scores(const report_page *p)
{
    const report *r = p->report;
    if (!summary_is_shown(r) || r->count == 0)
        return;
    bool all = r->count == r->ranked_total;
    frame_markup(p->out, p->language,
                 "<div class=\"pool\">\n<h3>All %t who are ranked</h3>\n<div class=\"spreads\">\n",
                 summary_count(p->arena, r->ranked_total));
    write_spread(p, "spread-score", "Score", true);
    write_spread(p, "spread-known", "How much of the 100 points is known", false);
    frame_markup(p->out, p->language,
                 "</div>\n<p class=\"small soft\">How many therapists lie in each 5 points; the marks below "
                 "are %m%t shown here. The one in the middle scores %t.</p>\n",
                 all ? "all " : "the ", summary_count(p->arena, r->count),
                 bin_name(p, summary_middle(r->summary->scores)));
    write_figures(p);
    write_flags(p);
    frame_markup(p->out, p->language, "</div>\n");
}

// ---- what excludes

static void write_gate(const report_page *p, const gate *g, const gate_count *count, size_t most)
{
    frame_markup(p->out, p->language,
                 "<tr><th scope=\"row\">%t</th><td><svg class=\"bar\" viewBox=\"0 0 100 10\" "
                 "preserveAspectRatio=\"none\" aria-hidden=\"true\"><rect class=\"shared\" width=\"%t\" "
                 "height=\"10\"/><rect class=\"lost\" width=\"%t\" height=\"10\"/></svg></td>"
                 "<td class=\"number\">%t<small>%t alone</small></td></tr>\n",
                 summary_title(p->arena, &g->title, g->id),
                 report_points(p, (int64_t)(count->unmet * 100 * MICRO / most)),
                 report_points(p, (int64_t)(count->alone * 100 * MICRO / most)),
                 summary_count(p->arena, count->unmet), summary_count(p->arena, count->alone));
}

void report_gate_counts(const report_page *p)
{
    const report *r = p->report;
    size_t most = 1;
    for (size_t i = 0; i < r->ruleset->gate_count; i++)
        most = r->summary->gates[i].unmet > most ? r->summary->gates[i].unmet : most;
    report_chart_begin(
        p, "reasons",
        "How many fail each condition. In full colour, and “alone”: those who meet all the others.",
        "Therapists");
    for (size_t i = 0; i < r->ruleset->gate_count; i++)
        if (r->summary->gates[i].unmet)
            write_gate(p, &r->ruleset->gates[i], &r->summary->gates[i], most);
    frame_markup(p->out, p->language, "</tbody>\n</table>\n");
}
