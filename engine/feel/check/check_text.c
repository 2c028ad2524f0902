// SPDX-License-Identifier: MIT
// The checker's words: what stands on the two sides of an operator, and the way out of a mismatch.
#include "feel/check/check.h"

#include "feel/values/temporal.h"

enum { SHOWN_TEXT = 60, SHOWN_NAMES = 8 };

str suggestion_help(checker *c, const suggestion *s)
{
    if (!suggestion_found(s))
        return STR_NONE;
    return str_printf(c->arena, "did you mean \"%.*s\"?", STR_ARGS(s->best));
}

str node_text(const checker *c, const node *n)
{
    return str_slice(c->expression->text, n->offset, n->offset + n->length);
}

// Where the parenthesis at the text's start is closed; the text's length where it is not.
static size_t parenthesis_end(str text)
{
    size_t depth = 0;
    bool quoted = false;
    for (size_t i = 0; i < text.length; i++) {
        if (quoted && text.data[i] == '\\')
            i++;
        else if (text.data[i] == '"')
            quoted = !quoted;
        else if (!quoted && text.data[i] == '(')
            depth++;
        else if (!quoted && text.data[i] == ')' && --depth == 0)
            return i;
    }
    return text.length;
}

// Without the parentheses around all of it.
static str without_parentheses(str text)
{
    while (text.length > 1 && text.data[0] == '(' && parenthesis_end(text) == text.length - 1)
        text = str_trim(str_slice(text, 1, text.length - 1));
    return text;
}

// Empty where it is long, or a form of its own.
static str shown_text(const checker *c, const node *n)
{
    str text = node_text(c, n);
    bool form = n->kind == NODE_IF || n->kind == NODE_FOR || n->kind == NODE_SOME || n->kind == NODE_EVERY;
    bool long_text =
        text.length > SHOWN_TEXT || str_contains(text, STR("\n")) || str_contains(text, STR("/*"));
    return long_text || form ? STR_NONE : text;
}

str side_text(checker *c, side s)
{
    str name = feel_type_name(c->arena, s.type);
    str text = without_parentheses(shown_text(c, s.node));
    if (!text.length || (s.type->kind == FEEL_NULL && s.node->kind == NODE_LITERAL))
        return name;
    bool item =
        s.type != s.node->type && (s.node->type->kind == FEEL_LIST || s.node->type->kind == FEEL_RANGE);
    return str_printf(c->arena, "%.*s (%s%.*s)", STR_ARGS(name), item ? "in " : "", STR_ARGS(text));
}

str node_side_text(checker *c, const node *n)
{
    return side_text(c, (side){n, n->type});
}

str names_help(checker *c, const char *what, const str *names, size_t count)
{
    builder help = builder_new(c->arena);
    if (!count)
        return STR_NONE;
    builder_adds(&help, what);
    for (size_t i = 0; i < count && i < SHOWN_NAMES; i++)
        builder_addf(&help, "%s%.*s", i ? ", " : "", STR_ARGS(names[i]));
    if (count > SHOWN_NAMES)
        builder_addf(&help, ", and %zu more", count - SHOWN_NAMES);
    return builder_str(&help);
}

str common_item_help(checker *c, const node *items, const node *list)
{
    str x = node_text(c, items);
    str y = node_text(c, list);
    return str_printf(c->arena, "for one in common, write some x in %.*s satisfies list contains(%.*s, x)",
                      STR_ARGS(x), STR_ARGS(y));
}

static bool is_duration(feel_kind k)
{
    return k == FEEL_DAYS_DURATION || k == FEEL_MONTHS_DURATION;
}

static bool is_moment(feel_kind k)
{
    return k == FEEL_DATE || k == FEEL_DATE_TIME;
}

static bool is_literal(const node *n, feel_kind kind)
{
    return n && n->kind == NODE_LITERAL && n->value.kind == kind;
}

// How a constant text is written that is to be a value of kind.
static str constant_help(checker *c, feel_kind kind, const node *text)
{
    static const feel_kind KINDS[] = {FEEL_DATE, FEEL_TIME, FEEL_DATE_TIME, FEEL_DAYS_DURATION,
                                      FEEL_MONTHS_DURATION};
    str value = text->value.as.string;
    feel_value parsed;
    decimal number;
    if (kind == FEEL_NUMBER && decimal_parse(value, &number))
        return str_printf(c->arena, "write %.*s, without quotes", STR_ARGS(value));
    if (kind == FEEL_BOOLEAN && (str_equals(value, "true") || str_equals(value, "false")))
        return str_printf(c->arena, "write %.*s, without quotes", STR_ARGS(value));
    for (size_t i = 0; i < sizeof KINDS / sizeof *KINDS; i++) {
        if (!feel_parse_temporal(c->arena, KINDS[i], value, &parsed))
            continue;
        if (kind != KINDS[i] && !(is_moment(kind) && is_moment(KINDS[i])))
            continue;
        return str_printf(c->arena, "write %.*s(\"%.*s\")",
                          STR_ARGS(is_duration(KINDS[i]) ? STR("duration") : kind_name(KINDS[i])),
                          STR_ARGS(value));
    }
    if (kind == FEEL_DATE)
        return STR("a date is written date(\"2026-03-01\")");
    if (kind == FEEL_TIME)
        return STR("a time is written time(\"10:30:00\")");
    if (kind == FEEL_DATE_TIME)
        return STR("a date and time is written date and time(\"2026-03-01T10:30:00\")");
    return is_duration(kind) ? STR("a duration is written duration(\"P30D\"), or duration(\"P1Y6M\")")
                             : STR_NONE;
}

// How a number is written that is to be days, or years.
static str amount_help(checker *c, feel_kind kind, const node *number)
{
    bool years = kind == FEEL_MONTHS_DURATION;
    str text = without_parentheses(shown_text(c, number));
    int64_t whole;
    if (is_literal(number, FEEL_NUMBER) && decimal_to_int(number->value.as.number, &whole) && whole >= 0)
        return str_printf(c->arena, "for %lld %s%s write duration(\"P%lld%c\")", (long long)whole,
                          years ? "year" : "day", whole == 1 ? "" : "s", (long long)whole, years ? 'Y' : 'D');
    if (!text.length)
        return STR_NONE;
    return str_printf(c->arena, "for that many %s write (%.*s) * duration(\"P1%c\")",
                      years ? "years" : "days", STR_ARGS(text), years ? 'Y' : 'D');
}

// Of what is given, and not worked out: it may hold what it is to be.
static bool is_read(const node *n)
{
    return n->kind == NODE_VARIABLE || n->kind == NODE_LOCAL || n->kind == NODE_IMPLICIT ||
           n->kind == NODE_PATH || n->kind == NODE_FILTER;
}

str conversion_help(checker *c, feel_kind wanted, const node *n)
{
    feel_kind found = n->type->kind;
    str text = without_parentheses(shown_text(c, n));
    if (is_literal(n, FEEL_STRING))
        return constant_help(c, wanted, n);
    if (is_duration(wanted) && found == FEEL_NUMBER)
        return amount_help(c, wanted, n);
    decimal written;
    if (wanted == FEEL_STRING && is_literal(n, FEEL_NUMBER) && decimal_parse(text, &written))
        return str_printf(c->arena, "write \"%.*s\", in quotes", STR_ARGS(text));
    if (!text.length)
        return STR_NONE;
    if (wanted == FEEL_STRING && found != FEEL_LIST && found != FEEL_CONTEXT && found != FEEL_FUNCTION)
        return str_printf(c->arena, "string(%.*s) makes a string of it", STR_ARGS(text));
    if (wanted == FEEL_STRING && found == FEEL_LIST && n->type->element->kind == FEEL_STRING)
        return str_printf(c->arena, "string join(%.*s, \", \") makes a string of it", STR_ARGS(text));
    if (wanted == FEEL_NUMBER && found == FEEL_STRING && !n->type->domain && is_read(n))
        return str_printf(c->arena, "number(%.*s) makes a number of it", STR_ARGS(text));
    if ((wanted == FEEL_DATE && (found == FEEL_STRING || found == FEEL_DATE_TIME)) ||
        (wanted == FEEL_TIME && (found == FEEL_STRING || found == FEEL_DATE_TIME)) ||
        (wanted == FEEL_DATE_TIME && (found == FEEL_STRING || found == FEEL_DATE)))
        return str_printf(c->arena, "%.*s(%.*s) makes a %.*s of it", STR_ARGS(kind_name(wanted)),
                          STR_ARGS(text), STR_ARGS(kind_name(wanted)));
    if (is_duration(wanted) && found == FEEL_STRING)
        return str_printf(c->arena, "duration(%.*s) makes a duration of it", STR_ARGS(text));
    if (wanted == FEEL_BOOLEAN && found == FEEL_LIST)
        return str_printf(c->arena, "to ask whether it holds anything, write count(%.*s) > 0",
                          STR_ARGS(text));
    return STR_NONE;
}

static str list_comparison_help(checker *c, bool equality, side x, side y)
{
    side list = x.type->kind == FEEL_LIST ? x : y;
    side other = x.type->kind == FEEL_LIST ? y : x;
    const feel_type *element = list.type->element;
    if (is_literal(other.node, FEEL_STRING) && !other.node->value.as.string.length)
        return STR("an empty list is []");
    if (list.node->kind == NODE_LIST && !list.node->count && other.type->kind != FEEL_LIST)
        return str_printf(c->arena, "to ask whether it is known, write %.*s != null",
                          STR_ARGS(node_text(c, other.node)));
    if (list.type != list.node->type || other.type != other.node->type || other.type->kind == FEEL_LIST)
        return STR_NONE;
    str text = shown_text(c, list.node);
    bool same = is_open_type(element) || element->kind == other.type->kind;
    if (equality && same)
        return str_printf(c->arena, "write list contains(%.*s, %.*s)", STR_ARGS(node_text(c, list.node)),
                          STR_ARGS(node_text(c, other.node)));
    if (other.type->kind == FEEL_NUMBER && text.length && element->kind != FEEL_NUMBER)
        return str_printf(c->arena, "count(%.*s) is the number of its items", STR_ARGS(text));
    if (!equality && same && text.length)
        return str_printf(c->arena, "to ask it of one of the items, write some x in %.*s satisfies x …",
                          STR_ARGS(text));
    return STR_NONE;
}

// Which of the two is to be changed: the constant, else a string, else what can be made into the other.
static str one_side_help(checker *c, side from, side to)
{
    feel_kind wanted = to.type->kind;
    if (from.type != from.node->type && from.node->kind == NODE_RANGE &&
        is_literal(from.node->children[0], FEEL_STRING))
        return constant_help(c, wanted, from.node->children[0]);
    if (from.type != from.node->type)
        return STR_NONE;
    if (is_literal(from.node, FEEL_NUMBER) && wanted == FEEL_BOOLEAN)
        return STR("a boolean is true or false");
    if (is_literal(from.node, FEEL_NUMBER) && is_moment(wanted)) {
        int64_t year;
        str text = shown_text(c, to.node);
        if (decimal_to_int(from.node->value.as.number, &year) && year > 1800 && year < 3000 && text.length)
            return str_printf(c->arena, "its year is %.*s.year", STR_ARGS(text));
        return STR_NONE;
    }
    if (from.type->kind == FEEL_NUMBER && !is_duration(wanted))
        return STR_NONE;       // a number is seldom to be made a text
    if (wanted == FEEL_STRING) // that can always be done, but is hardly meant
        return STR_NONE;
    return conversion_help(c, wanted, from.node);
}

// Days beside months.
static str month_help(checker *c, const node *between)
{
    if (between->kind != NODE_ARITHMETIC || between->op != OP_SUBTRACT ||
        !is_moment(between->children[0]->type->kind) || !is_moment(between->children[1]->type->kind))
        return STR("a month has no fixed number of days");
    return str_printf(c->arena, "for whole years and months write years and months duration(%.*s, %.*s)",
                      STR_ARGS(node_text(c, between->children[1])),
                      STR_ARGS(node_text(c, between->children[0])));
}

str chained_comparison_help(checker *c, side x, side y)
{
    str whole = c->expression->text, left = node_text(c, x.node), right = node_text(c, y.node);
    if (x.node->kind != NODE_COMPARE || x.type->kind != FEEL_BOOLEAN || y.type->kind == FEEL_BOOLEAN ||
        without_parentheses(left).length != left.length || left.length + right.length > SHOWN_TEXT)
        return STR_NONE;
    const node *middle = x.node->children[1];
    str sign = str_slice(whole, x.node->offset + x.node->length, y.node->offset);
    return str_printf(c->arena, "write %.*s and %.*s%.*s%.*s", STR_ARGS(left), STR_ARGS(node_text(c, middle)),
                      STR_ARGS(sign), STR_ARGS(right));
}

// A date beside a date and time.
static str day_help(checker *c, side x, side y)
{
    side moment = x.type->kind == FEEL_DATE_TIME ? x : y;
    str text = shown_text(c, moment.node);
    bool fits = (x.type->kind == FEEL_DATE_TIME && y.type->kind == FEEL_DATE) ||
                (x.type->kind == FEEL_DATE && y.type->kind == FEEL_DATE_TIME);
    if (!fits || !text.length || moment.type != moment.node->type)
        return STR_NONE;
    return str_printf(c->arena, "for its day write date(%.*s)", STR_ARGS(text));
}

str comparison_help(checker *c, bool equality, side x, side y)
{
    if (x.type->kind == FEEL_LIST || y.type->kind == FEEL_LIST)
        return list_comparison_help(c, equality, x, y);
    if (is_duration(x.type->kind) && is_duration(y.type->kind))
        return month_help(c, x.node->kind == NODE_ARITHMETIC ? x.node : y.node);
    str day = day_help(c, x, y);
    if (day.length)
        return day;
    bool right_first = y.node->kind == NODE_LITERAL || x.node->kind != NODE_LITERAL;
    str help = right_first ? one_side_help(c, y, x) : one_side_help(c, x, y);
    return help.length ? help : right_first ? one_side_help(c, x, y) : one_side_help(c, y, x);
}

static str list_arithmetic_help(checker *c, operator op, side list, side other, bool list_first)
{
    str text = shown_text(c, list.node);
    str with = shown_text(c, other.node);
    bool lists = other.type->kind == FEEL_LIST;
    if (!text.length || !with.length)
        return STR_NONE;
    if (op == OP_ADD && (lists || list.type->element->kind == other.type->kind) &&
        list.type->element->kind != FEEL_NUMBER)
        return list_first ? str_printf(c->arena, "write %s(%.*s, %.*s)", lists ? "concatenate" : "append",
                                       STR_ARGS(text), STR_ARGS(with))
                          : STR_NONE;
    if (lists || (list.type->element->kind != FEEL_NUMBER && !is_duration(list.type->element->kind)))
        return STR_NONE;
    if (list_first)
        return str_printf(c->arena, "for each item, write for x in %.*s return x %s %.*s", STR_ARGS(text),
                          operator_text(op), STR_ARGS(with));
    return str_printf(c->arena, "for each item, write for x in %.*s return %.*s %s x", STR_ARGS(text),
                      STR_ARGS(with), operator_text(op));
}

// A text in quotes beside a number, or a date: 5, or duration("P3D").
static str constant_operand_help(checker *c, side x, side y)
{
    side text = is_literal(x.node, FEEL_STRING) ? x : y;
    feel_kind other = text.node == x.node ? y.type->kind : x.type->kind;
    feel_value parsed;
    decimal number;
    if (!is_literal(text.node, FEEL_STRING) || text.type->kind != FEEL_STRING)
        return STR_NONE;
    str value = text.node->value.as.string;
    bool duration = feel_parse_temporal(c->arena, FEEL_DAYS_DURATION, value, &parsed) ||
                    feel_parse_temporal(c->arena, FEEL_MONTHS_DURATION, value, &parsed);
    if (duration && other >= FEEL_DATE && other <= FEEL_MONTHS_DURATION)
        return str_printf(c->arena, "write duration(\"%.*s\")", STR_ARGS(value));
    if (other == FEEL_NUMBER && decimal_parse(value, &number))
        return constant_help(c, FEEL_NUMBER, text.node);
    return STR_NONE;
}

str arithmetic_help(checker *c, operator op, side x, side y)
{
    feel_kind left = x.type->kind, right = y.type->kind;
    if (left == FEEL_LIST && op == OP_ADD)
        return list_arithmetic_help(c, op, x, y, true);
    str constant = constant_operand_help(c, x, y);
    if (constant.length)
        return constant;
    if (op == OP_ADD && left == FEEL_STRING)
        return conversion_help(c, FEEL_STRING, y.node);
    if (op == OP_ADD && right == FEEL_STRING)
        return conversion_help(c, FEEL_STRING, x.node);
    if (left == FEEL_LIST)
        return list_arithmetic_help(c, op, x, y, true);
    if (right == FEEL_LIST)
        return list_arithmetic_help(c, op, y, x, false);
    bool sum = op == OP_ADD || op == OP_SUBTRACT;
    if (sum && right == FEEL_NUMBER && (is_moment(left) || is_duration(left)))
        return amount_help(c, is_moment(left) ? FEEL_DAYS_DURATION : left, y.node);
    if (op == OP_ADD && left == FEEL_NUMBER && (is_moment(right) || is_duration(right)))
        return amount_help(c, is_moment(right) ? FEEL_DAYS_DURATION : right, x.node);
    if (sum && is_duration(left) && is_duration(right))
        return STR("a month has no fixed number of days; add them to a date one after the other");
    if (op == OP_SUBTRACT && is_moment(left) && is_moment(right) && left != right)
        return day_help(c, x, y);
    if (right == FEEL_STRING)
        return conversion_help(c, left, y.node);
    if (left == FEEL_STRING)
        return conversion_help(c, right, x.node);
    return STR_NONE;
}
