// SPDX-License-Identifier: MIT
// Public: therapists side by side, with the differences of their scores.
#include "api/reporting.h"

#include <string.h>

static size_t place_of(const ranking *found, uint32_t row)
{
    for (size_t i = 0; i < found->count; i++)
        if (found->items[i].row == row)
            return i + 1;
    return 0;
}

static bool find_rows(api_call *call, const report_request *request, uint32_t *rows)
{
    bool good = true;
    for (size_t i = 0; i < request->compared_count; i++) {
        rows[i] = report_find(call, request, request->compared[i]);
        good = good && rows[i] != NAME_MISSING;
    }
    return good;
}

static attune_status make_comparison(api_call *call, void *context)
{
    report_request *request = context;
    attune_report *handle = report_handle(request);
    arena *a = &handle->arena;
    const ruleset *r = request->pool->rules;
    size_t count = request->compared_count;
    uint32_t *rows = ARENA_ARRAY(&call->scratch, uint32_t, count);
    if (!find_rows(call, request, rows))
        return ATTUNE_PROFILE;
    request->options.top = 0; // all places are wanted
    request->options.progress = api_progress(call);
    request->options.diagnostics = &call->diagnostics;
    const client_plan *plan =
        client_plan_make(a, r, request->client->profile, request->today, &call->diagnostics);
    ranking found;
    attune_status status = rank_pool(&call->scratch, r, plan, request->pool->pool, request->pool->facts,
                                     &request->options, &found);
    if (status != ATTUNE_OK && status != ATTUNE_EMPTY)
        return status;
    compare_report *made = handle->comparison = ARENA_NEW(a, compare_report);
    report_start(request, plan, &made->report);
    made->report.ranked_total = found.ranked;
    made->report.excluded_total = found.excluded_count;
    made->report.count = count;
    explanation *items = ARENA_ARRAY(a, explanation, count);
    explain_run *run = explain_run_new(a, r, plan, request->pool->pool, request->pool->facts);
    for (size_t i = 0; i < count; i++) {
        explain_run_row(run, a, rows[i], place_of(&found, rows[i]), EXPLAIN_RULES, &items[i]);
        items[i].id = str_copy(a, items[i].id); // terminated, for attune_report_place()
        items[i].name = str_copy(a, items[i].name);
    }
    made->report.items = items;
    compare_all(a, items, count, made);
    handle->report = made->report;
    return ATTUNE_OK;
}

// What is wrong with the ids, or NULL.
static const char *fault_of(const char *const *ids, size_t count)
{
    if (count < 2 || count > ATTUNE_COMPARED_MOST)
        return "two to seven therapists can be compared";
    for (size_t i = 0; i < count; i++)
        if (!ids[i])
            return "none of the ids may be NULL";
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < i; k++)
            if (strcmp(ids[i], ids[k]) == 0)
                return "a therapist is named twice";
    return NULL;
}

attune_status attune_compare(const attune_client *client, const attune_pool *pool,
                             const char *const *therapist_ids, size_t count, const attune_query *query,
                             const attune_options *options, attune_report **out, attune_error *error)
{
    if (out)
        *out = NULL;
    if (!client || !pool || !therapist_ids || !query || !out)
        return api_fail(error, ATTUNE_USAGE, "null-argument",
                        "client, pool, therapist_ids, query and out must not be NULL");
    const char *fault = fault_of(therapist_ids, count);
    if (fault)
        return api_fail(error, ATTUNE_USAGE, "wrong-ids", fault);
    report_request request = {
        .client = client, .pool = pool, .compared = therapist_ids, .compared_count = count};
    return report_make(&request, query, options, make_comparison, out, error);
}
