// SPDX-License-Identifier: MIT
// attune rank and attune explain: load, ask the library, write the report.
#include "cli/cli.h"
#include "render/render.h"

#include <unistd.h>

static bool parse_format(const cli *c, render_format *out)
{
    static const char *const names[] = {"text", "json", "ndjson", "csv"};
    str given = cli_format(c, "text");
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (str_equals(given, names[i])) {
            *out = (render_format)i;
            return true;
        }
    return usage_error("--format %.*s is none of text, json, ndjson, csv", STR_ARGS(given));
}

static int write_report(cli *c, const attune_report *made, render_format format)
{
    builder out = builder_new(&c->arena);
    bool to_file = c->options.values[OPTION_OUTPUT] != NULL;
    render_style style = {.color = c->color_out && !to_file, .width = to_file ? 80 : terminal_width()};
    render_report(&made->report, format, &style, &out);
    return output_write(c, builder_str(&out));
}

// Writes the report where there is one; the exit status is the call's, or that of writing where this failed.
static int finish(cli *c, attune_status status, const attune_error *error, attune_report *made,
                  render_format format)
{
    if (isatty(STDERR_FILENO))
        fputs("\r\033[K", stderr);
    if (!made) {
        if (error->code[0] == '\0')
            usage_error("%s", error->message);
        return exit_status_of(status);
    }
    int written = write_report(c, made, format);
    attune_report_free(made);
    if (status == ATTUNE_EMPTY && written == EXIT_DONE)
        fprintf(stderr, "attune: nobody can be ranked: the pool has %zu therapists\n",
                attune_pool_count(c->pool));
    return written != EXIT_DONE ? written : exit_status_of(status);
}

int command_rank(cli *c)
{
    int status;
    render_format format;
    if (!parse_format(c, &format))
        return EXIT_USAGE;
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
    render_format format;
    if (!parse_format(c, &format))
        return EXIT_USAGE;
    const char *id = c->options.values[OPTION_THERAPIST];
    if (!id) {
        usage_error("name the therapist with -t ID");
        return EXIT_USAGE;
    }
    if (!session_load_client(c, &status) || !session_load_pool(c, &status))
        return status;
    attune_report *made;
    attune_error error = {0};
    attune_status explained =
        attune_explain(c->client, c->pool, id, &c->options.query, &c->api, &made, &error);
    return finish(c, explained, &error, made, format);
}
