// SPDX-License-Identifier: MIT
// Reads a file of examples and runs each against the rule set. Its structure is checked before, by
// structure.c.
#include "examples/run.h"

// A profile that stands beside the examples, read once.
typedef struct shared_profile {
    const xml_node *node;
    bool good;
    profile profile;
} shared_profile;

typedef struct examples_file {
    arena *arena;
    const ruleset *rules;
    const xml_node *root;
    feel_date today;
    diagnostics *diagnostics;
    examples_report *report;
    VEC(shared_profile) shared;
} examples_file;

static const side *side_of(const examples_file *f, const xml_node *n)
{
    return str_equals(n->name, "client") ? &f->rules->client : &f->rules->therapist;
}

static void read_shared(examples_file *f)
{
    for (const xml_node *n = xml_first_element(f->root); n; n = xml_next_element(n)) {
        if (!example_is_profile(n))
            continue;
        shared_profile *p = ARENA_PUSH(f->arena, &f->shared);
        p->node = n;
        p->good = profile_from_xml(f->arena, f->rules, side_of(f, n), n, true, f->diagnostics, &p->profile);
    }
}

// The shared profile of this kind and id in the file; NULL after a diagnostic.
static const shared_profile *find_shared(const examples_file *f, const xml_node *wanted)
{
    str ref = example_attribute(wanted, "ref");
    suggestion near = suggestion_for(ref);
    for (size_t i = 0; i < f->shared.count; i++) {
        const xml_node *n = f->shared.items[i].node;
        if (!str_equal(n->name, wanted->name))
            continue;
        if (str_equal(example_attribute(n, "id"), ref))
            return &f->shared.items[i];
        suggestion_offer(&near, example_attribute(n, "id"));
    }
    diagnostic *item =
        diagnose(f->diagnostics, CODE_unknown_reference, xml_find_attribute(wanted, STR("ref"))->value_place,
                 "no shared %.*s \"%.*s\" in this file", STR_ARGS(wanted->name), STR_ARGS(ref));
    diagnostic_suggest(f->diagnostics, item, &near);
    return NULL;
}

static void remove_children(xml_node *from, str name)
{
    for (xml_node *n = from->first_child; n;) {
        xml_node *next = n->next;
        if (n->kind == XML_ELEMENT && str_equal(n->name, name))
            xml_remove(n);
        n = next;
    }
}

// Whether a field given in place of a shared profile's own only takes it away. One that is wrong in itself
// does not: it goes to the reader, which reports it.
static bool takes_away(const examples_file *f, const xml_node *owner, const xml_node *change)
{
    uint32_t number = ruleset_find_field(side_of(f, owner), change->name);
    return !change->first_child && change->attribute_count == 0 && number != NAME_MISSING && number != 0 &&
           str_equal(change->namespace_uri, owner->namespace_uri);
}

// A shared profile with the fields given in n in place of its own; an empty one takes the field away.
static const xml_node *merge(const examples_file *f, const xml_node *shared, const xml_node *n)
{
    xml_node *merged = xml_copy(f->arena, shared);
    const xml_attribute *own_id = xml_find_attribute(n, STR("id"));
    if (own_id) { // a variant under an id of its own
        merged->attributes = own_id;
        merged->attribute_count = 1;
    }
    for (const xml_node *change = xml_first_element(n); change; change = xml_next_element(change))
        remove_children(merged, change->name);
    for (const xml_node *change = xml_first_element(n); change; change = xml_next_element(change))
        if (!takes_away(f, n, change))
            xml_append(merged, xml_copy(f->arena, change));
    return merged;
}

// Reads what an example's <client> or <therapist> stands for: as written, a shared one, or a variant of one.
static bool read_profile(const examples_file *f, const xml_node *n, profile *out)
{
    const xml_node *written = n;
    if (xml_find_attribute(n, STR("ref"))) {
        const shared_profile *shared = find_shared(f, n);
        if (!shared || !shared->good)
            return false; // reported
        *out = shared->profile;
        if (!xml_first_element(n) && !xml_find_attribute(n, STR("id")))
            return true;
        written = merge(f, shared->node, n);
    }
    return profile_from_xml(f->arena, f->rules, side_of(f, n), written, false, f->diagnostics, out);
}

// Reads the example's profiles; false after diagnostics.
static bool read_people(const examples_file *f, const xml_node *test, profile *client, pool *p)
{
    bool good = true;
    for (const xml_node *n = xml_first_element(test); n; n = xml_next_element(n)) {
        profile read;
        if (!example_is_profile(n))
            continue;
        bool this_one = read_profile(f, n, &read);
        if (this_one && str_equals(n->name, "client"))
            *client = read;
        else if (this_one)
            this_one = pool_append(p, &read, f->diagnostics);
        good = this_one && good;
    }
    pool_finish(p);
    return good;
}

static void note_coverage(const examples_file *f, const example_run *run)
{
    example_coverage *c = &f->report->coverage;
    const ruleset *r = f->rules;
    for (size_t i = 0; i < r->adjust_count; i++)
        c->adjusts[i] |= 1u << run->points->adjusts[i];
    for (size_t i = 0; i < r->advice_count; i++) {
        bool given = false;
        for (size_t k = 0; k < run->client.advice_count; k++)
            given = given || str_equal(run->client.advice[k].id, r->advice[i].id);
        for (size_t row = 0; row < pool_count(run->pool); row++)
            for (size_t k = 0; k < run->explanations[row].advice_count; k++)
                given = given || str_equal(run->explanations[row].advice[k].id, r->advice[i].id);
        c->advice[i] |= 1u << (given ? TRUTH_TRUE : TRUTH_FALSE);
    }
    for (size_t row = 0; row < pool_count(run->pool); row++) {
        const explanation *e = &run->explanations[row];
        for (size_t i = 0; i < e->gate_count; i++)
            c->gates[i] |= 1u << e->gates[i].outcome;
        for (size_t i = 0; i < e->criterion_count; i++)
            c->criteria[i] |= 1u << e->criteria[i].outcome;
        for (size_t i = 0; i < r->flag_count; i++) {
            const flag_explanation *shown = explanation_flag(e, r->flags[i].id);
            c->flags[i] |= 1u << (shown ? shown->holds : TRUTH_FALSE);
        }
    }
}

static void explain_all(const examples_file *f, example_run *run, const client_plan *plan)
{
    explain_client(f->arena, f->rules, plan, &run->client);
    run->points = client_plan_points(plan);
    size_t count = pool_count(run->pool);
    run->explanations = ARENA_ARRAY(f->arena, explanation, count);
    for (uint32_t row = 0; row < count; row++)
        explain_row(f->arena, f->rules, plan, run->pool, row, 0, EXPLAIN_RULES, &run->explanations[row]);
    for (size_t i = 0; i < run->ranking.count; i++)
        run->explanations[run->ranking.items[i].row].place = i + 1;
}

static void run_test(const examples_file *f, const xml_node *test)
{
    example_result *result = ARENA_PUSH(f->arena, &f->report->results);
    *result = (example_result){
        .id = example_attribute(test, "id"), .title = example_attribute(test, "title"), .where = test->where};
    profile client;
    pool *p = pool_new(f->arena, f->rules);
    if (!read_people(f, test, &client, p)) {
        f->report->not_run++;
        return;
    }
    result->ran = true;
    const pool_facts *facts = pool_facts_make(f->arena, f->rules, p, f->diagnostics);
    const client_plan *plan = client_plan_make(f->arena, f->rules, &client, f->today, f->diagnostics);
    example_run run = {.arena = f->arena, .rules = f->rules, .result = result, .pool = p};
    rank_options options = {.threads = 1};
    attune_status status = rank_pool(f->arena, f->rules, plan, p, facts, &options, &run.ranking);
    if (status != ATTUNE_OK && status != ATTUNE_EMPTY)
        guard_fail(f->arena->guard, status);
    explain_all(f, &run, plan);
    note_coverage(f, &run);
    for (const xml_node *n = xml_first_element(test); n; n = xml_next_element(n)) {
        const expectation_kind *k = find_expectation(n->name);
        if (!k)
            continue;
        result->expectations++;
        judge_expectation(&run, k, n);
    }
    if (result->expectations == 0)
        expectation_failed(&run, test, "the example expects nothing");
    f->report->failed += result->failures.count > 0;
}

// The path of the rule set that the file names, beside the file.
static str ruleset_path(arena *a, const char *path, str named)
{
    str file = str_from(path);
    size_t end = file.length;
    while (end > 0 && file.data[end - 1] != '/')
        end--;
    return str_printf(a, "%.*s%.*s", STR_ARGS(str_slice(file, 0, end)), STR_ARGS(named));
}

static const ruleset *load_ruleset(const examples_file *f, const char *path, str rules_dir, const limits *l)
{
    const xml_attribute *named = xml_find_attribute(f->root, STR("ruleset"));
    str rules_path = ruleset_path(f->arena, path, named->value);
    const source *s = source_load(f->arena, rules_path.data, l->document_bytes);
    if (s)
        return ruleset_load_source(f->arena, s, rules_dir, l, f->diagnostics);
    diagnose_unreadable(f->diagnostics, named->value_place, rules_path.data, l->document_bytes,
                        "document_bytes");
    return NULL;
}

static bool read_today(const xml_node *root, diagnostics *d, feel_date *out)
{
    const xml_attribute *today = xml_find_attribute(root, STR("today"));
    if (today && feel_parse_date(today->value, out))
        return true;
    diagnose(d, today ? CODE_wrong_value : CODE_missing_attribute, today ? today->value_place : root->where,
             today ? "today must be a date, YYYY-MM-DD"
                   : "<tests> needs today=\"YYYY-MM-DD\", so that runs repeat");
    return false;
}

bool examples_run(arena *a, const char *path, str rules_dir, const limits *l, diagnostics *d,
                  examples_report *out)
{
    *out = (examples_report){0};
    const source *s = source_load(a, path, l->document_bytes);
    if (!s) {
        diagnose_unreadable(d, (place){0}, path, l->document_bytes, "document_bytes");
        diagnostic_help(d, &d->items.items[d->items.count - 1],
                        "examples stand beside a rule set, as NAME.test.xml for NAME.xml");
        return false;
    }
    const xml_node *root = xml_parse(a, s, l, d);
    examples_file f = {.arena = a, .root = root, .diagnostics = d, .report = out};
    bool sound = root && check_example_structure(root, d);
    if (!root || !read_today(root, d, &f.today) || !sound)
        return false;
    const ruleset *r = load_ruleset(&f, path, rules_dir, l);
    if (!r)
        return false;
    f.rules = out->ruleset = r;
    out->source = s;
    out->coverage = (example_coverage){
        ARENA_ARRAY(a, unsigned, r->gate_count), ARENA_ARRAY(a, unsigned, r->criterion_count),
        ARENA_ARRAY(a, unsigned, r->flag_count), ARENA_ARRAY(a, unsigned, r->adjust_count),
        ARENA_ARRAY(a, unsigned, r->advice_count)};
    size_t before = d->errors;
    read_shared(&f);
    for (const xml_node *n = xml_first_element(root); n; n = xml_next_element(n))
        if (str_equals(n->name, "test"))
            run_test(&f, n);
    return d->errors == before;
}
