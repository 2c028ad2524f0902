// SPDX-License-Identifier: MIT
// See found.h. A byte for each signal's state, then 4 bytes, least first, for each number: how many matches,
// and the members of each in the order of match_numbers().
#include "pool/found.h"

enum { MATCH_NUMBERS = 19 };

str profile_text(const profile *p, uint32_t field, uint32_t item)
{
    if (field >= p->side->count)
        return STR_NONE;
    feel_value v = p->values[field];
    if (v.kind == FEEL_LIST)
        return item < v.as.list->count && v.as.list->items[item].kind == FEEL_STRING
                   ? v.as.list->items[item].as.string
                   : STR_NONE;
    return v.kind == FEEL_STRING && item == 0 ? v.as.string : STR_NONE;
}

static void put_number(builder *out, uint32_t value)
{
    for (int i = 0; i < 4; i++)
        builder_addc(out, (char)(value >> 8 * i & 255));
}

static uint32_t get_number(const char *bytes)
{
    const unsigned char *b = (const unsigned char *)bytes;
    return b[0] | (uint32_t)b[1] << 8 | (uint32_t)b[2] << 16 | (uint32_t)b[3] << 24;
}

static void match_numbers(const profile *p, const text_match *m, uint32_t n[MATCH_NUMBERS])
{
    str text = profile_text(p, m->field, m->item);
    uint32_t cue = m->cue.length ? (uint32_t)(m->cue.data - text.data) : 0;
    const uint32_t all[MATCH_NUMBERS] = {m->signal,
                                         m->pattern,
                                         m->field,
                                         m->item,
                                         (uint32_t)m->start,
                                         (uint32_t)m->end,
                                         (uint32_t)m->sentence_start,
                                         (uint32_t)m->sentence_end,
                                         m->polarity,
                                         m->holder,
                                         m->mood,
                                         m->counts,
                                         m->denies,
                                         m->reason,
                                         m->against,
                                         cue,
                                         (uint32_t)m->cue.length,
                                         m->trigger,
                                         m->unless};
    for (int i = 0; i < MATCH_NUMBERS; i++)
        n[i] = all[i];
}

str found_encode(arena *a, const ruleset *r, const profile *p, const signal_state *states,
                 const text_match *matches, size_t match_count)
{
    builder out = builder_new(a);
    for (size_t i = 0; i < r->signal_count; i++)
        builder_addc(&out, (char)states[i]);
    put_number(&out, (uint32_t)match_count);
    for (size_t i = 0; i < match_count; i++) {
        uint32_t numbers[MATCH_NUMBERS];
        match_numbers(p, &matches[i], numbers);
        for (int k = 0; k < MATCH_NUMBERS; k++)
            put_number(&out, numbers[k]);
    }
    return builder_str(&out);
}

static bool read_match(const ruleset *r, const profile *p, const char *at, text_match *m)
{
    uint32_t n[MATCH_NUMBERS];
    for (int i = 0; i < MATCH_NUMBERS; i++)
        n[i] = get_number(at + (ptrdiff_t)4 * i);
    str text = profile_text(p, n[2], n[3]);
    bool sound = n[0] < r->signal_count && n[4] <= n[5] && n[5] <= text.length && n[6] <= n[7] &&
                 n[7] <= text.length && n[8] < POLARITY_COUNT && n[9] < HOLDER_COUNT && n[10] < MOOD_COUNT &&
                 n[13] <= REASON_SAID_AGAINST && n[14] <= REASON_SAID_AGAINST && n[15] <= text.length &&
                 n[16] <= text.length - n[15];
    if (!sound)
        return false;
    *m = (text_match){
        .signal = n[0],
        .pattern = n[1],
        .field = n[2],
        .item = n[3],
        .start = n[4],
        .end = n[5],
        .sentence_start = n[6],
        .sentence_end = n[7],
        .polarity = (polarity)n[8],
        .holder = (holder)n[9],
        .mood = (mood)n[10],
        .counts = n[11] != 0,
        .denies = n[12] != 0,
        .reason = (match_reason)n[13],
        .against = (match_reason)n[14],
        .cue = n[16] ? str_slice(text, n[15], n[15] + n[16]) : STR_NONE,
        .trigger = n[17],
        .unless = n[18],
    };
    return true;
}

bool found_decode(arena *a, const ruleset *r, const profile *p, str bytes, text_result *out)
{
    if (bytes.length < r->signal_count + 4)
        return false;
    signal_state *states = ARENA_ARRAY(a, signal_state, r->signal_count);
    for (size_t i = 0; i < r->signal_count; i++) {
        if ((unsigned char)bytes.data[i] > SIGNAL_TRUE)
            return false;
        states[i] = (signal_state)bytes.data[i];
    }
    size_t count = get_number(bytes.data + r->signal_count);
    const char *at = bytes.data + r->signal_count + 4;
    if (bytes.length - r->signal_count - 4 != count * 4 * MATCH_NUMBERS)
        return false;
    text_match *matches = ARENA_ARRAY(a, text_match, count);
    for (size_t i = 0; i < count; i++)
        if (!read_match(r, p, at + i * 4 * MATCH_NUMBERS, &matches[i]))
            return false;
    *out = (text_result){.states = states, .matches = matches, .match_count = count};
    return true;
}
