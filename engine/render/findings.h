// SPDX-License-Identifier: MIT
// What attune check found, for machines: one line each, JSON (docs/check.schema.json), SARIF 2.1.0. Decides
// nothing; the pretty form is diagnostic_print() of base/diagnostics.h.
#ifndef ATTUNE_RENDER_FINDINGS_H
#define ATTUNE_RENDER_FINDINGS_H

#include "base/diagnostics.h"

typedef struct finding {
    diagnostic item;   // with the severity that the options gave it
    str path;          // the file it is about where the item has no place
    bool suppressed;   // by a comment in the file; SARIF shows these, too
    str justification; // the reason that the comment gives
} finding;

typedef struct finding_list {
    const finding *items;
    size_t count;
} finding_list;

str finding_file(const finding *f); // that it is about

void findings_write_compact(finding_list findings, builder *out);
void findings_write_json(finding_list findings, builder *out);
void findings_write_sarif(finding_list findings, const char *version,
                          builder *out); // version: of the program

#endif
