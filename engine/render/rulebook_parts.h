// SPDX-License-Identifier: MIT
// Private to the rulebook: its chapters, what can be referred to, and how words become markup.
#ifndef ATTUNE_RENDER_RULEBOOK_PARTS_H
#define ATTUNE_RENDER_RULEBOOK_PARTS_H

#include "document/xml.h"
#include "render/html.h"
#include "render/rulebook.h"
#include "ruleset/words.h"

// Chapters, in their order.
typedef enum chapter {
    CHAPTER_SCORE,
    CHAPTER_GATES,
    CHAPTER_FACTORS,
    CHAPTER_FLAGS,
    CHAPTER_ADVICE,
    CHAPTER_SIGNALS,
    CHAPTER_LETS,
    CHAPTER_CLIENT,
    CHAPTER_THERAPIST,
    CHAPTER_VOCABULARIES,
    CHAPTER_CONTEXT,
    CHAPTERS
} chapter;

// What has an entry of its own.
typedef enum entry_kind {
    ENTRY_GATE,
    ENTRY_FACTOR,
    ENTRY_ADJUST,
    ENTRY_CRITERION,
    ENTRY_FLAG,
    ENTRY_ADVICE,
    ENTRY_SIGNAL,
    ENTRY_LET,
    ENTRY_VOCABULARY
} entry_kind;

typedef struct entry {
    entry_kind kind;
    uint32_t number; // in the rule set's array
} entry;

// Of the 100 points, where no adjustment holds, from least to most: what else applies to a client decides.
typedef struct share_range {
    decimal low, high;
} share_range;

typedef struct factor_shares {
    share_range share;
    decimal points; // of all its criteria
    decimal always; // of those that apply to everybody
} factor_shares;

// A rule, or a let, and what it reads.
typedef struct reader {
    entry entry;
    const expression *expressions[2];
} reader;

typedef struct book {
    const ruleset *rules;
    arena *arena;
    builder *out;
    feel_wording wording;
    unsigned numbers[CHAPTERS]; // from 1; 0 where there is nothing to say in it
    VEC(reader) readers;
    const uint32_t *advice_order, *advice_places; // the numbers by place, the places by number
    const factor_shares *shares;                  // by factor
} book;

// ---- rulebook.c
str book_title(const book *b, entry e);  // without markup
str book_at(const book *b, entry e);     // "4.2": where its entry is
str book_anchor(const book *b, entry e); // "criterion-works_on_goals"
void book_link(const book *b, entry e);
void book_chapter(const book *b, chapter c); // its heading; opens <section>
// The element's start with the entry's id, and its heading: <section class="…" id="…"><h3>…</h3>
void book_open(const book *b, const char *class, entry e, unsigned level);
void book_close(const book *b); // </section>
// "Read by" and links to the rules, and lets where wanted, for which reads() says so; nothing where none
// does.
void book_readers(const book *b, bool with_lets, bool (*reads)(const expression *e, const void *what),
                  const void *what);
// The count-th link of a list, from 1; of a very long one only the first are shown, and at the end how many
// more there are.
void book_listed(const book *b, entry e, unsigned count);
void book_listed_end(const book *b, unsigned count);
const xml_node *book_element(const book *b, const char *name, str id); // the element of that id or name
bool book_is(const xml_node *node, const char *name);
str spaced_name(arena *a, str name); // _ as spaces

// ---- rulebook_style.c
extern const char *const rulebook_style[]; // for html_begin()

// ---- rulebook_words.c
void book_inline(const book *b, const feel_words *w);
void book_block(const book *b, const feel_words *w);
// What an expression says, with what the names in it mean. shares: as feel_wording's.
void book_expression(const book *b, const expression *e, bool condition, bool shares);
void book_message(const book *b, const message *m); // in paragraphs or lists; nothing where there is none
str book_plain_message(const book *b, const message *m);
void book_table(const book *b, const decision_table *t, bool shares);
void book_field_id(const book *b, bool of_client, const field *record, const field *f);

// ---- the chapters
void book_gates(const book *b);
void book_factors(const book *b);
void book_flags(const book *b);
void book_advice(const book *b);
void book_signals(const book *b);
void book_context(const book *b);
bool book_has_context(const book *b);
void book_lets(const book *b);
void book_side(const book *b, bool of_client);
void book_vocabularies(const book *b);

// ---- rulebook_shares.c
share_range share_of_criterion(const book *b, uint32_t criterion);
const factor_shares *shares_of(arena *a, const ruleset *r);
str share_text(arena *a, share_range s); // "28.3", "28.3 to 33.3"

#endif
