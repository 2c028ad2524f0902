// SPDX-License-Identifier: MIT
// Named expressions and the scope that all expressions share: puts lets in an order in which each comes after
// those it reads, and infers their types in that order.
#include "ruleset/expressions.h"

typedef struct let_draft {
    const xml_node *node;
    const xml_attribute *name, *value;
    const xml_node *table; // in the place of a value
    VEC(uint32_t) needs;   // drafts that it reads
    enum { UNSEEN, OPEN, DONE } state;
    size_t next_need; // of the walk
} let_draft;

typedef struct lets_reader {
    loader *l;
    VEC(let_draft) drafts;
    name_map names;
    VEC(uint32_t) order; // numbers of drafts, each after those it reads
} lets_reader;

// A let has either a value or a table.
static const xml_node *table_of(loader *l, const xml_node *node, const xml_attribute *name,
                                const xml_attribute *value)
{
    const xml_node *table = child_of(node, "table");
    if (table && value)
        diagnose(l->diagnostics, CODE_conflicting_attributes, value->name_place,
                 "a let has either a value or a table, and \"%.*s\" has both", STR_ARGS(name->value));
    if (table || value)
        return table;
    add_lost(l, name->value);
    if (is_faulty(l, node) || slip_for_attribute(l, node, schema_find_element("let"), "value"))
        return NULL;
    diagnostic *item =
        diagnose(l->diagnostics, CODE_missing_attribute, node->where, "let has no attribute \"value\"");
    diagnostic_help(l->diagnostics, item, "value: what it stands for; or write a table in it");
    return NULL;
}

static void read_let(lets_reader *r, const xml_node *node)
{
    loader *l = r->l;
    const xml_attribute *name = attribute_of(node, "name"), *value = attribute_of(node, "value");
    if (!name || !check_is_name(name->value) || !check_not_reserved(l, name))
        return;
    if (str_equal(name->value, l->variables[SLOT_ENCOUNTER].name)) {
        diagnostic *item = diagnose(l->diagnostics, CODE_reserved_name, name->value_place,
                                    "\"%.*s\" is the name of this pair's entry", STR_ARGS(name->value));
        help_first(l, item, l->ruleset->client.fields[l->ruleset->encounter_field].where);
        return;
    }
    if (!name_map_put(&r->names, l->arena, name->value, (uint32_t)r->drafts.count)) {
        diagnostic *item = diagnose(l->diagnostics, CODE_duplicate_id, name->value_place,
                                    "there are two lets \"%.*s\"", STR_ARGS(name->value));
        help_first(l, item, r->drafts.items[name_map_get(&r->names, name->value)].name->value_place);
        return;
    }
    bool given = value && str_trim(value->value).length > 0;
    *ARENA_PUSH(l->arena, &r->drafts) = (let_draft){
        .node = node, .name = name, .value = given ? value : NULL, .table = table_of(l, node, name, value)};
}

static const feel_type *signals_type(loader *l)
{
    const ruleset *r = l->ruleset;
    feel_member *members = ARENA_ARRAY(l->arena, feel_member, r->signal_count);
    for (size_t i = 0; i < r->signal_count; i++)
        members[i] = (feel_member){r->signals[i].name, feel_type_basic(FEEL_BOOLEAN)};
    return feel_type_context(l->arena, members, r->signal_count, false);
}

// The scope but for lets. Where no record is matched with the therapist, its slot has no name.
static void make_scope(loader *l, size_t most_lets)
{
    const ruleset *r = l->ruleset;
    l->variables = ARENA_ARRAY(l->arena, feel_variable, SLOT_FIRST_LET + most_lets);
    l->variable_count = SLOT_FIRST_LET;
    l->variables[SLOT_CLIENT] = (feel_variable){STR("client"), r->client.type};
    l->variables[SLOT_THERAPIST] = (feel_variable){STR("therapist"), r->therapist.type};
    l->variables[SLOT_SIGNALS] = (feel_variable){STR("signals"), signals_type(l)};
    l->variables[SLOT_TODAY] = (feel_variable){STR("today"), feel_type_basic(FEEL_DATE)};
    l->variables[SLOT_ENCOUNTER] = (feel_variable){STR(""), feel_type_basic(FEEL_ANY)};
    l->variables[SLOT_EVIDENCE] = (feel_variable){STR("evidence"), feel_type_basic(FEEL_STRING)};
    if (r->encounter_field == NAME_MISSING)
        return;
    const feel_type *type = r->client.type->members[r->encounter_field].type;
    l->variables[SLOT_ENCOUNTER].name = r->client.fields[r->encounter_field].as;
    l->variables[SLOT_ENCOUNTER].type = type->kind == FEEL_LIST ? type->element : type;
}

static void ignore(void *user, const feel_problem *problem)
{
    (void)user, (void)problem;
}

typedef struct need_collector {
    arena *arena;
    let_draft *draft;
} need_collector;

static void collect_need(void *user, const feel_read *read)
{
    need_collector *c = user;
    if (read->slot >= SLOT_FIRST_LET)
        *ARENA_PUSH(c->arena, &c->draft->needs) = read->slot - SLOT_FIRST_LET;
}

// Which lets each let reads, from a first compilation in which nothing of their types is known.
static void find_needs(lets_reader *r)
{
    loader *l = r->l;
    for (size_t i = 0; i < r->drafts.count; i++)
        l->variables[SLOT_FIRST_LET + i] =
            (feel_variable){r->drafts.items[i].name->value, feel_type_basic(FEEL_ANY)};
    l->variable_count = SLOT_FIRST_LET + r->drafts.count;
    feel_scope scope = {.variables = l->variables, .count = l->variable_count};
    feel_options options = {
        .limits = l->limits, .lenient = true, .names = feel_names_new(l->arena, &scope), .report = ignore};
    for (size_t i = 0; i < r->drafts.count; i++) {
        let_draft *d = &r->drafts.items[i];
        const feel_expression *e = d->table   ? table_draft(l, d->table, &scope, &options)
                                   : d->value ? feel_compile(l->arena, d->value->value, &scope, &options)
                                              : NULL;
        need_collector c = {l->arena, d};
        if (e)
            feel_visit_reads(e, collect_need, &c);
    }
}

typedef VEC(uint32_t) walk_path;

static void report_circle(lets_reader *r, const walk_path *path, uint32_t again)
{
    size_t from = 0;
    while (path->items[from] != again)
        from++;
    builder round = builder_new(r->l->arena);
    for (size_t i = from; i < path->count; i++)
        builder_addf(&round, "%.*s → ", STR_ARGS(r->drafts.items[path->items[i]].name->value));
    builder_add(&round, r->drafts.items[again].name->value);
    const let_draft *d = &r->drafts.items[again];
    diagnose(r->l->diagnostics, CODE_cycle, d->table ? d->table->where : d->value->value_place,
             "lets go round in a circle: %.*s", STR_ARGS(builder_str(&round)));
}

// Depth first, with a path of its own: chains of lets may be longer than the stack is deep.
static void walk(lets_reader *r, uint32_t start)
{
    walk_path path = {0};
    *ARENA_PUSH(r->l->arena, &path) = start;
    while (path.count) {
        uint32_t number = path.items[path.count - 1];
        let_draft *d = &r->drafts.items[number];
        d->state = OPEN;
        if (d->next_need == d->needs.count) {
            d->state = DONE;
            *ARENA_PUSH(r->l->arena, &r->order) = number;
            path.count--;
            continue;
        }
        uint32_t need = d->needs.items[d->next_need++];
        if (r->drafts.items[need].state == OPEN)
            report_circle(r, &path, need);
        else if (r->drafts.items[need].state == UNSEEN)
            *ARENA_PUSH(r->l->arena, &path) = need;
    }
}

// The vocabularies, for "instance of" and for the parameters of functions.
static feel_scope with_types(loader *l)
{
    const ruleset *r = l->ruleset;
    feel_named_type *types = ARENA_ARRAY(l->arena, feel_named_type, r->vocabulary_count);
    size_t count = 0;
    for (size_t i = 0; i < r->vocabulary_count; i++)
        if (r->vocabularies[i].count)
            types[count++] = (feel_named_type){r->vocabularies[i].name,
                                               feel_type_enumeration(l->arena, &r->vocabularies[i].domain)};
    return (feel_scope){
        .variables = l->variables, .count = l->variable_count, .types = types, .type_count = count};
}

static void compile_lets(lets_reader *r)
{
    loader *l = r->l;
    let *lets = ARENA_ARRAY(l->arena, let, r->order.count);
    for (size_t i = 0; i < r->order.count; i++) {
        lets[i].name = r->drafts.items[r->order.items[i]].name->value;
        lets[i].type = feel_type_basic(FEEL_ANY);
        l->variables[SLOT_FIRST_LET + i] = (feel_variable){lets[i].name, lets[i].type};
    }
    l->ruleset->scope = with_types(l);
    l->names = feel_names_new(l->arena, &l->ruleset->scope);
    l->lets = lets;
    l->doubtful = ARENA_ARRAY(l->arena, bool, r->order.count);
    for (size_t i = 0; i < r->order.count; i++)
        l->doubtful[i] = true; // until it is compiled
    l->ruleset->lets = lets;
    l->ruleset->let_count = r->order.count;
    for (size_t i = 0; i < r->order.count; i++) {
        const let_draft *d = &r->drafts.items[r->order.items[i]];
        lets[i].value = d->table ? table_from(l, d->table, TABLE_OF_LET)
                                 : expression_from(l, d->node, "value", FEEL_ANY, REACH_ANYTHING);
        l->doubtful[i] = expression_is_doubtful(l, &lets[i].value);
        l->doubtful[i] = !check_constant(l, &lets[i].value, "this let", false) || l->doubtful[i];
        if (!lets[i].value.feel)
            continue; // reported; of any type where it is used
        lets[i].type = feel_expression_type(lets[i].value.feel);
        l->variables[SLOT_FIRST_LET + i].type = lets[i].type;
        feel_names_learn(l->names, lets[i].type);
    }
}

void lets_declare(loader *l)
{
    lets_reader r = {.l = l};
    constants_begin(l);
    make_scope(l, count_children(l->root, "let"));
    for (const xml_node *c = xml_first_element(l->root); c; c = xml_next_element(c))
        if (is_element(c, "let"))
            read_let(&r, c);
    find_needs(&r);
    for (size_t i = 0; i < r.drafts.count; i++)
        if (r.drafts.items[i].state == UNSEEN)
            walk(&r, (uint32_t)i);
    compile_lets(&r);
}
