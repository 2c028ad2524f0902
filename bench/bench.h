// SPDX-License-Identifier: MIT
// What benchmarks share: clocks, and numbers that are the same in every run.
#ifndef ATTUNE_BENCH_H
#define ATTUNE_BENCH_H

#include <stdint.h>
#include <time.h>

static inline double bench_clock(clockid_t clock)
{
    struct timespec t;
    clock_gettime(clock, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

// Seconds by the clock on the wall.
static inline double now(void)
{
    return bench_clock(CLOCK_MONOTONIC);
}

// Seconds that this thread has had a processor: other processes make it no longer.
static inline double now_processor(void)
{
    return bench_clock(CLOCK_THREAD_CPUTIME_ID);
}

#define BENCH_SEED 88172645463325252u

// A pseudo-random sequence (xorshift64*, Vigna 2016).
static inline uint64_t next_random(uint64_t *state)
{
    *state ^= *state >> 12;
    *state ^= *state << 25;
    *state ^= *state >> 27;
    return *state * 2685821657736338717u;
}

#endif
