// SPDX-License-Identifier: MIT
// A ranking as text: each place with its score, range, main reasons, flags and first questions; then the
// excluded.
#include "explain/stability.h"
#include "render/ask.h"
#include "render/summary.h"
#include "render/text.h"

#include <stdio.h>

enum {
    REASONS_SHOWN = 3,
    LOSSES_SHOWN = 2,
    QUESTIONS_SHOWN = 2,
    EXCLUDED_SHOWN = 20,
    BAR_WIDTH = 30,
    ALMOST_NOTHING = 20 * MICRO
};

// The criteria that won most, largest first, at most limit of them: their indexes in chosen.
static size_t choose_gains(const explanation *e, uint32_t chosen[], size_t limit)
{
    size_t count = 0;
    for (uint32_t i = 0; i < e->criterion_count; i++) {
        const criterion_explanation *c = &e->criteria[i];
        if ((c->outcome != OUTCOME_MET && c->outcome != OUTCOME_PARTLY) || c->contribution == 0)
            continue;
        size_t at = count < limit ? count++ : limit;
        while (at > 0 && e->criteria[chosen[at - 1]].contribution < c->contribution) {
            if (at < limit)
                chosen[at] = chosen[at - 1];
            at--;
        }
        if (at < limit)
            chosen[at] = i;
    }
    return count;
}

static void write_gains(page *p, const explanation *e, arena *a)
{
    uint32_t chosen[REASONS_SHOWN];
    size_t count = choose_gains(e, chosen, REASONS_SHOWN);
    for (size_t i = 0; i < count; i++) {
        const criterion_explanation *c = &e->criteria[chosen[i]];
        char points[24];
        page_entry(p, 4, "+ ", INK_GOOD, text_message(c->message, c->title, c->id),
                   points_signed(points, c->contribution));
        text_quote_unless_said(p, 6, c->message, c->quotes, c->quote_count, a);
    }
}

static void write_flags(page *p, const explanation *e, arena *a)
{
    for (size_t i = 0; i < e->flag_count; i++) {
        const flag_explanation *f = &e->flags[i];
        if (f->holds != TRUTH_TRUE)
            continue;
        char points[24], figure[64];
        if (f->deducted)
            points_signed(points, -f->deducted);
        snprintf(figure, sizeof figure, "%s%s", f->deducted ? points : "",
                 f->ceiling_binds ? (page_say(p, f->deducted ? ", ceiling" : "ceiling")) : "");
        str text = text_message(f->because, f->title, f->id);
        page_entry(p, 4, "! ", INK_BAD, text, figure[0] ? figure : NULL);
        text_quote_unless_said(p, 6, text, f->quotes, f->quote_count, a);
    }
}

// What was lost although it is known; the unknown shows up as questions.
static void write_losses(page *p, const explanation *e)
{
    size_t shown = 0;
    for (size_t i = 0; i < e->loss_count && shown < LOSSES_SHOWN; i++) {
        if (e->losses[i].kind != LOSS_CRITERION || e->losses[i].unknown)
            continue;
        const criterion_explanation *c = explanation_criterion(e, e->losses[i].id);
        if (c->outcome != OUTCOME_UNMET)
            continue;
        char points[24];
        page_entry(p, 4, "- ", INK_BAD, text_message(c->message, c->title, c->id),
                   points_signed(points, -c->lost));
        shown++;
    }
}

static void write_questions(page *p, const explanation *e)
{
    size_t shown = e->ask_count < QUESTIONS_SHOWN ? e->ask_count : QUESTIONS_SHOWN;
    for (size_t i = 0; i < shown; i++)
        page_entry(p, 4, "? ", INK_ASK, e->asks[i].text, NULL);
    for (size_t i = 0; i < e->question_count && shown < QUESTIONS_SHOWN; i++)
        if (ask_worth_raising(e, &e->questions[i])) {
            page_entry(p, 4, "? ", INK_ASK, e->questions[i].text, NULL);
            shown++;
        }
}

static size_t unconfirmed_gates(const explanation *e)
{
    size_t count = 0;
    for (size_t i = 0; i < e->gate_count; i++)
        count += e->gates[i].outcome == OUTCOME_UNKNOWN || e->gates[i].outcome == OUTCOME_ERROR;
    return count;
}

static void write_unconfirmed(page *p, const explanation *e, arena *a)
{
    if (unconfirmed_gates(e) == 0)
        return;
    builder list = builder_new(a);
    for (size_t i = 0; i < e->gate_count; i++)
        if (e->gates[i].outcome == OUTCOME_UNKNOWN || e->gates[i].outcome == OUTCOME_ERROR)
            builder_addf(&list, "%s%.*s", list.length ? ", " : "",
                         STR_ARGS(text_label(e->gates[i].title, e->gates[i].id)));
    page_entry(p, 4, "not confirmed: ", INK_DIM, builder_str(&list), NULL);
}

static void write_place(page *p, const explanation *e, arena *a)
{
    char score[24], range[48], known[24], place[32];
    snprintf(place, sizeof place, "%2zu. ", e->place);
    page_blank(p);
    page_entry(p, 0, place, INK_STRONG, text_who(e, a), points_text(score, e->score.score));
    points_text(known, e->coverage);
    page_line(p, INK_DIM, "    %.*s  range %s, %s of 100 known",
              STR_ARGS(points_bar(a, BAR_WIDTH, e->low.score, e->score.score, e->high.score)),
              page_range(p, range, e->low.score, e->high.score), known);
    if (e->coverage < ALMOST_NOTHING)
        page_entry(p, 4, NULL, INK_DIM, page_words(p, STR("Little is known: this place is a guess.")), NULL);
    write_flags(p, e, a);
    write_gains(p, e, a);
    write_losses(p, e);
    for (size_t i = 0; i < e->advice_count; i++)
        page_entry(p, 4, "* ", INK_STRONG,
                   text_message(e->advice[i].say, e->advice[i].title, e->advice[i].id), NULL);
    write_unconfirmed(p, e, a);
    write_questions(p, e);
}

// How near the one below is, where one factor that counts otherwise would change their order.
static void write_next(page *p, const explanation *e, const explanation *below, arena *a)
{
    const stability *next = e->next;
    char at[24], share[24];
    if (!next->close) {
        page_line(p, INK_DIM,
                  e->low.score < below->high.score ? "    clear of the next, as far as is known"
                                                   : "    clear of the next");
        return;
    }
    const factor_explanation *f = &e->factors[next->factor];
    page_entry(p, 4, "close call: ", INK_ASK,
               str_printf(a,
                          page_say(p, "%.*s would stand above if “%.*s” counted %s of 100 points, not %s."),
                          STR_ARGS(text_who(below, a)), STR_ARGS(text_label(f->title, f->id)),
                          points_text(at, next->at), points_text(share, next->share)),
               NULL);
}

static void write_excluded(page *p, const report *r, arena *a)
{
    if (r->excluded_total == 0)
        return;
    char heading[64];
    snprintf(heading, sizeof heading, page_say(p, "Excluded: %.*s"),
             STR_ARGS(summary_count(a, r->excluded_total)));
    page_heading(p, heading);
    text_gates(p, r);
    size_t shown = r->excluded_count < EXCLUDED_SHOWN ? r->excluded_count : EXCLUDED_SHOWN;
    for (size_t i = 0; i < shown; i++) {
        const explanation *e = &r->excluded[i];
        builder line = builder_new(a);
        builder_addf(&line, "%.*s:", STR_ARGS(text_who(e, a)));
        for (size_t k = 0; k < e->gate_count; k++)
            if (e->gates[k].outcome == OUTCOME_UNMET)
                builder_addf(&line, " %.*s",
                             STR_ARGS(text_message(e->gates[k].message, e->gates[k].title, e->gates[k].id)));
        page_entry(p, 2, "x ", INK_BAD, builder_str(&line), NULL);
    }
    if (shown < r->excluded_total)
        page_line(p, INK_DIM, "  and %.*s more; attune explain -t ID shows each",
                  STR_ARGS(summary_count(a, r->excluded_total - shown)));
}

static void write_footer(page *p, const report *r)
{
    if (r->skipped)
        page_line(p, INK_BAD, "\n%zu profile%s left out because of errors; the warnings say which and why.",
                  r->skipped, page_say(p, r->skipped == 1 ? " was" : "s were"));
    page_blank(p);
    page_entry(
        p, 0, NULL, INK_PLAIN,
        page_words(
            p,
            STR("█ certain, ▓ counted in the score, ░ possible; where nothing is known, half counts. Figures "
                "are rounded. attune explain -t ID shows one therapist whole.")),
        NULL);
}

void text_ranking(page *p, const report *r)
{
    arena *a = p->out->arena;
    text_header(p, r, a);
    text_shares(p, &r->client);
    text_client_advice(p, &r->client);
    char heading[96];
    str ranked = summary_count(a, r->ranked_total);
    snprintf(heading, sizeof heading, page_say(p, "The first %.*s of %.*s"),
             STR_ARGS(summary_count(a, r->count)), STR_ARGS(ranked));
    if (r->count == r->ranked_total)
        snprintf(heading, sizeof heading, page_say(p, "Ranked: %.*s"), STR_ARGS(ranked));
    page_heading(p, heading);
    text_scores(p, r);
    for (size_t i = 0; i < r->count; i++) {
        write_place(p, &r->items[i], a);
        if (r->items[i].next)
            write_next(p, &r->items[i], &r->items[i + 1], a);
    }
    write_excluded(p, r, a);
    text_client_missing(p, &r->client);
    write_footer(p, r);
}
