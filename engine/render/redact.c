// SPDX-License-Identifier: MIT
// See redact.h. Records are made anew from what may stay, so that what is added to them later stays out until
// somebody lets it in.
#include "render/redact.h"

#include "explain/ask.h"

typedef struct redaction {
    arena *arena;
    const ruleset *rules;
} redaction;

// ---- messages

typedef struct message_look {
    const ruleset *rules;
    bool tells;
} message_look;

static void look_at_read(void *user, const feel_read *read)
{
    message_look *look = user;
    const side *s = &look->rules->therapist;
    if (read->slot == SLOT_THERAPIST)
        look->tells |= !read->depth || s->fields[read->members[0]].kind == FIELD_TEXT;
    else if (read->slot >= SLOT_FIRST_LET) {
        const expression *value = &look->rules->lets[read->slot - SLOT_FIRST_LET].value;
        for (size_t i = 0; i < value->therapist_field_count; i++)
            look->tells |= s->fields[value->therapist_fields[i]].kind == FIELD_TEXT;
    } else if (read->slot == SLOT_EVIDENCE) {
        look->tells = true;
    }
}

// Whether a message's words may be those of a client or of a therapist's texts.
static bool tells(const redaction *x, const message *m)
{
    message_look look = {.rules = x->rules, .tells = m->reads & (READS_CLIENT | READS_ENCOUNTER)};
    for (size_t i = 0; i < m->count && !look.tells; i++)
        if (m->parts[i].feel)
            feel_visit_reads(m->parts[i].feel, look_at_read, &look);
    return look.tells;
}

// ---- what rests on the client alone: that it holds is what the client said, whatever its words

static bool rests_on_past(const redaction *x, const expression *e)
{
    bool rests = e->reads & READS_ENCOUNTER;
    for (size_t i = 0; i < e->client_field_count; i++)
        rests = rests || e->client_fields[i] == x->rules->encounter_field;
    return rests;
}

static bool rests_on_client(const redaction *x, const expression *e)
{
    bool of_both = e->therapist_field_count || e->signal_count || !(e->reads & READS_CLIENT);
    return rests_on_past(x, e) || !of_both;
}

static str plain_name(const redaction *x, str id)
{
    builder b = builder_new(x->arena);
    for (size_t i = 0; i < id.length; i++)
        builder_addc(&b, id.data[i] == '_' ? ' ' : id.data[i]);
    return builder_str(&b);
}

static str safe_title(const redaction *x, const message *title, str said, str id)
{
    return tells(x, title) ? plain_name(x, id) : said;
}

// said, or the title where it tells too much, as does all that rests on the client; an empty message stays
// empty.
static str safe(const redaction *x, const message *m, bool rests, str said, str title)
{
    return said.length && (rests || tells(x, m)) ? title : said;
}

// A title is no question: what tells too much is not asked.
static str safe_ask(const redaction *x, const message *m, str said)
{
    return tells(x, m) ? STR_NONE : said;
}

// ---- what is missing: names of the rule set, but a signal's title may tell

static const missing_item *safe_missing(const redaction *x, const missing_item *items, size_t count)
{
    static const str signals = {"signals.", 8};
    missing_item *out = ARENA_ARRAY(x->arena, missing_item, count);
    for (size_t i = 0; i < count; i++) {
        out[i] = items[i];
        if (!str_starts(items[i].name, signals))
            continue;
        str name = str_slice(items[i].name, signals.length, items[i].name.length);
        uint32_t index = ruleset_find_signal(x->rules, name);
        if (index == NAME_MISSING || tells(x, &x->rules->signals[index].title))
            out[i].label = plain_name(x, name);
    }
    return out;
}

// ---- the values that decided. That they decided would tell of the client wherever a rule reads the client,
// so explain_decided() leaves those rules out; here, what a text would tell.

static decided safe_decision(arena *a, const decided *from)
{
    bool tells = false;
    for (size_t i = 0; i < from->value_count; i++)
        tells = tells || from->values[i].of_client || from->values[i].of_text;
    if (!tells)
        return *from;
    decided_value *values = ARENA_ARRAY(a, decided_value, from->value_count);
    for (size_t i = 0; i < from->value_count; i++) {
        const decided_value *v = &from->values[i];
        values[i] = v->of_client || v->of_text ? (decided_value){.name = v->name, .label = v->label} : *v;
    }
    return (decided){.expression = from->expression,
                     .is_condition = from->is_condition,
                     .holds = from->holds,
                     .values = values,
                     .value_count = from->value_count};
}

static decided_list safe_decisions(arena *a, const decided_list *from)
{
    decided *items = ARENA_ARRAY(a, decided, from->count);
    bool tells = from->more > 0;
    for (size_t i = 0; i < from->count; i++) {
        items[i] = safe_decision(a, &from->items[i]);
        tells = tells || items[i].text.length == 0;
    }
    return (decided_list){items, from->count, from->more, tells ? STR_NONE : from->needed};
}

const explanation *redact_decided(arena *a, const explanation *e)
{
    explanation *out = ARENA_NEW(a, explanation);
    *out = *e;
    gate_explanation *gates = ARENA_ARRAY(a, gate_explanation, e->gate_count);
    criterion_explanation *criteria = ARENA_ARRAY(a, criterion_explanation, e->criterion_count);
    flag_explanation *flags = ARENA_ARRAY(a, flag_explanation, e->flag_count);
    for (size_t i = 0; i < e->gate_count; i++) {
        gates[i] = e->gates[i];
        gates[i].decided_by = safe_decisions(a, &e->gates[i].decided_by);
    }
    for (size_t i = 0; i < e->criterion_count; i++) {
        criteria[i] = e->criteria[i];
        criteria[i].decided_by = safe_decisions(a, &e->criteria[i].decided_by);
    }
    for (size_t i = 0; i < e->flag_count; i++) {
        flags[i] = e->flags[i];
        flags[i].decided_by = safe_decisions(a, &e->flags[i].decided_by);
    }
    out->gates = gates;
    out->criteria = criteria;
    out->flags = flags;
    return out;
}

// ---- rules. Gates, criteria and factors are all there, in the rule set's order.

static const gate_explanation *safe_gates(const redaction *x, const gate_explanation *from, size_t count)
{
    gate_explanation *out = ARENA_ARRAY(x->arena, gate_explanation, count);
    for (size_t i = 0; i < count; i++) {
        const gate *g = &x->rules->gates[i];
        const message *said = from[i].outcome == OUTCOME_MET     ? &g->met
                              : from[i].outcome == OUTCOME_UNMET ? &g->unmet
                                                                 : &g->unknown;
        str title = safe_title(x, &g->title, from[i].title, g->id);
        out[i] = (gate_explanation){
            .id = g->id,
            .title = title,
            .outcome = from[i].outcome,
            .message = safe(x, said, rests_on_client(x, &g->require), from[i].message, title),
            .ask = safe_ask(x, &g->ask, from[i].ask),
            .missing = safe_missing(x, from[i].missing, from[i].missing_count),
            .missing_count = from[i].missing_count};
    }
    return out;
}

static const message *message_of(const criterion *c, outcome o)
{
    return o == OUTCOME_MET      ? &c->met
           : o == OUTCOME_PARTLY ? &c->partly
           : o == OUTCOME_UNMET  ? &c->unmet
                                 : &c->unknown;
}

static const criterion_explanation *safe_criteria(const redaction *x, const criterion_explanation *from,
                                                  size_t count)
{
    criterion_explanation *out = ARENA_ARRAY(x->arena, criterion_explanation, count);
    for (size_t i = 0; i < count; i++) {
        const criterion *c = &x->rules->criteria[i];
        str title = safe_title(x, &c->title, from[i].title, c->id);
        bool rests = rests_on_client(x, &c->value) || rests_on_past(x, &c->applies);
        out[i] = (criterion_explanation){
            .id = c->id,
            .title = title,
            .outcome = from[i].outcome,
            .value = from[i].value,
            .points = from[i].points,
            .contribution = from[i].contribution,
            .lost = from[i].lost,
            .message = safe(x, message_of(c, from[i].outcome), rests, from[i].message, title),
            .ask = safe_ask(x, &c->ask, from[i].ask),
            .missing = safe_missing(x, from[i].missing, from[i].missing_count),
            .missing_count = from[i].missing_count,
            .score_if_met = from[i].score_if_met,
            .score_if_unmet = from[i].score_if_unmet,
            .rest_on_signals = from[i].rest_on_signals,
        };
    }
    return out;
}

// Of the reasons those that are words of the rule set alone and rest on no client: which adjust gave one is
// not in the record, and adjusts have no titles.
static reason_list safe_reasons(const redaction *x, const factor *f, reason_list from)
{
    str *items = ARENA_ARRAY(x->arena, str, from.count);
    size_t count = 0;
    for (size_t i = 0; i < from.count; i++)
        for (uint32_t k = f->first_adjust; k < f->first_adjust + f->adjust_count; k++) {
            const message *m = &x->rules->adjusts[k].because;
            if (!rests_on_client(x, &x->rules->adjusts[k].when) && m->count == 1 && !m->parts[0].feel &&
                str_equal(m->parts[0].literal, from.items[i])) {
                items[count++] = from.items[i];
                break;
            }
        }
    return (reason_list){items, count};
}

static const factor_explanation *safe_factors(const redaction *x, const factor_explanation *from,
                                              size_t count)
{
    factor_explanation *out = ARENA_ARRAY(x->arena, factor_explanation, count);
    for (size_t i = 0; i < count; i++) {
        const factor *f = &x->rules->factors[i];
        out[i] = from[i]; // but for these it holds figures
        out[i].title = safe_title(x, &f->title, from[i].title, f->id);
        out[i].because = safe_reasons(x, f, from[i].because);
    }
    return out;
}

static const flag_explanation *safe_flags(const redaction *x, const flag_explanation *from, size_t count)
{
    flag_explanation *out = ARENA_ARRAY(x->arena, flag_explanation, count);
    for (size_t i = 0; i < count; i++) {
        const flag *f = &x->rules->flags[ruleset_find_flag(x->rules, from[i].id)];
        str title = safe_title(x, &f->title, from[i].title, f->id);
        out[i] = (flag_explanation){
            .id = f->id,
            .title = title,
            .group = f->group,
            .holds = from[i].holds,
            .counts = from[i].counts,
            .deducted = from[i].deducted,
            .deduct = from[i].deduct,
            .has_ceiling = from[i].has_ceiling,
            .ceiling = from[i].ceiling,
            .ceiling_binds = from[i].ceiling_binds,
            .because = safe(x, &f->because, rests_on_client(x, &f->when), from[i].because, title),
            .ask = safe_ask(x, &f->ask, from[i].ask),
            .missing = safe_missing(x, from[i].missing, from[i].missing_count),
            .missing_count = from[i].missing_count,
            .score_if_held = from[i].score_if_held,
        };
    }
    return out;
}

// What cannot wait stays: whoever reads the report should see it.
static const advice_explanation *safe_advice(const redaction *x, const advice_explanation *from,
                                             size_t *count)
{
    advice_explanation *out = ARENA_ARRAY(x->arena, advice_explanation, *count);
    size_t kept = 0;
    for (size_t i = 0; i < *count; i++) {
        const advice *item = &x->rules->advice[ruleset_find_advice(x->rules, from[i].id)];
        bool rests = rests_on_client(x, &item->when);
        if (!item->urgent && (rests || tells(x, &item->say)))
            continue;
        str title = from[i].title.length ? from[i].title : plain_name(x, item->id);
        title = safe_title(x, &item->title, title, item->id);
        out[kept++] = (advice_explanation){
            .id = item->id,
            .title = from[i].title.length ? title : STR_NONE,
            .say = safe(x, &item->say, false, from[i].say, title),
            .ask = rests ? STR_NONE : safe_ask(x, &item->ask, from[i].ask),
            .urgent = from[i].urgent,
        };
    }
    *count = kept;
    return out;
}

// ---- a therapist

// The question of the rule that asks it; empty where it tells too much. One that a field lent is the rule
// set's own.
static str safe_question(const redaction *x, str about, str text)
{
    const ruleset *r = x->rules;
    uint32_t c = ruleset_find_criterion(r, about), f = ruleset_find_flag(r, about);
    uint32_t v = ruleset_find_advice(r, about);
    if (c != NAME_MISSING)
        return safe_ask(x, &r->criteria[c].ask, text);
    if (f != NAME_MISSING)
        return safe_ask(x, &r->flags[f].ask, text);
    if (v != NAME_MISSING)
        return rests_on_client(x, &r->advice[v].when) ? STR_NONE : safe_ask(x, &r->advice[v].ask, text);
    for (size_t g = 0; g < r->gate_count; g++)
        if (str_equal(r->gates[g].id, about))
            return safe_ask(x, &r->gates[g].ask, text);
    return STR_NONE;
}

static void safe_questions(const redaction *x, const explanation *from, explanation *out)
{
    question *questions = ARENA_ARRAY(x->arena, question, from->question_count);
    for (size_t i = 0; i < from->question_count; i++) {
        question q = from->questions[i];
        q.text = safe_question(x, q.about, q.text);
        if (q.text.length)
            questions[out->question_count++] = q;
    }
    out->questions = questions;
}

// Figures, places and ids; of what is said only the text, which the first of its rules gave.
static void safe_asks(const redaction *x, const explanation *from, explanation *out)
{
    ask_question *asks = ARENA_ARRAY(x->arena, ask_question, from->ask_count);
    for (size_t i = 0; i < from->ask_count; i++) {
        const ask_question *q = &from->asks[i];
        str text = safe_question(x, q->about[0], q->text);
        if (text.length == 0)
            continue;
        asks[out->ask_count++] = (ask_question){
            .about = q->about,
            .about_count = q->about_count,
            .fields = q->fields,
            .field_count = q->field_count,
            .text = text,
            .answers = q->answers, // values that a therapist's field may have, from the rule set
            .answer_count = q->answer_count,
            .moves = q->moves,
            .expected = q->expected,
            .has_chance = q->has_chance,
            .stake = q->stake,
        };
    }
    out->asks = asks;
}

static str safe_weakest(const explanation *from, const explanation *out)
{
    for (size_t i = 0; i < from->factor_count; i++)
        if (str_equal(from->factors[i].title, from->weakest))
            return out->factors[i].title;
    return STR_NONE;
}

static explanation safe_explanation(const redaction *x, const explanation *e)
{
    explanation out = {
        .row = e->row,
        .id = e->id,
        .name = e->name,
        .place = e->place,
        .excluded = e->excluded,
        .score = e->score,
        .low = e->low,
        .high = e->high,
        .coverage = e->coverage,
        .factors = safe_factors(x, e->factors, e->factor_count),
        .factor_count = e->factor_count,
        .criteria = safe_criteria(x, e->criteria, e->criterion_count),
        .criterion_count = e->criterion_count,
        .flags = safe_flags(x, e->flags, e->flag_count),
        .flag_count = e->flag_count,
        .gates = safe_gates(x, e->gates, e->gate_count),
        .gate_count = e->gate_count,
        .advice_count = e->advice_count,
        .answers = e->answers, // values that a therapist's field may have, from the rule set
        .answer_count = e->answer_count,
        .losses = e->losses,
        .loss_count = e->loss_count,
        .next = e->next,
    };
    out.advice = safe_advice(x, e->advice, &out.advice_count);
    out.weakest = safe_weakest(e, &out);
    safe_questions(x, e, &out);
    safe_asks(x, e, &out);
    return out;
}

static const explanation *safe_explanations(const redaction *x, const explanation *from, size_t count)
{
    explanation *out = ARENA_ARRAY(x->arena, explanation, count);
    for (size_t i = 0; i < count; i++)
        out[i] = safe_explanation(x, &from[i]);
    return out;
}

const report *report_redacted(arena *a, const report *r)
{
    const redaction x = {a, r->ruleset};
    const client_explanation *c = &r->client;
    report *out = ARENA_NEW(a, report);
    *out = (report){
        .ruleset = r->ruleset,
        .pool = r->pool,
        .client_id = STR("client"),
        .today = r->today,
        .order = r->order,
        .client = {.id = STR("client"),
                   .factors = safe_factors(&x, c->factors, c->factor_count),
                   .factor_count = c->factor_count,
                   .criteria = safe_criteria(&x, c->criteria, c->criterion_count),
                   .criterion_count = c->criterion_count,
                   .advice_count = c->advice_count,
                   .missing = safe_missing(&x, c->missing, c->missing_count),
                   .missing_count = c->missing_count},
        .items = safe_explanations(&x, r->items, r->count),
        .count = r->count,
        .excluded = safe_explanations(&x, r->excluded, r->excluded_count),
        .excluded_count = r->excluded_count,
        .ranked_total = r->ranked_total,
        .excluded_total = r->excluded_total,
        .skipped = r->skipped,
        .summary = r->summary, // counts
        .single = r->single,
        .target = r->target, // figures and places of rules; what they say is looked up in the items
        .redacted = true,
        .plan = r->plan, // for the values that decided: see redact_decided()
        .facts = r->facts,
    };
    out->client.advice = safe_advice(&x, c->advice, &out->client.advice_count);
    return out;
}
