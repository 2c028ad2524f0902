// SPDX-License-Identifier: MIT
// Examples: the tests that a rule set carries beside it (NAME.test.xml), run against it. What each expects is
// in expect.c, which outcomes they saw in coverage.h, what changes they would notice in mutation.h.
#ifndef ATTUNE_EXAMPLES_EXAMPLES_H
#define ATTUNE_EXAMPLES_EXAMPLES_H

#include "document/xml.h"
#include "examples/coverage.h"
#include "explain/report.h"

// A file of examples that was read and whose structure is right; it knows no rule set yet. Immutable: several
// threads may run it.
typedef struct examples examples;

// Reads the file and the files of profiles that it names. NULL after error diagnostics.
const examples *examples_read(arena *a, const char *path, const limits *l, diagnostics *d);
const examples *examples_read_source(arena *a, const source *s, const limits *l,
                                     diagnostics *d); // of its bytes

const source *examples_source(const examples *x);
const source *examples_ruleset_source(const examples *x); // the rule set that it names, its bytes

// One line of why something came out as it did. Expected and actual ones are the two sides of a difference.
typedef enum fact_kind { FACT_EXPECTED, FACT_ACTUAL, FACT_BECAUSE } fact_kind;

typedef struct example_fact {
    fact_kind kind;
    str label; // "outcome", "reads"; empty where it is the line above's
    str text;
} example_fact;

typedef struct example_failure {
    place where; // the value that was expected, or else the expectation or the example
    str text;    // "expected …, but …"
    VEC(example_fact) facts;
    place edit; // what to replace so that it holds; its source is NULL where there is no such thing
    str replacement;
} example_failure;

typedef struct example_result {
    str id, title;
    place where;
    bool ran; // false: its profiles have errors, which were reported
    size_t expectations;
    VEC(example_failure) failures;
} example_result;

typedef struct examples_report {
    const ruleset *ruleset;
    const source *source;
    VEC(example_result) results;
    size_t expectations;
    size_t failed;  // examples with a failure
    size_t not_run; // examples whose profiles have errors
    coverage *coverage;
} examples_report;

// Runs all examples against r, whose rules are those of the file that they name. Results and everything they
// point at live in a. False where some could not run.
bool examples_run(arena *a, const examples *x, const ruleset *r, diagnostics *d, examples_report *out);

// What is wrong with the examples whatever comes out: their profiles, and names of rules and therapists that
// are not there. Runs none. *count: the examples.
void examples_check(arena *a, const examples *x, const ruleset *r, diagnostics *d, size_t *count);

// The file's bytes with every failure that has a replacement mended; *mended: how many.
str examples_updated(arena *a, const examples *x, const examples_report *report, size_t *mended);

#endif
