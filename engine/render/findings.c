// SPDX-License-Identifier: MIT
// Findings as lines and as JSON: see findings.h.
#include "render/findings.h"

#include "document/json.h"

str finding_file(const finding *f)
{
    return f->item.where.source ? f->item.where.source->name : f->path;
}

void findings_write_compact(finding_list findings, builder *out)
{
    for (size_t i = 0; i < findings.count; i++) {
        const finding *f = &findings.items[i];
        if (f->suppressed)
            continue;
        place_view view = place_look(f->item.where, out->arena);
        builder_add_visible(out, finding_file(f), false);
        if (view.line)
            builder_addf(out, ":%u:%u", view.line, view.column);
        builder_addf(out, ": %s: %.*s [%s]\n", severity_name(f->item.severity), STR_ARGS(f->item.message),
                     code_describe(f->item.code)->name);
    }
}

static void write_fix(json_writer *w, const diagnostic_edit *fix)
{
    json_key(w, "fix");
    if (!fix) {
        json_null(w);
        return;
    }
    json_open_object(w);
    json_key_integer(w, "offset", (int64_t)fix->where.offset);
    json_key_integer(w, "length", (int64_t)fix->where.length);
    json_key_string(w, "replacement", fix->replacement);
    json_close_object(w);
}

static void write_finding(json_writer *w, const finding *f)
{
    place where = f->item.where;
    place_view view = place_look(where, w->out->arena);
    place_view end = place_look(place_at(where.source, where.offset + where.length, 0), w->out->arena);
    json_open_object(w);
    json_key_string(w, "severity", str_from(severity_name(f->item.severity)));
    json_key_string(w, "code", str_from(code_describe(f->item.code)->name));
    json_key_string(w, "file", finding_file(f));
    json_key_integer(w, "line", view.line);
    json_key_integer(w, "column", view.column);
    json_key_integer(w, "end_line", end.line);
    json_key_integer(w, "end_column", end.column);
    json_key_integer(w, "offset", (int64_t)where.offset);
    json_key_integer(w, "length", (int64_t)where.length);
    json_key_string(w, "message", f->item.message);
    json_key_string(w, "help", f->item.help);
    write_fix(w, f->item.fix);
    json_close_object(w);
}

void findings_write_json(finding_list findings, builder *out)
{
    json_writer w = json_writer_new(out, true);
    json_open_array(&w);
    for (size_t i = 0; i < findings.count; i++)
        if (!findings.items[i].suppressed)
            write_finding(&w, &findings.items[i]);
    json_close_array(&w);
    builder_addc(out, '\n');
}
