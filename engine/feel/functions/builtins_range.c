// SPDX-License-Identifier: MIT
// range() and the built-in functions on ranges (DMN 1.5 §10.3.4.7). A point counts as the range of itself
// alone.
#include "feel/functions/builtin.h"

#include "feel/syntax/lex.h"

// The two operands as ranges, and how their ends compare. -1 and 1 as in value_order; an end that is open
// below or above lies beyond every point.
typedef struct pair {
    feel_range x, y;
    bool x_point, y_point;
    int low_low, low_high, high_low, high_high; // x's end against y's
} pair;

static feel_range as_range(feel_value v, bool *point)
{
    *point = v.kind != FEEL_RANGE;
    return *point ? (feel_range){v, v, true, true} : *v.as.range;
}

// An end as a position: -1 or 1 where it is open.
static bool order_ends(feel_value x, int x_open, feel_value y, int y_open, int *order)
{
    if (x.kind != FEEL_NULL && y.kind != FEEL_NULL)
        return value_order(x, y, order);
    int left = x.kind == FEEL_NULL ? x_open : 0;
    int right = y.kind == FEEL_NULL ? y_open : 0;
    *order = left - right > 0 ? 1 : (left - right < 0 ? -1 : 0);
    return true;
}

static bool read_pair(call *c, pair *p)
{
    p->x = as_range(c->arguments[0], &p->x_point);
    p->y = as_range(c->arguments[1], &p->y_point);
    if (order_ends(p->x.low, -1, p->y.low, -1, &p->low_low) &&
        order_ends(p->x.low, -1, p->y.high, 1, &p->low_high) &&
        order_ends(p->x.high, 1, p->y.low, -1, &p->high_low) &&
        order_ends(p->x.high, 1, p->y.high, 1, &p->high_high))
        return true;
    call_fail(c, CODE_wrong_type, "the two cannot be compared");
    return false;
}

static bool is_before(const pair *p)
{
    return p->high_low < 0 || (p->high_low == 0 && !(p->x.high_included && p->y.low_included));
}

static bool is_after(const pair *p)
{
    return p->low_high > 0 || (p->low_high == 0 && !(p->x.low_included && p->y.high_included));
}

static bool starts_together(const pair *p)
{
    return p->low_low == 0 && p->x.low_included == p->y.low_included;
}

static bool ends_together(const pair *p)
{
    return p->high_high == 0 && p->x.high_included == p->y.high_included;
}

static bool starts_no_earlier(const pair *p)
{
    return p->low_low > 0 || (p->low_low == 0 && (p->y.low_included || !p->x.low_included));
}

static bool ends_no_later(const pair *p)
{
    return p->high_high < 0 || (p->high_high == 0 && (p->y.high_included || !p->x.high_included));
}

static bool starts_no_later(const pair *p)
{
    return p->low_low < 0 || (p->low_low == 0 && (p->x.low_included || !p->y.low_included));
}

static bool ends_no_earlier(const pair *p)
{
    return p->high_high > 0 || (p->high_high == 0 && (p->x.high_included || !p->y.high_included));
}

static bool is_overlapping(const pair *p)
{
    return !is_before(p) && !is_after(p);
}

feel_value builtin_before(call *c)
{
    pair p;
    return read_pair(c, &p) ? feel_boolean(is_before(&p)) : FEEL_NULL_VALUE;
}

feel_value builtin_after(call *c)
{
    pair p;
    return read_pair(c, &p) ? feel_boolean(is_after(&p)) : FEEL_NULL_VALUE;
}

feel_value builtin_meets(call *c)
{
    pair p;
    if (!read_pair(c, &p))
        return FEEL_NULL_VALUE;
    return feel_boolean(p.high_low == 0 && p.x.high_included && p.y.low_included);
}

feel_value builtin_met_by(call *c)
{
    pair p;
    if (!read_pair(c, &p))
        return FEEL_NULL_VALUE;
    return feel_boolean(p.low_high == 0 && p.x.low_included && p.y.high_included);
}

feel_value builtin_overlaps(call *c)
{
    pair p;
    return read_pair(c, &p) ? feel_boolean(is_overlapping(&p)) : FEEL_NULL_VALUE;
}

feel_value builtin_overlaps_before(call *c)
{
    pair p;
    if (!read_pair(c, &p))
        return FEEL_NULL_VALUE;
    bool starts_earlier = p.low_low < 0 || (p.low_low == 0 && p.x.low_included && !p.y.low_included);
    return feel_boolean(is_overlapping(&p) && starts_earlier && ends_no_later(&p));
}

feel_value builtin_overlaps_after(call *c)
{
    pair p;
    if (!read_pair(c, &p))
        return FEEL_NULL_VALUE;
    bool starts_later = p.low_low > 0 || (p.low_low == 0 && p.y.low_included && !p.x.low_included);
    return feel_boolean(is_overlapping(&p) && starts_later && ends_no_earlier(&p));
}

feel_value builtin_finishes(call *c)
{
    pair p;
    if (!read_pair(c, &p))
        return FEEL_NULL_VALUE;
    return feel_boolean(ends_together(&p) && (p.x_point || starts_no_earlier(&p)));
}

feel_value builtin_finished_by(call *c)
{
    pair p;
    if (!read_pair(c, &p))
        return FEEL_NULL_VALUE;
    return feel_boolean(ends_together(&p) && (p.y_point || starts_no_later(&p)));
}

feel_value builtin_includes(call *c)
{
    pair p;
    if (!read_pair(c, &p))
        return FEEL_NULL_VALUE;
    return feel_boolean(starts_no_later(&p) && ends_no_earlier(&p));
}

feel_value builtin_during(call *c)
{
    pair p;
    if (!read_pair(c, &p))
        return FEEL_NULL_VALUE;
    return feel_boolean(starts_no_earlier(&p) && ends_no_later(&p));
}

feel_value builtin_starts(call *c)
{
    pair p;
    if (!read_pair(c, &p))
        return FEEL_NULL_VALUE;
    return feel_boolean(starts_together(&p) && (p.x_point || ends_no_later(&p)));
}

feel_value builtin_started_by(call *c)
{
    pair p;
    if (!read_pair(c, &p))
        return FEEL_NULL_VALUE;
    return feel_boolean(starts_together(&p) && (p.y_point || ends_no_earlier(&p)));
}

feel_value builtin_coincides(call *c)
{
    pair p;
    if (!read_pair(c, &p))
        return FEEL_NULL_VALUE;
    if (p.x_point != p.y_point)
        return call_fail(c, CODE_wrong_type, "\"coincides\" compares two points or two ranges");
    return feel_boolean(starts_together(&p) && ends_together(&p));
}

// A constant, also one that a call such as date("2026-03-01") gives; nothing for no end.
static bool constant_end(call *c, str text, feel_value *out)
{
    *out = FEEL_NULL_VALUE;
    text = str_trim(text);
    if (!text.length)
        return true;
    feel_options options = {.limits = c->evaluation->run->limits,
                            .names = feel_names_new(call_arena(c), NULL)};
    feel_expression e = {.text = text};
    node *root = feel_parse(call_arena(c), text, &options, &e.closures);
    if (!root || feel_check(call_arena(c), &e, root, &options) > 0 || root->kind != NODE_LITERAL)
        return false;
    *out = root->value;
    return !feel_is_null(*out);
}

// The text of a range (rule 66): brackets with "..", and a constant on at least one side of it. A missing end
// stands beside an open bracket.
static bool read_range(call *c, str text, feel_range *out)
{
    token first = lex(text, 0), at = first;
    if (text.length < 2 ||
        (first.kind != TOKEN_OPEN && first.kind != TOKEN_OPEN_SQUARE && first.kind != TOKEN_CLOSE_SQUARE))
        return false;
    while (at.kind != TOKEN_DOTS && at.kind != TOKEN_END && at.kind != TOKEN_OPEN_TEXT)
        at = lex(text, at.end);
    char last = text.data[text.length - 1];
    if (at.kind != TOKEN_DOTS || at.end >= text.length || (last != ']' && last != ')' && last != '['))
        return false;
    out->low_included = first.kind == TOKEN_OPEN_SQUARE;
    out->high_included = last == ']';
    if (!constant_end(c, str_slice(text, first.end, at.start), &out->low) ||
        !constant_end(c, str_slice(text, at.end, text.length - 1), &out->high))
        return false;
    bool no_low = feel_is_null(out->low), no_high = feel_is_null(out->high);
    return !(no_low && (no_high || out->low_included)) && !(no_high && out->high_included);
}

feel_value builtin_range(call *c)
{
    feel_range range;
    int order;
    str text = str_trim(c->arguments[0].as.string);
    if (!read_range(c, text, &range))
        return call_fail(c, CODE_invalid_constant, "\"%.*s\" is no range of constants",
                         STR_ARGS(value_shown(call_arena(c), text)));
    if (feel_is_null(range.low) || feel_is_null(range.high))
        return value_new_range(call_arena(c), range);
    if (value_order(range.low, range.high, &order) && order > 0)
        return call_fail(c, CODE_invalid_constant, "the range \"%.*s\" ends ahead of its start",
                         STR_ARGS(value_shown(call_arena(c), text)));
    return eval_range(c->evaluation, c->node, range);
}
