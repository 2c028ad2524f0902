// SPDX-License-Identifier: MIT
// Strings: slices with a length, and a growable builder. Bytes are UTF-8; nothing here depends on a locale.
#ifndef ATTUNE_BASE_STR_H
#define ATTUNE_BASE_STR_H

#include "base/memory.h"

#include <stdarg.h>

typedef struct str {
    const char *data; // not terminated; NULL only where length is 0
    size_t length;    // in bytes
} str;

#define STR(literal) ((str){(literal), sizeof(literal) - 1})
#define STR_NONE ((str){NULL, 0})
// For printf: "%.*s", STR_ARGS(s)
#define STR_ARGS(s) (int)(s).length, (s).data ? (s).data : ""

str str_from(const char *terminated); // a slice over it, not a copy; NULL gives the empty slice
bool str_equal(str a, str b);
bool str_equals(str a, const char *terminated);
bool str_equal_nocase(str a, str b); // ASCII letters only
int str_compare(str a, str b);       // by bytes, as for UTF-8 code points; <0, 0, >0
bool str_starts(str s, str prefix);
bool str_ends(str s, str suffix);
bool str_contains(str s, str part);
size_t str_find(str s, str part, size_t from); // byte offset, or SIZE_MAX
str str_slice(str s, size_t from, size_t to);  // bytes from…to-1, cut to the slice
str str_trim(str s);                           // without ASCII white space at both ends
uint64_t str_hash(str s);                      // the same on every machine

str str_copy(arena *a, str s); // the copy is also terminated with a NUL byte
str str_printf(arena *a, const char *format, ...) __attribute__((format(printf, 2, 3)));
const char *str_terminated(arena *a, str s); // a copy with a NUL byte behind it

// Reads a word list: the next word of *rest (ASCII white space between), and moves *rest on. False at the
// end.
bool str_next_word(str *rest, str *word);
bool str_has_word(str words, str wanted);

// UTF-8. decode: the code point at offset *at and moves *at on; invalid bytes give U+FFFD and move by one.
bool utf8_valid(str s, size_t *bad_offset); // bad_offset may be NULL
uint32_t utf8_decode(str s, size_t *at);
size_t utf8_encode(uint32_t code_point, char out[4]); // bytes written
size_t utf8_length(str s);                            // in code points

// A growable string.
typedef struct builder {
    arena *arena;
    char *data;
    size_t length;
    size_t capacity;
} builder;

builder builder_new(arena *a);
void builder_add(builder *b, str s);
void builder_adds(builder *b, const char *terminated);
void builder_addc(builder *b, char c);
void builder_add_code_point(builder *b, uint32_t code_point);
// For a terminal: control characters and those that turn the direction of writing become U+FFFD, tabs and
// line ends a blank; keep_lines: line feeds stay.
void builder_add_visible(builder *b, str s, bool keep_lines);
void builder_addf(builder *b, const char *format, ...) __attribute__((format(printf, 2, 3)));
void builder_addv(builder *b, const char *format, va_list arguments) __attribute__((format(printf, 2, 0)));
str builder_str(builder *b); // what was built so far, NUL-terminated; valid until the next add

// A map from strings to indexes, in an arena. Keys are kept by reference.
typedef struct name_map {
    struct name_slot *slots;
    size_t capacity;
    size_t count;
} name_map;

#define NAME_MISSING UINT32_MAX
uint32_t name_map_get(const name_map *m, str name);                 // NAME_MISSING where there is none
bool name_map_put(name_map *m, arena *a, str name, uint32_t value); // false, and unchanged, where it is there
void name_map_set(name_map *m, arena *a, str name, uint32_t value); // put or replace

// "Did you mean": keeps the nearest of the candidates offered to it (by edit distance with transpositions).
typedef struct suggestion {
    str wanted;
    str best;
    size_t distance;
} suggestion;

suggestion suggestion_for(str wanted);
void suggestion_offer(suggestion *s, str candidate);
bool suggestion_found(const suggestion *s); // near enough to be worth saying

#endif
