// SPDX-License-Identifier: MIT
// Gates, and other conditions, over the rows of a chunk as bitmaps. A condition is evaluated once for each
// key, at the first row that has it.
#include "match/scan_run.h"

#include <string.h>

// ---- the bits of the chunk at hand

void scan_go_to(scan_run *run, size_t chunk)
{
    const key_bits *all = &run->program->bits;
    if (all->bits.count)
        memset(run->bits, 0, all->bits.count * sizeof *run->bits);
    run->chunk = chunk;
}

const uint64_t *scan_bit(scan_run *run, uint32_t number)
{
    if (!run->bits[number])
        run->bits[number] =
            key_bit_words(&run->program->bits.bits.items[number], &run->program->facts->columns, run->chunk,
                          run->room + (size_t)number * SCAN_CHUNK_WORDS);
    return run->bits[number];
}

uint32_t scan_row_number(const scan_run *run, size_t row_in_chunk)
{
    return (uint32_t)(run->chunk * SCAN_CHUNK_ROWS + row_in_chunk);
}

// ---- truths of gates and flags

uint8_t scan_truth(scan_run *run, const expression *x, uint8_t *known, uint32_t row)
{
    bool error;
    if (*known == TRUTH_NOT_YET) {
        scan_move(run, row);
        *known = (uint8_t)(environment_truth(run->environment, x, &error) + 1);
        if (error)
            *known = TRUTH_ERROR;
    }
    return *known;
}

// Which of the rows the condition is false for. Bit by bit of the key, rows are split into those that have
// the bit and those that have not.
typedef struct splitting {
    scan_run *run;
    const expression *x;
    const unit *unit;
    uint8_t *truths;
    uint64_t *out;
} splitting;

bool scan_is_empty(const uint64_t *words)
{
    uint64_t any = 0;
    for (size_t i = 0; i < SCAN_CHUNK_WORDS; i++)
        any |= words[i];
    return !any;
}

static void split_ends(const splitting *s, uint32_t key, const uint64_t *rows)
{
    size_t first = 0;
    while (!rows[first])
        first++;
    uint32_t row = scan_row_number(s->run, first * WORD_ROWS + first_bit(rows[first]));
    uint8_t t = scan_truth(s->run, s->x, &s->truths[key], row);
    if (t == TRUTH_ERROR)
        for (size_t i = 0; i < SCAN_CHUNK_WORDS; i++)
            s->run->errors += count_bits(rows[i]);
    if (t == TRUTH_FALSE + 1)
        for (size_t i = 0; i < SCAN_CHUNK_WORDS; i++)
            s->out[i] |= rows[i];
}

static void split_rows(const splitting *s, unsigned bit, uint32_t key, const uint64_t *rows)
{
    if (scan_is_empty(rows))
        return;
    if (bit == s->unit->key.count) {
        split_ends(s, key, rows);
        return;
    }
    uint64_t part[SCAN_CHUNK_WORDS];
    const uint64_t *words = scan_bit(s->run, s->unit->key.bits[bit]);
    for (size_t i = 0; i < SCAN_CHUNK_WORDS; i++)
        part[i] = rows[i] & ~words[i];
    split_rows(s, bit + 1, key, part);
    for (size_t i = 0; i < SCAN_CHUNK_WORDS; i++)
        part[i] = rows[i] & words[i];
    split_rows(s, bit + 1, key | UINT32_C(1) << bit, part);
}

uint32_t scan_row_key(scan_run *run, const key *key, size_t row_in_chunk)
{
    uint32_t out = 0;
    for (unsigned i = 0; i < key->count; i++) {
        const uint64_t *words = scan_bit(run, key->bits[i]);
        out |= (uint32_t)(words[row_in_chunk / WORD_ROWS] >> row_in_chunk % WORD_ROWS & 1) << i;
    }
    return out;
}

// The same row by row, where a key has so many bits that few rows share one.
static void look_up_rows(const splitting *s, const uint64_t *rows)
{
    for (size_t i = 0; i < SCAN_CHUNK_WORDS; i++)
        for (uint64_t left = rows[i]; left; left &= left - 1) {
            size_t within = i * WORD_ROWS + first_bit(left);
            uint32_t key = scan_row_key(s->run, &s->unit->key, within);
            uint8_t t = scan_truth(s->run, s->x, &s->truths[key], scan_row_number(s->run, within));
            s->run->errors += t == TRUTH_ERROR;
            s->out[i] |= (uint64_t)(t == TRUTH_FALSE + 1) << within % WORD_ROWS;
        }
}

void scan_false(scan_run *run, const expression *x, const unit *u, uint8_t *truths, const uint64_t *rows,
                uint64_t *out)
{
    enum { SPLIT_BITS = 6 };
    const splitting s = {run, x, u, truths, out};
    memset(out, 0, SCAN_CHUNK_WORDS * sizeof *out);
    if (u->key.count <= SPLIT_BITS)
        split_rows(&s, 0, 0, rows);
    else
        look_up_rows(&s, rows);
}

// ---- gates

// Takes out those for whom the gate is unmet, and counts them where that is wanted.
static void gate_exclude(scan_run *run, uint32_t gate, const uint64_t *asked, const uint64_t *unmet)
{
    gate_rows *all = run->counted ? &run->unmet[run->unmet_count++] : NULL;
    for (size_t i = 0; i < SCAN_CHUNK_WORDS; i++) {
        const uint64_t out = unmet[i] & asked[i];
        if (all)
            all->rows[i] = out;
        run->candidates[i] &= ~out;
    }
    if (all)
        all->gate = gate;
}

// Of each gate, how many it excludes, and how many no other gate does.
static void count_alone(scan_run *run)
{
    uint64_t once[SCAN_CHUNK_WORDS] = {0}, again[SCAN_CHUNK_WORDS] = {0};
    for (size_t g = 0; g < run->unmet_count; g++)
        for (size_t i = 0; i < SCAN_CHUNK_WORDS; i++) {
            again[i] |= once[i] & run->unmet[g].rows[i];
            once[i] |= run->unmet[g].rows[i];
        }
    for (size_t g = 0; g < run->unmet_count; g++) {
        gate_count *count = &run->counted->gates[run->unmet[g].gate];
        for (size_t i = 0; i < SCAN_CHUNK_WORDS; i++) {
            count->unmet += count_bits(run->unmet[g].rows[i]);
            count->alone += count_bits(run->unmet[g].rows[i] & ~again[i]);
        }
    }
    run->unmet_count = 0;
}

static void find_slow_false(scan_run *run, const expression *x, const uint64_t *rows, uint64_t *out)
{
    memset(out, 0, SCAN_CHUNK_WORDS * sizeof *out);
    for (size_t i = 0; i < SCAN_CHUNK_WORDS; i++)
        for (uint64_t left = rows[i]; left; left &= left - 1) {
            bool error;
            scan_move(run, scan_row_number(run, i * WORD_ROWS + first_bit(left)));
            if (environment_truth(run->environment, x, &error) == TRUTH_FALSE)
                out[i] |= left & -left;
            run->errors += error;
        }
}

// Where gates are counted, each is asked of all rows; else of those that are left.
static void apply_gates(scan_run *run)
{
    const scan_program *p = run->program;
    const gate *gates = p->rules->gates;
    uint64_t all[SCAN_CHUNK_WORDS], unmet[SCAN_CHUNK_WORDS];
    memcpy(all, run->candidates, sizeof all);
    const uint64_t *asked = run->counted ? all : run->candidates;
    for (size_t g = 0; g < p->plan->column_gates.count; g++) {
        const uint32_t index = p->plan->column_gates.items[g];
        gate_exclude(run, index, asked, p->facts->gates_unmet[index] + run->chunk * SCAN_CHUNK_WORDS);
    }
    for (size_t g = 0; g < p->gates.count; g++) {
        const unit *u = &p->gates.items[g];
        scan_false(run, &gates[u->index].require, u, run->gate_truths[g], asked, unmet);
        gate_exclude(run, u->index, asked, unmet);
    }
    for (size_t g = 0; g < p->slow_gates.count; g++) {
        const uint32_t index = p->slow_gates.items[g];
        find_slow_false(run, &gates[index].require, asked, unmet);
        gate_exclude(run, index, asked, unmet);
    }
    for (size_t g = 0; g < p->plan->unmet_gates.count; g++)
        gate_exclude(run, p->plan->unmet_gates.items[g], asked, asked);
    if (run->counted)
        count_alone(run);
}

// Sets apart the rows that keys do not speak for, and drops those that a gate excludes.
void scan_candidates(scan_run *run, size_t from, size_t to)
{
    const scan_program *p = run->program;
    const uint64_t *irregular = p->facts->columns.irregular + run->chunk * SCAN_CHUNK_WORDS;
    for (size_t i = 0; i < SCAN_CHUNK_WORDS; i++) {
        uint64_t in = UINT64_MAX;
        if (i * WORD_ROWS < from)
            in &= from - i * WORD_ROWS < WORD_ROWS ? UINT64_MAX << (from - i * WORD_ROWS) : 0;
        if (to < (i + 1) * WORD_ROWS)
            in &= to > i * WORD_ROWS ? UINT64_MAX >> ((i + 1) * WORD_ROWS - to) : 0;
        run->candidates[i] = in & ~irregular[i];
        run->apart[i] = in & irregular[i];
    }
    for (size_t i = 0; i < p->met_count; i++) {
        uint32_t row = p->met[i];
        if (row / SCAN_CHUNK_ROWS != run->chunk)
            continue;
        size_t word = row % SCAN_CHUNK_ROWS / WORD_ROWS;
        run->apart[word] |= run->candidates[word] & UINT64_C(1) << row % WORD_ROWS;
        run->candidates[word] &= ~(UINT64_C(1) << row % WORD_ROWS);
    }
    if (p->plan->unmet_gates.count && !run->counted)
        memset(run->candidates, 0, sizeof run->candidates);
    if (!scan_is_empty(run->candidates))
        apply_gates(run);
}
