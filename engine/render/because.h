// SPDX-License-Identifier: MIT
// Renderers of the values that decided an outcome (explain/because.h); nothing where there are none.
#ifndef ATTUNE_RENDER_BECAUSE_H
#define ATTUNE_RENDER_BECAUSE_H

#include "render/json_parts.h"
#include "render/page.h"
#include "render/report_html.h"

// Where they are found, while one report is written: only of what is shown.
typedef struct because_source because_source;
because_source *because_source_new(arena *a, const report *r);
// e with the values that decided it, until the next call; of a redacted report with those that may be passed
// on.
const explanation *because_shown(because_source *b, const explanation *e);

// One quiet line: "because: therapist.fee = 240 > client.max_fee = 200 (40 USD too much)". Left out where
// said, which stands above it, holds all the values already.
void text_because(page *p, unsigned indent, str said, const decided_list *list);
// Of a therapist who is excluded: by which gates, by how much, and what would have to hold.
void text_exclusion(page *p, const explanation *e);
// The titles of what a loss likely follows from: “a” and “b”; empty where it follows from nothing.
str because_roots(arena *a, frame_language in, const explanation *e, const loss *l);
void json_because(json_writer *w, const decided_list *list); // the members "decided_by" and "needed"
void report_because(const report_page *p, str said, const decided_list *list);
void report_needed(const report_page *p, const decided_list *list); // what would have to hold

#endif
