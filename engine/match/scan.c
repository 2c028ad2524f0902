// SPDX-License-Identifier: MIT
// The scan: chunks of rows, in each first the gates as bitmaps (scan_gates.c), then sums of what the criteria
// are worth for those who are left, then flags. An outcome that is not known yet for a key is evaluated at
// the first row that has the key. Rows that keys do not speak for (score_row.c) are evaluated one by one.
#include "match/scan_run.h"

#include <string.h>

// ---- criteria

static const sums *unit_worth(scan_run *run, size_t number, uint32_t key, uint32_t row)
{
    const scan_program *p = run->program;
    sums *worth = &run->unit_worth[number][key];
    if ((*worth)[SUM_SCORE] != SUM_NOT_YET)
        return worth;
    decimal value = decimal_from_int(0);
    bool error;
    uint32_t index = p->criteria.items[number].index;
    scan_move(run, row);
    bool known = reference_criterion_value(run->environment, &p->rules->criteria[index], &value, &error);
    *worth = worth_of(p->plan, index, known, value);
    run->unit_errors[number][key] = error;
    run->any_errors = run->any_errors || error;
    return worth;
}

static sums group_worth(scan_run *run, size_t number, uint32_t key, uint32_t row)
{
    const unit_group *group = &run->program->groups[number];
    sums *worth = &run->group_worth[number][key];
    if ((*worth)[SUM_SCORE] != SUM_NOT_YET)
        return *worth;
    sums all = {0};
    for (size_t i = group->first; i < group->first + group->count; i++)
        all += *unit_worth(run, i, unit_key(&run->program->criteria.items[i], group, key), row);
    run->group_figures[number][key] = all[run->figure];
    return *worth = all;
}

static uint32_t key_at(const scan_run *run, size_t group, size_t row_in_word)
{
    uint32_t key = run->low_keys[group][row_in_word];
    if (run->program->groups[group].key.count > KEY_BYTE_BITS)
        key |= (uint32_t)run->keys[group][1][row_in_word] << KEY_BYTE_BITS;
    return key;
}

// The bits of the groups' keys, for the chunk at hand.
static void find_group_words(scan_run *run)
{
    const scan_program *p = run->program;
    for (size_t g = 0; g < p->group_count; g++)
        for (unsigned i = 0; i < p->groups[g].key.count; i++)
            run->group_words[g][i] = scan_bit(run, p->groups[g].key.bits[i]);
}

static void make_keys(scan_run *run, size_t word)
{
    const scan_program *p = run->program;
    for (size_t g = 0; g < p->group_count; g++) {
        const unsigned count = p->groups[g].key.count;
        const unsigned low = count < KEY_BYTE_BITS ? count : KEY_BYTE_BITS;
        run->low_keys[g] = run->keys[g][0];
        if (p->groups[g].bytes) {
            run->low_keys[g] = p->groups[g].bytes + run->chunk * SCAN_CHUNK_ROWS + word * WORD_ROWS;
            continue;
        }
        kernel_keys(run->group_words[g], low, word, run->keys[g][0]);
        if (count > low)
            kernel_keys(run->group_words[g] + low, count - low, word, run->keys[g][1]);
    }
}

// Sums for all 64 rows of a word; where an outcome is not known yet, the score's is below 0.
static void add_up(scan_run *run, size_t word, sums *out)
{
    const scan_program *p = run->program;
    const size_t first = run->chunk * SCAN_CHUNK_ROWS + word * WORD_ROWS;
    for (size_t i = 0; i < WORD_ROWS; i++)
        out[i] = p->base;
    for (size_t k = 0; k < p->packed_count; k++) {
        const packed_criteria *packed = p->packed[k].packed;
        const sums *worth = p->packed[k].worth;
        if (packed->bytes)
            for (size_t i = 0; i < WORD_ROWS; i++)
                out[i] += worth[packed->bytes[first + i]];
        else
            for (size_t i = 0; i < WORD_ROWS; i++)
                out[i] += worth[packed->pairs[first + i]];
    }
    for (size_t g = 0; g < p->group_count; g++) {
        const sums *worth = run->group_worth[g];
        if (p->groups[g].key.count <= KEY_BYTE_BITS)
            for (size_t i = 0; i < WORD_ROWS; i++)
                out[i] += worth[run->low_keys[g][i]];
        else
            for (size_t i = 0; i < WORD_ROWS; i++)
                out[i] += worth[key_at(run, g, i)];
    }
}

// One row anew, now that something was not known when all were added up.
static sums add_up_row(scan_run *run, uint32_t row, size_t row_in_word)
{
    const scan_program *p = run->program;
    sums out = facts_worth(p, row);
    for (size_t g = 0; g < p->group_count; g++)
        out += group_worth(run, g, key_at(run, g, row_in_word), row);
    return out;
}

static void count_errors(scan_run *run, size_t row_in_word)
{
    const scan_program *p = run->program;
    for (size_t g = 0; g < p->group_count; g++) {
        const unit_group *group = &p->groups[g];
        uint32_t key = key_at(run, g, row_in_word);
        for (size_t i = group->first; i < group->first + group->count; i++)
            run->errors += run->unit_errors[i][unit_key(&p->criteria.items[i], group, key)];
    }
}

// ---- flags

static const uint64_t *facts_flagged(const scan_run *run)
{
    return run->program->facts->flagged + run->chunk * SCAN_CHUNK_WORDS;
}

// For which of the candidates some flag holds or is unknown.
static void find_flagged(scan_run *run)
{
    const scan_program *p = run->program;
    for (size_t i = 0; i < SCAN_CHUNK_WORDS; i++)
        run->flagged[i] = p->slow_flags.count ? UINT64_MAX : facts_flagged(run)[i];
    for (size_t f = 0; f < p->flags.count; f++) {
        uint64_t no[SCAN_CHUNK_WORDS];
        const unit *u = &p->flags.items[f];
        scan_false(run, &p->rules->flags[u->index].when, u, run->flag_truths[f], run->candidates, no);
        for (size_t i = 0; i < SCAN_CHUNK_WORDS; i++)
            run->flagged[i] |= run->candidates[i] & ~no[i];
    }
}

static pair_score plain_score(const client_plan *plan, uint32_t row, sums s)
{
    return (pair_score){
        .row = row,
        .score = (int32_t)flag_tally_score(&plan->holding, s[SUM_SCORE]),
        .low = (int32_t)flag_tally_score(&plan->possible, s[SUM_LOW]),
        .high = (int32_t)flag_tally_score(&plan->holding, s[SUM_HIGH]),
        .coverage = s[SUM_COVERAGE],
    };
}

static pair_score flagged_score(scan_run *run, size_t row_in_chunk, sums s)
{
    const scan_program *p = run->program;
    uint32_t row = scan_row_number(run, row_in_chunk);
    tally_start(run);
    for (size_t i = 0; i < p->plan->column_flags.count; i++) {
        uint32_t index = p->plan->column_flags.items[i];
        tally_flag(run, index, facts_flag(p->facts, index, row));
    }
    for (size_t f = 0; f < p->flags.count; f++) {
        const unit *u = &p->flags.items[f];
        uint8_t *known = &run->flag_truths[f][scan_row_key(run, &u->key, row_in_chunk)];
        uint8_t t = scan_truth(run, &p->rules->flags[u->index].when, known, row);
        tally_flag(run, u->index, t == TRUTH_ERROR ? TRUTH_UNKNOWN : (truth)(t - 1));
    }
    for (size_t i = 0; i < p->slow_flags.count; i++) {
        bool error;
        scan_move(run, row);
        const expression *x = &p->rules->flags[p->slow_flags.items[i]].when;
        tally_flag(run, p->slow_flags.items[i], environment_truth(run->environment, x, &error));
        run->errors += error;
    }
    return tally_score(run, row, s);
}

static pair_score row_score(scan_run *run, size_t row_in_chunk, sums s)
{
    bool flagged = run->flagged[row_in_chunk / WORD_ROWS] >> row_in_chunk % WORD_ROWS & 1;
    return flagged ? flagged_score(run, row_in_chunk, s)
                   : plain_score(run->program->plan, scan_row_number(run, row_in_chunk), s);
}

// ---- rows

static void add_slow_criteria(scan_run *run, uint32_t row, sums *s)
{
    const scan_program *p = run->program;
    for (size_t i = 0; i < p->slow_criteria.count; i++) {
        uint32_t index = p->slow_criteria.items[i];
        decimal value = decimal_from_int(0);
        bool error;
        scan_move(run, row);
        bool known = reference_criterion_value(run->environment, &p->rules->criteria[index], &value, &error);
        *s += worth_of(p->plan, index, known, value);
        run->errors += error;
    }
}

static sums finish_sums(scan_run *run, size_t word, size_t i, sums s)
{
    if (s[SUM_SCORE] < 0)
        s = add_up_row(run, scan_row_number(run, word * WORD_ROWS + i), i);
    if (run->any_errors)
        count_errors(run, i);
    if (run->program->slow_criteria.count)
        add_slow_criteria(run, scan_row_number(run, word * WORD_ROWS + i), &s);
    return s;
}

// The first row of out is from.
static void score_word(scan_run *run, size_t word, uint32_t from, pair_score *out)
{
    sums all[WORD_ROWS];
    make_keys(run, word);
    add_up(run, word, all);
    for (uint64_t left = run->candidates[word]; left; left &= left - 1) {
        size_t i = first_bit(left), within = word * WORD_ROWS + i;
        sums s = finish_sums(run, word, i, all[i]);
        out[scan_row_number(run, within) - from] = row_score(run, within, s);
    }
}

static uint32_t piece_end(uint32_t from, uint32_t to)
{
    uint32_t end = from / SCAN_CHUNK_ROWS * SCAN_CHUNK_ROWS + SCAN_CHUNK_ROWS;
    return end < to ? end : to;
}

static void start_piece(scan_run *run, uint32_t from, uint32_t to)
{
    const uint32_t start = from / SCAN_CHUNK_ROWS * SCAN_CHUNK_ROWS;
    scan_go_to(run, from / SCAN_CHUNK_ROWS);
    scan_candidates(run, from - start, to - start);
    if (scan_is_empty(run->candidates))
        return;
    find_group_words(run);
    find_flagged(run);
}

static void exclude_rows(uint32_t from, uint32_t to, pair_score *out)
{
    for (uint32_t row = from; row < to; row++)
        out[row - from] = (pair_score){.row = row, .excluded = true};
}

// Rows of one chunk.
static void scan_piece(scan_run *run, uint32_t from, uint32_t to, pair_score *out)
{
    start_piece(run, from, to);
    for (uint32_t at = from; at < to;) {
        const size_t word = at % SCAN_CHUNK_ROWS / WORD_ROWS;
        const uint32_t end = at / WORD_ROWS * WORD_ROWS + WORD_ROWS;
        if (run->candidates[word] != UINT64_MAX)
            exclude_rows(at, end < to ? end : to, out + (at - from));
        if (run->candidates[word])
            score_word(run, word, from, out);
        for (uint64_t left = run->apart[word]; left; left &= left - 1) {
            uint32_t row = scan_row_number(run, word * WORD_ROWS + first_bit(left));
            out[row - from] = score_row(run, row);
        }
        at = end;
    }
}

void scan_rows(scan_run *run, uint32_t from, uint32_t to, pair_score *out)
{
    for (uint32_t row = from; run->tells && row < to; row++)
        out[row - from] = score_row(run, row);
    for (uint32_t at = from; !run->tells && at < to; at = piece_end(at, to))
        scan_piece(run, at, piece_end(at, to), out + (at - from));
}

// ---- the best

// The least sum from which the figure may come to the least that is wanted: flags that hold for all take off
// what they do.
static int64_t least_sum(const client_plan *plan, const scan_taker *taker)
{
    const flag_tally *t = taker->figure == SCAN_LOW ? &plan->possible : &plan->holding;
    if (taker->least <= 0)
        return INT64_MIN;
    return taker->least > t->ceiling ? INT64_MAX : taker->least + t->deducted;
}

// Figures are looked up in tables of their own, which are made anew where another figure is wanted.
static void want_figure(scan_run *run, scan_figure figure)
{
    const scan_program *p = run->program;
    if (run->figures_made && run->figure == (unsigned)figure)
        return;
    run->figures_made = true;
    run->figure = (unsigned)figure;
    run->most_of_facts = 0;
    for (size_t k = 0; k < p->packed_count; k++) {
        run->packed_most[k] = 0;
        for (uint32_t i = 0; i < p->packed[k].packed->size; i++) {
            const int32_t worth = p->packed[k].worth[i][figure];
            run->packed_figures[k][i] = worth;
            run->packed_most[k] = worth > run->packed_most[k] ? worth : run->packed_most[k];
        }
        run->most_of_facts += run->packed_most[k];
    }
    for (size_t g = 0; g < p->group_count; g++)
        for (size_t i = 0; i < p->groups[g].keys; i++) {
            sums s = run->group_worth[g][i];
            run->group_figures[g][i] = s[SUM_SCORE] == SUM_NOT_YET ? SUM_NOT_YET : s[figure];
        }
}

// The figure of each row of a word; below 0 where something is not known yet.
static void add_figures(scan_run *run, size_t word, int32_t out[WORD_ROWS])
{
    const scan_program *p = run->program;
    const size_t first = run->chunk * SCAN_CHUNK_ROWS + word * WORD_ROWS;
    size_t count = 0;
    for (size_t k = 0; k < p->packed_count; k++)
        if (p->packed[k].packed->bytes)
            run->lookups[count++] = (lookup){run->packed_figures[k], p->packed[k].packed->bytes + first};
    for (size_t g = 0; g < p->group_count; g++)
        if (p->groups[g].key.count <= KEY_BYTE_BITS)
            run->lookups[count++] = (lookup){run->group_figures[g], run->low_keys[g]};
    kernel_add(run->lookups, count, p->base[run->figure], out);
    for (size_t k = 0; k < p->packed_count; k++)
        for (size_t i = 0; p->packed[k].packed->pairs && i < WORD_ROWS; i++)
            out[i] += run->packed_figures[k][p->packed[k].packed->pairs[first + i]];
    for (size_t g = 0; g < p->group_count; g++)
        for (size_t i = 0; p->groups[g].key.count > KEY_BYTE_BITS && i < WORD_ROWS; i++)
            out[i] += run->group_figures[g][key_at(run, g, i)];
}

static size_t bits_of_row(const scan_run *run, size_t group, size_t row_in_chunk)
{
    const uint64_t *const *words = run->group_words[group];
    const size_t word = row_in_chunk / WORD_ROWS, bit = row_in_chunk % WORD_ROWS;
    size_t key = 0;
    for (unsigned i = run->program->groups[group].key.count; i-- > 0;)
        key = key << 1 | (words[i][word] >> bit & 1);
    return key;
}

// The figure of a row, or less where it cannot come to the limit: then the facts, which are far apart in
// memory, are not all looked at.
static int32_t row_figure(scan_run *run, size_t row_in_chunk, int32_t limit)
{
    const scan_program *p = run->program;
    const uint32_t row = scan_row_number(run, row_in_chunk);
    int32_t figure = p->base[run->figure], left = run->most_of_facts;
    for (size_t g = 0; g < p->group_count; g++) {
        const unit_group *group = &p->groups[g];
        size_t key = group->bytes ? group->bytes[row] : bits_of_row(run, g, row_in_chunk);
        figure += run->group_figures[g][key];
    }
    for (size_t k = 0; k < p->packed_count && figure >= 0 && figure + left >= limit; k++) {
        const packed_criteria *packed = p->packed[k].packed;
        figure += run->packed_figures[k][packed->bytes ? packed->bytes[row] : packed->pairs[row]];
        left -= run->packed_most[k];
    }
    return figure;
}

// Rows of the word whose figure may do: all of them where each has to be looked at.
static uint64_t find_promising(scan_run *run, size_t word, int64_t least)
{
    enum { FEW_ROWS = 6 }; // for which it is less work to look at each
    const scan_program *p = run->program;
    const uint64_t rows = run->candidates[word];
    const int32_t limit = least < 0 ? 0 : least > INT32_MAX ? INT32_MAX : (int32_t)least;
    uint64_t promising = 0;
    if (p->slow_criteria.count || p->slow_flags.count || run->any_errors)
        promising = rows;
    else if (count_bits(rows) <= FEW_ROWS) {
        for (uint64_t left = rows; left; left &= left - 1) {
            int32_t figure = row_figure(run, word * WORD_ROWS + first_bit(left), limit);
            promising |= figure < 0 || figure >= limit ? left & -left : 0;
        }
    } else {
        int32_t figures[WORD_ROWS];
        make_keys(run, word);
        add_figures(run, word, figures);
        for (uint64_t left = kernel_any(figures, limit) ? rows : 0; left; left &= left - 1) {
            int32_t figure = figures[first_bit(left)];
            promising |= figure < 0 || figure >= limit ? left & -left : 0;
        }
        return promising;
    }
    if (promising)
        make_keys(run, word);
    return promising;
}

static void offer_word(scan_run *run, size_t word, scan_taker *taker)
{
    const client_plan *plan = run->program->plan;
    int64_t least = least_sum(plan, taker);
    for (uint64_t left = find_promising(run, word, least); left; left &= left - 1) {
        size_t i = first_bit(left), within = word * WORD_ROWS + i;
        sums s = finish_sums(run, word, i, add_up_row(run, scan_row_number(run, within), i));
        if (s[taker->figure] < least && !run->program->slow_flags.count) // whose errors are to be told
            continue;
        pair_score score = row_score(run, within, s);
        taker->take(taker->user, &score);
        least = least_sum(plan, taker);
    }
}

static size_t best_of_piece(scan_run *run, uint32_t from, uint32_t to, scan_taker *taker)
{
    size_t count = 0;
    want_figure(run, taker->figure);
    start_piece(run, from, to);
    for (size_t i = 0; i < SCAN_CHUNK_WORDS; i++) {
        count += count_bits(run->candidates[i]);
        if (run->candidates[i])
            offer_word(run, i, taker);
        for (uint64_t left = run->apart[i]; left; left &= left - 1) {
            pair_score score = score_row(run, scan_row_number(run, i * WORD_ROWS + first_bit(left)));
            count += !score.excluded;
            if (!score.excluded)
                taker->take(taker->user, &score);
        }
    }
    return count;
}

size_t scan_best(scan_run *run, uint32_t from, uint32_t to, scan_taker *taker)
{
    size_t count = 0;
    for (uint32_t at = from; at < to; at = piece_end(at, to))
        count += best_of_piece(run, at, piece_end(at, to), taker);
    return count;
}
