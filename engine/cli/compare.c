// SPDX-License-Identifier: MIT
// attune compare: ranks the pool, explains those that are named, and writes their differences.
#include "cli/cli.h"
#include "render/compare.h"
#include "render/redact.h"

#include <string.h>

static bool wanted_well(const options *o)
{
    if (o->therapist_count < 2)
        return usage_error("name two or more therapists, each with -t ID");
    for (size_t i = 0; i < o->therapist_count; i++)
        for (size_t k = 0; k < i; k++)
            if (strcmp(o->therapists[i], o->therapists[k]) == 0)
                return usage_error("-t %s is given twice", o->therapists[i]);
    return true;
}

// The rows of the therapists named; false after a diagnostic for each that is not there.
static bool find_rows(const cli *c, uint32_t *rows, diagnostics *d)
{
    const pool *p = c->pool->pool;
    for (size_t i = 0; i < c->options.therapist_count; i++) {
        str id = str_from(c->options.therapists[i]);
        rows[i] = pool_find(p, id);
        if (rows[i] != NAME_MISSING)
            continue;
        diagnostic *item = diagnose(d, CODE_unknown_profile, (place){0},
                                    "no therapist \"%.*s\" in the pool of %zu", STR_ARGS(id), pool_count(p));
        suggestion near = suggestion_for(id);
        for (uint32_t row = 0; row < pool_count(p); row++)
            suggestion_offer(&near, pool_id(p, row));
        diagnostic_suggest(d, item, &near);
    }
    return d->errors == 0;
}

static size_t place_of(const ranking *found, uint32_t row)
{
    for (size_t i = 0; i < found->count; i++)
        if (found->items[i].row == row)
            return i + 1;
    return 0;
}

static attune_status compare(cli *c, const uint32_t *rows, diagnostics *d, compare_report *out)
{
    arena *a = &c->arena;
    const ruleset *r = c->pool->rules;
    const attune_query *query = &c->options.query;
    feel_date today = {query->year, (uint8_t)query->month, (uint8_t)query->day};
    const client_plan *plan = client_plan_make(a, r, c->client->profile, today, d);
    rank_options wanted = {
        .order = (rank_order)query->order, .threads = c->options.threads, .diagnostics = d};
    ranking found;
    attune_status status = rank_pool(a, r, plan, c->pool->pool, c->pool->facts, &wanted, &found);
    if (status != ATTUNE_OK && status != ATTUNE_EMPTY)
        return status;
    size_t count = c->options.therapist_count;
    out->report = (report){
        .ruleset = r,
        .pool = c->pool->pool,
        .client_id = c->client->profile->id,
        .today = today,
        .order = wanted.order,
        .ranked_total = found.ranked,
        .excluded_total = found.excluded_count,
    };
    explain_client(a, r, plan, &out->report.client);
    explanation *items = ARENA_ARRAY(a, explanation, count);
    for (size_t i = 0; i < count; i++)
        explain_row(a, r, plan, c->pool->pool, rows[i], place_of(&found, rows[i]), EXPLAIN_RULES, &items[i]);
    out->report.items = items;
    out->report.count = count;
    if (c->options.values[OPTION_REDACT]) {
        out->report = *report_redacted(a, &out->report);
        for (size_t i = 0; i < count; i++)
            items[i] = out->report.items[i];
    }
    compare_all(a, items, count, out);
    return ATTUNE_OK;
}

static int write_comparison(cli *c, const compare_report *made)
{
    builder out = builder_new(&c->arena);
    if (str_equals(cli_format(c), "json")) {
        for (size_t i = 0; i < made->report.client.advice_count; i++)
            if (made->report.client.advice[i].urgent)
                fprintf(stderr, "attune: URGENT: %.*s\n", STR_ARGS(made->report.client.advice[i].say));
        render_compare_json(made, &out);
    } else {
        bool to_file = c->options.values[OPTION_OUTPUT] != NULL;
        render_style style = {.color = c->color_out && !to_file, .width = to_file ? 80 : terminal_width()};
        render_compare_text(made, &style, &out);
    }
    return output_write(c, builder_str(&out));
}

int command_compare(cli *c)
{
    int status;
    if (!wanted_well(&c->options))
        return EXIT_USAGE;
    if (!session_load_client(c, &status) || !session_load_pool(c, &status))
        return status;
    diagnostics d;
    limits l = session_limits(c);
    diagnostics_init(&d, &c->arena, l.diagnostics);
    uint32_t rows[MOST_THERAPISTS];
    compare_report made = {0};
    attune_status compared = ATTUNE_PROFILE;
    if (find_rows(c, rows, &d))
        compared = compare(c, rows, &d, &made);
    session_print_diagnostics(c, &d);
    return compared == ATTUNE_OK ? write_comparison(c, &made) : exit_status_of(compared);
}
