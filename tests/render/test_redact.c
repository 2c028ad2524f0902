// SPDX-License-Identifier: MIT
// --redact over all that is shipped: no client's value stands in any redacted report unless it stands in that
// of a client who said nothing, too, or in what the rule set says to all; and what is told of the values that
// decided is the same for all clients.
#include "support/support.h"

#include "api/handles.h"
#include "explain/ask.h"
#include "render/compare.h"
#include "render/redact.h"
#include "render/render.h"

#include <string.h>

enum { DISTINCT = 3, PLACES = 100 }; // shorter words stand everywhere

#define BLANK "<client xmlns='urn:attune:profile:1' id='blank'/>"

static const attune_query QUERY = {2026, 3, 1, PLACES, ATTUNE_ORDER_SCORE};

typedef struct samples {
    const char *rules, *pool;
    const char *clients[7];
} samples;

static const samples SAMPLES[] = {
    {"rules/alliance.xml",
     "profiles/therapists.xml",
     {"profiles/clients/amal.xml", "profiles/clients/jonas.xml", "profiles/clients/lena.xml",
      "profiles/clients/maya.xml", "profiles/clients/renata.xml", "profiles/clients/sam.xml"}},
    {"rules/alliance-evidence.xml",
     "profiles/therapists.xml",
     {"profiles/clients/amal.xml", "profiles/clients/jonas.xml", "profiles/clients/lena.xml",
      "profiles/clients/maya.xml", "profiles/clients/renata.xml", "profiles/clients/sam.xml"}},
    {"rules/couples.xml",
     "profiles/couples/therapists.xml",
     {"profiles/couples/ana-alone.xml", "profiles/couples/kaya-and-ben.xml"}},
    {"rules/intake.xml",
     "profiles/intake/clinicians.xml",
     {"profiles/intake/call-17.xml", "profiles/intake/call-18.xml"}},
};

// ---- what is loaded

typedef struct loaded {
    arena *arena;
    attune_options options;
    attune_ruleset *rules;
    attune_pool *pool;
} loaded;

static void stop_on(attune_status status, const attune_error *error)
{
    if (status != ATTUNE_OK && status != ATTUNE_EMPTY)
        fail_msg("%s:%u: %s", error->file, (unsigned)error->line, error->message);
}

static void load(arena *a, const samples *s, loaded *l)
{
    attune_error error;
    *l = (loaded){.arena = a};
    attune_options_init(&l->options);
    l->options.threads = 1;
    stop_on(attune_ruleset_load(s->rules, &l->options, &l->rules, &error), &error);
    stop_on(attune_pool_load(l->rules, &s->pool, 1, &l->options, &l->pool, &error), &error);
}

static attune_client *load_client(loaded *l, const char *path)
{
    attune_error error;
    attune_client *client;
    stop_on(attune_client_load(l->rules, path, &l->options, &client, &error), &error);
    return client;
}

static attune_client *load_blank(loaded *l)
{
    const char *path = test_temp_path(l->arena, "blank.xml");
    test_write_file(path, STR(BLANK));
    return load_client(l, path);
}

static void unload(loaded *l)
{
    attune_pool_free(l->pool);
    attune_ruleset_free(l->rules);
}

// ---- a client's words

typedef VEC(str) words;

static void add_word(arena *a, words *to, str word)
{
    if (word.length >= DISTINCT)
        *ARENA_PUSH(a, to) = word;
}

static void add_values(arena *a, words *to, const field *f, feel_value v)
{
    if (v.kind == FEEL_LIST) {
        for (size_t i = 0; i < v.as.list->count; i++)
            add_values(a, to, f, v.as.list->items[i]);
    } else if (v.kind == FEEL_CONTEXT) {
        for (size_t i = 0; i < f->field_count; i++)
            add_values(a, to, &f->fields[i], feel_context_get(v.as.context, f->fields[i].name));
    } else if (v.kind == FEEL_STRING) {
        add_word(a, to, v.as.string);
        const feel_domain *names = f->kind == FIELD_TERM ? &f->terms->domain : NULL;
        uint32_t number = names ? feel_domain_term(names, v.as.string) : NAME_MISSING;
        if (number != NAME_MISSING && names->labels)
            add_word(a, to, names->labels[number]);
    } else if (v.kind != FEEL_NULL && v.kind != FEEL_BOOLEAN) {
        add_word(a, to, feel_value_text(a, v));
    }
}

static words words_of(arena *a, const profile *client)
{
    words found = {0};
    for (size_t i = 1; i < client->side->count; i++)
        add_values(a, &found, &client->side->fields[i], client->values[i]);
    add_word(a, &found, client->id);
    return found;
}

static bool is_word_byte(str text, size_t at)
{
    if (at >= text.length)
        return false;
    char c = text.data[at];
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

static size_t find_word(str text, str word)
{
    size_t at = str_find(text, word, 0);
    while (at != SIZE_MAX && ((at && is_word_byte(text, at - 1)) || is_word_byte(text, at + word.length)))
        at = str_find(text, word, at + 1);
    return at;
}

static bool holds_word(str text, str word)
{
    return find_word(text, word) != SIZE_MAX;
}

// ---- reports

static str rendered(arena *a, const report *r, render_format format)
{
    builder out = builder_new(a);
    render_style style = {.width = 80};
    render_report(r, format, &style, &out);
    return builder_str(&out);
}

// Without the values that a therapist's field may have, which are the rule set's.
static const explanation *without_answers(arena *a, const explanation *items, size_t count)
{
    explanation *out = ARENA_ARRAY(a, explanation, count);
    for (size_t i = 0; i < count; i++) {
        ask_question *asks = ARENA_ARRAY(a, ask_question, items[i].ask_count);
        out[i] = items[i];
        for (size_t k = 0; k < items[i].ask_count; k++) {
            asks[k] = items[i].asks[k];
            asks[k].answer_count = 0;
        }
        out[i].asks = asks;
        out[i].answer_count = 0;
    }
    return out;
}

static const report *looked_at(arena *a, const report *r, bool redact)
{
    report *out = ARENA_NEW(a, report);
    *out = redact ? *report_redacted(a, r) : *r;
    out->items = without_answers(a, out->items, out->count);
    out->excluded = without_answers(a, out->excluded, out->excluded_count);
    return out;
}

// The ranking and, of redacted ones, each therapist, in each format, one behind the other.
static str all_reports(loaded *l, const attune_client *client, bool redact)
{
    attune_error error;
    builder all = builder_new(l->arena);
    size_t count = pool_count(l->pool->pool);
    for (size_t i = redact ? 0 : count; i <= count; i++) {
        attune_report *made;
        if (i == count) {
            stop_on(attune_rank(client, l->pool, &QUERY, &l->options, &made, &error), &error);
        } else {
            const char *id = str_terminated(l->arena, pool_id(l->pool->pool, (uint32_t)i));
            stop_on(attune_explain_target(client, l->pool, id, 90 * MICRO, NULL, &QUERY, &l->options, &made,
                                          &error),
                    &error);
        }
        const report *shown = looked_at(l->arena, &made->report, redact);
        for (render_format f = RENDER_TEXT; f <= RENDER_HTML; f++)
            builder_add(&all, rendered(l->arena, shown, f));
        attune_report_free(made);
    }
    return builder_str(&all);
}

// ---- what is the same for all clients: a message that reads none, and the words around a client's values

static void add_message(builder *out, environment *e, const message *m)
{
    for (size_t i = 0; i < m->count; i++)
        if (!m->parts[i].feel) {
            builder_add(out, m->parts[i].literal);
            builder_addc(out, '\n');
        }
    if (m->reads & (READS_CLIENT | READS_ENCOUNTER))
        return;
    builder_add(out, environment_message(e, m, STR_NONE, out->arena));
    builder_addc(out, '\n');
}

static void add_messages(builder *out, environment *e, const message *const *messages, size_t count)
{
    for (size_t i = 0; i < count; i++)
        add_message(out, e, messages[i]);
}

#define ADD_MESSAGES(out, ...)                                                                               \
    add_messages(out, e, (const message *const[]){__VA_ARGS__},                                              \
                 sizeof((const message *const[]){__VA_ARGS__}) / sizeof(const message *))

static void add_said_to_all(builder *out, environment *e, const ruleset *r)
{
    for (size_t i = 0; i < r->gate_count; i++) {
        const gate *g = &r->gates[i];
        ADD_MESSAGES(out, &g->title, &g->met, &g->unmet, &g->unknown, &g->ask);
    }
    for (size_t i = 0; i < r->criterion_count; i++) {
        const criterion *c = &r->criteria[i];
        ADD_MESSAGES(out, &c->title, &c->met, &c->partly, &c->unmet, &c->unknown, &c->ask);
    }
    for (size_t i = 0; i < r->flag_count; i++)
        ADD_MESSAGES(out, &r->flags[i].title, &r->flags[i].because, &r->flags[i].ask);
    for (size_t i = 0; i < r->advice_count; i++)
        ADD_MESSAGES(out, &r->advice[i].title, &r->advice[i].say, &r->advice[i].ask);
    for (size_t i = 0; i < r->adjust_count; i++)
        add_message(out, e, &r->adjusts[i].because);
}

static void add_said_of_all(builder *out, const loaded *l, const attune_client *nobody)
{
    environment *e = environment_new(l->arena, l->rules->rules, nobody->profile, (feel_date){2026, 3, 1});
    for (uint32_t row = 0; row < pool_count(l->pool->pool); row++) {
        environment_set_row(e, l->pool->pool, row);
        add_said_to_all(out, e, l->rules->rules);
    }
}

static void look_for(str open, str closed, str blank, const words *w, const char *client, size_t *gone)
{
    for (size_t i = 0; i < w->count; i++) {
        if (holds_word(blank, w->items[i]))
            continue;
        size_t at = find_word(closed, w->items[i]), from = at > 100 ? at - 100 : 0;
        if (at != SIZE_MAX) {
            fail_msg("\"%.*s\" of %s stands in a redacted report: %.*s", STR_ARGS(w->items[i]), client,
                     STR_ARGS(str_slice(closed, from, at + 60)));
        }
        *gone += holds_word(open, w->items[i]);
    }
}

static void check_words(arena *a, void *context)
{
    const samples *s = context;
    loaded l;
    load(a, s, &l);
    attune_client *nobody = load_blank(&l);
    builder known = builder_new(a);
    builder_add(&known, all_reports(&l, nobody, true));
    builder_adds(&known, " never "); // what the report says of changes
    add_said_of_all(&known, &l, nobody);
    str blank = builder_str(&known);
    attune_client_free(nobody);
    for (size_t i = 0; s->clients[i]; i++) {
        attune_client *client = load_client(&l, s->clients[i]);
        words w = words_of(a, client->profile);
        size_t gone = 0;
        look_for(all_reports(&l, client, false), all_reports(&l, client, true), blank, &w, s->clients[i],
                 &gone);
        if (gone == 0) // else there was nothing to see
            fail_msg("no word of %s stands in its open reports alone", s->clients[i]);
        attune_client_free(client);
    }
    unload(&l);
}

static void no_value_of_a_client_stands_in_a_redacted_report(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof SAMPLES / sizeof *SAMPLES; i++)
        assert_int_equal(run_in_arena(NULL, 0, check_words, (void *)(uintptr_t)&SAMPLES[i]), ATTUNE_OK);
}

// ---- what rests on the client alone

// Words that no report may hold, whoever the client is: those of rules that read an encounter, and reasons.
static void add_literals(arena *a, words *to, const message *m)
{
    enum { TELLING = 12 };
    for (size_t i = 0; i < m->count; i++)
        if (!m->parts[i].feel && m->parts[i].literal.length >= TELLING)
            *ARENA_PUSH(a, to) = m->parts[i].literal;
}

static bool reads_past(const ruleset *r, const expression *x)
{
    for (size_t i = 0; i < x->client_field_count; i++)
        if (x->client_fields[i] == r->encounter_field)
            return true;
    return x->reads & READS_ENCOUNTER;
}

static words of_the_client_alone(arena *a, const ruleset *r)
{
    words found = {0};
    for (size_t i = 0; i < r->adjust_count; i++)
        if (r->adjusts[i].when.reads & READS_CLIENT)
            add_literals(a, &found, &r->adjusts[i].because);
    for (size_t i = 0; i < r->criterion_count; i++) {
        const criterion *c = &r->criteria[i];
        if (!reads_past(r, &c->value))
            continue;
        add_literals(a, &found, &c->met);
        add_literals(a, &found, &c->partly);
        add_literals(a, &found, &c->unmet);
        add_literals(a, &found, &c->unknown);
    }
    for (size_t i = 0; i < r->flag_count; i++)
        if (reads_past(r, &r->flags[i].when))
            add_literals(a, &found, &r->flags[i].because);
    for (size_t i = 0; i < r->advice_count; i++)
        if (reads_past(r, &r->advice[i].when) && !r->advice[i].urgent)
            add_literals(a, &found, &r->advice[i].say);
    return found;
}

static void check_alone(arena *a, void *context)
{
    const samples *s = context;
    loaded l;
    load(a, s, &l);
    words w = of_the_client_alone(a, l.rules->rules);
    size_t gone = 0;
    for (size_t i = 0; s->clients[i]; i++) {
        attune_client *client = load_client(&l, s->clients[i]);
        str open = all_reports(&l, client, false), closed = all_reports(&l, client, true);
        for (size_t k = 0; k < w.count; k++) {
            if (str_contains(closed, w.items[k]))
                fail_msg("\"%.*s\" stands in a redacted report of %s", STR_ARGS(w.items[k]), s->clients[i]);
            gone += str_contains(open, w.items[k]);
        }
        attune_client_free(client);
    }
    unload(&l);
    assert_true(gone > 0 || w.count == 0);
}

static void what_rests_on_the_client_alone_gives_way_to_titles(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof SAMPLES / sizeof *SAMPLES; i++)
        assert_int_equal(run_in_arena(NULL, 0, check_alone, (void *)(uintptr_t)&SAMPLES[i]), ATTUNE_OK);
}

// A title is no question, and there is nobody to be named in a heading.
ARENA_TEST(what_is_left_of_a_redacted_report_reads_as_one)
{
    for (size_t i = 0; i < sizeof SAMPLES / sizeof *SAMPLES; i++) {
        const samples *s = &SAMPLES[i];
        loaded l;
        load(a, s, &l);
        for (size_t k = 0; s->clients[k]; k++) {
            attune_client *client = load_client(&l, s->clients[k]);
            attune_error error;
            attune_report *made;
            stop_on(attune_rank(client, l.pool, &QUERY, &l.options, &made, &error), &error);
            const report *shown = report_redacted(a, &made->report);
            for (size_t n = 0; n < shown->count; n++) {
                const explanation *e = &shown->items[n];
                for (size_t q = 0; q < e->question_count; q++)
                    assert_true(str_contains(e->questions[q].text, STR("?")));
                for (size_t q = 0; q < e->ask_count; q++)
                    assert_true(str_contains(e->asks[q].text, STR("?")));
                for (size_t q = 0; q < e->advice_count; q++)
                    assert_true(e->advice[q].say.length > 0 &&
                                !str_equal(e->advice[q].say, e->advice[q].title));
            }
            assert_false(str_contains(rendered(a, shown, RENDER_TEXT), STR("for client")));
            assert_false(str_contains(rendered(a, shown, RENDER_HTML), STR("for client")));
            attune_report_free(made);
            attune_client_free(client);
        }
        unload(&l);
    }
}

// ---- the values that decided

static void add_told(builder *out, str id, const decided_list *list)
{
    builder_addf(out, "%.*s: %zu, %.*s\n", STR_ARGS(id), list->more, STR_ARGS(list->needed));
    for (size_t i = 0; i < list->count; i++) {
        const decided *d = &list->items[i];
        builder_addf(out, "  %.*s %d | %.*s | %.*s | %.*s", STR_ARGS(d->expression), d->holds,
                     STR_ARGS(d->text), STR_ARGS(d->needed), STR_ARGS(d->by));
        for (size_t k = 0; k < d->value_count; k++)
            builder_addf(out, " | %.*s %.*s", STR_ARGS(d->values[k].value), STR_ARGS(d->values[k].words));
        builder_addc(out, '\n');
    }
}

// By rule, of one therapist; rules of which nothing is told are left out.
static name_map told_of(arena *a, const explanation *e, str *texts)
{
    name_map by_rule = {0};
    uint32_t count = 0;
    for (size_t i = 0; i < e->gate_count + e->criterion_count + e->flag_count; i++) {
        size_t c = i - e->gate_count, f = c - e->criterion_count;
        str id = i < e->gate_count        ? e->gates[i].id
                 : c < e->criterion_count ? e->criteria[c].id
                                          : e->flags[f].id;
        const decided_list *list = i < e->gate_count        ? &e->gates[i].decided_by
                                   : c < e->criterion_count ? &e->criteria[c].decided_by
                                                            : &e->flags[f].decided_by;
        if (list->count == 0)
            continue;
        builder text = builder_new(a);
        add_told(&text, id, list);
        texts[count] = builder_str(&text);
        name_map_put(&by_rule, a, id, count++);
    }
    return by_rule;
}

static const explanation *decided_alone(loaded *l, const attune_client *client, uint32_t row)
{
    diagnostics d;
    diagnostics_init(&d, l->arena, 10);
    const ruleset *r = l->rules->rules;
    const client_plan *plan = client_plan_make(l->arena, r, client->profile, (feel_date){2026, 3, 1}, &d);
    explain_run *run = explain_run_new(l->arena, r, plan, l->pool->pool, l->pool->facts);
    explanation *e = ARENA_NEW(l->arena, explanation);
    explain_run_row(run, l->arena, row, 1, EXPLAIN_RULES, e);
    return redact_decided(l->arena, explain_decided(run, l->arena, e, true));
}

// What is told of the two of a rule that both have.
static size_t check_same(arena *a, const explanation *one, const explanation *other)
{
    size_t most = one->gate_count + one->criterion_count + one->flag_count, same = 0;
    str *of_one = ARENA_ARRAY(a, str, most), *of_other = ARENA_ARRAY(a, str, most + other->flag_count);
    name_map by_one = told_of(a, one, of_one), by_other = told_of(a, other, of_other);
    for (size_t i = 0; i < one->gate_count + one->criterion_count; i++) {
        str id = i < one->gate_count ? one->gates[i].id : one->criteria[i - one->gate_count].id;
        uint32_t here = name_map_get(&by_one, id), there = name_map_get(&by_other, id);
        if (here == NAME_MISSING || there == NAME_MISSING)
            continue;
        assert_text_equal(of_one[here], of_other[there]);
        same++;
    }
    return same;
}

static void check_decided(arena *a, void *context)
{
    const samples *s = context;
    loaded l;
    size_t same = 0;
    load(a, s, &l);
    attune_client *nobody = load_blank(&l);
    for (size_t i = 0; s->clients[i]; i++) {
        attune_client *client = load_client(&l, s->clients[i]);
        for (uint32_t row = 0; row < pool_count(l.pool->pool); row++)
            same += check_same(a, decided_alone(&l, client, row), decided_alone(&l, nobody, row));
        attune_client_free(client);
    }
    attune_client_free(nobody);
    unload(&l);
    assert_true(same > 0);
}

static void what_is_told_of_what_decided_is_the_same_for_all_clients(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof SAMPLES / sizeof *SAMPLES; i++)
        assert_int_equal(run_in_arena(NULL, 0, check_decided, (void *)(uintptr_t)&SAMPLES[i]), ATTUNE_OK);
}

// ---- comparisons, through the command line

ARENA_TEST(no_value_of_a_client_stands_in_a_redacted_comparison)
{
    static const char *const formats[] = {"text", "json", "html"};
    for (size_t i = 0; i < sizeof SAMPLES / sizeof *SAMPLES; i++) {
        const samples *s = &SAMPLES[i];
        loaded l;
        load(a, s, &l);
        attune_client *nobody = load_blank(&l);
        const char *blank = test_temp_path(a, "blank.xml");
        const char *one = str_terminated(a, pool_id(l.pool->pool, 0));
        const char *two = str_terminated(a, pool_id(l.pool->pool, 1));
        for (size_t f = 0; f < sizeof formats / sizeof *formats; f++) {
#define COMPARED(client)                                                                                     \
    RUN_ATTUNE(a, "compare", "-q", "--redact", "--today=2026-03-01", "-r", s->rules, "-c", client, "-t",     \
               one, "-t", two, "--format", formats[f], s->pool)
            builder known = builder_new(a);
            builder_add(&known, COMPARED(blank).out);
            add_said_of_all(&known, &l, nobody);
            for (size_t k = 0; s->clients[k]; k++) {
                attune_client *client = load_client(&l, s->clients[k]);
                words w = words_of(a, client->profile);
                command_result run = COMPARED(s->clients[k]);
                assert_int_equal(run.status, 0);
                size_t gone = 0;
                look_for(STR_NONE, run.out, builder_str(&known), &w, s->clients[k], &gone);
                attune_client_free(client);
            }
        }
        attune_client_free(nobody);
        unload(&l);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_value_of_a_client_stands_in_a_redacted_report),
        cmocka_unit_test(what_rests_on_the_client_alone_gives_way_to_titles),
        cmocka_unit_test(what_is_left_of_a_redacted_report_reads_as_one),
        cmocka_unit_test(what_is_told_of_what_decided_is_the_same_for_all_clients),
        cmocka_unit_test(no_value_of_a_client_stands_in_a_redacted_comparison),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
