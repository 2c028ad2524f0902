// SPDX-License-Identifier: MIT
// Private to engine/feel: looking into values, comparing and printing them within a budget, since values may
// share parts and so be far larger unfolded than in memory.
#ifndef ATTUNE_FEEL_VALUES_H
#define ATTUNE_FEEL_VALUES_H

#include "feel/value.h"

enum { VALUE_DEPTH = 200 };

typedef struct value_walk {
    uint64_t nodes; // that may still be visited
    uint64_t bytes; // that may still be printed
    uint32_t depth; // levels that may still be entered
    bool exhausted; // out: one of them ran out; the result means nothing
} value_walk;

value_walk value_walk_default(void);

size_t context_count(const feel_context *c);
str context_name(const feel_context *c, size_t index);
feel_value context_value(const feel_context *c, size_t index);
bool context_find(const feel_context *c, str name, feel_value *out);

feel_value value_equal(value_walk *walk, feel_value x, feel_value y);

// -1, 0 or 1 in *order; false where the two have no order (kinds differ, zoned against not zoned, no ordered
// kind).
bool value_order(feel_value x, feel_value y, int *order);
bool value_is_ordered(feel_kind kind);
bool value_is_temporal(feel_kind kind); // dates, times and durations

// True, false, or null where v cannot be compared with an end.
feel_value value_in_range(const feel_range *range, feel_value v);

// One item as a list of one; a list as it is; null as the empty list.
feel_list value_as_list(arena *a, feel_value v);

feel_value value_new_range(arena *a, feel_range range);
feel_value value_new_list(arena *a, const feel_value *items, size_t count); // takes the array over

typedef enum value_style { STYLE_SOURCE, STYLE_TEXT } value_style;
void value_print(value_walk *walk, builder *out, feel_value v, value_style style);
void print_quoted(builder *out, str s); // control characters as \n, \r, \t and \uXXXX

// A string within a message: control characters (NUL would end a "%.*s") as \uXXXX, and no longer than a
// reader needs to know it again.
str value_shown(arena *a, str s);

bool is_plain_name(str s); // needs no quotes as a context's key

#endif
