// SPDX-License-Identifier: MIT
// Walks over the tags of a file and keeps count of how deep it is: see xml_notes.h.
#include "document/xml_notes.h"

#include "document/xml_token.h"

#define NO_NOTE SIZE_MAX

typedef struct note_draft {
    xml_note note;
    size_t depth; // of the element that it is about
    size_t outer; // the note that was open when its element began
} note_draft;

typedef struct walk {
    arena *arena;
    const source *source;
    str bytes;
    size_t depth;
    VEC(note_draft) drafts;
    size_t waiting; // the first of the notes at the end whose element has not come yet
    size_t open;    // the innermost note whose element has not ended, or NO_NOTE
} walk;

static void take_comment(walk *w, const xml_token *t)
{
    str text = str_trim(str_slice(w->bytes, t->from + 4, t->to - 3));
    if (str_starts(text, STR("attune")))
        *ARENA_PUSH(w->arena, &w->drafts) = (note_draft){
            .note = {.comment = place_at(w->source, t->from, t->to - t->from),
                     .text = place_at(w->source, (uint64_t)(text.data - w->bytes.data), text.length)},
            .outer = NO_NOTE};
}

static void close_notes(walk *w, size_t end)
{
    while (w->open != NO_NOTE && w->drafts.items[w->open].depth == w->depth) {
        note_draft *draft = &w->drafts.items[w->open];
        draft->note.covers.length = end - draft->note.covers.offset;
        w->open = draft->outer;
    }
}

static void begin_element(walk *w, size_t start)
{
    for (; w->waiting < w->drafts.count; w->waiting++) {
        note_draft *draft = &w->drafts.items[w->waiting];
        draft->note.covers =
            w->depth ? place_at(w->source, start, 0) : place_at(w->source, 0, w->bytes.length);
        if (w->depth == 0)
            continue;
        draft->depth = w->depth;
        draft->outer = w->open;
        w->open = w->waiting;
    }
}

static void take(walk *w, const xml_token *t)
{
    switch (t->kind) {
    case XML_TOKEN_COMMENT:
        take_comment(w, t);
        break;
    case XML_TOKEN_START:
        begin_element(w, t->from);
        w->depth++;
        break;
    case XML_TOKEN_EMPTY:
        begin_element(w, t->from);
        close_notes(w, t->to);
        break;
    case XML_TOKEN_END:
        w->waiting = w->drafts.count; // what waits here waits in vain
        w->depth -= w->depth > 0;
        close_notes(w, t->to);
        break;
    default:
        break;
    }
}

xml_note_list xml_notes(arena *a, const source *s)
{
    walk w = {.arena = a, .source = s, .bytes = s->bytes, .open = NO_NOTE};
    xml_lexer lexer = {0};
    for (xml_token t; xml_token_next(&lexer, s->bytes, 0, &t) && t.to > t.from;)
        take(&w, &t);
    xml_note *notes = ARENA_ARRAY(a, xml_note, w.drafts.count);
    for (size_t i = 0; i < w.drafts.count; i++)
        notes[i] = w.drafts.items[i].note;
    return (xml_note_list){notes, w.drafts.count};
}
