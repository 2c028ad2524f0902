// SPDX-License-Identifier: MIT
// attune compare: loads, asks the library for a comparison of those that are named, and writes it.
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

// The comparison with what may be passed on.
static const compare_report *redacted(arena *a, const compare_report *made)
{
    compare_report *out = ARENA_NEW(a, compare_report);
    out->report = *report_redacted(a, &made->report);
    explanation *items = ARENA_ARRAY(a, explanation, out->report.count);
    for (size_t i = 0; i < out->report.count; i++)
        items[i] = out->report.items[i];
    out->report.items = items;
    compare_all(a, items, out->report.count, out);
    return out;
}

static int write_comparison(cli *c, const compare_report *made)
{
    builder out = builder_new(&c->arena);
    bool json = str_equals(cli_format(c), "json"), html = str_equals(cli_format(c), "html");
    if (json || html)
        say_urgent(c, &made->report);
    if (json) {
        render_compare_json(made, &out);
    } else if (html) {
        render_compare_html(made, &out);
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
    attune_report *made;
    attune_error error = {0};
    attune_status compared =
        attune_compare(c->client, c->pool, c->options.therapists, c->options.therapist_count,
                       &c->options.query, &c->api, &made, &error);
    session_erase_progress(c);
    if (!made) {
        if (error.code[0] == '\0')
            usage_error("%s", error.message);
        return exit_status_of(compared);
    }
    const compare_report *shown = made->comparison;
    status = write_comparison(c, c->options.values[OPTION_REDACT] ? redacted(&c->arena, shown) : shown);
    attune_report_free(made);
    return status;
}
