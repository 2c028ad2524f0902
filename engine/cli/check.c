// SPDX-License-Identifier: MIT
// attune check: loads rule sets and says everything that is to be said of them, as pretty or compact lines or
// JSON.
#include "cli/cli.h"
#include "document/json.h"

#include <inttypes.h>
#include <string.h>

typedef struct checking {
    cli *cli;
    builder out;
    json_writer json;
    str format;
    bool found_errors;
    attune_status trouble; // other than findings in the rule set itself
} checking;

static void write_json_item(json_writer *w, const diagnostic *item, arena *scratch)
{
    static const char *const severities[] = {"error", "warning", "hint"};
    place_view view = place_look(item->where, scratch);
    json_open_object(w);
    json_key_string(w, "severity", str_from(severities[item->severity]));
    json_key_string(w, "code", str_from(code_describe(item->code)->name));
    json_key_string(w, "file", item->where.source ? item->where.source->name : STR(""));
    json_key_integer(w, "line", view.line);
    json_key_integer(w, "column", view.column);
    json_key_string(w, "message", item->message);
    json_key_string(w, "help", item->help);
    json_close_object(w);
}

static void write_compact_item(builder *out, const diagnostic *item, arena *scratch)
{
    static const char *const severities[] = {"error", "warning", "hint"};
    place_view view = place_look(item->where, scratch);
    builder_addf(out, "%.*s:%" PRIu32 ":%" PRIu32 ": %s: %.*s [%s]\n",
                 STR_ARGS(item->where.source ? item->where.source->name : STR("-")), view.line, view.column,
                 severities[item->severity], STR_ARGS(item->message), code_describe(item->code)->name);
}

static void write_items(checking *k, const diagnostics *d)
{
    bool color = k->cli->color_out && !k->cli->options.values[OPTION_OUTPUT];
    for (size_t i = 0; i < d->items.count; i++) {
        const diagnostic *item = &d->items.items[i];
        if (str_equals(k->format, "json"))
            write_json_item(&k->json, item, &k->cli->arena);
        else if (str_equals(k->format, "compact"))
            write_compact_item(&k->out, item, &k->cli->arena);
        else
            diagnostic_print(item, color, &k->out);
    }
}

static void count_timing(const expression *x, size_t counts[3])
{
    if (x->feel)
        counts[timing_of(x->reads)]++;
}

// One line on what a rule set holds, and when its conditions are worked out.
static void write_summary(builder *out, const char *path, const ruleset *r)
{
    size_t counts[3] = {0};
    for (size_t i = 0; i < r->let_count; i++)
        count_timing(&r->lets[i].value, counts);
    for (size_t i = 0; i < r->gate_count; i++)
        count_timing(&r->gates[i].require, counts);
    for (size_t i = 0; i < r->criterion_count; i++)
        count_timing(&r->criteria[i].value, counts);
    for (size_t i = 0; i < r->flag_count; i++)
        count_timing(&r->flags[i].when, counts);
    for (size_t i = 0; i < r->advice_count; i++)
        count_timing(&r->advice[i].when, counts);
    for (size_t i = 0; i < r->adjust_count; i++)
        count_timing(&r->adjusts[i].when, counts);
    builder_addf(out,
                 "%s: no problems found in %zu file%s\n"
                 "  gates %zu, factors %zu, criteria %zu, adjusts %zu,\n  flags %zu, advice %zu, signals "
                 "%zu, lets %zu\n"
                 "  conditions: %zu %s, %zu %s, %zu %s\n",
                 path, r->file_count, r->file_count == 1 ? "" : "s", r->gate_count, r->factor_count,
                 r->criterion_count, r->adjust_count, r->flag_count, r->advice_count, r->signal_count,
                 r->let_count, counts[ONCE_PER_CLIENT], timing_name(ONCE_PER_CLIENT), counts[ONCE_PER_POOL],
                 timing_name(ONCE_PER_POOL), counts[PER_PAIR], timing_name(PER_PAIR));
}

static void check_one(checking *k, const char *path)
{
    cli *c = k->cli;
    const limits l = session_limits(c);
    diagnostics d;
    diagnostics_init(&d, &c->arena, (size_t)l.diagnostics);
    const ruleset *r = ruleset_load(&c->arena, path, str_from(c->api.rules_dir), &l, &d);
    write_items(k, &d);
    attune_status status = diagnostics_status(&d);
    if (status == ATTUNE_SYSTEM || status == ATTUNE_LIMIT)
        k->trouble = status;
    k->found_errors = k->found_errors || d.errors > 0;
    if (str_equals(k->format, "json"))
        return;
    if (diagnostics_hidden(&d))
        builder_addf(&k->out, "%s: %zu more problems are not shown\n", path, diagnostics_hidden(&d));
    if (r && str_equals(k->format, "pretty"))
        write_summary(&k->out, path, r);
    if (r && str_equals(k->format, "pretty") && ruleset_is_part(r))
        builder_adds(&k->out, "  a part: it holds declarations alone, for other rule sets to include\n");
}

int command_check(cli *c)
{
    checking k = {.cli = c, .out = builder_new(&c->arena), .format = cli_format(c)};
    bool json = str_equals(k.format, "json");
    k.json = json_writer_new(&k.out, true);
    if (json)
        json_open_array(&k.json);
    const char *shipped = c->options.argument_count ? NULL : session_ruleset_path(c);
    if (shipped)
        check_one(&k, shipped);
    else if (!c->options.argument_count)
        return EXIT_RULES;
    for (size_t i = 0; i < c->options.argument_count; i++)
        check_one(&k, c->options.arguments[i]);
    if (json) {
        json_close_array(&k.json);
        builder_addc(&k.out, '\n');
    }
    int written = output_write(c, builder_str(&k.out));
    if (written != EXIT_DONE || k.trouble)
        return written != EXIT_DONE ? written : exit_status_of(k.trouble);
    return k.found_errors ? EXIT_FINDINGS : EXIT_DONE;
}
