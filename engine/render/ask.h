// SPDX-License-Identifier: MIT
// What to ask and what each answer would do (explain/ask.h), in the formats.
#ifndef ATTUNE_RENDER_ASK_H
#define ATTUNE_RENDER_ASK_H

#include "explain/ask.h"
#include "render/json_parts.h"
#include "render/page.h"

// ---- ask_words.c

// "1st", "2nd", "11th".
str ask_ordinal(arena *a, frame_language l, size_t place);
// What an answer does to the therapist who is at place now: "rises to 1st, 60.7", "falls to 7th, 50.6",
// "stays 3rd, 58.1", "would be excluded".
str ask_effect(arena *a, frame_language l, const ask_answer *x, size_t now);
// Behind which it is written: "a good answer", "if yes". Answers that come to the same place and score stand
// together: the label of the answer at index is that of all of them, and empty where an earlier one had it.
str ask_label(arena *a, frame_language l, const ask_question *q, size_t index);
// Whether a question is one of what is known already, and still worth a word: it is not among the asks.
bool ask_worth_raising(const explanation *e, const question *q);
// Whether it may end, or bring about, the exclusion of a therapist who is excluded: it is about a gate.
bool ask_about_gate(const explanation *e, const question *q);
// Whether some ask shows what values of this field would do.
bool ask_shows_field(const explanation *e, str field);
// Whether its values are worth a list of their own: no ask shows them, and not all of them leave excluded who
// is.
bool ask_adds_field(const explanation *e, str field);

enum { RAISED_MOST = 3 };

// ---- the formats
void text_asks(page *p, const explanation *e);
void json_asks(json_writer *w, const explanation *e);

#endif
