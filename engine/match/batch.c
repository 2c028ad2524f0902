// SPDX-License-Identifier: MIT
// See batch.h. A job of the crew is one client.
#include "match/batch.h"

#include "base/crew.h"

typedef struct job {
    crew_job base;
    const profile *client; // a copy; NULL for a bad one
    batch_result result;
    diagnostics problems;
} job;

struct batch {
    const ruleset *rules;
    const pool *pool;
    const pool_facts *facts;
    batch_options options;
    batch_taker *take;
    void *user;
    crew *crew;
};

static void *equip(void *user, arena *a)
{
    (void)user;
    return a; // rank_pool() makes what it needs
}

static void rank_client(void *user, void *equipment, void *at)
{
    const batch *b = user;
    job *j = at;
    (void)equipment;
    if (!j->client)
        return;
    arena *a = &j->base.arena;
    const client_plan *plan = client_plan_make(a, b->rules, j->client, b->options.today, &j->problems);
    const rank_options options = {.order = b->options.order,
                                  .threads = 1,
                                  .top = b->options.top,
                                  .places_only = true,
                                  .diagnostics = &j->problems};
    attune_status status = rank_pool(a, b->rules, plan, b->pool, b->facts, &options, &j->result.found);
    if (status != ATTUNE_OK && status != ATTUNE_EMPTY)
        guard_fail(a->guard, status);
}

static void take_job(void *user, void *at)
{
    const batch *b = user;
    const job *j = at;
    b->take(b->user, &j->result);
}

batch *batch_new(arena *a, const ruleset *r, const pool *p, const pool_facts *facts,
                 const batch_options *options, batch_taker *take, void *user)
{
    batch *b = ARENA_NEW(a, batch);
    *b = (batch){.rules = r, .pool = p, .facts = facts, .options = *options, .take = take, .user = user};
    const crew_tasks tasks = {sizeof(job), equip, rank_client, take_job, b};
    b->crew = crew_new(a, &tasks, options->threads, 0);
    return b;
}

static const profile *copy_profile(arena *a, const profile *p)
{
    profile *out = ARENA_NEW(a, profile);
    *out = *p;
    out->id = str_copy(a, p->id);
    out->values = ARENA_ARRAY(a, feel_value, p->side->count);
    for (size_t i = 0; i < p->side->count; i++)
        out->values[i] = feel_copy(a, p->values[i]);
    return out;
}

void batch_add(batch *b, uint64_t number, const profile *client, const diagnostics *problems)
{
    job *j = crew_next_job(b->crew);
    arena *a = &j->base.arena;
    diagnostics_init(&j->problems, a, b->options.problems);
    j->problems.show_data = b->options.show_data;
    diagnostics_add_all(&j->problems, problems);
    j->client = client ? copy_profile(a, client) : NULL;
    j->result = (batch_result){
        .number = number,
        .client_id = client ? j->client->id : STR_NONE,
        .good = client != NULL,
        .problems = &j->problems,
    };
    crew_hand_over(b->crew);
}

void batch_drain(batch *b)
{
    crew_drain(b->crew);
}
