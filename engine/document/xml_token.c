// SPDX-License-Identifier: MIT
// Raw XML tokens: see xml_token.h.
#include "document/xml_token.h"

#include "base/ascii.h"

#include <string.h>

// Zeros in front make longer ones legal; they are then a "&" and text to us.
enum { LONGEST_REFERENCE = 64 };

// Ends a token behind the first occurrence of the closing mark, searched from from on.
static bool close_with(xml_lexer *x, str bytes, uint64_t offset, size_t from, str mark, xml_token *out)
{
    if (x->resume > offset + from)
        from = (size_t)(x->resume - offset);
    size_t hit = str_find(bytes, mark, from);
    if (hit == SIZE_MAX) {
        size_t keep = mark.length - 1;
        x->resume = offset + (bytes.length > from + keep ? bytes.length - keep : from);
        return false;
    }
    out->to = offset + hit + mark.length;
    return true;
}

// Ends a tag behind its ">"; a "<" within it breaks it.
static bool close_tag(xml_lexer *x, str bytes, uint64_t offset, size_t from, xml_token *out)
{
    size_t i = from + 1;
    if (x->resume > offset + i)
        i = (size_t)(x->resume - offset);
    for (; i < bytes.length; i++) {
        char c = bytes.data[i];
        if (c == '<') {
            out->kind = XML_TOKEN_BROKEN;
            break;
        }
        if (x->quote) {
            if (c == x->quote)
                x->quote = 0;
        } else if ((c == '"' || c == '\'') && out->kind != XML_TOKEN_END) {
            x->quote = c;
        } else if (c == '>') {
            if (out->kind == XML_TOKEN_START && bytes.data[i - 1] == '/')
                out->kind = XML_TOKEN_EMPTY;
            break;
        }
    }
    x->resume = offset + i;
    if (i == bytes.length)
        return false;
    out->to = offset + i + 1;
    return true;
}

// What begins with "<!".
static bool declaration(xml_lexer *x, str bytes, uint64_t offset, size_t from, xml_token *out)
{
    static const str doctype = {"<!DOCTYPE", 9}, cdata = {"<![CDATA[", 9}, comment = {"<!--", 4};
    str front = str_slice(bytes, from, from + 9);
    if (str_starts(front, comment)) {
        out->kind = XML_TOKEN_COMMENT;
        return close_with(x, bytes, offset, from + 4, STR("-->"), out);
    }
    if (str_equal(front, cdata)) {
        out->kind = XML_TOKEN_CDATA;
        return close_with(x, bytes, offset, from + 9, STR("]]>"), out);
    }
    if (front.length < 9 &&
        (str_starts(doctype, front) || str_starts(cdata, front) || str_starts(comment, front)))
        return false;
    out->kind = str_equal(front, doctype) ? XML_TOKEN_DOCTYPE : XML_TOKEN_BROKEN;
    out->to = out->from + front.length;
    return true;
}

// Text up to the next "<", or to the end of what is at hand but for a reference that is cut off there.
static bool text(str bytes, uint64_t offset, size_t from, xml_token *out)
{
    out->kind = XML_TOKEN_TEXT;
    const char *next = memchr(bytes.data + from, '<', bytes.length - from);
    size_t to = next ? (size_t)(next - bytes.data) : bytes.length;
    size_t back = bytes.length - from < LONGEST_REFERENCE ? from : bytes.length - LONGEST_REFERENCE;
    for (size_t i = bytes.length; !next && i-- > back;) {
        if (bytes.data[i] == ';')
            break;
        if (bytes.data[i] == '&')
            to = i;
    }
    out->to = offset + to;
    return to > from;
}

static bool find_token(xml_lexer *x, str bytes, uint64_t offset, size_t from, xml_token *out)
{
    if (bytes.data[from] != '<')
        return text(bytes, offset, from, out);
    if (bytes.length - from < 2)
        return false;
    switch (bytes.data[from + 1]) {
    case '!':
        return declaration(x, bytes, offset, from, out);
    case '?':
        out->kind = XML_TOKEN_INSTRUCTION;
        return close_with(x, bytes, offset, from + 2, STR("?>"), out);
    case '/':
        out->kind = XML_TOKEN_END;
        return close_tag(x, bytes, offset, from, out);
    default:
        out->kind = XML_TOKEN_START;
        return close_tag(x, bytes, offset, from, out);
    }
}

bool xml_token_next(xml_lexer *x, str bytes, uint64_t offset, xml_token *out)
{
    size_t from = (size_t)(x->at - offset);
    if (from >= bytes.length)
        return false;
    *out = (xml_token){.from = x->at};
    if (!find_token(x, bytes, offset, from, out))
        return false;
    *x = (xml_lexer){.at = out->to};
    return true;
}

static size_t skip_space(str s, size_t at)
{
    while (at < s.length && ascii_is_blank(s.data[at]))
        at++;
    return at;
}

// Where the name that begins at at ends.
static size_t name_end(str tag, size_t at)
{
    while (at < tag.length && !ascii_is_blank(tag.data[at]) && !strchr("=/>\"'<", tag.data[at]))
        at++;
    return at;
}

str xml_raw_tag_name(str tag)
{
    size_t from = tag.length > 1 && tag.data[1] == '/' ? 2 : 1;
    return str_slice(tag, from, name_end(tag, from));
}

bool xml_raw_attribute_next(str tag, size_t *at, xml_raw_attribute *out)
{
    size_t i = *at ? *at : name_end(tag, 1);
    i = skip_space(tag, i);
    size_t end = name_end(tag, i);
    if (end == i)
        return false;
    *out = (xml_raw_attribute){.name = str_slice(tag, i, end), .name_from = i, .value_from = end};
    *at = end;
    i = skip_space(tag, end);
    if (i >= tag.length || tag.data[i] != '=')
        return true; // broken; the name is all there is
    i = skip_space(tag, i + 1);
    if (i >= tag.length || (tag.data[i] != '"' && tag.data[i] != '\''))
        return true;
    const char *close = memchr(tag.data + i + 1, tag.data[i], tag.length - i - 1);
    end = close ? (size_t)(close - tag.data) : tag.length;
    out->value_from = i + 1;
    out->value = (str){tag.data + i + 1, end - i - 1};
    *at = close ? end + 1 : end;
    return true;
}

static uint32_t digit_value(char c)
{
    if (c >= '0' && c <= '9')
        return (uint32_t)(c - '0');
    c = (char)(c | 0x20);
    return c >= 'a' && c <= 'f' ? (uint32_t)(c - 'a' + 10) : 16;
}

static bool is_character(uint32_t c)
{
    if (c < 0x20)
        return c == '\t' || c == '\n' || c == '\r';
    return c < 0xD800 || (c >= 0xE000 && c <= 0x10FFFF && c != 0xFFFE && c != 0xFFFF);
}

// The code point of what stands between "&" and ";", 0 where it stands for none.
static uint32_t reference(str inner)
{
    static const struct {
        const char *name;
        char character;
    } known[] = {{"amp", '&'}, {"lt", '<'}, {"gt", '>'}, {"quot", '"'}, {"apos", '\''}};
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
        if (str_equals(inner, known[i].name))
            return (uint32_t)known[i].character;
    if (inner.length < 2 || inner.data[0] != '#')
        return 0;
    uint32_t base = inner.data[1] == 'x' ? 16 : 10, value = 0;
    for (size_t i = base == 16 ? 2 : 1; i < inner.length; i++) {
        uint32_t digit = digit_value(inner.data[i]);
        if (digit >= base || value >= 0x110000)
            return 0;
        value = value * base + digit;
    }
    return is_character(value) ? value : 0;
}

// The reference at the front of rest: its raw length and its code point; 0 where there is none.
static size_t reference_at(str rest, uint32_t *code_point)
{
    size_t end = str_find(str_slice(rest, 0, LONGEST_REFERENCE), STR(";"), 0);
    if (rest.data[0] != '&' || end == SIZE_MAX)
        return 0;
    *code_point = reference(str_slice(rest, 1, end));
    return *code_point ? end + 1 : 0;
}

bool xml_raw_bad_reference(str raw, xml_bad_reference *out)
{
    size_t at = 0;
    for (const char *hit; at < raw.length && (hit = memchr(raw.data + at, '&', raw.length - at)) != NULL;
         at++) {
        at = (size_t)(hit - raw.data);
        str rest = str_slice(raw, at, raw.length);
        uint32_t code_point;
        if (reference_at(rest, &code_point))
            continue;
        size_t end = 1;
        while (end < rest.length && end < LONGEST_REFERENCE && !strchr("; \t\r\n<>\"'&=", rest.data[end]))
            end++;
        bool closed = end > 1 && end < rest.length && rest.data[end] == ';';
        *out = (xml_bad_reference){.kind = XML_LONE_AMPERSAND, .at = at, .length = closed ? end + 1 : 1};
        if (closed)
            out->kind = rest.data[1] == '#' ? XML_NO_CHARACTER : XML_UNKNOWN_ENTITY;
        return true;
    }
    return false;
}

str xml_raw_value(arena *a, str raw)
{
    char *out = arena_alloc(a, raw.length + 1); // no reference is shorter than its character
    size_t length = 0;
    for (size_t at = 0; at < raw.length;) {
        str rest = str_slice(raw, at, raw.length);
        uint32_t code_point;
        size_t step = rest.data[0] == '&' ? reference_at(rest, &code_point) : 0;
        if (step) {
            length += utf8_encode(code_point, out + length);
        } else {
            step = str_starts(rest, STR("\r\n")) ? 2 : 1;
            bool space = ascii_is_blank(rest.data[0]);
            out[length++] = space ? ' ' : rest.data[0];
        }
        at += step;
    }
    out[length] = '\0';
    return (str){out, length};
}

// The length of what stands between text in the raw bytes and is no text itself; 0 where there is nothing.
static size_t markup_length(str rest, bool *cdata)
{
    if (*cdata && str_starts(rest, STR("]]>"))) {
        *cdata = false;
        return 3;
    }
    if (*cdata || rest.data[0] != '<')
        return 0;
    if (str_starts(rest, STR("<![CDATA["))) {
        *cdata = true;
        return 9;
    }
    bool comment = str_starts(rest, STR("<!--"));
    size_t end = comment ? str_find(rest, STR("-->"), 4) : str_find(rest, STR("?>"), 2);
    return end == SIZE_MAX ? rest.length : end + (comment ? 3 : 2);
}

size_t xml_raw_unit(str raw, size_t at, bool attribute, bool *cdata, size_t *decoded)
{
    str rest = str_slice(raw, at, raw.length);
    *decoded = 0;
    size_t markup = attribute ? 0 : markup_length(rest, cdata);
    if (markup)
        return markup;
    *decoded = 1;
    if (str_starts(rest, STR("\r\n")))
        return 2;
    uint32_t code_point;
    size_t length = rest.data[0] == '&' && !*cdata ? reference_at(rest, &code_point) : 0;
    if (length) {
        char bytes[4];
        *decoded = utf8_encode(code_point, bytes);
        return length;
    }
    utf8_decode(rest, &length);
    *decoded = length;
    return length;
}
