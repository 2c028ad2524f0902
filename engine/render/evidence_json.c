// SPDX-License-Identifier: MIT
// Evidence as JSON and NDJSON (docs/evidence.schema.json), and places in texts. Decides nothing.
#include "render/evidence.h"

#include "document/json.h"
#include "render/text.h"
#include "text/regex.h"

enum { SCHEMA_VERSION = 1 };

size_t evidence_text_of(const evidence_record *e, const text_match *m, size_t from)
{
    while (from + 1 < e->text_count && (e->texts[from].field != m->field || e->texts[from].item != m->item))
        from++;
    return from;
}

bool evidence_cue(str text, const text_match *m, size_t *start, size_t *end)
{
    uintptr_t first = (uintptr_t)text.data, cue = (uintptr_t)m->cue.data;
    if (m->cue.length == 0 || cue < first || cue - first > text.length ||
        m->cue.length > text.length - (cue - first))
        return false;
    *start = cue - first;
    *end = *start + m->cue.length;
    return true;
}

void evidence_move_to(text_cursor *c, str text, size_t offset)
{
    while (c->offset < offset && c->offset < text.length) {
        bool line_end = text.data[c->offset] == '\n';
        (void)utf8_decode(text, &c->offset);
        c->line += line_end;
        c->column = line_end ? 1 : c->column + 1;
    }
}

static const char *reason_code(match_reason reason)
{
    static const char *const codes[] = {
        [REASON_COUNTS] = "counts",
        [REASON_UNLESS] = "unless",
        [REASON_QUESTION] = "question",
        [REASON_DISAVOWED] = "disavowed",
        [REASON_OTHER_HOLDER] = "other_holder",
        [REASON_CLIENT_HOLDER] = "client_holder",
        [REASON_QUOTED] = "quoted",
        [REASON_PAST] = "past",
        [REASON_NEGATED] = "negated",
        [REASON_NEGATED_TWICE] = "negated_twice",
        [REASON_UNCERTAIN] = "uncertain",
        [REASON_HYPOTHETICAL] = "hypothetical",
        [REASON_GIVEN_UP] = "given_up",
        [REASON_SAID_AGAINST] = "said_against",
    };
    return codes[reason];
}

static const char *state_name(signal_state state)
{
    static const char *const names[] = {"unknown", "false", "true"};
    return names[state];
}

static void write_where(json_writer *w, const evidence_record *e, uint32_t field, uint32_t item)
{
    if (field == NAME_MISSING)
        return;
    json_key_string(w, "field", e->rules->therapist.fields[field].name);
    json_key_integer(w, "item", item);
}

// The first nine members are what programs rely on, in this order; new ones go behind.
static void write_match(json_writer *w, const evidence_record *e, const text_match *m, const text_value *in,
                        text_cursor *cursor)
{
    str text = in->text;
    json_open_object(w);
    json_key_string(w, "signal", e->rules->signals[m->signal].name);
    json_key_string(w, "quote", str_slice(text, m->start, m->end));
    json_key_integer(w, "start", (int64_t)m->start);
    json_key_integer(w, "end", (int64_t)m->end);
    json_key_string(w, "polarity", str_from(polarity_name(m->polarity)));
    json_key_string(w, "holder", str_from(holder_name(m->holder)));
    json_key_string(w, "mood", str_from(mood_name(m->mood)));
    json_key_boolean(w, "counts", m->counts);
    json_key_string(w, "because", text_match_because(w->out->arena, m));
    write_where(w, e, in->field, in->item);
    json_key_integer(w, "sentence_start", (int64_t)m->sentence_start);
    json_key_integer(w, "sentence_end", (int64_t)m->sentence_end);
    json_key_string(w, "sentence", str_slice(text, m->sentence_start, m->sentence_end));
    json_key_string(w, "reason", str_from(reason_code(m->reason)));
    if (m->reason == REASON_SAID_AGAINST)
        json_key_string(w, "against", str_from(reason_code(m->against)));
    json_key_string(w, "cue", m->cue);
    size_t start, end;
    if (evidence_cue(text, m, &start, &end)) {
        json_key_integer(w, "cue_start", (int64_t)start);
        json_key_integer(w, "cue_end", (int64_t)end);
    }
    json_key_integer(w, "pattern", m->pattern);
    if (in->field == NAME_MISSING) {
        evidence_move_to(cursor, text, m->start); // it is the only text
        json_key_integer(w, "line", (int64_t)cursor->line);
        json_key_integer(w, "column", (int64_t)cursor->column);
    }
    json_close_object(w);
}

void evidence_render_ndjson(const evidence_record *e, builder *out)
{
    size_t text = 0;
    text_cursor cursor = {0, 1, 1};
    for (size_t i = 0; i < e->match_count; i++) {
        text = evidence_text_of(e, &e->matches[i], text);
        json_writer w = json_writer_new(out, false);
        write_match(&w, e, &e->matches[i], &e->texts[text], &cursor);
        builder_addc(out, '\n');
    }
}

static void write_origin(json_writer *w, const ruleset *r)
{
    json_key_integer(w, "schema_version", SCHEMA_VERSION);
    json_key(w, "ruleset");
    json_open_object(w);
    json_key_string(w, "id", r->id);
    json_key_string(w, "version", r->version);
    json_key_string(w, "sha256", r->sha256);
    json_close_object(w);
    json_key(w, "engine");
    json_open_object(w);
    json_key_string(w, "attune", STR(ATTUNE_VERSION));
    json_key_string(w, "pcre2", str_from(regex_version()));
    json_close_object(w);
}

static void write_texts(json_writer *w, const evidence_record *e)
{
    json_key(w, "texts");
    json_open_array(w);
    for (size_t i = 0; i < e->text_count; i++) {
        json_open_object(w);
        write_where(w, e, e->texts[i].field, e->texts[i].item);
        json_key_string(w, "text", e->texts[i].text);
        json_close_object(w);
    }
    json_close_array(w);
}

static void write_signals(json_writer *w, const evidence_record *e)
{
    json_key(w, "signals");
    json_open_array(w);
    for (size_t i = 0; i < e->rules->signal_count; i++) {
        const signal_info *signal = &e->rules->signals[i];
        json_open_object(w);
        json_key_string(w, "signal", signal->name);
        if (signal->title.count)
            json_key_string(w, "title", text_message_plain(&signal->title));
        json_key_string(w, "state", str_from(state_name(e->states[i])));
        json_close_object(w);
    }
    json_close_array(w);
}

static void write_limits(json_writer *w, const evidence_record *e)
{
    json_key(w, "given_up");
    json_open_array(w);
    for (size_t i = 0; i < e->limit_count; i++) {
        const text_limit *limit = &e->limits[i];
        json_open_object(w);
        json_key_string(w, "signal", e->rules->signals[limit->signal].name);
        json_key_integer(w, "pattern", limit->pattern);
        write_where(w, e, limit->field, limit->item);
        json_key_integer(w, "start", (int64_t)limit->at);
        json_key_boolean(w, "too_many", limit->too_many);
        json_close_object(w);
    }
    json_close_array(w);
}

void evidence_render_json(const evidence_record *e, builder *out)
{
    json_writer w = json_writer_new(out, true);
    json_open_object(&w);
    write_origin(&w, e->rules);
    if (e->id.length) {
        json_key_string(&w, "therapist", e->id);
        if (e->name.length)
            json_key_string(&w, "name", e->name);
    }
    write_texts(&w, e);
    json_key(&w, "matches");
    json_open_array(&w);
    size_t text = 0;
    text_cursor cursor = {0, 1, 1};
    for (size_t i = 0; i < e->match_count; i++) {
        text = evidence_text_of(e, &e->matches[i], text);
        write_match(&w, e, &e->matches[i], &e->texts[text], &cursor);
    }
    json_close_array(&w);
    write_signals(&w, e);
    write_limits(&w, e);
    json_close_object(&w);
    builder_addc(out, '\n');
}
