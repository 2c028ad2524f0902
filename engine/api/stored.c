// SPDX-License-Identifier: MIT
// Stored pools: see stored.h.
#include "api/stored.h"

#include "api/identity.h"
#include "match/facts_store.h"
#include "pool/stored.h"

// ---- opening

static void report_other_rules(const identity *of, const identity *with, const char *path, diagnostics *d)
{
    diagnostic *item;
    if (!str_equal(of->engine, with->engine))
        item = diagnose(d, CODE_stored_rules, (place){0}, "%s: was made with %.*s; this is %.*s", path,
                        STR_ARGS(of->engine), STR_ARGS(with->engine));
    else
        item = diagnose(
            d, CODE_stored_rules, (place){0},
            "%s: was made with rule set \"%.*s\" %.*s (%.*s…); \"%.*s\" %.*s (%.*s…) decides otherwise", path,
            STR_ARGS(of->id), STR_ARGS(of->version), STR_ARGS(str_slice(of->digest, 0, 12)),
            STR_ARGS(with->id), STR_ARGS(with->version), STR_ARGS(str_slice(with->digest, 0, 12)));
    diagnostic_help(d, item, "fit it to these rules with attune pool update %s", path);
}

// Whether a pool made with the one set of rules is the same with the other: weights, points and texts for
// people may differ.
static bool fits(api_call *call, store *s, const ruleset *r, const char *path)
{
    arena *a = &call->scratch;
    identity of = identity_read_head(a, s), with = identity_head_of(a, r);
    if (!str_equal(of.digest, with.digest)) {
        of = identity_read(a, s);
        with = identity_of(a, r);
    }
    bool same = str_equal(of.engine, with.engine) && str_equal(of.judging, with.judging) &&
                str_equal(of.broader, with.broader);
    if (!same)
        report_other_rules(&of, &with, path, &call->diagnostics);
    return same;
}

bool stored_open(api_call *call, attune_pool *handle, const char *path, const pool_options *options)
{
    arena *a = &handle->arena;
    diagnostics *d = &call->diagnostics;
    store *s = store_open(a, path, STORE_READ, d);
    if (!s)
        return false;
    if (!fits(call, s, handle->rules, path))
        return false;
    handle->pool = pool_on_store(a, handle->rules, s, path, options, d);
    if (handle->pool)
        handle->facts = facts_restore(a, handle->rules, s, pool_stored_first(handle->pool),
                                      pool_count(handle->pool), path, d);
    store_set_diagnostics(s, NULL); // they end with the call
    return handle->facts != NULL;
}

// ---- building

static pool_options reading_options(const api_call *call)
{
    return (pool_options){.strict = call->options && call->options->strict,
                          .threads = call->options ? call->options->threads : 0,
                          .progress = api_progress(call)};
}

pool *stored_read_profiles(api_call *call, const stored_request *request)
{
    pool_options options = reading_options(call);
    pool *p = pool_new(&call->scratch, request->ruleset->rules);
    bool read = true;
    for (size_t i = 0; i < request->count; i++)
        if (store_is_one(request->paths[i])) {
            diagnose(&call->diagnostics, CODE_stored_pool, (place){0},
                     "%s: is a stored pool itself, no file with profiles", request->paths[i]);
            return NULL;
        }
    for (size_t i = 0; i < request->count; i++)
        read = pool_read(p, request->paths[i], &options, &call->diagnostics) && read;
    pool_finish(p);
    return read ? p : NULL;
}

static str name_of(const void *user, uint32_t row)
{
    return pool_id(user, row);
}

void stored_note_identity(api_call *call, store *s, const stored_request *request)
{
    identity i = identity_of(&call->scratch, request->ruleset->rules);
    identity_write(s, &i);
    if (request->day.length)
        store_put_note(s, "day", request->day);
}

static attune_status build(api_call *call, void *context)
{
    stored_request *request = context;
    const ruleset *r = request->ruleset->rules;
    arena *a = &call->scratch;
    pool *p = stored_read_profiles(call, request);
    if (!p)
        return ATTUNE_PROFILE;
    const pool_facts *facts = pool_facts_make(a, r, p, api_progress(call), &call->diagnostics);
    store *s = store_open(a, request->path, STORE_CREATE, &call->diagnostics);
    if (!s)
        return ATTUNE_SYSTEM;
    store_set_name(s, request->replaced);
    stored_note_identity(call, s, request);
    pool_store_rows(p, s);
    store_put_ids(s, (uint32_t)pool_count(p), name_of, p, arena_new_within(a));
    request->out.pieces = facts_store(a, r, facts, s);
    store_commit(s);
    if (!store_make_way(a, request->replaced, &call->diagnostics))
        return ATTUNE_PROFILE;
    request->out.therapists = request->out.added = pool_count(p);
    request->out.skipped = pool_skipped(p);
    return ATTUNE_OK;
}

attune_status stored_build(stored_request *request, const attune_options *options, attune_error *error)
{
    return api_run(options, error, ATTUNE_PROFILE, build, request);
}

// ---- looking

typedef struct look {
    arena *arena;
    const char *path;
    stored_info *out;
} look;

static attune_status look_at(api_call *call, void *context)
{
    const look *l = context;
    store *s = store_open(&call->scratch, l->path, STORE_READ, &call->diagnostics);
    if (!s)
        return ATTUNE_PROFILE;
    identity i = identity_read_head(&call->scratch, s);
    *l->out = (stored_info){
        .therapists = store_row_count(s),
        .id = str_copy(l->arena, i.id),
        .version = str_copy(l->arena, i.version),
        .digest = str_copy(l->arena, i.digest),
        .engine = str_copy(l->arena, i.engine),
        .day = store_note(s, "day", l->arena),
        .file_bytes = store_bytes(s),
        .scan_bytes =
            store_part_bytes(s, "facts", 0, UINT32_MAX) + store_part_bytes(s, "chunks", 0, UINT32_MAX),
        .id_bytes = store_part_bytes(s, "ids", 0, UINT32_MAX),
    };
    return ATTUNE_OK;
}

attune_status stored_look(arena *a, const char *path, stored_info *out, const attune_options *options,
                          attune_error *error)
{
    look l = {a, path, out};
    return api_run(options, error, ATTUNE_PROFILE, look_at, &l);
}
