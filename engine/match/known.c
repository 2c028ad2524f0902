// SPDX-License-Identifier: MIT
// What an environment need not evaluate: lets from the client's plan and the pool's facts, and conditions and
// criteria that read the therapist alone from the facts.
#include "match/known.h"

#include "match/plan.h"

typedef struct known_rule {
    enum { KNOWN_NOT, KNOWN_GATE, KNOWN_CRITERION, KNOWN_FLAG } kind;
    uint32_t index;
} known_rule;

struct known_facts {
    const client_plan *plan;
    const pool_facts *facts;
    known_rule *rules; // by number of the expression
};

static feel_value known_let(const void *user, uint32_t number, uint32_t row, bool *known, bool *error)
{
    const known_facts *k = user;
    feel_value value = FEEL_NULL_VALUE;
    *known = k->plan->let_made[number];
    if (*known) {
        *error = k->plan->let_error[number];
        return k->plan->lets[number];
    }
    *known = facts_let(k->facts, number, row, &value, error);
    return value;
}

static bool known_truth(truth t, feel_value *value)
{
    *value = feel_boolean(t == TRUTH_TRUE);
    return t != TRUTH_UNKNOWN; // an error looks the same in the facts
}

static bool known_criterion(const known_facts *k, uint32_t index, uint32_t row, feel_value *value)
{
    decimal share;
    if (!facts_criterion(k->facts, index, row, &share))
        return false;
    bool condition = k->plan->rules->criteria[index].is_condition;
    *value = condition ? feel_boolean(!decimal_is_zero(share)) : feel_number(share);
    return true;
}

static bool known_rule_value(const void *user, const expression *x, uint32_t row, feel_value *value)
{
    const known_facts *k = user;
    const known_rule *rule = &k->rules[x->number];
    switch (rule->kind) {
    case KNOWN_GATE:
        return known_truth(facts_gate(k->facts, rule->index, row), value);
    case KNOWN_CRITERION:
        return known_criterion(k, rule->index, row, value);
    case KNOWN_FLAG:
        return known_truth(facts_flag(k->facts, rule->index, row), value);
    case KNOWN_NOT:
        break;
    }
    return false;
}

static void note(known_facts *k, const expression *x, int kind, size_t index)
{
    if (x->number && timing_of(x->reads) == ONCE_PER_POOL) {
        k->rules[x->number].kind = kind;
        k->rules[x->number].index = (uint32_t)index;
    }
}

void environment_use_facts(arena *a, environment *e, const client_plan *plan, const pool_facts *facts)
{
    const ruleset *r = plan->rules;
    known_facts *k = ARENA_NEW(a, known_facts);
    *k = (known_facts){plan, facts, ARENA_ARRAY(a, known_rule, (size_t)r->expression_count + 1)};
    for (size_t i = 0; i < r->gate_count; i++)
        note(k, &r->gates[i].require, KNOWN_GATE, i);
    for (size_t i = 0; i < r->criterion_count; i++)
        note(k, &r->criteria[i].value, KNOWN_CRITERION, i);
    for (size_t i = 0; i < r->flag_count; i++)
        note(k, &r->flags[i].when, KNOWN_FLAG, i);
    environment_set_let_column(e, known_let, k);
    environment_set_known(e, known_rule_value, k);
}
