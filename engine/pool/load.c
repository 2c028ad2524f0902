// SPDX-License-Identifier: MIT
// Loading documents whole, and telling their formats apart.
#include "pool/load.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

enum { SNIFFED_BYTES = 4096 };

const source *load_document(arena *a, const char *path, uint64_t max_bytes, const char *limit_name,
                            diagnostics *d)
{
    const source *s = source_load(a, path, max_bytes);
    if (!s)
        diagnose_unreadable(d, (place){0}, path, max_bytes, limit_name);
    return s;
}

static const struct {
    str name;
    document_format format;
} FORMATS[] = {
    {{"xml", 3}, FORMAT_XML},      {{"json", 4}, FORMAT_JSON}, {{"ndjson", 6}, FORMAT_NDJSON},
    {{"jsonl", 5}, FORMAT_NDJSON}, {{"csv", 3}, FORMAT_CSV},
};

document_format format_by_name(str name)
{
    for (size_t i = 0; i < sizeof FORMATS / sizeof *FORMATS; i++)
        if (str_equal_nocase(name, FORMATS[i].name))
            return FORMATS[i].format;
    return FORMAT_UNKNOWN;
}

document_format format_by_ending(str path)
{
    size_t dot = path.length;
    while (dot > 0 && path.data[dot - 1] != '.' && path.data[dot - 1] != '/')
        dot--;
    if (dot == 0 || path.data[dot - 1] == '/')
        return FORMAT_UNKNOWN;
    return format_by_name(str_slice(path, dot, path.length));
}

document_format format_by_content(str head)
{
    if (str_starts(head, STR("\xEF\xBB\xBF")))
        head = str_slice(head, 3, head.length);
    head = str_trim(head);
    switch (head.length > 0 ? head.data[0] : 0) {
    case '<':
        return FORMAT_XML;
    case '{':
        return FORMAT_NDJSON;
    case '[':
        return FORMAT_JSON;
    default:
        return FORMAT_CSV;
    }
}

document_format format_of_file(const char *path)
{
    document_format format = format_by_ending(str_from(path));
    if (format != FORMAT_UNKNOWN)
        return format;
    char head[SNIFFED_BYTES];
    size_t length = 0;
    FILE *file = fopen(path, "rb");
    if (file) {
        length = fread(head, 1, sizeof head, file);
        fclose(file);
    }
    return format_by_content((str){head, length});
}

bool is_plain_file(const char *path, uint64_t *size)
{
    struct stat status;
    *size = 0;
    if (strcmp(path, "-") == 0 || stat(path, &status) != 0 || !S_ISREG(status.st_mode))
        return false;
    *size = (uint64_t)status.st_size;
    return true;
}
