// SPDX-License-Identifier: MIT
// Private to engine/feel: which variable's field a part of an expression stands for, also behind the names
// that loops and filters give to items.
#ifndef ATTUNE_FEEL_READS_H
#define ATTUNE_FEEL_READS_H

#include "feel/syntax/ast.h"

// What a binding stands for: an element or a part of a variable, where that is known.
typedef struct origin {
    const struct origin *parent;
    bool known;
    feel_read read;
} origin;

// False where the part is none of a variable.
bool origin_of(const node *n, const origin *bindings, feel_read *out);

// What a name stands for that is bound to the part, or to its items.
origin bound_to(const node *n, const origin *bindings);

#endif
