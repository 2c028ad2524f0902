// SPDX-License-Identifier: MIT
// Marks in a text: which stretches are marked, how they nest, and the text with them on a page. Private to
// render/.
#ifndef ATTUNE_RENDER_MARKS_H
#define ATTUNE_RENDER_MARKS_H

#include "render/evidence.h"
#include "render/page.h"

// What the reader sees as one find: a match, or several of one signal that overlap and are judged alike.
typedef struct note {
    size_t number;           // from 1, over all texts
    const text_match *match; // the first one
    size_t start, end;       // of all
    size_t sentence_start, sentence_end;
    bool denies;
} note;

typedef struct note_list {
    VEC(note) items;
} note_list;

// Adds the notes of one text's matches.
void notes_add(arena *a, const evidence_record *e, const text_match *matches, size_t count, note_list *notes);

// Sets the text with its notes marked; whole: also the sentences that have none and stand beside none.
void marks_set(page *p, unsigned indent, str text, const note *notes, size_t count, bool whole);

// One line that says what the marks mean.
void marks_legend(page *p, unsigned indent);

// "+3", "-3": how the notes' numbers are written beside the text, and in the table.
str note_sign(arena *a, const note *n);

#endif
