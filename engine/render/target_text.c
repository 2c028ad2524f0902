// SPDX-License-Identifier: MIT
// What would lift a score, as text: the smallest sets, what to ask apart from what would have to be
// different.
#include "render/target.h"
#include "render/text.h"

enum { SETS_SHOWN = 5 };

// The explanation as it is shown, which may be redacted; what is explained is looked up there.
static const explanation *target_of(const report *r)
{
    return r->count ? &r->items[0] : &r->excluded[0];
}

str target_question(const criterion_explanation *c)
{
    for (size_t i = 0; !c->ask.length && i < c->missing_count; i++)
        if (c->missing[i].ask.length)
            return c->missing[i].ask;
    return c->ask;
}

str target_now(const flag_explanation *f, const criterion_explanation *c)
{
    str said = f ? f->because : c->message;
    return str_equal(said, f ? f->title : c->title) ? STR_NONE : said;
}

static const criterion_explanation *criterion_of(const report *r, const target_change *c)
{
    return explanation_criterion(target_of(r), c->criterion->id);
}

static str title_of(const page *p, const report *r, const target_change *c, arena *a)
{
    if (!c->flag)
        return text_label(criterion_of(r, c)->title, c->criterion->id);
    const flag_explanation *f = explanation_flag(target_of(r), c->flag->id);
    return str_printf(a, page_say(p, "no longer: %.*s"), STR_ARGS(text_label(f->title, f->id)));
}

static void write_change(page *p, const report *r, const target_change *c, arena *a)
{
    bool ask = c->how == CHANGE_ASK;
    str title = title_of(p, r, c, a);
    const flag_explanation *f = c->flag ? explanation_flag(target_of(r), c->flag->id) : NULL;
    const criterion_explanation *k = f ? NULL : criterion_of(r, c);
    str now = ask && k ? target_question(k) : target_now(f, k);
    if (ask && k && !now.length)
        title = str_printf(a, "%.*s?", STR_ARGS(title)); // it has no question: the title is one
    str text = now.length ? str_printf(a, "%.*s. %s%.*s", STR_ARGS(title), ask ? "" : page_say(p, "Now: "),
                                       STR_ARGS(now))
                          : title;
    page_entry(p, 4, ask ? "ask: " : "different: ", ask ? INK_ASK : INK_BAD, text, NULL);
}

// The first set with its questions; the others, which are much like it, by titles.
static void write_sets(page *p, const report *r, const target_sets *sets, arena *a)
{
    size_t shown = sets->count < SETS_SHOWN ? sets->count : SETS_SHOWN;
    for (size_t i = 0; i < shown; i++) {
        const target_set *set = &sets->items[i];
        char score[24];
        builder line = builder_new(a);
        builder_adds(&line, page_say(p, i ? "or: " : "With these the score would be"));
        for (size_t k = 0; i && k < set->count; k++)
            builder_addf(&line, "%s%.*s", k ? "; " : "",
                         STR_ARGS(title_of(p, r, &r->target->changes[set->changes[k]], a)));
        page_entry(p, 2, NULL, INK_PLAIN, builder_str(&line), points_text(score, set->score));
        for (size_t k = 0; !i && k < set->count; k++)
            write_change(p, r, &r->target->changes[set->changes[k]], a);
    }
    if (sets->more || shown < sets->count)
        page_line(p, INK_DIM, "  %s of %zu",
                  page_say(p, sets->count ? "and other sets" : "They are too many to list: sets"),
                  sets->fewest);
}

static void write_fewest(page *p, const char *what, const target_sets *sets)
{
    page_line(p, INK_PLAIN, "%s: %zu change%s, none smaller.", page_say(p, what), sets->fewest,
              sets->fewest == 1 ? "" : page_say(p, "s"));
}

static void write_ways(page *p, const report *r, arena *a)
{
    const target_explanation *t = r->target;
    char best[24];
    if (!t->any.possible) {
        page_line(p, INK_PLAIN, "Out of reach: at most %s, whatever is answered or changes.",
                  points_text(best, t->best));
        return;
    }
    write_fewest(p, "The smallest way there", &t->any);
    write_sets(p, r, &t->any, a);
    if (t->any.different == 0)
        return;
    if (!t->by_answers.possible) {
        page_line(p, INK_PLAIN, "Answers alone can lift it to %s at most.",
                  points_text(best, t->best_by_answers));
        return;
    }
    write_fewest(p, "By answers alone", &t->by_answers);
    write_sets(p, r, &t->by_answers, a);
}

static void write_fixed(page *p, const report *r)
{
    bool any = false;
    for (size_t i = 0; i < r->target->change_count; i++) {
        const target_change *c = &r->target->changes[i];
        if (c->how != CHANGE_NEVER)
            continue;
        if (!any)
            page_line(p, INK_PLAIN, "What cannot change, because it has happened:");
        any = true;
        const explanation *e = target_of(r);
        const flag_explanation *f = c->flag ? explanation_flag(e, c->flag->id) : NULL;
        const criterion_explanation *k = f ? NULL : criterion_of(r, c);
        page_entry(p, 2, "- ", INK_DIM,
                   f ? text_message(f->because, f->title, f->id) : text_message(k->message, k->title, k->id),
                   NULL);
    }
}

void text_target(page *p, const report *r)
{
    const target_explanation *t = r->target;
    char target[24];
    if (!t)
        return;
    arena *a = p->out->arena;
    str heading =
        t->above.length
            ? str_printf(a, page_say(p, "What would lift the score past that of %.*s, %s"),
                         STR_ARGS(text_label(t->above_name, t->above)), points_text(target, t->target))
            : str_printf(a, page_say(p, "What would lift the score to %s"), points_text(target, t->target));
    page_heading(p, str_terminated(a, heading));
    if (!r->count)
        page_line(p, INK_BAD, "No score ends the exclusion: what must hold has to hold first.");
    if (t->reached)
        page_line(p, INK_PLAIN, "It is there already.");
    else
        write_ways(p, r, a);
    write_fixed(p, r);
}
