// SPDX-License-Identifier: MIT
// See lines.h.
#include "cli/lines.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { FIRST_TAIL = 1 << 16, MOST_TAIL = 1 << 28 };

static bool say_failed(const char *path, const char *what, diagnostic_code code)
{
    if (errno == EPIPE)
        end_by_closed_pipe();
    fprintf(stderr, "%s: error: %s: %s [%s]\n", path, what, strerror(errno), code_describe(code)->name);
    return false;
}

bool lines_same_file(const char *x, const char *y)
{
    struct stat of_x, of_y;
    return strcmp(x, "-") != 0 && strcmp(y, "-") != 0 && stat(x, &of_x) == 0 && stat(y, &of_y) == 0 &&
           S_ISREG(of_x.st_mode) && of_x.st_dev == of_y.st_dev && of_x.st_ino == of_y.st_ino;
}

// ---- the end of a file

static bool read_at(int descriptor, char *to, size_t length, uint64_t at)
{
    while (length > 0) {
        ssize_t got = pread(descriptor, to, length, (off_t)at);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return false;
        to += got;
        at += (uint64_t)got;
        length -= (size_t)got;
    }
    return true;
}

// Where the line that ends at end (its "\n" not counted) begins in the tail; SIZE_MAX where it may begin
// before the tail does.
static size_t line_start(const char *tail, size_t end, bool whole)
{
    while (end > 0 && tail[end - 1] != '\n')
        end--;
    return end > 0 || whole ? end : SIZE_MAX;
}

// Looks for the last line in the last length bytes; false where it reaches further back.
static bool find_last(const char *tail, size_t length, uint64_t before, last_line *out)
{
    size_t end = length;
    while (end > 0 && tail[end - 1] != '\n')
        end--;
    out->torn = end < length;
    out->end = before + end;
    if (end == 0) {
        out->rest = (str){tail, length};
        return before == 0;
    }
    size_t start = line_start(tail, end - 1, before == 0);
    if (start == SIZE_MAX)
        return false;
    out->text = (str){tail + start, end - 1 - start};
    return true;
}

bool lines_read_last(cli *c, const char *path, last_line *out)
{
    *out = (last_line){0};
    int descriptor =
        open(path, O_RDONLY | O_NONBLOCK); // a pipe that nobody writes to is no file, and no wait
    if (descriptor < 0)
        return errno == ENOENT || say_failed(path, "cannot be read", CODE_file_missing);
    off_t size = lseek(descriptor, 0, SEEK_END);
    bool found = false, read = size >= 0;
    for (uint64_t length = FIRST_TAIL; read && !found && length <= MOST_TAIL; length *= 4) {
        size_t take = (uint64_t)size < length ? (size_t)size : (size_t)length;
        char *tail = arena_alloc(&c->arena, take + 1);
        read = read_at(descriptor, tail, take, (uint64_t)size - take);
        found = read && find_last(tail, take, (uint64_t)size - take, out);
    }
    if (!read)
        say_failed(path, "cannot be read", CODE_file_missing);
    close(descriptor);
    return found || (read && usage_error("%s: its last line is too long to be a result", path));
}

// ---- writing

bool lines_open(const char *path, uint64_t keep, line_output *out)
{
    *out = (line_output){STDOUT_FILENO, "standard output"};
    if (!path || strcmp(path, "-") == 0)
        return true;
    out->path = path;
    out->descriptor = open(path, O_WRONLY | O_CREAT, 0666);
    if (out->descriptor < 0)
        return say_failed(path, "cannot be written", CODE_write_failed);
    // A pipe or device has no end to cut; what is written there comes behind what was.
    struct stat about;
    bool is_file = fstat(out->descriptor, &about) == 0 && S_ISREG(about.st_mode);
    if (is_file &&
        (ftruncate(out->descriptor, (off_t)keep) != 0 || lseek(out->descriptor, (off_t)keep, SEEK_SET) < 0))
        return say_failed(path, "cannot be written", CODE_write_failed);
    return true;
}

bool lines_write(line_output *o, str lines)
{
    interrupts_hold(true);
    bool written = true;
    for (size_t at = 0; written && at < lines.length;) {
        ssize_t count = write(o->descriptor, lines.data + at, lines.length - at);
        written = count >= 0 || errno == EINTR;
        at += count > 0 ? (size_t)count : 0;
    }
    int reason = errno;
    interrupts_hold(false);
    errno = reason;
    return written || say_failed(o->path, "cannot be written", CODE_write_failed);
}

bool lines_close(line_output *o)
{
    return o->descriptor == STDOUT_FILENO || close(o->descriptor) == 0 ||
           say_failed(o->path, "cannot be written", CODE_write_failed);
}
