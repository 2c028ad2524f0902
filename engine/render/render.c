// SPDX-License-Identifier: MIT
// Which renderer a format is.
#include "render/text.h"

void render_report(const report *r, render_format format, const render_style *style, builder *out)
{
    if (format == RENDER_TEXT) {
        render_style own = *style;
        own.language = frame_language_of(r->ruleset->language);
        page p = page_new(out, &own);
        if (r->single)
            text_explanation(&p, r);
        else
            text_ranking(&p, r);
    } else if (format == RENDER_CSV) {
        render_csv(r, out);
    } else if (format == RENDER_HTML) {
        render_html_report(r, out);
    } else if (format == RENDER_NDJSON) {
        render_ndjson(r, out);
    } else {
        render_json(r, out);
    }
}
