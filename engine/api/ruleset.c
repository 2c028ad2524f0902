// SPDX-License-Identifier: MIT
// Public functions on rule sets.
#include "api/handles.h"
#include "base/language.h"

typedef struct load_request {
    void *handle;     // an attune_ruleset
    const char *path; // or bytes, under name
    const char *name;
    str bytes;
} load_request;

static attune_status load(api_call *call, void *context)
{
    load_request *request = context;
    attune_ruleset *handle = request->handle;
    handle->limits = call->limits;
    str rules_dir = str_from(call->options ? call->options->rules_dir : NULL);
    arena *a = &handle->arena;
    str language = str_from(call->options ? call->options->language : NULL);
    const source *s;
    if (request->path) {
        s = source_load(a, request->path, handle->limits.document_bytes);
        if (!s)
            diagnose_unreadable(&call->diagnostics, (place){0}, request->path, handle->limits.document_bytes,
                                "document_bytes");
    } else { // expressions and messages refer to the bytes: they are kept
        str name = str_copy(a, str_from(request->name));
        s = source_from_bytes(a, name, str_copy(a, request->bytes));
    }
    if (s)
        handle->rules =
            ruleset_load_language(a, s, NULL, language, rules_dir, &handle->limits, &call->diagnostics);
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
    handle->language = str_terminated(&handle->arena, handle->rules->language);
    return ATTUNE_OK;
}

static attune_status make_ruleset(load_request *request, const attune_options *options, attune_ruleset **out,
                                  attune_error *error)
{
    str language = str_from(options ? options->language : NULL);
    if (language.length && !language_is_tag(language))
        return api_fail(error, ATTUNE_USAGE, "wrong-language",
                        "the language has not the form of one, such as \"de\" or \"de-AT\"");
    attune_status status = api_make(options, error, ATTUNE_RULES, sizeof(attune_ruleset), load, request);
    *out = request->handle;
    return status;
}

attune_status attune_ruleset_load(const char *path, const attune_options *options, attune_ruleset **out,
                                  attune_error *error)
{
    if (out)
        *out = NULL;
    if (!path || !out)
        return api_fail(error, ATTUNE_USAGE, "null-argument", "path and out must not be NULL");
    load_request request = {.path = path};
    return make_ruleset(&request, options, out, error);
}

attune_status attune_ruleset_parse(const char *name, const char *bytes, size_t length,
                                   const attune_options *options, attune_ruleset **out, attune_error *error)
{
    if (out)
        *out = NULL;
    if (!out || (!bytes && length))
        return api_fail(error, ATTUNE_USAGE, "null-argument", "bytes and out must not be NULL");
    load_request request = {.name = name ? name : "ruleset", .bytes = {bytes, length}};
    return make_ruleset(&request, options, out, error);
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

const char *attune_ruleset_language(const attune_ruleset *ruleset)
{
    return ruleset->language;
}

const char *attune_ruleset_sha256(const attune_ruleset *ruleset)
{
    return ruleset->sha256;
}
