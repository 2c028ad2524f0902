// SPDX-License-Identifier: MIT
// XML Schema 1.0: see grammar.h. It is coarser than RELAX NG: the forms of an element become one, attributes
// that exclude each other are all optional, and of elements that may stand several times in any order it
// counts none.
#include "document/xml.h"
#include "render/pattern.h"

#include <string.h>

static void line(builder *out, unsigned level, const char *format, ...) __attribute__((format(printf, 3, 4)));
static void line(builder *out, unsigned level, const char *format, ...)
{
    for (unsigned i = 0; i < level; i++)
        builder_adds(out, "  ");
    va_list arguments;
    va_start(arguments, format);
    builder_addv(out, format, arguments);
    va_end(arguments);
    builder_addc(out, '\n');
}

static void write_note(builder *out, unsigned level, str note)
{
    builder escaped = builder_new(out->arena);
    xml_escape(&escaped, note);
    line(out, level, "<xs:annotation><xs:documentation>%.*s</xs:documentation></xs:annotation>",
         STR_ARGS(builder_str(&escaped)));
}

static void write_words(builder *out, unsigned level, const char *words)
{
    str rest = str_from(words), word;
    line(out, level, "<xs:restriction base=\"xs:string\">");
    while (str_next_word(&rest, &word))
        line(out, level + 1, "<xs:enumeration value=\"%.*s\"/>", STR_ARGS(word));
    line(out, level, "</xs:restriction>");
}

static void write_attribute(builder *out, unsigned level, const grammar_attribute *at)
{
    const char *use = at->use == GRAMMAR_REQUIRED ? " use=\"required\"" : "";
    bool plain = !at->values && !strchr(at->type, ' ');
    str type = plain ? str_printf(out->arena, " type=\"%s\"", at->type) : STR_NONE;
    line(out, level, "<xs:attribute name=\"%s\"%.*s%s>", at->name, STR_ARGS(type), use);
    write_note(out, level + 1, schema_attribute_note(out->arena, at));
    if (!plain) {
        line(out, level + 1, "<xs:simpleType>");
        if (at->values)
            write_words(out, level + 2, at->values);
        else
            line(out, level + 2, "<xs:union memberTypes=\"%s\"/>", at->type);
        line(out, level + 1, "</xs:simpleType>");
    }
    line(out, level, "</xs:attribute>");
}

static void write_attributes(builder *out, unsigned level, const grammar_form *f)
{
    for (size_t i = 0; i < f->attributes.count; i++)
        if (!strchr(f->attributes.items[i].name, ':')) // xml:lang is of another namespace, as below
            write_attribute(out, level, &f->attributes.items[i]);
    line(out, level, "<xs:anyAttribute namespace=\"##other\" processContents=\"lax\"/>");
}

static void write_child(builder *out, unsigned level, const grammar *g, const grammar_child *c,
                        const char *occurs)
{
    const grammar_element *e = grammar_find(g, c->key);
    line(out, level, "<xs:element name=\"%s\" type=\"%s\"%s>", e->name, e->key, occurs);
    write_note(out, level + 1, str_from(e->meaning));
    line(out, level, "</xs:element>");
}

// One kind of element as often as it may stand; or each once at most, in any order; or a choice of all, any
// number of times.
static void write_children(builder *out, unsigned level, const grammar *g, const grammar_form *f)
{
    const grammar_child *first = f->children.items;
    bool many = false, required = false;
    for (size_t i = 0; i < f->children.count; i++) {
        many = many || first[i].many;
        required = required || first[i].use == GRAMMAR_REQUIRED;
    }
    if (f->children.count == 1) {
        line(out, level, "<xs:sequence>");
        write_child(out, level + 1, g, first,
                    str_printf(out->arena, "%s%s", required ? "" : " minOccurs=\"0\"",
                               many ? " maxOccurs=\"unbounded\"" : "")
                        .data);
        line(out, level, "</xs:sequence>");
        return;
    }
    if (many)
        line(out, level, "<xs:choice minOccurs=\"%d\" maxOccurs=\"unbounded\">", required);
    else
        line(out, level, "<xs:all>");
    for (size_t i = 0; i < f->children.count; i++)
        write_child(out, level + 1, g, &first[i],
                    many || first[i].use == GRAMMAR_REQUIRED ? "" : " minOccurs=\"0\"");
    line(out, level, many ? "</xs:choice>" : "</xs:all>");
}

static void write_type(builder *out, const grammar *g, const grammar_element *e)
{
    const grammar_form f = grammar_merged(out->arena, g, e);
    bool mixed = f.content == GRAMMAR_MAYBE_TEXT;
    line(out, 0, "\n  <xs:complexType name=\"%s\"%s>", e->key, mixed ? " mixed=\"true\"" : "");
    if (f.content == GRAMMAR_TEXT) {
        line(out, 2, "<xs:simpleContent>");
        line(out, 3, "<xs:extension base=\"%s\">", f.content_type ? f.content_type : GRAMMAR_CONTENT_TYPE);
        write_attributes(out, 4, &f);
        line(out, 3, "</xs:extension>");
        line(out, 2, "</xs:simpleContent>");
    } else {
        if (f.content == GRAMMAR_FIELDS)
            line(out, 2,
                 "<xs:sequence><xs:any namespace=\"##targetNamespace\" processContents=\"skip\" "
                 "minOccurs=\"0\" maxOccurs=\"unbounded\"/></xs:sequence>");
        if (f.children.count)
            write_children(out, 2, g, &f);
        write_attributes(out, 2, &f);
    }
    line(out, 1, "</xs:complexType>");
}

static void write_value_type(builder *out, const grammar_type *t)
{
    line(out, 0, "\n  <xs:simpleType name=\"%s\">", t->name);
    bool both = t->words && t->pattern;
    unsigned level = both ? 4 : 2;
    if (both)
        line(out, 2, "<xs:union>");
    if (t->words) {
        if (both)
            line(out, 3, "<xs:simpleType>");
        write_words(out, level, t->words);
        if (both)
            line(out, 3, "</xs:simpleType>\n      <xs:simpleType>");
    }
    if (t->pattern)
        line(out, level, "<xs:restriction base=\"xs:%s\"><xs:pattern value=\"%s\"/></xs:restriction>",
             t->base, t->pattern);
    else if (!t->words)
        line(out, level, "<xs:restriction base=\"xs:%s\"><xs:minLength value=\"1\"/></xs:restriction>",
             t->base);
    if (both)
        line(out, 3, "</xs:simpleType>\n    </xs:union>");
    line(out, 1, "</xs:simpleType>");
}

// Whether a merged element has a child of this key.
static bool is_used(const grammar *g, const grammar_element *e, arena *a)
{
    for (size_t i = 0; i < g->elements.count; i++) {
        const grammar_form f = grammar_merged(a, g, &g->elements.items[i]);
        for (size_t k = 0; k < f.children.count; k++)
            if (strcmp(f.children.items[k].key, e->key) == 0)
                return true;
    }
    return e == &g->elements.items[0];
}

void schema_write_xsd(const grammar *g, builder *out)
{
    builder_adds(
        out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!-- SPDX-License-Identifier: MIT -->\n<!--\n  ");
    builder_addf(out, SCHEMA_HEAD "\n", g->title, "  ", g->limits);
    builder_adds(
        out,
        "  XML Schema 1.0 has no \"in any order\" for elements that may stand several times: these are a "
        "choice here,\n  and are not counted. Attributes that exclude each other are all optional. "
        "RELAX NG says both exactly.\n-->\n");
    builder_addf(out,
                 "<xs:schema xmlns:xs=\"http://www.w3.org/2001/XMLSchema\" xmlns=\"%s\"\n"
                 "           targetNamespace=\"%s\" elementFormDefault=\"qualified\">\n",
                 g->namespace_uri, g->namespace_uri);
    for (size_t i = 0; i < g->roots; i++) {
        const grammar_element *root = &g->elements.items[i];
        line(out, 1, "<xs:element name=\"%s\" type=\"%s\">", root->name, root->key);
        write_note(out, 2, str_from(root->meaning));
        line(out, 1, "</xs:element>");
    }
    for (size_t i = 0; i < g->elements.count; i++)
        if (is_used(g, &g->elements.items[i], out->arena))
            write_type(out, g, &g->elements.items[i]);
    for (const grammar_type *t = g->types; t->name; t++)
        write_value_type(out, t);
    builder_adds(out, "</xs:schema>\n");
}
