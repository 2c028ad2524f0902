// SPDX-License-Identifier: MIT
// The expectations of examples: each compares one thing with the explanation records.
#include "examples/run.h"

#include <inttypes.h>

void expectation_failed(example_run *run, const xml_node *n, const char *format, ...)
{
    builder text = builder_new(run->arena);
    va_list arguments;
    va_start(arguments, format);
    builder_addv(&text, format, arguments);
    va_end(arguments);
    example_failure *failure = ARENA_PUSH(run->arena, &run->result->failures);
    *failure = (example_failure){n->where, builder_str(&text)};
}

// The explanation of the therapist that attribute name names; without it the only one there is. NULL after a
// failure.
static const explanation *subject(example_run *run, const xml_node *n, const char *name)
{
    str id = example_attribute(n, name);
    size_t count = pool_count(run->pool);
    if (id.length == 0 && count == 1)
        return &run->explanations[0];
    uint32_t row = pool_find(run->pool, id);
    if (row != NAME_MISSING)
        return &run->explanations[row];
    expectation_failed(run, n, "say which therapist is meant: there are %zu", count);
    return NULL;
}

static str micro_text(arena *a, int64_t micro)
{
    int64_t size = micro < 0 ? -micro : micro;
    return str_printf(a, "%s%" PRId64 ".%06" PRId64, micro < 0 ? "-" : "", size / MICRO, size % MICRO);
}

// Points as micro-points; false, with a failure, where text is no number.
static bool parse_points(example_run *run, const xml_node *n, str text, int64_t *out)
{
    decimal number, micro;
    if (decimal_parse(str_trim(text), &number)) {
        micro = decimal_round(decimal_multiply(number, decimal_from_int(MICRO)), 0, ROUND_HALF_EVEN);
        if (decimal_to_int(micro, out))
            return true;
    }
    expectation_failed(run, n, "\"%.*s\" is not a number of points", STR_ARGS(text));
    return false;
}

// Checks actual against is, min and max. "is" compares the digits given: 72.5 holds for 72.5 rounded to one
// digit.
static void judge_number(example_run *run, const xml_node *n, str what, int64_t actual)
{
    str is = str_trim(example_attribute(n, "is")), least = example_attribute(n, "min"),
        most = example_attribute(n, "max");
    int64_t wanted;
    if (is.length && parse_points(run, n, is, &wanted)) {
        size_t point = str_find(is, STR("."), 0);
        int32_t digits = point == SIZE_MAX ? 0 : (int32_t)(is.length - point - 1);
        decimal exact = decimal_divide(decimal_from_int(actual), decimal_from_int(MICRO));
        decimal rounded = decimal_round(exact, digits, ROUND_HALF_UP);
        decimal expected;
        if (!decimal_parse(is, &expected) || decimal_compare(rounded, expected) != 0)
            expectation_failed(run, n, "expected %.*s to be %.*s, but it is %.*s", STR_ARGS(what),
                               STR_ARGS(is), STR_ARGS(micro_text(run->arena, actual)));
    }
    if (least.length && parse_points(run, n, least, &wanted) && actual < wanted)
        expectation_failed(run, n, "expected %.*s to be at least %.*s, but it is %.*s", STR_ARGS(what),
                           STR_ARGS(least), STR_ARGS(micro_text(run->arena, actual)));
    if (most.length && parse_points(run, n, most, &wanted) && actual > wanted)
        expectation_failed(run, n, "expected %.*s to be at most %.*s, but it is %.*s", STR_ARGS(what),
                           STR_ARGS(most), STR_ARGS(micro_text(run->arena, actual)));
}

static void judge_order(example_run *run, const xml_node *n)
{
    str wanted = xml_text_content(run->arena, n), word;
    builder expected = builder_new(run->arena), actual = builder_new(run->arena);
    while (str_next_word(&wanted, &word))
        builder_addf(&expected, "%s%.*s", expected.length ? " " : "", STR_ARGS(word));
    for (size_t i = 0; i < run->ranking.count; i++)
        builder_addf(&actual, "%s%.*s", i ? " " : "",
                     STR_ARGS(pool_id(run->pool, run->ranking.items[i].row)));
    str expected_text = builder_str(&expected), actual_text = builder_str(&actual);
    if (!str_equal(expected_text, actual_text))
        expectation_failed(run, n, "expected the order %.*s, but it is %.*s", STR_ARGS(expected_text),
                           STR_ARGS(actual_text));
}

static void judge_excluded(example_run *run, const xml_node *n)
{
    const explanation *e = subject(run, n, "therapist");
    if (!e)
        return;
    str gate_id = example_attribute(n, "gate");
    if (!e->excluded)
        expectation_failed(run, n, "expected %.*s to be excluded", STR_ARGS(e->id));
    const gate_explanation *g = gate_id.length ? explanation_gate(e, gate_id) : NULL;
    if (g && g->outcome != OUTCOME_UNMET)
        expectation_failed(run, n, "expected gate %.*s to be unmet, but it is %s", STR_ARGS(gate_id),
                           outcome_name(g->outcome));
}

static void judge_score(example_run *run, const xml_node *n)
{
    const explanation *e = subject(run, n, "therapist");
    if (!e)
        return;
    str of = example_attribute(n, "of");
    int64_t actual = str_equals(of, "low")    ? e->low.score
                     : str_equals(of, "high") ? e->high.score
                                              : e->score.score;
    judge_number(
        run, n,
        str_printf(run->arena, "the %.*s of %.*s", STR_ARGS(of.length ? of : STR("score")), STR_ARGS(e->id)),
        actual);
}

static void judge_above(example_run *run, const xml_node *n)
{
    const explanation *first = subject(run, n, "first"), *second = subject(run, n, "second");
    if (first && second && first->score.score <= second->score.score)
        expectation_failed(run, n, "expected %.*s (%.*s) above %.*s (%.*s)", STR_ARGS(first->id),
                           STR_ARGS(micro_text(run->arena, first->score.score)), STR_ARGS(second->id),
                           STR_ARGS(micro_text(run->arena, second->score.score)));
}

static void judge_same(example_run *run, const xml_node *n)
{
    const explanation *first = subject(run, n, "first"), *second = subject(run, n, "second");
    if (first && second && first->score.score != second->score.score)
        expectation_failed(run, n, "expected %.*s (%.*s) to score as %.*s (%.*s)", STR_ARGS(first->id),
                           STR_ARGS(micro_text(run->arena, first->score.score)), STR_ARGS(second->id),
                           STR_ARGS(micro_text(run->arena, second->score.score)));
}

static void judge_value(example_run *run, const xml_node *n, const criterion_explanation *c)
{
    str wanted = example_attribute(n, "value");
    decimal expected, actual;
    if (wanted.length == 0)
        return;
    if (!decimal_parse(wanted, &expected) || !decimal_parse(c->value, &actual) ||
        decimal_compare(expected, actual) != 0)
        expectation_failed(run, n, "expected %.*s to have the value %.*s, but it has %.*s", STR_ARGS(c->id),
                           STR_ARGS(wanted), STR_ARGS(c->value.length ? c->value : STR("none")));
}

static void judge_outcome(example_run *run, const xml_node *n)
{
    const explanation *e = subject(run, n, "therapist");
    if (!e)
        return;
    str criterion_id = example_attribute(n, "criterion"), gate_id = example_attribute(n, "gate"),
        is = example_attribute(n, "is");
    const criterion_explanation *c = criterion_id.length ? explanation_criterion(e, criterion_id) : NULL;
    const gate_explanation *g = gate_id.length ? explanation_gate(e, gate_id) : NULL;
    const char *actual = outcome_name(c ? c->outcome : g->outcome);
    if (!str_equals(is, actual))
        expectation_failed(run, n, "expected %.*s of %.*s to be %.*s, but it is %s",
                           STR_ARGS(c ? c->id : g->id), STR_ARGS(e->id), STR_ARGS(is), actual);
    if (c)
        judge_value(run, n, c);
}

static void judge_flag(example_run *run, const xml_node *n)
{
    const explanation *e = subject(run, n, "therapist");
    if (!e)
        return;
    str id = example_attribute(n, "flag"), is = example_attribute(n, "is");
    const flag_explanation *f = explanation_flag(e, id);
    const char *actual = !f ? "not" : f->holds == TRUTH_TRUE ? "holds" : "unknown";
    if (!str_equals(is, actual))
        expectation_failed(run, n, "expected flag %.*s of %.*s to be \"%.*s\", but it is \"%s\"",
                           STR_ARGS(id), STR_ARGS(e->id), STR_ARGS(is), actual);
}

static const advice_explanation *find_advice(const advice_explanation *items, size_t count, str id)
{
    for (size_t i = 0; i < count; i++)
        if (str_equal(items[i].id, id))
            return &items[i];
    return NULL;
}

// Advice id as it was given: to the client, or with the therapist that n names. *known: it could be looked
// up.
static const advice_explanation *given_advice(example_run *run, const xml_node *n, str id, bool *known)
{
    *known = true;
    if (run->rules->advice[ruleset_find_advice(run->rules, id)].per_client)
        return find_advice(run->client.advice, run->client.advice_count, id);
    const explanation *e = subject(run, n, "therapist");
    *known = e != NULL;
    return e ? find_advice(e->advice, e->advice_count, id) : NULL;
}

static void judge_advice(example_run *run, const xml_node *n)
{
    bool known, wanted = !str_equals(example_attribute(n, "is"), "not");
    str id = example_attribute(n, "advice");
    const advice_explanation *given = given_advice(run, n, id, &known);
    if (known && wanted != (given != NULL))
        expectation_failed(run, n, "expected advice %.*s %s", STR_ARGS(id),
                           wanted ? "to be given, but it is not" : "not to be given, but it is");
}

static void judge_weight(example_run *run, const xml_node *n)
{
    str id = example_attribute(n, "factor");
    judge_number(run, n, str_printf(run->arena, "the points of factor %.*s", STR_ARGS(id)),
                 run->points->factor_points[ruleset_find_factor(run->rules, id)]);
}

static void judge_adjusted(example_run *run, const xml_node *n)
{
    str id = example_attribute(n, "adjust");
    bool wanted = !str_equals(example_attribute(n, "is"), "no");
    if (wanted != (run->points->adjusts[ruleset_find_adjust(run->rules, id)] == TRUTH_TRUE))
        expectation_failed(run, n, "expected adjust %.*s %s", STR_ARGS(id),
                           wanted ? "to hold" : "not to hold");
}

static bool quotes_contain(const quote *quotes, size_t count, str part)
{
    for (size_t i = 0; i < count; i++)
        if (quotes[i].counts && str_contains(quotes[i].sentence, part))
            return true;
    return false;
}

static void judge_quote(example_run *run, const xml_node *n)
{
    const explanation *e = subject(run, n, "therapist");
    if (!e)
        return;
    str flag_id = example_attribute(n, "flag"), criterion_id = example_attribute(n, "criterion"),
        part = example_attribute(n, "contains");
    const flag_explanation *f = explanation_flag(e, flag_id);
    const criterion_explanation *c = explanation_criterion(e, criterion_id);
    bool found = (f && quotes_contain(f->quotes, f->quote_count, part)) ||
                 (c && quotes_contain(c->quotes, c->quote_count, part));
    if (!found)
        expectation_failed(run, n, "expected a counting quote of %.*s with \"%.*s\"",
                           STR_ARGS(flag_id.length ? flag_id : criterion_id), STR_ARGS(part));
}

static void judge_question(example_run *run, const xml_node *n)
{
    const explanation *e = subject(run, n, "therapist");
    if (!e)
        return;
    str part = example_attribute(n, "contains");
    bool wanted = !str_equals(example_attribute(n, "is"), "not"), asked = false;
    for (size_t i = 0; i < e->question_count; i++)
        asked = asked || str_contains(e->questions[i].text, part);
    if (wanted != asked)
        expectation_failed(run, n, "expected %s question with \"%.*s\" for %.*s", wanted ? "a" : "no",
                           STR_ARGS(part), STR_ARGS(e->id));
}

static void judge_message(example_run *run, const xml_node *n)
{
    bool known = true;
    str part = example_attribute(n, "contains"), id = example_attribute(n, "advice"), said = STR_NONE;
    if (id.length) {
        const advice_explanation *given = given_advice(run, n, id, &known);
        said = given ? given->say : STR_NONE;
    } else {
        const explanation *e = subject(run, n, "therapist");
        if (!e)
            return;
        id = example_attribute(n, "criterion");
        const criterion_explanation *c = explanation_criterion(e, id);
        const flag_explanation *f = c ? NULL : explanation_flag(e, id = example_attribute(n, "flag"));
        const gate_explanation *g = c || f ? NULL : explanation_gate(e, id = example_attribute(n, "gate"));
        said = c ? c->message : f ? f->because : g ? g->message : STR_NONE;
    }
    if (known && !str_contains(said, part))
        expectation_failed(run, n, "expected the message of %.*s to contain \"%.*s\", but it is \"%.*s\"",
                           STR_ARGS(id), STR_ARGS(part), STR_ARGS(said));
}

// clang-format off
#define ATTRIBUTES(...) ((const expectation_attribute[]){__VA_ARGS__, {0}})
#define THERAPIST {"therapist", OPTIONAL, HOLDS_THERAPIST, NULL, NULL}
#define PART {"contains", REQUIRED, HOLDS_TEXT, NULL, NULL}
#define AMOUNT {"is", SOME_OF, HOLDS_NUMBER, NULL, NULL}, {"min", SOME_OF, HOLDS_NUMBER, NULL, NULL}, \
               {"max", SOME_OF, HOLDS_NUMBER, NULL, NULL}
#define RULE(kind, use, holds) {kind, use, holds, NULL, NULL}
#define IS(use, words) {"is", use, HOLDS_WORD, words, NULL}

const expectation_kind expectation_kinds[] = {
    {"order", judge_order, true, ATTRIBUTES({0})},
    {"excluded", judge_excluded, false, ATTRIBUTES(THERAPIST, RULE("gate", OPTIONAL, HOLDS_GATE))},
    {"score", judge_score, false, ATTRIBUTES(THERAPIST, AMOUNT, {"of", OPTIONAL, HOLDS_WORD, "low high", NULL})},
    {"above", judge_above, false,
     ATTRIBUTES({"first", REQUIRED, HOLDS_THERAPIST, NULL, NULL}, {"second", REQUIRED, HOLDS_THERAPIST, NULL, NULL})},
    {"same", judge_same, false,
     ATTRIBUTES({"first", REQUIRED, HOLDS_THERAPIST, NULL, NULL}, {"second", REQUIRED, HOLDS_THERAPIST, NULL, NULL})},
    {"outcome", judge_outcome, false,
     ATTRIBUTES(THERAPIST, RULE("criterion", ONE_OF, HOLDS_CRITERION), RULE("gate", ONE_OF, HOLDS_GATE),
                IS(REQUIRED, "met partly unmet unknown not_applicable error"),
                {"value", OPTIONAL, HOLDS_NUMBER, NULL, "criterion"})},
    {"flag", judge_flag, false,
     ATTRIBUTES(THERAPIST, RULE("flag", REQUIRED, HOLDS_FLAG), IS(REQUIRED, "holds not unknown"))},
    {"advice", judge_advice, false,
     ATTRIBUTES(THERAPIST, RULE("advice", REQUIRED, HOLDS_ADVICE), IS(OPTIONAL, "given not"))},
    {"weight", judge_weight, false, ATTRIBUTES(RULE("factor", REQUIRED, HOLDS_FACTOR), AMOUNT)},
    {"adjusted", judge_adjusted, false, ATTRIBUTES(RULE("adjust", REQUIRED, HOLDS_ADJUST), IS(OPTIONAL, "yes no"))},
    {"quote", judge_quote, false,
     ATTRIBUTES(THERAPIST, RULE("flag", ONE_OF, HOLDS_FLAG), RULE("criterion", ONE_OF, HOLDS_CRITERION), PART)},
    {"question", judge_question, false, ATTRIBUTES(THERAPIST, PART, IS(OPTIONAL, "asked not"))},
    {"message", judge_message, false,
     ATTRIBUTES(THERAPIST, RULE("criterion", ONE_OF, HOLDS_CRITERION), RULE("flag", ONE_OF, HOLDS_FLAG),
                RULE("gate", ONE_OF, HOLDS_GATE), RULE("advice", ONE_OF, HOLDS_ADVICE), PART)},
    {0},
};
// clang-format on

// The id of the rule of this kind with the number; false past the last.
static bool rule_id(const ruleset *r, attribute_holds kind, size_t number, str *id)
{
#define FROM(list, count) (number < (count) ? (*id = (list)[number].id, true) : false)
    switch (kind) {
    case HOLDS_GATE:
        return FROM(r->gates, r->gate_count);
    case HOLDS_CRITERION:
        return FROM(r->criteria, r->criterion_count);
    case HOLDS_FLAG:
        return FROM(r->flags, r->flag_count);
    case HOLDS_ADVICE:
        return FROM(r->advice, r->advice_count);
    case HOLDS_FACTOR:
        return FROM(r->factors, r->factor_count);
    case HOLDS_ADJUST:
        return FROM(r->adjusts, r->adjust_count);
    default:
        return false;
    }
#undef FROM
}

// Whether there is what the attribute names; a failure where not.
static bool check_named(example_run *run, const xml_node *n, const expectation_attribute *at, str named)
{
    if (at->holds == HOLDS_THERAPIST) {
        if (pool_find(run->pool, named) != NAME_MISSING)
            return true;
        expectation_failed(run, n, "there is no therapist \"%.*s\" in this example", STR_ARGS(named));
        return false;
    }
    suggestion near = suggestion_for(named);
    str id;
    for (size_t i = 0; rule_id(run->rules, at->holds, i, &id); i++) {
        if (str_equal(id, named))
            return true;
        suggestion_offer(&near, id);
    }
    if (suggestion_found(&near))
        expectation_failed(run, n, "there is no %s \"%.*s\"; did you mean \"%.*s\"?", at->name,
                           STR_ARGS(named), STR_ARGS(near.best));
    else
        expectation_failed(run, n, "there is no %s \"%.*s\"", at->name, STR_ARGS(named));
    return false;
}

void judge_expectation(example_run *run, const expectation_kind *k, const xml_node *n)
{
    bool known = true;
    for (const expectation_attribute *at = k->attributes; at->name; at++) {
        const xml_attribute *given = xml_find_attribute(n, str_from(at->name));
        if (given && at->holds >= HOLDS_THERAPIST)
            known = check_named(run, n, at, given->value) && known;
    }
    if (known)
        k->judge(run, n);
}
