// SPDX-License-Identifier: MIT
// Walking and changing XML trees, places within values, and escaping for output: see xml.h.
#include "document/xml_token.h"

#include "document/xml.h"

const xml_attribute *xml_find_attribute(const xml_node *n, str name)
{
    for (size_t i = 0; i < n->attribute_count; i++)
        if (str_equal(n->attributes[i].name, name))
            return &n->attributes[i];
    return NULL;
}

static const xml_node *element_from(const xml_node *n)
{
    while (n && n->kind != XML_ELEMENT)
        n = n->next;
    return n;
}

const xml_node *xml_first_element(const xml_node *parent)
{
    return element_from(parent->first_child);
}

const xml_node *xml_next_element(const xml_node *n)
{
    return element_from(n->next);
}

// Nesting is bounded by its limit when a tree is made, so recursion over it is, too.
static void add_text(builder *out, const xml_node *n)
{
    if (n->kind == XML_TEXT)
        builder_add(out, n->text);
    for (const xml_node *child = n->first_child; child; child = child->next)
        add_text(out, child);
}

str xml_text_content(arena *a, const xml_node *n)
{
    const xml_node *only = n->first_child;
    if (only && !only->next && only->kind == XML_TEXT)
        return only->text;
    builder out = builder_new(a);
    add_text(&out, n);
    return builder_str(&out);
}

// Finds the raw bytes that decoded bytes from…from+length of a raw stretch come from.
static place place_within(place raw, bool attribute, size_t from, size_t length)
{
    if (!raw.source || raw.source->streamed || raw.offset > raw.source->bytes.length)
        return raw;
    size_t begin = (size_t)raw.offset;
    str bytes = str_slice(raw.source->bytes, begin, begin + (size_t)raw.length);
    size_t decoded = 0, first = SIZE_MAX, last = 0;
    bool cdata = false;
    for (size_t at = 0; at < bytes.length && (first == SIZE_MAX || decoded < from + length);) {
        size_t made;
        size_t step = xml_raw_unit(bytes, at, attribute, &cdata, &made);
        if (made && first == SIZE_MAX && decoded + made > from)
            first = last = at;
        decoded += made;
        at += step;
        if (made && first != SIZE_MAX && length > 0)
            last = at;
    }
    if (first == SIZE_MAX)
        first = last = bytes.length;
    return place_at(raw.source, raw.offset + first, last - first);
}

place xml_place_in_value(const xml_attribute *attribute, size_t from, size_t length)
{
    return place_within(attribute->value_place, true, from, length);
}

place xml_place_in_text(const xml_node *text, size_t from, size_t length)
{
    return place_within(text->where, false, from, length);
}

xml_node *xml_copy(arena *a, const xml_node *n)
{
    xml_node *copy = ARENA_NEW(a, xml_node);
    *copy = (xml_node){.kind = n->kind, .where = n->where, .attribute_count = n->attribute_count};
    copy->name = str_copy(a, n->name);
    copy->namespace_uri = str_copy(a, n->namespace_uri);
    copy->text = str_copy(a, n->text);
    xml_attribute *attributes = ARENA_ARRAY(a, xml_attribute, n->attribute_count);
    for (size_t i = 0; i < n->attribute_count; i++) {
        attributes[i] = n->attributes[i];
        attributes[i].name = str_copy(a, n->attributes[i].name);
        attributes[i].value = str_copy(a, n->attributes[i].value);
    }
    copy->attributes = attributes;
    for (const xml_node *child = n->first_child; child; child = child->next)
        xml_append(copy, xml_copy(a, child));
    return copy;
}

void xml_append(xml_node *parent, xml_node *child)
{
    child->parent = parent;
    child->next = NULL;
    if (parent->last_child)
        parent->last_child->next = child;
    else
        parent->first_child = child;
    parent->last_child = child;
}

void xml_remove(xml_node *child)
{
    xml_node *parent = child->parent, *before = NULL;
    if (!parent)
        return;
    for (xml_node *n = parent->first_child; n && n != child; n = n->next)
        before = n;
    if (before)
        before->next = child->next;
    else
        parent->first_child = child->next;
    if (parent->last_child == child)
        parent->last_child = before;
    child->parent = child->next = NULL;
}

// What a character is written as, or empty for as it is.
static str escaped(uint32_t c)
{
    switch (c) {
    case '&':
        return STR("&amp;");
    case '<':
        return STR("&lt;");
    case '>':
        return STR("&gt;");
    case '"':
        return STR("&quot;");
    case '\r':
        return STR("&#13;"); // or it would be read again as a line end
    case '\t':
    case '\n':
        return STR_NONE;
    default:
        return c < 0x20 || c == 0xFFFD || c == 0xFFFE || c == 0xFFFF ? STR("\xEF\xBF\xBD") : STR_NONE;
    }
}

void xml_escape(builder *out, str text)
{
    size_t done = 0;
    for (size_t at = 0; at < text.length;) {
        size_t from = at;
        uint32_t c = utf8_decode(text, &at);
        bool control = c >= 0x7F && c <= 0x9F; // allowed, but terminals would obey it
        str instead = escaped(c);
        if (!control && instead.length == 0)
            continue;
        builder_add(out, str_slice(text, done, from));
        if (control)
            builder_addf(out, "&#%u;", (unsigned)c);
        else
            builder_add(out, instead);
        done = at;
    }
    builder_add(out, str_slice(text, done, text.length));
}
