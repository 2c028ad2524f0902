// SPDX-License-Identifier: MIT
// Draws the conclusion from a profile's matches. See conclude.h.
#include "text/conclude.h"

#include "text/order.h"

#include <stdlib.h>

tally tally_new(arena *results, const signal_spec *signals, size_t signal_count, const text_value *values)
{
    tally t = {.results = results, .signals = signals, .signal_count = signal_count, .values = values};
    bool **columns[] = {&t.has_text, &t.matched, &t.counted, &t.denied, &t.given_up};
    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
        *columns[i] = ARENA_ARRAY(results, bool, signal_count);
    return t;
}

void tally_match(tally *t, const text_match *match, const text_value *value)
{
    *ARENA_PUSH(t->results, &t->matches) = *match;
    t->matched[match->signal] |= match->reason != REASON_UNLESS;
    t->counted[match->signal] |= match->counts;
    t->denied[match->signal] |= match->denies;
    if (!match->counts || t->signals[match->signal].least < 2)
        return;
    size_t text = 0; // what is said once and given in two fields is said once
    while (&t->values[text] != value && !str_equal(t->values[text].text, value->text))
        text++;
    *ARENA_PUSH(t->results, &t->several) = (counted_match){match->signal, text, match->start, match->end};
}

void tally_limit(tally *t, const text_limit *limit)
{
    t->given_up[limit->signal] = true;
    *ARENA_PUSH(t->results, &t->limits) = *limit;
}

static int compare_matches(const void *left, const void *right)
{
    const text_match *a = left, *b = right;
    const size_t keys[][2] = {{a->field, b->field},   {a->item, b->item},       {a->start, b->start},
                              {a->signal, b->signal}, {a->pattern, b->pattern}, {a->end, b->end}};
    return order_by(keys, sizeof keys / sizeof *keys);
}

static int compare_counted(const void *left, const void *right)
{
    const counted_match *a = left, *b = right;
    const size_t keys[][2] = {
        {a->signal, b->signal}, {a->text, b->text}, {a->end, b->end}, {a->start, b->start}};
    return order_by(keys, sizeof keys / sizeof *keys);
}

// Whether at least so many of a signal's counted matches, which are sorted, can be chosen that none overlaps
// another: always the one that ends first.
static bool enough_apart(const tally *t, size_t signal)
{
    size_t count = 0;
    const counted_match *last = NULL;
    for (size_t i = 0; i < t->several.count; i++) {
        const counted_match *m = &t->several.items[i];
        if (m->signal != signal || (last && last->text == m->text && m->start < last->end))
            continue;
        last = m;
        count++;
    }
    return count >= t->signals[signal].least;
}

static signal_state conclude_signal(const tally *t, size_t signal)
{
    const signal_spec *spec = &t->signals[signal];
    if (t->counted[signal] && (spec->least < 2 || enough_apart(t, signal)))
        return SIGNAL_TRUE;
    if (t->counted[signal] || t->given_up[signal] || !t->has_text[signal])
        return SIGNAL_UNKNOWN;
    if (t->denied[signal] || (spec->absent_false && !t->matched[signal]))
        return SIGNAL_FALSE;
    return SIGNAL_UNKNOWN;
}

// What is denied of the other signal counts here.
static signal_state conclude_denial(tally *t, uint32_t signal, size_t found)
{
    size_t other = t->signals[signal].denial_of;
    for (size_t i = 0; i < found; i++) {
        text_match m = t->matches.items[i];
        if (m.signal != other || !m.denies)
            continue;
        m.signal = signal;
        m.counts = true;
        m.denies = false;
        m.against = m.reason;
        m.reason = REASON_SAID_AGAINST;
        *ARENA_PUSH(t->results, &t->matches) = m;
    }
    if (t->given_up[other] || t->denied[other] == t->counted[other])
        return SIGNAL_UNKNOWN;
    return t->denied[other] ? SIGNAL_TRUE : SIGNAL_FALSE;
}

text_result tally_conclude(tally *t)
{
    signal_state *states = ARENA_ARRAY(t->results, signal_state, t->signal_count);
    size_t found = t->matches.count;
    if (t->several.count > 1)
        qsort(t->several.items, t->several.count, sizeof *t->several.items, compare_counted);
    for (size_t i = 0; i < t->signal_count; i++)
        states[i] = t->signals[i].is_denial ? conclude_denial(t, (uint32_t)i, found) : conclude_signal(t, i);
    if (t->matches.count > 1)
        qsort(t->matches.items, t->matches.count, sizeof *t->matches.items, compare_matches);
    return (text_result){states, t->matches.items, t->matches.count, t->limits.items, t->limits.count};
}
