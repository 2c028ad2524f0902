// SPDX-License-Identifier: MIT
// Parts of an explanation by id.
#include "explain/explanation.h"

const gate_explanation *explanation_gate(const explanation *e, str id)
{
    for (size_t i = 0; i < e->gate_count; i++)
        if (str_equal(e->gates[i].id, id))
            return &e->gates[i];
    return NULL;
}

const criterion_explanation *explanation_criterion(const explanation *e, str id)
{
    for (size_t i = 0; i < e->criterion_count; i++)
        if (str_equal(e->criteria[i].id, id))
            return &e->criteria[i];
    return NULL;
}

const flag_explanation *explanation_flag(const explanation *e, str id)
{
    for (size_t i = 0; i < e->flag_count; i++)
        if (str_equal(e->flags[i].id, id))
            return &e->flags[i];
    return NULL;
}
