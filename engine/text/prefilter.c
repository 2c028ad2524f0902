// SPDX-License-Identifier: MIT
// Finds literals of patterns in a text: see prefilter.h. The pass looks at every second place only: each
// literal stands in a table under four of its letters twice, for the places that are even and for the odd
// ones. Four letters are looked up first in a bitmap that stays in the fastest cache.
#include "text/prefilter.h"

#include "text/required.h"

#include <string.h>

enum {
    STRIDE = 2,
    BITMAP_BITS = 16,
    BITMAP_WORDS = 1 << (BITMAP_BITS - 6),
    TABLE_BITS = 12,
    GRAM = 4,
    NONE = 0
};

// Which bytes of a gram tell: a short literal leaves one of them open.
typedef enum open_byte { OPEN_NONE, OPEN_FIRST, OPEN_LAST, OPEN_KINDS } open_byte;

// A literal of a pattern under one of its grams.
typedef struct entry {
    str literal;
    uint32_t gram;   // capitals and small letters alike, the open byte clear
    int32_t gram_at; // where in the literal; -1: a byte before it
    uint32_t pattern;
    uint32_t next; // in its row of the table; number + 1, NONE for the last
} entry;

struct prefilter {
    size_t pattern_count;
    const bool *always; // [pattern]: nothing is known of what it needs
    VEC(entry) entries;
    uint64_t bitmap[BITMAP_WORDS];
    struct {
        bool used;
        uint32_t mask;                  // clears the open byte of a gram
        uint32_t rows[1 << TABLE_BITS]; // first entries; number + 1
    } tables[OPEN_KINDS];
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

static void set_bit(uint64_t *bitmap, uint32_t gram)
{
    uint32_t at = hash(gram, BITMAP_BITS);
    bitmap[at >> 6] |= UINT64_C(1) << (at & 63);
}

static bool has_bit(const uint64_t *bitmap, uint32_t gram)
{
    uint32_t at = hash(gram, BITMAP_BITS);
    return bitmap[at >> 6] >> (at & 63) & 1;
}

// Sets the bits of a gram with every byte where one is open.
static void set_bits(prefilter *p, uint32_t gram, uint32_t mask)
{
    uint32_t count = mask == UINT32_MAX ? 1 : 256;
    for (uint32_t i = 0; i < count; i++)
        set_bit(p->bitmap, (gram & mask) | fold(i * 0x01010101u & ~mask));
}

// Enters the literal under the gram that begins at gram_at, of which the bytes outside of it are open.
static void enter(arena *a, prefilter *p, str literal, uint32_t pattern, int32_t gram_at)
{
    char bytes[GRAM] = {0};
    open_byte open = OPEN_NONE;
    for (int32_t i = 0; i < GRAM; i++) {
        int32_t from = gram_at + i;
        if (from < 0)
            open = OPEN_FIRST;
        else if ((size_t)from >= literal.length)
            open = OPEN_LAST;
        else
            bytes[i] = literal.data[from];
    }
    uint32_t mask = p->tables[open].mask;
    uint32_t gram = fold(load(bytes)) & mask;
    uint32_t *row = &p->tables[open].rows[hash(gram, TABLE_BITS)];
    *ARENA_PUSH(a, &p->entries) = (entry){literal, gram, gram_at, pattern, *row};
    *row = (uint32_t)p->entries.count;
    p->tables[open].used = true;
    set_bits(p, gram, mask);
}

// Words that are met in most texts by and about people who help, and what many words have in them.
static const char COMMON[] =
    " the and that you your yours yourself are our ours with have this for what when will would could should "
    "about people person know feel feeling feelings think thing things need want like make time there their "
    "they them from more some other know can help helping work working life therapy therapist therapists "
    "therapeutic counseling counselor counsellor counselling relationship support self with each able being "
    "ation ing ment ness ould ough ther tion ence ance able ally ";

static const uint64_t *common_grams(arena *a)
{
    uint64_t *bitmap = ARENA_ARRAY(a, uint64_t, BITMAP_WORDS);
    for (size_t i = 0; i + GRAM < sizeof COMMON; i++)
        set_bit(bitmap, fold(load(COMMON + i)));
    return bitmap;
}

static double frequency(const uint64_t *common, str literal, size_t at)
{
    const double often = 100;
    double letters = required_frequency(str_slice(literal, at, at + GRAM));
    return has_bit(common, fold(load(literal.data + at))) ? letters * often : letters;
}

// Where the gram and the one behind it begin that are rarest together.
static int32_t rarest_grams(const uint64_t *common, str literal)
{
    int32_t best = 0;
    double least = 0;
    double first = frequency(common, literal, 0);
    for (size_t i = 0; i + GRAM < literal.length; i++) {
        double second = frequency(common, literal, i + 1);
        if (i == 0 || first + second < least) {
            least = first + second;
            best = (int32_t)i;
        }
        first = second;
    }
    return best;
}

// Under its rarest letters where it has enough of them: a gram of whole letters begins at an even place, the
// other one then at an odd one.
static void add_literal(arena *a, prefilter *p, const uint64_t *common, str literal, uint32_t pattern)
{
    if (literal.length > GRAM) {
        int32_t rarest = rarest_grams(common, literal);
        enter(a, p, literal, pattern, rarest);
        enter(a, p, literal, pattern, rarest + 1);
    } else {
        enter(a, p, literal, pattern, 0);
        enter(a, p, literal, pattern, literal.length == GRAM ? 1 : -1);
    }
}

// The pairs of letters that stand beside each other in a literal, as bits.
static uint64_t pairs_of(str literal)
{
    uint64_t pairs = 0;
    for (size_t i = 0; i + 1 < literal.length; i++)
        pairs |=
            UINT64_C(1) << (((unsigned char)literal.data[i] * 7 + (unsigned char)literal.data[i + 1]) & 63);
    return pairs;
}

// Whether another literal of the pattern is in this one: to look for that is enough. Of two that are the
// same the first stays.
static bool is_needless(const required *r, const uint64_t *pairs, size_t i)
{
    size_t length = r->literals[i].length;
    for (size_t k = 0; k < r->count; k++)
        if (!(pairs[k] & ~pairs[i]) &&
            (r->literals[k].length < length || (r->literals[k].length == length && k < i)) &&
            str_contains(r->literals[i], r->literals[k]))
            return true;
    return false;
}

// What reading the pattern takes up and nobody needs behind it goes into scratch.
static void add_literals(arena *a, arena *scratch, prefilter *p, const uint64_t *common, str source,
                         uint32_t pattern, bool *always)
{
    required r = required_by(scratch, source);
    uint64_t *pairs = ARENA_ARRAY(scratch, uint64_t, r.count);
    for (size_t i = 0; i < r.count; i++)
        pairs[i] = pairs_of(r.literals[i]);
    for (size_t i = 0; i < r.count; i++)
        if (!is_needless(&r, pairs, i))
            add_literal(a, p, common, str_copy(a, r.literals[i]), pattern);
    *always = r.count == 0;
}

static void init_masks(prefilter *p)
{
    static const unsigned char KEPT[OPEN_KINDS][GRAM] = {
        {0xff, 0xff, 0xff, 0xff}, {0, 0xff, 0xff, 0xff}, {0xff, 0xff, 0xff, 0}};
    for (size_t i = 0; i < OPEN_KINDS; i++)
        p->tables[i].mask = load((const char *)KEPT[i]); // wherever the machine puts the first byte
}

const prefilter *prefilter_build(arena *a, const str *patterns, size_t count)
{
    prefilter *p = ARENA_NEW(a, prefilter);
    bool *always = ARENA_ARRAY(a, bool, count);
    p->pattern_count = count;
    p->always = always;
    init_masks(p);
    arena *words = arena_new_within(a), *scratch = arena_new_within(a);
    const uint64_t *common = common_grams(words);
    for (size_t i = 0; i < count; i++) {
        add_literals(a, scratch, p, common, patterns[i], (uint32_t)i, &always[i]);
        arena_reset(scratch);
    }
    arena_free(scratch);
    arena_free(words);
    return p;
}

// Whether the literal is in the text, with its gram at this place.
static bool is_at(const entry *e, str text, size_t gram_at)
{
    if (e->gram_at > 0 && gram_at < (size_t)e->gram_at)
        return false;
    size_t start = e->gram_at < 0 ? gram_at + 1 : gram_at - (size_t)e->gram_at;
    return start <= text.length && text.length - start >= e->literal.length &&
           str_equal_nocase(str_slice(text, start, start + e->literal.length), e->literal);
}

static void look_up(const prefilter *p, str text, size_t at, bool *possible)
{
    uint32_t whole = fold(load(text.data + at));
    for (size_t i = 0; i < OPEN_KINDS; i++) {
        if (!p->tables[i].used)
            continue;
        uint32_t gram = whole & p->tables[i].mask;
        for (uint32_t number = p->tables[i].rows[hash(gram, TABLE_BITS)]; number != NONE;) {
            const entry *e = &p->entries.items[number - 1];
            if (e->gram == gram && !possible[e->pattern] && is_at(e, text, at))
                possible[e->pattern] = true;
            number = e->next;
        }
    }
}

void prefilter_scan(const prefilter *p, str text, bool special, bool *possible)
{
    if (special) {
        memset(possible, true, p->pattern_count * sizeof *possible);
        return;
    }
    if (p->pattern_count)
        memcpy(possible, p->always, p->pattern_count * sizeof *possible);
    for (size_t at = 0; at + REQUIRED_SHORTEST <= text.length; at += STRIDE)
        if (has_bit(p->bitmap, fold(load(text.data + at))))
            look_up(p, text, at, possible);
}
