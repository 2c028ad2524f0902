// SPDX-License-Identifier: MIT
// Private to the match stage: a pool's columns as the scan reads them. Values are numbered in their order,
// and a column holds the numbers bit by bit ("planes"), so that 64 therapists are looked at in one go. Lists
// have beside it for each item the therapists whose list holds it. Immutable once made; shared by threads.
//
// Rows are kept in chunks of SCAN_CHUNK_ROWS; a bitmap over a chunk has SCAN_CHUNK_WORDS words, row r of the
// chunk is bit r % 64 of word r / 64.
#ifndef ATTUNE_MATCH_SCAN_COLUMNS_H
#define ATTUNE_MATCH_SCAN_COLUMNS_H

#include "match/environment.h"
#include "match/sights.h"

enum {
    SCAN_CHUNK_ROWS = 4096,
    SCAN_CHUNK_WORDS = 64,
    POSTING_FEW = 256 // of a chunk that hold an item are listed; a bitmap would be larger
};

// The rows of one chunk whose lists hold an item.
typedef struct posting {
    const uint64_t *words; // a bitmap where they are many, …
    const uint16_t *rows;  // … else the rows
    uint32_t count;
} posting;

typedef struct scan_column {
    column_wish wish;
    feel_kind kind;           // of its values
    bool coded;               // false: all that it tells is which values are null
    uint32_t nulls;           // codes from 0 that stand for null: 0 to 2; the second one for errors
    uint32_t value_count;     // code nulls + i stands for values[i]
    const feel_value *values; // single ones ascend; of equal numbers each way to write it stands by itself
    unsigned planes;
    const uint64_t *words; // by chunk, by plane from the lowest bit, by word
    uint32_t pack;         // where its codes stand packed, too, or NAME_MISSING, …
    uint32_t weight;       // … and how much there
    bool itemised;
    name_map items;          // of strings and terms, to their numbers
    const str *item_names;   // by number
    const posting *postings; // by item, by chunk
} scan_column;

// Codes of columns that criteria see, several in a byte: the sum of codes times weights.
typedef struct packed_codes {
    const uint8_t *bytes; // by row, filled up with zeros to whole chunks
    uint32_t size;        // they are below this
} packed_codes;

typedef struct scan_columns {
    size_t rows, chunks;
    const packed_codes *packs;
    size_t pack_count;
    const scan_column *items; // by column of the sights; those that are not wanted are not coded
    uint64_t *irregular;      // bitmap: rows that hold something huge, for the reference alone
    size_t bytes;             // of all these
} scan_columns;

// wanted: by column of the sights. before: columns made with the same rules, of which rows that did not
// change are taken (rows: by row, where it stood there, or NAME_MISSING); NULL columns for none.
typedef struct columns_before {
    const scan_columns *columns;
    const uint32_t *rows;
} columns_before;
void scan_columns_make(arena *a, const ruleset *r, const pool *p, const sights *s, const bool *wanted,
                       const columns_before *before, scan_columns *out);

static inline size_t scan_chunks(size_t rows)
{
    return (rows + SCAN_CHUNK_ROWS - 1) / SCAN_CHUNK_ROWS;
}

static inline const uint64_t *column_plane(const scan_column *c, size_t chunk, unsigned plane)
{
    return c->words + (chunk * c->planes + plane) * SCAN_CHUNK_WORDS;
}

static inline uint32_t column_code(const scan_column *c, uint32_t row)
{
    const size_t within = row % SCAN_CHUNK_ROWS;
    uint32_t code = 0;
    for (unsigned plane = 0; plane < c->planes; plane++)
        code |= (uint32_t)(column_plane(c, row / SCAN_CHUNK_ROWS, plane)[within / 64] >> within % 64 & 1)
                << plane;
    return code;
}

static inline uint32_t column_codes(const scan_column *c)
{
    return c->nulls + c->value_count;
}

// Bits that codes below count take.
static inline unsigned code_bits(uint32_t count)
{
    unsigned bits = 0;
    while (count > (uint32_t)1 << bits)
        bits++;
    return bits;
}

// The first code whose value is value or more (or_equal false: more); value is of the column's kind.
uint32_t column_first_code(const scan_column *c, feel_value value, bool or_equal);

#endif
