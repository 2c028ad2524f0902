// SPDX-License-Identifier: MIT
// Profiles from XML elements. Knows the shape of a profile element; what a value means is values.c's
// business.
#include "pool/profile_xml.h"

#include "pool/values.h"

// Attributes with a prefix (xsi:schemaLocation, xml:lang) are other people's.
static bool is_foreign(const xml_attribute *a)
{
    return str_find(a->name, STR(":"), 0) != SIZE_MAX;
}

bool xml_only_attributes(const xml_node *n, const char *const *known, diagnostics *d)
{
    bool good = true;
    for (size_t i = 0; i < n->attribute_count; i++) {
        const xml_attribute *a = &n->attributes[i];
        suggestion nearest = suggestion_for(a->name);
        bool found = is_foreign(a);
        for (const char *const *name = known; *name && !found; name++) {
            found = str_equals(a->name, *name);
            suggestion_offer(&nearest, str_from(*name));
        }
        if (found)
            continue;
        good = false;
        diagnostic *item =
            diagnose(d, CODE_unknown_attribute, a->name_place, "element \"%-.*s\" has no attribute \"%.*s\"",
                     STR_ARGS(n->name), STR_ARGS(shown(d->arena, a->name)));
        diagnostic_suggest(d, item, &nearest);
    }
    return good;
}

bool xml_is_blank(const xml_node *text)
{
    return str_trim(text->text).length == 0;
}

bool xml_no_text(const xml_node *n, diagnostics *d)
{
    bool good = true;
    for (const xml_node *child = n->first_child; child; child = child->next) {
        if (child->kind != XML_TEXT || xml_is_blank(child))
            continue;
        good = false;
        diagnose(d, CODE_unexpected_text, raw_place(raw_trim(raw_from_xml_text(child))),
                 "text in \"%-.*s\", which holds elements only", STR_ARGS(n->name));
    }
    return good;
}

static const char *const NO_ATTRIBUTES[] = {NULL};
static const char *const ID_ATTRIBUTE[] = {"id", NULL};

// A field of one value: text and nothing else.
static void read_plain(field_filler *f, uint32_t number, const xml_node *n)
{
    const xml_node *text = NULL;
    bool elements = false;
    for (const xml_node *child = n->first_child; child; child = child->next) {
        if (child->kind == XML_TEXT) {
            text = text && xml_is_blank(child) ? text : child;
            continue;
        }
        elements = f->bad = true;
        diagnose(f->diagnostics, CODE_unknown_element, child->where,
                 "element \"%.*s\" in field \"%-.*s\", which holds text only",
                 STR_ARGS(shown(f->arena, child->name)), STR_ARGS(n->name));
    }
    if (text && !elements)
        filler_add_text(f, number, raw_from_xml_text(text));
}

static void read_fields(field_filler *f, const xml_node *n, bool with_id);

static void read_record(field_filler *f, uint32_t number, const xml_node *n)
{
    field_filler record;
    filler_start_record(&record, f, &f->fields[number]);
    record.bad = !xml_no_text(n, f->diagnostics);
    read_fields(&record, n, false);
    filler_add_record(f, number, &record, n->where);
}

static void read_field(field_filler *f, uint32_t number, const xml_node *n)
{
    if (!xml_only_attributes(n, NO_ATTRIBUTES, f->diagnostics))
        f->bad = true;
    if (!filler_mention(f, number, n->where))
        return;
    if (f->fields[number].kind == FIELD_RECORD)
        read_record(f, number, n);
    else
        read_plain(f, number, n);
}

// with_id: field 0 is the id, which XML gives as an attribute.
static void read_fields(field_filler *f, const xml_node *n, bool with_id)
{
    for (const xml_node *child = xml_first_element(n); child; child = xml_next_element(child)) {
        if (!str_equal(child->namespace_uri, n->namespace_uri)) {
            f->bad = true;
            diagnose(f->diagnostics, CODE_unknown_element, child->where,
                     "element \"%.*s\" is of another namespace than \"%-.*s\"",
                     STR_ARGS(shown(f->arena, child->name)), STR_ARGS(n->name));
            continue;
        }
        uint32_t number = filler_find(f, child->name, child->where);
        if (number == 0 && with_id) {
            f->bad = f->slots[0].given = true;
            diagnostic *item =
                diagnose(f->diagnostics, CODE_unknown_element, child->where,
                         "the id is an attribute of \"%-.*s\", not an element", STR_ARGS(n->name));
            diagnostic_help(f->diagnostics, item, "write <%-.*s id=\"…\">", STR_ARGS(n->name));
        } else if (number != NAME_MISSING) {
            read_field(f, number, child);
        }
    }
}

bool profile_from_xml(arena *a, const ruleset *r, const side *s, const xml_node *n, bool id_required,
                      diagnostics *d, profile *out)
{
    field_filler f;
    filler_start_side(&f, a, r, d, s);
    f.bad = !xml_only_attributes(n, ID_ATTRIBUTE, d);
    const xml_attribute *id = xml_find_attribute(n, STR("id"));
    if (id && filler_mention(&f, 0, id->value_place))
        filler_add_text(&f, 0, raw_from_attribute(id));
    if (!xml_no_text(n, d))
        f.bad = true;
    read_fields(&f, n, true);
    return filler_finish_profile(&f, s, id_required, n->where, out);
}
