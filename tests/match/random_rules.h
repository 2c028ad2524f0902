// SPDX-License-Identifier: MIT
// Random rule sets and profiles, as XML texts, the same for the same seed: for property tests.
#ifndef ATTUNE_TESTS_MATCH_RANDOM_RULES_H
#define ATTUNE_TESTS_MATCH_RANDOM_RULES_H

#include "match/world.h"

// A generator of numbers (splitmix64).
typedef struct chance {
    uint64_t state;
} chance;
uint32_t chance_below(chance *c, uint32_t bound); // 0…bound-1
bool chance_percent(chance *c, uint32_t percent);

// A rule set with all kinds of rules over fixed declarations; random_client() and random_therapists() give
// profiles for it. Some values are missing, some conditions come to errors.
str random_rules(arena *a, chance *c);
str random_client(arena *a, chance *c);
str random_therapists(arena *a, chance *c, uint32_t count); // ids t0, t1, …

// The same with declarations and conditions of many more kinds, so that columns and keys of all kinds occur,
// and conditions that have none.
str random_rich_rules(arena *a, chance *c);
str random_rich_client(arena *a, chance *c);
str random_rich_therapists(arena *a, chance *c, uint32_t count);

// Runs check(arena, &number) for each random case: as many as ATTUNE_CASES says, else 2,000; ATTUNE_CASE=N
// runs that one alone. Returns how many.
uint32_t run_random_cases(void (*check)(arena *a, void *number));
uint32_t run_many_random_cases(uint32_t usually,
                               void (*check)(arena *a, void *number)); // not 2,000 but so many
int name_random_case(void **state); // a teardown that names the case in which a test ended early

#endif
