// SPDX-License-Identifier: MIT
// Values that decided an outcome, as data and in words: see because.h. Knows nothing of why they decided.
#include "explain/deciding.h"

#include "feel/trace.h"
#include "ruleset/words.h"

enum { SOURCE_COLUMNS = 160, FIELDS_MOST = 12 };

// ---- values in words

static const feel_domain *domain_of(const feel_type *type)
{
    if (type && type->kind == FEEL_LIST)
        type = type->element;
    return type && type->kind == FEEL_STRING ? type->domain : NULL;
}

str deciding_word(const deciding *d, const char *english)
{
    return d->x->say ? d->x->say(d->x->say_to, english) : str_from(english);
}

static str in_marks(const deciding *d, str words)
{
    return DECIDING_JOIN(d, deciding_word(d, "“"), words, deciding_word(d, "”"));
}

static str cut(arena *a, str text)
{
    if (utf8_length(text) <= DECIDED_CHARACTERS)
        return str_copy(a, text);
    size_t at = 0;
    for (size_t i = 0; i < DECIDED_CHARACTERS; i++)
        utf8_decode(text, &at);
    return str_printf(a, "%.*s…", (int)at, text.data);
}

static str one_in_words(const deciding *d, feel_value v, const feel_domain *domain)
{
    switch (v.kind) {
    case FEEL_BOOLEAN:
        return deciding_word(d, v.as.boolean ? "yes" : "no");
    case FEEL_NULL:
        return deciding_word(d, "not known");
    case FEEL_STRING: {
        uint32_t number = domain ? feel_domain_term(domain, v.as.string) : NAME_MISSING;
        bool labelled = number != NAME_MISSING && domain->labels && domain->labels[number].length;
        str words = cut(d->out, labelled ? domain->labels[number] : v.as.string);
        return str_contains(words, STR(",")) ? in_marks(d, words) : words;
    }
    case FEEL_CONTEXT:
        return deciding_word(d, "an entry");
    default:
        return cut(d->out, feel_value_text(d->out, v));
    }
}

static str quoted(const deciding *d, feel_value v, str words)
{
    bool bare = v.kind == FEEL_STRING && !str_starts(words, deciding_word(d, "“"));
    return bare ? in_marks(d, words) : words;
}

str deciding_quoted(const deciding *d, const decided_side *s)
{
    return quoted(d, s->value, s->words);
}

bool deciding_same(feel_value a, feel_value b)
{
    if (a.kind != b.kind)
        return false;
    return a.kind == FEEL_STRING   ? str_equal(a.as.string, b.as.string)
           : a.kind == FEEL_NUMBER ? decimal_compare(a.as.number, b.as.number) == 0
                                   : a.kind == FEEL_BOOLEAN && a.as.boolean == b.as.boolean;
}

bool deciding_holds_item(feel_value list, feel_value item)
{
    for (size_t i = 0; list.kind == FEEL_LIST && i < list.as.list->count; i++)
        if (deciding_same(list.as.list->items[i], item))
            return true;
    return false;
}

typedef struct listing {
    builder text;
    size_t shown;
} listing;

static void list_items(const deciding *d, listing *to, feel_value list, const feel_domain *domain,
                       const feel_value *first, bool in_first)
{
    for (size_t i = 0; i < list.as.list->count && to->shown < DECIDED_LIST_ITEMS; i++) {
        feel_value item = list.as.list->items[i];
        if (first && deciding_holds_item(*first, item) != in_first)
            continue;
        str words = one_in_words(d, item, domain);
        if (to->shown++)
            builder_adds(&to->text, ", ");
        builder_add(&to->text, words);
    }
}

// A value as people read it, terms by their labels.
static str in_words(const deciding *d, feel_value v, const feel_type *type, const feel_value *first)
{
    const feel_domain *domain = domain_of(type);
    if (v.kind != FEEL_LIST)
        return one_in_words(d, v, domain);
    size_t count = v.as.list->count;
    if (count && v.as.list->items[0].kind == FEEL_CONTEXT)
        return str_printf(d->out, "%zu %.*s", count,
                          STR_ARGS(deciding_word(d, count == 1 ? "entry" : "entries")));
    listing to = {.text = builder_new(d->out)};
    builder_addc(&to.text, '[');
    bool sort = first && first->kind == FEEL_LIST && count > DECIDED_LIST_ITEMS;
    list_items(d, &to, v, domain, sort ? first : NULL, true);
    if (sort)
        list_items(d, &to, v, domain, first, false);
    if (to.shown < count)
        builder_addf(&to.text, ", … %zu%.*s", count, STR_ARGS(deciding_word(d, " in all")));
    builder_addc(&to.text, ']');
    return builder_str(&to.text);
}

str deciding_items(const deciding *d, const decided_side *of, const feel_value *but, const char *between)
{
    if (of->value.kind != FEEL_LIST)
        return STR_NONE;
    const feel_list *list = of->value.as.list;
    const feel_domain *domain = domain_of(feel_expression_type(of->part->feel));
    size_t left = 0, shown = 0;
    for (size_t i = 0; i < list->count; i++)
        left += !but || !deciding_holds_item(*but, list->items[i]);
    builder text = builder_new(d->out);
    for (size_t i = 0; i < list->count && shown < DECIDED_LIST_ITEMS; i++) {
        if (but && deciding_holds_item(*but, list->items[i]))
            continue;
        bool last = shown + 1 == left;
        if (shown++)
            builder_add(&text, last ? deciding_word(d, between) : STR(", "));
        builder_add(&text, quoted(d, list->items[i], one_in_words(d, list->items[i], domain)));
    }
    if (shown < left)
        builder_addf(&text, ", … %zu%.*s", left, STR_ARGS(deciding_word(d, " in all")));
    return builder_str(&text);
}

decided_side deciding_side(const deciding *d, part *p)
{
    p = deciding_resolved(d, p);
    return (decided_side){
        .part = p, .value = deciding_value(d, p), .constant = p->piece.kind == FEEL_PIECE_CONSTANT};
}

void deciding_say(const deciding *d, decided_side *s, const decided_side *beside, const feel_value *first)
{
    const part *typed = s->constant && beside ? beside->part : s->part;
    s->words = in_words(d, s->value, feel_expression_type(typed->feel), first);
}

static str source_of(const deciding *d, feel_value v)
{
    if (v.kind == FEEL_LIST && v.as.list->count && v.as.list->items[0].kind == FEEL_CONTEXT)
        return str_printf(d->out, "[… %zu in all]", v.as.list->count);
    return v.kind == FEEL_CONTEXT ? STR("{…}") : feel_brief_value(d->out, v, SOURCE_COLUMNS);
}

decided_value deciding_told(const deciding *d, decided_side *s)
{
    const part *p = s->part;
    if (s->source.length == 0)
        s->source = source_of(d, s->value);
    return (decided_value){
        .name = p->name,
        .value = s->source,
        .label = p->label,
        .words = s->words,
        .of_client = p->of_client || p->of_past,
        .of_text = p->of_text,
    };
}

void deciding_fields(const deciding *d, part *p, decided_values *list)
{
    part *let = deciding_let(d, p);
    if (let) {
        deciding_fields(d, let, list);
    } else if (p->piece.kind != FEEL_PIECE_READ) {
        for (size_t i = 0; i < p->piece.count && list->count < FIELDS_MOST; i++)
            deciding_fields(d, deciding_child(d, p, i), list);
    } else if (list->count < FIELDS_MOST) {
        decided_side s = deciding_side(d, p);
        bool wanted = s.part->plain && !s.part->of_signal;
        for (size_t i = 0; wanted && i < list->count; i++)
            wanted = !str_equal(list->items[i].name, s.part->name);
        if (!wanted)
            return;
        deciding_say(d, &s, NULL, NULL);
        *ARENA_PUSH(d->out, list) = deciding_told(d, &s);
    }
}

// ---- by how much

// Of time, in the languages of the shipped rule sets.
typedef struct time_unit {
    const char *many, *one;
    bool stretch; // that is long or short, not much or little
} time_unit;

static const time_unit time_units[] = {
    {"minutes", "minute", true}, {"hours", "hour", true},     {"days", "day", true},
    {"weeks", "week", true},     {"months", "month", true},   {"years", "year", false},
    {"Minuten", "Minute", true}, {"Stunden", "Stunde", true}, {"Tage", "Tag", true},
    {"Wochen", "Woche", true},   {"Monate", "Monat", true},   {"Jahre", "Jahr", false},
};

static const time_unit *time_unit_of(str unit)
{
    for (size_t i = 0; i < sizeof time_units / sizeof *time_units; i++)
        if (str_equals(unit, time_units[i].many))
            return &time_units[i];
    return NULL;
}

static bool is_stretch_of_time(str unit)
{
    const time_unit *t = time_unit_of(unit);
    return t && t->stretch;
}

static str unit_of(str unit, str amount)
{
    if (!str_equals(amount, "1"))
        return unit;
    const time_unit *t = time_unit_of(unit); // 1 weeks
    return t ? str_from(t->one) : str_ends(unit, STR("s")) ? str_slice(unit, 0, unit.length - 1) : unit;
}

static void set_amount(const deciding *d, str amount, str unit, const char *how, decided *out)
{
    out->amount = amount;
    out->unit = unit_of(unit, amount);
    out->by = DECIDING_JOIN(d, amount, unit.length ? STR(" ") : STR_NONE, out->unit, STR(" "),
                            deciding_word(d, how));
}

void deciding_amount(const deciding *d, const decided_side *a, const decided_side *b, bool less, decided *out)
{
    if (a->value.kind != b->value.kind)
        return;
    str unit = a->part->unit.length ? a->part->unit : b->part->unit;
    if (a->value.kind == FEEL_NUMBER) {
        decimal off = decimal_subtract(a->value.as.number, b->value.as.number);
        off = less ? off : decimal_negate(off);
        bool time = unit.length && is_stretch_of_time(unit);
        if (decimal_is_finite(off) && decimal_compare(off, decimal_from_int(0)) > 0)
            set_amount(d, decimal_text(d->out, off), unit,
                       less ? (time ? "too long" : "too much") : (time ? "too short" : "too little"), out);
    } else if (a->value.kind == FEEL_DATE) {
        int64_t days = feel_days_between(b->value.as.date, a->value.as.date);
        days = less ? days : -days;
        if (days > 0)
            set_amount(d, str_printf(d->out, "%lld", (long long)days), deciding_word(d, "days"),
                       less ? "too late" : "too early", out);
    }
}
