// SPDX-License-Identifier: MIT
// The nearest swap of two neighbours: see stability.h. Exact: a sum of contributions is linear in one
// factor's share, and a score is that sum less the deductions, held between 0 and the ceiling; so the
// difference of two scores is linear between the few shares at which one of them meets its ceiling or 0. All
// in integers, times one denominator.
#include "explain/stability.h"

__extension__ typedef __int128 wide;

static const int64_t TOTAL = (int64_t)100 * MICRO;

enum { MOST_BENDS = 10 }; // two for each bound of each therapist, and both ends

// One therapist's key of the order, as it depends on the share of one factor.
typedef struct line {
    int64_t of_factor, of_others; // micro-points won now
    int64_t deducted, ceiling;
} line;

typedef struct duel {
    line above, below;
    int64_t share;
} duel;

static const score_steps *steps_of(const explanation *e, rank_order order)
{
    return order == ORDER_CAUTIOUS ? &e->low : order == ORDER_HOPEFUL ? &e->high : &e->score;
}

static int64_t won_of(const factor_explanation *f, rank_order order)
{
    return order == ORDER_CAUTIOUS ? f->low : order == ORDER_HOPEFUL ? f->high : f->contribution;
}

static line line_of(const ruleset *r, const explanation *e, uint32_t factor, rank_order order)
{
    const score_steps *steps = steps_of(e, order);
    int64_t won = won_of(&e->factors[factor], order);
    bool capped = steps->ceiling_flag != NAME_MISSING;
    return (line){won, steps->sum - won, steps->deducted,
                  capped ? r->flags[steps->ceiling_flag].ceiling : TOTAL};
}

// Both times share × (TOTAL - share), of which each factor is below 10^8.
static wide denominator(const duel *d)
{
    return (wide)d->share * (TOTAL - d->share);
}

static wide sum_at(const duel *d, const line *l, int64_t share)
{
    return (wide)l->of_factor * share * (TOTAL - d->share) + (wide)l->of_others * (TOTAL - share) * d->share -
           l->deducted * denominator(d);
}

static wide key_at(const duel *d, const line *l, int64_t share)
{
    wide key = sum_at(d, l, share), most = l->ceiling * denominator(d);
    key = key > most ? most : key;
    return key < 0 ? 0 : key;
}

static bool swapped_at(const duel *d, int64_t share)
{
    return key_at(d, &d->below, share) > key_at(d, &d->above, share);
}

// ---- where the difference bends

static void add_bend(const duel *d, const line *l, int64_t bound, int64_t *bends, size_t *count)
{
    wide at_0 = sum_at(d, l, 0), at_total = sum_at(d, l, TOTAL), wanted = bound * denominator(d);
    if ((at_0 < wanted) == (at_total < wanted))
        return;
    wide rise = (at_total - at_0) / TOTAL; // exact: sum_at is linear with whole steps
    int64_t at = (int64_t)((wanted - at_0) / rise);
    bends[(*count)++] = at;
    if (at < TOTAL)
        bends[(*count)++] = at + 1;
}

static size_t find_bends(const duel *d, int64_t *bends)
{
    size_t count = 0;
    const line *lines[] = {&d->above, &d->below};
    for (size_t i = 0; i < 2; i++) {
        add_bend(d, lines[i], 0, bends, &count);
        add_bend(d, lines[i], lines[i]->ceiling, bends, &count);
    }
    bends[count++] = 0;
    bends[count++] = TOTAL;
    for (size_t i = 1; i < count; i++)
        for (size_t k = i; k > 0 && bends[k - 1] > bends[k]; k--) {
            int64_t kept = bends[k];
            bends[k] = bends[k - 1];
            bends[k - 1] = kept;
        }
    return count;
}

// Not swapped at from, swapped at to, linear between: the swapped share nearest to from.
static int64_t first_swapped(const duel *d, int64_t from, int64_t to)
{
    while (to - from > 1 || from - to > 1) {
        int64_t middle = from + (to - from) / 2;
        *(swapped_at(d, middle) ? &to : &from) = middle;
    }
    return to;
}

// The swapped share nearest to the present one on one side; false where there is none.
static bool search_side(const duel *d, const int64_t *bends, size_t count, bool up, int64_t *found)
{
    int64_t from = d->share;
    for (size_t i = 0; i < count; i++) {
        int64_t to = bends[up ? i : count - 1 - i];
        if (up ? to <= from : to >= from)
            continue;
        if (swapped_at(d, to)) {
            *found = first_swapped(d, from, to);
            return true;
        }
        from = to;
    }
    return false;
}

static int64_t size_of(int64_t micro)
{
    return micro < 0 ? -micro : micro;
}

static void try_factor(const duel *d, uint32_t factor, stability *best)
{
    int64_t bends[MOST_BENDS], at;
    size_t count = find_bends(d, bends);
    for (int up = 0; up < 2; up++)
        if (search_side(d, bends, count, up, &at))
            if (!best->swaps || size_of(at - d->share) < size_of(best->at - best->share))
                *best = (stability){true, size_of(at - d->share) <= CLOSE_CALL, factor, d->share, at};
}

stability stability_of_pair(const ruleset *r, const explanation *above, const explanation *below,
                            rank_order order)
{
    stability best = {0};
    for (uint32_t i = 0; i < above->factor_count; i++) {
        duel d = {line_of(r, above, i, order), line_of(r, below, i, order), above->factors[i].points};
        if (d.share > 0 && d.share < TOTAL) // else it has nothing to give, or nobody to give it to
            try_factor(&d, i, &best);
    }
    return best;
}

void stability_fill(arena *a, const ruleset *r, rank_order order, explanation *items, size_t count)
{
    for (size_t i = 0; i + 1 < count; i++) {
        stability *next = ARENA_NEW(a, stability);
        *next = stability_of_pair(r, &items[i], &items[i + 1], order);
        items[i].next = next;
    }
}
