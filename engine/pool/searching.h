// SPDX-License-Identifier: MIT
// The search of a pool's texts, on threads beside the reading. Private to pool/.
//
// Texts are handed over in jobs of a few rows. Threads search them; what they found is taken back in the
// order of the rows, so that nothing depends on which of them was faster.
#ifndef ATTUNE_POOL_SEARCHING_H
#define ATTUNE_POOL_SEARCHING_H

#include "ruleset/ruleset.h"

typedef struct searching searching;

// What was found in one row's texts, as text_search() gives it: lives until the taker returns.
typedef void searching_taker(void *user, uint32_t row, place profile, const text_result *found);

// threads: 0 for as many as the machine has; with 1 the caller's thread does it all. a's allocator must bear
// use by several threads where threads is not 1.
searching *searching_new(arena *a, const text_rules *rules, unsigned threads, searching_taker *take,
                         void *user);

// Hands over the texts of the next row; they must live until the row is taken. May take earlier rows.
void searching_add(searching *s, uint32_t row, place profile, const text_value *texts, size_t count);

// Takes all rows that were handed over, searching what is not yet searched. Unwinds with the status of a
// thread that failed.
void searching_drain(searching *s);

#endif
