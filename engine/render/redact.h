// SPDX-License-Identifier: MIT
// A report without what the client said and without the therapists' texts, for passing on: no quotes; a
// message that would repeat a client's value, a quote or a text, or that rests on what the client alone said,
// gives way to its rule's title; such reasons, questions and advice that is not urgent are left out. What
// follows from what was said (scores, outcomes, which rules hold, their titles) stays. docs/EXPLAIN.md.
#ifndef ATTUNE_RENDER_REDACT_H
#define ATTUNE_RENDER_REDACT_H

#include "explain/report.h"

const report *report_redacted(arena *a, const report *r);

// A copy of an explanation that explain_decided() gave without the client: what its values say of a
// therapist's texts is left out.
const explanation *redact_decided(arena *a, const explanation *e);

#endif
