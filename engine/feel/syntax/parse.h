// SPDX-License-Identifier: MIT
// Private to the parser's files: its state and the steps that they share.
#ifndef ATTUNE_FEEL_PARSE_H
#define ATTUNE_FEEL_PARSE_H

#include "feel/syntax/ast.h"
#include "feel/syntax/lex.h"
#include "feel/syntax/names.h"

typedef struct parser {
    arena *arena;
    str text;
    token token;         // the one to be read next
    size_t previous_end; // of the token read last
    const feel_options *options;
    feel_names own; // names that the expression itself declares
    uint32_t nesting;
    bool failed; // after the first problem every token is TOKEN_END
    bool closures;
    str unknown_type; // in the type that is being read: the first name that is none
    uint32_t unknown_type_offset;
} parser;

typedef VEC(node *) node_list;
typedef VEC(str) name_list;
typedef VEC(uint32_t) offset_list;

void parse_next(parser *p);
void parse_from(parser *p, size_t at);
bool parse_accept(parser *p, token_kind kind);
bool parse_expect(parser *p, token_kind kind, const char *what);
bool parse_at_keyword(const parser *p, const char *keyword);
bool parse_accept_keyword(parser *p, const char *keyword);
void parse_expect_keyword(parser *p, const char *keyword);
void parse_fail(parser *p, diagnostic_code code, size_t offset, size_t length, const char *format, ...)
    __attribute__((format(printf, 5, 6)));
void parse_fail_token(parser *p, const char *expected);
str parse_token_text(const parser *p);

void parse_know_name(parser *p, str name);
bool parse_spaced_name(parser *p, bool builtins, str *name); // at the next token; reads it
bool parse_enter(parser *p); // one level deeper; false, and reported, past the limit
void parse_leave(parser *p);

node *parse_node(parser *p, node_kind kind, size_t offset, const node_list *children); // ends at previous_end
node *parse_expression(parser *p);
node *parse_expression_binary(parser *p); // or, and, and all that binds tighter
node *parse_operand(parser *p);           // what stands beside a comparison: arithmetic and tighter
node *parse_test(parser *p);              // one unary test
node *parse_postfix(parser *p);
node *feel_parse_tests(parser *p);            // unary tests, to the end of the text
node *feel_any_test(arena *a, size_t offset); // the unary test "-"
bool parse_at_reserved(const parser *p);      // at a word of the grammar, such as "then"

written_type parse_type(parser *p);
// What is said of a name that is no type's, and which one may be meant.
void type_unknown_text(arena *a, const feel_names *names, str name, str *message, str *help);
void type_names_offer(suggestion *s, const feel_names *names);

#endif
