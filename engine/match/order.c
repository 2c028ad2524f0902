// SPDX-License-Identifier: MIT
// Sorting (bottom-up merge) and selection (a heap of the best so far): see order.h.
#include "match/order.h"

#include <string.h>

typedef struct sorting {
    score_order order;
    const void *user;
} sorting;

static bool comes_first(const sorting *s, const pair_score *x, const pair_score *y)
{
    return s->order(s->user, x, y) < 0;
}

static size_t at_most(size_t value, size_t most)
{
    return value < most ? value : most;
}

static void merge(const sorting *s, const pair_score *from, size_t start, size_t middle, size_t end,
                  pair_score *to)
{
    size_t left = start, right = middle;
    for (size_t i = start; i < end; i++) {
        bool take_right = left == middle || (right < end && comes_first(s, &from[right], &from[left]));
        to[i] = take_right ? from[right++] : from[left++];
    }
}

void order_sort(pair_score *items, size_t count, pair_score *scratch, score_order order, const void *user)
{
    const sorting s = {order, user};
    pair_score *from = items, *to = scratch;
    for (size_t width = 1; width < count; width *= 2) {
        for (size_t start = 0; start < count; start += 2 * width)
            merge(&s, from, start, at_most(start + width, count), at_most(start + 2 * width, count), to);
        pair_score *sorted = to;
        to = from;
        from = sorted;
    }
    if (from != items)
        memcpy(items, from, count * sizeof *items);
}

static void swap(pair_score *x, pair_score *y)
{
    pair_score kept = *x;
    *x = *y;
    *y = kept;
}

// The heap's root is the last of its items in the order.
static void sift_down(const sorting *s, pair_score *heap, size_t count, size_t at)
{
    for (;;) {
        size_t child = 2 * at + 1;
        if (child >= count)
            return;
        if (child + 1 < count && comes_first(s, &heap[child], &heap[child + 1]))
            child++;
        if (!comes_first(s, &heap[at], &heap[child]))
            return;
        swap(&heap[at], &heap[child]);
        at = child;
    }
}

void order_select(pair_score *items, size_t count, size_t top, score_order order, const void *user)
{
    if (top == 0 || top >= count)
        return;
    const sorting s = {order, user};
    for (size_t i = top / 2; i-- > 0;)
        sift_down(&s, items, top, i);
    for (size_t i = top; i < count; i++) {
        if (!comes_first(&s, &items[i], &items[0]))
            continue;
        swap(&items[0], &items[i]);
        sift_down(&s, items, top, 0);
    }
}

void order_offer(order_best *best, const pair_score *item)
{
    const sorting s = {best->order, best->user};
    if (best->count < best->most) {
        best->items[best->count++] = *item;
        for (size_t i = best->most / 2; best->count == best->most && i-- > 0;)
            sift_down(&s, best->items, best->most, i);
        return;
    }
    if (best->most == 0 || !comes_first(&s, item, &best->items[0]))
        return;
    best->items[0] = *item;
    sift_down(&s, best->items, best->most, 0);
}
