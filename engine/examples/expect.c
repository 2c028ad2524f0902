// SPDX-License-Identifier: MIT
// The expectations of examples: each compares one thing with the explanation records.
#include "examples/run.h"

example_failure *expectation_failed(example_run *run, const xml_node *n, const char *attribute,
                                    const char *format, ...)
{
    const xml_attribute *at = attribute ? xml_find_attribute(n, str_from(attribute)) : NULL;
    example_failure *failure = ARENA_PUSH(run->arena, &run->result->failures);
    *failure = (example_failure){.where = at ? at->value_place : n->where};
    if (run->brief)
        return failure;
    builder text = builder_new(run->arena);
    va_list arguments;
    va_start(arguments, format);
    builder_addv(&text, format, arguments);
    va_end(arguments);
    failure->text = builder_str(&text);
    return failure;
}

// A word of an expectation as it is said in a sentence.
typedef struct word_said {
    const char *word, *wanted, *actual;
} word_said;

static const word_said words_said[] = {
    {"holds", "to hold", "it does"},
    {"not", "not to hold", "it does not"},
    {"yes", "to hold", "it does"},
    {"no", "not to hold", "it does not"},
};

static str said_as(arena *a, str word, bool actual)
{
    for (size_t i = 0; i < sizeof words_said / sizeof *words_said; i++)
        if (str_equals(word, words_said[i].word))
            return str_from(actual ? words_said[i].actual : words_said[i].wanted);
    return str_printf(a, "%s %.*s", actual ? "it is" : "to be", STR_ARGS(word));
}

// A failure of a word: what the attribute says and what it would have to say.
static example_failure *word_failed(example_run *run, const xml_node *n, const char *attribute, str what,
                                    str wanted, str actual)
{
    example_failure *f = expectation_failed(run, n, attribute, "expected %.*s %.*s, but %.*s", STR_ARGS(what),
                                            STR_ARGS(said_as(run->arena, wanted, false)),
                                            STR_ARGS(said_as(run->arena, actual, true)));
    reason_sides(run, f, attribute, wanted, actual);
    const xml_attribute *at = xml_find_attribute(n, str_from(attribute));
    if (at) {
        f->edit = at->value_place;
        f->replacement = actual;
    }
    return f;
}

// A failure of a part that a text should contain.
static example_failure *part_failed(example_run *run, const xml_node *n, str what, str actual)
{
    str part = example_attribute(n, "contains");
    bool any = actual.length > 0;
    example_failure *f = expectation_failed(
        run, n, "contains", "expected %.*s to contain \"%.*s\", but %s%.*s%s", STR_ARGS(what), STR_ARGS(part),
        any ? "it is \"" : "there is none", STR_ARGS(actual), any ? "\"" : "");
    reason_sides(run, f, "contains", part, any ? actual : STR("nothing"));
    if (any) {
        f->edit = xml_find_attribute(n, STR("contains"))->value_place;
        f->replacement = actual;
    }
    return f;
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
    expectation_failed(run, n, NULL, "say which therapist is meant: there are %zu", count);
    return NULL;
}

static str of_whom(const example_run *run, str what, str id, str whom)
{
    if (run->brief)
        return STR_NONE;
    return str_printf(run->arena, "%.*s%s%.*s of %.*s", STR_ARGS(what), what.length ? " " : "", STR_ARGS(id),
                      STR_ARGS(whom));
}

// ---- order

// Where the order that was expected first parts from the one that came out.
static void explain_order(example_run *run, example_failure *f, str wanted)
{
    str word;
    for (size_t i = 0; str_next_word(&wanted, &word); i++) {
        uint32_t row = pool_find(run->pool, word);
        if (row == NAME_MISSING) {
            reason_add(run, f, FACT_BECAUSE, "but", "there is no therapist \"%.*s\" in this example",
                       STR_ARGS(word));
            return;
        }
        const explanation *expected = &run->explanations[row];
        if (expected->excluded) {
            reason_score(run, f, expected);
            return;
        }
        if (i >= run->ranking.count)
            return;
        const explanation *actual = &run->explanations[run->ranking.items[i].row];
        if (actual != expected) {
            reason_difference(run, f, actual, expected);
            return;
        }
    }
}

static void judge_order(example_run *run, const xml_node *n)
{
    str wanted = xml_text_content(run->arena, n), rest = wanted, word;
    builder expected = builder_new(run->arena), actual = builder_new(run->arena);
    while (str_next_word(&rest, &word))
        builder_addf(&expected, "%s%.*s", expected.length ? " " : "", STR_ARGS(word));
    for (size_t i = 0; i < run->ranking.count; i++)
        builder_addf(&actual, "%s%.*s", i ? " " : "",
                     STR_ARGS(pool_id(run->pool, run->ranking.items[i].row)));
    str expected_text = builder_str(&expected), actual_text = builder_str(&actual);
    if (str_equal(expected_text, actual_text))
        return;
    example_failure *f = expectation_failed(run, n, NULL, "expected the order %.*s, but it is %.*s",
                                            STR_ARGS(expected_text), STR_ARGS(actual_text));
    reason_sides(run, f, "order", expected_text, actual_text);
    const xml_node *text = n->first_child;
    str trimmed = text ? str_trim(text->text) : STR_NONE;
    if (trimmed.length && actual_text.length) {
        f->where = f->edit =
            xml_place_in_text(text, (size_t)(trimmed.data - text->text.data), trimmed.length);
        f->replacement = actual_text;
    }
    if (!run->brief)
        explain_order(run, f, expected_text);
}

static void judge_excluded(example_run *run, const xml_node *n)
{
    const explanation *e = subject(run, n, "therapist");
    if (!e)
        return;
    str gate_id = example_attribute(n, "gate"), is = example_attribute(n, "is");
    bool wanted = !str_equals(is, "not");
    const gate_explanation *g = gate_id.length ? explanation_gate(e, gate_id) : NULL;
    bool excluded = g ? e->excluded && g->outcome == OUTCOME_UNMET : e->excluded;
    if (wanted == excluded)
        return;
    example_failure *f = g ? expectation_failed(run, n, "gate", "expected gate %.*s %s %.*s, but it is %s",
                                                STR_ARGS(gate_id), wanted ? "to exclude" : "not to exclude",
                                                STR_ARGS(e->id), outcome_name(g->outcome))
                           : expectation_failed(run, n, "therapist", "expected %.*s %s excluded",
                                                STR_ARGS(e->id), wanted ? "to be" : "not to be");
    reason_sides(run, f, "is", wanted ? STR("excluded") : STR("not"), wanted ? STR("not") : STR("excluded"));
    if (is.length) {
        f->edit = xml_find_attribute(n, STR("is"))->value_place;
        f->replacement = wanted ? STR("not") : STR("excluded");
    }
    if (g)
        reason_gate(run, f, e, gate_id);
    for (size_t i = 0; !g && i < e->gate_count; i++)
        if (!wanted && e->gates[i].outcome == OUTCOME_UNMET)
            reason_gate(run, f, e, e->gates[i].id);
}

// ---- scores

static void judge_score(example_run *run, const xml_node *n)
{
    const explanation *e = subject(run, n, "therapist");
    if (!e)
        return;
    str of = example_attribute(n, "of");
    int64_t actual = str_equals(of, "low")    ? e->low.score
                     : str_equals(of, "high") ? e->high.score
                                              : e->score.score;
    example_failure *f =
        judge_number(run, n, of_whom(run, STR("the"), of.length ? of : STR("score"), e->id), actual);
    if (f)
        reason_score(run, f, e);
}

static str with_score(const example_run *run, const explanation *e)
{
    if (run->brief)
        return STR_NONE;
    return str_printf(run->arena, "%.*s (%.*s)", STR_ARGS(e->id),
                      STR_ARGS(micro_text(run->arena, e->score.score)));
}

static void judge_above(example_run *run, const xml_node *n)
{
    const explanation *first = subject(run, n, "first"), *second = subject(run, n, "second");
    if (!first || !second || first->score.score > second->score.score)
        return;
    example_failure *f =
        expectation_failed(run, n, NULL, "expected %.*s above %.*s", STR_ARGS(with_score(run, first)),
                           STR_ARGS(with_score(run, second)));
    reason_difference(run, f, first, second);
}

static void judge_same(example_run *run, const xml_node *n)
{
    const explanation *first = subject(run, n, "first"), *second = subject(run, n, "second");
    if (!first || !second || first->score.score == second->score.score)
        return;
    example_failure *f =
        expectation_failed(run, n, NULL, "expected %.*s to score as %.*s", STR_ARGS(with_score(run, first)),
                           STR_ARGS(with_score(run, second)));
    reason_difference(run, f, first, second);
}

static void judge_weight(example_run *run, const xml_node *n)
{
    str id = example_attribute(n, "factor");
    int64_t points;
    if (id.length) {
        points = run->points->factor_points[ruleset_find_factor(run->rules, id)];
    } else {
        id = example_attribute(n, "criterion");
        points = run->points->criterion_points[ruleset_find_criterion(run->rules, id)];
    }
    example_failure *f = judge_number(run, n, of_whom(run, STR("the"), STR("points"), id), points);
    if (f)
        reason_points(run, f);
}

static void judge_adjusted(example_run *run, const xml_node *n)
{
    str id = example_attribute(n, "adjust");
    bool wanted = !str_equals(example_attribute(n, "is"), "no");
    bool holds = run->points->adjusts[ruleset_find_adjust(run->rules, id)] == TRUTH_TRUE;
    if (wanted == holds)
        return;
    example_failure *f = word_failed(run, n, "is", str_printf(run->arena, "adjust %.*s", STR_ARGS(id)),
                                     wanted ? STR("yes") : STR("no"), holds ? STR("yes") : STR("no"));
    reason_adjust(run, f, id);
}

// ---- rules

// False after a failure.
static bool judge_value(example_run *run, const xml_node *n, const explanation *e,
                        const criterion_explanation *c)
{
    str wanted = example_attribute(n, "value");
    decimal expected, actual;
    if (wanted.length == 0 || (decimal_parse(wanted, &expected) && decimal_parse(c->value, &actual) &&
                               decimal_compare(expected, actual) == 0))
        return true;
    example_failure *f = word_failed(run, n, "value", of_whom(run, STR("the value of"), c->id, e->id), wanted,
                                     c->value.length ? c->value : STR("none"));
    if (c->value.length == 0)
        f->edit = (place){0};
    reason_criterion(run, f, e, c->id);
    return false;
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
    str actual = str_from(outcome_name(c ? c->outcome : g->outcome));
    if (!str_equal(is, actual)) {
        example_failure *f = word_failed(
            run, n, "is", of_whom(run, c ? STR("criterion") : STR("gate"), c ? c->id : g->id, e->id), is,
            actual);
        if (c)
            reason_criterion(run, f, e, c->id);
        else
            reason_gate(run, f, e, g->id);
    }
    if (c)
        judge_value(run, n, e, c);
}

static void judge_flag(example_run *run, const xml_node *n)
{
    const explanation *e = subject(run, n, "therapist");
    if (!e)
        return;
    str id = example_attribute(n, "flag"), is = example_attribute(n, "is");
    const flag_explanation *f = explanation_flag(e, id);
    str actual = !f ? STR("not") : f->holds == TRUTH_TRUE ? STR("holds") : STR("unknown");
    if (!str_equal(is, actual))
        reason_flag(run, word_failed(run, n, "is", of_whom(run, STR("flag"), id, e->id), is, actual), e, id);
}

static const advice_explanation *find_advice(const advice_explanation *items, size_t count, str id)
{
    for (size_t i = 0; i < count; i++)
        if (str_equal(items[i].id, id))
            return &items[i];
    return NULL;
}

// Advice id as it was given: to the client, or with the therapist that n names. *known: it could be looked
// up. *row: the therapist's, NAME_MISSING for the client.
static const advice_explanation *given_advice(example_run *run, const xml_node *n, str id, bool *known,
                                              uint32_t *row)
{
    *known = true;
    *row = NAME_MISSING;
    if (run->rules->advice[ruleset_find_advice(run->rules, id)].per_client)
        return find_advice(run->client.advice, run->client.advice_count, id);
    const explanation *e = subject(run, n, "therapist");
    *known = e != NULL;
    *row = e ? e->row : NAME_MISSING;
    return e ? find_advice(e->advice, e->advice_count, id) : NULL;
}

static void judge_advice(example_run *run, const xml_node *n)
{
    bool known, wanted = !str_equals(example_attribute(n, "is"), "not");
    uint32_t row;
    str id = example_attribute(n, "advice");
    const advice_explanation *given = given_advice(run, n, id, &known, &row);
    if (!known || wanted == (given != NULL))
        return;
    str sides[] = {STR("not"), STR("given")};
    example_failure *f =
        expectation_failed(run, n, "is", "expected advice %.*s %s", STR_ARGS(id),
                           wanted ? "to be given, but it is not" : "not to be given, but it is");
    reason_sides(run, f, "is", sides[wanted], sides[!wanted]);
    const xml_attribute *is = xml_find_attribute(n, STR("is"));
    if (is) {
        f->edit = is->value_place;
        f->replacement = sides[!wanted];
    }
    if (given)
        reason_add(run, f, FACT_BECAUSE, "says", "%.*s", STR_ARGS(given->say));
    reason_advice(run, f, row, id);
}

// ---- what is said

static const expression *condition_of(const example_run *run, const xml_node *n)
{
    str flag_id = example_attribute(n, "flag"), criterion_id = example_attribute(n, "criterion");
    const ruleset *r = run->rules;
    if (flag_id.length)
        return &r->flags[ruleset_find_flag(r, flag_id)].when;
    return criterion_id.length ? &r->criteria[ruleset_find_criterion(r, criterion_id)].value : NULL;
}

// Whether the condition that n names (or the signal) rests on the match.
static bool concerns(const example_run *run, const xml_node *n, const text_match *m)
{
    const expression *condition = condition_of(run, n);
    if (!condition)
        return m->signal == ruleset_find_signal(run->rules, example_attribute(n, "signal"));
    for (size_t i = 0; i < condition->signal_count; i++)
        if (condition->signals[i] == m->signal)
            return true;
    return false;
}

// Whether the rule that n names shows its quotes: a flag that does not hold has none.
static bool shows_quotes(const explanation *e, const xml_node *n)
{
    str flag_id = example_attribute(n, "flag");
    return flag_id.length == 0 || explanation_flag(e, flag_id);
}

static void quote_failed(example_run *run, const xml_node *n, const explanation *e, bool counting)
{
    str id = example_attribute(n, "flag"), part = example_attribute(n, "contains");
    const char *kind = id.length ? "flag" : "criterion";
    if (id.length == 0)
        id = example_attribute(n, "criterion");
    if (id.length == 0) {
        kind = "signal";
        id = example_attribute(n, "signal");
    }
    example_failure *f =
        expectation_failed(run, n, "contains", "expected a quote of %s %.*s with \"%.*s\" that %s", kind,
                           STR_ARGS(id), STR_ARGS(part), counting ? "counts" : "is discounted");
    const expression *condition = condition_of(run, n);
    if (str_equals(str_from(kind), "flag"))
        reason_flag(run, f, e, id);
    else if (condition)
        reason_criterion(run, f, e, id);
    else
        reason_signal(run, f, e->row, ruleset_find_signal(run->rules, id));
}

static void judge_quote(example_run *run, const xml_node *n)
{
    const explanation *e = subject(run, n, "therapist");
    if (!e)
        return;
    str part = example_attribute(n, "contains");
    bool counting = !str_equals(example_attribute(n, "is"), "discounted"), found = false;
    size_t count;
    const text_match *matches = pool_matches(run->pool, e->row, &count);
    for (size_t i = 0; i < count && !found && (!counting || shows_quotes(e, n)); i++)
        found = matches[i].counts == counting && concerns(run, n, &matches[i]) &&
                str_contains(match_sentence(run, e->row, &matches[i]), part);
    if (!found)
        quote_failed(run, n, e, counting);
}

static void judge_signal(example_run *run, const xml_node *n)
{
    static const char *const names[] = {
        [SIGNAL_UNKNOWN] = "unknown", [SIGNAL_FALSE] = "false", [SIGNAL_TRUE] = "true"};
    const explanation *e = subject(run, n, "therapist");
    if (!e)
        return;
    str id = example_attribute(n, "signal"), is = example_attribute(n, "is");
    uint32_t number = ruleset_find_signal(run->rules, id);
    str actual = str_from(names[pool_signal(run->pool, e->row, number)]);
    if (!str_equal(is, actual))
        reason_signal(run, word_failed(run, n, "is", of_whom(run, STR("signal"), id, e->id), is, actual),
                      e->row, number);
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
    if (wanted == asked)
        return;
    example_failure *f = expectation_failed(run, n, "contains", "expected %s question with \"%.*s\" for %.*s",
                                            wanted ? "a" : "no", STR_ARGS(part), STR_ARGS(e->id));
    const xml_attribute *is = xml_find_attribute(n, STR("is"));
    if (is) {
        f->edit = is->value_place;
        f->replacement = wanted ? STR("not") : STR("asked");
    }
    reason_questions(run, f, e);
}

// What the advice, criterion, flag or gate that n names says; *known false after a failure.
static str said_by(example_run *run, const xml_node *n, bool *known)
{
    uint32_t row;
    str id = example_attribute(n, "advice");
    *known = true;
    if (id.length) {
        const advice_explanation *given = given_advice(run, n, id, known, &row);
        return given ? given->say : STR_NONE;
    }
    const explanation *e = subject(run, n, "therapist");
    *known = e != NULL;
    if (!e)
        return STR_NONE;
    const criterion_explanation *c = explanation_criterion(e, example_attribute(n, "criterion"));
    const flag_explanation *f = explanation_flag(e, example_attribute(n, "flag"));
    const gate_explanation *g = explanation_gate(e, example_attribute(n, "gate"));
    return c ? c->message : f ? f->because : g ? g->message : STR_NONE;
}

static void judge_message(example_run *run, const xml_node *n)
{
    static const char *const kinds[] = {"criterion", "flag", "gate", "advice"};
    bool known;
    str said = said_by(run, n, &known);
    if (!known || str_contains(said, example_attribute(n, "contains")))
        return;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        str id = example_attribute(n, kinds[i]);
        if (id.length)
            part_failed(run, n, str_printf(run->arena, "the message of %s %.*s", kinds[i], STR_ARGS(id)),
                        said);
    }
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
    {"excluded", judge_excluded, false,
     ATTRIBUTES(THERAPIST, RULE("gate", OPTIONAL, HOLDS_GATE), IS(OPTIONAL, "excluded not"))},
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
    {"weight", judge_weight, false, ATTRIBUTES(RULE("factor", ONE_OF, HOLDS_FACTOR), RULE("criterion", ONE_OF, HOLDS_CRITERION), AMOUNT)},
    {"adjusted", judge_adjusted, false, ATTRIBUTES(RULE("adjust", REQUIRED, HOLDS_ADJUST), IS(OPTIONAL, "yes no"))},
    {"quote", judge_quote, false,
     ATTRIBUTES(THERAPIST, RULE("flag", ONE_OF, HOLDS_FLAG), RULE("criterion", ONE_OF, HOLDS_CRITERION),
                RULE("signal", ONE_OF, HOLDS_SIGNAL), PART, IS(OPTIONAL, "counts discounted"))},
    {"signal", judge_signal, false,
     ATTRIBUTES(THERAPIST, RULE("signal", REQUIRED, HOLDS_SIGNAL), IS(REQUIRED, "true false unknown"))},
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
    case HOLDS_SIGNAL:
        return number < r->signal_count ? (*id = r->signals[number].name, true) : false;
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
        expectation_failed(run, n, at->name, "there is no therapist \"%.*s\" in this example",
                           STR_ARGS(named));
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
        expectation_failed(run, n, at->name, "there is no %s \"%.*s\"; did you mean \"%.*s\"?", at->name,
                           STR_ARGS(named), STR_ARGS(near.best));
    else
        expectation_failed(run, n, at->name, "there is no %s \"%.*s\"", at->name, STR_ARGS(named));
    return false;
}

void check_ids_in_text(example_run *run, const xml_node *n)
{
    for (const xml_node *c = n->first_child; c; c = c->next) {
        str rest = c->kind == XML_TEXT ? c->text : STR_NONE, word;
        while (str_next_word(&rest, &word))
            if (pool_find(run->pool, word) == NAME_MISSING)
                expectation_failed(run, n, NULL, "there is no therapist \"%.*s\" in this example",
                                   STR_ARGS(word))
                    ->where = xml_place_in_text(c, (size_t)(word.data - c->text.data), word.length);
    }
}

bool expectation_names_hold(example_run *run, const expectation_kind *k, const xml_node *n)
{
    bool known = true;
    for (const expectation_attribute *at = k->attributes; at->name; at++) {
        const xml_attribute *given = xml_find_attribute(n, str_from(at->name));
        if (given && at->holds >= HOLDS_THERAPIST)
            known = check_named(run, n, at, given->value) && known;
    }
    return known;
}

void judge_expectation(example_run *run, const expectation_kind *k, const xml_node *n)
{
    if (expectation_names_hold(run, k, n))
        k->judge(run, n);
}
