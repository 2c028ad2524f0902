// SPDX-License-Identifier: MIT
// What one answer would do: for each missing field of the therapist that has few possible values, the
// reference evaluates the pair anew with each of them put into a copy of the profile.
#include "explain/explaining.h"

enum { MOST_OPTIONS = 12 };

typedef struct trial {
    const explaining *x;
    profile therapist; // the copy
    const signal_state *signals;
    VEC(answer) answers;
} trial;

static void try_value(trial *t, uint32_t index, feel_value value, str value_label)
{
    const explaining *x = t->x;
    arena_mark mark = arena_get_mark(x->scratch);
    feel_value kept = t->therapist.values[index];
    t->therapist.values[index] = value;
    environment_set_profile(x->environment, &t->therapist, t->signals);
    evaluation v;
    reference_evaluate(x->environment, x->rules, x->points, x->scratch, &v);
    *ARENA_PUSH(x->out, &t->answers) = (answer){
        .field = str_printf(x->out, "therapist.%.*s", STR_ARGS(x->rules->therapist.fields[index].name)),
        .value = feel_value_source(x->out, value),
        .label = explain_field_label(&x->rules->therapist.fields[index], x->out),
        .value_label = value_label,
        .excluded = v.excluded,
        .score = v.score.score,
    };
    t->therapist.values[index] = kept;
    arena_rewind(x->scratch, mark);
}

static void try_field(trial *t, uint32_t index)
{
    const field *f = &t->x->rules->therapist.fields[index];
    if (f->list)
        return;
    if (f->kind == FIELD_BOOLEAN) {
        try_value(t, index, FEEL_TRUE_VALUE, STR("yes"));
        try_value(t, index, FEEL_FALSE_VALUE, STR("no"));
    } else if (f->kind == FIELD_TERM && f->terms->count <= MOST_OPTIONS) {
        for (size_t i = 0; i < f->terms->count; i++)
            try_value(t, index, feel_string(f->terms->terms[i].id), f->terms->terms[i].label);
    }
}

void explain_answers(const explaining *x, explanation *out)
{
    const ruleset *r = x->rules;
    trial t = {.x = x, .therapist = pool_profile(x->pool, x->row, x->scratch)};
    signal_state *signals = ARENA_ARRAY(x->scratch, signal_state, r->signal_count);
    for (uint32_t i = 0; i < r->signal_count; i++)
        signals[i] = pool_signal(x->pool, x->row, i);
    t.signals = signals;
    for (uint32_t i = 0; i < r->therapist.count; i++)
        if (x->fields_missing[i])
            try_field(&t, i);
    environment_set_row(x->environment, x->pool, x->row);
    out->answers = t.answers.items;
    out->answer_count = t.answers.count;
}
