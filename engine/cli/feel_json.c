// SPDX-License-Identifier: MIT
// FEEL values as JSON and back: see feel_json.h.
#include "cli/feel_json.h"

// A date, time, date and time or duration, by the language's own literal for it.
static bool temporal_from_text(arena *a, const limits *l, str text, feel_value *out)
{
    builder literal = builder_new(a);
    builder_adds(&literal, "@\"");
    builder_add(&literal, text);
    builder_adds(&literal, "\"");
    feel_scope nothing = {NULL, 0};
    feel_options options = {.limits = l, .lenient = true};
    const feel_expression *e = feel_compile(a, builder_str(&literal), &nothing, &options);
    if (!e)
        return false;
    feel_run run = {.arena = a, .limits = l};
    *out = feel_evaluate(e, &run);
    return !feel_is_null(*out);
}

static bool scalar_from_json(arena *a, const limits *l, str type, str text, feel_value *out)
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
    return temporal_from_text(a, l, text, out);
}

static bool list_from_json(arena *a, const limits *l, const json_value *v, feel_value *out)
{
    feel_value *items = ARENA_ARRAY(a, feel_value, v->count);
    size_t count = 0;
    for (const json_value *item = v->first_child; item; item = item->next)
        if (!feel_from_json(a, l, item, &items[count++]))
            return false;
    *out = feel_make_list(a, items, count);
    return true;
}

static bool context_from_json(arena *a, const limits *l, const json_value *v, feel_value *out)
{
    feel_entry *entries = ARENA_ARRAY(a, feel_entry, v->count);
    size_t count = 0;
    for (const json_value *item = v->first_child; item; item = item->next, count++) {
        entries[count].name = item->name;
        if (!feel_from_json(a, l, item, &entries[count].value))
            return false;
    }
    *out = feel_make_context(a, entries, count);
    return true;
}

static bool object_from_json(arena *a, const limits *l, const json_value *v, feel_value *out)
{
    const json_value *type = json_member(v, STR("t")), *text = json_member(v, STR("v"));
    const json_value *list = json_member(v, STR("list")), *context = json_member(v, STR("ctx"));
    if (v->count == 2 && type && text && type->kind == JSON_STRING && text->kind == JSON_STRING)
        return scalar_from_json(a, l, type->text, text->text, out);
    if (v->count == 1 && list && list->kind == JSON_ARRAY)
        return list_from_json(a, l, list, out);
    if (v->count == 1 && context && context->kind == JSON_OBJECT)
        return context_from_json(a, l, context, out);
    return context_from_json(a, l, v, out);
}

bool feel_from_json(arena *a, const limits *l, const json_value *v, feel_value *out)
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
        return list_from_json(a, l, v, out);
    default:
        return object_from_json(a, l, v, out);
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

static void context_to_json(json_writer *w, const feel_context *context)
{
    json_key(w, "ctx");
    json_open_object(w);
    for (size_t i = 0; i < context->count; i++) {
        json_key(w, str_terminated(w->out->arena, context->entries[i].name));
        feel_to_json(w, context->entries[i].value);
    }
    json_close_object(w);
}

static void list_to_json(json_writer *w, const feel_list *list)
{
    json_key(w, "list");
    json_open_array(w);
    for (size_t i = 0; i < list->count; i++)
        feel_to_json(w, list->items[i]);
    json_close_array(w);
}

void feel_to_json(json_writer *w, feel_value v)
{
    if (feel_is_null(v)) {
        json_null(w);
        return;
    }
    json_open_object(w);
    if (v.kind == FEEL_LIST) {
        list_to_json(w, v.as.list);
    } else if (v.kind == FEEL_CONTEXT) {
        context_to_json(w, v.as.context);
    } else {
        json_key_string(w, "t", str_from(type_word(v.kind)));
        json_key_string(w, "v", feel_value_text(w->out->arena, v));
    }
    json_close_object(w);
}
