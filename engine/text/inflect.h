// SPDX-License-Identifier: MIT
// The forms of an English word: what else an author means who writes one of them in a phrase. Private to this
// stage; knows nothing of phrases and patterns.
#ifndef ATTUNE_TEXT_INFLECT_H
#define ATTUNE_TEXT_INFLECT_H

#include "base/str.h"

typedef struct word_forms {
    VEC(str) list; // none twice; the word itself first
    bool closed;   // a word of grammar ("your", "with"): it takes no 's
} word_forms;

// Of a word in small letters. Generous: it also makes forms that no English text holds ("goaled"), which
// match nothing. The word's inflections, other spellings (behaviour, behavior) and, for possessives and
// reflexive pronouns, what stands for them.
word_forms inflect(arena *a, str word);

#endif
