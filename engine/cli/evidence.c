// SPDX-License-Identifier: MIT
// attune evidence: what signals a text or a therapist's profile carries, and how each match was judged.
// Collects the record; render/evidence.h lays it out.
#include "cli/cli.h"

#include "cli/eval_trace.h"
#include "render/evidence.h"

#include <stdlib.h>

typedef VEC(text_value) text_values;

// ---- a text that is in no profile

// The text of the file named, or of standard input; NULL after diagnostics. Like a profile's text it holds no
// control characters but tabs and line ends.
static const source *read_text(cli *c, const char *path, const limits *l, diagnostics *d)
{
    const source *s = source_load(&c->arena, path, l->text_bytes);
    size_t bad;
    if (!s) {
        diagnose_unreadable(d, (place){0}, path, l->text_bytes, "text_bytes");
        return NULL;
    }
    diagnostics_withhold(d, s); // whose text it is, nobody knows
    if (!utf8_valid(s->bytes, &bad)) {
        diagnose(d, CODE_invalid_utf8, place_at(s, bad, 1), "the text is not valid UTF-8 here");
        return s;
    }
    for (size_t i = 0; i < s->bytes.length; i++) {
        unsigned char byte = (unsigned char)s->bytes.data[i];
        if (byte < ' ' && byte != '\n' && byte != '\r' && byte != '\t') {
            diagnose(d, CODE_wrong_field_value, place_at(s, i, 1), "a control character (U+%04X) in the text",
                     byte);
            break;
        }
    }
    return s;
}

// The text as the first value of every text field, so that each signal finds it in a field it reads.
static text_values as_all_texts(arena *a, const ruleset *r, str text)
{
    text_values values = {0};
    for (uint32_t f = 0; f < r->therapist.count; f++)
        if (r->therapist.fields[f].kind == FIELD_TEXT)
            *ARENA_PUSH(a, &values) = (text_value){.field = f, .text = text};
    return values;
}

static int compare_matches(const void *left, const void *right)
{
    const text_match *a = left, *b = right;
    if (a->start != b->start)
        return a->start < b->start ? -1 : 1;
    if (a->end != b->end)
        return a->end > b->end ? -1 : 1;
    if (a->signal != b->signal)
        return a->signal < b->signal ? -1 : 1;
    return (a->pattern > b->pattern) - (a->pattern < b->pattern);
}

// Whether the signal is seen in this field first; a signal that reads several finds the same in each.
static bool is_first_field(uint32_t *first, uint32_t signal, uint32_t field)
{
    if (first[signal] == 0)
        first[signal] = field + 1;
    return first[signal] == field + 1;
}

static void keep_one_of_each(arena *a, const ruleset *r, evidence_record *e)
{
    uint32_t *first = ARENA_ARRAY(a, uint32_t, r->signal_count); // [signal]: the field + 1
    text_match *kept = ARENA_ARRAY(a, text_match, e->match_count);
    size_t count = 0;
    for (size_t i = 0; i < e->match_count; i++) {
        if (!is_first_field(first, e->matches[i].signal, e->matches[i].field))
            continue;
        kept[count] = e->matches[i];
        kept[count++].field = NAME_MISSING;
    }
    if (count > 1)
        qsort(kept, count, sizeof *kept, compare_matches);
    e->matches = kept;
    e->match_count = count;
}

// The same for searches that were given up, which it reports.
static void report_limits(cli *c, const source *s, evidence_record *e)
{
    const ruleset *r = e->rules;
    diagnostics d;
    diagnostics_init(&d, &c->arena, (size_t)r->limits.diagnostics);
    d.show_data = c->api.show_data;
    uint32_t *first = ARENA_ARRAY(&c->arena, uint32_t, r->signal_count);
    text_limit *kept = ARENA_ARRAY(&c->arena, text_limit, e->limit_count);
    size_t count = 0;
    for (size_t i = 0; i < e->limit_count; i++) {
        const text_limit *limit = &e->limits[i];
        if (!is_first_field(first, limit->signal, limit->field))
            continue;
        kept[count] = *limit;
        kept[count].field = NAME_MISSING;
        pool_report_limit(r, &kept[count++], STR_NONE, place_at(s, limit->at, 0), &d);
    }
    e->limits = kept;
    e->limit_count = count;
    session_print_diagnostics(c, &d);
}

// ---- a therapist's texts

static text_values texts_of(arena *a, const pool *p, uint32_t row)
{
    const side *s = &pool_ruleset(p)->therapist;
    text_values values = {0};
    pool_fetch(p, row, a->guard);
    for (uint32_t f = 0; f < s->count; f++) {
        if (s->fields[f].kind != FIELD_TEXT)
            continue;
        feel_value v = pool_value(p, row, f, a);
        size_t count = v.kind == FEEL_LIST ? v.as.list->count : !feel_is_null(v);
        for (uint32_t i = 0; i < count; i++)
            *ARENA_PUSH(a, &values) = (text_value){f, i, pool_text(p, row, f, i)};
    }
    return values;
}

// The row of the therapist wanted; NAME_MISSING after a diagnostic.
static uint32_t find_therapist(cli *c)
{
    const pool *p = c->pool->pool;
    str id = str_from(c->options.values[OPTION_THERAPIST]);
    uint32_t row = pool_find(p, id);
    if (row != NAME_MISSING)
        return row;
    diagnostics d;
    diagnostics_init(&d, &c->arena, 1);
    diagnostic *item = diagnose(&d, CODE_unknown_profile, (place){0},
                                "no therapist \"%.*s\" in the pool of %zu", STR_ARGS(id), pool_count(p));
    suggestion near = suggestion_for(id);
    for (uint32_t i = 0; i < pool_count(p); i++)
        suggestion_offer(&near, pool_id(p, i));
    diagnostic_suggest(&d, item, &near);
    session_print_diagnostics(c, &d);
    return NAME_MISSING;
}

// ---- both

static void search(cli *c, const text_values *values, evidence_record *e)
{
    const ruleset *r = e->rules;
    e->states = ARENA_ARRAY(&c->arena, signal_state, r->signal_count);
    if (!r->text || r->signal_count == 0)
        return;
    text_result found =
        text_search(text_run_new(&c->arena, r->text), values->items, values->count, &c->arena);
    e->states = found.states;
    e->matches = found.matches;
    e->match_count = found.match_count;
    e->limits = found.limits;
    e->limit_count = found.limits_hit;
}

static int write_record(cli *c, const evidence_record *e)
{
    bool to_file = c->options.values[OPTION_OUTPUT] != NULL;
    render_style style = {.color = c->color_out && !to_file,
                          .width = to_file ? 80 : terminal_width(),
                          .ascii = trace_wants_ascii()};
    builder out = builder_new(&c->arena);
    if (str_equals(cli_format(c), "ndjson"))
        evidence_render_ndjson(e, &out);
    else if (str_equals(cli_format(c), "json"))
        evidence_render_json(e, &out);
    else
        evidence_render_text(e, &style, c->options.values[OPTION_ALL] != NULL, &out);
    return output_write(c, builder_str(&out));
}

static int show_text(cli *c)
{
    const ruleset *r = c->ruleset->rules;
    diagnostics d;
    diagnostics_init(&d, &c->arena, (size_t)r->limits.diagnostics);
    d.show_data = c->api.show_data;
    const source *s = read_text(c, c->options.argument_count ? c->options.arguments[0] : "-", &r->limits, &d);
    session_print_diagnostics(c, &d);
    if (d.errors)
        return s ? EXIT_PROFILE : EXIT_SYSTEM;
    if (str_contains(s->bytes, STR("urn:attune:profile:1")) && !c->options.values[OPTION_QUIET])
        fprintf(stderr, "attune: this looks like profiles and is read as one plain text; attune evidence -t "
                        "ID FILE shows a therapist's texts\n");
    text_values values = as_all_texts(&c->arena, r, s->bytes);
    text_value text = {.field = NAME_MISSING, .text = s->bytes};
    evidence_record e = {.rules = r, .texts = &text, .text_count = 1};
    search(c, &values, &e);
    keep_one_of_each(&c->arena, r, &e);
    report_limits(c, s, &e);
    return write_record(c, &e);
}

static int show_therapist(cli *c)
{
    int status;
    if (!session_load_pool(c, &status))
        return status;
    uint32_t row = find_therapist(c);
    if (row == NAME_MISSING)
        return EXIT_PROFILE;
    const pool *p = c->pool->pool;
    text_values values = texts_of(&c->arena, p, row);
    evidence_record e = {.rules = c->ruleset->rules,
                         .id = pool_id(p, row),
                         .name = pool_name(p, row),
                         .texts = values.items,
                         .text_count = values.count};
    search(c, &values, &e); // what was given up is reported when the pool is read
    return write_record(c, &e);
}

int command_evidence(cli *c)
{
    int status;
    bool one = c->options.values[OPTION_THERAPIST] != NULL;
    if (!one && c->options.argument_count > 1) {
        usage_error("give one FILE with a text, or name a therapist of the pool with -t ID");
        return EXIT_USAGE;
    }
    if (!session_load_ruleset(c, &status))
        return status;
    return one ? show_therapist(c) : show_text(c);
}
