// SPDX-License-Identifier: MIT
// attune test: runs the examples beside rule sets and says which outcomes they saw.
#include "cli/cli.h"
#include "examples/examples.h"
#include "render/page.h"

#include <string.h>

typedef struct tally {
    size_t seen, wanted;
    builder unseen; // ids with what was never seen
} tally;

static void count_seen(tally *t, str id, unsigned seen, unsigned wanted, const char *const names[])
{
    builder missing_names = builder_new(t->unseen.arena);
    for (unsigned bit = 0; bit < 8; bit++) {
        if (!(wanted & (1u << bit)))
            continue;
        t->wanted++;
        if (seen & (1u << bit))
            t->seen++;
        else
            builder_addf(&missing_names, "%s%s", missing_names.length ? ", " : "", names[bit]);
    }
    if (missing_names.length)
        builder_addf(&t->unseen, "  %.*s: never %.*s\n", STR_ARGS(id), STR_ARGS(builder_str(&missing_names)));
}

// What there is to see: met and unmet of gates and criteria, true and false of the rest.
static void write_coverage(const examples_report *r, builder *out)
{
    static const char *const outcomes[] = {"met", "partly", "unmet", "unknown", "not applicable", "error"};
    static const char *const truths[] = {"not holding", "holding", "unknown"};
    const unsigned met_and_unmet = 1u << OUTCOME_MET | 1u << OUTCOME_UNMET;
    const unsigned both = 1u << TRUTH_TRUE | 1u << TRUTH_FALSE;
    const ruleset *rules = r->ruleset;
    tally t = {.unseen = builder_new(out->arena)};
    for (size_t i = 0; i < rules->gate_count; i++)
        count_seen(&t, rules->gates[i].id, r->coverage.gates[i], met_and_unmet, outcomes);
    for (size_t i = 0; i < rules->criterion_count; i++)
        count_seen(&t, rules->criteria[i].id, r->coverage.criteria[i], met_and_unmet, outcomes);
    for (size_t i = 0; i < rules->flag_count; i++)
        count_seen(&t, rules->flags[i].id, r->coverage.flags[i], both, truths);
    for (size_t i = 0; i < rules->adjust_count; i++)
        count_seen(&t, rules->adjusts[i].id, r->coverage.adjusts[i], both, truths);
    for (size_t i = 0; i < rules->advice_count; i++)
        count_seen(&t, rules->advice[i].id, r->coverage.advice[i], both, truths);
    builder_addf(out, "outcomes seen: %zu of %zu\n%.*s", t.seen, t.wanted, STR_ARGS(builder_str(&t.unseen)));
}

static void write_results(cli *c, const examples_report *r, const char *path, builder *out)
{
    bool color = c->color_out && !c->options.values[OPTION_OUTPUT];
    for (size_t i = 0; i < r->results.count; i++) {
        const example_result *result = &r->results.items[i];
        if (result->ran && result->failures.count == 0)
            continue;
        builder_addf(out, "%s%s%s %.*s%s%.*s\n", color ? "\033[31m" : "", result->ran ? "FAILED" : "NOT RUN",
                     color ? "\033[0m" : "", STR_ARGS(result->id), result->title.length ? ": " : "",
                     STR_ARGS(result->title));
        for (size_t k = 0; k < result->failures.count; k++) {
            const example_failure *failure = &result->failures.items[k];
            place_view view = place_look(failure->where, out->arena);
            builder_addf(out, "  %s:%u: %.*s\n", path, (unsigned)view.line, STR_ARGS(failure->text));
        }
    }
    size_t expectations = 0;
    for (size_t i = 0; i < r->results.count; i++)
        expectations += r->results.items[i].expectations;
    builder_addf(out, "%s: %zu examples with %zu expectations: %zu passed, %zu failed", path,
                 r->results.count, expectations, r->results.count - r->failed - r->not_run, r->failed);
    if (r->not_run)
        builder_addf(out, ", %zu not run", r->not_run);
    builder_addc(out, '\n');
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

// Runs one file; its exit status.
static int test_one(cli *c, const char *ruleset, builder *out)
{
    const limits l = session_limits(c);
    diagnostics d;
    diagnostics_init(&d, &c->arena, (size_t)l.diagnostics);
    examples_report report;
    const char *path = examples_path(c, ruleset);
    bool ran = examples_run(&c->arena, path, str_from(c->api.rules_dir), &l, &d, &report);
    session_print_diagnostics(c, &d);
    if (!ran && !report.ruleset) {
        attune_status trouble = diagnostics_status(&d);
        return trouble == ATTUNE_SYSTEM || trouble == ATTUNE_LIMIT ? EXIT_SYSTEM : EXIT_RULES;
    }
    write_results(c, &report, path, out);
    write_coverage(&report, out);
    return !ran ? EXIT_PROFILE : report.failed ? EXIT_FINDINGS : EXIT_DONE;
}

int command_test(cli *c)
{
    builder out = builder_new(&c->arena);
    int status = EXIT_DONE;
    const char *shipped = c->options.argument_count ? NULL : session_ruleset_path(c);
    if (!shipped && !c->options.argument_count)
        return EXIT_RULES;
    if (shipped)
        status = test_one(c, shipped, &out);
    for (size_t i = 0; i < c->options.argument_count; i++) {
        int this_one = test_one(c, c->options.arguments[i], &out);
        if (this_one > status)
            status = this_one;
    }
    int written = output_write(c, builder_str(&out));
    return written != EXIT_DONE ? written : status;
}
