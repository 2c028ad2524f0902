// SPDX-License-Identifier: MIT
// Renderers of what would lift a score (explain/target.h), within a report; nothing where none was asked for.
#ifndef ATTUNE_RENDER_TARGET_H
#define ATTUNE_RENDER_TARGET_H

#include "explain/target.h"
#include "render/json_parts.h"
#include "render/page.h"

// What to ask about a criterion that is not known: its question, or a field's; empty where there is none, and
// its title has to do.
str target_question(const criterion_explanation *c);
// How it is now, of either; empty where that is no more than the title.
str target_now(const flag_explanation *f, const criterion_explanation *c);

void text_target(page *p, const report *r);
void json_target(json_writer *w, const report *r); // the member "target"

#endif
