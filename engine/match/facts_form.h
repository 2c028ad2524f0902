// SPDX-License-Identifier: MIT
// Private to the match stage: what facts are made of, as bytes and back: their dictionaries and the sizes of
// their arrays, without the arrays.
#ifndef ATTUNE_MATCH_FACTS_FORM_H
#define ATTUNE_MATCH_FACTS_FORM_H

#include "match/facts.h"

// An array of the facts, of so many bytes a chunk of rows.
typedef enum section_check {
    SECTION_BITS,
    SECTION_BYTES, // numbers below a limit, in 8 bits,
    SECTION_PAIRS, // in 16,
    SECTION_PLANES // or bit by bit
} section_check;

typedef struct facts_section {
    void *data;
    size_t chunk_bytes;
    section_check check;
    uint32_t below;
} facts_section;

typedef struct facts_sections {
    const facts_section *items;
    size_t count;
} facts_sections;

facts_sections facts_sections_of(arena *a, const ruleset *r, const pool_facts *f);

str facts_form_write(arena *a, const ruleset *r, const pool_facts *f);

// Facts for so many rows whose arrays are empty. NULL where the bytes cannot be those of facts made with r.
pool_facts *facts_form_read(arena *a, const ruleset *r, size_t rows, str bytes);

#endif
