// SPDX-License-Identifier: MIT
// Loading a document whole, and telling formats apart. Private to pool/.
#ifndef ATTUNE_POOL_LOAD_H
#define ATTUNE_POOL_LOAD_H

#include "base/diagnostics.h"

typedef enum document_format {
    FORMAT_UNKNOWN,
    FORMAT_XML,
    FORMAT_JSON,
    FORMAT_NDJSON,
    FORMAT_CSV
} document_format;

// NULL after file-missing or file-too-large. limit_name: the limit that max_bytes is, for the message.
const source *load_document(arena *a, const char *path, uint64_t max_bytes, const char *limit_name,
                            diagnostics *d);

document_format format_by_name(str name);    // "xml" …
document_format format_by_ending(str path);  // FORMAT_UNKNOWN for an ending that is not known
document_format format_by_content(str head); // by the first byte that is not white space
document_format
format_of_file(const char *path); // by ending, else by content; for a file that can be reopened

// A file that can be opened more than once; false for standard input ("-"), pipes and what is not there.
bool is_plain_file(const char *path, uint64_t *size);

#endif
