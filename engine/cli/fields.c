// SPDX-License-Identifier: MIT
// attune fields: what profiles may hold for a rule set, and the terms of its vocabularies.
#include "cli/cli.h"
#include "render/page.h"

// Whether the field's terms are its own options and no vocabulary's.
static bool is_choice(const ruleset *r, const field *f)
{
    bool shared = false;
    for (size_t i = 0; f->kind == FIELD_TERM && i < r->vocabulary_count; i++)
        shared = shared || f->terms == &r->vocabularies[i];
    return f->kind == FIELD_TERM && !shared;
}

static str type_of(arena *a, const ruleset *r, const field *f)
{
    static const char *const names[] = {
        [FIELD_BOOLEAN] = "yes or no", [FIELD_NUMBER] = "number", [FIELD_STRING] = "string",
        [FIELD_DATE] = "date",         [FIELD_TEXT] = "text",     [FIELD_RECORD] = "record",
    };
    str type = str_from(names[f->kind]);
    if (f->kind == FIELD_TERM)
        type = is_choice(r, f) ? STR("choice") : f->terms->name;
    if (f->unit.length)
        type = str_printf(a, "%.*s in %.*s", STR_ARGS(type), STR_ARGS(f->unit));
    return f->list ? str_printf(a, "list of %.*s", STR_ARGS(type)) : type;
}

// The options of a choice, for one line.
static str options_of(arena *a, const field *f)
{
    builder list = builder_new(a);
    for (size_t i = 0; i < f->terms->count; i++)
        builder_addf(&list, "%s%.*s", i ? ", " : "", STR_ARGS(f->terms->terms[i].id));
    return builder_str(&list);
}

static void write_field(page *p, const ruleset *r, const field *f, unsigned indent)
{
    arena *a = p->out->arena;
    page_entry(p, indent, NULL, INK_PLAIN,
               str_printf(a, "%.*s: %.*s", STR_ARGS(f->name), STR_ARGS(type_of(a, r, f))), NULL);
    if (f->ask.length)
        page_entry(p, indent + 4, NULL, INK_PLAIN, f->ask, NULL);
    if (is_choice(r, f))
        page_entry(p, indent + 4, "one of: ", INK_DIM, options_of(a, f), NULL);
    for (size_t i = 0; i < f->field_count; i++)
        write_field(p, r, &f->fields[i], indent + 4);
}

static void write_side(page *p, const char *title, const ruleset *r, const side *s)
{
    page_line(p, INK_STRONG, "%s", title);
    for (size_t i = 0; i < s->count; i++)
        write_field(p, r, &s->fields[i], 2);
    page_blank(p);
}

static const vocabulary *find_vocabulary(const ruleset *r, str name)
{
    for (size_t i = 0; i < r->vocabulary_count; i++)
        if (str_equal(r->vocabularies[i].name, name))
            return &r->vocabularies[i];
    return NULL;
}

static void write_terms(page *p, const vocabulary *v)
{
    arena *a = p->out->arena;
    page_line(p, INK_STRONG, "%.*s: %zu terms", STR_ARGS(v->name), v->count);
    for (size_t i = 0; i < v->count; i++) {
        const term *t = &v->terms[i];
        builder line = builder_new(a);
        builder_addf(&line, "%.*s: %.*s", STR_ARGS(t->id), STR_ARGS(t->label));
        for (size_t k = 0; k < t->broader_count; k++)
            builder_addf(&line, "%s%.*s", k ? ", " : " (is also ", STR_ARGS(v->terms[t->broader[k]].id));
        builder_adds(&line, t->broader_count ? ")" : "");
        page_entry(p, 2, NULL, INK_PLAIN, builder_str(&line), NULL);
    }
}

static void write_all(page *p, const ruleset *r)
{
    write_side(p, "A client's profile", r, &r->client);
    write_side(p, "A therapist's profile", r, &r->therapist);
    page_line(p, INK_STRONG, "Vocabularies (attune fields NAME lists the terms)");
    for (size_t i = 0; i < r->vocabulary_count; i++)
        page_line(p, INK_PLAIN, "  %.*s: %zu terms", STR_ARGS(r->vocabularies[i].name),
                  r->vocabularies[i].count);
}

int command_fields(cli *c)
{
    int status;
    if (!session_load_ruleset(c, &status))
        return status;
    const ruleset *r = c->ruleset->rules;
    builder out = builder_new(&c->arena);
    render_style style = {.color = c->color_out && !c->options.values[OPTION_OUTPUT],
                          .width = terminal_width()};
    page p = page_new(&out, &style);
    if (c->options.argument_count == 0)
        write_all(&p, r);
    for (size_t i = 0; i < c->options.argument_count; i++) {
        str name = str_from(c->options.arguments[i]);
        const vocabulary *v = find_vocabulary(r, name);
        if (!v) {
            usage_error("no vocabulary \"%.*s\"; attune fields lists them", STR_ARGS(name));
            return EXIT_USAGE;
        }
        write_terms(&p, v);
    }
    return output_write(c, builder_str(&out));
}
