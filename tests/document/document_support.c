// SPDX-License-Identifier: MIT
// See document_support.h.
#include "document_support.h"

#include <string.h>

reading *new_reading(arena *a)
{
    reading *r = ARENA_NEW(a, reading);
    r->a = a;
    r->records = arena_new_within(a);
    r->limits = limits_default();
    diagnostics_init(&r->diagnostics, a, 20);
    r->log = builder_new(a);
    return r;
}

source *text_source(arena *a, str text)
{
    return source_from_bytes(a, STR("test"), text);
}

str raw_at(place p)
{
    return str_slice(p.source->bytes, (size_t)p.offset, (size_t)(p.offset + p.length));
}

static void log_place(builder *out, place p)
{
    builder_addf(out, "@%u+%u", (unsigned)p.offset, (unsigned)p.length);
}

void log_xml_node(builder *out, const xml_node *n)
{
    if (n->kind == XML_TEXT) {
        builder_addf(out, "\"%.*s\"", STR_ARGS(n->text));
        log_place(out, n->where);
        return;
    }
    builder_addf(out, "<%.*s", STR_ARGS(n->name));
    if (n->namespace_uri.length)
        builder_addf(out, "{%.*s}", STR_ARGS(n->namespace_uri));
    log_place(out, n->where);
    for (size_t i = 0; i < n->attribute_count; i++) {
        const xml_attribute *attribute = &n->attributes[i];
        builder_addf(out, " %.*s", STR_ARGS(attribute->name));
        log_place(out, attribute->name_place);
        builder_addf(out, "='%.*s'", STR_ARGS(attribute->value));
        log_place(out, attribute->value_place);
    }
    builder_addc(out, '>');
    for (const xml_node *child = n->first_child; child; child = child->next) {
        assert_ptr_equal(child->parent, n);
        log_xml_node(out, child);
    }
    builder_adds(out, "</>");
}

void log_json_value(builder *out, const json_value *v)
{
    static const char *const kinds[] = {"null", "false", "true", "number", "string", "array", "object"};
    if (v->name_place.source) {
        builder_addf(out, "%.*s", STR_ARGS(v->name));
        log_place(out, v->name_place);
        builder_addc(out, ':');
    }
    builder_addf(out, "%s(%.*s", kinds[v->kind], STR_ARGS(v->text));
    size_t count = 0;
    for (const json_value *child = v->first_child; child; child = child->next, count++) {
        if (count)
            builder_addc(out, ' ');
        log_json_value(out, child);
    }
    assert_int_equal(count, v->count);
    builder_addc(out, ')');
    log_place(out, v->where);
}

void log_diagnostics(builder *out, const diagnostics *d)
{
    for (size_t i = 0; i < d->items.count; i++) {
        const diagnostic *item = &d->items.items[i];
        builder_adds(out, code_describe(item->code)->name);
        log_place(out, item->where);
        builder_addf(out, ": %.*s\n", STR_ARGS(item->message));
    }
}

static bool count_on(reading *r)
{
    r->count++;
    if (r->records->used > r->most_used)
        r->most_used = r->records->used;
    builder_addc(&r->log, '\n');
    return r->stop_after == 0 || r->count < r->stop_after;
}

static bool on_begin(void *user, const xml_node *root)
{
    reading *r = user;
    builder_adds(&r->log, "root ");
    log_xml_node(&r->log, root);
    builder_addc(&r->log, '\n');
    return true;
}

static bool on_record(void *user, const xml_node *record)
{
    reading *r = user;
    assert_null(record->next);
    assert_non_null(record->parent);
    log_xml_node(&r->log, record);
    return count_on(r);
}

xml_stream_handler log_xml(reading *r)
{
    return (xml_stream_handler){on_begin, on_record, r};
}

static bool on_line(void *user, const json_value *value)
{
    reading *r = user;
    log_json_value(&r->log, value);
    return count_on(r);
}

static bool on_bad(void *user, place where)
{
    reading *r = user;
    builder_adds(&r->log, "bad ");
    log_place(&r->log, where);
    builder_addc(&r->log, '\n');
    return !r->give_up_on_bad;
}

json_lines_handler log_json(reading *r)
{
    return (json_lines_handler){on_line, on_bad, r};
}

static void log_row(reading *r, const csv_row *row)
{
    log_place(&r->log, row->where);
    for (size_t i = 0; i < row->count; i++) {
        const csv_cell *cell = &row->cells[i];
        builder_addf(&r->log, " %c%.*s%c", cell->quoted ? '"' : '[', STR_ARGS(cell->text),
                     cell->quoted ? '"' : ']');
        log_place(&r->log, cell->where);
    }
}

static bool on_header(void *user, const csv_row *row)
{
    reading *r = user;
    builder_adds(&r->log, "header ");
    log_row(r, row);
    builder_addc(&r->log, '\n');
    return true;
}

static bool on_row(void *user, const csv_row *row)
{
    reading *r = user;
    log_row(r, row);
    return count_on(r);
}

csv_handler log_csv(reading *r)
{
    return (csv_handler){on_header, on_row, on_bad, r};
}

static str outcome(reading *r, bool whole)
{
    builder_adds(&r->log, whole ? "whole\n" : "stopped\n");
    log_diagnostics(&r->log, &r->diagnostics);
    return builder_str(&r->log);
}

str read_xml(arena *a, str text, size_t chunk)
{
    reading *r = new_reading(a);
    xml_stream_handler h = log_xml(r);
    source *s = text_source(a, text);
    return outcome(r, xml_stream_chunks(a, r->records, s, chunk, &r->limits, &r->diagnostics, &h));
}

str read_json_lines(arena *a, str text, size_t chunk)
{
    reading *r = new_reading(a);
    json_lines_handler h = log_json(r);
    source *s = text_source(a, text);
    return outcome(r, json_lines_chunks(a, r->records, s, chunk, &r->limits, &r->diagnostics, &h));
}

str read_csv(arena *a, str text, size_t chunk)
{
    reading *r = new_reading(a);
    csv_handler h = log_csv(r);
    source *s = text_source(a, text);
    return outcome(r, csv_read_chunks(a, r->records, s, chunk, &r->limits, &r->diagnostics, &h));
}

void assert_reported(const diagnostics *d, diagnostic_code code, str document, const char *mark,
                     const char *message_part)
{
    if (d->items.count == 0)
        fail_msg("nothing was reported for: %.*s", STR_ARGS(document));
    const diagnostic *item = &d->items.items[0];
    assert_string_equal(code_describe(item->code)->name, code_describe(code)->name);
    assert_text_contains(item->message, message_part);
    size_t at = str_find(document, str_from(mark), 0);
    assert_int_not_equal(at, SIZE_MAX);
    if (item->where.offset != at || item->where.length != strlen(mark))
        fail_msg("in %.*s\nreported at %u+%u instead of %u+%u: %.*s", STR_ARGS(document),
                 (unsigned)item->where.offset, (unsigned)item->where.length, (unsigned)at,
                 (unsigned)strlen(mark), STR_ARGS(item->message));
}
