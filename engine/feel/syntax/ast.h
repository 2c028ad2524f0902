// SPDX-License-Identifier: MIT
// Private to engine/feel: the tree of an expression. Made by parse.c, resolved and typed by check.c, then
// immutable; read by eval.c, reads.c and source.c.
#ifndef ATTUNE_FEEL_AST_H
#define ATTUNE_FEEL_AST_H

#include "feel/feel.h"
#include "text/regex.h"

typedef struct node node;
typedef struct builtin builtin;

typedef enum node_kind {
    NODE_LITERAL,  // value
    NODE_NAME,     // name; not resolved: nothing of this name is declared
    NODE_VARIABLE, // index: the slot in the scope
    NODE_LOCAL,    // index: bindings to go up
    NODE_IMPLICIT, // name: a member of the filtered item (children[0]), else children[1]
    NODE_BUILTIN,  // builtin, as a value
    NODE_MISSING,  // an argument that was left out
    NODE_LIST,
    NODE_CONTEXT, // names: the keys; children: the values
    NODE_RANGE,   // children: low, high
    NODE_TEST,    // op and children[0]: such as (< 10)
    NODE_TESTS,   // children: tests in parentheses, separated by commas
    NODE_IN,      // children[0] in any of children[1…]
    NODE_BETWEEN, // children[0] between children[1] and children[2]
    NODE_NEGATE,
    NODE_ARITHMETIC, // op
    NODE_COMPARE,    // op
    NODE_AND,
    NODE_OR,
    NODE_IF,
    NODE_FOR,      // names: the variables; children: their domains, then the body
    NODE_SOME,     // likewise
    NODE_EVERY,    // likewise
    NODE_STRETCH,  // a domain: children[0]..children[1]
    NODE_FILTER,   // children[0] [ children[1] ]
    NODE_PATH,     // children[0] . name; index: the member's number where it is known
    NODE_CALL,     // children[0] ( children[1…] ); names: of the arguments, or NULL
    NODE_APPLY,    // builtin; children: arguments in the order of its parameters
    NODE_FUNCTION, // names, types: the parameters; children[0]: the body
    NODE_INSTANCE, // children[0] instance of wanted
    NODE_TABLE,    // index: a feel_hit; children: of each row whether it hits, then its output
    NODE_LABEL,    // children[0] with terms of wanted's domain as their labels
    NODE_TEXT      // children[0] as text for people
} node_kind;

typedef enum operator{
    OP_NONE,
    OP_ADD,
    OP_SUBTRACT,
    OP_MULTIPLY,
    OP_DIVIDE,
    OP_POWER,
    OP_EQUAL,
    OP_NOT_EQUAL,
    OP_LESS,
    OP_LESS_EQUAL,
    OP_GREATER,
    OP_GREATER_EQUAL
}
operator;

// A type as it stands in an expression.
typedef struct written_type {
    const feel_type *type; // NULL: not known
    str text;
    str unknown; // the first name in it that is no type's
    uint32_t unknown_offset;
} written_type;

struct node { // what every evaluation reads comes first, within the 64 bytes of a cache line
    node_kind kind;
    operator op;
    uint32_t index;
    bool folded; // constant, and value is what it comes to
    bool low_included, high_included;
    bool standalone; // a unary test that reads "?" itself
    node **children;
    size_t count;
    feel_value value;
    const builtin *builtin;
    const feel_type *type;   // after the check; never NULL then
    str problem;             // what its evaluation reports, in lenient mode; its value is null then
    uint32_t depth;          // 1 for a leaf
    bool constant;           // reads nothing, and comes to no error
    bool faulty;             // something about it was complained of
    bool inner_implied;      // IN in unary tests: children[0] is the implied "?"
    bool implied;            // of a table's input, in the place of "?"
    uint32_t offset, length; // in the expression's text
    uint32_t input;          // implied, and the whole input: its number, from 1
    uint32_t name_offset;    // PATH: where the member's name stands
    const feel_type *wanted; // INSTANCE, LABEL; NULL where the type's name is not known
    const str *names;
    size_t name_count;
    const uint32_t *name_offsets; // of names
    const feel_type **types;
    const written_type *written; // FUNCTION: of the parameters, text empty where there is none; INSTANCE: one
    str name;
    const regex *pattern; // APPLY: its constant pattern, compiled
    str problem_help;     // these belong to problem
    diagnostic_code problem_code;
    uint32_t problem_offset, problem_length;
};

struct feel_expression {
    const node *root;
    str text;
    const feel_scope *scope;
    bool lenient;
    bool unknown_nulls;
    bool closures; // holds function definitions, so that bindings may outlive their loop
};

// The values that names are bound to, innermost first.
typedef struct binding_cell {
    const struct binding_cell *parent;
    feel_value value;
} binding_cell;

struct feel_function {
    const feel_expression *expression; // of a definition
    const node *definition;
    const binding_cell *bindings; // what it was defined among
    const builtin *builtin;       // or a builtin
};

// Reports with the place of a node or of a stretch of the text.
void report_problem(feel_report report, void *user, diagnostic_code code, size_t offset, size_t length,
                    str message, str help);

// Parses; NULL after a report. *closures: whether there is a function definition. options->names is given.
node *feel_parse(arena *a, str text, const feel_options *options, bool *closures);

// syntax/table.c: the same for a decision table. False after a report; the root is then NULL, or holds what
// can still be checked.
struct feel_table;
typedef struct parsed_table {
    node *root;
    node **inputs; // by themselves
    bool closures;
} parsed_table;
bool feel_parse_table(arena *a, const struct feel_table *table, const feel_options *options,
                      parsed_table *out);

node *node_new(arena *a, node_kind kind, size_t offset, size_t length);

// Resolves names and works out types; in strict mode reports what is wrong. Returns the number of problems.
size_t feel_check(arena *a, feel_expression *e, node *root, const feel_options *options);

const char *operator_text(operator op);

#endif
