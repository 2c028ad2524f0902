// SPDX-License-Identifier: MIT
// What decided an outcome: walks the tree of a condition from what it came to, down to the comparisons,
// memberships and booleans that made it so. See because.h.
#include "explain/deciding.h"

#include "ruleset/words.h"

// What an expression would have to come to instead, where that is asked.
typedef struct goal {
    bool wanted;
    bool null_helps; // not known would do, too
    feel_value now;  // what it came to: a number should be more, a boolean the other one
} goal;

static const goal NO_GOAL = {0};

// What would have to hold for that, in words.
typedef struct need {
    enum { NEED_NONE, NEED_ONE, NEED_ALL, NEED_ANY } kind;
    str text;
    str subject; // of one
    bool is;     // of one: told as "subject = …"
    bool open;   // it leaves open what comes of it
} need;

static need decide(deciding *d, part *p, const goal *g);

// ---- needs

typedef struct need_list {
    VEC(need) items;
    bool lacking; // one of them cannot be said
} need_list;

static void add_need(const deciding *d, need_list *list, need n)
{
    if (n.kind == NEED_NONE)
        list->lacking = true;
    for (size_t i = 0; i < list->items.count; i++)
        if (str_equal(list->items.items[i].text, n.text))
            return;
    if (n.kind != NEED_NONE)
        *ARENA_PUSH(d->x->scratch, &list->items) = n;
}

// Whether another of them tells more surely of the same.
static bool is_outdone(const need_list *list, size_t index)
{
    const need *n = &list->items.items[index];
    for (size_t i = 0; n->open && i < list->items.count; i++)
        if (!list->items.items[i].open && str_equal(list->items.items[i].subject, n->subject))
            return true;
    return false;
}

static str joined_text(const deciding *d, const need_list *list, int kind)
{
    const need *before = NULL;
    builder text = builder_new(d->out);
    for (size_t i = 0; i < list->items.count; i++) {
        const need *n = &list->items.items[i];
        if (kind != NEED_ALL && is_outdone(list, i))
            continue;
        bool nested = n->kind != NEED_ONE && (int)n->kind != kind;
        bool same =
            before && kind != NEED_ALL && n->is && before->is && str_equal(n->subject, before->subject);
        str said = same ? str_slice(n->text, n->subject.length + 3, n->text.length) : n->text;
        if (before)
            builder_add(&text, deciding_word(d, kind == NEED_ALL ? " and " : same ? " or " : ", or "));
        builder_addf(&text, nested ? "(%.*s)" : "%.*s", STR_ARGS(said));
        before = n;
    }
    return builder_str(&text);
}

// Of any, those that can be said are enough; of all, each has to be.
static need join_needs(const deciding *d, const need_list *list, int kind)
{
    need none = {0};
    if (list->items.count == 0 || (kind == NEED_ALL && list->lacking))
        return none;
    if (list->items.count == 1)
        return list->items.items[0];
    need joined = {.text = joined_text(d, list, kind)};
    joined.kind = kind == NEED_ALL ? NEED_ALL : NEED_ANY;
    return joined;
}

static need one_need(decided *of, str text)
{
    of->needed = text;
    str subject = of->value_count ? of->values[0].name : STR_NONE;
    need n = {.text = text, .subject = subject};
    n.kind = text.length ? NEED_ONE : NEED_NONE;
    return n;
}

// Whether this would be better than what it came to.
static bool helps(const goal *g, feel_value v)
{
    if (!g->wanted)
        return false;
    if (feel_is_null(v))
        return g->null_helps;
    if (g->now.kind == FEEL_NUMBER)
        return v.kind == FEEL_NUMBER && decimal_compare(v.as.number, g->now.as.number) > 0;
    return v.kind == FEEL_BOOLEAN && v.as.boolean != g->now.as.boolean;
}

// Whether this side is what would have to be otherwise.
static bool may_change(const deciding *d, const decided_side *s)
{
    const part *p = s->part;
    bool sayable = !s->constant && !p->of_let && !p->of_past && !p->of_signal;
    return sayable && (p->of_therapist || (d->client_may && p->of_client));
}

// ---- what is found

static bool is_told(const deciding *d, const decided *item, bool by_order)
{
    bool all = item->value_count > 0 && !by_order; // how they stand to each other is news
    for (size_t i = 0; all && i < item->value_count; i++)
        all = name_map_get(&d->told, item->values[i].name) != NAME_MISSING;
    for (size_t i = 0; !all && i < d->found.count; i++)
        if (str_equal(d->found.items[i].text, item->text))
            return true;
    return all;
}

static bool has_value(const decided *item, str name)
{
    for (size_t i = 0; i < item->value_count; i++)
        if (str_equal(item->values[i].name, name))
            return true;
    return false;
}

// Takes out what was made of fields of which the item tells more.
static void drop_repeated(deciding *d, const decided *item)
{
    size_t kept = 0;
    for (size_t i = 0; i < d->found.count; i++) {
        const decided *earlier = &d->found.items[i];
        bool repeated = !earlier->is_condition;
        for (size_t k = 0; repeated && k < earlier->value_count; k++)
            repeated = has_value(item, earlier->values[k].name);
        if (!repeated)
            d->found.items[kept++] = *earlier;
    }
    d->found.count = kept;
}

static void add_comparison(deciding *d, const decided *item, bool by_order)
{
    if (item->value_count == 0 || is_told(d, item, by_order))
        return;
    drop_repeated(d, item);
    if (d->found.count == DECIDED_MOST) {
        d->more++;
        return;
    }
    *ARENA_PUSH(d->out, &d->found) = *item;
    for (size_t i = 0; i < item->value_count; i++)
        name_map_put(&d->told, d->x->scratch, item->values[i].name, 0);
}

static void add_found(deciding *d, const decided *item)
{
    add_comparison(d, item, false);
}

static decided condition(const deciding *d, part *p, feel_value v)
{
    return (decided){
        .expression = deciding_written(d, p),
        .is_condition = v.kind == FEEL_BOOLEAN,
        .holds = feel_is_true(v),
    };
}

// A side's part was made by this run, which may evaluate it.
static part *open_part(const decided_side *s)
{
    return (part *)(uintptr_t)s->part;
}

static void set_values(const deciding *d, decided *item, decided_side *const *sides, size_t count)
{
    decided_values list = {0};
    for (size_t i = 0; i < count; i++)
        if (!sides[i]->constant && !sides[i]->part->of_let)
            *ARENA_PUSH(d->out, &list) = deciding_told(d, sides[i]);
    for (size_t i = 0; i < count; i++)
        if (!sides[i]->constant && !sides[i]->part->plain)
            deciding_fields(d, open_part(sides[i]), &list);
    item->values = list.items;
    item->value_count = list.count;
}

static str named(const deciding *d, const decided_side *s)
{
    if (s->constant)
        return s->words;
    return DECIDING_JOIN(d, s->part->name, STR(" = "), s->words);
}

static str listed(const deciding *d, const decided_values *values)
{
    builder text = builder_new(d->out);
    for (size_t i = 0; i < values->count; i++) {
        if (i)
            builder_adds(&text, ", ");
        builder_add(&text, values->items[i].name);
        builder_adds(&text, " = ");
        builder_add(&text, values->items[i].words);
    }
    return builder_str(&text);
}

// ---- comparisons

static const char *need_word(feel_relation r, feel_kind kind)
{
    static const char *const numbers[] = {"=", "not", "less than", "at most", "more than", "at least"};
    static const char *const days[] = {"=", "not", "before", "on or before", "after", "on or after"};
    return kind == FEEL_DATE ? days[r] : numbers[r];
}

static str relation_text(const deciding *d, const decided_side *a, feel_relation r, const decided_side *b,
                         bool holds)
{
    bool equality = r == FEEL_IS || r == FEEL_IS_NOT;
    bool just_missed = !holds && deciding_same(a->value, b->value); // not: = 0 <= 0
    if (b->constant && (equality || just_missed))
        return named(d, a);
    if (r == FEEL_IS_NOT)
        return DECIDING_JOIN(d, named(d, a), STR(", "), named(d, b));
    if (r == FEEL_IS)
        return DECIDING_JOIN(d, a->part->name, STR(" = "), b->part->name, STR(" = "), b->words);
    return DECIDING_JOIN(d, named(d, a), STR(" "), str_from(feel_relation_text(r)), STR(" "), named(d, b));
}

// Sides that are reckoned by lets are not shown; what they were made of is.
static bool look_through(deciding *d, decided_side *a, decided_side *b, bool equality)
{
    bool through = false;
    for (int i = 0; i < 2; i++) {
        const decided_side *s = i ? b : a, *other = i ? a : b;
        bool made = s->part->of_let || (equality && other->constant && !s->constant && !s->part->plain);
        through = through || made;
    }
    for (int i = 0; through && i < 2; i++)
        decide(d, open_part(i ? b : a), &NO_GOAL);
    return through;
}

static bool is_boolean_constant(const decided_side *s)
{
    return s->constant && s->value.kind == FEEL_BOOLEAN;
}

static need need_of_relation(const deciding *d, const decided_side *a, feel_relation r, const decided_side *b,
                             decided *item)
{
    if (!may_change(d, a))
        return (need){0};
    if (r != FEEL_IS && r != FEEL_IS_NOT)
        deciding_amount(d, a, b, r == FEEL_LESS || r == FEEL_AT_MOST, item);
    str word = deciding_word(d, need_word(r, a->value.kind));
    need n = one_need(item, DECIDING_JOIN(d, a->part->name, STR(" "), word, STR(" "), deciding_quoted(d, b)));
    n.is = r == FEEL_IS && str_equal(n.subject, a->part->name);
    return n;
}

static need decide_relation(deciding *d, part *p, feel_value v, const goal *g)
{
    feel_relation relation = p->piece.relation;
    decided_side a = deciding_side(d, deciding_child(d, p, 0)), b = deciding_side(d, deciding_child(d, p, 1));
    if (is_boolean_constant(&a) || is_boolean_constant(&b)) {
        const decided_side *other = is_boolean_constant(&a) ? &b : &a;
        goal turned = {g->wanted, g->null_helps, other->value};
        return decide(d, open_part(other), &turned);
    }
    if (look_through(d, &a, &b, relation <= FEEL_IS_NOT))
        return (need){0};
    deciding_say(d, &a, &b, NULL);
    deciding_say(d, &b, &a, NULL);
    feel_relation r = feel_is_true(v) ? relation : feel_relation_denied(relation);
    bool turn = a.constant || (b.part->of_therapist && !a.part->of_therapist);
    decided_side *first = turn ? &b : &a, *second = turn ? &a : &b;
    r = turn ? feel_relation_turned(r) : r;
    decided item = condition(d, p, v);
    set_values(d, &item, (decided_side *const[]){first, second}, 2);
    item.text = relation_text(d, first, r, second, item.holds);
    need n = {0};
    if (g->wanted)
        n = need_of_relation(d, first, feel_relation_denied(r), second, &item);
    add_comparison(d, &item, relation > FEEL_IS_NOT);
    return n;
}

// ---- lists

static need need_of_item(const deciding *d, const decided_side *list, const decided_side *item, bool held,
                         decided *out)
{
    if (may_change(d, list))
        return one_need(out,
                        DECIDING_JOIN(d, list->part->name, deciding_word(d, held ? " without " : " with "),
                                      deciding_quoted(d, item)));
    if (may_change(d, item) && list->value.kind == FEEL_LIST)
        return one_need(out,
                        DECIDING_JOIN(d, item->part->name, deciding_word(d, held ? " none of " : " one of "),
                                      deciding_items(d, list, NULL, " or ")));
    return (need){0};
}

static need decide_contains(deciding *d, part *p, feel_value v, const goal *g)
{
    decided_side list = deciding_side(d, deciding_child(d, p, 0));
    decided_side item = deciding_side(d, deciding_child(d, p, 1));
    deciding_say(d, &item, &list, NULL);
    feel_value wanted = feel_make_list(d->x->scratch, &item.value, 1);
    deciding_say(d, &list, NULL, &wanted);
    decided out = condition(d, p, v);
    set_values(d, &out, (decided_side *const[]){&list, &item}, 2);
    decided_values shown = {0};
    if (!list.constant)
        *ARENA_PUSH(d->x->scratch, &shown) = deciding_told(d, &list);
    if (!item.constant)
        *ARENA_PUSH(d->x->scratch, &shown) = deciding_told(d, &item);
    out.text = listed(d, &shown);
    need n = {0};
    if (g->wanted)
        n = need_of_item(d, &list, &item, feel_is_true(v), &out);
    add_found(d, &out);
    return n;
}

static need need_of_lists(const deciding *d, const decided_side *a, const decided_side *b, feel_value v,
                          decided *out)
{
    bool second = may_change(d, b);
    if (!second && !may_change(d, a))
        return (need){0};
    const decided_side *changes = second ? b : a, *stays = second ? a : b;
    bool held = feel_is_true(v), all = v.kind != FEEL_BOOLEAN;
    if (all && !second)
        return (need){0};
    str items = deciding_items(d, stays, all ? &changes->value : NULL, all ? " and " : " or ");
    if (items.length == 0)
        return (need){0};
    return one_need(out,
                    DECIDING_JOIN(d, changes->part->name, deciding_word(d, held ? " without " : " with "),
                                  items, all ? deciding_word(d, " too") : STR_NONE));
}

// Lists with items in common, or none; or which items these are.
static need decide_lists(deciding *d, part *p, feel_value v, const goal *g)
{
    decided_side a = deciding_side(d, deciding_child(d, p, 0)), b = deciding_side(d, deciding_child(d, p, 1));
    deciding_say(d, &a, NULL, &b.value);
    deciding_say(d, &b, NULL, &a.value);
    bool turn = b.part->of_therapist;
    decided_side *first = turn ? &b : &a, *second = turn ? &a : &b;
    decided out = condition(d, p, v);
    set_values(d, &out, (decided_side *const[]){first, second}, 2);
    decided_values shown = {0};
    for (int i = 0; i < 2; i++) {
        decided_side *s = i ? second : first;
        if (s->part->plain)
            *ARENA_PUSH(d->x->scratch, &shown) = deciding_told(d, s);
        else
            deciding_fields(d, open_part(s), &shown);
    }
    out.text = listed(d, &shown);
    need n = {0};
    if (g->wanted)
        n = need_of_lists(d, &a, &b, v, &out);
    add_found(d, &out);
    return n;
}

// ---- fields, and what is made of them

static need decide_read(deciding *d, part *p, feel_value v, const goal *g)
{
    part *let = deciding_let(d, p);
    if (let)
        return decide(d, let, g);
    decided_side s = deciding_side(d, p);
    if (!s.part->plain || s.part->of_signal)
        return (need){0};
    deciding_say(d, &s, NULL, NULL);
    decided out = condition(d, p, v);
    set_values(d, &out, (decided_side *const[]){&s}, 1);
    out.text = named(d, &s);
    need n = {0};
    if (g->wanted && out.is_condition && may_change(d, &s))
        n = one_need(&out, DECIDING_JOIN(d, s.part->name, deciding_word(d, out.holds ? " = no" : " = yes")));
    add_found(d, &out);
    return n;
}

// That a condition holds of which no more is known than what it reads: in the rule book's words, which are
// English, or as it is written.
static need need_in_words(const deciding *d, part *p, decided *out)
{
    decided_side s = deciding_side(d, p);
    if (!may_change(d, &s))
        return (need){0};
    if (d->x->say)
        return one_need(out, deciding_written(d, p));
    feel_wording wording = ruleset_wording(d->x->scratch, d->x->rules);
    return one_need(out, feel_words_text(d->out, feel_words_condition(d->x->scratch, p->feel, &wording)));
}

static need decide_made(deciding *d, part *p, feel_value v, const goal *g)
{
    need first = {0};
    if (v.kind != FEEL_BOOLEAN) {
        bool rises = p->piece.rises && v.kind == FEEL_NUMBER;
        for (size_t i = 0; i < p->piece.count; i++) {
            need n = decide(d, deciding_child(d, p, i), i == 0 && rises ? g : &NO_GOAL);
            first = i == 0 ? n : first;
        }
        return first;
    }
    decided out = condition(d, p, v);
    decided_values fields = {0};
    deciding_fields(d, p, &fields);
    out.values = fields.items;
    out.value_count = fields.count;
    out.text = listed(d, &fields);
    if (g->wanted && !out.holds)
        first = need_in_words(d, p, &out);
    add_found(d, &out);
    return first;
}

static need decide_picked(deciding *d, part *p, feel_value v)
{
    for (size_t i = 0; i < p->piece.count; i++) {
        part *one = deciding_child(d, p, i);
        if (deciding_same(deciding_value(d, one), v))
            return decide(d, one, &NO_GOAL);
    }
    return (need){0};
}

// ---- what is joined and chosen

// "and" that is false: those that are false; that is true: all; "or" the other way round.
static need decide_joined(deciding *d, part *p, feel_value v, const goal *g)
{
    bool holds = feel_is_true(v), all = p->piece.kind == FEEL_PIECE_ALL;
    need_list needs = {0};
    for (size_t i = 0; i < p->piece.count; i++) {
        part *one = deciding_child(d, p, i);
        feel_value came = deciding_value(d, one);
        if (came.kind == FEEL_BOOLEAN && came.as.boolean == holds)
            add_need(d, &needs, decide(d, one, g));
    }
    return join_needs(d, &needs, holds == all ? NEED_ANY : NEED_ALL);
}

// Whether it is the constant null: what leads there leaves the outcome unknown.
static bool is_open(const part *p)
{
    return p->piece.kind == FEEL_PIECE_CONSTANT && feel_is_null(p->piece.value);
}

static need left_open(const deciding *d, need n)
{
    if (n.kind != NEED_NONE)
        n.text = DECIDING_JOIN(d, n.text, deciding_word(d, " (which leaves it open)"));
    n.open = true;
    n.is = false;
    return n;
}

static need decide_chosen(deciding *d, part *p, const goal *g)
{
    part *asked = deciding_child(d, p, 0);
    feel_value test = deciding_value(d, asked);
    bool then = feel_is_true(test);
    need_list needs = {0};
    if (test.kind == FEEL_BOOLEAN && !asked->piece.tests_null) {
        goal turn = {.now = test, .null_helps = g->null_helps};
        part *other = deciding_child(d, p, then ? 2 : 1);
        turn.wanted = g->wanted && helps(g, deciding_value(d, other));
        need n = decide(d, asked, &turn);
        add_need(d, &needs, is_open(other) ? left_open(d, n) : n);
    }
    add_need(d, &needs, decide(d, deciding_child(d, p, then ? 1 : 2), g));
    return join_needs(d, &needs, NEED_ANY);
}

static need decide_row(deciding *d, part *p, const goal *g)
{
    for (size_t i = 0; i + 1 < p->piece.count; i += 2) {
        part *hits = deciding_child(d, p, i);
        if (feel_is_true(deciding_value(d, hits))) {
            decide(d, hits, &NO_GOAL);
            return decide(d, deciding_child(d, p, i + 1), g);
        }
    }
    return (need){0};
}

static need decide(deciding *d, part *p, const goal *g)
{
    const feel_piece *piece = &p->piece;
    if (piece->tests_null && !d->asks_null)
        d->asks_null = p;
    if (piece->kind == FEEL_PIECE_CONSTANT || piece->tests_null)
        return (need){0};
    feel_value v = deciding_value(d, p);
    if (feel_is_null(v))
        return (need){0};
    switch (piece->kind) {
    case FEEL_PIECE_READ:
        return decide_read(d, p, v, g);
    case FEEL_PIECE_NOT: {
        part *denied = deciding_child(d, p, 0);
        return decide(d, denied, &(goal){g->wanted, g->null_helps, deciding_value(d, denied)});
    }
    case FEEL_PIECE_ALL:
    case FEEL_PIECE_ANY:
        return decide_joined(d, p, v, g);
    case FEEL_PIECE_IF:
        return decide_chosen(d, p, g);
    case FEEL_PIECE_TABLE:
        return decide_row(d, p, g);
    case FEEL_PIECE_RELATION:
        return decide_relation(d, p, v, g);
    case FEEL_PIECE_CONTAINS:
        return decide_contains(d, p, v, g);
    case FEEL_PIECE_SHARES:
    case FEEL_PIECE_SHARED:
        return decide_lists(d, p, v, g);
    case FEEL_PIECE_PICKED:
        return decide_picked(d, p, v);
    default:
        return decide_made(d, p, v, g);
    }
}

// ---- the rules of a pair

// Where nothing decided but whether something is known.
static void tell_what_is_known(deciding *d)
{
    decided item = condition(d, d->asks_null, deciding_value(d, d->asks_null));
    decided_values fields = {0};
    deciding_fields(d, d->asks_null, &fields);
    item.values = fields.items;
    item.value_count = fields.count;
    item.text = listed(d, &fields);
    add_found(d, &item);
}

static decided_list decided_by(const explaining *x, part **kept, const expression *of, bool client_may,
                               const goal *g)
{
    deciding d = {.x = x, .out = x->out, .client_may = client_may};
    need n = of->feel ? decide(&d, deciding_part(x, kept, of->feel), g) : (need){0};
    if (d.asks_null && d.found.count == 0)
        tell_what_is_known(&d);
    return (decided_list){d.found.items, d.found.count, d.more, g->wanted ? n.text : STR_NONE};
}

// What the client wants or is would have to be otherwise only where nothing of the therapist's could be.
static decided_list gate_decided_by(const explaining *x, part **kept, const gate *of, const goal *g)
{
    decided_list list = decided_by(x, kept, &of->require, false, g);
    bool ask_client = g->wanted && list.needed.length == 0 && of->require.client_field_count;
    return ask_client ? decided_by(x, kept, &of->require, true, g) : list;
}

// Whether nothing of the client's has a say in it.
static bool is_client_free(const expression *x)
{
    return (x->reads & (READS_CLIENT | READS_ENCOUNTER)) == 0;
}

static void because_of_gates(const explaining *x, bool without_client, explanation *of)
{
    gate_explanation *gates = ARENA_ARRAY(x->out, gate_explanation, of->gate_count);
    for (size_t i = 0; i < of->gate_count; i++) {
        const gate *rule = &x->rules->gates[i];
        gates[i] = of->gates[i];
        outcome o = gates[i].outcome;
        goal g = {.wanted = o == OUTCOME_UNMET, .null_helps = true, .now = FEEL_FALSE_VALUE};
        if ((o == OUTCOME_MET || o == OUTCOME_UNMET) && (!without_client || is_client_free(&rule->require)))
            gates[i].decided_by = gate_decided_by(x, &x->parts->gates[i], rule, &g);
    }
    of->gates = gates;
}

static void because_of_criteria(const explaining *x, bool without_client, explanation *of)
{
    criterion_explanation *criteria = ARENA_ARRAY(x->out, criterion_explanation, of->criterion_count);
    for (size_t i = 0; i < of->criterion_count; i++) {
        const criterion *c = &x->rules->criteria[i];
        criteria[i] = of->criteria[i];
        outcome o = criteria[i].outcome;
        if (o != OUTCOME_MET && o != OUTCOME_PARTLY && o != OUTCOME_UNMET)
            continue;
        goal g = {.wanted = o != OUTCOME_MET};
        g.now = c->is_condition ? FEEL_FALSE_VALUE : feel_number(x->evaluation->criteria[i].value);
        if (!without_client || is_client_free(&c->value))
            criteria[i].decided_by = decided_by(x, &x->parts->criteria[i], &c->value, false, &g);
    }
    of->criteria = criteria;
}

static void because_of_flags(const explaining *x, bool without_client, explanation *of)
{
    flag_explanation *flags = ARENA_ARRAY(x->out, flag_explanation, of->flag_count);
    for (size_t i = 0; i < of->flag_count; i++) {
        flags[i] = of->flags[i];
        uint32_t number = ruleset_find_flag(x->rules, flags[i].id);
        const flag *f = &x->rules->flags[number];
        goal g = {.wanted = true, .null_helps = true, .now = FEEL_TRUE_VALUE};
        if (flags[i].holds == TRUTH_TRUE && (!without_client || is_client_free(&f->when)))
            flags[i].decided_by = decided_by(x, &x->parts->flags[number], &f->when, false, &g);
    }
    of->flags = flags;
}

void explain_because(const explaining *x, bool without_client, explanation *out)
{
    x->parts->pair++;
    because_of_gates(x, without_client, out);
    because_of_criteria(x, without_client, out);
    because_of_flags(x, without_client, out);
}
