// SPDX-License-Identifier: MIT
// Private to engine/feel: the evaluation of a tree.
#ifndef ATTUNE_FEEL_EVAL_H
#define ATTUNE_FEEL_EVAL_H

#include "feel/syntax/ast.h"

typedef struct evaluation {
    feel_run *run;
    const feel_expression *expression;
} evaluation;

feel_value eval_node(evaluation *ev, const binding_cell *bindings, const node *n);

// Tells the trace, where there is one, what a name stands for from here on.
void eval_bind(evaluation *ev, str name, feel_value value);

// Reports with the node's place and gives null.
feel_value eval_fail(evaluation *ev, const node *n, diagnostic_code code, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
// The same for a null that only follows from another: an error by the standard, but not reported in rule
// sets, nor where the other was reported within the same part.
feel_value eval_unknown(evaluation *ev, const node *n, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
void eval_unknownv(evaluation *ev, const node *n, const char *format, va_list arguments)
    __attribute__((format(printf, 3, 0)));
void eval_failv(evaluation *ev, const node *n, diagnostic_code code, const char *format, va_list arguments)
    __attribute__((format(printf, 4, 0)));

// Reports at a place of its own, with help, and gives null.
feel_value eval_report(evaluation *ev, diagnostic_code code, size_t offset, size_t length, str message,
                       str help);

// eval_help.c: reports with what to write instead, and gives null.
bool eval_explains(const evaluation *ev); // whether help is worth working out
feel_value eval_fail_help(evaluation *ev, const node *n, diagnostic_code code, str help, const char *format,
                          ...) __attribute__((format(printf, 5, 6)));
str eval_operands_help(evaluation *ev, const node *n, feel_value x, feel_value y); // they do not go together
str eval_member_help(evaluation *ev, feel_value context, str name, const char *what);
feel_value eval_no_member(evaluation *ev, const node *n, feel_value base, bool in_list);
// That no context in the list has it, of which this is the first; in lenient mode.
void eval_note_lacking(evaluation *ev, const node *n, const feel_list *list, feel_value first);
feel_value eval_wrong_count(evaluation *ev, const node *n, const node *definition, size_t count);
feel_value eval_not_given(evaluation *ev, const node *n, const node *definition, size_t index);
feel_value eval_wrong_parameter(evaluation *ev, const node *n, const node *definition, size_t index,
                                feel_value v);

// Work done; false where a limit ended the evaluation (then reported).
bool eval_spend(evaluation *ev, const node *n, uint64_t steps);
bool eval_list_fits(evaluation *ev, const node *n, uint64_t count);
feel_value eval_stop(evaluation *ev, const node *n, const char *what);
bool eval_room(evaluation *ev, const node *n, size_t bytes);
uint64_t eval_print_room(const evaluation *ev); // bytes that may be printed within the memory that is left

// The work of reading a string or a range of strings through, as steps that the next eval_spend() sees.
static inline void eval_read(evaluation *ev, feel_value v)
{
    if (v.kind == FEEL_STRING)
        ev->run->state.steps += v.as.string.length / 64;
    else if (v.kind == FEEL_RANGE && v.as.range->high.kind == FEEL_STRING)
        ev->run->state.steps += v.as.range->high.as.string.length / 64;
}

// Within the budget of the run; the evaluation stops where that is not enough.
feel_value eval_equal(evaluation *ev, const node *n, feel_value x, feel_value y);

feel_value eval_apply(evaluation *ev, const binding_cell *bindings, const node *n); // a built-in function
feel_value eval_call(evaluation *ev, const binding_cell *bindings, const node *n);  // a function value
feel_value eval_function(evaluation *ev, const node *n, feel_value function, const feel_value *arguments,
                         size_t count);
feel_value eval_loop(evaluation *ev, const binding_cell *bindings, const node *n); // for, some, every
feel_value eval_filter(evaluation *ev, const binding_cell *bindings, const node *n);
feel_value eval_path(evaluation *ev, const binding_cell *bindings, const node *n);
feel_value eval_arithmetic(evaluation *ev, const node *n, operator op, feel_value x, feel_value y);
feel_value eval_compare(evaluation *ev, const node *n, operator op, feel_value x, feel_value y);
// Whether an equality of x and y is to be null because one of them is, and not false
// (feel_options.unknown_nulls).
bool eval_stays_unknown(const evaluation *ev, feel_value x, feel_value y, const node *left,
                        const node *right);
feel_value eval_table(evaluation *ev, const binding_cell *bindings, const node *n);
feel_value eval_in(evaluation *ev, const binding_cell *bindings, const node *n);
feel_value eval_range(evaluation *ev, const node *n, feel_range range); // checks the ends
// Whether v is of the type; false, too, where a limit ended the evaluation (then reported).
bool eval_is_instance(evaluation *ev, const node *n, feel_value v, const feel_type *type);
uint64_t eval_steps_left(const evaluation *ev);

str kind_name(feel_kind kind);

#endif
