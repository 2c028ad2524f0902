// SPDX-License-Identifier: MIT
// Public: one therapist with what would lift the score to a target, or past another's.
#include "api/reporting.h"
#include "explain/target.h"

static const int64_t MOST = (int64_t)100 * MICRO;

// Past the score of another: one micro-point more, or 100 where that is all there is.
static attune_status read_past(api_call *call, report_request *request, const client_plan *plan, str *name)
{
    uint32_t row = report_find(call, request, request->past_id);
    if (row == NAME_MISSING)
        return ATTUNE_PROFILE;
    explanation other;
    explain_row(&call->scratch, request->pool->rules, plan, request->pool->pool, row, 0, EXPLAIN_GATES,
                &other);
    if (other.excluded)
        return ATTUNE_USAGE;
    *name = other.name;
    request->target = other.score.score + 1 < MOST ? other.score.score + 1 : MOST;
    return ATTUNE_OK;
}

attune_status report_add_target(api_call *call, report_request *request, const client_plan *plan)
{
    attune_report *handle = report_handle(request);
    report *r = &handle->report;
    str name = STR_NONE;
    attune_status status = request->past_id ? read_past(call, request, plan, &name) : ATTUNE_OK;
    if (status != ATTUNE_OK)
        return status;
    target_explanation *out = ARENA_NEW(&handle->arena, target_explanation);
    const explanation *of = r->count ? &r->items[0] : &r->excluded[0];
    explain_target(&handle->arena, r->ruleset, plan, r->pool, of, request->target, out);
    out->above = str_copy(&handle->arena, str_from(request->past_id));
    out->above_name = str_copy(&handle->arena, name);
    r->target = out;
    return ATTUNE_OK;
}
