// SPDX-License-Identifier: MIT
// The values that decided an outcome: what is told of a condition, what would have to hold, by how much.
#include "match/random_rules.h"
#include "match/world.h"

#include "explain/explanation.h"

#include <string.h>

#define FIELDS                                                                                               \
    "<vocabulary name='tongue'><term id='en' label='English'/><term id='es' label='Spanish'/>"               \
    "<term id='zh' label='Mandarin'/><term id='yue' label='Cantonese'/></vocabulary>"                        \
    "<client><field name='max_fee' type='number'/><field name='speaks' type='tongue' list='true'/>"          \
    "<field name='tongue' type='tongue'/><field name='insured' type='boolean'/><field name='from' "          \
    "type='date'/><record name='met' list='true' match='therapist' as='meeting'><field name='therapist' "    \
    "type='string'/><field name='felt' type='number'/></record></client>"                                    \
    "<therapist><field name='fee' type='number' label='the fee' unit='USD'/><field name='wait' "             \
    "type='number' "                                                                                         \
    "unit='weeks'/><field name='open' type='boolean'/><field name='speaks' type='tongue' list='true'/>"      \
    "<field name='since' type='date'/><field name='tags' type='string' list='true'/><field name='about' "    \
    "type='text'/></therapist><signal name='warm' in='therapist.about'><phrase>warm</phrase></signal>"

#define FACTOR                                                                                               \
    "<factor id='f' weight='1'>"                                                                             \
    "<criterion id='other' points='1' when='therapist.open'/></factor>"

static const explanation *explain_first(const world *w)
{
    explain_run *run = explain_run_new(w->arena, w->rules, w->plan, w->pool, NULL);
    explanation *x = ARENA_NEW(w->arena, explanation);
    explain_run_row(run, w->arena, 0, 1, EXPLAIN_RULES, x);
    return explain_decided(run, w->arena, x, false);
}

static const explanation *explain(arena *a, const char *rules, const char *client, const char *therapist)
{
    world *w =
        world_make(a, str_printf(a, RULES(FIELDS "%s"), rules).data, str_printf(a, CLIENT("%s"), client).data,
                   str_printf(a, POOL("<therapist id='ann'>%s</therapist>"), therapist).data);
    return explain_first(w);
}

static const decided_list *gate_by(arena *a, const char *require, const char *client, const char *therapist)
{
    const char *rules = str_printf(a, "<gate id='g' require='%s'/>" FACTOR, require).data;
    return &explain(a, rules, client, therapist)->gates[0].decided_by;
}

static const decided_list *criterion_by(arena *a, const char *value, const char *client,
                                        const char *therapist)
{
    const char *rules =
        str_printf(a, "<factor id='f' weight='1'><criterion id='c' points='1' value='%s'/></factor>", value)
            .data;
    return &explain(a, rules, client, therapist)->criteria[0].decided_by;
}

#define assert_texts(list, ...) assert_texts_are(list, (const char *const[]){__VA_ARGS__, NULL})
static void assert_texts_are(const decided_list *list, const char *const *texts)
{
    size_t count = 0;
    for (; texts[count]; count++) {
        assert_true(count < list->count);
        assert_str_equal(list->items[count].text, texts[count]);
    }
    assert_int_equal(list->count, count);
}

ARENA_TEST(a_comparison_tells_both_values_what_is_needed_and_by_how_much)
{
    const decided_list *by =
        gate_by(a, "therapist.fee &lt;= client.max_fee", "<max_fee>200</max_fee>", "<fee>240</fee>");
    assert_texts(by, "therapist.fee = 240 > client.max_fee = 200");
    assert_str_equal(by->items[0].expression, "therapist.fee <= client.max_fee");
    assert_true(by->items[0].is_condition);
    assert_false(by->items[0].holds);
    assert_str_equal(by->items[0].needed, "therapist.fee at most 200");
    assert_str_equal(by->items[0].amount, "40");
    assert_str_equal(by->items[0].unit, "USD");
    assert_str_equal(by->items[0].by, "40 USD too much");
    assert_str_equal(by->needed, "therapist.fee at most 200");
    assert_int_equal(by->items[0].value_count, 2);
    assert_str_equal(by->items[0].values[0].label, "the fee");
    assert_str_equal(by->items[0].values[1].name, "client.max_fee");
    assert_true(by->items[0].values[1].of_client);
}

ARENA_TEST(the_therapists_side_comes_first_however_it_is_written)
{
    const decided_list *by =
        gate_by(a, "client.max_fee > therapist.fee", "<max_fee>200</max_fee>", "<fee>200.50</fee>");
    assert_texts(by, "therapist.fee = 200.5 >= client.max_fee = 200");
    assert_str_equal(by->needed, "therapist.fee less than 200");
    assert_str_equal(by->items[0].by, "0.5 USD too much");
    by = gate_by(a, "client.max_fee > therapist.fee", "<max_fee>200</max_fee>", "<fee>200</fee>");
    assert_str_equal(by->items[0].by, ""); // nothing to be told of by how much
}

ARENA_TEST(a_unit_agrees_with_one)
{
    const decided_list *by = gate_by(a, "therapist.wait >= 4", "", "<wait>3</wait>");
    assert_texts(by, "therapist.wait = 3 < 4");
    assert_str_equal(by->items[0].by, "1 week too short");
}

ARENA_TEST(dates_are_off_by_days)
{
    const decided_list *by = gate_by(a, "therapist.since &lt;= client.from", "<from>2026-03-01</from>",
                                     "<since>2026-03-15</since>");
    assert_texts(by, "therapist.since = 2026-03-15 > client.from = 2026-03-01");
    assert_str_equal(by->needed, "therapist.since on or before 2026-03-01");
    assert_str_equal(by->items[0].by, "14 days too late");
}

ARENA_TEST(an_outcome_that_holds_tells_why_and_needs_nothing)
{
    const decided_list *by =
        gate_by(a, "therapist.fee &lt;= client.max_fee", "<max_fee>200</max_fee>", "<fee>100</fee>");
    assert_texts(by, "therapist.fee = 100 <= client.max_fee = 200");
    assert_str_equal(by->needed, "");
    assert_str_equal(by->items[0].by, "");
}

ARENA_TEST(terms_stand_by_their_labels)
{
    const decided_list *by = gate_by(a, "list contains(therapist.speaks, client.tongue)",
                                     "<tongue>en</tongue>", "<speaks>zh</speaks><speaks>yue</speaks>");
    assert_texts(by, "therapist.speaks = [Mandarin, Cantonese], client.tongue = English");
    assert_str_equal(by->needed, "therapist.speaks with “English”");
    by = gate_by(a, "some l in client.speaks satisfies list contains(therapist.speaks, l)",
                 "<speaks>en</speaks><speaks>es</speaks>", "<speaks>zh</speaks>");
    assert_texts(by, "therapist.speaks = [Mandarin], client.speaks = [English, Spanish]");
    assert_str_equal(by->needed, "therapist.speaks with “English” or “Spanish”");
    by = gate_by(a, "some l in client.speaks satisfies l != \"es\" and list contains(therapist.speaks, l)",
                 "<speaks>en</speaks><speaks>es</speaks>", "<speaks>zh</speaks>");
    assert_texts(by, "therapist.speaks = [Mandarin], client.speaks = [English, Spanish]");
    assert_str_equal(by->needed, "therapist.speaks with “English”");
}

ARENA_TEST(of_and_that_is_false_only_what_is_false_decides)
{
    const decided_list *by =
        gate_by(a, "therapist.open and therapist.fee &lt;= client.max_fee and therapist.wait &lt; 9",
                "<max_fee>200</max_fee>", "<open>true</open><fee>210</fee><wait>10</wait>");
    assert_texts(by, "therapist.fee = 210 > client.max_fee = 200", "therapist.wait = 10 >= 9");
    assert_str_equal(by->needed, "therapist.fee at most 200 and therapist.wait less than 9");
}

ARENA_TEST(of_or_that_is_false_all_decide_and_any_would_do)
{
    const decided_list *by = gate_by(a, "therapist.open or therapist.fee &lt;= client.max_fee",
                                     "<max_fee>200</max_fee>", "<open>false</open><fee>210</fee>");
    assert_texts(by, "therapist.open = no", "therapist.fee = 210 > client.max_fee = 200");
    assert_str_equal(by->needed, "therapist.open = yes, or therapist.fee at most 200");
    by = gate_by(a, "therapist.open or therapist.fee &lt;= client.max_fee", "<max_fee>200</max_fee>",
                 "<open>true</open><fee>210</fee>");
    assert_texts(by, "therapist.open = yes");
}

ARENA_TEST(not_known_decides_nothing)
{
    const decided_list *by = gate_by(a, "therapist.open and therapist.fee &lt;= client.max_fee",
                                     "<max_fee>200</max_fee>", "<open>false</open>");
    assert_texts(by, "therapist.open = no");
    assert_int_equal(gate_by(a, "therapist.open", "", "")->count, 0);
}

ARENA_TEST(tests_for_null_are_looked_through)
{
    const char *require = "if therapist.fee = null or client.max_fee = null then null else therapist.fee "
                          "&lt;= client.max_fee";
    const decided_list *by = gate_by(a, require, "<max_fee>200</max_fee>", "<fee>240</fee>");
    assert_texts(by, "therapist.fee = 240 > client.max_fee = 200");
    assert_str_equal(by->needed, "therapist.fee at most 200");
    by = gate_by(a, "therapist.fee = null", "", "<fee>240</fee>"); // unless there is nothing else
    assert_texts(by, "therapist.fee = 240");
}

ARENA_TEST(of_if_the_condition_and_the_branch_taken_decide)
{
    const char *require = "if client.insured then true else if therapist.open then null else therapist.fee "
                          "&lt;= client.max_fee";
    const decided_list *by = gate_by(a, require, "<insured>false</insured><max_fee>200</max_fee>",
                                     "<open>false</open><fee>210</fee>");
    assert_texts(by, "client.insured = no", "therapist.open = no",
                 "therapist.fee = 210 > client.max_fee = 200");
    // Null excludes nobody.
    assert_str_equal(by->needed, "therapist.open = yes (which leaves it open), or therapist.fee at most 200");
}

ARENA_TEST(lets_are_followed_to_the_fields)
{
    const char *rules = "<let name='cheap' value='therapist.fee &lt;= client.max_fee'/><let name='fine' "
                        "value='cheap and therapist.open'/><gate id='g' require='fine'/>" FACTOR;
    const explanation *x = explain(a, rules, "<max_fee>200</max_fee>", "<open>true</open><fee>201</fee>");
    assert_texts(&x->gates[0].decided_by, "therapist.fee = 201 > client.max_fee = 200");
    assert_str_equal(x->gates[0].decided_by.needed, "therapist.fee at most 200");
}

ARENA_TEST(ranges_are_told_by_the_end_that_fails)
{
    const decided_list *by =
        gate_by(a, "therapist.fee in [50..client.max_fee]", "<max_fee>200</max_fee>", "<fee>210</fee>");
    assert_texts(by, "therapist.fee = 210 > client.max_fee = 200");
    by = gate_by(a, "therapist.fee between 250 and 300", "", "<fee>210</fee>");
    assert_texts(by, "therapist.fee = 210 < 250");
    assert_str_equal(by->items[0].by, "40 USD too little");
}

ARENA_TEST(a_number_tells_what_it_was_made_of)
{
    const decided_list *by =
        criterion_by(a, "count(client.speaks[list contains(therapist.speaks, item)]) / count(client.speaks)",
                     "<speaks>en</speaks><speaks>es</speaks>", "<speaks>en</speaks><speaks>zh</speaks>");
    assert_texts(by, "therapist.speaks = [English, Mandarin], client.speaks = [English, Spanish]");
    assert_str_equal(by->needed, "therapist.speaks with “Spanish” too");
    by = criterion_by(a, "if therapist.fee &lt; 100 then 1 else if therapist.fee &lt; 200 then 0.5 else 0",
                      "", "<fee>150</fee>");
    assert_texts(by, "therapist.fee = 150 >= 100", "therapist.fee = 150 < 200");
    assert_str_equal(by->needed, "therapist.fee less than 100"); // what would be worse is not needed
    by = criterion_by(a, "min(therapist.wait, 10) / 10", "", "<wait>3</wait>");
    assert_texts(by, "therapist.wait = 3");
}

ARENA_TEST(long_lists_and_texts_are_cut_and_say_so)
{
    const decided_list *by = gate_by(
        a, "list contains(therapist.tags, \"z\")", "",
        "<tags>a</tags><tags>b</tags><tags>c</tags><tags>d</tags><tags>e</tags><tags>f</tags><tags>g</tags>");
    assert_texts(by, "therapist.tags = [a, b, c, d, e, … 7 in all]");
    by = gate_by(a, "list contains(therapist.tags, \"f\")", "", // what matters stands first
                 "<tags>a</tags><tags>b</tags><tags>c</tags><tags>d</tags><tags>e</tags><tags>f</tags>");
    assert_texts(by, "therapist.tags = [f, a, b, c, d, … 6 in all]");
    char tag[101];
    memset(tag, 'x', 100);
    tag[100] = 0;
    by = gate_by(a, "list contains(therapist.tags, \"f\")", "", str_printf(a, "<tags>%s</tags>", tag).data);
    assert_int_equal(utf8_length(by->items[0].values[0].words), DECIDED_CHARACTERS + 3); // and […]
}

ARENA_TEST(what_has_happened_is_told_and_never_needed)
{
    const decided_list *by = gate_by(
        a, "meeting.felt > 5", "<met><therapist>ann</therapist><felt>2</felt></met>", "<open>true</open>");
    assert_texts(by, "meeting.felt = 2 <= 5");
    assert_str_equal(by->needed, "");
    assert_true(by->items[0].values[0].of_client);
}

ARENA_TEST(what_the_client_wants_is_needed_otherwise_only_where_nothing_of_the_therapist_could_be)
{
    const decided_list *by =
        gate_by(a, "client.insured or therapist.open", "<insured>false</insured>", "<open>false</open>");
    assert_str_equal(by->needed, "therapist.open = yes");
    by = gate_by(a, "client.max_fee >= 50", "<max_fee>40</max_fee>", "");
    assert_texts(by, "client.max_fee = 40 < 50");
    assert_str_equal(by->needed, "client.max_fee at least 50");
    assert_str_equal(by->items[0].by, "10 too little");
}

ARENA_TEST(signals_are_left_to_their_quotes)
{
    const decided_list *by =
        gate_by(a, "signals.warm and therapist.open", "", "<open>true</open><about>I am warm.</about>");
    assert_texts(by, "therapist.open = yes");
}

ARENA_TEST(a_flag_that_holds_tells_why)
{
    const char *rules =
        FACTOR "<flag id='dear' when='therapist.fee > 300' deduct='5'><because>Dear.</because></flag>";
    const explanation *x = explain(a, rules, "", "<open>true</open><fee>350</fee>");
    assert_texts(&x->flags[0].decided_by, "therapist.fee = 350 > 300");
    assert_str_equal(x->flags[0].decided_by.needed, "therapist.fee at most 300");
    assert_str_equal(x->flags[0].decided_by.items[0].by, "50 USD too much");
}

ARENA_TEST(a_decision_table_tells_the_row_that_hits)
{
    const char *rules =
        "<factor id='f' weight='1'><criterion id='c' points='1'><table "
        "hit='first'><input>therapist.fee</input>"
        "<row><when>&lt; 100</when><then>1</then></row><row><when>&gt;= 100</when><then>0</then></row>"
        "</table></criterion></factor>";
    const explanation *x = explain(a, rules, "", "<fee>120</fee>");
    assert_texts(&x->criteria[0].decided_by, "therapist.fee = 120 >= 100");
}

// ---- what is told suffices

// Whether the therapist's or the client's field was told, of this prefix.
static bool is_told(const decided_list *by, const char *prefix, str name)
{
    for (size_t i = 0; i < by->count; i++)
        for (size_t k = 0; k < by->items[i].value_count; k++) {
            str told = by->items[i].values[k].name, start = str_from(prefix);
            bool encounter = str_starts(told, STR("encounter"));
            if (encounter && str_equals(name, "met") && strcmp(prefix, "client.") == 0)
                return true;
            if (str_starts(told, start) && str_equal(str_slice(told, start.length, told.length), name))
                return true;
        }
    return false;
}

static profile told_alone(arena *a, const profile *of, const decided_list *by, const char *prefix)
{
    profile out = *of;
    out.values = ARENA_ARRAY(a, feel_value, of->side->count);
    for (uint32_t i = 0; i < of->side->count; i++)
        out.values[i] =
            i == 0 || is_told(by, prefix, of->side->fields[i].name) ? of->values[i] : FEEL_NULL_VALUE;
    return out;
}

static bool holds_word(const ruleset *r, const expression *x, const char *word)
{
    for (size_t i = 0; i < x->let_count; i++)
        if (holds_word(r, &r->lets[x->lets[i]].value, word))
            return true;
    return str_contains(x->source, str_from(word));
}

// Where it asks what is known, or an "if" takes "else" for want of knowing, less that is known may come to
// more.
static bool grows_with_knowing(const ruleset *r, const expression *x)
{
    bool ifs = false;
    for (size_t i = 0; i < x->let_count; i++)
        ifs = ifs || holds_word(r, &r->lets[x->lets[i]].value, "if ");
    size_t at = str_find(x->source, STR("if "), 0);
    bool nested = at != SIZE_MAX && str_find(x->source, STR("if "), at + 1) != SIZE_MAX;
    return !holds_word(r, x, "null") && !nested && !(ifs && at != SIZE_MAX);
}

static unsigned checked;

static void check_suffices(const world *w, const expression *x, const decided_list *by, feel_value was,
                           arena *a)
{
    if (by->more || by->count == 0 || !grows_with_knowing(w->rules, x))
        return;
    checked++;
    profile whole = pool_profile(w->pool, 0, a);
    profile therapist = told_alone(a, &whole, by, "therapist."),
            client = told_alone(a, w->client, by, "client.");
    signal_state *signals = ARENA_ARRAY(a, signal_state, w->rules->signal_count);
    for (uint32_t i = 0; i < w->rules->signal_count; i++)
        signals[i] = pool_signal(w->pool, 0, i);
    environment *e = environment_new(a, w->rules, &client, w->today);
    environment_set_profile(e, &therapist, signals);
    feel_value now = environment_value(e, x, NULL);
    if (!str_equal(feel_value_source(a, was), feel_value_source(a, now))) {
        for (size_t i = 0; i < by->count; i++)
            print_message("%.*s\n", STR_ARGS(by->items[i].text));
        fail_msg("%.*s: %.*s is now %.*s", STR_ARGS(x->source), STR_ARGS(feel_value_source(a, was)),
                 STR_ARGS(feel_value_source(a, now)));
    }
}

static void check_case(arena *a, void *number)
{
    chance c = {*(uint32_t *)number * 7919u + 5};
    str rules = random_rules(a, &c), client = random_client(a, &c), pool = random_therapists(a, &c, 1);
    world *w = world_make(a, rules.data, client.data, pool.data);
    const explanation *x = explain_first(w);
    environment *e = environment_new(a, w->rules, w->client, w->today);
    environment_set_row(e, w->pool, 0);
    for (size_t i = 0; i < x->gate_count; i++) {
        const expression *require = &w->rules->gates[i].require;
        check_suffices(w, require, &x->gates[i].decided_by, environment_value(e, require, NULL), a);
    }
    for (size_t i = 0; i < x->criterion_count; i++) {
        const expression *value = &w->rules->criteria[i].value;
        check_suffices(w, value, &x->criteria[i].decided_by, environment_value(e, value, NULL), a);
    }
}

static void what_is_told_alone_comes_to_the_same(void **state)
{
    (void)state;
    checked = 0;
    uint32_t cases = run_random_cases(check_case);
    if (cases > 100)
        assert_true(checked > cases / 2);
}

// ---- root causes

#define GUT(follows)                                                                                         \
    "<factor id='f' weight='1'><criterion id='agree' points='2' when='client.insured'/>"                     \
    "<criterion id='cheap' points='3' when='therapist.fee &lt; 100'/>"                                       \
    "<criterion id='gut' points='5' value='meeting.felt / 10' " follows "/></factor>"                        \
    "<flag id='closed' when='therapist.open = false' deduct='1'><because>Closed.</because></flag>"

#define MET(felt) "<insured>false</insured><met><therapist>ann</therapist><felt>" felt "</felt></met>"

static str loss_ids(arena *a, const explanation *x)
{
    builder b = builder_new(a);
    int64_t sum = 0;
    for (size_t i = 0; i < x->loss_count; i++) {
        const loss *l = &x->losses[i];
        sum += l->points;
        builder_addf(&b, "%s%.*s", i ? " " : "", STR_ARGS(l->id));
        for (size_t k = 0; k < l->follows_count; k++)
            builder_addf(&b, "%s%.*s", k ? "+" : "<", STR_ARGS(l->follows_from[k]));
    }
    assert_int_equal(sum, points(100) - x->score.score + x->score.floor_lift);
    return builder_str(&b);
}

static str losses(arena *a, const char *rules, const char *client, const char *therapist)
{
    return loss_ids(a, explain(a, rules, client, therapist));
}

#define DEAR "<fee>120</fee><open>true</open>"

ARENA_TEST(losses_stand_largest_first_where_nothing_follows)
{
    assert_str_equal(losses(a, GUT(""), MET("0"), DEAR), "gut cheap agree");
}

ARENA_TEST(a_root_that_lost_points_stands_just_ahead_of_what_follows)
{
    assert_str_equal(losses(a, GUT("follows='agree'"), MET("0"), DEAR), "agree gut<agree cheap");
    assert_str_equal(losses(a, GUT("follows='agree cheap'"), MET("0"), DEAR), "cheap agree gut<cheap+agree");
    assert_str_equal(losses(a, GUT("follows='agree closed'"), MET("0"), "<fee>120</fee><open>false</open>"),
                     "agree closed gut<agree+closed cheap");
}

ARENA_TEST(a_root_that_is_well_or_not_known_changes_nothing)
{
    const char *well = "<insured>true</insured><met><therapist>ann</therapist><felt>0</felt></met>";
    assert_str_equal(losses(a, GUT("follows='agree'"), well, DEAR), "gut cheap");
    const char *unknown = "<met><therapist>ann</therapist><felt>0</felt></met>";
    assert_str_equal(losses(a, GUT("follows='agree'"), unknown, DEAR), "gut cheap agree");
}

ARENA_TEST(what_lost_less_than_half_follows_from_nothing)
{
    assert_str_equal(losses(a, GUT("follows='agree'"), MET("6"), DEAR), "cheap agree gut");
    assert_str_equal(losses(a, GUT("follows='agree'"), MET("5"), DEAR), "cheap agree gut<agree");
}

ARENA_TEST(an_end_just_missed_and_two_that_differ_are_told_without_signs)
{
    const decided_list *by = gate_by(a, "therapist.wait &gt; 0", "", "<wait>0</wait>");
    assert_texts(by, "therapist.wait = 0");
    assert_str_equal(by->needed, "therapist.wait more than 0");
    by = gate_by(a, "therapist.wait &gt;= 2", "", "<wait>2</wait>");
    assert_texts(by, "therapist.wait = 2 >= 2");
    by = gate_by(a, "therapist.fee != client.max_fee", "<max_fee>3</max_fee>", "<fee>4</fee>");
    assert_texts(by, "therapist.fee = 4, client.max_fee = 3");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_end_just_missed_and_two_that_differ_are_told_without_signs),
        cmocka_unit_test(a_comparison_tells_both_values_what_is_needed_and_by_how_much),
        cmocka_unit_test(the_therapists_side_comes_first_however_it_is_written),
        cmocka_unit_test(a_unit_agrees_with_one),
        cmocka_unit_test(dates_are_off_by_days),
        cmocka_unit_test(an_outcome_that_holds_tells_why_and_needs_nothing),
        cmocka_unit_test(terms_stand_by_their_labels),
        cmocka_unit_test(of_and_that_is_false_only_what_is_false_decides),
        cmocka_unit_test(of_or_that_is_false_all_decide_and_any_would_do),
        cmocka_unit_test(not_known_decides_nothing),
        cmocka_unit_test(tests_for_null_are_looked_through),
        cmocka_unit_test(of_if_the_condition_and_the_branch_taken_decide),
        cmocka_unit_test(lets_are_followed_to_the_fields),
        cmocka_unit_test(ranges_are_told_by_the_end_that_fails),
        cmocka_unit_test(a_number_tells_what_it_was_made_of),
        cmocka_unit_test(long_lists_and_texts_are_cut_and_say_so),
        cmocka_unit_test(what_has_happened_is_told_and_never_needed),
        cmocka_unit_test(
            what_the_client_wants_is_needed_otherwise_only_where_nothing_of_the_therapist_could_be),
        cmocka_unit_test(signals_are_left_to_their_quotes),
        cmocka_unit_test(a_flag_that_holds_tells_why),
        cmocka_unit_test(a_decision_table_tells_the_row_that_hits),
        cmocka_unit_test_teardown(what_is_told_alone_comes_to_the_same, name_random_case),
        cmocka_unit_test(losses_stand_largest_first_where_nothing_follows),
        cmocka_unit_test(a_root_that_lost_points_stands_just_ahead_of_what_follows),
        cmocka_unit_test(a_root_that_is_well_or_not_known_changes_nothing),
        cmocka_unit_test(what_lost_less_than_half_follows_from_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
