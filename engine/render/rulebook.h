// SPDX-License-Identifier: MIT
// A rule set as a document for people who never see XML: one HTML page.
#ifndef ATTUNE_RENDER_RULEBOOK_H
#define ATTUNE_RENDER_RULEBOOK_H

#include "ruleset/ruleset.h"

void render_rulebook(const ruleset *r, builder *out);

#endif
