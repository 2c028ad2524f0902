// SPDX-License-Identifier: MIT
// The frame's own words, such as headings, in other languages. A renderer writes them in English where they
// stand; what it says passes through here, and words.def.h has the other languages. What has no translation
// stays English. The words of rule sets are chosen when these are loaded (ruleset/ruleset.h), not here.
#ifndef ATTUNE_RENDER_WORDS_H
#define ATTUNE_RENDER_WORDS_H

#include "base/str.h"

typedef enum frame_language { FRAME_ENGLISH, FRAME_GERMAN, FRAME_LANGUAGES } frame_language;

frame_language frame_language_of(str tag); // of de, de-AT, …; English for those that there are none of
const char *frame_language_tag(frame_language l); // "en", "de"

// What stands for the English words: as they are where there is nothing else. A format keeps its conversions,
// in their order.
const char *frame_say(frame_language l, const char *english) __attribute__((format_arg(2)));
str frame_words(frame_language l, str english);

// Why a quote counts or does not, as text/signals.h words it: with the words quoted that decided it.
str frame_reason(arena *a, frame_language l, str because);

// html_addf() of markup whose texts are the frame's: what stands between tags, in an aria-label, and the
// terminated strings that are put between tags. What %t puts in is nobody's frame and stays.
void frame_markup(builder *out, frame_language l, const char *markup, ...);

// For tests: the English of entry i, NULL behind the last; and what stands for it.
const char *frame_entry(size_t i, frame_language l);

#endif
