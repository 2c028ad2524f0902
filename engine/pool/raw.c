// SPDX-License-Identifier: MIT
// The way back from a value to its bytes in the document, so that a message can point at a part of it.
#include "pool/values.h"

raw_text raw_from(str text, place where)
{
    return (raw_text){.text = text, .where = where};
}

// What is decoded is never longer than its raw stretch; of equal length it is the same.
raw_text raw_from_xml_text(const xml_node *text)
{
    raw_text raw = raw_from(text->text, text->where);
    raw.exact = text->where.length == text->text.length;
    raw.node = text;
    return raw;
}

raw_text raw_from_attribute(const xml_attribute *a)
{
    raw_text raw = raw_from(a->value, a->value_place);
    raw.exact = a->value_place.length == a->value.length;
    raw.attribute = a;
    return raw;
}

raw_text raw_from_cell(const csv_cell *cell)
{
    raw_text raw = raw_from(cell->text, cell->where);
    raw.lead = cell->quoted;
    raw.exact = cell->where.length == cell->text.length + (cell->quoted ? 2 : 0);
    return raw;
}

raw_text raw_from_json(const json_value *v)
{
    raw_text raw = raw_from(v->text, v->where);
    raw.lead = v->kind == JSON_STRING;
    raw.exact = v->where.length == v->text.length + (v->kind == JSON_STRING ? 2 : 0);
    return raw;
}

raw_text raw_slice(raw_text raw, size_t from, size_t to)
{
    raw_text part = raw_from(str_slice(raw.text, from, to), raw.where);
    if (raw.exact) {
        part.exact = true;
        part.lead = raw.lead + from;
    } else if (from == 0 && part.text.length == raw.text.length) {
        part = raw;
    } else if (raw.node) {
        part.where = xml_place_in_text(raw.node, from, part.text.length);
    } else if (raw.attribute) {
        part.where = xml_place_in_value(raw.attribute, from, part.text.length);
    }
    return part;
}

raw_text raw_trim(raw_text raw)
{
    str trimmed = str_trim(raw.text);
    if (trimmed.length == raw.text.length)
        return raw;
    size_t from = trimmed.length > 0 ? (size_t)(trimmed.data - raw.text.data) : 0;
    return raw_slice(raw, from, from + trimmed.length);
}

place raw_place(raw_text raw)
{
    if (!raw.exact)
        return raw.where;
    return place_at(raw.where.source, raw.where.offset + raw.lead, raw.text.length);
}
