// SPDX-License-Identifier: MIT
// Decision tables (DMN 1.5 §8): rows of unary tests over inputs, each with an output, as one expression. What
// else works with expressions (types, reads, inspection, evaluation) works with these, too.
//
// A row hits where all its tests are true. Null is unknown: a test of what is not known is neither true nor
// false, and then the table's value is null unless the row could not change it:
//   first    the output of the first row that hits. A row of which it is not known whether it hits leaves the
//            value known only where the rows behind it come to the same output.
//   unique   the output of the only row that hits, where all others are known not to. Two rows that hit are
//            an error.
//   collect  the list of the outputs of all rows that hit
//   sum, min, max, count   of these. A row that may hit does not matter to a sum where its output is 0, nor
//            to a minimum that a row that hits is below, or to a maximum likewise.
// Where no row hits, a sum and a count are 0, a list is empty, and all others are null.
#ifndef ATTUNE_FEEL_TABLE_H
#define ATTUNE_FEEL_TABLE_H

#include "feel/feel.h"

typedef enum feel_hit {
    FEEL_HIT_FIRST,
    FEEL_HIT_UNIQUE,
    FEEL_HIT_COLLECT,
    FEEL_HIT_SUM,
    FEEL_HIT_MIN,
    FEEL_HIT_MAX,
    FEEL_HIT_COUNT
} feel_hit;

typedef struct feel_stretch {
    size_t from, to; // bytes of the table's text
} feel_stretch;

// Its parts stand in one text, which may hold anything between them; problems, reads and traces point into
// it.
typedef struct feel_table {
    str text;
    feel_hit hit;
    const feel_stretch *inputs; // expressions
    size_t input_count;
    const feel_stretch
        *cells; // row by row: unary tests of each input ("-", or nothing: any), then the output
    size_t row_count;
} feel_table;

// As feel_compile(). limits->expression_bytes bounds each part. options->unary_tests is not read. Problems
// of an input are reported once. That outputs are of one type, and numbers where they are reckoned with, is
// the caller's to check: feel_table_output().
const feel_expression *feel_compile_table(arena *a, const feel_table *table, const feel_scope *scope,
                                          const feel_options *options);

// Of a compiled table, as expressions by themselves: whether a row hits, and what it gives.
const feel_expression *feel_table_test(arena *a, const feel_expression *table, size_t row);
const feel_expression *feel_table_output(arena *a, const feel_expression *table, size_t row);

// The same table with a variable in the place of each input: its slot is the scope's count of variables, and
// the number of the input. For looking at the rows apart from what the inputs may come to.
const feel_expression *feel_table_columns(arena *a, const feel_expression *table);

#endif
