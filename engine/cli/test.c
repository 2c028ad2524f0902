// SPDX-License-Identifier: MIT
// attune test: runs the examples beside rule sets; says which outcomes they saw and which changes of the
// rules they would notice.
#include "cli/cli.h"
#include "examples/mutation.h"
#include "render/examples.h"

#include <string.h>

typedef struct testing {
    cli *cli;
    limits limits;
    str format;
    builder out;
    render_style style;
    bool table, page; // of coverage
    bool mutate;
    size_t sample;
    unsigned min_coverage, min_mutants; // in hundredths of a percent
    VEC(tested) items;
    int status;
} testing;

static void worsen(testing *t, int status)
{
    if (status > t->status)
        t->status = status;
}

// ---- options

// "95", "99.5" in hundredths.
static bool parse_percent(const char *option, const char *text, unsigned *out)
{
    decimal number, hundred = decimal_from_int(100);
    int64_t value = -1;
    if (!text)
        return true;
    if (!decimal_parse(str_from(text), &number) ||
        !decimal_to_int(decimal_round(decimal_multiply(number, hundred), 0, ROUND_UP), &value) || value < 0 ||
        value > 10000)
        return usage_error("--%s %s is not a number from 0 to 100", option, text);
    *out = (unsigned)value;
    return true;
}

static bool parse_sample(testing *t, const char *text)
{
    decimal number;
    int64_t count = 0;
    if (*text && (!decimal_parse(str_from(text), &number) || !decimal_to_int(number, &count) || count < 1))
        return usage_error("--mutate=%s is not a number of mutants", text);
    t->mutate = true;
    t->sample = (size_t)count;
    return true;
}

static bool parse_options(testing *t)
{
    const char *const *values = t->cli->options.values;
    const char *coverage = values[OPTION_COVERAGE];
    bool text = str_equals(t->format, "text");
    if (coverage && *coverage && strcmp(coverage, "html") != 0)
        return usage_error("--coverage=%s: write --coverage or --coverage html", coverage);
    t->page = coverage && *coverage;
    t->table = coverage && !*coverage;
    if (t->page && !text)
        return usage_error("--coverage html is an output of its own: leave out --format %s",
                           values[OPTION_FORMAT]);
    if (values[OPTION_UPDATE] && !text)
        return usage_error("--update prints a difference: leave out --format %s", values[OPTION_FORMAT]);
    if (values[OPTION_UPDATE] && (coverage || values[OPTION_MUTATE]))
        return usage_error("--update goes without --coverage and --mutate: look at the difference first");
    if (values[OPTION_MUTATE] && !parse_sample(t, values[OPTION_MUTATE]))
        return false;
    if (values[OPTION_MIN_MUTANTS] && !t->mutate)
        return usage_error("--min-mutants goes with --mutate");
    return parse_percent("min-coverage", values[OPTION_MIN_COVERAGE], &t->min_coverage) &&
           parse_percent("min-mutants", values[OPTION_MIN_MUTANTS], &t->min_mutants);
}

// NAME.test.xml for NAME.xml; a path that ends in .test.xml is taken as it is.
static const char *examples_path(cli *c, const char *path)
{
    str given = str_from(path);
    if (str_ends(given, STR(".test.xml")))
        return path;
    if (str_ends(given, STR(".xml")))
        given = str_slice(given, 0, given.length - 4);
    return str_printf(&c->arena, "%.*s.test.xml", STR_ARGS(given)).data;
}

// ---- one file

static unsigned outcome_share(const coverage *c)
{
    coverage_figure f = coverage_figure_of(c, COVERAGE_GATE, COVERAGE_ADVICE, false);
    return f.wanted ? (unsigned)(f.seen * 10000 / f.wanted) : 10000;
}

static void below(testing *t, const char *path, const char *what, unsigned share, unsigned wanted)
{
    fprintf(stderr, "%s: %s: %u.%02u %%, wanted are %u.%02u %%\n", path, what, share / 100, share % 100,
            wanted / 100, wanted % 100);
    worsen(t, EXIT_FINDINGS);
}

static void mutate(testing *t, const examples *x, tested *item)
{
    cli *c = t->cli;
    if (item->report->failed || item->report->not_run) {
        fprintf(stderr, "%s: mutants are tried once all examples pass\n", item->path.data);
        return;
    }
    mutation_options options = {
        .threads = c->options.threads, .sample = t->sample, .progress = session_progress(c)};
    mutation_report *report = ARENA_NEW(&c->arena, mutation_report);
    attune_status status = mutation_run(&c->arena, x, item->report->ruleset, str_from(c->api.rules_dir),
                                        &t->limits, &options, report);
    session_erase_progress(c);
    if (status != ATTUNE_OK)
        guard_fail(&c->guard, status);
    item->mutation = report;
    if (mutation_score(report) < t->min_mutants)
        below(t, item->path.data, "mutants noticed", mutation_score(report), t->min_mutants);
}

// Puts what came out into the file, and shows the difference.
static void update(testing *t, const examples *x, const tested *item)
{
    size_t mended, failures = 0;
    str after = examples_updated(&t->cli->arena, x, item->report, &mended);
    for (size_t i = 0; i < item->report->results.count; i++)
        failures += item->report->results.items[i].failures.count;
    int written = mended ? output_replace(t->cli, item->path.data, after) : EXIT_DONE;
    worsen(t, written);
    if (written != EXIT_DONE)
        return; // reported
    render_line_difference(item->path, examples_source(x)->bytes, after, output_is_terminal(t->cli),
                           &t->style, &t->out);
    builder_addf(&t->out, "%.*s: %zu of %zu failed expectations now say what came out%s\n",
                 STR_ARGS(item->path), mended, failures, mended ? ": review them" : "");
    if (mended < failures || item->report->not_run)
        worsen(t, EXIT_FINDINGS);
}

static void judge_file(testing *t, const examples *x, tested *item, bool ran)
{
    const examples_report *r = item->report;
    bool update_wanted = t->cli->options.values[OPTION_UPDATE] != NULL;
    worsen(t, !ran ? EXIT_PROFILE : r->failed && !update_wanted ? EXIT_FINDINGS : EXIT_DONE);
    if (outcome_share(r->coverage) < t->min_coverage)
        below(t, item->path.data, "outcomes seen", outcome_share(r->coverage), t->min_coverage);
    if (t->mutate)
        mutate(t, x, item);
    if (update_wanted) {
        update(t, x, item);
    } else if (str_equals(t->format, "text") && !t->page) {
        render_tests_text(item, t->table, &t->style, &t->out);
        if (t->table && item->mutation)
            builder_addc(&t->out, '\n');
        render_mutation_text(item, &t->style, &t->out);
    }
}

static void test_one(testing *t, const char *ruleset)
{
    cli *c = t->cli;
    diagnostics d;
    diagnostics_init(&d, &c->arena, (size_t)t->limits.diagnostics);
    d.show_data = c->api.show_data;
    tested *item = ARENA_PUSH(&c->arena, &t->items);
    item->path = str_from(examples_path(c, ruleset));
    const examples *x = examples_read(&c->arena, item->path.data, &t->limits, &d);
    const struct ruleset *r = NULL;
    if (x)
        r = ruleset_load_source(&c->arena, examples_ruleset_source(x), str_from(c->api.rules_dir), &t->limits,
                                &d);
    bool ran = false;
    if (r) {
        examples_report *report = ARENA_NEW(&c->arena, examples_report);
        ran = examples_run(&c->arena, x, r, &d, report);
        item->report = report;
    }
    session_print_diagnostics(c, &d);
    if (r) {
        judge_file(t, x, item, ran);
        return;
    }
    attune_status trouble = diagnostics_status(&d);
    worsen(t, trouble == ATTUNE_SYSTEM || trouble == ATTUNE_LIMIT ? EXIT_SYSTEM : EXIT_RULES);
}

// ---- the command

static void render_all(testing *t)
{
    if (t->page)
        render_coverage_html(t->items.items, t->items.count, &t->out);
    else if (str_equals(t->format, "tap"))
        render_tests_tap(t->items.items, t->items.count, &t->out);
    else if (str_equals(t->format, "junit"))
        render_tests_junit(t->items.items, t->items.count, &t->out);
    else if (str_equals(t->format, "json"))
        render_tests_json(t->items.items, t->items.count, &t->out);
}

int command_test(cli *c)
{
    testing t = {
        .cli = c, .limits = session_limits(c), .format = cli_format(c), .out = builder_new(&c->arena)};
    bool to_file = c->options.values[OPTION_OUTPUT] != NULL;
    t.style = (render_style){.color = c->color_out && !to_file, .width = to_file ? 80 : terminal_width()};
    if (!parse_options(&t))
        return EXIT_USAGE;
    const char *shipped = c->options.argument_count ? NULL : session_ruleset_path(c);
    if (!shipped && !c->options.argument_count)
        return EXIT_RULES;
    if (shipped)
        test_one(&t, shipped);
    for (size_t i = 0; i < c->options.argument_count; i++)
        test_one(&t, c->options.arguments[i]);
    render_all(&t);
    int written = output_write(c, builder_str(&t.out));
    return written != EXIT_DONE ? written : t.status;
}
