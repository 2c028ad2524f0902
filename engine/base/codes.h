// SPDX-License-Identifier: MIT
// Every diagnostic's code: stable for ever, because people search for it and suppress it by name.
// CODE(identifier, "printed-name", severity, status, "what it means, in one line")
// The status decides the exit status of the command line: RULES 3, PROFILE 4, SYSTEM and LIMIT 5.
#ifndef ATTUNE_BASE_CODES_H
#define ATTUNE_BASE_CODES_H

typedef enum severity { SEVERITY_ERROR, SEVERITY_WARNING, SEVERITY_HINT } severity;

#include "base/codes.def.h"

typedef enum diagnostic_code {
#define CODE(identifier, name, severity, status, meaning) CODE_##identifier,
    ATTUNE_CODES(CODE)
#undef CODE
        CODE_COUNT
} diagnostic_code;

typedef struct code_info {
    const char *name;
    severity severity;
    int status; // an attune_status
    const char *meaning;
} code_info;

const code_info *code_describe(diagnostic_code code);

#endif
