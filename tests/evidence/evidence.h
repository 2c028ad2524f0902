// SPDX-License-Identifier: MIT
// What the measurements of text evidence share: rows of *.tsv files, rule sets made for the occasion, data
// that others collected, and precision, recall and F1. Judges nothing itself.
#ifndef ATTUNE_TESTS_EVIDENCE_H
#define ATTUNE_TESTS_EVIDENCE_H

#include "ruleset/ruleset.h"

enum { ROW_COLUMNS = 7 };

typedef struct row {
    const char *file; // its name without the folder
    size_t line;
    str columns[ROW_COLUMNS]; // empty where the line has fewer
} row;

typedef VEC(row) row_list;

// Appends the rows of a file of tab-separated columns; empty lines and those that begin with # are passed
// over.
void read_rows(arena *a, const char *path, const char *file, row_list *rows);

// "\n" in a row is a line break of the text.
str row_text(arena *a, str column);

// Adds <signal name="NAME" in="therapist.statement"><pattern>…</pattern></signal>.
void add_signal(builder *xml, str name, str pattern);

// A rule set with one text field, therapist.statement (number 1, after id), with the triggers of the files
// named (looked for in tests/evidence and rules) and with the signals given as XML. Fails the test on a
// diagnostic.
const ruleset *rules_with(arena *a, const char *const *files, size_t file_count, str signals);

// rules/alliance.xml.
const ruleset *shipped_rules(arena *a);

enum { STATEMENT_FIELD = 1 };

// The path of a file of data that isn't ours to ship; skips the test where it is not there.
str shared_data(arena *a, const char *file);

// "“never” …": why the match was judged as it was, and what it is in.
str match_told(arena *a, str text, const text_match *m);

// Right and wrong answers to a question with yes and no.
typedef struct score {
    size_t true_yes, false_yes, false_no, true_no;
} score;

void score_add(score *s, bool expected, bool found);
double score_f1(const score *s);
// Prints "figure: NAME: precision …, recall …, F1 … (… counts)"; what it says goes into scripts/figures.
void score_print(const char *name, const score *s);

#endif
