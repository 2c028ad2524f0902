// SPDX-License-Identifier: MIT
// The table behind codes.h.
#include "base/codes.h"

#include "attune.h"

static const code_info table[] = {
#define CODE(identifier, name, severity, status, meaning) {name, severity, status, meaning},
    ATTUNE_CODES(CODE)
#undef CODE
};

const code_info *code_describe(diagnostic_code code)
{
    return &table[code];
}
