// SPDX-License-Identifier: MIT
// Texts made ready for search: a plain copy in which typography makes no difference, with the way back to the
// bytes as they were given; and where sentences and quotations are. Private to this stage.
#ifndef ATTUNE_TEXT_PREPARE_H
#define ATTUNE_TEXT_PREPARE_H

#include "base/str.h"

typedef struct text_span {
    size_t start;
    size_t end; // exclusive
} text_span;

typedef struct sentence {
    size_t start;
    size_t end; // exclusive; without the space behind it
    bool question;
} sentence;

// From plain offset `at` on, up to the next shift, the original offset is `original` + the distance.
typedef struct text_shift {
    size_t at;
    size_t original;
} text_shift;

enum { TEXT_PADDING = 4 }; // zero bytes behind plain

// All offsets are into plain, unless they say otherwise.
typedef struct prepared_text {
    str original;
    str plain;
    bool special; // it holds ſ or K (the Kelvin sign), which are s and k where letter case does not count
    VEC(text_shift) shifts;
    VEC(size_t) breaks;      // where the layout (an empty line, a bullet) begins something new
    VEC(sentence) sentences; // by text_segment()
    VEC(text_span) quotes;   // by text_segment(); from mark to mark, the marks included
} prepared_text;

// The plain copy: curly quotes and apostrophes become straight, white space of any kind and length one space,
// typographic hyphens plain ones; invisible characters go, and so do entities and the tags within a line (see
// text/character.h). Empty where the text holds nothing to read.
// text must be valid UTF-8; it is kept by reference.
prepared_text text_prepare(arena *a, str text);

// The original offset of a plain one.
size_t text_original(const prepared_text *p, size_t offset);

// The same for the end of a stretch, which is before characters that were left out.
size_t text_original_end(const prepared_text *p, size_t offset);

// Fills sentences and quotes. Sentences cover all of plain, but for the spaces between them.
void text_segment(arena *a, prepared_text *p);

// The index of the sentence that offset is in (or before, for a space between). Only after text_segment().
size_t text_sentence_at(const prepared_text *p, size_t offset);

#endif
