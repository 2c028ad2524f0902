// SPDX-License-Identifier: MIT
// FEEL values as JSON and back: see feel_json.h.
#include "cli/feel_json.h"

enum { MOST_LEVELS = 200 }; // of lists and contexts; the walk is recursive

static bool temporal_from_text(arena *a, str type, str text, feel_value *out)
{
    static const struct {
        const char *type;
        feel_kind kind;
    } KINDS[] = {{"date", FEEL_DATE},
                 {"time", FEEL_TIME},
                 {"dateTime", FEEL_DATE_TIME},
                 {"duration", FEEL_DAYS_DURATION},
                 {"duration", FEEL_MONTHS_DURATION}};
    for (size_t i = 0; i < sizeof KINDS / sizeof *KINDS; i++)
        if (str_equals(type, KINDS[i].type) && feel_parse_temporal(a, KINDS[i].kind, text, out))
            return true;
    return false;
}

static bool scalar_from_json(arena *a, str type, str text, feel_value *out)
{
    if (str_equals(type, "string")) {
        *out = feel_string(text);
        return true;
    }
    if (str_equals(type, "boolean")) {
        *out = feel_boolean(str_equals(text, "true"));
        return str_equals(text, "true") || str_equals(text, "false");
    }
    if (str_equals(type, "decimal")) {
        decimal number;
        if (!decimal_parse(text, &number))
            return false;
        *out = feel_number(number);
        return true;
    }
    return temporal_from_text(a, type, text, out);
}

static bool list_from_json(arena *a, const json_value *v, feel_value *out)
{
    feel_value *items = ARENA_ARRAY(a, feel_value, v->count);
    size_t count = 0;
    for (const json_value *item = v->first_child; item; item = item->next)
        if (!feel_from_json(a, item, &items[count++]))
            return false;
    *out = feel_make_list(a, items, count);
    return true;
}

static bool context_from_json(arena *a, const json_value *v, feel_value *out)
{
    feel_entry *entries = ARENA_ARRAY(a, feel_entry, v->count);
    size_t count = 0;
    for (const json_value *item = v->first_child; item; item = item->next, count++) {
        entries[count].name = item->name;
        if (!feel_from_json(a, item, &entries[count].value))
            return false;
    }
    *out = feel_make_context(a, entries, count);
    return true;
}

static bool object_from_json(arena *a, const json_value *v, feel_value *out)
{
    const json_value *type = json_member(v, STR("t")), *text = json_member(v, STR("v"));
    const json_value *list = json_member(v, STR("list")), *context = json_member(v, STR("ctx"));
    if (v->count == 2 && type && text && type->kind == JSON_STRING && text->kind == JSON_STRING)
        return scalar_from_json(a, type->text, text->text, out);
    if (v->count == 1 && list && list->kind == JSON_ARRAY)
        return list_from_json(a, list, out);
    if (v->count == 1 && context && context->kind == JSON_OBJECT)
        return context_from_json(a, context, out);
    return context_from_json(a, v, out);
}

bool feel_from_json(arena *a, const json_value *v, feel_value *out)
{
    decimal number;
    *out = FEEL_NULL_VALUE;
    switch (v->kind) {
    case JSON_NULL:
        return true;
    case JSON_FALSE:
    case JSON_TRUE:
        *out = feel_boolean(v->kind == JSON_TRUE);
        return true;
    case JSON_NUMBER:
        if (!decimal_parse(v->text, &number))
            return false;
        *out = feel_number(number);
        return true;
    case JSON_STRING:
        *out = feel_string(v->text);
        return true;
    case JSON_ARRAY:
        return list_from_json(a, v, out);
    default:
        return object_from_json(a, v, out);
    }
}

static const char *type_word(feel_kind kind)
{
    switch (kind) {
    case FEEL_BOOLEAN:
        return "boolean";
    case FEEL_NUMBER:
        return "decimal";
    case FEEL_STRING:
        return "string";
    case FEEL_DATE:
        return "date";
    case FEEL_TIME:
        return "time";
    case FEEL_DATE_TIME:
        return "dateTime";
    case FEEL_DAYS_DURATION:
    case FEEL_MONTHS_DURATION:
        return "duration";
    case FEEL_RANGE:
        return "range";
    default:
        return "function";
    }
}

typedef struct json_walk {
    json_writer *writer;
    size_t end; // of the output, at most
    unsigned levels;
} json_walk;

static bool write_value(json_walk *walk, feel_value v);

static bool room_for(const json_walk *walk, size_t more)
{
    size_t length = walk->writer->out->length;
    return length <= walk->end && more <= walk->end - length;
}

static bool write_context(json_walk *walk, const feel_context *context)
{
    json_writer *w = walk->writer;
    json_key(w, "ctx");
    json_open_object(w);
    for (size_t i = 0; i < context->count; i++) {
        if (!room_for(walk, context->entries[i].name.length))
            return false;
        json_key(w, str_terminated(w->out->arena, context->entries[i].name));
        if (!write_value(walk, context->entries[i].value))
            return false;
    }
    json_close_object(w);
    return true;
}

static bool write_list(json_walk *walk, const feel_list *list)
{
    json_key(walk->writer, "list");
    json_open_array(walk->writer);
    for (size_t i = 0; i < list->count; i++)
        if (!write_value(walk, list->items[i]))
            return false;
    json_close_array(walk->writer);
    return true;
}

static bool write_scalar(json_walk *walk, feel_value v)
{
    json_writer *w = walk->writer;
    str text;
    if (!feel_value_text_within(w->out->arena, v, walk->end - w->out->length, &text))
        return false;
    json_key_string(w, "t", str_from(type_word(v.kind)));
    json_key_string(w, "v", text);
    return true;
}

static bool write_value(json_walk *walk, feel_value v)
{
    json_writer *w = walk->writer;
    if (!room_for(walk, 4) || walk->levels == MOST_LEVELS)
        return false;
    if (feel_is_null(v)) {
        json_null(w);
        return true;
    }
    walk->levels++;
    json_open_object(w);
    bool whole = v.kind == FEEL_LIST      ? write_list(walk, v.as.list)
                 : v.kind == FEEL_CONTEXT ? write_context(walk, v.as.context)
                                          : write_scalar(walk, v);
    json_close_object(w);
    walk->levels--;
    return whole;
}

bool feel_to_json(json_writer *w, feel_value v, uint64_t most)
{
    json_walk walk = {.writer = w, .end = w->out->length + most};
    return write_value(&walk, v) && room_for(&walk, 0);
}
