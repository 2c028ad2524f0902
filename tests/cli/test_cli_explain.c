// SPDX-License-Identifier: MIT
// The command line where one therapist is compared with another, and where a score is to be reached.
#include "support/support.h"

#include <stdio.h>
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

ARENA_TEST(compare_takes_several_and_excluded_ones)
{
    command_result run = RUN_ATTUNE(a, "compare", DAY, "-c", MAYA, "-t", "wei-lin", "-t", "helen-brandt",
                                    "-t", "ruth-adeyemi", POOL);
    assert_run(run, 0, "Wei Lin is excluded: Holds sessions in Mandarin", NULL);
    assert_run(run, 0, "Helen Brandt above Wei Lin", NULL);
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
        "What would lift the score past that of ruth-adeyemi", NULL);
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

int main(void)
{
    unsetenv("ATTUNE_TODAY");
    unsetenv("COLUMNS");
    const char *source = getenv("ATTUNE_SOURCE_DIR");
    static char rules[4096];
    snprintf(rules, sizeof rules, "%s/rules", source ? source : ".");
    setenv("ATTUNE_RULES", rules, 1);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(compare_shows_what_puts_one_above_the_other),
        cmocka_unit_test(compare_takes_several_and_excluded_ones),
        cmocka_unit_test(compare_can_leave_out_what_the_client_said),
        cmocka_unit_test(compare_wants_two_different_therapists_of_the_pool),
        cmocka_unit_test(a_target_shows_the_smallest_ways_there),
        cmocka_unit_test(a_target_can_be_another_therapist),
        cmocka_unit_test(a_target_has_to_make_sense),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
