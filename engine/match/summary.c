// SPDX-License-Identifier: MIT
// Summing up a ranking: see summary.h.
#include "match/summary.h"

#include "match/plan.h"

ranking_summary *ranking_summary_new(arena *a, const ruleset *r)
{
    ranking_summary *s = ARENA_NEW(a, ranking_summary);
    s->gates = ARENA_ARRAY(a, gate_count, r->gate_count);
    s->flags = ARENA_ARRAY(a, flag_count, r->flag_count);
    return s;
}

static size_t bin_of(int32_t micro)
{
    int32_t bin = micro / (SUMMARY_BIN_POINTS * MICRO);
    return bin < 0 ? 0 : bin < SUMMARY_BINS ? (size_t)bin : SUMMARY_BINS - 1;
}

void summary_rows(ranking_summary *s, const pair_score *scores, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (scores[i].excluded) {
            s->excluded++;
            continue;
        }
        s->ranked++;
        s->scores[bin_of(scores[i].score)]++;
        s->coverage[bin_of(scores[i].coverage)]++;
    }
}

void summary_add(ranking_summary *to, const ranking_summary *from, const client_plan *plan)
{
    to->ranked += from->ranked;
    to->excluded += from->excluded;
    for (size_t i = 0; i < SUMMARY_BINS; i++) {
        to->scores[i] += from->scores[i];
        to->coverage[i] += from->coverage[i];
    }
    for (size_t i = 0; i < plan->rules->gate_count; i++) {
        to->gates[i].unmet += from->gates[i].unmet;
        to->gates[i].alone += from->gates[i].alone;
    }
    for (size_t i = 0; i < plan->rules->flag_count; i++) {
        to->flags[i].holds += from->flags[i].holds;
        to->flags[i].unknown += from->flags[i].unknown;
    }
    // Those that read the client alone hold for everybody.
    for (size_t i = 0; i < plan->held_flags.count; i++)
        to->flags[plan->held_flags.items[i]].holds += from->ranked;
    for (size_t i = 0; i < plan->open_flags.count; i++)
        to->flags[plan->open_flags.items[i]].unknown += from->ranked;
}
