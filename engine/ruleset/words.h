// SPDX-License-Identifier: MIT
// What expressions of a rule set read, in words for people: fields by their labels, signals by their titles,
// lets by their names. For feel/words.h.
#ifndef ATTUNE_RULESET_WORDS_H
#define ATTUNE_RULESET_WORDS_H

#include "feel/words.h"
#include "ruleset/ruleset.h"

// The wording refers to the rule set and allocates from the arena while words are made.
feel_wording ruleset_wording(arena *a, const ruleset *r);

// What a read is of.
typedef enum read_target {
    TARGET_NONE, // evidence, today
    TARGET_FIELD,
    TARGET_SIGNAL,
    TARGET_LET
} read_target;

typedef struct read_subject {
    read_target target;
    bool of_client;      // the field is the client's
    const field *field;  // of TARGET_FIELD
    const field *record; // that it is a field of, or NULL
    uint32_t number;     // of the signal or let
} read_subject;

read_subject ruleset_read_subject(const ruleset *r, const feel_read *read);

// A message that is words alone; empty where it holds expressions.
str ruleset_plain_message(const message *m);

#endif
