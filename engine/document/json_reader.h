// SPDX-License-Identifier: MIT
// What json_parse.c and json_lines.c share; private to this stage.
#ifndef ATTUNE_DOCUMENT_JSON_READER_H
#define ATTUNE_DOCUMENT_JSON_READER_H

#include "document/json.h"

// One JSON text in memory and where it stands in its source.
typedef struct json_text {
    const source *source;
    str bytes;
    uint64_t offset; // of bytes in the source
} json_text;

// Parses it into a tree in nodes; NULL after a diagnostic. work is for the time of the call and left filled.
json_value *json_parse_text(arena *nodes, arena *work, json_text text, const limits *l, diagnostics *d);

// A state of yajl's and the tree's that went wrong, for json_fault.c.
typedef enum json_last { JSON_AFTER_NOTHING, JSON_AFTER_OPEN, JSON_AFTER_KEY, JSON_AFTER_VALUE } json_last;
typedef struct json_fault {
    size_t at;              // behind the last token that was all right
    json_last last;         // what that was
    const json_value *open; // the innermost object or array not closed, or NULL
} json_fault;

// Diagnoses the first thing in the text from fault.at on that is not JSON.
void json_fault_report(json_text text, json_fault fault, diagnostics *d);

// White space of JSON.
size_t json_skip_space(str s, size_t at);

// Decodes a string's raw inside. On a bad escape returns false and its place in *bad.
bool json_decode_string(arena *a, str raw, str *out, size_t *bad);

#endif
