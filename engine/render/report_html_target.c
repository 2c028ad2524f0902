// SPDX-License-Identifier: MIT
// What would lift a score, in the HTML report: the smallest sets, what to ask apart from what would have to
// be different. Rules are looked up in the explanation that is shown, which may be redacted.
#include "render/report_html.h"
#include "render/target.h"

enum { SETS_SHOWN = 5 };

static const explanation *shown(const report_page *p)
{
    return p->report->count ? &p->report->items[0] : &p->report->excluded[0];
}

static void write_change(const report_page *p, const target_change *c)
{
    bool ask = c->how == CHANGE_ASK;
    const flag_explanation *f = c->flag ? explanation_flag(shown(p), c->flag->id) : NULL;
    const criterion_explanation *k = f ? NULL : explanation_criterion(shown(p), c->criterion->id);
    str question = ask && k ? target_question(k) : STR_NONE;
    frame_markup(p->out, p->language, "<li><p><span class=\"chip %s\">%s</span> %s%t%s</p>\n",
                 ask ? "unknown" : "unmet",
                 ask                      ? "ask"
                 : c->how == CHANGE_NEVER ? "cannot change"
                                          : "would have to be different",
                 f ? "No longer: " : "", f ? text_label(f->title, f->id) : text_label(k->title, k->id),
                 ask && k && !question.length ? "?" : "");
    report_message(p, ask && k ? question : target_now(f, k), "small soft");
    frame_markup(p->out, p->language, "</li>\n");
}

static void write_sets(const report_page *p, const target_sets *sets, const char *what)
{
    frame_markup(p->out, p->language, "<h3>%s: %u %s, none smaller</h3>\n", what, (unsigned)sets->fewest,
                 sets->fewest == 1 ? "change" : "changes");
    size_t count = sets->count < SETS_SHOWN ? sets->count : SETS_SHOWN;
    for (size_t i = 0; i < count; i++) {
        const target_set *set = &sets->items[i];
        frame_markup(p->out, p->language,
                     "<p>%s the score would be <b>%t</b>:</p>\n<ul class=\"criteria\">\n",
                     i ? "Or, and" : "With these", report_points(p, set->score));
        for (size_t j = 0; j < set->count; j++)
            write_change(p, &p->report->target->changes[set->changes[j]]);
        frame_markup(p->out, p->language, "</ul>\n");
    }
    if (sets->more || count < sets->count)
        frame_markup(p->out, p->language, "<p class=\"small soft\">There are more sets of this size.</p>\n");
}

static void write_ways(const report_page *p, const target_explanation *t)
{
    if (t->reached) {
        frame_markup(p->out, p->language, "<p>It is there already.</p>\n");
    } else if (!t->any.possible) {
        frame_markup(p->out, p->language,
                     "<p>Out of reach: at most %t, whatever is answered or changes.</p>\n",
                     report_points(p, t->best));
    } else {
        write_sets(p, &t->any, "The smallest way there");
        if (t->any.different && t->by_answers.possible)
            write_sets(p, &t->by_answers, "By answers alone");
        else if (t->any.different)
            frame_markup(p->out, p->language, "<p>Answers alone can lift it to %t at most.</p>\n",
                         report_points(p, t->best_by_answers));
    }
}

static void write_fixed(const report_page *p, const target_explanation *t)
{
    bool any = false;
    for (size_t i = 0; i < t->change_count; i++) {
        if (t->changes[i].how != CHANGE_NEVER)
            continue;
        if (!any)
            frame_markup(p->out, p->language,
                         "<h3>What cannot change, because it has happened</h3>\n<ul "
                         "class=\"criteria\">\n");
        any = true;
        write_change(p, &t->changes[i]);
    }
    if (any)
        frame_markup(p->out, p->language, "</ul>\n");
}

void report_target(const report_page *p)
{
    const target_explanation *t = p->report->target;
    if (!t)
        return;
    if (t->above.length)
        frame_markup(p->out, p->language,
                     "<section>\n<h2>What would lift the score past that of %t, %t</h2>\n",
                     text_label(t->above_name, t->above), report_points(p, t->target));
    else
        frame_markup(p->out, p->language, "<section>\n<h2>What would lift the score to %t</h2>\n",
                     report_points(p, t->target));
    if (!p->report->count)
        frame_markup(p->out, p->language,
                     "<p class=\"warning\">No score ends the exclusion: what must hold has to hold "
                     "first.</p>\n");
    write_ways(p, t);
    write_fixed(p, t);
    frame_markup(p->out, p->language, "</section>\n");
}
