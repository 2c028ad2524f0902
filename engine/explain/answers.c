// SPDX-License-Identifier: MIT
// What one answer would do: for each missing field of the therapist that has few possible values, the
// reference evaluates anew what reads it.
#include "explain/explaining.h"

enum { MOST_OPTIONS = 12 };

size_t explain_value_count(const field *f)
{
    if (f->list)
        return 0;
    if (f->kind == FIELD_BOOLEAN)
        return 2;
    return f->kind == FIELD_TERM && f->terms->count <= MOST_OPTIONS ? f->terms->count : 0;
}

feel_value explain_value(const field *f, size_t index, str *label)
{
    if (f->kind == FIELD_BOOLEAN) {
        *label = index == 0 ? STR("yes") : STR("no");
        return feel_boolean(index == 0);
    }
    *label = f->terms->terms[index].label;
    return feel_string(f->terms->terms[index].id);
}

typedef struct trial {
    const explaining *x;
    VEC(answer) answers;
} trial;

static void try_value(trial *t, uint32_t index, feel_value value, str value_label)
{
    const explaining *x = t->x;
    arena_mark mark = arena_get_mark(x->scratch);
    environment_try_value(x->environment, index, &value);
    evaluation v;
    reference_evaluate_changed(x->environment, x->rules, x->evaluation, index, x->scratch, &v);
    missing_item field = explain_missing_field(x, index);
    *ARENA_PUSH(x->out, &t->answers) = (answer){
        .field = field.name,
        .value = feel_value_source(x->out, value),
        .label = field.label,
        .value_label = value_label,
        .excluded = v.excluded,
        .score = v.score.score,
    };
    arena_rewind(x->scratch, mark);
}

static void try_field(trial *t, uint32_t index)
{
    const field *f = &t->x->rules->therapist.fields[index];
    for (size_t i = 0; i < explain_value_count(f); i++) {
        str label;
        feel_value value = explain_value(f, i, &label);
        try_value(t, index, value, label);
    }
}

void explain_answers(const explaining *x, explanation *out)
{
    trial t = {.x = x};
    for (uint32_t i = 0; i < x->rules->therapist.count; i++)
        if (x->fields_missing[i]) {
            try_field(&t, i);
            environment_try_value(x->environment, i, NULL);
        }
    out->answers = t.answers.items;
    out->answer_count = t.answers.count;
}
