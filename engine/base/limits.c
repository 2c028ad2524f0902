// SPDX-License-Identifier: MIT
// The defaults of limits.h.
#include "base/limits.h"

#include <string.h>

limits limits_default(void)
{
    return (limits){
#define ATTUNE_LIMIT_DEFAULT(name, default_value, ceiling, unit, reason) .name = default_value,
        ATTUNE_LIMITS(ATTUNE_LIMIT_DEFAULT)
#undef ATTUNE_LIMIT_DEFAULT
    };
}

bool limits_set(limits *l, const char *name, uint64_t value)
{
#define ATTUNE_LIMIT_SET(limit_name, default_value, ceiling, unit, reason)                                   \
    if (strcmp(name, #limit_name) == 0) {                                                                    \
        if (value == 0 || value > (ceiling))                                                                 \
            return false;                                                                                    \
        l->limit_name = value;                                                                               \
        return true;                                                                                         \
    }
    ATTUNE_LIMITS(ATTUNE_LIMIT_SET)
#undef ATTUNE_LIMIT_SET
    return false;
}
