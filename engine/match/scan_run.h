// SPDX-License-Identifier: MIT
// Private to the scan's files: one thread's scratch.
#ifndef ATTUNE_MATCH_SCAN_RUN_H
#define ATTUNE_MATCH_SCAN_RUN_H

#include "match/kernels.h"
#include "match/program.h"
#include "match/summary.h"

// In place of a sum: not known yet. A true one is never below 0.
#define SUM_NOT_YET (-(100 * MICRO + 1))

// Truths by key, a byte each: else a truth + 1.
enum { TRUTH_NOT_YET, TRUTH_ERROR = 4 };

// Rows of the chunk at hand for which a gate is unmet.
typedef struct gate_rows {
    uint32_t gate;
    uint64_t rows[SCAN_CHUNK_WORDS];
} gate_rows;

struct scan_run {
    const scan_program *program;
    environment *environment;
    uint32_t at; // the row at which it stands, or NAME_MISSING
    bool tells;  // of errors
    uint64_t errors;
    flag_tally holding, possible; // of the row at hand

    ranking_summary *counted; // into which gates and flags are counted; NULL where they are not
    gate_rows *unmet;
    size_t unmet_count;

    // What is known so far, by unit or group, by key.
    uint8_t **gate_truths, **flag_truths;
    sums **unit_worth, **group_worth;
    bool **unit_errors;
    bool any_errors; // among them
    // One figure of the sums, by itself.
    bool figures_made;
    unsigned figure;
    int32_t **packed_figures, **group_figures;
    int32_t *packed_most, most_of_facts; // the most that the facts' numbers are worth, each and in all
    lookup *lookups;                     // room for all of them

    // The chunk at hand.
    size_t chunk;
    uint64_t *room;                                          // for bits, by number
    const uint64_t **bits;                                   // NULL where they are not made yet
    const uint64_t *group_words[MOST_GROUPS][KEY_MOST_BITS]; // by group, by bit of its key
    uint64_t candidates[SCAN_CHUNK_WORDS];
    uint64_t apart[SCAN_CHUNK_WORDS];     // rows that keys do not speak for
    uint64_t flagged[SCAN_CHUNK_WORDS];   // candidates for whom some flag holds or is unknown
    const uint8_t *low_keys[MOST_GROUPS]; // of a word's rows: the keys of each group, or their lower bytes
    uint8_t keys[MOST_GROUPS][KEY_MOST_BITS / KEY_BYTE_BITS]
                [WORD_ROWS]; // of a word: by group, from the lower byte
};

void scan_move(scan_run *run, uint32_t row); // the environment

// What a condition comes to that is known by key, or is evaluated at the row.
uint8_t scan_truth(scan_run *run, const expression *x, uint8_t *known, uint32_t row);

// scan_gates.c: the chunk at hand.
void scan_go_to(scan_run *run, size_t chunk);
const uint64_t *scan_bit(scan_run *run, uint32_t number); // of all its rows
uint32_t scan_row_number(const scan_run *run, size_t row_in_chunk);
uint32_t scan_row_key(scan_run *run, const key *key, size_t row_in_chunk);
bool scan_is_empty(const uint64_t *words);
// For which of the rows the condition is false.
void scan_false(scan_run *run, const expression *x, const unit *u, uint8_t *truths, const uint64_t *rows,
                uint64_t *out);
// Of the rows from…to-1, those that no gate excludes, and those that keys do not speak for.
void scan_candidates(scan_run *run, size_t from, size_t to);

// What reads the client alone, and what the facts hold of a row.
sums facts_worth(const scan_program *p, uint32_t row);

// The flags of one row.
void tally_start(scan_run *run);
void tally_flag(scan_run *run, uint32_t index, truth holds);
pair_score tally_score(const scan_run *run, uint32_t row, sums s);

// A row by itself: facts are looked up, all else is evaluated.
pair_score score_row(scan_run *run, uint32_t row);

#endif
