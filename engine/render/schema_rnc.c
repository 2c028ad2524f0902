// SPDX-License-Identifier: MIT
// RELAX NG in its compact syntax: see grammar.h. Emacs reads this one alone.
#include "render/pattern.h"

#include <string.h>

static void indent(builder *out, unsigned level)
{
    for (unsigned i = 0; i < level; i++)
        builder_adds(out, "  ");
}

// A name to define or refer to: words of the syntax get a backslash.
static str identifier(arena *a, const char *name)
{
    static const char *const keywords[] = {"attribute", "datatypes", "default",   "div",        "element",
                                           "empty",     "external",  "grammar",   "include",    "inherit",
                                           "list",      "mixed",     "namespace", "notAllowed", "parent",
                                           "start",     "string",    "text",      "token"};
    for (size_t i = 0; i < sizeof keywords / sizeof *keywords; i++)
        if (strcmp(keywords[i], name) == 0)
            return str_printf(a, "\\%s", name);
    return str_from(name);
}

static void write_notes(const pattern *p, unsigned level, builder *out)
{
    if (p->note.length == 0)
        return;
    builder_addf(out, "## %.*s\n", STR_ARGS(p->note));
    indent(out, level);
}

static void write_pattern(const pattern *p, unsigned level, builder *out);

// The parts, each on a line of its own, with the sign between.
static void write_parts(const pattern *p, const char *between, unsigned level, builder *out)
{
    for (size_t i = 0; i < p->parts.count; i++) {
        builder_addf(out, "%s\n", i ? between : "");
        indent(out, level);
        write_pattern(p->parts.items[i], level, out);
    }
}

static void write_block(const pattern *p, const char *between, char open, char close, unsigned level,
                        builder *out)
{
    builder_addc(out, open);
    write_parts(p, between, level + 1, out);
    builder_addc(out, '\n');
    indent(out, level);
    builder_addc(out, close);
}

// One part, and the sign for how often it stands.
static void write_repeated(const pattern *p, char sign, unsigned level, builder *out)
{
    const pattern *part = p->parts.items[0];
    bool plain = part->kind == PATTERN_REFERENCE || part->kind == PATTERN_ANY_ATTRIBUTE ||
                 part->kind == PATTERN_CHOICE || part->kind == PATTERN_INTERLEAVE ||
                 part->kind == PATTERN_GROUP;
    if (plain && part->note.length == 0) {
        write_pattern(part, level, out);
    } else {
        builder_adds(out, "(\n");
        indent(out, level + 1);
        write_pattern(part, level + 1, out);
        builder_addc(out, '\n');
        indent(out, level);
        builder_addc(out, ')');
    }
    builder_addc(out, sign);
}

static void write_container(const pattern *p, unsigned level, builder *out)
{
    write_notes(p, level, out);
    if (p->kind == PATTERN_ANY_ELEMENT)
        builder_adds(out, "element here:* ");
    else
        builder_addf(out, "%s %s ", p->kind == PATTERN_ELEMENT ? "element" : "attribute", p->name);
    bool short_one = p->parts.count == 1 && p->parts.items[0]->kind != PATTERN_CHOICE;
    if (short_one) {
        builder_adds(out, "{ ");
        write_pattern(p->parts.items[0], level, out);
        builder_adds(out, " }");
        return;
    }
    write_block(p, ",", '{', '}', level, out);
}

static void write_pattern(const pattern *p, unsigned level, builder *out)
{
    switch (p->kind) {
    case PATTERN_ELEMENT:
    case PATTERN_ATTRIBUTE:
    case PATTERN_ANY_ELEMENT:
        write_container(p, level, out);
        return;
    case PATTERN_GROUP:
        write_block(p, ",", '(', ')', level, out);
        return;
    case PATTERN_INTERLEAVE:
        write_block(p, " &", '(', ')', level, out);
        return;
    case PATTERN_CHOICE:
        write_block(p, " |", '(', ')', level, out);
        return;
    case PATTERN_OPTIONAL:
        write_repeated(p, '?', level, out);
        return;
    case PATTERN_ANY_NUMBER:
        write_repeated(p, '*', level, out);
        return;
    case PATTERN_ONE_OR_MORE:
        write_repeated(p, '+', level, out);
        return;
    case PATTERN_REFERENCE:
        builder_add(out, identifier(out->arena, p->name));
        return;
    case PATTERN_VALUE:
        builder_addf(out, "xsd:string \"%s\"", p->name);
        return;
    case PATTERN_DATA:
        builder_addf(out, "xsd:%s { %s = \"%s\" }", p->type->base, p->type->pattern ? "pattern" : "minLength",
                     p->type->pattern ? p->type->pattern : "1");
        return;
    case PATTERN_TEXT:
        builder_adds(out, "text");
        return;
    case PATTERN_ANY_ATTRIBUTE:
        builder_addf(out,
                     p->name ? "attribute * - (none:* | %s) { text }" : "attribute * - none:*%s { text }",
                     p->name ? p->name : "");
        return;
    }
}

void schema_write_rnc(const grammar *g, builder *out)
{
    const pattern_grammar *patterns = patterns_of(out->arena, g);
    builder_adds(out, "# SPDX-License-Identifier: MIT\n# ");
    builder_addf(out, SCHEMA_HEAD "\n", g->title, "# ", g->limits);
    builder_addf(out,
                 "default namespace here = \"%s\"\nnamespace none = \"\"\n"
                 "datatypes xsd = \"http://www.w3.org/2001/XMLSchema-datatypes\"\n\nstart = ",
                 g->namespace_uri);
    write_pattern(patterns->start, 0, out);
    builder_addc(out, '\n');
    for (size_t i = 0; i < patterns->definitions.count; i++) {
        const pattern_definition *d = &patterns->definitions.items[i];
        builder_addf(out, "\n%.*s =\n  ", STR_ARGS(identifier(out->arena, d->name)));
        write_pattern(d->body, 1, out);
        builder_addc(out, '\n');
    }
}
