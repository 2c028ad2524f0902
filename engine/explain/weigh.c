// SPDX-License-Identifier: MIT
// What weighs how much: scores under another outcome, the questions in order of what hangs on them, and where
// the points to 100 were lost. All figures come from the reference's own steps.
#include "explain/explaining.h"

#include <string.h>

int64_t explain_score_with_sum(const explaining *x, int64_t sum)
{
    const score_steps *now = &x->evaluation->score;
    return reference_steps(x->rules, sum, now->deducted, now->ceiling_flag).score;
}

int64_t explain_score_with_flag(const explaining *x, size_t flag_index, bool holds)
{
    bool kept = x->holds[flag_index];
    x->holds[flag_index] = holds;
    int64_t score = reference_score(x->rules, x->evaluation->score.sum, x->holds, x->scratch).score;
    x->holds[flag_index] = kept;
    return score;
}

// ---- ordering by points, largest first; equal ones stay as they are

typedef struct weighed {
    int64_t points;
    size_t index;
} weighed;

static void merge(const weighed *from, size_t start, size_t middle, size_t end, weighed *to)
{
    size_t left = start, right = middle;
    for (size_t i = start; i < end; i++) {
        bool take_right = left == middle || (right < end && from[right].points > from[left].points);
        to[i] = take_right ? from[right++] : from[left++];
    }
}

static void sort_weighed(weighed *items, size_t count, arena *scratch)
{
    weighed *from = items, *to = ARENA_ARRAY(scratch, weighed, count);
    for (size_t width = 1; width < count; width *= 2) {
        for (size_t start = 0; start < count; start += 2 * width) {
            size_t middle = start + width < count ? start + width : count;
            size_t end = middle + width < count ? middle + width : count;
            merge(from, start, middle, end, to);
        }
        weighed *sorted = to;
        to = from;
        from = sorted;
    }
    if (from != items)
        memcpy(items, from, count * sizeof *items);
}

// ---- questions

enum { FEW_QUESTIONS = 64 }; // so many are compared with each other sooner than hashed

typedef struct question_list {
    arena *arena;
    VEC(question) items;
} question_list;

static void ask(question_list *list, str about, str text, int64_t stake)
{
    if (text.length)
        *ARENA_PUSH(list->arena, &list->items) = (question){about, text, stake};
}

static bool not_known(outcome o)
{
    return o == OUTCOME_UNKNOWN || o == OUTCOME_ERROR;
}

static void ask_of_gates(const explanation *of, question_list *list)
{
    for (size_t i = 0; i < of->gate_count; i++) {
        const gate_explanation *g = &of->gates[i];
        if (g->outcome == OUTCOME_UNMET || not_known(g->outcome))
            ask(list, g->id, g->ask, (int64_t)100 * MICRO);
    }
}

static str question_of(const criterion_explanation *c)
{
    for (size_t i = 0; !c->ask.length && i < c->missing_count; i++)
        if (c->missing[i].ask.length && str_starts(c->missing[i].name, STR("therapist.")))
            return c->missing[i].ask;
    return c->ask;
}

static void ask_of_criteria(const explaining *x, const explanation *of, question_list *list)
{
    for (size_t i = 0; i < of->criterion_count; i++) {
        const criterion_explanation *c = &of->criteria[i];
        if (not_known(c->outcome))
            ask(list, c->id, question_of(c), c->score_if_met - c->score_if_unmet);
        else if (c->outcome == OUTCOME_PARTLY)
            ask(list, c->id, c->ask, explain_score_with_sum(x, of->score.sum + c->lost) - of->score.score);
    }
}

static void ask_of_flags(const explaining *x, const explanation *of, question_list *list)
{
    size_t shown = 0;
    for (size_t i = 0; i < x->rules->flag_count; i++) {
        truth holds = x->evaluation->flags[i].holds;
        if (holds == TRUTH_FALSE)
            continue;
        const flag_explanation *f = &of->flags[shown++];
        if (!f->ask.length)
            continue;
        int64_t gain = holds == TRUTH_TRUE ? explain_score_with_flag(x, i, false) - of->score.score
                                           : of->score.score - f->score_if_held;
        ask(list, f->id, f->ask, gain);
    }
}

// Nothing hangs on the answer; it is still worth a word in the first call.
static void ask_of_advice(const explanation *of, question_list *list)
{
    for (size_t i = 0; i < of->advice_count; i++)
        ask(list, of->advice[i].id, of->advice[i].ask, 0);
}

static bool is_among(const question *questions, size_t count, str text)
{
    for (size_t i = 0; i < count; i++)
        if (str_equal(questions[i].text, text))
            return true;
    return false;
}

void explain_questions(const explaining *x, explanation *out)
{
    question_list list = {.arena = x->scratch};
    ask_of_gates(out, &list);
    ask_of_criteria(x, out, &list);
    ask_of_flags(x, out, &list);
    ask_of_advice(out, &list);
    weighed *order = ARENA_ARRAY(x->scratch, weighed, list.items.count);
    for (size_t i = 0; i < list.items.count; i++)
        order[i] = (weighed){list.items.items[i].stake, i};
    sort_weighed(order, list.items.count, x->scratch);
    question *questions = ARENA_ARRAY(x->out, question, list.items.count);
    name_map asked = {0};
    bool few = list.items.count <= FEW_QUESTIONS;
    out->question_count = 0;
    for (size_t i = 0; i < list.items.count; i++) {
        const question *q = &list.items.items[order[i].index];
        if (few ? !is_among(questions, out->question_count, q->text)
                : name_map_put(&asked, x->scratch, q->text, 0))
            questions[out->question_count++] = *q;
    }
    out->questions = questions;
}

// ---- losses

typedef struct loss_list {
    arena *arena;
    VEC(loss) items;
} loss_list;

static void lose(loss_list *list, int kind, str id, int64_t points, bool unknown)
{
    if (points <= 0)
        return;
    loss *l = ARENA_PUSH(list->arena, &list->items);
    l->kind = kind;
    l->id = id;
    l->points = points;
    l->unknown = unknown;
}

void explain_losses(const explaining *x, explanation *out)
{
    loss_list list = {.arena = x->scratch};
    for (size_t i = 0; i < out->criterion_count; i++)
        lose(&list, LOSS_CRITERION, out->criteria[i].id, out->criteria[i].lost,
             not_known(out->criteria[i].outcome));
    for (size_t i = 0; i < out->flag_count; i++)
        lose(&list, LOSS_FLAG, out->flags[i].id, out->flags[i].deducted, false);
    if (out->score.ceiling_flag != NAME_MISSING)
        lose(&list, LOSS_CEILING, x->rules->flags[out->score.ceiling_flag].id, out->score.ceiling_cut, false);
    weighed *order = ARENA_ARRAY(x->scratch, weighed, list.items.count);
    for (size_t i = 0; i < list.items.count; i++)
        order[i] = (weighed){list.items.items[i].points, i};
    sort_weighed(order, list.items.count, x->scratch);
    loss *losses = ARENA_ARRAY(x->out, loss, list.items.count);
    for (size_t i = 0; i < list.items.count; i++)
        losses[i] = list.items.items[order[i].index];
    explain_roots(x, out, losses, list.items.count);
    out->losses = losses;
    out->loss_count = list.items.count;
}

// The first of the factors that won the smallest share of their points.
str explain_weakest(const explanation *out)
{
    const factor_explanation *weakest = NULL;
    for (size_t i = 0; i < out->factor_count; i++) {
        const factor_explanation *f = &out->factors[i];
        // Both products are at most 10^16.
        if (f->points > 0 &&
            (!weakest || f->contribution * weakest->points < weakest->contribution * f->points))
            weakest = f;
    }
    return weakest ? weakest->title : STR_NONE;
}
