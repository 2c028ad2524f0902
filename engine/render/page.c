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

static const char *ink_code(ink i)
{
    static const char *const codes[] = {"", "\033[1m", "\033[2m", "\033[32m", "\033[31m", "\033[36m"};
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

static void spaces(page *p, size_t count)
{
    for (size_t i = 0; i < count; i++)
        builder_addc(p->out, ' ');
}

static size_t columns(str text)
{
    size_t count = 0;
    for (size_t at = 0; at < text.length;)
        count += unicode_width(utf8_decode(text, &at));
    return count;
}

// Bytes of text that fit into width columns (at least 2, so that some do), cut at a space where there is one.
static size_t fitting(str text, size_t width)
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
    builder visible = builder_new(p->out->arena);
    builder_add_visible(&visible, text, false);
    text = builder_str(&visible);
    size_t lead_width = lead ? columns(str_from(lead)) : 0;
    size_t figure_width = figure ? columns(str_from(figure)) + 2 : 0;
    size_t room = p->style.width > indent + lead_width + figure_width + 20
                      ? p->style.width - indent - lead_width - figure_width
                      : 20;
    bool first = true;
    do {
        size_t length = fitting(text, room);
        str line = str_slice(text, 0, length);
        spaces(p, first ? indent : indent + lead_width);
        if (first && lead) {
            set_ink(p, lead_ink);
            builder_adds(p->out, lead);
            end_ink(p, lead_ink);
        }
        builder_add(p->out, line);
        if (first && figure) {
            spaces(p, room - columns(line) + 2);
            builder_adds(p->out, figure);
        }
        builder_addc(p->out, '\n');
        text = str_trim(str_slice(text, length, text.length));
        first = false;
    } while (text.length);
}

void page_line(page *p, ink i, const char *format, ...)
{
    set_ink(p, i);
    va_list arguments;
    va_start(arguments, format);
    builder_addv(p->out, format, arguments);
    va_end(arguments);
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
    page_line(p, INK_STRONG, "%s", text);
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

const char *points_range(char buffer[48], int64_t low, int64_t high)
{
    char from[24], to[24];
    snprintf(buffer, 48, "%.20s to %.20s", points_text(from, low), points_text(to, high));
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
