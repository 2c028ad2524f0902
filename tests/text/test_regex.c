// SPDX-License-Identifier: MIT
// The wrapper around PCRE2: what it finds, what it refuses, and that no pattern runs for ever.
#include "support/support.h"

#include "text/regex.h"

#include <string.h>

static const regex *compiled(arena *a, const char *pattern, unsigned flags)
{
    limits l = limits_default();
    regex_error error = {0};
    const regex *r = regex_compile(a, str_from(pattern), flags, &l, &error);
    if (!r)
        fail_msg("%s: %s", pattern, error.message);
    return r;
}

static regex_result search(arena *a, const char *pattern, unsigned flags, const char *subject,
                           const size_t **spans)
{
    limits l = limits_default();
    return regex_search(compiled(a, pattern, flags), regex_scratch_new(a, &l), str_from(subject), 0, spans);
}

static bool matches(arena *a, const char *pattern, unsigned flags, const char *subject)
{
    return search(a, pattern, flags, subject, NULL) == REGEX_MATCH;
}

ARENA_TEST(finds_the_match_and_its_groups)
{
    const size_t *spans = NULL;
    assert_int_equal(search(a, "b(c)(x)?", 0, "abcd", &spans), REGEX_MATCH);
    assert_int_equal(spans[0], 1);
    assert_int_equal(spans[1], 3);
    assert_int_equal(spans[2], 2);
    assert_int_equal(spans[3], 3);
    assert_true(spans[4] == SIZE_MAX && spans[5] == SIZE_MAX);
    assert_int_equal(regex_groups(compiled(a, "b(c)(x)?", 0)), 2);
}

ARENA_TEST(goes_on_from_an_offset)
{
    limits l = limits_default();
    const size_t *spans = NULL;
    const regex *r = compiled(a, "a", 0);
    regex_scratch *s = regex_scratch_new(a, &l);
    assert_int_equal(regex_search(r, s, STR("aXa"), 1, &spans), REGEX_MATCH);
    assert_int_equal(spans[0], 2);
    assert_int_equal(regex_search(r, s, STR("aXa"), 3, &spans), REGEX_NO_MATCH);
    assert_int_equal(regex_search(r, s, STR("aXa"), 4, &spans), REGEX_NO_MATCH);
    assert_int_equal(regex_search(r, s, STR_NONE, 0, &spans), REGEX_NO_MATCH);
}

ARENA_TEST(letters_beyond_ascii_are_letters)
{
    assert_true(matches(a, "^.$", 0, "\xC3\xA9"));
    assert_true(matches(a, "CAF\xC3\x89", REGEX_CASELESS, "caf\xC3\xA9"));
    assert_false(matches(a, "\\bn\\b", REGEX_WORDS, "n\xC3\xA9"));
    assert_true(matches(a, "^\\w+$", REGEX_WORDS, "\xC3\xA9t\xC3\xA9"));
}

ARENA_TEST(each_flag_does_what_it_says)
{
    assert_false(matches(a, "^b", 0, "a\nb"));
    assert_true(matches(a, "^b", REGEX_MULTILINE, "a\nb"));
    assert_false(matches(a, "a.b", 0, "a\nb"));
    assert_true(matches(a, "a.b", REGEX_DOTALL, "a\nb"));
    assert_true(matches(a, "a b", REGEX_EXTENDED, "ab"));
    assert_true(matches(a, "a.b", REGEX_LITERAL | REGEX_CASELESS | REGEX_DOTALL | REGEX_WORDS, "A.B"));
    assert_false(matches(a, "a.b", REGEX_LITERAL, "axb"));
    assert_false(matches(a, "b", REGEX_ANCHORED, "ab"));
}

ARENA_TEST(an_invalid_pattern_is_refused_where_it_is_wrong)
{
    limits l = limits_default();
    regex_error error = {0};
    assert_null(regex_compile(a, STR("good (never"), 0, &l, &error));
    assert_int_equal(error.offset, 11);
    assert_non_null(strstr(error.message, "parenthesis"));
    assert_null(regex_compile(a, STR("ab[z-a]"), 0, &l, &error));
    assert_in_range(error.offset, 3, 6);
    assert_null(regex_compile(a, STR("\\C"), 0, &l, &error));
    assert_null(regex_compile(a, STR("a\xFF"), 0, &l, &error));
    assert_true(strlen(error.message) > 0);
    assert_null(regex_compile(a, STR("("), 0, &l, NULL));
}

ARENA_TEST(a_pattern_may_be_as_long_and_as_deep_as_its_limit)
{
    limits l = limits_default();
    regex_error error = {0};
    l.pattern_bytes = 5;
    assert_non_null(regex_compile(a, STR("abcde"), 0, &l, &error));
    assert_null(regex_compile(a, STR("abcdef"), 0, &l, &error));
    l = limits_default();
    l.nesting = 2;
    assert_non_null(regex_compile(a, STR("((a))"), 0, &l, &error));
    assert_null(regex_compile(a, STR("(((a)))"), 0, &l, &error));
}

ARENA_TEST(a_search_without_end_is_given_up)
{
    char subject[41];
    memset(subject, 'a', sizeof subject);
    subject[39] = '!';
    subject[40] = 0;
    assert_int_equal(search(a, "^(a+)+$", 0, subject, NULL), REGEX_LIMIT);
    assert_int_equal(search(a, "(*NO_JIT)^(a+)+$", 0, subject, NULL), REGEX_LIMIT);
    assert_int_equal(search(a, "(?R)?+a*?b|(?R)", 0, subject, NULL), REGEX_LIMIT);
}

ARENA_TEST(the_limit_may_be_low)
{
    static const uint64_t STEPS[] = {1, 10, 100, 999, 1000, 1001, 5000};
    str subject = STR("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa! b");
    for (size_t i = 0; i < sizeof STEPS / sizeof *STEPS; i++) {
        limits l = limits_default();
        l.pattern_steps = STEPS[i];
        assert_int_equal(
            regex_search(compiled(a, "(a+)+[#%]", 0), regex_scratch_new(a, &l), subject, 0, NULL),
            REGEX_LIMIT);
    }
}

// As many letters as are hard without being beyond the limit at one place, again and again: what is not given
// up takes hours.
static str hard_everywhere(arena *a, size_t length)
{
    enum { LETTERS = 19 };
    char *text = arena_alloc(a, length);
    for (size_t i = 0; i < length; i++)
        text[i] = i % LETTERS == LETTERS - 1 ? '!' : 'a';
    return (str){text, length};
}

ARENA_TEST(a_search_that_is_hard_at_every_place_is_given_up)
{
    static const char *const PATTERNS[] = {"(a+)+$",
                                           "(a+)+[#%]",
                                           "(?:a|a)*[#%]",
                                           "(a|aa)+[#%]",
                                           "(?:\\w+ ?)+[#%]",
                                           "((a*)*)*[#%]",
                                           "(a?){20}a{20}[#%]",
                                           "(?:a+){2,}[#%]",
                                           "(?=(a+)+[#%])a",
                                           "(?:(?:a+)+[#%]|b)",
                                           "(?i)(A+)+[#%]",
                                           "(?>x?)(a+)+[#%]",
                                           "(*NO_JIT)(a+)+[#%]",
                                           "(?:\\G|b)(a+)+[#%]",
                                           "(?:a+!?)+[#%]",
                                           "!?(?:a+)+(?:#|%)",
                                           "(.+)+[#%]",
                                           "(?:[^#]+)+(?:%|\\z#)",
                                           "(\\w+\\W?)+[#%]",
                                           "(a+)+\\1[#%]"};
    limits l = limits_default();
    regex_scratch *s = regex_scratch_new(a, &l);
    str text = hard_everywhere(a, 1000000);
    for (size_t i = 0; i < sizeof PATTERNS / sizeof *PATTERNS; i++) {
        const regex *r = compiled(a, PATTERNS[i], REGEX_CASELESS | REGEX_WORDS);
        if (regex_search(r, s, text, 0, NULL) != REGEX_LIMIT)
            fail_msg("/%s/ was not given up", PATTERNS[i]);
    }
}

ARENA_TEST(what_one_text_has_used_up_is_there_again_for_the_next_at_its_place)
{
    limits l = limits_default();
    regex_scratch *s = regex_scratch_new(a, &l);
    const regex *r = compiled(a, "(a+)+[#%]", 0);
    str hard = hard_everywhere(a, 100000);
    assert_int_equal(regex_search_within(r, s, hard, 0, 10, NULL), REGEX_LIMIT);
    assert_int_equal(regex_search(r, s, hard, 1, NULL), REGEX_LIMIT);
    str other = {hard.data, 17}; // as another text that is read into the same memory
    assert_int_equal(regex_search_within(r, s, other, 0, 10, NULL), REGEX_LIMIT);
    assert_int_equal(regex_search(r, s, other, 1, NULL), REGEX_NO_MATCH);
}

// A line after the other is searched for in time that grows with the text alone.
ARENA_TEST(each_of_many_lines_is_found)
{
    enum { LINES = 100000 };
    builder b = builder_new(a);
    for (int i = 0; i < LINES; i++)
        builder_adds(&b, "ab\n");
    limits l = limits_default();
    regex_scratch *s = regex_scratch_new(a, &l);
    const regex *r = compiled(a, "^a", REGEX_MULTILINE);
    size_t from = 0;
    int found = 0;
    for (const size_t *spans; regex_search(r, s, builder_str(&b), from, &spans) == REGEX_MATCH; found++)
        from = spans[1];
    assert_int_equal(found, LINES);
}

static str some_of(arena *a, uint64_t *seed, const char *const *parts, size_t count, size_t pieces)
{
    builder out = builder_new(a);
    for (size_t i = 0; i < pieces; i++)
        builder_adds(&out, parts[(test_random(seed) >> 20) % count]);
    return builder_str(&out);
}

// All matches of a search that is cut into stretches where places are hard are those of a search at once.
// Returns whether there was such a place.
static bool assert_found_alike(arena *a, const regex *r, str text)
{
    enum { FEW = 1000 };
    limits l = limits_default();
    regex_scratch *cut = regex_scratch_new(a, &l), *whole = regex_scratch_new(a, &l);
    bool hard = false;
    for (size_t from = 0; from <= text.length;) {
        const size_t *found, *expected;
        hard |= regex_search_within(r, whole, text, from, FEW, NULL) == REGEX_LIMIT;
        regex_result result = regex_search(r, cut, text, from, &found);
        assert_int_equal(result, regex_search_within(r, whole, text, from, UINT32_MAX, &expected));
        if (result != REGEX_MATCH)
            break;
        assert_memory_equal(found, expected, 2 * (regex_groups(r) + 1) * sizeof *found);
        from = found[1] > from ? found[1] : text.length + 1;
    }
    return hard;
}

ARENA_TEST(hard_places_hide_nothing)
{
    static const char *const PARTS[] = {"aaaaaaaaaaaa", "aaaaaaaaaa", "b",  "c", " ", "\xC3\xA9",
                                        "bbbbbb",       "xyz xyz",    "\n", "!", "d"};
    static const char *const PATTERNS[] = {
        "(a+)+[bc]",         "(?:a|a)+(b|c)",      "(?<=b)(?:a+)+(c)", "\\b(a+)+(?: |!)",   "(a|aa)+\xC3\xA9",
        "(?=(a+)+c)a",       "\\K(a+)+b",          "^(a+)+[bd]",       "(?m)^(?:a+)+(b|c)", "(a+)+$",
        ".*(?:a+)+c",        "(a+)+(*COMMIT)[bc]", "\\G(a+)+b",        "(?:a+)+\\z|d",      "x.*z",
        "[^\\n]*(?:a+)+[cd]"};
    enum { COUNT = sizeof PARTS / sizeof *PARTS, ROUNDS = 400 };
    uint64_t seed = 88172645463325252u;
    size_t hard = 0;
    for (int i = 0; i < ROUNDS; i++) {
        const char *pattern = PATTERNS[(size_t)i % (sizeof PATTERNS / sizeof *PATTERNS)];
        str text = some_of(a, &seed, PARTS, COUNT, 3 + (size_t)i % 60);
        hard += assert_found_alike(a, compiled(a, pattern, REGEX_CASELESS | REGEX_WORDS), text);
    }
    print_message("%zu of %d searches met a hard place\n", hard, ROUNDS);
    assert_true(hard > ROUNDS / 4);
}

ARENA_TEST(what_depends_on_where_a_search_begins_is_searched_for_at_once)
{
    const unsigned flags = REGEX_CASELESS | REGEX_WORDS;
    assert_true(
        assert_found_alike(a, compiled(a, "(a+)+[bc](*COMMIT)d|y", flags), STR("aaaaaaaaaaaaaaaa! abx abd")));
    assert_true(assert_found_alike(a, compiled(a, "\\G(?:a+)+b|zzz", flags),
                                   STR("aaaaaaaaaaaaaaaa! abababababababab")));
    builder line = builder_new(a);
    for (int i = 0; i < 20000; i++)
        builder_addc(&line, 'a');
    assert_int_equal(search(a, ".*[#%]", flags, builder_str(&line).data, NULL), REGEX_NO_MATCH);
}

// Every repeat of the group keeps its place on the stack that the JIT uses.
ARENA_TEST(a_search_that_needs_much_stack_is_answered_or_given_up_but_never_denied)
{
    size_t length = 200000;
    char *subject = arena_alloc(a, length + 1);
    for (size_t i = 0; i < length; i++)
        subject[i] = (char)('a' + i % 2);
    subject[length] = 0;
    assert_int_not_equal(search(a, "^(?:(a)|(b))*$", 0, subject, NULL), REGEX_NO_MATCH);
}

ARENA_TEST(knows_whether_the_empty_text_matches)
{
    assert_true(regex_matches_empty(compiled(a, "a*", 0)));
    assert_true(regex_matches_empty(compiled(a, "", 0)));
    assert_true(regex_matches_empty(compiled(a, "x|", 0)));
    assert_false(regex_matches_empty(compiled(a, "a+", 0)));
}

ARENA_TEST(a_scratch_grows_with_the_groups_of_a_pattern)
{
    builder b = builder_new(a);
    for (int i = 0; i < 60; i++)
        builder_adds(&b, "(a?)");
    builder_adds(&b, "b");
    limits l = limits_default();
    const size_t *spans = NULL;
    regex_scratch *s = regex_scratch_new(a, &l);
    assert_int_equal(regex_search(compiled(a, "a", 0), s, STR("aab"), 0, &spans), REGEX_MATCH);
    const regex *wide = compiled(a, builder_str(&b).data, 0);
    assert_int_equal(regex_search(wide, s, STR("aab"), 0, &spans), REGEX_MATCH);
    assert_int_equal(spans[1], 3);
    assert_int_equal(spans[120], 2); // the last group, empty
    assert_int_equal(spans[121], 2);
}

ARENA_TEST(says_its_version)
{
    (void)a;
    assert_true(regex_version()[0] >= '1' && regex_version()[0] <= '9');
}

static void use_regex(arena *a, void *context)
{
    (void)context;
    limits l = limits_default();
    const regex *r = regex_compile(a, STR("(a)(b)(c)(d)(e)(f)(g)(h)(i)(j)(k)(l)(m)(n)(o)(p)(q)|z"),
                                   REGEX_CASELESS | REGEX_WORDS, &l, NULL);
    (void)regex_search(r, regex_scratch_new(a, &l), STR("xyz"), 0, NULL);
}

static void survives_failing_allocations(void **state)
{
    (void)state;
    assert_true(assert_survives_failing_allocations(use_regex, NULL) > 4);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_the_match_and_its_groups),
        cmocka_unit_test(goes_on_from_an_offset),
        cmocka_unit_test(letters_beyond_ascii_are_letters),
        cmocka_unit_test(each_flag_does_what_it_says),
        cmocka_unit_test(an_invalid_pattern_is_refused_where_it_is_wrong),
        cmocka_unit_test(a_pattern_may_be_as_long_and_as_deep_as_its_limit),
        cmocka_unit_test(a_search_without_end_is_given_up),
        cmocka_unit_test(the_limit_may_be_low),
        cmocka_unit_test(a_search_that_is_hard_at_every_place_is_given_up),
        cmocka_unit_test(what_one_text_has_used_up_is_there_again_for_the_next_at_its_place),
        cmocka_unit_test(each_of_many_lines_is_found),
        cmocka_unit_test(hard_places_hide_nothing),
        cmocka_unit_test(what_depends_on_where_a_search_begins_is_searched_for_at_once),
        cmocka_unit_test(a_search_that_needs_much_stack_is_answered_or_given_up_but_never_denied),
        cmocka_unit_test(knows_whether_the_empty_text_matches),
        cmocka_unit_test(a_scratch_grows_with_the_groups_of_a_pattern),
        cmocka_unit_test(says_its_version),
        cmocka_unit_test(survives_failing_allocations),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
