// SPDX-License-Identifier: MIT
// Representative values of inputs: see points.h and the head of study.h. Knows nothing of expressions.
#include "analysis/points.h"

#include <stdlib.h>

enum {
    MOST_BASE = 40,       // points of a class before lists are made of them
    MOST_SUBSET_BASE = 5, // of a list that gets all subsets
    MOST_ITEMS = 20,      // of a list made for its count
    DAYS_APART = 30
};

typedef VEC(feel_value) value_list;

static bool same_value(feel_value x, feel_value y)
{
    if (x.kind != y.kind)
        return false;
    switch (x.kind) {
    case FEEL_NUMBER:
        return decimal_compare(x.as.number, y.as.number) == 0;
    case FEEL_STRING:
        return str_equal(x.as.string, y.as.string);
    case FEEL_BOOLEAN:
        return x.as.boolean == y.as.boolean;
    case FEEL_DATE:
        return x.as.date.year == y.as.date.year && x.as.date.month == y.as.date.month &&
               x.as.date.day == y.as.date.day;
    default:
        return false;
    }
}

static void add_value(arena *a, value_list *list, feel_value v)
{
    for (size_t i = 0; i < list->count; i++)
        if (same_value(list->items[i], v))
            return;
    *ARENA_PUSH(a, list) = v;
}

static const field *field_of(const world *w, uint32_t input)
{
    return w->inputs[input].field;
}

// ---- numbers

static int by_number(const void *x, const void *y)
{
    return decimal_compare(((const feel_value *)x)->as.number, ((const feel_value *)y)->as.number);
}

static void add_number(arena *a, value_list *list, decimal d)
{
    if (decimal_is_finite(d))
        add_value(a, list, feel_number(d));
}

// The constants of the class and the bounds of its fields, ascending.
static value_list number_marks(const world *w, arena *a, const point_class *c)
{
    value_list marks = {0};
    for (size_t i = 0; i < c->constant_count && marks.count < MOST_BASE; i++)
        if (c->constants[i].kind == FEEL_NUMBER)
            add_value(a, &marks, c->constants[i]);
    for (size_t i = 0; i < c->scalar_count + c->list_count && (c->scalars || c->lists); i++) {
        const field *f = field_of(w, i < c->scalar_count ? c->scalars[i] : c->lists[i - c->scalar_count]);
        if (f && f->has_min)
            add_number(a, &marks, f->min);
        if (f && f->has_max)
            add_number(a, &marks, f->max);
    }
    if (marks.count)
        qsort(marks.items, marks.count, sizeof *marks.items, by_number);
    return marks;
}

// The share-th of parts between low and high, a whole number where one is there.
static decimal number_between(decimal low, decimal high, int64_t share, int64_t parts)
{
    decimal step = decimal_divide(decimal_subtract(high, low), decimal_from_int(parts));
    decimal exact = decimal_add(low, decimal_multiply(step, decimal_from_int(share)));
    decimal whole = decimal_round(exact, 0, ROUND_HALF_EVEN);
    bool roomy = decimal_compare(step, decimal_from_int(2)) >= 0;
    return roomy && decimal_is_finite(whole) ? whole : exact;
}

static value_list number_points(const world *w, arena *a, const point_class *c)
{
    value_list marks = number_marks(w, a, c), points = {0};
    int64_t more = (int64_t)(c->scalar_count + c->list_count);
    const decimal ten = decimal_from_int(10);
    if (marks.count == 0)
        add_number(a, &marks, decimal_from_int(1));
    for (size_t i = 0; i < marks.count; i++) {
        decimal mark = marks.items[i].as.number;
        add_number(a, &points, mark);
        for (int64_t k = 1; k <= more; k++) {
            if (i + 1 < marks.count)
                add_number(a, &points, number_between(mark, marks.items[i + 1].as.number, k, more + 1));
            else
                add_number(a, &points, decimal_add(mark, decimal_multiply(ten, decimal_from_int(k))));
            if (i == 0)
                add_number(a, &points, decimal_subtract(mark, decimal_multiply(ten, decimal_from_int(k))));
        }
    }
    return points;
}

static bool number_fits(const field *f, decimal d)
{
    return !f || ((!f->has_min || decimal_compare(d, f->min) >= 0) &&
                  (!f->has_max || decimal_compare(d, f->max) <= 0));
}

// ---- days

// Days since 0000-03-01 of the proleptic calendar, and back (years from 1 on).
static int64_t day_number(feel_date d)
{
    int64_t year = d.month <= 2 ? d.year - 1 : d.year, month = d.month <= 2 ? d.month + 9 : d.month - 3;
    return year * 365 + year / 4 - year / 100 + year / 400 + (month * 153 + 2) / 5 + d.day - 1;
}

static bool date_of(int64_t number, feel_value *out)
{
    int64_t year = (number * 10000 + 14780) / 3652425;
    int64_t left = number - (year * 365 + year / 4 - year / 100 + year / 400);
    if (left < 0) {
        year--;
        left = number - (year * 365 + year / 4 - year / 100 + year / 400);
    }
    int64_t month = (left * 100 + 52) / 3060, day = left - (month * 153 + 2) / 5 + 1;
    year += month >= 10;
    month = month < 10 ? month + 3 : month - 9;
    if (!feel_date_is_valid(year, month, day))
        return false;
    feel_date d = {.year = (int32_t)year, .month = (uint8_t)month, .day = (uint8_t)day};
    *out = (feel_value){.kind = FEEL_DATE, .as.date = d};
    return day_number(d) == number;
}

static bool is_usual(feel_value v)
{
    enum { FIRST_YEAR = 1, LAST_YEAR = 9999 };
    return v.kind == FEEL_DATE && v.as.date.year > FIRST_YEAR && v.as.date.year < LAST_YEAR;
}

static void add_day(arena *a, value_list *points, int64_t number)
{
    feel_value v;
    if (date_of(number, &v) && is_usual(v))
        add_value(a, points, v);
}

static value_list day_points(const world *w, arena *a, const point_class *c)
{
    value_list marks = {0}, points = {0};
    int64_t more = (int64_t)(c->scalar_count + c->list_count);
    for (size_t i = 0; i < c->constant_count && marks.count < MOST_BASE; i++)
        if (is_usual(c->constants[i]))
            add_value(a, &marks, c->constants[i]);
    if (marks.count == 0)
        add_value(a, &marks, (feel_value){.kind = FEEL_DATE, .as.date = w->today});
    for (size_t i = 0; i < marks.count; i++) {
        int64_t day = day_number(marks.items[i].as.date);
        add_day(a, &points, day);
        for (int64_t k = 1; k <= more; k++) {
            add_day(a, &points, day + k);
            add_day(a, &points, day - k);
        }
        add_day(a, &points, day + DAYS_APART * 12);
        add_day(a, &points, day - DAYS_APART * 12);
    }
    return points;
}

bool points_are_neighbours(feel_value low, feel_value high)
{
    return low.kind == FEEL_DATE && high.kind == FEEL_DATE &&
           day_number(high.as.date) - day_number(low.as.date) == 1;
}

decimal points_middle(decimal low, decimal high)
{
    return decimal_divide(decimal_add(low, high), decimal_from_int(2));
}

// ---- terms and texts

static value_list term_points(const world *w, arena *a, const point_class *c, const vocabulary *terms)
{
    (void)w;
    value_list points = {0};
    size_t others = c->scalar_count + (c->list_count ? 1 : 0);
    for (size_t i = 0; i < c->constant_count && points.count < MOST_BASE; i++)
        if (c->constants[i].kind == FEEL_STRING &&
            feel_domain_term(&terms->domain, c->constants[i].as.string) != NAME_MISSING)
            add_value(a, &points, c->constants[i]);
    for (size_t i = 0; i < terms->count && others; i++) {
        size_t before = points.count;
        add_value(a, &points, feel_string(terms->terms[i].id));
        others -= points.count > before;
    }
    return points;
}

static value_list string_points(arena *a, const point_class *c)
{
    value_list points = {0};
    size_t others = c->scalar_count + (c->list_count ? 1 : 0);
    for (size_t i = 0; i < c->constant_count && points.count < MOST_BASE; i++)
        if (c->constants[i].kind == FEEL_STRING)
            add_value(a, &points, c->constants[i]);
    for (size_t i = 0; others; i++) {
        size_t before = points.count;
        add_value(a, &points, feel_string(i == 0 ? STR("other") : str_printf(a, "other %zu", i + 1)));
        others -= points.count > before;
    }
    return points;
}

// ---- lists

static void add_broader(arena *a, const vocabulary *terms, value_list *items)
{
    for (size_t i = 0; i < items->count; i++) {
        uint32_t number = feel_domain_term(&terms->domain, items->items[i].as.string);
        for (size_t k = 0; number != NAME_MISSING && k < terms->terms[number].broader_count; k++)
            add_value(a, items, feel_string(terms->terms[terms->terms[number].broader[k]].id));
    }
}

static void add_list(arena *a, const field *f, value_list *points, const value_list *base, uint64_t set)
{
    value_list items = {0};
    for (size_t i = 0; i < base->count; i++)
        if (set >> i & 1)
            *ARENA_PUSH(a, &items) = base->items[i];
    if (f->broader && f->terms)
        add_broader(a, f->terms, &items);
    *ARENA_PUSH(a, points) = feel_make_list(a, items.items, items.count);
}

// Of few, all sets; of more, none, each, two and all.
static bool add_lists(arena *a, const field *f, value_list *points, const value_list *base)
{
    uint64_t all = base->count < 64 ? ((uint64_t)1 << base->count) - 1 : UINT64_MAX;
    if (base->count <= MOST_SUBSET_BASE) {
        for (uint64_t set = 0; set <= all; set++)
            add_list(a, f, points, base, set);
        return true;
    }
    add_list(a, f, points, base, 0);
    for (size_t i = 0; i < base->count && i < 64; i++)
        add_list(a, f, points, base, (uint64_t)1 << i);
    for (size_t i = 0; i + 1 < base->count && i < 6; i++)
        add_list(a, f, points, base, (uint64_t)3 << i);
    add_list(a, f, points, base, all);
    return false;
}

// ---- by the input's kind

// What an item of the field may be: of a class that holds it.
static value_list base_points(const world *w, arena *a, const point_class *c, const field *f)
{
    value_list points = {0};
    switch (f ? f->kind : FIELD_BOOLEAN) {
    case FIELD_BOOLEAN:
        add_value(a, &points, feel_boolean(true));
        add_value(a, &points, feel_boolean(false));
        return points;
    case FIELD_NUMBER:
        return number_points(w, a, c);
    case FIELD_DATE:
        return day_points(w, a, c);
    case FIELD_TERM:
        return term_points(w, a, c, f->terms);
    case FIELD_STRING:
        return string_points(a, c);
    default:
        add_value(a, &points, feel_string(STR("Some text.")));
        return points;
    }
}

static bool is_certain(const world *w, uint32_t input)
{
    return !feel_is_null(w->values[input]) && w->inputs[input].kind != INPUT_TODAY && field_of(w, input) &&
           str_equals(field_of(w, input)->name, "id");
}

static point_list points_of_met(arena *a)
{
    feel_value *items = ARENA_ARRAY(a, feel_value, 2);
    items[0] = FEEL_NULL_VALUE;
    items[1] = FEEL_TRUE_VALUE;
    return (point_list){items, 2, true};
}

static point_list points_of_today(const world *w, arena *a, const point_class *c)
{
    value_list points = {0};
    add_value(a, &points, (feel_value){.kind = FEEL_DATE, .as.date = w->today});
    if (c->constant_count || c->scalar_count > 1) {
        value_list days = day_points(w, a, c);
        for (size_t i = 0; i < days.count; i++)
            add_value(a, &points, days.items[i]);
    }
    return (point_list){points.items, points.count, true};
}

point_list points_of(const world *w, arena *a, const point_class *c, uint32_t input)
{
    const field *f = field_of(w, input);
    value_list points = {0};
    if (w->inputs[input].kind == INPUT_MET)
        return points_of_met(a);
    if (w->inputs[input].kind == INPUT_TODAY)
        return points_of_today(w, a, c);
    if (is_certain(w, input)) {
        *ARENA_PUSH(a, &points) = w->values[input];
        return (point_list){points.items, 1, false};
    }
    if (f && f->kind == FIELD_RECORD)
        return points_of_record(w, a, input, c->constants, c->constant_count);
    value_list base = base_points(w, a, c, f);
    bool exact = c->constant_count < MOST_BASE && (!c->ordered || !f || f->kind != FIELD_STRING) &&
                 (!f || f->kind != FIELD_TEXT);
    *ARENA_PUSH(a, &points) = FEEL_NULL_VALUE;
    if (f && f->list) {
        bool all_sets = add_lists(a, f, &points, &base);
        return (point_list){points.items, points.count, all_sets && exact && !c->ordered};
    }
    for (size_t i = 0; i < base.count; i++)
        if (base.items[i].kind != FEEL_NUMBER || number_fits(f, base.items[i].as.number))
            *ARENA_PUSH(a, &points) = base.items[i];
    return (point_list){points.items, points.count, exact};
}

// A list of so many items.
static feel_value list_of(const world *w, arena *a, const field *f, int64_t count)
{
    point_class alone = {.scalar_count = 1, .ordered = false};
    value_list base = f->kind == FIELD_RECORD ? (value_list){0} : base_points(w, a, &alone, f), items = {0};
    for (int64_t i = 0; i < count; i++) {
        feel_value v = base.count ? base.items[(size_t)i % base.count] : FEEL_NULL_VALUE;
        if (f->kind == FIELD_TERM && f->terms->count)
            v = feel_string(f->terms->terms[(size_t)i % f->terms->count].id);
        *ARENA_PUSH(a, &items) = v;
    }
    if (f->broader && f->terms)
        add_broader(a, f->terms, &items);
    return feel_make_list(a, items.items, items.count);
}

point_list points_of_count(const world *w, arena *a, uint32_t input, const feel_value *constants,
                           size_t count)
{
    const field *f = field_of(w, input);
    bool wanted[MOST_ITEMS + 1] = {true, true}, exact = !f->broader && f->kind != FIELD_RECORD;
    for (size_t i = 0; i < count; i++) {
        int64_t c = 0;
        if (constants[i].kind != FEEL_NUMBER || !decimal_to_int(constants[i].as.number, &c) || c < 0 ||
            c >= MOST_ITEMS) {
            exact = false;
            continue;
        }
        wanted[c] = wanted[c + 1] = true;
        if (c)
            wanted[c - 1] = true;
    }
    value_list points = {0};
    *ARENA_PUSH(a, &points) = FEEL_NULL_VALUE;
    for (int64_t i = 0; i <= MOST_ITEMS; i++)
        if (wanted[i] && (f->kind != FIELD_RECORD || i == 0))
            *ARENA_PUSH(a, &points) = list_of(w, a, f, i);
    return (point_list){points.items, points.count, exact};
}

// One entry of a record, in which each field takes its turn-th value.
static feel_value entry_of(const world *w, arena *a, const field *record, const feel_value *hints,
                           size_t hint_count, size_t turn)
{
    feel_entry *entries = ARENA_ARRAY(a, feel_entry, record->field_count);
    point_class c = {.constants = hints, .constant_count = hint_count, .scalar_count = 1};
    for (uint32_t i = 0; i < record->field_count; i++) {
        const field *f = &record->fields[i];
        entries[i] = (feel_entry){f->name, FEEL_NULL_VALUE};
        value_list base = base_points(w, a, &c, f);
        feel_value v = base.count ? base.items[(turn + i * (turn / 4)) % base.count] : FEEL_NULL_VALUE;
        if (v.kind == FEEL_NUMBER && !number_fits(f, v.as.number))
            v = FEEL_NULL_VALUE;
        if (record->match == i)
            v = feel_string(str_printf(a, "t%zu", turn));
        entries[i].value = f->list && !feel_is_null(v) ? feel_make_list(a, &v, 1) : v;
    }
    return feel_make_context(a, entries, record->field_count);
}

point_list points_of_record(const world *w, arena *a, uint32_t input, const feel_value *hints, size_t count)
{
    enum { ENTRIES = 8, MANY = 12 };
    const field *record = field_of(w, input);
    value_list points = {0};
    *ARENA_PUSH(a, &points) = FEEL_NULL_VALUE;
    if (record->list)
        *ARENA_PUSH(a, &points) = feel_make_list(a, NULL, 0);
    for (size_t turn = 0; turn < ENTRIES; turn++) {
        feel_value entry = entry_of(w, a, record, hints, count, turn), many[MANY];
        for (size_t i = 0; i < MANY; i++)
            many[i] = entry;
        if (!record->list)
            *ARENA_PUSH(a, &points) = entry;
        for (size_t n = 1; record->list && n <= MANY; n = n == 1 ? MANY : n + MANY)
            *ARENA_PUSH(a, &points) = feel_make_list(a, many, n);
    }
    return (point_list){points.items, points.count, false};
}
