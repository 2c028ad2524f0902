// SPDX-License-Identifier: MIT
// Private to the match stage: how facts of a pool are read by plans and the scan.
#ifndef ATTUNE_MATCH_FACTS_H
#define ATTUNE_MATCH_FACTS_H

#include "match/scan.h"
#include "match/scan_columns.h"

// A therapist-only condition's outcome for a row.
truth facts_gate(const pool_facts *f, uint32_t gate_index, uint32_t row);
truth facts_flag(const pool_facts *f, uint32_t flag_index, uint32_t row);

// A therapist-only criterion's value; false where it is unknown, or the facts do not hold it.
bool facts_criterion(const pool_facts *f, uint32_t criterion_index, uint32_t row, decimal *value);

// A therapist-only let's value; false where the facts do not hold it.
bool facts_let(const pool_facts *f, uint32_t let_index, uint32_t row, feel_value *value, bool *error);

// Outcomes of several therapist-only criteria in one number a row: the sum over its parts of a digit times
// the part's weight.
typedef struct packed_part {
    uint32_t criterion;
    uint32_t weight, digits;
    bool has_unknown;      // digit 0 stands for unknown
    const decimal *values; // of the other digits
} packed_part;

typedef struct packed_criteria {
    const uint8_t *bytes;  // by row, filled up with zeros to whole chunks; or, where that is too narrow,
    const uint16_t *pairs; // the same in 16 bits
    uint32_t size;         // numbers are below this
    const packed_part *parts;
    size_t part_count;
} packed_criteria;

// Truths of therapist-only flags, five in a byte, in base 3, of which the first is the lowest digit.
enum { FLAGS_PER_BYTE = 5 };

struct pool_facts {
    size_t rows, chunks;
    const sights *sights;
    scan_columns columns;                    // of what conditions that read both sides see
    uint64_t **gates_unmet, **gates_unknown; // by gate: bitmaps; NULL where it reads more than the therapist
    const packed_criteria *criteria;
    size_t criteria_count;
    bool *unpacked;         // by criterion: it reads the therapist alone, and has too many values
    uint32_t *flag_numbers; // by flag: its number among those packed, or NAME_MISSING
    size_t flag_count;      // packed
    uint8_t **flags;        // by number / FLAGS_PER_BYTE: a byte a row
    uint64_t *flagged;      // bitmap: some packed flag holds or is unknown
    bool ids_ascend;        // from row to row
    bool keyed;             // keys may be used: limits leave room
    size_t bytes;           // of all this
};

#endif
