// SPDX-License-Identifier: MIT
// Findings as SARIF 2.1.0, the format of code scanning services (OASIS, 2020): see findings.h.
//
// Places are given as line and column (in code points) and as bytes. Relative file names hang on %SRCROOT%,
// which is said to be the folder that the command ran in: so the output is the same on every machine.
#include "render/findings.h"

#include "base/ascii.h"
#include "document/json.h"
#include "render/code_pages.h"

#include <string.h>

typedef struct sarif {
    json_writer w;
    finding_list findings;
    arena *arena;
    uint32_t rule_of[CODE_COUNT]; // by code: number of its rule + 1
    size_t rule_count;
} sarif;

static const char *level_of(severity level)
{
    static const char *const names[] = {"error", "warning", "note"};
    return names[level];
}

static void key_text(sarif *s, const char *key, str text)
{
    json_key(&s->w, key);
    json_open_object(&s->w);
    json_key_string(&s->w, "text", text);
    json_close_object(&s->w);
}

static void write_rule(sarif *s, diagnostic_code code)
{
    const code_info *info = code_describe(code);
    str page = code_page_text(s->arena, info->name);
    json_open_object(&s->w);
    json_key_string(&s->w, "id", str_from(info->name));
    key_text(s, "shortDescription", str_from(info->meaning));
    if (page.length) {
        json_key(&s->w, "help");
        json_open_object(&s->w);
        builder text = builder_new(s->arena);
        code_page_print(info->name, false, 0, &text);
        json_key_string(&s->w, "text", builder_str(&text));
        json_key_string(&s->w, "markdown", page);
        json_close_object(&s->w);
    }
    json_key(&s->w, "defaultConfiguration");
    json_open_object(&s->w);
    json_key_string(&s->w, "level", str_from(level_of(info->severity)));
    json_close_object(&s->w);
    json_close_object(&s->w);
}

static void write_driver(sarif *s, const char *version)
{
    json_key(&s->w, "tool");
    json_open_object(&s->w);
    json_key(&s->w, "driver");
    json_open_object(&s->w);
    json_key_string(&s->w, "name", STR("attune"));
    json_key_string(&s->w, "semanticVersion", str_from(version));
    json_key(&s->w, "rules");
    json_open_array(&s->w);
    for (size_t i = 0; i < s->findings.count; i++) {
        diagnostic_code code = s->findings.items[i].item.code;
        if (s->rule_of[code])
            continue;
        s->rule_of[code] = (uint32_t)++s->rule_count;
        write_rule(s, code);
    }
    json_close_array(&s->w);
    json_close_object(&s->w);
    json_close_object(&s->w);
}

// A path as a URI: what is not plain in one is written as %XX.
static str uri_of(arena *a, str path)
{
    builder out = builder_new(a);
    if (str_starts(path, STR("/")))
        builder_adds(&out, "file://");
    for (size_t i = 0; i < path.length; i++) {
        unsigned char c = (unsigned char)path.data[i];
        if (ascii_is_letter((char)c) || ascii_is_digit((char)c) || (c && strchr("-._~/", c)))
            builder_addc(&out, (char)c);
        else
            builder_addf(&out, "%%%02X", c);
    }
    return builder_str(&out);
}

static void write_artifact(sarif *s, str path)
{
    json_key(&s->w, "artifactLocation");
    json_open_object(&s->w);
    json_key_string(&s->w, "uri", uri_of(s->arena, path));
    if (!str_starts(path, STR("/")))
        json_key_string(&s->w, "uriBaseId", STR("%SRCROOT%"));
    json_close_object(&s->w);
}

static void write_region(sarif *s, const char *key, place where, bool snippet)
{
    place_view from = place_look(where, s->arena);
    place_view to = place_look(place_at(where.source, where.offset + where.length, 0), s->arena);
    json_key(&s->w, key);
    json_open_object(&s->w);
    if (from.line) {
        json_key_integer(&s->w, "startLine", from.line);
        json_key_integer(&s->w, "startColumn", from.column);
        json_key_integer(&s->w, "endLine", to.line);
        json_key_integer(&s->w, "endColumn", to.column);
    }
    json_key_integer(&s->w, "byteOffset", (int64_t)where.offset);
    json_key_integer(&s->w, "byteLength", (int64_t)where.length);
    if (snippet && where.length)
        key_text(s, "snippet", str_slice(where.source->bytes, where.offset, where.offset + where.length));
    json_close_object(&s->w);
}

static void write_locations(sarif *s, const finding *f)
{
    json_key(&s->w, "locations");
    json_open_array(&s->w);
    if (finding_file(f).length) {
        json_open_object(&s->w);
        json_key(&s->w, "physicalLocation");
        json_open_object(&s->w);
        write_artifact(s, finding_file(f));
        if (f->item.where.source)
            write_region(s, "region", f->item.where, true);
        json_close_object(&s->w);
        json_close_object(&s->w);
    }
    json_close_array(&s->w);
}

static str fingerprint_text(sarif *s, const finding *f)
{
    str line = str_trim(place_look(f->item.where, s->arena).line_text);
    return str_printf(s->arena, "%s\n%.*s\n%.*s\n%.*s", code_describe(f->item.code)->name,
                      STR_ARGS(finding_file(f)), STR_ARGS(f->item.message), STR_ARGS(line));
}

// Stays the same while lines above are added or taken away: of code, file, message, the line's text, and the
// how manieth such finding it is.
static void write_fingerprint(sarif *s, const finding *f, name_map *seen)
{
    str text = fingerprint_text(s, f);
    uint32_t before = name_map_get(seen, text);
    uint32_t number = before == NAME_MISSING ? 1 : before + 1;
    name_map_set(seen, s->arena, text, number);
    json_key(&s->w, "partialFingerprints");
    json_open_object(&s->w);
    json_key_string(&s->w, "attune/v1",
                    str_printf(s->arena, "%016llx:%u", (unsigned long long)str_hash(text), number));
    json_close_object(&s->w);
}

static void write_fix(sarif *s, const finding *f)
{
    const diagnostic_edit *fix = f->item.fix;
    json_key(&s->w, "fixes");
    json_open_array(&s->w);
    json_open_object(&s->w);
    json_key(&s->w, "artifactChanges");
    json_open_array(&s->w);
    json_open_object(&s->w);
    write_artifact(s, fix->where.source->name);
    json_key(&s->w, "replacements");
    json_open_array(&s->w);
    json_open_object(&s->w);
    write_region(s, "deletedRegion", fix->where, false);
    key_text(s, "insertedContent", fix->replacement);
    json_close_object(&s->w);
    json_close_array(&s->w);
    json_close_object(&s->w);
    json_close_array(&s->w);
    json_close_object(&s->w);
    json_close_array(&s->w);
}

static void write_suppression(sarif *s, const finding *f)
{
    json_key(&s->w, "suppressions");
    json_open_array(&s->w);
    if (f->suppressed) {
        json_open_object(&s->w);
        json_key_string(&s->w, "kind", STR("inSource"));
        json_key_string(&s->w, "justification", f->justification);
        json_close_object(&s->w);
    }
    json_close_array(&s->w);
}

static void write_result(sarif *s, const finding *f, name_map *seen)
{
    json_open_object(&s->w);
    json_key_string(&s->w, "ruleId", str_from(code_describe(f->item.code)->name));
    json_key_integer(&s->w, "ruleIndex", (int64_t)s->rule_of[f->item.code] - 1);
    json_key_string(&s->w, "level", str_from(level_of(f->item.severity)));
    str message = f->item.message;
    if (f->item.help.length)
        message = str_printf(s->arena, "%.*s\n%.*s", STR_ARGS(message), STR_ARGS(f->item.help));
    key_text(s, "message", message);
    write_locations(s, f);
    write_fingerprint(s, f, seen);
    if (f->item.fix)
        write_fix(s, f);
    write_suppression(s, f);
    json_close_object(&s->w);
}

static void write_bases(sarif *s)
{
    json_key(&s->w, "originalUriBaseIds");
    json_open_object(&s->w);
    json_key(&s->w, "%SRCROOT%");
    json_open_object(&s->w);
    key_text(s, "description", STR("the folder in which attune check ran"));
    json_close_object(&s->w);
    json_close_object(&s->w);
    json_key_string(&s->w, "columnKind", STR("unicodeCodePoints"));
}

void findings_write_sarif(finding_list findings, const char *version, builder *out)
{
    sarif s = {.w = json_writer_new(out, true), .findings = findings, .arena = out->arena};
    name_map seen = {0};
    json_open_object(&s.w);
    json_key_string(&s.w, "$schema", STR("https://json.schemastore.org/sarif-2.1.0.json"));
    json_key_string(&s.w, "version", STR("2.1.0"));
    json_key(&s.w, "runs");
    json_open_array(&s.w);
    json_open_object(&s.w);
    write_driver(&s, version);
    write_bases(&s);
    json_key(&s.w, "results");
    json_open_array(&s.w);
    for (size_t i = 0; i < findings.count; i++)
        write_result(&s, &findings.items[i], &seen);
    json_close_array(&s.w);
    json_close_object(&s.w);
    json_close_array(&s.w);
    json_close_object(&s.w);
    builder_addc(out, '\n');
}
