// SPDX-License-Identifier: MIT
// Places: see places.h. The scores are put into buckets by the figure that comes first in the order, so that
// only those of one bucket are compared one by one; of those ahead it is enough to know how many they are.
#include "match/places.h"

enum { HIGHEST = 100 * MICRO, MOST_BUCKETS = 1 << 16 };

struct places {
    const pool *pool;
    rank_order order;
    const pair_score *scores;
    size_t bucket_count;
    uint32_t *starts;  // by bucket, and one more: where it starts in members
    uint32_t *members; // into scores
};

static size_t bucket_of(const places *p, const pair_score *x)
{
    int32_t first = p->order == ORDER_CAUTIOUS ? x->low : p->order == ORDER_HOPEFUL ? x->high : x->score;
    return (size_t)(HIGHEST - first) * p->bucket_count / ((size_t)HIGHEST + 1);
}

const places *places_make(arena *a, const pool *p, rank_order order, const pair_score *scores, size_t count)
{
    places *out = ARENA_NEW(a, places);
    *out = (places){.pool = p, .order = order, .scores = scores};
    out->bucket_count = count < MOST_BUCKETS ? count + 1 : MOST_BUCKETS;
    out->starts = ARENA_ARRAY(a, uint32_t, out->bucket_count + 1);
    out->members = ARENA_ARRAY(a, uint32_t, count);
    for (size_t i = 0; i < count; i++)
        out->starts[bucket_of(out, &scores[i]) + 1]++;
    for (size_t b = 0; b < out->bucket_count; b++)
        out->starts[b + 1] += out->starts[b];
    // While it is filled, each start moves to where its bucket ends; then they are moved back.
    for (size_t i = 0; i < count; i++)
        out->members[out->starts[bucket_of(out, &scores[i])]++] = (uint32_t)i;
    for (size_t b = out->bucket_count; b > 0; b--)
        out->starts[b] = out->starts[b - 1];
    out->starts[0] = 0;
    return out;
}

size_t places_of(const places *p, const pair_score *now, const pair_score *then)
{
    size_t bucket = bucket_of(p, then);
    size_t ahead = p->starts[bucket] - (bucket_of(p, now) < bucket);
    for (uint32_t i = p->starts[bucket]; i < p->starts[bucket + 1]; i++) {
        const pair_score *other = &p->scores[p->members[i]];
        ahead += other->row != now->row && rank_compare(p->pool, p->order, other, then) < 0;
    }
    return ahead + 1;
}
