// SPDX-License-Identifier: MIT
// Runs every file of the corpus through the fuzz target, so that what was found once is seen without a
// fuzzer. With arguments: those files, and the folders' files, instead.
#include "support/support.h"

#include "fuzz/fuzz.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static void run_file(arena *a, const char *path)
{
    str content = test_read_file(a, path);
    if (getenv("ATTUNE_FUZZ_VERBOSE"))
        fprintf(stderr, "%s\n", path);
    LLVMFuzzerTestOneInput((const uint8_t *)content.data, content.length);
}

static size_t run_folder(arena *a, const char *path)
{
    DIR *folder = opendir(path);
    if (!folder)
        fail_msg("cannot open %s", path);
    size_t count = 0;
    for (const struct dirent *entry; (entry = readdir(folder));) {
        if (entry->d_name[0] == '.')
            continue;
        arena_mark mark = arena_get_mark(a);
        run_file(a, str_printf(a, "%s/%s", path, entry->d_name).data);
        arena_rewind(a, mark);
        count++;
    }
    closedir(folder);
    return count;
}

ARENA_TEST(what_was_found_once_stays_repaired)
{
    size_t count = run_folder(a, "tests/fuzz/corpus/feel");
    printf("figure: fuzz corpus: %zu inputs\n", count);
    assert_true(count > 0);
}

static const char *const *paths;

ARENA_TEST(the_files_that_were_named)
{
    for (; *paths; paths++) {
        struct stat status;
        if (stat(*paths, &status) == 0 && S_ISDIR(status.st_mode))
            run_folder(a, *paths);
        else
            run_file(a, *paths);
    }
}

int main(int count, char **arguments)
{
    paths = (const char *const *)arguments + 1;
    const struct CMUnitTest all[] = {cmocka_unit_test(what_was_found_once_stays_repaired)};
    const struct CMUnitTest named[] = {cmocka_unit_test(the_files_that_were_named)};
    return count > 1 ? cmocka_run_group_tests(named, NULL, NULL) : cmocka_run_group_tests(all, NULL, NULL);
}
