// SPDX-License-Identifier: MIT
// One example while it runs, and the table of expectations. Private to this folder.
#ifndef ATTUNE_EXAMPLES_RUN_H
#define ATTUNE_EXAMPLES_RUN_H

#include "examples/examples.h"
#include "feel/inspect.h"
#include "match/environment.h"

// A file of profiles that examples name.
typedef struct profile_file {
    str path; // as it stands in the examples
    const xml_node *root;
} profile_file;

struct examples {
    arena *arena;
    const source *source;
    const source *ruleset;
    const xml_node *root;
    feel_date today;
    VEC(profile_file) files;
};

// A profile that stands beside the examples: read once for each rule set.
typedef struct shared_profile {
    const xml_node *node;
    const xml_node *written; // with what it takes from a file; NULL where that is wrong
    enum { SHARED_UNREAD, SHARED_GOOD, SHARED_BAD } state;
    profile profile;
} shared_profile;

// All examples of a file against one rule set.
typedef struct examples_runner {
    arena *arena;
    const examples *file;
    const ruleset *rules;
    diagnostics *diagnostics;
    bool brief; // whether an expectation holds is all that is wanted
    shared_profile *shared;
    size_t shared_count;
} examples_runner;

typedef struct example_run {
    arena *arena;
    const ruleset *rules;
    bool brief;
    example_result *result;
    const pool *pool;
    const client_plan *plan;
    ranking ranking;
    client_explanation client;
    const points_table *points;
    explanation *explanations; // by row
} example_run;

void runner_start(examples_runner *runner, arena *a, const examples *x, const ruleset *r, diagnostics *d);

// Evaluates an example in a, without judging; false where its profiles have errors, which were reported.
bool runner_evaluate(examples_runner *runner, arena *a, const xml_node *test, example_run *out);

// Judges its expectations into run->result; with run->brief up to the first that fails.
void runner_judge(example_run *run, const xml_node *test);

// people.c: reads an example's profiles; false after diagnostics.
void people_start(examples_runner *runner);
bool people_read(examples_runner *runner, arena *a, const xml_node *test, profile *client, pool *p);
// Reads the files that the examples name, into x->files; false after diagnostics.
bool people_read_files(examples *x, const limits *l, diagnostics *d);
str example_beside(arena *a, str path, str named); // the path of a file that is named in the one at path

// How an attribute of an expectation is used: left out at will, required, one of those marked so, or at least
// one of those.
typedef enum attribute_use { OPTIONAL, REQUIRED, ONE_OF, SOME_OF, ATTRIBUTE_USES } attribute_use;

typedef enum attribute_holds {
    HOLDS_TEXT,
    HOLDS_NUMBER,
    HOLDS_WORD, // one of the words
    HOLDS_THERAPIST,
    HOLDS_GATE,
    HOLDS_CRITERION,
    HOLDS_FLAG,
    HOLDS_ADVICE,
    HOLDS_FACTOR,
    HOLDS_ADJUST,
    HOLDS_SIGNAL
} attribute_holds;

typedef struct expectation_attribute {
    const char *name;
    attribute_use use;
    attribute_holds holds;
    const char *words;     // of HOLDS_WORD
    const char *only_with; // another attribute, or NULL
} expectation_attribute;

// The expectation elements: what each may say and how it is judged.
typedef struct expectation_kind {
    const char *name;
    void (*judge)(example_run *run, const xml_node *n);
    bool holds_ids;                          // as its text
    const expectation_attribute *attributes; // ended by one without a name
} expectation_kind;
extern const expectation_kind expectation_kinds[]; // ends with a NULL name

// A failure at the value of the attribute, or at n where it has none such (or attribute is NULL).
example_failure *expectation_failed(example_run *run, const xml_node *n, const char *attribute,
                                    const char *format, ...) __attribute__((format(printf, 4, 5)));

// Whether the rules and therapists that its attributes name are there; a failure for each that is not.
bool expectation_names_hold(example_run *run, const expectation_kind *k, const xml_node *n);

// A failure for each word of n's text that is no therapist's id.
void check_ids_in_text(example_run *run, const xml_node *n);

// Judges one expectation: what it names must be there, then what it says must hold.
void judge_expectation(example_run *run, const expectation_kind *k, const xml_node *n);

// numbers.c: expectations of a number of points: is, min and max.
str micro_text(arena *a, int64_t micro); // six digits
// The failure, or NULL; what: "the score of ana".
example_failure *judge_number(example_run *run, const xml_node *n, str what, int64_t actual);

// reasons.c: what decided, as facts. Each does nothing where the run is brief.
void reason_add(example_run *run, example_failure *f, fact_kind kind, const char *label, const char *format,
                ...) __attribute__((format(printf, 5, 6)));
void reason_sides(example_run *run, example_failure *f, const char *label, str expected, str actual);
void reason_rule(example_run *run, example_failure *f, place where);
// An expression with what it reads; row NAME_MISSING: of the client alone.
void reason_expression(example_run *run, example_failure *f, const char *label, const expression *x,
                       uint32_t row);
void reason_criterion(example_run *run, example_failure *f, const explanation *e, str id);
void reason_gate(example_run *run, example_failure *f, const explanation *e, str id);
void reason_flag(example_run *run, example_failure *f, const explanation *e, str id);
void reason_advice(example_run *run, example_failure *f, uint32_t row, str id);
void reason_adjust(example_run *run, example_failure *f, str id);
void reason_points(example_run *run, example_failure *f);
void reason_score(example_run *run, example_failure *f, const explanation *e);
void reason_signal(example_run *run, example_failure *f, uint32_t row, uint32_t signal);
str match_sentence(const example_run *run, uint32_t row, const text_match *m); // in one line
void reason_questions(example_run *run, example_failure *f, const explanation *e);
// Why the one scores otherwise than the other: what differs most first.
void reason_difference(example_run *run, example_failure *f, const explanation *first,
                       const explanation *second);

// structure.c: whether a file's structure is right; reported where not. What follows relies on it.
bool check_example_structure(const xml_node *root, diagnostics *d);
const expectation_kind *find_expectation(str name);         // NULL where there is none
bool example_is_profile(const xml_node *n);                 // <client> or <therapist>
str example_attribute(const xml_node *n, const char *name); // empty where there is none

// coverage.c
coverage *coverage_start(arena *a, const ruleset *r);
void coverage_note(coverage *c, const example_run *run);

// possible.c: the sightings that a rule's condition (met, unmet, unknown) or value (also partly) can come to.
const feel_bounds *possible_lets(arena *a, const ruleset *r);
unsigned possible_truths(const ruleset *r, const feel_bounds *lets, const expression *x);
unsigned possible_values(const ruleset *r, const feel_bounds *lets, const expression *x);

#endif
