// SPDX-License-Identifier: MIT
// What to ask, in the HTML report: a list to tick on paper, each question with what its answers would do.
#include "render/ask.h"
#include "render/report_html.h"

// Titles of all that a question asks about, but not words that the question is.
static void write_about(const report_page *p, const explanation *e, const ask_question *q)
{
    size_t written = 0;
    for (size_t i = 0; i < q->about_count; i++) {
        str about = report_about(e, q->about[i]);
        if (!about.length || str_equal(about, q->text))
            continue;
        frame_markup(p->out, p->language, "%m%t",
                     written++ ? "; " : "<p class=\"small soft\">About: ", about);
    }
    if (written)
        frame_markup(p->out, p->language, "</p>\n");
}

static void write_ask(const report_page *p, const explanation *e, const ask_question *q)
{
    frame_markup(p->out, p->language, "<li><p>%t</p>\n", q->text);
    write_about(p, e, q);
    frame_markup(p->out, p->language, "<ul class=\"effects small\">\n");
    for (size_t i = 0; i < q->answer_count; i++) {
        str label = ask_label(p->arena, p->language, q, i);
        if (label.length)
            frame_markup(p->out, p->language, "<li>%t: %t</li>\n", label,
                         ask_effect(p->arena, p->language, &q->answers[i], e->place));
    }
    frame_markup(p->out, p->language, "</ul>\n</li>\n");
}

static void write_question(const report_page *p, const explanation *e, const question *q)
{
    str about = report_about(e, q->about);
    frame_markup(p->out, p->language, "<li><p>%t</p>", q->text);
    if (about.length && !str_equal(about, q->text))
        frame_markup(p->out, p->language, "<p class=\"small soft\">About: %t</p>", about);
    frame_markup(p->out, p->language, "</li>\n");
}

static void write_list(const report_page *p, const explanation *e)
{
    frame_markup(p->out, p->language, "<ol class=\"asks\">\n");
    for (size_t i = 0; i < e->ask_count; i++)
        write_ask(p, e, &e->asks[i]);
    size_t shown = 0;
    for (size_t i = 0; e->excluded && i < e->question_count && shown < ASKS_MOST; i++)
        if (ask_about_gate(e, &e->questions[i])) {
            write_question(p, e, &e->questions[i]);
            shown++;
        }
    frame_markup(p->out, p->language, "</ol>\n");
}

static void write_raised(const report_page *p, const explanation *e)
{
    size_t raised = 0;
    for (size_t i = 0; !e->excluded && i < e->question_count && raised < RAISED_MOST; i++) {
        if (!ask_worth_raising(e, &e->questions[i]))
            continue;
        if (raised++ == 0)
            frame_markup(p->out, p->language,
                         "<p class=\"small soft\">Known already, and still worth a word:</p>\n<ol "
                         "class=\"asks\">\n");
        write_question(p, e, &e->questions[i]);
    }
    if (raised)
        frame_markup(p->out, p->language, "</ol>\n");
}

bool report_has_questions(const explanation *e)
{
    bool any = e->ask_count > 0;
    for (size_t i = 0; !any && i < e->question_count; i++)
        any = e->excluded ? ask_about_gate(e, &e->questions[i]) : ask_worth_raising(e, &e->questions[i]);
    return any;
}

void report_questions(const report_page *p, const explanation *e, unsigned level)
{
    if (!report_has_questions(e))
        return;
    frame_markup(p->out, p->language, "<section class=\"call\" id=\"call-%u\">\n<h%u>%m%t</h%u>\n",
                 (unsigned)e->place, level, p->report->single ? "What to ask " : "", report_name(e), level);
    if (e->excluded || e->ask_count)
        write_list(p, e);
    write_raised(p, e);
    frame_markup(p->out, p->language, "</section>\n");
}
