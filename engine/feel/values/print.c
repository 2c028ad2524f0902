// SPDX-License-Identifier: MIT
// Values as FEEL source and as text for people.
#include "feel/values/temporal.h"
#include "feel/values/values.h"

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

enum {
    ESCAPE_BYTES = 6,   // \u0000
    LONGEST_SHOWN = 200 // bytes
};

// The bytes of the control character (U+0000…U+001F, U+007F…U+009F) at an offset, 0 where there is none.
static size_t control_length(str s, size_t at)
{
    unsigned char c = (unsigned char)s.data[at];
    if (c < 0x20 || c == 0x7F)
        return 1;
    return c == 0xC2 && at + 1 < s.length && (unsigned char)s.data[at + 1] < 0xA0 ? 2 : 0;
}

static void add_escape(builder *out, str s, size_t at, size_t length)
{
    builder_addf(out, "\\u%04X", (unsigned)(unsigned char)s.data[at + length - 1]);
}

// The letter that stands behind a backslash for a character, or NUL.
static char short_escape(char c)
{
    switch (c) {
    case '"':
    case '\\':
        return c;
    case '\n':
        return 'n';
    case '\r':
        return 'r';
    case '\t':
        return 't';
    default:
        return '\0';
    }
}

void print_quoted(builder *out, str s)
{
    builder_addc(out, '"');
    for (size_t i = 0; i < s.length; i++) {
        char escape = short_escape(s.data[i]);
        size_t control = control_length(s, i);
        if (escape) {
            builder_addc(out, '\\');
            builder_addc(out, escape);
        } else if (control) {
            add_escape(out, s, i, control);
            i += control - 1;
        } else {
            builder_addc(out, s.data[i]);
        }
    }
    builder_addc(out, '"');
}

static size_t quoted_length(str s)
{
    size_t length = 2;
    for (size_t i = 0; i < s.length; i++)
        length += short_escape(s.data[i]) ? 2 : control_length(s, i) ? ESCAPE_BYTES : 1;
    return length;
}

str value_shown(arena *a, str s)
{
    size_t end = s.length <= LONGEST_SHOWN ? s.length : LONGEST_SHOWN;
    while (end < s.length && ((unsigned char)s.data[end] & 0xc0) == 0x80)
        end--; // not within a character
    size_t at = 0;
    while (at < end && !control_length(s, at))
        at++;
    if (at == s.length)
        return s;
    builder out = builder_new(a);
    for (size_t i = 0; i < end; i++) {
        size_t control = control_length(s, i);
        if (control)
            add_escape(&out, s, i, control);
        else
            builder_addc(&out, s.data[i]);
        i += control ? control - 1 : 0;
    }
    builder_adds(&out, end < s.length ? "\xE2\x80\xA6" : ""); // …
    return builder_str(&out);
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
    size_t more = v.kind != FEEL_STRING   ? 0
                  : style == STYLE_SOURCE ? quoted_length(v.as.string)
                                          : v.as.string.length;
    if (!spend(walk, out, more))
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
        decimal_print(out, v.as.number);
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
