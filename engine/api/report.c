// SPDX-License-Identifier: MIT
// Public functions that rank, explain and write reports.
#include "api/reporting.h"
#include "explain/ask.h"
#include "explain/stability.h"
#include "render/compare.h"

#include <string.h>

enum { DEFAULT_TOP = 10, EXCLUDED_EXPLAINED = 1000, PROGRESS_ROWS = 64, WRITE_PIECE = 1 << 16 };

attune_report *report_handle(const report_request *request)
{
    return request->handle;
}

void report_start(report_request *request, const client_plan *plan, report *out)
{
    const ruleset *r = request->pool->rules;
    *out = (report){
        .ruleset = r,
        .pool = request->pool->pool,
        .plan = plan,
        .facts = request->pool->facts,
        .client_id = request->client->profile->id,
        .today = request->today,
        .order = request->options.order,
        .skipped = pool_skipped(request->pool->pool),
        .single = request->therapist_id != NULL,
    };
    explain_client(&report_handle(request)->arena, r, plan, &out->client);
}

static explanation *explain_rows(report_request *request, const client_plan *plan, const pair_score *scores,
                                 size_t count, size_t first_place, explain_depth depth)
{
    arena *a = &report_handle(request)->arena;
    explanation *out = ARENA_ARRAY(a, explanation, count);
    explain_run *run =
        explain_run_new(a, request->pool->rules, plan, request->pool->pool, request->pool->facts);
    const progress *told = &request->options.progress;
    for (size_t i = 0; i < count; i++) {
        if (i % PROGRESS_ROWS == 0 && told->report && !told->report(told->user, "explaining", i, count))
            guard_fail(a->guard, ATTUNE_CANCELLED);
        explain_run_row(run, a, scores[i].row, scores[i].excluded ? 0 : first_place + i, depth, &out[i]);
        out[i].id = str_copy(a, out[i].id); // terminated, for attune_report_place()
        out[i].name = str_copy(a, out[i].name);
    }
    return out;
}

static void fill_asks(report_request *request, const client_plan *plan, const ranking *found,
                      explanation *items, size_t count)
{
    ask_fill(&report_handle(request)->arena, request->pool->rules, plan, request->pool->pool,
             request->options.order, found, items, count);
}

static void fill_ranking(report_request *request, const client_plan *plan, const ranking *found, report *out)
{
    size_t top = request->options.top < found->count ? request->options.top : found->count;
    out->count = top;
    explanation *items = explain_rows(request, plan, found->items, top, 1, EXPLAIN_RULES);
    stability_fill(&report_handle(request)->arena, request->pool->rules, out->order, items, top);
    fill_asks(request, plan, found, items, top);
    out->items = items;
    out->excluded_count =
        found->excluded_count < EXCLUDED_EXPLAINED ? found->excluded_count : EXCLUDED_EXPLAINED;
    out->excluded = explain_rows(request, plan, found->excluded, out->excluded_count, 0, EXPLAIN_GATES);
}

static void fill_single(report_request *request, const client_plan *plan, const ranking *found, uint32_t row,
                        report *out)
{
    for (size_t i = 0; i < found->count; i++)
        if (found->items[i].row == row) {
            explanation *item = explain_rows(request, plan, &found->items[i], 1, i + 1, EXPLAIN_ANSWERS);
            fill_asks(request, plan, found, item, 1);
            out->count = 1;
            out->items = item;
        }
    for (size_t i = 0; i < found->excluded_count; i++)
        if (found->excluded[i].row == row) {
            out->excluded_count = 1;
            out->excluded = explain_rows(request, plan, &found->excluded[i], 1, 0, EXPLAIN_ANSWERS);
        }
}

uint32_t report_find(api_call *call, const report_request *request, const char *wanted)
{
    str id = str_from(wanted);
    const pool *p = request->pool->pool;
    uint32_t found = pool_find(p, id);
    if (found != NAME_MISSING)
        return found;
    diagnostic *item = diagnose(&call->diagnostics, CODE_unknown_profile, (place){0},
                                "no therapist \"%.*s\" in the pool of %zu", STR_ARGS(id), pool_count(p));
    suggestion near = suggestion_for(id);
    for (uint32_t row = 0; row < pool_count(p); row++)
        suggestion_offer(&near, pool_id(p, row));
    diagnostic_suggest(&call->diagnostics, item, &near);
    return NAME_MISSING;
}

// Whether any factor has points for the client.
static bool points_given(const points_table *table, const ruleset *r)
{
    for (size_t i = 0; i < r->factor_count; i++)
        if (table->factor_points[i] > 0)
            return true;
    return false;
}

static attune_status make_report(api_call *call, void *context)
{
    report_request *request = context;
    arena *a = &report_handle(request)->arena;
    const ruleset *r = request->pool->rules;
    request->options.progress = api_progress(call);
    request->options.diagnostics = &call->diagnostics;
    request->options.excluded_most = request->therapist_id ? 0 : EXCLUDED_EXPLAINED;
    request->options.summary = request->therapist_id ? NULL : ranking_summary_new(a, r);
    uint32_t row = NAME_MISSING;
    if (request->therapist_id) {
        row = report_find(call, request, request->therapist_id);
        if (row == NAME_MISSING)
            return ATTUNE_PROFILE;
        request->options.top = 0;
    }
    const profile *client = request->client->profile;
    const client_plan *plan = client_plan_make(a, r, client, request->today, &call->diagnostics);
    bool applies = points_given(client_plan_points(plan), r);
    if (!applies)
        diagnose(&call->diagnostics, CODE_nothing_applies, client->where,
                 "no criterion of \"%-.*s\" applies to this client: every score is 0", STR_ARGS(r->id));
    ranking found;
    attune_status status = rank_pool(&call->scratch, r, plan, request->pool->pool, request->pool->facts,
                                     &request->options, &found);
    if (status != ATTUNE_OK && status != ATTUNE_EMPTY)
        return status;
    report *out = &report_handle(request)->report;
    report_start(request, plan, out);
    out->ranked_total = found.ranked;
    out->excluded_total = found.excluded_count;
    out->summary = request->options.summary;
    if (request->therapist_id)
        fill_single(request, plan, &found, row, out);
    else
        fill_ranking(request, plan, &found, out);
    if (request->has_target)
        return report_add_target(call, request, plan);
    return request->therapist_id ? ATTUNE_OK : applies ? status : ATTUNE_EMPTY;
}

static bool read_date(const attune_query *query, feel_date *out)
{
    if (query->year < 1 || query->year > 9999 || !feel_date_is_valid(query->year, query->month, query->day))
        return false;
    *out = (feel_date){query->year, (uint8_t)query->month, (uint8_t)query->day};
    return true;
}

attune_status report_make(report_request *request, const attune_query *query, const attune_options *options,
                          attune_status (*body)(api_call *call, void *request), attune_report **out,
                          attune_error *error)
{
    if (request->client->rules != request->pool->rules)
        return api_fail(error, ATTUNE_USAGE, "mixed-rule-sets",
                        "client and pool were read with different rule sets");
    if (!read_date(query, &request->today))
        return api_fail(error, ATTUNE_USAGE, "not-a-date", "the query's year, month and day are not a date");
    if (query->order < ATTUNE_ORDER_SCORE || query->order > ATTUNE_ORDER_HOPEFUL)
        return api_fail(error, ATTUNE_USAGE, "unknown-order", "the query's order is none of attune_order");
    request->options.order = (rank_order)query->order;
    request->options.threads = options ? options->threads : 0;
    request->options.top = query->top ? query->top : DEFAULT_TOP;
    attune_status status = api_make(options, error, ATTUNE_PROFILE, sizeof(attune_report), body, request);
    *out = request->handle;
    return status;
}

attune_status attune_rank(const attune_client *client, const attune_pool *pool, const attune_query *query,
                          const attune_options *options, attune_report **out, attune_error *error)
{
    if (out)
        *out = NULL;
    if (!client || !pool || !query || !out)
        return api_fail(error, ATTUNE_USAGE, "null-argument", "client, pool, query and out must not be NULL");
    report_request request = {.client = client, .pool = pool};
    return report_make(&request, query, options, make_report, out, error);
}

attune_status attune_explain(const attune_client *client, const attune_pool *pool, const char *therapist_id,
                             const attune_query *query, const attune_options *options, attune_report **out,
                             attune_error *error)
{
    if (out)
        *out = NULL;
    if (!client || !pool || !therapist_id || !query || !out)
        return api_fail(error, ATTUNE_USAGE, "null-argument",
                        "client, pool, therapist_id, query and out must not be NULL");
    report_request request = {.client = client, .pool = pool, .therapist_id = therapist_id};
    return report_make(&request, query, options, make_report, out, error);
}

attune_status attune_explain_target(const attune_client *client, const attune_pool *pool,
                                    const char *therapist_id, int64_t target, const char *past_id,
                                    const attune_query *query, const attune_options *options,
                                    attune_report **out, attune_error *error)
{
    if (out)
        *out = NULL;
    if (!client || !pool || !therapist_id || !query || !out)
        return api_fail(error, ATTUNE_USAGE, "null-argument",
                        "client, pool, therapist_id, query and out must not be NULL");
    if (!past_id && (target < 0 || target > (int64_t)100 * MICRO))
        return api_fail(error, ATTUNE_USAGE, "wrong-target", "target must be from 0 to 100,000,000");
    if (past_id && strcmp(past_id, therapist_id) == 0)
        return api_fail(error, ATTUNE_USAGE, "wrong-target", "nobody can pass their own score");
    report_request request = {.client = client,
                              .pool = pool,
                              .therapist_id = therapist_id,
                              .has_target = true,
                              .target = target,
                              .past_id = past_id};
    return report_make(&request, query, options, make_report, out, error);
}

void attune_report_free(attune_report *report)
{
    api_handle_free(report);
}

size_t attune_report_count(const attune_report *of)
{
    const report *r = &of->report;
    return r->single ? r->count + r->excluded_count : r->count;
}

size_t attune_report_ranked(const attune_report *report)
{
    return report->report.ranked_total;
}

size_t attune_report_excluded(const attune_report *report)
{
    return report->report.excluded_total;
}

attune_status attune_report_place(const attune_report *of, size_t index, attune_place *out)
{
    const report *r = &of->report;
    if (index >= attune_report_count(of))
        return ATTUNE_USAGE;
    const explanation *e = index < r->count ? &r->items[index] : &r->excluded[index - r->count];
    *out = (attune_place){.id = e->id.data,
                          .name = e->name.data,
                          .place = e->place,
                          .excluded = e->excluded,
                          .score = e->score.score,
                          .low = e->low.score,
                          .high = e->high.score,
                          .coverage = e->coverage};
    return ATTUNE_OK;
}

typedef struct write_request {
    const attune_report *report;
    attune_format format;
    int (*write)(void *user, const char *bytes, size_t length);
    void *user;
} write_request;

static void render_comparison(const compare_report *r, attune_format format, const render_style *style,
                              builder *out)
{
    if (format == ATTUNE_FORMAT_HTML)
        render_compare_html(r, out);
    else if (format == ATTUNE_FORMAT_JSON)
        render_compare_json(r, out);
    else
        render_compare_text(r, style, out);
}

static attune_status write_report(api_call *call, void *context)
{
    const write_request *request = context;
    builder out = builder_new(&call->scratch);
    render_style style = {.width = 80};
    if (request->report->comparison)
        render_comparison(request->report->comparison, request->format, &style, &out);
    else
        render_report(&request->report->report, (render_format)request->format, &style, &out);
    for (size_t at = 0; at < out.length; at += WRITE_PIECE) {
        size_t length = out.length - at < WRITE_PIECE ? out.length - at : WRITE_PIECE;
        if (request->write(request->user, out.data + at, length) != 0)
            return ATTUNE_CANCELLED;
    }
    return ATTUNE_OK;
}

attune_status attune_report_write(const attune_report *report, attune_format format,
                                  int (*write)(void *user, const char *bytes, size_t length), void *user,
                                  attune_error *error)
{
    if (!report || !write || format < ATTUNE_FORMAT_TEXT || format > ATTUNE_FORMAT_HTML)
        return api_fail(error, ATTUNE_USAGE, "null-argument",
                        "report and write must be given, format be known");
    if (report->comparison && (format == ATTUNE_FORMAT_NDJSON || format == ATTUNE_FORMAT_CSV))
        return api_fail(error, ATTUNE_USAGE, "no-such-format",
                        "a comparison is written as text, JSON or HTML");
    attune_options options;
    attune_options_init(&options);
    options.allocator = &report->arena.allocator;
    write_request request = {report, format, write, user};
    return api_run(&options, error, ATTUNE_PROFILE, write_report, &request);
}
