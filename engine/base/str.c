// SPDX-License-Identifier: MIT
// Strings, UTF-8 and builders: see str.h. (Name maps and suggestions are in names.c.)
#define _GNU_SOURCE // for memmem(), which POSIX has since 2024
#include "base/str.h"

#include "base/ascii.h"

#include <stdio.h>
#include <string.h>

str str_from(const char *terminated)
{
    return terminated ? (str){terminated, strlen(terminated)} : STR_NONE;
}

bool str_equal(str a, str b)
{
    return a.length == b.length && (a.length == 0 || memcmp(a.data, b.data, a.length) == 0);
}

bool str_equals(str a, const char *terminated)
{
    return str_equal(a, str_from(terminated));
}

bool str_equal_nocase(str a, str b)
{
    if (a.length != b.length)
        return false;
    for (size_t i = 0; i < a.length; i++)
        if (ascii_lower(a.data[i]) != ascii_lower(b.data[i]))
            return false;
    return true;
}

int str_compare(str a, str b)
{
    size_t shorter = a.length < b.length ? a.length : b.length;
    int order = shorter ? memcmp(a.data, b.data, shorter) : 0;
    if (order)
        return order;
    return (a.length > b.length) - (a.length < b.length);
}

bool str_starts(str s, str prefix)
{
    return s.length >= prefix.length && str_equal((str){s.data, prefix.length}, prefix);
}

bool str_ends(str s, str suffix)
{
    return s.length >= suffix.length && str_equal(str_slice(s, s.length - suffix.length, s.length), suffix);
}

size_t str_find(str s, str part, size_t from)
{
    if (from > s.length)
        return SIZE_MAX;
    if (part.length == 0)
        return from;
    if (s.length - from < part.length)
        return SIZE_MAX;
    // Linear also where text and part repeat themselves.
    const char *hit = memmem(s.data + from, s.length - from, part.data, part.length);
    return hit ? (size_t)(hit - s.data) : SIZE_MAX;
}

bool str_contains(str s, str part)
{
    return str_find(s, part, 0) != SIZE_MAX;
}

str str_slice(str s, size_t from, size_t to)
{
    if (to > s.length)
        to = s.length;
    if (from >= to)
        return STR_NONE;
    return (str){s.data + from, to - from};
}

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\v';
}

str str_trim(str s)
{
    size_t from = 0, to = s.length;
    while (from < to && is_space(s.data[from]))
        from++;
    while (to > from && is_space(s.data[to - 1]))
        to--;
    return str_slice(s, from, to);
}

// FNV-1a, 64 bits (Fowler, Noll, Vo): fixed for ever, so that results never depend on a seed.
uint64_t str_hash(str s)
{
    uint64_t hash = 14695981039346656037u;
    for (size_t i = 0; i < s.length; i++)
        hash = (hash ^ (unsigned char)s.data[i]) * 1099511628211u;
    return hash;
}

str str_copy(arena *a, str s)
{
    return (str){str_terminated(a, s), s.length};
}

const char *str_terminated(arena *a, str s)
{
    char *copy = arena_alloc(a, s.length + 1);
    if (s.length)
        memcpy(copy, s.data, s.length);
    copy[s.length] = '\0';
    return copy;
}

str str_printf(arena *a, const char *format, ...)
{
    builder b = builder_new(a);
    va_list arguments;
    va_start(arguments, format);
    builder_addv(&b, format, arguments);
    va_end(arguments);
    return builder_str(&b);
}

bool str_next_word(str *rest, str *word)
{
    *rest = str_trim(*rest);
    size_t end = 0;
    while (end < rest->length && !is_space(rest->data[end]))
        end++;
    *word = str_slice(*rest, 0, end);
    *rest = str_slice(*rest, end, rest->length);
    return word->length > 0;
}

bool str_has_word(str words, str wanted)
{
    str word;
    while (str_next_word(&words, &word))
        if (str_equal(word, wanted))
            return true;
    return false;
}

// Bytes of the UTF-8 sequence at data[at], 0 where it is not valid (overlong, surrogate, past U+10FFFF).
static size_t sequence_length(str s, size_t at)
{
    const unsigned char *p = (const unsigned char *)s.data + at;
    size_t left = s.length - at;
    if (p[0] < 0x80)
        return 1;
    size_t n = p[0] >= 0xC2 && p[0] <= 0xDF   ? 2
               : (p[0] & 0xF0) == 0xE0        ? 3
               : p[0] >= 0xF0 && p[0] <= 0xF4 ? 4
                                              : 0;
    if (n == 0 || n > left)
        return 0;
    for (size_t i = 1; i < n; i++)
        if ((p[i] & 0xC0) != 0x80)
            return 0;
    if ((p[0] == 0xE0 && p[1] < 0xA0) || (p[0] == 0xED && p[1] > 0x9F) || (p[0] == 0xF0 && p[1] < 0x90) ||
        (p[0] == 0xF4 && p[1] > 0x8F))
        return 0;
    return n;
}

// Most text is ASCII: eight bytes at a time.
static size_t skip_ascii(str s, size_t at)
{
    uint64_t word;
    for (; s.length - at >= sizeof word; at += sizeof word) {
        memcpy(&word, s.data + at, sizeof word);
        if (word & UINT64_C(0x8080808080808080))
            break;
    }
    return at;
}

bool utf8_valid(str s, size_t *bad_offset)
{
    for (size_t at = skip_ascii(s, 0); at < s.length; at = skip_ascii(s, at)) {
        size_t n = sequence_length(s, at);
        if (n == 0) {
            if (bad_offset)
                *bad_offset = at;
            return false;
        }
        at += n;
    }
    return true;
}

uint32_t utf8_decode(str s, size_t *at)
{
    const unsigned char *p = (const unsigned char *)s.data + *at;
    size_t n = sequence_length(s, *at);
    *at += n ? n : 1;
    switch (n) {
    case 1:
        return p[0];
    case 2:
        return (uint32_t)(p[0] & 0x1F) << 6 | (p[1] & 0x3F);
    case 3:
        return (uint32_t)(p[0] & 0x0F) << 12 | (uint32_t)(p[1] & 0x3F) << 6 | (p[2] & 0x3F);
    case 4:
        return (uint32_t)(p[0] & 0x07) << 18 | (uint32_t)(p[1] & 0x3F) << 12 | (uint32_t)(p[2] & 0x3F) << 6 |
               (p[3] & 0x3F);
    default:
        return 0xFFFD;
    }
}

size_t utf8_encode(uint32_t c, char out[4])
{
    if (c < 0x80) {
        out[0] = (char)c;
        return 1;
    }
    size_t n = c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
    static const unsigned char lead[] = {0, 0, 0xC0, 0xE0, 0xF0};
    for (size_t i = n; i-- > 1; c >>= 6)
        out[i] = (char)(0x80 | (c & 0x3F));
    out[0] = (char)(lead[n] | c);
    return n;
}

size_t utf8_length(str s)
{
    size_t count = 0;
    for (size_t at = 0; at < s.length; count++)
        utf8_decode(s, &at);
    return count;
}

builder builder_new(arena *a)
{
    return (builder){.arena = a};
}

// Makes room for extra bytes and a NUL.
static void reserve(builder *b, size_t extra)
{
    if (b->capacity - b->length > extra)
        return;
    if (extra > SIZE_MAX / 4 || b->length > SIZE_MAX / 4)
        guard_fail(b->arena->guard, ATTUNE_LIMIT);
    size_t wanted = b->capacity ? b->capacity * 2 : 64;
    while (wanted - b->length <= extra)
        wanted *= 2;
    char *moved = arena_alloc(b->arena, wanted);
    if (b->length)
        memcpy(moved, b->data, b->length);
    b->data = moved;
    b->capacity = wanted;
}

void builder_add(builder *b, str s)
{
    reserve(b, s.length);
    if (s.length)
        memcpy(b->data + b->length, s.data, s.length);
    b->length += s.length;
}

void builder_adds(builder *b, const char *terminated)
{
    builder_add(b, str_from(terminated));
}

void builder_addc(builder *b, char c)
{
    builder_add(b, (str){&c, 1});
}

void builder_add_code_point(builder *b, uint32_t code_point)
{
    char bytes[4];
    builder_add(b, (str){bytes, utf8_encode(code_point, bytes)});
}

void builder_addv(builder *b, const char *format, va_list arguments)
{
    va_list again;
    va_copy(again, arguments);
    int length = vsnprintf(NULL, 0, format, again);
    va_end(again);
    if (length < 0)
        return;
    reserve(b, (size_t)length);
    vsnprintf(b->data + b->length, (size_t)length + 1, format, arguments);
    b->length += (size_t)length;
}

void builder_addf(builder *b, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    builder_addv(b, format, arguments);
    va_end(arguments);
}

str builder_str(builder *b)
{
    reserve(b, 0);
    b->data[b->length] = '\0';
    return (str){b->data, b->length};
}

static bool is_harmful(uint32_t c)
{
    return c < 0x20 || (c >= 0x7F && c <= 0x9F) || (c >= 0x202A && c <= 0x202E) ||
           (c >= 0x2066 && c <= 0x2069) || c == 0x2028 || c == 0x2029;
}

void builder_add_visible(builder *b, str s, bool keep_lines)
{
    for (size_t at = 0; at < s.length;) {
        uint32_t c = utf8_decode(s, &at);
        if (c == '\n' && keep_lines)
            builder_addc(b, '\n');
        else if (c == '\n' || c == '\r' || c == '\t')
            builder_addc(b, ' ');
        else
            builder_add_code_point(b, is_harmful(c) ? 0xFFFD : c);
    }
}
