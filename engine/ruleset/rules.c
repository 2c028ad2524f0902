// SPDX-License-Identifier: MIT
// Gates, factors, criteria, adjustments, flags and advice: from elements to the typed rules, with their
// numbers in range.
#include "ruleset/expressions.h"

enum { MOST_WEIGHT = 1000000, MOST_POINTS = 100 };

typedef struct rules_reader {
    loader *l;
    VEC(gate) gates;
    VEC(factor) factors;
    VEC(adjust) adjusts;
    VEC(criterion) criteria;
    VEC(flag) flags;
    VEC(advice) advice;
} rules_reader;

// The id of a rule; all share one namespace.
static str read_id(loader *l, const xml_node *node, place *where)
{
    const xml_attribute *id = attribute_of(node, "id");
    *where = id ? id->value_place : node->where;
    if (!id || id->value.length == 0)
        return STR_NONE;
    if (name_map_put(&l->rule_ids, l->arena, id->value, (uint32_t)l->rule_places.count)) {
        *ARENA_PUSH(l->arena, &l->rule_places) = *where;
        return id->value;
    }
    diagnostic *item = diagnose(l->diagnostics, CODE_duplicate_id, *where, "there are two rules \"%.*s\"",
                                STR_ARGS(id->value));
    help_first(l, item, l->rule_places.items[name_map_get(&l->rule_ids, id->value)]);
    return id->value;
}

// A number of an attribute from least to most; initial where there is none, or it is wrong (reported).
static decimal read_number(loader *l, const xml_node *node, const char *name, int64_t least, int64_t most,
                           decimal initial)
{
    const xml_attribute *a = attribute_of(node, name);
    decimal number;
    if (!a || !decimal_parse(a->value, &number))
        return initial;
    if (decimal_compare(number, decimal_from_int(least)) >= 0 &&
        decimal_compare(number, decimal_from_int(most)) <= 0)
        return number;
    diagnose(l->diagnostics, CODE_value_range, a->value_place, "%s is %.*s; it must be from %lld to %lld",
             name, STR_ARGS(a->value), (long long)least, (long long)most);
    return initial;
}

static place place_of(const xml_node *node, const char *name)
{
    const xml_attribute *a = attribute_of(node, name);
    return a ? a->value_place : node->where;
}

// Points of an attribute as micro-points.
static int64_t read_micro(loader *l, const xml_node *node, const char *name)
{
    const xml_attribute *a = attribute_of(node, name);
    decimal points = read_number(l, node, name, 0, MOST_POINTS, decimal_from_int(0));
    int64_t micro = 0;
    if (!decimal_to_int(decimal_multiply(points, decimal_from_int(MICRO)), &micro))
        diagnose(l->diagnostics, CODE_value_range, a->value_place,
                 "%s is %.*s; it may have six decimals at most", name, STR_ARGS(a->value));
    return micro;
}

static expression read_condition(loader *l, const xml_node *node, const char *name, reach reach_of)
{
    expression e = expression_from(l, node, name, FEEL_BOOLEAN, reach_of);
    check_constant(l, &e, name, false);
    return e;
}

static void read_gate(rules_reader *r, const xml_node *node)
{
    loader *l = r->l;
    gate *g = ARENA_PUSH(l->arena, &r->gates);
    g->id = read_id(l, node, &g->where);
    g->require = read_condition(l, node, "require", REACH_ANYTHING);
    g->applies = read_condition(l, node, "applies", REACH_CLIENT);
    g->title = message_from(l, node, "title", REACH_CLIENT, NULL);
    g->met = message_from(l, node, "met", REACH_ANYTHING, &g->require);
    g->unmet = message_from(l, node, "unmet", REACH_ANYTHING, &g->require);
    g->unknown = message_from(l, node, "unknown", REACH_ANYTHING, &g->require);
    g->ask = message_from(l, node, "ask", REACH_ANYTHING, &g->require);
}

static void read_adjust(rules_reader *r, const xml_node *node, uint32_t of)
{
    loader *l = r->l;
    adjust *a = ARENA_PUSH(l->arena, &r->adjusts);
    a->factor = of;
    a->id = read_id(l, node, &a->where);
    a->when = read_condition(l, node, "when", REACH_CLIENT);
    a->because = message_from(l, node, "because", REACH_CLIENT, NULL);
    const xml_attribute *weight = attribute_of(node, "weight");
    if (!weight || weight->value.length < 2)
        return;
    char sign = weight->value.data[0];
    a->kind = sign == '*' ? ADJUST_MULTIPLY : sign == '=' ? ADJUST_SET : ADJUST_ADD;
    if (!decimal_parse(str_slice(weight->value, 1, weight->value.length), &a->amount))
        a->amount = decimal_from_int(0);
    if (decimal_compare(a->amount, decimal_from_int(MOST_WEIGHT)) > 0)
        diagnose(l->diagnostics, CODE_value_range, weight->value_place,
                 "weight changes by %.*s; the most is %d", STR_ARGS(weight->value), MOST_WEIGHT);
    if (sign == '-')
        a->amount = decimal_negate(a->amount);
}

// One of value, when and table.
static void check_one_value(loader *l, const xml_node *node, const criterion *c)
{
    const xml_attribute *value = attribute_of(node, "value"), *when = attribute_of(node, "when");
    const xml_node *table = child_of(node, "table");
    if (value && when)
        diagnose(l->diagnostics, CODE_conflicting_attributes, when->name_place,
                 "a criterion has either value or when, and \"%.*s\" has both", STR_ARGS(c->id));
    if (table && (value || when))
        diagnose(l->diagnostics, CODE_conflicting_attributes, (value ? value : when)->name_place,
                 "a criterion has either a table or %s, and \"%.*s\" has both", value ? "value" : "when",
                 STR_ARGS(c->id));
    const schema_element *schema = schema_find_element("criterion");
    if (value || when || table || is_faulty(l, node) || slip_for_attribute(l, node, schema, "when") ||
        slip_for_attribute(l, node, schema, "value"))
        return;
    diagnostic *item = diagnose(l->diagnostics, CODE_conflicting_attributes, node->where,
                                "a criterion needs value or when, and \"%.*s\" has neither", STR_ARGS(c->id));
    diagnostic_help(l->diagnostics, item,
                    "value is a number from 0 to 1; when is a condition: true counts 1, false 0; a table in "
                    "it gives either");
}

static void read_value(loader *l, const xml_node *node, criterion *c)
{
    const xml_node *table = child_of(node, "table");
    check_one_value(l, node, c);
    c->is_condition = attribute_of(node, "when") != NULL;
    if (table) {
        c->value = table_from(l, table, TABLE_OF_CRITERION);
        c->is_condition = c->value.feel && feel_expression_type(c->value.feel)->kind == FEEL_BOOLEAN;
    } else
        c->value = c->is_condition ? read_condition(l, node, "when", REACH_ANYTHING)
                                   : expression_from(l, node, "value", FEEL_NUMBER, REACH_ANYTHING);
    if (!c->is_condition)
        check_constant(l, &c->value, "value", true);
}

static void read_criterion(rules_reader *r, const xml_node *node, uint32_t of)
{
    loader *l = r->l;
    criterion *c = ARENA_PUSH(l->arena, &r->criteria);
    c->factor = of;
    c->id = read_id(l, node, &c->where);
    c->points = read_number(l, node, "points", 0, MOST_WEIGHT, decimal_from_int(0));
    c->points_where = place_of(node, "points");
    c->unknown_value =
        read_number(l, node, "unknown", 0, 1, decimal_divide(decimal_from_int(1), decimal_from_int(2)));
    read_value(l, node, c);
    c->applies = read_condition(l, node, "applies", REACH_CLIENT);
    c->follows_from = attribute_of(node, "follows");
    c->title = message_from(l, node, "title", REACH_CLIENT, NULL);
    c->met = message_from(l, node, "met", REACH_ANYTHING, &c->value);
    c->partly = message_from(l, node, "partly", REACH_ANYTHING, &c->value);
    c->unmet = message_from(l, node, "unmet", REACH_ANYTHING, &c->value);
    c->unknown = message_from(l, node, "unknown", REACH_ANYTHING, &c->value);
    c->ask = message_from(l, node, "ask", REACH_ANYTHING, &c->value);
}

static void read_factor(rules_reader *r, const xml_node *node)
{
    loader *l = r->l;
    uint32_t number = (uint32_t)r->factors.count;
    factor *f = ARENA_PUSH(l->arena, &r->factors);
    f->id = read_id(l, node, &f->where);
    f->weight = read_number(l, node, "weight", 0, MOST_WEIGHT, decimal_from_int(0));
    f->title = message_from(l, node, "title", REACH_CLIENT, NULL);
    f->description = message_from(l, node, "description", REACH_CLIENT, NULL);
    f->first_adjust = (uint32_t)r->adjusts.count;
    f->first_criterion = (uint32_t)r->criteria.count;
    for (const xml_node *c = xml_first_element(node); c; c = xml_next_element(c)) {
        if (is_element(c, "adjust"))
            read_adjust(r, c, number);
        else if (is_element(c, "criterion"))
            read_criterion(r, c, number);
    }
    f->adjust_count = (uint32_t)r->adjusts.count - f->first_adjust;
    f->criterion_count = (uint32_t)r->criteria.count - f->first_criterion;
}

static void read_flag(rules_reader *r, const xml_node *node)
{
    loader *l = r->l;
    flag *f = ARENA_PUSH(l->arena, &r->flags);
    f->id = read_id(l, node, &f->where);
    f->group = attribute_text(node, "group");
    f->when = read_condition(l, node, "when", REACH_ANYTHING);
    f->deduct = read_micro(l, node, "deduct");
    f->ceiling = read_micro(l, node, "ceiling");
    f->has_ceiling = attribute_of(node, "ceiling") != NULL;
    f->ceiling_where = place_of(node, "ceiling");
    const schema_element *schema = schema_find_element("flag");
    if (!f->has_ceiling && !attribute_of(node, "deduct") && !slip_for_attribute(l, node, schema, "deduct") &&
        !slip_for_attribute(l, node, schema, "ceiling")) {
        diagnostic *item =
            diagnose(l->diagnostics, CODE_conflicting_attributes, node->where,
                     "a flag needs deduct or ceiling, and \"%.*s\" has neither", STR_ARGS(f->id));
        diagnostic_help(l->diagnostics, item, "what changes no score is an advice");
    }
    f->title = message_from(l, node, "title", REACH_CLIENT, NULL);
    f->because = message_from(l, node, "because", REACH_ANYTHING, &f->when);
    f->ask = message_from(l, node, "ask", REACH_ANYTHING, &f->when);
}

static size_t number_groups(rules_reader *r)
{
    size_t count = 0;
    name_map names = {0};
    for (size_t i = 0; i < r->flags.count; i++) {
        flag *f = &r->flags.items[i];
        f->group_number = f->group.length ? name_map_get(&names, f->group) : NAME_MISSING;
        if (f->group_number != NAME_MISSING)
            continue;
        f->group_number = (uint32_t)count++;
        if (f->group.length)
            name_map_put(&names, r->l->arena, f->group, f->group_number);
    }
    return count;
}

static void read_advice(rules_reader *r, const xml_node *node)
{
    loader *l = r->l;
    advice *a = ARENA_PUSH(l->arena, &r->advice);
    a->id = read_id(l, node, &a->where);
    a->urgent = str_equals(attribute_text(node, "urgent"), "true");
    reach reach_of = a->urgent ? REACH_CLIENT : REACH_ANYTHING;
    a->when = read_condition(l, node, "when", reach_of);
    a->title = message_from(l, node, "title", REACH_CLIENT, NULL);
    a->say = message_from(l, node, "say", reach_of, &a->when);
    a->ask = message_from(l, node, "ask", reach_of, &a->when);
    a->per_client = timing_of(a->when.reads | a->say.reads | a->ask.reads) == ONCE_PER_CLIENT;
}

// ---- what criteria follow from

static void unknown_root(const rules_reader *r, place where, str id)
{
    loader *l = r->l;
    if (is_lost(l, id))
        return; // reported
    diagnostic *item = diagnose(l->diagnostics, CODE_unknown_reference, where,
                                "no criterion or flag \"%.*s\"", STR_ARGS(id));
    suggestion near = suggestion_for(id);
    for (size_t i = 0; i < r->criteria.count; i++)
        suggestion_offer(&near, r->criteria.items[i].id);
    for (size_t i = 0; i < r->flags.count; i++)
        suggestion_offer(&near, r->flags.items[i].id);
    diagnostic_suggest(l->diagnostics, item, &near);
    help_removed(l, item, id);
}

// Roots follow from nothing themselves, so there are no circles, and it is clear what comes first.
static bool is_root(const rules_reader *r, const criterion *c, uint32_t root, place where, str id)
{
    diagnostic *item = NULL;
    if (str_equal(id, c->id))
        diagnose(r->l->diagnostics, CODE_cycle, where, "\"%.*s\" would follow from itself", STR_ARGS(id));
    else if (root != NAME_MISSING && r->criteria.items[root].follows_from)
        item = diagnose(r->l->diagnostics, CODE_wrong_value, where, "\"%.*s\" follows from others itself",
                        STR_ARGS(id));
    else
        return true;
    if (item)
        diagnostic_help(r->l->diagnostics, item, "name what that one follows from");
    return false;
}

static void resolve_follows(const rules_reader *r, criterion *c, const name_map *criteria,
                            const name_map *flags)
{
    VEC(str) ids = {0};
    const xml_attribute *names = c->follows_from;
    str rest = names->value, id;
    while (str_next_word(&rest, &id)) {
        place where = xml_place_in_value(names, (size_t)(id.data - names->value.data), id.length);
        uint32_t root = name_map_get(criteria, id);
        if (root == NAME_MISSING && name_map_get(flags, id) == NAME_MISSING)
            unknown_root(r, where, id);
        else if (is_root(r, c, root, where, id))
            *ARENA_PUSH(r->l->arena, &ids) = id;
    }
    c->follows = ids.items;
    c->follows_count = ids.count;
}

static void resolve_all_follows(rules_reader *r)
{
    name_map criteria = {0}, flags = {0};
    for (size_t i = 0; i < r->criteria.count; i++)
        name_map_put(&criteria, r->l->arena, r->criteria.items[i].id, (uint32_t)i);
    for (size_t i = 0; i < r->flags.count; i++)
        name_map_put(&flags, r->l->arena, r->flags.items[i].id, (uint32_t)i);
    for (size_t i = 0; i < r->criteria.count; i++)
        if (r->criteria.items[i].follows_from)
            resolve_follows(r, &r->criteria.items[i], &criteria, &flags);
}

static bool can_have_weight(const rules_reader *r, const factor *f)
{
    decimal none = decimal_from_int(0);
    if (decimal_compare(f->weight, none) > 0)
        return true;
    for (uint32_t i = 0; i < f->adjust_count; i++) {
        const adjust *a = &r->adjusts.items[f->first_adjust + i];
        if (a->kind != ADJUST_MULTIPLY && decimal_compare(a->amount, none) > 0)
            return true;
    }
    return false;
}

// A file for <include>: declarations alone. It can be checked, and ranks nobody.
static bool is_part(const rules_reader *r)
{
    return r->factors.count + r->gates.count + r->flags.count + r->advice.count == 0;
}

// Nothing that can earn points: every score would be the same. Not said where other errors may be why.
static void check_points(rules_reader *r)
{
    if (r->l->diagnostics->errors > 0 || is_part(r))
        return;
    for (size_t i = 0; i < r->factors.count; i++) {
        const factor *f = &r->factors.items[i];
        for (uint32_t k = 0; k < f->criterion_count; k++)
            if (can_have_weight(r, f) && !decimal_is_zero(r->criteria.items[f->first_criterion + k].points))
                return;
    }
    diagnostic *item = diagnose(r->l->diagnostics, CODE_no_points, r->l->root->where,
                                "no criterion with points stands in a factor with weight");
    diagnostic_help(
        r->l->diagnostics, item,
        "a rule set needs a factor with a weight above 0 and in it a criterion with points above 0");
}

static void read_titles(loader *l)
{
    ruleset *r = l->ruleset;
    r->title = message_from(l, l->root, "title", REACH_NOTHING, NULL);
    r->description = message_from(l, l->root, "description", REACH_NOTHING, NULL);
    signal_info *infos = ARENA_ARRAY(l->arena, signal_info, r->signal_count);
    for (size_t i = 0; i < r->signal_count; i++)
        infos[i] = r->signals[i];
    for (const xml_node *c = xml_first_element(l->root); c; c = xml_next_element(c)) {
        const xml_attribute *name = is_element(c, "signal") ? attribute_of(c, "name") : NULL;
        uint32_t number = name ? name_map_get(&l->signals, name->value) : NAME_MISSING;
        if (number != NAME_MISSING && infos[number].where.offset == name->value_place.offset &&
            infos[number].where.source == name->value_place.source)
            infos[number].title = message_from(l, c, "title", REACH_NOTHING, NULL);
    }
    r->signals = infos;
}

void rules_declare(loader *l)
{
    size_t errors = l->diagnostics->errors;
    rules_reader r = {.l = l};
    read_titles(l);
    for (const xml_node *c = xml_first_element(l->root); c; c = xml_next_element(c)) {
        if (is_element(c, "gate"))
            read_gate(&r, c);
        else if (is_element(c, "factor"))
            read_factor(&r, c);
        else if (is_element(c, "flag"))
            read_flag(&r, c);
        else if (is_element(c, "advice"))
            read_advice(&r, c);
    }
    resolve_all_follows(&r);
    if (l->diagnostics->errors == errors && l->lost.count == 0)
        check_points(&r);
    ruleset *s = l->ruleset;
    s->gates = r.gates.items, s->gate_count = r.gates.count;
    s->factors = r.factors.items, s->factor_count = r.factors.count;
    s->adjusts = r.adjusts.items, s->adjust_count = r.adjusts.count;
    s->criteria = r.criteria.items, s->criterion_count = r.criteria.count;
    s->flag_group_count = number_groups(&r);
    s->flags = r.flags.items, s->flag_count = r.flags.count;
    s->advice = r.advice.items, s->advice_count = r.advice.count;
}
