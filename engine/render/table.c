// SPDX-License-Identifier: MIT
// Tables: how wide each column becomes, and the rows. See page.h.
#include "render/page.h"

enum { GAP = 2, LONGEST_WORD = 24, LONGEST_NUMBER = 5 };

typedef struct table {
    page *page;
    const table_layout *layout;
    const table_cell *cells;
    size_t rows;
    size_t widths[TABLE_COLUMNS]; // 0: the column is left out
    size_t least[TABLE_COLUMNS];  // its longest word
} table;

static str cell_text(const table *t, size_t row, size_t column)
{
    builder visible = builder_new(t->page->out->arena);
    builder_add_visible(&visible, t->cells[row * t->layout->columns + column].text, false);
    return builder_str(&visible);
}

static size_t larger(size_t a, size_t b)
{
    return a > b ? a : b;
}

static size_t longest_word(str text)
{
    size_t longest = 0;
    for (str word; str_next_word(&text, &word);)
        longest = larger(longest, page_columns(word));
    return longest < LONGEST_WORD ? longest : LONGEST_WORD;
}

static void measure(table *t, size_t column)
{
    str heading = str_from(t->layout->headings[column]);
    for (size_t row = 0; row < t->rows; row++) {
        str text = cell_text(t, row, column);
        t->widths[column] = larger(t->widths[column], page_columns(text));
        t->least[column] = larger(t->least[column], longest_word(text));
    }
    if (t->widths[column] == 0)
        return;
    t->widths[column] = larger(t->widths[column], page_columns(heading));
    t->least[column] = larger(t->least[column], longest_word(heading));
}

static size_t total_width(const table *t, const size_t *widths)
{
    size_t total = t->layout->indent, shown = 0;
    for (size_t i = 0; i < t->layout->columns; i++) {
        total += widths[i];
        shown += t->widths[i] > 0;
    }
    return total + (shown ? (shown - 1) * GAP : 0);
}

// Takes from the widest columns what does not fit; false where even the longest words do not.
static bool fit(table *t)
{
    for (size_t i = 0; i < t->layout->columns; i++)
        measure(t, i);
    if (total_width(t, t->least) > t->page->style.width)
        return false;
    size_t total = total_width(t, t->widths);
    for (; total > t->page->style.width; total--) {
        size_t widest = t->layout->columns;
        for (size_t i = 0; i < t->layout->columns; i++)
            if (t->widths[i] > t->least[i] &&
                (widest == t->layout->columns || t->widths[i] > t->widths[widest]))
                widest = i;
        t->widths[widest]--;
    }
    return true;
}

// One row's lines; rest[] holds what of each cell is still to be set.
static void set_row(table *t, str *rest, const table_cell *cells)
{
    for (bool more = true; more;) {
        size_t pending = t->layout->indent; // blanks before the next word: none are left at a line's end
        more = false;
        for (size_t i = 0; i < t->layout->columns; i++) {
            if (t->widths[i] == 0)
                continue;
            str line = str_slice(rest[i], 0, page_fitting(rest[i], t->widths[i]));
            rest[i] = str_trim(str_slice(rest[i], line.length, rest[i].length));
            more = more || rest[i].length;
            if (line.length) {
                page_spaces(t->page, pending);
                page_ink(t->page, cells ? cells[i].ink : INK_DIM, line);
                pending = 0;
            }
            pending += t->widths[i] - page_columns(line) + GAP;
        }
        page_blank(t->page);
    }
}

static void set_table(table *t)
{
    str rest[TABLE_COLUMNS];
    for (size_t i = 0; i < t->layout->columns; i++)
        rest[i] = str_from(t->layout->headings[i]);
    set_row(t, rest, NULL);
    for (size_t row = 0; row < t->rows; row++) {
        for (size_t i = 0; i < t->layout->columns; i++)
            rest[i] = cell_text(t, row, i);
        set_row(t, rest, &t->cells[row * t->layout->columns]);
    }
}

// The same as paragraphs: a first column of numbers stands ahead of them.
static void set_paragraphs(table *t)
{
    arena *a = t->page->out->arena;
    bool numbered = t->widths[0] <= LONGEST_NUMBER;
    unsigned below = t->layout->indent + (numbered ? (unsigned)t->widths[0] + 1 : 2);
    for (size_t row = 0; row < t->rows; row++) {
        const table_cell *cells = &t->cells[row * t->layout->columns];
        str first = cell_text(t, row, 0);
        if (numbered) {
            int padding = (int)(t->widths[0] - page_columns(first) + 1);
            const char *lead = str_printf(a, "%.*s%*s", STR_ARGS(first), padding, "").data;
            page_entry(t->page, t->layout->indent, lead, cells[0].ink, cells[1].text, NULL);
        } else {
            page_entry(t->page, t->layout->indent, NULL, INK_PLAIN,
                       str_printf(a, "%.*s: %.*s", STR_ARGS(first), STR_ARGS(cells[1].text)), NULL);
        }
        for (size_t i = 2; i < t->layout->columns; i++)
            if (cells[i].text.length)
                page_entry(t->page, below, str_printf(a, "%s: ", t->layout->headings[i]).data, INK_DIM,
                           cells[i].text, NULL);
    }
}

void page_table(page *p, const table_layout *layout, const table_cell *cells, size_t rows)
{
    table t = {.page = p, .layout = layout, .cells = cells, .rows = rows};
    if (fit(&t))
        set_table(&t);
    else
        set_paragraphs(&t);
}
