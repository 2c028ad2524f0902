// SPDX-License-Identifier: MIT
// The environment of evaluation: see environment.h. Owns the caches of one thread's evaluations: the
// therapist's fields, this pair's entry and the lets. Knows nothing of points or scores.
#include "match/environment.h"

#include "base/withhold.h"

#include "text/regex.h"

// Lets that read lets are evaluated on demand, nested; past this depth those below are settled first, in
// their order, so that a long chain of lets takes no deep stack.
enum { LET_DEPTH = 16 };

typedef struct cached {
    feel_value value;
    bool error;
    uint64_t stamp; // when it was made: see environment.move
} cached;

enum { STAMP_NEVER, STAMP_KEPT, STAMP_FIRST };

// What environment_missing() collects: for an expression, or for a let that it reads.
typedef struct tracker {
    arena *arena;
    VEC(missing) items;
} tracker;

// A let as environment_missing() evaluates it, and what it found missing on the way.
typedef struct traced_let {
    cached made;
    const missing *items;
    size_t count;
} traced_let;

// What stays as it is while the client does: see stays().
typedef struct kept_text {
    str text;
    bool made;
} kept_text;

typedef struct kept_missing {
    const missing *items;
    size_t count;
    bool made;
} kept_missing;

struct environment {
    arena *arena;
    arena scratch;         // emptied at each move
    regex_scratch *search; // of conditions that match patterns
    const ruleset *rules;
    const profile *client; // NULL: nothing is known of a client
    feel_value today;
    feel_value client_context, therapist_context, signals_context;

    const pool *pool; // the environment stands at a row of it, …
    uint32_t row;
    const profile *therapist; // … or at a profile, or nowhere
    const signal_state *signals;

    uint64_t move; // counts moves: what bears an older stamp is of another therapist
    cached *fields;
    cached *lets;          // client-only ones are STAMP_KEPT
    cached *unmet_lets;    // those that read no therapist, where the client has not met this one
    cached *values;        // by number of the expression
    kept_text *messages;   // by number of the message
    kept_missing *missing; // by number of the expression
    cached encounter;
    name_map encounters; // of the client, by therapist; made when first asked for
    bool encounters_made;
    let_column column;
    const void *column_user;
    known_value known;
    const void *known_user;
    uint32_t tried; // therapist field that stands in for another value, or NAME_MISSING
    unsigned let_depth;

    tracker *tracker;   // while environment_missing() runs
    traced_let *traced; // lets in its runs

    str evidence;
    diagnostics *diagnostics;
};

// One evaluation under way.
typedef struct work {
    environment *e;
    size_t problems; // met so far, also in lets that it read
    str first;       // what the first of its own was
} work;

static feel_value give_variable(void *host, uint32_t slot);

// ---- the contexts

static void note_missing(environment *e, int kind, uint32_t index)
{
    if (!e->tracker)
        return;
    for (size_t i = 0; i < e->tracker->items.count; i++)
        if ((int)e->tracker->items.items[i].kind == kind && e->tracker->items.items[i].index == index)
            return;
    missing *item = ARENA_PUSH(e->tracker->arena, &e->tracker->items);
    item->kind = kind;
    item->index = index;
}

static feel_value client_member(void *host, uint32_t index)
{
    environment *e = host;
    feel_value value = e->client ? e->client->values[index] : FEEL_NULL_VALUE;
    if (feel_is_null(value))
        note_missing(e, MISSING_CLIENT_FIELD, index);
    return value;
}

static feel_value therapist_value(environment *e, uint32_t index)
{
    if (e->therapist)
        return e->therapist->values[index];
    if (!e->pool)
        return FEEL_NULL_VALUE;
    cached *kept = &e->fields[index];
    if (kept->stamp != e->move) {
        kept->value = pool_value(e->pool, e->row, index, &e->scratch);
        kept->stamp = e->move;
    }
    return kept->value;
}

static feel_value therapist_member(void *host, uint32_t index)
{
    environment *e = host;
    feel_value value = therapist_value(e, index);
    if (feel_is_null(value))
        note_missing(e, MISSING_THERAPIST_FIELD, index);
    return value;
}

static feel_value signal_member(void *host, uint32_t index)
{
    environment *e = host;
    signal_state state = SIGNAL_UNKNOWN;
    if (e->pool) {
        pool_fetch(e->pool, e->row, e->scratch.guard);
        state = pool_signal(e->pool, e->row, index);
    } else if (e->signals)
        state = e->signals[index];
    if (state != SIGNAL_UNKNOWN)
        return feel_boolean(state == SIGNAL_TRUE);
    note_missing(e, MISSING_SIGNAL, index);
    return FEEL_NULL_VALUE;
}

static str therapist_id(const environment *e)
{
    if (e->pool)
        return pool_id(e->pool, e->row);
    return e->therapist ? e->therapist->id : STR_NONE;
}

static feel_value find_encounter(environment *e)
{
    if (!e->encounters_made)
        e->encounters = client_encounters(e->arena, e->rules, e->client);
    e->encounters_made = true;
    return client_encounter(e->rules, e->client, &e->encounters, therapist_id(e));
}

static bool has_met(environment *e)
{
    if (e->encounter.stamp != e->move) {
        e->encounter.value = FEEL_NULL_VALUE;
        if (e->client && (e->pool || e->therapist))
            e->encounter.value = find_encounter(e);
        e->encounter.stamp = e->move;
    }
    return !feel_is_null(e->encounter.value);
}

static feel_value encounter_value(environment *e)
{
    if (!has_met(e))
        note_missing(e, MISSING_ENCOUNTER, e->rules->encounter_field);
    return e->encounter.value;
}

// Whether what reads this is the same for all therapists whom the client has not met, of whom this is one, or
// for all that there are.
static bool stays(environment *e, unsigned reads)
{
    return !(reads & READS_THERAPIST) && (!(reads & READS_ENCOUNTER) || !has_met(e));
}

// Keeps a value past this therapist: plain ones that came of no error, which is reported for each.
static bool keep(environment *e, feel_value value, bool error, cached *slot)
{
    bool plain = !error && value.kind != FEEL_CONTEXT && value.kind != FEEL_FUNCTION;
    for (size_t i = 0; plain && value.kind == FEEL_LIST && i < value.as.list->count; i++)
        plain = value.as.list->items[i].kind <= FEEL_STRING;
    if (plain)
        *slot = (cached){feel_copy(e->arena, value), false, STAMP_KEPT};
    return plain;
}

// ---- evaluating

static void note_problem(void *user, const feel_problem *problem)
{
    work *w = user;
    w->problems++;
    if (w->e->diagnostics && !w->first.length)
        w->first = str_copy(&w->e->scratch, problem->message);
}

static feel_value run_feel(work *w, const feel_expression *feel, arena *results)
{
    feel_run run = {
        .arena = results,
        .limits = &w->e->rules->limits,
        .variable = give_variable,
        .host = w,
        .report = note_problem,
        .report_user = w,
        .scratch = w->e->search,
    };
    feel_value value = feel_evaluate(feel, &run);
    if (run.stopped)
        w->problems++;
    return value;
}

static feel_value evaluate(environment *e, const expression *x, arena *results, bool *error)
{
    work w = {.e = e};
    feel_value value = run_feel(&w, x->feel, results);
    *error = feel_is_null(value) && w.problems > 0;
    if (*error && w.first.length)
        environment_report(e, x, w.first);
    return value;
}

static const cached *let_get(environment *e, uint32_t number);

// Evaluates all lets that this one needs, from the lowest up: each finds those it reads made.
static void settle_lets(environment *e, uint32_t number)
{
    bool *needed = ARENA_ARRAY(&e->scratch, bool, (size_t)number + 1);
    needed[number] = true;
    for (uint32_t i = number + 1; i-- > 0;)
        for (size_t k = 0; needed[i] && k < e->rules->lets[i].value.let_count; k++)
            needed[e->rules->lets[i].value.lets[k]] = true;
    e->let_depth++; // none of these settles anything anew: what it reads is made by then
    for (uint32_t i = 0; i < number; i++)
        if (needed[i])
            let_get(e, i);
    e->let_depth--;
}

static void make_let(environment *e, uint32_t number, cached *slot)
{
    const let *l = &e->rules->lets[number];
    bool kept = !e->tracker && timing_of(l->value.reads) == ONCE_PER_CLIENT;
    if (e->let_depth == LET_DEPTH)
        settle_lets(e, number);
    e->let_depth++;
    slot->value = evaluate(e, &l->value, kept ? e->arena : &e->scratch, &slot->error);
    e->let_depth--;
    slot->stamp = kept ? STAMP_KEPT : e->move;
}

// The same in a run of environment_missing(): what is missing in the let is missing in whatever reads it.
static const cached *trace_let(environment *e, uint32_t number)
{
    traced_let *let = &e->traced[number];
    if (let->made.stamp != e->move) {
        tracker inner = {.arena = &e->scratch}, *outer = e->tracker;
        e->tracker = &inner;
        make_let(e, number, &let->made);
        e->tracker = outer;
        let->items = inner.items.items;
        let->count = inner.items.count;
    }
    for (size_t i = 0; i < let->count; i++)
        note_missing(e, (int)let->items[i].kind, let->items[i].index);
    return &let->made;
}

static bool reads_tried(const environment *e, const expression *x)
{
    for (size_t i = 0; e->tried != NAME_MISSING && i < x->therapist_field_count; i++)
        if (x->therapist_fields[i] == e->tried)
            return true;
    return false;
}

// From a column, where it stands in one.
static bool let_known(environment *e, uint32_t number, cached *slot)
{
    bool known = false;
    if (!e->column || reads_tried(e, &e->rules->lets[number].value))
        return false;
    slot->value = e->column(e->column_user, number, e->pool ? e->row : NAME_MISSING, &known, &slot->error);
    slot->stamp = known ? e->move : STAMP_NEVER;
    return known;
}

static const cached *let_get(environment *e, uint32_t number)
{
    if (e->tracker)
        return trace_let(e, number);
    cached *slot = &e->lets[number], *unmet = &e->unmet_lets[number];
    if (slot->stamp == e->move || slot->stamp == STAMP_KEPT || let_known(e, number, slot))
        return slot;
    bool lasts = stays(e, e->rules->lets[number].value.reads);
    if (lasts && unmet->stamp == STAMP_KEPT)
        return unmet;
    make_let(e, number, slot);
    if (lasts && slot->stamp != STAMP_KEPT)
        keep(e, slot->value, slot->error, unmet);
    return slot;
}

static feel_value give_variable(void *host, uint32_t slot)
{
    work *w = host;
    environment *e = w->e;
    switch (slot) {
    case SLOT_CLIENT:
        return e->client_context;
    case SLOT_THERAPIST:
        return e->therapist_context;
    case SLOT_SIGNALS:
        return e->signals_context;
    case SLOT_TODAY:
        return e->today;
    case SLOT_ENCOUNTER:
        return encounter_value(e);
    case SLOT_EVIDENCE:
        return e->evidence.length ? feel_string(e->evidence) : FEEL_NULL_VALUE;
    default: {
        const cached *made = let_get(e, slot - SLOT_FIRST_LET);
        w->problems += made->error;
        return made->value;
    }
    }
}

feel_value environment_value(environment *e, const expression *x, bool *error)
{
    bool failed = false;
    if (error)
        *error = false;
    if (!x->feel)
        return FEEL_NULL_VALUE;
    bool lasts = !e->tracker && x->number && stays(e, x->reads);
    if (lasts && e->values[x->number].stamp == STAMP_KEPT)
        return e->values[x->number].value;
    feel_value value;
    if (!e->tracker && e->known && e->pool && !reads_tried(e, x) &&
        e->known(e->known_user, x, e->row, &value))
        return value;
    value = evaluate(e, x, &e->scratch, &failed);
    if (lasts)
        keep(e, value, failed, &e->values[x->number]);
    if (error)
        *error = failed;
    return value;
}

truth environment_truth(environment *e, const expression *x, bool *error)
{
    if (error)
        *error = false;
    if (!x->feel)
        return TRUTH_TRUE;
    feel_value value = environment_value(e, x, error);
    if (value.kind != FEEL_BOOLEAN)
        return TRUTH_UNKNOWN;
    return value.as.boolean ? TRUTH_TRUE : TRUTH_FALSE;
}

feel_value environment_let(environment *e, uint32_t number, bool *error)
{
    const cached *made = let_get(e, number);
    if (error)
        *error = made->error;
    return made->value;
}

static str build_message(environment *e, const message *m, str evidence, arena *out)
{
    builder text = builder_new(out);
    e->evidence = evidence;
    for (size_t i = 0; i < m->count; i++) {
        if (!m->parts[i].feel) {
            builder_add(&text, m->parts[i].literal);
            continue;
        }
        work w = {.e = e};
        feel_value value = run_feel(&w, m->parts[i].feel, &e->scratch);
        builder_add(&text, value.kind == FEEL_STRING ? value.as.string : STR("not known"));
    }
    e->evidence = STR_NONE;
    return builder_str(&text);
}

str environment_message(environment *e, const message *m, str evidence, arena *out)
{
    if (!m->count)
        return STR_NONE;
    if (m->count == 1 && !m->parts[0].feel)
        return m->parts[0].literal;
    if (!stays(e, m->reads))
        return build_message(e, m, evidence, out);
    kept_text *kept = &e->messages[m->number];
    if (!kept->made)
        *kept = (kept_text){build_message(e, m, evidence, e->arena), true};
    return kept->text;
}

const missing *environment_missing(environment *e, const expression *x, arena *out, size_t *count)
{
    bool lasts = x->number && stays(e, x->reads);
    kept_missing *kept = &e->missing[x->number];
    if (lasts && kept->made) {
        *count = kept->count;
        return kept->items;
    }
    tracker t = {.arena = lasts ? e->arena : out};
    diagnostics *told = e->diagnostics;
    e->diagnostics = NULL; // all that goes wrong was reported when x was first evaluated
    e->tracker = &t;
    environment_value(e, x, NULL);
    e->tracker = NULL;
    e->diagnostics = told;
    if (lasts)
        *kept = (kept_missing){t.items.items, t.items.count, true};
    *count = t.items.count;
    return t.items.items;
}

// ---- moving and reporting

environment *environment_new(arena *a, const ruleset *r, const profile *client, feel_date today)
{
    environment *e = ARENA_NEW(a, environment);
    e->arena = a;
    arena_init_within(&e->scratch, a);
    e->search = regex_scratch_new(a, &r->limits);
    e->rules = r;
    e->client = client;
    e->today = (feel_value){.kind = FEEL_DATE, .as.date = today};
    e->client_context = feel_host_context(a, r->client.type, client_member, e);
    e->therapist_context = feel_host_context(a, r->therapist.type, therapist_member, e);
    e->signals_context = feel_host_context(a, r->scope.variables[SLOT_SIGNALS].type, signal_member, e);
    e->fields = ARENA_ARRAY(a, cached, r->therapist.count);
    e->lets = ARENA_ARRAY(a, cached, r->let_count);
    e->unmet_lets = ARENA_ARRAY(a, cached, r->let_count);
    e->traced = ARENA_ARRAY(a, traced_let, r->let_count);
    e->values = ARENA_ARRAY(a, cached, (size_t)r->expression_count + 1);
    e->messages = ARENA_ARRAY(a, kept_text, (size_t)r->message_count + 1);
    e->missing = ARENA_ARRAY(a, kept_missing, (size_t)r->expression_count + 1);
    e->tried = NAME_MISSING;
    e->move = STAMP_FIRST;
    return e;
}

void environment_set_none(environment *e)
{
    arena_reset(&e->scratch);
    e->pool = NULL;
    e->therapist = NULL;
    e->signals = NULL;
    e->tried = NAME_MISSING;
    e->move++;
}

void environment_set_row(environment *e, const pool *p, uint32_t row)
{
    environment_set_none(e);
    e->pool = p;
    e->row = row;
}

void environment_set_profile(environment *e, const profile *therapist, const signal_state *signals)
{
    environment_set_none(e);
    e->therapist = therapist;
    e->signals = signals;
}

void environment_try_value(environment *e, uint32_t index, const feel_value *value)
{
    if (e->tried != NAME_MISSING)
        e->fields[e->tried].stamp = STAMP_NEVER;
    e->tried = NAME_MISSING;
    if (value)
        e->fields[index] = (cached){*value, false, e->move};
    for (size_t i = 0; i < e->rules->let_count; i++) {
        const expression *x = &e->rules->lets[i].value;
        for (size_t k = 0; k < x->therapist_field_count; k++)
            if (x->therapist_fields[k] == index)
                e->lets[i].stamp = e->traced[i].made.stamp = STAMP_NEVER;
    }
    if (value)
        e->tried = index;
}

void environment_set_known(environment *e, known_value known, const void *user)
{
    e->known = known;
    e->known_user = user;
}

void environment_set_let_column(environment *e, let_column column, const void *user)
{
    e->column = column;
    e->column_user = user;
}

void environment_set_diagnostics(environment *e, diagnostics *d)
{
    e->diagnostics = d;
}

void environment_report(environment *e, const expression *x, str why)
{
    if (!e->diagnostics)
        return;
    if (e->client && !e->diagnostics->show_data) // what it quotes may be a value of the client's
        why = withhold_quoted(&e->scratch, why);
    str id = therapist_id(e);
    if (id.length)
        diagnose(e->diagnostics, CODE_evaluation_error, x->where,
                 "cannot be evaluated for therapist \"%.*s\": %.*s", STR_ARGS(id), STR_ARGS(why));
    else
        diagnose(e->diagnostics, CODE_evaluation_error, x->where, "cannot be evaluated for this client: %.*s",
                 STR_ARGS(why));
}
