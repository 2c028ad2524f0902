// SPDX-License-Identifier: MIT
// attune check --fix: takes the edits that findings carry into a rule set's file, and shows them as a diff.
// Bytes outside the edits stay as they are. Only the file that was named is changed, not what it includes.
#include "cli/check.h"

#include <stdlib.h>

enum { MOST_ROUNDS = 100 };

typedef VEC(const diagnostic_edit *) edit_list;

static int by_offset(const void *a, const void *b)
{
    const diagnostic_edit *x = *(const diagnostic_edit *const *)a, *y = *(const diagnostic_edit *const *)b;
    if (x->where.offset != y->where.offset)
        return x->where.offset < y->where.offset ? -1 : 1;
    return (x->where.length > y->where.length) - (x->where.length < y->where.length);
}

// The edits of the file at hand, in its order; of those that meet, the first.
static edit_list gather_edits(cli *c, const checked *k)
{
    edit_list all = {0}, apart = {0};
    for (size_t i = 0; i < k->findings.count; i++) {
        const finding *f = &k->findings.items[i];
        if (!f->suppressed && f->item.fix && f->item.fix->where.source == k->source)
            *ARENA_PUSH(&c->arena, &all) = f->item.fix;
    }
    if (all.count)
        qsort(all.items, all.count, sizeof *all.items, by_offset);
    uint64_t end = 0;
    for (size_t i = 0; i < all.count; i++) {
        place where = all.items[i]->where;
        if (apart.count && where.offset <= end)
            continue;
        *ARENA_PUSH(&c->arena, &apart) = all.items[i];
        end = where.offset + where.length;
    }
    return apart;
}

static str apply(cli *c, str bytes, const edit_list *edits)
{
    builder out = builder_new(&c->arena);
    size_t at = 0;
    for (size_t i = 0; i < edits->count; i++) {
        const diagnostic_edit *edit = edits->items[i];
        builder_add(&out, str_slice(bytes, at, edit->where.offset));
        builder_add(&out, edit->replacement);
        at = edit->where.offset + edit->where.length;
    }
    builder_add(&out, str_slice(bytes, at, bytes.length));
    return builder_str(&out);
}

str check_mend(cli *c, const policy *p, checked *k)
{
    size_t mended = 0;
    for (int round = 0; round < MOST_ROUNDS; round++) {
        edit_list edits = gather_edits(c, k);
        if (edits.count == 0)
            break;
        checked next;
        str bytes = apply(c, k->source->bytes, &edits);
        check_load(c, k->path, source_from_bytes(&c->arena, k->source->name, bytes), &next);
        check_judge(c, p, &next);
        // An error that hid others may show them now; but what loaded must go on loading.
        if (k->rules && !next.rules)
            break;
        mended += edits.count;
        *k = next;
    }
    k->mended = mended;
    return k->source->bytes;
}

// ---- the diff

typedef struct line_list {
    VEC(str) lines; // with their ends
} line_list;

static line_list lines_of(arena *a, str text)
{
    line_list out = {0};
    for (size_t at = 0, end; at < text.length; at = end) {
        size_t newline = str_find(text, STR("\n"), at);
        end = newline == SIZE_MAX ? text.length : newline + 1;
        *ARENA_PUSH(a, &out.lines) = str_slice(text, at, end);
    }
    return out;
}

// A stretch of lines that differs: of the old ones from…to-1, of the new ones likewise.
typedef struct change {
    size_t old_from, old_to, new_from, new_to;
} change;

typedef struct differing {
    line_list before, after;
    VEC(change) changes;
    builder *out;
} differing;

static bool same(const differing *d, size_t x, size_t y)
{
    return x < d->before.lines.count && y < d->after.lines.count &&
           str_equal(d->before.lines.items[x], d->after.lines.items[y]);
}

// The nearest pair of lines from which on both go on alike. Edits take few lines, so few are looked at.
static void resync(const differing *d, size_t *x, size_t *y)
{
    size_t rest = d->before.lines.count - *x + d->after.lines.count - *y;
    for (size_t distance = 1; distance <= rest; distance++)
        for (size_t of_old = 0; of_old <= distance; of_old++)
            if (same(d, *x + of_old, *y + distance - of_old)) {
                *x += of_old;
                *y += distance - of_old;
                return;
            }
    *x = d->before.lines.count;
    *y = d->after.lines.count;
}

static void find_changes(differing *d)
{
    for (size_t x = 0, y = 0; x < d->before.lines.count || y < d->after.lines.count;) {
        if (same(d, x, y)) {
            x++;
            y++;
            continue;
        }
        change found = {.old_from = x, .new_from = y};
        resync(d, &x, &y);
        found.old_to = x;
        found.new_to = y;
        *ARENA_PUSH(d->out->arena, &d->changes) = found;
    }
}

static void write_line(builder *out, char sign, str line)
{
    builder_addc(out, sign);
    builder_add(out, line);
    if (!str_ends(line, STR("\n")))
        builder_adds(out, "\n\\ No newline at end of file\n");
}

static void write_lines(const differing *d, char sign, const line_list *of, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++)
        write_line(d->out, sign, of->lines.items[i]);
}

// "12,3"; a hunk without lines names the line ahead of it.
static void write_range(builder *out, char sign, size_t from, size_t count)
{
    builder_addf(out, "%c%zu", sign, count ? from + 1 : from);
    if (count != 1)
        builder_addf(out, ",%zu", count);
}

// The changes first…last-1, with what stands between and around them.
static void write_hunk(const differing *d, size_t first, size_t last, size_t context)
{
    const change *head = &d->changes.items[first], *tail = &d->changes.items[last - 1];
    size_t before = head->old_from < context ? head->old_from : context;
    size_t behind = d->before.lines.count - tail->old_to;
    behind = behind < context ? behind : context;
    size_t from = head->old_from - before;
    builder_adds(d->out, "@@ ");
    write_range(d->out, '-', from, tail->old_to + behind - from);
    builder_addc(d->out, ' ');
    write_range(d->out, '+', head->new_from - before, tail->new_to + behind - (head->new_from - before));
    builder_adds(d->out, " @@\n");
    for (size_t i = first; i < last; i++) {
        const change *at = &d->changes.items[i];
        write_lines(d, ' ', &d->before, from, at->old_from);
        write_lines(d, '-', &d->before, at->old_from, at->old_to);
        write_lines(d, '+', &d->after, at->new_from, at->new_to);
        from = at->old_to;
    }
    write_lines(d, ' ', &d->before, from, from + behind);
}

void check_write_diff(str path, str before, str after, builder *out)
{
    enum { CONTEXT = 3 };
    differing d = {.before = lines_of(out->arena, before), .after = lines_of(out->arena, after), .out = out};
    find_changes(&d);
    if (d.changes.count)
        builder_addf(out, "--- %.*s\n+++ %.*s\n", STR_ARGS(path), STR_ARGS(path));
    for (size_t first = 0, last; first < d.changes.count; first = last) {
        last = first + 1;
        while (last < d.changes.count &&
               d.changes.items[last].old_from - d.changes.items[last - 1].old_to <= 2 * CONTEXT)
            last++;
        write_hunk(&d, first, last, CONTEXT);
    }
}
