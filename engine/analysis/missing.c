// SPDX-License-Identifier: MIT
// What should be there and isn't: questions for what may be unknown, and examples. Of the rule set's own file
// alone.
#include "analysis/finding.h"

#include "document/xml.h"

#include <string.h>

// ---- questions

// Whether a field of the therapist that the condition reads has a question of its own, which is asked then.
static bool a_field_asks(const ruleset *r, const expression *x)
{
    for (size_t i = 0; i < x->therapist_field_count; i++)
        if (r->therapist.fields[x->therapist_fields[i]].ask.length)
            return true;
    return false;
}

// The client's own profile, and what the client found when they met, is asked for with the questions of its
// fields.
static bool asks_others(const subject *s)
{
    return s && (s->x->reads & READS_THERAPIST) && !outcome_impossible(&s->found, RESULT_NULL) &&
           !s->reported;
}

static void report_question(analysis *k, const char *what, str id, place where, const char *help)
{
    diagnostic *item =
        diagnose(k->out, CODE_missing_question, where,
                 "%s \"%.*s\" may be unknown, and has no question that would settle it", what, STR_ARGS(id));
    diagnostic_help(k->out, item, "%s", help);
}

static void find_questions(analysis *k, const subject_list *subjects)
{
    const ruleset *r = k->rules;
    for (uint32_t i = 0; i < r->gate_count; i++) {
        const gate *g = &r->gates[i];
        if (!g->ask.count && is_in_main_file(k, g->where) && asks_others(subject_of(subjects, RULE_GATE, i)))
            report_question(k, "gate", g->id, g->where,
                            "write <ask>…</ask> into it: what a client can ask in a first call");
    }
    for (uint32_t i = 0; i < r->criterion_count; i++) {
        const criterion *c = &r->criteria[i];
        if (!c->ask.count && is_in_main_file(k, c->where) && !a_field_asks(r, &c->value) &&
            asks_others(subject_of(subjects, RULE_CRITERION, i)))
            report_question(
                k, "criterion", c->id, c->where,
                "write <ask>…</ask> into it, or give the therapist's field that it reads an \"ask\"");
    }
}

// ---- examples

// Beside NAME.xml: NAME.test.xml; NULL for another name.
static const char *examples_path(analysis *k)
{
    str path = str_from(k->options->path);
    if (!str_ends(path, STR(".xml")) || str_ends(path, STR(".test.xml")))
        return NULL;
    str stem = str_slice(path, 0, path.length - 4);
    return str_printf(k->arena, "%.*s.test.xml", STR_ARGS(stem)).data;
}

// The values of all attributes that may name a rule.
static void collect_names(analysis *k, const xml_node *n, name_map *names)
{
    static const char *const naming[] = {"criterion", "gate", "flag", "advice", "adjust"};
    for (size_t i = 0; i < n->attribute_count; i++)
        for (size_t w = 0; w < sizeof naming / sizeof *naming; w++)
            if (str_equals(n->attributes[i].name, naming[w]))
                name_map_set(names, k->arena, n->attributes[i].value, 0);
    for (const xml_node *c = xml_first_element(n); c; c = xml_next_element(c))
        collect_names(k, c, names);
}

// The element of the rule set.
static place root_place(const source *s)
{
    str element = STR("<ruleset");
    size_t at = str_find(s->bytes, element, 0);
    return at == SIZE_MAX ? place_at(s, 0, 0) : place_at(s, at, element.length);
}

static void check_named(analysis *k, const name_map *names, const char *what, str id, place where)
{
    if (!id.length || str_contains(id, STR(".")) || !is_in_main_file(k, where) ||
        name_map_get(names, id) != NAME_MISSING)
        return;
    diagnostic *item =
        diagnose(k->out, CODE_untested_rule, where, "no example names the %s \"%.*s\"", what, STR_ARGS(id));
    diagnostic_help(k->out, item, "what no example expects can change unnoticed: attune test --help");
}

static void check_all_named(analysis *k, const name_map *names)
{
    const ruleset *r = k->rules;
    for (size_t i = 0; i < r->gate_count; i++)
        check_named(k, names, "gate", r->gates[i].id, r->gates[i].where);
    for (size_t i = 0; i < r->criterion_count; i++)
        check_named(k, names, "criterion", r->criteria[i].id, r->criteria[i].where);
    for (size_t i = 0; i < r->adjust_count; i++)
        check_named(k, names, "adjust", r->adjusts[i].id, r->adjusts[i].where);
    for (size_t i = 0; i < r->flag_count; i++)
        check_named(k, names, "flag", r->flags[i].id, r->flags[i].where);
    for (size_t i = 0; i < r->advice_count; i++)
        check_named(k, names, "advice", r->advice[i].id, r->advice[i].where);
}

static void find_examples(analysis *k)
{
    const char *path = k->options->path ? examples_path(k) : NULL;
    if (!path)
        return;
    const source *s = source_load(k->arena, path, k->rules->limits.document_bytes);
    if (!s) {
        diagnostic *item = diagnose(k->out, CODE_no_examples, root_place(k->rules->files[0]),
                                    "no examples stand beside this rule set");
        const char *slash = strrchr(path, '/');
        diagnostic_help(k->out, item, "write %s, and attune test runs them", slash ? slash + 1 : path);
        return;
    }
    diagnostics ignored;
    diagnostics_init(&ignored, k->arena, 1);
    const xml_node *root = xml_parse(k->arena, s, &k->rules->limits, &ignored);
    if (!root)
        return; // attune test says why
    name_map names = {0};
    collect_names(k, root, &names);
    check_all_named(k, &names);
}

void find_missing(analysis *k, const subject_list *subjects)
{
    if (ruleset_is_part(k->rules))
        return;
    find_questions(k, subjects);
    find_examples(k);
}
