// SPDX-License-Identifier: MIT
// Expressions in words: what people read for conditions, values and messages, and that what has no good
// wording stays FEEL.
#include "support/support.h"

#include "ruleset/words.h"

#include <string.h>

#define RULES "tests/ruleset/data/words.xml"

typedef struct saying {
    const char *feel, *words;
} saying;

typedef enum manner { CONDITION, VALUE, SHARE, MESSAGE } manner;

static void fail_problem(void *user, const feel_problem *problem)
{
    (void)user;
    fail_msg("%.*s", STR_ARGS(problem->message));
}

static const feel_words *put_in_words(arena *a, const ruleset *r, const char *text, manner how)
{
    limits l = limits_default();
    feel_options options = {.limits = &l, .unknown_nulls = true, .report = fail_problem};
    const feel_expression *e = feel_compile(a, str_from(text), &r->scope, &options);
    assert_non_null(e);
    feel_wording w = ruleset_wording(a, r);
    w.shares = how == SHARE;
    if (how == CONDITION)
        return feel_words_condition(a, e, &w);
    return how == MESSAGE ? feel_words_message(a, feel_for_people(a, e), &w) : feel_words_value(a, e, &w);
}

static const ruleset *load_rules(arena *a)
{
    limits l = limits_default();
    diagnostics d;
    diagnostics_init(&d, a, 100);
    const ruleset *r = ruleset_load(a, RULES, STR_NONE, &l, &d);
    assert_non_null(r);
    return r;
}

static void assert_sayings(arena *a, manner how, const saying *sayings, size_t count)
{
    const ruleset *r = load_rules(a);
    for (size_t i = 0; i < count; i++)
        assert_str_equal(feel_words_text(a, put_in_words(a, r, sayings[i].feel, how)), sayings[i].words);
}
#define ASSERT_SAYINGS(how, ...)                                                                             \
    assert_sayings(a, how, (const saying[]){__VA_ARGS__},                                                    \
                   sizeof(const saying[]){__VA_ARGS__} / sizeof(saying))

ARENA_TEST(comparisons_name_fields_options_and_units)
{
    ASSERT_SAYINGS(
        CONDITION, {"client.level = \"low\"", "the level of functioning is “rather low”"},
        {"\"low\" != client.level", "the level of functioning is not “rather low”"},
        {"therapist.fee <= client.max_fee", "the fee is at most what you can pay"},
        {"100 < therapist.fee", "the fee is more than 100 USD"},
        {"not(therapist.years < 5)", "the therapist's years of practice are at least 5 years"},
        {"therapist.years = 1", "the therapist's years of practice are 1"},
        {"therapist.years between 2 and 5", "the therapist's years of practice are from 2 years to 5 years"},
        {"therapist.years in (2..5]",
         "the therapist's years of practice are more than 2 years and at most 5 years"},
        {"client.level in (\"high\", \"low\")", "the level of functioning is “high” or “rather low”"},
        {"not(client.level in (\"high\", \"low\"))",
         "the level of functioning is none of these: “high” or “rather low”"},
        {"therapist.since >= today - duration(\"P180D\")",
         "when the licence was given is on or after the day 180 days before today"},
        {"lower case(client.city) = lower case(therapist.towns[1])",
         "the client's city is the first of where the office is (small and capital letters alike)"});
}

ARENA_TEST(what_is_not_known_is_said_to_be_not_known)
{
    ASSERT_SAYINGS(CONDITION, {"client.max_fee = null", "what you can pay is not known"},
                   {"therapist.focus != null", "the therapist's goals worked on are known"},
                   {"client.danger = null", "it is not known whether you are safe"},
                   {"signals.warm = null", "the texts do not tell whether the words are warm"},
                   {"visit.sessions > 2", "“sessions” in the entry for this therapist is more than 2"},
                   {"visit = null", "there is no entry for this therapist in “visits so far”"},
                   {"visit.felt != null", "there is an answer to “How was it?”"},
                   {"if client.level = null then false else client.level = \"high\"",
                    "the level of functioning is “high” (not known counts as no)"},
                   {"if client.level = null then null else client.level = \"high\"",
                    "the level of functioning is “high”"});
}

// "whether you are safe" does not tell what true means; the question does.
ARENA_TEST(yes_is_the_answer_to_the_question_where_there_is_one)
{
    ASSERT_SAYINGS(CONDITION, {"client.danger = true", "the answer to “Are you in danger?” is yes"},
                   {"not(client.danger)", "the answer to “Are you in danger?” is no"},
                   {"client.hurried", "you are in a hurry"},
                   {"client.hurried = false", "it is not so that you are in a hurry"},
                   {"therapist.room", "the therapist's entry “room for clients” is yes"});
}

ARENA_TEST(signals_say_what_texts_show)
{
    ASSERT_SAYINGS(CONDITION, {"signals.warm", "the texts show that the words are warm"},
                   {"signals.warm = false", "the texts deny that the words are warm"},
                   {"signals.harsh", "the texts show “harshness”"},
                   {"not(signals.harsh)", "the texts do not show “harshness”"},
                   {"not(signals.mild)", "the texts do not show “mild”"});
}

ARENA_TEST(conditions_are_joined_and_denied)
{
    ASSERT_SAYINGS(
        CONDITION,
        {"signals.warm and (well_known or client.hurried)",
         "the texts show that the words are warm, and (“well known” holds, or you are in a hurry)"},
        {"not(signals.warm and well_known)",
         "the texts deny that the words are warm, or “well known” does not hold"},
        {"if therapist.fee > 100 then signals.warm else null",
         "where the fee is more than 100 USD: yes if the texts show that the words are warm; "
         "otherwise: not known"},
        {"true", "always"});
}

ARENA_TEST(lists_are_spoken_of_as_people_do)
{
    ASSERT_SAYINGS(CONDITION,
                   {"list contains(client.goals, \"sleep\")", "what you want includes “sleeping better”"},
                   {"not(list contains(therapist.focus, \"stage\"))",
                    "the therapist's goals worked on do not include “ease on stage”"},
                   {"count(client.goals) > 0", "what you want holds at least one entry"},
                   {"count(therapist.focus) = 0", "the therapist's goals worked on hold no entry"},
                   {"count(client.goals) >= 2", "what you want holds at least 2 entries"},
                   {"some g in client.goals satisfies list contains(therapist.focus, g)",
                    "at least one of what you want is among the therapist's goals worked on"},
                   {"not(some g in client.goals satisfies list contains(therapist.focus, g))",
                    "none of what you want is among the therapist's goals worked on"},
                   {"every g in client.goals satisfies list contains([\"sleep\", \"stage\"], g)",
                    "each of what you want is “sleeping better” or “ease on stage”"},
                   {"some v in client.visits satisfies v.felt = \"off\"",
                    "for at least one of the client's visits so far: the answer to “How was it?” is “off”"});
}

ARENA_TEST(values_are_nouns)
{
    ASSERT_SAYINGS(VALUE,
                   {"count(client.goals[list contains(therapist.focus, item)]) / count(client.goals)",
                    "the share of what you want that is among the therapist's goals worked on"},
                   {"client.goals[not(list contains(therapist.focus, item))]",
                    "those of what you want that are not among the therapist's goals worked on"},
                   {"(therapist.fee + 10) / 2", "(the fee plus 10) divided by 2"},
                   {"min(therapist.years, 10) / 10",
                    "(the smaller of the therapist's years of practice and 10) divided by 10"},
                   {"for v in client.visits return v.sessions",
                    "for each of the client's visits so far: its “sessions”"},
                   {"shared_goals", "“shared goals”"},
                   {"if client.level = \"high\" then 1 else 0.5",
                    "where the level of functioning is “high”: 1; otherwise: 0.5"});
}

ARENA_TEST(shares_are_said_of_outcomes_alone)
{
    ASSERT_SAYINGS(
        SHARE,
        {"if signals.warm then 1 else if well_known then 0.8 else 0",
         "where the texts show that the words are warm: all points; where “well known” holds: 80 % of "
         "the points; otherwise: no points"},
        {"0.5 * (if well_known then 1 else 0)", "0.5 times (where “well known” holds: 1; otherwise: 0)"});
}

ARENA_TEST(messages_are_what_is_said_with_blanks)
{
    ASSERT_SAYINGS(
        MESSAGE, {"string join(client.goals, \" or \")", "[what you want]"},
        {"if client.hurried then \"soon\" else \"in \" + string(therapist.years) + \" years\"",
         "where you are in a hurry: “soon”; otherwise: “in ”[the therapist's years of practice]“ years”"});
}

ARENA_TEST(what_has_no_good_words_stays_code)
{
    ASSERT_SAYINGS(CONDITION, {"client.city < \"M\"", "`client.city < \"M\"` holds"},
                   {"matches(client.city, \"^M\", \"i\")", "`matches(client.city, \"^M\", \"i\")` holds"},
                   {"some a in client.goals, b in therapist.focus satisfies a = b",
                    "`some a in client.goals, b in therapist.focus satisfies a = b` holds"});
    ASSERT_SAYINGS(VALUE, {"modulo(therapist.years, 3)", "`modulo(therapist.years, 3)`"},
                   {"client.visits[felt = \"off\"].sessions", "`client.visits[felt = \"off\"].sessions`"});
}

ARENA_TEST(names_lead_back_to_what_they_are_of)
{
    const ruleset *r = load_rules(a);
    const feel_words *w = put_in_words(a, r, "visit.felt = \"off\"", CONDITION);
    while (w->kind == FEEL_WORDS_RUN)
        w = w->parts[w->parts[0]->kind == FEEL_WORDS_RUN || w->parts[0]->kind == FEEL_WORDS_NAME ? 0 : 1];
    assert_int_equal(w->kind, FEEL_WORDS_NAME);
    read_subject s = ruleset_read_subject(r, &w->read);
    assert_int_equal(s.target, TARGET_FIELD);
    assert_true(s.of_client);
    assert_str_equal(s.field->name, "felt");
    assert_str_equal(s.record->name, "visits");
}

static void put_all_in_words(arena *a, void *context)
{
    const ruleset *r = context;
    feel_wording w = ruleset_wording(a, r);
    for (size_t i = 0; i < r->let_count; i++)
        feel_words_text(a, feel_words_value(a, r->lets[i].value.feel, &w));
}

ARENA_TEST(running_out_of_memory_is_survived)
{
    const ruleset *r = load_rules(a);
    assert_survives_failing_allocations(put_all_in_words, (void *)(uintptr_t)r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(comparisons_name_fields_options_and_units),
        cmocka_unit_test(what_is_not_known_is_said_to_be_not_known),
        cmocka_unit_test(yes_is_the_answer_to_the_question_where_there_is_one),
        cmocka_unit_test(signals_say_what_texts_show),
        cmocka_unit_test(conditions_are_joined_and_denied),
        cmocka_unit_test(lists_are_spoken_of_as_people_do),
        cmocka_unit_test(values_are_nouns),
        cmocka_unit_test(shares_are_said_of_outcomes_alone),
        cmocka_unit_test(messages_are_what_is_said_with_blanks),
        cmocka_unit_test(what_has_no_good_words_stays_code),
        cmocka_unit_test(names_lead_back_to_what_they_are_of),
        cmocka_unit_test(running_out_of_memory_is_survived),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
