// SPDX-License-Identifier: MIT
// Private to engine/feel: what people write who know other languages, and what FEEL has for it.
#ifndef ATTUNE_FEEL_SLIPS_H
#define ATTUNE_FEEL_SLIPS_H

#include "feel/syntax/lex.h"

typedef struct slip {
    const char *found;
    const char *help;
} slip;

str slip_help_of(const slip *slips, size_t count, str found);

// What to write instead of the token that does not fit in text, where the token ahead of it ends at
// previous_end; empty where that is no common slip.
str slip_help(arena *a, str text, token found, size_t previous_end);

// The same for a name that nothing has: True, NOT.
str slip_name_help(str name);
str slip_function_help(str name); // of a function (slips_function.c)

// Words with spaces between them that are called, with the token among them, as if they were a function.
// False where they are none: known, by the table, or plain, which is only a guess.
bool slip_foreign_call(str text, token found, token *name);
bool slip_spaced_call(str text, token found, token *name);

bool slip_is_curly_quote(str character);

#endif
