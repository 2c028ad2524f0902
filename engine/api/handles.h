// SPDX-License-Identifier: MIT
// What stands behind the public handles. For the command line; programs outside use attune.h alone.
#ifndef ATTUNE_API_HANDLES_H
#define ATTUNE_API_HANDLES_H

#include "explain/compare.h"

struct attune_ruleset {
    arena arena;
    limits limits;
    const ruleset *rules;
    const char *id, *version, *sha256, *language;
};

struct attune_client {
    arena arena;
    const ruleset *rules;
    const profile *profile;
    const char *id;
};

struct attune_pool {
    arena arena;
    const ruleset *rules;
    pool *pool;
    const pool_facts *facts;
};

struct attune_report {
    arena arena;
    report report;
    compare_report *comparison; // of attune_compare(); NULL for the others
};

// One call of the API: a guard, diagnostics and the caller's options and error, and what to do under them.
typedef struct api_call {
    guard guard;
    arena scratch; // freed at the end of the call
    diagnostics diagnostics;
    limits limits;
    const attune_options *options;
    attune_error *error;
} api_call;

// Runs body(call, context) under the call's guard, hands the diagnostics on and frees the scratch. Returns
// the status: of a failure, else of the first error diagnostic, else what body returned. Fills error
// accordingly. syntax: what a document's own syntax error counts as (ATTUNE_RULES or ATTUNE_PROFILE).
attune_status api_run(const attune_options *options, attune_error *error, attune_status syntax,
                      attune_status (*body)(api_call *call, void *context), void *context);

// Makes a handle of size bytes: zeroed memory whose first member is its arena. request points at a struct
// whose first member is a void pointer, which receives the handle before body(call, request) runs to fill it;
// afterwards it is NULL unless the status is ATTUNE_OK or ATTUNE_EMPTY.
attune_status api_make(const attune_options *options, attune_error *error, attune_status syntax, size_t size,
                       attune_status (*body)(api_call *call, void *request), void *request);
void api_handle_free(void *handle); // NULL is legal

// The caller's progress callback as the engine's.
progress api_progress(const api_call *call);

// Fills error, which may be NULL, and returns status.
attune_status api_fail(attune_error *error, attune_status status, const char *code, const char *message);

#endif
