// SPDX-License-Identifier: MIT
// Marks in a text: see marks.h. Marks nest; such as would cross are made one. In colour they are inks, else
// brackets; either way the notes' numbers stand behind them.
#include "render/marks.h"

#include "base/ascii.h"

#include <stdlib.h>

enum {
    LONGEST_CUE = 120,       // bytes; a longer one, such as a whole quotation, is not marked
    LONGEST_NEIGHBOUR = 240, // bytes shown of the sentence before and behind
    LEAST_LEFT_OUT = 160     // bytes; less is shown rather than left out
};

typedef struct stretch {
    size_t start, end;
} stretch;

typedef struct mark {
    stretch span;
    bool cue;
    bool gone; // became part of another
    VEC(const note *) notes;
} mark;

typedef struct mark_list {
    VEC(mark) items;
} mark_list;

typedef struct stretch_list {
    VEC(stretch) items;
} stretch_list;

// ---- notes

static bool alike(const note *n, const text_match *m)
{
    return n->match->reason == m->reason && n->match->cue.data == m->cue.data &&
           n->match->cue.length == m->cue.length && n->end > m->start;
}

void notes_add(arena *a, const evidence_record *e, const text_match *matches, size_t count, note_list *notes)
{
    size_t *last = ARENA_ARRAY(a, size_t, e->rules->signal_count); // [signal]: its last note's number here
    for (size_t i = 0; i < count; i++) {
        const text_match *m = &matches[i];
        note *n = last[m->signal] ? &notes->items.items[last[m->signal] - 1] : NULL;
        if (n && alike(n, m)) {
            n->end = m->end > n->end ? m->end : n->end;
            n->sentence_end = m->sentence_end > n->sentence_end ? m->sentence_end : n->sentence_end;
            n->denies = n->denies || m->denies;
            continue;
        }
        n = ARENA_PUSH(a, &notes->items);
        *n = (note){notes->items.count, m, m->start, m->end, m->sentence_start, m->sentence_end, m->denies};
        last[m->signal] = n->number;
    }
}

str note_sign(arena *a, const note *n)
{
    return str_printf(a, "%c%zu", n->match->counts ? '+' : '-', n->number);
}

// ---- marks

static stretch trimmed(str text, size_t start, size_t end)
{
    while (start < end && ascii_is_blank(text.data[start]))
        start++;
    while (end > start && ascii_is_blank(text.data[end - 1]))
        end--;
    return (stretch){start, end};
}

// A trigger may start with the comma ahead of its words.
static bool is_stop(char c)
{
    return c == ',' || c == ';' || c == ':' || c == '.';
}

static void add_mark(arena *a, str text, const note *n, stretch span, bool cue, mark_list *marks)
{
    while (cue && span.start < span.end && is_stop(text.data[span.start]))
        span.start++;
    span = trimmed(text, span.start, span.end);
    if (span.start == span.end)
        return;
    mark *m = ARENA_PUSH(a, &marks->items);
    m->span = span;
    m->cue = cue;
    *ARENA_PUSH(a, &m->notes) = n;
}

static bool cue_of(str text, const note *n, stretch *out)
{
    return evidence_cue(text, n->match, &out->start, &out->end) && out->end - out->start <= LONGEST_CUE;
}

// Outer ones first; where two are the same stretch, matches ahead of cues.
static int compare_marks(const void *left, const void *right)
{
    const mark *a = left, *b = right;
    if (a->span.start != b->span.start)
        return a->span.start < b->span.start ? -1 : 1;
    if (a->span.end != b->span.end)
        return a->span.end > b->span.end ? -1 : 1;
    if (a->cue != b->cue)
        return a->cue ? 1 : -1;
    size_t first = a->notes.items[0]->number, second = b->notes.items[0]->number;
    return (first > second) - (first < second);
}

// The mark becomes part of the other.
static void absorb(arena *a, mark *into, mark *m)
{
    if (m->span.end > into->span.end)
        into->span.end = m->span.end;
    into->cue = into->cue && m->cue;
    for (size_t i = 0; i < m->notes.count; i++)
        *ARENA_PUSH(a, &into->notes) = m->notes.items[i];
    m->gone = true;
}

// Makes one of marks that are the same stretch or cross; those left nest.
static void nest(arena *a, mark_list *marks)
{
    VEC(mark *) open = {0};
    for (size_t i = 0; i < marks->items.count; i++) {
        mark *m = &marks->items.items[i];
        while (open.count && open.items[open.count - 1]->span.end <= m->span.start)
            open.count--;
        *ARENA_PUSH(a, &open) = m;
        while (open.count > 1) {
            mark *outer = open.items[open.count - 2], *inner = open.items[open.count - 1];
            bool same = outer->span.start == inner->span.start && outer->span.end == inner->span.end;
            if (!same && inner->span.end <= outer->span.end)
                break;
            absorb(a, outer, inner);
            open.count--;
        }
    }
}

static int compare_numbers(const void *left, const void *right)
{
    const note *a = *(const note *const *)left, *b = *(const note *const *)right;
    return (a->number > b->number) - (a->number < b->number);
}

static mark_list marks_of(arena *a, str text, const note *notes, size_t count)
{
    mark_list marks = {0}, kept = {0};
    for (size_t i = 0; i < count; i++) {
        stretch cue;
        add_mark(a, text, &notes[i], (stretch){notes[i].start, notes[i].end}, false, &marks);
        if (cue_of(text, &notes[i], &cue))
            add_mark(a, text, &notes[i], cue, true, &marks);
    }
    if (marks.items.count > 1)
        qsort(marks.items.items, marks.items.count, sizeof(mark), compare_marks);
    nest(a, &marks);
    for (size_t i = 0; i < marks.items.count; i++) {
        mark *m = &marks.items.items[i];
        if (m->gone)
            continue;
        qsort(m->notes.items, m->notes.count, sizeof *m->notes.items, compare_numbers);
        *ARENA_PUSH(a, &kept.items) = *m;
    }
    return kept;
}

// ---- what is shown of the text

// Where a sentence seems to end before `at`; a reader of extracts needs no more than that.
static bool ends_before(str text, size_t at)
{
    if (at == 0 || !ascii_is_blank(text.data[at]))
        return false;
    char before = text.data[at - 1];
    if (text.data[at] == '\n' && at + 1 < text.length && text.data[at + 1] == '\n')
        return true;
    bool abbreviated = at > 3 && (ascii_is_blank(text.data[at - 3]) || ascii_is_blank(text.data[at - 4]));
    return before == '!' || before == '?' || (before == '.' && !abbreviated);
}

static bool is_inside_character(str text, size_t at)
{
    return at < text.length && ((unsigned char)text.data[at] & 0xC0) == 0x80;
}

static stretch with_neighbours(str text, stretch s)
{
    size_t from = s.start, to = s.end;
    size_t least = from > LONGEST_NEIGHBOUR ? from - LONGEST_NEIGHBOUR : 0;
    size_t most = text.length - to > LONGEST_NEIGHBOUR ? to + LONGEST_NEIGHBOUR : text.length;
    while (from > 0 && ascii_is_blank(text.data[from - 1]))
        from--;
    while (from > least && !ends_before(text, from - 1))
        from--;
    while (from > 0 && from < s.start && !ascii_is_blank(text.data[from - 1]))
        from++;
    while (to < text.length && ascii_is_blank(text.data[to]))
        to++;
    while (to < most && !ends_before(text, to))
        to++;
    while (to < text.length && to > s.end && !ascii_is_blank(text.data[to]))
        to--;
    while (is_inside_character(text, from))
        from--;
    while (is_inside_character(text, to))
        to++;
    return (stretch){from, to};
}

static int compare_stretches(const void *left, const void *right)
{
    const stretch *a = left, *b = right;
    return (a->start > b->start) - (a->start < b->start);
}

// The stretches that are shown, in order and apart.
static stretch_list extracts(arena *a, str text, const note *notes, size_t count)
{
    stretch_list all = {0}, joined = {0};
    for (size_t i = 0; i < count; i++) {
        stretch s = {notes[i].start, notes[i].end}, cue;
        if (notes[i].sentence_start < s.start)
            s.start = notes[i].sentence_start;
        if (notes[i].sentence_end > s.end)
            s.end = notes[i].sentence_end;
        if (cue_of(text, &notes[i], &cue)) {
            s.start = cue.start < s.start ? cue.start : s.start;
            s.end = cue.end > s.end ? cue.end : s.end;
        }
        *ARENA_PUSH(a, &all.items) = with_neighbours(text, s);
    }
    if (all.items.count > 1)
        qsort(all.items.items, all.items.count, sizeof(stretch), compare_stretches);
    for (size_t i = 0; i < all.items.count; i++) {
        stretch s = all.items.items[i];
        stretch *last = joined.items.count ? &joined.items.items[joined.items.count - 1] : NULL;
        if (last && s.start < last->end + LEAST_LEFT_OUT)
            last->end = s.end > last->end ? s.end : last->end;
        else
            *ARENA_PUSH(a, &joined.items) = s;
    }
    if (joined.items.count && joined.items.items[0].start < LEAST_LEFT_OUT)
        joined.items.items[0].start = 0;
    if (joined.items.count && text.length - joined.items.items[joined.items.count - 1].end < LEAST_LEFT_OUT)
        joined.items.items[joined.items.count - 1].end = text.length;
    return joined;
}

// ---- setting

static ink ink_of(const mark *m)
{
    if (m->cue)
        return INK_CUE;
    for (size_t i = 0; i < m->notes.count; i++)
        if (m->notes.items[i]->match->counts)
            return INK_COUNTED;
    return INK_DISCOUNTED;
}

// "⁻¹⁺²", or "(-1,+2)" in ASCII.
static str label(arena *a, const mark *m, bool ascii)
{
    static const char *const digits[] = {"⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"};
    builder out = builder_new(a);
    for (size_t i = 0; i < m->notes.count; i++) {
        if (i && m->notes.items[i] == m->notes.items[i - 1])
            continue; // its match and its cue became one mark
        str plain = note_sign(a, m->notes.items[i]);
        if (ascii)
            builder_addf(&out, "%s%.*s", i ? "," : "(", STR_ARGS(plain));
        for (size_t k = 0; !ascii && k < plain.length; k++)
            builder_adds(&out, plain.data[k] == '+'   ? "⁺"
                               : plain.data[k] == '-' ? "⁻"
                                                      : digits[plain.data[k] - '0']);
    }
    builder_adds(&out, ascii ? ")" : "");
    return builder_str(&out);
}

typedef struct setting {
    flow flow;
    str text;
    const mark_list *marks;
    size_t next; // the mark to be opened next
    VEC(const mark *) open;
} setting;

static void bracket(setting *s, const mark *m, const char *match, const char *cue)
{
    if (!s->flow.page->style.color)
        flow_glue(&s->flow, str_from(m->cue ? cue : match), INK_PLAIN);
}

static void close_mark(arena *a, setting *s)
{
    const mark *m = s->open.items[--s->open.count];
    bracket(s, m, "]", "}");
    flow_glue(&s->flow, label(a, m, s->flow.page->style.ascii), INK_DIM);
}

// Sets one stretch; no mark crosses its ends.
static void set_stretch(arena *a, setting *s, stretch part)
{
    size_t at = part.start;
    while (at < part.end || s->open.count) {
        const mark *inner = s->open.count ? s->open.items[s->open.count - 1] : NULL;
        const mark *next = s->next < s->marks->items.count ? &s->marks->items.items[s->next] : NULL;
        size_t end = inner && inner->span.end < part.end ? inner->span.end : part.end;
        if (next && next->span.start < end)
            end = next->span.start > at ? next->span.start : at;
        flow_text(&s->flow, str_slice(s->text, at, end), inner ? ink_of(inner) : INK_PLAIN);
        at = end;
        if (inner && (at >= inner->span.end || at >= part.end)) {
            close_mark(a, s);
        } else if (next && next->span.start <= at && at < part.end) {
            bracket(s, next, "[", "{");
            *ARENA_PUSH(a, &s->open) = next;
            s->next++;
        }
    }
}

// The sign for what is left out, on a line of its own where lines were.
static void set_gap(setting *s, size_t from, size_t to)
{
    str between = str_slice(s->text, from, to);
    bool lines = str_contains(between, STR("\n"));
    flow_text(&s->flow, lines ? STR("\n") : STR(" "), INK_PLAIN);
    flow_glue(&s->flow, s->flow.page->style.ascii ? STR("...") : STR("…"), INK_DIM);
    flow_text(&s->flow, lines ? STR("\n") : STR(" "), INK_PLAIN);
}

void marks_set(page *p, unsigned indent, str text, const note *notes, size_t count, bool whole)
{
    arena *a = p->out->arena;
    mark_list marks = marks_of(a, text, notes, count);
    stretch_list parts = {0};
    if (whole)
        *ARENA_PUSH(a, &parts.items) = (stretch){0, text.length};
    else
        parts = extracts(a, text, notes, count);
    setting s = {.flow = flow_start(p, indent), .text = text, .marks = &marks};
    size_t shown = 0;
    for (size_t i = 0; i < parts.items.count; i++) {
        if (parts.items.items[i].start > shown)
            set_gap(&s, shown, parts.items.items[i].start);
        set_stretch(a, &s, parts.items.items[i]);
        shown = parts.items.items[i].end;
    }
    if (shown < text.length)
        set_gap(&s, shown, text.length);
    flow_end(&s.flow);
}

void marks_legend(page *p, unsigned indent)
{
    bool color = p->style.color, ascii = p->style.ascii;
    flow f = flow_start(p, indent);
    flow_text(&f, color ? STR("counts") : STR("[counts]"), color ? INK_COUNTED : INK_DIM);
    flow_glue(&f, ascii ? STR("(+)") : STR("⁺"), INK_DIM);
    flow_text(&f, STR(" "), INK_DIM);
    flow_text(&f, color ? STR("does not count") : STR("[does not count]"), color ? INK_DISCOUNTED : INK_DIM);
    flow_glue(&f, ascii ? STR("(-)") : STR("⁻"), INK_DIM);
    flow_text(&f, STR(" "), INK_DIM);
    flow_text(&f, color ? STR("decides") : STR("{decides}"), color ? INK_CUE : INK_DIM);
    flow_end(&f);
}
