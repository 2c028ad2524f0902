// SPDX-License-Identifier: MIT
// Files, temporary folders and commands for tests: see support.h.
#define _XOPEN_SOURCE 700 // for nftw()

#include "support/support.h"

#include "base/source.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

str test_read_file(arena *a, const char *path)
{
    const source *s = source_load(a, path, 1u << 30);
    if (!s)
        fail_msg("%s: %s", path, strerror(errno));
    return s->bytes;
}

void test_write_file(const char *path, str content)
{
    FILE *stream = fopen(path, "wb");
    if (!stream)
        fail_msg("%s: %s", path, strerror(errno));
    size_t written = content.length ? fwrite(content.data, 1, content.length, stream) : 0;
    if (fclose(stream) != 0 || written != content.length)
        fail_msg("%s: could not be written", path);
}

bool test_file_exists(const char *path)
{
    struct stat about;
    return stat(path, &about) == 0;
}

static char temp_dir[256];
static pid_t temp_dir_owner;

static int remove_entry(const char *path, const struct stat *about, int type, struct FTW *walk)
{
    (void)about, (void)type, (void)walk;
    return remove(path);
}

static void remove_temp_dir(void)
{
    if (getpid() == temp_dir_owner)
        nftw(temp_dir, remove_entry, 16, FTW_DEPTH | FTW_PHYS);
}

const char *test_temp_dir(void)
{
    if (temp_dir[0])
        return temp_dir;
    const char *parent = getenv("TMPDIR");
    snprintf(temp_dir, sizeof temp_dir, "%s/attune-test-XXXXXX", parent && *parent ? parent : "/tmp");
    if (!mkdtemp(temp_dir))
        fail_msg("%s: %s", temp_dir, strerror(errno));
    temp_dir_owner = getpid();
    atexit(remove_temp_dir);
    return temp_dir;
}

const char *test_temp_path(arena *a, const char *name)
{
    return str_printf(a, "%s/%s", test_temp_dir(), name).data;
}

static int exit_status(int wait_status)
{
    return WIFSIGNALED(wait_status) ? 128 + WTERMSIG(wait_status) : WEXITSTATUS(wait_status);
}

// Input and outputs go through files, so that no pipe can fill up and block.
command_result run_command(arena *a, const char *const *argv, str input)
{
    static unsigned count;
    count++;
    const char *in = str_printf(a, "%s/.%u.in", test_temp_dir(), count).data;
    const char *out = str_printf(a, "%s/.%u.out", test_temp_dir(), count).data;
    const char *err = str_printf(a, "%s/.%u.err", test_temp_dir(), count).data;
    test_write_file(in, input);
    posix_spawn_file_actions_t actions;
    assert_int_equal(posix_spawn_file_actions_init(&actions), 0);
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, in, O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, out, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, err, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    pid_t child;
    int failed = posix_spawnp(&child, argv[0], &actions, NULL, (char *const *)(uintptr_t)argv, environ);
    posix_spawn_file_actions_destroy(&actions);
    if (failed)
        fail_msg("%s: %s", argv[0], strerror(failed));
    int status = 0;
    while (waitpid(child, &status, 0) < 0)
        assert_int_equal(errno, EINTR);
    command_result result = {exit_status(status), test_read_file(a, out), test_read_file(a, err)};
    unlink(in);
    unlink(out);
    unlink(err);
    return result;
}

command_result run_attune(arena *a, const char *const *arguments, str input)
{
    const char *build = getenv("ATTUNE_BUILD_DIR");
    const char *program = str_printf(a, "%s/attune", build ? build : "build").data;
    if (!test_file_exists(program)) {
        fprintf(stderr, "%s is not built\n", program);
        skip();
    }
    size_t count = 0;
    while (arguments[count])
        count++;
    const char **argv = ARENA_ARRAY(a, const char *, count + 2);
    argv[0] = program;
    memcpy(argv + 1, arguments, count * sizeof *argv);
    return run_command(a, argv, input);
}

void test_use_shipped_rules(void)
{
    const char *source = getenv("ATTUNE_SOURCE_DIR");
    char rules[4096];
    snprintf(rules, sizeof rules, "%s/rules", source ? source : ".");
    setenv("ATTUNE_RULES", rules, 1);
}

void assert_run_at(command_result run, int status, const char *out_part, const char *err_part,
                   const char *file, int line)
{
    if (run.status != status) {
        print_error("exit status %d, not %d\n%.*s%.*s\n", run.status, status, STR_ARGS(run.out),
                    STR_ARGS(run.err));
        _fail(file, line);
    }
    if (out_part)
        assert_text_contains_at(run.out, out_part, file, line);
    if (err_part)
        assert_text_contains_at(run.err, err_part, file, line);
}
