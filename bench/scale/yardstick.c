// SPDX-License-Identifier: MIT
// What the memory and one core allow at best: 24 conditions of a therapist as the bits of three bytes, three
// look-ups and a comparison with the tenth best for each. By hand, for random bits, without flags, ranges,
// gates or unknowns: no scan that does all this can well be faster.
#include "scale/scale.h"

#include "bench.h"

enum { BYTES = 3, PLACES = 10 };

struct yardstick {
    uint8_t *bits[BYTES]; // a column for each byte
    int32_t points[BYTES][256];
    size_t rows;
};

yardstick *yardstick_new(arena *a, size_t rows)
{
    yardstick *y = ARENA_NEW(a, yardstick);
    uint64_t state = BENCH_SEED;
    y->rows = rows;
    for (size_t i = 0; i < BYTES; i++) {
        y->bits[i] = ARENA_ARRAY(a, uint8_t, rows);
        for (size_t row = 0; row < rows; row++)
            y->bits[i][row] = (uint8_t)(next_random(&state) >> 40);
        for (size_t bits = 0; bits < 256; bits++)
            for (size_t bit = 0; bit < 8; bit++)
                y->points[i][bits] += bits >> bit & 1 ? (int32_t)(1000000 * (i + 1) + 10000 * bit) : 0;
    }
    return y;
}

// Puts a score where it belongs among the best, which are in descending order.
static void insert(int32_t *best, int32_t score)
{
    size_t at = PLACES - 1;
    for (; at > 0 && best[at - 1] < score; at--)
        best[at] = best[at - 1];
    best[at] = score;
}

int32_t yardstick_run(const yardstick *y)
{
    int32_t best[PLACES] = {0};
    const uint8_t *x0 = y->bits[0], *x1 = y->bits[1], *x2 = y->bits[2];
    for (size_t row = 0; row < y->rows; row++) {
        int32_t score = y->points[0][x0[row]] + y->points[1][x1[row]] + y->points[2][x2[row]];
        if (score > best[PLACES - 1])
            insert(best, score);
    }
    return best[PLACES - 1];
}
