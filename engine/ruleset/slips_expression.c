// SPDX-License-Identifier: MIT
// What was meant by an expression that its parser or checker stumbled over, where FEEL itself has no help:
// slips of people who know other languages, and what an attribute of XML adds to it. Decides nothing on what
// is wrong.
#include "ruleset/loader.h"

#include "base/ascii.h"

#include <string.h>

static char at_or_none(str text, size_t at)
{
    return at < text.length ? text.data[at] : '\0';
}

static bool is_word_at(str text, size_t at, const char *word)
{
    size_t length = strlen(word);
    char behind = at_or_none(text, at + length);
    return str_equals(str_slice(text, at, at + length), word) && !ascii_is_letter(behind) && behind != '_' &&
           !ascii_is_digit(behind);
}

// and, or: with blanks where they would touch a neighbour.
static str operator_word(arena *a, str text, size_t from, size_t to, const char *word)
{
    bool before = from > 0 && !ascii_is_blank(text.data[from - 1]);
    bool behind = to < text.length && !ascii_is_blank(text.data[to]);
    return str_printf(a, "%s%s%s", before ? " " : "", word, behind ? " " : "");
}

// 'gentle' or “gentle” as &quot;gentle&quot;: only where nothing but plain characters stands between.
static size_t quoted_end(str text, size_t at, size_t *open, size_t *close)
{
    static const char *const pairs[][2] = {{"'", "'"}, {"“", "”"}, {"„", "“"}, {"‘", "’"}, {"”", "”"}};
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        if (!str_starts(str_slice(text, at, text.length), str_from(pairs[i][0])))
            continue;
        *open = strlen(pairs[i][0]);
        *close = strlen(pairs[i][1]);
        size_t end = at + *open;
        while (ascii_is_letter(at_or_none(text, end)) || ascii_is_digit(at_or_none(text, end)) ||
               (at_or_none(text, end) && strchr("_- .:", text.data[end])))
            end++;
        if (end > at + *open && str_starts(str_slice(text, end, text.length), str_from(pairs[i][1])))
            return end + *close;
    }
    return 0;
}

// The digits around at.
static str digits_before(str text, size_t at)
{
    size_t from = at;
    while (from > 0 && ascii_is_digit(text.data[from - 1]))
        from--;
    return str_slice(text, from, at);
}

static str digits_behind(str text, size_t at)
{
    size_t to = at;
    while (ascii_is_digit(at_or_none(text, to)))
        to++;
    return str_slice(text, at, to);
}

static bool is_date(str text)
{
    static const char form[] = "0000-00-00";
    bool fits = text.length == sizeof form - 1;
    for (size_t i = 0; fits && i < text.length; i++)
        fits = form[i] == '-' ? text.data[i] == '-' : ascii_is_digit(text.data[i]);
    return fits;
}

typedef struct stumble {
    loader *l;
    diagnostic *item;
    str text;    // the expression
    size_t at;   // where
    str stretch; // what is marked
} stumble;

static void help(const stumble *s, const char *words)
{
    diagnostic_help(s->l->diagnostics, s->item, "%s", words);
}

static bool says(const stumble *s, const char *part)
{
    return str_contains(s->item->message, str_from(part));
}

// The last bracket ahead of at that is not closed there; SIZE_MAX where all are.
static size_t open_bracket(str text, size_t at)
{
    size_t open[64], depth = 0;
    bool quoted = false;
    for (size_t i = 0; i < at && i < text.length; i++) {
        char c = text.data[i];
        quoted = quoted != (c == '"');
        if (quoted)
            continue;
        if (strchr("([{", c) && depth < sizeof open / sizeof *open)
            open[depth++] = i;
        else if (strchr(")]}", c) && depth > 0)
            depth--;
    }
    return depth ? open[depth - 1] : SIZE_MAX;
}

static bool help_bracket(const stumble *s)
{
    enum { SHOWN = 24 };
    size_t open = open_bracket(s->text, s->at);
    char here = at_or_none(s->text, s->at);
    bool closes = here && strchr(")]}", here);
    if (open == SIZE_MAX && closes) {
        diagnostic_help(s->l->diagnostics, s->item, "nothing is open that this \"%c\" closes", here);
        return true;
    }
    bool wanted = says(s, "\")\" is needed") || says(s, "\"]\" is needed") || says(s, "\"}\" is needed");
    if (open == SIZE_MAX || (!closes && !wanted))
        return false;
    size_t end = open + SHOWN;
    while (end < s->text.length && ((unsigned char)s->text.data[end] & 0xC0) == 0x80)
        end++;
    diagnostic_help(s->l->diagnostics, s->item, "not closed is: %.*s%s",
                    STR_ARGS(str_slice(s->text, open, end)), end < s->text.length ? " …" : "");
    return true;
}

static bool help_number(const stumble *s)
{
    str here = str_slice(s->text, s->at, s->text.length);
    if (str_starts(here, STR(".."))) {
        str low = digits_before(s->text, s->at), high = digits_behind(s->text, s->at + 2);
        if (!low.length || !high.length)
            return false;
        diagnostic_help(s->l->diagnostics, s->item, "a range stands in brackets: [%.*s..%.*s]", STR_ARGS(low),
                        STR_ARGS(high));
        return true;
    }
    if (!str_starts(here, STR(",")))
        return false;
    str whole = digits_before(s->text, s->at), rest = digits_behind(s->text, s->at + 1);
    if (!whole.length || !rest.length)
        return false;
    size_t from = s->at - whole.length;
    str thousands = from > 1 && s->text.data[from - 1] == '.' ? digits_before(s->text, from - 1) : STR_NONE;
    diagnostic_help(s->l->diagnostics, s->item, "write %.*s%.*s.%.*s, with a decimal point%s",
                    STR_ARGS(thousands), STR_ARGS(whole), STR_ARGS(rest),
                    thousands.length ? " and none between thousands" : "");
    return true;
}

typedef struct known_slip {
    const char *start; // what stands there
    const char *help;
} known_slip;

static bool help_known(const stumble *s, const known_slip *slips, size_t count)
{
    str here = str_slice(s->text, s->at, s->text.length);
    for (size_t i = 0; i < count; i++)
        if (str_starts(here, str_from(slips[i].start))) {
            help(s, slips[i].help);
            return true;
        }
    return false;
}

static void help_syntax(const stumble *s)
{
    static const known_slip signs[] = {
        {"–", "write -"},
        {"—", "write -"},
        {";", "an expression has no end mark"},
        {"#", "a remark stands in a comment of XML, outside of the expression"},
        {"//", "a remark stands in a comment of XML, outside of the expression"},
    };
    if (at_or_none(s->text, s->at) == '}' && says(s, "where \":\"")) {
        help(s, "a list stands in square brackets, an expression in none");
        return;
    }
    if (at_or_none(s->text, s->at) == ';' && says(s, "where \",\" or")) {
        help(s, "arguments and items have commas between them");
        return;
    }
    if (help_number(s) || help_known(s, signs, sizeof signs / sizeof *signs) || help_bracket(s))
        return;
    char here = at_or_none(s->text, s->at);
    if (says(s, "a text in quotes has no end"))
        help(s, "its closing quote is missing");
    else if (says(s, "where \"else\" is needed"))
        help(s, "each if has its else: if condition then value else other value");
    else if (says(s, "found \"and\"") || says(s, "found \"or\""))
        help(s, "it stands between two conditions");
    else if (says(s, "where an operator or the end is needed") && ascii_is_letter(here))
        help(s, "is an operator missing before it, such as and, = or -? A function needs parentheses: "
                "count(list)");
}

// Methods of other languages.
static void help_method(const stumble *s)
{
    static const known_slip methods[] = {
        {"startsWith", "write starts with(text, start)"},
        {"endsWith", "write ends with(text, end)"},
        {"toLowerCase", "write lower case(text)"},
        {"toUpperCase", "write upper case(text)"},
        {"includes", "write list contains(list, item), or contains(text, part)"},
        {"contains", "write list contains(list, item), or contains(text, part)"},
        {"length", "write count(list), or string length(text)"},
        {"size", "write count(list)"},
        {"count", "write count(list)"},
    };
    help_known(s, methods, sizeof methods / sizeof *methods);
}

static void help_types(const stumble *s)
{
    if (is_date(s->stretch))
        diagnostic_help(s->l->diagnostics, s->item, "a day is written date(\"%.*s\")", STR_ARGS(s->stretch));
    else if (says(s, "cannot compare boolean") && str_starts(s->stretch, STR("\"")))
        help(s, "compare it with true or false, without quotes");
    else if (str_equals(s->stretch, "any") || str_equals(s->stretch, "all"))
        help(s, "in a cell, - holds for every value");
}

// P18Y, PT90M
static bool is_duration(str text)
{
    bool fits =
        text.length > 2 && text.data[0] == 'P' && (ascii_is_digit(text.data[1]) || text.data[1] == 'T');
    for (size_t i = 1; fits && i < text.length; i++)
        fits = ascii_is_digit(text.data[i]) || strchr("YMDTHS", text.data[i]) != NULL;
    return fits;
}

void slip_help_expression(loader *l, diagnostic *item, str text, size_t at, size_t length)
{
    stumble s = {l, item, text, at, str_slice(text, at, at + length)};
    if (item->help.length)
        return;
    switch (item->code) {
    case CODE_expression_syntax:
        help_syntax(&s);
        break;
    case CODE_unknown_member:
        help_method(&s);
        break;
    case CODE_unknown_name:
        if (is_duration(s.stretch))
            diagnostic_help(l->diagnostics, item, "a duration is written duration(\"%.*s\")",
                            STR_ARGS(s.stretch));
        break;
    case CODE_wrong_type:
        help_types(&s);
        break;
    case CODE_invalid_constant:
        if (str_ends(item->message, STR("is no date (YYYY-MM-DD)")))
            help(&s, "year, month and day, such as \"2026-12-31\"");
        break;
    default:
        break;
    }
}

bool slip_in_expression(arena *a, str text, size_t at, size_t *from, size_t *to, str *replacement)
{
    char here = at_or_none(text, at), next = at_or_none(text, at + 1);
    char before = at > 0 ? text.data[at - 1] : '\0', earlier = at > 1 ? text.data[at - 2] : '\0';
    *from = at;
    *to = at + 2;
    size_t open, close;
    if (here == '=' && before == '=' && next != '=' && !(earlier && strchr("=<>!", earlier))) {
        *from = at - 1;
        *to = at + 1;
        *replacement = STR("=");
    } else if (here == '>' && before == '<' && next != '=' && next != '>') {
        *from = at - 1;
        *to = at + 1;
        *replacement = STR("!=");
    } else if ((here == '&' || here == '|') && next == here) {
        *replacement = operator_word(a, text, at, at + 2, here == '&' ? "and" : "or");
    } else if (is_word_at(text, at, "AND")) {
        *to = at + 3;
        *replacement = STR("and");
    } else if (is_word_at(text, at, "OR")) {
        *replacement = STR("or");
    } else if ((*to = quoted_end(text, at, &open, &close)) != 0) {
        *replacement = str_printf(a, "&quot;%.*s&quot;", STR_ARGS(str_slice(text, at + open, *to - close)));
    } else {
        return false;
    }
    return true;
}
