// SPDX-License-Identifier: MIT
// The made-up pair: see world.h. Gives expressions what they read; knows nothing of where values come from.
#include "analysis/world.h"

#include "text/regex.h"

// Lets that read lets are evaluated nested; past this depth those below are made first, in their order.
enum { LET_DEPTH = 16 };

// Of one evaluation: more is more than a check can wait for.
enum { MOST_STEPS = 100000 };

typedef struct made_let {
    feel_value value;
    uint64_t stamp;
    bool error;
} made_let;

struct world_state {
    uint64_t stamp;
    made_let *lets;
    const feel_inspection **inspections; // by let
    unsigned let_depth;
    feel_value client, therapist, signals, encounter; // host contexts
    feel_value today;
    regex_scratch *search;
    limits limits;
    feel_run run;
};

// The type of one entry of the record with match.
static const feel_type *entry_type(const ruleset *r)
{
    const feel_type *type = r->client.type->members[r->encounter_field].type;
    return type->kind == FEEL_LIST ? type->element : type;
}

// The client's entries, with that of this pair at their end, so that both tell the same.
static feel_value all_encounters(world *w)
{
    const ruleset *r = w->rules;
    feel_value others = w->values[r->encounter_field];
    if (feel_is_null(w->values[w->met]))
        return others;
    feel_value mine = feel_copy(&w->scratch, w->state->encounter);
    if (!r->client.fields[r->encounter_field].list)
        return mine;
    size_t count = others.kind == FEEL_LIST ? others.as.list->count : 0;
    feel_value *items = ARENA_ARRAY(&w->scratch, feel_value, count + 1);
    for (size_t i = 0; i < count; i++)
        items[i] = others.as.list->items[i];
    items[count] = mine;
    return feel_make_list(&w->scratch, items, count + 1);
}

static feel_value client_member(void *host, uint32_t index)
{
    world *w = host;
    return index == w->rules->encounter_field ? all_encounters(w) : w->values[index];
}

static feel_value therapist_member(void *host, uint32_t index)
{
    world *w = host;
    return w->values[w->first_therapist + index];
}

static feel_value signal_member(void *host, uint32_t index)
{
    world *w = host;
    return w->values[w->first_signal + index];
}

static feel_value encounter_member(void *host, uint32_t index)
{
    world *w = host;
    return w->values[w->first_encounter + index];
}

static feel_value let_value(world *w, uint32_t number);

static void make_lets_below(world *w, uint32_t number)
{
    const ruleset *r = w->rules;
    bool *needed = ARENA_ARRAY(&w->scratch, bool, (size_t)number + 1);
    needed[number] = true;
    for (uint32_t i = number + 1; i-- > 0;)
        for (size_t k = 0; needed[i] && k < r->lets[i].value.let_count; k++)
            needed[r->lets[i].value.lets[k]] = true;
    w->state->let_depth = 1; // none of these goes deeper than to those before it, which are made
    for (uint32_t i = 0; i < number; i++)
        if (needed[i])
            let_value(w, i);
    w->state->let_depth = LET_DEPTH;
}

static feel_value let_value(world *w, uint32_t number)
{
    struct world_state *s = w->state;
    made_let *made = &s->lets[number];
    if (made->stamp != s->stamp) {
        bool error = w->error;
        w->error = false;
        if (s->let_depth >= LET_DEPTH)
            make_lets_below(w, number);
        s->let_depth++;
        feel_value value = feel_evaluate_within(w->rules->lets[number].value.feel, &s->run);
        s->let_depth--;
        *made = (made_let){value, s->stamp, w->error && feel_is_null(value)};
        w->error = error;
    }
    w->error = w->error || made->error;
    return made->value;
}

static feel_value give_variable(void *host, uint32_t slot)
{
    world *w = host;
    switch (slot) {
    case SLOT_CLIENT:
        return w->state->client;
    case SLOT_THERAPIST:
        return w->state->therapist;
    case SLOT_SIGNALS:
        return w->state->signals;
    case SLOT_TODAY:
        return w->values[w->today_input];
    case SLOT_ENCOUNTER:
        return feel_is_null(w->values[w->met]) ? FEEL_NULL_VALUE : w->state->encounter;
    case SLOT_EVIDENCE:
        return w->evidence;
    default:
        return let_value(w, slot - SLOT_FIRST_LET);
    }
}

static void note_problem(void *user, const feel_problem *problem)
{
    world *w = user;
    if (!w->error)
        w->problem = problem->message;
    w->error = true;
}

static void add_input(world *w, input_kind kind, uint32_t index, const field *f)
{
    w->inputs[w->input_count++] = (input){kind, index, f};
}

static void number_inputs(world *w)
{
    const ruleset *r = w->rules;
    const field *record = r->encounter_field == NAME_MISSING ? NULL : &r->client.fields[r->encounter_field];
    size_t entry_fields = record ? record->field_count : 0;
    w->inputs = ARENA_ARRAY(w->arena, input,
                            r->client.count + r->therapist.count + r->signal_count + entry_fields + 2);
    for (uint32_t i = 0; i < r->client.count; i++)
        add_input(w, INPUT_CLIENT, i, &r->client.fields[i]);
    w->first_therapist = w->input_count;
    for (uint32_t i = 0; i < r->therapist.count; i++)
        add_input(w, INPUT_THERAPIST, i, &r->therapist.fields[i]);
    w->first_signal = w->input_count;
    for (uint32_t i = 0; i < r->signal_count; i++)
        add_input(w, INPUT_SIGNAL, i, NULL);
    w->first_encounter = w->input_count;
    for (uint32_t i = 0; i < entry_fields; i++)
        add_input(w, INPUT_ENCOUNTER, i, &record->fields[i]);
    w->met = w->input_count;
    add_input(w, INPUT_MET, 0, NULL);
    w->today_input = w->input_count;
    add_input(w, INPUT_TODAY, 0, NULL);
}

// What is always known: who the two are, and which day it is.
static void set_certain(world *w)
{
    const ruleset *r = w->rules;
    w->values = ARENA_ARRAY(w->arena, feel_value, w->input_count);
    for (uint32_t i = 0; i < w->input_count; i++)
        w->values[i] = FEEL_NULL_VALUE;
    w->values[0] = feel_string(STR("c"));
    w->values[w->first_therapist] = feel_string(STR("t"));
    if (r->encounter_field != NAME_MISSING)
        w->values[w->met] = FEEL_TRUE_VALUE;
    if (r->encounter_field != NAME_MISSING)
        w->values[w->first_encounter + r->client.fields[r->encounter_field].match] = feel_string(STR("t"));
    w->values[w->today_input] = (feel_value){.kind = FEEL_DATE, .as.date = w->today};
}

world *world_new(arena *a, const ruleset *r, feel_date today)
{
    world *w = ARENA_NEW(a, world);
    *w = (world){.arena = a, .rules = r, .today = today, .evidence = FEEL_NULL_VALUE};
    arena_init_within(&w->scratch, a);
    number_inputs(w);
    set_certain(w);
    struct world_state *s = w->state = ARENA_NEW(a, struct world_state);
    s->stamp = 1;
    s->lets = ARENA_ARRAY(a, made_let, r->let_count);
    s->inspections = ARENA_ARRAY(a, const feel_inspection *, r->let_count);
    s->client = feel_host_context(a, r->client.type, client_member, w);
    s->therapist = feel_host_context(a, r->therapist.type, therapist_member, w);
    s->signals = feel_host_context(a, r->scope.variables[SLOT_SIGNALS].type, signal_member, w);
    if (r->encounter_field != NAME_MISSING)
        s->encounter = feel_host_context(a, entry_type(r), encounter_member, w);
    s->search = regex_scratch_new(a, &r->limits);
    s->limits = r->limits;
    if (s->limits.expression_steps > MOST_STEPS)
        s->limits.expression_steps = MOST_STEPS;
    s->run = (feel_run){.arena = &w->scratch,
                        .limits = &s->limits,
                        .variable = give_variable,
                        .host = w,
                        .report = note_problem,
                        .report_user = w,
                        .scratch = s->search};
    return w;
}

uint32_t world_input(const world *w, const feel_read *read)
{
    switch (read->slot) {
    case SLOT_CLIENT:
        return read->depth ? read->members[0] : NAME_MISSING;
    case SLOT_THERAPIST:
        return read->depth ? w->first_therapist + read->members[0] : NAME_MISSING;
    case SLOT_SIGNALS:
        return read->depth ? w->first_signal + read->members[0] : NAME_MISSING;
    case SLOT_TODAY:
        return w->today_input;
    case SLOT_ENCOUNTER:
        return read->depth ? w->first_encounter + read->members[0] : w->met;
    default:
        return NAME_MISSING;
    }
}

void world_move(world *w)
{
    w->state->stamp++;
    w->gave_up = false;
    arena_reset(&w->scratch);
}

feel_value world_value(world *w, const feel_expression *e)
{
    w->error = false;
    w->problem = STR_NONE;
    feel_value v = feel_evaluate(e, &w->state->run);
    w->steps += w->state->run.state.steps + 1;
    w->error = feel_is_null(v) && w->error;
    w->gave_up = w->gave_up || w->state->run.stopped;
    return v;
}

const feel_inspection *world_let_inspection(world *w, uint32_t let)
{
    const feel_inspection **made = &w->state->inspections[let];
    if (!*made)
        *made = feel_inspect(w->arena, w->rules->lets[let].value.feel);
    return *made;
}

str world_input_name(const world *w, uint32_t number, arena *out)
{
    const input *i = &w->inputs[number];
    const ruleset *r = w->rules;
    switch (i->kind) {
    case INPUT_CLIENT:
        return str_printf(out, "client.%.*s", STR_ARGS(i->field->name));
    case INPUT_THERAPIST:
        return str_printf(out, "therapist.%.*s", STR_ARGS(i->field->name));
    case INPUT_SIGNAL:
        return str_printf(out, "signals.%.*s", STR_ARGS(r->signals[i->index].name));
    case INPUT_ENCOUNTER:
        return str_printf(out, "%.*s.%.*s", STR_ARGS(r->client.fields[r->encounter_field].as),
                          STR_ARGS(i->field->name));
    case INPUT_MET:
        return r->client.fields[r->encounter_field].as;
    default:
        return STR("today");
    }
}
