// SPDX-License-Identifier: MIT
// Results of examples for other programs: TAP version 14, JUnit's XML, JSON.
#include "render/examples.h"

#include "document/json.h"

// ---- in common

static str head_of(arena *a, const example_result *r)
{
    return str_printf(a, "%.*s%s%.*s", STR_ARGS(r->id), r->title.length ? ": " : "", STR_ARGS(r->title));
}

static bool passed(const example_result *r)
{
    return r->ran && r->failures.count == 0;
}

static str failure_head(arena *a, const example_failure *f)
{
    place_view view = place_look(f->where, a);
    return str_printf(a, "%.*s:%u:%u: %.*s", STR_ARGS(f->where.source->name), view.line, view.column,
                      STR_ARGS(f->text));
}

static const char fact_signs[] = {'-', '+', ' '};

// ---- TAP

// In a description "\" and "#" are escaped; a line is one line.
static void tap_text(builder *out, str text)
{
    builder visible = builder_new(out->arena);
    builder_add_visible(&visible, text, false);
    str clean = builder_str(&visible);
    for (size_t i = 0; i < clean.length; i++) {
        if (clean.data[i] == '\\' || clean.data[i] == '#')
            builder_addc(out, '\\');
        builder_addc(out, clean.data[i]);
    }
}

static void json_text(builder *out, str text)
{
    json_writer w = json_writer_new(out, false);
    json_string(&w, text);
}

static void tap_failure(builder *out, const example_failure *f)
{
    arena *a = out->arena;
    place_view view = place_look(f->where, a);
    builder_adds(out, "    - message: ");
    json_text(out, f->text);
    builder_adds(out, "\n      file: ");
    json_text(out, f->where.source->name);
    builder_addf(out, "\n      line: %u\n      column: %u\n", view.line, view.column);
    if (f->facts.count)
        builder_adds(out, "      because:\n");
    for (size_t i = 0; i < f->facts.count; i++) {
        const example_fact *fact = &f->facts.items[i];
        builder_adds(out, "        - ");
        json_text(out, str_printf(a, "%c %.*s%s%.*s", fact_signs[fact->kind], STR_ARGS(fact->label),
                                  fact->label.length ? ": " : "", STR_ARGS(fact->text)));
        builder_addc(out, '\n');
    }
}

static void tap_result(builder *out, size_t number, const example_result *r)
{
    builder_addf(out, "%s %zu - ", passed(r) ? "ok" : "not ok", number);
    tap_text(out, head_of(out->arena, r));
    builder_addc(out, '\n');
    if (passed(r))
        return;
    builder_adds(out, "  ---\n");
    if (!r->ran)
        builder_adds(out, "  message: \"not run: its profiles have errors\"\n");
    else
        builder_adds(out, "  failures:\n");
    for (size_t i = 0; i < r->failures.count; i++)
        tap_failure(out, &r->failures.items[i]);
    builder_adds(out, "  ...\n");
}

void render_tests_tap(const tested *items, size_t count, builder *out)
{
    size_t total = 0, number = 1;
    for (size_t i = 0; i < count; i++)
        total += items[i].report ? items[i].report->results.count : 1;
    builder_addf(out, "TAP version 14\n1..%zu\n", total);
    for (size_t i = 0; i < count; i++) {
        const examples_report *r = items[i].report;
        builder_adds(out, "# ");
        tap_text(out, items[i].path);
        builder_addc(out, '\n');
        if (!r) {
            builder_addf(out, "not ok %zu - ", number++);
            tap_text(out, items[i].path);
            builder_adds(out, " cannot be run\n");
        }
        for (size_t k = 0; r && k < r->results.count; k++)
            tap_result(out, number++, &r->results.items[k]);
    }
}

// ---- JUnit

static void junit_attribute(builder *out, const char *name, str value)
{
    builder_addf(out, " %s=\"", name);
    xml_escape(out, value);
    builder_addc(out, '"');
}

static void junit_failure(builder *out, const example_failure *f)
{
    builder_adds(out, "      <failure type=\"expectation\"");
    junit_attribute(out, "message", f->text);
    builder_adds(out, ">");
    xml_escape(out, failure_head(out->arena, f));
    for (size_t i = 0; i < f->facts.count; i++) {
        const example_fact *fact = &f->facts.items[i];
        xml_escape(out, str_printf(out->arena, "\n%c %-10.*s %.*s", fact_signs[fact->kind],
                                   STR_ARGS(fact->label), STR_ARGS(fact->text)));
    }
    builder_adds(out, "</failure>\n");
}

static void junit_result(builder *out, const tested *t, const example_result *r)
{
    place_view view = place_look(r->where, out->arena);
    builder_adds(out, "    <testcase");
    junit_attribute(out, "classname", t->report->ruleset->id);
    junit_attribute(out, "name", head_of(out->arena, r));
    junit_attribute(out, "file", t->path);
    builder_addf(out, " line=\"%u\" assertions=\"%zu\"", view.line, r->expectations);
    if (passed(r)) {
        builder_adds(out, "/>\n");
        return;
    }
    builder_adds(out, ">\n");
    if (!r->ran)
        builder_adds(out, "      <error type=\"profile\" message=\"not run: its profiles have errors\"/>\n");
    for (size_t i = 0; i < r->failures.count; i++)
        junit_failure(out, &r->failures.items[i]);
    builder_adds(out, "    </testcase>\n");
}

static void junit_suite(builder *out, const tested *t)
{
    const examples_report *r = t->report;
    builder_adds(out, "  <testsuite");
    junit_attribute(out, "name", t->path);
    builder_addf(out, " tests=\"%zu\" failures=\"%zu\" errors=\"%zu\"", r ? r->results.count : 1,
                 r ? r->failed : 0, r ? r->not_run : 1);
    builder_adds(out, ">\n");
    if (!r) {
        builder_adds(out, "    <testcase");
        junit_attribute(out, "name", t->path);
        builder_adds(out, "><error type=\"file\" message=\"cannot be run\"/></testcase>\n");
    }
    for (size_t i = 0; r && i < r->results.count; i++)
        junit_result(out, t, &r->results.items[i]);
    builder_adds(out, "  </testsuite>\n");
}

void render_tests_junit(const tested *items, size_t count, builder *out)
{
    builder_adds(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"attune test\">\n");
    for (size_t i = 0; i < count; i++)
        junit_suite(out, &items[i]);
    builder_adds(out, "</testsuites>\n");
}

// ---- JSON

static void json_place(json_writer *w, place where, arena *scratch)
{
    place_view view = place_look(where, scratch);
    json_key_string(w, "file", where.source ? where.source->name : STR(""));
    json_key_integer(w, "line", view.line);
    json_key_integer(w, "column", view.column);
}

static void json_failure(json_writer *w, const example_failure *f, arena *a)
{
    static const char *const kinds[] = {"expected", "actual", "because"};
    json_open_object(w);
    json_place(w, f->where, a);
    json_key_string(w, "message", f->text);
    json_key(w, "facts");
    json_open_array(w);
    str label = STR_NONE;
    for (size_t i = 0; i < f->facts.count; i++) {
        const example_fact *fact = &f->facts.items[i];
        label = fact->label.length ? fact->label : label;
        json_open_object(w);
        json_key_string(w, "kind", str_from(kinds[fact->kind]));
        json_key_string(w, "label", label);
        json_key_string(w, "text", fact->text);
        json_close_object(w);
    }
    json_close_array(w);
    json_close_object(w);
}

static void json_result(json_writer *w, const example_result *r, arena *a)
{
    json_open_object(w);
    json_key_string(w, "id", r->id);
    json_key_string(w, "title", r->title);
    json_key_string(w, "status", passed(r) ? STR("passed") : r->ran ? STR("failed") : STR("not run"));
    json_key_integer(w, "line", place_look(r->where, a).line);
    json_key_integer(w, "expectations", (int64_t)r->expectations);
    json_key(w, "failures");
    json_open_array(w);
    for (size_t i = 0; i < r->failures.count; i++)
        json_failure(w, &r->failures.items[i], a);
    json_close_array(w);
    json_close_object(w);
}

static void json_coverage_item(json_writer *w, const coverage_item *item, arena *a)
{
    json_open_object(w);
    json_key_string(w, "kind", str_from(coverage_kind_name(item->kind)));
    json_key_string(w, "id", item->id);
    json_place(w, item->where, a);
    json_key_boolean(w, "included", item->included);
    json_key(w, "seen");
    json_open_object(w);
    for (unsigned s = 0; s < SIGHTINGS; s++)
        if ((item->possible | item->seen) & (1u << s))
            json_key_integer(w, sighting_name((sighting)s), item->times[s]);
    json_close_object(w);
    json_key(w, "never");
    json_open_array(w);
    for (unsigned s = 0; s < SIGHTINGS; s++)
        if (item->wanted & ~item->seen & (1u << s))
            json_string(w, str_from(sighting_name((sighting)s)));
    json_close_array(w);
    json_close_object(w);
}

static void json_figure(json_writer *w, const char *key, coverage_figure f)
{
    json_key(w, key);
    json_open_object(w);
    json_key_integer(w, "seen", (int64_t)f.seen);
    json_key_integer(w, "wanted", (int64_t)f.wanted);
    json_close_object(w);
}

static void json_coverage(json_writer *w, const coverage *c, arena *a)
{
    json_open_object(w);
    json_figure(w, "outcomes", coverage_figure_of(c, COVERAGE_GATE, COVERAGE_ADVICE, false));
    json_figure(w, "outcomes_included", coverage_figure_of(c, COVERAGE_GATE, COVERAGE_ADVICE, true));
    json_figure(w, "patterns", coverage_figure_of(c, COVERAGE_PATTERN, COVERAGE_PATTERN, false));
    json_figure(w, "patterns_included", coverage_figure_of(c, COVERAGE_PATTERN, COVERAGE_PATTERN, true));
    json_figure(w, "triggers", coverage_figure_of(c, COVERAGE_TRIGGER, COVERAGE_TRIGGER, false));
    json_figure(w, "triggers_included", coverage_figure_of(c, COVERAGE_TRIGGER, COVERAGE_TRIGGER, true));
    json_key(w, "items");
    json_open_array(w);
    for (size_t i = 0; i < c->count; i++)
        if (c->items[i].possible)
            json_coverage_item(w, &c->items[i], a);
    json_close_array(w);
    json_close_object(w);
}

static void json_mutation(json_writer *w, const mutation_report *m, arena *a)
{
    json_open_object(w);
    json_key_integer(w, "made", (int64_t)m->made);
    json_key_integer(w, "tried", (int64_t)m->count);
    json_key_integer(w, "noticed", (int64_t)m->noticed);
    json_key_integer(w, "survived", (int64_t)m->survived);
    json_key_integer(w, "equivalent", (int64_t)m->equivalent);
    json_key_integer(w, "invalid", (int64_t)m->invalid);
    json_key(w, "survivors");
    json_open_array(w);
    for (size_t i = 0; i < m->count; i++) {
        const mutant *x = &m->items[i];
        if (x->state != MUTANT_SURVIVED)
            continue;
        json_open_object(w);
        json_place(w, x->where, a);
        json_key_string(w, "rule", x->rule);
        json_key_string(w, "change", x->change);
        json_key_string(w, "example", x->example);
        json_key_string(w, "hint", x->hint);
        json_close_object(w);
    }
    json_close_array(w);
    json_close_object(w);
}

static void json_report(json_writer *w, const tested *t, arena *a)
{
    const examples_report *r = t->report;
    json_key(w, "ruleset");
    json_open_object(w);
    json_key_string(w, "id", r->ruleset->id);
    json_key_string(w, "version", r->ruleset->version);
    json_key_string(w, "sha256", r->ruleset->sha256);
    json_close_object(w);
    json_key_integer(w, "failed", (int64_t)r->failed);
    json_key_integer(w, "not_run", (int64_t)r->not_run);
    json_key_integer(w, "expectations", (int64_t)r->expectations);
    json_key(w, "examples");
    json_open_array(w);
    for (size_t i = 0; i < r->results.count; i++)
        json_result(w, &r->results.items[i], a);
    json_close_array(w);
    json_key(w, "coverage");
    json_coverage(w, r->coverage, a);
    json_key(w, "mutation");
    if (t->mutation)
        json_mutation(w, t->mutation, a);
    else
        json_null(w);
}

void render_tests_json(const tested *items, size_t count, builder *out)
{
    json_writer w = json_writer_new(out, true);
    json_open_object(&w);
    json_key_integer(&w, "schema_version", 1);
    json_key(&w, "files");
    json_open_array(&w);
    for (size_t i = 0; i < count; i++) {
        json_open_object(&w);
        json_key_string(&w, "file", items[i].path);
        json_key_boolean(&w, "ran", items[i].report != NULL);
        if (items[i].report)
            json_report(&w, &items[i], out->arena);
        json_close_object(&w);
    }
    json_close_array(&w);
    json_close_object(&w);
    builder_addc(out, '\n');
}
