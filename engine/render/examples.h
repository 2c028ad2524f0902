// SPDX-License-Identifier: MIT
// Renderers of what `attune test` found: results, coverage and mutation as text, TAP, JUnit's XML, JSON, and
// coverage as a page.
#ifndef ATTUNE_RENDER_EXAMPLES_H
#define ATTUNE_RENDER_EXAMPLES_H

#include "examples/mutation.h"
#include "render/render.h"

// One file of examples that was to be run.
typedef struct tested {
    str path;
    const examples_report *report;   // NULL: the file or its rule set has errors, which were reported
    const mutation_report *mutation; // NULL: was not asked for
} tested;

void render_tests_text(const tested *t, bool coverage_table, const render_style *style, builder *out);
void render_tests_tap(const tested *items, size_t count, builder *out);
void render_tests_junit(const tested *items, size_t count, builder *out);
void render_tests_json(const tested *items, size_t count, builder *out);

// The table of what was seen, what never was first; and the same as one HTML page that loads nothing.
void render_coverage_text(const tested *t, const render_style *style, builder *out);
void render_unseen_text(const coverage *c, const render_style *style, builder *out); // outcomes alone
void render_coverage_html(const tested *items, size_t count, builder *out);

void render_mutation_text(const tested *t, const render_style *style, builder *out);

// Two versions of a file as a unified diff with three lines of context; nothing where they are the same.
// for_terminal: control characters in its lines become visible, so that it is for eyes and not for patch.
void render_line_difference(str path, str before, str after, bool for_terminal, const render_style *style,
                            builder *out);

#endif
