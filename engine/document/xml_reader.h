// SPDX-License-Identifier: MIT
// The machine behind xml_parse() and xml_stream(), private to this stage.
//
// Raw bytes are cut into tokens (xml_token.h), judged against what is not allowed, and fed to libxml2 piece
// by piece. Its events build the tree; the tokens, taken in step with the events, give the places. Handlers
// of the user are called between two pieces, never from within libxml2.
#ifndef ATTUNE_DOCUMENT_XML_READER_H
#define ATTUNE_DOCUMENT_XML_READER_H

#include "document/chunk_reader.h"
#include "document/xml.h"
#include "document/xml_token.h"

#include <libxml/parser.h>

// libxml2's first complaint, noted within its callback and put into words later.
typedef struct xml_fault {
    int code; // an xmlParserErrors, 0 for none
    uint64_t at;
    char message[200];
    char subject[80]; // libxml2's first argument: mostly the name concerned
} xml_fault;

typedef struct xml_reader {
    arena *nodes; // where nodes are allocated, but for a streamed root
    arena *outer; // the caller's
    arena *work;  // for the time of reading
    const limits *limits;
    diagnostics *diagnostics;
    const xml_stream_handler *handler; // NULL for a tree
    chunk_reader bytes;
    xmlParserCtxt *context;

    // Raw bytes
    xml_lexer lexer;
    VEC(xml_token) tokens;
    size_t taken;       // tokens that libxml2's events have passed
    uint64_t start;     // behind the byte-order mark
    uint64_t fed;       // libxml2 was given the bytes up to here
    uint64_t checked;   // and these are known to be characters
    uint64_t bad;       // where the first byte stands that is none, or UINT64_MAX
    uint64_t unit_from; // where what profile_bytes bounds began: the record, or text or a comment between
    uint64_t unit_mark; // the length to point at there
    bool in_text;       // the last token was text
    unsigned depth;     // of the tokens
    bool root_seen;     // the document's element has begun

    // Tree
    xml_node *root, *open;
    bool in_empty; // the element begun last is <a/>
    char *text;    // pending
    size_t text_length, text_capacity;
    uint64_t text_from, text_to;          // its raw stretch; from is UINT64_MAX for none yet
    bool begun;                           // the handler knows the root
    xml_node *first_record, *last_record; // whole ones that the handler does not know yet

    xml_fault fault;
    attune_status status; // why a callback gave up, or ATTUNE_OK
} xml_reader;

// Sets up all but the bytes. handler is NULL for a tree.
void xml_reader_open(xml_reader *r, arena *a, arena *nodes, const limits *l, diagnostics *d,
                     const xml_stream_handler *handler);

// Reads to the end. False after a diagnostic, or where a handler stopped it.
bool xml_reader_run(xml_reader *r);

// Makes libxml2's parser, freed with the work arena (xml_events.c).
void xml_events_open(xml_reader *r);

// Feeds the bytes up to an offset; last ends the document. False where libxml2 complained.
bool xml_events_feed(xml_reader *r, uint64_t to, bool last);

// Diagnoses r->fault (xml_fault.c). cut: the document ended, perhaps within the token that begins at
// lexer.at.
void xml_fault_report(xml_reader *r, bool cut);

// Whose a document is, is found only on reading: one that holds a client is withheld (base/diagnostics.h),
// whatever it was read as; a faulty one where it may hold one.
void xml_withhold_faulty(xml_reader *r);
void xml_withhold_whole(const xml_node *root, const diagnostics *d);

#endif
