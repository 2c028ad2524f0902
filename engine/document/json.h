// SPDX-License-Identifier: MIT
// JSON documents as trees with positions; numbers keep their digits. The only user of yajl.
#ifndef ATTUNE_DOCUMENT_JSON_H
#define ATTUNE_DOCUMENT_JSON_H

#include "base/diagnostics.h"
#include "base/limits.h"

typedef enum json_kind {
    JSON_NULL,
    JSON_FALSE,
    JSON_TRUE,
    JSON_NUMBER,
    JSON_STRING,
    JSON_ARRAY,
    JSON_OBJECT
} json_kind;

typedef struct json_value json_value;
struct json_value {
    json_kind kind;
    str text;         // of a string: decoded; of a number: its digits as written
    str name;         // of a member of an object: its key
    place where;      // the value
    place name_place; // the key
    json_value *first_child, *last_child, *next;
    size_t count; // of children
};

// Parses one JSON text of a source's bytes (from…to). Returns NULL after a diagnostic (json-syntax,
// invalid-utf8, too-deep). A key given twice in one object is an error.
json_value *json_parse(arena *a, const source *s, size_t from, size_t to, const limits *l, diagnostics *d);

// Reads a file line by line (NDJSON) with flat memory; record is called with each line's value, in
// record_arena, reset after the call. A bad line is diagnosed and on_bad decides: true goes on to the next
// line. max line length: limits.profile_bytes. Empty lines are passed over. False where it stopped early.
typedef struct json_lines_handler {
    bool (*record)(void *user, const json_value *value);
    bool (*bad)(void *user, place line);
    void *user;
} json_lines_handler;
bool json_lines(arena *a, arena *record_arena, const char *path, const limits *l, diagnostics *d,
                const json_lines_handler *handler);
bool json_lines_source(arena *a, arena *record_arena, const source *s, const limits *l, diagnostics *d,
                       const json_lines_handler *handler);

const json_value *json_member(const json_value *object, str name); // NULL where there is none

// A writer: commas and indentation are its business; strings are escaped, and what is not UTF-8 becomes
// U+FFFD.
typedef struct json_writer {
    builder *out;
    bool pretty;    // two spaces; else one line without white space
    bool first;     // nothing was written in this object or array yet
    bool after_key; // the value of a member comes next
    unsigned depth;
} json_writer;
json_writer json_writer_new(builder *out, bool pretty);
void json_open_object(json_writer *w);
void json_close_object(json_writer *w);
void json_open_array(json_writer *w);
void json_close_array(json_writer *w);
void json_key(json_writer *w, const char *key);
void json_string(json_writer *w, str s);
void json_number_text(json_writer *w, str digits); // digits must be a JSON number
void json_integer(json_writer *w, int64_t i);
void json_boolean(json_writer *w, bool b);
void json_null(json_writer *w);
// Shorthands for members of an object:
void json_key_string(json_writer *w, const char *key, str s);
void json_key_integer(json_writer *w, const char *key, int64_t i);
void json_key_boolean(json_writer *w, const char *key, bool b);

#endif
