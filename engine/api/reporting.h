// SPDX-License-Identifier: MIT
// What the functions that make reports share. Private to this stage.
#ifndef ATTUNE_API_REPORTING_H
#define ATTUNE_API_REPORTING_H

#include "api/handles.h"

// What is asked for, and the handle that it becomes.
typedef struct report_request {
    void *handle; // an attune_report
    const attune_client *client;
    const attune_pool *pool;
    feel_date today;
    rank_options options;
    const char *therapist_id;    // NULL: a ranking or a comparison
    const char *const *compared; // their ids; NULL: no comparison
    size_t compared_count;
    bool has_target;
    int64_t target;      // micro-points
    const char *past_id; // or whose score it is to pass; NULL for none
} report_request;

// Checks query and request and runs body, which fills the handle's report.
attune_status report_make(report_request *request, const attune_query *query, const attune_options *options,
                          attune_status (*body)(api_call *call, void *request), attune_report **out,
                          attune_error *error);

attune_report *report_handle(const report_request *request);
// All of the report but its therapists.
void report_start(report_request *request, const client_plan *plan, report *out);
// The row of a therapist; NAME_MISSING after a diagnostic with the nearest id.
uint32_t report_find(api_call *call, const report_request *request, const char *id);

// target.c: adds to the one explanation of the report what would lift its score to what is asked for.
attune_status report_add_target(api_call *call, report_request *request, const client_plan *plan);

#endif
