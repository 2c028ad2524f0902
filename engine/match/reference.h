// SPDX-License-Identifier: MIT
// The reference evaluator: design §5 as a definition. Written to be read; scan.h must give the same answers.
#ifndef ATTUNE_MATCH_REFERENCE_H
#define ATTUNE_MATCH_REFERENCE_H

#include "match/environment.h"

// The client's points; the environment may be at any therapist or at none.
void reference_points(environment *e, const ruleset *r, arena *a, points_table *out);

// Evaluates the pair that the environment stands at. Everything lives in a.
void reference_evaluate(environment *e, const ruleset *r, const points_table *points, arena *a,
                        evaluation *out);

// The same for the pair of before, of which one field of the therapist is now another (as with
// environment_try_value()): what does not read it comes to what it came to before.
void reference_evaluate_changed(environment *e, const ruleset *r, const evaluation *before, uint32_t field,
                                arena *a, evaluation *out);

// A criterion's value for the pair that the environment stands at, whether it applies or not. False where it
// is unknown; *error tells whether that came of an error: an evaluation that failed or a value outside 0…1
// (reported).
bool reference_criterion_value(environment *e, const criterion *c, decimal *value, bool *error);

// §5.5, apart for reuse: contributions and flags to a score. holds[i]: flag i takes part.
score_steps reference_score(const ruleset *r, int64_t sum, const bool *holds, arena *scratch);

// Its second half, where what the flags come to is known: the same flags, another sum.
score_steps reference_steps(const ruleset *r, int64_t sum, int64_t deducted, uint32_t ceiling_flag);

#endif
