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

// What may stand at one place of a phrase: one of the words, or (but) any word that is none of them.
typedef struct word_choice {
    const uint32_t *words;
    size_t count;
    bool but;
    bool optional; // the place may be left out
} word_choice;

// What a phrase stands for is up to the caller: a number.
typedef struct phrase {
    const word_choice *choices;
    uint64_t second; // of each word that may stand at its second place the bit number % 64
    uint32_t length; // at least 1
    uint32_t meaning;
    bool at_start; // only where nothing but marks stands before it
    bool at_end;   // or behind it
} phrase;

// The phrases with one first word, the longest first. They are many, and most are passed over by their second
// word: those that allow a word of a number n there are by_second[starts[n % 64]…starts[n % 64 + 1] - 1].
enum { SECOND_WORDS = 64 };
typedef struct phrase_list {
    phrase *items;
    size_t count, capacity;
    const uint32_t *by_second; // positions in items, ascending
    const uint32_t *starts;
} phrase_list;

typedef struct phrase_table {
    arena *arena;
    uint64_t room; // how many more phrases there may be, each way to read one counted
    name_map words;
    VEC(phrase_list) by_first_word; // by the number of the word
} phrase_table;

typedef enum phrase_problem {
    PHRASE_FINE,
    PHRASE_EMPTY,
    PHRASE_STARTS_OPEN,
    PHRASE_LONG_WORD,
    PHRASE_TOO_OPEN, // too many words may be left out
    PHRASE_TOO_MANY
} phrase_problem;

// Adds the phrases of "a | b c | d * e". In one of them
//   *        is any word          a/b/c  is one of these words     !a/b  is any word but these
//   a? a/b? *?  may be left out
//   ^ a      is at the start, behind nothing but marks             a $  a b/$  is at the end
// It starts with words. Stops at the first that is no phrase and points *bad at it.
phrase_problem phrase_table_add(phrase_table *t, str phrases, uint32_t meaning, str *bad);

// When all phrases are added, and before any is looked for.
void phrase_table_finish(phrase_table *t);

// The longest phrase that is at tokens[i…], NULL for none.
const phrase *phrase_first(const phrase_table *t, const token_list *tokens, size_t i);

// The next one there: it is as long or shorter.
const phrase *phrase_next(const phrase_table *t, const phrase *p, const token_list *tokens, size_t i);

// Whether nothing but marks stands before tokens[i].
bool token_is_first(const token_list *tokens, size_t i);

// Where the remains of HTML that begin at i end, a tag or an entity such as "&nbsp;"; i where none do: "<3"
// and "x < y" are text.
size_t markup_end(str text, size_t i);

// Splits text[start…end-1] into tokens, appended to the list. The remains of HTML are none.
void tokenize(arena *a, const phrase_table *t, str text, size_t start, size_t end, token_list *tokens);

#endif
