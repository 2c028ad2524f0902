// SPDX-License-Identifier: MIT
// The list of changes that mutation tries: what stands in a rule set's own file is dropped, doubled, moved.
#include "examples/mutants.h"

#include "ruleset/schema.h"

#include <string.h>

mutant *mutants_add(mutant_list *m, place edit, str replacement, str change, const char *hint)
{
    mutant *x = ARENA_PUSH(m->arena, &m->items);
    *x = (mutant){.where = edit,
                  .rule = m->rule,
                  .change = change,
                  .edit = edit,
                  .replacement = replacement,
                  .in_texts = m->in_texts,
                  .hint = str_from(hint)};
    return x;
}

// ---- elements

// Behind the ">" of the tag that starts at offset at. *closed: it ends itself.
static size_t tag_end(str bytes, size_t at, bool *closed)
{
    char quote = 0;
    for (; at < bytes.length; at++) {
        char c = bytes.data[at];
        if (quote)
            quote = c == quote ? 0 : quote;
        else if (c == '"' || c == '\'')
            quote = c;
        else if (c == '>')
            break;
    }
    *closed = at > 0 && bytes.data[at - 1] == '/';
    return at < bytes.length ? at + 1 : at;
}

static size_t behind(str bytes, size_t at, const char *end)
{
    size_t found = str_find(bytes, str_from(end), at);
    return found == SIZE_MAX ? bytes.length : found + strlen(end);
}

// Behind the element that starts at offset at of a well-formed document.
static size_t element_end(str bytes, size_t at)
{
    size_t depth = 0;
    while (at < bytes.length) {
        str rest = str_slice(bytes, at, bytes.length);
        bool closed;
        if (rest.data[0] != '<') {
            at++;
        } else if (str_starts(rest, STR("<!--"))) {
            at = behind(bytes, at, "-->");
        } else if (str_starts(rest, STR("<![CDATA["))) {
            at = behind(bytes, at, "]]>");
        } else if (str_starts(rest, STR("<?"))) {
            at = behind(bytes, at, "?>");
        } else if (str_starts(rest, STR("</"))) {
            at = tag_end(bytes, at, &closed);
            if (--depth == 0)
                return at;
        } else {
            at = tag_end(bytes, at, &closed);
            if (closed && depth == 0)
                return at;
            depth += !closed;
        }
    }
    return at;
}

static place whole_element(const xml_node *n)
{
    size_t end = element_end(n->where.source->bytes, (size_t)n->where.offset);
    return place_at(n->where.source, n->where.offset, end - n->where.offset);
}

static void drop_element(mutant_list *m, const xml_node *n, str replacement, const char *hint)
{
    mutant *x = mutants_add(m, whole_element(n), replacement,
                            str_printf(m->arena, "<%.*s> was taken out", STR_ARGS(n->name)), hint);
    x->where = n->where;
}

// ---- attributes

static place whole_attribute(const xml_attribute *a)
{
    uint64_t end = a->value_place.offset + a->value_place.length + 1;
    return place_at(a->name_place.source, a->name_place.offset, end - a->name_place.offset);
}

static void drop_attribute(mutant_list *m, const xml_attribute *a, const char *hint)
{
    str change = str_printf(m->arena, "%.*s=\"%.*s\" was taken out", STR_ARGS(a->name), STR_ARGS(a->value));
    mutants_add(m, whole_attribute(a), STR_NONE, change, hint);
}

static mutant *replace_value(mutant_list *m, const xml_attribute *a, str value, const char *hint)
{
    str change = str_printf(m->arena, "%.*s \"%.*s\" became \"%.*s\"", STR_ARGS(a->name), STR_ARGS(a->value),
                            STR_ARGS(value));
    return mutants_add(m, a->value_place, value, change, hint);
}

static void scale_number(mutant_list *m, const xml_attribute *a, bool scale_free)
{
    decimal number;
    if (!decimal_parse(str_trim(a->value), &number) || decimal_is_zero(number))
        return;
    replace_value(m, a, STR("0"), "a score or an order that rests on it");
    mutant *doubled = replace_value(m, a, decimal_text(m->arena, decimal_add(number, number)),
                                    "a score or an order that rests on it");
    if (scale_free)
        doubled->state = MUTANT_EQUIVALENT;
}

static void move_ceiling(mutant_list *m, const xml_attribute *a)
{
    decimal number;
    if (!decimal_parse(str_trim(a->value), &number))
        return;
    for (int step = -10; step <= 10; step += 20) {
        decimal moved = decimal_add(number, decimal_from_int(step));
        bool fits = decimal_compare(moved, decimal_from_int(0)) >= 0 &&
                    decimal_compare(moved, decimal_from_int(100)) <= 0;
        if (fits)
            replace_value(m, a, decimal_text(m->arena, moved),
                          "the score of a therapist whom the ceiling cuts");
    }
}

// "+5" to "+10" and "-5", "*0.5" to "*0.25", "=20" to "=40".
static void change_adjust(mutant_list *m, const xml_attribute *a)
{
    str value = str_trim(a->value);
    decimal number;
    if (value.length < 2 || !decimal_parse(str_slice(value, 1, value.length), &number))
        return;
    char sign = value.data[0];
    decimal more = sign == '*' ? decimal_multiply(number, number) : decimal_add(number, number);
    const char *hint = "the weight of the factor for a client for whom the adjust holds";
    replace_value(m, a, str_printf(m->arena, "%c%.*s", sign, STR_ARGS(decimal_text(m->arena, more))), hint);
    if (sign == '+' || sign == '-')
        replace_value(
            m, a,
            str_printf(m->arena, "%c%.*s", sign == '+' ? '-' : '+', STR_ARGS(decimal_text(m->arena, number))),
            hint);
}

static void change_unknown(mutant_list *m, const xml_attribute *a)
{
    bool none = str_equals(str_trim(a->value), "0");
    replace_value(m, a, none ? STR("1") : STR("0"), "the score of a therapist for whom it is unknown");
}

// ---- what cannot change a result

static const factor *factor_of(const ruleset *r, const xml_node *n)
{
    str id = n->parent ? example_attribute(n->parent, "id") : STR_NONE;
    uint32_t number = ruleset_find_factor(r, id.length ? id : example_attribute(n, "factor"));
    uint32_t of_criterion = ruleset_find_criterion(r, example_attribute(n, "criterion"));
    if (number == NAME_MISSING && of_criterion != NAME_MISSING)
        number = r->criteria[of_criterion].factor;
    return number == NAME_MISSING ? NULL : &r->factors[number];
}

// Whether no other criterion shares the factor's points, or it has none to share.
static bool points_are_free(const ruleset *r, const xml_node *n)
{
    const factor *f = factor_of(r, n);
    if (!f)
        return false;
    size_t sharing = 0;
    for (uint32_t i = 0; i < f->criterion_count; i++)
        sharing += !decimal_is_zero(r->criteria[f->first_criterion + i].points);
    return sharing < 2 || (decimal_is_zero(f->weight) && f->adjust_count == 0);
}

// Whether the factor's weight is measured against nothing.
static bool weight_is_free(const ruleset *r)
{
    size_t sharing = 0;
    for (size_t i = 0; i < r->factor_count; i++)
        sharing += !decimal_is_zero(r->factors[i].weight) || r->factors[i].adjust_count;
    return sharing < 2 && r->adjust_count == 0;
}

static bool group_is_free(const ruleset *r, str group)
{
    size_t members = 0;
    for (size_t i = 0; i < r->flag_count; i++)
        members += str_equal(r->flags[i].group, group);
    return members < 2;
}

// ---- the walk

static bool is_expression(str element, str attribute)
{
    bool any_element =
        str_equals(attribute, "when") || str_equals(attribute, "require") || str_equals(attribute, "applies");
    return any_element || (str_equals(attribute, "value") && !str_equals(element, "option"));
}

// Of a <change>: the kind that it changes; else the element's name.
static str kind_of(const xml_node *n)
{
    if (!str_equals(n->name, "change"))
        return n->name;
    for (size_t i = 0; schema_change_kinds[i]; i++)
        if (xml_find_attribute(n, str_from(schema_change_kinds[i])))
            return str_from(schema_change_kinds[i]);
    return n->name;
}

static void change_attribute(mutant_list *m, const xml_node *n, const xml_attribute *a)
{
    str kind = kind_of(n);
    if (is_expression(kind, a->name))
        mutants_of_expression(m, a);
    else if (str_equals(a->name, "points"))
        scale_number(m, a, points_are_free(m->rules, n));
    else if (str_equals(a->name, "weight") && str_equals(kind, "adjust"))
        change_adjust(m, a);
    else if (str_equals(a->name, "weight"))
        scale_number(m, a, weight_is_free(m->rules));
    else if (str_equals(a->name, "deduct"))
        scale_number(m, a, false);
    else if (str_equals(a->name, "ceiling"))
        move_ceiling(m, a);
    else if (str_equals(a->name, "unknown") && str_equals(kind, "criterion"))
        change_unknown(m, a);
    else if (str_equals(a->name, "absent"))
        drop_attribute(m, a, "a therapist whose text says nothing of it");
    else if (str_equals(a->name, "urgent") && str_equals(a->value, "true"))
        return; // it stands elsewhere in a report, which no example sees
    else if (str_equals(a->name, "broader") && str_equals(a->value, "true"))
        drop_attribute(m, a, "a therapist who lists only a narrower term of what is wanted");
    else if (str_equals(a->name, "group")) {
        drop_attribute(m, a, "the score of a therapist for whom two flags of the group hold");
        if (group_is_free(m->rules, a->value))
            m->items.items[m->items.count - 1].state = MUTANT_EQUIVALENT;
    }
}

static bool is_one_of(str name, const char *words)
{
    return str_has_word(str_from(words), name);
}

static bool is_unless(const xml_node *n)
{
    return str_equals(n->name, "unless") || str_equals(example_attribute(n, "unless"), "true");
}

// Whether a signal would find nothing without this one: then it does not load.
static bool is_only_pattern(const xml_node *n)
{
    size_t count = 0;
    for (const xml_node *c = xml_first_element(n->parent); c; c = xml_next_element(c))
        count += is_one_of(c->name, "pattern phrase near") && !is_unless(c);
    return count < 2 && str_equals(n->parent->name, "signal");
}

static void drop_pattern(mutant_list *m, const xml_node *n)
{
    if (is_unless(n))
        drop_element(m, n, STR_NONE, "a text in which it discounts a match");
    else
        drop_element(m, n, is_only_pattern(n) ? STR("<pattern>(?!)x</pattern>") : STR_NONE,
                     "a text in which it finds something that no other pattern of the signal finds");
}

static void change_element(mutant_list *m, const xml_node *n)
{
    if (is_one_of(n->name, "gate criterion flag advice adjust change remove"))
        drop_element(m, n, STR_NONE, "an expectation of what it does");
    else if (is_one_of(n->name, "pattern phrase unless near"))
        drop_pattern(m, n);
    else if (str_equals(n->name, "row"))
        drop_element(m, n, STR_NONE, "an example that the row of the table is for");
    else if (is_one_of(n->name, "input when then"))
        mutants_of_content(m, n);
    else if (is_one_of(n->name, "trigger boundary"))
        drop_element(m, n, STR_NONE, "a text that is judged by it");
    for (size_t i = 0; i < n->attribute_count; i++)
        change_attribute(m, n, &n->attributes[i]);
}

static str rule_of(mutant_list *m, const xml_node *n)
{
    if (is_one_of(n->name, "gate factor criterion flag advice adjust trigger"))
        return str_printf(m->arena, "%.*s %.*s", STR_ARGS(n->name), STR_ARGS(example_attribute(n, "id")));
    if (is_one_of(n->name, "signal let field"))
        return str_printf(m->arena, "%.*s %.*s", STR_ARGS(n->name), STR_ARGS(example_attribute(n, "name")));
    if (is_one_of(n->name, "change remove") && n->attribute_count)
        for (size_t i = 0; schema_change_kinds[i]; i++) {
            str reference = example_attribute(n, schema_change_kinds[i]);
            if (reference.length)
                return str_printf(m->arena, "%s %.*s", schema_change_kinds[i], STR_ARGS(reference));
        }
    return m->rule;
}

// A <remove> of what texts are judged by.
static bool is_text_change(const xml_node *n)
{
    return str_equals(n->name, "remove") &&
           (xml_find_attribute(n, STR("signal")) || xml_find_attribute(n, STR("trigger")) ||
            xml_find_attribute(n, STR("boundary")) || xml_find_attribute(n, STR("field")) ||
            xml_find_attribute(n, STR("record")));
}

static void walk(mutant_list *m, const xml_node *n)
{
    str outer = m->rule, kind = kind_of(n);
    bool within = m->in_texts;
    m->rule = rule_of(m, n);
    m->in_texts = within || is_one_of(kind, "signal trigger boundary field") || is_text_change(n);
    change_element(m, n);
    for (const xml_node *c = xml_first_element(n); c; c = xml_next_element(c))
        walk(m, c);
    m->rule = outer;
    m->in_texts = within;
}

void mutants_make(mutant_list *m, const xml_node *root)
{
    for (const xml_node *n = xml_first_element(root); n; n = xml_next_element(n))
        walk(m, n);
}
