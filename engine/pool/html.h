// SPDX-License-Identifier: MIT
// Plain text out of HTML that found its way into other people's columns. Private to pool/.
#ifndef ATTUNE_POOL_HTML_H
#define ATTUNE_POOL_HTML_H

#include "base/str.h"

// Without tags, comments, scripts and styles; those that begin or end a block become a line end, others
// nothing. A "<" that begins no tag stays.
str html_strip_tags(arena *a, str text);

// Entities become their characters, a non-breaking space a space; what is no known entity stays.
str html_decode_entities(arena *a, str text);

#endif
