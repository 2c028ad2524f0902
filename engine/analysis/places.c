// SPDX-License-Identifier: MIT
// From bytes of an attribute's or element's text back to where they stand in the file, past entities.
#include "analysis/finding.h"

#include "base/ascii.h"

// How many bytes of raw text stand for one byte of the text, or for one character: an entity.
static size_t raw_step(str raw, size_t at, size_t *decoded)
{
    size_t end = raw.data[at] == '&' ? str_find(raw, STR(";"), at) : SIZE_MAX;
    *decoded = 1;
    if (end == SIZE_MAX)
        return 1;
    uint32_t code_point = 0;
    for (size_t i = at + 2; raw.data[at + 1] == '#' && i < end; i++) {
        bool hexadecimal = raw.data[at + 2] == 'x';
        char c = raw.data[i];
        if (c == 'x')
            continue;
        uint32_t digit = (uint32_t)(ascii_is_digit(c) ? c - '0' : ascii_lower(c) - 'a' + 10);
        code_point = code_point * (hexadecimal ? 16 : 10) + digit;
    }
    char bytes[4];
    if (code_point)
        *decoded = utf8_encode(code_point, bytes);
    return end + 1 - at;
}

place place_of_part(place where, size_t offset, size_t length)
{
    if (!where.source || where.source->streamed)
        return where;
    str raw = str_slice(where.source->bytes, (size_t)where.offset, (size_t)(where.offset + where.length));
    size_t at = 0, passed = 0, start = 0, decoded;
    while (at < raw.length && passed < offset + length) {
        if (passed <= offset)
            start = at;
        at += raw_step(raw, at, &decoded);
        passed += decoded;
    }
    if (passed <= offset)
        start = at;
    bool outside = passed < offset + length || start >= raw.length;
    return outside ? where : place_at(where.source, where.offset + start, at - start);
}

place expression_part(const expression *x, size_t offset, size_t length)
{
    place where = x->where;
    if (!where.source || where.source->streamed)
        return where;
    // The text begins at the quote or brace, the place behind white space.
    size_t blanks = 0;
    while (blanks < where.offset && ascii_is_blank(where.source->bytes.data[where.offset - blanks - 1]))
        blanks++;
    return offset < blanks ? where : place_of_part(where, offset - blanks, length);
}
