// SPDX-License-Identifier: MIT
// What would lift a score, in the HTML report: the smallest sets, what to ask apart from what would have to
// be different. Rules are looked up in the explanation that is shown, which may be redacted.
#include "render/report_html.h"

#include "explain/target.h"

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
    html_addf(p->out, "<li><p><span class=\"chip %s\">%s</span> %s%t</p>\n", ask ? "unknown" : "unmet",
              ask                      ? "ask"
              : c->how == CHANGE_NEVER ? "cannot change"
                                       : "would have to be different",
              f ? "No longer: " : "", f ? text_label(f->title, f->id) : text_label(k->title, k->id));
    report_message(p, ask && k ? k->ask : f ? f->because : k->message, "small soft");
    builder_adds(p->out, "</li>\n");
}

static void write_sets(const report_page *p, const target_sets *sets, const char *what)
{
    html_addf(p->out, "<h3>%s: %u %s, none smaller</h3>\n", what, (unsigned)sets->fewest,
              sets->fewest == 1 ? "change" : "changes");
    size_t count = sets->count < SETS_SHOWN ? sets->count : SETS_SHOWN;
    for (size_t i = 0; i < count; i++) {
        const target_set *set = &sets->items[i];
        html_addf(p->out, "<p>%s the score would be <b>%t</b>:</p>\n<ul class=\"criteria\">\n",
                  i ? "Or, and" : "With these", report_points(p, set->score));
        for (size_t j = 0; j < set->count; j++)
            write_change(p, &p->report->target->changes[set->changes[j]]);
        builder_adds(p->out, "</ul>\n");
    }
    if (sets->more || count < sets->count)
        builder_adds(p->out, "<p class=\"small soft\">There are more sets of this size.</p>\n");
}

static void write_ways(const report_page *p, const target_explanation *t)
{
    if (t->reached) {
        builder_adds(p->out, "<p>It is there already.</p>\n");
    } else if (!t->any.possible) {
        html_addf(p->out, "<p>Out of reach: at most %t, whatever is answered or changes.</p>\n",
                  report_points(p, t->best));
    } else {
        write_sets(p, &t->any, "The smallest way there");
        if (t->any.different && t->by_answers.possible)
            write_sets(p, &t->by_answers, "By answers alone");
        else if (t->any.different)
            html_addf(p->out, "<p>Answers alone can lift it to %t at most.</p>\n",
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
            builder_adds(p->out, "<h3>What cannot change, because it has happened</h3>\n<ul "
                                 "class=\"criteria\">\n");
        any = true;
        write_change(p, &t->changes[i]);
    }
    if (any)
        builder_adds(p->out, "</ul>\n");
}

void report_target(const report_page *p)
{
    const target_explanation *t = p->report->target;
    if (!t)
        return;
    if (t->above.length)
        html_addf(p->out, "<section>\n<h2>What would lift the score past that of %t, %t</h2>\n", t->above,
                  report_points(p, t->target));
    else
        html_addf(p->out, "<section>\n<h2>What would lift the score to %t</h2>\n",
                  report_points(p, t->target));
    if (!p->report->count)
        builder_adds(p->out, "<p class=\"warning\">No score ends the exclusion: what must hold has to hold "
                             "first.</p>\n");
    write_ways(p, t);
    write_fixed(p, t);
    builder_adds(p->out, "</section>\n");
}
