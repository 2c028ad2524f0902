// SPDX-License-Identifier: MIT
// From texts to typed values: what each type of field accepts, and what is said where it does not fit.
// Knows nothing of XML, JSON or CSV beyond the place of a value.
#include "pool/values.h"

#include <string.h>

enum {
    SHOWN_CODE_POINTS = 60, // of a value in a message
    TERMS_LISTED = 8        // up to so many allowed terms are named
};

str shown(arena *a, str text)
{
    size_t at = 0;
    for (size_t n = 0; n < SHOWN_CODE_POINTS && at < text.length; n++)
        utf8_decode(text, &at);
    if (at >= text.length)
        return text;
    return str_printf(a, "%.*s…", STR_ARGS(str_slice(text, 0, at)));
}

// "a number" …: what a field needs, for messages.
static const char *needed(const field *f)
{
    switch (f->kind) {
    case FIELD_BOOLEAN:
        return "true or false";
    case FIELD_NUMBER:
        return "a number";
    case FIELD_DATE:
        return "a date";
    case FIELD_TERM:
        return "a term";
    case FIELD_RECORD:
        return "a record";
    case FIELD_STRING:
    case FIELD_TEXT:
        break;
    }
    return "a text";
}

static const char *needed_form(const field *f)
{
    switch (f->kind) {
    case FIELD_BOOLEAN:
        return "write true, false, yes or no";
    case FIELD_NUMBER:
        return "write plain digits, with a point before decimals and without a unit: 1250.5";
    case FIELD_DATE:
        return "write year, month and day: 2026-03-01";
    case FIELD_RECORD:
    case FIELD_TERM:
    case FIELD_STRING:
    case FIELD_TEXT:
        break;
    }
    return NULL;
}

void filler_wrong(field_filler *f, const field *target, place where, const char *found)
{
    f->bad = true;
    diagnostic *item =
        diagnose(f->diagnostics, CODE_wrong_field_value, where, "field \"%-.*s\" of %-.*s needs %-s, not %s",
                 STR_ARGS(target->name), STR_ARGS(f->owner), needed(target), found);
    const char *form = needed_form(target);
    if (form)
        diagnostic_help(f->diagnostics, item, "%-s", form);
}

static void wrong_text(field_filler *f, const field *target, raw_text raw)
{
    str found = str_printf(f->arena, "\"%.*s\"", STR_ARGS(shown(f->arena, raw.text)));
    filler_wrong(f, target, raw_place(raw), found.data);
}

static void suggest_term(field_filler *f, const field *target, raw_text raw)
{
    const vocabulary *v = target->terms;
    str text = shown(f->arena, raw.text);
    f->bad = true;
    bool choice = str_equal(v->name, target->name); // its options have no name of their own
    str of = choice ? STR("option") : str_printf(f->arena, "term of \"%.*s\"", STR_ARGS(v->name));
    diagnostic *item =
        diagnose(f->diagnostics, CODE_unknown_field_term, raw_place(raw),
                 "field \"%-.*s\" of %-.*s needs %-s %-.*s, not \"%.*s\"", STR_ARGS(target->name),
                 STR_ARGS(f->owner), choice ? "an" : "a", STR_ARGS(of), STR_ARGS(text));
    suggestion nearest = suggestion_for(text);
    for (size_t i = 0; i < v->count; i++) {
        suggestion_offer(&nearest, v->terms[i].id);
        suggestion_offer(&nearest, v->terms[i].label);
    }
    diagnostic_suggest(f->diagnostics, item, &nearest);
    if (v->count > TERMS_LISTED)
        return;
    builder list = builder_new(f->arena);
    for (size_t i = 0; i < v->count; i++)
        builder_addf(&list, "%s%.*s", i ? ", " : "", STR_ARGS(v->terms[i].id));
    diagnostic_help(f->diagnostics, item, "allowed: %-.*s", STR_ARGS(builder_str(&list)));
}

// ---- one value ----

static bool parse_boolean(str text, feel_value *out)
{
    bool yes = str_equal_nocase(text, STR("true")) || str_equal_nocase(text, STR("yes"));
    *out = feel_boolean(yes);
    return yes || str_equal_nocase(text, STR("false")) || str_equal_nocase(text, STR("no"));
}

static bool is_plain_number(str text)
{
    size_t at = text.length > 0 && (text.data[0] == '-' || text.data[0] == '+');
    size_t digits = 0, points = 0;
    for (; at < text.length; at++) {
        if (text.data[at] == '.')
            points++;
        else if (text.data[at] >= '0' && text.data[at] <= '9')
            digits++;
        else
            return false;
    }
    return digits > 0 && points <= 1 && text.data[text.length - 1] != '.';
}

static bool parse_number(field_filler *f, const field *target, raw_text raw, feel_value *out)
{
    decimal number;
    if (!is_plain_number(raw.text) || !decimal_parse(raw.text, &number)) {
        wrong_text(f, target, raw);
        return false;
    }
    bool low = target->has_min && decimal_compare(number, target->min) < 0;
    bool high = target->has_max && decimal_compare(number, target->max) > 0;
    if (low || high) {
        f->bad = true;
        diagnose(f->diagnostics, CODE_wrong_field_value, raw_place(raw),
                 "field \"%-.*s\" of %-.*s must be at %-s %-.*s, not %.*s", STR_ARGS(target->name),
                 STR_ARGS(f->owner), low ? "least" : "most",
                 STR_ARGS(decimal_text(f->arena, low ? target->min : target->max)),
                 STR_ARGS(shown(f->arena, raw.text)));
        return false;
    }
    *out = feel_number(number);
    return true;
}

static bool parse_date(field_filler *f, const field *target, raw_text raw, feel_value *out)
{
    enum { DATE_BYTES = 10 }; // YYYY-MM-DD
    feel_value date = {.kind = FEEL_DATE};
    if (raw.text.length != DATE_BYTES || !feel_parse_date(raw.text, &date.as.date)) {
        wrong_text(f, target, raw);
        return false;
    }
    *out = date;
    return true;
}

// Offset of a character that XML could not hold, SIZE_MAX where there is none. Texts never have them, so that
// every profile can be written in every format.
static size_t find_control(str text, bool lines)
{
    for (size_t i = 0; i < text.length; i++) {
        unsigned char c = (unsigned char)text.data[i];
        if (c < ' ' && !(lines && (c == '\n' || c == '\r' || c == '\t')))
            return i;
        if (c == 0xEF && i + 2 < text.length && (unsigned char)text.data[i + 1] == 0xBF &&
            (unsigned char)text.data[i + 2] >= 0xBE)
            return i;
    }
    return SIZE_MAX;
}

// CR LF and CR become LF, as an XML parser does it.
static str copy_lines(arena *a, str text)
{
    str copy = str_copy(a, text);
    if (text.length == 0 || !memchr(text.data, '\r', text.length))
        return copy;
    char *out = (char *)(uintptr_t)copy.data;
    size_t length = 0;
    for (size_t i = 0; i < text.length; i++) {
        if (text.data[i] != '\r')
            out[length++] = text.data[i];
        else if (i + 1 == text.length || text.data[i + 1] != '\n')
            out[length++] = '\n';
    }
    out[length] = '\0';
    return (str){copy.data, length};
}

// One blank for each stretch of white space: a short string is one line wherever it is shown.
static str fold_blanks(arena *a, str text)
{
    builder out = builder_new(a);
    str word;
    while (str_next_word(&text, &word))
        builder_addf(&out, "%s%.*s", out.length ? " " : "", STR_ARGS(word));
    return builder_str(&out);
}

static bool parse_string(field_filler *f, const field *target, raw_text raw, feel_value *out)
{
    bool is_id = target == f->rules->client.fields || target == f->rules->therapist.fields;
    size_t control = find_control(raw.text, !is_id);
    if (control != SIZE_MAX) {
        size_t end = control;
        uint32_t code_point = utf8_decode(raw.text, &end);
        f->bad = true;
        diagnose(f->diagnostics, CODE_wrong_field_value, raw_place(raw_slice(raw, control, end)),
                 "field \"%-.*s\" of %-.*s has a control character (U+%04X)", STR_ARGS(target->name),
                 STR_ARGS(f->owner), (unsigned)code_point);
        return false;
    }
    *out = feel_string(target->kind == FIELD_TEXT ? copy_lines(f->arena, raw.text)
                                                  : fold_blanks(f->arena, raw.text));
    return true;
}

static bool parse_term(field_filler *f, const field *target, raw_text raw, given_value *out)
{
    arena_mark mark = arena_get_mark(f->arena);
    out->term = vocabulary_find(target->terms, raw.text, f->arena);
    arena_rewind(f->arena, mark);
    if (out->term == NAME_MISSING) {
        suggest_term(f, target, raw);
        return false;
    }
    out->value = feel_string(target->terms->terms[out->term].id);
    return true;
}

static bool parse_value(field_filler *f, const field *target, raw_text raw, given_value *out)
{
    switch (target->kind) {
    case FIELD_BOOLEAN:
        if (parse_boolean(raw.text, &out->value))
            return true;
        wrong_text(f, target, raw);
        return false;
    case FIELD_NUMBER:
        return parse_number(f, target, raw, &out->value);
    case FIELD_DATE:
        return parse_date(f, target, raw, &out->value);
    case FIELD_TERM:
        return parse_term(f, target, raw, out);
    case FIELD_STRING:
    case FIELD_TEXT:
        return parse_string(f, target, raw, &out->value);
    case FIELD_RECORD:
        wrong_text(f, target, raw);
        return false;
    }
    return false;
}

// ---- adding values to a field ----

static bool has_room(field_filler *f, uint32_t number, place where)
{
    field_slot *slot = &f->slots[number];
    if (slot->items.count < f->rules->limits.list_items)
        return true;
    if (!slot->full)
        diagnose(f->diagnostics, CODE_too_many, where, "field \"%-.*s\" of %-.*s has more than %llu entries",
                 STR_ARGS(f->fields[number].name), STR_ARGS(f->owner),
                 (unsigned long long)f->rules->limits.list_items);
    slot->full = f->bad = true;
    return false;
}

void filler_add_text(field_filler *f, uint32_t number, raw_text raw)
{
    const field *target = &f->fields[number];
    raw = raw_trim(raw);
    if (raw.text.length == 0 || !has_room(f, number, raw.where))
        return;
    if (raw.text.length > f->rules->limits.text_bytes) {
        f->bad = true;
        diagnose(f->diagnostics, CODE_file_too_large, raw_place(raw),
                 "field \"%-.*s\" of %-.*s has %llu bytes; the limit is %llu", STR_ARGS(target->name),
                 STR_ARGS(f->owner), (unsigned long long)raw.text.length,
                 (unsigned long long)f->rules->limits.text_bytes);
        return;
    }
    given_value value = {.value = FEEL_NULL_VALUE, .term = NAME_MISSING, .where = raw_place(raw)};
    if (parse_value(f, target, raw, &value))
        *ARENA_PUSH(f->arena, &f->slots[number].items) = value;
}

// An item of a list in a cell: up to the next bar; a backslash takes a bar's or a backslash's meaning away.
static raw_text cell_item(arena *a, raw_text raw, size_t *at)
{
    size_t end = *at;
    bool escaped = false;
    while (end < raw.text.length && raw.text.data[end] != '|') {
        if (raw.text.data[end] == '\\' && end + 1 < raw.text.length &&
            (raw.text.data[end + 1] == '|' || raw.text.data[end + 1] == '\\')) {
            escaped = true;
            end++;
        }
        end++;
    }
    raw_text item = raw_trim(raw_slice(raw, *at, end));
    *at = end + 1;
    if (!escaped)
        return item;
    builder plain = builder_new(a);
    for (size_t i = 0; i < item.text.length; i++) {
        char next = i + 1 < item.text.length ? item.text.data[i + 1] : ' ';
        if (item.text.data[i] == '\\' && (next == '|' || next == '\\'))
            i++;
        builder_addc(&plain, item.text.data[i]);
    }
    return raw_from(builder_str(&plain), raw_place(item));
}

void filler_add_cell(field_filler *f, uint32_t number, raw_text raw)
{
    if (!f->fields[number].list) {
        filler_add_text(f, number, raw);
        return;
    }
    for (size_t at = 0; at <= raw.text.length && !f->slots[number].full;)
        filler_add_text(f, number, cell_item(f->arena, raw, &at));
}
