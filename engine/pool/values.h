// SPDX-License-Identifier: MIT
// The one path from what a document holds to typed values: readers of all formats and the import fill
// profiles through it, so that the same profile comes out whatever it was written in. Private to pool/.
#ifndef ATTUNE_POOL_VALUES_H
#define ATTUNE_POOL_VALUES_H

#include "pool/profile.h"

// A value as it stands in a document, with the way back to its bytes there.
typedef struct raw_text {
    str text;    // decoded
    place where; // the whole stretch
    bool exact;  // the stretch without its first lead bytes starts with the text's own bytes
    uint64_t lead;
    const xml_node *node;           // where the text is that of an XML text node, else NULL
    const xml_attribute *attribute; // where it is an attribute's value, else NULL
} raw_text;

raw_text raw_from(str text, place where);            // only the whole stretch is known
raw_text raw_from_xml_text(const xml_node *text);    // a text node
raw_text raw_from_attribute(const xml_attribute *a); // an attribute's value
raw_text raw_from_cell(const csv_cell *cell);        // a CSV cell
raw_text raw_from_json(const json_value *v);         // a JSON string or number
raw_text raw_trim(raw_text raw);                     // without white space at its ends
raw_text raw_slice(raw_text raw, size_t from, size_t to);
place raw_place(raw_text raw); // the text's own place, as exact as can be known

// What was given for one field so far.
typedef struct given_value {
    feel_value value;
    uint32_t term; // of a term: its number
    place where;   // of a record with a match: that of the field with the therapist's id
} given_value;

typedef struct field_slot {
    VEC(given_value) items;
    bool given; // also where nothing but emptiness was given
    bool full;  // the limit was reported
} field_slot;

// Fills the fields of a profile, or those of one record in it.
typedef struct field_filler {
    arena *arena; // where values go
    const ruleset *rules;
    diagnostics *diagnostics;
    str owner; // "client", "therapist" or the record's name, for messages
    const field *fields;
    size_t field_count;
    field_slot *slots;
    bool bad; // something was diagnosed
} field_filler;

void filler_start(field_filler *f, arena *a, const ruleset *r, diagnostics *d, str owner, const field *fields,
                  size_t field_count);
void filler_start_side(field_filler *f, arena *a, const ruleset *r, diagnostics *d, const side *s);
void filler_start_record(field_filler *f, const field_filler *owner, const field *record);

// The number of a field; NAME_MISSING after unknown-field.
uint32_t filler_find(field_filler *f, str name, place where);

// A field, or "record.field" of a record that is no list: what one column can fill. False after
// unknown-field.
#define NO_MEMBER UINT32_MAX
typedef struct field_path {
    uint32_t field;
    uint32_t member; // of a record's field; NO_MEMBER for the field itself
} field_path;
bool filler_find_path(field_filler *f, str name, place where, field_path *out);

// Says that the field is given here; false after repeated-field where it was before and holds one value.
// First step of each of the document's mentions of a field; then come its values.
bool filler_mention(field_filler *f, uint32_t number, place where);

void filler_add_text(field_filler *f, uint32_t number, raw_text raw); // empty: nothing known
void filler_add_cell(field_filler *f, uint32_t number, raw_text raw); // as a CSV cell: lists are split at |
void filler_add_record(field_filler *f, uint32_t number, field_filler *record, place where);

// Says that what stands here is no value of the field: "not …" names what was found.
void filler_wrong(field_filler *f, const field *target, place where, const char *found);

// Makes the values, one for each field; null where nothing is known. False where something was diagnosed.
bool filler_finish(field_filler *f, feel_value *values);

// The same for a whole profile: also its id. where: the profile's place.
bool filler_finish_profile(field_filler *f, const side *s, bool id_required, place where, profile *out);

str side_word(const ruleset *r, const side *s); // "client" or "therapist"

// A value cut to what fits into a message.
str shown(arena *a, str text);

#endif
