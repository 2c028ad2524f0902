// SPDX-License-Identifier: MIT
// What each rule came to for one therapist: losses, factors with their criteria, gates, flags, the sum.
#include "render/because.h"
#include "render/report_html.h"

static const struct {
    const char *class, *word;
} outcomes[] = {
    [OUTCOME_MET] = {"met", "met"},
    [OUTCOME_PARTLY] = {"partly", "partly met"},
    [OUTCOME_UNMET] = {"unmet", "not met"},
    [OUTCOME_UNKNOWN] = {"unknown", "not known"},
    [OUTCOME_NOT_APPLICABLE] = {"unknown", "does not apply"},
    [OUTCOME_ERROR] = {"unmet", "error"},
};

static bool not_known(outcome o)
{
    return o == OUTCOME_UNKNOWN || o == OUTCOME_ERROR;
}

static void write_outcome(const report_page *p, outcome o)
{
    frame_markup(p->out, p->language, "<span class=\"chip %s\">%s</span> ", outcomes[o].class,
                 outcomes[o].word);
}

// ---- criteria

static void write_criterion(const report_page *p, const criterion_explanation *c)
{
    frame_markup(p->out, p->language, "<li><div class=\"line\"><p>");
    write_outcome(p, c->outcome);
    frame_markup(p->out, p->language, "%t</p><p class=\"number soft\">%t of %t</p></div>\n",
                 text_label(c->title, c->id), report_points(p, c->contribution), report_points(p, c->points));
    if (c->message.length && !str_equal(c->message, c->title)) {
        frame_markup(p->out, p->language, "<p>");
        report_said(p, c->message, c->quotes, c->quote_count);
        frame_markup(p->out, p->language, "</p>\n");
    }
    report_quotes(p, c->message, c->quotes, c->quote_count);
    if (c->outcome == OUTCOME_UNMET || c->outcome == OUTCOME_PARTLY)
        report_because(p, c->message, &c->decided_by);
    if (not_known(c->outcome)) {
        report_missing(p, c->missing, c->missing_count);
        frame_markup(
            p->out, p->language,
            "<p class=\"small soft\">Once it is known, the score is %t at best and %t at worst.</p>\n",
            report_points(p, c->score_if_met), report_points(p, c->score_if_unmet));
    }
    frame_markup(p->out, p->language, "</li>\n");
}

void report_factors(const report_page *p, const explanation *e)
{
    for (size_t i = 0; i < e->factor_count; i++) {
        const factor_explanation *f = &e->factors[i];
        if (f->points == 0)
            continue;
        frame_markup(p->out, p->language,
                     "<details%m>\n<summary><b>%t</b> <span class=\"soft\">%t of %t points</span></summary>\n"
                     "<ul class=\"criteria\">\n",
                     p->report->single ? " open=\"open\"" : " class=\"as-seen\"", text_label(f->title, f->id),
                     report_points(p, f->contribution), report_points(p, f->points));
        for (uint32_t k = 0; k < f->criterion_count; k++)
            if (e->criteria[f->first_criterion + k].outcome != OUTCOME_NOT_APPLICABLE)
                write_criterion(p, &e->criteria[f->first_criterion + k]);
        frame_markup(p->out, p->language, "</ul>\n</details>\n");
    }
}

// ---- gates

static void write_gate(const report_page *p, const gate_explanation *g)
{
    frame_markup(p->out, p->language, "<li><p>");
    write_outcome(p, g->outcome);
    frame_markup(p->out, p->language, "%t</p>\n", text_message(g->message, g->title, g->id));
    if (not_known(g->outcome))
        report_missing(p, g->missing, g->missing_count);
    frame_markup(p->out, p->language, "</li>\n");
}

void report_exclusion(const report_page *p, const explanation *e)
{
    if (!e->excluded)
        return;
    frame_markup(p->out, p->language,
                 "<section>\n<h2>Why excluded, and what would have to hold</h2>\n<ul class=\"criteria\">\n");
    for (size_t i = 0; i < e->gate_count; i++) {
        const gate_explanation *g = &e->gates[i];
        if (g->outcome != OUTCOME_UNMET)
            continue;
        frame_markup(p->out, p->language, "<li><p>%t</p>\n", text_message(g->message, g->title, g->id));
        report_quotes(p, g->message, g->quotes, g->quote_count);
        report_because(p, g->message, &g->decided_by);
        report_needed(p, &g->decided_by);
        frame_markup(p->out, p->language, "</li>\n");
    }
    frame_markup(p->out, p->language, "</ul>\n</section>\n");
}

void report_gates(const report_page *p, const explanation *e)
{
    size_t count[OUTCOME_ERROR + 1] = {0}, shown = 0, open = 0;
    for (size_t i = 0; i < e->gate_count; i++)
        count[e->gates[i].outcome]++;
    open = count[OUTCOME_UNKNOWN] + count[OUTCOME_ERROR];
    shown = e->gate_count - count[OUTCOME_NOT_APPLICABLE];
    if (shown == 0)
        return;
    frame_markup(p->out, p->language,
                 "<details%m>\n<summary><b>What must hold</b> <span class=\"soft\">%u of %u confirmed",
                 p->report->single ? " open=\"open\"" : " class=\"as-seen\"", (unsigned)count[OUTCOME_MET],
                 (unsigned)shown);
    if (open)
        frame_markup(p->out, p->language, ", %u not known", (unsigned)open);
    frame_markup(p->out, p->language, "</span></summary>\n<ul class=\"criteria\">\n");
    for (size_t i = 0; i < e->gate_count; i++)
        if (e->gates[i].outcome != OUTCOME_NOT_APPLICABLE)
            write_gate(p, &e->gates[i]);
    frame_markup(p->out, p->language, "</ul>\n</details>\n");
}

// ---- flags

static void write_held_flag(const report_page *p, const flag_explanation *f)
{
    frame_markup(p->out, p->language,
                 "<div class=\"redflag\">\n<div class=\"line\"><p><span class=\"chip unmet\">red "
                 "flag</span> ");
    report_said(p, text_message(f->because, f->title, f->id), f->quotes, f->quote_count);
    frame_markup(p->out, p->language, "</p>");
    if (f->deducted)
        frame_markup(p->out, p->language, "<p class=\"number\">%t</p>", report_signed(p, -f->deducted));
    frame_markup(p->out, p->language, "</div>\n");
    report_quotes(p, f->because, f->quotes, f->quote_count);
    report_because(p, f->because, &f->decided_by);
    if (f->has_ceiling)
        frame_markup(p->out, p->language, "<p class=\"small soft\">The score can be at most %t.</p>\n",
                     report_points(p, f->ceiling));
    if (f->deduct && !f->counts)
        frame_markup(p->out, p->language,
                     "<p class=\"small soft\">Another flag of its group takes the points off already."
                     "</p>\n");
    frame_markup(p->out, p->language, "</div>\n");
}

// A flag that is not known to hold accuses nobody: its title, not what it says of those whom it holds for.
static void write_open_flag(const report_page *p, const flag_explanation *f)
{
    frame_markup(p->out, p->language, "<li><p><span class=\"chip unknown\">not ruled out</span> %t</p>\n",
                 text_label(f->title, f->id));
    report_quotes(p, STR_NONE, f->quotes, f->quote_count);
    report_missing(p, f->missing, f->missing_count);
    frame_markup(p->out, p->language, "<p class=\"small soft\">If it held, the score would be %t.</p></li>\n",
                 report_points(p, f->score_if_held));
}

void report_flags(const report_page *p, const explanation *e)
{
    size_t open = 0;
    for (size_t i = 0; i < e->flag_count; i++)
        if (e->flags[i].holds == TRUTH_TRUE)
            write_held_flag(p, &e->flags[i]);
        else
            open++;
    if (open == 0)
        return;
    frame_markup(
        p->out, p->language,
        "<details>\n<summary><b>Red flags not ruled out</b> <span class=\"soft\">%u</span></summary>\n"
        "<ul class=\"criteria\">\n",
        (unsigned)open);
    for (size_t i = 0; i < e->flag_count; i++)
        if (e->flags[i].holds != TRUTH_TRUE)
            write_open_flag(p, &e->flags[i]);
    frame_markup(p->out, p->language, "</ul>\n</details>\n");
}

// ---- losses and the sum

static str loss_text(const report_page *p, const explanation *e, const loss *l)
{
    if (l->kind == LOSS_CRITERION) {
        const criterion_explanation *c = explanation_criterion(e, l->id);
        str text = text_message(c->message, c->title, c->id);
        if (l->unknown)
            return str_printf(p->arena, frame_say(p->language, "Not known: %.*s"),
                              STR_ARGS(text_label(c->title, c->id)));
        return c->outcome == OUTCOME_PARTLY
                   ? str_printf(p->arena, frame_say(p->language, "In part: %.*s"), STR_ARGS(text))
                   : text;
    }
    const flag_explanation *f = explanation_flag(e, l->id);
    str text = f ? text_message(f->because, f->title, f->id) : l->id;
    return l->kind == LOSS_CEILING
               ? str_printf(p->arena, frame_say(p->language, "Ceiling: %.*s"), STR_ARGS(text))
               : text;
}

void report_losses(const report_page *p, const explanation *e, size_t most)
{
    if (e->loss_count == 0)
        return;
    frame_markup(p->out, p->language, "<ol class=\"losses\">\n");
    for (size_t i = 0; i < e->loss_count && i < most; i++) {
        const loss *l = &e->losses[i];
        frame_markup(p->out, p->language, "<li class=\"line%m\"><p>%t", l->unknown ? " open" : "",
                     loss_text(p, e, l));
        str roots = because_roots(p->arena, p->language, e, l);
        if (roots.length)
            frame_markup(p->out, p->language, " <span class=\"soft\">Likely follows from %t.</span>", roots);
        frame_markup(p->out, p->language, "</p><p class=\"number\">%t</p></li>\n",
                     report_signed(p, -l->points));
    }
    frame_markup(p->out, p->language, "</ol>\n");
    if (e->loss_count > most)
        frame_markup(p->out, p->language, "<p class=\"small soft\">and %u more of less weight</p>\n",
                     (unsigned)(e->loss_count - most));
}

static void write_step(const report_page *p, const char *what, int64_t micro, bool as_sum)
{
    if (micro || as_sum)
        frame_markup(p->out, p->language, "<tr><th scope=\"row\">%s</th><td class=\"number\">%t</td></tr>\n",
                     what, as_sum ? report_points(p, micro) : report_signed(p, micro));
}

void report_sum(const report_page *p, const explanation *e)
{
    frame_markup(p->out, p->language,
                 "<table class=\"sum\">\n<caption class=\"unseen\">How the score adds up</caption>\n"
                 "<tbody>\n");
    for (size_t i = 0; i < e->factor_count; i++)
        if (e->factors[i].points)
            frame_markup(p->out, p->language,
                         "<tr><th scope=\"row\">%t</th><td class=\"number\">%t</td></tr>\n",
                         text_label(e->factors[i].title, e->factors[i].id),
                         report_signed(p, e->factors[i].contribution));
    write_step(p, "Taken off by red flags", -e->score.deducted, false);
    write_step(p, "Cut by the ceiling", -e->score.ceiling_cut, false);
    write_step(p, "A score is never below 0", e->score.floor_lift, false);
    write_step(p, "Score", e->score.score, true);
    frame_markup(p->out, p->language, "</tbody>\n</table>\n");
}
