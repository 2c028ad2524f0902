// SPDX-License-Identifier: MIT
// What these tests share: a rule set and a file of examples in memory, written out and run.
#ifndef ATTUNE_TESTS_EXAMPLES_RUNNING_H
#define ATTUNE_TESTS_EXAMPLES_RUNNING_H

#include "support/support.h"

#include "examples/mutation.h"

typedef struct running {
    const examples *examples;
    const ruleset *rules;
    examples_report report;
    diagnostics diagnostics;
    limits limits;
} running;

// Fails the test where the files cannot be loaded.
static inline running run_both(arena *a, const char *rules, const char *examples_text)
{
    running r = {.limits = limits_default()};
    diagnostics_init(&r.diagnostics, a, (size_t)r.limits.diagnostics);
    test_write_file(test_temp_path(a, "rules.xml"), str_from(rules));
    const char *path = test_temp_path(a, "rules.test.xml");
    test_write_file(path, str_from(examples_text));
    r.examples = examples_read(a, path, &r.limits, &r.diagnostics);
    if (r.examples)
        r.rules =
            ruleset_load_source(a, examples_ruleset_source(r.examples), STR_NONE, &r.limits, &r.diagnostics);
    for (size_t i = 0; i < r.diagnostics.items.count; i++) {
        builder out = builder_new(a);
        diagnostic_print(&r.diagnostics.items.items[i], false, &out);
        print_error("%s", builder_str(&out).data);
    }
    assert_non_null(r.rules);
    assert_true(examples_run(a, r.examples, r.rules, &r.diagnostics, &r.report));
    return r;
}

#define TESTS "<tests xmlns=\"urn:attune:test:1\" ruleset=\"rules.xml\" today=\"2026-03-01\">\n"

#endif
