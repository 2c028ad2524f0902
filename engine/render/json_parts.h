// SPDX-License-Identifier: MIT
// What the JSON outputs about therapists have in common.
#ifndef ATTUNE_RENDER_JSON_PARTS_H
#define ATTUNE_RENDER_JSON_PARTS_H

#include "document/json.h"
#include "explain/report.h"

// Micro-points as a number of points, exact.
void report_key_points(json_writer *w, const char *key, int64_t micro);
// Optional members are left out where they are empty.
void report_key_text(json_writer *w, const char *key, str text);
// What made the result: the members that every JSON output starts with.
void report_write_origin(json_writer *w, const report *r);
// Members of the open object: who it is, the place, the score and how sure it is.
void report_write_standing(json_writer *w, const explanation *e);

#endif
