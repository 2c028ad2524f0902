// SPDX-License-Identifier: MIT
// Private to the match stage: how facts of a pool and of a client are read by the scan.
#ifndef ATTUNE_MATCH_FACTS_H
#define ATTUNE_MATCH_FACTS_H

#include "match/scan.h"

// Which lets conditions read that are left to the scan, also through lets left to it: only their values are
// kept.
const bool *lets_wanted(arena *a, const ruleset *r);

// A therapist-only condition's column: what it came to for each row.
truth facts_gate(const pool_facts *f, uint32_t gate_index, uint32_t row);
truth facts_flag(const pool_facts *f, uint32_t flag_index, uint32_t row);

// A therapist-only criterion's value; false where it is unknown.
bool facts_criterion(const pool_facts *f, uint32_t criterion_index, uint32_t row, decimal *value);

// A therapist-only let's value; false where the facts do not hold it.
bool facts_let(const pool_facts *f, uint32_t let_index, uint32_t row, feel_value *value, bool *error);

#endif
