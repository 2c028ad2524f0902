// SPDX-License-Identifier: MIT
// How the conditions of a rule set are run, as text and as JSON (docs/plan.schema.json).
#ifndef ATTUNE_RENDER_PLAN_H
#define ATTUNE_RENDER_PLAN_H

#include "match/plan_view.h"

void render_plan_text(const ruleset *r, const plan_view *plan, builder *out);
void render_plan_json(const ruleset *r, const plan_view *plan, bool with_client, builder *out);

#endif
