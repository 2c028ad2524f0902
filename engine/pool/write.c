// SPDX-License-Identifier: MIT
// Profiles as XML that reads back to the same profile.
#include "pool/import.h"
#include "pool/profile_xml.h"
#include "pool/values.h"

static void indent(builder *out, unsigned level)
{
    for (unsigned i = 0; i < level; i++)
        builder_adds(out, "  ");
}

static void write_fields(builder *out, const field *fields, size_t count, const feel_value *values,
                         unsigned level);

// One element: a value, or an empty one for an empty list.
static void write_element(builder *out, const field *f, const feel_value *v, unsigned level)
{
    indent(out, level);
    builder_addf(out, "<%.*s", STR_ARGS(f->name));
    if (!v) {
        builder_adds(out, "/>\n");
        return;
    }
    builder_addc(out, '>');
    if (f->kind == FIELD_RECORD) {
        const feel_context *record = v->as.context;
        feel_value *members = ARENA_ARRAY(out->arena, feel_value, f->field_count);
        for (size_t i = 0; i < f->field_count; i++)
            members[i] = feel_context_get(record, f->fields[i].name);
        builder_addc(out, '\n');
        write_fields(out, f->fields, f->field_count, members, level + 1);
        indent(out, level);
    } else if (v->kind == FEEL_STRING) {
        xml_escape(out, v->as.string);
    } else {
        xml_escape(out, feel_value_text(out->arena, *v));
    }
    builder_addf(out, "</%.*s>\n", STR_ARGS(f->name));
}

static void write_fields(builder *out, const field *fields, size_t count, const feel_value *values,
                         unsigned level)
{
    for (size_t i = 0; i < count; i++) {
        if (feel_is_null(values[i]))
            continue;
        if (!fields[i].list) {
            write_element(out, &fields[i], &values[i], level);
            continue;
        }
        const feel_list *list = values[i].as.list;
        if (list->count == 0)
            write_element(out, &fields[i], NULL, level);
        for (size_t k = 0; k < list->count; k++)
            write_element(out, &fields[i], &list->items[k], level);
    }
}

// level 0: the element is a document of its own and says its namespace.
void profile_write_xml(builder *out, const ruleset *r, const profile *p, unsigned level)
{
    str word = side_word(r, p->side);
    indent(out, level);
    builder_addf(out, "<%.*s", STR_ARGS(word));
    if (level == 0)
        builder_adds(out, " xmlns=\"" PROFILE_NAMESPACE "\"");
    if (p->id.length > 0) {
        builder_adds(out, " id=\"");
        xml_escape(out, p->id);
        builder_addc(out, '"');
    }
    builder_adds(out, ">\n");
    write_fields(out, p->side->fields + 1, p->side->count - 1, p->values + 1, level + 1);
    indent(out, level);
    builder_addf(out, "</%.*s>\n", STR_ARGS(word));
}

void import_write_xml(builder *out, const ruleset *r, const import_result *result)
{
    builder_adds(out,
                 "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<profiles xmlns=\"" PROFILE_NAMESPACE "\">\n");
    for (size_t i = 0; i < result->count; i++)
        profile_write_xml(out, r, &result->profiles[i], 1);
    builder_adds(out, "</profiles>\n");
}
