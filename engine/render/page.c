// SPDX-License-Identifier: MIT
// Laying out text for a terminal: see page.h.
#include "render/page.h"

#include "base/unicode.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

enum { NARROWEST = 40, WIDEST = 110, POINT_TENTH = MICRO / 10 };

page page_new(builder *out, const render_style *style)
{
    page p = {out, *style};
    if (p.style.width < NARROWEST)
        p.style.width = NARROWEST;
    if (p.style.width > WIDEST)
        p.style.width = WIDEST;
    return p;
}

const char *page_say(const page *p, const char *english)
{
    return frame_say(p->style.language, english);
}

str page_words(const page *p, str english)
{
    return frame_words(p->style.language, english);
}

static const char *ink_code(ink i)
{
    static const char *const codes[] = {"",         "\033[1m",      "\033[2m",   "\033[32m",  "\033[31m",
                                        "\033[36m", "\033[1;4;32m", "\033[2;9m", "\033[1;33m"};
    return codes[i];
}

static void set_ink(page *p, ink i)
{
    if (p->style.color && i != INK_PLAIN)
        builder_adds(p->out, ink_code(i));
}

static void end_ink(page *p, ink i)
{
    if (p->style.color && i != INK_PLAIN)
        builder_adds(p->out, "\033[0m");
}

void page_spaces(page *p, size_t count)
{
    for (size_t i = 0; i < count; i++)
        builder_addc(p->out, ' ');
}

size_t page_columns(str text)
{
    size_t count = 0;
    for (size_t at = 0; at < text.length;)
        count += unicode_width(utf8_decode(text, &at));
    return count;
}

size_t page_fitting(str text, size_t width)
{
    size_t at = 0, last_space = 0, count = 0;
    while (at < text.length) {
        size_t next = at;
        count += unicode_width(utf8_decode(text, &next));
        if (count > width)
            break;
        if (text.data[at] == ' ')
            last_space = at;
        at = next;
    }
    if (at >= text.length || text.data[at] == ' ')
        return at;
    return last_space ? last_space : at;
}

void page_entry(page *p, unsigned indent, const char *lead, ink lead_ink, str text, const char *figure)
{
    lead = lead ? page_say(p, lead) : NULL;
    figure = figure ? page_say(p, figure) : NULL;
    builder visible = builder_new(p->out->arena);
    builder_add_visible(&visible, text, false);
    text = builder_str(&visible);
    size_t lead_width = lead ? page_columns(str_from(lead)) : 0;
    size_t figure_width = figure ? page_columns(str_from(figure)) + 2 : 0;
    size_t room = p->style.width > indent + lead_width + figure_width + 20
                      ? p->style.width - indent - lead_width - figure_width
                      : 20;
    bool first = true;
    do {
        size_t length = page_fitting(text, room);
        str line = str_slice(text, 0, length);
        page_spaces(p, first ? indent : indent + lead_width);
        if (first && lead) {
            set_ink(p, lead_ink);
            builder_adds(p->out, lead);
            end_ink(p, lead_ink);
        }
        builder_add(p->out, line);
        if (first && figure) {
            page_spaces(p, room - page_columns(line) + 2);
            builder_adds(p->out, figure);
        }
        builder_addc(p->out, '\n');
        text = str_trim(str_slice(text, length, text.length));
        first = false;
    } while (text.length);
}

void page_ink(page *p, ink i, str text)
{
    set_ink(p, i);
    builder_add(p->out, text);
    end_ink(p, i);
}

void page_line(page *p, ink i, const char *format, ...)
{
    builder text = builder_new(p->out->arena);
    va_list arguments;
    va_start(arguments, format);
    builder_addv(&text, page_say(p, format), arguments);
    va_end(arguments);
    set_ink(p, i);
    builder_add_visible(p->out, builder_str(&text), true);
    end_ink(p, i);
    builder_addc(p->out, '\n');
}

void page_blank(page *p)
{
    builder_addc(p->out, '\n');
}

void page_heading(page *p, const char *text)
{
    page_blank(p);
    page_line(p, INK_STRONG, "%s", page_say(p, text));
}

flow flow_start(page *p, unsigned indent)
{
    return (flow){.page = p, .indent = indent, .word = builder_new(p->out->arena)};
}

static void change_ink(const page *p, builder *out, ink from, ink to)
{
    if (!p->style.color || from == to)
        return;
    builder_adds(out, from == INK_PLAIN ? "" : "\033[0m");
    builder_adds(out, ink_code(to));
}

// Blanks or line ends ahead of the word at hand.
static void set_space(flow *f)
{
    builder *out = f->page->out;
    size_t needed = f->indent + f->column + f->space + f->word_width;
    bool breaks = f->column && (f->breaks || needed > f->page->style.width);
    ink between = f->column && f->space && !breaks ? f->space_ink : INK_PLAIN;
    if (f->space || breaks) {
        change_ink(f->page, out, f->line_ink, between);
        f->line_ink = between;
    }
    if (breaks)
        builder_adds(out, f->breaks > 1 ? "\n\n" : "\n");
    if (breaks || f->column == 0) {
        page_spaces(f->page, f->indent);
        f->column = 0;
    } else if (f->space) {
        builder_addc(out, ' ');
        f->column++;
    }
}

// Sets the word at hand: on this line, or on the next where it does not fit.
static void set_word(flow *f)
{
    if (f->word_width == 0)
        return;
    set_space(f);
    change_ink(f->page, f->page->out, f->line_ink, f->first_ink);
    builder_add(f->page->out, builder_str(&f->word));
    f->line_ink = f->word_ink;
    f->column += f->word_width;
    f->word.length = f->word_width = 0;
    f->breaks = 0;
    f->space = false;
}

static void add_to_word(flow *f, str character, ink i)
{
    size_t width = 1;
    if (character.length > 1 || character.data[0] < ' ') { // else it is what it shows as
        builder visible = builder_new(f->page->out->arena);
        builder_add_visible(&visible, character, false);
        character = builder_str(&visible);
        width = page_columns(character);
    }
    if (f->indent + f->word_width + width > f->page->style.width)
        set_word(f); // it is too long for any line
    if (f->word_width == 0) {
        f->word.length = 0;
        f->first_ink = f->word_ink = i;
    }
    change_ink(f->page, &f->word, f->word_ink, i);
    f->word_ink = i;
    builder_add(&f->word, character);
    f->word_width += width;
}

void flow_glue(flow *f, str text, ink i)
{
    for (size_t at = 0, next = 0; at < text.length; at = next) {
        (void)utf8_decode(text, &next);
        add_to_word(f, str_slice(text, at, next), i);
    }
}

void flow_text(flow *f, str text, ink i)
{
    for (size_t at = 0, next = 0; at < text.length; at = next) {
        if (!unicode_is_space(utf8_decode(text, &next))) {
            add_to_word(f, str_slice(text, at, next), i);
            continue;
        }
        set_word(f);
        f->breaks += text.data[at] == '\n';
        f->space = true;
        f->space_ink = i;
    }
}

void flow_end(flow *f)
{
    set_word(f);
    change_ink(f->page, f->page->out, f->line_ink, INK_PLAIN);
    f->line_ink = INK_PLAIN;
    if (f->column)
        builder_addc(f->page->out, '\n');
    f->column = 0;
}

const char *points_text(char buffer[24], int64_t micro)
{
    int64_t size = micro < 0 ? -micro : micro;
    int64_t tenths = (size + POINT_TENTH / 2) / POINT_TENTH;
    snprintf(buffer, 24, "%s%" PRId64 ".%" PRId64, micro < 0 && tenths ? "-" : "", tenths / 10, tenths % 10);
    return buffer;
}

const char *points_signed(char buffer[24], int64_t micro)
{
    char plain[24];
    points_text(plain, micro);
    snprintf(buffer, 24, "%s%.22s", micro > 0 ? "+" : "", plain);
    return buffer;
}

const char *page_range(const page *p, char buffer[48], int64_t low, int64_t high)
{
    char from[24], to[24];
    snprintf(buffer, 48, page_say(p, "%s to %s"), points_text(from, low), points_text(to, high));
    return buffer;
}

str points_bar(arena *a, unsigned width, int64_t low, int64_t score, int64_t high)
{
    builder out = builder_new(a);
    for (unsigned cell = 0; cell < width; cell++) {
        int64_t middle = (2 * (int64_t)cell + 1) * 50 * MICRO / width;
        bool sure = middle < low, counted = middle < score, possible = middle < high;
        builder_adds(&out, sure ? "█" : counted ? "▓" : possible ? "░" : "·");
    }
    return builder_str(&out);
}
