// SPDX-License-Identifier: MIT
// See clients.h. Everything in such a file is a client's: nothing of its text is shown (base/diagnostics.h).
#include "pool/clients.h"

#include "pool/load.h"
#include "pool/profile_xml.h"
#include "pool/values.h"

typedef struct clients_reader {
    const ruleset *rules;
    const clients_handler *handler;
    arena *arena;         // of the file
    arena records;        // of one client
    diagnostics *caller;  // told of the file as a whole
    diagnostics problems; // of what is at hand
    arena problem_arena;
    uint64_t found;
    bool lone; // the root is a client itself
    bool stopped;
} clients_reader;

static void start_problems(clients_reader *r)
{
    arena_reset(&r->problem_arena);
    diagnostics_init(&r->problems, &r->problem_arena, r->caller->limit);
    r->problems.of_client = true;
    r->problems.show_data = r->caller->show_data;
}

// Hands a client on, good or bad; false where reading has to end.
static bool give(clients_reader *r, const profile *client)
{
    bool good = client && r->problems.errors == 0;
    r->stopped = !r->handler->client(r->handler->user, r->found++, good ? client : NULL, &r->problems);
    start_problems(r);
    return !r->stopped;
}

// ---- XML

static bool is_ours(const xml_node *n, const char *name)
{
    return n->kind == XML_ELEMENT && str_equals(n->namespace_uri, PROFILE_NAMESPACE) &&
           str_equals(n->name, name);
}

static bool begin_xml(void *user, const xml_node *root)
{
    clients_reader *r = user;
    r->lone = is_ours(root, "client");
    if (r->lone)
        return false;
    if (is_ours(root, "profiles"))
        return true;
    diagnostic *item = diagnose(&r->problems, CODE_wrong_root, root->where,
                                "the outermost element is neither \"profiles\" nor \"client\" of \"%-s\"",
                                PROFILE_NAMESPACE);
    diagnostic_help(&r->problems, item, "begin with <profiles xmlns=\"%-s\">", PROFILE_NAMESPACE);
    return false;
}

static bool record_xml(void *user, const xml_node *n)
{
    clients_reader *r = user;
    profile client;
    if (is_ours(n, "therapist"))
        return true;
    if (is_ours(n, "client"))
        return give(r,
                    profile_from_xml(&r->records, r->rules, &r->rules->client, n, true, &r->problems, &client)
                        ? &client
                        : NULL);
    diagnose(&r->problems, n->kind == XML_TEXT ? CODE_unexpected_text : CODE_unknown_element, n->where,
             "this is no profile of a client");
    return give(r, NULL);
}

static bool read_lone(clients_reader *r, const char *path, const source *loaded)
{
    const source *s =
        loaded ? loaded
               : load_document(r->arena, path, r->rules->limits.profile_bytes, "profile_bytes", &r->problems);
    const xml_node *root = s ? xml_parse(&r->records, s, &r->rules->limits, &r->problems) : NULL;
    return root && record_xml(r, root);
}

static bool read_xml(clients_reader *r, const char *path, const source *loaded)
{
    const limits *l = &r->rules->limits;
    xml_stream_handler handler = {begin_xml, record_xml, r};
    bool whole = loaded ? xml_stream_source(r->arena, &r->records, loaded, l, &r->problems, &handler)
                        : xml_stream(r->arena, &r->records, path, l, &r->problems, &handler);
    return r->lone ? read_lone(r, path, loaded) : whole;
}

// ---- JSON

static bool record_json(void *user, const json_value *value)
{
    clients_reader *r = user;
    profile client;
    return give(r, profile_from_json(&r->records, r->rules, &r->rules->client, value, &r->problems, &client)
                       ? &client
                       : NULL);
}

static bool bad_line(void *user, place line)
{
    (void)line;
    return give(user, NULL);
}

static bool read_ndjson(clients_reader *r, const char *path, const source *loaded)
{
    const limits *l = &r->rules->limits;
    json_lines_handler handler = {record_json, bad_line, r};
    return loaded ? json_lines_source(r->arena, &r->records, loaded, l, &r->problems, &handler)
                  : json_lines(r->arena, &r->records, path, l, &r->problems, &handler);
}

static bool read_json(clients_reader *r, const char *path, const source *loaded)
{
    const limits *l = &r->rules->limits;
    const source *s = loaded ? loaded
                             : load_document(r->arena, path, l->document_bytes,
                                             "document_bytes; NDJSON has no such limit", &r->problems);
    const json_value *root = s ? json_parse(r->arena, s, 0, s->bytes.length, l, &r->problems) : NULL;
    if (!root || root->kind != JSON_ARRAY)
        return root && record_json(r, root);
    bool whole = true;
    for (const json_value *v = root->first_child; v && whole; v = v->next) {
        whole = record_json(r, v);
        arena_reset(&r->records);
    }
    return whole;
}

// ---- the whole file

static bool choose_format(clients_reader *r, const char *name, const char *path, const source *loaded,
                          document_format *format)
{
    *format = name ? format_by_name(str_from(name)) : format_by_ending(str_from(path));
    if (*format == FORMAT_UNKNOWN && !name)
        *format = loaded ? format_by_content(loaded->bytes) : format_of_file(path);
    if (*format != FORMAT_UNKNOWN && *format != FORMAT_CSV)
        return true;
    diagnostic *item = diagnose(&r->problems, CODE_wrong_value, (place){0},
                                "clients are not read from CSV or an unknown format");
    diagnostic_help(&r->problems, item, "write them as XML, JSON or NDJSON");
    return false;
}

static bool read_format(clients_reader *r, const char *path, const char *name)
{
    uint64_t size;
    document_format format;
    const source *loaded = NULL;
    if (!is_plain_file(path, &size)) {
        loaded = load_document(r->arena, path, r->rules->limits.piped_bytes, "piped_bytes", &r->problems);
        if (!loaded)
            return false;
    }
    if (!choose_format(r, name, path, loaded, &format))
        return false;
    if (format == FORMAT_XML)
        return read_xml(r, path, loaded);
    return format == FORMAT_NDJSON ? read_ndjson(r, path, loaded) : read_json(r, path, loaded);
}

bool clients_read(arena *a, const ruleset *rules, const char *path, const char *format, diagnostics *d,
                  const clients_handler *handler)
{
    clients_reader *r = ARENA_NEW(a, clients_reader);
    *r = (clients_reader){.rules = rules, .handler = handler, .arena = a, .caller = d};
    arena_init_within(&r->records, a);
    arena_init_within(&r->problem_arena, a);
    start_problems(r);
    size_t errors = d->errors;
    bool whole = read_format(r, path, format);
    if (whole && r->found == 0 && r->problems.errors == 0)
        diagnose(&r->problems, CODE_no_profiles, (place){0}, "no client in the file");
    diagnostics_add_all(d, &r->problems); // noted beside any client: about the file
    arena_free(&r->records);
    arena_free(&r->problem_arena);
    return whole && d->errors == errors;
}
