// SPDX-License-Identifier: MIT
// Values as FEEL source and as text for people.
#include "feel/temporal.h"
#include "feel/values.h"

static bool name_start(uint32_t c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

bool is_plain_name(str s)
{
    static const char *const KEYWORDS[] = {
        "if", "then",    "else",     "for", "in",       "return",   "some", "every", "satisfies", "and",
        "or", "between", "instance", "of",  "function", "external", "true", "false", "null",      "not"};
    for (size_t i = 0; i < s.length; i++)
        if (!name_start((unsigned char)s.data[i]) && !(i && s.data[i] >= '0' && s.data[i] <= '9'))
            return false;
    for (size_t i = 0; i < sizeof KEYWORDS / sizeof *KEYWORDS; i++)
        if (str_equals(s, KEYWORDS[i]))
            return false;
    return s.length > 0;
}

void print_quoted(builder *out, str s)
{
    builder_addc(out, '"');
    for (size_t i = 0; i < s.length; i++) {
        char c = s.data[i];
        if (c == '"' || c == '\\') {
            builder_addc(out, '\\');
            builder_addc(out, c);
        } else if (c == '\n') {
            builder_adds(out, "\\n");
        } else if (c == '\r') {
            builder_adds(out, "\\r");
        } else if (c == '\t') {
            builder_adds(out, "\\t");
        } else {
            builder_addc(out, c);
        }
    }
    builder_addc(out, '"');
}

static void print_context(value_walk *walk, builder *out, const feel_context *c)
{
    builder_addc(out, '{');
    size_t count = context_count(c);
    for (size_t i = 0; i < count && !walk->exhausted; i++) {
        if (i)
            builder_adds(out, ", ");
        str name = context_name(c, i);
        if (is_plain_name(name))
            builder_add(out, name);
        else
            print_quoted(out, name);
        builder_adds(out, ": ");
        value_print(walk, out, context_value(c, i), STYLE_SOURCE);
    }
    builder_addc(out, '}');
}

static void print_list(value_walk *walk, builder *out, const feel_list *list, value_style style)
{
    bool people = style == STYLE_TEXT;
    if (!people)
        builder_addc(out, '[');
    for (size_t i = 0; i < list->count && !walk->exhausted; i++) {
        if (i)
            builder_adds(out, ", ");
        value_print(walk, out, list->items[i], style);
    }
    if (!people)
        builder_addc(out, ']');
}

static void print_range(value_walk *walk, builder *out, const feel_range *r, value_style style)
{
    bool low_open = feel_is_null(r->low);
    bool high_open = feel_is_null(r->high);
    if (low_open != high_open) { // as a unary test: the only source of a half-open range
        bool included = low_open ? r->high_included : r->low_included;
        builder_addf(out, "(%s%s ", low_open ? "<" : ">", included ? "=" : "");
        value_print(walk, out, low_open ? r->high : r->low, style);
        builder_addc(out, ')');
        return;
    }
    if (!low_open && !value_is_ordered(r->low.kind)) { // what has no order stands in (= value) only
        builder_adds(out, "(= ");
        value_print(walk, out, r->low, style);
        builder_addc(out, ')');
        return;
    }
    builder_addc(out, r->low_included ? '[' : '(');
    value_print(walk, out, r->low, style);
    builder_adds(out, "..");
    value_print(walk, out, r->high, style);
    builder_addc(out, r->high_included ? ']' : ')');
}

static bool spend(value_walk *walk, builder *out, size_t more)
{
    if (walk->exhausted || walk->nodes == 0 || walk->depth == 0 || out->length + more > walk->bytes)
        walk->exhausted = true;
    else
        walk->nodes--;
    return !walk->exhausted;
}

static void print_scalar(builder *out, feel_value v, value_style style)
{
    if (v.kind == FEEL_STRING) {
        if (style == STYLE_TEXT)
            builder_add(out, v.as.string);
        else
            print_quoted(out, v.as.string);
    } else if (style == STYLE_TEXT) {
        print_temporal(out, v);
    } else {
        builder_adds(out, "@\"");
        print_temporal(out, v);
        builder_addc(out, '"');
    }
}

void value_print(value_walk *walk, builder *out, feel_value v, value_style style)
{
    if (!spend(walk, out, v.kind == FEEL_STRING ? v.as.string.length : 0))
        return;
    walk->depth--;
    switch (v.kind) {
    case FEEL_NULL:
    case FEEL_ANY:
        builder_adds(out, "null");
        break;
    case FEEL_BOOLEAN:
        builder_adds(out, v.as.boolean ? "true" : "false");
        break;
    case FEEL_NUMBER:
        builder_add(out, decimal_text(out->arena, v.as.number));
        break;
    case FEEL_LIST:
        print_list(walk, out, v.as.list, style);
        break;
    case FEEL_CONTEXT:
        print_context(walk, out, v.as.context);
        break;
    case FEEL_RANGE:
        print_range(walk, out, v.as.range, style);
        break;
    case FEEL_FUNCTION:
        builder_adds(out, "function");
        break;
    default:
        print_scalar(out, v, style);
        break;
    }
    walk->depth++;
}
