// SPDX-License-Identifier: MIT
// Signals as authors write them: parts that are near each other, a least number of matches, denials of other
// signals, and triggers changed by the rule set that includes them. What a text then says.
#include "support/support.h"

#include "ruleset/ruleset.h"

#include <string.h>

#define BEGIN                                                                                                \
    "<ruleset xmlns='urn:attune:ruleset:1' id='x' version='1'><include "                                     \
    "href='tests/ruleset/data/parts/triggers.xml'/>"                                                         \
    "<therapist><field name='statement' type='text'/><field name='notes' type='text'/></therapist>"
#define END "<factor id='f' weight='1'><criterion id='c' points='1' when='true'/></factor></ruleset>"
#define IN " in='therapist.statement'"

static ruleset *load(arena *a, const char *text)
{
    limits l = limits_default();
    diagnostics d;
    diagnostics_init(&d, a, l.diagnostics);
    str whole = str_printf(a, BEGIN "%s" END, text);
    ruleset *r = ruleset_load_source(a, source_from_bytes(a, STR("memory.xml"), whole), STR("rules"), &l, &d);
    builder out = builder_new(a);
    for (size_t i = 0; i < d.items.count; i++)
        diagnostic_print(&d.items.items[i], false, &out);
    if (!r)
        print_error("%s", builder_str(&out).data);
    assert_non_null(r);
    return r;
}

static text_result search(arena *a, const ruleset *r, const char *statement, const char *notes)
{
    text_value values[] = {
        {.field = ruleset_find_field(&r->therapist, STR("statement")), .text = str_from(statement)},
        {.field = ruleset_find_field(&r->therapist, STR("notes")), .text = str_from(notes)}};
    return text_search(text_run_new(a, r->text), values, notes[0] ? 2 : 1, a);
}

static signal_state state_of(arena *a, const ruleset *r, const char *signal, const char *statement)
{
    return search(a, r, statement, "").states[ruleset_find_signal(r, str_from(signal))];
}

// What the matches of a text are, such as "push your goals+|goals-"; + where one counts.
static str matches_of(arena *a, const ruleset *r, const char *signal, const char *statement)
{
    text_result found = search(a, r, statement, "");
    builder b = builder_new(a);
    for (size_t i = 0; i < found.match_count; i++) {
        const text_match *m = &found.matches[i];
        if (m->signal != ruleset_find_signal(r, str_from(signal)))
            continue;
        builder_addf(&b, "%s%.*s%s", b.length ? "|" : "",
                     STR_ARGS(str_slice(str_from(statement), m->start, m->end)), m->counts ? "+" : "-");
    }
    return builder_str(&b);
}

// ---- near

#define PUSHES                                                                                               \
    "<signal name='pushes'" IN "><near words='3'><phrase>push</phrase><phrase>goal</phrase></near></signal>"

ARENA_TEST(parts_near_each_other_are_found_in_any_order)
{
    const ruleset *r = load(a, PUSHES);
    static const char *const CASES[][2] = {
        {"I push your goals.", "push your goals+"},
        {"Goals are what we push.", "Goals are what we push+"},
        {"Pushed goals.", "Pushed goals+"},
        {"I push you to your own goals.", ""},                          // four words between
        {"I push you (hard!) to goals.", "push you (hard!) to goals+"}, // marks are no words
        {"I push. Goals matter.", ""},                                  // two sentences
        {"I push.", ""},
        {"Goals and goals and more goals.", ""},
        {"I push and push for goals.", "push for goals+"}, // the closest
        {"Push goals and push.", "Push goals+"},
        {"I push goals, never push goals.", "push goals+|goals, never push-"}, // overlapping, not alike
        {"I push the goals, push the goals.", "push the goals+|push the goals+"},
    };
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++)
        assert_str_equal(matches_of(a, r, "pushes", CASES[i][0]), CASES[i][1]);
}

ARENA_TEST(every_part_must_count_and_the_first_that_does_not_says_why)
{
    const ruleset *r = load(a, PUSHES);
    text_result found = search(a, r, "I never push goals.", "");
    assert_int_equal(found.match_count, 1);
    assert_true(found.matches[0].denies);
    assert_int_equal(found.states[0], SIGNAL_FALSE);
    assert_str_equal(text_match_because(a, &found.matches[0]), "negated by \u201Cnever\u201D");

    found = search(a, r, "I push, but never goals.", "");
    assert_int_equal(found.match_count, 1);
    assert_false(found.matches[0].counts);
    assert_true(found.matches[0].denies);
    assert_str_equal(text_match_because(a, &found.matches[0]), "negated by \u201Cnever\u201D");
    assert_int_equal(found.matches[0].sentence_start, 0);

    found = search(a, r, "Some therapists push, but I have no goals.", "");
    assert_int_equal(found.match_count, 0); // too far
    found = search(a, r, "Some therapists push, but never goals.", "");
    assert_int_equal(found.match_count, 1);
    assert_false(found.matches[0].denies); // one part is not the author's
    assert_int_equal(found.states[0], SIGNAL_UNKNOWN);
    assert_int_equal(found.matches[0].holder, HOLDER_OTHER);
}

ARENA_TEST(near_takes_patterns_and_many_parts_and_stands_beside_phrases)
{
    const ruleset *r = load(a, "<signal name='s'" IN "><near words='2'><phrase>set</phrase>"
                               "<pattern>\\bclear\\b</pattern><phrase>goal</phrase></near>"
                               "<phrase>aim high</phrase><near words='50'><phrase>you</phrase>"
                               "<phrase>decide</phrase></near><unless>football</unless></signal>");
    static const char *const CASES[][2] = {
        {"We set clear goals.", "set clear goals+"},
        {"Goals that we set are clear.", "Goals that we set are clear+"},
        {"Clear are the goals that we all will set.", ""},
        {"We set goals. They are clear.", ""},
        {"We aim high and set some clear goals.", "aim high+|set some clear goals+"},
        {"We set clear football goals.", "set clear football goals-"},
        {"I set set set clear clear goals goals set.", "set clear clear goals+"},
        {"You, whatever it is that others will say of it, always decide.",
         "You, whatever it is that others will say of it, always decide+"},
    };
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++)
        assert_str_equal(matches_of(a, r, "s", CASES[i][0]), CASES[i][1]);
}

ARENA_TEST(parts_that_are_the_same_words_are_two_places)
{
    const ruleset *r = load(a, "<signal name='s'" IN "><near words='5'><phrase>goal</phrase>"
                               "<phrase>goal | aim</phrase></near></signal>");
    assert_str_equal(matches_of(a, r, "s", "A goal."), "");
    assert_str_equal(matches_of(a, r, "s", "A goal beside a goal."), "goal beside a goal+");
}

// ---- least

ARENA_TEST(a_least_number_of_matches_makes_a_signal_true_and_fewer_leave_it_unknown)
{
    const ruleset *r =
        load(a, "<signal name='goals' least='2'" IN "><phrase>goal</phrase>"
                "<phrase>my goals</phrase></signal>"
                "<signal name='absent' least='2' absent='false'" IN "><phrase>goal</phrase></signal>");
    assert_int_equal(state_of(a, r, "goals", "Goals. Goals matter."), SIGNAL_TRUE);
    assert_int_equal(state_of(a, r, "goals", "Goals matter."), SIGNAL_UNKNOWN);
    assert_int_equal(state_of(a, r, "goals", "My goals matter."), SIGNAL_UNKNOWN); // they overlap
    assert_int_equal(state_of(a, r, "goals", "Goals matter. I never set goals."), SIGNAL_UNKNOWN);
    assert_int_equal(state_of(a, r, "goals", "I never set goals."), SIGNAL_FALSE);
    assert_int_equal(state_of(a, r, "absent", "Nothing."), SIGNAL_FALSE);
    assert_int_equal(state_of(a, r, "absent", "Goals."), SIGNAL_UNKNOWN);
    assert_int_equal(state_of(a, r, "absent", "Goals and goals."), SIGNAL_TRUE);
}

ARENA_TEST(what_is_said_once_counts_once_and_two_fields_count_together)
{
    const ruleset *r = load(a, "<signal name='goals' least='2' in='therapist.statement therapist.notes'>"
                               "<phrase>goal</phrase></signal>");
    assert_int_equal(search(a, r, "Goals matter.", "We set goals.").states[0], SIGNAL_TRUE);
    assert_int_equal(search(a, r, "Goals matter.", "Goals matter.").states[0], SIGNAL_UNKNOWN);
    assert_int_equal(search(a, r, "Goals. Goals.", "Goals. Goals.").states[0], SIGNAL_TRUE);
}

// ---- denials

#define LOWERS                                                                                               \
    "<signal name='defends' denial-of='lowers' title='Defends ambition'/>"                                   \
    "<signal name='lowers'" IN "><phrase>lower your expectations | aim lower</phrase></signal>"

ARENA_TEST(a_denial_is_true_where_the_text_denies_what_the_other_looks_for)
{
    const ruleset *r = load(a, LOWERS);
    assert_int_equal(state_of(a, r, "defends", "I will never ask you to lower your expectations."),
                     SIGNAL_TRUE);
    assert_int_equal(state_of(a, r, "defends", "Some say aim lower. I disagree."), SIGNAL_TRUE);
    assert_int_equal(state_of(a, r, "defends", "You should aim lower."), SIGNAL_FALSE);
    assert_int_equal(state_of(a, r, "defends", "You should aim lower. Never aim lower."), SIGNAL_UNKNOWN);
    assert_int_equal(state_of(a, r, "defends", "Should you aim lower?"), SIGNAL_UNKNOWN);
    assert_int_equal(state_of(a, r, "defends", "I listen."), SIGNAL_UNKNOWN);
    assert_int_equal(state_of(a, r, "lowers", "Some say aim lower. I disagree."), SIGNAL_FALSE);
}

ARENA_TEST(the_matches_of_a_denial_are_what_denies)
{
    const ruleset *r = load(a, LOWERS);
    const char *text = "I will never ask you to lower your expectations. Should you aim lower?";
    assert_str_equal(matches_of(a, r, "defends", text), "lower your expectations+");
    assert_str_equal(matches_of(a, r, "lowers", text), "lower your expectations-|aim lower-");
    text_result found = search(a, r, text, "");
    assert_int_equal(found.match_count, 3);
    const text_match *m = &found.matches[0];
    assert_int_equal(m->signal, ruleset_find_signal(r, STR("defends")));
    assert_int_equal(m->reason, REASON_SAID_AGAINST);
    assert_int_equal(m->against, REASON_NEGATED);
    assert_int_equal(m->polarity, POLARITY_NEGATED);
    assert_str_equal(text_match_because(a, m), "said against it: negated by \u201Cnever\u201D");
    assert_int_equal(found.matches[1].signal, ruleset_find_signal(r, STR("lowers")));
    assert_int_equal(found.matches[1].reason, REASON_NEGATED);
}

ARENA_TEST(a_denial_of_a_near_or_of_a_signal_that_needs_several_looks_at_single_matches)
{
    const ruleset *r =
        load(a, PUSHES "<signal name='gentle' denial-of='pushes'/>"
                       "<signal name='twice' least='2'" IN "><phrase>aim lower</phrase></signal>"
                       "<signal name='not_twice' denial-of='twice'/>");
    assert_int_equal(state_of(a, r, "gentle", "I never push for goals."), SIGNAL_TRUE);
    assert_int_equal(state_of(a, r, "gentle", "I push for goals."), SIGNAL_FALSE);
    assert_int_equal(state_of(a, r, "not_twice", "Never aim lower."), SIGNAL_TRUE);
    assert_int_equal(state_of(a, r, "not_twice", "Aim lower."), SIGNAL_FALSE);
}

ARENA_TEST(a_search_given_up_leaves_a_denial_unknown_and_says_where)
{
    const ruleset *r =
        load(a, "<signal name='s'" IN "><pattern>(?:a+)+$</pattern><phrase>goal</phrase></signal>"
                "<signal name='d' denial-of='s'/>");
    text_result found =
        search(a, r, "I never set goals. aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!", "");
    assert_int_equal(found.states[0], SIGNAL_UNKNOWN);
    assert_int_equal(found.states[1], SIGNAL_UNKNOWN);
    assert_int_equal(found.limits_hit, 1);
    assert_int_equal(found.limits[0].signal, 0);
    assert_int_equal(found.limits[0].pattern, 0);
    assert_false(found.limits[0].too_many);
    place where = text_rules_place(r->text, 0, 0);
    assert_text_equal(str_slice(where.source->bytes, where.offset, where.offset + where.length),
                      STR("(?:a+)+$"));
}

// ---- triggers changed

#define GOALS "<signal name='goals'" IN "><phrase>goal</phrase></signal>"

ARENA_TEST(a_rule_set_changes_and_removes_the_triggers_that_it_includes)
{
    const ruleset *plain = load(a, GOALS);
    assert_int_equal(state_of(a, plain, "goals", "Not only goals."), SIGNAL_TRUE);
    assert_int_equal(state_of(a, plain, "goals", "I fail to set goals."), SIGNAL_FALSE);

    const ruleset *r = load(a, GOALS "<remove trigger='pseudo_not_only'/>");
    assert_int_equal(state_of(a, r, "goals", "Not only goals."), SIGNAL_FALSE);
    r = load(a, GOALS "<change trigger='pseudo_not_only' kind='uncertain'/>");
    assert_int_equal(state_of(a, r, "goals", "Not only goals."), SIGNAL_UNKNOWN);
    r = load(a, GOALS "<change trigger='pseudo_not_only'>not for nothing</change>");
    assert_int_equal(state_of(a, r, "goals", "Not only goals."), SIGNAL_FALSE);
    assert_int_equal(state_of(a, r, "goals", "Not for nothing: goals."), SIGNAL_TRUE);
    r = load(a, GOALS "<change trigger='pseudo_not_only' kind='negated' scope='words' words='1'>surely "
                      "</change>");
    assert_int_equal(state_of(a, r, "goals", "Surely goals."), SIGNAL_FALSE);
    assert_int_equal(state_of(a, r, "goals", "Surely we set goals."), SIGNAL_TRUE);
}

static ruleset *load_extending(arena *a, const char *base, const char *extension)
{
    const char *path = test_temp_path(a, "kinds_extending.xml");
    test_write_file(test_temp_path(a, "kinds_part.xml"),
                    STR("<ruleset xmlns='urn:attune:ruleset:1' id='p' version='1'>"
                        "<trigger id='nope' kind='negated' direction='forward' scope='words' words='1'>nope"
                        "</trigger><boundary id='halt'>halt</boundary></ruleset>"));
    test_write_file(
        test_temp_path(a, "kinds_base.xml"),
        str_printf(a,
                   "<ruleset xmlns='urn:attune:ruleset:1' id='x' version='1'>"
                   "<include href='kinds_part.xml'/><therapist><field name='statement' type='text'/>"
                   "</therapist>%s" END,
                   base));
    test_write_file(path, str_printf(a,
                                     "<ruleset xmlns='urn:attune:ruleset:1' id='y' version='1' "
                                     "extends='kinds_base.xml'>%s</ruleset>",
                                     extension));
    limits l = limits_default();
    diagnostics d;
    diagnostics_init(&d, a, l.diagnostics);
    ruleset *r = ruleset_load(a, path, STR_NONE, &l, &d);
    assert_int_equal(d.items.count, 0);
    assert_non_null(r);
    return r;
}

ARENA_TEST(an_extending_rule_set_changes_what_its_base_includes)
{
    const char *text = "Nope, halt goals.";
    const ruleset *r = load_extending(a, GOALS, "<title>Same</title>");
    assert_int_equal(state_of(a, r, "goals", text), SIGNAL_TRUE);
    r = load_extending(a, GOALS, "<remove boundary='halt'/>");
    assert_int_equal(state_of(a, r, "goals", text), SIGNAL_FALSE);
    r = load_extending(a, GOALS, "<change boundary='halt'>stop</change>");
    assert_int_equal(state_of(a, r, "goals", text), SIGNAL_FALSE);
    assert_int_equal(state_of(a, r, "goals", "Nope, stop goals."), SIGNAL_TRUE);
    r = load_extending(a, GOALS, "<change trigger='nope' scope='next'/>"); // takes words='1' away with it
    assert_int_equal(state_of(a, r, "goals", text), SIGNAL_FALSE);
    r = load_extending(a, GOALS "<change trigger='nope' direction='backward'/>",
                       "<change trigger='nope' direction='forward' words='2'/><remove boundary='halt'/>");
    assert_int_equal(state_of(a, r, "goals", "Nope, all big goals."), SIGNAL_FALSE);
}

ARENA_TEST(an_extending_rule_set_adds_to_a_signal_and_denies_one_of_its_base)
{
    const ruleset *r = load_extending(a, GOALS,
                                      "<change signal='goals' least='2'><near words='2'><phrase>aim</phrase>"
                                      "<phrase>high</phrase></near></change>"
                                      "<signal name='no_goals' denial-of='goals'/>");
    assert_int_equal(state_of(a, r, "goals", "Goals: aim very high."), SIGNAL_TRUE);
    assert_int_equal(state_of(a, r, "goals", "Goals."), SIGNAL_UNKNOWN);
    assert_int_equal(state_of(a, r, "no_goals", "Nope goals."), SIGNAL_TRUE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(parts_near_each_other_are_found_in_any_order),
        cmocka_unit_test(every_part_must_count_and_the_first_that_does_not_says_why),
        cmocka_unit_test(near_takes_patterns_and_many_parts_and_stands_beside_phrases),
        cmocka_unit_test(parts_that_are_the_same_words_are_two_places),
        cmocka_unit_test(a_least_number_of_matches_makes_a_signal_true_and_fewer_leave_it_unknown),
        cmocka_unit_test(what_is_said_once_counts_once_and_two_fields_count_together),
        cmocka_unit_test(a_denial_is_true_where_the_text_denies_what_the_other_looks_for),
        cmocka_unit_test(the_matches_of_a_denial_are_what_denies),
        cmocka_unit_test(a_denial_of_a_near_or_of_a_signal_that_needs_several_looks_at_single_matches),
        cmocka_unit_test(a_search_given_up_leaves_a_denial_unknown_and_says_where),
        cmocka_unit_test(a_rule_set_changes_and_removes_the_triggers_that_it_includes),
        cmocka_unit_test(an_extending_rule_set_changes_what_its_base_includes),
        cmocka_unit_test(an_extending_rule_set_adds_to_a_signal_and_denies_one_of_its_base),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
