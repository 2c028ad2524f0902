// SPDX-License-Identifier: MIT
// Evidence for a reader: the texts with marks, the table of matches, the signals. See evidence.h.
#include "render/marks.h"
#include "render/text.h"

enum { NOTES_NAMED = 5 };

typedef struct evidence_page {
    page page;
    const evidence_record *e;
    note_list notes;
    size_t *first_note; // [text], and one more: the index of its first note
    bool whole;
} evidence_page;

static bool is_profile(const evidence_page *v)
{
    return v->e->id.length > 0;
}

// ---- the texts

// "statement", or "answers 2" for an item of a list.
static str text_heading(const evidence_page *v, size_t text)
{
    const text_value *value = &v->e->texts[text];
    const field *f = &v->e->rules->therapist.fields[value->field];
    if (f->list)
        return str_printf(v->page.out->arena, "%.*s %u", STR_ARGS(f->name), value->item + 1);
    return f->name;
}

static void find_notes(evidence_page *v)
{
    const evidence_record *e = v->e;
    arena *a = v->page.out->arena;
    v->first_note = ARENA_ARRAY(a, size_t, e->text_count + 1);
    size_t at = 0;
    for (size_t t = 0; t < e->text_count; t++) {
        size_t end = at;
        while (end < e->match_count && e->matches[end].field == e->texts[t].field &&
               e->matches[end].item == e->texts[t].item)
            end++;
        v->first_note[t] = v->notes.items.count;
        notes_add(a, e, &e->matches[at], end - at, &v->notes);
        at = end;
    }
    v->first_note[e->text_count] = v->notes.items.count;
}

static void write_texts(evidence_page *v)
{
    builder without = builder_new(v->page.out->arena);
    for (size_t t = 0; t < v->e->text_count; t++) {
        size_t first = v->first_note[t], count = v->first_note[t + 1] - first;
        if (count == 0 && !v->whole) {
            if (is_profile(v))
                builder_addf(&without, "%s%.*s", without.length ? ", " : "", STR_ARGS(text_heading(v, t)));
            continue;
        }
        if (is_profile(v))
            page_heading(&v->page, str_terminated(v->page.out->arena, text_heading(v, t)));
        marks_set(&v->page, 2, v->e->texts[t].text, count ? &v->notes.items.items[first] : NULL, count,
                  v->whole);
    }
    if (v->notes.items.count) {
        page_blank(&v->page);
        marks_legend(&v->page, 2);
    }
    if (without.length)
        page_entry(&v->page, 2, "no match in: ", INK_DIM, builder_str(&without), NULL);
}

// ---- the matches

// What departs from said by the author as a fact.
static str judged(arena *a, const text_match *m)
{
    builder out = builder_new(a);
    builder_adds(&out, polarity_name(m->polarity));
    if (m->holder != HOLDER_AUTHOR)
        builder_addf(&out, ", %s", holder_name(m->holder));
    if (m->mood != MOOD_FACT)
        builder_addf(&out, ", %s", mood_name(m->mood));
    return builder_str(&out);
}

// In few words where it counts, as most do.
static str why(arena *a, const text_match *m)
{
    return m->reason == REASON_COUNTS ? STR("said by the author") : text_match_because(a, m);
}

static bool has_lines(str text)
{
    return str_contains(str_trim(text), STR("\n"));
}

// Where each note is: the field of a profile, or line and column; nothing where one field, or a text of one
// line, holds all.
static str *places(const evidence_page *v)
{
    arena *a = v->page.out->arena;
    size_t texts = 0;
    str *out = ARENA_ARRAY(a, str, v->notes.items.count);
    for (size_t t = 0; t < v->e->text_count; t++)
        texts += v->first_note[t + 1] > v->first_note[t];
    for (size_t t = 0; t < v->e->text_count; t++) {
        str text = v->e->texts[t].text;
        text_cursor cursor = {0, 1, 1};
        for (size_t i = v->first_note[t]; i < v->first_note[t + 1]; i++) {
            if (is_profile(v) && texts > 1) {
                out[i] = text_heading(v, t);
            } else if (!is_profile(v) && has_lines(text)) {
                evidence_move_to(&cursor, text, v->notes.items.items[i].start);
                out[i] = str_printf(a, "%zu:%zu", cursor.line, cursor.column);
            }
        }
    }
    return out;
}

static void write_notes(evidence_page *v)
{
    enum { NUMBER, SIGNAL, PLACE, COUNTS, JUDGED, WHY, COLUMNS };
    const char *const headings[COLUMNS] = {"", "Signal", "Where", "Counts", "Judged", "Why"};
    arena *a = v->page.out->arena;
    size_t count = v->notes.items.count;
    const str *where = places(v);
    table_cell *cells = ARENA_ARRAY(a, table_cell, count * COLUMNS);
    for (size_t i = 0; i < count; i++) {
        const note *n = &v->notes.items.items[i];
        bool counts = n->match->counts;
        table_cell *row = &cells[i * COLUMNS];
        row[NUMBER] = (table_cell){note_sign(a, n), counts ? INK_GOOD : INK_DIM};
        row[SIGNAL] = (table_cell){v->e->rules->signals[n->match->signal].name, INK_PLAIN};
        row[PLACE] = (table_cell){where[i], INK_PLAIN};
        row[COUNTS] = (table_cell){counts ? STR("yes") : STR("no"), counts ? INK_GOOD : INK_PLAIN};
        row[JUDGED] = (table_cell){judged(a, n->match), INK_PLAIN};
        row[WHY] = (table_cell){why(a, n->match), INK_PLAIN};
    }
    page_heading(&v->page, "Matches");
    page_table(&v->page, &(table_layout){2, headings, COLUMNS}, cells, count);
}

// ---- the signals

static bool gave_up(const evidence_page *v, uint32_t signal)
{
    for (size_t i = 0; i < v->e->limit_count; i++)
        if (v->e->limits[i].signal == signal)
            return true;
    return false;
}

// The first notes that made the signal what it is: "+1, +4"; where it is unknown, those that were found.
static str decided_by(const evidence_page *v, uint32_t signal)
{
    builder out = builder_new(v->page.out->arena);
    signal_state state = v->e->states[signal];
    size_t count = 0;
    for (size_t i = 0; i < v->notes.items.count; i++) {
        const note *n = &v->notes.items.items[i];
        if (n->match->signal != signal || (state == SIGNAL_TRUE && !n->match->counts) ||
            (state == SIGNAL_FALSE && !n->denies))
            continue;
        if (++count <= NOTES_NAMED)
            builder_addf(&out, "%s%.*s", out.length ? ", " : "", STR_ARGS(note_sign(out.arena, n)));
    }
    if (count > NOTES_NAMED)
        builder_addf(&out, " and %zu more", count - NOTES_NAMED);
    if (state == SIGNAL_UNKNOWN && gave_up(v, signal))
        builder_addf(&out, "%sa search was given up", out.length ? "; " : "");
    return out.length ? builder_str(&out) : STR("no match");
}

static bool has_findings(const evidence_page *v, uint32_t signal)
{
    for (size_t i = 0; i < v->notes.items.count; i++)
        if (v->notes.items.items[i].match->signal == signal)
            return true;
    return gave_up(v, signal);
}

static void write_signals(evidence_page *v)
{
    enum { SIGNAL, STATE, FROM, TITLE, COLUMNS };
    const char *const headings[COLUMNS] = {"Signal", "Holds", "From", "About"};
    static const char *const states[] = {"unknown", "false", "true"};
    static const ink inks[] = {INK_DIM, INK_PLAIN, INK_GOOD};
    const ruleset *r = v->e->rules;
    arena *a = v->page.out->arena;
    table_cell *cells = ARENA_ARRAY(a, table_cell, r->signal_count * COLUMNS);
    size_t rows = 0;
    for (uint32_t i = 0; i < r->signal_count; i++) {
        signal_state state = v->e->states[i];
        if (state == SIGNAL_UNKNOWN && !has_findings(v, i))
            continue;
        table_cell *row = &cells[rows++ * COLUMNS];
        row[SIGNAL] = (table_cell){r->signals[i].name, INK_PLAIN};
        row[STATE] = (table_cell){str_from(states[state]), inks[state]};
        row[FROM] = (table_cell){decided_by(v, i), INK_PLAIN};
        row[TITLE] = (table_cell){text_message_plain(&r->signals[i].title), INK_PLAIN};
    }
    page_heading(&v->page, "Signals");
    if (rows)
        page_table(&v->page, &(table_layout){2, headings, COLUMNS}, cells, rows);
    if (rows < r->signal_count)
        page_line(&v->page, INK_DIM, rows ? "  All others: unknown." : "  All unknown.");
}

static const char *nothing_found(const evidence_record *e)
{
    if (e->rules->signal_count == 0)
        return "The rule set has no signals.";
    return e->text_count ? "No signal matches." : "The profile holds no text.";
}

void evidence_render_text(const evidence_record *e, const render_style *style, bool whole, builder *out)
{
    evidence_page v = {.page = page_new(out, style), .e = e, .whole = whole};
    find_notes(&v);
    if (is_profile(&v)) {
        str name = e->name.length ? str_printf(out->arena, "%.*s (%.*s)", STR_ARGS(e->name), STR_ARGS(e->id))
                                  : e->id;
        page_entry(&v.page, 0, NULL, INK_PLAIN, name, NULL);
    }
    write_texts(&v);
    if (v.notes.items.count)
        write_notes(&v);
    else
        page_line(&v.page, INK_PLAIN, "%s", nothing_found(e));
    if (e->rules->signal_count)
        write_signals(&v);
}
