// SPDX-License-Identifier: MIT
// Private to the checker's files.
#ifndef ATTUNE_FEEL_CHECK_H
#define ATTUNE_FEEL_CHECK_H

#include "feel/ast.h"
#include "feel/builtin.h"
#include "feel/names.h"

// A name bound within the expression; innermost first, in step with binding_cell at evaluation.
typedef struct scope_binding {
    const struct scope_binding *parent;
    str name;
    const feel_type *type;
    bool filtered; // the item of a filter, whose members can be read by their names alone
} scope_binding;

typedef struct checker {
    arena *arena;
    const feel_options *options;
    const feel_expression *expression;
    size_t problems;
} checker;

void check_node(checker *c, const scope_binding *scope, node *n);
void check_call(checker *c, const scope_binding *scope, node *n); // children but the callee are checked
void check_arithmetic(checker *c, node *n);
void check_in(checker *c, node *n);
void check_constant_result(checker *c, node *n); // arithmetic on constants that gives an error
void check_path(checker *c, node *n);

// In strict mode reports. In lenient mode nothing: the evaluation will find it.
void complain(checker *c, diagnostic_code code, size_t offset, size_t length, str message, str help);
// In strict mode reports; in lenient mode n's evaluation reports the same.
void complain_or_defer(checker *c, node *n, diagnostic_code code, size_t offset, size_t length, str message,
                       str help);

bool is_open_type(const feel_type *t); // not known before evaluation
const feel_type *join_types(arena *a, const feel_type *x, const feel_type *y);
// Whether values of the two can be compared; complains at n where not. Checks terms against enumerations.
bool check_comparable(checker *c, const node *n, const node *x, const node *y, bool ordered);
void check_term(checker *c, const feel_type *type, const node *constant); // also within lists and branches
str suggestion_help(checker *c, const suggestion *s);
str node_text(const checker *c, const node *n); // as it stands in the expression
// How to find what two lists have in common.
str common_item_help(checker *c, const node *items, const node *list);

#endif
