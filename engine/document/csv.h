// SPDX-License-Identifier: MIT
// CSV (RFC 4180) with positions: quoted cells, doubled quotes, CRLF or LF, a byte-order mark is passed over.
#ifndef ATTUNE_DOCUMENT_CSV_H
#define ATTUNE_DOCUMENT_CSV_H

#include "base/diagnostics.h"
#include "base/limits.h"

typedef struct csv_cell {
    str text;    // decoded
    place where; // raw, with its quotes
    bool quoted;
} csv_cell;

typedef struct csv_row {
    const csv_cell *cells;
    size_t count;
    place where;
} csv_row;

// Reads a file row by row with flat memory. header is called with the first row, then row with each other
// one; both live in record_arena, reset after the call. A torn quote, a row with another number of cells than
// the header or a limit is diagnosed (csv-syntax, file-too-large, invalid-utf8) with the place where the
// trouble starts; bad decides for a row with the wrong number of cells whether to go on; a torn quote ends
// the reading.
typedef struct csv_handler {
    bool (*header)(void *user, const csv_row *row);
    bool (*row)(void *user, const csv_row *row);
    bool (*bad)(void *user, place row);
    void *user;
} csv_handler;
bool csv_read(arena *a, arena *record_arena, const char *path, const limits *l, diagnostics *d,
              const csv_handler *handler);
bool csv_read_source(arena *a, arena *record_arena, const source *s, const limits *l, diagnostics *d,
                     const csv_handler *handler);

// Writes one cell, quoted where it has to be.
void csv_escape(builder *out, str text);

#endif
