// SPDX-License-Identifier: MIT
// Private to the match stage: the inner loops of the scan, over the 64 rows of a word of bits. They know
// words, bytes and sums, and nothing of what these stand for.
#ifndef ATTUNE_MATCH_KERNELS_H
#define ATTUNE_MATCH_KERNELS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { WORD_ROWS = 64, WORD_BITMAPS = 8 };

static inline unsigned first_bit(uint64_t word)
{
    return (unsigned)__builtin_ctzll(word);
}

static inline unsigned count_bits(uint64_t word)
{
    return (unsigned)__builtin_popcountll(word);
}

// Of each row a byte: bit i of it is the row's bit in words[i][word]; at most 8 bits.
void kernel_keys(const uint64_t *const *words, unsigned count, size_t word, uint8_t out[WORD_ROWS]);

// A table and, of each row, where to look in it.
typedef struct lookup {
    const int32_t *table;
    const uint8_t *bytes;
} lookup;

// Adds to base what each row finds in the tables.
void kernel_add(const lookup *lookups, size_t count, int32_t base, int32_t out[WORD_ROWS]);

// Whether any is below 0 or at least that much.
bool kernel_any(const int32_t sums[WORD_ROWS], int32_t least);

#endif
