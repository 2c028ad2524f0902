// SPDX-License-Identifier: MIT
// The inside of JSON strings, and white space: see json_reader.h.
#include "document/json_reader.h"

#include <string.h>

size_t json_skip_space(str s, size_t at)
{
    while (at < s.length &&
           (s.data[at] == ' ' || s.data[at] == '\t' || s.data[at] == '\n' || s.data[at] == '\r'))
        at++;
    return at;
}

// Four hexadecimal digits; UINT32_MAX where they are none.
static uint32_t four_digits(str raw, size_t at)
{
    uint32_t value = 0;
    if (raw.length < at + 4)
        return UINT32_MAX;
    for (size_t i = at; i < at + 4; i++) {
        char c = raw.data[i], low = (char)(c | 0x20);
        if (c >= '0' && c <= '9')
            value = value * 16 + (uint32_t)(c - '0');
        else if (low >= 'a' && low <= 'f')
            value = value * 16 + (uint32_t)(low - 'a' + 10);
        else
            return UINT32_MAX;
    }
    return value;
}

// The code point of "\uXXXX", or of two of them that make up a pair; moves *at behind. UINT32_MAX: not a
// pair.
static uint32_t code_point_at(str raw, size_t *at)
{
    uint32_t first = four_digits(raw, *at + 2);
    *at += 6;
    if (first < 0xD800 || first > 0xDFFF)
        return first;
    if (first > 0xDBFF || !str_starts(str_slice(raw, *at, raw.length), STR("\\u")))
        return UINT32_MAX;
    uint32_t second = four_digits(raw, *at + 2);
    *at += 6;
    if (second < 0xDC00 || second > 0xDFFF)
        return UINT32_MAX;
    return 0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00);
}

bool json_decode_string(arena *a, str raw, str *out, size_t *bad)
{
    const char *first = raw.length ? memchr(raw.data, '\\', raw.length) : NULL;
    if (!first) {
        *out = str_copy(a, raw);
        return true;
    }
    static const char letters[] = "\"\\/bfnrt", characters[] = "\"\\/\b\f\n\r\t";
    char *to = arena_alloc(a, raw.length + 1); // no escape is shorter than its character
    size_t length = 0;
    for (size_t at = 0; at < raw.length;) {
        char c = raw.data[at];
        if (c != '\\') {
            to[length++] = c;
            at++;
            continue;
        }
        *bad = at;
        char letter = at + 1 < raw.length ? raw.data[at + 1] : '\0';
        const char *known = letter ? strchr(letters, letter) : NULL;
        if (known) {
            to[length++] = characters[known - letters];
            at += 2;
            continue;
        }
        uint32_t code_point = letter == 'u' ? code_point_at(raw, &at) : UINT32_MAX;
        if (code_point == UINT32_MAX)
            return false;
        length += utf8_encode(code_point, to + length);
    }
    to[length] = '\0';
    *out = (str){to, length};
    return true;
}
