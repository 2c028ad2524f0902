// SPDX-License-Identifier: MIT
// Rows of a file to import, whatever it is written in. Private to pool/.
#ifndef ATTUNE_POOL_IMPORT_ROWS_H
#define ATTUNE_POOL_IMPORT_ROWS_H

#include "pool/import_map.h"

// What a row has in one of the map's columns.
typedef struct import_cell {
    const raw_text *values; // JSON lists have several
    size_t count;
    bool has_structure; // JSON: an object where a value is needed
    place where;
} import_cell;

typedef struct import_row {
    const import_cell *cells; // one for each of the map's columns
    place where;
    arena *scratch; // of this row
} import_row;

typedef struct importer importer; // import.c's

// Called by import_read_rows() for each row, and for each that could not be read: then the diagnostics from
// that item on, and the errors above that number, are the row's.
void importer_row(importer *m, const import_row *row);
void importer_broken(importer *m, size_t items, size_t errors);

// Reads all rows. False after a diagnostic: the file could not be read, or lacks a column.
bool import_read_rows(importer *m, arena *a, const ruleset *r, const import_map *map, const char *path,
                      diagnostics *d);

#endif
