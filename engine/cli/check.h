// SPDX-License-Identifier: MIT
// What the parts of attune check share. Private to check*.c.
#ifndef ATTUNE_CLI_CHECK_H
#define ATTUNE_CLI_CHECK_H

#include "cli/cli.h"
#include "render/findings.h"

typedef enum level_wish { LEVEL_KEEP, LEVEL_ALLOW, LEVEL_DENY } level_wish;

// What --deny and --allow say: the last word on a code counts, and words on single codes before those on all.
typedef struct policy {
    level_wish of[CODE_COUNT];
} policy;

// check_policy.c. False after a message on stderr.
bool policy_read(const options *o, policy *out);

// One rule set, or file of examples, as it was loaded and looked at.
typedef struct checked {
    const char *path;
    const source *source; // NULL where it could not be read
    const ruleset *rules; // NULL where it has errors, and of examples
    bool examples;        // what it is; example_count of them
    size_t example_count;
    diagnostics found;
    VEC(finding) findings;              // what remains of found, in the order of the files
    VEC(const diagnostic_edit *) fixes; // of all that is reported, also where it is not shown; in source
    size_t count[3];                    // of findings, by severity; suppressed ones are not counted
    size_t suppressed;                  // by comments in the files
    size_t hidden;                      // past the limit: counted, but not in findings
    size_t mended;                      // by --fix
} checked;

// Loads and looks; the findings are not judged yet. text: to be taken for the file's content, or NULL.
void check_load(cli *c, const char *path, const source *text, checked *out);

// check_policy.c: judges: suppressions in the files, then the policy. May add to the diagnostics.
void check_judge(cli *c, const policy *p, checked *k);

// check_fix.c: mends what is certain, over and over until nothing is left, and puts the outcome into k. Gives
// the text that came out; k->source's bytes where nothing changed.
str check_mend(cli *c, const policy *p, checked *k);

// check_explain.c
int check_explain(cli *c, const char *code);

// check_plan.c: how the conditions are run. Gives the exit status.
int check_plan(cli *c);

#endif
