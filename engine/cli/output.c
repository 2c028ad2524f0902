// SPDX-License-Identifier: MIT
// Writing results: standard output, or a file that appears whole or not at all.
#include "cli/cli.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

str cli_format(const cli *c)
{
    if (c->options.values[OPTION_FORMAT])
        return str_from(c->options.values[OPTION_FORMAT]);
    str formats = str_from(c->command->formats), first;
    str_next_word(&formats, &first);
    return first;
}

static int write_error(const char *path)
{
    fprintf(stderr, "%s: error: cannot be written: %s [%s]\n", path, strerror(errno),
            code_describe(CODE_write_failed)->name);
    return EXIT_SYSTEM;
}

static bool write_all(int descriptor, str text)
{
    size_t at = 0;
    while (at < text.length) {
        ssize_t written = write(descriptor, text.data + at, text.length - at);
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return false;
        at += (size_t)written;
    }
    return true;
}

// The file that path leads to over links, or path itself where there is none yet.
static const char *link_target(cli *c, const char *path)
{
    char *target = realpath(path, NULL);
    if (!target)
        return path;
    const char *copy = str_terminated(&c->arena, str_from(target));
    free(target);
    return copy;
}

// The permissions of the file that is there, or else those of a new one.
static mode_t mode_for(const char *path)
{
    struct stat about;
    if (stat(path, &about) == 0)
        return about.st_mode & 07777;
    mode_t mask = umask(0);
    umask(mask);
    return 0666 & ~mask;
}

// Writes beside the file and renames, so that a reader sees the old file or the new one.
int output_replace(cli *c, const char *path, str text)
{
    path = link_target(c, path);
    if (access(path, W_OK) != 0 && errno != ENOENT)
        return write_error(path); // renaming would not ask whether it may be written
    char *temporary = (char *)str_printf(&c->arena, "%s.XXXXXX", path).data;
    int descriptor = mkstemp(temporary);
    if (descriptor < 0)
        return write_error(path);
    bool written =
        write_all(descriptor, text) && fchmod(descriptor, mode_for(path)) == 0 && fsync(descriptor) == 0;
    int reason = errno;
    if (close(descriptor) != 0 && written) {
        written = false;
        reason = errno;
    }
    if (written && rename(temporary, path) == 0)
        return EXIT_DONE;
    if (!written)
        errno = reason;
    int status = write_error(path);
    unlink(temporary);
    return status;
}

// A device or pipe named by -o is written to as it is.
static bool is_special(const char *path)
{
    struct stat about;
    return stat(path, &about) == 0 && !S_ISREG(about.st_mode) && !S_ISDIR(about.st_mode);
}

static int write_special(const char *path, str text)
{
    FILE *file = fopen(path, "wb");
    if (!file)
        return write_error(path);
    bool written = fwrite(text.data, 1, text.length, file) == text.length;
    written = fclose(file) == 0 && written;
    return written ? EXIT_DONE : write_error(path);
}

bool output_is_terminal(const cli *c)
{
    const char *path = c->options.values[OPTION_OUTPUT];
    return (!path || strcmp(path, "-") == 0) && isatty(STDOUT_FILENO);
}

int output_write(cli *c, str text)
{
    const char *path = c->options.values[OPTION_OUTPUT];
    if (!path || strcmp(path, "-") == 0)
        return write_all(STDOUT_FILENO, text) ? EXIT_DONE : write_error("standard output");
    return is_special(path) ? write_special(path, text) : output_replace(c, path, text);
}
