// SPDX-License-Identifier: MIT
// The texts of a rule set in its other languages: loads it in each, and compares the messages with the
// original.
#include "analysis/finding.h"

enum { MOST_LISTED = 20 };

typedef struct comparing {
    analysis *k;
    const ruleset *own, *other;
} comparing;

// ---- what a load in another language reports beyond what is known

static bool is_same_place(place a, place b)
{
    if (!a.source || !b.source)
        return a.source == b.source;
    return a.offset == b.offset && str_equal(a.source->name, b.source->name);
}

static bool is_known(const diagnostics *d, const diagnostic *item)
{
    for (size_t i = 0; i < d->items.count; i++)
        if (d->items.items[i].code == item->code && is_same_place(d->items.items[i].where, item->where) &&
            str_equal(d->items.items[i].message, item->message))
            return true;
    return false;
}

static void hand_over(analysis *k, const diagnostics *from)
{
    for (size_t i = 0; i < from->items.count; i++) {
        const diagnostic *item = &from->items.items[i];
        if (is_known(k->out, item))
            continue;
        diagnostic *copy = diagnose(k->out, item->code, item->where, "%.*s", STR_ARGS(item->message));
        copy->help = item->help;
        copy->fix = item->fix;
    }
}

// ---- what is missing

static void report_missing(analysis *k, const ruleset *r)
{
    if (r->untranslated_count == 0)
        return;
    diagnostics *d = k->out;
    diagnostic *item = diagnose(d, CODE_missing_translation, r->untranslated[0].where,
                                "%zu of %zu texts are missing in \"%.*s\"", r->untranslated_count,
                                r->text_count, STR_ARGS(r->language));
    for (size_t i = 0; i < r->untranslated_count && i < MOST_LISTED; i++) {
        place_view view = place_look(r->untranslated[i].where, k->arena);
        diagnostic_help(d, item, "%.*s at %.*s:%u:%u", STR_ARGS(r->untranslated[i].what),
                        STR_ARGS(r->untranslated[i].where.source->name), view.line, view.column);
    }
    if (r->untranslated_count > MOST_LISTED)
        diagnostic_help(d, item, "and %zu more", r->untranslated_count - MOST_LISTED);
}

// ---- what differs

static bool holds(const message *m, uint32_t shown)
{
    for (size_t i = 0; i < m->shows_count; i++)
        if (m->shows[i] == shown)
            return true;
    return false;
}

static str name_shown(const comparing *c, uint32_t shown)
{
    arena *a = c->k->arena;
    uint32_t number = shown_number(shown);
    switch (shown_kind(shown)) {
    case SHOWN_CLIENT:
        return str_printf(a, "client.%.*s", STR_ARGS(c->own->client.fields[number].name));
    case SHOWN_THERAPIST:
        return str_printf(a, "therapist.%.*s", STR_ARGS(c->own->therapist.fields[number].name));
    case SHOWN_SIGNAL:
        return str_printf(a, "signals.%.*s", STR_ARGS(c->own->signals[number].name));
    default:
        break;
    }
    return number == SLOT_TODAY ? STR("today") : STR("evidence");
}

// The first thing that one message shows and the other does not; false where there is none.
static bool first_beyond(const message *m, const message *other, uint32_t *shown)
{
    for (size_t i = 0; i < m->shows_count; i++) {
        *shown = m->shows[i];
        if (!holds(other, *shown))
            return true;
    }
    return false;
}

static void compare(const comparing *c, const message *own, const message *other)
{
    if (own->count == 0 || other->count == 0 || is_same_place(own->where, other->where))
        return;
    uint32_t shown;
    bool lacks = first_beyond(own, other, &shown);
    if (!lacks && !first_beyond(other, own, &shown))
        return;
    str name = name_shown(c, shown);
    diagnostic *item = diagnose(c->k->out, CODE_translation_differs, other->where,
                                lacks ? "the original also reads %.*s, and the text in \"%.*s\" does not"
                                      : "the original does not read %.*s, as the text in \"%.*s\" does",
                                STR_ARGS(name), STR_ARGS(c->other->language));
    help_other(c->k, item, "the original", own->where);
}

#define COMPARE(array, text) compare(c, &c->own->array[i].text, &c->other->array[i].text)

static void compare_criteria(const comparing *c)
{
    for (size_t i = 0; i < c->own->criterion_count; i++) {
        COMPARE(criteria, title);
        COMPARE(criteria, met);
        COMPARE(criteria, partly);
        COMPARE(criteria, unmet);
        COMPARE(criteria, unknown);
        COMPARE(criteria, ask);
    }
}

static void compare_gates(const comparing *c)
{
    for (size_t i = 0; i < c->own->gate_count; i++) {
        COMPARE(gates, title);
        COMPARE(gates, met);
        COMPARE(gates, unmet);
        COMPARE(gates, unknown);
        COMPARE(gates, ask);
    }
}

static void compare_all(const comparing *c)
{
    compare_gates(c);
    compare_criteria(c);
    for (size_t i = 0; i < c->own->factor_count; i++) {
        COMPARE(factors, title);
        COMPARE(factors, description);
    }
    for (size_t i = 0; i < c->own->adjust_count; i++)
        COMPARE(adjusts, because);
    for (size_t i = 0; i < c->own->flag_count; i++) {
        COMPARE(flags, title);
        COMPARE(flags, because);
        COMPARE(flags, ask);
    }
    for (size_t i = 0; i < c->own->advice_count; i++) {
        COMPARE(advice, title);
        COMPARE(advice, say);
        COMPARE(advice, ask);
    }
}

void find_languages(analysis *k)
{
    const ruleset *r = k->rules;
    size_t count;
    const str *tags = ruleset_languages(k->arena, r, &count);
    for (size_t i = 0; i < count; i++) {
        diagnostics found;
        diagnostics_init(&found, k->arena, r->limits.diagnostics);
        const ruleset *other =
            ruleset_load_language(k->arena, r->files[0], r, tags[i], r->rules_dir, &r->limits, &found);
        hand_over(k, &found);
        if (!other)
            continue;
        report_missing(k, other);
        compare_all(&(comparing){k, r, other});
    }
}

void analyze_languages(arena *a, const ruleset *r, diagnostics *d)
{
    analysis k = {.arena = a, .rules = r, .out = d};
    find_languages(&k);
}
