// SPDX-License-Identifier: MIT
// Private to the API: what a stored pool was made with, as notes in its file.
#ifndef ATTUNE_API_IDENTITY_H
#define ATTUNE_API_IDENTITY_H

#include "pool/store.h"
#include "ruleset/ruleset.h"

// What depends on what: a pool's texts were searched with "texts", its therapists judged with "judging"
// (which holds the former), and terms were widened with "broader".
typedef struct identity {
    str id, version, digest; // of the rule set
    str engine;              // version, PCRE2's, limits, byte order
    str texts, judging, broader;
} identity;

identity identity_of(arena *a, const ruleset *r);
identity identity_head_of(arena *a, const ruleset *r); // without the last three
identity identity_read(arena *a, store *s);
identity identity_read_head(arena *a, store *s);
void identity_write(store *s, const identity *i);

#endif
