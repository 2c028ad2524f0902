// SPDX-License-Identifier: MIT
// Words of a text and phrases of words: how triggers are found. Private to this stage; judges nothing.
#ifndef ATTUNE_TEXT_WORDS_H
#define ATTUNE_TEXT_WORDS_H

#include "text/prepare.h"

// A word (letters and digits, with apostrophes and hyphens inside) or a single punctuation mark.
typedef struct token {
    size_t start;
    size_t end;
    uint32_t word; // its number in the phrase table; NAME_MISSING where no phrase has it
    bool mark;     // punctuation
} token;

typedef VEC(token) token_list;

// Letters and digits; beyond ASCII all but dashes, ellipses and bullets, which are in U+2010…U+2BFF.
bool is_word_code_point(uint32_t c);

// What a phrase stands for is up to the caller: a number.
typedef struct phrase {
    const uint32_t *words; // PHRASE_ANY_WORD for *
    size_t length;         // at least 1
    uint32_t meaning;
    struct phrase *next; // with the same first word; the longest comes first
} phrase;

#define PHRASE_ANY_WORD (NAME_MISSING - 1)

typedef struct phrase_table {
    arena *arena;
    name_map words;
    VEC(phrase *) by_first_word; // by the number of the word
} phrase_table;

typedef enum phrase_problem {
    PHRASE_FINE,
    PHRASE_EMPTY,
    PHRASE_STARTS_OPEN,
    PHRASE_LONG_WORD
} phrase_problem;

// Adds the phrases of "a | b c | d * e". Stops at the first that is not one and points *bad at it.
phrase_problem phrase_table_add(phrase_table *t, str phrases, uint32_t meaning, str *bad);

// The first phrase of the chain that begins with this token, NULL for none; go on with next.
const phrase *phrase_table_first(const phrase_table *t, const token *first);

// Whether the phrase is at tokens[i…].
bool phrase_matches(const phrase *p, const token_list *tokens, size_t i);

// Where the remains of HTML that begin at i end, a tag or "&nbsp;"; i where none do: "<3" and "x < y" are
// text.
size_t markup_end(str text, size_t i);

// Splits text[start…end-1] into tokens, appended to the list. The remains of HTML are none.
void tokenize(arena *a, const phrase_table *t, str text, size_t start, size_t end, token_list *tokens);

#endif
