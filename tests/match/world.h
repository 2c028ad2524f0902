// SPDX-License-Identifier: MIT
// A small world for tests: a rule set, a client and a pool, given as XML texts.
#ifndef ATTUNE_TESTS_MATCH_WORLD_H
#define ATTUNE_TESTS_MATCH_WORLD_H

#include "support/support.h"

#include "match/rank.h"

typedef struct world {
    arena *arena;
    diagnostics found; // by the pool's facts, the client's plan and evaluations
    const ruleset *rules;
    const profile *client;
    const pool *pool;
    const pool_facts *facts;
    const client_plan *plan;
    feel_date today;
    environment *environment;
} world;

// A whole rule set around its declarations and rules.
#define RULES(body) "<ruleset xmlns=\"urn:attune:ruleset:1\" id=\"test\" version=\"1\">" body "</ruleset>"
#define CLIENT(body) "<client xmlns=\"urn:attune:profile:1\" id=\"client\">" body "</client>"
#define POOL(body) "<profiles xmlns=\"urn:attune:profile:1\">" body "</profiles>"

// Each fails the test where the text has errors; these are printed, with the text.
const ruleset *world_rules(arena *a, str xml);
const profile *world_client(arena *a, const ruleset *r, str xml);
// One profile of the therapists' side, from its element.
profile world_therapist(arena *a, const ruleset *r, str xml);
pool *world_pool(arena *a, const ruleset *r, str xml);

world *world_of(arena *a, const ruleset *r, const profile *client, const pool *p);
world *world_make(arena *a, const char *rules, const char *client, const char *therapists);

// The reference's answer for a therapist.
const evaluation *world_evaluate(world *w, const char *therapist);
const evaluation *world_evaluate_row(world *w, uint32_t row);

ranking world_rank(world *w, rank_order order, unsigned threads, size_t top);

// The number of a criterion, flag, … by its id; fails the test where there is none.
uint32_t criterion_number(const world *w, const char *id);
uint32_t flag_number(const world *w, const char *id);

void assert_same_scores(const pair_score *x, const pair_score *y, size_t count);

// Points as micro-points: points(72.5).
int64_t points(double p);

#endif
