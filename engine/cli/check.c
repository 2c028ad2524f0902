// SPDX-License-Identifier: MIT
// attune check: loads rule sets, and files of examples (NAME.test.xml), and says everything that is to be
// said of them, as pretty or compact lines, JSON or SARIF; mends them with --fix. What is reported as what is
// decided in check_policy.c.
#include "cli/check.h"

#include "analysis/analysis.h"
#include "base/language.h"
#include "examples/examples.h"
#include "render/examples.h"

#include <string.h>
#include <unistd.h>

typedef struct checking {
    cli *cli;
    policy policy;
    builder out;
    str format;
    VEC(finding) findings; // of all rule sets, for formats that hold them together
    bool found_errors;
    attune_status trouble; // other than findings in the rule set itself
} checking;

// Findings past the limit that the user sees, so that what is allowed or suppressed takes nobody's place.
enum { MOST_COLLECTED = 100000 };

// A file of examples: its structure, its profiles, and what it names in its rule set, whose own errors are
// told too.
static void load_examples(cli *c, const limits *l, checked *out)
{
    diagnostics *d = &out->found;
    out->examples = true;
    const examples *x = out->source ? examples_read_source(&c->arena, out->source, l, d)
                                    : examples_read(&c->arena, out->path, l, d);
    const ruleset *r =
        x ? ruleset_load_source(&c->arena, examples_ruleset_source(x), str_from(c->api.rules_dir), l, d)
          : NULL;
    if (r)
        examples_check(&c->arena, x, r, d, &out->example_count);
    d->limit = MOST_COLLECTED;
}

// The rule set that a document of translations stands beside: of a/b.de.xml, a/b.xml; NULL for other files.
static const char *translated_ruleset(cli *c, const char *path)
{
    str name = str_from(path);
    if (!str_ends(name, STR(".xml")))
        return NULL;
    size_t end = name.length - 4, dot = end;
    while (dot > 0 && name.data[dot - 1] != '.' && name.data[dot - 1] != '/')
        dot--;
    if (dot < 2 || name.data[dot - 1] != '.' || !language_is_tag(str_slice(name, dot, end)))
        return NULL;
    const char *beside = str_printf(&c->arena, "%.*s.xml", STR_ARGS(str_slice(name, 0, dot - 1))).data;
    return access(beside, R_OK) == 0 ? beside : NULL;
}

static void load_translation(cli *c, const char *beside, const limits *l, checked *out)
{
    diagnostics *d = &out->found;
    const ruleset *r = ruleset_load(&c->arena, beside, str_from(c->api.rules_dir), l, d);
    d->limit = MOST_COLLECTED;
    if (r)
        analyze_languages(&c->arena, r, d);
}

void check_load(cli *c, const char *path, const source *text, checked *out)
{
    const limits l = session_limits(c);
    diagnostics *d = &out->found;
    str rules_dir = str_from(c->api.rules_dir);
    if (!text && strcmp(path, "-") != 0)
        text = source_load(&c->arena, path, l.document_bytes);
    *out = (checked){.path = path, .source = text};
    diagnostics_init(d, &c->arena, (size_t)l.diagnostics);
    d->show_data = c->api.show_data;
    if (str_ends(str_from(path), STR(".test.xml"))) {
        load_examples(c, &l, out);
        return;
    }
    const char *beside = text ? translated_ruleset(c, path) : NULL;
    if (beside) {
        load_translation(c, beside, &l, out);
        return;
    }
    // What cannot be read is said by ruleset_load().
    const ruleset *r = text ? ruleset_load_source(&c->arena, text, rules_dir, &l, d)
                            : ruleset_load(&c->arena, path, rules_dir, &l, d);
    d->limit = MOST_COLLECTED;
    if (r)
        analyze_ruleset(&c->arena, r, &(analysis_options){.today = c->options.now.date, .path = path}, d);
    out->rules = r;
    if (r && !text)
        out->source = r->files[0];
}

// ---- the pretty form

static void count_timing(const expression *x, size_t counts[3])
{
    if (x->feel)
        counts[timing_of(x->reads)]++;
}

// What a rule set holds, and when its conditions are worked out.
static void write_contents(builder *out, const ruleset *r)
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
                 "  gates %zu, factors %zu, criteria %zu, adjusts %zu,\n  flags %zu, advice %zu, signals "
                 "%zu, lets %zu\n"
                 "  conditions: %zu %s, %zu %s, %zu %s\n",
                 r->gate_count, r->factor_count, r->criterion_count, r->adjust_count, r->flag_count,
                 r->advice_count, r->signal_count, r->let_count, counts[ONCE_PER_CLIENT],
                 timing_name(ONCE_PER_CLIENT), counts[ONCE_PER_POOL], timing_name(ONCE_PER_POOL),
                 counts[PER_PAIR], timing_name(PER_PAIR));
    if (ruleset_is_part(r))
        builder_adds(out, "  a part: it holds declarations alone, for other rule sets to include\n");
}

// "2 errors, 1 warning and 3 hints", "no problems"
static void write_counts(builder *out, const checked *k)
{
    unsigned kinds = 0, written = 0;
    for (int level = 0; level < 3; level++)
        kinds += k->count[level] > 0;
    for (int level = 0; level < 3; level++) {
        size_t count = k->count[level];
        if (count == 0)
            continue;
        written++;
        builder_addf(out, "%s%zu %s%s",
                     written == 1       ? ""
                     : written == kinds ? " and "
                                        : ", ",
                     count, severity_name((severity)level), count == 1 ? "" : "s");
    }
    if (kinds == 0)
        builder_adds(out, "no problems");
}

static size_t count_fixable(const checked *k)
{
    size_t count = 0;
    for (size_t i = 0; i < k->findings.count; i++)
        count += !k->findings.items[i].suppressed && k->findings.items[i].item.fix &&
                 k->findings.items[i].item.fix->where.source == k->source;
    return count;
}

static void write_summary(const checking *c, builder *out, const checked *k)
{
    size_t fixable = count_fixable(k);
    builder_addf(out, "%s: ", k->path);
    write_counts(out, k);
    if (k->rules)
        builder_addf(out, " found in %zu file%s", k->rules->file_count, k->rules->file_count == 1 ? "" : "s");
    if (k->suppressed)
        builder_addf(out, ", %zu allowed there", k->suppressed);
    if (k->mended)
        builder_addf(out, "; %zu mended", k->mended);
    if (fixable && !c->cli->options.values[OPTION_FIX])
        builder_addf(out, "; --fix can mend %zu", fixable);
    builder_addc(out, '\n');
    if (k->rules)
        write_contents(out, k->rules);
    else if (k->examples && k->count[SEVERITY_ERROR] == 0)
        builder_addf(out, "  examples %zu; attune test runs them\n", k->example_count);
}

static void write_pretty(checking *c, const checked *k)
{
    bool color = c->cli->color_out && !c->cli->options.values[OPTION_OUTPUT];
    for (size_t i = 0; i < k->findings.count; i++)
        if (!k->findings.items[i].suppressed)
            diagnostic_print(&k->findings.items[i].item, color, &c->out);
    if (k->hidden)
        builder_addf(&c->out, "%s: %zu more problems are not shown; the limit is named diagnostics\n",
                     k->path, k->hidden);
    write_summary(c, &c->out, k);
}

// ---- the command

static void keep_or_print(checking *c, const checked *k)
{
    if (str_equals(c->format, "pretty")) {
        write_pretty(c, k);
        return;
    }
    for (size_t i = 0; i < k->findings.count; i++)
        *ARENA_PUSH(&c->cli->arena, &c->findings) = k->findings.items[i];
}

// Mends the file, or shows how. False where it could not be written.
static bool mend(checking *c, checked *k)
{
    bool diff = c->cli->options.values[OPTION_DIFF] != NULL;
    if (!k->source || (!diff && !c->cli->options.values[OPTION_FIX]))
        return true;
    const source *before = k->source;
    str after = check_mend(c->cli, &c->policy, k);
    if (str_equal(before->bytes, after))
        return true;
    if (!diff)
        return output_replace(c->cli, k->path, after) == EXIT_DONE;
    const render_style style = {.color = c->cli->color_out && !c->cli->options.values[OPTION_OUTPUT]};
    render_line_difference(before->name, before->bytes, after, output_is_terminal(c->cli), &style, &c->out);
    c->found_errors = true;
    return true;
}

static void check_one(checking *c, const char *path)
{
    checked k;
    check_load(c->cli, path, NULL, &k);
    check_judge(c->cli, &c->policy, &k);
    if (!mend(c, &k)) {
        c->trouble = ATTUNE_SYSTEM;
        return;
    }
    attune_status status = diagnostics_status(&k.found);
    if (status == ATTUNE_SYSTEM || status == ATTUNE_LIMIT)
        c->trouble = status;
    c->found_errors = c->found_errors || k.count[SEVERITY_ERROR] > 0;
    if (!c->cli->options.values[OPTION_DIFF])
        keep_or_print(c, &k);
    else if (!c->cli->options.values[OPTION_QUIET]) {
        builder line = builder_new(&c->cli->arena);
        write_counts(&line, &k);
        fprintf(stderr, "%s: %zu would be mended; then: %.*s\n", path, k.mended,
                STR_ARGS(builder_str(&line)));
    }
}

static void write_collected(checking *c)
{
    finding_list all = {c->findings.items, c->findings.count};
    if (c->cli->options.values[OPTION_DIFF])
        return;
    if (str_equals(c->format, "json"))
        findings_write_json(all, &c->out);
    else if (str_equals(c->format, "sarif"))
        findings_write_sarif(all, attune_version(), &c->out);
    else if (str_equals(c->format, "compact"))
        findings_write_compact(all, &c->out);
}

static bool may_mend(cli *c)
{
    if (!c->options.values[OPTION_FIX] && !c->options.values[OPTION_DIFF])
        return true;
    for (size_t i = 0; i < c->options.argument_count; i++)
        if (strcmp(c->options.arguments[i], "-") == 0)
            return usage_error("standard input cannot be mended; name a file");
    return c->options.argument_count > 0 || usage_error("name the rule sets to mend");
}

int command_check(cli *c)
{
    checking k = {.cli = c, .out = builder_new(&c->arena), .format = cli_format(c)};
    if (c->options.values[OPTION_EXPLAIN])
        return check_explain(c, c->options.values[OPTION_EXPLAIN]);
    if (c->options.values[OPTION_PLAN])
        return check_plan(c);
    if (!policy_read(&c->options, &k.policy) || !may_mend(c))
        return EXIT_USAGE;
    const char *shipped = c->options.argument_count ? NULL : session_ruleset_path(c);
    if (shipped)
        check_one(&k, shipped);
    else if (!c->options.argument_count)
        return EXIT_RULES;
    for (size_t i = 0; i < c->options.argument_count; i++)
        check_one(&k, c->options.arguments[i]);
    write_collected(&k);
    int written = output_write(c, builder_str(&k.out));
    if (written != EXIT_DONE || k.trouble)
        return written != EXIT_DONE ? written : exit_status_of(k.trouble);
    return k.found_errors ? EXIT_FINDINGS : EXIT_DONE;
}
