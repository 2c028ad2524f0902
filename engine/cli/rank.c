// SPDX-License-Identifier: MIT
// attune rank and attune explain: load, ask the library, write the report.
#include "cli/batch.h"
#include "render/redact.h"
#include "render/render.h"

static render_format chosen_format(const cli *c)
{
    str rest = str_from(c->command->formats), word; // in the order of render_format
    for (render_format f = RENDER_TEXT; str_next_word(&rest, &word); f++)
        if (str_equal(cli_format(c), word))
            return f;
    return RENDER_TEXT;
}

static int write_report(cli *c, const report *r, render_format format)
{
    builder out = builder_new(&c->arena);
    bool to_file = c->options.values[OPTION_OUTPUT] != NULL;
    render_style style = {.color = c->color_out && !to_file, .width = to_file ? 80 : terminal_width()};
    render_report(r, format, &style, &out);
    return output_write(c, builder_str(&out));
}

void say_urgent(cli *c, const report *r)
{
    bool shown = c->api.show_data || r->client.advice_count == 0;
    const client_explanation *client = shown ? &r->client : &report_redacted(&c->arena, r)->client;
    for (size_t i = 0; i < client->advice_count; i++)
        if (client->advice[i].urgent)
            fprintf(stderr, "attune: URGENT: %.*s\n", STR_ARGS(client->advice[i].say));
}

// What a reader of JSON or CSV may never see there: advice that cannot wait, and that there is more.
static void say_beside(cli *c, const report *r, render_format format)
{
    if (format == RENDER_TEXT)
        return;
    say_urgent(c, r);
    if (r->single || c->options.values[OPTION_QUIET])
        return;
    if (r->excluded_count < r->excluded_total)
        fprintf(stderr, "attune: the first %zu of %zu excluded\n", r->excluded_count, r->excluded_total);
    if (r->count < r->ranked_total)
        fprintf(stderr, "attune: the first %zu of %zu; -k %zu gives them all\n", r->count, r->ranked_total,
                r->ranked_total);
}

// Writes the report where there is one; the exit status is the call's, or that of writing where this failed.
static int finish(cli *c, attune_status status, const attune_error *error, attune_report *made,
                  render_format format)
{
    session_erase_progress(c);
    if (!made) {
        if (error->code[0] == '\0')
            usage_error("%s", error->message);
        return exit_status_of(status);
    }
    const report *shown =
        c->options.values[OPTION_REDACT] ? report_redacted(&c->arena, &made->report) : &made->report;
    int written = write_report(c, shown, format);
    bool none = shown->ranked_total == 0 && !shown->single;
    say_beside(c, shown, format);
    attune_report_free(made);
    if (none && written == EXIT_DONE)
        fprintf(stderr, "attune: nobody can be ranked: the pool has %zu therapists\n",
                attune_pool_count(c->pool));
    return written != EXIT_DONE ? written : exit_status_of(status);
}

int command_rank(cli *c)
{
    int status;
    if (c->options.values[OPTION_CLIENTS])
        return batch_command(c);
    if (c->options.values[OPTION_SHARD] || c->options.values[OPTION_SKIP_DONE]) {
        usage_error("--shard and --skip-done are for many clients: give --clients FILE");
        return EXIT_USAGE;
    }
    render_format format = chosen_format(c);
    if (!session_load_client(c, &status) || !session_load_pool(c, &status))
        return status;
    attune_report *made;
    attune_error error = {0};
    attune_status ranked = attune_rank(c->client, c->pool, &c->options.query, &c->api, &made, &error);
    return finish(c, ranked, &error, made, format);
}

int command_explain(cli *c)
{
    int status;
    render_format format = chosen_format(c);
    const char *id = c->options.values[OPTION_THERAPIST];
    if (!id) {
        usage_error("name the therapist with -t ID");
        return EXIT_USAGE;
    }
    if (!explain_target_is_well(c))
        return EXIT_USAGE;
    if (!session_load_client(c, &status) || !session_load_pool(c, &status))
        return status;
    attune_report *made;
    attune_error error = {0};
    attune_status explained = explain_wanted(c, &made, &error);
    return finish(c, explained, &error, made, format);
}
