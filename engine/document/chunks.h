// SPDX-License-Identifier: MIT
// The readers of this stage over bytes in memory with a chunk size of the caller's choice, so that tests can
// put the seam between two chunks everywhere. Private to this stage and its tests.
#ifndef ATTUNE_DOCUMENT_CHUNKS_H
#define ATTUNE_DOCUMENT_CHUNKS_H

#include "document/csv.h"
#include "document/json.h"
#include "document/xml.h"

bool xml_stream_chunks(arena *a, arena *record_arena, const source *s, size_t chunk, const limits *l,
                       diagnostics *d, const xml_stream_handler *handler);
bool json_lines_chunks(arena *a, arena *record_arena, const source *s, size_t chunk, const limits *l,
                       diagnostics *d, const json_lines_handler *handler);
bool csv_read_chunks(arena *a, arena *record_arena, const source *s, size_t chunk, const limits *l,
                     diagnostics *d, const csv_handler *handler);

#endif
