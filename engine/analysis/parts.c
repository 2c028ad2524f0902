// SPDX-License-Identifier: MIT
// Parts of conditions and lets that decide nothing: without them the whole comes to the same for every pair.
// Said only where the pairs that were tried leave nothing out.
#include "analysis/finding.h"

enum { MOST_VARIANTS = 16 };

typedef struct comparing {
    study *study;
    const feel_expression *whole;
    const feel_variant *variants;
    size_t count, open; // open: not yet seen to differ
    bool *differs;
} comparing;

static bool is_same(feel_value x, feel_value y)
{
    if (x.kind != y.kind)
        return false;
    switch (x.kind) {
    case FEEL_NULL:
        return true;
    case FEEL_BOOLEAN:
        return x.as.boolean == y.as.boolean;
    case FEEL_NUMBER:
        return decimal_compare(x.as.number, y.as.number) == 0;
    case FEEL_STRING:
        return str_equal(x.as.string, y.as.string);
    default:
        return false; // not looked into
    }
}

static bool compare_pair(void *user)
{
    comparing *c = user;
    world *w = c->study->world;
    feel_value whole = world_value(w, c->whole);
    bool error = w->error;
    for (size_t i = 0; i < c->count; i++) {
        if (c->differs[i])
            continue;
        feel_value v = world_value(w, c->variants[i].feel);
        if (is_same(whole, v) && w->error == error)
            continue;
        c->differs[i] = true;
        c->open--;
    }
    return c->open > 0 && !w->gave_up;
}

static void report(analysis *k, const expression *x, const feel_variant *v)
{
    place where = expression_part(x, v->offset, v->length);
    diagnostic *item;
    if (v->branch) {
        item = diagnose(k->out, CODE_idle_part, where,
                        "this decides nothing: what follows \"%s\" alone comes to the same",
                        v->branch == 1 ? "then" : "else");
        diagnostic_help(k->out, item, "the other branch is never needed; look for a value that was mixed up");
        return;
    }
    item = diagnose(k->out, CODE_idle_part, where,
                    "this part decides nothing: without it the whole comes to the same");
    diagnostic_help(k->out, item,
                    "another part says as much or more; look for a number or a field that was mixed up");
}

static void check_parts(analysis *k, const expression *x)
{
    comparing c = {.whole = x->feel};
    c.variants = feel_variants(&k->scratch, x->feel, MOST_VARIANTS, &c.count);
    c.open = c.count;
    if (c.count) {
        c.differs = ARENA_ARRAY(&k->scratch, bool, c.count);
        c.study = study_new(k->world, &k->scratch, &x->feel, 1, false);
        uint64_t most = k->most / (c.count + 1);
        bool whole = c.study->exact && c.study->total <= most &&
                     study_walk(c.study, k->steps, most, x->source, compare_pair, &c);
        // The first alone: once it is mended, another may decide.
        size_t first = 0;
        while (first < c.count && c.differs[first])
            first++;
        if (whole && first < c.count)
            report(k, x, &c.variants[first]);
    }
    world_move(k->world);
    arena_reset(&k->scratch);
}

void find_parts(analysis *k, const subject_list *subjects)
{
    for (size_t i = 0; i < subjects->all.count; i++)
        if (!subjects->all.items[i].reported)
            check_parts(k, subjects->all.items[i].x);
    for (size_t i = 0; i < k->rules->let_count; i++)
        check_parts(k, &k->rules->lets[i].value);
}
