// SPDX-License-Identifier: MIT
// XML record by record: see xml.h. The reading itself is xml_parse.c's.
#include "document/chunks.h"

#include "document/xml_reader.h"

bool xml_stream(arena *a, arena *record_arena, const char *path, const limits *l, diagnostics *d,
                const xml_stream_handler *handler)
{
    xml_reader *r = ARENA_NEW(a, xml_reader);
    xml_reader_open(r, a, record_arena, l, d, handler);
    bool whole = chunk_open(&r->bytes, a, r->work, path, d) && xml_reader_run(r);
    arena_free(r->work);
    return whole;
}

bool xml_stream_source(arena *a, arena *record_arena, const source *s, const limits *l, diagnostics *d,
                       const xml_stream_handler *handler)
{
    return xml_stream_chunks(a, record_arena, s, CHUNK_BYTES, l, d, handler);
}

bool xml_stream_chunks(arena *a, arena *record_arena, const source *s, size_t chunk, const limits *l,
                       diagnostics *d, const xml_stream_handler *handler)
{
    xml_reader *r = ARENA_NEW(a, xml_reader);
    xml_reader_open(r, a, record_arena, l, d, handler);
    chunk_over(&r->bytes, r->work, s);
    r->bytes.chunk = chunk;
    bool whole = xml_reader_run(r);
    arena_free(r->work);
    return whole;
}
