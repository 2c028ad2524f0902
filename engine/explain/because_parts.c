// SPDX-License-Identifier: MIT
// Parts of conditions: taken apart, named and looked up once for all pairs of a run, evaluated once for each.
#include "explain/deciding.h"

#include "ruleset/words.h"

#include <string.h>

struct explained_parts *explain_parts_new(arena *a, const ruleset *r)
{
    struct explained_parts *parts = ARENA_NEW(a, struct explained_parts);
    parts->arena = a;
    parts->gates = ARENA_ARRAY(a, part *, r->gate_count);
    parts->criteria = ARENA_ARRAY(a, part *, r->criterion_count);
    parts->flags = ARENA_ARRAY(a, part *, r->flag_count);
    parts->lets = ARENA_ARRAY(a, part *, r->let_count);
    return parts;
}

static part *new_part(arena *a, const feel_expression *e)
{
    part *p = ARENA_NEW(a, part);
    *p = (part){.feel = e, .piece = feel_take_apart(a, e)};
    return p;
}

part *deciding_part(const explaining *x, part **kept, const feel_expression *e)
{
    if (!*kept)
        *kept = new_part(x->parts->arena, e);
    return *kept;
}

part *deciding_child(const deciding *d, part *of, size_t index)
{
    arena *a = d->x->parts->arena;
    if (!of->parts)
        of->parts = ARENA_ARRAY(a, part *, of->piece.count);
    return deciding_part(d->x, &of->parts[index], of->piece.parts[index]);
}

part *deciding_let(const deciding *d, const part *p)
{
    const ruleset *r = d->x->rules;
    const feel_read *read = &p->piece.read;
    bool is_let = p->piece.kind == FEEL_PIECE_READ && read->slot >= SLOT_FIRST_LET && read->depth == 0 &&
                  read->slot - SLOT_FIRST_LET < r->let_count;
    uint32_t number = is_let ? read->slot - SLOT_FIRST_LET : 0;
    if (!is_let || !r->lets[number].value.feel)
        return NULL;
    return deciding_part(d->x, &d->x->parts->lets[number], r->lets[number].value.feel);
}

str deciding_written(const deciding *d, part *p)
{
    if (p->written.length == 0)
        p->written = feel_written(d->x->parts->arena, p->feel);
    return p->written;
}

feel_value deciding_value(const deciding *d, part *p)
{
    if (p->piece.kind == FEEL_PIECE_CONSTANT)
        return p->piece.value;
    uint64_t pair = d->x->parts->pair;
    if (p->pair != pair) {
        expression x = {.feel = p->feel, .reads = READS_CLIENT | READS_THERAPIST | READS_ENCOUNTER};
        p->value = environment_value(d->x->environment, &x, NULL);
        p->pair = pair;
    }
    return p->value;
}

str deciding_join(arena *a, const str *texts, size_t count)
{
    size_t length = 0, at = 0;
    for (size_t i = 0; i < count; i++)
        length += texts[i].length;
    char *all = arena_alloc(a, length + 1);
    for (size_t i = 0; i < count; i++) {
        if (texts[i].length)
            memcpy(all + at, texts[i].data, texts[i].length);
        at += texts[i].length;
    }
    all[length] = '\0';
    return (str){all, length};
}

// ---- what is read

static bool is_past(const ruleset *r, uint32_t client_field)
{
    return r->encounter_field != NAME_MISSING && client_field == r->encounter_field;
}

typedef struct reading {
    const ruleset *rules;
    part *side;
} reading;

static void read_let(const ruleset *r, const expression *x, part *s)
{
    s->of_signal = s->of_signal || x->signal_count > 0;
    s->of_past = s->of_past || (x->reads & READS_ENCOUNTER);
    for (size_t i = 0; i < x->therapist_field_count; i++) {
        s->of_therapist = true;
        s->of_text = s->of_text || r->therapist.fields[x->therapist_fields[i]].kind == FIELD_TEXT;
    }
    for (size_t i = 0; i < x->client_field_count; i++) {
        s->of_client = true;
        s->of_past = s->of_past || is_past(r, x->client_fields[i]);
    }
}

static void note_read(void *user, const feel_read *read)
{
    const reading *to = user;
    const ruleset *r = to->rules;
    part *s = to->side;
    switch (read->slot) {
    case SLOT_CLIENT:
        s->of_client = true;
        s->of_past = s->of_past || (read->depth && is_past(r, read->members[0]));
        break;
    case SLOT_THERAPIST:
        s->of_therapist = true;
        s->of_text = s->of_text || (read->depth && r->therapist.fields[read->members[0]].kind == FIELD_TEXT);
        break;
    case SLOT_ENCOUNTER:
        s->of_client = s->of_past = true;
        break;
    case SLOT_SIGNALS:
    case SLOT_EVIDENCE:
        s->of_signal = true;
        break;
    case SLOT_TODAY:
        break;
    default:
        if (read->slot - SLOT_FIRST_LET < r->let_count)
            read_let(r, &r->lets[read->slot - SLOT_FIRST_LET].value, s);
    }
}

static str read_name(const deciding *d, const feel_read *read, const read_subject *subject)
{
    static const char *const sides[] = {"therapist", "client"};
    str name = subject->field ? subject->field->name : STR_NONE;
    if (read->slot == SLOT_TODAY)
        return STR("today");
    if (!subject->field)
        return STR_NONE;
    if (read->slot == SLOT_ENCOUNTER) {
        str as = d->x->rules->client.fields[d->x->rules->encounter_field].as;
        return read->depth ? str_printf(d->x->parts->arena, "%.*s.%.*s", STR_ARGS(as), STR_ARGS(name)) : as;
    }
    if (subject->record)
        return str_printf(d->x->parts->arena, "%s.%.*s.%.*s", sides[subject->of_client],
                          STR_ARGS(subject->record->name), STR_ARGS(name));
    return str_printf(d->x->parts->arena, "%s.%.*s", sides[subject->of_client], STR_ARGS(name));
}

static void describe(const deciding *d, part *p)
{
    p->described = true;
    reading to = {d->x->rules, p};
    feel_visit_reads(p->feel, note_read, &to);
    p->of_let = deciding_let(d, p) != NULL;
    if (p->piece.kind == FEEL_PIECE_READ && !p->of_let) {
        read_subject subject = ruleset_read_subject(d->x->rules, &p->piece.read);
        p->name = read_name(d, &p->piece.read, &subject);
        p->plain = p->name.length > 0;
        p->unit = subject.field ? subject.field->unit : STR_NONE;
        p->label = subject.field ? explain_field_label(subject.field, d->x->parts->arena) : STR_NONE;
    }
    if (p->piece.kind != FEEL_PIECE_CONSTANT && !p->plain)
        p->name = deciding_written(d, p);
}

static part *field_of(const deciding *d, part *p)
{
    const part *at = p;
    for (;;) {
        part *let = deciding_let(d, at);
        if (!let)
            return p;
        if (let->piece.kind != FEEL_PIECE_READ)
            return p;
        at = p = let;
    }
}

part *deciding_resolved(const deciding *d, part *p)
{
    if (!p->resolved)
        p->resolved = field_of(d, p);
    if (!p->resolved->described)
        describe(d, p->resolved);
    return p->resolved;
}
