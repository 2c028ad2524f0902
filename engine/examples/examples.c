// SPDX-License-Identifier: MIT
// Reads a file of examples and runs each against a rule set. Its structure is checked before, by structure.c.
#include "examples/run.h"

// ---- reading

static bool read_today(const xml_node *root, diagnostics *d, feel_date *out)
{
    const xml_attribute *today = xml_find_attribute(root, STR("today"));
    if (!str_equals(root->name, "tests"))
        return false; // reported
    if (today && feel_parse_date(today->value, out))
        return true;
    diagnose(d, today ? CODE_wrong_value : CODE_missing_attribute, today ? today->value_place : root->where,
             today ? "today must be a date, YYYY-MM-DD"
                   : "<tests> needs today=\"YYYY-MM-DD\", so that runs repeat");
    return false;
}

static const source *read_ruleset(examples *x, const limits *l, diagnostics *d)
{
    const xml_attribute *named = xml_find_attribute(x->root, STR("ruleset"));
    str path = example_beside(x->arena, x->source->name, named->value);
    const source *s = source_load(x->arena, path.data, l->document_bytes);
    if (!s)
        diagnose_unreadable(d, named->value_place, path.data, l->document_bytes, "document_bytes");
    return s;
}

const examples *examples_read(arena *a, const char *path, const limits *l, diagnostics *d)
{
    const source *s = source_load(a, path, l->document_bytes);
    if (s)
        return examples_read_source(a, s, l, d);
    diagnose_unreadable(d, (place){0}, path, l->document_bytes, "document_bytes");
    diagnostic_help(d, &d->items.items[d->items.count - 1],
                    "examples stand beside a rule set, as NAME.test.xml for NAME.xml");
    return NULL;
}

const examples *examples_read_source(arena *a, const source *s, const limits *l, diagnostics *d)
{
    examples *x = ARENA_NEW(a, examples);
    x->arena = a;
    x->source = s;
    x->root = xml_parse(a, x->source, l, d);
    bool sound = x->root && check_example_structure(x->root, d);
    if (!x->root || !read_today(x->root, d, &x->today) || !sound)
        return NULL;
    bool files = people_read_files(x, l, d);
    x->ruleset = read_ruleset(x, l, d);
    return files && x->ruleset ? x : NULL;
}

const source *examples_source(const examples *x)
{
    return x->source;
}

const source *examples_ruleset_source(const examples *x)
{
    return x->ruleset;
}

// ---- running

void runner_start(examples_runner *runner, arena *a, const examples *x, const ruleset *r, diagnostics *d)
{
    runner->arena = a;
    runner->file = x;
    runner->rules = r;
    runner->diagnostics = d;
    people_start(runner);
}

static void explain_all(arena *a, example_run *run)
{
    explain_client(a, run->rules, run->plan, &run->client);
    run->points = client_plan_points(run->plan);
    size_t count = pool_count(run->pool);
    run->explanations = ARENA_ARRAY(a, explanation, count);
    explain_run *explainer = explain_run_new(a, run->rules, run->plan, run->pool, NULL);
    for (uint32_t row = 0; row < count; row++)
        explain_run_row(explainer, a, row, 0, EXPLAIN_RULES, &run->explanations[row]);
    for (size_t i = 0; i < run->ranking.count; i++)
        run->explanations[run->ranking.items[i].row].place = i + 1;
}

bool runner_evaluate(examples_runner *runner, arena *a, const xml_node *test, example_run *out)
{
    profile *client = ARENA_NEW(a, profile);
    pool *p = pool_new(a, runner->rules);
    if (!people_read(runner, a, test, client, p))
        return false;
    const pool_facts *facts = pool_facts_make(a, runner->rules, p, (progress){0}, runner->diagnostics);
    *out = (example_run){.arena = a, .rules = runner->rules, .brief = runner->brief, .pool = p};
    out->plan = client_plan_make(a, runner->rules, client, runner->file->today, runner->diagnostics);
    rank_options options = {.threads = 1};
    attune_status status = rank_pool(a, runner->rules, out->plan, p, facts, &options, &out->ranking);
    if (status != ATTUNE_OK && status != ATTUNE_EMPTY)
        guard_fail(a->guard, status);
    explain_all(a, out);
    return true;
}

void runner_judge(example_run *run, const xml_node *test)
{
    for (const xml_node *n = xml_first_element(test); n; n = xml_next_element(n)) {
        const expectation_kind *k = find_expectation(n->name);
        if (!k)
            continue;
        run->result->expectations++;
        judge_expectation(run, k, n);
        if (run->brief && run->result->failures.count)
            return;
    }
    if (run->result->expectations == 0)
        expectation_failed(run, test, NULL, "the example expects nothing");
}

static void run_test(examples_runner *runner, const xml_node *test, examples_report *report)
{
    example_result *result = ARENA_PUSH(runner->arena, &report->results);
    *result = (example_result){
        .id = example_attribute(test, "id"), .title = example_attribute(test, "title"), .where = test->where};
    example_run run;
    if (!runner_evaluate(runner, runner->arena, test, &run)) {
        report->not_run++;
        return;
    }
    result->ran = true;
    run.result = result;
    coverage_note(report->coverage, &run);
    runner_judge(&run, test);
    report->expectations += result->expectations;
    report->failed += result->failures.count > 0;
}

bool examples_run(arena *a, const examples *x, const ruleset *r, diagnostics *d, examples_report *out)
{
    size_t before = d->errors;
    *out = (examples_report){.ruleset = r, .source = x->source, .coverage = coverage_start(a, r)};
    examples_runner runner = {0};
    runner_start(&runner, a, x, r, d);
    for (const xml_node *n = xml_first_element(x->root); n; n = xml_next_element(n))
        if (str_equals(n->name, "test"))
            run_test(&runner, n, out);
    return d->errors == before;
}

// ---- checking

// One example's names; therapists are known where its profiles are right.
static void check_names(examples_runner *runner, const xml_node *test)
{
    profile client;
    example_result result = {0};
    pool *p = pool_new(runner->arena, runner->rules);
    bool whole = people_read(runner, runner->arena, test, &client, p);
    example_run run = {.arena = runner->arena, .rules = runner->rules, .pool = p, .result = &result};
    size_t expectations = 0;
    for (const xml_node *n = xml_first_element(test); n; n = xml_next_element(n)) {
        const expectation_kind *k = find_expectation(n->name);
        expectations += k != NULL;
        if (!k || !whole)
            continue;
        expectation_names_hold(&run, k, n);
        if (k->holds_ids)
            check_ids_in_text(&run, n);
    }
    for (size_t i = 0; i < result.failures.count; i++)
        diagnose(runner->diagnostics, CODE_unknown_reference, result.failures.items[i].where, "%.*s",
                 STR_ARGS(result.failures.items[i].text));
    if (expectations == 0)
        diagnose(runner->diagnostics, CODE_missing_element, test->where, "the example expects nothing");
}

void examples_check(arena *a, const examples *x, const ruleset *r, diagnostics *d, size_t *count)
{
    examples_runner runner = {0};
    runner_start(&runner, a, x, r, d);
    *count = 0;
    for (const xml_node *n = xml_first_element(x->root); n; n = xml_next_element(n))
        if (str_equals(n->name, "test")) {
            check_names(&runner, n);
            ++*count;
        }
}
