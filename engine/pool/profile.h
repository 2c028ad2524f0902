// SPDX-License-Identifier: MIT
// Profiles: what is known of one client or therapist, as typed values; read from XML, JSON or CSV.
#ifndef ATTUNE_POOL_PROFILE_H
#define ATTUNE_POOL_PROFILE_H

#include "document/csv.h"
#include "document/json.h"
#include "document/xml.h"
#include "ruleset/ruleset.h"

// values[i] is field i of the side, null where it is not known; values[0] is the id. Terms are strings with
// the term's id; lists with broader="true" hold the broader terms too, behind the given ones.
typedef struct profile {
    const side *side;
    str id;
    feel_value *values;
    place where;    // the element, object or row
    place id_where; // the id's value; the whole where there is none
} profile;

// Each reads one profile into a; false where it has errors (all are diagnosed). id_required: false for
// profiles inline in tests. The values share nothing with the document.
bool profile_from_xml(arena *a, const ruleset *r, const side *s, const xml_node *n, bool id_required,
                      diagnostics *d, profile *out);
bool profile_from_json(arena *a, const ruleset *r, const side *s, const json_value *v, diagnostics *d,
                       profile *out);

// Which field each column of a CSV file fills: made once from its header.
typedef struct csv_fields csv_fields;
const csv_fields *csv_fields_from_header(arena *a, const ruleset *r, const side *s, const csv_row *header,
                                         diagnostics *d); // NULL on error
bool profile_from_csv(arena *a, const csv_fields *f, const csv_row *row, diagnostics *d, profile *out);

// Fills one field from raw text as the readers do; the value is null where text is empty, and a list is
// written as in a CSV cell (a|b). False after a diagnostic at where.
bool profile_parse_value(arena *a, const ruleset *r, const field *f, str text, place where, diagnostics *d,
                         feel_value *out);

// Reads a client's file (XML or JSON; "-" is standard input): exactly one client. NULL after diagnostics.
const profile *client_read(arena *a, const ruleset *r, const char *path, diagnostics *d);
const profile *client_from_source(arena *a, const ruleset *r, const source *s, diagnostics *d);

// The client's record with match: numbers of its entries by the therapist's id; and the entry for one
// therapist, null where there is none.
name_map client_encounters(arena *a, const ruleset *r, const profile *client);
feel_value client_encounter(const ruleset *r, const profile *client, const name_map *by_therapist,
                            str therapist_id);

// Writes a profile as a <client> or <therapist> element that reads back to the same profile, two spaces per
// level. At level 0 the element is a document of its own and names its namespace.
void profile_write_xml(builder *out, const ruleset *r, const profile *p, unsigned level);

#endif
