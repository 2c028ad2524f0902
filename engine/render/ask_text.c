// SPDX-License-Identifier: MIT
// What to ask, as text: each question with what its answers would do; then what is worth a word although it
// is known.
#include "render/ask.h"

static void write_ask(page *p, const ask_question *q, size_t now, arena *a)
{
    page_entry(p, 2, "? ", INK_ASK, q->text, NULL);
    for (size_t i = 0; i < q->answer_count; i++) {
        str label = ask_label(a, p->style.language, q, i);
        if (label.length)
            page_entry(p, 6, NULL, INK_PLAIN,
                       str_printf(a, "%.*s: %.*s", STR_ARGS(label),
                                  STR_ARGS(ask_effect(a, p->style.language, &q->answers[i], now))),
                       NULL);
    }
}

// Of an excluded therapist no answer changes the place; what remains to be asked is about the gates.
static void write_excluded(page *p, const explanation *e)
{
    size_t shown = 0;
    for (size_t i = 0; i < e->question_count && shown < ASKS_MOST; i++) {
        if (!ask_about_gate(e, &e->questions[i]))
            continue;
        if (shown++ == 0)
            page_heading(p, "What to ask about the exclusion");
        page_entry(p, 2, "? ", INK_ASK, e->questions[i].text, NULL);
    }
}

void text_asks(page *p, const explanation *e)
{
    arena *a = p->out->arena;
    if (e->excluded) {
        write_excluded(p, e);
        return;
    }
    if (e->ask_count)
        page_heading(p, "What to ask next, and what the answer would do");
    for (size_t i = 0; i < e->ask_count; i++)
        write_ask(p, &e->asks[i], e->place, a);
    size_t raised = 0;
    for (size_t i = 0; i < e->question_count && raised < RAISED_MOST; i++) {
        if (!ask_worth_raising(e, &e->questions[i]))
            continue;
        if (raised++ == 0)
            page_heading(p, "Known already, and still worth a word in a call");
        page_entry(p, 2, "? ", INK_ASK, e->questions[i].text, NULL);
    }
}
