// SPDX-License-Identifier: MIT
// Public functions on rule sets.
#include "api/handles.h"

typedef struct load_request {
    const char *path;
    attune_ruleset *handle;
} load_request;

static attune_status load(api_call *call, void *context)
{
    load_request *request = context;
    attune_ruleset *handle = request->handle;
    handle->arena.guard = &call->guard;
    handle->limits = call->limits;
    str rules_dir = str_from(call->options ? call->options->rules_dir : NULL);
    handle->rules =
        ruleset_load(&handle->arena, request->path, rules_dir, &handle->limits, &call->diagnostics);
    if (!handle->rules)
        return ATTUNE_RULES;
    if (ruleset_is_part(handle->rules)) {
        diagnose(&call->diagnostics, CODE_no_points, place_at(handle->rules->files[0], 0, 0),
                 "this file holds declarations alone, for others to include; it ranks nobody");
        return ATTUNE_RULES;
    }
    handle->id = str_terminated(&handle->arena, handle->rules->id);
    handle->version = str_terminated(&handle->arena, handle->rules->version);
    handle->sha256 = str_terminated(&handle->arena, handle->rules->sha256);
    return ATTUNE_OK;
}

attune_status attune_ruleset_load(const char *path, const attune_options *options, attune_ruleset **out,
                                  attune_error *error)
{
    if (!out)
        return api_fail(error, ATTUNE_USAGE, "null-argument", "out must not be NULL");
    *out = NULL;
    if (!path)
        return api_fail(error, ATTUNE_USAGE, "null-argument", "path must not be NULL");
    attune_ruleset *handle = api_handle_new(options, sizeof *handle);
    if (!handle)
        return api_fail(error, ATTUNE_MEMORY, "", attune_status_text(ATTUNE_MEMORY));
    load_request request = {path, handle};
    attune_status status = api_run(options, error, ATTUNE_RULES, load, &request);
    handle->arena.guard = NULL;
    if (status != ATTUNE_OK)
        api_handle_free(handle);
    else
        *out = handle;
    return status;
}

void attune_ruleset_free(attune_ruleset *ruleset)
{
    api_handle_free(ruleset);
}

const char *attune_ruleset_id(const attune_ruleset *ruleset)
{
    return ruleset->id;
}

const char *attune_ruleset_version(const attune_ruleset *ruleset)
{
    return ruleset->version;
}

const char *attune_ruleset_sha256(const attune_ruleset *ruleset)
{
    return ruleset->sha256;
}
