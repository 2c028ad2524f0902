// SPDX-License-Identifier: MIT
// Makes inputs for libFuzzer that are expressions: grown from forms, or with a part of an input grown anew.
// Bytes changed at random seldom are.
#include "fuzz/fuzz.h"

#include <string.h>

size_t LLVMFuzzerMutate(uint8_t *data, size_t size, size_t max_size); // libFuzzer's own

enum { DEPTH = 5 };

// The forms of each sort of expression. A letter behind "%" stands for an expression of a sort: n number,
// s string, b boolean, l list, c context, d date or time, u duration, r range, f function, e any.
typedef struct sort {
    char letter;
    const char *leaves; // separated by "|"
    const char *forms;  // likewise
} sort;

static const sort SORTS[] = {
    {'n',
     "1|0|-2|0.5|n|no|max fee|1e20|i|x|item|?|any|host.n|host.pets[1].age|ctx.in side.x "
     "y|count(nums)|d.month",
     "%n + %n|%n - %n|%n * %n|%n / %n|%n ** %n|-%n|(%n)|if %b then %n else %n|count(%l)|sum(%l)|min(%n, %n)|"
     "max(%l)|mean(%l)|median(%l)|stddev(%l)|product(%l)|abs(%n)|modulo(%n, %n)|sqrt(%n)|log(%n)|exp(%n)|"
     "floor(%n)|floor(%n, %n)|ceiling(%n, %n)|decimal(%n, %n)|round up(%n, %n)|round half up(%n, %n)|"
     "round half down(%n, %n)|round down(%n, %n)|string length(%s)|number(%s)|number(%s, \",\", "
     "\".\")|%l[%n]|%d.year|"
     "%d.hour|%u.days|%u.seconds|%u.years|%u / %u|%r.start|%r.end|day of year(%d)|week of year(%d)|"
     "get value(%c, %s)|%f(%n)|%c.a|%c.x y|partial[-1]|%l[item > %n][1]|get value(%c, [%s, %s])"},
    {'s',
     "\"\"|\"a\"|\"grief\"|s|goal|goals[1]|host.name|x|item|\"a\\nb\\\\\"|\"\\U01F40E\"|ctx.item|\"P1D\"|"
     "\"2024-02-29\"|\"10:00:00@Europe/Berlin\"|\"[1..5)\"|\"(a|b)*c?\"|\"1,000.5\"|\"stress\"|\"i\"|\"x y\"",
     "%s + %s|(%s)|if %b then %s else %s|string(%e)|substring(%s, %n)|substring(%s, %n, %n)|upper case(%s)|"
     "lower case(%s)|substring before(%s, %s)|substring after(%s, %s)|replace(%s, %s, %s)|"
     "replace(%s, %s, %s, %s)|string join(%l)|string join(%l, %s)|day of week(%d)|month of year(%d)|%l[%n]|"
     "%d.timezone|%c.key|%f(%s)|max(%l)|string join(split(%s, %s), %s)"},
    {'b', "true|false|null|b|item|x|not(b)",
     "%n < %n|%n >= %n|%e = %e|%e != %e|%b and %b|%b or %b|not(%b)|(%b)|%n in %r|%e in (%e, %e)|%n in (< %n, "
     "> %n)|"
     "%n between %n and %n|some x in %l satisfies %b|every x in %l satisfies %b|list contains(%l, %e)|"
     "matches(%s, %s)|matches(%s, %s, %s)|contains(%s, %s)|starts with(%s, %s)|ends with(%s, "
     "%s)|all(%l)|any(%l)|"
     "all(%b, %b)|odd(%n)|even(%n)|is(%e, %e)|%d < %d|%u >= %u|%d between %d and %d|%e instance of "
     "%t|before(%r, %r)|"
     "after(%n, %r)|meets(%r, %r)|met by(%r, %r)|overlaps(%r, %r)|overlaps before(%r, %r)|finishes(%n, %r)|"
     "finished by(%r, %n)|includes(%r, %n)|during(%n, %r)|starts(%n, %r)|started by(%r, %r)|coincides(%r, "
     "%r)|"
     "some x in %l, y in %l satisfies x = y|%r.start included|if %b then %b else %b|%s < %s|%l = %l|%c = %c"},
    {'l', "[]|nums|texts|goals|mixed|rows|empty|host.pets|ctx.list|partial|rows[1]|open.list|no",
     "[%e]|[%e, %e]|[%n, %n, %n]|[%s, %s]|(%l)|for i in %l return %e|for i in %n..%n return %e|for i in %r "
     "return %e|"
     "for x in %l, i in %l return %e|%l[%b]|%l[item %o %e]|append(%l, %e)|concatenate(%l, %l)|"
     "insert before(%l, %n, %e)|remove(%l, %n)|reverse(%l)|index of(%l, %e)|union(%l, %l)|distinct "
     "values(%l)|"
     "flatten(%l)|sublist(%l, %n)|sublist(%l, %n, %n)|sort(%l, function(x, y) x %o y)|sort(%l)|mode(%l)|"
     "list replace(%l, %n, %e)|list replace(%l, function(item, x) %b, %e)|split(%s, %s)|get entries(%c)|"
     "if %b then %l else %l|%l.a|%l.x y|%f(%l)|[%r, %r]|[%c, %c]|[%l]|for x in %d..%d return %e"},
    {'c', "{}|{a: 1}|ctx|open|host|host.first pet|ctx.in side|host.pets[1]|{\"x y\": 2, z: \"q\"}",
     "{a: %e}|{a: %e, \"x y\": %e}|{f: %f, a: f(%e)}|{a: %n, b: a + %n}|(%c)|%l[%n]|if %b then %c else %c|"
     "context put(%c, %s, %e)|context put(%c, [%s, %s], %e)|context merge([%c, %c])|"
     "context([{key: %s, value: %e}])|{key: %s, value: %e}|context(%l)|get entries(%c)[%n]|{a: {b: %e}, c: "
     "a.b}"},
    {'d',
     "d|t|tz|tb|dt|dtz|dtb|now()|today()|@\"2024-12-31\"|@\"00:00:00\"|@\"24:00:00\"|@\"1999-01-01T00:00:00+"
     "14:00\"|"
     "@\"-99999-01-01\"|@\"2024-02-30\"|@\"10:00:00@Etc/UTC\"|@\"999999999-12-31T23:59:59.999999999Z\"",
     "%d + %u|%d - %u|date(%s)|date(%d)|date(%n, %n, %n)|time(%s)|time(%d)|time(%n, %n, %n)|time(%n, %n, %n, "
     "%u)|"
     "date and time(%s)|date and time(%d, %d)|date and time(%d, %s)|(%d)|if %b then %d else "
     "%d|%l[%n]|%d.date|%d.time|"
     "min(%d, %d)|%u + %d"},
    {'u',
     "days|months|@\"P1D\"|@\"-PT1H30M\"|@\"P1Y\"|@\"P0D\"|@\"PT0.000000001S\"|@\"P1000000000Y\"|@"
     "\"P99999999999D\"",
     "%u + %u|%u - %u|-%u|%u * %n|%n * %u|%u / %n|duration(%s)|%d - %d|years and months duration(%d, "
     "%d)|abs(%u)|"
     "%d.time offset|(%u)|sum(%u, %u)|mean(%u, %u)"},
    {'r', "r|[1..5]|(1..5)|]1..5[|(< 5)|(>= 2)|[\"a\"..\"c\"]|[@\"2024-01-01\"..@\"2024-12-31\"]|(= 3)",
     "[%n..%n]|(%n..%n]|(< %n)|(>= %n)|[%s..%s]|[%d..%d)|range(%s)|[%u..%u]|(%r)|if %b then %r else %r|(= "
     "%e)|(%r)"},
    {'f', "sum|count|string length|function(x) x|function(a, b) b|function() 1|upper case|f|sort",
     "function(x) %e|function(x: number) %n|function(x, y) %b|function(x y) x y|(%f)|{f: %f}.f|"
     "function(x: list<%t>) %e|if %b then %f else %f|[%f, %f][%n]|function(f) f(%e)|(function(x) %f)(%e)"},
    {'e', "null|none|any|item|x|y|i|partial|?|f|undeclared",
     "%n|%s|%b|%l|%c|%d|%u|%r|%f|if %b then %e else %e|%f(%e)|%f(%e, %e)|%f(x: %e)|(%e)|%l[%n]|%c.a|"
     "%e /* c */|%e.%w|%e[%e]|%e %o %e|{a: %e}.a|string(from: %e)|for x in %e return %e|%e %a %e"},
    {'t',
     "number|string|boolean|date|time|date and time|days and time duration|Any|Null|list|context|tPet|t "
     "pets|goal|"
     "tAge|tCtx|function|range|nothing",
     "list<%t>|context<a: %t>|context<a: %t, x y: %t>|range<%t>|function<%t>->%t|function<>->%t"},
    {'o', "=|!=|<|<=|>|>=", "="},
    {'a', "+|-|*|/|**|and|or|in", "+"},
    {'w', "a|z|x y|in side|name|age|year|start|end included|time offset|value|timezone|days", "a"},
    {'T', "< 5|>= n|[1..5]|(1..9)|null|-3|? > 2|= 4|!= 4|nums|\"a\"",
     "%e|%e, %T|< %n|> %n, %e|%r|%b|? %o %e|= %e|!= %e|(%T)"},
};

typedef struct maker {
    uint64_t seed;
    char *data;
    size_t length, room;
} maker;

static uint32_t pick(maker *m, uint32_t count)
{
    m->seed += 0x9e3779b97f4a7c15u;
    uint64_t z = (m->seed ^ (m->seed >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return (uint32_t)((z >> 32) % count);
}

static void put(maker *m, char c)
{
    if (m->length < m->room)
        m->data[m->length++] = c;
}

static const sort *sort_of(char letter)
{
    for (size_t i = 0; i < sizeof SORTS / sizeof *SORTS; i++)
        if (SORTS[i].letter == letter)
            return &SORTS[i];
    return &SORTS[0];
}

// "|" within a string does not separate.
static str part_of(const char *parts, uint32_t number, uint32_t *count)
{
    bool quoted = false;
    const char *start = parts;
    uint32_t at = 0;
    str found = STR_NONE;
    for (const char *c = parts;; c++) {
        quoted = quoted != (*c == '"');
        if (*c && (*c != '|' || quoted))
            continue;
        if (at++ == number)
            found = (str){start, (size_t)(c - start)};
        start = c + 1;
        if (!*c)
            break;
    }
    *count = at;
    return found;
}

static void grow(maker *m, char letter, int depth)
{
    static const char OTHERS[] = "nsblcdurfe";
    bool plain = strchr(OTHERS, letter) != NULL;
    if (plain && pick(m, 24) == 0)
        letter = OTHERS[pick(m, sizeof OTHERS - 1)];
    const sort *s = sort_of(letter);
    const char *parts = depth == 0 || pick(m, 4) == 0 ? s->leaves : s->forms;
    uint32_t count, unused;
    part_of(parts, 0, &count);
    str form = part_of(parts, pick(m, count), &unused);
    for (size_t i = 0; i < form.length; i++) {
        if (form.data[i] == '%' && i + 1 < form.length)
            grow(m, form.data[++i], depth ? depth - 1 : 0);
        else
            put(m, form.data[i]);
    }
}

static bool is_word(uint8_t c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

// The end of the part of an expression that starts at from: a word, or what brackets enclose.
static size_t part_end(const uint8_t *data, size_t size, size_t from)
{
    size_t at = from, open = 0;
    for (; at < size; at++) {
        if (strchr("([{", data[at]) && data[at])
            open++;
        else if (strchr(")]}", data[at]) && data[at] && open <= 1)
            return open ? at + 1 : at;
        else if (strchr(")]}", data[at]) && data[at])
            open--;
        else if (!open && !is_word(data[at]))
            break;
    }
    return at > from ? at : from + 1;
}

static size_t grow_within(maker *m, uint8_t *data, size_t size, size_t max_size)
{
    size_t from = 1 + pick(m, (uint32_t)size - 1);
    while (from > 1 && is_word(data[from]) && is_word(data[from - 1]))
        from--;
    size_t end = part_end(data, size, from);
    char grown[400];
    m->data = grown;
    m->room = sizeof grown;
    grow(m, "nsblcdurfe"[pick(m, 10)], (int)pick(m, 4));
    size_t rest = size - end;
    if (from + m->length + rest > max_size)
        return size;
    memmove(data + from + m->length, data + end, rest);
    memcpy(data + from, grown, m->length);
    return from + m->length + rest;
}

size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max_size, unsigned int seed)
{
    maker m = {.seed = seed};
    uint32_t choice = pick(&m, 16);
    if (choice < 7 || max_size < 2)
        return LLVMFuzzerMutate(data, size, max_size);
    if (choice < 14 && size > 1)
        return grow_within(&m, data, size, max_size);
    data[0] = (uint8_t)('@' + pick(&m, MODE_ALL + 1));
    m.data = (char *)data + 1;
    m.room = max_size - 1;
    grow(&m, data[0] & MODE_UNARY && pick(&m, 4) ? 'T' : 'e', 1 + (int)pick(&m, DEPTH));
    return 1 + m.length;
}
