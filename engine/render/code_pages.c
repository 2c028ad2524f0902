// SPDX-License-Identifier: MIT
// Finds a code's page and prints it: see code_pages.h. The pages are made part of the program by
// cmake/embed.cmake.
#include "render/code_pages.h"

#include <string.h>

str code_page(const char *name)
{
    for (const embedded_page *p = embedded_pages; p->name; p++)
        if (strcmp(p->name, name) == 0)
            return (str){(const char *)p->bytes, p->length};
    return STR_NONE;
}

static str next_line(str *rest)
{
    size_t end = str_find(*rest, STR("\n"), 0);
    str line = str_slice(*rest, 0, end);
    *rest = end == SIZE_MAX ? STR_NONE : str_slice(*rest, end + 1, rest->length);
    return line;
}

str code_page_text(arena *a, const char *name)
{
    builder out = builder_new(a);
    str rest = code_page(name);
    bool fenced = false;
    while (rest.length) {
        str line = next_line(&rest);
        fenced = fenced != str_starts(line, STR("```"));
        if (!fenced && str_starts(line, STR("<!--")))
            continue;
        builder_add(&out, line);
        builder_addc(&out, '\n');
    }
    return str_trim(builder_str(&out));
}

typedef struct page_printer {
    builder *out;
    bool color;
    unsigned width; // 0: a paragraph is one line
    unsigned column;
    bool bold;
} page_printer;

// A word, with its "**" as what they stand for.
static void print_word(page_printer *p, str word)
{
    builder plain = builder_new(p->out->arena);
    unsigned width = 0;
    while (word.length) {
        size_t mark = str_find(word, STR("**"), 0);
        str part = str_slice(word, 0, mark);
        builder_add(&plain, part);
        width += (unsigned)utf8_length(part);
        if (mark == SIZE_MAX)
            break;
        p->bold = !p->bold;
        builder_adds(&plain, !p->color ? "" : p->bold ? "\033[1m" : "\033[0m");
        word = str_slice(word, mark + 2, word.length);
    }
    if (p->column && p->width && p->column + 1 + width > p->width) {
        builder_addc(p->out, '\n');
        p->column = 0;
    }
    builder_adds(p->out, p->column ? " " : "");
    p->column += (p->column > 0) + width;
    builder_add(p->out, builder_str(&plain));
}

static void end_paragraph(page_printer *p)
{
    if (p->column)
        builder_addc(p->out, '\n');
    p->column = 0;
}

// What is laid out as it stands: titles, rows of a table, examples.
static bool print_as_it_is(page_printer *p, str line, bool fenced)
{
    bool title = !fenced && str_starts(line, STR("# "));
    bool row = !fenced && str_starts(line, STR("|"));
    if (!fenced && !title && !row && line.length)
        return false;
    end_paragraph(p);
    if (title)
        builder_addf(p->out, "%s%.*s%s\n", p->color ? "\033[1m" : "",
                     STR_ARGS(str_slice(line, 2, line.length)), p->color ? "\033[0m" : "");
    else
        builder_addf(p->out, "%s%.*s\n", fenced && line.length ? "    " : "", STR_ARGS(line));
    return true;
}

void code_page_print(const char *name, bool color, unsigned width, builder *out)
{
    page_printer p = {.out = out, .color = color, .width = width};
    str rest = code_page_text(out->arena, name), word;
    bool fenced = false;
    while (rest.length) {
        str line = next_line(&rest);
        bool fence = str_starts(line, STR("```"));
        fenced = fenced != fence;
        if (fence || print_as_it_is(&p, line, fenced))
            continue;
        while (str_next_word(&line, &word))
            print_word(&p, word);
    }
    end_paragraph(&p);
}
