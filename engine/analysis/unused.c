// SPDX-License-Identifier: MIT
// What is declared and never read: signals, lets, fields, vocabularies. Of the rule set's own file alone:
// what is included is there for others, too.
#include "analysis/finding.h"

#include "base/ascii.h"

#include "text/signals.h"

typedef struct usage {
    const ruleset *rules;
    bool *client, *therapist, *signals, *lets;
} usage;

static void mark_all(bool *used, size_t count)
{
    for (size_t i = 0; i < count; i++)
        used[i] = true;
}

static void mark(void *user, const feel_read *read)
{
    usage *u = user;
    const ruleset *r = u->rules;
    bool *const sides[] = {
        [SLOT_CLIENT] = u->client, [SLOT_THERAPIST] = u->therapist, [SLOT_SIGNALS] = u->signals};
    const size_t counts[] = {[SLOT_CLIENT] = r->client.count,
                             [SLOT_THERAPIST] = r->therapist.count,
                             [SLOT_SIGNALS] = r->signal_count};
    if (read->slot >= SLOT_FIRST_LET)
        u->lets[read->slot - SLOT_FIRST_LET] = true;
    else if (read->slot == SLOT_ENCOUNTER && r->encounter_field != NAME_MISSING)
        u->client[r->encounter_field] = true;
    else if (read->slot > SLOT_SIGNALS)
        return;
    else if (read->depth == 0)
        mark_all(sides[read->slot], counts[read->slot]);
    else
        sides[read->slot][read->members[0]] = true;
}

static void mark_expression(usage *u, const expression *x)
{
    if (x->feel)
        feel_visit_reads(x->feel, mark, u);
}

static void mark_message(usage *u, const message *m)
{
    for (size_t i = 0; i < m->count; i++)
        if (m->parts[i].feel)
            feel_visit_reads(m->parts[i].feel, mark, u);
}

static void mark_messages(usage *u, const message *const *all, size_t count)
{
    for (size_t i = 0; i < count; i++)
        mark_message(u, all[i]);
}

#define MARK_MESSAGES(u, ...)                                                                                \
    mark_messages((u), (const message *const[]){__VA_ARGS__},                                                \
                  sizeof((const message *const[]){__VA_ARGS__}) / sizeof(const message *))

static void mark_points(usage *u)
{
    const ruleset *r = u->rules;
    for (size_t i = 0; i < r->gate_count; i++) {
        const gate *g = &r->gates[i];
        mark_expression(u, &g->require);
        mark_expression(u, &g->applies);
        MARK_MESSAGES(u, &g->title, &g->met, &g->unmet, &g->unknown, &g->ask);
    }
    for (size_t i = 0; i < r->criterion_count; i++) {
        const criterion *c = &r->criteria[i];
        mark_expression(u, &c->value);
        mark_expression(u, &c->applies);
        MARK_MESSAGES(u, &c->title, &c->met, &c->partly, &c->unmet, &c->unknown, &c->ask);
    }
    for (size_t i = 0; i < r->adjust_count; i++) {
        mark_expression(u, &r->adjusts[i].when);
        MARK_MESSAGES(u, &r->adjusts[i].because);
    }
    for (size_t i = 0; i < r->factor_count; i++)
        MARK_MESSAGES(u, &r->factors[i].title, &r->factors[i].description);
}

static void mark_rules(usage *u)
{
    const ruleset *r = u->rules;
    mark_points(u);
    for (size_t i = 0; i < r->flag_count; i++) {
        const flag *f = &r->flags[i];
        mark_expression(u, &f->when);
        MARK_MESSAGES(u, &f->title, &f->because, &f->ask);
    }
    for (size_t i = 0; i < r->advice_count; i++) {
        const advice *a = &r->advice[i];
        mark_expression(u, &a->when);
        MARK_MESSAGES(u, &a->title, &a->say, &a->ask);
    }
    for (size_t i = 0; i < r->let_count; i++)
        mark_expression(u, &r->lets[i].value);
}

// What texts are searched for, and what is read without an expression.
static void mark_certain(usage *u)
{
    const ruleset *r = u->rules;
    size_t count;
    const signal_spec *signals = text_rules_signals(r->text, &count);
    for (size_t i = 0; i < count; i++) {
        for (size_t f = 0; f < signals[i].field_count; f++)
            u->therapist[signals[i].fields[f]] = true;
        if (signals[i].is_denial && u->signals[i])
            u->signals[signals[i].denial_of] = true;
    }
    u->client[0] = u->therapist[0] = true;
    if (r->name_field != NAME_MISSING)
        u->therapist[r->name_field] = true;
}

static bool is_name_byte(char c)
{
    return ascii_is_letter(c) || ascii_is_digit(c) || c == '_' || (unsigned char)c >= 128;
}

static bool is_entry_field(const field *record, uint32_t number, const analysis *k)
{
    return number != record->match && is_in_main_file(k, record->fields[number].where);
}

// Counts the words of the text that the map holds.
static void count_words(str text, name_map *counts, arena *a)
{
    for (size_t at = 0, end; at < text.length; at = end + 1) {
        end = at;
        while (end < text.length && is_name_byte(text.data[end]))
            end++;
        str word = str_slice(text, at, end);
        uint32_t count = word.length ? name_map_get(counts, word) : NAME_MISSING;
        if (count != NAME_MISSING)
            name_map_set(counts, a, word, count + 1);
    }
}

// The fields of a record are reached in many ways, through names that loops and lets give to entries. One
// whose name stands nowhere but in its declaration is reached in none.
static void report_entry_fields(analysis *k, const field *record)
{
    name_map counts = {0};
    for (uint32_t i = 0; i < record->field_count; i++)
        if (is_entry_field(record, i, k))
            name_map_put(&counts, k->arena, record->fields[i].name, 0);
    for (size_t file = 0; counts.count && file < k->rules->file_count; file++)
        count_words(k->rules->files[file]->bytes, &counts, k->arena);
    for (uint32_t i = 0; i < record->field_count; i++) {
        const field *f = &record->fields[i];
        if (!is_entry_field(record, i, k) || name_map_get(&counts, f->name) != 1)
            continue;
        diagnostic *item =
            diagnose(k->out, CODE_unused_field, f->where, "no rule reads the field \"%.*s\" of \"%.*s\"",
                     STR_ARGS(f->name), STR_ARGS(record->name));
        diagnostic_help(k->out, item,
                        "what is asked of people should be used: write a rule for it, or remove it");
    }
}

static void report_fields(analysis *k, const side *s, const char *name, const bool *used)
{
    for (size_t i = 0; i < s->count; i++) {
        const field *f = &s->fields[i];
        if (used[i] && f->kind == FIELD_RECORD)
            report_entry_fields(k, f);
        if (used[i] || !is_in_main_file(k, f->where))
            continue;
        diagnostic *item =
            diagnose(k->out, CODE_unused_field, f->where, "no rule reads %s.%.*s", name, STR_ARGS(f->name));
        diagnostic_help(k->out, item,
                        "what is asked of people should be used: write a rule for it, or remove it");
    }
}

static void report_names(analysis *k, const usage *u)
{
    const ruleset *r = k->rules;
    for (size_t i = 0; i < r->signal_count; i++) {
        if (u->signals[i] || !is_in_main_file(k, r->signals[i].where))
            continue;
        diagnostic *item = diagnose(k->out, CODE_unused_signal, r->signals[i].where,
                                    "no rule reads signals.%.*s", STR_ARGS(r->signals[i].name));
        diagnostic_help(k->out, item,
                        "every text is searched for it in vain: use it in a criterion or flag, or remove it");
    }
    for (size_t i = 0; i < r->let_count; i++) {
        if (u->lets[i] || !is_in_main_file(k, r->lets[i].value.where))
            continue;
        diagnostic *item = diagnose(k->out, CODE_unused_let, r->lets[i].value.where,
                                    "nothing reads the let \"%.*s\"", STR_ARGS(r->lets[i].name));
        diagnostic_help(k->out, item, "use it, or remove it");
    }
}

static bool has_field_of(const field *fields, size_t count, const vocabulary *v)
{
    for (size_t i = 0; i < count; i++)
        if (fields[i].terms == v || has_field_of(fields[i].fields, fields[i].field_count, v))
            return true;
    return false;
}

static void report_vocabularies(analysis *k)
{
    const ruleset *r = k->rules;
    for (size_t i = 0; i < r->vocabulary_count; i++) {
        const vocabulary *v = &r->vocabularies[i];
        if (!is_in_main_file(k, v->where) || has_field_of(r->client.fields, r->client.count, v) ||
            has_field_of(r->therapist.fields, r->therapist.count, v))
            continue;
        diagnostic *item = diagnose(k->out, CODE_unused_vocabulary, v->where,
                                    "no field is of the type \"%.*s\"", STR_ARGS(v->name));
        diagnostic_help(k->out, item, "write type=\"%.*s\" at a field that holds its terms, or remove it",
                        STR_ARGS(v->name));
    }
}

void find_unused(analysis *k)
{
    const ruleset *r = k->rules;
    if (ruleset_is_part(r))
        return; // for others to use
    usage u = {.rules = r};
    u.client = ARENA_ARRAY(k->arena, bool, r->client.count);
    u.therapist = ARENA_ARRAY(k->arena, bool, r->therapist.count);
    u.signals = ARENA_ARRAY(k->arena, bool, r->signal_count);
    u.lets = ARENA_ARRAY(k->arena, bool, r->let_count);
    mark_rules(&u);
    mark_certain(&u);
    report_fields(k, &r->client, "client", u.client);
    report_fields(k, &r->therapist, "therapist", u.therapist);
    report_names(k, &u);
    report_vocabularies(k);
}
