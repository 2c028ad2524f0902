// SPDX-License-Identifier: MIT
// Cuts raw XML into tags, text, comments and so on, each with its exact place. Goes before libxml2, which is
// then fed whole tags only, and gives the places that libxml2 does not know. It judges nothing: what it
// cannot cut is left to libxml2 to complain about.
#ifndef ATTUNE_DOCUMENT_XML_TOKEN_H
#define ATTUNE_DOCUMENT_XML_TOKEN_H

#include "base/str.h"

typedef enum xml_token_kind {
    XML_TOKEN_TEXT, // up to the next "<" or the end of what is at hand
    XML_TOKEN_CDATA,
    XML_TOKEN_START,
    XML_TOKEN_EMPTY, // <a/>
    XML_TOKEN_END,
    XML_TOKEN_COMMENT,
    XML_TOKEN_INSTRUCTION, // and the XML declaration
    XML_TOKEN_DOCTYPE,     // only its "<!DOCTYPE"
    XML_TOKEN_BROKEN       // up to where libxml2 must notice
} xml_token_kind;

typedef struct xml_token {
    xml_token_kind kind;
    uint64_t from, to;
} xml_token;

typedef struct xml_lexer {
    uint64_t at;     // where the next token begins
    uint64_t resume; // how far an unfinished one was searched
    char quote;      // that the search is within, or 0
} xml_lexer;

// The next token of the bytes at offset … ; false where it is not finished yet (or nothing is left).
bool xml_token_next(xml_lexer *x, str bytes, uint64_t offset, xml_token *out);

// An attribute as written in a raw tag; offsets count from the tag's "<".
typedef struct xml_raw_attribute {
    str name; // with its prefix
    str value;
    size_t name_from, value_from;
} xml_raw_attribute;

// The next attribute of a raw start tag; *at starts at 0. False after the last.
bool xml_raw_attribute_next(str tag, size_t *at, xml_raw_attribute *out);

// An attribute's value: references decoded, line ends and tabs made spaces. libxml2 is not asked: without
// its risky options it leaves "&amp;" as a reference.
str xml_raw_value(arena *a, str raw);

// The first reference in raw text or in a raw tag that XML without entities does not have.
typedef struct xml_bad_reference {
    enum { XML_LONE_AMPERSAND, XML_UNKNOWN_ENTITY, XML_NO_CHARACTER } kind;
    size_t at, length;
} xml_bad_reference;
bool xml_raw_bad_reference(str raw, xml_bad_reference *out);

// The name in a raw start or end tag.
str xml_raw_tag_name(str tag);

// How many raw bytes make up the unit at raw[at] of text (or of an attribute's value): a character, a
// reference, a line end, a comment. *decoded is the number of bytes it decodes to. *cdata keeps whether
// the walk is in a CDATA section; false to begin with.
size_t xml_raw_unit(str raw, size_t at, bool attribute, bool *cdata, size_t *decoded);

#endif
