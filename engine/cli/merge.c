// SPDX-License-Identifier: MIT
// attune merge: the results of the parts of a batch become what one run gives, line by line.
#include "cli/lines.h"
#include "render/batch_line.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>

// One of the files, standing at a line.
typedef struct part {
    const char *path;
    FILE *file;
    char *buffer; // getline()'s
    size_t capacity;
    uint64_t row; // of the line, from 1
    arena arena;  // of the line
    batch_line line;
    bool at_end;
} part;

typedef struct merging {
    cli *cli;
    limits limits;
    part *parts;
    size_t count;
    const part *first;   // the first that has a line; NULL: none yet
    batch_origin origin; // of all lines; strings of its first line, which stay
    uint64_t therapists; // of that line
    arena scratch;       // of one line of output
    line_output output;
} merging;

static void close_part(void *thing)
{
    part *p = thing;
    if (p->file && p->file != stdin)
        fclose(p->file);
    free(p->buffer);
}

static bool wrong(const part *p, const char *what)
{
    return usage_error("%s:%llu: %s", p->path, (unsigned long long)p->row, what);
}

static bool parse_line(merging *m, part *p, str text)
{
    diagnostics unused;
    arena_reset(&p->arena);
    diagnostics_init(&unused, &p->arena, 1);
    const source *s = source_from_bytes(&p->arena, str_from(p->path), text);
    const json_value *value = json_parse(&p->arena, s, 0, text.length, &m->limits, &unused);
    return (value && batch_line_read(&p->arena, value, &p->line)) ||
           wrong(p, "this is no result of attune rank --clients");
}

// Moves to the next line; false after a message. At the end there is no line.
static bool next_line(merging *m, part *p)
{
    errno = 0;
    ssize_t length = getline(&p->buffer, &p->capacity, p->file);
    p->row++;
    p->at_end = length < 0;
    if (p->at_end)
        return feof(p->file) || usage_error("%s: cannot be read: %s", p->path, strerror(errno));
    if (p->buffer[length - 1] != '\n')
        return wrong(p, "the line is torn: the run that wrote it did not end well");
    if (!parse_line(m, p, (str){p->buffer, (size_t)length - 1}))
        return false;
    const char *other = m->first ? batch_origin_difference(&p->line.origin, &m->origin) : NULL;
    return !other || usage_error("%s:%llu: its \"%s\" is another than in %s: results are not mixed", p->path,
                                 (unsigned long long)p->row, other, m->first->path);
}

static bool open_parts(merging *m)
{
    cli *c = m->cli;
    for (size_t i = 0; i < m->count; i++) {
        part *p = &m->parts[i];
        *p = (part){.path = c->options.arguments[i]};
        arena_init_within(&p->arena, &c->arena);
        arena_defer(&c->arena, close_part, p);
        p->file = strcmp(p->path, "-") == 0 ? stdin : fopen(p->path, "rb");
        if (!p->file)
            return usage_error("%s: cannot be read: %s", p->path, strerror(errno));
        if (!next_line(m, p))
            return false;
        if (!m->first && !p->at_end) {
            const batch_origin *o = &p->line.origin;
            arena *a = &c->arena;
            m->first = p;
            m->therapists = p->line.therapists;
            m->origin = (batch_origin){str_copy(a, o->ruleset_id),     str_copy(a, o->ruleset_version),
                                       str_copy(a, o->ruleset_sha256), str_copy(a, o->engine),
                                       str_copy(a, o->pcre2),          str_copy(a, o->today),
                                       str_copy(a, o->order),          o->top};
        }
    }
    return true;
}

static bool write_line(merging *m, const batch_line *line)
{
    builder out = builder_new(&m->scratch);
    batch_line_write(line, &out);
    bool written = lines_write(&m->output, builder_str(&out));
    arena_reset(&m->scratch);
    return written;
}

// ---- parts of the pool: each file has a line for every client

// Each part is there, once.
static bool all_parts(const merging *m)
{
    for (size_t i = 0; i < m->count; i++) {
        const shard *s = &m->parts[i].line.shard;
        if (m->parts[i].at_end || s->of != SHARD_POOL)
            return usage_error("%s is no part of the pool, as %s is", m->parts[i].path, m->parts[0].path);
        if (s->count != m->count)
            return usage_error("%s is one of %llu parts; %zu are given", m->parts[i].path,
                               (unsigned long long)s->count, m->count);
        for (size_t k = 0; k < i; k++)
            if (m->parts[k].line.shard.index == s->index)
                return usage_error("%s and %s are the same part", m->parts[k].path, m->parts[i].path);
    }
    return true;
}

static bool same_client(const merging *m, size_t i, const shard *began)
{
    const part *first = &m->parts[0], *p = &m->parts[i];
    if (p->at_end != first->at_end)
        return usage_error("%s ends before the others: not all clients are done there",
                           p->at_end ? p->path : first->path);
    if (p->at_end)
        return true;
    if (p->line.shard.of != SHARD_POOL || p->line.shard.index != began[i].index)
        return wrong(p, "this line is another part's than those before it");
    if (p->line.number != first->line.number || !str_equal(p->line.client, first->line.client) ||
        p->line.good != first->line.good)
        return wrong(p, "this is another client than in the other files");
    return true;
}

static bool merge_pool(merging *m)
{
    batch_line *lines = ARENA_ARRAY(&m->cli->arena, batch_line, m->count);
    shard *began = ARENA_ARRAY(&m->cli->arena, shard, m->count);
    if (!all_parts(m))
        return false;
    for (size_t i = 0; i < m->count; i++)
        began[i] = m->parts[i].line.shard;
    while (!m->parts[0].at_end) {
        for (size_t i = 0; i < m->count; i++) {
            if (!same_client(m, i, began))
                return false;
            lines[i] = m->parts[i].line;
        }
        batch_line merged;
        batch_line_merge(&m->scratch, lines, m->count, &merged);
        if (!write_line(m, &merged))
            return false;
        for (size_t i = 0; i < m->count; i++)
            if (!next_line(m, &m->parts[i]))
                return false;
    }
    for (size_t i = 1; i < m->count; i++)
        if (!same_client(m, i, began))
            return false;
    return true;
}

// ---- parts of the clients: each file has lines of its own

// The file with the lowest number; NULL where all are at their ends.
static part *lowest(const merging *m)
{
    part *found = NULL;
    for (size_t i = 0; i < m->count; i++)
        if (!m->parts[i].at_end && (!found || m->parts[i].line.number < found->line.number))
            found = &m->parts[i];
    return found;
}

static bool merge_clients(merging *m)
{
    uint64_t expected = 1;
    for (part *p = lowest(m); p; p = lowest(m)) {
        if (p->line.shard.of != SHARD_NONE)
            return wrong(p, "this is a part of the pool among parts of the clients");
        if (p->line.number < expected)
            return usage_error("%s:%llu: client %llu is there twice", p->path, (unsigned long long)p->row,
                               (unsigned long long)p->line.number);
        if (p->line.number > expected)
            return usage_error("client %llu is in none of the files: a part is missing or did not end well",
                               (unsigned long long)expected);
        if (p->line.therapists != m->therapists)
            return wrong(p, "this was ranked over another number of therapists");
        if (!write_line(m, &p->line) || !next_line(m, p))
            return false;
        expected++;
    }
    return true;
}

int command_merge(cli *c)
{
    merging *m = ARENA_NEW(&c->arena, merging);
    *m = (merging){.cli = c, .limits = session_limits(c), .count = c->options.argument_count};
    if (m->count == 0) {
        usage_error("name the files that attune rank --clients --shard wrote");
        return EXIT_USAGE;
    }
    const char *output = c->options.values[OPTION_OUTPUT];
    for (size_t i = 0; output && i < m->count; i++)
        if (lines_same_file(output, c->options.arguments[i])) {
            usage_error("-o %s is one of the parts: name another file", output);
            return EXIT_USAGE;
        }
    m->parts = ARENA_ARRAY(&c->arena, part, m->count);
    arena_init_within(&m->scratch, &c->arena);
    if (!open_parts(m))
        return EXIT_PROFILE;
    if (!lines_open(output, 0, &m->output))
        return EXIT_SYSTEM;
    bool merged = m->parts[0].line.shard.of == SHARD_POOL ? merge_pool(m) : merge_clients(m);
    bool closed = lines_close(&m->output);
    return !merged ? EXIT_PROFILE : closed ? EXIT_DONE : EXIT_SYSTEM;
}
