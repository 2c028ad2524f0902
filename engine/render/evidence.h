// SPDX-License-Identifier: MIT
// What signals texts carry, for a reader and for programs: the texts with every match marked in place, a
// table of how each was judged, and what follows for each signal. Lays out what the record holds; decides
// nothing.
#ifndef ATTUNE_RENDER_EVIDENCE_H
#define ATTUNE_RENDER_EVIDENCE_H

#include "render/render.h"

typedef struct evidence_record {
    const ruleset *rules;
    str id, name;            // of the therapist; both empty for a text that is in no profile
    const text_value *texts; // of a text that is in no profile the field is NAME_MISSING
    size_t text_count;
    const text_match *matches; // in the order of the texts; of one text, by start and signal
    size_t match_count;
    const signal_state *states; // one for each signal
    const text_limit *limits;   // searches that were given up
    size_t limit_count;
} evidence_record;

// whole: all of each text, not only the sentences with matches and those beside them.
void evidence_render_text(const evidence_record *e, const render_style *style, bool whole, builder *out);
// docs/evidence.schema.json describes both.
void evidence_render_json(const evidence_record *e, builder *out);
void evidence_render_ndjson(const evidence_record *e, builder *out);

// The number of the text that the match is in; from: a text not behind it, to start looking at.
size_t evidence_text_of(const evidence_record *e, const text_match *m, size_t from);

// Where the words that decided stand in the match's text; false where there are none.
bool evidence_cue(str text, const text_match *m, size_t *start, size_t *end);

// A way through a text; starts out as {0, 1, 1}. Lines and columns are counted from 1, columns in code
// points.
typedef struct text_cursor {
    size_t offset, line, column;
} text_cursor;
void evidence_move_to(text_cursor *c, str text, size_t offset); // only onwards

#endif
