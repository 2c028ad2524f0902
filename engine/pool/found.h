// SPDX-License-Identifier: MIT
// What a search found in one profile's texts, as bytes for a stored pool and back. Private to pool/.
#ifndef ATTUNE_POOL_FOUND_H
#define ATTUNE_POOL_FOUND_H

#include "pool/profile.h"

// The text of a profile's field; item 0 for a single text. Empty where there is none.
str profile_text(const profile *p, uint32_t field, uint32_t item);

// The bytes live in out's arena. Cues must be slices of the profile's texts.
str found_encode(arena *a, const ruleset *r, const profile *p, const signal_state *states,
                 const text_match *matches, size_t match_count);

// False where the bytes are not of this rule set and profile. Cues are slices of p's texts; limits are none.
bool found_decode(arena *a, const ruleset *r, const profile *p, str bytes, text_result *out);

#endif
