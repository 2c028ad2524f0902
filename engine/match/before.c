// SPDX-License-Identifier: MIT
// Postings turned round: see before.h.
#include "match/before.h"

#include "match/kernels.h"

typedef struct turning {
    const scan_columns *all;
    uint32_t *starts, *items; // items NULL: rows are counted
} turning;

static void meet(const turning *t, uint32_t row, uint32_t item)
{
    if (row >= t->all->rows)
        return;
    if (t->items)
        t->items[t->starts[row]++] = item;
    else
        t->starts[row + 1]++;
}

static void meet_posting(const turning *t, const posting *p, uint32_t first, uint32_t item)
{
    if (!p->words) {
        for (uint32_t i = 0; i < p->count; i++)
            meet(t, first + p->rows[i], item);
        return;
    }
    for (uint32_t word = 0; word < SCAN_CHUNK_WORDS; word++)
        for (uint64_t left = p->words[word]; left; left &= left - 1)
            meet(t, first + word * 64 + first_bit(left), item);
}

static void meet_all(const turning *t, const scan_column *c)
{
    for (size_t item = 0; item < c->items.count; item++)
        for (size_t chunk = 0; chunk < t->all->chunks; chunk++)
            meet_posting(t, &c->postings[item * t->all->chunks + chunk], (uint32_t)chunk * SCAN_CHUNK_ROWS,
                         (uint32_t)item);
}

items_by_row column_items_by_row(arena *a, const scan_columns *all, const scan_column *c)
{
    turning t = {.all = all, .starts = ARENA_ARRAY(a, uint32_t, all->rows + 1)};
    meet_all(&t, c);
    for (size_t row = 0; row < all->rows; row++)
        t.starts[row + 1] += t.starts[row];
    t.items = ARENA_ARRAY(a, uint32_t, t.starts[all->rows]);
    meet_all(&t, c);
    // Each start has moved to where its row ends.
    for (size_t row = all->rows; row > 0; row--)
        t.starts[row] = t.starts[row - 1];
    t.starts[0] = 0;
    return (items_by_row){t.starts, t.items};
}
