// SPDX-License-Identifier: MIT
// Built-in functions on strings. Positions count code points.
#include "feel/functions/builtin.h"

#include "base/unicode.h"
#include "feel/functions/pattern.h"

#include <string.h>

enum {
    EASY_SEARCH = 10000,       // PCRE2's steps of a search that counts by its text's length alone;
    HARD_SEARCH_STEPS = 20000, // what one costs that needs more,
    COMPILING_STEPS = 8        // and each byte of a pattern that is compiled during an evaluation
};

static str text_argument(const call *c, size_t index)
{
    return c->arguments[index].as.string;
}

feel_value builtin_string(call *c)
{
    feel_value v = c->arguments[0];
    if (v.kind == FEEL_STRING)
        return v;
    value_walk walk = value_walk_default();
    walk.bytes = eval_print_room(c->evaluation);
    builder out = builder_new(call_arena(c));
    bool scalar = v.kind != FEEL_LIST && v.kind != FEEL_RANGE;
    value_print(&walk, &out, v, scalar ? STYLE_TEXT : STYLE_SOURCE);
    if (walk.exhausted)
        return eval_stop(c->evaluation, c->node, "a value is too large to be made a string");
    return feel_string(builder_str(&out));
}

// The byte offset of code point number index.
static size_t byte_offset(str s, size_t index)
{
    size_t at = 0;
    while (index-- && at < s.length)
        utf8_decode(s, &at);
    return at;
}

// One too large for a number of bytes is all the rest.
static bool length_argument(call *c, size_t index, int64_t *out)
{
    if (call_integer(c, index, out))
        return *out >= 1;
    *out = INT64_MAX;
    return decimal_compare(c->arguments[index].as.number, decimal_from_int(0)) > 0;
}

feel_value builtin_substring(call *c)
{
    str s = text_argument(c, 0);
    int64_t start = 0, count = INT64_MAX;
    int64_t length = (int64_t)utf8_length(s);
    if (!call_integer(c, 1, &start) || start == 0 || start > length || start < -length) {
        if (length == 0 && start == 1)
            return feel_string(STR(""));
        return call_fail(c, CODE_not_evaluable, "the start position lies outside of the string");
    }
    if (call_given(c, 2) && !length_argument(c, 2, &count))
        return call_fail(c, CODE_not_evaluable, "the length must be at least 1");
    start = start > 0 ? start - 1 : length + start;
    count = count > length - start ? length - start : count;
    size_t from = byte_offset(s, (size_t)start);
    str rest = str_slice(s, from, s.length);
    return feel_string(str_slice(rest, 0, byte_offset(rest, (size_t)count)));
}

feel_value builtin_string_length(call *c)
{
    return feel_integer((int64_t)utf8_length(text_argument(c, 0)));
}

// Of ASCII alone; false where there is anything else.
static bool cased_ascii(call *c, str s, bool upper, feel_value *result)
{
    unsigned char first = upper ? 'a' : 'A', seen = 0;
    char *out = arena_alloc(call_arena(c), s.length + 1);
    for (size_t i = 0; i < s.length; i++) {
        unsigned char byte = (unsigned char)s.data[i];
        seen |= byte;
        out[i] = (char)(byte ^ ((unsigned char)(byte - first) < 26 ? 0x20 : 0));
    }
    *result = feel_string((str){out, s.length});
    return seen < 0x80;
}

// By code points, but ß in upper case is SS, which no mapping of one code point to one can say.
static feel_value cased(call *c, bool upper)
{
    str s = text_argument(c, 0);
    feel_value result;
    if (cased_ascii(c, s, upper, &result))
        return result;
    builder out = builder_new(call_arena(c));
    for (size_t at = 0; at < s.length;) {
        uint32_t code_point = utf8_decode(s, &at);
        if (upper && code_point == 0xdf)
            builder_adds(&out, "SS");
        else
            builder_add_code_point(&out, upper ? unicode_upper(code_point) : unicode_lower(code_point));
    }
    return feel_string(builder_str(&out));
}

feel_value builtin_upper_case(call *c)
{
    return cased(c, true);
}

feel_value builtin_lower_case(call *c)
{
    return cased(c, false);
}

feel_value builtin_substring_before(call *c)
{
    size_t at = str_find(text_argument(c, 0), text_argument(c, 1), 0);
    return feel_string(at == SIZE_MAX ? STR("") : str_slice(text_argument(c, 0), 0, at));
}

feel_value builtin_substring_after(call *c)
{
    str s = text_argument(c, 0);
    size_t at = str_find(s, text_argument(c, 1), 0);
    return feel_string(at == SIZE_MAX ? STR("") : str_slice(s, at + text_argument(c, 1).length, s.length));
}

feel_value builtin_contains(call *c)
{
    return feel_boolean(str_contains(text_argument(c, 0), text_argument(c, 1)));
}

feel_value builtin_starts_with(call *c)
{
    return feel_boolean(str_starts(text_argument(c, 0), text_argument(c, 1)));
}

feel_value builtin_ends_with(call *c)
{
    return feel_boolean(str_ends(text_argument(c, 0), text_argument(c, 1)));
}

// The pattern that was compiled last in this evaluation, in an arena of its own: what PCRE2 makes of a
// pattern is large, and outside of what the evaluation's limit counts.
struct late_pattern {
    arena *arena;
    str source, flags;
    const regex *compiled;
};

static const regex *late_pattern(call *c, str source, str flags)
{
    feel_run *run = c->evaluation->run;
    struct late_pattern *late = run->state.late_pattern;
    if (!late) {
        late = run->state.late_pattern = ARENA_NEW(run->arena, struct late_pattern);
        late->arena = arena_new_within(run->arena);
    }
    if (late->compiled && str_equal(late->source, source) && str_equal(late->flags, flags))
        return late->compiled;
    if (!call_spend(c, COMPILING_STEPS * (1 + source.length)))
        return NULL;
    late->compiled = NULL;
    arena_free(late->arena);
    str error;
    const regex *r = pattern_compile(late->arena, source, flags, run->limits, &error);
    if (!r)
        call_fail(c, CODE_invalid_constant, "%.*s", STR_ARGS(error));
    *late = (struct late_pattern){late->arena, source, flags, r};
    return r;
}

// The pattern of a call, compiled before or now; NULL after a report. What is searched, the first argument,
// is looked at, too: a search in what is not UTF-8 reads past its end, and hosts make mistakes.
static const regex *pattern_of(call *c, size_t flags_index)
{
    if (!utf8_valid(text_argument(c, 0), NULL)) {
        call_fail(c, CODE_not_evaluable, "the text is not valid UTF-8, so it cannot be searched");
        return NULL;
    }
    if (c->node->pattern)
        return c->node->pattern;
    str flags = STR_NONE;
    if (flags_index && c->arguments[flags_index].kind == FEEL_STRING)
        flags = text_argument(c, flags_index);
    return late_pattern(c, text_argument(c, 1), flags);
}

// The next match at or after start; false where there is none or a limit was reached (then reported).
static bool search(call *c, const regex *r, str subject, size_t start, const size_t **spans)
{
    feel_run *run = c->evaluation->run;
    if (!run->scratch && !run->state.own_scratch)
        run->state.own_scratch = regex_scratch_new(run->arena, run->limits);
    if (!call_spend(c, 1 + (subject.length - start) / 64))
        return false;
    regex_scratch *scratch = run->scratch ? run->scratch : run->state.own_scratch;
    regex_result result = regex_search_within(r, scratch, subject, start, EASY_SEARCH, spans);
    if (result == REGEX_LIMIT && call_spend(c, HARD_SEARCH_STEPS))
        result = regex_search(r, scratch, subject, start, spans);
    if (result == REGEX_LIMIT)
        eval_stop(c->evaluation, c->node, "the search for a pattern takes too many steps");
    return result == REGEX_MATCH;
}

feel_value builtin_matches(call *c)
{
    const size_t *spans;
    const regex *r = pattern_of(c, 2);
    return r ? feel_boolean(search(c, r, text_argument(c, 0), 0, &spans)) : FEEL_NULL_VALUE;
}

// Whether each $ stands ahead of a digit and each \ ahead of $ or \.
static bool is_replacement(str s)
{
    for (size_t i = 0; i < s.length; i++) {
        char next = i + 1 < s.length ? s.data[i + 1] : '\0';
        if (s.data[i] == '$' && !(next >= '0' && next <= '9'))
            return false;
        if (s.data[i] == '\\' && next != '$' && next != '\\')
            return false;
        i += s.data[i] == '\\';
    }
    return true;
}

// $n takes as many digits as there are groups for.
static void add_replacement(builder *out, str replacement, str subject, const size_t *spans, size_t groups)
{
    for (size_t i = 0; i < replacement.length; i++) {
        char ch = replacement.data[i];
        char next = i + 1 < replacement.length ? replacement.data[i + 1] : '\0';
        if (ch == '\\' && (next == '$' || next == '\\')) {
            builder_addc(out, next);
            i++;
        } else if (ch == '$' && next >= '0' && next <= '9') {
            size_t group = (size_t)(next - '0');
            i++;
            while (i + 1 < replacement.length && replacement.data[i + 1] >= '0' &&
                   replacement.data[i + 1] <= '9' &&
                   group * 10 + (size_t)(replacement.data[i + 1] - '0') <= groups)
                group = group * 10 + (size_t)(replacement.data[++i] - '0');
            if (group <= groups && spans[2 * group] != SIZE_MAX)
                builder_add(out, str_slice(subject, spans[2 * group], spans[2 * group + 1]));
        } else {
            builder_addc(out, ch);
        }
    }
}

feel_value builtin_replace(call *c)
{
    str subject = text_argument(c, 0);
    const regex *r = pattern_of(c, 3);
    if (!r)
        return FEEL_NULL_VALUE;
    if (regex_matches_empty(r))
        return call_fail(c, CODE_invalid_constant,
                         "the pattern matches the empty text, so it would match everywhere");
    if (!is_replacement(text_argument(c, 2)))
        return call_fail(c, CODE_invalid_constant,
                         "in a replacement, $ stands ahead of a group's number and \\ ahead of $ or \\");
    builder out = builder_new(call_arena(c));
    const size_t *spans;
    size_t at = 0;
    while (search(c, r, subject, at, &spans) && spans[1] > at) {
        builder_add(&out, str_slice(subject, at, spans[0]));
        add_replacement(&out, text_argument(c, 2), subject, spans, regex_groups(r));
        at = spans[1];
        if (!call_room(c, out.length))
            return FEEL_NULL_VALUE;
    }
    builder_add(&out, str_slice(subject, at, subject.length));
    return feel_string(builder_str(&out));
}

feel_value builtin_split(call *c)
{
    str subject = text_argument(c, 0);
    const regex *r = pattern_of(c, 0);
    VEC(feel_value) parts = {0};
    if (!r)
        return FEEL_NULL_VALUE;
    if (regex_matches_empty(r))
        return call_fail(c, CODE_invalid_constant,
                         "the delimiter matches the empty text, so it would match everywhere");
    const size_t *spans;
    size_t at = 0;
    while (search(c, r, subject, at, &spans) && spans[1] > at) {
        *ARENA_PUSH(call_arena(c), &parts) = feel_string(str_slice(subject, at, spans[0]));
        at = spans[1];
        if (!call_list_fits(c, parts.count + 1))
            return FEEL_NULL_VALUE;
    }
    *ARENA_PUSH(call_arena(c), &parts) = feel_string(str_slice(subject, at, subject.length));
    return call_list(c, parts.items, parts.count);
}

feel_value builtin_string_join(call *c)
{
    const feel_list *list = c->arguments[0].as.list;
    str delimiter = c->arguments[1].kind == FEEL_STRING ? text_argument(c, 1) : STR("");
    size_t total = 0;
    for (size_t i = 0; i < list->count; i++) {
        if (list->items[i].kind != FEEL_STRING && list->items[i].kind != FEEL_NULL)
            return call_fail(c, CODE_wrong_type, "\"string join\" cannot take a list with %.*s in it",
                             STR_ARGS(kind_name(list->items[i].kind)));
        total +=
            delimiter.length + (list->items[i].kind == FEEL_STRING ? list->items[i].as.string.length : 0);
    }
    if (!call_room(c, total) || !call_spend(c, list->count))
        return FEEL_NULL_VALUE;
    builder out = builder_new(call_arena(c));
    bool first = true;
    for (size_t i = 0; i < list->count; i++) {
        if (list->items[i].kind == FEEL_NULL)
            continue;
        if (!first)
            builder_add(&out, delimiter);
        builder_add(&out, list->items[i].as.string);
        first = false;
    }
    return feel_string(builder_str(&out));
}
