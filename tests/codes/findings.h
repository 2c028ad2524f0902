// SPDX-License-Identifier: MIT
// Findings as the command line prints them, read back: lines such as "a.xml:3:14: error: message [code]".
#ifndef ATTUNE_TESTS_CODES_FINDINGS_H
#define ATTUNE_TESTS_CODES_FINDINGS_H

#include "base/diagnostics.h"

typedef struct printed_finding {
    severity level;
    diagnostic_code code;
    str place;   // "3:14"; "-" where there is none
    str message; // without the code
} printed_finding;

typedef struct printed_findings {
    VEC(printed_finding) list;
} printed_findings;

bool find_code(str name, diagnostic_code *out);
void read_printed_findings(arena *a, str text, printed_findings *out); // adds to out

// Runs "attune …", a line of a shell, in a folder: with the program under test, and with the rules of the
// source tree.
struct command_result run_in_folder(arena *a, const char *folder, str command);
bool attune_is_built(arena *a);

#endif
