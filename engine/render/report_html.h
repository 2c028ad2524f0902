// SPDX-License-Identifier: MIT
// Private to the HTML report: its chapters, and the parts that they are made of.
#ifndef ATTUNE_RENDER_REPORT_HTML_H
#define ATTUNE_RENDER_REPORT_HTML_H

#include "render/html.h"
#include "render/text.h"

typedef struct report_page {
    const report *report;
    struct because_source *because; // render/because.h
    builder *out;
    arena *arena;
    int64_t widest; // micro-points of the factor with most: bars are drawn to this scale
    frame_language language;
} report_page;

// Places with all their reasons; those behind are rows of the table alone; those behind these are left out,
// so that any browser opens the page.
enum { CARDS_SHOWN = 100, ROWS_SHOWN = 1000 };

// ---- report_html_style.c
extern const char *const report_style[]; // for html_begin()

// ---- report_html_card.c: one therapist.
void report_card(const report_page *p, const explanation *e);  // of a ranking
void report_whole(const report_page *p, const explanation *e); // of attune explain
// "About …" for a question's id: the title of its gate, criterion, flag or advice.
str report_about(const explanation *e, str id);

// ---- report_html_ask.c: what to ask a therapist.
bool report_has_questions(const explanation *e);
void report_questions(const report_page *p, const explanation *e, unsigned level); // nothing where none

// ---- report_html_parts.c
str report_points(const report_page *p, int64_t micro);
str report_signed(const report_page *p, int64_t micro);
str report_name(const explanation *e); // or else the id
// A line from low to high with the score on it, of 100 points; says so to those who cannot see it.
void report_whisker(const report_page *p, const explanation *e);
// A table of what, a drawing and a figure; the caller ends it. class: "quiet" hides the caption from sight.
void report_chart_begin(const report_page *p, const char *class, const char *caption, const char *figures);
void report_factor_bar(const report_page *p, const factor_explanation *f); // the figures stand beside it
void report_factor_chart(const report_page *p, const explanation *e);
void report_message(const report_page *p, str text, const char *class);
// A message with the match of a quote that it repeats marked in it; whether it repeats one.
bool report_said(const report_page *p, str said, const quote *quotes, size_t count);
// Each quote, and why it counts or does not; of one whose sentence said holds already only that.
void report_quotes(const report_page *p, str said, const quote *quotes, size_t count);
void report_missing(const report_page *p, const missing_item *items, size_t count);
void report_advice(const report_page *p, const advice_explanation *advice);

// ---- report_html_rules.c: what each rule came to, for one therapist.
void report_factors(const report_page *p, const explanation *e);
void report_exclusion(const report_page *p, const explanation *e); // why excluded; nothing where not
void report_gates(const report_page *p, const explanation *e);
void report_flags(const report_page *p, const explanation *e);
void report_losses(const report_page *p, const explanation *e, size_t most);
void report_sum(const report_page *p, const explanation *e);

// ---- report_html_target.c
void report_target(const report_page *p); // nothing where none was asked for

// ---- report_html_summary.c: the whole pool.
void report_scores(const report_page *p);      // nothing where no summary is shown
void report_gate_counts(const report_page *p); // therapists by the gates that they fail

// ---- report_html_ends.c: the chapters around the therapists.
void report_shares(const report_page *p);
void report_excluded(const report_page *p);
void report_not_said(const report_page *p);
void report_origin(const report_page *p);

#endif
