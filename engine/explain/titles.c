// SPDX-License-Identifier: MIT
// Titles, factors and advice: the parts that a client's explanation and a row's have in common.
#include "explain/explaining.h"

str explain_plain_name(str name, arena *out)
{
    builder b = builder_new(out);
    for (size_t i = 0; i < name.length; i++)
        builder_addc(&b, name.data[i] == '_' ? ' ' : name.data[i]);
    return builder_str(&b);
}

str explain_title(environment *e, const message *title, str name, str evidence, arena *out)
{
    str text = environment_message(e, title, evidence, out);
    return text.length ? text : explain_plain_name(name, out);
}

static reason_list reasons(environment *e, const ruleset *r, const factor *f, const truth *adjusts,
                           arena *out)
{
    str *items = ARENA_ARRAY(out, str, f->adjust_count);
    size_t count = 0;
    for (uint32_t i = f->first_adjust; i < f->first_adjust + f->adjust_count; i++) {
        if (adjusts[i] != TRUTH_TRUE)
            continue;
        str because = environment_message(e, &r->adjusts[i].because, STR_NONE, out);
        if (because.length)
            items[count++] = because;
    }
    return (reason_list){items, count};
}

const factor_explanation *explain_factors(environment *e, const ruleset *r, const points_table *points,
                                          arena *out)
{
    factor_explanation *items = ARENA_ARRAY(out, factor_explanation, r->factor_count);
    for (size_t i = 0; i < r->factor_count; i++) {
        const factor *f = &r->factors[i];
        items[i] = (factor_explanation){
            .id = f->id,
            .title = explain_title(e, &f->title, f->id, STR_NONE, out),
            .points = points->factor_points[i],
            .weight = decimal_text(out, f->weight),
            .adjusted_weight = decimal_text(out, points->weights[i]),
            .because = reasons(e, r, f, points->adjusts, out),
            .first_criterion = f->first_criterion,
            .criterion_count = f->criterion_count,
        };
    }
    return items;
}

static void add_advice(environment *e, const advice *item, arena *out, advice_explanation *to)
{
    *to = (advice_explanation){
        .id = item->id,
        .title = environment_message(e, &item->title, STR_NONE, out),
        .say = environment_message(e, &item->say, STR_NONE, out),
        .ask = environment_message(e, &item->ask, STR_NONE, out),
        .urgent = item->urgent,
    };
}

const advice_explanation *explain_advice(environment *e, const ruleset *r, const truth *holds,
                                         bool per_client, arena *out, size_t *count)
{
    advice_explanation *items = ARENA_ARRAY(out, advice_explanation, r->advice_count);
    *count = 0;
    for (int urgent = 1; urgent >= 0; urgent--)
        for (size_t i = 0; i < r->advice_count; i++) {
            const advice *item = &r->advice[i];
            if (holds[i] == TRUTH_TRUE && item->per_client == per_client && item->urgent == urgent)
                add_advice(e, item, out, &items[(*count)++]);
        }
    return items;
}
