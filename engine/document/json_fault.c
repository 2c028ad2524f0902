// SPDX-License-Identifier: MIT
// Says what is wrong with a JSON text, at its exact place. yajl has stopped; this looks at the text again
// from the last good token on, so no message of yajl's is needed.
#include "document/json_reader.h"

#include <string.h>

typedef struct json_report {
    json_text text;
    diagnostics *diagnostics;
} json_report;

static diagnostic *report(const json_report *r, size_t from, size_t length, const char *message)
{
    return diagnose(r->diagnostics, CODE_json_syntax, place_at(r->text.source, r->text.offset + from, length),
                    "%-s", message);
}

static bool in_word(char c)
{
    char low = (char)(c | 0x20);
    return (low >= 'a' && low <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-' || c == '+' ||
           c == '.' || (unsigned char)c >= 0x80;
}

// The length of the escape at s[at], 0 where it is none of JSON's.
static size_t escape_length(str s, size_t at)
{
    char letter = at + 1 < s.length ? s.data[at + 1] : '\0';
    if (letter != 'u')
        return letter && strchr("\"\\/bfnrt", letter) ? 2 : 0;
    for (size_t i = at + 2; i < at + 6; i++)
        if (i >= s.length || !strchr("0123456789abcdefABCDEF", s.data[i]) || s.data[i] == '\0')
            return 0;
    return 6;
}

// A string that yajl refused: a bad escape, a raw control character, or no closing quote.
static void report_string(const json_report *r, size_t from)
{
    str s = r->text.bytes;
    for (size_t i = from + 1, step; i < s.length && s.data[i] != '"'; i += step) {
        if ((unsigned char)s.data[i] < 0x20) {
            diagnostic *item = report(r, i, 1, "a control character within a string");
            diagnostic_help(r->diagnostics, item, "write it as an escape such as \\n, or close the string");
            return;
        }
        step = s.data[i] == '\\' ? escape_length(s, i) : 1;
        if (step == 0 && i + 1 < s.length) {
            diagnostic *item = report(r, i, 2, "no escape of JSON");
            diagnostic_help(r->diagnostics, item,
                            "a backslash itself is written \\\\, a character \\u and four digits");
            return;
        }
        if (step == 0)
            break;
    }
    report(r, from, 1, "the string that begins here is never closed");
}

// A word, number or character that is no token of JSON.
static void report_token(const json_report *r, size_t from)
{
    str s = r->text.bytes;
    size_t to = from;
    while (to < s.length && in_word(s.data[to]))
        to++;
    if (s.data[from] == '"') {
        report_string(r, from);
        return;
    }
    if (s.data[from] == '\'') {
        diagnostic *item = report(r, from, 1, "a single quote");
        diagnostic_help(r->diagnostics, item, "strings stand in double quotes");
        return;
    }
    if (s.data[from] == '/') {
        report(r, from, 1, "a comment, which JSON does not have");
        return;
    }
    if (to == from) {
        size_t end = from;
        utf8_decode(s, &end);
        report(r, from, end - from, "a character that means nothing in JSON");
        return;
    }
    bool number = s.data[from] == '-' || s.data[from] == '+' || (s.data[from] >= '0' && s.data[from] <= '9');
    str word = str_slice(s, from, to);
    diagnostic *item =
        diagnose(r->diagnostics, CODE_json_syntax, place_at(r->text.source, r->text.offset + from, to - from),
                 number ? "\"%.*s\" is no number of JSON" : "\"%.*s\" is no value of JSON", STR_ARGS(word));
    suggestion near = suggestion_for(word);
    static const char *const words[] = {"true", "false", "null"};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        suggestion_offer(&near, str_from(words[i]));
    diagnostic_suggest(r->diagnostics, item, &near);
}

static void report_end(const json_report *r, json_fault f)
{
    if (!f.open) {
        report(r, 0, 0, "there is no JSON value");
        return;
    }
    report(r, (size_t)(f.open->where.offset - r->text.offset), 1,
           f.open->kind == JSON_ARRAY ? "the array that begins here is never closed"
                                      : "the object that begins here is never closed");
}

// Something else than a separator or a closing bracket behind a key or a value.
static void report_separator(const json_report *r, json_fault f, size_t at)
{
    char c = r->text.bytes.data[at];
    if (!f.open)
        report(r, at, 1, "more after the end of the value");
    else if (f.last == JSON_AFTER_KEY)
        report(r, at, 1, "\":\" is missing after the key");
    else if (c == ']' || c == '}')
        report(r, at, 1, c == ']' ? "\"]\" where \"}\" should be" : "\"}\" where \"]\" should be");
    else
        report(r, at, 1, "\",\" is missing before this");
}

void json_fault_report(json_text text, json_fault f, diagnostics *d)
{
    json_report r = {text, d};
    str s = text.bytes;
    size_t at = json_skip_space(s, f.at);
    bool in_object = f.open && f.open->kind == JSON_OBJECT;
    if (f.last == JSON_AFTER_KEY || f.last == JSON_AFTER_VALUE) {
        char separator = f.last == JSON_AFTER_KEY ? ':' : ',';
        if (at < s.length && (s.data[at] != separator || !f.open)) {
            report_separator(&r, f, at);
            return;
        }
        at = json_skip_space(s, at + 1);
    }
    if (at >= s.length) {
        report_end(&r, f);
        return;
    }
    bool wants_key = in_object && f.last != JSON_AFTER_KEY;
    bool bracket = strchr("]},:", s.data[at]) != NULL && s.data[at];
    if (bracket && f.last == JSON_AFTER_VALUE && (s.data[at] == ']' || s.data[at] == '}'))
        report(&r, at, 1, "a \",\" too many before this");
    else if (wants_key && s.data[at] != '"')
        report(&r, at, 1, "a key must be a string in double quotes");
    else if (bracket)
        report(&r, at, 1, "a value is missing here");
    else
        report_token(&r, at);
}
