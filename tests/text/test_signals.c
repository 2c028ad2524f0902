// SPDX-License-Identifier: MIT
// Signals over the texts of a profile: what they conclude, what they show, and how they fail.
#include "support/support.h"

#include "context_file.h"

#include <string.h>

enum { STATEMENT, NOTES };

static const uint32_t STATEMENT_ONLY[] = {STATEMENT};
static const uint32_t BOTH[] = {STATEMENT, NOTES};

static pattern_spec pattern(const char *text)
{
    return (pattern_spec){.source = str_from(text)};
}

static pattern_spec unless(const char *text)
{
    return (pattern_spec){.source = str_from(text), .unless = true};
}

static signal_spec signal_of(const char *name, const pattern_spec *patterns, size_t count, bool absent_false)
{
    return (signal_spec){.name = str_from(name),
                         .patterns = patterns,
                         .pattern_count = count,
                         .fields = STATEMENT_ONLY,
                         .field_count = 1,
                         .absent_false = absent_false};
}

static text_value statement(const char *text)
{
    return (text_value){.field = STATEMENT, .text = str_from(text)};
}

static text_result search_with(arena *a, const limits *l, const signal_spec *signals, size_t count,
                               const text_value *values, size_t value_count)
{
    text_rules *rules = english_rules(a, l, signals, count);
    return text_search(text_run_new(a, rules), values, value_count, a);
}

static text_result search_one(arena *a, const signal_spec *signal, const char *text)
{
    limits l = limits_default();
    text_value value = statement(text);
    return search_with(a, &l, signal, 1, &value, 1);
}

static signal_state state_of(arena *a, const pattern_spec *p, bool absent_false, const char *text)
{
    signal_spec s = signal_of("s", p, 1, absent_false);
    return search_one(a, &s, text).states[0];
}

ARENA_TEST(a_signal_is_true_false_or_unknown)
{
    pattern_spec p = pattern("goals");
    assert_int_equal(state_of(a, &p, false, "We set goals."), SIGNAL_TRUE);
    assert_int_equal(state_of(a, &p, false, "We never set goals."), SIGNAL_FALSE);
    assert_int_equal(state_of(a, &p, false, "We talk."), SIGNAL_UNKNOWN);
    assert_int_equal(state_of(a, &p, true, "We talk."), SIGNAL_FALSE);
    assert_int_equal(state_of(a, &p, true, "Do you have goals?"), SIGNAL_UNKNOWN);
    assert_int_equal(state_of(a, &p, true, "  \n "), SIGNAL_UNKNOWN);
    assert_int_equal(state_of(a, &p, false, "We never set goals. I set GOALS."), SIGNAL_TRUE);
}

ARENA_TEST(without_any_text_it_is_unknown)
{
    pattern_spec p = pattern("goals");
    signal_spec s = signal_of("s", &p, 1, true);
    limits l = limits_default();
    assert_int_equal(search_with(a, &l, &s, 1, NULL, 0).states[0], SIGNAL_UNKNOWN);
    text_value elsewhere = {.field = NOTES, .text = STR("goals")};
    assert_int_equal(search_with(a, &l, &s, 1, &elsewhere, 1).states[0], SIGNAL_UNKNOWN);
    elsewhere.field = 70000;
    assert_int_equal(search_with(a, &l, &s, 1, &elsewhere, 1).states[0], SIGNAL_UNKNOWN);
}

ARENA_TEST(an_unless_match_discounts_the_matches_of_its_sentence)
{
    pattern_spec p[] = {pattern("goals"), unless("goals? ?keeper"), unless("football")};
    signal_spec s = signal_of("s", p, 3, false);
    text_result r = search_one(a, &s, "I love football goals. I love goals.");
    assert_int_equal(r.states[0], SIGNAL_TRUE);
    assert_int_equal(r.match_count, 2);
    assert_false(r.matches[0].counts);
    assert_str_equal(text_match_because(a, &r.matches[0]), "discounted by \u201Cfootball\u201D");
    assert_true(r.matches[1].counts);
    assert_str_equal(text_match_because(a, &r.matches[1]), "said in the author's own voice");
    assert_int_equal(search_one(a, &s, "I love football goals.").states[0], SIGNAL_UNKNOWN);
    s.absent_false = true;
    assert_int_equal(search_one(a, &s, "I love football goals.").states[0], SIGNAL_FALSE);
}

ARENA_TEST(spans_and_cues_are_those_of_the_text_as_given)
{
    pattern_spec p = pattern("judge your \"goals\"");
    signal_spec s = signal_of("s", &p, 1, false);
    const char *text = "Hello \u2013  I don\u2019t\n judge  your \u201Cgoals\u201D. Bye.";
    text_result r = search_one(a, &s, text);
    assert_int_equal(r.match_count, 1);
    const text_match *m = &r.matches[0];
    assert_text_equal(str_slice(str_from(text), m->start, m->end), STR("judge  your \u201Cgoals\u201D"));
    assert_text_equal(str_slice(str_from(text), m->sentence_start, m->sentence_end),
                      STR("Hello \u2013  I don\u2019t\n judge  your \u201Cgoals\u201D."));
    assert_str_equal(m->cue, "don\u2019t");
    assert_true(m->cue.data > text && m->cue.data < text + strlen(text));
    assert_str_equal(text_match_because(a, m), "negated by \u201Cdon\u2019t\u201D");
}

ARENA_TEST(matches_come_in_a_fixed_order)
{
    pattern_spec first[] = {pattern("b"), pattern("a|b")};
    pattern_spec second[] = {pattern("a")};
    signal_spec s[] = {signal_of("x", first, 2, false), signal_of("y", second, 1, false)};
    s[0].fields = s[1].fields = BOTH;
    s[0].field_count = s[1].field_count = 2;
    text_value values[] = {{NOTES, 1, STR("b")}, {NOTES, 0, STR("a")}, {STATEMENT, 0, STR("a b")}};
    limits l = limits_default();
    text_result r = search_with(a, &l, s, 2, values, 3);
    static const struct {
        uint32_t field, item;
        size_t start;
        uint32_t signal, pattern;
    } expected[] = {{STATEMENT, 0, 0, 0, 1}, {STATEMENT, 0, 0, 1, 0}, {STATEMENT, 0, 2, 0, 0},
                    {STATEMENT, 0, 2, 0, 1}, {NOTES, 0, 0, 0, 1},     {NOTES, 0, 0, 1, 0},
                    {NOTES, 1, 0, 0, 0},     {NOTES, 1, 0, 0, 1}};
    assert_int_equal(r.match_count, sizeof expected / sizeof *expected);
    for (size_t i = 0; i < r.match_count; i++) {
        assert_int_equal(r.matches[i].field, expected[i].field);
        assert_int_equal(r.matches[i].item, expected[i].item);
        assert_int_equal(r.matches[i].start, expected[i].start);
        assert_int_equal(r.matches[i].signal, expected[i].signal);
        assert_int_equal(r.matches[i].pattern, expected[i].pattern);
    }
}

ARENA_TEST(a_line_that_leads_to_a_list_reaches_its_entries)
{
    pattern_spec p = pattern("court reports");
    signal_spec s = signal_of("s", &p, 1, false);
    assert_int_equal(search_one(a, &s, "I do not offer:\n- EMDR\n- court reports").states[0], SIGNAL_FALSE);
    assert_int_equal(search_one(a, &s, "I do not judge. I offer:\n- EMDR\n- court reports").states[0],
                     SIGNAL_TRUE);
    assert_int_equal(search_one(a, &s, "I do not offer:\n- EMDR\n\nWe write court reports.").states[0],
                     SIGNAL_TRUE);
}

ARENA_TEST(remains_of_html_are_no_words)
{
    pattern_spec p = pattern("goals");
    signal_spec s = signal_of("s", &p, 1, false);
    text_result r = search_one(a, &s, "I listen.&nbsp;<b>I do</b> <i>not</i>&nbsp;set goals.<br>So there.");
    assert_int_equal(r.match_count, 1);
    assert_int_equal(r.matches[0].reason, REASON_NEGATED);
    assert_str_equal(r.matches[0].cue, "not");
    assert_int_equal(r.matches[0].sentence_start, 18);
    assert_int_equal(search_one(a, &s, "&nbsp;<br>").match_count, 0);
    static const char *const texts[] = {"goals", "<p>goals</p>", "<br>&nbsp;goals&nbsp;", "goals<",
                                        "goals &"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        assert_int_equal(search_one(a, &s, texts[i]).states[0], SIGNAL_TRUE);
}

ARENA_TEST(a_search_given_up_leaves_the_signal_unknown)
{
    pattern_spec p[] = {pattern("(?:a+)+$"), pattern("goals"), unless("(?:c+)+$")};
    signal_spec s = signal_of("s", p, 2, true);
    const char *endless = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!";
    text_result r = search_one(a, &s, endless);
    assert_int_equal(r.states[0], SIGNAL_UNKNOWN);
    assert_int_equal(r.limits_hit, 1);
    r = search_one(a, &s, str_printf(a, "Our goals: %s", endless).data);
    assert_int_equal(r.states[0], SIGNAL_TRUE);
    assert_int_equal(r.limits_hit, 1);

    signal_spec unless_first = signal_of("s", &p[1], 2, false);
    r = search_one(a, &unless_first, "Our goals: cccccccccccccccccccccccccccccccccccccccccccccc!");
    assert_int_equal(r.states[0], SIGNAL_UNKNOWN);
    assert_int_equal(r.match_count, 1);
    assert_int_equal(r.matches[0].reason, REASON_GIVEN_UP);
}

ARENA_TEST(more_matches_than_the_limit_are_not_silently_dropped)
{
    pattern_spec p = pattern("never");
    signal_spec s = signal_of("s", &p, 1, false);
    limits l = limits_default();
    l.matches_per_text = 2;
    text_value value = statement("I never never.");
    assert_int_equal(search_with(a, &l, &s, 1, &value, 1).limits_hit, 0);
    value = statement("I never never never.");
    text_result r = search_with(a, &l, &s, 1, &value, 1);
    assert_int_equal(r.limits_hit, 1);
    assert_int_equal(r.match_count, 2);
}

ARENA_TEST(one_scratch_serves_many_profiles)
{
    pattern_spec p = pattern("goals");
    signal_spec s = signal_of("s", &p, 1, false);
    limits l = limits_default();
    text_run *run = text_run_new(a, english_rules(a, &l, &s, 1));
    for (int i = 0; i < 100; i++) {
        text_value value = statement(i % 2 ? "I never set goals. That's that." : "I set goals. So there.");
        text_result r = text_search(run, &value, 1, a);
        assert_int_equal(r.states[0], i % 2 ? SIGNAL_FALSE : SIGNAL_TRUE);
    }
}

// ---- what is wrong with rules

static str built_with(arena *a, const trigger_spec *trigger, const pattern_spec *p)
{
    limits l = limits_default();
    diagnostics d;
    diagnostics_init(&d, a, 20);
    signal_spec s = signal_of("aims", p, 1, false);
    text_rules *rules = text_rules_build(a, &l, trigger, trigger ? 1 : 0, NULL, 0, &s, p ? 1 : 0, &d);
    assert_true((rules == NULL) == (d.errors > 0));
    builder b = builder_new(a);
    for (size_t i = 0; i < d.items.count; i++)
        diagnostic_print(&d.items.items[i], false, &b);
    return builder_str(&b);
}

ARENA_TEST(an_invalid_pattern_is_shown_at_its_fault)
{
    const source *s = source_from_bytes(a, STR("rules.xml"), STR("<pattern>good (never</pattern>"));
    pattern_spec p = {.source = str_slice(s->bytes, 9, 20), .where = place_at(s, 9, 11)};
    str shown = built_with(a, NULL, &p);
    assert_text_contains(shown, "rules.xml:1:21: error: the pattern of signal \"aims\" is not valid");
    assert_text_contains(shown, "[invalid-pattern]");
}

ARENA_TEST(a_pattern_that_matches_the_empty_text_is_refused)
{
    pattern_spec p = pattern("goals|");
    assert_text_contains(built_with(a, NULL, &p), "[empty-pattern]");
}

ARENA_TEST(a_trigger_must_have_words)
{
    trigger_spec t = {.id = STR("t"), .phrases = STR("not | | never")};
    assert_text_contains(built_with(a, &t, NULL), "[empty-value]");
    t.phrases = STR("not | * never");
    assert_text_contains(built_with(a, &t, NULL), "the phrase \"* never\" starts with *");
    t.phrases = STR("not | by * means");
    assert_text_equal(built_with(a, &t, NULL), STR_NONE);
}

ARENA_TEST(triggers_are_found_in_any_letter_case)
{
    limits l = limits_default();
    trigger_spec t = {.id = STR("not"), .phrases = STR("\u00c9vite | \u043d\u0435 | ohne spa\u00df")};
    pattern_spec p = pattern("goals");
    signal_spec s = signal_of("s", &p, 1, false);
    diagnostics d;
    diagnostics_init(&d, a, 20);
    const text_rules *rules = text_rules_build(a, &l, &t, 1, NULL, 0, &s, 1, &d);
    static const char *const texts[] = {"\u00e9vite goals.", "\u00c9VITE goals.", "\u041d\u0415 goals.",
                                        "OHNE SPA\u1e9e goals."};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        text_value value = statement(texts[i]);
        text_result r = text_search(text_run_new(a, rules), &value, 1, a);
        assert_int_equal(r.states[0], SIGNAL_FALSE);
    }
}

ARENA_TEST(words_that_grow_when_folded_and_bytes_that_are_not_utf8_are_safe)
{
    limits l = limits_default();
    trigger_spec t = {.id = STR("not"),
                      .phrases = STR("\u023a\u023a\u023a\u023a\u023a\u023a\u023a\u023a\u023a\u023a"
                                     "\u023a\u023a\u023a\u023a\u023a\u023a\u023a\u023a\u023a\u023a")};
    pattern_spec p = pattern("goals");
    signal_spec s = signal_of("s", &p, 1, false);
    diagnostics d;
    diagnostics_init(&d, a, 20);
    const text_rules *rules = text_rules_build(a, &l, &t, 1, NULL, 0, &s, 1, &d);
    text_value value = statement("\u023a\u023a\u023a\u023a\u023a\u023a\u023a\u023a\u023a\u023a"
                                 "\u023a\u023a\u023a\u023a\u023a\u023a\u023a\u023a\u023a\u023a goals.");
    assert_int_equal(text_search(text_run_new(a, rules), &value, 1, a).states[0], SIGNAL_FALSE);
    value = statement("\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff"
                      "\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff.");
    assert_int_equal(text_search(text_run_new(a, rules), &value, 1, a).states[0], SIGNAL_UNKNOWN);
}

static void search_within(arena *a, void *context)
{
    (void)context;
    limits l = limits_default();
    trigger_spec t = {.id = STR("not"), .phrases = STR("not | never ever")};
    boundary_spec b = {.phrases = STR("but")};
    pattern_spec p[] = {pattern("goals"), unless("football")};
    signal_spec s = signal_of("s", p, 2, false);
    diagnostics d;
    diagnostics_init(&d, a, 20);
    const text_rules *rules = text_rules_build(a, &l, &t, 1, &b, 1, &s, 1, &d);
    text_value value = statement("Not  goals, \u201Cbut\u201D goals. Goals! Not goals.");
    text_result r = text_search(text_run_new(a, rules), &value, 1, a);
    assert_int_equal(r.match_count, 4);
}

static void survives_failing_allocations(void **state)
{
    (void)state;
    assert_true(assert_survives_failing_allocations(search_within, NULL) > 4);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_signal_is_true_false_or_unknown),
        cmocka_unit_test(without_any_text_it_is_unknown),
        cmocka_unit_test(an_unless_match_discounts_the_matches_of_its_sentence),
        cmocka_unit_test(spans_and_cues_are_those_of_the_text_as_given),
        cmocka_unit_test(matches_come_in_a_fixed_order),
        cmocka_unit_test(a_line_that_leads_to_a_list_reaches_its_entries),
        cmocka_unit_test(remains_of_html_are_no_words),
        cmocka_unit_test(a_search_given_up_leaves_the_signal_unknown),
        cmocka_unit_test(more_matches_than_the_limit_are_not_silently_dropped),
        cmocka_unit_test(one_scratch_serves_many_profiles),
        cmocka_unit_test(an_invalid_pattern_is_shown_at_its_fault),
        cmocka_unit_test(a_pattern_that_matches_the_empty_text_is_refused),
        cmocka_unit_test(a_trigger_must_have_words),
        cmocka_unit_test(triggers_are_found_in_any_letter_case),
        cmocka_unit_test(words_that_grow_when_folded_and_bytes_that_are_not_utf8_are_safe),
        cmocka_unit_test(survives_failing_allocations),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
