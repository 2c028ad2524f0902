// SPDX-License-Identifier: MIT
// Fields of different units that a condition holds against each other: numbers are compared as they are, and
// nothing is converted.
#include "analysis/finding.h"

#include "feel/inspect.h"
#include "ruleset/words.h"

static str unit_of(const analysis *k, const feel_read *read)
{
    read_subject s = ruleset_read_subject(k->rules, read);
    bool number = s.target == TARGET_FIELD && s.field->kind == FIELD_NUMBER;
    return number ? s.field->unit : STR_NONE;
}

static str text_of(const expression *x, const feel_read *read)
{
    return str_slice(x->source, read->offset, read->offset + read->length);
}

// One finding for a comparison is enough.
static void check_comparison(analysis *k, const expression *x, const feel_comparison *c)
{
    const feel_read *first = NULL;
    for (size_t i = 0; i < c->read_count; i++) {
        const feel_read *read = &c->reads[i];
        str unit = unit_of(k, read);
        if (unit.length == 0)
            continue;
        if (!first) {
            first = read;
            continue;
        }
        if (str_equal_nocase(unit, unit_of(k, first)))
            continue;
        diagnostic *item =
            diagnose(k->out, CODE_unit_mismatch, expression_part(x, read->offset, read->length),
                     "%.*s is in %.*s, and is compared with %.*s in %.*s", STR_ARGS(text_of(x, read)),
                     STR_ARGS(unit), STR_ARGS(text_of(x, first)), STR_ARGS(unit_of(k, first)));
        diagnostic_help(
            k->out, item,
            "a unit is for people, and no number is converted: give both fields the same unit, or "
            "convert one in the expression");
        return;
    }
}

static void check_expression(analysis *k, const expression *x)
{
    if (!x->feel)
        return;
    const feel_inspection *found = feel_inspect(&k->scratch, x->feel);
    for (size_t i = 0; i < found->comparison_count; i++)
        if (found->comparisons[i].by != FEEL_OTHERWISE && found->comparisons[i].by != FEEL_BY_COUNT)
            check_comparison(k, x, &found->comparisons[i]);
    arena_reset(&k->scratch);
}

void find_units(analysis *k, const subject_list *subjects)
{
    for (size_t i = 0; i < subjects->all.count; i++)
        check_expression(k, subjects->all.items[i].x);
    for (size_t i = 0; i < k->rules->let_count; i++)
        check_expression(k, &k->rules->lets[i].value);
}
