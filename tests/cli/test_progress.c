// SPDX-License-Identifier: MIT
// The line of progress: when it is due and what it says, by a clock of our own.
#include "support/support.h"

#include "cli/progress.h"

#include <string.h>

static char line[PROGRESS_LINE];

static bool due(progress_line *p, double now, const char *what, uint64_t done, uint64_t total)
{
    memset(line, 'x', sizeof line);
    return progress_due(p, now, what, done, total, 79, line);
}

static void work_that_is_over_in_a_second_is_never_told_of(void **state)
{
    (void)state;
    progress_line p = {0};
    for (unsigned step = 0; step <= 90; step++)
        assert_false(due(&p, 100 + step * 0.01, "ranking", step, 90));
    for (unsigned step = 0; step <= 90; step++)
        assert_false(due(&p, 101 + step * 0.01, "explaining", step, 90));
    assert_false(p.visible);
}

static void long_work_is_told_of_soon_and_ten_times_a_second_at_most(void **state)
{
    (void)state;
    progress_line p = {0};
    unsigned lines = 0;
    double first = 0;
    for (unsigned step = 0; step <= 1000; step++)
        if (due(&p, 5 + step * 0.01, "ranking", step * 100, 100000)) {
            first = lines++ ? first : step * 0.01;
            assert_true(strlen(line) < 80);
        }
    assert_true(first >= 0.24 && first <= 0.3);
    assert_true(lines > 60 && lines <= 100);
}

static void a_line_says_how_far_how_fast_and_how_long_still(void **state)
{
    (void)state;
    progress_line p = {0};
    assert_false(due(&p, 0, "ranking", 0, 100000));
    assert_true(due(&p, 2, "ranking", 25000, 100000));
    assert_string_equal(line, "ranking: 25 %, 12500 a second, 6 s left");
    p = (progress_line){0};
    assert_false(due(&p, 7, "reading", 1000000, 1000000000));
    assert_true(due(&p, 9, "reading", 11000000, 1000000000));
    assert_string_equal(line, "reading: 1 %, 5.0 MB/s, 3 min 18 s left");
    p = (progress_line){0};
    assert_false(due(&p, 0, "mutants", 0, 40000));
    assert_true(due(&p, 4, "mutants", 10, 40000));
    assert_string_equal(line, "mutants: 0 %, 2.5 a second, 4 h 26 min left");
}

static void where_the_whole_is_not_known_nothing_is_said_of_it(void **state)
{
    (void)state;
    progress_line p = {0};
    assert_false(due(&p, 0, "reading", 0, 0));
    assert_false(due(&p, 0.9, "reading", 9000000, 0));
    assert_true(due(&p, 2, "reading", 20000000, 0));
    assert_string_equal(line, "reading: 20.0 MB, 10.0 MB/s");
}

static void the_next_work_starts_anew_and_takes_over_the_line(void **state)
{
    (void)state;
    progress_line p = {0};
    assert_false(due(&p, 0, "reading", 0, 100));
    assert_true(due(&p, 10, "reading", 90, 100));
    assert_false(due(&p, 11, "preparing", 0, 50));
    assert_true(due(&p, 12, "preparing", 25, 50));
    assert_string_equal(line, "preparing: 50 %, 25 a second, 1 s left");
    // A second file: less is done than before.
    assert_false(due(&p, 20, "preparing", 1, 50));
    assert_true(due(&p, 21, "preparing", 11, 50));
    assert_string_equal(line, "preparing: 22 %, 10 a second, 4 s left");
}

static void a_narrow_terminal_gets_no_second_line(void **state)
{
    (void)state;
    progress_line p = {0};
    progress_due(&p, 0, "ranking", 0, 100, 12, line);
    assert_true(progress_due(&p, 4, "ranking", 50, 100, 12, line));
    assert_string_equal(line, "ranking: 50 ");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(work_that_is_over_in_a_second_is_never_told_of),
        cmocka_unit_test(long_work_is_told_of_soon_and_ten_times_a_second_at_most),
        cmocka_unit_test(a_line_says_how_far_how_fast_and_how_long_still),
        cmocka_unit_test(where_the_whole_is_not_known_nothing_is_said_of_it),
        cmocka_unit_test(the_next_work_starts_anew_and_takes_over_the_line),
        cmocka_unit_test(a_narrow_terminal_gets_no_second_line),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
