// SPDX-License-Identifier: MIT
// attune rank --clients: one pool ranked for many clients, a line of NDJSON for each, in their order.
#include "cli/batch.h"

#include "cli/lines.h"
#include "match/batch.h"
#include "pool/clients.h"
#include "render/batch_line.h"
#include "text/regex.h"

#include <stdlib.h>
#include <string.h>

enum { DEFAULT_TOP = 10, PROBLEMS_OF_A_CLIENT = 20 };

// ---- what is asked for

// "pool:2/8" or "clients:2/8".
static bool read_shard(const char *text, shard *out)
{
    str rest = str_from(text);
    *out = (shard){0};
    if (str_starts(rest, STR("pool:")))
        out->of = SHARD_POOL;
    else if (str_starts(rest, STR("clients:")))
        out->of = SHARD_CLIENTS;
    const char *at = strchr(text, ':'), *slash = at ? strchr(at, '/') : NULL;
    char *end;
    if (out->of != SHARD_NONE && slash && at[1] >= '1' && at[1] <= '9' && slash[1] >= '1' &&
        slash[1] <= '9') {
        out->index = strtoull(at + 1, &end, 10);
        bool well = end == slash;
        out->count = strtoull(slash + 1, &end, 10);
        if (well && !*end && out->index <= out->count && out->count <= MOST_SHARDS)
            return true;
    }
    return usage_error("--shard %s is not of the form pool:2/8 or clients:2/8, the second of eight", text);
}

static bool asked_well(const options *o)
{
    if (o->values[OPTION_CLIENT])
        return usage_error("-c CLIENT is one client, --clients FILE many: give one of them");
    const char *format = o->values[OPTION_FORMAT], *output = o->values[OPTION_OUTPUT];
    if (format && strcmp(format, "ndjson") != 0)
        return usage_error("--clients writes a line for each client: --format %s is not possible", format);
    if (output && lines_same_file(output, o->values[OPTION_CLIENTS]))
        return usage_error("-o %s holds the clients: name another file", output);
    for (size_t i = 0; i < o->argument_count; i++) {
        if (strcmp(o->values[OPTION_CLIENTS], "-") == 0 && strcmp(o->arguments[i], "-") == 0)
            return usage_error("standard input can be the clients or the pool, not both");
        if (output && lines_same_file(output, o->arguments[i]))
            return usage_error("-o %s holds the pool: name another file", output);
    }
    return true;
}

// ---- a run

typedef struct batch_run {
    cli *cli;
    batch *batch;
    shard shard;
    batch_line line; // what all lines have in common
    uint64_t skip;   // clients up to this number are done
    str last_client; // the last one that is done
    bool met_last;   // it was there
    line_output output;
    arena lines; // of one line
    uint64_t written, bad;
    int status; // why it was stopped; EXIT_DONE otherwise
} batch_run;

static bool stop(batch_run *run, int status)
{
    run->status = status;
    return false;
}

// Shows what is wrong with a client: as warnings, unless that ends the run.
static void show_problems(batch_run *run, const diagnostics *problems)
{
    diagnostics shown = *problems;
    bool strict = run->cli->options.values[OPTION_STRICT] != NULL;
    session_erase_progress(run->cli);
    for (size_t i = 0; i < shown.items.count; i++)
        if (!strict && shown.items.items[i].severity == SEVERITY_ERROR)
            shown.items.items[i].severity = SEVERITY_WARNING;
    session_print_diagnostics(run->cli, &shown);
}

static void fill_places(batch_run *run, const ranking *found, batch_line *line)
{
    const pool *p = run->cli->pool->pool;
    size_t count = found->count < line->origin.top ? found->count : (size_t)line->origin.top;
    batch_place *places = ARENA_ARRAY(&run->lines, batch_place, count);
    for (size_t i = 0; i < count; i++) {
        const pair_score *s = &found->items[i];
        places[i] = (batch_place){.id = pool_id(p, s->row),
                                  .name = pool_show_name(p, s->row, &run->lines),
                                  .score = s->score,
                                  .low = s->low,
                                  .high = s->high,
                                  .coverage = s->coverage};
    }
    line->places = places;
    line->place_count = count;
    line->ranked = found->ranked;
    line->excluded = found->excluded_count;
}

static void fill_error(const batch_result *result, arena *a, batch_line *line)
{
    if (result->problems->items.count == 0)
        return;
    const diagnostic *first = &result->problems->items.items[0];
    place_view view = place_look(first->where, a);
    line->error = str_from(code_describe(first->code)->name);
    line->error_line = view.line;
    line->error_column = view.column;
}

static void write_result(void *user, const batch_result *result)
{
    batch_run *run = user;
    if (run->status != EXIT_DONE)
        return;
    if (result->problems->items.count > 0)
        show_problems(run, result->problems);
    run->lines.guard = run->cli->arena.guard;
    batch_line line = run->line;
    line.number = result->number + 1;
    line.client = result->client_id;
    line.good = result->good;
    if (result->good)
        fill_places(run, &result->found, &line);
    else
        fill_error(result, &run->lines, &line);
    builder out = builder_new(&run->lines);
    batch_line_write(&line, &out);
    run->written++;
    run->bad += !result->good;
    if (!lines_write(&run->output, builder_str(&out)))
        stop(run, EXIT_SYSTEM);
    arena_reset(&run->lines);
    const progress shown = session_progress(run->cli);
    if (shown.report)
        shown.report(shown.user, "clients", run->written, 0);
}

// Whether the client with this number, from 0, is of the part of the clients that is asked for.
static bool is_ours(const batch_run *run, uint64_t number)
{
    return run->shard.of != SHARD_CLIENTS || number % run->shard.count == run->shard.index - 1;
}

static bool next_client(void *user, uint64_t number, const profile *client, const diagnostics *problems)
{
    batch_run *run = user;
    if (!is_ours(run, number) || number + 1 < run->skip)
        return true;
    if (number + 1 == run->skip) {
        run->met_last = str_equal(run->last_client, client ? client->id : STR_NONE);
        if (run->met_last)
            return true;
        usage_error("client %llu is not the one that %s has there: these are other clients",
                    (unsigned long long)run->skip, run->cli->options.values[OPTION_SKIP_DONE]);
        return stop(run, EXIT_USAGE);
    }
    if (!client && run->cli->options.values[OPTION_STRICT]) {
        batch_drain(run->batch);
        show_problems(run, problems);
        return stop(run, EXIT_PROFILE);
    }
    batch_add(run->batch, number, client, problems);
    return run->status == EXIT_DONE;
}

// ---- going on

// Finds how far an earlier run came. False after a message.
static bool find_done(batch_run *run, uint64_t *keep)
{
    const options *o = &run->cli->options;
    const char *path = o->values[OPTION_SKIP_DONE];
    last_line last;
    batch_line line;
    if (!lines_read_last(run->cli, path, &last))
        return false;
    const char *output = o->values[OPTION_OUTPUT];
    bool same = output && (strcmp(path, output) == 0 || lines_same_file(path, output));
    if (last.torn && !same)
        return usage_error("the last line of %s is torn; with -o %s it is written anew", path, path);
    *keep = same ? last.end : 0;
    static const char START[] = "{\"schema_version\":";
    size_t began = last.rest.length < sizeof START - 1 ? last.rest.length : sizeof START - 1;
    if (memcmp(last.rest.data ? last.rest.data : "", START, began) != 0)
        return usage_error("%s holds no result of attune rank --clients", path);
    if (last.end == 0)
        return true;
    arena *a = &run->cli->arena;
    diagnostics unused;
    diagnostics_init(&unused, a, 1);
    const limits l = session_limits(run->cli);
    const source *s = source_from_bytes(a, str_from(path), last.text);
    const json_value *value = json_parse(a, s, 0, last.text.length, &l, &unused);
    if (!value || !batch_line_read(a, value, &line))
        return usage_error("the last line of %s is no result of attune rank --clients", path);
    const char *other = batch_origin_difference(&line.origin, &run->line.origin);
    if (!other && (line.shard.of != run->line.shard.of || line.shard.index != run->line.shard.index ||
                   line.shard.count != run->line.shard.count))
        other = "part";
    if (!other && !is_ours(run, line.number - 1))
        other = "part";
    if (!other && line.therapists != run->line.therapists)
        other = "therapists";
    if (other)
        return usage_error("%s was made with another \"%s\" than this run: results are not mixed", path,
                           other);
    run->skip = line.number;
    run->last_client = line.client;
    return true;
}

static void fill_origin(batch_run *run)
{
    const options *o = &run->cli->options;
    const ruleset *r = run->cli->ruleset->rules;
    run->line = (batch_line){
        .origin = {.ruleset_id = r->id,
                   .ruleset_version = r->version,
                   .ruleset_sha256 = r->sha256,
                   .engine = STR(ATTUNE_VERSION),
                   .pcre2 = str_from(regex_version()),
                   .today = feel_date_text(&run->cli->arena, o->now.date),
                   .order = str_from(rank_order_name((rank_order)o->query.order)),
                   .top = o->query.top ? o->query.top : DEFAULT_TOP},
        .therapists = attune_pool_count(run->cli->pool),
        .skipped = attune_pool_skipped(run->cli->pool),
    };
    if (run->shard.of == SHARD_POOL)
        run->line.shard = run->shard;
}

// The exit status of what kept the file from being read.
static int status_of(const diagnostics *d)
{
    for (size_t i = 0; i < d->items.count; i++)
        if (d->items.items[i].severity == SEVERITY_ERROR)
            return exit_status_of(code_describe(d->items.items[i].code)->status);
    return EXIT_PROFILE;
}

static int run_batch(batch_run *run)
{
    cli *c = run->cli;
    const options *o = &c->options;
    const batch_options wanted = {
        .order = (rank_order)o->query.order,
        .top = (size_t)run->line.origin.top,
        .today = o->now.date,
        .threads = o->threads,
        .problems = PROBLEMS_OF_A_CLIENT,
        .show_data = o->values[OPTION_SHOW_DATA] != NULL,
    };
    const ruleset *r = c->ruleset->rules;
    diagnostics d;
    diagnostics_init(&d, &c->arena, session_limits(c).diagnostics);
    d.of_client = true;
    d.show_data = wanted.show_data;
    arena_init_within(&run->lines, &c->arena);
    run->batch = batch_new(&c->arena, r, c->pool->pool, c->pool->facts, &wanted, write_result, run);
    const clients_handler handler = {next_client, run};
    bool whole = clients_read(&c->arena, r, o->values[OPTION_CLIENTS], NULL, &d, &handler);
    batch_drain(run->batch);
    session_erase_progress(c);
    session_print_diagnostics(c, &d);
    if (run->bad > 0 && !o->values[OPTION_QUIET])
        fprintf(stderr, "attune: %llu of %llu clients could not be read; their lines say \"error\"\n",
                (unsigned long long)run->bad, (unsigned long long)run->written);
    if (run->status == EXIT_DONE && !whole)
        run->status = status_of(&d);
    if (run->status == EXIT_DONE && run->skip > 0 && !run->met_last) {
        usage_error("there is no client %llu, up to whom %s goes: these are other clients",
                    (unsigned long long)run->skip, o->values[OPTION_SKIP_DONE]);
        stop(run, EXIT_USAGE);
    }
    return run->status;
}

int batch_command(cli *c)
{
    int status;
    const options *o = &c->options;
    batch_run *run = ARENA_NEW(&c->arena, batch_run);
    run->cli = c;
    uint64_t keep = 0;
    if (!asked_well(o) || (o->values[OPTION_SHARD] && !read_shard(o->values[OPTION_SHARD], &run->shard)))
        return EXIT_USAGE;
    if (run->shard.of == SHARD_POOL) {
        c->api.part = (unsigned)run->shard.index;
        c->api.parts = (unsigned)run->shard.count;
    }
    if (!session_load_pool(c, &status))
        return status;
    fill_origin(run);
    if (o->values[OPTION_SKIP_DONE] && !find_done(run, &keep))
        return EXIT_USAGE;
    if (!lines_open(o->values[OPTION_OUTPUT], keep, &run->output))
        return EXIT_SYSTEM;
    status = run_batch(run);
    return lines_close(&run->output) ? status : EXIT_SYSTEM;
}
