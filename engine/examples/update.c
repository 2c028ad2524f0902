// SPDX-License-Identifier: MIT
// Writes what came out in the place of what was expected: nothing else of a file of examples changes.
#include "examples/run.h"

typedef struct edit {
    place where;
    str text;
} edit;

typedef struct edit_list {
    VEC(edit) list;
} edit_list;

// In order of place; of two at one place the first stays.
static void add_edit(arena *a, edit_list *edits, place where, str text)
{
    size_t at = edits->list.count;
    while (at > 0 && edits->list.items[at - 1].where.offset > where.offset)
        at--;
    if (at > 0 && edits->list.items[at - 1].where.offset == where.offset)
        return;
    *ARENA_PUSH(a, &edits->list) = (edit){where, text};
    for (size_t i = edits->list.count - 1; i > at; i--)
        edits->list.items[i] = edits->list.items[i - 1];
    edits->list.items[at] = (edit){where, text};
}

// Escaped for an attribute in either kind of quotes.
static void add_escaped(builder *out, str text)
{
    builder once = builder_new(out->arena);
    xml_escape(&once, text);
    str escaped = builder_str(&once);
    for (size_t i = 0; i < escaped.length; i++)
        if (escaped.data[i] == '\'')
            builder_adds(out, "&apos;");
        else
            builder_addc(out, escaped.data[i]);
}

str examples_updated(arena *a, const examples *x, const examples_report *report, size_t *mended)
{
    edit_list edits = {0};
    *mended = 0;
    for (size_t i = 0; i < report->results.count; i++)
        for (size_t k = 0; k < report->results.items[i].failures.count; k++) {
            const example_failure *f = &report->results.items[i].failures.items[k];
            if (f->edit.source != x->source)
                continue;
            add_edit(a, &edits, f->edit, f->replacement);
            (*mended)++;
        }
    builder out = builder_new(a);
    size_t from = 0;
    for (size_t i = 0; i < edits.list.count; i++) {
        const edit *e = &edits.list.items[i];
        builder_add(&out, str_slice(x->source->bytes, from, (size_t)e->where.offset));
        add_escaped(&out, e->text);
        from = (size_t)(e->where.offset + e->where.length);
    }
    builder_add(&out, str_slice(x->source->bytes, from, x->source->bytes.length));
    return builder_str(&out);
}
