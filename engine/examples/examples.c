// SPDX-License-Identifier: MIT
// Reads a file of examples, checks its structure, and runs each against the rule set.
#include "examples/run.h"

static const char TEST_NAMESPACE[] = "urn:attune:test:1";

typedef struct examples_file {
    arena *arena;
    const ruleset *rules;
    const xml_node *root;
    feel_date today;
    diagnostics *diagnostics;
    examples_report *report;
} examples_file;

static str attribute(const xml_node *n, const char *name)
{
    const xml_attribute *found = xml_find_attribute(n, str_from(name));
    return found ? found->value : STR_NONE;
}

static bool has_word(const char *words, str wanted)
{
    str rest = str_from(words), word;
    while (str_next_word(&rest, &word))
        if (str_equal(word, wanted))
            return true;
    return false;
}

static void check_attributes(const xml_node *n, const char *allowed, diagnostics *d)
{
    for (size_t i = 0; i < n->attribute_count; i++) {
        const xml_attribute *at = &n->attributes[i];
        if (has_word(allowed, at->name))
            continue;
        diagnostic *item =
            diagnose(d, CODE_unknown_attribute, at->name_place, "<%.*s> has no attribute \"%.*s\"",
                     STR_ARGS(n->name), STR_ARGS(at->name));
        suggestion near = suggestion_for(at->name);
        str rest = str_from(allowed), word;
        while (str_next_word(&rest, &word))
            suggestion_offer(&near, word);
        diagnostic_suggest(d, item, &near);
    }
}

static const expectation_kind *find_kind(str name)
{
    for (const expectation_kind *k = expectation_kinds; k->name; k++)
        if (str_equals(name, k->name))
            return k;
    return NULL;
}

static bool is_profile(const xml_node *n)
{
    return str_equals(n->name, "client") || str_equals(n->name, "therapist");
}

// allowed: words; empty for what an example may hold.
static void unknown_element(const xml_node *n, const char *allowed, diagnostics *d)
{
    diagnostic *item =
        diagnose(d, CODE_unknown_element, n->where, "<%.*s> is not known here", STR_ARGS(n->name));
    suggestion near = suggestion_for(n->name);
    suggestion_offer(&near, STR("client"));
    suggestion_offer(&near, STR("therapist"));
    str rest = str_from(allowed), word;
    while (str_next_word(&rest, &word))
        suggestion_offer(&near, word);
    for (const expectation_kind *k = expectation_kinds; !allowed[0] && k->name; k++)
        suggestion_offer(&near, str_from(k->name));
    diagnostic_suggest(d, item, &near);
}

static void check_test(const xml_node *test, diagnostics *d)
{
    check_attributes(test, "id title", d);
    if (attribute(test, "id").length == 0)
        diagnose(d, CODE_missing_attribute, test->where, "<test> needs an id");
    for (const xml_node *n = xml_first_element(test); n; n = xml_next_element(n)) {
        const expectation_kind *k = find_kind(n->name);
        if (k)
            check_attributes(n, k->attributes, d);
        else if (is_profile(n))
            check_attributes(n, "id ref", d);
        else
            unknown_element(n, "", d);
    }
}

static bool check_structure(const xml_node *root, diagnostics *d)
{
    size_t before = d->errors;
    if (!str_equals(root->name, "tests") || !str_equals(root->namespace_uri, TEST_NAMESPACE)) {
        diagnostic *item = diagnose(d, CODE_wrong_root, root->where,
                                    "a file of examples starts with <tests xmlns=\"%s\">", TEST_NAMESPACE);
        diagnostic_help(d, item, "found <%.*s xmlns=\"%.*s\">", STR_ARGS(root->name),
                        STR_ARGS(root->namespace_uri));
        return false;
    }
    check_attributes(root, "ruleset today", d);
    name_map ids = {0};
    for (const xml_node *n = xml_first_element(root); n; n = xml_next_element(n)) {
        if (str_equals(n->name, "test"))
            check_test(n, d);
        else if (!is_profile(n))
            unknown_element(n, "test", d);
        str id = str_printf(d->arena, "%.*s %.*s", STR_ARGS(n->name), STR_ARGS(attribute(n, "id")));
        if (!name_map_put(&ids, d->arena, id, 0))
            diagnose(d, CODE_duplicate_id, n->where, "there is another %.*s \"%.*s\"", STR_ARGS(n->name),
                     STR_ARGS(attribute(n, "id")));
    }
    return d->errors == before;
}

// The shared profile of this kind and id in the file, or NULL.
static const xml_node *find_shared(const examples_file *f, const xml_node *wanted)
{
    for (const xml_node *n = xml_first_element(f->root); n; n = xml_next_element(n))
        if (str_equal(n->name, wanted->name) && str_equal(attribute(n, "id"), attribute(wanted, "ref")))
            return n;
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

// The profile that an example's <client> or <therapist> stands for: as written, or a shared one with the
// fields given here in place of its own; an empty one takes the field away. NULL after a diagnostic.
static const xml_node *resolve_profile(const examples_file *f, const xml_node *n)
{
    if (!xml_find_attribute(n, STR("ref")))
        return n;
    const xml_node *shared = find_shared(f, n);
    if (!shared) {
        diagnose(f->diagnostics, CODE_unknown_reference, xml_find_attribute(n, STR("ref"))->value_place,
                 "no shared %.*s \"%.*s\" in this file", STR_ARGS(n->name), STR_ARGS(attribute(n, "ref")));
        return NULL;
    }
    if (!xml_first_element(n) && !xml_find_attribute(n, STR("id")))
        return shared;
    xml_node *merged = xml_copy(f->arena, shared);
    const xml_attribute *own_id = xml_find_attribute(n, STR("id"));
    if (own_id) { // a variant under an id of its own
        merged->attributes = own_id;
        merged->attribute_count = 1;
    }
    for (const xml_node *change = xml_first_element(n); change; change = xml_next_element(change))
        remove_children(merged, change->name);
    for (const xml_node *change = xml_first_element(n); change; change = xml_next_element(change))
        if (change->first_child)
            xml_append(merged, xml_copy(f->arena, change));
    return merged;
}

static bool read_profile(const examples_file *f, const xml_node *n, const side *s, profile *out)
{
    const xml_node *resolved = resolve_profile(f, n);
    return resolved && profile_from_xml(f->arena, f->rules, s, resolved, false, f->diagnostics, out);
}

// Reads the example's profiles; false after diagnostics.
static bool read_people(const examples_file *f, const xml_node *test, profile *client, pool *p)
{
    bool good = true, has_client = false;
    for (const xml_node *n = xml_first_element(test); n; n = xml_next_element(n)) {
        profile read;
        if (str_equals(n->name, "client")) {
            good = read_profile(f, n, &f->rules->client, client) && good;
            has_client = true;
        } else if (str_equals(n->name, "therapist")) {
            bool this_one = read_profile(f, n, &f->rules->therapist, &read);
            good = this_one && pool_append(p, &read, f->diagnostics) && good;
        }
    }
    pool_finish(p);
    if (!has_client)
        diagnose(f->diagnostics, CODE_missing_element, test->where, "the example has no <client>");
    return good && has_client;
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
            truth holds = TRUTH_FALSE;
            for (size_t k = 0; k < e->flag_count; k++)
                if (str_equal(e->flags[k].id, r->flags[i].id))
                    holds = e->flags[k].holds;
            c->flags[i] |= 1u << holds;
        }
    }
}

static void explain_all(const examples_file *f, example_run *run, const client_plan *plan,
                        const profile *client)
{
    explain_client(f->arena, f->rules, plan, client, f->today, &run->client);
    run->points = client_plan_points(plan);
    size_t count = pool_count(run->pool);
    run->explanations = ARENA_ARRAY(f->arena, explanation, count);
    for (uint32_t row = 0; row < count; row++)
        explain_row(f->arena, f->rules, plan, client, f->today, run->pool, row, 0, false,
                    &run->explanations[row]);
    for (size_t i = 0; i < run->ranking.count; i++)
        run->explanations[run->ranking.items[i].row].place = i + 1;
}

static void run_test(const examples_file *f, const xml_node *test)
{
    example_result *result = ARENA_PUSH(f->arena, &f->report->results);
    *result = (example_result){
        .id = attribute(test, "id"), .title = attribute(test, "title"), .where = test->where};
    profile client;
    pool *p = pool_new(f->arena, f->rules);
    if (!read_people(f, test, &client, p))
        return;
    const pool_facts *facts = pool_facts_make(f->arena, f->rules, p, f->diagnostics);
    const client_plan *plan = client_plan_make(f->arena, f->rules, &client, f->today, f->diagnostics);
    example_run run = {.arena = f->arena, .rules = f->rules, .result = result, .pool = p};
    rank_options options = {.threads = 1};
    rank_pool(f->arena, f->rules, plan, p, facts, &client, f->today, &options, &run.ranking);
    explain_all(f, &run, plan, &client);
    note_coverage(f, &run);
    for (const xml_node *n = xml_first_element(test); n; n = xml_next_element(n)) {
        const expectation_kind *k = find_kind(n->name);
        if (!k)
            continue;
        result->expectations++;
        k->judge(&run, n);
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
        return false;
    }
    const xml_node *root = xml_parse(a, s, l, d);
    examples_file f = {.arena = a, .root = root, .diagnostics = d, .report = out};
    bool sound = root && check_structure(root, d);
    if (!root || !read_today(root, d, &f.today) || !sound)
        return false;
    str named = attribute(root, "ruleset");
    if (named.length == 0) {
        diagnose(d, CODE_missing_attribute, root->where,
                 "<tests> needs ruleset=\"…\", the file that it tests");
        return false;
    }
    const ruleset *r = ruleset_load(a, ruleset_path(a, path, named).data, rules_dir, l, d);
    if (!r)
        return false;
    f.rules = out->ruleset = r;
    out->source = s;
    out->coverage = (example_coverage){
        ARENA_ARRAY(a, unsigned, r->gate_count), ARENA_ARRAY(a, unsigned, r->criterion_count),
        ARENA_ARRAY(a, unsigned, r->flag_count), ARENA_ARRAY(a, unsigned, r->adjust_count),
        ARENA_ARRAY(a, unsigned, r->advice_count)};
    size_t before = d->errors;
    for (const xml_node *n = xml_first_element(root); n; n = xml_next_element(n))
        if (str_equals(n->name, "test"))
            run_test(&f, n);
    return d->errors == before;
}
