// SPDX-License-Identifier: MIT
// Mutation as text: each change that no example noticed, where it is, and what would notice it.
#include "render/examples.h"
#include "render/page.h"

static void write_head(page *p, const mutant *m)
{
    place_view view = place_look(m->where, p->out->arena);
    builder head = builder_new(p->out->arena);
    builder_add_visible(&head, m->where.source->name, false);
    builder_addf(&head, ":%u:%u: nobody noticed: ", view.line, view.column);
    builder_add_visible(&head, m->rule, false);
    builder_adds(&head, ": ");
    builder_add_visible(&head, m->change, false);
    page_line(p, INK_PLAIN, "%.*s", STR_ARGS(builder_str(&head)));
}

static void write_help(page *p, const mutant *m)
{
    arena *a = p->out->arena;
    diagnostic_print_line(m->where, p->style.color, p->out);
    str text = m->example.length
                   ? str_printf(a, "example %.*s would, with %.*s", STR_ARGS(m->example), STR_ARGS(m->hint))
                   : str_printf(a, "shows in no example; wanted: %.*s", STR_ARGS(m->hint));
    page_entry(p, 6, "help: ", INK_ASK, text, NULL);
}

// Whether two survivors are of one place and would be noticed alike: then the line stands there once.
static bool are_alike(const mutant *x, const mutant *y)
{
    return y->state == MUTANT_SURVIVED && x->where.offset == y->where.offset &&
           x->where.length == y->where.length && str_equal(x->hint, y->hint) &&
           str_equal(x->example, y->example);
}

void render_mutation_text(const tested *t, const render_style *style, builder *out)
{
    const mutation_report *m = t->mutation;
    page p = page_new(out, style);
    for (size_t i = 0; m && i < m->count; i++) {
        if (m->items[i].state != MUTANT_SURVIVED)
            continue;
        write_head(&p, &m->items[i]);
        if (i + 1 == m->count || !are_alike(&m->items[i], &m->items[i + 1]))
            write_help(&p, &m->items[i]);
    }
    if (!m)
        return;
    unsigned score = mutation_score(m);
    builder_addf(out, "%.*s: examples noticed %zu of %zu mutants, %u.%02u %%", STR_ARGS(t->path), m->noticed,
                 m->noticed + m->survived, score / 100, score % 100);
    if (m->equivalent)
        builder_addf(out, "; %zu more change no result", m->equivalent);
    if (m->invalid)
        builder_addf(out, "; %zu do not load", m->invalid);
    if (m->count < m->made)
        builder_addf(out, "; a sample of %zu of %zu", m->count, m->made);
    builder_addc(out, '\n');
}
