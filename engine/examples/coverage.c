// SPDX-License-Identifier: MIT
// Gathers what examples saw of a rule set. What can be seen at all is possible.c's business.
#include "examples/run.h"

#define BIT(sighting) (1u << (sighting))

const char *coverage_kind_name(coverage_kind k)
{
    static const char *const names[] = {"gate",   "criterion", "flag",   "adjust",
                                        "advice", "pattern",   "trigger"};
    return k < COVERAGE_KINDS ? names[k] : "";
}

const char *sighting_name(sighting s)
{
    static const char *const names[] = {"met",         "partly",  "unmet",          "holding",
                                        "not holding", "unknown", "not applicable", "counted",
                                        "discounted",  "hit",     "decided"};
    return s < SIGHTINGS ? names[s] : "";
}

// ---- what there is to see

typedef struct collecting {
    arena *arena;
    const ruleset *rules;
    const feel_bounds *lets;
    VEC(coverage_item) items;
} collecting;

static void collect(collecting *c, coverage_kind kind, str id, str text, place where, unsigned possible)
{
    *ARENA_PUSH(c->arena, &c->items) = (coverage_item){.kind = kind,
                                                       .id = id,
                                                       .text = str_trim(text),
                                                       .where = where,
                                                       .included = where.source != c->rules->files[0],
                                                       .possible = possible,
                                                       .wanted = possible};
}

static unsigned applies_too(const expression *applies)
{
    return applies->feel ? BIT(SEEN_NOT_APPLICABLE) : 0;
}

// A flag, adjust or advice: met is holds, unmet is not.
static unsigned as_holding(unsigned truths, bool with_unknown)
{
    unsigned not_so = BIT(SEEN_UNMET) | (with_unknown ? 0 : BIT(SEEN_UNKNOWN));
    return (truths & BIT(SEEN_MET) ? BIT(SEEN_HOLDS) : 0) | (truths & not_so ? BIT(SEEN_NOT) : 0) |
           (with_unknown ? truths & BIT(SEEN_UNKNOWN) : 0);
}

static void collect_rules(collecting *c, coverage_kind kind)
{
    const ruleset *r = c->rules;
    for (size_t i = 0; kind == COVERAGE_GATE && i < r->gate_count; i++) {
        const gate *g = &r->gates[i];
        collect(c, kind, g->id, g->require.source, g->where,
                possible_truths(r, c->lets, &g->require) | applies_too(&g->applies));
    }
    for (size_t i = 0; kind == COVERAGE_CRITERION && i < r->criterion_count; i++) {
        const criterion *x = &r->criteria[i];
        unsigned can =
            x->is_condition ? possible_truths(r, c->lets, &x->value) : possible_values(r, c->lets, &x->value);
        collect(c, kind, x->id, x->value.source, x->where, can | applies_too(&x->applies));
    }
    for (size_t i = 0; kind == COVERAGE_FLAG && i < r->flag_count; i++)
        collect(c, kind, r->flags[i].id, r->flags[i].when.source, r->flags[i].where,
                as_holding(possible_truths(r, c->lets, &r->flags[i].when), true));
    for (size_t i = 0; kind == COVERAGE_ADJUST && i < r->adjust_count; i++)
        collect(c, kind, r->adjusts[i].id, r->adjusts[i].when.source, r->adjusts[i].where,
                as_holding(possible_truths(r, c->lets, &r->adjusts[i].when), false));
    for (size_t i = 0; kind == COVERAGE_ADVICE && i < r->advice_count; i++)
        collect(c, kind, r->advice[i].id, r->advice[i].when.source, r->advice[i].where,
                as_holding(possible_truths(r, c->lets, &r->advice[i].when), false));
}

// As it stands in the file: a phrase, not the pattern that it became.
static str written(arena *a, place where, str otherwise)
{
    static const struct {
        str reference;
        char stands_for;
    } references[] = {{{"&lt;", 4}, '<'},
                      {{"&gt;", 4}, '>'},
                      {{"&quot;", 6}, '"'},
                      {{"&apos;", 6}, '\''},
                      {{"&amp;", 5}, '&'}};
    if (!where.source || where.source->streamed || where.length == 0)
        return otherwise;
    str raw = str_slice(where.source->bytes, (size_t)where.offset, (size_t)(where.offset + where.length));
    builder out = builder_new(a);
    for (size_t i = 0; i < raw.length;) {
        size_t k = 0, count = sizeof references / sizeof *references;
        while (k < count && !str_starts(str_slice(raw, i, raw.length), references[k].reference))
            k++;
        builder_addc(&out, k < count ? references[k].stands_for : raw.data[i]);
        i += k < count ? references[k].reference.length : 1;
    }
    return builder_str(&out);
}

// Not the further parts of a near: the first stands for it.
static bool stands_for_matches(const signal_spec *s, size_t pattern)
{
    if (!s->patterns[pattern].part)
        return true;
    for (size_t i = 0; i < s->near_count; i++)
        if (s->nears[i].first_part == pattern)
            return true;
    return false;
}

// What is found: of a near all its parts.
static str pattern_text(arena *a, const signal_spec *s, size_t pattern)
{
    builder out = builder_new(a);
    const pattern_spec *p = &s->patterns[pattern];
    builder_add(&out, written(a, p->where, p->source));
    for (size_t i = 0; p->part && i < s->near_count; i++)
        for (uint32_t k = 1; s->nears[i].first_part == pattern && k < s->nears[i].part_count; k++) {
            const pattern_spec *part = &s->patterns[pattern + k];
            builder_addf(&out, " … %.*s", STR_ARGS(written(a, part->where, part->source)));
        }
    return builder_str(&out);
}

static void collect_patterns(collecting *c)
{
    for (uint32_t i = 0; i < c->rules->signal_count; i++) {
        const signal_spec *s = text_rules_signal(c->rules->text, i);
        for (size_t k = 0; k < s->pattern_count; k++) {
            const pattern_spec *p = &s->patterns[k];
            unsigned can = !stands_for_matches(s, k) ? 0
                           : p->unless               ? BIT(SEEN_HIT)
                                                     : BIT(SEEN_COUNTED) | BIT(SEEN_DISCOUNTED);
            collect(c, COVERAGE_PATTERN, s->name, pattern_text(c->arena, s, k), p->where, can);
            c->items.items[c->items.count - 1].wanted = can & (BIT(SEEN_HIT) | BIT(SEEN_COUNTED));
        }
    }
}

static void collect_triggers(collecting *c)
{
    size_t count;
    const trigger_spec *triggers = text_rules_triggers(c->rules->text, &count);
    for (size_t i = 0; i < count; i++)
        if (triggers[i].kind != TRIGGER_PSEUDO)
            collect(c, COVERAGE_TRIGGER, triggers[i].id, triggers[i].phrases, triggers[i].where,
                    BIT(SEEN_CUE));
}

coverage *coverage_start(arena *a, const ruleset *r)
{
    collecting c = {.arena = a, .rules = r, .lets = possible_lets(a, r)};
    coverage *out = ARENA_NEW(a, coverage);
    for (coverage_kind k = 0; k < COVERAGE_KINDS; k++) {
        out->first[k] = c.items.count;
        if (k == COVERAGE_PATTERN)
            collect_patterns(&c);
        else if (k == COVERAGE_TRIGGER)
            collect_triggers(&c);
        else
            collect_rules(&c, k);
    }
    out->first[COVERAGE_KINDS] = out->count = c.items.count;
    out->items = c.items.items;
    return out;
}

// ---- what was seen

static void see(coverage *c, coverage_kind kind, size_t number, sighting what)
{
    coverage_item *item = &c->items[c->first[kind] + number];
    item->seen |= BIT(what);
    item->times[what]++;
}

static void see_outcome(coverage *c, coverage_kind kind, size_t number, outcome o)
{
    static const sighting seen[] = {[OUTCOME_MET] = SEEN_MET,
                                    [OUTCOME_PARTLY] = SEEN_PARTLY,
                                    [OUTCOME_UNMET] = SEEN_UNMET,
                                    [OUTCOME_UNKNOWN] = SEEN_UNKNOWN,
                                    [OUTCOME_NOT_APPLICABLE] = SEEN_NOT_APPLICABLE};
    if (o != OUTCOME_ERROR)
        see(c, kind, number, seen[o]);
}

static void see_truth(coverage *c, coverage_kind kind, size_t number, truth t, bool with_unknown)
{
    see(c, kind, number,
        t == TRUTH_TRUE                     ? SEEN_HOLDS
        : t == TRUTH_FALSE || !with_unknown ? SEEN_NOT
                                            : SEEN_UNKNOWN);
}

static void see_advice(coverage *c, const example_run *run, size_t number)
{
    const advice *rule = &run->rules->advice[number];
    bool given = false;
    for (size_t k = 0; k < run->client.advice_count; k++)
        given = given || str_equal(run->client.advice[k].id, rule->id);
    if (rule->per_client) {
        see_truth(c, COVERAGE_ADVICE, number, given ? TRUTH_TRUE : TRUTH_FALSE, false);
        return;
    }
    for (size_t row = 0; row < pool_count(run->pool); row++) {
        const explanation *e = &run->explanations[row];
        given = false;
        for (size_t k = 0; k < e->advice_count; k++)
            given = given || str_equal(e->advice[k].id, rule->id);
        see_truth(c, COVERAGE_ADVICE, number, given ? TRUTH_TRUE : TRUTH_FALSE, false);
    }
}

// The number of a signal's pattern among all patterns; a denial has those of the signal that it denies.
static size_t pattern_number(const ruleset *r, uint32_t signal, uint32_t pattern)
{
    size_t number = pattern;
    const signal_spec *s = text_rules_signal(r->text, signal);
    if (s->is_denial)
        signal = s->denial_of;
    for (uint32_t i = 0; i < signal; i++)
        number += text_rules_signal(r->text, i)->pattern_count;
    return number;
}

// The number of a trigger among those that are no pseudo-triggers; false for one that is.
static bool trigger_number(const ruleset *r, uint32_t trigger, size_t *number)
{
    size_t count;
    const trigger_spec *triggers = text_rules_triggers(r->text, &count);
    if (trigger >= count || triggers[trigger].kind == TRIGGER_PSEUDO)
        return false;
    *number = 0;
    for (uint32_t i = 0; i < trigger; i++)
        *number += triggers[i].kind != TRIGGER_PSEUDO;
    return true;
}

static void see_match(coverage *c, const ruleset *r, const text_match *m)
{
    size_t number;
    if (!text_rules_signal(r->text, m->signal)->is_denial)
        see(c, COVERAGE_PATTERN, pattern_number(r, m->signal, m->pattern),
            m->counts ? SEEN_COUNTED : SEEN_DISCOUNTED);
    if (m->unless != NAME_MISSING)
        see(c, COVERAGE_PATTERN, pattern_number(r, m->signal, m->unless), SEEN_HIT);
    if (m->trigger != NAME_MISSING && trigger_number(r, m->trigger, &number))
        see(c, COVERAGE_TRIGGER, number, SEEN_CUE);
}

static void see_row(coverage *c, const example_run *run, uint32_t row)
{
    const ruleset *r = run->rules;
    const explanation *e = &run->explanations[row];
    for (size_t i = 0; i < e->gate_count; i++)
        see_outcome(c, COVERAGE_GATE, i, e->gates[i].outcome);
    for (size_t i = 0; i < e->criterion_count; i++)
        see_outcome(c, COVERAGE_CRITERION, i, e->criteria[i].outcome);
    for (size_t i = 0; i < r->flag_count; i++) {
        const flag_explanation *shown = explanation_flag(e, r->flags[i].id);
        see_truth(c, COVERAGE_FLAG, i, shown ? shown->holds : TRUTH_FALSE, true);
    }
    size_t count;
    const text_match *matches = pool_matches(run->pool, row, &count);
    for (size_t i = 0; i < count; i++)
        see_match(c, r, &matches[i]);
}

void coverage_note(coverage *c, const example_run *run)
{
    for (size_t i = 0; i < run->rules->adjust_count; i++)
        see_truth(c, COVERAGE_ADJUST, i, run->points->adjusts[i], false);
    for (size_t i = 0; i < run->rules->advice_count; i++)
        see_advice(c, run, i);
    for (uint32_t row = 0; row < pool_count(run->pool); row++)
        see_row(c, run, row);
}

coverage_figure coverage_figure_of(const coverage *c, coverage_kind first, coverage_kind last, bool included)
{
    coverage_figure out = {0};
    for (size_t i = c->first[first]; i < c->first[last + 1]; i++) {
        const coverage_item *item = &c->items[i];
        if (item->included != included)
            continue;
        for (unsigned s = 0; s < SIGHTINGS; s++) {
            out.wanted += (item->wanted & BIT(s)) != 0;
            out.seen += (item->wanted & item->seen & BIT(s)) != 0;
        }
    }
    return out;
}
