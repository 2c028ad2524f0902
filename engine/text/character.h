// SPDX-License-Identifier: MIT
// One character of a text as it was meant: entities, tags within a line and damaged quotation marks read as
// what they stand for. Private to this stage.
#ifndef ATTUNE_TEXT_CHARACTER_H
#define ATTUNE_TEXT_CHARACTER_H

#include "base/str.h"

// The character at *at, and *at moved behind it. "&#39;" and "&amp;rsquo;" are apostrophes; "<b>" and
// "</em>", which divide nothing, are a zero-width space; UTF-8 once read as Windows-1252 ("donâ€™t") is
// mended. Other tags and unknown entities are left as they stand.
uint32_t text_character(str text, size_t *at);

#endif
