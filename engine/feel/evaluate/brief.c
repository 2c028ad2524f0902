// SPDX-License-Identifier: MIT
// Values and expressions cut down to what a line of a terminal holds: see trace.h. What is left out is said.
#include "feel/trace.h"

#include "base/unicode.h"
#include "feel/values/values.h"

enum { LEVELS = 6, LEAST = 12, COUNT_ROOM = 16, LONG_STRING = 24 };

// What a character takes at most: control characters are written as escapes.
static size_t width_of(uint32_t c)
{
    if (c == '\n' || c == '\r' || c == '\t')
        return 2;
    return c < ' ' || (c >= 0x7f && c < 0xa0) ? 6 : unicode_width(c);
}

size_t feel_columns(str text)
{
    size_t count = 0;
    for (size_t at = 0; at < text.length;)
        count += width_of(utf8_decode(text, &at));
    return count;
}

// The bytes of text that fit into so many columns.
static size_t fitting(str text, size_t columns)
{
    size_t at = 0, used = 0;
    while (at < text.length) {
        size_t next = at;
        used += width_of(utf8_decode(text, &next));
        if (used > columns)
            return at;
        at = next;
    }
    return at;
}

static str brief_at(arena *a, feel_value v, size_t columns, unsigned levels);

static str brief_string(arena *a, str s, size_t columns)
{
    builder out = builder_new(a);
    size_t most = columns > LEAST ? columns - 2 : LEAST - 2; // without the quotes
    size_t length = fitting(s, most);
    if (length == s.length) {
        print_quoted(&out, s);
        return builder_str(&out);
    }
    str behind = str_printf(a, " (%zu characters)", utf8_length(s));
    if (most < behind.length + LEAST)
        behind = STR_NONE;
    print_quoted(&out, str_slice(s, 0, fitting(s, most - behind.length - 1)));
    out.length--;
    builder_addf(&out, "…\"%.*s", STR_ARGS(behind));
    return builder_str(&out);
}

// One after another as long as they fit; all of them where count is reached.
typedef struct series {
    builder out;
    size_t columns, used, shown, count;
    bool one; // at least one is shown
} series;

static bool series_add(series *s, str item)
{
    size_t width = feel_columns(item) + (s->shown ? 2 : 0);
    size_t reserve = s->shown + 1 == s->count ? 1 : COUNT_ROOM;
    if (s->used + width + reserve > s->columns && (s->shown || !s->one))
        return false;
    builder_addf(&s->out, "%s%.*s", s->shown ? ", " : "", STR_ARGS(item));
    s->used += width;
    s->shown++;
    return true;
}

static size_t series_room(const series *s)
{
    size_t taken = s->used + (s->shown + 1 == s->count ? 3 : COUNT_ROOM);
    return s->columns > taken + LEAST ? s->columns - taken : LEAST;
}

static str series_end(series *s, char close)
{
    if (s->shown < s->count)
        builder_addf(&s->out, "%s… %zu in all", s->shown ? ", " : "", s->count);
    builder_addc(&s->out, close);
    return builder_str(&s->out);
}

static str brief_list(arena *a, const feel_list *list, size_t columns, unsigned levels)
{
    series s = {
        .out = builder_new(a), .columns = columns, .used = 1, .count = list->count, .one = list->count == 1};
    builder_addc(&s.out, '[');
    for (size_t i = 0; i < list->count; i++)
        if (!series_add(&s, brief_at(a, list->items[i], series_room(&s), levels - 1)))
            break;
    return series_end(&s, ']');
}

static str brief_context(arena *a, const feel_context *c, size_t columns, unsigned levels)
{
    series s = {.out = builder_new(a), .columns = columns, .used = 1, .count = context_count(c), .one = true};
    builder_addc(&s.out, '{');
    for (size_t i = 0; i < s.count; i++) {
        builder entry = builder_new(a);
        str name = context_name(c, i);
        size_t room = series_room(&s);
        str shown = brief_string(a, name, room);
        if (is_plain_name(name))
            shown = str_slice(name, 0, fitting(name, room));
        size_t taken = feel_columns(shown) + 2;
        builder_addf(&entry, "%.*s: ", STR_ARGS(shown));
        builder_add(&entry, brief_at(a, context_value(c, i), room > taken + LEAST ? room - taken : LEAST,
                                     levels - 1));
        if (!series_add(&s, builder_str(&entry)))
            break;
    }
    return series_end(&s, '}');
}

static str brief_range(arena *a, const feel_range *r, size_t columns, unsigned levels)
{
    size_t half = columns > 2 * LEAST ? columns / 2 : LEAST;
    if (!feel_is_null(r->low) && !value_is_ordered(r->low.kind)) {
        str value = brief_at(a, r->low, columns > LEAST + 4 ? columns - 4 : LEAST, levels - 1);
        return str_printf(a, "(= %.*s)", STR_ARGS(value));
    }
    str low = brief_at(a, r->low, half, levels - 1), high = brief_at(a, r->high, half, levels - 1);
    if (feel_is_null(r->low) != feel_is_null(r->high)) {
        bool upper = feel_is_null(r->low);
        bool included = upper ? r->high_included : r->low_included;
        str end = upper ? high : low;
        return str_printf(a, "(%s%s %.*s)", upper ? "<" : ">", included ? "=" : "", STR_ARGS(end));
    }
    return str_printf(a, "%c%.*s..%.*s%c", r->low_included ? '[' : '(', STR_ARGS(low), STR_ARGS(high),
                      r->high_included ? ']' : ')');
}

// Such as 1e300, or a third.
static str brief_number(arena *a, str text, size_t columns)
{
    size_t digits = 0;
    for (size_t i = 0; i < text.length; i++) // without those ahead of the first that counts
        digits += text.data[i] >= (digits ? '0' : '1') && text.data[i] <= '9';
    str behind = str_printf(a, "… (%zu digits)", digits);
    if (feel_columns(behind) + LEAST / 2 > columns)
        behind = STR("…");
    return str_printf(a, "%.*s%.*s", (int)(columns - feel_columns(behind)), text.data, STR_ARGS(behind));
}

static str brief_at(arena *a, feel_value v, size_t columns, unsigned levels)
{
    str text = STR_NONE;
    bool composed = v.kind == FEEL_LIST || v.kind == FEEL_CONTEXT;
    if (composed && feel_value_source_within(a, v, columns * 2, &text) && feel_columns(text) <= columns)
        return text;
    switch (v.kind) {
    case FEEL_STRING:
        return brief_string(a, v.as.string, columns);
    case FEEL_LIST:
        if (levels == 0 && v.as.list->count)
            return str_printf(a, "[… %zu in all]", v.as.list->count);
        return brief_list(a, v.as.list, columns, levels);
    case FEEL_CONTEXT:
        if (levels == 0 && context_count(v.as.context))
            return str_printf(a, "{… %zu in all}", context_count(v.as.context));
        return brief_context(a, v.as.context, columns, levels);
    case FEEL_RANGE:
        return levels ? brief_range(a, v.as.range, columns, levels) : STR("a range");
    case FEEL_FUNCTION:
        return STR("function");
    default:
        text = feel_value_source(a, v);
        return v.kind == FEEL_NUMBER && text.length > columns ? brief_number(a, text, columns) : text;
    }
}

str feel_brief_value(arena *a, feel_value v, size_t columns)
{
    return brief_at(a, v, columns > LEAST ? columns : LEAST, LEVELS);
}

// Behind a string that starts at from, or from where none does.
static size_t behind_string(str s, size_t from)
{
    if (s.data[from] != '"')
        return from;
    size_t at = from + 1;
    while (at < s.length && s.data[at] != '"')
        at += s.data[at] == '\\' ? 2 : 1;
    return at < s.length ? at + 1 : s.length;
}

static size_t behind_comment(str s, size_t from)
{
    if (s.data[from] != '/' || from + 1 >= s.length)
        return from;
    bool line = s.data[from + 1] == '/';
    if (!line && s.data[from + 1] != '*')
        return from;
    size_t end = str_find(s, line ? STR("\n") : STR("*/"), from + 2);
    return end == SIZE_MAX ? s.length : end + (line ? 1 : 2);
}

static str in_one_line(arena *a, str text)
{
    builder out = builder_new(a);
    bool blank = false;
    for (size_t at = 0; at < text.length;) {
        size_t next = behind_comment(text, at);
        char c = text.data[at];
        if (next > at || c == ' ' || (c >= '\t' && c <= '\r')) {
            blank = true;
            at = next > at ? next : at + 1;
            continue;
        }
        next = behind_string(text, at);
        if (next == at)
            next++;
        if (blank && out.length)
            builder_addc(&out, ' ');
        blank = false;
        builder_add(&out, str_slice(text, at, next));
        at = next;
    }
    return str_copy(a, builder_str(&out));
}

// With "…" for what stands in brackets at this depth and is longer than that; *deepest: of the brackets.
static str without_depth(arena *a, str text, unsigned depth, unsigned *deepest)
{
    builder out = builder_new(a);
    unsigned level = 0;
    size_t open = 0;
    *deepest = 0;
    for (size_t at = 0; at < text.length;) {
        size_t next = behind_string(text, at);
        char c = text.data[at];
        bool closes = next == at && (c == ')' || c == ']' || c == '}');
        if (closes && level && level-- == depth) {
            str inside = str_slice(text, open, at);
            builder_add(&out, feel_columns(inside) > 3 ? STR("…") : inside);
        }
        if (next == at)
            next++;
        if (depth == 0 || level < depth)
            builder_add(&out, str_slice(text, at, next));
        if (next == at + 1 && (c == '(' || c == '[' || c == '{')) {
            if (++level == depth)
                open = next;
            *deepest = level > *deepest ? level : *deepest;
        }
        at = next;
    }
    if (depth && level >= depth) // an open bracket that nothing closes, such as a range's ]
        return text;
    return str_copy(a, builder_str(&out));
}

// With long strings shortened.
static str without_long_strings(arena *a, str text)
{
    builder out = builder_new(a);
    for (size_t at = 0; at < text.length;) {
        size_t next = behind_string(text, at);
        str string = str_slice(text, at, next);
        if (next == at)
            builder_addc(&out, text.data[next++]);
        else if (feel_columns(string) <= LONG_STRING)
            builder_add(&out, string);
        else
            builder_addf(&out, "%.*s…\"", STR_ARGS(str_slice(string, 0, fitting(string, LONG_STRING - 2))));
        at = next;
    }
    return str_copy(a, builder_str(&out));
}

str feel_brief_text(arena *a, str text, size_t columns)
{
    unsigned deepest, ignored;
    if (columns < LEAST)
        columns = LEAST;
    text = in_one_line(a, text);
    if (feel_columns(text) > columns)
        text = without_long_strings(a, text);
    without_depth(a, text, 0, &deepest);
    for (unsigned depth = deepest; depth && feel_columns(text) > columns; depth--) {
        str shorter = without_depth(a, text, depth, &ignored);
        if (feel_columns(shorter) < columns / 3)
            break; // too little would be left
        text = shorter;
    }
    if (feel_columns(text) <= columns)
        return text;
    return str_printf(a, "%.*s…", STR_ARGS(str_slice(text, 0, fitting(text, columns - 1))));
}
