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

// A reader that has seen enough is no error.
static int write_error(const char *path)
{
    if (errno == EPIPE)
        end_by_closed_pipe();
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

// What stays of the file until it has its name.
typedef struct replacing {
    int descriptor;
    const char *temporary;
} replacing;

static bool replace_start(cli *c, const char *path, replacing *out)
{
    if (access(path, W_OK) != 0 && errno != ENOENT)
        return false; // renaming would not ask whether it may be written
    char *temporary = (char *)str_printf(&c->arena, "%s.XXXXXX", path).data;
    interrupts_hold(true);
    int descriptor = mkstemp(temporary);
    interrupt_removes(descriptor >= 0 ? temporary : NULL);
    interrupts_hold(false);
    *out = (replacing){descriptor, temporary};
    return descriptor >= 0;
}

// written: false, with errno set, where the new file is not to be kept.
static bool replace_end(const replacing *r, const char *path, bool written)
{
    written = written && fchmod(r->descriptor, mode_for(path)) == 0 && fsync(r->descriptor) == 0;
    int reason = written ? 0 : errno;
    if (close(r->descriptor) != 0 && written) {
        written = false;
        reason = errno;
    }
    if (written && rename(r->temporary, path) != 0) {
        written = false;
        reason = errno;
    }
    if (!written)
        unlink(r->temporary);
    interrupt_removes(NULL);
    errno = reason;
    return written;
}

// Writes beside the file and renames, so that a reader sees the old file or the new one.
int output_replace(cli *c, const char *path, str text)
{
    replacing new;
    path = link_target(c, path);
    bool written = replace_start(c, path, &new) && replace_end(&new, path, write_all(new.descriptor, text));
    return written ? EXIT_DONE : write_error(path);
}

int output_replace_by(cli *c, const char *path, output_filler *fill, void *user)
{
    replacing new;
    path = link_target(c, path);
    if (!replace_start(c, path, &new))
        return write_error(path);
    int status = fill(c, user, new.temporary, path);
    bool written = replace_end(&new, path, status == EXIT_DONE);
    return status != EXIT_DONE || written ? status : write_error(path);
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
