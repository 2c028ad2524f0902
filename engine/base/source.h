// SPDX-License-Identifier: MIT
// Sources: a file's bytes with a line index, so that every later stage can point at a place in it.
//
// A source is either loaded (its bytes are in memory) or streamed (a reader notes each chunk; the line of a
// place is read again from the file when it has to be shown).
#ifndef ATTUNE_BASE_SOURCE_H
#define ATTUNE_BASE_SOURCE_H

#include "base/str.h"

typedef struct source {
    str name;  // as the user gave it, shown in diagnostics
    str bytes; // of a loaded source; empty for a streamed one
    bool streamed;
    bool is_private;           // a client's: see source_withhold()
    bool rereadable;           // streamed: from a regular file, so that a line can be read again to be shown
    arena *arena;              // that the line index grows in
    VEC(uint64_t) line_starts; // loaded: all lines; streamed: every SOURCE_LINE_STRIDE-th line, or all
    uint64_t noted_bytes;      // streamed: how much was noted
    uint64_t noted_lines;
} source;

enum { SOURCE_LINE_STRIDE = 256 };

// A stretch of a source. A place with source NULL is "nowhere in particular".
typedef struct place {
    const source *source;
    uint64_t offset; // in bytes, from 0
    uint64_t length; // in bytes, 0 for a point
} place;

// What a person sees of a place.
typedef struct place_view {
    uint32_t line;         // from 1
    uint32_t column;       // in code points, from 1
    str line_text;         // without its line end; long lines are cut around the place
    uint32_t caret;        // in code points into line_text, from 0
    uint32_t caret_length; // at least 1
    bool withheld;         // there is a line, and it is not for showing: line_text is empty
} place_view;

// Reads a whole file ("-" is standard input), of at most max_bytes. On failure returns NULL with errno set
// (EFBIG where it is larger). Never follows anything but the path it was given.
source *source_load(arena *a, const char *path, uint64_t max_bytes);

// A source over bytes that the caller keeps for as long as the arena lives.
source *source_from_bytes(arena *a, str name, str bytes);

// A streamed source; source_note() is told of each chunk in order.
source *source_stream(arena *a, const char *path);
void source_note(source *s, const char *chunk, size_t length);

// Says that nothing of the source's text may be shown: place_look() then gives line and column alone, and
// diagnostics leave out what they quote of it. That it is a client's is often found only on reading, where it
// is const.
void source_withhold(const source *s);

// Works out line, column and text; allocates from a. For a place nowhere, or in an empty source, the line is
// 0. What would deceive a reader in the text (control characters, marks of writing direction) shows as
// U+FFFD. A streamed source that can't be read again (a pipe) gives the line, a column in bytes and no text.
place_view place_look(place p, arena *a);

place place_at(const source *s, uint64_t offset, uint64_t length);

#endif
