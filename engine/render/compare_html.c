// SPDX-License-Identifier: MIT
// A comparison as one HTML page: therapists side by side, then for each two neighbours what sets them apart,
// as bars that add up, with what both were found to be. Decides nothing; see html.h for why nothing in it can
// be markup.
#include "render/compare.h"
#include "render/report_html.h"

static const char *const compare_style[] = {
    ".wide{max-width:78rem}.side th:first-child{width:24%}.side td .bar{height:.5rem;margin:.1rem 0 ",
    ".3rem}.side ",
    "td,.side thead th{min-width:5rem}.side .total>*{border-top:2px solid var(--ink);font-weight:700}.side ",
    "td .whisker{margin:0 0 .2rem}.side td,.side thead th{font-variant-numeric:tabular-nums}\n",
    ".steps .what{width:44%}.steps .figure{width:4.5rem}.steps .bar{height:.9rem;margin-top:.3rem}.steps ",
    "tfoot>tr>*{border-top:2px solid var(--ink);font-weight:700;padding-top:.35rem}.gain{fill:#2c7a53}.loss{",
    "fill:#b3574a}.sum-bar{fill:var(--ink)}.steps .bar path{stroke:var(--soft);fill:none;vector-effect:",
    "non-scaling-stroke}\n",
    "@media screen and (prefers-color-scheme:dark){.gain{fill:#7fd4a6}.loss{fill:#ff9f95}}\n",
    ".part{margin-top:1.5rem}.part>.line h3{font-size:1.15rem;margin:0}.part>.line .number{font-weight:700}",
    ".differences{list-style:none;padding:0;margin:.5rem 0 0}.differences>li{border-top:1px solid ",
    "var(--line);",
    "padding:.6rem 0;margin:0}.differences ",
    "h4{margin:0;font-size:1rem}.both{display:grid;grid-template-columns:",
    "repeat(auto-fit,minmax(min(100%,16rem),1fr));gap:.5rem 1.5rem;margin-top:.35rem}.both>div{border-left:",
    ".2rem solid var(--line);padding-left:.7rem}.both p{margin:0 0 .25rem}\n",
    "@media (max-width:40rem){.side td::before{",
    "content:attr(data-who) ': ';color:var(--soft);font-weight:400}",
    ".side th:first-child{width:auto}}\n",
    "@media print{.differences>li,.part>.line,.steps{break-inside:avoid}}\n",
};
enum { STYLES = sizeof compare_style / sizeof *compare_style };

// ---- side by side

static void begin_row(const report_page *p, const char *class, str label)
{
    frame_markup(p->out, p->language, "<tr%m><th scope=\"row\">%t</th>", class,
                 frame_words(p->language, label));
}

static void begin_cell(const report_page *p, const explanation *e)
{
    frame_markup(p->out, p->language, "<td data-who=\"%t\">", report_name(e));
}

static void write_factor_row(const report_page *p, size_t index)
{
    const report *r = p->report;
    const factor_explanation *factor = &r->items[0].factors[index];
    if (factor->points == 0)
        return;
    begin_row(p, "",
              str_printf(p->arena, frame_say(p->language, "%.*s, of %.*s"),
                         STR_ARGS(text_label(factor->title, factor->id)),
                         STR_ARGS(report_points(p, factor->points))));
    for (size_t i = 0; i < r->count; i++) {
        const factor_explanation *f = &r->items[i].factors[index];
        begin_cell(p, &r->items[i]);
        frame_markup(p->out, p->language, "%t", report_points(p, f->contribution));
        report_factor_bar(p, f);
        frame_markup(p->out, p->language, "</td>");
    }
    frame_markup(p->out, p->language, "</tr>\n");
}

static int64_t taken_off(const score_steps *steps)
{
    return -steps->deducted;
}

static int64_t cut_off(const score_steps *steps)
{
    return -steps->ceiling_cut;
}

static int64_t lifted(const score_steps *steps)
{
    return steps->floor_lift;
}

static void write_step_row(const report_page *p, const char *label, int64_t (*step)(const score_steps *))
{
    const report *r = p->report;
    bool any = false;
    for (size_t i = 0; i < r->count; i++)
        any = any || step(&r->items[i].score) != 0;
    if (!any)
        return;
    begin_row(p, "", str_from(label));
    for (size_t i = 0; i < r->count; i++) {
        begin_cell(p, &r->items[i]);
        frame_markup(p->out, p->language, "%t</td>", report_signed(p, step(&r->items[i].score)));
    }
    frame_markup(p->out, p->language, "</tr>\n");
}

static void write_scores(const report_page *p)
{
    const report *r = p->report;
    begin_row(p, " class=\"total\"", STR("Score, of 100"));
    for (size_t i = 0; i < r->count; i++) {
        begin_cell(p, &r->items[i]);
        frame_markup(p->out, p->language, "%t</td>", report_points(p, r->items[i].score.score));
    }
    frame_markup(p->out, p->language, "</tr>\n");
    begin_row(p, "", STR("Range"));
    for (size_t i = 0; i < r->count; i++) {
        begin_cell(p, &r->items[i]);
        frame_markup(p->out, p->language, "%t to %t", report_points(p, r->items[i].low.score),
                     report_points(p, r->items[i].high.score));
        report_whisker(p, &r->items[i]);
        frame_markup(p->out, p->language, "</td>");
    }
    frame_markup(p->out, p->language, "</tr>\n");
    begin_row(p, "", STR("Place"));
    for (size_t i = 0; i < r->count; i++) {
        const explanation *e = &r->items[i];
        begin_cell(p, e);
        if (e->excluded)
            frame_markup(p->out, p->language, "<span class=\"chip unmet\">excluded</span></td>");
        else
            frame_markup(p->out, p->language, "%u of %u</td>", (unsigned)e->place, (unsigned)r->ranked_total);
    }
    frame_markup(p->out, p->language, "</tr>\n");
}

static void write_side_by_side(const report_page *p)
{
    const report *r = p->report;
    frame_markup(p->out, p->language,
                 "<section id=\"side\">\n<h2>Side by side</h2>\n<table class=\"side stack\">\n<caption>"
                 "Points won, of the 100 that the factors share for you.</caption>\n<thead><tr><th "
                 "scope=\"col\">Of 100 points</th>");
    for (size_t i = 0; i < r->count; i++)
        frame_markup(p->out, p->language, "<th scope=\"col\">%t</th>", report_name(&r->items[i]));
    frame_markup(p->out, p->language, "</tr></thead>\n<tbody>\n");
    for (size_t i = 0; r->count && i < r->items[0].factor_count; i++)
        write_factor_row(p, i);
    write_step_row(p, "Taken off by red flags", taken_off);
    write_step_row(p, "Cut by a ceiling", cut_off);
    write_step_row(p, "A score is never below 0", lifted);
    write_scores(p);
    frame_markup(p->out, p->language, "</tbody>\n</table>\n</section>\n");
}

// ---- bars that add up: each begins where the one above it ends

typedef struct steps_scale {
    int64_t low, width; // micro-points
} steps_scale;

static steps_scale scale_of(const comparison *c)
{
    int64_t low = 0, high = 0, at = 0;
    for (size_t i = 0; i < c->part_count; i++) {
        at += c->parts[i].difference;
        low = at < low ? at : low;
        high = at > high ? at : high;
    }
    return (steps_scale){low, high > low ? high - low : 1};
}

static str along(const report_page *p, const steps_scale *s, int64_t micro)
{
    return report_points(p, micro * 100 * MICRO / s->width);
}

static void write_step(const report_page *p, const steps_scale *s, const char *class, int64_t from,
                       int64_t to)
{
    int64_t left = from < to ? from : to, length = from < to ? to - from : from - to;
    frame_markup(
        p->out, p->language,
        "<svg class=\"bar\" viewBox=\"0 0 100 10\" preserveAspectRatio=\"none\" aria-hidden=\"true\"><rect "
        "class=\"%m\" x=\"%t\" width=\"%t\" height=\"10\"/><path d=\"M%t -4V14\"/></svg>",
        class, along(p, s, left - s->low), along(p, s, length), along(p, s, -s->low));
}

static str part_name(const report_page *p, const compare_part *part)
{
    static const char *const what[] = {"", "Red flag: ", "Ceiling: ", ""};
    if (part->kind == COMPARE_FLOOR)
        return frame_words(p->language, STR("A score is never below 0"));
    return str_printf(p->arena, "%s%.*s", frame_say(p->language, what[part->kind]),
                      STR_ARGS(text_label(part->title, part->id)));
}

static void write_steps(const report_page *p, const comparison *c)
{
    steps_scale scale = scale_of(c);
    report_chart_begin(
        p, "steps",
        str_terminated(p->arena,
                       str_printf(p->arena, frame_say(p->language, "For and against %.*s, largest first"),
                                  STR_ARGS(report_name(c->above)))),
        "Points");
    int64_t at = 0;
    for (size_t i = 0; i < c->part_count; i++) {
        const compare_part *part = &c->parts[i];
        frame_markup(p->out, p->language, "<tr><th scope=\"row\">%t</th><td>", part_name(p, part));
        write_step(p, &scale, part->difference < 0 ? "loss" : "gain", at, at + part->difference);
        frame_markup(p->out, p->language, "</td><td class=\"number\">%t</td></tr>\n",
                     report_signed(p, part->difference));
        at += part->difference;
    }
    frame_markup(p->out, p->language,
                 "</tbody>\n<tfoot>\n<tr><th scope=\"row\">Together, the difference of the "
                 "scores</th><td>");
    write_step(p, &scale, "sum-bar", 0, c->difference);
    frame_markup(p->out, p->language, "</td><td class=\"number\">%t</td></tr>\n</tfoot>\n</table>\n",
                 report_signed(p, c->difference));
}

// ---- what both were found to be

static void write_side(const report_page *p, const explanation *e, const criterion_explanation *c)
{
    static const char *const outcomes[] = {"met",       "in part",        "not met",
                                           "not known", "does not apply", "error"};
    frame_markup(
        p->out, p->language,
        "<div>\n<p><b>%t</b> <span class=\"chip %s\">%s</span> <span class=\"soft\">%t</span></p>\n<p>",
        report_name(e), outcome_name(c->outcome), outcomes[c->outcome], report_points(p, c->contribution));
    str said = text_message(c->message, c->title, c->id);
    report_said(p, said, c->quotes, c->quote_count);
    frame_markup(p->out, p->language, "</p>\n");
    report_quotes(p, said, c->quotes, c->quote_count);
    frame_markup(p->out, p->language, "</div>\n");
}

static void write_criteria(const report_page *p, const comparison *c, const compare_part *part)
{
    frame_markup(p->out, p->language, "<ul class=\"differences\">\n");
    for (size_t i = 0; i < part->criterion_count; i++) {
        const criterion_difference *d = &part->criteria[i];
        frame_markup(
            p->out, p->language,
            "<li><div class=\"line\"><h4>%t</h4><p class=\"number\">%t</p></div>\n<div class=\"both\">\n",
            text_label(d->above->title, d->above->id), report_signed(p, d->difference));
        write_side(p, c->above, d->above);
        write_side(p, c->below, d->below);
        frame_markup(p->out, p->language, "</div></li>\n");
    }
    frame_markup(p->out, p->language, "</ul>\n");
}

// Whose a flag or a ceiling is: one's, or both have it to different amounts.
static void write_flag(const report_page *p, const comparison *c, const compare_part *part)
{
    const explanation *only = part->below == 0 ? c->above : part->above == 0 ? c->below : NULL;
    frame_markup(p->out, p->language, "<p>%t: %t</p>\n",
                 only ? report_name(only) : frame_words(p->language, STR("Both, by different amounts")),
                 text_message(part->because, part->title, part->id));
    const explanation *sides[] = {c->above, c->below};
    for (size_t i = 0; i < 2; i++) {
        const flag_explanation *f = explanation_flag(sides[i], part->id);
        if (f && (!only || only == sides[i]))
            report_quotes(p, part->because, f->quotes, f->quote_count);
    }
}

static void write_part(const report_page *p, const comparison *c, const compare_part *part)
{
    if (part->kind == COMPARE_FLOOR)
        return; // its name says it
    frame_markup(
        p->out, p->language,
        "<section class=\"part\">\n<div class=\"line\"><h3>%t</h3><p class=\"number\">%t</p></div>\n",
        part_name(p, part), report_signed(p, part->difference));
    if (part->kind == COMPARE_FACTOR)
        write_criteria(p, c, part);
    else
        write_flag(p, c, part);
    frame_markup(p->out, p->language, "</section>\n");
}

static void write_gates(const report_page *p, const explanation *e)
{
    for (size_t i = 0; e->excluded && i < e->gate_count; i++) {
        const gate_explanation *g = &e->gates[i];
        if (g->outcome != OUTCOME_UNMET)
            continue;
        frame_markup(p->out, p->language,
                     "<div class=\"warning\"><p><strong>%t is excluded:</strong> %t</p>\n", report_name(e),
                     text_message(g->message, g->title, g->id));
        report_quotes(p, g->message, g->quotes, g->quote_count);
        frame_markup(p->out, p->language, "</div>\n");
    }
}

static const char *decided_text(const comparison *c)
{
    switch (c->decided) {
    case DECIDED_LOW:
        return "The low end of the range decides.";
    case DECIDED_HIGH:
        return "The high end of the range decides.";
    case DECIDED_COVERAGE:
        return "Scores and ranges are equal: it decides of whom more is known.";
    case DECIDED_ID:
        return "Nothing tells them apart: the order is that of their ids.";
    case DECIDED_GATE:
        return "Who is excluded stands behind everyone else, whatever the score.";
    case DECIDED_SCORE:
        break;
    }
    return c->ranges_overlap ? "What is not known could turn this around: the ranges overlap." : NULL;
}

static void write_comparison(const report_page *p, const comparison *c)
{
    frame_markup(p->out, p->language, "<section class=\"pair\">\n<h2>%t above %t: %t points</h2>\n",
                 report_name(c->above), report_name(c->below), report_signed(p, c->difference));
    write_gates(p, c->above);
    write_gates(p, c->below);
    if (c->part_count)
        write_steps(p, c);
    const char *decided = decided_text(c);
    if (decided)
        frame_markup(p->out, p->language, "<p class=\"advice\">%s</p>\n", decided);
    for (size_t i = 0; i < c->part_count; i++)
        write_part(p, c, &c->parts[i]);
    frame_markup(p->out, p->language, "</section>\n");
}

// ---- the page

static const char *const *style_of(arena *a)
{
    size_t count = 0;
    while (report_style[count])
        count++;
    const char **all = ARENA_ARRAY(a, const char *, count + STYLES + 1);
    for (size_t i = 0; i < count; i++)
        all[i] = report_style[i];
    for (size_t i = 0; i < STYLES; i++)
        all[count + i] = compare_style[i];
    return all; // zeroed: ends with NULL
}

static void write_urgent(const report_page *p)
{
    const client_explanation *c = &p->report->client;
    bool any = false;
    for (size_t i = 0; i < c->advice_count; i++) {
        if (!c->advice[i].urgent)
            continue;
        if (!any)
            frame_markup(p->out, p->language,
                         "<section class=\"urgent\" aria-labelledby=\"first\">\n<h2 "
                         "id=\"first\">Before anything else</h2>\n");
        report_advice(p, &c->advice[i]);
        any = true;
    }
    if (any)
        frame_markup(p->out, p->language, "</section>\n");
}

static void write_header(const report_page *p, str title)
{
    const report *r = p->report;
    frame_markup(p->out, p->language,
                 "<header>\n<h1>%t</h1>\n<p class=\"soft\">By “%t”, version %t, on <time>%t</time>. %m</p>\n"
                 "</header>\n",
                 title, text_label(text_message_plain(&r->ruleset->title), r->ruleset->id),
                 r->ruleset->version, feel_date_text(p->arena, r->today),
                 r->redacted ? "Quotes, and words that repeat what the client said, are left out." : "");
}

void render_compare_html(const compare_report *made, builder *out)
{
    const report *r = &made->report;
    report_page page = {.report = r,
                        .out = out,
                        .arena = out->arena,
                        .widest = 1,
                        .language = frame_language_of(r->ruleset->language)},
                *p = &page;
    for (size_t i = 0; i < r->client.factor_count; i++)
        if (r->client.factors[i].points > page.widest)
            page.widest = r->client.factors[i].points;
    str title = r->redacted
                    ? str_printf(out->arena, frame_say(p->language, "%zu therapists compared"), r->count)
                    : str_printf(out->arena, frame_say(p->language, "%zu therapists compared, for %.*s"),
                                 r->count, STR_ARGS(r->client_id));
    html_begin_in(out, frame_language_tag(p->language), title, style_of(out->arena));
    frame_markup(out, p->language,
                 "<a class=\"skip\" href=\"#side\">Skip to the comparison</a>\n<div class=\"report%m\">\n",
                 r->count > 3 ? " wide" : "");
    frame_markup(out, p->language, "<main>\n");
    write_header(p, title);
    write_urgent(p);
    write_side_by_side(p);
    for (size_t i = 0; i < made->comparison_count; i++)
        write_comparison(p, &made->comparisons[i]);
    report_shares(p);
    report_origin(p);
    frame_markup(out, p->language, "</main>\n</div>\n");
    html_end(out);
}
