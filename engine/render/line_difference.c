// SPDX-License-Identifier: MIT
// Two versions of a file as a unified diff. Edits take few lines, so what goes on alike is looked for nearby.
#include "render/examples.h"
#include "render/page.h"

enum {
    CONTEXT = 3,
    NEAR = 16,            // lines that are looked at wherever the versions part
    MOST_LOOKS = 20000000 // pairs of lines that are compared farther on, of all such places together
};

// A stretch of lines that differs: of the old ones from…to-1, of the new ones likewise.
typedef struct change {
    size_t old_from, old_to, new_from, new_to;
} change;

typedef VEC(str) line_list; // with their ends

typedef struct differing {
    line_list before, after;
    VEC(change) changes;
    size_t looks;
    bool for_terminal;
    page page;
} differing;

static line_list lines_of(arena *a, str text)
{
    line_list out = {0};
    for (size_t at = 0, end; at < text.length; at = end) {
        size_t newline = str_find(text, STR("\n"), at);
        end = newline == SIZE_MAX ? text.length : newline + 1;
        *ARENA_PUSH(a, &out) = str_slice(text, at, end);
    }
    return out;
}

// ---- what differs

static bool same(const differing *d, size_t x, size_t y)
{
    return x < d->before.count && y < d->after.count && str_equal(d->before.items[x], d->after.items[y]);
}

// The nearest pair of lines from which on both go on alike; where none is found, both go on by a line.
static void resync(differing *d, size_t *x, size_t *y)
{
    size_t rest = d->before.count - *x + d->after.count - *y;
    for (size_t distance = 1; distance <= rest && (distance <= NEAR || d->looks < MOST_LOOKS); distance++)
        for (size_t of_old = 0; of_old <= distance; of_old++, d->looks++)
            if (same(d, *x + of_old, *y + distance - of_old)) {
                *x += of_old;
                *y += distance - of_old;
                return;
            }
    *x += *x < d->before.count;
    *y += *y < d->after.count;
}

static void find_changes(differing *d)
{
    for (size_t x = 0, y = 0; x < d->before.count || y < d->after.count;) {
        if (same(d, x, y)) {
            x++;
            y++;
            continue;
        }
        change *at = d->changes.count ? &d->changes.items[d->changes.count - 1] : NULL;
        if (!at || at->old_to != x || at->new_to != y) {
            at = ARENA_PUSH(d->page.out->arena, &d->changes);
            *at = (change){.old_from = x, .new_from = y};
        }
        resync(d, &x, &y);
        at->old_to = x;
        at->new_to = y;
    }
}

// ---- the diff

static void write_line(differing *d, char sign, str line)
{
    builder *out = d->page.out;
    bool ends = str_ends(line, STR("\n"));
    builder text = builder_new(out->arena);
    builder_addc(&text, sign);
    line = str_slice(line, 0, line.length - ends);
    if (d->for_terminal)
        builder_add_visible(&text, line, false);
    else
        builder_add(&text, line);
    page_ink(&d->page, sign == '-' ? INK_BAD : sign == '+' ? INK_GOOD : INK_PLAIN, builder_str(&text));
    builder_adds(out, ends ? "\n" : "\n\\ No newline at end of file\n");
}

static void write_lines(differing *d, char sign, const line_list *of, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++)
        write_line(d, sign, of->items[i]);
}

// "-12,3"; a hunk without lines names the line ahead of it.
static str range(arena *a, char sign, size_t from, size_t count)
{
    size_t first = count ? from + 1 : from;
    return count == 1 ? str_printf(a, "%c%zu", sign, first) : str_printf(a, "%c%zu,%zu", sign, first, count);
}

// The changes first…last-1, with what stands between and around them.
static void write_hunk(differing *d, size_t first, size_t last)
{
    arena *a = d->page.out->arena;
    const change *head = &d->changes.items[first], *tail = &d->changes.items[last - 1];
    size_t before = head->old_from < CONTEXT ? head->old_from : CONTEXT;
    size_t behind = d->before.count - tail->old_to;
    behind = behind < CONTEXT ? behind : CONTEXT;
    size_t from = head->old_from - before, new_from = head->new_from - before;
    page_line(&d->page, INK_DIM, "@@ %.*s %.*s @@",
              STR_ARGS(range(a, '-', from, tail->old_to + behind - from)),
              STR_ARGS(range(a, '+', new_from, tail->new_to + behind - new_from)));
    for (size_t i = first; i < last; i++) {
        const change *at = &d->changes.items[i];
        write_lines(d, ' ', &d->before, from, at->old_from);
        write_lines(d, '-', &d->before, at->old_from, at->old_to);
        write_lines(d, '+', &d->after, at->new_from, at->new_to);
        from = at->old_to;
    }
    write_lines(d, ' ', &d->before, from, from + behind);
}

void render_line_difference(str path, str before, str after, bool for_terminal, const render_style *style,
                            builder *out)
{
    differing d = {.before = lines_of(out->arena, before),
                   .after = lines_of(out->arena, after),
                   .for_terminal = for_terminal,
                   .page = page_new(out, style)};
    find_changes(&d);
    if (d.changes.count)
        page_line(&d.page, INK_STRONG, "--- %.*s\n+++ %.*s", STR_ARGS(path), STR_ARGS(path));
    for (size_t first = 0, last; first < d.changes.count; first = last) {
        last = first + 1;
        while (last < d.changes.count &&
               d.changes.items[last].old_from - d.changes.items[last - 1].old_to <= 2 * CONTEXT)
            last++;
        write_hunk(&d, first, last);
    }
}
