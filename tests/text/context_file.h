// SPDX-License-Identifier: MIT
// Reads the triggers of a context file, for the tests of this stage: a stand-in for the rule set loader,
// which comes later in the order of stages. Takes what it knows and fails the test on anything else.
#ifndef ATTUNE_TESTS_TEXT_CONTEXT_FILE_H
#define ATTUNE_TESTS_TEXT_CONTEXT_FILE_H

#include "text/signals.h"

typedef struct context_file {
    VEC(trigger_spec) triggers;
    VEC(boundary_spec) boundaries;
} context_file;

context_file context_file_read(arena *a, const char *path);

// Rules of the signals given, with the triggers of rules/context-en.xml. Fails the test on a diagnostic.
text_rules *english_rules(arena *a, const limits *l, const signal_spec *signals, size_t count);

#endif
