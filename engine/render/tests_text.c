// SPDX-License-Identifier: MIT
// Results of examples as text: each failure with the line that expected something, both sides, and what
// decided.
#include "render/examples.h"
#include "render/page.h"

#include <stdio.h>

enum { LABEL_WIDTH = 10 };

static void write_fact(page *p, const example_fact *fact)
{
    static const char signs[] = {'-', '+', ' '};
    static const ink inks[] = {INK_BAD, INK_GOOD, INK_DIM};
    char lead[64];
    snprintf(lead, sizeof lead, "%c %-*.*s", signs[fact->kind], LABEL_WIDTH, STR_ARGS(fact->label));
    page_entry(p, 6, lead, inks[fact->kind], fact->text, NULL);
}

static void write_failure(page *p, const example_failure *f)
{
    place_view view = place_look(f->where, p->out->arena);
    page_line(p, INK_PLAIN, "%.*s:%u:%u: %.*s", STR_ARGS(f->where.source->name), view.line, view.column,
              STR_ARGS(f->text));
    diagnostic_print_line(f->where, p->style.color, p->out);
    for (size_t i = 0; i < f->facts.count; i++)
        write_fact(p, &f->facts.items[i]);
}

static void write_result(page *p, const example_result *r)
{
    page_line(p, INK_BAD, "%s %.*s%s%.*s", r->ran ? "FAILED" : "NOT RUN", STR_ARGS(r->id),
              r->title.length ? ": " : "", STR_ARGS(r->title));
    for (size_t i = 0; i < r->failures.count; i++)
        write_failure(p, &r->failures.items[i]);
    page_blank(p);
}

static const char *plural(size_t count)
{
    return count == 1 ? "" : "s";
}

// Those of other files stand beside them where they are shown at all.
static void write_figure(builder *out, coverage_figure own, coverage_figure included, const char *what)
{
    if (own.wanted + included.wanted == 0)
        return;
    builder_addf(out, "%s: ", what);
    if (own.wanted)
        builder_addf(out, "%zu of %zu", own.seen, own.wanted);
    if (included.wanted)
        builder_addf(out, "%s%zu of %zu in other files", own.wanted ? "; " : "", included.seen,
                     included.wanted);
    builder_addc(out, '\n');
}

static void write_figures(const coverage *c, bool with_included, builder *out)
{
    static const struct {
        coverage_kind first, last;
        const char *what;
    } parts[] = {{COVERAGE_GATE, COVERAGE_ADVICE, "  outcomes seen"},
                 {COVERAGE_PATTERN, COVERAGE_PATTERN, "  patterns found"},
                 {COVERAGE_TRIGGER, COVERAGE_TRIGGER, "  triggers decided"}};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        coverage_figure included = coverage_figure_of(c, parts[i].first, parts[i].last, true);
        write_figure(out, coverage_figure_of(c, parts[i].first, parts[i].last, false),
                     with_included ? included : (coverage_figure){0}, parts[i].what);
    }
}

void render_tests_text(const tested *t, bool coverage_table, const render_style *style, builder *out)
{
    const examples_report *r = t->report;
    page p = page_new(out, style);
    if (!r)
        return;
    for (size_t i = 0; i < r->results.count; i++)
        if (!r->results.items[i].ran || r->results.items[i].failures.count)
            write_result(&p, &r->results.items[i]);
    builder_addf(out, "%.*s: %zu example%s with %zu expectation%s: %zu passed, %zu failed", STR_ARGS(t->path),
                 r->results.count, plural(r->results.count), r->expectations, plural(r->expectations),
                 r->results.count - r->failed - r->not_run, r->failed);
    if (r->not_run)
        builder_addf(out, ", %zu not run", r->not_run);
    builder_addc(out, '\n');
    write_figures(r->coverage, coverage_table, out);
    if (coverage_table)
        render_coverage_text(t, style, out);
    else
        render_unseen_text(r->coverage, style, out);
}
