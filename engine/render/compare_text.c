// SPDX-License-Identifier: MIT
// A comparison as text: the scores side by side, then each difference, largest first.
#include "render/compare.h"
#include "render/text.h"

#include <stdio.h>

// A name alone where there is one: a comparison says it often.
static str short_name(const explanation *e, arena *a)
{
    builder name = builder_new(a);
    builder_add_visible(&name, e->name.length ? e->name : e->id, false);
    return builder_str(&name);
}

// ---- side by side

typedef struct side_by_side {
    const compare_report *report;
    arena *arena;
    const page *page;
    VEC(table_cell) cells;
    const char *headings[TABLE_COLUMNS];
} side_by_side;

static void add_cell(side_by_side *s, str text, ink i)
{
    *ARENA_PUSH(s->arena, &s->cells) = (table_cell){text, i};
}

static void add_figure(side_by_side *s, bool sign, int64_t micro)
{
    char text[24];
    add_cell(s, str_copy(s->arena, str_from(sign ? points_signed(text, micro) : points_text(text, micro))),
             INK_PLAIN);
}

static void add_steps(side_by_side *s, const char *label, int64_t (*step)(const score_steps *))
{
    const report *r = &s->report->report;
    bool any = false;
    for (size_t i = 0; i < r->count; i++)
        any = any || step(&r->items[i].score) != 0;
    if (!any)
        return;
    add_cell(s, str_from(page_say(s->page, label)), INK_PLAIN);
    for (size_t i = 0; i < r->count; i++)
        add_figure(s, true, step(&r->items[i].score));
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

static void add_places(side_by_side *s)
{
    const report *r = &s->report->report;
    add_cell(s, page_words(s->page, STR("Place")), INK_PLAIN);
    for (size_t i = 0; i < r->count; i++)
        add_cell(s,
                 r->items[i].excluded ? page_words(s->page, STR("excluded"))
                                      : str_printf(s->arena, page_say(s->page, "%zu of %zu"),
                                                   r->items[i].place, r->ranked_total),
                 r->items[i].excluded ? INK_BAD : INK_PLAIN);
    add_cell(s, page_words(s->page, STR("Score")), INK_STRONG);
    for (size_t i = 0; i < r->count; i++)
        add_figure(s, false, r->items[i].score.score);
    add_cell(s, page_words(s->page, STR("Range")), INK_DIM);
    for (size_t i = 0; i < r->count; i++) {
        char range[48];
        page_range(s->page, range, r->items[i].low.score, r->items[i].high.score);
        add_cell(s, str_copy(s->arena, str_from(range)), INK_DIM);
    }
}

static void write_side_by_side(page *p, const compare_report *of, arena *a)
{
    const report *r = &of->report;
    side_by_side s = {.report = of, .arena = a, .page = p, .headings = {page_say(p, "Of 100 points")}};
    for (size_t i = 0; i < r->count; i++)
        s.headings[1 + i] = str_terminated(a, short_name(&r->items[i], a));
    for (size_t f = 0; r->count && f < r->items[0].factor_count; f++) {
        const factor_explanation *factor = &r->items[0].factors[f];
        char of_points[24];
        if (factor->points == 0)
            continue;
        add_cell(&s,
                 str_printf(a, page_say(p, "%.*s, of %s"), STR_ARGS(text_label(factor->title, factor->id)),
                            points_text(of_points, factor->points)),
                 INK_PLAIN);
        for (size_t i = 0; i < r->count; i++)
            add_figure(&s, false, r->items[i].factors[f].contribution);
    }
    add_steps(&s, "Taken off by red flags", taken_off);
    add_steps(&s, "Cut by a ceiling", cut_off);
    add_steps(&s, "A score is never below 0", lifted);
    add_places(&s);
    page_heading(p, "Side by side");
    table_layout layout = {.indent = 2, .headings = s.headings, .columns = 1 + r->count};
    page_table(p, &layout, s.cells.items, s.cells.count / layout.columns);
}

// ---- one above the other

static void write_said(page *p, const explanation *e, const criterion_explanation *c, arena *a)
{
    static const char *const outcomes[] = {"met",       "in part",        "not met",
                                           "not known", "does not apply", "error"};
    str lead = str_printf(a, "%.*s (%s): ", STR_ARGS(short_name(e, a)), page_say(p, outcomes[c->outcome]));
    page_entry(p, 8, str_terminated(a, lead), INK_DIM, text_message(c->message, c->title, c->id), NULL);
}

static void write_factor(page *p, const comparison *c, const compare_part *part, arena *a)
{
    char difference[24];
    page_entry(p, 2, part->difference < 0 ? "- " : "+ ", part->difference < 0 ? INK_BAD : INK_GOOD,
               text_label(part->title, part->id), points_signed(difference, part->difference));
    for (size_t i = 0; i < part->criterion_count; i++) {
        const criterion_difference *d = &part->criteria[i];
        page_entry(p, 6, NULL, INK_PLAIN,
                   str_printf(a, "%.*s: %s", STR_ARGS(text_label(d->above->title, d->above->id)),
                              points_signed(difference, d->difference)),
                   NULL);
        write_said(p, c->above, d->above, a);
        write_said(p, c->below, d->below, a);
    }
}

// A flag or a ceiling is one therapist's, or both have it to different amounts.
static str whose(const page *p, const comparison *c, const compare_part *part, arena *a)
{
    const explanation *only = part->below == 0 ? c->above : part->above == 0 ? c->below : NULL;
    if (!only)
        return page_words(p, STR("both, by different amounts"));
    return short_name(only, a);
}

static void write_flag(page *p, const comparison *c, const compare_part *part, arena *a)
{
    static const char *const what[] = {"", "Red flag", "Ceiling", "A score is never below 0"};
    char difference[24];
    builder text = builder_new(a);
    builder_addf(&text, "%s, %.*s", page_say(p, what[part->kind]), STR_ARGS(whose(p, c, part, a)));
    if (part->kind != COMPARE_FLOOR)
        builder_addf(&text, ": %.*s", STR_ARGS(text_message(part->because, part->title, part->id)));
    page_entry(p, 2, part->difference < 0 ? "- " : "+ ", part->difference < 0 ? INK_BAD : INK_GOOD,
               builder_str(&text), points_signed(difference, part->difference));
}

static void write_excluded(page *p, const explanation *e, arena *a)
{
    for (size_t i = 0; e->excluded && i < e->gate_count; i++) {
        const gate_explanation *g = &e->gates[i];
        if (g->outcome == OUTCOME_UNMET)
            page_entry(p, 2, "x ", INK_BAD,
                       str_printf(a, page_say(p, "%.*s is excluded: %.*s"), STR_ARGS(short_name(e, a)),
                                  STR_ARGS(text_message(g->message, g->title, g->id))),
                       NULL);
    }
}

static str decided_text(const comparison *c)
{
    switch (c->decided) {
    case DECIDED_LOW:
        return STR("The low end of the range decides.");
    case DECIDED_HIGH:
        return STR("The high end of the range decides.");
    case DECIDED_COVERAGE:
        return STR("Scores and ranges are equal: it decides of whom more is known.");
    case DECIDED_ID:
        return STR("Nothing tells them apart: the order is that of their ids.");
    case DECIDED_GATE:
        return STR("Who is excluded stands behind everyone else, whatever the score.");
    default:
        break;
    }
    if (!c->ranges_overlap)
        return STR_NONE;
    return STR("What is not known could turn this around: the ranges overlap.");
}

static void write_comparison(page *p, const comparison *c, arena *a)
{
    char difference[24];
    str heading = str_printf(a, page_say(p, "%.*s above %.*s: %s points"), STR_ARGS(short_name(c->above, a)),
                             STR_ARGS(short_name(c->below, a)), points_signed(difference, c->difference));
    page_heading(p, str_terminated(a, heading));
    write_excluded(p, c->above, a);
    write_excluded(p, c->below, a);
    for (size_t i = 0; i < c->part_count; i++)
        if (c->parts[i].kind == COMPARE_FACTOR)
            write_factor(p, c, &c->parts[i], a);
        else
            write_flag(p, c, &c->parts[i], a);
    page_entry(p, 2, "= ", INK_STRONG, page_words(p, STR("together, the difference of the scores")),
               points_signed(difference, c->difference));
    str decided = page_words(p, decided_text(c));
    if (decided.length)
        page_entry(p, 2, NULL, INK_ASK, decided, NULL);
}

void render_compare_text(const compare_report *r, const render_style *style, builder *out)
{
    render_style own = *style;
    own.language = frame_language_of(r->report.ruleset->language);
    page p = page_new(out, &own);
    text_header(&p, &r->report, out->arena);
    write_side_by_side(&p, r, out->arena);
    for (size_t i = 0; i < r->comparison_count; i++)
        write_comparison(&p, &r->comparisons[i], out->arena);
    page_line(&p, INK_DIM, "\nFigures are rounded to one digit; --format json has them exactly.");
}
