// SPDX-License-Identifier: MIT
// Notes that an XML file holds for the checker: comments that start with "attune", and the stretch each is
// about. Reads the raw bytes; knows nothing of what the notes say.
#ifndef ATTUNE_DOCUMENT_XML_NOTES_H
#define ATTUNE_DOCUMENT_XML_NOTES_H

#include "base/source.h"

typedef struct xml_note {
    place comment; // from "<!--" to "-->"
    place text;    // in it, without white space around
    place covers;  // the next element, from "<" to the end of its end tag; the whole file where the note
                   // stands ahead of the outermost element; length 0 where no element follows in its parent
} xml_note;

typedef struct xml_note_list {
    const xml_note *items;
    size_t count;
} xml_note_list;

// Of a loaded source whose bytes are well-formed; of others, what can be made out. In order of the file.
xml_note_list xml_notes(arena *a, const source *s);

#endif
