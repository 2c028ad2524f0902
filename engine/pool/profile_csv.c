// SPDX-License-Identifier: MIT
// Profiles from CSV rows: the header names the fields, a cell holds one value or a list with bars between.
// What a value means is values.c's business.
#include "pool/values.h"

struct csv_fields {
    const ruleset *rules;
    const side *side;
    const field_path *targets; // one for each column
    size_t count;
};

static bool is_repeated(const field_path *targets, size_t column)
{
    for (size_t i = 0; i < column; i++)
        if (targets[i].field == targets[column].field && targets[i].member == targets[column].member)
            return true;
    return false;
}

const csv_fields *csv_fields_from_header(arena *a, const ruleset *r, const side *s, const csv_row *header,
                                         diagnostics *d)
{
    field_filler f;
    filler_start_side(&f, a, r, d, s);
    field_path *targets = ARENA_ARRAY(a, field_path, header->count);
    bool good = true, has_id = false;
    for (size_t i = 0; i < header->count; i++) {
        raw_text name = raw_trim(raw_from_cell(&header->cells[i]));
        if (!filler_find_path(&f, name.text, raw_place(name), &targets[i])) {
            if (good && d->items.count) // once is enough
                diagnostic_help(
                    d, &d->items.items[d->items.count - 1],
                    "leave the column out, or make profiles of the file by a map (attune import)");
            good = false;
            continue;
        }
        has_id = has_id || targets[i].field == 0;
        if (is_repeated(targets, i)) {
            good = false;
            diagnose(d, CODE_repeated_field, raw_place(name), "two columns for field \"%.*s\"",
                     STR_ARGS(name.text));
        }
    }
    if (!has_id) {
        good = false;
        diagnostic *item = diagnose(d, CODE_missing_id, header->where, "no column \"id\" in the header");
        diagnostic_help(d, item, "the first row names the fields: id,name,…");
    }
    if (!good)
        return NULL;
    csv_fields *fields = ARENA_NEW(a, csv_fields);
    *fields = (csv_fields){r, s, targets, header->count};
    return fields;
}

// The record that column first starts, with all of its other columns.
static void read_record(field_filler *f, const csv_fields *fields, const csv_row *row, size_t first)
{
    uint32_t number = fields->targets[first].field;
    field_filler record;
    filler_start_record(&record, f, &f->fields[number]);
    for (size_t i = first; i < fields->count && i < row->count; i++) {
        const csv_cell *cell = &row->cells[i];
        if (fields->targets[i].field != number || str_trim(cell->text).length == 0)
            continue;
        filler_mention(&record, fields->targets[i].member, cell->where);
        filler_add_cell(&record, fields->targets[i].member, raw_from_cell(cell));
    }
    filler_mention(f, number, row->cells[first].where);
    filler_add_record(f, number, &record, row->cells[first].where);
}

bool profile_from_csv(arena *a, const csv_fields *fields, const csv_row *row, diagnostics *d, profile *out)
{
    field_filler f;
    filler_start_side(&f, a, fields->rules, d, fields->side);
    for (size_t i = 0; i < fields->count && i < row->count; i++) {
        const csv_cell *cell = &row->cells[i];
        uint32_t number = fields->targets[i].field;
        if (fields->targets[i].member != NO_MEMBER) {
            if (!f.slots[number].given)
                read_record(&f, fields, row, i);
            continue;
        }
        if (str_trim(cell->text).length == 0)
            continue;
        filler_mention(&f, number, cell->where);
        filler_add_cell(&f, number, raw_from_cell(cell));
    }
    return filler_finish_profile(&f, fields->side, true, row->where, out);
}
