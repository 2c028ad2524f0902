// SPDX-License-Identifier: MIT
// Renderers of what a whole ranking comes to (match/summary.h), within a report.
#ifndef ATTUNE_RENDER_SUMMARY_H
#define ATTUNE_RENDER_SUMMARY_H

#include "document/json.h"
#include "explain/report.h"
#include "render/page.h"

enum { SUMMARY_FROM = 50 }; // rankings of more than so many are shown with a summary

bool summary_is_shown(const report *r);
// The bin that holds the middle one of all ranked (of two, the lower), of whom there is at least one.
size_t summary_middle(const size_t bins[SUMMARY_BINS]);
size_t summary_most(const size_t bins[SUMMARY_BINS]); // in any one bin
str summary_count(arena *a, size_t count);            // "61,234"
// What to call a gate or flag, where it is about nobody in particular.
str summary_title(arena *a, const message *title, str id);

void json_summary(json_writer *w, const report *r); // the member "summary"; nothing where there is none
// How scores are spread; and what excludes how many. Each writes nothing where no summary is shown.
void text_scores(page *p, const report *r);
void text_gates(page *p, const report *r);

#endif
