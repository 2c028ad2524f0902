// SPDX-License-Identifier: MIT
// Private to the explain stage: what because.c, because_parts.c and because_values.c share while one rule's
// deciding values are looked for.
#ifndef ATTUNE_EXPLAIN_DECIDING_H
#define ATTUNE_EXPLAIN_DECIDING_H

#include "explain/explaining.h"
#include "feel/pieces.h"

// A part of a condition: what is the same for all pairs, made when first asked for and kept by the run; and
// its value for the pair at hand, evaluated once.
typedef struct part part;
struct part {
    const feel_expression *feel;
    feel_piece piece;
    part **parts;   // of piece.parts; NULL where nobody asked yet
    part *resolved; // what a let stands for, where that is a field; else the part itself; NULL: not asked yet
    str written;    // as the rule set has it; empty: not asked yet
    bool described; // whether the rest is known
    bool plain;     // a field, read as it is
    bool of_let;    // a let that is no other name of a field
    bool of_therapist, of_client, of_past, of_text, of_signal;
    str unit;
    str name;  // empty where constant
    str label; // of a field
    feel_value value;
    uint64_t pair; // that value is of, as explained_parts counts them
};

// Where a run keeps its parts, by rule.
struct explained_parts {
    arena *arena;
    part **gates, **criteria, **flags, **lets;
    uint64_t pair; // counts those explained
};

// One side of a comparison, or a list, or an item, with its value for the pair.
typedef struct decided_side {
    const part *part; // described
    feel_value value;
    bool constant;
    str words;  // of the value; see deciding_say()
    str source; // of the value; empty: not asked yet
} decided_side;

typedef struct deciding {
    const explaining *x;
    arena *out;
    VEC(decided) found;
    size_t more;
    name_map told;   // names of values that stand in found
    part *asks_null; // the first part looked through that asks what is known
    bool client_may; // be what would have to be otherwise: in a gate
} deciding;

// ---- because_parts.c
part *deciding_part(const explaining *x, part **kept, const feel_expression *e);
part *deciding_child(const deciding *d, part *of, size_t index); // of its piece's parts
part *deciding_let(const deciding *d, const part *p);            // what it stands for; NULL: it reads no let
// What a let stands for, where that is a field; else p itself. Described.
part *deciding_resolved(const deciding *d, part *p);
str deciding_written(const deciding *d, part *p);
feel_value deciding_value(const deciding *d, part *p);

// ---- because_values.c
decided_side deciding_side(const deciding *d, part *p); // without words
// Its words; of a constant beside a field: terms by the labels that the field's have. Items of first, a list,
// come first where the value is a long list.
void deciding_say(const deciding *d, decided_side *s, const decided_side *beside, const feel_value *first);
str deciding_quoted(const deciding *d,
                    const decided_side *s); // its words, where they are a text within quotation marks
bool deciding_same(feel_value a, feel_value b);
bool deciding_holds_item(feel_value list, feel_value item);
str deciding_word(const deciding *d, const char *english); // in the language wanted
// "a, b or c" of the items of a list; those that but, a list, has not, where it is given.
str deciding_items(const deciding *d, const decided_side *of, const feel_value *but, const char *word);

decided_value deciding_told(const deciding *d, decided_side *s);
// The fields that an expression reads, also through lets, as values behind those of list.
typedef VEC(decided_value) decided_values;
void deciding_fields(const deciding *d, part *p, decided_values *list);

// How far a is from b where a should be less, or more: fills amount, unit and by.
void deciding_amount(const deciding *d, const decided_side *a, const decided_side *b, bool less,
                     decided *out);

// The texts, one behind the other.
#define DECIDING_JOIN(d, ...)                                                                                \
    deciding_join((d)->out, (const str[]){__VA_ARGS__}, sizeof((const str[]){__VA_ARGS__}) / sizeof(str))
str deciding_join(arena *a, const str *texts, size_t count);

#endif
