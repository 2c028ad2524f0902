// SPDX-License-Identifier: MIT
// The scan's inner loops: see kernels.h. Where the machine has SSE2, keys are made with it; the other way
// gives the same bytes anywhere.
#include "match/kernels.h"

#include <string.h>

#ifdef __SSE2__
#include <emmintrin.h>

// In each half, eight bytes of eight bits: rows for columns.
static __m128i transpose_bits(__m128i x)
{
    __m128i t = _mm_and_si128(_mm_xor_si128(x, _mm_srli_epi64(x, 7)), _mm_set1_epi64x(0x00aa00aa00aa00aa));
    x = _mm_xor_si128(x, _mm_xor_si128(t, _mm_slli_epi64(t, 7)));
    t = _mm_and_si128(_mm_xor_si128(x, _mm_srli_epi64(x, 14)), _mm_set1_epi64x(0x0000cccc0000cccc));
    x = _mm_xor_si128(x, _mm_xor_si128(t, _mm_slli_epi64(t, 14)));
    t = _mm_and_si128(_mm_xor_si128(x, _mm_srli_epi64(x, 28)), _mm_set1_epi64x(0x00000000f0f0f0f0));
    return _mm_xor_si128(x, _mm_xor_si128(t, _mm_slli_epi64(t, 28)));
}

static void store_keys(uint8_t *out, __m128i x)
{
    _mm_storeu_si128((__m128i *)(void *)out, transpose_bits(x));
}

// Bytes of equal number of the eight words are brought together, then bits of equal number within them.
static void transpose(const uint64_t m[WORD_BITMAPS], uint8_t out[WORD_ROWS])
{
    __m128i w[WORD_BITMAPS];
    for (size_t i = 0; i < WORD_BITMAPS; i++)
        w[i] = _mm_set_epi64x(0, (long long)m[i]);
    __m128i ones01 = _mm_unpacklo_epi8(w[0], w[1]), ones23 = _mm_unpacklo_epi8(w[2], w[3]);
    __m128i ones45 = _mm_unpacklo_epi8(w[4], w[5]), ones67 = _mm_unpacklo_epi8(w[6], w[7]);
    __m128i low03 = _mm_unpacklo_epi16(ones01, ones23), high03 = _mm_unpackhi_epi16(ones01, ones23);
    __m128i low47 = _mm_unpacklo_epi16(ones45, ones67), high47 = _mm_unpackhi_epi16(ones45, ones67);
    store_keys(out, _mm_unpacklo_epi32(low03, low47));
    store_keys(out + 16, _mm_unpackhi_epi32(low03, low47));
    store_keys(out + 32, _mm_unpacklo_epi32(high03, high47));
    store_keys(out + 48, _mm_unpackhi_epi32(high03, high47));
}

#else

// Of words i and i + apart, groups of bytes change places.
static void exchange(uint64_t *m, size_t i, size_t apart, uint64_t mask, unsigned shift)
{
    uint64_t t = (m[i] >> shift ^ m[i + apart]) & mask;
    m[i + apart] ^= t;
    m[i] ^= t << shift;
}

// Eight words of eight bytes, rows for columns.
static void transpose_bytes(uint64_t m[WORD_BITMAPS])
{
    static const size_t upper[] = {0, 1, 4, 5};
    for (size_t i = 0; i < 4; i++)
        exchange(m, i, 4, UINT64_C(0x00000000ffffffff), 32);
    for (size_t i = 0; i < 4; i++)
        exchange(m, upper[i], 2, UINT64_C(0x0000ffff0000ffff), 16);
    for (size_t i = 0; i < WORD_BITMAPS; i += 2)
        exchange(m, i, 1, UINT64_C(0x00ff00ff00ff00ff), 8);
}

// Eight bytes of eight bits, rows for columns.
static uint64_t transpose_bits(uint64_t x)
{
    uint64_t t = (x ^ x >> 7) & UINT64_C(0x00aa00aa00aa00aa);
    x ^= t ^ t << 7;
    t = (x ^ x >> 14) & UINT64_C(0x0000cccc0000cccc);
    x ^= t ^ t << 14;
    t = (x ^ x >> 28) & UINT64_C(0x00000000f0f0f0f0);
    return x ^ t ^ t << 28;
}

static void transpose(const uint64_t words[WORD_BITMAPS], uint8_t out[WORD_ROWS])
{
    uint64_t m[WORD_BITMAPS];
    memcpy(m, words, sizeof m);
    transpose_bytes(m);
    for (size_t i = 0; i < WORD_BITMAPS; i++)
        m[i] = transpose_bits(m[i]);
    for (size_t i = 0; i < WORD_ROWS; i++)
        out[i] = (uint8_t)(m[i / 8] >> i % 8 * 8);
}

#endif

void kernel_keys(const uint64_t *const *words, unsigned count, size_t word, uint8_t out[WORD_ROWS])
{
    uint64_t m[WORD_BITMAPS] = {0};
    for (unsigned i = 0; i < count; i++)
        m[i] = words[i][word];
    transpose(m, out);
}

// Four at a time: so their sum is written once.
static void add_four(const lookup *l, int32_t *restrict out)
{
    const int32_t *restrict t0 = l[0].table, *restrict t1 = l[1].table, *restrict t2 = l[2].table,
                            *restrict t3 = l[3].table;
    const uint8_t *b0 = l[0].bytes, *b1 = l[1].bytes, *b2 = l[2].bytes, *b3 = l[3].bytes;
    for (size_t i = 0; i < WORD_ROWS; i++)
        out[i] += t0[b0[i]] + t1[b1[i]] + t2[b2[i]] + t3[b3[i]];
}

void kernel_add(const lookup *lookups, size_t count, int32_t base, int32_t out[WORD_ROWS])
{
    for (size_t i = 0; i < WORD_ROWS; i++)
        out[i] = base;
    for (; count >= 4; count -= 4, lookups += 4)
        add_four(lookups, out);
    for (; count > 0; count--, lookups++)
        for (size_t i = 0; i < WORD_ROWS; i++)
            out[i] += lookups->table[lookups->bytes[i]];
}

bool kernel_any(const int32_t sums[WORD_ROWS], int32_t least)
{
    int32_t any = 0;
    for (size_t i = 0; i < WORD_ROWS; i++)
        any |= (sums[i] < 0) | (sums[i] >= least);
    return any != 0;
}
