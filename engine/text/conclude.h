// SPDX-License-Identifier: MIT
// What a profile's matches come to: for each signal true, false or unknown. Private to this stage; searches
// and judges nothing.
#ifndef ATTUNE_TEXT_CONCLUDE_H
#define ATTUNE_TEXT_CONCLUDE_H

#include "text/signals.h"

// A match that counts, of a signal that needs several.
typedef struct counted_match {
    uint32_t signal;
    size_t text; // the number of the first value with this text
    size_t start, end;
} counted_match;

// What is known so far of a profile's signals.
typedef struct tally {
    arena *results;
    const signal_spec *signals;
    size_t signal_count;
    const text_value *values;                               // those of the profile
    bool *has_text, *matched, *counted, *denied, *given_up; // [signal]
    VEC(text_match) matches;
    VEC(text_limit) limits;
    VEC(counted_match) several; // for signals that need more than one
} tally;

tally tally_new(arena *results, const signal_spec *signals, size_t signal_count, const text_value *values);
void tally_match(tally *t, const text_match *match, const text_value *value); // value: one of those given
void tally_limit(tally *t, const text_limit *limit);
text_result tally_conclude(tally *t);

#endif
