// SPDX-License-Identifier: MIT
// A report as CSV for spreadsheets: one therapist a row, one column for each factor. A cell of text that a
// spreadsheet might take for a formula gets an apostrophe in front.
#include "document/csv.h"
#include "render/text.h"

#include <inttypes.h>

// Whether it starts with =, +, - or @, also in full width or behind blanks; or with a tab or a line end.
static bool is_formula(str text)
{
    static const uint32_t starts[] = {'=', '+', '-', '@', 0xFF1D, 0xFF0B, 0xFF0D, 0xFF20, '\t', '\r', '\n'};
    size_t at = 0;
    while (at < text.length && text.data[at] == ' ')
        at++;
    uint32_t first = at < text.length ? utf8_decode(text, &at) : 0;
    bool formula = false;
    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
        formula = formula || first == starts[i];
    return formula;
}

static void cell_text(builder *out, str text)
{
    if (is_formula(text))
        text = str_printf(out->arena, "'%.*s", STR_ARGS(text));
    csv_escape(out, text);
}

static void cell_points(builder *out, int64_t micro)
{
    int64_t size = micro < 0 ? -micro : micro;
    builder_addf(out, ",%s%" PRId64 ".%06" PRId64, micro < 0 ? "-" : "", size / MICRO, size % MICRO);
}

static void write_header(const report *r, builder *out)
{
    builder_adds(out, "place,id,name,excluded,score,low,high,coverage");
    for (size_t i = 0; i < r->ruleset->factor_count; i++) {
        builder_addc(out, ',');
        cell_text(out, r->ruleset->factors[i].id);
    }
    builder_adds(out, ",deducted,ceiling_cut,flags,unmet_gates,first_question\n");
}

// Ids of the flags that hold, or of the unmet gates, with spaces between.
static str held_flags(const explanation *e, arena *a)
{
    builder list = builder_new(a);
    for (size_t i = 0; i < e->flag_count; i++)
        if (e->flags[i].holds == TRUTH_TRUE)
            builder_addf(&list, "%s%.*s", list.length ? " " : "", STR_ARGS(e->flags[i].id));
    return builder_str(&list);
}

static str unmet_gates(const explanation *e, arena *a)
{
    builder list = builder_new(a);
    for (size_t i = 0; i < e->gate_count; i++)
        if (e->gates[i].outcome == OUTCOME_UNMET)
            builder_addf(&list, "%s%.*s", list.length ? " " : "", STR_ARGS(e->gates[i].id));
    return builder_str(&list);
}

static void write_row(const report *r, const explanation *e, builder *out)
{
    if (e->place)
        builder_addf(out, "%zu", e->place);
    builder_addc(out, ',');
    cell_text(out, e->id);
    builder_addc(out, ',');
    cell_text(out, e->name);
    builder_adds(out, e->excluded ? ",yes" : ",no");
    cell_points(out, e->score.score);
    cell_points(out, e->low.score);
    cell_points(out, e->high.score);
    cell_points(out, e->coverage);
    for (size_t i = 0; i < r->ruleset->factor_count; i++)
        if (i < e->factor_count)
            cell_points(out, e->factors[i].contribution);
        else
            builder_addc(out, ','); // of the excluded only gates are explained
    cell_points(out, e->score.deducted);
    cell_points(out, e->score.ceiling_cut);
    builder_addc(out, ',');
    cell_text(out, held_flags(e, out->arena));
    builder_addc(out, ',');
    cell_text(out, unmet_gates(e, out->arena));
    builder_addc(out, ',');
    cell_text(out, e->question_count ? e->questions[0].text : STR_NONE);
    builder_addc(out, '\n');
}

void render_csv(const report *r, builder *out)
{
    write_header(r, out);
    for (size_t i = 0; i < r->count; i++)
        write_row(r, &r->items[i], out);
    for (size_t i = 0; i < r->excluded_count; i++)
        write_row(r, &r->excluded[i], out);
}
