// SPDX-License-Identifier: MIT
// The small language of triggers and boundaries, each part by itself: what a phrase stands for, how far a
// trigger reaches, and which phrases are refused. How English is judged: tests/evidence.
#include "support/support.h"

#include "text/signals.h"

enum { MOST = 4 };

// A rule set of triggers and boundaries that looks for "goals".
typedef struct small_rules {
    trigger_spec triggers[MOST];
    boundary_spec boundaries[MOST];
    size_t trigger_count, boundary_count;
} small_rules;

static trigger_spec trigger(trigger_kind kind, trigger_direction direction, trigger_scope scope,
                            const char *phrases)
{
    return (trigger_spec){
        .id = STR("t"), .kind = kind, .direction = direction, .scope = scope, .phrases = str_from(phrases)};
}

static void add_trigger(small_rules *r, trigger_spec t)
{
    r->triggers[r->trigger_count++] = t;
}

static void add_boundary(small_rules *r, const char *phrases)
{
    r->boundaries[r->boundary_count++].phrases = str_from(phrases);
}

static small_rules rules_of(trigger_spec t)
{
    small_rules r = {.trigger_count = 0};
    add_trigger(&r, t);
    return r;
}

static small_rules negated_by(const char *phrases)
{
    return rules_of(trigger(TRIGGER_NEGATED, TRIGGER_FORWARD, TRIGGER_CLAUSE, phrases));
}

static text_rules *build(arena *a, const small_rules *r, diagnostics *d)
{
    static const uint32_t FIELD = 0;
    limits l = limits_default();
    pattern_spec *p = ARENA_NEW(a, pattern_spec);
    p->source = STR("goals");
    signal_spec *s = ARENA_NEW(a, signal_spec);
    *s = (signal_spec){
        .name = STR("s"), .patterns = p, .pattern_count = 1, .fields = &FIELD, .field_count = 1};
    diagnostics_init(d, a, 20);
    return text_rules_build(a, &l, r->triggers, r->trigger_count, r->boundaries, r->boundary_count, s, 1, d);
}

static text_match judge(arena *a, const small_rules *r, const char *text)
{
    diagnostics d;
    const text_rules *rules = build(a, r, &d);
    assert_non_null(rules);
    text_value value = {.text = str_from(text)};
    text_result found = text_search(text_run_new(a, rules), &value, 1, a);
    assert_int_equal(found.match_count, 1);
    return found.matches[0];
}

static bool negates(arena *a, const small_rules *r, const char *text)
{
    return judge(a, r, text).polarity == POLARITY_NEGATED;
}

static str refused(arena *a, const char *phrases)
{
    small_rules r = negated_by(phrases);
    diagnostics d;
    assert_null(build(a, &r, &d));
    builder b = builder_new(a);
    for (size_t i = 0; i < d.items.count; i++)
        diagnostic_print(&d.items.items[i], false, &b);
    return builder_str(&b);
}

ARENA_TEST(one_of_several_words_may_stand_at_a_place)
{
    small_rules r = negated_by("never/not set/sets any");
    assert_true(negates(a, &r, "I never set any goals."));
    assert_true(negates(a, &r, "She not sets any goals."));
    assert_false(negates(a, &r, "I never lost any goals."));
    assert_false(negates(a, &r, "I never / set any goals."));
}

ARENA_TEST(words_may_be_left_out)
{
    small_rules r = negated_by("never really? *? set the/these?");
    assert_true(negates(a, &r, "I never set goals."));
    assert_true(negates(a, &r, "I never really set these goals."));
    assert_true(negates(a, &r, "I never really truly set the goals."));
    assert_true(negates(a, &r, "I never gladly set goals."));
    assert_false(negates(a, &r, "I never quite so truly set goals."));
    assert_false(negates(a, &r, "I never, set goals."));
}

ARENA_TEST(a_place_may_take_any_word_but_some)
{
    small_rules r = negated_by("no !doubt/wonder about");
    assert_true(negates(a, &r, "There is no talk about goals."));
    assert_false(negates(a, &r, "There is no doubt about goals."));
    assert_false(negates(a, &r, "There is no Wonder about goals."));
}

ARENA_TEST(a_phrase_may_ask_for_the_start_or_the_end_of_a_sentence)
{
    small_rules r = negated_by("^ no");
    assert_true(negates(a, &r, "No goals."));
    assert_true(negates(a, &r, "(\"No goals.\")"));
    assert_false(negates(a, &r, "Surely no goals."));
    r = rules_of(trigger(TRIGGER_NEGATED, TRIGGER_BACKWARD, TRIGGER_CLAUSE, ": no $ | not yet !/$"));
    assert_true(negates(a, &r, "Goals: no"));
    assert_true(negates(a, &r, "Goals: no."));
    assert_true(negates(a, &r, "Goals not yet! so there"));
    assert_true(negates(a, &r, "goals not yet"));
    assert_false(negates(a, &r, "Goals: no limits"));
    assert_false(negates(a, &r, "Goals not yet reached"));
}

ARENA_TEST(a_phrase_that_nothing_begins_or_that_is_too_open_is_refused)
{
    assert_text_contains(refused(a, "!never set"), "the phrase \"!never set\" starts with !");
    assert_text_contains(refused(a, "not? * set"), "starts with *");
    assert_text_contains(refused(a, "not | ^ $"), "[empty-value]");
    assert_text_contains(refused(a, "not? any?"), "[empty-value]");
    assert_text_contains(refused(a, "a b? c? d? e? f?"), "too many words of the phrase");
}

ARENA_TEST(an_aside_ends_at_its_comma_but_not_at_those_of_a_list)
{
    small_rules r = rules_of(trigger(TRIGGER_NEGATED, TRIGGER_FORWARD, TRIGGER_COMMA, "instead of"));
    assert_true(negates(a, &r, "Instead of goals, this."));
    assert_false(negates(a, &r, "Instead of this, goals."));
    assert_false(negates(a, &r, "Instead of this (or, well, that), goals."));
    assert_true(negates(a, &r, "Instead of this, that, or goals, it is plain."));
    assert_false(negates(a, &r, "Instead of this, that, or those, goals."));
    assert_false(negates(a, &r, "Instead of this, goals and hopes."));
    assert_true(negates(a, &r, "We have this instead of that, those or goals."));
}

ARENA_TEST(a_boundary_for_the_start_ends_its_clause_at_the_comma)
{
    small_rules r = negated_by("never");
    add_boundary(&r, "^ when");
    assert_false(negates(a, &r, "When you never rest, goals help."));
    assert_true(negates(a, &r, "When you never set goals, rest."));
    assert_true(negates(a, &r, "Say when you never rest, goals."));
}

ARENA_TEST(what_is_in_a_parenthesis_ends_and_changes_nothing_outside)
{
    small_rules r = negated_by("never | not");
    add_boundary(&r, "but");
    assert_true(negates(a, &r, "I never (sad but true) set goals."));
    assert_false(negates(a, &r, "I set (and never lose) goals."));
    assert_true(negates(a, &r, "I set (but never lose goals) them."));
    assert_true(negates(a, &r, ":) I never set goals."));
}

ARENA_TEST(words_of_a_pseudo_trigger_that_are_the_matchs_own_leave_the_others_in_play)
{
    small_rules r = negated_by("never");
    add_trigger(&r, trigger(TRIGGER_PSEUDO, TRIGGER_FORWARD, TRIGGER_CLAUSE, "never without | never goals"));
    assert_false(negates(a, &r, "I am never without goals."));
    assert_true(negates(a, &r, "I say never goals."));
}

ARENA_TEST(a_trigger_with_words_of_the_match_gives_way_to_one_before_it)
{
    small_rules r = negated_by("stopped | stopped goals");
    assert_true(negates(a, &r, "I stopped goals."));
}

ARENA_TEST(a_boundary_that_is_a_pseudo_trigger_too_ends_clauses)
{
    small_rules r = negated_by("no | other than");
    add_trigger(&r, trigger(TRIGGER_PSEUDO, TRIGGER_FORWARD, TRIGGER_CLAUSE, "other than"));
    assert_true(negates(a, &r, "I have no plans other than goals."));
    add_boundary(&r, "other than");
    assert_false(negates(a, &r, "I have no plans other than goals."));
}

ARENA_TEST(a_tag_asks_nothing_and_a_yes_answers)
{
    small_rules r = negated_by("never");
    assert_int_equal(judge(a, &r, "We set goals, right?").mood, MOOD_QUESTION);
    assert_int_equal(judge(a, &r, "Do we set goals? Yes.").mood, MOOD_QUESTION);
    add_trigger(&r, trigger(TRIGGER_PSEUDO, TRIGGER_FORWARD, TRIGGER_CLAUSE, ", right ?"));
    add_trigger(&r, trigger(TRIGGER_PSEUDO, TRIGGER_BACKWARD, TRIGGER_NEXT, "^ yes"));
    assert_int_equal(judge(a, &r, "We set goals, right?").mood, MOOD_FACT);
    assert_int_equal(judge(a, &r, "Do we set goals? Yes.").mood, MOOD_FACT);
    assert_int_equal(judge(a, &r, "Do we set goals? I wish: yes.").mood, MOOD_QUESTION);
    assert_true(negates(a, &r, "Yes. No. Well. Do we never set goals? Yes. No. So."));
}

ARENA_TEST(what_is_asked_and_then_taken_back_is_denied)
{
    small_rules r = rules_of(trigger(TRIGGER_DISAVOWED, TRIGGER_BACKWARD, TRIGGER_NEXT, "^ no"));
    assert_true(judge(a, &r, "Do I set goals? No.").denies);
    assert_false(judge(a, &r, "Do I set goals? Guess.").denies);
}

ARENA_TEST(entities_are_no_words)
{
    small_rules r = negated_by("no | never ever");
    assert_true(negates(a, &r, "no&nbsp;goals"));
    assert_true(negates(a, &r, "never&amp;nbsp;ever&#160;goals"));
    assert_true(negates(a, &r, "&no goals"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_of_several_words_may_stand_at_a_place),
        cmocka_unit_test(words_may_be_left_out),
        cmocka_unit_test(a_place_may_take_any_word_but_some),
        cmocka_unit_test(a_phrase_may_ask_for_the_start_or_the_end_of_a_sentence),
        cmocka_unit_test(a_phrase_that_nothing_begins_or_that_is_too_open_is_refused),
        cmocka_unit_test(an_aside_ends_at_its_comma_but_not_at_those_of_a_list),
        cmocka_unit_test(a_boundary_for_the_start_ends_its_clause_at_the_comma),
        cmocka_unit_test(what_is_in_a_parenthesis_ends_and_changes_nothing_outside),
        cmocka_unit_test(words_of_a_pseudo_trigger_that_are_the_matchs_own_leave_the_others_in_play),
        cmocka_unit_test(a_trigger_with_words_of_the_match_gives_way_to_one_before_it),
        cmocka_unit_test(a_boundary_that_is_a_pseudo_trigger_too_ends_clauses),
        cmocka_unit_test(a_tag_asks_nothing_and_a_yes_answers),
        cmocka_unit_test(what_is_asked_and_then_taken_back_is_denied),
        cmocka_unit_test(entities_are_no_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
