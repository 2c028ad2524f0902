// SPDX-License-Identifier: MIT
// Writes JSON: see json.h.
#include "document/json.h"

#include <inttypes.h>

json_writer json_writer_new(builder *out, bool pretty)
{
    return (json_writer){.out = out, .pretty = pretty, .first = true};
}

static void start_line(json_writer *w)
{
    if (!w->pretty)
        return;
    builder_addc(w->out, '\n');
    for (unsigned i = 0; i < w->depth; i++)
        builder_adds(w->out, "  ");
}

// What stands before a value or a key: a comma and a new line where it is not the first of all.
static void separate(json_writer *w)
{
    if (w->after_key) {
        w->after_key = false;
        return;
    }
    if (!w->first)
        builder_addc(w->out, ',');
    if (w->depth > 0)
        start_line(w);
    w->first = false;
}

static void open_with(json_writer *w, char bracket)
{
    separate(w);
    builder_addc(w->out, bracket);
    w->depth++;
    w->first = true;
}

static void close_with(json_writer *w, char bracket)
{
    w->depth--;
    if (!w->first)
        start_line(w);
    builder_addc(w->out, bracket);
    w->first = false;
}

void json_open_object(json_writer *w)
{
    open_with(w, '{');
}

void json_close_object(json_writer *w)
{
    close_with(w, '}');
}

void json_open_array(json_writer *w)
{
    open_with(w, '[');
}

void json_close_array(json_writer *w)
{
    close_with(w, ']');
}

static void add_character(builder *out, uint32_t c, str as_written)
{
    static const char letters[] = {['\b'] = 'b', ['\f'] = 'f', ['\n'] = 'n', ['\r'] = 'r', ['\t'] = 't'};
    if (c == '"' || c == '\\')
        builder_addf(out, "\\%c", (char)c);
    else if (c < sizeof letters && letters[c])
        builder_addf(out, "\\%c", letters[c]);
    else if (c < 0x20 || (c >= 0x7F && c <= 0x9F))
        builder_addf(out, "\\u%04x", (unsigned)c);
    else if (c == 0xFFFD)
        builder_add_code_point(out, c);
    else
        builder_add(out, as_written);
}

static bool is_plain(char c)
{
    return (unsigned char)c >= 0x20 && (unsigned char)c < 0x7F && c != '"' && c != '\\';
}

static void add_quoted(builder *out, str s)
{
    builder_addc(out, '"');
    for (size_t at = 0; at < s.length;) {
        size_t from = at;
        while (at < s.length && is_plain(s.data[at]))
            at++;
        builder_add(out, str_slice(s, from, at));
        if (at == s.length)
            break;
        from = at;
        uint32_t c = utf8_decode(s, &at);
        add_character(out, c, str_slice(s, from, at));
    }
    builder_addc(out, '"');
}

void json_key(json_writer *w, const char *key)
{
    separate(w);
    add_quoted(w->out, str_from(key));
    builder_adds(w->out, w->pretty ? ": " : ":");
    w->after_key = true;
}

void json_string(json_writer *w, str s)
{
    separate(w);
    add_quoted(w->out, s);
}

void json_number_text(json_writer *w, str digits)
{
    separate(w);
    builder_add(w->out, digits);
}

void json_integer(json_writer *w, int64_t i)
{
    separate(w);
    builder_addf(w->out, "%" PRId64, i);
}

void json_boolean(json_writer *w, bool b)
{
    separate(w);
    builder_adds(w->out, b ? "true" : "false");
}

void json_null(json_writer *w)
{
    separate(w);
    builder_adds(w->out, "null");
}

void json_key_string(json_writer *w, const char *key, str s)
{
    json_key(w, key);
    json_string(w, s);
}

void json_key_integer(json_writer *w, const char *key, int64_t i)
{
    json_key(w, key);
    json_integer(w, i);
}

void json_key_boolean(json_writer *w, const char *key, bool b)
{
    json_key(w, key);
    json_boolean(w, b);
}
