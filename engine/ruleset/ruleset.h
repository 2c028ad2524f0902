// SPDX-License-Identifier: MIT
// A rule set, typed and checked: what every later stage works with. Immutable once loaded.
// Indexes (of a criterion, a flag, …) are positions in the arrays here, in document order.
#ifndef ATTUNE_RULESET_RULESET_H
#define ATTUNE_RULESET_RULESET_H

#include "base/diagnostics.h"
#include "base/limits.h"
#include "feel/table.h"
#include "text/signals.h"

enum { MICRO = 1000000 }; // micro-points in a point; 100 points are 100 * MICRO

// What an expression reads decides when it is evaluated: nothing or the client alone: once per client;
// the therapist alone: once per pool; else for each pair.
typedef enum reads {
    READS_NOTHING = 0,
    READS_CLIENT = 1,
    READS_THERAPIST = 2, // a field of the therapist or a signal
    READS_TODAY = 4,
    READS_ENCOUNTER = 8
} reads;

typedef enum timing { ONCE_PER_CLIENT, ONCE_PER_POOL, PER_PAIR } timing;
timing timing_of(
    unsigned reads_mask); // client and today alone: per client; therapist alone: per pool; else per pair
const char *timing_name(timing t); // "client-only", "therapist-only", "pair"

typedef enum field_kind {
    FIELD_BOOLEAN,
    FIELD_NUMBER,
    FIELD_STRING,
    FIELD_DATE,
    FIELD_TEXT,
    FIELD_TERM,
    FIELD_RECORD
} field_kind;

typedef struct term {
    str id, label;
    const uint32_t *broader; // all broader terms, near and far, each once, in order of number
    size_t broader_count;
    place where;
} term;

// A vocabulary, or the options of a choice field.
typedef struct vocabulary {
    str name;
    const term *terms;
    size_t count;
    name_map spellings; // folded ids, labels and aliases to the term's number (fold with vocabulary_find)
    feel_domain domain; // for the type checker
    place where;
} vocabulary;
// A term by id, label or alias; case and white space folded. NAME_MISSING where there is none.
uint32_t vocabulary_find(const vocabulary *v, str text, arena *scratch);

typedef struct field field;
struct field {
    str name, label, ask, unit;
    field_kind kind;
    bool list;
    bool broader;            // the list also holds the broader terms of what is given
    const vocabulary *terms; // of FIELD_TERM
    bool has_min, has_max;
    decimal min, max;
    const field *fields; // of FIELD_RECORD
    size_t field_count;
    uint32_t match; // record: number of the sub-field with the therapist's id, or NAME_MISSING
    str as;         // record with match: the name of this pair's entry
    place where;
};

typedef struct side { // the client's or the therapist's declaration; field 0 is always "id", a string
    const field *fields;
    size_t count;
    name_map names;
    const feel_type *type; // a context; member numbers are field numbers
} side;

// The scope of all expressions, by slot.
enum { SLOT_CLIENT, SLOT_THERAPIST, SLOT_SIGNALS, SLOT_TODAY, SLOT_ENCOUNTER, SLOT_EVIDENCE, SLOT_FIRST_LET };

typedef struct expression {
    const feel_expression *feel; // NULL: there is none
    str source;                  // of a decision table: its rows as text, which is no FEEL
    place where;
    uint32_t number;                    // from 1, none twice in a rule set: for tables beside it
    const struct decision_table *table; // NULL: it is no decision table
    unsigned reads;                     // what it reads, also through lets
    const uint32_t *client_fields;      // numbers of fields read, also through lets, ascending
    size_t client_field_count;
    const uint32_t *therapist_fields;
    size_t therapist_field_count;
    const uint32_t *signals; // numbers of signals read, also through lets, in order of first reading
    size_t signal_count;
    const uint32_t *lets; // lets read directly
    size_t let_count;
} expression;

typedef struct decision_cell {
    str text; // as it is written, without white space around it
    place where;
} decision_cell;

typedef struct decision_row {
    const decision_cell *tests; // one for each input; "-" or nothing: any
    decision_cell output;
    place where;
    const feel_expression *hits, *gives; // whether it hits, and the output
} decision_row;

// A decision table: what an expression was made of that is written as one.
typedef struct decision_table {
    feel_hit hit;
    const decision_cell *inputs;
    const feel_expression *const *input_values;
    size_t input_count;
    str output_name; // empty where it has none
    const decision_row *rows;
    size_t row_count;
    place where;
} decision_table;

typedef struct message_part {
    str literal;                 // where feel is NULL
    const feel_expression *feel; // made with feel_for_people: gives a string or null
} message_part;

// Of one thing that a message shows: what kind of thing, and its number among these (of a slot: which).
typedef enum shown_as { SHOWN_CLIENT = 1, SHOWN_THERAPIST, SHOWN_SIGNAL, SHOWN_SLOT } shown_as;
enum { SHOWN_NUMBERS = 1 << 24 };
static inline uint32_t shown_thing(shown_as kind, uint32_t number)
{
    return (uint32_t)kind * SHOWN_NUMBERS + number;
}
static inline shown_as shown_kind(uint32_t shown)
{
    return (shown_as)(shown / SHOWN_NUMBERS);
}
static inline uint32_t shown_number(uint32_t shown)
{
    return shown % SHOWN_NUMBERS;
}

typedef struct message {
    const message_part *parts;
    size_t count; // 0: there is no such message
    unsigned reads;
    const uint32_t *shows; // what its expressions read, also through lets, ascending: to compare messages by
    size_t shows_count;
    uint32_t number; // from 1, none twice in a rule set
    place where;
} message;

typedef struct let {
    str name;
    expression value;
    const feel_type *type;
} let;

typedef struct signal_info { // beside text_rules: what the rule set says of a signal
    str name;
    message title;
    place where;
} signal_info;

typedef struct gate {
    str id;
    message title, met, unmet, unknown, ask;
    expression require, applies;
    place where;
} gate;

typedef enum adjust_kind { ADJUST_ADD, ADJUST_MULTIPLY, ADJUST_SET } adjust_kind;

typedef struct adjust {
    str id;
    uint32_t factor;
    expression when;
    adjust_kind kind;
    decimal amount;
    message because;
    place where;
} adjust;

typedef struct criterion {
    str id;
    uint32_t factor;
    message title, met, partly, unmet, unknown, ask;
    decimal points;
    bool is_condition; // given as when (boolean), not as value (number)
    expression value;  // the value or the when
    expression applies;
    decimal unknown_value; // 0…1
    const str *follows;    // ids of the criteria and flags that a low value likely follows from
    size_t follows_count;
    const struct xml_attribute *follows_from; // as written; NULL: nothing
    place where, points_where;
} criterion;

typedef struct factor {
    str id;
    message title, description;
    decimal weight;
    uint32_t first_criterion, criterion_count; // a factor's criteria stand together
    uint32_t first_adjust, adjust_count;
    place where;
} factor;

typedef struct flag {
    str id, group;         // group may be empty
    uint32_t group_number; // alike for flags of one group; a flag in no group has a number of its own
    message title, because, ask;
    expression when;
    int64_t deduct; // micro-points, 0 for none
    bool has_ceiling;
    int64_t ceiling; // micro-points
    place where, ceiling_where;
} flag;

typedef struct advice {
    str id;
    message title, say, ask;
    expression when;
    bool urgent;
    bool per_client; // its when and say read nothing of a therapist: given once
    place where;
} advice;

// A text that is not there in the language wanted.
typedef struct untranslated {
    str what; // "met of criterion \"works_on_goals\""
    place where;
} untranslated;

typedef struct ruleset {
    arena *arena;
    limits limits;
    str id, version,
        sha256; // sha256: of all files read, in hexadecimal; over what exactly: files.c, files_digest()
    message title, description;
    const source *const *files; // all files read, the rule set itself first
    size_t file_count;
    str rules_dir;               // as it was given
    str own_language;            // of its texts as they are written: "en"
    str language;                // of its texts as they are here: this one, or another that it has
    const str *inline_languages; // that stand beside the original in its own files
    size_t inline_language_count;
    const str *whole_files; // its own, and those it extends: paths with all links followed
    size_t whole_file_count;
    size_t text_count; // for people, in all
    const untranslated *untranslated;
    size_t untranslated_count;
    const vocabulary *vocabularies;
    size_t vocabulary_count;
    side client, therapist;
    uint32_t name_field;      // therapist field shown beside the id, or NAME_MISSING
    uint32_t encounter_field; // client field with match, or NAME_MISSING
    const signal_info *signals;
    size_t signal_count;
    const text_rules *text; // patterns and triggers
    const let *lets;        // sorted so that a let comes after those it reads
    size_t let_count;
    const gate *gates;
    size_t gate_count;
    const factor *factors;
    size_t factor_count;
    const adjust *adjusts;
    size_t adjust_count;
    const criterion *criteria;
    size_t criterion_count;
    const flag *flags;
    size_t flag_count;
    size_t flag_group_count;
    const advice *advice;
    size_t advice_count;
    uint32_t expression_count, message_count; // the highest numbers
    feel_scope scope;                         // for compiling further expressions (tests, eval)
    // What all this was made of, merged: for pages that show what is written and is no rule (document/xml.h).
    const struct xml_node *tree;
} ruleset;

// True where a rule set holds declarations alone, for others to include: it ranks nobody.
bool ruleset_is_part(const ruleset *r);

// Loads and checks a rule set and all it includes or extends. All problems go to d; returns NULL where
// there was an error. rules_dir: the installed rules, from which includes may also be taken; may be empty.
// The rule set lives in a; a's guard is the caller's.
ruleset *ruleset_load(arena *a, const char *path, str rules_dir, const limits *l, diagnostics *d);
// The same from a loaded source (tests, memory); includes are looked up beside its name.
ruleset *ruleset_load_source(arena *a, const source *s, str rules_dir, const limits *l, diagnostics *d);

// The same for a source that differs from that of another rule set in nothing that its signals, triggers and
// boundaries are made of: these are taken over and not made anew. The other one must live as long.
ruleset *ruleset_load_variant(arena *a, const source *s, const ruleset *like, str rules_dir, const limits *l,
                              diagnostics *d);

// The same in another language, as far as it has texts in it (BCP 47, with fallback: de-AT, de, its own):
// each text is the nearest there is. Documents of translations are read from beside its files (NAME.de.xml).
// What it decides is the same in every language. like: the same rule set in another language, or NULL.
ruleset *ruleset_load_language(arena *a, const source *s, const ruleset *like, str language, str rules_dir,
                               const limits *l, diagnostics *d);

// The languages that it has texts in besides its own, sorted: looks for documents beside its files.
const str *ruleset_languages(arena *a, const ruleset *r, size_t *count);

uint32_t ruleset_find_field(const side *s, str name); // NAME_MISSING
// Numbers by id, NAME_MISSING where there is none.
uint32_t ruleset_find_factor(const ruleset *r, str id);
uint32_t ruleset_find_criterion(const ruleset *r, str id);
uint32_t ruleset_find_flag(const ruleset *r, str id);
uint32_t ruleset_find_advice(const ruleset *r, str id);
uint32_t ruleset_find_adjust(const ruleset *r, str id);
uint32_t ruleset_find_signal(const ruleset *r, str name);

#endif
