// SPDX-License-Identifier: MIT
// Renderers of a comparison: text, a page of HTML, and JSON by docs/compare.schema.json.
#ifndef ATTUNE_RENDER_COMPARE_H
#define ATTUNE_RENDER_COMPARE_H

#include "explain/compare.h"
#include "render/render.h"

void render_compare_text(const compare_report *r, const render_style *style, builder *out);
void render_compare_json(const compare_report *r, builder *out);
void render_compare_html(const compare_report *r, builder *out);

#endif
