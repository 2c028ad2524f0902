// SPDX-License-Identifier: MIT
// The pages of docs/codes, one for each diagnostic code, as the program carries them.
#ifndef ATTUNE_RENDER_CODE_PAGES_H
#define ATTUNE_RENDER_CODE_PAGES_H

#include "base/diagnostics.h"

// The page's Markdown as its file holds it; empty where there is no page of that name.
str code_page(const char *name);

// Without the comments, from its title on.
str code_page_text(arena *a, const char *name);

// For people: examples are indented, titles are bold with color, and paragraphs are laid out for so many
// columns; 0: each is one line.
void code_page_print(const char *name, bool color, unsigned width, builder *out);

// What the files made at build time fill in; private to code_pages.c.
typedef struct embedded_page {
    const char *name;
    const unsigned char *bytes;
    size_t length;
} embedded_page;
extern const embedded_page embedded_pages[]; // ended by one without a name

#endif
