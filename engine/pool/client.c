// SPDX-License-Identifier: MIT
// Reading the one client of a ranking, and finding what has happened between them and a therapist.
#include "pool/load.h"
#include "pool/profile_xml.h"
#include "pool/values.h"

static bool is_client(const xml_node *n)
{
    return str_equals(n->namespace_uri, PROFILE_NAMESPACE) && str_equals(n->name, "client");
}

// The one client among a document's profiles; NULL after a diagnostic.
static const xml_node *find_client(const xml_node *root, diagnostics *d)
{
    if (is_client(root))
        return root;
    if (!str_equals(root->namespace_uri, PROFILE_NAMESPACE) || !str_equals(root->name, "profiles")) {
        diagnostic *item = diagnose(d, CODE_wrong_root, root->where,
                                    "the outermost element is \"%.*s\"%-s, not \"client\" of \"%-s\"",
                                    STR_ARGS(shown(d->arena, root->name)),
                                    root->namespace_uri.length ? "" : " of no namespace", PROFILE_NAMESPACE);
        diagnostic_help(d, item, "begin with <client xmlns=\"%-s\" id=\"…\">", PROFILE_NAMESPACE);
        return NULL;
    }
    const xml_node *found = NULL;
    for (const xml_node *n = xml_first_element(root); n; n = xml_next_element(n)) {
        if (!is_client(n))
            continue;
        if (found) {
            diagnose(d, CODE_repeated_element, n->where, "a second client; a ranking is for one");
            return NULL;
        }
        found = n;
    }
    if (!found)
        diagnose(d, CODE_no_profiles, root->where, "no client among the profiles");
    return found;
}

const profile *client_from_source(arena *a, const ruleset *r, const source *s, diagnostics *d)
{
    diagnostics_withhold(d, s);
    size_t errors = d->errors;
    profile *client = ARENA_NEW(a, profile);
    document_format format = format_by_ending(s->name);
    if (format == FORMAT_UNKNOWN)
        format = format_by_content(s->bytes);
    bool good = false;
    if (format == FORMAT_JSON || format == FORMAT_NDJSON) {
        const json_value *v = json_parse(a, s, 0, s->bytes.length, &r->limits, d);
        good = v && profile_from_json(a, r, &r->client, v, d, client);
    } else {
        const xml_node *root = xml_parse(a, s, &r->limits, d);
        const xml_node *n = root ? find_client(root, d) : NULL;
        good = n && profile_from_xml(a, r, &r->client, n, true, d, client);
    }
    return good && d->errors == errors ? client : NULL;
}

const profile *client_read(arena *a, const ruleset *r, const char *path, diagnostics *d)
{
    const source *s = load_document(a, path, r->limits.document_bytes, "document_bytes", d);
    return s ? client_from_source(a, r, s, d) : NULL;
}

name_map client_encounters(arena *a, const ruleset *r, const profile *client)
{
    name_map by_therapist = {0};
    if (r->encounter_field == NAME_MISSING || feel_is_null(client->values[r->encounter_field]))
        return by_therapist;
    const field *record = &r->client.fields[r->encounter_field];
    feel_value entries = client->values[r->encounter_field];
    size_t count = record->list ? entries.as.list->count : 1;
    for (size_t i = 0; i < count; i++) {
        feel_value entry = record->list ? entries.as.list->items[i] : entries;
        feel_value id = entry.as.context->entries[record->match].value;
        if (id.kind == FEEL_STRING)
            name_map_put(&by_therapist, a, id.as.string, (uint32_t)i);
    }
    return by_therapist;
}

feel_value client_encounter(const ruleset *r, const profile *client, const name_map *by_therapist,
                            str therapist_id)
{
    uint32_t number = name_map_get(by_therapist, therapist_id);
    if (number == NAME_MISSING)
        return FEEL_NULL_VALUE;
    feel_value entries = client->values[r->encounter_field];
    return r->client.fields[r->encounter_field].list ? entries.as.list->items[number] : entries;
}

// The value of one cell, as the readers would take it: null where it is empty.
bool profile_parse_value(arena *a, const ruleset *r, const field *target, str text, place where,
                         diagnostics *d, feel_value *out)
{
    field_filler f;
    bool of_client = target >= r->client.fields && target < r->client.fields + r->client.count;
    filler_start(&f, a, r, d, side_word(r, of_client ? &r->client : &r->therapist), target, 1);
    raw_text raw = raw_from(text, where);
    if (str_trim(text).length > 0) {
        filler_mention(&f, 0, where);
        filler_add_cell(&f, 0, raw);
    }
    return filler_finish(&f, out);
}
