// SPDX-License-Identifier: MIT
// Expressions and messages of a rule set: private to engine/ruleset.
#ifndef ATTUNE_RULESET_EXPRESSIONS_H
#define ATTUNE_RULESET_EXPRESSIONS_H

#include "ruleset/loader.h"

// Where the text of an expression or a message stands: in an attribute or in a text node.
typedef struct origin {
    const xml_attribute *attribute;
    const xml_node *text;
    bool csv; // the text is a cell of a CSV file
} origin;
place origin_place(origin o, size_t from, size_t length); // of bytes of the decoded text

typedef enum reach {
    REACH_ANYTHING,
    REACH_CLIENT,
    REACH_NOTHING
} reach; // what it may read; today goes with the client

typedef struct expression_wish {
    const char *what; // names it in messages: "when"
    feel_kind wanted; // FEEL_BOOLEAN, FEEL_NUMBER, FEEL_STRING for what can be shown to people, FEEL_ANY for
                      // anything
    reach reach;
    bool evidence; // whether it may read evidence
} expression_wish;

// Compiles text, which stands at byte `at` of the origin's text, against l->variables, and reports what is
// wrong. The result's feel is NULL where it does not compile.
expression expression_compile(loader *l, str text, size_t at, origin o, const expression_wish *wish);

// The same of an attribute; nothing where there is none. Its name names it in messages.
expression expression_from(loader *l, const xml_node *node, const char *attribute, feel_kind wanted,
                           reach reach_of);

// Whether not all that it reads is known, because it, or a let that it reads, has an error.
bool expression_is_doubtful(const loader *l, const expression *e);

// Reports a problem of source, which stands at byte `at` of the origin's text.
void expression_report(loader *l, str source, size_t at, origin o, const feel_problem *problem);

// What feel reads, and with it the rest of e.
void expression_link(loader *l, expression *e, const feel_expression *feel);

// table.c: the expression that a <table> is. A let's table gives values of any type, a criterion's numbers
// (shares of its points) or booleans. Its feel is NULL where it does not compile.
typedef enum table_use { TABLE_OF_LET, TABLE_OF_CRITERION } table_use;
expression table_from(loader *l, const xml_node *table, table_use use);
// The table as it is before types are known, for what it reads; NULL where it does not parse.
const feel_expression *table_draft(loader *l, const xml_node *table, const feel_scope *scope,
                                   const feel_options *options);

// constants.c: evaluates an expression that reads nothing, and reports where that fails or, of a share of
// points, gives a number outside 0 to 1. what names it in messages. False after a diagnostic.
bool check_constant(loader *l, const expression *e, const char *what, bool is_share);
void constants_begin(loader *l); // before the first

// The message of a child element, or of an attribute of that name; one without parts where there is none.
// Where condition reads a signal, the message may read evidence.
message message_from(loader *l, const xml_node *node, const char *name, reach reach_of,
                     const expression *condition);

#endif
