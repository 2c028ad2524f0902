// SPDX-License-Identifier: MIT
// Reading a file of therapists into a pool: which reader, what to do about a bad profile, and progress.
// Knows nothing of what a field means, nor of how the pool keeps it.
#include "pool/load.h"
#include "pool/pool_private.h"
#include "pool/profile_xml.h"
#include "pool/values.h"

#include <string.h>

enum {
    PROGRESS_ROWS = 256, // profiles between two reports
    KEPT_FREE = 8        // of the diagnostics' room: warnings of profiles leave it to what matters more
};

typedef struct pool_reader {
    pool *pool;
    const pool_options *options;
    const limits *limits;
    diagnostics *diagnostics; // the caller's
    diagnostics notes;        // of the profile at hand; handed on to the caller's when it is dealt with
    arena note_arena;
    const char *path;
    const source *loaded; // NULL: the file is streamed
    arena records;        // of one record
    const csv_fields *columns;
    size_t met;   // therapists, good or bad
    size_t found; // of them, those of the part wanted
    size_t skipped;
    const source *file; // what was read, once something was
    uint64_t bytes;     // of the file, 0 where not known
    bool lone;          // the root is a therapist itself
    bool lone_client;
    bool cancelled;
} pool_reader;

static void start_notes(pool_reader *r)
{
    arena_reset(&r->note_arena);
    diagnostics_init(&r->notes, &r->note_arena, r->diagnostics->limit);
    r->notes.show_data = r->diagnostics->show_data;
}

// Hands what was noted on to the caller's diagnostics; lower: errors become warnings. Only what is kept is
// copied, so that memory does not grow with the number of bad profiles.
static void hand_on(pool_reader *r, bool lower)
{
    diagnostics *d = r->diagnostics;
    bool first_error = d->errors == 0; // which is always kept: the status rests on it
    for (size_t i = 0; i < r->notes.items.count; i++) {
        diagnostic item = r->notes.items.items[i];
        if (lower && item.severity == SEVERITY_ERROR)
            item.severity = SEVERITY_WARNING;
        bool is_error = item.severity == SEVERITY_ERROR;
        if (d->items.count + (is_error ? 0 : KEPT_FREE) >= d->limit && !(is_error && first_error))
            continue;
        first_error = first_error && !is_error;
        item.message = str_copy(d->arena, item.message);
        item.help = str_copy(d->arena, item.help);
        *ARENA_PUSH(d->arena, &d->items) = item;
    }
    d->errors += lower ? 0 : r->notes.errors;
    d->warnings += r->notes.warnings + (lower ? r->notes.errors : 0);
    start_notes(r);
}

// Deals the profile at hand out; false where it is another part's, and what was noted of it with it.
static bool is_dealt_to_us(pool_reader *r)
{
    const pool_options *o = r->options;
    r->met++;
    uint64_t number = r->pool->dealt++;
    if (o->parts <= 1 || number % o->parts + 1 == o->part) {
        r->found++;
        return true;
    }
    start_notes(r);
    return false;
}

// Deals with what was noted of a profile. Where bad ones are left out, errors become warnings.
static void settle(pool_reader *r, bool good)
{
    if (!good)
        r->skipped++;
    if (r->notes.errors + r->notes.warnings > 0)
        hand_on(r, !r->options->strict);
}

static bool report_progress(pool_reader *r, uint64_t done)
{
    const progress *report = &r->options->progress;
    if (report->report && !report->report(report->user, "reading", done, r->bytes))
        r->cancelled = true;
    return !r->cancelled;
}

// A therapist that was read; false where reading has to end.
static bool take(pool_reader *r, bool good, const profile *t)
{
    r->file = t->where.source;
    if (!is_dealt_to_us(r))
        return true;
    if (good && !pool_add(r->pool, t, true, &r->notes)) {
        if (pool_count(r->pool) >= r->limits->profiles)
            return false;
        good = false;
    }
    settle(r, good);
    if (r->found % PROGRESS_ROWS != 0)
        return true;
    return report_progress(r, t->where.offset);
}

// What could not even be cut into a record.
static bool take_broken(void *user, place record)
{
    pool_reader *r = user;
    r->file = record.source;
    if (is_dealt_to_us(r))
        settle(r, false);
    return true;
}

// ---- XML ----

static bool begin_xml(void *user, const xml_node *root)
{
    static const char *const NONE[] = {NULL};
    pool_reader *r = user;
    r->file = root->where.source;
    bool ours = str_equals(root->namespace_uri, PROFILE_NAMESPACE);
    r->lone = ours && str_equals(root->name, "therapist");
    r->lone_client = ours && str_equals(root->name, "client");
    if (r->lone || r->lone_client)
        return false;
    if (!ours || !str_equals(root->name, "profiles")) {
        diagnostic *item = diagnose(
            &r->notes, CODE_wrong_root, root->where,
            "the outermost element is \"%.*s\" of %s%.*s%s, not \"profiles\" of \"%-s\"",
            STR_ARGS(shown(&r->note_arena, root->name)), root->namespace_uri.length ? "\"" : "no namespace",
            STR_ARGS(root->namespace_uri), root->namespace_uri.length ? "\"" : "", PROFILE_NAMESPACE);
        diagnostic_help(&r->notes, item, "begin with <profiles xmlns=\"%-s\">", PROFILE_NAMESPACE);
        return false;
    }
    return xml_only_attributes(root, NONE, &r->notes);
}

static bool wrong_record(pool_reader *r, const xml_node *n)
{
    if (n->kind == XML_TEXT) {
        diagnose(&r->notes, CODE_unexpected_text, raw_place(raw_trim(raw_from_xml_text(n))),
                 "text between the profiles");
    } else {
        diagnostic *item =
            diagnose(&r->notes, CODE_unknown_element, n->where, "element \"%.*s\" is no profile",
                     STR_ARGS(shown(&r->note_arena, n->name)));
        suggestion nearest = suggestion_for(n->name);
        suggestion_offer(&nearest, STR("therapist"));
        suggestion_offer(&nearest, STR("client"));
        diagnostic_suggest(&r->notes, item, &nearest);
    }
    return take_broken(r, n->where);
}

static bool record_xml(void *user, const xml_node *n)
{
    pool_reader *r = user;
    bool ours = n->kind == XML_ELEMENT && str_equals(n->namespace_uri, PROFILE_NAMESPACE);
    if (n->kind == XML_ELEMENT && str_equals(n->name, "client"))
        diagnostics_withhold(&r->notes, n->where.source);
    if (ours && str_equals(n->name, "client"))
        return true;
    if (!ours || !str_equals(n->name, "therapist"))
        return wrong_record(r, n);
    const ruleset *rules = r->pool->rules;
    profile t;
    bool good = profile_from_xml(&r->records, rules, &rules->therapist, n, true, &r->notes, &t);
    return take(r, good, &t);
}

// A document that is one therapist.
static bool read_lone_xml(pool_reader *r)
{
    const source *s = r->loaded;
    if (!s)
        s = load_document(r->pool->arena, r->path, r->limits->profile_bytes, "profile_bytes", &r->notes);
    const xml_node *root = s ? xml_parse(&r->records, s, r->limits, &r->notes) : NULL;
    return root && record_xml(r, root);
}

static bool read_xml(pool_reader *r)
{
    arena *a = r->pool->arena;
    xml_stream_handler handler = {begin_xml, record_xml, r};
    bool whole = r->loaded ? xml_stream_source(a, &r->records, r->loaded, r->limits, &r->notes, &handler)
                           : xml_stream(a, &r->records, r->path, r->limits, &r->notes, &handler);
    return r->lone ? read_lone_xml(r) : whole || r->lone_client;
}

// ---- JSON ----

static bool record_json(void *user, const json_value *value)
{
    pool_reader *r = user;
    const ruleset *rules = r->pool->rules;
    profile t;
    bool good = profile_from_json(&r->records, rules, &rules->therapist, value, &r->notes, &t);
    return take(r, good, &t);
}

static bool read_ndjson(pool_reader *r)
{
    arena *a = r->pool->arena;
    json_lines_handler handler = {record_json, take_broken, r};
    return r->loaded ? json_lines_source(a, &r->records, r->loaded, r->limits, &r->notes, &handler)
                     : json_lines(a, &r->records, r->path, r->limits, &r->notes, &handler);
}

// One document: a list of therapists, or a single one.
static bool read_json(pool_reader *r)
{
    arena *a = r->pool->arena;
    const source *s = r->loaded;
    if (!s)
        s = load_document(a, r->path, r->limits->document_bytes, "document_bytes; NDJSON has no such limit",
                          &r->notes);
    if (!s)
        return false;
    arena *kept = arena_new_within(a);
    const json_value *root = json_parse(kept, s, 0, s->bytes.length, r->limits, &r->notes);
    bool whole = root != NULL;
    if (root && root->kind != JSON_ARRAY)
        whole = record_json(r, root);
    for (const json_value *v = root && root->kind == JSON_ARRAY ? root->first_child : NULL; v && whole;
         v = v->next) {
        whole = record_json(r, v);
        arena_reset(&r->records);
    }
    arena_free(kept);
    return whole;
}

// ---- CSV ----

static bool header_csv(void *user, const csv_row *row)
{
    pool_reader *r = user;
    const ruleset *rules = r->pool->rules;
    r->file = row->where.source;
    r->columns = csv_fields_from_header(r->pool->arena, rules, &rules->therapist, row, &r->notes);
    return r->columns != NULL;
}

static bool record_csv(void *user, const csv_row *row)
{
    pool_reader *r = user;
    profile t;
    bool good = profile_from_csv(&r->records, r->columns, row, &r->notes, &t);
    return take(r, good, &t);
}

static bool read_csv(pool_reader *r)
{
    arena *a = r->pool->arena;
    csv_handler handler = {header_csv, record_csv, take_broken, r};
    return r->loaded ? csv_read_source(a, &r->records, r->loaded, r->limits, &r->notes, &handler)
                     : csv_read(a, &r->records, r->path, r->limits, &r->notes, &handler);
}

// ---- the whole file ----

static bool read_format(pool_reader *r, document_format format)
{
    switch (format) {
    case FORMAT_XML:
        return read_xml(r);
    case FORMAT_JSON:
        return read_json(r);
    case FORMAT_NDJSON:
        return read_ndjson(r);
    case FORMAT_CSV:
    case FORMAT_UNKNOWN:
        break;
    }
    return read_csv(r);
}

// Chooses the reader; loads what can be read only once. False after a diagnostic.
static bool open_pool_file(pool_reader *r, document_format *format)
{
    *format = FORMAT_UNKNOWN;
    if (r->options->format) {
        *format = format_by_name(str_from(r->options->format));
        if (*format == FORMAT_UNKNOWN) {
            diagnostic *item = diagnose(&r->notes, CODE_wrong_value, (place){0}, "no format named \"%s\"",
                                        r->options->format);
            diagnostic_help(&r->notes, item, "allowed: xml, json, ndjson, csv");
            return false;
        }
    }
    if (r->loaded || !is_plain_file(r->path, &r->bytes)) {
        if (!r->loaded)
            r->loaded =
                load_document(r->pool->arena, r->path, r->limits->piped_bytes, "piped_bytes", &r->notes);
        if (!r->loaded)
            return false;
        if (*format == FORMAT_UNKNOWN)
            *format = format_by_ending(str_from(r->path));
        if (*format == FORMAT_UNKNOWN)
            *format = format_by_content(r->loaded->bytes);
    } else if (*format == FORMAT_UNKNOWN) {
        *format = format_of_file(r->path);
    }
    return true;
}

static bool close_pool_file(pool_reader *r, bool whole, size_t errors_before)
{
    place file = r->file ? place_at(r->file, 0, 0) : (place){0};
    if (whole && r->met == 0 && r->diagnostics->errors == errors_before)
        diagnose(r->diagnostics, CODE_no_profiles, file, "no therapist in \"%-s\"", r->path);
    if (r->skipped > 0 && !r->options->strict)
        diagnose(r->diagnostics, CODE_profile_skipped, (place){0},
                 "%zu of %zu therapists in \"%s\" left out because of errors", r->skipped, r->found, r->path);
    r->pool->skipped += r->skipped;
    return whole && r->diagnostics->errors == errors_before;
}

// loaded: the file's bytes where they are in memory, else NULL.
static bool read_pool(pool *p, const char *path, const source *loaded, const pool_options *options,
                      diagnostics *d)
{
    pool_reader *r = ARENA_NEW(p->arena, pool_reader);
    *r = (pool_reader){.pool = p, .options = options, .limits = &p->rules->limits, .diagnostics = d};
    r->path = path;
    r->loaded = loaded;
    arena_init_within(&r->note_arena, p->arena);
    start_notes(r);
    arena_init_within(&r->records, p->arena);
    size_t errors_before = d->errors;
    p->threads = options->threads;
    document_format format;
    bool whole = open_pool_file(r, &format) && read_format(r, format);
    pool_search_end(p, &r->notes);
    arena_free(&r->records);
    hand_on(r, false);
    arena_free(&r->note_arena);
    if (r->cancelled)
        guard_fail(p->arena->guard, ATTUNE_CANCELLED);
    return close_pool_file(r, whole, errors_before);
}

bool pool_read(pool *p, const char *path, const pool_options *options, diagnostics *d)
{
    return read_pool(p, path, NULL, options, d);
}

bool pool_read_source(pool *p, const source *s, const pool_options *options, diagnostics *d)
{
    return read_pool(p, str_terminated(p->arena, s->name), s, options, d);
}
