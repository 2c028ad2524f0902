// SPDX-License-Identifier: MIT
// One therapist in the HTML report: as a card of a ranking, and whole.
#include "render/ask.h"
#include "render/because.h"
#include "render/report_html.h"

#include "explain/stability.h"

enum { GAINS_SHOWN = 3, LOSSES_SHOWN = 4, ALMOST_NOTHING = 20 * MICRO };

// ---- what a card starts with

static void write_figures(const report_page *p, const explanation *e)
{
    frame_markup(p->out, p->language, "<p class=\"score\"><b>%t</b> <span class=\"soft\">of 100</span></p>\n",
                 report_points(p, e->score.score));
    report_whisker(p, e);
    frame_markup(
        p->out, p->language,
        "<p class=\"small soft\">Range %t to %t, as %t of the 100 points rest on what is known.%m</p>\n",
        report_points(p, e->low.score), report_points(p, e->high.score), report_points(p, e->coverage),
        e->coverage < ALMOST_NOTHING ? " <strong>Little is known: this place is a guess.</strong>" : "");
}

// How near the one below is, where one factor that counts otherwise would change their order.
static void write_next(const report_page *p, const explanation *e)
{
    if (!e->next)
        return;
    const explanation *below = e + 1; // items of a report stand in its order
    if (!e->next->close) {
        frame_markup(p->out, p->language, "<p class=\"small soft\">%t</p>\n",
                     frame_words(p->language, e->low.score < below->high.score
                                                  ? STR("Clear of the next, as far as is known.")
                                                  : STR("Clear of the next.")));
        return;
    }
    const factor_explanation *f = &e->factors[e->next->factor];
    frame_markup(
        p->out, p->language,
        "<p class=\"small\"><span class=\"chip unknown\">close call</span> %t would stand above if “%t” "
        "counted %t of 100 points, not %t.</p>\n",
        report_name(below), text_label(f->title, f->id), report_points(p, e->next->at),
        report_points(p, e->next->share));
}

// The criterion that won most of those that stand behind `after` in order of points won; NULL for none.
static const criterion_explanation *next_gain(const explanation *e, const criterion_explanation *after)
{
    const criterion_explanation *best = NULL;
    for (size_t i = 0; i < e->criterion_count; i++) {
        const criterion_explanation *c = &e->criteria[i];
        bool won = (c->outcome == OUTCOME_MET || c->outcome == OUTCOME_PARTLY) && c->contribution > 0;
        bool left = !after || c->contribution < after->contribution ||
                    (c->contribution == after->contribution && c > after);
        if (won && left && (!best || c->contribution > best->contribution))
            best = c;
    }
    return best;
}

static void write_gains(const report_page *p, const explanation *e)
{
    const criterion_explanation *c = next_gain(e, NULL);
    if (!c)
        return;
    frame_markup(p->out, p->language, "<h4>What speaks for it</h4>\n<ul class=\"gains\">\n");
    for (size_t i = 0; c && i < GAINS_SHOWN; i++, c = next_gain(e, c)) {
        frame_markup(p->out, p->language, "<li><div class=\"line\"><p>");
        bool repeats = report_said(p, text_message(c->message, c->title, c->id), c->quotes, c->quote_count);
        frame_markup(p->out, p->language, "</p><p class=\"number\">%t</p></div>\n",
                     report_signed(p, c->contribution));
        for (size_t k = 0; !repeats && k < c->quote_count; k++)
            if (c->quotes[k].counts) {
                report_quotes(p, STR_NONE, &c->quotes[k], 1);
                break;
            }
        frame_markup(p->out, p->language, "</li>\n");
    }
    frame_markup(p->out, p->language, "</ul>\n");
}

static void write_pair_advice(const report_page *p, const explanation *e)
{
    for (size_t i = 0; i < e->advice_count; i++)
        report_advice(p, &e->advice[i]);
}

void report_card(const report_page *p, const explanation *e)
{
    frame_markup(p->out, p->language,
                 "<article class=\"card\" id=\"place-%u\" aria-labelledby=\"name-%u\">\n<header>\n<h3 "
                 "id=\"name-%u\"><span class=\"at\">%u.</span> %t</h3>\n",
                 (unsigned)e->place, (unsigned)e->place, (unsigned)e->place, (unsigned)e->place,
                 report_name(e));
    if (e->name.length)
        frame_markup(p->out, p->language, "<p class=\"small soft\"><code>%t</code></p>\n", e->id);
    write_figures(p, e);
    write_next(p, e);
    frame_markup(p->out, p->language, "</header>\n");
    report_factor_chart(p, e);
    write_pair_advice(p, e);
    const explanation *told = because_shown(p->because, e);
    report_flags(p, told);
    write_gains(p, e);
    if (e->loss_count)
        frame_markup(p->out, p->language, "<h4>Where points were lost</h4>\n");
    report_losses(p, e, LOSSES_SHOWN);
    report_gates(p, told);
    report_factors(p, told);
    if (report_has_questions(e))
        frame_markup(p->out, p->language,
                     "<p class=\"to-call\"><a href=\"#call-%u\">What to ask %t</a></p>\n", (unsigned)e->place,
                     report_name(e));
    frame_markup(p->out, p->language, "</article>\n");
}

// ---- questions

str report_about(const explanation *e, str id)
{
    const gate_explanation *g = explanation_gate(e, id);
    const criterion_explanation *c = explanation_criterion(e, id);
    const flag_explanation *f = explanation_flag(e, id);
    for (size_t i = 0; i < e->advice_count; i++)
        if (str_equal(e->advice[i].id, id))
            return e->advice[i].title;
    return g ? g->title : c ? c->title : f ? f->title : STR_NONE;
}

// ---- whole

// Of fields that no question shows already, and that make a difference.
static void write_answers(const report_page *p, const explanation *e)
{
    bool any = false;
    for (size_t i = 0; i < e->answer_count; i++)
        any = any || ask_adds_field(e, e->answers[i].field);
    if (!any)
        return;
    frame_markup(p->out, p->language,
                 "<section>\n<h2>Not asked above, and the score with each answer</h2>\n<table "
                 "class=\"answers\">\n<caption>The score, were this known.</caption>\n<thead><tr><th "
                 "scope=\"col\">Question</th><th "
                 "scope=\"col\">Answer</th><th scope=\"col\" class=\"number\">Score</th></tr></thead>\n"
                 "<tbody>\n");
    for (size_t i = 0; i < e->answer_count; i++) {
        const answer *x = &e->answers[i];
        if (!ask_adds_field(e, x->field))
            continue;
        frame_markup(p->out, p->language,
                     "<tr><th scope=\"row\">%t</th><td>%t</td><td class=\"number\">%t</td></tr>\n",
                     text_label(x->label, x->field), text_label(x->value_label, x->value),
                     x->excluded ? frame_words(p->language, STR("excluded")) : report_points(p, x->score));
    }
    frame_markup(p->out, p->language, "</tbody>\n</table>\n</section>\n");
}

void report_whole(const report_page *p, const explanation *e)
{
    frame_markup(p->out, p->language,
                 "<section id=\"whole\" class=\"card\">\n<h2 class=\"unseen\">Score</h2>\n");
    if (e->excluded)
        frame_markup(p->out, p->language,
                     "<p class=\"warning\"><strong>Excluded:</strong> a condition that must hold does "
                     "not.</p>\n");
    else
        frame_markup(p->out, p->language, "<p>Place %u of %u, <code>%t</code></p>\n", (unsigned)e->place,
                     (unsigned)p->report->ranked_total, e->id);
    write_figures(p, e);
    report_factor_chart(p, e);
    frame_markup(p->out, p->language, "</section>\n");
    write_pair_advice(p, e);
    const explanation *told = because_shown(p->because, e);
    report_exclusion(p, told);
    if (e->loss_count)
        frame_markup(p->out, p->language, "<section>\n<h2>Where points were lost, largest first</h2>\n");
    report_losses(p, e, e->loss_count);
    if (e->loss_count)
        frame_markup(p->out, p->language, "</section>\n");
    report_target(p);
    frame_markup(p->out, p->language, "<section>\n<h2>Rule by rule</h2>\n");
    report_flags(p, told);
    report_gates(p, told);
    report_factors(p, told);
    frame_markup(p->out, p->language, "</section>\n<section>\n<h2>How the score adds up</h2>\n");
    report_sum(p, e);
    frame_markup(p->out, p->language, "</section>\n");
    report_questions(p, e, 2);
    write_answers(p, e);
}
