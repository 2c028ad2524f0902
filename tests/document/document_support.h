// SPDX-License-Identifier: MIT
// What the tests of documents share: sources from literals, the raw text at a place, trees and readings as
// text.
#ifndef ATTUNE_TESTS_DOCUMENT_SUPPORT_H
#define ATTUNE_TESTS_DOCUMENT_SUPPORT_H

#include "support/support.h"

#include "document/chunk_reader.h"
#include "document/chunks.h"

typedef struct reading {
    arena *a, *records;
    limits limits;
    diagnostics diagnostics;
    builder log;       // what the handlers were told
    size_t count;      // of records, rows or lines
    size_t stop_after; // handlers stop at this count; 0 for never
    size_t most_used;  // most bytes of the records arena at a record
    bool give_up_on_bad;
} reading;

reading *new_reading(arena *a);

// Handlers that note all in log.
xml_stream_handler log_xml(reading *r);
json_lines_handler log_json(reading *r);
csv_handler log_csv(reading *r);

source *text_source(arena *a, str text);
str raw_at(place p); // the source's bytes at a place

void log_xml_node(builder *out, const xml_node *n);
void log_json_value(builder *out, const json_value *v);
void log_diagnostics(builder *out, const diagnostics *d); // code@offset+length: message (help)

// What reading gave, as one text: the log, the outcome, the diagnostics.
str read_xml(arena *a, str text, size_t chunk);
str read_json_lines(arena *a, str text, size_t chunk);
str read_csv(arena *a, str text, size_t chunk);

// The first diagnostic must have this code, and stand at the marked text: mark stands in document once.
void assert_reported(const diagnostics *d, diagnostic_code code, str document, const char *mark,
                     const char *message_part);

#endif
