// SPDX-License-Identifier: MIT
// See words.h.
#include "render/words.h"

#include "base/language.h"
#include "render/html.h"
#include "render/words.def.h"

#include <stdarg.h>
#include <string.h>

static const char *const entries[][FRAME_LANGUAGES] = {
#define ENTRY(english, german) {english, german},
    FRAME_WORDS(ENTRY)
#undef ENTRY
};
enum { ENTRIES = sizeof entries / sizeof *entries };

static const char *const tags[FRAME_LANGUAGES] = {"en", "de"};

frame_language frame_language_of(str tag)
{
    for (int l = FRAME_ENGLISH; l < FRAME_LANGUAGES; l++)
        if (language_serves(str_from(tags[l]), tag))
            return (frame_language)l;
    return FRAME_ENGLISH;
}

const char *frame_language_tag(frame_language l)
{
    return tags[l];
}

const char *frame_entry(size_t i, frame_language l)
{
    return i < ENTRIES ? entries[i][l] : NULL;
}

const char *frame_say(frame_language l, const char *english)
{
    for (size_t i = 0; l != FRAME_ENGLISH && i < ENTRIES; i++)
        if (strcmp(entries[i][FRAME_ENGLISH], english) == 0)
            return entries[i][l];
    return english;
}

str frame_words(frame_language l, str english)
{
    for (size_t i = 0; l != FRAME_ENGLISH && i < ENTRIES; i++)
        if (str_equals(english, entries[i][FRAME_ENGLISH]))
            return str_from(entries[i][l]);
    return english;
}

str frame_reason(arena *a, frame_language l, str because)
{
    static const char against[] = "said against it: ";
    if (l == FRAME_ENGLISH)
        return because;
    builder out = builder_new(a);
    if (str_starts(because, str_from(against))) {
        builder_adds(&out, frame_say(l, against));
        because = str_slice(because, sizeof against - 1, because.length);
    }
    size_t cue = str_find(because, STR(" “"), 0);
    builder_add(&out, frame_words(l, str_slice(because, 0, cue)));
    if (cue != SIZE_MAX) // the closing mark is in German what the opening one is in English
        builder_addf(&out, " „%.*s“", STR_ARGS(str_slice(because, cue + 4, because.length - 3)));
    return builder_str(&out);
}

// ---- markup

// A text between tags, or of an aria-label: blanks around it stay.
static void say_run(builder *out, frame_language l, str run)
{
    str words = str_trim(run);
    if (words.length == 0) {
        builder_add(out, run);
        return;
    }
    size_t before = (size_t)(words.data - run.data);
    builder_add(out, str_slice(run, 0, before));
    builder_add(out, frame_words(l, words));
    builder_add(out, str_slice(run, before + words.length, run.length));
}

// The end of the tag that starts at from.
static size_t end_of_tag(str markup, size_t from)
{
    size_t end = str_find(markup, STR(">"), from);
    return end == SIZE_MAX ? markup.length : end + 1;
}

static void say_tag(builder *out, frame_language l, str tag)
{
    static const char label[] = "aria-label=\"";
    size_t at = str_find(tag, str_from(label), 0);
    size_t from = at == SIZE_MAX ? at : at + sizeof label - 1;
    size_t to = at == SIZE_MAX ? at : str_find(tag, STR("\""), from);
    if (to == SIZE_MAX) {
        builder_add(out, tag);
        return;
    }
    builder_add(out, str_slice(tag, 0, from));
    say_run(out, l, str_slice(tag, from, to));
    builder_add(out, str_slice(tag, to, tag.length));
}

static str translated(builder *out, frame_language l, str markup)
{
    if (l == FRAME_ENGLISH)
        return markup;
    builder said = builder_new(out->arena);
    for (size_t at = 0; at < markup.length;) {
        size_t open = str_find(markup, STR("<"), at);
        open = open == SIZE_MAX ? markup.length : open;
        say_run(&said, l, str_slice(markup, at, open));
        at = open < markup.length ? end_of_tag(markup, open) : open;
        say_tag(&said, l, str_slice(markup, open, at));
    }
    return builder_str(&said);
}

// Whether a place in the markup stands within a tag.
static bool in_tag(str markup, size_t at)
{
    while (at-- > 0)
        if (markup.data[at] == '<' || markup.data[at] == '>')
            return markup.data[at] == '<';
    return false;
}

void frame_markup(builder *out, frame_language l, const char *markup, ...)
{
    str text = translated(out, l, str_from(markup));
    va_list arguments;
    va_start(arguments, markup);
    for (size_t at = 0; at < text.length;) {
        size_t end = str_find(text, STR("%"), at);
        builder_add(out, str_slice(text, at, end));
        if (end == SIZE_MAX || end + 1 >= text.length)
            break;
        char kind = text.data[end + 1];
        if (kind == 's') {
            const char *words = va_arg(arguments, const char *);
            html_text(out, in_tag(text, end) ? str_from(words) : frame_words(l, str_from(words)));
        } else if (kind == 't') {
            html_text(out, va_arg(arguments, str));
        } else if (kind == 'm') {
            str inner = str_from(va_arg(arguments, const char *));
            builder_add(out, in_tag(text, end) ? inner : translated(out, l, inner));
        } else if (kind == 'u') {
            builder_addf(out, "%u", va_arg(arguments, unsigned));
        } else {
            builder_addc(out, '%');
        }
        at = end + 2;
    }
    va_end(arguments);
}
