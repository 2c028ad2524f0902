// SPDX-License-Identifier: MIT
// The changes that mutation makes to expressions, token by token. One that makes no expression is found out
// when the rule set is loaded with it.
#include "examples/mutants.h"

#include "feel/syntax/lex.h"

enum { STEPS_OF_ONE = 20 }; // whole numbers below it move by 1, others by a tenth

typedef struct expression_mutants {
    mutant_list *list;
    const xml_attribute *attribute; // that holds it, …
    const xml_node *content;        // … or the text of an element
    str name;                       // of the attribute or element
    str text;
    token before; // the token ahead of the one at hand
    token at, after;
} expression_mutants;

static str text_of(const expression_mutants *x, token t)
{
    return str_slice(x->text, t.start, t.end);
}

// Replaces the token at hand.
static void replace(expression_mutants *x, str with, const char *hint)
{
    arena *a = x->list->arena;
    size_t length = x->at.end - x->at.start;
    place where = x->attribute ? xml_place_in_value(x->attribute, x->at.start, length)
                               : xml_place_in_text(x->content, x->at.start, length);
    builder raw = builder_new(a);
    xml_escape(&raw, with);
    str old = text_of(x, x->at);
    str change = with.length ? str_printf(a, "in %.*s, %.*s became %.*s", STR_ARGS(x->name), STR_ARGS(old),
                                          STR_ARGS(with))
                             : str_printf(a, "in %.*s, %.*s was taken out", STR_ARGS(x->name), STR_ARGS(old));
    mutants_add(x->list, where, builder_str(&raw), change, hint);
}

// Puts the whole expression into another.
static void wrap(expression_mutants *x, const char *head, const char *tail, const char *change)
{
    arena *a = x->list->arena;
    place where = x->attribute->value_place;
    str raw = str_slice(where.source->bytes, (size_t)where.offset, (size_t)(where.offset + where.length));
    mutants_add(x->list, where, str_printf(a, "%s%.*s%s", head, STR_ARGS(raw), tail),
                str_printf(a, "%.*s was %s", STR_ARGS(x->name), change), "an example in which it matters");
}

static void change_number(expression_mutants *x)
{
    decimal number, step = decimal_from_int(1), tenth;
    if (!decimal_parse(text_of(x, x->at), &number) || !decimal_parse(STR("0.1"), &tenth))
        return;
    if (!decimal_is_integer(number) || decimal_compare(number, decimal_from_int(STEPS_OF_ONE)) >= 0)
        step = decimal_multiply(number, tenth);
    const char *hint = "an example close to the number on either side";
    replace(x, decimal_text(x->list->arena, decimal_add(number, step)), hint);
    replace(x, decimal_text(x->list->arena, decimal_subtract(number, step)), hint);
}

// The term behind the one named, in the first vocabulary or choice that has it.
static bool other_term(const vocabulary *v, str id, str *out)
{
    for (size_t i = 0; v && i < v->count; i++)
        if (str_equal(v->terms[i].id, id) && v->count > 1) {
            *out = v->terms[(i + 1) % v->count].id;
            return true;
        }
    return false;
}

static bool other_term_of_fields(const field *fields, size_t count, str id, str *out)
{
    for (size_t i = 0; i < count; i++)
        if (other_term(fields[i].terms, id, out) ||
            other_term_of_fields(fields[i].fields, fields[i].field_count, id, out))
            return true;
    return false;
}

static void change_term(expression_mutants *x)
{
    str quoted = text_of(x, x->at), id = str_slice(quoted, 1, quoted.length - 1), other;
    const ruleset *r = x->list->rules;
    bool found = other_term_of_fields(r->client.fields, r->client.count, id, &other) ||
                 other_term_of_fields(r->therapist.fields, r->therapist.count, id, &other);
    if (found)
        replace(x, str_printf(x->list->arena, "\"%.*s\"", STR_ARGS(other)),
                "an example with that term and one with another");
}

static bool is_operand(token t)
{
    return t.kind == TOKEN_NUMBER || t.kind == TOKEN_NAME || t.kind == TOKEN_CLOSE ||
           t.kind == TOKEN_CLOSE_SQUARE;
}

static void change_name(expression_mutants *x)
{
    static const struct {
        const char *from, *to, *hint;
        bool called;
    } swaps[] = {
        {"and", "or", "an example in which only one of the two sides holds", false},
        {"or", "and", "an example in which only one of the two sides holds", false},
        {"true", "false", "an example in which it matters", false},
        {"false", "true", "an example in which it matters", false},
        {"some", "every", "an example in which one of several does and another does not", false},
        {"every", "some", "an example in which one of several does and another does not", false},
        {"min", "max", "an example in which the two differ", true},
        {"max", "min", "an example in which the two differ", true},
        {"not", "", "an example in which it matters", true},
    };
    str name = text_of(x, x->at);
    for (size_t i = 0; i < sizeof swaps / sizeof *swaps; i++)
        if (str_equals(name, swaps[i].from) && (!swaps[i].called || x->after.kind == TOKEN_OPEN))
            replace(x, str_from(swaps[i].to), swaps[i].hint);
}

static void change_token(expression_mutants *x)
{
    static const char equal[] = "an example in which the two sides are equal";
    static const char matters[] = "an example in which it matters";
    switch (x->at.kind) {
    case TOKEN_EQUAL:
        replace(x, STR("!="), matters);
        return;
    case TOKEN_NOT_EQUAL:
        replace(x, STR("="), matters);
        return;
    case TOKEN_LESS:
        replace(x, STR("<="), equal);
        return;
    case TOKEN_LESS_EQUAL:
        replace(x, STR("<"), equal);
        return;
    case TOKEN_GREATER:
        replace(x, STR(">="), equal);
        return;
    case TOKEN_GREATER_EQUAL:
        replace(x, STR(">"), equal);
        return;
    case TOKEN_PLUS:
        replace(x, STR("-"), matters);
        return;
    case TOKEN_MINUS:
        if (is_operand(x->before))
            replace(x, STR("+"), matters);
        return;
    case TOKEN_STAR:
        replace(x, STR("/"), matters);
        return;
    case TOKEN_SLASH:
        replace(x, STR("*"), matters);
        return;
    case TOKEN_NUMBER:
        change_number(x);
        return;
    case TOKEN_STRING:
        change_term(x);
        return;
    case TOKEN_NAME:
        change_name(x);
        return;
    default:
        return;
    }
}

static bool is_boolean_let(const ruleset *r, str expression)
{
    for (size_t i = 0; i < r->let_count; i++)
        if (str_equal(r->lets[i].value.source, expression))
            return r->lets[i].type && r->lets[i].type->kind == FEEL_BOOLEAN;
    return false;
}

static bool is_criterion_value(const ruleset *r, str expression)
{
    for (size_t i = 0; i < r->criterion_count; i++)
        if (!r->criteria[i].is_condition && str_equal(r->criteria[i].value.source, expression))
            return true;
    return false;
}

static void change_tokens(expression_mutants *x)
{
    x->before.kind = TOKEN_END;
    x->at = lex(x->text, 0);
    while (x->at.kind != TOKEN_END && x->at.kind != TOKEN_INVALID && x->at.kind != TOKEN_OPEN_TEXT) {
        x->after = lex(x->text, x->at.end);
        change_token(x);
        x->before = x->at;
        x->at = x->after;
    }
}

void mutants_of_expression(mutant_list *m, const xml_attribute *a)
{
    expression_mutants x = {.list = m, .attribute = a, .name = a->name, .text = a->value};
    if (!str_equals(a->name, "value") || is_boolean_let(m->rules, a->value))
        wrap(&x, "not(", ")", "turned into its opposite");
    else if (is_criterion_value(m->rules, a->value))
        wrap(&x, "1 - (", ")", "taken from 1");
    change_tokens(&x);
}

void mutants_of_content(mutant_list *m, const xml_node *n)
{
    const xml_node *text = n->first_child;
    if (!text || text->kind != XML_TEXT)
        return;
    expression_mutants x = {.list = m, .content = text, .name = n->name, .text = text->text};
    change_tokens(&x);
}
