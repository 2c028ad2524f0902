// SPDX-License-Identifier: MIT
// Phrases find what their authors mean, in every form, and nothing else; what is wrong in one is shown where
// it stands.
#include "support/support.h"

#include "text/phrase.h"
#include "text/prefilter.h"
#include "text/prepare.h"
#include "text/regex.h"

#include <string.h>

typedef struct row {
    const char *phrase, *text;
    bool found;
} row;

static const row ROWS[] = {
    // inflections of regular words
    {"lower your expectations", "You should lower your expectations.", true},
    {"lower your expectations", "lower your expectation", true},
    {"lower your expectations", "I keep lowering his expectations.", true},
    {"lower your expectations", "She lowered her expectations", true},
    {"lower your expectations", "he LOWERS THEIR EXPECTATIONS", true},
    {"lower your expectations", "lower the expectations", true},
    {"lower your expectations", "lower our expectations", true},
    {"lower your expectations", "lower my expectations", true},
    {"lower your expectations", "lower its expectations", true},
    {"lower your expectations", "lower \n your  expectations", true},
    {"lower your expectations", "lower-your-expectations", true},
    {"lowered their expectation", "lower your expectations", true},
    {"lowering my expectations", "lowers your expectation", true},
    {"lower your expectations", "lower expectations", false},
    {"lower your expectations", "lower your own expectations", false},
    {"lower your expectations", "lower. Your expectations", false},
    {"lower your expectations", "lower, your expectations", false},
    {"lower your expectations", "lower yours expectations", false},
    {"lower your expectations", "flower your expectations", false},
    {"lower your expectations", "lower your expectational", false},
    {"lower your expectations", "slower your expectations", false},
    {"lower your expectations", "lower a expectations", false},
    {"set goals", "setting goals", true},
    {"set goals", "We set a goal", false},
    {"set goals", "sets goal", true},
    {"plan", "planning", true},
    {"plan", "planned", true},
    {"planned", "plans", true},
    {"plan", "plane", false},
    {"plan", "plant", false},
    {"caring", "cared", true},
    {"caring", "cars", false},
    {"hope", "hoping", true},
    {"hoping", "hopped", false},
    {"study", "studies", true},
    {"studies", "studying", true},
    {"study", "studied", true},
    {"tried", "trying", true},
    {"need", "needed", true},
    {"agreed", "agree", true},
    {"agree", "agreeing", true},
    {"create", "creating", true},
    {"creating", "created", true},
    {"challenge", "challenging", true},
    {"refer", "referred", true},
    {"offer", "offering", true},
    {"stress", "stresses", true},
    {"stresses", "stressed", true},
    {"coaching", "coaches", true},
    {"process", "processing", true},
    {"focus", "focussed", true},
    {"focus", "focused", true},
    {"focuses", "focusing", true},
    {"panic", "panicking", true},
    {"die", "dying", true},
    {"feelings", "feeling", true},
    {"client", "client's", true},
    {"clients' goals", "client's goals", true},
    {"client goals", "clients' goals", true},
    {"therapist", "therapists", true},
    {"CBT", "I use cbt.", true},
    {"\xc3\xa9lan", "your \xc3\xa9lan", true},
    {"caf\xc3\xa9", "caf\xc3\xa9s", true},
    {"art", "heart", false},
    {"art", "artist", false},
    {"anger", "danger", false},
    {"judge", "I never judged", true},
    {"judge", "judgment", false},
    {"evening", "even", false},
    {"thing", "the", false},
    // irregular words
    {"tell you", "I told you", true},
    {"tell you", "telling you", true},
    {"told you", "tells you", true},
    {"feel stuck", "felt stuck", true},
    {"feel stuck", "feeling stuck", true},
    {"teach skills", "I taught a skill", false},
    {"teach skills", "I taught skills", true},
    {"building skills", "we build skills", true},
    {"building skills", "she built a skill", false},
    {"child", "children", true},
    {"children", "a child's life", true},
    {"person", "people", true},
    {"your life", "their lives", true},
    {"crisis", "crises", true},
    {"grow", "grew", true},
    {"think", "thoughts", false},
    {"thoughts", "a thought", true},
    {"get unstuck", "getting unstuck", true},
    {"be yourself", "being themselves", true},
    {"push yourself", "pushing myself", true},
    {"push yourself", "pushing you", false},
    {"left", "leave", true},
    {"ground", "grounded", true},
    // forms of "be" and short forms
    {"you are good enough", "you were good enough", true},
    {"you are good enough", "You\xe2\x80\x99re good enough.", true},
    {"you're good enough", "you are good enough", true},
    {"you're good enough", "you be good enough", true},
    {"is enough", "was enough", true},
    {"is enough", "island enough", false},
    {"you are not alone", "you aren't alone", true},
    {"you are not alone", "you're not alone", true},
    {"you are not alone", "you are alone", false},
    {"you are alone", "you are not alone", false},
    {"I am not a fit", "I'm not a fit", true},
    {"don't judge", "do not judge", true},
    {"do not judge", "I don\xe2\x80\x99t judge", true},
    {"do not judge", "she doesn't judge", true},
    {"do not judge", "dont judge", true},
    {"do not judge", "I do judge", false},
    {"do judge", "I do not judge", false},
    {"can't help", "cannot help", true},
    {"can't help", "can not help", true},
    {"cannot help", "can't help", true},
    {"can help", "can't help", false},
    {"yes we can", "yes we can't", false},
    {"yes we do", "yes we don't", false},
    {"will not push", "won't push", true},
    {"I will push", "I'll push", true},
    {"I will push", "I won't push", false},
    {"I have seen", "I've seen", true},
    {"we have not met", "we haven't met", true},
    {"would not", "wouldn't", true},
    {"let's work", "let us work", true},
    {"let us work", "let's work", true},
    {"it is hard", "it's hard", true},
    {"its goal", "it's goal", false},
    // hyphens and compounds
    {"self care", "self-care", true},
    {"self-care", "self care", true},
    {"burn-out", "burnout", true},
    {"burn-out", "burn out", true},
    {"burn out", "burnout", false},
    {"well-being", "wellbeing", true},
    {"one size fits all", "one-size-fits-all", true},
    {"self\xe2\x80\x91"
     "care",
     "self care", true},
    {"care", "self-care", false},
    {"judgmental", "non-judgmental", false},
    {"judgment", "a judgment-free space", false},
    {"care", "I care - a lot", true},
    {"care", "'care'", true},
    {"care", "\"care\"", true},
    {"care", "(care)", true},
    {"care", "care_giver", false},
    // spellings
    {"behaviour", "behavior", true},
    {"behavior", "behaviours", true},
    {"behavioral", "behavioural", true},
    {"counsellor", "counselors", true},
    {"counselor", "counsellor", true},
    {"counselling", "counseling", true},
    {"counseled", "counselled", true},
    {"organise", "organized", true},
    {"organizing", "organised", true},
    {"analyze", "analysed", true},
    {"realize", "realising", true},
    {"personalized", "personalised", true},
    {"centered", "centred", true},
    {"person-centred", "person centered", true},
    {"judgement", "judgment", true},
    {"practise", "practicing", true},
    {"practices", "practised", true},
    {"fulfilled", "fulfil", true},
    {"fulfil", "fulfilling", true},
    {"program", "programmes", true},
    {"size", "sise", false},
    {"a goal", "an goal", true},
    {"towards you", "toward you", true},
    // alternatives
    {"aim lower | lower your sights", "aiming lower", true},
    {"aim lower | lower your sights", "lowered their sights", true},
    {"aim lower|lower your sights", "aim your sights", false},
    // gaps
    {"lower * expectations", "lower unreasonable expectations", true},
    {"lower * expectations", "lower \"unreasonable\" expectations", true},
    {"lower * expectations", "lower expectations", false},
    {"lower * expectations", "lower your own expectations", false},
    {"lower * * expectations", "lower your own expectations", true},
    {"lower *3 expectations", "lower expectations", true},
    {"lower *3 expectations", "lower your own, high expectations", true},
    {"lower *3 expectations", "lower one two three four expectations", false},
    {"lower *3 expectations", "lower it. Your expectations", false},
    {"lower *3 expectations", "lower it \xe2\x80\x94 expectations", false},
    {"lower *3 expectations", "lower it; expectations", false},
    {"learn *2 sit with failure", "learning how to sit with failures", true},
    {"i *3 take sides", "I do not take sides", false},
    {"i *3 take sides", "I never ever take sides", false},
    {"i *3 take sides", "I won't take sides", false},
    {"i *3 take sides", "I nearly always take sides", true},
    // exactly
    {"\"set goals\"", "Set goals", true},
    {"\"set goals\"", "setting goals", false},
    {"\"set goals\"", "set goal", false},
    {"\"set goals\"", "set-goals", false},
    {"\xe2\x80\x9cset goals\xe2\x80\x9d", "set goals", true},
    {"set \"goals\"", "setting goals", true},
    {"set \"goals\"", "setting goal", false},
    {"\"your\" goals", "my goals", false},
    {"\"$200\"", "it costs $200.", true},
    {"\"$200\"", "it costs $2000.", false},
    {"\"a.b\"", "axb", false},
    {"\"R&D\"", "in R&D", true},
};

typedef struct searching {
    arena *arena;
    limits limits;
    regex_scratch *scratch;
} searching;

static const regex *compiled(searching *s, str source, str *pattern)
{
    phrase_fault fault;
    regex_error error;
    *pattern = phrase_pattern(s->arena, source, &s->limits, &fault);
    if (!pattern->length)
        fail_msg("\"%.*s\": %s", STR_ARGS(source), fault.message);
    const regex *r = regex_compile(s->arena, *pattern, REGEX_CASELESS | REGEX_WORDS, &s->limits, &error);
    if (!r)
        fail_msg("\"%.*s\" gives /%.*s/: %s", STR_ARGS(source), STR_ARGS(*pattern), error.message);
    assert_false(regex_matches_empty(r));
    return r;
}

ARENA_TEST(phrases_find_their_forms_and_nothing_else)
{
    searching s = {a, limits_default(), NULL};
    s.scratch = regex_scratch_new(a, &s.limits);
    size_t wrong = 0, count = sizeof ROWS / sizeof *ROWS;
    for (size_t i = 0; i < count; i++) {
        str pattern;
        const size_t *spans;
        const regex *r = compiled(&s, str_from(ROWS[i].phrase), &pattern);
        prepared_text text = text_prepare(a, str_from(ROWS[i].text));
        bool found = regex_search(r, s.scratch, text.plain, 0, &spans) == REGEX_MATCH;
        if (found != ROWS[i].found) {
            print_message("%s: \"%s\" %s\n", ROWS[i].phrase, ROWS[i].text,
                          found ? "is found" : "is not found");
            wrong++;
        }
        bool possible;
        prefilter_scan(prefilter_build(a, &pattern, 1), text.plain, text.special, &possible);
        assert_true(possible || !found);
    }
    print_message("%zu rows\n", count);
    assert_int_equal(wrong, 0);
}

ARENA_TEST(a_match_is_of_the_words_alone)
{
    searching s = {a, limits_default(), NULL};
    s.scratch = regex_scratch_new(a, &s.limits);
    static const char *const CASES[][3] = {
        {"lower * expectations", "Never 'lower his expectations', I say", "lower his expectations"},
        {"you are enough", "(you're enough)", "you're enough"},
        {"client", "the client's goals", "client's"},
    };
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        str pattern;
        const size_t *spans;
        const regex *r = compiled(&s, str_from(CASES[i][0]), &pattern);
        prepared_text text = text_prepare(a, str_from(CASES[i][1]));
        assert_int_equal(regex_search(r, s.scratch, text.plain, 0, &spans), REGEX_MATCH);
        assert_text_equal(str_slice(text.plain, spans[0], spans[1]), str_from(CASES[i][2]));
    }
}

ARENA_TEST(what_is_wrong_in_a_phrase_is_shown_where_it_stands)
{
    static const struct {
        const char *source, *message, *at;
        bool nothing;
    } CASES[] = {
        {"", "there is no phrase here", "", true},
        {"| a goal", "there is no phrase here", "|", true},
        {"a goal |", "there is no phrase here", "|", true},
        {"a goal | | b", "there is no phrase here", "|", true},
        {"a goal | * *3", "gaps alone", "* *3", false},
        {"* goal", "cannot begin with a gap", "*", false},
        {"a goal *", "cannot end with a gap", "a goal *", false},
        {"set *0 goals", "1 to 10 words", "*0", false},
        {"set *99999999999999999999 goals", "1 to 10 words", "*99999999999999999999", false},
        {"set \"goals", "does not end", "\"", false},
        {"set \"\" goals", "nothing in these quotes", "\"\"", true},
        {"set  goals\xe2\x80\xa6 now", "has no meaning", "\xe2\x80\xa6", false},
        {"set ... goals", "\"...\" has no meaning", "...", false},
        {"learn(?:ing)? to", "\"(\" has no meaning", "(", false},
        {"goals, plans", "\",\" has no meaning", ",", false},
        {"set - goals", "\"-\" has no meaning", "-", false},
        {"'set goals'", "\"'\" has no meaning", "'", false},
    };
    limits l = limits_default();
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        phrase_fault fault;
        str source = str_from(CASES[i].source);
        assert_int_equal(phrase_pattern(a, source, &l, &fault).length, 0);
        if (!strstr(fault.message, CASES[i].message))
            fail_msg("\"%s\": %s", CASES[i].source, fault.message);
        assert_text_equal(str_slice(source, fault.offset, fault.offset + fault.length),
                          str_from(CASES[i].at));
        assert_int_equal(fault.nothing, CASES[i].nothing);
        assert_non_null(fault.help);
    }
}

ARENA_TEST(too_many_alternatives_are_an_error)
{
    limits l = limits_default();
    builder out = builder_new(a);
    for (size_t i = 0; i < 2000; i++)
        builder_adds(&out, i ? " | set your goals" : "set your goals");
    phrase_fault fault;
    assert_int_equal(phrase_pattern(a, builder_str(&out), &l, &fault).length, 0);
    assert_non_null(strstr(fault.message, "pattern_bytes"));
}

// Whatever authors write: a pattern that compiles or a fault within the source.
ARENA_TEST(any_source_gives_a_pattern_or_a_fault)
{
    static const char *const PARTS[] = {
        "goal",   "set",   " ",   "*",   "*3", "|", "\"",       "-",
        "'",      "'s",    "n't", "ing", "ed", "s", "your",     "are",
        "you're", "don't", "(",   "\\",  "$",  "y", "ee",       "l",
        "let",    "us",    "not", "1",   "\t", ".", "\xc3\xa9", "\xe2\x80\x99",
        "ise",    "A",     "our", "ies"};
    enum { ROUNDS = 3000 };
    limits l = limits_default();
    uint64_t seed = 88172645463325252u;
    size_t patterns = 0;
    for (int i = 0; i < ROUNDS; i++) {
        builder out = builder_new(a);
        for (uint64_t k = seed >> 60; k > 0; k--) {
            builder_adds(&out, PARTS[test_random(&seed) % (sizeof PARTS / sizeof *PARTS)]);
        }
        seed = seed * 6364136223846793005u + 1442695040888963407u;
        str source = builder_str(&out);
        phrase_fault fault;
        regex_error error;
        str pattern = phrase_pattern(a, source, &l, &fault);
        if (!pattern.length) {
            assert_true(fault.offset + fault.length <= source.length + (source.length == 0));
            continue;
        }
        patterns++;
        const regex *r = regex_compile(a, pattern, REGEX_CASELESS | REGEX_WORDS, &l, &error);
        if (!r)
            fail_msg("\"%.*s\" gives /%.*s/: %s", STR_ARGS(source), STR_ARGS(pattern), error.message);
        assert_false(regex_matches_empty(r));
    }
    assert_true(patterns > ROUNDS / 20);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(phrases_find_their_forms_and_nothing_else),
        cmocka_unit_test(a_match_is_of_the_words_alone),
        cmocka_unit_test(what_is_wrong_in_a_phrase_is_shown_where_it_stands),
        cmocka_unit_test(too_many_alternatives_are_an_error),
        cmocka_unit_test(any_source_gives_a_pattern_or_a_fault),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
