// SPDX-License-Identifier: MIT
// Messages: those for outcomes that cannot be, and those that show what is not known in the outcome in which
// they are said.
#include "analysis/finding.h"

// A message, and the outcome of its rule in which it is said.
typedef struct saying {
    const char *rule, *name;
    str id;
    const message *text;
    const subject *of;
    const subject *applies; // NULL: to everybody
    result outcome;
    bool also_elsewhere; // it is said in other outcomes, too
} saying;

// ---- outcomes that cannot be

static void check_reachable(analysis *k, const saying *s)
{
    bool errors = s->outcome == RESULT_NULL && !outcome_impossible(&s->of->found, RESULT_ERROR);
    if (s->text->count == 0 || s->of->reported || errors || !outcome_impossible(&s->of->found, s->outcome))
        return;
    static const char *const what[RESULT_COUNT] = {[RESULT_YES] = "never be met",
                                                   [RESULT_NO] = "never be unmet",
                                                   [RESULT_NULL] = "never be unknown",
                                                   [RESULT_PARTLY] = "never be partly met"};
    diagnostic *item =
        diagnose(k->out, CODE_unreachable_message, s->text->where,
                 "%s \"%.*s\" can %s, so this is never said", s->rule, STR_ARGS(s->id), what[s->outcome]);
    if (s->outcome == RESULT_PARTLY && !s->of->is_share)
        diagnostic_help(k->out, item,
                        "a \"when\" is met, unmet or unknown; a \"value\" can also be partly met");
    else if (s->outcome == RESULT_PARTLY)
        diagnostic_help(k->out, item, "its value is never between 0 and 1");
    else
        diagnostic_help(k->out, item, "remove the message, or look whether the condition says what you mean");
}

// ---- what is not known

typedef struct showing {
    analysis *k;
    const saying *saying;
    study *study;
    uint64_t reached;
    uint64_t *null_count;     // by part
    const feel_value **first; // by part: a pair for which it is null
    size_t part;              // at hand, for simplifying
} showing;

static bool says_it(showing *h)
{
    world *w = h->study->world;
    const saying *s = h->saying;
    if (s->applies && !feel_is_true(world_value(w, s->applies->x->feel)))
        return false;
    feel_value v = world_value(w, s->of->x->feel);
    if (w->gave_up || result_of(v, w->error) != s->outcome)
        return false;
    w->evidence = FEEL_NULL_VALUE;
    for (size_t i = 0; i < s->of->x->signal_count; i++)
        if (feel_is_true(w->values[w->first_signal + s->of->x->signals[i]]))
            w->evidence = feel_string(STR("A sentence."));
    return true;
}

static bool part_is_null(showing *h, size_t part)
{
    return feel_is_null(world_value(h->study->world, h->saying->text->parts[part].feel)) &&
           !h->study->world->gave_up;
}

static bool look(void *user)
{
    showing *h = user;
    if (!says_it(h))
        return true;
    h->reached++;
    for (size_t i = 0; i < h->saying->text->count; i++) {
        if (!h->saying->text->parts[i].feel || !part_is_null(h, i))
            continue;
        h->null_count[i]++;
        if (!h->first[i])
            h->first[i] = study_values(h->study, h->study->arena);
    }
    return !h->study->world->gave_up;
}

// Makes known what need not be unknown for the part to be null.
static void make_known(showing *h, feel_value *values)
{
    const study *s = h->study;
    const feel_value *before = study_values(s, s->arena);
    for (size_t i = 0; i < s->input_count; i++) {
        if (!feel_is_null(values[i]))
            continue;
        bool found = false;
        for (size_t p = 1; p < s->inputs[i].count && p < 6 && !found; p++) {
            values[i] = s->inputs[i].points[p];
            study_return(s, values);
            found = says_it(h) && part_is_null(h, h->part);
        }
        if (!found)
            values[i] = FEEL_NULL_VALUE;
    }
    study_return(s, before);
}

// What the client has not said is asked with the field's own question, ahead of any first call.
static bool only_client_unknown(const showing *h, const feel_value *values)
{
    const study *s = h->study;
    bool any = false;
    for (size_t i = 0; i < s->input_count; i++) {
        if (!feel_is_null(values[i]))
            continue;
        if (s->world->inputs[s->inputs[i].input].kind != INPUT_CLIENT)
            return false;
        any = true;
    }
    return any;
}

static str unknown_names(showing *h, const feel_value *values)
{
    const study *s = h->study;
    builder b = builder_new(h->k->arena);
    size_t count = 0;
    for (size_t i = 0; i < s->input_count; i++)
        if (feel_is_null(values[i]))
            builder_addf(&b, "%s%.*s", count++ ? " and " : "",
                         STR_ARGS(world_input_name(s->world, s->inputs[i].input, h->k->arena)));
    if (count)
        builder_adds(&b, count > 1 ? " are not known" : " is not known");
    return builder_str(&b);
}

// Where the part's expression stands in the message: with its braces.
static place part_place(const message *m, size_t part)
{
    size_t wanted = 0, depth = 0, start = 0;
    for (size_t i = 0; i < part; i++)
        wanted += m->parts[i].feel != NULL;
    if (!m->where.source || m->where.source->streamed)
        return m->where;
    str raw = str_slice(m->where.source->bytes, (size_t)m->where.offset,
                        (size_t)(m->where.offset + m->where.length));
    for (size_t i = 0; i < raw.length; i++) {
        char c = raw.data[i];
        bool twice = depth == 0 && i + 1 < raw.length && raw.data[i + 1] == c && (c == '{' || c == '}');
        if (twice)
            i++;
        else if (c == '{' && depth++ == 0)
            start = i;
        else if (c == '}' && depth && --depth == 0 && wanted-- == 0)
            return place_at(m->where.source, m->where.offset + start, i + 1 - start);
    }
    return m->where;
}

static void report_part(showing *h, size_t part)
{
    analysis *k = h->k;
    const saying *s = h->saying;
    place where = part_place(s->text, part);
    bool always = h->null_count[part] == h->reached && !s->also_elsewhere;
    if (always) {
        diagnostic *item = diagnose(k->out, CODE_never_known_here, where,
                                    "this is never known where the message \"%s\" of %s \"%.*s\" is said",
                                    s->name, s->rule, STR_ARGS(s->id));
        diagnostic_help(k->out, item,
                        "it always reads \"not known\"; show something else, or move it to another message");
        return;
    }
    feel_value *values = ARENA_ARRAY(h->study->arena, feel_value, h->study->input_count);
    for (size_t i = 0; i < h->study->input_count; i++)
        values[i] = h->first[part][i];
    h->part = part;
    make_known(h, values);
    if (s->outcome == RESULT_NULL && str_equals(str_from(s->name), "ask") && only_client_unknown(h, values))
        return;
    str names = unknown_names(h, values), example = study_example(h->study, values, k->arena);
    diagnostic *item =
        diagnose(k->out, CODE_maybe_not_known, where,
                 "the message \"%s\" of %s \"%.*s\" may read \"not known\" here: %s %.*s", s->name, s->rule,
                 STR_ARGS(s->id), names.length ? "where" : "with", STR_ARGS(names.length ? names : example));
    diagnostic_help(k->out, item, "write {if … = null then … else …}, or let the condition ask for it");
}

static void check_shown(analysis *k, const saying *s)
{
    const message *m = s->text;
    const feel_expression **read = ARENA_ARRAY(&k->scratch, const feel_expression *, m->count + 2);
    size_t count = 2;
    for (size_t i = 0; i < m->count; i++)
        if (m->parts[i].feel)
            read[count++] = m->parts[i].feel;
    if (count == 2)
        return;
    read[0] = s->of->x->feel;
    read[1] = s->applies ? s->applies->x->feel : NULL;
    showing h = {.k = k, .saying = s};
    h.study = study_new(k->world, &k->scratch, read, count, s->of->is_share);
    h.null_count = ARENA_ARRAY(&k->scratch, uint64_t, m->count);
    h.first = ARENA_ARRAY(&k->scratch, const feel_value *, m->count);
    bool whole = study_walk(h.study, k->steps, k->most, s->id, look, &h);
    for (size_t i = 0; i < m->count && h.reached; i++)
        if (h.null_count[i] && (h.null_count[i] < h.reached || whole))
            report_part(&h, i);
    k->world->evidence = FEEL_NULL_VALUE;
    world_move(k->world);
    arena_reset(&k->scratch);
}

static void check_saying(analysis *k, saying s)
{
    if (!s.of || s.text->count == 0)
        return;
    check_reachable(k, &s);
    check_shown(k, &s);
}

// A question is asked where something is unknown; a criterion's also where points were lost.
static void check_question(analysis *k, saying s, const message *ask, bool also_elsewhere)
{
    s.name = "ask";
    s.text = ask;
    s.outcome = RESULT_NULL;
    s.also_elsewhere = also_elsewhere;
    if (s.of && ask->count)
        check_shown(k, &s);
}

// ---- the messages of each kind of rule

static void check_gate(analysis *k, const subject_list *list, uint32_t i)
{
    const gate *g = &k->rules->gates[i];
    saying s = {.rule = "gate", .id = g->id};
    s.of = subject_of(list, RULE_GATE, i);
    s.applies = subject_of(list, RULE_GATE_APPLIES, i);
    const struct {
        const char *name;
        const message *text;
        result outcome;
    } all[] = {
        {"met", &g->met, RESULT_YES}, {"unmet", &g->unmet, RESULT_NO}, {"unknown", &g->unknown, RESULT_NULL}};
    for (size_t m = 0; m < sizeof all / sizeof *all; m++) {
        s.name = all[m].name;
        s.text = all[m].text;
        s.outcome = all[m].outcome;
        check_saying(k, s);
    }
    check_question(k, s, &g->ask, false);
}

static void check_criterion(analysis *k, const subject_list *list, uint32_t i)
{
    const criterion *c = &k->rules->criteria[i];
    saying s = {.rule = "criterion", .id = c->id};
    s.of = subject_of(list, RULE_CRITERION, i);
    s.applies = subject_of(list, RULE_CRITERION_APPLIES, i);
    const struct {
        const char *name;
        const message *text;
        result outcome;
    } all[] = {{"met", &c->met, RESULT_YES},
               {"partly", &c->partly, RESULT_PARTLY},
               {"unmet", &c->unmet, RESULT_NO},
               {"unknown", &c->unknown, RESULT_NULL}};
    for (size_t m = 0; m < sizeof all / sizeof *all; m++) {
        s.name = all[m].name;
        s.text = all[m].text;
        s.outcome = all[m].outcome;
        check_saying(k, s);
    }
    check_question(k, s, &c->ask, true);
}

void find_messages(analysis *k, const subject_list *list)
{
    const ruleset *r = k->rules;
    for (uint32_t i = 0; i < r->gate_count; i++)
        check_gate(k, list, i);
    for (uint32_t i = 0; i < r->criterion_count; i++)
        check_criterion(k, list, i);
    for (uint32_t i = 0; i < r->flag_count; i++)
        check_saying(k, (saying){.rule = "flag",
                                 .name = "because",
                                 .id = r->flags[i].id,
                                 .text = &r->flags[i].because,
                                 .of = subject_of(list, RULE_FLAG, i),
                                 .outcome = RESULT_YES});
    for (uint32_t i = 0; i < r->advice_count; i++)
        check_saying(k, (saying){.rule = "advice",
                                 .name = "say",
                                 .id = r->advice[i].id,
                                 .text = &r->advice[i].say,
                                 .of = subject_of(list, RULE_ADVICE, i),
                                 .outcome = RESULT_YES});
    for (uint32_t i = 0; i < r->adjust_count; i++)
        check_saying(k, (saying){.rule = "adjust",
                                 .name = "because",
                                 .id = r->adjusts[i].id,
                                 .text = &r->adjusts[i].because,
                                 .of = subject_of(list, RULE_ADJUST, i),
                                 .outcome = RESULT_YES});
}
