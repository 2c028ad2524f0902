// SPDX-License-Identifier: MIT
// The command line where one therapist is compared with another, and where a score is to be reached.
#include "support/support.h"

#include <stdlib.h>

#define DAY "--today", "2026-03-01"
#define MAYA "profiles/clients/maya.xml"
#define POOL "profiles/therapists.xml"

ARENA_TEST(compare_shows_what_puts_one_above_the_other)
{
    command_result run =
        RUN_ATTUNE(a, "compare", DAY, "-c", MAYA, "-t", "helen-brandt", "-t", "ruth-adeyemi", POOL);
    assert_run(run, 0, "Ruth Adeyemi above Helen Brandt", NULL);
    assert_golden(run.out, "cli/compare.txt");
}

ARENA_TEST(compare_writes_a_page)
{
    command_result run = RUN_ATTUNE(a, "compare", DAY, "-c", MAYA, "-t", "helen-brandt", "-t", "ruth-adeyemi",
                                    "--format", "html", POOL);
    assert_run(run, 0, "Ruth Adeyemi above Helen Brandt", NULL);
    assert_golden(run.out, "cli/compare.html");
    assert_run(RUN_ATTUNE(a, "compare", DAY, "-c", MAYA, "-t", "helen-brandt", "-t", "ruth-adeyemi",
                          "--format", "csv", POOL),
               2, NULL, "none of: text json html");
}

ARENA_TEST(compare_takes_several_and_excluded_ones)
{
    command_result run = RUN_ATTUNE(a, "compare", DAY, "-c", MAYA, "-t", "wei-lin", "-t", "helen-brandt",
                                    "-t", "ruth-adeyemi", POOL);
    assert_run(run, 0, "Wei Lin is excluded: Holds sessions in Mandarin", NULL);
    assert_run(run, 0, "Helen Brandt above Wei Lin", NULL);
    assert_run(run, 0, "Who is excluded stands behind everyone else, whatever the score.", NULL);
}

ARENA_TEST(a_sentence_in_which_two_signals_were_found_is_quoted_once)
{
    command_result run = RUN_ATTUNE(a, "explain", DAY, "-c", MAYA, "-t", "helen-brandt", POOL);
    size_t from = str_find(run.out, STR("unknown  Wishes goals smaller; working together"), 0);
    str part = str_slice(run.out, from, str_find(run.out, STR("At best the score"), from));
    size_t once = str_find(part, STR("Together we lower"), 0);
    assert_true(once < part.length);
    assert_true(str_find(part, STR("Together we lower"), once + 1) >= part.length);
}

ARENA_TEST(compare_can_leave_out_what_the_client_said)
{
    command_result open =
        RUN_ATTUNE(a, "compare", DAY, "-c", MAYA, "-t", "helen-brandt", "-t", "ruth-adeyemi", POOL);
    command_result redacted = RUN_ATTUNE(a, "compare", DAY, "--redact", "-c", MAYA, "-t", "helen-brandt",
                                         "-t", "ruth-adeyemi", POOL);
    assert_run(open, 0, "Ambition isn't the problem", NULL);
    assert_run(redacted, 0, "Ruth Adeyemi above Helen Brandt", NULL);
    assert_false(str_contains(redacted.out, STR("Ambition isn't the problem")));
}

ARENA_TEST(compare_wants_two_different_therapists_of_the_pool)
{
    assert_run(RUN_ATTUNE(a, "compare", "-c", MAYA, "-t", "helen-brandt", POOL), 2, NULL, "two or more");
    assert_run(RUN_ATTUNE(a, "compare", "-c", MAYA, "-t", "helen-brandt", "-t", "helen-brandt", POOL), 2,
               NULL, "given twice");
    assert_run(RUN_ATTUNE(a, "compare", "-c", MAYA, "-t", "helen-brandt", "-t", "wei-lim", POOL), 4, NULL,
               "no therapist \"wei-lim\"");
    assert_run(RUN_ATTUNE(a, "compare", "-t", "a", "-t", "b", "-t", "c", "-t", "d", "-t", "e", "-t", "f",
                          "-t", "g", "-t", "h", POOL),
               2, NULL, "at most 7");
    assert_run(RUN_ATTUNE(a, "compare", "--help"), 0, "usage: attune compare", NULL);
    assert_run(RUN_ATTUNE(a, "explain", "-t", "a", "-t", "b", POOL), 2, NULL, "--therapist is given twice");
}

ARENA_TEST(a_target_shows_the_smallest_ways_there)
{
    command_result run =
        RUN_ATTUNE(a, "explain", DAY, "-c", MAYA, "-t", "helen-brandt", "--target", "30", POOL);
    assert_run(run, 0, "What would lift the score to 30.0", NULL);
    size_t from = str_find(run.out, STR("What would lift"), 0);
    size_t to = str_find(run.out, STR("\n\n"), from);
    assert_golden(str_slice(run.out, from, to + 1), "cli/explain-target.txt");
}

ARENA_TEST(a_target_can_be_another_therapist)
{
    assert_run(
        RUN_ATTUNE(a, "explain", DAY, "-c", MAYA, "-t", "leo-martel", "--target", "ruth-adeyemi", POOL), 0,
        "What would lift the score past that of Ruth Adeyemi", NULL);
    assert_run(RUN_ATTUNE(a, "explain", DAY, "-c", MAYA, "-t", "ruth-adeyemi", "--target", "0", POOL), 0,
               "It is there already.", NULL);
}

ARENA_TEST(a_target_has_to_make_sense)
{
    assert_run(RUN_ATTUNE(a, "explain", "-c", MAYA, "-t", "leo-martel", "--target", "101", POOL), 2, NULL,
               "not a score from 0 to 100");
    assert_run(RUN_ATTUNE(a, "explain", "-c", MAYA, "-t", "leo-martel", "--target", "1.0000001", POOL), 2,
               NULL, "not a score from 0 to 100");
    assert_run(RUN_ATTUNE(a, "explain", "-c", MAYA, "-t", "leo-martel", "--target", "leo-martel", POOL), 2,
               NULL, "is the therapist who is explained");
    assert_run(RUN_ATTUNE(a, "explain", "-c", MAYA, "-t", "leo-martel", "--target", "nobody", POOL), 2, NULL,
               "neither a score nor a therapist");
    assert_run(RUN_ATTUNE(a, "explain", DAY, "-c", MAYA, "-t", "leo-martel", "--target", "wei-lin", POOL), 2,
               NULL, "is excluded");
}

// The questions of one therapist, up to what follows them.
static str questions_of(arena *a, const char *id, const char *order)
{
    command_result run = RUN_ATTUNE(a, "explain", DAY, "-c", MAYA, "-t", id, "--order", order, POOL);
    assert_run(run, 0, "What to ask", NULL);
    size_t from = str_find(run.out, STR("What to ask"), 0);
    return str_slice(run.out, from, str_find(run.out, STR("\n\n"), from) + 1);
}

ARENA_TEST(questions_say_what_each_answer_would_do)
{
    str asked = questions_of(a, "carol-nakamura", "score");
    assert_true(str_contains(asked, STR("? Are you accepting new clients now?\n      a good answer: stays")));
    assert_true(str_contains(asked, STR("a bad answer: would be excluded")));
    assert_golden(asked, "cli/explain-ask.txt");
    // With caution what is not known counts nothing, so that only good answers lift.
    assert_false(str_contains(questions_of(a, "leo-martel", "cautious"), STR("falls to")));
}

ARENA_TEST(of_an_excluded_therapist_only_the_exclusion_is_asked_about)
{
    str asked = questions_of(a, "arthur-bloom", "score");
    assert_str_equal(asked, "What to ask about the exclusion\n  ? Are you accepting new clients now?\n");
}

int main(void)
{
    unsetenv("ATTUNE_TODAY");
    unsetenv("COLUMNS");
    test_use_shipped_rules();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(compare_shows_what_puts_one_above_the_other),
        cmocka_unit_test(compare_writes_a_page),
        cmocka_unit_test(compare_takes_several_and_excluded_ones),
        cmocka_unit_test(a_sentence_in_which_two_signals_were_found_is_quoted_once),
        cmocka_unit_test(compare_can_leave_out_what_the_client_said),
        cmocka_unit_test(compare_wants_two_different_therapists_of_the_pool),
        cmocka_unit_test(a_target_shows_the_smallest_ways_there),
        cmocka_unit_test(a_target_can_be_another_therapist),
        cmocka_unit_test(a_target_has_to_make_sense),
        cmocka_unit_test(questions_say_what_each_answer_would_do),
        cmocka_unit_test(of_an_excluded_therapist_only_the_exclusion_is_asked_about),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
