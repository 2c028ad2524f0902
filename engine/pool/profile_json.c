// SPDX-License-Identifier: MIT
// Profiles from JSON objects. JSON has types of its own: a number is not taken for a text, nor a text for a
// number. What a value means is values.c's business.
#include "pool/values.h"

static const char *kind_word(json_kind kind)
{
    switch (kind) {
    case JSON_NULL:
        return "null";
    case JSON_FALSE:
        return "false";
    case JSON_TRUE:
        return "true";
    case JSON_NUMBER:
        return "a JSON number";
    case JSON_STRING:
        return "a JSON string";
    case JSON_ARRAY:
        return "a list";
    case JSON_OBJECT:
        return "an object";
    }
    return "this";
}

static bool kind_fits(const field *target, json_kind kind)
{
    switch (target->kind) {
    case FIELD_BOOLEAN:
        return kind == JSON_TRUE || kind == JSON_FALSE;
    case FIELD_NUMBER:
        return kind == JSON_NUMBER;
    case FIELD_RECORD:
        return kind == JSON_OBJECT;
    case FIELD_STRING:
    case FIELD_DATE:
    case FIELD_TEXT:
    case FIELD_TERM:
        break;
    }
    return kind == JSON_STRING;
}

// A string that is too much for a message's kind_word() shows itself: fields of numbers often get "150".
static void wrong_kind(field_filler *f, const field *target, const json_value *v)
{
    const char *found = kind_word(v->kind);
    if (v->kind == JSON_STRING || v->kind == JSON_NUMBER)
        found = str_printf(f->arena, "the %s %s%.*s%s", kind_word(v->kind) + 2,
                           v->kind == JSON_STRING ? "\"" : "", STR_ARGS(shown(f->arena, v->text)),
                           v->kind == JSON_STRING ? "\"" : "")
                    .data;
    filler_wrong(f, target, v->where, found);
}

static void read_members(field_filler *f, const json_value *object);

static void read_one(field_filler *f, uint32_t number, const json_value *v)
{
    const field *target = &f->fields[number];
    if (v->kind == JSON_NULL)
        return;
    if (!kind_fits(target, v->kind)) {
        wrong_kind(f, target, v);
    } else if (target->kind == FIELD_RECORD) {
        field_filler record;
        filler_start_record(&record, f, target);
        read_members(&record, v);
        filler_add_record(f, number, &record, v->where);
    } else if (target->kind == FIELD_BOOLEAN) {
        filler_add_text(f, number, raw_from(v->kind == JSON_TRUE ? STR("true") : STR("false"), v->where));
    } else {
        filler_add_text(f, number, raw_from_json(v));
    }
}

static void read_member(field_filler *f, uint32_t number, const json_value *v)
{
    const field *target = &f->fields[number];
    if (v->kind == JSON_NULL || !filler_mention(f, number, v->name_place))
        return;
    if (!target->list) {
        read_one(f, number, v);
        return;
    }
    if (v->kind != JSON_ARRAY) {
        f->bad = true;
        diagnostic *item = diagnose(f->diagnostics, CODE_wrong_field_value, v->where,
                                    "field \"%-.*s\" of %-.*s needs a list, not %-s", STR_ARGS(target->name),
                                    STR_ARGS(f->owner), kind_word(v->kind));
        diagnostic_help(f->diagnostics, item, "put the value in brackets: [ … ]");
        return;
    }
    for (const json_value *entry = v->first_child; entry && !f->slots[number].full; entry = entry->next)
        read_one(f, number, entry);
}

static void read_members(field_filler *f, const json_value *object)
{
    for (const json_value *member = object->first_child; member; member = member->next) {
        uint32_t number = filler_find(f, member->name, member->name_place);
        if (number != NAME_MISSING)
            read_member(f, number, member);
    }
}

bool profile_from_json(arena *a, const ruleset *r, const side *s, const json_value *v, diagnostics *d,
                       profile *out)
{
    field_filler f;
    filler_start_side(&f, a, r, d, s);
    if (v->kind != JSON_OBJECT) {
        *out = (profile){.side = s, .where = v->where, .id_where = v->where};
        diagnose(d, CODE_wrong_field_value, v->where, "a %-.*s is a JSON object, not %-s", STR_ARGS(f.owner),
                 kind_word(v->kind));
        return false;
    }
    read_members(&f, v);
    return filler_finish_profile(&f, s, true, v->where, out);
}
