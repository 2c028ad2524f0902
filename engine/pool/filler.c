// SPDX-License-Identifier: MIT
// Filling the fields of a profile or record: which field a name means, what may be given twice, and the
// values that come of it in the end. Reads no document.
#include "pool/values.h"

static const size_t FIELDS_LISTED = 8; // up to so many fields are named where nothing is near

str side_word(const ruleset *r, const side *s)
{
    return s == &r->client ? STR("client") : STR("therapist");
}

void filler_start(field_filler *f, arena *a, const ruleset *r, diagnostics *d, str owner, const field *fields,
                  size_t field_count)
{
    *f = (field_filler){.arena = a, .rules = r, .diagnostics = d, .owner = owner, .fields = fields};
    f->field_count = field_count;
    f->slots = ARENA_ARRAY(a, field_slot, field_count);
}

void filler_start_side(field_filler *f, arena *a, const ruleset *r, diagnostics *d, const side *s)
{
    filler_start(f, a, r, d, side_word(r, s), s->fields, s->count);
}

void filler_start_record(field_filler *f, const field_filler *owner, const field *record)
{
    filler_start(f, owner->arena, owner->rules, owner->diagnostics, record->name, record->fields,
                 record->field_count);
}

static const side *side_of(const field_filler *f)
{
    if (f->fields == f->rules->client.fields)
        return &f->rules->client;
    return f->fields == f->rules->therapist.fields ? &f->rules->therapist : NULL;
}

static void unknown_field(field_filler *f, str name, place where)
{
    f->bad = true;
    diagnostic *item = diagnose(f->diagnostics, CODE_unknown_field, where, "no field named \"%.*s\" in %-.*s",
                                STR_ARGS(shown(f->arena, name)), STR_ARGS(f->owner));
    suggestion nearest = suggestion_for(name);
    for (size_t i = 0; i < f->field_count; i++)
        suggestion_offer(&nearest, f->fields[i].name);
    diagnostic_suggest(f->diagnostics, item, &nearest);
    if (suggestion_found(&nearest) || f->field_count > FIELDS_LISTED)
        return;
    builder list = builder_new(f->arena);
    for (size_t i = 0; i < f->field_count; i++)
        builder_addf(&list, "%s%.*s", i ? ", " : "", STR_ARGS(f->fields[i].name));
    diagnostic_help(f->diagnostics, item, "fields of %-.*s: %-.*s", STR_ARGS(f->owner),
                    STR_ARGS(builder_str(&list)));
}

uint32_t filler_find(field_filler *f, str name, place where)
{
    const side *s = side_of(f);
    uint32_t number = NAME_MISSING;
    if (s)
        number = name_map_get(&s->names, name);
    for (uint32_t i = 0; !s && i < f->field_count; i++)
        if (str_equal(f->fields[i].name, name))
            number = i;
    if (number == NAME_MISSING)
        unknown_field(f, name, where);
    return number;
}

static void no_column(field_filler *f, const field *target, str name, place where)
{
    bool record = target->kind == FIELD_RECORD;
    f->bad = true;
    diagnostic *item =
        diagnose(f->diagnostics, CODE_unknown_field, where, "a column cannot fill \"%.*s\": \"%-.*s\" is %-s",
                 STR_ARGS(name), STR_ARGS(target->name),
                 !record        ? "no record"
                 : target->list ? "a list of records"
                                : "a record");
    if (record)
        diagnostic_help(f->diagnostics, item, "%-s",
                        target->list ? "give these profiles as XML or JSON"
                                     : "name a field of the record: \"record.field\"");
}

bool filler_find_path(field_filler *f, str name, place where, field_path *out)
{
    size_t dot = str_find(name, STR("."), 0);
    out->member = NO_MEMBER;
    out->field = filler_find(f, dot == SIZE_MAX ? name : str_slice(name, 0, dot), where);
    if (out->field == NAME_MISSING)
        return false;
    const field *target = &f->fields[out->field];
    if (dot == SIZE_MAX && target->kind != FIELD_RECORD)
        return true;
    if (target->kind != FIELD_RECORD || target->list || dot == SIZE_MAX) {
        no_column(f, target, name, where);
        return false;
    }
    field_filler record;
    filler_start_record(&record, f, target);
    out->member = filler_find(&record, str_slice(name, dot + 1, name.length), where);
    if (out->member == NAME_MISSING)
        f->bad = true;
    return out->member != NAME_MISSING;
}

bool filler_mention(field_filler *f, uint32_t number, place where)
{
    field_slot *slot = &f->slots[number];
    const field *target = &f->fields[number];
    bool before = slot->given;
    slot->given = true;
    if (!before || target->list)
        return true;
    f->bad = true;
    diagnose(f->diagnostics, CODE_repeated_field, where,
             "field \"%-.*s\" of %-.*s is given twice, and it holds one value", STR_ARGS(target->name),
             STR_ARGS(f->owner));
    return false;
}

void filler_add_record(field_filler *f, uint32_t number, field_filler *record, place where)
{
    const field *target = &f->fields[number];
    feel_value *values = ARENA_ARRAY(f->arena, feel_value, record->field_count);
    if (!filler_finish(record, values)) {
        f->bad = true;
        return;
    }
    feel_entry *entries = ARENA_ARRAY(f->arena, feel_entry, record->field_count);
    bool known = false;
    for (size_t i = 0; i < record->field_count; i++) {
        entries[i] = (feel_entry){record->fields[i].name, values[i]};
        known = known || !feel_is_null(values[i]);
    }
    field_slot *slot = &f->slots[number];
    if (!known || slot->full)
        return;
    if (slot->items.count >= f->rules->limits.list_items) {
        slot->full = f->bad = true;
        diagnose(f->diagnostics, CODE_too_many, where, "field \"%-.*s\" of %-.*s has more than %llu entries",
                 STR_ARGS(target->name), STR_ARGS(f->owner), (unsigned long long)f->rules->limits.list_items);
        return;
    }
    given_value *given = ARENA_PUSH(f->arena, &slot->items);
    given->value = feel_make_context(f->arena, entries, record->field_count);
    given->term = NAME_MISSING;
    given->where = where;
    if (target->match != NAME_MISSING && record->slots[target->match].items.count > 0)
        given->where = record->slots[target->match].items.items[0].where;
}

// ---- what comes of it ----

// A list of terms is a set: each once, in the order given; then the broader ones.
static feel_value term_list(field_filler *f, const field *target, const field_slot *slot)
{
    const vocabulary *v = target->terms;
    VEC(feel_value) out = {0};
    enum { BITS = 64 };
    uint64_t *seen = ARENA_ARRAY(f->arena, uint64_t, v->count / BITS + 1);
    for (size_t i = 0; i < slot->items.count; i++) {
        uint32_t number = slot->items.items[i].term;
        if (seen[number / BITS] >> number % BITS & 1)
            continue;
        seen[number / BITS] |= UINT64_C(1) << number % BITS;
        *ARENA_PUSH(f->arena, &out) = slot->items.items[i].value;
    }
    for (size_t i = 0; target->broader && i < slot->items.count; i++) {
        const term *given = &v->terms[slot->items.items[i].term];
        for (size_t k = 0; k < given->broader_count; k++) {
            uint32_t number = given->broader[k];
            if (seen[number / BITS] >> number % BITS & 1)
                continue;
            seen[number / BITS] |= UINT64_C(1) << number % BITS;
            *ARENA_PUSH(f->arena, &out) = feel_string(v->terms[number].id);
        }
    }
    return feel_make_list(f->arena, out.items, out.count);
}

static feel_value slot_value(field_filler *f, uint32_t number)
{
    const field *target = &f->fields[number];
    const field_slot *slot = &f->slots[number];
    if (!target->list)
        return slot->items.count > 0 ? slot->items.items[0].value : FEEL_NULL_VALUE;
    if (!slot->given)
        return FEEL_NULL_VALUE;
    if (target->kind == FIELD_TERM)
        return term_list(f, target, slot);
    feel_value *items = ARENA_ARRAY(f->arena, feel_value, slot->items.count);
    for (size_t i = 0; i < slot->items.count; i++)
        items[i] = slot->items.items[i].value;
    return feel_make_list(f->arena, items, slot->items.count);
}

// At most one entry for each therapist.
static void check_entries(field_filler *f, uint32_t number)
{
    const field *target = &f->fields[number];
    name_map seen = {0};
    for (size_t i = 0; i < f->slots[number].items.count; i++) {
        const given_value *given = &f->slots[number].items.items[i];
        feel_value id = given->value.as.context->entries[target->match].value;
        if (feel_is_null(id) || name_map_put(&seen, f->arena, id.as.string, 0))
            continue;
        f->bad = true;
        diagnostic *item = diagnose(f->diagnostics, CODE_repeated_field, given->where,
                                    "two entries of \"%-.*s\" for the therapist \"%.*s\"",
                                    STR_ARGS(target->name), STR_ARGS(shown(f->arena, id.as.string)));
        diagnostic_help(f->diagnostics, item, "put what is known of one therapist into one entry");
    }
}

bool filler_finish(field_filler *f, feel_value *values)
{
    for (uint32_t i = 0; i < f->field_count; i++) {
        const field *target = &f->fields[i];
        if (target->kind == FIELD_RECORD && target->list && target->match != NAME_MISSING)
            check_entries(f, i);
        values[i] = slot_value(f, i);
    }
    return !f->bad;
}

bool filler_finish_profile(field_filler *f, const side *s, bool id_required, place where, profile *out)
{
    *out = (profile){.side = s, .where = where, .id_where = where};
    if (f->slots[0].items.count > 0) {
        out->id = f->slots[0].items.items[0].value.as.string;
        out->id_where = f->slots[0].items.items[0].where;
    } else if (id_required && !(f->bad && f->slots[0].given)) {
        f->bad = true;
        diagnose(f->diagnostics, CODE_missing_id, where, "a %-.*s without an id", STR_ARGS(f->owner));
    }
    out->values = ARENA_ARRAY(f->arena, feel_value, f->field_count);
    return filler_finish(f, out->values);
}
