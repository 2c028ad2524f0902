// SPDX-License-Identifier: MIT
// Signals: which patterns match a profile's texts, and whether what matches is said by the author, about
// the author, now, and not denied.
//
// text_rules_build() compiles triggers and signals once; the result never changes and is shared by threads.
// A text_run is one thread's scratch. All texts must be valid UTF-8 with entities already decoded.
#ifndef ATTUNE_TEXT_SIGNALS_H
#define ATTUNE_TEXT_SIGNALS_H

#include "base/diagnostics.h"
#include "base/limits.h"

// How a match is judged.
typedef enum polarity { POLARITY_ASSERTED, POLARITY_NEGATED, POLARITY_UNCERTAIN, POLARITY_COUNT } polarity;
typedef enum holder { HOLDER_AUTHOR, HOLDER_OTHER, HOLDER_CLIENT, HOLDER_COUNT } holder;
typedef enum mood { MOOD_FACT, MOOD_HYPOTHETICAL, MOOD_QUESTION, MOOD_PAST, MOOD_COUNT } mood;

const char *polarity_name(polarity p); // "asserted", "negated", "uncertain"
const char *holder_name(holder h);     // "author", "other", "client"
const char *mood_name(mood m);         // "fact", "hypothetical", "question", "past"

// Triggers: words that change how a match near them is judged. The names are those of the rule language;
// a reader of it may look a word up by going through them, from 0 to …_COUNT - 1.
typedef enum trigger_kind {
    TRIGGER_NEGATED,
    TRIGGER_UNCERTAIN,
    TRIGGER_OTHER_HOLDER,
    TRIGGER_CLIENT_HOLDER,
    TRIGGER_HYPOTHETICAL,
    TRIGGER_PAST,
    TRIGGER_DISAVOWED,
    TRIGGER_PSEUDO, // takes its words out of play; changes nothing
    TRIGGER_KIND_COUNT
} trigger_kind;

typedef enum trigger_direction {
    TRIGGER_FORWARD,  // changes what stands after it
    TRIGGER_BACKWARD, // changes what stands before it
    TRIGGER_BOTH,
    TRIGGER_DIRECTION_COUNT
} trigger_direction;

typedef enum trigger_scope {
    TRIGGER_CLAUSE, // up to the next boundary
    TRIGGER_WORDS,  // the same, but at most so many words away
    TRIGGER_NEXT,   // its whole sentence and, in its direction, the neighbouring one
    TRIGGER_COMMA,  // up to the next boundary, or the comma that ends the aside which it begins
    TRIGGER_SCOPE_COUNT
} trigger_scope;

const char *trigger_kind_name(trigger_kind k);           // "negated", … "other_holder", … "pseudo"
const char *trigger_direction_name(trigger_direction d); // "forward", "backward", "both"
const char *trigger_scope_name(trigger_scope s);         // "clause", "words", "next", "comma"

// What is built from. Strings and arrays are kept by reference: they live as long as the rules.
typedef struct trigger_spec {
    str id;
    trigger_kind kind;
    trigger_direction direction;
    trigger_scope scope;
    uint32_t words; // for TRIGGER_WORDS
    str phrases;    // "a | b c | d * e": separated by |; what a phrase may hold: rules/context-en.xml
    place where;    // of the phrases
} trigger_spec;

typedef struct boundary_spec {
    str phrases; // as a trigger's; punctuation marks are words of their own: "but | ; | , i"
    place where;
} boundary_spec;

typedef struct pattern_spec {
    str source;  // PCRE2, searched without regard to case
    bool unless; // a match of it discounts the signal's matches in the same sentence
    bool part;   // of a near: alone it is no match
    place where; // of the source
} pattern_spec;

enum { NEAR_MOST_PARTS = 6, NEAR_MOST_WORDS = 50 };

// Patterns that together are one match where all of them are in one sentence, in any order.
typedef struct near_spec {
    uint32_t first_part, part_count; // the signal's patterns first_part, …: at least two
    uint32_t words;                  // at most so many from each to the next
} near_spec;

typedef struct signal_spec {
    str name;
    const pattern_spec *patterns;
    size_t pattern_count;
    const uint32_t *fields; // the numbers of the fields that it reads
    size_t field_count;
    bool absent_false; // false, not unknown, where nothing matches
    uint32_t least;    // so many matches that do not overlap must count; 0 is 1
    const near_spec *nears;
    size_t near_count;
    // A denial is true where the text denies what another signal looks for. It has no patterns of its own,
    // and reads what the other reads. The other is none.
    bool is_denial;
    uint32_t denial_of; // the other's number
} signal_spec;

typedef struct text_rules text_rules;

// Compiles; signals keep their order, so a signal's number is its index. Returns NULL after one or more
// diagnostics (invalid-pattern, empty-pattern, empty-value, wrong-value). The arena must outlive it.
text_rules *text_rules_build(arena *a, const limits *l, const trigger_spec *triggers, size_t trigger_count,
                             const boundary_spec *boundaries, size_t boundary_count,
                             const signal_spec *signals, size_t signal_count, diagnostics *d);

// What they were built from, in its order.
const trigger_spec *text_rules_triggers(const text_rules *rules, size_t *count);
const signal_spec *text_rules_signals(const text_rules *rules, size_t *count);
const signal_spec *text_rules_signal(const text_rules *rules, uint32_t signal);

// A signal's pattern as it is searched: for checks.
const struct regex *text_rules_pattern(const text_rules *rules, size_t signal, size_t pattern);

// One text of a profile.
typedef struct text_value {
    uint32_t field;
    uint32_t item; // its index in a list, else 0
    str text;
} text_value;

// What decided about a match; text_match_because() says it in words.
typedef enum match_reason {
    REASON_COUNTS,
    REASON_UNLESS,
    REASON_QUESTION,
    REASON_DISAVOWED,
    REASON_OTHER_HOLDER,
    REASON_CLIENT_HOLDER,
    REASON_QUOTED,
    REASON_PAST,
    REASON_NEGATED,
    REASON_NEGATED_TWICE,
    REASON_UNCERTAIN,
    REASON_HYPOTHETICAL,
    REASON_GIVEN_UP,    // an unless pattern hit its limit
    REASON_SAID_AGAINST // it counts for a denial
} match_reason;

typedef struct text_match {
    uint32_t signal;
    uint32_t pattern; // index in the signal's patterns; of a near: its first part's; of a denial: the other's
    uint32_t field;
    uint32_t item;
    size_t start, end; // bytes of the text as it was given; end is exclusive
    size_t sentence_start, sentence_end;
    polarity polarity;
    holder holder;
    mood mood;
    bool counts; // asserted by the author as a fact, and not discounted; for a denial: denied by the author
    bool denies; // the text says the opposite: it makes the signal false where nothing counts
    match_reason reason;
    match_reason against; // with REASON_SAID_AGAINST: why the other signal's match does not count
    str cue;              // the words of the text that decided; empty where there are none
    uint32_t trigger; // whose words these are, by its number among the triggers; NAME_MISSING for no one's
    uint32_t unless;  // the pattern that discounts it (index in the signal's patterns), or NAME_MISSING
} text_match;

// A search that was given up: its signal is unknown unless enough matches count.
typedef struct text_limit {
    uint32_t signal;
    uint32_t pattern; // index in the signal's patterns
    uint32_t field;
    uint32_t item;
    size_t at;     // where in the text, as it was given, the search began
    bool too_many; // it has more matches than the limit; else the search took too many steps
} text_limit;

typedef enum signal_state { SIGNAL_UNKNOWN, SIGNAL_FALSE, SIGNAL_TRUE } signal_state;

typedef struct text_result {
    const signal_state *states; // one for each signal
    const text_match *matches;  // by field, item, start, signal, pattern
    size_t match_count;
    const text_limit *limits; // in the order of the texts given
    size_t limits_hit;        // how many they are
} text_result;

typedef struct text_run text_run;

// Where the pattern of a match or a limit stands in the rule set.
place text_rules_place(const text_rules *rules, uint32_t signal, uint32_t pattern);

// Scratch for one thread at a time. Grows to the longest text it met.
text_run *text_run_new(arena *a, const text_rules *rules);

// Judges all signals over the texts of one profile. The result is allocated in results; cues are slices of
// the texts given.
text_result text_search(text_run *run, const text_value *values, size_t value_count, arena *results);

// One sentence part for a person: "said in the author's own voice", "negated by “never”".
str text_match_because(arena *a, const text_match *match);

#endif
