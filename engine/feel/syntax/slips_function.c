// SPDX-License-Identifier: MIT
// Functions that FEEL does not have, but other engines or languages: what to write instead, and how to find
// such a call where a name with spaces in it has not been understood.
#include "feel/syntax/slips.h"

static const slip FUNCTIONS[] = {
    // of other languages
    {"len", "write count for a list, string length for a text"},
    {"length", "write count for a list, string length for a text"},
    {"size", "write count"},
    {"avg", "write mean"},
    {"average", "write mean"},
    {"total", "write sum"},
    {"toUpper", "write upper case"},
    {"toUpperCase", "write upper case"},
    {"upper", "write upper case"},
    {"toLower", "write lower case"},
    {"toLowerCase", "write lower case"},
    {"lower", "write lower case"},
    {"substr", "write substring"},
    {"concat", "write concatenate for lists, + for texts"},
    {"indexOf", "write index of"},
    {"round", "write round half up(number, 0)"},
    {"ceil", "write ceiling"},
    {"trunc", "write round down(number, 0)"},
    {"power", "write x ** y"},
    {"pow", "write x ** y"},
    {"mod", "write modulo"},
    {"ln", "write log"},
    {"isNull", "write x = null"},
    {"isEmpty", "write count(list) = 0"},
    {"empty", "write count(list) = 0"},
    {"isDefined", "write x != null"},
    {"regex", "write matches(text, pattern)"},
    {"test", "write matches(text, pattern)"},
    {"unique", "write distinct values"},
    {"distinct", "write distinct values"},
    {"join", "write string join"},
    {"coalesce", "write if x != null then x else y"},
    {"iif", "write if condition then x else y"},
    {"filter", "write list[item > 3]"},
    {"map", "write for x in list return x * 2"},
    {"typeof", "write x instance of number, for each type that it may be"},
    {"year", "write date.year"},
    {"month", "write date.month"},
    {"day", "write date.day"},
    {"weekday", "write date.weekday, or day of week(date)"},
    // of other engines, beyond the standard
    {"is defined", "write x != null"},
    {"is null", "write x = null"},
    {"is not null", "write x != null"},
    {"get or else", "write if x != null then x else y"},
    {"is empty", "write count(list) = 0"},
    {"is blank", "write matches(text, \"^\\s*$\")"},
    {"trim", "write replace(text, \"^\\s+|\\s+$\", \"\")"},
    {"duplicate values", "write distinct values(list)[count(index of(list, item)) > 1]"},
    {"partition", "write sublist(list, start, length) for each part"},
    {"last day of month", "write date(d.year, d.month, 1) + duration(\"P1M\") - duration(\"P1D\")"},
    {"day of month", "write d.day"},
    {"type of", "write x instance of number, for each type that it may be"},
    {"put", "write context put(context, key, value)"},
    {"put all", "write context merge([x, y])"},
    {"to unix timestamp", "write (d - date and time(\"1970-01-01T00:00:00Z\")) / duration(\"PT1S\")"},
    {"from unix timestamp", "write date and time(\"1970-01-01T00:00:00Z\") + x * duration(\"PT1S\")"},
    {"string to number", "write number(text)"},
    {"string list", "write for x in list return string(x)"},
    {"nn sum", "write sum(list[item != null])"},
    {"nn min", "write min(list[item != null])"},
    {"nn max", "write max(list[item != null])"},
    {"nn mean", "write mean(list[item != null])"},
    {"nn count", "write count(list[item != null])"},
    {"nn median", "write median(list[item != null])"},
    {"nn mode", "write mode(list[item != null])"},
    {"nn stddev", "write stddev(list[item != null])"},
    {"nn all", "write all(list[item != null])"},
    {"nn any", "write any(list[item != null])"},
};

enum { FUNCTION_COUNT = sizeof FUNCTIONS / sizeof *FUNCTIONS };

str slip_function_help(str name)
{
    str help = slip_help_of(FUNCTIONS, FUNCTION_COUNT, name);
    if (!help.length)
        help = slip_name_help(name);
    for (size_t i = 0; i < FUNCTION_COUNT && !help.length; i++)
        if (str_equal_nocase(name, str_from(FUNCTIONS[i].found)))
            help = str_from(FUNCTIONS[i].help);
    return help;
}

static bool is_called(str text, size_t end)
{
    return end != SIZE_MAX && lex(text, end).kind == TOKEN_OPEN;
}

bool slip_foreign_call(str text, token found, token *name)
{
    token before = {0};
    for (token t = lex(text, 0); t.kind != TOKEN_END && t.kind != TOKEN_OPEN_TEXT && t.start <= found.start;
         before = t, t = lex(text, t.end)) {
        if (t.kind != TOKEN_NAME || before.kind == TOKEN_DOT)
            continue;
        for (size_t i = 0; i < FUNCTION_COUNT; i++) {
            str candidate = str_from(FUNCTIONS[i].found);
            size_t end = str_contains(candidate, STR(" ")) ? lex_spaced(text, t.start, candidate) : SIZE_MAX;
            if (!is_called(text, end) || end < found.end)
                continue;
            *name = (token){TOKEN_NAME, t.start, end};
            return true;
        }
    }
    return false;
}

// A word that does not belong to a name.
static bool parts_names(str text, token t)
{
    static const char *const WORDS[] = {"and",   "or",     "if",        "then",    "else", "in",
                                        "for",   "return", "satisfies", "between", "some", "not",
                                        "every", "null",   "true",      "false",   "is",   "instance"};
    str word = str_slice(text, t.start, t.end);
    for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++)
        if (str_equal_nocase(word, str_from(WORDS[i])))
            return true;
    return false;
}

bool slip_spaced_call(str text, token found, token *name)
{
    token run = {0}, before = {0}, t = lex(text, 0);
    for (; t.kind != TOKEN_END && t.kind != TOKEN_OPEN_TEXT; before = t, t = lex(text, t.end)) {
        if (t.kind == TOKEN_OPEN && run.kind == TOKEN_NAME && t.start >= found.end && before.end == run.end)
            break;
        bool part = t.kind == TOKEN_NAME && !parts_names(text, t);
        if (!part && t.start >= found.start)
            return false;
        if (!part || before.kind == TOKEN_DOT)
            run = (token){0};
        else if (run.kind != TOKEN_NAME)
            run = t;
        else
            run.end = t.end;
    }
    *name = run;
    return t.kind == TOKEN_OPEN && run.kind == TOKEN_NAME && run.start < found.start && run.end >= found.end;
}
