// SPDX-License-Identifier: MIT
// What is open of a pair: see ask_open.h. A rule is open where it is unknown, somebody could know it besides
// the client, and there are words to ask with.
#include "explain/ask_open.h"

typedef struct open_list {
    arena *arena;
    const ruleset *rules;
    VEC(open_rule) items;
} open_list;

// A therapist could answer, or a meeting: what rests on the client's own profile, on what the client has been
// through or on the day is no question for a call.
static bool reads_therapist(const expression *x)
{
    if (x->signal_count || (x->reads & READS_ENCOUNTER))
        return true;
    for (size_t i = 0; i < x->therapist_field_count; i++)
        if (x->therapist_fields[i] != 0)
            return true;
    return false;
}

static bool is_of_client(const missing_item *m)
{
    return str_starts(m->name, STR("client."));
}

// Whether all that is missing is the client's to say.
static bool only_client_can_say(const open_rule *o)
{
    for (size_t i = 0; i < o->missing_count; i++)
        if (!is_of_client(&o->missing[i]))
            return false;
    return o->missing_count > 0;
}

static uint32_t field_of(const ruleset *r, const missing_item *m)
{
    static const str side = {"therapist.", 10};
    if (!str_starts(m->name, side))
        return NAME_MISSING;
    return ruleset_find_field(&r->therapist, str_slice(m->name, side.length, m->name.length));
}

static uint32_t only_field(const ruleset *r, const open_rule *o)
{
    uint32_t field = NAME_MISSING;
    for (size_t i = 0; i < o->missing_count; i++) {
        if (is_of_client(&o->missing[i]))
            continue;
        if (field != NAME_MISSING)
            return NAME_MISSING;
        field = field_of(r, &o->missing[i]);
        if (field == NAME_MISSING)
            return NAME_MISSING;
    }
    return field;
}

// Its own question, or that of the first missing field that has one.
static str question_of(const open_rule *o, str ask)
{
    for (size_t i = 0; !ask.length && i < o->missing_count; i++)
        if (!is_of_client(&o->missing[i]))
            ask = o->missing[i].ask;
    return ask;
}

static void add(open_list *list, open_rule new, const expression *condition, str ask)
{
    new.text = question_of(&new, ask);
    if (!new.text.length || !reads_therapist(condition) || only_client_can_say(&new))
        return;
    new.field = only_field(list->rules, &new);
    new.question = list->items.count;
    *ARENA_PUSH(list->arena, &list->items) = new;
}

static void add_gates(open_list *list, const explanation *of)
{
    for (uint32_t i = 0; i < of->gate_count; i++) {
        const gate_explanation *g = &of->gates[i];
        if (g->outcome == OUTCOME_UNKNOWN)
            add(list,
                (open_rule){.kind = OPEN_GATE,
                            .number = i,
                            .id = g->id,
                            .missing = g->missing,
                            .missing_count = g->missing_count},
                &list->rules->gates[i].require, g->ask);
    }
}

static void add_criteria(open_list *list, const explanation *of)
{
    for (uint32_t i = 0; i < of->criterion_count; i++) {
        const criterion_explanation *c = &of->criteria[i];
        if (c->outcome == OUTCOME_UNKNOWN)
            add(list,
                (open_rule){.kind = OPEN_CRITERION,
                            .number = i,
                            .id = c->id,
                            .missing = c->missing,
                            .missing_count = c->missing_count},
                &list->rules->criteria[i].value, c->ask);
    }
}

static void add_flags(open_list *list, const explanation *of)
{
    for (size_t i = 0; i < of->flag_count; i++) {
        const flag_explanation *f = &of->flags[i];
        uint32_t number = ruleset_find_flag(list->rules, f->id);
        if (f->holds == TRUTH_UNKNOWN)
            add(list,
                (open_rule){.kind = OPEN_FLAG,
                            .number = number,
                            .id = f->id,
                            .missing = f->missing,
                            .missing_count = f->missing_count},
                &list->rules->flags[number].when, f->ask);
    }
}

static bool same_question(const open_rule *x, const open_rule *y)
{
    return str_equal(x->text, y->text) || (x->field != NAME_MISSING && x->field == y->field);
}

// Rules with one text or one field are one question, also where only a third one links them.
static void put_together(open_rule *items, size_t count)
{
    for (size_t i = 1; i < count; i++)
        for (size_t k = 0; k < i; k++) {
            size_t low = items[k].question, high = items[i].question;
            if (low == high || !same_question(&items[i], &items[k]))
                continue;
            size_t first = low < high ? low : high, gone = low < high ? high : low;
            for (size_t m = 0; m <= i; m++)
                if (items[m].question == gone)
                    items[m].question = first;
        }
}

open_rules ask_open(arena *a, const ruleset *r, const explanation *of)
{
    open_list list = {.arena = a, .rules = r};
    add_gates(&list, of);
    add_criteria(&list, of);
    add_flags(&list, of);
    put_together(list.items.items, list.items.count);
    return (open_rules){list.items.items, list.items.count};
}
