// SPDX-License-Identifier: MIT
// One therapist whole, as text: where points were lost first, then factor by factor, then what to ask.
#include "render/ask.h"
#include "render/because.h"
#include "render/target.h"
#include "render/text.h"

#include <stdio.h>

static void write_summary(page *p, const explanation *e, size_t ranked, arena *a)
{
    char score[24], range[48], known[24];
    page_blank(p);
    page_line(p, INK_STRONG, "%.*s", STR_ARGS(text_who(e, a)));
    if (e->excluded)
        page_line(p, INK_BAD, "Excluded: a condition that must hold does not.");
    else
        page_line(p, INK_PLAIN, "Place %zu of %zu.", e->place, ranked);
    page_line(p, INK_PLAIN, "Score %s, range %s. Known: %s of 100 points.",
              points_text(score, e->score.score), page_range(p, range, e->low.score, e->high.score),
              points_text(known, e->coverage));
}

static void write_missing(page *p, const missing_item *missing, size_t count, arena *a)
{
    builder list = builder_new(a);
    for (size_t i = 0; i < count; i++)
        builder_addf(&list, "%s%.*s", i ? ", " : "",
                     STR_ARGS(page_words(p, text_label(missing[i].label, missing[i].name))));
    if (count)
        page_entry(p, 6, "not known: ", INK_DIM, builder_str(&list), NULL);
}

static bool said_already(str said, const quote *q)
{
    return q->counts && (str_contains(said, q->sentence) || str_contains(said, q->matched));
}

// Whether a quote before it comes to the same lines: two signals may have found words of one sentence.
static bool quoted_already(str said, const quote *quotes, size_t at, arena *a, frame_language in)
{
    const quote *q = &quotes[at];
    str reason = frame_reason(a, in, q->because);
    for (size_t i = 0; i < at; i++)
        if (quotes[i].counts == q->counts && str_equal(quotes[i].sentence, q->sentence) &&
            !said_already(said, &quotes[i]) && str_equal(frame_reason(a, in, quotes[i].because), reason))
            return true;
    return false;
}

// The quotes, each once, but not a counting one whose words said holds already.
static void write_quotes(page *p, str said, const quote *quotes, size_t count, arena *a)
{
    for (size_t i = 0; i < count; i++) {
        const quote *q = &quotes[i];
        if (said_already(said, q) || quoted_already(said, quotes, i, a, p->style.language))
            continue;
        page_entry(p, 6, NULL, INK_PLAIN, str_printf(a, page_say(p, "“%.*s”"), STR_ARGS(q->sentence)), NULL);
        page_entry(p, 8, q->counts ? "counts: " : "does not count: ", INK_DIM,
                   frame_reason(a, p->style.language, q->because), NULL);
    }
}

static str loss_text(const page *p, const explanation *e, const loss *l, arena *a)
{
    if (l->kind == LOSS_CRITERION) {
        const criterion_explanation *c = explanation_criterion(e, l->id);
        str text = text_message(c->message, c->title, c->id);
        if (l->unknown)
            return str_printf(a, page_say(p, "%.*s (not known)"), STR_ARGS(text_label(c->title, c->id)));
        return c->outcome == OUTCOME_PARTLY ? str_printf(a, page_say(p, "In part: %.*s"), STR_ARGS(text))
                                            : text;
    }
    const flag_explanation *f = explanation_flag(e, l->id);
    str text = f ? text_message(f->because, f->title, f->id) : l->id;
    return l->kind == LOSS_CEILING ? str_printf(a, page_say(p, "Ceiling: %.*s"), STR_ARGS(text)) : text;
}

static void write_losses(page *p, const explanation *e, arena *a)
{
    if (e->loss_count == 0)
        return;
    bool roots = false;
    for (size_t i = 0; i < e->loss_count; i++)
        roots = roots || e->losses[i].follows_count;
    page_heading(p, roots ? "Where points were lost, largest first, causes ahead of what follows from them"
                          : "Where points were lost, largest first");
    for (size_t i = 0; i < e->loss_count; i++) {
        char points[24];
        page_entry(p, 2, e->losses[i].unknown ? "? " : "- ", e->losses[i].unknown ? INK_ASK : INK_BAD,
                   loss_text(p, e, &e->losses[i], a), points_signed(points, -e->losses[i].points));
        if (e->losses[i].follows_count)
            page_entry(p, 4, "likely follows from ", INK_DIM,
                       because_roots(a, p->style.language, e, &e->losses[i]), NULL);
    }
}

static void write_gates(page *p, const explanation *e, arena *a)
{
    if (e->gate_count)
        page_heading(p, "What must hold");
    for (size_t i = 0; i < e->gate_count; i++) {
        const gate_explanation *g = &e->gates[i];
        if (g->outcome == OUTCOME_NOT_APPLICABLE)
            continue;
        bool met = g->outcome == OUTCOME_MET, unmet = g->outcome == OUTCOME_UNMET;
        str text = text_message(g->message, g->title, g->id);
        page_entry(p, 2,
                   met     ? "yes "
                   : unmet ? "no  "
                           : "?   ",
                   met     ? INK_GOOD
                   : unmet ? INK_BAD
                           : INK_ASK,
                   text, NULL);
        if (!met)
            write_missing(p, g->missing, g->missing_count, a);
        if (unmet)
            write_quotes(p, g->message, g->quotes, g->quote_count, a);
    }
}

static void write_criterion(page *p, const criterion_explanation *c, arena *a)
{
    static const char *const leads[] = {"met      ", "partly   ", "not met  ", "unknown  ", "", "error    "};
    static const ink inks[] = {INK_GOOD, INK_GOOD, INK_BAD, INK_ASK, INK_DIM, INK_BAD};
    if (c->outcome == OUTCOME_NOT_APPLICABLE)
        return;
    char won[24], of[24], figure[64];
    snprintf(figure, sizeof figure, page_say(p, "%s of %s"), points_text(won, c->contribution),
             points_text(of, c->points));
    page_entry(p, 2, leads[c->outcome], inks[c->outcome], text_message(c->message, c->title, c->id), figure);
    write_quotes(p, c->message, c->quotes, c->quote_count, a);
    if (c->outcome == OUTCOME_UNMET || c->outcome == OUTCOME_PARTLY)
        text_because(p, 6, c->message, &c->decided_by);
    if (c->outcome == OUTCOME_UNKNOWN || c->outcome == OUTCOME_ERROR) {
        write_missing(p, c->missing, c->missing_count, a);
        char met[24], unmet[24];
        page_entry(p, 6, NULL, INK_PLAIN,
                   str_printf(a, page_say(p, "At best the score is %s, at worst %s."),
                              points_text(met, c->score_if_met), points_text(unmet, c->score_if_unmet)),
                   NULL);
    }
}

static void write_factors(page *p, const explanation *e, arena *a)
{
    for (size_t i = 0; i < e->factor_count; i++) {
        const factor_explanation *f = &e->factors[i];
        if (f->points == 0)
            continue;
        char won[24], of[24];
        page_blank(p);
        page_line(p, INK_STRONG, "%.*s: %s of %s points", STR_ARGS(text_label(f->title, f->id)),
                  points_text(won, f->contribution), points_text(of, f->points));
        for (uint32_t k = 0; k < f->criterion_count; k++)
            write_criterion(p, &e->criteria[f->first_criterion + k], a);
    }
}

static void write_held_flag(page *p, const flag_explanation *f, arena *a)
{
    char points[24], ceiling[24];
    page_entry(p, 2, "! ", INK_BAD, text_message(f->because, f->title, f->id),
               f->deducted ? points_signed(points, -f->deducted) : NULL);
    write_quotes(p, f->because, f->quotes, f->quote_count, a);
    if (f->has_ceiling)
        page_entry(
            p, 6, NULL, INK_PLAIN,
            str_printf(a, page_say(p, "The score can be at most %s."), points_text(ceiling, f->ceiling)),
            NULL);
    if (f->deduct && !f->counts)
        page_entry(p, 6, NULL, INK_PLAIN,
                   page_words(p, STR("Another flag of its group takes the points off already.")), NULL);
}

// A flag that is not known to hold accuses nobody: its title, not what it says of those whom it holds for.
static void write_open_flag(page *p, const flag_explanation *f, arena *a)
{
    char lower[24];
    page_entry(p, 2, "? ", INK_ASK,
               str_printf(a, page_say(p, "Not ruled out: %.*s"), STR_ARGS(text_label(f->title, f->id))),
               NULL);
    write_quotes(p, STR_NONE, f->quotes, f->quote_count, a);
    write_missing(p, f->missing, f->missing_count, a);
    page_entry(p, 6, NULL, INK_PLAIN,
               str_printf(a, page_say(p, "If it held, the score would be %s."),
                          points_text(lower, f->score_if_held)),
               NULL);
}

static void write_flags(page *p, const explanation *e, arena *a)
{
    if (e->flag_count)
        page_heading(p, "Red flags");
    for (size_t i = 0; i < e->flag_count; i++)
        if (e->flags[i].holds == TRUTH_TRUE)
            write_held_flag(p, &e->flags[i], a);
        else
            write_open_flag(p, &e->flags[i], a);
}

static void write_sum(page *p, const explanation *e)
{
    char number[24];
    page_heading(p, "How the score adds up");
    page_entry(p, 2, NULL, INK_PLAIN, page_words(p, STR("Points won")), points_text(number, e->score.sum));
    if (e->score.deducted)
        page_entry(p, 2, NULL, INK_PLAIN, page_words(p, STR("Taken off by red flags")),
                   points_signed(number, -e->score.deducted));
    if (e->score.ceiling_cut)
        page_entry(p, 2, NULL, INK_PLAIN, page_words(p, STR("Cut by the ceiling")),
                   points_signed(number, -e->score.ceiling_cut));
    if (e->score.floor_lift)
        page_entry(p, 2, NULL, INK_PLAIN, page_words(p, STR("A score is never below 0")),
                   points_signed(number, e->score.floor_lift));
    page_entry(p, 2, NULL, INK_PLAIN, page_words(p, STR("Score")), points_text(number, e->score.score));
}

// Of fields that no question shows already, and that make a difference.
static void write_answers(page *p, const explanation *e, arena *a)
{
    bool any = false;
    for (size_t i = 0; i < e->answer_count; i++) {
        const answer *x = &e->answers[i];
        char score[24];
        if (!ask_adds_field(e, x->field))
            continue;
        if (!any)
            page_heading(p, "Not asked above, and the score with each answer");
        any = true;
        page_entry(p, 2, NULL, INK_PLAIN,
                   str_printf(a, "%.*s: %.*s", STR_ARGS(text_label(x->label, x->field)),
                              STR_ARGS(text_label(x->value_label, x->value))),
                   x->excluded ? "excluded" : points_text(score, x->score));
    }
}

void text_explanation(page *p, const report *r)
{
    arena *a = p->out->arena;
    const explanation *e = because_shown(because_source_new(a, r), r->count ? &r->items[0] : &r->excluded[0]);
    text_header(p, r, a);
    write_summary(p, e, r->ranked_total, a);
    text_exclusion(p, e);
    write_losses(p, e, a);
    text_target(p, r);
    write_gates(p, e, a);
    write_factors(p, e, a);
    write_flags(p, e, a);
    write_sum(p, e);
    for (size_t i = 0; i < e->advice_count; i++) {
        if (i == 0)
            page_heading(p, "Advice");
        page_entry(p, 2, "* ", INK_STRONG,
                   text_message(e->advice[i].say, e->advice[i].title, e->advice[i].id), NULL);
    }
    text_asks(p, e);
    write_answers(p, e, a);
    text_shares(p, &r->client);
    text_client_advice(p, &r->client);
    text_client_missing(p, &r->client);
    page_line(p, INK_DIM, "\nFigures are rounded to one digit; --format json has them exactly.");
}
