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
        cmocka_unit_test(a_search_that_needs_much_stack_is_answered_or_given_up_but_never_denied),
        cmocka_unit_test(knows_whether_the_empty_text_matches),
        cmocka_unit_test(a_scratch_grows_with_the_groups_of_a_pattern),
        cmocka_unit_test(says_its_version),
        cmocka_unit_test(survives_failing_allocations),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
