// SPDX-License-Identifier: MIT
// Renderers: a report as text, JSON, NDJSON, CSV or HTML. They lay out what the record holds and decide
// nothing.
#ifndef ATTUNE_RENDER_RENDER_H
#define ATTUNE_RENDER_RENDER_H

#include "explain/report.h"
#include "render/words.h"

typedef enum render_format {
    RENDER_TEXT,
    RENDER_JSON,
    RENDER_NDJSON,
    RENDER_CSV,
    RENDER_HTML
} render_format; // as attune_format

typedef struct render_style {
    bool color;              // ANSI colours (text only)
    unsigned width;          // of the terminal, in characters (text only)
    frame_language language; // of the frame (text only); that of a report is its rule set's
    bool ascii;              // marks in ASCII, for terminals that show no UTF-8 (evidence only)
} render_style;

void render_report(const report *r, render_format format, const render_style *style, builder *out);

#endif
