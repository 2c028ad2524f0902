// SPDX-License-Identifier: MIT
// Which outcomes a condition or value can come to at all, so that nobody is asked for an example of what
// cannot be. Errs on the side of possible.
#include "examples/run.h"

#include "feel/inspect.h"

typedef struct bounding {
    const ruleset *rules;
    const feel_bounds *lets; // of those that come before
} bounding;

static feel_bounds read_bounds(void *user, const feel_read *read)
{
    const bounding *b = user;
    if (read->slot == SLOT_SIGNALS && read->depth == 1)
        return FEEL_BOUNDS_CONDITION;
    if (read->slot >= SLOT_FIRST_LET && read->depth == 0)
        return b->lets[read->slot - SLOT_FIRST_LET];
    return FEEL_BOUNDS_ANY;
}

const feel_bounds *possible_lets(arena *a, const ruleset *r)
{
    feel_bounds *lets = ARENA_ARRAY(a, feel_bounds, r->let_count);
    bounding b = {r, lets};
    for (size_t i = 0; i < r->let_count; i++)
        lets[i] = feel_bounds_of(r->lets[i].value.feel, read_bounds, &b);
    return lets;
}

unsigned possible_truths(const ruleset *r, const feel_bounds *lets, const expression *x)
{
    bounding b = {r, lets};
    feel_bounds bounds = feel_bounds_of(x->feel, read_bounds, &b);
    return (bounds.yes ? 1u << SEEN_MET : 0) | (bounds.no ? 1u << SEEN_UNMET : 0) |
           (bounds.null ? 1u << SEEN_UNKNOWN : 0);
}

unsigned possible_values(const ruleset *r, const feel_bounds *lets, const expression *x)
{
    bounding b = {r, lets};
    feel_bounds bounds = feel_bounds_of(x->feel, read_bounds, &b);
    unsigned seen = bounds.null ? 1u << SEEN_UNKNOWN : 0;
    if (bounds.other)
        seen |= 1u << SEEN_MET | 1u << SEEN_PARTLY | 1u << SEEN_UNMET;
    for (size_t i = 0; i < bounds.constant_count; i++) {
        int above = decimal_compare(bounds.constants[i], decimal_from_int(0));
        int below = decimal_compare(bounds.constants[i], decimal_from_int(1));
        seen |= 1u << (above == 0 ? SEEN_UNMET : below == 0 ? SEEN_MET : SEEN_PARTLY);
    }
    return seen;
}
