// SPDX-License-Identifier: MIT
// The words for what to ask: see ask.h.
#include "render/ask.h"

str ask_ordinal(arena *a, frame_language l, size_t place)
{
    if (l == FRAME_GERMAN)
        return str_printf(a, "Platz %zu", place);
    static const char *const ends[] = {"th", "st", "nd", "rd"};
    size_t last = place % 10;
    bool teen = place / 10 % 10 == 1;
    return str_printf(a, "%zu%s", place, ends[teen || last > 3 ? 0 : last]);
}

str ask_effect(arena *a, frame_language l, const ask_answer *x, size_t now)
{
    char figure[24];
    if (x->excluded)
        return frame_words(l, STR("would be excluded"));
    str then = ask_ordinal(a, l, x->place);
    points_text(figure, x->score);
    const char *moves = x->place < now ? "rises to" : x->place > now ? "falls to" : "stays";
    return str_printf(a, "%s %.*s, %s", frame_say(l, moves), STR_ARGS(then), figure);
}

static bool same_effect(const ask_answer *x, const ask_answer *y)
{
    return x->excluded ? y->excluded : !y->excluded && x->place == y->place && x->score == y->score;
}

str ask_label(arena *a, frame_language l, const ask_question *q, size_t index)
{
    const ask_answer *x = &q->answers[index];
    if (!x->value.length)
        return frame_words(l, x->label);
    builder out = builder_new(a);
    for (size_t i = 0; i < q->answer_count; i++) {
        if (!same_effect(&q->answers[i], x))
            continue;
        if (i < index)
            return STR_NONE;
        builder_addf(&out, "%s%.*s", frame_say(l, out.length ? " or " : "if "),
                     STR_ARGS(frame_words(l, q->answers[i].label)));
    }
    return builder_str(&out);
}

bool ask_about_gate(const explanation *e, const question *q)
{
    return explanation_gate(e, q->about) != NULL;
}

bool ask_worth_raising(const explanation *e, const question *q)
{
    const criterion_explanation *c = explanation_criterion(e, q->about);
    const flag_explanation *f = explanation_flag(e, q->about);
    if (explanation_gate(e, q->about) || (c && c->outcome != OUTCOME_PARTLY) || (f && f->holds != TRUTH_TRUE))
        return false;
    for (size_t i = 0; i < e->ask_count; i++)
        if (str_equal(e->asks[i].text, q->text))
            return false;
    return true;
}

bool ask_shows_field(const explanation *e, str field)
{
    for (size_t i = 0; i < e->ask_count; i++)
        if (e->asks[i].answers[0].value.length && str_equal(e->asks[i].fields[0], field))
            return true;
    return false;
}

bool ask_adds_field(const explanation *e, str field)
{
    if (ask_shows_field(e, field))
        return false;
    for (size_t i = 0; i < e->answer_count; i++)
        if (str_equal(e->answers[i].field, field) && !(e->excluded && e->answers[i].excluded))
            return true;
    return false;
}
