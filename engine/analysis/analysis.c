// SPDX-License-Identifier: MIT
// Runs the parts of the analysis in their order, shares the work among them, and puts what they found in the
// order of the files.
#include "analysis/finding.h"

#include <stdlib.h>

// Work of all conditions together, in steps of evaluation; and of each.
enum { STEPS_OF_ALL = 40000000, LEAST_STEPS = 2000, MOST_STEPS = 1000000, MOST_EVALUATIONS = 20000 };

// ---- what there is

static void add_subject(analysis *k, subject_list *list, subject s)
{
    if (s.x->feel)
        *ARENA_PUSH(k->arena, &list->all) = s;
}

static void add_gates(analysis *k, subject_list *list)
{
    const ruleset *r = k->rules;
    list->first[RULE_GATE] = (uint32_t)list->all.count;
    for (uint32_t i = 0; i < r->gate_count; i++)
        add_subject(k, list, (subject){RULE_GATE, i, r->gates[i].id, &r->gates[i].require, .key = 0});
    list->first[RULE_GATE_APPLIES] = (uint32_t)list->all.count;
    for (uint32_t i = 0; i < r->gate_count; i++)
        add_subject(k, list, (subject){RULE_GATE_APPLIES, i, r->gates[i].id, &r->gates[i].applies, .key = 0});
}

static void add_criteria(analysis *k, subject_list *list)
{
    const ruleset *r = k->rules;
    list->first[RULE_CRITERION] = (uint32_t)list->all.count;
    for (uint32_t i = 0; i < r->criterion_count; i++) {
        const criterion *c = &r->criteria[i];
        add_subject(k, list, (subject){RULE_CRITERION, i, c->id, &c->value, .is_share = !c->is_condition});
    }
    list->first[RULE_CRITERION_APPLIES] = (uint32_t)list->all.count;
    for (uint32_t i = 0; i < r->criterion_count; i++)
        add_subject(
            k, list,
            (subject){RULE_CRITERION_APPLIES, i, r->criteria[i].id, &r->criteria[i].applies, .key = 0});
}

static subject_list list_subjects(analysis *k)
{
    const ruleset *r = k->rules;
    subject_list list = {0};
    add_gates(k, &list);
    add_criteria(k, &list);
    list.first[RULE_FLAG] = (uint32_t)list.all.count;
    for (uint32_t i = 0; i < r->flag_count; i++)
        add_subject(k, &list, (subject){RULE_FLAG, i, r->flags[i].id, &r->flags[i].when, .key = 0});
    list.first[RULE_ADVICE] = (uint32_t)list.all.count;
    for (uint32_t i = 0; i < r->advice_count; i++)
        add_subject(k, &list, (subject){RULE_ADVICE, i, r->advice[i].id, &r->advice[i].when, .key = 0});
    list.first[RULE_ADJUST] = (uint32_t)list.all.count;
    for (uint32_t i = 0; i < r->adjust_count; i++)
        add_subject(k, &list, (subject){RULE_ADJUST, i, r->adjusts[i].id, &r->adjusts[i].when, .key = 0});
    return list;
}

subject *subject_of(const subject_list *list, rule_kind kind, uint32_t index)
{
    size_t low = list->first[kind];
    size_t high = kind == RULE_ADJUST ? list->all.count : list->first[kind + 1];
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (list->all.items[middle].index < index)
            low = middle + 1;
        else
            high = middle;
    }
    bool there =
        low < list->all.count && list->all.items[low].kind == kind && list->all.items[low].index == index;
    return there ? &list->all.items[low] : NULL;
}

bool is_in_main_file(const analysis *k, place where)
{
    return where.source == k->rules->files[0];
}

void help_other(analysis *k, diagnostic *item, const char *what, place where)
{
    if (!where.source)
        return;
    place_view view = place_look(where, k->arena);
    diagnostic_help(k->out, item, "%s is at %.*s:%u:%u", what, STR_ARGS(where.source->name), view.line,
                    view.column);
}

str names_read(analysis *k, const study *s)
{
    enum { MOST_NAMES = 3 };
    builder b = builder_new(k->arena);
    size_t told = 0, left = 0;
    for (size_t i = 0; i < s->input_count; i++)
        left += s->inputs[i].count > 1 && s->world->inputs[s->inputs[i].input].kind != INPUT_MET;
    for (size_t i = 0; i < s->input_count && left; i++) {
        if (s->inputs[i].count <= 1 || s->world->inputs[s->inputs[i].input].kind == INPUT_MET)
            continue;
        if (told == MOST_NAMES)
            break;
        left--;
        builder_adds(&b, told == 0 ? "" : left == 0 ? " and " : ", ");
        builder_add(&b, world_input_name(s->world, s->inputs[i].input, k->arena));
        told++;
    }
    if (left)
        builder_addf(&b, " and %zu more", left);
    builder_adds(&b, told > 1 ? " are known" : " is known");
    return builder_str(&b);
}

// ---- in the order of the files

typedef struct sorted_item {
    diagnostic item;
    size_t file, number;
} sorted_item;

static int by_place(const void *a, const void *b)
{
    const sorted_item *x = a, *y = b;
    if (x->file != y->file)
        return x->file < y->file ? -1 : 1;
    if (x->item.where.offset != y->item.where.offset)
        return x->item.where.offset < y->item.where.offset ? -1 : 1;
    return (x->number > y->number) - (x->number < y->number);
}

static void sort_findings(arena *a, const ruleset *r, diagnostics *d, size_t from)
{
    size_t count = d->items.count - from;
    if (count == 0)
        return;
    sorted_item *sorted = ARENA_ARRAY(a, sorted_item, count);
    for (size_t i = 0; i < count; i++) {
        sorted[i] = (sorted_item){.item = d->items.items[from + i], .number = i};
        while (sorted[i].file < r->file_count && r->files[sorted[i].file] != sorted[i].item.where.source)
            sorted[i].file++;
    }
    qsort(sorted, count, sizeof *sorted, by_place);
    for (size_t i = 0; i < count; i++)
        d->items.items[from + i] = sorted[i].item;
}

static size_t count_shown(const message *m)
{
    for (size_t i = 0; i < m->count; i++)
        if (m->parts[i].feel)
            return 1;
    return 0;
}

// Those that show something.
static size_t count_messages(const ruleset *r)
{
    size_t count = 0;
    for (size_t i = 0; i < r->gate_count; i++) {
        const gate *g = &r->gates[i];
        count +=
            count_shown(&g->met) + count_shown(&g->unmet) + count_shown(&g->unknown) + count_shown(&g->ask);
    }
    for (size_t i = 0; i < r->criterion_count; i++) {
        const criterion *c = &r->criteria[i];
        count += count_shown(&c->met) + count_shown(&c->partly) + count_shown(&c->unmet) +
                 count_shown(&c->unknown) + count_shown(&c->ask);
    }
    return count + r->flag_count + r->advice_count + r->adjust_count;
}

void analyze_ruleset(arena *a, const ruleset *r, const analysis_options *o, diagnostics *d)
{
    size_t from = d->items.count;
    analysis *k = ARENA_NEW(a, analysis); // its scratch is freed with a at the latest
    *k = (analysis){.arena = a, .rules = r, .options = o, .out = d};
    arena_init_within(&k->scratch, a);
    k->world = world_new(a, r, o->today);
    subject_list subjects = list_subjects(k);
    k->steps = STEPS_OF_ALL / (2 * subjects.all.count + r->let_count + count_messages(r) + 1);
    k->steps = k->steps < LEAST_STEPS ? LEAST_STEPS : k->steps > MOST_STEPS ? MOST_STEPS : k->steps;
    k->most = k->steps / 20 < MOST_EVALUATIONS ? k->steps / 20 : MOST_EVALUATIONS;
    find_conditions(k, &subjects);
    find_repeats(k, &subjects);
    find_parts(k, &subjects);
    find_messages(k, &subjects);
    find_siblings(k, &subjects);
    find_gates(k, &subjects);
    find_flags(k, &subjects);
    find_weights(k, &subjects);
    find_units(k, &subjects);
    find_tables(k);
    find_patterns(k);
    find_unused(k);
    find_missing(k, &subjects);
    find_languages(k);
    arena_free(&k->scratch);
    sort_findings(a, r, d, from);
}
