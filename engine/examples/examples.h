// SPDX-License-Identifier: MIT
// Examples: the tests that a rule set carries beside it (NAME.test.xml), run against it.
#ifndef ATTUNE_EXAMPLES_EXAMPLES_H
#define ATTUNE_EXAMPLES_EXAMPLES_H

#include "explain/report.h"

typedef struct example_failure {
    place where; // the expectation, or the example
    str text;    // "expected …, but …"
} example_failure;

typedef struct example_result {
    str id, title;
    place where;
    bool ran; // false: its profiles have errors, which were reported
    size_t expectations;
    VEC(example_failure) failures;
} example_result;

// Which outcomes the examples saw, by rule. Bits: 1 << outcome for gates and criteria, 1 << truth else.
typedef struct example_coverage {
    unsigned *gates, *criteria, *flags, *adjusts, *advice;
} example_coverage;

typedef struct examples_report {
    const ruleset *ruleset;
    const source *source;
    VEC(example_result) results;
    size_t failed;  // examples with a failure
    size_t not_run; // examples whose profiles have errors
    example_coverage coverage;
} examples_report;

// Reads the examples file at path, loads its rule set (named by its ruleset attribute, beside it) and runs
// all. Results and everything they point at live in a. False after error diagnostics about the file or the
// rule set.
bool examples_run(arena *a, const char *path, str rules_dir, const limits *l, diagnostics *d,
                  examples_report *out);

#endif
