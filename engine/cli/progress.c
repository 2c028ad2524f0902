// SPDX-License-Identifier: MIT
// See progress.h. A line stays until it is erased, also from one piece of work to the next: what is over soon
// behind it never flickers.
#include "cli/progress.h"

#include <stdio.h>
#include <string.h>

// Work is looked at for a while before anything is said of how long it takes.
#define SETTLED 0.25
#define WORTH_TELLING 1.0
#define BETWEEN_LINES 0.1

static void start(progress_line *p, double now, const char *what, uint64_t done)
{
    snprintf(p->what, sizeof p->what, "%s", what);
    p->started = now;
    p->first = done;
}

static bool is_due(const progress_line *p, double now, uint64_t total)
{
    double taken = now - p->started, steps = (double)(p->done - p->first);
    if (steps <= 0 || p->done == total)
        return false;
    if (p->visible)
        return now - p->drawn >= BETWEEN_LINES;
    double whole = total ? taken * (double)(total - p->first) / steps : taken;
    return taken >= SETTLED && whole >= WORTH_TELLING;
}

// "8 s", "2 min 5 s", "1 h 12 min"
static void time_left(char *out, size_t size, double seconds)
{
    unsigned whole = seconds < 360000 ? (unsigned)(seconds + 0.999) : 360000;
    if (whole < 60)
        snprintf(out, size, "%u s", whole);
    else if (whole < 3600)
        snprintf(out, size, "%u min %u s", whole / 60, whole % 60);
    else
        snprintf(out, size, "%u h %u min", whole / 3600, whole / 60 % 60);
}

// Files are read in bytes, all other work is counted.
static void say(const progress_line *p, double now, uint64_t total, char line[PROGRESS_LINE])
{
    bool bytes = strcmp(p->what, "reading") == 0;
    double rate = (double)(p->done - p->first) / (now - p->started);
    char speed[64], left[48];
    if (bytes)
        snprintf(speed, sizeof speed, "%.1f MB/s", rate / 1e6);
    else
        snprintf(speed, sizeof speed, "%.*f a second", rate < 10, rate);
    time_left(left, sizeof left, (double)(total - p->done) / rate);
    if (total)
        snprintf(line, PROGRESS_LINE, "%s: %u %%, %s, %s left", p->what,
                 (unsigned)(100.0 * (double)p->done / (double)total), speed, left);
    else if (bytes)
        snprintf(line, PROGRESS_LINE, "%s: %.1f MB, %s", p->what, (double)p->done / 1e6, speed);
    else
        snprintf(line, PROGRESS_LINE, "%s: %llu, %s", p->what, (unsigned long long)p->done, speed);
}

bool progress_due(progress_line *p, double now, const char *what, uint64_t done, uint64_t total,
                  unsigned columns, char line[PROGRESS_LINE])
{
    if (total && done > total)
        done = total;
    if (strcmp(p->what, what) != 0 || done < p->done)
        start(p, now, what, done);
    p->done = done;
    if (!is_due(p, now, total))
        return false;
    say(p, now, total, line);
    if (columns < PROGRESS_LINE)
        line[columns] = '\0';
    p->drawn = now;
    p->visible = true;
    return true;
}
