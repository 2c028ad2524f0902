// SPDX-License-Identifier: MIT
// Public functions on clients and pools.
#include "api/stored.h"

typedef struct client_request {
    void *handle; // an attune_client
    const ruleset *rules;
    const char *path; // or bytes, under name
    const char *name;
    str bytes;
} client_request;

static attune_status load_client(api_call *call, void *context)
{
    client_request *request = context;
    attune_client *handle = request->handle;
    handle->rules = request->rules;
    if (request->path) {
        handle->profile = client_read(&handle->arena, handle->rules, request->path, &call->diagnostics);
    } else {
        arena *a = &handle->arena; // a report on the client may tell of a place in the profile
        const source *s =
            source_from_bytes(a, str_copy(a, str_from(request->name)), str_copy(a, request->bytes));
        handle->profile = client_from_source(a, handle->rules, s, &call->diagnostics);
    }
    if (!handle->profile)
        return ATTUNE_PROFILE;
    handle->id = str_terminated(&handle->arena, handle->profile->id);
    return ATTUNE_OK;
}

static attune_status make_client(client_request *request, const attune_options *options, attune_client **out,
                                 attune_error *error)
{
    attune_status status =
        api_make(options, error, ATTUNE_PROFILE, sizeof(attune_client), load_client, request);
    *out = request->handle;
    return status;
}

attune_status attune_client_load(const attune_ruleset *ruleset, const char *path,
                                 const attune_options *options, attune_client **out, attune_error *error)
{
    if (out)
        *out = NULL;
    if (!ruleset || !path || !out)
        return api_fail(error, ATTUNE_USAGE, "null-argument", "ruleset, path and out must not be NULL");
    client_request request = {.rules = ruleset->rules, .path = path};
    return make_client(&request, options, out, error);
}

attune_status attune_client_parse(const attune_ruleset *ruleset, const char *name, const char *bytes,
                                  size_t length, const attune_options *options, attune_client **out,
                                  attune_error *error)
{
    if (out)
        *out = NULL;
    if (!ruleset || !out || (!bytes && length))
        return api_fail(error, ATTUNE_USAGE, "null-argument", "ruleset, bytes and out must not be NULL");
    client_request request = {
        .rules = ruleset->rules, .name = name ? name : "client", .bytes = {bytes, length}};
    return make_client(&request, options, out, error);
}

void attune_client_free(attune_client *client)
{
    api_handle_free(client);
}

const char *attune_client_id(const attune_client *client)
{
    return client->id;
}

typedef struct pool_request {
    void *handle; // an attune_pool
    const ruleset *rules;
    const char *const *paths;
    size_t count;
    const char *name; // or bytes, under name
    str bytes;
} pool_request;

static bool any_stored(const pool_request *request)
{
    for (size_t i = 0; i < request->count; i++)
        if (store_is_one(request->paths[i]))
            return true;
    return false;
}

static attune_status load_stored(api_call *call, const pool_request *request, const pool_options *options)
{
    if (request->count == 1)
        return stored_open(call, request->handle, request->paths[0], options) ? ATTUNE_OK : ATTUNE_PROFILE;
    for (size_t i = 0; i < request->count; i++)
        if (store_is_one(request->paths[i])) {
            diagnostic *item = diagnose(&call->diagnostics, CODE_stored_pool, (place){0},
                                        "%s: is a stored pool, which is used alone", request->paths[i]);
            diagnostic_help(&call->diagnostics, item, "take the others into it with attune pool update %s",
                            request->paths[i]);
        }
    return ATTUNE_PROFILE;
}

static attune_status load_pool(api_call *call, void *context)
{
    pool_request *request = context;
    attune_pool *handle = request->handle;
    handle->rules = request->rules;
    pool_options options = {.strict = call->options && call->options->strict,
                            .threads = call->options ? call->options->threads : 0,
                            .part = call->options ? call->options->part : 0,
                            .parts = call->options ? call->options->parts : 0,
                            .progress = api_progress(call)};
    if (any_stored(request))
        return load_stored(call, request, &options);
    handle->pool = pool_new(&handle->arena, handle->rules);
    bool read = true;
    for (size_t i = 0; i < request->count; i++)
        read = pool_read(handle->pool, request->paths[i], &options, &call->diagnostics) && read;
    if (request->name) {
        const source *s = source_from_bytes(&call->scratch, str_from(request->name), request->bytes);
        read = pool_read_source(handle->pool, s, &options, &call->diagnostics);
    }
    pool_finish(handle->pool);
    if (!read)
        return ATTUNE_PROFILE;
    handle->facts =
        pool_facts_make(&handle->arena, handle->rules, handle->pool, options.progress, &call->diagnostics);
    return ATTUNE_OK;
}

static attune_status make_pool(pool_request *request, const attune_options *options, attune_pool **out,
                               attune_error *error)
{
    attune_status status = api_make(options, error, ATTUNE_PROFILE, sizeof(attune_pool), load_pool, request);
    *out = request->handle;
    return status;
}

attune_status attune_pool_load(const attune_ruleset *ruleset, const char *const *paths, size_t count,
                               const attune_options *options, attune_pool **out, attune_error *error)
{
    if (out)
        *out = NULL;
    if (!ruleset || !paths || !out)
        return api_fail(error, ATTUNE_USAGE, "null-argument", "ruleset, paths and out must not be NULL");
    for (size_t i = 0; i < count; i++)
        if (!paths[i])
            return api_fail(error, ATTUNE_USAGE, "null-argument", "none of the paths may be NULL");
    pool_request request = {.rules = ruleset->rules, .paths = paths, .count = count};
    return make_pool(&request, options, out, error);
}

attune_status attune_pool_parse(const attune_ruleset *ruleset, const char *name, const char *bytes,
                                size_t length, const attune_options *options, attune_pool **out,
                                attune_error *error)
{
    if (out)
        *out = NULL;
    if (!ruleset || !out || (!bytes && length))
        return api_fail(error, ATTUNE_USAGE, "null-argument", "ruleset, bytes and out must not be NULL");
    pool_request request = {.rules = ruleset->rules, .name = name ? name : "pool", .bytes = {bytes, length}};
    return make_pool(&request, options, out, error);
}

void attune_pool_free(attune_pool *pool)
{
    api_handle_free(pool);
}

size_t attune_pool_count(const attune_pool *pool)
{
    return pool_count(pool->pool);
}

size_t attune_pool_skipped(const attune_pool *pool)
{
    return pool_skipped(pool->pool);
}
