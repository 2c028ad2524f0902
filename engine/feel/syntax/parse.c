// SPDX-License-Identifier: MIT
// The parser's ground: tokens, names with spaces, problems; expressions by precedence.
#include "feel/syntax/parse.h"

#include "feel/functions/builtin.h"
#include "feel/syntax/slips.h"

enum { DEPTH_FACTOR = 4 }; // the tree may be deeper than the text is nested, as in a - b - c

void report_problem(feel_report report, void *user, diagnostic_code code, size_t offset, size_t length,
                    str message, str help)
{
    feel_problem problem = {
        .code = code, .offset = offset, .length = length, .message = message, .help = help};
    if (report)
        report(user, &problem);
}

static void fail_with(parser *p, diagnostic_code code, size_t offset, size_t length, str message, str help)
{
    if (p->failed)
        return;
    report_problem(p->options->report, p->options->report_user, code, offset, length, message, help);
    p->failed = true;
    p->token = (token){TOKEN_END, p->text.length, p->text.length};
}

void parse_fail(parser *p, diagnostic_code code, size_t offset, size_t length, const char *format, ...)
{
    if (p->failed)
        return;
    builder message = builder_new(p->arena);
    va_list arguments;
    va_start(arguments, format);
    builder_addv(&message, format, arguments);
    va_end(arguments);
    fail_with(p, code, offset, length, builder_str(&message), STR_NONE);
}

str parse_token_text(const parser *p)
{
    return str_slice(p->text, p->token.start, p->token.end);
}

static str first_part(str s, size_t bytes)
{
    if (bytes >= s.length)
        return s;
    while (bytes && ((unsigned char)s.data[bytes] & 0xc0) == 0x80) // not within a character
        bytes--;
    return str_slice(s, 0, bytes);
}

// The first word of a name: that of a variable.
static bool starts_with_variable(const parser *p, token name)
{
    token first = lex(p->text, name.start);
    if (!p->options->names)
        return false;
    str word = str_slice(p->text, first.start, first.end);
    return name_map_get(&p->options->names->variables, word) != NAME_MISSING;
}

// Words that are called as a function of that name would be, as in: last day of month(d).
static bool fail_call(parser *p, const char *expected)
{
    token name = p->token;
    if (p->token.kind != TOKEN_NAME)
        return false;
    bool foreign = slip_foreign_call(p->text, p->token, &name);
    bool keyword = expected[0] == '"' && expected[1] >= 'a' && expected[1] <= 'z';
    if (!foreign && (keyword || slip_help(p->arena, p->text, p->token, p->previous_end).length ||
                     !slip_spaced_call(p->text, p->token, &name) || starts_with_variable(p, name)))
        return false;
    str text = str_slice(p->text, name.start, name.end);
    suggestion s = suggestion_for(text);
    builtin_suggest(&s);
    str help = slip_function_help(text);
    if (!help.length && suggestion_found(&s))
        help = str_printf(p->arena, "did you mean \"%.*s\"?", STR_ARGS(s.best));
    fail_with(p, CODE_unknown_name, name.start, name.end - name.start,
              str_printf(p->arena, "there is no function \"%.*s\"", STR_ARGS(text)), help);
    return true;
}

void parse_fail_token(parser *p, const char *expected)
{
    str found = first_part(parse_token_text(p), 40);
    str message, help = STR_NONE;
    if (p->failed || fail_call(p, expected))
        return;
    if (p->token.kind == TOKEN_END)
        message = str_printf(p->arena, "the expression ends where %s is needed", expected);
    else if (p->token.kind == TOKEN_OPEN_TEXT)
        message =
            str_printf(p->arena, "a %s has no end", found.data[0] == '"' ? "text in quotes" : "comment");
    else if (found.data[0] == '\'')
        message = STR("texts stand in double quotes, not in single ones");
    else if (slip_is_curly_quote(found))
        message = STR("texts stand in straight quotes, not in curly ones");
    else
        message = str_printf(p->arena, "found \"%.*s\" where %s is needed", STR_ARGS(found), expected);
    if (p->token.kind != TOKEN_OPEN_TEXT)
        help = slip_help(p->arena, p->text, p->token, p->previous_end);
    fail_with(p, CODE_expression_syntax, p->token.start, p->token.end - p->token.start, message, help);
}

void parse_from(parser *p, size_t at)
{
    if (!p->failed)
        p->token = lex(p->text, at);
}

void parse_next(parser *p)
{
    p->previous_end = p->token.end;
    parse_from(p, p->token.end);
}

bool parse_accept(parser *p, token_kind kind)
{
    if (p->token.kind != kind)
        return false;
    parse_next(p);
    return true;
}

bool parse_expect(parser *p, token_kind kind, const char *what)
{
    if (parse_accept(p, kind))
        return true;
    parse_fail_token(p, what);
    return false;
}

bool parse_at_keyword(const parser *p, const char *keyword)
{
    return p->token.kind == TOKEN_NAME && str_equals(parse_token_text(p), keyword);
}

bool parse_accept_keyword(parser *p, const char *keyword)
{
    if (!parse_at_keyword(p, keyword))
        return false;
    parse_next(p);
    return true;
}

void parse_expect_keyword(parser *p, const char *keyword)
{
    if (!parse_accept_keyword(p, keyword)) {
        str what = str_printf(p->arena, "\"%s\"", keyword);
        parse_fail_token(p, what.data);
    }
}

bool parse_enter(parser *p)
{
    if (++p->nesting <= p->options->limits->nesting)
        return true;
    parse_fail(p, CODE_too_deep, p->token.start, p->token.end - p->token.start,
               "the expression is nested more than %llu levels deep",
               (unsigned long long)p->options->limits->nesting);
    return false;
}

void parse_leave(parser *p)
{
    p->nesting--;
}

void parse_know_name(parser *p, str name)
{
    names_know(&p->own, name);
}

bool parse_spaced_name(parser *p, bool builtins, str *name)
{
    str own;
    if (p->failed)
        return false;
    size_t best_end = names_longest(p->options->names, p->text, p->token, name);
    size_t own_end = names_longest(&p->own, p->text, p->token, &own);
    if (own_end > best_end) {
        best_end = own_end;
        *name = own;
    }
    size_t end = p->token.start;
    str builtin_name;
    if (builtins && builtin_spaced_name(p->text, p->token.start, &end, &builtin_name) && end > best_end) {
        best_end = end;
        *name = builtin_name;
    }
    if (best_end <= p->token.end)
        return false;
    p->previous_end = best_end;
    parse_from(p, best_end);
    return true;
}

node *node_new(arena *a, node_kind kind, size_t offset, size_t length)
{
    node *n = ARENA_NEW(a, node);
    n->kind = kind;
    n->offset = (uint32_t)offset;
    n->length = (uint32_t)length;
    n->depth = 1;
    n->type = feel_type_basic(FEEL_ANY);
    return n;
}

node *parse_node(parser *p, node_kind kind, size_t offset, const node_list *children)
{
    node *n = node_new(p->arena, kind, offset, p->previous_end > offset ? p->previous_end - offset : 0);
    if (children) {
        n->children = children->items;
        n->count = children->count;
        for (size_t i = 0; i < n->count; i++)
            if (n->children[i]->depth >= n->depth)
                n->depth = n->children[i]->depth + 1;
    }
    if (n->depth > p->options->limits->nesting * DEPTH_FACTOR)
        parse_fail(p, CODE_too_deep, offset, n->length, "the expression has too many steps in one chain");
    return n;
}

static node *binary(parser *p, node_kind kind, operator op, node *left, node *right)
{
    node_list children = {0};
    *ARENA_PUSH(p->arena, &children) = left;
    *ARENA_PUSH(p->arena, &children) = right;
    node *n = parse_node(p, kind, left->offset, &children);
    n->op = op;
    return n;
}

enum { LEVEL_OR = 1, LEVEL_AND, LEVEL_COMPARE, LEVEL_ADD, LEVEL_MULTIPLY, LEVEL_POWER, LEVEL_INSTANCE };

typedef struct infix {
    int level; // 0: no operator
    node_kind kind;
    operator op;
} infix;

static infix infix_at(const parser *p)
{
    switch (p->token.kind) {
    case TOKEN_PLUS:
        return (infix){LEVEL_ADD, NODE_ARITHMETIC, OP_ADD};
    case TOKEN_MINUS:
        return (infix){LEVEL_ADD, NODE_ARITHMETIC, OP_SUBTRACT};
    case TOKEN_STAR:
        return (infix){LEVEL_MULTIPLY, NODE_ARITHMETIC, OP_MULTIPLY};
    case TOKEN_SLASH:
        return (infix){LEVEL_MULTIPLY, NODE_ARITHMETIC, OP_DIVIDE};
    case TOKEN_POWER:
        return (infix){LEVEL_POWER, NODE_ARITHMETIC, OP_POWER};
    case TOKEN_EQUAL:
    case TOKEN_NOT_EQUAL:
    case TOKEN_LESS:
    case TOKEN_LESS_EQUAL:
    case TOKEN_GREATER:
    case TOKEN_GREATER_EQUAL:
        return (infix){LEVEL_COMPARE, NODE_COMPARE, (operator)(p->token.kind - TOKEN_EQUAL + OP_EQUAL)};
    case TOKEN_NAME:
        if (parse_at_keyword(p, "and"))
            return (infix){LEVEL_AND, NODE_AND, OP_NONE};
        if (parse_at_keyword(p, "or"))
            return (infix){LEVEL_OR, NODE_OR, OP_NONE};
        if (parse_at_keyword(p, "in"))
            return (infix){LEVEL_COMPARE, NODE_IN, OP_NONE};
        if (parse_at_keyword(p, "between"))
            return (infix){LEVEL_COMPARE, NODE_BETWEEN, OP_NONE};
        if (parse_at_keyword(p, "instance"))
            return (infix){LEVEL_INSTANCE, NODE_INSTANCE, OP_NONE};
        return (infix){0};
    default:
        return (infix){0};
    }
}

static node *parse_binary(parser *p, int least);

// a and b and c is one node, so that long chains are not deep.
static node *parse_chain(parser *p, node *left, infix operator_found)
{
    node_list children = {0};
    const char *keyword = operator_found.kind == NODE_AND ? "and" : "or";
    *ARENA_PUSH(p->arena, &children) = left;
    while (parse_accept_keyword(p, keyword))
        *ARENA_PUSH(p->arena, &children) = parse_binary(p, operator_found.level + 1);
    return parse_node(p, operator_found.kind, left->offset, &children);
}

static node *parse_between(parser *p, node *left)
{
    node_list children = {0};
    *ARENA_PUSH(p->arena, &children) = left;
    *ARENA_PUSH(p->arena, &children) = parse_operand(p);
    parse_expect_keyword(p, "and");
    *ARENA_PUSH(p->arena, &children) = parse_operand(p);
    return parse_node(p, NODE_BETWEEN, left->offset, &children);
}

static node *parse_instance(parser *p, node *left)
{
    node_list children = {0};
    *ARENA_PUSH(p->arena, &children) = left;
    parse_expect_keyword(p, "of");
    written_type *wanted = ARENA_NEW(p->arena, written_type);
    *wanted = parse_type(p);
    node *n = parse_node(p, NODE_INSTANCE, left->offset, &children);
    n->written = wanted;
    n->wanted = wanted->type;
    return n;
}

static node *parse_infix(parser *p, node *left, infix found)
{
    if (found.kind == NODE_AND || found.kind == NODE_OR)
        return parse_chain(p, left, found);
    parse_next(p);
    switch (found.kind) {
    case NODE_BETWEEN:
        return parse_between(p, left);
    case NODE_INSTANCE:
        return parse_instance(p, left);
    case NODE_IN:
        return binary(p, NODE_IN, OP_NONE, left, parse_test(p));
    default:
        return binary(p, found.kind, found.op, left, parse_binary(p, found.level + 1));
    }
}

static node *parse_unary(parser *p)
{
    size_t offset = p->token.start;
    if (!parse_accept(p, TOKEN_MINUS))
        return parse_postfix(p);
    node_list children = {0};
    if (!parse_enter(p))
        return node_new(p->arena, NODE_LITERAL, offset, 0);
    node *operand = parse_unary(p);
    parse_leave(p);
    if (operand->kind == NODE_LITERAL && operand->value.kind == FEEL_NUMBER &&
        decimal_compare(operand->value.as.number, decimal_from_int(0)) > 0) {
        operand->value = feel_number(decimal_negate(operand->value.as.number));
        operand->length += operand->offset - (uint32_t)offset;
        operand->offset = (uint32_t)offset;
        return operand;
    }
    *ARENA_PUSH(p->arena, &children) = operand;
    return parse_node(p, NODE_NEGATE, offset, &children);
}

static node *parse_binary(parser *p, int least)
{
    node *left = parse_unary(p);
    for (;;) {
        infix found = infix_at(p);
        if (!found.level || found.level < least || p->failed)
            return left;
        left = parse_infix(p, left, found);
    }
}

node *parse_operand(parser *p)
{
    return parse_binary(p, LEVEL_ADD);
}

node *parse_test(parser *p)
{
    size_t offset = p->token.start;
    infix found = infix_at(p);
    if (found.kind != NODE_COMPARE || !found.level)
        return parse_operand(p);
    parse_next(p);
    node_list children = {0};
    *ARENA_PUSH(p->arena, &children) = parse_operand(p);
    node *n = parse_node(p, NODE_TEST, offset, &children);
    n->op = found.op;
    return n;
}

node *parse_expression_binary(parser *p)
{
    return parse_binary(p, LEVEL_OR);
}
