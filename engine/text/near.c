// SPDX-License-Identifier: MIT
// Finds the closest places of all parts, sentence by sentence: for each part found and each set of parts, the
// latest beginning of a chain that ends here and holds that set. See near.h. Knows nothing of patterns.
#include "text/near.h"

#include "text/order.h"
#include "text/words.h"

#include <stdlib.h>

// The best chain of parts so far that ends with one part and holds one set of them.
typedef struct chain {
    uint32_t first;  // where it begins, as a number in the sentence + 1; 0: there is none
    uint32_t before; // the part before the last, as a number in the sentence
} chain;

// The parts in one sentence.
typedef struct neighbourhood {
    arena *arena;
    const near_part *parts; // by place
    size_t count;
    size_t sets; // 2 to the number of parts
    uint32_t words;
    size_t *words_before_end;   // [part]: words that begin before it ends
    size_t *words_before_start; // [part]: words that end before it begins
    chain *chains;              // [part][set]
} neighbourhood;

static int compare_parts(const void *left, const void *right)
{
    const near_part *a = left, *b = right;
    const size_t keys[][2] = {{a->span.start, b->span.start}, {a->span.end, b->span.end}, {a->part, b->part}};
    return order_by(keys, sizeof keys / sizeof *keys);
}

// How many words begin before an offset, or (by_end) end at it or before.
static size_t words_before(const token_list *words, size_t offset, bool by_end)
{
    size_t low = 0, high = words->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const token *t = &words->items[middle];
        if (by_end ? t->end <= offset : t->start < offset)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static void count_words(neighbourhood *n, const prepared_text *text, const sentence *s)
{
    phrase_table no_phrases = {.arena = n->arena};
    token_list words = {0};
    tokenize(n->arena, &no_phrases, text->plain, s->start, s->end, &words);
    size_t count = 0;
    for (size_t i = 0; i < words.count; i++)
        if (!words.items[i].mark)
            words.items[count++] = words.items[i];
    words.count = count;
    n->words_before_end = ARENA_ARRAY(n->arena, size_t, n->count);
    n->words_before_start = ARENA_ARRAY(n->arena, size_t, n->count);
    for (size_t i = 0; i < n->count; i++) {
        n->words_before_end[i] = words_before(&words, n->parts[i].span.end, false);
        n->words_before_start[i] = words_before(&words, n->parts[i].span.start, true);
    }
}

static bool are_neighbours(const neighbourhood *n, size_t before, size_t after)
{
    if (n->parts[before].span.end > n->parts[after].span.start)
        return false;
    size_t from = n->words_before_end[before], to = n->words_before_start[after];
    return to <= from || to - from <= n->words;
}

static void find_chains(neighbourhood *n)
{
    n->chains = ARENA_ARRAY(n->arena, chain, n->count * n->sets);
    for (size_t i = 0; i < n->count; i++) {
        chain *ending = n->chains + i * n->sets;
        size_t own = (size_t)1 << n->parts[i].part;
        ending[own] = (chain){(uint32_t)i + 1, (uint32_t)i};
        for (size_t k = i; k-- > 0;) { // the nearest first, so that it is kept where others are as good
            if (!are_neighbours(n, k, i))
                continue;
            const chain *before = n->chains + k * n->sets;
            for (size_t set = 1; set < n->sets; set++)
                if (!(set & own) && before[set].first > ending[set | own].first)
                    ending[set | own] = (chain){before[set].first, (uint32_t)k};
        }
    }
}

static text_span span_of(const neighbourhood *n, size_t last)
{
    uint32_t first = n->chains[last * n->sets + n->sets - 1].first;
    return first == 0 ? (text_span){0} : (text_span){n->parts[first - 1].span.start, n->parts[last].span.end};
}

// Whether what ends here is there and holds nothing closer.
static bool is_closest(const neighbourhood *n, size_t last)
{
    text_span own = span_of(n, last);
    if (own.end == 0)
        return false;
    for (size_t i = 0; i < n->count; i++) {
        text_span other = span_of(n, i);
        bool within = other.end > 0 && other.start >= own.start && other.end <= own.end;
        bool same = other.start == own.start && other.end == own.end;
        if (within && (!same || i < last))
            return false;
    }
    return true;
}

static near_match match_ending(const neighbourhood *n, size_t last, size_t part_count)
{
    text_span *spans = ARENA_ARRAY(n->arena, text_span, part_count);
    size_t set = n->sets - 1;
    for (size_t i = part_count; i-- > 0;) {
        spans[i] = n->parts[last].span;
        size_t before = n->chains[last * n->sets + set].before;
        set &= ~((size_t)1 << n->parts[last].part);
        last = before;
    }
    return (near_match){spans};
}

static void find_in_sentence(arena *a, const prepared_text *text, const sentence *s, const near_part *parts,
                             size_t count, size_t part_count, uint32_t words, near_matches *out)
{
    neighbourhood n = {
        .arena = a, .parts = parts, .count = count, .sets = (size_t)1 << part_count, .words = words};
    size_t present = 0;
    for (size_t i = 0; i < count; i++)
        present |= (size_t)1 << parts[i].part;
    if (present != n.sets - 1)
        return;
    count_words(&n, text, s);
    find_chains(&n);
    for (size_t i = 0; i < count; i++)
        if (is_closest(&n, i))
            *ARENA_PUSH(a, out) = match_ending(&n, i, part_count);
}

void near_find(arena *a, const prepared_text *text, near_part *found, size_t count, size_t part_count,
               uint32_t words, near_matches *out)
{
    qsort(found, count, sizeof *found, compare_parts);
    for (size_t i = 0, end; i < count; i = end) {
        size_t index = text_sentence_at(text, found[i].span.start);
        const sentence *s = &text->sentences.items[index];
        size_t kept = i; // those that reach past the sentence's end are not in it
        for (end = i; end < count && text_sentence_at(text, found[end].span.start) == index; end++)
            if (found[end].span.end <= s->end)
                found[kept++] = found[end];
        find_in_sentence(a, text, s, found + i, kept - i, part_count, words, out);
    }
}
