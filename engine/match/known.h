// SPDX-License-Identifier: MIT
// An environment that takes what is made once per pool from the pool's facts instead of evaluating it.
#ifndef ATTUNE_MATCH_KNOWN_H
#define ATTUNE_MATCH_KNOWN_H

#include "match/scan.h"

typedef struct known_facts known_facts;

// For rows of the pool that the facts were made of. plan and facts must live as long as the environment.
void environment_use_facts(arena *a, environment *e, const client_plan *plan, const pool_facts *facts);

#endif
