// SPDX-License-Identifier: MIT
// Reads printed findings, runs commands: see findings.h.
#include "support/support.h"

#include "findings.h"

#include <stdlib.h>
#include <string.h>

bool find_code(str name, diagnostic_code *out)
{
    for (int code = 0; code < CODE_COUNT; code++)
        if (str_equals(name, code_describe((diagnostic_code)code)->name)) {
            *out = (diagnostic_code)code;
            return true;
        }
    return false;
}

// Where "error: " or another severity stands, at the start or behind a blank; SIZE_MAX where none does.
static size_t find_level(arena *a, str line, severity *out)
{
    for (int level = 0; level < 3; level++) {
        str word = str_printf(a, "%s: ", severity_name((severity)level));
        size_t at = str_find(line, word, 0);
        if (at != SIZE_MAX && (at == 0 || line.data[at - 1] == ' ')) {
            *out = (severity)level;
            return at;
        }
    }
    return SIZE_MAX;
}

// "3:14" of "a.xml:3:14: "
static str place_in(str head)
{
    head = str_trim(head);
    if (!str_ends(head, STR(":")))
        return STR("-");
    head.length--;
    size_t start = head.length, colons = 0;
    while (start > 0 && ((head.data[start - 1] >= '0' && head.data[start - 1] <= '9') ||
                         (head.data[start - 1] == ':' && colons < 1))) {
        start--;
        colons += head.data[start] == ':';
    }
    return colons == 1 ? str_slice(head, start, head.length) : STR("-");
}

void read_printed_findings(arena *a, str text, printed_findings *out)
{
    while (text.length) {
        str line = test_next_piece(&text, '\n');
        printed_finding f;
        size_t open = line.length;
        while (open > 0 && line.data[open - 1] != '[')
            open--;
        if (!open || !str_ends(line, STR("]")) || !find_code(str_slice(line, open, line.length - 1), &f.code))
            continue;
        size_t at = find_level(a, line, &f.level);
        if (at == SIZE_MAX)
            continue;
        f.place = place_in(str_slice(line, 0, at));
        f.message = str_trim(str_slice(line, at + strlen(severity_name(f.level)) + 2, open - 1));
        *ARENA_PUSH(a, &out->list) = f;
    }
}

bool attune_is_built(arena *a)
{
    const char *folder = getenv("ATTUNE_BUILD_DIR");
    return folder && test_file_exists(str_printf(a, "%s/attune", folder).data);
}

command_result run_in_folder(arena *a, const char *folder, str command)
{
    str script = str_printf(a, "cd '%s' && PATH=\"%s:$PATH\" && ATTUNE_RULES='%s/rules' %.*s", folder,
                            getenv("ATTUNE_BUILD_DIR"), getenv("ATTUNE_SOURCE_DIR"), STR_ARGS(command));
    return run_command(a, (const char *const[]){"sh", "-c", script.data, NULL}, STR_NONE);
}
