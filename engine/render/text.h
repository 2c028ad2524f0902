// SPDX-License-Identifier: MIT
// The text renderers' parts, shared between a ranking and one explanation.
#ifndef ATTUNE_RENDER_TEXT_H
#define ATTUNE_RENDER_TEXT_H

#include "render/page.h"

// The other formats; json.c, csv.c, report_html.c.
void render_json(const report *r, builder *out);
void render_ndjson(const report *r, builder *out);
void render_csv(const report *r, builder *out);
void render_html_report(const report *r, builder *out);

void text_ranking(page *p, const report *r);     // rank_text.c
void text_explanation(page *p, const report *r); // explain_text.c

// Title, rule set, client, day, and urgent advice ahead of everything.
void text_header(page *p, const report *r, arena *a);
// How the 100 points are shared for this client, with the reasons.
void text_shares(page *p, const client_explanation *c);
// The client's fields that conditions asked for and found empty.
void text_client_missing(page *p, const client_explanation *c);
// "Name (id)", or the id alone.
str text_who(const explanation *e, arena *a);
// Advice for the client that is not urgent.
void text_client_advice(page *p, const client_explanation *c);
// The first counting quote's sentence within quotation marks, unless said holds its words already.
void text_quote_unless_said(page *p, unsigned indent, str said, const quote *quotes, size_t count, arena *a);
str text_message(str message, str title, str id); // the message, or else the title, or else the id
str text_label(str title, str id);
str text_message_plain(const message *m); // of one that is words alone; else empty

#endif
