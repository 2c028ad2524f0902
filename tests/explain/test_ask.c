// SPDX-License-Identifier: MIT
// What to ask: on random rule sets and pools each answer is made true, in the profile or in the rules, and
// the whole pool ranked anew; what is promised, and in which order questions come, must be what that gives.
#include "match/random_rules.h"

#include "explain/ask.h"

#include <stdio.h>
#include <string.h>

enum { MOST_OPEN = 40 };

static size_t questions_tried, answers_tried, joint_tried, lists_full;

// One therapist of a random case.
typedef struct trial {
    world *world;
    str rules, client, therapists; // as written
    rank_order order;
    const explanation *of;
    size_t ranked;
} trial;

// ---- an answer made true, and all ranked anew

typedef struct found_place {
    bool excluded, decides; // some rule that is asked about is known then
    outcome came_to;        // of the first rule that is asked about, where it is a criterion
    size_t place;
    pair_score score;
} found_place;

// One question, with all that the definition says of it.
typedef struct tried {
    str about[MOST_OPEN];
    size_t about_count;
    uint32_t field; // tried with its values, or NAME_MISSING
    found_place answers[12];
    size_t answer_count;
    bool has_chance;
    int64_t chances[2];
    size_t moves;
    int64_t expected, stake;
} tried;

static bool is_known(const world *w, const evaluation *v, str id)
{
    uint32_t criterion = ruleset_find_criterion(w->rules, id), flag = ruleset_find_flag(w->rules, id);
    if (criterion != NAME_MISSING)
        return v->criteria[criterion].outcome != OUTCOME_UNKNOWN;
    if (flag != NAME_MISSING)
        return v->flags[flag].holds != TRUTH_UNKNOWN;
    for (size_t i = 0; i < w->rules->gate_count; i++)
        if (str_equal(w->rules->gates[i].id, id))
            return v->gates[i] != OUTCOME_UNKNOWN;
    fail();
    return false;
}

static found_place rank_anew(const trial *t, const ruleset *r, str therapists, const str *about, size_t count)
{
    arena *a = t->world->arena;
    world *w = world_of(a, r, world_client(a, r, t->client), world_pool(a, r, therapists));
    uint32_t row = pool_find(w->pool, t->of->id);
    const evaluation *v = world_evaluate_row(w, row);
    ranking found = world_rank(w, t->order, 1, 0);
    found_place out = {.excluded = true};
    for (size_t i = 0; i < found.count; i++)
        if (found.items[i].row == row)
            out = (found_place){.place = i + 1, .score = found.items[i]};
    uint32_t first = ruleset_find_criterion(r, about[0]);
    out.came_to = first == NAME_MISSING ? OUTCOME_UNKNOWN : v->criteria[first].outcome;
    for (size_t i = 0; i < count; i++)
        out.decides = out.decides || is_known(w, v, about[i]);
    return out;
}

static found_place with_value(const trial *t, const tried *q, str field, str value)
{
    arena *a = t->world->arena;
    const ruleset *r = t->world->rules;
    uint32_t number = ruleset_find_field(&r->therapist, field);
    builder xml = builder_new(a);
    builder_adds(&xml, "<profiles xmlns=\"urn:attune:profile:1\">\n");
    for (uint32_t row = 0; row < pool_count(t->world->pool); row++) {
        profile one = pool_profile(t->world->pool, row, a);
        if (row == t->of->row) {
            assert_true(feel_is_null(one.values[number]));
            if (str_equals(value, "true") || str_equals(value, "false"))
                one.values[number] = feel_boolean(str_equals(value, "true"));
            else // "term"
                one.values[number] = feel_string(str_slice(value, 1, value.length - 1));
        }
        profile_write_xml(&xml, r, &one, 1);
    }
    builder_adds(&xml, "</profiles>\n");
    return rank_anew(t, r, builder_str(&xml), q->about, q->about_count);
}

// The rules with one condition replaced, for this therapist alone.
static str with_condition(const trial *t, str rules, str id, const char *outcome)
{
    arena *a = t->world->arena;
    static const char *const attributes[] = {" require='", " when='", " value='"};
    size_t rule = str_find(rules, str_printf(a, " id='%.*s'", STR_ARGS(id)), 0);
    assert_int_not_equal(rule, SIZE_MAX);
    size_t start = SIZE_MAX;
    for (size_t i = 0; i < 3; i++) {
        size_t at = str_find(rules, str_from(attributes[i]), rule);
        if (at < start)
            start = at + strlen(attributes[i]);
    }
    size_t end = str_find(rules, STR("'"), start);
    return str_printf(a, "%.*sif therapist.id = &quot;%.*s&quot; then %s else (%.*s)%.*s",
                      STR_ARGS(str_slice(rules, 0, start)), STR_ARGS(t->of->id), outcome,
                      STR_ARGS(str_slice(rules, start, end)), STR_ARGS(str_slice(rules, end, rules.length)));
}

static found_place with_outcome(const trial *t, const str *about, size_t count, bool good)
{
    const ruleset *r = t->world->rules;
    str rules = t->rules;
    for (size_t i = 0; i < count; i++) {
        uint32_t number = ruleset_find_criterion(r, about[i]);
        bool flag = ruleset_find_flag(r, about[i]) != NAME_MISSING;
        bool share = number != NAME_MISSING && !r->criteria[number].is_condition;
        const char *outcome = share ? (good ? "1" : "0") : good != flag ? "true" : "false";
        rules = with_condition(t, rules, about[i], outcome);
    }
    return rank_anew(t, world_rules(t->world->arena, rules), t->therapists, about, count);
}

// ---- the definition, by trying everything

typedef struct unknown_rule {
    str id, text;
    const missing_item *missing;
    size_t missing_count;
    size_t group;
} unknown_rule;

typedef struct unknown_rules {
    unknown_rule items[MOST_OPEN];
    size_t count;
} unknown_rules;

static bool of_client(const missing_item *m)
{
    return str_starts(m->name, STR("client."));
}

// Rules whose condition reads nothing of a therapist, and such as wait for the client alone, are not asked.
static void note_unknown(unknown_rules *all, const expression *x, str id, str text,
                         const missing_item *missing, size_t count)
{
    bool reads = x->signal_count || (x->reads & READS_ENCOUNTER), client_alone = count > 0;
    for (size_t i = 0; i < x->therapist_field_count; i++)
        reads = reads || x->therapist_fields[i] != 0;
    for (size_t i = 0; i < count; i++)
        client_alone = client_alone && of_client(&missing[i]);
    if (!reads || client_alone || !text.length)
        return;
    assert_true(all->count < MOST_OPEN);
    all->items[all->count] = (unknown_rule){id, text, missing, count, all->count};
    all->count++;
}

static void list_unknown(const trial *t, unknown_rules *all)
{
    const ruleset *r = t->world->rules;
    const explanation *e = t->of;
    for (size_t i = 0; i < e->gate_count; i++)
        if (e->gates[i].outcome == OUTCOME_UNKNOWN)
            note_unknown(all, &r->gates[i].require, e->gates[i].id, e->gates[i].ask, e->gates[i].missing,
                         e->gates[i].missing_count);
    for (size_t i = 0; i < e->criterion_count; i++)
        if (e->criteria[i].outcome == OUTCOME_UNKNOWN)
            note_unknown(all, &r->criteria[i].value, e->criteria[i].id, e->criteria[i].ask,
                         e->criteria[i].missing, e->criteria[i].missing_count);
    for (size_t i = 0; i < e->flag_count; i++)
        if (e->flags[i].holds == TRUTH_UNKNOWN)
            note_unknown(all, &r->flags[ruleset_find_flag(r, e->flags[i].id)].when, e->flags[i].id,
                         e->flags[i].ask, e->flags[i].missing, e->flags[i].missing_count);
}

// What is missing on the therapist's side, where it is one field; else an empty name.
static str only_field(const unknown_rule *u)
{
    str only = STR_NONE;
    size_t others = 0;
    for (size_t i = 0; i < u->missing_count; i++)
        if (!of_client(&u->missing[i])) {
            only = u->missing[i].name;
            others++;
        }
    bool field = others == 1 && str_starts(only, STR("therapist."));
    return field ? str_slice(only, strlen("therapist."), only.length) : STR_NONE;
}

static void group(unknown_rules *all)
{
    for (size_t pass = 0; pass < all->count; pass++)
        for (size_t i = 0; i < all->count; i++)
            for (size_t k = 0; k < all->count; k++) {
                unknown_rule *x = &all->items[i], *y = &all->items[k];
                str field = only_field(x);
                bool same = str_equal(x->text, y->text) || (field.length && str_equal(field, only_field(y)));
                if (same && y->group < x->group)
                    x->group = y->group;
            }
}

static void weigh(const trial *t, tried *q)
{
    size_t best = SIZE_MAX, worst = 0;
    int64_t high = INT64_MIN, low = INT64_MAX;
    for (size_t i = 0; i < q->answer_count; i++) {
        const found_place *f = &q->answers[i];
        size_t place = f->excluded ? t->ranked + 1 : f->place;
        int64_t score = f->excluded ? 0 : f->score.score;
        best = place < best ? place : best;
        worst = place > worst ? place : worst;
        high = score > high ? score : high;
        low = score < low ? score : low;
        int64_t by = place > t->of->place ? (int64_t)(place - t->of->place) : (int64_t)(t->of->place - place);
        q->expected += by * (q->has_chance ? q->chances[i] : MICRO);
    }
    if (!q->has_chance)
        q->expected /= (int64_t)q->answer_count;
    q->moves = worst - best;
    q->stake = high - low;
}

// The author's share for what is unknown, where only criteria are asked about.
static bool share_of(const trial *t, const tried *q, int64_t *share)
{
    const ruleset *r = t->world->rules;
    int64_t points = 0, counted = 0;
    bool alike = true;
    decimal first = decimal_from_int(0);
    for (size_t i = 0; i < q->about_count; i++) {
        uint32_t number = ruleset_find_criterion(r, q->about[i]);
        if (number == NAME_MISSING)
            return false;
        first = i ? first : r->criteria[number].unknown_value;
        alike = alike && decimal_compare(first, r->criteria[number].unknown_value) == 0;
        points += t->of->criteria[number].points;
        counted += t->of->criteria[number].contribution;
    }
    *share = alike || !points ? points_scale(first, MICRO) : (counted * MICRO + points / 2) / points;
    return true;
}

static bool try_field(const trial *t, tried *q, uint32_t number)
{
    bool decides = false;
    const field *f = &t->world->rules->therapist.fields[number];
    bool boolean = f->kind == FIELD_BOOLEAN;
    q->field = number;
    q->answer_count = boolean ? 2 : f->terms->count;
    for (size_t i = 0; i < q->answer_count; i++) {
        str value = boolean ? (i ? STR("false") : STR("true"))
                            : str_printf(t->world->arena, "\"%.*s\"", STR_ARGS(f->terms->terms[i].id));
        q->answers[i] = with_value(t, q, f->name, value);
        decides = decides || q->answers[i].decides;
    }
    return decides;
}

static void try_group(const trial *t, const unknown_rules *all, size_t first, tried *q)
{
    str field = only_field(&all->items[first]);
    for (size_t i = first; i < all->count; i++)
        if (all->items[i].group == first) {
            q->about[q->about_count++] = all->items[i].id;
            if (!str_equal(field, only_field(&all->items[i])))
                field = STR_NONE;
        }
    uint32_t number = field.length ? ruleset_find_field(&t->world->rules->therapist, field) : NAME_MISSING;
    if (number != NAME_MISSING) {
        const struct field *f = &t->world->rules->therapist.fields[number];
        if (!f->list && (f->kind == FIELD_BOOLEAN || f->kind == FIELD_TERM) && try_field(t, q, number))
            return;
    }
    q->field = NAME_MISSING;
    q->answer_count = 2;
    q->answers[0] = with_outcome(t, q->about, q->about_count, true);
    q->answers[1] = with_outcome(t, q->about, q->about_count, false);
}

static bool ahead(const tried *x, const tried *y)
{
    if (x->moves != y->moves)
        return x->moves > y->moves;
    return x->expected != y->expected ? x->expected > y->expected : x->stake > y->stake;
}

// ---- what was made is what the definition says

static void check_question(const trial *t, const ask_question *q, const tried *by)
{
    assert_int_equal(q->about_count, by->about_count);
    for (size_t i = 0; i < q->about_count; i++)
        assert_true(str_equal(q->about[i], by->about[i]));
    assert_int_equal(q->answer_count, by->answer_count);
    for (size_t i = 0; i < q->answer_count; i++) {
        const ask_answer *x = &q->answers[i];
        const found_place *f = &by->answers[i];
        assert_int_equal(x->value.length > 0, by->field != NAME_MISSING);
        assert_int_equal(x->excluded, f->excluded);
        assert_int_equal(x->place, f->place);
        assert_int_equal(x->low, f->score.low);
        assert_int_equal(x->high, f->score.high);
        if (!f->excluded)
            assert_int_equal(x->score, f->score.score);
        assert_int_equal(x->has_chance, by->has_chance);
        if (x->has_chance)
            assert_int_equal(x->chance, by->chances[i]);
        answers_tried++;
    }
    assert_int_equal(q->has_chance, by->has_chance);
    assert_int_equal(q->moves, by->moves);
    assert_int_equal(q->expected, by->expected);
    assert_int_equal(q->stake, by->stake);
    assert_true(q->moves || q->stake);
    assert_true(t->of->ask_count <= ASKS_MOST);
    questions_tried++;
    joint_tried += q->about_count > 1;
}

// Of a field's values chances are known where one of two meets the one criterion, and the other does not.
static bool chances_of(const trial *t, const tried *q, int64_t *chances)
{
    int64_t share;
    if (!share_of(t, q, &share))
        return false;
    const found_place *x = &q->answers[0], *y = &q->answers[1];
    bool met_first = q->field == NAME_MISSING || (x->came_to == OUTCOME_MET && y->came_to == OUTCOME_UNMET);
    bool met_second = x->came_to == OUTCOME_UNMET && y->came_to == OUTCOME_MET;
    if (q->field != NAME_MISSING && (q->about_count != 1 || q->answer_count != 2))
        return false;
    chances[0] = met_first ? share : MICRO - share;
    chances[1] = MICRO - chances[0];
    return met_first || met_second;
}

// Every question there is, tried; then those that were made must be the first of them.
static void check_asks(const trial *t)
{
    arena *a = t->world->arena;
    unknown_rules *all = ARENA_NEW(a, unknown_rules);
    tried *questions = ARENA_ARRAY(a, tried, MOST_OPEN);
    size_t count = 0;
    list_unknown(t, all);
    group(all);
    for (size_t i = 0; i < all->count; i++) {
        tried q = {0};
        if (all->items[i].group != i)
            continue;
        try_group(t, all, i, &q);
        q.has_chance = chances_of(t, &q, q.chances);
        weigh(t, &q);
        if (!q.moves && !q.stake)
            continue;
        size_t at = count++;
        for (; at > 0 && ahead(&q, &questions[at - 1]); at--)
            questions[at] = questions[at - 1];
        questions[at] = q;
    }
    assert_int_equal(t->of->ask_count, count < ASKS_MOST ? count : ASKS_MOST);
    lists_full += count > ASKS_MOST;
    for (size_t i = 0; i < t->of->ask_count; i++)
        check_question(t, &t->of->asks[i], &questions[i]);
}

// Some questions made the same for several rules.
static str with_shared_questions(arena *a, chance *c, str rules)
{
    builder out = builder_new(a);
    for (;;) {
        size_t at = str_find(rules, STR("<ask>"), 0);
        if (at == SIZE_MAX)
            break;
        size_t end = str_find(rules, STR("</ask>"), at);
        builder_add(&out, str_slice(rules, 0, chance_percent(c, 30) ? at : end));
        if (out.data[out.length - 1] != '?')
            builder_addf(&out, "<ask>Is it so, %u?", (unsigned)chance_below(c, 2));
        rules = str_slice(rules, end, rules.length);
    }
    builder_add(&out, rules);
    return builder_str(&out);
}

// Some of what is said of the therapists taken out.
static str with_less_said(arena *a, chance *c, str therapists)
{
    static const char *const names[] = {"b0", "b1", "b2", "n0", "n1", "kind", "words"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        str start = str_printf(a, "<%s>", names[i]), end = str_printf(a, "</%s>", names[i]);
        builder out = builder_new(a);
        size_t at;
        while ((at = str_find(therapists, start, 0)) != SIZE_MAX) {
            size_t behind = str_find(therapists, end, at) + end.length;
            builder_add(&out, str_slice(therapists, 0, chance_percent(c, 50) ? at : behind));
            therapists = str_slice(therapists, behind, therapists.length);
        }
        builder_add(&out, therapists);
        therapists = builder_str(&out);
    }
    return therapists;
}

static void check_case(arena *a, void *context)
{
    chance c = {7000000 + (uint64_t) * (const uint32_t *)context};
    trial t = {.order = (rank_order)chance_below(&c, 3)};
    t.rules = with_shared_questions(a, &c, random_rules(a, &c));
    t.client = random_client(a, &c);
    t.therapists = with_less_said(a, &c, random_therapists(a, &c, 2 + chance_below(&c, 7)));
    const ruleset *r = world_rules(a, t.rules);
    t.world = world_of(a, r, world_client(a, r, t.client), world_pool(a, r, t.therapists));
    ranking found = world_rank(t.world, t.order, 1, 1 + chance_below(&c, 8));
    t.ranked = found.ranked;
    explanation *items = ARENA_ARRAY(a, explanation, found.count);
    for (size_t i = 0; i < found.count; i++)
        explain_row(a, r, t.world->plan, t.world->pool, found.items[i].row, i + 1, EXPLAIN_RULES, &items[i]);
    ask_fill(a, r, t.world->plan, t.world->pool, t.order, &found, items, found.count);
    if (found.count == 0)
        return;
    t.of = &items[chance_below(&c, (uint32_t)found.count)];
    check_asks(&t);
}

static void each_answer_does_what_is_promised(void **state)
{
    (void)state;
    uint32_t cases = run_random_cases(check_case);
    assert_true(cases < 2000 || (questions_tried >= 1000 && joint_tried >= 100 && lists_full >= 30));
    printf("figure: asks: %zu questions, %zu of several rules, %zu answers ranked anew; %zu lists had more\n",
           questions_tried, joint_tried, answers_tried, lists_full);
}

// ---- cases worked out by hand

// Of 100 points: skill 40, warmth 30, speech 20, hours 10.
#define BODY                                                                                                 \
    "<vocabulary name='way'><term id='online'/><term id='room' label='in a room'/><term id='walk'/>"         \
    "</vocabulary><client><field name='wish' type='boolean'/><field name='busy' type='boolean'/>"            \
    "<record name='met' list='true' match='therapist' as='encounter'>"                                       \
    "<field name='therapist' type='string'/><field name='felt' type='boolean'/></record></client>"           \
    "<therapist><field name='open' type='boolean'/><field name='skilled' type='boolean' ask='Trained?'/>"    \
    "<field name='warm' type='boolean'/><field name='way' type='way'/><field name='fee' type='number'/>"     \
    "<field name='late' type='boolean'/></therapist>"                                                        \
    "<gate id='takes' require='if therapist.open = null or therapist.fee = null then null else "             \
    "therapist.open'><ask>Do you have room?</ask></gate>"                                                    \
    "<factor id='f' weight='1'>"                                                                             \
    "<criterion id='skill' points='40' when='therapist.skilled' unknown='0.25'/>"                            \
    "<criterion id='warmth' points='30' when='if client.wish = null then null else therapist.warm'>"         \
    "<ask>Are you warm?</ask></criterion>"                                                                   \
    "<criterion id='speech' points='20' when='encounter.felt'><ask>Did it feel good?</ask></criterion>"      \
    "<criterion id='hours' points='10' value='if therapist.way = null then null else if therapist.way = "    \
    "\"online\" then 1 else 0'><ask>Where do we meet?</ask></criterion></factor>"

#define ALL_KNOWN                                                                                            \
    "<open>true</open><fee>1</fee><skilled>false</skilled><warm>false</warm><way>room</way>"                 \
    "<late>false</late>"
#define WISH "<wish>true</wish>"
#define MET(id, felt) "<met><therapist>" id "</therapist><felt>" felt "</felt></met>"

// Ann among bea (50), cas (10) and dan (0); nobody but ann has something unknown.
#define OTHERS                                                                                               \
    "<therapist id='bea'><open>true</open><fee>1</fee><skilled>true</skilled><warm>false</warm>"             \
    "<way>online</way><late>false</late></therapist>"                                                        \
    "<therapist id='cas'><open>true</open><fee>1</fee><skilled>false</skilled><warm>false</warm>"            \
    "<way>online</way><late>false</late></therapist>"                                                        \
    "<therapist id='dan'>" ALL_KNOWN "</therapist>"
#define MET_OTHERS MET("bea", "false") MET("cas", "false") MET("dan", "false")

static const explanation *explain_ann(arena *a, const char *rules, const char *client, const char *ann,
                                      rank_order order, size_t top)
{
    world *w = world_make(a, rules, str_printf(a, CLIENT("%s"), client).data,
                          str_printf(a, POOL("<therapist id='ann'>%s</therapist>" OTHERS), ann).data);
    ranking found = world_rank(w, order, 1, 0);
    size_t place = 0;
    for (size_t i = 0; i < found.ranked; i++)
        if (found.items[i].row == 0)
            place = i + 1;
    explanation *e = ARENA_NEW(a, explanation);
    explain_row(a, w->rules, w->plan, w->pool, 0, place, EXPLAIN_RULES, e);
    found = world_rank(w, order, 1, top);
    ask_fill(a, w->rules, w->plan, w->pool, order, &found, e, 1);
    return e;
}

static const explanation *ann(arena *a, const char *client, const char *therapist)
{
    return explain_ann(a, RULES(BODY), client, therapist, ORDER_SCORE, 0);
}

ARENA_TEST(a_field_with_few_values_is_asked_with_all_of_them)
{
    const explanation *e = ann(a, WISH MET_OTHERS MET("ann", "false"),
                               "<open>true</open><fee>1</fee><skilled>false</skilled><warm>false</warm>");
    assert_int_equal(e->place, 3); // 5: behind 50 and 10, ahead of 0
    assert_int_equal(e->ask_count, 1);
    const ask_question *q = &e->asks[0];
    assert_str_equal(q->text, "Where do we meet?");
    assert_str_equal(q->fields[0], "therapist.way");
    assert_int_equal(q->answer_count, 3);
    assert_str_equal(q->answers[1].value, "\"room\"");
    assert_str_equal(q->answers[1].label, "in a room");
    assert_int_equal(q->answers[0].score, points(10));
    assert_int_equal(q->answers[0].place, 2); // as many as cas, and ahead by id
    assert_int_equal(q->answers[1].score, 0);
    assert_int_equal(q->answers[1].place, 3);
    assert_int_equal(q->moves, 1);
    assert_int_equal(q->stake, points(10));
    assert_false(q->has_chance); // of three values nobody said how likely they are
    assert_int_equal(q->expected, MICRO / 3);
}

ARENA_TEST(chances_are_those_of_the_authors_share)
{
    const explanation *e = ann(a, WISH MET_OTHERS MET("ann", "false"),
                               "<open>true</open><fee>1</fee><warm>false</warm><way>room</way>");
    const ask_question *q = &e->asks[0];
    assert_str_equal(q->text, "Trained?"); // the field's question: the rule has none
    assert_int_equal(e->place, 3); // 10: a quarter of 40, as the author said; as much as cas, less of it sure
    assert_true(q->has_chance);
    assert_int_equal(q->answers[0].chance, MICRO / 4);
    assert_int_equal(q->answers[1].chance, MICRO * 3 / 4);
    assert_int_equal(q->answers[0].place, 2); // 40
    assert_int_equal(q->answers[1].place, 3); // 0, ahead of dan by id
    assert_int_equal(q->expected, MICRO / 4);
    // With these chances the score is what it will be on average.
    assert_int_equal(e->score.score, (q->answers[0].score + 3 * q->answers[1].score) / 4);
}

ARENA_TEST(what_could_exclude_comes_first)
{
    const explanation *e = ann(a, WISH MET_OTHERS, "<skilled>true</skilled>");
    assert_true(e->ask_count >= 3);
    const ask_question *q = &e->asks[0];
    assert_str_equal(q->about[0], "takes");
    assert_int_equal(q->answer_count, 2);
    assert_true(q->answers[0].good && !q->answers[0].excluded);
    assert_true(!q->answers[1].good && q->answers[1].excluded);
    assert_int_equal(q->answers[1].place, 0);
    assert_int_equal(q->answers[0].place, e->place);
    assert_int_equal(q->moves, 5 - e->place); // behind the last of four
    assert_int_equal(q->stake, e->score.score);
    assert_false(q->has_chance);
}

ARENA_TEST(what_is_known_and_what_has_happened_is_not_asked)
{
    assert_int_equal(ann(a, WISH MET_OTHERS MET("ann", "true"), ALL_KNOWN)->ask_count, 0);
    // Not met yet: that can be asked.
    const explanation *e = ann(a, WISH MET_OTHERS, ALL_KNOWN);
    assert_int_equal(e->ask_count, 1);
    assert_str_equal(e->asks[0].about[0], "speech");
}

ARENA_TEST(what_only_the_client_can_say_is_not_asked)
{
    // Whether ann is warm is known; what the client wishes is not.
    assert_int_equal(ann(a, MET_OTHERS MET("ann", "true"), ALL_KNOWN)->ask_count, 0);
}

ARENA_TEST(an_answer_that_changes_nothing_is_not_asked_for)
{
    static const char rules[] =
        RULES(BODY "<flag id='late' when='therapist.late' ceiling='40'><because>Late.</because></flag>");
    const explanation *e =
        explain_ann(a, rules, WISH MET_OTHERS MET("ann", "true"),
                    "<open>true</open><fee>1</fee><skilled>true</skilled><warm>true</warm><late>true</late>",
                    ORDER_SCORE, 0);
    assert_int_equal(e->score.score, points(40)); // 90 and more, cut to 40
    assert_int_equal(e->ask_count, 0);
}

ARENA_TEST(one_question_of_several_rules_counts_for_all_of_them)
{
    static const char rules[] = RULES(
        BODY "<flag id='cold' when='therapist.warm = false' deduct='7'><because>Cold.</because></flag>"
             "<flag id='slow' when='therapist.late' deduct='5'><because>Late.</because><ask>Did it feel "
             "good?</ask></flag>");
    const explanation *e =
        explain_ann(a, rules, WISH MET_OTHERS,
                    "<open>true</open><fee>1</fee><skilled>false</skilled><way>online</way>", ORDER_SCORE, 0);
    assert_int_equal(e->score.score, points(35)); // 15 and 10 of what is unknown, and 10
    assert_int_equal(e->ask_count, 2);
    const ask_question *warm = &e->asks[0], *felt = &e->asks[1];
    if (!str_equals(warm->text, "Are you warm?")) {
        warm = &e->asks[1];
        felt = &e->asks[0];
    }
    // One field: the flag without words of its own is decided with the criterion.
    assert_str_equal(warm->fields[0], "therapist.warm");
    assert_int_equal(warm->answers[0].score, points(50));
    assert_int_equal(warm->answers[1].score, points(35 - 15 - 7));
    // One text: the criterion met and the flag ruled out, or neither.
    assert_int_equal(felt->about_count, 2);
    assert_int_equal(felt->answers[0].score, points(45));
    assert_int_equal(felt->answers[1].score, points(35 - 10 - 5));
    assert_false(felt->has_chance); // nobody said how likely a flag is
}

ARENA_TEST(places_follow_the_order_asked_for)
{
    // With caution nothing unknown counts: a good answer lifts, a bad one changes no place.
    const explanation *e =
        explain_ann(a, RULES(BODY), WISH MET_OTHERS MET("ann", "false"),
                    "<open>true</open><fee>1</fee><warm>false</warm><way>room</way>", ORDER_CAUTIOUS, 0);
    assert_int_equal(e->place, 3); // low: 50, 10, 0 with a score of 10, 0
    assert_int_equal(e->asks[0].answers[0].place, 2);
    assert_int_equal(e->asks[0].answers[1].place, 3);
    assert_int_equal(e->asks[0].answers[1].low, 0);
    assert_int_equal(e->asks[0].answers[0].low, points(40));
}

ARENA_TEST(places_beyond_those_shown_are_exact)
{
    for (size_t top = 1; top < 5; top++) {
        const explanation *e =
            explain_ann(a, RULES(BODY), WISH MET_OTHERS MET("ann", "false"),
                        "<open>true</open><fee>1</fee><warm>true</warm><way>room</way>", ORDER_SCORE, top);
        assert_int_equal(e->place, 2); // 40 of 70
        assert_int_equal(e->asks[0].answers[0].place, 1);
        assert_int_equal(e->asks[0].answers[1].place, 2);
        e = explain_ann(
            a, RULES(BODY), WISH MET_OTHERS,
            "<open>true</open><fee>1</fee><skilled>true</skilled><warm>true</warm><late>true</late>",
            ORDER_SCORE, top);
        assert_int_equal(e->place, 1);
        assert_int_equal(e->asks[0].answers[1].place, 1);
    }
}

ARENA_TEST(an_excluded_therapist_is_asked_nothing)
{
    const explanation *e = ann(a, WISH MET_OTHERS, "<open>false</open><fee>1</fee>");
    assert_true(e->excluded);
    assert_int_equal(e->ask_count, 0);
}

// Of each answer nothing is kept but what it comes to.
ARENA_TEST(many_open_questions_take_little_memory)
{
    enum { OPEN = 300, ROOM = 4 << 20 };
    builder fields = builder_new(a), rules = builder_new(a);
    for (int i = 0; i < OPEN; i++) {
        builder_addf(&fields, "<field name='f%d' type='boolean'/>", i);
        builder_addf(&rules,
                     "<criterion id='c%d' points='1' when='therapist.f%d'><ask>Is it %d?</ask></criterion>",
                     i, i, i);
    }
    str text = str_printf(a, "<therapist>%.*s</therapist><factor id='f' weight='1'>%.*s</factor>",
                          STR_ARGS(builder_str(&fields)), STR_ARGS(builder_str(&rules)));
    world *w = world_make(a, str_printf(a, RULES("%.*s"), STR_ARGS(text)).data, CLIENT(""),
                          POOL("<therapist id='ann'/><therapist id='bea'/>"));
    ranking found = world_rank(w, ORDER_SCORE, 1, 0);
    explanation e;
    explain_row(a, w->rules, w->plan, w->pool, found.items[0].row, 1, EXPLAIN_RULES, &e);
    arena *small = arena_new_within(a);
    small->limit = ROOM; // past it all of this ends
    ask_fill(small, w->rules, w->plan, w->pool, ORDER_SCORE, &found, &e, 1);
    assert_int_equal(e.ask_count, ASKS_MOST);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(each_answer_does_what_is_promised, name_random_case),
        cmocka_unit_test(a_field_with_few_values_is_asked_with_all_of_them),
        cmocka_unit_test(chances_are_those_of_the_authors_share),
        cmocka_unit_test(what_could_exclude_comes_first),
        cmocka_unit_test(what_is_known_and_what_has_happened_is_not_asked),
        cmocka_unit_test(what_only_the_client_can_say_is_not_asked),
        cmocka_unit_test(an_answer_that_changes_nothing_is_not_asked_for),
        cmocka_unit_test(one_question_of_several_rules_counts_for_all_of_them),
        cmocka_unit_test(places_follow_the_order_asked_for),
        cmocka_unit_test(places_beyond_those_shown_are_exact),
        cmocka_unit_test(an_excluded_therapist_is_asked_nothing),
        cmocka_unit_test(many_open_questions_take_little_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
