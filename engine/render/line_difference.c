// SPDX-License-Identifier: MIT
// The lines in which two versions of a file differ.
#include "render/examples.h"
#include "render/page.h"

typedef struct line_list {
    VEC(str) list;
} line_list;

static line_list lines_of(arena *a, str text)
{
    line_list out = {0};
    while (text.length) {
        size_t end = str_find(text, STR("\n"), 0);
        *ARENA_PUSH(a, &out.list) = str_slice(text, 0, end);
        text = end == SIZE_MAX ? STR_NONE : str_slice(text, end + 1, text.length);
    }
    return out;
}

static bool same(const line_list *x, size_t i, const line_list *y, size_t k)
{
    return i < x->list.count && k < y->list.count && str_equal(x->list.items[i], y->list.items[k]);
}

// The nearest pair of lines from (i, k) on that agree: as few lines left out as can be.
static void resynchronise(const line_list *x, const line_list *y, size_t *i, size_t *k)
{
    size_t left = x->list.count - *i + y->list.count - *k;
    for (size_t skipped = 1; skipped <= left; skipped++)
        for (size_t of_x = 0; of_x <= skipped; of_x++)
            if (same(x, *i + of_x, y, *k + skipped - of_x)) {
                *i += of_x;
                *k += skipped - of_x;
                return;
            }
    *i = x->list.count;
    *k = y->list.count;
}

void render_line_difference(str path, str before, str after, const render_style *style, builder *out)
{
    page p = page_new(out, style);
    line_list x = lines_of(out->arena, before), y = lines_of(out->arena, after);
    size_t i = 0, k = 0;
    bool any = false;
    while (i < x.list.count || k < y.list.count) {
        if (same(&x, i, &y, k)) {
            i++;
            k++;
            continue;
        }
        size_t from_x = i, from_y = k;
        resynchronise(&x, &y, &i, &k);
        if (!any)
            page_line(&p, INK_STRONG, "--- %.*s\n+++ %.*s", STR_ARGS(path), STR_ARGS(path));
        any = true;
        page_line(&p, INK_DIM, "@@ -%zu,%zu +%zu,%zu @@", from_x + 1, i - from_x, from_y + 1, k - from_y);
        for (size_t line = from_x; line < i; line++)
            page_line(&p, INK_BAD, "-%.*s", STR_ARGS(x.list.items[line]));
        for (size_t line = from_y; line < k; line++)
            page_line(&p, INK_GOOD, "+%.*s", STR_ARGS(y.list.items[line]));
    }
}
