// SPDX-License-Identifier: MIT
// Finds literals of patterns in a text: see prefilter.h. Each literal stands in a table under its rarest four
// letters; the pass looks four letters up at each place, first in a bitmap that stays in the fastest cache.
#include "text/prefilter.h"

#include "text/required.h"

#include <string.h>

enum { BITMAP_BITS = 16, TABLE_BITS = 12, GRAM = 4, NONE = 0 };

// A literal of a pattern.
typedef struct literal {
    str text;
    uint32_t gram;    // its rarest bytes, capitals and small letters alike
    uint32_t gram_at; // where in text
    uint32_t mask;    // of gram: three bytes where text has no more
    uint32_t pattern;
    uint32_t next; // in its row of the table; number + 1, NONE for the last
} literal;

struct prefilter {
    size_t pattern_count;
    const bool *always; // [pattern]: nothing is known of what it needs
    VEC(literal) literals;
    uint8_t bitmap[1 << (BITMAP_BITS - 3)];
    uint32_t table[1 << TABLE_BITS];       // first literals; number + 1
    bool has_short;                        // literals of three bytes, …
    uint32_t short_table[1 << TABLE_BITS]; // … which stand here
};

// Capitals become small letters; what else that changes is told apart when a literal is compared.
static uint32_t fold(uint32_t bytes)
{
    return bytes | 0x20202020u;
}

static uint32_t load(const char *bytes)
{
    uint32_t out;
    memcpy(&out, bytes, sizeof out);
    return out;
}

static uint32_t hash(uint32_t gram, unsigned bits)
{
    return gram * 2654435761u >> (32 - bits); // Fibonacci hashing (Knuth, TAOCP 3, 6.4)
}

static void set_bit(prefilter *p, uint32_t gram)
{
    uint32_t at = hash(gram, BITMAP_BITS);
    p->bitmap[at >> 3] |= (uint8_t)(1u << (at & 7));
}

static void enter(uint32_t table[1 << TABLE_BITS], literal *l, uint32_t number)
{
    uint32_t row = hash(l->gram, TABLE_BITS);
    l->next = table[row];
    table[row] = number + 1;
}

// The three first bytes of four, wherever the machine puts them.
static uint32_t short_mask(void)
{
    static const unsigned char BYTES[GRAM] = {0xff, 0xff, 0xff, 0};
    return load((const char *)BYTES);
}

static void add_long(prefilter *p, uint32_t number)
{
    literal *l = &p->literals.items[number];
    l->mask = UINT32_MAX;
    l->gram_at = (uint32_t)required_rarest(l->text, GRAM);
    l->gram = fold(load(l->text.data + l->gram_at));
    set_bit(p, l->gram);
    enter(p->table, l, number);
}

// Under its three bytes, with a bit for every byte that may follow.
static void add_short(prefilter *p, uint32_t number)
{
    literal *l = &p->literals.items[number];
    char bytes[GRAM] = {0};
    memcpy(bytes, l->text.data, REQUIRED_SHORTEST);
    for (int i = 0; i < 256; i++) {
        bytes[GRAM - 1] = (char)i;
        set_bit(p, fold(load(bytes)));
    }
    l->mask = short_mask();
    l->gram = fold(load(bytes)) & l->mask;
    p->has_short = true;
    enter(p->short_table, l, number);
}

const prefilter *prefilter_build(arena *a, const str *patterns, size_t count)
{
    prefilter *p = ARENA_NEW(a, prefilter);
    bool *always = ARENA_ARRAY(a, bool, count);
    p->pattern_count = count;
    p->always = always;
    for (size_t i = 0; i < count; i++) {
        required r = required_by(a, patterns[i]);
        always[i] = r.count == 0;
        for (size_t k = 0; k < r.count; k++)
            *ARENA_PUSH(a, &p->literals) = (literal){.text = r.literals[k], .pattern = (uint32_t)i};
    }
    for (size_t i = 0; i < p->literals.count; i++)
        if (p->literals.items[i].text.length > REQUIRED_SHORTEST)
            add_long(p, (uint32_t)i);
        else
            add_short(p, (uint32_t)i);
    return p;
}

static bool is_at(const literal *l, str text, size_t gram_at)
{
    if (gram_at < l->gram_at || text.length - (gram_at - l->gram_at) < l->text.length)
        return false;
    return str_equal_nocase(str_slice(text, gram_at - l->gram_at, gram_at - l->gram_at + l->text.length),
                            l->text);
}

static void look_up(const prefilter *p, const uint32_t table[1 << TABLE_BITS], uint32_t gram, str text,
                    size_t at, bool *possible)
{
    for (uint32_t number = table[hash(gram, TABLE_BITS)]; number != NONE;) {
        const literal *l = &p->literals.items[number - 1];
        if (l->gram == gram && !possible[l->pattern] && is_at(l, text, at))
            possible[l->pattern] = true;
        number = l->next;
    }
}

void prefilter_scan(const prefilter *p, str text, bool special, bool *possible)
{
    const uint32_t three = short_mask();
    if (special) {
        memset(possible, true, p->pattern_count * sizeof *possible);
        return;
    }
    if (p->pattern_count)
        memcpy(possible, p->always, p->pattern_count * sizeof *possible);
    for (size_t at = 0; at + REQUIRED_SHORTEST <= text.length; at++) {
        uint32_t gram = fold(load(text.data + at));
        uint32_t bit = hash(gram, BITMAP_BITS);
        if (!(p->bitmap[bit >> 3] >> (bit & 7) & 1))
            continue;
        look_up(p, p->table, gram, text, at, possible);
        if (p->has_short)
            look_up(p, p->short_table, gram & three, text, at, possible);
    }
}
