// SPDX-License-Identifier: MIT
// In what two runs of one example differ, written as the expectation that would have told them apart.
#include "examples/mutants.h"

typedef struct comparing {
    arena *arena;
    const example_run *own, *other;
    const char *whom; // therapist="…" where there are several, else empty
} comparing;

static str quoted(arena *a, str text)
{
    builder out = builder_new(a);
    xml_escape(&out, text);
    return builder_str(&out);
}

static const char *truth_word(const flag_explanation *f)
{
    return !f ? "not" : f->holds == TRUTH_TRUE ? "holds" : "unknown";
}

static str criterion_differs(const comparing *c, const explanation *x, const explanation *y)
{
    for (size_t i = 0; i < x->criterion_count; i++) {
        const criterion_explanation *p = &x->criteria[i], *q = explanation_criterion(y, p->id);
        if (q && p->outcome == q->outcome && str_equal(p->value, q->value))
            continue;
        bool by_value = q && p->outcome == q->outcome && p->value.length;
        return str_printf(c->arena, "<outcome %scriterion=\"%.*s\" is=\"%s\"%s%.*s%s/>", c->whom,
                          STR_ARGS(p->id), outcome_name(p->outcome), by_value ? " value=\"" : "",
                          STR_ARGS(by_value ? p->value : STR_NONE), by_value ? "\"" : "");
    }
    return STR_NONE;
}

static str gate_differs(const comparing *c, const explanation *x, const explanation *y)
{
    for (size_t i = 0; i < x->gate_count; i++) {
        const gate_explanation *p = &x->gates[i], *q = explanation_gate(y, p->id);
        if (!q || p->outcome != q->outcome)
            return str_printf(c->arena, "<outcome %sgate=\"%.*s\" is=\"%s\"/>", c->whom, STR_ARGS(p->id),
                              outcome_name(p->outcome));
    }
    return STR_NONE;
}

static str flag_differs(const comparing *c, const explanation *x, const explanation *y)
{
    for (size_t i = 0; i < c->own->rules->flag_count; i++) {
        str id = c->own->rules->flags[i].id;
        const char *p = truth_word(explanation_flag(x, id)), *q = truth_word(explanation_flag(y, id));
        if (!str_equals(str_from(p), q))
            return str_printf(c->arena, "<flag %sflag=\"%.*s\" is=\"%s\"/>", c->whom, STR_ARGS(id), p);
    }
    return STR_NONE;
}

static bool is_given(const advice_explanation *items, size_t count, str id)
{
    for (size_t i = 0; i < count; i++)
        if (str_equal(items[i].id, id))
            return true;
    return false;
}

static str advice_differs(const comparing *c, const advice_explanation *x, size_t x_count,
                          const advice_explanation *y, size_t y_count, const char *whom)
{
    for (size_t i = 0; i < c->own->rules->advice_count; i++) {
        str id = c->own->rules->advice[i].id;
        bool p = is_given(x, x_count, id);
        if (p != is_given(y, y_count, id))
            return str_printf(c->arena, "<advice %sadvice=\"%.*s\" is=\"%s\"/>", whom, STR_ARGS(id),
                              p ? "given" : "not");
    }
    return STR_NONE;
}

static str score_differs(const comparing *c, const explanation *x, const explanation *y)
{
    const int64_t own[] = {x->score.score, x->low.score, x->high.score},
                  other[] = {y->score.score, y->low.score, y->high.score};
    static const char *const of[] = {"", "of=\"low\" ", "of=\"high\" "};
    for (size_t i = 0; i < 3; i++)
        if (own[i] != other[i])
            return str_printf(c->arena, "<score %s%sis=\"%.*s\"/>", c->whom, of[i],
                              STR_ARGS(micro_text(c->arena, own[i])));
    return STR_NONE;
}

static str question_differs(const comparing *c, const explanation *x, const explanation *y)
{
    for (int turn = 0; turn < 2; turn++) {
        const explanation *has = turn == 0 ? x : y, *lacks = turn == 0 ? y : x;
        for (size_t i = 0; i < has->question_count; i++) {
            bool found = false;
            for (size_t k = 0; k < lacks->question_count && !found; k++)
                found = str_equal(has->questions[i].text, lacks->questions[k].text);
            if (!found)
                return str_printf(c->arena, "<question %scontains=\"%.*s\" is=\"%s\"/>", c->whom,
                                  STR_ARGS(quoted(c->arena, has->questions[i].text)),
                                  turn == 0 ? "asked" : "not");
        }
    }
    return STR_NONE;
}

static str message_is(const comparing *c, const char *kind, str id, str message)
{
    return str_printf(c->arena, "<message %s%s=\"%.*s\" contains=\"%.*s\"/>", c->whom, kind, STR_ARGS(id),
                      STR_ARGS(quoted(c->arena, message)));
}

static str message_differs(const comparing *c, const explanation *x, const explanation *y)
{
    for (size_t i = 0; i < x->criterion_count; i++) {
        const criterion_explanation *p = &x->criteria[i], *q = explanation_criterion(y, p->id);
        if (q && p->message.length && !str_equal(p->message, q->message))
            return message_is(c, "criterion", p->id, p->message);
    }
    for (size_t i = 0; i < x->gate_count; i++) {
        const gate_explanation *p = &x->gates[i], *q = explanation_gate(y, p->id);
        if (q && p->message.length && !str_equal(p->message, q->message))
            return message_is(c, "gate", p->id, p->message);
    }
    for (size_t i = 0; i < x->flag_count; i++) {
        const flag_explanation *p = &x->flags[i], *q = explanation_flag(y, p->id);
        if (q && p->because.length && !str_equal(p->because, q->because))
            return message_is(c, "flag", p->id, p->because);
    }
    for (size_t i = 0; i < x->advice_count && i < y->advice_count; i++)
        if (!str_equal(x->advice[i].say, y->advice[i].say))
            return message_is(c, "advice", x->advice[i].id, x->advice[i].say);
    return STR_NONE;
}

static str match_differs(const comparing *c, uint32_t row)
{
    static const char *const states[] = {
        [SIGNAL_UNKNOWN] = "unknown", [SIGNAL_FALSE] = "false", [SIGNAL_TRUE] = "true"};
    const ruleset *r = c->own->rules;
    for (uint32_t i = 0; i < r->signal_count; i++) {
        signal_state own = pool_signal(c->own->pool, row, i);
        uint32_t there = ruleset_find_signal(c->other->rules, r->signals[i].name);
        if (there == NAME_MISSING || own != pool_signal(c->other->pool, row, there))
            return str_printf(c->arena, "<signal %ssignal=\"%.*s\" is=\"%s\"/>", c->whom,
                              STR_ARGS(r->signals[i].name), states[own]);
    }
    return STR_NONE;
}

static str points_differ(const comparing *c)
{
    const client_explanation *x = &c->own->client, *y = &c->other->client;
    for (size_t i = 0; i < x->factor_count && i < y->factor_count; i++)
        if (x->factors[i].points != y->factors[i].points)
            return str_printf(c->arena, "<weight factor=\"%.*s\" is=\"%.*s\"/>", STR_ARGS(x->factors[i].id),
                              STR_ARGS(micro_text(c->arena, x->factors[i].points)));
    for (size_t i = 0; i < x->criterion_count && x->criterion_count == y->criterion_count; i++)
        if (x->criteria[i].points != y->criteria[i].points)
            return str_printf(c->arena, "<weight criterion=\"%.*s\" is=\"%.*s\"/>",
                              STR_ARGS(x->criteria[i].id),
                              STR_ARGS(micro_text(c->arena, x->criteria[i].points)));
    return STR_NONE;
}

static str row_differs(const comparing *c, uint32_t row, size_t step)
{
    const explanation *x = &c->own->explanations[row], *y = &c->other->explanations[row];
    switch (step) {
    case 0:
        return criterion_differs(c, x, y);
    case 1:
        return gate_differs(c, x, y);
    case 2:
        return flag_differs(c, x, y);
    case 3:
        return advice_differs(c, x->advice, x->advice_count, y->advice, y->advice_count, c->whom);
    case 4:
        return score_differs(c, x, y);
    case 5:
        return question_differs(c, x, y);
    case 6:
        return message_differs(c, x, y);
    default:
        return match_differs(c, row);
    }
}

str runs_differ(arena *a, const example_run *own, const example_run *mutated)
{
    enum { STEPS = 8 };
    comparing c = {.arena = a, .own = own, .other = mutated, .whom = ""};
    size_t rows = pool_count(own->pool);
    if (rows != pool_count(mutated->pool))
        return STR_NONE;
    for (size_t step = 0; step < STEPS; step++) {
        for (uint32_t row = 0; row < rows; row++) {
            if (rows > 1)
                c.whom =
                    str_printf(a, "therapist=\"%.*s\" ", STR_ARGS(quoted(a, pool_id(own->pool, row)))).data;
            str found = row_differs(&c, row, step);
            if (found.length)
                return found;
        }
        c.whom = "";
        if (step != 3)
            continue;
        str of_client = advice_differs(&c, own->client.advice, own->client.advice_count,
                                       mutated->client.advice, mutated->client.advice_count, "");
        if (of_client.length == 0)
            of_client = points_differ(&c);
        if (of_client.length)
            return of_client;
    }
    return STR_NONE;
}
