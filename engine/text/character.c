// SPDX-License-Identifier: MIT
// Characters as they were meant: see character.h. A table of what stands in for typography, nothing else.
#include "text/character.h"

#include "base/ascii.h"
#include "text/words.h"

enum { LONGEST_REFERENCE = 10, LAST_CODE_POINT = 0x10FFFF, ZERO_WIDTH_SPACE = 0x200B };

typedef struct spelling {
    const char *spelled;
    uint32_t means;
} spelling;

// The value of "&#39;" or "&#x2019;" from behind the "#" to the ";"; 0 where it is no character of a text.
static uint32_t referred_to(str digits)
{
    // What browsers make of 0x91…0x97: Windows-1252.
    static const uint32_t WINDOWS[] = {0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014};
    bool hex = str_starts(digits, STR("x")) || str_starts(digits, STR("X"));
    uint32_t value = 0;
    for (size_t i = hex; i < digits.length; i++) {
        char c = ascii_lower(digits.data[i]);
        bool letter = hex && c >= 'a' && c <= 'f';
        if (!ascii_is_digit(c) && !letter)
            return 0;
        value = value * (hex ? 16 : 10) + (uint32_t)(letter ? c - 'a' + 10 : c - '0');
        if (value > LAST_CODE_POINT)
            return 0;
    }
    if (value >= 0x91 && value <= 0x97)
        return WINDOWS[value - 0x91];
    if (value == '\t' || value == '\n' || value == '\r')
        return ' ';
    return value < ' ' || (value >= 0xD800 && value < 0xE000) ? 0 : value;
}

// The entity at "&", with its end in *end; 0 where there is none.
static uint32_t entity_at(str text, size_t at, size_t *end)
{
    static const spelling NAMES[] = {
        {"amp", '&'},      {"lt", '<'},       {"gt", '>'},       {"quot", '"'},      {"apos", '\''},
        {"nbsp", 0xA0},    {"ensp", 0x2002},  {"emsp", 0x2003},  {"thinsp", 0x2009}, {"shy", 0xAD},
        {"zwj", 0x200D},   {"zwnj", 0x200C},  {"ndash", 0x2013}, {"mdash", 0x2014},  {"hellip", 0x2026},
        {"bull", 0x2022},  {"middot", 0xB7},  {"lsquo", 0x2018}, {"rsquo", 0x2019},  {"sbquo", 0x201A},
        {"ldquo", 0x201C}, {"rdquo", 0x201D}, {"bdquo", 0x201E}, {"laquo", 0xAB},    {"raquo", 0xBB},
        {"prime", 0x2032}, {"eacute", 0xE9},  {"egrave", 0xE8},  {"iuml", 0xEF},     {"ccedil", 0xE7},
    };
    size_t stop = at + 1;
    while (stop < text.length && stop - at <= LONGEST_REFERENCE && text.data[stop] != ';' &&
           text.data[stop] != '&')
        stop++;
    if (stop >= text.length || text.data[stop] != ';')
        return 0;
    str name = str_slice(text, at + 1, stop);
    *end = stop + 1;
    if (str_starts(name, STR("#")))
        return referred_to(str_slice(name, 1, name.length));
    for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++)
        if (str_equals(name, NAMES[i].spelled))
            return NAMES[i].means;
    return 0;
}

// The same, also written out twice: "&amp;nbsp;".
static uint32_t reference_at(str text, size_t at, size_t *end)
{
    uint32_t found = entity_at(text, at, end);
    size_t behind = at;
    if (found != '&')
        return found;
    text = str_slice(text, *end - 1, text.length); // its ";" in place of an "&"
    uint32_t inner = entity_at(text, 0, &behind);
    if (inner == 0)
        return found;
    *end += behind - 1;
    return inner;
}

// Where a tag ends that is within a line, such as "<b>"; at where there is none.
static size_t inline_tag_end(str text, size_t at)
{
    static const char *const NAMES[] = {"a", "b", "i", "u", "em", "strong", "span", "font", "small", "mark"};
    size_t start = at + 1, end;
    start += start < text.length && text.data[start] == '/';
    for (end = start; end < text.length && ascii_is_letter(text.data[end]); end++)
        ;
    for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++)
        if (str_equal_nocase(str_slice(text, start, end), str_from(NAMES[i])))
            return markup_end(text, at);
    return at;
}

// UTF-8 that was read as Windows-1252 or Latin-1, and written as UTF-8 again. 0 where there is none at `at`.
static uint32_t mended_at(str text, size_t at, size_t *end)
{
    static const spelling DAMAGED[] = {
        {"\u00E2\u20AC\u2122", 0x2019},
        {"\u00E2\u20AC\u02DC", 0x2018},
        {"\u00E2\u20AC\u0153", 0x201C},
        {"\u00E2\u20AC\xC2\x9D", 0x201D},
        {"\u00E2\u20AC\u201C", 0x2013},
        {"\u00E2\u20AC\u201D", 0x2014},
        {"\u00E2\u20AC\u00A6", 0x2026},
        {"\u00E2\u20AC\u00A2", 0x2022},
        {"\u00C2\u00A0", 0xA0},
        {"\u00E2\xC2\x80\xC2\x99", 0x2019},
        {"\u00E2\xC2\x80\xC2\x98", 0x2018},
        {"\u00E2\xC2\x80\xC2\x9C", 0x201C},
        {"\u00E2\xC2\x80\xC2\x9D", 0x201D},
        {"\u00E2\xC2\x80\xC2\x93", 0x2013},
        {"\u00E2\xC2\x80\xC2\x94", 0x2014},
    };
    str rest = str_slice(text, at, text.length);
    for (size_t i = 0; i < sizeof DAMAGED / sizeof *DAMAGED; i++) {
        str bytes = str_from(DAMAGED[i].spelled);
        *end = at + bytes.length;
        if (str_starts(rest, bytes))
            return DAMAGED[i].means;
    }
    return 0;
}

uint32_t text_character(str text, size_t *at)
{
    unsigned char first = (unsigned char)text.data[*at];
    size_t end = *at;
    uint32_t meant = 0;
    if (first == '&')
        meant = reference_at(text, *at, &end);
    else if (first == 0xC3)
        meant = mended_at(text, *at, &end);
    else if (first == '<' && (end = inline_tag_end(text, *at)) > *at)
        meant = ZERO_WIDTH_SPACE;
    if (meant == 0)
        return utf8_decode(text, at);
    *at = end;
    return meant;
}
