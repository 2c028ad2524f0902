// SPDX-License-Identifier: MIT
// Columns: how a pool keeps its values. Private to pool/.
//
// Rows are kept in chunks of CHUNK_ROWS. A column has for each chunk
//   known   a bitmap, one bit a row: the field's value is known (not null);
//   cells   single fields: one cell a row (of unknown rows: zero bytes);
//           lists: the items of all rows of the chunk without gaps;
//   starts  lists: CHUNK_ROWS + 1 item numbers: row i has the items starts[i] … starts[i + 1] - 1.
// What a cell is follows from the field's kind:
//   boolean  uint8_t 0 or 1         number  decimal
//   date     int32_t, see date_pack term    uint32_t, the term's number in its vocabulary
//   string, text  str, its bytes in the heap
//   record   feel_value, a context in the pool's arena
// So a scan reads one or two dense arrays a column and chunk. The chunk being filled is open: the first one
// grows in steps, so that a small pool stays small; lists of the open chunk gather in a buffer that is kept
// from chunk to chunk, and are copied to their exact size when the chunk is closed.
#ifndef ATTUNE_POOL_COLUMNS_H
#define ATTUNE_POOL_COLUMNS_H

#include "pool/profile.h"

enum { CHUNK_ROWS = 4096, CHUNK_WORDS = CHUNK_ROWS / 64 };

// Bytes of strings, one behind the other without padding.
typedef struct heap {
    char *at;
    size_t left;
} heap;
str heap_copy(heap *h, arena *a, str s);

// Cells of equal size that gather and are copied out: what lists of the open chunk are kept in.
typedef struct gathering {
    char *cells;
    size_t count, capacity; // in cells
} gathering;
void gathering_add(gathering *g, arena *a, const void *cells, size_t count, size_t cell_size);
void *gathering_take(gathering *g, arena *a, size_t cell_size); // an exact copy; empties it

typedef struct column_chunk {
    uint64_t known[CHUNK_WORDS];
    void *cells;
    uint32_t *starts; // NULL for single fields
} column_chunk;

typedef struct column {
    const field *field;
    size_t cell_size;
    VEC(column_chunk *) chunks;
    gathering open_items; // lists: the open chunk's
} column;

void column_init(column *c, const field *f);
// The next chunk, with room for rows; then more room in it.
void column_open(column *c, arena *a, size_t rows);
void column_grow(column *c, arena *a, size_t from_rows, size_t to_rows);
// Sets a row of the open chunk; rows are set in order, each once.
void column_set(column *c, arena *a, heap *h, size_t row_in_chunk, feel_value value);
void column_close(column *c, arena *a);

// Lists: the array is made in a, unless it is one of records. Only for closed chunks.
feel_value column_get(const column *c, size_t row, arena *a);
// The texts of a row as they are kept; also for the open chunk.
const str *column_strings(const column *c, size_t row, size_t *count);

int32_t date_pack(feel_date d); // grows with the date; years are of four digits
feel_date date_unpack(int32_t packed);

#endif
