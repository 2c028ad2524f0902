// SPDX-License-Identifier: MIT
// XML documents as trees with exact positions. The only user of libxml2. Refuses DOCTYPE, entities of its
// own, network, and what is past the limits (nesting, document or profile bytes).
#ifndef ATTUNE_DOCUMENT_XML_H
#define ATTUNE_DOCUMENT_XML_H

#include "base/diagnostics.h"
#include "base/limits.h"

typedef struct xml_attribute {
    str name;  // local name; attributes of foreign namespaces keep their prefix ("x:name")
    str value; // entities decoded
    place name_place;
    place value_place; // between the quotes
} xml_attribute;

typedef enum xml_node_kind { XML_ELEMENT, XML_TEXT } xml_node_kind;

typedef struct xml_node xml_node;
struct xml_node {
    xml_node_kind kind;
    str name;          // of an element: its local name
    str namespace_uri; // of an element; empty for none
    str text; // of a text node: decoded; neighbouring text, CDATA and references are one node; comments split
              // nothing
    place where; // element: from "<" to the end of its name; text: its raw stretch
    const xml_attribute *attributes;
    size_t attribute_count;
    xml_node *parent;
    xml_node *first_child, *last_child, *next;
};

// Parses a loaded source. Returns the root, or NULL after at least one error diagnostic
// (xml-syntax, xml-doctype, invalid-utf8, too-deep, file-too-large). Lives in a.
// Only the first fault of a document is diagnosed. White space between elements is kept as text nodes.
xml_node *xml_parse(arena *a, const source *s, const limits *l, diagnostics *d);

// Parses a file piece by piece: begin is called once with the root (no children yet; return false to stop),
// then record for each child element of the root, whole. Text directly in the root that is not white space
// is given to record as a text node. The record and all in it live in record_arena, which is reset after the
// call. Memory does not grow with the file. limits.profile_bytes bounds one record (file-too-large at its
// start). A syntax error is diagnosed and ends the reading; the records before it were given. False on any
// error, and where a handler stopped the reading (then without a diagnostic). Handlers may unwind to a guard
// of their own.
typedef struct xml_stream_handler {
    bool (*begin)(void *user, const xml_node *root);
    bool (*record)(void *user, const xml_node *record); // false: stop reading
    void *user;
} xml_stream_handler;
bool xml_stream(arena *a, arena *record_arena, const char *path, const limits *l, diagnostics *d,
                const xml_stream_handler *handler);
// The same over bytes in memory (standard input, tests).
bool xml_stream_source(arena *a, arena *record_arena, const source *s, const limits *l, diagnostics *d,
                       const xml_stream_handler *handler);

const xml_attribute *xml_find_attribute(const xml_node *n, str name); // NULL where there is none
const xml_node *xml_first_element(const xml_node *parent);            // first child element, or NULL
const xml_node *xml_next_element(const xml_node *n);                  // next sibling element, or NULL
str xml_text_content(arena *a, const xml_node *n);                    // all text within, in order

// The place in the raw source of bytes from…from+length of an attribute's decoded value, or of a text
// node's decoded text: finds its way back over entities, character references and line-end normalisation.
// Needs the source's bytes (a loaded source); for a streamed one gives the whole stretch.
place xml_place_in_value(const xml_attribute *attribute, size_t from, size_t length);
place xml_place_in_text(const xml_node *text, size_t from, size_t length);

// Deep copy into an arena (places keep pointing at the old source): for extends.
xml_node *xml_copy(arena *a, const xml_node *n);
void xml_append(xml_node *parent, xml_node *child);
void xml_remove(xml_node *child); // takes it out of its parent

// Escapes for output: text content and attribute values in one form (& < > "; control characters become
// references, and those that XML 1.0 does not allow U+FFFD).
void xml_escape(builder *out, str text);

#endif
