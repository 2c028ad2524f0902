// SPDX-License-Identifier: MIT
// Tags and entities out of texts. No parser of HTML: it looks for what it knows and leaves the rest alone.
#include "pool/html.h"

#include "base/ascii.h"

enum { LONGEST_ENTITY = 10, LAST_CODE_POINT = 0x10FFFF };

typedef struct entity {
    const char *name;
    uint32_t code_point;
} entity;

static const entity ENTITIES[] = {
    {"amp", '&'},      {"lt", '<'},       {"gt", '>'},        {"quot", '"'},     {"apos", '\''},
    {"nbsp", ' '},     {"ensp", ' '},     {"emsp", ' '},      {"thinsp", ' '},   {"shy", 0},
    {"ndash", 0x2013}, {"mdash", 0x2014}, {"hellip", 0x2026}, {"bull", 0x2022},  {"middot", 0xB7},
    {"lsquo", 0x2018}, {"rsquo", 0x2019}, {"sbquo", 0x201A},  {"ldquo", 0x201C}, {"rdquo", 0x201D},
    {"bdquo", 0x201E}, {"laquo", 0xAB},   {"raquo", 0xBB},    {"copy", 0xA9},    {"reg", 0xAE},
    {"trade", 0x2122}, {"deg", 0xB0},     {"plusmn", 0xB1},   {"times", 0xD7},   {"divide", 0xF7},
    {"frac12", 0xBD},  {"frac14", 0xBC},  {"frac34", 0xBE},   {"cent", 0xA2},    {"pound", 0xA3},
    {"euro", 0x20AC},  {"yen", 0xA5},     {"sect", 0xA7},     {"para", 0xB6},    {"iexcl", 0xA1},
    {"iquest", 0xBF},  {"agrave", 0xE0},  {"aacute", 0xE1},   {"acirc", 0xE2},   {"atilde", 0xE3},
    {"auml", 0xE4},    {"aring", 0xE5},   {"aelig", 0xE6},    {"ccedil", 0xE7},  {"egrave", 0xE8},
    {"eacute", 0xE9},  {"ecirc", 0xEA},   {"euml", 0xEB},     {"igrave", 0xEC},  {"iacute", 0xED},
    {"icirc", 0xEE},   {"iuml", 0xEF},    {"ntilde", 0xF1},   {"ograve", 0xF2},  {"oacute", 0xF3},
    {"ocirc", 0xF4},   {"otilde", 0xF5},  {"ouml", 0xF6},     {"oslash", 0xF8},  {"ugrave", 0xF9},
    {"uacute", 0xFA},  {"ucirc", 0xFB},   {"uuml", 0xFC},     {"yacute", 0xFD},  {"szlig", 0xDF},
    {"Agrave", 0xC0},  {"Aacute", 0xC1},  {"Acirc", 0xC2},    {"Auml", 0xC4},    {"Aring", 0xC5},
    {"AElig", 0xC6},   {"Ccedil", 0xC7},  {"Egrave", 0xC8},   {"Eacute", 0xC9},  {"Ecirc", 0xCA},
    {"Iacute", 0xCD},  {"Ntilde", 0xD1},  {"Oacute", 0xD3},   {"Ouml", 0xD6},    {"Oslash", 0xD8},
    {"Uacute", 0xDA},  {"Uuml", 0xDC},    {"zwnj", 0},        {"zwj", 0},        {"rarr", 0x2192},
};

// What browsers make of references to the control characters 0x80…0x9F: Windows-1252.
static const uint16_t WINDOWS_1252[32] = {
    0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0x8D,   0x017D, 0x8F,   0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178,
};

static int digit_value(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : 16;
}

// "#8217" or "#x2019". False where it is no character of a text.
static bool decode_number(str digits, uint32_t *out)
{
    int base = 10;
    size_t at = 1;
    if (digits.length > 1 && (digits.data[1] == 'x' || digits.data[1] == 'X')) {
        base = 16;
        at = 2;
    }
    if (at >= digits.length)
        return false;
    uint32_t value = 0;
    for (; at < digits.length; at++) {
        int digit = digit_value(digits.data[at]);
        if (digit >= base)
            return false;
        value = value * (uint32_t)base + (uint32_t)digit;
        if (value > LAST_CODE_POINT)
            return false;
    }
    if (value >= 0x80 && value < 0xA0)
        value = WINDOWS_1252[value - 0x80];
    if (value == 0xA0 || value == '\n' || value == '\r' || value == '\t')
        value = ' ';
    *out = value;
    bool surrogate = value >= 0xD800 && value < 0xE000;
    return value >= ' ' && !surrogate && value != 0xFFFE && value != 0xFFFF;
}

// The entity that starts at "&"; its end in *end.
static bool decode_entity(str text, size_t at, size_t *end, uint32_t *out)
{
    size_t stop = at + 1;
    while (stop < text.length && stop - at <= LONGEST_ENTITY && text.data[stop] != ';')
        stop++;
    if (stop >= text.length || text.data[stop] != ';')
        return false;
    str name = str_slice(text, at + 1, stop);
    *end = stop + 1;
    if (str_starts(name, STR("#")))
        return decode_number(name, out);
    for (size_t i = 0; i < sizeof ENTITIES / sizeof *ENTITIES; i++) {
        *out = ENTITIES[i].code_point;
        if (str_equals(name, ENTITIES[i].name))
            return true;
    }
    return false;
}

// Copies text from *at up to the next mark, and moves *at there; false where there is none, and the rest is
// copied.
static bool copy_up_to(builder *out, str text, str mark, size_t *at)
{
    size_t next = str_find(text, mark, *at);
    builder_add(out, str_slice(text, *at, next));
    *at = next;
    return next != SIZE_MAX;
}

str html_decode_entities(arena *a, str text)
{
    builder out = builder_new(a);
    size_t at = 0;
    while (copy_up_to(&out, text, STR("&"), &at)) {
        uint32_t code_point;
        size_t end;
        if (!decode_entity(text, at, &end, &code_point)) {
            builder_addc(&out, '&');
            at++;
            continue;
        }
        if (code_point)
            builder_add_code_point(&out, code_point);
        at = end;
    }
    return builder_str(&out);
}

static bool is_block(str name)
{
    static const char *const BLOCKS[] = {
        "p",      "br",     "div",  "li",     "ul",   "ol",         "tr",      "td",
        "th",     "table",  "h1",   "h2",     "h3",   "h4",         "h5",      "h6",
        "hr",     "dl",     "dt",   "dd",     "pre",  "blockquote", "section", "article",
        "header", "footer", "main", "figure", "form", "script",     "style"};
    for (size_t i = 0; i < sizeof BLOCKS / sizeof *BLOCKS; i++)
        if (str_equal_nocase(name, str_from(BLOCKS[i])))
            return true;
    return false;
}

// The end of the tag that starts at "<", SIZE_MAX where there is none; quoted attribute values may hold ">".
static size_t tag_end(str text, size_t at)
{
    char quote = 0;
    for (size_t i = at + 1; i < text.length; i++) {
        char c = text.data[i];
        if (quote)
            quote = c == quote ? 0 : quote;
        else if ((c == '"' || c == '\'') && text.data[i - 1] == '=')
            quote = c;
        else if (c == '>')
            return i + 1;
        else if (c == '<')
            return SIZE_MAX;
    }
    return SIZE_MAX;
}

static str tag_name(str text, size_t at)
{
    size_t from = at + 1 + (at + 1 < text.length && text.data[at + 1] == '/');
    size_t to = from;
    while (to < text.length &&
           (ascii_is_letter(text.data[to]) || (text.data[to] >= '0' && text.data[to] <= '9')))
        to++;
    return str_slice(text, from, to);
}

// Behind the end of a script or style that begins at "<", or of a comment; else behind the tag.
static size_t markup_end(str text, size_t at, str name)
{
    if (str_starts(str_slice(text, at, text.length), STR("<!--"))) {
        size_t end = str_find(text, STR("-->"), at);
        return end == SIZE_MAX ? text.length : end + 3;
    }
    size_t end = tag_end(text, at);
    bool hidden = str_equal_nocase(name, STR("script")) || str_equal_nocase(name, STR("style"));
    if (end == SIZE_MAX || !hidden || text.data[at + 1] == '/')
        return end;
    for (size_t i = end; (i = str_find(text, STR("</"), i)) != SIZE_MAX; i++)
        if (str_equal_nocase(tag_name(text, i), name))
            return tag_end(text, i) == SIZE_MAX ? text.length : tag_end(text, i);
    return text.length;
}

str html_strip_tags(arena *a, str text)
{
    builder out = builder_new(a);
    size_t at = 0;
    while (copy_up_to(&out, text, STR("<"), &at)) {
        str name = tag_name(text, at);
        bool markup = name.length > 0 || str_starts(str_slice(text, at + 1, text.length), STR("!"));
        size_t end = markup ? markup_end(text, at, name) : SIZE_MAX;
        if (end == SIZE_MAX) {
            builder_addc(&out, '<');
            at++;
            continue;
        }
        if (is_block(name))
            builder_addc(&out, '\n');
        at = end;
    }
    return builder_str(&out);
}
