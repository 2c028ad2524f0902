// SPDX-License-Identifier: MIT
// What tests share: guarded arenas, an allocator that fails on demand, files, goldens, commands.
// Include it first: it brings in cmocka and what cmocka needs.
//
// A test with an arena:
//     ARENA_TEST(trims_blanks_at_both_ends)
//     {
//         assert_str_equal(str_trim(str_printf(a, " x ")), "x");
//     }
//     … cmocka_unit_test(trims_blanks_at_both_ends) …
// The body runs under a guard; running out of memory or past a limit fails the test.
// Tests run in the source tree's top folder, so paths such as "rules/alliance.xml" work.
#ifndef ATTUNE_TESTS_SUPPORT_H
#define ATTUNE_TESTS_SUPPORT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/str.h"

// ---- guarded arenas

#define ARENA_TEST(name)                                                                                     \
    static void name##_in(arena *a);                                                                         \
    static void name(void **state)                                                                           \
    {                                                                                                        \
        (void)state;                                                                                         \
        run_arena_test(name##_in);                                                                           \
    }                                                                                                        \
    static void name##_in(arena *a)

void run_arena_test(void (*body)(arena *a));

// Runs body(arena, context) in a fresh arena of at most limit bytes (0: no limit) from the allocator (NULL:
// malloc). Returns how it ended.
attune_status run_in_arena(const attune_allocator *allocator, size_t limit,
                           void (*body)(arena *a, void *context), void *context);

// ---- allocation that fails

typedef struct failing_allocator {
    attune_allocator allocator; // hand out its address
    size_t calls;               // allocations asked for so far
    size_t fail_at;             // the allocation that fails, from 1; 0 for none; all later ones fail too
    size_t live;                // allocations not released yet
} failing_allocator;

void failing_allocator_init(failing_allocator *f, size_t fail_at);

// Runs body with the first allocation failing, then the second, … until it gets through. Each failing run
// must end with ATTUNE_MEMORY, and none may leave memory behind. Returns how many allocations the body takes.
size_t assert_survives_failing_allocations(void (*body)(arena *a, void *context), void *context);

// The same for functions of the public API: call(allocator, context) returns the status that the API gave,
// and frees what it got. at_most ends the search early for calls with very many allocations (0: all).
size_t assert_api_survives_failing_allocations(attune_status (*call)(const attune_allocator *allocator,
                                                                     void *context),
                                               void *context, size_t at_most);

// ---- chance

// The next of a sequence that is the same everywhere (xorshift, Marsaglia 2003). The seed is not 0.
uint64_t test_random(uint64_t *seed);

// ---- texts and files

// What *rest has up to the next end mark, or to its own end; moves *rest behind it.
str test_next_piece(str *rest, char end);

// Compare; on failure both texts are shown from the first line that differs.
void assert_text_equal_at(str actual, str expected, const char *file, int line);
#define assert_text_equal(actual, expected) assert_text_equal_at((actual), (expected), __FILE__, __LINE__)
#define assert_str_equal(actual, expected_literal)                                                           \
    assert_text_equal_at((actual), str_from(expected_literal), __FILE__, __LINE__)
void assert_text_contains_at(str text, const char *part, const char *file, int line);
#define assert_text_contains(text, part) assert_text_contains_at((text), (part), __FILE__, __LINE__)

// Compares with tests/golden/<name>; with ATTUNE_UPDATE_GOLDEN=1 in the environment writes it instead.
void assert_golden_at(str actual, const char *name, const char *file, int line);
#define assert_golden(actual, name) assert_golden_at((actual), (name), __FILE__, __LINE__)

// Fails the test where the file can't be read.
str test_read_file(arena *a, const char *path);
void test_write_file(const char *path, str content);
bool test_file_exists(const char *path);

// A folder of this test program's own; removed when the program ends.
const char *test_temp_dir(void);
// A path in it.
const char *test_temp_path(arena *a, const char *name);

// ---- commands

typedef struct command_result {
    int status;   // exit status; 128 + signal where a signal ended it
    str out, err; // what it wrote
} command_result;

// Runs argv (NULL-terminated; argv[0] looked up in PATH) with input on its standard input, and waits.
command_result run_command(arena *a, const char *const *argv, str input);

// The same for the command line under test: RUN_ATTUNE(a, "rank", "-c", …). Skips the test where it is not
// built.
command_result run_attune(arena *a, const char *const *arguments, str input);
#define RUN_ATTUNE(a, ...) run_attune((a), (const char *const[]){__VA_ARGS__, NULL}, STR_NONE)

// Points ATTUNE_RULES at the tree's rules, for this program and the commands it runs.
void test_use_shipped_rules(void);

// The exit status, and parts of what was written; NULL where a stream is not looked at.
void assert_run_at(command_result run, int status, const char *out_part, const char *err_part,
                   const char *file, int line);
#define assert_run(run, status, out_part, err_part)                                                          \
    assert_run_at((run), (status), (out_part), (err_part), __FILE__, __LINE__)

#endif
