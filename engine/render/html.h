// SPDX-License-Identifier: MIT
// HTML pages: the frame with its style, and text that cannot be markup. A page is well-formed XML, too, needs
// no script, and asks nothing of anybody: its Content-Security-Policy forbids both.
#ifndef ATTUNE_RENDER_HTML_H
#define ATTUNE_RENDER_HTML_H

#include "base/str.h"

// From the doctype to <body>. On paper all <details> are open, but for those of class "as-seen". style: rules
// of this page alone, behind the common ones, ended by NULL, or NULL for none; not escaped.
void html_begin(builder *out, str title, const char *const *style); // in English
void html_begin_in(builder *out, const char *language, str title, const char *const *style);
void html_end(builder *out);

// Escaped for content and for attributes in double quotes; control characters and those that turn the
// direction of writing show as U+FFFD.
void html_text(builder *out, str text);
// Puts markup together: %s is a terminated string, %t a str, each escaped; %m is terminated markup, as it is;
// %u an unsigned; %% itself. Nothing else.
void html_addf(builder *out, const char *markup, ...);

// The value of an href for an address on the web; false, and nothing added, for anything else.
bool html_web_address(str address);

#endif
