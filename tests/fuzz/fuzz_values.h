// SPDX-License-Identifier: MIT
// Private to the fuzz target: what it asks of values and expressions.
#ifndef ATTUNE_TESTS_FUZZ_VALUES_H
#define ATTUNE_TESTS_FUZZ_VALUES_H

#include "feel/feel.h"

// Whether the value can be written as an expression: functions cannot, nor ranges without any end. (Time is
// that of printing it.)
bool value_has_source(feel_value v);

// Whether v is null or of the type, with all its parts.
bool value_conforms(feel_value v, const feel_type *type);

// Whether there is something in the expression that may well give null without an error: a null, a variable
// that holds one, an item or entry that may not be there. values are the variables', NULL where all are null.
bool expression_may_be_null(const feel_expression *e, const feel_value *values);

// Whether names are declared in it that hold an operator's sign, such as "x -": with blanks put around
// operators, "x-1" would read as that name.
bool expression_names_signs(const feel_expression *e);

#endif
