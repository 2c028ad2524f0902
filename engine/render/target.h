// SPDX-License-Identifier: MIT
// Renderers of what would lift a score (explain/target.h), within a report; nothing where none was asked for.
#ifndef ATTUNE_RENDER_TARGET_H
#define ATTUNE_RENDER_TARGET_H

#include "explain/target.h"
#include "render/json_parts.h"
#include "render/page.h"

void text_target(page *p, const report *r);
void json_target(json_writer *w, const report *r); // the member "target"

#endif
