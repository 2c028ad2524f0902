// SPDX-License-Identifier: MIT
// Expressions in English, for people who do not read FEEL. Reads expressions, never evaluates them; what a
// variable is called is the host's to say. What has no good wording stays code: never wrong words.
//
// The result is a tree, so that a page can make lists and links of it, and a line of text can be made too.
#ifndef ATTUNE_FEEL_WORDS_H
#define ATTUNE_FEEL_WORDS_H

#include "feel/feel.h"

typedef enum feel_words_kind {
    FEEL_WORDS_RUN,   // parts, one behind the other
    FEEL_WORDS_TEXT,  // text: running words, with the blanks beside them
    FEEL_WORDS_NAME,  // text: words for what is read, which is a part of read
    FEEL_WORDS_VALUE, // text: a constant, to be set in quotation marks
    FEEL_WORDS_CODE,  // text: FEEL
    FEEL_WORDS_ALL,   // parts: conditions that all hold
    FEEL_WORDS_ANY,   // parts: conditions of which one holds at least
    FEEL_WORDS_CASES, // parts: what it is, then where that is so; in order; the last has no condition
    FEEL_WORDS_SAID,  // text: of a message, as it is said
    FEEL_WORDS_BLANK  // of a message: what its one part describes is put here
} feel_words_kind;

typedef struct feel_words feel_words;
struct feel_words {
    feel_words_kind kind;
    str text;
    feel_read read; // of a NAME
    const feel_words *const *parts;
    size_t count;
};

// A name within running words; empty where name is.
typedef struct feel_phrase {
    str lead, name, tail;
} feel_phrase;

// What a variable, or a part of one, is called. Whole sentences may be given for the tests that conditions
// make; those left empty are made of the subject: "… is not known".
typedef struct feel_called {
    feel_phrase subject; // "the therapist's ", "years of practice"
    bool plural;
    str unit;                   // of a number, put behind constants that it is compared with
    feel_phrase holds, fails;   // of a boolean: it is true, it is false
    feel_phrase known, unknown; // it is not null, it is null
} feel_called;

typedef struct feel_wording {
    // Of read, which is no local name; depth 0 for a variable as a whole. False: it has no name for people.
    bool (*call)(void *user, const feel_read *read, feel_called *out);
    void *user;
    bool shares; // numbers that are outcomes of cases, or the whole, are shares of points: "80 %"
} feel_wording;

// That e, which gives a boolean, is true.
const feel_words *feel_words_condition(arena *a, const feel_expression *e, const feel_wording *w);
// What e gives.
const feel_words *feel_words_value(arena *a, const feel_expression *e, const feel_wording *w);
// A part of a message, made with feel_for_people(): SAID and BLANK, or CASES of these.
const feel_words *feel_words_message(arena *a, const feel_expression *e, const feel_wording *w);
// The tests of a decision table's row (feel_table_test()) of one input: "less than 10"; NULL where the input
// is not tested, or there are no good words. input: as the table gives it.
const feel_words *feel_words_tests(arena *a, const feel_expression *row, const feel_expression *input,
                                   const feel_wording *w);

// On one line, code between backticks.
str feel_words_text(arena *a, const feel_words *words);

#endif
