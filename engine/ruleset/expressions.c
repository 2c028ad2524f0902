// SPDX-License-Identifier: MIT
// Expressions of a rule set: compiles them, points their problems at the source, tests their types, and works
// out what they read, also through lets. Knows nothing of the elements that they stand in.
#include "ruleset/expressions.h"

#include <stdlib.h>
#include <string.h>

typedef struct compiling {
    loader *l;
    origin origin;
    str source;
    size_t at; // of the source, in what the origin holds
} compiling;

// Of bytes of a cell's text: where it is quoted, each quote in it is written twice.
static place place_in_cell(place cell, size_t from, size_t length)
{
    str raw = str_slice(cell.source->bytes, (size_t)cell.offset, (size_t)(cell.offset + cell.length));
    bool quoted = raw.length && raw.data[0] == '"';
    size_t start = 0, end = 0;
    size_t at = quoted;
    for (size_t i = 0; i <= from + length; i++) {
        start = i == from ? at : start;
        end = at;
        at += quoted && at < raw.length && raw.data[at] == '"' ? 2 : 1;
    }
    return place_at(cell.source, cell.offset + start, end - start);
}

place origin_place(origin o, size_t from, size_t length)
{
    if (o.csv)
        return place_in_cell(o.text->where, from, length);
    return o.attribute ? xml_place_in_value(o.attribute, from, length)
                       : xml_place_in_text(o.text, from, length);
}

// The last name of the stretch that a problem points at: "max_fee" of client.max_fee, "x" of "x" in quotes.
static str name_in(str stretch)
{
    stretch = str_trim(stretch);
    if (stretch.length > 1 && stretch.data[0] == '"')
        stretch = str_slice(stretch, 1, stretch.length - 1);
    for (size_t i = stretch.length; i-- > 0;)
        if (stretch.data[i] == '.')
            return str_slice(stretch, i + 1, stretch.length);
    return stretch;
}

// Where the terms are declared that a text was compared with; the message starts with their vocabulary's
// name. A label or alias gets its id.
static void help_with_terms(loader *l, diagnostic *item, str message, str text)
{
    str name;
    str_next_word(&message, &name);
    uint32_t number = name_map_get(&l->vocabularies, name);
    if (number == NAME_MISSING)
        return; // a choice: its options are few, and all listed
    const vocabulary *v = &l->ruleset->vocabularies[number];
    uint32_t meant = vocabulary_find(v, text, l->arena);
    if (meant != NAME_MISSING && !str_equal_nocase(v->terms[meant].label, text)) // told already
        diagnostic_help(l->diagnostics, item, "\"%.*s\" is another word for a term; write its id: \"%.*s\"",
                        STR_ARGS(text), STR_ARGS(v->terms[meant].id));
    place_view view = place_look(v->where, l->arena);
    diagnostic_help(l->diagnostics, item, "%.*s is declared at %.*s:%u:%u", STR_ARGS(name),
                    STR_ARGS(v->where.source->name), view.line, view.column);
}

static bool has_term(const vocabulary *v, str id)
{
    for (size_t i = 0; i < v->count; i++)
        if (str_equal(v->terms[i].id, id))
            return true;
    return false;
}

static bool is_any_term(const loader *l, str name)
{
    bool known = false;
    for (size_t i = 0; i < l->ruleset->vocabulary_count && !known; i++)
        known = has_term(&l->ruleset->vocabularies[i], name);
    const side *sides[] = {&l->ruleset->client, &l->ruleset->therapist};
    for (size_t s = 0; s < 2; s++)
        for (size_t i = 0; i < sides[s]->count && !known; i++)
            known = sides[s]->fields[i].terms && has_term(sides[s]->fields[i].terms, name);
    return known;
}

// A name that nothing has, but a term or an option, or that stands alone: quotes are missing.
static void help_with_quotes(loader *l, diagnostic *item, origin o, str name, bool alone)
{
    const char *quote = o.csv ? "\"\"" : o.attribute ? "&quot;" : "\"";
    if (o.csv && alone)
        diagnostic_help(
            l->diagnostics, item,
            "a text stands in quotes, and a cell with quotes in quotes of its own: \"\"\"%.*s\"\"\"",
            STR_ARGS(name));
    else if (is_any_term(l, name))
        diagnostic_help(l->diagnostics, item, "a term is written in quotes%s: %s%.*s%s",
                        o.csv ? ", in a quoted cell twice" : "", quote, STR_ARGS(name), quote);
    else if (alone)
        diagnostic_help(l->diagnostics, item, "a text is written in quotes%s: %s%.*s%s",
                        o.csv ? ", in a quoted cell twice" : "", quote, STR_ARGS(name), quote);
}

static void report(void *user, const feel_problem *p)
{
    compiling *c = user;
    loader *l = c->l;
    bool of_names =
        p->code == CODE_unknown_name || p->code == CODE_unknown_member || p->code == CODE_unknown_term;
    if (of_names && is_lost(l, name_in(str_slice(c->source, p->offset, p->offset + p->length))))
        return; // its declaration has an error, which was reported
    if (of_names && l->nameless && !str_contains(p->help, STR("did you mean")))
        return;                                                                  // likewise, perhaps
    str quoted = str_slice(c->source, p->offset + 1, p->offset + p->length - 1); // where it is a text
    str found = str_slice(c->source, p->offset, p->offset + p->length);
    bool signal =
        p->code == CODE_unknown_member && str_ends(str_slice(c->source, 0, p->offset), STR("signals."));
    diagnostic *item =
        diagnose(l->diagnostics, p->code, origin_place(c->origin, c->at + p->offset, p->length), "%.*s%.*s%s",
                 STR_ARGS(signal ? STR("no signal is named \"") : p->message),
                 STR_ARGS(signal ? found : STR_NONE), signal ? "\"" : "");
    // A term without its quotes, rather than a name that is spelt a little like it.
    bool unquoted = p->code == CODE_unknown_name && is_any_term(l, found) &&
                    str_starts(p->help, STR("did you mean")) && !str_contains(p->help, STR("."));
    if (signal && str_starts(p->help, STR("its fields: ")))
        diagnostic_help(l->diagnostics, item, "the signals: %.*s",
                        STR_ARGS(str_slice(p->help, 12, p->help.length)));
    else if (p->help.length && !unquoted)
        diagnostic_help(l->diagnostics, item, "%.*s", STR_ARGS(p->help));
    if (of_names)
        help_removed(l, item, name_in(str_slice(c->source, p->offset, p->offset + p->length)));
    if (p->code == CODE_unknown_term)
        help_with_terms(l, item, p->message, quoted);
    if (p->code == CODE_unknown_name && (unquoted || !p->help.length))
        help_with_quotes(l, item, c->origin, found, p->length == str_trim(c->source).length);
    slip_help_expression(l, item, c->source, p->offset, p->length);
    size_t from, to;
    str meant;
    if (p->code == CODE_expression_syntax && !c->origin.csv &&
        slip_in_expression(l->arena, c->source, p->offset, &from, &to, &meant))
        diagnostic_fix(l->diagnostics, item, origin_place(c->origin, c->at + from, to - from), "%.*s",
                       STR_ARGS(meant));
}

void expression_report(loader *l, str source, size_t at, origin o, const feel_problem *problem)
{
    compiling c = {.l = l, .origin = o, .source = source, .at = at};
    report(&c, problem);
}

static const feel_expression *compile(compiling *c)
{
    feel_options options = {.limits = c->l->limits,
                            .unknown_nulls = true,
                            .no_clock = true,
                            .names = c->l->names,
                            .searches = &c->l->searches,
                            .report = report,
                            .report_user = c};
    feel_scope scope = {.variables = c->l->variables, .count = c->l->variable_count};
    return feel_compile(c->l->arena, c->source, &scope, &options);
}

typedef VEC(feel_read) read_list;

typedef struct read_collector {
    arena *arena;
    read_list reads;
} read_collector;

static void collect(void *user, const feel_read *read)
{
    read_collector *c = user;
    *ARENA_PUSH(c->arena, &c->reads) = *read;
}

static int by_offset(const void *a, const void *b)
{
    const feel_read *x = a, *y = b;
    if (x->offset != y->offset)
        return x->offset < y->offset ? -1 : 1;
    return (x->slot > y->slot) - (x->slot < y->slot);
}

static read_list reads_of(loader *l, const feel_expression *e)
{
    read_collector c = {.arena = l->arena};
    feel_visit_reads(e, collect, &c);
    if (c.reads.count)
        qsort(c.reads.items, c.reads.count, sizeof *c.reads.items, by_offset);
    return c.reads;
}

// A set of small numbers that is emptied in no time: a number is in where its stamp is the set's.
static bool stamp(stamps *s, uint32_t number)
{
    if (s->of[number] == s->now)
        return false;
    s->of[number] = s->now;
    s->count++;
    return true;
}

static void stamps_begin(loader *l, stamps *s, size_t size)
{
    if (!s->of)
        s->of = ARENA_ARRAY(l->arena, uint32_t, size);
    s->size = size;
    s->now++;
    s->count = 0;
}

static const uint32_t *stamped(loader *l, const stamps *s)
{
    uint32_t *list = ARENA_ARRAY(l->arena, uint32_t, s->count);
    size_t next = 0;
    for (uint32_t i = 0; i < s->size && next < s->count; i++)
        if (s->of[i] == s->now)
            list[next++] = i;
    return list;
}

typedef VEC(uint32_t) number_list;

typedef struct linking {
    loader *l;
    unsigned reads;
    number_list signals, lets;
} linking;

static void add_signal(linking *k, uint32_t number)
{
    k->reads |= READS_THERAPIST;
    if (stamp(&k->l->signal_stamps, number))
        *ARENA_PUSH(k->l->arena, &k->signals) = number;
}

static void add_field(stamps *s, const feel_read *read)
{
    if (read->depth)
        stamp(s, read->members[0]);
    for (uint32_t i = 0; !read->depth && i < s->size; i++)
        stamp(s, i);
}

static void add_let(linking *k, uint32_t number)
{
    loader *l = k->l;
    const expression *e = &l->lets[number].value;
    if (!stamp(&l->let_stamps, number))
        return;
    *ARENA_PUSH(l->arena, &k->lets) = number;
    k->reads |= e->reads;
    for (size_t i = 0; i < e->client_field_count; i++)
        stamp(&l->client_stamps, e->client_fields[i]);
    for (size_t i = 0; i < e->therapist_field_count; i++)
        stamp(&l->therapist_stamps, e->therapist_fields[i]);
    for (size_t i = 0; i < e->signal_count; i++)
        add_signal(k, e->signals[i]);
}

static void add_read(linking *k, const feel_read *read)
{
    loader *l = k->l;
    switch (read->slot) {
    case SLOT_CLIENT:
        k->reads |= READS_CLIENT;
        add_field(&l->client_stamps, read);
        break;
    case SLOT_THERAPIST:
        k->reads |= READS_THERAPIST;
        add_field(&l->therapist_stamps, read);
        break;
    case SLOT_SIGNALS:
        k->reads |= READS_THERAPIST;
        for (uint32_t i = 0; i < l->ruleset->signal_count; i++)
            if (!read->depth || read->members[0] == i)
                add_signal(k, i);
        break;
    case SLOT_TODAY:
        k->reads |= READS_TODAY;
        break;
    case SLOT_ENCOUNTER:
        k->reads |= READS_ENCOUNTER;
        if (l->ruleset->encounter_field != NAME_MISSING)
            stamp(&l->client_stamps, l->ruleset->encounter_field);
        break;
    case SLOT_EVIDENCE:
        k->reads |= READS_THERAPIST;
        break;
    default:
        add_let(k, read->slot - SLOT_FIRST_LET);
    }
}

static void link_reads(loader *l, expression *e, const read_list *found)
{
    linking k = {.l = l};
    stamps_begin(l, &l->client_stamps, l->ruleset->client.count);
    stamps_begin(l, &l->therapist_stamps, l->ruleset->therapist.count);
    stamps_begin(l, &l->signal_stamps, l->ruleset->signal_count);
    stamps_begin(l, &l->let_stamps, l->variable_count - SLOT_FIRST_LET);
    for (size_t i = 0; i < found->count; i++)
        add_read(&k, &found->items[i]);
    e->reads = k.reads;
    e->number = ++l->ruleset->expression_count;
    e->client_fields = stamped(l, &l->client_stamps);
    e->client_field_count = l->client_stamps.count;
    e->therapist_fields = stamped(l, &l->therapist_stamps);
    e->therapist_field_count = l->therapist_stamps.count;
    e->signals = k.signals.items;
    e->signal_count = k.signals.count;
    e->lets = k.lets.items;
    e->let_count = k.lets.count;
}

// What an expression that may not read it reads: "therapist.fee", or "x, which reads therapist.fee".
static str describe_read(loader *l, const feel_read *read)
{
    const ruleset *r = l->ruleset;
    switch (read->slot) {
    case SLOT_CLIENT:
        return read->depth
                   ? str_printf(l->arena, "client.%.*s", STR_ARGS(r->client.fields[read->members[0]].name))
                   : STR("client");
    case SLOT_THERAPIST:
        return read->depth ? str_printf(l->arena, "therapist.%.*s",
                                        STR_ARGS(r->therapist.fields[read->members[0]].name))
                           : STR("therapist");
    case SLOT_SIGNALS:
        return read->depth ? str_printf(l->arena, "signals.%.*s", STR_ARGS(r->signals[read->members[0]].name))
                           : STR("signals");
    case SLOT_TODAY:
    case SLOT_ENCOUNTER:
    case SLOT_EVIDENCE:
        return l->variables[read->slot].name;
    default:
        break;
    }
    const expression *e = &l->lets[read->slot - SLOT_FIRST_LET].value;
    str name = l->variables[read->slot].name, what = STR("more");
    if (e->signal_count)
        what = str_printf(l->arena, "signals.%.*s", STR_ARGS(r->signals[e->signals[0]].name));
    else if (e->therapist_field_count)
        what = str_printf(l->arena, "therapist.%.*s",
                          STR_ARGS(r->therapist.fields[e->therapist_fields[0]].name));
    else if (e->reads & READS_ENCOUNTER)
        what = l->variables[SLOT_ENCOUNTER].name;
    else if (e->client_field_count)
        what = str_printf(l->arena, "client.%.*s", STR_ARGS(r->client.fields[e->client_fields[0]].name));
    return str_printf(l->arena, "%.*s through the let \"%.*s\"", STR_ARGS(what), STR_ARGS(name));
}

static unsigned mask_of(loader *l, const feel_read *read)
{
    static const unsigned masks[] = {READS_CLIENT, READS_THERAPIST, READS_THERAPIST,
                                     READS_TODAY,  READS_ENCOUNTER, READS_THERAPIST};
    return read->slot < SLOT_FIRST_LET ? masks[read->slot] : l->lets[read->slot - SLOT_FIRST_LET].value.reads;
}

static void check_reach(const compiling *c, const read_list *found, const expression_wish *wish)
{
    loader *l = c->l;
    unsigned allowed = wish->reach == REACH_NOTHING  ? 0
                       : wish->reach == REACH_CLIENT ? (unsigned)(READS_CLIENT | READS_TODAY)
                                                     : ~0u;
    for (size_t i = 0; i < found->count; i++) {
        const feel_read *read = &found->items[i];
        place where = origin_place(c->origin, c->at + read->offset, read->length);
        if (read->slot == SLOT_EVIDENCE && !wish->evidence) {
            diagnostic *item =
                diagnose(l->diagnostics, CODE_unknown_name, where, "there is no evidence here");
            diagnostic_help(l->diagnostics, item,
                            "evidence is known in the messages of a gate, criterion or flag whose condition "
                            "reads a signal");
        } else if (mask_of(l, read) & ~allowed) {
            diagnose(l->diagnostics, CODE_not_client_only, where, "%s may read %s, but this reads %.*s",
                     wish->what, wish->reach == REACH_CLIENT ? "only the client" : "nothing",
                     STR_ARGS(describe_read(l, read)));
            return; // one is enough to see
        }
    }
}

static bool fits(feel_kind kind, feel_kind wanted)
{
    if (kind == FEEL_ANY || kind == FEEL_NULL)
        return true;
    if (wanted == FEEL_STRING) // for people: what has words
        return kind != FEEL_CONTEXT && kind != FEEL_RANGE && kind != FEEL_FUNCTION;
    return wanted == FEEL_ANY || kind == wanted;
}

static void help_with_type(loader *l, const expression_wish *wish, const feel_type *found, diagnostic *item)
{
    if (wish->wanted == FEEL_NUMBER && found->kind == FEEL_BOOLEAN && strcmp(wish->what, "value") == 0)
        diagnostic_help(l->diagnostics, item, "a condition is given as when, not as value");
    else if (wish->wanted == FEEL_BOOLEAN && found->kind == FEEL_NUMBER && strcmp(wish->what, "when") == 0)
        diagnostic_help(l->diagnostics, item,
                        "compare it with something, or give a share from 0 to 1 as value");
}

static void check_type(loader *l, const expression *e, const expression_wish *wish)
{
    const feel_type *type = feel_expression_type(e->feel);
    if (fits(type->kind, wish->wanted))
        return;
    str found = feel_type_name(l->arena, type);
    if (wish->wanted == FEEL_STRING)
        diagnose(l->diagnostics, CODE_wrong_type, e->where, "a message cannot show this, which is %.*s",
                 STR_ARGS(found));
    else
        help_with_type(l, wish, type,
                       diagnose(l->diagnostics, CODE_wrong_type, e->where,
                                "%s must be %.*s, but this is %.*s", wish->what,
                                STR_ARGS(feel_type_name(l->arena, feel_type_basic(wish->wanted))),
                                STR_ARGS(found)));
}

void expression_link(loader *l, expression *e, const feel_expression *feel)
{
    read_list found = reads_of(l, feel);
    e->feel = feel;
    link_reads(l, e, &found);
}

expression expression_compile(loader *l, str text, size_t at, origin o, const expression_wish *wish)
{
    compiling c = {.l = l, .origin = o, .source = text, .at = at};
    str trimmed = str_trim(text);
    expression e = {.source = trimmed};
    e.where = origin_place(o, at + (size_t)(trimmed.data - text.data), trimmed.length);
    e.feel = compile(&c);
    if (!e.feel)
        return e;
    read_list found = reads_of(l, e.feel);
    link_reads(l, &e, &found);
    check_type(l, &e, wish);
    check_reach(&c, &found, wish);
    return e;
}

bool expression_is_doubtful(const loader *l, const expression *e)
{
    bool doubtful = e->feel == NULL;
    for (size_t i = 0; i < e->let_count && !doubtful; i++)
        doubtful = l->doubtful[e->lets[i]];
    return doubtful;
}

expression expression_from(loader *l, const xml_node *node, const char *attribute, feel_kind wanted,
                           reach reach_of)
{
    const xml_attribute *a = attribute_of(node, attribute);
    if (!a || str_trim(a->value).length == 0)
        return (expression){0};
    expression_wish wish = {.what = attribute, .wanted = wanted, .reach = reach_of};
    return expression_compile(l, a->value, 0, (origin){.attribute = a}, &wish);
}
