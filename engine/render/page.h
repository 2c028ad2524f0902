// SPDX-License-Identifier: MIT
// A page of text: wrapped paragraphs with hanging indents, right-aligned figures, colours where wanted.
#ifndef ATTUNE_RENDER_PAGE_H
#define ATTUNE_RENDER_PAGE_H

#include "render/render.h"

typedef enum ink { INK_PLAIN, INK_STRONG, INK_DIM, INK_GOOD, INK_BAD, INK_ASK } ink;

typedef struct page {
    builder *out;
    render_style style;
} page;

page page_new(builder *out, const render_style *style);

// One paragraph: lead (such as "+ ") at the indent in its ink, then text wrapped with a hanging indent,
// then figure, right-aligned on the first line; lead and figure may be NULL.
void page_entry(page *p, unsigned indent, const char *lead, ink lead_ink, str text, const char *figure);

// A line as it is, then a line end.
void page_line(page *p, ink i, const char *format, ...) __attribute__((format(printf, 3, 4)));
void page_blank(page *p);
void page_heading(page *p, const char *text);

// Micro-points as points with one digit behind the point, exactly rounded (half away from zero): "78.4".
// Signed: with "+" or a minus sign. The buffers hold at least 24 bytes.
const char *points_text(char buffer[24], int64_t micro);
const char *points_signed(char buffer[24], int64_t micro);
const char *points_range(char buffer[48], int64_t low, int64_t high); // "61.2 to 92.0"

// A bar of width cells for 0…100 points, with the part from low to score and to high told apart.
str points_bar(arena *a, unsigned width, int64_t low, int64_t score, int64_t high);

#endif
