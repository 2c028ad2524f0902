// SPDX-License-Identifier: MIT
// The parser's leaves and forms: literals, names, lists, contexts, ranges, calls, if, for, quantifiers,
// functions; and the entry to it.
#include "feel/syntax/parse.h"

#include "feel/values/temporal.h"
#include "feel/values/values.h"

enum { KEYS_FACTOR = 64 }; // entries of a context for each level of nesting

static node *literal(parser *p, size_t offset, feel_value value)
{
    node *n = parse_node(p, NODE_LITERAL, offset, NULL);
    n->value = value;
    return n;
}

static node *parse_number(parser *p)
{
    size_t offset = p->token.start;
    decimal value;
    if (!decimal_parse(parse_token_text(p), &value)) {
        parse_fail(p, CODE_invalid_constant, offset, p->token.end - offset,
                   "the number is too large or has too many digits");
        return literal(p, offset, FEEL_NULL_VALUE);
    }
    parse_next(p);
    return literal(p, offset, feel_number(value));
}

static str parse_string_token(parser *p)
{
    str value = STR_NONE;
    if (!lex_string(p->arena, parse_token_text(p), &value))
        parse_fail(p, CODE_expression_syntax, p->token.start, p->token.end - p->token.start,
                   "an escape in the text is no character: \\u takes four hexadecimal digits, \\U six");
    parse_next(p);
    return value;
}

static node *parse_string(parser *p)
{
    size_t offset = p->token.start;
    str value = parse_string_token(p);
    return literal(p, offset, feel_string(value));
}

static node *parse_at_literal(parser *p)
{
    size_t offset = p->token.start;
    feel_value value = FEEL_NULL_VALUE;
    parse_next(p);
    if (p->token.kind != TOKEN_STRING) {
        parse_fail_token(p, "a date, time or duration in quotes");
        return literal(p, offset, value);
    }
    str text = parse_string_token(p);
    node *n = literal(p, offset, value);
    n->name = text;
    if (!parse_temporal(p->arena, text, &n->value)) {
        const char *flaw = temporal_flaw(p->arena, text);
        n->problem = str_printf(p->arena, "\"%.*s\" is no date, time, date and time or duration%s%s",
                                STR_ARGS(value_shown(p->arena, text)), flaw ? ": " : "", flaw ? flaw : "");
        n->problem_code = CODE_invalid_constant; // check.c or the evaluation reports it
    }
    return n;
}

static node *unary_node(parser *p, node_kind kind, size_t offset, node *child)
{
    node_list children = {0};
    *ARENA_PUSH(p->arena, &children) = child;
    return parse_node(p, kind, offset, &children);
}

static node *range_node(parser *p, size_t offset, node *low, bool low_included)
{
    node_list children = {0};
    *ARENA_PUSH(p->arena, &children) = low;
    *ARENA_PUSH(p->arena, &children) = parse_operand(p);
    bool high_included = p->token.kind == TOKEN_CLOSE_SQUARE;
    if (!high_included && p->token.kind != TOKEN_CLOSE && p->token.kind != TOKEN_OPEN_SQUARE)
        parse_fail_token(p, "\"]\", \")\" or \"[\" at the end of the range");
    else
        parse_next(p);
    node *n = parse_node(p, NODE_RANGE, offset, &children);
    n->low_included = low_included;
    n->high_included = high_included;
    return n;
}

// What may stand in parentheses or square brackets: an expression or a test such as < 10.
static node *parse_item(parser *p)
{
    if (p->token.kind >= TOKEN_EQUAL && p->token.kind <= TOKEN_GREATER_EQUAL)
        return parse_test(p);
    return parse_expression(p);
}

static node *parse_square(parser *p)
{
    size_t offset = p->token.start;
    node_list items = {0};
    parse_next(p);
    if (parse_accept(p, TOKEN_CLOSE_SQUARE))
        return parse_node(p, NODE_LIST, offset, &items);
    for (;;) {
        node *item = parse_item(p);
        if (items.count == 0 && parse_accept(p, TOKEN_DOTS))
            return range_node(p, offset, item, true);
        *ARENA_PUSH(p->arena, &items) = item;
        if (!parse_accept(p, TOKEN_COMMA))
            break;
    }
    parse_expect(p, TOKEN_CLOSE_SQUARE, "\",\" or \"]\"");
    return parse_node(p, NODE_LIST, offset, &items);
}

// (expression), (< 10), (1..10) or, behind "in", (test, test).
static node *parse_parentheses(parser *p)
{
    size_t offset = p->token.start;
    parse_next(p);
    node *first = parse_item(p);
    if (parse_accept(p, TOKEN_DOTS))
        return range_node(p, offset, first, false);
    if (p->token.kind != TOKEN_COMMA) {
        parse_expect(p, TOKEN_CLOSE, "\")\"");
        if (first->kind == NODE_TEST)
            return unary_node(p, NODE_TESTS, offset, first);
        if (first->kind != NODE_NAME && p->previous_end > offset) { // a name is pointed at by itself
            first->offset = (uint32_t)offset;
            first->length = (uint32_t)(p->previous_end - offset);
        }
        return first;
    }
    node_list tests = {0};
    *ARENA_PUSH(p->arena, &tests) = first;
    while (parse_accept(p, TOKEN_COMMA))
        *ARENA_PUSH(p->arena, &tests) = parse_item(p);
    parse_expect(p, TOKEN_CLOSE, "\",\" or \")\"");
    return parse_node(p, NODE_TESTS, offset, &tests);
}

static node *parse_open_range(parser *p) // ]low..high]
{
    size_t offset = p->token.start;
    parse_next(p);
    node *low = parse_operand(p);
    parse_expect(p, TOKEN_DOTS, "\"..\"");
    return range_node(p, offset, low, false);
}

// A comma, behind which there must be more.
static bool parse_another(parser *p, token_kind closing, const char *what)
{
    if (!parse_accept(p, TOKEN_COMMA))
        return false;
    if (p->token.kind == closing)
        parse_fail_token(p, what);
    return true;
}

// Whether t goes on with a name: a word, or, behind one, a sign that a name may hold.
static bool is_in_name(const parser *p, token t, bool first)
{
    if (t.kind == TOKEN_NAME)
        return true;
    bool sign = t.kind == TOKEN_PLUS || t.kind == TOKEN_MINUS || t.kind == TOKEN_STAR ||
                t.kind == TOKEN_SLASH || t.kind == TOKEN_DOT || t.kind == TOKEN_NUMBER ||
                (t.kind == TOKEN_INVALID && p->text.data[t.start] == '\'');
    return sign && !first;
}

// The name from the next token up to a keyword or another symbol, single spaces between its words; *end is
// where it ends. Returns the token behind it.
static token peek_new_name(parser *p, const char *until, str *name, size_t *end)
{
    builder words = builder_new(p->arena);
    token t = p->token;
    *end = t.start;
    while (is_in_name(p, t, words.length == 0)) {
        str word = str_slice(p->text, t.start, t.end);
        if (until && str_equals(word, until))
            break;
        if (words.length && t.start > *end)
            builder_addc(&words, ' ');
        builder_add(&words, word);
        *end = t.end;
        t = lex(p->text, t.end);
    }
    *name = builder_str(&words);
    return t;
}

static str parse_new_name(parser *p, const char *until, const char *what)
{
    str name;
    size_t end;
    peek_new_name(p, until, &name, &end);
    if (!name.length) {
        parse_fail_token(p, what);
        return STR_NONE;
    }
    p->previous_end = end;
    parse_from(p, end);
    parse_know_name(p, name);
    return name;
}

static str parse_key(parser *p)
{
    if (p->token.kind != TOKEN_STRING)
        return parse_new_name(p, NULL, "a key and \":\"");
    str key = parse_string_token(p);
    parse_know_name(p, key);
    return key;
}

static node *parse_context(parser *p)
{
    size_t offset = p->token.start;
    node_list values = {0};
    name_list keys = {0};
    offset_list offsets = {0};
    parse_next(p);
    while (p->token.kind != TOKEN_CLOSE_CURLY && !p->failed) {
        *ARENA_PUSH(p->arena, &offsets) = (uint32_t)p->token.start;
        str key = parse_key(p);
        *ARENA_PUSH(p->arena, &keys) = key;
        parse_expect(p, TOKEN_COLON, "\":\"");
        node *value = parse_expression(p);
        *ARENA_PUSH(p->arena, &values) = value;
        if (!parse_another(p, TOKEN_CLOSE_CURLY, "a key and \":\""))
            break;
    }
    parse_expect(p, TOKEN_CLOSE_CURLY, "\",\" or \"}\"");
    node *n = parse_node(p, NODE_CONTEXT, offset, &values);
    n->names = keys.items;
    n->name_offsets = offsets.items;
    n->name_count = keys.count;
    if (keys.count > p->options->limits->nesting * KEYS_FACTOR)
        parse_fail(p, CODE_too_deep, offset, n->length, "the context has too many entries");
    return n;
}

// Each name is a level for whoever goes through the bindings.
static void limit_names(parser *p, const node *n, uint64_t most)
{
    if (n->name_count > most)
        parse_fail(p, CODE_too_deep, n->offset, n->length, "more than %llu names are declared in one place",
                   (unsigned long long)most);
}

static node *parse_function(parser *p, size_t offset)
{
    name_list names = {0};
    VEC(const feel_type *) types = {0};
    VEC(written_type) written = {0};
    p->closures = true;
    parse_expect(p, TOKEN_OPEN, "\"(\"");
    while (p->token.kind == TOKEN_NAME) {
        *ARENA_PUSH(p->arena, &names) = parse_new_name(p, NULL, "a parameter's name");
        written_type type = {.type = feel_type_basic(FEEL_ANY)};
        if (parse_accept(p, TOKEN_COLON))
            type = parse_type(p);
        *ARENA_PUSH(p->arena, &types) = type.type ? type.type : feel_type_basic(FEEL_ANY);
        *ARENA_PUSH(p->arena, &written) = type;
        if (!parse_accept(p, TOKEN_COMMA))
            break;
    }
    parse_expect(p, TOKEN_CLOSE, "a parameter's name or \")\"");
    if (parse_at_keyword(p, "external"))
        parse_fail(p, CODE_expression_syntax, p->token.start, p->token.end - p->token.start,
                   "functions of other languages are not available");
    node *n = unary_node(p, NODE_FUNCTION, offset, parse_expression(p));
    n->names = names.items;
    n->name_count = names.count;
    n->types = types.items;
    n->written = written.items;
    limit_names(p, n, p->options->limits->nesting);
    return n;
}

static node *parse_if(parser *p, size_t offset)
{
    node_list children = {0};
    node *condition = parse_expression(p);
    if (condition->kind == NODE_TESTS && !parse_at_keyword(p, "then"))
        parse_fail(p, CODE_expression_syntax, offset, condition->offset + condition->length - offset,
                   "if is no function: write if condition then value else other value");
    *ARENA_PUSH(p->arena, &children) = condition;
    parse_expect_keyword(p, "then");
    *ARENA_PUSH(p->arena, &children) = parse_expression(p);
    parse_expect_keyword(p, "else");
    *ARENA_PUSH(p->arena, &children) = parse_expression(p);
    return parse_node(p, NODE_IF, offset, &children);
}

static node *parse_domain(parser *p)
{
    node *low = parse_expression(p);
    if (!parse_accept(p, TOKEN_DOTS))
        return low;
    node_list children = {0};
    *ARENA_PUSH(p->arena, &children) = low;
    *ARENA_PUSH(p->arena, &children) = parse_expression(p);
    return parse_node(p, NODE_STRETCH, low->offset, &children);
}

static node *parse_loop(parser *p, node_kind kind, size_t offset)
{
    node_list children = {0};
    name_list names = {0};
    do {
        *ARENA_PUSH(p->arena, &names) = parse_new_name(p, "in", "a name for the items");
        if (parse_accept(p, TOKEN_COLON))
            parse_type(p);
        parse_expect_keyword(p, "in");
        *ARENA_PUSH(p->arena, &children) = parse_domain(p);
    } while (parse_accept(p, TOKEN_COMMA));
    parse_expect_keyword(p, kind == NODE_FOR ? "return" : "satisfies");
    *ARENA_PUSH(p->arena, &children) = parse_expression(p);
    node *n = parse_node(p, kind, offset, &children);
    n->names = names.items;
    n->name_count = names.count;
    limit_names(p, n, p->options->limits->nesting);
    return n;
}

bool parse_at_reserved(const parser *p)
{
    static const char *const WORDS[] = {"then", "else",    "in",       "return", "satisfies", "and",
                                        "or",   "between", "instance", "of",     "external"};
    for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++)
        if (parse_at_keyword(p, WORDS[i]))
            return true;
    return false;
}

static node *parse_name(parser *p)
{
    size_t offset = p->token.start;
    str name;
    if (!parse_spaced_name(p, true, &name)) {
        if (parse_accept_keyword(p, "true"))
            return literal(p, offset, FEEL_TRUE_VALUE);
        if (parse_accept_keyword(p, "false"))
            return literal(p, offset, FEEL_FALSE_VALUE);
        if (parse_accept_keyword(p, "null"))
            return literal(p, offset, FEEL_NULL_VALUE);
        if (parse_at_reserved(p)) {
            parse_fail_token(p, "a value");
            return literal(p, offset, FEEL_NULL_VALUE);
        }
        name = parse_token_text(p);
        parse_next(p);
    }
    node *n = parse_node(p, NODE_NAME, offset, NULL);
    n->name = name;
    return n;
}

static node *parse_primary(parser *p)
{
    switch (p->token.kind) {
    case TOKEN_NUMBER:
        return parse_number(p);
    case TOKEN_STRING:
        return parse_string(p);
    case TOKEN_AT:
        return parse_at_literal(p);
    case TOKEN_OPEN:
        return parse_parentheses(p);
    case TOKEN_OPEN_SQUARE:
        return parse_square(p);
    case TOKEN_CLOSE_SQUARE:
        return parse_open_range(p);
    case TOKEN_OPEN_CURLY:
        return parse_context(p);
    case TOKEN_NAME:
        return parse_name(p);
    default:
        parse_fail_token(p, "a value");
        return literal(p, p->token.start, FEEL_NULL_VALUE);
    }
}

// "name:" ahead of an argument; leaves the parser where it was if there is none.
static bool parse_argument_name(parser *p, str *name)
{
    size_t end;
    token behind = peek_new_name(p, NULL, name, &end);
    if (!name->length || behind.kind != TOKEN_COLON)
        return false;
    parse_from(p, behind.end);
    return true;
}

static node *parse_call(parser *p, node *callee)
{
    node_list children = {0};
    name_list names = {0};
    offset_list offsets = {0};
    *ARENA_PUSH(p->arena, &children) = callee;
    parse_next(p);
    while (p->token.kind != TOKEN_CLOSE && !p->failed) {
        size_t offset = p->token.start;
        str name = STR_NONE;
        bool named = parse_argument_name(p, &name);
        if (children.count > 1 && named != (names.count > 0))
            parse_fail(p, CODE_wrong_arguments, offset, p->token.start - offset,
                       "either all arguments are named or none is");
        if (named) {
            *ARENA_PUSH(p->arena, &names) = name;
            *ARENA_PUSH(p->arena, &offsets) = (uint32_t)offset;
        }
        node *argument = parse_item(p);
        *ARENA_PUSH(p->arena, &children) = argument;
        if (!parse_another(p, TOKEN_CLOSE, "an argument"))
            break;
    }
    parse_expect(p, TOKEN_CLOSE, "\",\" or \")\"");
    node *n = parse_node(p, NODE_CALL, callee->offset, &children);
    n->names = names.items;
    n->name_count = names.count;
    n->name_offsets = offsets.items;
    return n;
}

static node *parse_member(parser *p, node *base)
{
    parse_next(p);
    size_t offset = p->token.start;
    str name = STR_NONE;
    if (p->token.kind != TOKEN_NAME) {
        parse_fail_token(p, "a member's name");
    } else if (!parse_spaced_name(p, false, &name)) {
        static const char *const SPACED[] = {"time offset", "start included", "end included"};
        name = parse_token_text(p);
        size_t end = p->token.end;
        for (size_t i = 0; i < sizeof SPACED / sizeof *SPACED; i++) {
            size_t spaced_end = lex_spaced(p->text, offset, str_from(SPACED[i]));
            if (spaced_end != SIZE_MAX) {
                name = str_from(SPACED[i]);
                end = spaced_end;
            }
        }
        p->previous_end = end;
        parse_from(p, end);
    }
    node *n = unary_node(p, NODE_PATH, base->offset, base);
    n->name = name;
    n->name_offset = (uint32_t)offset;
    return n;
}

static node *parse_filter(parser *p, node *base)
{
    node_list children = {0};
    *ARENA_PUSH(p->arena, &children) = base;
    parse_next(p);
    *ARENA_PUSH(p->arena, &children) = parse_expression(p);
    parse_expect(p, TOKEN_CLOSE_SQUARE, "\"]\"");
    return parse_node(p, NODE_FILTER, base->offset, &children);
}

// Names start with no keyword that begins an expression (rule 27), so none can hide one: a declared "if x" is
// read as a name nowhere but behind a dot.
static bool starts_form(const parser *p)
{
    return parse_at_keyword(p, "if") || parse_at_keyword(p, "for") || parse_at_keyword(p, "some") ||
           parse_at_keyword(p, "every") || parse_at_keyword(p, "function");
}

// Whether the "[" ahead opens a filter, and does not end a range that leaves its end out, as in [1..10[.
static bool at_filter(const parser *p)
{
    if (p->token.kind != TOKEN_OPEN_SQUARE)
        return false;
    parser ahead = *p;
    ahead.token = lex(p->text, p->token.end);
    switch (ahead.token.kind) {
    case TOKEN_END:
    case TOKEN_CLOSE:
    case TOKEN_CLOSE_SQUARE:
    case TOKEN_CLOSE_CURLY:
    case TOKEN_COMMA:
        return false;
    case TOKEN_NAME:
        return !parse_at_reserved(&ahead);
    default:
        return ahead.token.kind < TOKEN_EQUAL;
    }
}

node *parse_postfix(parser *p)
{
    if (starts_form(p))
        return parse_expression(p);
    node *base = parse_primary(p);
    for (;;) {
        if (p->failed)
            return base;
        if (p->token.kind == TOKEN_DOT)
            base = parse_member(p, base);
        else if (at_filter(p))
            base = parse_filter(p, base);
        else if (p->token.kind == TOKEN_OPEN)
            base = parse_call(p, base);
        else
            return base;
    }
}

static node *parse_form(parser *p)
{
    size_t offset = p->token.start;
    if (parse_accept_keyword(p, "if"))
        return parse_if(p, offset);
    if (parse_accept_keyword(p, "for"))
        return parse_loop(p, NODE_FOR, offset);
    if (parse_accept_keyword(p, "some"))
        return parse_loop(p, NODE_SOME, offset);
    if (parse_accept_keyword(p, "every"))
        return parse_loop(p, NODE_EVERY, offset);
    parse_next(p);
    return parse_function(p, offset);
}

node *parse_expression(parser *p)
{
    if (!parse_enter(p))
        return literal(p, p->token.start, FEEL_NULL_VALUE);
    node *n = starts_form(p) ? parse_form(p) : parse_expression_binary(p);
    parse_leave(p);
    return n;
}

static node *implied_value(parser *p)
{
    node *n = node_new(p->arena, NODE_NAME, 0, 0);
    n->name = STR("?");
    return n;
}

// ? in (test, test)
static node *parse_tests(parser *p, size_t offset)
{
    node_list children = {0};
    *ARENA_PUSH(p->arena, &children) = implied_value(p);
    do
        *ARENA_PUSH(p->arena, &children) = parse_item(p);
    while (parse_accept(p, TOKEN_COMMA));
    node *n = parse_node(p, NODE_IN, offset, &children);
    n->inner_implied = true;
    return n;
}

node *feel_any_test(arena *a, size_t offset)
{
    node *anything = node_new(a, NODE_LITERAL, offset, 0);
    anything->value = FEEL_TRUE_VALUE;
    anything->name = STR("-");
    return anything;
}

// Unary tests become: ? in (test, test), or not() of that. "-" is always true.
node *feel_parse_tests(parser *p)
{
    token first = p->token;
    if (first.kind == TOKEN_MINUS && lex(p->text, first.end).kind == TOKEN_END) {
        parse_next(p);
        node *anything = feel_any_test(p->arena, first.start);
        anything->length = (uint32_t)(first.end - first.start);
        return anything;
    }
    if (!parse_at_keyword(p, "not") || lex(p->text, first.end).kind != TOKEN_OPEN)
        return parse_tests(p, first.start);
    parser start = *p;
    feel_options quiet = *p->options;
    quiet.report = NULL;
    p->options = &quiet;
    parse_next(p);
    parse_next(p);
    node *tests = parse_tests(p, p->token.start);
    parse_expect(p, TOKEN_CLOSE, "\")\"");
    bool whole = !p->failed && p->token.kind == TOKEN_END;
    p->options = start.options;
    if (!whole) {           // the function, as in: not(contains(?, "a")) and ? < "b"
        start.own = p->own; // names that are known stay so
        *p = start;
        return parse_tests(p, first.start);
    }
    node *callee = node_new(p->arena, NODE_NAME, first.start, first.end - first.start);
    callee->name = STR("not");
    node_list call = {0};
    *ARENA_PUSH(p->arena, &call) = callee;
    *ARENA_PUSH(p->arena, &call) = tests;
    return parse_node(p, NODE_CALL, first.start, &call);
}

node *feel_parse(arena *a, str text, const feel_options *options, bool *closures)
{
    parser p = {.arena = a, .text = text, .options = options, .own = {.arena = a}};
    size_t bad;
    if (text.length > options->limits->expression_bytes)
        parse_fail(&p, CODE_expression_limit, 0, 0, "the expression is longer than %llu bytes",
                   (unsigned long long)options->limits->expression_bytes);
    else if (!utf8_valid(text, &bad))
        parse_fail(&p, CODE_invalid_utf8, bad, 1, "the expression is not valid UTF-8");
    parse_from(&p, 0);
    node *root = options->unary_tests ? feel_parse_tests(&p) : parse_expression(&p);
    if (!p.failed && p.token.kind != TOKEN_END)
        parse_fail_token(&p, "an operator or the end");
    *closures = p.closures;
    return p.failed ? NULL : root;
}
