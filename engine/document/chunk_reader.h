// SPDX-License-Identifier: MIT
// Reads a file, or bytes in memory, chunk by chunk, and keeps a window of raw bytes that can be looked at by
// their offset. Shared by the readers of this stage; knows nothing of formats.
#ifndef ATTUNE_DOCUMENT_CHUNK_READER_H
#define ATTUNE_DOCUMENT_CHUNK_READER_H

#include "base/diagnostics.h"

#include <stdio.h>

enum { CHUNK_BYTES = 64 * 1024 };

typedef struct chunk_reader {
    arena *arena;         // that the window grows in
    const source *source; // for places
    source *noted;        // the streamed source that is told of each chunk, or NULL
    FILE *file;           // NULL for bytes in memory
    const char *data;     // the window: data[0] stands at offset
    uint64_t offset;
    size_t length;
    char *buffer; // that the window of a file lies in
    size_t capacity;
    size_t chunk; // bytes to read at a time; CHUNK_BYTES, smaller only in tests
    int error;    // errno of a failed read
    bool at_end;  // the window reaches to the end of the document
} chunk_reader;

// Opens a file, which is closed with the work arena; its source lives in a. Diagnoses file-missing.
bool chunk_open(chunk_reader *r, arena *a, arena *work, const char *path, diagnostics *d);

// Reads over a loaded source's bytes, without copying them.
void chunk_over(chunk_reader *r, arena *work, const source *s);

// Adds up to a chunk to the window; addresses into it are void afterwards. False where nothing was added:
// then at_end is set, after a diagnostic where reading failed.
bool chunk_more(chunk_reader *r, diagnostics *d);

// Gives up the bytes before an offset of the window.
void chunk_drop(chunk_reader *r, uint64_t before);

// The offset behind the window's last byte.
static inline uint64_t chunk_end(const chunk_reader *r)
{
    return r->offset + r->length;
}

// The byte at an offset within the window.
static inline const char *chunk_at(const chunk_reader *r, uint64_t offset)
{
    return r->data + (offset - r->offset);
}

// How many bytes at the front of s are valid UTF-8. *cut is set where what follows them is not wrong but
// a sequence cut off by the end of s.
size_t utf8_valid_front(str s, bool *cut);

#endif
