// SPDX-License-Identifier: MIT
// RELAX NG in its XML syntax: see grammar.h.
#include "document/xml.h"
#include "render/pattern.h"

static void indent(builder *out, unsigned level)
{
    for (unsigned i = 0; i < level; i++)
        builder_adds(out, "  ");
}

static void write_note(const pattern *p, unsigned level, builder *out)
{
    if (p->note.length == 0)
        return;
    indent(out, level);
    builder_adds(out, "<a:documentation>");
    xml_escape(out, p->note);
    builder_adds(out, "</a:documentation>\n");
}

static void write_data(const grammar_type *t, unsigned level, builder *out)
{
    indent(out, level);
    builder_addf(out, "<data type=\"%s\"><param name=\"%s\">%s</param></data>\n", t->base,
                 t->pattern ? "pattern" : "minLength", t->pattern ? t->pattern : "1");
}

// A pattern that holds no other; false where it is none.
static bool write_leaf(const pattern *p, unsigned level, builder *out)
{
    switch (p->kind) {
    case PATTERN_REFERENCE:
        indent(out, level);
        builder_addf(out, "<ref name=\"%s\"/>\n", p->name);
        return true;
    case PATTERN_VALUE:
        indent(out, level);
        builder_addf(out, "<value type=\"string\">%s</value>\n", p->name);
        return true;
    case PATTERN_TEXT:
        indent(out, level);
        builder_adds(out, "<text/>\n");
        return true;
    case PATTERN_DATA:
        write_data(p->type, level, out);
        return true;
    case PATTERN_ANY_ATTRIBUTE:
        indent(out, level);
        builder_addf(
            out,
            "<attribute><anyName><except><nsName ns=\"\"/>%s%s%s</except></anyName><text/></attribute>\n",
            p->name ? "<name>" : "", p->name ? p->name : "", p->name ? "</name>" : "");
        return true;
    default:
        return false;
    }
}

static void write_pattern(const pattern *p, unsigned level, builder *out)
{
    static const char *const tags[] = {
        [PATTERN_ELEMENT] = "element",       [PATTERN_ATTRIBUTE] = "attribute",
        [PATTERN_GROUP] = "group",           [PATTERN_INTERLEAVE] = "interleave",
        [PATTERN_CHOICE] = "choice",         [PATTERN_OPTIONAL] = "optional",
        [PATTERN_ANY_NUMBER] = "zeroOrMore", [PATTERN_ONE_OR_MORE] = "oneOrMore",
        [PATTERN_ANY_ELEMENT] = "element",
    };
    if (write_leaf(p, level, out))
        return;
    const char *tag = tags[p->kind];
    indent(out, level);
    if (p->name)
        builder_addf(out, "<%s name=\"%s\">\n", tag, p->name);
    else
        builder_addf(out, "<%s>\n", tag);
    write_note(p, level + 1, out);
    if (p->kind == PATTERN_ANY_ELEMENT) {
        indent(out, level + 1);
        builder_adds(out, "<nsName/>\n");
    }
    for (size_t i = 0; i < p->parts.count; i++)
        write_pattern(p->parts.items[i], level + 1, out);
    indent(out, level);
    builder_addf(out, "</%s>\n", tag);
}

void schema_write_rng(const grammar *g, builder *out)
{
    const pattern_grammar *patterns = patterns_of(out->arena, g);
    builder_adds(
        out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!-- SPDX-License-Identifier: MIT -->\n<!--\n  ");
    builder_addf(out, SCHEMA_HEAD "\n-->\n", g->title, "  ", g->limits);
    builder_addf(out,
                 "<grammar xmlns=\"http://relaxng.org/ns/structure/1.0\" ns=\"%s\"\n"
                 "         xmlns:a=\"http://relaxng.org/ns/compatibility/annotations/1.0\"\n"
                 "         datatypeLibrary=\"http://www.w3.org/2001/XMLSchema-datatypes\">\n"
                 "  <start>\n",
                 g->namespace_uri);
    write_pattern(patterns->start, 2, out);
    builder_adds(out, "  </start>\n");
    for (size_t i = 0; i < patterns->definitions.count; i++) {
        const pattern_definition *d = &patterns->definitions.items[i];
        builder_addf(out, "\n  <define name=\"%s\">\n", d->name);
        write_pattern(d->body, 2, out);
        builder_adds(out, "  </define>\n");
    }
    builder_adds(out, "</grammar>\n");
}
