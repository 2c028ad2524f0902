// SPDX-License-Identifier: MIT
// An expression taken apart, one level at a time, into parts that are expressions by themselves: so that a
// host can evaluate each of them and see which decided what the whole came to. Reads expressions, never
// evaluates them.
#ifndef ATTUNE_FEEL_PIECES_H
#define ATTUNE_FEEL_PIECES_H

#include "feel/feel.h"

typedef enum feel_piece_kind {
    FEEL_PIECE_CONSTANT, // value
    FEEL_PIECE_READ,     // read: a variable, or a part of one
    FEEL_PIECE_NOT,      // of its one part
    FEEL_PIECE_ALL,      // "and"
    FEEL_PIECE_ANY,      // "or"
    FEEL_PIECE_IF,       // parts: the condition, then, else
    FEEL_PIECE_TABLE,    // parts: of each row whether it hits, then its output; the first that hits gives it
    FEEL_PIECE_RELATION, // its two parts are held against each other
    FEEL_PIECE_CONTAINS, // the list parts[0] holds the item parts[1]
    FEEL_PIECE_SHARES,   // the list parts[1] holds some item of the list parts[0]
    FEEL_PIECE_SHARED,   // those items of the list parts[0] that the list parts[1] holds
    FEEL_PIECE_PICKED,   // the smallest or the largest of its parts
    FEEL_PIECE_MADE      // made of its parts in some other way; of a loop: of what it reads outside itself
} feel_piece_kind;

typedef enum feel_relation {
    FEEL_IS,
    FEEL_IS_NOT,
    FEEL_LESS,
    FEEL_AT_MOST,
    FEEL_MORE,
    FEEL_AT_LEAST
} feel_relation;
const char *feel_relation_text(feel_relation r);     // as in FEEL: "<="
feel_relation feel_relation_denied(feel_relation r); // what holds where r does not
feel_relation feel_relation_turned(feel_relation r); // with the two sides in each other's places

typedef struct feel_piece {
    feel_piece_kind kind;
    feel_relation relation;
    feel_value value;
    feel_read read;
    bool tests_null; // asks what is null, and nothing else
    bool rises;      // a number that is MADE: with its first part
    const feel_expression *const *parts;
    size_t count;
} feel_piece;

// Tests between and in, of a range or of one value, come as relations.
feel_piece feel_take_apart(arena *a, const feel_expression *e);

// The expression's text as it was written, white space folded; a part of a decision table: as FEEL source.
str feel_written(arena *a, const feel_expression *e);

int64_t feel_days_between(feel_date from, feel_date to);

#endif
