// SPDX-License-Identifier: MIT
// For qsort(): the order of things that are told apart by numbers. Private to this stage.
#ifndef ATTUNE_TEXT_ORDER_H
#define ATTUNE_TEXT_ORDER_H

#include <stddef.h>

// The first pair that differs decides; 0 where none does.
static inline int order_by(const size_t (*pairs)[2], size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (pairs[i][0] != pairs[i][1])
            return pairs[i][0] < pairs[i][1] ? -1 : 1;
    return 0;
}

#endif
