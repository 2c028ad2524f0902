// SPDX-License-Identifier: MIT
// Private to the checker's files.
//
// Every type admits null, and FEEL_NULL is the type of null alone: what is worked out from it is null again,
// so that it goes with every other type. FEEL_ANY is what shows at evaluation only.
#ifndef ATTUNE_FEEL_CHECK_H
#define ATTUNE_FEEL_CHECK_H

#include "feel/syntax/ast.h"
#include "feel/functions/builtin.h"
#include "feel/syntax/names.h"

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
    uint64_t *searches;      // for what an unknown name may mean, so far
    uint64_t constant_steps; // spent on working out constants, of those allowed
    const feel_type *const
        *given; // for the parameters of a function that is checked next, where it says nothing
    size_t given_count;
    const node *cell; // of a table: the tests of an input at hand
    uint32_t guesses;
    bool guessing; // within a guess at the type of "partial"
} checker;

// An operand, and its type or that of its items.
typedef struct side {
    const node *node;
    const feel_type *type;
} side;

// check.c
void check_node(checker *c, const scope_binding *scope, node *n);
// In strict mode reports. In lenient mode nothing: the evaluation will find it.
void complain(checker *c, diagnostic_code code, size_t offset, size_t length, str message, str help);
void complain_at(checker *c, diagnostic_code code, const node *n, str message, str help);
// In strict mode reports; in lenient mode n's evaluation reports the same.
void complain_or_defer(checker *c, node *n, diagnostic_code code, size_t offset, size_t length, str message,
                       str help);
bool is_open_type(const feel_type *t); // not known before evaluation

// check_call.c; the children but the callee are not checked yet
void check_call(checker *c, const scope_binding *scope, node *n);

str callee_text(checker *c, const node *call); // "f" where a name is called, else: the function
// What is said of an argument that a parameter does not take, and the way out.
str argument_message(checker *c, const builtin *b, const builtin_parameter *p, side given);
str argument_help(checker *c, const builtin_parameter *p, const node *argument, const node *call);

// Whether a value of the one type can be one of the other: at evaluation each is asked.
bool type_may_be(const feel_type *found, const feel_type *wanted);

// check_result.c: what a call of a built-in function gives, and what it asks of its lists' items.
const feel_type *result_type(checker *c, const node *n);
bool check_items(checker *c, const node *n); // false after a complaint
// What site calls the parameters of a function with that it is given; NULL where nothing is known.
const feel_type *const *callback_parameters(checker *c, const node *site, const builtin *rows, size_t *count);

// check_constant.c
bool is_constant(const node *n);                 // reads nothing; of a node that is checked
void note_constant(node *n);                     // works out whether it is, from its children
void check_constant_result(checker *c, node *n); // complains of what reads nothing and gives an error
void fold_constant(checker *c, node *n);         // a call with literals becomes what it gives
void check_divisor(checker *c, const node *n, const node *divisor);
void keep_constants(checker *c, node *n); // works constant parts out once, so that evaluations need not
bool check_position(checker *c, const node *position, bool whole); // that it is not the constant 0
void check_whole(checker *c, const node *n);                       // that it is no constant fraction
void check_constant_arguments(checker *c, const node *n);          // such as position 0
void compile_pattern(checker *c, node *n);                         // of a call, where it is constant

// check.c: of a name that is the member of a variable, "did you mean client.age?"; else empty.
str owner_help(checker *c, str name);

// check_types.c
const feel_type *join_types(arena *a, const feel_type *x, const feel_type *y);
void check_arithmetic(checker *c, node *n);
void check_in(checker *c, node *n);
void check_path(checker *c, node *n);
void unknown_member(checker *c, const node *owner, const feel_type *base, str name, size_t offset,
                    size_t length);
// What to write instead of owner.name, which base's values do not have.
str member_help(checker *c, const node *owner, const feel_type *base, str name);
// Whether values of the two can be compared; complains where not, at one of them or at n. Checks terms
// against enumerations.
bool check_comparable(checker *c, const node *n, const node *x, const node *y, bool ordered);
bool types_share_term(const feel_type *x, const feel_type *y); // false: enumerations with nothing in common
bool is_null_literal(const node *n);                           // what is written as null
void check_term(checker *c, const feel_type *type, const node *constant); // also within lists and branches

// check_text.c
str suggestion_help(checker *c, const suggestion *s);
str node_text(const checker *c, const node *n); // as it stands in the expression
str side_text(checker *c, side s);              // number (client.age)
str node_side_text(checker *c, const node *n);
str names_help(checker *c, const char *what, const str *names, size_t count);
// Of a < b < c.
str chained_comparison_help(checker *c, side x, side y);
str comparison_help(checker *c, bool equality, side x, side y);
str arithmetic_help(checker *c, operator op, side x, side y);
str conversion_help(checker *c, feel_kind wanted, const node *n); // how to make of n what is wanted
// How to find what two lists have in common.
str common_item_help(checker *c, const node *items, const node *list);

#endif
