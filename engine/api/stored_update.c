// SPDX-License-Identifier: MIT
// Updates of stored pools: rows that came, changed or went; and rules that are others than those that the
// pool was made with. All in one transaction.
#include "api/identity.h"
#include "api/stored.h"
#include "match/before.h"
#include "match/facts_store.h"
#include "pool/stored.h"

// Where a row of the new state comes from.
typedef struct origin {
    uint32_t old;     // the row it had, or NAME_MISSING
    uint32_t changed; // else: its row among the profiles that were given
} origin;

typedef struct updating {
    api_call *call;
    stored_request *request;
    const ruleset *rules;
    store *store;
    identity was, now;
    const pool *before;  // as it was
    const pool *changed; // profiles that were given
    VEC(origin) rows;
    arena *arena, *work;
} updating;

// ---- rows

static void note_rows(updating *u)
{
    for (uint32_t row = 0; row < pool_count(u->before); row++)
        *ARENA_PUSH(u->arena, &u->rows) = (origin){row, NAME_MISSING};
}

// The last row moves to where the removed one was.
static void remove_rows(updating *u)
{
    for (size_t i = 0; i < u->request->removed_count; i++) {
        uint32_t row = store_find(u->store, u->request->removed[i]);
        if (row >= u->rows.count) {
            u->request->out.not_there++;
            continue;
        }
        uint32_t last = (uint32_t)u->rows.count - 1;
        if (row == last)
            store_remove_row(u->store, row);
        else
            store_move_row(u->store, last, row, u->work);
        arena_reset(u->work);
        u->rows.items[row] = u->rows.items[last];
        u->rows.count--;
        u->request->out.removed++;
    }
}

static void put_rows(updating *u)
{
    for (uint32_t i = 0; i < pool_count(u->changed); i++) {
        uint32_t row = store_find(u->store, pool_id(u->changed, i));
        if (row >= u->rows.count) {
            row = (uint32_t)u->rows.count;
            *ARENA_PUSH(u->arena, &u->rows) = (origin){0};
            u->request->out.added++;
        } else {
            u->request->out.changed++;
        }
        pool_store_row(u->changed, i, u->store, row, u->work);
        arena_reset(u->work);
        u->rows.items[row] = (origin){NAME_MISSING, i};
    }
}

static str row_name(const void *user, uint32_t row)
{
    const updating *u = user;
    const origin *o = &u->rows.items[row];
    return o->old != NAME_MISSING ? pool_id(u->before, o->old) : pool_id(u->changed, o->changed);
}

// ---- facts, under the rules that there were

static const pool_facts *patch_facts(updating *u)
{
    diagnostics *d = &u->call->diagnostics;
    progress told = api_progress(u->call);
    const pool_facts *old =
        facts_restore(u->arena, u->rules, u->store, 0, pool_count(u->before), u->request->path, d);
    const pool *p = pool_on_store(u->arena, u->rules, u->store, u->request->path, &(pool_options){0}, d);
    if (!old || !p)
        return NULL;
    uint32_t *rows = ARENA_ARRAY(u->arena, uint32_t, u->rows.count);
    for (size_t i = 0; i < u->rows.count; i++)
        rows[i] = u->rows.items[i].old;
    const facts_before before = {old, rows};
    return pool_facts_update(u->arena, u->rules, p, &before, told, d);
}

// ---- facts, under other rules

typedef struct rereading {
    updating *update;
    pool *pool;
    bool search;
    uint64_t done;
} rereading;

static void report_unfit(updating *u, str id)
{
    diagnostics *d = &u->call->diagnostics;
    diagnostic *item =
        diagnose(d, CODE_stored_rules, (place){0}, "%s: the profile of \"%.*s\" does not fit these rules",
                 u->request->path, STR_ARGS(id));
    diagnostic_help(d, item, "build the pool anew from its sources");
}

static bool reread_row(void *user, uint32_t row, const stored_row *stored)
{
    rereading *all = user;
    updating *u = all->update;
    profile t;
    text_result found;
    const progress told = api_progress(u->call);
    if (row % 4096 == 0 && told.report && !told.report(told.user, "reading", row, u->rows.count))
        guard_fail(u->arena->guard, ATTUNE_CANCELLED);
    arena_reset(u->work);
    bool fits = stored_decode(u->work, u->work, u->rules, stored, &t, all->search ? NULL : &found);
    if (!fits)
        report_unfit(u, stored->id);
    diagnostics *d = &u->call->diagnostics;
    return fits &&
           (all->search ? pool_append(all->pool, &t, d) : pool_append_found(all->pool, &t, &found, d));
}

static const pool_facts *judge_anew(updating *u, bool search)
{
    rereading all = {.update = u, .pool = pool_new(u->arena, u->rules), .search = search};
    if (!str_equal(u->was.broader, u->now.broader)) {
        diagnostic *item =
            diagnose(&u->call->diagnostics, CODE_stored_rules, (place){0},
                     "%s: which terms are broader than others is not what it was", u->request->path);
        diagnostic_help(&u->call->diagnostics, item, "build the pool anew from its sources");
        return NULL;
    }
    store_each_row(u->store, reread_row, &all);
    pool_finish(all.pool);
    if (u->call->diagnostics.errors)
        return NULL;
    for (uint32_t row = 0; search && row < pool_count(all.pool); row++) {
        pool_store_row(all.pool, row, u->store, row, u->work);
        arena_reset(u->work);
    }
    u->request->out.judged_anew = true;
    u->request->out.searched_anew = search;
    return pool_facts_make(u->arena, u->rules, all.pool, api_progress(u->call), &u->call->diagnostics);
}

// ---- the whole

static bool start(updating *u)
{
    diagnostics *d = &u->call->diagnostics;
    u->was = identity_read(u->arena, u->store);
    u->now = identity_of(u->arena, u->rules);
    u->before = pool_on_store(u->arena, u->rules, u->store, u->request->path, &(pool_options){0}, d);
    u->changed = u->before ? stored_read_profiles(u->call, u->request) : NULL;
    return u->changed != NULL;
}

static attune_status update(api_call *call, void *context)
{
    stored_request *request = context;
    arena *a = &call->scratch;
    updating u = {.call = call, .request = request, .rules = request->ruleset->rules, .arena = a};
    u.work = arena_new_within(a);
    u.store = store_open(a, request->path, STORE_CHANGE, &call->diagnostics);
    if (!u.store || !start(&u))
        return ATTUNE_PROFILE;
    note_rows(&u);
    remove_rows(&u);
    put_rows(&u);
    store_put_ids(u.store, (uint32_t)u.rows.count, row_name, &u, u.work);
    bool same_engine = str_equal(u.was.engine, u.now.engine);
    bool same_texts = same_engine && str_equal(u.was.texts, u.now.texts);
    bool same_judging = same_engine && str_equal(u.was.judging, u.now.judging);
    const pool_facts *facts = same_judging ? patch_facts(&u) : judge_anew(&u, !same_texts);
    if (!facts)
        return ATTUNE_PROFILE;
    request->out.pieces = facts_store(a, u.rules, facts, u.store);
    stored_note_identity(call, u.store, request);
    store_commit(u.store);
    request->out.therapists = u.rows.count;
    request->out.skipped = pool_skipped(u.changed);
    return ATTUNE_OK;
}

attune_status stored_update(stored_request *request, const attune_options *options, attune_error *error)
{
    return api_run(options, error, ATTUNE_PROFILE, update, request);
}
