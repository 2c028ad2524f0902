// SPDX-License-Identifier: MIT
// A page of text: wrapped paragraphs with hanging indents, right-aligned figures, colours where wanted.
#ifndef ATTUNE_RENDER_PAGE_H
#define ATTUNE_RENDER_PAGE_H

#include "render/render.h"

typedef enum ink {
    INK_PLAIN,
    INK_STRONG,
    INK_DIM,
    INK_GOOD,
    INK_BAD,
    INK_ASK,
    INK_COUNTED,    // a stretch of a text that counts
    INK_DISCOUNTED, // one that was found and does not
    INK_CUE         // the words that decided it
} ink;

typedef struct page {
    builder *out;
    render_style style;
} page;

page page_new(builder *out, const render_style *style);

// The frame's words in the language of the page; leads, figures, headings and the formats of lines below pass
// through it unasked.
const char *page_say(const page *p, const char *english) __attribute__((format_arg(2)));
str page_words(const page *p, str english);
const char *page_range(const page *p, char buffer[48], int64_t low, int64_t high); // "61.2 to 92.0"

// One paragraph: lead (such as "+ ") at the indent in its ink, then text wrapped with a hanging indent,
// then figure, right-aligned on the first line; lead and figure may be NULL.
void page_entry(page *p, unsigned indent, const char *lead, ink lead_ink, str text, const char *figure);

// A line (or lines), then a line end. Control characters become visible, as in all that takes a text here but
// for page_ink().
void page_line(page *p, ink i, const char *format, ...) __attribute__((format(printf, 3, 4)));
void page_blank(page *p);
void page_heading(page *p, const char *text);

// Running text in several inks, wrapped between words; a word may change its ink within. White space of any
// length is one blank, a line end breaks the line, an empty line stays. flow_glue() joins what it is given to
// the word at hand, blanks and all. Ends with flow_end().
typedef struct flow {
    page *page;
    unsigned indent;
    builder word;
    size_t word_width;
    ink first_ink, word_ink; // that the word at hand starts and ends in
    ink line_ink;            // that the line ends in
    size_t column;           // filled of the line, behind the indent
    unsigned breaks;         // line ends ahead of the word
    bool space;              // a blank is ahead of it, in space_ink
    ink space_ink;
} flow;

flow flow_start(page *p, unsigned indent);
void flow_text(flow *f, str text, ink i);
void flow_glue(flow *f, str text, ink i);
void flow_end(flow *f);

// A table: columns are as wide as what is in them; where that is wider than the page, the widest are wrapped
// between words. On a page too narrow for that each row is a paragraph instead: the first two cells, then the
// others below with their headings; so there are at least two columns. Empty columns are left out. cells: row
// by row. (table.c)
typedef struct table_cell {
    str text;
    ink ink;
} table_cell;
typedef struct table_layout {
    unsigned indent;
    const char *const *headings;
    size_t columns; // at most TABLE_COLUMNS
} table_layout;
enum { TABLE_COLUMNS = 8 };
void page_table(page *p, const table_layout *layout, const table_cell *cells, size_t rows);

// What the parts of a page are made of.
void page_ink(page *p, ink i, str text); // text as it is, in its ink
void page_spaces(page *p, size_t count);
size_t page_columns(str text);               // that it takes on a terminal
size_t page_fitting(str text, size_t width); // bytes of it that fit into at least 2 columns, so that some do;
                                             // cut at a space where there is one

// Micro-points as points with one digit behind the point, exactly rounded (half away from zero): "78.4".
// Signed: with "+" or a minus sign. The buffers hold at least 24 bytes.
const char *points_text(char buffer[24], int64_t micro);
const char *points_signed(char buffer[24], int64_t micro);

// A bar of width cells for 0…100 points, with the part from low to score and to high told apart.
str points_bar(arena *a, unsigned width, int64_t low, int64_t score, int64_t high);

#endif
