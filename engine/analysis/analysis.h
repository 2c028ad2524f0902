// SPDX-License-Identifier: MIT
// Advice on a rule set that loads: what its author almost surely did not mean (warnings) and what is worth a
// second look (hints). Needs no profiles; looks at the rule set and at the examples beside it.
//
// Nothing is reported that is not proven or shown:
// - Conditions are evaluated over representative values. For all that a condition reads, the constants that
//   it is compared with are collected, also through lets; its representative values are these, values between
//   and around them, each option that is told apart, and null. Where a condition is made of nothing but
//   comparisons of single fields with constants and with each other, the product of those is exhaustive: what
//   it never comes to there, it never comes to (study.h).
// - Elsewhere a sample of the product gives examples, and only what the shape of the expression excludes is
//   taken for impossible (feel/inspect.h).
// - Patterns are read for what no text can match, and run over texts made from them (pattern_probe.h).
// Work is bounded (STEPS_OF_ALL in analysis.c): what is past it goes unsaid, never guessed. The same rule set
// gives the same findings.
#ifndef ATTUNE_ANALYSIS_ANALYSIS_H
#define ATTUNE_ANALYSIS_ANALYSIS_H

#include "ruleset/ruleset.h"

typedef struct analysis_options {
    feel_date today;  // around which days are tried
    const char *path; // of the rule set: examples are looked for beside it; NULL: nothing is said of examples
} analysis_options;

// Adds what is found to d, file by file, from top to bottom. Allocates in a. Of files that are included or
// extended only conditions, messages and points are looked at, which the whole decides; their patterns, and
// what is unused or missing there, are told where they are checked themselves.
void analyze_ruleset(arena *a, const ruleset *r, const analysis_options *o, diagnostics *d);

// That part of it which is about texts in other languages.
void analyze_languages(arena *a, const ruleset *r, diagnostics *d);

#endif
