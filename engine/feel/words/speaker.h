// SPDX-License-Identifier: MIT
// Private to engine/feel/words: what the parts that put a tree into words share.
#ifndef ATTUNE_FEEL_SPEAKER_H
#define ATTUNE_FEEL_SPEAKER_H

#include "feel/evaluate/reads.h"
#include "feel/functions/builtin.h"
#include "feel/words.h"

// A name that a loop or a filter binds, and what it is called.
typedef struct pronoun {
    const struct pronoun *parent;
    origin origin;
    const feel_words *words; // "it", "that", "each of …"; NULL: it has none
    bool plural;
} pronoun;

typedef struct speaker {
    arena *arena;
    const feel_expression *expression;
    const feel_wording *wording;
    unsigned loops; // within loops that speak of "it"
    bool shares;    // what is said is an outcome, and numbers are shares
} speaker;

typedef VEC(const feel_words *) words_list;

// Words as a noun, and what they ask of those around them.
typedef struct noun {
    const feel_words *words;
    bool plural;
    str unit;
    const feel_domain *domain; // of terms, of the list's terms
} noun;

// words.c
feel_words *words_new(speaker *s, feel_words_kind kind, str text);
const feel_words *words_group(speaker *s, feel_words_kind kind, const words_list *list);
// Puts together: %w a feel_words, %s a terminated string that lives on, %% itself.
const feel_words *words_say(speaker *s, const char *format, ...);
const feel_words *words_value_text(speaker *s, feel_value v); // as a person reads it, unmarked
const feel_words *words_phrase(speaker *s, const feel_phrase *phrase, const feel_read *read);
const feel_words *words_code(speaker *s, const node *n);
bool is_literal(const node *n, feel_kind kind);
bool is_constant_of(const node *n, feel_kind kind, feel_value *out); // also what was folded
bool is_call(const node *n, const char *name, size_t count);         // of a built-in, with so many arguments
const node *plain(const node *n);                                    // within wraps for people
// What a part is called that is a name or a path of such; false where it is none.
bool call_read(speaker *s, const node *n, const pronoun *p, feel_read *read, feel_called *out);
const pronoun *pronoun_of(const node *n, const pronoun *p); // of a local name; NULL where it is none
bool same_source(const speaker *s, const node *a, const node *b);
size_t count_locals(const node *n, uint32_t index);

// nouns.c
noun noun_of(speaker *s, const node *n, const pronoun *p);
const feel_words *outcome_of(speaker *s, const node *n, const pronoun *p);
const feel_words *constant_words(speaker *s, feel_value v, const feel_domain *domain, str unit);

// conditions.c
const feel_words *condition_of(speaker *s, const node *n, const pronoun *p, bool holds);
// subject->words NULL: the tests alone, or NULL where there are no good words.
const feel_words *tests_of(speaker *s, const node *in, const noun *subject, const pronoun *p, bool holds);
// Whether the condition's words begin with the local name of that index, which they hold once.
bool leads_with_local(const node *n, uint32_t index);
// What "if" chooses from: the cases as words, outcome makes those of what is chosen.
const feel_words *cases_of(speaker *s, const node *n, const pronoun *p,
                           const feel_words *(*outcome)(speaker *s, const node *n, const pronoun *p));

#endif
